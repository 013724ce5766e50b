//! The Plan tab: as text at the sizes that are looked at, and what its keys do, on a Thursday in June.

use std::fmt::Write as _;

use jiff::civil::date;

use super::stage::Stage;
use crate::app::{Context, PlanMode, Screen};
use crate::plans::Day;
use crate::record::{Afterwards, Body, ClearedBy, Goal, PlanAction, StepRate};
use crate::ui::Colours;

/// What the runner had done before, as lines of a history.
struct Past(String, u32);

impl Past {
    fn new() -> Self {
        let read = r#""kind":"profile","notice-read":true"#;
        Self(String::new(), 0).at("2026-05-01", read)
    }

    fn at(mut self, day: &str, body: &str) -> Self {
        self.1 += 1;
        let _ = writeln!(
            self.0,
            r#"{{"v":1,"id":"e{}","rev":1,"at":"{day}T18:00:{:02}+02:00","device":"before",{body}}}"#,
            self.1,
            self.1 % 60
        );
        self
    }

    fn plan(self, day: &str, plan: &str, rest: &str) -> Self {
        self.at(day, &format!(r#""kind":"plan","plan":"{plan}","action":"start","date":"{day}"{rest}"#))
    }

    /// A run as it was asked for, and a morning without anything sore.
    fn run(self, day: &str, minutes: u32, run: u32, answers: &str) -> Self {
        let next = day.parse::<jiff::civil::Date>().unwrap().tomorrow().unwrap().to_string();
        self.at(
            day,
            &format!(
                r#""kind":"run","date":"{day}","minutes":{minutes},"run-minutes":{run},"prescription":"{answers}","effort":3"#
            ),
        )
        .morning(&next)
    }

    fn morning(self, day: &str) -> Self {
        let body = format!(r#""kind":"check-in","moment":"morning","date":"{day}","sore":[],"recall":"now""#);
        self.at(day, &body)
    }

    fn sore(self, day: &str, moment: &str, score: u8) -> Self {
        let sore = format!(r#"[{{"region":"tendon-mid","side":"left","score":{score}}}]"#);
        let body =
            format!(r#""kind":"check-in","moment":"{moment}","date":"{day}","sore":{sore},"recall":"now""#);
        self.at(day, &body)
    }

    fn stage(&self) -> Stage {
        let mut stage = Stage::after(&self.0);
        assert_eq!(stage.app.log().entries().len(), self.1 as usize, "a line that cannot be read");
        stage.press("p");
        stage
    }
}

/// Two weeks into a plan of weeks, a run on the day before yesterday, one left undone.
fn weeks() -> Stage {
    Past::new()
        .plan("2026-06-01", "new-runner", r#","days":["mon","thu","sat"]"#)
        .run("2026-06-01", 33, 8, "week 1, run 1: 8x(1m run, 2m walk)")
        .run("2026-06-06", 33, 8, "week 1, run 2: 8x(1m run, 2m walk)")
        .run("2026-06-08", 32, 9, "week 1, run 3: 9x(1m run, 1m30s walk)")
        .stage()
}

fn stages() -> Stage {
    Past::new()
        .plan("2026-06-05", "back-from-heel-pain", r#","place":"R4","tested":true,"site":{"region":"tendon-mid","side":"left"}"#)
        .sore("2026-06-05", "sites", 1)
        .sore("2026-06-09", "morning", 1)
        .at("2026-06-09", r#""kind":"run","date":"2026-06-09","minutes":26,"run-minutes":10,"prescription":"R4: 5x(2m run, 1m30s walk)","effort":3,"during":1,"after":1,"site":{"region":"tendon-mid","side":"left"}"#)
        .sore("2026-06-10", "morning", 1)
        .sore("2026-06-11", "morning", 1)
        .stage()
}

fn resting() -> Stage {
    Past::new()
        .plan("2026-06-01", "new-runner", r#","days":["mon","thu","sat"]"#)
        .run("2026-06-08", 33, 8, "week 1, run 1: 8x(1m run, 2m walk)")
        .sore("2026-06-10", "sites", 7)
        .stage()
}

fn locked() -> Stage {
    Past::new()
        .plan("2026-06-01", "new-runner", r#","days":["mon","thu","sat"]"#)
        .run("2026-06-08", 33, 8, "week 1, run 1: 8x(1m run, 2m walk)")
        .at("2026-06-10", r#""kind":"flag","sign":"RF05""#)
        .stage()
}

/// The last run of the plan lies behind.
fn done() -> Stage {
    let begun = r#","usual-minutes":20.0,"place":"3","days":["mon","wed","fri"]"#;
    let mut past = Past::new().plan("2026-06-05", "back-1-2-weeks", begun);
    for (day, run) in [("2026-06-05", 1), ("2026-06-07", 2), ("2026-06-09", 3)] {
        past = past.run(day, 29, 20, &format!("week 3, run {run}: 20m run"));
    }
    past.stage()
}

/// The last thing that was written.
fn last(stage: &Stage) -> Body {
    stage.app.log().entries().into_iter().max_by_key(|entry| entry.made).unwrap().body.clone()
}

#[track_caller]
fn action(stage: &Stage) -> PlanAction {
    let Body::Plan(event) = last(stage) else { panic!("{:?}", last(stage)) };
    assert_eq!(Some(&event.plan), stage.app.log().plan().or(Some(&event.plan)));
    event.action
}

fn entries(stage: &Stage) -> usize {
    stage.app.log().entries().len()
}

#[track_caller]
fn tab(stage: &Stage) -> &crate::app::PlanTab {
    let Screen::Plan(tab) = stage.app.view().screen() else { panic!("{:?}", stage.app.view().screen()) };
    tab
}

#[test]
fn weeks_are_rows_of_runs() {
    insta::assert_snapshot!("plan_weeks", weeks().all_sizes());
}

#[test]
fn a_run_to_come_is_told_as_one_that_hangs_on_what_comes_before() {
    let mut stage = weeks();
    stage.press("jl");
    insta::assert_snapshot!("plan_chosen", stage.body());
}

#[test]
fn stages_have_their_levels_below_them_and_say_what_leads_on() {
    insta::assert_snapshot!("plan_stages", stages().all_sizes());
}

#[test]
fn a_rest_a_lock_and_the_end_say_so() {
    insta::assert_snapshot!("plan_resting", resting().body());
    insta::assert_snapshot!("plan_locked", locked().body());
    insta::assert_snapshot!("plan_done", done().body());
    let mut today = done();
    today.press("t");
    insta::assert_snapshot!("today_plan_done", today.body());
    today.press("4");
    assert_eq!(today.app.view().choice(), None, "answered");
    today.press("u");
    assert!(today.app.view().choice().is_some(), "taken back");
}

#[test]
fn without_a_plan_there_is_a_calm_line() {
    let mut stage = Past::new().stage();
    insta::assert_snapshot!("plan_none", stage.body());
    let before = entries(&stage);
    stage.press("smbdxyu");
    assert_eq!((stage.app.view().context(), entries(&stage)), (Context::Plan, before));
    stage.press("\n");
    assert_eq!((stage.app.view().context(), entries(&stage)), (Context::PlanSetup, before));
}

#[test]
fn the_arrows_go_from_run_to_run_and_from_week_to_week() {
    let mut stage = weeks();
    let at = |stage: &Stage| stage.app.view().chosen_session().unwrap();
    let here = at(&stage);
    let sight = stage.app.core.history().plan_view(stage.now.at.date()).unwrap();
    assert_eq!(sight.chart.sessions[here].date, Some(date(2026, 6, 11)));
    assert_eq!(at(stage.press("l")), here + 1);
    assert_eq!(at(stage.press("hh")), here - 1);
    assert_eq!(at(stage.press("hhhhhhhh")), 0);
    let monday = |at: usize| sight.chart.sessions[at].date;
    assert_eq!(monday(at(stage.press("j"))), Some(date(2026, 6, 8)), "the same weekday");
    assert_eq!(monday(at(stage.press("j"))), Some(date(2026, 6, 15)));
    assert_eq!(monday(at(stage.press("kk"))), Some(date(2026, 6, 1)));
    stage.press("jjjjjjjjjjjjjjjjjjjj");
    assert!(sight.chart.rows.last().unwrap().sessions.contains(&at(&stage)));
}

#[test]
fn enter_starts_what_today_would_start() {
    let mut stage = weeks();
    stage.press("jl\n");
    assert_eq!(*stage.app.view().screen(), Screen::Player);
    assert_eq!(stage.app.stage.session().unwrap().routine().id.as_str(), "pre-run-5");
}

#[test]
fn a_locked_runner_sees_the_plan_and_starts_nothing() {
    let mut stage = locked();
    assert!(stage.text(80, 24).contains("Locked"));
    stage.press("\n");
    assert_eq!(*stage.app.view().screen(), Screen::Locked);
    assert!(stage.app.stage.session().is_none());
}

#[test]
fn the_chosen_run_is_left_out_and_that_is_taken_back() {
    let mut stage = weeks();
    let before = entries(&stage);
    stage.press("ls");
    assert_eq!(action(&stage), PlanAction::Skip { date: date(2026, 6, 13) });
    assert!(stage.text(80, 24).contains("skipped. That's fine. u undoes it."));
    stage.press("u");
    assert_eq!(entries(&stage), before);
    assert!(stage.text(80, 24).contains("Undone"));
}

#[test]
fn what_was_done_or_lies_far_ahead_cannot_be_left_out() {
    let mut stage = weeks();
    let before = entries(&stage);
    stage.press("hs");
    assert!(stage.text(80, 24).contains("that has a date"));
    stage.press("jjjjjjjs");
    assert!(stage.text(80, 24).contains("next four weeks"));
    assert_eq!(entries(&stage), before);
}

#[test]
fn a_run_is_moved_to_a_day_that_is_far_enough_and_to_no_other() {
    let mut stage = weeks();
    let before = entries(&stage);
    stage.press("m");
    assert_eq!(stage.app.view().context(), Context::PlanMove);
    // It stands on today: Enter leaves it there.
    stage.press("\n");
    assert_eq!((stage.app.view().context(), entries(&stage)), (Context::Plan, before));
    stage.press("ml\n");
    assert_eq!(action(&stage), PlanAction::Move { from: date(2026, 6, 11), to: date(2026, 6, 12) });
    assert_eq!(stage.app.view().context(), Context::Plan);
    let moved = stage.app.core.history().plan_view(stage.now.at.date()).unwrap();
    assert_eq!(moved.chart.sessions[moved.chart.here()].date, Some(date(2026, 6, 12)));
    stage.press("u");
    assert_eq!(entries(&stage), before);
}

#[test]
fn a_day_too_close_to_the_last_run_says_why_and_moves_nothing() {
    let mut stage = Past::new()
        .plan("2026-06-08", "new-runner", r#","days":["mon","wed","sat"]"#)
        .run("2026-06-10", 33, 8, "week 1, run 1: 8x(1m run, 2m walk)")
        .stage();
    let before = entries(&stage);
    stage.press("mhh");
    let text = stage.text(80, 24);
    assert!(text.contains("one full day (48 h)") && text.contains("2026-06-10"), "{text}");
    insta::assert_snapshot!("plan_move", stage.body());
    stage.press("\n");
    assert_eq!((stage.app.view().context(), entries(&stage)), (Context::PlanMove, before));
    stage.press("q");
    assert_eq!((stage.app.view().context(), entries(&stage)), (Context::Plan, before));
}

#[test]
fn run_days_are_taken_in_and_out_and_never_next_to_each_other() {
    let mut stage = weeks();
    let before = entries(&stage);
    // Tuesday lies next to Monday; without Monday it is fine.
    stage.press("dl ");
    let PlanMode::Days { days, why, .. } = &tab(&stage).doing else { panic!() };
    assert_eq!(days, &[Day::Mon, Day::Thu, Day::Sat]);
    assert!(why.as_ref().is_some_and(|why| why.contains("too close")), "{why:?}");
    insta::assert_snapshot!("plan_days", stage.body());
    stage.press("h l \n");
    assert_eq!(
        action(&stage),
        PlanAction::Days { date: date(2026, 6, 11), days: vec![Day::Tue, Day::Thu, Day::Sat] }
    );
    stage.press("u");
    assert_eq!(entries(&stage), before);
    stage.press("d lll ll \n");
    assert_eq!(entries(&stage), before, "no day is left");
    stage.press("q");
    assert_eq!((stage.app.view().context(), entries(&stage)), (Context::Plan, before));
}

#[test]
fn the_week_comes_again_and_that_is_taken_back() {
    let mut stage = weeks();
    let place = |stage: &Stage| {
        stage.app.core.history().plan_view(stage.now.at.date()).unwrap().said.place.to_string()
    };
    assert_eq!(place(&stage), "week 2, run 1");
    stage.press("b");
    assert_eq!(action(&stage), PlanAction::Repeat { date: date(2026, 6, 11) });
    assert_eq!(place(&stage), "week 1, run 1");
    stage.press("u");
    assert_eq!(place(&stage), "week 2, run 1");
}

#[test]
fn the_plan_ends_only_when_it_was_asked_twice() {
    let mut stage = weeks();
    let before = entries(&stage);
    stage.press("x");
    assert_eq!(entries(&stage), before);
    assert!(stage.text(80, 24).contains("Press x again to stop New runner"));
    stage.press("lx");
    assert_eq!(entries(&stage), before, "another key came between");
    stage.press("x");
    assert_eq!(action(&stage), PlanAction::Stop { date: date(2026, 6, 11) });
    assert!(stage.text(80, 24).contains("You have no plan yet."));
    stage.press("u");
    assert!(stage.text(80, 24).contains("run 4 of 30"));
}

#[test]
fn a_day_is_explained_in_full_that_of_today_or_one_before() {
    let mut stage = weeks();
    stage.press("e");
    assert_eq!(stage.app.view().context(), Context::Explained);
    insta::assert_snapshot!("plan_explained", stage.body());
    stage.press("jk q");
    let mut stage = weeks();
    stage.press("he");
    assert!(stage.text(80, 24).contains("Monday 8 June"), "{}", stage.text(80, 24));
    stage.press("e");
    assert_eq!(stage.app.view().context(), Context::Plan);
    assert_eq!(
        tab(&stage).chosen,
        Some(stage.app.core.history().plan_view(stage.now.at.date()).unwrap().chart.here() - 1)
    );
}

#[test]
fn what_follows_a_plan_that_is_done_is_one_digit() {
    let mut stage = done();
    assert_eq!(stage.app.view().context(), Context::PlanThen);
    stage.press("2\n");
    assert_eq!(
        action(&stage),
        PlanAction::Then { date: date(2026, 6, 11), choice: Afterwards::Longer, goal: None }
    );
    assert_eq!(stage.app.view().context(), Context::Plan);
    stage.press("u");
    assert_eq!(stage.app.view().context(), Context::PlanThen);
    stage.press("r");
    assert!(
        matches!(stage.app.view().screen(), Screen::Routines { .. }),
        "the other keys are those of the tab"
    );
}

#[test]
fn a_goal_is_chosen_with_its_weeks_in_sight() {
    let mut stage = weeks();
    let before = entries(&stage);
    stage.press("fll");
    assert_eq!(stage.app.view().context(), Context::PlanGoal);
    insta::assert_snapshot!("plan_goal", stage.all_sizes());
    stage.press("\x1b");
    assert_eq!(entries(&stage), before, "left as it was");
    stage.press("fll\n");
    let goal = Some(Goal::Minutes(60.0));
    assert_eq!(
        action(&stage),
        PlanAction::Then { date: date(2026, 6, 11), choice: Afterwards::Longer, goal }
    );
    assert!(stage.text(80, 24).contains("Your goal: 60 minutes."), "{}", stage.text(80, 24));
    // What was chosen is where the next choice begins.
    stage.press("f");
    assert!(!stage.text(80, 24).contains("It grows while it feels fine"), "{}", stage.text(80, 24));
    stage.press("\x1b");
    stage.press("u");
    assert_eq!(entries(&stage), before);
}

#[test]
fn at_the_end_of_a_plan_today_asks_how_far_to_go() {
    let mut stage = done();
    stage.press("t2");
    assert!(stage.text(80, 24).contains("How far should your long run grow?"), "{}", stage.text(80, 24));
    stage.press("4");
    let goal = Some(Goal::Km(5.0));
    assert_eq!(
        action(&stage),
        PlanAction::Then { date: date(2026, 6, 11), choice: Afterwards::Longer, goal }
    );
    assert_eq!(stage.app.view().choice(), None);
}

#[test]
fn a_week_beyond_the_guard_is_agreed_to_after_its_warning() {
    let mut past = Past::new().plan("2026-06-05", "nine-week-run-walk", r#","place":"3","tested":true"#);
    for (day, run) in [("2026-06-05", 1), ("2026-06-07", 2), ("2026-06-09", 3)] {
        let answers = format!("week 3, run {run}: 2x(1m30s run, 1m30s walk, 3m run, 3m walk)");
        past = past.run(day, 27, 9, &answers);
    }
    let mut stage = past.stage();
    let text = stage.text(120, 36);
    assert!(text.contains("waits for your yes"), "{text}");
    let before = entries(&stage);
    stage.press("y");
    assert_eq!(entries(&stage), before);
    assert!(stage.text(120, 36).contains("Do you want that"));
    stage.press("y");
    assert!(matches!(action(&stage), PlanAction::Warned { .. }));
}

#[test]
fn help_names_the_keys_of_the_tab_and_that_of_what_is_wrong() {
    let mut stage = weeks();
    stage.press("?");
    for (width, height) in [(120, 36), (80, 24), (40, 15)] {
        let text = stage.text(width, height);
        for word in ["move", "skip", "run days", "wrong", "stop"] {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn the_plan_is_looked_at_once_and_anew_after_an_entry_and_on_another_day() {
    let mut stage = weeks();
    let first = stage.app.core.history().plan_view(stage.now.at.date()).unwrap();
    stage.press("lllh");
    assert!(
        std::rc::Rc::ptr_eq(&first, &stage.app.core.history().plan_view(stage.now.at.date()).unwrap()),
        "keys and pictures fold nothing"
    );
    stage.press("s");
    let second = stage.app.core.history().plan_view(stage.now.at.date()).unwrap();
    assert!(!std::rc::Rc::ptr_eq(&first, &second));
    stage.now.at.moment += jiff::SignedDuration::from_hours(24);
    assert!(!std::rc::Rc::ptr_eq(&second, &stage.app.core.history().plan_view(stage.now.at.date()).unwrap()));
}

#[test]
fn every_size_is_drawn_whatever_is_done() {
    for stage in
        [&mut weeks(), &mut stages(), &mut resting(), &mut locked(), &mut done(), &mut Past::new().stage()]
    {
        for keys in ["", "m", "q", "e", "e"] {
            let fits = keys.chars().all(|c| {
                stage
                    .app
                    .stage
                    .keymap()
                    .action(stage.app.view().context(), crate::app::keymap::Key::Char(c))
                    .is_some()
            });
            if fits && (keys != "q" || stage.app.view().context() == Context::PlanMove) {
                stage.press(keys);
            }
            for (width, height) in
                [(1, 1), (40, 12), (41, 13), (70, 22), (110, 32), (130, 50), (109, 60), (200, 12)]
            {
                stage.draw(width, height, Colours::Sixteen);
            }
        }
    }
}

/// A plan whose run of Monday passed in silence; it is Thursday.
fn silent() -> Stage {
    Past::new()
        .plan("2026-06-01", "new-runner", r#","days":["mon","thu","sat"]"#)
        .run("2026-06-01", 33, 8, "week 1, run 1: 8x(1m run, 2m walk)")
        .run("2026-06-04", 33, 8, "week 1, run 2: 8x(1m run, 2m walk)")
        .run("2026-06-06", 32, 9, "week 1, run 3: 9x(1m run, 1m30s walk)")
        .stage()
}

#[test]
fn a_planned_day_in_silence_is_asked_about_and_yes_writes_the_run_as_it_was_asked() {
    let mut stage = silent();
    stage.press("t");
    assert!(stage.text(80, 24).contains("Did you run on Monday?"), "{}", stage.text(80, 24));
    let before = entries(&stage);
    stage.press("y");
    let Body::Run(run) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((run.date, run.run_minutes, run.assumed), (date(2026, 6, 8), Some(9.0), true));
    assert_eq!(run.prescription.as_deref(), Some("week 2, run 1: 6x(1m30s run, 2m walk)"));
    assert_eq!((run.during, run.effort, run.completed), (None, None, None), "how it felt is not made up");
    assert_eq!(entries(&stage), before + 1);
    assert!(!stage.text(80, 24).contains("Did you run"), "asked once");
    stage.press("u");
    assert_eq!(entries(&stage), before);
    assert!(stage.text(80, 24).contains("Did you run on Monday?"), "taken back");
}

#[test]
fn no_to_a_planned_day_in_silence_leaves_its_run_out() {
    let mut stage = silent();
    stage.press("tn");
    assert_eq!(action(&stage), PlanAction::Skip { date: date(2026, 6, 8) });
    assert!(stage.app.log().runs().iter().all(|run| run.body.date != date(2026, 6, 8)));
    assert!(!stage.text(80, 24).contains("Did you run"), "asked once");
}

#[test]
fn after_the_walks_running_begins_or_walking_goes_on() {
    let walked = || {
        let begun: jiff::civil::Date = "2026-03-20".parse().unwrap();
        let mut past = Past::new().plan("2026-03-20", "walk-to-30", r#","days":["fri","sun","tue"]"#);
        for (week, brisk) in (1..).zip(crate::symptoms::limits::WALK_MINUTES) {
            for (run, later) in [(1, 0), (2, 2), (3, 4)] {
                let day = crate::time::days_after(begun, (week - 1) * 7 + later).to_string();
                let answers = format!("week {week}, run {run}: 5m walk, {brisk}m brisk, 5m walk");
                past = past.run(&day, u32::from(brisk) + 10, 0, &answers);
            }
        }
        past.stage()
    };
    let mut stage = walked();
    stage.press("t");
    insta::assert_snapshot!("today_walks_done", stage.body());
    assert!(stage.app.view().choice().is_some(), "{}", stage.text(80, 24));
    stage.press("2");
    let then = PlanAction::Then { date: date(2026, 6, 11), choice: Afterwards::Keep, goal: None };
    assert_eq!(action(&stage), then);
    assert_eq!(stage.app.view().choice(), None, "answered");
    let mut stage = walked();
    stage.press("t1");
    let Body::Profile(said) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(said.walks_30_minutes, Some(true));
    assert_eq!(stage.app.view().context(), Context::PlanSetup);
    assert!(!stage.text(80, 24).contains("briskly for 30 minutes?"), "it is not asked again");
}

/// Half an hour again after a sore heel, with or without a watch.
fn steady(watch: &str) -> Stage {
    let begun = r#","place":"C4","tested":true,"site":{"region":"tendon-mid","side":"left"},"usual-minutes":30.0,"last-run":"2026-05-28","days":["thu","sat","tue"]"#;
    let mut past =
        Past::new().plan("2026-06-04", "back-from-heel-pain", begun).sore("2026-06-04", "sites", 1);
    // The week of the plan begins with today, and so does the offer.
    for day in ["2026-06-04", "2026-06-06", "2026-06-09"] {
        let next = day.parse::<jiff::civil::Date>().unwrap().tomorrow().unwrap().to_string();
        past = past
            .at(day, &format!(r#""kind":"run","date":"{day}","minutes":39,"run-minutes":30,"prescription":"C4: 30m run","effort":3,"during":1,"after":1,"site":{{"region":"tendon-mid","side":"left"}}{watch}"#))
            .sore(day, "later", 1)
            .sore(&next, "morning", 1);
    }
    // Said before the entries that the keys make.
    let today = r#""kind":"check-in","moment":"morning","date":"2026-06-11","sore":[{"region":"tendon-mid","side":"left","score":1}],"recall":"now""#;
    past.at("2026-06-10", today).stage()
}

#[test]
fn quicker_steps_are_offered_on_today_by_count_and_by_watch() {
    let mut stage = steady("");
    stage.press("t");
    insta::assert_snapshot!("today_quicker_steps", stage.all_sizes());
    stage.press("3");
    let Body::Profile(said) = last(&stage) else { panic!("{:?}", last(&stage)) };
    let steps = |own| Some(StepRate { date: date(2026, 6, 11), own });
    assert_eq!(said.steps, steps(Some(160)));
    assert_eq!(stage.app.view().choice(), None, "answered");
    stage.press("u");
    stage.press("7");
    let Body::Profile(said) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!(said.steps, steps(None));
    let recorded =
        r#","recorded":{"started":"2026-06-02T08:00:00Z","ended":"2026-06-02T08:39:00Z","cadence":164}"#;
    for (key, own) in [("1", Some(164)), ("2", None)] {
        let mut stage = steady(recorded);
        stage.press("t");
        assert!(
            stage.text(80, 24).contains("says 164 a minute; 172 would be quicker"),
            "{}",
            stage.text(80, 24)
        );
        stage.press(key);
        let Body::Profile(said) = last(&stage) else { panic!("{:?}", last(&stage)) };
        assert_eq!(said.steps, steps(own));
    }
}

#[test]
fn what_only_holds_growth_is_shown_on_the_tab_and_ended_by_a_key_pressed_twice() {
    let mut stage = Past::new()
        .plan("2026-06-01", "new-runner", r#","days":["mon","thu","sat"]"#)
        .run("2026-06-08", 33, 8, "week 1, run 1: 8x(1m run, 2m walk)")
        .at("2026-06-10", r#""kind":"flag","sign":"RF10c""#)
        .stage();
    insta::assert_snapshot!("plan_nothing_longer", stage.all_sizes());
    let before = entries(&stage);
    stage.press("c");
    assert_eq!(entries(&stage), before, "asked twice");
    stage.press("c");
    let Body::Clearance(cleared) = last(&stage) else { panic!("{:?}", last(&stage)) };
    assert_eq!((cleared.signs, cleared.by), (vec!["RF10c".to_owned()], ClearedBy::Clinician));
    assert!(!stage.text(120, 36).contains("gets longer until"));
}
