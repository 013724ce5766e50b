//! What is wrong with a file, and where: a message, a place, a label and help.
//!
//! Checks collect [`Diagnostic`]s; [`render`] shows one in rustc's look, with the line and a
//! caret. Files are untrusted: whatever a message, a path or a line holds, no control, escape
//! or bidi character reaches the terminal, and a long line is cut to what fits around the
//! place. Nothing here reads a file or writes to the terminal.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file works, but not quite as its author may think.
    Warning,
}

/// One problem of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The file, as it was named to the program.
    pub path: String,
    /// The place in the file's text, in bytes; `None` when it is about the whole file.
    pub span: Option<Range<usize>>,
    /// The message.
    pub message: String,
    /// What stands beside the caret.
    pub label: Option<Box<str>>,
    /// What is allowed, and what may have been meant.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Makes an error about a whole file.
    pub fn error(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            path: path.into(),
            span: None,
            message: message.into(),
            label: None,
            help: Vec::new(),
        }
    }

    /// Points at a place in the file's text.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Puts words beside the caret.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into().into_boxed_str());
        self
    }

    /// Adds a line of help.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help.push(help.into());
        self
    }

    /// Returns the order in which problems are shown: by file, then by place.
    pub fn order(&self) -> (&str, usize, usize) {
        let span = self.span.as_ref();
        (&self.path, span.map_or(0, |s| s.start), span.map_or(0, |s| s.end))
    }
}

impl fmt::Display for Diagnostic {
    /// Writes `path: message` in one line, safe for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", printable(&self.path), printable(&self.message))
    }
}

/// Whether diagnostics are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// ASCII only around the text, no escape sequences.
    Plain,
    /// With colours.
    Colour,
}

impl Look {
    const fn renderer(self) -> Renderer {
        match self {
            Self::Plain => Renderer::plain(),
            Self::Colour => Renderer::styled(),
        }
        .term_width(WIDTH)
    }
}

/// Columns that the renderer may use.
const WIDTH: usize = 120;
/// Characters kept of a line, left and right of the place.
const KEPT_LEFT: usize = 40;
const KEPT_RIGHT: usize = 60;
/// Longest message, label or help line, in characters.
const MAX_MESSAGE: usize = 400;

/// Shows one problem with its line and a caret, ending in a newline.
///
/// `source` is the text of the file; with an empty one, or a place outside it, only the
/// file is named.
pub fn render(diagnostic: &Diagnostic, source: &str, look: Look) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let message = shortened(&diagnostic.message);
    let path = shortened(&diagnostic.path);
    let excerpt = diagnostic.span.as_ref().and_then(|span| Excerpt::new(source, span));
    let label = diagnostic.label.as_deref().map(shortened);
    let mut elements: Vec<Element<'_>> = Vec::new();
    match &excerpt {
        Some(excerpt) => {
            let caret = AnnotationKind::Primary.span(excerpt.span.clone()).label(label);
            let snippet = Snippet::source(&*excerpt.text).line_start(excerpt.line).path(&*path);
            elements.push(snippet.annotation(caret).into());
        }
        None => elements.push(Origin::path(&*path).into()),
    }
    for help in &diagnostic.help {
        elements.push(Level::HELP.message(shortened(help)).into());
    }
    let report = [level.primary_title(message).elements(elements)];
    let mut text = look.renderer().render(&report);
    if let Some(excerpt) = excerpt.filter(|excerpt| excerpt.column != excerpt.shown_column) {
        // The renderer counts columns in the part of the line that it was given.
        let wrong = format!("{path}:{}:{}", excerpt.line, excerpt.shown_column);
        let right = format!("{path}:{}:{}", excerpt.line, excerpt.column);
        let from = text.find("-->").unwrap_or(0);
        let rest = text.split_off(from).replacen(&wrong, &right, 1);
        text.push_str(&rest);
    }
    text.push('\n');
    text
}

/// Shows a problem in one line: file, line, column, what, and what was probably meant.
pub fn in_a_line(diagnostic: &Diagnostic, source: &str) -> String {
    let place = diagnostic.span.as_ref().map(|span| line_column(source, span.start));
    let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    let meant = diagnostic.help.iter().find(|help| help.starts_with("did you mean"));
    let meant = meant.map(|help| format!("; {help}")).unwrap_or_default();
    printable(&format!("{}{place}: {}{meant}", diagnostic.path, diagnostic.message)).into_owned()
}

