//! Something is wrong: its screens, and that no word of them is cut off.

use jiff::SignedDuration;

use super::stage::Stage;
use crate::app::{Action, Input, Screen};
use crate::symptoms::emergency::Number;
use crate::symptoms::signs::{HEALTH, HEALTH_LINE, LINES, Locks, Place, SIGNS, Sign, Tier, behind};
use crate::symptoms::{PainScore, Region, Site, SoreSite};
use crate::ui::Colours;
use crate::ui::theme::Theme;
use crate::words::{English, Words, sign};

/// Sizes that are looked at.
const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (40, 15), (40, 12)];

/// The keys that say a sign behind `!`, without what is asked after it; `None` if another sign leads to it.
fn keys(sign: &Sign) -> Option<String> {
    let line = match sign.place {
        Place::Line(line) => format!("{line}"),
        Place::Health(line) => format!("{HEALTH_LINE}{line}"),
        Place::Behind => {
            let leads = SIGNS.iter().find(|leads| leads.also.contains(&sign.id)).unwrap();
            let at = leads.also.iter().position(|also| *also == sign.id).unwrap() + 1;
            return Some(format!("{}{at}y", keys(leads)?));
        }
        Place::Former => return None,
    };
    let signs = behind(sign.place);
    let at = signs.iter().position(|s| s.id == sign.id).unwrap() + 1;
    Some(if signs.len() == 1 { format!("!{line}y") } else { format!("!{line}{at}y") })
}

