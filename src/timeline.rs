//! The routine laid out in time.

mod cue;

pub use cue::{Cue, CueKind, Lane};
