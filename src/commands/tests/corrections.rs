//! Shoes and corrections on the command line, from the words typed to the revisions written.

use super::*;
use crate::record::{At, Body, Record, VERSION};
use crate::symptoms::PainScore;

impl Bench {
    /// The id of the last entry that stands.
    fn last_id(&self) -> String {
        let writer = self.writer();
        writer.log().entries().last().unwrap().record.id.clone()
    }

    /// Everything in the files.
    fn lines(&self) -> String {
        let folder = self.paths().history();
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.into_iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }

    /// Writes a line as another device would.
    fn elsewhere(&self, line: &str) {
        let folder = self.paths().history();
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("elsewhere.jsonl");
        let before = fs::read_to_string(&file).unwrap_or_default();
        fs::write(file, format!("{before}{line}\n")).unwrap();
    }

    /// Another device says something about an entry, an hour from now.
    fn says_elsewhere(&self, id: &str, rev: u32, body: Body) {
        let at = At::new(self.moment + SignedDuration::from_hours(1), &TimeZone::UTC);
        let record =
            Record { v: VERSION, id: id.into(), rev, at, zone: None, device: "elsewhere".into(), body };
        self.elsewhere(String::from_utf8(record.to_line().unwrap()).unwrap().trim_end());
    }
}

#[test]
fn an_edit_is_a_revision_and_undo_takes_it_back_and_forth() {
    let mut bench = Bench::new();
    bench.does("log run 28m --during 2");
    let (id, before) = (bench.last_id(), bench.lines());
    let said =
        bench.does(&format!("edit {} minutes=31m during=none note=windy effort=easy", &id[..id.len() - 1]));
    assert!(
        said.contains("Was: Run: 28 minutes, during 2\nNow: Run: 31 minutes, effort 3: windy\n"),
        "{said}"
    );
    assert_eq!((run(&bench.last()).minutes, run(&bench.last()).during), (31.0, None));
    assert!(bench.lines().starts_with(&before), "The text stays");
    assert!(bench.does("undo").starts_with("Restored: Run: 28 minutes, during 2\n"));
    assert_eq!(run(&bench.last()).minutes as u32, 28);
    assert!(bench.does("undo").starts_with("Restored: Run: 31 minutes"));
    assert_eq!(run(&bench.last()).minutes as u32, 31);
    assert_eq!(bench.does(&format!("edit {id} minutes=31m")), "It already says that. Nothing was saved.\n");
    let shown = bench.does(&format!("edit {id}"));
    assert!(shown.contains("2026-11-02  Run: 31 minutes") && shown.contains("  minutes=31m\n"), "{shown}");
    assert!(shown.contains("  1  2026-11-02 07:01  here  Run: 28 minutes, during 2"), "{shown}");
    assert_eq!(shown.matches("  here  ").count(), 4, "{shown}");
    assert_eq!(bench.does(&format!("history {}", &id[..id.len() - 1])), shown);
    assert!(bench.does("history --ids").contains(&format!("{id}  Run: 31 minutes")));
}

#[test]
fn what_cannot_be_edited_is_told() {
    let mut bench = Bench::new();
    bench.does("log run 28m");
    let id = bench.last_id();
    bench.refuses(
        &format!("edit {id} minuts=3m"),
        &["no `minuts`; did you mean `minutes`?", "hint: its fields are date, minutes"],
    );
    bench.refuses(
        &format!("edit {id} minutes"),
        &["`minutes` isn't field=value", "hint: the fields are date"],
    );
    bench.refuses(&format!("edit {id} date=tomorrow"), &["date=tomorrow: `tomorrow` isn't a day"]);
    bench.refuses(&format!("edit {id} date=2026-11-03"), &["is in the future"]);
    bench.refuses("edit zzz minutes=3m", &["can't find an entry `zzz`", "runup history --ids"]);
    bench.does("log run 20m --unplanned");
    let common: String = id.chars().take(4).collect();
    bench.refuses(&format!("edit {common} minutes=3m"), &["type more of the id", "Run: 20 minutes"]);
    bench.does("log flag RF12b");
    let id = bench.last_id();
    bench.refuses(&format!("edit {id} sign=RF01"), &["a warning sign can't be edited", "--by mistake"]);
    bench.refuses(
        &format!("remove {id}"),
        &["a warning sign can't be edited or deleted here", "--by mistake"],
    );
    bench.refuses(&format!("edit {id} --back-to 1"), &["a warning sign can't be edited"]);
}

