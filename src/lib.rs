//! Runup coaches the few minutes before a run.

pub mod commands;
pub mod diagnostic;
pub mod files;
pub mod library;
pub mod record;
pub mod routine;
pub mod score;
pub mod symptoms;
pub mod time;
pub mod timeline;
