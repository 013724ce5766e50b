//! Single values: texts that fit, numbers and durations within their ranges.

use std::ops::RangeInclusive;
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

use super::Check;
use crate::document::Spanned;
use crate::document::read::{Line, List, OneOf, Prose};
use crate::routine::{MAX_BRIEF, MAX_FAR, MAX_READY_WORDS, MAX_SAY_WORDS, Word};
use crate::time::duration_text;

/// Widest name, in cells.
pub(super) const MAX_NAME: usize = 60;
/// Longest label: a pose, a load, a level.
pub(super) const MAX_LABEL: usize = 40;
/// Longest text of one line: on a card, or when a rung is proposed.
pub(super) const MAX_LINE: usize = 200;
/// Most lines of a card.
pub(super) const MAX_CARD: usize = 12;
/// Longest text of a sentence or three.
pub(super) const MAX_TEXT: usize = 500;
/// Longest text of a paragraph.
pub(super) const MAX_LONG: usize = 4_000;

const fn seconds(from: u64, to: u64) -> RangeInclusive<Duration> {
    Duration::from_secs(from)..=Duration::from_secs(to)
}

/// How long one set may be held or moved.
pub(super) const WORK: RangeInclusive<Duration> = Duration::from_millis(500)..=Duration::from_secs(3600);
/// Rest between sets or rounds.
pub(super) const REST: RangeInclusive<Duration> = seconds(0, 30 * 60);
/// Time to get in position.
pub(super) const SET_UP: RangeInclusive<Duration> = seconds(0, 10 * 60);
/// Time to change sides.
pub(super) const SWITCH: RangeInclusive<Duration> = seconds(0, 2 * 60);
/// Rest after the last set.
pub(super) const REST_AFTER: RangeInclusive<Duration> = seconds(0, 3600);
/// Least time between two times in a week.
pub(super) const GAP: RangeInclusive<Duration> = seconds(3600, 7 * 86_400);
/// Time since a region began to be sore, or since it eased.
pub(super) const CLEAR_FOR: RangeInclusive<Duration> = seconds(86_400, 366 * 86_400);

/// What is heard of an exercise, as written.
pub(super) struct RawHeard {
    pub(super) ready: Option<Spanned<Line>>,
    pub(super) say: Option<Spanned<Line>>,
    pub(super) also_say: Option<Spanned<Line>>,
}

/// What is heard of an exercise.
pub(super) struct Heard {
    pub(super) ready: Option<String>,
    pub(super) say: Option<String>,
    pub(super) also_say: Option<String>,
}

impl Check<'_, '_> {
    /// Checks a name: one line, at most 60 cells wide.
    pub(super) fn name(&mut self, name: Spanned<Line>) -> Option<String> {
        let Line(text) = name.value;
        let width = text.width();
        // Marks that stand above each other take no cell, so characters are counted too.
        let characters = text.chars().count();
        if width > MAX_NAME || characters > 2 * MAX_NAME {
            let (length, unit) =
                if width > MAX_NAME { (width, "cells wide") } else { (characters, "characters") };
            self.problems
                .error(&name.span, format!("this name is {length} {unit}; the limit is {MAX_NAME} cells"))
                .help("put the rest in `summary`, `brief` or `how`");
            return None;
        }
        Some(text)
    }

    /// Checks what is heard of an exercise: how to get into position, how to do it, what to mind on later sets.
    pub(super) fn heard(&mut self, texts: RawHeard) -> Heard {
        let RawHeard { ready, say, also_say } = texts;
        Heard {
            ready: ready.and_then(|text| self.spoken(text, "ready", MAX_READY_WORDS)),
            say: say.and_then(|text| self.spoken(text, "say", MAX_SAY_WORDS)),
            also_say: also_say.and_then(|text| self.spoken(text, "also-say", MAX_SAY_WORDS)),
        }
    }

    /// Checks that a text is short enough to be heard.
    fn spoken(&mut self, text: Spanned<Line>, key: &str, most: usize) -> Option<String> {
        let words = text.value.0.split_whitespace().count();
        if words > most {
            self.problems
                .error(&text.span, format!("`{key}` has {words} words; the limit is {most}"))
                .help("put the rest in `brief` or `how`");
            return None;
        }
        self.text(text, key, 120)
    }

    /// Checks what the player shows: at most 108 characters.
    pub(super) fn brief(&mut self, brief: Spanned<Line>) -> Option<String> {
        self.text(brief, "brief", MAX_BRIEF)
    }

    /// Checks what is read from 3 m: 56 characters at most.
    pub(super) fn far(&mut self, far: Spanned<Line>) -> Option<String> {
        self.text(far, "far", MAX_FAR)
    }

    /// Checks the long text.
    pub(super) fn how(&mut self, how: Spanned<Prose>) -> Option<String> {
        self.text(how.map(|Prose(text)| Line(text)), "how", MAX_LONG)
    }

    /// Checks a text of at most `most` characters.
    pub(super) fn text(&mut self, text: Spanned<Line>, key: &str, most: usize) -> Option<String> {
        let length = text.value.0.chars().count();
        if length > most {
            self.problems.error(&text.span, format!("`{key}` has {length} characters; the limit is {most}"));
            return None;
        }
        Some(text.value.0)
    }

    /// Checks a list of words: none twice.
    pub(super) fn words<W: Word + PartialEq>(&mut self, list: Spanned<List<OneOf<W>>>) -> Vec<W> {
        let mut words = Vec::new();
        for entry in list.value {
            if words.contains(&entry.value.0) {
                let message = format!("`{}` is in this list twice", entry.value.0.word());
                self.problems.error(&entry.span, message);
            } else {
                words.push(entry.value.0);
            }
        }
        words
    }

    /// Checks that a number is in its range.
    pub(super) fn number(
        &mut self,
        number: &Spanned<i64>,
        key: &str,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        let value = u32::try_from(number.value).ok().filter(|value| range.contains(value));
        if value.is_none() {
            let (least, most) = range.into_inner();
            self.problems
                .error(&number.span, format!("`{key}` must be from {least} to {most}, not {}", number.value));
        }
        value
    }

    /// Checks that a duration is in its range.
    pub(super) fn length(
        &mut self,
        length: &Spanned<Duration>,
        key: &str,
        range: &RangeInclusive<Duration>,
    ) -> Option<Duration> {
        if range.contains(&length.value) {
            return Some(length.value);
        }
        let message = format!(
            "`{key}` must be from {} to {}, not {}",
            span_text(*range.start()),
            span_text(*range.end()),
            span_text(length.value)
        );
        self.problems.error(&length.span, message);
        None
    }
}

/// Shows a duration, long ones in days, short ones as part of a second.
fn span_text(length: Duration) -> String {
    let day = 86_400;
    if length.as_secs() >= 3 * day && length.subsec_nanos() == 0 && length.as_secs().is_multiple_of(day) {
        format!("{}d", length.as_secs() / day)
    } else if length < Duration::from_secs(1) {
        format!("{}s", length.as_secs_f64())
    } else {
        duration_text(length)
    }
}
