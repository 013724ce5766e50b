//! `runup voice-phrases`: what the bundled voice has to say, one phrase per line.
//!
//! `sounds/make-voice` reads it, so that the recordings follow the texts. The phrases are the words that every routine
//! needs, the names and sentences of all exercises, and other sentences of the shipped routines that cannot be put
//! together from these.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use super::Failure;
use crate::audio::voice;
use crate::library::{Kind, Library};
use crate::routine::{Beat, Equipment, Exercise, Id};
use crate::settings::Settings;
use crate::speech;
use crate::speech::phrase;
use crate::symptoms::{Side, limits};
use crate::timeline::{Options, Timeline};

/// What every routine may need, as it is said. A comma keeps the voice up.
const WORDS: &[&str] = &[
    "Left.",
    "Right.",
    "Other side.",
    "Switch.",
    "Switch, left.",
    "Switch, right.",
    "Switch, other side.",
    "Halfway.",
    "Halfway. Turn round.",
    "Rest.",
    "Last set.",
    "Last set, left.",
    "Last set, right.",
    "Last one.",
    "The last one.",
    "Ease off.",
    "Get ready.",
    "Next,",
    "To the wall.",
    "To the step.",
    "To the chair.",
    "Sit down.",
    "Lie down.",
    "Stand up.",
    "Hands to the floor.",
    "With the towel.",
    "On the mat.",
    "Set,",
    "Sets of,",
    "Done.",
    "Well done.",
    "Go.",
    "Run.",
    "Walk.",
    "Brisk walk.",
    "Easy walk.",
    "You'll need,",
    "minutes.",
    "minute.",
    "seconds.",
    "second.",
    "times.",
    "Twice.",
    "Once.",
    "Then,",
    "Briskly.",
    "Stride.",
    "Strides of.",
    "One stride.",
    "Two strides.",
    "Of.",
    "Easy.",
    "Halfway through this one.",
    "Changing sides.",
    "As many as you can.",
    "Press Enter when you're done.",
    "Avoid,",
    "Quick and relaxed, never a sprint.",
    "Shorter, quicker steps.",
    "Easy enough to talk.",
    "Enter your result on the screen.",
];

/// Returns the phrases: for each recording its name, a tab, and what is said in it.
pub fn list(library: &Library) -> String {
    let mut out = String::new();
    for (name, text) in phrases(library) {
        let _ = writeln!(out, "{name}\t{text}");
    }
    out
}

/// Returns the highest peak of a recording as the program decodes it, `broken` if it cannot be decoded.
///
/// `sounds/make-voice` codes a phrase anew if this decoder, unlike the reference, overshoots.
pub(super) fn peak(file: &Path) -> Result<String, Failure> {
    let what = || format!("cannot read {}", file.display());
    let recording = std::fs::read(file).map_err(|source| Failure::Io { what: what(), source })?;
    Ok(voice::peak(&recording).map_or("broken\n".into(), |peak| format!("{peak:.3}\n")))
}

/// Returns what is said with more than one recording: their names with the milliseconds of quiet
/// between them, a tab, and the text.
pub fn joined(library: &Library) -> String {
    let phrases = phrases(library);
    let mut out = String::new();
    for text in texts(library) {
        let pieces = phrase::compose(&text, |name| phrases.contains_key(name)).unwrap_or_default();
        let Some((last, first)) = pieces.split_last().filter(|(_, first)| !first.is_empty()) else {
            continue;
        };
        for piece in first {
            let _ = write!(out, "{} {} ", piece.name, piece.pause.as_millis());
        }
        let _ = writeln!(out, "{}\t{text}", last.name);
    }
    out
}

/// Returns the phrases by the names of their recordings.
pub fn phrases(library: &Library) -> BTreeMap<String, String> {
    let mut phrases = BTreeMap::new();
    let mut add = |text: String| {
        phrases.entry(phrase::name(&text)).or_insert(text);
    };
    for text in WORDS {
        add((*text).to_owned());
    }
    for limit in [0, limits::PAIN_WALK_HOME] {
        add(speech::walk_home(limit));
        add(speech::stop(limit, false));
        add(speech::stop(limit, true));
    }
    for number in phrase::numbers() {
        add(format!("{number}."));
    }
    for ten in phrase::tens() {
        add(format!("{ten}."));
    }
    for thing in Equipment::ALL {
        let thing = thing.words();
        add(format!("{thing}."));
        add(format!("and {thing}."));
        add(format!("You'll need {thing}."));
    }
    // What is said often is better said in one breath.
    for seconds in (5..60).step_by(5) {
        add(speech::sentence(&speech::length(Duration::from_secs(seconds))));
    }
    for minutes in (1..=10).chain([15, 20, 30]) {
        add(speech::sentence(&speech::length(Duration::from_secs(60 * minutes))));
    }
    for sets in 2..=5 {
        (2..sets).for_each(|set| add(speech::set(set, sets, None)));
        add(format!("{} sets of,", speech::number(sets)));
    }
    // Which of how many runs or strides it is.
    for all in 2..=12 {
        add(format!("of {}.", speech::number(all)));
    }
    for beat in Beat::ALL {
        add(speech::sentence(beat.id()));
        add(format!("Go, {beat}."));
    }
    for (id, _) in library.ids(Kind::Exercise) {
        let Ok(exercise) = library.exercise(id) else { continue };
        add(format!("{}.", speech::title(&exercise, None)));
        let reminder = speech::reminder(&exercise).filter(|_| exercise.also_say.is_some());
        let Exercise { ready, say, .. } = exercise;
        [ready, say, reminder].into_iter().flatten().for_each(&mut add);
    }
    // A name alone is misheard more often than one with its side.
    for timeline in timelines(library) {
        let sided = timeline.segments.iter().filter(|segment| segment.unit.side.is_some());
        for segment in sided {
            add(format!("{}.", speech::title(&timeline.step_of(segment).exercise, segment.unit.side)));
        }
    }
    for text in texts(library) {
        // The end is a sentence of its own behind `Done.`
        let text = text.strip_prefix("Done. ").unwrap_or(&text);
        if !phrase::is_composed(text, |name| phrases.contains_key(name)) {
            phrases.insert(phrase::name(text), text.to_owned());
        }
    }
    phrases
}

/// Returns everything that the routines of a library say, played from either side.
pub fn texts(library: &Library) -> Vec<String> {
    let mut texts: Vec<String> = timelines(library)
        .iter()
        .flat_map(|timeline| &timeline.segments)
        .flat_map(|segment| &segment.cues)
        .filter_map(|cue| cue.text.clone())
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Returns every routine of a library, laid out from either side, as it is heard first and from the fourth time on.
pub fn timelines(library: &Library) -> Vec<Timeline> {
    let routines = library.routines().filter_map(|(id, _)| library.routine(id).ok());
    routines
        .flat_map(|routine| {
            let known: Vec<Id> = library.ids(Kind::Exercise).map(|(id, _)| id.clone()).collect();
            [(Side::Left, false), (Side::Left, true), (Side::Right, false), (Side::Right, true)].map(
                |(first, own_known)| {
                    let known = if own_known { known.clone() } else { Vec::new() };
                    let layout = crate::day::layout(&routine, &Settings::default());
                    Timeline::build(&routine, &Options { first, known, own_known, ..layout })
                },
            )
        })
        .collect()
}
