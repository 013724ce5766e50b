//! What a picture shows wrongly, over the whole cycle and at the sizes at which a player is used.
//!
//! `body` reports what no body could do; this reports what a viewer cannot read: a limb that falls into
//! pieces, a foot that slides over the floor, a hand that holds nothing, a part out of the picture.

use std::fmt;

use super::camera::Shot;
use super::encode::{self, SAMPLES};
use super::raster::{ACROSS, Bone, Canvas, DOWN};
use super::{Marker, Pen, Picture, Role, Size, paint};
use crate::body::ground::standing;
use crate::body::{Camera, Figure, Grip, Joints, LegJoints, Phase, Point, Prop, View, Way};

/// The sizes at which a figure has to be read: a small, a middle and a large screen.
pub const SIZES: [Size; 3] =
    [Size { columns: 26, rows: 13 }, Size { columns: 40, rows: 16 }, Size { columns: 44, rows: 25 }];
/// Moments of a cycle that are painted.
const MOMENTS: usize = 12;
/// Moments of a beat at which feet are looked at.
const STEPS: usize = 12;
/// Degrees from which a joint that is not seen breaks a limb: a straight one goes on behind.
const BENT: f32 = 35.0;
/// How far a part may be out of the picture, in samples.
const OUTSIDE: f32 = 1.6;
/// How far a foot may slide while it stands, in units.
const SLIDES: f32 = 2.0;
/// How far a hand may be from what it holds, beside half of its thickness.
const HOLDS: f32 = 4.0;
/// How deep an elbow, a hand or a head may be under the floor.
const UNDER: f32 = 0.8;

/// Something that is shown wrongly.
#[derive(Debug, Clone, PartialEq)]
pub struct Flaw {
    /// The moment of the cycle.
    pub phase: Phase,
    /// The size at which it shows; `None` for all.
    pub size: Option<Size>,
    /// The kind of flaw.
    pub what: Shown,
}

/// What is shown wrongly.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Both ends of a limb are seen, and not the joint between them.
    Pieces(&'static str),
    /// A limb that is whole falls apart in the cells of this size.
    Broken(&'static str),
    /// A part reaches out of the picture, by so many samples.
    Outside(&'static str, f32),
    /// A foot slides while it stands, by so many units.
    Slides(&'static str, f32),
    /// A planted hand is at nothing that it could hold.
    HoldsNothing(&'static str),
    /// A part is under the floor, by so many units.
    Under(&'static str, f32),
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pieces(limb) => write!(f, "the {limb} is in pieces"),
            Self::Broken(limb) => write!(f, "the {limb} falls apart"),
            Self::Outside(part, by) => write!(f, "the {part} is out of the picture by {by:.0} dots"),
            Self::Slides(foot, by) => write!(f, "the {foot} foot slides by {by:.1} while it stands"),
            Self::HoldsNothing(hand) => write!(f, "the {hand} hand is planted where nothing is to hold"),
            Self::Under(part, by) => write!(f, "the {part} is {by:.1} under the floor"),
        }
    }
}

impl Shown {
    /// Returns a hint.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Broken(_) => "keep it clear of what lies before it, or hide it",
            Self::Pieces(_) => "show its joint: bring it in front, or knee behind knee",
            Self::Outside(..) => "bring it nearer, or leave `frame` out",
            Self::Slides(..) => "pin that foot, or let `travel` be as far as it goes",
            Self::HoldsNothing(_) => "put it on a wall, a rail, a chair, the floor or the body",
            Self::Under(..) => "0 is the floor",
        }
    }
}

/// Returns what a figure shows wrongly, each kind once.
pub fn flaws(figure: &Figure) -> Vec<Flaw> {
    let mut found: Vec<Flaw> = Vec::new();
    let mut add = |phase, size, what: Shown| {
        let same = |flaw: &Flaw| {
            std::mem::discriminant(&flaw.what) == std::mem::discriminant(&what)
                && flaw.what.about() == what.about()
        };
        if !found.iter().any(same) {
            found.push(Flaw { phase, size, what });
        }
    };
    for (phase, what) in slides(figure) {
        add(phase, None, what);
    }
    let motion = &figure.motion;
    let beats = motion.beats().count().max(1);
    let phases = motion.moments(MOMENTS.div_ceil(beats));
    // A gait's poses are of its near side alone, and come again in its cycle.
    let skip = if motion.way() == Way::Gait { motion.names().count() } else { 0 };
    let solved: Vec<(Phase, Joints)> =
        phases.into_iter().skip(skip).map(|phase| (phase, motion.joints(phase))).collect();
    for (phase, joints) in &solved {
        for what in hands(figure, joints).into_iter().chain(under(joints)) {
            add(*phase, None, what);
        }
    }
    for view in views(figure) {
        for size in SIZES {
            let shot = Shot::fit(figure, view, size);
            for (phase, joints) in &solved {
                let canvas = paint::paint_noting(figure, &shot, joints);
                for what in outside(&canvas, (figure, &shot), joints)
                    .into_iter()
                    .chain(pieces(&canvas, &shot, joints))
                {
                    add(*phase, Some(size), what);
                }
            }
        }
    }
    found
}

impl Shown {
    const fn about(&self) -> &'static str {
        match self {
            Self::Pieces(part)
            | Self::Broken(part)
            | Self::Outside(part, _)
            | Self::Slides(part, _)
            | Self::HoldsNothing(part)
            | Self::Under(part, _) => part,
        }
    }
}

