//! Runup coaches the few minutes before a run.

pub mod record;
pub mod routine;
pub mod score;
pub mod store;
pub mod symptoms;
pub mod time;
pub mod timeline;
