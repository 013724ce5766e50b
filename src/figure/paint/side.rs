//! A body from the side, looking to the right.
//!
//! The order is props, far arm, far leg, trunk, near leg, tissue, near arm, neck and head, strap.

use super::{AT_ELBOW, AT_HIP, AT_KNEE, AT_SHOULDER, BODY, Painter, SHORTS};
use crate::body::{ArmJoints, Grip, Joints, LegJoints, Point, Prop, Tissue, View};
use crate::figure::Role;
use crate::figure::outline::{self, Place};
use crate::figure::raster::{Bone, Canvas, Ink};

/// Joints of the far leg that are as near as this to the near leg's hide what is between them.
const HIDDEN: f32 = 4.2;
/// The same for elbows and hands.
const HIDDEN_ELBOW: f32 = 7.5;
const HIDDEN_HAND: f32 = 4.6;
/// Degrees from which a bent knee keeps its shank apart from its thigh, if there are rows for it.
const FOLDED: f32 = 70.0;

impl Painter<'_> {
    pub(super) fn side(&mut self) {
        let (view, joints) = (self.shot.view, self.joints);
        self.props();
        if view == View::Body && !arm_hidden(joints) {
            self.arm(&joints.far_arm, true);
        }
        if view != View::Ankle {
            self.far_leg();
            self.soft_props();
            self.canvas.take(Bone::Trunk);
            let trunk = |canvas: &mut Canvas, ink: Ink<'_>| {
                canvas.capsule((joints.hip, joints.shoulders), (5.3, 5.6), ink);
            };
            trunk(&mut self.canvas, Ink::Paint(Role::Shirt));
        }
        self.near_leg();
        let holds = |arm: &ArmJoints| matches!(arm.angles.grip, Grip::On(spot) if !spot.far);
        if view == View::Body || view == View::Ankle && holds(&joints.arm) {
            self.arm(&joints.arm, false);
        }
        if view == View::Body {
            self.side_head();
        }
        if self.figure.props.contains(&Prop::Strap) {
            self.canvas.take(Bone::None);
            let ends = (joints.arm.hand, joints.near.ball);
            // Thinner than this, a slanting line falls apart into quarters of cells.
            let half = (1.8 / self.shot.camera.scale).max(0.5);
            self.canvas.capsule(ends, (half, half), Ink::Paint(Role::Towel));
        }
        self.cut();
        self.drop_specks();
    }

    /// Paints what of the far leg shows beside the near one.
    fn far_leg(&mut self) {
        let (near, far) = (&self.joints.near, &self.joints.far);
        let apart = |a: Point, b: Point| (a - b).length() > HIDDEN;
        let knees = apart(near.knee, far.knee);
        let below = apart(near.ankle, far.ankle) || apart(near.heel, far.heel) || apart(near.ball, far.ball);
        if knees {
            self.canvas.take(Bone::FarThigh);
            // Its hip shows in front of the near one: a little less of it.
            self.canvas.capsule((far.hip, far.knee), (4.4, 3.5), Ink::Paint(Role::Far));
        }
        if knees || below {
            self.canvas.take(Bone::FarShank);
            let foot = outline::foot(Place::foot(far, 1.0), None);
            let shapes = |canvas: &mut Canvas, ink: Ink<'_>| shank(canvas, far, &foot, ink);
            if far.angles.knee > FOLDED && !self.shot.is_small() {
                let knee = self.canvas.circle(far.knee, AT_KNEE, self.gap);
                shapes(&mut self.canvas, Ink::Carve(&[Role::Far], self.gap, &[knee]));
            }
            shapes(&mut self.canvas, Ink::Paint(Role::Far));
        }
        self.canvas.take(Bone::None);
    }

    fn near_leg(&mut self) {
        let (view, joints) = (self.shot.view, self.joints);
        let near = &joints.near;
        let close = view == View::Ankle;
        let place = Place::foot(near, joints.foreshortening);
        let foot = outline::foot(place, close.then_some(joints.arch));
        let thigh =
            |canvas: &mut Canvas, ink: Ink<'_>| canvas.capsule((near.hip, near.knee), (5.0, 3.5), ink);
        let lower = |canvas: &mut Canvas, ink: Ink<'_>| shank(canvas, near, &foot, ink);
        if !close {
            let clear = Ink::Clear(&[Role::Far], self.gap);
            thigh(&mut self.canvas, clear);
            lower(&mut self.canvas, clear);
            let hip = self.canvas.circle(near.hip, AT_HIP, self.gap);
            let carve = Ink::Carve(&[Role::Shirt], self.gap, &[hip]);
            thigh(&mut self.canvas, carve);
            lower(&mut self.canvas, carve);
        }
        self.canvas.take(Bone::NearThigh);
        thigh(&mut self.canvas, Ink::Paint(Role::Near));
        if !close {
            let waist = near.hip.towards(near.knee, SHORTS);
            self.canvas.capsule((near.hip, waist), (5.0, 5.0 - 1.5 * SHORTS), Ink::Paint(Role::Shirt));
        }
        self.canvas.take(Bone::NearShank);
        if close {
            self.big_toe();
        } else if near.angles.knee > FOLDED && !self.shot.is_small() {
            let knee = self.canvas.circle(near.knee, AT_KNEE, self.gap);
            lower(&mut self.canvas, Ink::Carve(&[Role::Near, Role::Shirt], self.gap, &[knee]));
        }
        lower(&mut self.canvas, Ink::Paint(Role::Near));
        let step = self.load();
        for tissue in &self.figure.shows {
            self.canvas.take(match tissue {
                Tissue::Hip | Tissue::Thigh | Tissue::Hamstring | Tissue::Buttock => Bone::NearThigh,
                Tissue::Belly => Bone::Trunk,
                _ => Bone::NearShank,
            });
            self.tissue(*tissue, step);
        }
        self.canvas.take(Bone::None);
        if close {
            let bone = place.at(0.5, 0.3);
            self.canvas.capsule((bone, bone), (1.05, 1.05), Ink::Paint(Role::Shirt));
        }
    }

    /// Paints the big toe behind the others, if it does not go with them.
    fn big_toe(&mut self) {
        let near = &self.joints.near;
        let Some(angle) = self.joints.big_toe else { return };
        let tip = near.ball + Point::new(5.6, 0.0).turned(angle);
        let up = |at: Point, by: f32| at + Point::new(0.0, by).turned(angle);
        let ends = (up(near.ball, 1.6), up(tip, 1.3));
        self.canvas.capsule(ends, (1.7, 1.35), Ink::Paint(Role::Near));
        let toes = (raised(near, near.ball, 1.2), raised(near, near.tip, 0.85));
        let ball = self.canvas.circle(near.ball, 2.6, self.gap);
        self.canvas.capsule(toes, (1.2, 0.85), Ink::Carve(&[Role::Near], self.gap, &[ball]));
    }

    fn arm(&mut self, arm: &ArmJoints, far: bool) {
        let small = self.shot.is_small();
        let role = if far { Role::Far } else { Role::Near };
        let over: &[Role] = match (far, small) {
            // Of so few rows a gap eats the neck.
            (false, true) => &[Role::Far, Role::Near],
            (false, false) => &BODY,
            (true, _) => &[],
        };
        let fingers = arm.hand + (arm.hand - arm.elbow) * (2.2 / (arm.hand - arm.elbow).length().max(0.1));
        let upper = |canvas: &mut Canvas, ink: Ink<'_>| {
            canvas.capsule((arm.shoulder, arm.elbow), (2.3, 1.9), ink);
        };
        let lower = |canvas: &mut Canvas, ink: Ink<'_>| {
            canvas.capsule((arm.elbow, arm.hand), (1.9, 1.5), ink);
            canvas.capsule((arm.hand, fingers), (1.6, 1.4), ink);
        };
        let shoulder = self.canvas.circle(arm.shoulder, AT_SHOULDER, self.gap);
        let carve = Ink::Carve(over, self.gap, std::slice::from_ref(&shoulder));
        upper(&mut self.canvas, carve);
        lower(&mut self.canvas, carve);
        self.canvas.take(if far { Bone::FarUpperArm } else { Bone::NearUpperArm });
        upper(&mut self.canvas, Ink::Paint(role));
        self.canvas.take(if far { Bone::FarForearm } else { Bone::NearForearm });
        if arm.angles.elbow > FOLDED && !small {
            let elbow = self.canvas.circle(arm.elbow, AT_ELBOW, self.gap);
            lower(&mut self.canvas, Ink::Carve(&[role], self.gap, &[elbow]));
        }
        lower(&mut self.canvas, Ink::Paint(role));
        self.canvas.take(Bone::None);
    }

    fn side_head(&mut self) {
        let joints = self.joints;
        let at = |x: f32, y: f32| joints.head + Point::new(x, y).turned(-joints.nod);
        // Few samples make a small head look shrunken.
        let more = if self.shot.is_small() { 0.5 } else { 0.0 };
        let hair =
            [((at(-1.4, 1.5), at(-0.2, 1.9)), (5.6, 5.2)), ((at(-3.4, 0.6), at(-3.2, -2.4)), (3.0, 2.2))];
        let face = [((at(1.4, -0.9), at(1.9, -2.6)), (4.5, 4.2))];
        let skull = [at(-0.5, 0.9), at(1.9, -2.6)];
        self.head(joints.shoulders, skull, (5.7 + more, 4.2 + more), &hair, &face);
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
        let trunk = |front: f32, up: f32| joints.hip + Point::new(front, up).turned(-joints.lean);
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
                // Toes that do not lie together have no one line.
                if self.shot.view == View::Ankle && joints.big_toe.is_none() {
                    let tip = raised(near, near.tip, 0.6);
                    self.canvas.capsule((line[4], tip), (0.5, 0.5), ink);
                }
            }
            Tissue::Hip => self.canvas.capsule((trunk(2.4, 4.5), thigh(0.36, 1.6)), (2.2, 2.0), ink),
            Tissue::Thigh => self.canvas.capsule((thigh(0.3, 2.0), thigh(0.85, 1.3)), (2.2, 1.9), ink),
            Tissue::Hamstring => self.canvas.capsule((thigh(0.15, -2.2), thigh(0.75, -1.6)), (2.2, 2.0), ink),
            Tissue::Buttock => self.canvas.capsule((trunk(-2.9, 3.0), thigh(0.12, -3.0)), (2.5, 2.4), ink),
            Tissue::Belly => self.canvas.capsule((trunk(3.6, 4.0), trunk(3.8, 17.0)), (1.9, 1.9), ink),
            // These are seen from the front or from above.
            Tissue::HipSide | Tissue::ThighInside | Tissue::TrunkSide | Tissue::Foot => {}
        }
    }
}

/// Paints shank and foot.
fn shank(canvas: &mut Canvas, leg: &LegJoints, foot: &[Point], ink: Ink<'_>) {
    let shank = Place::shank(leg);
    let sole = Place::foot(leg, 1.0);
    canvas.area(&outline::shank(shank), ink);
    canvas.capsule((shank.at(-0.6, 4.0), sole.at(-3.1, -2.6)), (1.5, 1.8), ink);
    canvas.capsule((leg.ankle, leg.ankle), (2.25, 2.25), ink);
    canvas.area(foot, ink);
    let toes = (raised(leg, leg.ball, 1.2), raised(leg, leg.tip, 0.85));
    canvas.capsule(toes, (1.2, 0.85), ink);
}

/// True if the far arm lies behind the near one.
fn arm_hidden(joints: &Joints) -> bool {
    let (near, far) = (&joints.arm, &joints.far_arm);
    (near.elbow - far.elbow).length() <= HIDDEN_ELBOW && (near.hand - far.hand).length() <= HIDDEN_HAND
}

/// A point of the toes by so much above their underside.
fn raised(leg: &LegJoints, at: Point, by: f32) -> Point {
    at + Point::new(0.0, by).turned(leg.angles.toes.unwrap_or_default())
}
