//! The numbers of a line: what is one, and what belongs to it.
//!
//! A number is read whole or not at all. [`crate::time::literal`] takes all of `2,5` and of `1½`, and of `1,000` too, which it does
//! not read; [`glue`] ties together what is one value in several pieces (`8-12`, `1m30s`, `20 m`), so that no phrase
//! takes a part of it.

use super::{Kind, Token};
use crate::time::WRITTEN;

/// Units that a phrase may read.
const UNITS: &[&str] = &[
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "min",
    "mins",
    "minute",
    "minutes",
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "kg",
    "kgs",
    "kilo",
    "kilos",
    "kilogram",
    "kilograms",
    "lb",
    "lbs",
    "pound",
    "pounds",
    "#",
    "%",
    "day",
    "days",
    "week",
    "weeks",
    "wk",
    "wks",
    "month",
    "months",
];
/// Units that no phrase reads.
const UNREAD: &[&str] = &[
    "m", "metre", "metres", "meter", "meters", "km", "cm", "mm", "yd", "yds", "yard", "yards", "lap", "laps",
    "length", "lengths", "mile", "miles", "inch", "inches", "ft", "breath", "breaths", "count", "counts",
    "rpm", "percent", "stone", "g", "gram", "grams", "oz", "st", "nd", "rd", "th",
];
/// Words behind a number that make it another one, and that no phrase reads.
const AMOUNTS: &[&str] = &["hundred", "thousand", "dozen"];
/// Words for a part of one.
const PARTS: &[&str] = &["half", "quarter"];
/// Words for a side, which may stand at a number without a space: `12L`.
const SIDES: &[&str] = &["x", "ea", "e", "each", "l", "r", "b", "per"];
/// Numbers up to nineteen, in words.
const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// Tens from twenty on, in words.
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Returns the number that a word is.
pub(in crate::handout) fn of_word(word: &str) -> Option<u32> {
    let one = ONES.iter().position(|one| *one == word);
    let ten = || TENS.iter().position(|ten| *ten == word).map(|ten| 10 * ten + 20);
    one.or_else(ten).and_then(|number| u32::try_from(number).ok())
}

/// Tells whether a word is a unit or an amount, which no exercise is named by.
pub(in crate::handout) fn is_measure(word: &str) -> bool {
    UNITS.contains(&word) || AMOUNTS.contains(&word) || of_word(word).is_some()
}

/// Puts together what is one number in several pieces: `1 1/2 min`, `1 ½`, `twenty five`.
pub(super) fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (part, taken) = match written(&tokens[at..]) {
            Some(part) => (Some(part), 3),
            None => (
                tokens[at]
                    .text
                    .strip_prefix("0.")
                    .filter(|_| is_fraction(&tokens[at]))
                    .map(|part| format!(".{part}")),
                1,
            ),
        };
        let mut token = tokens[at].clone();
        token.span.end = tokens[at + taken - 1].span.end;
        at += taken;
        let tens = |token: &Token| token.kind == Kind::Word && TENS.contains(&&*token.text);
        let behind_cross = out.len() > 1 && out[out.len() - 2].text == "x";
        match (part, out.last_mut()) {
            (Some(part), Some(last)) if is_whole(last) && last.span.end < token.span.start => {
                // "3x10 1/2 min rest": which of both it belongs to cannot be told.
                last.kind = if behind_cross { Kind::Unsure } else { Kind::Number };
                last.text += &part;
                last.span.end = token.span.end;
            }
            (Some(part), _) => out.push(Token { kind: Kind::Number, text: format!("0{part}"), ..token }),
            (None, Some(last)) if tens(last) && (1..10).contains(&of_word(&token.text).unwrap_or(0)) => {
                let sum = of_word(&last.text).unwrap_or(0) + of_word(&token.text).unwrap_or(0);
                (last.kind, last.text, last.span.end) = (Kind::Number, sum.to_string(), token.span.end);
            }
            (None, _) => out.push(token),
        }
    }
    out
}

