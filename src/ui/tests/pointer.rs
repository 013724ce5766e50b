//! A click hits what is drawn under it, at every size.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::stage::Stage;
use crate::app::keymap::Action;
use crate::app::pointer::{Target, Wheel, clicked, wheeled};
use crate::app::{Context, Screen};
use crate::player::State;
use crate::ui::{Look, at, draw_marked};

const SIZES: [(u16, u16); 4] = [(120, 36), (80, 24), (40, 15), (40, 12)];

/// Returns what lies at each cell.
fn targets(stage: &Stage, size: (u16, u16)) -> Vec<(Position, Target)> {
    let area = Rect::new(0, 0, size.0, size.1);
    let marks = draw_marked(&mut Buffer::empty(area), &stage.app, stage.now, Look::default());
    let hit = |cell: &Position| marks.iter().rev().find(|(area, _)| area.contains(*cell));
    area.positions().filter_map(|cell| hit(&cell).map(|(_, target)| (cell, *target))).collect()
}

/// Clicks on the first cell that means this.
fn click(stage: &mut Stage, size: (u16, u16), target: Target) {
    assert!(targets(stage, size).iter().any(|(_, other)| *other == target), "{target:?} at {size:?}");
    let action = clicked(&stage.app, target).unwrap();
    stage.app.update(action, stage.now);
}

fn playing() -> Stage {
    let mut stage = Stage::well();
    stage.app.stage.show_figures();
    stage.play("post-run-calf").press(">").wait(4_000);
    stage
}

fn step(stage: &Stage) -> usize {
    stage.app.stage.session().unwrap().player().segment().unit.step
}

#[test]
fn a_click_on_the_figure_pauses_and_goes_on() {
    for size in SIZES {
        let mut stage = playing();
        let paused = |stage: &Stage| {
            matches!(stage.app.stage.session().unwrap().player().state(), State::Paused { .. })
        };
        click(&mut stage, size, Target::Figure);
        assert!(paused(&stage), "{size:?}");
        click(&mut stage, size, Target::Figure);
        assert!(!paused(&stage), "{size:?}");
    }
}

#[test]
fn a_click_on_the_bar_plays_that_step_from_its_start() {
    for size in SIZES {
        let mut stage = playing();
        let steps = stage.app.stage.session().unwrap().player().timeline().steps.len();
        for to in [steps - 1, 0, 1, 1] {
            click(&mut stage, size, Target::Step(to as u16));
            assert_eq!(step(&stage), to, "{size:?}");
            let player = stage.app.stage.session().unwrap().player();
            assert!(player.elapsed(stage.now.mono).is_zero());
            stage.wait(1_000);
        }
    }
}

#[test]
fn every_step_has_its_place_on_the_bar_from_left_to_right() {
    let stage = playing();
    for size in SIZES {
        let all = targets(&stage, size);
        let steps: Vec<(u16, u16)> = all
            .iter()
            .filter_map(|(cell, target)| match target {
                Target::Step(step) => Some((cell.x, *step)),
                _ => None,
            })
            .collect();
        let count = stage.app.stage.session().unwrap().player().timeline().steps.len();
        assert!((0..count).all(|step| steps.iter().any(|(_, s)| usize::from(*s) == step)), "{size:?}");
        assert!(steps.is_sorted(), "{steps:?}");
    }
}

#[test]
fn a_click_chooses_a_row_and_a_second_one_is_enter() {
    for size in SIZES {
        let mut stage = Stage::well();
        stage.press("r");
        let Screen::Routines { chosen } = *stage.app.view().screen() else { panic!("the routines") };
        let other = chosen + 1;
        click(&mut stage, size, Target::Row(other as u16));
        assert_eq!(*stage.app.view().screen(), Screen::Routines { chosen: other });
        click(&mut stage, size, Target::Row(other as u16));
        assert_eq!(*stage.app.view().screen(), Screen::Player);

        let mut stage = Stage::well();
        stage.press(",");
        click(&mut stage, size, Target::Row(2));
        assert_eq!(*stage.app.view().screen(), Screen::Settings { chosen: 2 });
        assert!(stage.app.core.settings.screen.motion);
        click(&mut stage, size, Target::Row(2));
        assert!(!stage.app.core.settings.screen.motion);
    }
}

#[test]
fn a_row_is_where_its_name_is() {
    let mut stage = Stage::well();
    stage.press(",");
    for size in SIZES {
        let text = stage.text(size.0, size.1);
        let row = text.lines().position(|line| line.contains("background")).unwrap() as u16;
        let hit = at(&stage.app, stage.now, &Look::default(), size, (9, row));
        assert_eq!(hit, Some(Target::Row(1)), "{size:?}");
    }
}

#[test]
fn what_is_named_does_what_it_says() {
    let mut stage = Stage::well();
    click(&mut stage, (120, 36), Target::Named(Action::Settings));
    assert!(matches!(stage.app.view().screen(), Screen::Settings { .. }));
    click(&mut stage, (80, 24), Target::Named(Action::Today));
    click(&mut stage, (80, 24), Target::Named(Action::Accept));
    assert_eq!(*stage.app.view().screen(), Screen::Player);
}

#[test]
fn a_tab_is_clicked_where_its_name_is() {
    for size in [(120, 36), (80, 24)] {
        let mut stage = Stage::well();
        let column =
            stage.text(size.0, size.1).lines().find_map(|line| line.find("routines")).unwrap() as u16;
        let row = u16::from(size.1 > 30);
        let hit = at(&stage.app, stage.now, &Look::default(), size, (column, row));
        assert_eq!(hit, Some(Target::Named(Action::Routines)), "{size:?}");
        stage.press("r");
        click(&mut stage, size, Target::Named(Action::Today));
        assert_eq!(*stage.app.view().screen(), Screen::Today);
    }
}

#[test]
fn no_click_answers_the_question_whether_to_leave_by_the_figure() {
    let mut stage = playing();
    stage.press("q");
    assert_eq!(stage.app.view().context(), Context::Leaving);
    assert_eq!(clicked(&stage.app, Target::Figure), None);
    assert_eq!(clicked(&stage.app, Target::Step(0)), None);
}

#[test]
fn the_wheel_moves_in_lists_and_nowhere_else() {
    let mut stage = Stage::well();
    assert_eq!(wheeled(&stage.app, Wheel::Down), Some(Action::Down));
    stage.press("r");
    assert_eq!(wheeled(&stage.app, Wheel::Down), Some(Action::Down));
    stage.press("w");
    assert_eq!(wheeled(&stage.app, Wheel::Up), Some(Action::Up));
    assert_eq!(wheeled(&playing().app, Wheel::Up), None, "player");
}

#[test]
fn a_paused_player_stays_paused_where_it_jumps_to() {
    let mut stage = playing();
    stage.press(" ");
    click(&mut stage, (80, 24), Target::Step(3));
    assert_eq!(step(&stage), 3);
    assert!(matches!(stage.app.stage.session().unwrap().player().state(), State::Paused { .. }));
}
