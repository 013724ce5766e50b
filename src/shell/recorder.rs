//! The recording of sessions: the history, and the journal of the running one.
//!
//! The [`Performer`](super::perform::Performer) has one of these, or none: a guest's session and
//! the demo leave nothing behind.

use std::path::PathBuf;

use crate::app::JournalEffect;
use crate::record::journal::Line;
use crate::record::{Gaps, Record, Records};
use crate::store::{Accepted, Follow, HistoryFiles, Journal, StoreError, here};

/// The runner's history and journals, open for writing.
pub(super) struct Recorder {
    history: HistoryFiles,
    accepted: Option<Accepted>,
    follow: Option<Follow>,
    sessions: PathBuf,
    journal: Option<Journal>,
    /// Journals of interrupted sessions, by their session.
    held: Vec<(String, Journal)>,
}

impl Recorder {
    /// Takes the history, the folder of journals, and the journals of interrupted sessions.
    pub(super) const fn new(history: HistoryFiles, sessions: PathBuf, held: Vec<(String, Journal)>) -> Self {
        Self { history, accepted: None, follow: None, sessions, journal: None, held }
    }

    /// Saves accepted gaps in `accepted`, and finds what other programs write.
    pub(super) fn following(self, follow: Follow, accepted: Accepted) -> Self {
        Self { accepted: Some(accepted), follow: Some(follow), ..self }
    }

    /// Returns what other programs have written since the last look; `None` if nothing is new.
    pub(super) fn news(&mut self) -> Option<Records> {
        let mut records = self.follow.as_mut()?.look()?;
        if let Some(accepted) = &self.accepted {
            here::pass_over_dates(&mut records, accepted.today());
            accepted.apply(records.gaps_mut());
        }
        Some(records)
    }

    /// Keeps in mind which gaps of the history the runner has accepted.
    pub(super) fn accept(&mut self, gaps: &Gaps) -> Result<(), StoreError> {
        self.accepted.as_mut().map_or(Ok(()), |accepted| accepted.add(gaps))
    }

    /// Writes a record into the history.
    pub(super) fn save(&mut self, record: Record) -> Result<(), StoreError> {
        self.history.append(record)
    }

    /// True if the history has all that it was given.
    pub(super) fn has_all(&self) -> bool {
        self.history.pending().is_empty()
    }

    /// Tries again to write what could not be written.
    pub(super) fn retry(&mut self) -> Result<(), StoreError> {
        self.history.retry()
    }

    /// Writes what happened to the running session into its journal.
    pub(super) fn journal(&mut self, journal: JournalEffect) -> Result<(), StoreError> {
        match journal {
            JournalEffect::Begin(header) => {
                // The journal of a session that is not in the history yet stays as it is.
                self.journal = None;
                self.journal = Some(Journal::begin(&self.sessions, &header)?);
            }
            JournalEffect::Line(boundary) => {
                if let Some(journal) = &mut self.journal {
                    return journal.append(&Line::Boundary(boundary));
                }
            }
            JournalEffect::Continue(session) => self.journal = self.take_held(&session),
            JournalEffect::Finish => {
                // The journal goes only once the record is on the disk.
                if self.has_all()
                    && let Some(journal) = self.journal.take()
                {
                    return journal.finish();
                }
            }
            JournalEffect::Forget(session) => {
                if self.has_all()
                    && let Some(journal) = self.take_held(&session)
                {
                    return journal.finish();
                }
            }
        }
        Ok(())
    }

    fn take_held(&mut self, session: &str) -> Option<Journal> {
        let at = self.held.iter().position(|(id, _)| id == session)?;
        Some(self.held.remove(at).1)
    }
}
