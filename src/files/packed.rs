//! Packed files: gzip, and the members of a ZIP archive, read as streams.
//!
//! Nothing is unpacked to the disk under a name of the archive. What an archive may cost is bounded: how many members it
//! has, how often it unpacks into more than it is worth ([`MOST_TIMES`]), and how large a copy of an archive within an
//! archive, or of one from a pipe, may be, since a ZIP archive is read from its end.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;

/// Most members of an archive.
pub const MOST_MEMBERS: usize = 100_000;
/// A stream that unpacks to more than so many times its size is refused. Text of a watch shrinks to a tenth or a
/// twentieth, and no sort of data to less than a thousandth; repeated points of a treadmill come to a hundredth.
pub const MOST_TIMES: u64 = 250;
/// Bytes that are never too many, so that short files are not judged by that.
const ALWAYS: u64 = 4 * 1024 * 1024;
/// The largest archive that is copied to be read, in bytes.
pub const MOST_COPIED: u64 = 8 * 1024 * 1024 * 1024;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// One file, by gzip.
    Gzip,
    /// A ZIP archive of files.
    Zip,
}

impl Packing {
    /// Returns how a file is packed by its first bytes; `None` if it is not.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1f\x8b\x08") {
            Some(Self::Gzip)
        } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Some(Self::Zip)
        } else {
            None
        }
    }
}

/// Unpacks a stream that gzip packed.
pub fn gunzip(packed: impl Read) -> impl Read {
    let count = Rc::new(Cell::new(0));
    let counted = Counted { inner: packed, count: Rc::clone(&count) };
    Bounded { inner: MultiGzDecoder::new(counted), packed: count, unpacked: 0 }
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its place in the archive, folders and all, with `/` between them.
    pub name: String,
    /// How large it is unpacked, as the archive says.
    pub bytes: u64,
    index: usize,
}

/// An archive.
pub struct Archive(ZipArchive<File>);

impl Archive {
    /// Opens an archive; its error says what is wrong with it.
    pub fn open(file: File) -> Result<Self, String> {
        let archive = ZipArchive::new(file).map_err(|error| format!("can't read this archive: {error}"))?;
        match archive.len() {
            many if many > MOST_MEMBERS => {
                Err(format!("the archive holds {many} files; the limit is {MOST_MEMBERS}"))
            }
            _ => Ok(Self(archive)),
        }
    }

    /// Returns its files in their order, without folders; what cannot be named is left out.
    pub fn members(&mut self) -> Vec<Member> {
        let count = self.0.len();
        let of = |index| {
            let member = self.0.by_index_raw(index).ok()?;
            let name = member.name().ok()?.replace('\\', "/");
            (!member.is_dir()).then(|| Member { name, bytes: member.size(), index })
        };
        (0..count).filter_map(of).collect()
    }

    /// Reads a file of the archive.
    pub fn read(&mut self, member: &Member) -> io::Result<impl Read + '_> {
        let file = self.0.by_index(member.index).map_err(io::Error::other)?;
        let packed = Rc::new(Cell::new(file.compressed_size()));
        Ok(Bounded { inner: file, packed, unpacked: 0 })
    }
}

/// Copies a stream to a file that has no name and is gone at the end, to be read from anywhere.
pub fn copied(stream: &mut dyn Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    let bytes = io::copy(&mut stream.take(MOST_COPIED + 1), &mut file)?;
    if bytes > MOST_COPIED {
        return Err(io::Error::other(format!(
            "the archive is larger than {} GiB, the limit",
            MOST_COPIED >> 30
        )));
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

/// Ends where far more came out than went in.
struct Bounded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.unpacked += read as u64;
        if self.unpacked > ALWAYS.max(self.packed.get().saturating_mul(MOST_TIMES)) {
            return Err(io::Error::other(format!(
                "it unpacks to more than {MOST_TIMES} times its size, which no recording does"
            )));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    fn archive(members: &[(&str, &[u8])]) -> File {
        let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let mut file = zip.finish().unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        file
    }

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        let text = b"a run\n".repeat(1_000);
        let mut out = Vec::new();
        // Two streams one behind the other are one file.
        gunzip(&[gzip(&text), gzip(b"end")].concat()[..]).read_to_end(&mut out).unwrap();
        assert_eq!(out, [&text[..], b"end"].concat());
        let mut archive = Archive::open(archive(&[("a/b.gpx", &text), ("c.txt", b"c")])).unwrap();
        let members = archive.members();
        assert_eq!(
            members.iter().map(|m| (&*m.name, m.bytes)).collect::<Vec<_>>(),
            [("a/b.gpx", 6_000), ("c.txt", 1)]
        );
        let mut out = String::new();
        archive.read(&members[1]).unwrap().read_to_string(&mut out).unwrap();
        assert_eq!(out, "c");
    }

    #[test]
    fn a_bomb_ends_early() {
        let bomb = gzip(&vec![0; 64 << 20]);
        assert!(bomb.len() < 70_000);
        let mut out = io::sink();
        let error = io::copy(&mut gunzip(&bomb[..]), &mut out).unwrap_err();
        assert!(error.to_string().contains("more than 250 times its size"), "{error}");
        let mut archive = Archive::open(archive(&[("bomb.gpx", &vec![0; 64 << 20])])).unwrap();
        let member = archive.members().remove(0);
        let error = io::copy(&mut archive.read(&member).unwrap(), &mut out).unwrap_err();
        assert!(error.to_string().contains("more than 250 times its size"), "{error}");
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(Packing::of(&gzip(b"x")), Some(Packing::Gzip));
        assert_eq!(Packing::of(b"PK\x03\x04..."), Some(Packing::Zip));
        assert_eq!(Packing::of(b"PK"), None);
        assert_eq!(Packing::of(b"<gpx>"), None);
        let mut broken: &[u8] = b"PK\x03\x04 and nothing else";
        assert!(Archive::open(copied(&mut broken).unwrap()).is_err());
    }
}
