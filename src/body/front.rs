//! A body seen from the front, as in a mirror: its bones in three dimensions.
//!
//! The pose is the one of the side view. A bone lies in the plane of up and towards the eye by its
//! old angle, and is then turned outwards: by `out` about the length of the body, by `abduct` in
//! the picture. The places that the camera sees are the joints of any figure; what lies behind
//! what is in [`Front`].

use super::pose::{Arm, Grip, Leg, Part, Pose, Spot};
use super::skeleton::{
    ArmJoints, BALL, FOREARM, HEAD, HEEL, Joints, LegJoints, Pin, SHANK, SOLE, Stand, THIGH, TOES, TRUNK,
    UPPER_ARM,
};
use super::{Point, Space};

/// Half the way between the hips.
pub const HIPS: f32 = 5.0;
/// Half the way between the shoulders.
pub const SHOULDERS: f32 = 9.0;
/// How far the shoulders lie below their line.
pub const ARMPIT: f32 = 2.2;
/// A hand that is no further beside its shoulder has its elbow outside.
const BESIDE: f32 = 6.0;

/// The bones in space. Everything is where the camera sees it; z is towards the eye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Front {
    /// Between the hips.
    pub middle: Space,
    /// Upwards along the trunk, of length 1.
    pub up: Space,
    /// From the far hip to the near one, of length 1.
    pub across: Space,
    /// From the far shoulder to the near one, of length 1.
    pub shoulders_across: Space,
    /// The middle of the head.
    pub head: Space,
    /// Upwards along the head, of length 1.
    pub head_up: Space,
    /// The worked leg.
    pub near: FrontLeg,
    /// The other leg.
    pub far: FrontLeg,
    /// The near arm.
    pub arm: FrontArm,
    /// The other arm.
    pub far_arm: FrontArm,
}

/// A leg in space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontLeg {
    /// Where it begins.
    pub hip: Space,
    /// The middle of the knee.
    pub knee: Space,
    /// The middle of the ankle.
    pub ankle: Space,
    /// From heel to ball, of length 1.
    pub forward: Space,
    /// From the sole to the ankle, of length 1.
    pub rise: Space,
    /// To the outer edge of the foot, of length 1.
    pub aside: Space,
    /// From the ball to the tip of the toes, of length 1.
    pub toes: Space,
    /// By how much the ankle falls short of where it is planted.
    pub short_of: f32,
}

/// An arm in space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrontArm {
    /// Where it begins.
    pub shoulder: Space,
    /// The elbow.
    pub elbow: Space,
    /// The palm.
    pub hand: Space,
    /// By how much the hand falls short of what it holds.
    pub short_of: f32,
}

impl FrontLeg {
    /// Under the heel.
    pub fn heel(&self) -> Space {
        self.ankle - self.forward * HEEL - self.rise * SOLE
    }

    /// Under the ball of the foot.
    pub fn ball(&self) -> Space {
        self.ankle + self.forward * BALL - self.rise * SOLE
    }

    /// The tip of the toes.
    pub fn tip(&self) -> Space {
        self.ball() + self.toes * TOES
    }

    fn part(&self, part: Part) -> Space {
        match part {
            Part::Knee => self.knee,
            Part::Shin => self.knee.towards(self.ankle, 0.7),
            Part::Ankle => self.ankle,
            Part::Heel => self.heel(),
            Part::Sole => self.ankle - self.rise * SOLE,
            Part::Ball => self.ball(),
            Part::Toes => self.tip(),
        }
    }

    fn moved(self, by: Space) -> Self {
        Self { hip: self.hip + by, knee: self.knee + by, ankle: self.ankle + by, ..self }
    }
}

