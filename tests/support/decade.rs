//! Ten years of an invented runner on three devices, the same on every machine: for benches and tests.
//!
//! About 5,500 entries of every kind, and some 1,800 revisions of them: runs whose answers came later, corrections
//! made on another device, removals. It is what three runs and four routines a week leave behind, with a plan for new
//! runners, a sore year, a long break and sixteen pairs of shoes. Bodies are written as the history has them, so that a
//! field which is added to a record later breaks nothing here.

use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, ToSpan};
use runup::record::{At, Body, Record, VERSION, new_id};
use serde_json::{Value, json};

/// The last day.
pub(crate) const LAST: Date = date(2026, 11, 28);
/// How many days there are.
const DAYS: i32 = 3_652;

/// The devices, with the days between which each was in use.
const DEVICES: [(&str, i32, i32); 3] = [
    ("1c7a51f0-52b5-4c0e-9a55-0b8f2f6a0001", 0, DAYS),
    ("2d8b62f1-63c6-4d1f-8b66-1c9f3f7b0002", 0, 2_200),
    ("3e9c73f2-74d7-4e20-9c77-2daf4f8c0003", 1_500, DAYS),
];

/// Days of soreness, of a break, and of the plans that were begun.
const SORE: [(i32, i32); 2] = [(1_100, 1_240), (2_600, 2_660)];
const BREAK: (i32, i32) = (2_000, 2_045);
const PLANS: [(i32, &str, &str); 4] = [
    (0, "new-runner", "1"),
    (1_130, "back-from-heel-pain", "C1"),
    (2_045, "back-7-12-weeks", "1"),
    (2_665, "back-3-6-weeks", "1"),
];

/// Returns every revision of every entry, in the order in which they were written.
pub(crate) fn records() -> Vec<Record> {
    let mut life = Life { records: Vec::new(), dice: 20_161_128, shoe: String::new() };
    for day in 0..DAYS {
        life.live(day);
    }
    life.records.sort_by_key(|record| record.at.moment);
    life.records
}

struct Life {
    records: Vec<Record>,
    dice: u64,
    /// The entry of the pair that is worn.
    shoe: String,
}

impl Life {
    /// Writes down what happened on a day.
    fn live(&mut self, day: i32) {
        let date = LAST.saturating_sub((DAYS - 1 - day).days());
        let sore = SORE.iter().any(|(from, to)| (*from..*to).contains(&day));
        if (BREAK.0..BREAK.1).contains(&day) {
            return;
        }
        self.plans(day, date);
        if day % 230 == 0 {
            self.shoes(day, date);
        }
        if day % 42 == 20 {
            self.tests(day);
        }
        let runs = matches!(day % 7, 0 | 2 | 5) && (!sore || self.roll(3) == 0);
        if runs && self.roll(10) > 0 {
            if self.roll(4) > 0 {
                self.session(
                    day,
                    7,
                    "pre-run-5",
                    &["march", "rocks", "walks", "toes", "swings", "raise", "pogo"],
                );
            }
            self.run(day, date, sore);
        }
        if matches!(day % 7, 1 | 3 | 6) && self.roll(3) > 0 {
            self.session(day, 19, "calf-base", &["raise", "seated", "bent", "straight"]);
        }
        if sore || (matches!(day % 7, 1 | 3 | 6) && self.roll(5) > 1) {
            self.morning(day, date, sore);
        }
        if day % 7 == 4 && !sore {
            let body =
                json!({"kind": "check-in", "moment": "sites", "date": date, "sore": [], "recall": "now"});
            self.write(day, 6, body);
        }
    }

