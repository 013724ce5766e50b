//! From a pose to the places of all joints.
//!
//! The order is: the pinned leg from its angles, which gives the hip; then the other leg, the
//! trunk and the arms, where a planted hand or foot has the two joints above it solved, always
//! bending the human way.

use super::front::{self, Front};
use super::pose::{Arm, Grip, Leg, Part, Pose, Spot};
use super::{Camera, Point};

/// Lengths of the bones.
pub const THIGH: f32 = 24.5;
/// Knee to ankle.
pub const SHANK: f32 = 24.0;
/// Ankle above the sole.
pub const SOLE: f32 = 5.0;
/// Ankle to ball, forwards.
pub const BALL: f32 = 8.8;
/// Ankle to heel, backwards.
pub const HEEL: f32 = 3.8;
/// Ball to the tip of the toes.
pub const TOES: f32 = 5.0;
/// Hip to the line of the shoulders.
pub const TRUNK: f32 = 27.0;
/// Shoulder to elbow.
pub const UPPER_ARM: f32 = 16.0;
/// Elbow to palm.
pub const FOREARM: f32 = 14.5;
/// Line of the shoulders to the middle of the head.
pub const HEAD: f32 = 11.0;
/// How far the arms begin below the line of the shoulders.
const ARMPIT: f32 = 2.0;
/// How far the far leg is drawn in front of the near one.
const FAR_LEG: Point = Point::new(2.6, 0.0);
/// How far the far arm is drawn from the near one.
const FAR_ARM: Point = Point::new(1.2, 0.4);
/// How far the ball draws back under a full arch.
pub const ARCHED: f32 = 1.4;

/// The point that stays where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// A place of a leg.
    Spot(Spot),
    /// The hip.
    Hip,
    /// Whichever point of either foot is lowest.
    Lowest,
}

/// What a body stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// The point that stays.
    pub pin: Pin,
    /// Where it stays.
    pub at: Point,
    /// Steps: left end, right end, top.
    pub steps: Vec<[f32; 3]>,
    /// Where the camera stands: the plane of the joints is the one that it sees.
    pub camera: Camera,
}

impl Stand {
    /// Returns how high the ground is below a place.
    pub fn ground(&self, x: f32) -> f32 {
        let on = |step: &&[f32; 3]| (step[0]..=step[1]).contains(&x);
        self.steps.iter().filter(on).map(|step| step[2]).fold(0.0, f32::max)
    }
}

/// The joints of a body.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joints {
    /// The hip that the trunk stands on.
    pub hip: Point,
    /// The middle of the line of the shoulders.
    pub shoulders: Point,
    /// The middle of the head.
    pub head: Point,
    /// How far the trunk leans.
    pub lean: f32,
    /// How far the head leans, from upright.
    pub nod: f32,
    /// The worked leg.
    pub near: LegJoints,
    /// The other leg.
    pub far: LegJoints,
    /// The near arm.
    pub arm: ArmJoints,
    /// The other arm.
    pub far_arm: ArmJoints,
    /// How hard the tissue works, 0 to 1.
    pub load: f32,
    /// How far the arch is drawn up, 0 to 1.
    pub arch: f32,
    /// How much of its length the near foot shows, by its turn.
    pub foreshortening: f32,
    /// How far the toes are apart, 0 to 1.
    pub spread: f32,
    /// How far the toes are drawn in, 0 to 1.
    pub curl: f32,
    /// The big toe, up from flat, if it does not go with the others.
    pub big_toe: Option<f32>,
    /// The depth of all, if the camera stands in front.
    pub front: Option<Front>,
}

/// The joints of a leg, and the angles that it has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegJoints {
    /// Where it begins.
    pub hip: Point,
    /// The middle of the knee.
    pub knee: Point,
    /// The middle of the ankle.
    pub ankle: Point,
    /// Under the heel.
    pub heel: Point,
    /// Under the ball of the foot.
    pub ball: Point,
    /// The tip of the toes.
    pub tip: Point,
    /// Its angles, the toes' included.
    pub angles: Leg,
    /// By how much it falls short of where it is planted.
    pub short_of: f32,
}

/// The joints of an arm, and the angles that it has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ArmJoints {
    /// Where it begins.
    pub shoulder: Point,
    /// The elbow.
    pub elbow: Point,
    /// The palm.
    pub hand: Point,
    /// Its angles.
    pub angles: Arm,
    /// By how much it falls short of what it holds.
    pub short_of: f32,
}

impl LegJoints {
    /// Returns the angle of the shank.
    pub fn shin(&self) -> f32 {
        self.angles.thigh - self.angles.knee
    }

    /// Returns a place of the leg.
    pub fn part(&self, part: Part) -> Point {
        match part {
            Part::Knee => self.knee,
            Part::Shin => self.knee.towards(self.ankle, 0.7),
            Part::Ankle => self.ankle,
            Part::Heel => self.heel,
            Part::Sole => self.ankle + Point::new(0.0, -SOLE).turned(self.angles.foot),
            Part::Ball => self.ball,
            Part::Toes => self.tip,
        }
    }
}

impl Joints {
    /// Returns a place of the body.
    pub fn spot(&self, spot: Spot) -> Point {
        if spot.far { self.far.part(spot.part) } else { self.near.part(spot.part) }
    }

