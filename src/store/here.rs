//! The history as this device opens it to write: under its own name, and with what is odd about names and clocks.
//!
//! Two computers that write under one name, because a state folder or a whole disk was copied, would tear each
//! other's file when it is synced. Three things show it, and each gives this device a new name, said in one line; what
//! was written before stays where it is and counts as ever. Clocks that disagree are only told: revisions are counted,
//! so whatever the clocks say, a later edit stands over an earlier one.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::trouble::Renamed;
use super::written::Written;
use super::{Accepted, History, Opened, Paths, StoreError, Trouble, device};
use crate::record::{At, Record};

/// So far apart two clocks may be before it is told.
const APART: SignedDuration = SignedDuration::from_mins(15);

/// Opens the history only to be read, as no device; what the runner has accepted to be missing is left out.
pub fn read(paths: &Paths, now: At) -> Opened {
    let mut opened = History::open(&paths.history(), "");
    Accepted::read(&paths.state, now.date()).apply(opened.records.gaps_mut());
    opened
}

/// Opens the history to be written by this device; returns the device's name too.
///
/// It fails only where the device cannot have a name. What is odd is among the troubles.
pub fn open(paths: &Paths, now: At) -> Result<(String, Opened), StoreError> {
    let device::Device { mut id, copied } = device::here(&paths.state)?;
    let mut opened = History::open(&paths.history(), &id);
    Accepted::read(&paths.state, now.date()).apply(opened.records.gaps_mut());
    let mut written = Written::of(&paths.state, &id);
    let why = if copied {
        Some(Renamed::Copied)
    } else if is_shared(&opened, &id) {
        Some(Renamed::Shared)
    } else if !opened.own.is_empty() && !written.holds(opened.history.file()) {
        Some(Renamed::Changed)
    } else {
        None
    };
    if let Some(why) = why {
        if why != Renamed::Copied {
            let old = std::mem::replace(&mut id, device::renew(&paths.state)?);
            written.forget();
            written = Written::of(&paths.state, &id);
            opened.history.rename(&paths.history(), &id);
            tracing::info!("device {old} is {id} from now on: {why:?}");
        }
        opened.troubles.push(Trouble::Renamed(why));
    }
    opened.history.keep_in_mind(written);
    opened.troubles.extend(clocks(&opened.records, &id, now));
    Ok((id, opened))
}

/// Tells whether entries of this device stand in other files and not in its own, which has some.
fn is_shared(opened: &Opened, id: &str) -> bool {
    let key = |record: &Record| (record.id.clone(), record.rev, record.at.moment);
    if opened.own.is_empty() {
        return false;
    }
    let (own, elsewhere): (Vec<_>, Vec<_>) =
        opened.records.iter().enumerate().partition(|(i, _)| opened.own.contains(i));
    let mut elsewhere = elsewhere.into_iter().filter(|(_, record)| record.device == id).peekable();
    if elsewhere.peek().is_none() {
        return false;
    }
    let own: BTreeSet<_> = own.into_iter().map(|(_, record)| key(record)).collect();
    elsewhere.any(|(_, record)| !own.contains(&key(record)))
}

/// Returns what is odd about the clocks: entries of a moment that is still to come.
fn clocks(records: &[Record], id: &str, now: At) -> Vec<Trouble> {
    let limit = now.plus(APART).moment;
    let last = |here: bool| {
        let of = records.iter().filter(|record| (record.device == id) == here && record.at.moment > limit);
        of.map(|record| record.at).max_by_key(|at| at.moment)
    };
    let early = last(false).map(|at| Trouble::Early { at, now });
    let set_back = last(true).map(|at| Trouble::SetBack { at, now });
    early.into_iter().chain(set_back).collect()
}
