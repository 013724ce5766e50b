//! The body that a figure shows: its bones, its poses, and how one pose becomes the next.
//!
//! Angles in, places out: [`Motion`] holds named poses and the cycle through them, and
//! [`Motion::joints`] solves any instant of it, planted hands and feet included. Lengths are in
//! units of which a standing person has about 98; the floor is at 0, the person faces right and
//! the worked side is the near one. It draws nothing (`figure` does) and reads no file
//! (`routine` does, and checks with [`faults`] what no reader of a file could see).

pub mod faults;
pub mod front;
pub mod ground;
pub mod motion;
pub mod pose;
pub mod skeleton;

use std::ops::{Add, Mul, Sub};

use crate::word::words;
pub use front::Front;
pub use ground::Ground;
pub use motion::{Motion, Phase, Way};
pub use pose::{Arm, Grip, Leg, Part, Pose, Spot};
pub use skeleton::{ArmJoints, Joints, LegJoints, Pin, Stand};

/// A figure, as its file describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Where the camera stands.
    pub camera: Camera,
    /// How much of the body the author shows.
    pub view: View,
    /// The camera of the foot in a second picture, if there is room for two.
    pub beside: Option<Camera>,
    /// Whether both sides do the work, so that both are bright from the front.
    pub both: bool,
    /// What is marked beside the body.
    pub marks: Option<Marks>,
    /// The tinted tissues.
    pub shows: Vec<Tissue>,
    /// The props around the body.
    pub props: Vec<Prop>,
    /// How it moves.
    pub motion: Motion,
    /// How the floor runs backwards, if the body goes.
    pub ground: Ground,
    /// The part whose way is drawn as dots.
    pub trace: Option<Spot>,
    /// What the close-up shows, if the author says so.
    pub frame: Option<Frame>,
    /// The text below it, up to 34 characters.
    pub caption: Option<String>,
}

words! {
    /// Where a camera stands.
    #[derive(Default)]
    pub Camera("camera") {
        /// Beside the body, which looks to the right.
        #[default]
        Side = "side",
        /// In front of it, as a mirror: what is worked is on the right.
        Front = "front",
        /// Over the foot, which then is the close-up.
        Above = "above",
        /// Under the foot.
        Below = "below",
    }
}

words! {
    /// What is marked beside a body.
    pub Marks("mark of a figure") {
        /// The height of both hips, from the front.
        Hips = "hips",
    }
}

words! {
    /// How much of a body is shown.
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
        /// The buttock.
        Buttock = "buttock",
        /// The side of the hip, from the front.
        HipSide = "hip-side",
        /// The inside of the thigh, from the front.
        ThighInside = "thigh-inside",
        /// The side of the trunk, from the front.
        TrunkSide = "trunk-side",
        /// The front of the trunk.
        Belly = "belly",
        /// The small muscles between the bones of the foot, from above.
        Foot = "foot",
    }
}

impl Tissue {
    /// Returns the cameras that see it.
    pub const fn cameras(self) -> &'static [Camera] {
        match self {
            Self::Calf
            | Self::Soleus
            | Self::Achilles
            | Self::Shin
            | Self::Hamstring
            | Self::Buttock
            | Self::Belly => &[Camera::Side],
            Self::Sole => &[Camera::Side, Camera::Front, Camera::Below],
            Self::Hip | Self::Thigh => &[Camera::Side, Camera::Front],
            Self::HipSide | Self::ThighInside | Self::TrunkSide => &[Camera::Front],
            Self::Foot => &[Camera::Above],
        }
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
    /// A chair seen from the front.
    ChairFront {
        /// Its middle.
        x: f32,
        /// How high its seat is.
        seat: f32,
    },
    /// A band around both shanks, seen from the front.
    Band {
        /// How far down from the knee, as a share of the shank.
        share: f32,
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

/// A point of space, seen from the front, or the way from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Space {
    /// To the worked side.
    pub x: f32,
    /// Up from the floor.
    pub y: f32,
    /// Towards the eye.
    pub z: f32,
}

impl Space {
    /// Makes a point.
    pub const fn new(x: f32, y: f32, z: f32) -> Self {
        Self { x, y, z }
    }

    /// Returns where it is seen.
    pub const fn flat(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// Turns it about the upright axis, the front towards the worked side.
    #[must_use]
    pub fn yawed(self, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        Self::new(self.x * cos + self.z * sin, self.y, self.z * cos - self.x * sin)
    }

    /// Turns it in the picture, what hangs down towards the worked side.
    #[must_use]
    pub fn rolled(self, degrees: f32) -> Self {
        let Point { x, y } = self.flat().turned(degrees);
        Self::new(x, y, self.z)
    }

    /// Returns the distance from the origin.
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// Returns the product with another, by which right angles are found.
    pub fn dot(self, other: Self) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Returns what stands upright on both.
    #[must_use]
    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    /// Returns the way of length 1 in its direction.
    #[must_use]
    pub fn unit(self) -> Self {
        self * (1.0 / self.length().max(1e-6))
    }

    /// Returns the point at a fraction of the way to another.
    #[must_use]
    pub fn towards(self, other: Self, fraction: f32) -> Self {
        self + (other - self) * fraction
    }

    /// Returns it on the other side of the middle.
    #[must_use]
    pub const fn mirrored(self) -> Self {
        Self::new(-self.x, self.y, self.z)
    }
}

impl Add for Space {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Space {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f32> for Space {
    type Output = Self;

    fn mul(self, by: f32) -> Self {
        Self::new(self.x * by, self.y * by, self.z * by)
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
