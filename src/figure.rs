//! The picture of a figure: cells with characters and roles, no colours, at any moment.
//!
//! Start with [`Scene::new`], once when a step begins: it fits the camera. Then ask for
//! [`Scene::picture`] whenever something moves; [`Scene::rate`] says how often that is. What the
//! moment is depends on the step, and a paused player simply keeps asking for the same one (or
//! does not draw at all):
//!
//! ```
//! # use std::time::Duration;
//! # use runup::{figure::{Marker, Moment, Pen, Scene, Size}, library::Library, routine::{Id, Tempo}, symptoms::Side};
//! # let library = Library::shipped();
//! # let tempo = Tempo(Vec::new());
//! # let into = Duration::from_secs(1);
//! let figure = library.figure(&Id::new("heel-raise").unwrap()).unwrap();
//! let scene = Scene::new(&figure, figure.view, Size { columns: 40, rows: 20 }, Side::Right);
//! let moment = Moment::Hold(into); // a hold: the way in once, then it stands
//! let moment = Moment::Beats { tempo: &tempo, into }; // a counted step: since its repetition began
//! let moment = Moment::Cycle(into); // a timed step, and get ready, set-up and rest before it
//! let moment = Moment::Still(scene.still("up")); // motion off, or a picture that stands
//! let picture = scene.picture(&moment, Pen::new(Marker::Block));
//! assert_eq!(picture.cells.len(), 800);
//! ```
//!
//! During rest, set-up and a change of sides the scene is already that of the next step. The
//! near side is always the worked one: a scene for the left side is the mirror of the right.

pub mod album;
mod ascii;
mod camera;
pub mod drawn;
mod encode;
pub mod flaws;
mod moment;
mod octant;
mod outline;
mod paint;
mod raster;
pub mod svg;

pub use moment::Moment;

use std::time::Duration;

use crate::body::{Camera, Figure, Joints, Phase, Point, View};
use crate::symptoms::Side;
use crate::word::words;
use camera::Shot;
use drawn::Drawing;

/// What a cell, or a half of it, shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// Nothing.
    #[default]
    None,
    /// The near limbs, neck and head.
    Near,
    /// Shirt and shorts; the ankle bone in a close-up.
    Shirt,
    /// The far limbs.
    Far,
    /// Hair, from which one sees where a head looks.
    Hair,
    /// The tissue that is worked, in four steps of load from 0 to 3.
    Tissue(u8),
    /// Walls, steps, chairs, rails, bags.
    Prop,
    /// The floor.
    Floor,
    /// Towels, balls, straps, and the dots of a way.
    Towel,
}

impl Role {
    /// Returns what a picture shows it as that is not to draw the eye.
    const fn faint(self) -> Self {
        match self {
            Self::Near | Self::Tissue(_) => Self::Far,
            Self::Shirt | Self::Far | Self::Hair => Self::Prop,
            own => own,
        }
    }
}

words! {
    /// What a picture is made of.
    #[derive(Default)]
    pub Marker("kind of marker") {
        /// Quadrants and eighths, whichever fits best; drawn by most terminals themselves.
        #[default]
        Block = "block",
        /// Eight parts to a cell; sharpest, but new in Unicode 16 and missing in many fonts.
        Octant = "octant",
        /// Four parts to a cell.
        Quadrant = "quadrant",
        /// Two parts to a cell, for the Linux console.
        Half = "half",
        /// Dots, for terminals that set ambiguous characters wide.
        Braille = "braille",
        /// Plain characters.
        Ascii = "ascii",
    }
}

/// What tells the roles of a picture apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inks {
    /// A colour for each: a cell may show two of them.
    #[default]
    Many,
    /// Few colours, in which what is near may be like the shirt: a wide gap lies between.
    Few,
    /// No colours: a cell shows one role, and the gap is wide.
    One,
}

/// How a picture is put into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    /// What it is made of.
    pub marker: Marker,
    /// What tells the roles apart.
    pub inks: Inks,
}

impl Pen {
    /// Returns the pen for a terminal with colours of 24 bits.
    pub const fn new(marker: Marker) -> Self {
        Self { marker, inks: Inks::Many }
    }

    /// Returns the gap around what is near. Plain characters say by themselves what is shirt.
    fn gap(self) -> paint::Gap {
        let wide = self.inks != Inks::Many && self.marker != Marker::Ascii;
        if wide { paint::Gap::Wide } else { paint::Gap::Thin }
    }

    /// Returns the pen for a terminal without colours.
    pub const fn plain(marker: Marker) -> Self {
        Self { marker, inks: Inks::One }
    }
}

/// The size of a picture in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Cells across.
    pub columns: u16,
    /// Cells down.
    pub rows: u16,
}

