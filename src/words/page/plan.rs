//! A plan in full: its weeks or stages, what follows, and what it rests on.

use super::{Paper, Paragraph, Weight, routine_name, sources};
use std::time::Duration;

use crate::library::Library;
use crate::phrase;
use crate::plans::{
    AfterPlan, Back, Blocks, Criterion, Growing, Plan, Refer, Shape, Stage, Strides, TestKind, Work, Workout,
};
use crate::symptoms::limits;
use crate::time::from_minutes;
use crate::words::number::{self, percent};
use crate::words::routine as words;

/// Minutes of a usual run in the example of a plan that goes by it.
const EXAMPLE: u64 = 30;

/// Returns all there is to say about a plan.
pub fn plan(plan: &Plan, library: &Library) -> Vec<Paragraph> {
    let mut paper = Paper::default();
    paper.put(Weight::Title, 0, format!("{}  ({})", plan.name, plan.id));
    paper.put(Weight::Text, 0, plan.summary.clone());
    if let Some((least, most)) = plan.days_off {
        paper.put(Weight::Text, 0, format!("For {least} to {most} days without running."));
    }
    if plan.on_request {
        paper.put(Weight::Text, 0, "It starts only if you choose it by name.");
    }
    let walks = [(plan.walk_in, "brisk walking before"), (plan.walk_out, "easy walking after")];
    let walks: Vec<String> = walks
        .into_iter()
        .filter(|(length, _)| !length.is_zero())
        .map(|(length, what)| format!("{} of {what}", words::length(length)))
        .collect();
    paper.heading(if plan.is_walks() { "Each walk" } else { "Each run" });
    let walks_only = plan.is_walks();
    if !walks_only {
        paper.text(format!("The warm-up: {}.", routine_name(library, &plan.before)));
    }
    if !walks.is_empty() {
        paper.text(format!(
            "{} it. The minutes below are running time.",
            phrase::capital(&phrase::list(&walks))
        ));
    }
    paper.text(format!(
        "Leave at least {} between two {}, or {} after a sore one.",
        days(plan.gap_days),
        if walks_only { "walks" } else { "runs" },
        days(plan.gap_days_after_pain)
    ));
    for (day, work) in &plan.days {
        let run = work.run.then(|| if walks_only { "walk" } else { "run" }.to_owned());
        let named = |id| routine_name(library, id);
        let before = work.before.iter().map(named);
        let parts: Vec<String> = before.chain(run).chain(work.routines.iter().map(named)).collect();
        paper.note(format!("{}: {}", day.name(), parts.join(", then ")));
    }
    content(&mut paper, plan);
    if !plan.then.is_empty() {
        paper.heading("After the plan");
        for then in &plan.then {
            paper.text(match then {
                AfterPlan::Keep { weeks } => {
                    format!("The last run stays for {}.", phrase::counted(*weeks as usize, "week"))
                }
                AfterPlan::Grow { growing, to_longest } => {
                    let to = if *to_longest { ", up to your longest before the break" } else { "" };
                    format!("Then the long run of {} may grow by {}{to}.", every(*growing), step())
                }
            });
        }
    }
    if !walks_only {
        paper.heading("Length limit");
        paper.text(format!(
            "Unless a week asks you first, no run is more than {}, or {}, longer than your longest in the last {} \
             days. How a run and the next morning felt decide what comes next.",
            number::part(limits::GROWTH_DIVISOR),
            words::length(limits::GROWTH_LEAST),
            limits::LONGEST_RUN_DAYS,
        ));
    }
    if let Some(evidence) = &plan.evidence {
        paper.heading("Evidence");
        paper.text(evidence.clone());
    }
    sources(&mut paper, &plan.sources.iter().map(String::as_str).collect::<Vec<_>>(), library);
    paper.0
}

