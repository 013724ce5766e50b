//! Bytes from the terminal, read as keys, clicks and pasted text.
//!
//! A pure decoder with no clock: [`wait`](super::wait) feeds it and tells it when to stop
//! hoping for the rest of a sequence. It knows what terminals send without being asked (VT
//! and xterm keys, SGR mouse, bracketed paste, plain CSI u) and what they answer to
//! [`answer`](super::answer), and drops what it does not know, such as late answers to another
//! program's questions.

use std::time::Duration;

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::answer::{self, Answer};

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";
/// How long an Esc may turn out to be the start of a sequence. Over a slow line its bytes come
/// apart; a person does not notice so little.
const ESC_PATIENCE: Duration = Duration::from_millis(30);
/// How long a sequence that has certainly begun is waited for.
const SEQUENCE_PATIENCE: Duration = Duration::from_millis(250);
/// How long pasted text may stall.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);
/// No sequence that we know is longer.
const LONGEST_SEQUENCE: usize = 64;
/// More than this is not pasted into a one-line field by anyone.
const LONGEST_PASTE: usize = 1 << 20;

/// Turns bytes into events, keeping what is not complete yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    rest: Vec<u8>,
    pasting: bool,
    answers: Vec<Answer>,
}

/// What stands at the start of the bytes.
enum Parsed {
    /// An event of so many bytes.
    Event(Event, usize),
    /// An answer of so many bytes.
    Answer(Answer, usize),
    /// So many bytes that mean nothing to us.
    Unknown(usize),
    /// The opening of pasted text, of so many bytes.
    PasteBegins(usize),
    /// The start of something.
    Incomplete,
}

impl Decoder {
    /// Takes bytes, and gives the events that are now complete.
    pub(super) fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        self.rest.extend_from_slice(bytes);
        let mut taken = 0;
        while taken < self.rest.len() {
            let rest = &self.rest[taken..];
            if self.pasting {
                let end = rest.windows(PASTE_END.len()).position(|window| window == PASTE_END);
                let Some(end) = end else {
                    if rest.len() > LONGEST_PASTE {
                        self.rest.drain(..taken);
                        self.give_up(events);
                        return;
                    }
                    break;
                };
                events.push(pasted(&rest[..end]));
                taken += end + PASTE_END.len();
                self.pasting = false;
                continue;
            }
            match parse(rest) {
                Parsed::Event(event, length) => {
                    events.push(event);
                    taken += length;
                }
                Parsed::Answer(answer, length) => {
                    self.answers.push(answer);
                    taken += length;
                }
                Parsed::Unknown(length) => taken += length,
                Parsed::PasteBegins(length) => {
                    taken += length;
                    self.pasting = true;
                }
                Parsed::Incomplete => break,
            }
        }
        self.rest.drain(..taken);
    }

    /// Gives what the terminal has answered since this was asked last.
    pub(super) fn answers(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.answers)
    }

    /// Returns how long after the last byte the rest is worth waiting for, if anything is open.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (self.pasting, &*self.rest) {
            (true, _) => Some(PASTE_PATIENCE),
            (false, []) => None,
            (false, [ESC]) => Some(ESC_PATIENCE),
            (false, _) => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Ends what is open: a lone Esc was the key, pasted text ends here, the rest is dropped.
    pub(super) fn give_up(&mut self, events: &mut Vec<Event>) {
        let rest = std::mem::take(&mut self.rest);
        if std::mem::take(&mut self.pasting) {
            events.push(pasted(&rest));
        } else if rest == [ESC] {
            events.push(key(KeyCode::Esc));
        }
    }
}

fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [ESC] | [ESC, b'O'] => Parsed::Incomplete,
        [ESC, b'[', ..] => parse_csi(bytes),
        [ESC, b']', ..] => parse_command(bytes),
        [ESC, b'O', last, ..] => match cursor_key(*last) {
            Some(code) => Parsed::Event(key(code), 3),
            None => Parsed::Unknown(3),
        },
        [ESC, ESC, ..] => Parsed::Event(key(KeyCode::Esc), 1),
        [ESC, rest @ ..] => match parse(rest) {
            Parsed::Event(Event::Key(mut key), length) => {
                key.modifiers |= KeyModifiers::ALT;
                Parsed::Event(Event::Key(key), length + 1)
            }
            Parsed::Answer(answer, length) => Parsed::Answer(answer, length + 1),
            Parsed::Unknown(length) => Parsed::Unknown(length + 1),
            other => other,
        },
        [b'\r' | b'\n', ..] => Parsed::Event(key(KeyCode::Enter), 1),
        [b'\t', ..] => Parsed::Event(key(KeyCode::Tab), 1),
        [0x7f, ..] => Parsed::Event(key(KeyCode::Backspace), 1),
        [0, ..] => control(' '),
        [byte @ 0x01..=0x1a, ..] => control(char::from(byte - 1 + b'a')),
        [byte @ 0x1c..=0x1f, ..] => control(char::from(byte - 0x1c + b'4')),
        _ => parse_char(bytes),
    }
}

fn control(letter: char) -> Parsed {
    Parsed::Event(Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)), 1)
}

fn parse_char(bytes: &[u8]) -> Parsed {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let head = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(head) {
        Ok(text) => {
            let letter = text.chars().next().expect("a text of at least one byte");
            let shift = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            Parsed::Event(Event::Key(KeyEvent::new(KeyCode::Char(letter), shift)), length)
        }
        Err(error) if error.error_len().is_none() => Parsed::Incomplete,
        Err(error) => Parsed::Unknown(error.error_len().unwrap_or(1)),
    }
}

