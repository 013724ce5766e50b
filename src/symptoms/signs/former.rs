//! Rows of versions before this one, which EVIDENCE2.md 3 has split.
//!
//! They are not asked about any more. A log that has one keeps its tier and its lock: a new table does not weaken
//! an old answer.

use super::Locks::{All, Loading};
use super::Place::Former;
use super::Release::{Clinician, Runner};
use super::Sign;
use super::Tier::{Gate, Pause, Today};
use super::table::WEEK;

/// The signs.
pub(super) const SIGNS: [Sign; 6] = [
    Sign {
        id: "RF03",
        tier: Today,
        locks: All,
        release: Clinician,
        ask: "one calf swollen, warm, tender or throbbing, or its skin redder or darker",
        text: "Have it checked today. Until then no exercise and no massage.",
        place: Former,
        when: &[],
        also: &["RF04"],
        basis: &["DVT"],
    },
    Sign {
        id: "RF07",
        tier: Pause,
        locks: Loading,
        release: Runner(WEEK),
        ask: "stiff for over 30 minutes each morning, or both heels sore with other signs",
        text: "Show this to a doctor within a few days, before you run again.",
        place: Former,
        when: &[],
        also: &[],
        basis: &["PurePhys", "convention"],
    },
    Sign {
        id: "RF08",
        tier: Pause,
        locks: Loading,
        release: Runner(WEEK),
        ask: "numb, tingling, burning or electric, or a weak foot",
        text: "Have it checked within a few days. You can walk if walking does not hurt.",
        place: Former,
        when: &[],
        also: &["RF08a"],
        basis: &["NHS-PF"],
    },
    Sign {
        id: "RF10",
        tier: Today,
        locks: All,
        release: Clinician,
        ask: "a sore Achilles, with an antibiotic ending in -floxacin, or steroids as a jab or tablets",
        text: "Call your doctor or pharmacist today, before the next dose. Do not stop steroids yourself.",
        place: Former,
        when: &[],
        also: &[],
        basis: &["FQ"],
    },
    Sign {
        id: "RF14",
        tier: Gate,
        locks: All,
        release: Clinician,
        ask: "a heart condition, pregnancy, a recent birth or operation, or under eighteen",
        text: "See a doctor before you start.",
        place: Former,
        when: &[],
        also: &[],
        basis: &["convention"],
    },
    Sign {
        id: "RF16",
        tier: Pause,
        locks: Loading,
        release: Clinician,
        ask: "pain deep in the groin or hip, or on a spot of bone one fingertip covers",
        text: "Have a doctor or physio examine it before you run again. Walk only if it does not hurt.",
        place: Former,
        when: &[],
        also: &[],
        basis: &["Warden21", "convention"],
    },
];
