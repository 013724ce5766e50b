//! Logs as records: whatever their order, device, zone or age, the same records say the same.

use jiff::civil::Date;
use runup::plan::asks::Ask;
use runup::plan::logged;
use runup::plan::place::{Position, Positions};
use runup::plan::recommend::{Due, Why};
use runup::plan::verdict::{Cause, Decision};
use runup::plan::{Diary, Recommendation, State, decide, recommend};
use runup::plans::Plan;
use runup::record::{Log, Record};
use runup::time::in_minutes;
use runup::words::{English, Words};
use serde_json::{Value, json};

use super::plans::*;
use super::walker::{START, plus};

/// A record as a line of JSON; times are UTC unless an offset is given.
#[expect(clippy::needless_pass_by_value, reason = "each body is made where it is passed")]
pub(super) fn record(id: &str, rev: u32, at: &str, device: &str, body: Value) -> Record {
    let mut line = json!({ "v": 1, "id": id, "rev": rev, "at": at, "device": device });
    let fields = line.as_object_mut().unwrap();
    fields.extend(body.as_object().unwrap().clone());
    Record::from_line(line.to_string().as_bytes()).unwrap_or_else(|e| panic!("{line}: {e}"))
}

pub(super) fn at(day: Date, time: &str) -> String {
    format!("{day}T{time}Z")
}

pub(super) fn plan_start(plan: &Plan, day: Date) -> Record {
    let body =
        json!({ "kind": "plan", "plan": plan.id.to_string(), "action": "start", "date": day.to_string() });
    record("start", 1, &at(day, "06:00:00"), "a", body)
}

fn run(id: &str, day: Date, answers: &str, minutes: f64, total: f64) -> Record {
    let body = json!({
        "kind": "run", "date": day.to_string(), "minutes": total, "run-minutes": minutes,
        "prescription": answers, "during": 0, "after": 0, "effort": 3,
    });
    record(id, 1, &at(day, "18:00:00"), "a", body)
}

fn nothing(id: &str, about: Date, made: &str) -> Record {
    let body = json!({ "kind": "check-in", "moment": "morning", "date": about.to_string(), "sore": [], "recall": "now" });
    record(id, 1, made, "a", body)
}

fn cord(id: &str, about: Date, made: &str, score: u8) -> Record {
    let sore = json!([{ "region": "tendon-mid", "side": "left", "score": score }]);
    let body = json!({ "kind": "check-in", "moment": "morning", "date": about.to_string(), "sore": sore, "recall": "now" });
    record(id, 1, made, "a", body)
}

pub(super) fn say(plan: &Plan, records: &[Record], today: Date) -> Option<Recommendation> {
    recommend(plan, &Diary::new(&Log::from_records(records.to_vec())), today)
}

const FIRST: &str = "week 1, run 1: 8x(1m run, 2m walk)";

fn first_run() -> Vec<Record> {
    vec![plan_start(&new_runner(), START), run("run-1", START, FIRST, 8.0, 24.0)]
}

#[test]
fn a_record_reads_as_the_run_it_answers() {
    let mut records = first_run();
    records.push(nothing("m-1", plus(START, 1), &at(plus(START, 1), "07:00:00")));
    let said = say(&new_runner(), &records, plus(START, 2)).unwrap();
    assert_eq!(
        (said.place.to_string().as_str(), said.decision, said.due),
        ("week 1, run 2", Decision::Advance, Due::Today)
    );
}

#[test]
fn a_morning_that_is_told_later_counts_as_if_it_was_told_then() {
    let plan = new_runner();
    let (told, late) = (plus(START, 1), plus(START, 4));
    let mut at_once = first_run();
    at_once.push(nothing("m-1", told, &at(told, "07:00:00")));
    let mut later = first_run();
    assert_eq!(say(&plan, &later, late).unwrap().decision, Decision::Hold);
    later.push(nothing("m-1", told, &at(late, "07:00:00")));
    assert_eq!(say(&plan, &at_once, late), say(&plan, &later, late));
}

