//! The body that a figure shows: its bones, its poses, and how one pose becomes the next.
//!
//! Angles in, places out: [`Motion`] holds named poses and the cycle through them, and
//! [`Motion::joints`] solves any instant of it, planted hands and feet included. Lengths are in
//! units of which a standing person has about 98; the floor is at 0, the person faces right and
//! the worked side is the near one. It draws nothing (`figure` does) and reads no file
//! (`routine` does, and checks with [`faults`] what no reader of a file could see).

pub mod faults;
pub mod motion;
pub mod pose;
pub mod skeleton;

use std::ops::{Add, Mul, Sub};

use crate::word::words;
pub use motion::{Motion, Phase, Way};
pub use pose::{Arm, Grip, Leg, Part, Pose, Spot};
pub use skeleton::{ArmJoints, Joints, LegJoints, Pin, Stand};

/// A figure, as its file describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The author's camera.
    pub view: View,
    /// What is tinted.
    pub shows: Vec<Tissue>,
    /// What stands around.
    pub props: Vec<Prop>,
    /// How it moves.
    pub motion: Motion,
    /// How far the floor runs backwards in one cycle, in units.
    pub travel: f32,
    /// The part whose way is drawn as dots.
    pub trace: Option<Spot>,
    /// What the close-up shows, where the author says so.
    pub frame: Option<Frame>,
    /// What stands below it, 34 characters at most.
    pub caption: Option<String>,
}

words! {
    /// A camera.
    #[derive(Default)]
    pub View("view") {
        /// Everything.
        #[default]
        Body = "body",
        /// From the pelvis down, without arms and rails.
        Legs = "legs",
        /// Shank and foot of the near leg, about three times larger.
        Ankle = "ankle",
    }
}

words! {
    /// A part of the near leg that is tinted.
    pub Tissue("tissue of a figure") {
        /// The upper calf.
        Calf = "calf",
        /// The lower calf.
        Soleus = "soleus",
        /// The tendon behind the ankle.
        Achilles = "achilles",
        /// The band under the foot.
        Sole = "sole",
        /// The front of the shank.
        Shin = "shin",
        /// The front of the hip.
        Hip = "hip",
        /// The front of the thigh.
        Thigh = "thigh",
        /// The back of the thigh.
        Hamstring = "hamstring",
    }
}

/// Something that stands around.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Prop {
    /// A wall whose face is at `x`, behind which nothing is.
    Wall {
        /// Its face.
        x: f32,
    },
    /// A step.
    Step {
        /// Its left end.
        left: f32,
        /// Its right end.
        right: f32,
        /// How high it is.
        top: f32,
    },
    /// A chair, its back to the left.
    Chair {
        /// Its back.
        x: f32,
        /// How high its seat is.
        seat: f32,
    },
    /// A rail on a post.
    Rail {
        /// The post.
        x: f32,
        /// How high it is.
        top: f32,
    },
    /// A rolled towel, a ball, or a bag: something round.
    Round {
        /// Its middle.
        at: Point,
        /// How large it is.
        radius: f32,
        /// Whether it is something to hold or to roll, not furniture.
        soft: bool,
    },
    /// A strap from the near hand to the ball of the near foot.
    Strap,
}

/// A rectangle of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Least x.
    pub left: f32,
    /// Greatest x.
    pub right: f32,
    /// Least y.
    pub bottom: f32,
    /// Greatest y.
    pub top: f32,
}

/// A point of the plane, or the way from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Forwards.
    pub x: f32,
    /// Up from the floor.
    pub y: f32,
}

impl Point {
    /// Makes a point.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// Returns the way of this length that swings forwards and up by an angle from hanging down.
    pub fn hanging(degrees: f32, length: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Self::new(length * sin, -length * cos)
    }

    /// Turns the plane by an angle, forwards to up.
    #[must_use]
    pub fn turned(self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Self::new(self.x * cos - self.y * sin, self.x * sin + self.y * cos)
    }

    /// Returns the distance from the origin.
    pub fn length(self) -> f32 {
        self.x.hypot(self.y)
    }

    /// Returns the point at a fraction of the way to another.
    #[must_use]
    pub fn towards(self, other: Self, fraction: f32) -> Self {
        self + (other - self) * fraction
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f32> for Point {
    type Output = Self;

    fn mul(self, by: f32) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}
