//! What warning signs lock, and what the log shows of one.

use crate::plan::signs::{DEEP, Derived, STIFF};
use crate::record::lock::Lock;
use crate::symptoms::signs;

/// Says what is locked, in a sentence; nothing if nothing is.
pub const fn lock(lock: Lock) -> Option<&'static str> {
    match lock {
        Lock::Open => None,
        Lock::Unread => Some(
            "Runup could not read all of your history, and a warning sign may be in the missing part. Until \
             that is fixed, only walk, and only play routines that do not load your legs.",
        ),
        Lock::Loading => Some(
            "Locked: you said that something is wrong. Until it is cleared there is only walking, and what \
             does not load.",
        ),
        Lock::Everything => Some(
            "Locked: you said that something is wrong. Until it is cleared routines can be read, not played.",
        ),
    }
}

/// Says what the log shows of a sign, as far as it was logged.
pub fn derived(shown: &Derived) -> &'static str {
    match shown.sign {
        DEEP => "pain deep in the heel bone",
        STIFF => "stiff for more than 30 minutes on three mornings",
        _ => signs::sign(shown.sign).map_or("", |sign| sign.ask),
    }
}
