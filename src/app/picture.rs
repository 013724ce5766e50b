//! The figure of the screen: which it is, its moment, and when it moves next.
//!
//! In the player it is the figure of the step, in the list of routines that of the chosen one's first step, on Today
//! the runner, who sits on a day of rest, at the first start the leg. It is read once. Outside the player a figure
//! moves for some seconds after a key and then stops, so that a program left open sleeps. A program without a screen
//! has no figure: nothing is read and the loop is not woken.

use std::rc::Rc;
use std::time::Duration;

use super::{AppView, Screen, Stage, Update};
use crate::body::{Figure, Tissue, View};
use crate::day::Core;
use crate::figure::album::{Album, Lens};
use crate::figure::{self, Moment, Pen, Picture, Scene, Size};
use crate::plan::recommend::{Due, Prescription};
use crate::player::State;
use crate::record::lock::Lock;
use crate::routine::{Dose, FigureRef, Id};
use crate::session::Session;
use crate::symptoms::{Region, Side, Site, limits};
use crate::time::MonoTime;
use crate::timeline::SegmentKind;
use crate::word::Word as _;

/// The runner on Today, who walks there, and who sits on a day without a run.
const RUNNER: &str = "run";
const WALKER: &str = "walk";
const SITS: &str = "rest";
/// The leg of the first start, with all that may be sore.
const LEG: &str = "leg";
/// How long a figure moves on after a key, up to the end of that cycle.
const RUNS: Duration = Duration::from_secs(6);

/// Whether figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Figures {
    /// Not at all: there is no screen for them.
    #[default]
    None,
    /// As the exercise moves; if motion is off, in the pose that matters.
    Drawn,
    /// So, but not while the player is read from 3 m: the screen has no room for both.
    Near,
}

/// The side a figure is seen from if there is room for one view only.
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
    /// The figure.
    pub figure: Figure,
    /// The place whose tissue alone is tinted.
    lit: Option<Site>,
    /// The author's camera, the exercise's before the figure's.
    pub view: View,
    /// The side that is near.
    pub side: Side,
    album: Album,
}

/// The figure that walks away once a routine is done.
#[derive(Debug)]
pub struct Leaving {
    /// The moment it began.
    since: MonoTime,
    /// The walking figure.
    pub figure: Figure,
    /// The side that is near, which is where it goes.
    pub side: Side,
}

/// How long it is seen.
const LEAVES: Duration = Duration::from_secs(3);
/// It strolls: at this share of a walk's pace it is out of its frame by then.
const PACE: f64 = 0.55;
/// How often it moves: twelve times a second, for it crosses its frame as well.
const STRIDE: Duration = Duration::from_nanos(1_000_000_000 / 12);

impl Stage {
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

    /// True if the close-up is asked for in place of the author's view.
    pub fn close_up(&self) -> bool {
        self.camera == Camera::CloseUp
    }

    /// Lets the figure of a screen set off at a key, or move on.
    pub(super) fn set_off(&mut self, now: MonoTime) {
        if self.moves_until() <= now {
            self.moves_from = now;
        }
    }

    /// When the figure stands still again: at the end of a cycle, as it began.
    fn moves_until(&self) -> MonoTime {
        let cycle = self.shown.as_ref().map_or(RUNS, |shown| shown.figure.motion.length()).as_nanos().max(1);
        let least = (self.touched.since(self.moves_from) + RUNS).as_nanos();
        self.moves_from + Duration::from_nanos((least.div_ceil(cycle) * cycle) as u64)
    }
}

