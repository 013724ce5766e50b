//! Pairs of shoes: how far they went, and what is not known of that.

use std::time::Duration;

use crate::day::shoes::Worn;
use crate::dialog::shoes::ShoeLine;
use crate::phrase;
use crate::record::shoes::Pair;
use crate::units::Units;

/// Returns what a run is in: a pair of shoes, or none.
pub fn worn(worn: &Worn) -> String {
    match worn {
        Worn::Pair(name) => name.clone(),
        Worn::NoPair => "no pair".to_owned(),
    }
}

/// Returns how far a pair went, and what is not known of that: "312 km", "at least 312 km", "no distance yet".
pub fn distance(pair: &Pair, units: Units) -> String {
    match (pair.km > 0.0, pair.unmeasured) {
        (false, _) => "no distance yet".to_owned(),
        (true, 0) => units.words(tenth(pair.km)),
        (true, _) => format!("at least {}", units.words(tenth(pair.km))),
    }
}

/// Returns the time in a pair: "45 minutes", "5 hours 30".
pub fn time(pair: &Pair) -> String {
    match pair.time.as_secs() / 60 {
        minutes @ 0..120 => phrase::minutes(Duration::from_secs(minutes * 60)),
        minutes if minutes % 60 == 0 || minutes > 1_200 => format!("{} hours", minutes / 60),
        minutes => format!("{} hours {}", minutes / 60, minutes % 60),
    }
}

/// Says which runs the distance does not know; `None` if it knows all.
pub fn unmeasured(pair: &Pair) -> Option<String> {
    Some(match (pair.unmeasured, pair.runs) {
        (0, _) => return None,
        (1, 1) => "Its only run has no distance, so Runup counts just the minutes.".into(),
        (n, all) if n == all => {
            format!("None of its {all} runs has a distance, so Runup counts just the minutes.")
        }
        (1, _) => "One run has no distance, so the pair went further than that.".into(),
        (n, _) => format!("{n} runs have no distance, so the pair went further than that."),
    })
}

/// Says that a pair has reached its reminder; `None` before that.
///
/// How far shoes last is convention: 500 to 800 km come from tests of materials, and hardly bear on injuries
/// (`ShoeConv`). So the number is the runner's, and what to look at is said with it.
pub fn reminder(pair: &Pair, units: Units) -> Option<String> {
    let limit = pair.shoe.remind_km.filter(|_| pair.is_worn() && !pair.is_retired())?;
    Some(format!(
        "{}: {} so far, and you set a reminder at {}. The usual 500 to 800 km is custom, not research: \
         go by how they feel and look, and by new aches.",
        pair.shoe.name,
        distance(pair, units),
        units.words(limit)
    ))
}

/// Returns the question behind what is typed.
pub const fn line(line: &ShoeLine) -> &'static str {
    match line {
        ShoeLine::New => "What is the new pair called?",
        ShoeLine::Before { .. } => "What distance have they done so far? Leave empty if they're new.",
        ShoeLine::Name => "What's the new name?",
        ShoeLine::Remind => "Remind you at what distance? Leave empty for never.",
    }
}

/// Returns what else there is to know about it; `None` if nothing is.
pub const fn more(line: &ShoeLine) -> Option<&'static str> {
    match line {
        ShoeLine::Remind => Some("500 to 800 km is common, though the evidence is weak."),
        ShoeLine::New | ShoeLine::Before { .. } | ShoeLine::Name => None,
    }
}

fn tenth(km: f64) -> f64 {
    (km * 10.0).round() / 10.0
}
