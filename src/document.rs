//! Bytes to a tree of values that know their place in the file.
//!
//! A `Document` is TOML that was read as far as possible. Errors in its encoding or its syntax are in the `Problems`
//! that go with it. Everything else can still be checked, so all problems are reported at once. `read` has the types
//! of value, `table` declares tables of keys, [`source`] is the file before it is read. What keys a file has is for
//! the modules that declare them: `routine` and `settings`.

pub(crate) mod read;
pub mod source;
mod table;

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

pub use read::{KeyShape, Shape, TableShape};
pub use source::{Kind, Origin, SourceFile};
pub(crate) use table::tables;

use crate::diagnostic::{Diagnostic, Severity, is_hidden};

/// Most bytes of a file; more is refused before it is read.
pub const MAX_FILE_BYTES: usize = 1024 * 1024;

/// Most brackets inside one another; four circuits in one another take nine.
const MAX_NESTING: usize = 32;
/// Most parts of one dotted key.
const MAX_KEY_PARTS: usize = 12;
/// Most problems that are reported for one file.
const MAX_PROBLEMS: usize = 100;

/// The place of the top table, which stands nowhere: what it lacks, the whole file lacks.
pub(crate) const WHOLE_FILE: Range<usize> = 0..0;

/// The problems of one file, as they are found.
#[derive(Debug)]
pub(crate) struct Problems<'s> {
    source: &'s SourceFile,
    found: Vec<Diagnostic>,
    /// Problems beyond those that are reported.
    more: usize,
    errors: bool,
    /// The place of a syntax error: anything after it may be misplaced or lost.
    broken: Option<usize>,
    /// Takes what is beyond the limit.
    spare: Diagnostic,
}

impl<'s> Problems<'s> {
    /// Starts with none.
    pub(crate) fn new(source: &'s SourceFile) -> Self {
        Self {
            source,
            found: Vec::new(),
            more: 0,
            errors: false,
            broken: None,
            spare: Diagnostic::error("", ""),
        }
    }

    /// Returns the file.
    pub(crate) fn source(&self) -> &'s SourceFile {
        self.source
    }

    /// Adds an error at a place; label and help are added to what it returns.
    pub(crate) fn error(&mut self, span: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        if *span == WHOLE_FILE {
            return self.file(message);
        }
        self.errors = true;
        self.add(Diagnostic::error(self.source.path.clone(), message).at(span.clone()))
    }

    /// Adds an error about something that is not there; says nothing if the syntax is
    /// broken, since then it may stand in the part that could not be read.
    pub(crate) fn missing(&mut self, span: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        if self.broken.is_some() {
            self.errors = true;
            self.spare.help.clear();
            return &mut self.spare;
        }
        self.error(span, message)
    }

    /// Adds an error about something that stands where it cannot; says nothing behind broken
    /// syntax, if it may belong to a table whose head was lost.
    pub(crate) fn misplaced(&mut self, span: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        if self.broken.is_some_and(|broken| span.start >= broken) {
            self.errors = true;
            self.spare.help.clear();
            return &mut self.spare;
        }
        self.error(span, message)
    }

    /// Adds an error about the whole file.
    pub(crate) fn file(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        self.errors = true;
        self.add(Diagnostic::error(self.source.path.clone(), message))
    }

    /// Adds a warning at a place: the file can be used as it is.
    pub(crate) fn warning(&mut self, span: &Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic::error(self.source.path.clone(), message).at(span.clone());
        self.add(Diagnostic { severity: Severity::Warning, ..diagnostic })
    }

    /// True if anything is wrong so far.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors
    }

    /// Returns how many problems were found so far, including those that are not reported.
    pub(crate) fn number(&self) -> usize {
        self.found.len() + self.more
    }

    fn add(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        if self.found.len() >= MAX_PROBLEMS {
            self.more += 1;
            self.spare = diagnostic;
            return &mut self.spare;
        }
        self.found.push(diagnostic);
        self.found.last_mut().unwrap_or(&mut self.spare)
    }

    /// True if more problems would not be shown.
    pub(crate) fn is_full(&self) -> bool {
        self.found.len() >= MAX_PROBLEMS
    }

    /// Ends the search: the value, when nothing was wrong, and the problems in order.
    pub(crate) fn finish<T>(mut self, value: Option<T>) -> Checked<T> {
        self.found.sort_by(|a, b| a.order().cmp(&b.order()));
        self.found.dedup();
        if self.more > 0 {
            let message = format!("{} more problems in this file are not shown", self.more);
            self.found.push(Diagnostic {
                severity: Severity::Error,
                ..Diagnostic::error(self.source.path.clone(), message)
            });
        }
        Checked { value: value.filter(|_| !self.errors), diagnostics: self.found }
    }
}