#[test]
fn what_is_taken_out_is_gone_from_the_plan_and_comes_back() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --during 0");
    let run = bench.last_id();
    let done = bench.does("next");
    let said = bench.does(&format!("remove {run}"));
    assert!(said.starts_with("Deleted: Run: 33 minutes"), "{said}");
    assert_ne!(bench.does("next"), done, "the run is due again");
    bench.refuses(&format!("remove {run}"), &["this entry was already deleted on 2026-11-02", "--back-to N"]);
    bench.refuses(&format!("edit {run} minutes=3m"), &["this entry was deleted", "--back-to N"]);
    assert!(bench.does(&format!("edit {run}")).starts_with("Deleted.\n"));
    bench.days(1).does("log morning none");
    assert!(bench.does(&format!("edit {run} --back-to 1")).starts_with("Now: Run: 33 minutes"));
    bench.does(&format!("remove {run}"));
    assert!(bench.does("undo").starts_with("Back: Run: 33 minutes"));
    // What was done to a plan goes as well, and two go at once.
    let writer = bench.writer();
    let log = writer.log().entries();
    let plans = log.iter().filter(|entry| matches!(entry.body, Body::Plan(_)));
    let ids: Vec<String> = plans.map(|entry| entry.record.id.clone()).collect();
    bench.does(&format!("remove {} {}", ids[0], ids[0]));
    bench.refuses("plan skip", &["no plan"]);
    bench.does("undo");
    bench.does(&format!("remove {} {run}", ids[0]));
    assert!(bench.does("undo").matches("Back: ").count() == 2);
}

#[test]
fn an_entry_that_was_edited_or_removed_elsewhere_goes_on_from_there() {
    let mut bench = Bench::new();
    bench.does("log run 28m");
    let id = bench.last_id();
    let longer = |minutes| Body::Run(crate::record::Run::new("2026-11-02".parse().unwrap(), minutes));
    bench.says_elsewhere(&id, 2, longer(40.0));
    bench.does(&format!("edit {id} during=1"));
    assert_eq!(
        (run(&bench.last()).minutes, run(&bench.last()).during.map(PainScore::value)),
        (40.0, Some(1))
    );
    assert!(
        bench.does("undo").starts_with("Restored: Run: 40 minutes"),
        "back to what the other device said"
    );
    bench.says_elsewhere(&id, 9, longer(50.0));
    bench.refuses("undo", &["changed on another device"]);
    bench.says_elsewhere(&id, 10, Body::Removed);
    bench.refuses(&format!("edit {id} during=1"), &["this entry was deleted"]);
    let shown = bench.does(&format!("edit {id}"));
    assert!(shown.starts_with("Deleted.\n") && shown.contains("elsewhere  Run: 50 minutes"), "{shown}");
    bench.does(&format!("edit {id} --back-to 9"));
    assert_eq!(run(&bench.last()).minutes as u32, 50);
}

#[test]
fn an_entry_of_a_newer_runup_is_kept_and_not_touched() {
    let mut bench = Bench::new();
    bench.does("log run 28m");
    let id = bench.last_id();
    bench.elsewhere(&format!(
        r#"{{"v":99,"id":"{id}","rev":2,"at":"2026-11-02T08:00:00Z","device":"b","kind":"run","dream":1}}"#
    ));
    bench.elsewhere(
        r#"{"v":99,"id":"new-one","rev":1,"at":"2026-11-02T08:00:00Z","device":"b","kind":"dream"}"#,
    );
    for line in
        [format!("edit {id} during=1"), format!("remove {}", &id[..id.len() - 1]), "edit new- a=1".into()]
    {
        bench.refuses(&line, &["a newer Runup wrote the entry", "so this one can't edit it"]);
    }
}

