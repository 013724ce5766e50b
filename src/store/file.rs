//! What history and journal share: private files, bounded locks, whole lines or nothing.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::StoreError;

/// How often a lock is tried, and the wait between: a second in all.
const LOCK_TRIES: u32 = 50;
const LOCK_WAIT: Duration = Duration::from_millis(20);

/// Whether a lock is held, or the file system knows none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    /// Held until the file is closed.
    Held,
    /// Not known here: some network and phone file systems.
    Unknown,
}

/// Makes a folder and those above it, for the runner's eyes only.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| StoreError::Folder { path: path.to_owned(), source })
}

/// Returns options that read, and give a new file to the runner's eyes only.
///
/// A lock needs reading or writing on Windows; appending alone is neither.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Opens a file for appending, and makes it if there is none.
pub(super) fn open_for_append(path: &Path) -> Result<File, StoreError> {
    private().append(true).create(true).open(path).map_err(StoreError::write(path))
}

/// Takes the lock of a file, or gives up after a second.
pub(super) fn lock(file: &File, path: &Path) -> Result<Lock, StoreError> {
    lock_in(file, path, LOCK_TRIES)
}

/// Takes the lock of a file, or gives up after so many tries, 20 ms apart.
pub(super) fn lock_in(file: &File, path: &Path, tries: u32) -> Result<Lock, StoreError> {
    for attempt in 0..tries {
        if attempt > 0 {
            thread::sleep(LOCK_WAIT);
        }
        if let Some(lock) = try_lock(file) {
            return Ok(lock);
        }
    }
    Err(StoreError::Busy { path: path.to_owned() })
}

/// Takes the lock of a file at once; `None` when another program has it.
pub(super) fn try_lock(file: &File) -> Option<Lock> {
    match file.try_lock() {
        Ok(()) => Some(Lock::Held),
        Err(TryLockError::WouldBlock) => None,
        Err(TryLockError::Error(_)) => Some(Lock::Unknown),
    }
}

/// What lines are appended to: a file, or what stands for one in a test.
pub(super) trait Lines: Read + Write + Seek {
    /// Returns the length in bytes.
    fn length(&self) -> io::Result<u64>;
    /// Waits until what was written is on the disk.
    fn sync(&self) -> io::Result<()>;
    /// Takes back what is behind a length.
    fn cut(&self, length: u64) -> io::Result<()>;
}

impl Lines for File {
    fn length(&self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}

/// Appends lines and syncs them to disk: all of them, or none.
///
/// 1. Behind a torn last line a line break comes first, or the new line would be lost with it.
/// 2. It is one `write_all`, so a reader at the same time sees whole lines.
/// 3. What was written in part, or may not have reached the disk, is undone as long as
///    no other program can have written meanwhile: it will be written again.
pub(super) fn append(file: &mut impl Lines, lock: Lock, lines: &[u8]) -> io::Result<()> {
    let length = file.length()?;
    let torn = length > 0 && last_byte(file)? != b'\n';
    let text = if torn { [b"\n", lines].concat() } else { lines.to_vec() };
    let written = file.write_all(&text).and_then(|()| file.sync());
    if written.is_err() && lock == Lock::Held {
        // When even this fails, the next append starts a new line.
        let _ = file.cut(length);
    }
    written
}

fn last_byte(file: &mut impl Lines) -> io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

/// Syncs a folder, so that a new file's name survives a power cut; if that cannot be
/// done, the file system does without.
pub(super) fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let synced = File::open(path).and_then(|folder| folder.sync_all());
        #[cfg(all(test, unix))]
        super::synced::note(path, &synced);
        drop(synced);
    }
}

