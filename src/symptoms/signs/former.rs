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
        place: Former,
        when: &[],
        also: &[],
        basis: &["Warden21", "convention"],
    },
];
