//! Moments: which pose a step is in, by what kind of step it is and how long it has run.

use std::time::Duration;

use crate::body::{Motion, Phase};
use crate::routine::{Beat, Tempo};

/// What a beat of no length takes of the next one.
const BORROWED: Duration = Duration::from_millis(800);

/// A moment of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Moment<'t> {
    /// The figure's own cycle, so long after it began; it loops.
    Cycle(Duration),
    /// A hold, so long after it began: the first beat once, then it stands.
    Hold(Duration),
    /// A counted repetition at the step's own tempo, so long after the repetition began.
    Beats {
        /// The step's tempo.
        tempo: &'t Tempo,
        /// Since the repetition began.
        into: Duration,
    },
    /// A pose, by its number.
    Still(usize),
}

impl Moment<'_> {
    /// Returns the phase of a motion at this moment.
    pub(super) fn phase(&self, motion: &Motion) -> Phase {
        match *self {
            Self::Cycle(time) => motion.at(time),
            Self::Still(pose) => Phase::Pose(pose),
            Self::Hold(time) => {
                let fraction = time.as_secs_f32() / motion.first_beat().as_secs_f32();
                if fraction < 1.0 {
                    Phase::Between(motion.last(), motion.first(), fraction)
                } else {
                    Phase::Pose(motion.first())
                }
            }
            Self::Beats { tempo, into } => beats(motion, tempo, into),
        }
    }

    /// True if nothing moves from this moment on, until a beat or the step ends.
    pub(super) fn stands(&self, motion: &Motion) -> bool {
        match self.phase(motion) {
            Phase::Pose(_) => true,
            Phase::Between(from, to, _) => from == to,
            Phase::Cycle(_) => false,
        }
    }
}

/// A part of a repetition.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    from: usize,
    to: usize,
    length: Duration,
}

fn beats(motion: &Motion, tempo: &Tempo, into: Duration) -> Phase {
    let length = tempo.length();
    let parts = parts(motion, tempo);
    if parts.is_empty() {
        // The figure knows no up and down: its cycle is stretched to one repetition.
        let own = motion.length().as_secs_f64() / length.as_secs_f64().max(0.001);
        return motion.at(into.mul_f64(own.min(1000.0)));
    }
    let mut rest = Duration::from_nanos((into.as_nanos() % length.as_nanos().max(1)) as u64);
    for part in &parts {
        if rest < part.length {
            if part.from == part.to {
                return Phase::Pose(part.to);
            }
            return Phase::Between(part.from, part.to, rest.as_secs_f32() / part.length.as_secs_f32());
        }
        rest -= part.length;
    }
    Phase::Pose(parts[parts.len() - 1].to)
}

/// Lays out a repetition; empty if the figure has not the poses for it.
fn parts(motion: &Motion, tempo: &Tempo) -> Vec<Part> {
    let pose = |name| motion.pose(name);
    let ((Some(up), Some(down), ..) | (_, _, Some(up), Some(down))) =
        (pose("up"), pose("down"), pose("hold"), pose("pause"))
    else {
        return Vec::new();
    };
    let has = |beat| tempo.0.iter().any(|(b, _)| b.basic() == beat);
    let moves = has(Beat::Up) || has(Beat::Down);
    // Where a repetition that begins with a hold or a pause has come from.
    let mut stands = match (has(Beat::Up), has(Beat::Down)) {
        (true, false) => down,
        (false, true) => up,
        _ => {
            let last = tempo.0.iter().rev().find(|(beat, _)| matches!(beat.basic(), Beat::Up | Beat::Down));
            last.map_or(down, |(beat, _)| if beat.basic() == Beat::Up { up } else { down })
        }
    };
    let mut ends = Vec::new();
    for (beat, length) in &tempo.0 {
        let beat = beat.basic();
        stands = match beat {
            Beat::Up => up,
            // Without a beat that moves, a hold is the work and a pause the rest from it.
            Beat::Hold => pose("hold").unwrap_or(if moves { stands } else { up }),
            Beat::Pause => pose("pause").unwrap_or(if moves { stands } else { down }),
            // Down, and whatever moves like it.
            _ => down,
        };
        ends.push((beat, stands, *length));
    }
    let mut parts = Vec::new();
    let mut at = ends.last().map_or(down, |(_, end, _)| *end);
    for (beat, end, length) in ends {
        let borrowed = BORROWED.min(length / 2);
        let moving = matches!(beat, Beat::Up | Beat::Down);
        if moving && at == end {
            // The way back had no beat of its own.
            let other = if end == up { down } else { up };
            parts.push(Part { from: at, to: other, length: borrowed });
            parts.push(Part { from: other, to: end, length: length.saturating_sub(borrowed) });
        } else if !moving && at != end {
            parts.push(Part { from: at, to: end, length: borrowed });
            parts.push(Part { from: end, to: end, length: length.saturating_sub(borrowed) });
        } else {
            parts.push(Part { from: at, to: end, length });
        }
        at = end;
    }
    parts
}
