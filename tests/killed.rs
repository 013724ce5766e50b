//! A session killed at any instant: the history opens, what was passed is in the journal, and
//! the next start offers the step and the side that were running.
//!
//! The instants are drawn from a seed that a failure prints; `RUNUP_SEED` takes it again.

#![cfg(unix)]

#[path = "support/seasoned.rs"]
mod seasoned;
#[path = "support/app.rs"]
mod support;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use runup::app::{Action, App, Effect, Input};
use runup::day::{Offer, layout};
use runup::library::Library;
use runup::record::journal::{Event, Interrupted, Line};
use runup::record::log::Log;
use runup::record::{At, Body, Outcome, Session};
use runup::routine::Id;
use runup::session::Now;
use runup::settings::Settings;
use runup::store::{HistoryFiles, journal};
use runup::time::MonoTime;
use runup::timeline::{CueKind, Segment, SegmentKind, Timeline};
use runup::words::{English, Words};
use support::app;

const KILLS: usize = 50;
const AT_ONCE: usize = 10;
/// The routine and its get-ready pass in three seconds.
const SPEED: u32 = 150;

/// A small generator (xorshift64*): the same seed gives the same instants.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16) % end
    }
}

/// Returns the timeline that a seasoned runner plays when nothing is sore.
fn timeline() -> Timeline {
    let routine = Library::shipped().routine(&Id::new("post-run-calf").unwrap()).unwrap();
    Timeline::build(&routine, &layout(&routine, &Settings::default()))
}

/// Plays in lines of text, for a seasoned runner.
fn play(home: &Path) -> Child {
    seasoned::season(home);
    Command::new(env!("CARGO_BIN_EXE_runup"))
        .args(["go", "post-run-calf", "--plain", "--sore", "none", "--speed", &SPEED.to_string()])
        .env("RUNUP_HOME", home)
        .env("ALSA_CONFIG_PATH", "/nonexistent")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Plays, kills after a while, and returns the cues that were printed.
/// Returns how many cues were printed, and how long it had run at most.
fn play_and_kill(home: &Path, after: Duration) -> (usize, Duration) {
    let begun = Instant::now();
    let mut child = play(home);
    thread::sleep(after);
    child.kill().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    let ran = begun.elapsed();
    // Cues begin with a time that is put to the right; what explains them stands further in.
    let is_cue = |line: &&str| line.as_bytes().get(2) == Some(&b':') && line.as_bytes().get(5) == Some(&b' ');
    (said.lines().filter(is_cue).count(), ran)
}

/// Returns the only file of a folder, but for one of a name.
fn only_file(folder: &Path, but: &str) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let mut files = files.filter(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        !name.starts_with('.') && name != but
    });
    files.next()
}

/// Waits for something that comes within half a minute.
#[track_caller]
fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(90), "no {what}");
        thread::sleep(Duration::from_millis(1));
    }
}

/// Counts the sets that a journal has.
fn sets(journal: &[u8]) -> usize {
    let lines = journal.split_inclusive(|byte| *byte == b'\n').filter_map(|line| Line::from_text(line).ok());
    lines.filter(|line| matches!(line, Line::Boundary(b) if matches!(b.event, Event::SetDone(_)))).count()
}

/// What is on the disk after a kill.
struct Left {
    sessions: Vec<Session>,
    found: Vec<Interrupted>,
    log: Log,
}

fn look(home: &Path) -> Left {
    let opened = HistoryFiles::open(&home.join("data/history"), "test");
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    let (found, troubles) = journal::find(&home.join("state/session"));
    // A line that was being written when the kill came may be torn.
    assert!(troubles.len() <= 1, "{troubles:?}");
    let log = Log::of(opened.records.clone());
    let session = |body| if let Body::Session(session) = body { Some(session) } else { None };
    Left {
        sessions: opened.records.iter().filter_map(|r| session(r.body.clone())).collect(),
        found: found.into_iter().map(|found| found.interrupted).collect(),
        log,
    }
}

fn now(seconds: u64) -> Now {
    Now { mono: MonoTime::ZERO + Duration::from_secs(seconds), at: At::new(Timestamp::now(), &TimeZone::UTC) }
}

/// Starts the app again on what was found.
fn start_again(left: Left) -> (App, Vec<Effect>) {
    let mut app = app(|launch| (launch.log, launch.interrupted) = (left.log, left.found));
    let effects = app.update(Input::Opened, now(0));
    (app, effects)
}

