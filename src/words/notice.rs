//! What a key that does nothing, or not yet, is answered with, and what the program tells by itself.

use std::time::Duration;

use jiff::civil::Time;

use crate::phrase::minutes;
use crate::record::edit::Fixed;
use crate::record::{At, Run};
use crate::symptoms::PainScore;

/// What is told in a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// A letter of another script.
    OtherKeyboard,
    /// Nothing can be undone.
    NothingToUndo,
    /// Another program wrote to the history meanwhile.
    HistoryChanged,
    /// A key is to be pressed again before something is done.
    PressAgain {
        /// The key.
        key: String,
        /// What it does.
        what: Twice,
    },
    /// An entry cannot be changed; the key reports a warning sign.
    Fixed {
        /// Why.
        why: Fixed,
        /// The key.
        key: String,
    },
    /// An entry is of a newer version.
    NewerEntry,
    /// Two computers changed an entry at the same time, and one change does not count: in few words.
    ChangedAtOnce,
    /// The same with what the other one says, and the entry's id.
    OtherChange {
        /// The entry as the other change has it, in words.
        other: String,
        /// Its id, fit to print.
        id: String,
    },
    /// The plan chooses no such day: why a run stays where it is.
    Stays {
        /// Why, within a sentence.
        why: String,
    },
    /// A plan without runs has no goal.
    NoGoal,
    /// A run without a date cannot be skipped.
    NoDateToSkip,
    /// A run is too far off to be skipped.
    TooFarToSkip,
    /// The plan counts days between runs.
    NoRunDays,
    /// No day is chosen.
    ChooseADay,
    /// No run day is chosen.
    ChooseARunDay,
    /// A clinician's sign holds runs back no more.
    MayGrow,
    /// A pausing sign has ended.
    SignEnded,
    /// How sore it is now is taken.
    PainTaken(PainScore),
    /// The computer slept.
    Slept,
    /// Something played at another speed is not saved.
    OtherSpeed,
    /// The results of tests are undone.
    TestsUndone,
    /// A year of birth is wrong.
    NoYear,
    /// A run ended with the program, and is saved.
    RunCutOff(Run),
    /// A routine has one version only.
    NoVersions,
    /// A routine has no harder version.
    Hardest,
    /// A routine has no easier version.
    Easiest,
    /// A step has no weight.
    NoWeight,
    /// A pair of shoes is gone.
    NoPair,
    /// About the time to leave.
    Leave(Leave),
    /// The pain lies above what a clinician allows.
    AboveLimit {
        /// The worst pain.
        worst: PainScore,
        /// What is allowed.
        limit: PainScore,
    },
    /// About a session that was cut off.
    CutOff(CutOff),
    /// A file has nothing to preview.
    NothingToPreview,
}

/// What is told of the time to leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    /// None was named.
    NotSet,
    /// It is no longer kept.
    NoHurry,
    /// It is kept again.
    Back(At),
    /// It is over, so nothing is skipped for it.
    Over,
    /// A run is played as planned.
    RunIsWhole,
    /// A session that is resumed has its own.
    KeepsIts,
    /// A routine takes longer than there is.
    TakesLonger {
        /// How long it takes at least, in minutes.
        least: u64,
        /// The moment it was to be over, as a clock shows it.
        out: String,
    },
    /// It has four digits.
    FourDigits,
    /// There is no such time of day.
    NoSuchTime,
    /// The time of day has been.
    IsPast(Time),
}

/// What is told of a session that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CutOff {
    /// Its routine can no longer be read.
    NoRoutine,
    /// There is none.
    Nothing,
    /// Which of two is to be played.
    Which {
        /// What was cut off.
        name: String,
        /// Where it continues, within a sentence.
        place: String,
        /// The key that plays the other.
        key: String,
        /// What it does instead.
        other: Other,
    },
    /// It can be resumed from the command line.
    Waits {
        /// Its name.
        name: String,
        /// Where it continues, within a sentence.
        place: String,
    },
}

/// What a key does if it is pressed twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twice {
    /// It deletes an entry.
    Delete,
    /// It stops a plan.
    Stop(String),
    /// It agrees to what was warned of.
    Agree(String),
    /// It says that a clinician has cleared a sign.
    Cleared,
}

/// What is played instead of a session that was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// Nothing.
    Nothing,
    /// The same, from the beginning.
    Again,
    /// Today's run.
    Run,
    /// A routine by its name; `None` if it has none.
    Routine(Option<String>),
}

