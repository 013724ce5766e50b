//! The octants of Unicode 16: all patterns of eight parts, two across and four down.
//!
//! Those that were characters already kept them; the others follow one another from U+1CD00 in
//! the order of their patterns, the upper left part being the lowest bit.

/// Patterns that had a character before.
const OLDER: [(u8, char); 26] = [
    (0x00, ' '),
    (0x01, '\u{1cea8}'),
    (0x02, '\u{1ceab}'),
    (0x03, '\u{1fb82}'),
    (0x05, '▘'),
    (0x0a, '▝'),
    (0x0f, '▀'),
    (0x14, '\u{1fbe6}'),
    (0x28, '\u{1fbe7}'),
    (0x3f, '\u{1fb85}'),
    (0x40, '\u{1cea3}'),
    (0x50, '▖'),
    (0x55, '▌'),
    (0x5a, '▞'),
    (0x5f, '▛'),
    (0x80, '\u{1cea0}'),
    (0xa0, '▗'),
    (0xa5, '▚'),
    (0xaa, '▐'),
    (0xaf, '▜'),
    (0xc0, '▂'),
    (0xf0, '▄'),
    (0xf5, '▙'),
    (0xfa, '▟'),
    (0xfc, '▆'),
    (0xff, '█'),
];

/// Returns the character of a pattern.
pub(super) fn octant(pattern: u8) -> char {
    if let Some((_, sign)) = OLDER.iter().find(|(older, _)| *older == pattern) {
        return *sign;
    }
    let before = OLDER.iter().filter(|(older, _)| *older < pattern).count() as u32;
    char::from_u32(0x1cd00 + u32::from(pattern) - before).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octants_are_those_of_the_standard() {
        for pattern in 0..=255_u8 {
            let known = ratatui::symbols::pixel::OCTANTS[usize::from(pattern)];
            assert_eq!(octant(pattern), known, "{pattern:#x}");
        }
    }
}
