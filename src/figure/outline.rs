//! The outlines of shank and foot, and the tissues in them.
//!
//! Points of the shank are in its own frame: the ankle at the origin, the knee at (0, 24). Points
//! of the foot are in the foot's: the ankle at the origin, the sole at -5.

use crate::body::skeleton::{ARCHED, BALL, SHANK};
use crate::body::{LegJoints, Point};

/// A frame of the body, in which outlines are given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    origin: Point,
    degrees: f32,
    /// Factors for lengths along and across.
    scale: Point,
}

impl Place {
    /// The frame of a shank, foreshortened if the leg is.
    pub(super) fn shank(leg: &LegJoints) -> Self {
        let length = (leg.knee - leg.ankle).length() / SHANK;
        Self { origin: leg.ankle, degrees: leg.shin(), scale: Point::new(1.0, length) }
    }

    /// The frame of a foot, foreshortened by its turn.
    pub(super) fn foot(leg: &LegJoints, length: f32) -> Self {
        Self { origin: leg.ankle, degrees: leg.angles.foot, scale: Point::new(length, 1.0) }
    }

    pub(super) fn at(&self, x: f32, y: f32) -> Point {
        self.origin + Point::new(x * self.scale.x, y * self.scale.y).turned(self.degrees)
    }

    fn all(&self, points: &[[f32; 2]]) -> Vec<Point> {
        points.iter().map(|[x, y]| self.at(*x, *y)).collect()
    }
}

/// Returns the outline of a shank.
pub(super) fn shank(place: Place) -> Vec<Point> {
    smooth(&place.all(&[
        [3.1, 25.0],
        [3.3, 21.0],
        [2.9, 15.0],
        [2.3, 8.0],
        [2.1, 3.0],
        [2.2, -0.5],
        [-2.0, -0.5],
        [-1.9, 3.5],
        [-2.3, 7.0],
        [-3.8, 11.5],
        [-5.0, 16.0],
        [-4.7, 20.0],
        [-3.3, 24.5],
    ]))
}

/// Returns the outline of a foot with its arch so far up; `None` is a flat sole.
pub(super) fn foot(place: Place, arch: Option<f32>) -> Vec<Point> {
    let a = arch.unwrap_or_default();
    // Without a close-up the sole is a line.
    let sole = |y: f32| if arch.is_some() { y } else { -5.0 };
    let back = drawn_back(a);
    let points = [
        [2.3, 1.2],
        [3.8, -0.2 + 0.8 * a],
        [6.3, -1.7 + 1.3 * a],
        [8.6, -2.6],
        [9.8, -3.6],
        [9.2, -4.9],
        // The arch is highest halfway between heel and ball, in front of the ankle.
        [7.6, sole(-4.95 + 0.3 * a)],
        [5.4, sole(-4.75 + 2.3 * a)],
        [2.8, sole(-4.5 + 2.1 * a)],
        [0.4, sole(-4.85 + 0.4 * a)],
        [-2.8, -5.0],
        [-4.7, -4.3],
        [-5.1, -2.6],
        [-4.2, -0.9],
        [-2.7, 0.6],
        [-2.0, 2.0],
        [0.0, 2.2],
    ];
    smooth(&place.all(&points.map(|[x, y]| [if x > 0.0 { x * back } else { x }, y])))
}

/// Returns how much of its length a foot keeps in front of the ankle under an arch.
pub(super) fn drawn_back(arch: f32) -> f32 {
    1.0 - ARCHED * arch / BALL
}

/// Returns the upper calf.
pub(super) fn calf(place: Place) -> Vec<Point> {
    smooth(&place.all(&[
        [-1.6, 23.0],
        [-3.4, 23.6],
        [-4.8, 20.0],
        [-5.1, 16.0],
        [-3.9, 11.4],
        [-2.7, 9.6],
        [-1.6, 11.5],
        [-0.9, 16.5],
    ]))
}

/// Returns the lower calf.
pub(super) fn soleus(place: Place) -> Vec<Point> {
    smooth(&place.all(&[
        [-0.6, 15.5],
        [-2.6, 15.2],
        [-4.4, 13.4],
        [-3.3, 10.0],
        [-2.4, 6.6],
        [-1.7, 4.8],
        [-0.8, 7.5],
        [-0.3, 11.5],
    ]))
}

/// Returns the muscle at the front of the shank.
pub(super) fn shin(place: Place) -> Vec<Point> {
    smooth(&place.all(&[
        [2.9, 21.5],
        [3.2, 19.0],
        [2.8, 13.0],
        [2.2, 7.0],
        [1.3, 8.0],
        [1.2, 14.0],
        [1.5, 20.0],
    ]))
}

/// Returns the line of the band under the foot, heel first.
pub(super) fn sole(place: Place, a: f32) -> [Point; 5] {
    let back = drawn_back(a);
    [
        place.at(-3.2, -4.3),
        place.at(0.4, -4.3 + 0.4 * a),
        place.at(2.8 * back, -4.3 + 2.2 * a),
        place.at(5.4 * back, -4.2 + 2.3 * a),
        place.at(8.2 * back, -4.4),
    ]
}

/// Returns the outline of what is stretched around circles, each by its middle and radius.
pub(super) fn hull(circles: &[(Point, f32)]) -> Vec<Point> {
    const CORNERS: u8 = 12;
    let mut points: Vec<Point> = Vec::with_capacity(circles.len() * usize::from(CORNERS));
    for (middle, radius) in circles {
        let corner = |i| *middle + Point::hanging(f32::from(i) * 360.0 / f32::from(CORNERS), *radius);
        points.extend((0..CORNERS).map(corner));
    }
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let left_of = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0.0;
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut chain: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = chain[..]
                && !left_of(a, b, point)
            {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut outline = half(&mut points.iter().copied());
    outline.extend(half(&mut points.iter().rev().copied()));
    outline
}

/// Runs a closed Catmull-Rom curve through points.
pub(super) fn smooth(points: &[Point]) -> Vec<Point> {
    const STEPS: usize = 4;
    let count = points.len();
    let mut curve = Vec::with_capacity(count * STEPS);
    for i in 0..count {
        let at = |k: usize| points[(i + k + count - 1) % count];
        for step in 0..STEPS {
            let t = step as f32 / STEPS as f32;
            let (t2, t3) = (t * t, t * t * t);
            curve.push(
                at(0) * (-0.5 * t3 + t2 - 0.5 * t)
                    + at(1) * (1.5 * t3 - 2.5 * t2 + 1.0)
                    + at(2) * (-1.5 * t3 + 2.0 * t2 + 0.5 * t)
                    + at(3) * (0.5 * t3 - 0.5 * t2),
            );
        }
    }
    curve
}
