//! The commands of runs, mornings and plans on a clock of their own, from the words typed to the history written.

mod export;
mod handed_out;
mod next;
mod personas;
mod placing;
mod sentences;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;

use clap::{CommandFactory, Parser};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Failure;
use super::args::Args;
use super::asker::Asker;
use super::host::Host;
use super::writer::HistoryWriter;
use crate::library::Library;
use crate::record::shoes::ShoeTally;
use crate::record::{At, Body, Lock, PlanAction};
use crate::store::Paths;
use crate::words::toy::Toy;
use crate::words::{English, Words};

mod corrections;
mod done_without;
mod exchange;
mod goals;
mod log_asks;
mod looking_back;
mod watch;

/// A runner's folder, and the moment.
struct Bench {
    folder: tempfile::TempDir,
    moment: Timestamp,
    library: Rc<Library>,
    /// The last command ended with 0.
    well: bool,
    words: &'static dyn Words,
}

/// Answers in order, the questions, and whether there were any answers: without them the runner cannot be asked.
struct Answers(Vec<&'static str>, Vec<String>, bool);

impl Asker for Answers {
    fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        self.1.push(question.to_owned());
        Ok((!self.0.is_empty()).then(|| self.0.remove(0).to_owned()))
    }

    fn is_there(&self) -> bool {
        self.2
    }
}

impl Bench {
    /// Monday, 2 November 2026, seven in the morning.
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            moment: "2026-11-02T07:00:00Z".parse().unwrap(),
            library: Rc::new(Library::shipped()),
            well: true,
            words: &English,
        }
    }

    fn paths(&self) -> Paths {
        let below = |name: &str| -> PathBuf { self.folder.path().join(name) };
        Paths { config: below("config"), data: below("data"), state: below("state"), cache: below("cache") }
    }

    fn writer(&self) -> HistoryWriter {
        HistoryWriter::open_at(&self.paths(), &self.library, self.moment, TimeZone::UTC)
            .unwrap()
            .without_turn()
    }

    /// Goes on to seven in the morning, so many days later.
    fn days(&mut self, days: i64) -> &mut Self {
        let morning: Timestamp = "2026-11-02T07:00:00Z".parse().unwrap();
        let gone = (self.moment.as_second() - morning.as_second()) / 86_400;
        self.moment = morning + SignedDuration::from_hours((gone + days) * 24);
        self
    }

    /// Runs a command a minute after the one before, with answers to what it asks.
    fn asked(&mut self, line: &str, answers: &[&'static str]) -> (Result<String, Failure>, Vec<String>) {
        self.moment += SignedDuration::from_mins(1);
        let words = line.split(' ').map(|word| word.replace('_', " "));
        let args = match Args::try_parse_from(std::iter::once("runup".to_owned()).chain(words)) {
            Ok(args) => args,
            Err(error) => return (Err(Failure::Usage(error.to_string())), Vec::new()),
        };
        let (mut asker, mut out) = (Answers(answers.to_vec(), Vec::new(), !answers.is_empty()), Vec::new());
        let mut host = Host {
            paths: &|| Ok(self.paths()),
            at: At::new(self.moment, &TimeZone::UTC),
            zone: TimeZone::UTC,
            emergency: &|| None,
            words: self.words,
            asker: &mut asker,
            out: &mut out,
        };
        let done = super::run(args, &mut host);
        let said = String::from_utf8(out).unwrap();
        let said = done.map(|code| {
            self.well = code == ExitCode::SUCCESS;
            said
        });
        (said, asker.1)
    }

    #[track_caller]
    fn does(&mut self, line: &str) -> String {
        self.asked(line, &[]).0.unwrap_or_else(|failure| panic!("{line}: {failure}"))
    }

    #[track_caller]
    fn refuses(&mut self, line: &str, parts: &[&str]) {
        let before = self.bodies();
        let failure = match self.asked(line, &[]).0 {
            Ok(said) => panic!("{line}: {said}"),
            Err(failure) => failure.to_string(),
        };
        for part in parts {
            assert!(failure.contains(part), "{line}: no {part:?} in {failure}");
        }
        assert_eq!(self.bodies(), before, "{line}: nothing is written");
    }

    fn bodies(&self) -> Vec<Body> {
        self.writer().log().entries().into_iter().map(|entry| entry.body.clone()).collect()
    }

    /// The last entry.
    fn last(&self) -> Body {
        self.bodies().pop().unwrap()
    }

    fn begun(plan: &str) -> Self {
        let mut bench = Self::new();
        bench.does(&format!("plan start {plan} --region none --no-signs"));
        bench
    }
}

