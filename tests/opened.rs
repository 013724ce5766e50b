//! What a warning sign locks and how it really opens, what a quiet place's morning counts for, and that a place is one
//! place with its side and without: day by day through the command line of the real program.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// So many days before today.
fn day(before: i32) -> Date {
    Zoned::now().with_time_zone(TimeZone::UTC).date().checked_sub(jiff::Span::new().days(before)).unwrap()
}

/// Today's weekday and each second one: neither weekday nor week's end is in the way.
fn run_days() -> String {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    [0, 2, 4].map(|before| names[day(before).weekday().to_monday_zero_offset() as usize]).join(",")
}

/// A folder of the program's, with a past.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// A home with lines of another device, at nine in the morning of so many days ago.
    fn with(past: &[(i32, Value)]) -> Self {
        let home = Self::new();
        let folder = home.path().join("data/history");
        fs::create_dir_all(&folder).unwrap();
        let mut text = String::new();
        for (n, (before, body)) in past.iter().enumerate() {
            let mut line = json!({
                "v": 1, "id": format!("there-{n}"), "rev": 1, "at": format!("{}T09:00:{n:02}+00:00", day(*before)),
                "zone": "Etc/UTC", "device": "there",
            });
            line.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
            writeln!(text, "{line}").unwrap();
        }
        fs::write(folder.join("there.jsonl"), text).unwrap();
        home
    }

    fn run(&self, line: &str) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
        for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LC_ALL", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        let output = command
            .args(line.split(' '))
            .env("RUNUP_HOME", self.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("LANG", "en_GB.UTF-8")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    /// Everything that is written down.
    fn lines(&self) -> String {
        let files = fs::read_dir(self.path().join("data/history")).unwrap();
        let files = files
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "jsonl"));
        files.map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    #[track_caller]
    fn does(&self, line: &str) -> String {
        let (code, out, err) = self.run(line);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{line}: {out}");
        out
    }

    /// The workout that is due, and its day.
    #[track_caller]
    fn next(&self) -> (String, String) {
        let next: Value = serde_json::from_str(&self.run("next --json").1).unwrap();
        let text = |key: &str| next["run"][key].as_str().unwrap_or_default().to_owned();
        (text("workout"), text("date"))
    }

    #[track_caller]
    fn explained(&self, key: &str) -> String {
        let said: Value = serde_json::from_str(&self.does("plan explain --json")).unwrap();
        said[key].as_str().unwrap().to_owned()
    }
}

fn start(plan: &str, before: i32) -> (i32, Value) {
    let days: Vec<Value> = run_days().split(',').map(Value::from).collect();
    let body = json!({
        "kind": "plan", "plan": plan, "action": "start", "date": day(before), "days": days,
        "usual-minutes": 40.0, "last-run": day(before + 8),
    });
    (before, body)
}

fn run(before: i32, prescription: &str, minutes: f64) -> (i32, Value) {
    let body = json!({
        "kind": "run", "date": day(before), "minutes": 33.0, "run-minutes": minutes,
        "prescription": prescription, "during": 0, "after": 0, "effort": 3,
    });
    (before, body)
}

fn nothing(before: i32) -> (i32, Value) {
    (
        before,
        json!({ "kind": "check-in", "moment": "morning", "date": day(before), "sore": [], "recall": "now" }),
    )
}

/// A sign as the version before this one wrote it.
fn flag(before: i32, sign: &str) -> (i32, Value) {
    (before, json!({ "kind": "flag", "sign": sign }))
}

fn gone(before: i32, sign: &str) -> (i32, Value) {
    (before, json!({ "kind": "sign-check", "date": day(before), "sign": sign, "there": false }))
}

fn cleared(before: i32, sign: &str) -> (i32, Value) {
    (before, json!({ "kind": "clearance", "signs": [sign], "by": "clinician" }))
}

fn score(before: i32, side: Option<&str>, moment: &str, score: u8) -> (i32, Value) {
    let mut sore = json!({ "region": "tendon-mid", "score": score });
    if let Some(side) = side {
        sore["side"] = side.into();
    }
    let body =
        json!({ "kind": "check-in", "moment": moment, "date": day(before), "sore": [sore], "recall": "now" });
    (before, body)
}

