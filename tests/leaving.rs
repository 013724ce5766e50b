//! Keeping the time to leave: what a pause or more time takes from what is still to come.

use std::time::Duration;

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use runup::day::fitted::Unplayable;
use runup::day::layout;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::player::{Command, EventKind, State};
use runup::record::At;
use runup::routine::{Id, Routine};
use runup::session::{Now, Refusal, Request, Session, Within};
use runup::settings::Settings;
use runup::symptoms::Soreness;
use runup::time::MonoTime;
use runup::timeline::gate::Situation;
use runup::timeline::{Options, Timeline};
use runup::words::{English, Words};

/// Get-ready 10 s; then 60, 30, 60 and 30 s of work with 6 s of set-up between them: 208 s in all.
const ROUTINE: &str = r#"
name = "Four"
steps = [
  { id = "a", name = "One", time = "60s", least = { time = "20s" } },
  { id = "b", name = "Two", time = "30s", optional = true },
  { id = "c", name = "Three", time = "60s", least = { time = "20s" } },
  { id = "d", name = "Four", time = "30s" },
]
"#;
const ALL: u64 = 208;

fn made(text: &str) -> Routine {
    let file = SourceFile {
        path: "made.toml".into(),
        kind: Kind::Routine,
        id: Id::new("made").unwrap(),
        origin: Origin::Own,
        bytes: text.to_owned().into_bytes().into(),
    };
    let checked = Library::shipped().parse_file(&file);
    assert_eq!(checked.diagnostics, []);
    checked.value.unwrap()
}

fn start() -> Timestamp {
    "2026-11-22T07:00:00Z".parse().unwrap()
}

fn now(millis: u64) -> Now {
    let wall = start() + SignedDuration::from_millis(millis as i64);
    Now { mono: MonoTime::ZERO + Duration::from_millis(millis), at: At::new(wall, &TimeZone::UTC) }
}

fn after(millis: u64) -> At {
    now(millis).at
}

fn request(routine: Routine, options: Options, leave: At) -> Request {
    let situation = Situation { soreness: Soreness::NOTHING, ..Situation::default() };
    let budget = Some(Within::Leave(leave));
    Request { routine, situation, options, budget, speed: 1.0, from: None }
}

/// How long the routine takes with its get-ready, last words and the second that is kept free.
fn whole() -> u64 {
    let closing = Timeline::build(&made(ROUTINE), &Options::default()).closing();
    ALL * 1_000 + 1_000 + closing.as_millis() as u64
}

/// A session that begins with so many seconds to spare.
fn session(spare: u64) -> (Session, At) {
    let leave = after(whole() + spare * 1_000);
    let asked = request(made(ROUTINE), Options::default(), leave);
    let mut session = Session::prepare(String::new(), asked, &Library::shipped(), now(0)).unwrap();
    assert_eq!(session.changes(), []);
    session.handle(Command::Start, now(0).mono);
    (session, leave)
}

/// Does what is asked and keeps the time; returns the line.
fn at(session: &mut Session, seconds: u64, command: Command) -> Option<String> {
    let now = now(seconds * 1_000);
    session.handle(command, now.mono);
    session.keep_time(now).map(|kept| English.kept_time(&kept))
}

fn steps(session: &Session) -> Vec<String> {
    session.routine().steps().map(|step| step.id.to_string()).collect()
}

fn out(session: &Session, seconds: u64) -> Timestamp {
    session.out_at(now(seconds * 1_000).mono).unwrap().moment
}

#[test]
fn a_pause_is_made_up_from_what_is_optional_then_from_what_can_be_less() {
    let (mut session, leave) = session(2);
    assert_eq!(at(&mut session, 20, Command::Pause), None, "nobody knows yet how long it will be");
    assert_eq!(at(&mut session, 40, Command::Resume).as_deref(), Some("Skipped for time: Two."));
    assert_eq!(steps(&session), ["a", "c", "d"]);
    assert!(out(&session, 40) <= leave.moment);
    assert_eq!(at(&mut session, 41, Command::Pause), None);
    let line = at(&mut session, 71, Command::Resume);
    // 20 s and 30 s late, 1 s to spare, 36 s of Two: the rest comes from Three.
    assert_eq!(line.as_deref(), Some("Shorter for time: Three (47s of 1m)."));
    assert_eq!(
        English.adaptations(session.changes()),
        ["Skipped for time: Two.", "Shorter for time: Three (47s of 1m)."]
    );
    let early = leave.moment.duration_since(out(&session, 71));
    assert!((0..=5).contains(&early.as_secs()), "{early:?}");
}

#[test]
fn a_pause_within_the_time_to_spare_takes_nothing() {
    let (mut session, _) = session(30);
    at(&mut session, 20, Command::Pause);
    assert_eq!(at(&mut session, 49, Command::Resume), None);
    assert_eq!(steps(&session), ["a", "b", "c", "d"]);
}

