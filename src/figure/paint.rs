//! The painter: a body and what stands around, as filled shapes from the back to the front.
//!
//! Each camera has its own: `side`, `front`, and `foot` for one foot from above or below. What lies
//! in front clears a thin gap of what lies behind, so that limbs stay apart, but for a circle at
//! its own joint, where it grows out of the body.

mod foot;
mod front;
mod props;
mod side;

pub(super) use foot::FRAME as FOOT_FRAME;

use super::Role;
use super::camera::Shot;
use super::raster::{Bone, Canvas, DOWN, Ink};
use crate::body::{Camera, Figure, Joints, Point, View};

/// How much of the thigh the shorts cover.
const SHORTS: f32 = 0.42;
/// Everything that is the body, for what lies in front of it.
pub(super) const BODY: [Role; 8] = [
    Role::Near,
    Role::Shirt,
    Role::Far,
    Role::Hair,
    Role::Tissue(0),
    Role::Tissue(1),
    Role::Tissue(2),
    Role::Tissue(3),
];
/// The circles at joints in which nothing is cleared, in units.
const AT_HIP: f32 = 6.9;
const AT_KNEE: f32 = 4.6;
const AT_SHOULDER: f32 = 3.9;
const AT_ELBOW: f32 = 3.4;
/// Rows from which a head has hair.
const HAIR_FROM: u16 = 16;
/// Rows below which no limb is thinner than half a cell.
const THICK_BELOW: u16 = 14;
/// Half of that, in samples.
const THICK: f32 = 1.9;

/// The gap around an overlapping limb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Where colours tell them apart as well.
    Thin,
    /// Where nothing else does: half a cell.
    Wide,
}

impl Gap {
    const fn samples(self) -> f32 {
        match self {
            Self::Thin => 1.3,
            Self::Wide => 2.2,
        }
    }
}

/// Paints a body in front of the camera.
pub(super) fn paint(figure: &Figure, shot: &Shot, joints: &Joints, gap: Gap) -> Canvas {
    on(canvas(shot), figure, shot, joints, gap)
}

/// Paints it and keeps the shapes.
pub(super) fn paint_drawing(figure: &Figure, shot: &Shot, joints: &Joints) -> Canvas {
    on(canvas(shot).drawing(), figure, shot, joints, Gap::Thin)
}

/// Paints it and notes which bone each sample shows.
pub(super) fn paint_noting(figure: &Figure, shot: &Shot, joints: &Joints) -> Canvas {
    on(canvas(shot).noting(), figure, shot, joints, Gap::Thin)
}

fn canvas(shot: &Shot) -> Canvas {
    let floor = shot.floor.map(|row| f32::from(row) * DOWN as f32);
    let canvas = Canvas::new(shot.size.columns, shot.size.rows, shot.camera, floor);
    if shot.size.rows < THICK_BELOW { canvas.no_thinner(THICK) } else { canvas }
}

fn on(canvas: Canvas, figure: &Figure, shot: &Shot, joints: &Joints, gap: Gap) -> Canvas {
    let mut painter = Painter { canvas, figure, shot, joints, gap: gap.samples() };
    match (shot.seen, &joints.front) {
        (Camera::Above | Camera::Below, _) => painter.foot(),
        (_, Some(front)) => painter.front(front),
        (_, None) => painter.side(),
    }
    painter.canvas
}

struct Painter<'p> {
    canvas: Canvas,
    figure: &'p Figure,
    shot: &'p Shot,
    joints: &'p Joints,
    /// How wide the gap around what is near is, in samples.
    gap: f32,
}

impl Painter<'_> {
    /// Paints a limb over the body behind it, with a gap but in circles at its own joints.
    fn limb(&mut self, keep: &[(Point, f32)], role: Role, shapes: impl Fn(&mut Canvas, Ink<'_>)) {
        let circles: [(Point, f32); 2] = std::array::from_fn(|i| {
            keep.get(i)
                .map_or((Point::default(), -1.0), |(at, radius)| self.canvas.circle(*at, *radius, self.gap))
        });
        shapes(&mut self.canvas, Ink::Carve(&BODY, self.gap, &circles[..keep.len().min(2)]));
        shapes(&mut self.canvas, Ink::Paint(role));
    }

    /// Returns how bright the tissue is.
    fn load(&self) -> Role {
        Role::Tissue(((self.joints.load * 4.0) as u8).min(3))
    }

    /// Paints neck and head, and hair from which one sees where they look.
    ///
    /// `at` gives the places of the head, `neck` its beginning; the last point is the jaw.
    fn head(&mut self, neck: Point, skull: [Point; 2], radii: (f32, f32), hair: &[Shape], face: &[Shape]) {
        self.canvas.take(Bone::Head);
        let ink = Ink::Paint(Role::Near);
        self.canvas.capsule((neck, self.joints.head), (2.2, 2.2), ink);
        self.canvas.capsule((skull[0], skull[1]), radii, ink);
        if self.shot.size.rows >= HAIR_FROM {
            for (ends, radii) in hair {
                self.canvas.capsule(*ends, *radii, Ink::Paint(Role::Hair));
            }
            for (ends, radii) in face {
                self.canvas.capsule(*ends, *radii, ink);
            }
        }
        self.canvas.take(Bone::None);
    }

    /// Drops unreadable specks of far parts.
    fn drop_specks(&mut self) {
        let scale = self.shot.camera.scale;
        let least = (10.0 * scale * scale).max(32.0) as usize;
        self.canvas.drop_islands(Role::Far, least);
        self.canvas.drop_islands(Role::Hair, least.min(48));
    }

    /// Cuts the body off where the view ends; walls and rails go on.
    fn cut(&mut self) {
        if self.shot.view != View::Legs {
            return;
        }
        let edge = self.shot.camera.place(Point::new(0.0, self.shot.top)).y;
        if edge > 0.0 {
            self.canvas.note_cut(edge);
            let end = (edge.round() as usize).min(self.canvas.height()) * self.canvas.width();
            for sample in self.canvas.samples[..end].iter_mut().filter(|sample| **sample != Role::Prop) {
                *sample = Role::None;
            }
        }
    }
}

/// A tapered capsule: its ends, and its radii there.
type Shape = ((Point, Point), (f32, f32));
