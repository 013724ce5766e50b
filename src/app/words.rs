//! Doses, sides, lengths and days in the words that the screens use.

use std::time::Duration;

use jiff::civil::Date;

use crate::routine::{Dose, Sides, Step, Tissue, When};
use crate::symptoms::Side;
use crate::time::{Clock, ceil_seconds};
use crate::timeline::Unit;

/// Returns "left leg", "right foot"; of a step without targets, "left side".
pub(super) fn side(side: Side, step: &Step) -> String {
    let foot = |tissue: &Tissue| matches!(tissue, Tissue::Sole | Tissue::Foot);
    let targets = &step.exercise.targets;
    let part = match targets.as_slice() {
        [] => "side",
        all if all.iter().all(foot) => "foot",
        _ => "leg",
    };
    format!("{side} {part}")
}

/// Returns the side of a piece of work in words, where it has one.
pub(super) fn side_of(unit: Unit, step: &Step) -> Option<String> {
    match (unit.side, step.sides) {
        (Some(one), _) => Some(side(one, step)),
        (None, Sides::Alternate) => Some("left and right in turn".to_owned()),
        (None, _) => None,
    }
}

/// Returns "set 2 of 3", where there is more than one.
pub(super) fn set_of(unit: Unit) -> Option<String> {
    (unit.sets > 1).then(|| format!("set {} of {}", unit.set, unit.sets))
}

/// Returns a piece of work as one line: "Heel drop, left leg, set 2".
pub(super) fn unit(unit: Unit, step: &Step) -> String {
    let side = unit.side.map(|one| side(one, step));
    let set = (unit.sets > 1).then(|| format!("set {}", unit.set));
    let parts: Vec<String> = [Some(step.exercise.name.clone()), side, set].into_iter().flatten().collect();
    parts.join(", ")
}

/// Returns seconds as they are said in a tempo: `2`, `0.5`.
pub(super) fn seconds(length: Duration) -> String {
    let tenths = (length.as_secs_f64() * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// Returns a length as "45 s" or "2 min", "1:30 min" where it is not whole.
pub(super) fn length(length: Duration) -> String {
    let whole = ceil_seconds(length);
    match (whole / 60, whole % 60) {
        (0, s) => format!("{s} s"),
        (m, 0) => format!("{m} min"),
        _ => format!("{} min", Clock(length)),
    }
}

/// Returns a step's dose: "2 × 30 s hold, each side", "12 reps, up 3, down 3".
pub(super) fn dose(step: &Step) -> String {
    dose_with(step, true)
}

/// Returns a step's dose without the tempo.
pub(super) fn short_dose(step: &Step) -> String {
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
    let sides = match step.sides {
        Sides::Both => "",
        Sides::Each => ", each side",
        Sides::Left => ", left",
        Sides::Right => ", right",
        Sides::Alternate => ", in turn",
    };
    format!("{times}{dose}{sides}")
}

/// Returns tissues as "calf, Achilles".
pub(super) fn tissues(tissues: &[Tissue]) -> String {
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
pub(super) const fn when(when: Option<When>) -> &'static str {
    match when {
        Some(When::BeforeRun) => "before a run",
        Some(When::AfterRun) => "after a run",
        Some(When::RestDay) => "on a day without a run",
        Some(When::Morning) => "in the morning",
        Some(When::Desk) => "at the desk",
        None => "any time",
    }
}

/// Returns a day as it is called on another: "today", "yesterday", "Mon 16 Nov".
pub(super) fn day(day: Date, today: Date) -> String {
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
