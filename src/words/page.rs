//! A routine, an exercise or a plan in full: what it is, what it does about soreness, and what it rests on.
//!
//! The paragraphs are made here once, for the screen that scrolls through them and for
//! `runup show`, so that both say the same. Start with [`routine_known`], [`exercise`] or [`plan`].

mod known;
mod ladder;
mod plan;

pub use known::{Known, about};
pub use ladder::{Ladder, rung_offer, rung_words};
pub use plan::plan;
pub(crate) use plan::{met, test_words};

use crate::library::{Kind, Library};
use crate::phrase;
use crate::routine::{
    Block, Evidence, Exercise, Gate, GateAction, Id, Level, Routine, Step, StepChange, StepGate, Stress,
    Until,
};
use crate::symptoms::Region;
use crate::symptoms::limits::{EXTRA_SET_PAIN, PAIN_TOO_MUCH};
use crate::time::Clock;
use crate::timeline::{Options, Timeline};

use super::evidence as why;
use super::routine as words;

/// How a paragraph is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The name at the top.
    Title,
    /// What the paragraphs below are about.
    Heading,
    /// Body text.
    Text,
    /// What may be passed over.
    Note,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// How it is shown.
    pub weight: Weight,
    /// Columns it is moved in by.
    pub indent: u16,
    /// The text.
    pub text: String,
}

/// Paragraphs being written, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Paper(pub(crate) Vec<Paragraph>);

impl Paper {
    pub(crate) fn put(&mut self, weight: Weight, indent: u16, text: impl Into<String>) {
        self.0.push(Paragraph { weight, indent, text: text.into() });
    }

    pub(crate) fn heading(&mut self, text: &str) {
        self.put(Weight::Heading, 0, text);
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.put(Weight::Text, 2, text);
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.put(Weight::Note, 5, text);
    }
}

/// Returns all there is to say about a routine, with what is known of it today, and first that it is locked, if it is.
pub fn routine_known(shown: &Routine, library: &Library, known: &Known<'_>) -> Vec<Paragraph> {
    let mut paragraphs = routine(shown, library, known);
    if let Some(words) = known.locked {
        let text = words.to_owned();
        paragraphs.insert(1, Paragraph { weight: Weight::Heading, indent: 0, text });
    }
    paragraphs
}

/// Returns all there is to say about a routine.
fn routine(routine: &Routine, library: &Library, known: &Known<'_>) -> Vec<Paragraph> {
    let mut paper = Paper::default();
    paper.put(Weight::Title, 0, format!("{}  ({})", routine.name, routine.id));
    let as_written = || Timeline::build(routine, &Options::default()).whole();
    let length = Clock(known.played.as_ref().map_or_else(as_written, |(_, length)| *length));
    paper.put(Weight::Text, 0, format!("{length}, {}.", facts(routine).join(", ")));
    paper.0.extend(routine.summary.iter().map(|summary| Paragraph {
        weight: Weight::Text,
        indent: 0,
        text: summary.clone(),
    }));
    for change in &known.changes {
        paper.put(Weight::Text, 0, format!("Today: {change}"));
    }
    if let Some(needed) = phrase::needed(routine.steps().map(|step| &step.exercise)) {
        paper.put(Weight::Text, 0, format!("You need {needed}."));
    }
    if !routine.needs.is_empty() {
        let needs: Vec<String> =
            routine.needs.iter().map(|(kind, least)| words::need(*kind, *least)).collect();
        paper.put(Weight::Text, 0, format!("Hops, skips and jogging come later: {}.", phrase::list(&needs)));
    }
    if routine.set_by_clinician {
        paper.put(Weight::Text, 0, clinician_words(routine));
    }
    paper.heading("Steps");
    steps(&mut paper, routine, &routine.blocks, &mut 0);
    soreness(&mut paper, routine, library);
    if !routine.caution.is_empty() {
        paper.heading("Take care");
        for caution in &routine.caution {
            paper.text(caution.clone());
        }
    }
    if !routine.rungs.is_empty() {
        ladder::ways_up(&mut paper, routine, library, known.ladder);
    }
    if !routine.card.is_empty() {
        paper.heading("Learn it once, then do it without a screen");
        for line in &routine.card {
            paper.text(line.clone());
        }
    }
    if let Some(evidence) = &routine.evidence {
        paper.heading("Evidence");
        paper.text(evidence.clone());
    }
    let mut keys: Vec<&str> = routine.sources.iter().map(String::as_str).collect();
    for step in routine.steps() {
        if let Evidence::Sources(more) = &step.evidence {
            keys.extend(more.iter().map(String::as_str));
        }
    }
    sources(&mut paper, &keys, library);
    paper.0
}