/// A program in which a sign was said.
fn said(sign: &Sign) -> Stage {
    let mut stage = Stage::well();
    stage.app.core.local_number = Number::of_locale("en_GB.UTF-8");
    stage.press(&keys(sign).unwrap());
    if !sign.also.is_empty() {
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
fn nine_lines_are_offered_and_lead_to_questions() {
    let mut stage = Stage::well();
    stage.press("!");
    insta::assert_snapshot!("signs", stage.body());
    stage.press("8");
    insta::assert_snapshot!("signs_asked", stage.body());
}

#[test]
fn a_swollen_calf_is_asked_on_and_then_about_the_chest() {
    let mut stage = Stage::well();
    stage.press("!21");
    assert!(stage.app.core.locks().is_empty(), "a digit may be the wrong one");
    insta::assert_snapshot!("signs_sure", stage.body());
    stage.press("y");
    assert!(stage.app.core.locks().is_empty(), "swelling alone locks nothing");
    insta::assert_snapshot!("signs_also", stage.body());
    stage.press("1y");
    assert_eq!(stage.app.core.locks(), [("RF03b".to_owned(), Tier::Today)]);
    stage.press("1y");
    assert_eq!(stage.app.core.locks()[0], ("RF04".to_owned(), Tier::Now));
    assert_eq!(*stage.app.view().screen(), Screen::Locked);
    // Neither: the advice is shown, and nothing is locked.
    let mut stage = Stage::well();
    stage.press("!21yn");
    assert!(matches!(stage.app.view().screen(), Screen::Told { sign, .. } if sign.id == "RF03a"));
}

#[test]
fn the_health_page_has_seven_lines_and_asks_a_detail_of_a_chosen_one_only() {
    let mut stage = Stage::well();
    stage.press(&format!("!{HEALTH_LINE}"));
    insta::assert_snapshot!("health", stage.body());
    let shown = words(&stage, (80, 24));
    assert!((1..=HEALTH).all(|line| shown.contains(sign::health_line(line.into()))), "{shown}");
    stage.press("2");
    insta::assert_snapshot!("health_bones", stage.body());
    stage.press("1yn");
    assert!(matches!(stage.app.view().screen(), Screen::Told { sign, .. } if sign.id == "BH1"));
}

#[test]
fn what_needs_help_at_once_shows_the_number() {
    insta::assert_snapshot!("locked_now", said(of("RF04")).all_sizes());
    let mut stage = Stage::well();
    stage.press("!3y");
    insta::assert_snapshot!("locked_now_no_number", stage.body());
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
    let mut stage = said(of("RF03d"));
    let once = stage.all_sizes();
    stage.press("c");
    insta::assert_snapshot!("locked", once + &stage.body());
}

#[test]
fn a_paused_sign_is_asked_about_from_the_next_day_on() {
    let mut stage = said(of("RF08b"));
    assert!(stage.app.core.still_there(stage.now.at.date()).is_none());
    stage.now.at.moment += SignedDuration::from_hours(24);
    assert!(
        English
            .today_why(&stage.app.view().today(stage.now).why)
            .ends_with("Enter asks whether it is still there.")
    );
    insta::assert_snapshot!("locked_pause", stage.body());
    stage.press("n");
    assert!(stage.app.core.still_there(stage.now.at.date()).is_none(), "once a day");
    assert!(!English.today_why(&stage.app.view().today(stage.now).why).contains("still there"));
    stage.now.at.moment += SignedDuration::from_hours(6 * 24);
    stage.press("n");
    assert!(stage.app.core.locks().is_empty() && *stage.app.view().screen() == Screen::Today);
    assert!(stage.app.stage.notice().unwrap().contains("Unlocked after a week"));
}

#[test]
fn advice_is_told_and_locks_nothing() {
    let mut stage = said(of("RF13"));
    insta::assert_snapshot!("told", stage.body());
    stage.press("\n");
    assert!(stage.app.core.locks().is_empty());
    assert_eq!(*stage.app.view().screen(), Screen::Today);
}

#[test]
fn a_question_behind_another_stays_when_advice_comes_between() {
    let mut stage = Stage::well();
    let calf = Site { region: Region::CalfMuscle, side: None };
    let sore = SoreSite { site: calf, score: PainScore::new(5) };
    stage.app.update(Input::AskAbout(vec![sore]), stage.now);
    let asked = |stage: &Stage| match stage.app.view().screen() {
        Screen::Asked(question) => question.signs().to_vec(),
        screen => panic!("{screen:?}"),
    };
    let first = asked(&stage);
    let at = first.iter().position(|sign| sign.id == "RF03a").unwrap() + 1;
    stage.press(&format!("{at}yn"));
    assert!(matches!(stage.app.view().screen(), Screen::Told { sign, .. } if sign.id == "RF03a"));
    stage.press("\n");
    assert_ne!(asked(&stage), first, "the other question is asked still");
}

#[test]
fn the_list_of_routines_says_what_is_locked() {
    let mut stage = said(of("RF08b"));
    stage.app.update(Action::Close, stage.now);
    stage.press("r");
    insta::assert_snapshot!("routines_locked", stage.body());
}

#[test]
fn no_word_of_a_line_or_question_is_cut_off() {
    for size in SIZES {
        let mut stage = Stage::well();
        stage.press("!");
        let shown = words(&stage, size);
        for line in (1..=LINES).map(|n| sign::line(n.into())) {
            assert!(shown.contains(line), "{size:?} {line}:\n{shown}");
        }
        let lines = (1..=LINES).map(|n| (format!("!{n}"), Place::Line(n)));
        let health = (1..=HEALTH).map(|n| (format!("!{HEALTH_LINE}{n}"), Place::Health(n)));
        for (keys, place) in lines.chain(health).filter(|(_, place)| behind(*place).len() > 1) {
            let mut stage = Stage::well();
            stage.press(&keys);
            let shown = words(&stage, size);
            for sign in behind(place) {
                let ask = sign::of(sign).ask;
                assert!(shown.contains(ask), "{size:?} {} of {place:?}:\n{shown}", sign.id);
            }
            assert!(shown.contains("none of these"), "{size:?} {place:?}");
        }
    }
}

#[test]
fn every_text_is_shown_in_full_with_what_clears_it() {
    for sign in SIGNS.iter().filter(|sign| sign.place != Place::Former) {
        let stage = said(sign);
        for size in SIZES {
            let shown = words(&stage, size).replace("▌ ", "");
            // Whom to call is said in large letters.
            let text = sign::of(sign);
            let large = sign.is_only_a_call();
            assert!(large || shown.contains(text.first()), "{size:?} {}:\n{shown}", sign.id);
            assert!(shown.contains(text.rest()), "{size:?} {}:\n{shown}", sign.id);
            if sign.locks == Locks::Nothing {
                assert!(shown.contains("Nothing is locked"), "{size:?} {}", sign.id);
                continue;
            }
            if sign.locks == Locks::Growth {
                assert!(shown.contains("no run of your plan gets longer"), "{size:?} {}", sign.id);
                continue;
            }
            for end in ["a doctor or physio has cleared me", "it was a mistake"] {
                assert!(shown.contains(end), "{size:?} {}:\n{shown}", sign.id);
            }
            // The number is drawn large, and only if the runner should call for help.
            assert_eq!(
                shown.contains("Call now"),
                sign.calls_for_help() && size.0 < 70,
                "{size:?} {}",
                sign.id
            );
            assert_eq!(
                shown.contains("what you feel, and when it began"),
                sign.calls_for_help(),
                "{size:?} {}",
                sign.id
            );
        }
    }
}

#[test]
fn only_four_signs_call_for_help_and_only_they_are_red() {
    let calls: Vec<&str> =
        SIGNS.iter().filter(|s| s.calls_for_help() && s.place != Place::Former).map(|s| s.id).collect();
    assert_eq!(calls.len(), 4, "{calls:?}");
    for id in ["RF04", "RF01", "RF12b"] {
        let stage = said(of(id));
        for (width, height) in SIZES {
            let buffer = stage.draw(width, height, Colours::Dark);
            let red = buffer.content.iter().any(|cell| Theme::of(Colours::Dark).bad.fg == Some(cell.fg));
            assert_eq!(red, id == "RF04", "{id} at {width} by {height}");
        }
    }
}

#[test]
fn today_says_whom_to_call_while_all_is_locked_and_shows_nobody_running() {
    let mut stage = said(of("RF04"));
    stage.app.stage.show_figures();
    stage.press("\x1b");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
    assert!(stage.app.stage.figure().is_none());
    let text = stage.text(120, 36);
    assert!(text.contains("what you feel") && !text.contains("2 Plan"), "{text}");
}
