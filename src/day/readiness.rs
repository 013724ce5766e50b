//! The tests before running comes back: whether they are due.

use super::Core;
use crate::plan::readiness::{Standing, TestsDue};
use crate::session::Now;

/// The routine of the tests.
pub(crate) const READINESS: &str = "readiness";

impl Core {
    /// Returns how far the tests are that are due; `None` if no plan waits for them.
    pub(crate) fn tests_due(&self, now: Now) -> Option<TestsDue> {
        self.tests_standing(now)?.due(now.at.date())
    }

    pub(crate) fn tests_standing(&self, now: Now) -> Option<Standing> {
        self.history.recommend(now.at.date())?.tests.clone()
    }
}
