//! The papers that doses come from: `sources.toml`, one table a paper.

use super::{Check, Nothing, values};
use crate::document::read::{Line, Read};
use crate::document::source::SourceFile;
use crate::document::{Checked, Document, Node, Spanned, quoted, text};
use crate::routine::raw::RawSource;

/// A paper, or what else a dose comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What `dose` and `sources` name it by.
    pub key: String,
    /// Its authors; `None` for common knowledge.
    pub authors: Option<String>,
    /// The year it came out, if it has one.
    pub year: Option<u32>,
    /// Title, journal, link.
    pub place: Option<String>,
    /// Its finding.
    pub finding: String,
    /// How sure that is: `A` (several good trials) to `E` (convention).
    ///
    /// A letter means nothing to a reader: show [`Self::graded`] in its place.
    pub grade: Option<String>,
    /// What the grade is about, in a few words.
    pub shows: Option<String>,
    /// The people it was found in.
    pub whom: Option<String>,
    /// The people it does not cover.
    pub not_whom: Option<String>,
    /// What it does not show.
    pub not_shown: Option<String>,
}

impl Source {
    /// Returns the sentence that the grade is always shown in, never alone.
    ///
    /// "Good evidence: does not harm speed. Nothing on injury." Without `shows` it is the finding.
    pub fn graded(&self) -> String {
        let word = match self.grade.as_deref() {
            Some("A") => "Good evidence",
            Some("B") => "Fair evidence",
            Some("C") => "Weak evidence",
            Some("D") => "Opinion",
            _ => "Convention",
        };
        let bare = |text: &str| text.trim().trim_end_matches('.').to_owned();
        let mut out = format!("{word}: {}.", bare(self.shows.as_deref().unwrap_or(&self.finding)));
        if let Some(not) = self.not_shown.as_deref().map(bare).filter(|not| !not.is_empty()) {
            out = format!("{out} {not}.");
        }
        out
    }
}

/// Reads and checks `sources.toml`: one table for each key, in order of the keys.
pub fn sources(source: &SourceFile) -> Checked<Vec<Source>> {
    let mut check = Check::new(source, &Nothing);
    let value = check.source_file();
    check.problems.finish(value)
}

impl Check<'_, '_> {
    fn source_file(&mut self) -> Option<Vec<Source>> {
        let text = text(self.problems.source(), &mut self.problems)?;
        let document = Document::parse(text, &mut self.problems)?;
        let mut entries = Vec::new();
        for (key, value) in &document.root {
            let name = key.get_ref();
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if name.is_empty() || name.len() > 40 || !name.chars().all(plain) {
                let message = format!("{} can't be the key of a source", quoted(name));
                self.problems.error(&key.span(), message).help("use up to 40 letters, digits and hyphens");
                continue;
            }
            let node = Node { value, name, key: key.span(), text: document.text, listed: false };
            if let Some(raw) = RawSource::read(&node, &mut self.problems) {
                entries.extend(self.source_entry(name, node.here(raw)));
            }
        }
        Some(entries)
    }

    fn source_entry(&mut self, key: &str, raw: Spanned<RawSource>) -> Option<Source> {
        let at = raw.key;
        let failed = raw.value.failed.clone();
        let RawSource {
            failed: _,
            authors,
            year,
            place_of,
            finding,
            grade,
            shows,
            whom,
            not_whom,
            not_shown,
        } = raw.value;
        let mut text = |line: Option<Spanned<Line>>, key: &str| {
            line.and_then(|line| self.text(line, key, values::MAX_TEXT))
        };
        let authors = text(authors, "authors");
        let place = text(place_of, "where");
        let found = finding.is_some() || failed.contains(&"finding");
        let finding = text(finding, "finding");
        let shows = text(shows, "shows");
        let whom = text(whom, "whom");
        let not_whom = text(not_whom, "not-whom");
        let not_shown = text(not_shown, "not-shown");
        if !found {
            self.problems.missing(&at, "a source needs a `finding`");
        }
        let year = year.and_then(|year| self.number(&year, "year", 1800..=2100));
        let grade = grade.and_then(|grade| {
            let text = grade.value.0;
            if matches!(text.as_str(), "A" | "B" | "C" | "D" | "E") {
                return Some(text);
            }
            let message = format!("{} isn't a grade", quoted(&text));
            self.problems.error(&grade.span, message).help("choose a grade from A (surest) to E");
            None
        });
        Some(Source {
            key: key.to_owned(),
            authors,
            year,
            place,
            finding: finding?,
            grade,
            shows,
            whom,
            not_whom,
            not_shown,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(grade: Option<&str>, shows: Option<&str>, not_shown: Option<&str>) -> Source {
        let text = |text: Option<&str>| text.map(ToOwned::to_owned);
        Source {
            key: "Behm16".into(),
            authors: None,
            year: None,
            place: None,
            finding: "Performance is 1.3 % better.".into(),
            grade: text(grade),
            shows: text(shows),
            whom: None,
            not_whom: None,
            not_shown: text(not_shown),
        }
    }

    #[test]
    fn a_grade_is_said_as_a_sentence_about_something() {
        let said = |grade, shows, not| source(grade, shows, not).graded();
        assert_eq!(
            said(Some("A"), Some("does not harm speed"), Some("Nothing on injury.")),
            "Good evidence: does not harm speed. Nothing on injury."
        );
        assert_eq!(said(Some("B"), None, None), "Fair evidence: Performance is 1.3 % better.");
        assert_eq!(
            said(Some("C"), Some("a start."), Some("How long it lasts.")),
            "Weak evidence: a start. How long it lasts."
        );
        assert_eq!(said(Some("D"), Some("x"), Some("")), "Opinion: x.");
        assert_eq!(said(Some("E"), Some("x"), None), "Convention: x.");
        assert_eq!(said(None, Some("x"), None), "Convention: x.");
    }
}
