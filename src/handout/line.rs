//! One line of a sheet: what its phrases say together, and which exercise it names.

mod aside;
mod exercise;
mod rhythm;
mod short_tempo;
mod turned;
mod values;

use std::ops::Range;
use std::time::Duration;

use self::rhythm::{days, per_day};
use super::catalogue::{Catalogue, is_filler, stem};
use super::dose::{Pace, SECONDS_FROM, Said};
use super::grammar::{self, Found, Says};
use super::sheet::Row;
use super::token::{Kind, Token, number};
use super::{Handout, NAME, Question, one_row};
use crate::diagnostic::{Diagnostic, Severity};
use crate::phrase;
use crate::routine::{Every, MAX_REPS, Sides, When};
use crate::symptoms::PainScore;

/// Signs that only part a line.
const PARTING: &[&str] = &[",", ".", ":", "(", ")", "-", "[", "]", "!", "&", "+"];
/// A value that was said, and where.
pub(super) type At<T> = Option<(T, Range<usize>)>;

/// What holds for the whole sheet, whichever line says it.
#[derive(Debug, Default)]
pub(super) struct Common {
    every: At<Every>,
    gap: At<Duration>,
    when: Vec<When>,
    pain: At<PainScore>,
    by_clinician: bool,
    /// Exercises, and those whose line says how often.
    exercises: usize,
    with_rhythm: usize,
    rhythm_apart: bool,
    /// The side that a heading says for the lines below it.
    heading: Option<Heading>,
    /// Rest between the sets of all exercises.
    rest: At<Duration>,
}

/// The side of the lines below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// One side, or each.
    Side(Sides),
    /// Both, as the exercise is done with both.
    Both,
}

impl Common {
    /// Returns how much is known of all of it.
    fn known(&self) -> usize {
        let said = [self.every.is_some(), self.gap.is_some(), self.pain.is_some(), self.by_clinician];
        said.into_iter().filter(|said| *said).count() + self.when.len()
    }

    /// Puts it into the sheet.
    pub(super) fn settle(self, handout: &mut Handout) {
        handout.by_clinician = self.by_clinician;
        handout.when = self.when;
        handout.pain_up_to = self.pain.map(|(pain, _)| pain);
        handout.every = self.every.map(|(every, _)| every);
        if let Some((gap, span)) = self.gap {
            if let Some(Every::PerWeek { gap: own, .. }) = &mut handout.every {
                *own = Some(gap);
            } else {
                let mut problem =
                    Diagnostic::error(NAME, "hours between sessions need times a week").at(span);
                problem.help("write, for example, `3 times a week, 48 h apart`");
                handout.problems.push(problem);
            }
        }
        if let Some((rest, _)) = self.rest {
            for item in handout.items.iter_mut().filter(|item| item.sets > 1) {
                let before = item.chosen.len();
                item.chosen.retain(|chosen| !chosen.ends_with(REST_CHOSEN));
                if item.chosen.len() < before {
                    item.rest = rest;
                }
            }
        }
        if self.with_rhythm > 0 && self.with_rhythm < self.exercises && !self.rhythm_apart {
            handout.notes.push("Only some lines say how often; Runup uses that for all of them.".to_owned());
        }
    }
}

/// How a rest that was chosen is said.
pub(super) const REST_CHOSEN: &str = " rest between sets";

