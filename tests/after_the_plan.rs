//! Invented runners, sixty days each, through the real program: what a plan asks for at its end and beyond.
//!
//! Each day the runner asks what is due, does it or not, and says what there is to say. What is asked for is compared with
//! what was really done, which is read from nowhere but this list.

use std::path::Path;
use std::process::{Command, Stdio};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use serde_json::Value;

/// Days that a runner is walked.
const DAYS: i64 = 60;
/// Days that the longest run is looked for in.
const WINDOW: i32 = 30;

fn runup(home: &Path, words: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
    for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env_remove(name);
    }
    let output =
        command.args(words).env("RUNUP_HOME", home).env("TZ", "UTC").stdin(Stdio::null()).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{words:?}: {out}{err}");
    out
}

/// What comes of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Felt {
    /// All well, and the morning after was told.
    Green,
    /// Nobody said how the morning was.
    Silent,
    /// So much pain in it; the morning was well.
    Pain(u8),
    /// It felt so hard, and the morning was well.
    Effort(u8),
}

/// A run that was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Asked {
    date: Date,
    minutes: f64,
    felt: Felt,
}

/// A runner.
struct Runner {
    home: tempfile::TempDir,
    first: Date,
    usual: f64,
    asked: Vec<Asked>,
}

impl Runner {
    fn begin(start: &str, break_days: i64, usual: f64) -> Self {
        let today = Zoned::now().with_time_zone(TimeZone::UTC).date();
        let first = today.checked_sub(Span::new().days(DAYS)).unwrap();
        let last_run = first.checked_sub(Span::new().days(break_days)).unwrap();
        let home = tempfile::tempdir().unwrap();
        let line = format!(
            "plan start {start} --region none --no-signs --date {first} --last-run {last_run} --usual {usual}m"
        );
        runup(home.path(), &line.split_whitespace().collect::<Vec<_>>());
        Self { home, first, usual, asked: Vec::new() }
    }

    fn says(&self, line: &str) -> String {
        runup(self.home.path(), &line.split(' ').collect::<Vec<_>>())
    }

    fn day(&self, number: i64) -> Date {
        self.first.checked_add(Span::new().days(number)).unwrap()
    }

    /// Walks the days: does what is asked for, felt as the story has it, with what it runs besides.
    fn walk(&mut self, mut felt: impl FnMut(f64) -> Felt, besides: &[(i64, u32)]) {
        let mut silent = false;
        for number in 0..DAYS {
            let date = self.day(number);
            if !std::mem::take(&mut silent) {
                self.says(&format!("log morning none --date {date}"));
            }
            let said: Value =
                serde_json::from_str(&self.says(&format!("plan explain {date} --json"))).unwrap();
            let run = &said["prescription"];
            if let Some((_, minutes)) = besides.iter().find(|(day, _)| *day == number) {
                self.says(&format!("log run {minutes}m --unplanned --date {date}"));
                continue;
            }
            if run["due"].as_str() != Some(date.to_string().as_str()) {
                continue;
            }
            let (seconds, total) = (run["run-seconds"].as_u64().unwrap(), run["seconds"].as_u64().unwrap());
            let minutes = seconds as f64 / 60.0;
            let felt = felt(minutes);
            self.within(date, minutes);
            let (pain, effort) = match felt {
                Felt::Green | Felt::Silent => (0, 3),
                Felt::Pain(pain) => (pain, 3),
                Felt::Effort(effort) => (0, effort),
            };
            if seconds == 0 {
                // The walk before the first run after a rest.
                let length = format!("{}m{}s", total / 60, total % 60);
                self.says(&format!("log walk {length} --during 0 --after 0 --effort 3 --date {date}"));
                continue;
            }
            let length = format!("{}m{}s --run {}m{}s", total / 60, total % 60, seconds / 60, seconds % 60);
            self.says(&format!("log run {length} --during {pain} --after 0 --effort {effort} --date {date}"));
            silent = felt == Felt::Silent;
            self.asked.push(Asked { date, minutes, felt });
        }
    }

    /// No run is asked for beyond a tenth over the longest green one of the plan in thirty days, or what was usual.
    fn within(&self, date: Date, minutes: f64) {
        let recent = |run: &&Asked| date.since(run.date).unwrap().get_days() <= WINDOW;
        let green = self.asked.iter().filter(recent).filter(|run| run.felt == Felt::Green);
        let longest = green.map(|run| run.minutes).fold(0.0, f64::max);
        let most = (longest * 1.1).max(self.usual);
        assert!(minutes <= most + 1e-6, "{date}: {minutes} asked, {most} at most: {:?}", self.minutes());
    }

