//! Key hints: the keys that are useful now, on the last row that is used.
//!
//! Keys and words come from the keymap. What finds no room is left out from the end, except the key for when something
//! is wrong, which every screen has, and the key of help, behind which the rest stands.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::frame::margins;
use super::page::{Page, Size};
use super::text;
use crate::app::keymap::{self, Action, Context};
use crate::app::pointer::Target;

/// What the key for when something is wrong says where there is little room.
const WRONG: &str = "wrong";

/// A key and what it does.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    context: Context,
    keys: Keys,
    word: String,
}

/// Which key a hint shows.
#[derive(Debug, Clone)]
enum Keys {
    Of(Action),
    Pair([Action; 2]),
    Arrows([Action; 4]),
    Written(String),
}

/// Returns the hint of an action in a context; `None` where no key does it.
pub(super) fn of(context: Context, action: Action) -> Option<Hint> {
    let mut rows = keymap::rows(context).chain(keymap::rows(Context::Everywhere));
    let word = rows.find(|row| row.action == action)?.hint.to_owned();
    Some(Hint { context, keys: Keys::Of(action), word })
}

/// Returns the hint of an action in other words than the keymap's.
pub(super) fn called(context: Context, action: Action, word: impl Into<String>) -> Option<Hint> {
    of(context, action).map(|hint| Hint { word: word.into(), ..hint })
}

/// Returns one hint for two actions whose keys belong together.
pub(super) fn pair(context: Context, actions: [Action; 2], word: &str) -> Option<Hint> {
    of(context, actions[0]).map(|hint| Hint { keys: Keys::Pair(actions), word: word.to_owned(), ..hint })
}

/// Returns one hint for the four actions of the arrows.
pub(super) fn arrows(context: Context, actions: [Action; 4], word: &str) -> Option<Hint> {
    of(context, actions[0]).map(|hint| Hint { keys: Keys::Arrows(actions), word: word.to_owned(), ..hint })
}

/// Returns the hint of digits.
pub(super) fn digits(keys: &str, word: &str) -> Hint {
    Hint { context: Context::Everywhere, keys: Keys::Written(keys.to_owned()), word: word.to_owned() }
}

impl Hint {
    fn key(&self, page: &Page) -> String {
        let key = |action| page.keys.key_for(self.context, action).map(|key| key.to_string());
        match &self.keys {
            Keys::Of(action) => key(*action).unwrap_or_default(),
            Keys::Pair(actions) => actions.iter().filter_map(|action| key(*action)).collect(),
            Keys::Arrows(actions) => actions.iter().filter_map(|action| key(*action)).collect(),
            Keys::Written(keys) => keys.clone(),
        }
    }

    fn is(&self, action: Action) -> bool {
        matches!(self.keys, Keys::Of(of) if of == action)
    }

    fn width(&self, page: &Page) -> u16 {
        text::width(&self.key(page)) + 1 + text::width(&self.word)
    }
}

/// Returns the row of the hints.
pub(super) const fn row(page: &Page) -> u16 {
    let last = page.height().saturating_sub(1);
    match page.size() {
        Size::Large => last.saturating_sub(1),
        _ => last,
    }
}

/// Draws hints, the most useful first; help, and what is wrong, are added where they are not there already.
pub(super) fn draw(page: &mut Page, context: Context, hints: impl IntoIterator<Item = Option<Hint>>) {
    draw_from(page, margins(page.size()).0, context, hints);
}

/// Draws hints from a column on.
pub(super) fn draw_from(
    page: &mut Page,
    x: u16,
    context: Context,
    hints: impl IntoIterator<Item = Option<Hint>>,
) {
    let help = if context == Context::Help { None } else { of(context, Action::Help) };
    let room = page.width().saturating_sub(2 * x);
    let gap = if page.size() == Size::Small { 2 } else { 3 };
    let mut chosen: Vec<Hint> = hints.into_iter().flatten().collect();
    if !is_about_signs(context) && !chosen.iter().any(|hint| hint.is(Action::Signs)) {
        chosen.extend(of(context, Action::Signs));
    }
    let needed = |hints: &[Hint]| {
        hints.iter().chain(&help).map(|hint| hint.width(page) + gap).sum::<u16>().saturating_sub(gap)
    };
    if page.size() == Size::Small {
        chosen
            .iter_mut()
            .filter(|hint| hint.is(Action::Signs))
            .for_each(|hint| WRONG.clone_into(&mut hint.word));
    }
    while needed(&chosen) > room {
        let Some(last) = chosen.iter().rposition(|hint| !hint.is(Action::Signs)) else { break };
        chosen.remove(last);
    }
    let (y, theme) = (row(page), page.theme);
    let mut at = x;
    for hint in chosen.into_iter().chain(help) {
        at = pressed(page, (at, y), hint, theme.text) + gap;
    }
}

/// Draws hints alone, where every letter is typed: neither help nor what is wrong has a key there.
pub(super) fn draw_bare(page: &mut Page, hints: impl IntoIterator<Item = Option<Hint>>) {
    let (x, y) = (margins(page.size()).0, row(page));
    let style = page.theme.text;
    let mut at = x;
    for hint in hints.into_iter().flatten() {
        if at + hint.width(page) + x <= page.width() {
            at = pressed(page, (at, y), hint, style) + 3;
        }
    }
}

/// Tells whether a screen says already what is wrong, or is no place to say it.
const fn is_about_signs(context: Context) -> bool {
    matches!(
        context,
        Context::Signs | Context::Asked | Context::Told | Context::Locked | Context::Preview | Context::Help
    )
}

/// Draws one hint and returns the column after it; a click on it does what it says.
pub(super) fn pressed(page: &mut Page, at: (u16, u16), hint: Hint, style: Style) -> u16 {
    let muted = page.theme.muted;
    let key = hint.key(page);
    let end = page.put(at.0, at.1, u16::MAX, Span::styled(key, style));
    let end = page.put(end + 1, at.1, u16::MAX, Span::styled(hint.word, muted));
    if let Keys::Of(action) = hint.keys {
        page.mark(Rect::new(at.0, at.1, end.saturating_sub(at.0), 1), Target::Named(action));
    }
    end
}
