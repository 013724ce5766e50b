//! The minutes there are: named on Today, kept in the player.

use std::time::Duration;

use super::stage::Stage;
use crate::app::minutes::Fits;
use crate::app::{Effect, Input, JournalEffect, Screen, Start};
use crate::record::At;
use crate::record::journal::{Interrupted, Line, fold};
use crate::routine::Id;
use crate::session::Within;
use crate::words::{English, Words as _};

/// The stage's clock shows 07:30 when it begins.
fn playing_until(time: &str) -> Stage {
    let mut stage = Stage::well();
    let at = At::try_from(format!("2026-06-11T{time}:00+02:00")).unwrap();
    let start = Start { routine: Id::new("pre-run-5"), budget: Some(Within::Leave(at)), ..Start::default() };
    let _ = stage.app.update(start, stage.now);
    stage
}

fn fits(stage: &Stage) -> Fits {
    let Screen::Minutes(minutes) = stage.app.view().screen() else {
        panic!("{:?}", stage.app.view().screen())
    };
    minutes.fits.clone()
}

#[test]
fn the_minutes_are_named_by_digits_and_show_at_once_what_comes_of_them() {
    let mut stage = Stage::well();
    stage.press("t");
    let all = stage.all_sizes();
    stage.press("4");
    let four = stage.all_sizes();
    stage.press("\x080733");
    insta::assert_snapshot!("minutes", [all, four, stage.body()].concat());
}

#[test]
fn minutes_count_from_now_and_all_of_it_is_no_number_or_zero() {
    let mut stage = Stage::well();
    stage.press("t");
    let whole = fits(&stage);
    assert!(matches!(&whole, Fits::Yes { changes, .. } if changes.is_empty()), "{whole:?}");
    stage.press("0");
    assert_eq!(fits(&stage), whole);
    stage.press("\x084");
    let Fits::Yes { out, changes, .. } = fits(&stage) else { panic!() };
    assert_eq!((out.as_str(), changes.is_empty()), ("07:34", false));
    stage.press("\n");
    let session = stage.app.stage.session().unwrap();
    assert_eq!(session.leave_at().unwrap().clock(), "07:34");
    assert_eq!(English.adaptations(session.changes()), changes);
}

#[test]
fn four_digits_are_the_time_to_leave() {
    let mut stage = Stage::well();
    stage.press("t073");
    assert_eq!(fits(&stage), Fits::No("Type a time to leave as four digits, such as 0730.".to_owned()));
    stage.press("5");
    assert!(matches!(fits(&stage), Fits::Yes { out, .. } if out == "07:35"));
    for (digits, why) in [
        ("2561", "A time to leave must be between 0000 and 2359."),
        ("0729", "It's past 07:29 already; choose a later time."),
        ("0731", "It takes at least 3 minutes, so you can't leave before 07:33."),
    ] {
        stage.press("\x08\x08\x08\x08").press(digits);
        assert_eq!(fits(&stage), Fits::No(why.to_owned()));
        stage.press("\n");
        assert!(stage.app.stage.session().is_none(), "{digits} starts nothing");
    }
    stage.press("\x1b");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
}

#[test]
fn the_player_shows_when_one_is_out_and_what_went() {
    let mut stage = playing_until("07:35");
    stage.wait(30_000);
    let before = stage.all_sizes();
    stage.press(" ").wait(60_000).press(" ");
    insta::assert_snapshot!("in_time", [before, stage.body()].concat());
}

#[test]
fn read_from_afar_it_shows_when_one_is_out_too() {
    let mut stage = playing_until("07:35");
    stage.app.core.settings.far_view = true;
    stage.wait(40_000);
    for (width, height) in [(120, 36), (80, 24), (40, 15)] {
        let text = stage.text(width, height);
        assert!(text.contains("out at 07:35"), "{text}");
    }
}