#[test]
fn mornings_of_no_open_what_the_runner_may_end_and_nothing_else() {
    for (sign, opens) in [("RF05", false), ("RF16", false), ("RF17", false), ("RF08", true), ("RF11", true)] {
        let home = Home::with(&[
            start("new-runner", 20),
            flag(12, sign),
            gone(5, sign),
            gone(4, sign),
            gone(3, sign),
            gone(2, sign),
        ]);
        let said = home.does("plan");
        assert_eq!(!said.contains("Locked"), opens, "{sign}: {said}");
        assert_eq!(home.run("go calf-base --plain --speed 1000 --sore none").0 == Some(0), opens, "{sign}");
        let asked = home.run("next --json").1;
        assert!(
            !asked.contains("warning sign still there"),
            "{sign}: a clinician's sign is not asked about: {asked}"
        );
        if !opens {
            assert_eq!(home.run("log run 20m --unplanned").0, Some(1), "{sign}");
            assert!(home.does("log flag cleared --by clinician").contains("Nothing is locked"), "{sign}");
        }
        assert_eq!(home.next(), ("30m brisk".to_owned(), day(0).to_string()), "{sign}: walks come first");
        home.does("log run 20m --unplanned");
    }
}

#[test]
fn two_walks_on_two_days_come_before_running_in_every_plan() {
    for plan in ["new-runner", "back-3-6-weeks", "nine-week-run-walk"] {
        for (sign, most) in [("RF16", 0), ("RF12b", 2), ("RF03", 2)] {
            let before = [
                start(plan, 30),
                run(30, "week 1, run 1: 8x(1m run, 2m walk)", 8.0),
                nothing(29),
                run(28, "week 1, run 2: 8x(1m run, 2m walk)", 8.0),
                nothing(27),
                flag(12, sign),
                cleared(4, sign),
            ];
            let home = Home::with(&before);
            // Walks that are too short, too sore, or before the clearance count for nothing.
            home.does(&format!("log walk 40m --date {}", day(6)));
            home.does(&format!("log walk 20m --date {}", day(4)));
            home.does(&format!(
                "log walk 30m --during {} --after 0 --region under-heel --date {}",
                most + 1,
                day(4)
            ));
            assert_eq!(home.next().0, "30m brisk", "{plan} {sign}");
            home.does(&format!("log walk 30m --during {most} --region under-heel --date {}", day(3)));
            home.does(&format!("log walk 30m --during 0 --region under-heel --date {}", day(3)));
            assert_eq!(home.next().0, "30m brisk", "{plan} {sign}: both of one day are one");
            assert!(home.explained("reason").contains("one more brisk walk"), "{plan} {sign}");
            home.does(&format!("log walk 30m --during {most} --region under-heel --date {}", day(1)));
            let (workout, _) = home.next();
            assert!(workout.contains("run"), "{plan} {sign}: {workout}");
        }
    }
}

#[test]
fn the_first_run_after_a_sign_is_half_of_the_last() {
    let runs = |n: i32| run(14 + 2 * n, &format!("week 3, run {}: 8x(2m run, 1m walk)", 3 - n), 16.0);
    let home = Home::with(&[
        start("new-runner", 21),
        runs(2),
        nothing(17),
        runs(1),
        nothing(15),
        runs(0),
        nothing(13),
        flag(12, "RF16"),
        cleared(4, "RF16"),
    ]);
    home.does(&format!("log walk 30m --during 0 --date {}", day(3)));
    home.does(&format!("log walk 30m --during 0 --date {}", day(2)));
    let next: Value = serde_json::from_str(&home.run("next --json").1).unwrap();
    assert!(next["run"]["run-seconds"].as_u64().unwrap() <= 8 * 60, "{next}");
}

