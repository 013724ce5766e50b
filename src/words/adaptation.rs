//! What was changed of a routine for what is sore, for the minutes there are and for what is not there yet; and why it is
//! not played at all.

use super::number;
use crate::phrase;
use crate::routine::{NeedKind, Sides, Until};
use crate::session::Late;
use crate::symptoms::limits;
use crate::time::{ceil_seconds, duration_text, minutes};
use crate::timeline::adaptation::{
    Adaptation, Cause, Omission, ShortDose, Shortened, Softening, StepAdaptation, Unfit,
};
use crate::timeline::needs::Need;

/// What is left to do when a routine is not.
const WALK: &str = "An easy walk is fine if it's comfortable.";
/// What to do above 5.
const REST: &str =
    "Rest, or walk if it's comfortable, but don't run today. If the pain stays, see a doctor or physio.";
/// What is said of pain beyond a clinician's limit that is no more than that.
const BEYOND: &str = "Tell them if it stays like this.";

/// Says what was changed, and why.
pub fn adaptation(change: &Adaptation) -> String {
    match change {
        Adaptation::Gently { score, region } => {
            format!(
                "Pain {score} out of 10 {}: go gently, and stop if it goes above {}.",
                region.at_words(),
                limits::EXERCISE_PAIN
            )
        }
        Adaptation::Limit(limit) => {
            format!(
                "You haven't said if anything is sore. A clinician set this routine: stop if pain goes above {limit}."
            )
        }
        Adaptation::WithinLimit { score, region, limit } => format!(
            "Pain {score} out of 10 {}: within the limit of {limit} a clinician set, so nothing changes.",
            region.at_words()
        ),
        Adaptation::Routine { plays, asked, cause: Some(cause) } => {
            format!("{plays} instead of {asked}: {}", because(cause))
        }
        Adaptation::Routine { plays, asked, cause: None } => {
            format!("{plays} instead of {asked}: the version you chose.")
        }
        Adaptation::Step { change, cause } => format!("{}: {}", step(change), because(cause)),
        Adaptation::Without { names, reason } => {
            format!("Without {}: {}", low_list(names), omission(reason, names))
        }
        Adaptation::Softer { reason, easier, without } => softer(*reason, easier, without),
        Adaptation::ExtraSet { names, side } => {
            format!("One more set of {} on your {side}, the sore side.", low(names).join(" and of "))
        }
        Adaptation::OnlyNamed => "To save time, exercises are named but not explained.".to_owned(),
        Adaptation::NoTime(names) => format!("Skipped for time: {}.", names.join(", ")),
        Adaptation::Shorter(steps) => {
            let steps: Vec<String> = steps.iter().map(shortened).collect();
            format!("Shorter for time: {}.", steps.join(", "))
        }
    }
}

/// Says in few words what is changed: what is left out, else what becomes easier.
pub fn changed(changes: &[Adaptation]) -> String {
    let (mut without, mut easier) = (Vec::new(), Vec::new());
    for change in changes {
        match change {
            Adaptation::Without { names, .. } => without.extend(names.iter().cloned()),
            Adaptation::Softer { easier: some, without: left, .. } => {
                without.extend(left.iter().cloned());
                easier.extend(some.iter().map(|(does, _)| does.clone()));
            }
            Adaptation::Step { change: StepAdaptation::Exercise { does, .. }, .. } => {
                easier.push(does.clone());
            }
            _ => {}
        }
    }
    match (without.as_slice(), easier.as_slice()) {
        ([], []) => other_change(changes),
        ([], _) => format!("easier: {}", low_list(&easier)),
        _ => format!("without {}", low_list(&without)),
    }
}

/// Says in few words what is changed if no exercise is another or left out.
fn other_change(changes: &[Adaptation]) -> String {
    let words = changes.iter().find_map(|change| match change {
        Adaptation::Routine { plays, .. } => Some(format!("{plays} instead")),
        Adaptation::Gently { .. } => Some("go gently".to_owned()),
        Adaptation::ExtraSet { .. } => Some("one more set on the sore side".to_owned()),
        _ => None,
    });
    words.unwrap_or_else(|| "nothing changes".to_owned())
}