/// Returns the `.jsonl` files of a folder by name, none when there is no folder.
///
/// Hidden files are what copying and syncing tools leave behind.
pub(super) fn line_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::read(folder)(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(StoreError::read(folder))?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|e| e == "jsonl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Refuses anything but a file: a pipe would block, and a device may never end.
pub(super) fn check_is_file(path: &Path) -> Result<(), StoreError> {
    let meta = fs::metadata(path).map_err(StoreError::read(path))?;
    if meta.is_file() {
        return Ok(());
    }
    let kind = if meta.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
    Err(StoreError::read(path)(io::Error::new(kind, "it isn't a file")))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::Cursor;

    use super::*;

    /// A file on a disk that takes so many bytes more and may fail to keep them; it notes what is done to it.
    #[derive(Default)]
    struct Disk {
        bytes: RefCell<Cursor<Vec<u8>>>,
        room: Option<usize>,
        loses: bool,
        done: RefCell<Vec<&'static str>>,
    }

    impl Disk {
        fn of(text: &str) -> Self {
            let mut bytes = Cursor::new(text.as_bytes().to_vec());
            bytes.set_position(text.len() as u64);
            Self { bytes: bytes.into(), ..Self::default() }
        }

        fn text(&self) -> String {
            String::from_utf8(self.bytes.borrow().get_ref().clone()).unwrap()
        }

        fn note(&self, what: &'static str) {
            self.done.borrow_mut().push(what);
        }
    }

    impl Read for Disk {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.bytes.get_mut().read(buffer)
        }
    }

    impl Seek for Disk {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.bytes.get_mut().seek(to)
        }
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.note("write");
            let taken = bytes.len().min(self.room.unwrap_or(usize::MAX));
            if taken == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.room = self.room.map(|room| room - taken);
            self.bytes.get_mut().write(&bytes[..taken])
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Lines for Disk {
        fn length(&self) -> io::Result<u64> {
            Ok(self.bytes.borrow().get_ref().len() as u64)
        }

        fn sync(&self) -> io::Result<()> {
            self.note("sync");
            if self.loses { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
        }

        fn cut(&self, length: u64) -> io::Result<()> {
            self.note("cut");
            self.bytes.borrow_mut().get_mut().truncate(length as usize);
            Ok(())
        }
    }

    #[test]
    fn lines_are_one_write_and_on_the_disk_before_anything_else_happens() {
        let mut disk = Disk::of("one\n");
        append(&mut disk, Lock::Held, b"two\nthree\n").unwrap();
        assert_eq!(disk.text(), "one\ntwo\nthree\n");
        assert_eq!(*disk.done.borrow(), ["write", "sync"]);
    }

    #[test]
    fn a_torn_line_is_ended_in_the_same_write() {
        let mut disk = Disk::of("one\ntw");
        append(&mut disk, Lock::Held, b"three\n").unwrap();
        assert_eq!(disk.text(), "one\ntw\nthree\n");
        assert_eq!(*disk.done.borrow(), ["write", "sync"]);
    }

    #[test]
    fn what_a_full_disk_took_in_part_is_taken_back() {
        let mut disk = Disk { room: Some(2), ..Disk::of("one\n") };
        assert_eq!(append(&mut disk, Lock::Held, b"two\n").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(disk.text(), "one\n");
        assert_eq!(*disk.done.borrow(), ["write", "write", "cut"], "what failed is not synced");
    }

    #[test]
    fn what_may_not_have_reached_the_disk_is_taken_back() {
        let mut disk = Disk { loses: true, ..Disk::of("one\n") };
        append(&mut disk, Lock::Held, b"two\n").unwrap_err();
        assert_eq!(disk.text(), "one\n");
    }

    #[test]
    fn without_a_lock_nothing_is_taken_back_that_may_be_of_another_program() {
        let mut disk = Disk { room: Some(2), ..Disk::of("one\n") };
        append(&mut disk, Lock::Unknown, b"two\n").unwrap_err();
        assert_eq!(disk.text(), "one\ntw");
        // The next line begins a new one.
        disk.room = None;
        append(&mut disk, Lock::Unknown, b"two\n").unwrap();
        assert_eq!(disk.text(), "one\ntw\ntwo\n");
    }
}
