//! A body from the front, as in a mirror: its parts sorted by their depth.

use super::{AT_ELBOW, AT_HIP, AT_KNEE, AT_SHOULDER, Painter, SHORTS};
use crate::body::front::{ARMPIT, FrontArm, FrontLeg};
use crate::body::skeleton::{SHANK, THIGH};
use crate::body::{Front, Leg, Marks, Point, Prop, Space, Tissue};
use crate::figure::Role;
use crate::figure::outline::hull;
use crate::figure::raster::{Bone, Ink};

/// An arm lies at least this far before its shoulder.
const BEFORE: f32 = 0.8;
/// A shank of less than this is seen end-on, and has no calf.
const END_ON: f32 = 7.0;
/// Degrees below which a shank is no further back than its thigh.
const STRAIGHT: f32 = 30.0;

/// The right half of a trunk, from the neck down.
const TRUNK: [[f32; 2]; 9] = [
    [0.0, 28.2],
    [5.0, 27.6],
    [9.6, 26.0],
    [10.9, 23.6],
    [9.4, 19.0],
    [7.9, 12.0],
    [7.4, 7.0],
    [8.6, 1.0],
    [0.0, -1.0],
];
/// A shank, the ankle at the origin and the knee at 24: its outer side, then its inner.
const SHIN: [[f32; 2]; 12] = [
    [3.1, 25.0],
    [3.45, 20.0],
    [3.85, 16.0],
    [3.1, 10.5],
    [2.2, 4.5],
    [2.05, -0.5],
    [-2.05, -0.5],
    [-2.2, 4.0],
    [-3.0, 9.0],
    [-3.75, 14.0],
    [-3.5, 19.0],
    [-3.1, 25.0],
];

/// What is painted as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Trunk,
    Thigh { far: bool },
    Shank { far: bool },
    UpperArm { far: bool },
    Forearm { far: bool },
}

