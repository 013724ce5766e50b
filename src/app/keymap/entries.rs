//! The keys of the list of entries, and of the editor of one.

use super::Context as C;
use super::Key::{Backspace, Char, Down, Enter, Esc, Left, Right, Up};
use super::{Action, Binding, row};

/// The key bindings of the entries.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Entries, &[Up, Char('k')], Action::Up, "choose", "the entry above"),
    row(C::Entries, &[Down, Char('j')], Action::Down, "choose", "the entry below"),
    row(C::Entries, &[Left, Char('h')], Action::Less, "ten", "ten entries up"),
    row(C::Entries, &[Right, Char('l')], Action::More, "ten", "ten entries down"),
    row(C::Entries, &[Enter], Action::Accept, "edit", "put the entry right"),
    row(C::Entries, &[Char('f')], Action::Filter, "which", "only runs, only what was sore, and so on"),
    row(C::Entries, &[Char('x')], Action::Remove, "take out", "take the entry out (asked twice)"),
    row(C::Entries, &[Char('u')], Action::Undo, "take back", "take back what you said last"),
    row(C::Entries, &[Esc], Action::Close, "back", "back to the screen before"),
    row(C::Entries, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::Entry, &[Up, Char('k')], Action::Up, "choose", "the value above"),
    row(C::Entry, &[Down, Char('j')], Action::Down, "choose", "the value below"),
    row(C::Entry, &[Left, Char('h')], Action::Less, "change", "less, or the choice before"),
    row(C::Entry, &[Right, Char('l')], Action::More, "change", "more, or the next choice"),
    row(C::Entry, &[Char('t')], Action::Write, "type", "type the value"),
    row(C::Entry, &[Backspace], Action::Delete, "say nothing", "let it say nothing"),
    row(C::Entry, &[Enter], Action::Accept, "keep", "keep the entry so"),
    row(C::Entry, &[Esc, Char('q')], Action::Close, "leave it", "leave the entry as it was"),
];
