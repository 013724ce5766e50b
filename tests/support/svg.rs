//! A terminal's screen as SVG: text as text, blocks and lines as shapes without gaps.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::time::Duration;

use vt100::{Color, Screen};

/// Width and height of a cell.
const CELL: (f32, f32) = (8.0, 17.0);
/// What is free around the screen.
const AROUND: f32 = 10.0;

/// Returns the picture of a screen.
pub(crate) fn picture(screen: &Screen, light: bool) -> String {
    let (ground, text) = colors(light);
    let all = painted(screen, 0..screen.size().0.get(), light);
    format!("{}{}{}{}</g>\n</svg>\n", head(screen, ground), all.shapes, words_begin(text), all.words)
}

/// Returns a moving picture: the screens in turn, each for its time, over and over.
///
/// A row that returns is written once. The first screen is what a viewer shows that moves nothing.
pub(crate) fn film(frames: &[(Duration, Screen)], light: bool) -> String {
    let (ground, text) = colors(light);
    let Some((_, first)) = frames.first() else { return String::new() };
    let total: Duration = frames.iter().map(|(length, _)| *length).sum();
    // What a row shows, and in which frames.
    let mut rows: BTreeMap<(u16, String), Vec<usize>> = BTreeMap::new();
    for (at, (_, screen)) in frames.iter().enumerate() {
        for row in 0..screen.size().0.get() {
            let one = painted(screen, row..row + 1, light);
            if !one.words.is_empty() || !one.shapes.is_empty() {
                rows.entry((row, one.shapes + &one.words)).or_default().push(at);
            }
        }
    }
    let (mut still, mut moving, mut keys) = (String::new(), String::new(), String::new());
    for (n, ((_, content), shown)) in rows.iter().enumerate() {
        if shown.len() == frames.len() {
            still.push_str(content);
            continue;
        }
        let hidden = if shown.contains(&0) { "" } else { " visibility=\"hidden\"" };
        let _ = writeln!(moving, "<g{hidden} style=\"animation-name:k{n}\">{content}</g>");
        let _ = writeln!(keys, "@keyframes k{n}{{{}}}", changes(frames, shown, total));
    }
    format!(
        "{}<style>g>g{{animation:{:.2}s step-end infinite}}\n{keys}\
         @media(prefers-reduced-motion:reduce){{g>g{{animation:none!important}}}}</style>\n\
         {}{still}{moving}</g>\n</svg>\n",
        head(first, ground),
        total.as_secs_f64(),
        words_begin(text),
    )
}

/// The keyframes of something that is seen in some frames.
fn changes(frames: &[(Duration, Screen)], shown: &[usize], total: Duration) -> String {
    let (mut at, mut before, mut out) = (Duration::ZERO, None, String::new());
    for (n, (length, _)) in frames.iter().enumerate() {
        let now = shown.contains(&n);
        if before != Some(now) {
            let percent = at.as_secs_f64() / total.as_secs_f64() * 100.0;
            let _ = write!(out, "{percent:.2}%{{visibility:{}}}", if now { "visible" } else { "hidden" });
            before = Some(now);
        }
        at += *length;
    }
    out
}

/// The colours of the ground and of plain text.
fn colors(light: bool) -> (&'static str, &'static str) {
    if light { ("#faf9f6", "#24262b") } else { ("#16181d", "#dcdde1") }
}

fn head(screen: &Screen, ground: &str) -> String {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) =
        (f32::from(columns) * CELL.0 + 2.0 * AROUND, f32::from(rows) * CELL.1 + 2.0 * AROUND);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{ground}\"/>\n"
    )
}

fn words_begin(text: &str) -> String {
    format!(
        "<g font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"13\" \
         fill=\"{text}\" xml:space=\"preserve\">\n"
    )
}

/// Some rows of a screen.
struct Painted {
    shapes: String,
    words: String,
}

fn painted(screen: &Screen, rows: Range<u16>, light: bool) -> Painted {
    let (ground, text) = colors(light);
    // What lies behind is painted first, whatever its colour.
    let mut grounds: BTreeMap<String, String> = BTreeMap::new();
    let mut shapes: BTreeMap<String, String> = BTreeMap::new();
    let mut words = String::new();
    for row in rows {
        let mut run = Run::default();
        for column in 0..screen.size().1.get() {
            let Some(cell) = screen.cell(row, column) else { continue };
            let (mut fore, mut back) = (color(cell.fgcolor(), text), color(cell.bgcolor(), ground));
            if cell.inverse() {
                std::mem::swap(&mut fore, &mut back);
            }
            if back != ground {
                shape(grounds.entry(back.clone()).or_default(), (column, row), [0.0, 0.0, 1.0, 1.0]);
            }
            let sign = cell.contents().chars().next().unwrap_or(' ');
            let parts = parts(sign);
            for part in &parts {
                shape(shapes.entry(fore.clone()).or_default(), (column, row), *part);
            }
            let style = (fore, cell.bold(), cell.dim());
            if sign == ' ' || !parts.is_empty() {
                run.end(&mut words, row, text);
            } else {
                run.add(&mut words, (column, row), style, cell.contents(), text);
            }
        }
        run.end(&mut words, row, text);
    }
    let mut out = String::new();
    for (fill, path) in grounds.into_iter().chain(shapes) {
        let _ = writeln!(out, "<path fill=\"{fill}\" shape-rendering=\"crispEdges\" d=\"{path}\"/>");
    }
    Painted { shapes: out, words }
}