/// Reads `ESC ] text`, which ends with BEL or `ESC \`.
fn parse_command(bytes: &[u8]) -> Parsed {
    let Some(end) = bytes[2..].iter().position(|byte| *byte < 0x20).map(|end| end + 2) else {
        let endless = bytes.len() > LONGEST_SEQUENCE;
        return if endless { Parsed::Unknown(bytes.len()) } else { Parsed::Incomplete };
    };
    let length = match (bytes[end], bytes.get(end + 1)) {
        (BEL, _) => end + 1,
        (ESC, None) => return Parsed::Incomplete,
        (ESC, Some(b'\\')) => end + 2,
        // Cut off by something else, which is read for itself.
        _ => return Parsed::Unknown(end),
    };
    answer::of_command(&bytes[2..end]).map_or(Parsed::Unknown(length), |a| Parsed::Answer(a, length))
}

/// Reads `ESC [ parameters final`.
fn parse_csi(bytes: &[u8]) -> Parsed {
    // Two old forms break the rule: the Linux console's F1 to F5, and clicks without SGR.
    let odd_length = match bytes.get(2) {
        Some(b'[') => Some(4),
        Some(b'M') => Some(6),
        _ => None,
    };
    if let Some(length) = odd_length {
        return match bytes.get(3) {
            _ if bytes.len() < length => Parsed::Incomplete,
            Some(last @ b'A'..=b'E') if length == 4 => Parsed::Event(key(KeyCode::F(last - b'A' + 1)), 4),
            _ => Parsed::Unknown(length),
        };
    }
    let Some(end) = bytes[2..].iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        let endless = bytes.len() > LONGEST_SEQUENCE;
        return if endless { Parsed::Unknown(bytes.len()) } else { Parsed::Incomplete };
    };
    let (parameters, last) = (&bytes[2..2 + end], bytes[2 + end]);
    if !(0x40..=0x7e).contains(&last) {
        // Cut off by something else, which is read for itself.
        return Parsed::Unknown(2 + end);
    }
    let length = 2 + end + 1;
    let parameters = std::str::from_utf8(parameters).expect("ASCII by the range above");
    if parameters == "200" && last == b'~' {
        return Parsed::PasteBegins(length);
    }
    if last == b'c' && parameters.starts_with('?') {
        return Parsed::Answer(Answer::Attributes, length);
    }
    match csi_event(parameters, last) {
        Some(event) => Parsed::Event(event, length),
        None => Parsed::Unknown(length),
    }
}

fn csi_event(parameters: &str, last: u8) -> Option<Event> {
    if let Some(click) = parameters.strip_prefix('<') {
        return mouse(click, last);
    }
    let mut numbers = parameters.split(';');
    let first: u32 = number(numbers.next()).unwrap_or(1);
    let held = numbers.next();
    let modifiers = modifiers(number(held).unwrap_or(1));
    let code = match last {
        b'I' => return Some(Event::FocusGained),
        b'O' => return Some(Event::FocusLost),
        b'Z' => return Some(Event::Key(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT))),
        b'~' => numbered_key(first)?,
        b'u' => match char::from_u32(first)? {
            '\x1b' => KeyCode::Esc,
            '\r' => KeyCode::Enter,
            '\t' if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            '\t' => KeyCode::Tab,
            '\x7f' => KeyCode::Backspace,
            letter => KeyCode::Char(letter),
        },
        // `R` with one number less is an answer: the cursor's place.
        b'R' if !parameters.starts_with("1;") => return None,
        other => cursor_key(other)?,
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind(held))))
}

/// Reads what happened to the key, which Kitty's form adds to the modifiers.
///
/// Nobody asks for it here, but a terminal may be left so by the program before.
fn kind(held: Option<&str>) -> KeyEventKind {
    match held.and_then(|held| held.split(':').nth(1)) {
        Some("2") => KeyEventKind::Repeat,
        Some("3") => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    }
}

fn number(text: Option<&str>) -> Option<u32> {
    // Kitty's form adds fields after a colon; the first one is what we read.
    text?.split(':').next()?.parse().ok()
}

fn modifiers(sent: u32) -> KeyModifiers {
    let bits = sent.saturating_sub(1);
    let known = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let held = known.into_iter().filter(|(bit, _)| bits & bit != 0);
    held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

fn cursor_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23..=26 => KeyCode::F(number as u8 - 12),
        28..=29 => KeyCode::F(number as u8 - 15),
        31..=34 => KeyCode::F(number as u8 - 17),
        _ => return None,
    })
}

/// Reads an SGR click, `button ; column ; row`, both counted from 1.
fn mouse(parameters: &str, last: u8) -> Option<Event> {
    let mut numbers = parameters.split(';').map(|text| text.parse::<u16>().ok());
    let (sent, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let button = match sent & 0b11 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let wheel = sent & 0b100_0000 != 0;
    let moved = sent & 0b10_0000 != 0;
    let kind = match (last, sent & 0b11) {
        (b'M', 0) if wheel => MouseEventKind::ScrollUp,
        (b'M', 1) if wheel => MouseEventKind::ScrollDown,
        (b'M', 2) if wheel => MouseEventKind::ScrollLeft,
        (b'M', 3) if wheel => MouseEventKind::ScrollRight,
        (b'M', 3) if moved => MouseEventKind::Moved,
        (b'M', 0..=2) if moved => MouseEventKind::Drag(button),
        (b'M', 0..=2) => MouseEventKind::Down(button),
        (b'm', 0..=2) if !wheel => MouseEventKind::Up(button),
        _ => return None,
    };
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers = held.into_iter().filter(|(bit, _)| sent & bit != 0);
    let modifiers = modifiers.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier);
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn pasted(bytes: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests;
