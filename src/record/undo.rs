//! What is undone: the last entry that a device wrote, or an undo itself.
//!
//! Nothing is rewritten. An undo is a revision with the entry's earlier contents: none, if it was new; the old ones,
//! if it was changed or removed. Undoing that is one more revision. One command writes everything at one moment, and
//! it is undone together. The order of the device's own lines decides which entries those are, and never its clock:
//! that may have been set back. Here it is only found; `History::take_back` writes it down.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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

/// All revisions of all entries, by the entry.
struct Revisions<'r>(HashMap<&'r str, Vec<&'r Record>>);

/// What one command or one key wrote.
type Change<'r> = Vec<&'r Record>;

impl<'r> Revisions<'r> {
    fn of(records: &'r [Record]) -> Self {
        let mut by_id: HashMap<&str, Vec<&Record>> = HashMap::new();
        for record in records {
            by_id.entry(&record.id).or_default().push(record);
        }
        Self(by_id)
    }

    /// Returns the last revision of each entry that some changes wrote, with what it said before all of them.
    fn undone(&self, changes: &[Change<'r>]) -> BTreeMap<&'r str, (&'r Record, &'r Body)> {
        let mut wrote: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in changes.iter().flatten() {
            wrote.entry(&record.id).or_default().push(record);
        }
        let of = |(id, wrote): (&'r str, Vec<&'r Record>)| {
            let last = highest(wrote.iter().copied())?;
            let own = |other: &&Record| wrote.iter().any(|record| record.is_same_revision(other));
            let older = self.0.get(id)?.iter().copied();
            let before = highest(older.filter(|other| last.outranks(other) && !own(other)));
            let before = before.map_or(&Body::Removed, |before| &before.body);
            Some((id, (last, before)))
        };
        wrote.into_iter().filter_map(of).collect()
    }

    /// True if a change says of all entries of other changes, and of no more, what they said before those.
    fn takes_back(&self, change: &Change<'r>, others: &[Change<'r>]) -> bool {
        let undone = self.undone(others);
        let differ = undone.iter().filter(|(_, (last, before))| last.body != **before);
        let mut count = 0;
        let all = differ.inspect(|_| count += 1).all(|(id, (_, before))| {
            change.iter().any(|record| record.id == **id && record.body == **before)
        });
        all && count == change.len()
    }

    /// Returns the changes of a device that stand, from all of them in the order of writing: an undo and what it took back
    /// do not, unless that was undone in its turn.
    fn standing(&self, changes: Vec<Change<'r>>) -> Vec<Change<'r>> {
        let mut standing: Vec<Change<'r>> = Vec::new();
        let mut undone: Option<(Change<'r>, Vec<Change<'r>>)> = None;
        for change in changes {
            if let Some((undo, back)) = undone.take()
                && self.takes_back(&change, std::slice::from_ref(&undo))
            {
                standing.extend(back);
                continue;
            }
            let ids: BTreeSet<&str> = change.iter().map(|record| record.id.as_str()).collect();
            let within = |other: &&Change<'r>| other.iter().all(|record| ids.contains(record.id.as_str()));
            let most = standing.iter().rev().take_while(within).count();
            let from = (1..=most)
                .map(|count| standing.len() - count)
                .find(|from| self.takes_back(&change, &standing[*from..]));
            match from {
                Some(from) => undone = Some((change, standing.split_off(from))),
                None => standing.push(change),
            }
        }
        standing
    }
}

/// Returns the revision that stands over the others.
fn highest<'r>(records: impl Iterator<Item = &'r Record>) -> Option<&'r Record> {
    records.reduce(|best, other| if other.outranks(best) { other } else { best })
}

