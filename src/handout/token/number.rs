//! The numbers of a line: what is one, and what belongs to it.
//!
//! A number is read whole or not at all. [`crate::time::literal`] takes all of `2,5` and of `1½`, and of `1,000` too, which it does
//! not read; [`glue`] ties together what is one value in several pieces (`8-12`, `1m30s`, `20 m`), so that no phrase
//! takes a part of it.

use super::{Kind, Token};
use crate::diagnostic::is_hidden;
use crate::speech;
use crate::time::{Literal, WRITTEN, literal};

/// The most sets that a range in front of a cross is read as.
const MOST_SETS: u32 = 5;
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
/// Units of which a number with two digits behind the point may be minutes and seconds: `1.30 min`.
const SIXTIETHS: &[&str] = &["m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours"];
/// Signs that may stand at a number without a space and make no other one of it.
const HARMLESS: &[&str] = &["(", "[", "{", "@", "=", "|", "•", "\u{201c}"];
/// Words for a part of one.
const PARTS: &[&str] = &["half", "quarter"];
/// Words for a side, which may stand at a number without a space: `12L`.
const SIDES: &[&str] = &["x", "ea", "e", "each", "l", "r", "b", "per"];

/// Returns the number that a word is.
pub(in crate::handout) fn of_word(word: &str) -> Option<u32> {
    let one = speech::UNITS.iter().position(|one| *one == word);
    let ten = || speech::TENS.iter().position(|ten| *ten == word).map(|ten| 10 * ten + 20);
    one.or_else(ten).and_then(|number| u32::try_from(number).ok())
}

/// Tells whether a word is a unit or an amount, which no exercise is named by.
pub(in crate::handout) fn is_measure(word: &str) -> bool {
    UNITS.contains(&word) || AMOUNTS.contains(&word) || of_word(word).is_some()
}

/// Takes the number that a text begins with; `before` stands in front of it in the line. `.5` is one behind a space, a
/// bracket or a cross; behind anything else the point may belong to that.
pub(super) fn begins(before: &str, text: &str, behind_cross: bool) -> Option<Literal> {
    let none = |length| Some(Literal { length, value: None });
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let point = text.starts_with(['.', ',']) && digits(&text[1..]) > 0;
    let apart = |c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '(' | '[');
    if point && (behind_cross || before.chars().next_back().is_none_or(apart)) {
        let number = literal(&format!("0{text}"))?;
        // ",500" may be the end of thousands.
        let thousands = text.starts_with(',') && digits(&text[1..]) == 3;
        return Some(Literal { length: number.length - 1, value: number.value.filter(|_| !thousands) });
    }
    // Digits of other scripts, and fractions that are not read.
    let other: usize =
        text.chars().take_while(|c| c.is_numeric() && !c.is_ascii_digit()).map(char::len_utf8).sum();
    literal(text).or_else(|| none(other).filter(|_| other > 0))
}

/// Puts ranges together, `8-12` and `5 to 10`: the lower number is what one begins with. One in front of a cross is
/// none unless it must be sets, `2-3 x 15`; nor is one of pain.
pub(super) fn ranges(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = at + 3;
        let found = tokens.get(at..end).filter(|three| is_range(three)).filter(|_| {
            let touches = |a: &Token, b: &Token| a.span.end == b.span.start;
            let before = at.checked_sub(1).map(|i| &tokens[i]);
            let after = tokens.get(end);
            let more = |token: &Token| {
                token.kind == Kind::Sign && !matches!(&*token.text, "(" | ")" | "," | ";" | "@")
            };
            let part_before = before.is_some_and(|b| {
                let number = at > 1 && is_digits(&tokens[at - 2]);
                more(b) && (touches(b, &tokens[at]) || b.text == "-" && number)
                    || b.text == "pain"
                    || b.text == "discomfort"
            });
            let part_after = after.is_some_and(|a| {
                a.text == "x" && a.span.len() == 1 && !are_sets(&tokens[end - 1], tokens.get(end + 1))
                    || more(a) && (touches(&tokens[end - 1], a) || matches!(&*a.text, "-" | "/" | "%"))
                    || is_digits(a)
                    || UNREAD.contains(&&*a.text)
            });
            !part_before && !part_after
        });
        if let Some([low, .., high]) = found {
            let span = low.span.start..high.span.end;
            out.push(Token { kind: Kind::Number, text: low.text.clone(), span, glued: false });
            at = end;
        } else {
            out.push(tokens[at].clone());
            at += 1;
        }
    }
    out
}

/// Tells whether a range up to a number is one of sets: few of more. "8-12 x 3" may be repetitions first, and "1-2 x a
/// day" is for the phrases to read.
fn are_sets(most: &Token, behind: Option<&Token>) -> bool {
    let value = |token: &Token| token.text.parse::<u32>().ok().filter(|_| is_whole(token));
    let (most, behind) = (value(most), behind.and_then(value));
    most.zip(behind).is_some_and(|(most, behind)| most <= MOST_SETS && behind > most)
}

/// Tells whether three pieces are a range of whole numbers.
fn is_range(tokens: &[Token]) -> bool {
    let [low, sign, high] = tokens else { return false };
    let value =
        |token: &Token| token.text.parse::<u32>().ok().filter(|_| is_whole(token) && token.text.len() < 4);
    let close = low.span.end == sign.span.start && sign.span.end == high.span.start;
    let apart = low.span.end < sign.span.start && sign.span.end < high.span.start;
    matches!(&*sign.text, "-" | "to")
        && (close || apart)
        && value(low).is_some_and(|low| low > 0 && value(high).is_some_and(|high| low < high))
}