#[test]
fn a_run_logged_late_has_the_place_of_its_own_day_and_leads_no_further_while_its_morning_is_not_told() {
    let plan = new_runner();
    let place = |records: &[Record], day: Date| {
        let said = say(&plan, records, day).unwrap();
        Positions(&plan).find(&said.place.to_string()).unwrap()
    };
    let as_asked = |id: &str, records: &[Record], day: Date| {
        let asked = logged::asked(&plan, &Diary::new(&Log::from_records(records.to_vec())), day).unwrap();
        run(id, day, &asked.record(), in_minutes(asked.workout.run()), in_minutes(asked.workout.total()))
    };
    let days = [0, 2, 4].map(|day| plus(START, day));
    let sunday = plus(START, 6);
    for late in 0..days.len() {
        let mut records = vec![plan_start(&plan, START)];
        for (n, day) in days.into_iter().enumerate().filter(|(n, _)| *n != late) {
            records.push(as_asked(&format!("run-{n}"), &records, day));
            records.push(nothing(&format!("m-{n}"), plus(day, 1), &at(plus(day, 1), "07:00:00")));
        }
        let without = place(&records, sunday);
        assert_eq!(place(&records, days[late]), Position::Run { week: 0, run: late }, "its own day decides");
        records.push(as_asked("late", &records, days[late]));
        let unsaid = place(&records, sunday);
        records.push(nothing("m-late", plus(days[late], 1), &at(sunday, "09:00:00")));
        let told = place(&records, sunday);
        assert!(unsaid <= without && unsaid <= told, "{late}: {without:?}, {unsaid:?}, {told:?}");
    }
}

#[test]
fn what_lies_after_the_day_is_not_read() {
    let plan = new_runner();
    let day = plus(START, 2);
    let before = say(&plan, &first_run(), day);
    let mut records = first_run();
    records.push(run("run-9", plus(START, 9), FIRST, 90.0, 90.0));
    records.push(cord("m-9", plus(START, 3), &at(plus(START, 3), "07:00:00"), 9));
    let flag = json!({ "kind": "flag", "sign": "RF01" });
    records.push(record("flag", 1, &at(plus(START, 3), "08:00:00"), "b", flag));
    assert_eq!(say(&plan, &records, day), before);
    assert_eq!(say(&plan, &records, plus(START, 3)).unwrap().decision, Decision::StopLock);
}

#[test]
fn an_undone_run_was_never_run() {
    let plan = new_runner();
    let mut records = vec![plan_start(&plan, START)];
    let day = plus(START, 2);
    let before = say(&plan, &records, day);
    records.extend(first_run());
    assert_ne!(say(&plan, &records, day), before);
    records.push(record("run-1", 2, &at(day, "06:00:00"), "a", json!({ "kind": "removed" })));
    assert_eq!(say(&plan, &records, day), before);
}

#[test]
fn a_corrected_run_counts_on_its_own_day() {
    let plan = new_runner();
    let mut records = first_run();
    let morning = plus(START, 1);
    records.push(nothing("m-1", morning, &at(morning, "07:00:00")));
    let body = json!({
        "kind": "run", "date": START.to_string(), "minutes": 24.0, "run-minutes": 8.0,
        "prescription": FIRST, "during": 4, "after": 0, "effort": 3,
    });
    records.push(record("run-1", 2, &at(plus(START, 5), "18:00:00"), "b", body));
    let said = say(&plan, &records, plus(START, 2)).unwrap();
    assert!(
        matches!(said.reason.why, Why::Verdict { verdict, .. } if verdict.cause == Cause::During { score: 4 })
    );
}

