//! Sentences, by topic, made from data: the screens, the commands and lines of text say the same in the same words.
//!
//! The modules below decide, and return causes and numbers without any sentence. [`Words`] is the table that makes
//! sentences of them; [`English`] is the only one so far. Another language is another table.

pub mod adaptation;
pub mod ask;
pub mod beside;
pub mod check_in;
pub mod choice;
pub mod date;
pub mod done;
mod english;
pub mod entry;
pub mod evidence;
pub mod field;
pub mod gap;
pub mod import;
pub mod note;
pub mod notice;
pub mod number;
pub mod page;
pub mod plan;
pub mod plan_view;
pub mod profile;
pub mod progress;
pub mod question;
pub mod readiness;
pub mod reason;
pub mod review;
pub mod routine;
pub mod setup;
pub mod shoe;
pub mod sign;
pub mod today;
#[cfg(test)]
pub(crate) mod toy;

use std::fmt::Debug;

pub use english::English;
use jiff::civil::Date;
use serde::Serialize;

use crate::day::due::Due;
use crate::day::fitted::Unplayable;
use crate::day::shoes::Worn;
use crate::day::things::{Amount, Fine, ItemNote, NextRun, RunHeading, Thing};
use crate::day::week::DayIs;
use crate::day::{Heading, NoRun, ResumePlace, RungOffer, TodayWhy};
use crate::dialog::check_in::CheckQuestion;
use crate::dialog::shoes::ShoeLine;
use crate::dialog::{Ask as DialogAsk, Refused, Step, WhichSigns};
use crate::history::{Filter, PlanView};
use crate::library::Library;
use crate::plan::arrival::{Added, Differences};
use crate::plan::asks::Ask;
use crate::plan::beginning::{Known, NoPlace};
use crate::plan::beside::{Again, Uncounted};
use crate::plan::calendar::TooClose;
use crate::plan::changes::MoveError;
use crate::plan::chart::{Met, Session};
use crate::plan::goal::Outlook;
use crate::plan::notes::Note;
use crate::plan::outline::{Caution, Progression, Whom};
use crate::plan::place::NamedPosition;
use crate::plan::place::StageAt;
use crate::plan::placement::{NoPlan, PlacementReason};
use crate::plan::progress::{Caption, Tested};
use crate::plan::readiness::{Apart, Meaning, Norm};
use crate::plan::reason::{Input, Reason};
use crate::plan::recommend::{Prescription, Why};
use crate::plan::review::Change;
use crate::plan::signs::Derived;
use crate::plan::steps::NoTicks;
use crate::plan::verdict::Decision;
use crate::plan::walks_first::{Refusal, WalksFirst};
use crate::plans::{Day, Sheet, Stage, TestKind, Workout};
use crate::record::edit::Field;
use crate::record::lock::{self, Lock};
use crate::record::shoes::Pair;
use crate::record::{At, Body, Gaps, Profile, Run, Sore, Sport, Test};
use crate::session::{Kept, Late};
use crate::symptoms::emergency::Number;
use crate::symptoms::signs::Sign;
use crate::symptoms::{PainScore, Side, SoreSite};
use crate::timeline::adaptation::Adaptation;
use crate::units::Units;
use check_in::Answered;
use done::Done;
use entry::EntryRow;
use notice::{Notice, Other};
use plan::About;
use plan_view::SessionWords;
use setup::SetupRow;
use sign::SignWords;

