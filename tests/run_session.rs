//! Today's run played as a session: its record after each kind of end, what is asked, and what a kill leaves.

#[path = "support/app.rs"]
mod support;

use std::time::Duration;

use jiff::civil::date;
use runup::app::{Action, App, Context, Effect, Input, JournalEffect, Screen, Start};
use runup::day::Offer;
use runup::dialog::Ask;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::player::State;
use runup::record::journal::{Interrupted, Line, fold};
use runup::record::log::Log;
use runup::record::{
    self, At, Body, CheckIn, CutShort, Moment, PlanAction, PlanEvent, Profile, Recall, Record, Run, Sore,
};
use runup::routine::Id;
use runup::session::Now;
use runup::symptoms::{PainScore, Region, Site};
use runup::time::MonoTime;
use runup::words::{English, Words};
use support::app;

/// What ships, and a plan of one run.
fn library(workout: &str) -> Library {
    let text = format!(
        "plan = {{ name = \"By hand\", shape = \"weeks\", summary = \"One run.\", greens = 1, walk-in = \"4m\", \
         walk-out = \"5m\", before = \"pre-run-5\" }}\nweeks = [{{ runs = [\"{workout}\"] }}]\n"
    );
    let own = SourceFile {
        path: "by-hand.toml".into(),
        kind: Kind::Plan,
        id: Id::new("by-hand").unwrap(),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    };
    let library = Library::shipped().with_own([own]);
    library.plan(&Id::new("by-hand").unwrap()).unwrap_or_else(|problems| panic!("{problems:?}"));
    library
}

/// A program at a moment, with what it saved and wrote into its journal.
struct Stage {
    app: App,
    now: Now,
    effects: Vec<Effect>,
}

fn at(text: &str) -> At {
    At::try_from(text.to_owned()).unwrap()
}

fn record(id: &str, body: Body) -> Record {
    let moment = at("2026-06-10T07:30:00+02:00");
    Record { v: record::VERSION, id: id.into(), rev: 1, at: moment, zone: None, device: "here".into(), body }
}

fn begun() -> Record {
    let action = PlanAction::Start {
        date: date(2026, 6, 10),
        place: None,
        site: None,
        usual_minutes: None,
        longest_minutes: None,
        last_run: None,
        days: None,
        tested: false,
        still_running: None,
    };
    record("plan", Body::Plan(PlanEvent { plan: Id::new("by-hand").unwrap(), action }))
}

/// The health page was answered with the plan.
fn health() -> Record {
    record("health", Body::Profile(Profile { health: Some(date(2026, 6, 10)), ..Profile::default() }))
}

fn sore(site: Option<Region>) -> Record {
    let sore: Vec<Sore> = site
        .map(|region| Sore { site: Site { region, side: None }, score: PainScore::new(1) })
        .into_iter()
        .collect();
    let date = date(2026, 6, 10);
    let check_in = CheckIn {
        moment: Moment::Sites,
        date,
        sore,
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    };
    record("sites", Body::CheckIn(check_in))
}

impl Stage {
    fn new(workout: &str, site: Option<Region>) -> Self {
        Self::with(workout, Log::from_records([begun(), health(), sore(site)]), 1.0, Vec::new())
    }

    fn with(workout: &str, log: Log, speed: f64, interrupted: Vec<Interrupted>) -> Self {
        let app = app(|launch| {
            (launch.library, launch.log, launch.interrupted) = (library(workout), log, interrupted);
            (launch.sound, launch.speed) = (true, speed);
        });
        let now = Now { mono: MonoTime::from_nanos(0), at: at("2026-06-11T07:30:00+02:00") };
        Self { app, now, effects: Vec::new() }
    }

    fn go(mut self) -> Self {
        let start = Start { run: true, ..Start::default() };
        self.effects.extend(self.app.update(start, self.now));
        self
    }

    fn wait(&mut self, seconds: u64) -> &mut Self {
        for _ in 0..seconds {
            self.now.mono = self.now.mono + Duration::from_secs(1);
            self.now.at.moment += jiff::SignedDuration::from_secs(1);
            let effects = self.app.advance(self.now);
            self.effects.extend(effects);
        }
        self
    }