impl Update<'_> {
    /// Lets the figure walk away, if figures are shown and move.
    pub(super) fn walk_away(&mut self, side: Side, now: MonoTime) {
        let seen = self.stage.figures != Figures::None && self.core.moves() && self.stage.shown.is_some();
        let figure = seen.then(|| self.core.history.library().figure(&Id::from_words("walk")).ok()).flatten();
        self.stage.walking = figure.map(|figure| Leaving { since: now, figure, side });
    }

    /// Reads the figure of the screen if it has changed.
    pub(super) fn load_figure(&mut self) {
        if self.stage.figures == Figures::None {
            return;
        }
        let own = |id| Some(FigureRef { id: Id::from_words(id), view: None, still: None });
        let wanted = match self.view().screen() {
            Screen::Player => {
                self.stage.session.as_ref().and_then(|session| session.step().exercise.figure.clone())
            }
            Screen::Today => self.who_is_seen().and_then(own),
            Screen::Welcome | Screen::Side(_) | Screen::CheckIn => own(LEG),
            Screen::PlanSetup(placing) if placing.asks_where() => own(LEG),
            Screen::Routines { chosen } => {
                let routine = self.core.catalogue().get(*chosen).and_then(|listed| listed.routine());
                routine.and_then(|routine| routine.steps().find_map(|step| step.exercise.figure.clone()))
            }
            // Others show none, and the one before comes back.
            _ => return,
        };
        let today = *self.view().screen() == Screen::Today;
        let lit = match self.view().screen() {
            Screen::CheckIn => self.stage.checking().site(),
            Screen::Today => self.sorest(),
            _ => None,
        };
        let same = |shown: &Shown| Some(&shown.wanted) == wanted.as_ref() && shown.lit == lit;
        if self.stage.shown.as_ref().map_or(wanted.is_none(), same) {
            return;
        }
        self.stage.shown = wanted.and_then(|wanted| {
            // An own figure with problems is told by `check`; the player does without.
            let mut figure = self.core.history.library().figure(&wanted.id).ok()?;
            if let Some(site) = lit {
                // A figure of Today shows no tissue by itself.
                if today {
                    figure.shows = Tissue::ALL.to_vec();
                }
                figure.shows.retain(|tissue| is_at(*tissue, site.region));
            }
            let named = wanted.view.as_deref().and_then(View::of_word);
            let view = named.unwrap_or(figure.view);
            let side = lit.filter(|_| today).and_then(|site| site.side).unwrap_or(Side::Right);
            Some(Shown { wanted, figure, lit, view, side, album: Album::default() })
        });
    }

    /// Returns the figure that Today shows: running or walking if a run is due, sitting on a day of rest or while
    /// running is locked. None is shown while more is locked.
    fn who_is_seen(&self) -> Option<&'static str> {
        let said = self.core.history.recommend(self.now.at.date());
        let walks = |run: &Prescription| run.workout.is_walk();
        match self.core.lock() {
            Lock::Open if said.as_ref().is_none_or(|said| said.due == Due::Today) => {
                let walks = said.is_some_and(|said| said.prescription.as_ref().is_some_and(walks));
                Some(if walks { WALKER } else { RUNNER })
            }
            lock if lock < Lock::AllButWalking => Some(SITS),
            _ => None,
        }
    }

    /// Returns the place that is sorest today, if it is one that a figure shows.
    fn sorest(&self) -> Option<Site> {
        let soreness = self.core.history.soreness(self.now.at.date());
        let sore = soreness
            .sites()
            .iter()
            .filter(|known| known.score.is_some_and(|score| score.value() >= limits::PAIN_NOTICEABLE));
        let worst = sore.max_by_key(|known| known.score)?.site;
        Tissue::ALL.iter().any(|tissue| is_at(*tissue, worst.region)).then_some(worst)
    }
}

impl<'a> AppView<'a> {
    /// Returns the figure that walks away, and how far into its walk it is.
    pub fn leaving(self, now: MonoTime) -> Option<(&'a Leaving, Duration)> {
        let leaving = self.stage.walking.as_ref().filter(|_| matches!(self.screen(), Screen::Summary(_)))?;
        let into = now.since(leaving.since);
        (into < LEAVES).then(|| (leaving, into.mul_f64(PACE)))
    }

    /// Returns who walks before a run, and how far into the walk; it stands at the end of its last cycle.
    pub fn walking(self, now: MonoTime) -> Option<(&'a Leaving, Duration)> {
        let walker = self.stage.walking.as_ref().filter(|_| matches!(self.screen(), Screen::Summary(_)))?;
        Some((walker, now.since(walker.since).min(LEAVES).mul_f64(PACE)))
    }

    /// When it moves next, or is gone.
    pub(super) fn leaving_wake(self, now: MonoTime) -> Option<MonoTime> {
        let (leaving, _) = self.leaving(now)?;
        let into = now.since(leaving.since);
        let next = STRIDE * (into.as_nanos() / STRIDE.as_nanos() + 1) as u32;
        Some(leaving.since + next.min(LEAVES))
    }

