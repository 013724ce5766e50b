//! The journal of a running session: its lines, and the session that they tell of.
//!
//! The first line says what is played, then each boundary between segments adds one. When
//! the program ends before its session was recorded, [`fold`] gives back what was done, where
//! to go on, and, if the session is not resumed, its record. The store keeps the lines
//! on disk; nothing here reads a file or a clock.

use serde::{Deserialize, Serialize};

use super::{At, Clinician, Outcome, Run, Session, SetDone, Sore, Unread};
use crate::routine::Id;
use crate::symptoms::Side;

/// The version of the journal that this program writes.
pub const VERSION: u32 = 1;

/// Where the text of a routine is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// In the program, under the routine's id.
    Shipped,
    /// Here: a file's text as it was when the session began.
    Text(String),
}

/// What is played: the first line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header {
    /// The version of the format it was written in.
    pub v: u32,
    /// The id that the session's record will have.
    pub session: String,
    /// The routine's id; for a file that was played by path, its stem.
    pub routine: Id,
    /// The routine's name then.
    pub name: String,
    /// The hash of the routine's text.
    pub hash: String,
    /// The routine's text.
    pub source: Source,
    /// When it began.
    pub started: At,
    /// How fast it is played.
    pub speed: f64,
    /// What was sore, as far as it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sore: Vec<Sore>,
    /// What was changed for that, in the words that were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
    /// What a run answers, as its record carries it; none for a routine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescription: Option<String>,
    /// Set if a clinician set the routine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinician: Option<Clinician>,
    /// The moment to leave by, if one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_at: Option<At>,
    /// The time there was for all of it, get-ready not counted, in milliseconds, if that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_ms: Option<u64>,
    /// The device that plays it.
    pub device: String,
}

/// A place in the routine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Place {
    /// The segment's index in the timeline.
    pub segment: usize,
    /// The step, if the segment belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// The round of its circuit, from 0.
    #[serde(default)]
    pub round: u32,
    /// The side, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Which set, from 1; 0 if there is none.
    #[serde(default)]
    pub set: u32,
}

/// What happened at a boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The segment began.
    Entered,
    /// The session stands still in the segment.
    Paused,
    /// A set was done, in full or in part; the segment is over.
    SetDone(SetDone),
    /// The runner left.
    Left,
    /// The last segment is over.
    Done,
}

/// One line after the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Boundary {
    /// The moment.
    pub at: At,
    /// The place in the routine.
    pub place: Place,
    /// What was worked in the segment, pauses taken away, in milliseconds.
    pub worked_ms: u64,
    /// The event.
    pub event: Event,
}

/// One line of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
pub enum Line {
    /// The first line.
    Header(Header),
    /// Any other.
    Boundary(Boundary),
}

impl Line {
    /// Reads a line, with or without its line break.
    pub fn from_text(text: &[u8]) -> Result<Self, Unread> {
        /// What the first line has in every version.
        #[derive(Deserialize)]
        struct Version {
            v: u32,
        }
        match serde_json::from_slice(text) {
            Ok(Self::Header(Header { v, .. })) if v > VERSION => Err(Unread::Newer { v }),
            Ok(line) => Ok(line),
            Err(error) => match serde_json::from_slice(text) {
                Ok(Version { v }) if v > VERSION => Err(Unread::Newer { v }),
                _ => Err(Unread::Damaged { reason: error.to_string() }),
            },
        }
    }
}

/// A session whose program ended first.
#[derive(Debug, Clone, PartialEq)]
pub struct Interrupted {
    /// What was played.
    pub header: Header,
    /// The sets, in the order done.
    pub sets: Vec<SetDone>,
    /// Where to go on.
    pub resume: Place,
    /// The set there is over: go on behind it.
    pub over: bool,
    /// When its last line was written.
    pub last: At,
    /// How it ended, when it did and only its record is missing: nothing is to be resumed then.
    pub ended: Option<Outcome>,
}