/// Finds how to take back the last changes of a device that stand, from all that it wrote, in that order.
///
/// The second is why it ends before so many: a warning sign, another device, or that there are no more.
pub fn back(records: &[Record], written: &[&Record], steps: usize) -> Result<(Undo, Option<Kept>), Kept> {
    let revisions = Revisions::of(records);
    // A line that stands twice, as in a copy of a file, was written once, where it stands last.
    let mut seen = HashSet::new();
    let mut written = written.to_vec();
    written.reverse();
    written.retain(|record| seen.insert((record.id.as_str(), record.rev, record.at.moment)));
    written.reverse();
    let moment = |a: &&Record, b: &&Record| a.at.moment == b.at.moment;
    let changes = written.chunk_by(moment).map(<[&Record]>::to_vec).collect();
    let standing = revisions.standing(changes);
    let elsewhere = |record: &Record| {
        let others = revisions.0.get(record.id.as_str());
        others.is_some_and(|all| {
            all.iter().any(|other| other.outranks(record) && other.device != record.device)
        })
    };
    let kept = |change: &Change<'_>| {
        if change.iter().all(|record| is_sign(&record.body)) {
            Some(Kept::Sign)
        } else {
            change.iter().any(|record| elsewhere(record)).then_some(Kept::Elsewhere)
        }
    };
    let last = standing.iter().rev().take(steps);
    let count = last.clone().take_while(|change| kept(change).is_none()).count();
    let stopped = last.clone().nth(count).map_or((count < steps).then_some(Kept::Nothing), kept);
    let taken = &standing[standing.len() - count..];
    let mut undone = revisions.undone(taken);
    let mut undo = Undo { steps: Vec::new() };
    // The newest first, as they would be undone one by one.
    for record in taken.iter().rev().flatten() {
        let Some((now, before)) = undone.remove(record.id.as_str()) else { continue };
        let (how, about) = match (&now.body, before) {
            (now, before) if now == before => continue,
            (Body::Removed, before) => (How::Back, before),
            (now, Body::Removed) => (How::Gone, now),
            (_, before) => (How::Changed, before),
        };
        undo.steps.push(Step { id: record.id.clone(), body: before.clone(), about: about.clone(), how });
    }
    if undo.steps.is_empty() { Err(stopped.unwrap_or(Kept::Nothing)) } else { Ok((undo, stopped)) }
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

    type Steps = Vec<(String, How)>;

    /// The ids that go, come back or change if so many steps are undone, and why it ends before.
    fn steps(records: &[Record], steps: usize) -> Result<(Steps, Option<Kept>), Kept> {
        let written: Vec<&Record> = records.iter().filter(|record| record.device == "here").collect();
        let (undo, kept) = back(records, &written, steps)?;
        Ok((undo.steps.into_iter().map(|step| (step.id, step.how)).collect(), kept))
    }

    fn of(ids: &[(&str, How)]) -> Steps {
        ids.iter().map(|(id, how)| ((*id).to_owned(), *how)).collect()
    }

    #[test]
    fn several_steps_go_back_behind_what_was_undone_before() {
        let mut records = vec![
            record("a", 1, 0, "here", said(1980)),
            record("b", 1, 1, "here", said(1981)),
            record("c", 1, 2, "here", said(1982)),
        ];
        let gone = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), How::Gone)).collect::<Vec<_>>();
        assert_eq!(steps(&records, 2), Ok((gone(&["c", "b"]), None)));
        // One was undone: the next step is the one before it.
        records.push(record("c", 2, 3, "here", Body::Removed));
        assert_eq!(steps(&records, 1), Ok((gone(&["b"]), None)));
        // The undo was undone: it stands again.
        records.push(record("c", 3, 4, "here", said(1982)));
        assert_eq!(steps(&records, 2), Ok((gone(&["c", "b"]), None)));
        // Both were undone together.
        records.push(record("c", 4, 5, "here", Body::Removed));
        records.push(record("b", 2, 5, "here", Body::Removed));
        assert_eq!(steps(&records, 5), Ok((gone(&["a"]), Some(Kept::Nothing))));
        records.push(record("a", 2, 6, "here", Body::Removed));
        assert_eq!(steps(&records, 1), Err(Kept::Nothing));
    }

    #[test]
    fn edits_of_one_entry_are_steps_too() {
        let mut records = vec![
            record("a", 1, 0, "here", said(1980)),
            record("a", 2, 1, "here", said(1990)),
            record("a", 3, 2, "here", said(1995)),
        ];
        let body = |records: &[Record], n| {
            let written: Vec<&Record> = records.iter().collect();
            back(records, &written, n).unwrap().0.steps.remove(0).body
        };
        assert_eq!(body(&records, 1), said(1990));
        assert_eq!(body(&records, 2), said(1980));
        records.push(record("a", 4, 3, "here", said(1990)));
        assert_eq!(body(&records, 1), said(1980));
        assert_eq!(body(&records, 2), Body::Removed);
    }

    #[test]
    fn steps_end_at_a_sign_and_at_another_device() {
        let mut records = vec![
            record("a", 1, 0, "here", profile()),
            record("b", 1, 1, "here", flag()),
            record("c", 1, 2, "here", profile()),
        ];
        assert_eq!(steps(&records, 3), Ok((of(&[("c", How::Gone)]), Some(Kept::Sign))));
        records.push(record("c", 2, 3, "there", said(1990)));
        assert_eq!(steps(&records, 1), Err(Kept::Elsewhere));
    }

    #[test]
    fn what_another_device_wrote_over_stays() {
        let records = [record("a", 1, 1, "here", profile()), record("a", 2, 2, "there", profile())];
        assert_eq!(taken(&records, "here"), Err(Kept::Elsewhere));
    }
}
