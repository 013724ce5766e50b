//! `runup import`: finding the recordings in files, folders, archives and standard input.
//!
//! A file's content decides its kind, its name only what it is called if it is passed over. A folder and an archive are
//! shelves: the tables of an export are read first, since they say what its files are, then everything else in its
//! order. All is read as a stream; only an archive that lies in another one, or comes through a pipe, is copied first.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use super::activities::{Activities, Context};
use super::progress::{Metered, Watch};
use super::{Output, shown};
use crate::diagnostic::{printable, printable_lines};
use crate::files::packed::{self, Archive, Member, Packing};
use crate::files::{self, Found};
use crate::interop::activity::{Format, HEAD, MAX_BYTES, Unreadable, apple, strava};

/// How many archives and packings may lie in one another: Garmin's have three.
const DEEPEST: u32 = 4;
/// The name that stands for standard input.
const STANDARD_INPUT: &str = "-";
/// What is passed over, by how names end.
const KINDS: [(&str, &[&str]); 8] = [
    ("picture", &["jpg", "jpeg", "png", "heic", "gif", "webp", "svg"]),
    ("video", &["mp4", "mov", "m4v"]),
    ("table", &["csv", "tsv", "xlsx"]),
    ("JSON file", &["json", "geojson"]),
    ("KML file", &["kml", "kmz"]),
    ("XML file", &["xml", "html", "htm"]),
    ("database", &["db", "sqlite"]),
    ("text", &["txt", "md", "pdf", "toml"]),
];

/// Finds recordings.
pub(super) struct Reading<'a> {
    pub(super) activities: &'a mut Activities,
    pub(super) done: &'a mut Output,
    pub(super) watch: Watch,
}

/// What is known of the files of an export, by their place in it.
#[derive(Default)]
struct Tables {
    strava: BTreeMap<String, strava::Row>,
    apple: Vec<(apple::Workout, bool)>,
    /// The places of the tables themselves.
    own: Vec<usize>,
}

/// A folder or an archive.
trait Shelf {
    /// Returns its files: their places, with `/`, and their sizes.
    fn files(&self) -> Vec<(String, u64)>;
    /// Opens a file.
    fn with(&mut self, index: usize, read: &mut dyn FnMut(&mut dyn Read)) -> Result<(), String>;
}

struct Packed {
    archive: Archive,
    members: Vec<Member>,
}

impl Shelf for Packed {
    fn files(&self) -> Vec<(String, u64)> {
        self.members.iter().map(|member| (member.name.clone(), member.bytes)).collect()
    }

    fn with(&mut self, index: usize, read: &mut dyn FnMut(&mut dyn Read)) -> Result<(), String> {
        let mut file = self.archive.read(&self.members[index]).map_err(|error| error.to_string())?;
        read(&mut file);
        Ok(())
    }
}

struct Folder {
    root: PathBuf,
    files: Vec<PathBuf>,
}

impl Shelf for Folder {
    fn files(&self) -> Vec<(String, u64)> {
        let of = |path: &PathBuf| {
            let inner = path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/");
            (inner, path.metadata().map_or(0, |data| data.len()))
        };
        self.files.iter().map(of).collect()
    }

    fn with(&mut self, index: usize, read: &mut dyn FnMut(&mut dyn Read)) -> Result<(), String> {
        let path = &self.files[index];
        let most = if is_plain(path) { MAX_BYTES } else { u64::MAX };
        let mut file = files::open_foreign(path, most).map_err(|problem| problem.message.clone())?;
        read(&mut file);
        Ok(())
    }
}

/// True if a name is that of a recording which is not packed.
fn is_plain(path: &Path) -> bool {
    path.extension().is_some_and(|own| ["fit", "gpx", "tcx"].iter().any(|end| own.eq_ignore_ascii_case(end)))
}

