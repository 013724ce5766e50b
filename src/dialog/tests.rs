//! Rules for every topic: keys, lines and flags give the same records, going back to the start gives the same log, and
//! random answers come to an end. Then each topic by itself.

mod check_in;
mod plan_setup;
mod topics;

use std::rc::Rc;

use jiff::civil::Weekday;
use proptest::prelude::*;

use super::agree::AgreeRules;
use super::by_hand::ByHand;
use super::check_in::{CheckInRules, CheckQuestion, ScoreRules};
use super::cleared::ClearedRules;
use super::first_start::FirstStart;
use super::plan_setup::{Outcome, PlanSetupQuestion, PlanSetupRules, WhySore};
use super::readiness::{BornRules, TestRules};
use super::review::{RunReview, SessionReview};
use super::signs::SignRules;
use super::sore_now::SoreNowRules;
use super::todays_choice::TodaysChoice;
use super::*;
use crate::day::choice::Choice;
use crate::history::History;
use crate::library::Library;
use crate::plan::asks::Ask as Due;
use crate::plans::{Day, TestKind};
use crate::record::log::Log;
use crate::record::{
    Afterwards, At, Away, CheckIn, CutShort, Effort, Flag, Goal, Moment, PlanAction, PlanEvent, Recall,
    Record, Run, Sore, VERSION, WarmUp,
};
use crate::routine::Id;
use crate::settings::Settings;
use crate::symptoms::signs::Occasion;
use crate::symptoms::{PainScore, Region, Site};
use crate::time::MonoTime;
use crate::words::{English, Words as _};

/// More steps than any topic has, whatever is answered.
const ENOUGH: usize = 600;

fn now(at: &str) -> Now {
    Now { mono: MonoTime::ZERO, at: At::new(at.parse().unwrap(), &jiff::tz::TimeZone::UTC) }
}

/// A Thursday at noon.
fn noon() -> Now {
    now("2026-06-11T12:00:00Z")
}

fn record(id: &str, at: &str, body: Body) -> Record {
    Record { v: VERSION, id: id.into(), rev: 1, at: now(at).at, zone: None, device: "a".into(), body }
}

fn core(records: Vec<Record>) -> Core {
    let mut history = History::new(Log::from_records(records), Rc::new(Library::shipped()));
    history.write_as("here".into(), None);
    Core::new(history, Settings::default(), 1.0)
}

fn site() -> Site {
    Site { region: Region::TendonMid, side: None }
}

/// A plan that begins on a Thursday, with a run due on that day; `ran` on these days since.
fn planned(ran: &[&str]) -> Core {
    let start = PlanAction::Start {
        date: "2026-06-11".parse().unwrap(),
        place: None,
        site: None,
        usual_minutes: None,
        longest_minutes: None,
        last_run: None,
        days: Some([Weekday::Tuesday, Weekday::Thursday, Weekday::Sunday].map(Day::from).to_vec()),
        tested: true,
        still_running: None,
    };
    let plan = PlanEvent { plan: Id::from_words("new-runner"), action: start };
    let mut records = vec![record("plan", "2026-06-11T06:00:00Z", Body::Plan(plan))];
    for day in ran {
        let run = Run::new(day.parse().unwrap(), 30.0);
        records.push(record(&format!("ran {day}"), &format!("{day}T07:00:00Z"), Body::Run(run)));
    }
    core(records)
}

fn entries(core: &Core) -> Vec<(String, Body)> {
    core.log().entries().into_iter().map(|entry| (entry.record.id.clone(), entry.body.clone())).collect()
}

/// The key that is a sign.
fn key(c: char) -> Press {
    c.to_digit(10).map_or(Press::Letter(c), |n| Press::Digit(n as u8))
}

