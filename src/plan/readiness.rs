//! What the tests of readiness came to, and when they are due again.
//!
//! How many are enough and how far the sides may lie apart is for `stages`, which the plan goes by; here it is put
//! in rows and sentences for who has just done them.

use jiff::civil::Date;

use super::diary::{Diary, TestFact};
use super::place::Places;
use super::results::{Grade, raises_needed, result};
use super::state::State;
use super::words::day_words;
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

impl TestKind {
    /// Returns what the runner calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KneeToWall => "Knee to the wall",
            Self::HeelRaises => "Heel raises",
            Self::Hops => "Hops",
        }
    }

    /// Returns a result in its unit: `21`, `10.5 cm`.
    pub fn value_words(self, value: f64) -> String {
        if self == Self::KneeToWall { format!("{value} cm") } else { value.to_string() }
    }
}

impl Row {
    /// Returns how far the sides lie apart: centimetres, or the share that the weaker one lacks.
    pub fn apart(&self) -> Option<String> {
        let (left, right) = (self.left?.value, self.right?.value);
        let (low, high) = (left.min(right), left.max(right));
        Some(match self.kind {
            TestKind::KneeToWall => format!("{} cm", high - low),
            _ if high <= 0.0 => "0 %".to_owned(),
            _ => format!("{} %", ((high - low) * 100.0 / high).ceil()),
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

/// Says how many are enough, or what the number is good for.
pub fn norm(kind: TestKind, age: Option<i16>) -> String {
    let tenth = ((1.0 - RAISES_SIDES) * 100.0).round();
    match kind {
        TestKind::KneeToWall => {
            "To compare with the next time. About 12 cm is called full; it gets less with age.".to_owned()
        }
        TestKind::HeelRaises => {
            let (green, amber) = raises_needed(age);
            let at = age.map(|age| format!(" at {age}")).unwrap_or_default();
            format!(
                "{green} on each side are enough{at}, and {amber} to begin with; the sides at most {RAISES_APART} raises or {tenth} % apart."
            )
        }
        TestKind::Hops => format!("{HOPS} on each side are enough, hurting {HOPS_PAIN} at most."),
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
    let places = Places(plan);
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

/// Says how many raises are good enough to begin, and how many open the rest; `None` if they are enough already.
fn good_enough(rows: &[Row], age: Option<i16>) -> Option<String> {
    let row = rows.iter().find(|row| row.kind == TestKind::HeelRaises && row.passed == Some(Grade::Amber))?;
    let least = row.left?.value.min(row.right?.value);
    let (green, _) = raises_needed(age);
    Some(if least >= green {
        format!("{least} on the weaker side: good enough to begin. More even sides open the rest.")
    } else {
        format!("{least}: good enough to begin; {green} opens the rest.")
    })
}

/// Says what the tests of today mean for a plan that asked for them: `before` is where it stood, `after` where it
/// stands with them; for no plan both are `None`.
pub fn meaning(
    rows: &[Row],
    age: Option<i16>,
    before: Option<&Standing>,
    after: Option<&Standing>,
    today: Date,
) -> String {
    let passed = |kind| rows.iter().any(|row| row.kind == kind && row.passed >= Some(Grade::Amber));
    let again = |from: Date| format!("try again from {} on", day_words(from, today));
    match (before, after) {
        (Some(_), None) => {
            good_enough(rows, age).unwrap_or_else(|| "Enough for the plan's next stage.".to_owned())
        }
        (_, Some(after)) => {
            let tried = |kind: &TestKind| rows.iter().any(|row| row.kind == *kind && row.passed.is_some());
            if after.hurt {
                format!(
                    "Not yet, and that is fine. The hops hurt more than a little: strength first, and {}.",
                    again(after.from)
                )
            } else if after.kinds.iter().all(|kind| passed(*kind)) {
                let times = if after.passed == 1 { "once" } else { "again" };
                format!(
                    "Enough, {times}. The same once more from {} on, and the plan goes on to its next stage.",
                    day_words(after.from, today)
                )
            } else if after.kinds.iter().all(tried) {
                format!("Not yet, and that is fine: {}.", again(after.from))
            } else {
                format!("The plan asks for all its tests on one day, on both sides; {}.", again(after.from))
            }
        }
        (None, None) => {
            let counted = rows.iter().filter(|row| row.kind != TestKind::KneeToWall);
            let all = counted.clone().all(|row| row.passed >= Some(Grade::Amber));
            match (counted.count(), all) {
                (0, _) => "It is kept, to be compared with the next time.".to_owned(),
                (_, true) if good_enough(rows, age).is_some() => good_enough(rows, age).unwrap_or_default(),
                (_, true) => "Enough. What asks for raises or hops goes by the weaker side.".to_owned(),
                (_, false) => {
                    "Not yet enough for all that asks for raises and hops, and that is fine: once more in a few \
                     weeks."
                        .to_owned()
                }
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
        assert_eq!((rows[1].apart().as_deref(), rows[1].passed), (Some("13 %"), Some(Grade::Green)));
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
            let words = norm(TestKind::HeelRaises, age);
            assert!(words.starts_with(&format!("{green} on each side")), "{words}");
            let grade = |count| rows(&raises(count, count), age)[0].passed;
            let grades = [green, green - 1.0, amber, amber - 1.0].map(grade);
            let [enough, begin, red] = [Grade::Green, Grade::Amber, Grade::Red].map(Some);
            assert_eq!(grades, [enough, begin, begin, red], "at {age:?}");
        }
        assert!(norm(TestKind::HeelRaises, Some(52)).contains("at 52, and 6 to begin with"));
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
        let said = |tests: &[TestFact]| {
            meaning(&rows(tests, None), None, None, None, jiff::civil::date(2026, 11, 22))
        };
        assert!(said(&raises(22.0, 21.0)).starts_with("Enough."));
        assert!(said(&raises(22.0, 7.0)).starts_with("Not yet"));
        assert_eq!(said(&raises(16.0, 17.0)), "16: good enough to begin; 20 opens the rest.");
        assert_eq!(
            said(&raises(20.0, 30.0)),
            "20 on the weaker side: good enough to begin. More even sides open the rest."
        );
        assert!(said(&[test(TestKind::KneeToWall, Side::Left, 9.0, None)]).starts_with("It is kept"));
    }
}