#[test]
fn more_time_is_made_up_and_the_step_that_is_played_keeps_it() {
    let (mut session, leave) = session(0);
    let length = |session: &Session| session.player().segment().length;
    at(&mut session, 20, Command::Say);
    assert_eq!(at(&mut session, 30, Command::MoreTime).as_deref(), Some("Skipped for time: Two."));
    assert_eq!(length(&session), Duration::from_secs(75));
    assert!(out(&session, 30) <= leave.moment);
    let kinds: Vec<_> = session.advance(now(75_999).mono).into_iter().map(|event| event.kind).collect();
    assert!(!kinds.iter().any(|kind| matches!(kind, EventKind::SetEnded(_))), "it lasts its 75 s");
    assert_eq!(session.step().id.as_str(), "a");
    session.advance(now(92_000).mono);
    assert_eq!(session.step().id.as_str(), "c");
}

#[test]
fn not_ready_is_made_up() {
    let (mut session, leave) = session(0);
    assert_eq!(at(&mut session, 5, Command::NotReady).as_deref(), Some("Skipped for time: Two."));
    assert!(out(&session, 5) <= leave.moment);
}

#[test]
fn what_cannot_be_made_up_says_how_late_it_will_be_and_takes_no_more() {
    let (mut session, _) = session(0);
    at(&mut session, 72, Command::Pause);
    // Two's set-up has begun; only Three can be less, by 40 s.
    let line = at(&mut session, 132, Command::Resume).unwrap();
    assert!(line.starts_with("Shorter for time: Three (20s of 1m). About 19 seconds late for "), "{line}");
    assert_eq!(steps(&session), ["a", "b", "c", "d"]);
    assert_eq!(session.keep_time(now(133_000)), None, "it is said once");
    let line = at(&mut session, 133, Command::NotReady);
    assert_eq!(line, None, "hardly later");
    let line = at(&mut session, 133, Command::NotReady).unwrap();
    assert!(line.starts_with("About 29 seconds late for "), "{line}");
}

#[test]
fn in_the_last_step_nothing_is_left_to_go() {
    let (mut session, _) = session(0);
    session.advance(now(190_000).mono);
    assert_eq!(session.step().id.as_str(), "d");
    let line = at(&mut session, 191, Command::MoreTime).unwrap();
    assert!(line.starts_with("About 14 seconds late for 07:0"), "{line}");
    assert_eq!(session.changes(), []);
}

#[test]
fn a_time_to_leave_that_is_past_takes_nothing() {
    let (mut session, _) = session(0);
    at(&mut session, 20, Command::Pause);
    let line = at(&mut session, 900, Command::Resume).unwrap();
    assert_eq!(line, "It's past 07:04. Nothing more is skipped.");
    assert_eq!(steps(&session), ["a", "b", "c", "d"]);
    assert_eq!(at(&mut session, 910, Command::MoreTime), None);
}

#[test]
fn without_hurry_a_pause_takes_nothing_until_it_is_wanted_again() {
    let (mut session, leave) = session(0);
    session.set_keeps_time(false);
    at(&mut session, 20, Command::Pause);
    assert_eq!(at(&mut session, 40, Command::Resume), None);
    assert_eq!(out(&session, 40).duration_since(leave.moment), SignedDuration::from_secs(19));
    session.set_keeps_time(true);
    assert_eq!(
        session.keep_time(now(41_000)).map(|kept| English.kept_time(&kept)).as_deref(),
        Some("Skipped for time: Two.")
    );
}

#[test]
fn while_the_clock_stands_it_shows_the_time_to_leave_as_long_as_that_can_be_kept() {
    let (mut session, leave) = session(0);
    at(&mut session, 20, Command::Pause);
    assert_eq!(out(&session, 60), leave.moment);
    // 36 s of Two and 40 s of Three can go.
    let until = session.out_changes(now(21_000).mono).unwrap();
    assert_eq!(until, now(20_000 + 77_000).mono);
    assert_eq!(out(&session, 97), leave.moment);
    assert_eq!(out(&session, 107).duration_since(leave.moment), SignedDuration::from_secs(10));
}

#[test]
fn out_at_is_the_minute_in_which_the_last_word_is_over() {
    let (mut session, leave) = session(80);
    let out = session.out_at(now(0).mono).unwrap();
    assert_eq!((leave.clock().as_str(), out.clock().as_str()), ("07:05", "07:04"));
    assert_eq!(after(60_000).clock(), "07:01");
    assert_eq!(after(60_001).clock(), "07:02");
    session.advance(now(100_000).mono);
    assert_eq!(session.out_at(now(100_000).mono), Some(out), "it stays while it plays");
}

