//! Weeks 4, 8 and 12: then and now, by the runner's own log.

use crate::plan::review::{Change, Measure};

/// Returns a number then and now, in a line.
pub fn change(change: &Change) -> String {
    let Change { what, then, now } = change;
    let what = match what {
        Measure::Mornings => "First steps, 0 to 10",
        Measure::RunMinutes => "Running minutes per week",
        Measure::Routines => "Routines a week",
        Measure::HeelRaises => "Heel raises",
        Measure::KneeToWall => "Knee to wall, cm",
    };
    // Halves stay halves; f64 writes a whole number without a point.
    format!("{what}: {then} then, {now} now")
}