#[test]
fn without_a_plan_the_walks_are_told_and_come_first_in_the_plan_that_is_begun() {
    let home = Home::with(&[flag(3, "RF16")]);
    let told = home.does("log flag cleared --by clinician");
    assert!(told.contains("two brisk walks of 30 minutes"), "{told}");
    let begin =
        format!("plan start new-runner --region none --no-signs --last-run never --days {}", run_days());
    home.does(&begin);
    assert_eq!(home.next(), ("30m brisk".to_owned(), day(0).to_string()));
    home.does("log walk 30m --during 0");
    assert_eq!(home.next(), ("30m brisk".to_owned(), day(-1).to_string()));
    // A mistake was no sign: nothing comes first.
    let home = Home::with(&[flag(3, "RF16")]);
    let told = home.does("log flag cleared --by mistake");
    assert_eq!(told, "RF16 is cleared. Nothing is locked.\n");
    home.does(&begin);
    assert!(home.next().0.contains("run"));
}

#[test]
fn a_cold_foot_locks_walking_too_and_a_dropped_foot_is_looked_at_today() {
    for (sign, soon) in [("RF18", "emergency care now"), ("RF08a", "checked today")] {
        let home = Home::new();
        let said = home.does(&format!("log flag {sign}"));
        assert!(said.contains(soon) && said.to_lowercase().contains("you can read routines"), "{said}");
        assert_eq!(home.run("log walk 20m").0 == Some(0), sign == "RF08a", "{sign}");
        assert_eq!(home.run("log run 20m").0, Some(1), "{sign}");
        assert_eq!(home.run("render calf-base -o out.wav").0, Some(1), "{sign}");
    }
    let home = Home::new();
    assert!(home.does("log flag RF08b").contains("runup log flag RF08a"));
    assert!(!home.does("log flag RF17").contains("cold"));
}

#[test]
fn rows_of_older_histories_keep_what_they_lock() {
    // Each row of the table before that of today: what loads nothing was played, or nothing.
    let paused = ["RF05", "RF07", "RF08", "RF11", "RF12b", "RF16", "RF17"];
    let locked = ["RF01", "RF02", "RF03", "RF04", "RF06", "RF08a", "RF10", "RF12a", "RF14", "RF15", "RF18"];
    for sign in paused {
        let home = Home::with(&[flag(2, sign)]);
        let refused = home.run("log run 20m");
        assert!(refused.2.contains("Until it is cleared, only walk"), "{sign}: {}", refused.2);
        home.does("log walk 20m");
        assert_eq!(home.run("go calf-base --plain --speed 1000 --sore none").0, Some(1), "{sign}");
        assert_eq!(home.run("go first-steps --plain --speed 1000 --sore none").0, Some(0), "{sign}");
    }
    for sign in locked {
        let home = Home::with(&[flag(2, sign)]);
        for line in ["log run 20m", "go first-steps --plain --speed 1000 --sore none"] {
            assert_eq!(home.run(line).0, Some(1), "{sign}: {line}");
        }
    }
    for sign in ["RF09", "RF13"] {
        Home::with(&[flag(2, sign)]).does("log run 20m");
    }
}

#[test]
fn who_may_end_a_sign_is_asked_of_its_row() {
    // A blister is the runner's own, at once.
    let home = Home::new();
    let said = home.does("log flag RF06b");
    assert!(said.contains("Do not run or hop") && said.contains("runup log flag DM2"), "{said}");
    assert_eq!(home.run("log run 20m").0, Some(1));
    home.does("go pre-run-2 --plain --speed 1000 --sore none");
    assert!(home.does("log cleared RF06b --by me").starts_with("RF06b is cleared. Nothing is locked.\n"));
    home.does("log run 20m");
    // Back within four weeks it needs a clinician.
    home.does("log flag RF06b");
    let (code, _, refused) = home.run("log cleared RF06b --by me");
    assert!(code == Some(1) && refused.contains("came back within four weeks"), "{refused}");
    home.does("log cleared --by clinician");
    // A stress point on a bone never is; a week without numbness is, a week later.
    for (sign, why) in [("RF16b", "only a doctor or physio"), ("RF08b", "you can clear it yourself from")] {
        let home = Home::with(&[flag(3, sign)]);
        let (code, _, refused) = home.run("log cleared --by me");
        assert!(code == Some(1) && refused.contains(why) && refused.contains("--by clinician"), "{refused}");
        home.does("log cleared --by clinician");
    }
    assert!(Home::with(&[flag(8, "RF08b")]).does("log cleared --by me").contains("Take two brisk walks"));
}

