//! A plan as it is looked at: labels, a session, criteria, the plan in a line.

use std::time::Duration;

use jiff::civil::Date;

use super::date::day_words;
use super::page as about;
use super::plan::place;
use super::progress::test_in_row;
use super::routine::length;
use crate::history::PlanView;
use crate::library::Library;
use crate::phrase;
use crate::plan::chart::{Mark, Met, Session};
use crate::plan::place::{Positions, StageAt};
use crate::plan::strength::before as before_run;
use crate::plans::{Criterion, Shape, Sheet, Stage, Work, Workout};

/// A session in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionWords {
    /// Its day: "today", "Wed 3 Jun"; what its place is called if no day is known.
    pub when: String,
    /// Whether it was done, or hangs on what comes before; nothing of that of today.
    pub so: &'static str,
    /// What is run: "Run 3 minutes, walk 2, five times."
    pub what: String,
    /// How long it takes, walks before and after included.
    pub length: Option<Duration>,
    /// The warm-up before it; of what is to come.
    pub before: Option<String>,
}

/// Returns a run as a short label: `5 × 3`, `20 min`, `15 + 6`.
pub fn label(workout: &Workout) -> String {
    let runs: Vec<Duration> =
        workout.intervals().filter(|part| part.pace.runs()).map(|part| part.length).collect();
    let [first, rest @ ..] = runs.as_slice() else { return format!("walk {}", short(workout.total())) };
    match rest {
        [] => length(*first),
        rest if rest.iter().all(|run| run == first) => format!("{} × {}", runs.len(), short(*first)),
        [second] => format!("{} + {}", short(*first), short(*second)),
        [second, third] => format!("{} + {} + {}", short(*first), short(*second), short(*third)),
        _ if runs[1..runs.len() - 1].iter().all(|run| run == first) => {
            format!("{} × {} + {}", runs.len() - 1, short(*first), short(runs[runs.len() - 1]))
        }
        _ => format!("{} in {}", length(runs.iter().sum()), runs.len()),
    }
}

/// Returns minutes without their unit: `3`, `1:30`.
fn short(time: Duration) -> String {
    let whole = time.as_secs();
    if whole.is_multiple_of(60) {
        (whole / 60).to_string()
    } else {
        format!("{}:{:02}", whole / 60, whole % 60)
    }
}

/// Returns at which run of a plan one is, if so many lie behind: "run 7 of 24".
///
/// It is a place, and no count of what was done: a run that comes again is done twice, one that was left out never.
pub fn run_of(behind: usize, all: usize, walks: bool) -> String {
    let outing = if walks { "walk" } else { "run" };
    if behind < all {
        format!("{outing} {} of {all}", behind + 1)
    } else {
        format!("after its {}", phrase::counted(all, outing))
    }
}

/// Returns the plan in a line: "3 runs a week, 10 weeks".
pub fn rhythm(view: &PlanView) -> String {
    let places = Positions(&view.plan);
    match &view.plan.shape {
        Shape::Stages(stages) => format!("{} stages, each at its own pace", stages.len()),
        Shape::Rungs(_) => format!("{} a week", phrase::counted(places.runs_a_week(), "run")),
        Shape::Weeks(_) | Shape::Shares(_) => {
            let runs = (0..places.weeks()).map(|week| places.runs_of(week)).max().unwrap_or_default();
            let outing = if view.plan.is_walks() { "walk" } else { "run" };
            let (runs, weeks) = (phrase::counted(runs, outing), phrase::counted(places.weeks(), "week"));
            format!("{runs} a week, {weeks}")
        }
    }
}

/// Returns how far it is: "run 7 of 24"; in a plan of stages, if one is.
pub fn behind(view: &PlanView) -> String {
    match view.chart.done {
        Some((behind, all)) => run_of(behind, all, view.plan.is_walks()),
        None => match Positions(&view.plan).stage_at(&view.said.place.to_string()) {
            Some(at) => format!("Stage {} of {}: {}", at.stage, at.of, phrase::low(&at.name)),
            None => format!("at {}", place(&view.said.place)),
        },
    }
}

/// Returns where one is in a plan of stages.
pub fn stage_at(at: &StageAt) -> String {
    let level = at.level.map(|level| format!(", level {level}")).unwrap_or_default();
    format!("stage {} of {}{level}", at.stage, at.of)
}

