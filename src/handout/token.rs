//! The words, numbers and signs of a line, each with its place.

pub(super) mod number;
mod short;

use std::ops::Range;

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    /// A number that can be read in more than one way, or in none: `1,000`, `3.5.2`, `1.30 min`.
    Unsure,
    Word,
    Sign,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// In small letters; a number with a decimal point, however it is written.
    pub(super) text: String,
    /// Its place in the whole text.
    pub(super) span: Range<usize>,
    /// It belongs to the piece before it: both are read together, or neither is.
    pub(super) glued: bool,
}

/// Takes a line apart; what marks it as one of a list is left out.
pub(super) fn tokens(text: &str, line: Range<usize>) -> Vec<Token> {
    let start = line.start + bullet(&text[line.clone()]);
    let mut out: Vec<Token> = Vec::new();
    let mut at = start;
    while let Some(c) = text[at..line.end].chars().next() {
        let from = at;
        let rest = &text[at..line.end];
        let behind = out.last().filter(|last| last.span.end == at);
        let behind_number = behind.is_some_and(|last| last.kind == Kind::Number);
        let behind_cross = behind.is_some_and(|last| last.text == "x");
        let abbreviated = behind.is_some_and(|last| short::is_abbreviated(&last.text, rest));
        let mut push = |kind, text: &str, length: usize| {
            out.push(Token { kind, text: text.to_lowercase(), span: from..from + length, glued: false });
            length
        };
        at += if let Some(number) = number::begins(&text[start..at], rest, behind_cross) {
            let kind = if number.value.is_some() { Kind::Number } else { Kind::Unsure };
            push(kind, number.value.as_deref().unwrap_or(&rest[..number.length]), number.length)
        } else if c == '®' {
            // What a word processor makes of "(R)".
            push(Kind::Word, "r", c.len_utf8())
        } else if c.is_alphabetic() {
            let length = word(rest);
            let low = rest[..length].to_lowercase();
            // "3xweek" is "3 x week", "Rx2" is "R x 2".
            if behind_number && length > 1 && matches!(c, 'x' | 'X') {
                push(Kind::Word, "x", 1)
            } else if let Some(side) = short::side_before_cross(&low, &rest[length..]) {
                push(Kind::Word, side, side.len())
            } else {
                let word = low.replace('’', "'");
                push(Kind::Word, short::side(&word).unwrap_or(&word), length)
            }
        } else if matches!(c, '×' | '*') {
            push(Kind::Word, "x", c.len_utf8())
        } else if behind_number && matches!(c, '"' | '”' | '″') {
            push(Kind::Word, "s", c.len_utf8())
        } else if behind_number && matches!(c, '\'' | '’' | '′') {
            if rest[c.len_utf8()..].starts_with(c) {
                push(Kind::Word, "s", 2 * c.len_utf8())
            } else {
                push(Kind::Word, "min", c.len_utf8())
            }
        } else if abbreviated {
            c.len_utf8()
        } else if matches!(c, '\'' | '’' | '′') && rest[c.len_utf8()..].starts_with(char::is_numeric) {
            push(Kind::Sign, "'", c.len_utf8())
        } else if rest.starts_with("<=") {
            push(Kind::Sign, "≤", 2)
        } else if matches!(c, '–' | '—' | '−') {
            push(Kind::Sign, "-", c.len_utf8())
        } else if c.is_whitespace()
            || crate::diagnostic::is_hidden(c)
            || matches!(c, '"' | '“' | '”' | '\'' | '’')
        {
            c.len_utf8()
        } else {
            push(Kind::Sign, &rest[..c.len_utf8()], c.len_utf8())
        };
    }
    let mut tokens = number::ranges(&number::joined(text, &join(out)));
    number::clocks(text, &mut tokens);
    number::glue(&mut tokens);
    number::touching(&mut tokens);
    short::written_out(&tokens)
}

/// Takes out hyphens inside of words: "bent-knee" is two words, "3-0-3" stays.
fn join(tokens: Vec<Token>) -> Vec<Token> {
    let inside = |i: usize| {
        let (Some(before), Some(after)) = (i.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(i + 1))
        else {
            return false;
        };
        let hyphen = &tokens[i];
        hyphen.text == "-"
            && before.span.end == hyphen.span.start
            && hyphen.span.end == after.span.start
            && after.kind == Kind::Word
            && before.kind != Kind::Sign
    };
    let gone: Vec<bool> = (0..tokens.len()).map(inside).collect();
    let mut out: Vec<Token> = Vec::new();
    let mut letter = false;
    for (token, gone) in tokens.into_iter().zip(gone) {
        match out.last_mut() {
            // A letter stays with its word, as in A-skip; "R-leg" is a side.
            Some(last) if gone => letter = last.kind == Kind::Word && last.text.chars().count() == 1,
            Some(last) if letter && short::side(&format!("{}{}", last.text, token.text)).is_none() => {
                last.text = format!("{}-{}", last.text, token.text);
                last.span.end = token.span.end;
                letter = false;
            }
            _ => {
                letter = false;
                out.push(token);
            }
        }
    }
    out
}

/// Returns the bytes of a word: letters, and an apostrophe between two of them.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphabetic() && !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Returns the bytes of what marks a line as one of a list: "- ", "2. ", "b) ".
fn bullet(line: &str) -> usize {
    let text = line.trim_start();
    let spaces = line.len() - text.len();
    let Some(first) = text.chars().next() else { return spaces };
    let sign = if matches!(first, '-' | '*' | '•' | '·' | '–' | '—') {
        first.len_utf8()
    } else {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count().min(2);
        let head = if digits > 0 { digits } else { usize::from(first.is_ascii_alphabetic()) };
        match text.as_bytes().get(head) {
            Some(b'.') if digits > 0 => head + 1,
            Some(b')') if head > 0 => head + 1,
            _ => return spaces,
        }
    };
    let after = &text[sign..];
    let ends = after.starts_with(char::is_whitespace) || after.is_empty();
    if ends { spaces + sign } else { spaces }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> String {
        let all: Vec<String> = tokens(line, 0..line.len()).into_iter().map(|token| token.text).collect();
        all.join(" ")
    }

    #[test]
    fn numbers_words_and_signs_are_told_apart() {
        for (line, expected) in [
            ("3x15 Heel-drops", "3 x 15 heel drops"),
            ("2.5kg, 3×10", "2.5 kg , 3 x 10"),
            ("30\" hold; 1' rest", "30 s hold ; 1 min rest"),
            ("30'' each", "30 s each"),
            ("3-0-3", "3 - 0 - 3"),
            ("2xweek", "2 x week"),
            ("- runner’s stretch", "runner's stretch"),
            ("2. 3x15", "3 x 15"),
            ("2.5 kg", "2.5 kg"),
            ("b) toe yoga", "toe yoga"),
            ("A-skip, T-bar row", "a-skip , t-bar row"),
            ("pain <=4/10", "pain ≤ 4 / 10"),
            ("12,5 kg, 1½ min, ½ min", "12.5 kg , 1.5 min , 0.5 min"),
            ("1 1/2 min, 3/4 h, 3/7", "1.5 min , 0.75 h , 3 / 7"),
            ("twenty-five reps, (R)", "25 reps , ( r )"),
            ("\u{202e}\u{1b}[31m3x15", "[ 31 m 3 x 15"),
            ("", ""),
        ] {
            assert_eq!(texts(line), expected, "{line}");
        }
    }
}
