//! All files by kind and name: the shipped ones, and the user's own over them.
//!
//! A library is made from bytes that its caller read (the shipped ones are in the program);
//! it touches no disk. Nothing is parsed before it is asked for, so that making one costs
//! next to nothing at start-up. Start with [`Library::shipped`] and [`Library::with_own`].

pub mod themes;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};

use crate::body::Figure;
use crate::diagnostic::{Diagnostic, Look, nearest, render};
use crate::plans::Plan;
use crate::routine::{self, Checked, Exercise, Exercises, Id, Routine, Source};
pub use crate::routine::{Kind, Origin, SourceFile};
use crate::settings;

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/routines");

/// Files by kind and name.
#[derive(Debug, Clone, Default)]
pub struct Library {
    files: BTreeMap<(Kind, Id), Shelved>,
    /// What was wrong with own files that could not be taken in.
    unread: Vec<Diagnostic>,
    /// The papers, once they were asked for.
    sources: OnceLock<Vec<Source>>,
}

/// A file, and what it says once it was read: a screen asks for the same ones at each key.
#[derive(Debug, Clone)]
struct Shelved {
    file: SourceFile,
    routine: OnceLock<Result<Box<Routine>, LibraryError>>,
    exercise: OnceLock<Option<Box<Exercise>>>,
    plan: OnceLock<Result<Arc<Plan>, LibraryError>>,
}

impl Shelved {
    /// Forgets everything read so far.
    fn forget(&mut self) {
        (self.routine, self.exercise, self.plan) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
    }
}

impl From<SourceFile> for Shelved {
    fn from(file: SourceFile) -> Self {
        Self { file, routine: OnceLock::new(), exercise: OnceLock::new(), plan: OnceLock::new() }
    }
}

/// Why a file of the library cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// There is no file of this name.
    #[error("can't find the {kind} `{id}`{}", nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    NotFound {
        /// What was looked for.
        kind: Kind,
        /// Its name.
        id: Id,
        /// The name that is most like it.
        nearest: Option<Id>,
    },
    /// There is one, and this is wrong with it.
    #[error("{}", .0.first().map_or_else(|| "the file has problems".to_owned(), ToString::to_string))]
    Problems(Vec<Diagnostic>),
}

impl Library {
    /// Returns the files that came with the program.
    pub fn shipped() -> Self {
        let mut library = Self::default();
        library.embed(&SHIPPED);
        library
    }

    /// Puts own files over what is there; one of the same kind and name wins.
    #[must_use]
    pub fn with_own(mut self, files: impl IntoIterator<Item = SourceFile>) -> Self {
        for file in files {
            self.insert(file);
        }
        // What was read before may refer to a file that has changed.
        for shelved in self.files.values_mut() {
            shelved.forget();
        }
        self
    }

    /// Keeps what was wrong with own files that could not be read, for [`Self::check_all`].
    #[must_use]
    pub fn with_unread(mut self, problems: impl IntoIterator<Item = Diagnostic>) -> Self {
        self.unread.extend(problems);
        self
    }

    /// Returns what was wrong with own files that could not be read.
    pub fn unread(&self) -> &[Diagnostic] {
        &self.unread
    }

    /// Reads and checks a routine.
    pub fn routine(&self, id: &Id) -> Result<Routine, LibraryError> {
        let shelved = self.find(Kind::Routine, id)?;
        if let Some(read) = shelved.routine.get() {
            return read.clone().map(|routine| *routine);
        }
        let checked = routine::routine(&shelved.file, self);
        let read = checked.value.ok_or(LibraryError::Problems(checked.diagnostics));
        // Set by hand: what is checked may ask for another that asks for this one.
        let _ = shelved.routine.set(read.clone().map(Box::new));
        read
    }

    /// Reads and checks an exercise.
    pub fn exercise(&self, id: &Id) -> Result<Exercise, LibraryError> {
        let checked = routine::exercise_with(&self.find(Kind::Exercise, id)?.file, self);
        checked.value.ok_or(LibraryError::Problems(checked.diagnostics))
    }

    /// Reads and checks a figure.
    pub fn figure(&self, id: &Id) -> Result<Figure, LibraryError> {
        let checked = routine::figure(&self.find(Kind::Figure, id)?.file);
        checked.value.ok_or(LibraryError::Problems(checked.diagnostics))
    }

    /// Reads and checks a plan, the first time that it is asked for.
    pub fn plan(&self, id: &Id) -> Result<Arc<Plan>, LibraryError> {
        let shelved = self.find(Kind::Plan, id)?;
        let read = shelved.plan.get_or_init(|| {
            let checked = routine::plan(&shelved.file, self);
            checked.value.map(Arc::new).ok_or(LibraryError::Problems(checked.diagnostics))
        });
        read.clone()
    }

    /// Returns the names of all routines, in order, with whose they are.
    pub fn routines(&self) -> impl Iterator<Item = (&Id, Origin)> {
        self.ids(Kind::Routine)
    }

    /// Returns the names of all files of a kind, in order, with whose they are.
    pub fn ids(&self, kind: Kind) -> impl Iterator<Item = (&Id, Origin)> {
        self.files
            .iter()
            .filter(move |((k, _), _)| *k == kind)
            .map(|((_, id), shelved)| (id, shelved.file.origin))
    }

