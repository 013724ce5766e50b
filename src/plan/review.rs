//! Weeks 4, 8 and 12: what the runner's own log says of then and now.
//!
//! Only what was written down is told; where too little is, the line is left out.

use jiff::civil::Date;

use crate::record::{Log, Moment, PlanAction};
use crate::time::{days_before, days_between};

/// The weeks after which the runner looks back.
const WEEKS: [u32; 3] = [12, 8, 4];
/// So many weeks it is shown, for those who open the program seldom.
const SHOWN: u32 = 2;
/// A pause of more days than this begins a new stretch.
const PAUSE: i32 = 14;
/// Days that make "then" and "now".
const SPAN: i32 = 14;
/// Fewer mornings make no mean.
const MORNINGS: usize = 3;
/// Lines that are shown.
const LINES: usize = 3;

/// What is looked back on.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The week: 4, 8 or 12.
    pub week: u32,
    /// What the log says, at most three lines.
    pub lines: Vec<Change>,
}

/// A number then and now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// What is counted.
    pub what: Measure,
    /// Then.
    pub then: f64,
    /// Now.
    pub now: f64,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// How sore the first steps of a morning are, 0 to 10.
    Mornings,
    /// Minutes of running a week.
    RunMinutes,
    /// Routines a week.
    Routines,
    /// Heel raises of the weaker side.
    HeelRaises,
    /// Knee to wall of the weaker side, in centimetres.
    KneeToWall,
}

impl Change {
    /// How much it changed, as a share.
    fn share(&self) -> f64 {
        (self.now - self.then).abs() / self.now.max(self.then).max(1.0)
    }
}

/// Returns what is to be looked back on; `None` where it is not the week, was answered, or nothing can be said.
///
/// Weeks count from the day on which the plan that runs was begun, else from the first session or run after the last
/// pause of more than two weeks.
pub fn due(log: &Log, today: Date) -> Option<Review> {
    let start = start(log, today)?;
    let weeks = u32::try_from(days_between(start, today) / 7).ok()?;
    let week = WEEKS.into_iter().find(|week| (*week..week + SHOWN).contains(&weeks))?;
    let answered = log.profile().looked_back;
    if answered.is_some_and(|answered| answered.date >= start && answered.week >= week) {
        return None;
    }
    let mut lines: Vec<Change> =
        [mornings(log, start, today), running(log, start, today), sessions(log, start, today)]
            .into_iter()
            .flatten()
            .collect();
    lines.extend(measured(log, start, today));
    // The sort is stable: of two that say as much the first stands first.
    lines.sort_by(|a, b| b.share().total_cmp(&a.share()));
    lines.truncate(LINES);
    (!lines.is_empty()).then_some(Review { week, lines })
}

fn start(log: &Log, today: Date) -> Option<Date> {
    if let Some(plan) = log.plan() {
        return log.plan_events().into_iter().rev().find_map(|e| match e.body.action {
            PlanAction::Start { date, .. } if e.body.plan == *plan => Some(date),
            _ => None,
        });
    }
    let sessions = log.sessions().into_iter().filter(|e| e.body.counts()).map(|e| e.body.started.date());
    let runs = log.runs().into_iter().map(|e| e.body.date);
    let mut days: Vec<Date> = sessions.chain(runs).filter(|day| *day <= today).collect();
    days.sort_unstable();
    let mut first = None;
    let mut next = today;
    for day in days.into_iter().rev() {
        if days_between(day, next) > PAUSE {
            break;
        }
        (first, next) = (Some(day), day);
    }
    first
}

/// Returns what lies in the first and in the last two weeks.
fn then_and_now<T: Copy>(all: &[(Date, T)], start: Date, today: Date) -> (Vec<T>, Vec<T>) {
    let within = |from: i32, to: i32, day: Date, of: Date| (from..to).contains(&days_between(of, day));
    let then = all.iter().filter(|(day, _)| within(0, SPAN, *day, start)).map(|(_, t)| *t).collect();
    let now = all.iter().filter(|(day, _)| within(1 - SPAN, 1, *day, today)).map(|(_, t)| *t).collect();
    (then, now)
}