/// The weeks or the stages.
fn content(paper: &mut Paper, plan: &Plan) {
    match &plan.shape {
        Shape::Weeks(weeks) => {
            paper.heading("Weeks");
            for (i, week) in weeks.iter().enumerate() {
                let (measure, what): (fn(&Workout) -> Duration, _) = if plan.is_walks() {
                    (Workout::brisk, "brisk walking")
                } else {
                    (Workout::run, "running")
                };
                let all = words::length(week.runs.iter().map(measure).sum());
                paper.text(format!("{}. {all} of {what}", i + 1));
                for run in &week.runs {
                    paper.note(format!("{} ({})", run_words(run), words::length(measure(run))));
                }
                if let Some(warning) = &week.guard_exempt {
                    paper.note(format!("Beyond the length limit, so it asks you first: {warning}"));
                }
                if let Some(week) = &week.strides {
                    paper.note(format!("Run {} ends with {}.", week.run, strides(week.strides)));
                }
            }
        }
        Shape::Shares(weeks) => {
            let example = from_minutes(EXAMPLE);
            paper.heading(&format!(
                "Weeks, as shares of your usual minutes ({} in this example)",
                words::length(example)
            ));
            for (i, week) in weeks.iter().enumerate() {
                let most = words::length(week.cap(example));
                paper.text(format!("{}. {} runs of up to {}: {most}", i + 1, week.runs, percent(week.share)));
                paper.note(blocks(week.blocks));
                if let Some(week) = &week.strides {
                    paper.note(format!(
                        "Run {} ends with {} if all is well.",
                        week.run,
                        strides(week.strides)
                    ));
                }
            }
            let start: Vec<String> =
                plan.start.iter().map(|p| format!("{} days off: {}", p.days_off, percent(p.share))).collect();
            if !start.is_empty() {
                paper.text(format!("You start at {}; in between, in proportion.", start.join(", ")));
            }
        }
        Shape::Rungs(rungs) => {
            let rungs: Vec<String> = rungs.iter().map(|share| percent(*share)).collect();
            paper.heading("Levels, as shares of your usual minutes");
            paper.text(format!(
                "{}. You move up after {} good runs out of the last {}.",
                rungs.join(", "),
                number::count(plan.greens.count),
                number::count(plan.greens.of)
            ));
        }
        Shape::Stages(stages) => {
            paper.heading("Stages");
            for one in stages {
                stage(paper, one, plan);
            }
        }
    }
}

fn stage(paper: &mut Paper, stage: &Stage, plan: &Plan) {
    paper.text(format!("{}: {}", stage.id, stage.name));
    match &stage.work {
        Work::Routines => paper.note("No running: strength work and everyday life."),
        Work::Walks(levels) | Work::Levels(levels) => {
            for level in levels {
                let length = if level.workout.is_walk() { level.workout.walk() } else { level.workout.run() };
                paper.note(format!(
                    "{}: {} ({})",
                    level.id,
                    run_words(&level.workout),
                    words::length(length)
                ));
            }
        }
        Work::Tests(tests) => {
            let tests: Vec<&str> = tests.iter().map(|test| test_words(*test)).collect();
            paper.note(format!("Tests: {}.", phrase::list(&tests)));
        }
        Work::Runs(steady) => {
            paper.note(format!(
                "{}, {} times a week.",
                phrase::capital(&run_words(&steady.workout)),
                steady.per_week
            ));
            if let Some((each, weeks)) = &steady.strides {
                let weeks: Vec<String> = weeks.iter().map(ToString::to_string).collect();
                paper.note(format!(
                    "{} at the end of {} runs a week.",
                    phrase::capital(&strides(*each)),
                    weeks.join(", then ")
                ));
            }
            if steady.hills > 0.0 {
                paper.note(format!("Hills for up to {} of the time.", percent(steady.hills)));
            }
            if let Some(growing) = steady.grow {
                paper.note(format!("The long run of {} may grow by {}.", every(growing), step()));
            }
        }
    }
    let on: Vec<String> = stage.advance.iter().map(|criterion| met(criterion, plan)).collect();
    paper.note(if on.is_empty() {
        "It stays as it is.".to_owned()
    } else {
        format!("Next stage after {}.", phrase::list(&on))
    });
    match (&stage.work, &stage.back.rest_to) {
        (Work::Runs(_), Some(place)) if stage.back.regress_to.is_none() => {
            paper.note(format!("A rest takes you back to {place}."));
        }
        (Work::Levels(_) | Work::Runs(_), _) => paper.note(back(&stage.back)),
        _ => {}
    }
    match &stage.refer {
        Some(Refer::Days(days)) => {
            paper.note(format!("If it's no better after {days} days, see a doctor or physio."));
        }
        Some(Refer::Level { level, weeks }) => {
            paper.note(format!(
                "If you haven't reached {level} within {weeks} weeks, see a doctor or physio."
            ));
        }
        None => {}
    }
    for (region, routines) in &stage.with {
        let routines: Vec<&str> = routines.iter().map(crate::routine::Id::as_str).collect();
        paper.note(format!("If you're sore {}: {}.", region.at_words(), phrase::list(&routines)));
    }
}

