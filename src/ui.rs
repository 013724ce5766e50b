//! Draws the app: every screen at every size, from its state and the moment, and nothing else.
//!
//! [`draw`] is the way in; the shell calls it when something changed. It reads [`App`], stores nothing, parses nothing
//! and reads no clock. Each screen has its own module; `page` puts text in cells, `theme` knows the roles of colour
//! and weight, `digits` draws what must be read from afar. Keys that a hint shows come from the keymap.

mod about;
mod bar;
mod checkin;
mod days;
mod digits;
mod entries;
mod entry;
pub mod figure;
mod form;
mod frame;
mod help;
mod hints;
mod look;
mod manual_run;
mod minutes;
mod page;
mod phone;
mod plan;
mod plan_setup;
mod player;
mod preview;
mod profile;
mod progress;
mod question;
mod routines;
mod run_summary;
mod scale;
mod settings;
mod shoes;
mod signs;
mod summary;
mod test_entry;
mod tested;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod today;
mod weights;
mod welcome;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use crate::app::pointer::Target;
use crate::app::{App, Context, Screen};
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
    draw_marked(frame.buffer_mut(), app, now, *look);
}

/// Returns what lies at a cell of a screen of some columns and rows.
///
/// It is drawn again for that, so that a click hits what is seen there.
pub fn at(app: &App, now: Now, look: &Look, size: (u16, u16), cell: (u16, u16)) -> Option<Target> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    let marks = draw_marked(&mut buffer, app, now, *look);
    let hit = marks.into_iter().rev().find(|(area, _)| area.contains(Position::from(cell)));
    hit.map(|(_, target)| target)
}

/// Draws the screen and returns what a click means where.
fn draw_marked(buffer: &mut Buffer, app: &App, now: Now, look: Look) -> Vec<(Rect, Target)> {
    let area = buffer.area;
    if area.is_empty() {
        return Vec::new();
    }
    let mut page = Page::new(buffer, Theme::of(look.colours));
    page.marker = look.marker;
    page.keys = app.stage.keymap().clone();
    page.words = app.stage.words();
    if area.width < LEAST_WIDTH || area.height < LEAST_HEIGHT {
        too_small(&mut page, app, now);
    } else {
        screen(&mut page, app, now);
    }
    if app.stage.flashes(now.mono) {
        light_up(&mut page);
    }
    page.marks
}

/// True if the player that is read from 3 m has room for a figure, in columns and rows.
pub const fn shows_figure_afar((columns, rows): (u16, u16)) -> bool {
    matches!(Size::of(columns, rows), Size::Large)
}

fn screen(page: &mut Page, app: &App, now: Now) {
    match app.view().screen() {
        Screen::Welcome => welcome::draw(page, app, now),
        Screen::Side(dialog) => welcome::side(page, app, dialog),
        Screen::Today => today::draw(page, app, now),
        Screen::Plan(tab) => plan::draw(page, app, tab, now),
        Screen::Progress(tab) => progress::draw(page, app, tab, now),
        Screen::Shoes(shown) => shoes::draw(page, app, shown, now),
        Screen::Entries(shown) => entries::draw(page, app, shown, now),
        Screen::Explained { paragraphs, top } => {
            about::draw_in(page, app, Context::Explained, (paragraphs, *top), now);
        }
        Screen::Routines { chosen } => routines::draw(page, app, *chosen, now),
        Screen::Settings { chosen } => settings::draw(page, app, *chosen, now),
        Screen::About { paragraphs, top, .. } => about::draw(page, app, (paragraphs, *top), now),
        Screen::Player => player::draw(page, app, now),
        Screen::Summary(summary) => summary::draw(page, app, now, summary),
        Screen::RunSummary(ran) => run_summary::draw(page, app, ran, now),
        Screen::Tested(tested) => tested::draw(page, app, tested, now),
        Screen::CheckIn => checkin::draw(page, app, now),
        Screen::ManualRun(outing) => manual_run::draw(page, app, outing, now),
        Screen::Minutes(minutes) => minutes::draw(page, app, minutes, now),
        Screen::Weights(weights) => weights::draw(page, app, weights, now),
        Screen::PlanSetup(setup) => plan_setup::draw(page, app, setup, now),
        Screen::Phone { text } => phone::draw(page, text),
        Screen::Preview => preview::draw(page, app, now),
        Screen::Help => help::draw(page, app, now),
        Screen::Asked(question) => signs::asked(page, app, question),
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
    if app.stage.session().is_some() && matches!(app.view().screen(), Screen::Player) {
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