impl Reading<'_> {
    /// Reads a file, a folder or standard input; false for a file that is none of a watch.
    pub(super) fn path(&mut self, path: &Path) -> bool {
        if path.as_os_str() == STANDARD_INPUT {
            self.watch.listen();
            self.watch.expect(1, 0);
            self.stream("standard input", &mut io::stdin().lock(), &Context::default(), 0, true);
            return true;
        }
        if path.is_dir() {
            self.watch.listen();
            self.folder(path);
            return true;
        }
        let Some(head) = head_of(path) else { return false };
        let ours = Format::of(&head).is_some() || Packing::of(&head).is_some() || apple::is_export(&head);
        if ours {
            self.watch.listen();
            self.file(path, &head);
        }
        ours
    }

    /// Says what is wrong with a file, and continues.
    fn tell(&mut self, label: &str, wrong: &str) {
        self.watch.wipe();
        self.done.tell(&format!("{}: {}", printable(label), printable_lines(wrong)));
    }

    fn file(&mut self, path: &Path, head: &[u8]) {
        let most = if Format::of(head).is_some() { MAX_BYTES } else { u64::MAX };
        let mut file = match files::open_foreign(path, most) {
            Ok(file) => file,
            Err(problem) => {
                self.watch.wipe();
                return self.done.tell(&problem.to_string());
            }
        };
        if Packing::of(head) == Some(Packing::Zip) {
            return match Archive::open(file) {
                Ok(archive) => self.archive(archive, 1),
                Err(wrong) => self.tell(&shown(path), &wrong),
            };
        }
        self.watch.expect(1, file.metadata().map_or(0, |data| data.len()));
        self.metered(&path.to_string_lossy(), &mut file, &Context::default(), 0, true);
    }

    fn folder(&mut self, path: &Path) {
        let Found { files, others, problems } = files::activity_files(path);
        for problem in &problems {
            self.done.tell(&problem.to_string());
        }
        if files.is_empty() && problems.is_empty() {
            self.tell(&shown(path), "this folder has no FIT, GPX or TCX files, and no archives of them");
            return;
        }
        for other in others {
            self.pass(&other.to_string_lossy());
        }
        self.shelf(&mut Folder { root: path.to_owned(), files }, 0);
    }

    fn archive(&mut self, mut archive: Archive, depth: u32) {
        let members = archive.members();
        self.shelf(&mut Packed { archive, members }, depth);
    }

    /// Reads a shelf: its tables, then its files, then the workouts that have none.
    fn shelf(&mut self, shelf: &mut dyn Shelf, depth: u32) {
        let files = shelf.files();
        self.watch.expect(files.len(), files.iter().map(|(_, bytes)| bytes).sum());
        let mut tables = self.tables(shelf, &files);
        for (index, (name, bytes)) in files.iter().enumerate() {
            if self.watch.is_over() {
                break;
            }
            if tables.own.contains(&index) {
                continue;
            }
            let context = tables.context(name, self.activities);
            let mut read = 0;
            let opened = shelf.with(index, &mut |file| {
                let mut metered = Metered::new(file, &self.watch.clone());
                self.stream(name, &mut metered, &context, depth, false);
                read = metered.bytes;
            });
            if let Err(wrong) = opened {
                self.tell(name, &wrong);
            }
            self.watch.done(bytes.saturating_sub(read));
        }
        if !self.watch.is_over() {
            for (workout, _) in tables.apple.iter().filter(|(_, has_way)| !has_way) {
                let hint = self.activities.hint().clone();
                self.activities.keep(Format::Gpx, "export.xml", workout.recorded(&hint), &Context::default());
            }
        }
    }

    /// Reads the tables of an export.
    fn tables(&mut self, shelf: &mut dyn Shelf, files: &[(String, u64)]) -> Tables {
        let mut tables = Tables::default();
        for (index, (name, bytes)) in files.iter().enumerate() {
            let last = name.rsplit('/').next().unwrap_or_default();
            let is = |ending: &str| last.len() > ending.len() && last.to_ascii_lowercase().ends_with(ending);
            if last != "activities.csv" && !is(".xml") || self.watch.is_over() {
                continue;
            }
            let (mut read, mut ours) = (0, false);
            let opened = shelf.with(index, &mut |file| {
                let mut metered = Metered::new(file, &self.watch.clone());
                ours = self.table(name, &mut metered, &mut tables);
                read = metered.bytes;
            });
            if let Err(wrong) = opened {
                self.tell(name, &wrong);
            }
            if ours {
                tables.own.push(index);
                self.watch.done(bytes.saturating_sub(read));
            }
        }
        tables
    }

    /// Reads a table, if it is one.
    fn table(&mut self, name: &str, file: &mut dyn Read, tables: &mut Tables) -> bool {
        if let Some(folder) = name.strip_suffix("activities.csv") {
            let rows = strava::read(file.take(MAX_BYTES));
            tables.strava.extend(rows.into_iter().map(|(file, row)| (format!("{folder}{file}"), row)));
            return true;
        }
        let Ok((head, mut file)) = headed(file) else { return false };
        if !apple::is_export(&head) {
            return false;
        }
        self.export(name, &mut file, tables);
        true
    }

    /// Reads the workouts of Apple's export.
    fn export(&mut self, name: &str, file: &mut dyn Read, tables: &mut Tables) {
        match apple::read(file) {
            Ok(export) => {
                self.activities.count_file();
                for note in &export.notes {
                    self.watch.wipe();
                    eprintln!("runup: {}: {}", printable(name), printable(note));
                }
                tables.apple.extend(export.workouts.into_iter().map(|workout| (workout, false)));
            }
            Err(_) if self.watch.is_over() => {}
            Err(unreadable) => self.tell(name, &unreadable.to_string()),
        }
    }

    fn metered(&mut self, name: &str, file: &mut dyn Read, context: &Context, depth: u32, alone: bool) {
        let mut metered = Metered::new(file, &self.watch.clone());
        self.stream(name, &mut metered, context, depth, alone);
        self.watch.done(0);
    }

    /// Reads a stream whose content decides what it is; a file that was named alone must be one of a watch.
    fn stream(&mut self, name: &str, file: &mut dyn Read, context: &Context, depth: u32, alone: bool) {
        let (head, mut file) = match headed(file) {
            Ok(headed) => headed,
            Err(_) if self.watch.is_over() => return,
            Err(error) => return self.tell(name, &format!("can't read this: {error}")),
        };
        if let Some(format) = Format::of(&head) {
            let mut file = Limited { inner: &mut file, left: MAX_BYTES };
            return self.recording(name, format, &mut file, context, alone);
        }
        match Packing::of(&head) {
            Some(_) if depth >= DEEPEST => {
                self.tell(name, &format!("archives lie more than {DEEPEST} deep in one another"));
            }
            Some(Packing::Gzip) => {
                let inner = name.strip_suffix(".gz").unwrap_or(name);
                self.stream(inner, &mut packed::gunzip(file), context, depth + 1, alone);
            }
            Some(Packing::Zip) => match packed::copied(&mut file).map_err(|error| error.to_string()) {
                Err(_) if self.watch.is_over() => {}
                copied => match copied.and_then(Archive::open) {
                    Ok(archive) => self.archive(archive, depth + 1),
                    Err(wrong) => self.tell(name, &wrong),
                },
            },
            None if apple::is_export(&head) => {
                let mut tables = Tables::default();
                self.export(name, &mut file, &mut tables);
                for (workout, _) in &tables.apple {
                    let hint = self.activities.hint().clone();
                    self.activities.keep(Format::Gpx, name, workout.recorded(&hint), context);
                }
            }
            None if alone => self.tell(name, "not a FIT, GPX or TCX file, nor an archive of such files"),
            None if is_plain(Path::new(name)) => self.tell(name, "not a FIT, GPX or TCX file"),
            None => self.pass(name),
        }
    }

    fn recording(&mut self, name: &str, format: Format, file: &mut dyn Read, context: &Context, alone: bool) {
        match self.activities.read(format, name, file, context) {
            Ok(notes) => {
                for note in notes {
                    self.watch.wipe();
                    eprintln!("runup: {}: {}", printable(name), printable(&note));
                }
            }
            Err(_) if self.watch.is_over() => {}
            Err(Unreadable::NoRecording { .. }) if !alone => {
                self.activities.pass(&format!("{format} file without a recorded run"));
            }
            Err(unreadable) => self.tell(name, &unreadable.to_string()),
        }
    }

    /// Counts what is passed over, by its kind.
    fn pass(&mut self, name: &str) {
        let ending =
            name.rsplit('/').next().and_then(|last| last.rsplit_once('.')).map_or("", |(_, ending)| ending);
        let kind =
            KINDS.iter().find(|(_, endings)| endings.iter().any(|own| own.eq_ignore_ascii_case(ending)));
        self.activities.pass(kind.map_or("other file", |(kind, _)| kind));
    }
}

