//! Which weeks were kept: those in which something was done, and those in which less was done for a reason.
//!
//! To rest when it is sore is part of coming back, so it counts as much as a run. Nothing is ever lost by a week
//! without an entry: it is a pause, and the count goes on after it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::plan::diary::{Diary, Facts};
use crate::record::{Away, Lock, PlanAction};
use crate::symptoms::limits;
use crate::time::{days_after, days_before, monday};

/// Weeks of one pause that count at most.
const LONGEST: i64 = 52;

/// Returns the Mondays of the weeks that were kept, up to a day. `active` are the days on which something was done.
///
/// A week is kept when on one of its days
/// 1. something was done: a run or walk, cut short or not, a routine at true speed, a test;
/// 2. a run was left out on purpose;
/// 3. it was sore at 3 or more, or there was a limp or a stab;
/// 4. the runner was away ill or sore: from the last day written down before to the day that says so;
/// 5. a warning sign that locks something was open.
pub(super) fn weeks(diary: &Diary, active: impl Iterator<Item = Date>, today: Date) -> BTreeSet<Date> {
    let mut kept: BTreeSet<Date> = active.filter(|date| *date <= today).map(monday).collect();
    let Some(first) = diary.first().filter(|first| *first <= today) else { return kept };
    let mut before = first;
    for (date, facts) in diary.between(first, today) {
        if !facts.tests.is_empty() || is_sore(facts) {
            kept.insert(monday(date));
        }
        for event in &facts.events {
            match event.action {
                PlanAction::Skip { date } if (first..=today).contains(&date) => {
                    kept.insert(monday(date));
                }
                PlanAction::Back { why: Away::Ill | Away::Sore, .. } => span(&mut kept, before, date),
                _ => {}
            }
        }
        before = date;
    }
    for spell in diary.signs() {
        if Lock::of_sign(&spell.sign) > Lock::Open && spell.from <= today {
            let until = spell.until.map_or(today, |(until, _)| until.min(today));
            span(&mut kept, spell.from, until);
        }
    }
    kept
}

/// Tells whether a day was sore enough to do less for.
fn is_sore(facts: &Facts) -> bool {
    let said = [&facts.mornings, &facts.now, &facts.later];
    let ran = facts.runs.iter().flat_map(|run| [run.before, run.during, run.after]).flatten();
    let worst = said.into_iter().flat_map(|scores| scores.values().copied()).chain(ran).max();
    facts.limp || facts.sharp || worst.is_some_and(|worst| worst >= limits::PAIN_NOTICEABLE)
}

/// Keeps the weeks from one day to another.
fn span(kept: &mut BTreeSet<Date>, from: Date, to: Date) {
    let mut week = monday(from.max(days_before(to, LONGEST * 7)));
    while week <= to {
        kept.insert(week);
        let next = days_after(week, 7);
        if next <= week {
            break;
        }
        week = next;
    }
}
