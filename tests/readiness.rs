//! The tests of readiness: counted by the pace, noted behind each set, kept a side at a time, and used.

#[path = "support/app.rs"]
mod support;

use std::time::Duration;

use jiff::civil::date;
use runup::app::{Action, App, Context, Effect, Screen, Start, Tested};
use runup::day::Offer;
use runup::library::Library;
use runup::plan::results::Grade;
use runup::plans::TestKind;
use runup::player::{Command, Event, EventKind, Player};
use runup::record::log::Log;
use runup::record::{self, At, Body, CheckIn, Moment, PlanAction, PlanEvent, Recall, Record, Sore, Test};
use runup::routine::Id;
use runup::session::Now;
use runup::symptoms::{PainScore, Region, Side, Site};
use runup::time::MonoTime;
use runup::timeline::{CueKind, Options, SegmentKind, Timeline};
use support::app;

fn readiness() -> Id {
    Id::new("readiness").unwrap()
}

fn timeline() -> Timeline {
    Timeline::build(&Library::shipped().routine(&readiness()).unwrap(), &Options::default())
}

fn at(text: &str) -> At {
    At::try_from(text.to_owned()).unwrap()
}

fn record(id: &str, body: Body) -> Record {
    let at = at("2026-06-01T07:30:00+02:00");
    Record { v: record::VERSION, id: id.into(), rev: 1, at, zone: None, device: "before".into(), body }
}

/// Nothing is sore, or a site is, on the day of the tests.
fn sites(site: Option<(Region, u8)>) -> Record {
    let sore =
        site.map(|(region, score)| Sore { site: Site { region, side: None }, score: PainScore::new(score) });
    let (moment, recall, date) = (Moment::Sites, Recall::Now, date(2026, 6, 11));
    let sore = sore.into_iter().collect();
    record(
        "sites",
        Body::CheckIn(CheckIn { moment, date, sore, stiff_minutes: None, limp: false, sharp: false, recall }),
    )
}

/// The plan that asks for tests, begun at them.
fn at_the_tests() -> Record {
    let action = PlanAction::Start {
        date: date(2026, 6, 1),
        place: Some("C2".into()),
        site: None,
        usual_minutes: None,
        longest_minutes: None,
        last_run: None,
        days: None,
        tested: false,
        still_running: None,
    };
    record("plan", Body::Plan(PlanEvent { plan: Id::new("back-from-heel-pain").unwrap(), action }))
}

/// A program at a moment, with what it asked the shell for.
struct Stage {
    app: App,
    now: Now,
    /// How much faster than a person's time passes.
    speed: f64,
    effects: Vec<Effect>,
}

impl Stage {
    fn with(records: Vec<Record>, speed: f64) -> Self {
        let app = app(|launch| {
            launch.log = Log::from_records(records);
            (launch.sound, launch.speed) = (true, speed);
        });
        let now = Now { mono: MonoTime::from_nanos(0), at: at("2026-06-11T07:30:00+02:00") };
        Self { app, now, speed, effects: Vec::new() }
    }

    /// Nothing sore, no plan, the tests begun.
    fn well() -> Self {
        Self::with(vec![sites(None)], 1.0).go()
    }

    fn go(mut self) -> Self {
        let start = Start { routine: Some(readiness()), ..Start::default() };
        self.effects.extend(self.app.update(start, self.now));
        self
    }

    fn press(&mut self, action: Action) -> &mut Self {
        let effects = self.app.update(action, self.now);
        self.effects.extend(effects);
        self
    }

    fn wait(&mut self, seconds: f64) -> &mut Self {
        let length = Duration::from_secs_f64(seconds);
        self.now.mono = self.now.mono + length;
        self.now.at.moment += jiff::SignedDuration::try_from(length).unwrap();
        let effects = self.app.advance(self.now);
        self.effects.extend(effects);
        self
    }

    /// Waits until the question can be read: before that no key answers it.
    fn read(&mut self) -> &mut Self {
        self.wait(0.5 * self.speed)
    }

    fn digits(&mut self, digits: &[u8]) -> &mut Self {
        for digit in digits {
            self.press(Action::Digit(*digit));
        }
        self.press(Action::Accept)
    }

