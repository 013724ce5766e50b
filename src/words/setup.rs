//! The start of a plan: what is asked, which plan fits and why, how it continues, and what to know before.

use jiff::civil::Date;

use super::Words;
use super::date::past_day_words;
use super::routine::times;
use crate::diagnostic::printable;
use crate::dialog::plan_setup::{PlanSetupQuestion, WhySore};
use crate::dialog::{Answer, Ask, Step};
use crate::phrase::{list, minutes};
use crate::plan::beginning::{Known, NoPlace, Places};
use crate::plan::keep::Refusal;
use crate::plan::outline::{Caution, Progression, WeekLoad, Whom};
use crate::plan::placement::{NoPlan, PlacementReason, Question};

/// What is known before a plan, or was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupRow {
    /// What it is about.
    pub label: &'static str,
    /// Its value.
    pub value: String,
    /// It was not asked: the log has it.
    pub known: bool,
}

/// Returns a question before a plan.
pub fn ask(asked: &PlanSetupQuestion) -> String {
    let words = match asked {
        PlanSetupQuestion::LastRun(_) => "When was your last run?",
        PlanSetupQuestion::Sore(WhySore::Unknown, _) => "Sore anywhere?",
        PlanSetupQuestion::Sore(WhySore::Break, _) => "Anything sore, now or before the break?",
        PlanSetupQuestion::Sore(WhySore::Reason, _) => "Did something sore lead to the break?",
        PlanSetupQuestion::Sore(WhySore::Which, _) => "Which of these is the plan for?",
        PlanSetupQuestion::Side(_) => "Which side?",
        PlanSetupQuestion::Longest => "How many minutes was your longest run?",
        PlanSetupQuestion::Placement(asked) => question(*asked),
        PlanSetupQuestion::Which { .. } => "Other plans",
        PlanSetupQuestion::Days(_) => "On which days do you run?",
        PlanSetupQuestion::Replace { running, since } => {
            return format!("You've been following {running} since {since}. Start another plan instead?");
        }
        PlanSetupQuestion::Begin => "Start this plan?",
    };
    words.to_owned()
}

/// Returns what is known and what was said, what the log knows first.
pub fn rows(words: &dyn Words, known: &Known, steps: &[Step], today: Date) -> Vec<SetupRow> {
    let Known { last_run, sites, said_sore, sport, walks } = known;
    let date = |date: Date| past_day_words(date, today).trim_start_matches("on ").to_owned();
    let sore = match &sites[..] {
        [] if *said_sore => Some("nothing".to_owned()),
        [only] => Some(only.to_string()),
        // Of several it is asked which.
        _ => None,
    };
    let known = [
        last_run.map(|last| ("Last run", date(last))),
        sore.map(|sore| ("Sore", sore)),
        walks.map(|walks| (label(Question::Walks), yes_no(walks))),
        sport.map(|sport| (label(Question::Sport), yes_no(sport))),
    ];
    let row = |(label, value), known| SetupRow { label, value, known };
    let known = known.into_iter().flatten().map(|known| row(known, true));
    known
        .chain(steps.iter().filter_map(|step| said(words, step, today)).map(|said| row(said, false)))
        .collect()
}

/// Returns what a step is about, and what was said.
fn said(words: &dyn Words, step: &Step, today: Date) -> Option<(&'static str, String)> {
    let Ask::PlanSetup(question) = &step.ask else { return None };
    let about = match question {
        PlanSetupQuestion::LastRun(_) => "Last run",
        PlanSetupQuestion::Sore(..) => "Sore",
        PlanSetupQuestion::Side(_) => "Side",
        PlanSetupQuestion::Longest => "Longest run",
        PlanSetupQuestion::Placement(question) => label(*question),
        PlanSetupQuestion::Which { .. }
        | PlanSetupQuestion::Days(_)
        | PlanSetupQuestion::Replace { .. }
        | PlanSetupQuestion::Begin => return None,
    };
    let value = match step.answer {
        Answer::Choice(key) => words.choice(&step.ask, key).to_owned(),
        Answer::Site(site) => site.map_or_else(|| "nothing".to_owned(), |site| site.to_string()),
        Answer::Day(day) => past_day_words(day, today).trim_start_matches("on ").to_owned(),
        Answer::Length(length) => minutes(length),
        Answer::Number(n) => n.to_string(),
        Answer::Score(score) => score.to_string(),
        Answer::Yes | Answer::No => yes_no(step.answer == Answer::Yes),
        Answer::Open if matches!(question, PlanSetupQuestion::Side(_)) => "both, or neither".to_owned(),
        Answer::Open => "not sure".to_owned(),
        Answer::Row(_) | Answer::Days(_) | Answer::Result(_) => return None,
    };
    Some((about, value))
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// Returns what placement asks.
const fn question(question: Question) -> &'static str {
    match question {
        Question::Walks => "Can you walk briskly for 30 minutes?",
        Question::Brisk => "How many minutes can you walk briskly for now?",
        Question::Sport => "Any sport this year?",
        Question::Usual => "How many minutes is your usual run, or was it before?",
        Question::Runs => "How many runs in the last two weeks?",
        Question::Worst => "How sore was it at worst while you ran?",
        Question::Gait => "Did you limp, was the pain sharp, or did it rise by 4 during a run?",
        Question::Base => "How sore are your first steps on a usual morning, with no run the day before?",
        Question::MorningAfter => "How sore are your first steps on the morning after a run?",
        Question::SecondMorning => "And on the morning after that?",
        Question::Walking => "How sore is walking in daily life?",
        Question::Worse => "Is it worse than two weeks ago?",
        Question::Flared => "Did it begin, or flare up to 4 or more, in the last week?",
    }
}

