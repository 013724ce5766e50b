//! The end of a warning sign: who cleared it, and once more whether that is meant.

use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::record::ClearedBy;
use crate::session::Now;

/// Who cleared a sign. What its end writes is for `record::lock`, which may refuse it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClearedRules {
    /// The sign's id.
    pub sign: String,
}

/// Returns who is meant by a key.
const fn who(key: char) -> Option<ClearedBy> {
    match key {
        'c' => Some(ClearedBy::Clinician),
        'i' => Some(ClearedBy::Me),
        'm' => Some(ClearedBy::Mistake),
        _ => None,
    }
}

impl ClearedRules {
    /// Returns who cleared it by these steps, once that was said twice.
    pub fn said(steps: &[Step]) -> Option<ClearedBy> {
        steps.iter().find_map(|step| match step.ask {
            Ask::SureCleared(by) if step.answer == Answer::Yes => Some(by),
            _ => None,
        })
    }
}

impl Rules for ClearedRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        match steps {
            [] => vec![Ask::WhoCleared { sign: self.sign.clone() }],
            [Step { answer: Answer::Choice(key), .. }] => {
                who(*key).map(Ask::SureCleared).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn take(&self, _ask: &Ask, _answer: Answer, _steps: &[Step], _core: &Core, _now: Now) -> Taken {
        Taken::default()
    }
}
