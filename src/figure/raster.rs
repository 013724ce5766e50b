//! The canvas: shapes painted into samples, 4 by 8 to a cell.
//!
//! A cell is twice as high as wide, so a sample is square. Shapes come in units of the body; the
//! camera says where these lie. A sample holds one role and no colour.

use super::Role;
use super::drawn::{Done, Drawn, Shape};
use crate::body::Point;

/// Samples across a cell.
pub(super) const ACROSS: usize = 4;
/// Samples down a cell.
pub(super) const DOWN: usize = 8;

/// The radius of a dot among shapes, in samples.
const DOT: f32 = 1.1;
/// A slab of more samples than this is wide.
const WIDE: f32 = 10.0;
/// Least half width of a limb, in samples: a little over half a quarter of a cell.
const LEAST: f32 = 1.2;

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
    /// The least half width of a limb, in samples.
    least: f32,
    /// The bone whose shapes are painted.
    bone: Bone,
    /// The bone that each sample shows, if that is recorded.
    noted: Option<Noted>,
    /// The shapes, if wanted.
    drawn: Option<Vec<Drawn>>,
}

/// A part of the body, as [`Canvas::noting`] tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Bone {
    /// What is not the body.
    #[default]
    None,
    Trunk,
    Head,
    NearThigh,
    NearShank,
    FarThigh,
    FarShank,
    NearUpperArm,
    NearForearm,
    FarUpperArm,
    FarForearm,
}

/// What a check of the picture wants to know besides.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Noted {
    /// The bone that each sample shows.
    pub bones: Vec<Bone>,
    /// How far a bone reaches out of the picture at its sides, in samples, and which one.
    pub beside: (f32, Bone),
    /// The same above it.
    pub above: (f32, Bone),
}

impl Bone {
    /// Returns which of the four limbs it belongs to.
    pub(super) const fn limb(self) -> Option<u8> {
        match self {
            Self::None | Self::Trunk | Self::Head => None,
            Self::NearThigh | Self::NearShank => Some(0),
            Self::FarThigh | Self::FarShank => Some(1),
            Self::NearUpperArm | Self::NearForearm => Some(2),
            Self::FarUpperArm | Self::FarForearm => Some(3),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::None => "prop",
            Self::Trunk => "trunk",
            Self::Head => "head",
            Self::NearThigh => "near thigh",
            Self::NearShank => "near shank",
            Self::FarThigh => "far thigh",
            Self::FarShank => "far shank",
            Self::NearUpperArm | Self::NearForearm => "near arm",
            Self::FarUpperArm | Self::FarForearm => "far arm",
        }
    }
}

/// What is painted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink<'a> {
    /// This role, over everything.
    Paint(Role),
    /// Nothing, over these roles, and so much further out, in samples.
    Clear(&'a [Role], f32),
    /// The same, but for what lies in these circles: their middles and radii, in samples.
    Carve(&'a [Role], f32, &'a [(Point, f32)]),
}

