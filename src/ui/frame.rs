//! Parts that every screen but the player shares: margins, tabs and date at the top, a figure beside.
//!
//! [`begin`] draws the first row and returns the place of the rest. The keys below are drawn by `hints`.

use std::rc::Rc;

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::page::{Page, Size};
use super::{figure, hints, text};
use crate::app::App;
use crate::app::keymap::{Action, Context, Key};
use crate::app::pointer::Target;
use crate::body::View;
use crate::figure::album::Lens;
use crate::figure::{Pen, Scene, Size as Cells};
use crate::phrase::capital;
use crate::session::Now;
use crate::ui::theme::Colours;

/// The tabs, in order.
const TABS: [(Context, &str, Action); 4] = [
    (Context::Today, "Today", Action::Today),
    (Context::Plan, "Plan", Action::Plan),
    (Context::Progress, "Progress", Action::Progress),
    (Context::Routines, "Routines", Action::Routines),
];

/// Where the contents of a screen go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The first column.
    pub x: u16,
    /// How many columns.
    pub width: u16,
    /// The first row after the tabs.
    pub top: u16,
    /// The row before which the contents end: of the passing line, or of the hints.
    pub bottom: u16,
}

/// Returns the free columns at both sides, and the first row, by the size of the screen.
pub(super) const fn margins(size: Size) -> (u16, u16) {
    match size {
        Size::Large => (6, 1),
        Size::Middle => (3, 0),
        Size::Small => (1, 0),
    }
}

/// Draws the tabs, each with its digit unless digits answer a question, the date and the passing line.
///
/// The tab that is shown, or from which a screen came, is bold. A screen that is no tab has its name after them; a small
/// one shows only if one is.
pub(super) fn begin(page: &mut Page, app: &App, here: Context, now: Now) -> Place {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = page.width() - 2 * x;
    let begin = date(page, now);
    let mut at = x;
    let came_from = app.view().tab();
    let answers = digits_answer(app);
    for (number, (tab, name, action)) in (1..).zip(TABS) {
        let chosen = tab == came_from;
        if !(chosen && tab == here) && size == Size::Small {
            continue;
        }
        let (digit, style) = if chosen { (theme.calm, theme.strong) } else { (theme.text, theme.muted) };
        let room = |at: u16| begin.saturating_sub(at + 1);
        let mut end = at;
        if !answers {
            end = page.put(at, y, room(at), Span::styled(number.to_string(), digit)) + 1;
        }
        end = page.put(end, y, room(end), Span::styled(name, style));
        if app.stage.keymap().key_for(here, action).is_some() {
            page.mark(Rect::new(at, y, end - at, 1), Target::Named(action));
        }
        at = end + 3;
    }
    if !TABS.iter().any(|(tab, ..)| *tab == here) {
        page.put(at, y, begin.saturating_sub(at + 1), Span::styled(capital(here.title()), theme.strong));
    }
    let bottom = notice(page, app);
    let top = match size {
        Size::Large => 5,
        Size::Middle => 3,
        Size::Small => 2 - u16::from(page.height() < 14),
    };
    Place { x, width, top, bottom }
}

/// Draws the date at the end of the first row, and returns where it begins.
pub(super) fn date(page: &mut Page, now: Now) -> u16 {
    let (x, y) = margins(page.size());
    let date = now.at.date().strftime(match page.size() {
        Size::Large => "%A %-d %B",
        Size::Middle => "%a %-d %B",
        Size::Small => "%a %-d %b",
    });
    let (end, muted) = (page.width() - x, page.theme.muted);
    page.put_right(end, y, end / 2, Span::styled(date.to_string(), muted))
}

/// True if a digit answers or is typed here, and so opens no tab.
fn digits_answer(app: &App) -> bool {
    let action = app.stage.keymap().action(app.view().context(), Key::Char('2'));
    matches!(action, Some(Action::Digit(_)))
}

/// Draws the passing line above the hints, on up to two rows, and returns its first row.
pub(super) fn notice(page: &mut Page, app: &App) -> u16 {
    let (x, _) = margins(page.size());
    let (width, muted) = (page.width() - 2 * x, page.theme.muted);
    let bottom = hints::row(page).saturating_sub(u16::from(page.size() > Size::Small));
    let lines = text::wrap_to(app.stage.notice().unwrap_or_default(), width, 2);
    let first = bottom.saturating_sub(lines.len() as u16);
    for (y, line) in (first..).zip(lines) {
        page.put(x, y, width, Span::styled(line, muted));
    }
    first
}

/// Draws the screen's own figure, if there is one and room for it; returns what it was put by.
pub(super) fn picture(
    page: &mut Page,
    app: &App,
    now: Now,
    view: Option<View>,
    place: Rect,
) -> Option<Rc<Scene>> {
    let shown = app.stage.figure()?;
    if place.width < 12 || place.height < 8 {
        return None;
    }
    let size = Cells { columns: place.width, rows: place.height };
    let seen = (Lens::View(view.unwrap_or(shown.view)), size, shown.side);
    let marker = page.marker;
    let pen = if page.theme.colours == Colours::None { Pen::plain(marker) } else { Pen::new(marker) };
    figure::draw(page, place, &shown.picture(seen, &app.view().moment_alone(now.mono), pen));
    Some(shown.scene(seen))
}
