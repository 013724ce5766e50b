//! A test of readiness: its result, then the worst pain while doing it; and the year of birth, for how many are enough.
//!
//! A result is a record at once; its pain is the next revision. The player decides what a session does with them.

use super::kind::Hundredths;
use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::plans::TestKind;
use crate::record::lock::Lock;
use crate::record::values::{OLDEST, YOUNGEST};
use crate::record::{Body, Profile, Test};
use crate::session::Now;
use crate::symptoms::{PainScore, Side};

/// The questions of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestRules {
    /// The kind of test.
    pub kind: TestKind,
    /// The side.
    pub side: Side,
    /// What was counted; `None` if nothing was.
    pub counted: Option<Hundredths>,
    /// It counts: results at another speed are not saved.
    pub kept: bool,
}

impl TestRules {
    /// Returns the test as these steps say it; `None` while there is no result.
    pub fn said(&self, steps: &[Step]) -> Option<Test> {
        let value = steps.iter().find_map(|step| match step.answer {
            Answer::Result(value) => Some(value),
            _ => None,
        });
        let pain = steps.iter().find_map(|step| match step.answer {
            Answer::Score(pain) => Some(pain),
            _ => None,
        });
        value.map(|value| self.test(value, pain))
    }

    fn test(&self, value: Hundredths, pain: Option<PainScore>) -> Test {
        Test { test: self.kind.id().to_owned(), side: Some(self.side), value: value.value(), pain }
    }
}

impl Rules for TestRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        let Self { kind, side, counted, .. } = *self;
        let result = Ask::TestResult { kind, side, counted };
        let pain = (kind != TestKind::KneeToWall).then_some(Ask::TestPain { kind, side });
        [Some(result), pain].into_iter().flatten().skip(steps.len()).collect()
    }

    fn take(&self, _ask: &Ask, answer: Answer, steps: &[Step], _core: &Core, _now: Now) -> Taken {
        let write = match (answer, steps.last()) {
            (Answer::Result(value), _) => Some(Write::New(Body::Test(self.test(value, None)))),
            (Answer::Score(pain), Some(Step { answer: Answer::Result(value), batch: Some(batch), .. })) => {
                let id = batch.entries().first().map(|(id, _)| id.clone());
                id.map(|id| Write::Change(id, Body::Test(self.test(*value, Some(pain)))))
            }
            _ => None,
        };
        Taken { writes: write.filter(|_| self.kept).into_iter().collect(), ..Taken::default() }
    }

    /// How a test of range hurt is not asked, but may be said.
    fn extra(&self, steps: &[Step]) -> Vec<Ask> {
        let Self { kind, side, .. } = *self;
        let pain = Ask::TestPain { kind, side };
        if steps.iter().any(|step| step.ask == pain) { Vec::new() } else { vec![pain] }
    }

    fn is_locked(&self, core: &Core) -> bool {
        !matches!(core.lock(), Lock::Open | Lock::Unread)
    }
}

/// The year of birth, which may stay unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BornRules;

impl Rules for BornRules {
    fn due(&self, steps: &[Step], _core: &Core, now: Now) -> Vec<Ask> {
        let year = now.at.date().year();
        let born = Ask::Born { least: year - OLDEST, most: year - YOUNGEST };
        if steps.is_empty() { vec![born] } else { Vec::new() }
    }

    fn take(&self, _ask: &Ask, answer: Answer, _steps: &[Step], _core: &Core, _now: Now) -> Taken {
        let born = if let Answer::Number(year) = answer { i16::try_from(year).ok() } else { None };
        let profile = Profile { born, born_unsaid: born.is_none(), ..Profile::default() };
        Taken { writes: vec![Write::New(Body::Profile(profile))], ..Taken::default() }
    }
}
