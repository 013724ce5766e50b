//! The camera: what a view shows of the whole movement, fitted once.
//!
//! The floor lies exactly between two rows, so that soles are crisp; if the picture has no
//! floor, the top of the step does.

use super::Size;
use super::paint::FOOT_FRAME;
use super::raster::{ACROSS, Camera, DOWN};
use crate::body::{Camera as Seen, Figure, Frame, Joints, Point, Prop, View};

/// Moments of a beat that must fit into the picture.
const MOMENTS: usize = 6;
/// Rows below which a head is drawn larger and shirts keep their outline.
const SMALL: u16 = 16;

/// A camera that stands.
#[derive(Debug, Clone)]
pub(super) struct Shot {
    /// Where the camera stands.
    pub seen: Seen,
    pub view: View,
    pub size: Size,
    pub camera: Camera,
    /// The row that the floor is the upper edge of.
    pub floor: Option<u16>,
    /// Where the body is cut off.
    pub top: f32,
    /// The way that is drawn as dots.
    pub trace: Vec<Point>,
}

impl Shot {
    /// Fits a whole movement into a picture.
    pub(super) fn fit(figure: &Figure, view: View, size: Size) -> Self {
        match figure.camera {
            Seen::Above | Seen::Below if view == View::Ankle => Self::of_foot(figure.camera, size),
            // From the front an ankle would be too little to see, and legs are nothing without a pelvis.
            Seen::Front => Self::fit_side(figure, View::Body, size),
            _ => Self::fit_side(figure, view, size),
        }
    }

    /// Puts the camera over or under the foot, which does not move.
    pub(super) fn of_foot(seen: Seen, size: Size) -> Self {
        let (camera, floor) = place(&FOOT_FRAME, size, false, FOOT_FRAME.bottom);
        Self { seen, view: View::Ankle, size, camera, floor, top: f32::INFINITY, trace: Vec::new() }
    }

    fn fit_side(figure: &Figure, view: View, size: Size) -> Self {
        let motion = &figure.motion;
        let all: Vec<Joints> =
            motion.moments(MOMENTS).into_iter().map(|phase| motion.joints(phase)).collect();
        let trace = figure.trace.map_or_else(Vec::new, |spot| {
            let steps = motion.moments(MOMENTS).into_iter().skip(motion.names().count());
            steps.map(|phase| motion.joints(phase).spot(spot)).collect()
        });
        let mut bounds = Bounds::new();
        match view {
            View::Body => {
                for joints in &all {
                    whole(&mut bounds, joints);
                }
                for prop in &figure.props {
                    furniture(&mut bounds, prop, true);
                }
            }
            View::Legs => {
                for joints in &all {
                    legs(&mut bounds, joints);
                }
                for prop in &figure.props {
                    furniture(&mut bounds, prop, false);
                }
            }
            View::Ankle => {
                // What is under the toes belongs to the foot.
                for prop in &figure.props {
                    if let Prop::Round { at, radius, soft: true } = *prop {
                        bounds.add(at, radius);
                    }
                }
                close(&mut bounds, &all, &trace);
            }
        }
        let mut frame = bounds.frame();
        let mut level = 0.0;
        let mut on_floor = true;
        let near = view == View::Ankle || figure.camera == Seen::Front;
        if let Some(given) = figure.frame.filter(|_| near) {
            frame = given;
            on_floor = frame.bottom <= 0.5;
        } else if view == View::Ankle {
            on_floor = frame.bottom < 2.5;
            if !on_floor {
                level = motion.stand().at.y;
            }
        }
        if on_floor {
            frame.bottom = 0.0;
        }
        let top = if view == View::Legs { frame.top } else { f32::INFINITY };
        let (camera, floor) = place(&frame, size, on_floor, level);
        let seen = if figure.camera == Seen::Front { Seen::Front } else { Seen::Side };
        Self { seen, view, size, camera, floor, top, trace }
    }

    /// True if a foot is shown, and not all of the body.
    pub(super) fn is_close(&self, figure: &Figure) -> bool {
        match self.seen {
            Seen::Front => figure.frame.is_some(),
            _ => self.view == View::Ankle,
        }
    }

    /// True if the picture has few rows.
    pub(super) const fn is_small(&self) -> bool {
        self.size.rows < SMALL
    }
}