#[test]
fn a_pair_of_shoes_from_its_first_run_to_its_last() {
    let mut bench = Bench::new();
    bench.does("log run 28m --distance 5km");
    bench.refuses(
        "log run 28m --shoe Pegasus",
        &["you haven't added any shoes", "hint: add them with runup shoes add \"Pegasus\""],
    );
    assert_eq!(bench.does("shoes"), "No shoes yet. Add a pair with runup shoes add NAME.\n");
    let said = bench.does("shoes add Pegasus --km 590km --remind 600km --since 2026-10-01");
    assert!(
        said.contains("Reminder at 600 km. 500 to 800 km is customary, though the evidence is weak."),
        "{said}"
    );
    bench.refuses(
        "shoes add pegasus",
        &["you already have a pair called `Pegasus`", "hint: retire that pair first"],
    );
    let said = bench.does("log run 30m --distance 5km --unplanned");
    assert!(said.contains("In Pegasus, as you named no other pair.") && !said.contains("custom"), "{said}");
    let said = bench.does("log run 30m --distance 6km --shoe PEGASUS --unplanned");
    assert!(said.contains("Pegasus: 601 km so far, and you set a reminder at 600 km."), "{said}");
    let said = bench.does("log run 30m --unplanned");
    assert!(!said.contains("you set a reminder"), "it is said once: {said}");
    bench.refuses("log run 30m --shoe Pegasos", &["can't find shoes called `Pegasos`; you have `Pegasus`"]);
    bench.does("log run 30m --shoe none --unplanned");
    assert_eq!(run(&bench.last()).shoe, None);
    bench.does("shoes wear Pegasus");
    assert!(run(&bench.last()).shoe.is_some());
    let list = bench.does("shoes");
    assert!(
        list.starts_with(
            "Pegasus  at least 601 km, 2 hours in 4 runs, last today, 100% of your last four weeks"
        ),
        "{list}"
    );
    assert!(list.contains("2 runs have no distance, so the pair went further than that."), "{list}");
    bench.does("shoes remind Pegasus off");
    bench.does("shoes rename Pegasus Old_faithful");
    let said = bench.does("shoes retire old_faithful");
    assert!(said.starts_with("Old faithful: retired since 2026-11-02; its runs stay."), "{said}");
    bench.does("log run 30m --unplanned");
    assert_eq!(run(&bench.last()).shoe, None, "a retired pair is not worn by itself");
    bench.refuses("shoes retire old_faithful", &["you already retired"]);
    bench.does("shoes add Old_faithful");
    let json: serde_json::Value = serde_json::from_str(&bench.does("shoes --json")).unwrap();
    assert_eq!((json[0]["runs"].as_u64(), json[1]["runs"].as_u64()), (Some(0), Some(4)));
    assert_eq!((json[1]["km"].as_f64(), json[1]["minutes"].as_f64()), (Some(601.0), Some(120.0)));
}

#[test]
fn new_shoes_and_more_running_in_a_week_are_told_with_and_without_a_plan() {
    let note = "New shoes and more running in one week.";
    let mut bench = Bench::new();
    bench.does("log run 20m");
    bench.days(9).does("shoes add Ghost");
    let said = bench.does("log run 25m");
    assert!(said.contains(note), "{said}");
    assert!(bench.does("shoes").contains(note));
    assert!(!bench.days(9).does("shoes").contains(note), "a week later they are new no more");
    let mut bench = Bench::new();
    bench.does("log run 20m");
    bench.days(9).does("shoes add Ghost --km 80km");
    assert!(!bench.does("log run 25m").contains(note), "they were run in");
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --during 0");
    bench.days(8).does("shoes add Ghost");
    bench.does("log run 40m --unplanned");
    assert!(bench.does("plan").contains(note));
}

#[test]
fn two_commands_at_one_moment_give_no_id_twice_and_are_taken_back_one_by_one() {
    let mut bench = Bench::new();
    bench.does("log walk 20m");
    bench.moment -= SignedDuration::from_mins(1);
    bench.does("log walk 21m");
    bench.moment -= SignedDuration::from_mins(1);
    bench.does("log walk 22m");
    assert_eq!(bench.runs().len(), 3);
    bench.does("undo");
    let minutes: Vec<f64> = bench.runs().iter().map(|run| run.minutes).collect();
    assert_eq!(minutes, [20.0, 21.0]);
}
