//! The runner's files: the history, the journal of a running session, and where they are.
//!
//! Start with [`Paths`], then [`here::open_for_device`] for the history and new entries, or [`HistoryFiles::open`]
//! only to read it, and [`Journal::begin`] for a running session. Nothing here decides what a record means; that is
//! [`crate::record`]. No failure here stops a routine: a record that cannot be written waits in memory, and every
//! error says which file it is about and what to do.

pub mod accepted;
pub mod archive;
pub mod config;
pub mod device;
pub mod draft;
pub mod here;
pub mod history;
pub mod inbox;
pub mod journal;
pub mod own;
pub mod paths;

mod error;
mod file;
#[cfg(all(test, unix))]
mod synced;
mod trouble;
mod written;

pub use accepted::Accepted;
pub use error::StoreError;
pub use here::Turn;
pub use history::follow::Follow;
pub use history::{HistoryFiles, Opened};
pub use journal::{Found, Journal};
pub use paths::Paths;
pub use trouble::{Renamed, Trouble};
