//! The outermost layer: the one place that owns the terminal, the clock, signals and files.

pub mod clock;
pub mod stderr;
pub mod terminal;
mod tty;