fn run(body: &Body) -> &crate::record::Run {
    if let Body::Run(run) = body { run } else { panic!("{body:?}") }
}

#[test]
fn a_plan_from_its_start_over_three_runs_with_a_move_and_an_undo() {
    let mut bench = Bench::new();
    let mut told = String::new();
    let mut tell = |bench: &mut Bench, line: &str| {
        let said = bench.does(line);
        let _ = writeln!(told, "{} $ runup {line}\n{said}", bench.moment.strftime("%a %d"));
    };
    tell(&mut bench, "plan start --region none --last-run never --walks yes --sport yes --no-signs");
    tell(&mut bench, "plan");
    tell(&mut bench, "log run 33m --during 0 --effort easy");
    tell(bench.days(1), "log morning none");
    tell(&mut bench, "next");
    tell(bench.days(1), "log run 33m --effort easy");
    tell(bench.days(1), "log sore tendon-mid:left=2");
    tell(&mut bench, "log morning 2");
    tell(&mut bench, "plan move +1d");
    tell(bench.days(2), "log run 30m --during 1 --after 1 --effort easy");
    tell(bench.days(1), "log morning 1");
    tell(&mut bench, "plan explain");
    tell(&mut bench, "plan");
    tell(&mut bench, "undo");
    tell(&mut bench, "undo");
    tell(&mut bench, "history");
    insta::assert_snapshot!(without_ids(&told));
}

#[test]
fn each_command_that_prints_is_reached() {
    let mut bench = Bench::begun("new-runner");
    bench.does("shoes add Blue");
    bench.does("log run 33m");
    let run = bench.writer().log().runs()[0].record.id.clone();
    let archive = bench.folder.path().join("archive").display().to_string();
    let lines = [
        "list".to_owned(),
        "list --json".into(),
        "list --exercises".into(),
        "show pre-run-5".into(),
        "show first-steps --card".into(),
        "show pre-run-5 --markdown".into(),
        "show heel-raise-single --figure".into(),
        "cues pre-run-5".into(),
        "cues pre-run-5 --json --sore none".into(),
        "rung".into(),
        "rung calf-base".into(),
        "shoes".into(),
        "shoes --json".into(),
        "next".into(),
        "next --json".into(),
        "plan".into(),
        "plan explain".into(),
        "log walk 20m".into(),
        "inbox".into(),
        "history".into(),
        "history --csv".into(),
        "history --json".into(),
        "report".into(),
        format!("edit {run}"),
        format!("edit {run} minutes=30m"),
        format!("export {archive}"),
        "export -".into(),
        format!("import {archive}"),
        format!("remove {run}"),
        "undo".into(),
        "profile".into(),
        "new my-own --no-edit".into(),
        "check".into(),
        "schema routine".into(),
        "completions bash".into(),
        "man".into(),
        "voice-phrases".into(),
    ];
    for line in &lines {
        assert!(!bench.does(line).trim().is_empty(), "{line} says nothing");
        assert!(bench.well, "{line}");
    }
    // What plays, draws, or looks at this computer is run as the built program.
    let elsewhere = ["go", "demo", "preview", "render", "doctor"];
    for command in Args::command().get_subcommands() {
        let name = command.get_name();
        let here = lines.iter().any(|line| line.split(' ').next() == Some(name));
        assert!(here != elsewhere.contains(&name), "{name}");
    }
}

#[test]
fn another_language_is_another_table() {
    let mut bench = Bench::begun("new-runner");
    bench.does("plan back ill");
    let lines = ["next", "plan", "plan explain", "plan explain --json"];
    let english = "Get well first";
    assert!(lines.map(|line| bench.does(line)).iter().all(|said| said.contains(english)));
    bench.words = &Toy;
    for line in lines {
        let said = bench.does(line);
        assert!(said.contains("ααα") && !said.contains(english), "{line}: {said}");
    }
    let said = bench.does("plan explain");
    assert!(said.contains("βββ") && said.contains("γγγ"), "{said}");
    bench.refuses("plan move +1d", &["θθθ"]);
    bench.refuses("plan days mon,tue", &["ΩΩΩ"]);
}

