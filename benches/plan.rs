//! How long a recommendation takes after ten years of logs: `cargo bench --bench plan`.
//!
//! It is asked for at each opening and after each answer, so it has to stay under 5 ms. No benchmark crate: the
//! median of some runs says whether that still holds.

use std::hint::black_box;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use runup::plan::{Diary, recommend};
use runup::plans::{Day, DayWork, Greens, Plan, Shape, Week};
use runup::record::{Log, Record};
use runup::routine::Id;
use serde_json::json;

const YEARS: i64 = 10;
const RUNS: usize = 31;
const FIRST: Date = date(2016, 1, 4);
const RUN: &str = "10m run, 2m walk, 10m run";

fn main() {
    let log = Log::from_records(records());
    let plan = plan();
    let today = plus(YEARS * 365);
    let mut read = Vec::new();
    let mut fold = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let diary = black_box(Diary::new(&log));
        read.push(start.elapsed());
        let start = Instant::now();
        let said = black_box(recommend(&plan, &diary, today));
        fold.push(start.elapsed());
        assert!(said.is_some(), "the plan was begun");
    }
    println!(
        "{YEARS} years of {} entries: read {:?}; recommend {:?} (medians)",
        log.entries().len(),
        median(read),
        median(fold)
    );
}

fn plus(days: i64) -> Date {
    FIRST.checked_add(jiff::Span::new().days(days)).expect("a day within ten years")
}

/// A morning each day and three runs a week.
fn records() -> Vec<Record> {
    let mut records = vec![record(
        "start",
        0,
        json!({ "kind": "plan", "plan": "bench", "action": "start", "date": FIRST.to_string() }),
    )];
    for day in 0..YEARS * 365 {
        let on = plus(day).to_string();
        let score = [1, 2, 1, 0, 2][day as usize % 5];
        let sore = json!([{ "region": "tendon-mid", "side": "left", "score": score }]);
        let morning =
            json!({ "kind": "check-in", "moment": "morning", "date": on, "sore": sore, "recall": "now" });
        records.push(record(&format!("m{day}"), day, morning));
        if [0, 2, 4].contains(&(day % 7)) {
            let run = json!({
                "kind": "run", "date": on, "minutes": 22.0, "run-minutes": 20.0, "during": 1, "after": 1,
                "prescription": format!("week 1, run 1: {RUN}"), "effort": 4,
                "site": { "region": "tendon-mid", "side": "left" },
            });
            records.push(record(&format!("r{day}"), day, run));
        }
    }
    records
}

#[expect(clippy::needless_pass_by_value, reason = "each body is made where it is passed")]
fn record(id: &str, day: i64, body: serde_json::Value) -> Record {
    let mut line =
        json!({ "v": 1, "id": id, "rev": 1, "at": format!("{}T07:00:00Z", plus(day)), "device": "bench" });
    let fields = line.as_object_mut().expect("a table");
    fields.extend(body.as_object().expect("a table").clone());
    Record::from_line(line.to_string().as_bytes()).expect("a record")
}

fn plan() -> Plan {
    let workout = RUN.parse().expect("a workout");
    let week = Week { runs: vec![workout; 3], strides: None, guard_exempt: None };
    Plan {
        id: Id::from_words("bench"),
        name: String::new(),
        summary: String::new(),
        on_request: false,
        shape: Shape::Weeks(vec![week; 60]),
        greens: Greens { count: 1, of: 1 },
        gap_days: 2,
        gap_days_after_pain: 3,
        walk_in: Duration::from_secs(240),
        walk_out: Duration::from_secs(300),
        before: Id::from_words("pre-run-5"),
        days: [Day::Mon, Day::Wed, Day::Fri]
            .map(|day| (day, DayWork { run: true, ..DayWork::default() }))
            .into(),
        with: std::collections::BTreeMap::new(),
        days_off: None,
        start: Vec::new(),
        needs_readiness: false,
        then: Vec::new(),
        evidence: None,
        sources: Vec::new(),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