/// Says why a routine is not played for what is sore, and what to do instead.
pub fn unfit(unfit: &Unfit) -> String {
    match unfit {
        Unfit::HeelBone(site) => format!(
            "Sore {site}: do not exercise, hop or run, however mild it is. Have it examined before you run again."
        ),
        Unfit::TooSore { score, region } => {
            format!("Pain {score} out of 10 {}: not today. {REST}", region.at_words())
        }
        Unfit::BeyondLimit { score, region, limit } => {
            let rest = if score.value() >= limits::PAIN_TOO_MUCH { REST } else { BEYOND };
            let place = region.at_words();
            format!(
                "Pain {score} out of 10 {place}: above the limit of {limit} a clinician set, so not today. {rest}"
            )
        }
        Unfit::Gate { name, until, cause } => {
            format!("No {name} today{}: {}", not_before(until), because(cause))
        }
        Unfit::Missing { name, id } => format!("{name} needs {id} instead, but Runup can't find it. {WALK}"),
        Unfit::NothingLeft { name, changes } => {
            let changes: Vec<String> = changes.iter().map(adaptation).collect();
            format!("No {name} today. {} {WALK}", changes.join(" "))
        }
    }
}

/// Says how late the runner is for the moment to leave, once no more steps can be dropped.
pub fn late(late: Late) -> String {
    match late {
        Late::Past(at) => format!("It's past {}. Nothing more is skipped.", at.clock()),
        Late::By(length, at) => {
            let by = minutes(std::time::Duration::from_secs(ceil_seconds(length)));
            format!("About {by} late for {}; nothing more can be skipped.", at.clock())
        }
    }
}

/// Says where it is sore and how much, and what the routine's author says of it.
fn because(cause: &Cause) -> String {
    let place = cause.region.at_words();
    let score = cause.score.map(|score| format!(" ({score})")).unwrap_or_default();
    let gone = match cause.gone {
        None => String::new(),
        Some(gone) if gone.is_zero() => " until today".to_owned(),
        Some(gone) => format!(" until {} ago", phrase::days(gone)),
    };
    let why = cause.why.as_ref().map(|why| format!(" {why}")).unwrap_or_default();
    format!("sore {place}{score}{gone}.{why}")
}

fn step(change: &StepAdaptation) -> String {
    match change {
        StepAdaptation::Exercise { does, asked } => format!("{does} instead of {}", phrase::low(asked)),
        StepAdaptation::Sides { name, sides: Sides::Each } => format!("{name}, one side after the other"),
        StepAdaptation::Sides { name, sides: Sides::Alternate } => format!("{name}, sides in turn"),
        StepAdaptation::Sides { name, .. } => format!("{name} with both sides at once"),
        StepAdaptation::Less(name) => format!("Less of {}", phrase::low(name)),
    }
}

fn omission(reason: &Omission, names: &[String]) -> String {
    match reason {
        Omission::Sore(cause) => because(cause),
        Omission::Need(need) => format!("{}.", of_steps(*need, names)),
        Omission::RaisesHurt => "the raises hurt too much.".to_owned(),
    }
}

fn softer(reason: Softening, easier: &[(String, String)], without: &[String]) -> String {
    let why = match reason {
        Softening::Unasked => {
            "You haven't said if anything is sore, so no hops and no deep ankle bends".to_owned()
        }
        Softening::QuietFeet => "Quiet feet".to_owned(),
        Softening::Need(need) => of_routine(need),
    };
    let eased = easier
        .iter()
        .map(|(easier, asked)| format!("{} instead of {}", phrase::low(easier), phrase::low(asked)));
    let without = (!without.is_empty()).then(|| format!("without {}", low_list(without)));
    let parts: Vec<String> = eased.chain(without).collect();
    format!("{why}: {}.", parts.join(", "))
}

/// Names a step and says how much of it is left: `Tall calf hold (20s of 30s)`.
fn shortened(step: &Shortened) -> String {
    let dose = step.dose.map(|dose| match dose {
        ShortDose::Time(some, all) => format!("{} of {}", duration_text(some), duration_text(all)),
        ShortDose::Reps(some, all) => format!("{some} of {all} times"),
    });
    let sets = step.sets.map(|(some, all)| format!("{some} of {all} sets"));
    let parts: Vec<String> = dose.into_iter().chain(sets).collect();
    if parts.is_empty() { step.name.clone() } else { format!("{} ({})", step.name, parts.join(", ")) }
}

