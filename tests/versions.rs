//! Every version of every format is read for good, and a newer one is kept and told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use runup::library::{Kind, Library};
use runup::record::PlanAction::{Back, Days, Move, Repeat, Skip, Start, Stop, Then, Warned};
use runup::record::archive::{Head, Part};
use runup::record::journal::{Boundary, Header, Line, Place};
use runup::record::{self, Body, Record, Recording};
use runup::routine::{Id, Origin, SourceFile};
use runup::store::{HistoryFiles, Trouble, archive, journal};
use runup::symptoms::{Region, Side};
use serde::de::{DeserializeOwned, Error, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::Value;

const V1: &str = include_str!("history/v1.jsonl");
const JOURNAL: &str = include_str!("versions/journal-1.jsonl");
const ARCHIVE: &str = include_str!("versions/archive-1.jsonl");
const NEWER: &str = include_str!("versions/history-2.jsonl");

/// Asks a type for the names of its fields, or of its words, instead of reading it.
struct Names<'a>(&'a mut Vec<&'static str>);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Error::custom("no struct and no word"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(fields);
        Err(Error::custom("only asked"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        self.0.extend(variants);
        Err(Error::custom("only asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

fn names<T: DeserializeOwned>() -> Vec<&'static str> {
    let mut names = Vec::new();
    let _ = T::deserialize(Names(&mut names));
    assert!(!names.is_empty(), "it has no names of its own");
    names
}

/// All keys and all words that stand in a value.
fn gather(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                into.insert(key.clone());
                gather(value, into);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, into)),
        Value::String(word) => {
            into.insert(word.clone());
        }
        _ => {}
    }
}

#[track_caller]
fn stand_in(wanted: &[&str], there: &BTreeSet<String>, what: &str) {
    let missing: Vec<_> = wanted.iter().filter(|name| !there.contains(**name)).collect();
    assert!(missing.is_empty(), "add a line with {missing:?} to {what}: tests/versions/README.md says how");
}

#[test]
fn every_field_and_word_of_a_record_stands_in_the_fixture() {
    let mut kinds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in V1.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        gather(&value, kinds.entry(value["kind"].as_str().unwrap().to_owned()).or_default());
    }
    let there = |kind: &str, wanted: Vec<&str>| stand_in(&wanted, &kinds[kind], "tests/history/v1.jsonl");
    there("session", names::<record::Session>());
    there("session", names::<record::SetDone>());
    there("session", names::<record::Clinician>());
    there("session", names::<record::Outcome>());
    there("run", names::<record::Run>());
    there("run", names::<Recording>());
    there("run", names::<record::CutShort>());
    there("run", names::<record::Surface>());
    there("cross-training", names::<record::CrossTraining>());
    there("cross-training", names::<record::Sport>());
    there("check-in", names::<record::CheckIn>());
    there("check-in", names::<record::Moment>());
    there("check-in", names::<record::Recall>());
    there("flag", names::<record::Flag>());
    there("clearance", names::<record::Clearance>());
    there("clearance", names::<record::ClearedBy>());
    there("sign-check", names::<record::SignCheck>());
    there("profile", names::<record::Profile>());
    there("profile", names::<record::LookedBack>());
    there("profile", names::<record::WarmUp>());
    there("plan", names::<record::Away>());
    there("plan", names::<record::Afterwards>());
    there("plan", names::<record::Goal>());
    there("plan", names::<record::StillRunning>());
    there("test", names::<record::Test>());
    there("rung", names::<record::RungTaken>());
    there("shoe", names::<record::Shoe>());
    let all: BTreeSet<String> = kinds.values().flatten().cloned().collect();
    stand_in(&names::<Region>(), &all, "tests/history/v1.jsonl");
    stand_in(&names::<Side>(), &all, "tests/history/v1.jsonl");
    // What is done to a plan has no list of fields that could be asked for: the compiler holds these.
    for line in V1.lines() {
        let Body::Plan(event) = Record::from_line(line.as_bytes()).unwrap().body else { continue };
        match event.action {
            Start {
                date: _,
                place: _,
                site: _,
                usual_minutes: _,
                longest_minutes: _,
                last_run: _,
                days: _,
                tested: _,
                still_running: _,
            }
            | Days { date: _, days: _ }
            | Back { date: _, why: _, well_since: _ }
            | Warned { date: _, week: _ }
            | Then { date: _, choice: _, goal: _ }
            | Move { from: _, to: _ }
            | Skip { date: _ }
            | Repeat { date: _ }
            | Stop { date: _ } => {}
        }
    }
    let fields = [
        "place",
        "site",
        "usual-minutes",
        "longest-minutes",
        "last-run",
        "days",
        "tested",
        "well-since",
        "goal",
        "still-running",
    ];
    let actions = ["start", "days", "back", "warned", "then", "move", "skip", "repeat", "stop"];
    there("plan", [&fields[..], &actions, &["week", "choice", "from", "to"]].concat());
}

