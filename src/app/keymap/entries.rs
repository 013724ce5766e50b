//! The keys of the list of entries, and of the editor of one.

use super::Context as C;
use super::Key::{Backspace, Char, Down, Enter, Esc, Left, Right, Up};
use super::{Action, Binding, row};

/// The key bindings of the entries.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Entries, &[Up, Char('k')], Action::Up, "choose", "previous entry"),
    row(C::Entries, &[Down, Char('j')], Action::Down, "choose", "next entry"),
    row(C::Entries, &[Left, Char('h')], Action::Less, "ten", "ten entries up"),
    row(C::Entries, &[Right, Char('l')], Action::More, "ten", "ten entries down"),
    row(C::Entries, &[Enter], Action::Accept, "edit", "edit the entry"),
    row(C::Entries, &[Char('f')], Action::Filter, "which", "show one kind of entry"),
    row(C::Entries, &[Char('x')], Action::Remove, "delete", "delete the entry (press twice)"),
    row(C::Entries, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(C::Entries, &[Esc], Action::Close, "back", "back to the screen before"),
    row(C::Entries, &[Char('q')], Action::Quit, "quit", "quit"),
    row(C::Entry, &[Up, Char('k')], Action::Up, "choose", "previous value"),
    row(C::Entry, &[Down, Char('j')], Action::Down, "choose", "next value"),
    row(C::Entry, &[Left, Char('h')], Action::Less, "change", "less, or previous choice"),
    row(C::Entry, &[Right, Char('l')], Action::More, "change", "more, or next choice"),
    row(C::Entry, &[Char('t')], Action::Write, "type", "type the value"),
    row(C::Entry, &[Backspace], Action::Delete, "clear", "clear the field"),
    row(C::Entry, &[Enter], Action::Accept, "save", "save the entry"),
    row(C::Entry, &[Esc, Char('q')], Action::Close, "back", "back, without saving"),
];
