//! What is asked when the program is opened, as it is asked.

use jiff::civil::Date;

use super::date::{past_day, past_day_words};
use crate::plan::asks::Ask;
use crate::symptoms::{Region, Site};
use crate::time::days_between;

/// Returns the question, for the day it is asked on.
pub fn question(ask: Ask, today: Date) -> String {
    match ask {
        Ask::Away { days } => format!("Nothing logged for {days} days. Busy, ill, sore or away?"),
        Ask::Ran { date } => match days_between(date, today) {
            0 => "Did you run today?".into(),
            1 => "Did you run yesterday?".into(),
            _ => format!("Did you run on {}?", past_day(date, today)),
        },
        Ask::Fever => "Has the fever gone? Since when?".into(),
        Ask::Felt { date } => match days_between(date, today) {
            0 => "How was today's run, from your watch?".into(),
            1 => "How was yesterday's run, from your watch?".into(),
            _ => format!("How was {}'s run, from your watch?", past_day(date, today)),
        },
        Ask::Anything { run } => match days_between(run, today) {
            0 => "Anything sore since today's run?".into(),
            1 => "Anything sore since yesterday's run?".into(),
            2..7 => format!("Anything sore since {}'s run?", past_day(run, today)),
            _ => format!("Anything sore since the run on {}?", past_day(run, today)),
        },
        Ask::Later { date, site } => {
            format!("How sore was {} at worst later {}?", yours(site), day(date, today))
        }
        Ask::Morning { date, site } => {
            let steps = morning(date, today);
            format!("How sore or stiff was {} on your first steps {steps}? Take the worse.", yours(site))
        }
        Ask::OnFeet { site, .. } => format!("How sore is {} after ten minutes on your feet?", yours(site)),
    }
}

/// Returns what it is about in a few words: "First steps this morning".
pub fn label(ask: Ask, today: Date) -> String {
    match ask {
        Ask::Away { .. } => "Nothing logged".into(),
        Ask::Ran { date } => format!("Run {}", past_day_words(date, today)),
        Ask::Fever => "Fever gone".into(),
        Ask::Felt { .. } => "The run felt".into(),
        Ask::Anything { .. } => "Sore since the run".into(),
        Ask::Later { date, .. } => format!("Worst later {}", day(date, today)),
        Ask::Morning { date, .. } => format!("First steps {}", morning(date, today)),
        Ask::OnFeet { .. } => "After ten minutes on your feet".into(),
    }
}
/// Returns a past day within a sentence: "yesterday", "on Monday".
fn day(date: Date, today: Date) -> String {
    match days_between(date, today) {
        0 => "today".into(),
        1 => "yesterday".into(),
        _ => format!("on {}", past_day(date, today)),
    }
}

/// Returns a morning within a sentence: "this morning", "on Monday morning".
fn morning(date: Date, today: Date) -> String {
    match days_between(date, today) {
        0 => "this morning".into(),
        1 => "yesterday morning".into(),
        2..7 => format!("on {} morning", past_day(date, today)),
        _ => format!("on the morning of {}", past_day(date, today)),
    }
}

/// Returns a place as one's own: "the back of your left heel".
fn yours(site: Site) -> String {
    let side = site.side.map(|side| format!("{side} ")).unwrap_or_default();
    match site.region {
        Region::CalfMuscle => format!("your {side}calf"),
        Region::TendonMid => format!("your {side}Achilles"),
        Region::BackHeelBone => format!("the back of your {side}heel"),
        Region::UnderHeel => format!("the underside of your {side}heel"),
        Region::HeelBoneDeep => format!("the inside of your {side}heel bone"),
        Region::Elsewhere => "your other sore place".to_owned(),
    }
}