/// The mean of the mornings, where any was above 0.
fn mornings(log: &Log, start: Date, today: Date) -> Option<Change> {
    let worst = log.check_ins().into_iter().filter(|e| e.body.moment == Moment::Morning).filter_map(|e| {
        let worst = e.body.sore.iter().filter_map(|sore| sore.score).max()?;
        Some((e.body.date, f64::from(worst.value())))
    });
    let (then, now) = then_and_now(&worst.collect::<Vec<_>>(), start, today);
    let told = then.len() >= MORNINGS && now.len() >= MORNINGS && then.iter().chain(&now).any(|s| *s > 0.0);
    let mean = |all: &[f64]| (all.iter().sum::<f64>() / all.len() as f64).round();
    told.then(|| Change { what: Measure::Mornings, then: mean(&then), now: mean(&now) })
}

fn running(log: &Log, start: Date, today: Date) -> Option<Change> {
    let runs = log.runs().into_iter().map(|e| (e.body.date, e.body.run_minutes.unwrap_or(e.body.minutes)));
    let runs: Vec<(Date, f64)> = runs.filter(|(_, minutes)| *minutes > 0.0).collect();
    let (then, now) = then_and_now(&runs, start, today);
    let week = |all: &[f64]| (all.iter().sum::<f64>() * 7.0 / f64::from(SPAN)).round();
    let told = !then.is_empty() && !now.is_empty();
    told.then(|| Change { what: Measure::RunMinutes, then: week(&then), now: week(&now) })
}

fn sessions(log: &Log, start: Date, today: Date) -> Option<Change> {
    let all = log.sessions().into_iter().filter(|e| e.body.counts());
    let all: Vec<(Date, ())> = all.map(|e| (e.body.started.date(), ())).collect();
    let (then, now) = then_and_now(&all, start, today);
    let week = |all: &[()]| all.len() as f64 * 7.0 / f64::from(SPAN);
    let told = !then.is_empty() && !now.is_empty();
    told.then(|| Change { what: Measure::Routines, then: week(&then), now: week(&now) })
}

