use jiff::civil::date;

use super::*;
use crate::record::{At, Record, VERSION};
use crate::units::Units;
use crate::words::{English, Words as _};

const TODAY: Date = date(2026, 11, 28);

fn record(id: &str, body: Body) -> Record {
    let at = At::try_from("2026-11-01T08:00:00Z".to_owned()).unwrap();
    Record { v: VERSION, id: id.into(), rev: 1, at, zone: None, device: "here".into(), body }
}

fn shoe(id: &str, name: &str, since: Date) -> Record {
    let shoe = Shoe { name: name.into(), since, retired: None, remind_km: None, before_km: None };
    record(id, Body::Shoe(shoe))
}

fn changed(mut record: Record, change: impl Fn(&mut Shoe)) -> Record {
    if let Body::Shoe(shoe) = &mut record.body {
        change(shoe);
    }
    record
}

fn run(id: &str, day: Date, minutes: f64, km: Option<f64>, worn: &str) -> Record {
    let run = Run { distance_km: km, shoe: Some(worn.into()), ..Run::new(day, minutes) };
    record(id, Body::Run(run))
}

fn rack(records: impl IntoIterator<Item = Record>) -> ShoeTally {
    ShoeTally::of(&Log::from_records(records), TODAY)
}

#[test]
fn minutes_count_all_runs_and_kilometres_those_that_have_them() {
    let rack = rack([
        shoe("a", "Pegasus", date(2026, 9, 1)),
        run("1", date(2026, 9, 2), 30.0, Some(5.0), "a"),
        run("2", date(2026, 11, 20), 20.0, None, "a"),
        run("3", date(2026, 11, 22), 10.0, Some(2.2), "  pegasus "),
    ]);
    let pair = &rack.pairs[0];
    assert_eq!((pair.runs, pair.unmeasured, pair.time), (3, 1, Duration::from_secs(3600)));
    assert_eq!((pair.first, pair.last), (Some(date(2026, 9, 2)), Some(date(2026, 11, 22))));
    assert_eq!(English.shoe_distance(pair, Units::Km), "at least 7.2 km");
    assert_eq!(pair.lately, Duration::from_secs(1800), "only the last four weeks");
    assert!(English.shoe_unmeasured(pair).unwrap().contains("One run has no distance"));
    assert_eq!(rack.strangers, []);
}

#[test]
fn a_name_finds_the_pair_that_was_in_use_on_that_day() {
    let old = changed(shoe("old", "Ghost", date(2025, 1, 1)), |s| s.retired = Some(date(2026, 6, 30)));
    let rack = rack([
        old,
        shoe("new", "Ghost", date(2026, 7, 1)),
        run("1", date(2026, 6, 1), 30.0, None, "Ghost"),
        run("2", date(2026, 8, 1), 20.0, None, "GHOST"),
        run("3", date(2026, 8, 2), 20.0, None, "Clogs"),
        run("4", date(2026, 8, 3), 20.0, None, "clogs"),
    ]);
    assert_eq!(rack.pair("old").unwrap().runs, 1);
    assert_eq!(rack.pair("new").unwrap().runs, 1);
    assert_eq!(rack.find("ghost").unwrap().id, "new", "the one in use is meant");
    assert_eq!(rack.strangers, [("Clogs".to_owned(), 2)]);
}

#[test]
fn the_pair_worn_last_is_the_usual_one_and_a_retired_one_never_is() {
    let pairs = [
        shoe("a", "Pegasus", date(2026, 9, 1)),
        shoe("b", "Ghost", date(2026, 9, 1)),
        changed(shoe("c", "Old", date(2025, 9, 1)), |s| s.retired = Some(date(2026, 11, 1))),
        shoe("d", "Next", date(2026, 12, 24)),
        run("1", date(2026, 11, 1), 30.0, None, "c"),
        run("2", date(2026, 10, 8), 30.0, None, "a"),
        run("3", date(2026, 10, 9), 30.0, None, "b"),
    ];
    let rack = rack(pairs);
    assert_eq!(rack.usual(TODAY).unwrap().id, "b");
    assert_eq!(
        rack.usual(date(2026, 10, 1)).map(|pair| pair.id.as_str()),
        Some("c"),
        "that one was in use then"
    );
    let next = |worn: Option<&str>| rack.after(worn, TODAY).map(|pair| pair.id.as_str());
    assert_eq!((next(None), next(Some("b")), next(Some("a"))), (Some("a"), None, Some("b")));
    assert_eq!(ShoeTally::default().usual(TODAY), None);
}

