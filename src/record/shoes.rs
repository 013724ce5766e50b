//! Pairs of shoes: the log's data about each, and which one a run was in.
//!
//! A [`ShoeTally`] is a fold over the log on a day. A pair's minutes are those of all runs in it; its kilometres only of
//! runs that have a distance, and how many have none is told beside them. Nothing is invented, and nothing asks for a
//! pair: without one, nothing is asked.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::log::Entry;
use super::values::of_minutes;
use super::{Body, Log, Run};
use crate::diagnostic::{is_hidden, nearest, printable};
use crate::phrase;
use crate::time::days_between;

/// Days over which it is shown which pair was worn how much.
pub const ROTATION_DAYS: i32 = 28;
/// Longest name, in characters.
pub const NAME: usize = 40;

/// A pair of shoes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shoe {
    /// What the runner calls it.
    pub name: String,
    /// The first day.
    pub since: Date,
    /// The last day, once retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<Date>,
    /// Kilometres after which to say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_km: Option<f64>,
    /// Kilometres that were on them before the first run that is logged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_km: Option<f64>,
}

/// A pair of shoes on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The entry's id, which runs carry.
    pub id: String,
    /// Its details.
    pub shoe: Shoe,
    /// The time of all runs in it.
    pub time: Duration,
    /// Kilometres: those of runs that have a distance, and what was on it before.
    pub km: f64,
    /// Runs.
    pub runs: u32,
    /// Runs without a distance.
    pub unmeasured: u32,
    /// The day of the first run in it.
    pub first: Option<Date>,
    /// The day of the last.
    pub last: Option<Date>,
    /// The time of the last four weeks.
    pub lately: Duration,
    /// Kilometres of the last run in it, if known.
    last_km: f64,
}

/// All pairs on a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShoeTally {
    /// The pairs: those in use first, the one that was worn last at the top.
    pub pairs: Vec<Pair>,
    /// Runs in shoes that are not a pair here: their names, as entered, and how many.
    pub strangers: Vec<(String, u32)>,
}

/// Why a name is not a pair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShoeError {
    /// No pair is known.
    #[error("you haven't added any shoes\nhint: add them with runup shoes add \"{}\"", printable(.0))]
    None(String),
    /// No pair has this name.
    #[error("can't find shoes called `{}`{}\nhint: if they are a new pair, runup shoes add \
        \"{}\"", printable(.name), near_words(.near), printable(.name))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest names.
        near: Vec<String>,
    },
    /// A pair in use has it already.
    #[error("you already have a pair called `{}`\nhint: retire that pair first, or choose another \
        name", printable(.0))]
    Taken(String),
    /// It cannot be a name.
    #[error("a name must have 1 to 40 readable characters")]
    Name,
}

