//! The picture of shipped plans, as text: what stands where after which log.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::library::Library;
use crate::plan::recommend;
use crate::record::{PlanAction, PlanEvent};
use crate::routine::Id;

/// A Monday.
const START: Date = date(2026, 6, 1);

/// A runner's log in the making.
struct Book {
    plan: Plan,
    diary: Diary,
}

impl Book {
    fn begin(plan: &str) -> Self {
        let plan = Arc::unwrap_or_clone(Library::shipped().plan(&Id::new(plan).unwrap()).unwrap());
        let mut book = Self { plan, diary: Diary::default() };
        book.act(
            START,
            PlanAction::Start {
                date: START,
                place: None,
                site: None,
                usual_minutes: Some(30.0),
                longest_minutes: None,
                last_run: None,
                days: None,
                tested: false,
                still_running: None,
            },
        );
        book
    }

    fn act(&mut self, day: Date, action: PlanAction) {
        self.diary.day(day).events.push(PlanEvent { plan: self.plan.id.clone(), action });
    }

    /// Runs what a day asks for, and wakes up well.
    fn run(&mut self, day: Date) -> &mut Self {
        let now = recommend(&self.plan, &self.diary, day).unwrap();
        assert_eq!(now.due, Due::Today, "{day}: {:?}", now.reason);
        let run = well(&now.prescription.unwrap());
        self.diary.day(day).runs.push(run);
        self.diary.day(day.tomorrow().unwrap()).nothing = true;
        self
    }

    fn chart(&self, today: Date) -> Chart {
        chart(&self.plan, &self.diary, today).unwrap()
    }

    fn text(&self, today: Date) -> String {
        let chart = self.chart(today);
        let days: Vec<&str> = chart.days.iter().map(|day| day.id()).collect();
        let mut out = format!("{:?} {}\n", chart.done, days.join(" "));
        for row in &chart.rows {
            if let Some((id, name)) = &row.stage {
                let _ = writeln!(out, "{id} {name}");
            }
            let _ = write!(out, "{:>4}{}", row.name, if row.now { '*' } else { ' ' });
            for session in row.sessions.iter().map(|at| &chart.sessions[*at]) {
                let sign = match session.mark {
                    Mark::Before => ' ',
                    Mark::Done => '+',
                    Mark::Left => '-',
                    Mark::Today => '>',
                    Mark::Next => 'n',
                    Mark::Coming => '.',
                };
                let day = session.date.map(|day| day.strftime("%a %d.%m").to_string()).unwrap_or_default();
                let run = session.workout.as_ref().map(ToString::to_string).unwrap_or_default();
                let _ = write!(out, " |{} {sign} {day} {run}", session.column);
            }
            out.push('\n');
        }
        out
    }
}

#[test]
fn weeks_that_go_well_are_the_plans_own() {
    let book = Book::begin("new-runner");
    let chart = book.chart(START);
    assert_eq!(chart.done, Some((0, 30)));
    assert_eq!(chart.rows.len(), 10, "{}", book.text(START));
    for (at, row) in chart.rows.iter().enumerate() {
        assert_eq!((row.name.clone(), row.sessions.len()), ((at + 1).to_string(), 3));
    }
    assert_eq!(chart.here(), 0);
    assert_eq!(chart.sessions[0].mark, Mark::Today);
    assert_eq!(chart.sessions.iter().filter(|session| session.mark == Mark::Coming).count(), 29);
}

#[test]
fn what_was_done_left_and_comes_stands_in_its_week() {
    let mut book = Book::begin("new-runner");
    book.run(START).run(date(2026, 6, 3)).run(date(2026, 6, 8));
    // The run of Friday the 5th was not done; the one of Wednesday the 10th is to be left out.
    book.act(date(2026, 6, 9), PlanAction::Skip { date: date(2026, 6, 10) });
    insta::assert_snapshot!("weeks", book.text(date(2026, 6, 9)));
}

