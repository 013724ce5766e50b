//! What a session leaves is in the history before its journal goes, so a kill between the two loses nothing.
//!
//! Sessions of every kind are played through the core. What the shell is asked for is done one effect after the other, on
//! a disk in memory; after each one that changes it, another program starts on what is there, as after a kill. How the
//! real program does between the two is in `tests/killed.rs`.

#[path = "support/app.rs"]
mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, civil::date};
use runup::app::{Action, App, CutOff, Effect, Input, JournalEffect, Start, TestEntry};
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::record::journal::{Line, fold};
use runup::record::{self, At, Body, CheckIn, Log, Moment, PlanAction, PlanEvent, Profile, Recall, Record};
use runup::routine::Id;
use runup::session::Now;
use runup::time::MonoTime;
use support::app;

/// What ships, and a plan of one run.
fn library() -> Library {
    let text = "plan = { name = \"By hand\", shape = \"weeks\", summary = \"One run.\", greens = 1, walk-in = \"4m\", \
                walk-out = \"5m\", before = \"pre-run-5\" }\nweeks = [{ runs = [\"2x(1m run, 1m walk)\"] }]\n";
    let own = SourceFile {
        path: "by-hand.toml".into(),
        kind: Kind::Plan,
        id: Id::new("by-hand").unwrap(),
        origin: Origin::Own,
        bytes: text.as_bytes().to_vec().into(),
    };
    Library::shipped().with_own([own])
}

/// Nothing is sore, and the plan of one run is begun.
fn past() -> Vec<Record> {
    let record = |id: &str, body| {
        let at = At::try_from("2026-06-10T07:30:00+02:00".to_owned()).unwrap();
        Record { v: record::VERSION, id: id.into(), rev: 1, at, zone: None, device: "before".into(), body }
    };
    let day = date(2026, 6, 10);
    let nothing = CheckIn {
        moment: Moment::Sites,
        date: day,
        sore: Vec::new(),
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    };
    let action = PlanAction::Start {
        date: day,
        place: None,
        site: None,
        usual_minutes: None,
        longest_minutes: None,
        last_run: None,
        days: None,
        tested: false,
        still_running: None,
    };
    let plan = PlanEvent { plan: Id::new("by-hand").unwrap(), action };
    let health = Profile { health: Some(jiff::civil::date(2026, 6, 10)), ..Profile::default() };
    vec![
        record("sites", Body::CheckIn(nothing)),
        record("plan", Body::Plan(plan)),
        record("health", Body::Profile(health)),
    ]
}

/// What is on the disk.
#[derive(Debug, Clone, Default)]
struct Disk {
    records: Vec<Record>,
    journals: BTreeMap<String, Vec<Line>>,
    /// The session whose journal is written.
    open: Option<String>,
}

/// What was done, as far as a program knows it.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    worked_ms: u64,
    run_minutes: f64,
    tests: usize,
}

impl Disk {
    /// Does what the shell does with an effect; tells whether anything is changed here.
    fn perform(&mut self, effect: &Effect) -> bool {
        match effect {
            Effect::Save(record) => self.records.push((**record).clone()),
            Effect::Journal(JournalEffect::Begin(header)) => {
                self.open = Some(header.session.clone());
                self.journals.insert(header.session.clone(), vec![Line::Header((**header).clone())]);
            }
            Effect::Journal(JournalEffect::Line(line)) => {
                let open = self.open.as_ref().expect("a session runs");
                self.journals.get_mut(open).expect("its journal is there").push(Line::Boundary(line.clone()));
            }
            Effect::Journal(JournalEffect::Continue(session)) => self.open = Some(session.clone()),
            Effect::Journal(JournalEffect::Finish) => {
                self.journals.remove(&self.open.take().expect("a session runs"));
            }
            Effect::Journal(JournalEffect::Forget(session)) => {
                self.journals.remove(session);
            }
            _ => return false,
        }
        true
    }

    fn app(&self, library: &Library, now: Now) -> (App, Vec<Effect>) {
        let mut app = app(|launch| {
            launch.library = library.clone();
            launch.log = Log::from_records(self.records.clone());
            launch.interrupted = self.journals.values().filter_map(|lines| fold(lines.clone())).collect();
        });
        let effects = app.update(Input::Opened, now);
        (app, effects)
    }

