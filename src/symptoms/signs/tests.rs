//! What must hold of the table of signs, whatever is said of them.

use std::collections::BTreeSet;

use super::*;

/// Row, tier and lock, as EVIDENCE2.md 3 and, for the rows that it leaves, EVIDENCE.md 6 have them.
const ROWS: [(&str, Tier, Locks); 48] = [
    ("AGE", Tier::Advise, Locks::Nothing),
    ("AGEb", Tier::Pause, Locks::Growth),
    ("AGEc", Tier::Pause, Locks::Loading),
    ("BH1", Tier::Advise, Locks::Nothing),
    ("BH1b", Tier::Gate, Locks::Loading),
    ("BH2", Tier::Advise, Locks::Growth),
    ("BH2b", Tier::Gate, Locks::Growth),
    ("BH3", Tier::Advise, Locks::Growth),
    ("BH4", Tier::Advise, Locks::Nothing),
    ("BH4b", Tier::Gate, Locks::Loading),
    ("DM1", Tier::Advise, Locks::Nothing),
    ("DM1b", Tier::Gate, Locks::Loading),
    ("DM2", Tier::Today, Locks::All),
    ("PR1", Tier::Advise, Locks::Growth),
    ("PR2", Tier::Gate, Locks::Loading),
    ("RF01", Tier::Now, Locks::All),
    ("RF02", Tier::Now, Locks::All),
    ("RF03a", Tier::Advise, Locks::Nothing),
    ("RF03b", Tier::Today, Locks::All),
    ("RF03c", Tier::Today, Locks::All),
    ("RF03d", Tier::Today, Locks::All),
    ("RF04", Tier::Now, Locks::All),
    ("RF05", Tier::Pause, Locks::Loading),
    ("RF06", Tier::Today, Locks::All),
    ("RF06b", Tier::Advise, Locks::Runs),
    ("RF07a", Tier::Advise, Locks::Nothing),
    ("RF07b", Tier::Advise, Locks::Nothing),
    ("RF07c", Tier::Pause, Locks::Growth),
    ("RF07d", Tier::Advise, Locks::Nothing),
    ("RF07e", Tier::Advise, Locks::Nothing),
    ("RF08a", Tier::Today, Locks::AllButWalking),
    ("RF08b", Tier::Pause, Locks::Loading),
    ("RF09", Tier::Advise, Locks::Nothing),
    ("RF10a", Tier::Today, Locks::Loading),
    ("RF10b", Tier::Gate, Locks::Loading),
    ("RF10c", Tier::Advise, Locks::Growth),
    ("RF10d", Tier::Advise, Locks::Growth),
    ("RF10e", Tier::Gate, Locks::Loading),
    ("RF11", Tier::Pause, Locks::Loading),
    ("RF12a", Tier::Today, Locks::All),
    ("RF12b", Tier::Pause, Locks::Loading),
    ("RF13", Tier::Advise, Locks::Nothing),
    ("RF14a", Tier::Now, Locks::All),
    ("RF14b", Tier::Gate, Locks::Loading),
    ("RF15", Tier::Now, Locks::All),
    ("RF16a", Tier::Pause, Locks::Loading),
    ("RF16b", Tier::Pause, Locks::Loading),
    ("RF17", Tier::Pause, Locks::Loading),
];

/// The rows of the table before this one: what was said then keeps its tier and its lock.
const BEFORE: [(&str, Tier, Locks); 20] = [
    ("RF01", Tier::Now, Locks::All),
    ("RF02", Tier::Now, Locks::All),
    ("RF03", Tier::Today, Locks::All),
    ("RF04", Tier::Now, Locks::All),
    ("RF05", Tier::Pause, Locks::Loading),
    ("RF06", Tier::Today, Locks::All),
    ("RF07", Tier::Pause, Locks::Loading),
    ("RF08", Tier::Pause, Locks::Loading),
    // Nothing was played, and nothing is; that walking is fine is new.
    ("RF08a", Tier::Today, Locks::AllButWalking),
    ("RF09", Tier::Advise, Locks::Nothing),
    ("RF10", Tier::Today, Locks::All),
    ("RF11", Tier::Pause, Locks::Loading),
    ("RF12a", Tier::Today, Locks::All),
    ("RF12b", Tier::Pause, Locks::Loading),
    ("RF13", Tier::Advise, Locks::Nothing),
    ("RF14", Tier::Gate, Locks::All),
    ("RF15", Tier::Now, Locks::All),
    ("RF16", Tier::Pause, Locks::Loading),
    ("RF17", Tier::Pause, Locks::Loading),
    ("RF18", Tier::Now, Locks::All),
];