/// Returns what is done in a stage, in a few words.
pub fn stage(stage: &Stage) -> String {
    match &stage.work {
        Work::Routines => "strength and daily life, no running".into(),
        Work::Walks(_) => "brisk walks that grow level by level".into(),
        Work::Tests(tests) => {
            let tests: Vec<&str> = tests.iter().map(|test| test_in_row(*test)).collect();
            format!("before running, pass {}", phrase::list(&tests))
        }
        Work::Levels(levels) => format!("{} levels, up or down by how it feels", levels.len()),
        Work::Runs(runs) => {
            let strides = if runs.strides.is_some() { ", with short strides" } else { "" };
            let hills = if runs.hills > 0.0 { ", some of it on hills" } else { "" };
            format!(
                "{}, {} a week{strides}{hills}",
                label(&runs.workout),
                phrase::counted(runs.per_week.into(), "run")
            )
        }
    }
}

/// Returns a session in words.
pub fn session(view: &PlanView, session: &Session, library: &Library, today: Date) -> SessionWords {
    let coming = matches!(session.mark, Mark::Today | Mark::Next | Mark::Coming);
    let when = match session.date {
        Some(date) if date == today => "today".to_owned(),
        Some(date) if coming && date > today => {
            phrase::capital(day_words(date, today).trim_start_matches("on "))
        }
        Some(date) => date.strftime("%a %-d %b").to_string(),
        None => Positions(&view.plan)
            .stage_at(&session.place)
            .map_or_else(|| session.place.clone(), |at| phrase::capital(&stage_at(&at))),
    };
    let so = match session.mark {
        Mark::Before => "before you started",
        Mark::Done => "done",
        Mark::Left => "skipped",
        Mark::Coming if session.date.is_none() && view.chart.waits.is_some() => "waits for your yes",
        Mark::Coming => "if all goes well",
        Mark::Today | Mark::Next => "",
    };
    let sheet = session.workout.clone().map(|workout| Sheet {
        place: session.place.clone(),
        workout,
        walk_in: view.plan.walk_in,
        walk_out: view.plan.walk_out,
        strides: session.strides,
    });
    let what = sheet.as_ref().map_or_else(|| without_run(view, session), Sheet::words);
    let time = sheet.as_ref().map(|sheet| sheet.pieces().iter().map(|piece| piece.length).sum());
    let before = coming && sheet.as_ref().is_some_and(|sheet| !sheet.workout.is_walk());
    let warm_up =
        session.date.map_or(&view.plan.before, |date| before_run(&view.plan, &view.chart.days, date));
    let name = || library.routine(warm_up).ok().map(|routine| routine.name);
    SessionWords { when, so, what, length: time, before: before.then(name).flatten() }
}

/// What is done in a stage without runs.
fn without_run(view: &PlanView, session: &Session) -> String {
    let places = Positions(&view.plan);
    let stage = places.find(&session.place).and_then(|place| places.stage(place));
    match stage.map(|stage| &stage.work) {
        Some(Work::Tests(tests)) => {
            let tests: Vec<&str> = tests.iter().map(|test| about::test_words(*test)).collect();
            format!("Pass this check before running: {}.", phrase::list(&tests))
        }
        Some(_) => "No running: strength work and everyday life.".to_owned(),
        None => "No run that day.".to_owned(),
    }
}

/// Returns a criterion in words, and how much of it there is: "7 days at least: 4 so far".
pub fn criterion(view: &PlanView, met: &Met) -> String {
    let words = match met.criterion {
        Criterion::Levels => {
            let greens = view.plan.greens;
            format!("{} good runs of the last {}", greens.count, greens.of)
        }
        other => about::met(&other, &view.plan).replace("green", "good"),
    };
    match met.count {
        Some((have, needed)) if !met.met => format!("{words}: {} so far", have.min(needed)),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_short_and_counts_only_what_is_run() {
        for (workout, words) in [
            ("5x(3m run, 2m walk)", "5 × 3"),
            ("6x(1m30s run, 1m30s walk)", "6 × 1:30"),
            ("20m run", "20 min"),
            ("15m run, 90s walk, 6m run", "15 + 6"),
            ("5m run, 3m walk, 8m run, 3m walk, 5m run", "5 + 8 + 5"),
            ("4x(3m run, 2m walk), 90s run", "4 × 3 + 1:30"),
            ("5x(1m45s run, 1m walk), 1m45s run", "6 × 1:45"),
            ("2x(90s run, 90s walk, 3m run, 3m walk)", "9 min in 4"),
            ("30m brisk", "walk 30"),
        ] {
            assert_eq!(label(&workout.parse().unwrap()), words, "{workout}");
        }
    }
}
