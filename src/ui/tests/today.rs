//! Today in its states, the runner, and what colours say.

use std::fmt::Write as _;
use std::time::Duration;

use super::stage::Stage;
use crate::app::Input;
use crate::day::things::{DayRun, RunHeading};
use crate::plan::place::NamedPosition;
use crate::plan::reason::{Activity, Reason};
use crate::plan::recommend::Why;
use crate::plan::verdict::{Cause, Decision, Verdict};
use crate::plans::Sheet;
use crate::plans::{Interval, Pace};
use crate::ui::Colours;
use crate::ui::page::Page;
use crate::ui::theme::Theme;

/// A history of two weeks: a warm-up on most days, a sore tendon that gets better.
fn two_weeks() -> String {
    let mut lines = String::from(
        r#"{"v":1,"id":"p","rev":1,"at":"2026-05-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}"#,
    );
    for (i, score) in [4, 4, 5, 4, 3, 4, 3, 3, 2, 9, 2, 2, 2, 3].into_iter().enumerate() {
        let day = jiff::civil::date(2026, 5, 29)
            .checked_add(jiff::SignedDuration::from_hours(24 * i as i64))
            .unwrap();
        if score < 9 {
            let _ = write!(
                lines,
                "\n{}",
                format_args!(
                    r#"{{"v":1,"id":"c{i}","rev":1,"at":"{day}T05:00:00Z","device":"a","kind":"check-in","moment":"morning","date":"{day}","sore":[{{"region":"tendon-mid","side":"right","score":{score}}}],"recall":"now"}}"#
                )
            );
        }
        if ![2, 6, 13].contains(&i) {
            let _ = write!(
                lines,
                "\n{}",
                format_args!(
                    r#"{{"v":1,"id":"s{i}","rev":1,"at":"{day}T16:05:00Z","device":"a","kind":"session","routine":"foot-core","name":"Foot core","hash":"0","started":"{day}T16:00:00+00:00","ended":"{day}T16:07:00+00:00","outcome":"done","sets":[]}}"#
                )
            );
        }
    }
    lines
}

#[test]
fn two_weeks_stand_below_the_day() {
    insta::assert_snapshot!("today_two_weeks", Stage::after(&two_weeks()).body());
}

#[test]
fn enter_starts_what_is_chosen() {
    let mut stage = Stage::after(&two_weeks());
    // The next week, in which it was not done yet.
    stage.now.at.moment += jiff::SignedDuration::from_hours(24 * 5);
    let name = |stage: &Stage| stage.app.stage.session().map(|session| session.routine().id.to_string());
    stage.press("j");
    assert!(stage.text(80, 24).contains("› Foot core"), "{}", stage.text(80, 24));
    stage.press("\n");
    assert_eq!(name(&stage).as_deref(), Some("foot-core"));
    let mut stage = Stage::after(&two_weeks());
    stage.press("jk\n");
    assert_eq!(name(&stage).as_deref(), Some("pre-run-5"));
}

#[test]
fn the_runner_stands_beside_the_day() {
    let mut stage = Stage::well();
    stage.app.stage.show_figures();
    stage.app.advance(stage.now);
    insta::assert_snapshot!("today_runner", stage.text(120, 36) + &stage.text(80, 24));
}

#[test]
fn the_runner_runs_for_some_seconds_after_a_key_and_then_stands() {
    let mut stage = Stage::well();
    // Until what the first warm-up left behind is over.
    stage.wait(15_000);
    stage.app.stage.show_figures();
    stage.app.stage.touch(stage.now.mono);
    stage.app.advance(stage.now);
    let mut pictures = Vec::new();
    let start = stage.now.mono;
    while let Some(at) = stage.app.next_wake(stage.now.mono) {
        stage.now.mono = at;
        stage.app.advance(stage.now);
        pictures.push(stage.text(80, 24));
    }
    let took = stage.now.mono.since(start);
    assert!((6..8).contains(&took.as_secs()), "{took:?}");
    assert!(pictures.len() <= 12 * 8, "{}", pictures.len());
    assert_ne!(pictures[0], pictures[3]);
    // He stands as he began.
    stage.app.core.settings.screen.motion = false;
    assert_eq!(pictures.last(), Some(&stage.text(80, 24)));
    stage.app.stage.touch(stage.now.mono);
    assert_eq!(stage.app.next_wake(stage.now.mono), None, "without motion he only stands");
}