/// The first and the last test of a kind since the start, or in the week before it: the weaker side of each day.
fn measured(log: &Log, start: Date, today: Date) -> Vec<Change> {
    let from = days_before(start, 7);
    let all: Vec<(Date, &str, f64)> = log
        .entries()
        .into_iter()
        .filter_map(|e| match e.body {
            crate::record::Body::Test(test) => Some((e.date(), test.test.as_str(), test.value)),
            _ => None,
        })
        .filter(|(date, ..)| (from..=today).contains(date))
        .collect();
    let kinds = [("heel-raises", Measure::HeelRaises), ("knee-to-wall", Measure::KneeToWall)];
    let line = |(kind, what): (&str, Measure)| {
        let of = || all.iter().filter(move |(_, test, _)| *test == kind);
        let (first, last) = (of().map(|(date, ..)| *date).min()?, of().map(|(date, ..)| *date).max()?);
        let least =
            |day: Date| of().filter(|(date, ..)| *date == day).map(|(.., n)| *n).fold(f64::MAX, f64::min);
        (first < last).then(|| Change { what, then: least(first), now: least(last) })
    };
    kinds.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use crate::time::days_after;
    use crate::words::{English, Words};

    /// A history from lines without a head; each entry is made at noon of its day in June 2026 and after.
    fn log(lines: &[(i64, String)]) -> Log {
        let records = lines.iter().enumerate().map(|(n, (day, body))| {
            let at = date(*day);
            let line = format!(r#"{{"v":1,"id":"n{n}","rev":1,"at":"{at}T12:00:00Z","device":"d",{body}}}"#);
            Record::from_line(line.as_bytes()).unwrap_or_else(|error| panic!("{error:?}: {line}"))
        });
        Log::from_records(records)
    }

    fn date(day: i64) -> Date {
        days_after("2026-06-01".parse().unwrap(), day)
    }

    fn run(day: i64, minutes: f64) -> (i64, String) {
        (day, format!(r#""kind":"run","date":"{}","minutes":40.0,"run-minutes":{minutes:.1}"#, date(day)))
    }

    fn morning(day: i64, score: u8) -> (i64, String) {
        let date = date(day);
        let sore = format!(r#"[{{"region":"under-heel","side":"left","score":{score}}}]"#);
        (day, format!(r#""kind":"check-in","moment":"morning","date":"{date}","sore":{sore},"recall":"now""#))
    }

    fn raises(day: i64, side: &str, n: u8) -> (i64, String) {
        (day, format!(r#""kind":"test","test":"heel-raises","side":"{side}","value":{n}.0"#))
    }

    fn plan(day: i64) -> (i64, String) {
        let date = date(day);
        (day, format!(r#""kind":"plan","plan":"new-runner","action":"start","date":"{date}""#))
    }

    fn looked_back(day: i64, week: u32) -> (i64, String) {
        let date = date(day);
        (
            day,
            format!(r#""kind":"profile","looked-back":{{"date":"{date}","week":{week},"warm-up":"usual"}}"#),
        )
    }

    /// Runs of 10 minutes every third day for so many days.
    fn running_for(days: i64) -> Vec<(i64, String)> {
        (0..days).step_by(3).map(|day| run(day, 10.0)).collect()
    }

    /// What is said on day 28.
    fn said(log: &Log) -> Vec<String> {
        due(log, date(28)).unwrap().lines.iter().map(|line| English.change(line)).collect()
    }

    #[test]
    fn it_is_shown_from_the_first_day_of_week_five_for_two_weeks() {
        let log = log(&[vec![plan(0)], running_for(100)].concat());
        let week = |day| due(&log, date(day)).map(|review| review.week);
        assert_eq!(week(27), None);
        assert_eq!((week(28), week(41)), (Some(4), Some(4)));
        assert_eq!((week(42), week(55)), (None, None));
        assert_eq!((week(56), week(84)), (Some(8), Some(12)));
        assert_eq!(week(98), None);
    }

    #[test]
    fn what_was_answered_is_not_shown_again_until_the_next() {
        let log = log(&[vec![plan(0), looked_back(29, 4)], running_for(100)].concat());
        assert_eq!(due(&log, date(30)), None);
        assert_eq!(due(&log, date(56)).unwrap().week, 8);
    }

    #[test]
    fn a_new_plan_counts_from_its_own_start() {
        let log = log(&[vec![plan(0), looked_back(29, 4), plan(40)], running_for(100)].concat());
        assert_eq!(due(&log, date(56)), None);
        assert_eq!(due(&log, date(68)).unwrap().week, 4);
    }

    #[test]
    fn without_a_plan_a_pause_of_more_than_two_weeks_begins_anew() {
        let with_pause = |pause: i64| {
            let after = (20 + pause..100).step_by(3).map(|day| run(day, 10.0));
            log(&running_for(21).into_iter().take(6).chain([run(20, 10.0)]).chain(after).collect::<Vec<_>>())
        };
        assert_eq!(due(&with_pause(14), date(56)).map(|r| r.week), Some(8));
        assert_eq!(due(&with_pause(15), date(56)).map(|r| r.week), None);
        assert_eq!(due(&with_pause(15), date(63)).map(|r| r.week), Some(4));
    }

    #[test]
    fn the_three_that_changed_most_are_told_from_the_log() {
        let runs = [1, 4, 8, 11].map(|day| run(day, 10.0)).into_iter();
        let runs = runs.chain([18, 21, 24, 27].map(|day| run(day, 25.0)));
        let then = [0, 1, 2].map(|day| morning(day, 4));
        let now = [25, 26, 27].map(|day| morning(day, 1));
        let tests =
            [raises(0, "left", 12), raises(0, "right", 15), raises(26, "left", 16), raises(26, "right", 18)];
        let all: Vec<_> = runs.chain(then).chain(now).chain(tests).chain([plan(0)]).collect();
        assert_eq!(
            said(&log(&all)),
            [
                "First steps, 0 to 10: 4 then, 1 now",
                "Running minutes per week: 20 then, 50 now",
                "Heel raises: 12 then, 16 now",
            ]
        );
    }

    #[test]
    fn thin_data_gives_fewer_lines_and_none_at_all_gives_nothing() {
        let two = [morning(0, 4), morning(1, 4), morning(26, 1), morning(27, 1), run(2, 20.0), run(26, 40.0)];
        let all = [&[plan(0)][..], &two].concat();
        assert_eq!(said(&log(&all)), ["Running minutes per week: 10 then, 20 now"]);
        assert_eq!(due(&log(&[plan(0), raises(0, "left", 12)]), date(28)), None);
        assert_eq!(due(&log(&[]), date(28)), None);
    }
}