/// Returns all there is to say about an exercise.
pub fn exercise(exercise: &Exercise, library: &Library) -> Vec<Paragraph> {
    let mut paper = Paper::default();
    let id = exercise.id.as_ref().map(|id| format!("  ({id})")).unwrap_or_default();
    paper.put(Weight::Title, 0, format!("{}{id}", exercise.name));
    let works = words::tissues(&exercise.targets);
    let mut facts = vec![format!("Works: {works}.")];
    facts.extend(phrase::needed([exercise]).map(|needed| format!("You need {needed}.")));
    paper.put(Weight::Text, 0, facts.join(" "));
    for (label, text) in [
        ("Get into position", &exercise.ready),
        ("Heard", &exercise.say),
        ("In short", &exercise.brief),
        ("How", &exercise.how),
        ("Avoid", &exercise.mistake),
    ] {
        if let Some(text) = text {
            paper.heading(label);
            paper.text(text.clone());
        }
    }
    let mut more = Vec::new();
    if !exercise.loads.is_empty() {
        let loads: Vec<&str> = exercise.loads.iter().map(|region| region.words()).collect();
        more.push(format!("It loads {}.", phrase::list(&loads)));
    }
    if exercise.impact {
        more.push(
            "It has impact, so Runup skips it with quiet feet, and if you haven't said whether anything is sore."
                .to_owned(),
        );
    }
    if exercise.deep_bend {
        more.push(
            "It bends the ankle far, so Runup skips it if you haven't said whether anything is sore."
                .to_owned(),
        );
    }
    for (label, id) in [("Easier", &exercise.easier), ("Harder", &exercise.harder)] {
        if let Some(id) = id {
            more.push(format!("{label}: {}.", exercise_name(library, id)));
        }
    }
    if !more.is_empty() {
        paper.heading("Load");
        for line in more {
            paper.text(line);
        }
    }
    let keys: Vec<&str> = exercise.sources.iter().map(String::as_str).collect();
    if keys.is_empty() {
        paper.heading("Sources");
        paper.text("None: coaches and clinicians usually do it this way.");
    }
    sources(&mut paper, &keys, library);
    paper.0
}

/// What it means that a clinician set a routine.
fn clinician_words(routine: &Routine) -> String {
    match routine.pain_up_to {
        Some(limit) => format!(
            "Set by a clinician, with pain up to {limit} out of 10: up to that limit Runup changes nothing \
             and says so. Warning signs still lock it."
        ),
        None => "Set by a clinician. Sore places change it as they would any other routine.".to_owned(),
    }
}

/// For whom, when and how often.
fn facts(routine: &Routine) -> Vec<String> {
    let mut facts = vec![words::level(routine.level).to_owned()];
    facts.extend(routine.when.iter().map(|when| words::when(Some(*when)).to_owned()));
    facts.extend(routine.every.as_ref().map(words::every));
    if routine.stress == Stress::Hops && routine.level == Level::Advanced {
        facts.push("with hops".to_owned());
    }
    facts
}

fn steps(paper: &mut Paper, routine: &Routine, blocks: &[Block], number: &mut usize) {
    for block in blocks {
        match block {
            Block::Step(step) => {
                *number += 1;
                one_step(paper, *number, step, routine);
            }
            Block::Circuit(circuit) => {
                let rest = if circuit.rest.is_zero() {
                    String::new()
                } else {
                    format!(", {} rest between them", words::length(circuit.rest))
                };
                paper.text(format!("{} rounds{rest} of", circuit.rounds));
                steps(paper, routine, &circuit.blocks, number);
            }
        }
    }
}

fn one_step(paper: &mut Paper, number: usize, step: &Step, routine: &Routine) {
    let most = step.sets_left.max(step.sets_right);
    let rest = if most > 1 { format!(", {} rest", words::length(step.rest)) } else { String::new() };
    let load = step.load.as_ref().map(|load| format!(", {load}")).unwrap_or_default();
    paper.text(format!("{number}. {}: {}{rest}{load}", step.exercise.name, words::dose(step)));
    paper.0.extend(step.exercise.brief.iter().map(|brief| Paragraph {
        weight: Weight::Note,
        indent: 5,
        text: brief.clone(),
    }));
    if let Some(words) = words::not_read(step) {
        paper.note(words);
    }
    let mut notes = vec![match &step.evidence {
        Evidence::Convention if step.not_read.is_some() => {
            "Check the sets and reps against your sheet.".to_owned()
        }
        Evidence::Convention if routine.set_by_clinician => "Dose: set by a clinician.".to_owned(),
        Evidence::Convention => "Dose: usual practice.".to_owned(),
        Evidence::Sources(keys) => format!("Dose: {}.", keys.join(", ")),
    }];
    if !step.or.is_empty() {
        let names: Vec<String> = step.or.iter().map(|e| phrase::low(&e.name)).collect();
        notes.push(format!("Alternates with {}.", phrase::list(&names)));
    }
    if step.extra_set {
        notes.push(format!("One more set on the sore side if pain there is {EXTRA_SET_PAIN} or less."));
    }
    if step.optional {
        notes.push("Optional.".to_owned());
    }
    paper.note(notes.join(" "));
}

