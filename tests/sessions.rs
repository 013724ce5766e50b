//! Sessions as data: keys at times go in, and what happens must be what the file says.
//!
//! Each file of `tests/sessions` holds a routine, keys with their times in seconds, and the
//! expected lines: segments entered, cues, what the audio got, the journal's end and the record.
//! The whole core takes part, from the keymap to the record, on virtual time. A file's
//! `expect` is written anew with `RUNUP_BLESS=1`; read what changed before you keep it.

#[path = "support/seasoned.rs"]
#[expect(dead_code, reason = "these sessions have no home")]
mod seasoned;
#[path = "support/app.rs"]
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use runup::app::{Action, App, Effect, Input, JournalEffect, Key, Screen, Start};
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::record::journal::{self, Line};
use runup::record::log::Log;
use runup::record::{At, Body, Outcome, Record};
use runup::routine::Id;
use runup::session::Now;
use runup::symptoms::{PainScore, SoreSite};
use runup::time::MonoTime;
use seasoned::FIRST_RUN;
use support::app;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    /// What the case shows.
    #[expect(dead_code, reason = "for the reader of the file")]
    about: String,
    /// The routine's text.
    routine: String,
    /// What is sore, as `--sore` takes it; `["none"]` when nothing is; nobody was asked when absent.
    #[serde(default)]
    sore: Vec<String>,
    /// For how many weeks the runner has been at it; a seasoned one when absent.
    #[serde(default = "seasoned")]
    weeks: u32,
    /// The program was started for this routine alone, as `runup go` does.
    #[serde(default)]
    one_shot: bool,
    /// `SECONDS KEY`, `SECONDS slept SECONDS`, `SECONDS sore SITE` or `SECONDS killed`.
    keys: Vec<String>,
    /// When to stop looking.
    until: f64,
    /// Lines with one of these words are left out, to keep a case short.
    #[serde(default)]
    without: Vec<String>,
    expect: String,
}

const fn seasoned() -> u32 {
    52
}

/// The run that a runner began with so many weeks ago; none for one who begins today.
fn first_run(weeks: u32) -> Option<Record> {
    let mut record = Record::from_line(FIRST_RUN.as_bytes()).unwrap();
    let start = now(MonoTime::ZERO).at.moment;
    record.at = At::new(start - jiff::SignedDuration::from_hours(i64::from(weeks) * 7 * 24), &TimeZone::UTC);
    if let Body::Run(run) = &mut record.body {
        run.date = record.at.date();
    }
    (weeks > 0).then_some(record)
}

fn at(seconds: f64) -> MonoTime {
    MonoTime::ZERO + Duration::from_secs_f64(seconds)
}

fn now(mono: MonoTime) -> Now {
    let start: Timestamp = "2026-11-22T07:00:00Z".parse().unwrap();
    let wall = start + jiff::SignedDuration::try_from(mono.since(MonoTime::ZERO)).unwrap();
    Now { mono, at: At::new(wall, &TimeZone::UTC) }
}

fn key(name: &str) -> Key {
    match name {
        "space" => Key::Char(' '),
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "right" => Key::Right,
        "left" => Key::Left,
        one => Key::Char(one.chars().next().unwrap()),
    }
}

/// The core with a shell that only writes down what it is asked to do.
struct Rig {
    app: App,
    routine: SourceFile,
    journal: Vec<Line>,
    records: Vec<Record>,
    out: String,
    started: bool,
}

impl Rig {
    fn new(case: &Case) -> Self {
        let routine = SourceFile {
            path: "case.toml".into(),
            kind: Kind::Routine,
            id: Id::new("case").unwrap(),
            origin: Origin::Own,
            bytes: case.routine.clone().into_bytes().into(),
        };
        let records = Vec::from_iter(first_run(case.weeks));
        let app = open(&routine, records.clone(), Vec::new());
        Self { app, routine, journal: Vec::new(), records, out: String::new(), started: false }
    }

