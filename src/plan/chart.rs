//! A plan that runs as a picture: what was done of it, where one is, and what comes if all goes well.
//!
//! Start with [`chart`]. What was done is read from the diary, day by day; a day on which a run was due and none
//! was run has a mark of its own and costs nothing. What is to come is no table of its own: each coming day is
//! supposed to be well and goes through the same fold as a day of the log, so it says what the engine would say.

#[cfg(test)]
mod tests;

use std::time::Duration;

use jiff::civil::{Date, Weekday};

use super::diary::{Diary, Facts, RunFact};
use super::dose;
use super::place::{Position, Positions, levels};
use super::recommend::{Decided, Due, Prescription, decide};
use super::stages;
use super::state::State;
use super::verdict::Decision;
use crate::plans::{Criterion, Day, Pace, Plan, Shape, Strides, Work, Workout};
use crate::symptoms::limits;
use crate::time::days_between;

/// Days that are looked ahead at most: longer than any plan that goes well.
const AHEAD: i32 = 540;
/// Days without a run after which no more are looked for.
const IDLE: i32 = 35;
/// Days that are shown once the plan is done.
const AFTER: i32 = 7;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It lies before the place at which the plan was begun.
    Before,
    /// It was done.
    Done,
    /// It was due and not done, or left out.
    Left,
    /// It is today's.
    Today,
    /// It is the next, on another day.
    Next,
    /// It is to come, if all goes well.
    Coming,
}

/// A run, a walk, or a stage without either.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Where it stands.
    pub mark: Mark,
    /// Its day, where that is known.
    pub date: Option<Date>,
    /// What its place is called.
    pub place: String,
    /// What is run or walked; `None` in a stage without.
    pub workout: Option<Workout>,
    /// Strides at its end.
    pub strides: Option<Strides>,
    /// The column that it stands in, from 0.
    pub column: usize,
}

/// A row: a week of seven days, or a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The stage that begins with it, by its id and name.
    pub stage: Option<(String, String)>,
    /// What it is called: the week of the plan, `3` or `3-4`; the level, `R5`.
    pub name: String,
    /// Today lies in it.
    pub now: bool,
    /// Its sessions, by their place in the chart's list, in order.
    pub sessions: Vec<usize>,
}

/// A criterion of the stage where one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Met {
    /// Which.
    pub criterion: Criterion,
    /// It is met.
    pub met: bool,
    /// How much there is, of how much; `None` where nothing is counted.
    pub count: Option<(u32, u32)>,
}

/// A plan that runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The sessions, in order.
    pub sessions: Vec<Session>,
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// The weekdays of the columns; none where there are no run days.
    pub days: Vec<Day>,
    /// How many columns there are.
    pub columns: usize,
    /// Runs of the plan that lie behind, of all; `None` in a plan of stages.
    pub done: Option<(usize, usize)>,
    /// What the stage where one is asks for; none in a plan of weeks.
    pub criteria: Vec<Met>,
    /// The week, from 1, that waits for a yes: from there on no day is known.
    pub waits: Option<usize>,
}

impl Chart {
    /// Returns the session of today, or the next, or the last.
    pub fn here(&self) -> usize {
        let mark = |mark: Mark| self.sessions.iter().position(|session| session.mark == mark);
        let known = mark(Mark::Today).or_else(|| mark(Mark::Next)).or_else(|| mark(Mark::Coming));
        known.unwrap_or(self.sessions.len().saturating_sub(1))
    }
}