/// One cell of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell {
    /// The character; a space if the cell is filled with `back`, or empty.
    pub sign: char,
    /// What the character shows.
    pub fore: Role,
    /// What lies behind it; [`Role::None`] is the terminal's background.
    pub back: Role,
}

/// A picture, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its size.
    pub size: Size,
    /// Its cells, row by row.
    pub cells: Vec<Cell>,
}

impl Picture {
    /// Returns it in the tones of what is far.
    #[must_use]
    pub fn faint(mut self) -> Self {
        for cell in &mut self.cells {
            (cell.fore, cell.back) = (cell.fore.faint(), cell.back.faint());
        }
        self
    }

    /// Returns the rows.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunks_exact(usize::from(self.size.columns).max(1))
    }
}

/// What a second picture shows, beside the one that the author chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: the body lies, and needs the room of both.
    Nothing,
    /// The same moment, more or less of it.
    View(View),
    /// The foot from above or below.
    Foot(Camera),
    /// The other end of the movement, in the tones of what is far.
    OtherEnd,
}

impl Beside {
    /// Returns what goes beside the author's picture of a figure.
    pub fn of(figure: &Figure) -> Self {
        match (figure.view, figure.beside, figure.camera) {
            (View::Body, ..) if camera::lies(figure) => Self::Nothing,
            (_, Some(foot), _) => Self::Foot(foot),
            (.., Camera::Front) => Self::OtherEnd,
            (View::Ankle, ..) => Self::View(View::Body),
            _ => Self::View(View::Ankle),
        }
    }
}

/// A cycle shorter than this, in seconds, is fast for eyes; a walk is slower.
const FAST: f32 = 1.0;

/// Frames a second, of which a moment shows one: a multiple of the pictures that figures have a second.
const FRAMES: f32 = 48.0;
/// Frames of a beat, from one pose to another: a whole number of them lies between two pictures of most beats.
const PARTS: f32 = 96.0;

/// A moment of a figure, to the nearest frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    phase: FramePhase,
    /// How far the floor has run, in frames of the cycle.
    travels: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FramePhase {
    Pose(usize),
    Between(usize, usize, u16),
    Cycle(u32),
}

/// Returns how many pictures a second a moment of a figure is worth: 0 if nothing moves.
pub fn rate(figure: &Figure, moment: &Moment<'_>) -> u32 {
    let motion = &figure.motion;
    if motion.is_still() || moment.stands(motion) {
        0
    } else if motion.leaves_the_ground() || motion.length().as_secs_f32() < FAST {
        12
    } else {
        8
    }
}

/// A figure in front of its camera, for one side and one size.
#[derive(Debug, Clone)]
pub struct Scene {
    figure: Figure,
    side: Side,
    shot: Shot,
}

impl Scene {
    /// Puts up the camera, which then never moves.
    pub fn new(figure: &Figure, view: View, size: Size, side: Side) -> Self {
        Self { shot: Shot::fit(figure, view, size), figure: figure.clone(), side }
    }

    /// Puts up the camera of a foot.
    pub fn of_foot(figure: &Figure, camera: Camera, size: Size, side: Side) -> Self {
        Self { shot: Shot::of_foot(camera, size), figure: figure.clone(), side }
    }

    /// Returns the pose of this name, or the one that the first beat ends in.
    pub fn still(&self, name: &str) -> usize {
        let motion = &self.figure.motion;
        motion.pose(name).unwrap_or_else(|| motion.first())
    }

    /// Draws a moment.
    pub fn picture(&self, moment: &Moment<'_>, pen: Pen) -> Picture {
        let (joints, travelled) = self.at(moment);
        self.painted(&joints, travelled, pen)
    }

    /// Draws a frame.
    fn picture_of(&self, frame: Frame, pen: Pen) -> Picture {
        let whole = self.frames();
        let phase = match frame.phase {
            FramePhase::Pose(pose) => Phase::Pose(pose),
            FramePhase::Between(from, to, part) => Phase::Between(from, to, f32::from(part) / PARTS),
            FramePhase::Cycle(frame) => Phase::Cycle(frame as f32 / whole),
        };
        let travelled = frame.travels.map_or(0.0, |frame| self.figure.ground.at(frame as f32 / whole));
        self.painted(&self.figure.motion.joints(phase), travelled, pen)
    }

    /// Returns the frame that a moment lies nearest to.
    fn frame(&self, moment: &Moment<'_>) -> Frame {
        // The end of a cycle is its beginning.
        let nearest = |fraction: f32| (fraction * self.frames()).round() as u32 % self.frames() as u32;
        let phase = moment.phase(&self.figure.motion);
        let travels = (self.figure.ground.length() > 0.0).then(|| self.cycle_at(moment, phase)).flatten();
        Frame {
            phase: match phase {
                Phase::Pose(pose) => FramePhase::Pose(pose),
                Phase::Between(from, to, part) => {
                    FramePhase::Between(from, to, (part * PARTS).round() as u16)
                }
                Phase::Cycle(fraction) => FramePhase::Cycle(nearest(fraction)),
            },
            travels: travels.map(nearest),
        }
    }

