//! What is written short: tempos in digits, and weekdays by their letters.

use std::ops::Range;
use std::time::Duration;

use super::{Found, Kind, Reader, grammar};
use crate::handout::dose::Said;
use crate::routine::{Beat, Tempo};

/// Weekdays, as they are written; a letter counts only beside others with strokes between.
const DAYS: &[&[&str]] = &[
    &["m", "mon", "monday", "mondays"],
    &["tu", "tue", "tues", "tuesday", "tuesdays"],
    &["w", "wed", "weds", "wednesday", "wednesdays"],
    &["th", "thu", "thur", "thurs", "thursday", "thursdays"],
    &["f", "fri", "friday", "fridays"],
    &["sa", "sat", "saturday", "saturdays"],
    &["su", "sun", "sunday", "sundays"],
];

impl Reader<'_> {
    /// Reads a tempo in bare digits: of three, if rising and lowering take the same time, so that their order does not
    /// matter; of four, as gyms write it.
    pub(super) fn short_tempo(&mut self, found: &Found, span: &Range<usize>, said: &mut Said) {
        let seconds = |value: f64| Duration::from_secs_f64(value.clamp(0.0, 60.0));
        let tempo = |parts: &[(Beat, f64)]| {
            let parts = parts.iter().map(|(beat, value)| (*beat, seconds(*value)));
            Tempo(parts.filter(|(_, length)| !length.is_zero()).collect())
        };
        let words = self.text[span.clone()].to_owned();
        match self.digits(found, span).as_slice() {
            [down, bottom, up, top] => {
                let read = tempo(&[
                    (Beat::Down, *down),
                    (Beat::Hold, *bottom),
                    (Beat::Up, *up),
                    (Beat::Pause, *top),
                ]);
                said.meant.push(format!("Runup reads Runup reads `{words}` as gyms write it: {read}"));
                said.tempo = Some((read, span.clone()));
            }
            [up, hold, down] if (up - down).abs() < f64::EPSILON => {
                said.tempo = Some((tempo(&[(Beat::Up, *up), (Beat::Down, *down)]), span.clone()));
                if *hold > 0.0 {
                    let hint = "write it in words, such as `up 3, hold 1, down 3` or `down 3, hold 1, up 3`";
                    let (top, bottom) = (
                        format!("up {up}, hold {hold}, down {down}"),
                        format!("down {down}, hold {hold}, up {up}"),
                    );
                    let asks = format!("In `{words}`, is the hold at the top or at the bottom?");
                    self.question(span, &asks, &[(&top, &top), (&bottom, &bottom)]);
                    self.problem(
                        span,
                        &format!("is the {hold} a hold at the top or at the bottom?"),
                        Some(hint),
                    );
                }
            }
            _ => self.refuse(span, grammar::BARE),
        }
    }

    /// Returns the digits of a tempo; `31X1` has an X for as fast as can be, which is a second.
    fn digits(&self, found: &Found, span: &Range<usize>) -> Vec<f64> {
        let written = &self.text[span.clone()];
        if !written.to_lowercase().contains('x') {
            return found.values.clone();
        }
        let digit = |c: char| if matches!(c, 'x' | 'X') { Some(1.0) } else { c.to_digit(10).map(f64::from) };
        written.chars().filter_map(digit).collect()
    }

    /// Returns how many weekdays stand here, at least two of them, and how many pieces they take.
    pub(super) fn weekdays(&self, at: usize) -> Option<(u32, usize)> {
        let day = |i: usize| {
            let token = self.tokens.get(i).filter(|token| token.kind == Kind::Word)?;
            DAYS.iter().position(|names| names.contains(&&*token.text))
        };
        let short = |i: usize| self.tokens[i].text.len() < 3;
        let mut days = vec![day(at)?];
        let mut end = at + 1;
        while let Some(sign) = self.tokens.get(end) {
            let stroke = matches!(&*sign.text, "/" | "," | "&" | "+" | "and");
            let Some(next) = day(end + 1).filter(|_| stroke) else { break };
            if (short(end + 1) || short(end - 1)) && sign.text != "/" {
                return None;
            }
            days.push(next);
            end += 2;
        }
        days.dedup();
        let count = u32::try_from(days.len()).ok().filter(|count| *count > 1)?;
        Some((count, end - at))
    }
}