    fn minutes(&self) -> Vec<f64> {
        self.asked.iter().map(|run| run.minutes).collect()
    }

    /// Checks that after each run longer than usual that was not green the next two are the usual one.
    fn plain_after_a_bad_long_run(&self) -> usize {
        let bad = |run: &Asked| run.minutes > self.usual && run.felt != Felt::Green;
        let mut found = 0;
        for (at, run) in self.asked.iter().enumerate().filter(|(_, run)| bad(run)) {
            for next in self.asked.iter().skip(at + 1).take(2) {
                assert!(next.minutes <= self.usual, "{:?}, then {:?}: {:?}", run, next, self.minutes());
            }
            found += 1;
        }
        found
    }
}

#[test]
fn a_remembered_longest_run_is_never_asked_for() {
    let mut runner = Runner::begin("--longest 150m", 9, 45.0);
    runner.walk(|_| Felt::Green, &[]);
    let runs = runner.minutes();
    assert_eq!(runs[..8], [36.0, 36.0, 36.0, 45.0, 45.0, 45.0, 45.0, 45.0], "{runs:?}");
    assert_eq!(runs[8..12], [47.0, 45.0, 45.0, 49.0], "a little over what was really done: {runs:?}");
    assert!(runs.len() >= 24, "{runs:?}");
}

#[test]
fn nor_is_one_of_an_hour_after_half_hours() {
    let mut runner = Runner::begin("--longest 60m", 9, 30.0);
    runner.walk(|_| Felt::Green, &[]);
    let runs = runner.minutes();
    assert!(runs.iter().all(|run| *run <= 60.0), "no longer than it was once: {runs:?}");
    let long = runs.iter().position(|run| *run > 30.0).unwrap();
    assert!((runs[long] - 32.0_f64).abs() < 1e-9, "{runs:?}");
}

#[test]
fn a_long_run_without_its_morning_comes_back_after_two_plain_ones() {
    let mut runner = Runner::begin("--longest 60m", 9, 30.0);
    runner.walk(|minutes| if minutes > 30.0 { Felt::Silent } else { Felt::Green }, &[]);
    assert!(runner.plain_after_a_bad_long_run() >= 3, "{:?}", runner.minutes());
    let longest = runner.minutes().into_iter().fold(0.0, f64::max);
    assert!(longest <= 33.0, "silence raises nothing: {:?}", runner.minutes());
}

#[test]
fn a_long_run_with_pain_is_not_answered_by_the_same() {
    for pain in [3, 4, 5, 7] {
        let mut runner = Runner::begin("--longest 60m", 9, 30.0);
        runner.walk(|minutes| if minutes > 36.0 { Felt::Pain(pain) } else { Felt::Green }, &[]);
        assert!(runner.plain_after_a_bad_long_run() >= 1, "{pain}: {:?}", runner.minutes());
        let first = runner.asked.iter().position(|run| matches!(run.felt, Felt::Pain(_))).unwrap();
        let next = runner.asked[first + 1..].iter().find(|run| run.minutes > 30.0);
        let hurt = runner.asked[first].minutes;
        assert!(next.is_none_or(|next| next.minutes < hurt), "{pain}: {:?}", runner.minutes());
    }
}

#[test]
fn a_long_run_that_felt_hard_is_no_step_to_a_longer_one() {
    let mut runner = Runner::begin("--longest 60m", 9, 30.0);
    runner.walk(|minutes| if minutes > 30.0 { Felt::Effort(8) } else { Felt::Green }, &[]);
    assert!(runner.plain_after_a_bad_long_run() >= 3, "{:?}", runner.minutes());
    assert!(runner.minutes().iter().all(|run| *run <= 33.0), "{:?}", runner.minutes());
}

#[test]
fn a_run_beside_the_plan_raises_nothing() {
    let mut runner = Runner::begin("new-runner --at 10", 2, 30.0);
    runner.walk(|_| Felt::Green, &[(10, 90), (20, 90), (32, 90), (45, 120)]);
    let runs = runner.minutes();
    assert_eq!(runs[..3], [26.0, 28.0, 30.0], "{runs:?}");
    assert!(runs.iter().all(|run| *run <= 45.0), "what was done by the plan leads on, by tenths: {runs:?}");
    for beside in [10, 20, 32, 45] {
        let after: Vec<f64> = runner
            .asked
            .iter()
            .filter(|run| run.date > runner.day(beside))
            .map(|run| run.minutes)
            .take(2)
            .collect();
        assert!(after.iter().all(|run| *run <= 30.0), "after day {beside}: {after:?} in {runs:?}");
    }
}
