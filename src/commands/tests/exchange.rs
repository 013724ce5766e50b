//! `runup report` over some weeks with a sore Achilles, a routine with a load, tests, a sign and an unkind note.

use super::Bench;
use crate::record::{At, Body, Outcome, Session, SetDone};
use crate::routine::Id;
use crate::symptoms::{PainScore, Side};

/// Three sets of raises on each side and one hold, at a moment.
fn session(bench: &Bench) -> Session {
    let at = At::new(bench.moment, &jiff::tz::TimeZone::UTC);
    let id = |text: &str| Id::new(text).unwrap();
    let set = |side: Option<Side>, set: u32| SetDone {
        step: id("raise"),
        exercise: Some(id("heel-raise-single")),
        round: 0,
        side,
        set,
        planned_ms: 60_000,
        worked_ms: 60_000,
        complete: true,
        reps: Some(15),
        load: Some("10 kg | bag".into()),
    };
    let mut sets: Vec<SetDone> =
        (1..=3).flat_map(|n| [Side::Left, Side::Right].map(|side| set(Some(side), n))).collect();
    let hold = SetDone { step: id("my-hold"), exercise: None, reps: None, load: None, ..set(None, 1) };
    sets.push(SetDone { complete: false, worked_ms: 30_000, ..hold });
    Session {
        routine: id("calf-base"),
        name: "Calf *base*".into(),
        hash: "abc".into(),
        started: at,
        ended: at,
        outcome: Outcome::Left,
        speed: 1.0,
        sore: Vec::new(),
        changes: vec!["Without low pogo hops.".into()],
        sets,
        worst: PainScore::new(2),
        clinician: None,
        by_hand: false,
        minutes: None,
    }
}

/// A runner comes back with a sore Achilles on the left.
fn weeks() -> Bench {
    let mut bench = Bench::new();
    bench.does("log sore tendon-mid:left=3");
    bench.does("plan start back-from-heel-pain --region tendon-mid --side left --no-signs");
    for day in 0..16_u32 {
        bench.does(&format!("log morning {}", [3, 3, 2, 2, 2, 1][(day / 3) as usize]));
        if day % 4 == 1 {
            bench.does("log walk 20m --during 2 --after 1");
        }
        if day == 2 {
            bench.moment += jiff::SignedDuration::from_mins(1);
            let session = session(&bench);
            bench.writer().writes(|writer| writer.keep(Body::Session(session))).unwrap();
        }
        bench.days(1);
    }
    bench.does("log test heel-raises 24 --side left --pain 1");
    bench.does("log run 20m --run 5m --during 4 --effort hard --unplanned --note a_|<b>*x*[y](http://z)");
    bench.days(1).does("log sore under-heel:right=2");
    bench.does("log morning 4 --region tendon-mid --side left");
    bench.does("log flag RF09");
    bench
}

#[test]
fn the_report_tells_week_by_week_what_was_written_down() {
    let mut bench = weeks();
    insta::assert_snapshot!(bench.does("report"));
}

/// The page has every table of the Markdown, its charts before them, and nothing of the unkind note but its text.
#[test]
fn the_report_is_a_page_for_a_browser_too() {
    let mut bench = weeks();
    let (text, page) = (bench.does("report"), bench.does("report --html"));
    let tables = text.lines().filter(|line| line.starts_with("| --- |")).count();
    assert_eq!(page.matches("<table>").count(), tables);
    // One of the minutes, one of the left Achilles; of the right heel there is only one morning.
    assert_eq!(page.matches("<figure role=\"img\"").count(), 2, "{page}");
    assert!(page.contains("a |&lt;b&gt;*x*[y](http://z)"), "{page}");
    for no in ["<script", "<a ", "<b>", "src=\"http", "href="] {
        assert!(!page.contains(no), "{no}: {page}");
    }
    assert!(page.starts_with("<!doctype html>") && page.contains("<title>Training and how it felt</title>"));
}

#[test]
fn a_routine_is_a_page_with_its_figures() {
    let mut bench = Bench::new();
    let page = bench.does("show pre-run-5 --html");
    assert!(page.contains("<h1>Five minutes before a run</h1>"), "{page}");
    let figures = page.matches("<img src=\"data:image/svg+xml,%3Csvg").count();
    assert!(figures >= 5 && page.matches(", in two poses\">").count() == figures, "{figures}");
    bench.refuses("show heel-raise-double --html", &["--html works for routines only"]);
}

#[test]
fn the_report_can_be_about_one_place_and_a_part_of_the_time() {
    let mut bench = weeks();
    let only = bench.does("report --since 2026-11-16 --site under-heel");
    assert!(only.contains("16 November 2026 to") && only.contains("underside of the right heel"), "{only}");
    assert!(!only.contains("### Pain: the Achilles") && !only.contains("2 Nov"), "{only}");
    assert_eq!(
        bench.does("report --weeks 1 --site under-heel"),
        only,
        "that Monday is the first of this week"
    );
    bench.refuses("report --since 2030-01-01", &["is in the future"]);
    bench.refuses("report --site tendon-mid=3", &["just a place"]);
}

#[test]
fn an_empty_history_is_an_empty_report() {
    let text = Bench::new().does("report");
    assert!(
        text.contains("17 August 2026 to 2 November 2026")
            && text.contains("No runs or routines in this time."),
        "{text}"
    );
}