/// Reads one line.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) line: Range<usize>,
    catalogue: &'t Catalogue,
    pub(super) tokens: Vec<Token>,
    pub(super) problems: Vec<Diagnostic>,
    remarks: Vec<Diagnostic>,
    questions: Vec<Question>,
    below: Vec<Range<usize>>,
    cells: bool,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, row: Row, catalogue: &'t Catalogue) -> Self {
        let Row { line, tokens, below, cells } = row;
        Self {
            text,
            line,
            catalogue,
            tokens,
            problems: Vec::new(),
            remarks: Vec::new(),
            questions: Vec::new(),
            below,
            cells,
        }
    }

    /// Takes the line into the sheet.
    pub(super) fn read(mut self, common: &mut Common, handout: &mut Handout) {
        if self.is_aside() {
            // Who signs a letter may have set it.
            common.by_clinician |= self.is_signed();
            handout.aside.push(one_row(&self.text[self.line.clone()]));
            return;
        }
        let line = self.line.clone();
        let mut said = Said::default();
        let rhythm_before = common.every.is_some();
        let known = common.known();
        let left = self.phrases(&mut said, common);
        let words: Vec<usize> = left.iter().copied().filter(|i| self.tokens[*i].kind == Kind::Word).collect();
        if self.cells {
            let hint = "name the columns in a line above: `Exercise`, `Sets`, `Reps`, with tabs between them";
            self.problem(&line, "this table has no headings, so Runup can't read the row", Some(hint));
        } else if self.is_run() {
            self.problems.clear();
            let hint = "start one with `runup plan start`; a routine has exercises only";
            self.problem(&line, "this is a run, so it belongs in a plan", Some(hint));
        } else if self.is_about_all(&said) {
            let numbers: Vec<usize> = left.iter().copied().filter(|i| !words.contains(i)).collect();
            self.strays(&numbers);
            common.rhythm_apart |= !rhythm_before && common.every.is_some();
            if !words.is_empty() && common.known() == known {
                handout.aside.push(one_row(&self.text[line]));
            }
        } else if words.is_empty() && !said.speaks() && said.soft.is_empty() {
            self.strays(&left);
            common.rhythm_apart |= !rhythm_before && common.every.is_some();
            // What else the line says holds for all; how hard it is to be does not.
            if self
                .tokens
                .first()
                .is_some_and(|first| said.noted.iter().any(|at| at.contains(&first.span.start)))
            {
                self.remark(&line, "not saved, because a routine doesn't say how hard it should feel");
            }
        } else if words.is_empty() && !said.doses() && said.sets.is_none() && said.rest.is_some() {
            common.rest = said.rest;
            self.remark(&line, "this applies between the sets of all exercises");
        } else if words.is_empty() && !said.doses() && Self::heading(&said, common) {
            self.remark(&line, "this applies to the lines below");
        } else if let Some(mut item) = self.item(said, &left, common.heading) {
            common.exercises += 1;
            common.with_rhythm += usize::from(!rhythm_before && common.every.is_some());
            item.not_read = self.not_read();
            handout.items.push(item);
            for below in std::mem::take(&mut self.below) {
                self.remark(&below, "this belongs to the line above");
            }
        }
        self.ranges();
        handout.problems.append(&mut self.problems);
        handout.remarks.append(&mut self.remarks);
        handout.questions.append(&mut self.questions);
    }

    /// Tells whether a clinician signed the line.
    fn is_signed(&self) -> bool {
        self.tokens.iter().any(|token| matches!(&*token.text, "physio" | "physiotherapist" | "podiatrist"))
    }

    /// Keeps the side that a line says for those below it; returns whether it says one.
    fn heading(said: &Said, common: &mut Common) -> bool {
        let side = said.one_leg().map(|(sides, _)| Heading::Side(*sides));
        let legs =
            said.legs.map(|sides| if sides == Sides::Both { Heading::Both } else { Heading::Side(sides) });
        let both = said.both.as_ref().map(|_| Heading::Both);
        let heading = side.or(both).or(legs);
        common.heading = heading.or(common.heading);
        heading.is_some()
    }

    /// Says of each range that was read what the routine begins with.
    fn ranges(&mut self) {
        for (i, token) in self.tokens.clone().into_iter().enumerate() {
            let next = self.tokens.get(i + 1).filter(|next| next.kind == Kind::Word);
            let end = next.map_or(token.span.end, |next| next.span.end);
            let inside = |problem: &Diagnostic| {
                problem
                    .span
                    .as_ref()
                    .is_some_and(|at| at.start <= token.span.start && token.span.end <= at.end)
            };
            if number::range(self.text, &token).is_some() && !self.problems.iter().any(inside) {
                self.remark(
                    &(token.span.start..end),
                    &format!("this is a range, so you start with {}", token.text),
                );
            }
        }
    }

    /// Asks what a piece means; each answer is a label and the words that say it.
    pub(super) fn question(&mut self, place: &Range<usize>, asks: &str, answers: &[(&str, &str)]) {
        let answers =
            answers.iter().map(|(label, words)| ((*label).to_owned(), (*words).to_owned())).collect();
        self.questions.push(Question { place: place.clone(), asks: asks.to_owned(), answers });
    }

    fn remark(&mut self, span: &Range<usize>, message: &str) {
        let mut remark = Diagnostic::error(NAME, message).at(span.clone());
        remark.severity = Severity::Warning;
        self.remarks.push(remark);
    }

    /// Returns the words of the line that were not read.
    fn not_read(&self) -> Vec<String> {
        let places = self.problems.iter().filter_map(|problem| problem.span.clone());
        let words = places.map(|place| if place == self.line { self.line.clone() } else { place });
        words.map(|place| one_row(&self.text[place])).filter(|words| !words.is_empty()).collect()
    }

    /// Takes all phrases out of the line, and returns the tokens that are left, without signs that only part.
    fn phrases(&mut self, said: &mut Said, common: &mut Common) -> Vec<usize> {
        let stems: Vec<String> = self.tokens.iter().map(|token| stem(&token.text)).collect();
        let conditions = self.conditions();
        let mut left = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if conditions.contains(&at) {
                at += 1;
                continue;
            }
            if let Some((days, length)) = self.weekdays(at) {
                let span = self.tokens[at].span.start..self.tokens[at + length - 1].span.end;
                self.rhythm(Some(Every::PerWeek { times: days, gap: None }), &span, common);
                at += length;
                continue;
            }
            let whole = !self.tokens[at].glued;
            // A name as it is written is no dose, whatever words it has: "two up, one down".
            let name = if whole { self.name_at(&stems, at) } else { 0 };
            if name > 0 {
                let mut words = 0;
                while words < name {
                    let word = self.tokens[at].text.as_str();
                    if !PARTING.contains(&word) {
                        left.extend((!is_filler(word)).then_some(at));
                        words += 1;
                    }
                    at += 1;
                }
                continue;
            }
            if let Some(found) = whole.then(|| self.phrase_at(&stems, at)).flatten() {
                let span = self.tokens[at].span.start..self.tokens[at + found.length - 1].span.end;
                if found.says == Says::Refused(grammar::KILOS) {
                    said.percent.extend(at..at + found.length);
                }
                self.take(&found, &stems[at..at + found.length], span, said, common);
                at += found.length;
                continue;
            }
            let token = &self.tokens[at];
            let ties = token.glued || self.tokens.get(at + 1).is_some_and(|next| next.glued);
            let silent = !ties && (PARTING.contains(&token.text.as_str()) || is_filler(&token.text));
            if !silent {
                left.push(at);
            }
            at += 1;
        }
        left
    }

    /// Returns how many words are a name as it is written, from a token on; 0 for none.
    fn name_at(&self, stems: &[String], at: usize) -> usize {
        // "Stretch calf, hold 30": how long is no part of the name.
        let apart = |i: &usize| self.tokens[*i].text == "hold" && self.tokens[*i - 1].text == ",";
        let end = (at + 1..stems.len()).find(apart).unwrap_or(stems.len());
        let parted: Vec<String> =
            stems[at..end].iter().filter(|word| !PARTING.contains(&word.as_str())).cloned().collect();
        self.catalogue.written(&parted)
    }

    /// Finds the phrase that begins at a token; where a name begins within it, it ends there: "left heel raises".
    fn phrase_at(&self, stems: &[String], at: usize) -> Option<Found> {
        let found = grammar::find(&self.tokens[at..])?;
        let sides = matches!(found.says, Says::Side(_) | Says::Legs(_) | Says::BothSides);
        let last = at + found.length - 1;
        if sides && last > at && self.name_at(stems, last) > 1 {
            return grammar::find(&self.tokens[at..last]);
        }
        Some(found)
    }

    #[expect(clippy::too_many_lines, reason = "an arm for each thing that a phrase says")]
    fn take(
        &mut self,
        found: &Found,
        stems: &[String],
        span: Range<usize>,
        said: &mut Said,
        common: &mut Common,
    ) {
        let value = |i: usize| found.values.get(i).copied().unwrap_or_default();
        let length = |i: usize| Duration::from_millis((value(i) * 1000.0).round() as u64);
        match found.says {
            Says::SetsReps | Says::RepsSets => {
                let (sets, reps) = if found.says == Says::SetsReps { (0, 1) } else { (1, 0) };
                // Both or neither: half of a dose is another one.
                if self.sets(value(sets), &span, said) {
                    self.reps(value(reps), &span, said);
                } else {
                    said.refused = true;
                }
            }
            Says::Reps => self.reps(value(0), &span, said),
            Says::Sets => {
                self.sets(value(0), &span, said);
            }
            Says::Times => {
                let times = self.number(value(0), MAX_REPS, &span);
                self.keep(times, &span, |said| &mut said.times, said);
            }
            Says::SetsHold | Says::HoldSets | Says::SetsTime | Says::TimeSets => {
                let (sets, time) =
                    if matches!(found.says, Says::SetsHold | Says::SetsTime) { (0, 1) } else { (1, 0) };
                if !self.sets(value(sets), &span, said) {
                    said.refused = true;
                    return;
                }
                let held = matches!(found.says, Says::SetsHold | Says::HoldSets);
                self.time(length(time), held, &span, said);
            }
            Says::Hold | Says::Time => self.time(length(0), found.says == Says::Hold, &span, said),
            Says::Rest | Says::NoRest => {
                let rest = self.within(length(0), 0, 1800, &span);
                self.keep(rest, &span, |said| &mut said.rest, said);
            }
            Says::Tempo(beats) => {
                let tempo = self.tempo(beats, &found.values, &span);
                self.keep(tempo, &span, |said| &mut said.tempo, said);
            }
            Says::Bare | Says::Code => self.short_tempo(found, &span, said),
            Says::OnOff => {
                self.time(length(0), false, &span, said);
                let rest = self.within(length(1), 0, 1800, &span);
                self.keep(rest, &span, |said| &mut said.rest, said);
                said.meant.push(format!("{} and {} mean seconds", value(0), value(1)));
            }
            Says::AtMost => {
                self.time(length(0), false, &span, said);
                said.meant.push(format!("{} is the maximum", phrase::minutes(length(0))));
            }
            Says::HoldBare if value(0) >= f64::from(SECONDS_FROM) => {
                self.time(length(0), true, &span, said);
                said.meant.push(format!("{} means seconds", value(0)));
            }
            Says::HoldBare => {
                said.refused = true;
                self.refuse(&span, grammar::UNIT);
            }
            Says::Noted => said.noted.push(span),
            Says::Weeks => self.remark(&span, "not saved, because a routine has no end"),
            Says::Slow => said.pace = Some((Pace::Slow, span)),
            Says::SlowDown => said.pace = Some((Pace::SlowDown, span)),
            Says::Steady => {
                said.pace.get_or_insert((Pace::Steady, span));
            }
            Says::Quick => said.pace = Some((Pace::Quick, span)),
            Says::Load => {
                let bag = stems.iter().find(|stem| {
                    matches!(stem.as_str(), "backpack" | "rucksack" | "pack" | "dumbbell" | "kettlebell")
                });
                let bag = bag.map(|bag| format!(" {bag}")).unwrap_or_default();
                let more = stems.iter().any(|stem| matches!(stem.as_str(), "plus" | "add" | "adding"));
                let hand = hand(stems).map(|hand| format!(", {hand}")).unwrap_or_default();
                let load = found.weight.as_ref().map(|weight| format!("{weight}{bag}{hand}"));
                self.load(load, span, more, said);
            }
            Says::Band => {
                let beside =
                    ["with", "using", "resistance", "load", "+", ":", "a", "an", "the", "loop", "mini"];
                let words: Vec<&str> =
                    stems.iter().map(String::as_str).filter(|word| !beside.contains(word)).collect();
                self.load(Some(words.join(" ")), span, false, said);
            }
            Says::NoLoad => self.load(None, span, false, said),
            Says::Side(sides) => self.sides(sides, span, said),
            Says::NoSide(hint) => {
                said.sideless = true;
                let sides = [("left", "left leg"), ("right", "right leg"), ("each in turn", "each leg")];
                self.question(&span, "Which leg is it?", &sides);
                self.refuse(&span, hint);
            }
            Says::BothSides => {
                said.both = Some(span);
                said.soft.extend(stems.iter().filter(|stem| !is_filler(stem)).cloned());
            }
            Says::Legs(sides) => {
                said.legs = Some(sides);
                said.legs_at = Some(span);
                said.soft.extend(stems.iter().filter(|stem| !is_filler(stem)).cloned());
                let same: &[&str] =
                    if sides == Sides::Each { &["single", "one", "leg"] } else { &["double", "two", "leg"] };
                said.soft.extend(same.iter().map(|&word| word.to_owned()));
            }
            Says::PerDay => self.rhythm(per_day(value(0)), &span, common),
            Says::PerWeek => {
                let times = (1.0..=14.0).contains(&value(0)).then_some(value(0) as u32);
                self.rhythm(times.map(|times| Every::PerWeek { times, gap: None }), &span, common);
            }
            Says::EveryDays => self.rhythm(days(value(0)), &span, common),
            Says::Every(n) => self.rhythm(days(f64::from(n)), &span, common),
            Says::TimesADay(times) => self.rhythm(per_day(f64::from(times)), &span, common),
            Says::MorningAndEvening => self.rhythm(per_day(2.0), &span, common),
            Says::EachMorning => {
                self.rhythm(days(1.0), &span, common);
                common.when.extend((!common.when.contains(&When::Morning)).then_some(When::Morning));
            }
            Says::Gap => {
                let gap = Duration::from_secs(3600).saturating_mul(value(0) as u32);
                let fits = (1.0..=168.0).contains(&value(0));
                if fits && common.gap.is_none() {
                    common.gap = Some((gap, span));
                } else {
                    self.problem(&span, "give the hours between sessions once, from 1 to 168", None);
                }
            }
            Says::Pain => self.pain(value(0), &span, common),
            Says::PainBelow => self.pain(value(0) - 1.0, &span, common),
            Says::NoPain => self.pain(0.0, &span, common),
            Says::When(when) => common.when.extend((!common.when.contains(&when)).then_some(when)),
            Says::Clinician => common.by_clinician = true,
            Says::Refused(hint) => {
                if hint == grammar::POUNDS {
                    let (kilos, pounds) = (format!("@ {} kg", value(0)), format!("@ {} lb", value(0)));
                    self.question(&span, "Kilograms or pounds?", &[(&kilos, &kilos), (&pounds, &pounds)]);
                }
                self.refuse(&span, hint);
            }
            Says::RefusedDose(hint) => {
                said.refused = true;
                self.refuse(&span, hint);
            }
            Says::Goal(hint) => {
                said.goal = true;
                self.refuse(&span, hint);
            }
        }
    }

    fn refuse(&mut self, span: &Range<usize>, hint: &str) {
        let words = one_row(&self.text[span.clone()]);
        self.problem(span, &format!("Runup can't use `{words}`"), Some(hint));
    }

    pub(super) fn problem(&mut self, span: &Range<usize>, message: &str, help: Option<&str>) {
        let mut problem = Diagnostic::error(NAME, message).at(span.clone());
        if let Some(help) = help {
            problem.help(help);
        }
        self.problems.push(problem);
    }

    /// True if a token is one with the next: a part of one value, or both are words.
    fn goes_on(&self, at: usize) -> bool {
        let [this, next] = [&self.tokens[at], &self.tokens[at + 1]];
        next.glued || this.kind == Kind::Word && next.kind == Kind::Word
    }

    /// Tells of tokens that nothing was made of; words side by side and those of one value together.
    fn strays(&mut self, left: &[usize]) {
        let mut at = 0;
        while at < left.len() {
            let mut end = at;
            while left.get(end + 1) == Some(&(left[end] + 1)) && self.goes_on(left[end]) {
                end += 1;
            }
            let span = self.tokens[left[at]].span.start..self.tokens[left[end]].span.end;
            let words = one_row(&self.text[span.clone()]);
            let unsure = left[at..=end].iter().any(|i| self.tokens[*i].kind == Kind::Unsure);
            let clock =
                self.tokens[left[at]..=left[end]].iter().any(|token| number::is_sixtieth(&token.text));
            let hint = match (unsure, clock) {
                (true, true) => {
                    Some("are these minutes and seconds? write, for example, `90 s` or `1 min 30 s`")
                }
                (true, false) => Some("this number is ambiguous; write it with a decimal point"),
                _ => None,
            };
            self.problem(&span, &format!("Runup doesn't understand `{words}`"), hint);
            at = end + 1;
        }
    }
}

/// Returns the hand that a weight is in.
fn hand(stems: &[String]) -> Option<&'static str> {
    stems.last().filter(|last| *last == "hand")?;
    stems.iter().rev().find_map(|word| match word.as_str() {
        "left" | "l" | "lt" => Some("left hand"),
        "right" | "r" | "rt" => Some("right hand"),
        "each" | "ea" | "per" | "/" => Some("each hand"),
        "both" => Some("both hands"),
        "one" | "either" => Some("one hand"),
        _ => None,
    })
}
