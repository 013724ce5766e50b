//! Snapshots of the preview: a figure, a file that is wrong, and a routine, at four sizes.

use super::stage::Stage;
use crate::app::Effect;
use crate::app::Input;
use crate::app::keymap::{Action, Key};
use crate::app::preview::Viewing;
use crate::library::{Kind, Origin, SourceFile};
use crate::routine::Id;

const FIGURE: &str = r#"
view = "legs"
shows = ["calf"]
cycle = ["up", "up", "down"]
tempo = [3, 2, 3]
caption = "heels straight up"

[pose.down]
near = { thigh = -2 }
load = 0.5

[pose.up]
base = "down"
near = { foot = -48 }
"#;

const ROUTINE: &str = r#"
name = "Two things"
when = ["rest-day"]
steps = [
  { exercise = "heel-raise-double", reps = 10, tempo = "up 2, hold 1, down 2", sets = 2, rest = "30s", least = { sets = 1 }, dose = "convention" },
  { exercise = "calf-stretch-straight", hold = "30s", sides = "each", dose = "convention" },
]
"#;

fn file(kind: Kind, text: &str) -> SourceFile {
    let path = "mine.toml".to_owned();
    let bytes = text.as_bytes().to_vec().into();
    SourceFile { path, kind, id: Id::new("mine").unwrap(), origin: Origin::Own, bytes }
}

fn preview(kind: Kind, text: &str) -> Stage {
    let mut stage = Stage::well();
    // What was played before has let go of the sound.
    stage.wait(60_000);
    stage.app.update(Input::Preview(Viewing::default()), stage.now);
    stage.app.update(Input::File(Ok(file(kind, text))), stage.now);
    stage
}

#[test]
fn a_figure_stands_large_and_small_with_what_its_file_says() {
    let mut stage = preview(Kind::Figure, FIGURE);
    stage.press("l");
    insta::assert_snapshot!("preview_figure", stage.body());
}

#[test]
fn what_is_wrong_takes_the_figures_place_until_it_is_right_again() {
    let mut stage = preview(Kind::Figure, FIGURE);
    stage.press(" ").wait(1_000);
    let good = stage.text(120, 36);
    stage.app.update(Input::File(Ok(file(Kind::Figure, &FIGURE.replace("foot =", "fot =")))), stage.now);
    insta::assert_snapshot!("preview_wrong", stage.body());
    stage.app.update(Input::File(Ok(file(Kind::Figure, FIGURE))), stage.now);
    assert_eq!(stage.text(120, 36), good);
}

#[test]
fn a_routine_shows_its_steps_and_the_time_of_the_chosen_one() {
    let mut stage = preview(Kind::Routine, ROUTINE);
    let down = stage.app.stage.keymap().action(stage.app.view().context(), Key::Down).unwrap();
    stage.app.update(down, stage.now);
    insta::assert_snapshot!("preview_routine", stage.body());
    stage.press("kk");
    insta::assert_snapshot!("preview_routine_first", stage.text(80, 24));
}

#[test]
fn a_preview_that_moves_wakes_and_one_that_stands_does_not() {
    let mut stage = preview(Kind::Figure, FIGURE);
    let wake = stage.app.next_wake(stage.now.mono).unwrap();
    assert_eq!(wake.since(stage.now.mono).as_millis(), 125);
    stage.press(" ");
    assert_eq!(stage.app.next_wake(stage.now.mono), None);
    // It goes on where it stood.
    stage.press(" ").wait(60);
    assert_eq!(stage.app.next_wake(stage.now.mono).unwrap().since(stage.now.mono).as_millis(), 65);
    // A pose stands, too.
    stage.press("l");
    assert_eq!(stage.app.next_wake(stage.now.mono), None);
}

#[test]
fn the_view_goes_round_from_the_authors() {
    let mut stage = preview(Kind::Figure, FIGURE);
    let view = |stage: &Stage| stage.app.stage.previewed().unwrap().view().id();
    let mut seen = vec![view(&stage)];
    for _ in 0..3 {
        stage.press("v");
        seen.push(view(&stage));
    }
    assert_eq!(seen, ["legs", "ankle", "body", "legs"]);
}

#[test]
fn what_is_no_figure_exercise_or_routine_says_so() {
    let stage = preview(Kind::Config, "");
    assert!(stage.text(80, 24).contains("This file isn't a figure, an exercise"));
}

/// Saves the routine anew, and returns what the shell has to do for it.
fn save(stage: &mut Stage, text: &str) -> Vec<Effect> {
    stage.app.update(Input::File(Ok(file(Kind::Routine, text))), stage.now)
}

#[test]
fn a_save_plays_the_routine_from_the_step_that_changed() {
    let mut stage = preview(Kind::Routine, ROUTINE);
    assert!(!stage.app.stage.previewed().unwrap().plays(), "nothing plays before a key or a change");
    let changed = ROUTINE.replace("hold = \"30s\"", "hold = \"40s\"");
    assert_eq!(save(&mut stage, &changed), [], "it makes no sound of itself");
    let words = |stage: &Stage| stage.app.stage.previewed().unwrap().playing_words(stage.now.mono);
    assert_eq!(words(&stage).as_deref(), Some("get ready left 0:13"));
    stage.wait(13_500);
    assert_eq!(stage.app.stage.previewed().unwrap().chosen, 1);
    stage.wait(3_000);
    assert!(words(&stage).unwrap().starts_with("work left 0:3"), "{:?}", words(&stage));
    stage.press(" ");
    stage.wait(60_000);
    assert!(words(&stage).unwrap().ends_with(", paused"), "{:?}", words(&stage));
    // The same once more, then with a mistake.
    save(&mut stage, &changed);
    assert!(stage.app.stage.previewed().unwrap().plays());
    save(&mut stage, &changed.replace("sides", "sidess"));
    assert!(!stage.app.stage.previewed().unwrap().plays(), "what is wrong is not played");
}

#[test]
fn enter_plays_from_the_step_that_is_shown_and_is_heard_where_that_was_asked_for() {
    let mut stage = preview(Kind::Routine, ROUTINE);
    stage.press("j\n").wait(2_000);
    assert_eq!(stage.app.stage.previewed().unwrap().chosen, 1);
    stage.press("k").wait(500);
    assert_eq!(stage.app.stage.previewed().unwrap().chosen, 0, "another step plays from its start");
    let effects = stage.app.update(Action::Mute, stage.now);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Play(_))), "{effects:?}");
    let effects = stage.app.update(Action::Accept, stage.now);
    assert!(effects.contains(&Effect::Silence) && !stage.app.stage.previewed().unwrap().plays());
    stage.press("\n").wait(600_000);
    assert!(!stage.app.stage.previewed().unwrap().plays(), "it ends by itself");
}
