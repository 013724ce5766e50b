//! The day around the thing that Enter starts: today's run, things done, things due, and progress.
//!
//! Everything is read from the history and the routines as of the given day. Nothing here counts as missed: a thing
//! not done is simply not there, and a week without anything is a pause.

mod past;
mod run;
mod strength;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::time::Duration;

use jiff::civil::Date;

pub use past::{DAYS, Mornings, Streak};
pub use run::{Cross, DayRun, Fine, NextRun, RunHeading};

use super::Core;
use super::week::{self, WeekDay};
use crate::history::SessionTime;
use crate::library::Origin;
use crate::plan::Recommendation;
use crate::plan::notes::Note;
use crate::plan::place::Positions;
use crate::plan::reason::Activity;
use crate::plan::recommend::Why;
use crate::record::values::of_minutes;
use crate::record::{Moment, Outcome};
use crate::routine::{Every, Id, Routine};
use crate::session::Now;
use crate::symptoms::{PainScore, Region, SoreSite};
use crate::time::{days_between, monday, rounded_minutes, started_minutes};

/// The most things beside the run that a day asks for.
const THINGS: usize = 3;
/// The most minutes beside the run that a day asks for.
const MINUTES: Duration = Duration::from_secs(15 * 60);
/// The most finished things that are listed: the latest.
const DONE: usize = 4;
/// A shipped routine that was done within so many days has been taken up.
const TAKEN_UP: i32 = 28;

/// Where a thing of the day stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It was done today.
    Done,
    /// Enter starts it.
    Next,
    /// It is due.
    Due,
}

/// A thing of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The routine that it is; `None` for what is done or no routine.
    pub id: Option<Id>,
    /// Where it stands.
    pub mark: Mark,
    /// The thing itself.
    pub thing: Thing,
    /// More about it, which may be passed over.
    pub notes: Vec<ItemNote>,
    /// Its minutes, or the answer that was given.
    pub amount: Option<Amount>,
}

/// What a thing of the day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A routine, or what is started beside one, by its name.
    Named(String),
    /// The answers of a morning.
    CheckIn,
    /// A run, or a walk.
    Activity(Activity),
}

/// More about a thing of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemNote {
    /// A clinician set it.
    ByClinician,
    /// Its sheet was not read whole.
    ReadInPart,
    /// A weight that its file says.
    Load(String),
    /// It goes with the run, after it.
    AfterRun,
    /// It was left before its end.
    InPart,
    /// There is only room for it if there is time.
    IfTime,
    /// A rung is offered: the next one, else one easier.
    Rung {
        /// It is the next one.
        up: bool,
        /// The key that tells more, if it is the runner's own.
        key: Option<String>,
    },
}

/// How much a thing of the day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Minutes.
    Minutes(u64),
    /// The score that was given.
    Score(PainScore),
}

/// What a day holds beside what Enter starts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Day {
    /// What the plan says of it, if one runs.
    pub run: Option<DayRun>,
    /// Its list: what is done, what is next, what is due.
    pub items: Vec<Item>,
    /// What may be done if there is time.
    pub spare: Vec<Item>,
    /// How long it has been going on; `None` if nothing was done in these days.
    pub streak: Option<Streak>,
    /// How sore it was; `None` if no score was given in these days.
    pub mornings: Option<Mornings>,
    /// What should be said if no plan runs that says it.
    pub note: Option<Note>,
    /// The week around it, if a plan runs.
    pub week: Option<[WeekDay; week::DAYS]>,
    /// What is sore now, with a score.
    pub sore: Vec<SoreSite>,
}

impl Day {
    /// Returns how many things there are to choose from: what Enter starts, and what is due.
    pub fn choices(&self) -> usize {
        let all = || self.items.iter().chain(&self.spare);
        let next = all().any(|item| item.mark == Mark::Next);
        if next { all().filter(|item| item.mark != Mark::Done).count() } else { 0 }
    }

