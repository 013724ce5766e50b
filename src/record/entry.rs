//! What an entry is about: its day, and whether it is one that lists leave out.

use jiff::civil::Date;

use super::log::Entry;
use super::{Body, Profile};

/// True if an entry only says that the notice was read.
pub fn is_notice(body: &Body) -> bool {
    let read = Profile { notice_read: true, ..Profile::default() };
    matches!(body, Body::Profile(profile) if *profile == read)
}

/// The day that an entry is about.
pub fn day(entry: &Entry<'_, Body>) -> Date {
    match entry.body {
        Body::Session(session) => session.started.date(),
        Body::Run(run) => run.date,
        Body::CrossTraining(done) => done.date,
        Body::CheckIn(check_in) => check_in.date,
        Body::SignCheck(check) => check.date,
        Body::Plan(event) => event.action.date().unwrap_or_else(|| entry.date()),
        _ => entry.date(),
    }
}
