//! The keys of the Plan tab and of what opens from it.

use super::Context as C;
use super::Key::{Char, Down, Enter, Esc, Left, Right, Up};
use super::{Action, Binding, row};

/// Their rows.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Plan, &[Enter], Action::Accept, "start", "start the warm-up; without a plan, find one"),
    row(C::Plan, &[Left, Char('h')], Action::Less, "choose", "the run before"),
    row(C::Plan, &[Right, Char('l')], Action::More, "choose", "the run after"),
    row(C::Plan, &[Up, Char('k')], Action::Up, "choose", "the week or level above"),
    row(C::Plan, &[Down, Char('j')], Action::Down, "choose", "the week or level below"),
    row(C::Plan, &[Char('m')], Action::MoveRun, "move", "move the next run to another day"),
    row(C::Plan, &[Char('s')], Action::Skip, "leave out", "leave the chosen run out"),
    row(C::Plan, &[Char('b')], Action::Repeat, "repeat week", "do the week again"),
    row(
        C::Plan,
        &[Char('e'), Char('w')],
        Action::Why,
        "why",
        "why the chosen day is as it is: rule, inputs, sources",
    ),
    row(C::Plan, &[Char('d')], Action::RunDays, "run days", "choose the run days"),
    row(C::Plan, &[Char('f')], Action::Goal, "goal", "choose how far your long run grows"),
    row(C::Plan, &[Char('y')], Action::Yes, "yes", "agree to a week that asks first (asked twice)"),
    row(C::Plan, &[Char('u')], Action::Undo, "take back", "take back what you said last"),
    row(C::Plan, &[Char('x')], Action::EndPlan, "end", "end the plan; what you did stays (asked twice)"),
    row(C::Plan, &[Char('t'), Char('1'), Esc], Action::Today, "today", "back to today"),
    row(C::Plan, &[Char('g'), Char('3')], Action::Progress, "progress", "how it has been going"),
    row(C::Plan, &[Char('r'), Char('4')], Action::Routines, "routines", "the routines"),
    row(C::Plan, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Plan, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::PlanMove, &[Left, Char('h')], Action::Less, "day", "the day before"),
    row(C::PlanMove, &[Right, Char('l')], Action::More, "day", "the day after"),
    row(C::PlanMove, &[Enter], Action::Accept, "move", "move the run to this day"),
    row(C::PlanMove, &[Esc, Char('q')], Action::Close, "leave it", "leave the run where it is"),
    row(C::PlanDays, &[Left, Char('h')], Action::Less, "day", "the weekday before"),
    row(C::PlanDays, &[Right, Char('l')], Action::More, "day", "the weekday after"),
    row(C::PlanDays, &[Char(' ')], Action::Toggle, "in or out", "take the weekday in, or out"),
    row(C::PlanDays, &[Enter], Action::Accept, "keep", "run on these days from now on"),
    row(C::PlanDays, &[Esc, Char('q')], Action::Close, "leave it", "leave the run days as they are"),
    row(C::PlanGoal, &[Left, Char('h')], Action::Less, "goal", "the goal before"),
    row(C::PlanGoal, &[Right, Char('l')], Action::More, "goal", "the goal after"),
    row(C::PlanGoal, &[Enter], Action::Accept, "set", "let the long run grow that far"),
    row(C::PlanGoal, &[Esc, Char('q')], Action::Close, "leave it", "leave the goal as it is"),
    row(C::Explained, &[Down, Char('j')], Action::Down, "read on", "read on"),
    row(C::Explained, &[Char(' ')], Action::Next, "next part", "on to the next heading"),
    row(C::Explained, &[Up, Char('k')], Action::Up, "read back", "read back"),
    row(
        C::Explained,
        &[Esc, Char('e'), Char('w'), Left, Char('h'), Enter],
        Action::Close,
        "back",
        "back to the plan",
    ),
    row(C::Explained, &[Char('q')], Action::Quit, "quit", "leave"),
];
