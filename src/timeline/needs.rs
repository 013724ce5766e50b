//! Entry criteria: which is not met.
//!
//! The criteria are data of a routine or of one of its steps; what the runner has come to is
//! counted elsewhere and passed in.

use std::collections::BTreeMap;

use crate::routine::NeedKind;

/// An entry criterion that is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// What it asks for.
    pub kind: NeedKind,
    /// How much of it.
    pub least: u32,
    /// How far the runner is, if that is known.
    pub has: Option<u32>,
}

/// Returns the first criterion that is not met; what is not known is not met.
///
/// The weeks of coming back are the exception: if nothing is known of them, the runner is not coming back.
pub(super) fn unmet(needs: &BTreeMap<NeedKind, u32>, results: &BTreeMap<NeedKind, u32>) -> Option<Need> {
    needs.iter().find_map(|(kind, least)| {
        let has = results.get(kind).copied();
        let met = has.map_or(*kind == NeedKind::ComebackWeeks, |has| has >= *least);
        (!met).then_some(Need { kind: *kind, least: *least, has })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_coming_back_where_nothing_is_known_of_it() {
        let needs: BTreeMap<_, _> = [(NeedKind::ComebackWeeks, 4), (NeedKind::PlanWeeks, 2)].into();
        assert_eq!(unmet(&needs, &[(NeedKind::PlanWeeks, 2)].into()), None);
        assert_eq!(unmet(&needs, &BTreeMap::new()).unwrap().kind, NeedKind::PlanWeeks);
        let weeks = [(NeedKind::PlanWeeks, 9), (NeedKind::ComebackWeeks, 3)].into();
        assert_eq!(unmet(&needs, &weeks).unwrap().kind, NeedKind::ComebackWeeks);
    }
}
