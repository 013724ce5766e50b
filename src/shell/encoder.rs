//! The changed cells of a picture as bytes, in few of them: what ratatui draws through.
//!
//! Ratatui's own backend goes row by row and names both colours at each change of either, also those of a space, of
//! which the foreground is invisible. A moving figure is mostly spaces in a background, and colours of 24 bits are
//! long. Here a frame goes colour by colour, and a space is filled with the colour that characters have already, by
//! reverse video: about two fifths less. A full block is sent as a filled space, for a block drawn by a font leaves
//! seams to the next row. It writes to memory; [`Screen`](super::terminal::Screen) sends what
//! [`Encoder::take`] returns, within a synchronised update, so that no order is seen.

use std::collections::BTreeSet;
use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Attributes with the number that turns each on.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];
/// Attributes with which a space is not empty: its foreground is seen.
const SEEN: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// How the terminal would draw a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink {
    fore: Color,
    back: Color,
    under: Color,
    modifier: Modifier,
}

impl Ink {
    const PLAIN: Self =
        Self { fore: Color::Reset, back: Color::Reset, under: Color::Reset, modifier: Modifier::empty() };
}

/// Makes bytes of cells, and holds them until they are taken.
#[derive(Debug)]
pub(super) struct Encoder {
    out: Vec<u8>,
    ink: Ink,
    /// Whether the cursor shows; `None` if unknown.
    cursor: Option<bool>,
    size: Size,
    /// What the terminal shows, row by row; `None` where what touches a changed cell is not sent with it.
    shown: Option<Vec<Cell>>,
}

impl Encoder {
    /// Makes an encoder for a terminal of so many columns and rows, whose colours are reset.
    pub(super) const fn new(columns: u16, rows: u16) -> Self {
        let size = Size { width: columns, height: rows };
        Self { out: Vec::new(), ink: Ink::PLAIN, cursor: None, size, shown: None }
    }

    /// Sends with each changed cell those that touch it, for a terminal whose characters stand out over their cells.
    pub(super) fn with_what_touches(mut self) -> Self {
        self.shown = Some(vec![Cell::EMPTY; usize::from(self.size.width) * usize::from(self.size.height)]);
        self
    }

    /// Returns what is to be sent, and begins again.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    fn put(&mut self, cell: &Cell) {
        let (wanted, symbol) = match fill(cell) {
            Some(Fill::Back(back)) => (self.filled(back), " "),
            Some(Fill::OwnFore) => {
                (Ink { fore: Color::Reset, modifier: Modifier::REVERSED, ..self.ink }, " ")
            }
            None => (ink(cell), cell.symbol()),
        };
        self.change(wanted);
        self.out.extend_from_slice(symbol.as_bytes());
    }

    /// Returns the ink in which a space has this colour; whatever else of it holds now stays, but for what would be
    /// seen.
    fn filled(&self, back: Color) -> Ink {
        let stays = self.ink.modifier.difference(SEEN);
        let plain = Ink { back, modifier: stays, ..self.ink };
        if plain == self.ink || !is_long(back) {
            return plain;
        }
        // What follows is drawn in this colour, so it is worth naming as the foreground.
        Ink { fore: back, modifier: Modifier::REVERSED, ..self.ink }
    }

    /// Writes cells, each by its place where it does not follow on the one before.
    fn write<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) {
        let mut turns: Vec<(Turn, u16, u16, &Cell)> = Vec::new();
        for (x, y, cell) in cells {
            // A space goes with what it follows on, if that has its background.
            let before = turns.last().filter(|(_, row, column, before)| {
                is_blank(cell) && (*row, column + 1) == (y, x) && before.bg == cell.bg
            });
            turns.push((before.map_or_else(|| turn(cell), |(turn, ..)| *turn), y, x, cell));
        }
        turns.sort_by_key(|(turn, y, x, _)| (*turn, *y, *x));
        let mut next = None;
        for (_, y, x, cell) in turns {
            // Always by its place: how wide a character was, the terminal knows best.
            let place = match next {
                Some(place) if place == (x, y) => String::new(),
                Some((_, row)) if row == y => format!("\x1b[{}G", x + 1),
                _ if x == 0 => format!("\x1b[{}H", y + 1),
                _ => format!("\x1b[{};{}H", y + 1, x + 1),
            };
            self.out.extend_from_slice(place.as_bytes());
            next = Some((x + 1, y));
            self.put(cell);
        }
        // Whatever else writes to this terminal does so in its own colours.
        if self.ink != Ink::PLAIN {
            self.ink = Ink::PLAIN;
            self.out.extend_from_slice(b"\x1b[m");
        }
    }

    /// Names what is different, in one sequence.
    fn change(&mut self, wanted: Ink) {
        if wanted == self.ink {
            return;
        }
        let mut words: Vec<String> = Vec::new();
        let off = self.ink.modifier.difference(wanted.modifier);
        if off == Modifier::REVERSED {
            words.push("27".to_owned());
            self.ink.modifier.remove(off);
        } else if !off.is_empty() {
            // Most can only be turned off with all the others.
            words.push("0".to_owned());
            self.ink = Ink::PLAIN;
        }
        let new = wanted.modifier.difference(self.ink.modifier);
        let on = MODIFIERS.iter().filter(|(modifier, _)| new.contains(*modifier));
        words.extend(on.map(|(_, number)| number.to_string()));
        if wanted.fore != self.ink.fore {
            words.push(color(wanted.fore, 30));
        }
        if wanted.back != self.ink.back {
            words.push(color(wanted.back, 40));
        }
        if wanted.under != self.ink.under {
            words.push(under(wanted.under));
        }
        self.ink = wanted;
        self.out.extend_from_slice(format!("\x1b[{}m", words.join(";")).as_bytes());
    }
}