    /// Returns what a program knows that starts on this on the next day.
    fn known(&self, library: &Library, now: Now) -> Known {
        let (app, _) = self.app(library, hours(now, 24));
        let mut known = Known::default();
        for entry in app.log().entries() {
            match entry.body {
                Body::Session(session) => {
                    known.worked_ms += session.sets.iter().map(|set| set.worked_ms).sum::<u64>();
                }
                Body::Run(run) => known.run_minutes += run.minutes,
                Body::Test(_) => known.tests += 1,
                _ => {}
            }
        }
        known
    }
}

fn hours(now: Now, hours: i64) -> Now {
    let mut at = now.at;
    at.moment += SignedDuration::from_hours(hours);
    Now { mono: now.mono + Duration::from_secs(hours as u64 * 3600), at }
}

/// A program, and the disk that it writes.
struct Stage {
    library: Library,
    app: App,
    now: Now,
    disk: Disk,
    known: Known,
}

impl Stage {
    fn new() -> Self {
        let at = At::try_from("2026-06-11T07:30:00+02:00".to_owned()).unwrap();
        let disk = Disk { records: past(), ..Disk::default() };
        Self::on(disk, library(), Now { mono: MonoTime::from_nanos(1), at })
    }

    fn on(disk: Disk, library: Library, now: Now) -> Self {
        let known = disk.known(&library, now);
        let (app, effects) = disk.app(&library, now);
        let mut stage = Self { library, app, now, disk, known };
        stage.perform(&effects);
        stage
    }

    /// Kills the program, and starts it so many hours later.
    fn again(self, after: i64) -> Self {
        Self::on(self.disk, self.library, hours(self.now, after))
    }

    #[track_caller]
    fn perform(&mut self, effects: &[Effect]) {
        in_order(effects);
        for effect in effects {
            if self.disk.perform(effect) {
                let (before, known) = (self.known, self.disk.known(&self.library, self.now));
                let holds = known.worked_ms >= before.worked_ms
                    && known.run_minutes >= before.run_minutes
                    && known.tests >= before.tests;
                assert!(holds, "a kill after {effect:?} leaves {known:?} of {before:?}");
                self.known = known;
            }
        }
        let on_disk = Log::from_records(self.disk.records.clone());
        for entry in self.app.log().entries() {
            assert!(on_disk.knows(&entry.record.id), "{:?} is never saved", entry.record);
        }
    }

    #[track_caller]
    fn start(&mut self, start: Start) -> &mut Self {
        let effects = self.app.update(Input::Start(Box::new(start)), self.now);
        self.perform(&effects);
        self
    }

    #[track_caller]
    fn routine(&mut self, id: &str) -> &mut Self {
        self.start(Start { routine: Id::new(id), ..Start::default() });
        assert!(self.app.stage().session().is_some(), "{:?}", self.app.view().screen());
        self
    }

    #[track_caller]
    fn run(&mut self) -> &mut Self {
        self.start(Start { run: true, ..Start::default() });
        assert!(self.app.stage().session().is_some(), "{:?}", self.app.view().screen());
        self
    }

    #[track_caller]
    fn press(&mut self, action: Action) -> &mut Self {
        self.wait(1);
        let effects = self.app.update(action, self.now);
        self.perform(&effects);
        self
    }

    #[track_caller]
    fn wait(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds {
            self.now.mono = self.now.mono + Duration::from_secs(1);
            self.now.at.moment += SignedDuration::from_secs(1);
            let effects = self.app.update(Input::Tick, self.now);
            self.perform(&effects);
        }
        self
    }

    #[track_caller]
    fn play_out(&mut self) -> &mut Self {
        let mut left = 4 * 3600;
        while self.app.stage().session().is_some() {
            left -= 1;
            assert!(left > 0, "it never ends");
            self.wait(1);
        }
        self
    }

    /// Leaves what is played, which asks once.
    #[track_caller]
    fn leave(&mut self) -> &mut Self {
        self.press(Action::Quit).press(Action::Accept);
        assert!(self.app.stage().session().is_none());
        self
    }

    /// Answers each test with a 25 that does not hurt; passes over the rest, for so many answers.
    #[track_caller]
    fn tests(&mut self, answers: usize) -> &mut Self {
        let mut left = 400;
        while self.known.tests < answers {
            left -= 1;
            assert!(left > 0, "{} of {answers} tests", self.known.tests);
            match self.app.stage().noting().map(TestEntry::asks_pain) {
                Some(false) => self.press(Action::Digit(2)).press(Action::Digit(5)).press(Action::Accept),
                Some(_) => self.press(Action::Digit(0)),
                None => self.press(Action::Next),
            };
        }
        self
    }

