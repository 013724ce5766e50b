//! Which exercise a line names: one of the catalogue, or one of its own by the words that are left.

use std::ops::Range;

use super::{Heading, Kind, Reader, Token};
use crate::handout::catalogue::{Catalogue, Entry, Named, is_filler, stem};
use crate::handout::dose::Said;
use crate::handout::token::number;
use crate::handout::{Item, Movement, one_row};
use crate::phrase;
use crate::routine::Sides;

/// Widest name of a step, in characters.
const MAX_NAME: usize = 60;
/// Words of a sentence: who writes them tells something, and names no exercise that is not in the catalogue.
const SENTENCE: &[&str] = &[
    "am", "are", "as", "be", "been", "but", "can", "could", "did", "do", "does", "don't", "go", "hi",
    "hello", "i", "if", "is", "kind", "next", "not", "okay", "ok", "regards", "shout", "should", "stop",
    "thanks", "that", "this", "these", "unless", "until", "was", "we", "were", "when", "will", "you",
];
/// Words that begin a line about what not to do.
const NEGATIVE: &[&str] = &["avoid", "don't", "never", "no", "not", "stop"];
/// Stems that name no exercise by themselves: what it is done with, and where to.
const NO_NAME: &[&str] = &[
    "ankle", "both", "calf", "down", "heel", "knee", "leg", "one", "or", "other", "side", "single", "two",
    "up",
];
/// What makes another exercise of one that is done without it.
const MACHINES: &[&str] = &["press", "machine", "smith", "cable", "sled", "hack", "landmine"];
/// What is done for a sore leg and is no exercise.
const TREATMENT: &[&str] = &["heat", "ice", "icing", "tape", "taping"];
/// Words that say how an exercise is done, and are no name of one.
const BESIDE: &[&str] = &[
    "bilateral",
    "discomfort",
    "each",
    "every",
    "ea",
    "left",
    "only",
    "pain",
    "per",
    "rest",
    "right",
    "set",
    "sets",
    "rep",
    "reps",
    "repetition",
    "repetitions",
    "time",
    "times",
    "tempo",
    "hold",
    "holds",
    "x",
    "weight",
    "resistance",
    "load",
];

impl<'t> Reader<'t> {
    /// Takes the only number that is left as the repetitions, if nobody says how much: "20 heel raises".
    fn bare_number(&mut self, said: &mut Said, left: &mut Vec<usize>, entry: &Entry) {
        let digits = |i: &usize| matches!(self.tokens[*i].kind, Kind::Number | Kind::Unsure);
        let numbers: Vec<usize> = left.iter().copied().filter(digits).collect();
        let &[i] = numbers.as_slice() else { return };
        let alone = !self.tokens[i].glued && !self.tokens.get(i + 1).is_some_and(|next| next.glued);
        let whole = self.tokens[i].text.parse::<u32>().ok();
        let Some(number) = whole.filter(|_| alone && !said.doses() && self.problems.is_empty()) else {
            return;
        };
        let span = self.tokens[i].span.clone();
        left.retain(|other| *other != i);
        if entry.usual.held {
            self.problem(&span, "this is a hold; how long is it?", Some("write, for example, `3 x 30 s`"));
        } else if number < 10 && i == 0 {
            let reps = if number == 1 { "rep" } else { "reps" };
            let hint = format!("write `{number} {reps}` if it says how often");
            self.problem(&span, "this could be the line's number", Some(&hint));
        } else {
            self.reps(f64::from(number), &span, said);
        }
    }

    /// Makes the exercise of the line; `below` a heading that says a side.
    pub(super) fn item(&mut self, mut said: Said, left: &[usize], below: Option<Heading>) -> Option<Item> {
        let mut left = left.to_vec();
        self.take_heading(&mut said, below);
        self.leave_turned(&mut said, &mut left);
        let tied =
            |i: usize| self.tokens[i].glued || self.tokens.get(i + 1).is_some_and(|next: &Token| next.glued);
        let words: Vec<usize> =
            left.iter().copied().filter(|i| self.tokens[*i].kind == Kind::Word && !tied(*i)).collect();
        let stems: Vec<String> = words.iter().map(|i| stem(&self.tokens[*i].text)).collect();
        if words.first().is_some_and(|i| NEGATIVE.contains(&&*self.tokens[*i].text)) {
            self.problem(&self.line.clone(), "left out, because it says what not to do", None);
            return None;
        }
        let mut found = self.named(&stems, &said);
        // A bridge on one leg is another exercise, if there is none of that name; so is a raise in a machine.
        if let Named::One(entry, _) = &found
            && ((said.legs == Some(Sides::Each) || said.one_leg().is_some()) && entry.on_two_legs
                || words.iter().any(|i| MACHINES.contains(&&*self.tokens[*i].text)))
        {
            found = Named::None(Some(entry.name.as_str()));
        }
        if let Named::One(entry, beside) = &found
            && beside.is_empty()
        {
            self.bare_number(&mut said, &mut left, entry);
        }
        let mut strays: Vec<usize> = left.iter().copied().filter(|i| !words.contains(i)).collect();
        let mut named = stems.clone();
        let (movement, entry) = match found {
            Named::One(entry, beside) => {
                strays.extend(beside.into_iter().map(|i| words[i]));
                (Movement::Known(entry.id.clone()), Some(entry))
            }
            Named::Several(names) => {
                let place = self.span_of(&words);
                let message = format!("these words can mean several exercises: {}", phrase::list(&names));
                self.problem(&place, &message, Some("say which one"));
                self.strays(&strays);
                return None;
            }
            Named::None(near) => {
                let unnamed = self.unnamed(&words, near, &said, &mut strays)?;
                let beside: Vec<String> = strays.iter().map(|i| stem(&self.tokens[*i].text)).collect();
                named.retain(|stem| !beside.contains(stem));
                unnamed
            }
        };
        if let Some((words, hint)) = Catalogue::unsure(&movement, &named) {
            let place = self.span_of(&self.places_of(words));
            self.problem(
                &place,
                &format!("`{}` can mean more than one exercise", one_row(&self.text[place.clone()])),
                Some(hint),
            );
            let answers = [("up on the toes", "heel raises"), ("toes up, for the shin", "shin raises")];
            self.question(&place, "Up on the toes, or toes up?", &answers);
            said.goal = true;
        }
        strays.sort_unstable();
        self.strays(&strays);
        self.one_side_of_both_feet(&movement, entry, &mut said);
        if self.unlike_sides(&mut said) || said.goal {
            return None;
        }
        self.dosed(&said, movement, entry)
    }

