//! The messages of a FIT file, one after another.
//!
//! It has its own decoder, since files are of unknown origin. The library that writes workouts (rustyfit 0.6) stores
//! every description of a developer's field and searches all of them for each such field. A file of 100 MB can make
//! that take minutes. The library also refuses a sound file whose header has twelve bytes, and returns nothing for one
//! without a length. Here there are sixteen definitions and one message, however long the file is and whatever its
//! lengths say. Numbers come as whole numbers, the first of a list; text, and what its type calls invalid, do not come
//! at all. Chained files follow one another.

use std::io::{self, BufReader, ErrorKind, Read};

/// Seconds of a compressed header's time.
const COMPRESSED: u32 = 0x1f;
/// The field that every message has its time in.
const TIME: u8 = 253;
/// Bytes that are read at once.
const CHUNK: usize = 32 * 1024;

/// What ends the reading.
#[derive(Debug)]
pub(super) enum Broken {
    /// Reading failed.
    Io(io::Error),
    /// The file is over in the middle.
    Early,
    /// The header is not valid.
    Header,
    /// The header's or the file's checksum is another.
    Checksum,
    /// A message that nothing defines.
    Undefined,
}

/// The next item of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A message; it is in [`Messages::message`].
    Message,
    /// The end of one file; another may follow in the chain.
    FileEnd,
    /// The end of everything.
    End,
}

/// One message.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// The message's number in the profile.
    pub(super) number: u16,
    /// Its time, in seconds since the end of 1989.
    pub(super) time: Option<u32>,
    fields: Vec<(u8, i64)>,
}

impl Message {
    /// Returns a field.
    pub(super) fn get(&self, field: u8) -> Option<i64> {
        self.fields.iter().find(|(number, _)| *number == field).map(|(_, value)| *value)
    }
}

/// How a message lies in the file.
#[derive(Debug, Default)]
struct Definition {
    number: u16,
    big: bool,
    fields: Vec<[u8; 3]>,
    /// Bytes of developers' fields behind them.
    others: usize,
}

/// Reads messages.
pub(super) struct Messages<R> {
    file: BufReader<R>,
    definitions: [Option<Definition>; 16],
    /// The message that was read last.
    pub(super) message: Message,
    /// Bytes that were read.
    pub(super) position: u64,
    /// Bytes of messages that are still to come; `None` outside of a file.
    left: Option<u64>,
    /// The header does not say how long the file is: the watch died before it could write that.
    pub(super) open_end: bool,
    files: u64,
    time: Option<u32>,
    checksum: u16,
}

impl<R: Read> Messages<R> {
    pub(super) fn new(file: R) -> Self {
        Self {
            file: BufReader::with_capacity(CHUNK, file),
            definitions: Default::default(),
            message: Message::default(),
            position: 0,
            left: None,
            open_end: false,
            files: 0,
            time: None,
            checksum: 0,
        }
    }

    /// Reads on to the next message, or an end.
    pub(super) fn next(&mut self) -> Result<Next, Broken> {
        if self.left.is_none() && !self.header()? {
            return Ok(Next::End);
        }
        while self.left.is_some_and(|left| left > 0) {
            let header = match self.byte() {
                // The length is unknown, so the file may end here; there is no checksum either.
                Err(Broken::Early) if self.open_end => return Ok(self.end_file()),
                header => header?,
            };
            if header & 0xc0 == 0x40 {
                self.definition(header)?;
            } else {
                self.data(header)?;
                return Ok(Next::Message);
            }
        }
        let expected = self.checksum;
        let mut there = [0; 2];
        self.fill(&mut there)?;
        if u16::from_le_bytes(there) != expected {
            return Err(Broken::Checksum);
        }
        Ok(self.end_file())
    }

    fn end_file(&mut self) -> Next {
        (self.left, self.time) = (None, None);
        self.definitions = Default::default();
        Next::FileEnd
    }

