//! The keys of the screen of shoes, and of a line that is typed.

use super::Context as C;
use super::Key::{Backspace, Char, Down, Enter, Esc, Up};
use super::{Action, Binding, row};

/// The key bindings of the shoes screen.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Shoes, &[Up, Char('k')], Action::Up, "choose", "the pair above"),
    row(C::Shoes, &[Down, Char('j')], Action::Down, "choose", "the pair below"),
    row(C::Shoes, &[Char('a')], Action::Add, "add", "a new pair: its name, and how far it went before"),
    row(
        C::Shoes,
        &[Char('r'), Enter],
        Action::Remind,
        "tell me at",
        "the distance at which you hear of it; without a pair, add one",
    ),
    row(C::Shoes, &[Char('n')], Action::Rename, "name", "call it something else"),
    row(C::Shoes, &[Char('x')], Action::Retire, "out of use", "out of use, or in use again; its runs stay"),
    row(C::Shoes, &[Char('u')], Action::Undo, "take back", "take back what you said last"),
    row(C::Shoes, &[Esc, Char('s')], Action::Close, "back", "back to the screen before"),
    row(C::Shoes, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::Typing, &[Enter], Action::Accept, "keep", "keep what is typed"),
    row(C::Typing, &[Backspace], Action::Delete, "delete", "the last letter away"),
    row(C::Typing, &[Esc], Action::Close, "leave it", "leave it as it was"),
];
