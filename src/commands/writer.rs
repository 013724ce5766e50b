//! The history of the command line, open to write something down.
//!
//! A command is one moment: everything that it writes carries the moment at which the history was opened. So `runup
//! undo` undoes it together. It goes to the disk at once, in [`HistoryWriter::writes`]. Tests open one at a moment of
//! their own.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Failure;
use crate::day::Core;
use crate::diagnostic::printable;
use crate::history::History;
use crate::library::Library;
use crate::plan::Diary;
use crate::record::log::Log;
use crate::record::shoes::ShoeTally;
use crate::record::{At, Body, Record, undo};
use crate::session::Now;
use crate::settings::Settings;
use crate::store::{self, HistoryFiles, Opened, Paths, StoreError, Trouble, Turn, device, history};
use crate::time::MonoTime;

/// The history, open to write something down.
pub(super) struct HistoryWriter {
    /// The core so far, with the entries that are not on the disk yet.
    core: Core,
    /// All records as they were read, each revision: most commands never ask for them.
    records: OnceCell<Vec<Record>>,
    /// Where they are read.
    folder: PathBuf,
    /// Files that hold entries which only a newer program reads.
    newer: Vec<PathBuf>,
    files: HistoryFiles,
    /// The device that writes here, if it is known.
    own: String,
    zone: TimeZone,
    at: At,
    /// Keeps other commands from the history until all is written; none if it is only read.
    #[expect(dead_code, reason = "its lock ends when it is dropped")]
    turn: Option<Turn>,
    /// What this device wrote last, together.
    last: Vec<Record>,
    /// Where among the records those of this device are, in the order of writing.
    written: Vec<usize>,
}

impl HistoryWriter {
    /// Opens it only to be read, as no device: nothing is made, and a folder that cannot be written does no harm.
    pub(super) fn read_at(
        paths: &Paths,
        library: &Rc<Library>,
        now: jiff::Timestamp,
        zone: TimeZone,
    ) -> Self {
        let own = device::known(&paths.state).unwrap_or_default();
        let opened = store::here::read(paths, At::new(now, &zone));
        Self { own, ..Self::of(opened, library, String::new(), (now, zone), paths, OnceCell::new()) }
    }

    /// Opens it at a moment and in a zone; unreadable parts are reported on standard error and stop nothing.
    pub(super) fn open_at(
        paths: &Paths,
        library: &Rc<Library>,
        moment: jiff::Timestamp,
        zone: TimeZone,
    ) -> Result<Self, Failure> {
        let now = At::new(moment, &zone);
        let (device, opened, turn) =
            store::here::open_for_device(paths, now).map_err(|error| failure(&error))?;
        let at = opened.free_moment(&device, now);
        let last = undo::batch(opened.written_by(&device));
        let last = last.into_iter().cloned().collect();
        let written = opened.places_of(&device);
        // What was there before this command wrote anything: a later reading would have that too.
        let records = OnceCell::from(opened.records.to_vec());
        let writer = Self::of(opened, library, device, (moment, zone), paths, records);
        Ok(Self { at, last, written, turn: Some(turn), ..writer })
    }

    fn of(
        opened: Opened,
        library: &Rc<Library>,
        device: String,
        (moment, zone): (jiff::Timestamp, TimeZone),
        paths: &Paths,
        records: OnceCell<Vec<Record>>,
    ) -> Self {
        for trouble in &opened.troubles {
            eprintln!("runup: {}", printable(&trouble.to_string()));
        }
        let newer = opened.troubles.iter().filter_map(|trouble| match trouble {
            Trouble::Newer { file, .. } => Some(file.clone()),
            _ => None,
        });
        let newer = newer.collect();
        let mut history = History::new(Log::of(opened.records), library.clone());
        history.write_as(device.clone(), zone.iana_name().map(str::to_owned));
        Self {
            core: Core::new(history, Settings::default(), 1.0),
            records,
            folder: paths.history(),
            newer,
            files: opened.history,
            own: device,
            at: At::new(moment, &zone),
            zone,
            turn: None,
            last: Vec::new(),
            written: Vec::new(),
        }
    }

    /// Returns the history so far.
    pub(super) fn history(&self) -> &History {
        self.core.history()
    }

    /// Lends the core to code that asks and writes, with the moment that all entries carry.
    pub(super) fn core(&mut self) -> (&mut Core, Now) {
        let now = Now { mono: MonoTime::ZERO, at: self.at };
        (&mut self.core, now)
    }

    /// Takes the runner's settings.
    pub(super) fn use_settings(&mut self, settings: &Settings) {
        self.core.settings = settings.clone();
    }