/// Puts a session together from its journal's lines; `None` when the first line is missing.
///
/// Damaged lines are simply not there; what follows them still counts.
pub fn fold(lines: impl IntoIterator<Item = Line>) -> Option<Interrupted> {
    let mut lines = lines.into_iter();
    let header = lines.find_map(|line| if let Line::Header(header) = line { Some(header) } else { None })?;
    let mut session = Interrupted {
        last: header.started,
        header,
        sets: Vec::new(),
        resume: Place::default(),
        over: false,
        ended: None,
    };
    for line in lines {
        if let Line::Boundary(boundary) = line {
            session.take(boundary);
        }
    }
    Some(session)
}

impl Interrupted {
    /// Makes the session's record, `ended` standing for an end that the journal does not know.
    pub fn into_session(self, ended: At) -> Session {
        let Self { header, sets, resume: _, over: _, last, ended: outcome } = self;
        let Header {
            v: _,
            session: _,
            routine,
            name,
            hash,
            source: _,
            started,
            speed,
            sore,
            changes,
            prescription: _,
            clinician,
            leave_at: _,
            budget_ms: _,
            device: _,
        } = header;
        Session {
            routine,
            name,
            hash,
            started,
            ended: if outcome.is_some() { last } else { ended },
            outcome: outcome.unwrap_or(Outcome::Interrupted),
            speed,
            sore,
            changes,
            sets,
            worst: None,
            clinician,
            by_hand: false,
            minutes: None,
        }
    }

    /// Makes the record of a run from what was done of it; `None` when it was a routine.
    ///
    /// Nothing was asked then: only the sore places are known.
    pub fn to_run(&self) -> Option<Run> {
        let prescription = self.header.prescription.as_deref()?;
        let run = Run::of_pieces(self.header.started.date(), prescription, &self.sets);
        Some(Run { site: self.header.sore.first().map(|sore| sore.site), ..run })
    }