#[test]
fn without_hurry_a_pause_takes_nothing() {
    let mut stage = playing_until("07:35");
    stage.wait(30_000);
    let changes = stage.app.stage.session().unwrap().changes().to_vec();
    stage.press("t");
    assert_eq!(stage.app.stage.notice(), Some("No hurry: nothing more is skipped."));
    stage.press(" ").wait(60_000).press(" ");
    assert_eq!(stage.app.stage.session().unwrap().changes(), changes);
    assert_eq!(stage.app.stage.out_at(stage.now.mono).as_deref(), Some("07:36"));
    stage.press("t");
    assert!(stage.app.stage.session().unwrap().changes().len() > changes.len());
    assert_eq!(stage.app.stage.out_at(stage.now.mono).as_deref(), Some("07:35"));
}

#[test]
fn a_new_score_is_sent_when_steps_went() {
    let mut stage = playing_until("07:35");
    stage.wait(30_000);
    let action =
        |stage: &Stage, key| stage.app.stage.keymap().action(stage.app.view().context(), key).unwrap();
    let more = action(&stage, crate::app::Key::Char('+'));
    let effects = stage.app.update(more, stage.now);
    let scores: Vec<_> =
        effects.iter().filter_map(|e| if let Effect::Play(s) = e { Some(s) } else { None }).collect();
    let session = stage.app.stage.session().unwrap();
    assert_eq!(scores.last(), Some(&&session.score(stage.now.mono)));
}

#[test]
fn while_it_stands_the_minute_wakes_it_when_the_time_cannot_be_kept() {
    let mut stage = playing_until("07:35");
    stage.wait(20_000).press(" ").wait(20_000);
    let wake = stage.app.next_wake(stage.now.mono).unwrap();
    assert!(wake > stage.now.mono + Duration::from_secs(2), "nothing moves while the time can be kept");
    let millis = wake.since(stage.now.mono).as_millis() as u64 + 1;
    assert_eq!(stage.app.stage.out_at(stage.now.mono).as_deref(), Some("07:35"));
    stage.wait(millis);
    assert_eq!(stage.app.stage.out_at(stage.now.mono).as_deref(), Some("07:36"));
}

/// Plays up to a moment and returns what a kill there leaves.
fn cut_off(within: Within, seconds: u64) -> (Stage, Interrupted) {
    let mut stage = Stage::well();
    let start = Start { routine: Id::new("pre-run-5"), budget: Some(within), ..Start::default() };
    let mut effects = Vec::new();
    effects.extend(stage.app.update(start, stage.now));
    for _ in 0..seconds * 10 {
        stage.now.mono = stage.now.mono + Duration::from_millis(100);
        stage.now.at = stage.now.at.plus(jiff::SignedDuration::from_millis(100));
        effects.extend(stage.app.advance(stage.now));
    }
    let lines = effects.into_iter().filter_map(|effect| match effect {
        Effect::Journal(JournalEffect::Begin(header)) => Some(Line::Header(*header)),
        Effect::Journal(JournalEffect::Line(line)) => Some(Line::Boundary(line)),
        _ => None,
    });
    let interrupted = fold(lines).unwrap();
    (stage, interrupted)
}

#[test]
fn what_was_cut_off_keeps_the_time_that_it_had() {
    let steps = |stage: &Stage| -> Vec<String> {
        stage.app.stage.session().unwrap().routine().steps().map(|step| step.id.to_string()).collect()
    };
    let (before, interrupted) = cut_off(Within::Length(Duration::from_secs(200)), 90);
    let mut after = Stage::resumed(&before, interrupted);
    after.app.update(Input::Resume, after.now);
    assert_eq!(steps(&after), steps(&before));

    let leave = At::try_from("2026-06-11T07:35:00+02:00".to_owned()).unwrap();
    let (before, interrupted) = cut_off(Within::Leave(leave), 90);
    let mut after = Stage::resumed(&before, interrupted);
    after.app.update(Input::Resume, after.now);
    assert_eq!(after.app.stage.out_at(after.now.mono).as_deref(), Some("07:35"));
    let late = Stage::resumed(&before, cut_off(Within::Leave(leave), 90).1);
    let mut late = late;
    late.now.at = late.now.at.plus(jiff::SignedDuration::from_mins(20));
    late.app.update(Input::Resume, late.now);
    assert_eq!(late.app.stage.out_at(late.now.mono), None, "a time that is past counts no more");
    assert!(late.app.stage.session().is_some());
}
