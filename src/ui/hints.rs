//! Key hints: the keys that are useful now, on the last row that is used.
//!
//! Keys and words come from the keymap. Enter is first, then come the screen's own keys, then on every screen the
//! warning-sign key, help and quit. Without enough room the screen's own are dropped from the end; help lists the
//! rest.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::frame::margins;
use super::page::{Page, Size};
use super::text;
use crate::app::keymap::{self, Action, Context, Key};
use crate::app::pointer::Target;

/// The short label of the key for when something is wrong.
const WRONG: &str = "wrong";
/// Its full label.
const WRONG_IN_FULL: &str = "something is wrong";
/// So many of a screen's own hints go before it is said in short what `!` is for.
const OWN: usize = 2;

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

/// Returns the hint of an action in a context; `None` if no key does it.
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

    /// True if its key is Enter.
    fn is_enter(&self, page: &Page) -> bool {
        let Keys::Of(action) = self.keys else { return false };
        page.keys.key_for(self.context, action) == Some(Key::Enter)
    }

    /// True if it goes from tab to tab: the tabs show their digits, where there is room for them.
    fn is_tab(&self) -> bool {
        use Context as C;
        let goes = [Action::Today, Action::Plan, Action::Progress, Action::Routines];
        matches!(self.context, C::Today | C::Plan | C::Progress | C::Routines)
            && goes.into_iter().any(|action| self.is(action))
    }

    /// True if it belongs to the end of the row.
    fn is_last(&self) -> bool {
        [Action::Signs, Action::Help, Action::Quit].into_iter().any(|action| self.is(action))
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

/// Draws hints, the most useful first; what every screen has is added.
pub(super) fn draw(page: &mut Page, context: Context, hints: impl IntoIterator<Item = Option<Hint>>) {
    draw_from(page, margins(page.size()).0, context, hints);
}

/// Draws hints from a column on: Enter first, then the screen's own, then what is wrong, help and quit.
pub(super) fn draw_from(
    page: &mut Page,
    x: u16,
    context: Context,
    hints: impl IntoIterator<Item = Option<Hint>>,
) {
    let small = page.size() == Size::Small;
    let (room, gap) = (page.width().saturating_sub(2 * x), if small { 2 } else { 3 });
    let (enter, own): (Vec<Hint>, Vec<Hint>) = hints
        .into_iter()
        .flatten()
        .filter(|hint| small || !hint.is_tab())
        .partition(|hint| hint.is_enter(page));
    let (last, own): (Vec<Hint>, Vec<Hint>) = own.into_iter().partition(Hint::is_last);
    let mut row = Row { enter, own, last: last_of(context, &last), gap };
    if !small {
        row.drop_own(page, room, OWN);
    }
    if row.needed(page) > room {
        for hint in row.last.iter_mut().filter(|hint| hint.is(Action::Signs)) {
            WRONG.clone_into(&mut hint.word);
        }
    }
    row.fit(page, room, small);
    let (y, theme) = (self::row(page), page.theme);
    let mut at = x;
    for hint in [row.enter, row.own, row.last].into_iter().flatten() {
        let style = if hint.is_enter(page) { theme.strong } else { theme.text };
        at = pressed(page, (at, y), hint, style) + gap;
    }
}

/// Returns what every screen ends with, in its order: what is wrong, help, quit; in the screen's own words if it has some.
fn last_of(context: Context, own: &[Hint]) -> Vec<Hint> {
    let shown = [
        (Action::Signs, !is_about_signs(context)),
        (Action::Help, context != Context::Help),
        (Action::Quit, true),
    ];
    let wanted = shown.into_iter().filter_map(|(action, wanted)| {
        let named = own.iter().find(|hint| hint.is(action)).cloned();
        let said = if action == Action::Signs {
            called(context, action, WRONG_IN_FULL)
        } else {
            of(context, action)
        };
        named.or_else(|| said.filter(|_| wanted))
    });
    wanted.collect()
}

/// The hints of a screen.
struct Row {
    enter: Vec<Hint>,
    own: Vec<Hint>,
    last: Vec<Hint>,
    gap: u16,
}

impl Row {
    fn needed(&self, page: &Page) -> u16 {
        let all = [&self.enter, &self.own, &self.last].into_iter().flatten();
        all.map(|hint| hint.width(page) + self.gap).sum::<u16>().saturating_sub(self.gap)
    }

    /// Drops the screen's own from the end, down to so many.
    fn drop_own(&mut self, page: &Page, room: u16, least: usize) {
        while self.own.len() > least && self.needed(page) > room {
            self.own.pop();
        }
    }

    /// Drops what finds no room: on a small screen quit, then the screen's own from the end, then quit and help.
    fn fit(&mut self, page: &Page, room: u16, small: bool) {
        let quits = |hint: &Hint| !hint.is(Action::Quit);
        if small && self.needed(page) > room {
            self.last.retain(quits);
        }
        self.drop_own(page, room, 0);
        if self.needed(page) > room {
            self.last.retain(quits);
        }
        while self.needed(page) > room && self.last.len() > 1 {
            self.last.pop();
        }
    }
}

/// Draws hints alone, if every letter is typed: neither help nor what is wrong has a key there.
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

/// True if a screen already says what is wrong, or has no place for it.
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