/// Says why a plan is proposed.
pub fn reason(reason: PlacementReason) -> String {
    match reason {
        PlacementReason::Sore(region) => format!(
            "You are, or were, sore {}, so this plan asks about each morning and brings running back level by level.",
            region.at_words()
        ),
        PlacementReason::KeepRunning { percent: 100 } => {
            "You can keep running. Do your usual run, flat and easy, with strength work.".to_owned()
        }
        PlacementReason::KeepRunning { percent } => format!(
            "You can keep running. Do {percent}% of your usual run, flat and easy, with strength work."
        ),
        PlacementReason::NotRunning(refusal) => not_running(refusal),
        PlacementReason::Break { days } => {
            format!(
                "You haven't run for {days} days and nothing is sore, so start with part of your usual run and do more each week."
            )
        }
        PlacementReason::LongBreak => {
            "You haven't run for more than three months, so start the gentle plan from its first week."
                .to_owned()
        }
        PlacementReason::New => {
            "Start the gentle plan from its first week. You take turns running and walking.".to_owned()
        }
        PlacementReason::Walks => {
            "Walk first. Your brisk minutes grow week by week until half an hour is easy.".to_owned()
        }
        PlacementReason::Tested => {
            "You passed the raises, the hops and the short run, so you start at week 3.".to_owned()
        }
        PlacementReason::NoSport => {
            "You haven't done any sport this year, so you do the first week twice.".to_owned()
        }
        PlacementReason::TakenFor { days } => {
            format!("That may be up to {days} days, so the plan starts from there.")
        }
    }
}

/// Says why no plan is proposed.
pub fn no_plan(why: &NoPlan) -> String {
    match why {
        NoPlan::ShortBreak => {
            "After less than a week off you don't need a plan: make your first run an easy one.".to_owned()
        }
        NoPlan::NotSore => "That plan is for a sore place, and you said nothing is sore.".to_owned(),
        NoPlan::Another { why, .. } => why.iter().map(|why| reason(*why)).collect::<Vec<_>>().join(" "),
        NoPlan::Unreadable(problem) => format!("Runup can't read the plan: {problem}."),
    }
}

/// Says whom a plan is for.
pub fn whom(whom: &Whom) -> String {
    match whom {
        Whom::DaysOff(least, most) => {
            format!("For {least} to {most} days without running, and nothing sore.")
        }
        Whom::Summary(summary) => summary.clone(),
    }
}

/// Says how a plan continues.
pub fn progression(progression: &Progression) -> String {
    match progression {
        Progression::Weeks { weeks, runs, load } => {
            let many =
                |count: usize, thing: &str| format!("{count} {thing}{}", if count == 1 { "" } else { "s" });
            let outing = if matches!(load, WeekLoad::Walks { .. }) { "walk" } else { "run" };
            let frame = format!("{} with {} in each", many(*weeks, "week"), many(*runs, outing));
            format!("{frame}: {}.", week_load(*load))
        }
        Progression::Rungs { runs } => format!(
            "{} a week if pain allows, up to your usual run, and longer when they go well.",
            crate::phrase::capital(&crate::phrase::counted(*runs, "run"))
        ),
        Progression::Stages(stages) => {
            let names = stages.iter().map(|(name, levels)| match levels {
                Some(levels) => format!("{}, {levels} levels", begun(name)),
                None => begun(name),
            });
            let names: Vec<String> = names.collect();
            format!("Stages that you move through as your mornings stay calm: {}.", names.join("; "))
        }
    }
}

fn week_load(load: WeekLoad) -> String {
    match load {
        WeekLoad::Times { first, last, whole } => {
            let piece = if whole { " without a break" } else { "" };
            format!("from {} of running to {}{piece}", minutes(first), minutes(last))
        }
        WeekLoad::Walks { first, last } => {
            format!("from {} of brisk walking to {}", minutes(first), minutes(last))
        }
        WeekLoad::Usual => "your usual run again".to_owned(),
        WeekLoad::Shares { first, last, times } => {
            let percent = |share: f64| format!("{}%", (share * 100.0).round());
            let to = if last >= 1.0 { "all of it".to_owned() } else { percent(last) };
            let times = times.map(|(first, last)| format!(", {} to {}", minutes(first), minutes(last)));
            format!("from {} of your usual run to {to}{}", percent(first), times.unwrap_or_default())
        }
    }
}

