//! The tables of a figure's file, as written, and how their numbers, points and words are read.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Entries, KeyShape, Line, List, Node, OneOf, Problems, Read, Spanned, Table, unknown_key};
use crate::body::{Camera, Marks, Part, Pin, Point, Space, Spot, Tissue, View};
use crate::document::read::Shape;
use crate::document::tables;
use crate::routine::{Id, Word};

tables! {
    /// A figure's file.
    RawFigureFile("a figure") {
        /// The format of the file; the newest when it is left out.
        "format" format: Line,
        /// Where the camera stands: `side`, `front`, `above` or `below`; `side` when left out.
        "camera" camera: OneOf<Camera>,
        /// How much is shown: `body`, `legs` or `ankle`.
        "view" view: OneOf<View>,
        /// The camera of a second picture of the foot: `above` or `below`.
        "beside" beside: OneOf<Camera>,
        /// Whether both sides do the work, so that both are bright from the front.
        "both" both: bool,
        /// What is marked beside the body, from the front: `hips`.
        "marks" marks: OneOf<Marks>,
        /// What is tinted.
        "shows" shows: List<OneOf<Tissue>>,
        /// What stands around.
        "props" props: List<RawProp>,
        /// The point that stays still; the ball of the near foot when left out.
        "pin" pin: OneOf<Pin>,
        /// Where it is.
        "at" at: Point,
        /// The pose that each beat ends in.
        "cycle" cycle: List<Id>,
        /// Seconds of each beat.
        "tempo" tempo: List<Real>,
        /// Whether it runs through the poses, the far side half a cycle later.
        "gait" gait: bool,
        /// Seconds of a cycle of a gait.
        "period" period: Real,
        /// How far the floor runs backwards in a cycle.
        "travel" travel: Real,
        /// Whether it runs through the poses in a closed curve.
        "smooth" smooth: bool,
        /// The part whose way is drawn as dots.
        "trace" trace: OneOf<Spot>,
        /// Left, right, bottom and top of the close-up.
        "frame" frame: List<Real>,
        /// What stands below it, 34 characters at most.
        "caption" caption: Line,
        /// The poses, by name.
        "pose" pose: Entries<RawPose>,
    }

    /// A pose.
    RawPose("a pose") {
        /// The pose that this one differs from.
        "base" base: Id,
        /// The trunk, forwards.
        "lean" lean: Real,
        /// The head, forwards from the trunk.
        "head" head: Real,
        /// The worked leg.
        "near" near: RawLeg,
        /// The other leg; as the near one when left out.
        "far" far: RawLeg,
        /// The near arm.
        "arm" arm: RawArm,
        /// The other arm; as the near one when left out.
        "far-arm" far_arm: RawArm,
        /// How hard the tissue works, 0 to 1.
        "load" load: Real,
        /// How far the body is in the air.
        "lift" lift: Real,
        /// How far the arch is drawn up, 0 to 1.
        "arch" arch: Real,
        /// How far the near foot is turned in or out.
        "turn" turn: Real,
        /// How far the toes are apart, 0 to 1.
        "spread" spread: Real,
        /// How far the toes are drawn in, 0 to 1.
        "curl" curl: Real,
        /// The big toe, up from flat, where it does not go with the others.
        "big-toe" big_toe: Real,
        /// How far the free side of the pelvis drops, from the front.
        "pelvis" pelvis: Real,
        /// The trunk, to the worked side, from the front.
        "sway" sway: Real,
        /// The head, to the worked side from the trunk, from the front.
        "head-sway" head_sway: Real,
        /// How far everything tips to the worked side, from the front; -90 lies on the other side.
        "roll" roll: Real,
    }

    /// A leg.
    RawLeg("a leg") {
        /// The thigh, forwards from hanging.
        "thigh" thigh: Real,
        /// How far the knee bends.
        "knee" knee: Real,
        /// The foot, toes up from flat.
        "foot" foot: Real,
        /// The toes, up from flat.
        "toes" toes: Real,
        /// Where the ball of the foot is planted, in place of `thigh` and `knee`.
        "at" at: Point,
        /// Factors for thigh and shank where they are seen end-on.
        "short" short: List<Real>,
        /// Away from the middle, from the front; shank and foot go along.
        "abduct" abduct: Real,
        /// How far the bent leg swings outwards about the length of the body, from the front.
        "out" out: Real,
        /// How far the toes point outwards, from the front; 12 when left out.
        "toe-out" toe_out: Real,
        /// Whether the foot stays level when the leg goes outwards; true when left out.
        "level" level: bool,
        /// Where the ankle is planted, from the front: to the worked side, up, and towards the eye.
        "ankle" ankle: Space,
    }

    /// An arm.
    RawArm("an arm") {
        /// The upper arm, forwards from hanging.
        "arm" arm: Real,
        /// How far the elbow bends.
        "elbow" elbow: Real,
        /// Where the hand is planted, in place of `arm` and `elbow`.
        "hand" hand: Point,
        /// The part of the body that the hand holds.
        "hold" hold: OneOf<Spot>,
        /// Away from the middle, from the front.
        "abduct" abduct: Real,
        /// How far the forearm bends inwards, from the front.
        "fold" fold: Real,
    }

    /// Something that stands around.
    RawProp("a prop") {
        /// A wall, by the place of its face.
        "wall" wall: Real,
        /// A step, by its left and right end.
        "step" step: List<Real>,
        /// A chair, by the place of its back.
        "chair" chair: Real,
        /// A chair seen from the front, by its middle.
        "chair-front" chair_front: Real,
        /// A band around both shanks, from the front, by its share of the shank below the knee.
        "band" band: Real,
        /// A rail, by the place of its post.
        "rail" rail: Real,
        /// A rolled towel, by its middle.
        "towel" towel: Point,
        /// A ball, by its middle.
        "ball" ball: Point,
        /// A bag, by its middle.
        "bag" bag: Point,
        /// A strap from the near hand to the ball of the near foot.
        "strap" strap: bool,
        /// How high a step or a rail is.
        "top" top: Real,
        /// How high the seat of a chair is.
        "seat" seat: Real,
        /// How large something round is.
        "radius" radius: Real,
    }
}

