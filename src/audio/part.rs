//! The part: a score made ready to be mixed.
//!
//! Everything that needs time or memory happens here, on the actor's thread: samples are
//! looked up, levels and panning worked out, stale notes left out. The callback then only
//! reads.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::audio::sounds::{Sound, Sounds};
use crate::score::{Note, Score};
use crate::symptoms::Side;
use crate::time::MonoTime;
use crate::timeline::{CueKind, Lane};

/// A beat that is later than this is not begun any more, and nothing that was due before its score arrived.
pub(super) const STALE: Duration = Duration::from_millis(30);
/// What is said or marks an instant may be so late: a stream that ran empty needs four blocks, about 85 ms, until it is
/// known again when a frame is heard, and on a busy machine some blocks more. Late is better than never.
const LATE: Duration = Duration::from_millis(250);
/// A note that was due when its score arrived, or that names what comes, may wait so long for the
/// device to open.
const PATIENCE: Duration = Duration::from_millis(800);
/// How far notes about a side lie from the middle: 0 is the middle, 1 is one ear.
const PAN: f32 = 0.6;

/// How the notes of a part are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    /// Volume of everything, 0 to 1.
    pub volume: f32,
    /// Volume of what is no speech, 0 to 1.
    pub tones: f32,
    /// Volume of words, 0 to 1.
    pub words: f32,
    /// Whether notes about a side come from that side.
    pub pan: bool,
    /// So much very quiet noise before a note that follows a long silence; zero for none.
    pub lead: Duration,
}

impl Default for Balance {
    fn default() -> Self {
        Self { volume: 1.0, tones: 1.0, words: 1.0, pan: true, lead: Duration::ZERO }
    }
}

/// The notes of a score with their sounds, earliest first.
#[derive(Debug, Default)]
pub struct Part {
    pub(super) notes: Vec<Placed>,
    /// The first note that has not been dealt with.
    pub(super) next: usize,
    /// So much very quiet noise before a note that follows a long silence.
    pub(super) lead: Duration,
}

/// A note with its sound.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) at: MonoTime,
    /// The last instant at which it may still be begun.
    pub(super) latest: MonoTime,
    pub(super) name: NoteName,
    pub(super) lane: Lane,
    pub(super) sound: Sound,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// What makes a note the same note in another score: its instant, and a digest of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NoteName {
    at: MonoTime,
    digest: u64,
}

impl Part {
    /// Makes the part of a score that arrived at `arrived`.
    ///
    /// Notes that were stale by then are left out.
    pub fn new(score: &Score, sounds: &mut Sounds, balance: Balance, arrived: MonoTime) -> Self {
        Self::draft(score, sounds, balance, arrived, None)
    }

    /// Makes the part of a score in a hurry: notes after `until` have words only where those
    /// were made already, else their tones.
    pub(super) fn draft(
        score: &Score,
        sounds: &mut Sounds,
        balance: Balance,
        arrived: MonoTime,
        until: Option<MonoTime>,
    ) -> Self {
        let mut notes: Vec<Placed> = score
            .notes
            .iter()
            .filter(|note| note.at + STALE >= arrived)
            .map(|note| {
                let hurried = until.is_some_and(|until| note.at > until);
                let sound = if hurried { sounds.at_hand(note) } else { sounds.of(note) };
                place(note, sound, balance, arrived)
            })
            .collect();
        notes.sort_by_key(|note| note.at);
        Self { notes, next: 0, lead: balance.lead }
    }

    /// Returns whether the note is in this part, begun or not.
    pub(super) fn holds(&self, name: NoteName) -> bool {
        let first = self.notes.partition_point(|note| note.at < name.at);
        self.notes[first..].iter().take_while(|note| note.at == name.at).any(|note| note.name == name)
    }
}

fn place(note: &Note, sound: Sound, balance: Balance, arrived: MonoTime) -> Placed {
    let angle = match note.side.filter(|_| balance.pan) {
        Some(Side::Left) => -PAN,
        Some(Side::Right) => PAN,
        None => 0.0,
    };
    // Equal power: the sum of the squares is the same wherever it lies.
    let (right, left) = ((angle + 1.0) * std::f32::consts::FRAC_PI_4).sin_cos();
    let own = if sound.worded { balance.words } else { balance.tones };
    let volume = balance.volume.clamp(0.0, 1.0) * own.clamp(0.0, 1.0);
    // A name that comes late while a device opens is still of use; an instant is not.
    let may_wait = note.at <= arrived + STALE
        || matches!(note.kind, CueKind::Name | CueKind::Ready | CueKind::Say | CueKind::Next);
    let latest = match (may_wait, note.lane()) {
        (true, _) => PATIENCE.min(note.slot).max(STALE),
        (false, Lane::Cue) => LATE.min(note.slot).max(STALE),
        (false, Lane::Tempo) => STALE,
    };
    Placed {
        at: note.at,
        latest: note.at + latest,
        name: NoteName { at: note.at, digest: digest(note) },
        lane: note.lane(),
        sound,
        left: left * volume,
        right: right * volume,
    }
}

fn digest(note: &Note) -> u64 {
    let Note { at: _, kind, slot: _, room: _, text, side } = note;
    let mut hasher = DefaultHasher::new();
    (kind, text, side.map(|side| side == Side::Left)).hash(&mut hasher);
    hasher.finish()
}
