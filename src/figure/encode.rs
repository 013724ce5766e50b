//! From samples to cells: for each cell the character that errs least.
//!
//! A sample that is lost or invented weighs 3, one of the wrong role 2, and an eighth or a
//! quarter block one more, so that edges do not flicker between characters. What is near is
//! never the background of a cell, since it is the terminal's own foreground if no colours
//! are known.

use super::octant::octant;
use super::raster::{ACROSS, Canvas, DOWN};
use super::{Cell, Inks, Marker, Pen, Picture, Role, Size, ascii};

/// Samples of a cell.
pub(super) const SAMPLES: usize = ACROSS * DOWN;
/// Two roles share a cell only if fewer samples than this are empty.
const CROWDED: u32 = 12;

/// The floor, which is drawn into the row below it.
pub(super) struct Floor {
    /// The row that it is the upper edge of.
    pub row: u16,
    /// How far it has run backwards, in samples.
    pub travelled: f32,
    /// The length of a dash with its gap, in samples; `None` is one line.
    pub dash: Option<f32>,
    pub mirrored: bool,
}

impl Floor {
    fn is_drawn(&self, column: usize, columns: usize) -> bool {
        let Some(dash) = self.dash else { return true };
        let column = if self.mirrored { columns - 1 - column } else { column };
        let at = (column as f32 + 0.5) * ACROSS as f32 + self.travelled;
        at.rem_euclid(dash) < dash * 0.6
    }
}

/// Puts a canvas into cells.
pub(super) fn encode(canvas: &Canvas, floor: Option<&Floor>, pen: Pen) -> Picture {
    let mut cells = Vec::with_capacity(canvas.columns * canvas.rows);
    for row in 0..canvas.rows {
        for column in 0..canvas.columns {
            let below = floor.is_some_and(|floor| usize::from(floor.row) == row);
            cells.push(match floor {
                Some(floor) if below && floor.is_drawn(column, canvas.columns) => line(pen.marker),
                _ if below => Cell { sign: ' ', ..Cell::default() },
                _ => cell(&samples(canvas, column, row), pen),
            });
        }
    }
    let size = Size { columns: canvas.columns as u16, rows: canvas.rows as u16 };
    Picture { size, cells }
}

fn line(marker: Marker) -> Cell {
    let sign = match marker {
        Marker::Block | Marker::Octant => '▔',
        Marker::Quadrant | Marker::Half => '▀',
        Marker::Braille => '⠉',
        Marker::Ascii => '-',
    };
    Cell { sign, fore: Role::Floor, back: Role::None }
}

fn samples(canvas: &Canvas, column: usize, row: usize) -> [Role; SAMPLES] {
    let mut out = [Role::None; SAMPLES];
    for (y, line) in out.chunks_exact_mut(ACROSS).enumerate() {
        let start = (row * DOWN + y) * canvas.width() + column * ACROSS;
        line.copy_from_slice(&canvas.samples[start..start + ACROSS]);
    }
    out
}

fn cell(samples: &[Role; SAMPLES], pen: Pen) -> Cell {
    let first = samples[0];
    if pen.marker != Marker::Braille && pen.marker != Marker::Ascii && samples.iter().all(|s| *s == first) {
        return Cell { sign: ' ', fore: Role::None, back: first };
    }
    let empty = samples.iter().filter(|s| **s == Role::None).count() as u32;
    if empty == SAMPLES as u32 {
        return Cell { sign: ' ', ..Cell::default() };
    }
    match pen.marker {
        Marker::Block => best(samples, empty, pen.inks, BLOCKS.iter().copied()),
        Marker::Quadrant => best(samples, empty, pen.inks, BLOCKS[..16].iter().copied()),
        Marker::Half => best(samples, empty, pen.inks, HALVES.iter().copied()),
        Marker::Octant => {
            let pattern = pattern(samples);
            // The pattern of what is covered, and of each role if two share a cell.
            let mut shapes = vec![shape_of(pattern)];
            if pen.inks != Inks::One {
                for (role, _) in Roles::of(samples).all() {
                    let own = octants(samples, |s| s == *role);
                    shapes.extend([shape_of(own), shape_of(!own)]);
                }
            }
            shapes.push(Shape { sign: ' ', mask: 0, eighth: false });
            shapes.push(Shape { sign: '█', mask: u32::MAX, eighth: false });
            best(samples, empty, pen.inks, shapes.into_iter())
        }
        Marker::Braille => {
            let dots = pattern(samples);
            let sign = if dots == 0 { ' ' } else { braille(dots) };
            Cell { sign, fore: if dots == 0 { Role::None } else { most(samples) }, back: Role::None }
        }
        Marker::Ascii => ascii::cell(samples),
    }
}

