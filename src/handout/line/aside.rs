//! Lines that say nothing about an exercise: greetings, addresses, what not to do, how to go on later; and those that say
//! something about all of them.

use super::{Kind, Reader, Token};
use crate::handout::catalogue::{Named, stem};
use crate::handout::dose::Said;
use crate::handout::token::number;

/// Words of letters and letterheads.
const LETTER: &[&str] = &[
    "hi",
    "hello",
    "dear",
    "hey",
    "thanks",
    "thank",
    "regards",
    "cheers",
    "findings",
    "tel",
    "telephone",
    "phone",
    "mobile",
    "fax",
    "email",
    "appt",
    "appointment",
    "page",
    "printed",
    "physiotherapy",
    "clinic",
    "hospital",
    "nhs",
    "shout",
    "ring",
];
/// Words that begin a line about what not to do, or about what is no exercise.
const NOT: &[&str] = &["avoid", "don't", "never", "no", "stop"];
/// What is done for a sore leg and is no exercise.
const TREATMENT: &[&str] = &["heat", "ice", "icing", "tape", "taping"];
/// Words by which a line is about all exercises.
const ABOUT: &[&str] = &[
    "aim",
    "all",
    "discomfort",
    "duration",
    "everything",
    "fine",
    "frequency",
    "hep",
    "ok",
    "okay",
    "plan",
    "programme",
    "program",
    "regards",
    "rehab",
    "routine",
    "sheet",
    "strength",
    "them",
    "these",
    "this",
    "work",
];
/// Words behind which it says when to go on.
const WHEN: &[&str] = &["when", "once", "if", "until", "after"];
/// Runs, which a plan has and a routine has not.
const RUN: &[&str] = &["jog", "jogging", "run", "running"];

impl Reader<'_> {
    /// Tells whether the line is none that an exercise could come of.
    pub(super) fn is_aside(&self) -> bool {
        let words: Vec<&str> = self.words().collect();
        let Some(first) = words.first() else { return false };
        let has = |all: &[&str]| words.iter().any(|word| all.contains(word));
        let pain = has(&["pain", "discomfort"]);
        let weight = has(&["weight", "weights", "load", "rest"]) && *first == "no";
        let numbered = self.tokens.get(1).is_some_and(|token| token.kind == Kind::Number);
        has(LETTER)
            || NOT.contains(first) && !pain && !weight
            || TREATMENT.contains(first)
            || matches!(*first, "add" | "increase" | "progress")
                && has(WHEN)
                && self.exercise_named().is_none()
            || has(&["ok", "okay", "fine", "safe"]) && has(RUN) && has(WHEN)
            || matches!(*first, "week" | "phase") && self.tokens.len() == 2 && numbered
            || matches!(*first, "next") && has(&["visit", "session", "review"])
    }

    /// Tells whether the line is the title of the sheet, or a sentence about all of it, and says no dose.
    pub(super) fn is_about_all(&self, said: &Said) -> bool {
        let about = |token: &Token| ABOUT.contains(&&*token.text);
        !said.doses() && self.tokens.iter().any(about) && self.exercise_named().is_none()
    }

    /// Tells whether the line is a run, with its intervals.
    pub(super) fn is_run(&self) -> bool {
        let words: Vec<&str> = self.words().collect();
        let number = self.tokens.iter().any(|token| token.kind == Kind::Number);
        let first = words.first().is_some_and(|first| RUN.contains(first));
        first && number && words.iter().any(|word| matches!(*word, "walk" | "walking"))
    }

    /// Returns the words in brackets that make a condition of the line, `(only if it is not sore)`, as their places.
    pub(super) fn conditions(&self) -> Vec<usize> {
        let is = |i: &usize, sign: &str| self.tokens[*i].text == sign;
        let open = (0..self.tokens.len()).find(|i| is(i, "("));
        let Some((open, close)) = open.and_then(|open| {
            let close = (open..self.tokens.len()).find(|i| is(i, ")"))?;
            Some((open, close))
        }) else {
            return Vec::new();
        };
        let inner = &self.tokens[open + 1..close];
        let condition = inner.iter().any(|token| matches!(&*token.text, "if" | "unless" | "when" | "until"));
        let number = inner.iter().any(|token| token.kind != Kind::Word && token.kind != Kind::Sign);
        if condition && !number { (open..=close).collect() } else { Vec::new() }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| token.text.as_str())
    }

    /// Returns the exercise that the words of the line name, if it is in the catalogue.
    fn exercise_named(&self) -> Option<()> {
        let stems: Vec<String> = self
            .words()
            .filter(|word| !number::is_measure(word) && !crate::handout::catalogue::is_filler(word))
            .map(stem)
            .collect();
        (1..=stems.len())
            .flat_map(|long| stems.windows(long))
            .any(|part| matches!(self.catalogue.find(part, &[]), Named::One(..)))
            .then_some(())
    }
}