fn ids(signs: &[&'static Sign]) -> Vec<&'static str> {
    signs.iter().map(|sign| sign.id).collect()
}

#[test]
fn every_row_is_there_once_with_its_tier_and_lock() {
    let row = |sign: &Sign| (sign.id, sign.tier, sign.locks);
    let asked = SIGNS.iter().filter(|sign| sign.place != Place::Former).map(row);
    let (mut rows, mut expected) = (asked.collect::<Vec<_>>(), ROWS.to_vec());
    expected.extend(BEFORE.iter().filter(|row| matches!(row.0, "RF18" | "RF19")));
    expected.push(("RF19", Tier::Advise, Locks::Loading));
    rows.sort_unstable();
    expected.sort_unstable();
    assert_eq!(rows, expected);
    let ids: BTreeSet<&str> = SIGNS.iter().map(|sign| sign.id).collect();
    assert_eq!(ids.len(), SIGNS.len(), "each once");
    assert_eq!(
        (tier("RF99"), locks("RF99")),
        (Tier::Now, Locks::All),
        "what is not known counts as the gravest"
    );
}

#[test]
fn a_row_of_an_older_log_keeps_its_tier_and_its_lock() {
    for (id, before, lock) in BEFORE {
        assert_eq!((tier(id), locks(id)), (before, lock), "{id}");
    }
}

#[test]
fn each_list_leads_to_its_signs() {
    let mut reached = BTreeSet::new();
    let lines = (1..=LINES).map(Place::Line);
    for place in lines.chain((1..=HEALTH).map(Place::Health)) {
        let signs = behind(place);
        assert_eq!(signs.is_empty(), place == Place::Line(HEALTH_LINE), "{place:?}");
        assert!(signs.len() <= 9, "{place:?} needs a second digit");
        reached.extend(ids(&signs));
    }
    assert!(behind(Place::Line(LINES + 1)).is_empty() && behind(Place::Health(HEALTH + 1)).is_empty());
    // A detail is reached by the sign that it belongs to, which may be a detail itself.
    for _ in 0..2 {
        let details: Vec<&str> =
            SIGNS.iter().filter(|s| reached.contains(s.id)).flat_map(|s| s.also).copied().collect();
        reached.extend(details);
    }
    let all = SIGNS.iter().filter(|sign| sign.place != Place::Former);
    assert_eq!(
        all.filter(|sign| !reached.contains(sign.id)).map(|sign| sign.id).collect::<Vec<_>>(),
        [""; 0]
    );
    for sign in &SIGNS {
        assert_eq!(sign.also().count(), sign.also.len(), "{}", sign.id);
        assert!(!sign.basis.is_empty(), "{}", sign.id);
        assert!(sign.place != Place::Former || sign.when.is_empty(), "{} is asked", sign.id);
    }
}

#[test]
fn the_calf_is_asked_about_whenever_it_is_named_and_other_sites_when_new() {
    let site = |region, new| ids(&asked(Occasion::Site { region, new }));
    assert_eq!(site(Region::CalfMuscle, false), ["RF03a", "RF03d"]);
    assert_eq!(site(Region::CalfMuscle, true), ["RF01", "RF19", "RF03a", "RF03d", "RF18", "RF17"]);
    assert_eq!(site(Region::TendonMid, true), ["RF01", "RF10a", "RF10b"]);
    assert_eq!(site(Region::HeelBoneDeep, true), ["RF05"]);
    for region in Region::ALL {
        assert!(!site(region, true).is_empty(), "{region}");
        assert!(region == Region::CalfMuscle || site(region, false).is_empty(), "{region}");
    }
}

#[test]
fn one_question_catches_what_it_names() {
    // A pulled calf that is not swollen, and a blister, are signs of their own and end with the runner's word.
    for id in ["RF19", "RF06b"] {
        assert!(may_release(id) && tier(id) == Tier::Advise && !walks_come_first(id), "{id}");
    }
    // Swelling alone locks nothing; what came with it is asked at once, however often it was said before.
    let swollen = sign("RF03a").unwrap();
    assert_eq!((swollen.locks, swollen.also), (Locks::Nothing, &["RF03b", "RF03c"][..]));
    assert!(!swollen.is_mere_advice());
    // A healthy pregnancy locks no routine.
    assert_eq!(locks("PR1"), Locks::Growth);
}

#[test]
fn two_that_count_hold_back_growth_and_one_does_not() {
    for (open, stops) in [
        (&[][..], false),
        (&["RF07a"][..], false),
        (&["RF07a", "RF07a"][..], false),
        (&["RF07a", "RF07e"][..], true),
        (&["RF07c"][..], true),
        (&["RF09", "BH1", "RF03a"][..], false),
        (&["PR1"][..], true),
        (&["RF06b"][..], true),
        (&["RF99"][..], true),
    ] {
        assert_eq!(stops_growth(open.iter().copied()), stops, "{open:?}");
    }
    let slow: Vec<&str> = SIGNS.iter().map(|sign| sign.id).filter(|id| slows_growth(id)).collect();
    assert_eq!(slow, ["RF05", "RF16a", "RF16b", "BH1", "BH1b", "BH4", "BH4b", "RF16"]);
}

#[test]
fn pain_is_asked_about_from_four_up() {
    let pain = |score| {
        ids(&asked(Occasion::Pain { region: Region::TendonMid, score: PainScore::new(score).unwrap() }))
    };
    assert_eq!(pain(3), [""; 0]);
    assert_eq!(pain(4), ["RF12a", "RF06", "RF11"]);
    assert_eq!(pain(10), pain(4));
}

#[test]
fn what_a_run_tells_is_asked_about() {
    assert_eq!(ids(&asked(Occasion::CutShort)), ["RF01", "RF02", "RF12a", "RF04"]);
    assert_eq!(ids(&asked(Occasion::Limp)), ["RF12a", "RF12b", "RF16a", "RF16b"]);
    assert_eq!(ids(&asked(Occasion::Sharp)), ["RF01", "RF19", "RF16b", "RF08a", "RF08b"]);
}

#[test]
fn who_ends_a_sign_is_as_the_table_has_it() {
    let of = |which: fn(Release) -> bool| {
        SIGNS.iter().filter(|sign| which(sign.release)).map(|sign| sign.id).collect::<Vec<_>>()
    };
    let runners = of(|release| matches!(release, Release::Runner(_)));
    let counted = ["RF07a", "RF07b", "RF07d", "RF07e"];
    let theirs = ["RF12b", "RF19", "RF06b", "RF08b", "RF11"];
    assert_eq!(runners, [&theirs[..], &counted, &["BH3", "RF07", "RF08"]].concat());
    assert_eq!(of(|release| matches!(release, Release::Day(_))), ["PR2", "RF10b", "RF10d"]);
    assert_eq!(of(|release| release == Release::Seen), ["RF07c"]);
    assert!(!may_release("RF99"), "what is not known is for a clinician");
    assert!(
        runners.iter().all(|id| locks(id) <= Locks::Loading),
        "what locks all is never the runner's to end"
    );
    for region in Region::ALL {
        assert_eq!(brought_by(region).is_some(), region.stops_loading(), "{region}");
    }
}

#[test]
fn no_question_asks_more_than_six_signs() {
    let sites = Region::ALL.into_iter().map(|region| Occasion::Site { region, new: true });
    let pains =
        Region::ALL.into_iter().map(|region| Occasion::Pain { region, score: PainScore::new(9).unwrap() });
    let others = [Occasion::CutShort, Occasion::Limp, Occasion::Sharp];
    for occasion in sites.chain(pains).chain(others) {
        assert!(asked(occasion).len() <= 6, "{occasion:?}");
    }
}