/// The views that a player shows of a figure: its author's first, then the whole body and the close-up,
/// between which `v` chooses. From the front there is but one.
fn views(figure: &Figure) -> Vec<View> {
    if figure.camera == Camera::Front {
        return vec![View::Body];
    }
    let mut views = vec![figure.view];
    views.extend([View::Body, View::Ankle].into_iter().filter(|view| *view != figure.view));
    views
}

/// Feet that slide while they stand.
fn slides(figure: &Figure) -> Vec<(Phase, Shown)> {
    let motion = &figure.motion;
    let all: Vec<(Phase, Joints)> = motion
        .moments(STEPS)
        .into_iter()
        .skip(motion.names().count())
        .map(|phase| (phase, motion.joints(phase)))
        .collect();
    let floor = &figure.ground;
    let mut found = Vec::new();
    for (side, far) in [("near", false), ("far", true)] {
        let leg = |joints: &Joints| if far { joints.far } else { joints.near };
        let mut slid = 0.0_f32;
        for (i, (phase, joints)) in all.iter().enumerate() {
            let (_, next) = &all[(i + 1) % all.len()];
            let (now, then) = (leg(joints), leg(next));
            let runs = floor.between(i as f32 / all.len() as f32, (i + 1) as f32 / all.len() as f32);
            let step = standing(motion.stand(), &now, &then).map(|dx| dx + runs);
            slid = step.map_or(0.0, |dx| slid + dx);
            if slid.abs() > SLIDES {
                found.push((*phase, Shown::Slides(side, slid.abs())));
                break;
            }
        }
    }
    found
}

/// Planted hands that are at nothing.
fn hands(figure: &Figure, joints: &Joints) -> Vec<Shown> {
    let mut found = Vec::new();
    for (side, arm) in [("near", &joints.arm), ("far", &joints.far_arm)] {
        let Grip::At(at) = arm.angles.grip else { continue };
        let on_floor = at.y - figure.motion.stand().ground(at.x) <= 6.0;
        let by_prop = figure.props.iter().any(|prop| holds(prop, at));
        if !on_floor && !by_prop && !on_body(joints, at) {
            found.push(Shown::HoldsNothing(side));
        }
    }
    found
}

fn holds(prop: &Prop, at: Point) -> bool {
    let beside = |a: f32, b: f32, by: f32| (a - b).abs() <= by;
    match *prop {
        Prop::Wall { x } => beside(at.x, x, HOLDS) || beside(at.x, x + 2.6, HOLDS),
        Prop::Rail { x, top } => (x - HOLDS..=x + 4.5 + HOLDS).contains(&at.x) && beside(at.y, top, HOLDS),
        Prop::Step { left, right, top } => (left..=right).contains(&at.x) && beside(at.y, top, HOLDS),
        Prop::Chair { x, seat } => {
            (x..=x + 26.0).contains(&at.x) && beside(at.y, seat, HOLDS)
                || beside(at.x, x, HOLDS) && (seat..=seat + 24.0).contains(&at.y)
        }
        Prop::ChairFront { x, seat } => beside(at.x, x, 12.0 + HOLDS) && (seat..=seat + 24.0).contains(&at.y),
        Prop::Round { at: middle, radius, .. } => (at - middle).length() <= radius + HOLDS,
        // Its end is wherever the hand is.
        Prop::Strap => true,
        Prop::Band { .. } => false,
    }
}