    /// Goes on to a test on a side; what is asked on the way is left out.
    fn to(&mut self, step: &str, side: Side) -> &mut Self {
        for _ in 0..60 {
            let session =
                self.app.stage().session().unwrap_or_else(|| panic!("{step} on the {side} never comes"));
            let segment = session.player().segment();
            let here = session.step().id.as_str() == step && segment.unit.side == Some(side);
            if here && segment.kind == SegmentKind::Work {
                return self;
            }
            let noting = self.app.stage().noting().is_some();
            self.press(if noting { Action::Close } else { Action::Next });
        }
        panic!("{step} on the {side} never comes");
    }

    /// Does a test on a side, with a result and how much it hurt.
    fn test(&mut self, step: &str, side: Side, result: &[u8], pain: Option<u8>) -> &mut Self {
        self.to(step, side).wait(1.0).press(Action::Next).read().digits(result).read();
        match pain {
            Some(pain) => self.press(Action::Digit(pain)),
            None => self,
        }
    }

    fn raises(&mut self, left: [u8; 2], right: [u8; 2], pain: u8) -> &mut Self {
        self.test("raises", Side::Left, &left, Some(pain)).test("raises", Side::Right, &right, Some(pain))
    }

    fn hops(&mut self, pain: u8) -> &mut Self {
        self.test("hops", Side::Left, &[1, 0], Some(pain)).test("hops", Side::Right, &[1, 0], Some(pain))
    }

    fn tests(&self) -> Vec<Test> {
        let entries = self.app.log().entries();
        let test = |body: &Body| if let Body::Test(test) = body { Some(test.clone()) } else { None };
        entries.iter().filter_map(|entry| test(entry.body)).collect()
    }

    fn tested(&self) -> &Tested {
        match self.app.view().screen() {
            Screen::Tested(tested) => tested,
            other => panic!("{other:?}"),
        }
    }
}

fn kept(test: &str, side: Side, value: f64, pain: Option<u8>) -> Test {
    Test { test: test.into(), side: Some(side), value, pain: pain.and_then(PainScore::new) }
}

#[test]
fn behind_each_set_of_a_test_its_result_is_asked_for() {
    let timeline = timeline();
    for (i, segment) in timeline.segments.iter().enumerate() {
        let asks = segment.kind == SegmentKind::Work && timeline.step_of(segment).test.is_some();
        let next = timeline.segments.get(i + 1).map(|next| (next.kind, next.unit));
        assert_eq!(next == Some((SegmentKind::Ask, segment.unit)), asks, "behind segment {i}");
    }
    let asks = timeline.segments.iter().filter(|s| s.kind == SegmentKind::Ask).count();
    assert_eq!(asks, 6, "three tests on two sides");
}

#[test]
fn raises_are_counted_aloud_every_five_at_thirty_a_minute() {
    let timeline = timeline();
    let raises = |s: &&runup::timeline::Segment| {
        s.kind == SegmentKind::Work && timeline.step_of(s).test == Some(TestKind::HeelRaises)
    };
    let segment = timeline.segments.iter().find(raises).unwrap();
    let counted: Vec<(u8, u64)> = segment
        .cues
        .iter()
        .filter_map(|cue| if let CueKind::Rep(n) = cue.kind { Some((n, cue.at.as_secs())) } else { None })
        .collect();
    // The fifth is over 10 s in, and so on to the last that ends within three minutes.
    let expected: Vec<(u8, u64)> = (1..=17).map(|five| (five * 5, u64::from(five) * 10)).collect();
    assert_eq!(counted, expected);
}

#[test]
fn the_pace_counts_and_a_tap_does_not() {
    let timeline = timeline();
    let raises = |s: &runup::timeline::Segment| {
        s.kind == SegmentKind::Work && timeline.step_of(s).test == Some(TestKind::HeelRaises)
    };
    let first = timeline.segments.iter().position(raises).unwrap();
    let mut player = Player::new(timeline.clone());
    let mono = |millis| MonoTime::ZERO + Duration::from_millis(millis);
    player.handle(Command::Start, mono(0));
    player.handle(Command::Pass(first), mono(0));
    let tapped = player.handle(Command::Tap, mono(1_000));
    let counts = |event: &Event| matches!(event.kind, EventKind::Counted(_));
    assert!(!tapped.iter().any(counts), "the beat counts by itself");
    assert_eq!((player.counted(mono(1_999)), player.counted(mono(2_000))), (0, 1));
    // A pause takes nothing and gives nothing.
    player.handle(Command::Pause, mono(7_000));
    assert_eq!(player.counted(mono(60_000)), 3);
    player.handle(Command::Resume, mono(60_000));
    let events = player.handle(Command::Next, mono(61_500));
    let ended = events.iter().find_map(|event| match &event.kind {
        EventKind::SetEnded(ended) => Some(*ended),
        _ => None,
    });
    assert_eq!(ended.and_then(|ended| ended.reps), Some(4), "8.5 s of work are four whole raises");
}

