//! The kinds of entries, by their names in the history.

use super::Body;

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A routine that was played.
    Session,
    /// A run or walk.
    Run,
    /// How sore it was.
    CheckIn,
    /// A warning sign.
    Flag,
    /// The end of a warning sign.
    Clearance,
    /// Whether a warning sign was still there.
    SignCheck,
    /// What the runner said about themselves.
    Profile,
    /// Something done to a plan.
    Plan,
    /// A test of strength or range.
    Test,
    /// A rung that was taken.
    Rung,
    /// A pair of shoes.
    Shoe,
}

impl Kind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::Session,
        Self::Run,
        Self::CheckIn,
        Self::Flag,
        Self::Clearance,
        Self::SignCheck,
        Self::Profile,
        Self::Plan,
        Self::Test,
        Self::Rung,
        Self::Shoe,
    ];

    /// Returns the kind of an entry; `None` for one that was taken out.
    pub const fn of(body: &Body) -> Option<Self> {
        Some(match body {
            Body::Session(_) => Self::Session,
            Body::Run(_) => Self::Run,
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

    /// Returns its name, as records and the command line write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Run => "run",
            Self::CheckIn => "check-in",
            Self::Flag => "flag",
            Self::Clearance => "clearance",
            Self::SignCheck => "sign-check",
            Self::Profile => "profile",
            Self::Plan => "plan",
            Self::Test => "test",
            Self::Rung => "rung",
            Self::Shoe => "shoe",
        }
    }

    /// Returns what it is, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Session => "A routine",
            Self::Run => "A run or walk",
            Self::CheckIn => "How sore it was",
            Self::Flag => "A warning sign",
            Self::Clearance => "The end of a warning sign",
            Self::SignCheck => "Whether a warning sign was still there",
            Self::Profile => "What you said about yourself",
            Self::Plan => "Something done to a plan",
            Self::Test => "A test of strength or range",
            Self::Rung => "A rung that was taken",
            Self::Shoe => "A pair of shoes",
        }
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
            assert!(line.contains(&format!(r#""kind":"{}""#, kind.name())), "{line}");
            seen.push(kind);
        }
        assert!(Kind::ALL.iter().all(|kind| seen.contains(kind)), "the fixture has every kind");
        assert!(Kind::ALL.iter().enumerate().all(|(place, kind)| *kind as usize == place));
    }
}
