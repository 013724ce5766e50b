//! `runup check [FILE..]`: everything that is wrong with these files, at once.
//!
//! Without files, the shipped and the user's own ones are checked. The report is text; the
//! caller prints it and exits with its code.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::body::Phase;
use crate::diagnostic::{Diagnostic, Look, render};
use crate::figure::flaws;
use crate::files::{read_file, read_tree};
use crate::library::Library;
use crate::routine::{self, Id, Kind, Origin, SourceFile};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// What is printed, ending in a newline.
    pub text: String,
    /// 0 when nothing is wrong, else 1.
    pub exit: u8,
}

/// Checks files and folders, or the whole library when none are given.
///
/// What a file refers to is looked for in the library and among the other files given.
pub fn check(files: &[PathBuf], library: &Library, colour: bool) -> CheckReport {
    let look = if colour { Look::Colour } else { Look::Plain };
    if files.is_empty() {
        let sources: Vec<&SourceFile> = library.files().collect();
        let mut problems = library.check_all();
        // What is shipped was looked at before it was.
        let own: Vec<&SourceFile> =
            sources.iter().copied().filter(|file| file.origin == Origin::Own).collect();
        problems.extend(pictures(&own));
        return report(problems, &sources, look);
    }
    let (given, mut problems) = read(files);
    let library = library.clone().with_own(given.clone());
    for file in &given {
        problems.extend(library.check_file(file));
    }
    let given: Vec<&SourceFile> = given.iter().collect();
    problems.extend(pictures(&given));
    report(problems, &given, look)
}

/// Returns the routines among files, or all of the library when none are given, with a library that has them.
pub(super) fn given(files: &[PathBuf], library: &Library) -> (Vec<Id>, Library) {
    let (given, _) = read(files);
    let ids = given.iter().filter(|file| file.kind == Kind::Routine).map(|file| file.id.clone());
    let ids: Vec<Id> =
        if files.is_empty() { library.routines().map(|(id, _)| id.clone()).collect() } else { ids.collect() };
    (ids, library.clone().with_own(given))
}

/// Reads files and the trees of folders, each once.
fn read(files: &[PathBuf]) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut given: Vec<SourceFile> = Vec::new();
    for path in files {
        let is_folder = path.is_dir() && path.extension().is_none_or(|ending| ending != "toml");
        if is_folder {
            let (found, more) = read_tree(path);
            given.extend(found);
            problems.extend(more);
        } else {
            match read_file(path) {
                Ok(file) => given.push(file),
                Err(problem) => problems.push(problem),
            }
        }
    }
    // A file that was named twice is checked once.
    given.sort_by(|a, b| a.path.cmp(&b.path));
    given.dedup_by(|a, b| a.path == b.path);
    (given, problems)
}

/// Says what the pictures of figures show wrongly that no body is to blame for.
fn pictures(sources: &[&SourceFile]) -> Vec<Diagnostic> {
    let figures: Vec<&SourceFile> =
        sources.iter().copied().filter(|file| file.kind == Kind::Figure).collect();
    // Each is painted a hundred times: all processors help.
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let share = figures.len().div_ceil(hands).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            figures.chunks(share).map(|part| scope.spawn(move || pictures_of(part))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

fn pictures_of(figures: &[&SourceFile]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for file in figures {
        let Some(figure) = routine::figure(file).value else { continue };
        let names: Vec<&str> = figure.motion.names().collect();
        for flaw in flaws::flaws(&figure) {
            let near = match flaw.phase {
                Phase::Pose(pose) | Phase::Between(_, pose, _) => names.get(pose).copied(),
                Phase::Cycle(_) => None,
            };
            let at = flaw.size.map(|size| format!(" at {}x{}", size.columns, size.rows)).unwrap_or_default();
            let when = match flaw.phase {
                Phase::Between(..) => "on the way here ",
                Phase::Cycle(_) => "in its cycle ",
                Phase::Pose(_) => "",
            };
            let mut problem = Diagnostic::error(file.path.as_str(), format!("{when}{}{at}", flaw.what));
            problem.span = place(&file.bytes, near);
            problem.help.push(flaw.what.help().to_owned());
            problems.push(problem);
        }
    }
    problems
}

/// Returns where a pose, or the cycle, stands in a figure's file.
fn place(bytes: &[u8], pose: Option<&str>) -> Option<std::ops::Range<usize>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let of_pose = pose.and_then(|name| {
        let start = text.find(&format!("[pose.{name}]"))? + "[pose.".len();
        Some(start..start + name.len())
    });
    of_pose.or_else(|| text.find("cycle").map(|start| start..start + "cycle".len()))
}

fn report(mut problems: Vec<Diagnostic>, sources: &[&SourceFile], look: Look) -> CheckReport {
    problems.sort_by(|a, b| a.order().cmp(&b.order()));
    let texts: BTreeMap<&str, &str> = sources
        .iter()
        .filter_map(|file| Some((file.path.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
        .collect();
    let mut text = String::new();
    let mut bad = Vec::new();
    for problem in &problems {
        text.push_str(&render(problem, texts.get(problem.path.as_str()).copied().unwrap_or_default(), look));
        text.push('\n');
        if bad.last() != Some(&problem.path.as_str()) {
            bad.push(&problem.path);
        }
    }
    // A file that could not even be read was looked at too.
    let unread = bad.iter().filter(|path| !sources.iter().any(|file| file.path == **path)).count();
    let checked = counted(sources.len() + unread, "file");
    let count = if problems.is_empty() {
        format!("{checked} checked, no problems found\n")
    } else {
        format!(
            "{} in {}; {checked} checked\n",
            counted(problems.len(), "problem"),
            counted(bad.len(), "file")
        )
    };
    text.push_str(&count);
    CheckReport { text, exit: u8::from(!problems.is_empty()) }
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