#[test]
fn what_is_passed_over_is_no_set() {
    let mut player = Player::new(timeline());
    player.handle(Command::Start, MonoTime::ZERO);
    let done = player.timeline().segments.len() - 1;
    let events = player.handle(Command::Pass(done), MonoTime::ZERO + Duration::from_secs(1));
    assert!(player.is_over());
    assert!(!events.iter().any(|event| matches!(event.kind, EventKind::SetEnded(_))));
}

#[test]
fn the_count_stands_there_and_can_be_put_right_before_it_is_kept() {
    let mut stage = Stage::well();
    stage.to("raises", Side::Left).wait(47.0).press(Action::Next);
    let noting = stage.app.stage().noting().unwrap();
    let rules = noting.dialog.rules;
    assert_eq!((rules.kind, rules.side, noting.value()), (TestKind::HeelRaises, Side::Left, Some(23.0)));
    assert_eq!(stage.app.view().context(), Context::TestEntry);
    stage.press(Action::Less).press(Action::Less);
    assert_eq!(stage.tests(), [], "nothing is kept before it is confirmed");
    stage.press(Action::Accept);
    assert_eq!(stage.tests(), [], "an Enter that is held from the set confirms nothing");
    stage.read().press(Action::Accept);
    assert_eq!(stage.tests(), [kept("heel-raises", Side::Left, 21.0, None)]);
    stage.press(Action::Digit(2)).press(Action::Accept);
    assert_eq!(stage.tests(), [kept("heel-raises", Side::Left, 21.0, None)], "the pain is not read yet");
    assert!(stage.app.stage().noting().is_some());
    stage.read().press(Action::Digit(2));
    assert_eq!(
        stage.tests(),
        [kept("heel-raises", Side::Left, 21.0, Some(2))],
        "a revision, not a second one"
    );
    assert!(stage.app.stage().noting().is_none(), "it goes on");
    // The session says the same.
    stage.press(Action::Quit).press(Action::Accept);
    let sessions = stage.app.log().sessions();
    let set = sessions[0].body.sets.iter().find(|set| set.step.as_str() == "raises").unwrap();
    assert_eq!(set.reps, Some(21));
}

#[test]
fn centimetres_are_typed_and_halves_come_by_the_arrows() {
    let mut stage = Stage::well();
    stage.to("knee-to-wall", Side::Left).press(Action::Next);
    assert_eq!(stage.app.stage().noting().unwrap().value(), None);
    stage.press(Action::Accept);
    assert!(stage.app.stage().noting().is_some(), "nothing typed is nothing to keep");
    stage.read().press(Action::Digit(1)).press(Action::Digit(2)).press(Action::Digit(9));
    assert_eq!(stage.app.stage().noting().unwrap().value(), Some(9.0), "a third digit begins anew");
    stage.press(Action::More).press(Action::Accept);
    assert_eq!(stage.tests(), [kept("knee-to-wall", Side::Left, 9.5, None)]);
    assert!(stage.app.stage().noting().is_none(), "no pain is asked of it");
}

#[test]
fn any_of_it_can_be_left_out() {
    let mut stage = Stage::well();
    stage.to("knee-to-wall", Side::Left).press(Action::Next).press(Action::Close);
    stage.test("raises", Side::Left, &[2, 0], None).press(Action::Accept);
    assert_eq!(stage.tests(), [kept("heel-raises", Side::Left, 20.0, None)]);
    stage.to("raises", Side::Right).press(Action::Next).press(Action::Close);
    // One side says nothing of both, so the hops are not for today.
    let tested = stage.tested();
    assert!(tested.without.as_deref().is_some_and(|line| line.contains("10 heel raises")), "{tested:?}");
}

