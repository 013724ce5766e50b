//! What is taken back: the last that was written on a device, or the taking back itself.
//!
//! Nothing is rewritten. Taking back is a revision that removes the entry, and taking that back is one
//! more, which says again what stood there before. What one command wrote, it wrote at one moment, and it goes
//! together.

use super::{Body, Record};

/// What is taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Undo {
    /// What stood there: what goes, or what comes back.
    pub about: Vec<Body>,
    /// The entries' ids, their next revisions, and what those say.
    pub changes: Vec<(String, u32, Body)>,
    /// It comes back.
    pub back: bool,
}

/// Why nothing is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was written here.
    Nothing,
    /// A warning sign, or its end, which asks for more than one word.
    Sign,
    /// Another device wrote over it.
    Elsewhere,
}

/// Finds what to take back among all records, each revision of them.
pub fn last(records: &[Record], device: &str) -> Result<Undo, Kept> {
    let ours = || records.iter().filter(|record| record.device == device);
    let moment = ours().map(|record| record.at.moment).max().ok_or(Kept::Nothing)?;
    let mut written: Vec<&Record> = ours().filter(|record| record.at.moment == moment).collect();
    written.sort_by_key(|record| (&record.id, record.rev));
    written.dedup_by_key(|record| &record.id);
    let sign = |body: &Body| matches!(body, Body::Flag(_) | Body::Clearance(_) | Body::SignCheck(_));
    if written.iter().all(|record| sign(&record.body)) {
        return Err(Kept::Sign);
    }
    let mut undo = Undo { about: Vec::new(), changes: Vec::new(), back: false };
    for record in written {
        let others = || records.iter().filter(|other| other.id == record.id);
        if others().any(|other| other.outranks(record)) {
            return Err(Kept::Elsewhere);
        }
        let rev = record.rev.saturating_add(1);
        if record.body == Body::Removed {
            let before = others().filter(|other| other.body != Body::Removed).max_by_key(|other| other.rev);
            let Some(before) = before else { return Err(Kept::Nothing) };
            undo.back = true;
            undo.about.push(before.body.clone());
            undo.changes.push((record.id.clone(), rev, before.body.clone()));
        } else {
            undo.about.push(record.body.clone());
            undo.changes.push((record.id.clone(), rev, Body::Removed));
        }
    }
    Ok(undo)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::record::{At, Flag, Profile, VERSION};

    fn record(id: &str, rev: u32, minute: i64, device: &str, body: Body) -> Record {
        let start: jiff::Timestamp = "2026-11-22T07:00:00Z".parse().unwrap();
        let at = At::new(start + jiff::SignedDuration::from_mins(minute), &TimeZone::UTC);
        Record { v: VERSION, id: id.into(), rev, at, zone: None, device: device.into(), body }
    }

    fn profile() -> Body {
        Body::Profile(Profile::default())
    }

    fn flag() -> Body {
        Body::Flag(Flag { sign: "RF12b".into(), site: None })
    }

    #[test]
    fn the_last_of_this_device_goes_and_comes_back() {
        let mut records = vec![
            record("a", 1, 0, "here", profile()),
            record("b", 1, 1, "here", profile()),
            record("c", 1, 2, "there", profile()),
        ];
        let gone = last(&records, "here").unwrap();
        assert_eq!((gone.back, &gone.changes[..]), (false, &[("b".to_owned(), 2, Body::Removed)][..]));
        records.push(record("b", 2, 3, "here", Body::Removed));
        let back = last(&records, "here").unwrap();
        assert_eq!((back.back, &back.changes[..]), (true, &[("b".to_owned(), 3, profile())][..]));
        records.push(record("b", 3, 4, "here", profile()));
        assert_eq!(last(&records, "here").unwrap().changes, [("b".to_owned(), 4, Body::Removed)]);
    }

    #[test]
    fn what_was_written_together_goes_together_and_a_sign_alone_stays() {
        let records = [record("a", 1, 1, "here", profile()), record("b", 1, 1, "here", flag())];
        assert_eq!(last(&records, "here").unwrap().changes.len(), 2);
        assert_eq!(last(&[record("b", 1, 1, "here", flag())], "here"), Err(Kept::Sign));
        assert_eq!(last(&records, "there"), Err(Kept::Nothing));
    }

    #[test]
    fn what_another_device_wrote_over_stays() {
        let records = [record("a", 1, 1, "here", profile()), record("a", 2, 2, "there", profile())];
        assert_eq!(last(&records, "here"), Err(Kept::Elsewhere));
    }
}
