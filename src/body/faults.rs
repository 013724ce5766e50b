//! What cannot be: limbs that fall short, parts below the floor, joints beyond their range, jumps.
//!
//! These are the checks that need the body solved. They look at every pose and at a few moments
//! in between; `routine` says what is found at its place in the file.

use std::fmt;

use super::motion::{Motion, Phase, Way};
use super::skeleton::{ArmJoints, Joints, LegJoints};
use super::{Point, pose::Leg};

/// How much may be missing or below, in units.
const SLACK: f32 = 0.6;
/// Half the thickness of a knee on the floor.
const KNEE: f32 = 2.2;
/// Furthest that a joint may get in a sixteenth of a beat.
const JUMP: f32 = 14.0;
/// Moments of a beat that are looked at.
const MOMENTS: usize = 16;

/// Something that cannot be.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The pose, by its number; `None` on the way from one to another.
    pub pose: Option<usize>,
    /// The kind of fault.
    pub what: Wrong,
}

/// What is wrong with a moment.
#[derive(Debug, Clone, PartialEq)]
pub enum Wrong {
    /// A planted hand or foot does not get where it should.
    Short {
        /// The limb.
        limb: &'static str,
        /// By how many units.
        by: f32,
    },
    /// A part is below the floor, or in a step.
    Below {
        /// The part.
        part: String,
        /// By how many units.
        by: f32,
    },
    /// A joint is bent further than people can.
    Range {
        /// The joint.
        joint: String,
        /// Its angle.
        is: f32,
        /// The least angle.
        least: f32,
        /// The greatest.
        most: f32,
    },
    /// A part is here and at once there.
    Jump {
        /// The part.
        part: String,
        /// How far.
        by: f32,
    },
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short { limb, by } => write!(f, "the {limb} falls short of its place by {by:.1}"),
            Self::Below { part, by } => write!(f, "the {part} is {by:.1} below what it stands on"),
            Self::Range { joint, is, least, most } => {
                write!(f, "the {joint} is at {is:.0} degrees; it goes from {least} to {most}")
            }
            Self::Jump { part, by } => write!(f, "the {part} jumps by {by:.0}"),
        }
    }
}

/// Returns everything about a motion that cannot be, each kind once for a place.
pub fn faults(motion: &Motion) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut before: Option<Joints> = None;
    for phase in motion.moments(MOMENTS) {
        let joints = motion.joints(phase);
        let pose = if let Phase::Pose(pose) = phase { Some(pose) } else { None };
        let mut wrong = Vec::new();
        short(&joints, &mut wrong);
        below(&joints, motion, &mut wrong);
        if pose.is_some() {
            // The other side of a gait comes from the near one.
            ranges(&joints, motion.way() == Way::Gait, &mut wrong);
        } else {
            if let Some(before) = &before {
                jumps(before, &joints, &mut wrong);
            }
            before = Some(joints);
        }
        for what in wrong {
            // A fault in a pose is a fault around it too, and is reported once.
            let kind = std::mem::discriminant(&what);
            let told = |f: &Fault| {
                std::mem::discriminant(&f.what) == kind
                    && (f.pose == pose || pose.is_none())
                    && same(&f.what, &what)
            };
            if !faults.iter().any(told) {
                faults.push(Fault { pose, what });
            }
        }
    }
    faults
}

/// True if two faults are about the same part.
fn same(one: &Wrong, other: &Wrong) -> bool {
    match (one, other) {
        (Wrong::Short { limb: a, .. }, Wrong::Short { limb: b, .. }) => a == b,
        (Wrong::Below { part: a, .. }, Wrong::Below { part: b, .. })
        | (Wrong::Jump { part: a, .. }, Wrong::Jump { part: b, .. })
        | (Wrong::Range { joint: a, .. }, Wrong::Range { joint: b, .. }) => a == b,
        _ => false,
    }
}

fn short(joints: &Joints, wrong: &mut Vec<Wrong>) {
    for (limb, by) in [
        ("near foot", joints.near.short_of),
        ("far foot", joints.far.short_of),
        ("near hand", joints.arm.short_of),
        ("far hand", joints.far_arm.short_of),
    ] {
        if by > SLACK {
            wrong.push(Wrong::Short { limb, by });
        }
    }
}

fn below(joints: &Joints, motion: &Motion, wrong: &mut Vec<Wrong>) {
    for (side, leg) in [("near", &joints.near), ("far", &joints.far)] {
        for (part, at, thick) in [
            ("heel", leg.heel, 0.0),
            ("ball", leg.ball, 0.0),
            ("toes", leg.tip, 0.0),
            ("knee", leg.knee, KNEE),
        ] {
            let by = motion.stand().ground(at.x) - (at.y - thick);
            if by > SLACK {
                wrong.push(Wrong::Below { part: format!("{side} {part}"), by });
            }
        }
    }
}

fn ranges(joints: &Joints, near_only: bool, wrong: &mut Vec<Wrong>) {
    let mut range = |joint: String, is: f32, least: f32, most: f32| {
        if is < least - 0.5 || is > most + 0.5 {
            wrong.push(Wrong::Range { joint, is, least, most });
        }
    };
    let sides = [("near", &joints.near, &joints.arm), ("far", &joints.far, &joints.far_arm)];
    for (side, leg, arm) in sides.into_iter().take(if near_only { 1 } else { 2 }) {
        let Leg { thigh, knee, foot, short, .. } = leg.angles;
        range(format!("{side} knee"), knee, -6.0, 150.0);
        // The foot of a leg whose ankle is planted follows from where that is.
        if leg.angles.ankle.is_none() {
            range(format!("{side} ankle"), foot - leg.shin(), -66.0, 46.0);
        }
        range(format!("{side} elbow"), arm.angles.elbow, 0.0, 150.0);
        // A limb that is seen end-on is not where its angles say.
        if short.iter().all(|s| *s >= 1.0) {
            range(format!("{side} hip"), thigh + joints.lean, -40.0, 150.0);
        }
    }
}

fn jumps(before: &Joints, now: &Joints, wrong: &mut Vec<Wrong>) {
    let mut jump = |part: String, from: Point, to: Point| {
        let by = (to - from).length();
        if by > JUMP {
            wrong.push(Wrong::Jump { part, by });
        }
    };
    let leg = |l: &LegJoints| [("knee", l.knee), ("ankle", l.ankle), ("toes", l.tip)];
    let arm = |a: &ArmJoints| [("elbow", a.elbow), ("hand", a.hand)];
    let sides = [
        ("near", (&before.near, &now.near), (&before.arm, &now.arm)),
        ("far", (&before.far, &now.far), (&before.far_arm, &now.far_arm)),
    ];
    for (side, legs, arms) in sides {
        for ((part, from), (_, to)) in leg(legs.0).into_iter().zip(leg(legs.1)) {
            jump(format!("{side} {part}"), from, to);
        }
        for ((part, from), (_, to)) in arm(arms.0).into_iter().zip(arm(arms.1)) {
            jump(format!("{side} {part}"), from, to);
        }
    }
    jump("head".to_owned(), before.head, now.head);
}
