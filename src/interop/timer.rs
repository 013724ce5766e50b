//! The files of Just Another Workout Timer: JSON of one workout, or an export or backup of several.
//!
//! A workout has a `title` and `sets`; a set has `repetitions` and `exercises`; an exercise has a `name` and a
//! `duration` in seconds. What the app exports is an object with `workouts`; what it shares is a workout by itself.
//! Its exports have only the lower byte of each character, so characters beyond Latin-1 are lost. Some of them become
//! control characters, which JSON forbids; they are read here as lost characters.
//!
//! No free-form tree is built: other keys are skipped, however deep they are. Every value keeps its type, so a text in
//! place of a number is reported with its place in the workout.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::names::clean;
use super::workout::{MAX_STEP, MIN_STEP, Part, Set, Workout};
use super::{Origin, Problems, READ, Refusal};
use crate::routine::MAX_ROUNDS;
use crate::time::duration_text;

/// Most workouts of a file, and most entries of a list in it.
const MAX_ENTRIES: usize = 2_000;
/// Longest name in a message, in characters.
const SHOWN: usize = 40;

/// Reads a file's text; `title` names a workout that has none.
pub(super) fn read(
    text: &str,
    title: &str,
    notes: &mut Vec<String>,
) -> Result<(Origin, Vec<Result<Workout, Problems>>), Refusal> {
    let (text, lost) = without_controls(text);
    if lost > 0 {
        notes.push(format!(
            "{lost} {} lost when the app saved the file and became �",
            if lost == 1 { "character was" } else { "characters were" }
        ));
    }
    let file: Entry<RawFile> = serde_json::from_str(&text).map_err(|error| wrong_json(&error))?;
    let other = |what| Refusal::Other { what, hint: READ };
    let Entry::Table(file) = file else {
        return Err(other("JSON, but not from Just Another Workout Timer: it is a list"));
    };
    if let Some(workouts) = file.workouts {
        let Many::List(workouts, more) = workouts else {
            return Err(other("JSON whose `workouts` isn't a list"));
        };
        if workouts.is_empty() {
            return Err(other("an export with no workouts"));
        }
        if more {
            notes.push(format!("only the first {MAX_ENTRIES} workouts were read"));
        }
        let several = workouts.len() > 1;
        let of = |(at, entry): (usize, Entry<RawWorkout>)| workout(entry, several.then_some(at + 1), title);
        return Ok((Origin::TimerBackup, workouts.into_iter().enumerate().map(of).collect()));
    }
    if file.sets.is_none() {
        return Err(other("JSON, but not from Just Another Workout Timer: it has no `workouts` or `sets`"));
    }
    let entry = Entry::Table(RawWorkout { title: file.title, sets: file.sets });
    Ok((Origin::TimerWorkout, vec![workout(entry, None, title)]))
}

/// Takes the control characters out that JSON forbids, and counts them.
fn without_controls(text: &str) -> (Cow<'_, str>, usize) {
    let control = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
    let lost = text.chars().filter(|c| control(*c)).count();
    if lost == 0 {
        return (Cow::Borrowed(text), 0);
    }
    (Cow::Owned(text.chars().map(|c| if control(c) { '\u{fffd}' } else { c }).collect()), lost)
}

fn wrong_json(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
    let message = match error.classify() {
        Category::Eof => "the JSON is incomplete".to_owned(),
        _ if said.contains("number out of range") => "this number is too large".to_owned(),
        _ => format!("invalid JSON: {said}"),
    };
    Refusal::Json { line, column, message }
}

/// Makes a workout of an entry, or says everything that is wrong with it.
fn workout(entry: Entry<RawWorkout>, number: Option<usize>, title: &str) -> Result<Workout, Problems> {
    let mut problems = Problems::default();
    let numbered = number.map_or_else(|| "the workout".to_owned(), |n| format!("workout {n}"));
    let Entry::Table(RawWorkout { title: own, sets }) = entry else {
        problems.add(numbered, "must be a table");
        return Err(problems);
    };
    let title = match own {
        Some(Value::Text(own)) if !clean(&own).is_empty() => own,
        _ => title.to_owned(),
    };
    let place = format!("{numbered} {}", shown(&title));
    let mut notes = Vec::new();
    let mut read = Vec::new();
    match sets {
        Some(Many::List(sets, more)) => {
            if more {
                problems.add(&place, format!("must have no more than {MAX_ENTRIES} sets"));
            }
            for (at, entry) in sets.into_iter().enumerate() {
                let place = format!("{place}, set {}", at + 1);
                read.extend(set(entry, &place, &mut notes, &mut problems));
            }
        }
        Some(Many::Other) => problems.add(&place, "its `sets` must be a list"),
        None => problems.add(&place, "it has no `sets`"),
    }
    let workout = Workout { title, sets: read, notes };
    if problems.is_empty() {
        workout.faults(&place, &mut problems);
    }
    if problems.is_empty() { Ok(workout) } else { Err(problems) }
}

