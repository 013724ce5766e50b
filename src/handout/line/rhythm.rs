//! What a line says of the whole sheet: how often, and up to which pain.

use std::ops::Range;

use super::{Common, Reader, one_row};
use crate::routine::Every;
use crate::symptoms::PainScore;

impl Reader<'_> {
    pub(super) fn rhythm(&mut self, every: Option<Every>, span: &Range<usize>, common: &mut Common) {
        let Some(every) = every else {
            return self.problem(
                span,
                "that's too often; the limit is 12 times a day or 14 times a week",
                None,
            );
        };
        match &common.every {
            // "1x a day, 5 days a week" are five times a week.
            Some((Every::Days(1), place))
                if self.line.contains(&place.start) && self.says_days(&every, span) =>
            {
                common.every = Some((every, span.clone()));
            }
            Some((known, place)) if *known != every => {
                let hint = "a routine can only have one rhythm; make a routine for each";
                let place = place.clone();
                if self.line.contains(&place.start) {
                    // Which of both is meant cannot be told.
                    self.problem(&(place.start..span.end), "this line has two rhythms", Some(hint));
                    common.every = None;
                } else {
                    self.problem(span, "another line has another rhythm", Some(hint));
                    let words = one_row(&self.text[span.clone()]);
                    let known = one_row(&self.text[place]);
                    let asks = format!(
                        "A routine can only have one rhythm. Is it `{known}` for this line too, not `{words}`?"
                    );
                    self.question(span, &asks, &[("yes", "")]);
                }
            }
            Some(_) => {}
            None => common.every = Some((every, span.clone())),
        }
    }

    /// Tells whether a rhythm is one of so many days a week.
    pub(super) fn says_days(&self, every: &Every, span: &Range<usize>) -> bool {
        matches!(every, Every::PerWeek { .. }) && self.text[span.clone()].to_lowercase().contains("day")
    }

    pub(super) fn pain(&mut self, pain: f64, span: &Range<usize>, common: &mut Common) {
        let score = (0.0..=10.0).contains(&pain).then(|| PainScore::new(pain as u8)).flatten();
        let Some(score) = score else {
            return self.problem(span, "pain must be from 0 to 10", None);
        };
        match &common.pain {
            Some((known, _)) if *known != score => {
                self.problem(
                    span,
                    "another line has a different limit",
                    Some("a routine can only have one pain limit"),
                );
            }
            Some(_) => {}
            None => common.pain = Some((score, span.clone())),
        }
    }
}

pub(super) fn per_day(times: f64) -> Option<Every> {
    match times {
        1.0 => Some(Every::Days(1)),
        2.0..=12.0 => Some(Every::PerDay(times as u32)),
        _ => None,
    }
}

pub(super) fn days(days: f64) -> Option<Every> {
    (1.0..=90.0).contains(&days).then_some(Every::Days(days as u32))
}