/// Returns the whole of a range, if a number is one: the text of its place is more than a number.
pub(in crate::handout) fn range<'t>(text: &'t str, token: &Token) -> Option<&'t str> {
    let written = &text[token.span.clone()];
    let ranges = written.contains("to") || written.contains(['-', '–', '—', '−']);
    (token.kind == Kind::Number && ranges && written.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(written)
}

/// Marks numbers that may be minutes and seconds, or hours and minutes: `1.30 min`.
pub(super) fn clocks(text: &str, tokens: &mut [Token]) {
    for i in 1..tokens.len() {
        let [number, unit] = &mut tokens[i - 1..=i] else { continue };
        let part = text[number.span.clone()].split_once(['.', ',']).map(|(_, part)| part);
        let sixty = part.is_some_and(|part| part.len() == 2 && part < "60" && part != "00");
        if sixty && number.kind == Kind::Number && SIXTIETHS.contains(&&*unit.text) {
            number.kind = Kind::Unsure;
        }
    }
}

/// Tells whether a word is a unit of sixty parts.
pub(in crate::handout) fn is_sixtieth(word: &str) -> bool {
    SIXTIETHS.contains(&word)
}

/// Puts together what is one number in several pieces: `1 1/2 min`, `1 ½`, `twenty five`.
pub(super) fn joined(text: &str, tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (part, taken) = match written(&tokens[at..]) {
            Some(part) => (Some(part), 3),
            None => (
                tokens[at]
                    .text
                    .strip_prefix("0.")
                    .filter(|_| is_fraction(text, &tokens[at]))
                    .map(|part| format!(".{part}")),
                1,
            ),
        };
        let mut token = tokens[at].clone();
        token.span.end = tokens[at + taken - 1].span.end;
        at += taken;
        let tens = |token: &Token| token.kind == Kind::Word && speech::TENS.contains(&&*token.text);
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

/// Tells whether a number is a fraction in one character, such as `½`.
fn is_fraction(text: &str, token: &Token) -> bool {
    token.kind == Kind::Number && text[token.span.clone()].chars().all(|c| !c.is_ascii())
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

/// Ties a number to what stands in front of it without a space and makes another one of it (`-5`, `~5`, `raises.5`), and
/// a cross to its numbers if one of them is not read: of `3x-5` and of `3x8,5` no part is a dose.
pub(super) fn touching(tokens: &mut [Token]) {
    let mut i = 0;
    while i < tokens.len() {
        if !is_digits(&tokens[i]) {
            i += 1;
            continue;
        }
        let marks = marks_before(tokens, i);
        let unit = tokens.get(i + 1).is_some_and(|next| UNITS.contains(&&*next.text));
        let whole = is_whole(&tokens[i]) || tokens[i].kind == Kind::Number && unit;
        let mut from = i - marks;
        let unread = marks > 0 || !whole || tokens[i].glued;
        let goes_on = tokens.get(i + 1).is_some_and(|next| next.glued && !UNITS.contains(&&*next.text));
        if (marks > 0 || !whole || goes_on)
            && from > 1
            && tokens[from - 1].text == "x"
            && is_digits(&tokens[from - 2])
        {
            from -= 2;
        }
        let mut to = i;
        while unread
            && let [last, cross, next, ..] = &tokens[to..]
            && is_digits(next)
            && cross.text == "x"
            && last.span.end == cross.span.start
            && cross.span.end == next.span.start
        {
            to += 2;
        }
        for token in &mut tokens[(from + 1).min(to + 1)..=to] {
            token.glued = true;
        }
        i = to + 1;
    }
}

/// Returns how many signs stand in front of a number without a space and make another one of it.
fn marks_before(tokens: &[Token], number: usize) -> usize {
    let touches = |i: usize| tokens[i - 1].span.end == tokens[i].span.start;
    let mark = |i: usize| tokens[i].kind == Kind::Sign && !HARMLESS.contains(&&*tokens[i].text);
    let count = (1..=number).rev().take_while(|i| touches(*i) && mark(*i - 1)).count();
    let first = number - count;
    // "Sets:3", "8-12" and "4/10": the sign parts a word from its value, or is a part of a value.
    let behind_word =
        first > 0 && touches(first) && tokens[first - 1].kind == Kind::Word && tokens[first - 1].text != "x";
    let named = count == 1 && tokens[first].text == ":" && behind_word;
    let within = count > 0 && tokens[number].glued;
    if named || within { 0 } else { count }
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
        [] if is_digits(first) && is_digits(last) => {
            close || first.text.len() <= 3 && last.text.len() == 3 && is_whole(first) && is_whole(last)
        }
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
        // "3x12 - 3 s hold" is no range.
        [sign] if numbers && sign.text == "-" && !close => !falls(first, last),
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

/// Tells whether the second of two whole numbers is not the greater one.
fn falls(first: &Token, last: &Token) -> bool {
    let value = |token: &Token| token.text.parse::<u32>().ok();
    matches!((value(first), value(last)), (Some(low), Some(high)) if high <= low)
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