/// Returns the line.
pub fn notice(notice: &Notice) -> String {
    match notice {
        Notice::OtherKeyboard => {
            "That letter isn't on a Latin keyboard, so it does nothing here. Switch the layout, or use the arrow \
             keys and Enter."
        }
        Notice::NothingToUndo => "Nothing to undo since you opened Runup.",
        Notice::HistoryChanged => "Another program changed your history. Press the key again.",
        Notice::PressAgain { key, what } => return again(key, what),
        Notice::Fixed { why, key } => return fixed(*why, key),
        Notice::ChangedAtOnce => "another computer changed it too",
        Notice::OtherChange { other, id } => {
            return format!(
                "Another computer changed this at the same time. It says: {other}. Choose with runup history {id}"
            );
        }
        Notice::NewerEntry => "A newer Runup wrote this entry, so you can't edit it here.",
        Notice::Stays { why } => return crate::phrase::capital(why) + ".",
        Notice::NoGoal => "This plan is all walks; you can set a goal in a plan with runs.",
        Notice::NoDateToSkip => "You can only skip a coming run that has a date.",
        Notice::TooFarToSkip => "You can only skip runs in the next four weeks.",
        Notice::NoRunDays => "This plan has no run days: it counts the days between runs.",
        Notice::ChooseADay => "Choose at least one day.",
        Notice::ChooseARunDay => "Choose at least one run day.",
        Notice::MayGrow => "Cleared. Runs may get longer again.",
        Notice::SignEnded => "Unlocked after a week and two clear mornings. Start with two brisk walks.",
        Notice::PainTaken(pain) => return format!("Pain {pain}, thank you."),
        Notice::Slept => "The computer slept or Runup was stopped, so you're paused where you were.",
        Notice::OtherSpeed => "Played at another speed, so it doesn't count and isn't saved.",
        Notice::TestsUndone => "Undone: it's no longer in your history.",
        Notice::NoYear => "Type a year with four digits, such as 1980.",
        Notice::RunCutOff(run) => {
            return format!("Your run was interrupted. What you did is saved: {}.", tally(run));
        }
        Notice::NoVersions => "This routine has no other versions.",
        Notice::Hardest => "This is already the hardest version.",
        Notice::Easiest => "This is already the easiest version.",
        Notice::NoWeight => "This step has no weight.",
        Notice::NoPair => "That pair no longer exists.",
        Notice::AboveLimit { worst, limit } => {
            return format!("Pain {worst} out of 10 is above the limit of {limit} a clinician set, so tell them.");
        }
        Notice::Leave(told) => return leave(told),
        Notice::CutOff(told) => return cut_off(told),
        Notice::NothingToPreview => {
            "This file isn't a figure, an exercise or a routine, so there's nothing to preview."
        }
    }
    .to_owned()
}

/// Returns a line about the time to leave.
fn leave(told: &Leave) -> String {
    match told {
        Leave::NotSet => "You haven't set a time to leave.".to_owned(),
        Leave::NoHurry => "No hurry: nothing more is skipped.".to_owned(),
        Leave::Back(at) => format!("Back to leaving at {}.", at.clock()),
        Leave::Over => "You can't make that time any more, so nothing is skipped for it.".to_owned(),
        Leave::RunIsWhole => "Runup plays a run as planned, whatever time you have.".to_owned(),
        Leave::KeepsIts => "A routine you resume keeps its time.".to_owned(),
        Leave::TakesLonger { least, out } => {
            let plural = if *least == 1 { "minute" } else { "minutes" };
            format!("It takes at least {least} {plural}, so you can't leave before {out}.")
        }
        Leave::FourDigits => "Type a time to leave as four digits, such as 0730.".to_owned(),
        Leave::NoSuchTime => "A time to leave must be between 0000 and 2359.".to_owned(),
        Leave::IsPast(time) => {
            format!("It's past {} already; choose a later time.", time.strftime("%H:%M"))
        }
    }
}

/// Returns a line about a session that was cut off.
fn cut_off(told: &CutOff) -> String {
    match told {
        CutOff::NoRoutine => "Runup can no longer read that routine.".to_owned(),
        CutOff::Nothing => {
            "Nothing to resume: you left no routine unfinished in the last 6 hours.".to_owned()
        }
        CutOff::Which { name, place, key, other: instead } => {
            format!("You stopped {name}. Enter picks up {place}; {key} and Enter {}.", other(instead))
        }
        CutOff::Waits { name, place } => {
            format!("You stopped {name} {place}. To pick up there: runup go --resume --plain")
        }
    }
}

/// Returns what a key does instead of resuming, within a sentence: "starts Five minutes before a run".
pub fn other(other: &Other) -> String {
    match other {
        Other::Nothing => "drops it".to_owned(),
        Other::Again => "starts it from the beginning".to_owned(),
        Other::Run => "starts today's run".to_owned(),
        Other::Routine(name) => format!("starts {}", name.as_deref().unwrap_or("the other")),
    }
}

/// Asks for a key once more.
fn again(key: &str, what: &Twice) -> String {
    match what {
        Twice::Delete => format!("Press {key} again to delete this entry."),
        Twice::Stop(plan) => format!("Press {key} again to stop {plan}. Your entries stay."),
        Twice::Agree(warning) => format!("{warning} Press {key} again to agree."),
        Twice::Cleared => format!("Press {key} again if a doctor or physio has cleared it."),
    }
}

/// Says why an entry cannot be changed.
fn fixed(why: Fixed, key: &str) -> String {
    match why {
        Fixed::Sign => format!(
            "You can't edit or delete a warning sign here. If it was a mistake, clear it on Today; {key} reports a \
             new one."
        ),
        Fixed::SignEnd => format!(
            "You can't change the end of a warning sign. If the sign is still there, {key} reports it again."
        ),
        Fixed::Plan => {
            "You can't edit a change to a plan. Delete it and make the change again on the Plan tab."
                .to_owned()
        }
        Fixed::Removed => "You deleted this entry.".to_owned(),
    }
}

/// Returns how much was run: "12 minutes of running, 30 in all"; of a run of which only the whole is known, that.
pub fn tally(run: &Run) -> String {
    let of = |number: f64| Duration::from_secs((number * 60.0).round() as u64);
    let all = of(run.minutes);
    match run.run_minutes.map(of) {
        None => format!("{} in all", minutes(all)),
        Some(Duration::ZERO) => format!("{} of walking", minutes(all)),
        Some(run) => format!("{} of running, {} in all", minutes(run), minutes(all)),
    }
}
