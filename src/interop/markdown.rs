//! What is known here as Markdown, to be printed or sent: [`routine`] to tick off, [`report`] of what was done.
//!
//! The Markdown is the part that all readers share, with tables as GitHub has them. Names and notes are other
//! people's text: [`escape`] makes them plain words wherever they stand.

mod report;
mod routine;
pub mod sets;

pub use report::{Asked, report, report_page};
pub use routine::{Figures, routine, routine_page};

use std::fmt::Write as _;

use crate::diagnostic::printable;

/// Returns a text as plain words in one line, whatever marks are in it.
///
/// A backslash is used only if every reader knows it, and a numbered sign elsewhere; so a text reads as it
/// was written even if the Markdown is read as it stands.
pub fn escape(text: &str) -> String {
    let text = printable(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '~' | '$' | '@' | '^' => numbered(&mut out, c),
            // What looks like an address would become a link.
            ':' if text[at..].starts_with("://") => numbered(&mut out, c),
            '.' if text[..at].to_ascii_lowercase().ends_with("www") => numbered(&mut out, c),
            // What begins a list at the beginning of a line.
            '-' | '+' if at == 0 => numbered(&mut out, c),
            '.' | ')' if at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit()) => {
                numbered(&mut out, c);
            }
            c => out.push(c),
        }
    }
    out
}

fn numbered(out: &mut String, c: char) {
    let _ = write!(out, "&#{};", u32::from(c));
}

/// A table being made; its cells are Markdown already.
#[derive(Debug)]
struct Table {
    head: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    const fn new(head: &'static [&'static str]) -> Self {
        Self { head, rows: Vec::new() }
    }

    fn row(&mut self, cells: impl Into<Vec<String>>) {
        self.rows.push(cells.into());
    }

    /// Writes it with an empty line behind; nothing if it has no row.
    fn write(&self, out: &mut String) {
        if self.rows.is_empty() {
            return;
        }
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let cells: Vec<&str> = cells.collect();
            format!("| {} |\n", cells.join(" | "))
        };
        out.push_str(&line(&mut self.head.iter().copied()));
        out.push_str(&line(&mut self.head.iter().map(|_| "---")));
        for row in &self.rows {
            out.push_str(&line(&mut row.iter().map(String::as_str)));
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_a_text_stay_what_they_are() {
        for (text, escaped) in [
            ("Calf, knee straight (left)", "Calf, knee straight (left)"),
            ("a*b_c`d", "a\\*b\\_c\\`d"),
            ("x | y", "x &#124; y"),
            ("<b> & </b>", "&lt;b&gt; &amp; &lt;/b&gt;"),
            ("[a](http://b)", "\\[a\\](http&#58;//b)"),
            ("see WWW.x.org", "see WWW&#46;x.org"),
            ("- no list", "&#45; no list"),
            ("1. no list", "1&#46; no list"),
            ("at 12:30, 1.5 km", "at 12:30, 1.5 km"),
            ("two\nlines\u{202e}", "two lines�"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
