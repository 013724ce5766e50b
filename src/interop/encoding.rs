//! Bytes as text, by what is in them: UTF-8, UTF-16, Windows-1252 or Latin-1.
//!
//! 1. A byte order mark decides.
//! 2. Zeros at every other place are UTF-16.
//! 3. Valid UTF-8 is UTF-8; a text with more good than bad letters of it is damaged UTF-8.
//! 4. Anything else has one byte a character: Windows-1252 if it uses its signs, else Latin-1, which is the same
//!    without them.
//!
//! No text is refused: unreadable bytes become `�`, and their number is reported.

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As everything is today.
    Utf8,
    /// Two bytes a character, the lower first.
    Utf16Le,
    /// Two bytes a character, the higher first.
    Utf16Be,
    /// One byte a character.
    Latin1,
    /// The same, with curly quotes and dashes.
    Windows1252,
}

impl Encoding {
    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Latin1 => "Latin-1",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A text, and how it was found to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Places that did not read.
    pub lost: usize,
}

impl Decoded {
    /// Says what should be known about the text.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if matches!(self.encoding, Encoding::Latin1 | Encoding::Windows1252) {
            notes.push(format!(
                "its text isn't UTF-8 and was read as {}: check the names",
                self.encoding.name()
            ));
        }
        if self.lost > 0 {
            let places = if self.lost == 1 { "1 character was" } else { "some characters were" };
            notes.push(format!("{places} not valid {} and became �", self.encoding.name()));
        }
        notes
    }
}

/// The signs of Windows-1252 from 0x80 to 0x9f; `�` if there is none.
const SIGNS: [char; 32] = [
    '€', '�', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '�', 'Ž', '�', '�', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', '�', 'ž', 'Ÿ',
];
/// How much of a file is looked at for zeros.
const HEAD: usize = 4096;

/// Reads any bytes as text.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, Encoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, Encoding::Utf16Be);
    }
    match unmarked_utf16(bytes) {
        Some(encoding) => utf16(bytes, encoding),
        None if is_utf8(bytes) => utf8(bytes),
        None => one_byte(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Decoded {
    let lost = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: Encoding::Utf8, lost }
}

/// True if bytes are UTF-8, or were before something damaged a little of them.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad
}

/// Tells UTF-16 by its zeros: with any ASCII in it, they all lie at even or all at odd places.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = (head.len() / 32).max(2);
    match (even >= enough, odd >= enough) {
        (false, true) if even * 10 <= odd => Some(Encoding::Utf16Le),
        (true, false) if odd * 10 <= even => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Decoded {
    let pairs = bytes.chunks_exact(2);
    let mut lost = pairs.remainder().len();
    let units = pairs.map(|pair| {
        let pair = [pair[0], pair[1]];
        if encoding == Encoding::Utf16Be { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let text = char::decode_utf16(units)
        .map(|unit| {
            unit.unwrap_or_else(|_| {
                lost += 1;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    Decoded { text, encoding, lost }
}

fn one_byte(bytes: &[u8]) -> Decoded {
    let signs = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    let mut lost = 0;
    let text = bytes
        .iter()
        .map(|byte| match byte {
            0x80..0xa0 => {
                let sign = SIGNS[usize::from(byte - 0x80)];
                lost += usize::from(sign == char::REPLACEMENT_CHARACTER);
                sign
            }
            byte => char::from(*byte),
        })
        .collect();
    Decoded { text, encoding: if signs { Encoding::Windows1252 } else { Encoding::Latin1 }, lost }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, Encoding, usize) {
        let Decoded { text, encoding, lost } = decode(bytes);
        (text, encoding, lost)
    }

    fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        assert_eq!(of("Brücke".as_bytes()), ("Brücke".into(), Encoding::Utf8, 0));
        assert_eq!(of("\u{feff}Brücke".as_bytes()), ("Brücke".into(), Encoding::Utf8, 0));
    }

    #[test]
    fn utf_16_is_read_in_both_orders_with_and_without_its_mark() {
        for text in ["30s Brücke\n", "{\"title\":\"休息\"}"] {
            for (order, encoding) in [
                (u16::to_le_bytes as fn(u16) -> [u8; 2], Encoding::Utf16Le),
                (u16::to_be_bytes, Encoding::Utf16Be),
            ] {
                assert_eq!(of(&wide(text, order)), (text.to_owned(), encoding, 0));
                let marked = format!("\u{feff}{text}");
                assert_eq!(of(&wide(&marked, order)), (text.to_owned(), encoding, 0));
            }
        }
    }

    #[test]
    fn one_byte_a_character_is_latin_1_unless_it_has_the_signs_of_windows() {
        assert_eq!(of(b"Br\xfccke"), ("Brücke".into(), Encoding::Latin1, 0));
        assert_eq!(of(b"Br\xfccke \x96 30s"), ("Brücke – 30s".into(), Encoding::Windows1252, 0));
        assert_eq!(of(b"Br\xfccke \x81"), ("Brücke �".into(), Encoding::Windows1252, 1));
    }

    #[test]
    fn a_little_damage_does_not_make_another_encoding_of_utf_8() {
        assert_eq!(of(b"\xc3\xbc \xc3\xa4 \xff"), ("ü ä �".into(), Encoding::Utf8, 1));
    }

    #[test]
    fn half_a_character_at_the_end_is_told() {
        assert_eq!(of(b"\xff\xfea\0b"), ("a".into(), Encoding::Utf16Le, 1));
        assert_eq!(of(b"\xff\xfe\x00\xd8"), ("\u{fffd}".into(), Encoding::Utf16Le, 1));
    }
}