impl Ink<'_> {
    const fn growth(self) -> f32 {
        match self {
            Self::Paint(_) => 0.0,
            Self::Clear(_, growth) | Self::Carve(_, growth, _) => growth,
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
            least: LEAST,
            bone: Bone::None,
            noted: None,
            drawn: None,
        }
    }

    /// Keeps the shapes as they are painted.
    pub(super) fn drawing(mut self) -> Self {
        self.drawn = Some(Vec::new());
        self
    }

    /// Returns the shapes that were kept.
    pub(super) fn drawn(self) -> Vec<Drawn> {
        self.drawn.unwrap_or_default()
    }

    /// Notes that all but what stands around was cut off above a row of samples.
    pub(super) fn note_cut(&mut self, edge: f32) {
        let corner = Point::new(self.width() as f32, edge);
        if let Some(drawn) = &mut self.drawn {
            drawn.push(Drawn { shape: Shape::Box(Point::default(), corner), done: Done::Cut });
        }
    }

    fn draw(&mut self, shape: impl FnOnce() -> Shape, ink: Ink<'_>) {
        if let Some(drawn) = &mut self.drawn {
            drawn.push(Drawn::new(shape(), ink));
        }
    }

    /// Paints no limb thinner than this many samples to either side.
    pub(super) const fn no_thinner(mut self, least: f32) -> Self {
        self.least = least;
        self
    }

    /// Notes which bone each sample shows.
    pub(super) fn noting(mut self) -> Self {
        self.noted = Some(Noted { bones: vec![Bone::None; self.samples.len()], ..Noted::default() });
        self
    }

    pub(super) const fn noted(&self) -> Option<&Noted> {
        self.noted.as_ref()
    }

    /// Says which bone is painted from now on.
    pub(super) const fn take(&mut self, bone: Bone) {
        self.bone = bone;
    }

    /// Returns a circle of the plane as an ink keeps it.
    pub(super) fn circle(&self, at: Point, radius: f32, more: f32) -> (Point, f32) {
        (self.camera.place(at), radius * self.camera.scale + more)
    }

    fn put(&mut self, x: usize, y: usize, ink: Ink<'_>) {
        let at = y * self.width() + x;
        let sample = &mut self.samples[at];
        match ink {
            Ink::Paint(role) => {
                *sample = role;
                if let Some(noted) = &mut self.noted {
                    noted.bones[at] = self.bone;
                }
                return;
            }
            Ink::Clear(roles, _) if roles.contains(sample) => {}
            Ink::Carve(roles, _, keep) if roles.contains(sample) => {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let kept = |(c, r): &(Point, f32)| {
                    let (dx, dy) = (px - c.x, py - c.y);
                    dx * dx + dy * dy <= r * r
                };
                if keep.iter().any(kept) {
                    return;
                }
            }
            Ink::Clear(..) | Ink::Carve(..) => return,
        }
        *sample = Role::None;
        if let Some(noted) = &mut self.noted {
            noted.bones[at] = Bone::None;
        }
    }

    /// Notes what a shape would paint out of the picture.
    fn note_outside(&mut self, ink: Ink<'_>, [left, right, top]: [f32; 3]) {
        let width = self.width() as f32;
        let (Some(noted), Ink::Paint(_)) = (&mut self.noted, ink) else { return };
        if self.bone == Bone::None {
            return;
        }
        let by = (-left).max(right - width);
        if by > noted.beside.0 {
            noted.beside = (by, self.bone);
        }
        if -top > noted.above.0 {
            noted.above = (-top, self.bone);
        }
    }

    pub(super) const fn width(&self) -> usize {
        self.columns * ACROSS
    }

    pub(super) const fn height(&self) -> usize {
        self.rows * DOWN
    }

    /// Returns the least half width of a limb, in units.
    fn least(&self) -> f32 {
        self.least / self.camera.scale
    }

    /// Paints a tapered capsule between two points.
    pub(super) fn capsule(&mut self, (from, to): (Point, Point), (begin, end): (f32, f32), ink: Ink<'_>) {
        let least = self.least();
        let (a, b) = (self.camera.place(from), self.camera.place(to));
        let scale = self.camera.scale;
        let (ra, rb) = (begin.max(least) * scale + ink.growth(), end.max(least) * scale + ink.growth());
        // Shapes have their growth beside them.
        self.draw(|| Shape::Capsule([a, b], [ra - ink.growth(), rb - ink.growth()]), ink);
        let way = b - a;
        let length = way.x * way.x + way.y * way.y;
        let (top, bottom) = self.rows_of((a.y - ra).min(b.y - rb), (a.y + ra).max(b.y + rb));
        let sides = [(a.x - ra).min(b.x - rb), (a.x + ra).max(b.x + rb), (a.y - ra).min(b.y - rb)];
        self.note_outside(ink, sides);
        let (left, right) = self.columns_of(sides[0], sides[1]);
        for y in top..bottom {
            let py = y as f32 + 0.5 - a.y;
            for x in left..right {
                let px = x as f32 + 0.5 - a.x;
                let t = if length > 0.0 { ((px * way.x + py * way.y) / length).clamp(0.0, 1.0) } else { 0.0 };
                let (dx, dy) = (px - t * way.x, py - t * way.y);
                let radius = ra + (rb - ra) * t;
                if dx * dx + dy * dy <= radius * radius {
                    self.put(x, y, ink);
                }
            }
        }
    }

    /// Paints what a closed line of points encloses.
    pub(super) fn area(&mut self, points: &[Point], ink: Ink<'_>) {
        let placed: Vec<Point> = points.iter().map(|p| self.camera.place(*p)).collect();
        self.draw(|| Shape::Area(placed.clone()), ink);
        let ys = placed.iter().map(|p| p.y);
        let (top, bottom) =
            self.rows_of(ys.clone().fold(f32::INFINITY, f32::min), ys.fold(f32::MIN, f32::max));
        let xs = placed.iter().map(|p| p.x);
        let sides = [xs.clone().fold(f32::INFINITY, f32::min), xs.fold(f32::MIN, f32::max)];
        let highest = placed.iter().map(|p| p.y).fold(f32::INFINITY, f32::min);
        self.note_outside(ink, [sides[0], sides[1], highest]);
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
                for x in left..right {
                    self.put(x, y, ink);
                }
            }
        }
        if let Ink::Clear(..) | Ink::Carve(..) = ink {
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
        for i in 0..=steps {
            let c = a.towards(b, i as f32 / steps as f32);
            let (top, bottom) = self.rows_of(c.y - radius, c.y + radius);
            let (left, right) = self.columns_of(c.x - radius, c.x + radius);
            for y in top..bottom {
                for x in left..right {
                    let (dx, dy) = (x as f32 + 0.5 - c.x, y as f32 + 0.5 - c.y);
                    if dx * dx + dy * dy <= radius * radius {
                        self.put(x, y, ink);
                    }
                }
            }
        }
    }

    /// Paints an upright rectangle, its edges on halves of cells and it no thinner than one.
    pub(super) fn slab(&mut self, (from, to): (Point, Point), role: Role) {
        let (a, b) = (self.camera.place(from), self.camera.place(to));
        let half = ACROSS as f32 / 2.0;
        let corners = (Point::new(a.x.min(b.x), a.y.min(b.y)), Point::new(a.x.max(b.x), a.y.max(b.y)));
        self.draw(|| Shape::Box(corners.0, corners.1), Ink::Paint(role));
        // No character has an eighth of half a cell, so the top of what is wide ends with a whole one.
        let wide = (a.x - b.x).abs() > WIDE;
        let part = if wide { half * 2.0 } else { half };
        let snap = |v: f32| (v / part).round() * part;
        let left = snap(a.x.min(b.x));
        let right = snap(a.x.max(b.x)).max(left + part);
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
        self.draw(|| Shape::Capsule([at, at], [DOT, DOT]), Ink::Paint(role));
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
