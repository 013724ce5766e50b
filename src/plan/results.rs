//! Tests of strength and spring: what was reached on each side, and whether that is enough.

use super::diary::TestFact;
use crate::plans::TestKind;
use crate::symptoms::Side;

/// Pain of hops up to this passes.
pub const HOP_PAIN: u8 = 2;
/// Pain of raises up to this passes.
pub const RAISE_PAIN: u8 = 5;
/// Hops that pass.
pub const HOPS: f64 = 10.0;
/// The weaker side as a share of the stronger one that passes.
pub const SIDES: f64 = 0.9;

/// Returns how many raises on one leg are enough at an age (EVIDENCE.md 1.4).
pub fn raises_needed(age: Option<i16>) -> f64 {
    match age {
        Some(65..) => 10.0,
        Some(50..) => 15.0,
        _ => 20.0,
    }
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
            low >= raises_needed(age) && low >= high * SIDES && worst.is_none_or(|pain| pain <= RAISE_PAIN)
        }
        TestKind::Hops => low >= HOPS && worst.is_some_and(|pain| pain <= HOP_PAIN),
    })
}

/// Returns what both sides reached in the test that was noted last; `None` where a side was never noted.
///
/// A side that hurt too much counts for nothing.
pub fn weaker_side(kind: TestKind, tests: &[TestFact]) -> Option<u32> {
    let most = if kind == TestKind::Hops { HOP_PAIN } else { RAISE_PAIN };
    let reached = |side| {
        let test = last(kind, side, tests)?;
        let hurts = test.pain.is_some_and(|pain| pain > most);
        Some(if hurts { 0 } else { test.value.max(0.0) as u32 })
    };
    Some(reached(Side::Left)?.min(reached(Side::Right)?))
}
