//! What must hold of the words of warning signs.

use std::collections::BTreeSet;

use super::*;
use crate::symptoms::signs::{HEALTH, LINES, SIGNS};

#[test]
fn every_sign_and_every_line_has_its_words_once() {
    let rows: BTreeSet<&str> = table::SIGNS.iter().map(|(id, ..)| *id).collect();
    assert_eq!(rows, SIGNS.iter().map(|sign| sign.id).collect());
    assert_eq!((rows.len(), table::LINES.len()), (table::SIGNS.len(), LINES.into()));
    assert_eq!(table::HEALTH.len(), usize::from(HEALTH));
    for sign in &SIGNS {
        assert!(!of(sign).ask.is_empty() && !of(sign).text.is_empty(), "{}", sign.id);
    }
    assert_eq!(said("RF99"), "a warning sign from another device");
    assert!(said("RF07b").contains("not an irritable bowel"));
    assert_eq!((line(0), line(10), health_line(0), health_line(8)), ("", "", "", ""));
}

#[test]
fn help_is_called_for_in_the_first_sentence_or_not_at_all() {
    for sign in &SIGNS {
        let first = of(sign).first();
        // Urgent care is gone to, emergency care is called.
        assert_eq!(sign.calls_for_help(), first.contains("emergency"), "{}: {first}", sign.id);
        assert_eq!(sign.is_only_a_call(), first == "Call your emergency number now.", "{}: {first}", sign.id);
        assert!(!sign.calls_for_help() || sign.tier == Tier::Now, "{}", sign.id);
    }
}

#[test]
fn without_a_region_the_words_name_112() {
    assert_eq!(emergency_number(None), "your local emergency number, or 112");
    assert_eq!(emergency_number(Number::new("999").as_ref()), "999");
    let grave = signs::sign("RF04").unwrap();
    assert_eq!(advice(grave, Number::new("999").as_ref()), "Call your emergency number now. Emergency: 999.");
}

#[test]
fn a_person_without_a_terminal_is_asked_by_the_command_to_answer_with() {
    let both: Vec<&Sign> = signs::sign("RF03a").unwrap().also().collect();
    assert_eq!(both.iter().map(|sign| sign.id).collect::<Vec<_>>(), ["RF03b", "RF03c"]);
    assert!(
        asked(WhichSigns::Now, &both)
            .starts_with("Do you have any of these right now? If so: runup log flag RF03b\n  RF03b  ")
    );
    assert!(
        asked(WhichSigns::Too, &both)
            .starts_with("Do you have any of these too? If so: runup log flag RF03b\n")
    );
    assert_eq!(asked(WhichSigns::Too, &both[..1]).lines().count(), 1);
    assert_eq!((asked(WhichSigns::Now, &[]), asked(WhichSigns::Too, &[])), (String::new(), String::new()));
}

#[test]
fn a_question_has_sixteen_words_at_most() {
    for sign in &SIGNS {
        let words = of(sign);
        assert!(words.ask.split_whitespace().count() <= 16, "{}: {}", sign.id, words.ask);
        for word in ["cord", "sole"] {
            assert!(!format!("{} {}", words.ask, words.text).contains(word), "{}: {word}", sign.id);
        }
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
        let (id, words) = (sign.id, of(sign));
        let text = words.text;
        assert!(text.ends_with('.') && text.matches('.').count() <= 2, "{id}: {text}");
        assert!(text.split_whitespace().count() <= 24, "{id}: {text}");
        assert!(!text.contains('!') && !text.contains('?'), "{id} is calm");
        assert!(ease(text) >= 60.0, "{id} reads at {:.0}: {text}", ease(text));
        let sentences = [words.first(), words.rest()].join(" ");
        assert_eq!(sentences.trim(), text);
    }
}

#[test]
fn questions_are_short_and_plain() {
    let lines = table::LINES.into_iter().chain(table::HEALTH);
    // A runner with one of these diagnoses knows its name.
    let signs = SIGNS.iter().filter(|sign| !matches!(sign.id, "RF07b" | "RF10d" | "BH4" | "AGE" | "AGEb"));
    for ask in signs.map(|sign| of(sign).ask).chain(lines) {
        assert!(!ask.ends_with(['.', '?']), "{ask}");
        if ask == "diabetes, numb feet, blood thinners" || ask.contains("antibiotics") {
            continue;
        }
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
