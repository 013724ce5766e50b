//! Values of a day from the history, cached so that they need not be worked out again.
//!
//! It is stored beside the history in a [`Derived`](crate::history::Derived), so each change of the log forgets it
//! too.

use std::time::Duration;

use jiff::civil::Date;

use crate::history::By;
use crate::routine::Id;

/// What was worked out so far.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// How long each routine takes on a day, as it would be played; `None` if it is not.
    pub(crate) takes: By<(Date, Id), Option<Duration>>,
}
