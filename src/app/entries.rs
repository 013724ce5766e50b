//! The entries of the history, newest first, and the editor of one.
//!
//! The list is worked out once and reused until the history has another entry, so that a key draws what is seen and
//! folds nothing. `record::edit` decides what an entry may say. An edit or a removal is a revision, `u` undoes it, and
//! all values that follow from the log are worked out again.

use super::keymap::{Action, Context};
use super::{AppView, Effect, Exit, Screen, Stage, Update};
use crate::day::Core;
use crate::dialog::entry::Editing;
use crate::dialog::form::{Filled, Form};
use crate::history::Filter;
use crate::phrase::capital;
use crate::record::edit::{self, Fixed};
use crate::record::shoes::ShoeTally;
use crate::record::{Body, Record};
use crate::words::Words;
use crate::words::done::Done;
use crate::words::entry::{EntryRow, EntryWords};
use crate::words::notice::{Notice, Twice};

/// How many entries a page is.
const PAGE: usize = 10;

/// The screen of entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entries {
    /// Which are listed.
    pub filter: Filter,
    /// The chosen one, by its place in the list.
    pub chosen: usize,
    /// The one that is edited.
    pub editing: Option<Box<Form<Editing>>>,
}

impl Entries {
    pub(super) fn context(&self) -> Context {
        match self.editing.as_deref() {
            None => Context::Entries,
            Some(Form { line: Some(_), .. }) => Context::Typing,
            Some(_) => Context::Entry,
        }
    }
}

impl Stage {
    fn why_fixed(&self, why: Fixed) -> String {
        let key = self.keymap.key_for(Context::Entries, Action::Signs);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        self.words().notice(&Notice::Fixed { why, key })
    }
}

impl Update<'_> {
    /// Shows the list over the screen that is shown.
    pub(super) fn open_entries(&mut self) {
        self.open(Screen::Entries(Entries::default()));
    }
}

impl AppView<'_> {
    /// Says why an entry cannot be changed here, in words; `None` if it can.
    pub fn fixed_words(self, record: &Record) -> Option<String> {
        if self.core.newer.contains(&record.id) {
            return Some(self.stage.words().notice(&Notice::NewerEntry));
        }
        edit::fixed(&record.body).map(|why| self.stage.why_fixed(why))
    }
}

impl Update<'_> {
    pub(super) fn on_entries(&mut self, entries: &mut Entries, action: Action) {
        if let Some(form) = entries.editing.take() {
            return self.on_editing(entries, form, action);
        }
        let all = self.core.history.entries(entries.filter);
        let last = all.len().saturating_sub(1);
        let at = entries.chosen.min(last);
        entries.chosen = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => (at + 1).min(last),
            Action::Less => at.saturating_sub(PAGE),
            Action::More => (at + PAGE).min(last),
            Action::Choose(row) => last.min(row.into()),
            Action::Filter => {
                entries.filter = entries.filter.next();
                0
            }
            Action::Accept => {
                let record = all.get(at).and_then(|entry| self.core.history.log().get(&entry.id)).cloned();
                let Some(record) = record else { return };
                if let Some(why) = self.view().fixed_words(&record) {
                    return self.tell_for_a_while(why);
                }
                entries.editing = Some(Box::new(Form::new(Editing::new(record.id, record.body))));
                at
            }
            Action::Remove => {
                let Some(id) = all.get(at).map(|entry| entry.id.clone()) else { return };
                return self.take_out(&id);
            }
            Action::Undo => return self.take_back(),
            Action::Close => return self.close(),
            Action::Quit => return self.out.push(Effect::Quit(Exit::Done)),
            _ => return,
        };
        self.stage.notice = None;
    }

    /// Takes an entry out, asked twice.
    fn take_out(&mut self, id: &str) {
        let Some(record) = self.core.history.log().get(id).cloned() else { return };
        let stays = edit::stays(&record.body).map(|why| self.stage.why_fixed(why));
        if let Some(why) =
            stays.or_else(|| self.view().fixed_words(&record).filter(|_| self.core.newer.contains(id)))
        {
            return self.tell_for_a_while(why);
        }
        if !self.confirms(Action::Remove) {
            return self.ask_again(Context::Entries, Action::Remove, Twice::Delete);
        }
        self.revise(id, Body::Removed);
        self.noted(Done::EntryDeleted, id, Some(record.body));
        self.say_shown_signs();
    }

    fn on_editing(&mut self, entries: &mut Entries, mut form: Box<Form<Editing>>, action: Action) {
        let filled = action.press().map_or(Filled::Goes, |press| form.press(press, self.core, self.now));
        match filled {
            Filled::Left => return,
            Filled::Ends => match form.rows.settle() {
                Ok(()) => return self.keep_edit(entries, form.rows),
                Err(why) => form.why = Some(capital(&why.to_string()) + "."),
            },
            Filled::Goes => {}
        }
        self.stage.notice = None;
        entries.editing = Some(form);
    }

    /// Saves the edit, and reports the signs that it shows.
    fn keep_edit(&mut self, entries: &mut Entries, editing: Editing) {
        if !editing.is_changed() {
            return;
        }
        let Editing { id, before, after } = editing;
        let occasions = self.core.occasions_between(Some(&before), &after, self.now);
        self.revise(&id, after.clone());
        // It may be about another day now.
        let at = self.core.history.entries(entries.filter).iter().position(|entry| entry.id == id);
        entries.chosen = at.unwrap_or(entries.chosen);
        self.noted(Done::EntryEdited, &id, Some(before.clone()));
        self.follow_answer(occasions);
    }
}

impl Core {
    /// Returns an entry in words, with its shoes.
    pub fn entry_words(&self, words: &'static dyn Words, body: &Body, rack: &ShoeTally) -> String {
        EntryWords { words, units: self.settings.units }.entry(body, rack)
    }

    /// Returns an entry as a row of a table.
    pub fn entry_row(&self, words: &dyn Words, body: &Body) -> EntryRow {
        words.entry_row(body, self.settings.units)
    }
}