    fn run(&mut self, case: &Case) {
        let sites: Vec<SoreSite> =
            case.sore.iter().filter(|s| *s != "none").map(|s| s.parse().unwrap()).collect();
        if !case.sore.is_empty() {
            let effects = self.app.update(Input::Sore(sites.clone()), now(MonoTime::ZERO));
            self.perform(effects, MonoTime::ZERO);
            // It was said at another start, so it is asked for again.
            self.app = open(&self.routine, self.records.clone(), Vec::new());
        }
        let start = Start { routine: Id::new("case"), one_shot: case.one_shot, ..Start::default() };
        let mut effects = Vec::new();
        effects.extend(self.app.update(start, now(MonoTime::ZERO)));
        self.started = true;
        self.perform(effects, MonoTime::ZERO);
        for line in &case.keys {
            let mut words = line.split_whitespace();
            let when = at(words.next().unwrap().parse().unwrap());
            match words.next().unwrap() {
                "slept" => {
                    let since = at(words.next().unwrap().parse().unwrap());
                    self.pass(since);
                    let effects = self.app.update(Input::Slept(since), now(when));
                    self.perform(effects, when);
                }
                "sore" => {
                    self.pass(when);
                    let effects =
                        self.app.update(Input::Sore(vec![words.next().unwrap().parse().unwrap()]), now(when));
                    self.perform(effects, when);
                }
                "killed" => {
                    self.pass(when);
                    let interrupted = journal::fold(self.journal.clone()).unwrap();
                    let _ = writeln!(self.out, "{:8.3} killed", when.since(MonoTime::ZERO).as_secs_f64());
                    self.app = open(&self.routine, self.records.clone(), vec![interrupted]);
                    let effects = self.app.update(Input::Opened, now(when));
                    self.perform(effects, when);
                }
                name => {
                    self.pass(when);
                    let Some(action) = self.app.stage().keymap().action(self.app.view().context(), key(name))
                    else {
                        continue;
                    };
                    let effects = self.app.update(action, now(when));
                    self.perform(effects, when);
                }
            }
        }
        self.pass(at(case.until));
    }

    /// Wakes whenever the app asks for it, as the shell does.
    fn pass(&mut self, until: MonoTime) {
        let mut last = MonoTime::ZERO;
        while let Some(wake) = self.app.next_wake(last) {
            if wake > until {
                break;
            }
            let effects = self.app.advance(now(wake));
            self.perform(effects, wake);
            last = wake;
        }
        let effects = self.app.advance(now(until));
        self.perform(effects, until);
    }

    fn perform(&mut self, mut effects: Vec<Effect>, when: MonoTime) {
        // As the shell does: the sound first, then the disk, then what is told.
        effects.sort_by_key(Effect::turn);
        let seconds = |at: MonoTime| at.since(MonoTime::ZERO).as_secs_f64();
        for effect in effects {
            let line = match effect {
                Effect::Play(score) => {
                    let last = score.notes.last().map_or(0.0, |n| seconds(n.at));
                    format!("{:8.3} play {} to {last:.3}", seconds(when), score.notes.len())
                }
                Effect::Silence => format!("{:8.3} silence", seconds(when)),
                Effect::CloseSound => format!("{:8.3} close sound", seconds(when)),
                Effect::Bell => format!("{:8.3} bell", seconds(when)),
                // What others follow is told by the same events as the journal.
                Effect::SessionEvent { .. }
                | Effect::TuneSound(_)
                | Effect::AcceptGaps(_)
                | Effect::KeepSetting { .. } => continue,
                Effect::CueDue { at, kind, text, .. } => {
                    format!("{:8.3} cue {kind} {}", seconds(at), text.unwrap_or_default())
                }
                Effect::Save(record) => {
                    let line = saved(&record);
                    self.records.push(*record);
                    line
                }
                Effect::Journal(JournalEffect::Begin(header)) => {
                    self.journal = vec![Line::Header(*header.clone())];
                    header
                        .changes
                        .iter()
                        .map(|c| format!("         change: {c}"))
                        .collect::<Vec<_>>()
                        .join("\n")
                }
                Effect::Journal(JournalEffect::Line(boundary)) => {
                    let place = &boundary.place;
                    let step = place.step.as_ref().map_or("-", Id::as_str);
                    let side = place.side.map(|s| format!(" {s}")).unwrap_or_default();
                    let line = match &boundary.event {
                        journal::Event::Entered => {
                            let session = self
                                .app
                                .stage()
                                .session()
                                .map(|s| s.player().timeline().segments[place.segment].kind);
                            let kind = session.map_or("over", runup::timeline::SegmentKind::word);
                            format!("         > {kind}: {step}{side} {}", place.set)
                        }
                        journal::Event::SetDone(set) => format!(
                            "         set: {step}{side} {} {}/{} ms{}{}",
                            set.set,
                            set.worked_ms,
                            set.planned_ms,
                            if set.complete { "" } else { " cut" },
                            set.reps.map(|n| format!(", {n} reps")).unwrap_or_default(),
                        ),
                        other => format!("         journal {other:?}"),
                    };
                    self.journal.push(Line::Boundary(boundary));
                    line
                }
                Effect::Journal(other) => format!("         journal {other:?}"),
                Effect::KeepAwake(on) => format!("{:8.3} awake {on}", seconds(when)),
                Effect::Suspend => format!("{:8.3} suspend", seconds(when)),
                Effect::Quit(exit) => format!("{:8.3} quit {exit:?}", seconds(when)),
            };
            if self.started && !line.is_empty() {
                let _ = writeln!(self.out, "{}", line.trim_end());
            }
        }
    }
}