#[test]
fn a_day_that_was_given_ends_a_sign_on_that_day() {
    let home = Home::new();
    home.does("log flag RF10b");
    let (code, _, refused) = home.run("log cleared --by mistake --until tomorrow");
    assert!(code == Some(1) && refused.contains("leave out --until"), "{refused}");
    assert!(home.does("log cleared --by me --until tomorrow").contains("It stays locked until then"));
    assert_eq!(home.run("log run 20m").0, Some(1));
    assert!(home.lines().contains("\"until\":"));
    let (code, _, refused) = home.run("log cleared RF10b --by me");
    assert!(code == Some(1) && refused.contains("you can clear it yourself from"), "{refused}");
    let (code, _, refused) = home.run("log cleared RF10b --by clinician --until 2001-01-01");
    assert!(code == Some(2) && refused.contains("--until"), "{refused}");
    // The weeks of its row, if no day was given, from which on nothing is locked and the walks come first.
    for (days, over) in [(83, false), (84, true)] {
        let home = Home::with(&[flag(days, "RF10b")]);
        assert_eq!(home.run("go calf-base --plain --speed 1000 --sore none").0 == Some(0), over, "{days}");
    }
}

#[test]
fn two_of_the_signs_that_count_hold_back_growth_and_no_run() {
    let home = Home::new();
    let said = home.does("log flag RF07a");
    assert!(said.contains("runup log flag RF07b") && !said.contains("Until it is cleared"), "{said}");
    assert!(home.does("log flag RF07e").contains("runs won't get longer"));
    home.does("log run 20m");
    assert!(!home.does("log cleared RF07a --by clinician").contains("won't get longer"));
}

#[test]
fn the_health_page_is_asked_before_a_plan_and_not_again() {
    let home = Home::new();
    let line = "plan start new-runner --region none --last-run never --sport yes --walks yes";
    let (code, _, asked) = home.run(line);
    assert!(code == Some(2) && asked.contains("PR2") && asked.contains("--no-signs"), "{asked}");
    home.does(&format!("{line} --no-signs"));
    assert!(home.lines().contains("\"health\":"));
    home.does("plan stop");
    home.does(line);
    // A healthy pregnancy locks no routine and no run.
    let said = home.does("log flag PR1");
    assert!(said.contains("runs won't get longer") && !said.contains("Locked"), "{said}");
    home.does("go pre-run-5 --plain --speed 1000 --sore none");
}

#[test]
fn a_heel_bone_named_with_the_plan_is_locked_said_so_and_really_opens() {
    for by in ["clinician", "mistake"] {
        let home = Home::new();
        let begin = format!(
            "plan start --region heel-bone-deep --side left --no-signs --last-run never --date {}",
            day(9)
        );
        let said = home.does(&begin);
        assert!(said.contains("Your entries match a warning sign: pain deep in the heel bone.\n"), "{said}");
        assert!(said.contains("Locked"), "{said}");
        assert_eq!(home.run("log run 20m").0, Some(1));
        let open = home.does(&format!("log flag cleared --by {by}"));
        assert!(open.starts_with("RF05 is cleared. Nothing is locked.\n"), "{open}");
        assert!(!home.does("plan").contains("until a doctor or physio has checked"), "{by}");
        let morning = home.does("log morning 0");
        assert!(morning.contains("nothing sore") && !morning.contains("Your entries match"), "{morning}");
        assert_eq!(home.run("go calf-base --plain --speed 1000").0, Some(0), "{by}");
        // Pain there is a sign again.
        assert!(home.does("log sore heel-bone-deep:left=2").contains("pain deep in the heel bone"), "{by}");
        assert_eq!(home.run("log run 20m").0, Some(1), "{by}");
    }
}