#[test]
fn each_command_takes_its_sentences_from_the_table() {
    let mut bench = Bench::begun("new-runner");
    assert!(bench.does("next --due").starts_with("Run "));
    bench.words = &Toy;
    assert!(bench.does("next --due").starts_with("ιιι"));
    bench.words = &English;
    bench.does("log run 33m --effort easy");
    bench.does("log sore tendon-mid:left");
    bench.does("log flag RF12b");
    let english = [
        ("next", "Do not run"),
        ("list", "Locked, because you said"),
        ("show pre-run-5", "Locked, because you said"),
        ("history", "33 minutes"),
        ("history --csv", "33 minutes"),
        ("report", "no running until"),
    ];
    let said: Vec<String> = english.map(|(line, _)| bench.does(line)).to_vec();
    bench.words = &Toy;
    for ((line, part), before) in english.into_iter().zip(said) {
        let after = bench.does(line);
        assert!(before.contains(part) && !after.contains(part), "{line}: {before}{after}");
    }
    bench.refuses("log run 20m", &["ΕΕΕ", "ддд"]);
}

#[test]
fn explain_as_json_has_exactly_its_keys() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --effort easy");
    bench.days(1).does("log morning none");
    insta::assert_snapshot!(bench.does("plan explain --json"));
    let value: serde_json::Value = serde_json::from_str(&bench.does("plan explain mon --json")).unwrap();
    assert_eq!(value["date"], "2026-11-02", "of the days up to then");
}

#[test]
fn a_run_answers_the_plans_where_one_is_due_and_nowhere_else() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --unplanned");
    assert_eq!(run(&bench.last()).prescription, None);
    bench.does("undo");
    let said = bench.does("log run 33m");
    let asked = "week 1, run 1: 8x(1m run, 2m walk)";
    assert_eq!(run(&bench.last()).prescription.as_deref(), Some(asked), "{said}");
    assert_eq!(run(&bench.last()).run_minutes, Some(8.0), "{said}");
    assert!(said.contains("8 minutes of running (week 1, run 1)"), "{said}");
    // The second of a day, and one on a day between.
    bench.does("log run 20m");
    assert_eq!(run(&bench.last()).prescription, None);
    bench.days(1).does("log run 20m");
    assert_eq!(run(&bench.last()).prescription, None);
    bench.does("log walk 30m");
    assert_eq!((run(&bench.last()).run_minutes, &run(&bench.last()).prescription), (Some(0.0), &None));
}

#[test]
fn everything_about_a_run_is_kept() {
    let mut bench = Bench::new();
    bench.does("shoes add Blue_ones");
    bench.does(
        "log run 28m --run 20m --distance 2.6mi --before 1 --during 2 --after 3 --effort steady --completed 0.8 \
         --cut-short other --walked-home --region under-heel --side left --surface sand --hills --shoe blue_ones \
         --date sunday --note with_Ada",
    );
    let body = bench.last();
    let said = run(&body);
    assert_eq!((said.minutes, said.run_minutes, said.distance_km), (28.0, Some(20.0), Some(4.184)));
    assert_eq!((said.date.to_string().as_str(), said.hills, said.walked_home), ("2026-11-01", true, true));
    let rack = ShoeTally::of(bench.writer().log(), bench.writer().today());
    assert_eq!(said.shoe.as_deref(), Some(&*rack.find("Blue ones").unwrap().id));
    assert_eq!(said.note.as_deref(), Some("with Ada"));
    // The pair's id has the device in it.
    let said = crate::record::Run { shoe: Some("its id".into()), ..said.clone() };
    insta::assert_snapshot!(serde_json::to_string_pretty(&said).unwrap());
}

