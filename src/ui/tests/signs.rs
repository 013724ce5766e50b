//! Something is wrong: its screens, and that no word of them is cut off.

use jiff::SignedDuration;

use super::stage::Stage;
use crate::app::{Action, Screen};
use crate::symptoms::emergency::Number;
use crate::symptoms::signs::{LINES, Line, SIGNS, Sign, Tier};
use crate::words::{English, Words};

/// Sizes that are looked at.
const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (40, 15), (40, 12)];

/// The keys that say a sign behind `!`, without what is asked after it.
fn keys(sign: &Sign) -> String {
    let signs = Line::signs(sign.line);
    let at = signs.iter().position(|s| s.id == sign.id).unwrap() + 1;
    if signs.len() == 1 { format!("!{}y", sign.line) } else { format!("!{}{at}y", sign.line) }
}

/// A program in which a sign was said.
fn said(sign: &Sign) -> Stage {
    let mut stage = Stage::well();
    stage.app.core.local_number = Number::of_locale("en_GB.UTF-8");
    stage.press(&keys(sign));
    if sign.also.is_some() {
        stage.press("n");
    }
    stage
}

fn of(id: &str) -> &'static Sign {
    SIGNS.iter().find(|sign| sign.id == id).unwrap()
}

/// Returns the screen's words with single spaces between them.
fn words(stage: &Stage, (width, height): (u16, u16)) -> String {
    stage.text(width, height).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn eight_lines_are_offered_and_lead_to_questions() {
    let mut stage = Stage::well();
    stage.press("!");
    insta::assert_snapshot!("signs", stage.all_sizes());
    stage.press("8");
    insta::assert_snapshot!("signs_asked", stage.all_sizes());
}

#[test]
fn a_swollen_calf_is_locked_at_once_and_asked_about_the_chest() {
    let mut stage = Stage::well();
    stage.press("!2");
    assert!(stage.app.core.locks().is_empty(), "a digit may be the wrong one");
    insta::assert_snapshot!("signs_sure", stage.all_sizes());
    stage.press("y");
    assert_eq!(stage.app.core.locks(), [("RF03".to_owned(), Tier::Today)]);
    insta::assert_snapshot!("signs_also", stage.all_sizes());
    stage.press("1y");
    assert_eq!(stage.app.core.locks()[0], ("RF04".to_owned(), Tier::Now));
    assert_eq!(*stage.app.view().screen(), Screen::Locked);
}

#[test]
fn what_needs_help_at_once_shows_the_number() {
    insta::assert_snapshot!("locked_now", said(of("RF04")).all_sizes());
    let mut stage = Stage::well();
    stage.press("!3y");
    insta::assert_snapshot!("locked_now_no_number", stage.all_sizes());
}

#[test]
fn the_first_start_names_the_number() {
    let mut stage = Stage::new();
    for size in SIZES {
        assert!(words(&stage, size).contains("your local emergency number, or 112."), "{size:?}");
    }
    stage.app.core.local_number = Number::of_locale("en_GB.UTF-8");
    assert!(words(&stage, (80, 24)).contains("In an emergency call 999."));
}

#[test]
fn a_lock_says_what_to_do_and_how_it_is_cleared() {
    let mut stage = said(of("RF03"));
    let once = stage.all_sizes();
    stage.press("c");
    insta::assert_snapshot!("locked", once + &stage.all_sizes());
}

#[test]
fn a_paused_sign_is_asked_about_from_the_next_day_on() {
    let mut stage = said(of("RF08"));
    assert!(stage.app.core.still_there(stage.now.at.date()).is_none());
    stage.now.at.moment += SignedDuration::from_hours(24);
    assert!(
        English
            .today_why(&stage.app.view().today(stage.now).why)
            .ends_with("Enter asks whether it is still there.")
    );
    insta::assert_snapshot!("locked_pause", stage.all_sizes());
    stage.press("n");
    assert!(stage.app.core.still_there(stage.now.at.date()).is_none(), "once a day");
    assert!(!English.today_why(&stage.app.view().today(stage.now).why).contains("still there"));
    stage.now.at.moment += SignedDuration::from_hours(6 * 24);
    stage.press("n");
    assert!(stage.app.core.locks().is_empty() && *stage.app.view().screen() == Screen::Today);
    assert!(stage.app.stage.notice().unwrap().contains("it is open again"));
}

#[test]
fn advice_is_told_and_locks_nothing() {
    let mut stage = said(of("RF13"));
    insta::assert_snapshot!("told", stage.all_sizes());
    stage.press("\n");
    assert!(stage.app.core.locks().is_empty());
    assert_eq!(*stage.app.view().screen(), Screen::Today);
}

#[test]
fn the_list_of_routines_says_what_is_locked() {
    let mut stage = said(of("RF08"));
    stage.app.update(Action::Close, stage.now);
    stage.press("r");
    insta::assert_snapshot!("routines_locked", stage.all_sizes());
}

#[test]
fn no_word_of_a_line_or_question_is_cut_off() {
    for size in SIZES {
        let mut stage = Stage::well();
        stage.press("!");
        let shown = words(&stage, size);
        for line in LINES {
            assert!(shown.contains(line.ask), "{size:?} {}:\n{shown}", line.ask);
        }
        for (n, line) in (1..).zip(LINES).filter(|(_, line)| !line.then.is_empty()) {
            let mut stage = Stage::well();
            stage.press(&format!("!{n}"));
            let shown = words(&stage, size);
            for sign in Line::signs(n) {
                assert!(shown.contains(sign.ask), "{size:?} {} of {}:\n{shown}", sign.id, line.ask);
            }
            assert!(shown.contains("none of these"), "{size:?} {}", line.ask);
        }
    }
}

#[test]
fn every_text_is_shown_in_full_with_what_clears_it() {
    for sign in &SIGNS {
        let stage = said(sign);
        for size in SIZES {
            let shown = words(&stage, size);
            assert!(shown.contains(sign.first()), "{size:?} {}:\n{shown}", sign.id);
            assert!(shown.contains(sign.rest()), "{size:?} {}:\n{shown}", sign.id);
            if sign.tier == Tier::Advise {
                assert!(shown.contains("Nothing is locked"), "{size:?} {}", sign.id);
                continue;
            }
            for end in ["a clinician has cleared me", "the answer was a mistake"] {
                assert!(shown.contains(end), "{size:?} {}:\n{shown}", sign.id);
            }
            // From 70 columns on the number is drawn large.
            let small = sign.tier == Tier::Now && size.0 < 70;
            assert_eq!(shown.contains("Emergency: 999"), small, "{size:?} {}:\n{shown}", sign.id);
        }
    }
}
