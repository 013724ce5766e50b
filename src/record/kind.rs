//! The kinds of entries, by their names in the history.

use super::Body;
use crate::word::words;

words! {
    /// What an entry is about, in the order in which they are listed.
    pub Kind("kind of entry") {
        /// A routine.
        Session = "session",
        /// A run or walk.
        Run = "run",
        /// Another sport.
        CrossTraining = "cross-training",
        /// How sore it was.
        CheckIn = "check-in",
        /// A warning sign.
        Flag = "flag",
        /// The end of a warning sign.
        Clearance = "clearance",
        /// Whether a warning sign was still there.
        SignCheck = "sign-check",
        /// What you said about yourself.
        Profile = "profile",
        /// Something done to a plan.
        Plan = "plan",
        /// A test of strength or range.
        Test = "test",
        /// A rung that was taken.
        Rung = "rung",
        /// A pair of shoes.
        Shoe = "shoe",
    }
}

impl Kind {
    /// Returns the kind of an entry; `None` for one that was removed.
    pub const fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::Session(_) => Self::Session,
            Body::Run(_) => Self::Run,
            Body::CrossTraining(_) => Self::CrossTraining,
            Body::CheckIn(_) => Self::CheckIn,
            Body::Flag(_) => Self::Flag,
            Body::Clearance(_) => Self::Clearance,
            Body::SignCheck(_) => Self::SignCheck,
            Body::Profile(_) => Self::Profile,
            Body::Plan(_) => Self::Plan,
            Body::Test(_) => Self::Test,
            Body::Rung(_) => Self::Rung,
            Body::Shoe(_) => Self::Shoe,
            Body::Removed => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;

    #[test]
    fn the_name_of_a_kind_is_what_its_records_write() {
        let lines = include_str!("../../tests/history/v1.jsonl").lines();
        let records = lines.filter_map(|line| Some((line, Record::from_line(line.as_bytes()).ok()?)));
        let mut seen = Vec::new();
        for (line, record) in records {
            let Some(kind) = Kind::of(&record.body) else { continue };
            assert!(line.contains(&format!(r#""kind":"{}""#, kind.id())), "{line}");
            seen.push(kind);
        }
        assert!(Kind::ALL.iter().all(|kind| seen.contains(kind)), "the fixture has every kind");
        assert!(Kind::ALL.iter().enumerate().all(|(place, kind)| *kind as usize == place));
    }
}