#[test]
fn a_key_while_he_runs_does_not_make_him_jump() {
    let mut stage = Stage::well();
    stage.app.stage.show_figures();
    stage.app.stage.touch(stage.now.mono);
    stage.app.advance(stage.now);
    stage.now.mono = stage.now.mono + Duration::from_millis(2_150);
    let before = stage.text(80, 24);
    stage.app.stage.touch(stage.now.mono);
    assert_eq!(before, stage.text(80, 24));
}

#[test]
fn a_figure_leaves_the_words_where_they_are() {
    let mut stage = Stage::well();
    let plain = stage.text(120, 36);
    stage.app.stage.show_figures();
    stage.app.advance(stage.now);
    let left =
        |text: &str| text.lines().map(|line| line.chars().take(66).collect::<String>()).collect::<Vec<_>>();
    let trimmed = |text: &str| left(text).iter().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(trimmed(&plain), trimmed(&stage.text(120, 36)));
}

#[test]
fn the_run_of_the_day_is_one_row_of_blocks() {
    let mut today = Stage::well().app.view().today(Stage::well().now);
    let bout = |pace, minutes: u64| Interval { pace, length: Duration::from_secs(60 * minutes) };
    let mut bouts = vec![bout(Pace::Run, 3)];
    for _ in 0..4 {
        bouts.extend([bout(Pace::Walk, 2), bout(Pace::Run, 3)]);
    }
    today.by_plan = true;
    today.day.run = Some(DayRun {
        home: None,
        next: None,
        stage: None,
        fine: None,
        note: None,
        heading: RunHeading::Today(Activity::Run),
        place: NamedPosition::Level("week 3 of 8".into()),
        bouts,
        sheet: Some(Sheet {
            place: String::new(),
            workout: "5x(3m run, 2m walk)".parse().unwrap(),
            walk_in: Duration::ZERO,
            walk_out: Duration::ZERO,
            strides: None,
        }),
        reason: good(),
    });
    let mut out = String::new();
    for (width, height, left) in [(120, 36, 60), (80, 24, 46), (40, 15, 38)] {
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, width, height));
        let mut page = Page::new(&mut buffer, Theme::of(Colours::None));
        crate::ui::today::next(&mut page.flow(0, 5, left, height - 6), &today);
        for y in 5..height - 6 {
            let row: String = (0..left).map(|x| buffer[(x, y)].symbol()).collect();
            let _ = writeln!(out, "{}", row.trim_end());
        }
    }
    insta::assert_snapshot!("today_run", out);
}

/// The run of the day before was fine.
fn good() -> Reason {
    let verdict = Verdict { decision: Decision::RepeatGreen, cause: Cause::Green, sore: None, raised: false };
    let date = jiff::civil::date(2026, 6, 10);
    Reason {
        recut: false,
        raises: None,
        length: None,
        week: None,
        today: date.tomorrow().unwrap(),
        why: Why::Verdict { date, verdict, greens: (1, 0, 0), early: false },
        last: Activity::Run,
        coming: Activity::Run,
        ran_beside: false,
        done: false,
        next: None,
    }
}

