//! A timer's workout, from any program, and the routine file that is made of it.
//!
//! The file takes as long as the workout did, to the second: steps follow one another at once, as a timer has them,
//! and a rest is a rest. [`Workout::faults`] says what our limits forbid, in the workout's own terms. The file made
//! from the rest passes `runup check`.

use std::fmt::Write as _;
use std::time::Duration;

use toml_edit::Value;

use super::names::{self, Exercises};
use super::{Origin, Problems};
use crate::library::Library;
use crate::routine::{Id, MAX_LENGTH, MAX_ROUNDS, MAX_SEGMENTS, SWITCH};
use crate::symptoms::Side;
use crate::time::duration_text;

/// Longest step, and longest rest behind one.
pub(super) const MAX_STEP: Duration = Duration::from_secs(3600);
/// Shortest step.
pub(super) const MIN_STEP: Duration = Duration::from_millis(500);

/// A workout: sets, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workout {
    /// Its name, as it was written.
    pub title: String,
    /// The sets.
    pub sets: Vec<Set>,
    /// What was left out or read in a way that should be known.
    pub notes: Vec<String>,
}

/// Some parts that come again together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// How often it is done.
    pub rounds: u32,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part with its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The exercise or rest.
    pub item: Item,
    /// For how long; on each side if it has two.
    pub length: Duration,
}

/// An exercise or a rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A rest.
    Rest,
    /// Something.
    Work {
        /// Its name, as it was written.
        name: String,
        /// The side.
        sides: Sides,
    },
}

/// On which side something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// None was named.
    Open,
    /// One side only.
    One(Side),
    /// One after the other.
    Each,
}

impl Part {
    /// Makes a part of a name as a timer has it: a rest, a side or neither may be said in it.
    pub(super) fn named(name: &str, length: Duration) -> Self {
        if names::is_rest(name) {
            return Self { item: Item::Rest, length };
        }
        let (base, side) = names::side(name);
        let sides = side.map_or(Sides::Open, Sides::One);
        Self { item: Item::Work { name: base.to_owned(), sides }, length }
    }

    /// Returns how long it takes, with the change of sides.
    fn takes(&self) -> Duration {
        match self.item {
            Item::Work { sides: Sides::Each, .. } => self.length.saturating_mul(2).saturating_add(SWITCH),
            _ => self.length,
        }
    }

    /// Returns the segments that it may become.
    const fn segments(&self) -> usize {
        match self.item {
            Item::Work { sides: Sides::Each, .. } => 4,
            _ => 2,
        }
    }
}

/// A routine file, and what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub text: String,
    /// Names that are exercises of ours, and which.
    pub matched: Vec<(String, Id)>,
    /// How many steps it has.
    pub steps: usize,
}

impl Workout {
    /// Returns how long it takes.
    pub fn length(&self) -> Duration {
        self.sets.iter().fold(Duration::ZERO, |sum, set| {
            let round = set.parts.iter().fold(Duration::ZERO, |sum, part| sum.saturating_add(part.takes()));
            sum.saturating_add(round.saturating_mul(set.rounds))
        })
    }

    /// Adds what our limits forbid about the whole of it.
    pub(super) fn faults(&self, place: &str, problems: &mut Problems) {
        for set in &self.sets {
            if set.rounds > MAX_ROUNDS {
                problems.add(place, format!("{} rounds; the limit is {MAX_ROUNDS}", set.rounds));
            }
        }
        if self.sets.iter().all(|set| set.parts.is_empty()) {
            problems.add(place, "it has no steps");
        }
        let segments = self.sets.iter().fold(0_usize, |sum, set| {
            let round: usize = set.parts.iter().map(Part::segments).sum();
            sum.saturating_add(round.saturating_mul(set.rounds as usize))
        });
        if segments > MAX_SEGMENTS {
            problems.add(place, format!("it has {segments} parts in all; the limit is {MAX_SEGMENTS}"));
        }
        if self.length() > MAX_LENGTH {
            let (length, most) = (duration_text(self.length()), duration_text(MAX_LENGTH));
            problems.add(place, format!("it takes {length}; the limit is {most}"));
        }
    }

    /// Writes it as a routine file.
    pub fn to_routine(&self, origin: Origin, library: &Library) -> Written {
        let mut writer = Writer {
            known: Exercises::of(library),
            text: String::new(),
            written: Written { text: String::new(), matched: Vec::new(), steps: 0 },
        };
        let from = match origin {
            Origin::TimerWorkout | Origin::TimerBackup => "Just Another Workout Timer",
            Origin::List => "a list",
        };
        let _ = write!(
            writer.text,
            "# Imported from {from}. Steps follow each other without a pause, as they did there. For \
             time\n# to get into place, make `set-up` longer.\nname = {}\n",
            quoted(&title(&self.title))
        );
        let mut blocks: Vec<Block<'_>> = Vec::new();
        for set in self.sets.iter().filter(|set| set.rounds > 0 && !set.parts.is_empty()) {
            let comment = set.name.as_deref().map(names::clean).filter(|name| !name.is_empty());
            if set.rounds > 1 {
                blocks.push(Block::Circuit {
                    comment,
                    rounds: set.rounds,
                    steps: fold(&set.parts, &mut Vec::new()),
                });
                continue;
            }
            // What is done once stands by itself; a rest at its beginning may belong to the step before.
            let mut before: Vec<Step<'_>> = match blocks.pop() {
                Some(Block::Single { steps, comment: above }) => {
                    blocks.push(Block::Single { steps: Vec::new(), comment: above });
                    steps
                }
                Some(circuit) => {
                    blocks.push(circuit);
                    Vec::new()
                }
                None => Vec::new(),
            };
            let steps = fold(&set.parts, &mut before);
            if let Some(Block::Single { steps, .. }) = blocks.last_mut() {
                *steps = before;
            }
            if !steps.is_empty() {
                blocks.push(Block::Single { comment, steps });
            }
        }
        for block in &blocks {
            writer.block(block);
        }
        writer.written.text = writer.text;
        writer.written
    }
}

