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
    drift: Option<f64>,
    previous: Option<u8>,
    #[serde(default)]
    raised: bool,
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
    sore: Option<bool>,
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
        let felt = Symptoms {
            region,
            before: said(self.pain[0]),
            during: said(self.pain[1]),
            after: said(self.pain[2]),
            morning: said(self.morning),
            second_morning: self.second,
            usual: Usual {
                base: self.base,
                mean: self.drift.map(|drift| 3.0 + drift),
                first: Some(3.0),
                ..Usual::default()
            },
        };
        let new_stressor = self.new.as_deref().map(|what| match what {
            "hills" => Stressor::Hills,
            "shoes" => Stressor::Shoes,
            other => panic!("{other} is nothing new"),
        });
        let done = Performance {
            limp: self.limp,
            sharp: self.sharp,
            effort: self.effort.unwrap_or(5),
            share: self.share.unwrap_or(1.0),
            cut: self.cut,
            planned: (!self.unplanned).then(|| minutes(self.planned.unwrap_or(20.0))),
            run: minutes(self.run.unwrap_or(20.0)),
            sore_before: self.previous.filter(|score| *score >= 4),
            raised_before: self.raised,
            drift_muted: self.muted,
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
            && row.sore.is_none_or(|sore| sore == verdict.sore.is_some())
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
    let done = Performance {
        limp: false,
        sharp: false,
        effort: 5,
        share: 1.0,
        cut: None,
        planned: Some(minutes(20.0)),
        run: minutes(20.0),
        sore_before: None,
        raised_before: false,
        drift_muted: false,
        new_stressor: None,
    };
    let sites =
        (1..=3).map(|base| (Region::TendonMid, base)).chain((1..=5).map(|base| (Region::UnderHeel, base)));
    for (region, base) in sites {
        let usual = Usual { base, ..Usual::default() };
        for (during, morning) in each() {
            for second in [None, Some(base), Some(base + 1), Some(base + 2), Some(base + 4)] {
                let felt = |during, after, morning| Symptoms {
                    region: Some(region),
                    before: Some(1),
                    during,
                    after,
                    morning,
                    second_morning: second,
                    usual,
                };
                let here = rank(judge(&felt(Some(during), Some(1), Some(morning)), &done));
                let more = |felt: Symptoms| rank(judge(&felt, &done));
                assert!(more(felt(Some(during + 1), Some(1), Some(morning))) <= here, "during {during}");
                assert!(more(felt(Some(during), Some(1), Some(morning + 1))) <= here, "morning {morning}");
                let after = more(felt(Some(0), Some(during), Some(morning)));
                assert!(more(felt(Some(0), Some(during + 1), Some(morning))) <= after, "after {during}");
                // What was not said is never milder than the quiet answer.
                let quiet = more(felt(Some(0), Some(0), Some(base)));
                for unsaid in [
                    felt(None, Some(0), Some(base)),
                    felt(Some(0), None, Some(base)),
                    felt(Some(0), Some(0), None),
                ] {
                    assert!(more(unsaid) <= quiet, "{unsaid:?}");
                }
            }
            let felt = |second_morning| Symptoms {
                region: Some(region),
                before: Some(1),
                during: Some(during),
                after: Some(0),
                morning: Some(morning),
                second_morning,
                usual,
            };
            let unsaid = rank(judge(&felt(None), &done));
            assert!(unsaid <= rank(judge(&felt(Some(0)), &done)), "the second morning after {morning}");
            for second in 0..10 {
                let milder = rank(judge(&felt(Some(second)), &done));
                assert!(rank(judge(&felt(Some(second + 1)), &done)) <= milder, "{morning} then {second}");
            }
        }
    }
}
