//! The words of a routine that become a tone, and why: for `render`, `check --sound` and `doctor`.
//!
//! Nothing falls silent unsaid: whatever the recordings and the engine of this machine cannot say in the time there is
//! is listed with its reason.

use std::fmt::Write;

use super::setup::Setup;
use crate::audio::{AudioConfig, Sounds, Unsaid, WhyTone};
use crate::day::layout;
use crate::diagnostic::printable;
use crate::library::Library;
use crate::routine::Id;
use crate::score::Score;
use crate::time::{Clock, MonoTime};
use crate::timeline::{Options, Timeline};

/// The rate at which words are measured, in frames a second.
const RATE: u32 = 24_000;

/// Says of each phrase when it is due, what it is and why a tone stands in.
pub(super) fn lines(unsaid: &[Unsaid]) -> Vec<String> {
    unsaid.iter().map(line).collect()
}

fn line(unsaid: &Unsaid) -> String {
    let why = match unsaid.why {
        WhyTone::TooLong { takes, room } => {
            format!("takes {:.1} s, but only {:.1} s are free", takes.as_secs_f64(), room.as_secs_f64())
        }
        WhyTone::NoVoice => "it isn't recorded, and no speech engine could say it".to_owned(),
    };
    let at = Clock(std::time::Duration::from_secs(unsaid.at.since(MonoTime::ZERO).as_secs()));
    format!("{at} a tone in place of \"{}\": {why}", printable(&unsaid.text))
}

/// Returns what of a routine becomes a tone on this machine, at its first hearing and from the fourth on, each phrase once.
pub(super) fn of_routine(id: &Id, library: &Library, setup: &Setup) -> Vec<Unsaid> {
    let Ok(routine) = library.routine(id) else { return Vec::new() };
    let (theme, _) = setup.theme();
    let config = AudioConfig::new(&setup.settings.sound, theme, Some(setup.paths.cache.clone()));
    let mut sounds = Sounds::new(config.theme, RATE).with_voice(config.voice);
    let mut all: Vec<Unsaid> = Vec::new();
    let known = routine.steps().filter_map(|step| step.exercise.id.clone()).collect::<Vec<_>>();
    for (known, own_known) in [(Vec::new(), false), (known, true)] {
        let options = Options { known, own_known, ..layout(&routine, &setup.settings) };
        let score = Score::of(&Timeline::build(&routine, &options), MonoTime::ZERO);
        sounds.wait_for_words(&score);
        for unsaid in sounds.unsaid(&score) {
            if !all.iter().any(|other| other.text == unsaid.text) {
                all.push(unsaid);
            }
        }
    }
    all
}

/// Returns the report of routines: which phrases become a tone, or that none does.
pub(super) fn report((ids, library): &(Vec<Id>, Library), setup: &Setup) -> String {
    let mut out = String::new();
    for id in ids {
        for line in lines(&of_routine(id, library, setup)) {
            let _ = writeln!(out, "{id}: {line}");
        }
    }
    if out.is_empty() {
        out.push_str("every phrase can be spoken\n");
    }
    out
}