/// Returns a title that a routine may have.
fn title(title: &str) -> String {
    let title = names::cut(&names::clean(title));
    if title.is_empty() { "Workout".to_owned() } else { title }
}

/// Some steps, as the file has them.
enum Block<'w> {
    Single { comment: Option<String>, steps: Vec<Step<'w>> },
    Circuit { comment: Option<String>, rounds: u32, steps: Vec<Step<'w>> },
}

/// A step, as the file has it.
struct Step<'w> {
    /// As it was written; `None` for a rest that follows nothing.
    name: Option<&'w str>,
    sides: Sides,
    length: Duration,
    rest_after: Duration,
}

/// Puts each rest behind the step before it, which may be one of the set before.
fn fold<'w>(parts: &'w [Part], before: &mut [Step<'w>]) -> Vec<Step<'w>> {
    let mut steps: Vec<Step<'w>> = Vec::new();
    for part in parts {
        match &part.item {
            Item::Rest => {
                let last = if steps.is_empty() { before.last_mut() } else { steps.last_mut() };
                match last.filter(|step| step.rest_after + part.length <= MAX_STEP) {
                    Some(step) => step.rest_after += part.length,
                    None => steps.push(Step {
                        name: None,
                        sides: Sides::Open,
                        length: part.length,
                        rest_after: Duration::ZERO,
                    }),
                }
            }
            Item::Work { name, sides } => {
                let (sides, length) = (*sides, part.length);
                steps.push(Step { name: Some(name), sides, length, rest_after: Duration::ZERO });
            }
        }
    }
    steps
}

/// The file being written.
struct Writer {
    known: Exercises,
    text: String,
    written: Written,
}

impl Writer {
    fn block(&mut self, block: &Block<'_>) {
        self.text.push('\n');
        let (Block::Single { comment, steps } | Block::Circuit { comment, steps, .. }) = block;
        if let Some(comment) = comment {
            let _ = writeln!(self.text, "# {comment}");
        }
        if let Block::Circuit { rounds, .. } = block {
            let _ = writeln!(self.text, "[[steps]]\nrounds = {rounds}\nsteps = [");
            for step in steps {
                let keys = self.step(step);
                let _ = writeln!(self.text, "  {{ {} }},", keys.join(", "));
            }
            self.text.push_str("]\n");
            return;
        }
        for (i, step) in steps.iter().enumerate() {
            let keys = self.step(step);
            let gap = if i > 0 { "\n" } else { "" };
            let _ = writeln!(self.text, "{gap}[[steps]]\n{}", keys.join("\n"));
        }
    }

    /// Returns the keys of a step with their values.
    fn step(&mut self, step: &Step<'_>) -> Vec<String> {
        self.written.steps += 1;
        let whole = names::clean(step.name.unwrap_or("Rest"));
        let mut keys = Vec::new();
        if let Some(id) = self.known.find(&whole) {
            keys.push(format!("exercise = \"{id}\""));
            let pair = (whole, id.clone());
            if !self.written.matched.contains(&pair) {
                self.written.matched.push(pair);
            }
        } else {
            let name =
                if whole.is_empty() { format!("Step {}", self.written.steps) } else { names::cut(&whole) };
            keys.push(format!("name = {}", quoted(&name)));
            if name != whole && !whole.is_empty() {
                let all: String = whole.chars().take(MAX_HOW).collect();
                keys.push(format!("how = {}", quoted(&all)));
            }
            if names::is_impact(&whole) {
                keys.push("impact = true".to_owned());
            }
        }
        keys.push(format!("time = \"{}\"", duration_text(step.length)));
        match step.sides {
            Sides::Open => {}
            Sides::One(side) => keys.push(format!("sides = \"{side}\"")),
            Sides::Each => keys.push("sides = \"each\"".to_owned()),
        }
        keys.push("set-up = \"0s\"".to_owned());
        if !step.rest_after.is_zero() {
            keys.push(format!("rest-after = \"{}\"", duration_text(step.rest_after)));
        }
        keys
    }
}

/// Longest text of a paragraph in a routine file, in characters.
const MAX_HOW: usize = 4_000;

/// Returns a text as TOML has it, in one line.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
