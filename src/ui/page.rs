//! The page: text put into cells, cut where its room ends.
//!
//! A [`Page`] is the whole screen; a [`Flow`] is a column of it that is filled from top to
//! bottom and takes no more once it is full.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::text;
use super::theme::Theme;
use crate::app::keymap::Keymap;
use crate::app::pointer::Target;
use crate::figure::Marker;
use crate::words::{English, Words};

/// Which layout a screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Size {
    /// Down to 40 by 12.
    Small,
    /// From 70 by 22.
    Middle,
    /// From 110 by 32.
    Large,
}

impl Size {
    /// Returns the layout of so many columns and rows.
    pub(super) const fn of(columns: u16, rows: u16) -> Self {
        match (columns, rows) {
            (110.., 32..) => Self::Large,
            (70.., 22..) => Self::Middle,
            _ => Self::Small,
        }
    }
}

/// The screen as cells, and how they are styled.
pub(super) struct Page<'b> {
    buffer: &'b mut Buffer,
    /// The styles.
    pub theme: Theme,
    /// The characters that figures are drawn with.
    pub marker: Marker,
    /// What keys do, for hints.
    pub keys: Keymap,
    /// The language.
    pub words: &'static dyn Words,
    /// What a click means where, what was drawn last at the end.
    pub marks: Vec<(Rect, Target)>,
}

impl<'b> Page<'b> {
    /// Makes a page of a whole buffer.
    pub(super) fn new(buffer: &'b mut Buffer, theme: Theme) -> Self {
        Self {
            buffer,
            theme,
            marker: Marker::Block,
            keys: Keymap::default(),
            words: &English,
            marks: Vec::new(),
        }
    }

    /// Returns the columns.
    pub(super) const fn width(&self) -> u16 {
        self.buffer.area.width
    }

    /// Returns the rows.
    pub(super) const fn height(&self) -> u16 {
        self.buffer.area.height
    }

    /// Returns the layout.
    pub(super) const fn size(&self) -> Size {
        Size::of(self.width(), self.height())
    }

    /// Returns all cells.
    pub(super) fn cells(&mut self) -> &mut [Cell] {
        &mut self.buffer.content
    }

    /// Puts one piece of text and returns the column after it.
    ///
    /// It takes up to `room` cells and is cut with an ellipsis there, or at the screen's end.
    pub(super) fn put(&mut self, x: u16, y: u16, room: u16, span: impl Into<Span<'static>>) -> u16 {
        let span = span.into();
        let room = room.min(self.width().saturating_sub(x));
        if y >= self.height() || room == 0 {
            return x;
        }
        let mut at = x;
        let clipped;
        let shown = if text::width(&span.content) > room {
            clipped = text::clip(&span.content, room);
            clipped.as_str()
        } else {
            &span.content
        };
        for (piece, width) in text::pieces(shown) {
            // A mark without a letter before it has no cell to stand in.
            if width == 0 {
                continue;
            }
            self.set(at, y, piece, span.style);
            for beside in 1..width {
                self.set(at + beside, y, "", Style::new());
            }
            at += width;
        }
        at
    }

    /// Puts a line of several pieces; it is cut where its room ends.
    pub(super) fn line(&mut self, x: u16, y: u16, room: u16, line: Line<'static>) -> u16 {
        let mut at = x;
        for span in line.spans {
            let left = (x + room).saturating_sub(at);
            at = self.put(at, y, left, span);
        }
        at
    }

    /// Puts a text so that it ends before a column, and returns where it begins.
    pub(super) fn put_right(&mut self, end: u16, y: u16, room: u16, span: impl Into<Span<'static>>) -> u16 {
        let span = span.into();
        let width = text::width(&span.content).min(room).min(end);
        self.put(end - width, y, width, span);
        end - width
    }

    /// Puts one sign into one cell.
    pub(super) fn sign(&mut self, x: u16, y: u16, sign: char, style: Style) {
        let mut bytes = [0; 4];
        self.set(x, y, sign.encode_utf8(&mut bytes), style);
    }

    /// Notes what a click means in a place.
    pub(super) fn mark(&mut self, place: Rect, target: Target) {
        self.marks.push((place, target));
    }

    fn set(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Begins a column that ends before the row `bottom`.
    pub(super) fn flow(&mut self, x: u16, y: u16, width: u16, bottom: u16) -> Flow<'_, 'b> {
        Flow { x, y, width, bottom, page: self }
    }
}

/// A column that is filled from top to bottom.
pub(super) struct Flow<'p, 'b> {
    /// Its first column.
    pub x: u16,
    /// The next free row.
    pub y: u16,
    /// How many columns it has.
    pub width: u16,
    /// The row before which it ends.
    pub bottom: u16,
    /// What it writes on.
    pub page: &'p mut Page<'b>,
}

impl Flow<'_, '_> {
    /// Returns the rows that are still free.
    pub(super) const fn left(&self) -> u16 {
        self.bottom.saturating_sub(self.y)
    }

    /// Leaves rows free.
    pub(super) const fn gap(&mut self, rows: u16) {
        self.y = self.y.saturating_add(rows);
    }

    /// Puts one line, cut where the column ends.
    pub(super) fn put(&mut self, line: impl Into<Line<'static>>) {
        if self.left() > 0 {
            self.page.line(self.x, self.y, self.width, line.into());
            self.y += 1;
        }
    }

    /// Puts one line with a text at its right end.
    pub(super) fn put_both(&mut self, left: impl Into<Line<'static>>, right: Span<'static>) {
        if self.left() > 0 {
            let begin = self.page.put_right(self.x + self.width, self.y, self.width / 2, right);
            let room = begin.saturating_sub(self.x + 2);
            self.page.line(self.x, self.y, room, left.into());
            self.y += 1;
        }
    }

    /// Notes what a click on the next line means.
    pub(super) fn mark(&mut self, target: Target) {
        if self.left() > 0 {
            self.page.mark(Rect::new(self.x, self.y, self.width, 1), target);
        }
    }

    /// Puts a text on as many lines as it needs, up to `most`.
    pub(super) fn wrap(&mut self, words: &str, style: Style, most: u16) {
        for line in text::wrap_to(words, self.width, most.min(self.left())) {
            self.put(Span::styled(line, style));
        }
    }

    /// Puts a muted label with a text beside it that wraps under itself.
    pub(super) fn labelled(&mut self, label: &'static str, words: &str, most: u16) {
        let theme = self.page.theme;
        let indent = 8.min(self.width / 3);
        let lines = text::wrap_to(words, self.width - indent, most.min(self.left()));
        for (i, line) in lines.into_iter().enumerate() {
            if i == 0 {
                self.page.put(self.x, self.y, indent, Span::styled(label, theme.muted));
            }
            self.page.put(self.x + indent, self.y, self.width - indent, Span::styled(line, theme.text));
            self.y += 1;
        }
    }
}
