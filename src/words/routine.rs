//! Doses, sides, lengths and days in the words that the screens use.

use std::time::Duration;

use jiff::civil::Date;

use crate::day::things::{self, ItemNote};
use crate::phrase;
use crate::routine::{Dose, Every, Level, NeedKind, Routine, Sides, Step, Tissue, Until, When};
use crate::symptoms::Side;
use crate::time::{Clock, ceil_seconds, rounded_minutes};
use crate::timeline::Unit;

/// How a figure from the front is to be read.
pub const MIRROR: &str = "as in a mirror: your right is on the right";

/// Returns "left leg", "right foot"; of a step without targets, "left side".
pub fn side(side: Side, step: &Step) -> String {
    format!("{side} {}", part(step))
}

/// Returns what changes at a change of sides: "other leg".
pub fn other(step: &Step) -> String {
    format!("other {}", part(step))
}

fn part(step: &Step) -> &'static str {
    let foot = |tissue: &Tissue| matches!(tissue, Tissue::Sole | Tissue::Foot);
    match step.exercise.targets.as_slice() {
        [] => "side",
        all if all.iter().all(foot) => "foot",
        _ => "leg",
    }
}

/// Returns the side of a piece of work in words, if it has one.
pub fn side_of(unit: Unit, step: &Step) -> Option<String> {
    match (unit.side, step.sides) {
        (Some(one), _) => Some(side(one, step)),
        (None, Sides::Alternate) => Some("left and right in turn".to_owned()),
        (None, _) => None,
    }
}

/// Returns "set 2 of 3", if there is more than one.
pub fn set_of(unit: Unit) -> Option<String> {
    (unit.sets > 1).then(|| format!("set {} of {}", unit.set, unit.sets))
}

/// Returns a piece of work as one line: "Heel drop, left leg, set 2".
pub fn unit(unit: Unit, step: &Step) -> String {
    let side = unit.side.map(|one| side(one, step));
    let set = (unit.sets > 1).then(|| format!("set {}", unit.set));
    let parts: Vec<String> = [Some(step.exercise.name.clone()), side, set].into_iter().flatten().collect();
    parts.join(", ")
}

/// Returns seconds as they are said in a tempo: `2`, `0.5`.
pub fn seconds(length: Duration) -> String {
    let tenths = (length.as_secs_f64() * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// Returns a length as "45 s" or "2 min", "1:30 min" if it is not whole.
pub fn length(length: Duration) -> String {
    let whole = ceil_seconds(length);
    match (whole / 60, whole % 60) {
        (0, s) => format!("{s} s"),
        (m, 0) => format!("{m} min"),
        _ => format!("{} min", Clock(length)),
    }
}

/// Returns a length in whole minutes: "29 min".
pub fn about(length: Duration) -> String {
    format!("{} min", rounded_minutes(length).max(1))
}

/// Returns a step's dose: "2 × 30 s hold, each side", "12 reps, up 3, down 3".
pub fn dose(step: &Step) -> String {
    dose_with(step, true)
}

/// Returns a step's dose without the tempo.
pub fn short_dose(step: &Step) -> String {
    dose_with(step, false)
}

fn dose_with(step: &Step, with_tempo: bool) -> String {
    let times = if step.sets_left > 1 { format!("{} × ", step.sets_left) } else { String::new() };
    let dose = match &step.dose {
        Dose::Hold(time) => format!("{} hold", length(*time)),
        Dose::Time(time) => length(*time),
        Dose::Reps { reps, tempo } if with_tempo => format!("{reps} reps, {tempo}"),
        Dose::Reps { reps, .. } => format!("{reps} reps"),
        Dose::Open(open) => format!("about {}, until you press", length(open.typical)),
    };
    let sides = if step.sides == Sides::Both { String::new() } else { format!(", {}", sides(step.sides)) };
    format!("{times}{dose}{sides}")
}

/// Returns how sides take part: "each side".
pub const fn sides(sides: Sides) -> &'static str {
    match sides {
        Sides::Both => "both sides at once",
        Sides::Each => "each side",
        Sides::Left => "left",
        Sides::Right => "right",
        Sides::Alternate => "in turn",
    }
}

/// Returns for whom a level is.
pub const fn level(level: Level) -> &'static str {
    match level {
        Level::All => "for everyone",
        Level::Beginner => "for beginners",
        Level::Intermediate => "for runners with a few months behind them",
        Level::Advanced => "for legs that are used to it",
    }
}