/// What changes when something is sore, region by region.
fn soreness(paper: &mut Paper, routine: &Routine, library: &Library) {
    paper.heading("If something is sore");
    for region in Region::ALL {
        let place = region.at_words();
        if region.stops_loading() {
            paper.text(format!("If you're sore {place}: never played, however mild it is."));
            continue;
        }
        if let Some(gate) = routine.gate.get(&region) {
            paper.text(format!("If you're sore {place}: {}", gate_words(gate, routine, library)));
        }
        for step in routine.steps() {
            if let Some(gate) = step.gate.get(&region) {
                paper.text(format!("If you're sore {place}: {}", step_gate_words(gate, step)));
            }
        }
    }
    let mut from: Vec<(u8, Vec<String>)> = Vec::new();
    for step in routine.steps() {
        let Some(score) = step.skip_from_pain else { continue };
        let name = phrase::low(&step.exercise.name);
        match from.iter_mut().find(|(n, _)| *n == score.value()) {
            Some((_, names)) => names.push(name),
            None => from.push((score.value(), vec![name])),
        }
    }
    for (score, names) in from {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        paper.text(format!(
            "If pain is {score} or more in a place they load: without {}.",
            phrase::list(&names)
        ));
    }
    match routine.pain_up_to.filter(|_| routine.set_by_clinician) {
        Some(limit) => paper.text(format!("If pain is above {limit} anywhere: not today.")),
        None if routine.stress != Stress::None => {
            paper.text(format!("If pain is {PAIN_TOO_MUCH} or more anywhere: not today."));
        }
        None => {}
    }
}

fn gate_words(gate: &Gate, routine: &Routine, library: &Library) -> String {
    let what = match &gate.action {
        GateAction::Use(id) => format!("{} instead", routine_name(library, id)),
        GateAction::Skip(ids) => {
            let names: Vec<String> = routine
                .steps()
                .filter(|step| ids.contains(&step.id))
                .map(|step| phrase::low(&step.exercise.name))
                .collect();
            format!("without {}", phrase::list(&names))
        }
        GateAction::Stop => "not played".to_owned(),
    };
    sentence(&what, &gate.until, gate.why.as_deref())
}

fn step_gate_words(gate: &StepGate, step: &Step) -> String {
    let name = phrase::low(&step.exercise.name);
    let what = match &gate.change {
        None => format!("without {name}"),
        Some(change) => match &change.exercise {
            Some(other) => format!("{} instead of {name}", phrase::low(&other.name)),
            None => format!("{name} {}", change_words(change)),
        },
    };
    sentence(&what, &gate.until, gate.why.as_deref())
}

fn sentence(what: &str, until: &Until, why: Option<&str>) -> String {
    let until = words::until(until).map(|until| format!(" {until}")).unwrap_or_default();
    let why = why.map(|why| format!(" {why}")).unwrap_or_default();
    format!("{what}{until}.{why}")
}

/// What a change sets: "3 sets, 12 reps".
fn change_words(change: &StepChange) -> String {
    let StepChange { exercise: _, hold, time, reps, tempo, sets, rest, load, sides } = change;
    let parts = [
        sets.map(|sets| if sets == 1 { "1 set".to_owned() } else { format!("{sets} sets") }),
        reps.map(|reps| format!("{reps} reps")),
        hold.map(|hold| format!("{} hold", words::length(hold))),
        time.map(words::length),
        tempo.as_ref().map(ToString::to_string),
        sides.map(|sides| words::sides(sides).to_owned()),
        rest.map(|rest| format!("{} rest", words::length(rest))),
        load.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn sources(paper: &mut Paper, keys: &[&str], library: &Library) {
    let cited: Vec<_> = library.sources().iter().filter(|s| keys.contains(&s.key.as_str())).collect();
    if !cited.is_empty() {
        paper.heading("Sources");
    }
    for source in cited {
        let parts = [source.authors.clone(), source.place.clone(), source.year.map(|year| year.to_string())];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        paper.text(format!("{}: {}.", source.key, parts.join(", ")));
        for part in why::of_source(source) {
            paper.note(part.text());
        }
    }
}

fn routine_name(library: &Library, id: &Id) -> String {
    library.routine(id).map_or_else(|_| id.to_string(), |routine| format!("{} ({id})", routine.name))
}

fn exercise_name(library: &Library, id: &Id) -> String {
    match library.source(Kind::Exercise, id) {
        Some(_) => library.exercise(id).map_or_else(|_| id.to_string(), |e| format!("{} ({id})", e.name)),
        None => id.to_string(),
    }
}
