//! A pose: the angles of a body, and where its hands and feet are held fast.
//!
//! Positive angles swing the far end of a part forwards and up. Trunk, thigh, upper arm, foot and
//! toes are measured from the world, head, knee and elbow from the part above; so a flat foot and a
//! straight knee are 0 whatever the rest does.

use super::{Point, Space};

/// A pose. Standing straight is the default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// The trunk, forwards from upright.
    pub lean: f32,
    /// The head, forwards from the trunk's line.
    pub head: f32,
    /// The worked leg.
    pub near: Leg,
    /// The other leg.
    pub far: Leg,
    /// The near arm.
    pub arm: Arm,
    /// The other arm.
    pub far_arm: Arm,
    /// How hard the tissue works, 0 to 1.
    pub load: f32,
    /// How far the body is above what it is pinned to.
    pub lift: f32,
    /// How far the arch is drawn up, 0 to 1.
    pub arch: f32,
    /// How far the near foot is turned in or out, in degrees.
    pub turn: f32,
    /// How far the toes are apart, 0 to 1.
    pub spread: f32,
    /// How far the toes are drawn in, 0 to 1.
    pub curl: f32,
    /// The big toe, up from flat, if it does not go with the others.
    pub big_toe: Option<f32>,
    /// How far the free side of the pelvis drops, from the front.
    pub pelvis: f32,
    /// The trunk, to the worked side.
    pub sway: f32,
    /// The head, to the worked side from the trunk.
    pub head_sway: f32,
    /// How far everything tips to the worked side; -90 lies on the other.
    pub roll: f32,
}

/// A leg.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// The thigh, from hanging.
    pub thigh: f32,
    /// How far the knee bends.
    pub knee: f32,
    /// The foot, toes up from flat.
    pub foot: f32,
    /// The toes, up from flat; `None` lies flat on the floor, or in line with the foot in the air.
    pub toes: Option<f32>,
    /// Where the ball of the foot is held fast; thigh and knee follow from it.
    pub at: Option<Point>,
    /// How long thigh and shank look, if they are seen end-on.
    pub short: [f32; 2],
    /// Away from the middle; shank and foot go along.
    pub abduct: f32,
    /// How far the bent leg swings outwards about the length of the body.
    pub out: f32,
    /// How far the toes point outwards.
    pub toe_out: f32,
    /// 1 if the foot stays level, 0 if it goes with the leg.
    pub level: f32,
    /// Where the ankle is held fast; the knee then points where the angles say.
    pub ankle: Option<Space>,
}

/// An arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arm {
    /// The upper arm, from hanging.
    pub arm: f32,
    /// How far the elbow bends.
    pub elbow: f32,
    /// What the hand holds; upper arm and elbow follow from it.
    pub grip: Grip,
    /// Away from the middle.
    pub abduct: f32,
    /// How far the forearm bends inwards.
    pub fold: f32,
}

/// What a hand holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Grip {
    /// Nothing.
    Free,
    /// A point of the world.
    At(Point),
    /// A place of the body.
    On(Spot),
}

/// A place of a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Whether it is on the far leg.
    pub far: bool,
    /// The part.
    pub part: Part,
}

/// A part of a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The middle of the knee.
    Knee,
    /// Two thirds down the shank.
    Shin,
    /// The middle of the ankle.
    Ankle,
    /// Under the heel.
    Heel,
    /// Under the ankle.
    Sole,
    /// Under the ball of the foot.
    Ball,
    /// The tip of the toes.
    Toes,
}

impl Default for Leg {
    fn default() -> Self {
        Self {
            thigh: 0.0,
            knee: 0.0,
            foot: 0.0,
            toes: None,
            at: None,
            short: [1.0, 1.0],
            abduct: 0.0,
            out: 0.0,
            toe_out: 12.0,
            level: 1.0,
            ankle: None,
        }
    }
}

impl Default for Arm {
    fn default() -> Self {
        Self { arm: 4.0, elbow: 12.0, grip: Grip::Free, abduct: 8.0, fold: 4.0 }
    }
}

impl Default for Pose {
    fn default() -> Self {
        Self {
            lean: 0.0,
            head: 0.0,
            near: Leg::default(),
            far: Leg::default(),
            arm: Arm::default(),
            far_arm: Arm::default(),
            load: 1.0,
            lift: 0.0,
            arch: 0.0,
            turn: 0.0,
            spread: 0.0,
            curl: 0.0,
            big_toe: None,
            pelvis: 0.0,
            sway: 0.0,
            head_sway: 0.0,
            roll: 0.0,
        }
    }
}
