//! A cell in plain characters: its four quarters by their shape, its role by the sign.

use super::encode::{SAMPLES, most};
use super::raster::{ACROSS, DOWN};
use super::{Cell, Role};

/// Signs of a near limb by its quarters: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const SHAPES: [char; 16] = [' ', '`', '\'', '"', '.', '|', '/', 'F', ',', '\\', '|', '7', '_', 'L', 'J', '#'];

pub(super) fn cell(samples: &[Role; SAMPLES]) -> Cell {
    let role = most(samples);
    let mut quarters = 0;
    for quarter in 0..4 {
        let (left, top) = (quarter % 2 * 2, quarter / 2 * 4);
        let covered = (top..top + DOWN / 2)
            .flat_map(|y| (left..left + ACROSS / 2).map(move |x| y * ACROSS + x))
            .filter(|i| samples[*i] != Role::None)
            .count();
        quarters |= usize::from(covered >= 4) << quarter;
    }
    let full = quarters.count_ones() >= 3;
    let sign = match role {
        Role::None => ' ',
        _ if quarters == 0 => ' ',
        Role::Shirt if full => '%',
        Role::Near | Role::Shirt => SHAPES[quarters],
        Role::Far | Role::Hair if full => ':',
        Role::Far | Role::Hair => '.',
        Role::Tissue(_) => '@',
        Role::Prop => '|',
        Role::Towel => 'o',
        Role::Floor => '-',
    };
    Cell { sign, fore: if sign == ' ' { Role::None } else { role }, back: Role::None }
}