/// Draws up the plan on a day; `None` where it does not run.
pub fn chart(plan: &Plan, diary: &Diary, today: Date) -> Option<Chart> {
    let past = past(plan, diary, today)?;
    if let Shape::Stages(stages) = &plan.shape {
        let course = past.now.course.as_ref()?;
        let chart = staged(plan, stages, course.place, &past);
        return Some(Chart { criteria: criteria(&past.now, plan, today), ..chart });
    }
    let days = past.now.course.as_ref()?.days.clone();
    let place = past.now.course.as_ref()?.place;
    let mut sessions = past.sessions.clone();
    let Ahead { sessions: ahead, waits } = ahead(plan, diary, today, &past);
    let (none, week) = (ahead.is_empty(), waits.map(|(week, _)| week));
    sessions.extend(ahead);
    if let Some((_, at)) = waits {
        sessions.extend(undated(plan, at, &past));
    } else if none && !past.free {
        sessions.extend(undated(plan, place, &past));
    }
    Some(Chart { done: Positions(plan).counted(place), waits: week, ..weekly(plan, sessions, &days, today) })
}

/// What the days up to today have given.
struct Past {
    today: Date,
    /// The sessions up to yesterday, and that of today where it was done.
    sessions: Vec<Session>,
    /// The state before today.
    before: State,
    /// The state with today.
    now: State,
    /// What is said of today.
    decided: Decided,
    /// Nothing more is asked for: the plan is done.
    free: bool,
}

fn past(plan: &Plan, diary: &Diary, today: Date) -> Option<Past> {
    let mut date = diary.begins().filter(|first| *first <= today)?;
    let (mut state, mut before) = (State::default(), State::default());
    let mut sessions: Vec<Session> = Vec::new();
    loop {
        if date == today {
            before = state.clone();
        }
        state.step(plan, diary, date);
        match state.course.as_ref().map(|course| course.start.date) {
            None => sessions.clear(),
            Some(start) => {
                sessions.retain(|session| session.date.is_none_or(|day| day >= start));
                sessions.extend(of_day(plan, diary, &state, date, today));
            }
        }
        if date >= today {
            break;
        }
        date = date.tomorrow().ok()?;
    }
    let decided = decide(plan, diary, &state, today)?;
    let now = state.settled_for(plan, today);
    let free = matches!(now.course.as_ref()?.place, Position::After { .. }) && decided.prescription.is_none();
    Some(Past { today, sessions, before, now, decided, free })
}

/// The session of a day that has been: what was run, or what was due and was not.
fn of_day(plan: &Plan, diary: &Diary, state: &State, date: Date, today: Date) -> Option<Session> {
    let none = Facts::default();
    let runs = &diary.on(date).unwrap_or(&none).runs;
    let answered = runs.iter().find(|run| run.answers.is_some());
    if let Some(run) = answered.or_else(|| runs.iter().find(|run| !run.is_walk())) {
        let (place, workout) = run.answers.clone().unwrap_or_else(|| {
            let pace = if run.is_walk() { Pace::Walk } else { Pace::Run };
            (String::new(), Workout::whole(pace, run.run.max(Duration::from_secs(1))))
        });
        return Some(session(Mark::Done, date, place, workout));
    }
    let course = state.course.as_ref()?;
    let left = state.skips.contains(&date) && date <= today;
    // Without weekdays every day after the rest is as good as the next: none of them was missed.
    let run_day = course.days.contains(&Day::from(date.weekday()));
    if !left && (date >= today || !run_day) {
        return None;
    }
    let decided = decide(plan, diary, state, date)?;
    let run = decided.prescription.filter(|_| left || decided.due == Due::Today)?;
    Some(session(Mark::Left, date, run.place, run.workout))
}

fn session(mark: Mark, date: Date, place: String, workout: Workout) -> Session {
    Session { mark, date: Some(date), place, workout: Some(workout), strides: None, column: 0 }
}

/// What is to come.
struct Ahead {
    /// The sessions whose day is known.
    sessions: Vec<Session>,
    /// Where they end because a week waits for a yes: the week, from 1, and the place in it.
    waits: Option<(usize, Position)>,
}

/// Returns the week, from 1, before which what is to come ends, since it waits for a yes; `None` where none does.
pub fn waits(plan: &Plan, diary: &Diary, today: Date) -> Option<usize> {
    chart(plan, diary, today)?.waits
}

