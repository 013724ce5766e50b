//! Draws the app: every screen at every size, from its state and the moment, and nothing else.
//!
//! [`draw`] is the way in; the shell calls it when something changed. It reads [`App`], keeps
//! nothing, parses nothing and looks at no clock. Each screen has its own module; `page` puts
//! text in cells, `theme` knows the roles of colour and weight, `digits` draws what must be
//! read from afar. Keys that a hint shows come from the keymap.

mod about;
mod bar;
mod digits;
pub mod figure;
mod help;
mod hints;
mod look;
mod page;
mod player;
mod preview;
mod routines;
mod scale;
mod settings;
mod signs;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod today;
mod welcome;

use ratatui::Frame;
use ratatui::style::{Color, Modifier};
use ratatui::text::Span;

use crate::app::{App, Screen};
use crate::session::Now;
pub use look::{Abilities, Look};
use page::{Page, Size};
use theme::Theme;
pub use theme::{Background, Colours};

/// Fewest columns of a full screen.
const LEAST_WIDTH: u16 = 40;
/// Fewest rows of a full screen.
const LEAST_HEIGHT: u16 = 12;

/// Draws the screen that is shown.
pub fn draw(frame: &mut Frame, app: &App, now: Now, look: &Look) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let mut page = Page::new(frame.buffer_mut(), Theme::of(look.colours));
    page.marker = look.marker;
    if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
        too_small(&mut page, app, now);
    } else {
        screen(&mut page, app, now);
    }
    if app.flashes(now.mono) {
        light_up(&mut page);
    }
}

/// Tells whether the player that is read from 3 m has room for a figure, in columns and rows.
pub const fn shows_figure_afar((columns, rows): (u16, u16)) -> bool {
    matches!(Size::of(columns, rows), Size::Large)
}

fn screen(page: &mut Page, app: &App, now: Now) {
    match app.screen() {
        Screen::Welcome => welcome::draw(page, app),
        Screen::Today => today::draw(page, app, now),
        Screen::Routines { chosen } => routines::draw(page, app, *chosen),
        Screen::Settings { chosen } => settings::draw(page, app, *chosen),
        Screen::About { paragraphs, top, .. } => about::draw(page, paragraphs, *top),
        Screen::Player => player::draw(page, app, now),
        Screen::Summary(summary) => summary::draw(page, app, summary),
        Screen::Preview => preview::draw(page, app, now),
        Screen::Help => help::draw(page, app),
        Screen::Signs => signs::choose(page, app),
        Screen::Asked(question) => signs::asked(page, question),
        Screen::Told { sign, .. } => signs::told(page, sign),
        Screen::Locked => signs::locked(page, app, now),
        Screen::Stopped { reason } => signs::stopped(page, app, reason),
    }
}

/// Says that the terminal is too small; a running routine keeps its time there.
fn too_small(page: &mut Page, app: &App, now: Now) {
    let (width, height) = (page.width(), page.height());
    let theme = page.theme;
    let line = format!("{LEAST_WIDTH} by {LEAST_HEIGHT} at least; this is {width} by {height}");
    if app.session().is_some() && matches!(app.screen(), Screen::Player) {
        player::tiny(page, app, now, &line);
    } else {
        page.flow(0, 0, width, height).wrap(&line, theme.text, height);
    }
}

/// Reverses every cell, in one colour: a change that must be seen without sound.
fn light_up(page: &mut Page) {
    for cell in page.cells() {
        cell.modifier.toggle(Modifier::REVERSED);
        cell.modifier.remove(Modifier::DIM);
        cell.fg = Color::Reset;
    }
}

/// The free columns at both sides, and the first row, by the size of the screen.
const fn margins(size: Size) -> (u16, u16) {
    match size {
        Size::Large => (6, 1),
        Size::Middle => (4, 0),
        Size::Small => (1, 0),
    }
}

/// Draws the passing line above the hints, on two rows at most, and returns its first row.
fn notice(page: &mut Page, app: &App) -> u16 {
    let (x, _) = margins(page.size());
    let (width, muted) = (page.width() - 2 * x, page.theme.muted);
    let bottom = hints::row(page).saturating_sub(u16::from(page.size() > Size::Small));
    let lines = text::wrap_to(app.notice().unwrap_or_default(), width, 2);
    let first = bottom.saturating_sub(lines.len() as u16);
    for (y, line) in (first..).zip(lines) {
        page.put(x, y, width, Span::styled(line, muted));
    }
    first
}

/// Draws the names of the main screens with the one that is shown in bold, and a text at the right.
fn tabs(page: &mut Page, here: &'static str, right: String) {
    let (x, y) = margins(page.size());
    let theme = page.theme;
    let width = page.width() - 2 * x;
    let mut at = x;
    let gap = if page.size() == Size::Small { 2 } else { 3 };
    for name in ["today", "routines", "settings"] {
        let style = if name == here { theme.strong } else { theme.muted };
        at = page.put(at, y, width, Span::styled(name, style)) + gap;
    }
    page.put_right(page.width() - x, y, width.saturating_sub(at), Span::styled(right, theme.muted));
}