#[test]
fn a_name_that_is_not_known_is_told_with_those_near_it() {
    let rack = rack([shoe("a", "Pegasus 41", date(2026, 9, 1)), shoe("b", "Ghost", date(2026, 9, 1))]);
    let said = |name: &str| rack.find(name).unwrap_err().to_string();
    assert_eq!(rack.find(" PEGASUS  41").unwrap().id, "a");
    assert!(
        said("Pegasos 41").contains("you have `Pegasus 41`\nhint: if they are a new pair, runup shoes add"),
        "{}",
        said("Pegasos 41")
    );
    assert!(said("pegasus").contains("`Pegasus 41`"));
    assert!(said("\u{1b}[31mx").contains("`\u{fffd}[31mx`"), "{}", said("\u{1b}[31mx"));
    assert!(
        ShoeTally::default().find("x").unwrap_err().to_string().starts_with("you haven't added any shoes")
    );
}

#[test]
fn a_name_is_free_once_its_pair_is_retired() {
    let old = shoe("a", "Ghost", date(2026, 1, 1));
    assert_eq!(rack([old.clone()]).free_name("ghost", None), Err(ShoeError::Taken("Ghost".into())));
    assert_eq!(rack([old.clone()]).free_name("ghost", Some("a")), Ok("ghost".into()), "its own");
    let retired = changed(old, |s| s.retired = Some(TODAY));
    assert_eq!(rack([retired]).free_name(" Ghost ", None), Ok("Ghost".into()));
    for wrong in ["", "  ", "a\u{202e}b", "a\u{7}", &"x".repeat(41)] {
        assert_eq!(name(wrong), Err(ShoeError::Name), "{wrong:?}");
    }
    assert_eq!(name("Läufer 跑鞋 👟").unwrap(), "Läufer 跑鞋 👟");
}

#[test]
fn the_distance_that_was_set_is_told_once_it_is_reached() {
    let set = |km| {
        changed(shoe("a", "Ghost", date(2026, 1, 1)), move |s| (s.remind_km, s.before_km) = (Some(600.0), km))
    };
    let with = |km: Option<f64>| {
        rack([
            set(km),
            run("1", date(2026, 11, 20), 30.0, Some(6.0), "a"),
            run("2", date(2026, 11, 22), 30.0, Some(5.0), "a"),
        ])
    };
    assert_eq!(English.shoe_reminder(&with(None).pairs[0], Units::Km), None);
    let crossed = with(Some(590.0));
    let words = English.shoe_reminder(&crossed.pairs[0], Units::Km).unwrap();
    assert!(words.starts_with("Ghost: 601 km so far, and you set a reminder at 600 km."), "{words}");
    assert!(words.contains("500 to 800 km is custom, not research"), "{words}");
    assert!(crossed.pairs[0].just_worn());
    assert!(!with(Some(700.0)).pairs[0].just_worn(), "it was so before the last run");
}

#[test]
fn numbers_that_no_run_has_break_nothing() {
    let rack = rack([
        changed(shoe("a", "Ghost", date(2026, 1, 1)), |s| s.before_km = Some(-5.0)),
        run("1", TODAY, f64::MAX, Some(f64::MAX), "a"),
        run("2", TODAY, -3.0, Some(-1.0), "a"),
        run("3", TODAY, 10.0, Some(f64::MAX), "a"),
    ]);
    assert_eq!(rack.pairs[0].runs, 3);
    assert!(rack.share(&rack.pairs[0]) == Some(100));
    English.shoe_distance(&rack.pairs[0], Units::Mi);
}
