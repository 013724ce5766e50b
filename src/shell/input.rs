//! Bytes from the terminal, read as keys, clicks and pasted text.
//!
//! A pure decoder with no clock: [`wait`](super::wait) feeds it, a piece at a time, and tells it when to stop waiting
//! for the rest of a sequence. It knows what terminals send without being asked (VT and xterm keys, SGR mouse,
//! bracketed paste), Kitty's CSI u, and the answers to [`answer`](super::answer). It drops anything else, such as late
//! answers to another program's questions. A sequence that has begun owns the bytes that follow: the rest of an
//! answer, a click or pasted text is never taken for keys, however late it comes.

use std::ffi::OsString;
use std::time::Duration;

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::answer::{self, Answer};

mod kitty;

pub(super) const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// Ends whatever is open, by ECMA-48.
const CANCEL: u8 = 0x18;
/// Ctrl-C and Ctrl-Z: these reach the program out of the middle of anything.
const WAYS_OUT: [u8; 2] = [0x03, 0x1a];
const PASTE_END: &[u8] = b"\x1b[201~";
/// How long an Esc may turn out to be the start of a sequence. A person does not notice so little.
const ESC_PATIENCE: Duration = Duration::from_millis(100);
/// The same over ssh, if the bytes of a sequence come further apart.
const ESC_PATIENCE_AFAR: Duration = Duration::from_millis(250);
/// For how long after its last byte a sequence that has begun, or pasted text, owns what comes.
const SEQUENCE_PATIENCE: Duration = Duration::from_secs(2);
/// No sequence that we read is longer; a longer one is still waited out to its end.
const LONGEST_SEQUENCE: usize = 1024;
/// More than this is not pasted into a one-line field by anyone.
const LONGEST_PASTE: usize = 1 << 20;

/// Something that came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The event itself.
    pub event: Event,
    /// The Latin key at the place of the key, if the terminal reports it.
    pub place: Option<char>,
    /// It came in one piece with other text, as pasted text does and no fingers: it answers nothing.
    pub in_a_burst: bool,
}

impl From<Event> for Input {
    fn from(event: Event) -> Self {
        Self { event, place: None, in_a_burst: false }
    }
}

/// Returns how long an Esc is waited for to be more, from the environment: longer over ssh.
pub fn esc_patience(variable: impl Fn(&str) -> Option<OsString>) -> Duration {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    let afar = ["SSH_CONNECTION", "SSH_TTY"].into_iter().any(set);
    if afar { ESC_PATIENCE_AFAR } else { ESC_PATIENCE }
}

/// Turns bytes into events, keeping what is not complete yet.
#[derive(Debug)]
pub(super) struct Decoder {
    rest: Vec<u8>,
    pasting: bool,
    late: Late,
    answers: Vec<Answer>,
    esc_patience: Duration,
}

/// What was given up on and may still go on.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Late {
    #[default]
    Nothing,
    /// An Esc was taken for the key.
    Esc,
    /// The end of a sequence, or of pasted text, is missing.
    End,
}

/// What stands at the start of the bytes.
enum Parsed {
    /// A key that typed so many bytes of text.
    Typed(KeyEvent, usize),
    /// An event of so many bytes.
    Event(Event, usize),
    /// A key, and what a Latin keyboard has at its place, of so many bytes.
    Placed(KeyEvent, Option<char>, usize),
    /// An answer of so many bytes.
    Answer(Answer, usize),
    /// So many bytes that mean nothing to us.
    Unknown(usize),
    /// The end of a sequence of which nothing else is here, of so many bytes.
    LooseEnd(usize),
    /// The opening of pasted text, of so many bytes.
    PasteBegins(usize),
    /// The start of something.
    Incomplete,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new(ESC_PATIENCE)
    }
}

impl Decoder {
    /// Makes a decoder that waits so long for an Esc to be more.
    pub(super) const fn new(esc_patience: Duration) -> Self {
        Self { rest: Vec::new(), pasting: false, late: Late::Nothing, answers: Vec::new(), esc_patience }
    }

