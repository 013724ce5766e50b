//! One value of an entry that can be changed: how it is written, read, and stepped by an arrow key.
//!
//! A slot reads the text that it writes. A step stays within the range that may be typed, and passes through the empty
//! value if the entry may say nothing.

use jiff::civil::Date;

use super::EditContext;
use crate::diagnostic::{is_hidden, nearest};
use crate::record::values;
use crate::record::{At, CutShort, Effort, Surface};
use crate::routine::Id;
use crate::symptoms::{PainScore, Region, Side, Site, SoreSite};
use crate::time::{days_after, days_between, duration_text, in_minutes, past_day, typed_number};
use crate::units::Units;
use crate::word::Word as _;

/// Longest note, in characters.
const NOTE: usize = 500;
/// Longest stiffness, in minutes.
const STIFF: u32 = 24 * 60;
/// Kilometres of a mile.
const MILE: f64 = 1.609_344;
/// Where a reminder begins when an arrow sets it, in kilometres.
const REMIND: f64 = 600.0;

/// How a hand changes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// A digit sets it, arrows step it.
    Digit,
    /// Arrows step it; it may be typed.
    Arrows,
    /// It is typed.
    Typed,
}

/// A value in its place in the entry.
#[derive(Debug)]
pub(super) enum Slot<'a> {
    Day(&'a mut Date),
    /// The day of a session, which began and ended then.
    Began(&'a mut At, &'a mut At),
    DayOrNone(&'a mut Option<Date>),
    Minutes(&'a mut f64),
    /// The part of so many minutes; nothing is all of them.
    Part(&'a mut Option<f64>, f64),
    /// How many minutes it took; nothing is what was measured.
    Took(&'a mut Option<f64>, f64),
    Stiff(&'a mut Option<u32>),
    Distance(&'a mut Option<f64>),
    Worn(&'a mut Option<f64>),
    Score(&'a mut Option<PainScore>),
    Effort(&'a mut Option<Effort>),
    Share(&'a mut Option<f64>),
    Cut(&'a mut Option<CutShort>),
    Flag(&'a mut bool),
    Answer(&'a mut Option<bool>),
    Ground(&'a mut Option<Surface>),
    Place(&'a mut Option<Site>),
    Side(&'a mut Option<Side>),
    /// The pair of a run of a day.
    Shoe(&'a mut Option<String>, Date),
    Text(&'a mut Option<String>),
    Name(&'a mut String),
    Year(&'a mut Option<i16>),
    /// A number up to a most.
    Number(&'a mut f64, f64),
    Rung(&'a mut Id),
    /// The weight of the sets of a step.
    Load(Vec<&'a mut Option<String>>),
}

impl Slot<'_> {
    pub(super) const fn hand(&self) -> Hand {
        match self {
            Self::Score(_) | Self::Effort(_) => Hand::Digit,
            Self::Text(_) | Self::Name(_) | Self::Load(_) => Hand::Typed,
            _ => Hand::Arrows,
        }
    }

    /// Returns the value as it is typed; `None` if it says nothing.
    pub(super) fn write(&self, around: &EditContext<'_>) -> Option<String> {
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let length = |minutes: f64| duration_text(values::of_minutes(minutes));
        match self {
            Self::Day(day) => Some(day.to_string()),
            Self::DayOrNone(day) => day.map(|day| day.to_string()),
            Self::Minutes(minutes) => Some(length(**minutes)),
            Self::Began(started, _) => Some(started.date().to_string()),
            Self::Part(part, _) => part.map(length),
            Self::Took(minutes, measured) => minutes.or((*measured > 0.0).then_some(*measured)).map(length),
            Self::Stiff(minutes) => minutes.map(|minutes| format!("{minutes}m")),
            Self::Distance(km) | Self::Worn(km) => km.map(|km| distance(km, around.units)),
            Self::Score(score) => score.map(|score| score.to_string()),
            Self::Effort(effort) => effort.map(|effort| effort.to_string()),
            Self::Share(share) => share.map(|share| share.to_string()),
            Self::Cut(cut) => cut.map(|cut| cut.id().to_owned()),
            Self::Flag(flag) => Some(yes(**flag)),
            Self::Answer(answer) => answer.map(yes),
            Self::Ground(ground) => ground.map(|ground| ground.id().to_owned()),
            Self::Place(site) => site.map(site_text),
            Self::Side(side) => side.map(|side| side.id().to_owned()),
            Self::Shoe(worn, _) => {
                let worn = worn.as_deref()?;
                Some(around.rack.pair(worn).map_or(worn, |pair| &pair.shoe.name).to_owned())
            }
            Self::Text(text) => (*text).clone(),
            Self::Name(name) => Some((**name).clone()),
            Self::Year(year) => year.map(|year| year.to_string()),
            Self::Number(number, _) => Some(number.to_string()),
            Self::Rung(rung) => Some(rung.to_string()),
            Self::Load(loads) => loads.first().and_then(|load| (**load).clone()),
        }
    }

    /// Takes a value as it is typed; an empty one says nothing.
    pub(super) fn read(&mut self, text: &str, around: &EditContext<'_>) -> Result<(), String> {
        let needed = || "must not be empty".to_owned();
        match self {
            Self::Day(day) => **day = opt(text, |text| date(text, around.today))?.ok_or_else(needed)?,
            Self::DayOrNone(day) => **day = opt(text, |text| date(text, around.today))?,
            Self::Minutes(minutes) => {
                **minutes = in_minutes(opt(text, values::length)?.ok_or_else(needed)?);
            }
            Self::Part(part, _) => **part = opt(text, values::within_a_day)?.map(in_minutes),
            Self::Took(minutes, _) => **minutes = opt(text, values::length)?.map(in_minutes),
            Self::Began(started, ended) => {
                let day = opt(text, |text| date(text, around.today))?.ok_or_else(needed)?;
                move_to(started, ended, day);
            }
            Self::Stiff(minutes) => {
                **minutes = opt(text, values::within_a_day)?.map(|length| (length.as_secs() / 60) as u32);
            }
            Self::Distance(km) => **km = opt(text, values::distance)?,
            Self::Worn(km) => **km = opt(text, values::worn)?,
            Self::Score(score) => **score = opt(text, values::score)?,
            Self::Effort(score) => **score = opt(text, values::effort)?,
            Self::Share(share) => **share = opt(text, values::share)?,
            Self::Cut(cut) => **cut = opt(text, cut_of)?,
            Self::Flag(flag) => **flag = opt(text, values::yes)?.unwrap_or(false),
            Self::Answer(answer) => **answer = opt(text, values::yes)?,
            Self::Ground(ground) => **ground = opt(text, values::word)?,
            Self::Place(site) => **site = opt(text, site_of)?,
            Self::Side(side) => **side = opt(text, values::word)?,
            Self::Shoe(worn, _) => {
                let find = |text: &str| around.rack.find(text).map(|pair| pair.id.clone());
                **worn = opt(text, |text| find(text).map_err(|error| error.to_string()))?;
            }
            Self::Text(note) => **note = opt(text, note_of)?,
            Self::Name(name) => {
                let own = around.rack.pairs.iter().find(|pair| pair.shoe.name == **name);
                let own = own.map(|pair| pair.id.as_str());
                **name = around.rack.free_name(text, own).map_err(|error| error.to_string())?;
            }
            Self::Year(year) => {
                **year = opt(text, |text| {
                    values::birth_year(text, around.today)
                        .ok_or_else(|| "must be a year such as 1985".to_owned())
                })?;
            }
            Self::Number(number, most) => {
                let value = typed_number(text).filter(|value| (0.0..=*most).contains(value));
                **number = value.ok_or_else(|| format!("must be a number from 0 to {most}"))?;
            }
            Self::Rung(rung) => **rung = rung_of(text, around.rungs)?,
            Self::Load(loads) => {
                let load = opt(text, values::load)?;
                for own in loads {
                    (**own).clone_from(&load);
                }
            }
        }
        Ok(())
    }

    /// Goes one step up or down.
    pub(super) fn step(&mut self, up: bool, around: &EditContext<'_>) {
        let by = if up { 1.0 } else { -1.0 };
        match self {
            Self::Day(day) => **day = beside(**day, up).min(around.today),
            Self::DayOrNone(day) => {
                let today = around.today;
                **day = match **day {
                    None => (!up).then_some(today),
                    Some(day) if up && day >= today => None,
                    Some(day) => Some(beside(day, up)),
                };
            }
            Self::Began(started, ended) => {
                let day = beside(started.date(), up).min(around.today);
                move_to(started, ended, day);
            }
            Self::Took(minutes, measured) => {
                let now = minutes.unwrap_or(*measured);
                **minutes = Some((now.floor() + by).clamp(1.0, 24.0 * 60.0));
            }
            Self::Minutes(minutes) => **minutes = (minutes.floor() + by).clamp(1.0, 24.0 * 60.0),
            Self::Part(part, all) => {
                let now = part.unwrap_or(*all);
                let next = if up { (now + 1.0).floor() } else { (now - 1.0).ceil().max(0.0) };
                **part = (next < *all).then_some(next);
            }
            Self::Stiff(minutes) => {
                let next = i64::from(minutes.unwrap_or(0)) + if up { 5 } else { -5 };
                **minutes = u32::try_from(next).ok().filter(|next| *next > 0).map(|next| next.min(STIFF));
            }
            Self::Distance(km) => **km = stepped(**km, 0.1 * by, 0.0, 1_000.0, around.units),
            Self::Worn(km) => **km = stepped(**km, 50.0 * by, REMIND, 20_000.0, around.units),
            Self::Score(score) => {
                **score = tenth_beside(score.map(PainScore::value), up).and_then(PainScore::new);
            }
            Self::Effort(effort) => {
                **effort = tenth_beside(effort.map(Effort::value), up).and_then(Effort::new);
            }
            Self::Share(share) => {
                let next =
                    (share.unwrap_or(1.0).mul_add(20.0, if share.is_some() { by } else { 0.0 })).round();
                **share = (next >= 0.0 && (share.is_some() || !up)).then(|| (next / 20.0).min(1.0));
            }
            Self::Cut(cut) => **cut = around_of(&CutShort::ALL, **cut, up),
            Self::Flag(flag) => **flag = !**flag,
            Self::Answer(answer) => **answer = around_of(&[true, false], **answer, up),
            Self::Ground(ground) => **ground = around_of(&Surface::ALL, **ground, up),
            Self::Place(site) => {
                let sides = [None, Some(Side::Left), Some(Side::Right)];
                let all: Vec<Site> = Region::ALL
                    .into_iter()
                    .flat_map(|region| sides.map(|side| Site { region, side }))
                    .collect();
                **site = around_of(&all, **site, up);
            }
            Self::Side(side) => **side = around_of(&Side::ALL, **side, up),
            Self::Shoe(worn, day) => {
                let mut pairs: Vec<String> = around.rack.in_use(*day).map(|pair| pair.id.clone()).collect();
                if let Some(worn) = worn.as_ref().filter(|worn| !pairs.contains(*worn)) {
                    pairs.push(worn.clone());
                }
                **worn = around_of(&pairs, worn.clone(), up);
            }
            Self::Text(_) | Self::Name(_) | Self::Load(_) => {}
            Self::Year(year) => {
                let next = year.unwrap_or(1980) + if up { 1 } else { -1 };
                **year = Some(next.clamp(around.today.year() - 120, around.today.year()));
            }
            Self::Number(number, most) => **number = (**number + by).clamp(0.0, *most),
            Self::Rung(rung) => {
                let rungs: Vec<&str> = around.rungs.iter().map(String::as_str).collect();
                let at = rungs.iter().position(|id| *id == rung.as_str()).unwrap_or(0);
                let next = if up { at + 1 } else { at.wrapping_sub(1) };
                if let Some(id) = rungs.get(next).and_then(|id| Id::new(id)) {
                    **rung = id;
                }
            }
        }
    }
}

/// Returns the number beside one from 0 to 10; below 0 nothing is said.
fn tenth_beside(now: Option<u8>, up: bool) -> Option<u8> {
    let next = now.map_or(-1, i16::from) + if up { 1 } else { -1 };
    u8::try_from(next).ok().map(|next| next.min(10))
}

/// Reads what may say nothing.
fn opt<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn date(text: &str, today: Date) -> Result<Date, String> {
    past_day(text, today).map_err(|error| error.to_string())
}

/// Moves a session to another day, at the same time of day.
fn move_to(started: &mut At, ended: &mut At, day: Date) {
    let days = days_between(started.date(), day);
    (*started, *ended) = (started.plus_days(days), ended.plus_days(days));
}

fn beside(day: Date, up: bool) -> Date {
    days_after(day, if up { 1 } else { -1 })
}

fn distance(km: f64, units: Units) -> String {
    let thousandth = |number: f64| (number * 1_000.0).round() / 1_000.0;
    match units {
        Units::Km => format!("{}km", thousandth(km)),
        Units::Mi => format!("{}mi", thousandth(km / MILE)),
    }
}

/// A distance one step on, in the runner's unit; below nothing it says nothing, and from there it begins at `first`.
fn stepped(km: Option<f64>, by: f64, first: f64, most: f64, units: Units) -> Option<f64> {
    let unit = if units == Units::Mi { MILE } else { 1.0 };
    let next = match km {
        None if by < 0.0 => return None,
        None if first > 0.0 => first,
        km => {
            let grid = by.abs();
            let now = km.unwrap_or(0.0) / unit;
            (((now + by) / grid).round() * grid * unit).min(most)
        }
    };
    let next = (next * 1_000.0).round() / 1_000.0;
    (next > 0.0).then_some(next)
}

/// The next of some values, nothing standing between the last and the first.
fn around_of<T: Clone + PartialEq>(all: &[T], now: Option<T>, up: bool) -> Option<T> {
    let at = now.and_then(|now| all.iter().position(|one| *one == now)).map_or(0, |at| at + 1);
    let count = all.len() + 1;
    let next = if up { (at + 1) % count } else { (at + count - 1) % count };
    next.checked_sub(1).map(|next| all[next].clone())
}

fn cut_of(text: &str) -> Result<CutShort, String> {
    let words = || CutShort::ALL.map(CutShort::id).join(", ");
    CutShort::of_typed(text).ok_or_else(|| format!("must be {} or none", words()))
}

fn site_text(site: Site) -> String {
    let side = site.side.map(|side| format!(":{}", side.id())).unwrap_or_default();
    format!("{}{side}", site.region.id())
}

fn site_of(text: &str) -> Result<Site, String> {
    match text.parse::<SoreSite>() {
        Ok(SoreSite { site, score: None }) => Ok(site),
        Ok(_) => Err("write just the place, such as tendon-mid:left".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn note_of(text: &str) -> Result<String, String> {
    if text.chars().any(is_hidden) {
        return Err("must not contain unreadable characters".to_owned());
    }
    if text.chars().count() > NOTE {
        return Err(format!("must have no more than {NOTE} characters"));
    }
    Ok(text.to_owned())
}

fn rung_of(text: &str, rungs: &[String]) -> Result<Id, String> {
    let known = rungs.iter().find(|id| id.as_str() == text).and_then(|id| Id::new(id));
    known.ok_or_else(|| {
        let near = nearest(text, rungs.iter().map(String::as_str));
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        format!("{near}its rungs are {}", rungs.join(", "))
    })
}