/// Solves a pose as it is seen from the front.
pub(super) fn solve(pose: &Pose, stand: &Stand) -> Joints {
    let rolled = |way: Space| way.rolled(-pose.roll);
    // The free side drops if the pelvis tips to it.
    let across = rolled(Space::new(1.0, 0.0, 0.0).rolled(pose.pelvis));
    let lean = pose.lean.to_radians();
    let upright = Space::new(0.0, lean.cos(), lean.sin());
    let up = rolled(upright.rolled(-pose.sway));
    let shoulders_across = rolled(Space::new(1.0, 0.0, 0.0).rolled(-pose.sway));
    let near = swung(&pose.near, across * HIPS, false, pose.roll);
    let far = swung(&pose.far, across * -HIPS, true, pose.roll);

    let spot = |spot: Spot| if spot.far { far.part(spot.part) } else { near.part(spot.part) };
    let at = Space::new(stand.at.x, stand.at.y, 0.0);
    let pinned = match stand.pin {
        Pin::Hip => Space::default(),
        Pin::Spot(own) => Space { z: 0.0, ..spot(own) },
        Pin::Lowest => {
            let feet = [near.heel(), near.ball(), far.heel(), far.ball()];
            Space::new(0.0, feet.iter().map(|p| p.y).fold(f32::INFINITY, f32::min), 0.0)
        }
    };
    let middle = at - pinned + Space::new(0.0, pose.lift, 0.0);
    let planted = |leg: FrontLeg, own: &Leg, far: bool| {
        let leg = leg.moved(middle);
        own.ankle.map_or(leg, |ankle| plant(leg, own, ankle, far, pose.roll))
    };
    let (near, far) = (planted(near, &pose.near, false), planted(far, &pose.far, true));

    let shoulders = middle + up * TRUNK;
    let spot = |spot: Spot| if spot.far { far.part(spot.part) } else { near.part(spot.part) };
    let hold = |own: &Arm, is_far: bool| {
        let side = if is_far { -SHOULDERS } else { SHOULDERS };
        let shoulder = shoulders - up * ARMPIT + shoulders_across * side;
        match own.grip {
            Grip::Free => hung(shoulder, own, is_far, pose),
            Grip::At(point) => reach(shoulder, Space::new(point.x, point.y, 0.0), is_far),
            Grip::On(held) => reach(shoulder, spot(held), is_far),
        }
    };
    let nod = (pose.lean + pose.head).to_radians();
    let tilt = pose.sway + pose.head_sway;
    let head_up = rolled(Space::new(0.0, nod.cos(), nod.sin()).rolled(-tilt));
    let front = Front {
        middle,
        up,
        across,
        shoulders_across,
        head: shoulders + head_up * HEAD,
        head_up,
        arm: hold(&pose.arm, false),
        far_arm: hold(&pose.far_arm, true),
        near,
        far,
    };
    flat(pose, &front)
}

/// Returns a leg that hangs from its hip by its angles; the middle of the pelvis is the origin.
fn swung(own: &Leg, hip: Space, far: bool, roll: f32) -> FrontLeg {
    let side = |way: Space| if far { way.mirrored() } else { way };
    let bone = |angle: f32| {
        let (sin, cos) = angle.to_radians().sin_cos();
        side(Space::new(0.0, -cos, sin).yawed(own.out).rolled(own.abduct)).rolled(-roll)
    };
    let knee = hip + bone(own.thigh) * THIGH;
    let ankle = knee + bone(own.thigh - own.knee) * SHANK;
    foot(own, [hip, knee, ankle], own.out, far, roll)
}

/// Puts the foot to a leg, its toes outwards by so much more.
fn foot(own: &Leg, [hip, knee, ankle]: [Space; 3], out: f32, far: bool, roll: f32) -> FrontLeg {
    let turned = |angle: f32, quarter: bool| {
        let (sin, cos) = angle.to_radians().sin_cos();
        let way = if quarter { Space::new(0.0, cos, -sin) } else { Space::new(0.0, sin, cos) };
        let way = way.yawed(own.toe_out + out).rolled(own.abduct * (1.0 - own.level));
        (if far { way.mirrored() } else { way }).rolled(-roll)
    };
    let (forward, rise) = (turned(own.foot, false), turned(own.foot, true));
    let toes = own.toes.unwrap_or_else(|| own.foot.max(0.0));
    let aside = forward.cross(rise) * if far { 1.0 } else { -1.0 };
    FrontLeg { hip, knee, ankle, forward, rise, aside, toes: turned(toes, false), short_of: 0.0 }
}