#[test]
fn what_is_out_of_range_or_still_to_come_is_refused() {
    let mut bench = Bench::new();
    for (line, part) in [
        ("log run 10-12", "28m"),
        ("log run 25h", "24 hours"),
        ("log run 0m", "more than zero"),
        ("log run 28m --run 29m", "no longer than the whole"),
        ("log run 28m --during 11", "0 to 10"),
        ("log run 28m --completed 1.5", "0 to 1"),
        ("log run 28m --distance 4.2", "4.2km"),
        ("log run 28m --effort brutal", "easy, steady, hard"),
        ("log run 28m --date 2026-11-03", "is in the future"),
        ("log run 28m --date someday", "isn't a day"),
        ("log run 28m --date 1999-01-01", "10 years"),
        ("log morning 11", "0 to 10"),
        ("log morning 2", "where is it sore?"),
        ("log morning none --region under-heel", "log 0 for one place"),
        ("log later 2 --stiff 10m --region under-heel", "--stiff"),
        ("log sore none under-heel", "can't be combined with other places"),
        ("log test heel-raises 24", "--side"),
        ("log test hops 2.5 --side left", "whole numbers"),
        ("log test hops 900 --side left", "0 to 200"),
        ("plan explain", "no plan was running"),
        ("plan move +1d", "runup plan start"),
        ("plan start no-such-plan --region none", "no-such-plan"),
        ("plan days mon,tue", "runup plan start"),
        ("plan days mon,xyz", "isn't a weekday"),
        ("undo", "nothing to undo"),
    ] {
        bench.refuses(line, &[part]);
    }
    assert!(bench.does("next").starts_with("No plan is running"));
}

#[test]
fn another_run_that_was_said_to_be_one_is_not_asked_about() {
    let mut bench = Bench::new();
    bench.does("log run 20m");
    assert!(bench.does("log run 12m").contains("You already have a run of 20 minutes today."));
    bench.does("undo");
    let said = bench.does("log run 12m --another");
    assert!(!said.contains("already have") && !said.contains("log same"), "{said}");
}

#[test]
fn next_says_the_lock_without_a_plan() {
    let mut bench = Bench::new();
    bench.does("log flag RF05");
    let locked = bench.does("next");
    assert!(locked.starts_with("Locked, because you said that something is wrong."), "{locked}");
    assert!(bench.does("next --json").contains(locked.trim()), "{locked}");
}

#[test]
fn a_score_is_about_the_one_sore_place_and_of_two_one_is_named() {
    let mut bench = Bench::new();
    let said = bench.does("log sore tendon-mid:left");
    assert!(said.contains("RF01"), "a new place is asked about: {said}");
    let said = bench.does("log morning 3 --stiff 12m");
    assert!(!said.contains("RF"), "{said}");
    let Body::CheckIn(check_in) = bench.last() else { panic!() };
    assert_eq!((check_in.sore[0].site.region.id(), check_in.stiff_minutes), ("tendon-mid", Some(12)));
    bench.does("log sore under-heel:right");
    bench.refuses("log morning 3", &["--region tendon-mid --side left", "--region under-heel --side right"]);
    bench.does("log morning 4 --region under-heel");
    bench.does("log sore none");
    bench.does("log morning none");
    let Body::CheckIn(check_in) = bench.last() else { panic!() };
    assert!(check_in.sore.is_empty());
}

#[test]
fn signs_are_asked_with_what_goes_with_them() {
    let mut bench = Bench::new();
    bench.does("log sore tendon-mid:left=1");
    for (line, sign) in [
        ("log run 20m --during 4", "RF12a"),
        ("log run 20m --cut-short body", "RF02"),
        ("log run 20m --sharp", "RF08b"),
        ("log run 20m --limp", "RF16a"),
        ("log morning 5", "RF11"),
        ("log later 2 --sharp", "RF16b"),
    ] {
        let said = bench.does(line);
        assert!(said.contains(&format!("  {sign:<5}  ")), "{line}: {said}");
        assert!(said.contains("runup log flag RF"), "{line}: {said}");
    }
    assert!(!bench.does("log run 20m --during 3 --cut-short other").contains("RF"));
}

#[test]
fn a_sign_that_the_log_shows_is_written_down_once_and_locks() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --limp");
    let said = bench.days(2).does("log run 20m --limp --unplanned");
    assert!(said.contains("Your entries match a warning sign: I still limp after 48 hours"), "{said}");
    assert!(matches!(bench.last(), Body::Flag(flag) if flag.sign == "RF12b"));
    assert_eq!(bench.writer().log().lock(bench.writer().today()), Lock::Loading);
    let count = bench.bodies().len();
    bench.refuses("log run 20m", &["Locked", "I still limp", "runup log cleared"]);
    bench.refuses("log test hops 10 --side left", &["Locked"]);
    bench.refuses("plan start new-runner --instead --no-signs", &["no plan was started", "Locked"]);
    bench.does("log walk 20m");
    bench.does("log morning 0 --limp");
    assert_eq!(bench.bodies().len(), count + 2, "the sign is not said twice");
    assert!(bench.does("plan").contains("I still limp"));
    bench.does("log flag cleared --by clinician");
    bench.does("log run 20m");
}

