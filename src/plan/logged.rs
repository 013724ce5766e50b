//! What a run that was written down means: which of the plan's runs it answers, and how much of it was running.
//!
//! Nobody has to say more than how long it was. Whatever had to be assumed is said with the answer.

use std::time::Duration;

use jiff::civil::Date;

use super::diary::{Diary, Facts};
use super::recommend::{Due, Prescription, recommend};
use super::sites::Sites;
use crate::plans::Plan;
use crate::symptoms::{PainScore, Site, limits};
use crate::time::days_between;

/// How far the time may lie from the plan's and still be the plan's.
const NEAR: f64 = 0.1;

/// A run or walk as it was written down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Written {
    /// All of it.
    pub total: Duration,
    /// The time that was run, where it was said.
    pub run: Option<Duration>,
    /// The share of the plan's run that was done, where it was said.
    pub completed: Option<f64>,
    /// It was a walk.
    pub walk: bool,
}

/// What it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The run of the plan that it answers, as a record carries it.
    pub record: Option<String>,
    /// The time that was run; `None` where all of it was.
    pub run: Option<Duration>,
    /// The time that was run is a guess.
    pub assumed: bool,
}

/// Returns the run or walk that a plan has for a day, as long as it was not done.
pub fn asked(plan: &Plan, diary: &Diary, date: Date) -> Option<Prescription> {
    recommend(plan, diary, date).filter(|now| now.due == Due::Today)?.prescription
}

/// Reads a run beside what the plan has for its day. The first that fits:
///
/// 1. A run does not answer a walk, nor a walk a run.
/// 2. The time run that was said.
/// 3. Beside the plan all of it was running.
/// 4. A share that was said is that share of the plan's running.
/// 5. Less than its intervals, by more than 10 %: the plan from its beginning, as far as the time goes.
/// 6. More: the plan's running, and no more than the time. What is beyond may have been walked.
///
/// The longer it was, the more of it was running, and never more than the plan asked for: what nobody said raises
/// nothing. It is a guess, unless the time is that of all of it, with the walks before and after, or of its intervals.
pub fn answered(written: &Written, asked: Option<&Prescription>) -> Answered {
    let Written { total, run, completed, walk } = *written;
    let asked = asked.filter(|asked| asked.workout.is_walk() == walk);
    let record = asked.map(Prescription::record);
    if walk {
        return Answered { record, run: Some(Duration::ZERO), assumed: false };
    }
    let (Some(asked), None) = (asked, run) else { return Answered { record, run, assumed: false } };
    let planned = asked.workout.run();
    if let Some(share) = completed {
        return Answered { record, run: Some(planned.mul_f64(share).min(total)), assumed: false };
    }
    // Halves of a second must not decide about 10 %.
    let share = |length: Duration| total.as_secs_f64() / length.as_secs_f64().max(1.0);
    let near = |length: Duration| (share(length) - 1.0).abs() <= NEAR + 1e-9;
    let intervals = asked.workout.total();
    let run =
        if share(intervals) >= 1.0 - NEAR - 1e-9 { planned.min(total) } else { run_within(asked, total) };
    // A run in one piece has no walks that would make its time longer than what was run.
    let one_piece = asked.workout.walk().is_zero();
    let assumed = !near(asked.length()) && run != total && (one_piece || !near(intervals));
    Answered { record, run: Some(run), assumed }
}

/// Returns what is run of a plan's run in its first minutes.
fn run_within(asked: &Prescription, total: Duration) -> Duration {
    let mut left = total.saturating_sub(asked.walk_in);
    let mut run = Duration::ZERO;
    for interval in asked.workout.intervals() {
        let part = interval.length.min(left);
        left -= part;
        if interval.pace.runs() {
            run += part;
        }
    }
    run
}

/// Returns the sore sites that count on a day.
pub fn sore_sites(diary: &Diary, date: Date) -> Vec<Site> {
    Sites::at(diary, date).active(date).map(|history| history.site).collect()
}

/// Returns the sites that a score of a day may mean without being named: those that count, else those that were
/// sore and have gone quiet.
pub fn meant_sites(diary: &Diary, date: Date) -> Vec<Site> {
    let sites = Sites::at(diary, date);
    let active: Vec<Site> = sites.active(date).map(|history| history.site).collect();
    if active.is_empty() { sites.gone_quiet(date).map(|history| history.site).collect() } else { active }
}

