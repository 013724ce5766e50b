//! The keys of the Progress tab and of the screens that open from it.

use super::Context as C;
use super::Key::{Char, Enter, Esc, Left, Right, Tab};
use super::{Action, Binding, row};

/// The key bindings of the Progress tab.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Progress, &[Enter], Action::Accept, "entries", "your entries: look, edit, delete"),
    row(C::Progress, &[Char('s')], Action::Shoes, "shoes", "your shoes"),
    row(C::Progress, &[Left, Char('h')], Action::Less, "weeks", "previous week"),
    row(C::Progress, &[Right, Char('l')], Action::More, "weeks", "next week"),
    row(C::Progress, &[Tab], Action::Site, "site", "mornings of the next sore place"),
    row(C::Progress, &[Char('t'), Char('1'), Esc], Action::Today, "today", "back to Today"),
    row(C::Progress, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan"),
    row(C::Progress, &[Char('r'), Char('4')], Action::Routines, "routines", "the routines"),
    row(C::Progress, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Progress, &[Char('q')], Action::Quit, "quit", "quit"),
];