/// What comes if every day from today on is well, up to where a yes is needed.
fn ahead(plan: &Plan, diary: &Diary, today: Date, past: &Past) -> Ahead {
    let mut diary = diary.clone();
    let mut state = past.before.clone();
    // What nobody has answered yet is supposed to be well too.
    if let Some(open) = &mut state.open {
        open.run.during.get_or_insert(0);
        open.run.after.get_or_insert(0);
    }
    let (mut found, mut waits): (Vec<Session>, Option<(usize, Position)>) = (Vec::new(), None);
    let (mut date, mut last, mut mark) = (today, today, Mark::Next);
    let is_after = |state: &State| {
        state.course.as_ref().is_none_or(|course| matches!(course.place, Position::After { .. }))
    };
    let was_after = is_after(&past.now);
    while days_between(today, date) <= if was_after { AFTER } else { AHEAD } {
        let before = state.clone();
        suppose(&mut diary, &state, date);
        state.step(plan, &diary, date);
        if !was_after && is_after(&state) {
            break;
        }
        // Today is what it is; only the days behind it are supposed.
        let asked = if date == today {
            Some(&past.decided).filter(|decided| decided.due == Due::Today).cloned()
        } else {
            decide(plan, &diary, &state, date).filter(|decided| decided.due == Due::Today)
        };
        if let Some(run) = asked.and_then(|decided| decided.prescription) {
            let settled = state.settled_for(plan, date);
            let place = settled.course.as_ref().map(|course| course.place);
            waits = dose::waits(&settled, plan, date).zip(place);
            // Without the yes the run before comes again, for ever. The next one is what is asked for all the same.
            if waits.is_some() && !found.is_empty() {
                break;
            }
            if date == today {
                mark = Mark::Today;
            }
            found.push(Session {
                strides: run.strides,
                ..session(mark, date, run.place.clone(), run.workout.clone())
            });
            (mark, last) = (Mark::Coming, date);
            diary.day(date).runs.push(well(&run));
            state = before;
            state.step(plan, &diary, date);
        }
        if state.skips.contains(&date) && date > today {
            // Of the runs that are left out only the day is known.
            let place =
                Session { mark: Mark::Left, workout: None, ..session(mark, date, String::new(), rest()) };
            found.push(place);
        }
        let Ok(next) = date.tomorrow() else { break };
        if days_between(last, date) > IDLE {
            break;
        }
        date = next;
    }
    Ahead { sessions: found, waits }
}

fn rest() -> Workout {
    Workout::whole(Pace::Walk, Duration::from_secs(60))
}

/// Supposes that a morning is well, where nobody said how it was.
fn suppose(diary: &mut Diary, state: &State, date: Date) {
    let sites: Vec<_> = state.sites.active(date).map(|site| site.site).collect();
    let facts = diary.day(date);
    if facts.mornings.is_empty() && !facts.nothing {
        facts.nothing = sites.is_empty();
        facts.mornings.extend(sites.into_iter().map(|site| (site, 0)));
    }
    for run in &mut facts.runs {
        run.during.get_or_insert(0);
        run.after.get_or_insert(0);
    }
}

/// A run as it was asked for, and easy.
fn well(run: &Prescription) -> RunFact {
    RunFact {
        run: run.workout.run(),
        total: if run.workout.is_walk() { run.workout.total() } else { run.length() },
        answers: Some((run.place.clone(), run.workout.clone())),
        during: Some(0),
        after: Some(0),
        effort: Some(limits::EFFORT_ANSWERS[0]),
        ..RunFact::default()
    }
}

/// The rest of a plan whose days nobody knows, such as during a rest that has no end yet.
fn undated(plan: &Plan, place: Position, past: &Past) -> Vec<Session> {
    let places = Positions(plan);
    let usual = past.now.course.as_ref().and_then(|course| course.start.usual);
    let mut found = Vec::new();
    let mut at = place;
    while let Position::Run { run, .. } = at {
        let share = || {
            let run = places.share(at, usual.unwrap_or(limits::USUAL_RUN))?;
            Some(Workout::whole(Pace::Run, run.max(limits::RUN_LEAST)))
        };
        let workout = places.workout(at).or_else(share);
        let name = places.name(at);
        found.push(Session {
            mark: Mark::Coming,
            date: None,
            place: name,
            workout,
            strides: None,
            column: run,
        });
        at = places.next(at);
    }
    found
}

