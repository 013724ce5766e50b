//! Routine, exercise, figure and plan files: from bytes to checked values.
//!
//! The way is bytes -> `document` (a tree with places) -> `raw` (each table's keys, typed) ->
//! [`check`] -> [`model`]. Start with [`routine`] and [`exercise`]: they report everything
//! that is wrong with a file at once. Where exercises come from is the caller's business
//! ([`Exercises`]).

pub mod check;
pub(crate) mod document;
pub mod model;
pub(crate) mod raw;
pub(crate) mod read;
pub mod schema;
pub mod source;

pub use check::{Exercises, Source, exercise, exercise_with, figure, plan, routine, sources};
pub use document::Checked;
pub use model::*;
pub use raw::{exercise_shape, figure_shape, plan_shape, routine_shape, source_shape};
pub use read::{KeyShape, Shape, TableShape};
pub use source::{Kind, Origin, SourceFile};
