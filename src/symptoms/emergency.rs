//! The number to call in an emergency: set by the runner, else by the locale's region.
//!
//! Nothing here reads the environment; the caller passes the locale's name.

/// What is called if no region is known; mobile phones reach help by it in most countries.
pub const FALLBACK: &str = "112";
/// Longest number that can be set.
const LONGEST: usize = 20;

/// The countries in which 112 is the number for everything: the European Union (Directive (EU)
/// 2018/1972, article 109), Iceland, Liechtenstein, Norway and Switzerland, and India.
const BY_112: [&str; 32] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IN",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Regions by ISO 3166, and the number that their public telephone services name for an ambulance.
const BY_REGION: [(&str, &str); 13] = [
    ("AU", "000"),
    ("BR", "192"),
    ("CA", "911"),
    ("CN", "120"),
    ("GB", "999"),
    ("HK", "999"),
    ("JP", "119"),
    ("KR", "119"),
    ("MX", "911"),
    ("NZ", "111"),
    ("SG", "995"),
    ("TW", "119"),
    ("US", "911"),
];

/// A number to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Takes a number: digits, spaces and a plus, at least two digits, at most 20 signs.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+'));
        let digits = text.chars().filter(char::is_ascii_digit).count();
        (plain && digits >= 2 && text.len() <= LONGEST).then(|| Self(text.to_owned()))
    }

    /// Returns the number of a locale such as `en_GB.UTF-8`; `None` if its region is not known.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let (_, rest) = locale.split_once(['_', '-'])?;
        let region = rest.split(['.', '@', '_', '-']).next()?.to_ascii_uppercase();
        if BY_112.contains(&region.as_str()) {
            return Some(Self(FALLBACK.to_owned()));
        }
        BY_REGION.iter().find(|(known, _)| *known == region).map(|(_, number)| Self((*number).to_owned()))
    }

    /// Returns the number as it is called.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the numbers that the settings offer.
    pub fn known() -> impl Iterator<Item = &'static str> {
        [FALLBACK, "911", "999", "000", "111", "119", "120", "192", "995"].into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_of_a_locale_tells_the_number() {
        for (locale, number) in [
            ("en_GB.UTF-8", Some("999")),
            ("de_DE.UTF-8@euro", Some("112")),
            ("en_US", Some("911")),
            ("fr-CA", Some("911")),
            ("en_AU.UTF-8", Some("000")),
            ("en_NZ", Some("111")),
            ("ja_JP.eucJP", Some("119")),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("en", None),
            ("", None),
            ("xx_ZZ", None),
        ] {
            assert_eq!(Number::of_locale(locale).as_ref().map(Number::as_str), number, "{locale}");
        }
    }

    #[test]
    fn each_region_has_one_number_that_can_also_be_set() {
        let regions = BY_112.iter().chain(BY_REGION.iter().map(|(region, _)| region));
        let unique: std::collections::BTreeSet<_> = regions.clone().collect();
        assert_eq!(unique.len(), regions.count());
        for (region, number) in BY_REGION {
            assert!(Number::known().any(|known| known == number), "{region}");
        }
        assert!(Number::known().all(|known| Number::new(known).is_some()));
    }

    #[test]
    fn a_number_is_digits_spaces_and_a_plus() {
        for good in ["112", "+44 999", " 911 ", "00 1 911"] {
            assert!(Number::new(good).is_some(), "{good}");
        }
        for bad in ["", "1", "call", "112;rm", "+ ", "１１２", "1-1-2", "123456789012345678901"] {
            assert!(Number::new(bad).is_none(), "{bad}");
        }
    }
}
