//! `runup undo`: takes back the last that was written here, or the taking back.

use std::fmt::Write as _;
use std::rc::Rc;

use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, unread};
use crate::library::Library;
use crate::record::undo::{How, Kept, Step, last};
use crate::words::entry::EntryWords;

pub(super) fn undo(setup: &Setup, library: &Rc<Library>) -> Result<String, Failure> {
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| take_back(writer, setup.entry_words()))
}

/// Undoes the last entries of this device.
///
/// A session that is still running is not an entry yet, so it is never touched.
pub(super) fn take_back(writer: &mut HistoryWriter, entry_words: EntryWords) -> Result<String, Failure> {
    if let Some(unread) = unread(entry_words.words, writer.log().gaps()) {
        return Err(Failure::Said(format!("your last entry may be in a part that can't be read\n{unread}")));
    }
    let undo = last(writer.records(), writer.last()).map_err(|kept| {
        Failure::Said(match kept {
            Kept::Nothing => "nothing was logged on this device, so there is nothing to undo".into(),
            Kept::Sign => "a warning sign can't be undone\nhint: if it was a mistake, runup log cleared \
                --by mistake"
                .into(),
            Kept::Elsewhere => "your last entry here has since been changed on another device".into(),
        })
    })?;
    let rack = writer.rack();
    let mut told = String::new();
    let mut forth = false;
    for Step { about, how, .. } in &undo.steps {
        let verb = match how {
            How::Gone => "Undone",
            How::Back => "Back",
            How::Changed => "Restored",
        };
        forth |= *how != How::Back;
        let _ = writeln!(told, "{verb}: {}", entry_words.entry(about, &rack));
    }
    writer.take_back(undo.steps.into_iter().map(|step| (step.id, Some(step.body))).collect())?;
    told += if forth { "To bring it back, run runup undo again.\n" } else { "" };
    Ok(told)
}