/// Some answers to a question, as keys and as a text.
fn answers(ask: &Ask) -> Vec<(Vec<Press>, String)> {
    let mut answers: Vec<(Vec<Press>, String)> = match ask.kind() {
        Kind::Scale => (0..=10).map(|n| (vec![Press::Digit(n)], n.to_string())).collect(),
        Kind::Choice(choices) | Kind::Span(choices) => {
            choices.iter().map(|c| (vec![key(*c)], c.to_string())).collect()
        }
        Kind::YesNo => ['y', 'n'].map(|c| (vec![Press::Letter(c)], c.to_string())).into(),
        Kind::Count { .. } => (0..=9).map(|n| (vec![Press::Digit(n)], n.to_string())).collect(),
        Kind::Day { choices, .. } => choices.iter().map(|c| (vec![key(*c)], c.to_string())).collect(),
        Kind::Site { places, nothing } => {
            let places = ('1'..='9').zip(places).map(|(c, site)| {
                let side = site.side.map(|side| format!(":{side}")).unwrap_or_default();
                (vec![key(c)], format!("{}{side}", site.region.id()))
            });
            places.chain(nothing.then(|| (vec![key('n')], "none".into()))).collect()
        }
        Kind::Row { rows, first } => {
            let to =
                |row: usize| vec![if row < first { Press::Up } else { Press::Down }; row.abs_diff(first)];
            let keys = |row| to(row).into_iter().chain([Press::Accept]).collect();
            rows.iter().enumerate().map(|(row, name)| (keys(row), name.clone())).collect()
        }
        Kind::Days(first) => {
            let first = first.days();
            let toggled = first.into_iter().map(|day| Press::Digit(day as u8 + 1));
            let keys = toggled.chain([Press::Digit(2), Press::Digit(6), Press::Accept]);
            vec![(keys.collect(), "tue,sat".into())]
        }
        Kind::Result { halves, .. } => {
            let half = (vec![Press::Digit(9), Press::More, Press::Accept], "9.5".to_owned());
            let whole = (vec![Press::Digit(2), Press::Digit(5), Press::Accept], "25".to_owned());
            halves.then_some(half).into_iter().chain([whole]).collect()
        }
        Kind::Year { .. } => {
            let digits = [1, 9, 7, 0].map(Press::Digit);
            vec![(digits.into_iter().chain([Press::Accept]).collect(), "1970".into())]
        }
        Kind::Number { .. } | Kind::Length => [30_u8, 45, 7]
            .map(|n| {
                let digits = [n / 10, n % 10].into_iter().map(Press::Digit);
                (digits.chain([Press::Accept]).collect(), n.to_string())
            })
            .into(),
    };
    if ask.may_stay_open() {
        answers.push((vec![Press::Accept], String::new()));
    }
    answers
}

/// Goes through a topic by keys, lines and flags, and back again.
fn holds<R: Rules + Clone>(core: &dyn Fn() -> Core, rules: &dyn Fn(&Core) -> R, picks: &[usize], now: Now) {
    holds_to(core, rules, picks, now, &|_, _| {});
}

