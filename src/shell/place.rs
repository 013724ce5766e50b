//! The place of the program, as far as the locale shows it: the emergency number there.

use std::ffi::OsString;

use crate::symptoms::emergency::Number;

/// Variables that name the locale; of those that are set the first counts.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Returns the emergency number of the locale's region, if that is known.
pub fn emergency(variable: impl Fn(&str) -> Option<OsString>) -> Option<Number> {
    let locale = VARIABLES.iter().find_map(|name| variable(name).filter(|value| !value.is_empty()))?;
    Number::of_locale(locale.to_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts() {
        let of = |set: &'static [(&str, &str)]| {
            let number = emergency(|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()));
            number.map(|number| number.as_str().to_owned())
        };
        assert_eq!(of(&[("LANG", "en_GB.UTF-8")]).as_deref(), Some("999"));
        assert_eq!(of(&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "ja_JP")]).as_deref(), Some("119"));
        assert_eq!(of(&[("LANG", "en_GB"), ("LC_ALL", "")]).as_deref(), Some("999"));
        assert_eq!(of(&[("LANG", "en_GB"), ("LC_ALL", "C")]), None);
        assert_eq!(of(&[]), None);
    }
}