/// Puts sessions into rows of seven days, which begin on the weekday of the first.
fn weekly(plan: &Plan, mut sessions: Vec<Session>, days: &[Day], today: Date) -> Chart {
    let first = sessions.iter().find_map(|session| session.date);
    let from = first.map_or(Weekday::Monday, Date::weekday);
    let offset =
        |day: Weekday| i32::from(day.to_monday_zero_offset() - from.to_monday_zero_offset()).rem_euclid(7);
    let mut columns: Vec<(i32, Day)> = Day::ALL
        .into_iter()
        .filter(|day| days.contains(day))
        .map(|day| (offset(weekday(day)), day))
        .collect();
    columns.sort_unstable();
    let offsets: Vec<i32> = columns.iter().map(|(offset, _)| *offset).collect();

    let week_of = |session: &Session| {
        let (date, first) = session.date.zip(first)?;
        Some(days_between(first, date).div_euclid(7))
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut before = None;
    for (at, session) in sessions.iter().enumerate() {
        // Without a day it is the plan's week that counts.
        let key =
            week_of(session).map_or((1, plan_week(plan, session).unwrap_or(0) as i32), |week| (0, week));
        if before != Some(key) {
            groups.push(Vec::new());
        }
        before = Some(key);
        groups.last_mut().expect("a group was pushed for the first session").push(at);
    }
    let mut rows = Vec::new();
    for group in groups {
        let at: Vec<i32> =
            group.iter().filter_map(|i| sessions[*i].date).map(|date| offset(date.weekday())).collect();
        if at.len() == group.len() {
            for (i, column) in group.iter().zip(assign(&at, &offsets)) {
                sessions[*i].column = column;
            }
        }
        let weeks: Vec<usize> = group.iter().filter_map(|i| plan_week(plan, &sessions[*i])).collect();
        let name = match (weeks.iter().min(), weeks.iter().max()) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (Some(low), Some(high)) => format!("{low}-{high}"),
            _ => "·".to_owned(),
        };
        let week = group.first().and_then(|i| week_of(&sessions[*i]));
        let now = first.map(|first| days_between(first, today).div_euclid(7)) == week && week.is_some();
        rows.push(Row { stage: None, name, now, sessions: group });
    }
    let most = sessions.iter().map(|session| session.column + 1).max().unwrap_or(1);
    let days = columns.into_iter().map(|(_, day)| day).collect();
    Chart {
        columns: most.max(offsets.len()),
        sessions,
        rows,
        days,
        done: None,
        criteria: Vec::new(),
        waits: None,
    }
}

const fn weekday(day: Day) -> Weekday {
    match day {
        Day::Mon => Weekday::Monday,
        Day::Tue => Weekday::Tuesday,
        Day::Wed => Weekday::Wednesday,
        Day::Thu => Weekday::Thursday,
        Day::Fri => Weekday::Friday,
        Day::Sat => Weekday::Saturday,
        Day::Sun => Weekday::Sunday,
    }
}

/// Returns the week of the plan that a session belongs to, from 1.
fn plan_week(plan: &Plan, session: &Session) -> Option<usize> {
    match Positions(plan).find(&session.place)? {
        Position::Run { week, .. } => Some(week + 1),
        Position::Stage { .. } | Position::Rung { .. } | Position::After { .. } => None,
    }
}

/// Finds a column for each session, in order, as near to its own day as can be.
fn assign(at: &[i32], columns: &[i32]) -> Vec<usize> {
    if at.len() > columns.len() {
        return (0..at.len()).collect();
    }
    let ways = 0_u32..1 << columns.len();
    let chosen = |way: u32| -> Vec<usize> { (0..columns.len()).filter(|i| way >> i & 1 == 1).collect() };
    let far = |way: &Vec<usize>| -> i32 {
        way.iter().zip(at).map(|(column, at)| (columns[*column] - at).abs()).sum()
    };
    ways.filter(|way| way.count_ones() as usize == at.len()).map(chosen).min_by_key(far).unwrap_or_default()
}

