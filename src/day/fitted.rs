//! A routine as it would be played now: one answer for all code that plays it, shows its length, prints it, renders it
//! or exports it.
//!
//! The facts about the runner (soreness, the first weeks, the place in the plan, exercises heard before), the lock and
//! the layout all go into it. Start with [`Core::fitted`]. The length that is shown is
//! [`Timeline::whole`](crate::timeline::Timeline::whole) of what it returns.

use std::time::Duration;

use super::Core;
use super::run::{NoRun, door, run_layout, run_of};
use crate::history::HEARINGS;
use crate::routine::{Id, Kind, Routine, When};
use crate::session::{Now, Refusal, Request, RunRequest, Session, Within};
use crate::settings::Settings;
use crate::symptoms::limits;
use crate::timeline::{self, Options};

/// Why something is not played now.
#[derive(Debug, Clone, PartialEq)]
pub enum Unplayable {
    /// An open warning sign locks it.
    Locked,
    /// The plan has no run today, and why.
    NoRun(NoRun),
    /// Soreness, or the time there is, says no.
    Refused(Refusal),
}

impl From<Refusal> for Unplayable {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Returns how a routine is laid out by what the runner has set.
pub fn layout(routine: &Routine, settings: &Settings) -> Options {
    let door = routine.when.contains(&When::BeforeRun).then(|| door(None, limits::PAIN_WALK_HOME));
    Options {
        door,
        first: settings.first_side,
        cues: settings.cues.clone(),
        count_from: settings.sound.count_from,
        count_out: settings.sound.count_out,
        ..Options::default()
    }
}

impl Core {
    /// Fits a routine to the runner and the day, and lays it out.
    pub fn fitted(&self, routine: Routine, budget: Option<Within>, now: Now) -> Result<Session, Unplayable> {
        self.prepared(String::new(), self.request(routine, budget, now), now)
    }

    /// Returns how long a routine takes today, from the key to the door; `None` if it is not played today.
    pub fn takes(&self, id: &Id, now: Now) -> Option<Duration> {
        let today = now.at.date();
        let measure = || {
            let routine = self.history.library().routine(id).ok()?;
            let session = self.fitted(routine, None, now).ok()?;
            Some(session.player().timeline().whole())
        };
        self.history.memo().takes.get((today, id.clone()), measure)
    }

    /// Returns what is asked of a session of a routine that begins now.
    pub(crate) fn request(&self, routine: Routine, budget: Option<Within>, now: Now) -> Request {
        let situation = self.history.situation(self.history.soreness(now.at.date()), now.at.date());
        let options = self.options(&routine, now);
        Request { routine, situation, options, budget, speed: self.speed, from: None }
    }

    /// Prepares a session that nothing locks.
    pub(crate) fn prepared(&self, id: String, request: Request, now: Now) -> Result<Session, Unplayable> {
        if self.history.is_locked(&request.routine) {
            return Err(Unplayable::Locked);
        }
        let session = Session::prepare(id, request, self.history.library(), now)?;
        // A gate may have put one in its place that loads more.
        if self.history.is_locked(session.routine()) { Err(Unplayable::Locked) } else { Ok(session) }
    }

    /// Returns how a routine is laid out for this runner.
    pub(crate) fn options(&self, routine: &Routine, now: Now) -> Options {
        let (known, own_known) = match self.hearing {
            None => (self.history.known_exercises().to_vec(), self.history.knows_routine(&routine.id)),
            Some(n) if n as usize > HEARINGS => {
                (self.library().ids(Kind::Exercise).map(|(id, _)| id.clone()).collect(), true)
            }
            Some(_) => (Vec::new(), false),
        };
        let mut options = Options { known, own_known, ..layout(routine, &self.settings) };
        options.door = options.door.map(|_| self.door(now));
        options
    }

