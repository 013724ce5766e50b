//! The preview: a figure, an exercise or a routine that is being written, played over and over.
//!
//! The shell reads the file whenever it changes and hands it on as [`Input::File`](super::Input::File). While the
//! file is wrong its problems are shown, and its last good state stays.

mod play;

use std::time::Duration;

use super::{AppView, Effect, Exit, Screen, Sound, Stage, Update};
use crate::app::keymap::Action;
use crate::body::{Figure, View};
use crate::day::layout;
use crate::diagnostic::{Diagnostic, Look, render};
use crate::figure::{self, Moment};
use crate::library::{Kind, Library, SourceFile};
use crate::player::Player;
use crate::record::Lock;
use crate::routine::{Dose, Exercise, FigureRef, Id, NeedKind, Routine, Step};
use crate::settings::Settings;
use crate::symptoms::{Side, Soreness};
use crate::time::MonoTime;
use crate::timeline::gate::{self, Situation};
use crate::timeline::{Options, SegmentKind, Timeline, fit};
use crate::word::Word as _;
use crate::words::notice::Notice;
use crate::words::routine as words;

/// How a preview is seen from the start.
#[derive(Debug, Clone, Copy, Default)]
pub struct Viewing {
    /// The camera, in place of the author's.
    pub view: Option<View>,
    /// The side that is worked, in place of the right one, or the step's own.
    pub side: Option<Side>,
    /// What is played is heard.
    pub sound: bool,
}

/// A file being written, as far as it can be shown.
#[derive(Debug)]
pub struct Preview {
    /// What is wrong with the file as it is now, ready to be read; empty when nothing is.
    pub problems: Vec<String>,
    /// What is not wrong, but perhaps not meant, in a line.
    pub remark: Option<String>,
    /// The file as it was when nothing was wrong last.
    pub sheet: Option<Sheet>,
    /// The part that is shown.
    pub chosen: usize,
    viewing: Viewing,
    pace: Pace,
    /// The routine, while it is played.
    playing: Option<Player>,
    /// What the runner's history locks, as it was looked up last.
    lock: Lock,
}

/// What a file comes to.
#[derive(Debug)]
pub struct Sheet {
    /// The file's name, or the routine's.
    pub title: String,
    /// The kind of file.
    pub kind: Kind,
    /// The steps of a routine; of another file, the one that it is.
    pub parts: Vec<Part>,
    /// How long a routine takes, and how long at least.
    pub length: Option<(Duration, Duration)>,
    /// The routine and how it is laid out, to be played.
    laid: Option<Box<(Routine, Options)>>,
    steps: Vec<Step>,
}

/// Something with a figure.
#[derive(Debug)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its figure; `None` if it has none.
    pub drawn: Option<Drawn>,
    /// How much of it is done, in words; empty outside a routine.
    pub dose: String,
    /// The pieces of its time: what, for which side, how long; none outside a routine.
    pub pieces: Vec<(SegmentKind, Option<Side>, Duration)>,
    dose_of: Option<Dose>,
}

/// A figure and how its exercise wants it seen.
#[derive(Debug)]
pub struct Drawn {
    /// The figure.
    pub figure: Figure,
    view: View,
    still: Option<String>,
}

/// Whether it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Since a moment.
    Moving(MonoTime),
    /// It was stopped so long after its start.
    Stopped(Duration),
    /// In a pose, by its number.
    Posed(usize),
}

impl Part {
    /// Returns how long it takes.
    pub fn time(&self) -> Duration {
        self.pieces.iter().map(|(_, _, length)| *length).sum()
    }
}

impl Preview {
    /// Returns the part that is shown.
    pub fn part(&self) -> Option<&Part> {
        self.sheet.as_ref()?.parts.get(self.chosen)
    }

    /// Returns the camera.
    pub fn view(&self) -> View {
        let own = self.part().and_then(|part| part.drawn.as_ref()).map(|drawn| drawn.view);
        self.viewing.view.or(own).unwrap_or_default()
    }

    /// Returns the side that is worked.
    pub fn side(&self) -> Side {
        let playing = self.playing.as_ref().and_then(|player| player.segment().unit.side);
        let own = self.part().and_then(|part| part.pieces.iter().find_map(|(_, side, _)| *side));
        self.viewing.side.or(playing).or(own).unwrap_or(Side::Right)
    }

