//! The figure of the step that is played: which it is, its moment, and when it moves next.
//!
//! It is read once when a step begins. A program without a screen asks for none, and then
//! nothing is read and nobody is woken for it.

use std::time::Duration;

use super::App;
use crate::body::{Figure, View};
use crate::figure::{Moment, Scene, Size};
use crate::player::State;
use crate::routine::{Dose, FigureRef};
use crate::session::Session;
use crate::symptoms::Side;
use crate::time::MonoTime;
use crate::timeline::SegmentKind;

/// Whether figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Figures {
    /// Not at all: there is no screen for them.
    #[default]
    None,
    /// As the exercise moves, or where motion is off in the pose that matters.
    Drawn,
    /// So, but not while the player is read from 3 m: the screen has no room for both.
    Near,
}

/// From where a figure is seen, where there is room for one view only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Camera {
    /// As its author chose.
    Author,
    /// Ankle and foot.
    CloseUp,
}

impl Camera {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Author => Self::CloseUp,
            Self::CloseUp => Self::Author,
        }
    }
}

/// A figure as the exercise wants it shown.
#[derive(Debug)]
pub struct Shown {
    /// Which one, by the exercise.
    wanted: FigureRef,
    /// It.
    pub figure: Figure,
    /// The author's camera, the exercise's before the figure's.
    pub view: View,
}

impl App {
    /// Shows figures from now on.
    pub const fn show_figures(&mut self) {
        self.figures = Figures::Drawn;
    }

    /// Tells whether the screen is large enough for a figure also when it is read from 3 m.
    pub(crate) fn show_figures_afar(&mut self, shown: bool) {
        if self.figures != Figures::None {
            self.figures = if shown { Figures::Drawn } else { Figures::Near };
        }
    }

    /// Returns the figure of the step that is played.
    pub const fn figure(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// Tells whether the close-up is asked for in place of the author's view.
    pub fn close_up(&self) -> bool {
        self.camera == Camera::CloseUp
    }

    /// Reads the figure of the step, where it is another than before.
    pub(super) fn load_figure(&mut self) {
        if self.figures == Figures::None {
            return;
        }
        let wanted = self.session.as_ref().and_then(|session| session.step().exercise.figure.clone());
        if wanted.as_ref() == self.shown.as_ref().map(|shown| &shown.wanted) {
            return;
        }
        self.shown = wanted.and_then(|wanted| {
            // An own figure with problems is told by `check`; the player does without.
            let figure = self.library.figure(&wanted.id).ok()?;
            let named = wanted.view.as_ref().and_then(|view| View::ALL.into_iter().find(|v| v.id() == view));
            let view = named.unwrap_or(figure.view);
            Some(Shown { wanted, figure, view })
        });
    }

    /// When the figure moves next, where it moves.
    pub(super) fn figure_wake(&self, now: MonoTime) -> Option<MonoTime> {
        let (session, shown) = (self.session.as_ref()?, self.shown.as_ref()?);
        // What is not drawn wakes nobody.
        if self.figures == Figures::Near && self.is_far(now) {
            return None;
        }
        if !self.moves() || !matches!(session.player().state(), State::Running { .. }) {
            return None;
        }
        let moment = shown.moment(session, now, true);
        let size = Size { columns: 1, rows: 1 };
        let rate = Scene::new(&shown.figure, shown.view, size, Side::Right).rate(&moment);
        let frame = Duration::from_secs(1).checked_div(rate)?;
        // Frames lie on a grid of the segment's own time, so that drawing often adds none.
        let elapsed = session.player().elapsed(now);
        let next = frame * u32::try_from(elapsed.as_nanos() / frame.as_nanos() + 1).ok()?;
        Some(now + next.saturating_sub(elapsed))
    }

    /// Tells whether figures move.
    pub const fn moves(&self) -> bool {
        self.settings.screen.motion
    }
}

impl Shown {
    /// Returns the moment of a session; the pose in which it stands where nothing is to move.
    ///
    /// A hold is come into once and then stands; before work the way in is shown, at rest the
    /// pose of what comes next.
    pub fn moment<'s>(&self, session: &'s Session, now: MonoTime, motion: bool) -> Moment<'s> {
        let own = &self.figure.motion;
        let still = |name: Option<&String>| {
            Moment::Still(name.and_then(|name| own.pose(name)).unwrap_or_else(|| own.first()))
        };
        if !motion || self.wanted.still.is_some() {
            return still(self.wanted.still.as_ref());
        }
        let player = session.player();
        let elapsed = player.elapsed(now);
        match (player.segment().kind, &session.step().dose) {
            (SegmentKind::Work, Dose::Hold(_)) => Moment::Hold(elapsed),
            (SegmentKind::Work, Dose::Reps { tempo, .. }) => {
                let one = tempo.length().as_nanos().max(1);
                let into = Duration::from_nanos((elapsed.as_nanos() % one) as u64);
                Moment::Beats { tempo, into }
            }
            (SegmentKind::Rest | SegmentKind::Done, _) => still(None),
            _ => Moment::Cycle(elapsed),
        }
    }
}