/// Returns how often: "not at all", "once", "twice", "3 times".
pub fn times(count: u32) -> String {
    match count {
        0 => "not at all".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

/// Returns how often something is due: "twice a week, 48 h apart".
pub fn every(every: &Every) -> String {
    match every {
        Every::PerWeek { times: n, gap: None } => format!("{} a week", times(*n)),
        Every::PerWeek { times: n, gap: Some(gap) } => {
            format!("{} a week, {} h apart", times(*n), gap.as_secs() / 3600)
        }
        Every::Days(1) => "every day".to_owned(),
        Every::Days(2) => "every other day".to_owned(),
        Every::Days(days) => format!("every {days} days"),
        Every::PerDay(n) => format!("{} a day", times(*n)),
    }
}

/// Returns who set a routine and with what weights, if its file says so: "set by a clinician, 20 kg".
pub fn set(routine: &Routine) -> Option<String> {
    item_notes(&things::set(routine))
}

/// Returns more about a thing of the day; `None` for nothing.
pub fn item_notes(notes: &[ItemNote]) -> Option<String> {
    let parts: Vec<String> = notes.iter().map(item_note).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn item_note(note: &ItemNote) -> String {
    let rung = |up: &bool| if *up { "harder version" } else { "easier version" };
    match note {
        ItemNote::ByClinician => "set by a clinician".into(),
        ItemNote::ReadInPart => "partly read".into(),
        ItemNote::Load(load) => load.clone(),
        ItemNote::AfterRun => "after the run".into(),
        ItemNote::InPart => "in part".into(),
        ItemNote::IfTime => "if time".into(),
        ItemNote::Rung { up, key: None } => rung(up).into(),
        ItemNote::Rung { up, key: Some(key) } => format!("{}: {key}", rung(up)),
    }
}

/// Returns what a sheet says about a step and was not read, as a sentence; `None` if it was read whole.
pub fn not_read(step: &Step) -> Option<String> {
    step.not_read.as_ref().map(|words| format!("Partly read. Not read: {words}"))
}

/// Returns an entry criterion: "20 heel raises on each leg".
pub fn need(kind: NeedKind, least: u32) -> String {
    let of = |one| phrase::counted(least as usize, one);
    match kind {
        NeedKind::HeelRaises => format!("{} on each leg", of("heel raise")),
        NeedKind::Hops => format!("{} on each leg", of("hop")),
        NeedKind::PlanWeeks => format!("{} of running", of("week")),
        NeedKind::ComebackWeeks => format!("{} of running again", of("week")),
        NeedKind::StrengthWeeks => format!("{} of calf strength", of("week")),
        NeedKind::GreenWeeks => of("good week"),
    }
}

/// Returns until when a gate holds: "until level R10 of the plan"; `None` for as long as it is sore.
pub fn until(until: &Until) -> Option<String> {
    let Until { level, green_weeks, after, clear_for } = until;
    let parts = [
        level.as_ref().map(|level| format!("until the plan reaches {level}")),
        green_weeks.map(|weeks| format!("until {}", phrase::counted(weeks as usize, "good week"))),
        after.map(|wait| format!("for the first {}", phrase::days(wait))),
        clear_for.map(|wait| format!("until pain has been calm for {}", phrase::days(wait))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| phrase::list(&parts))
}

/// Returns tissues as "calf, Achilles".
pub fn tissues(tissues: &[Tissue]) -> String {
    let names: Vec<&str> = tissues.iter().map(|tissue| tissue_name(*tissue)).collect();
    names.join(", ")
}

const fn tissue_name(tissue: Tissue) -> &'static str {
    match tissue {
        Tissue::Achilles => "Achilles",
        Tissue::Soleus => "deep calf",
        Tissue::Hamstring => "back of the thigh",
        other => other.id(),
    }
}

/// Returns when a routine is done, as a heading.
pub const fn when(when: Option<When>) -> &'static str {
    match when {
        Some(When::BeforeRun) => "before a run",
        Some(When::AfterRun) => "after a run",
        Some(When::RestDay) => "on a rest day",
        Some(When::Morning) => "in the morning",
        Some(When::Desk) => "at the desk",
        None => "any time",
    }
}

/// Returns a day as it is called on another: "today", "yesterday", "Mon 16 Nov".
pub fn day(day: Date, today: Date) -> String {
    if day == today {
        "today".to_owned()
    } else if day.tomorrow().is_ok_and(|next| next == today) {
        "yesterday".to_owned()
    } else if day.year() == today.year() {
        day.strftime("%a %-d %b").to_string()
    } else {
        day.strftime("%-d %b %Y").to_string()
    }
}