/// Each run of cells of one style as `[style]text`, for a few rows.
fn styled(stage: &Stage, colours: Colours, rows: std::ops::Range<u16>) -> String {
    let buffer = stage.draw(80, 24, colours);
    let mut out = String::new();
    for y in rows {
        let mut before = None;
        for x in 0..80 {
            let cell = &buffer[(x, y)];
            let style = (cell.fg, cell.bg, cell.modifier);
            if cell.symbol() != " " && before != Some(style) {
                before = Some(style);
                let _ = write!(
                    out,
                    "[{}{}{}]",
                    cell.fg,
                    if cell.bg == ratatui::style::Color::Reset {
                        String::new()
                    } else {
                        format!(" on {}", cell.bg)
                    },
                    if cell.modifier.is_empty() { String::new() } else { format!(" {:?}", cell.modifier) }
                );
            }
            out.push_str(cell.symbol());
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

#[test]
fn what_colours_say_stands_in_each_palette() {
    let stage = Stage::after(&two_weeks());
    for (name, colours) in [
        ("today_light", Colours::Light),
        ("today_sixteen", Colours::Sixteen),
        ("today_without_colour", Colours::None),
    ] {
        insta::assert_snapshot!(name, styled(&stage, colours, 0..24));
    }
}

#[test]
fn the_key_for_when_something_is_wrong_always_stays() {
    let interrupted = Stage::cut_off();
    let weeks = Stage::after(&two_weeks());
    for (name, stage) in [("to go on with", &interrupted), ("two weeks", &weeks)] {
        for (columns, rows, word) in
            [(120, 36, "! something is wrong"), (80, 24, "! wrong"), (40, 15, "! wrong"), (40, 12, "! wrong")]
        {
            let text = stage.text(columns, rows);
            let keys = text.lines().last().unwrap_or_default();
            assert!(text.contains(word), "{name} at {columns} by {rows}: {keys}");
        }
    }
}

/// A plan by symptoms with a sore Achilles, begun on Monday at a level; more lines after it.
fn by_symptoms(more: &[&str]) -> Stage {
    let begun = r#"{"v":1,"id":"plan","rev":1,"at":"2026-06-08T05:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-06-08","place":"R5","tested":true,"site":{"region":"tendon-mid","side":"right"}}
{"v":1,"id":"p","rev":1,"at":"2026-05-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}
{"v":1,"id":"m","rev":1,"at":"2026-06-11T05:00:00Z","device":"a","kind":"check-in","moment":"morning","date":"2026-06-11","sore":[{"region":"tendon-mid","side":"right","score":2}],"recall":"now"}"#;
    let mut stage = Stage::after(&format!("{begun}\n{}", more.join("\n")));
    stage.app.update(Input::Opened, stage.now);
    stage
}

#[test]
fn the_strength_of_the_plan_stands_in_the_day() {
    insta::assert_snapshot!("today_strength", by_symptoms(&[]).body());
}

#[test]
fn a_rest_says_what_is_fine_and_its_gravest_note() {
    let much = |day: &str| {
        format!(
            r#"{{"v":1,"id":"n{day}","rev":1,"at":"2026-{day}T06:00:00Z","device":"a","kind":"check-in","moment":"now","date":"2026-{day}","sore":[{{"region":"tendon-mid","side":"right","score":6}}],"recall":"now"}}"#
        )
    };
    let calm = |day: &str| {
        format!(
            r#"{{"v":1,"id":"c{day}","rev":1,"at":"2026-{day}T05:00:00Z","device":"a","kind":"check-in","moment":"morning","date":"2026-{day}","sore":[{{"region":"tendon-mid","side":"right","score":1}}],"recall":"now"}}"#
        )
    };
    let begun = r#"{"v":1,"id":"again","rev":1,"at":"2026-06-01T05:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-06-01","place":"R5","tested":true,"site":{"region":"tendon-mid","side":"right"}}"#;
    let lines = [
        r#"{"v":1,"id":"p","rev":1,"at":"2026-05-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}"#.to_owned(),
        begun.to_owned(),
        much("06-02"),
        calm("06-04"),
        calm("06-05"),
        much("06-10"),
        calm("06-11"),
    ];
    let mut stage = Stage::after(&lines.join("\n"));
    stage.app.update(Input::Opened, stage.now);
    insta::assert_snapshot!("today_rest", stage.all_sizes());
}

#[test]
fn on_a_day_of_rest_nobody_runs() {
    // Began on Monday, and ran on Wednesday: Thursday is free.
    let run = r#"{"v":1,"id":"r","rev":1,"at":"2026-06-10T06:00:00Z","device":"a","kind":"run","date":"2026-06-10","minutes":29.0,"run-minutes":12.0,"prescription":"R5: 4x(3m run, 2m walk)"}"#;
    for (lines, runs) in [(vec![], true), (vec![run], false)] {
        let mut stage = by_symptoms(&lines);
        stage.app.stage.show_figures();
        stage.app.advance(stage.now);
        let shown = stage.app.stage.figure().unwrap();
        assert_eq!(shown.figure.props.is_empty(), runs, "who sits has a chair");
        assert!(shown.figure.shows.is_empty(), "a calm place is not tinted");
        assert_eq!(stage.text(120, 36).contains("Rest day"), !runs, "{}", stage.text(120, 36));
    }
}
