//! `readings.toml`: the cases of EVIDENCE2.md 1.6 that two readers would read differently, the vectors of rule G, and
//! the starts of 1.3, each as days with what is asked on them.

use std::time::Duration;

use jiff::civil::Date;
use runup::plan::State;
use runup::plan::course::Settled;
use runup::plan::growth::{Circumstances, Growth};
use runup::plan::verdict::{Cause, Decision, Verdict};
use runup::plans::Growing;
use runup::record::{PlanAction, StillRunning};
use runup::symptoms::{Region, Side, Site};
use runup::time::{days_after, in_minutes};
use serde::Deserialize;

use super::plans::minutes;
use super::walker::*;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    walk: Vec<Walk>,
    growth: Vec<Grows>,
}

/// Days of a plan, in words; the head of the file says which there are.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Walk {
    fact: String,
    #[serde(default = "keep_running")]
    plan: String,
    at: Option<String>,
    #[serde(default = "tendon")]
    site: String,
    #[serde(default = "half_an_hour")]
    usual: f64,
    #[serde(default = "two")]
    base: u8,
    #[serde(default = "two")]
    worst: u8,
    #[serde(default)]
    last_run: Option<i64>,
    /// Year of birth.
    #[serde(default)]
    born: Option<i16>,
    days: String,
}

fn keep_running() -> String {
    "keep-running".to_owned()
}

fn tendon() -> String {
    "tendon-mid".to_owned()
}

const fn half_an_hour() -> f64 {
    30.0
}

const fn two() -> u8 {
    2
}

impl Walk {
    fn begin(&self) -> Walker {
        let region = Region::ALL.into_iter().find(|region| region.id() == self.site);
        let own = region.map(|region| Site { region, side: Some(Side::Left) });
        let mut action = start_action();
        if let PlanAction::Start { site, usual_minutes, last_run, still_running, place, tested, .. } =
            &mut action
        {
            (*site, *usual_minutes) = (own, Some(self.usual));
            (*place, *tested) = (self.at.clone(), self.at.is_some());
            *last_run = Some(plus(START, -self.last_run.unwrap_or(2)));
            let said = StillRunning {
                runs: 6,
                worst: self.worst,
                base: self.base,
                morning: self.base,
                walking: 1,
                ..StillRunning::default()
            };
            *still_running = (self.plan == "keep-running").then_some(said);
        }
        let plan = runup::library::Library::shipped();
        let plan = plan.plan(&runup::routine::Id::from_words(&self.plan)).unwrap();
        let mut walker = Walker::begin((*plan).clone(), own, action);
        walker.diary.profile.born = self.born;
        walker.felt = Felt { morning: Some(self.base), during: Some(1), after: Some(1), effort: 4 };
        walker
    }

    fn check(&self) -> Result<(), String> {
        let mut walker = self.begin();
        for step in self.days.split(';').map(str::trim).filter(|step| !step.is_empty()) {
            let words: Vec<&str> = step.split_whitespace().collect();
            take(&mut walker, &words).map_err(|wrong| format!("{}: `{step}`: {wrong}", self.fact))?;
        }
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "values are made where they are compared")]
fn is<T: std::fmt::Debug + PartialEq>(found: T, wanted: T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{found:?} in place of {wanted:?}")) }
}

/// Returns a run in minutes, a started half one counted: equal blocks come out some seconds below what they are cut from.
fn half_minutes(run: Duration) -> f64 {
    in_minutes(Duration::from_secs(run.as_secs().div_ceil(30) * 30))
}

fn score(word: &str) -> Option<u8> {
    word.parse().ok()
}

fn settled(walker: &Walker) -> State {
    walker.state().settled_for(&walker.plan, walker.today)
}

