//! Runup coaches the few minutes before a run.
//!
//! Everything here but the modules marked below takes values and returns values: it is given the
//! moment, and waits for nothing, prints nothing and opens nothing. `clippy.toml` lists what that
//! rules out; `tests/floors.rs` holds the direction of imports.

// Tests may read files.
#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr))]

// What the unit tests share with the tests of the program names this library.
#[cfg(test)]
extern crate self as runup;

pub mod app;
#[expect(clippy::disallowed_methods, reason = "it drives the sound device on threads of its own")]
pub mod audio;
pub mod body;
#[expect(clippy::disallowed_methods, reason = "it is the clock")]
pub mod clock;
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "they read the environment and files, and print"
)]
pub mod commands;
pub mod day;
pub mod diagnostic;
pub mod dialog;
pub mod document;
pub mod figure;
#[expect(clippy::disallowed_methods, reason = "it reads the files that people write")]
pub mod files;
pub mod handout;
mod hash;
pub mod history;
pub mod id;
pub mod interop;
pub mod library;
pub mod phrase;
pub mod plan;
pub mod plans;
pub mod player;
pub mod record;
pub mod routine;
pub mod score;
pub mod session;
pub mod settings;
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "it owns terminal, clock, signals and programs"
)]
pub mod shell;
pub mod speech;
#[expect(clippy::disallowed_methods, reason = "it keeps the history on the disk")]
pub mod store;
#[cfg(test)]
#[path = "../tests/support/app.rs"]
mod support;
pub mod symptoms;
pub mod time;
pub mod timeline;
pub mod ui;
pub mod units;
pub mod word;
pub mod words;