/// Says what work a segment is or leads to, as Today says it.
fn place(timeline: &Timeline, segment: &Segment) -> String {
    let side = segment.unit.side.map(|side| format!(", {side}")).unwrap_or_default();
    format!("at {}{side}", timeline.step_of(segment).exercise.name)
}

#[track_caller]
fn check(home: &Path, (printed, ran): (usize, Duration), timeline: &Timeline) {
    let cues: Vec<(usize, CueKind)> = (timeline.segments.iter().enumerate())
        .flat_map(|(index, segment)| segment.cues.iter().map(move |cue| (index, cue.kind)))
        .collect();
    let left = look(home);
    let done = left.sessions.iter().any(|session| session.outcome == Outcome::Done);
    if printed == 0 && left.found.is_empty() {
        // Killed before anything was heard.
        assert!(left.sessions.is_empty());
        return;
    }
    if done {
        // Killed after its end: the journal, where it is still there, is not offered.
        assert!(printed + 1 >= cues.len(), "{printed} of {} cues", cues.len());
        let (app, _) = start_again(left);
        assert!(matches!(app.view().today(now(0)).offer, Offer::Routine { .. }));
        return;
    }
    assert!(left.sessions.is_empty());
    let [found] = &left.found[..] else { panic!("{} journals", left.found.len()) };
    if found.ended.is_some() {
        assert_eq!(printed, cues.len());
        return;
    }
    // 1. What was told is in the journal, and no more than the time that it ran. Lines are printed by a thread of their
    // own, which may lag behind where much else runs.
    let here = found.resume.segment + usize::from(found.over);
    let told = printed.checked_sub(1).map_or(0, |last| cues[last].0);
    let reached = timeline.segments.iter().take_while(|segment| segment.at <= ran * SPEED).count();
    assert!((told..=reached).contains(&here), "segment {here}, told {told}, reached {reached}");
    // 2. Every work before that is there, complete, and no other.
    let is_work = |segment: &&Segment| segment.kind == SegmentKind::Work;
    let works: Vec<&Segment> = timeline.segments[..here].iter().filter(is_work).collect();
    assert_eq!(found.sets.len(), works.len());
    for (set, work) in found.sets.iter().zip(works) {
        let unit = (timeline.step_of(work).id.clone(), work.unit.set, work.unit.side);
        assert_eq!((set.step.clone(), set.set, set.side, set.complete), (unit.0, unit.1, unit.2, true));
    }
    // 3. It goes on with the work that was running or led to.
    let next = timeline.segments[here..].iter().find(is_work);
    let Some(next) = next else { return };
    let (found, running) = (found.clone(), &timeline.segments[here.min(timeline.segments.len() - 1)]);
    let (mut app, _) = start_again(left);
    let today = app.view().today(now(0));
    assert!(matches!(today.offer, Offer::Resume { .. }));
    let unit = |s: &Segment| (timeline.step_of(s).id.clone(), s.unit.set, s.unit.side);
    let Some(step) = found.resume.step.clone() else {
        // Killed between the first line of the journal and the second.
        assert_eq!(
            (printed, English.today_why(&today.why).as_str()),
            (0, "You stopped at the start. Enter picks up there.")
        );
        return;
    };
    let written = (step, found.resume.set, found.resume.side);
    if written == unit(running) {
        assert_eq!(
            English.today_why(&today.why),
            format!("You stopped {}. Enter picks up there.", place(timeline, running))
        );
    } else {
        // Killed between the line of a set and that of what came after it.
        assert_eq!(written, unit(&timeline.segments[here - 1]));
    }
    app.update(Action::Accept, now(1));
    let session = app.stage().session().unwrap();
    let first = session.player().timeline().segments.iter().find(is_work).unwrap();
    let place = |segment: &Segment| (segment.unit.ordinal, segment.unit.set, segment.unit.side);
    assert_eq!(place(first), place(next), "{:?}", found.resume);
    assert_eq!(session.record(now(1).at, None, Vec::new()).sets, found.sets, "what was done is kept");
    assert!(!session.record(now(1).at, None, Vec::new()).counts());
}