/// Words of one style that stand beside one another; a single space between them belongs to them.
#[derive(Default)]
struct Run {
    from: u16,
    text: String,
    cells: u16,
    style: (String, bool, bool),
}

impl Run {
    fn add(
        &mut self,
        out: &mut String,
        at: (u16, u16),
        style: (String, bool, bool),
        sign: &str,
        plain: &str,
    ) {
        if self.cells > 0 && (self.style != style || self.from + self.cells != at.0) {
            self.end(out, at.1, plain);
        }
        if self.cells == 0 {
            (self.from, self.style) = (at.0, style);
        }
        self.text.push_str(sign);
        self.cells += 1;
    }

    fn end(&mut self, out: &mut String, row: u16, plain: &str) {
        if self.cells == 0 {
            return;
        }
        let (fill, bold, dim) = std::mem::take(&mut self.style);
        let text = self.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let x = f32::from(self.from) * CELL.0 + AROUND;
        let y = f32::from(row) * CELL.1 + AROUND + 13.0;
        let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" textLength=\"{}\"", f32::from(self.cells) * CELL.0);
        if fill != plain {
            let _ = write!(out, " fill=\"{fill}\"");
        }
        if bold {
            out.push_str(" font-weight=\"bold\"");
        }
        if dim {
            out.push_str(" opacity=\"0.6\"");
        }
        let _ = writeln!(out, ">{text}</text>");
        *self = Self::default();
    }
}

fn shape(path: &mut String, (column, row): (u16, u16), [left, top, right, bottom]: [f32; 4]) {
    let number = |n: f32| {
        let text = format!("{n:.2}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let (x, y) = ((f32::from(column) + left) * CELL.0 + AROUND, (f32::from(row) + top) * CELL.1 + AROUND);
    let (wide, high) = ((right - left) * CELL.0, (bottom - top) * CELL.1);
    let _ = write!(path, "M{} {}h{}v{}h-{}z", number(x), number(y), number(wide), number(high), number(wide));
}

/// The rectangles of a character that is drawn, as left, top, right and bottom within its cell.
fn parts(sign: char) -> Vec<[f32; 4]> {
    let code = u32::from(sign);
    let eighth = |n: u32| n as f32 / 8.0;
    let quadrant = |which: &str| {
        let part = |c: char| match c {
            'a' => [0.0, 0.0, 0.5, 0.5],
            'b' => [0.5, 0.0, 1.0, 0.5],
            'c' => [0.0, 0.5, 0.5, 1.0],
            _ => [0.5, 0.5, 1.0, 1.0],
        };
        which.chars().map(part).collect()
    };
    match code {
        0x2580 => vec![[0.0, 0.0, 1.0, 0.5]],
        0x2581..=0x2588 => vec![[0.0, 1.0 - eighth(code - 0x2580), 1.0, 1.0]],
        0x2589..=0x258f => vec![[0.0, 0.0, eighth(0x2590 - code), 1.0]],
        0x2590 => vec![[0.5, 0.0, 1.0, 1.0]],
        0x2594 => vec![[0.0, 0.0, 1.0, 0.125]],
        0x2595 => vec![[0.875, 0.0, 1.0, 1.0]],
        0x2596..=0x259f => {
            let all = ["c", "d", "a", "acd", "ad", "abc", "abd", "b", "bc", "bcd"];
            quadrant(all[(code - 0x2596) as usize])
        }
        0x2500 => vec![[0.0, 0.47, 1.0, 0.53]],
        0x2501 => vec![[0.0, 0.43, 1.0, 0.57]],
        0x2508 => (0..4_u8).map(|n| f32::from(n) / 4.0).map(|x| [x + 0.06, 0.48, x + 0.19, 0.53]).collect(),
        0x2578 => vec![[0.0, 0.43, 0.5, 0.57]],
        0x2801..=0x28ff => (0..8_u8).filter(|bit| code >> bit & 1 == 1).map(dot).collect(),
        _ => Vec::new(),
    }
}

/// A dot of a braille character, by its bit.
fn dot(bit: u8) -> [f32; 4] {
    let (column, row) = if bit < 6 { (bit / 3, bit % 3) } else { (bit - 6, 3) };
    let (x, y) = (0.25 + f32::from(column) * 0.5, 0.125 + f32::from(row) * 0.25);
    [x - 0.16, y - 0.075, x + 0.16, y + 0.075]
}

/// A colour as it is written; the terminal's own is `own`.
fn color(color: Color, own: &str) -> String {
    const SIXTEEN: [&str; 16] = [
        "#1d1f24", "#c23b2b", "#35803b", "#a86f00", "#2f5fb3", "#8a4fa0", "#1b7a74", "#c9c8c3", "#6a7079",
        "#ea6a5a", "#7fc07a", "#e8b84f", "#6f9be8", "#c08ad6", "#6cc3ba", "#faf9f6",
    ];
    match color {
        Color::Default => own.to_owned(),
        Color::Idx(n) => SIXTEEN.get(usize::from(n)).copied().unwrap_or(own).to_owned(),
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
    }
}