/// A number with or without a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Real(pub(crate) f32);

/// Greatest number of a figure.
const GREATEST: f32 = 1000.0;

impl Read for Real {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let number = match node.get() {
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f32)
            }
            DeValue::Float(number) => number.as_str().parse::<f32>().ok(),
            _ => {
                node.mistyped("a number", problems);
                return None;
            }
        };
        let number = number.filter(|number| number.is_finite() && number.abs() <= GREATEST);
        if number.is_none() {
            problems.error(&node.span(), format!("`{}` must be from -{GREATEST} to {GREATEST}", node.name));
        }
        number.map(Self)
    }

    fn shape() -> Shape {
        Shape::Real
    }
}

impl Read for Point {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let list = List::<Real>::read(node, problems)?;
        if let [x, y] = &list[..] {
            return Some(Self::new(x.value.0, y.value.0));
        }
        let error = problems.error(&node.span(), format!("`{}` must be a point with two numbers", node.name));
        error.help(format!("write `{} = [forwards, up]`", node.name));
        None
    }

    fn shape() -> Shape {
        Shape::List(Box::new(Shape::Real))
    }
}

impl Read for Space {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let list = List::<Real>::read(node, problems)?;
        if let [x, y, z] = &list[..] {
            return Some(Self::new(x.value.0, y.value.0, z.value.0));
        }
        let error =
            problems.error(&node.span(), format!("`{}` must be a point with three numbers", node.name));
        error.help(format!("write `{} = [to the worked side, up, towards the eye]`", node.name));
        None
    }

    fn shape() -> Shape {
        Shape::List(Box::new(Shape::Real))
    }
}

const fn near(part: Part) -> Spot {
    Spot { far: false, part }
}

const fn far(part: Part) -> Spot {
    Spot { far: true, part }
}

impl Word for Spot {
    const NOUN: &'static str = "part of a leg";
    const WORDS: &'static [Self] = &[
        near(Part::Ball),
        near(Part::Heel),
        near(Part::Sole),
        near(Part::Toes),
        near(Part::Ankle),
        near(Part::Shin),
        near(Part::Knee),
        far(Part::Ball),
        far(Part::Heel),
        far(Part::Sole),
        far(Part::Toes),
        far(Part::Ankle),
        far(Part::Shin),
        far(Part::Knee),
    ];

    fn word(self) -> &'static str {
        match (self.far, self.part) {
            (false, Part::Ball) => "near.ball",
            (false, Part::Heel) => "near.heel",
            (false, Part::Sole) => "near.sole",
            (false, Part::Toes) => "near.toes",
            (false, Part::Ankle) => "near.ankle",
            (false, Part::Shin) => "near.shin",
            (false, Part::Knee) => "near.knee",
            (true, Part::Ball) => "far.ball",
            (true, Part::Heel) => "far.heel",
            (true, Part::Sole) => "far.sole",
            (true, Part::Toes) => "far.toes",
            (true, Part::Ankle) => "far.ankle",
            (true, Part::Shin) => "far.shin",
            (true, Part::Knee) => "far.knee",
        }
    }
}

impl Word for Pin {
    const NOUN: &'static str = "point to pin";
    const WORDS: &'static [Self] = &[
        Self::Lowest,
        Self::Hip,
        Self::Spot(near(Part::Ball)),
        Self::Spot(near(Part::Heel)),
        Self::Spot(near(Part::Sole)),
        Self::Spot(near(Part::Knee)),
        Self::Spot(far(Part::Ball)),
        Self::Spot(far(Part::Heel)),
        Self::Spot(far(Part::Sole)),
        Self::Spot(far(Part::Knee)),
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Lowest => "lowest",
            Self::Hip => "hip",
            Self::Spot(spot) => spot.word(),
        }
    }
}