    /// While nothing is played a second goes by before a key: a person reads what is asked.
    fn press(&mut self, action: Action) -> &mut Self {
        if self.app.stage().session().is_none() {
            self.wait(1);
        }
        let effects = self.app.update(action, self.now);
        self.effects.extend(effects);
        self
    }

    fn run(&self) -> Run {
        self.app.log().runs().last().expect("a run is logged").body.clone()
    }

    fn ran(&self) -> &runup::app::RunSummary {
        match self.app.view().screen() {
            Screen::RunSummary(ran) => ran,
            other => panic!("{other:?}"),
        }
    }

    fn asked(&self) -> Option<Ask> {
        self.ran().dialog.asked().cloned()
    }

    /// What the journal would tell the next start.
    fn journal(&self) -> Interrupted {
        let lines = self.effects.iter().filter_map(|effect| match effect {
            Effect::Journal(JournalEffect::Begin(header)) => Some(Line::Header((**header).clone())),
            Effect::Journal(JournalEffect::Line(line)) => Some(Line::Boundary(line.clone())),
            _ => None,
        });
        fold(lines).expect("a journal was begun")
    }
}

#[test]
fn a_run_to_its_end_is_logged_whole() {
    let mut stage = Stage::new("4x(3m run, 2m walk)", None).go();
    stage.wait(10 + 29 * 60 + 1);
    let run = stage.run();
    assert_eq!((run.minutes, run.run_minutes, run.completed), (29.0, Some(12.0), Some(1.0)));
    assert_eq!(run.prescription.as_deref(), Some("week 1, run 1: 4x(3m run, 2m walk)"));
    assert_eq!(run.date, date(2026, 6, 11));
    assert!(!run.walked_home && run.cut_short.is_none() && run.site.is_none());
    // Nobody without a sore site is shown a scale.
    assert_eq!(stage.asked(), Some(Ask::RunEffort));
    stage.press(Action::Digit(2));
    assert_eq!((stage.run().effort.map(u8::from), stage.asked()), (Some(5), None));
    stage.press(Action::Accept);
    assert_eq!(*stage.app.view().screen(), Screen::Today);
}

#[test]
fn the_record_is_what_the_engine_reads() {
    let mut stage = Stage::new("4x(3m run, 2m walk)", None).go();
    stage.wait(10 + 29 * 60 + 1);
    let recommended = stage.app.history().recommend(stage.now.at.date()).unwrap();
    assert!(matches!(recommended.due, runup::plan::recommend::Due::Done(_)), "{recommended:?}");
    let reason = English.reason(&recommended.reason);
    assert!(!reason.contains("not one of the plan's"), "{reason}");
}

#[test]
fn a_run_ended_early_is_what_was_run_and_walked() {
    let mut stage = Stage::new("4x(3m run, 2m walk)", Some(Region::TendonMid)).go();
    // A minute into the second run.
    stage.wait(10 + 240 + 300 + 60).press(Action::Home);
    let session = stage.app.stage().session().unwrap();
    assert_eq!(session.step().id.as_str(), "walk-out");
    stage.wait(300);
    let run = stage.run();
    assert_eq!((run.minutes, run.run_minutes), (15.0, Some(4.0)));
    assert_eq!(run.completed, Some(0.33));
    assert_eq!(run.site.map(|site| site.region), Some(Region::TendonMid));
    assert_eq!(stage.asked(), Some(Ask::RunPain(Some(Region::TendonMid))));
    stage.press(Action::Digit(2));
    assert_eq!(stage.asked(), Some(Ask::RunCut));
    stage.press(Action::Digit(3));
    assert_eq!(stage.asked(), Some(Ask::RunEffort), "who walked home is asked nothing more");
    let run = stage.run();
    assert!(run.walked_home && run.cut_short != Some(CutShort::Body));
    assert_eq!(run.during.map(PainScore::value), Some(2));
}