    fn take(&mut self, boundary: Boundary) {
        let Boundary { at, place, worked_ms: _, event } = boundary;
        self.last = at;
        self.resume = place;
        // A session that was left and taken up again has not ended.
        self.ended = None;
        self.over = false;
        match event {
            Event::Entered | Event::Paused => {}
            Event::SetDone(set) => {
                set.keep_in(&mut self.sets);
                self.over = true;
            }
            Event::Left => self.ended = Some(Outcome::Left),
            Event::Done => self.ended = Some(Outcome::Done),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> At {
        At::new(jiff::Timestamp::from_second(1_795_000_000 + second).unwrap(), &jiff::tz::TimeZone::UTC)
    }

    fn header() -> Header {
        Header {
            v: VERSION,
            session: "s-1".into(),
            routine: Id::new("pre-run-5").unwrap(),
            name: "Five minutes".into(),
            hash: "abc".into(),
            source: Source::Text("name = \"Five\"\n".into()),
            started: at(0),
            speed: 1.0,
            sore: vec![],
            changes: vec!["No hops today".into()],
            prescription: None,
            clinician: None,
            leave_at: None,
            budget_ms: None,
            device: "here".into(),
        }
    }

    fn place(segment: usize) -> Place {
        Place { segment, step: Id::new("raise"), round: 0, side: Some(Side::Left), set: 1 }
    }

    fn boundary(segment: usize, second: i64, event: Event) -> Line {
        Line::Boundary(Boundary { at: at(second), place: place(segment), worked_ms: 0, event })
    }

    fn set(worked_ms: u64) -> SetDone {
        SetDone {
            step: Id::new("raise").unwrap(),
            exercise: None,
            round: 0,
            side: Some(Side::Left),
            set: 1,
            planned_ms: 30_000,
            worked_ms,
            complete: worked_ms == 30_000,
            reps: Some(5),
            load: None,
        }
    }

    #[test]
    fn every_line_reads_back() {
        let events = [Event::Entered, Event::Paused, Event::SetDone(set(10)), Event::Left, Event::Done];
        let lines = events.into_iter().map(|event| boundary(1, 1, event)).chain([Line::Header(header())]);
        for line in lines {
            let text = serde_json::to_string(&line).unwrap();
            assert!(!text.contains('\n'), "{text}");
            assert_eq!(Line::from_text(text.as_bytes()).unwrap(), line, "{text}");
        }
    }

    #[test]
    fn a_newer_journal_is_recognised_whatever_it_holds() {
        let newer = serde_json::to_string(&Line::Header(Header { v: VERSION + 1, ..header() })).unwrap();
        for text in [newer.as_str(), r#"{"v":2,"line":"prologue"}"#] {
            assert_eq!(Line::from_text(text.as_bytes()), Err(Unread::Newer { v: 2 }));
        }
        for text in ["", "{}", "{\"v\":1,\"line\":\"header\"}"] {
            assert!(matches!(Line::from_text(text.as_bytes()), Err(Unread::Damaged { .. })), "{text}");
        }
    }

    #[test]
    fn a_session_goes_on_in_the_segment_it_stood_in() {
        let lines = [Line::Header(header()), boundary(0, 1, Event::Entered), boundary(3, 2, Event::Entered)];
        let found = fold(lines.clone()).unwrap();
        assert_eq!((found.resume, found.ended), (place(3), None));
        let paused = fold(lines.into_iter().chain([boundary(3, 9, Event::Paused)])).unwrap();
        assert_eq!((paused.resume, paused.last), (place(3), at(9)));
    }

    #[test]
    fn a_set_that_is_over_is_not_played_again_unless_the_runner_went_back_to_it() {
        let done = boundary(3, 3, Event::SetDone(set(30_000)));
        let lines = [Line::Header(header()), boundary(3, 2, Event::Entered), done];
        assert!(fold(lines.clone()).unwrap().over);
        let back = fold(lines.into_iter().chain([boundary(3, 4, Event::Entered)])).unwrap();
        assert_eq!((back.over, back.resume), (false, place(3)));
    }

    #[test]
    fn a_set_done_again_is_kept_once_and_that_of_another_round_beside_it() {
        let round = |round: u32, worked_ms: u64| SetDone { round, ..set(worked_ms) };
        let done = |set: SetDone| boundary(2, 2, Event::SetDone(set));
        let lines = [round(0, 9), round(1, 30_000), round(0, 30_000)].map(done);
        let found = fold([Line::Header(header())].into_iter().chain(lines)).unwrap();
        assert_eq!(found.sets, [round(0, 30_000), round(1, 30_000)]);
    }

    #[test]
    fn what_was_done_becomes_a_session() {
        let lines = [
            Line::Header(header()),
            boundary(2, 2, Event::SetDone(set(30_000))),
            boundary(4, 40, Event::SetDone(SetDone { set: 2, ..set(9) })),
        ];
        let session = fold(lines).unwrap().into_session(at(41));
        assert_eq!(session.sets, [set(30_000), SetDone { set: 2, ..set(9) }]);
        assert_eq!((session.outcome, session.ended), (Outcome::Interrupted, at(41)));
        assert_eq!((session.routine, session.changes), (header().routine, header().changes));
    }

    #[test]
    fn an_end_that_only_lacks_its_record_is_known() {
        for (event, outcome) in [(Event::Left, Outcome::Left), (Event::Done, Outcome::Done)] {
            let found = fold([Line::Header(header()), boundary(2, 7, event)]).unwrap();
            assert_eq!(found.ended, Some(outcome));
            let session = found.into_session(at(9_999));
            assert_eq!((session.outcome, session.ended), (outcome, at(7)));
        }
    }

    #[test]
    fn a_journal_without_its_first_line_tells_nothing() {
        assert_eq!(fold([boundary(1, 1, Event::Entered)]), None);
        assert_eq!(fold([]), None);
    }
}
