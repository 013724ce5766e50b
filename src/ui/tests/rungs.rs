//! Rungs: offered at the end of a routine, set on its page.

use insta::assert_snapshot;

use super::stage::Stage;
use crate::app::Screen;
use crate::plan::rungs::taken;
use crate::routine::Id;

/// A runner who did the foot core six times in full, the last time two days ago.
fn six_times() -> Stage {
    let lines: String = (0..6)
        .map(|n| {
            let at = format!("2026-05-{:02}T08:00:00Z", 19 + 2 * n);
            format!(
                r#"{{"v":1,"id":"s{n}","rev":1,"at":"{at}","device":"before","kind":"session","routine":"foot-core","name":"Foot core","hash":"h","started":"{at}","ended":"{at}","outcome":"done","sets":[{}]}}"#,
                ["left", "right"].map(|side| format!(
                    r#"{{"step":"foot-doming-seated","exercise":"foot-doming-seated","side":"{side}","set":1,"planned-ms":56000,"worked-ms":56000,"complete":true}}"#
                )).join(",")
            ) + "\n"
        })
        .collect();
    Stage::after(&lines)
}

/// That runner at the end of the seventh time.
fn at_the_end() -> Stage {
    let mut stage = six_times();
    stage.play("foot-core").wait(20 * 60 * 1000);
    assert!(matches!(stage.app.view().screen(), Screen::Summary(_)), "{:?}", stage.app.view().screen());
    stage
}

fn rung(stage: &Stage) -> Option<String> {
    taken(stage.app.log()).get(&Id::from_words("foot-core")).map(|taken| taken.rung.to_string())
}

#[test]
fn the_next_rung_is_offered_at_the_end_and_one_key_takes_it() {
    let mut stage = at_the_end();
    assert_snapshot!("summary_rung", stage.all_sizes());
    assert_eq!(rung(&stage), None, "never by itself");
    stage.press("y");
    assert_eq!(rung(&stage).as_deref(), Some("standing"));
    assert_snapshot!("summary_rung_taken", stage.all_sizes());
    stage.press("u");
    assert_eq!(rung(&stage), None, "taken back");
    stage.press("\n");
    assert_eq!(rung(&stage), None, "enter leaves it for later");
}

#[test]
fn the_page_of_a_routine_sets_any_rung_and_takes_it_back() {
    let mut stage = six_times();
    stage.app.update(crate::app::Action::Nothing, stage.now);
    stage.press("qq");
    stage.press("r");
    let at = stage.app.core.routine_ids().iter().position(|id| id.as_str() == "foot-core").unwrap();
    stage.app.update(crate::app::Action::Choose(at as u16), stage.now);
    stage.press("w   ");
    assert_snapshot!("about_rungs", stage.all_sizes());
    stage.press("++");
    assert_eq!(rung(&stage).as_deref(), Some("ten-second-holds"));
    assert!(stage.text(120, 36).contains("You are here."));
    stage.press("+");
    assert_eq!(rung(&stage).as_deref(), Some("ten-second-holds"), "it is the highest");
    stage.press("-");
    assert_eq!(rung(&stage).as_deref(), Some("standing"));
    stage.press("-");
    assert_eq!(rung(&stage).as_deref(), Some("start"));
    stage.press("uu");
    assert_eq!(rung(&stage).as_deref(), Some("ten-second-holds"));
}

#[test]
fn what_was_taken_is_what_the_next_session_plays() {
    let mut stage = at_the_end();
    stage.press("y\n").play("foot-core");
    let names: Vec<_> =
        stage.app.stage.session().unwrap().routine().steps().map(|s| s.exercise.id.clone()).collect();
    assert!(names.contains(&Id::new("foot-doming")), "{names:?}");
}

/// A runner without a plan, four weeks after the first run: the runs grew and the mornings eased.
fn four_weeks() -> Stage {
    let mut lines = String::new();
    let mut line = |day: &str, body: &str| {
        let n = lines.len();
        let head =
            format!(r#"{{"v":1,"id":"n{n}","rev":1,"at":"{day}T06:00:00Z","device":"before",{body}}}"#);
        lines += &(head + "\n");
    };
    for (day, minutes, score) in [
        ("2026-05-14", 10.0, 4),
        ("2026-05-18", 10.0, 4),
        ("2026-05-22", 10.0, 3),
        ("2026-05-30", 20.0, 2),
        ("2026-06-03", 20.0, 1),
        ("2026-06-07", 25.0, 1),
    ] {
        line(
            day,
            &format!(
                r#""kind":"check-in","moment":"morning","date":"{day}","sore":[{{"region":"under-heel","side":"left","score":{score}}}],"recall":"now""#
            ),
        );
        line(day, &format!(r#""kind":"run","date":"{day}","minutes":40.0,"run-minutes":{minutes:.1}"#));
    }
    line("2026-06-11", r#""kind":"check-in","moment":"sites","date":"2026-06-11","sore":[],"recall":"now""#);
    Stage::after(&lines)
}

#[test]
fn after_four_weeks_today_tells_then_and_now_and_asks_once() {
    let mut stage = four_weeks();
    stage.wait(100);
    assert_snapshot!("today_four_weeks", stage.all_sizes());
    stage.press("9");
    assert!(stage.app.view().choice().is_some(), "a digit that is no answer changes nothing");
    stage.press("2");
    assert_eq!(stage.app.view().choice(), None, "asked once");
    assert_eq!(stage.app.view().today(stage.now).name, "Two minutes, no time");
    stage.press("u");
    assert!(stage.app.view().choice().is_some(), "taken back, it is asked again");
    stage.press("1");
    assert_eq!(stage.app.view().choice(), None);
    assert_eq!(stage.app.view().today(stage.now).name, "Five minutes before a run");
}

#[test]
fn the_next_time_says_what_was_done_the_last() {
    let mut stage = at_the_end();
    stage.press("\n").play("foot-core");
    assert!(stage.text(120, 36).contains("last time 8/8"), "{}", stage.text(120, 36));
    assert_snapshot!("player_last_time", stage.all_sizes());
    stage.press(">").wait(1_000);
    assert!(!stage.text(120, 36).contains("last time"), "not while it is done");
}

#[test]
fn a_rung_that_ripened_overnight_stands_beside_its_routine_on_today() {
    // The foot core was taken up and is due, and what its next rung asks for is met.
    let mut stage = six_times();
    stage.app.update(crate::app::Action::Nothing, stage.now);
    stage.press("qq");
    let there = |stage: &Stage| stage.text(120, 36).contains("Foot core  harder version: w");
    assert!(there(&stage), "{}", stage.text(120, 36));
    // On its page the key takes it; then nothing waits any more.
    stage.press("r");
    let at = stage.app.core.routine_ids().iter().position(|id| id.as_str() == "foot-core").unwrap();
    stage.app.update(crate::app::Action::Choose(at as u16), stage.now);
    stage.press("w+\x1bt");
    assert_eq!(rung(&stage).as_deref(), Some("standing"));
    assert!(!there(&stage), "{}", stage.text(120, 36));
}
