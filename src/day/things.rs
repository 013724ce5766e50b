//! The day around what Enter starts: today's run, what is done, what is due, how it has been going.
//!
//! Everything is read from the history and the routines at the day that is asked for. Nothing
//! here is counted as missed: what was not done is simply not there, and a week without anything
//! is a pause.

mod strength;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::time::Duration;

use jiff::civil::Date;

use super::Core;
use crate::history::SessionTime;
use crate::library::Origin;
use crate::plan::Recommendation;
use crate::plan::notes::Note;
use crate::plan::recommend::{Due, Prescription, Why};
use crate::plans::Interval;
use crate::plans::sheet::{Piece, Sheet};
use crate::record::{Moment, Outcome};
use crate::routine::{Every, Id, Routine};
use crate::session::Now;
use crate::symptoms::Score;
use crate::time::{days_between, monday, rounded_minutes, started_minutes};
use crate::words::routine as words;

/// How many days the rows of the past show.
pub const DAYS: usize = 14;
/// Things beside the run that a day asks for at most.
const THINGS: usize = 3;
/// Minutes beside the run that a day asks for at most.
const MINUTES: Duration = Duration::from_secs(15 * 60);
/// Things done that are listed at most: the latest.
const DONE: usize = 4;
/// A shipped routine that was done within so many days has been taken up.
const TAKEN_UP: i32 = 28;

/// What the plan says of today: a run, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRun {
    /// What it is: "Run today", "Next run on Friday".
    pub heading: String,
    /// Where it stands in its plan: "week 3, run 2".
    pub place: String,
    /// What it is made of, in order; none where nothing is run.
    pub bouts: Vec<Interval>,
    /// What is run, in words: "Run 3 minutes, walk 2, four times."
    pub running: String,
    /// Why, as a friend would say it.
    pub reason: String,
    /// What is fine on a day without a run; empty where the reason says all there is.
    pub fine: String,
    /// The one thing that should be said beside it.
    pub note: Option<String>,
}

impl DayRun {
    /// Puts a recommendation into a few words.
    fn of(said: &Recommendation) -> Self {
        let bout = |piece: &Piece| Interval { pace: piece.pace, length: piece.length };
        let sheet = said.prescription.as_ref().map(Prescription::sheet);
        let walks = said.prescription.as_ref().is_some_and(|run| run.workout.is_walk());
        let heading = match said.due {
            Due::Today if walks => "A walk today".to_owned(),
            Due::Today => "Run today".to_owned(),
            Due::Done(_) => "Run logged".to_owned(),
            Due::On(_) | Due::Open => "No run today".to_owned(),
        };
        let shown = sheet.filter(|_| said.due == Due::Today);
        Self {
            heading,
            place: said.place.clone(),
            bouts: shown.iter().flat_map(Sheet::pieces).map(|piece| bout(&piece)).collect(),
            running: shown.map(|sheet| sheet.words()).unwrap_or_default(),
            reason: said.reason.clone(),
            fine: String::new(),
            note: said.notes.first().copied().map(Note::words),
        }
    }

    /// Says what is fine on a day without a run: walking, and in a rest half of the strength.
    fn say_fine(&mut self, said: &Recommendation, half: Option<&str>) {
        let rests = matches!(said.why, Why::Resting(..));
        let between = matches!(said.due, Due::On(_)) && !matches!(said.why, Why::Ill(_));
        if rests || between {
            let half = half.filter(|_| rests);
            let half = half.map(|name| format!(", and half the sets of {name}")).unwrap_or_default();
            self.fine = format!("Fine today: walking{half}.");
        }
    }
}

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
    /// What it is called.
    pub name: String,
    /// More about it, which may be passed over.
    pub note: Option<String>,
    /// Whether a rung of it is offered, with which the note ends.
    pub offers_rung: bool,
    /// Its minutes, or the answer that was given.
    pub amount: Option<String>,
}

/// How long it has been going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// Weeks that were kept; any other is a pause and takes nothing away. The rule stands at [`plan::progress::kept::RULE`](crate::plan::progress::kept::RULE).
    pub weeks: usize,
    /// Whether something was done on each of the last days, today last.
    pub days: [bool; DAYS],
}

/// How sore it was in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mornings {
    /// The score of each of the last days, today last; `None` where nobody said.
    pub days: [Option<Score>; DAYS],
}