/// Returns a name as it stands in a row of names.
fn begun(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Says what to know before a plan is begun.
pub fn caution(caution: &Caution) -> String {
    match caution {
        Caution::Better(name) => format!("Another plan fits your answers better: {name}."),
        Caution::DaysOff { least, most, yours } => {
            let yours =
                yours.map_or_else(|| "you have not run yet".to_owned(), |off| format!("yours are {off}"));
            format!("It's made for {least} to {most} days without running; {yours}.")
        }
        Caution::SoreElsewhere => {
            "You're sore somewhere else, so no run gets longer until that's gone.".to_owned()
        }
        Caution::BeyondGuard(weeks) => {
            let (noun, go) = if weeks.len() == 1 { ("Week", "goes") } else { ("Weeks", "go") };
            let weeks: Vec<String> = weeks.iter().map(ToString::to_string).collect();
            format!("{noun} {} {go} beyond the length limit and ask you first.", list(&weeks))
        }
    }
}

/// Says why walks come before running, for a runner who still runs.
fn not_running(refusal: Refusal) -> String {
    let why = match refusal {
        Refusal::Sign => "a warning sign is open".to_owned(),
        Refusal::Site(region) => format!("it isn't for pain {}", region.at_words()),
        Refusal::Runs(runs) => format!("you ran {} in the last two weeks", times(runs)),
        Refusal::LastRun(days) => format!("your last run was {days} days ago"),
        Refusal::Gait => "you limped, the pain was sharp, or it rose during the run".to_owned(),
        Refusal::Worst(score) => format!("the pain reached {score} while you ran"),
        Refusal::Mornings => "it has not settled two mornings after a run".to_owned(),
        Refusal::Walking(score) => format!("walking hurts: {score} out of 10"),
        Refusal::Base(score) => format!("your usual morning is {score} out of 10"),
        Refusal::Worse => "it is worse than two weeks ago".to_owned(),
        Refusal::New => "the pain is new: don't run for three days, then ask again".to_owned(),
        Refusal::Age(_) => "it's for adults".to_owned(),
        Refusal::Careful => "this much pain at the back of the heel needs more care".to_owned(),
    };
    format!("You can't keep running for now: {why}.")
}

/// Returns more about a question before a plan, if that helps to answer it.
pub const fn more(question: &PlanSetupQuestion) -> Option<&'static str> {
    match question {
        PlanSetupQuestion::Longest => {
            Some("Your longest in the month before the break. Just press Enter if you don't know.")
        }
        PlanSetupQuestion::Sore(WhySore::Reason, _) => Some("A break because of pain needs its own plan."),
        PlanSetupQuestion::Placement(question) => more_of(*question),
        _ => None,
    }
}

const fn more_of(question: Question) -> Option<&'static str> {
    match question {
        Question::Usual => Some("Count running only, not the walks. Type it, then Enter."),
        Question::Walks => Some("Without stopping, and easy enough to talk."),
        Question::Brisk => Some("In one go, easy enough to talk. A guess is fine."),
        Question::Runs => Some("Press a number; 9 means 9 or more."),
        Question::Worst => Some(
            "0 none; 9 means 9 or 10. Ignore one run that was worse than the others, unless it was 6 or more.",
        ),
        Question::Walking => {
            Some("0 to 9. If it's under the heel, after your first ten minutes on your feet.")
        }
        Question::Gait => Some("One run is enough for a yes."),
        Question::MorningAfter => Some(
            "0 to 9: sore or stiff, whichever is worse. Ignore one morning that was worse than the others.",
        ),
        Question::Base | Question::SecondMorning => Some("0 to 9: sore or stiff, whichever is worse."),
        _ => None,
    }
}

/// Returns what a question before a plan is about, before its answer.
const fn label(question: Question) -> &'static str {
    match question {
        Question::Walks => "Walks half an hour",
        Question::Brisk => "A brisk walk",
        Question::Sport => "Sport this year",
        Question::Usual => "A usual run",
        Question::Runs => "Runs in two weeks",
        Question::Worst => "Worst while running",
        Question::Gait => "Limp, sharp or rising",
        Question::Base => "A usual morning",
        Question::MorningAfter => "The morning after",
        Question::SecondMorning => "The second morning",
        Question::Walking => "Walking",
        Question::Worse => "Worse than before",
        Question::Flared => "New this week",
    }
}
/// Says that a plan has no such place, and which it has.
pub fn no_place(none: &NoPlace) -> String {
    let NoPlace { plan, place, has } = none;
    let hint = match has {
        Places::Stages(ids) => {
            format!("its stages are {}; you can also give a level such as R3", ids.join(", "))
        }
        Places::Rungs(names) => format!("its levels are {}", names.join(", ")),
        Places::Weeks(weeks) => format!("its weeks are 1 to {weeks}"),
    };
    format!("{plan} has no `{}`\nhint: {hint}", printable(place))
}
