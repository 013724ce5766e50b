//! Warning signs: how each is asked, what to do about it, what it locks, and what the log shows of one.

mod table;

use std::fmt::Write as _;

use super::number::{self, days};
use crate::dialog::WhichSigns;
use crate::plan::signs::{DEEP, Derived, STIFF};
use crate::record::lock::{Lock, Refusal};
use crate::symptoms::emergency::{FALLBACK, Number};
use crate::symptoms::limits;
use crate::symptoms::signs::{self, Sign, Tier};

/// The words of a warning sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignWords {
    /// What the runner recognises.
    pub ask: &'static str,
    /// What to do: one sentence, or two.
    pub text: &'static str,
}

impl SignWords {
    /// Returns the first sentence: the one thing to do.
    pub fn first(&self) -> &'static str {
        self.text.split_inclusive('.').next().unwrap_or(self.text)
    }

    /// Returns the rest of the text, which may be nothing.
    pub fn rest(&self) -> &'static str {
        self.text[self.first().len()..].trim_start()
    }
}

/// Returns the words of a sign.
pub fn of(sign: &Sign) -> SignWords {
    let row = table::SIGNS.iter().find(|(id, ..)| *id == sign.id);
    row.map_or(SignWords { ask: "", text: "" }, |(_, ask, text)| SignWords { ask, text })
}

/// Returns what was recognised, of a sign by its row; of one that this version does not know what can be said of it.
pub fn said(id: &str) -> &'static str {
    signs::sign(id).map_or("a warning sign from another device", |sign| of(sign).ask)
}

/// Returns a line of `!`, by its number from 1; nothing if there is none.
pub fn line(number: usize) -> &'static str {
    number.checked_sub(1).and_then(|at| table::LINES.get(at)).copied().unwrap_or_default()
}

/// Returns a line of the health page, by its number from 1; nothing if there is none.
pub fn health_line(number: usize) -> &'static str {
    number.checked_sub(1).and_then(|at| table::HEALTH.get(at)).copied().unwrap_or_default()
}

/// Returns what to do about a sign in a line, with the number to call if it is needed at once.
pub fn advice(sign: &Sign, number: Option<&Number>) -> String {
    let text = of(sign).text;
    match sign.tier {
        Tier::Now => format!("{text} Emergency: {}.", emergency_number(number)),
        _ => text.to_owned(),
    }
}

/// Returns what to call: a number, or if none is known how to find one.
pub fn emergency_number(number: Option<&Number>) -> String {
    match number {
        Some(number) => number.as_str().to_owned(),
        None => format!("your local emergency number, or {FALLBACK}"),
    }
}

/// Says what was logged as a sign, and what to do about it in a second line.
pub fn logged(sign: &Sign, number: Option<&Number>) -> String {
    format!("You logged: {}.\n{}\n", of(sign).ask, advice(sign, number))
}

/// Asks about signs, for a person who can only answer by a command; nothing for none.
pub fn asked(which: WhichSigns, signs: &[&Sign]) -> String {
    let Some(first) = signs.first() else { return String::new() };
    let command = format!("If so: runup log flag {}", first.id);
    match (which, signs) {
        (WhichSigns::Too, [only]) => format!("Do you have this too: {}? {command}\n", of(only).ask),
        (WhichSigns::Too, _) => format!("Do you have any of these too? {command}\n{}", rows(signs)),
        _ => format!("Do you have any of these right now? {command}\n{}", rows(signs)),
    }
}

/// Says what is locked, in a sentence; nothing if nothing is.
pub const fn lock(lock: Lock) -> Option<&'static str> {
    match lock {
        Lock::Open => None,
        Lock::Unread => Some(
            "Runup could not read all of your history, and a warning sign may be in the missing part. Until \
             that is fixed, only walk, and only play routines that do not load your legs.",
        ),
        Lock::Runs => {
            Some("Locked, because you said that something is wrong. Do not run or hop until it is over.")
        }
        Lock::Loading => Some(
            "Locked, because you said that something is wrong. Until it is cleared, only walk, or play routines that do not \
             load your legs.",
        ),
        Lock::AllButWalking => Some(
            "Locked, because you said that something is wrong. Until it is cleared, only walk. You can read routines, but \
             not play them.",
        ),
        Lock::Everything => Some(
            "Locked, because you said that something is wrong. Until it is cleared, you can read routines, but not play \
             them.",
        ),
    }
}

/// Says why a person may not end a sign, within a sentence.
pub fn not_cleared(refusal: Refusal) -> String {
    match refusal {
        Refusal::Clinician => "only a doctor or physio who has examined you can clear it".into(),
        Refusal::CameBack => {
            let within = days(limits::BACK_AGAIN_DAYS);
            format!("it came back within {within}, so this time a doctor or physio must clear it")
        }
        Refusal::NotBefore(day) => {
            format!("you can clear it yourself from {day} if it stays away until then")
        }
    }
}

/// Says what the log shows of a sign, as far as it was logged.
pub fn derived(shown: &Derived) -> String {
    match shown.sign {
        DEEP => "pain deep in the heel bone".into(),
        STIFF => format!(
            "stiff for more than {} minutes on {}",
            limits::STIFF_MINUTES,
            number::of(limits::STIFF_MORNINGS, "morning")
        ),
        _ => signs::sign(shown.sign).map_or_else(String::new, |sign| of(sign).ask.to_owned()),
    }
}

/// Returns signs in rows, as they are asked about.
pub fn rows(signs: &[&Sign]) -> String {
    signs.iter().fold(String::new(), |mut rows, sign| {
        let _ = writeln!(rows, "  {:<5}  {}", sign.id, of(sign).ask);
        rows
    })
}

#[cfg(test)]
mod tests;
