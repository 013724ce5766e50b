//! Another language on the screens: what is said of a day, a plan and the weeks comes from its table alone.

use super::stage::Stage;
use crate::app::Input;
use crate::plan::progress::Caption;
use crate::units::Units;
use crate::words::toy::Toy;
use crate::words::{English, Words};

/// A plan by weeks with a run logged yesterday, and a morning that is asked about.
const LINES: &str = r#"{"v":1,"id":"p","rev":1,"at":"2026-05-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}
{"v":1,"id":"plan","rev":1,"at":"2026-06-08T05:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-06-08","place":"R5","tested":true,"site":{"region":"tendon-mid","side":"right"}}
{"v":1,"id":"m","rev":1,"at":"2026-06-10T05:00:00Z","device":"a","kind":"check-in","moment":"morning","date":"2026-06-10","sore":[{"region":"tendon-mid","side":"right","score":2}],"recall":"now"}
{"v":1,"id":"c","rev":1,"at":"2026-06-11T05:10:00Z","device":"a","kind":"session","routine":"foot-core"}"#;

#[test]
fn today_says_nothing_in_english_that_the_table_says() {
    for lines in [LINES, LINES.lines().next().unwrap()] {
        let mut stage = Stage::after(lines);
        stage.app.update(Input::Opened, stage.now);
        let (today, date) = (stage.app.view().today(stage.now), stage.now.at.date());
        let mut english = vec![English.heading(&today.heading), English.today_why(&today.why)];
        if let Some(run) = &today.day.run {
            english.push(English.reason(&run.reason));
            english.push(English.run_heading(run.heading).to_owned());
            english.extend(run.fine.as_ref().map(|fine| English.fine(fine)));
            english.extend(run.note.map(|note| English.note(note)));
        }
        for item in today.day.items.iter().chain(&today.day.spare) {
            english.push(English.thing(&item.thing));
            english.extend(English.item_notes(&item.notes));
            english.extend(item.amount.map(|amount| English.amount(amount)));
        }
        english.extend(stage.app.core.history.questions(date).iter().map(|ask| English.question(*ask, date)));
        // The start of each is enough: rows are wrapped.
        let begins = |said: &str| said.chars().take(18).collect::<String>();
        let seen = |text: &str| english.iter().filter(|said| text.contains(&begins(said))).count();
        let before = stage.text(120, 36);
        assert!(seen(&before) >= 3, "{english:#?}\n{before}");
        stage.app.stage.words = &Toy;
        let after = stage.text(120, 36);
        assert_eq!(seen(&after), 0, "{english:#?}\n{after}");
        assert!(after.contains("ρρρ") && after.contains("τττ"), "{after}");
        assert_eq!(after.contains("ααα"), today.by_plan && today.day.run.is_some(), "{after}");
    }
}

/// Expects that sentences are on a page in English, and none of them in the other language; returns that page.
fn in_both(stage: &mut Stage, english: &[String]) -> String {
    // The start of each is enough: rows are wrapped.
    let begins = |said: &String| said.chars().take(18).collect::<String>();
    let before = stage.text(120, 36);
    for said in english {
        assert!(before.contains(&begins(said)), "{said}\n{before}");
    }
    stage.app.stage.words = &Toy;
    let after = stage.text(120, 36);
    for said in english {
        assert!(!after.contains(&begins(said)), "{said}\n{after}");
    }
    after
}

#[test]
fn the_plan_says_nothing_in_english_that_the_table_says() {
    let mut stage = Stage::after(LINES);
    stage.app.update(Input::Opened, stage.now);
    stage.press("p");
    let today = stage.now.at.date();
    let view = stage.app.core.history().plan_view(today).unwrap();
    let at = stage.app.view().chosen_session().unwrap();
    let session = English.session(&view, &view.chart.sessions[at], stage.app.library(), today);
    let english =
        [English.rhythm(&view), English.behind(&view), session.what, English.reason(&view.said.reason)];
    let after = in_both(&mut stage, &english);
    assert!(after.contains("ααα") && after.contains("ωωω") && after.contains("υυυ".to_uppercase().as_str()));
}

#[test]
fn progress_says_nothing_in_english_that_the_table_says() {
    let mut stage = Stage::after(LINES);
    stage.app.update(Input::Opened, stage.now);
    stage.press("g");
    let tally = stage.app.history().tally(stage.now.at.date());
    let week = Caption::of_week(&tally, &tally.window(0, 8));
    let few = Caption::FewMornings { count: 1, now: true };
    let after = in_both(&mut stage, &[English.caption(few)]);
    assert!(!after.contains(&English.caption(week)), "{after}");
    assert!(after.contains("ΚΚΚ"), "{after}");
}

#[test]
fn the_history_says_nothing_in_english_that_the_table_says() {
    let mut stage = Stage::after(LINES);
    stage.app.update(Input::Opened, stage.now);
    stage.press("g\n");
    let log = stage.app.log();
    let plan = log.entries().into_iter().find(|entry| entry.record.id == "plan").unwrap();
    let english = [English.entry(plan.body, None, Units::Km)];
    let after = in_both(&mut stage, &english);
    assert!(after.contains("ббб"), "{after}");
}