/// Returns how a cell with a character is drawn.
const fn ink(cell: &Cell) -> Ink {
    Ink { fore: cell.fg, back: cell.bg, under: cell.underline_color, modifier: cell.modifier }
}

/// The one colour of a whole cell.
enum Fill {
    /// A colour, or the terminal's own background.
    Back(Color),
    /// The terminal's own foreground.
    OwnFore,
}

/// Returns what fills a cell, if nothing else is seen of it.
fn fill(cell: &Cell) -> Option<Fill> {
    if cell.modifier.intersects(SEEN) {
        return None;
    }
    match (cell.symbol(), cell.fg) {
        (" ", _) => Some(Fill::Back(cell.bg)),
        // A faint block is of no colour that a background has.
        ("█", _) if cell.modifier.contains(Modifier::DIM) => None,
        ("█", Color::Reset) => Some(Fill::OwnFore),
        ("█", fore) if is_long(fore) => Some(Fill::Back(fore)),
        // Bold text of these may be shown bright, which a background is not.
        ("█", fore) if is_dark(fore) && !cell.modifier.contains(Modifier::BOLD) => Some(Fill::Back(fore)),
        _ => None,
    }
}

/// True if only the background of a cell is seen.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN)
}

/// True if naming a colour takes many bytes. It also looks the same in reverse: of the first sixteen a terminal may
/// show a bright one otherwise in the background.
const fn is_long(color: Color) -> bool {
    matches!(color, Color::Rgb(..) | Color::Indexed(16..))
}

/// True for the first eight, which are the same in the background.
const fn is_dark(color: Color) -> bool {
    matches!(
        color,
        Color::Black
            | Color::Red
            | Color::Green
            | Color::Yellow
            | Color::Blue
            | Color::Magenta
            | Color::Cyan
            | Color::Gray
    )
}

/// Returns the place of a cell among the others of a frame: what is drawn in one ink comes together, a space with the
/// characters of its colour.
fn turn(cell: &Cell) -> Turn {
    match fill(cell) {
        Some(Fill::Back(back)) => (0, order(back), (0, 0)),
        Some(Fill::OwnFore) => (Modifier::REVERSED.bits(), order(Color::Reset), (0, 0)),
        None => (cell.modifier.bits(), order(cell.fg), order(cell.bg)),
    }
}