    /// Returns how many frames a cycle has.
    fn frames(&self) -> f32 {
        (self.figure.motion.length().as_secs_f32() * FRAMES).round().max(1.0)
    }

    fn painted(&self, joints: &Joints, travelled: f32, pen: Pen) -> Picture {
        let mut canvas = paint::paint(&self.figure, &self.shot, joints, pen.gap());
        if self.side == Side::Left {
            canvas.mirror();
        }
        let floor = self.shot.floor.map(|row| encode::Floor {
            row,
            travelled: travelled * self.shot.camera.scale,
            dash: self.dash().map(|dash| dash * self.shot.camera.scale),
            mirrored: self.side == Side::Left,
        });
        encode::encode(&canvas, floor.as_ref(), pen)
    }

    /// Draws a figure that walks out of the picture, so long after it began in the middle.
    ///
    /// It goes as fast as its feet do, towards where it faces, and the floor stands still.
    pub fn leaving(&self, into: Duration, pen: Pen) -> Picture {
        let (joints, _) = self.at(&Moment::Cycle(into));
        let mut shot = self.shot.clone();
        let cycles = into.as_secs_f32() / self.figure.motion.length().as_secs_f32().max(0.001);
        shot.camera.origin.x += self.figure.ground.at(cycles) * shot.camera.scale;
        let mut canvas = paint::paint(&self.figure, &shot, &joints, pen.gap());
        if self.side == Side::Left {
            canvas.mirror();
        }
        let mirrored = self.side == Side::Left;
        let floor = shot.floor.map(|row| encode::Floor { row, travelled: 0.0, dash: None, mirrored });
        encode::encode(&canvas, floor.as_ref(), pen)
    }

    /// Returns the samples of the canvas, across and down.
    fn canvas(&self) -> (f32, f32) {
        let Size { columns, rows } = self.shot.size;
        (f32::from(columns) * raster::ACROSS as f32, f32::from(rows) * raster::DOWN as f32)
    }

    /// Returns a moment in the shapes that are painted.
    pub fn drawing(&self, moment: &Moment<'_>) -> Drawing {
        let (joints, _) = self.at(moment);
        Drawing {
            size: self.canvas(),
            shapes: paint::paint_drawing(&self.figure, &self.shot, &joints).drawn(),
            floor: self.shot.floor.map(|row| f32::from(row) * raster::DOWN as f32),
            mirrored: self.side == Side::Left,
        }
    }

    /// Returns the column and row of the cell in which a place of the body lies at a moment.
    ///
    /// It may lie outside of the picture: `None` if that is before its first column or row.
    pub fn cell_of(&self, moment: &Moment<'_>, place: impl Fn(&Joints) -> Point) -> Option<(u16, u16)> {
        let at = self.shot.camera.place(place(&self.at(moment).0));
        let across = raster::ACROSS as f32;
        let x =
            if self.side == Side::Left { f32::from(self.shot.size.columns) * across - at.x } else { at.x };
        let cell = |at: f32, size: f32| (at >= 0.0).then(|| (at / size) as u16);
        Some((cell(x, across)?, cell(at.y, raster::DOWN as f32)?))
    }

    /// Returns how many pictures a second this moment is worth: 0 if nothing moves.
    pub fn rate(&self, moment: &Moment<'_>) -> u32 {
        rate(&self.figure, moment)
    }

    /// Solves a moment, and says how far the floor has run.
    fn at(&self, moment: &Moment<'_>) -> (Joints, f32) {
        let phase = moment.phase(&self.figure.motion);
        let travelled = self.cycle_at(moment, phase).map_or(0.0, |fraction| self.figure.ground.at(fraction));
        (self.figure.motion.joints(phase), travelled)
    }

    /// Returns the fraction of the cycle that a moment is at; `None` if it is of no cycle.
    fn cycle_at(&self, moment: &Moment<'_>, phase: Phase) -> Option<f32> {
        match (*moment, phase) {
            (Moment::Cycle(time), _) => {
                let length = self.figure.motion.length().as_secs_f64().max(0.001);
                Some((time.as_secs_f64() / length).fract() as f32)
            }
            (_, Phase::Cycle(fraction)) => Some(fraction),
            _ => None,
        }
    }

    /// Returns the length of a dash of the floor with its gap; it fits the way of a cycle.
    fn dash(&self) -> Option<f32> {
        let travel = self.figure.ground.length();
        (travel > 0.0).then(|| travel / (travel / 14.0).round().max(1.0))
    }
}