    /// Reads the header of a file; `false` if no more file comes.
    fn header(&mut self) -> Result<bool, Broken> {
        self.checksum = 0;
        let size = match self.byte() {
            Err(Broken::Early) if self.files > 0 => return Ok(false),
            size => usize::from(size?),
        };
        let mut header = [0; 13];
        if size != 12 && size != 14 {
            return Err(Broken::Header);
        }
        self.fill(&mut header[..11])?;
        if &header[7..11] != b".FIT" {
            return Err(Broken::Header);
        }
        if size == 14 {
            let expected = self.checksum;
            self.fill(&mut header[11..13])?;
            let there = u16::from_le_bytes([header[11], header[12]]);
            if there != 0 && there != expected {
                return Err(Broken::Checksum);
            }
        }
        let length = u32::from_le_bytes([header[3], header[4], header[5], header[6]]);
        self.open_end = length == 0 || length == u32::MAX;
        self.left = Some(if self.open_end { u64::MAX } else { u64::from(length) });
        self.files += 1;
        Ok(true)
    }

    fn definition(&mut self, header: u8) -> Result<(), Broken> {
        let mut head = [0; 5];
        self.fill(&mut head)?;
        let big = head[1] != 0;
        let number = [head[2], head[3]];
        let mut definition = self.definitions[usize::from(header & 0x0f)].take().unwrap_or_default();
        definition.number = if big { u16::from_be_bytes(number) } else { u16::from_le_bytes(number) };
        (definition.big, definition.others) = (big, 0);
        definition.fields.clear();
        for _ in 0..head[4] {
            let mut field = [0; 3];
            self.fill(&mut field)?;
            definition.fields.push(field);
        }
        if header & 0x20 != 0 {
            for _ in 0..self.byte()? {
                let mut field = [0; 3];
                self.fill(&mut field)?;
                definition.others += usize::from(field[1]);
            }
        }
        self.definitions[usize::from(header & 0x0f)] = Some(definition);
        Ok(())
    }

    fn data(&mut self, header: u8) -> Result<(), Broken> {
        let compressed = header & 0x80 != 0;
        let local = usize::from(if compressed { header >> 5 & 0x03 } else { header & 0x0f });
        let definition = self.definitions[local].take().ok_or(Broken::Undefined)?;
        let mut message = std::mem::take(&mut self.message);
        message.fields.clear();
        message.number = definition.number;
        message.time = None;
        let mut bytes = [0; 255];
        for [number, size, base] in &definition.fields {
            let bytes = &mut bytes[..usize::from(*size)];
            self.fill(bytes)?;
            if let Some(value) = value(bytes, *base, definition.big) {
                message.fields.push((*number, value));
            }
        }
        let mut others = definition.others;
        while others > 0 {
            let part = others.min(bytes.len());
            self.fill(&mut bytes[..part])?;
            others -= part;
        }
        if let Some(time) = message.get(TIME).and_then(|time| u32::try_from(time).ok()) {
            self.time = Some(time);
            message.time = Some(time);
        } else if compressed {
            let offset = u32::from(header) & COMPRESSED;
            self.time = self.time.map(|time| time.wrapping_add(offset.wrapping_sub(time) & COMPRESSED));
            message.time = self.time;
        }
        self.definitions[local] = Some(definition);
        self.message = message;
        Ok(())
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        let mut byte = [0];
        self.fill(&mut byte)?;
        Ok(byte[0])
    }

    /// Reads so many bytes; one more than the header promised are read all the same, and end the file.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Broken> {
        match self.file.read_exact(bytes) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(Broken::Early),
            Err(error) => return Err(Broken::Io(error)),
        }
        let count = bytes.len() as u64;
        self.position += count;
        self.left = self.left.map(|left| left.saturating_sub(count));
        self.checksum = checksum(self.checksum, bytes);
        Ok(())
    }
}