fn on_body(joints: &Joints, at: Point) -> bool {
    let bones = [
        (joints.hip, joints.shoulders, 6.0),
        (joints.near.hip, joints.near.knee, 5.0),
        (joints.near.knee, joints.near.ankle, 5.0),
        (joints.far.hip, joints.far.knee, 5.0),
        (joints.far.knee, joints.far.ankle, 5.0),
    ];
    bones.iter().any(|(a, b, thick)| {
        let way = *b - *a;
        let length = way.x * way.x + way.y * way.y;
        let t = (((at.x - a.x) * way.x + (at.y - a.y) * way.y) / length.max(0.1)).clamp(0.0, 1.0);
        (at - a.towards(*b, t)).length() <= thick + HOLDS
    })
}

/// Arms and heads under the floor; `body` reports legs.
fn under(joints: &Joints) -> Vec<Shown> {
    let parts = [
        ("near elbow", joints.arm.elbow, 0.0),
        ("far elbow", joints.far_arm.elbow, 0.0),
        ("near hand", joints.arm.hand, 0.0),
        ("far hand", joints.far_arm.hand, 0.0),
        ("head", joints.head, 3.0),
    ];
    let deep = parts.into_iter().filter(|(_, at, thick)| at.y - thick < -UNDER);
    deep.map(|(part, at, thick)| Shown::Under(part, thick - at.y)).collect()
}

/// Parts that are cut off by the edge of the picture.
fn outside(canvas: &Canvas, (figure, shot): (&Figure, &Shot), joints: &Joints) -> Vec<Shown> {
    let mut found = Vec::new();
    if matches!(shot.seen, Camera::Side | Camera::Front) && shot.is_close(figure) {
        // The body continues; the foot is all there.
        let width = canvas.width() as f32;
        for (part, at) in [("heel", joints.near.heel), ("ball", joints.near.ball), ("toes", joints.near.tip)]
        {
            let at = shot.camera.place(at);
            let by = (-at.x).max(at.x - width).max(-at.y).max(at.y - canvas.height() as f32);
            if by > OUTSIDE {
                found.push(Shown::Outside(part, by));
            }
        }
        return found;
    }
    let Some(noted) = canvas.noted() else { return found };
    let (sides, top) = (noted.beside, noted.above);
    for (by, bone) in [Some(sides), (shot.view == View::Body).then_some(top)].into_iter().flatten() {
        if by > OUTSIDE {
            found.push(Shown::Outside(bone.name(), by));
        }
    }
    found
}

/// A limb: its two bones, and how far it bends between them.
struct Limb {
    name: &'static str,
    bones: [Bone; 2],
    bend: f32,
}

fn limbs(joints: &Joints) -> [Limb; 4] {
    let bend = |a: Point, b: Point, c: Point| {
        let (one, two) = (b - a, c - b);
        let cosine = (one.x * two.x + one.y * two.y) / (one.length() * two.length()).max(0.01);
        cosine.clamp(-1.0, 1.0).acos().to_degrees()
    };
    let leg = |leg: &LegJoints| bend(leg.hip, leg.knee, leg.ankle);
    let arm = |arm: &crate::body::ArmJoints| bend(arm.shoulder, arm.elbow, arm.hand);
    let limb = |name, bones, bend| Limb { name, bones, bend };
    [
        limb("near leg", [Bone::NearThigh, Bone::NearShank], leg(&joints.near)),
        limb("far leg", [Bone::FarThigh, Bone::FarShank], leg(&joints.far)),
        limb("near arm", [Bone::NearUpperArm, Bone::NearForearm], arm(&joints.arm)),
        limb("far arm", [Bone::FarUpperArm, Bone::FarForearm], arm(&joints.far_arm)),
    ]
}