fn open(routine: &SourceFile, records: Vec<Record>, interrupted: Vec<journal::Interrupted>) -> App {
    app(|launch| {
        launch.library = Library::shipped().with_own([routine.clone()]);
        launch.log = Log::from_records(records);
        launch.settings.flash = false;
        launch.interrupted = interrupted;
        launch.sound = true;
    })
}

fn saved(record: &Record) -> String {
    match &record.body {
        Body::Session(session) => {
            let end = match session.outcome {
                Outcome::Done => "done",
                Outcome::Left => "left",
                Outcome::Interrupted => "interrupted",
            };
            let mut line = format!("         record {}: {end}, {} sets", record.rev, session.sets.len());
            for set in &session.sets {
                let side = set.side.map(|s| format!(" {s}")).unwrap_or_default();
                let cut = if set.complete { "" } else { " cut" };
                let _ =
                    write!(line, "\n           {}{side} {}: {} ms{cut}", set.step, set.set, set.worked_ms);
            }
            if let Some(worst) = session.worst {
                let _ = write!(line, "\n           worst {worst}");
            }
            if let Some(limit) = session.clinician.and_then(|clinician| clinician.pain_up_to) {
                let _ = write!(line, "\n           set by a clinician, pain up to {limit}");
            }
            line
        }
        Body::CheckIn(check_in) => {
            let sore: Vec<String> = check_in
                .sore
                .iter()
                .map(|s| format!("{} {:?}", s.site.region, s.score.map(PainScore::value)))
                .collect();
            format!("         check-in: {}", sore.join(", "))
        }
        other => format!("         saved {other:?}"),
    }
}

fn play(case: &Case) -> String {
    let mut rig = Rig::new(case);
    rig.run(case);
    let kept = |line: &&str| !case.without.iter().any(|word| line.contains(word.as_str()));
    rig.out.lines().filter(kept).fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn sessions_go_as_their_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 25, "only {} sessions", files.len());
    let bless = std::env::var_os("RUNUP_BLESS").is_some();
    let mut wrong = String::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let case: Case = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let got = play(&case);
        if got == case.expect {
            continue;
        }
        if bless {
            let head = text.split("expect = '''").next().unwrap();
            fs::write(&file, format!("{head}expect = '''\n{got}'''\n")).unwrap();
        } else {
            let _ = writeln!(wrong, "== {}\n-- expected\n{}-- got\n{got}", file.display(), case.expect);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_lock_holds_for_the_routine_that_a_gate_puts_in_place() {
    let text = "name = \"Calm\"\nwhen = [\"desk\"]\nstress = \"none\"\nfor.calf-muscle = { use = \"pre-run-5\" }\nsteps = [{ name = \"Walk\", time = \"10s\" }]\n";
    let routine = SourceFile {
        path: "case.toml".into(),
        kind: Kind::Routine,
        id: Id::new("case").unwrap(),
        origin: Origin::Own,
        bytes: text.as_bytes().into(),
    };
    for (sore, plays) in [("elsewhere=1", true), ("calf-muscle=1", false)] {
        let mut app = open(&routine, Vec::new(), Vec::new());
        let at = |seconds| now(MonoTime::ZERO + Duration::from_secs(seconds));
        app.update(Input::Sore(vec![sore.parse().unwrap()]), at(0));
        // Such a sign leaves only what does not load.
        let keys = [Action::Signs, Action::Digit(6), Action::Digit(5), Action::Yes];
        for (seconds, key) in (1..).zip(keys) {
            app.update(key, at(seconds));
        }
        let now = at(9);
        let mut effects = Vec::new();
        effects.extend(app.update(Start { routine: Id::new("case"), ..Start::default() }, now));
        assert_eq!(app.stage().session().is_some(), plays, "{sore}");
        assert_eq!(*app.view().screen() == Screen::Locked, !plays, "{sore}");
    }
}
