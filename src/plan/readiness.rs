//! What the tests of readiness came to, and when they are due again.
//!
//! How many are enough and how far the sides may lie apart is for `stages`, which the plan goes by; here it is put
//! in rows, in numbers and in what they mean, for who has just done them.

use jiff::civil::Date;

use super::diary::{Diary, TestFact};
use super::place::Positions;
use super::results::{Grade, raises_needed, result};
use super::state::State;
use crate::plans::{Criterion, Plan, TestKind, Work};
use crate::symptoms::Side;
use crate::symptoms::limits::{HOPS, HOPS_PAIN, PASSES_APART_DAYS, RAISES_APART, RAISES_SIDES};
use crate::time::days_after;

/// A test on both sides, as it was noted last on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Which.
    pub kind: TestKind,
    /// On the left.
    pub left: Option<TestFact>,
    /// On the right.
    pub right: Option<TestFact>,
    /// How good it was; `None` while a side is missing.
    pub passed: Option<Grade>,
}

/// How far the sides lie apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Apart {
    /// In centimetres.
    Centimetres(f64),
    /// The share that the weaker side lacks, in percent.
    Percent(f64),
}

impl Row {
    /// Returns how far the sides lie apart; `None` while one is missing.
    pub fn apart(&self) -> Option<Apart> {
        let (left, right) = (self.left?.value, self.right?.value);
        let (low, high) = (left.min(right), left.max(right));
        Some(match self.kind {
            TestKind::KneeToWall => Apart::Centimetres(high - low),
            _ if high <= 0.0 => Apart::Percent(0.0),
            _ => Apart::Percent(((high - low) * 100.0 / high).ceil()),
        })
    }

    /// Returns the worst pain that was said of it.
    pub fn pain(&self) -> Option<u8> {
        self.left.and_then(|test| test.pain).max(self.right.and_then(|test| test.pain))
    }
}

/// Returns the tests of a day in rows, those that were not tried left out.
pub fn rows(tests: &[TestFact], age: Option<i16>) -> Vec<Row> {
    let on =
        |kind, side| tests.iter().rev().find(|test| test.kind == kind && test.side == Some(side)).copied();
    TestKind::ALL
        .into_iter()
        .map(|kind| Row {
            kind,
            left: on(kind, Side::Left),
            right: on(kind, Side::Right),
            passed: result(kind, tests, age),
        })
        .filter(|row| row.left.is_some() || row.right.is_some())
        .collect()
}

/// How many are enough in a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Norm {
    /// There is no number: it is compared with the next time.
    Compare,
    /// Heel raises.
    Raises {
        /// How many on each side are enough.
        green: f64,
        /// How many are enough to begin.
        amber: f64,
        /// The age that this is for, if it is known.
        age: Option<i16>,
        /// How far the sides may lie apart: in raises, or in percent if that is more.
        apart: (f64, f64),
    },
    /// Hops.
    Hops {
        /// On each side.
        needed: f64,
        /// How much they may hurt.
        pain: u8,
    },
}

/// Returns how many are enough in a test at an age.
pub fn norm(kind: TestKind, age: Option<i16>) -> Norm {
    match kind {
        TestKind::KneeToWall => Norm::Compare,
        TestKind::HeelRaises => {
            let (green, amber) = raises_needed(age);
            let percent = ((1.0 - RAISES_SIDES) * 100.0).round();
            Norm::Raises { green, amber, age, apart: (RAISES_APART, percent) }
        }
        TestKind::Hops => Norm::Hops { needed: HOPS, pain: HOPS_PAIN },
    }
}

/// Where a plan stands that waits for tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The tests that it asks for.
    pub kinds: Vec<TestKind>,
    /// How often they were passed.
    pub passed: usize,
    /// How often they must be.
    pub needed: usize,
    /// The first day on which they count again.
    pub from: Date,
    /// They wait because hops hurt.
    pub hurt: bool,
}

