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
        "begin the plan; keep minutes that were typed, or what is chosen",
    ),
    row(C::PlanSetup, &[Char('y')], Action::Yes, "yes", "yes, where that is asked"),
    row(C::PlanSetup, &[Char('n')], Action::No, "no", "no, never or nothing, where that is asked"),
    row(C::PlanSetup, &[Char('d')], Action::RunDays, "days", "choose the run days"),
    row(C::PlanSetup, &[Char('o')], Action::Others, "other plans", "choose another plan"),
    row(C::PlanSetup, &[Up, Char('k')], Action::Up, "choose", "the plan above"),
    row(C::PlanSetup, &[Down, Char('j')], Action::Down, "choose", "the plan below"),
    row(
        C::PlanSetup,
        &[Left, Char('h'), Backspace],
        Action::Less,
        "back",
        "one question back, or the last digit away",
    ),
    row(C::PlanSetup, &[Esc], Action::Close, "back", "one question back; from the first one, out"),
    row(C::PlanSetup, &[Char('q')], Action::Quit, "quit", "leave; nothing is kept"),
];
