//! Entry criteria: which is not met, and how a friend says so.
//!
//! The criteria are data of a routine or of one of its steps; what the runner has come to is
//! counted elsewhere and passed in. Only the gate asks here.

use std::collections::BTreeMap;

use crate::routine::NeedKind;

/// An entry criterion that is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Need {
    kind: NeedKind,
    least: u32,
    /// How far the runner is, where that is known.
    has: Option<u32>,
}

/// Returns the first criterion that is not met; what is not known is not met.
///
/// The weeks of coming back are the exception: where nothing is known of them, nobody is coming back.
pub(super) fn unmet(needs: &BTreeMap<NeedKind, u32>, results: &BTreeMap<NeedKind, u32>) -> Option<Need> {
    needs.iter().find_map(|(kind, least)| {
        let has = results.get(kind).copied();
        let met = has.map_or(*kind == NeedKind::ComebackWeeks, |has| has >= *least);
        (!met).then_some(Need { kind: *kind, least: *least, has })
    })
}

impl Need {
    /// Says why a routine is softened, to be followed by what changes.
    pub(super) fn of_routine(self) -> String {
        if let Some(weeks) = self.first_weeks() {
            return format!("In {weeks}");
        }
        let noted = match self.has {
            None | Some(0) => "none are noted".to_owned(),
            Some(1) => "1 is noted".to_owned(),
            Some(n) => format!("{n} are noted"),
        };
        format!("It asks for {} first, and {noted}", self.words())
    }

    /// Says why steps are left out, to stand behind their names.
    pub(super) fn of_steps(self, names: &[String]) -> String {
        match (self.first_weeks(), names) {
            (Some(weeks), _) => format!("not in {weeks}"),
            (None, [name]) if !is_plural(name) => format!("it asks for {} first", self.words()),
            (None, _) => format!("they ask for {} first", self.words()),
        }
    }

    /// The stretch of time that a criterion of weeks keeps free.
    fn first_weeks(self) -> Option<String> {
        let weeks = match self.least {
            1 => "the first week".to_owned(),
            n => format!("the first {} weeks", number(n)),
        };
        match self.kind {
            NeedKind::PlanWeeks => Some(weeks),
            NeedKind::ComebackWeeks => Some(format!("{weeks} of coming back")),
            NeedKind::HeelRaises | NeedKind::Hops | NeedKind::StrengthWeeks | NeedKind::GreenWeeks => None,
        }
    }

    fn words(self) -> String {
        let n = self.least;
        let s = if n == 1 { "" } else { "s" };
        match self.kind {
            NeedKind::HeelRaises => format!("{n} heel raise{s} on each side"),
            NeedKind::Hops => format!("{n} one-leg hop{s} on each side"),
            NeedKind::PlanWeeks => format!("{n} week{s} of running"),
            NeedKind::ComebackWeeks => format!("{n} week{s} back"),
            NeedKind::StrengthWeeks => format!("{n} week{s} of calf strength work"),
            NeedKind::GreenWeeks => format!("{n} green week{s}"),
        }
    }
}

/// A small number as a word, as it stands in a sentence.
fn number(n: u32) -> String {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let word = n.checked_sub(2).and_then(|n| WORDS.get(n as usize));
    word.map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Tells whether the name of an exercise is of several: "one-leg hops", "towel raises on one leg".
fn is_plural(name: &str) -> bool {
    let several = |word: &str| word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    name.split(|c: char| !c.is_alphanumeric()).any(several)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(kind: NeedKind, least: u32, has: Option<u32>) -> Need {
        unmet(&[(kind, least)].into(), &has.map(|has| (kind, has)).into_iter().collect()).unwrap()
    }

    #[test]
    fn weeks_are_said_as_the_time_they_keep_free() {
        let said = |kind, least| need(kind, least, Some(0)).of_routine();
        assert_eq!(said(NeedKind::PlanWeeks, 2), "In the first two weeks");
        assert_eq!(said(NeedKind::PlanWeeks, 1), "In the first week");
        assert_eq!(said(NeedKind::PlanWeeks, 16), "In the first 16 weeks");
        assert_eq!(said(NeedKind::ComebackWeeks, 4), "In the first four weeks of coming back");
        assert_eq!(said(NeedKind::ComebackWeeks, 1), "In the first week of coming back");
    }

    #[test]
    fn results_are_said_with_what_is_noted() {
        let said = |kind, least, has| need(kind, least, has).of_routine();
        for (kind, least, has, words) in [
            (
                NeedKind::HeelRaises,
                20,
                None,
                "It asks for 20 heel raises on each side first, and none are noted",
            ),
            (
                NeedKind::HeelRaises,
                1,
                Some(0),
                "It asks for 1 heel raise on each side first, and none are noted",
            ),
            (NeedKind::Hops, 10, Some(1), "It asks for 10 one-leg hops on each side first, and 1 is noted"),
            (NeedKind::GreenWeeks, 2, Some(1), "It asks for 2 green weeks first, and 1 is noted"),
            (
                NeedKind::StrengthWeeks,
                4,
                Some(3),
                "It asks for 4 weeks of calf strength work first, and 3 are noted",
            ),
        ] {
            assert_eq!(said(kind, least, has), words);
        }
    }

    #[test]
    fn steps_are_said_in_their_number() {
        let said = |kind, least, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            need(kind, least, None).of_steps(&names)
        };
        assert_eq!(said(NeedKind::GreenWeeks, 2, &["one-leg hops"]), "they ask for 2 green weeks first");
        assert_eq!(said(NeedKind::GreenWeeks, 1, &["march to easy jog"]), "it asks for 1 green week first");
        assert_eq!(said(NeedKind::GreenWeeks, 1, &["a march", "a hold"]), "they ask for 1 green week first");
        assert_eq!(said(NeedKind::GreenWeeks, 1, &["soleus press"]), "it asks for 1 green week first");
        assert_eq!(said(NeedKind::PlanWeeks, 2, &["low pogo hops"]), "not in the first two weeks");
    }

    #[test]
    fn nobody_is_coming_back_where_nothing_is_known_of_it() {
        let needs: BTreeMap<_, _> = [(NeedKind::ComebackWeeks, 4), (NeedKind::PlanWeeks, 2)].into();
        assert_eq!(unmet(&needs, &[(NeedKind::PlanWeeks, 2)].into()), None);
        assert_eq!(unmet(&needs, &BTreeMap::new()).unwrap().kind, NeedKind::PlanWeeks);
        let weeks = [(NeedKind::PlanWeeks, 9), (NeedKind::ComebackWeeks, 3)].into();
        assert_eq!(unmet(&needs, &weeks).unwrap().kind, NeedKind::ComebackWeeks);
    }
}