#[test]
fn what_an_older_version_left_unsaid_can_be_cleared() {
    let site = json!({ "region": "heel-bone-deep", "side": "left" });
    let named =
        json!({ "kind": "check-in", "moment": "sites", "date": day(9), "sore": [site], "recall": "now" });
    let (at, mut plan) = start("back-from-heel-pain", 9);
    plan["site"] = site;
    let home = Home::with(&[(9, named), (at, plan)]);
    assert_eq!(home.explained("decision"), "pause-and-refer");
    let said = home.does("log flag cleared --by clinician");
    assert!(said.starts_with("RF05 is cleared. Nothing is locked.\n"), "{said}");
    assert_ne!(home.explained("decision"), "pause-and-refer");
}

#[test]
fn a_limp_that_was_a_mistake_does_not_pause_for_ever() {
    let limp = |before| {
        (
            before,
            json!({ "kind": "check-in", "moment": "now", "date": day(before), "sore": [], "recall": "now", "limp": true }),
        )
    };
    let home = Home::with(&[start("new-runner", 9), limp(4), limp(2)]);
    assert_eq!(home.explained("decision"), "pause-and-refer");
    home.does("log flag cleared --by mistake");
    assert_ne!(home.explained("decision"), "pause-and-refer");
}

#[test]
fn a_zero_or_one_of_a_place_gone_quiet_is_its_morning() {
    for (line, counts) in [
        ("log morning 0", true),
        ("log morning 1", true),
        ("log morning 1 --region tendon-mid --side left", true),
        ("log morning 0 --region tendon-mid", true),
        ("log morning none", true),
        ("log later 0", false),
    ] {
        let mut past = vec![start("new-runner", 60), score(60, Some("left"), "sites", 2)];
        past.extend((3..60).rev().map(|before| score(before, Some("left"), "morning", 1)));
        let (at, mut ran) = run(2, "week 1, run 1: 8x(1m run, 2m walk)", 8.0);
        ran["site"] = json!({ "region": "tendon-mid", "side": "left" });
        past.push((at, ran));
        let home = Home::with(&past);
        let out = home.does(&format!("{line} --date {}", day(1)));
        assert!(!out.contains("Do you have any of these"), "{line}: {out}");
        let inputs = home.does("plan explain");
        let known = !inputs.contains("without a morning score");
        assert_eq!(known, counts, "{line}: {inputs}");
    }
}

#[test]
fn a_place_is_one_curve_with_its_side_and_without() {
    let mut past = vec![score(14, None, "sites", 3)];
    past.extend((8..14).rev().map(|before| score(before, None, "morning", 3)));
    past.push(score(7, Some("left"), "sites", 2));
    past.extend((1..7).rev().map(|before| score(before, Some("left"), "morning", 2)));
    past.push(score(0, None, "morning", 2));
    let home = Home::with(&past);
    let report = home.does("report --weeks 4");
    assert_eq!(report.matches("### Pain").count(), 1, "{report}");
    assert!(report.contains("### Pain: left Achilles\n"), "{report}");
    // The base of the engine is that of all mornings, so one question is left for one place.
    let both = home.run("log morning 2");
    assert_eq!(both.0, Some(0), "{}", both.2);
}

/// A home with a plan in which a 36-minute run was fine two days ago, and the next is due.
fn running() -> Home {
    let ran = |before| {
        let body = json!({
            "kind": "run", "date": day(before), "minutes": 44.0, "run-minutes": 36.0,
            "prescription": "R1: 36m run", "during": 0, "after": 0, "effort": 3,
        });
        (before, body)
    };
    let mut past = vec![start("new-runner", 30)];
    past.extend((0..9).flat_map(|n| [ran(18 - 2 * n), nothing(17 - 2 * n)]));
    Home::with(&past)
}

