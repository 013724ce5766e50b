//! What was done without the program: a routine by hand, the inbox that a phone writes, and several steps of undo.

use super::*;
use crate::record::{Outcome, Session};

fn session(body: &Body) -> &Session {
    let Body::Session(session) = body else { panic!("{body:?}") };
    session
}

impl Bench {
    fn id_of_last(&self) -> String {
        self.writer().log().entries().last().unwrap().record.id.clone()
    }

    fn inbox(&self, text: &str) {
        fs::create_dir_all(self.paths().history()).unwrap();
        fs::write(self.paths().history().join("inbox.txt"), text).unwrap();
    }

    fn left_in_inbox(&self) -> String {
        fs::read_to_string(self.paths().history().join("inbox.txt")).unwrap()
    }
}

#[test]
fn a_routine_by_hand_is_a_session_with_no_set_that_was_not_said() {
    let mut bench = Bench::new();
    let said = bench.does("log routine calf-base");
    assert!(said.ends_with(": done, logged by hand.\nUndo it with runup undo.\n"), "{said}");
    let done = session(&bench.last()).clone();
    assert_eq!((done.routine.as_str(), done.outcome, done.by_hand), ("calf-base", Outcome::Done, true));
    assert_eq!((done.sets.len(), done.minutes, done.started), (0, None, done.ended));
    assert_eq!(done.started.date().to_string(), "2026-11-02");
    assert!(!done.hash.is_empty(), "it names the text");

    let said = bench.does("log routine calf-base 15m --worst 1 --date yesterday");
    assert!(said.contains("done, 15:00 of exercise, logged by hand, worst pain 1"), "{said}");
    let done = session(&bench.last()).clone();
    assert_eq!(done.started.date().to_string(), "2026-11-01");
    assert_eq!(done.ended.moment.duration_since(done.started.moment).as_secs(), 15 * 60);
    let csv = bench.does("history --csv --kind session");
    assert!(csv.contains(",session,calf-base,15,") && csv.contains(",session,calf-base,,"), "{csv}");
}

#[test]
fn sets_and_weights_are_those_that_were_said() {
    let mut bench = Bench::new();
    bench.does("log routine calf-base --sets 2 --load raise=20kg");
    let done = session(&bench.last()).clone();
    let raise: Vec<_> = done.sets.iter().filter(|set| set.step.as_str() == "raise").collect();
    assert!(raise.len() == 4 || raise.len() == 2, "two on each side that it has: {raise:?}");
    assert!(raise.iter().all(|set| set.complete && set.load.as_deref() == Some("20kg")), "{raise:?}");
    assert!(done.sets.iter().all(|set| set.set <= 2 && set.reps.is_none()), "nothing was counted");
    bench.refuses("log routine calf-base --load raise=20kg", &["--sets"]);
    bench.refuses("log routine calf-base --sets 2 --load dream=20kg", &["no step `dream`", "raise"]);
    bench.refuses("log routine calf-bse", &["calf-base"]);
    // The weight that was typed wrong is put right.
    let id = bench.id_of_last();
    bench.does(&format!("edit {id} raise=22.5kg date=yesterday minutes=12m"));
    let done = session(&bench.last()).clone();
    let raise = done.sets.iter().filter(|set| set.step.as_str() == "raise");
    assert!(raise.map(|set| set.load.as_deref()).all(|load| load == Some("22.5 kg")));
    assert_eq!((done.started.date().to_string().as_str(), done.minutes), ("2026-11-01", Some(12.0)));
    assert!(bench.does(&format!("edit {id}")).contains("  minutes=12m\n"));
    // So are its sets.
    let sides =
        |done: &Session| done.sets.iter().filter(|set| set.step.as_str() == "raise" && set.set == 1).count();
    for (typed, count) in [("3", 3), ("1", 1), ("0", 0), ("2", 2)] {
        bench.does(&format!("edit {id} sets:raise={typed}"));
        let done = session(&bench.last()).clone();
        let raise: Vec<_> = done.sets.iter().filter(|set| set.step.as_str() == "raise").collect();
        let whole = raise.iter().filter(|set| set.complete).count();
        assert_eq!(whole, count * sides(&done), "{raise:?}");
        assert!(raise.iter().all(|set| set.load.as_deref() == Some("22.5 kg")), "{raise:?}");
        assert!(bench.does(&format!("edit {id}")).contains(&format!("  sets:raise={typed}\n")));
    }
    bench.refuses(&format!("edit {id} sets:raise=21"), &["0 to 20"]);
    bench.refuses(&format!("edit {id} sets:dream=2"), &["sets:raise"]);
    bench.does(&format!("edit {id} minutes=none"));
    assert_eq!(session(&bench.last()).minutes, None, "what the sets add up to");
}