/// Returns the value of a fraction that is written out in front of a unit.
fn written(tokens: &[Token]) -> Option<String> {
    let [above, slash, below, unit, ..] = tokens else { return None };
    let close = above.span.end == slash.span.start && slash.span.end == below.span.start;
    let text = format!("{}{}{}", above.text, slash.text, below.text);
    let (_, value) = WRITTEN.iter().find(|(written, _)| close && *written == text)?;
    (UNITS.contains(&&*unit.text) && unit.kind == Kind::Word).then(|| (*value).to_owned())
}

fn is_fraction(token: &Token) -> bool {
    // "½" takes two bytes, however long its value is.
    token.kind == Kind::Number && token.span.len() < token.text.len() && token.text.starts_with("0.")
}

fn is_whole(token: &Token) -> bool {
    token.kind == Kind::Number && token.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Ties together what is one value.
pub(super) fn glue(tokens: &mut [Token]) {
    for i in 1..tokens.len() {
        let next = tokens.get(i + 1);
        let tied = (0..i).rev().take(6).find(|from| one_value(&tokens[*from..=i], next));
        for token in &mut tokens[tied.map_or(i + 1, |from| from + 1)..=i] {
            token.glued = true;
        }
    }
}

/// Tells whether the first and the last of some tokens belong to one value. They do
///
/// 1. if signs or letters stand between two numbers without a space: `8-12`, `4/10`, `1m30s`, `31X1`; but `3x15`;
/// 2. if they are a range, with spaces or with units: `8 - 12`, `30 s to 1 min`, `2 or 3`;
/// 3. if they are a number and its unit, or letters behind it without a space: `20 m`, `15reps`;
/// 4. if they are letters and a number without a space, as in `L5`, or a number and a sign, as in `10+`;
/// 5. if an amount in words follows: `2 dozen`, `2 and a half`.
fn one_value(tokens: &[Token], next: Option<&Token>) -> bool {
    let [first, between @ .., last] = tokens else { return false };
    let close = tokens.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    let word = |token: &Token| token.kind == Kind::Word;
    let unit = |token: &Token| UNITS.contains(&&*token.text);
    let numbers = is_number(first) && is_number(last);
    match between {
        [] if is_digits(first) && word(last) && close => !SIDES.contains(&&*last.text),
        // Thousands with a space.
        [] if is_digits(first) && is_digits(last) => last.text.len() == 3 && last.text.starts_with('0'),
        [] if is_number(first) => {
            unit(last)
                || UNREAD.contains(&&*last.text)
                || AMOUNTS.contains(&&*last.text)
                || close && matches!(&*last.text, "+" | "°")
        }
        [] if word(first) && is_digits(last) => close && first.text != "x",
        [] => PARTS.contains(&&*first.text) && unit(last),
        [sign] if is_digits(first) && is_digits(last) && close => {
            sign.text != "x" || is_code(first, sign, last)
        }
        [sign] if numbers => matches!(&*sign.text, "-" | "to" | "or" | "/"),
        [own, sign] if numbers => {
            let range = unit(own)
                && (matches!(&*sign.text, "to" | "or") || sign.text == "-" && next.is_some_and(unit));
            range || close && own.text != "x" && sign.text != "x"
        }
        [.., one] if is_number(first) && PARTS.contains(&&*last.text) => {
            one.text == "a" && between.iter().all(|token| matches!(&*token.text, "a" | "and") || unit(token))
        }
        _ => false,
    }
}

/// Tells whether it is a tempo as gyms write it, `31X1`, of which the first two digits were taken for sets.
fn is_code(first: &Token, cross: &Token, last: &Token) -> bool {
    cross.span.len() == 1 && first.text.len() == 2 && last.text.len() == 1 && matches!(&*last.text, "0" | "1")
}

fn is_digits(token: &Token) -> bool {
    matches!(token.kind, Kind::Number | Kind::Unsure)
}

fn is_number(token: &Token) -> bool {
    is_digits(token) || token.kind == Kind::Word && of_word(&token.text).is_some()
}
