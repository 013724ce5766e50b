//! Events as an iCalendar file (RFC 5545), and the events of such a file that this program wrote before.
//!
//! The same events give the same bytes. Times are those of the wall, without a zone: seven in the morning is seven
//! wherever the runner is. Written by hand, because two versions of an event may differ only in the fields here. A
//! library that adds a moment or a name of its own to an alarm would make each export a different one.

use std::fmt::Write as _;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;

/// The program that wrote it.
const PRODUCT: &str = "-//Runup//Runs of a plan//EN";
/// Most bytes of a line, without its end.
const LINE: usize = 75;
/// Most bytes of a file that is read again.
pub const MAX_BYTES: usize = 4 << 20;
/// Most events of it.
const MAX_EVENTS: usize = 5_000;
/// Where the numbers of versions begin: the first of January 2026.
const EPOCH: i64 = 1_767_225_600;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its name, which stays while everything else of it may change.
    pub uid: String,
    /// When it begins, by the wall.
    pub start: DateTime,
    /// Its length.
    pub length: Duration,
    /// The event's title.
    pub summary: String,
    /// All about it, in lines.
    pub description: String,
    /// It does not take place.
    pub cancelled: bool,
    /// How long before its beginning the alarm comes.
    pub alarms: Vec<Duration>,
}