/// What came out of checking a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value; `None` when there was any error.
    pub value: Option<T>,
    /// All problems, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// A TOML file's text and what could be read of it.
pub(crate) struct Document<'t> {
    /// The whole text.
    pub(crate) text: &'t str,
    /// The top table.
    pub(crate) root: DeTable<'t>,
}

impl<'t> Document<'t> {
    /// Reads a file's text, adding what is wrong with it; `None` when nothing could be read.
    pub(crate) fn parse(text: &'t str, problems: &mut Problems<'_>) -> Option<Self> {
        if let Some(deep) = too_deep(text) {
            problems.error(&deep.at, deep.message());
            return None;
        }
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            if error.message() != "duplicate key" {
                let at = error.span().map_or(0, |span| span.start);
                problems.broken = Some(problems.broken.map_or(at, |broken| broken.min(at)));
            }
            let control = error.span().and_then(|span| text.get(span)?.chars().next());
            let message = match control.filter(|c| is_hidden(*c) && *c != '\n' && *c != '\r') {
                Some(c) => format!("a file can't contain a control character (U+{:04X})", u32::from(c)),
                None => format!("this isn't valid TOML: {}", error.message()),
            };
            match error.span() {
                Some(span) => problems.error(&widened(text, span), message),
                None => problems.file(message),
            };
        }
        Some(Self { text, root: root.into_inner() })
    }

    /// Returns the keys of a file's top table, as far as they can be read.
    pub(crate) fn top_keys(bytes: &[u8]) -> Vec<String> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
        if bytes.len() > MAX_FILE_BYTES || too_deep(text).is_some() {
            return Vec::new();
        }
        let (root, _) = DeTable::parse_recoverable(text);
        root.get_ref().keys().map(|key| key.get_ref().to_string()).collect()
    }
}

/// Returns a file's text, or adds what is wrong with its bytes.
pub(crate) fn text<'s>(source: &'s SourceFile, problems: &mut Problems<'_>) -> Option<&'s str> {
    let bytes = source.bytes.as_ref();
    if bytes.len() > MAX_FILE_BYTES {
        problems
            .file(format!("the file has {} bytes; the limit is {MAX_FILE_BYTES} (1 MiB)", bytes.len()))
            .help("split it into several routines");
        return None;
    }
    if let Some(encoding) = utf16(bytes) {
        problems.file(format!("this file is {encoding}, not UTF-8")).help("save it again as UTF-8");
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {
            problems.file("the file is empty").help(format!("start one with `runup new {}`", source.id));
            None
        }
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.valid_up_to();
            let line = bytes[..at].split(|b| *b == b'\n').count();
            problems
                .file(format!(
                    "the file is not UTF-8: the byte 0x{:02x} in line {line} isn't part of a character",
                    bytes[at]
                ))
                .help("save it again as UTF-8");
            None
        }
    }
}

/// Names the encoding of a file that is UTF-16, with or without its mark.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some("UTF-16 (little-endian)");
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16 (big-endian)");
    }
    // Without a mark, every other byte of plain text is zero.
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |rest| head.iter().skip(rest).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        (0, odd) if head.len() >= 4 && odd * 4 > head.len() => Some("UTF-16 (little-endian)"),
        (even, 0) if head.len() >= 4 && even * 4 > head.len() => Some("UTF-16 (big-endian)"),
        _ => None,
    }
}

/// Makes an empty place visible: the character there, or the last one of the text.
fn widened(text: &str, span: Range<usize>) -> Range<usize> {
    if span.is_empty() && span.start > 0 && span.start >= text.len() {
        let trimmed = text.trim_end().len();
        return trimmed..trimmed;
    }
    span
}

/// The place where a file goes deeper than any routine needs.
struct TooDeep {
    at: Range<usize>,
    dots: bool,
}