    fn plans(&mut self, day: i32, date: Date) {
        if day == 0 {
            self.write(
                day,
                6,
                json!({"kind": "profile", "notice-read": true, "born": 1979, "sport-this-year": false}),
            );
        }
        for (begin, plan, place) in PLANS.into_iter().filter(|(begin, ..)| *begin == day) {
            if begin > 0 {
                let before =
                    PLANS.iter().rfind(|(other, ..)| *other < begin).map_or("new-runner", |plan| plan.1);
                self.write(day, 8, json!({"kind": "plan", "plan": before, "action": "stop", "date": date}));
            }
            let body = json!({"kind": "plan", "plan": plan, "action": "start", "date": date, "place": place,
                "usual-minutes": 30.0, "longest-minutes": 45.0});
            self.write(day, 9, body);
        }
        let plan = PLANS.iter().rfind(|(begin, ..)| *begin <= day).map_or("new-runner", |plan| plan.1);
        if day % 40 == 11 {
            let to = date.saturating_add(1.day());
            self.write(
                day,
                9,
                json!({"kind": "plan", "plan": plan, "action": "move", "from": date, "to": to}),
            );
        }
        if day % 60 == 31 {
            self.write(day, 9, json!({"kind": "plan", "plan": plan, "action": "skip", "date": date}));
        }
        if day % 80 == 43 {
            let rung = ["fifteen", "eighteen", "twenty"][self.roll(3) as usize];
            self.write(
                day,
                20,
                json!({"kind": "rung", "routine": "calf-base", "rung": rung, "loads": {"raise": "5kg"}}),
            );
        }
        match SORE.iter().find_map(|(from, _)| day.checked_sub(*from)) {
            Some(3) => {
                let site = json!({"region": "tendon-mid", "side": "left"});
                self.write(day, 7, json!({"kind": "flag", "sign": "RF09", "site": site}));
            }
            Some(day_of_it @ (5 | 6)) => {
                let body =
                    json!({"kind": "sign-check", "date": date, "sign": "RF09", "there": day_of_it == 5});
                self.write(day, 7, body);
            }
            Some(9) => {
                self.write(day, 7, json!({"kind": "clearance", "signs": ["RF09"], "by": "clinician"}));
            }
            _ => {}
        }
    }

    /// Retires a pair and begins another.
    fn shoes(&mut self, day: i32, date: Date) {
        let worn = self.records.iter().rfind(|record| record.id == self.shoe).cloned();
        if let Some(worn) = worn
            && let Ok(mut body) = serde_json::to_value(&worn.body)
        {
            body["retired"] = json!(date);
            self.revise(day, 12, &worn, body);
        }
        let body = json!({"kind": "shoe", "name": format!("Pair {}", day / 230 + 1), "since": date, "remind-km": 600.0});
        self.shoe = self.write(day, 13, body).id;
    }

    fn tests(&mut self, day: i32) {
        for side in ["left", "right"] {
            let (raises, pain, reach) = (12 + self.roll(14), self.roll(3), 70 + self.roll(50));
            let (raises, reach) = (raises as f64, reach as f64 / 10.0);
            let body =
                json!({"kind": "test", "test": "heel-raises", "side": side, "value": raises, "pain": pain});
            self.write(day, 18, body);
            self.write(
                day,
                18,
                json!({"kind": "test", "test": "knee-to-wall", "side": side, "value": reach}),
            );
        }
    }

    fn session(&mut self, day: i32, hour: i8, routine: &str, steps: &[&str]) {
        let (began, over) = (moment(day, hour, 0), moment(day, hour, 6));
        let cut = self.roll(20) == 0;
        let kept = if cut { steps.len() / 2 } else { steps.len() };
        let sets: Vec<Value> = steps[..kept]
            .iter()
            .flat_map(|step| ["left", "right"].map(|side| (step, side)))
            .map(|(step, side)| {
                json!({"step": step, "exercise": "heel-raise-double", "side": side, "set": 1, "planned-ms": 30_000,
                    "worked-ms": 30_000, "complete": true, "reps": 12})
            })
            .collect();
        let outcome = if cut { "left" } else { "done" };
        let body = json!({"kind": "session", "routine": routine, "name": "Five minutes before a run",
            "hash": "9f86d081884c7d65", "started": began.to_string(), "ended": over.to_string(), "outcome": outcome,
            "sets": sets, "worst": self.roll(3)});
        self.write(day, hour, body);
    }

