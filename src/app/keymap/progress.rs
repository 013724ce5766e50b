//! The keys of the Progress tab and of the screens that open from it.

use super::Context as C;
use super::Key::{Char, Enter, Esc, Left, Right, Tab};
use super::{Action, Binding, row};

/// The key bindings of the Progress tab.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Progress, &[Enter], Action::Accept, "entries", "what was written down: look, put right, take out"),
    row(C::Progress, &[Char('s')], Action::Shoes, "shoes", "the pairs of shoes"),
    row(C::Progress, &[Left, Char('h')], Action::Less, "weeks", "a week back, as far as the first entry"),
    row(C::Progress, &[Right, Char('l')], Action::More, "weeks", "a week on, as far as this one"),
    row(C::Progress, &[Tab], Action::Site, "site", "the mornings of the next sore site"),
    row(C::Progress, &[Char('t'), Char('1'), Esc], Action::Today, "today", "back to today"),
    row(C::Progress, &[Char('p'), Char('2')], Action::Plan, "plan", "the plan that runs"),
    row(C::Progress, &[Char('r'), Char('4')], Action::Routines, "routines", "the routines"),
    row(C::Progress, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Progress, &[Char('q')], Action::Quit, "quit", "leave"),
];
