//! A line that is typed: letters at its end, the last one away again, and why what was typed is not taken.

use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::is_hidden;

/// Longest line, in letters.
const LONGEST: usize = 500;

/// A line being typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typing {
    /// What it says so far.
    pub text: String,
    /// Why it is not taken as it is.
    pub why: Option<String>,
    /// The most letters it may have.
    most: usize,
}

impl Typing {
    /// Begins with a text, with room for so many letters.
    pub fn new(text: impl Into<String>, most: usize) -> Self {
        Self { text: text.into(), why: None, most: most.min(LONGEST) }
    }

    /// Takes one more character; what cannot be seen, and what has no room, changes nothing.
    pub fn push(&mut self, c: char) {
        self.why = None;
        if !is_hidden(c) && !c.is_control() && self.text.chars().count() < self.most {
            self.text.push(c);
        }
    }

    /// Takes the last letter away, with the marks on it.
    pub fn erase(&mut self) {
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
        let mut line = Typing::new("", 6);
        for c in "Lä\u{308}\u{202e}\u{7}\u{1b}👟".chars() {
            line.push(c);
        }
        assert_eq!(line.text, "Lä\u{308}👟");
        line.erase();
        line.erase();
        assert_eq!(line.text, "L");
        line.erase();
        line.erase();
        assert_eq!(line.text, "");
    }

    #[test]
    fn no_more_is_taken_than_there_is_room_for() {
        let mut line = Typing::new("abc", 4);
        "defg".chars().for_each(|c| line.push(c));
        assert_eq!(line.text, "abcd");
    }
}
