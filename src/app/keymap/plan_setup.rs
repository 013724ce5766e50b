//! The keys of the start of a plan.

use super::Context as C;
use super::Key::{Backspace, Char, Down, Enter, Esc, Left, Up};
use super::{Action, Binding, row};

/// The key bindings for the start of a plan.
pub(super) const BINDINGS: &[Binding] = &[
    row(
        C::PlanSetup,
        &[Enter],
        Action::Accept,
        "begin",
        "start the plan; confirm typed minutes or the choice",
    ),
    row(C::PlanSetup, &[Char('y')], Action::Yes, "yes", "yes, if you're asked"),
    row(C::PlanSetup, &[Char('n')], Action::No, "no", "no, never or nothing, if you're asked"),
    row(C::PlanSetup, &[Char('d')], Action::RunDays, "days", "set your run days"),
    row(C::PlanSetup, &[Char('o')], Action::Others, "other plans", "choose another plan"),
    row(C::PlanSetup, &[Up, Char('k')], Action::Up, "choose", "previous plan"),
    row(C::PlanSetup, &[Down, Char('j')], Action::Down, "choose", "next plan"),
    row(
        C::PlanSetup,
        &[Left, Char('h'), Backspace],
        Action::Less,
        "back",
        "previous question, or delete a digit",
    ),
    row(C::PlanSetup, &[Esc], Action::Close, "back", "previous question; from the first one, back"),
    row(C::PlanSetup, &[Char('q')], Action::Quit, "quit", "back, saving nothing"),
];
