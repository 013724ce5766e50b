//! Values that a word or a sign beside them makes others of, which no phrase reads: "without 5 kg", "2 ,5 kg", "< 30 s".
//!
//! A number is read whole or not at all: neither the value is taken nor the word.

use std::ops::Range;

use super::{Kind, Reader};
use crate::handout::catalogue::is_filler;
use crate::handout::dose::Said;
use crate::handout::one_row;
use crate::handout::token::number;

/// Words before a value that make another one of it.
const BEFORE: &[&str] = &[
    "without", "less", "minus", "than", "not", "never", "max", "maximum", "most", "least", "nearly", "almost",
];
/// Words before a weight that do; before a dose they may belong to the name.
const BEFORE_WEIGHT: &[&str] =
    &["over", "under", "above", "below", "half", "quarter", "double", "triple", "no", "o"];
/// Words behind a value that do.
const AFTER: &[&str] = &[
    "less", "minus", "max", "maximum", "or", "more", "most", "least", "minimum", "when", "if", "once",
    "until", "unless", "later",
];
/// Signs that do.
const SIGNS: &[&str] = &["<", ">", "≤", "≥", "±", "~", "≈", "%", "/", "?", "^", "÷"];
/// Units behind a number that add it to a weight.
const SMALLER: &[&str] = &["g", "gram", "grams", "oz"];
const SAY: &str = "give the value itself, such as `10 kg` or `30 s`";

impl Reader<'_> {
    /// Leaves out each value that something unread beside it makes another one of; `left` are the tokens that no phrase
    /// took.
    pub(super) fn leave_turned(&mut self, said: &mut Said, left: &mut Vec<usize>) {
        let weight = place(said.load.as_ref());
        let doses = [
            place(said.reps.as_ref()),
            place(said.times.as_ref()),
            place(said.hold.as_ref()),
            place(said.time.as_ref()),
        ];
        let others = [place(said.sets.as_ref()), place(said.rest.as_ref()), place(said.tempo.as_ref())];
        let mut places: Vec<(Range<usize>, bool)> = weight.map(|place| (place, true)).into_iter().collect();
        places.extend(doses.into_iter().chain(others).flatten().map(|place| (place, false)));
        for (value, weighs) in places {
            let Some(all) = self.turned(&value, weighs, said, left) else { continue };
            let at = |token: usize, all: &Range<usize>| {
                all.start <= self.tokens[token].span.start && self.tokens[token].span.end <= all.end
            };
            left.retain(|token| !at(*token, &all));
            let words = one_row(&self.text[all.clone()]);
            self.problem(&all, &format!("Runup doesn't understand `{words}`"), Some(SAY));
            if weighs {
                said.load = None;
            } else {
                said.leave_out(&value);
            }
        }
        if let Some(all) = &said.two_loads {
            left.retain(|token| !all.contains(&self.tokens[*token].span.start));
            said.load = None;
        }
    }

    /// Returns the place of a value with what makes another one of it.
    fn turned(
        &self,
        value: &Range<usize>,
        weighs: bool,
        said: &Said,
        left: &[usize],
    ) -> Option<Range<usize>> {
        let unread = |i: &usize| left.contains(i) || said.percent.contains(i);
        let first = self.tokens.iter().position(|token| token.span.start >= value.start)?;
        let next = self.tokens.iter().position(|token| token.span.start >= value.end);
        let passed = |i: &usize| {
            let text = self.tokens[*i].text.as_str();
            !unread(i) && (is_filler(text) || weighs && text == ",")
        };
        let before = (0..first).rev().find(|i| !passed(i)).filter(unread).filter(|i| {
            let token = &self.tokens[*i];
            let text = token.text.as_str();
            match token.kind {
                Kind::Sign => SIGNS.contains(&text),
                Kind::Word if number::of_word(text).is_none() => {
                    BEFORE.contains(&text) || weighs && BEFORE_WEIGHT.contains(&text)
                }
                _ => weighs,
            }
        });
        let behind = next.into_iter().flat_map(|next| next..self.tokens.len()).find(|i| {
            let filler = is_filler(&self.tokens[*i].text);
            unread(i) || !filler
        });
        let behind = behind.filter(unread).filter(|i| {
            let token = &self.tokens[*i];
            // What stands before another value is about that one: "3x15 less than 5 kg".
            let other = self.tokens.get(i + 1).is_some_and(|next| {
                let read = next.kind != Kind::Word && !left.contains(&(i + 1));
                read || BEFORE.contains(&&*next.text)
            });
            match token.kind {
                Kind::Sign => {
                    let number = self.tokens.get(i + 1).is_some_and(|next| next.kind == Kind::Number);
                    SIGNS.contains(&token.text.as_str()) && !number
                }
                Kind::Word => AFTER.contains(&token.text.as_str()) && !other,
                _ => weighs && self.tokens.get(i + 1).is_some_and(|unit| SMALLER.contains(&&*unit.text)),
            }
        });
        let start = before.map(|mut i| {
            // "80 %" is one, and so is "less than".
            let word = |i: usize| left.contains(&i) && BEFORE.contains(&self.tokens[i].text.as_str());
            while i > 0 && (self.tokens[i].glued || said.percent.contains(&(i - 1)) || word(i - 1)) {
                i -= 1;
            }
            self.tokens[i].span.start
        });
        let end = behind.map(|mut i| {
            while self.tokens.get(i + 1).is_some_and(|token| token.glued) {
                i += 1;
            }
            self.tokens[i].span.end
        });
        (start.is_some() || end.is_some()).then(|| start.unwrap_or(value.start)..end.unwrap_or(value.end))
    }
}

fn place<T>(value: Option<&(T, Range<usize>)>) -> Option<Range<usize>> {
    value.map(|(_, place)| place.clone())
}