fn set(entry: Entry<RawSet>, place: &str, notes: &mut Vec<String>, problems: &mut Problems) -> Option<Set> {
    let Entry::Table(RawSet { name, repetitions, exercises }) = entry else {
        problems.add(place, "must be a table");
        return None;
    };
    let rounds = match repetitions {
        Some(Value::Whole(n)) if (0..=i64::from(MAX_ROUNDS)).contains(&n) => u32::try_from(n).ok(),
        Some(Value::Whole(n)) if n > 0 => {
            problems.add(place, format!("repeated {n} times; the limit is {MAX_ROUNDS}"));
            None
        }
        Some(Value::Whole(n)) => {
            problems.add(place, format!("repeated {n} times, which is impossible"));
            None
        }
        Some(Value::Huge) => {
            problems.add(place, format!("its `repetitions` must be no more than {MAX_ROUNDS}"));
            None
        }
        Some(Value::Fraction(n)) => {
            problems.add(place, format!("its `repetitions` must be a whole number, not {n:?}"));
            None
        }
        Some(other) => {
            problems.add(place, format!("its `repetitions` must be a whole number, not {}", other.what()));
            None
        }
        None => {
            problems.add(place, "its `repetitions` are missing");
            None
        }
    };
    let mut parts = Vec::new();
    match exercises {
        Some(Many::List(exercises, more)) => {
            if more {
                problems.add(place, format!("must have no more than {MAX_ENTRIES} exercises"));
            }
            for (at, entry) in exercises.into_iter().enumerate() {
                parts.extend(exercise(entry, (place, at + 1), notes, problems));
            }
        }
        Some(Many::Other) => problems.add(place, "its `exercises` must be a list"),
        None => problems.add(place, "it has no `exercises`"),
    }
    let rounds = rounds?;
    if rounds == 0 || parts.is_empty() {
        notes.push(format!("{place} is repeated 0 times, so it was skipped"));
        return None;
    }
    let name = if let Some(Value::Text(name)) = name { Some(name) } else { None };
    Some(Set { name, rounds, parts })
}

fn exercise(
    entry: Entry<RawExercise>,
    (set, number): (&str, usize),
    notes: &mut Vec<String>,
    problems: &mut Problems,
) -> Option<Part> {
    let Entry::Table(RawExercise { name, duration }) = entry else {
        problems.add(format!("{set}, exercise {number}"), "must be a table");
        return None;
    };
    let name = match name {
        Some(Value::Text(name)) => name,
        None | Some(Value::Null) => String::new(),
        Some(other) => {
            let what = other.what();
            problems.add(format!("{set}, exercise {number}"), format!("its `name` must be text, not {what}"));
            return None;
        }
    };
    let place = format!("{set}, exercise {number} {}", shown(&name));
    let length = match duration {
        Some(Value::Whole(seconds)) => u64::try_from(seconds).ok().map(Duration::from_secs),
        Some(Value::Fraction(seconds)) if seconds < 0.0 => None,
        Some(Value::Fraction(seconds)) => Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)),
        Some(Value::Huge) => Some(Duration::MAX),
        Some(other) => {
            problems.add(place, format!("its `duration` must be a number of seconds, not {}", other.what()));
            return None;
        }
        None => {
            problems.add(place, "its `duration` is missing");
            return None;
        }
    };
    match length {
        None => problems.add(place, "its `duration` must not be negative"),
        Some(Duration::ZERO) => notes.push(format!("{place} lasts 0 seconds, so it was skipped")),
        Some(length) if length > MAX_STEP => {
            // A length beyond a year is a mistake.
            let year = Duration::from_secs(366 * 86_400);
            let takes = if length > year { "more than a year".to_owned() } else { duration_text(length) };
            problems
                .add(place, format!("it takes {takes}; the limit for a step is {}", duration_text(MAX_STEP)));
        }
        Some(length) if length < MIN_STEP => {
            problems.add(place, format!("it takes less than {} s", MIN_STEP.as_secs_f64()));
        }
        Some(length) => return Some(Part::named(&name, length)),
    }
    None
}

