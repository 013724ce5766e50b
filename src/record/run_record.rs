//! From the pieces of a run that was played to the run's record.

use jiff::civil::Date;

use super::{CutShort, Run, SetDone};
use crate::plans::{Piece, Workout};
use crate::time::minutes_to_hundredth;

/// From this share on a run counts as whole: seconds are lost at its edges.
const WHOLE: f64 = 0.995;

impl Run {
    /// Makes the record of a run of which nothing is known but its day and its minutes in all.
    pub const fn new(date: Date, minutes: f64) -> Self {
        Self {
            date,
            minutes,
            run_minutes: None,
            assumed: false,
            distance_km: None,
            prescription: None,
            site: None,
            before: None,
            during: None,
            after: None,
            effort: None,
            completed: None,
            cut_short: None,
            limp: false,
            sharp: false,
            walked_home: false,
            hills: false,
            surface: None,
            shoe: None,
            note: None,
            imported: None,
            recorded: None,
            told: false,
        }
    }

    /// Makes the record of a run from the pieces that were played of it, pauses taken away.
    ///
    /// `prescription` is what it answers, as [`Run::prescription`] carries it. Whether it was whole is
    /// measured on what was to be run; on a walk, on what was to be walked.
    pub fn of_pieces(date: Date, prescription: &str, pieces: &[SetDone]) -> Self {
        let millis = |which: &dyn Fn(&str) -> bool| -> u64 {
            pieces.iter().filter(|piece| which(piece.step.as_str())).map(|piece| piece.worked_ms).sum()
        };
        let total = millis(&|_| true);
        let run = millis(&Piece::runs);
        // Strides come on top of the workout, so they make up for nothing in it.
        let steady = millis(&|word| Piece::runs(word) && word != "stride");
        let walked = millis(&|word| word == "walk" || word == "brisk");
        let workout = prescription.split_once(": ").and_then(|(_, text)| text.parse::<Workout>().ok());
        let share = workout.map(|workout| {
            let strides = workout.intervals().any(|interval| interval.pace == crate::plans::Pace::Stride);
            let done = match (workout.is_walk(), strides) {
                (true, _) => walked,
                (false, true) => run,
                (false, false) => steady,
            };
            let planned = if workout.is_walk() { workout.total() } else { workout.run() };
            let share = done as f64 / (planned.as_millis() as f64).max(1.0);
            if share >= WHOLE { 1.0 } else { hundredth(share) }
        });
        Self {
            run_minutes: Some(hundredth(run as f64 / 60_000.0)),
            prescription: Some(prescription.to_owned()),
            completed: share,
            ..Self::new(date, hundredth(total as f64 / 60_000.0))
        }
    }

    /// Measures how much of what it answers was done, from its minutes.
    pub(crate) fn measure(&mut self) {
        let workout = self.prescription.as_ref().and_then(|text| text.split_once(": "));
        let workout = workout.and_then(|(_, text)| text.parse::<Workout>().ok());
        let Some(workout) = workout else { return };
        let (done, planned) = if workout.is_walk() {
            (self.minutes, workout.total())
        } else {
            (self.run_minutes.unwrap_or(self.minutes), workout.run())
        };
        let share = done * 60.0 / planned.as_secs_f64().max(1.0);
        self.completed = Some(if share >= WHOLE { 1.0 } else { hundredth(share) });
    }

    /// True if its minutes of running were worked out: a measured value may replace them.
    ///
    /// Entries of older versions do not say so: nothing said is all of it, and what equals the plan's was taken from it.
    pub fn is_assumed(&self) -> bool {
        let workout = self.prescription.as_ref().and_then(|text| text.split_once(": "));
        let workout = workout.and_then(|(_, text)| text.parse::<Workout>().ok());
        let planned = workout.map(|workout| minutes_to_hundredth(workout.run()));
        self.assumed || self.run_minutes.is_none() || self.run_minutes.map(hundredth) == planned
    }

    /// True if only a watch recorded it, and the runner has not said yet how it felt.
    pub fn is_of_watch(&self) -> bool {
        let said = self.told || self.effort.is_some() || self.during.is_some() || self.after.is_some();
        self.recorded.is_some() && self.imported.is_some() && !said
    }

    /// True if less was done than was asked for.
    pub fn is_cut(&self) -> bool {
        self.completed.is_some_and(|share| share < 1.0)
    }

    /// Takes the answer that the rest was walked, which is as good an end as any.
    ///
    /// A runner who walks home has a reason; whether it was the body is not known, so it is not recorded.
    pub const fn walk_home(&mut self) {
        self.walked_home = true;
        self.cut_short = Some(CutShort::Other);
    }
}

fn hundredth(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
