//! The runner's files: the history, the journal of a running session, and where they are.
//!
//! Start with [`Paths`], then [`History::open`] for what is known and [`Journal::begin`] for
//! what is being done. Nothing here decides what a record means; that is [`crate::record`].
//! No failure here stops a routine: a record that cannot be written waits in memory, and every
//! error says which file it is about and what to do.

pub mod config;
pub mod device;
pub mod history;
pub mod journal;
pub mod own;
pub mod paths;

mod error;
mod file;

pub use error::StoreError;
pub use history::{History, Opened, Trouble};
pub use journal::{Found, Journal};
pub use paths::Paths;
