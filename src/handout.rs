//! A sheet of exercises in words, as clinicians hand them out: from "3x15 heel drops, each leg, slow" to a routine.
//!
//! [`read`] knows a small language and guesses nothing silently: what it does not understand is a problem with its
//! place, and what nobody said is filled in and noted. Exercises are looked up in a [`Catalogue`] of names and
//! synonyms; one that is not there becomes a step of its own. [`Handout::file`] writes the routine's text. The way of
//! a line is `token` -> `grammar` (which words say what) -> `line` (what goes together) -> `file`.

mod catalogue;
mod dose;
mod file;
mod grammar;
mod line;
mod sheet;
#[cfg(test)]
mod tests;
mod token;

use std::ops::Range;
use std::time::Duration;

pub use catalogue::Catalogue;

use crate::diagnostic::{Diagnostic, is_hidden};
use crate::routine::{Dose, Every, Id, Sides, When};
use crate::symptoms::PainScore;

/// What the text is called where its places are told.
pub const NAME: &str = "the sheet";
/// Most bytes of a sheet.
pub const MAX_BYTES: usize = 16 * 1024;
/// Most exercises of a sheet.
pub const MAX_ITEMS: usize = 40;

/// A sheet, as far as it was understood.
#[derive(Debug, Clone, Default)]
pub struct Handout {
    /// The exercises, in order.
    pub items: Vec<Item>,
    /// How often all of it is done.
    pub every: Option<Every>,
    /// When.
    pub when: Vec<When>,
    /// Whether it says that a clinician set it.
    pub by_clinician: bool,
    /// The pain up to which it is done.
    pub pain_up_to: Option<PainScore>,
    /// What holds for all of it although only some lines say it, a sentence each.
    pub notes: Vec<String>,
    /// What was not understood, with its place in the sheet.
    pub problems: Vec<Diagnostic>,
    /// What was understood and should be known all the same, with its place: ranges, headings.
    pub remarks: Vec<Diagnostic>,
    /// What can be read in two or three ways, each of which an answer settles.
    pub questions: Vec<Question>,
    /// Lines that name no exercise and say nothing about any: greetings, telephones, what not to do.
    pub aside: Vec<String>,
}

/// What a piece of the sheet may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The piece.
    pub place: Range<usize>,
    /// What is asked.
    pub asks: String,
    /// Each answer, and the words that say it in place of the piece.
    pub answers: Vec<(String, String)>,
}

impl Question {
    /// Returns the sheet with one of the answers, counted from 1, in place of the piece.
    pub fn answered(&self, text: &str, number: usize) -> Option<String> {
        let (_, words) = self.answers.get(number.checked_sub(1)?)?;
        Some(format!("{}{words}{}", text.get(..self.place.start)?, text.get(self.place.end..)?))
    }
}

/// An exercise of the sheet with its dose.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its line, in one row and without hidden characters.
    pub text: String,
    /// What is done.
    pub movement: Movement,
    /// How much, in one set on one side; never open.
    pub dose: Dose,
    /// How many sets.
    pub sets: u32,
    /// Rest between them.
    pub rest: Duration,
    /// Which sides.
    pub sides: Sides,
    /// The weight.
    pub load: Option<String>,
    /// What nobody said and was therefore chosen.
    pub chosen: Vec<String>,
    /// What its line says that was not read, piece by piece; empty if it was read whole.
    pub not_read: Vec<String>,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Movement {
    /// An exercise of the catalogue.
    Known(Id),
    /// One that is not there, by the sheet's own words.
    Own {
        /// Its name.
        name: String,
        /// What the catalogue has that is most like it.
        near: Option<String>,
    },
}

impl Handout {
    /// Returns the names of exercises that are not in the catalogue.
    pub fn own(&self) -> Vec<&str> {
        let own = self.items.iter().filter_map(|item| match &item.movement {
            Movement::Own { name, .. } => Some(name.as_str()),
            Movement::Known(_) => None,
        });
        own.collect()
    }
}

/// Reads a sheet: an exercise a line, or between semicolons.
///
/// Lines without an exercise may say what holds for all: how often, when, up to which pain, who set it.
pub fn read(text: &str, catalogue: &Catalogue) -> Handout {
    let mut handout = Handout::default();
    if text.len() > MAX_BYTES {
        let message = format!("this is {} bytes of text; the most is {MAX_BYTES}", text.len());
        handout.problems.push(Diagnostic::error(NAME, message));
        return handout;
    }
    let mut said = line::Common::default();
    for row in sheet::rows(text, &lines(text)) {
        let place = row.line.clone();
        if handout.items.len() == MAX_ITEMS {
            let message = format!("a routine of a sheet has {MAX_ITEMS} exercises at most");
            handout.problems.push(Diagnostic::error(NAME, message).at(place));
            break;
        }
        line::Reader::new(text, row, catalogue).read(&mut said, &mut handout);
    }
    said.settle(&mut handout);
    if handout.items.is_empty() && handout.problems.is_empty() {
        let mut nothing = Diagnostic::error(NAME, "there is no exercise here");
        nothing.help("write one a line, such as `3x15 heel raises, each leg, slow`");
        handout.problems.push(nothing);
    }
    handout.problems.sort_by(|a, b| a.order().cmp(&b.order()));
    handout.remarks.sort_by(|a, b| a.order().cmp(&b.order()));
    handout
}

/// Returns the places of the lines, those without anything left out.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split(['\n', '\r', ';']) {
        if !line.trim().is_empty() {
            lines.push(start..start + line.len());
        }
        start += line.len() + 1;
    }
    lines
}

/// Returns a text in one row, without characters that are not seen.
fn one_row(text: &str) -> String {
    let seen: String = text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