/// A character and the samples that it covers, from the upper left, row by row.
#[derive(Debug, Clone, Copy)]
struct Shape {
    sign: char,
    mask: u32,
    /// An eighth or a quarter.
    eighth: bool,
}

const fn rows(from: usize, to: usize) -> u32 {
    let mut mask = 0_u32;
    let mut y = from;
    while y < to {
        mask |= 0b1111 << (y * ACROSS);
        y += 1;
    }
    mask
}

const fn columns(from: usize, to: usize) -> u32 {
    let mut mask = 0_u32;
    let mut i = 0;
    while i < SAMPLES {
        if i % ACROSS >= from && i % ACROSS < to {
            mask |= 1 << i;
        }
        i += 1;
    }
    mask
}

const UL: u32 = rows(0, 4) & columns(0, 2);
const UR: u32 = rows(0, 4) & columns(2, 4);
const LL: u32 = rows(4, 8) & columns(0, 2);
const LR: u32 = rows(4, 8) & columns(2, 4);

const fn quarters(sign: char, mask: u32) -> Shape {
    Shape { sign, mask, eighth: false }
}

const fn eighths(sign: char, mask: u32) -> Shape {
    Shape { sign, mask, eighth: true }
}

/// The block elements, the sixteen of quarters first.
const BLOCKS: [Shape; 25] = [
    quarters(' ', 0),
    quarters('█', u32::MAX),
    quarters('▀', UL | UR),
    quarters('▄', LL | LR),
    quarters('▌', UL | LL),
    quarters('▐', UR | LR),
    quarters('▘', UL),
    quarters('▝', UR),
    quarters('▖', LL),
    quarters('▗', LR),
    quarters('▚', UL | LR),
    quarters('▞', UR | LL),
    quarters('▛', UL | UR | LL),
    quarters('▜', UL | UR | LR),
    quarters('▙', UL | LL | LR),
    quarters('▟', UR | LL | LR),
    eighths('▁', rows(7, 8)),
    eighths('▂', rows(6, 8)),
    eighths('▃', rows(5, 8)),
    eighths('▅', rows(3, 8)),
    eighths('▆', rows(2, 8)),
    eighths('▇', rows(1, 8)),
    eighths('▔', rows(0, 1)),
    eighths('▎', columns(0, 1)),
    eighths('▊', columns(0, 3)),
];

const HALVES: [Shape; 4] =
    [quarters(' ', 0), quarters('█', u32::MAX), quarters('▀', UL | UR), quarters('▄', LL | LR)];

/// Returns the samples that a block element covers.
pub(super) fn mask_of(sign: char) -> u32 {
    BLOCKS.iter().find(|shape| shape.sign == sign).map_or(0, |shape| shape.mask)
}

/// The role that covers most of a cell.
pub(super) fn most(samples: &[Role]) -> Role {
    let mut counts: Vec<(Role, u32)> = Vec::with_capacity(4);
    for sample in samples.iter().filter(|s| **s != Role::None) {
        match counts.iter_mut().find(|(role, _)| role == sample) {
            Some((_, count)) => *count += 1,
            None => counts.push((*sample, 1)),
        }
    }
    counts.into_iter().max_by_key(|(role, count)| (*count, *role)).map_or(Role::None, |(role, _)| role)
}

/// The roles in a cell but for what is empty, each with the samples that it covers.
struct Roles {
    all: [(Role, u32); SAMPLES],
    count: usize,
}

impl Roles {
    fn of(samples: &[Role; SAMPLES]) -> Self {
        let mut roles = Self { all: [(Role::None, 0); SAMPLES], count: 0 };
        for (i, role) in samples.iter().enumerate().filter(|(_, role)| **role != Role::None) {
            let known = roles.all[..roles.count].iter().position(|(known, _)| known == role);
            let at = known.unwrap_or(roles.count);
            roles.count = roles.count.max(at + 1);
            roles.all[at].0 = *role;
            roles.all[at].1 |= 1 << i;
        }
        // In their own order, so that a mirrored cell is judged alike.
        roles.all[..roles.count].sort_unstable();
        roles
    }

