//! What stands around a body.

use super::Painter;
use crate::body::{Point, Prop, View};
use crate::figure::Role;
use crate::figure::raster::Ink;

impl Painter<'_> {
    pub(super) fn props(&mut self) {
        let above = Point::new(0.0, 400.0);
        for prop in &self.figure.props {
            match *prop {
                Prop::Wall { x } => {
                    let foot = Point::new(x, 0.0);
                    self.canvas.slab((foot, foot + above + Point::new(2.6, 0.0)), Role::Prop);
                }
                Prop::Step { left, right, top } => {
                    self.canvas.slab((Point::new(left, 0.0), Point::new(right, top)), Role::Prop);
                }
                Prop::Chair { x, seat } if self.shot.view != View::Ankle => {
                    // What sits sinks in a little.
                    self.slabs(&[
                        [x, x + 26.0, seat - 2.0, seat + 0.8],
                        [x - 1.6, x, seat - 2.4, seat + 22.0],
                        [x, x + 1.6, 0.0, seat],
                        [x + 23.6, x + 25.2, 0.0, seat],
                    ]);
                }
                Prop::ChairFront { x, seat } => self.slabs(&[
                    [x - 11.5, x + 11.5, seat - 2.4, seat + 0.8],
                    [x - 11.5, x - 9.9, 0.0, seat],
                    [x + 9.9, x + 11.5, 0.0, seat],
                    [x - 10.5, x - 8.9, seat, seat + 22.0],
                    [x + 8.9, x + 10.5, seat, seat + 22.0],
                    [x - 10.5, x + 10.5, seat + 16.0, seat + 22.0],
                ]),
                Prop::Rail { x, top } if self.shot.view == View::Body => {
                    let ground = self.figure.motion.stand().ground(x);
                    self.slabs(&[[x - 0.6, x + 0.6, ground, top], [x - 1.0, x + 4.5, top - 1.4, top + 0.6]]);
                }
                Prop::Round { at, radius, soft: false } => {
                    self.canvas.capsule((at, at), (radius, radius), Ink::Paint(Role::Prop));
                }
                // These are on the body.
                Prop::Round { .. }
                | Prop::Strap
                | Prop::Band { .. }
                | Prop::Rail { .. }
                | Prop::Chair { .. } => {}
            }
        }
        if self.shot.view == View::Ankle {
            self.soft_props();
            for dot in &self.shot.trace {
                self.canvas.dot(*dot, Role::Towel);
            }
        }
    }

    /// Paints what the near foot is on: it lies before the far leg.
    pub(super) fn soft_props(&mut self) {
        for prop in &self.figure.props {
            if let Prop::Round { at, radius, soft: true } = *prop {
                self.canvas.capsule((at, at), (radius, radius), Ink::Paint(Role::Towel));
            }
        }
    }

    /// Paints rectangles, each by its left and right edge, its bottom and its top.
    fn slabs(&mut self, slabs: &[[f32; 4]]) {
        for [left, right, bottom, top] in slabs {
            self.canvas.slab((Point::new(*left, *bottom), Point::new(*right, *top)), Role::Prop);
        }
    }
}