    /// Returns the routine that was chosen in the place of what Enter starts by itself.
    pub fn chosen(&self) -> Option<&Id> {
        let mut open = self.items.iter().chain(&self.spare).filter(|item| item.mark != Mark::Done);
        open.next()?;
        open.find(|item| item.mark == Mark::Next)?.id.as_ref()
    }

    /// Tells the key of the rung that is offered, if it is the runner's own.
    pub(crate) fn tell_key(&mut self, key: &str) {
        for note in self.items.iter_mut().chain(&mut self.spare).flat_map(|item| &mut item.notes) {
            if let ItemNote::Rung { key: told, .. } = note {
                *told = Some(key.to_owned());
            }
        }
    }

    /// Chooses a thing by its place among those to choose from.
    pub(crate) fn choose(&mut self, place: usize) {
        if place >= self.choices() {
            return;
        }
        let open = self.items.iter_mut().chain(&mut self.spare).filter(|item| item.mark != Mark::Done);
        for (i, item) in open.enumerate() {
            item.mark = if i == place { Mark::Next } else { Mark::Due };
        }
    }
}

/// What Enter starts, as a thing of the day.
pub(crate) struct Next<'a> {
    pub id: Option<&'a Id>,
    pub name: &'a str,
    pub length: Option<Duration>,
    pub with_run: bool,
}

/// Puts the day together.
pub(crate) fn day(core: &Core, now: Now, next: Option<&Next<'_>>, said: Option<&Recommendation>) -> Day {
    let mut items = done(core, now.at.date());
    let (mut things, mut time) = (0, Duration::ZERO);
    if let Some(next) = next {
        // The warm-up of a run that is due is part of the run.
        if !next.with_run {
            things += 1;
            time += next.length.unwrap_or_default();
        }
        items.push(Item {
            id: next.id.cloned(),
            mark: Mark::Next,
            thing: Thing::Named(next.name.to_owned()),
            notes: next.id.map(|id| notes(core, id, now)).unwrap_or_default(),
            amount: next.length.map(ahead),
        });
    }
    let mut spare = Vec::new();
    for Wanted { id, name, length, note: pairs, kept } in due(core, now, next.and_then(|next| next.id), said)
    {
        let notes = pairs.map_or_else(|| notes(core, &id, now), |note| vec![note]);
        let amount = Some(ahead(length));
        let item = Item { id: Some(id), mark: Mark::Due, thing: Thing::Named(name), notes, amount };
        if fits(kept, things, time + length) {
            things += 1;
            time += length;
            items.push(item);
        } else {
            spare.push(item);
        }
    }
    let today = now.at.date();
    let soreness = core.history.soreness(today);
    let run = said.map(|said| {
        let mut run = DayRun::of(said);
        let regions: Vec<Region> = soreness.sites().iter().map(|known| known.site.region).collect();
        run.look_at_done(&core.history.diary(today), today);
        run.say_fine(said, strength::half(core, now, said), &regions);
        if let Some(next) = next {
            run.goes_home(now, next);
        }
        let plan = core.history.plan();
        run.stage = plan.and_then(|plan| Positions(&plan).stage_at(&said.place.to_string()));
        run
    });
    let note = if run.is_none() { core.shoe_note(now) } else { None };
    let sore = soreness.sites().iter().filter(|known| known.score.is_some()).copied().collect();
    let week = said.and_then(|said| week::week(core, today, said));
    let (streak, mornings) = (past::streak(core, today), past::mornings(core, today));
    Day { run, items, spare, streak, mornings, note, week, sore }
}

/// True if a day has room for one more thing; what a clinician asks for, and the strength for what is sore, are not
/// put off for having much to do.
fn fits(kept: bool, things: usize, time: Duration) -> bool {
    kept || things < THINGS && time <= MINUTES
}