    /// Takes the bytes of one read, and gives what is now complete.
    pub(super) fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        let Some(first) = bytes.first() else { return };
        match std::mem::take(&mut self.late) {
            Late::Esc if continues_esc(bytes) => self.rest.push(ESC),
            Late::End => {
                let ours = self.pass_over_end(bytes);
                if ours > 0 {
                    return self.feed(&bytes[ours..], inputs);
                }
            }
            // Alt and a key come in one piece: apart they are Esc and the key.
            Late::Esc | Late::Nothing if *self.rest == [ESC] && !b"[]P_^X\\O\x1b".contains(first) => {
                self.rest.clear();
                inputs.push(key(KeyCode::Esc).into());
            }
            Late::Esc | Late::Nothing => {}
        }
        self.rest.extend_from_slice(bytes);
        let mut taken = 0;
        let mut typed = Vec::new();
        let mut loose = false;
        while taken < self.rest.len() {
            let rest = &self.rest[taken..];
            if self.pasting {
                let end = rest.windows(PASTE_END.len()).position(|window| window == PASTE_END);
                let Some(end) = end else {
                    if rest.len() > LONGEST_PASTE {
                        self.rest.drain(..taken);
                        self.give_up(inputs);
                        taken = 0;
                    }
                    break;
                };
                inputs.push(pasted(&rest[..end]).into());
                taken += end + PASTE_END.len();
                self.pasting = false;
                continue;
            }
            let length = match parse(rest) {
                Parsed::Typed(key, length) => {
                    typed.push(inputs.len());
                    inputs.push(Event::Key(key).into());
                    length
                }
                Parsed::Event(event, length) => {
                    inputs.push(event.into());
                    length
                }
                Parsed::Placed(key, place, length) => {
                    inputs.push(Input { place, ..Event::Key(key).into() });
                    length
                }
                Parsed::Answer(answer, length) => {
                    self.answers.push(answer);
                    length
                }
                Parsed::Unknown(length) => length,
                Parsed::LooseEnd(length) => {
                    loose = true;
                    length
                }
                Parsed::PasteBegins(length) => {
                    self.pasting = true;
                    length
                }
                Parsed::Incomplete => break,
            };
            taken += length;
        }
        self.rest.drain(..taken);
        self.shorten();
        let letters = typed.iter().filter(|at| is_letter(&inputs[**at].event)).count();
        // Text before a loose end is the rest of something, however short.
        if letters > 1 || loose {
            for at in typed {
                inputs[at].in_a_burst = true;
            }
        }
    }

    /// Returns how many of these bytes are the end of what was given up on.
    fn pass_over_end(&mut self, bytes: &[u8]) -> usize {
        if let Some(end) = bytes.windows(PASTE_END.len()).position(|window| window == PASTE_END) {
            return end + PASTE_END.len();
        }
        let stops = |byte: &u8| [ESC, BEL, CANCEL].contains(byte) || WAYS_OUT.contains(byte);
        match bytes.iter().position(stops) {
            Some(at) if bytes[at..].starts_with(b"\x1b\\") => at + 2,
            Some(at) if [BEL, CANCEL].contains(&bytes[at]) => at + 1,
            Some(at) => at,
            None => {
                // One byte may be a person's key: more than one of them is not lost.
                self.late = if bytes.len() > 1 { Late::End } else { Late::Nothing };
                bytes.len()
            }
        }
    }

    /// Forgets the middle of a sequence that is too long to be read, and still waits for its end.
    fn shorten(&mut self) {
        if self.pasting || self.rest.len() <= LONGEST_SEQUENCE {
            return;
        }
        let escapes = self.rest.ends_with(&[ESC]);
        // A control sequence with a space in it, or a text without a recipient: neither is known to us.
        let begin: &[u8] = if self.rest.starts_with(b"\x1b[") { b"\x1b[ " } else { b"\x1bX" };
        self.rest = begin.to_vec();
        self.rest.extend(escapes.then_some(ESC));
    }

    /// Gives what the terminal has answered since this was asked last.
    pub(super) fn answers(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.answers)
    }

    /// Returns how long after the last byte the rest is worth waiting for, if anything is open.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (self.pasting, &*self.rest) {
            (false, []) => (self.late == Late::Esc).then_some(SEQUENCE_PATIENCE),
            (false, [ESC]) => Some(self.esc_patience),
            _ => Some(SEQUENCE_PATIENCE),
        }
    }

    /// Ends what is open: a lone Esc was the key, pasted text ends here, the rest is dropped.
    ///
    /// What is missing of it may still come, and is then no key either.
    pub(super) fn give_up(&mut self, inputs: &mut Vec<Input>) {
        let rest = std::mem::take(&mut self.rest);
        self.late = Late::Nothing;
        if std::mem::take(&mut self.pasting) {
            inputs.push(pasted(&rest).into());
            self.late = Late::End;
        } else if rest == [ESC] {
            inputs.push(key(KeyCode::Esc).into());
            self.late = Late::Esc;
        } else if rest.starts_with(&[ESC]) {
            self.late = Late::End;
        }
    }
}

/// True if an event is a letter or sign, and not Enter, Tab or Backspace.
fn is_letter(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Char(_), .. }))
}

/// True if these bytes make a sequence of an Esc that was taken for the key.
///
/// Letters that are keys as well do so only with more behind them.
fn continues_esc(bytes: &[u8]) -> bool {
    match bytes {
        [b'[' | b']' | b'_' | b'^' | b'\\', ..] => true,
        [b'P' | b'X', rest @ ..] => !rest.is_empty(),
        _ => false,
    }
}

fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [ESC] | [ESC, b'O'] => Parsed::Incomplete,
        [ESC, b'[', ..] => parse_csi(bytes),
        [ESC, b']' | b'P' | b'_' | b'^' | b'X', ..] => parse_string(bytes),
        [ESC, b'\\', ..] => Parsed::LooseEnd(2),
        [ESC, b'O', last, ..] => match cursor_key(*last) {
            Some(code) => Parsed::Event(key(code), 3),
            None => Parsed::Unknown(3),
        },
        [ESC, ESC, ..] => Parsed::Event(key(KeyCode::Esc), 1),
        [ESC, rest @ ..] => match parse(rest) {
            Parsed::Event(Event::Key(mut key), length) | Parsed::Typed(mut key, length) => {
                key.modifiers |= KeyModifiers::ALT;
                Parsed::Event(Event::Key(key), length + 1)
            }
            Parsed::Answer(answer, length) => Parsed::Answer(answer, length + 1),
            Parsed::Unknown(length) | Parsed::LooseEnd(length) => Parsed::Unknown(length + 1),
            other => other,
        },
        [b'\r' | b'\n', ..] => typed(KeyCode::Enter),
        [b'\t', ..] => typed(KeyCode::Tab),
        [0x7f, ..] => typed(KeyCode::Backspace),
        [BEL, ..] => Parsed::LooseEnd(1),
        [0, ..] => control(' '),
        [byte @ 0x01..=0x1a, ..] => control(char::from(byte - 1 + b'a')),
        [byte @ 0x1c..=0x1f, ..] => control(char::from(byte - 0x1c + b'4')),
        _ => parse_char(bytes),
    }
}

fn typed(code: KeyCode) -> Parsed {
    Parsed::Typed(KeyEvent::new(code, KeyModifiers::NONE), 1)
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
            Parsed::Typed(KeyEvent::new(KeyCode::Char(letter), shift), length)
        }
        Err(error) if error.error_len().is_none() => Parsed::Incomplete,
        Err(error) => Parsed::Unknown(error.error_len().unwrap_or(1)),
    }
}

/// Reads `ESC ] text`, or another of the strings, which end with `ESC \` or BEL.
fn parse_string(bytes: &[u8]) -> Parsed {
    let ends = |byte: &u8| [ESC, BEL, CANCEL].contains(byte) || WAYS_OUT.contains(byte);
    let Some(end) = bytes[2..].iter().position(ends).map(|end| end + 2) else {
        return Parsed::Incomplete;
    };
    let length = match (bytes[end], bytes.get(end + 1)) {
        (BEL | CANCEL, _) => end + 1,
        (ESC, None) => return Parsed::Incomplete,
        (ESC, Some(b'\\')) => end + 2,
        // Cut off by something else, which is read for itself.
        _ => return Parsed::Unknown(end),
    };
    let answer = match bytes[1] {
        b']' => answer::of_command(&bytes[2..end]),
        b'P' => answer::of_control(&bytes[2..end]),
        _ => None,
    };
    answer.map_or(Parsed::Unknown(length), |answer| Parsed::Answer(answer, length))
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
    let ends = |byte: &u8| matches!(byte, 0x40..=0x7e | &ESC | &CANCEL) || WAYS_OUT.contains(byte);
    let Some(end) = bytes[2..].iter().position(ends).map(|end| end + 2) else {
        return Parsed::Incomplete;
    };
    let length = match bytes[end] {
        CANCEL => return Parsed::Unknown(end + 1),
        0x40..=0x7e => end + 1,
        // Cut off by something else, which is read for itself.
        _ => return Parsed::Unknown(end),
    };
    let (parameters, last) = (&bytes[2..end], bytes[end]);
    let Ok(parameters) = std::str::from_utf8(parameters) else { return Parsed::Unknown(length) };
    match (parameters, last) {
        ("200", b'~') => return Parsed::PasteBegins(length),
        ("201", b'~') => return Parsed::LooseEnd(length),
        (_, b'c') if parameters.starts_with('?') => return Parsed::Answer(Answer::Attributes, length),
        (_, b'u') => {
            let key = kitty::key(parameters);
            return key.map_or(Parsed::Unknown(length), |(key, place)| Parsed::Placed(key, place, length));
        }
        _ => {}
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
    // Any other byte there makes it an answer to another program.
    if parameters.contains(|c: char| !c.is_ascii_digit() && c != ';' && c != ':') {
        return None;
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
        // `R` with one number less is an answer: the cursor's place.
        b'R' if !parameters.starts_with("1;") => return None,
        other => cursor_key(other)?,
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind(held))))
}

/// Reads what happened to the key, which Kitty's form adds to the modifiers.
///
/// It is not asked for here, but a terminal may be left so by the program before.
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
mod strangers;
#[cfg(test)]
mod tests;
