//! A plan in a line or two, for somebody who chooses one: whom it is for, how it goes on, what to know before.

use std::time::Duration;

use jiff::civil::Date;

use super::place::{Place, Places};
use super::placement::Answers;
use crate::phrase::{list, minutes};
use crate::plans::{Plan, Shape, Work};
use crate::symptoms::Region;
use crate::time::days_between;

/// Returns whom a plan is for: the days off it is made for, else the first sentence that it says of itself.
pub fn for_whom(plan: &Plan) -> String {
    match plan.days_off {
        Some((least, most)) => format!("For {least} to {most} days without running, and nothing sore."),
        None => first_sentence(&plan.summary).to_owned(),
    }
}

/// Returns a text up to its first full stop.
fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}

/// Returns how a plan goes on from a place: its weeks from the first run to the last, or its stages.
pub fn goes_on(plan: &Plan, from: Place, usual: Option<Duration>) -> String {
    let places = Places(plan);
    let week = if let Place::Run { week, .. } = from { week } else { 0 };
    let (weeks, runs) = (places.weeks().saturating_sub(week), places.runs_of(week));
    let many = |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
    let frame = format!("{} with {} in each", many(weeks, "week"), many(runs, "run"));
    match &plan.shape {
        Shape::Weeks(all) => {
            let first = places.workout(from).map_or(Duration::ZERO, |run| run.run());
            let last = all.last().and_then(|week| week.runs.last());
            let to = last.map_or(Duration::ZERO, crate::plans::Workout::run);
            let whole = last.is_some_and(|run| run.walk().is_zero());
            let piece = if whole { " in one piece" } else { "" };
            format!("{frame}: from {} of running to {}{piece}.", minutes(first), minutes(to))
        }
        Shape::Shares(all) => {
            let share = |at: usize| all.get(at).map_or(1.0, |week| week.share);
            let percent = |share: f64| format!("{} %", (share * 100.0).round());
            let (first, last) = (share(week), share(all.len().saturating_sub(1)));
            if first >= last {
                return format!("{frame}: your usual run again.");
            }
            let to = if last >= 1.0 { "all of it".to_owned() } else { percent(last) };
            let minutes = usual.and_then(|usual| {
                let cap = |week: usize| all.get(week).map(|week| week.cap(usual));
                Some(format!(", {} to {}", minutes(cap(week)?), minutes(cap(all.len() - 1)?)))
            });
            let minutes = minutes.unwrap_or_default();
            format!("{frame}: from {} of your usual run to {to}{minutes}.", percent(first))
        }
        Shape::Rungs(_) => {
            "As many of your usual minutes as the soreness allows, three days a week; up again after two good runs."
                .to_owned()
        }
        Shape::Stages(stages) => {
            let names: Vec<String> = stages
                .iter()
                .map(|stage| match &stage.work {
                    Work::Levels(levels) => format!("{}, {} levels", begun(&stage.name), levels.len()),
                    _ => begun(&stage.name),
                })
                .collect();
            format!("In stages, each left when the mornings are calm: {}.", names.join("; "))
        }
    }
}

/// Returns a name as it stands in a row of names.
fn begun(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Returns what to know before a plan is begun, a sentence each.
///
/// 1. The days off are not those that it is made for.
/// 2. Something is sore where no plan is about.
/// 3. It has weeks that go further than the load guard.
pub fn warnings(plan: &Plan, answers: &Answers, date: Date) -> Vec<String> {
    let off = answers.last_run.map(|last| days_between(last, date));
    let unlike = plan.days_off.filter(|(least, most)| {
        off.is_none_or(|off| u32::try_from(off).is_ok_and(|off| !(*least..=*most).contains(&off)))
    });
    let yours = off.map_or_else(|| "you have not run yet".to_owned(), |off| format!("yours are {off}"));
    let unlike = unlike
        .map(|(least, most)| format!("It is made for {least} to {most} days without running; {yours}."));
    let elsewhere = answers.sore.is_some_and(|site| site.region == Region::Elsewhere);
    let elsewhere = elsewhere
        .then(|| "It is sore somewhere else: as long as it is, no run gets longer than the last.".to_owned());
    let exempt = exempt_weeks(plan);
    let exempt = (!exempt.is_empty()).then(|| {
        let weeks = if exempt.len() == 1 { "Week" } else { "Weeks" };
        let go = if exempt.len() == 1 { "goes" } else { "go" };
        format!("{weeks} {} {go} further than the load guard allows, and ask you first.", list(&exempt))
    });
    [unlike, elsewhere, exempt].into_iter().flatten().collect()
}

/// The weeks that may go beyond the guard, from 1.
fn exempt_weeks(plan: &Plan) -> Vec<String> {
    let Shape::Weeks(weeks) = &plan.shape else { return Vec::new() };
    let exempt = weeks.iter().enumerate().filter(|(_, week)| week.guard_exempt.is_some());
    exempt.map(|(i, _)| (i + 1).to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::routine::Id;
    use crate::symptoms::Site;

    fn plan(id: &str) -> Plan {
        (*Library::shipped().plan(&Id::from_words(id)).unwrap()).clone()
    }

    #[test]
    fn each_plan_says_whom_it_is_for_and_how_it_goes_on() {
        let goes_on = |id: &str, week: Option<usize>| {
            let plan = plan(id);
            let from = week.map_or_else(|| Places(&plan).first(), |week| Place::Run { week, run: 0 });
            goes_on(&plan, from, Some(Duration::from_secs(30 * 60)))
        };
        assert_eq!(
            goes_on("new-runner", Some(2)),
            "8 weeks with 3 runs in each: from 10 minutes of running to 30 minutes in one piece."
        );
        assert_eq!(goes_on("back-1-2-weeks", Some(2)), "1 week with 3 runs in each: your usual run again.");
        assert!(goes_on("back-from-heel-pain", None).contains("run and walk, 14 levels; half an hour"));
        assert_eq!(for_whom(&plan("back-3-6-weeks")), "For 15 to 42 days without running, and nothing sore.");
        assert!(for_whom(&plan("new-runner")).ends_with("three days a week."));
    }

    #[test]
    fn what_does_not_fit_is_said_before() {
        let date = jiff::civil::date(2026, 6, 11);
        let said = |id: &str, answers: &Answers| warnings(&plan(id), answers, date);
        let ran = |day| Answers { last_run: Some(jiff::civil::date(2026, 6, day)), ..Answers::default() };
        assert!(said("back-1-2-weeks", &ran(1)).is_empty());
        assert!(said("back-1-2-weeks", &ran(8))[0].contains("yours are 3"));
        assert!(said("back-1-2-weeks", &Answers::default())[0].contains("not run yet"));
        assert!(said("nine-week-run-walk", &ran(1))[0].starts_with("Weeks 4, 5, 6 and 8 go further"));
        let knee = Site { region: Region::Elsewhere, side: None };
        assert!(said("new-runner", &Answers { sore: Some(knee), ..ran(1) })[0].contains("somewhere else"));
    }
}