impl Mornings {
    /// Returns the latest score, and the first of these days where that is another day.
    pub fn now_and_before(&self) -> Option<(Score, Option<Score>)> {
        let mut said = self.days.iter().flatten();
        let first = said.next()?;
        Some(said.next_back().map_or((*first, None), |last| (*last, Some(*first))))
    }
}

/// What a day holds beside what Enter starts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Day {
    /// What the plan says of it, where one runs.
    pub run: Option<DayRun>,
    /// Its list: what is done, what is next, what is due.
    pub items: Vec<Item>,
    /// What may be done if there is time.
    pub spare: Vec<Item>,
    /// How long it has been going on; `None` where nothing was done in these days.
    pub streak: Option<Streak>,
    /// How sore it was; `None` where no score was given in these days.
    pub mornings: Option<Mornings>,
    /// What should be said where no plan runs that says it.
    pub note: Option<String>,
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

    /// Tells the key of the rung that is offered, where it is the runner's own.
    pub(crate) fn tell_key(&mut self, key: &str) {
        for item in self.items.iter_mut().chain(&mut self.spare).filter(|item| item.offers_rung) {
            if let Some(note) = &mut item.note {
                let _ = write!(note, ": {key}");
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
            name: next.name.to_owned(),
            note: next.id.and_then(|id| note(core, id, now)),
            offers_rung: next.id.is_some_and(|id| rung_note(core, id, now).is_some()),
            amount: next.length.map(ahead),
        });
    }
    let mut spare = Vec::new();
    for Wanted { id, name, length, note: pairs, by_clinician } in
        due(core, now, next.and_then(|next| next.id), said)
    {
        let offers_rung = pairs.is_none() && rung_note(core, &id, now).is_some();
        let (amount, note) = (Some(ahead(length)), pairs.or_else(|| note(core, &id, now)));
        let item = Item { id: Some(id), mark: Mark::Due, name, note, offers_rung, amount };
        if fits(by_clinician, things, time + length) {
            things += 1;
            time += length;
            items.push(item);
        } else {
            spare.push(item);
        }
    }
    let today = now.at.date();
    let run = said.map(|said| {
        let mut run = DayRun::of(said);
        run.say_fine(said, strength::half(core, now, said).as_deref());
        run
    });
    let note = if run.is_none() { core.shoe_note(now) } else { None };
    Day { run, items, spare, streak: streak(core, today), mornings: mornings(core, today), note }
}

/// Tells whether a day has room for one more thing; what a clinician asks for is not put off for having much to do.
fn fits(by_clinician: bool, things: usize, time: Duration) -> bool {
    by_clinician || things < THINGS && time <= MINUTES
}

/// Returns the routines that a day asks for beside its run, by their ids and names; those for which there is only room if
/// there is time left out.
pub(crate) fn asked_for(core: &Core, now: Now, said: Option<&Recommendation>) -> Vec<(Id, String)> {
    let (mut things, mut time) = (0, Duration::ZERO);
    let mut asked = due(core, now, None, said);
    asked.retain(|wanted| {
        let room = fits(wanted.by_clinician, things, time + wanted.length);
        if room {
            things += 1;
            time += wanted.length;
        }
        room
    });
    asked.into_iter().map(|wanted| (wanted.id, wanted.name)).collect()
}

