//! Phrases: a text taken apart into words and pauses, and put together from known phrases.
//!
//! The same words are the same phrase, however they are written: case, commas and quotes do not
//! count, and the numbers below a hundred are words. Whatever else stands in a text, such as `%`, is
//! part of a word and so matches only a phrase that has it: nothing is ever left out.

use std::fmt::Write;
use std::time::Duration;

use super::number;

/// Quiet between two sentences.
const SENTENCE: Duration = Duration::from_millis(180);
/// Quiet at a comma.
const COMMA: Duration = Duration::from_millis(90);
/// Quiet between two phrases that only happen to be two recordings.
const JOINT: Duration = Duration::from_millis(20);

/// The highest number that has a recording of its own; those above it are put together from two.
const HIGHEST: u32 = 30;

/// Returns the tens that have a recording, in words, beyond thirty.
pub fn tens() -> impl Iterator<Item = String> {
    (HIGHEST + 10..100).step_by(10).map(number)
}

/// Returns the numbers that have a recording, in words, from one on.
pub fn numbers() -> impl Iterator<Item = String> {
    (1..=HIGHEST).map(number)
}

/// A word and the quiet after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    pause: Duration,
}

/// A phrase of a text, and the quiet before the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The name of its recording.
    pub(crate) name: String,
    pub(crate) pause: Duration,
}

/// Returns the name of a text's recording: its words, joined with `-`.
pub fn name(text: &str) -> String {
    join(&words(text))
}

/// Tells whether a text can be put together from known phrases.
pub fn is_composed(text: &str, known: impl Fn(&str) -> bool) -> bool {
    compose(text, known).is_some()
}

/// Splits a text into the fewest known phrases; `None` when a word is left.
pub(crate) fn compose(text: &str, known: impl Fn(&str) -> bool) -> Option<Vec<Piece>> {
    let words = words(text);
    let last = words.last()?;
    // Most texts are one phrase.
    let whole = join(&words);
    if known(&whole) {
        return Some(vec![Piece { name: whole, pause: last.pause }]);
    }
    // From each word on: how many phrases it takes, and where the first of them ends.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; words.len()];
    for start in (0..words.len()).rev() {
        // The longest first, so that of two equal splits the one with the longer beginning stays.
        for end in (start + 1..=words.len()).rev() {
            let rest = if end == words.len() { Some(0) } else { best[end].map(|(count, _)| count) };
            let Some(rest) = rest else { continue };
            if best[start].is_none_or(|(count, _)| rest + 1 < count) && known(&join(&words[start..end])) {
                best[start] = Some((rest + 1, end));
            }
        }
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let (_, end) = best[start]?;
        pieces.push(Piece { name: join(&words[start..end]), pause: words[end - 1].pause });
        start = end;
    }
    Some(pieces)
}

fn join(words: &[Word]) -> String {
    let mut name = String::new();
    for word in words {
        if !name.is_empty() {
            name.push('-');
        }
        // `35-36` is not the two words `35 36`, but `twenty-one` is two.
        let figures = word.text.contains(|c: char| c.is_ascii_digit());
        for c in word.text.chars() {
            if c.is_ascii_alphanumeric() || (c == '-' && !figures) {
                name.push(c);
            } else {
                let _ = write!(name, "u{:04x}", u32::from(c));
            }
        }
    }
    name
}

fn words(text: &str) -> Vec<Word> {
    let chars: Vec<char> = text.chars().collect();
    let mut words: Vec<Word> = Vec::new();
    let mut word = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let digit = |n: Option<usize>| n.and_then(|n| chars.get(n)).is_some_and(char::is_ascii_digit);
        // `1.5` is no end of a sentence and `2-3` no pair of words.
        let inside = digit(i.checked_sub(1)) && digit(Some(i + 1));
        let pause = match c {
            '\'' | '’' | '‘' | '"' | '“' | '”' => continue,
            '.' | ',' | ':' | '-' | '–' if inside => None,
            '.' | '!' | '?' | '…' => Some(SENTENCE),
            ',' | ';' | ':' | '(' | ')' | '–' | '—' => Some(COMMA),
            '-' => Some(JOINT),
            c if c.is_whitespace() => Some(JOINT),
            _ => None,
        };
        let Some(pause) = pause else {
            word.extend(c.to_lowercase());
            continue;
        };
        end_word(&mut word, &mut words);
        if let Some(last) = words.last_mut() {
            last.pause = last.pause.max(pause);
        }
    }
    end_word(&mut word, &mut words);
    words
}

fn end_word(word: &mut String, words: &mut Vec<Word>) {
    if word.is_empty() {
        return;
    }
    let text = std::mem::take(word);
    let word = |text: String| Word { text, pause: JOINT };
    match text.parse().ok().filter(|spoken| (1..100).contains(spoken)) {
        Some(spoken) if spoken > HIGHEST => {
            let one = spoken % 10;
            words.push(word(number(spoken - one)));
            words.extend((one > 0).then(|| word(number(one))));
        }
        Some(spoken) => words.push(word(number(spoken))),
        None => words.push(word(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 9] = [
        "ankle-rocks-knee-to-wall",
        "knee",
        "left",
        "first",
        "you-need",
        "a-wall",
        "and-a-chair",
        "twenty",
        "twenty-one",
    ];

    fn split(text: &str) -> Option<Vec<(String, u128)>> {
        let pieces = compose(text, |name| KNOWN.contains(&name))?;
        Some(pieces.into_iter().map(|p| (p.name, p.pause.as_millis())).collect())
    }

    fn pieces(pieces: &[(&str, u128)]) -> Vec<(String, u128)> {
        pieces.iter().map(|(name, pause)| ((*name).to_owned(), *pause)).collect()
    }

    #[test]
    fn case_and_punctuation_do_not_count() {
        assert_eq!(name("Knee forward over the toes; keep that heel down."), {
            name("knee forward, over the toes: Keep that “heel” down")
        });
        assert_eq!(name("Don't rush."), "dont-rush");
        assert_eq!(name("3"), "three");
        assert_eq!(name("21"), name("twenty-one"));
        assert_eq!(name("40 55 99"), "forty-fifty-five-ninety-nine");
    }

    #[test]
    fn a_text_is_put_together_from_the_fewest_phrases() {
        assert_eq!(
            split("Ankle rocks, knee to wall, left."),
            Some(pieces(&[("ankle-rocks-knee-to-wall", 90), ("left", 180)]))
        );
        assert_eq!(
            split("You need a wall and a chair. First, left."),
            Some(pieces(&[
                ("you-need", 20),
                ("a-wall", 20),
                ("and-a-chair", 180),
                ("first", 90),
                ("left", 180)
            ]))
        );
        assert_eq!(split("21"), Some(pieces(&[("twenty-one", 20)])));
    }

    #[test]
    fn a_text_with_one_unknown_word_is_not_said_in_part() {
        for text in ["Ankle rocks, knee to elbow.", "left %", "left 1.5", "left 20-21", "", " . ", "left 50°"]
        {
            assert_eq!(split(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_letter_makes_another_name() {
        assert_ne!(name("90°"), name("90%"));
        assert_eq!(name("90°"), "90u00b0");
        assert_ne!(name("1.5"), name("1 5"));
        assert_ne!(name("35-36"), name("35 36"));
    }
}
