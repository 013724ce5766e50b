//! The keys of the screen of shoes, and of a line that is typed.

use super::Context as C;
use super::Key::{Backspace, Char, Down, Enter, Esc, Up};
use super::{Action, Binding, row};

/// The key bindings of the shoes screen.
pub(super) const BINDINGS: &[Binding] = &[
    row(C::Shoes, &[Up, Char('k')], Action::Up, "choose", "previous pair"),
    row(C::Shoes, &[Down, Char('j')], Action::Down, "choose", "next pair"),
    row(C::Shoes, &[Char('a')], Action::Add, "add", "add a pair: its name, and its distance so far"),
    row(
        C::Shoes,
        &[Char('r'), Enter],
        Action::Remind,
        "remind me at",
        "set the distance for a reminder; without a pair, add one",
    ),
    row(C::Shoes, &[Char('n')], Action::Rename, "name", "rename the pair"),
    row(C::Shoes, &[Char('x')], Action::Retire, "retire", "retire the pair, or use it again; its runs stay"),
    row(C::Shoes, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(C::Shoes, &[Esc, Char('s')], Action::Close, "back", "back to the screen before"),
    row(C::Shoes, &[Char('q')], Action::Quit, "quit", "quit"),
    row(C::Typing, &[Enter], Action::Accept, "save", "save"),
    row(C::Typing, &[Backspace], Action::Delete, "delete", "delete the last letter"),
    row(C::Typing, &[Esc], Action::Close, "back", "back, without saving"),
];
