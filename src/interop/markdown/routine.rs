//! A routine to be printed: its steps with boxes to tick, how each is done, and its sources.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::escape;
use crate::interop::html::{self, Picture, Pictures};
use crate::library::Library;
use crate::routine::{Block, Evidence, FigureRef, Routine, Sides, Step};
use crate::words::page::{self, Known, Weight};
use crate::words::routine as words;

/// Spaces of one level of a list, for all readers.
const LEVEL: usize = 4;

/// Draws the figure of an exercise as an SVG document; `None` if it has none that can be drawn.
pub type Figures<'f> = &'f dyn Fn(&FigureRef) -> Option<String>;

/// Writes a routine, its steps as they would be played today; what is locked says so first.
pub fn routine(routine: &Routine, library: &Library, known: &Known<'_>) -> String {
    write(routine, library, known, None)
}

/// Writes a routine as a page for a browser, with a figure beside each exercise.
pub fn routine_page(routine: &Routine, library: &Library, known: &Known<'_>, figures: Figures<'_>) -> String {
    let drawn = Pictures::default();
    html::page(&write(routine, library, known, Some((figures, &drawn))), &drawn)
}

/// What draws figures, and those that it drew.
type Drawing<'f> = (Figures<'f>, &'f Pictures);

fn write(routine: &Routine, library: &Library, known: &Known<'_>, drawing: Option<Drawing<'_>>) -> String {
    let mut out = format!("# {}\n\n", escape(&routine.name));
    let paragraphs = page::routine_known(routine, library, known);
    let mut sections = paragraphs.into_iter().skip(1).peekable();
    // Everything above the steps, and what is locked.
    while let Some(paragraph) = sections.next_if(|p| p.text != "Steps" || p.weight != Weight::Heading) {
        let strong = if paragraph.weight == Weight::Heading { "**" } else { "" };
        let _ = writeln!(out, "{strong}{}{strong}\n", escape(&paragraph.text));
    }
    out.push_str("## Steps\n\n");
    let mut list = List { out, number: 0, told: HashSet::new(), drawing };
    let played = known.played.as_ref().map_or(routine, |(played, _)| played);
    list.blocks(&played.blocks, 0);
    let mut out = list.out;
    sections.next();
    for paragraph in sections.skip_while(|p| p.weight != Weight::Heading) {
        let text = escape(&paragraph.text);
        let _ = match paragraph.weight {
            Weight::Title | Weight::Heading => writeln!(out, "## {text}\n"),
            Weight::Text => writeln!(out, "- {text}\n"),
            Weight::Note => writeln!(out, "{}{text}\n", " ".repeat(LEVEL)),
        };
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The list of steps being written.
struct List<'f> {
    out: String,
    number: usize,
    /// The names of exercises that were described in full.
    told: HashSet<String>,
    drawing: Option<Drawing<'f>>,
}

impl List<'_> {
    fn blocks(&mut self, blocks: &[Block], level: usize) {
        let indent = " ".repeat(level * LEVEL);
        for block in blocks {
            match block {
                Block::Step(step) => self.step(step, &indent),
                Block::Circuit(circuit) => {
                    let rest = if circuit.rest.is_zero() {
                        String::new()
                    } else {
                        format!(", {} rest between them", words::length(circuit.rest))
                    };
                    let rounds = circuit.rounds;
                    let _ = writeln!(self.out, "{indent}- **{rounds} rounds**{rest}: {}\n", boxes(rounds));
                    self.blocks(&circuit.blocks, level + 1);
                }
            }
        }
    }

    fn step(&mut self, step: &Step, indent: &str) {
        self.number += 1;
        let most = step.sets_left.max(step.sets_right);
        let rest = if most > 1 { format!(", {} rest", words::length(step.rest)) } else { String::new() };
        let after = if step.rest_after.is_zero() {
            String::new()
        } else {
            format!(", then {} rest", words::length(step.rest_after))
        };
        let load = step.load.as_ref().map(|load| format!(", {}", escape(load))).unwrap_or_default();
        let name = escape(&step.exercise.name);
        let dose = escape(&words::dose(step));
        let _ = write!(self.out, "{indent}- [ ] **{}. {name}**: {dose}{rest}{load}{after}", self.number);
        let ticks = ticks(step);
        let _ = if ticks.is_empty() { writeln!(self.out, "\n") } else { writeln!(self.out, ". {ticks}\n") };
        let first = self.told.insert(step.exercise.name.clone());
        if let Some((figures, drawn)) = self.drawing.filter(|_| first)
            && let Some(svg) = step.exercise.figure.as_ref().and_then(figures)
        {
            let at = drawn.add(Picture::Document(svg));
            let indent = format!("{indent}{}", " ".repeat(LEVEL));
            let _ = writeln!(self.out, "{indent}![{name}, in two poses]({at})\n");
        }
        let mut below = |label: &str, text: &str| {
            let _ = writeln!(self.out, "{indent}{}{label}{}\n", " ".repeat(LEVEL), escape(text));
        };
        if first {
            let exercise = &step.exercise;
            if let Some(how) = exercise.how.as_ref().or(exercise.brief.as_ref()) {
                below("", how);
            }
            if let Some(mistake) = &exercise.mistake {
                below("Avoid: ", mistake);
            }
        }
        if let Some(words) = &step.not_read {
            below("Read in part. Not read: ", words);
        }
        let optional = if step.optional { " Optional." } else { "" };
        match &step.evidence {
            Evidence::Convention => below("", &format!("Dose: usual practice.{optional}")),
            Evidence::Sources(keys) => below("", &format!("Dose: {}.{optional}", keys.join(", "))),
        }
    }
}

/// Returns a box for each set, by side; nothing for a single one, which has its own at the beginning.
fn ticks(step: &Step) -> String {
    match step.sides {
        Sides::Each => format!("Left {} right {}", boxes(step.sets_left), boxes(step.sets_right)),
        _ if step.sets_left.max(step.sets_right) > 1 => boxes(step.sets_left.max(step.sets_right)),
        _ => String::new(),
    }
}

fn boxes(number: u32) -> String {
    vec!["☐"; number as usize].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Kind, Origin, SourceFile};
    use crate::routine::Id;

    const FILE: &str = r#"
name = "Calf | <mine>"
summary = "For *Anna*."
stress = "strength"
sources = ["Beyer15"]
caution = ["Stop when it stabs."]
steps = [
  { exercise = "heel-raise-single", reps = 12, tempo = "up 3, down 3", sides = "each", sets = 3, rest = "45s", rest-after = "1m", load = "20kg_a", dose = "Beyer15" },
  { rounds = 2, rest = "20s", steps = [
    { name = "- Stand", how = "Tall.", time = "30s", optional = true },
    { exercise = "heel-raise-single", reps = 5, tempo = "up 1, down 1" },
  ] },
]
"#;

    #[test]
    fn a_routine_is_a_list_to_tick_off() {
        let library = Library::shipped();
        let file = SourceFile {
            path: "mine.toml".into(),
            kind: Kind::Routine,
            id: Id::new("mine").unwrap(),
            origin: Origin::Own,
            bytes: FILE.as_bytes().into(),
        };
        let checked = library.parse_file(&file);
        assert_eq!(checked.diagnostics, []);
        insta::assert_snapshot!(routine(&checked.value.unwrap(), &library, &Known::default()));
    }
}
