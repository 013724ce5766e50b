//! What warning signs lock, and what the log shows of one.

use std::fmt::Write as _;

use super::number::{self, days};
use crate::plan::signs::{DEEP, Derived, STIFF};
use crate::record::lock::{Lock, Refusal};
use crate::symptoms::limits;
use crate::symptoms::signs::{self, Sign};

/// Says what is locked, in a sentence; nothing if nothing is.
pub const fn lock(lock: Lock) -> Option<&'static str> {
    match lock {
        Lock::Open => None,
        Lock::Unread => Some(
            "Runup could not read all of your history, and a warning sign may be in the missing part. Until \
             that is fixed, only walk, and only play routines that do not load your legs.",
        ),
        Lock::Runs => Some("Locked: you said that something is wrong. Until it is over, do not run or hop."),
        Lock::Loading => Some(
            "Locked: you said that something is wrong. Until it is cleared, only walk, or play what does not load \
             your legs.",
        ),
        Lock::AllButWalking => Some(
            "Locked: you said that something is wrong. Until it is cleared, only walk; you can read routines, but \
             not play them.",
        ),
        Lock::Everything => Some(
            "Locked: you said that something is wrong. Until it is cleared, you can read routines, but not play \
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
        _ => signs::sign(shown.sign).map_or_else(String::new, |sign| sign.ask.to_owned()),
    }
}

/// Returns signs in rows, as they are asked about.
pub fn rows(signs: &[&Sign]) -> String {
    signs.iter().fold(String::new(), |mut rows, sign| {
        let _ = writeln!(rows, "  {:<5}  {}", sign.id, sign.ask);
        rows
    })
}