    /// Solves a pose.
    pub fn of(pose: &Pose, stand: &Stand) -> Self {
        if stand.camera == Camera::Front {
            return front::solve(pose, stand);
        }
        let near_foot = Foot { arch: pose.arch, length: pose.turn.to_radians().cos() };
        let far_foot = Foot { arch: 0.0, length: 1.0 };
        let near = |hip| leg(hip, &pose.near, near_foot, stand);
        let far = |hip| leg(hip + FAR_LEG, &pose.far, far_foot, stand);
        let up = Point::new(0.0, pose.lift);
        let hip = up
            + match stand.pin {
                Pin::Hip => stand.at,
                Pin::Spot(Spot { far: false, part }) => stand.at - near(Point::default()).part(part),
                Pin::Spot(Spot { far: true, part }) => stand.at - far(Point::default()).part(part),
                Pin::Lowest => {
                    let (near, far) = (near(Point::default()), far(Point::default()));
                    let feet = [near.heel, near.ball, far.heel, far.ball];
                    let lowest = feet.iter().map(|p| p.y).fold(f32::INFINITY, f32::min);
                    Point::new(stand.at.x, stand.at.y - lowest)
                }
            };
        let planted = |from: Point, own: &Leg, foot: Foot| match own.at {
            Some(ball) => plant(from, own, ball, foot, stand),
            None => leg(from, own, foot, stand),
        };
        let near = planted(hip, &pose.near, near_foot);
        let far = planted(hip + FAR_LEG, &pose.far, far_foot);

        let trunk = Point::hanging(180.0 - pose.lean, 1.0);
        let shoulders = hip + trunk * TRUNK;
        let armpit = hip + trunk * (TRUNK - ARMPIT);
        let nod = pose.lean + pose.head;
        let hold = |arm: &Arm, shoulder: Point| match arm.grip {
            Grip::Free => swing(shoulder, arm, 0.0),
            Grip::At(point) => reach(shoulder, arm, point),
            Grip::On(spot) => {
                reach(shoulder, arm, if spot.far { far.part(spot.part) } else { near.part(spot.part) })
            }
        };
        Self {
            hip,
            shoulders,
            head: shoulders + Point::hanging(180.0 - nod, HEAD),
            lean: pose.lean,
            nod,
            arm: hold(&pose.arm, armpit),
            far_arm: hold(&pose.far_arm, armpit + FAR_ARM),
            near,
            far,
            load: pose.load.clamp(0.0, 1.0),
            arch: pose.arch,
            foreshortening: near_foot.length,
            spread: pose.spread,
            curl: pose.curl,
            big_toe: pose.big_toe,
            front: None,
        }
    }
}

/// The form of a foot.
#[derive(Clone, Copy)]
struct Foot {
    arch: f32,
    /// How much of it is seen.
    length: f32,
}

impl Foot {
    /// The ball, from the ankle of a flat foot.
    fn ball(self) -> Point {
        Point::new((BALL - ARCHED * self.arch) * self.length, -SOLE)
    }
}

fn leg(hip: Point, own: &Leg, foot: Foot, stand: &Stand) -> LegJoints {
    let knee = hip + Point::hanging(own.thigh, THIGH * own.short[0]);
    let ankle = knee + Point::hanging(own.thigh - own.knee, SHANK * own.short[1]);
    let heel = ankle + Point::new(-HEEL * foot.length, -SOLE).turned(own.foot);
    let ball = ankle + foot.ball().turned(own.foot);
    let toes = own.toes.unwrap_or_else(|| {
        // Before the pin is known every ball counts as down; then only what is on the ground does.
        let height = (ball.y - stand.ground(ball.x)).max(0.0);
        if own.foot > 0.0 {
            own.foot * (height / 2.5).min(1.0)
        } else {
            own.foot.max(-(height / TOES).min(1.0).asin().to_degrees())
        }
    });
    LegJoints {
        hip,
        knee,
        ankle,
        heel,
        ball,
        tip: ball + Point::new(TOES * foot.length, 0.0).turned(toes),
        angles: Leg { toes: Some(toes), ..*own },
        short_of: 0.0,
    }
}

fn plant(hip: Point, own: &Leg, ball: Point, foot: Foot, stand: &Stand) -> LegJoints {
    let ankle = ball - foot.ball().turned(own.foot);
    let bent = bend(hip, ankle, THIGH * own.short[0], SHANK * own.short[1]);
    let solved = Leg { thigh: bent.towards + bent.aside, knee: bent.bend, ..*own };
    LegJoints { short_of: bent.short_of, ..leg(hip, &solved, foot, stand) }
}

fn swing(shoulder: Point, own: &Arm, short_of: f32) -> ArmJoints {
    let elbow = shoulder + Point::hanging(own.arm, UPPER_ARM);
    let hand = elbow + Point::hanging(own.arm + own.elbow, FOREARM);
    ArmJoints { shoulder, elbow, hand, angles: *own, short_of }
}

fn reach(shoulder: Point, own: &Arm, point: Point) -> ArmJoints {
    let bent = bend(shoulder, point, UPPER_ARM, FOREARM);
    let solved = Arm { arm: bent.towards - bent.aside, elbow: bent.bend, ..*own };
    swing(shoulder, &solved, bent.short_of)
}

/// Two bones that reach from a root to a target.
struct Bent {
    /// The angle from hanging of the line to the target.
    towards: f32,
    /// How far the first bone stands off that line.
    aside: f32,
    /// How far the second is bent from the first.
    bend: f32,
    /// What is missing to the target.
    short_of: f32,
}

fn bend(root: Point, target: Point, first: f32, second: f32) -> Bent {
    let way = target - root;
    let wanted = way.length();
    let length = wanted.clamp((first - second).abs() + 0.01, first + second);
    let cosine = |a: f32, b: f32, c: f32| ((a * a + b * b - c * c) / (2.0 * a * b)).clamp(-1.0, 1.0);
    Bent {
        towards: way.x.atan2(-way.y).to_degrees(),
        aside: cosine(first, length, second).acos().to_degrees(),
        bend: 180.0 - cosine(first, second, length).acos().to_degrees(),
        short_of: (wanted - length).abs(),
    }
}