#[test]
fn cut_short_for_the_body_is_asked_about_limping() {
    let mut stage = Stage::new("20m run", None).go();
    stage.wait(10 + 240 + 120).press(Action::Home).press(Action::Home);
    assert_eq!(stage.asked(), Some(Ask::RunCut));
    stage.press(Action::Digit(1));
    // Warning signs come first, and only an answer ends them.
    if matches!(stage.app.view().screen(), Screen::Asked(_)) {
        stage.press(Action::No);
    }
    assert_eq!(stage.asked(), Some(Ask::RunGait));
    stage.press(Action::Digit(3));
    if matches!(stage.app.view().screen(), Screen::Asked(_)) {
        stage.press(Action::No);
    }
    let run = stage.run();
    assert_eq!((run.cut_short, run.limp, run.sharp), (Some(CutShort::Body), false, true));
}

#[test]
fn a_pause_is_no_running() {
    let mut stage = Stage::new("20m run", None).go();
    stage.wait(10 + 240 + 60).press(Action::Pause).wait(500);
    stage.press(Action::Pause).wait(60).press(Action::Home).press(Action::Home);
    let run = stage.run();
    assert_eq!((run.minutes, run.run_minutes), (6.0, Some(2.0)));
}

#[test]
fn ctrl_z_stands_the_run_still_before_the_program_stops() {
    let mut stage = Stage::new("20m run", None).go();
    stage.wait(10 + 240 + 60);
    stage.effects.clear();
    stage.press(Action::Suspend);
    let session = stage.app.stage().session().unwrap();
    assert!(matches!(session.player().state(), State::Paused { .. }), "{:?}", session.player().state());
    let stops = stage.effects.iter().position(|effect| *effect == Effect::Suspend);
    let silent = stage.effects.iter().position(|effect| *effect == Effect::Silence);
    assert!(silent.is_some() && silent < stops, "{:?}", stage.effects);
    // What is gone by while it is stopped is no running.
    stage.wait(500).press(Action::Pause).wait(60).press(Action::Home).press(Action::Home);
    assert_eq!(stage.run().run_minutes, Some(2.0));
}

#[test]
fn left_in_the_middle_it_is_kept_and_where_nothing_was_done_nothing_is() {
    let mut stage = Stage::new("20m run", None).go();
    stage.wait(10 + 240 + 90).press(Action::Quit).press(Action::Accept);
    assert_eq!(stage.run().run_minutes, Some(1.5));
    let mut stage = Stage::new("20m run", None).go();
    stage.wait(3).press(Action::Quit).press(Action::Accept);
    assert!(stage.app.log().runs().is_empty());
    assert_eq!(*stage.app.view().screen(), Screen::Today);
}

#[test]
fn a_kill_leaves_a_run_that_lacks_a_minute_at_most() {
    let mut stage = Stage::new("20m run", Some(Region::TendonMid)).go();
    stage.wait(10 + 240 + 630);
    let left = stage.journal();
    let log = Log::from_records([begun(), health(), sore(None)]);
    let mut next = Stage::with("20m run", log, 1.0, vec![left.clone()]);
    next.effects = next.app.update(Input::Opened, next.now);
    let run = next.run();
    let minutes = run.run_minutes.unwrap();
    assert!((9.5..=10.5).contains(&minutes), "{minutes}");
    assert!(run.minutes >= minutes + 4.0 && run.completed.is_some_and(|share| share < 0.6));
    assert!(
        next.app.stage().notice().is_some_and(|line| line.contains("interrupted")),
        "{:?}",
        next.app.stage().notice()
    );
    assert!(!matches!(next.app.view().today(next.now).offer, Offer::Resume { .. }));
    // Settled twice it is there once.
    let log = next.app.log().clone();
    let mut again = Stage::with("20m run", log, 1.0, vec![left]);
    again.app.update(Input::Opened, again.now);
    assert_eq!(again.app.log().runs().len(), 1);
}

#[test]
fn nothing_is_asked_while_somebody_runs() {
    let mut stage = Stage::new("4x(3m run, 2m walk)", Some(Region::UnderHeel)).go();
    let mut seen = 0;
    while stage.app.stage().session().is_some() {
        assert_eq!(*stage.app.view().screen(), Screen::Player);
        assert_eq!(stage.app.view().context(), Context::Run);
        let session = stage.app.stage().session().unwrap();
        assert!(session.asks_about().is_none() && !session.player().is_open());
        assert!(matches!(session.player().state(), State::Running { .. }));
        seen += 1;
        stage.wait(1);
    }
    assert!(seen > 29 * 60);
}

