//! The sets of a session as rows: an exercise, its sides, the work done and the load.

use std::time::Duration;

use crate::library::Library;
use crate::phrase::capital;
use crate::record::{Session, SetDone};
use crate::symptoms::Side;
use crate::words::routine as words;

/// One exercise of a session with one load.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name now; if unknown, the session's name for it.
    pub exercise: String,
    /// The side, or both if they did the same.
    pub side: &'static str,
    /// As "3 × 15" or "2 × 45 s".
    pub done: String,
    /// As it was written.
    pub load: String,
}

/// Returns the rows of a session, in the order done.
pub fn rows(session: &Session, library: &Library) -> Vec<Row> {
    let alike = |a: &SetDone, b: &SetDone| (&a.step, a.side, &a.load) == (&b.step, b.side, &b.load);
    let mut groups: Vec<Vec<&SetDone>> = Vec::new();
    for set in &session.sets {
        match groups.iter_mut().find(|group| alike(group[0], set)) {
            Some(group) => group.push(set),
            None => groups.push(vec![set]),
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for group in groups {
        let SetDone { step, exercise, side, load, .. } = group[0];
        let known = exercise.as_ref().and_then(|id| library.exercise(id).ok());
        let exercise =
            known.map_or_else(|| capital(&step.as_str().replace('-', " ")), |exercise| exercise.name);
        let row = Row {
            exercise,
            side: side.map_or("", Side::id),
            done: done(&group),
            load: load.clone().unwrap_or_default(),
        };
        let same = |other: &&mut Row| {
            let sides = matches!((other.side, row.side), ("left", "right") | ("right", "left"));
            sides && (&other.exercise, &other.done, &other.load) == (&row.exercise, &row.done, &row.load)
        };
        match rows.iter_mut().find(same) {
            Some(other) => other.side = "each",
            None => rows.push(row),
        }
    }
    rows
}

/// Returns what was done in some sets.
fn done(sets: &[&SetDone]) -> String {
    let cut = sets.iter().filter(|set| !set.complete).count();
    let cut = if cut > 0 { format!(", {cut} cut short") } else { String::new() };
    let reps: Option<Vec<u32>> = sets.iter().map(|set| set.reps).collect();
    let amounts: Vec<String> = match reps {
        Some(reps) => reps.iter().map(ToString::to_string).collect(),
        None => sets.iter().map(|set| words::length(Duration::from_millis(set.worked_ms))).collect(),
    };
    let unit = if sets[0].reps.is_some() && amounts.len() == 1 { " reps" } else { "" };
    let text = match &amounts[..] {
        [only] => format!("{only}{unit}"),
        [first, rest @ ..] if rest.iter().all(|other| other == first) => {
            format!("{} × {first}", amounts.len())
        }
        all => all.join(", "),
    };
    text + &cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::Id;

    fn set(step: &str, side: Option<Side>, set: u32, reps: Option<u32>) -> SetDone {
        SetDone {
            step: Id::new(step).unwrap(),
            exercise: Id::new("heel-raise-single"),
            round: 0,
            side,
            set,
            planned_ms: 30_000,
            worked_ms: 30_000,
            complete: true,
            reps,
            load: Some("10 kg".into()),
        }
    }

    #[test]
    fn sets_that_were_alike_are_a_row_and_equal_sides_are_one() {
        let sets: Vec<SetDone> = [1, 2, 3]
            .into_iter()
            .flat_map(|n| [Side::Left, Side::Right].map(|side| set("raise", Some(side), n, Some(15))))
            .collect();
        let done_of = |sets: &[SetDone]| done(&sets.iter().collect::<Vec<_>>());
        assert_eq!(done_of(&sets[..3]), "3 × 15");
        assert_eq!(done_of(&sets[..1]), "15 reps");
        let mut last = set("raise", None, 1, Some(12));
        last.complete = false;
        assert_eq!(done_of(&[set("raise", None, 1, Some(15)), last]), "15, 12, 1 cut short");
        assert_eq!(done_of(&[set("hold", None, 1, None), set("hold", None, 2, None)]), "2 × 30 s");
    }
}