#[test]
fn hops_come_only_after_raises_that_did_not_hurt_too_much() {
    for (left, right, pain, hops) in
        [([2, 0], [2, 1], 5, true), ([2, 0], [2, 1], 6, false), ([0, 9], [2, 1], 0, false)]
    {
        let mut stage = Stage::well();
        stage.raises(left, right, pain);
        let next = stage.app.stage().session().map(|session| session.step().id.to_string());
        assert_eq!(next.as_deref() == Some("hops"), hops, "{left:?}, {right:?}, pain {pain}");
        if !hops {
            let changes = &stage.app.log().sessions()[0].body.changes;
            assert!(
                changes.iter().any(|line| line.starts_with("Without ten hops on one leg:")),
                "{changes:?}"
            );
        }
    }
}

#[test]
fn a_sore_site_keeps_its_gate() {
    for (region, score, step) in [(Region::TendonMid, 3, "hops"), (Region::BackHeelBone, 1, "knee-to-wall")] {
        let stage = Stage::with(vec![sites(Some((region, score)))], 1.0).go();
        let session = stage.app.stage().session().unwrap();
        assert!(session.routine().steps().all(|has| has.id.as_str() != step), "{region} {score}");
    }
    let stage = Stage::with(vec![sites(Some((Region::HeelBoneDeep, 1)))], 1.0).go();
    assert!(matches!(stage.app.view().screen(), Screen::Stopped { .. }));
}

#[test]
fn the_year_of_birth_is_asked_once_and_sets_how_many_are_enough() {
    let mut stage = Stage::well();
    stage.raises([1, 6], [1, 5], 0).hops(0);
    assert_eq!((stage.tested().year(), stage.tested().rows[0].passed), (Some(0), Some(Grade::Amber)));
    stage.read().digits(&[1, 9, 7, 0]);
    assert_eq!((stage.tested().year(), stage.tested().age), (None, Some(56)));
    assert_eq!(stage.tested().rows[0].passed, Some(Grade::Green), "fifteen are enough at 56");
    // Left out, it is not asked again.
    let mut stage = Stage::well();
    stage.raises([2, 0], [2, 0], 0).hops(0).read().press(Action::Accept);
    assert_eq!(stage.app.log().profile().born, None);
    stage = stage.go();
    stage.raises([2, 0], [2, 0], 0).hops(0);
    assert_eq!(stage.tested().year(), None);
}

#[test]
fn taking_back_removes_the_tests_and_once_more_brings_them_back() {
    let mut stage = Stage::well();
    stage.raises([2, 4], [2, 3], 1).hops(0).read().press(Action::Accept);
    let before = stage.tests();
    assert_eq!(before.len(), 4);
    stage.press(Action::Undo);
    assert_eq!(stage.tests(), []);
    assert!(stage.tested().taken_back);
    stage.press(Action::Undo);
    assert_eq!(stage.tests(), before);
}

#[test]
fn at_another_speed_nothing_is_kept() {
    let mut stage = Stage::with(vec![sites(None)], 4.0).go();
    stage.raises([2, 4], [2, 3], 1).hops(0);
    assert_eq!(stage.tests(), []);
    assert!(!stage.tested().kept && stage.tested().year().is_none());
    assert_eq!(stage.tested().rows.len(), 2, "they are shown all the same");
}

#[test]
fn a_plan_that_waits_for_the_tests_offers_them_and_goes_on_the_day_they_pass() {
    let mut stage = Stage::with(vec![sites(None), at_the_tests()], 1.0);
    let offered =
        |stage: &Stage| stage.app.view().today(stage.now).offer == Offer::Routine { id: readiness() };
    assert!(offered(&stage));
    stage = stage.go();
    stage.raises([2, 4], [2, 3], 1).hops(1);
    let meaning = &stage.tested().meaning;
    assert!(meaning.starts_with("Enough for your plan's next stage."), "{meaning}");
    assert!(!offered(&stage));
}

#[test]
fn what_was_not_enough_says_from_when_to_try_again() {
    let mut stage = Stage::with(vec![sites(None), at_the_tests()], 1.0).go();
    stage.raises([2, 4], [1, 2], 3).hops(1).press(Action::Accept);
    let meaning = &stage.tested().meaning;
    assert!(meaning.starts_with("Not yet, and that's fine"), "{meaning}");
    // Hops that hurt ask for two weeks of strength.
    let mut stage = Stage::with(vec![sites(None), at_the_tests()], 1.0).go();
    stage.raises([2, 4], [2, 4], 1).hops(3).press(Action::Accept);
    let meaning = &stage.tested().meaning;
    assert!(meaning.contains("hops hurt") && meaning.contains("25 June"), "{meaning}");
}