    /// Takes the side of a heading, unless the line says one of its own.
    fn take_heading(&mut self, said: &mut Said, below: Option<Heading>) {
        if said.sideless || said.both.is_some() {
            return;
        }
        let line = self.line.clone();
        let other = |own: Sides, heading: Sides| own != heading && own != Sides::Each;
        match (below, said.sides.clone()) {
            (Some(Heading::Both), None) if said.legs.is_none() => said.both = Some(line),
            (Some(Heading::Side(side)), None) => said.sides = Some((side, line)),
            (Some(Heading::Side(side)), Some((own, span))) if other(own, side) => {
                let hint = "say which side this one is for";
                self.problem(&span, "the line above has a different side for this one", Some(hint));
                said.sideless = true;
            }
            _ => {}
        }
    }

    /// Finds what these stems name: a calf raise with a side is one of one leg, unless both are said.
    fn named(&self, stems: &[String], said: &Said) -> Named<'t> {
        let sided = said.one_leg().is_some() && said.both.is_none() && said.legs != Some(Sides::Both);
        if sided && self.both_in_name().is_none() {
            self.catalogue.find_sided(stems, &said.soft)
        } else {
            self.catalogue.find(stems, &said.soft)
        }
    }

    /// Tells of a side that is said of what is done on both feet, and of which there is none for one leg.
    fn one_side_of_both_feet(&mut self, movement: &Movement, entry: Option<&Entry>, said: &mut Said) {
        let (name, both_feet) = match (movement, entry) {
            (Movement::Own { name, .. }, None) => {
                (name, said.legs != Some(Sides::Each) && Catalogue::own_of_both_feet(name))
            }
            (_, Some(entry)) => (&entry.name, entry.both_feet),
            (Movement::Known(_), None) => return,
        };
        let both = said.both.is_some() || said.legs == Some(Sides::Both) || self.both_in_name().is_some();
        let one_leg = said.legs_at.clone().filter(|_| said.legs == Some(Sides::Each));
        let span = match said.one_leg() {
            // One side beside both is told as two sides.
            Some((Sides::Left | Sides::Right, _)) if both => None,
            Some((_, span)) => Some(span.clone()),
            None => one_leg,
        };
        let Some(span) = span.filter(|_| both_feet) else { return };
        let message = format!("this has a side, but you do {name} on both feet");
        self.problem(&span, &message, Some("if it's for one leg, say so, such as `single leg heel raises`"));
        said.sideless = true;
        said.legs = None;
    }

    /// Returns the movement of words that all together name no exercise of the catalogue: one that a part of them names,
    /// else one of their own; `near` is most like it.
    fn unnamed(
        &mut self,
        words: &[usize],
        near: Option<&str>,
        said: &Said,
        strays: &mut Vec<usize>,
    ) -> Option<(Movement, Option<&'t Entry>)> {
        let line = self.line.clone();
        if words.iter().any(|i| SENTENCE.contains(&&*self.tokens[*i].text)) {
            let hint = "write the exercise and how much, for example `3x15 heel raises`";
            self.problem(&line, "this line is a sentence and doesn't name an exercise", Some(hint));
            return None;
        }
        if words.iter().any(|i| TREATMENT.contains(&&*stem(&self.tokens[*i].text))) {
            self.problem(&line, "left out, because this isn't an exercise", None);
            return None;
        }
        let machine = words.iter().any(|i| MACHINES.contains(&&*self.tokens[*i].text));
        let one_leg = said.legs == Some(Sides::Each);
        if let Some((entry, known)) = self.known_part(words, said)
            && !machine
            && !(one_leg && entry.on_two_legs)
        {
            strays.extend(words.iter().filter(|i| !known.contains(i)));
            return Some((Movement::Known(entry.id.clone()), Some(entry)));
        }
        let Some(name) = self.own_name(words, said, strays) else {
            self.problem(
                &line,
                "this line doesn't name an exercise",
                Some("write, for example, `3x15 heel raises`"),
            );
            return None;
        };
        if let Some(near) = near {
            let place = self.span_of(words);
            let asks = format!("Is `{name}` Runup's exercise {near}?");
            self.question(&place, &asks, &[("yes", near)]);
        }
        Some((Movement::Own { name, near: near.map(str::to_owned) }, None))
    }

    /// Finds a known exercise in a part of the words, up to what else the line says, if all of them together name none:
    /// what is left over makes no other exercise of it. Returns the words that name it too.
    fn known_part(&self, words: &[usize], said: &Said) -> Option<(&'t Entry, Vec<usize>)> {
        let parts = self.parts(words);
        let runs = (1..parts.len()).rev().flat_map(|long| parts.windows(long));
        // "Heel raise side", "or heel raise": what is no name by itself is none beside a name.
        let no_name = |i: &&usize| {
            let text = self.tokens[**i].text.as_str();
            NO_NAME.contains(&&*stem(text)) || BESIDE.contains(&text) || number::is_measure(text)
        };
        let ends = words.iter().rev().take_while(no_name).count();
        let first = words.iter().take_while(no_name).count();
        let within = move |from| (0..=ends).filter_map(move |end| words.get(from..words.len() - end));
        let begins = (0..=first).flat_map(within).skip(1).map(<[_]>::to_vec);
        runs.map(<[_]>::concat).chain(begins).find_map(|run| {
            let stems: Vec<String> = run.iter().map(|i| stem(&self.tokens[*i].text)).collect();
            let Named::One(entry, beside) = self.named(&stems, said) else { return None };
            let named = (0..run.len()).filter(|i| !beside.contains(i)).map(|i| run[i]);
            Some((entry, named.collect()))
        })
    }

    /// Returns the words in parts, between which something else stands: a sign, or what says how much.
    fn parts(&self, words: &[usize]) -> Vec<Vec<usize>> {
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for &i in words {
            let apart = |from: usize| self.tokens[from + 1..i].iter().any(|token| !is_filler(&token.text));
            match parts.last_mut() {
                Some(part) if part.last().is_some_and(|last| !apart(*last)) => part.push(i),
                _ => parts.push(vec![i]),
            }
        }
        parts
    }

    /// Returns the tokens with these stems.
    fn places_of(&self, stems: &[&str]) -> Vec<usize> {
        let is = |i: &usize| stems.contains(&&*stem(&self.tokens[*i].text));
        (0..self.tokens.len()).filter(is).collect()
    }

    fn span_of(&self, words: &[usize]) -> Range<usize> {
        match (words.first(), words.last()) {
            (Some(first), Some(last)) => self.tokens[*first].span.start..self.tokens[*last].span.end,
            _ => self.line.clone(),
        }
    }

    /// Puts the name of an exercise together that is in no catalogue: the words up to the next comma, and others that
    /// say how exercises are done, such as "bent knee".
    fn own_name(&self, words: &[usize], said: &Said, strays: &mut Vec<usize>) -> Option<String> {
        // What says how much, how often or on which side, and was not read, is told and never part of a name.
        let names = |i: &usize| {
            let Token { text, span, .. } = &self.tokens[*i];
            let known = self.catalogue.knows(&stem(text));
            let few = text.chars().count() < 4 && words.len() > 1 || text.chars().count() < 3;
            let short = few && self.text[span.clone()].chars().all(char::is_uppercase);
            let beside = text.chars().count() == 1 || number::is_measure(text) || BESIDE.contains(&&**text);
            (known || !short) && !beside
        };
        let (named, beside): (Vec<usize>, Vec<usize>) = words.iter().partition(|i| names(i));
        strays.extend(beside);
        let words = &named[..];
        let parts = self.parts(words);
        let mut name: Vec<String> = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            let known = part.iter().all(|i| self.catalogue.knows(&stem(&self.tokens[*i].text)));
            // Before the first comma all belongs together, whatever dose stands in between.
            let comma = self.tokens[words[0]..part[0]].iter().any(|token| token.text == ",");
            let alone = part.iter().all(|i| NO_NAME.contains(&&*stem(&self.tokens[*i].text)));
            if n == 0 || (known || !comma) && !alone {
                name.push(part.iter().map(|i| self.tokens[*i].text.as_str()).collect::<Vec<_>>().join(" "));
            } else {
                strays.extend(part);
            }
        }
        if said.legs == Some(Sides::Each) {
            name.push("one leg".to_owned());
        }
        let name = phrase::capital(&name.join(", "));
        let long = name.chars().filter(|c| c.is_alphabetic()).count() > 2;
        (long && !words.is_empty() && name.chars().count() <= MAX_NAME).then_some(name)
    }
}
