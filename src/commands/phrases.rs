//! `runup voice-phrases`: what the bundled voice has to say, one phrase a line.
//!
//! `sounds/make-voice` reads it, so that the recordings follow the texts: the words that every
//! routine needs, the names and sentences of all exercises, and whatever else the shipped
//! routines say that cannot be put together from these.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::audio::voice::phrase;
use crate::library::{Kind, Library};
use crate::routine::Equipment;
use crate::settings::Settings;
use crate::symptoms::Side;
use crate::timeline::{CueKind, Options, Timeline};

/// What every routine may need, as it is said. A comma keeps the voice up.
const WORDS: &[&str] = &[
    "Left.",
    "Right.",
    "Other side.",
    "Switch.",
    "Switch sides.",
    "Switch left.",
    "Switch right.",
    "Switch, other side.",
    "Halfway.",
    "Rest.",
    "Then left.",
    "Then right.",
    "Rest, then left.",
    "Rest, then right.",
    "Last set.",
    "Last one.",
    "Get ready.",
    "First,",
    "Next,",
    "Done.",
    "Well done.",
    "Go.",
    "Run.",
    "Walk.",
    "Up.",
    "Down.",
    "Hold.",
    "Pause.",
    "Resume.",
    "You need,",
    "minutes.",
    "minute.",
    "seconds.",
    "times.",
    "Twice.",
    "Then,",
    "Briskly.",
    "Stride.",
    "Strides of.",
    "Of.",
    "Easy.",
    "Half of this one.",
    "Past five, sharp, or limping: stop and walk.",
    "Past five, sharp, or limping: stop.",
    "Quick and relaxed, never a sprint.",
    "Shorter, quicker steps.",
    "Easy enough to talk.",
    "Past five, or a limp: walk home.",
];

/// Returns the phrases: for each recording its name, a tab, and what is said in it.
pub fn list(library: &Library) -> String {
    let mut out = String::new();
    for (name, text) in phrases(library) {
        let _ = writeln!(out, "{name}\t{text}");
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
        add(format!("You need {thing}."));
    }
    for (id, _) in library.ids(Kind::Exercise) {
        let Ok(exercise) = library.exercise(id) else { continue };
        add(format!("{}.", exercise.name.trim_end_matches('.')));
        exercise.say.into_iter().for_each(&mut add);
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
        .filter(|cue| !matches!(cue.kind, CueKind::Tempo(_)))
        .filter_map(|cue| cue.text.clone())
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Returns every routine of a library, laid out from either side.
pub fn timelines(library: &Library) -> Vec<Timeline> {
    let routines = library.routines().filter_map(|(id, _)| library.routine(id).ok());
    routines
        .flat_map(|routine| {
            [Side::Left, Side::Right].map(|first| {
                let options = Options { first, ..crate::day::layout(&routine, &Settings::default()) };
                Timeline::build(&routine, &options)
            })
        })
        .collect()
}
