//! What a command has from outside. The program gives it its own; a test gives it a folder and a moment, and so goes the
//! same way as a runner's command does.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Failure;
use super::asker::Asker;
use crate::diagnostic::printable;
use crate::record::At;
use crate::shell::place;
use crate::store::Paths;
use crate::symptoms::emergency::Number;
use crate::words::{English, Words};

/// Where a command runs, when, who answers its questions, and where its answer goes.
///
/// Screens, sound and `doctor` look around by themselves.
pub(super) struct Host<'a> {
    /// Finds the runner's folders: there may be none, and a command that needs none does without.
    pub(super) paths: &'a dyn Fn() -> Result<Paths, Failure>,
    /// The moment, which is one for all that a command does.
    pub(super) at: At,
    /// The zone of the runner's calendar.
    pub(super) zone: TimeZone,
    /// Finds the emergency number of this place.
    pub(super) emergency: &'a dyn Fn() -> Option<Number>,
    /// The language.
    pub(super) words: &'static dyn Words,
    /// Who is asked.
    pub(super) asker: &'a mut dyn Asker,
    /// Where its answer goes.
    pub(super) out: &'a mut dyn Write,
}

/// Checks that `TZ` names no device or pipe: what is read of one may never end.
///
/// # Errors
///
/// [`Failure::Usage`] if it does.
pub(super) fn check_zone(zone: Option<&OsStr>) -> Result<(), Failure> {
    let name = zone.unwrap_or_default().to_string_lossy();
    let path = Path::new(name.strip_prefix(':').unwrap_or(&name));
    if path.is_absolute() && path.exists() && !path.is_file() {
        let hint = "a time zone is called for example Europe/London, or `unset TZ`";
        return Err(Failure::Usage(format!("TZ={} is no time zone\nhint: {hint}", printable(&name))));
    }
    Ok(())
}

impl<'a> Host<'a> {
    /// Returns what the program itself has.
    pub(super) fn of_program(asker: &'a mut dyn Asker, out: &'a mut dyn Write) -> Self {
        let zone = crate::shell::zone::system();
        Self {
            paths: &super::paths,
            at: At::new(Timestamp::now(), &zone),
            zone,
            emergency: &|| place::emergency(|name| std::env::var_os(name)),
            words: &English,
            asker,
            out,
        }
    }
}