#[test]
fn of_two_answers_about_a_morning_the_later_one_stands() {
    let plan = new_runner();
    let morning = plus(START, 1);
    for (sore, well, decision) in
        [("07:00:00", "08:00:00", Decision::Advance), ("08:00:00", "07:00:00", Decision::Regress)]
    {
        let mut records = first_run();
        records.push(cord("m-a", morning, &at(morning, sore), 3));
        records.push(nothing("m-b", morning, &at(morning, well)));
        // The cord is a site from the moment it was named, so a run's own scores are there for it.
        let said = say(&plan, &records, plus(START, 2)).unwrap();
        assert_eq!(said.decision, decision, "{:?}", said.reason.why);
    }
}

#[test]
fn two_devices_that_log_the_same_day_make_one_day() {
    let plan = new_runner();
    let mut records = first_run();
    let body = json!({ "kind": "run", "date": START.to_string(), "minutes": 10.0, "run-minutes": 10.0, "effort": 3 });
    records.push(record("other", 1, &at(START, "20:00:00"), "b", body));
    let morning = plus(START, 1);
    records.push(nothing("m-1", morning, &at(morning, "07:00:00")));
    let said = say(&plan, &records, plus(START, 2)).unwrap();
    let longer = Cause::Longer { planned: minutes(8.0), run: minutes(18.0) };
    assert!(
        matches!(said.reason.why, Why::Verdict { verdict, .. } if verdict.cause == longer),
        "{:?}",
        said.reason.why
    );
}

#[test]
fn the_date_on_the_runners_calendar_counts_in_any_zone() {
    let plan = new_runner();
    let evening = |at: &str| {
        let body = json!({ "kind": "flag", "sign": "RF08" });
        vec![plan_start(&plan, START), record("flag", 1, at, "a", body)]
    };
    // The same moment is Tuesday evening in Seattle and Wednesday in Berlin.
    let west = evening("2026-01-06T20:00:00-08:00");
    let east = evening("2026-01-07T05:00:00+01:00");
    let tuesday = plus(START, 1);
    assert_eq!(say(&plan, &west, tuesday).unwrap().decision, Decision::PauseAndRefer);
    assert_ne!(say(&plan, &east, tuesday).unwrap().decision, Decision::PauseAndRefer);
}

#[test]
fn a_day_lived_in_two_zones_is_one_day() {
    let plan = new_runner();
    let mut records = vec![plan_start(&plan, START)];
    for (id, made) in [("run-1", "2026-01-05T08:00:00+09:00"), ("run-2", "2026-01-05T20:00:00-08:00")] {
        let body =
            json!({ "kind": "run", "date": "2026-01-05", "minutes": 8.0, "run-minutes": 8.0, "effort": 3 });
        records.push(record(id, 1, made, "a", body));
    }
    let diary = Diary::new(&Log::from_records(records));
    let state = State::at(&plan, &diary, START);
    assert_eq!(state.past.longest(plus(START, 1)), None, "its morning is not known");
    assert_eq!(state.past.last_run(plus(START, 1)).unwrap().run, minutes(16.0));
}

#[test]
fn a_night_of_another_length_moves_no_run_day() {
    // Summer time begins in Berlin on 29 March 2026, and ends on 25 October.
    for sunday in [jiff::civil::date(2026, 3, 29), jiff::civil::date(2026, 10, 25)] {
        let plan = new_runner();
        let friday = plus(sunday, -2);
        let records = vec![
            plan_start(&plan, friday),
            run("run-1", friday, FIRST, 8.0, 24.0),
            nothing("m-1", plus(friday, 1), &at(plus(friday, 1), "07:00:00")),
        ];
        assert_eq!(say(&plan, &records, sunday).unwrap().due, Due::On(plus(sunday, 1)));
        assert_eq!(say(&plan, &records, plus(sunday, 1)).unwrap().due, Due::Today);
    }
}