#[test]
fn a_sign_that_locks_everything_refuses_walks_too() {
    let mut bench = Bench::new();
    bench.does("log flag RF12a");
    bench.refuses("log walk 20m", &["Locked"]);
    bench.refuses("undo", &["--by mistake"]);
}

#[test]
fn a_plan_is_found_by_asking_and_the_flags_are_named_where_nobody_answers() {
    let mut bench = Bench::new();
    bench.refuses("plan start", &["--last-run never"]);
    bench.refuses("plan start --last-run never", &["--region none"]);
    bench.refuses("plan start --region none --last-run 2026-10-20", &["--usual 30m"]);
    bench.refuses("plan start --region none --last-run never", &["--walks yes"]);
    bench.refuses("plan start --region none --last-run never --walks yes", &["--sport yes"]);
    bench.refuses("plan start new-runner --region none", &["--no-signs", "RF14a"]);
    let (said, asked) = bench.asked("plan start", &["never", "n", "y", "maybe", "no", "n"]);
    let said = said.unwrap();
    assert_eq!(asked.len(), 6, "{asked:?}");
    assert!(said.contains("first week twice") && said.contains("Your new plan: "), "{said}");
    let (said, _) = bench.asked("plan start new-runner", &["n", "n"]);
    assert_eq!(said.unwrap(), "Nothing was changed.\n");
    bench.refuses("plan start new-runner --region none --no-signs", &["--instead"]);
    bench.does("plan start new-runner --region none --no-signs --instead --at 3");
    let Body::Plan(event) = bench.last() else { panic!() };
    assert!(matches!(event.action, PlanAction::Start { place: Some(place), .. } if place == "3"));
    let said = bench.does("plan");
    assert!(said.contains("week 3, run 1") && said.contains("You begin where you chose"), "{said}");
    bench.refuses(
        "plan start new-runner --region none --no-signs --instead --at 40",
        &["its weeks are 1 to 10"],
    );
}

#[test]
fn a_break_chooses_the_plan_and_a_short_one_needs_none() {
    let mut bench = Bench::new();
    let said = bench.does("plan start --region none --last-run 2026-10-30");
    assert!(said.contains("don't need a plan"), "{said}");
    let said =
        bench.does("plan start --region none --last-run 2026-10-12 --usual 30m --longest 45m --no-signs");
    assert!(said.contains("haven't run for 21 days"), "{said}");
    assert!(matches!(bench.last(), Body::Plan(event) if event.plan.as_str() == "back-3-6-weeks"));
    let sore = "plan start --region tendon-mid --side left --instead --no-signs";
    bench.refuses(sore, &["When was your last run", "--last-run"]);
    bench.refuses(&format!("{sore} --last-run yesterday"), &["How many runs", "--runs"]);
    let on = "plan start keep-running --region tendon-mid --side left --instead --no-signs --last-run";
    bench.refuses(&format!("{on} 2026-10-20"), &["You can't keep running for now", "13 days"]);
    let said = bench.does(&format!("{sore} --last-run never"));
    assert!(said.contains("asks about each morning"), "{said}");
}

#[test]
fn a_sign_named_before_a_plan_stops_it() {
    let mut bench = Bench::new();
    let (said, _) = bench.asked("plan start new-runner --region none", &["what", "1", "2", "y"]);
    assert!(said.unwrap().contains("No plan was started."));
    assert!(matches!(bench.last(), Body::Flag(flag) if flag.sign == "RF14b"));
}

#[test]
fn a_place_named_with_a_plan_is_asked_about_and_followed_from_then_on() {
    let mut bench = Bench::new();
    let (said, asked) = bench.asked("plan start --region calf-muscle --side left", &["n", "n"]);
    assert!(said.unwrap().contains("Start with a calm week"));
    assert!(asked[0].contains("swollen") && asked[1].contains("heart trouble"), "{asked:?}");
    bench.days(1).does("log morning 2");
    let Body::CheckIn(morning) = bench.last() else { panic!() };
    assert_eq!(morning.sore[0].site.region.id(), "calf-muscle");
}

