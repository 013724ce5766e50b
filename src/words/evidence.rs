//! Why a step is done, and why this much of it: what its sources say, put into sentences.
//!
//! Start with [`of_step`] or [`of_exercise`]. A grade comes only inside the sentence that says what
//! it is about, and each paper says in whom it was found. The player and `show` put the lines on
//! their screens; nothing here knows how wide these are.

use std::fmt::Write as _;

use crate::routine::{Evidence, Exercise, Source, Step};

/// What is said of a dose without a source.
const CUSTOM: &str = "Coaches usually use this dose; no trial has tested it.";
/// What is said where the sources that a file names are not there.
const UNKNOWN: &str = "No source is listed for this.";

/// Why something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What is said, the dose first.
    pub parts: Vec<Part>,
}

/// One sentence or two of a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// No source stands behind it.
    Custom(&'static str),
    /// What a source shows, and how sure that is. A new source begins here.
    Graded(String),
    /// Its finding.
    Finding(String),
    /// The people it was found in.
    Whom(String),
    /// The people it does not cover.
    NotWhom(String),
}

impl Part {
    /// Returns the line that is read.
    pub fn text(&self) -> String {
        match self {
            Self::Custom(text) => (*text).to_owned(),
            Self::Graded(text) | Self::Finding(text) => text.clone(),
            Self::Whom(whom) => format!("Seen in {whom}."),
            Self::NotWhom(whom) => format!("Not in {whom}."),
        }
    }

    /// True if another source, or what stands for one, begins here.
    pub const fn begins(&self) -> bool {
        matches!(self, Self::Custom(_) | Self::Graded(_))
    }
}

/// Returns the sources as a table in Markdown, for the book.
pub fn markdown(sources: &[Source]) -> String {
    let mut out = "| source | finding | who was studied, and how firm |\n| --- | --- | --- |\n".to_owned();
    for source in sources.iter().filter(|source| source.authors.is_some()) {
        let year = source.year.map(|year| year.to_string());
        let named = [source.authors.clone(), source.place.clone(), year];
        let named = named.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let rest = of_source(source).filter(|part| !matches!(part, Part::Finding(_)));
        let rest: Vec<String> = rest.map(|part| part.text()).collect();
        let row = [format!("`{}`: {named}", source.key), source.finding.clone(), rest.join(" ")];
        let _ = writeln!(out, "| {} |", row.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    out
}

/// Says why a step is done, and why this much of it: the sources of the dose first, each once.
pub fn of_step(step: &Step, sources: &[Source]) -> Why {
    match &step.evidence {
        Evidence::Convention => made(Some(CUSTOM), &step.exercise.sources, sources),
        Evidence::Sources(keys) => made(None, keys.iter().chain(&step.exercise.sources), sources),
    }
}

/// Says why an exercise is done, whatever the dose.
pub fn of_exercise(exercise: &Exercise, sources: &[Source]) -> Why {
    made(None, &exercise.sources, sources)
}

fn made<'k>(
    first: Option<&'static str>,
    keys: impl IntoIterator<Item = &'k String>,
    sources: &[Source],
) -> Why {
    let mut parts = Vec::from_iter(first.map(Part::Custom));
    let mut said: Vec<&str> = Vec::new();
    for key in keys {
        let Some(source) = sources.iter().find(|source| source.key == *key) else { continue };
        if said.contains(&key.as_str()) {
            continue;
        }
        said.push(key);
        parts.extend(of_source(source));
    }
    if parts.is_empty() {
        parts.push(Part::Custom(UNKNOWN));
    }
    Why { parts }
}

/// Says what a source shows, what it found, and in whom.
pub(super) fn of_source(source: &Source) -> impl Iterator<Item = Part> {
    // Without a shorter claim the grade is said of the finding itself.
    let finding = source.shows.as_ref().map(|_| Part::Finding(source.finding.clone()));
    let whom = source.whom.clone().map(Part::Whom);
    let not_whom = source.not_whom.clone().map(Part::NotWhom);
    [Some(Part::Graded(source.graded())), finding, whom, not_whom].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::routine::Id;

    fn source(key: &str, shows: Option<&str>) -> Source {
        Source {
            key: key.into(),
            authors: None,
            year: None,
            place: None,
            finding: format!("Found by {key}."),
            grade: Some("B".into()),
            shows: shows.map(Into::into),
            whom: Some("runners".into()),
            not_whom: shows.map(|_| "people with a sore sole".into()),
            not_shown: None,
        }
    }

    fn step(evidence: Evidence, of_exercise: &[&str]) -> Step {
        let library = Library::shipped();
        let routine = library.routine(&Id::from_words("pre-run-5")).unwrap();
        let mut step = routine.steps().next().unwrap().clone();
        step.evidence = evidence;
        step.exercise.sources = of_exercise.iter().map(|&key| key.to_owned()).collect();
        step
    }

    fn lines(why: &Why) -> Vec<String> {
        why.parts.iter().map(Part::text).collect()
    }

    #[test]
    fn the_dose_comes_first_and_each_source_once() {
        let sources = [source("A", Some("helps")), source("B", None)];
        let dose = Evidence::Sources(vec!["B".into(), "A".into()]);
        assert_eq!(
            lines(&of_step(&step(dose, &["A", "B", "C"]), &sources)),
            [
                "Fair evidence: Found by B.",
                "Seen in runners.",
                "Fair evidence: helps.",
                "Found by A.",
                "Seen in runners.",
                "Not in people with a sore sole.",
            ]
        );
    }

    #[test]
    fn a_dose_by_custom_says_so_before_the_sources_of_the_exercise() {
        let why = of_step(&step(Evidence::Convention, &["B"]), &[source("B", None)]);
        assert_eq!(lines(&why), [CUSTOM, "Fair evidence: Found by B.", "Seen in runners."]);
        assert_eq!(lines(&of_step(&step(Evidence::Convention, &[]), &[])), [CUSTOM]);
    }

    #[test]
    fn sources_that_are_not_there_leave_a_sentence() {
        let why = of_step(&step(Evidence::Sources(vec!["X".into()]), &[]), &[]);
        assert_eq!(lines(&why), [UNKNOWN]);
    }
}