impl Tables {
    /// Returns what is known of a file, and notes that its workout has a way.
    fn context(&mut self, name: &str, activities: &Activities) -> Context {
        let row = self.strava.remove(name).unwrap_or_default();
        let ends = |route: &Option<String>| {
            route.as_deref().is_some_and(|route| name.ends_with(route.trim_start_matches('/')))
        };
        let workout = self.apple.iter_mut().find(|(workout, _)| ends(&workout.route));
        let mut context = Context { note: row.note, gear: row.gear, hint: None };
        if let Some((workout, has_way)) = workout {
            *has_way = true;
            context.hint = Some(workout.hint(activities.hint()));
        } else if row.sport.is_some() {
            let mut hint = activities.hint().clone();
            hint.named = row.sport;
            context.hint = Some(hint);
        }
        context
    }
}

/// Reads the first bytes of a stream; returns them, and the stream with them.
fn headed(mut file: &mut dyn Read) -> io::Result<(Vec<u8>, impl Read)> {
    let mut head = Vec::new();
    (&mut file).take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(file)))
}

/// Returns the first bytes of a file; `None` if it cannot be read, which is told by who asks for it next.
fn head_of(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    files::open_foreign(path, u64::MAX).ok()?.take(HEAD as u64).read_to_end(&mut head).ok()?;
    Some(head)
}

/// A reader that fails where a recording would be too long.
struct Limited<'a> {
    inner: &'a mut dyn Read,
    left: u64,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!("it is larger than {} MiB, the limit", MAX_BYTES >> 20))
        })?;
        Ok(read)
    }
}