/// Says by how much a long run may grow: "2 to 3 minutes".
fn step() -> String {
    let [least, most] = limits::LONG_STEP_RANGE;
    format!("{} to {}", least.as_secs() / 60, words::length(most))
}

/// Returns what leads on, in words.
pub(crate) fn met(criterion: &Criterion, plan: &Plan) -> String {
    let green = |count: u8, of: u8| {
        if count == of {
            format!("{count} good runs in a row")
        } else {
            format!("{count} good runs out of {of}")
        }
    };
    match criterion {
        Criterion::Days(days) => format!("at least {days} days"),
        Criterion::MorningMax(most) => format!("a week of mornings at {most} or less, and not rising"),
        Criterion::Walks { count, length } => {
            format!("{count} good walks of {} or more", words::length(*length))
        }
        Criterion::Passes { count, days_apart } => {
            format!("all tests passed {count} times, {days_apart} days apart")
        }
        Criterion::Levels => {
            format!("the last level; {} take you up a level", green(plan.greens.count, plan.greens.of))
        }
        Criterion::Greens(greens) => green(greens.count, greens.of),
        Criterion::GreenWeeks(weeks) => {
            format!("{} in a row", phrase::counted(*weeks as usize, "good week"))
        }
        Criterion::RaisesSide(share) => {
            format!("the weaker side's heel raises at {} of the other's, if you logged them", percent(*share))
        }
    }
}

fn back(back: &Back) -> String {
    let to = |place: &Option<String>, levels: u8| match place {
        Some(place) => format!("to {place}"),
        None if levels == 1 => "one level back".to_owned(),
        None => format!("{levels} levels back"),
    };
    let (step, rest) = (to(&back.regress_to, back.regress), to(&back.rest_to, back.rest));
    let stay = back.regress_days.map(|days| format!(" for {days} days")).unwrap_or_default();
    format!("A step back takes you {step}{stay}; a rest takes you {rest}.")
}

/// Returns a test in words.
pub(crate) const fn test_words(test: TestKind) -> &'static str {
    match test {
        TestKind::KneeToWall => "knee to the wall",
        TestKind::HeelRaises => "heel raises on one leg",
        TestKind::Hops => "hops on one leg",
    }
}

/// Returns a run in words: "run 1 min, walk 2 min, 8 times".
fn run_words(run: &Workout) -> String {
    let sets = run.sets().iter().map(|(times, set)| {
        let parts: Vec<String> = set
            .iter()
            .map(|part| {
                let pace = match part.pace.id() {
                    "brisk" => "walk briskly",
                    word => word,
                };
                format!("{pace} {}", words::length(part.length))
            })
            .collect();
        let times = if *times > 1 { format!(", {times} times") } else { String::new() };
        format!("{}{times}", parts.join(", "))
    });
    sets.collect::<Vec<_>>().join("; then ")
}

fn blocks(blocks: Option<Blocks>) -> String {
    blocks.map_or_else(
        || "Without a break.".to_owned(),
        |blocks| {
            format!(
                "Run {} at a time and walk {} in between.",
                words::length(blocks.run),
                words::length(blocks.walk)
            )
        },
    )
}

fn strides(strides: Strides) -> String {
    format!("{} strides of {}", strides.times, words::length(strides.time))
}

fn days(gap: u8) -> String {
    number::of(gap.saturating_sub(1), "whole day")
}

/// Returns the weeks in which a long run grows.
const fn every(growing: Growing) -> &'static str {
    match growing {
        Growing::Gentle => "each week",
        Growing::Slow => "every second week",
    }
}