#[test]
fn at_another_speed_nothing_is_kept() {
    let log = Log::from_records([begun(), health(), sore(None)]);
    let mut stage = Stage::with("20m run", log, 20.0, Vec::new()).go();
    stage.wait(10 + 29 * 60 + 1);
    assert!(!stage.ran().is_kept() && stage.asked().is_none());
    assert!(stage.app.log().runs().is_empty());
}

#[test]
fn a_locked_run_does_not_begin() {
    let flag = record("flag", Body::Flag(record::Flag::of("RF08")));
    let log = Log::from_records([begun(), health(), sore(None), flag]);
    let stage = Stage::with("20m run", log, 1.0, Vec::new()).go();
    assert!(stage.app.stage().session().is_none());
    assert!(
        matches!(stage.app.view().screen(), Screen::Locked | Screen::Stopped { .. }),
        "{:?}",
        stage.app.view().screen()
    );
}

#[test]
fn without_a_plan_there_is_no_run() {
    let stage = Stage::with("20m run", Log::from_records([sore(None)]), 1.0, Vec::new()).go();
    assert!(matches!(stage.app.view().screen(), Screen::Stopped { reason } if reason.contains("no plan")));
}

/// The door line that a warm-up would say.
fn door(mut stage: Stage) -> String {
    let start = Start { routine: Id::new("pre-run-5"), ..Start::default() };
    stage.effects.extend(stage.app.update(start, stage.now));
    stage.app.stage().session().unwrap().request().options.door.clone().unwrap()
}

#[test]
fn the_door_line_is_todays_run_where_one_is_due() {
    let easy = "Easy enough to talk. Sharp pain, pain above five out of ten, or a limp? Walk home.";
    let due = Stage::new("4x(3m run, 2m walk)", None);
    assert_eq!(
        door(due),
        "Run 3 minutes, walk 2, four times. Sharp pain, pain above five out of ten, or a limp? Walk home."
    );
    let none = Stage::with("20m run", Log::from_records([sore(None)]), 1.0, Vec::new());
    assert_eq!(door(none), easy, "no plan");
    let mut done = Stage::new("20m run", None).go();
    done.wait(10 + 29 * 60 + 1).press(Action::Accept).press(Action::Accept);
    assert_eq!(door(done), easy, "the run is done");
    let stop = record(
        "stop",
        Body::Plan(PlanEvent {
            plan: Id::new("by-hand").unwrap(),
            action: PlanAction::Stop { date: date(2026, 6, 11) },
        }),
    );
    let mut stop = stop;
    stop.at.moment += jiff::SignedDuration::from_mins(1);
    let stopped =
        Stage::with("20m run", Log::from_records([begun(), health(), sore(None), stop]), 1.0, Vec::new());
    assert_eq!(door(stopped), easy, "the plan was ended");
}

#[test]
fn who_leaves_a_warm_up_early_hears_the_door_line() {
    let mut stage = Stage::new("4x(3m run, 2m walk)", None);
    stage.press(Action::Accept).wait(60).press(Action::Quit);
    stage.effects.clear();
    stage.press(Action::Accept);
    let last = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::Play(score) => Some(score.notes.clone()),
        _ => None,
    });
    let said: Vec<Option<String>> = last.unwrap().into_iter().map(|note| note.text).collect();
    assert_eq!(
        said,
        [Some("Run 3 minutes, walk 2, four times. Sharp pain, pain above five out of ten, or a limp? Walk home.".to_owned())]
    );
    assert!(matches!(stage.app.view().screen(), Screen::Summary(_)));
    stage.press(Action::Phone);
    assert!(matches!(stage.app.view().screen(), Screen::Phone { text } if text.starts_with("Run 3 minutes")));
    stage.press(Action::Close);
    assert!(matches!(stage.app.view().screen(), Screen::Summary(_)));
}

#[test]
fn after_the_warm_up_enter_begins_the_run() {
    let mut stage = Stage::new("4x(3m run, 2m walk)", None);
    stage.press(Action::Accept);
    while stage.app.stage().session().is_some() {
        stage.wait(1);
    }
    stage.press(Action::Accept);
    assert_eq!(stage.app.view().today(stage.now).offer, Offer::Run);
    stage.press(Action::Accept);
    assert_eq!(stage.app.view().context(), Context::Run);
}
