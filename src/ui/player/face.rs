//! What the player shows at a moment, as values: numbers and words before they are drawn.

use std::time::Duration;

use ratatui::style::Style;

use crate::plans::{Part, Piece};
use crate::player::{Player, State};
use crate::routine::{Dose, Step, Tempo};
use crate::session::Session;
use crate::symptoms::Side;
use crate::time::{Clock, MonoTime, ceil_seconds};
use crate::timeline::{SegmentKind, Unit};
use crate::ui::bar::Beat;
use crate::ui::theme::Theme;
use crate::words::routine as words;

/// From here on a countdown reads in minutes and seconds.
const MINUTES_FROM: u64 = 100;

/// What the big number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Counts {
    /// Seconds.
    Seconds,
    /// Minutes and seconds.
    Minutes,
    /// Repetitions, of so many.
    Of(u128),
    /// What is counted by a key or a beat.
    Taps,
}

/// What the player shows.
#[derive(Debug, Clone)]
pub(in crate::ui) struct Face {
    /// The exercise.
    pub name: String,
    /// The work that is done or led to.
    pub unit: Unit,
    /// The step's index.
    pub step: usize,
    /// The side, where it is one.
    pub side: Option<Side>,
    /// The side in words.
    pub side_words: Option<String>,
    /// The weight, where there is one.
    pub load: Option<String>,
    /// The big number.
    pub digits: String,
    /// What is going on: hold, rest, up.
    pub phase: String,
    /// What the number counts, in words.
    pub measure: String,
    /// What the number counts.
    pub counts: Counts,
    /// Whether the clock stands.
    pub paused: bool,
    /// Whether it is the time before the first step.
    pub ready: bool,
    /// Whether it is the exercise itself.
    pub works: bool,
    /// How much of the segment is over, from 0 to 1; `None` where a key ends it.
    pub over: Option<f64>,
    /// The beats of a repetition and how much of it is over, where it is counted.
    pub beats: Option<(Vec<Beat>, Duration)>,
}

impl Face {
    /// Returns what a session shows at a moment.
    pub(in crate::ui) fn of(session: &Session, now: MonoTime) -> Self {
        let player = session.player();
        let segment = player.segment();
        let step = session.step();
        let unit = segment.unit;
        let elapsed = player.elapsed(now);
        let works = segment.kind == SegmentKind::Work;
        let paused = matches!(player.state(), State::Paused { .. });
        let Number { digits, measure, counts, beat } = number(player, step, now);
        let timeline = player.timeline();
        let run = timeline.is_run().then(|| place(&timeline.pieces, unit.step));
        let phase = match (paused, works) {
            (true, _) => "paused".to_owned(),
            (false, true) if run.is_some() => run.clone().unwrap_or_default(),
            (false, false) if segment.kind == SegmentKind::Switch => words::other(step),
            (false, false) => segment.kind.word().to_owned(),
            (false, true) => beat
                .unwrap_or(match step.dose {
                    Dose::Hold(_) => "hold",
                    _ => "work",
                })
                .to_owned(),
        };
        let beats = match &step.dose {
            Dose::Reps { tempo, .. } => {
                Some((beats(tempo), if works { in_rep(tempo, elapsed) } else { Duration::ZERO }))
            }
            _ => None,
        };
        let length = segment.length.max(Duration::from_nanos(1));
        Self {
            name: step.exercise.name.clone(),
            unit,
            step: unit.step,
            side: unit.side,
            side_words: words::side_of(unit, step),
            load: step.load.clone(),
            digits,
            phase,
            measure,
            counts,
            paused,
            ready: segment.kind == SegmentKind::GetReady,
            works,
            over: (!player.is_open()).then(|| elapsed.div_duration_f64(length)),
            beats,
        }
    }

    /// Returns the style of the digits: those of a clock that stands are muted.
    pub(in crate::ui) fn style(&self, theme: &Theme) -> Style {
        if self.paused { theme.muted } else { theme.text }
    }

    /// Tells whether the beats are running.
    pub(in crate::ui) fn has_beats(&self) -> bool {
        self.works && self.beats.is_some()
    }
}

/// Returns where a piece stands in its run: "2 of 4" for the second of four runs, and for the walk after it.
fn place(pieces: &[Piece], step: usize) -> String {
    let Some(piece) = pieces.get(step) else { return String::new() };
    let like = |other: &&Piece| other.part == piece.part && other.pace == piece.pace;
    let (here, all) = (pieces[..=step].iter().filter(like).count(), pieces.iter().filter(like).count());
    match piece.part {
        Part::WalkIn => "to start".to_owned(),
        Part::WalkOut => "to end".to_owned(),
        _ if all == 1 => "all of it".to_owned(),
        _ => format!("{here} of {all}"),
    }
}