/// Limbs of which one sees both ends and not what joins them, and those that are whole and do not
/// look so in the cells.
fn pieces(canvas: &Canvas, shot: &Shot, joints: &Joints) -> Vec<Shown> {
    let Some(noted) = canvas.noted() else { return Vec::new() };
    let scale = shot.camera.scale;
    // A piece of so many squares of two by two samples is one that the eye asks about.
    let least = ((2.5 * scale * scale) as usize).max(8);
    let picture = encode::encode(canvas, None, Pen::new(Marker::Block));
    let drawn = decode(&picture, canvas.width());
    let there = Grid::of(canvas, &noted.bones, None);
    let shown = Grid::of(canvas, &noted.bones, Some(&drawn));
    let (whole, cells) = (there.labels(), shown.labels());
    let mut found = Vec::new();
    for limb in limbs(joints) {
        let largest = |bone| there.largest(&whole, bone).filter(|(_, count)| *count >= least);
        let ends = limb.bones.map(largest);
        if matches!(ends, [Some((a, _)), Some((b, _))] if a != b) && limb.bend > BENT {
            found.push(Shown::Pieces(limb.name));
        }
        if shown.pieces(&cells, limb.bones, least) > there.pieces(&whole, limb.bones, least) {
            found.push(Shown::Broken(limb.name));
        }
    }
    found
}

/// Returns whether each sample shows anything in the cells.
fn decode(picture: &Picture, width: usize) -> Vec<bool> {
    let columns = usize::from(picture.size.columns);
    let mut drawn = vec![false; width * usize::from(picture.size.rows) * DOWN];
    for (i, cell) in picture.cells.iter().enumerate() {
        let (left, top) = (i % columns * ACROSS, i / columns * DOWN);
        let (fore, back) = (cell.fore != Role::None, cell.back != Role::None);
        if !fore && !back {
            continue;
        }
        let mask = encode::mask_of(cell.sign);
        for bit in 0..SAMPLES {
            let at = (top + bit / ACROSS) * width + left + bit % ACROSS;
            drawn[at] = if mask & (1 << bit) == 0 { back } else { fore };
        }
    }
    drawn
}

/// The bones in squares of two by two samples, of which half show them.
struct Grid {
    columns: usize,
    squares: Vec<Bone>,
}

impl Grid {
    fn of(canvas: &Canvas, bones: &[Bone], drawn: Option<&[bool]>) -> Self {
        let width = canvas.width();
        let columns = width / 2;
        let mut squares = vec![Bone::None; columns * (canvas.height() / 2)];
        for (i, square) in squares.iter_mut().enumerate() {
            let first = i / columns * 2 * width + i % columns * 2;
            let four = [first, first + 1, first + width, first + width + 1];
            let bone = |at: usize| if drawn.is_none_or(|drawn| drawn[at]) { bones[at] } else { Bone::None };
            let own = four.map(bone);
            if let Some(most) = own.into_iter().find(|bone| *bone != Bone::None)
                && own.into_iter().filter(|bone| bone.limb() == most.limb()).count() >= 2
            {
                *square = most;
            }
        }
        Self { columns, squares }
    }

    /// Numbers what hangs together of one limb, corners included, from 1.
    fn labels(&self) -> Vec<usize> {
        let mut labels = vec![0; self.squares.len()];
        let (mut open, mut next) = (Vec::new(), 0);
        let rows = self.squares.len() / self.columns.max(1);
        for start in 0..self.squares.len() {
            let Some(limb) = self.squares[start].limb().filter(|_| labels[start] == 0) else { continue };
            next += 1;
            labels[start] = next;
            open.push(start);
            while let Some(at) = open.pop() {
                let (x, y) = (at % self.columns, at / self.columns);
                for row in y.saturating_sub(1)..(y + 2).min(rows) {
                    for column in x.saturating_sub(1)..(x + 2).min(self.columns) {
                        let beside = row * self.columns + column;
                        if labels[beside] == 0 && self.squares[beside].limb() == Some(limb) {
                            labels[beside] = next;
                            open.push(beside);
                        }
                    }
                }
            }
        }
        labels
    }

    /// Counts the pieces of a limb of at least so many squares.
    fn pieces(&self, labels: &[usize], bones: [Bone; 2], least: usize) -> usize {
        self.counts(labels, |bone| bones.contains(&bone)).into_iter().filter(|count| *count >= least).count()
    }

    /// Returns the piece that most of a bone is in, and how much of it is.
    fn largest(&self, labels: &[usize], bone: Bone) -> Option<(usize, usize)> {
        let counts = self.counts(labels, |own| own == bone);
        counts.into_iter().enumerate().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 0)
    }

    fn counts(&self, labels: &[usize], is: impl Fn(Bone) -> bool) -> Vec<usize> {
        let mut counts: Vec<usize> = Vec::new();
        for (label, bone) in labels.iter().zip(&self.squares) {
            if *label > 0 && is(*bone) {
                if *label >= counts.len() {
                    counts.resize(label + 1, 0);
                }
                counts[*label] += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests;