#[test]
fn a_routine_that_was_played_is_a_word_from_the_runner() {
    let plan = new_runner();
    let mut records = first_run();
    let day = plus(START, 10);
    let away = |said: Recommendation| said.asks.iter().any(|ask| matches!(ask, Ask::Away { .. }));
    assert!(away(say(&plan, &records, day).unwrap()));
    let began = at(plus(START, 6), "07:00:00");
    let body = json!({
        "kind": "session", "routine": "first-steps", "name": "First steps", "hash": "0", "started": began,
        "ended": began, "outcome": "done", "sets": [],
    });
    records.push(record("session", 1, &began, "a", body));
    assert!(!away(say(&plan, &records, day).unwrap()));
}

#[test]
fn a_flag_that_was_a_mistake_was_never_said() {
    let plan = new_runner();
    let mut records = first_run();
    let day = plus(START, 3);
    let before = say(&plan, &records, day);
    let flag = json!({ "kind": "flag", "sign": "RF01" });
    records.push(record("flag", 1, &at(plus(START, 1), "08:00:00"), "a", flag));
    assert_eq!(say(&plan, &records, day).unwrap().decision, Decision::StopLock);
    let cleared = json!({ "kind": "clearance", "signs": ["RF01"], "by": "mistake" });
    records.push(record("cleared", 1, &at(plus(START, 1), "08:01:00"), "b", cleared));
    assert_eq!(say(&plan, &records, day), before);
}

// Any log at all.

/// Numbers that are the same everywhere: `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below
    }

    fn of<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.roll(list.len() as u64) as usize]
    }
}

const DAYS: u64 = 120;

/// Makes a log of anything: what is usual, what is odd, and what no honest program writes.
fn any_log(dice: &mut Dice, plan: &Plan) -> Vec<Record> {
    let mut records = vec![plan_start(plan, START)];
    for n in 0..40 + dice.roll(120) {
        let day = plus(START, dice.roll(DAYS) as i64 - 5).to_string();
        let score = dice.roll(11);
        let region = dice.of(&["calf-muscle", "tendon-mid", "under-heel", "elsewhere", "heel-bone-deep"]);
        let mut site = json!({ "region": region });
        if dice.roll(3) > 0 {
            site["side"] = json!(dice.of(&["left", "right"]));
        }
        let mut sore = site.clone();
        if dice.roll(4) > 0 {
            sore["score"] = json!(score);
        }
        let id = plan.id.to_string();
        let body = match dice.roll(16) {
            0..5 => {
                let sore = if dice.roll(3) == 0 { json!([]) } else { json!([sore]) };
                let moment = dice.of(&["sites", "now", "morning", "morning", "morning", "later"]);
                json!({ "kind": "check-in", "moment": moment, "date": day, "sore": sore, "recall": "now", "limp": dice.roll(30) == 0 })
            }
            5..10 => {
                let minutes = [5.0, 8.0, 20.0, 30.0, -3.0, 1e300, 0.0][dice.roll(7) as usize];
                let answers = dice.of(&[
                    "R1: 5x(1m run, 2m walk)",
                    "R8: 20m walk",
                    FIRST,
                    "no: such run",
                    "W1: 20m brisk",
                ]);
                let mut run = json!({ "kind": "run", "date": day, "minutes": minutes, "effort": dice.roll(11), "limp": dice.roll(20) == 0 });
                if dice.roll(3) > 0 {
                    run["prescription"] = json!(answers);
                }
                if dice.roll(2) == 0 {
                    run["during"] = json!(score);
                    run["after"] = json!(dice.roll(11));
                    run["site"] = site;
                }
                if answers.ends_with("walk") || answers.ends_with("brisk") {
                    run["run-minutes"] = json!(0.0);
                }
                run
            }
            10 => json!({ "kind": "flag", "sign": dice.of(&["RF01", "RF08", "RF99"]) }),
            11 => {
                json!({ "kind": "clearance", "signs": [], "by": dice.of(&["clinician", "mistake", "quiet"]) })
            }
            12 => {
                json!({ "kind": "test", "test": dice.of(&["hops", "heel-raises", "odd"]), "side": "left", "value": 25.0, "pain": score })
            }
            13 => json!({ "kind": "profile", "born": *dice.of(&[&1950, &-32768, &32767]) }),
            14 => match dice.roll(7) {
                0 => json!({ "kind": "plan", "plan": id, "action": "skip", "date": day }),
                1 => json!({ "kind": "plan", "plan": id, "action": "repeat", "date": day }),
                2 => {
                    json!({ "kind": "plan", "plan": id, "action": "move", "from": day, "to": START.to_string() })
                }
                3 => {
                    json!({ "kind": "plan", "plan": id, "action": "back", "date": day, "why": dice.of(&["ill", "busy", "sore"]) })
                }
                4 => {
                    json!({ "kind": "plan", "plan": id, "action": "back", "date": day, "why": "ill", "well-since": day })
                }
                5 => {
                    json!({ "kind": "plan", "plan": id, "action": "warned", "date": day, "week": dice.roll(12) })
                }
                _ => {
                    json!({ "kind": "plan", "plan": id, "action": "start", "date": day, "usual-minutes": 1e17, "last-run": day })
                }
            },
            _ => json!({ "kind": "removed" }),
        };
        let (rev, device) = (1 + dice.roll(2) as u32, dice.of(&["a", "b"]));
        let id = format!("{}", if dice.roll(8) == 0 { dice.roll(n + 1) } else { n });
        let made = at(plus(START, dice.roll(DAYS) as i64 - 5), &format!("{:02}:00:00", dice.roll(24)));
        records.push(record(&id, rev, &made, device, body));
    }
    records
}

