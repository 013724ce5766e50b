//! The history, open to write something down, and the questions of the command line.
//!
//! A command is one moment: everything that it writes carries the moment at which the notebook was opened, so that
//! `runup undo` takes it back together. Tests open one at a moment of their own.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Failure;
use crate::diagnostic::{printable, printable_lines};
use crate::plan::Diary;
use crate::record::log::Log;
use crate::record::{At, Body, Record, VERSION, new_id, undo};
use crate::store::{self, History, Opened, Paths, StoreError, Trouble, Turn, device, history};

/// The history, open to write something down.
pub(super) struct Notebook {
    /// What is known so far.
    pub(super) log: Log,
    /// All records as they were read, each revision: most commands never ask for them.
    records: OnceCell<Vec<Record>>,
    /// Where they are read.
    folder: PathBuf,
    /// Files that hold entries which only a newer program reads.
    newer: Vec<PathBuf>,
    history: History,
    device: String,
    /// The device that writes here, where it is known.
    own: String,
    zone: TimeZone,
    at: At,
    count: u32,
    /// Keeps other commands from the history until all is written; none where it is only read.
    #[expect(dead_code, reason = "its lock ends when it is dropped")]
    turn: Option<Turn>,
    /// What this device wrote last, together.
    pub(super) last: Vec<Record>,
    /// What is held back until [`Self::release`]; `None` where each entry is written at once.
    held: Option<Vec<Record>>,
}

impl Notebook {
    /// Opens the history; what does not read is told on standard error and stops nothing.
    pub(super) fn open(paths: &Paths) -> Result<Self, Failure> {
        Self::open_at(paths, jiff::Timestamp::now(), TimeZone::system())
    }

    /// Opens it only to be read, as no device: nothing is made, and a folder that cannot be written does no harm.
    pub(super) fn read(paths: &Paths) -> Self {
        let own = device::known(&paths.state).unwrap_or_default();
        let (now, zone) = (jiff::Timestamp::now(), TimeZone::system());
        let opened = store::here::read(paths, At::new(now, &zone));
        Self { own, ..Self::of(opened, String::new(), (now, zone), paths, OnceCell::new()) }
    }

    /// Opens it at a moment and in a zone.
    pub(super) fn open_at(paths: &Paths, moment: jiff::Timestamp, zone: TimeZone) -> Result<Self, Failure> {
        let now = At::new(moment, &zone);
        let (device, opened, turn) = store::here::open(paths, now).map_err(|error| failure(&error))?;
        let at = opened.free_moment(&device, now);
        let last = undo::batch(opened.written_by(&device));
        let last = last.into_iter().cloned().collect();
        // What was there before this command wrote anything: a later reading would have that too.
        let records = OnceCell::from(opened.records.to_vec());
        let notebook = Self::of(opened, device, (moment, zone), paths, records);
        Ok(Self { at, last, turn: Some(turn), ..notebook })
    }

    fn of(
        opened: Opened,
        device: String,
        (moment, zone): (jiff::Timestamp, TimeZone),
        paths: &Paths,
        records: OnceCell<Vec<Record>>,
    ) -> Self {
        for trouble in &opened.troubles {
            eprintln!("runup: {}", printable(&trouble.to_string()));
        }
        let log = Log::of(opened.records);
        let at = At::new(moment, &zone);
        let newer = opened.troubles.iter().filter_map(|trouble| match trouble {
            Trouble::Newer { file, .. } => Some(file.clone()),
            _ => None,
        });
        let newer = newer.collect();
        Self {
            log,
            records,
            folder: paths.history(),
            newer,
            history: opened.history,
            own: device.clone(),
            device,
            zone,
            at,
            count: 0,
            turn: None,
            last: Vec::new(),
            held: None,
        }
    }

    /// Returns all records as they were read, each revision.
    ///
    /// A notebook that was opened only to be read goes to the files once more for them, since a second copy of all
    /// that was ever written takes time which few commands need.
    pub(super) fn records(&self) -> &[Record] {
        self.records.get_or_init(|| History::open(&self.folder, "").records.to_vec())
    }

    /// Returns the ids of entries of which a newer program wrote a revision.
    pub(super) fn newer_ids(&self) -> BTreeSet<String> {
        self.newer.iter().flat_map(|file| history::reading::newer_ids(file)).collect()
    }

    /// Returns the device of these files, also where the notebook is only read.
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

    /// Holds back what is written from now on: it is known here, and not on the disk.
    pub(super) fn hold(&mut self) {
        self.held.get_or_insert_default();
    }

    /// Writes down what was held back, waiting for the disk once.
    pub(super) fn release(&mut self) -> Result<(), Failure> {
        let held = self.held.take().unwrap_or_default();
        self.history.append_all(held).map_err(|error| failure(&error))
    }

    /// Returns the log as days, as of this one.
    pub(super) fn diary(&self) -> Diary {
        Diary::as_of(&self.log, self.today())
    }

    /// Writes an entry down.
    pub(super) fn keep(&mut self, body: Body) -> Result<(), Failure> {
        self.count += 1;
        let mut id = new_id(self.at, &self.device, self.count);
        while self.log.knows(&id) {
            self.count += 1;
            id = new_id(self.at, &self.device, self.count);
        }
        self.write(id, 1, body)
    }

    /// Writes the next revision of an entry down.
    pub(super) fn revise(&mut self, id: String, rev: u32, body: Body) -> Result<(), Failure> {
        self.write(id, rev, body)
    }

    fn write(&mut self, id: String, rev: u32, body: Body) -> Result<(), Failure> {
        let record = Record {
            v: VERSION,
            id,
            rev,
            at: self.at,
            zone: self.zone.iana_name().map(str::to_owned),
            device: self.device.clone(),
            body,
        };
        if let Some(date) = record.impossible(self.today()) {
            return Err(Failure::Usage(format!(
                "{date} is impossible: dates go from 1900 to a year from now"
            )));
        }
        self.log.insert(record.clone());
        match &mut self.held {
            Some(held) => {
                // One command says one thing about an entry, so that it is taken back in one step.
                match held.iter_mut().find(|before| before.id == record.id) {
                    Some(before) => before.body = record.body,
                    None => held.push(record),
                }
                Ok(())
            }
            None => self.history.append(record).map_err(|error| failure(&error)),
        }
    }
}

/// Who answers questions.
pub(super) trait Asker {
    /// Asks, and returns the answer; `None` where nobody can be asked.
    fn ask(&mut self, question: &str) -> Result<Option<String>, Failure>;
}

/// The terminal, where there is one.
pub(super) struct Terminal;

impl Asker for Terminal {
    fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        let failed = |source| Failure::Io { what: "cannot ask".into(), source };
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Ok(None);
        }
        let mut out = io::stdout().lock();
        write!(out, "{} ", printable_lines(question)).and_then(|()| out.flush()).map_err(failed)?;
        let mut answer = String::new();
        if io::stdin().read_line(&mut answer).map_err(failed)? == 0 {
            // Ctrl-D: the runner went away.
            return Err(Failure::Said("nothing is changed".into()));
        }
        Ok(Some(answer.trim().to_lowercase()))
    }
}

pub(super) fn failure(error: &StoreError) -> Failure {
    let hint = error.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    Failure::Said(format!("{error}{hint}"))
}
