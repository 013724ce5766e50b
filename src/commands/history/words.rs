//! An entry of the history in words, in a line, with its shoes and weights.

use std::fmt::Write;

use crate::diagnostic::printable;
use crate::interop::markdown::sets;
use crate::library::Library;
use crate::record::Body;
use crate::record::shoes::ShoeTally;
use crate::words::entry::EntryWords;

/// Returns an entry in words, a run with its shoes, a session with what was lifted in it.
pub(super) fn whole(body: &Body, rack: &ShoeTally, library: &Library, told: EntryWords) -> String {
    let mut words = told.entry(body, rack);
    if let Body::Session(session) = body {
        for sets::Row { exercise, side, done, load } in sets::rows(session, library) {
            if !load.is_empty() {
                let side = if side.is_empty() { String::new() } else { format!(", {side}") };
                let _ = write!(words, "; {}", printable(&format!("{exercise}{side}: {done} with {load}")));
            }
        }
    }
    words
}
