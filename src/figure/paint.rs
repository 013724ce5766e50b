//! The painter: a body and what stands around, as filled shapes from the back to the front.
//!
//! The order is props, far arm, far leg, trunk, near leg, tissue, near arm, neck and head,
//! strap. What is near clears a thin gap of what is far, so that limbs stay apart.

use super::Role;
use super::camera::Shot;
use super::outline::{self, Place};
use super::raster::{ACROSS, Canvas, DOWN, Ink};
use crate::body::{ArmJoints, Figure, Grip, Joints, LegJoints, Point, Prop, Tissue, View};

/// Joints of the far leg that are all as near as this to the near leg's hide it.
const HIDDEN: f32 = 4.2;
/// How much of the thigh the shorts cover.
const SHORTS: f32 = 0.42;

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
    let floor = shot.floor.map(|row| f32::from(row) * DOWN as f32);
    let canvas = Canvas::new(shot.size.columns, shot.size.rows, shot.camera, floor);
    let mut painter = Painter { canvas, figure, shot, joints, gap: gap.samples() };
    painter.all();
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
    fn all(&mut self) {
        let (view, joints) = (self.shot.view, self.joints);
        self.props();
        if view == View::Body {
            self.arm(&joints.far_arm, Ink::Paint(Role::Far));
        }
        if view != View::Ankle && apart(joints) {
            let foot = outline::foot(Place::foot(&joints.far, 1.0), None);
            self.leg(&joints.far, &foot, Ink::Paint(Role::Far));
        }
        if view != View::Ankle {
            let ink = Ink::Paint(Role::Shirt);
            self.canvas.capsule((joints.hip, joints.shoulders), (5.3, 5.6), ink);
        }
        self.near_leg();
        let holds = |arm: &ArmJoints| matches!(arm.angles.grip, Grip::On(spot) if !spot.far);
        if view == View::Body || view == View::Ankle && holds(&joints.arm) {
            let over: &[Role] = if self.shot.is_small() { &[Role::Far] } else { &[Role::Far, Role::Shirt] };
            // Without a floor the hand would be wider than the toes that it holds.
            self.arm(&joints.arm, Ink::Clear(over, self.gap));
            self.arm(&joints.arm, Ink::Paint(Role::Near));
        }
        if view == View::Body {
            self.head();
        }
        if self.figure.props.contains(&Prop::Strap) {
            let ends = (joints.arm.hand, joints.near.ball);
            // Thinner than this, a slanting line falls apart into quarters of cells.
            let half = (1.8 / self.shot.camera.scale).max(0.5);
            self.canvas.capsule(ends, (half, half), Ink::Paint(Role::Towel));
        }
        self.cut();
        self.canvas.drop_islands(Role::Far, ACROSS * DOWN);
    }

    fn near_leg(&mut self) {
        let (view, joints) = (self.shot.view, self.joints);
        let near = &joints.near;
        let close = view == View::Ankle;
        let place = Place::foot(near, joints.foreshortening);
        let foot = outline::foot(place, close.then_some(joints.arch));
        if !close {
            self.leg(near, &foot, Ink::Clear(&[Role::Far], self.gap));
        }
        self.leg(near, &foot, Ink::Paint(Role::Near));
        if !close {
            let waist = near.hip.towards(near.knee, SHORTS);
            self.canvas.capsule((near.hip, waist), (5.0, 5.0 - 1.5 * SHORTS), Ink::Paint(Role::Shirt));
        }
        let step = Role::Tissue(((joints.load * 4.0) as u8).min(3));
        for tissue in &self.figure.shows {
            self.tissue(*tissue, step);
        }
        if close {
            let bone = place.at(0.5, 0.3);
            self.canvas.capsule((bone, bone), (1.05, 1.05), Ink::Paint(Role::Shirt));
        }
    }

    fn leg(&mut self, leg: &LegJoints, foot: &[Point], ink: Ink<'_>) {
        let shank = Place::shank(leg);
        let sole = Place::foot(leg, 1.0);
        self.canvas.capsule((leg.hip, leg.knee), (5.0, 3.5), ink);
        self.canvas.area(&outline::shank(shank), ink);
        self.canvas.capsule((shank.at(-0.6, 4.0), sole.at(-3.1, -2.6)), (1.5, 1.8), ink);
        self.canvas.capsule((leg.ankle, leg.ankle), (2.25, 2.25), ink);
        self.canvas.area(foot, ink);
        let toes = (raised(leg, leg.ball, 1.2), raised(leg, leg.tip, 0.85));
        self.canvas.capsule(toes, (1.2, 0.85), ink);
    }

    fn arm(&mut self, arm: &ArmJoints, ink: Ink<'_>) {
        self.canvas.capsule((arm.shoulder, arm.elbow), (2.3, 1.9), ink);
        self.canvas.capsule((arm.elbow, arm.hand), (1.9, 1.5), ink);
        let fingers = arm.hand + (arm.hand - arm.elbow) * (2.2 / (arm.hand - arm.elbow).length().max(0.1));
        self.canvas.capsule((arm.hand, fingers), (1.6, 1.4), ink);
    }

    fn head(&mut self) {
        let joints = self.joints;
        let at = |x: f32, y: f32| joints.head + Point::new(x, y).turned(-joints.nod);
        let ink = Ink::Paint(Role::Near);
        // Few samples make a small head look shrunken.
        let more = if self.shot.is_small() { 0.5 } else { 0.0 };
        self.canvas.capsule((joints.shoulders, joints.head), (2.2, 2.2), ink);
        self.canvas.capsule((at(-0.5, 0.9), at(1.9, -2.6)), (5.7 + more, 4.2 + more), ink);
    }

    fn tissue(&mut self, tissue: Tissue, role: Role) {
        let joints = self.joints;
        let near = &joints.near;
        let ink = Ink::Paint(role);
        let shank = Place::shank(near);
        let foot = Place::foot(near, joints.foreshortening);
        // A place beside the thigh: how far down, and how far to the front.
        let thigh = |down: f32, front: f32| {
            near.hip.towards(near.knee, down) + Point::hanging(near.angles.thigh + 90.0, front)
        };
        match tissue {
            Tissue::Calf => self.canvas.area(&outline::calf(shank), ink),
            Tissue::Soleus => self.canvas.area(&outline::soleus(shank), ink),
            Tissue::Shin => self.canvas.area(&outline::shin(shank), ink),
            Tissue::Achilles => {
                self.canvas.capsule((shank.at(-2.3, 9.0), shank.at(-1.6, 4.0)), (0.9, 0.9), ink);
                self.canvas.capsule((shank.at(-1.6, 4.0), foot.at(-4.0, -1.8)), (0.9, 1.0), ink);
            }
            Tissue::Sole => {
                let line = outline::sole(foot, if self.shot.view == View::Ankle { joints.arch } else { 0.0 });
                for pair in line.windows(2) {
                    self.canvas.capsule((pair[0], pair[1]), (0.75, 0.75), ink);
                }
                if self.shot.view == View::Ankle {
                    let tip = raised(near, near.tip, 0.6);
                    self.canvas.capsule((line[4], tip), (0.5, 0.5), ink);
                }
            }
            Tissue::Hip => {
                let front = joints.hip + Point::new(2.4, 4.5).turned(-joints.lean);
                self.canvas.capsule((front, thigh(0.36, 1.6)), (2.2, 2.0), ink);
            }
            Tissue::Thigh => self.canvas.capsule((thigh(0.3, 2.0), thigh(0.85, 1.3)), (2.2, 1.9), ink),
            Tissue::Hamstring => self.canvas.capsule((thigh(0.15, -2.2), thigh(0.75, -1.6)), (2.2, 2.0), ink),
        }
    }

    fn props(&mut self) {
        let above = Point::new(0.0, 400.0);
        for prop in &self.figure.props {
            match *prop {
                Prop::Wall { x } => {
                    let foot = Point::new(x, 0.0);
                    self.canvas.slab((foot, foot + above + Point::new(2.6, 0.0)), Role::Prop);
                }
                Prop::Step { left, right, top } => {
                    self.canvas.slab((Point::new(left, 0.0), Point::new(right, top)), Role::Prop);
                }
                Prop::Chair { x, seat } if self.shot.view != View::Ankle => {
                    let mut slab = |left: f32, right: f32, bottom: f32, top: f32| {
                        self.canvas.slab((Point::new(left, bottom), Point::new(right, top)), Role::Prop);
                    };
                    // What sits sinks in a little.
                    slab(x, x + 26.0, seat - 2.0, seat + 0.8);
                    slab(x - 1.6, x, seat - 2.4, seat + 22.0);
                    slab(x, x + 1.6, 0.0, seat);
                    slab(x + 23.6, x + 25.2, 0.0, seat);
                }
                Prop::Rail { x, top } if self.shot.view == View::Body => {
                    let ground = self.figure.motion.stand().ground(x);
                    let post = (Point::new(x - 0.6, ground), Point::new(x + 0.6, top));
                    self.canvas.slab(post, Role::Prop);
                    self.canvas
                        .slab((Point::new(x - 1.0, top - 1.4), Point::new(x + 4.5, top + 0.6)), Role::Prop);
                }
                Prop::Round { at, radius, soft } => {
                    let role = if soft { Role::Towel } else { Role::Prop };
                    self.canvas.capsule((at, at), (radius, radius), Ink::Paint(role));
                }
                Prop::Rail { .. } | Prop::Chair { .. } | Prop::Strap => {}
            }
        }
        if self.shot.view == View::Ankle {
            for dot in &self.shot.trace {
                self.canvas.dot(*dot, Role::Towel);
            }
        }
    }

    /// Cuts the body off where the view ends; walls and rails go on.
    fn cut(&mut self) {
        let edge = self.shot.camera.place(Point::new(0.0, self.shot.top)).y;
        if edge > 0.0 {
            let end = (edge.round() as usize).min(self.canvas.height()) * self.canvas.width();
            for sample in self.canvas.samples[..end].iter_mut().filter(|sample| **sample != Role::Prop) {
                *sample = Role::None;
            }
        }
    }
}

/// Tells whether the far leg shows beside the near one.
fn apart(joints: &Joints) -> bool {
    let (near, far) = (&joints.near, &joints.far);
    [(near.knee, far.knee), (near.ankle, far.ankle), (near.heel, far.heel), (near.ball, far.ball)]
        .iter()
        .any(|(a, b)| (*b - *a).length() > HIDDEN)
}

/// A point of the toes by so much above their underside.
fn raised(leg: &LegJoints, at: Point, by: f32) -> Point {
    at + Point::new(0.0, by).turned(leg.angles.toes.unwrap_or_default())
}