    fn all(&self) -> &[(Role, u32)] {
        &self.all[..self.count]
    }

    fn most(&self) -> Role {
        let most = self.all().iter().max_by_key(|(role, mask)| (mask.count_ones(), *role));
        most.map_or(Role::None, |(role, _)| *role)
    }
}

/// What a role costs in an area of so many samples, of which so many are covered, and so many by the role: three for
/// each that it invents, two for each that it shows in the wrong role.
const fn cost(area: u32, covered: u32, own: u32) -> u32 {
    3 * (area - covered) + 2 * (covered - own)
}

/// Finds the shape with the least error, and what it shows.
fn best(samples: &[Role; SAMPLES], empty: u32, inks: Inks, shapes: impl Iterator<Item = Shape>) -> Cell {
    let roles = Roles::of(samples);
    let covered = roles.all().iter().fold(0, |covered, (_, own)| covered | own);
    let all = covered.count_ones();
    let single = roles.most();
    // Where the shirt may be like what is near, the gap between them is worth more than the shirt.
    let near = roles.all().iter().any(|(role, _)| *role == Role::Near);
    let may_be_fore = |role| inks != Inks::One || role == single;
    let may_be_back = |role| {
        let told = match inks {
            Inks::Many => true,
            Inks::Few => !(near && role == Role::Shirt),
            Inks::One => false,
        };
        told && role != Role::Near && empty < CROWDED
    };
    let (mut least, mut found) = (u32::MAX, Cell { sign: ' ', ..Cell::default() });
    for shape in shapes {
        let (area, inside) = (shape.mask.count_ones(), (shape.mask & covered).count_ones());
        let (outside, lost) = (SAMPLES as u32 - area, all - inside);
        let mut fore = (u32::MAX / 2, Role::None);
        let mut back = (u32::MAX / 2, Role::None);
        for (role, own) in roles.all() {
            let within = (own & shape.mask).count_ones();
            if may_be_fore(*role) {
                let cost = cost(area, inside, within);
                fore = if cost < fore.0 { (cost, *role) } else { fore };
            }
            if shape.mask != u32::MAX && may_be_back(*role) {
                let cost = cost(outside, lost, own.count_ones() - within);
                back = if cost < back.0 { (cost, *role) } else { back };
            }
        }
        fore = if shape.mask == 0 { (0, Role::None) } else { fore };
        // What nothing lies behind loses all that is there.
        back = if 3 * lost < back.0 { (3 * lost, Role::None) } else { back };
        let error = fore.0 + back.0 + u32::from(shape.eighth);
        if error < least {
            least = error;
            found = Cell { sign: shape.sign, fore: fore.1, back: back.1 };
        }
    }
    match found.sign {
        // A space in a background shows no seam.
        '█' => Cell { sign: ' ', fore: Role::None, back: found.fore },
        _ if found.fore == found.back => Cell { sign: ' ', fore: Role::None, back: found.back },
        _ => found,
    }
}

/// Which of the eight parts of a cell are covered at least by half, row by row.
fn pattern(samples: &[Role; SAMPLES]) -> u8 {
    octants(samples, |sample| sample != Role::None)
}

fn octants(samples: &[Role; SAMPLES], is: impl Fn(Role) -> bool) -> u8 {
    (0..8).fold(0, |bits, part| {
        let (x, y) = (part % 2 * 2, part / 2 * 2);
        let hits = [(0, 0), (1, 0), (0, 1), (1, 1)]
            .iter()
            .filter(|(dx, dy)| is(samples[(y + dy) * ACROSS + x + dx]))
            .count();
        bits | (u8::from(hits >= 2) << part)
    })
}

fn shape_of(pattern: u8) -> Shape {
    let mut mask = 0_u32;
    for part in (0..8).filter(|part| pattern & (1 << part) != 0) {
        let corner = part / 2 * 2 * ACROSS + part % 2 * 2;
        mask |= 0b0011_0011 << corner;
    }
    Shape { sign: octant(pattern), mask, eighth: false }
}

/// The braille character whose dots are the eight parts of a cell.
fn braille(pattern: u8) -> char {
    // Braille counts its first three rows column by column, then the fourth.
    const DOTS: [u32; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
    let dots = DOTS.iter().enumerate().filter(|(i, _)| pattern & (1 << i) != 0).map(|(_, dot)| dot);
    char::from_u32(0x2800 + dots.sum::<u32>()).unwrap_or(' ')
}
