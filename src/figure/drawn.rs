//! The shapes of a picture as they were painted, in samples: what a drawing on paper is made of.
//!
//! The canvas notes them beside painting them, so a picture in cells and one in shapes never differ in what they show.

use super::Role;
use super::raster::Ink;
use crate::body::Point;

/// A shape, and what it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The shape.
    pub shape: Shape,
    /// What it did.
    pub done: Done,
}

/// A shape in samples, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A tapered capsule: its ends and its radii there.
    Capsule([Point; 2], [f32; 2]),
    /// What a closed line encloses.
    Area(Vec<Point>),
    /// An upright rectangle: its upper left and its lower right corner.
    Box(Point, Point),
}

/// What a shape did.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// It painted this role over everything.
    Painted(Role),
    /// It cleared these roles, so much further out, but not in these circles.
    Cleared {
        /// Which.
        roles: Vec<Role>,
        /// How much further out.
        growth: f32,
        /// The circles, by their middles and radii.
        keep: Vec<(Point, f32)>,
    },
    /// It cut off all but what stands around.
    Cut,
}

impl Drawn {
    /// Notes what an ink did with a shape.
    pub(super) fn new(shape: Shape, ink: Ink<'_>) -> Self {
        let done = match ink {
            Ink::Paint(role) => Done::Painted(role),
            Ink::Clear(roles, growth) => Done::Cleared { roles: roles.to_vec(), growth, keep: Vec::new() },
            Ink::Carve(roles, growth, keep) => {
                Done::Cleared { roles: roles.to_vec(), growth, keep: keep.to_vec() }
            }
        };
        Self { shape, done }
    }
}

/// A moment in shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Samples across and down.
    pub size: (f32, f32),
    /// The shapes, in the order in which they were painted.
    pub shapes: Vec<Drawn>,
    /// The floor's row of samples, if there is one.
    pub floor: Option<f32>,
    /// It is turned round: the left side is near.
    pub mirrored: bool,
}