    /// Lays out today's run.
    pub fn run_today(&self, id: String, now: Now) -> Result<Session, Unplayable> {
        let prescription =
            run_of(self.history.recommend(now.at.date()).as_deref()).map_err(Unplayable::NoRun)?;
        let sheet = prescription.sheet();
        if self.history.is_locked(&timeline::run_routine(&sheet)) {
            return Err(Unplayable::Locked);
        }
        let request = RunRequest {
            sheet,
            prescription: prescription.record(),
            soreness: self.history.soreness(now.at.date()),
            options: Options {
                ticks: prescription.ticks,
                pain_limit: self.pain_limit(now),
                ..run_layout(&self.settings)
            },
            speed: self.speed,
        };
        Ok(Session::of_run(id, request, now))
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use jiff::civil::Weekday;

    use super::*;
    use crate::history::History;
    use crate::library::{Kind, Library, Origin, SourceFile};
    use crate::plans::Day;
    use crate::record::gaps::{Cause, Gap};
    use crate::record::lock::Lock;
    use crate::record::{
        At, Body, CheckIn, Flag, Gaps, Log, Moment, PlanAction, PlanEvent, Record, Records, Sore, VERSION,
    };
    use crate::symptoms::{PainScore, Region, Site};
    use crate::time::MonoTime;

    fn now() -> Now {
        let at = "2026-06-11T12:00:00Z".parse().unwrap();
        Now { mono: MonoTime::ZERO, at: At::new(at, &jiff::tz::TimeZone::UTC) }
    }

    fn record(id: &str, body: Body) -> Record {
        Record { v: VERSION, id: id.into(), rev: 1, at: now().at, zone: None, device: "a".into(), body }
    }

    fn core(library: Library, records: Vec<Record>, gaps: Gaps) -> Core {
        let history = History::new(Log::of(Records::new(records, gaps)), Rc::new(library));
        Core::new(history, Settings::default(), 1.0)
    }

    #[test]
    fn what_a_gate_puts_in_the_place_of_a_routine_is_locked_as_any() {
        let text = r#"
name = "Breathe"
stress = "none"
for.tendon-mid = { use = "calf-base", why = "The calf first." }
steps = [ { name = "Stand", time = "20s", dose = "convention" } ]
"#;
        let file = SourceFile {
            path: "breathe.toml".into(),
            kind: Kind::Routine,
            id: Id::from_words("breathe"),
            origin: Origin::Own,
            bytes: text.as_bytes().into(),
        };
        let library = Library::shipped().with_own([file]);
        let fitted = |signs: &[&str]| {
            let sore =
                Sore { site: Site { region: Region::TendonMid, side: None }, score: PainScore::new(3) };
            let check_in = CheckIn::of_day(Moment::Sites, now().at.date(), vec![sore]);
            let flag = |sign: &&str| record(sign, Body::Flag(Flag::of(sign)));
            let mut records = vec![record("sore", Body::CheckIn(check_in))];
            records.extend(signs.iter().map(flag));
            let core = core(library.clone(), records, Gaps::default());
            let routine = core.history.library().routine(&Id::from_words("breathe")).unwrap();
            (core.lock(), core.fitted(routine, None, now()).map(|session| session.routine().id.to_string()))
        };
        assert_eq!(fitted(&[]), (Lock::Open, Ok("calf-base".to_owned())));
        assert_eq!(fitted(&["RF08"]), (Lock::Loading, Err(Unplayable::Locked)));
    }

    #[test]
    fn a_run_is_not_laid_out_while_part_of_the_history_is_not_read() {
        let start = PlanAction::Start {
            date: now().at.date(),
            place: None,
            site: None,
            usual_minutes: None,
            longest_minutes: None,
            last_run: None,
            days: Some([Weekday::Tuesday, Weekday::Thursday, Weekday::Sunday].map(Day::from).to_vec()),
            tested: true,
            still_running: None,
        };
        let plan = PlanEvent { plan: Id::from_words("new-runner"), action: start };
        let records = vec![record("plan", Body::Plan(plan))];
        let whole = core(Library::shipped(), records.clone(), Gaps::default());
        assert!(whole.run_today(String::new(), now()).is_ok());
        let mut gaps = Gaps::default();
        gaps.add(Gap { cause: Cause::Newer, key: 1, words: String::new() });
        let unread = core(Library::shipped(), records, gaps);
        assert_eq!(unread.run_today(String::new(), now()).err(), Some(Unplayable::Locked));
    }
}