    /// A run, and in later revisions what was answered about it.
    fn run(&mut self, day: i32, date: Date, sore: bool) {
        let minutes = 20 + self.roll(30);
        let mut body = json!({"kind": "run", "date": date, "minutes": minutes as f64,
            "run-minutes": (minutes - 6) as f64, "prescription": "w3: 5m walk, 8x(2m run, 1m walk), 5m walk"});
        if self.roll(2) == 0 {
            body["distance-km"] = json!(minutes as f64 / 7.0);
            body["shoe"] = json!(self.shoe);
        }
        let first = self.write(day, 8, body.clone());
        if self.roll(100) == 0 {
            self.revise(day, 9, &first, json!({"kind": "removed"}));
            return;
        }
        let pain = if sore { 1 + self.roll(3) } else { self.roll(2) };
        body["during"] = json!(pain);
        body["effort"] = json!(3 + self.roll(4));
        body["completed"] = json!(1.0);
        if self.roll(3) > 0 {
            let answered = self.revise(day, 9, &first, body.clone());
            body["after"] = json!(pain);
            if self.roll(3) == 0 {
                self.revise(day, 21, &answered, body);
            }
        }
    }

    fn morning(&mut self, day: i32, date: Date, sore: bool) {
        let score = if sore { 1 + self.roll(4) } else { self.roll(2) };
        let mut body = json!({"kind": "check-in", "moment": "morning", "date": date,
            "sore": [{"region": "tendon-mid", "side": "left", "score": score}], "recall": "memory"});
        if score > 2 {
            body["stiff-minutes"] = json!(10);
        }
        let first = self.write(day, 6, body.clone());
        if self.roll(25) == 0 {
            body["sore"][0]["score"] = json!(score + 1);
            self.revise(day, 22, &first, body);
        }
    }

    /// Writes the first revision of an entry on one of the devices that were in use.
    fn write(&mut self, day: i32, hour: i8, body: Value) -> Record {
        let at = moment(day, hour, self.roll(50) as i64);
        let device = self.device(day);
        let id = new_id(at, device, self.records.len() as u32);
        self.add(id, 1, at, device, body)
    }

    /// Writes one more revision, perhaps on another device than the one before.
    fn revise(&mut self, day: i32, hour: i8, before: &Record, body: Value) -> Record {
        let at = moment(day, hour, 50 + self.roll(9) as i64);
        let device = self.device(day);
        self.add(before.id.clone(), before.rev + 1, at, device, body)
    }

    fn add(&mut self, id: String, rev: u32, at: At, device: &str, body: Value) -> Record {
        let body: Body = serde_json::from_value(body).expect("a body as the history has it");
        let zone = Some("Europe/Berlin".to_owned());
        let record = Record { v: VERSION, id, rev, at, zone, device: device.to_owned(), body };
        self.records.push(record.clone());
        record
    }

    fn device(&mut self, day: i32) -> &'static str {
        let used: Vec<&str> = DEVICES
            .iter()
            .filter(|(_, from, to)| (*from..*to).contains(&day))
            .map(|device| device.0)
            .collect();
        used[self.roll(used.len() as u64) as usize]
    }

    /// Returns a number below another one: Knuth's generator, its upper bits.
    fn roll(&mut self, below: u64) -> u64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) % below
    }
}

/// A moment of a day, counted from the first.
fn moment(day: i32, hour: i8, minute: i64) -> At {
    let date = LAST.saturating_sub((DAYS - 1 - day).days());
    let zone = TimeZone::fixed(Offset::constant(1));
    let start = date.at(hour, 0, 0, 0).to_zoned(zone.clone()).expect("a moment of these years");
    At::new(start.timestamp() + SignedDuration::from_mins(minute), &zone)
}
