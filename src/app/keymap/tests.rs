//! Rules for the whole table.

use super::*;

#[test]
fn no_key_means_two_things_in_one_place() {
    for context in Context::ALL {
        let mut seen = Vec::new();
        let here = rows(context).chain(rows(Context::Everywhere).filter(|_| context != Context::Everywhere));
        for key in here.flat_map(|b| b.keys) {
            assert!(!seen.contains(key), "{key} stands twice in {}", context.title());
            seen.push(*key);
        }
        if DIGITS.iter().any(|(at, _)| *at == context) {
            for n in '0'..='9' {
                assert!(!seen.contains(&Key::Char(n)), "{n} stands twice in {}", context.title());
            }
        }
    }
}

#[test]
fn every_row_has_a_key_and_says_what_it_does() {
    for binding in bindings() {
        assert!(!binding.keys.is_empty());
        assert!(!binding.help.is_empty(), "{:?}", binding.action);
    }
}

#[test]
fn a_digit_answers_only_where_something_is_asked() {
    let keymap = Keymap::default();
    assert_eq!(keymap.action(Context::Signs, Key::Char('3')), Some(Action::Digit(3)));
    assert_eq!(keymap.action(Context::Today, Key::Char('7')), None);
}