/// Attributes, the colour that is seen first, and that behind it.
type Turn = (u16, Order, Order);
/// The place of a colour among others.
type Order = (u8, u32);

const fn order(color: Color) -> Order {
    match color {
        Color::Reset => (0, 0),
        Color::Indexed(number) => (2, number as u32),
        Color::Rgb(r, g, b) => (3, u32::from_be_bytes([0, r, g, b])),
        Color::Black => (1, 0),
        Color::Red => (1, 1),
        Color::Green => (1, 2),
        Color::Yellow => (1, 3),
        Color::Blue => (1, 4),
        Color::Magenta => (1, 5),
        Color::Cyan => (1, 6),
        Color::Gray => (1, 7),
        Color::DarkGray => (1, 8),
        Color::LightRed => (1, 9),
        Color::LightGreen => (1, 10),
        Color::LightYellow => (1, 11),
        Color::LightBlue => (1, 12),
        Color::LightMagenta => (1, 13),
        Color::LightCyan => (1, 14),
        Color::White => (1, 15),
    }
}

/// Returns the parameters of a colour: of the foreground from 30, of the background from 40.
fn color(color: Color, base: u8) -> String {
    let bright = base + 60;
    match color {
        Color::Reset => (base + 9).to_string(),
        Color::Black => base.to_string(),
        Color::Red => (base + 1).to_string(),
        Color::Green => (base + 2).to_string(),
        Color::Yellow => (base + 3).to_string(),
        Color::Blue => (base + 4).to_string(),
        Color::Magenta => (base + 5).to_string(),
        Color::Cyan => (base + 6).to_string(),
        Color::Gray => (base + 7).to_string(),
        Color::DarkGray => bright.to_string(),
        Color::LightRed => (bright + 1).to_string(),
        Color::LightGreen => (bright + 2).to_string(),
        Color::LightYellow => (bright + 3).to_string(),
        Color::LightBlue => (bright + 4).to_string(),
        Color::LightMagenta => (bright + 5).to_string(),
        Color::LightCyan => (bright + 6).to_string(),
        Color::White => (bright + 7).to_string(),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(number) => format!("{};5;{number}", base + 8),
    }
}

/// Returns the parameters of the colour of an underline, which has no short names.
fn under(color: Color) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("58;2;{r};{g};{b}"),
        Color::Indexed(number) => format!("58;5;{number}"),
        _ => "59".to_owned(),
    }
}