#[test]
fn a_clock_that_changes_inside_does_not_shift_the_end() {
    // It begins at 01:58 of winter time; two minutes later the clock shows 03:00.
    let summer = TimeZone::fixed(Offset::constant(2));
    let winter = TimeZone::fixed(Offset::constant(1));
    let begin: Timestamp = "2026-03-29T00:58:00Z".parse().unwrap();
    let leave = At::new(begin + SignedDuration::from_millis(whole() as i64), &summer);
    let asked = request(made(ROUTINE), Options::default(), leave);
    let first = Now { mono: MonoTime::ZERO, at: At::new(begin, &winter) };
    let mut session = Session::prepare(String::new(), asked, &Library::shipped(), first).unwrap();
    session.handle(Command::Start, first.mono);
    assert_eq!(session.changes(), []);
    assert_eq!(session.out_at(first.mono).unwrap().clock(), "03:02");
    let later = begin + SignedDuration::from_secs(150);
    let later = Now { mono: MonoTime::ZERO + Duration::from_secs(150), at: At::new(later, &summer) };
    session.advance(later.mono);
    assert_eq!(session.keep_time(later), None);
    assert_eq!(session.out_at(later.mono).unwrap().clock(), "03:02");
}

#[test]
fn sleep_counts_as_a_pause() {
    let (mut session, leave) = session(0);
    session.advance(now(20_000).mono);
    // The clock of the timeline stood for the 15 s that the wall clock went on.
    let woken = Now { mono: now(21_000).mono, ..now(36_000) };
    session.handle(Command::Slept { since: now(20_000).mono }, woken.mono);
    session.handle(Command::Resume, woken.mono);
    assert_eq!(
        session.keep_time(woken).map(|kept| English.kept_time(&kept)).as_deref(),
        Some("Skipped for time: Two.")
    );
    let left = session.out_at(woken.mono).unwrap();
    assert!(left.moment <= leave.moment);
}

#[test]
fn too_soon_says_when_one_could_be_out() {
    let asked = request(made(ROUTINE), Options::default(), after(60_000));
    let refused = Session::prepare(String::new(), asked, &Library::shipped(), now(0)).unwrap_err();
    assert!(matches!(refused, Refusal::TooLate { .. }));
    let words = English.unplayable(&Unplayable::Refused(refused));
    // Without explanations, which go before it is refused.
    assert!(words.starts_with("Four takes at least 1m19s, plus 1"), "{words}");
    assert!(
        words.ends_with("to get ready and for the last words, so you can't leave before 07:02"),
        "{words}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_end_is_in_time_unless_it_was_said_to_be_late(
        number in any::<prop::sample::Index>(),
        minutes in 3_u64..14,
        asked in prop::collection::vec((1_u64..60_000, 0_u8..4, 1_u64..20_000), 0..8),
    ) {
        let library = Library::shipped();
        let ids: Vec<Id> = library.routines().map(|(id, _)| id.clone()).collect();
        let routine = library.routine(number.get(&ids)).unwrap();
        let leave = after(minutes * 60_000);
        let options = layout(&routine, &Settings::default());
        let Ok(mut session) =
            Session::prepare(String::new(), request(routine, options, leave), &library, now(0))
        else {
            return Ok(());
        };
        session.handle(Command::Start, now(0).mono);
        let mut millis = 0;
        let mut late = false;
        let mut keep = |session: &mut Session, command: Command, millis: u64| {
            session.handle(command, now(millis).mono);
            let said = session.keep_time(now(millis)).map(|kept| English.kept_time(&kept));
            late |= said.is_some_and(|line| line.contains(" late for ") || line.contains("is past"));
        };
        for (wait, command, pause) in asked {
            millis += wait;
            let played = session.step().id.clone();
            match command {
                0 => {
                    keep(&mut session, Command::Pause, millis);
                    millis += pause;
                    keep(&mut session, Command::Resume, millis);
                }
                1 => keep(&mut session, Command::MoreTime, millis),
                2 => keep(&mut session, Command::NotReady, millis),
                _ => keep(&mut session, Command::Back, millis),
            }
            if command < 3 && wait == 0 {
                prop_assert_eq!(&session.step().id, &played);
            }
        }
        // Steps that wait for a key may take longer than usual: there nothing is promised.
        let open = session.player().timeline().segments.iter().any(|s| s.length != s.typical);
        while let Some(deadline) = session.player().deadline() {
            session.advance(deadline);
            millis = Duration::from_nanos(deadline.as_nanos()).as_millis() as u64;
        }
        if let State::Finished { since } = session.player().state() {
            let end = since + session.player().timeline().closing();
            prop_assert!(open || late || end <= now(minutes * 60_000).mono, "{end:?} {millis}");
        }
    }
}