/// Returns a name as a message shows it.
fn shown(name: &str) -> String {
    let name = clean(name);
    let cut = if name.chars().nth(SHOWN).is_some() { "…" } else { "" };
    format!("\"{}{cut}\"", name.chars().take(SHOWN).collect::<String>())
}

/// The file: a workout by itself, or several.
#[derive(Deserialize)]
struct RawFile {
    #[serde(default)]
    workouts: Option<Many<RawWorkout>>,
    #[serde(default)]
    title: Option<Value>,
    #[serde(default)]
    sets: Option<Many<RawSet>>,
}

#[derive(Deserialize)]
struct RawWorkout {
    #[serde(default)]
    title: Option<Value>,
    #[serde(default)]
    sets: Option<Many<RawSet>>,
}

#[derive(Deserialize)]
struct RawSet {
    #[serde(default)]
    name: Option<Value>,
    #[serde(default)]
    repetitions: Option<Value>,
    #[serde(default)]
    exercises: Option<Many<RawExercise>>,
}

#[derive(Deserialize)]
struct RawExercise {
    #[serde(default)]
    name: Option<Value>,
    #[serde(default)]
    duration: Option<Value>,
}

/// A value, as it was found; the contents of lists and tables are dropped.
enum Value {
    Null,
    Flag,
    Whole(i64),
    /// A whole number that is larger than any that counts.
    Huge,
    Fraction(f64),
    Text(String),
    List,
    Table,
}

impl Value {
    /// Returns its kind, in words.
    const fn what(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Flag => "true or false",
            Self::Whole(_) | Self::Huge | Self::Fraction(_) => "a number",
            Self::Text(_) => "a text",
            Self::List => "a list",
            Self::Table => "a table",
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
                Ok(Value::Flag)
            }
            fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Whole(number))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
                Ok(i64::try_from(number).map_or(Value::Huge, Value::Whole))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
                Ok(Value::Fraction(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Value::List)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Value, A::Error> {
                while table.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Value::Table)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// A table, or something else in its place.
enum Entry<T> {
    Table(T),
    Other,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Any<T> {
            type Value = Entry<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }
            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Entry<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(table)).map(Entry::Table)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Entry<T>, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Entry::Other)
            }
            fn visit_unit<E>(self) -> Result<Entry<T>, E> {
                Ok(Entry::Other)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Entry<T>, E> {
                Ok(Entry::Other)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Entry<T>, E> {
                Ok(Entry::Other)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Entry<T>, E> {
                Ok(Entry::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Entry<T>, E> {
                Ok(Entry::Other)
            }
            fn visit_str<E>(self, _: &str) -> Result<Entry<T>, E> {
                Ok(Entry::Other)
            }
        }
        deserializer.deserialize_any(Any(std::marker::PhantomData))
    }
}

/// A list, with whether there was more of it; or something else in its place.
enum Many<T> {
    List(Vec<Entry<T>>, bool),
    Other,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Any<T> {
            type Value = Many<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Many<T>, A::Error> {
                let mut entries = Vec::new();
                while entries.len() < MAX_ENTRIES {
                    match list.next_element()? {
                        Some(entry) => entries.push(entry),
                        None => return Ok(Many::List(entries, false)),
                    }
                }
                let mut more = false;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    more = true;
                }
                Ok(Many::List(entries, more))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Many<T>, A::Error> {
                while table.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Many::Other)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Many<T>, E> {
                Ok(Many::Other)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Many<T>, E> {
                Ok(Many::Other)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Many<T>, E> {
                Ok(Many::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Many<T>, E> {
                Ok(Many::Other)
            }
            fn visit_str<E>(self, _: &str) -> Result<Many<T>, E> {
                Ok(Many::Other)
            }
        }
        deserializer.deserialize_any(Any(std::marker::PhantomData))
    }
}