/// Returns where a plan stands that waits for tests, from the state of a day; `None` where it does not.
pub fn standing(plan: &Plan, diary: &Diary, state: &State, today: Date) -> Option<Standing> {
    let places = Positions(plan);
    let stage = places.stage(state.course.as_ref()?.place)?;
    let Work::Tests(kinds) = &stage.work else { return None };
    if state.resting.is_some() || state.stop.is_some() {
        return None;
    }
    let (needed, apart) = stage
        .advance
        .iter()
        .find_map(|criterion| match criterion {
            Criterion::Passes { count, days_apart } => Some((usize::from(*count), i32::from(*days_apart))),
            _ => None,
        })
        .unwrap_or((1, PASSES_APART_DAYS));
    let last = diary.first().and_then(|first| {
        let tested = diary.between(first, today).filter(|(_, facts)| !facts.tests.is_empty());
        tested.map(|(date, _)| date).next_back()
    });
    let rested = last.map_or(today, |last| days_after(last, apart)).max(today);
    let wait = state.tests_wait.filter(|wait| today < *wait);
    let from = wait.unwrap_or(rested).max(rested);
    Some(Standing { kinds: kinds.clone(), passed: state.passes.len(), needed, from, hurt: wait.is_some() })
}

/// What the tests of a day mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
    /// They are enough for the next stage of the plan.
    NextStage,
    /// The raises are good enough to begin, and more of them open the rest.
    GoodEnough {
        /// Raises of the weaker side.
        raises: f64,
        /// How many are enough; `None` if the sides are only too uneven.
        enough: Option<f64>,
    },
    /// Hops hurt too much: strength first, and the tests again from this day on.
    HopsHurt(Date),
    /// They are enough; the same once more from a day on leads to the next stage.
    OnceMore {
        /// They were passed more than once.
        again: bool,
        /// The first day.
        from: Date,
    },
    /// They are not enough; again from this day on.
    NotYet(Date),
    /// Some that the plan asks for were not done on both sides; again from this day on.
    Incomplete(Date),
    /// No plan asks, and there is nothing to be enough of.
    Noted,
    /// No plan asks, and all of them are enough.
    Enough,
    /// No plan asks, and not all of them are enough.
    NotEnough,
}

/// Returns how the raises are good enough to begin, if they are no more than that.
fn good_enough(rows: &[Row], age: Option<i16>) -> Option<Meaning> {
    let row = rows.iter().find(|row| row.kind == TestKind::HeelRaises && row.passed == Some(Grade::Amber))?;
    let raises = row.left?.value.min(row.right?.value);
    let (green, _) = raises_needed(age);
    Some(Meaning::GoodEnough { raises, enough: (raises < green).then_some(green) })
}

/// Returns what the tests of today mean for a plan that asked for them: `before` is where it stood, `after` where it
/// stands with them; for no plan both are `None`.
pub fn meaning(
    rows: &[Row],
    age: Option<i16>,
    before: Option<&Standing>,
    after: Option<&Standing>,
) -> Meaning {
    let passed = |kind| rows.iter().any(|row| row.kind == kind && row.passed >= Some(Grade::Amber));
    match (before, after) {
        (Some(_), None) => good_enough(rows, age).unwrap_or(Meaning::NextStage),
        (_, Some(after)) => {
            let tried = |kind: &TestKind| rows.iter().any(|row| row.kind == *kind && row.passed.is_some());
            if after.hurt {
                Meaning::HopsHurt(after.from)
            } else if after.kinds.iter().all(|kind| passed(*kind)) {
                Meaning::OnceMore { again: after.passed != 1, from: after.from }
            } else if after.kinds.iter().all(tried) {
                Meaning::NotYet(after.from)
            } else {
                Meaning::Incomplete(after.from)
            }
        }
        (None, None) => {
            let counted = rows.iter().filter(|row| row.kind != TestKind::KneeToWall);
            let all = counted.clone().all(|row| row.passed >= Some(Grade::Amber));
            match (counted.count(), all) {
                (0, _) => Meaning::Noted,
                (_, true) => good_enough(rows, age).unwrap_or(Meaning::Enough),
                (_, false) => Meaning::NotEnough,
            }
        }
    }
}