/// Does one step, or checks one thing.
fn take(walker: &mut Walker, words: &[&str]) -> Result<(), String> {
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<i64>().ok()).unwrap_or(1);
    match words[0] {
        "feel" => {
            walker.felt.morning = score(words[1]);
            if let [_, _, during, after] = words {
                (walker.felt.during, walker.felt.after) = (score(during), score(after));
            }
        }
        "sleep" => walker.sleep(number(1)),
        "silence" => walker.silence(number(1)),
        "due" => drop(walker.until_due()),
        "run" => (0..number(1)).for_each(|_| drop(walker.run_next())),
        "only-run" => {
            let said = walker.until_due();
            walker.run(&said);
        }
        "unplanned" => walker.unplanned(number(1) as f64),
        "km" => walker.facts().runs.last_mut().unwrap().km = words[1].parse().ok(),
        "now" => {
            let (site, score) = (walker.site.unwrap(), score(words[1]).unwrap());
            walker.facts().now.insert(site, score);
        }
        "asks" => {
            let found = walker.clone().until_due().prescription.map(|run| half_minutes(run.workout.run()));
            return is(found, Some(words[1].parse().unwrap()));
        }
        "cut" => {
            let found = walker.clone().until_due().prescription.map(|run| run.workout.to_string());
            return is(found, Some(words[1..].join(" ")));
        }
        "judged" => {
            return is(settled(walker).judged.map(|(_, verdict)| verdict.decision.word()), Some(words[1]));
        }
        "base" => {
            return is(
                settled(walker).sites.active(walker.today).next().map(|s| s.usual(walker.today).base),
                score(words[1]),
            );
        }
        "backs" => return is(settled(walker).setbacks.backs.len(), number(1) as usize),
        "rests" => return is(settled(walker).setbacks.rests.len(), number(1) as usize),
        "stages" => {
            let why = settled(walker).to_stages.map(|why| format!("{why:?}").to_lowercase());
            return is(why.as_deref(), Some(words[1]).filter(|word| *word != "no"));
        }
        "grows" => return is(settled(walker).course.unwrap().growth.is_some(), words[1] == "yes"),
        "next-in" => {
            let mut later = walker.clone();
            later.until_due();
            return is(runup::time::days_between(walker.today, later.today), number(1) as i32);
        }
        "at" => return is(walker.place(), words[1..].join(" ")),
        "note" => {
            let told = walker.ask().notes.iter().any(|note| format!("{note:?}").starts_with(words[1]));
            return is(told, words[2] == "yes");
        }
        "why" => {
            let why = format!("{:?}", walker.ask().reason.why);
            return if why.starts_with(words[1]) { Ok(()) } else { Err(why) };
        }
        other => return Err(format!("no such word: {other}")),
    }
    Ok(())
}

/// Runs on Monday, Wednesday and Friday, once a plan is done, and what each asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Grows {
    fact: String,
    #[serde(default = "half_an_hour")]
    base: f64,
    #[serde(default)]
    slow: bool,
    #[serde(default)]
    sore: bool,
    runs: String,
    asks: String,
}

impl Grows {
    fn asked(&self) -> String {
        let mut growth = Growth::new(START, minutes(self.base));
        growth.note(true, START);
        let growing = Some(if self.slow { Growing::Slow } else { Growing::Gentle });
        let mut now =
            Circumstances { this_week: 0, last_week: None, days: 3, growing, older: false, goal: None };
        let mut weeks = Vec::new();
        for (week, runs) in self.runs.split('|').enumerate() {
            let mut asks = Vec::new();
            for (nth, word) in runs.split_whitespace().enumerate() {
                let date = days_after(START, (week * 7 + nth * 2) as i64);
                if word == "." {
                    continue;
                }
                let asked = growth.asks(date, &now);
                asks.push(half_minutes(asked.workout.run()).to_string());
                judge(&mut growth, word, date, asked.workout.run(), asked.long, self.sore);
                now.this_week += 1;
            }
            (now.last_week, now.this_week) = (Some(now.this_week), 0);
            weeks.push(asks.join(" "));
        }
        weeks.join(" | ")
    }
}

/// Judges a run by its word.
fn judge(growth: &mut Growth, word: &str, date: Date, run: Duration, long: bool, sore: bool) {
    let settled = Settled { date, settled: days_after(date, 1), run, total: run, long };
    let (decision, cause) = match word {
        "green" => (Decision::Advance, Cause::Green),
        "steady" => (Decision::Steady, Cause::During { score: 3 }),
        "hold" => (Decision::Hold, Cause::During { score: 4 }),
        "silent" => (Decision::Hold, Cause::NoMorning { region: None }),
        "back" => (Decision::Regress, Cause::Twice { before: 4, now: 4 }),
        "rest" => (Decision::Rest, Cause::TooMuchDuring { score: 7 }),
        "beside" => {
            growth.beside(date);
            (Decision::Advance, Cause::Green)
        }
        "fever" => {
            growth.fever(date);
            (Decision::Advance, Cause::Green)
        }
        gap => {
            growth.gap(gap.trim_start_matches("gap-").parse().expect("a word of a run"), date);
            (Decision::Advance, Cause::Green)
        }
    };
    growth.judge(Verdict { decision, cause, ..Verdict::neutral() }, &settled, sore);
}

#[test]
fn each_reading_is_read_as_it_says() {
    let table: Table =
        toml::from_str(&std::fs::read_to_string("tests/engine/readings.toml").unwrap()).unwrap();
    let mut wrong: Vec<String> = table.walk.iter().filter_map(|walk| walk.check().err()).collect();
    for row in &table.growth {
        let (asked, wanted) = (row.asked(), row.asks.split_whitespace().collect::<Vec<_>>().join(" "));
        if asked != wanted {
            wrong.push(format!("{}:\n  {asked}\n  in place of\n  {wanted}", row.fact));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The thirtieth is asked of the runner: tables.toml has its words.
    for number in (1..=32).filter(|number| *number != 30) {
        let name = format!("1.6 {number}:");
        let is = |fact: &String| fact.starts_with(&name);
        assert!(
            table.walk.iter().map(|walk| &walk.fact).chain(table.growth.iter().map(|row| &row.fact)).any(is),
            "no row for {name}"
        );
    }
}