/// The same with an end that a key brings when all was answered.
fn holds_to<R: Rules + Clone>(
    core: &dyn Fn() -> Core,
    rules: &dyn Fn(&Core) -> R,
    picks: &[usize],
    now: Now,
    end: &dyn Fn(&mut Dialog<R>, &mut Core),
) {
    let mut by_keys = core();
    let fresh = entries(&by_keys);
    let mut dialog = Dialog::new(rules(&by_keys), &by_keys, now);
    let mut said: Vec<(&'static str, String)> = Vec::new();
    while let Some(ask) = dialog.asked().cloned() {
        assert!(said.len() < ENOUGH, "it goes on for ever: {said:?}");
        let all = answers(&ask);
        // A round that was gone through before is gone through otherwise: else it may never end.
        let (round, at) = (said.len() / picks.len(), said.len() % picks.len());
        let (keys, text) = &all[(picks[at] + round) % all.len()];
        for key in keys {
            assert_ne!(dialog.press(*key, &mut by_keys, now), Reply::Ignored, "{ask:?} {key:?}");
        }
        said.push((ask.flag(), text.clone()));
    }
    end(&mut dialog, &mut by_keys);
    let written = entries(&by_keys);

    let mut by_lines = core();
    let mut lines = said.iter().map(|(_, text)| text.clone());
    let mut dialog_of_lines = Dialog::new(rules(&by_lines), &by_lines, now);
    run(&mut dialog_of_lines, &mut by_lines, now, Given::default(), &mut |_| Ok(lines.next())).unwrap();
    end(&mut dialog_of_lines, &mut by_lines);
    assert_eq!(entries(&by_lines), written, "lines: {said:?}");

    // A flag answers the first question of its name; what is asked again is a line.
    let mut by_flags = core();
    let mut given = Given::default();
    let mut lines = Vec::new();
    for (at, (flag, text)) in said.iter().enumerate() {
        if said[..at].iter().any(|(before, _)| before == flag) {
            lines.push(text.clone());
        } else {
            given = given.with(flag, text.clone());
        }
    }
    let mut lines = lines.into_iter();
    let mut dialog_of_flags = Dialog::new(rules(&by_flags), &by_flags, now);
    run(&mut dialog_of_flags, &mut by_flags, now, given, &mut |_| Ok(lines.next())).unwrap();
    end(&mut dialog_of_flags, &mut by_flags);
    assert_eq!(entries(&by_flags), written, "flags: {said:?}");

    while dialog.back(&mut by_keys, now) {}
    assert_eq!(entries(&by_keys), fresh, "back: {said:?}");
    let anew = core();
    assert_eq!(dialog.asked(), Dialog::new(rules(&anew), &anew, now).asked());
}

/// A saved part of a run, with a sore place if it is asked about.
fn kept(run: &Run) -> Core {
    core(vec![record("run", "2026-06-11T11:00:00Z", Body::Run(run.clone()))])
}

fn in_part() -> Run {
    Run { completed: Some(0.5), site: Some(site()), ..Run::new("2026-06-11".parse().unwrap(), 20.0) }
}

fn review(run: &Run, region: Option<Region>) -> RunReview {
    RunReview { record: "run".into(), run: run.clone(), region, needs_score: false, kept: true }
}

/// What a runner may come with: when the last run was, if that is known, and what is sore, if that was said.
fn setups() -> Vec<(Option<&'static str>, Option<Vec<Site>>)> {
    let left = Site { side: Some(crate::symptoms::Side::Left), ..site() };
    let heel = Site { region: Region::UnderHeel, side: None };
    let sore = [None, Some(Vec::new()), Some(vec![left]), Some(vec![left, heel])];
    let ran = [None, Some("2026-06-10"), Some("2026-05-10")];
    sore.into_iter().flat_map(|sore| ran.map(|ran| (ran, sore.clone()))).collect()
}

/// A runner who has no plan yet.
fn before_a_plan(ran: Option<&str>, sites: Option<&[Site]>) -> Core {
    let run =
        ran.map(|day| record("ran", "2026-06-10T07:00:00Z", Body::Run(Run::new(day.parse().unwrap(), 30.0))));
    let said = sites.map(|sites| {
        let sore = sites.iter().map(|site| Sore { site: *site, score: PainScore::new(2) }).collect();
        let said = CheckIn { moment: Moment::Sites, sore, ..morning("2026-06-11", 2) };
        record("said", "2026-06-11T06:00:00Z", Body::CheckIn(said))
    });
    core(run.into_iter().chain(said).collect())
}

/// A plan with a run, and a place that is sore; `ill` since then.
fn sore(ill: bool) -> Core {
    let mut core = planned(&["2026-06-11"]);
    let at = now("2026-06-11T06:30:00Z");
    core.save(Body::CheckIn(morning("2026-06-11", 3)), at);
    if ill {
        let action =
            PlanAction::Back { date: "2026-06-11".parse().unwrap(), why: Away::Ill, well_since: None };
        core.save(Body::Plan(PlanEvent { plan: Id::from_words("new-runner"), action }), at);
    }
    core
}

fn session(sore: Option<u8>) -> crate::record::Session {
    let line = r#"{"v":1,"id":"s","rev":1,"at":"2026-06-11T11:00:00Z","device":"a","kind":"session","routine":"load","name":"Load","hash":"0","started":"2026-06-11T10:50:00Z","ended":"2026-06-11T11:00:00Z","outcome":"done","sets":[]}"#;
    let record: Record = serde_json::from_str(line).unwrap();
    let Body::Session(mut session) = record.body else { panic!() };
    session.sore = sore.map(|n| Sore { site: site(), score: PainScore::new(n) }).into_iter().collect();
    session
}

/// Half an hour's plan that is done but for what follows it.
fn plan_done() -> Core {
    let mut records = vec![record("plan", "2026-06-05T06:00:00Z", {
        let start = PlanAction::Start {
            date: "2026-06-05".parse().unwrap(),
            place: Some("3".into()),
            site: None,
            usual_minutes: Some(20.0),
            longest_minutes: None,
            last_run: None,
            days: Some([Weekday::Monday, Weekday::Wednesday, Weekday::Friday].map(Day::from).to_vec()),
            tested: false,
            still_running: None,
        };
        Body::Plan(PlanEvent { plan: Id::from_words("back-1-2-weeks"), action: start })
    })];
    for (day, run) in [("2026-06-05", 1), ("2026-06-07", 2), ("2026-06-09", 3)] {
        let prescription = Some(format!("week 3, run {run}: 20m run"));
        let date: jiff::civil::Date = day.parse().unwrap();
        let run =
            Run { run_minutes: Some(20.0), prescription, effort: Effort::new(3), ..Run::new(date, 29.0) };
        records.push(record(day, &format!("{day}T07:00:00Z"), Body::Run(run)));
        let next = date.tomorrow().unwrap();
        let morning = Body::CheckIn(CheckIn::of_day(Moment::Morning, next, Vec::new()));
        records.push(record(&next.to_string(), &format!("{next}T07:00:00Z"), morning));
    }
    core(records)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn keys_lines_and_flags_say_the_same(picks in prop::collection::vec(0..60_usize, 60)) {
        for (part, sore) in [(0.5, true), (1.0, true), (0.5, false), (1.0, false)] {
            let run = Run { completed: Some(part), ..in_part() };
            let region = sore.then_some(Region::TendonMid);
            holds(&|| kept(&run), &|_| review(&run, region), &picks, noon());
        }
        for sore in [None, Some(2)] {
            let of = session(sore);
            let rules = SessionReview { record: "s".into(), session: of.clone() };
            let stands = || core(vec![record("s", "2026-06-11T11:00:00Z", Body::Session(of.clone()))]);
            holds(&stands, &|_| rules.clone(), &picks, noon());
        }
        holds(&|| core(Vec::new()), &|_| SignRules::wrong(), &picks, noon());
        holds(&|| core(Vec::new()), &|_| SignRules::health(), &picks, noon());
        let grabbed = crate::symptoms::signs::sign("RF19").unwrap();
        holds(&|| core(Vec::new()), &|_| SignRules::named(grabbed, None), &picks, noon());
        let today = noon().at.date();
        let scores = [Due::Later { date: today, site: site() }, Due::Morning { date: today, site: site() }];
        holds(&|| sore(false), &|_| ScoreRules::new(scores, today), &picks, noon());
        let calf = crate::symptoms::signs::asked(Occasion::Site { region: Region::CalfMuscle, new: true });
        let about = SignRules::about(calf, Some(site()));
        holds(&|| core(Vec::new()), &|_| about.clone(), &picks, noon());
        holds(&|| core(Vec::new()), &|_| FirstStart, &picks, noon());
        for kind in [TestKind::KneeToWall, TestKind::HeelRaises, TestKind::Hops] {
            for counted in [None, Some(Hundredths::of(18.0))] {
                let rules = TestRules { kind, side: crate::symptoms::Side::Left, counted, kept: true };
                holds(&|| core(Vec::new()), &|_| rules, &picks, noon());
            }
        }
        holds(&|| core(Vec::new()), &|_| BornRules, &picks, noon());
        let agree = AgreeRules { plan: Id::from_words("new-runner"), week: 3, warning: "It leaps.".into() };
        holds(&|| planned(&[]), &|_| agree.clone(), &picks, noon());
        let cleared = ClearedRules { sign: "RF11".into() };
        holds(&|| core(Vec::new()), &|_| cleared.clone(), &picks, noon());
        holds(&plan_done, &|_| TodaysChoice, &picks, noon());
        let four_weeks = ["2026-06-11", "2026-06-16", "2026-07-05", "2026-07-07", "2026-07-09"];
        holds(&|| planned(&four_weeks), &|_| TodaysChoice, &picks, now("2026-07-10T12:00:00Z"));
        let heel = Site { region: Region::UnderHeel, side: None };
        for kept in [false, true] {
            let sites = [(site(), None), (heel, PainScore::new(3))].map(|(site, score)| Sore { site, score });
            let rules = SoreNowRules { sites: sites.into(), kept };
            holds(&|| core(Vec::new()), &|_| rules.clone(), &picks, noon());
        }
        for (ran, sites) in setups() {
            let begin = |dialog: &mut Dialog<PlanSetupRules>, core: &mut Core| dialog.begin(core, noon());
            let rules = |core: &Core| PlanSetupRules::new(core, noon().at.date(), None);
            holds_to(&|| before_a_plan(ran, sites.as_deref()), &rules, &picks, noon(), &begin);
        }
        for at in ["2026-06-11T20:00:00Z", "2026-06-12T12:00:00Z", "2026-06-25T12:00:00Z"] {
            for ill in [false, true] {
                holds(&|| sore(ill), &|_| CheckInRules, &picks, now(at));
            }
            holds(&|| planned(&["2026-06-11"]), &|_| CheckInRules, &picks, now(at));
        }
        for at in ["2026-06-11T12:00:00Z", "2026-06-12T02:00:00Z", "2026-06-12T12:00:00Z", "2026-06-14T12:00:00Z"] {
            for ran in [&[][..], &["2026-06-11"], &["2026-06-11", "2026-06-12"]] {
                holds(&|| planned(ran), &|core| ByHand::new(core, now(at)), &picks, now(at));
            }
        }
    }
}

/// A topic that is added is added to the property too.
#[test]
fn each_topic_is_in_the_property() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dialog");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut topics = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let text = std::fs::read_to_string(file).unwrap();
        let named = text.lines().filter_map(|line| line.strip_prefix("impl Rules for "));
        topics.extend(named.map(|name| name.trim_end_matches(" {").to_owned()));
    }
    let here = std::fs::read_to_string(folder.join("tests.rs")).unwrap();
    let property = here.split("proptest! {").nth(1).unwrap();
    // A run's review is made by a function of its own here.
    let is_there =
        |topic: &str| property.contains(topic) || topic == "RunReview" && property.contains("review(");
    let missing: Vec<&String> = topics.iter().filter(|topic| !is_there(topic)).collect();
    assert!(topics.len() > 10 && missing.is_empty(), "{missing:?} of {topics:?}");
}

/// Answers one question after another by lines, and returns those that were asked.
fn asked<R: Rules>(rules: R, core: &mut Core, now: Now, lines: &[&str]) -> (Vec<Ask>, Dialog<R>) {
    let mut dialog = Dialog::new(rules, core, now);
    let mut asked = Vec::new();
    let mut lines = lines.iter();
    let read = &mut |ask: &Ask| {
        asked.push(ask.clone());
        Ok(lines.next().map(|line| (*line).to_owned()))
    };
    run(&mut dialog, core, now, Given::default(), read).unwrap();
    (asked, dialog)
}

fn morning(date: &str, score: u8) -> CheckIn {
    CheckIn {
        moment: Moment::Morning,
        date: date.parse().unwrap(),
        sore: vec![Sore { site: site(), score: PainScore::new(score) }],
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    }
}
