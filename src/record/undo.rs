//! What is undone: the last entry that a device wrote, or an undo itself.
//!
//! Nothing is rewritten. An undo is a revision with the entry's earlier contents: none, if it was new; the old ones,
//! if it was changed or removed. Undoing that is one more revision. One command writes everything at one moment, and
//! it is undone together. The order of the device's own lines decides which entries those are, and never its clock:
//! that may have been set back. Here it is only found; `History::take_back` writes it down.

use super::{Body, Record};

/// An undo: the entries that it takes back.
#[derive(Debug, Clone, PartialEq)]
pub struct Undo {
    /// The entries.
    pub steps: Vec<Step>,
}

/// One entry of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The entry's id.
    pub id: String,
    /// What its next revision says.
    pub body: Body,
    /// What to tell about: what goes, or what holds again.
    pub about: Body,
    /// What becomes of it.
    pub how: How,
}

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It goes.
    Gone,
    /// It comes back.
    Back,
    /// It says again what it said before.
    Changed,
}

/// Why nothing is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was written here.
    Nothing,
    /// A warning sign, or its end, which asks for more than one word.
    Sign,
    /// Another device wrote over it.
    Elsewhere,
}

/// True if an entry is about a warning sign, which is neither changed nor taken out in one word.
pub const fn is_sign(body: &Body) -> bool {
    matches!(body, Body::Flag(_) | Body::Clearance(_) | Body::SignCheck(_))
}

/// Returns what a device wrote last, in one command or with one key, from all that it wrote, in that order.
pub fn batch<'r>(written: impl Iterator<Item = &'r Record>) -> Vec<&'r Record> {
    written.fold(Vec::new(), |mut batch: Vec<&Record>, record| {
        if batch.last().is_some_and(|last| last.at.moment != record.at.moment) {
            batch.clear();
        }
        batch.push(record);
        batch
    })
}

/// Finds what to take back of what was written last, among all records, each revision of them.
pub fn last(records: &[Record], batch: &[Record]) -> Result<Undo, Kept> {
    let mut written: Vec<&Record> = batch.iter().collect();
    if written.is_empty() {
        return Err(Kept::Nothing);
    }
    written.sort_by_key(|record| (&record.id, std::cmp::Reverse(record.rev)));
    written.dedup_by_key(|record| &record.id);
    if written.iter().all(|record| is_sign(&record.body)) {
        return Err(Kept::Sign);
    }
    let mut steps = Vec::new();
    for record in written {
        let others = || records.iter().filter(|other| other.id == record.id);
        if others().any(|other| other.outranks(record)) {
            return Err(Kept::Elsewhere);
        }
        // The last writes belong together, so an earlier state is not part of them.
        let older = others().filter(|other| record.outranks(other) && !batch.contains(other));
        let before = older.reduce(|best, other| if other.outranks(best) { other } else { best });
        let before = before.map_or(&Body::Removed, |before| &before.body);
        let (how, about) = match (&record.body, before) {
            (Body::Removed, Body::Removed) => return Err(Kept::Nothing),
            (Body::Removed, before) => (How::Back, before),
            (now, Body::Removed) => (How::Gone, now),
            (_, before) => (How::Changed, before),
        };
        steps.push(Step { id: record.id.clone(), body: before.clone(), about: about.clone(), how });
    }
    Ok(Undo { steps })
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::record::{At, Flag, Log, Profile, VERSION};

    fn record(id: &str, rev: u32, minute: i64, device: &str, body: Body) -> Record {
        let start: jiff::Timestamp = "2026-11-22T07:00:00Z".parse().unwrap();
        let at = At::new(start + jiff::SignedDuration::from_mins(minute), &TimeZone::UTC);
        Record { v: VERSION, id: id.into(), rev, at, zone: None, device: device.into(), body }
    }

    fn profile() -> Body {
        Body::Profile(Profile::default())
    }

    fn flag() -> Body {
        Body::Flag(Flag::of("RF12b"))
    }

    fn said(born: i16) -> Body {
        Body::Profile(Profile { born: Some(born), ..Profile::default() })
    }

    /// What the last becomes.
    fn only(records: &[Record]) -> (String, u32, Body, How) {
        let Step { id, body, how, .. } = taken(records, "here").unwrap().steps.remove(0);
        let rev = Log::from_records(records.to_vec()).next_rev(&id);
        (id, rev, body, how)
    }

    /// What is undone of what a device wrote, in the order of these records.
    fn taken(records: &[Record], device: &str) -> Result<Undo, Kept> {
        let batch = batch(records.iter().filter(|record| record.device == device));
        let batch: Vec<Record> = batch.into_iter().cloned().collect();
        last(records, &batch)
    }

    #[test]
    fn the_order_of_writing_counts_and_not_the_clock() {
        let mut records = vec![record("a", 1, 3, "here", profile()), record("b", 1, 1, "here", profile())];
        assert_eq!(only(&records), ("b".to_owned(), 2, Body::Removed, How::Gone));
        records.push(record("b", 2, 0, "here", Body::Removed));
        assert_eq!(only(&records), ("b".to_owned(), 3, profile(), How::Back));
    }

    #[test]
    fn the_last_of_this_device_goes_and_comes_back() {
        let mut records = vec![
            record("a", 1, 0, "here", profile()),
            record("b", 1, 1, "here", profile()),
            record("c", 1, 2, "there", profile()),
        ];
        assert_eq!(only(&records), ("b".to_owned(), 2, Body::Removed, How::Gone));
        records.push(record("b", 2, 3, "here", Body::Removed));
        assert_eq!(only(&records), ("b".to_owned(), 3, profile(), How::Back));
        records.push(record("b", 3, 4, "here", profile()));
        assert_eq!(only(&records), ("b".to_owned(), 4, Body::Removed, How::Gone));
    }

    #[test]
    fn a_change_is_taken_back_to_what_stood_before_it_and_forth() {
        let mut records = vec![record("a", 1, 0, "here", said(1980)), record("a", 2, 1, "here", said(1990))];
        assert_eq!(only(&records), ("a".to_owned(), 3, said(1980), How::Changed));
        records.push(record("a", 3, 2, "here", said(1980)));
        assert_eq!(only(&records), ("a".to_owned(), 4, said(1990), How::Changed));
    }

    #[test]
    fn a_change_over_that_of_another_device_goes_back_to_that() {
        let records = [
            record("a", 1, 0, "here", said(1980)),
            record("a", 2, 1, "there", said(1985)),
            record("a", 2, 2, "here", said(1990)),
        ];
        assert_eq!(only(&records), ("a".to_owned(), 3, said(1985), How::Changed));
    }

    #[test]
    fn what_was_written_together_goes_together_and_a_sign_alone_stays() {
        let records = [record("a", 1, 1, "here", profile()), record("b", 1, 1, "here", flag())];
        assert_eq!(taken(&records, "here").unwrap().steps.len(), 2);
        assert_eq!(taken(&[record("b", 1, 1, "here", flag())], "here"), Err(Kept::Sign));
        assert_eq!(taken(&records, "there"), Err(Kept::Nothing));
    }

    #[test]
    fn what_another_device_wrote_over_stays() {
        let records = [record("a", 1, 1, "here", profile()), record("a", 2, 2, "there", profile())];
        assert_eq!(taken(&records, "here"), Err(Kept::Elsewhere));
    }
}