#[test]
fn a_kill_at_any_instant_loses_nothing_that_was_passed() {
    let seed = std::env::var("RUNUP_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| Timestamp::now().as_millisecond().unsigned_abs());
    println!("RUNUP_SEED={seed}");
    let timeline = timeline();
    let end = timeline.segments.last().unwrap().at.as_millis() as u64 / u64::from(SPEED);
    let mut dice = Dice(seed | 1);
    // A little past the end, too.
    let instants: Vec<_> = (0..KILLS).map(|_| Duration::from_millis(dice.below(end + 200))).collect();
    let (next, killed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(after) = instants.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let home = tempfile::tempdir().unwrap();
                    let played = play_and_kill(home.path(), *after);
                    println!("killed after {after:?}: {played:?}");
                    check(home.path(), played, &timeline);
                    killed.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    assert_eq!(killed.into_inner(), KILLS);
}

#[test]
fn each_length_of_a_journal_goes_on_in_the_right_place() {
    let home = tempfile::tempdir().unwrap();
    let timeline = timeline();
    play_and_kill(home.path(), Duration::from_millis(2_500));
    let folder = home.path().join("state/session");
    let path = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&path).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    assert!(lines.len() > 10, "{} lines", lines.len());
    for count in 1..lines.len() {
        // The last line is cut in its middle, as a power cut leaves it.
        let torn = &lines[count][..lines[count].len() / 2];
        fs::write(&path, [lines[..count].concat(), torn.to_vec()].concat()).unwrap();
        let (mut found, troubles) = journal::find(&folder);
        assert_eq!((found.len(), troubles.len()), (1, 1), "{count} lines");
        let found = found.remove(0).interrupted;
        let here = match Line::from_text(lines[count - 1]).unwrap() {
            Line::Header(_) => 0,
            Line::Boundary(b) => b.place.segment + usize::from(matches!(b.event, Event::SetDone(_))),
        };
        assert_eq!(found.resume.segment + usize::from(found.over), here, "{count} lines");
        let next = timeline.segments[here..].iter().find(|s| s.kind == SegmentKind::Work).unwrap();
        let left = Left { sessions: Vec::new(), found: vec![found], log: look(home.path()).log };
        let (mut app, _) = start_again(left);
        let mut effects = Vec::new();
        effects.extend(app.update(Input::Resume, now(1)));
        let units = &app.stage().session().unwrap().player().timeline().segments;
        let first = units.iter().find(|s| s.kind == SegmentKind::Work).unwrap();
        assert_eq!((first.unit.set, first.unit.side), (next.unit.set, next.unit.side), "{count} lines");
    }
}

#[test]
fn killed_while_its_record_waits_for_the_disk_the_journal_has_the_session() {
    let home = tempfile::tempdir().unwrap();
    let works = timeline().segments.iter().filter(|segment| segment.kind == SegmentKind::Work).count();
    let (history, sessions) = (home.path().join("data/history"), home.path().join("state/session"));
    let mut child = play(home.path());
    // What was said to be sore is in the history already. From now on nothing more gets into it, for as long as the
    // program waits for its turn, which is a second.
    let own = wait_for("history", || only_file(&history, "before.jsonl"));
    let journal = wait_for("journal", || only_file(&sessions, ""));
    let own = fs::File::options().append(true).open(own).unwrap();
    own.lock().unwrap();
    wait_for("end", || match fs::read(&journal) {
        Ok(text) => (sets(&text) == works).then_some(()),
        // It went before the record came.
        Err(_) => Some(()),
    });
    thread::sleep(Duration::from_millis(200));
    child.kill().unwrap();
    child.wait().unwrap();
    own.unlock().unwrap();
    let left = look(home.path());
    assert_eq!((left.sessions.len(), left.found.len()), (0, 1), "in the journal and not in the history");
    assert_eq!(left.found[0].sets.len(), works);
    let (app, _) = start_again(left);
    let sessions = app.log().sessions();
    assert_eq!(sessions.len(), 1);
    assert_eq!((sessions[0].body.sets.len(), sessions[0].body.outcome), (works, Outcome::Done));
}

#[test]
fn killed_behind_its_record_a_session_is_there_once() {
    let home = tempfile::tempdir().unwrap();
    let sessions = home.path().join("state/session");
    let mut child = play(home.path());
    let journal = wait_for("journal", || only_file(&sessions, ""));
    let mut text = Vec::new();
    // The program itself takes the journal away; as it was last, it is put back.
    wait_for("end", || match fs::read(&journal) {
        Ok(now) => {
            text = now;
            None
        }
        Err(_) => Some(()),
    });
    child.wait().unwrap();
    fs::write(&journal, &text).unwrap();
    let left = look(home.path());
    assert_eq!((left.sessions.len(), left.found.len()), (1, 1), "in both");
    let done = left.sessions[0].clone();
    assert_eq!(done.outcome, Outcome::Done);
    let mut next = play(home.path());
    wait_for("end of the journal at the next start", || (!journal.exists()).then_some(()));
    next.kill().unwrap();
    next.wait().unwrap();
    assert_eq!(look(home.path()).sessions, [done]);
}