#[test]
fn every_field_of_a_journal_and_of_an_archive_stands_in_its_fixture() {
    let keys = |text: &str| {
        let mut keys = BTreeSet::new();
        text.lines().for_each(|line| gather(&serde_json::from_str(line).unwrap(), &mut keys));
        keys
    };
    let (journal, archive) = (keys(JOURNAL), keys(ARCHIVE));
    for wanted in
        [names::<Header>(), names::<Boundary>(), names::<Place>(), names::<record::journal::Event>()]
    {
        stand_in(&wanted, &journal, "tests/versions/journal-1.jsonl");
    }
    for wanted in [names::<Head>(), names::<Part>()] {
        stand_in(&wanted, &archive, "tests/versions/archive-1.jsonl");
    }
}

#[test]
fn a_journal_of_the_first_version_reads_and_writes_unchanged() {
    for text in JOURNAL.lines() {
        let line = Line::from_text(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&line).unwrap(), text);
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("s.jsonl"), JOURNAL).unwrap();
    let (found, troubles) = journal::find(folder.path());
    assert!(troubles.is_empty() && found.len() == 1, "{troubles:?}");
    assert_eq!((found[0].interrupted.sets.len(), found[0].interrupted.header.budget_ms), (1, Some(480_000)));
}

#[test]
fn a_newer_journal_is_kept_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.jsonl");
    let newer = JOURNAL.replacen("\"v\":1", "\"v\":2", 1);
    fs::write(&path, &newer).unwrap();
    let (found, troubles) = journal::find(folder.path());
    assert!(found.is_empty() && matches!(&troubles[..], [Trouble::Newer { line: 1, .. }]), "{troubles:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn a_history_from_the_future_is_kept_told_and_carried_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("there.jsonl");
    fs::write(&path, format!("{V1}{NEWER}")).unwrap();
    let mut opened = HistoryFiles::open(folder.path(), "there");
    assert_eq!(opened.records.len(), V1.lines().count());
    assert!(matches!(&opened.troubles[..], [Trouble::Newer { count: 3, .. }]), "{:?}", opened.troubles);
    let one = Record { id: "one-more".into(), ..opened.records[0].clone() };
    let line = String::from_utf8(one.to_line().unwrap()).unwrap();
    opened.history.append(one).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{V1}{NEWER}{line}"));
    let gathered = archive::gather(folder.path()).lines.concat();
    let gathered: BTreeSet<&str> = std::str::from_utf8(&gathered).unwrap().lines().collect();
    assert!(NEWER.lines().all(|line| gathered.contains(line)));
}

fn file(name: &str, text: String) -> SourceFile {
    let (kind, _) = name.split_once('-').unwrap();
    let kind = Kind::ALL.into_iter().find(|known| known.id() == kind).unwrap();
    SourceFile {
        path: name.into(),
        kind,
        id: Id::from_words("a"),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    }
}

#[test]
fn files_that_people_wrote_in_each_format_are_read_and_a_newer_one_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions");
    let library = Library::shipped();
    for name in ["routine-1.toml", "exercise-1.toml", "figure-1.toml", "plan-1.toml"] {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(library.check_file(&file(name, text.clone())), [], "{name}");
        let format = name.trim_end_matches(".toml");
        let newer = text.replacen(format, &format.replace('1', "2"), 1);
        let told = library.check_file(&file(name, newer));
        assert!(told.iter().any(|problem| problem.to_string().contains(format)), "{name}: {told:?}");
    }
}