    /// Gives the history away, for a command that writes nothing.
    pub(super) fn into_history(self) -> History {
        self.core.into_history()
    }

    /// Returns the past.
    pub(super) fn log(&self) -> &Log {
        self.core.log()
    }

    /// Returns the log as days, as of this one.
    pub(super) fn diary(&self) -> Rc<Diary> {
        self.history().diary(self.today())
    }

    /// Returns the pairs of shoes today.
    pub(super) fn rack(&self) -> Rc<ShoeTally> {
        self.history().rack(self.today())
    }

    /// Returns all records as they were read, each revision.
    ///
    /// If the history was opened only to be read this goes to the files again, since a second copy of all that was
    /// ever written takes time which few commands need.
    pub(super) fn records(&self) -> &[Record] {
        self.records.get_or_init(|| HistoryFiles::open(&self.folder, "").records.to_vec())
    }

    /// Returns the entries that this device wrote last, together.
    pub(super) fn last(&self) -> &[Record] {
        &self.last
    }

    /// Returns all that this device wrote, in that order.
    pub(super) fn written(&self) -> Vec<&Record> {
        let records = self.records();
        self.written.iter().filter_map(|place| records.get(*place)).collect()
    }

    /// Returns the ids of entries of which a newer program wrote a revision.
    pub(super) fn newer_ids(&self) -> BTreeSet<String> {
        self.newer.iter().flat_map(|file| history::reading::newer_ids(file)).collect()
    }

    /// Returns the device of these files, also if the history is only read.
    pub(super) fn own_device(&self) -> &str {
        &self.own
    }

    /// Returns the day.
    pub(super) fn today(&self) -> Date {
        self.at.date()
    }

    /// Returns the moment.
    pub(super) const fn at(&self) -> At {
        self.at
    }

    /// Returns the moment, without its zone.
    pub(super) const fn now(&self) -> jiff::Timestamp {
        self.at.moment
    }

    /// Returns the zone of the runner's calendar.
    pub(super) const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Gives its turn away: a test has several open in one program.
    #[cfg(test)]
    pub(super) fn without_turn(self) -> Self {
        Self { turn: None, ..self }
    }

    /// Keeps a new entry: it is known from now on, and goes to the disk with the rest.
    pub(super) fn keep(&mut self, body: Body) -> Result<(), Failure> {
        self.check(&body)?;
        self.core.history.change().keep(self.at, body);
        Ok(())
    }

    /// Keeps the next revision of an entry, as [`Self::keep`] does.
    pub(super) fn revise(&mut self, id: &str, body: Body) -> Result<(), Failure> {
        self.check(&body)?;
        self.core.history.change().revise(self.at, id, body);
        Ok(())
    }

    /// Takes entries back: each says again what is given, and one that was new is removed.
    pub(super) fn take_back(&mut self, entries: Vec<(String, Option<Body>)>) -> Result<(), Failure> {
        entries.iter().filter_map(|(_, before)| before.as_ref()).try_for_each(|body| self.check(body))?;
        self.core.history.change().take_back(self.at, entries);
        Ok(())
    }

    /// Refuses what a dialog wrote if it cannot be.
    pub(super) fn check_unsaved(&self) -> Result<(), Failure> {
        self.core.unsaved().iter().try_for_each(|record| self.check(&record.body))
    }

    fn check(&self, body: &Body) -> Result<(), Failure> {
        body.impossible(self.today()).map_or(Ok(()), |date| {
            Err(Failure::Usage(format!("{date} must be between 1900 and a year from now")))
        })
    }

    /// Runs a command and saves its entries; its output comes after that.
    ///
    /// Entries made before a command failed are saved too: a reported warning sign stays reported.
    pub(super) fn writes<T>(
        &mut self,
        command: impl FnOnce(&mut Self) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let done = command(self);
        self.write_down()?;
        done
    }

    /// Saves the waiting entries, waiting for the disk once.
    pub(super) fn write_down(&mut self) -> Result<(), Failure> {
        // One command says one thing about an entry, so that it is undone in one step.
        let mut records: Vec<Record> = Vec::new();
        for record in self.core.take_unsaved() {
            match records.iter_mut().find(|before| before.id == record.id) {
                Some(before) => before.body = record.body,
                None => records.push(record),
            }
        }
        // What a dialog wrote and took back before it was on the disk was never there.
        records.retain(|record| record.rev > 1 || record.body != Body::Removed);
        if records.is_empty() {
            return Ok(());
        }
        self.files.append_all(records).map_err(|error| failure(&error))
    }
}

pub(super) fn failure(error: &StoreError) -> Failure {
    let hint = error.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    Failure::Said(format!("{error}{hint}"))
}
