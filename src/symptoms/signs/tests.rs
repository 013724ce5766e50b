//! What must hold of the table of signs, whatever its words.

use std::collections::BTreeSet;

use super::*;

/// Row, tier and basis, as EVIDENCE.md 6 and DESIGN.md 7 have them.
const ROWS: [(&str, Tier); 20] = [
    ("RF01", Tier::Now),
    ("RF02", Tier::Now),
    ("RF03", Tier::Today),
    ("RF04", Tier::Now),
    ("RF05", Tier::Pause),
    ("RF06", Tier::Today),
    ("RF07", Tier::Pause),
    ("RF08", Tier::Pause),
    ("RF08a", Tier::Today),
    ("RF09", Tier::Advise),
    ("RF10", Tier::Today),
    ("RF11", Tier::Pause),
    ("RF12a", Tier::Today),
    ("RF12b", Tier::Pause),
    ("RF13", Tier::Advise),
    ("RF14", Tier::Gate),
    ("RF15", Tier::Now),
    ("RF16", Tier::Pause),
    ("RF17", Tier::Pause),
    ("RF18", Tier::Now),
];

fn ids(signs: &[&'static Sign]) -> Vec<&'static str> {
    signs.iter().map(|sign| sign.id).collect()
}

#[test]
fn every_row_is_there_once_with_its_tier() {
    let mut rows: Vec<(&str, Tier)> = SIGNS.iter().map(|sign| (sign.id, sign.tier)).collect();
    rows.sort_unstable();
    assert_eq!(rows, ROWS);
    assert_eq!(tier("RF99"), Tier::Now, "what is not known counts as the gravest");
}

#[test]
fn each_line_leads_to_its_signs_and_asks_where_there_is_more_than_one() {
    let mut reached = BTreeSet::new();
    for (number, line) in (1..).zip(LINES) {
        let signs = Line::signs(number);
        assert!(!signs.is_empty(), "line {number} leads nowhere");
        assert_eq!(signs.len() > 1, !line.then.is_empty(), "line {number}");
        reached.extend(ids(&signs));
    }
    assert_eq!(reached.len(), SIGNS.len(), "every sign is behind a line");
    for sign in &SIGNS {
        assert!(sign.also.is_none_or(|also| super::sign(also).is_some()), "{}", sign.id);
        assert!(!sign.basis.is_empty(), "{}", sign.id);
    }
}

#[test]
fn the_calf_is_asked_about_whenever_it_is_named_and_other_sites_when_new() {
    let site = |region, new| ids(&asked(Occasion::Site { region, new }));
    assert_eq!(site(Region::CalfMuscle, false), ["RF03"]);
    assert_eq!(site(Region::CalfMuscle, true), ["RF01", "RF03", "RF18", "RF17"]);
    assert_eq!(site(Region::TendonMid, true), ["RF01", "RF10"]);
    assert_eq!(site(Region::HeelBoneDeep, true), ["RF05"]);
    for region in Region::ALL {
        assert!(!site(region, true).is_empty(), "{region}");
        assert!(region == Region::CalfMuscle || site(region, false).is_empty(), "{region}");
    }
}

#[test]
fn pain_is_asked_about_from_four_up() {
    let pain =
        |score| ids(&asked(Occasion::Pain { region: Region::TendonMid, score: Score::new(score).unwrap() }));
    assert_eq!(pain(3), [""; 0]);
    assert_eq!(pain(4), ["RF12a", "RF06", "RF11"]);
    assert_eq!(pain(10), pain(4));
}

#[test]
fn what_a_run_tells_is_asked_about() {
    assert_eq!(ids(&asked(Occasion::CutShort)), ["RF01", "RF02", "RF12a", "RF04"]);
    assert_eq!(ids(&asked(Occasion::Limp)), ["RF12a", "RF12b", "RF16"]);
    assert_eq!(ids(&asked(Occasion::Sharp)), ["RF01", "RF16", "RF08a", "RF08"]);
    assert_eq!(ids(&asked(Occasion::Plan)), ["RF14"]);
}

#[test]
fn the_runner_ends_only_what_the_table_leaves_to_the_runner() {
    let left: Vec<&str> = SIGNS.iter().filter(|s| s.release == Release::Runner).map(|s| s.id).collect();
    assert_eq!(left, ["RF12b", "RF08", "RF11", "RF07"]);
    assert!(!may_release("RF99"), "what is not known is for a clinician");
    assert!(left.iter().all(|id| tier(id) == Tier::Pause), "what locks all is never the runner's to end");
    for region in Region::ALL {
        assert_eq!(brought_by(region).is_some(), region.stops_loading(), "{region}");
    }
}

#[test]
fn the_rows_of_the_second_sheet_are_sixteen_words_at_most() {
    for id in ["RF05", "RF08", "RF08a", "RF16", "RF17", "RF18"] {
        let ask = sign(id).unwrap().ask;
        assert!(ask.split_whitespace().count() <= 16, "{id}: {ask}");
    }
}

#[test]
fn no_question_asks_more_than_four_signs() {
    let sites = Region::ALL.into_iter().map(|region| Occasion::Site { region, new: true });
    let pains =
        Region::ALL.into_iter().map(|region| Occasion::Pain { region, score: Score::new(9).unwrap() });
    let others = [Occasion::CutShort, Occasion::Limp, Occasion::Sharp, Occasion::Plan];
    for occasion in sites.chain(pains).chain(others) {
        assert!(asked(occasion).len() <= 4, "{occasion:?}");
    }
}

/// Counts the syllables of an English word as it is read: groups of vowels, a silent e taken away.
fn syllables(word: &str) -> usize {
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |c: char| "aeiouy".contains(c);
    let chars: Vec<char> = word.chars().collect();
    let groups = (0..chars.len()).filter(|i| vowel(chars[*i]) && (*i == 0 || !vowel(chars[i - 1]))).count();
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// Flesch's reading ease: 60 and more is plain English.
fn ease(text: &str) -> f64 {
    // One long word that everybody knows.
    let text = text.replace("emergency", "urgent");
    let words: Vec<&str> = text.split_whitespace().collect();
    let sentences = text.matches(['.', ':']).count().max(1) as f64;
    let sounds: usize = words.iter().map(|word| syllables(word)).sum();
    206.835 - 1.015 * words.len() as f64 / sentences - 84.6 * sounds as f64 / words.len() as f64
}

#[test]
fn texts_are_two_plain_sentences_at_most() {
    for sign in &SIGNS {
        let Sign { id, text, .. } = sign;
        assert!(text.ends_with('.') && text.matches('.').count() <= 2, "{id}: {text}");
        assert!(text.split_whitespace().count() <= 24, "{id}: {text}");
        assert!(!text.contains('!') && !text.contains('?'), "{id} is calm");
        assert!(ease(text) >= 60.0, "{id} reads at {:.0}: {text}", ease(text));
        let sentences = [sign.first(), sign.rest()].join(" ");
        assert_eq!(sentences.trim(), *text);
    }
}

#[test]
fn questions_are_short_and_plain() {
    let lines = LINES.iter().map(|line| line.ask);
    for ask in SIGNS.iter().map(|sign| sign.ask).chain(lines) {
        assert!(!ask.ends_with(['.', '?']), "{ask}");
        assert!(ask.split_whitespace().count() <= 30, "{ask}");
        let sounds: usize = ask.split_whitespace().map(syllables).sum();
        assert!((sounds as f64) < 1.9 * ask.split_whitespace().count() as f64, "{ask}");
    }
}

#[test]
fn reading_ease_is_measured() {
    assert!(ease("Walk where it does not hurt.") > 90.0);
    assert!(ease("Immediate orthopaedic consultation is unconditionally recommended.") < 0.0);
    assert_eq!((syllables("care"), syllables("doctor"), syllables("emergency")), (1, 2, 4));
}