#[test]
fn a_run_moves_but_never_close_to_the_last() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --effort easy");
    bench.days(1).does("log morning none");
    bench.refuses("plan move today", &["48 h", "2026-11-02", "tomorrow"]);
    bench.refuses("plan move wed", &["already"]);
    bench.refuses("plan move 2026-11-02", &["is past"]);
    bench.refuses("plan move 2027-11-02", &["four weeks"]);
    bench.does("plan move thu");
    assert!(bench.does("next").starts_with("2026-11-05 (Thursday)"), "{}", bench.does("next"));
    bench.does("plan move wed");
    assert!(bench.does("next").starts_with("2026-11-04 (tomorrow)"));
}

#[test]
fn a_run_is_left_out_and_the_next_comes() {
    let mut bench = Bench::begun("new-runner");
    bench.refuses("plan skip tue", &["no run on 2026-11-03", "2026-11-04"]);
    bench.does("plan skip fri");
    let said = bench.does("plan");
    assert!(said.contains("Wed 4 Nov, Mon 9 Nov"), "{said}");
    assert!(bench.does("plan skip").contains("today"));
    assert!(bench.does("next").starts_with("2026-11-04"));
}

#[test]
fn days_are_chosen_and_refused_where_they_lie_too_close() {
    let mut bench = Bench::begun("new-runner");
    bench.refuses("plan days mon,tue,fri", &["too close"]);
    bench.refuses("plan days mon,wed,sun", &["too close"]);
    bench.does("plan days tue,thu,sat");
    assert!(bench.does("next").starts_with("2026-11-03 (tomorrow)"));
    bench.refuses("plan start new-runner --instead --region none --no-signs --days sat,sun", &["too close"]);
}

#[test]
fn what_else_is_done_to_a_plan_is_written_down_and_shown() {
    let mut bench = Bench::begun("nine-week-run-walk");
    bench.refuses("plan agree 1", &["doesn't ask you to agree"]);
    bench.refuses("plan agree 5", &["16 in two", "--yes"]);
    assert!(bench.asked("plan agree 5", &["n"]).0.unwrap().contains("within its length limit"));
    bench.does("plan agree 5 --yes");
    bench.does("plan repeat");
    bench.refuses("plan back busy --well-since today", &["back ill"]);
    assert!(bench.does("plan back ill").contains("--well-since"));
    assert!(bench.does("next").starts_with("Get well first."));
    bench.does("plan back ill --well-since yesterday");
    assert!(bench.does("plan").contains("Two days without a fever first"));
    bench.does("plan then warm-ups");
    bench.does("plan stop");
    bench.refuses("plan repeat", &["no plan is running"]);
    let said = bench.does("history");
    for part in
        ["agreed to week 5", "week repeated", "back after being ill", "warm-ups only", "ended", "started"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_run_and_the_sign_it_showed_are_taken_back_together() {
    let mut bench = Bench::new();
    bench.does("log run 20m --limp");
    bench.days(2).does("log run 20m --limp");
    assert_eq!(bench.bodies().len(), 3);
    let said = bench.does("undo");
    assert!(said.contains("Run: 20 minutes, a limp") && said.contains("limp after 48 hours"), "{said}");
    assert_eq!(bench.bodies().len(), 1);
    assert!(bench.does("undo").starts_with("Back: "));
    assert_eq!(bench.bodies().len(), 3);
    // Each step is a line more, and none is rewritten.
    let folder = bench.paths().history();
    let file = fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_to_string(file).unwrap().lines().count(), 7);
}

#[test]
fn control_characters_of_a_note_never_reach_the_terminal() {
    let mut bench = Bench::new();
    bench.does("log run 20m --note a\u{1b}[31mb");
    assert!(!bench.does("history").contains('\u{1b}'));
}

/// Puts ID in the place of what an entry is edited by: each opening begins to count elsewhere.
fn without_ids(told: &str) -> String {
    let mut parts = told.split("runup edit ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let rest = part.find(' ').map_or("", |at| &part[at..]);
        text + "runup edit ID" + rest
    })
}
