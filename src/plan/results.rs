//! Tests of strength and spring: what was reached on each side, and whether that is enough.

use super::diary::TestFact;
use crate::plans::TestKind;
use crate::symptoms::{Side, limits};

/// How good a test was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Not enough.
    Red,
    /// Good enough to begin; more opens the rest.
    Amber,
    /// Enough.
    Green,
}

/// Returns how many raises on one leg are enough at an age, and how many are enough to begin (EVIDENCE2.md 5).
pub fn raises_needed(age: Option<i16>) -> (f64, f64) {
    let [.., (_, young, young_amber)] = limits::RAISES_BY_AGE;
    let older = |(from, ..): &&(i16, f64, f64)| age.is_some_and(|age| age >= *from);
    let row = limits::RAISES_BY_AGE.iter().find(older);
    row.map_or((young, young_amber), |(_, green, amber)| (*green, *amber))
}

/// Tells whether the raises of both sides lie within what the test can show.
pub fn is_even(low: f64, high: f64, share: f64) -> bool {
    high - low <= limits::RAISES_APART || low >= high * share
}

/// Returns what was reached last on a side.
pub fn last(kind: TestKind, side: Side, tests: &[TestFact]) -> Option<&TestFact> {
    tests.iter().rev().find(|test| test.kind == kind && test.side == Some(side))
}

/// Returns how good a test was on both sides; `None` if one of them was not tried.
///
/// From 60 on hops on both legs at once, noted without a side, count too.
pub fn result(kind: TestKind, tests: &[TestFact], age: Option<i16>) -> Option<Grade> {
    let older = age.is_some_and(|age| age >= limits::AGE_TWO_LEGS);
    let both_legs = || tests.iter().rev().find(|test| test.kind == kind && test.side.is_none());
    let both = both_legs().filter(|_| older && kind == TestKind::Hops);
    let of = |side| last(kind, side, tests).or(both);
    let (left, right) = (of(Side::Left)?, of(Side::Right)?);
    let worst = left.pain.max(right.pain);
    let (low, high) = (left.value.min(right.value), left.value.max(right.value));
    let least = |passed: bool| if passed { Grade::Green } else { Grade::Red };
    Some(match kind {
        TestKind::KneeToWall => Grade::Green,
        TestKind::HeelRaises => {
            let (green, amber) = raises_needed(age);
            let within = |most: u8| worst.is_none_or(|pain| pain <= most);
            if low >= green && is_even(low, high, limits::RAISES_SIDES) && within(limits::RAISES_PAIN) {
                Grade::Green
            } else if low >= amber && within(limits::RAISES_PAIN_AMBER) {
                Grade::Amber
            } else {
                Grade::Red
            }
        }
        TestKind::Hops => least(low >= limits::HOPS && worst.is_some_and(|pain| pain <= limits::HOPS_PAIN)),
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
