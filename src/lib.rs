//! Runup coaches the few minutes before a run.

pub mod app;
pub mod audio;
pub mod body;
pub mod clock;
pub mod commands;
pub mod diagnostic;
pub mod figure;
pub mod files;
pub mod handout;
pub mod id;
pub mod interop;
pub mod library;
pub mod phrase;
pub mod plan;
pub mod player;
pub mod record;
pub mod routine;
pub mod score;
pub mod session;
pub mod settings;
pub mod shell;
pub mod store;
pub mod symptoms;
pub mod time;
pub mod timeline;
pub mod ui;
