//! One foot from above or from below, its toes up.
//!
//! It is a right foot, so the big toe is on the left from above and on the right from below.

use super::Painter;
use crate::body::{Camera, Frame, Point, Tissue};
use crate::figure::Role;
use crate::figure::outline::smooth;
use crate::figure::raster::{Bone, Ink};

/// What the camera shows.
pub(in crate::figure) const FRAME: Frame = Frame { left: -7.9, right: 8.6, bottom: -6.3, top: 16.4 };
/// Rows from which toes have nails.
const NAILS_FROM: u16 = 22;
/// The gap between toes, in samples.
const APART: f32 = 1.25;
/// How much of its length a toe loses when it is drawn in.
const CURLED: f32 = 0.68;
/// How far the front of the foot comes back under a full arch, and how much its waist narrows.
const DRAWN: f32 = 1.6;
const WAIST: f32 = 0.7;
/// Where the front of the foot begins.
const FRONT: f32 = 9.0;

const OUTLINE: [[f32; 2]; 18] = [
    [-2.3, -3.6],
    [-1.3, -5.3],
    [0.9, -5.4],
    [2.4, -4.0],
    [2.7, -1.0],
    [2.9, 3.0],
    [3.7, 6.4],
    [4.5, 8.2],
    [4.0, 9.3],
    [2.6, 10.2],
    [0.6, 10.9],
    [-1.6, 11.2],
    [-3.6, 10.8],
    [-4.1, 9.0],
    [-3.3, 6.2],
    [-2.5, 3.4],
    [-2.1, 0.6],
    [-2.4, -1.8],
];
/// The band under the foot.
const FAN: [[f32; 2]; 10] = [
    [-1.2, -3.6],
    [0.9, -3.6],
    [1.6, 1.0],
    [2.6, 5.6],
    [3.5, 8.3],
    [1.4, 9.6],
    [-1.0, 10.1],
    [-3.1, 9.6],
    [-2.2, 5.5],
    [-1.3, 1.0],
];
/// The strips between the bones of the foot, from heel to toes.
const BETWEEN: [[[f32; 2]; 2]; 4] = [
    [[-1.0, 4.6], [-1.5, 8.2]],
    [[0.25, 4.4], [0.25, 8.3]],
    [[1.45, 4.0], [1.85, 7.7]],
    [[2.35, 3.0], [3.15, 6.6]],
];

/// A toe: where it begins, its length, its radii, and its angle at rest and spread.
struct Toe {
    root: [f32; 2],
    length: f32,
    radii: [f32; 2],
    angles: [f32; 2],
}

const fn toe(root: [f32; 2], length: f32, radii: [f32; 2], angles: [f32; 2]) -> Toe {
    Toe { root, length, radii, angles }
}

const TOES: [Toe; 5] = [
    toe([-2.35, 9.9], 4.5, [1.75, 1.5], [-1.0, -17.0]),
    toe([-0.3, 10.3], 4.3, [0.98, 0.86], [0.0, -5.0]),
    toe([1.15, 9.95], 3.7, [0.92, 0.8], [1.0, 4.0]),
    toe([2.5, 9.2], 3.1, [0.88, 0.76], [3.0, 14.0]),
    toe([3.6, 8.1], 2.5, [0.9, 0.78], [6.0, 27.0]),
];

impl Painter<'_> {
    pub(super) fn foot(&mut self) {
        let joints = self.joints;
        let below = self.shot.seen == Camera::Below;
        let arch = joints.arch.clamp(0.0, 1.0);
        let place = |[x, y]: [f32; 2]| {
            let waist = (-((y - 2.5) / 3.0).powi(2)).exp();
            let narrow = x - x.signum() * (WAIST * arch * waist).min(x.abs());
            let back = if y > FRONT { 1.0 } else { (y / FRONT).max(0.0).powi(2) };
            Point::new(if below { -narrow } else { narrow }, y - DRAWN * arch * back)
        };
        let skin = Ink::Paint(Role::Near);
        self.canvas.take(Bone::NearShank);
        let outline: Vec<Point> = OUTLINE.iter().map(|p| place(*p)).collect();
        self.canvas.area(&smooth(&outline), skin);
        let large = self.shot.size.rows >= NAILS_FROM;
        for Toe { root, length, radii, angles } in &TOES {
            let angle = angles[0] + (angles[1] - angles[0]) * joints.spread;
            let (sin, cos) = angle.to_radians().sin_cos();
            let length = length * (1.0 - CURLED * joints.curl);
            let on = |way: f32| place([root[0] + sin * way, root[1] + cos * way]);
            let ends = (on(0.0), on(length));
            let below_root = place([root[0], root[1] - 0.9]);
            let keep = self.canvas.circle(below_root, radii[0] + 1.0, 0.0);
            self.canvas.capsule(ends, (radii[0], radii[1]), Ink::Carve(&[Role::Near], APART, &[keep]));
            self.canvas.capsule(ends, (radii[0], radii[1]), skin);
            if large && !below && joints.curl < 0.5 {
                let nail = (on(length - 0.1), on(length + 0.3));
                let half = radii[1] * 0.55;
                self.canvas.capsule(nail, (half, half), Ink::Paint(Role::Shirt));
            }
        }
        self.canvas.take(Bone::None);
        let ink = Ink::Paint(self.load());
        for tissue in &self.figure.shows {
            match tissue {
                Tissue::Foot if !below => {
                    for [from, to] in BETWEEN {
                        self.canvas.capsule((place(from), place(to)), (0.3, 0.5), ink);
                    }
                }
                Tissue::Sole if below => {
                    let fan: Vec<Point> = FAN.iter().map(|p| place(*p)).collect();
                    self.canvas.area(&smooth(&fan), ink);
                    if large {
                        for end in [[-1.6, 9.0], [0.1, 9.4], [1.8, 8.8]] {
                            let line = (place([end[0] * 0.2, 3.2]), place(end));
                            self.canvas.capsule(line, (0.1, 0.1), skin);
                        }
                    }
                }
                _ => {}
            }
        }
        if !below {
            let ankle = Point::new(0.1, -1.0);
            self.canvas.capsule((ankle, ankle), (2.3, 2.3), Ink::Paint(Role::Shirt));
        }
    }
}
