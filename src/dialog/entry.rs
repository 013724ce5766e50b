//! An entry of the history as a form: one row per field, read by the same words as `runup edit ID minutes=28m`.
//!
//! [`crate::record::edit`] has the fields of an entry, and how each is written, read and stepped.

use super::Kind;
use super::form::{Hand, Rows};
use crate::day::Core;
use crate::diagnostic::printable;
use crate::history::History;
use crate::phrase::capital;
use crate::plan::rungs::START;
use crate::record::Body;
use crate::record::edit::{self, EditContext, EditError, Field};
use crate::session::Now;
use crate::units::Units;

/// An entry being edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    /// Its id.
    pub id: String,
    /// The entry as it was.
    pub before: Body,
    /// What it is to say.
    pub after: Body,
}

/// The context for reading the fields of an entry: the history, the day, and the unit of distances.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The history.
    pub history: &'a History,
    /// The day.
    pub today: jiff::civil::Date,
    /// The unit of distances.
    pub units: Units,
}

impl Basis<'_> {
    /// Returns the fields of an entry.
    pub fn fields(self, body: &Body) -> Vec<Field> {
        self.with(body, |context| edit::fields(body, context))
    }

    /// Lends what editing an entry needs to know: the pairs of shoes, and the rungs of its routine.
    fn with<T>(self, body: &Body, of: impl FnOnce(&EditContext<'_>) -> T) -> T {
        let Self { history, today, units } = self;
        let rack = history.rack(today);
        let mut rungs = Vec::new();
        if let Body::Rung(taken) = body {
            let routine = history.library().routine(&taken.routine);
            let own = routine.into_iter().flat_map(|routine| routine.rungs);
            rungs = std::iter::once(START.to_owned()).chain(own.map(|rung| rung.id.to_string())).collect();
        }
        of(&EditContext { today, rack: &rack, rungs: &rungs, units })
    }
}

impl Editing {
    /// Begins with what an entry says.
    pub fn new(id: String, body: Body) -> Self {
        Self { id, before: body.clone(), after: body }
    }

    /// True if it says something else now.
    pub fn is_changed(&self) -> bool {
        self.before != self.after
    }

    /// Sets a field, by its name, to a text.
    ///
    /// # Errors
    ///
    /// Says that there is no such field, or why the text does not fit.
    pub fn set_field(&mut self, name: &str, text: &str, basis: Basis<'_>) -> Result<(), EditError> {
        basis.with(&self.after.clone(), |context| edit::set(&mut self.after, name, text, context))
    }

    /// Makes it whole.
    ///
    /// # Errors
    ///
    /// Says which values do not go together.
    pub fn settle(&mut self) -> Result<(), EditError> {
        edit::settle(&self.before, &mut self.after)
    }
}

/// Returns what an entry is edited with now.
pub fn basis(core: &Core, now: Now) -> Basis<'_> {
    Basis { history: &core.history, today: now.at.date(), units: core.settings.units }
}

impl Rows for Editing {
    fn hands(&self, core: &Core, now: Now) -> Vec<Hand> {
        let hand = |field: &Field| match field.hand {
            edit::Hand::Digit => Hand::Asked(Kind::Scale),
            edit::Hand::Arrows => Hand::Stepped,
            edit::Hand::Typed => Hand::Typed,
        };
        basis(core, now).fields(&self.after).iter().map(hand).collect()
    }

    fn text(&self, row: usize, core: &Core, now: Now) -> String {
        basis(core, now).fields(&self.after).into_iter().nth(row).map(|field| field.value).unwrap_or_default()
    }

    fn set(&mut self, row: usize, text: &str, core: &Core, now: Now) -> Result<(), String> {
        let basis = basis(core, now);
        let Some(field) = basis.fields(&self.after).into_iter().nth(row) else { return Ok(()) };
        self.set_field(&field.name, text, basis).map_err(|error| match error {
            EditError::Value { why, .. } => capital(printable(&why).lines().next().unwrap_or_default()) + ".",
            other => capital(&other.to_string()) + ".",
        })
    }

    fn step(&mut self, row: usize, up: bool, core: &Core, now: Now) {
        let basis = basis(core, now);
        let Some(field) = basis.fields(&self.after).into_iter().nth(row) else { return };
        basis.with(&self.after.clone(), |context| edit::step(&mut self.after, &field.name, up, context));
    }
}
