//! A sheet that was understood as the text of a routine's file.

use std::fmt::Write as _;

use super::{Catalogue, Handout, Item, Movement, one_row};
use crate::routine::{Dose, Every, MAX_BRIEF, Sides, Stress};
use crate::time::duration_text;

/// Most characters that a step says of what was not read.
const MAX_NOT_READ: usize = 300;

impl Handout {
    /// Writes the routine's file; each step stands under its line of the sheet.
    pub fn file(&self, name: &str, catalogue: &Catalogue) -> String {
        let mut out = String::from("# Made from a sheet of exercises; each step follows its line.\n");
        let _ = writeln!(out, "name = {}", quoted(&one_row(name)));
        if self.by_clinician {
            out.push_str("set-by = \"clinician\"                # its pain limit outranks Runup's own\n");
            if let Some(pain) = self.pain_up_to {
                let _ = writeln!(out, "pain-up-to = {pain}");
            }
        }
        if let Some(every) = &self.every {
            let _ = writeln!(out, "every = {}", every_text(every));
        }
        if !self.when.is_empty() {
            let words: Vec<String> = self.when.iter().map(|when| quoted(when.id())).collect();
            let _ = writeln!(out, "when = [{}]", words.join(", "));
        }
        let _ = writeln!(out, "stress = \"{}\"", self.stress(catalogue));
        for item in &self.items {
            step(&mut out, item);
        }
        out
    }

    /// Returns how hard it is: by its hops, by what it loads, by its weights.
    fn stress(&self, catalogue: &Catalogue) -> &'static str {
        let entries = || self.items.iter().filter_map(|item| catalogue.entry(item));
        let heavy = |item: &Item| {
            item.load.is_some()
                || matches!(item.dose, Dose::Reps { .. })
                    && catalogue.entry(item).is_none_or(|entry| entry.stress >= Stress::Strength)
        };
        if entries().any(|entry| entry.stress == Stress::Hops) {
            "hops"
        } else if self.items.iter().any(heavy) {
            "strength"
        } else {
            "light"
        }
    }
}

fn step(out: &mut String, item: &Item) {
    let _ = writeln!(out, "\n# {}\n[[steps]]", item.text);
    if !item.not_read.is_empty() {
        let words: String = item.not_read.join("; ").chars().take(MAX_NOT_READ).collect();
        let _ =
            writeln!(out, "not-read = {}                # only partly read: check this step", quoted(&words));
    }
    match &item.movement {
        Movement::Known(id) => {
            let _ = writeln!(out, "exercise = \"{id}\"");
        }
        Movement::Own { name, .. } => {
            let _ = writeln!(out, "name = {}", quoted(name));
            // What the sheet says stands in the player.
            if item.text.chars().count() <= MAX_BRIEF {
                let _ = writeln!(out, "brief = {}", quoted(&item.text));
            }
        }
    }
    match &item.dose {
        Dose::Reps { reps, tempo } => {
            let _ = writeln!(out, "reps = {reps}\ntempo = \"{tempo}\"");
        }
        Dose::Hold(length) => {
            let _ = writeln!(out, "hold = \"{}\"", duration_text(*length));
        }
        Dose::Time(length) => {
            let _ = writeln!(out, "time = \"{}\"", duration_text(*length));
        }
        // No phrase says it.
        Dose::Open(_) => {}
    }
    if item.sets > 1 {
        let _ = writeln!(out, "sets = {}\nrest = \"{}\"", item.sets, duration_text(item.rest));
    }
    if item.sides != Sides::Both {
        let _ = writeln!(out, "sides = \"{}\"", item.sides);
    }
    if let Some(load) = &item.load {
        let _ = writeln!(out, "load = {}", quoted(load));
    }
}

fn every_text(every: &Every) -> String {
    match every {
        Every::PerWeek { times, gap: None } => format!("{{ per-week = {times} }}"),
        Every::PerWeek { times, gap: Some(gap) } => {
            format!("{{ per-week = {times}, gap = \"{}h\" }}", gap.as_secs() / 3600)
        }
        Every::Days(days) => format!("{{ days = {days} }}"),
        Every::PerDay(times) => format!("{{ per-day = {times} }}"),
    }
}

/// Returns a text as TOML writes it; what is written here has no hidden characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
