//! A typed line: letters are added and deleted at its end, and a text that does not fit is refused with a reason.

use std::mem;

use unicode_segmentation::UnicodeSegmentation;

use super::Press;
use crate::diagnostic::is_hidden;

/// Longest line, in letters.
const LONGEST: usize = 500;

/// A line being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What it says so far.
    pub text: String,
    /// Why it is not taken as it is.
    pub why: Option<String>,
    /// The most letters it may have.
    most: usize,
    /// The text was there before: the first letter takes its place.
    replaced: bool,
}

/// What a key does to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Typing continues, or the key does not belong to it.
    Goes,
    /// It is to be read.
    Ends,
    /// It is left as it was before.
    Left,
}

impl Line {
    /// Begins with a text, with room for so many letters.
    pub fn new(text: impl Into<String>, most: usize) -> Self {
        Self { text: text.into(), why: None, most: most.min(LONGEST), replaced: false }
    }

    /// Begins with a value that the first letter takes the place of; what is deleted first is deleted from it.
    pub fn over(text: impl Into<String>, most: usize) -> Self {
        Self { replaced: true, ..Self::new(text, most) }
    }

    /// Takes a key. Where digits come as such, nothing but digits is typed.
    pub fn press(&mut self, press: Press) -> Typed {
        if mem::take(&mut self.replaced) && matches!(press, Press::Type(_) | Press::Digit(_)) {
            self.text.clear();
        }
        match press {
            Press::Type(c) => self.push(c),
            Press::Digit(n) => self.push(char::from(b'0' + n.min(9))),
            Press::Delete | Press::Less => self.erase(),
            Press::Accept => return Typed::Ends,
            Press::Close => return Typed::Left,
            _ => {}
        }
        Typed::Goes
    }

    /// Takes one more character; what cannot be seen, and what has no room, changes nothing.
    fn push(&mut self, c: char) {
        self.why = None;
        if !is_hidden(c) && !c.is_control() && self.text.chars().count() < self.most {
            self.text.push(c);
        }
    }

    /// Takes the last letter away, with the marks on it.
    fn erase(&mut self) {
        self.why = None;
        if let Some((at, _)) = self.text.grapheme_indices(true).next_back() {
            self.text.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_goes_with_its_marks_and_what_is_hidden_never_comes() {
        let mut line = Line::new("", 6);
        for c in "Lä\u{308}\u{202e}\u{7}\u{1b}👟".chars() {
            assert_eq!(line.press(Press::Type(c)), Typed::Goes);
        }
        assert_eq!(line.text, "Lä\u{308}👟");
        line.press(Press::Delete);
        line.press(Press::Delete);
        assert_eq!(line.text, "L");
        line.press(Press::Delete);
        line.press(Press::Delete);
        assert_eq!(line.text, "");
    }

    #[test]
    fn no_more_is_taken_than_there_is_room_for() {
        let mut line = Line::new("abc", 4);
        "defg".chars().for_each(|c| {
            line.press(Press::Type(c));
        });
        assert_eq!(line.text, "abcd");
    }

    #[test]
    fn digits_are_typed_as_letters_are_and_enter_and_escape_end_a_line() {
        let mut line = Line::new("", 4);
        for n in [0, 7, 3, 0, 1] {
            line.press(Press::Digit(n));
        }
        assert_eq!(line.text, "0730");
        line.press(Press::Less);
        assert_eq!(line.text, "073");
        assert_eq!([Press::Accept, Press::Close].map(|end| line.press(end)), [Typed::Ends, Typed::Left]);
    }
}