/// Returns line and column of a byte offset, both from 1, the column in characters.
///
/// An offset behind the end counts as the end.
pub fn line_column(source: &str, offset: usize) -> (usize, usize) {
    let offset = floor(source, offset);
    let before = &source[..offset];
    let line = 1 + before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    // A byte order mark takes no column.
    let column = 1 + before[start..].chars().filter(|c| *c != '\u{feff}').count();
    (line, column)
}

/// The part of one line around a place, made harmless.
struct Excerpt {
    text: String,
    span: Range<usize>,
    line: usize,
    /// In the file.
    column: usize,
    /// In `text`.
    shown_column: usize,
}

impl Excerpt {
    fn new(source: &str, span: &Range<usize>) -> Option<Self> {
        if source.is_empty() || span.start > source.len() {
            return None;
        }
        let start = floor(source, span.start);
        let line_start = source[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = source[start..].find('\n').map_or(source.len(), |i| start + i);
        let end = floor(source, span.end).clamp(start, line_end);
        let (line, column) = line_column(source, start);

        let before = source[line_start..start].trim_start_matches('\u{feff}');
        let within = &source[start..end];
        let after = source[end..line_end].trim_end_matches('\r');

        let mut text = String::new();
        let cut = before.chars().count().saturating_sub(KEPT_LEFT);
        if cut > 0 {
            text.push_str("...");
        }
        text.extend(before.chars().skip(cut).map(harmless));
        let from = text.len();
        let shown_column = 1 + text.chars().count();
        text.extend(within.chars().take(KEPT_RIGHT).map(harmless));
        let to = text.len();
        let within_cut = within.chars().nth(KEPT_RIGHT).is_some();
        if !within_cut {
            text.extend(after.chars().take(KEPT_RIGHT).map(harmless));
        }
        if within_cut || after.chars().nth(KEPT_RIGHT).is_some() {
            text.push_str("...");
        }
        Some(Self { text, span: from..to, line, column, shown_column })
    }
}

/// Returns the offset, or the nearest start of a character before it.
fn floor(source: &str, offset: usize) -> usize {
    let mut offset = offset.min(source.len());
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn shortened(text: &str) -> String {
    let mut out: String = text.chars().take(MAX_MESSAGE).map(harmless).collect();
    if text.chars().nth(MAX_MESSAGE).is_some() {
        out.push_str("...");
    }
    out
}

/// True if a character is invisible or steers the terminal: control, escape, bidi,
/// line separators, zero-width and other format characters.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
            | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Returns the text with every hidden character replaced by `�`, one for one.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hidden) {
        Cow::Owned(text.chars().map(harmless).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns a text of several lines as [`printable`] does it, with its line breaks (LF, or CR and LF) and tabs kept.
pub fn printable_lines(text: &str) -> Cow<'_, str> {
    let steers = |(at, c): (usize, char)| {
        is_hidden(c) && !blank(c) && !(c == '\r' && text.as_bytes().get(at + 1) == Some(&b'\n'))
    };
    if text.char_indices().any(steers) {
        Cow::Owned(text.char_indices().map(|(at, c)| if steers((at, c)) { '\u{fffd}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns JSON with every hidden character in its strings as `\u` and four digits: it means the same, and steers nothing.
///
/// Outside strings JSON has no such characters, so each can be replaced wherever it stands. Control characters below
/// U+0020 are escaped in JSON anyway; line breaks between values stay.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    let raw = |c: char| !c.is_ascii_control() && is_hidden(c) || c == '\u{7f}';
    if !json.chars().any(raw) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if raw(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

const fn blank(c: char) -> bool {
    matches!(c, '\t' | '\n')
}

fn harmless(c: char) -> char {
    match c {
        c if blank(c) => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    }
}

/// Returns the candidate that is most like a word, when one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A longer word is not a typing error, and comparing it would take long.
    if word.len() > 80 {
        return None;
    }
    let allowed = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= allowed || (word.len() >= 4 && candidate.starts_with(word))
        })
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_breaks_and_nothing_that_steers() {
        for (text, expected) in [
            ("a\tb\nc\r\nd\n", "a\tb\nc\r\nd\n"),
            ("over\rwritten", "over\u{fffd}written"),
            ("\u{1b}[2J\u{9b}1m\u{202e}é", "\u{fffd}[2J\u{fffd}1m\u{fffd}é"),
        ] {
            assert_eq!(printable_lines(text), expected);
        }
    }

    #[test]
    fn escaped_json_means_the_same() {
        let text = "é\u{7f}\u{9b}\u{202e}\u{e0041}\u{1b}\n\"\\";
        let json = serde_json::to_string_pretty(&[text]).unwrap();
        let escaped = escaped_json(&json);
        assert!(!escaped.chars().any(|c| is_hidden(c) && c != '\n'), "{escaped:?}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&escaped).unwrap(), [text]);
    }

    fn problem(span: Range<usize>) -> Diagnostic {
        let mut d = Diagnostic::error("a.toml", "`tim` is no key of a step").at(span);
        d.label("unknown key").help("did you mean `time`?");
        d
    }

    #[test]
    fn a_problem_is_shown_with_its_line_and_a_caret() {
        let text = render(&problem(7..10), "a = 1\n\ttim = 2\n", Look::Plain);
        insta::assert_snapshot!(text, @"
        error: `tim` is no key of a step
         --> a.toml:2:2
          |
        2 |  tim = 2
          |  ^^^ unknown key
          |
          = help: did you mean `time`?
        ");
    }

    #[test]
    fn colours_are_used_only_when_asked_for() {
        assert!(!render(&problem(0..1), "a = 1", Look::Plain).contains('\x1b'));
        assert!(render(&problem(0..1), "a = 1", Look::Colour).contains('\x1b'));
    }

    #[test]
    fn hidden_characters_never_reach_the_terminal() {
        let nasty = "\x1b]0;x\x07\u{202e}\u{200b}\u{9b}2J";
        let mut d = Diagnostic::error(format!("{nasty}.toml"), nasty).at(0..3);
        d.label(nasty).help(nasty);
        for look in [Look::Plain, Look::Colour] {
            let text = render(&d, &format!("name = \"{nasty}\"\r\n"), look);
            // The renderer's own colours aside, nothing hidden is left.
            let bare = strip_colours(&text);
            assert!(!bare.chars().any(|c| is_hidden(c) && c != '\n'), "{bare:?}");
        }
        assert!(!d.to_string().chars().any(is_hidden));
    }

    /// Removes `ESC [ digits ; digits m`, and nothing else.
    fn strip_colours(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("\x1b[") {
            out.push_str(&rest[..at]);
            let tail = rest[at + 2..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            rest = tail.strip_prefix('m').unwrap_or(&rest[at + 2..]);
        }
        out.push_str(rest);
        out
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let source = format!("{}HERE{}", "x".repeat(500_000), "y".repeat(500_000));
        let text = render(&problem(500_000..500_004), &source, Look::Plain);
        assert!(text.contains("xHERE") && text.contains(":1:500001"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 130), "{text}");
        let long = render(&problem(0..1_000_000), &source, Look::Plain);
        assert!(long.lines().all(|line| line.chars().count() <= 130), "{long}");
    }

    #[test]
    fn places_outside_the_text_are_no_trouble() {
        for (start, end) in [(0, 0), (3, 1), (2, 900), (900, 901), (1, 2)] {
            let span = start..end;
            render(&problem(span.clone()), "é\né", Look::Plain);
            render(&problem(span), "", Look::Plain);
        }
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_column("é\nää x", 3), (2, 1));
        assert_eq!(line_column("é\nää x", 8), (2, 4));
        assert_eq!(line_column("\u{feff}a", 3), (1, 1));
        assert_eq!(line_column("a", 99), (1, 2));
    }

    #[test]
    fn the_nearest_word_is_found_only_when_near() {
        let keys = ["time", "tempo", "sets", "sets-left"];
        assert_eq!(nearest("tiem", keys), Some("time"));
        assert_eq!(nearest("sets-lef", keys), Some("sets-left"));
        assert_eq!(nearest("banana", keys), None);
    }
}