/// Reads the first number of a field; `None` if it is invalid, or text.
fn value(bytes: &[u8], base: u8, big: bool) -> Option<i64> {
    let size = match base & 0x1f {
        0x00 | 0x01 | 0x02 | 0x0a | 0x0d => 1,
        0x03 | 0x04 | 0x0b => 2,
        0x05 | 0x06 | 0x08 | 0x0c => 4,
        0x09 | 0x0e | 0x0f | 0x10 => 8,
        _ => return None,
    };
    // A field that is shorter than its type holds a small number of that type's kind.
    let size = if bytes.len() >= size { size } else { bytes.len() };
    let mut raw = [0; 8];
    if big {
        raw[8 - size..].copy_from_slice(&bytes[..size]);
    } else {
        raw[..size].copy_from_slice(&bytes[..size]);
    }
    let raw = if big { u64::from_be_bytes(raw) } else { u64::from_le_bytes(raw) };
    if size == 0 {
        return None;
    }
    let bits = 8 * size as u32;
    let all = u64::MAX >> (64 - bits);
    match base & 0x1f {
        // Signed: the greatest is invalid.
        0x01 | 0x03 | 0x05 | 0x0e => {
            let value = (raw << (64 - bits)) as i64 >> (64 - bits);
            (raw != all >> 1).then_some(value)
        }
        // Zero is invalid.
        0x0a | 0x0b | 0x0c | 0x10 => (raw != 0).then_some(raw.min(i64::MAX as u64) as i64),
        0x08 => whole(f64::from(f32::from_bits(raw as u32))),
        0x09 => whole(f64::from_bits(raw)),
        _ => (raw != all).then_some(raw.min(i64::MAX as u64) as i64),
    }
}

fn whole(number: f64) -> Option<i64> {
    number.is_finite().then_some(number as i64)
}

/// Adds bytes to FIT's checksum, CRC-16 with the polynomial 0xa001, four bits at a time.
fn checksum(mut sum: u16, bytes: &[u8]) -> u16 {
    const PARTS: [u16; 16] = [
        0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401,
        0x5000, 0x9c01, 0x8801, 0x4400,
    ];
    for byte in bytes {
        for half in [byte & 0x0f, byte >> 4] {
            sum = sum >> 4 & 0x0fff ^ PARTS[usize::from(sum & 0x0f)] ^ PARTS[usize::from(half)];
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_their_type_and_invalid_ones_are_not() {
        assert_eq!(value(&[0x39, 0x30], 0x84, false), Some(12_345));
        assert_eq!(value(&[0x30, 0x39], 0x84, true), Some(12_345));
        assert_eq!(value(&[0xff, 0xff], 0x84, false), None);
        assert_eq!(value(&[0xfe, 0xff, 0xff, 0xff], 0x85, false), Some(-2));
        assert_eq!(value(&[0xff, 0xff, 0xff, 0x7f], 0x85, false), None);
        assert_eq!(value(&[0], 0x0a, false), None, "zero of a type where that is invalid");
        assert_eq!(value(&[7, 9, 9], 0x02, false), Some(7), "the first of a list");
        assert_eq!(value(&[5], 0x86, false), Some(5), "shorter than its type");
        assert_eq!(value(&[5], 0x86, true), Some(5));
        assert_eq!(value(b"text", 0x07, false), None);
        assert_eq!(value(&[], 0x86, false), None);
        assert_eq!(value(&f32::NAN.to_le_bytes(), 0x88, false), None);
        assert_eq!(value(&f64::INFINITY.to_le_bytes(), 0x89, false), None);
        assert_eq!(value(&[0xff; 8], 0x8f, false), None);
        assert_eq!(value(&[1, 2, 3], 0x1e, false), None, "a type that nobody knows");
    }

    #[test]
    fn the_checksum_is_that_of_the_format() {
        // Of the header of a file that a watch wrote.
        let header = [0x0e, 0x10, 0x67, 0x04, 0xd6, 0xdb, 0x01, 0x00, 0x2e, 0x46, 0x49, 0x54];
        assert_eq!(checksum(checksum(0, &header[..5]), &header[5..]), checksum(0, &header));
        assert_eq!(checksum(0, b"123456789"), 0xbb3d, "CRC-16/ARC");
    }
}
