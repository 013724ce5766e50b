//! Tests of strength and spring: what was reached on each side, and whether that is enough.

use super::diary::TestFact;
use crate::plans::TestKind;
use crate::symptoms::{Side, limits};

/// Returns how many raises on one leg are enough at an age (EVIDENCE.md 1.4).
pub fn raises_needed(age: Option<i16>) -> f64 {
    let older = |(from, _): &&(i16, f64)| age.is_some_and(|age| age >= *from);
    limits::RAISES_BY_AGE.iter().find(older).map_or(limits::RAISES, |(_, needed)| *needed)
}

/// Returns what was reached last on a side.
pub fn last(kind: TestKind, side: Side, tests: &[TestFact]) -> Option<&TestFact> {
    tests.iter().rev().find(|test| test.kind == kind && test.side == Some(side))
}

/// Tells whether a test was passed on both sides; `None` when one of them was not tried.
pub fn result(kind: TestKind, tests: &[TestFact], age: Option<i16>) -> Option<bool> {
    let (left, right) = (last(kind, Side::Left, tests)?, last(kind, Side::Right, tests)?);
    let worst = left.pain.max(right.pain);
    let (low, high) = (left.value.min(right.value), left.value.max(right.value));
    Some(match kind {
        TestKind::KneeToWall => true,
        TestKind::HeelRaises => {
            low >= raises_needed(age)
                && low >= high * limits::RAISES_SIDES
                && worst.is_none_or(|pain| pain <= limits::RAISES_PAIN)
        }
        TestKind::Hops => low >= limits::HOPS && worst.is_some_and(|pain| pain <= limits::HOPS_PAIN),
    })
}

/// Returns what both sides reached in the test that was noted last; `None` where a side was never noted.
///
/// A side that hurt too much counts for nothing.
pub fn weaker_side(kind: TestKind, tests: &[TestFact]) -> Option<u32> {
    let most = if kind == TestKind::Hops { limits::HOPS_PAIN } else { limits::RAISES_PAIN };
    let reached = |side| {
        let test = last(kind, side, tests)?;
        let hurts = test.pain.is_some_and(|pain| pain > most);
        Some(if hurts { 0 } else { test.value.max(0.0) as u32 })
    };
    Some(reached(Side::Left)?.min(reached(Side::Right)?))
}
