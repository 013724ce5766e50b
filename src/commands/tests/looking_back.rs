//! `runup history`: the weeks at the top, what is asked for of the entries, and the same as JSON and CSV.

use super::Bench;
use crate::plan::diary::folds;

/// Nine weeks: runs, routines, a cord that gets better, tests on both sides.
fn season() -> Bench {
    let mut bench = Bench::new();
    bench.does("log sore tendon-mid:left=5");
    bench.does("log test heel-raises 12 --side left");
    bench.does("log test heel-raises 10 --side right");
    for week in 0..8_i64 {
        if week > 0 {
            bench.days(1);
        }
        bench.does(&format!("log run {}m --unplanned --effort easy", 20 + 3 * week));
        for day in 0..6 {
            let score = 5 - (week * 6 + day) / 12;
            bench.days(1).does(&format!("log morning {score} --region tendon-mid --side left"));
        }
    }
    bench.does("log test heel-raises 18 --side left");
    bench.does("log test knee-to-wall 9.5 --side left");
    bench
}

#[test]
fn the_weeks_stand_at_the_top_in_plain_characters() {
    let mut bench = season();
    let said = bench.does("history");
    let (top, list) = said.split_once("Knee to wall: left 9.5 cm\n\n").unwrap();
    insta::assert_snapshot!(top);
    assert!(top.is_ascii() && top.lines().all(|line| line.len() <= 80), "{top}");
    assert!(list.starts_with("2026-12-27  "), "newest first: {list}");
    assert_eq!(
        bench.does("history --since 2w").lines().filter(|line| line.contains('#')).count(),
        7,
        "three weeks twice, and what the bars are"
    );
}

#[test]
fn entries_are_chosen_by_kind_and_day_and_named_by_their_ids() {
    let mut bench = season();
    let count = |bench: &mut Bench, line: &str| bench.does(line).lines().count();
    assert_eq!(count(&mut bench, "history --kind run"), 8);
    assert_eq!(count(&mut bench, "history --kind run --kind test"), 12);
    assert_eq!(count(&mut bench, "history --kind run --since 2026-12-15"), 1);
    assert_eq!(count(&mut bench, "history --kind run --since 10d"), 1);
    assert_eq!(bench.does("history --kind shoe"), "Can't find that entry.\n");
    bench.refuses("history --since 2027-02-01", &["is in the future"]);
    bench.refuses("history --since soon", &["isn't a day"]);
    bench.refuses("history --kind jog", &["check-in"]);
    bench.refuses("history --json --csv", &["cannot be used with"]);
    let line = bench.does("history --kind run --ids");
    let id = line.split("  ").nth(1).unwrap();
    assert!(bench.writer().log().get(id).is_some(), "{line}");
}

#[test]
fn json_is_the_records_and_csv_a_row_for_each() {
    let mut bench = season();
    let json: serde_json::Value = serde_json::from_str(&bench.does("history --json --kind run")).unwrap();
    let runs = json.as_array().unwrap();
    assert_eq!(
        (runs.len(), runs[0]["kind"].as_str(), runs[0]["minutes"].as_f64()),
        (8, Some("run"), Some(20.0))
    );
    bench.does("log run 20m --unplanned --note =2+3,_\"so\"");
    let csv = bench.does("history --csv");
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        rows[0],
        "date,kind,name,minutes,run_minutes,distance_km,before,during,after,effort,worst,completed,outcome,sore,\
         side,value,load,asked_for,shoe,note,words,id,rev,at,started,heart_rate,cadence,surface,device,imported"
    );
    assert_eq!(rows.len(), bench.bodies().len() + 2, "a row for the names, and nothing after the last");
    assert!(
        rows.iter().any(|row| row.starts_with("2026-11-02,check-in,sites,,,,,,,,5,,,tendon-mid:left=5,")),
        "{csv}"
    );
    assert!(csv.contains("\"'=2+3, \"\"so\"\"\""), "{csv}");
}

#[test]
fn a_log_is_folded_once_before_a_command_writes_and_once_after_it() {
    let mut bench = Bench::begun("back-from-heel-pain");
    bench.does("log sore tendon-mid:left=2");
    bench.does("shoes add Blue_ones");
    for (line, most) in [
        ("log run 33m --shoe blue_ones", 2),
        ("log morning 2", 2),
        ("plan", 1),
        ("next", 1),
        ("next --json", 1),
        ("shoes", 1),
        ("history", 1),
        ("log flag RF11", 0),
        ("log flag cleared --by mistake", 2),
    ] {
        let (_, folds) = folds::during(|| bench.does(line));
        assert_eq!(folds, most, "{line}");
    }
}
