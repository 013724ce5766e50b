//! Sentences, by topic, made from data: the screens, the commands and lines of text say the same in the same words.
//!
//! What decides something stands below and knows no sentence of it: it gives causes and numbers. [`Words`] is the table
//! that makes sentences of them, [`English`] the one that there is; another language is another table.

pub mod date;
mod english;
pub mod evidence;
pub mod note;
pub mod page;
pub mod plan;
pub mod question;
pub mod reason;
pub mod routine;
pub mod today;
#[cfg(test)]
pub(crate) mod toy;

use std::fmt::Debug;

pub use english::English;
use jiff::civil::Date;
use serde::Serialize;

use crate::day::due::Due;
use crate::day::fitted::Unplayable;
use crate::day::things::{Amount, Fine, ItemNote, RunHeading, Thing};
use crate::day::{Heading, NoRun, ResumePlace, RungOffer, TodayWhy};
use crate::library::Library;
use crate::plan::asks::Ask;
use crate::plan::changes::MoveError;
use crate::plan::notes::Note;
use crate::plan::reason::{Input, Reason};
use crate::plan::recommend::Why;
use crate::plan::walks_first::WalksFirst;

/// A language: what is said of what was decided.
pub trait Words: Debug + Send + Sync {
    /// Returns why today's run is what it is, as a friend would say it.
    fn reason(&self, reason: &Reason) -> String;
    /// Returns the rule behind it, for who asks how the plan came to it.
    fn rule(&self, why: &Why) -> String;
    /// Returns what went into it, by its name.
    fn input(&self, input: &Input) -> Named;
    /// Says which walks come first after a warning sign.
    fn walks_first(&self, first: WalksFirst) -> String;
    /// Returns a question, for the day that it is asked on.
    fn question(&self, ask: Ask, today: Date) -> String;
    /// Returns what a question is about in a few words: "First steps this morning".
    fn label(&self, ask: Ask, today: Date) -> String;
    /// Returns what is said beside a day's run.
    fn note(&self, note: Note) -> String;
    /// Says why a run stays where it is, within a sentence.
    fn not_moved(&self, error: MoveError, today: Date) -> String;
    /// Returns something that is due, in a few words.
    fn due(&self, due: &Due, today: Date) -> String;
    /// Says why no run is due today.
    fn no_run(&self, why: &NoRun) -> String;
    /// Says why something is not played now.
    fn unplayable(&self, why: &Unplayable) -> String;
    /// Returns what the run of a day is called.
    fn run_heading(&self, heading: RunHeading) -> &'static str;
    /// Says what is fine on a day without a run.
    fn fine(&self, fine: &Fine) -> String;
    /// Returns what Enter starts is for, as a heading.
    fn heading(&self, heading: &Heading) -> String;
    /// Says why Enter starts what it starts.
    fn today_why(&self, why: &TodayWhy) -> String;
    /// Says where an interrupted session goes on, within a sentence.
    fn resume_place(&self, place: &ResumePlace) -> String;
    /// Returns what a thing of the day is called.
    fn thing(&self, thing: &Thing) -> String;
    /// Returns more about a thing of the day; `None` for nothing.
    fn item_notes(&self, notes: &[ItemNote]) -> Option<String>;
    /// Returns how much a thing of the day is.
    fn amount(&self, amount: Amount) -> String;
    /// Offers a rung at the end of a routine.
    fn rung_offer(&self, offer: &RungOffer, library: &Library) -> String;
}

/// A value in words, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}