impl Backend for Encoder {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let Some(mut shown) = self.shown.take() else {
            self.write(content);
            return Ok(());
        };
        let (width, height) = (self.size.width, self.size.height);
        let at = |x: u16, y: u16| usize::from(y) * usize::from(width) + usize::from(x);
        let mut sent = BTreeSet::new();
        for (x, y, cell) in content.filter(|(x, y, _)| *x < width && *y < height) {
            shown[at(x, y)] = cell.clone();
            for beside in (1..cell.symbol().width() as u16).filter(|beside| x + beside < width) {
                shown[at(x + beside, y)].set_symbol("");
            }
            let columns = x.saturating_sub(1)..=(x + 1).min(width - 1);
            let rows = y.saturating_sub(1)..=(y + 1).min(height - 1);
            sent.extend(columns.map(|x| (y, x)).chain(rows.map(|y| (y, x))));
        }
        // The second cell of a wide character is none of its own.
        let cells = sent.into_iter().filter(|(y, x)| !shown[at(*x, *y)].symbol().is_empty());
        self.write(cells.map(|(y, x)| (x, y, &shown[at(x, y)])));
        self.shown = Some(shown);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor.replace(false) != Some(false) {
            self.out.extend_from_slice(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor.replace(true) != Some(true) {
            self.out.extend_from_slice(b"\x1b[?25h");
        }
        Ok(())
    }

    /// The terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        self.out.extend_from_slice(format!("\x1b[{};{}H", y + 1, x + 1).as_bytes());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.out.extend_from_slice(b"\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.out.extend_from_slice(match clear_type {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[0J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[0K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const AREA: Rect = Rect { x: 0, y: 0, width: 12, height: 4 };

    fn some_color() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Yellow),
            Just(Color::DarkGray),
            Just(Color::Gray),
            any::<u8>().prop_map(Color::Indexed),
            Just(Color::Rgb(1, 20, 255)),
            Just(Color::Rgb(200, 20, 3)),
        ]
    }

    fn some_cell() -> impl Strategy<Value = (&'static str, Style)> {
        let sign = prop_oneof![Just(" "), Just("a"), Just("▌"), Just("▙"), Just("█")];
        let bits = [Modifier::BOLD, Modifier::ITALIC, Modifier::REVERSED, Modifier::UNDERLINED];
        let modifier = any::<u8>().prop_map(move |n| {
            bits.iter()
                .enumerate()
                .filter(|(i, _)| n >> i & 1 == 1)
                .fold(Modifier::empty(), |m, (_, b)| m | *b)
        });
        (sign, some_color(), some_color(), modifier).prop_map(|(sign, fore, back, modifier)| {
            (sign, Style::new().fg(fore).bg(back).add_modifier(modifier))
        })
    }

    fn some_picture() -> impl Strategy<Value = Buffer> {
        proptest::collection::vec(some_cell(), 48).prop_map(|cells| {
            let mut buffer = Buffer::empty(AREA);
            for (cell, (sign, style)) in buffer.content.iter_mut().zip(cells) {
                cell.set_symbol(sign).set_style(style);
            }
            buffer
        })
    }

    fn index(color: Color) -> vt100::Color {
        match color {
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            Color::Indexed(n) => vt100::Color::Idx(n),
            Color::Yellow => vt100::Color::Idx(3),
            Color::Gray => vt100::Color::Idx(7),
            Color::DarkGray => vt100::Color::Idx(8),
            _ => vt100::Color::Default,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn a_terminal_shows_what_was_drawn(pictures in proptest::collection::vec(some_picture(), 1..4)) {
            let mut terminal = vt100::Parser::new(4.try_into().unwrap(), 12.try_into().unwrap(), 0);
            let touching = pictures.len() == 2;
            let encoder = Encoder::new(12, 4);
            let mut encoder = if touching { encoder.with_what_touches() } else { encoder };
            let mut before = Buffer::empty(AREA);
            for picture in pictures {
                encoder.draw(before.diff(&picture).into_iter()).unwrap();
                terminal.process(&encoder.take());
                for (x, y) in (0..4).flat_map(|y| (0..12).map(move |x| (x, y))) {
                    let (drawn, shown) = (&picture[(x, y)], terminal.screen().cell(y, x).unwrap());
                    // A full block is seen as a space that is filled.
                    let mut wanted = drawn.clone();
                    match fill(drawn) {
                        Some(Fill::Back(back)) => wanted.set_symbol(" ").bg = back,
                        Some(Fill::OwnFore) => {
                            prop_assert!(shown.inverse() && shown.fgcolor() == vt100::Color::Default);
                            prop_assert!(!shown.has_contents() || shown.contents() == " ");
                            continue;
                        }
                        None => {}
                    }
                    let sign = if shown.contents().is_empty() { " " } else { shown.contents() };
                    prop_assert_eq!(sign, wanted.symbol());
                    let has = |modifier| wanted.modifier.contains(modifier);
                    let filled = shown.inverse() && !has(Modifier::REVERSED);
                    let back = if filled { shown.fgcolor() } else { shown.bgcolor() };
                    prop_assert_eq!(back, index(wanted.bg), "{} {}", x, y);
                    prop_assert!(!filled || (sign == " " && !shown.bold() && !shown.underline()));
                    prop_assert!(shown.inverse() || !has(Modifier::REVERSED));
                    prop_assert_eq!(shown.underline(), has(Modifier::UNDERLINED));
                    if wanted.symbol() != " " || wanted.modifier.intersects(SEEN) {
                        prop_assert_eq!(shown.fgcolor(), index(wanted.fg));
                        prop_assert_eq!(shown.bold(), has(Modifier::BOLD));
                        prop_assert_eq!(shown.italic(), has(Modifier::ITALIC));
                    }
                }
                before = picture;
            }
        }
    }

    #[test]
    fn what_touches_a_changed_cell_is_sent_again_where_characters_stand_out() {
        let mut before = Buffer::empty(Rect::new(0, 0, 5, 3));
        for y in 0..3 {
            before.set_string(0, y, "abcde", Style::new());
        }
        let mut after = before.clone();
        after.set_string(2, 1, "X", Style::new());
        let sent = |encoder: Encoder| {
            let mut encoder = encoder;
            encoder.draw(Buffer::empty(before.area).diff(&before).into_iter()).unwrap();
            encoder.take();
            encoder.draw(before.diff(&after).into_iter()).unwrap();
            String::from_utf8(encoder.take()).unwrap()
        };
        assert_eq!(sent(Encoder::new(5, 3)), "\x1b[2;3HX");
        assert_eq!(sent(Encoder::new(5, 3).with_what_touches()), "\x1b[1;3Hc\x1b[2;2HbXd\x1b[3;3Hc");
    }

    #[test]
    fn what_nobody_sees_is_not_sent() {
        let style = |fore, back| Style::new().fg(fore).bg(back);
        let (near, far) = (Color::Rgb(228, 223, 214), Color::Rgb(111, 116, 128));
        let mut picture = Buffer::empty(Rect::new(0, 0, 5, 1));
        picture.set_string(0, 0, "▌", style(near, Color::Reset));
        picture.set_string(1, 0, " ", style(Color::Reset, far));
        picture.set_string(2, 0, "▌", style(near, far));
        let mut encoder = Encoder::new(5, 1);
        encoder.draw(Buffer::empty(picture.area).diff(&picture).into_iter()).unwrap();
        let sent = String::from_utf8(encoder.take()).unwrap();
        assert_eq!(
            sent,
            "\x1b[1;2H\x1b[7;38;2;111;116;128m \x1b[1G\x1b[27;38;2;228;223;214m▌\x1b[3G\x1b[48;2;111;116;128m▌\x1b[m"
        );
        encoder.draw(picture.diff(&picture).into_iter()).unwrap();
        assert_eq!(encoder.take(), b"");
    }

    #[test]
    fn a_full_block_is_a_filled_space() {
        let mut picture = Buffer::empty(Rect::new(0, 0, 4, 1));
        picture.set_string(0, 0, "█", Style::new().fg(Color::Rgb(111, 116, 128)));
        picture.set_string(1, 0, "█", Style::new().add_modifier(Modifier::BOLD));
        picture.set_string(2, 0, "█", Style::new().fg(Color::DarkGray));
        picture.set_string(3, 0, "█", Style::new().fg(Color::Yellow));
        let mut encoder = Encoder::new(4, 1);
        encoder.draw(Buffer::empty(picture.area).diff(&picture).into_iter()).unwrap();
        let mut terminal = vt100::Parser::new(1.try_into().unwrap(), 4.try_into().unwrap(), 0);
        terminal.process(&encoder.take());
        let shown = |x| terminal.screen().cell(0, x).unwrap().clone();
        let filled = |x| (shown(x).contents().to_owned(), shown(x).inverse(), shown(x).fgcolor());
        assert_eq!(filled(0), (" ".to_owned(), true, vt100::Color::Rgb(111, 116, 128)));
        assert_eq!(filled(1), (" ".to_owned(), true, vt100::Color::Default));
        // A bright background may be shown darker.
        assert_eq!(filled(2), ("█".to_owned(), false, vt100::Color::Idx(8)));
        assert_eq!((shown(3).contents(), shown(3).bgcolor()), (" ", vt100::Color::Idx(3)));
    }

    #[test]
    fn the_cursor_is_hidden_once() {
        let mut encoder = Encoder::new(5, 1);
        encoder.hide_cursor().unwrap();
        encoder.hide_cursor().unwrap();
        assert_eq!(encoder.take(), b"\x1b[?25l");
        encoder.show_cursor().unwrap();
        assert_eq!(encoder.take(), b"\x1b[?25h");
    }
}