    /// When the figure moves next, if it moves.
    pub(super) fn figure_wake(self, now: MonoTime) -> Option<MonoTime> {
        let (session, shown) = (self.stage.session.as_ref()?, self.stage.shown.as_ref()?);
        // A figure that is not drawn never wakes the loop.
        if self.stage.figures == Figures::Near && self.is_far(now) {
            return None;
        }
        if !self.core.moves() || !matches!(session.player().state(), State::Running { .. }) {
            return None;
        }
        let moment = shown.moment(session, now, true);
        let frame = Duration::from_secs(1).checked_div(shown.rate(&moment))?;
        // Frames lie on a grid of the segment's own time, so that drawing often adds none.
        let elapsed = session.player().elapsed(now);
        let next = frame * u32::try_from(elapsed.as_nanos() / frame.as_nanos() + 1).ok()?;
        Some(now + next.saturating_sub(elapsed))
    }

    /// Returns the figure that moves without a session at a moment.
    fn moving(self, now: MonoTime) -> Option<&'a Shown> {
        let free = matches!(self.screen(), Screen::Today | Screen::Routines { .. });
        // Without a key press the runner has not come yet.
        let runs = self.stage.touched > MonoTime::ZERO
            && (self.stage.moves_from..self.stage.moves_until()).contains(&now);
        self.stage
            .shown
            .as_ref()
            .filter(|shown| free && runs && self.core.moves() && shown.wanted.still.is_none())
    }

    /// Returns the moment of a figure that no session moves.
    pub fn moment_alone(self, now: MonoTime) -> Moment<'static> {
        match (self.moving(now), &self.stage.shown) {
            (Some(_), _) => Moment::Cycle(now.since(self.stage.moves_from)),
            (None, Some(shown)) => shown.still(),
            (None, None) => Moment::Still(0),
        }
    }

    /// When a figure without a session moves next, while it does.
    pub(super) fn moving_wake(self, now: MonoTime) -> Option<MonoTime> {
        let frame = Duration::from_secs(1).checked_div(self.moving(now)?.rate(&self.moment_alone(now)))?;
        let elapsed = now.since(self.stage.moves_from);
        let next = frame * u32::try_from(elapsed.as_nanos() / frame.as_nanos() + 1).ok()?;
        Some((self.stage.moves_from + next).min(self.stage.moves_until()))
    }
}

impl Core {
    /// True if figures move.
    pub const fn moves(&self) -> bool {
        self.settings.screen.motion
    }
}

/// True if a part of the leg is tinted for a region.
const fn is_at(tissue: Tissue, region: Region) -> bool {
    match region {
        Region::CalfMuscle => matches!(tissue, Tissue::Calf | Tissue::Soleus),
        Region::TendonMid | Region::BackHeelBone => matches!(tissue, Tissue::Achilles),
        Region::UnderHeel => matches!(tissue, Tissue::Sole),
        Region::HeelBoneDeep | Region::Elsewhere => false,
    }
}

impl Shown {
    /// Returns the place whose tissue alone is tinted.
    pub const fn lit_site(&self) -> Option<Site> {
        self.lit
    }

    /// Returns how many pictures a second a moment is worth.
    fn rate(&self, moment: &Moment<'_>) -> u32 {
        figure::rate(&self.figure, moment)
    }

    /// Returns the scene of the figure from somewhere.
    pub fn scene(&self, seen: (Lens, Size, Side)) -> Rc<Scene> {
        self.album.scene(&self.figure, seen)
    }

    /// Draws a moment of it.
    pub fn picture(&self, seen: (Lens, Size, Side), moment: &Moment<'_>, pen: Pen) -> Rc<Picture> {
        self.album.picture(&self.figure, seen, moment, pen)
    }

    /// Returns the pose that it stands in.
    fn still(&self) -> Moment<'static> {
        let own = &self.figure.motion;
        let named = self.wanted.still.as_ref().and_then(|name| own.pose(name));
        Moment::Still(named.unwrap_or_else(|| own.first()))
    }

    /// Returns the moment of a session; the pose in which it stands if nothing is to move.
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
