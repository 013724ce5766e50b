//! `runup log`: what happened, written into the history from the command line.
//!
//! A subcommand says what it is about. It writes through a [`HistoryWriter`], with the same records
//! and the same effect as the screens have.

mod cross;
mod felt;
pub(super) mod given;
mod routine;
pub(super) mod run;
mod sign;

use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use clap::Subcommand;
use jiff::civil::Date;

use super::asker::Asker;
use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, library_failure, unread};
use crate::diagnostic::printable;
use crate::dialog::signs::SignRules;
use crate::dialog::{self, Ask, Dialog, Given, Occasions, Refused, Rules, WhichSigns};
use crate::library::Library;
use crate::plan::diary::{Diary, Facts};
use crate::plan::place::Positions;
use crate::plan::readiness::Standing;
use crate::plan::recommend::{Recommendation, Why};
use crate::plan::verdict::Cause;
use crate::plan::{self, changes, logged};
use crate::plans::Plan;
use crate::record::lock::Lock;
use crate::record::log::Log;
use crate::record::{Body, Flag, Sport};
use crate::routine::Id;
use crate::settings::Settings;
use crate::symptoms::emergency::Number;
use crate::symptoms::signs::{self, Sign};
use crate::units::Units;
use crate::words::Words;
use crate::words::choice::keyed;
use crate::words::entry::EntryWords;

/// What is written down.
#[derive(Debug, Subcommand)]
pub(super) enum LogCommand {
    /// Log a run
    Run(run::RunArgs),
    /// Log a walk
    Walk(run::WalkArgs),
    /// Log a bike ride
    Bike(cross::CrossArgs),
    /// Log a swim
    Swim(cross::CrossArgs),
    /// Log a run in deep water
    Pool(cross::CrossArgs),
    /// Log another sport
    Other(cross::CrossArgs),
    /// Log a routine that you did without Runup
    Routine(routine::RoutineArgs),
    /// Merge two entries of the same run
    Same(run::SameArgs),
    /// Log the pain of your first steps in the morning, 0 to 10, or `none`
    Morning(felt::ScoreArgs),
    /// Log the worst pain later on the day of a run, 0 to 10, or `none`
    Later(felt::ScoreArgs),
    /// Log what is sore, such as `tendon-mid:left=3`, or `none`
    Sore(felt::SoreArgs),
    /// Log a test: heel raises, hops, or knee to wall in centimetres
    Test(felt::TestArgs),
    /// Log a warning sign by its id, such as `RF08b`; `cleared` ends it
    Flag(sign::FlagArgs),
    /// Log that a warning sign is over
    Cleared(sign::ClearedArgs),
}

/// How a lock ends.
const WAY_OUT: &str = "hint: once it has been cleared, run `runup log cleared`";

/// What all of them need.
pub(super) struct LogContext<'a> {
    /// The history.
    pub(super) writer: &'a mut HistoryWriter,
    /// The number to call.
    pub(super) emergency: Option<Number>,
    /// The unit of distances, and how routines are laid out.
    pub(super) settings: Settings,
    /// The language.
    pub(super) words: &'static dyn Words,
}

impl<'a> LogContext<'a> {
    /// Puts together everything a start of the program has.
    pub(super) fn of(writer: &'a mut HistoryWriter, setup: &Setup) -> Self {
        writer.use_settings(&setup.settings);
        Self { writer, emergency: setup.emergency(), settings: setup.settings.clone(), words: setup.words }
    }
}

/// Records the answers; returns the lines to print.
pub(super) fn log(
    setup: &Setup,
    library: &Rc<Library>,
    asker: &mut dyn Asker,
    logged: LogCommand,
) -> Result<String, Failure> {
    for line in setup.lines() {
        eprintln!("runup: {}", printable(&line));
    }
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| write(&mut LogContext::of(writer, setup), asker, logged))
}

/// The same with everything from outside at hand.
pub(super) fn write(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    logged: LogCommand,
) -> Result<String, Failure> {
    match logged {
        LogCommand::Run(ran) => run::run(context, asker, &ran),
        LogCommand::Walk(walked) => run::walk(context, asker, &walked),
        LogCommand::Bike(done) => cross::log(context, asker, Sport::Bike, &done),
        LogCommand::Swim(done) => cross::log(context, asker, Sport::Swim, &done),
        LogCommand::Pool(done) => cross::log(context, asker, Sport::Pool, &done),
        LogCommand::Other(done) => cross::log(context, asker, Sport::Other, &done),
        LogCommand::Routine(done) => routine::log(context, asker, &done),
        LogCommand::Same(same) => run::same(context, &same),
        LogCommand::Morning(felt) => felt::morning(context, asker, &felt),
        LogCommand::Later(felt) => felt::later(context, asker, &felt),
        LogCommand::Sore(sore) => felt::sore(context, asker, &sore),
        LogCommand::Test(tested) => felt::test(context, asker, &tested),
        LogCommand::Flag(flagged) => sign::sign(context, asker, flagged),
        LogCommand::Cleared(cleared) => sign::cleared(context, asker, &cleared),
    }
}

