//! Routine and exercise files: from bytes to checked values.

pub mod model;

pub use model::*;