/// Tests that are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestsDue {
    /// How often they were passed.
    pub passed: usize,
    /// How often they must be.
    pub needed: usize,
}

impl Standing {
    /// Returns how far the tests are that are due on a day; `None` if they are not.
    pub fn due(&self, today: Date) -> Option<TestsDue> {
        (self.from <= today).then_some(TestsDue { passed: self.passed, needed: self.needed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(kind: TestKind, side: Side, value: f64, pain: Option<u8>) -> TestFact {
        TestFact { kind, side: Some(side), value, pain }
    }

    fn raises(left: f64, right: f64) -> [TestFact; 2] {
        let kind = TestKind::HeelRaises;
        [test(kind, Side::Left, left, None), test(kind, Side::Right, right, None)]
    }

    #[test]
    fn a_row_says_how_far_the_sides_lie_apart_and_what_was_noted_last_counts() {
        let mut tests = raises(24.0, 12.0).to_vec();
        tests.push(test(TestKind::HeelRaises, Side::Right, 21.0, Some(1)));
        tests.push(test(TestKind::KneeToWall, Side::Left, 10.5, None));
        let rows = rows(&tests, None);
        assert_eq!(
            rows.iter().map(|row| row.kind).collect::<Vec<_>>(),
            [TestKind::KneeToWall, TestKind::HeelRaises]
        );
        assert_eq!((rows[0].apart(), rows[0].passed), (None, None));
        assert_eq!((rows[1].apart(), rows[1].passed), (Some(Apart::Percent(13.0)), Some(Grade::Green)));
        assert_eq!(rows[1].pain(), Some(1));
    }

    #[test]
    fn the_norm_is_the_one_the_plan_goes_by() {
        let norms = [
            (None, 20.0, 8.0),
            (Some(49), 20.0, 8.0),
            (Some(50), 15.0, 6.0),
            (Some(60), 12.0, 5.0),
            (Some(70), 10.0, 4.0),
        ];
        for (age, green, amber) in norms {
            assert_eq!(
                norm(TestKind::HeelRaises, age),
                Norm::Raises { green, amber, age, apart: (6.0, 25.0) }
            );
            let grade = |count| rows(&raises(count, count), age)[0].passed;
            let grades = [green, green - 1.0, amber, amber - 1.0].map(grade);
            let [enough, begin, red] = [Grade::Green, Grade::Amber, Grade::Red].map(Some);
            assert_eq!(grades, [enough, begin, begin, red], "at {age:?}");
        }
    }

    #[test]
    fn the_sides_may_lie_six_raises_or_a_quarter_apart() {
        let grade = |left, right| rows(&raises(left, right), None)[0].passed;
        assert_eq!(grade(20.0, 26.0), Some(Grade::Green));
        assert_eq!(grade(27.0, 36.0), Some(Grade::Green));
        assert_eq!(grade(20.0, 27.0), Some(Grade::Amber));
        let sore = [
            test(TestKind::HeelRaises, Side::Left, 16.0, Some(3)),
            test(TestKind::HeelRaises, Side::Right, 16.0, None),
        ];
        assert_eq!(rows(&sore, None)[0].passed, Some(Grade::Red), "pain above 2 is never amber");
    }

    #[test]
    fn without_a_plan_it_says_whether_it_was_enough() {
        let said = |tests: &[TestFact]| meaning(&rows(tests, None), None, None, None);
        assert_eq!(said(&raises(22.0, 21.0)), Meaning::Enough);
        assert_eq!(said(&raises(22.0, 7.0)), Meaning::NotEnough);
        assert_eq!(said(&raises(16.0, 17.0)), Meaning::GoodEnough { raises: 16.0, enough: Some(20.0) });
        assert_eq!(said(&raises(20.0, 30.0)), Meaning::GoodEnough { raises: 20.0, enough: None });
        assert_eq!(said(&[test(TestKind::KneeToWall, Side::Left, 9.0, None)]), Meaning::Noted);
    }
}
