//! The outermost layer: the one place that owns the terminal, the clock, signals and files.
//!
//! Everything below it takes `now` and returns values; the shell measures, waits, draws and
//! performs. Start at [`wait::Waiter`] for what the loop sleeps on and at
//! [`terminal::Screen`] for what it draws on. Each piece works alone, so that `--plain` can
//! take signals, waiting and the quiet standard error without ever touching a screen.
//!
//! The order of a start: [`wait::Waiter::new`], [`signals::Signals::listen`] with its waker,
//! [`terminal::Screen::try_enter`], [`wait::Waiter::read_keys`]. The signals are dropped last.

pub mod clock;
pub mod inhibit;
#[cfg(unix)]
mod input;
pub mod signals;
pub mod stderr;
pub mod terminal;
mod tty;
pub mod wait;