/// Bends a leg so that its ankle is at a place; its knee points where its angles let it point.
fn plant(leg: FrontLeg, own: &Leg, ankle: Space, far: bool, roll: f32) -> FrontLeg {
    let (knee, short_of) = bend(leg.hip, ankle, [THIGH, SHANK], leg.knee - leg.hip);
    let ankle = knee + (ankle - knee).unit() * SHANK;
    FrontLeg { short_of, ..foot(own, [leg.hip, knee, ankle], 0.0, far, roll) }
}

fn hung(shoulder: Space, own: &Arm, far: bool, pose: &Pose) -> FrontArm {
    let bone = |angle: f32, aside: f32| {
        let (sin, cos) = angle.to_radians().sin_cos();
        let way = Space::new(0.0, -cos, sin).rolled(aside);
        // The arms hang from the shoulders, which tip with the trunk if it lies.
        (if far { way.mirrored() } else { way }).rolled(-pose.roll)
    };
    let elbow = shoulder + bone(own.arm, own.abduct) * UPPER_ARM;
    let hand = elbow + bone(own.arm + own.elbow, own.abduct - own.fold) * FOREARM;
    FrontArm { shoulder, elbow, hand, short_of: 0.0 }
}

fn reach(shoulder: Space, hand: Space, far: bool) -> FrontArm {
    let outside = if far { -1.0 } else { 1.0 };
    let beside = (hand.x - shoulder.x) * outside;
    let pole = if beside < BESIDE { Space::new(outside, -0.2, 0.0) } else { Space::new(0.0, -1.0, 0.0) };
    let (elbow, short_of) = bend(shoulder, hand, [UPPER_ARM, FOREARM], pole);
    FrontArm { shoulder, elbow, hand: elbow + (hand - elbow).unit() * FOREARM, short_of }
}

/// Returns the joint between two bones that reach from a root to a target, on the side of `pole`,
/// and what is missing to the target.
fn bend(root: Space, target: Space, [first, second]: [f32; 2], pole: Space) -> (Space, f32) {
    let way = target - root;
    let wanted = way.length();
    let length = wanted.clamp((first - second).abs() + 0.01, first + second);
    let along = way.unit();
    let aside = (pole - along * pole.dot(along)).unit();
    let down = (first * first + length * length - second * second) / (2.0 * length);
    let off = (first * first - down * down).max(0.0).sqrt();
    (root + along * down + aside * off, (wanted - length).abs())
}

/// Returns the joints as they are seen.
fn flat(pose: &Pose, front: &Front) -> Joints {
    let leg = |leg: &FrontLeg, own: &Leg| LegJoints {
        hip: leg.hip.flat(),
        knee: leg.knee.flat(),
        ankle: leg.ankle.flat(),
        heel: leg.heel().flat(),
        ball: leg.ball().flat(),
        tip: leg.tip().flat(),
        angles: Leg { toes: Some(own.toes.unwrap_or_default()), ..*own },
        short_of: leg.short_of,
    };
    let arm = |arm: &FrontArm, own: &Arm| ArmJoints {
        shoulder: arm.shoulder.flat(),
        elbow: arm.elbow.flat(),
        hand: arm.hand.flat(),
        angles: *own,
        short_of: arm.short_of,
    };
    let shoulders: Point = (front.middle + front.up * TRUNK).flat();
    Joints {
        hip: front.middle.flat(),
        shoulders,
        head: front.head.flat(),
        lean: pose.lean,
        nod: pose.lean + pose.head,
        near: leg(&front.near, &pose.near),
        far: leg(&front.far, &pose.far),
        arm: arm(&front.arm, &pose.arm),
        far_arm: arm(&front.far_arm, &pose.far_arm),
        load: pose.load.clamp(0.0, 1.0),
        arch: pose.arch,
        foreshortening: 1.0,
        spread: pose.spread,
        curl: pose.curl,
        big_toe: pose.big_toe,
        front: Some(*front),
    }
}