/// Returns the routines that a day asks for beside its run, by their ids and names; those for which there is only room if
/// there is time left out.
pub(crate) fn asked_for(core: &Core, now: Now, said: Option<&Recommendation>) -> Vec<(Id, String)> {
    let (mut things, mut time) = (0, Duration::ZERO);
    let mut asked = due(core, now, None, said);
    asked.retain(|wanted| {
        let room = fits(wanted.kept, things, time + wanted.length);
        if room {
            things += 1;
            time += wanted.length;
        }
        room
    });
    asked.into_iter().map(|wanted| (wanted.id, wanted.name)).collect()
}

/// Returns who set a routine and with what weights, if its file says so, and that a rung of it is offered.
fn notes(core: &Core, id: &Id, now: Now) -> Vec<ItemNote> {
    let listed = core.catalogue().iter().find(|listed| listed.id == *id);
    let Some(routine) = listed.and_then(|listed| listed.routine()) else { return Vec::new() };
    let mut notes = set(routine);
    let rung = core.history.rung_ripe(id, now.at.date());
    notes.extend(rung.map(|up| ItemNote::Rung { up, key: None }));
    notes
}

/// Returns who set a routine and with what weights, if its file says so.
pub fn set(routine: &Routine) -> Vec<ItemNote> {
    let mut notes = Vec::new();
    notes.extend(routine.set_by_clinician.then_some(ItemNote::ByClinician));
    notes.extend(routine.steps().any(|step| step.not_read.is_some()).then_some(ItemNote::ReadInPart));
    for load in routine.steps().filter_map(|step| step.load.clone()).map(ItemNote::Load) {
        if !notes.contains(&load) {
            notes.push(load);
        }
    }
    notes
}

/// Returns how long something takes in whole minutes, a started one counted: it is never longer than said.
fn ahead(length: Duration) -> Amount {
    Amount::Minutes(started_minutes(length).max(1))
}

/// Returns how long something took in whole minutes, at least one.
fn behind(length: Duration) -> Amount {
    Amount::Minutes(rounded_minutes(length).max(1))
}

/// What was done on a day, in order.
fn done(core: &Core, today: Date) -> Vec<Item> {
    let mut items = Vec::new();
    let item = |thing, note: Option<ItemNote>, amount| Item {
        id: None,
        mark: Mark::Done,
        thing,
        notes: note.into_iter().collect(),
        amount,
    };
    let morning = core.history.log().check_ins();
    if let Some(entry) = morning.iter().rfind(|e| e.body.date == today && e.body.moment == Moment::Morning) {
        let worst = entry.body.sore.iter().filter_map(|sore| sore.score).max();
        items.push((entry.made, item(Thing::CheckIn, None, worst.map(Amount::Score))));
    }
    for entry in core.history.log().sessions().iter().rev() {
        let session = entry.body;
        if session.started.date() == today && session.counts() {
            let note = (session.outcome != Outcome::Done).then_some(ItemNote::InPart);
            let took = session.ended.moment.duration_since(session.started.moment);
            let took = Duration::try_from(took).unwrap_or_default();
            let took = session.minutes.map_or(took, of_minutes);
            let amount = (session.is_timed() || !session.by_hand).then(|| behind(took));
            items.push((session.started.moment, item(Thing::Named(session.name.clone()), note, amount)));
        }
    }
    for entry in core.history.log().runs().iter().filter(|e| e.body.date == today) {
        let length = Duration::from_secs_f64((entry.body.minutes * 60.0).clamp(0.0, 1e6));
        let activity = if entry.body.run_minutes == Some(0.0) { Activity::Walk } else { Activity::Run };
        items.push((entry.made, item(Thing::Activity(activity), None, Some(behind(length)))));
    }
    items.sort_by_key(|(at, _)| *at);
    let skip = items.len().saturating_sub(DONE);
    items.into_iter().skip(skip).map(|(_, item)| item).collect()
}