/// Tells whether a score of a site on a day is one to ask about warning signs for: the first as high as that, and then
/// once in four weeks of them; a week without any begins anew.
pub fn is_news(diary: &Diary, site: Site, score: PainScore, date: Date) -> bool {
    let Some(first) = diary.first() else { return true };
    let as_high = |facts: &Facts| {
        let said = [&facts.mornings, &facts.later, &facts.now, &facts.on_feet];
        said.into_iter().filter_map(|scores| scores.get(&site)).any(|known| *known >= score.value())
    };
    let days = diary.between(first, date).rev().filter(|(day, facts)| *day < date && as_high(facts));
    let mut days: Vec<Date> = days.map(|(day, _)| day).collect();
    let near = |(later, earlier): (Date, Date)| days_between(earlier, later) <= limits::PAIN_NEWS_DAYS;
    let pairs = std::iter::once(date).chain(days.iter().copied()).zip(days.iter().copied());
    let in_a_row = pairs.take_while(|pair| near(*pair)).count();
    days.truncate(in_a_row);
    let Some(begun) = days.last().copied() else { return true };
    let span = |day: Date| days_between(begun, day) / limits::PAIN_ASKED_EACH_DAYS;
    days.iter().all(|day| span(*day) < span(date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::Id;

    fn asked(workout: &str) -> Prescription {
        Prescription {
            place: "R5".into(),
            workout: workout.parse().unwrap(),
            walk_in: Duration::from_secs(240),
            walk_out: Duration::from_secs(240),
            strides: None,
            hills: 0.0,
            before: Id::from_words("pre-run-5"),
            limit: Duration::MAX,
            ticks: None,
        }
    }

    fn minutes(minutes: f64) -> Duration {
        Duration::from_secs_f64(minutes * 60.0)
    }

    fn run(total: f64, workout: &str) -> (f64, bool) {
        let written = Written { total: minutes(total), run: None, completed: None, walk: false };
        let answered = answered(&written, Some(&asked(workout)));
        assert_eq!(answered.record.unwrap(), format!("R5: {workout}"));
        (answered.run.unwrap().as_secs_f64() / 60.0, answered.assumed)
    }

    #[test]
    fn a_time_like_the_plans_is_the_plans_running() {
        // 20 minutes of intervals, 28 with the walks before and after.
        for total in [18.0, 20.0, 22.0, 25.2, 28.0, 30.8] {
            assert_eq!(run(total, "4x(3m run, 2m walk)"), (12.0, false), "{total}");
        }
    }

    #[test]
    fn a_run_in_one_piece_was_as_long_as_was_said() {
        assert_eq!(run(30.0, "30m run"), (30.0, false));
        assert_eq!(run(28.0, "30m run"), (28.0, false));
        assert_eq!(run(33.0, "30m run"), (30.0, true), "some of it may be its walks");
        assert_eq!(run(38.0, "30m run"), (30.0, false), "with the walks");
    }

    #[test]
    fn less_is_the_beginning_of_the_plan_and_more_is_no_more_than_the_plan() {
        assert_eq!(run(10.0, "4x(3m run, 2m walk)"), (4.0, true), "4 to walk, 3 to run, 2 to walk, 1 to run");
        assert_eq!(run(3.0, "4x(3m run, 2m walk)"), (0.0, true));
        assert_eq!(run(24.0, "4x(3m run, 2m walk)"), (12.0, true), "home before the last walk");
        assert_eq!(run(40.0, "4x(3m run, 2m walk)"), (12.0, true), "what is beyond may have been walked");
    }

    #[test]
    fn a_longer_run_was_never_less_running_and_none_raises_what_was_asked() {
        for workout in ["33m run", "4x(3m run, 2m walk)", "2x(10m run, 1m walk)", "10x(1m run, 5m walk)"] {
            let planned = workout.parse::<crate::plans::Workout>().unwrap().run().as_secs_f64() / 60.0;
            let mut before = 0.0;
            for half in 2..240 {
                let (now, _) = run(f64::from(half) / 2.0, workout);
                assert!(before <= now && now <= planned, "{half} half minutes of {workout}: {before}, {now}");
                before = now;
            }
        }
    }

    #[test]
    fn what_was_said_stands_over_what_would_be_assumed() {
        let written = Written { total: minutes(28.0), run: Some(minutes(9.0)), completed: None, walk: false };
        let workout = asked("4x(3m run, 2m walk)");
        assert_eq!(answered(&written, Some(&workout)).run, Some(minutes(9.0)));
        let share = Written { run: None, completed: Some(0.5), ..written };
        assert_eq!(answered(&share, Some(&workout)).run, Some(minutes(6.0)));
        let alone = answered(&Written { run: None, ..written }, None);
        assert_eq!(alone, Answered { record: None, run: None, assumed: false });
    }

    #[test]
    fn a_walk_and_a_run_do_not_answer_each_other() {
        let walk = Written { total: minutes(30.0), run: None, completed: None, walk: true };
        assert_eq!(answered(&walk, Some(&asked("30m run"))).record, None);
        assert_eq!(answered(&walk, Some(&asked("30m walk"))).record.as_deref(), Some("R5: 30m walk"));
        let run = Written { walk: false, ..walk };
        assert_eq!(answered(&run, Some(&asked("30m walk"))).record, None);
    }
}
