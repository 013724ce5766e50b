//! Help: what the keys do on the screen before, and everywhere.

use ratatui::text::Span;

use super::frame::{self, margins};
use super::page::{Page, Size};
use super::{hints, text};
use crate::app::App;
use crate::app::keymap::{self, Action, Context, DIGITS};
use crate::session::Now;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let size = page.size();
    let context = app.view().screen_before().map_or(Context::Today, |screen| app.view().context_of(screen));
    if size == Size::Small || !fits(page, context) {
        let bottom = hints::row(page);
        short(page, context, bottom);
    } else {
        let frame::Place { x, width, top, .. } = frame::begin(page, app, Context::Help, now);
        let bottom = hints::row(page);
        let width = width.min(84);
        let top = top - u16::from(size == Size::Middle);
        let mut at = section(page, (x, top), width, context, bottom);
        at = section(page, (x, at + 1), width, Context::Everywhere, bottom);
        if matches!(context, Context::Player | Context::Run) && at + 3 < bottom {
            section(page, (x, at + 1), width, Context::Leaving, bottom);
        }
    }
    hints::draw(page, Context::Help, [hints::of(Context::Help, Action::Close)]);
}

/// True if what the keys do finds room in full, with those that hold everywhere.
fn fits(page: &Page, context: Context) -> bool {
    let free = hints::row(page).saturating_sub(if page.size() == Size::Large { 5 } else { 2 });
    let all = [context, Context::Everywhere].map(|context| rows(page, context).len() + 1);
    all.iter().sum::<usize>() < usize::from(free)
}

/// Returns the keys of a context and what they do, those that answer with a digit first.
fn rows(page: &Page, context: Context) -> Vec<(String, &'static str, &'static str)> {
    let digits = DIGITS.iter().filter(|(at, _)| *at == context).map(|(_, help)| {
        let (keys, what) = help.split_once(": ").unwrap_or(("digits", help));
        (keys.replace(" to ", "-"), what, what)
    });
    let keys = keymap::rows_in(context).map(|row| {
        let keys: Vec<String> = page.keys.keys(row).iter().map(ToString::to_string).collect();
        (keys.join(" "), row.help, if row.hint.is_empty() { row.help } else { row.hint })
    });
    digits.chain(keys).collect()
}

fn section(page: &mut Page, at: (u16, u16), width: u16, context: Context, bottom: u16) -> u16 {
    let theme = page.theme;
    let rows = rows(page, context);
    let keys = rows.iter().map(|(keys, ..)| text::width(keys)).max().unwrap_or(0).max(12);
    let (x, mut y) = at;
    page.put(x, y, width, Span::styled(context.title(), theme.strong));
    y += 1;
    for (key, help, _) in rows {
        if y >= bottom {
            break;
        }
        page.put(x, y, keys, Span::styled(key, theme.text));
        let room = width.saturating_sub(keys + 2);
        for line in text::wrap_to(help, room, 2) {
            page.put(x + keys + 2, y, room, Span::styled(line, theme.muted));
            y += 1;
        }
    }
    y
}

/// Two columns of a key and a word if there is little room.
fn short(page: &mut Page, context: Context, bottom: u16) {
    let theme = page.theme;
    let (x, _) = margins(page.size());
    page.put(x, 0, page.width(), Span::styled(format!("keys: {}", context.title()), theme.strong));
    let mut all = rows(page, context);
    all.extend(rows(page, Context::Everywhere).into_iter().take(2));
    let columns = if all.len() + 1 > usize::from(bottom.saturating_sub(1)) { 2 } else { 1 };
    let wide = (page.width() - 2 * x) / columns;
    let high = all.len().div_ceil(usize::from(columns));
    for (i, (keys, help, hint)) in all.into_iter().enumerate() {
        let left = x + (i / high) as u16 * wide;
        let y = 1 + (i % high) as u16;
        let first = keys.split(' ').next().unwrap_or_default().to_owned();
        if y >= bottom {
            continue;
        }
        let end = page.put(left, y, wide, Span::styled(first, theme.text)).max(left + 6);
        let words = if columns == 1 { help } else { hint };
        page.put(end + 1, y, (left + wide).saturating_sub(end + 2), Span::styled(words, theme.muted));
    }
}
