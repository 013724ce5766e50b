//! `runup new NAME`: a commented file to begin with, opened in the runner's editor and checked afterwards; with
//! `--from-text` a routine made of a clinician's sheet.
//!
//! A file that is there is never written over. Beside the new one lies the schema that editors read.

mod editor;
pub(super) mod sheet;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::args::word::{word, word_of};
use super::asker::Asker;
use super::check::check;
use super::writer::failure;
use super::{Failure, colours, library_in, print};
use crate::diagnostic::printable;
use crate::library::{Kind, Library, Origin};
use crate::phrase;
use crate::routine::{Id, schema};
use crate::settings;
use crate::store::{Paths, own};
use crate::word::words;

/// What to begin with.
#[derive(Debug, ClapArgs)]
pub(super) struct New {
    /// Its name and file name: small letters, digits and hyphens
    #[arg(required_unless_present = "from_text")]
    name: Option<String>,
    /// What to create
    #[arg(long, default_value = "routine", value_parser = word_of(&KINDS), conflicts_with = "from_text")]
    kind: Kind,
    /// Write the file without opening an editor
    #[arg(long)]
    no_edit: bool,
    /// Make a routine from a sheet in words, one exercise per line: the text itself, a file, or `-` for standard input
    #[arg(long, value_name = "TEXT|FILE|-", allow_hyphen_values = true)]
    from_text: Option<String>,
    /// Save what Runup understood of a sheet without asking
    #[arg(long, requires = "from_text")]
    yes: bool,
    /// Who set it; a clinician's pain limit replaces Runup's own
    #[arg(long, value_name = "WHO", value_parser = word::<SetBy>(), requires = "from_text")]
    set_by: Option<SetBy>,
}

words! {
    /// Who sets a routine.
    SetBy("author of a routine") {
        /// A clinician.
        Clinician = "clinician",
    }
}

/// The kinds of file that can be begun.
const KINDS: [Kind; 4] = [Kind::Routine, Kind::Exercise, Kind::Figure, Kind::Plan];

/// Begins a file, or makes one of a sheet.
pub(super) fn new(
    asked: &New,
    paths: &Paths,
    asker: &mut dyn Asker,
    out: &mut dyn io::Write,
) -> Result<ExitCode, Failure> {
    let (data, library) = (&paths.data, &library_in(paths));
    let edit = !asked.no_edit && io::stdin().is_terminal() && io::stdout().is_terminal();
    if let Some(text) = &asked.from_text {
        let text = sheet::given(text)?;
        let wanted = sheet::Wanted {
            name: asked.name.as_deref(),
            yes: asked.yes,
            by_clinician: asked.set_by == Some(SetBy::Clinician),
        };
        let said = sheet::routine_of(&text, &wanted, data, library, asker)?;
        print(out, &said.text)?;
        eprint!("{}", crate::diagnostic::printable_lines(&said.error));
        return match said.written {
            Some(place) => finish(&place, edit && said.edit, paths, out),
            None => Ok(ExitCode::FAILURE),
        };
    }
    let place = Place::new(asked.name.as_deref().unwrap_or_default(), asked.kind, data, library)?;
    place.write(&template(asked.kind, &place.id))?;
    print(out, &format!("Written: {}\n", shown(&place.path)))?;
    finish(&place, edit, paths, out)
}

/// Where a new file goes.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) id: Id,
    kind: Kind,
    path: PathBuf,
    schemas: PathBuf,
}

impl Place {
    /// Checks a name and finds its place; a name that is taken is refused.
    fn new(name: &str, kind: Kind, data: &Path, library: &Library) -> Result<Self, Failure> {
        let Some(id) = Id::new(name).filter(|id| !matches!(id.as_str(), "sources" | "config")) else {
            let such = Id::from_words(name);
            return Err(Failure::Usage(format!(
                "a file cannot have the name `{}`\nhint: small letters, digits and single hyphens, {} at most, and \
                 neither sources nor config: `{such}`",
                printable(name),
                Id::MAX
            )));
        };
        if let Some(there) = library.source(kind, &id) {
            let (whose, hint) = match there.origin {
                Origin::Own => ("you have", format!("it is {}", printable(&there.path))),
                Origin::Shipped => {
                    ("Runup has", "yours would take its place: choose another name".to_owned())
                }
            };
            return Err(Failure::Said(format!("{whose} a {kind} `{id}` already\nhint: {hint}")));
        }
        let routines = data.join("routines");
        let folder = match kind {
            Kind::Exercise => routines.join("exercises"),
            Kind::Figure => routines.join("figures"),
            Kind::Plan => routines.join("plans"),
            _ => routines.clone(),
        };
        Ok(Self { path: folder.join(format!("{id}.toml")), id, kind, schemas: routines.join("schemas") })
    }

    /// Writes the file, with the line that names its schema, and that schema beside it.
    fn write(&self, text: &str) -> Result<(), Failure> {
        let said = |error: crate::store::StoreError| failure(&error);
        let up = if self.kind == Kind::Routine { "." } else { ".." };
        let kind = self.kind;
        own::create(&self.path, &format!("#:schema {up}/schemas/{kind}.json\n{text}")).map_err(said)?;
        let schema = schema::text(kind, settings::config_shape());
        own::refresh(&self.schemas.join(format!("{kind}.json")), &schema).map_err(said)
    }

    /// Returns the next step for the file.
    fn next(&self) -> String {
        let (id, path) = (&self.id, shown(&self.path));
        match self.kind {
            Kind::Figure => format!("  runup preview {path}\n"),
            Kind::Exercise => format!("  runup preview {path}\n  runup show {id}\n"),
            Kind::Plan => format!("  runup show {id}\n  runup plan start {id}\n"),
            _ => format!("  runup preview {path}\n  runup go {id}\n"),
        }
    }
}

/// Lets the runner edit the file, then says what is wrong with it and what to do next.
fn finish(place: &Place, edit: bool, paths: &Paths, out: &mut dyn io::Write) -> Result<ExitCode, Failure> {
    let mut said = String::new();
    if edit {
        match editor::of(|name| std::env::var(name).ok()) {
            Ok(Some(editor)) => editor.open(&place.path)?,
            Ok(None) => said.push_str("No editor is set ($VISUAL or $EDITOR): open the file with yours.\n"),
            Err(why) => return Err(Failure::Said(why)),
        }
    }
    let report = check(std::slice::from_ref(&place.path), &library_in(paths), colours());
    if report.exit != 0 {
        said.push_str(&report.text);
        let _ = write!(said, "Change it, then:\n  runup check {}\n", shown(&place.path));
    }
    said.push_str(if report.exit == 0 { "It is valid. Next:\n" } else { "" });
    said.push_str(&place.next());
    print(out, &said)?;
    Ok(ExitCode::from(report.exit))
}

/// Returns a path as it is shown.
fn shown(path: &Path) -> String {
    printable(&path.display().to_string()).into_owned()
}

/// Returns a file of a kind to begin with: valid as it stands, with a comment on each thing that can be changed.
fn template(kind: Kind, id: &Id) -> String {
    let text = match kind {
        Kind::Exercise => include_str!("new/exercise.toml"),
        Kind::Figure => include_str!("new/figure.toml"),
        Kind::Plan => include_str!("new/plan.toml"),
        _ => include_str!("new/routine.toml"),
    };
    text.replace("NAME", &title(id))
}

/// Returns a name as a title: "my-calves" is "My calves".
fn title(id: &Id) -> String {
    phrase::capital(&id.as_str().replace('-', " "))
}
