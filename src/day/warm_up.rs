//! The warm-up before a run: the usual one, the one that was chosen for every day, or the plan's own.

use super::Core;
use crate::library::Library;
use crate::record::WarmUp;
use crate::record::log::Log;
use crate::routine::Id;

/// The warm-up that is started when nothing else is asked for.
pub const DEFAULT: &str = "pre-run-5";
/// The short warm-up.
const SHORT: &str = "pre-run-2";
/// The long one.
const LONG: &str = "pre-run-10";

/// Returns the warm-up that was chosen for every day, else the usual one.
fn usual_warm_up(log: &Log, library: &Library) -> Id {
    let chosen = log.profile().looked_back.map_or(WarmUp::Usual, |chosen| chosen.warm_up);
    let id = Id::from_words(match chosen {
        WarmUp::Usual => DEFAULT,
        WarmUp::Short => SHORT,
        WarmUp::Long => LONG,
    });
    if library.routine(&id).is_ok() { id } else { Id::from_words(DEFAULT) }
}

/// Returns the warm-up before the runs of a plan: its own if that is a special one, else the usual one.
pub fn warm_up_before(before: &Id, log: &Log, library: &Library) -> Id {
    if before.as_str() == DEFAULT { usual_warm_up(log, library) } else { before.clone() }
}

impl Core {
    /// Returns the warm-up that is started when nothing else is asked for.
    pub(crate) fn usual_warm_up(&self) -> Id {
        usual_warm_up(self.history.log(), self.history.library())
    }
}
