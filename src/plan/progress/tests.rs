use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::record::{Body, Record};
use crate::symptoms::Region;
use crate::time::{days_before, rounded_minutes};
use crate::words::{English, Words};

/// A Thursday.
const TODAY: Date = date(2026, 6, 11);

fn line(n: usize, day: &str, body: &str) -> String {
    format!(r#"{{"v":1,"id":"e{n}","rev":1,"at":"{day}T18:00:00+00:00","device":"a",{body}}}"#)
}

fn log(lines: &[String]) -> Log {
    let records = lines.iter().flat_map(|line| Record::from_line(line.as_bytes()));
    let log = Log::from_records(records);
    assert_eq!(log.entries().len(), lines.len(), "{lines:?}");
    log
}

/// What a history comes to today, each entry a day and what it says.
fn tally(entries: &[(&str, &str)]) -> Tally {
    let lines: Vec<String> = entries.iter().enumerate().map(|(n, (day, body))| line(n, day, body)).collect();
    let log = log(&lines);
    Tally::new(&log, &Diary::new(&log), TODAY)
}

fn run(day: &str, minutes: f64) -> String {
    format!(r#""kind":"run","date":"{day}","minutes":{minutes}"#)
}

fn routine(day: &str, millis: u64) -> String {
    let at = format!("{day}T06:00:00+00:00");
    format!(
        r#""kind":"session","routine":"calf-base","name":"Calf","hash":"0","started":"{at}","ended":"{at}","outcome":"done","sets":[{{"step":"raise","set":1,"planned-ms":1,"worked-ms":{millis},"complete":true}}]"#
    )
}

fn morning(day: &str, sore: &str) -> String {
    format!(r#""kind":"check-in","moment":"morning","date":"{day}","sore":[{sore}],"recall":"now""#)
}

fn achilles(score: u8) -> String {
    format!(r#"{{"region":"tendon-mid","side":"left","score":{score}}}"#)
}

fn skip(day: &str) -> String {
    format!(r#""kind":"plan","plan":"new-runner","action":"skip","date":"{day}""#)
}

const ACHILLES: Site = Site { region: Region::TendonMid, side: Some(Side::Left) };

#[test]
fn minutes_are_those_of_runs_and_of_work_in_routines() {
    let (long, short) = (run("2026-06-09", 30.5), run("2026-06-10", 20.0));
    let work = routine("2026-06-10", 6 * 60_000);
    let tally = tally(&[("2026-06-09", &long), ("2026-06-10", &short), ("2026-06-10", &work)]);
    let week = tally.week(date(2026, 6, 8));
    assert_eq!((week.runs, week.routines), (Duration::from_secs(3030), Duration::from_secs(360)));
    assert_eq!(week.minutes(), (51, 6), "the parts of what is rounded once: 56.5 is 57");
    assert_eq!(tally.day(date(2026, 6, 10)).all(), Duration::from_secs(26 * 60));
    assert!(tally.is_active(date(2026, 6, 9)) && !tally.is_active(date(2026, 6, 11)));
}

#[test]
fn a_window_ends_at_today_and_at_the_first_entry() {
    let first = run("2026-04-20", 20.0);
    let tally = tally(&[("2026-04-20", &first)]);
    assert_eq!((tally.weeks(), tally.most_back(8), tally.most_back(5)), (8, 0, 3));
    let now = tally.window(0, 8);
    assert_eq!((now.first(), now.end(), now.is_now()), (date(2026, 4, 20), TODAY, true));
    assert_eq!((now.days().count(), now.mondays().count()), (53, 8));
    let before = tally.window(3, 5);
    assert_eq!(
        (before.first(), before.end(), before.is_now()),
        (date(2026, 4, 20), date(2026, 5, 24), false)
    );
    let beyond = tally.window(1000, 26);
    assert_eq!((beyond.first(), beyond.end()), (date(2026, 4, 20), date(2026, 4, 26)), "no further");
    assert_eq!(Tally::default().window(0, 8).days().count(), 0);
}

#[test]
fn the_mean_is_of_the_answers_of_five_days_and_only_on_a_day_with_one() {
    let answers = [
        ("2026-06-01", achilles(6)),
        ("2026-06-02", achilles(4)),
        ("2026-06-05", achilles(2)),
        ("2026-06-08", achilles(5)),
    ];
    let bodies: Vec<(&str, String)> = answers.iter().map(|(day, sore)| (*day, morning(day, sore))).collect();
    let mut entries: Vec<(&str, &str)> = bodies.iter().map(|(day, body)| (*day, body.as_str())).collect();
    let nothing = morning("2026-06-10", "");
    entries.push(("2026-06-10", &nothing));
    let tally = tally(&entries);
    let mornings = tally.mornings(ACHILLES).unwrap();
    let mean = |day| mornings.mean(date(2026, 6, day));
    assert_eq!([1, 2, 3, 4, 5].map(mean), [Some(6.0), Some(5.0), None, None, Some(4.0)]);
    assert_eq!(mean(8), Some(3.5), "the fifth day back counts, the sixth does not");
    assert_eq!(mean(10), Some(2.5), "nothing sore is a 0 of a site on record");
    assert_eq!(
        mornings.smoothed(&tally.window(0, 1)),
        [Some(2.5), None, Some(2.5), None],
        "two days to each side"
    );
    assert_eq!(mornings.mean_of_week(date(2026, 6, 1)), Some(4.0));
}

#[test]
fn a_site_is_brought_up_where_it_was_sore_and_nowhere_else() {
    let (sore, nothing) = (morning("2026-04-01", &achilles(3)), morning("2026-06-09", ""));
    let tally = tally(&[("2026-04-01", &sore), ("2026-06-09", &nothing)]);
    assert_eq!(tally.sites(&tally.window(0, 8)), [], "two months without it");
    assert_eq!(tally.sites(&tally.window(4, 8)), [ACHILLES]);
    let before = morning("2026-03-31", "");
    let only = tally_of_nothing(&before);
    assert!(only.sites(&only.window(0, 26)).is_empty(), "who was never sore is not asked about it");
}

fn tally_of_nothing(body: &str) -> Tally {
    tally(&[("2026-03-31", body)])
}

#[test]
fn a_week_is_kept_by_what_was_done_and_by_what_was_left_for_a_reason() {
    let done = run("2026-03-03", 10.0);
    let cut = r#""kind":"run","date":"2026-03-10","minutes":0.0,"cut-short":"body""#;
    let left = skip("2026-03-18");
    let sore = morning("2026-03-25", &achilles(3));
    let calm = morning("2026-04-01", &achilles(2));
    let flag = r#""kind":"flag","sign":"RF08""#;
    let cleared = r#""kind":"clearance","signs":["RF08"],"by":"clinician""#;
    let back = r#""kind":"plan","plan":"new-runner","action":"back","date":"2026-06-02","why":"ill""#;
    let tally = tally(&[
        ("2026-03-03", &done),
        ("2026-03-10", cut),
        ("2026-03-16", &left),
        ("2026-03-25", &sore),
        ("2026-04-01", &calm),
        ("2026-04-07", flag),
        ("2026-04-21", cleared),
        ("2026-05-20", &calm.replace("2026-04-01", "2026-05-20")),
        ("2026-06-02", back),
    ]);
    let kept: Vec<String> = tally
        .window(0, 20)
        .mondays()
        .filter(|monday| tally.is_kept(*monday))
        .map(|monday| monday.strftime("%m-%d").to_string())
        .collect();
    assert_eq!(
        kept,
        [
            "03-02", "03-09", "03-16", "03-23", // done, cut short, left out, sore
            "04-06", "04-13", "04-20", // while a sign was open
            "05-18", "05-25", "06-01" // ill, from the last word before
        ]
    );
    assert_eq!(tally.weeks_kept(), kept.len());
}

#[test]
fn a_run_left_out_that_is_still_to_come_keeps_no_week_yet_and_busy_is_a_pause() {
    let (done, ahead) = (run("2026-05-04", 10.0), skip("2026-06-17"));
    let back = r#""kind":"plan","plan":"new-runner","action":"back","date":"2026-06-02","why":"busy""#;
    assert_eq!(tally(&[("2026-05-04", &done), ("2026-06-10", &ahead), ("2026-06-02", back)]).weeks_kept(), 1);
}

#[test]
fn the_first_and_the_last_result_of_each_side_are_kept() {
    let test = |side: &str, value: f64| {
        format!(r#""kind":"test","test":"heel-raises","side":"{side}","value":{value}"#)
    };
    let (one, two, odd) = (test("left", 12.0), test("left", 18.0), test("right", -1e300));
    let tally = tally(&[("2026-05-01", &one), ("2026-05-20", &two), ("2026-06-01", &odd)]);
    let left = tally.tested(TestKind::HeelRaises, Side::Left).unwrap();
    assert_eq!((left.first, left.last), ((date(2026, 5, 1), 12.0), (date(2026, 5, 20), 18.0)));
    assert_eq!(tally.tested(TestKind::HeelRaises, Side::Right), None, "a slip of the keys");
    assert_eq!(
        English.tested(TestKind::HeelRaises, &tally.tested_sides(TestKind::HeelRaises)),
        "left 18, 12 at first"
    );
}

#[test]
fn what_is_said_of_the_mornings_names_when() {
    let ends = |first, last| mornings::Ends { first, last };
    let said = |first, last| English.caption(Caption::Mornings(ends(first, last), TODAY));
    let (long, short, now) = ((date(2026, 4, 17), 5.2), (date(2026, 6, 8), 3.0), (TODAY, 1.6));
    assert_eq!(said(long, now), "5 eight weeks ago, 2 now");
    assert_eq!(said(short, now), "3 three days ago, 2 now");
    assert_eq!(said(now, now), "2 now");
    assert_eq!(said(long, (date(2026, 5, 2), 4.0)), "5 on 17 Apr, 4 on 2 May");
}

/// Records of every kind that counts here, many of them absurd.
fn absurd() -> impl Strategy<Value = Vec<String>> {
    let day = prop_oneof![
        4 => (0..3000_i64).prop_map(|back| days_before(TODAY, back).to_string()),
        1 => Just("2026-06-11".to_owned()),
        1 => prop_oneof!["0000-01-01", "-009999-01-01", "9999-12-31", "2030-01-01"].prop_map(|day| day),
    ];
    let number = prop_oneof![4 => 0.0..200.0_f64, 1 => Just(-5.0), 1 => Just(1e9), 1 => Just(1e308)];
    let body =
        (day, number, 0..8_usize, 0..=10_u8, any::<u64>()).prop_map(|(day, number, kind, score, millis)| {
            match kind {
                0..=2 => run(&day, number),
                3 => routine(&day, millis),
                4 => morning(&day, &achilles(score)),
                5 => morning(&day, ""),
                6 => skip(&day),
                _ => format!(r#""kind":"test","test":"heel-raises","side":"left","value":{number}"#),
            }
        });
    proptest::collection::vec(body, 0..40)
        .prop_map(|bodies| bodies.iter().enumerate().map(|(n, body)| line(n, "2026-06-01", body)).collect())
}

proptest! {
    #[test]
    fn the_bars_add_up_to_the_minutes_of_the_log(lines in absurd()) {
        let records: Vec<Record> = lines.iter().flat_map(|line| Record::from_line(line.as_bytes())).collect();
        let log = Log::from_records(records);
        let tally = Tally::new(&log, &Diary::new(&log), TODAY);
        let bars = tally.weeks.values().fold(Duration::ZERO, |sum, moved| sum + moved.all());
        if tally.weeks() < 1000 {
            let shown = tally.window(0, u32::MAX).mondays().map(|monday| tally.week(monday).all());
            prop_assert_eq!(shown.sum::<Duration>(), bars, "every week lies in the window of all");
        }
        let days = tally.days.values().fold(Duration::ZERO, |sum, moved| sum + moved.all());
        let mut wanted = Duration::ZERO;
        for entry in log.entries() {
            wanted += match entry.body {
                Body::Run(run) if run.date <= TODAY => {
                    Duration::try_from_secs_f64((run.minutes * 60.0).round()).unwrap_or_default().min(LONGEST)
                }
                Body::Session(session) if session.started.date() <= TODAY => worked(session),
                _ => Duration::ZERO,
            };
        }
        prop_assert_eq!(bars, wanted);
        prop_assert_eq!(days, wanted);
        prop_assert!(u32::try_from(tally.weeks_kept()).unwrap() <= tally.weeks() + 1);
    }

    #[test]
    fn any_order_of_the_records_comes_to_the_same(lines in absurd(), turn in 0..40_usize) {
        let records: Vec<Record> = lines.iter().flat_map(|line| Record::from_line(line.as_bytes())).collect();
        let mut other = records.clone();
        other.rotate_left(turn % records.len().max(1));
        other.reverse();
        let [one, other] = [records, other].map(|records| {
            let log = Log::from_records(records);
            Tally::new(&log, &Diary::new(&log), TODAY)
        });
        prop_assert_eq!(one, other);
    }
}

#[test]
fn thousands_of_entries_on_a_day_are_one_day() {
    let mut lines = Vec::new();
    for n in 0..3000 {
        lines.push(line(n, "2026-06-10", &run("2026-06-10", 1e9)));
    }
    let log = log(&lines);
    let tally = Tally::new(&log, &Diary::new(&log), TODAY);
    assert_eq!(rounded_minutes(tally.day(date(2026, 6, 10)).all()), 3000 * 24 * 60);
    let mut said = String::new();
    let _ = write!(said, "{}", English.caption(Caption::of_week(&tally, &tally.window(0, 8))));
    assert_eq!(said, "4320000 so far");
}
