//! `tables.toml`: the warning signs of EVIDENCE2.md 3, the raises and hops of 5, and what 1.6 leaves to the runner.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use runup::dialog::Ask;
use runup::dialog::plan_setup::PlanSetupQuestion;
use runup::plan::diary::TestFact;
use runup::plan::placement::Question;
use runup::plan::recommend::Why;
use runup::plan::results::{Grade, result};
use runup::plan::verdict::Decision;
use runup::plan::{Diary, State};
use runup::plans::TestKind;
use runup::record::lock::{Lock, Refusal};
use runup::record::{ClearedBy, Log, Record};
use runup::routine::Stress;
use runup::symptoms::Side;
use runup::symptoms::signs::{self, Place, SIGNS, Tier};
use runup::words::{English, Words};
use serde::Deserialize;
use serde_json::json;

use super::logs::{at, plan_start, record, say};
use super::plans::new_runner;
use super::walker::{START, plus};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    signs: BTreeMap<String, String>,
    raises: Vec<Tested>,
    hops: Vec<Tested>,
    asked: Vec<Asked>,
}

fn table() -> Table {
    toml::from_str(&std::fs::read_to_string("tests/engine/tables.toml").unwrap()).unwrap()
}

/// Results of a test at an age, and how good they are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tested {
    fact: String,
    age: Option<i16>,
    #[serde(default = "one")]
    pain: u8,
    #[serde(default)]
    rows: Vec<(f64, f64, String)>,
    #[serde(default)]
    both: Vec<(f64, String)>,
}

const fn one() -> u8 {
    1
}

impl Tested {
    fn wrong(&self, kind: TestKind) -> Vec<String> {
        let fact = |side, value| TestFact { kind, side, value, pain: Some(self.pain) };
        let sides = self.rows.iter().map(|(left, right, gives)| {
            (vec![fact(Some(Side::Left), *left), fact(Some(Side::Right), *right)], gives)
        });
        let both = self.both.iter().map(|(value, gives)| (vec![fact(None, *value)], gives));
        let found =
            sides.chain(both).map(|(tests, gives)| (grade(result(kind, &tests, self.age)), gives, tests));
        let wrong = found.filter(|(found, gives, _)| found != gives);
        wrong.map(|(found, gives, _)| format!("{}: {found} in place of {gives}", self.fact)).collect()
    }
}

fn grade(grade: Option<Grade>) -> &'static str {
    match grade {
        Some(Grade::Green) => "green",
        Some(Grade::Amber) => "amber",
        Some(Grade::Red) => "red",
        None => "none",
    }
}

#[test]
fn raises_and_hops_are_as_good_as_the_table_says() {
    let table = table();
    let raises = table.raises.iter().flat_map(|row| row.wrong(TestKind::HeelRaises));
    let wrong: Vec<String> =
        raises.chain(table.hops.iter().flat_map(|row| row.wrong(TestKind::Hops))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A question, and what is said beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    fact: String,
    question: String,
    says: String,
}

#[test]
fn what_a_question_leaves_to_the_runner_is_said_with_it() {
    for row in table().asked {
        let question = match row.question.as_str() {
            "worst" => Question::Worst,
            "morning" => Question::MorningAfter,
            "gait" => Question::Gait,
            other => panic!("no such question: {other}"),
        };
        let more = English.more(&Ask::PlanSetup(PlanSetupQuestion::Placement(question))).unwrap_or_default();
        assert!(more.contains(&row.says), "{}: {more}", row.fact);
    }
}

// Warning signs.

/// A row of the table of signs, as it was found.
fn found(id: &str) -> String {
    let tier = match signs::tier(id) {
        Tier::Now => "now",
        Tier::Today => "today",
        Tier::Gate => "before",
        Tier::Pause => "days",
        Tier::Advise => "advise",
    };
    let slow = if is_slow(id) { " | slow" } else { "" };
    format!("{tier} | {} | {} | {}{slow}", locked(id), ended(id), walks(id))
}

fn flag(id: &str, site: Option<&str>) -> Record {
    let mut body = json!({ "kind": "flag", "sign": id });
    if let Some(region) = site {
        body["site"] = json!({ "region": region });
    }
    record("flag", 1, &at(START, "08:00:00"), "a", body)
}

/// What is locked: by the lock of the log, and by what a plan says that day.
fn locked(id: &str) -> &'static str {
    let records = vec![plan_start(&new_runner(), START), flag(id, None)];
    let lock = Log::from_records(records.clone()).lock(START);
    let says = say(&new_runner(), &records, START).unwrap().decision;
    let stops = |decision| assert_eq!(says, decision, "{id}");
    let may = (lock.allows(Stress::None), lock.allows(Stress::Light), lock.allows_walking());
    match may {
        (false, false, false) => {
            stops(Decision::StopLock);
            "all"
        }
        (false, false, true) => {
            stops(Decision::StopLock);
            "all-but-walking"
        }
        (true, false, true) => {
            stops(Decision::PauseAndRefer);
            "impact"
        }
        (true, true, true) if !lock.allows_running() => {
            stops(Decision::PauseAndRefer);
            "runs"
        }
        (true, true, true) => {
            assert_eq!((says, lock), (Decision::Advance, Lock::Open), "{id}");
            let still = State::at(&new_runner(), &diary(&records), START).still;
            if still { "growth" } else { "nothing" }
        }
        other => panic!("{id}: {other:?}"),
    }
}

