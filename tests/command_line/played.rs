//! `go --plain`: what is played, what is printed and what is kept of it.

use std::fs;

use crate::home::{Home, SHORT, has_all, keys_are};
use serde_json::Value;

#[test]
fn a_file_is_played() {
    let home = Home::new();
    home.write("mine.toml", SHORT);
    has_all(
        &home.runup("go --plain --speed 100 mine.toml").done(),
        &["My own, 0:14", "Stand.", "Done: 1 set. Saved in your history."],
    );
    let session = &home.sessions()[0];
    assert_eq!((session.routine.as_str(), session.sets.len()), ("mine", 1));
}

#[test]
fn plain_prints_every_cue() {
    let home = Home::seasoned();
    let cues = home.runup("cues pre-run-5 --json --sore none").json_beside();
    let text = home.runup("go pre-run-5 --plain --speed 200 --sore none").done();
    let is_cue = |line: &&str| line.trim_start().split_once("  ").is_some_and(|(at, _)| is_time(at));
    let lines: Vec<&str> = text.lines().filter(is_cue).collect();
    assert_eq!(lines.len(), cues.len(), "{text}");
    for (line, cue) in lines.iter().zip(&cues) {
        match (cue["text"].as_str(), cue["kind"].as_str().unwrap()) {
            (Some(words), _) => assert!(line.ends_with(words), "{line} is not {words}"),
            // A count that is a tone is told by its number.
            (None, "count") => assert!(line.contains("  in ") || line.ends_with(" left"), "{line}"),
            (None, kind) => assert!(line.ends_with(kind), "{line} is not {kind}"),
        }
        let at = cue["at"].as_f64().unwrap().floor() as u64;
        assert_eq!(line.trim_start().split("  ").next().unwrap(), format!("{}:{:02}", at / 60, at % 60));
    }
    assert!(text.ends_with("Done: 10 sets. Saved in your history.\n"), "{text}");
}

/// Tells whether this is minutes and seconds.
fn is_time(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(m, s)| m.parse::<u32>().is_ok() && s.len() == 2 && s.parse::<u32>().is_ok())
}

#[test]
fn events_has_a_line_for_each_cue_in_order() {
    let home = Home::seasoned();
    let cues = home.runup("cues pre-run-5 --json --sore none").json_beside();
    home.runup("go pre-run-5 --plain --speed 200 --sore none --events events.jsonl").done();
    let text = fs::read_to_string(home.path("events.jsonl")).unwrap();
    let all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<Value> = all.into_iter().filter(|event| event["event"] == "cue").collect();
    assert_eq!(events.len(), cues.len());
    for (event, cue) in events.iter().zip(&cues) {
        keys_are(event, &["event", "sched", "issued", "kind", "segment", "text"]);
        assert_eq!((&event["kind"], &event["segment"]), (&cue["kind"], &cue["segment"]));
        assert!(event["issued"].as_u64().unwrap() > 0);
    }
    let sched = |event: &Value| event["sched"].as_u64().unwrap();
    assert!(events.is_sorted_by_key(sched));
    let took = sched(events.last().unwrap()) - sched(&events[0]);
    let at = |cue: &Value| cue["at"].as_f64().unwrap();
    let planned = (at(cues.last().unwrap()) - at(&cues[0])) * 1e9 / 200.0;
    assert!((took as f64 - planned).abs() < 1e6, "{took} is not {planned}");
}

#[test]
fn an_events_file_that_cannot_be_written_is_told_before_anything_starts() {
    let home = Home::new();
    home.runup("go --plain --speed 200 --events no/where.jsonl").failed(1, &["cannot write no/where.jsonl"]);
    assert_eq!(home.history().len(), 0);
}

#[test]
fn a_routine_is_fitted_to_the_time_there_is() {
    let home = Home::new();
    let text = home.runup("go pre-run-5 --plain --speed 200 --sore none --in 4m").done();
    has_all(&text, &["Five minutes before a run, ", "Skipped for time: ", "Done: "]);
    // Not longer than there is, and not much shorter.
    assert!(["run, 3:5", "run, 4:00"].iter().any(|length| text.contains(length)), "{text}");
    let short = home.runup("go pre-run-5 --plain --speed 200 --sore none --in 30s");
    assert_eq!(short.code, Some(1), "what was not played was not done");
    has_all(&short.out, &["takes at least 2m"]);
    assert_eq!(home.sessions().len(), 1);
}

#[test]
fn ones_own_papers_stand_beside_the_shipped_ones() {
    let home = Home::new();
    let paper =
        "[Physio26]\nauthors = \"My physio\"\nyear = 2026\nwhere = \"Sheet\"\nfinding = \"Ten is plenty.\"\n";
    home.write("data/routines/sources.toml", paper);
    let routine =
        "name = \"Sheet\"\nsteps = [{ exercise = \"march\", time = \"30s\", dose = \"Physio26\" }]\n";
    home.write("data/routines/sheet.toml", routine);
    home.runup("check").done();
    has_all(&home.runup("show sheet").done(), &["Dose: Physio26.", "Ten is plenty."]);
    has_all(&home.runup("list").done(), &["Sheet  (yours)", "Five minutes before a run, the usual one"]);
}

#[test]
fn a_time_to_leave_is_a_time_of_day() {
    Home::new().runup("go --plain --leave-at 25:00").failed(2, &["25:00"]);
}

#[test]
fn play_begins_at_a_step() {
    let home = Home::seasoned();
    for from in ["heel-raise-double", "6"] {
        let text = home.runup(&format!("go pre-run-5 --plain --speed 500 --sore none --from {from}")).done();
        has_all(&text, &["Double heel raises.", "Done: 3 sets"]);
        assert!(!text.contains("Toe walks"), "{text}");
    }
}

#[test]
fn a_session_at_another_speed_is_kept_and_does_not_count() {
    let home = Home::new();
    home.runup("go --plain --speed 250").done();
    let sessions = home.sessions();
    assert_eq!(sessions.len(), 1);
    assert!((sessions[0].speed - 250.0).abs() < f64::EPSILON && !sessions[0].counts());
}

#[test]
fn what_is_sore_changes_the_routine_and_is_remembered() {
    let home = Home::new();
    let text = home.runup("go --plain --speed 500 --sore back-heel-bone:left=3").done();
    has_all(&text, &["Gentle heel warm-up"]);
    has_all(&home.runup("go --plain --speed 500").done(), &["Gentle heel warm-up"]);
    let deep = home.runup("go --plain --speed 500 --sore heel-bone-deep");
    assert_eq!(deep.code, Some(1), "{deep:?}");
    assert!(!deep.out.contains("Done"), "{deep:?}");
}

#[test]
fn no_terminal_is_told_with_the_way_out() {
    let home = Home::new();
    for arguments in ["", "go", "go pre-run-5"] {
        let said = home.runup(arguments);
        assert_eq!((said.code, &*said.out), (Some(1), ""));
        assert_eq!(said.err, "runup: the output is not a terminal; try runup go --plain\n");
    }
}
