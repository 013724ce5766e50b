//! `vectors.toml` against `judge`.

use std::time::Duration;

use runup::plan::course::{Judged, greens};
use runup::plan::verdict::*;
use runup::plans::Greens;
use runup::record::CutShort;
use runup::symptoms::Region;
use serde::Deserialize;

use super::plans::minutes;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a row of a table")]
struct Row {
    fact: String,
    #[serde(default)]
    pain: [i8; 3],
    #[serde(default)]
    morning: i8,
    second: Option<u8>,
    #[serde(default = "one")]
    base: u8,
    #[serde(default)]
    trend: f64,
    #[serde(default)]
    mean: f64,
    previous: Option<u8>,
    #[serde(default)]
    limp: bool,
    #[serde(default)]
    sharp: bool,
    effort: Option<u8>,
    share: Option<f64>,
    cut: Option<CutShort>,
    planned: Option<f64>,
    run: Option<f64>,
    #[serde(default)]
    unplanned: bool,
    #[serde(default)]
    muted: bool,
    new: Option<String>,
    region: Option<String>,
    greens: Option<usize>,
    needed: Option<u8>,
    gives: String,
    because: String,
    much: Option<bool>,
    neutral: Option<bool>,
}

const fn one() -> u8 {
    1
}

impl Row {
    fn verdict(&self) -> Verdict {
        let said = |score: i8| u8::try_from(score).ok();
        let region = match self.region.as_deref() {
            None => Some(Region::TendonMid),
            Some("none") => None,
            Some(id) => Some(Region::ALL.into_iter().find(|region| region.id() == id).unwrap()),
        };
        let felt = Felt {
            region,
            before: said(self.pain[0]),
            during: said(self.pain[1]),
            after: said(self.pain[2]),
            morning: said(self.morning),
            second_morning: self.second,
            during_before: self.previous,
            usual: Usual { base: self.base, trend: self.trend, mean: self.mean },
        };
        let new_stressor = self.new.as_deref().map(|what| match what {
            "hills" => Stressor::Hills,
            "shoes" => Stressor::Shoes,
            other => panic!("{other} is nothing new"),
        });
        let done = Done {
            limp: self.limp,
            sharp: self.sharp,
            effort: self.effort.unwrap_or(5),
            share: self.share.unwrap_or(1.0),
            cut: self.cut,
            planned: (!self.unplanned).then(|| minutes(self.planned.unwrap_or(20.0))),
            run: minutes(self.run.unwrap_or(20.0)),
            trend_muted: self.muted,
            new_stressor,
        };
        judge(&felt, &done)
    }
}

#[test]
fn each_row_gives_what_it_says() {
    let table: Table = toml::from_str(include_str!("vectors.toml")).unwrap();
    assert!(table.row.len() >= 100, "{} rows", table.row.len());
    let mut wrong = Vec::new();
    for row in &table.row {
        let verdict = row.verdict();
        let mut decision = verdict.decision;
        if let (Decision::Advance, Some(before), Some(count)) = (decision, row.greens, row.needed) {
            let day = jiff::civil::date(2026, 1, 5);
            let green = Judged { date: day, decision: Decision::Advance, total: Duration::ZERO };
            if !greens(&vec![green; before + 1], Greens { count, of: count + 1 }) {
                decision = Decision::RepeatGreen;
            }
        }
        let because = format!("{:?}", verdict.cause);
        let because = because.split(' ').next().unwrap_or_default();
        let fits = decision.word() == row.gives
            && because == row.because
            && row.much.is_none_or(|much| much == verdict.much)
            && row.neutral.is_none_or(|neutral| neutral == verdict.is_neutral());
        if !fits {
            wrong.push(format!("{}: {} because of {:?}", row.fact, decision.word(), verdict));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_two_rows_state_the_same_fact() {
    let table: Table = toml::from_str(include_str!("vectors.toml")).unwrap();
    let mut facts: Vec<&str> = table.row.iter().map(|row| row.fact.as_str()).collect();
    facts.sort_unstable();
    assert!(facts.windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn more_pain_is_never_judged_milder() {
    let rank = |verdict: Verdict| verdict.decision;
    let each = || (0..=10_u8).flat_map(|a| (0..=10_u8).map(move |b| (a, b)));
    let done = Done {
        limp: false,
        sharp: false,
        effort: 5,
        share: 1.0,
        cut: None,
        planned: Some(minutes(20.0)),
        run: minutes(20.0),
        trend_muted: false,
        new_stressor: None,
    };
    for base in 1..=3 {
        for (during, morning) in each() {
            let felt = |during, after, morning| Felt {
                region: Some(Region::TendonMid),
                before: Some(1),
                during: Some(during),
                after: Some(after),
                morning: Some(morning),
                second_morning: None,
                during_before: None,
                usual: Usual { base, ..Usual::default() },
            };
            let here = rank(judge(&felt(during, 1, morning), &done));
            assert!(rank(judge(&felt(during + 1, 1, morning), &done)) <= here, "during {during}");
            assert!(rank(judge(&felt(during, 1, morning + 1), &done)) <= here, "morning {morning}");
            let after = rank(judge(&felt(0, during, morning), &done));
            assert!(rank(judge(&felt(0, during + 1, morning), &done)) <= after, "after {during}");
        }
    }
}
