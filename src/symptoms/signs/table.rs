//! The signs behind the lines of `!`.
//!
//! Rows, tiers, locks and who releases are those of EVIDENCE2.md 3, and of EVIDENCE.md 6 for those that it leaves as
//! they are. The rows of the health page are in [`health`](super::health).

use super::Locks::{All, AllButWalking, Growth, Loading, Nothing, Runs};
use super::Place::{Behind, Line as At};
use super::Release::{Clinician, Runner, Seen};
use super::Tier::{Advise, Now, Pause, Today};
use super::When::{CutShort, Limp, Much, MuchAt, Named, New, Sharp};
use super::{Sign, Without};
use crate::symptoms::Region::{BackHeelBone, CalfMuscle, Elsewhere, HeelBoneDeep, TendonMid, UnderHeel};
use crate::symptoms::limits;

/// How many lines `!` offers, one digit each; the last leads to the health page.
pub const LINES: u8 = 9;

/// The line that leads to the health page.
pub const HEALTH_LINE: u8 = LINES;

/// A week without it, by night and by day.
pub(super) const WEEK: Without = Without { days: limits::WITHOUT_DAYS, answers: limits::GONE_DAYS };
/// Two days without a limp.
const LIMP: Without = Without { days: limits::LIMP_OVER_DAYS, answers: limits::GONE_DAYS };
/// The 72 hours of a calf that grabbed, and a walk and raises that are fine.
const GRABBED: Without = Without { days: limits::GRABBED_DAYS, answers: 1 };
/// Skin that the shoe no longer hurts.
const SKIN: Without = Without { days: 0, answers: 1 };
/// What is asked again after four weeks.
pub(super) const WEEKS: Without = Without { days: limits::WEEKS_OVER_DAYS, answers: 1 };