#[test]
fn a_session_without_sets_neither_counts_towards_a_harder_version_nor_breaks_the_row() {
    let mut bench = Bench::new();
    bench.does("log sore none");
    let mut offered = Vec::new();
    for line in ["--sets 3", "", "--sets 3"] {
        bench.does(format!("log routine calf-base {line}").trim_end());
        bench.days(3);
        bench.does("log morning none");
        offered.push(bench.does("rung").contains(" offered\n"));
    }
    assert_eq!(offered, [false, false, true]);
}

#[test]
fn several_steps_are_undone_together_and_each_is_said() {
    let mut bench = Bench::new();
    bench.does("log walk 20m");
    bench.does("log morning none");
    bench.does("log bike 30m");
    let said = bench.does("undo --steps 2");
    assert!(said.starts_with("Undone: Bike: 30 minutes\nUndone: "), "{said}");
    assert_eq!(bench.bodies().len(), 1);
    bench.does("undo");
    assert_eq!(bench.bodies().len(), 3, "one undo brings both back");
    bench.does("undo --steps 1");
    assert!(bench.does("undo --steps 1").starts_with("Undone: Morning") || bench.bodies().len() == 1);
    let said = bench.does("undo --steps 5");
    assert!(
        said.contains("Undone: Walk") && said.contains("Nothing was logged on this computer before"),
        "{said}"
    );
    bench.refuses("undo --steps 1", &["nothing to undo"]);
}

#[test]
fn lines_of_the_inbox_are_logged_after_a_yes_and_the_others_stay() {
    let mut bench = Bench::new();
    assert!(bench.does("inbox").starts_with("Nothing is waiting in "));
    let text = "# phone\nMorning none\ndream 3\n2026-11-01 28m 2 easy\n";
    bench.inbox(text);
    let told = bench.does("inbox");
    assert!(
        told.contains("inbox.txt has 3 lines") && told.contains("   4  2026-11-01 28m 2 easy\n"),
        "{told}"
    );
    let (said, asked) = bench.asked("inbox", &["n"]);
    assert_eq!((said.unwrap().as_str(), asked.len()), ("Nothing was logged.\n", 1));
    assert_eq!((bench.bodies().len(), bench.left_in_inbox().as_str()), (0, text));
    let said = bench.asked("inbox", &["y"]).0.unwrap();
    assert!(!bench.well && said.contains("Line 3 stays in inbox.txt: dream 3\n"), "{said}");
    assert!(
        said.contains("Line 2: Morning none\n") && said.contains("Undo all of it with runup undo.\n"),
        "{said}"
    );
    assert_eq!(bench.left_in_inbox(), "# phone\ndream 3\n");
    let runs = bench.runs();
    assert_eq!((runs.len(), runs[0].date.to_string().as_str()), (1, "2026-11-01"));
    assert_eq!(runs[0].during.map(crate::symptoms::PainScore::value), Some(2));
    assert_eq!(bench.bodies().len(), 2);
    bench.does("undo");
    assert!(bench.bodies().is_empty(), "all lines are one moment");
}

#[test]
fn two_computers_that_edit_at_once_are_told_and_the_loser_comes_back() {
    let mut bench = Bench::new();
    bench.does("log run 28m");
    let id = bench.id_of_last();
    bench.does(&format!("edit {id} minutes=30m"));
    let shown = bench.does(&format!("history {id}"));
    assert!(!shown.contains("at the same time"), "{shown}");
    let other =
        crate::record::Run { during: crate::symptoms::PainScore::new(2), ..run(&bench.last()).clone() };
    let at = At::new(bench.moment + SignedDuration::from_hours(1), &TimeZone::UTC);
    let record = crate::record::Record {
        v: 1,
        id: id.clone(),
        rev: 2,
        at,
        zone: None,
        device: "elsewhere".into(),
        body: Body::Run(crate::record::Run { minutes: 28.0, ..other }),
    };
    fs::write(bench.paths().history().join("elsewhere.jsonl"), record.to_line().unwrap()).unwrap();
    let shown = bench.does(&format!("history {id}"));
    assert!(shown.contains("Two computers changed this entry at the same time"), "{shown}");
    let log = bench.writer().log().clone();
    assert_eq!(log.changed_at_once().len(), 1, "doctor and the screen tell it");
    assert!(shown.contains("Run: 30 minutes\n") && shown.contains("Run: 28 minutes, during 2\n"), "{shown}");
    bench.does(&format!("edit {id} --back-to 2"));
    assert_eq!(run(&bench.last()).minutes as u32, 30, "the one that lost");
    assert!(!bench.does(&format!("history {id}")).contains("at the same time"), "it is settled");
}
