//! A session that was cut off: its routine as the journal has it, and where it continues.

use super::Core;
use crate::hash::fnv64;
use crate::history;
use crate::library::{Kind, Origin, SourceFile};
use crate::record::Sore;
use crate::record::journal::{Header, Interrupted, Source};
use crate::routine::Routine;
use crate::session::Now;
use crate::symptoms::{Side, SoreSite, Soreness};
use crate::timeline::gate::{self, Situation};

/// Where an interrupted session continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResumePlace {
    /// From its start.
    Start,
    /// At a step.
    Step {
        /// The name of its exercise.
        exercise: String,
        /// The side.
        side: Option<Side>,
    },
}

/// Returns a name for a text that changes when the text does.
fn hash(text: &[u8]) -> String {
    format!("{:016x}", fnv64(text))
}

impl Core {
    /// Returns where an interrupted session continues.
    pub(crate) fn resume_place(&self, interrupted: &Interrupted, now: Now) -> ResumePlace {
        let Interrupted { header, resume: place, .. } = interrupted;
        let Some(id) = &place.step else { return ResumePlace::Start };
        let played = self.routine_of(header).0.map(|routine| {
            match gate::for_soreness(&routine, &self.situation_of(header, now), self.history.library()) {
                gate::Outcome::Play { routine, .. } => *routine,
                gate::Outcome::Stop { .. } => routine,
            }
        });
        let name = played.and_then(|r| r.steps().find(|s| s.id == *id).map(|s| s.exercise.name.clone()));
        let exercise = name.unwrap_or_else(|| id.as_str().replace('-', " "));
        ResumePlace::Step { exercise, side: place.side }
    }

    /// The hash of a routine's text, and where the journal finds that text again.
    pub(crate) fn source_of(&self, routine: &Routine, text: Option<String>) -> (String, Source) {
        let file = self.history.library().source(Kind::Routine, &routine.id);
        match (text, file) {
            (Some(text), _) => (hash(text.as_bytes()), Source::Text(text)),
            (None, Some(file)) if file.origin == Origin::Shipped => (hash(&file.bytes), Source::Shipped),
            (None, Some(file)) => {
                (hash(&file.bytes), Source::Text(String::from_utf8_lossy(&file.bytes).into_owned()))
            }
            (None, None) => (hash(b""), Source::Shipped),
        }
    }

    /// Finds the routine of a journal, and its text if that is not shipped.
    pub(crate) fn routine_of(&self, header: &Header) -> (Option<Routine>, Option<String>) {
        match &header.source {
            Source::Shipped => (self.history.library().routine(&header.routine).ok(), None),
            Source::Text(text) => {
                let file = SourceFile {
                    path: format!("{} in the journal", header.routine),
                    kind: Kind::Routine,
                    id: header.routine.clone(),
                    origin: Origin::Own,
                    bytes: text.clone().into_bytes().into(),
                };
                (self.history.library().parse_file(&file).value, Some(text.clone()))
            }
        }
    }

    /// What is sore now, or without a later answer, what was sore when a session began.
    pub(crate) fn situation_of(&self, header: &Header, now: Now) -> Situation {
        let site = |s: &Sore| SoreSite { site: s.site, score: s.score };
        let soreness = match self.history.soreness(now.at.date()) {
            Soreness::Unknown if !header.sore.is_empty() => {
                Soreness::Known(header.sore.iter().map(site).collect())
            }
            known => known,
        };
        // What was played then continues, also after midnight.
        Situation {
            turn: history::turn(header.started.date()),
            ..self.history.situation(soreness, now.at.date())
        }
    }
}