/// The signs, by the line that leads to them, the gravest of a line first.
pub(super) const SIGNS: [Sign; 28] = [
    Sign {
        id: "RF01",
        tier: Now,
        locks: All,
        release: Clinician,
        place: At(1),
        when: &[New(TendonMid), New(CalfMuscle), CutShort, Sharp],
        also: &[],
        basis: &["Bupa-ATR"],
    },
    Sign {
        id: "RF02",
        tier: Now,
        locks: All,
        release: Clinician,
        place: At(1),
        when: &[CutShort],
        also: &[],
        basis: &["NHS-heel", "convention"],
    },
    Sign {
        id: "RF12a",
        tier: Today,
        locks: All,
        release: Clinician,
        place: At(1),
        when: &[Much, CutShort, Limp],
        also: &[],
        basis: &["NewcNHS"],
    },
    Sign {
        id: "RF12b",
        tier: Pause,
        locks: Loading,
        release: Runner(LIMP),
        place: At(1),
        when: &[Limp],
        also: &[],
        basis: &["NewcNHS", "convention"],
    },
    Sign {
        id: "RF19",
        tier: Advise,
        locks: Loading,
        release: Runner(GRABBED),
        place: At(1),
        when: &[New(CalfMuscle), Sharp],
        also: &[],
        basis: &["convention"],
    },
    Sign {
        id: "RF03a",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: At(2),
        when: &[Named(CalfMuscle), MuchAt(CalfMuscle)],
        also: &["RF03b", "RF03c"],
        basis: &["NHS-DVT"],
    },
    Sign {
        id: "RF03b",
        tier: Today,
        locks: All,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &["RF04"],
        basis: &["NHS-DVT", "Wells"],
    },
    Sign {
        id: "RF03c",
        tier: Today,
        locks: All,
        release: Clinician,
        place: Behind,
        when: &[],
        also: &["RF04"],
        basis: &["NHS-DVT", "Wells"],
    },
    Sign {
        id: "RF03d",
        tier: Today,
        locks: All,
        release: Clinician,
        place: At(2),
        when: &[Named(CalfMuscle), MuchAt(CalfMuscle)],
        also: &["RF04"],
        basis: &["NHS-DVT", "JOSPT-case"],
    },
    Sign {
        id: "RF04",
        tier: Now,
        locks: All,
        release: Clinician,
        place: At(3),
        when: &[CutShort],
        also: &[],
        basis: &["DVT"],
    },
    Sign {
        id: "RF06",
        tier: Today,
        locks: All,
        release: Clinician,
        place: At(4),
        when: &[New(BackHeelBone), New(UnderHeel), Much],
        also: &[],
        basis: &["NHS-skin"],
    },
    Sign {
        id: "DM2",
        tier: Today,
        locks: All,
        release: Clinician,
        place: At(4),
        when: &[],
        also: &[],
        basis: &["NG19"],
    },
    Sign {
        id: "RF06b",
        tier: Advise,
        locks: Runs,
        release: Runner(SKIN),
        place: At(4),
        when: &[New(BackHeelBone)],
        also: &["DM2"],
        basis: &["convention", "NG19"],
    },
    Sign {
        id: "RF05",
        tier: Pause,
        locks: Loading,
        release: Clinician,
        place: At(5),
        when: &[New(BackHeelBone), New(UnderHeel), New(HeelBoneDeep)],
        also: &[],
        basis: &["fpn-calc", "George24"],
    },
    Sign {
        id: "RF16a",
        tier: Pause,
        locks: Loading,
        release: Clinician,
        place: At(5),
        when: &[New(Elsewhere), Limp],
        also: &[],
        basis: &["Robertson17"],
    },
    Sign {
        id: "RF16b",
        tier: Pause,
        locks: Loading,
        release: Clinician,
        place: At(5),
        when: &[New(Elsewhere), Limp, Sharp],
        also: &[],
        basis: &["George24"],
    },
    Sign {
        id: "RF18",
        tier: Now,
        locks: All,
        release: Clinician,
        place: At(6),
        when: &[New(CalfMuscle)],
        also: &[],
        basis: &["Devon-limb", "RCEM-limb", "RightDecisions-limb"],
    },
    Sign {
        id: "RF15",
        tier: Now,
        locks: All,
        release: Clinician,
        place: At(6),
        when: &[New(Elsewhere)],
        also: &[],
        basis: &["Lothian-foot-drop", "convention"],
    },
    Sign {
        id: "RF08a",
        tier: Today,
        locks: AllButWalking,
        release: Clinician,
        place: At(6),
        when: &[New(Elsewhere), Sharp],
        also: &[],
        basis: &["Lothian-foot-drop", "convention"],
    },
    Sign {
        id: "RF08b",
        tier: Pause,
        locks: Loading,
        release: Runner(WEEK),
        place: At(6),
        when: &[New(UnderHeel), New(Elsewhere), Sharp],
        also: &["RF08a"],
        basis: &["NHS-PF", "convention"],
    },
    Sign {
        id: "RF17",
        tier: Pause,
        locks: Loading,
        release: Clinician,
        place: At(6),
        when: &[New(CalfMuscle)],
        also: &[],
        basis: &["BHF-PAD", "HealthLink-PAD"],
    },
    Sign {
        id: "RF11",
        tier: Pause,
        locks: Loading,
        release: Runner(WEEK),
        place: At(7),
        when: &[Much],
        also: &[],
        basis: &["NewcNHS", "Mayo", "convention"],
    },
    Sign {
        id: "RF07c",
        tier: Pause,
        locks: Growth,
        release: Seen,
        place: At(8),
        when: &[],
        also: &["RF07a", "RF07b", "RF07d", "RF07e"],
        basis: &["NG65"],
    },
    Sign {
        id: "RF07a",
        tier: Advise,
        locks: Nothing,
        release: Runner(WEEKS),
        place: At(8),
        when: &[],
        also: &["RF07b", "RF07c", "RF07d", "RF07e"],
        basis: &["PurePhys", "NG65"],
    },
    Sign {
        id: "RF07b",
        tier: Advise,
        locks: Nothing,
        release: Runner(WEEKS),
        place: At(8),
        when: &[],
        also: &["RF07a", "RF07c", "RF07d", "RF07e"],
        basis: &["NG65"],
    },
    Sign {
        id: "RF07d",
        tier: Advise,
        locks: Nothing,
        release: Runner(WEEKS),
        place: At(8),
        when: &[],
        also: &["RF07a", "RF07b", "RF07c", "RF07e"],
        basis: &["NG65"],
    },
    Sign {
        id: "RF07e",
        tier: Advise,
        locks: Nothing,
        release: Runner(WEEKS),
        place: At(8),
        when: &[],
        also: &["RF07a", "RF07b", "RF07c", "RF07d"],
        basis: &["NG65"],
    },
    Sign {
        id: "RF13",
        tier: Advise,
        locks: Nothing,
        release: Clinician,
        place: At(7),
        when: &[],
        also: &[],
        basis: &["NHS-PF"],
    },
];
