//! Today's run: the run that is due, its layout, and the words at the door.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::Core;
use crate::plan::diary::Diary;
use crate::plan::reason::Reason;
use crate::plan::recommend::{Due, Prescription, Recommendation};
use crate::record::Outcome;
use crate::routine::When;
use crate::session::Now;
use crate::settings::Settings;
use crate::speech::{EASY, walk_home};
use crate::symptoms::{limits, signs};
use crate::timeline::Options;

/// A warm-up this long ago is the one for the run.
const WARM: SignedDuration = SignedDuration::from_mins(15);

/// Why no run is due today.
#[derive(Debug, Clone, PartialEq)]
pub enum NoRun {
    /// No plan runs.
    NoPlan,
    /// It is done; what comes next.
    Done(Reason),
    /// There is no run, and why.
    None(Reason),
}

/// Returns the run of a day, or why there is no run.
pub fn run_of(recommended: Option<&Recommendation>) -> Result<Prescription, NoRun> {
    let Some(recommended) = recommended else {
        return Err(NoRun::NoPlan);
    };
    match (recommended.due, &recommended.prescription) {
        (Due::Today, Some(prescription)) => Ok(prescription.clone()),
        (Due::Done(_), _) => Err(NoRun::Done(recommended.reason.clone())),
        _ => Err(NoRun::None(recommended.reason.clone())),
    }
}

/// Returns what is said at the door: what the run is, and the pain beyond which to walk home.
pub fn door(run: Option<&Prescription>, limit: u8) -> String {
    let run = run.map_or_else(|| EASY.to_owned(), |run| run.sheet().words());
    format!("{run} {}", walk_home(limit))
}

/// Returns the pain up to which a run goes on by a diary: none once a bone has been a matter of health.
pub fn pain_limit(diary: &Diary, today: Date) -> u8 {
    let bone = diary.signs().iter().any(|spell| spell.from <= today && signs::is_bone(&spell.sign));
    if bone { limits::GATE_WALK_PAIN_BONE } else { limits::PAIN_WALK_HOME }
}

/// Returns how a run is laid out by what the runner has set.
pub fn run_layout(settings: &Settings) -> Options {
    Options {
        cues: settings.cues.clone(),
        count_from: settings.sound.count_from,
        count_out: settings.sound.count_out,
        ..Options::default()
    }
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
        door(self.run_due(now).as_ref(), self.pain_limit(now))
    }

    /// Returns the pain up to which a run of this runner continues.
    pub fn pain_limit(&self, now: Now) -> u8 {
        let today = now.at.date();
        pain_limit(&self.history.diary(today), today)
    }

    /// Returns the run that is due today.
    pub fn run_due(&self, now: Now) -> Option<Prescription> {
        run_of(self.history.recommend(now.at.date()).as_deref()).ok()
    }
}
