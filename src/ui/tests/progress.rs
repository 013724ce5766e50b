//! The Progress tab: as text at the sizes that are looked at, and what its keys do, on a Thursday in June.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ratatui::style::Color;

use super::stage::Stage;
use crate::app::Screen;
use crate::ui::Colours;
use crate::words::English;

const TODAY: Date = date(2026, 6, 11);

/// What the runner had done before, as lines of a history.
struct Past(String, u32);

impl Past {
    fn new() -> Self {
        Self(String::new(), 0).at(0, r#""kind":"profile","notice-read":true"#)
    }

    /// Something so many days ago.
    fn at(mut self, ago: i32, body: &str) -> Self {
        self.1 += 1;
        let day = TODAY.saturating_sub(ago.days());
        let _ = writeln!(
            self.0,
            r#"{{"v":1,"id":"e{:04}","rev":1,"at":"{day}T05:{:02}:00+02:00","device":"before",{body}}}"#,
            self.1,
            self.1 % 60
        );
        self
    }

    fn run(self, ago: i32, minutes: u32) -> Self {
        let day = TODAY.saturating_sub(ago.days());
        self.at(ago, &format!(r#""kind":"run","date":"{day}","minutes":{minutes}"#))
    }

    fn routine(self, ago: i32, minutes: u32) -> Self {
        let at = format!("{}T06:00:00+02:00", TODAY.saturating_sub(ago.days()));
        let millis = minutes * 60_000;
        let set =
            format!(r#"{{"step":"raise","set":1,"planned-ms":1,"worked-ms":{millis},"complete":true}}"#);
        self.at(
            ago,
            &format!(
                r#""kind":"session","routine":"calf-base","name":"Calf","hash":"0","started":"{at}","ended":"{at}","outcome":"done","sets":[{set}]"#
            ),
        )
    }

    fn morning(self, ago: i32, region: &str, score: u8) -> Self {
        let day = TODAY.saturating_sub(ago.days());
        let sore = format!(r#"{{"region":"{region}","side":"right","score":{score}}}"#);
        self.at(
            ago,
            &format!(r#""kind":"check-in","moment":"morning","date":"{day}","sore":[{sore}],"recall":"now""#),
        )
    }

    fn test(self, ago: i32, test: &str, side: &str, value: f64) -> Self {
        self.at(ago, &format!(r#""kind":"test","test":"{test}","side":"{side}","value":{value}"#))
    }

    /// Half a year of runs and routines, more of both towards the end.
    fn active() -> Self {
        let mut past = Self::new();
        for ago in (0..182).rev() {
            past = match ago % 7 {
                2 if ago % 35 != 2 => past.run(ago, 30 - ago as u32 / 10),
                5 => past.run(ago, 18),
                0 if ago < 90 => past.run(ago, 32 - ago as u32 / 5),
                1 | 4 if ago % 3 != 0 => past.routine(ago, 12),
                _ => past,
            };
        }
        past
    }

    /// The same with an Achilles that calms over eight weeks, and tests on both sides.
    fn sore() -> Self {
        let mut past = Self::active();
        for ago in (0..60).rev() {
            let score = match ago {
                35..=38 => 7,
                45.. => 6 - u8::from(ago % 2 == 0),
                12.. => 5 - (60 - ago as u8) / 20,
                _ => 2 - u8::from(ago < 4),
            };
            if !(20..23).contains(&ago) && ago % 9 != 0 {
                past = past.morning(ago, "tendon-mid", score);
            }
        }
        past.test(50, "heel-raises", "left", 14.0)
            .test(50, "heel-raises", "right", 9.0)
            .test(8, "heel-raises", "left", 19.0)
            .test(8, "heel-raises", "right", 16.0)
            .test(8, "knee-to-wall", "left", 11.0)
            .test(8, "knee-to-wall", "right", 9.5)
    }

    fn stage(self) -> Stage {
        let mut stage = Stage::after(&self.0);
        stage.press("g");
        stage
    }
}

fn tab(stage: &Stage) -> (u32, bool) {
    let Screen::Progress(tab) = stage.app.view().screen() else { panic!("{:?}", stage.app.view().screen()) };
    (tab.back, tab.site.is_some())
}

#[test]
fn an_achilles_that_calms() {
    insta::assert_snapshot!(Past::sore().stage().all_sizes());
}

#[test]
fn nothing_sore_and_the_bars_have_the_room() {
    let stage = Past::active().stage();
    let text = stage.all_sizes();
    insta::assert_snapshot!(text);
    assert!(!text.contains("ain"), "nobody without pain is told of it");
}

#[test]
fn before_the_first_entry_it_says_what_will_stand_there() {
    insta::assert_snapshot!(Past::new().stage().body());
}

#[test]
fn where_there_is_little_a_sentence_stands_in_place_of_a_chart() {
    let stage = Past::new().morning(2, "under-heel", 4).morning(0, "under-heel", 3).stage();
    insta::assert_snapshot!(stage.body());
}

#[test]
fn the_arrows_move_the_weeks_between_the_first_entry_and_today() {
    let mut stage = Past::sore().stage();
    let now = stage.text(120, 36);
    stage.press(">");
    assert_eq!((tab(&stage).0, stage.text(120, 36)), (0, now), "there is nothing after this week");
    stage.press("<<");
    assert_eq!(tab(&stage).0, 2);
    let before = stage.text(120, 36);
    assert!(!before.contains("this week") && !before.contains("so far"), "{before}");
    assert!(before.contains("31 May"), "it ends two weeks ago: {before}");
    for _ in 0..40 {
        stage.press("h");
    }
    assert_eq!(tab(&stage).0, 19, "27 weeks, eight of them shown");
    assert!(stage.text(120, 36).contains("Dec"), "{}", stage.text(120, 36));
    stage.press("l");
    assert_eq!(tab(&stage).0, 18);
}

#[test]
fn tab_shows_the_next_site_and_comes_round() {
    let mut past = Past::sore();
    for ago in 1..9 {
        past = past.morning(ago, "under-heel", 4);
    }
    let mut stage = past.stage();
    let shown = |stage: &Stage| stage.text(120, 36).contains("right Achilles");
    let first = shown(&stage);
    stage.press("\t");
    assert_ne!(shown(&stage), first);
    assert!(stage.text(120, 36).contains("tab site"));
    stage.press("\t");
    assert_eq!(shown(&stage), first);
    assert!(!Past::sore().stage().text(120, 36).contains("tab site"), "one site is no choice");
}

#[test]
fn the_plan_stands_beside_the_days_as_far_as_the_plan_tab_has_it() {
    let mut past = Past::new();
    past = past.at(9, r#""kind":"plan","plan":"new-runner","action":"start","date":"2026-06-02""#);
    for (ago, run) in [(9, 1), (7, 2)] {
        let day = TODAY.saturating_sub(ago.days());
        let run = format!(
            r#""kind":"run","date":"{day}","minutes":33,"run-minutes":8,"prescription":"week 1, run {run}: 8x(1m run, 2m walk)","effort":3"#
        );
        let next = day.saturating_add(1.days());
        let morning =
            format!(r#""kind":"check-in","moment":"morning","date":"{next}","sore":[],"recall":"now""#);
        past = past.at(ago, &run).at(ago - 1, &morning);
    }
    let mut stage = past.stage();
    let behind = stage.app.core.plan_behind(&English, stage.now).unwrap();
    assert!(stage.text(120, 36).contains(&behind), "{}", stage.text(120, 36));
    stage.press("p");
    assert!(stage.text(120, 36).contains(&behind), "{}", stage.text(120, 36));
    assert!(behind.starts_with("run 3 of"), "{behind}");
}

#[test]
fn this_week_and_the_zones_have_their_colours_and_their_signs() {
    let stage = Past::sore().stage();
    let cells = |colours, sign: char, fg: Color| {
        let buffer = stage.draw(120, 36, colours);
        buffer.content.iter().filter(|cell| cell.symbol() == sign.to_string() && cell.fg == fg).count()
    };
    let (calm, pale) = (Color::Rgb(0x6C, 0xC3, 0xBA), Color::Rgb(0x4A, 0x50, 0x5C));
    assert!(cells(Colours::Dark, '█', calm) > 0, "this week");
    assert!(cells(Colours::Dark, '█', pale) > 0, "routines are the pale part");
    assert!(cells(Colours::Light, '▅', Color::Rgb(0x1B, 0x7A, 0x74)) > 0, "a day of half an hour");
    let braille = |colours, fg: Color| {
        let buffer = stage.draw(120, 36, colours);
        let dots = |symbol: &str| symbol.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c));
        buffer.content.iter().filter(|cell| dots(cell.symbol()) && cell.fg == fg).count()
    };
    for zone in [Color::Green, Color::Yellow, Color::Red] {
        assert!(braille(Colours::Sixteen, zone) > 0, "{zone:?}");
    }
    let plain = stage.draw(120, 36, Colours::None);
    assert!(plain.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    for sign in ["·", "░", "▒", "█", "⣿"] {
        assert!(plain.content.iter().any(|cell| cell.symbol() == sign), "{sign}");
    }
}

#[test]
fn it_is_drawn_at_any_size_with_any_history() {
    let absurd = || {
        let mut past = Past::sore();
        for (ago, minutes) in [(0, 4_000_000_000), (8, 0), (9, 1), (400_000, 30), (-2_000_000, 30)] {
            past = past.run(ago, minutes);
        }
        (0..9).fold(past, |past, ago| past.morning(ago, "elsewhere", 10)).test(
            1,
            "heel-raises",
            "left",
            1e300,
        )
    };
    for stage in &mut [absurd(), Past::sore(), Past::active(), Past::new()].map(Past::stage) {
        for back in 0..3 {
            for (width, height) in
                [(40, 12), (41, 13), (60, 40), (70, 22), (75, 23), (110, 32), (130, 44), (220, 70)]
            {
                for colours in [Colours::Dark, Colours::Sixteen] {
                    stage.draw(width, height, colours);
                }
            }
            if back == 0 {
                stage.press("<");
            } else {
                for _ in 0..1000 {
                    stage.press("<");
                }
            }
        }
    }
}