#[test]
fn a_run_that_was_moved_stands_in_the_nearest_column() {
    let mut book = Book::begin("new-runner");
    book.run(START);
    book.act(date(2026, 6, 2), PlanAction::Move { from: date(2026, 6, 3), to: date(2026, 6, 4) });
    let chart = book.chart(date(2026, 6, 2));
    let moved = &chart.sessions[1];
    assert_eq!((moved.date, moved.column, moved.mark), (Some(date(2026, 6, 4)), 1, Mark::Next));
    // The Friday after is too close: the next one is that of Monday.
    assert_eq!(chart.sessions[2].date, Some(date(2026, 6, 8)));
}

#[test]
fn what_is_to_come_is_what_the_engine_says_when_all_goes_well() {
    for plan in ["new-runner", "back-3-6-weeks", "back-1-2-weeks", "back-7-12-weeks"] {
        let mut book = Book::begin(plan);
        let coming = book.chart(START).sessions;
        assert!(coming.len() > 5, "{plan}");
        for session in coming {
            let day = session.date.unwrap();
            let said = recommend(&book.plan, &book.diary, day).unwrap();
            let run = said.prescription.unwrap();
            assert_eq!(
                (said.due, Some(run.workout), run.place),
                (Due::Today, session.workout, session.place),
                "{plan} {day}"
            );
            book.run(day);
        }
    }
}

#[test]
fn stages_have_a_row_for_each_level_and_say_what_is_met() {
    let mut book = Book::begin("back-from-heel-pain");
    for day in 1..=4 {
        book.diary.day(date(2026, 6, day)).nothing = true;
    }
    let chart = book.chart(date(2026, 6, 5));
    assert_eq!(chart.criteria.len(), 2);
    assert_eq!((chart.criteria[0].met, chart.criteria[0].count), (false, Some((4, 7))));
    insta::assert_snapshot!("stages", book.text(date(2026, 6, 5)));
}

#[test]
fn levels_before_the_beginning_have_no_tick_unless_they_were_run() {
    let mut book = Book::begin("back-from-heel-pain");
    let action = PlanAction::Start {
        date: START,
        place: Some("R4".into()),
        site: None,
        usual_minutes: None,
        longest_minutes: None,
        last_run: None,
        days: None,
        tested: false,
        still_running: None,
    };
    book.diary.day(START).events.clear();
    book.act(START, action);
    // The level that was chosen stays, and the guard makes its run shorter.
    book.run(START).run(date(2026, 6, 3));
    let chart = book.chart(date(2026, 6, 5));
    let mark = |place: &str| chart.sessions.iter().find(|session| session.place == place).unwrap().mark;
    assert_eq!((mark("C0"), mark("W2"), mark("R1")), (Mark::Before, Mark::Before, Mark::Before));
    assert_eq!((mark("R3"), mark("R4"), mark("R5")), (Mark::Before, Mark::Today, Mark::Coming));
}

#[test]
fn without_an_end_of_the_rest_the_plans_weeks_stand_without_days() {
    let mut book = Book::begin("new-runner");
    book.run(START);
    let sign = super::super::diary::SignSpell { sign: "RF08".into(), from: date(2026, 6, 2), until: None };
    book.diary.add_sign(sign);
    let chart = book.chart(date(2026, 6, 2));
    assert_eq!(chart.sessions[0].mark, Mark::Done);
    assert!(chart.sessions[1..].iter().all(|session| session.date.is_none() && session.mark == Mark::Coming));
    assert_eq!(chart.sessions.len(), 30, "{}", book.text(date(2026, 6, 2)));
}

#[test]
fn a_plan_that_was_ended_has_no_picture() {
    let mut book = Book::begin("new-runner");
    book.act(date(2026, 6, 2), PlanAction::Stop { date: date(2026, 6, 2) });
    assert_eq!(chart(&book.plan, &book.diary, date(2026, 6, 2)), None);
}

#[test]
fn columns_keep_the_order_of_days_and_stay_near_them() {
    assert_eq!(assign(&[0, 2, 4], &[0, 2, 4]), [0, 1, 2]);
    assert_eq!(assign(&[3], &[0, 2, 4]), [1]);
    assert_eq!(assign(&[4, 5], &[0, 2, 4]), [1, 2]);
    assert_eq!(assign(&[0, 1, 3, 5], &[0, 2, 4]), [0, 1, 2, 3]);
    assert_eq!(assign(&[1], &[]), [0]);
}
