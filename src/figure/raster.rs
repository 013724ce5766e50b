//! The canvas: shapes painted into samples, 4 by 8 to a cell.
//!
//! A cell is twice as high as wide, so a sample is square. Shapes come in units of the body; the
//! camera says where these lie. A sample holds one role and no colour.

use super::Role;
use crate::body::Point;

/// Samples across a cell.
pub(super) const ACROSS: usize = 4;
/// Samples down a cell.
pub(super) const DOWN: usize = 8;

/// Where the plane lies on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Camera {
    /// Samples to a unit.
    pub scale: f32,
    /// The origin of the plane, in samples.
    pub origin: Point,
}

impl Camera {
    pub(super) fn place(&self, point: Point) -> Point {
        Point::new(self.origin.x + point.x * self.scale, self.origin.y - point.y * self.scale)
    }
}

/// Samples being painted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Canvas {
    pub columns: usize,
    pub rows: usize,
    pub samples: Vec<Role>,
    camera: Camera,
    /// The first row of samples that is not painted: below the floor.
    floor: usize,
}

/// What is painted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink<'a> {
    /// This role, over everything.
    Paint(Role),
    /// Nothing, over these roles, and so much further out, in samples.
    Clear(&'a [Role], f32),
}

impl Ink<'_> {
    fn put(self, sample: &mut Role) {
        match self {
            Self::Paint(role) => *sample = role,
            Self::Clear(roles, _) if roles.contains(sample) => *sample = Role::None,
            Self::Clear(..) => {}
        }
    }

    const fn growth(self) -> f32 {
        match self {
            Self::Paint(_) => 0.0,
            Self::Clear(_, growth) => growth,
        }
    }
}

