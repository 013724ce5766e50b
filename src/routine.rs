//! Routine, exercise, figure and plan files: from bytes to checked values.
//!
//! The way is bytes -> [`document`](crate::document) (a tree with places) -> `raw` (each table's keys, typed) ->
//! [`check`] -> [`model`]. Start with [`routine`] and [`exercise`]: they report everything
//! that is wrong with a file at once. Where exercises come from is the caller's business
//! ([`Exercises`]).

pub mod check;
pub mod dose;
pub mod model;
pub(crate) mod raw;
pub mod schema;

pub use crate::document::{Checked, KeyShape, Kind, MAX_FILE_BYTES, Origin, Shape, SourceFile, TableShape};
pub use check::{Exercises, Source, exercise, exercise_with, figure, plan, routine, sources};
pub use dose::*;
pub use model::*;
pub use raw::{exercise_shape, figure_shape, plan_shape, routine_shape, source_shape};

/// Tells the kind by the keys that only one kind of file has; a routine when none is there.
pub fn kind_of(bytes: &[u8]) -> Kind {
    let keys = crate::document::Document::top_keys(bytes);
    let has = |only: &[&str]| only.iter().any(|key| keys.iter().any(|k| k == key));
    if has(raw::ROUTINE_ONLY) {
        Kind::Routine
    } else if has(raw::PLAN_ONLY) {
        Kind::Plan
    } else if has(raw::FIGURE_ONLY) {
        Kind::Figure
    } else if has(raw::EXERCISE_ONLY) {
        Kind::Exercise
    } else {
        Kind::Routine
    }
}
