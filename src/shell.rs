//! The outermost layer: the one place that owns the terminal, the clock, signals and files.

pub mod clock;
