//! Another language on the screens: what is said of a day comes from its table alone.

use super::stage::Stage;
use crate::app::Input;
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
        stage.app.speak(&Toy);
        let after = stage.text(120, 36);
        assert_eq!(seen(&after), 0, "{english:#?}\n{after}");
        assert!(after.contains("ρρρ") && after.contains("τττ"), "{after}");
        assert_eq!(after.contains("ααα"), today.by_plan && today.day.run.is_some(), "{after}");
    }
}
