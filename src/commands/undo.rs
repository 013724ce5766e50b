//! `runup undo`: takes back the last that was written here, or the taking back.

use std::fmt::Write as _;
use std::rc::Rc;

use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, unread};
use crate::library::Library;
use crate::record::undo::{How, Kept, Step, Undo, back, last};
use crate::words::entry::EntryWords;

pub(super) fn undo(setup: &Setup, library: &Rc<Library>, steps: Option<u16>) -> Result<String, Failure> {
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| match steps {
        Some(steps) => go_back(writer, setup.entry_words(), steps.into()),
        None => take_back(writer, setup.entry_words()),
    })
}

/// Undoes the last entries of this device, or that undo.
///
/// A session that is still running is not an entry yet, so it is never touched.
pub(super) fn take_back(writer: &mut HistoryWriter, entry_words: EntryWords) -> Result<String, Failure> {
    check_whole(writer, entry_words)?;
    let undo = last(writer.records(), writer.last()).map_err(refused)?;
    let (mut told, forth) = write(writer, entry_words, undo)?;
    told += if forth { "To bring it back, run runup undo again.\n" } else { "" };
    Ok(told)
}

/// Undoes the last changes of this device that stand, together.
fn go_back(writer: &mut HistoryWriter, entry_words: EntryWords, steps: usize) -> Result<String, Failure> {
    check_whole(writer, entry_words)?;
    let (undo, stopped) = back(writer.records(), &writer.written(), steps).map_err(refused)?;
    let (mut told, _) = write(writer, entry_words, undo)?;
    told += match stopped {
        None => "",
        Some(Kept::Nothing) => "Nothing was logged on this computer before that.\n",
        Some(Kept::Sign) => "Stopped there: the change before is a warning sign, which can't be undone.\n",
        Some(Kept::Elsewhere) => {
            "Stopped there: the entry before has since been changed on another computer.\n"
        }
    };
    told += "To redo all of it, run runup undo; to go further back, runup undo --steps 1.\n";
    Ok(told)
}

fn check_whole(writer: &HistoryWriter, entry_words: EntryWords) -> Result<(), Failure> {
    unread(entry_words.words, writer.log().gaps()).map_or(Ok(()), |unread| {
        Err(Failure::Said(format!("your last entry may be in a part that can't be read\n{unread}")))
    })
}

fn refused(kept: Kept) -> Failure {
    Failure::Said(match kept {
        Kept::Nothing => "nothing was logged on this device, so there is nothing to undo".into(),
        Kept::Sign => "a warning sign can't be undone\nhint: if it was a mistake, runup log cleared \
            --by mistake"
            .into(),
        Kept::Elsewhere => "your last entry here has since been changed on another device".into(),
    })
}

/// Writes an undo; returns what it undid, a line each, and whether any of it can be brought back.
fn write(writer: &mut HistoryWriter, entry_words: EntryWords, undo: Undo) -> Result<(String, bool), Failure> {
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
    Ok((told, forth))
}
