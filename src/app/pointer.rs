//! Clicks and the wheel: from the thing under the pointer to an [`Action`].
//!
//! `ui` knows the place of each thing, since it marks them while it draws. This module knows what a click there means
//! on the current screen. A click on a row chooses it, a second one is Enter.

use super::keymap::{self, Action, Context};
use super::{App, Entries, Screen};

/// What lies under the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The figure of the player, or the number that stands in its place.
    Figure,
    /// A step of the routine's bar, by its index.
    Step(u16),
    /// A row of a list, by its place in it.
    Row(u16),
    /// Something that is named by what it does, such as a hint.
    Named(Action),
}

/// What the wheel does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// Away from the person.
    Up,
    /// Towards the person.
    Down,
}

/// Returns what a click asks for; `None` if it means nothing.
pub fn clicked(app: &App, target: Target) -> Option<Action> {
    let chosen = match app.view().screen() {
        Screen::Today => Some(app.stage.thing),
        Screen::Plan(_) => app.view().chosen_session(),
        Screen::Routines { chosen }
        | Screen::Settings { chosen }
        | Screen::Entries(Entries { chosen, editing: None, .. }) => Some(*chosen),
        Screen::PlanSetup(placing) => placing.row(),
        Screen::Shoes(shoes) if shoes.typing.is_none() => Some(shoes.chosen),
        Screen::Entries(Entries { editing: Some(form), .. }) if form.line.is_none() => Some(form.chosen),
        Screen::Weights(weights) => Some(weights.form.chosen),
        _ => None,
    };
    let plays = app.view().context() == Context::Player;
    match target {
        Target::Figure => plays.then_some(Action::Pause),
        Target::Step(step) => plays.then_some(Action::Step(step)),
        Target::Row(row) if chosen == Some(row.into()) => Some(Action::Accept),
        Target::Row(row) => chosen.map(|_| Action::Choose(row)),
        Target::Named(action) => Some(action),
    }
}

/// Returns what the wheel asks for: to move in a list or a text, and elsewhere nothing.
pub fn wheeled(app: &App, wheel: Wheel) -> Option<Action> {
    let action = match wheel {
        Wheel::Up => Action::Up,
        Wheel::Down => Action::Down,
    };
    keymap::rows_in(app.view().context()).any(|row| row.action == action).then_some(action)
}