impl Canvas {
    pub(super) fn new(columns: u16, rows: u16, camera: Camera, floor: Option<f32>) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        let height = rows * DOWN;
        Self {
            columns,
            rows,
            samples: vec![Role::None; columns * ACROSS * height],
            camera,
            floor: floor.map_or(height, |y| (y.round().max(0.0) as usize).min(height)),
        }
    }

    pub(super) const fn width(&self) -> usize {
        self.columns * ACROSS
    }

    pub(super) const fn height(&self) -> usize {
        self.rows * DOWN
    }

    /// Returns the least half width of a limb, in units: a little over half a quarter of a cell.
    fn least(&self) -> f32 {
        1.2 / self.camera.scale
    }

    /// Paints a tapered capsule between two points.
    pub(super) fn capsule(&mut self, (from, to): (Point, Point), (begin, end): (f32, f32), ink: Ink<'_>) {
        let least = self.least();
        let (a, b) = (self.camera.place(from), self.camera.place(to));
        let scale = self.camera.scale;
        let (ra, rb) = (begin.max(least) * scale + ink.growth(), end.max(least) * scale + ink.growth());
        let way = b - a;
        let length = way.x * way.x + way.y * way.y;
        let (top, bottom) = self.rows_of((a.y - ra).min(b.y - rb), (a.y + ra).max(b.y + rb));
        let (left, right) = self.columns_of((a.x - ra).min(b.x - rb), (a.x + ra).max(b.x + rb));
        let width = self.width();
        for y in top..bottom {
            let py = y as f32 + 0.5 - a.y;
            let line = &mut self.samples[y * width + left..y * width + right];
            for (x, sample) in (left..).zip(line) {
                let px = x as f32 + 0.5 - a.x;
                let t = if length > 0.0 { ((px * way.x + py * way.y) / length).clamp(0.0, 1.0) } else { 0.0 };
                let (dx, dy) = (px - t * way.x, py - t * way.y);
                let radius = ra + (rb - ra) * t;
                if dx * dx + dy * dy <= radius * radius {
                    ink.put(sample);
                }
            }
        }
    }

    /// Paints what a closed line of points encloses.
    pub(super) fn area(&mut self, points: &[Point], ink: Ink<'_>) {
        let placed: Vec<Point> = points.iter().map(|p| self.camera.place(*p)).collect();
        let ys = placed.iter().map(|p| p.y);
        let (top, bottom) =
            self.rows_of(ys.clone().fold(f32::INFINITY, f32::min), ys.fold(f32::MIN, f32::max));
        let width = self.width();
        let mut crossings: Vec<f32> = Vec::new();
        for y in top..bottom {
            let middle = y as f32 + 0.5;
            crossings.clear();
            for (i, a) in placed.iter().enumerate() {
                let b = placed[(i + 1) % placed.len()];
                if (a.y <= middle) != (b.y <= middle) {
                    crossings.push(a.x + (middle - a.y) / (b.y - a.y) * (b.x - a.x));
                }
            }
            crossings.sort_by(f32::total_cmp);
            for pair in crossings.chunks_exact(2) {
                // From the first sample whose middle is inside to the last.
                let left = ((pair[0] - 0.5).ceil().max(0.0) as usize).min(width);
                let right = ((pair[1] - 0.5).ceil().max(0.0) as usize).min(width);
                for sample in &mut self.samples[y * width + left..(y * width + right).max(y * width + left)] {
                    ink.put(sample);
                }
            }
        }
        if let Ink::Clear(..) = ink {
            for (i, a) in points.iter().enumerate() {
                self.edge(*a, points[(i + 1) % points.len()], ink);
            }
        }
    }

    /// Clears along an edge.
    fn edge(&mut self, from: Point, to: Point, ink: Ink<'_>) {
        let (a, b) = (self.camera.place(from), self.camera.place(to));
        let radius = ink.growth();
        let steps = ((b - a).length() / radius.max(0.5)).ceil().max(1.0) as usize;
        let width = self.width();
        for i in 0..=steps {
            let c = a.towards(b, i as f32 / steps as f32);
            let (top, bottom) = self.rows_of(c.y - radius, c.y + radius);
            let (left, right) = self.columns_of(c.x - radius, c.x + radius);
            for y in top..bottom {
                for x in left..right {
                    let (dx, dy) = (x as f32 + 0.5 - c.x, y as f32 + 0.5 - c.y);
                    if dx * dx + dy * dy <= radius * radius {
                        ink.put(&mut self.samples[y * width + x]);
                    }
                }
            }
        }
    }

    /// Paints an upright rectangle, its edges on halves of cells and it no thinner than one.
    pub(super) fn slab(&mut self, (from, to): (Point, Point), role: Role) {
        let (a, b) = (self.camera.place(from), self.camera.place(to));
        let half = ACROSS as f32 / 2.0;
        let snap = |v: f32| (v / half).round() * half;
        let left = snap(a.x.min(b.x));
        let right = snap(a.x.max(b.x)).max(left + half);
        let top = a.y.min(b.y);
        let bottom = a.y.max(b.y).max(top + half);
        let (top, bottom) = self.rows_of(top.round(), bottom.round());
        let (left, right) = self.columns_of(left, right);
        let width = self.width();
        for y in top..bottom {
            self.samples[y * width + left..y * width + right].fill(role);
        }
    }

    /// Paints a dot, one quarter of a cell, unless one of its role is beside it already.
    ///
    /// On the grid of quarters all dots look alike; between them some would vanish.
    pub(super) fn dot(&mut self, at: Point, role: Role) {
        const QUARTER: (usize, usize) = (ACROSS / 2, DOWN / 2);
        let at = self.camera.place(at);
        if at.x < 0.0 || at.y < 0.0 {
            return;
        }
        let (left, top) = (at.x as usize / QUARTER.0 * QUARTER.0, at.y as usize / QUARTER.1 * QUARTER.1);
        if left >= self.width() || top + QUARTER.1 > self.floor {
            return;
        }
        let width = self.width();
        let near =
            |v: usize, quarter: usize, end: usize| v.saturating_sub(quarter)..(v + 2 * quarter).min(end);
        let beside = near(top, QUARTER.1, self.height())
            .any(|y| near(left, QUARTER.0, width).any(|x| self.samples[y * width + x] == role));
        if !beside {
            for y in top..top + QUARTER.1 {
                self.samples[y * width + left..y * width + left + QUARTER.0].fill(role);
            }
        }
    }

    fn rows_of(&self, top: f32, bottom: f32) -> (usize, usize) {
        let top = (top.floor().max(0.0) as usize).min(self.floor);
        (top, (bottom.ceil().max(0.0) as usize).clamp(top, self.floor))
    }

    fn columns_of(&self, left: f32, right: f32) -> (usize, usize) {
        let left = (left.floor().max(0.0) as usize).min(self.width());
        (left, (right.ceil().max(0.0) as usize).clamp(left, self.width()))
    }

    /// Clears what is left of a role in pieces of fewer samples than this.
    pub(super) fn drop_islands(&mut self, role: Role, least: usize) {
        let (width, height) = (self.width(), self.height());
        let mut seen = vec![false; self.samples.len()];
        let (mut island, mut open) = (Vec::new(), Vec::new());
        for start in 0..self.samples.len() {
            if seen[start] || self.samples[start] != role {
                continue;
            }
            island.clear();
            seen[start] = true;
            open.push(start);
            while let Some(at) = open.pop() {
                island.push(at);
                let (x, y) = (at % width, at / width);
                let beside = [
                    (x > 0).then(|| at - 1),
                    (x + 1 < width).then_some(at + 1),
                    (y > 0).then(|| at - width),
                    (y + 1 < height).then_some(at + width),
                ];
                for next in beside.into_iter().flatten() {
                    if !seen[next] && self.samples[next] == role {
                        seen[next] = true;
                        open.push(next);
                    }
                }
            }
            if island.len() < least {
                for at in &island {
                    self.samples[*at] = Role::None;
                }
            }
        }
    }

    /// Turns left and right round.
    pub(super) fn mirror(&mut self) {
        let width = self.width();
        for line in self.samples.chunks_exact_mut(width) {
            line.reverse();
        }
    }
}
