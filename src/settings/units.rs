//! What distances are told in.

use crate::routine::Word;

/// Kilometres of a mile.
const MILE_KM: f64 = 1.609_344;

/// What distances are told in; in the history they are kilometres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Units {
    /// Kilometres.
    #[default]
    Km,
    /// Miles.
    Mi,
}

impl Units {
    /// Returns a distance in words, to a hundredth: `4.2 km`, `2.61 mi`.
    pub fn words(self, km: f64) -> String {
        let (length, unit) = match self {
            Self::Km => (km, "km"),
            Self::Mi => (km / MILE_KM, "mi"),
        };
        format!("{} {unit}", (length * 100.0).round() / 100.0)
    }
}

impl Word for Units {
    const NOUN: &'static str = "unit of distance";
    const WORDS: &'static [Self] = &[Self::Km, Self::Mi];

    fn word(self) -> &'static str {
        match self {
            Self::Km => "km",
            Self::Mi => "mi",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_told_to_a_hundredth() {
        assert_eq!(Units::Km.words(4.2), "4.2 km");
        assert_eq!(Units::Km.words(5.0), "5 km");
        assert_eq!(Units::Mi.words(4.184), "2.6 mi");
    }
}