impl Painter<'_> {
    pub(super) fn front(&mut self, front: &Front) {
        self.props();
        let order = self.order(front);
        let at = |piece: Piece| order.iter().position(|p| *p == piece);
        let tinted = at(Piece::Trunk).max(at(Piece::Thigh { far: false }));
        for (i, piece) in order.into_iter().enumerate() {
            match piece {
                Piece::Trunk => self.trunk(front),
                Piece::Thigh { far } => self.thigh(leg(front, far), far),
                Piece::Shank { far } => self.shank(leg(front, far), far),
                Piece::UpperArm { far } => self.upper_arm(arm(front, far), far),
                Piece::Forearm { far } => self.forearm(arm(front, far), far),
            }
            if tinted == Some(i) {
                self.tissues(front, false);
            }
        }
        self.tissues(front, true);
        self.band(front);
        self.marks(front);
        self.front_head(front);
        self.drop_specks();
    }

    /// Sorts the parts from the back to the front.
    fn order(&self, front: &Front) -> [Piece; 9] {
        let mut pieces = [(0.0, Piece::Trunk); 9];
        pieces[0].0 = front.up.z * crate::body::skeleton::TRUNK / 2.0;
        for (i, far) in [true, false].into_iter().enumerate() {
            let (leg, own, arm) = (leg(front, far), self.angles(far), arm(front, far));
            let thigh = f32::midpoint(leg.hip.z, leg.knee.z);
            let mut shank = 0.6 * leg.knee.z + 0.4 * leg.ankle.z;
            if own.knee < STRAIGHT {
                shank = shank.max(thigh + 0.01);
            }
            let least = arm.shoulder.z + BEFORE;
            let upper = f32::midpoint(arm.shoulder.z, arm.elbow.z).max(least);
            let forearm = f32::midpoint(arm.elbow.z, arm.hand.z).max(least + 0.01);
            let own = [
                (thigh, Piece::Thigh { far }),
                (shank, Piece::Shank { far }),
                (upper, Piece::UpperArm { far }),
                (forearm, Piece::Forearm { far }),
            ];
            pieces[1 + 4 * i..5 + 4 * i].copy_from_slice(&own);
        }
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        pieces.map(|(_, piece)| piece)
    }

    fn angles(&self, far: bool) -> &Leg {
        if far { &self.joints.far.angles } else { &self.joints.near.angles }
    }

    /// True if a thigh of which so much is seen shows the rim of its knee; few rows have no room for it.
    fn end_on(&self, seen: f32) -> bool {
        seen < 0.5 && !self.shot.is_small()
    }

    const fn role(&self, far: bool) -> Role {
        if far && !self.figure.both { Role::Far } else { Role::Near }
    }

    fn trunk(&mut self, front: &Front) {
        let place = |x: f32, y: f32| {
            let across = if y < 7.0 { front.across } else { front.shoulders_across };
            (front.middle + front.up * y + across * x).flat()
        };
        let right = TRUNK.iter().map(|[x, y]| place(*x, *y));
        let left = TRUNK.iter().rev().map(|[x, y]| place(-*x, *y));
        let outline: Vec<Point> = right.chain(left).collect();
        let hips = (front.near.hip.flat(), front.far.hip.flat());
        let waist = (place(0.0, 0.0), place(0.0, 6.0));
        self.canvas.take(Bone::Trunk);
        self.limb(&[(hips.0, AT_HIP), (hips.1, AT_HIP)], Role::Shirt, |canvas, ink| {
            canvas.area(&outline, ink);
            canvas.capsule(hips, (5.0, 5.0), ink);
            canvas.capsule(waist, (6.4, 6.2), ink);
        });
        self.canvas.take(Bone::None);
    }

    fn thigh(&mut self, leg: &FrontLeg, far: bool) {
        let (hip, knee) = (leg.hip.flat(), leg.knee.flat());
        let seen = (knee - hip).length() / THIGH;
        let disc = 3.4 + 1.3 * (1.0 - seen).clamp(0.0, 1.0);
        self.canvas.take(if far { Bone::FarThigh } else { Bone::NearThigh });
        // A knee seen end-on shows its rim.
        let joints = [(hip, AT_HIP), (knee, AT_KNEE)];
        let keep = if self.end_on(seen) { &joints[..1] } else { &joints[..] };
        self.limb(keep, self.role(far), |canvas, ink| {
            canvas.capsule((hip, knee), (4.8, 3.45), ink);
            canvas.capsule((knee, knee), (disc, disc), ink);
        });
        let waist = hip.towards(knee, SHORTS);
        // End-on, the shorts are behind the knee.
        if seen > 0.45 {
            self.canvas.capsule((hip, waist), (4.9, 4.9 - 1.4 * SHORTS), Ink::Paint(Role::Shirt));
        }
        self.canvas.take(Bone::None);
    }

    fn shank(&mut self, leg: &FrontLeg, far: bool) {
        let (knee, ankle) = (leg.knee.flat(), leg.ankle.flat());
        let way = knee - ankle;
        let seen = way.length();
        let up = way * (1.0 / seen.max(0.01));
        // The outer side of a leg that hangs is away from the middle, and so it stays.
        let aside = Point::new(up.y, -up.x) * if far { -1.0 } else { 1.0 };
        let outline: Vec<Point> =
            SHIN.iter().map(|[x, y]| ankle + up * (y * seen / SHANK) + aside * *x).collect();
        let foot = foot(leg);
        let thigh = (knee - leg.hip.flat()).length() / THIGH;
        let keep: &[(Point, f32)] = if self.end_on(thigh) { &[] } else { &[(knee, AT_KNEE)] };
        self.canvas.take(if far { Bone::FarShank } else { Bone::NearShank });
        self.limb(keep, self.role(far), |canvas, ink| {
            if seen < END_ON {
                canvas.capsule((knee, ankle), (3.4, 2.4), ink);
            } else {
                canvas.area(&outline, ink);
            }
            canvas.area(&foot, ink);
        });
        self.canvas.take(Bone::None);
    }

    fn upper_arm(&mut self, arm: &FrontArm, far: bool) {
        let ends = (arm.shoulder.flat(), arm.elbow.flat());
        self.canvas.take(if far { Bone::FarUpperArm } else { Bone::NearUpperArm });
        self.limb(&[(ends.0, AT_SHOULDER)], self.role(far), |canvas, ink| {
            canvas.capsule(ends, (2.4, 2.0), ink);
        });
        self.canvas.take(Bone::None);
    }

    fn forearm(&mut self, arm: &FrontArm, far: bool) {
        let (elbow, hand) = (arm.elbow.flat(), arm.hand.flat());
        let fingers = hand + (arm.hand - arm.elbow).unit().flat() * 2.2;
        self.canvas.take(if far { Bone::FarForearm } else { Bone::NearForearm });
        self.limb(&[(elbow, AT_ELBOW)], self.role(far), |canvas, ink| {
            canvas.capsule((elbow, hand), (2.0, 1.6), ink);
            canvas.capsule((hand, fingers), (1.7, 1.5), ink);
        });
        self.canvas.take(Bone::None);
    }

    fn front_head(&mut self, front: &Front) {
        let (head, up) = (front.head.flat(), front.head_up.flat());
        let aside = Point::new(up.y, -up.x);
        let at = |x: f32, y: f32| head + aside * x + up * y;
        let neck = (front.middle + front.up * (crate::body::skeleton::TRUNK - ARMPIT)).flat();
        let hair = [((at(0.0, 1.6), at(0.0, 1.0)), (5.7, 5.6))];
        let face = [((at(0.0, -0.9), at(0.0, -2.9)), (4.5, 3.9))];
        self.head(neck, [at(0.0, 1.2), at(0.0, -2.9)], (5.2, 3.9), &hair, &face);
    }

    /// Tints what is worked: the foot on top of all, the rest under the arms.
    fn tissues(&mut self, front: &Front, of_foot: bool) {
        let ink = Ink::Paint(self.load());
        let leg = &front.near;
        let (hip, knee) = (leg.hip.flat(), leg.knee.flat());
        let down = leg.knee - leg.hip;
        let along = down.flat() * (1.0 / down.flat().length().max(0.01));
        let out = Point::new(-along.y, along.x);
        let trunk = |x: f32, y: f32| (front.middle + front.up * y + front.shoulders_across * x).flat();
        let thigh = |share: f32, aside: f32| hip.towards(knee, share) + out * aside;
        self.canvas.take(Bone::NearThigh);
        for tissue in self.figure.shows.iter().filter(|t| (**t == Tissue::Sole) == of_foot) {
            let (ends, radii) = match tissue {
                Tissue::HipSide => {
                    let crest = (leg.hip + front.across * 3.6 + front.up * 6.2).flat();
                    ((crest, hip + along * 3.5 + out * 3.0), (2.0, 1.8))
                }
                Tissue::Hip => (((leg.hip + front.up * 4.0).flat(), thigh(0.34, 0.0)), (2.3, 2.3)),
                Tissue::TrunkSide => ((trunk(6.3, 5.5), trunk(7.3, 17.0)), (1.9, 1.9)),
                Tissue::ThighInside => ((thigh(0.12, -2.6), thigh(0.8, -1.9)), (1.9, 1.6)),
                Tissue::Thigh => ((thigh(0.3, 0.0), thigh(0.85, 0.0)), (2.2, 1.9)),
                Tissue::Sole => {
                    let (heel, ball) = (leg.heel() + leg.rise * 0.9, leg.ball() + leg.rise * 0.9);
                    ((heel.flat(), ball.flat()), (1.0, 1.0))
                }
                _ => continue,
            };
            self.canvas.capsule(ends, radii, ink);
        }
        self.canvas.take(Bone::None);
    }

    fn band(&mut self, front: &Front) {
        for prop in &self.figure.props {
            let Prop::Band { share } = *prop else { continue };
            let end = |leg: &FrontLeg, side: f32| {
                let at = leg.knee.towards(leg.ankle, share).flat();
                at + Point::new(2.6 * side, 0.0)
            };
            let half = (1.6 / self.shot.camera.scale).max(1.0);
            let ends = (end(&front.far, -1.0), end(&front.near, 1.0));
            self.canvas.capsule(ends, (half, half), Ink::Paint(Role::Towel));
        }
    }

    /// Marks the height of both hips beside them.
    fn marks(&mut self, front: &Front) {
        let Some(Marks::Hips) = self.figure.marks else { return };
        for side in [-1.0, 1.0] {
            let at = |x: f32| (front.middle + front.across * (x * side)).flat();
            let (from, to) = (at(13.0), at(21.0));
            if (from.y - to.y).abs() < 0.2 {
                self.canvas.slab((from + Point::new(0.0, 0.9), to - Point::new(0.0, 0.9)), Role::Towel);
            } else {
                self.canvas.capsule((from, to), (0.9, 0.9), Ink::Paint(Role::Towel));
            }
        }
    }
}

const fn leg(front: &Front, far: bool) -> &FrontLeg {
    if far { &front.far } else { &front.near }
}

const fn arm(front: &Front, far: bool) -> &FrontArm {
    if far { &front.far_arm } else { &front.arm }
}

/// Returns the outline of a foot: what lies around its joints.
fn foot(leg: &FrontLeg) -> Vec<Point> {
    let on =
        |at: Space, aside: f32, radius: f32| ((at + leg.aside * aside + leg.rise * radius).flat(), radius);
    hull(&[
        (leg.ankle.flat(), 2.1),
        on(leg.heel(), 0.0, 1.9),
        on(leg.ball(), 2.2, 1.35),
        on(leg.ball(), -2.2, 1.35),
        on(leg.tip(), 1.5, 1.0),
        on(leg.tip(), -1.9, 1.0),
    ])
}
