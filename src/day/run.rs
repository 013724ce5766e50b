//! Today's run: what is due, how it is laid out, what is said at the door.

use jiff::SignedDuration;

use super::Core;
use crate::plan::recommend::{Due, Prescription, Recommendation};
use crate::record::Outcome;
use crate::routine::When;
use crate::session::Now;
use crate::settings::Settings;
use crate::timeline::Options;

/// What is said at the door when no plan says what the run is.
const EASY: &str = "Easy enough to talk.";
/// What is said at the door in every case.
pub const HOME: &str = "Past five, or a limp: walk home.";
/// A warm-up this long ago is the one for the run.
const WARM: SignedDuration = SignedDuration::from_mins(15);

/// Returns the run of a day, or why there is none.
pub fn run_of(recommended: Option<&Recommendation>) -> Result<Prescription, String> {
    let Some(recommended) = recommended else {
        return Err("No plan runs, so no run is due today.".into());
    };
    match (recommended.due, &recommended.prescription) {
        (Due::Today, Some(prescription)) => Ok(prescription.clone()),
        (Due::Done(_), _) => Err(format!("Today's run is done. {}", recommended.reason)),
        _ => Err(format!("No run today. {}", recommended.reason)),
    }
}

/// Returns what is said at the door: what the run is, and when to walk home.
pub fn door(run: Option<&Prescription>) -> String {
    let run = run.map_or_else(|| EASY.to_owned(), |run| run.sheet().words());
    format!("{run} {HOME}")
}

/// Returns how a run is laid out by what the runner has set.
pub fn run_layout(settings: &Settings) -> Options {
    Options { cues: settings.cues.clone(), count_from: settings.sound.count_from, ..Options::default() }
}

impl Core {
    /// Returns the run that is due while the legs are warm for it.
    pub(crate) fn run_when_warm(&self, now: Now) -> Option<Prescription> {
        let sessions = self.history.log().sessions();
        let last = sessions.first()?.body;
        let warm =
            self.history.library().routine(&last.routine).is_ok_and(|r| r.when.contains(&When::BeforeRun));
        let ago = now.at.moment.duration_since(last.ended.moment);
        (warm && last.counts() && last.outcome == Outcome::Done && ago <= WARM)
            .then(|| self.run_due(now))
            .flatten()
    }

    /// Returns what is said at the door of a warm-up.
    pub(crate) fn door(&self, now: Now) -> String {
        door(self.run_due(now).as_ref())
    }

    /// Returns the run that is due today.
    pub fn run_due(&self, now: Now) -> Option<Prescription> {
        run_of(self.history.recommend(now.at.date()).as_deref()).ok()
    }
}