/// Puts a rectangle into the middle of the picture, on its floor.
fn place(frame: &Frame, size: Size, on_floor: bool, level: f32) -> (Camera, Option<u16>) {
    let rows = size.rows.saturating_sub(u16::from(on_floor)).max(1);
    let (width, height) = (usize::from(size.columns) * ACROSS, usize::from(rows) * DOWN);
    let across = width as f32 / (frame.right - frame.left).max(1.0);
    let up = height as f32 / (frame.top - frame.bottom).max(1.0);
    let scale = across.min(up);
    let x = f32::midpoint(width as f32, -(frame.left + frame.right) * scale);
    let down = DOWN as f32;
    let y = if on_floor {
        height as f32
    } else {
        // The bottom at the lower edge, moved so that the level is between two rows.
        let level_at = height as f32 - (level - frame.bottom) * scale;
        (level_at / down).round() * down + level * scale
    };
    (Camera { scale, origin: Point::new(x, y) }, on_floor.then_some(rows))
}

/// A body that is so many times as wide as high lies.
const LIES: f32 = 1.9;

/// True if a body lies in all of its movement.
pub(super) fn lies(figure: &Figure) -> bool {
    let mut bounds = Bounds::new();
    for phase in figure.motion.moments(1) {
        whole(&mut bounds, &figure.motion.joints(phase));
    }
    let Frame { left, right, bottom, top } = bounds.frame();
    right - left > LIES * (top - bottom)
}

struct Bounds(Frame);

impl Bounds {
    const fn new() -> Self {
        Self(Frame { left: f32::INFINITY, right: f32::MIN, bottom: f32::INFINITY, top: f32::MIN })
    }

    fn add(&mut self, at: Point, around: f32) {
        let Frame { left, right, bottom, top } = self.0;
        self.0 = Frame {
            left: left.min(at.x - around),
            right: right.max(at.x + around),
            bottom: bottom.min(at.y - around),
            top: top.max(at.y + around),
        };
    }

    const fn frame(&self) -> Frame {
        self.0
    }
}

fn legs(bounds: &mut Bounds, joints: &Joints) {
    for leg in [&joints.near, &joints.far] {
        for (at, around) in
            [(leg.hip, 6.5), (leg.knee, 4.0), (leg.heel, 2.0), (leg.ball, 1.5), (leg.tip, 1.5)]
        {
            bounds.add(at, around);
        }
    }
}

fn whole(bounds: &mut Bounds, joints: &Joints) {
    legs(bounds, joints);
    if joints.front.is_some() {
        bounds.add(joints.shoulders, 5.6);
        bounds.add(joints.arm.shoulder, 2.6);
        bounds.add(joints.far_arm.shoulder, 2.6);
        bounds.add(joints.head, 8.6);
    } else {
        bounds.add(joints.shoulders, 5.6);
        bounds.add(joints.head, 8.0);
    }
    for arm in [&joints.arm, &joints.far_arm] {
        bounds.add(arm.elbow, 2.5);
        bounds.add(arm.hand, 3.5);
    }
}

fn furniture(bounds: &mut Bounds, prop: &Prop, rails: bool) {
    match *prop {
        Prop::Wall { x } => bounds.add(Point::new(x + 1.5, 2.0), 1.5),
        Prop::Step { left, right, top } => {
            bounds.add(Point::new(left, top), 0.0);
            bounds.add(Point::new(right, 0.0), 0.0);
        }
        Prop::Chair { x, seat } => {
            bounds.add(Point::new(x, seat + 24.0), 1.0);
            bounds.add(Point::new(x + 25.0, 0.0), 0.0);
        }
        Prop::ChairFront { x, seat } => {
            bounds.add(Point::new(x - 11.5, 0.0), 0.0);
            bounds.add(Point::new(x + 11.5, seat + 22.0), 0.0);
        }
        Prop::Rail { x, top } if rails => bounds.add(Point::new(x, top), 5.0),
        Prop::Round { at, radius, .. } => bounds.add(at, radius),
        Prop::Rail { .. } | Prop::Strap | Prop::Band { .. } => {}
    }
}

/// Shank and foot of the near leg: all of the foot, and as much above it as makes it a leg.
fn close(bounds: &mut Bounds, all: &[Joints], trace: &[Point]) {
    for joints in all {
        let near = &joints.near;
        let shank = (near.knee - near.ankle) * (14.0 / crate::body::skeleton::SHANK);
        for (at, around) in [
            (near.heel, 2.5),
            (near.ball, 1.5),
            (near.tip, 2.5),
            (near.ankle, 3.0),
            (near.ankle + shank, 3.0),
        ] {
            bounds.add(at, around);
        }
    }
    for dot in trace {
        bounds.add(*dot, 1.0);
    }
    // No foot is drawn larger than fills the picture with a few units to spare.
    let Frame { left, right, bottom, top } = bounds.frame();
    let spare = ((26.0 - (right - left)) / 2.0).max(0.0);
    bounds.add(Point::new(left - spare, bottom), 0.0);
    bounds.add(Point::new(right + spare, top.max(bottom + 25.0)), 0.0);
}