fn diary(records: &[Record]) -> Diary {
    Diary::new(&Log::from_records(records.to_vec()))
}

/// Who ends it: whether the runner may, and from which day on.
fn ended(id: &str) -> String {
    let log = |site| Log::from_records(vec![flag(id, site)]);
    let may = |log: &Log, day: Date| log.may_end(id, ClearedBy::Me, day);
    let first = |log: &Log| (0..400).find(|days| may(log, plus(START, *days)).is_ok());
    let heel = log(Some("under-heel"));
    assert_eq!(log(None).may_end(id, ClearedBy::Clinician, START), Ok(()), "{id}");
    match (may(&log(None), START), first(&log(None)), first(&heel)) {
        (Err(Refusal::Clinician), None, _) if signs::release(id) == signs::Release::Seen => "seen".into(),
        (Err(Refusal::Clinician), None, _) => "clinician".into(),
        (_, Some(days), Some(heel)) if days == heel && signs::may_release(id) => format!("runner {days}"),
        (_, Some(days), Some(heel)) if days == heel => format!("day {days}"),
        (_, Some(days), Some(heel)) => format!("day {days} {heel}"),
        other => format!("{other:?}"),
    }
}

/// Pain up to which the walks behind it count, once a clinician has ended it.
fn walks(id: &str) -> String {
    let cleared = json!({ "kind": "clearance", "signs": [id], "by": "clinician" });
    let cleared = record("end", 1, &at(plus(START, 1), "08:00:00"), "a", cleared);
    let records = vec![plan_start(&new_runner(), START), flag(id, None), cleared];
    match say(&new_runner(), &records, plus(START, 2)).unwrap().reason.why {
        Why::WalksFirst(first) => {
            assert_eq!(first.left(), 2, "{id}");
            first.most.to_string()
        }
        _ => "none".into(),
    }
}

/// Whether the long run grows each second week only, from then on.
fn is_slow(id: &str) -> bool {
    let cleared = json!({ "kind": "clearance", "signs": [id], "by": "clinician" });
    let cleared = record("end", 1, &at(plus(START, 1), "08:00:00"), "a", cleared);
    let records = vec![plan_start(&new_runner(), START), flag(id, None), cleared];
    State::at(&new_runner(), &diary(&records), plus(START, 2)).runner.is_slow()
}

#[test]
fn each_sign_is_as_soon_locks_ends_and_leads_back_as_the_table_says() {
    let table = table();
    let asked = SIGNS.iter().filter(|sign| sign.place != Place::Former).map(|sign| sign.id);
    let asked: BTreeSet<&str> = asked.collect();
    let rows: BTreeSet<&str> = table.signs.keys().map(String::as_str).collect();
    assert_eq!(rows, asked);
    let wrong: Vec<String> = table
        .signs
        .iter()
        .map(|(id, wanted)| (id, wanted, found(id)))
        .filter(|(_, wanted, found)| found != *wanted)
        .map(|(id, wanted, found)| format!("{id}: {found}\n   not {wanted}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