#[test]
fn however_a_heel_bone_is_named_it_is_said_locked_and_ends_in_the_same_way() {
    for line in [
        "log sore heel-bone-deep=3",
        "log sore heel-bone-deep",
        "log sore heel-bone-deep=0",
        "go --plain --speed 1000 --sore heel-bone-deep=3",
        "go --plain --speed 1000 --sore heel-bone-deep",
        "go --plain --speed 1000 --sore heel-bone-deep=0",
        "go --plain --speed 1000 --sore heel-bone-deep:left=1",
        "log morning 1 --region heel-bone-deep --side left",
        "log later 1 --region heel-bone-deep",
        "log run 33m --before 3 --region heel-bone-deep --side left",
        "log run 33m --during 3 --region heel-bone-deep --side left",
        "log run 33m --after 3 --region heel-bone-deep --side left",
        "log run 33m --region heel-bone-deep --side left",
        "log walk 20m --during 3 --region heel-bone-deep",
        "log walk 20m --region heel-bone-deep",
    ] {
        let home = running();
        assert!(home.next().0.contains("run"), "{line}");
        let (_, out, err) = home.run(line);
        let said = out + &err;
        assert!(said.contains("Do not run or hop") && said.contains("Until it is cleared"), "{line}: {said}");
        let next: Value = serde_json::from_str(&home.run("next --json").1).unwrap();
        assert!(next["locked"].as_str().is_some_and(|words| words.contains("Locked")), "{line}: {next}");
        assert!(next["run"].is_null(), "{line}: {next}");
        let plan = home.does("plan");
        assert!(plan.contains("Locked") && plan.contains("runup log cleared"), "{line}: {plan}");
        assert_eq!(home.run("log run 20m").0, Some(1), "{line}");
        assert_eq!(home.lines().matches("\"kind\":\"flag\"").count(), 1, "{line}");
        let open = home.does("log flag cleared --by clinician");
        assert!(
            open.starts_with("RF05 is cleared. Nothing is locked.\nTake two brisk walks"),
            "{line}: {open}"
        );
        assert!(open.contains("only if your pain is 0"), "{line}: {open}");
        let (workout, _) = home.next();
        assert_eq!(workout, "30m brisk", "{line}");
    }
}

#[test]
fn a_heel_bone_that_an_older_version_took_down_unsaid_is_followed_by_walks() {
    let home = running();
    let now = json!({ "kind": "check-in", "moment": "now", "date": day(0), "recall": "now",
        "sore": [{ "region": "heel-bone-deep", "score": 3 }],
        "v": 1, "id": "old-1", "rev": 1, "at": format!("{}T00:00:00+00:00", day(0)), "zone": "Etc/UTC", "device": "old" });
    fs::write(home.path().join("data/history/old.jsonl"), format!("{now}\n")).unwrap();
    home.does("log flag cleared --by clinician");
    assert_eq!(home.next().0, "30m brisk");
}

#[test]
fn a_heel_bone_without_pain_is_no_sign() {
    for line in [
        "log morning 0 --region heel-bone-deep --side left",
        "log later 0 --region heel-bone-deep --side left",
        "log walk 30m --during 0 --region heel-bone-deep",
    ] {
        let home = running();
        assert!(!home.does(line).contains("Locked"), "{line}");
        assert!(home.next().0.contains("run"), "{line}");
    }
}

#[test]
fn two_walks_come_first_in_the_plan_of_stages_too() {
    for (sign, most) in [("RF05", 0), ("RF16", 0), ("RF08", 2)] {
        for at in ["R3", "C5"] {
            let home = Home::new();
            home.does(&format!(
                "plan start back-from-heel-pain --region tendon-mid --side left --no-signs --last-run {} --at {at} --date {} --days {}",
                day(30), day(20), run_days()
            ));
            home.does(&format!("log flag {sign}"));
            let told = home.does("log flag cleared --by clinician");
            let limit = if most == 0 {
                "your pain is 0".to_owned()
            } else {
                format!("stays at {most} out of 10 or less")
            };
            assert!(told.contains(&limit) && told.contains("two brisk walks"), "{sign} {at}: {told}");
            assert_eq!(home.next().0, "30m brisk", "{sign} {at}");
            let sore = home.does(&format!("log walk 30m --during {} --after 0", most + 1));
            let why =
                format!("does not count towards the two before you run again: your pain was {}", most + 1);
            assert!(sore.contains(&why), "{sign} {at}: {sore}");
            assert!(home.explained("reason").contains("two brisk walks"), "{sign} {at}");
            let fine = home.does(&format!("log walk 30m --during {most} --after 0"));
            assert!(
                fine.contains("one more brisk walk") && !fine.contains("does not count"),
                "{sign} {at}: {fine}"
            );
        }
    }
}