    /// Returns the moment of the figure that is shown.
    pub fn moment(&self, now: MonoTime) -> Option<Moment<'_>> {
        let part = self.part()?;
        let drawn = part.drawn.as_ref()?;
        let motion = &drawn.figure.motion;
        let elapsed = match self.pace {
            Pace::Posed(pose) => return Some(Moment::Still(pose.min(motion.names().count() - 1))),
            Pace::Stopped(elapsed) => elapsed,
            Pace::Moving(since) => now.since(since),
        };
        if let Some(still) = &drawn.still {
            return Some(Moment::Still(motion.pose(still).unwrap_or_else(|| motion.first())));
        }
        Some(match &part.dose_of {
            Some(Dose::Reps { tempo, .. }) => {
                let one = tempo.length().as_nanos().max(1);
                Moment::Beats { tempo, into: Duration::from_nanos((elapsed.as_nanos() % one) as u64) }
            }
            _ => Moment::Cycle(elapsed),
        })
    }

    /// Returns the pose in which it stands, if one was chosen.
    pub fn pose(&self) -> Option<&str> {
        let Pace::Posed(pose) = self.pace else { return None };
        self.part()?.drawn.as_ref()?.figure.motion.names().nth(pose)
    }

    /// True if it moves.
    pub fn moves(&self) -> bool {
        matches!(self.pace, Pace::Moving(_))
    }

    fn press(&mut self, action: Action, now: MonoTime) {
        let poses = self.part().and_then(|part| part.drawn.as_ref());
        let poses = poses.map_or(0, |drawn| drawn.figure.motion.names().count());
        match action {
            Action::View => {
                let at = View::ALL.iter().position(|view| *view == self.view()).unwrap_or(0);
                self.viewing.view = Some(View::ALL[(at + 1) % View::ALL.len()]);
            }
            Action::Pause => {
                self.pace = match self.pace {
                    Pace::Moving(since) => Pace::Stopped(now.since(since)),
                    Pace::Stopped(elapsed) => Pace::Moving(now - elapsed),
                    Pace::Posed(_) => Pace::Moving(now),
                }
            }
            Action::Less | Action::More if poses > 0 => {
                let forwards = action == Action::More;
                let pose = match self.pace {
                    Pace::Posed(pose) if forwards => (pose + 1) % poses,
                    Pace::Posed(pose) => (pose + poses - 1) % poses,
                    _ if forwards => 0,
                    _ => poses - 1,
                };
                self.pace = Pace::Posed(pose);
            }
            Action::Up => self.choose(self.chosen.saturating_sub(1), now),
            Action::Down => self.choose(self.chosen + 1, now),
            _ => {}
        }
    }

    fn choose(&mut self, part: usize, now: MonoTime) {
        let last = self.sheet.as_ref().map_or(0, |sheet| sheet.parts.len().saturating_sub(1));
        if part.min(last) != self.chosen {
            self.chosen = part.min(last);
            // The poses of another figure have other numbers.
            if !matches!(self.pace, Pace::Stopped(_)) {
                self.pace = Pace::Moving(now);
            }
        }
    }
}

impl Stage {
    /// Takes over what the runner's history locks now: a routine is shown whatever that is, and not played.
    pub(super) const fn lock_preview(&mut self, lock: Lock) {
        if let Some(preview) = &mut self.previewed {
            preview.lock = lock;
        }
    }

    /// Returns the previewed file.
    pub const fn previewed(&self) -> Option<&Preview> {
        self.previewed.as_ref()
    }
}

impl AppView<'_> {
    /// When what the preview shows changes next.
    pub(super) fn preview_wake(self, now: MonoTime) -> Option<MonoTime> {
        let preview = self.stage.previewed.as_ref().filter(|preview| preview.problems.is_empty())?;
        if *self.screen() != Screen::Preview {
            return None;
        }
        [preview.play_wake(now), preview.figure_wake(now)].into_iter().flatten().min()
    }
}

impl Update<'_> {
    /// Takes the file over that is previewed, as it is now; a routine plays again, from the first step that changed.
    pub(super) fn take_preview(&mut self, file: Result<SourceFile, Diagnostic>) {
        let Some(preview) = &mut self.stage.previewed else { return };
        let mut again = None;
        let (sheet, text, found) = match file {
            Ok(file) => {
                let library = self.core.history.library().clone().with_own([file.clone()]);
                let found = library.check_file(&file);
                let sheet = Sheet::of(&library, &file, &self.core.settings);
                (sheet, String::from_utf8_lossy(&file.bytes).into_owned(), found)
            }
            Err(problem) => (None, String::new(), vec![problem]),
        };
        let mut shown: Vec<String> = found.iter().map(|found| render(found, &text, Look::Plain)).collect();
        if let Some(sheet) = sheet {
            let changed = preview.sheet.as_ref().map(|before| sheet.first_change(before));
            preview.chosen = preview.chosen.min(sheet.parts.len().saturating_sub(1));
            again = changed.map(|changed| changed.unwrap_or(preview.chosen));
            preview.sheet = Some(sheet);
            preview.remark = found.first().map(|found| crate::diagnostic::in_a_line(found, &text));
            shown.clear();
        } else if shown.is_empty() {
            shown.push(self.stage.words.notice(&Notice::NothingToPreview));
        }
        preview.problems = shown;
        match again {
            Some(step) => self.play_preview(step),
            None => self.stop_preview(),
        }
    }

    /// Shows a preview, and nothing else, until it is left.
    pub fn preview(&mut self, viewing: Viewing) {
        let pace =
            if self.core.moves() { Pace::Moving(self.now.mono) } else { Pace::Stopped(Duration::ZERO) };
        let (problems, remark, sheet, playing) = (Vec::new(), None, None, None);
        if self.stage.sound == Sound::On && !viewing.sound {
            self.stage.sound = Sound::Muted;
        }
        self.stage.previewed =
            Some(Preview { problems, remark, sheet, chosen: 0, viewing, pace, playing, lock: Lock::Open });
        self.show(Screen::Preview);
    }

    pub(super) fn on_preview(&mut self, action: Action) {
        match (action, &mut self.stage.previewed) {
            (Action::Quit, _) => self.out.push(Effect::Quit(Exit::Done)),
            (Action::Accept, Some(preview)) if preview.plays() => self.stop_preview(),
            (Action::Accept, Some(preview)) => {
                let step = preview.chosen;
                self.play_preview(step);
            }
            (Action::Mute, _) => {
                self.mute();
                self.hear_preview();
            }
            (action, Some(preview)) => {
                let (plays, before) = (preview.plays(), preview.chosen);
                preview.press(action, self.now.mono);
                let step = preview.chosen;
                if plays && step != before {
                    self.play_preview(step);
                } else if plays && action == Action::Pause {
                    self.pause_preview();
                }
            }
            _ => {}
        }
    }
}

