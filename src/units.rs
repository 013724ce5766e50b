//! The unit of distances.

use crate::word::words;

/// Kilometres of a mile.
const MILE_KM: f64 = 1.609_344;

words! {
    /// What distances are told in; in the history they are kilometres.
    #[derive(Default)]
    pub Units("unit of distance") {
        /// Kilometres.
        #[default]
        Km = "km",
        /// Miles.
        Mi = "mi",
    }
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
