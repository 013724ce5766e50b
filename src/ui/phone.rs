//! A text as a code for the phone's camera, two squares of it in each cell.
//!
//! The squares have colours of their own, black on white with a quiet zone, so that it reads on a dark terminal and on
//! a light one. Without colours only the light squares are drawn, as on a dark terminal, which most people have.

use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::style::{Color, Style};

use super::frame::margins;
use super::hints;
use super::page::Page;
use super::theme::Colours;
use crate::app::keymap::{Action, Context};

/// Squares left free around the code, if there is room, and the fewest that cameras do with.
const QUIET: [usize; 2] = [4, 2];

/// Draws the screen.
pub(super) fn draw(page: &mut Page, text: &str) {
    let (x, _) = margins(page.size());
    let (width, height) = (page.width(), page.height());
    let theme = page.theme;
    let hint = hints::row(page);
    hints::draw(page, Context::Phone, [hints::of(Context::Phone, Action::Close)]);
    let fits =
        |squares: &Vec<Vec<bool>>| squares.len() <= width.into() && squares.len().div_ceil(2) <= hint.into();
    let squares = QUIET.map(|quiet| squares(text, quiet));
    let squares = squares.iter().find(|squares| fits(squares)).unwrap_or(&squares[1]);
    let (columns, rows) = (squares.len() as u16, squares.len().div_ceil(2) as u16);
    if columns == 0 || columns > width || rows > hint {
        let mut flow = page.flow(x, 0, width - 2 * x, hint);
        flow.wrap(text, theme.strong, 5);
        flow.gap(1);
        let line = format!(
            "The code for the phone needs {columns} by {} cells; this is {width} by {height}.",
            rows + 1
        );
        flow.wrap(&line, theme.muted, 4);
        return;
    }
    let beside = width >= columns + 30;
    let left = if beside { x } else { (width - columns) / 2 };
    let top = (hint - rows) / 2;
    code(page, (left, top), squares);
    if beside {
        let room = width - left - columns - 4 - x;
        let mut flow = page.flow(left + columns + 4, top + 1, room, hint);
        flow.wrap("For the phone's camera", theme.muted, 2);
        flow.gap(1);
        flow.wrap(text, theme.strong, 8);
    }
}

/// Returns the squares of a text with their quiet zone, dark ones true; none if it is too long.
fn squares(text: &str, quiet: usize) -> Vec<Vec<bool>> {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else { return Vec::new() };
    let side = code.width();
    let dark = |x: usize, y: usize| {
        let inside = |n: usize| (quiet..quiet + side).contains(&n);
        inside(x) && inside(y) && code[(x - quiet, y - quiet)] == Module::Dark
    };
    let all = side + 2 * quiet;
    (0..all).map(|y| (0..all).map(|x| dark(x, y)).collect()).collect()
}

fn code(page: &mut Page, at: (u16, u16), squares: &[Vec<bool>]) {
    let colours = page.theme.colours;
    for (y, pair) in (at.1..).zip(squares.chunks(2)) {
        for (x, upper) in (at.0..).zip(&pair[0]) {
            // Where the rows are odd, the last half belongs to the quiet zone.
            let lower = pair.get(1).is_some_and(|row| row[usize::from(x - at.0)]);
            let (sign, style) = match colours {
                Colours::None => (plain(*upper, lower), Style::new()),
                _ => ('▀', Style::new().fg(ink(*upper, colours)).bg(ink(lower, colours))),
            };
            page.sign(x, y, sign, style);
        }
    }
}

const fn plain(upper: bool, lower: bool) -> char {
    match (upper, lower) {
        (false, false) => '█',
        (false, true) => '▀',
        (true, false) => '▄',
        (true, true) => ' ',
    }
}

const fn ink(dark: bool, colours: Colours) -> Color {
    match (dark, colours) {
        (true, Colours::Sixteen) => Color::Black,
        (false, Colours::Sixteen) => Color::White,
        (true, Colours::Dark256 | Colours::Light256) => Color::Indexed(16),
        (false, Colours::Dark256 | Colours::Light256) => Color::Indexed(231),
        (true, _) => Color::Rgb(0, 0, 0),
        (false, _) => Color::Rgb(255, 255, 255),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::theme::Theme;

    /// What a camera sees of a screen whose background is as light as given, 0 to 255; eight pixels a square.
    fn seen(buffer: &Buffer, background: u8) -> (usize, usize, Vec<u8>) {
        let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        let (width, height) = (columns * 8, rows * 16);
        let mut picture = vec![0; width * height];
        let light = |color: Color, other: u8| match color {
            Color::Reset => other,
            Color::Black | Color::Rgb(0, 0, 0) => 0,
            // The bright white of the sixteen is not all white everywhere.
            Color::White => 235,
            _ => 255,
        };
        for y in 0..height {
            for x in 0..width {
                let cell = &buffer[((x / 8) as u16, (y / 16) as u16)];
                let upper = y % 16 < 8;
                let fore = match cell.symbol() {
                    "█" => true,
                    "▀" => upper,
                    "▄" => !upper,
                    _ => false,
                };
                let (fg, bg) = (light(cell.fg, 255 - background), light(cell.bg, background));
                picture[y * width + x] = if fore { fg } else { bg };
            }
        }
        (width, height, picture)
    }

    fn decoded(text: &str, colours: Colours, background: u8) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        draw(&mut Page::new(&mut buffer, Theme::of(colours)), text);
        let (width, height, picture) = seen(&buffer, background);
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| picture[y * width + x]);
        image.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
    }

    #[test]
    fn the_code_is_read_on_a_dark_and_on_a_light_terminal() {
        let texts = [
            "Easy enough to talk. Past five, or a limp: walk home.",
            "Run 15 minutes, walk 1 minute 30, run 6 minutes, then four strides of 15 seconds. \
             Past five, or a limp: walk home.",
        ];
        for text in texts {
            for colours in [Colours::Sixteen, Colours::Dark, Colours::Light] {
                for background in [0x16, 0xfa] {
                    assert_eq!(decoded(text, colours, background), [text], "{colours:?} on {background}");
                }
            }
            assert_eq!(decoded(text, Colours::None, 0x16), [text], "without colours");
        }
    }

    #[test]
    fn a_terminal_too_small_for_it_says_so() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 15));
        draw(&mut Page::new(&mut buffer, Theme::of(Colours::None)), "Easy enough to talk.");
        let all: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(all.contains("Easy enough to talk.") && !all.contains('▄'));
    }
}