impl LogContext<'_> {
    /// Goes through a dialog: what was given answers in advance, the terminal what is left.
    ///
    /// Nothing is left of one that does not come to its end.
    pub(super) fn answer<R: Rules>(
        &mut self,
        dialog: &mut Dialog<R>,
        given: Given,
        asker: &mut dyn Asker,
    ) -> Result<Occasions, Failure> {
        let words = self.words;
        let mut away = None;
        let (core, now) = self.writer.core();
        let mut line = |ask: &Ask| {
            let read = asker.ask(&words.lines(ask)).map_err(|failure| {
                away = Some(failure);
                Refused::Left
            });
            read.map(|text| text.map(|text| keyed(ask, &text, words)))
        };
        let done = dialog::run(dialog, core, now, given, &mut line);
        let occasions = done.map_err(|refused| match (away, refused) {
            (Some(failure), _) => failure,
            (None, Refused::Locked) => {
                let locked = self.locked_by_sign().unwrap_or_else(|| words.refused(&Refused::Locked));
                Failure::Said(format!("this was not logged\n{locked}"))
            }
            (None, refused) => Failure::Usage(words.refused(&refused)),
        })?;
        self.check_written(dialog)?;
        Ok(occasions)
    }

    /// Takes a dialog back that wrote what cannot be.
    pub(super) fn check_written<R: Rules>(&mut self, dialog: &mut Dialog<R>) -> Result<(), Failure> {
        let checked = self.writer.check_unsaved();
        if checked.is_err() {
            let (core, now) = self.writer.core();
            while dialog.back(core, now) {}
        }
        checked
    }

    /// Writes an entry; returns what warning signs are asked about with it.
    pub(super) fn keep_said(&mut self, body: Body) -> Result<Occasions, Failure> {
        let (core, now) = self.writer.core();
        let occasions = core.occasions_between(None, &body, now);
        self.writer.keep(body)?;
        Ok(occasions)
    }

    /// Returns the past.
    pub(super) fn log(&self) -> &Log {
        self.writer.log()
    }

    /// Returns the log as days, as of today.
    pub(super) fn diary(&self) -> Rc<Diary> {
        self.writer.diary()
    }

    /// Returns the form of entries in the output.
    pub(super) fn entry_words(&self) -> EntryWords {
        EntryWords { words: self.words, units: self.units() }
    }

    /// Returns the day.
    pub(super) fn today(&self) -> Date {
        self.writer.today()
    }

    /// Returns the unit of distances.
    pub(super) const fn units(&self) -> Units {
        self.settings.units
    }

    /// Returns the routines, exercises and plans.
    pub(super) fn library(&self) -> &Library {
        self.writer.history().library()
    }

    /// Returns a plan by its name, or says why it cannot be had.
    pub(super) fn plan_named(&self, id: &Id) -> Result<Arc<Plan>, Failure> {
        let library = self.library();
        library.plan(id).map_err(|error| library_failure(library, &error))
    }

    /// Returns the running plan; one whose file is missing is reported and left out.
    pub(super) fn plan(&self) -> Option<Arc<Plan>> {
        let running = changes::running(&self.diary(), self.today())?;
        self.plan_named(&running.plan)
            .inspect_err(|failure| eprintln!("runup: {}", printable(&failure.to_string())))
            .ok()
    }

    /// Returns where the plan stands that waits for tests; `None` if none does.
    fn tests(&self) -> Option<Standing> {
        let plan = self.plan()?;
        plan::recommend(&plan, &self.diary(), self.today())?.tests
    }

    /// Returns a place of a plan in words, a stage without its code.
    pub(super) fn place(&self, plan: &Plan, name: &str) -> String {
        let places = Positions(plan);
        let stage = places.stage_at(name).map(|at| self.words.stage_at(&at));
        let place = || places.find(name).map(|place| self.words.place(&places.position(place)));
        stage.or_else(place).unwrap_or_else(|| name.to_owned())
    }

    /// Says what is locked and why, by a sign or by what could not be read; `None` if running is fine.
    pub(super) fn locked(&self) -> Option<String> {
        self.locked_by_sign().or_else(|| unread(self.words, self.log().gaps()))
    }

    /// Says what a warning sign locks and why; what happened can be logged whatever could not be read.
    pub(super) fn locked_by_sign(&self) -> Option<String> {
        let today = self.writer.today();
        let signs = self.log().open_signs(today);
        let words = self.words.lock(Lock::of(signs.iter().map(|(sign, _)| *sign)))?;
        let why = signs.into_iter().map(|(sign, _)| self.words.said_sign(sign));
        let why: Vec<String> = why.map(|why| format!("\n  {why}")).collect();
        Some(format!("{words}\nyou logged:{}\n{WAY_OUT}", why.concat()))
    }

    /// Saves the warning signs that the log shows but the runner has not reported, and returns their advice.
    pub(super) fn shown_signs(&mut self, plan: Option<&Plan>) -> Result<String, Failure> {
        let mut told = String::new();
        for shown in changes::unsaid_signs(plan, &self.diary(), self.log(), self.writer.today()) {
            self.writer.keep(Body::Flag(Flag::of(shown.sign)))?;
            if let Some(sign) = signs::sign(shown.sign) {
                let _ = writeln!(
                    told,
                    "Your entries match a warning sign: {}.\n{}",
                    self.words.sign_shown(&shown),
                    self.words.advice(sign, self.emergency.as_ref())
                );
                told += &self.words.signs_asked(WhichSigns::Too, &sign.also().collect::<Vec<_>>());
                if let Some(words) = self.words.lock(Lock::of_sign(sign.id)) {
                    let _ = writeln!(told, "{words}\n{WAY_OUT}");
                }
            }
        }
        Ok(told)
    }

    /// Asks about the signs that go with the answers, except those that are open or were advised lately. If the runner
    /// cannot be asked they are listed.
    pub(super) fn ask_signs(
        &mut self,
        asker: &mut dyn Asker,
        occasions: &Occasions,
    ) -> Result<String, Failure> {
        let (core, now) = self.writer.core();
        let signs = core.signs_to_ask(occasions, now);
        if signs.is_empty() {
            return Ok(String::new());
        }
        if !asker.is_there() {
            return Ok(self.words.signs_asked(WhichSigns::Now, &signs));
        }
        let site = occasions.iter().find_map(|(_, site)| *site);
        let (core, now) = self.writer.core();
        let mut dialog = Dialog::new(SignRules::about(signs, site), core, now);
        // Who goes away behind a sign has said it all the same.
        let done = self.answer(&mut dialog, Given::default(), asker);
        let told = self.said_signs(&dialog);
        if told.is_empty() {
            done?;
        }
        Ok(told)
    }

    /// Says what to do about the signs that were said, and what they lock.
    pub(super) fn said_signs(&self, dialog: &Dialog<SignRules>) -> String {
        let said: Vec<&Sign> = SignRules::all_said(dialog.steps()).collect();
        let mut told = String::new();
        for sign in &said {
            told += &self.words.logged_sign(sign, self.emergency.as_ref());
        }
        told + &self.consequence(&said)
    }

    /// Says what signs that were said lock, or that they hold growth.
    pub(super) fn consequence(&self, said: &[&Sign]) -> String {
        if let Some(words) = self.words.lock(Lock::of(said.iter().map(|sign| sign.id))) {
            format!("{words}\n{WAY_OUT}\n")
        } else if !said.is_empty() && signs::stops_growth(self.log().holding_signs(self.today())) {
            sign::GROWTH.to_owned()
        } else {
            String::new()
        }
    }

    /// Names the command for the missing score that makes a run repeat; nothing if none is missing.
    pub(super) fn missing(&self, now: &Recommendation) -> String {
        let Why::Verdict { date, verdict, .. } = &now.reason.why else { return String::new() };
        if !matches!(verdict.cause, Cause::NoScore { .. }) {
            return String::new();
        }
        let (diary, today) = (self.writer.diary(), self.writer.today());
        let during = diary.on(*date).and_then(Facts::run).and_then(|run| run.during);
        let command = if during.is_some() {
            run::later_command(&logged::sore_sites(&diary, *date), *date, today)
        } else {
            let runs = self.log().runs();
            let Some(entry) =
                runs.iter().rfind(|entry| entry.body.date == *date && entry.body.run_minutes != Some(0.0))
            else {
                return String::new();
            };
            format!("runup edit {} during=N", entry.record.id)
        };
        format!("To add it: {command}, 0 to 10.\n")
    }

    /// Says what everything written down comes to now: signs that show in it, else the reason of the next run.
    pub(super) fn what_it_means(&mut self, plan: Option<&Plan>) -> Result<String, Failure> {
        let told = self.shown_signs(plan)?;
        if !told.is_empty() {
            return Ok(told);
        }
        let today = self.writer.today();
        let now = plan.and_then(|plan| plan::recommend(plan, &self.writer.diary(), today));
        Ok(now
            .map(|now| format!("{}\n{}", self.words.reason(&now.reason), self.missing(&now)))
            .unwrap_or_default())
    }
}
