//! What screens keep of the history so that a key need not work it out anew.
//!
//! It stands beside the history in a [`Derived`](crate::history::Derived), so each change of the log forgets it too.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use jiff::civil::Date;

use super::entries::{Filter, Written};
use super::plan_tab::Sight;
use crate::history::By;
use crate::routine::Id;

/// What screens have worked out so far.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// The entries as they are listed.
    pub(super) entries: By<Filter, Rc<Vec<Written>>>,
    /// How long each routine takes on a day, as it would be played; `None` if it is not.
    pub(super) takes: By<(Date, Id), Option<Duration>>,
    /// The plan that runs, as it stands on a day.
    pub(super) sights: By<Date, Option<Rc<Sight>>>,
    /// The day for which questions that are due were looked for.
    pub(super) asked: Cell<Option<Date>>,
}