/// Returns the first routine that is due on a day of the plan, beside its run.
pub(crate) fn first_due(core: &Core, now: Now, said: &Recommendation) -> Option<Id> {
    due(core, now, None, Some(said)).into_iter().next().map(|wanted| wanted.id)
}

/// True if a routine was done to its end on a day.
pub(crate) fn is_done(core: &Core, id: &Id, today: Date) -> bool {
    times(core, id).first().is_some_and(|last| last.date == today)
}

/// A routine that is due.
struct Wanted {
    id: Id,
    name: String,
    length: Duration,
    note: Option<ItemNote>,
    /// It is not put off for having much to do: a clinician asks for it, or it is the strength for what is sore.
    kept: bool,
}

/// The routines that are due besides the one that Enter starts, with their lengths as played. Those that a clinician
/// set come first, then those that the plan pairs with the day, then the others.
///
/// 1. Its file says how often it is done.
/// 2. It is the runner's own, or has been taken up: the runner is not asked to do all that is shipped.
/// 3. It is its time.
/// 4. What is sore, and warning signs, allow it; and a rest, if it loads and is not the runner's own.
fn due(core: &Core, now: Now, next: Option<&Id>, said: Option<&Recommendation>) -> Vec<Wanted> {
    let today = now.at.date();
    let rests = said.is_some_and(|said| matches!(said.reason.why, Why::Resting(..)));
    let paired = said.map_or(&[][..], |said| &said.strength);
    let mut found = said.map_or_else(Vec::new, |said| strength::due(core, now, said));
    found.retain(|wanted| next != Some(&wanted.id));
    for listed in core.catalogue().iter().filter(|listed| next != Some(&listed.id)) {
        let Some((routine, every)) = listed.routine().and_then(|r| Some((r, r.every.as_ref()?))) else {
            continue;
        };
        let times = times(core, &listed.id);
        let own = listed.origin == Origin::Own;
        let taken_up = times.first().is_some_and(|time| days_between(time.date, today) <= TAKEN_UP);
        if !paired.contains(&listed.id)
            && (own || taken_up && !(rests && strength::loads(routine)))
            && is_due(every, &times, now)
            && !core.history.is_locked(routine)
            && let Some((name, length)) = played(core, routine, now)
        {
            let kept = routine.set_by_clinician;
            found.push(Wanted { id: listed.id.clone(), name, length, note: None, kept });
        }
    }
    found.sort_by_key(|asked| !asked.kept);
    found
}

/// Returns the name of a routine as it would be played, and how long it takes; `None` if it is not played today.
fn played(core: &Core, routine: &Routine, now: Now) -> Option<(String, Duration)> {
    let session = core.fitted(routine.clone(), None, now).ok()?;
    Some((session.routine().name.clone(), session.player().timeline().whole()))
}

/// When a routine was done to its end, newest first; the one that its rung leads on to counts as well.
fn times(core: &Core, id: &Id) -> Vec<SessionTime> {
    let done = core.history.done_times();
    let on = core.leads_on(id).filter(|on| on != id);
    let mut times: Vec<SessionTime> = [Some(id), on.as_ref()]
        .into_iter()
        .flatten()
        .filter_map(|id| done.get(id))
        .flatten()
        .copied()
        .collect();
    times.sort_by_key(|time| Reverse(time.started));
    times
}

/// True if it is time for a routine that was done at these times, newest first.
fn is_due(every: &Every, times: &[SessionTime], now: Now) -> bool {
    let today = now.at.date();
    let since = |from: Date| times.iter().filter(|time| time.date >= from).count() as u32;
    let Some(last) = times.first() else { return true };
    match every {
        Every::PerDay(n) => since(today) < *n,
        Every::Days(n) => i64::from(days_between(last.date, today)) >= i64::from(*n),
        Every::PerWeek { times, gap } => {
            let rested = match gap {
                Some(gap) => now.at.moment.duration_since(last.ended).unsigned_abs() >= *gap,
                None => last.date < today,
            };
            rested && since(monday(today)) < *times
        }
    }
}