/// Writes a calendar as it is at a moment.
///
/// The moment is also the number of each event's version, in seconds, so that a calendar takes a later export for the
/// newer one, with nothing stored about the earlier.
pub fn calendar(name: &str, events: &[Event], made: Timestamp) -> String {
    let stamp = made.strftime("%Y%m%dT%H%M%SZ").to_string();
    let sequence = (made.as_second() - EPOCH).clamp(0, i64::from(i32::MAX));
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", &format!("PRODID:{PRODUCT}"), "CALSCALE:GREGORIAN"] {
        line(text);
    }
    line(&format!("NAME:{}", escape(name)));
    line(&format!("X-WR-CALNAME:{}", escape(name)));
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escape(&event.uid)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("LAST-MODIFIED:{stamp}"));
        line(&format!("SEQUENCE:{sequence}"));
        line(&format!("DTSTART:{}", wall(event.start)));
        let end =
            jiff::SignedDuration::try_from(event.length).ok().and_then(|d| event.start.checked_add(d).ok());
        line(&format!("DTEND:{}", wall(end.unwrap_or(event.start))));
        line(&format!("SUMMARY:{}", escape(&event.summary)));
        line(&format!("DESCRIPTION:{}", escape(&event.description)));
        line(if event.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        for before in event.alarms.iter().filter(|_| !event.cancelled) {
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line(&format!("TRIGGER:{}", trigger(*before)));
            line(&format!("DESCRIPTION:{}", escape(&event.summary)));
            line("END:VALARM");
        }
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// Reads the events of a file that [`calendar`] wrote; `None` for any other file.
///
/// Alarms are left out, and an unreadable event is skipped.
pub fn own_events(bytes: &[u8]) -> Option<Vec<Event>> {
    let text = std::str::from_utf8(bytes.get(..MAX_BYTES.min(bytes.len()))?).ok()?;
    let lines = unfold(text);
    if bytes.len() > MAX_BYTES || !lines.iter().any(|line| line == &format!("PRODID:{PRODUCT}")) {
        return None;
    }
    let mut events = Vec::new();
    let mut open: Option<Read> = None;
    let mut alarm = false;
    for line in &lines {
        let Some((key, value)) = line.split_once(':') else { continue };
        match (key, value, &mut open) {
            ("BEGIN", "VEVENT", _) => open = Some(Read::default()),
            ("BEGIN", "VALARM", _) => alarm = true,
            ("END", "VALARM", _) => alarm = false,
            ("END", "VEVENT", Some(read)) => {
                events.extend(std::mem::take(read).event());
                (open, alarm) = (None, false);
                if events.len() >= MAX_EVENTS {
                    break;
                }
            }
            (key, value, Some(read)) if !alarm => read.take(key, value),
            _ => {}
        }
    }
    Some(events)
}

/// What was read of an event so far.
#[derive(Debug, Default)]
struct Read {
    uid: String,
    start: Option<DateTime>,
    end: Option<DateTime>,
    summary: String,
    description: String,
    cancelled: bool,
}

impl Read {
    fn take(&mut self, key: &str, value: &str) {
        let time = || DateTime::strptime("%Y%m%dT%H%M%S", value).ok();
        match key {
            "UID" => self.uid = plain(value),
            "DTSTART" => self.start = time(),
            "DTEND" => self.end = time(),
            "SUMMARY" => self.summary = plain(value),
            "DESCRIPTION" => self.description = plain(value),
            "STATUS" => self.cancelled = value == "CANCELLED",
            _ => {}
        }
    }

    fn event(self) -> Option<Event> {
        let Self { uid, start, end, summary, description, cancelled } = self;
        let (start, end) = start.zip(end)?;
        let length = Duration::try_from(end.duration_since(start)).unwrap_or_default();
        (!uid.is_empty()).then_some(Event {
            uid,
            start,
            length,
            summary,
            description,
            cancelled,
            alarms: Vec::new(),
        })
    }
}

fn wall(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

/// Writes how long before the beginning: `-PT30M`, `-PT1H30M`.
fn trigger(before: Duration) -> String {
    let (hours, minutes, seconds) =
        (before.as_secs() / 3600, before.as_secs() / 60 % 60, before.as_secs() % 60);
    let mut told = String::new();
    for (n, unit) in [(hours, 'H'), (minutes, 'M'), (seconds, 'S')] {
        if n > 0 {
            let _ = write!(told, "{n}{unit}");
        }
    }
    if told.is_empty() { "PT0S".to_owned() } else { format!("-PT{told}") }
}

/// Writes a text so that nothing in it is taken for the file's own signs; control characters are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Reads what [`escape`] wrote.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c) => out.push(c),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

/// Writes a line in pieces of at most [`LINE`] bytes, each but the first after a blank; characters stay whole.
fn fold(out: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        out.push(c);
    }
    // Writing to a string cannot fail.
    let _ = write!(out, "\r\n");
}

/// Puts folded lines together again.
fn unfold(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(before)) => before.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn made() -> Timestamp {
        "2026-11-28T20:00:00Z".parse().unwrap()
    }

    fn event() -> Event {
        Event {
            uid: "new-runner-20261102-0a1b2c3d-2@runup".into(),
            start: date(2026, 12, 2).at(7, 0, 0, 0),
            length: Duration::from_secs(38 * 60),
            summary: "Run 33 min: week 1, run 2".into(),
            description:
                "First: warm up; then run.\nSharp pain, pain above five out of ten, or a limp? Walk home."
                    .into(),
            cancelled: false,
            alarms: vec![Duration::from_secs(1800), Duration::from_secs(3660), Duration::ZERO],
        }
    }

    #[test]
    fn an_event_is_written_as_the_standard_has_it() {
        let text = calendar("Runs", &[event()], made());
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"), "{text}");
        assert!(
            text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n")
                && !text.replace("\r\n", "").contains(['\r', '\n'])
        );
        for line in [
            "UID:new-runner-20261102-0a1b2c3d-2@runup",
            "DTSTAMP:20261128T200000Z",
            "LAST-MODIFIED:20261128T200000Z",
            "SEQUENCE:28670400",
            "DTSTART:20261202T070000",
            "DTEND:20261202T073800",
            "SUMMARY:Run 33 min: week 1\\, run 2",
            "STATUS:CONFIRMED",
            "TRIGGER:-PT30M",
            "TRIGGER:-PT1H1M",
            "TRIGGER:PT0S",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line}\n{text}");
        }
        let description = "DESCRIPTION:First: warm up\\; then run.\\nSharp pain\\, pain above five out of ten\\, or a limp? Walk home.";
        assert!(text.replace("\r\n ", "").contains(description), "{text}");
    }

    #[test]
    fn an_event_that_is_cancelled_rings_no_more() {
        let text = calendar("Runs", &[Event { cancelled: true, ..event() }], made());
        assert!(text.contains("\r\nSTATUS:CANCELLED\r\n") && !text.contains("VALARM"), "{text}");
    }

    #[test]
    fn a_later_export_is_the_newer_version() {
        let number = |made: &str| {
            let text = calendar("Runs", &[event()], made.parse().unwrap());
            let line = text.lines().find_map(|line| line.strip_prefix("SEQUENCE:").map(str::to_owned));
            line.unwrap().parse::<i32>().unwrap()
        };
        assert!(number("2026-11-28T20:00:01Z") > number("2026-11-28T20:00:00Z"));
        assert_eq!((number("2020-01-01T00:00:00Z"), number("2126-01-01T00:00:00Z")), (0, i32::MAX));
    }

    #[test]
    fn another_programs_file_is_not_ours() {
        assert_eq!(own_events(b"BEGIN:VCALENDAR\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n"), None);
        for bytes in [&b""[..], b"\xff\xfe", b"PRODID", &[b'x'; 100]] {
            assert_eq!(own_events(bytes), None);
        }
        let large = calendar("Runs", &[event()], made()) + &" ".repeat(MAX_BYTES);
        assert_eq!(own_events(large.as_bytes()), None);
    }

    #[test]
    fn of_very_many_events_the_rest_is_left() {
        let short =
            Event { summary: String::new(), description: String::new(), alarms: Vec::new(), ..event() };
        let text = calendar("Runs", &vec![short; MAX_EVENTS + 1], made());
        assert!(text.len() < MAX_BYTES, "{}", text.len());
        assert_eq!(own_events(text.as_bytes()).unwrap().len(), MAX_EVENTS);
    }

    #[test]
    fn of_an_earlier_file_what_reads_is_taken() {
        let text = calendar("Runs", &[event(), Event { uid: "other".into(), ..event() }], made());
        let broken = text.replacen("DTSTART:20261202T070000", "DTSTART:whenever", 1);
        let read = own_events(broken.as_bytes()).unwrap();
        assert_eq!(read.iter().map(|event| event.uid.as_str()).collect::<Vec<_>>(), ["other"]);
        assert_eq!(read[0], Event { uid: "other".into(), alarms: Vec::new(), ..event() });
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_bytes_and_any_text_reads_back(
            summary in "\\PC{0,200}",
            description in "(\\PC|\n){0,400}",
            cancelled: bool,
        ) {
            let event = Event { summary, description, cancelled, alarms: Vec::new(), ..event() };
            let text = calendar(&event.summary, std::slice::from_ref(&event), made());
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE));
            prop_assert_eq!(own_events(text.as_bytes()), Some(vec![event]));
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            own_events(&bytes);
            let mut ours = calendar("Runs", &[], made()).into_bytes();
            ours.extend(bytes);
            own_events(&ours);
        }
    }
}