    /// Returns a file as it came.
    pub fn source(&self, kind: Kind, id: &Id) -> Option<&SourceFile> {
        self.files.get(&(kind, id.clone())).map(|shelved| &shelved.file)
    }

    /// Returns all files, by kind and name.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values().map(|shelved| &shelved.file)
    }

    /// Reads and checks a routine that is not in the library, but may refer to what is.
    pub fn parse_file(&self, file: &SourceFile) -> Checked<Routine> {
        routine::routine(file, self)
    }

    /// Returns what is wrong with a file of any kind.
    pub fn check_file(&self, file: &SourceFile) -> Vec<Diagnostic> {
        match file.kind {
            Kind::Routine => routine::routine(file, self).diagnostics,
            Kind::Exercise => routine::exercise_with(file, self).diagnostics,
            Kind::Sources => routine::sources(file).diagnostics,
            Kind::Config => settings::read(file).problems,
            Kind::Figure => routine::figure(file).diagnostics,
            Kind::Plan => routine::plan(file, self).diagnostics,
        }
    }

    /// Returns what is wrong with any file, in the order of files and places.
    pub fn check_all(&self) -> Vec<Diagnostic> {
        let mut problems = self.unread.clone();
        for file in self.files() {
            problems.extend(self.check_file(file));
        }
        problems.sort_by(|a, b| a.order().cmp(&b.order()));
        problems
    }

    /// Returns the papers that doses come from, in order of their keys.
    ///
    /// A `sources.toml` with problems counts as empty; [`Self::check_all`] tells them.
    pub fn sources(&self) -> &[Source] {
        self.sources.get_or_init(|| {
            let files = self.files().filter(|file| file.kind == Kind::Sources);
            let mut sources: Vec<Source> =
                files.flat_map(|file| routine::sources(file).value.unwrap_or_default()).collect();
            // The sort is stable and `own-sources` comes first: of one key twice, the runner's own stays.
            sources.sort_by(|a, b| a.key.cmp(&b.key));
            sources.dedup_by(|later, first| later.key == first.key);
            sources
        })
    }

    /// Shows problems with their lines, for files of this library.
    pub fn render(&self, problems: &[Diagnostic], look: Look) -> String {
        let mut out = String::new();
        for problem in problems {
            let file = self.files().find(|file| file.path == problem.path);
            let text = file.and_then(|file| std::str::from_utf8(&file.bytes).ok()).unwrap_or_default();
            out.push_str(&render(problem, text, look));
        }
        out
    }

    fn find(&self, kind: Kind, id: &Id) -> Result<&Shelved, LibraryError> {
        self.files.get(&(kind, id.clone())).ok_or_else(|| {
            let near = nearest(id.as_str(), self.ids(kind).map(|(id, _)| id.as_str())).and_then(Id::new);
            LibraryError::NotFound { kind, id: id.clone(), nearest: near }
        })
    }

    fn insert(&mut self, file: SourceFile) {
        self.sources = OnceLock::new();
        // Papers of the runner's own stand beside the shipped ones, which shipped doses name.
        let beside = file.kind == Kind::Sources && file.origin == Origin::Own;
        let id = if beside { Id::from_words("own sources") } else { file.id.clone() };
        self.files.insert((file.kind, id), file.into());
    }

    fn embed(&mut self, folder: &'static Dir<'static>) {
        for file in folder.files() {
            let path = Path::new("routines").join(file.path());
            if path.extension().is_none_or(|ending| ending != "toml") {
                continue;
            }
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            if let (Some(id), Some(kind)) = (stem.and_then(Id::new), Kind::of_path(&path)) {
                self.insert(SourceFile {
                    path: path.to_string_lossy().replace('\\', "/"),
                    kind,
                    id,
                    origin: Origin::Shipped,
                    bytes: file.contents().into(),
                });
            }
        }
        for inner in folder.dirs() {
            self.embed(inner);
        }
    }

    fn names(&self, kind: Kind) -> Vec<String> {
        self.ids(kind).map(|(id, _)| id.to_string()).collect()
    }

    /// Returns the names of a kind, or nothing to compare with when there are none at all.
    fn some_names(&self, kind: Kind) -> Option<Vec<String>> {
        Some(self.names(kind)).filter(|names| !names.is_empty())
    }
}

impl Exercises for Library {
    fn exercise(&self, id: &Id) -> Option<Exercise> {
        let shelved = self.files.get(&(Kind::Exercise, id.clone()))?;
        if shelved.exercise.get().is_none() {
            let _ = shelved.exercise.set(routine::exercise(&shelved.file).value.map(Box::new));
        }
        shelved.exercise.get()?.as_deref().cloned()
    }

    fn names(&self) -> Vec<String> {
        self.names(Kind::Exercise)
    }

    fn routine_names(&self) -> Option<Vec<String>> {
        self.some_names(Kind::Routine)
    }

    fn routine(&self, id: &Id) -> Option<Routine> {
        Self::routine(self, id).ok()
    }

    fn figure_names(&self) -> Option<Vec<String>> {
        self.some_names(Kind::Figure)
    }

    fn source_keys(&self) -> Option<Vec<String>> {
        let keys: Vec<_> = self.sources().iter().map(|source| source.key.clone()).collect();
        Some(keys).filter(|keys| !keys.is_empty())
    }
}
