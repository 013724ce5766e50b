//! Days, as they are called from another day.
//!
//! What still makes sentences in `plan` (runs beside the plan, results of tests) uses the same; they come here with it.

pub use crate::plan::words::{day_words, past_day, past_day_words};