fn not_before(until: &Until) -> String {
    let Until { level, green_weeks, after, clear_for } = until;
    let parts = [
        level.as_ref().map(|_| "your plan gets there".to_owned()),
        green_weeks.map(|weeks| phrase::counted(weeks as usize, "good week")),
        after.map(|wait| format!("{} have passed", phrase::days(wait))),
        clear_for.map(|wait| format!("your pain has been calm for {}", phrase::days(wait))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(", not before {}", phrase::list(&parts)) }
}

fn low(names: &[String]) -> Vec<String> {
    names.iter().map(|name| phrase::low(name)).collect()
}

fn low_list(names: &[String]) -> String {
    phrase::list(&low(names))
}

/// Says why a routine is made easier, to be followed by what changes.
fn of_routine(need: Need) -> String {
    if let Some(weeks) = first_weeks(need) {
        return format!("In {weeks}");
    }
    let noted = match need.has {
        None | Some(0) => "none are logged".to_owned(),
        Some(1) => "one is logged".to_owned(),
        Some(n) => format!("{n} are logged"),
    };
    format!("It needs {} first, and {noted}", needed(need))
}

/// Says why steps are left out, to stand behind their names.
fn of_steps(need: Need, names: &[String]) -> String {
    match (first_weeks(need), names) {
        (Some(weeks), _) => format!("not in {weeks}"),
        (None, [name]) if !is_plural(name) => format!("it needs {} first", needed(need)),
        (None, _) => format!("they need {} first", needed(need)),
    }
}

/// The stretch of time that a criterion of weeks keeps free.
fn first_weeks(need: Need) -> Option<String> {
    let weeks = match need.least {
        1 => "the first week".to_owned(),
        n => format!("the first {}", number::few_of(n, "week")),
    };
    match need.kind {
        NeedKind::PlanWeeks => Some(weeks),
        NeedKind::ComebackWeeks => Some(format!("{weeks} of running again")),
        NeedKind::HeelRaises | NeedKind::Hops | NeedKind::StrengthWeeks | NeedKind::GreenWeeks => None,
    }
}

fn needed(need: Need) -> String {
    let of = |one| phrase::counted(need.least as usize, one);
    match need.kind {
        NeedKind::HeelRaises => format!("{} on each side", of("heel raise")),
        NeedKind::Hops => format!("{} on each side", of("one-leg hop")),
        NeedKind::PlanWeeks => format!("{} of running", of("week")),
        NeedKind::ComebackWeeks => format!("{} back", of("week")),
        NeedKind::StrengthWeeks => format!("{} of calf strength work", of("week")),
        NeedKind::GreenWeeks => of("good week"),
    }
}

/// True if the name of an exercise is of several: "one-leg hops", "towel raises on one leg".
fn is_plural(name: &str) -> bool {
    let several = |word: &str| word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    name.split(|c: char| !c.is_alphanumeric()).any(several)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(kind: NeedKind, least: u32, has: Option<u32>) -> Need {
        Need { kind, least, has }
    }

    #[test]
    fn weeks_are_said_as_the_time_they_keep_free() {
        let said = |kind, least| of_routine(need(kind, least, Some(0)));
        assert_eq!(said(NeedKind::PlanWeeks, 2), "In the first two weeks");
        assert_eq!(said(NeedKind::PlanWeeks, 1), "In the first week");
        assert_eq!(said(NeedKind::PlanWeeks, 16), "In the first 16 weeks");
        assert_eq!(said(NeedKind::ComebackWeeks, 4), "In the first four weeks of running again");
        assert_eq!(said(NeedKind::ComebackWeeks, 1), "In the first week of running again");
    }

    #[test]
    fn results_are_said_with_what_is_noted() {
        let said = |kind, least, has| of_routine(need(kind, least, has));
        for (kind, least, has, words) in [
            (
                NeedKind::HeelRaises,
                20,
                None,
                "It needs 20 heel raises on each side first, and none are logged",
            ),
            (
                NeedKind::HeelRaises,
                1,
                Some(0),
                "It needs 1 heel raise on each side first, and none are logged",
            ),
            (NeedKind::Hops, 10, Some(1), "It needs 10 one-leg hops on each side first, and one is logged"),
            (NeedKind::GreenWeeks, 2, Some(1), "It needs 2 good weeks first, and one is logged"),
            (
                NeedKind::StrengthWeeks,
                4,
                Some(3),
                "It needs 4 weeks of calf strength work first, and 3 are logged",
            ),
        ] {
            assert_eq!(said(kind, least, has), words);
        }
    }

    #[test]
    fn steps_are_said_in_their_number() {
        let said = |kind, least, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            of_steps(need(kind, least, None), &names)
        };
        assert_eq!(said(NeedKind::GreenWeeks, 2, &["one-leg hops"]), "they need 2 good weeks first");
        assert_eq!(said(NeedKind::GreenWeeks, 1, &["march to easy jog"]), "it needs 1 good week first");
        assert_eq!(said(NeedKind::GreenWeeks, 1, &["a march", "a hold"]), "they need 1 good week first");
        assert_eq!(said(NeedKind::GreenWeeks, 1, &["soleus press"]), "it needs 1 good week first");
        assert_eq!(said(NeedKind::PlanWeeks, 2, &["low pogo hops"]), "not in the first two weeks");
    }
}
