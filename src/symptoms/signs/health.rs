//! The signs behind the lines of the health page.
//!
//! They are asked once, before the first run of a plan, and behind the last line of `!`. A detail is asked only after
//! the runner has chosen its line.

use super::Locks::{All, Growth, Loading, Nothing};
use super::Place::{Behind, Health};
use super::Release::{Clinician, Day as On, Runner};
use super::Tier::{Advise, Gate, Now, Pause, Today};
use super::When::New;
use super::table::WEEKS;
use super::{Day, Sign};
use crate::symptoms::Region::{BackHeelBone, TendonMid, UnderHeel};
use crate::symptoms::limits;

/// How many lines the health page has, one digit each.
pub const HEALTH: u8 = 7;

/// Twelve weeks after a birth, and then only without complaints.
const BIRTH: Day = Day { days: limits::BIRTH_DAYS, under_heel: limits::BIRTH_DAYS, asked: true };
/// The weeks after a steroid jab.
const STEROID: Day =
    Day { days: limits::INJECTED_DAYS, under_heel: limits::INJECTED_UNDER_HEEL_DAYS, asked: false };
/// The weeks without anything new after such antibiotics.
const FLOXACIN: Day = Day { days: limits::FLOXACIN_DAYS, under_heel: limits::FLOXACIN_DAYS, asked: false };

/// The signs, by the line that leads to them.
pub(super) const SIGNS: [Sign; 22] = [
    Sign {
        id: "RF14a",
        tier: Now,
        locks: All,
        release: Clinician,
        place: Health(1),
        when: &[],
        also: &[],
        basis: &["convention"],
    },
    Sign {
        id: "RF14b",
        tier: Gate,
        locks: Loading,
        release: Clinician,
        place: Health(1),
        when: &[],
        also: &[],
        basis: &["convention"],
    },
    Sign {
        id: "BH1",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: Health(2),
        when: &[],
        also: &["BH1b"],
        basis: &["CAT2"],
    },
    Sign {
        id: "BH1b",
        tier: Gate,
        locks: Loading,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &[],
        basis: &["CAT2", "Triad"],
    },
    Sign {
        id: "BH4",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: Health(2),
        when: &[],
        also: &["BH4b"],
        basis: &["Bone-UK22"],
    },
    Sign {
        id: "BH4b",
        tier: Gate,
        locks: Loading,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &[],
        basis: &["Bone-UK22"],
    },
    Sign {
        id: "BH2",
        tier: Advise,
        locks: Growth,
        release: Clinician,
        place: Health(3),
        when: &[],
        also: &["BH2b"],
        basis: &["CAT2", "Triad"],
    },
    Sign {
        id: "BH2b",
        tier: Gate,
        locks: Growth,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &[],
        basis: &["CAT2"],
    },
    Sign {
        id: "BH3",
        tier: Advise,
        locks: Growth,
        release: Runner(WEEKS),
        place: Health(3),
        when: &[],
        also: &[],
        basis: &["CAT2", "Triad"],
    },
    Sign {
        id: "PR1",
        tier: Advise,
        locks: Growth,
        release: Clinician,
        place: Health(4),
        when: &[],
        also: &[],
        basis: &["CMO19", "convention"],
    },
    Sign {
        id: "PR2",
        tier: Gate,
        locks: Loading,
        release: On(BIRTH),
        place: Health(4),
        when: &[],
        also: &[],
        basis: &["Goom19"],
    },
    Sign {
        id: "AGE",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: Health(5),
        when: &[],
        also: &["AGEb"],
        basis: &["convention"],
    },
    Sign {
        id: "AGEb",
        tier: Pause,
        locks: Growth,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &["AGEc"],
        basis: &["RightDecisions-heel"],
    },
    Sign {
        id: "AGEc",
        tier: Pause,
        locks: Loading,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &[],
        basis: &["RightDecisions-heel"],
    },
    Sign {
        id: "DM1",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: Health(6),
        when: &[],
        also: &["DM1b", "DM2"],
        basis: &["NG19"],
    },
    Sign {
        id: "DM1b",
        tier: Gate,
        locks: Loading,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &[],
        basis: &["NG19"],
    },
    Sign {
        id: "RF10a",
        tier: Today,
        locks: Loading,
        release: Clinician,
        place: Health(7),
        when: &[New(TendonMid), New(BackHeelBone)],
        also: &[],
        basis: &["MHRA-FQ", "FDA-FQ"],
    },
    Sign {
        id: "RF10b",
        tier: Gate,
        locks: Loading,
        release: On(STEROID),
        place: Health(7),
        when: &[New(TendonMid), New(BackHeelBone), New(UnderHeel)],
        also: &[],
        basis: &["convention"],
    },
    Sign {
        id: "RF10c",
        tier: Advise,
        locks: Growth,
        release: Clinician,
        place: Health(7),
        when: &[],
        also: &["RF10e"],
        basis: &["FDA-FQ", "convention"],
    },
    Sign {
        id: "RF10e",
        tier: Gate,
        locks: Loading,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &[],
        basis: &["FDA-FQ", "convention"],
    },
    Sign {
        id: "RF10d",
        tier: Advise,
        locks: Growth,
        release: On(FLOXACIN),
        place: Health(7),
        when: &[],
        also: &[],
        basis: &["FDA-FQ", "convention"],
    },
    Sign {
        id: "RF09",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: Health(6),
        when: &[New(UnderHeel)],
        also: &[],
        basis: &["NHS-PF", "convention"],
    },
];
