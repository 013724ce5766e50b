//! Requests of the app to the shell.

use super::SessionEvent;
use crate::record::journal::{Boundary, Header};
use crate::record::{Gaps, Record};
use crate::score::Score;
use crate::settings::{Entry, Value};
use crate::time::MonoTime;
use crate::timeline::CueKind;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// As asked.
    Done,
    /// The routine that was asked for could not be played, and why was shown.
    Refused,
    /// At once, by Ctrl-C; a running session can be taken up again.
    Interrupted,
}

/// Something that the shell does.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Plays these cues, in place of those that were due.
    Play(Score),
    /// Plays nothing more.
    Silence,
    /// Gives the sound device back.
    CloseSound,
    /// Rings the terminal's bell, if there is no other sound.
    Bell,
    /// A cue came due; for `--events`, and lines of text.
    CueDue {
        /// When, on the timeline's clock.
        at: MonoTime,
        /// The kind of cue.
        kind: CueKind,
        /// The words.
        text: Option<String>,
        /// The segment's index.
        segment: usize,
    },
    /// Something happened to the session; for `--events` and the runner's own commands.
    SessionEvent {
        /// When, on the timeline's clock.
        at: MonoTime,
        /// The event.
        what: SessionEvent,
    },
    /// Adds a record to the history.
    Save(Box<Record>),
    /// Keeps in mind which gaps of the history the runner has accepted.
    AcceptGaps(Gaps),
    /// Keeps the journal of the running session.
    Journal(JournalEffect),
    /// Takes over how it should sound from the settings.
    TuneSound(Box<crate::settings::SoundSettings>),
    /// Puts a setting that was changed into the config.
    KeepSetting {
        /// The setting.
        entry: Entry,
        /// What it is set to.
        value: Value,
    },
    /// Keeps the machine awake, or no longer.
    KeepAwake(bool),
    /// Stops the program until the shell is asked to go on.
    Suspend,
    /// Ends the program.
    Quit(Exit),
}

impl Effect {
    /// Returns the order among effects of one moment: first the sound, which waits for nothing, then the disk, then
    /// the output. So a boundary is in the journal before it is seen, however slow the reader is.
    pub const fn turn(&self) -> u8 {
        match self {
            Self::Play(_) | Self::Silence | Self::CloseSound | Self::TuneSound(_) | Self::KeepAwake(_) => 0,
            Self::Save(_) | Self::AcceptGaps(_) | Self::Journal(_) | Self::KeepSetting { .. } => 1,
            Self::Bell | Self::CueDue { .. } | Self::SessionEvent { .. } | Self::Suspend | Self::Quit(_) => 2,
        }
    }
}

/// What becomes of the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum JournalEffect {
    /// A session begins.
    Begin(Box<Header>),
    /// A boundary was passed.
    Line(Boundary),
    /// The session is in the history; its journal can go.
    Finish,
    /// An interrupted session continues, in its own journal.
    Continue(String),
    /// An interrupted session was dropped; its journal can go.
    Forget(String),
}
