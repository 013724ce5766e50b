//! The voice: how a text is said.
//!
//! First with the recordings that are part of the program; what they cannot say whole goes to a
//! speech engine on the machine, ahead of time and on a thread of its own. Until an engine has
//! answered, and when it cannot, a tone stands in: [`Sounds`](crate::audio::Sounds) decides that.

mod bundle;
mod cache;
pub(super) mod clip;
mod engine;
mod loudness;
mod stretch;
mod tame;
mod wav;
mod worker;

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

pub use crate::settings::{EngineChoice, SpeakerChoice};

use clip::Clip;
use worker::Worker;

/// Speech is made faster by 15 per cent at most.
pub const MOST_HURRY: f64 = 1.15;

/// How words are said.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Whether words are said at all.
    pub on: bool,
    /// Whose recordings say them.
    pub speaker: SpeakerChoice,
    /// What says the texts that have no recording.
    pub engine: EngineChoice,
    /// Where phrases of an engine are kept, and made; without it no engine is used.
    pub cache: Option<PathBuf>,
}

impl Default for Voice {
    fn default() -> Self {
        Self { on: true, speaker: SpeakerChoice::default(), engine: EngineChoice::Auto, cache: None }
    }
}

/// Returns how long the recordings take to say a text, unhurried, with the pauses that suit a
/// slot; `None` when they cannot.
///
/// It is the slowest speaker's time, so that a routine is as long whoever speaks.
pub fn recorded_length(text: &str, slot: Duration) -> Option<Duration> {
    SpeakerChoice::ALL
        .into_iter()
        .map(|speaker| bundle::say(speaker, text, slot).map(|clip| clip.length()))
        .try_fold(Duration::ZERO, |most, length| Some(most.max(length?)))
}

/// Tells whether the recordings of each speaker can say a text.
pub fn is_recorded(text: &str) -> bool {
    SpeakerChoice::ALL.into_iter().all(|speaker| bundle::covers(speaker, text))
}

/// Returns the highest peak of a recording as it is decoded here; `None` if it is broken.
pub fn peak(recording: &[u8]) -> Option<f32> {
    bundle::decode("a recording", recording).map(|clip| clip::peak(&clip.samples))
}

/// Returns the commands of the speech engines on this machine, best first, as they can be set.
///
/// [`EngineChoice::Auto`] takes the first.
pub fn engines() -> Vec<EngineChoice> {
    engine::on_this_machine().map(EngineChoice::Command).collect()
}

/// Returns the names of a speaker's recordings.
pub fn recordings(speaker: SpeakerChoice) -> Vec<&'static str> {
    let mut names: Vec<&str> = bundle::names(speaker).collect();
    names.sort_unstable();
    names
}

/// What can be had of a text.
#[derive(Debug)]
pub(super) enum Words {
    /// It is said like this.
    Said(Clip),
    /// An engine was asked.
    Awaited,
    /// It takes so long, which is too long even if it is hurried.
    TooLong(Duration),
    /// Nothing can say it.
    Unsaid,
}

/// Says texts: the recordings, an engine, and what the engine has answered.
pub(super) struct Speaker {
    voice: Voice,
    worker: Option<Worker>,
    /// Called when an engine has answered, until the worker gets it.
    arrived: Option<Box<dyn Fn() + Send>>,
    /// What the engine was asked; `None` until it answers.
    asked: HashMap<String, Option<Answered>>,
}

#[derive(Debug)]
enum Answered {
    Clip(Clip),
    Nothing,
}

impl Speaker {
    /// Makes a speaker; `arrived` is called, on another thread, when an engine has answered.
    pub(super) fn new(voice: Voice, arrived: impl Fn() + Send + 'static) -> Self {
        Self { voice, worker: None, arrived: Some(Box::new(arrived)), asked: HashMap::new() }
    }

    /// Tells whether words are said at all.
    pub(super) const fn is_on(&self) -> bool {
        self.voice.on
    }

    /// Returns the words of a text, which last no longer than `limit`.
    pub(super) fn say(&mut self, text: &str, limit: Duration) -> Words {
        if !self.voice.on {
            return Words::Unsaid;
        }
        let clip = match bundle::say(self.voice.speaker, text, limit) {
            Some(clip) => clip,
            None => match self.ask(text) {
                Words::Said(clip) => clip,
                other => return other,
            },
        };
        let hurry = clip.length().as_secs_f64() / limit.as_secs_f64().max(1e-3);
        if hurry > MOST_HURRY {
            return Words::TooLong(clip.length());
        }
        Words::Said(if hurry > 1.0 { stretch::faster(&clip, hurry) } else { clip })
    }

    /// Has the engine begin with a text, where it will be needed.
    pub(super) fn prepare(&mut self, text: &str) {
        if self.voice.on && !bundle::covers(self.voice.speaker, text) {
            self.ask(text);
        }
    }

    /// Takes in what the engine has answered meanwhile.
    pub(super) fn take_answers(&mut self) {
        while let Some((text, clip)) = self.worker.as_ref().and_then(|w| w.answer(Duration::ZERO)) {
            self.asked.insert(text, Some(clip.map_or(Answered::Nothing, Answered::Clip)));
        }
    }

    /// Waits until the engine has answered everything that it was asked.
    pub(super) fn wait(&mut self) {
        let enough = engine::PATIENCE + Duration::from_secs(2);
        while self.asked.values().any(Option::is_none) {
            // Each phrase has its own limit, so that this ends; without a thread nothing comes.
            let Some((text, clip)) = self.worker.as_ref().and_then(|w| w.answer(enough)) else { return };
            self.asked.insert(text, Some(clip.map_or(Answered::Nothing, Answered::Clip)));
        }
    }

    fn ask(&mut self, text: &str) -> Words {
        match self.asked.get(text) {
            Some(Some(Answered::Clip(clip))) => return Words::Said(clip.clone()),
            Some(Some(Answered::Nothing)) => return Words::Unsaid,
            Some(None) => return Words::Awaited,
            None => {}
        }
        let (Some(folder), false) = (&self.voice.cache, self.voice.engine == EngineChoice::Off) else {
            return Words::Unsaid;
        };
        if let Some(arrived) = self.arrived.take() {
            self.worker = Worker::start(self.voice.engine.clone(), folder.join("voice"), arrived);
        }
        let Some(worker) = &self.worker else { return Words::Unsaid };
        worker.ask(text);
        self.asked.insert(text.to_owned(), None);
        Words::Awaited
    }
}

impl std::fmt::Debug for Speaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Speaker")
            .field("voice", &self.voice)
            .field("worker", &self.worker)
            .finish_non_exhaustive()
    }
}