    /// Nothing is left to be taken up or forgotten.
    #[track_caller]
    fn is_over(&self) -> Known {
        assert_eq!(self.disk.journals.keys().collect::<Vec<_>>(), [""; 0], "its journal is gone");
        self.known
    }
}

/// Whatever is saved at one moment stands before the journal goes: all of it before the end of the session that runs, and
/// of another one what that leaves.
#[track_caller]
fn in_order(effects: &[Effect]) {
    let saves = |of: Option<&str>, effects: &[Effect]| {
        effects.iter().any(
            |effect| matches!(effect, Effect::Save(record) if of.is_none_or(|session| record.id == session)),
        )
    };
    for (at, effect) in effects.iter().enumerate() {
        let late = match effect {
            Effect::Journal(JournalEffect::Finish) => saves(None, &effects[at..]),
            Effect::Journal(JournalEffect::Forget(session)) => saves(Some(session), &effects[at..]),
            _ => false,
        };
        assert!(!late, "saved behind the journal's end: {effects:#?}");
    }
}

#[test]
fn a_routine_is_saved_before_its_journal_goes() {
    let mut done = Stage::new();
    assert!(done.routine("post-run-calf").play_out().press(Action::Accept).is_over().worked_ms > 60_000);
    let mut left = Stage::new();
    assert!(left.routine("post-run-calf").wait(90).leave().is_over().worked_ms > 10_000);
    let mut nothing = Stage::new();
    assert_eq!(nothing.routine("post-run-calf").wait(2).leave().is_over().worked_ms, 0);
}

#[test]
fn a_run_is_saved_before_its_journal_goes() {
    let mut done = Stage::new();
    assert!((done.run().play_out().is_over().run_minutes - 13.0).abs() < 0.1);
    // Its review, with a cut and an effort, is saved beside it.
    done.press(Action::Digit(2)).press(Action::Accept);
    let mut left = Stage::new();
    assert!(left.run().wait(6 * 60).leave().is_over().run_minutes > 5.0);
    let mut home = Stage::new();
    let known = home.run().wait(6 * 60).press(Action::Home).press(Action::Home).is_over();
    assert!(known.run_minutes > 5.0);
    let mut nothing = Stage::new();
    nothing.run().wait(2).leave().is_over();
}

#[test]
fn tests_of_readiness_are_saved_before_their_journal_goes() {
    let mut done = Stage::new();
    done.routine("readiness").tests(6).play_out();
    assert_eq!(done.is_over().tests, 6);
    let mut left = Stage::new();
    left.routine("readiness").tests(1).leave();
    assert_eq!(left.is_over().tests, 1);
}

#[test]
fn what_was_cut_off_is_saved_before_its_journal_goes() {
    for kind in ["routine", "run", "tests"] {
        let mut stage = Stage::new();
        match kind {
            "routine" => stage.routine("post-run-calf").wait(90),
            "run" => stage.run().wait(6 * 60),
            _ => stage.routine("readiness").tests(1).wait(1),
        };
        let before = stage.known;
        assert!(before.worked_ms > 0 || before.run_minutes > 0.0, "{kind}");
        // On the next day it can no longer be taken up.
        let next = stage.again(24);
        assert_eq!(format!("{:?}", next.is_over()), format!("{before:?}"), "{kind}");
    }
}

#[test]
fn what_is_taken_up_or_let_go_is_saved_before_its_journal_goes() {
    let cut_off = || {
        let mut stage = Stage::new();
        stage.routine("post-run-calf").wait(90);
        let worked_ms = stage.known.worked_ms;
        (stage.again(1), worked_ms)
    };
    let (mut resumed, before) = cut_off();
    resumed.press(Action::Accept);
    assert!(resumed.app.stage().session().is_some());
    assert!(resumed.play_out().is_over().worked_ms > before);

    let (mut left, before) = cut_off();
    assert!(left.press(Action::Accept).wait(30).leave().is_over().worked_ms >= before);

    let (mut let_go, before) = cut_off();
    assert_eq!(let_go.press(Action::Discard).is_over().worked_ms, before);

    let (mut other, before) = cut_off();
    let start = Start { routine: Id::new("pre-run-5"), cut_off: CutOff::Ends, ..Start::default() };
    assert!(other.start(start).wait(60).leave().is_over().worked_ms > before);

    // Two of them: the newer can be taken up, the other is saved.
    let (mut two, before) = cut_off();
    two.start(Start { routine: Id::new("pre-run-5"), ..Start::default() }).wait(200);
    let two = two.again(1);
    assert_eq!(two.disk.journals.len(), 1);
    assert!(two.known.worked_ms > before);
    two.again(24).is_over();
}