/// Returns who set a routine and with what weights, where its file says so, and that a rung of it is offered.
fn note(core: &Core, id: &Id, now: Now) -> Option<String> {
    let listed = core.catalogue().iter().find(|listed| listed.id == *id)?;
    let set = words::set(listed.routine()?);
    let rung = rung_note(core, id, now);
    // Where its key is the runner's own, it is the one that is told.
    let parts: Vec<String> = set.into_iter().chain(rung.map(str::to_owned)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Says which rung of a routine is offered, where one is.
fn rung_note(core: &Core, id: &Id, now: Now) -> Option<&'static str> {
    core.history.rung_ripe(id, now.at.date()).map(|up| if up { "next rung" } else { "one rung easier" })
}

/// Returns how long something takes in whole minutes, a started one counted: it is never longer than said.
fn ahead(length: Duration) -> String {
    format!("{} min", started_minutes(length).max(1))
}

/// Returns how long something took in whole minutes, at least one.
fn behind(length: Duration) -> String {
    format!("{} min", rounded_minutes(length).max(1))
}

/// What was done on a day, in order.
fn done(core: &Core, today: Date) -> Vec<Item> {
    let mut items = Vec::new();
    let item = |name: String, note, amount| Item {
        id: None,
        mark: Mark::Done,
        name,
        note,
        offers_rung: false,
        amount,
    };
    let morning = core.history.log().check_ins();
    if let Some(entry) = morning.iter().rfind(|e| e.body.date == today && e.body.moment == Moment::Morning) {
        let worst = entry.body.sore.iter().filter_map(|sore| sore.score).max();
        let amount = worst.map(|score| format!("{} of 10", score.value()));
        items.push((entry.made, item("Morning check-in".into(), None, amount)));
    }
    for entry in core.history.log().sessions().iter().rev() {
        let session = entry.body;
        if session.started.date() == today && session.counts() {
            let note = (session.outcome != Outcome::Done).then(|| "in part".to_owned());
            let took = session.ended.moment.duration_since(session.started.moment);
            let took = Duration::try_from(took).unwrap_or_default();
            items.push((session.started.moment, item(session.name.clone(), note, Some(behind(took)))));
        }
    }
    for entry in core.history.log().runs().iter().filter(|e| e.body.date == today) {
        let length = Duration::from_secs_f64((entry.body.minutes * 60.0).clamp(0.0, 1e6));
        let name = if entry.body.run_minutes == Some(0.0) { "Walk" } else { "Run" };
        items.push((entry.made, item(name.into(), None, Some(behind(length)))));
    }
    items.sort_by_key(|(at, _)| *at);
    let skip = items.len().saturating_sub(DONE);
    items.into_iter().skip(skip).map(|(_, item)| item).collect()
}

/// Returns the first routine that is due on a day of the plan, beside its run.
pub(crate) fn first_due(core: &Core, now: Now, said: &Recommendation) -> Option<Id> {
    due(core, now, None, Some(said)).into_iter().next().map(|wanted| wanted.id)
}

/// Tells whether a routine was done to its end on a day.
pub(crate) fn is_done(core: &Core, id: &Id, today: Date) -> bool {
    times(core, id).first().is_some_and(|last| last.date == today)
}

/// A routine that is due.
struct Wanted {
    id: Id,
    name: String,
    length: Duration,
    note: Option<String>,
    by_clinician: bool,
}

/// The routines that are due beside what Enter starts, with their lengths as they would be played: first those that a
/// clinician set, then those that the plan pairs with the day, then the others.
///
/// 1. Its file says how often it is done.
/// 2. It is one's own, or has been taken up: nobody is asked to do all that is shipped.
/// 3. It is its time.
/// 4. What is sore, and warning signs, allow it; and a rest, where it loads and is not one's own.
fn due(core: &Core, now: Now, next: Option<&Id>, said: Option<&Recommendation>) -> Vec<Wanted> {
    let today = now.at.date();
    let rests = said.is_some_and(|said| matches!(said.why, Why::Resting(..)));
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
            let by_clinician = routine.set_by_clinician;
            found.push(Wanted { id: listed.id.clone(), name, length, note: None, by_clinician });
        }
    }
    found.sort_by_key(|asked| !asked.by_clinician);
    found
}

/// Returns the name of a routine as it would be played, and how long it takes; `None` where it is not played today.
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

/// Tells whether it is time for a routine that was done at these times, newest first.
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

/// Returns the weeks that were kept up to a day, and the last days.
///
/// `None` where the last days are empty: a pause is not shown as a row of nothing.
fn streak(core: &Core, today: Date) -> Option<Streak> {
    let tally = core.history.tally(today);
    let days = last_days(today).map(|day| tally.is_active(day));
    days.contains(&true).then(|| Streak { weeks: tally.weeks_kept(), days })
}

/// Returns the worst score of each morning; of a day without one, the worst that was said for now.
fn mornings(core: &Core, today: Date) -> Option<Mornings> {
    let check_ins = core.history.log().check_ins();
    let worst = |date: Date, moment: Moment| {
        let there = check_ins.iter().filter(|e| e.body.date == date && e.body.moment == moment);
        there.flat_map(|e| e.body.sore.iter().filter_map(|sore| sore.score)).max()
    };
    let days = last_days(today).map(|day| worst(day, Moment::Morning).or_else(|| worst(day, Moment::Now)));
    days.iter().any(Option::is_some).then_some(Mornings { days })
}

/// The last days, today last.
fn last_days(today: Date) -> [Date; DAYS] {
    let mut days = [today; DAYS];
    for i in (1..DAYS).rev() {
        days[i - 1] = days[i].yesterday().unwrap_or(days[i]);
    }
    days
}
