//! The values of a line: each is kept once and within its bounds, and what cannot be kept is told.

use std::ops::Range;
use std::time::Duration;

use super::{At, Reader};
use crate::handout::catalogue::stem;
use crate::handout::dose::Said;
use crate::handout::{grammar, one_row};
use crate::phrase;
use crate::routine::{Beat, MAX_REPS, MAX_SETS, Sides, Tempo};

impl Reader<'_> {
    /// Keeps a value; a second one that says something else is a problem.
    pub(super) fn keep<T: PartialEq>(
        &mut self,
        value: Option<T>,
        span: &Range<usize>,
        place: fn(&mut Said) -> &mut At<T>,
        said: &mut Said,
    ) {
        let Some(value) = value else { return };
        match place(said) {
            Some((known, _)) if *known != value => {
                said.again = true;
                let words = one_row(&self.text[span.clone()]);
                self.problem(span, &format!("`{words}` contradicts what this line said before"), None);
            }
            Some(_) => {}
            empty => *empty = Some((value, span.clone())),
        }
    }

    /// Keeps the weight; of two neither holds, nor of one that comes to another.
    pub(super) fn load(&mut self, load: Option<String>, span: Range<usize>, more: bool, said: &mut Said) {
        let before = self.tokens.iter().rev().find(|token| token.span.end <= span.start);
        let more = more || before.is_some_and(|token| token.text == "+");
        match &said.load {
            Some((known, place)) if *known != load || more => {
                let place = place.start..span.end;
                self.problem(&place, "this line has two weights", Some(grammar::KILOS));
                said.two_loads = Some(place);
            }
            Some(_) => {}
            None => said.load = Some((load, span)),
        }
    }

    /// Keeps the sides; of two that are unlike neither holds.
    pub(super) fn sides(&mut self, sides: Sides, span: Range<usize>, said: &mut Said) {
        match &said.sides {
            Some((known, place)) if *known != sides => {
                self.two_sides(place.start..span.end);
                said.sideless = true;
            }
            Some(_) => {}
            None => said.sides = Some((sides, span)),
        }
    }

    /// Returns the place of the words by which a name says both legs: "double leg heel raises".
    pub(in crate::handout) fn both_in_name(&self) -> Option<Range<usize>> {
        let leg = |i: usize| self.tokens.get(i).is_some_and(|token| stem(&token.text) == "leg");
        let both = |i: &usize| match self.tokens[*i].text.as_str() {
            "both" | "double" | "bilateral" => true,
            "two" | "2" => leg(i + 1),
            _ => false,
        };
        (0..self.tokens.len()).find(both).map(|i| self.tokens[i].span.clone())
    }

    pub(super) fn two_sides(&mut self, span: Range<usize>) {
        self.problem(&span, "this line has two sides", Some("write a line for each side"));
    }

    /// Checks that one side and both are not said together; returns whether each side has a dose of its own, of which no
    /// step can be made.
    pub(in crate::handout) fn unlike_sides(&mut self, said: &mut Said) -> bool {
        let one = said.sides.as_ref().filter(|(sides, _)| matches!(sides, Sides::Left | Sides::Right));
        let legs = said.legs_at.clone().filter(|_| said.legs == Some(Sides::Both));
        let both = said.both.clone().or(legs).or_else(|| self.both_in_name());
        if let (Some((_, one)), Some(both)) = (one, both) {
            self.two_sides(one.start.min(both.start)..one.end.max(both.end));
            said.sideless = true;
        }
        said.sideless && said.again
    }

    pub(super) fn number(&mut self, number: f64, most: u32, span: &Range<usize>) -> Option<u32> {
        let fits = (1.0..=f64::from(most)).contains(&number);
        if !fits {
            self.problem(span, &format!("this number must be from 1 to {most}, not {number}"), None);
        }
        fits.then_some(number as u32)
    }

    /// Keeps the sets; returns whether they are in range.
    pub(super) fn sets(&mut self, sets: f64, span: &Range<usize>, said: &mut Said) -> bool {
        let fits = (1.0..=f64::from(MAX_SETS)).contains(&sets);
        if !fits {
            let hint = "sets come first: `3x15` means three sets of 15";
            self.problem(span, &format!("sets must be from 1 to {MAX_SETS}, not {sets}"), Some(hint));
        }
        self.keep(fits.then_some(sets as u32), span, |said| &mut said.sets, said);
        fits
    }

    pub(super) fn reps(&mut self, reps: f64, span: &Range<usize>, said: &mut Said) {
        let reps = self.number(reps, MAX_REPS, span);
        self.keep(reps, span, |said| &mut said.reps, said);
    }

    pub(super) fn within(
        &mut self,
        length: Duration,
        least: u64,
        most: u64,
        span: &Range<usize>,
    ) -> Option<Duration> {
        let fits = (Duration::from_secs(least)..=Duration::from_secs(most)).contains(&length);
        if !fits {
            let (least, most) = (Duration::from_secs(least), Duration::from_secs(most));
            let message =
                format!("this must be from {} to {}", phrase::minutes(least), phrase::minutes(most));
            self.problem(span, &message, None);
        }
        fits.then_some(length)
    }

    pub(super) fn time(&mut self, length: Duration, held: bool, span: &Range<usize>, said: &mut Said) {
        let length = self.within(length, 1, 3600, span);
        let place: fn(&mut Said) -> &mut At<Duration> =
            if held { |said| &mut said.hold } else { |said| &mut said.time };
        self.keep(length, span, place, said);
    }

    pub(super) fn tempo(&mut self, beats: &[Beat], values: &[f64], span: &Range<usize>) -> Option<Tempo> {
        let beat = |(beat, seconds): (&Beat, &f64)| {
            (*beat, Duration::from_millis((seconds * 1000.0).round() as u64))
        };
        let parts: Vec<_> =
            beats.iter().zip(values).map(beat).filter(|(_, length)| !length.is_zero()).collect();
        let tempo = Tempo(parts);
        let fits = values.iter().all(|seconds| (0.0..=60.0).contains(seconds))
            && (Duration::from_millis(300)..=Duration::from_secs(120)).contains(&tempo.length());
        if !fits {
            self.problem(
                span,
                "a part must take from 0 to 60 seconds, and a repetition from 0.3 to 120",
                None,
            );
        }
        fits.then_some(tempo)
    }
}