/// The big number, what it counts, and the beat that runs.
struct Number {
    digits: String,
    measure: String,
    counts: Counts,
    beat: Option<&'static str>,
}

fn number(player: &Player, step: &Step, now: MonoTime) -> Number {
    let segment = player.segment();
    let elapsed = player.elapsed(now);
    let works = segment.kind == SegmentKind::Work;
    match &step.dose {
        Dose::Reps { tempo, .. } if works => {
            let rep = tempo.length().max(Duration::from_nanos(1));
            let all = (segment.length.as_nanos() / rep.as_nanos()).max(1);
            let done = elapsed.as_nanos() / rep.as_nanos();
            let over = in_rep(tempo, elapsed);
            let beat = running(tempo, over);
            let unit = if all == 1 { "rep" } else { "reps" };
            Number {
                digits: (done + 1).min(all).to_string(),
                measure: format!("of {all} {unit}"),
                counts: Counts::Of(all),
                beat,
            }
        }
        Dose::Open(open) if works && open.count => Number {
            digits: player.counted(now).to_string(),
            measure: format!("counted, {}", Clock(whole(elapsed))),
            counts: Counts::Taps,
            beat: None,
        },
        Dose::Open(_) if works => {
            let seconds = elapsed.as_secs();
            let measure = if seconds < MINUTES_FROM { "seconds so far" } else { "so far" };
            Number {
                digits: clock(seconds),
                measure: measure.to_owned(),
                counts: of_time(seconds),
                beat: None,
            }
        }
        _ => {
            let seconds = ceil_seconds(segment.length.saturating_sub(elapsed));
            let measure = match seconds {
                1 => "second",
                MINUTES_FROM.. => "minutes",
                _ => "seconds",
            };
            Number {
                digits: clock(seconds),
                measure: measure.to_owned(),
                counts: of_time(seconds),
                beat: None,
            }
        }
    }
}

const fn of_time(seconds: u64) -> Counts {
    if seconds < MINUTES_FROM { Counts::Seconds } else { Counts::Minutes }
}

fn clock(seconds: u64) -> String {
    if seconds < MINUTES_FROM { seconds.to_string() } else { Clock(Duration::from_secs(seconds)).to_string() }
}

const fn whole(length: Duration) -> Duration {
    Duration::from_secs(length.as_secs())
}

/// Returns how much of the running repetition is over.
fn in_rep(tempo: &Tempo, elapsed: Duration) -> Duration {
    let rep = tempo.length().as_nanos().max(1);
    Duration::from_nanos((elapsed.as_nanos() % rep) as u64)
}

fn running(tempo: &Tempo, over: Duration) -> Option<&'static str> {
    let mut end = Duration::ZERO;
    tempo.0.iter().find_map(|(beat, length)| {
        end += *length;
        (over < end).then(|| beat.id())
    })
}

fn beats(tempo: &Tempo) -> Vec<Beat> {
    let label = |(beat, length): &(crate::routine::Beat, Duration)| Beat {
        label: format!("{beat} {}", words::seconds(*length)),
        length: *length,
    };
    tempo.0.iter().map(label).collect()
}

/// Tells whether a key press counts a repetition now.
pub(super) fn counts_taps(player: &Player) -> bool {
    let counts = matches!(&player.timeline().step_of(player.segment()).dose, Dose::Open(open) if open.count && open.pace.is_none());
    counts && player.segment().kind == SegmentKind::Work
}

/// Returns the time of each step in the routine, and how much of the current one is over.
pub(super) fn shares(player: &Player, now: MonoTime) -> (Vec<Duration>, f64) {
    let timeline = player.timeline();
    let here = player.index();
    let current = player.segment().unit.step;
    let mut lengths = vec![Duration::ZERO; timeline.steps.len()];
    let mut before = Duration::ZERO;
    for (i, segment) in timeline.segments.iter().enumerate() {
        // Getting ready belongs to no step.
        if segment.kind == SegmentKind::GetReady {
            continue;
        }
        lengths[segment.unit.step] += segment.typical;
        if segment.unit.step == current && i < here {
            before += segment.typical;
        }
    }
    let ready = player.segment().kind == SegmentKind::GetReady;
    let into = if ready { Duration::ZERO } else { player.elapsed(now).min(player.segment().typical) };
    let length = lengths[current].max(Duration::from_nanos(1));
    (lengths, (before + into).div_duration_f64(length))
}