/// A language: what is said of what was decided.
pub trait Words: Debug + Send + Sync {
    /// Returns why today's run is what it is, as a friend would say it.
    fn reason(&self, reason: &Reason) -> String;
    /// Returns the rule behind it, for a runner who asks how the plan came to it.
    fn rule(&self, why: &Why) -> String;
    /// Returns what went into it, by its name.
    fn input(&self, input: &Input) -> Named;
    /// Says which walks come first after a warning sign.
    fn walks_first(&self, first: WalksFirst) -> String;
    /// Returns a question, for the day that it is asked on.
    fn question(&self, ask: Ask, today: Date) -> String;
    /// Returns what a question is about in a few words: "First steps this morning".
    fn label(&self, ask: Ask, today: Date) -> String;
    /// Returns a question as it is asked.
    fn ask(&self, ask: &DialogAsk) -> String;
    /// Returns more about a question, if that helps to answer it.
    fn more(&self, ask: &DialogAsk) -> Option<&'static str>;
    /// Returns the answer of a question behind a key; nothing for any other key.
    fn choice(&self, ask: &DialogAsk, key: char) -> &'static str;
    /// Returns the answer of a question of the check-in behind a key.
    fn check_in_choice(&self, question: CheckQuestion, key: char) -> &'static str;
    /// Returns a question for lines of text, with its answers and how one is given.
    fn lines(&self, ask: &DialogAsk) -> String;
    /// Returns a question of the check-in in few words.
    fn short(&self, question: CheckQuestion, today: Date) -> String;
    /// Returns what these steps of the check-in say, one after another.
    fn answered(&self, steps: &[Step]) -> Vec<Answered>;
    /// Returns what is known before a plan and what these steps say.
    fn setup_rows(&self, known: &Known, steps: &[Step], today: Date) -> Vec<SetupRow>;
    /// Says why a dialog did not come to its end, and how a question is answered in advance.
    fn refused(&self, refused: &Refused) -> String;
    /// Returns what is said beside a day's run.
    fn note(&self, note: Note) -> String;
    /// Says why a run stays where it is, within a sentence.
    fn not_moved(&self, error: MoveError, today: Date) -> String;
    /// Says that a run does not count for the plan, and why.
    fn uncounted(&self, run: &Uncounted) -> String;
    /// Says that a run does not count for the plan, why, and with which command it would.
    fn again(&self, again: &Again) -> String;
    /// Says why a walk after a warning sign does not count.
    fn walk_refused(&self, refusal: Refusal) -> String;
    /// Says that a run is one that a watch recorded, and where the one entry differs.
    fn joined(&self, differences: &Differences) -> String;
    /// Says where the one entry differs, each a sentence behind a space.
    fn differences(&self, differences: &Differences) -> String;
    /// Returns what a watch adds to an entry, within a list.
    fn added(&self, added: Added) -> &'static str;
    /// Returns what the runner recognises of a warning sign, and what to do about it.
    fn sign(&self, sign: &Sign) -> SignWords;
    /// Returns what to do about a sign in a line, with the number to call if it is needed at once.
    fn advice(&self, sign: &Sign, number: Option<&Number>) -> String;
    /// Returns what to call in an emergency.
    fn emergency_number(&self, number: Option<&Number>) -> String;
    /// Says what was logged as a sign, and what to do about it in a second line.
    fn logged_sign(&self, sign: &Sign, number: Option<&Number>) -> String;
    /// Asks about signs, in lines for a person who answers by a command; nothing for none.
    fn signs_asked(&self, which: WhichSigns, signs: &[&Sign]) -> String;
    /// Says what warning signs lock; `None` if nothing is locked.
    fn lock(&self, lock: Lock) -> Option<&'static str>;
    /// Says why a person may not end a warning sign, within a sentence.
    fn not_cleared(&self, refusal: lock::Refusal) -> String;
    /// Says what the log shows of a warning sign, within a sentence.
    fn sign_shown(&self, shown: &Derived) -> String;
    /// Returns the name of a test.
    fn test(&self, kind: TestKind) -> &'static str;
    /// Returns the result of a test in its unit.
    fn test_result(&self, kind: TestKind, value: f64) -> String;
    /// Returns how far the sides of a test lie apart.
    fn apart(&self, apart: Apart) -> String;
    /// Says how many are enough in a test.
    fn norm(&self, norm: Norm) -> String;
    /// Says what the tests of a day mean.
    fn test_meaning(&self, meaning: Meaning, today: Date) -> String;
    /// Says what stands beside the pictures of the weeks, or in their place.
    fn caption(&self, caption: Caption) -> String;
    /// Returns a day as an axis names it.
    fn short_day(&self, date: Date) -> String;
    /// Returns some weeks, within a sentence.
    fn weeks(&self, weeks: u32) -> String;
    /// Returns the name of a test in a row of results.
    fn test_in_row(&self, kind: TestKind) -> &'static str;
    /// Returns the results of a test, a side after the other.
    fn tested(&self, kind: TestKind, sides: &[(Side, Tested)]) -> String;
    /// Says why a plan is proposed.
    fn placement_reason(&self, reason: PlacementReason) -> String;
    /// Says that a plan has no such week, stage or level, and which it has.
    fn no_place(&self, none: &NoPlace) -> String;
    /// Says why no plan is proposed.
    fn no_plan(&self, why: &NoPlan) -> String;
    /// Says whom a plan is for.
    fn whom(&self, whom: &Whom) -> String;
    /// Says how a plan continues.
    fn progression(&self, progression: &Progression) -> String;
    /// Says what to know before a plan is begun.
    fn caution(&self, caution: &Caution) -> String;
    /// Returns a number of the log then and now, in a line.
    fn change(&self, change: &Change) -> String;
    /// Says that a plan begins.
    fn plan_begins(&self, plan: &str) -> String;
    /// Returns where a plan is.
    fn place(&self, place: &NamedPosition) -> String;
    /// Returns how far a plan is, if so many of its runs lie behind.
    fn run_of(&self, behind: usize, all: usize, walks: bool) -> String;
    /// Returns what a run is made of.
    fn sheet(&self, sheet: &Sheet) -> String;
    /// Returns a run with the walks around it, and how long all of it takes.
    fn whole_run(&self, run: &Prescription) -> String;
    /// Returns a run as a short label.
    fn run_label(&self, workout: &Workout) -> String;
    /// Returns what was decided on a day, to be read later.
    fn decision(&self, decision: Decision) -> &'static str;
    /// Returns what stands before the rows of an explanation.
    fn head(&self, about: About) -> &'static str;
    /// Says that no paper is behind a rule.
    fn no_source(&self) -> &'static str;
    /// Says that what is to come ends before a week, which waits for a yes; without its full stop.
    fn ends_before(&self, week: usize) -> String;
    /// Says how far the long run is to grow, and how many weeks that may take.
    fn goal(&self, outlook: &Outlook) -> String;
    /// Says which run days lie too close; without its full stop.
    fn too_close(&self, close: TooClose) -> String;
    /// Returns weekdays as they are listed in a sentence.
    fn days(&self, days: &[Day]) -> String;
    /// Returns a plan in a line.
    fn rhythm(&self, view: &PlanView) -> String;
    /// Returns how far a plan is that is looked at.
    fn behind(&self, view: &PlanView) -> String;
    /// Returns a session of a plan.
    fn session(&self, view: &PlanView, session: &Session, library: &Library, today: Date) -> SessionWords;
    /// Returns where one is in a plan of stages: "stage 4 of 7, level 5".
    fn stage_at(&self, at: &StageAt) -> String;
    /// Returns what is done in a stage, in a few words.
    fn stage(&self, stage: &Stage) -> String;
    /// Returns a criterion of a stage, and how much of it there is.
    fn criterion(&self, view: &PlanView, met: &Met) -> String;
    /// Returns an entry in a line, a run with the shoes that it was in if they are named.
    fn entry(&self, body: &Body, worn: Option<&str>, units: Units) -> String;
    /// Returns an entry as a row of a table.
    fn entry_row(&self, body: &Body, units: Units) -> EntryRow;
    /// Returns which entries are listed.
    fn entry_filter(&self, filter: Filter) -> &'static str;
    /// Says that nothing is lifted, in the place of a weight.
    fn no_weight(&self) -> &'static str;
    /// Returns the name of an entry's field in the editor.
    fn field(&self, field: &Field) -> String;
    /// Names what could not be read of the history, one per line.
    fn missing(&self, gaps: &Gaps) -> Vec<String>;
    /// Returns a run in a line, with the shoes that it was in if they are named.
    fn run(&self, run: &Run, worn: Option<&str>, units: Units) -> String;
    /// Returns what is sore, and how much.
    fn sore(&self, sore: &[Sore]) -> String;
    /// Returns what a test says, with its side and its pain.
    fn test_entry(&self, test: &Test) -> String;
    /// Returns what was said with a warning sign.
    fn said_sign(&self, sign: &str) -> &'static str;
    /// Returns how far a pair of shoes went, and what is not known of that.
    fn shoe_distance(&self, pair: &Pair, units: Units) -> String;
    /// Returns what a run is in: a pair of shoes, or none.
    fn worn(&self, worn: &Worn) -> String;
    /// Returns the question behind what is typed about a pair of shoes.
    fn shoe_line(&self, line: &ShoeLine) -> &'static str;
    /// Returns what else there is to know about it; `None` if nothing is.
    fn shoe_line_more(&self, line: &ShoeLine) -> Option<&'static str>;
    /// Returns the time in a pair of shoes.
    fn shoe_time(&self, pair: &Pair) -> String;
    /// Says which runs the distance of a pair does not know; `None` if it knows all.
    fn shoe_unmeasured(&self, pair: &Pair) -> Option<String>;
    /// Says that a pair has reached its reminder; `None` before that.
    fn shoe_reminder(&self, pair: &Pair, units: Units) -> Option<String>;
    /// Returns something that is due, in a few words.
    fn due(&self, due: &Due, today: Date) -> String;
    /// Says why no run is due today.
    fn no_run(&self, why: &NoRun) -> String;
    /// Says what was changed of a routine before it is played, and why.
    fn adaptation(&self, change: &Adaptation) -> String;
    /// Says how late it is for the moment to leave if nothing more can go.
    fn late(&self, late: Late) -> String;
    /// Says all that was changed of a routine, one per line.
    fn adaptations(&self, changes: &[Adaptation]) -> Vec<String> {
        changes.iter().map(|change| self.adaptation(change)).collect()
    }
    /// Says in a line what keeping the moment to leave took.
    fn kept_time(&self, kept: &Kept) -> String {
        let late = kept.late.map(|late| self.late(late));
        self.adaptations(&kept.changes).into_iter().chain(late).collect::<Vec<_>>().join(" ")
    }
    /// Says why something is not played now.
    fn unplayable(&self, why: &Unplayable) -> String;
    /// Returns the name of the run of a day.
    fn run_heading(&self, heading: RunHeading) -> &'static str;
    /// Says what is fine on a day without a run.
    fn fine(&self, fine: &Fine) -> String;
    /// Says below the line of the mornings what the line is, and what the dots are.
    fn pain_line(&self) -> &'static str;
    /// Says what the tests are, before the first.
    fn no_tests(&self) -> &'static str;
    /// Returns a test in a few letters, where there is little room.
    fn test_short(&self, kind: TestKind) -> &'static str;
    /// Says below the map of the days where its first entry is.
    fn you_began(&self) -> &'static str;
    /// Returns the head of the page that says whom to call.
    fn call_now(&self) -> &'static str;
    /// Returns the head of a page about what must be looked at the same day, and no call is needed.
    fn urgent_care(&self) -> &'static str;
    /// Returns what the number below it is.
    fn your_number(&self) -> &'static str;
    /// Returns what else to call than the number below it, where the number here is not known.
    fn or_your_number(&self) -> &'static str;
    /// Returns the words for the person who answers the call, after "say".
    fn say(&self) -> &'static str;
    /// Returns when one is home, after the minutes of a run: "home about 07:12".
    fn home(&self, at: At) -> String;
    /// Returns what is sore, and how much, as the head of a line.
    fn sore_place(&self, sore: &SoreSite) -> String;
    /// Says in few words what is changed for what is sore.
    fn changed(&self, changes: &[Adaptation]) -> String;
    /// Returns what a day of the week is, in few letters, and how long it took.
    fn week_day(&self, is: DayIs) -> (&'static str, String);
    /// Returns when the next run is and what it is, after "Next run".
    fn next_run(&self, next: &NextRun, today: Date) -> String;
    /// Says what another sport counts for, after it was logged.
    fn cross_training(&self, sport: Sport, worst: Option<PainScore>) -> String;
    /// Returns what Enter starts is for, as a heading.
    fn heading(&self, heading: &Heading) -> String;
    /// Says why Enter starts what it starts.
    fn today_why(&self, why: &TodayWhy) -> String;
    /// Says where an interrupted session continues, within a sentence.
    fn resume_place(&self, place: &ResumePlace) -> String;
    /// Returns the name of a thing of the day.
    fn thing(&self, thing: &Thing) -> String;
    /// Returns more about a thing of the day; `None` for nothing.
    fn item_notes(&self, notes: &[ItemNote]) -> Option<String>;
    /// Returns how much a thing of the day is.
    fn amount(&self, amount: Amount) -> String;
    /// Returns what the runner said about themselves, one per line, and what follows from it.
    fn profile(&self, profile: &Profile, today: Date) -> String;
    /// Asks whether quicker steps are worth a try, by the steps a minute that a watch recorded.
    fn steps_offer(&self, own: Option<u16>) -> String;
    /// Says that ticks for quicker steps begin, or end.
    fn ticks_begin(&self, own: Option<u16>) -> String;
    /// Says why no ticks may begin; without its full stop.
    fn no_ticks(&self, why: NoTicks) -> &'static str;
    /// Offers a rung at the end of a routine.
    fn rung_offer(&self, offer: &RungOffer, library: &Library) -> String;
    /// Tells something in a line.
    fn notice(&self, notice: &Notice) -> String;
    /// Returns what a key does instead of resuming a session that was cut off, within a sentence.
    fn other(&self, other: &Other) -> String;
    /// Returns how much was run, to stand in a sentence.
    fn run_tally(&self, run: &Run) -> String;
    /// Says what was done with a key.
    fn done(&self, done: &Done, today: Date) -> String;
    /// Says that what was done is undone.
    fn undone(&self, done: &Done, today: Date) -> String;
    /// Says after a line with which key it is undone.
    fn undo_key(&self, told: &str, key: &str) -> String;
}

/// A value in words, and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}
