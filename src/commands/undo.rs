//! `runup undo`: takes back the last that was written here, or the taking back.

use std::fmt::Write as _;

use super::Failure;
use super::notebook::Notebook;
use super::setup::Setup;
use crate::record::undo::{Kept, last};
use crate::record::words::words;
use crate::settings::Units;

pub(super) fn undo(setup: &Setup) -> Result<String, Failure> {
    take_back(&mut Notebook::open(&setup.paths)?, setup.settings.units)
}

/// Takes back what this device wrote last.
///
/// A session that is still running is no entry yet, so it is never touched.
pub(super) fn take_back(notebook: &mut Notebook, units: Units) -> Result<String, Failure> {
    let undo = last(&notebook.records, notebook.device()).map_err(|kept| {
        Failure::Said(match kept {
            Kept::Nothing => "nothing was written on this device, so there is nothing to take back".into(),
            Kept::Sign => "a warning sign is not taken back in one word\n\
                           hint: runup log flag cleared --by mistake, where the answer was one"
                .into(),
            Kept::Elsewhere => "what was written here last was changed on another device since".into(),
        })
    })?;
    let verb = if undo.back { "Back" } else { "Taken back" };
    let mut told = String::new();
    for body in &undo.about {
        let _ = writeln!(told, "{verb}: {}", words(body, units));
    }
    for (id, rev, body) in undo.changes {
        notebook.revise(id, rev, body)?;
    }
    told += if undo.back { "" } else { "Once more runup undo brings it back.\n" };
    Ok(told)
}