/// Stages and levels as rows.
fn staged(plan: &Plan, stages: &[crate::plans::Stage], place: Position, past: &Past) -> Chart {
    let places = Positions(plan);
    let due = past.decided.due;
    let begun = past.now.course.as_ref().map_or(place, |course| course.start.place);
    let ran = |name: &str| past.sessions.iter().any(|s| s.mark == Mark::Done && s.place == name);
    let (mut sessions, mut rows) = (Vec::new(), Vec::new());
    for (stage, one) in stages.iter().enumerate() {
        let many = levels(one).len().max(1);
        for level in 0..many {
            let at = Position::Stage { stage, level };
            let here = at == place || matches!(place, Position::After { .. }) && stage + 1 == stages.len();
            let mark = match (here, due) {
                (true, Due::Today) => Mark::Today,
                (true, _) => Mark::Next,
                (false, _) if at < begun && at < place && !ran(&places.name(at)) => Mark::Before,
                (false, _) if at < place => Mark::Done,
                (false, _) => Mark::Coming,
            };
            let date = match (here, due) {
                (true, Due::Today) => Some(past.today),
                (true, Due::On(date) | Due::Done(Some(date))) => Some(date),
                _ => None,
            };
            // Where the guard, a gap or soreness asks for less, the place where one is shows that.
            let asked = past.decided.prescription.as_ref().filter(|_| here);
            let workout = asked.map(|run| run.workout.clone()).or_else(|| places.workout(at));
            let strides = asked.and_then(|run| run.strides);
            let name = places.name(at);
            let has_levels = matches!(one.work, Work::Levels(_) | Work::Walks(_));
            rows.push(Row {
                stage: (level == 0).then(|| (one.id.clone(), one.name.clone())),
                name: if has_levels { name.clone() } else { String::new() },
                now: here,
                sessions: vec![sessions.len()],
            });
            sessions.push(Session { mark, date, place: name, workout, strides, column: 0 });
        }
    }
    let days = Vec::new();
    Chart { sessions, rows, days, columns: 1, done: None, criteria: Vec::new(), waits: None }
}

/// What the stage where one is asks for.
fn criteria(state: &State, plan: &Plan, today: Date) -> Vec<Met> {
    let Some(course) = &state.course else { return Vec::new() };
    let greens = course.judged.iter().filter(|judged| judged.decision == Decision::Advance).count() as u32;
    let mut found: Vec<Met> = stages::criteria(state, plan, today)
        .into_iter()
        .map(|(criterion, met)| {
            let count = match criterion {
                Criterion::Days(days) => {
                    Some((u32::try_from(days_between(course.entered, today)).unwrap_or(0), days))
                }
                Criterion::Walks { count, length } => {
                    let long = |judged: &&super::course::Judged| {
                        judged.decision == Decision::Advance && judged.total >= length
                    };
                    Some((course.judged.iter().filter(long).count() as u32, count.into()))
                }
                Criterion::Passes { count, .. } => Some((state.passes.len() as u32, count.into())),
                Criterion::Greens(needed) => Some((greens, needed.count.into())),
                Criterion::Levels => Some((greens, Positions(plan).greens(course.place).count.into())),
                Criterion::MorningMax(_) | Criterion::GreenWeeks(_) | Criterion::RaisesSide(_) => None,
            };
            Met { criterion, met, count }
        })
        .collect();
    // Levels are left by their greens, whether the file says so or not.
    if let Some(Work::Levels(_)) = Positions(plan).stage(course.place).map(|stage| &stage.work)
        && !found.iter().any(|met| met.criterion == Criterion::Levels)
    {
        let needed = Positions(plan).greens(course.place).count.into();
        found.insert(0, Met { criterion: Criterion::Levels, met: false, count: Some((greens, needed)) });
    }
    found
}
