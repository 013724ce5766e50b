//! The strokes of the digits; those of letters are in [`letters`].
//!
//! The lines of a glyph lie in a box 1.7 high and as wide as is said; x goes right, y down,
//! angles clockwise in degrees from the right.

mod letters;

/// A part of a glyph.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stroke {
    Line([f32; 2], [f32; 2]),
    Arc { centre: [f32; 2], radius: f32, from: f32, to: f32 },
}

use Stroke::Line;

pub(super) const fn arc(centre: [f32; 2], radius: f32, from: f32, to: f32) -> Stroke {
    Stroke::Arc { centre, radius, from, to }
}

const fn circle(centre: [f32; 2], radius: f32) -> Stroke {
    arc(centre, radius, 0.0, 360.0)
}

/// Returns the width of a glyph's lines, and its strokes; nothing for what cannot be drawn.
pub(super) const fn glyph(c: char) -> (f32, &'static [Stroke]) {
    match c {
        '0' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.5, 180.0, 360.0),
                    Line([1.0, 0.5], [1.0, 1.2]),
                    arc([0.5, 1.2], 0.5, 0.0, 180.0),
                    Line([0.0, 1.2], [0.0, 0.5]),
                ]
            },
        ),
        '1' => (1.0, const { &[Line([0.2, 0.38], [0.65, 0.0]), Line([0.65, 0.0], [0.65, 1.7])] }),
        '2' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.5, 180.0, 390.0),
                    Line([0.93, 0.75], [0.0, 1.7]),
                    Line([0.0, 1.7], [1.0, 1.7]),
                ]
            },
        ),
        '3' => (1.0, const { &[arc([0.5, 0.42], 0.42, 215.0, 450.0), arc([0.5, 1.26], 0.44, 270.0, 508.0)] }),
        '4' => (
            1.0,
            const {
                &[
                    Line([0.7, 0.0], [0.0, 1.22]),
                    Line([0.0, 1.22], [1.05, 1.22]),
                    Line([0.75, 0.0], [0.75, 1.7]),
                ]
            },
        ),
        '5' => (
            1.0,
            const {
                &[
                    Line([0.9, 0.0], [0.1, 0.0]),
                    Line([0.1, 0.0], [0.06, 0.82]),
                    arc([0.47, 1.18], 0.53, 222.0, 505.0),
                ]
            },
        ),
        '6' => (1.0, const { &[circle([0.5, 1.2], 0.5), Line([0.72, 0.0], [0.06, 0.98])] }),
        '7' => (1.0, const { &[Line([0.0, 0.0], [1.0, 0.0]), Line([1.0, 0.0], [0.38, 1.7])] }),
        '8' => (1.0, const { &[circle([0.5, 0.4], 0.4), circle([0.5, 1.24], 0.46)] }),
        '9' => (1.0, const { &[circle([0.5, 0.5], 0.5), Line([0.94, 0.72], [0.28, 1.7])] }),
        ':' => (0.1, const { &[Line([0.05, 0.42], [0.05, 0.5]), Line([0.05, 1.22], [0.05, 1.3])] }),
        _ => letters::letter(c),
    }
}