fn near_words(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{}`", printable(name))).collect();
    if names.is_empty() { String::new() } else { format!("; you have {}", phrase::list(&names)) }
}

/// Reads a name: without blanks at its ends, of characters that can be read.
pub fn name(text: &str) -> Result<String, ShoeError> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let readable = !name.chars().any(|c| is_hidden(c) || c.is_control());
    if (1..=NAME).contains(&name.chars().count()) && readable { Ok(name) } else { Err(ShoeError::Name) }
}

/// How names are compared.
fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Pair {
    /// True if it is in use on a day; from the day of its retirement it is not.
    pub fn is_in_use(&self, day: Date) -> bool {
        self.shoe.since <= day && self.shoe.retired.is_none_or(|last| day < last)
    }

    /// True if it may have been worn on a day, its last one included.
    fn may_be_worn(&self, day: Date) -> bool {
        self.is_in_use(day) || self.shoe.retired == Some(day)
    }

    /// True if it was retired.
    pub const fn is_retired(&self) -> bool {
        self.shoe.retired.is_some()
    }

    /// True if it has gone as far as the reminder.
    pub fn is_worn(&self) -> bool {
        self.shoe.remind_km.is_some_and(|limit| self.km >= limit)
    }

    /// True if the last run in it took it that far.
    pub fn just_worn(&self) -> bool {
        self.is_worn() && self.shoe.remind_km.is_some_and(|limit| self.km - self.last_km < limit)
    }
}

impl ShoeTally {
    /// Reads a log, as it is on a day.
    pub fn of(log: &Log, today: Date) -> Self {
        let mut pairs: Vec<Pair> = log
            .entries()
            .into_iter()
            .filter_map(|entry| if let Body::Shoe(shoe) = entry.body { Some((entry, shoe)) } else { None })
            .map(|(entry, shoe)| pair(&entry, shoe))
            .collect();
        let ids: BTreeMap<String, usize> =
            pairs.iter().enumerate().map(|(i, pair)| (pair.id.clone(), i)).collect();
        let mut strangers: BTreeMap<String, (String, u32)> = BTreeMap::new();
        for run in log.runs().into_iter().map(|entry| entry.body) {
            let Some(worn) = &run.shoe else { continue };
            if let Some(i) = ids.get(worn).copied().or_else(|| called(&pairs, worn, run.date)) {
                pairs[i].wear(run, today);
            } else {
                strangers.entry(key(worn)).or_insert_with(|| (worn.clone(), 0)).1 += 1;
            }
        }
        pairs.sort_by(|a, b| {
            let order =
                |pair: &Pair| (pair.is_retired(), std::cmp::Reverse(pair.last.max(Some(pair.shoe.since))));
            order(a).cmp(&order(b)).then_with(|| key(&a.shoe.name).cmp(&key(&b.shoe.name)))
        });
        Self { pairs, strangers: strangers.into_values().filter(|(name, _)| !is_id(name)).collect() }
    }

    /// Returns the pairs in use on a day.
    pub fn in_use(&self, day: Date) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |pair| pair.is_in_use(day))
    }

    /// Returns a pair by its id.
    pub fn pair(&self, id: &str) -> Option<&Pair> {
        self.pairs.iter().find(|pair| pair.id == id)
    }

    /// Returns the pair that a run was in, by its id or, in an old entry, by its name.
    pub fn of_run(&self, run: &Run) -> Option<&Pair> {
        let worn = run.shoe.as_ref()?;
        self.pair(worn).or_else(|| called(&self.pairs, worn, run.date).map(|i| &self.pairs[i]))
    }

    /// Returns the pair that a run of a day is taken to be in: the one that was worn last, of those in use then.
    pub fn usual(&self, day: Date) -> Option<&Pair> {
        self.in_use(day).max_by_key(|pair| (pair.last, std::cmp::Reverse(pair.shoe.since)))
    }

    /// Returns the pair that comes after one for a run of a day, round and round; `None` for no pair at all.
    pub fn after(&self, worn: Option<&str>, day: Date) -> Option<&Pair> {
        // In an order that no run changes, so that each has its turn.
        let mut pairs: Vec<&Pair> = self.in_use(day).collect();
        pairs.sort_by_key(|pair| (pair.shoe.since, &pair.id));
        let mut pairs = pairs.into_iter();
        match worn {
            Some(id) if self.pair(id).is_some_and(|pair| pair.is_in_use(day)) => {
                pairs.find(|pair| pair.id == id);
                pairs.next()
            }
            _ => pairs.next(),
        }
    }

    /// Finds a pair by its name; of two that share one, that in use.
    pub fn find(&self, name: &str) -> Result<&Pair, ShoeError> {
        let wanted = key(name);
        let mut all = self.pairs.iter().filter(|pair| key(&pair.shoe.name) == wanted || pair.id == name);
        if let Some(pair) = all.next() {
            return Ok(pair);
        }
        if self.pairs.is_empty() {
            return Err(ShoeError::None(name.to_owned()));
        }
        let names: Vec<String> = self.pairs.iter().map(|pair| key(&pair.shoe.name)).collect();
        let mut near: Vec<String> = Vec::new();
        let holds = |pair: &&Pair| wanted.chars().count() > 2 && key(&pair.shoe.name).contains(&wanted);
        let best = nearest(&wanted, names.iter().map(String::as_str));
        let like =
            self.pairs.iter().filter(|pair| Some(key(&pair.shoe.name).as_str()) == best || holds(pair));
        for pair in like.take(3) {
            if !near.contains(&pair.shoe.name) {
                near.push(pair.shoe.name.clone());
            }
        }
        if near.is_empty() {
            near.extend(
                self.pairs.iter().filter(|pair| !pair.is_retired()).take(3).map(|p| p.shoe.name.clone()),
            );
        }
        Err(ShoeError::Unknown { name: name.to_owned(), near })
    }

    /// Reads the name of a new pair, or a new name of one: none that another pair in use has.
    pub fn free_name(&self, text: &str, own: Option<&str>) -> Result<String, ShoeError> {
        let name = name(text)?;
        let taken = |pair: &&Pair| {
            !pair.is_retired() && Some(pair.id.as_str()) != own && key(&pair.shoe.name) == key(&name)
        };
        match self.pairs.iter().find(taken) {
            Some(pair) => Err(ShoeError::Taken(pair.shoe.name.clone())),
            None => Ok(name),
        }
    }

    /// Returns the share of the running of the last four weeks that was done in a pair, in percent, of what was done
    /// in any; `None` if there was none.
    pub fn share(&self, pair: &Pair) -> Option<u32> {
        let all: Duration = self.pairs.iter().map(|pair| pair.lately).sum();
        let share = pair.lately.as_secs_f64() / all.as_secs_f64().max(1.0) * 100.0;
        (!all.is_zero()).then_some(share.round() as u32)
    }
}

/// True if a name looks like an id of this program: that pair was removed.
fn is_id(name: &str) -> bool {
    let mut parts = name.split('-');
    let first = parts.next().is_some_and(|hex| hex.len() >= 12 && hex.chars().all(|c| c.is_ascii_hexdigit()));
    first && parts.count() == 2
}

/// Finds the pair of a name for a run of a day: of several the one that was in use then, else the newest.
fn called(pairs: &[Pair], name: &str, day: Date) -> Option<usize> {
    let wanted = key(name);
    let named = pairs.iter().enumerate().filter(|(_, pair)| key(&pair.shoe.name) == wanted);
    named.max_by_key(|(_, pair)| (pair.may_be_worn(day), pair.shoe.since)).map(|(i, _)| i)
}

fn pair(entry: &Entry<'_, Body>, shoe: &Shoe) -> Pair {
    let before = shoe.before_km.filter(|km| km.is_finite() && *km > 0.0).unwrap_or_default();
    Pair {
        id: entry.record.id.clone(),
        shoe: shoe.clone(),
        time: Duration::ZERO,
        km: before,
        runs: 0,
        unmeasured: 0,
        first: None,
        last: None,
        lately: Duration::ZERO,
        last_km: 0.0,
    }
}

impl Pair {
    fn wear(&mut self, run: &Run, today: Date) {
        let time = of_minutes(run.minutes);
        self.runs += 1;
        self.time = self.time.saturating_add(time);
        let km = run.distance_km.filter(|km| km.is_finite() && *km > 0.0);
        match km {
            Some(km) => self.km += km,
            None => self.unmeasured += 1,
        }
        self.first = Some(self.first.map_or(run.date, |first| first.min(run.date)));
        if self.last.is_none_or(|last| last <= run.date) {
            (self.last, self.last_km) = (Some(run.date), km.unwrap_or_default());
        }
        if (0..ROTATION_DAYS).contains(&days_between(run.date, today)) {
            self.lately += time;
        }
    }
}

#[cfg(test)]
mod tests;
