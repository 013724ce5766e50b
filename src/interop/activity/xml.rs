//! XML of unknown origin, element by element, in bounded memory and time.
//!
//! Nothing is ever expanded: a document type, where entities would be declared, ends the reading of an activity. An element, a
//! comment or a piece of text is at most [`LONGEST`], and elements nest at most [`DEEPEST`] deep. Of the text only
//! what an element holds directly is kept, and of that the beginning: times and numbers are short. Bytes beyond ASCII
//! are masked, since no value that is read here has any; so no encoding that keeps ASCII, named right or wrong, stops
//! it.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::{COPY_AGAIN, NO_ACTIVITY, Unreadable};

/// Most bytes of one piece of markup or text.
const LONGEST: usize = 1024 * 1024;
/// How deep elements may lie.
const DEEPEST: usize = 100;
/// The most of a text that is stored.
const KEPT: usize = 200;
/// Bytes that are read at once.
const CHUNK: usize = 32 * 1024;

/// Takes in elements as they come; names are without prefix.
pub(super) trait Visit {
    /// An element begins.
    fn open(&mut self, name: &str, tag: &Tag<'_>);
    /// An element ends; `text` stood in it after its last child.
    fn close(&mut self, name: &str, text: &str);
}

/// The tag of an element.
pub(super) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    /// Returns an attribute as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        // Looking for doubles takes the square of their number.
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        Some(found.value.chars().take(KEPT).collect())
    }
}

/// How a document ended.
pub(super) enum End {
    /// The document was read whole.
    Whole,
    /// In the middle, at this byte.
    Early(u64),
}

/// What becomes of a document type, which might declare entities; none is ever expanded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doctype {
    /// No activity has one.
    Refused,
    /// One kind of export has one.
    PassedOver,
}

/// Reads a document to its end, or to where it is broken.
pub(super) fn walk(file: impl Read, doctype: Doctype, visit: &mut impl Visit) -> Result<End, Unreadable> {
    let mut reader = Reader::from_reader(Meter::new(file));
    let mut buffer = Vec::new();
    let mut text = String::new();
    let mut depth = 0;
    loop {
        let event = reader.read_event_into(&mut buffer);
        match event {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > DEEPEST {
                    let at = reader.buffer_position();
                    let what = format!("elements are nested more than {DEEPEST} deep at byte {at}");
                    return Err(Unreadable::broken(what, NO_ACTIVITY));
                }
                text.clear();
                visit.open(tag.local_name().as_ref(), &Tag(&tag));
            }
            Ok(Event::Empty(tag)) => {
                let name = tag.local_name();
                visit.open(name.as_ref(), &Tag(&tag));
                visit.close(name.as_ref(), "");
                text.clear();
            }
            Ok(Event::End(tag)) => {
                depth -= 1;
                visit.close(tag.local_name().as_ref(), text.trim());
                text.clear();
            }
            Ok(Event::Text(part)) => keep(&mut text, &part.into_inner()),
            Ok(Event::CData(part)) => keep(&mut text, &part.into_inner()),
            Ok(Event::DocType(_)) if doctype == Doctype::Refused => {
                let at = reader.buffer_position();
                let what = format!("byte {at} declares a document type, which an activity must not have");
                return Err(Unreadable::broken(what, NO_ACTIVITY));
            }
            Ok(Event::Eof) if depth == 0 => return Ok(End::Whole),
            Ok(Event::Eof) => return Ok(End::Early(reader.buffer_position())),
            Ok(
                Event::Comment(_) | Event::DocType(_) | Event::PI(_) | Event::Decl(_) | Event::GeneralRef(_),
            ) => {}
            Err(error) => return broken(&error, &reader),
        }
        buffer.clear();
        reader.get_mut().since = 0;
    }
}

/// Keeps the beginning of a text.
fn keep(text: &mut String, part: &str) {
    // What was masked is one byte long, so every place is the border of a character.
    let room = KEPT.saturating_sub(text.len()).min(part.len());
    text.push_str(part.get(..room).unwrap_or_default());
}

/// Tells an end that came early from what was never whole.
fn broken<R: Read>(error: &Error, reader: &Reader<Meter<R>>) -> Result<End, Unreadable> {
    let at = reader.error_position();
    if reader.get_ref().since > LONGEST {
        let what = format!("the part that starts at byte {at} is longer than {} MiB", LONGEST >> 20);
        return Err(Unreadable::broken(what, NO_ACTIVITY));
    }
    match error {
        Error::Io(error) => Err(Unreadable::Io(error.to_string())),
        Error::IllFormed(IllFormedError::MissingEndTag(_)) => Ok(End::Early(at)),
        Error::Syntax(syntax) if !matches!(syntax, SyntaxError::InvalidBangMarkup) => Ok(End::Early(at)),
        other => Err(Unreadable::broken(format!("invalid XML at byte {at}: {other}"), COPY_AGAIN)),
    }
}

/// A reader that masks what is not ASCII, and stops if one piece becomes too long.
struct Meter<R> {
    inner: R,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    /// Bytes handed out since the last piece was whole.
    since: usize,
}

impl<R: Read> Meter<R> {
    fn new(inner: R) -> Self {
        Self { inner, buffer: vec![0; CHUNK].into_boxed_slice(), from: 0, to: 0, since: 0 }
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let count = there.len().min(into.len());
        into[..count].copy_from_slice(&there[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Meter<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "one part is too long"));
        }
        if self.from == self.to {
            self.from = 0;
            self.to = self.inner.read(&mut self.buffer)?;
            for byte in &mut self.buffer[..self.to] {
                *byte = if byte.is_ascii() { *byte } else { b'?' };
            }
        }
        Ok(&self.buffer[self.from..self.to])
    }

    fn consume(&mut self, count: usize) {
        self.from = (self.from + count).min(self.to);
        self.since += count;
    }
}