/// A home in which a sign of the bone was cleared yesterday.
fn cleared_home() -> Home {
    Home::with(&[start("new-runner", 20), flag(9, "RF16"), cleared(1, "RF16")])
}

#[test]
fn a_walk_after_a_sign_that_does_not_count_is_told_at_once_with_the_reason() {
    for (line, why) in [
        ("log walk 20m --during 0", "it was too short; you need 30 minutes"),
        ("log walk 30m --during 1 --region under-heel", "your pain was 1, and it must be 0"),
        ("log walk 30m --during 0 --limp", "you were limping"),
        ("log walk 30m", "you haven't said how much it hurt; pain must be 0"),
    ] {
        let home = cleared_home();
        let told = home.does(line);
        assert!(
            told.contains(&format!("does not count towards the two before you run again: {why}")),
            "{line}: {told}"
        );
        assert!(!told.contains("week 1, run 1"), "{line}: {told}");
        assert!(home.explained("reason").contains("two brisk walks") || line.contains("limp"), "{line}");
    }
}

#[test]
fn a_walk_whose_pain_was_not_said_counts_once_it_is() {
    let home = cleared_home();
    let told = home.does("log walk 30m");
    assert!(told.contains("runup undo, then runup log walk 30m --during N"), "{told}");
    assert_eq!(home.next(), ("30m brisk".to_owned(), day(0).to_string()));
    home.does("undo");
    let told = home.does("log walk 30m --during 0");
    assert!(told.contains("one more brisk walk") && !told.contains("week 1"), "{told}");
    assert_eq!(home.next().1, day(-1).to_string());
}

#[test]
fn the_score_that_a_run_waits_for_is_asked_for_with_its_command() {
    let home = Home::with(&[start("new-runner", 2), score(2, Some("left"), "sites", 1)]);
    let told = home.does(&format!("log run 26m --during 0 --effort easy --date {}", day(2)));
    assert!(told.contains(&format!("runup log later N --date {}", day(2))), "{told}");
    let told = home.does(&format!("log morning 0 --date {}", day(1)));
    assert!(told.contains("Same again") && told.contains("haven't said how sore"), "{told}");
    let command = format!("log later N --date {}", day(2));
    assert!(told.contains(&format!("runup {command}")), "{told}");
    assert!(home.does("plan").contains(&format!("runup {command}")));
    let told = home.does(&command.replace('N', "0"));
    assert!(!told.contains("haven't said how sore"), "{told}");
    // And on the day itself.
    let home = Home::with(&[start("new-runner", 20), score(20, Some("left"), "sites", 1)]);
    assert!(home.does("log run 26m --during 0").contains("This evening: runup log later N, "));
    let home = Home::with(&[start("new-runner", 20), score(20, Some("left"), "sites", 1)]);
    assert!(!home.does("log run 26m --during 0 --after 0").contains("log later"));
}

#[test]
fn a_second_run_of_a_day_and_one_before_the_plan_are_told_why_they_do_not_count() {
    let home = Home::with(&[start("new-runner", 20)]);
    home.does("log run 26m --planned");
    let (code, _, err) = home.run("log run 26m --planned");
    assert_eq!(code, Some(1));
    assert!(err.contains("its run today is already done") && !err.contains("no runs at the moment"), "{err}");
    let told = home.does(&format!("log run 26m --date {}", day(22)));
    assert!(told.contains("doesn't count for your plan: the plan began"), "{told}");
}