impl TooDeep {
    fn message(&self) -> String {
        if self.dots {
            format!("this key has more than {MAX_KEY_PARTS} parts; Runup's keys have up to 4")
        } else {
            format!("this is nested more than {MAX_NESTING} deep; circuits can be nested 3 deep")
        }
    }
}

/// Looks for nesting that is too deep for code that walks or drops the tree.
///
/// It cuts the text exactly as the TOML lexer does: strings without an end stop at the line,
/// quotes inside a bare word open no string.
fn too_deep(text: &str) -> Option<TooDeep> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut parts) = (0, 0_usize, 1_usize);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'[' | b'{' => {
                depth += 1;
                parts = 1;
            }
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                parts = 1;
            }
            b'=' | b',' | b'\n' | b'\r' => parts = 1,
            b'.' => parts += 1,
            b' ' | b'\t' => {}
            b'#' => at += find(&bytes[at..], |b| matches!(b, b'\n' | b'\r')),
            b'"' | b'\'' => at = after_string(bytes, start),
            _ => at += find(&bytes[at..], |b| b".=,[]{} \t#\r\n".contains(&b)),
        }
        if depth > MAX_NESTING || parts > MAX_KEY_PARTS {
            return Some(TooDeep { at: start..start + 1, dots: parts > MAX_KEY_PARTS });
        }
    }
    None
}

fn find(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|b| wanted(*b)).unwrap_or(bytes.len())
}

/// Returns where the string that opens at `start` ends.
fn after_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => {
                at += 1;
                if matches!(bytes.get(at), Some(b'\\' | b'"')) {
                    at += 1;
                }
                continue;
            }
            b'\n' if !long => return at,
            b if b == quote && !long => return at + 1,
            b if b == quote && bytes[at..].starts_with(&[quote; 3]) => {
                at += 3;
                // Up to two quotes more belong to the text.
                for _ in 0..2 {
                    at += usize::from(bytes.get(at) == Some(&quote));
                }
                return at;
            }
            _ => {}
        }
        at += 1;
    }
    at
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spanned<T> {
    /// The value.
    pub(crate) value: T,
    /// The place of the value, in bytes of the file.
    pub(crate) span: Range<usize>,
    /// The place of its key; the value's own in a list.
    pub(crate) key: Range<usize>,
}

impl<T> Spanned<T> {
    /// Puts another value in the same place.
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: make(self.value), span: self.span, key: self.key }
    }
}

/// A value of the tree with its key's name and place.
pub(crate) struct Node<'a, 't> {
    /// The value.
    pub(crate) value: &'a TomlSpanned<DeValue<'t>>,
    /// The key that it is under, for messages.
    pub(crate) name: &'a str,
    /// The place of that key.
    pub(crate) key: Range<usize>,
    /// The whole text.
    pub(crate) text: &'t str,
    /// Whether it is an entry of the list under that key.
    pub(crate) listed: bool,
}

impl<'a, 't> Node<'a, 't> {
    /// Returns the place of the value.
    pub(crate) fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// Returns the value.
    pub(crate) fn get(&self) -> &'a DeValue<'t> {
        self.value.get_ref()
    }

    /// Returns the entry of a list, under the same key.
    pub(crate) fn entry(&self, value: &'a TomlSpanned<DeValue<'t>>) -> Self {
        Self { value, name: self.name, key: value.span(), text: self.text, listed: true }
    }

    /// Puts a value in this node's place.
    pub(crate) fn here<T>(&self, value: T) -> Spanned<T> {
        Spanned { value, span: self.span(), key: self.key.clone() }
    }

    /// Adds the error that the value is of another type than `wanted`.
    pub(crate) fn mistyped<'p>(&self, wanted: &str, problems: &'p mut Problems<'_>) -> &'p mut Diagnostic {
        let found = match self.get() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let entry = if self.listed { "an entry of " } else { "" };
        problems.error(&self.span(), format!("{entry}`{}` takes {wanted}, not {found}", self.name))
    }
}

/// Returns a text as it is quoted in a message, cut when long.
pub(crate) fn quoted(text: &str) -> Cow<'_, str> {
    if text.chars().nth(40).is_some() {
        Cow::Owned(format!("`{}...`", text.chars().take(37).collect::<String>()))
    } else {
        Cow::Owned(format!("`{text}`"))
    }
}