#[test]
fn the_same_records_in_any_order_split_or_twice_say_the_same() {
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let plan = [new_runner(), comeback(), back_3_6()][seed as usize % 3].clone();
        let records = any_log(&mut dice, &plan);
        let today = plus(START, dice.roll(DAYS) as i64);
        let said = say(&plan, &records, today);
        let mut mixed = records.clone();
        for i in (1..mixed.len()).rev() {
            mixed.swap(i, dice.roll(i as u64 + 1) as usize);
        }
        mixed.extend_from_within(..mixed.len() / 2);
        assert_eq!(say(&plan, &mixed, today), said, "seed {seed}");
        let (here, there) = mixed.split_at(mixed.len() / 3);
        let mut merged = Log::from_records(there.to_vec());
        for record in here.iter().cloned() {
            merged.insert(record);
        }
        assert_eq!(recommend(&plan, &Diary::new(&merged), today), said, "seed {seed}");
    }
}

#[test]
fn any_log_folds_day_by_day_to_the_same_and_runs_no_two_days_in_a_row() {
    for seed in 0..90 {
        let mut dice = Dice(1000 + seed);
        let plan = [new_runner(), comeback(), back_7_12()][seed as usize % 3].clone();
        let diary = Diary::new(&Log::from_records(any_log(&mut dice, &plan)));
        let mut state = State::default();
        let mut day = diary.begins().unwrap();
        while day < plus(START, DAYS as i64) {
            state.step(&plan, &diary, day);
            if dice.roll(20) == 0 {
                assert_eq!(state, State::at(&plan, &diary, day), "seed {seed}, {day}");
            }
            let decided = decide(&plan, &diary, &state, day);
            let runs =
                decided.as_ref().and_then(|d| d.prescription.as_ref()).is_some_and(|p| !p.workout.is_walk());
            if decided.is_some_and(|d| d.due == Due::Today) && runs {
                let near =
                    |ago: i64| diary.on(plus(day, -ago)).is_some_and(|f| f.runs.iter().any(|r| !r.is_walk()));
                assert!(!near(0) && !near(1), "seed {seed}, {day}");
            }
            if dice.roll(10) == 0 {
                let said = recommend(&plan, &diary, day);
                assert!(
                    said.map(|s| English.reason(&s.reason))
                        .is_none_or(|s| !s.is_empty() && !s.contains("  ")),
                    "seed {seed}, {day}"
                );
            }
            day = plus(day, 1);
        }
    }
}