impl Preview {
    /// When the figure moves next.
    fn figure_wake(&self, now: MonoTime) -> Option<MonoTime> {
        let Pace::Moving(since) = self.pace else { return None };
        let figure = &self.part()?.drawn.as_ref()?.figure;
        let frame = Duration::from_secs(1).checked_div(figure::rate(figure, &self.moment(now)?))?;
        let elapsed = now.since(since);
        let next = frame * u32::try_from(elapsed.as_nanos() / frame.as_nanos() + 1).ok()?;
        Some(now + next.saturating_sub(elapsed))
    }
}

impl Sheet {
    /// Reads a file; `None` if it is wrong, or nothing that can be shown.
    fn of(library: &Library, file: &SourceFile, settings: &Settings) -> Option<Self> {
        let (id, kind) = (&file.id, file.kind);
        let one = |name: String, drawn| {
            let part = Part { name, drawn, dose: String::new(), pieces: Vec::new(), dose_of: None };
            Some(Self {
                title: id.to_string(),
                kind,
                parts: vec![part],
                length: None,
                laid: None,
                steps: Vec::new(),
            })
        };
        match kind {
            Kind::Figure => {
                let figure = library.figure(id).ok()?;
                let view = figure.view;
                one(id.to_string(), Some(Drawn { figure, view, still: None }))
            }
            Kind::Exercise => {
                let exercise = library.exercise(id).ok()?;
                one(exercise.name.clone(), Drawn::of(library, &exercise))
            }
            Kind::Routine => Some(Self::of_routine(library, &library.routine(id).ok()?, settings)),
            _ => None,
        }
    }

    /// Lays a routine out for a runner who is well and has done all that it asks for.
    fn of_routine(library: &Library, routine: &Routine, settings: &Settings) -> Self {
        let situation = Situation {
            soreness: Soreness::NOTHING,
            results: NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect(),
            ..Situation::default()
        };
        let routine = match gate::for_soreness(routine, &situation, library) {
            gate::Outcome::Play { routine, .. } => *routine,
            gate::Outcome::Stop { .. } => routine.clone(),
        };
        let options = layout(&routine, settings);
        let timeline = Timeline::build(&routine, &options);
        // Where time is short the exercises are only named.
        let briefly = options.only_named(&routine);
        let length = |routine: &Routine| Timeline::build(routine, &briefly).length();
        let least = match fit::to_length(&routine, Duration::ZERO, length) {
            Ok(_) => Duration::ZERO,
            Err(short) => short.least,
        };
        let part = |(number, step): (usize, &Step)| Part {
            name: step.exercise.name.clone(),
            drawn: Drawn::of(library, &step.exercise),
            dose: words::dose(step),
            pieces: timeline
                .segments
                .iter()
                .filter(|s| s.unit.step == number && !s.typical.is_zero())
                .filter(|s| !matches!(s.kind, SegmentKind::GetReady | SegmentKind::Done))
                .map(|s| (s.kind, s.unit.side, s.typical))
                .collect(),
            dose_of: Some(step.dose.clone()),
        };
        Self {
            title: routine.name.clone(),
            kind: Kind::Routine,
            parts: timeline.steps.iter().enumerate().map(part).collect(),
            length: Some((timeline.length(), least)),
            steps: timeline.steps.clone(),
            laid: Some(Box::new((routine, options))),
        }
    }
}

impl Drawn {
    fn of(library: &Library, exercise: &Exercise) -> Option<Self> {
        let FigureRef { id, view, still } = exercise.figure.clone()?;
        let figure = library.figure(&Id::new(id.as_str())?).ok()?;
        let own = view.as_deref().and_then(View::of_word);
        Some(Self { view: own.unwrap_or(figure.view), figure, still })
    }
}
