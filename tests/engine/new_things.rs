//! One new thing a week: a heel lift, shorter and quicker steps, hills; and what never goes with a sore back of the heel.

use runup::library::Library;
use runup::plan::notes::Note;
use runup::plan::steps;
use runup::plans::{Plan, Shape, Work};
use runup::record::{PlanAction, StepRate, StillRunning};
use runup::routine::Id;
use runup::symptoms::{Region, Side, Site};

use super::plans::*;
use super::walker::*;

const HEEL: Site = Site { region: Region::BackHeelBone, side: Some(Side::Left) };

fn shipped(id: &str) -> Plan {
    (*Library::shipped().plan(&Id::from_words(id)).unwrap()).clone()
}

fn at(site: Site, name: &str) -> Walker {
    let mut action = start_action();
    if let PlanAction::Start { place, tested, .. } = &mut action {
        (*place, *tested) = (Some(name.into()), true);
    }
    Walker::begin(shipped("back-from-heel-pain"), Some(site), action)
}

fn keeps() -> Walker {
    let mut action = start_action();
    if let PlanAction::Start { site, usual_minutes, last_run, still_running, .. } = &mut action {
        let said =
            StillRunning { runs: 6, worst: 1, base: 1, morning: 1, walking: 1, ..StillRunning::default() };
        (*site, *usual_minutes, *still_running) = (Some(CORD), Some(30.0), Some(said));
        *last_run = Some(plus(START, -2));
    }
    Walker::begin(shipped("keep-running"), Some(CORD), action)
}

/// The days of some weeks from the beginning on which something is said, runs done as they come due.
fn days_with(walker: &mut Walker, weeks: i64, is: impl Fn(&Note) -> bool) -> Vec<i64> {
    let mut days = Vec::new();
    for day in 0..weeks * 7 {
        let said = walker.ask();
        if said.notes.iter().any(&is) {
            days.push(day);
        }
        if said.due == runup::plan::recommend::Due::Today {
            walker.run(&said);
        }
        walker.sleep(1);
    }
    days
}

// The back of the heel.

#[test]
fn a_heel_lift_is_named_in_the_second_week_of_a_sore_back_of_the_heel_and_at_no_other_site() {
    let lift = |note: &Note| *note == Note::HeelLift;
    assert_eq!(days_with(&mut at(HEEL, "R5"), 4, lift), [7, 8, 9, 10, 11, 12, 13]);
    assert_eq!(days_with(&mut at(CORD, "R5"), 4, lift), [0; 0]);
}

#[test]
fn a_heel_lift_waits_while_something_else_is_new() {
    let mut walker = at(HEEL, "R5");
    walker.sleep(7);
    assert!(walker.ask().notes.contains(&Note::HeelLift));
    let mut ticks = walker.clone();
    ticks.diary.profile.steps = Some(StepRate { own: Some(160), date: ticks.today });
    assert!(!ticks.ask().notes.contains(&Note::HeelLift), "ticks began today");
    let said = walker.until_due();
    walker.run(&said);
    walker.facts().runs[0].hills = true;
    walker.sleep(1);
    assert!(!walker.ask().notes.contains(&Note::HeelLift), "hills are new");
}

#[test]
fn no_run_has_hills_while_the_back_of_the_heel_is_sore() {
    let hills = |site: Site| at(site, "C6").until_due().prescription.unwrap().hills;
    assert!(hills(CORD) > 0.0, "the last stage has some");
    assert!(hills(HEEL).abs() < f64::EPSILON);
}

// Shorter, quicker steps.

#[test]
fn quicker_steps_are_offered_with_the_first_run_of_a_week_in_two_weeks_of_four() {
    let steps = |note: &Note| matches!(note, Note::QuickerSteps { .. });
    // Mondays: the third week is the first with two green ones behind it.
    assert_eq!(days_with(&mut keeps(), 9, steps), [14, 21, 42, 49]);
}

#[test]
fn quicker_steps_are_offered_once_half_an_hour_is_run_again_and_not_before() {
    let steps = |note: &Note| matches!(note, Note::QuickerSteps { .. });
    assert_eq!(days_with(&mut at(CORD, "R5"), 1, steps), [0; 0]);
    assert_eq!(days_with(&mut at(CORD, "C4"), 1, steps), [0]);
    assert_eq!(days_with(&mut Walker::healthy(new_runner()), 2, steps), [0; 0]);
}

#[test]
fn whoever_said_no_to_quicker_steps_is_not_asked_again() {
    let mut walker = at(CORD, "C4");
    walker.diary.profile.steps = Some(StepRate { own: None, date: walker.today });
    assert_eq!(days_with(&mut walker, 8, |note| matches!(note, Note::QuickerSteps { .. })), [0; 0]);
}

#[test]
fn quicker_steps_wait_while_something_else_is_new_or_not_all_was_green() {
    let offered =
        |walker: &Walker| walker.ask().notes.iter().any(|note| matches!(note, Note::QuickerSteps { .. }));
    let mut walker = keeps();
    for _ in 0..6 {
        walker.run_next();
    }
    walker.until_due();
    assert!(offered(&walker));
    let mut hills = walker.clone();
    let last = plus(walker.today, -3);
    hills.diary.day(last).runs[0].hills = true;
    assert!(!offered(&hills), "hills are new");
    walker.diary.day(last).runs[0].during = Some(3);
    assert!(!offered(&walker), "one of the runs was not green");
}

#[test]
fn quicker_steps_do_not_begin_within_two_weeks_of_a_step_back() {
    let mut walker = at(CORD, "C5");
    walker.until_due();
    let may = |walker: &Walker| steps::may_begin_on(Some(&walker.plan), &walker.diary, walker.today).is_ok();
    assert!(may(&walker));
    walker.felt.during = Some(4);
    walker.run_next();
    walker.run_next();
    walker.felt.during = Some(1);
    walker.run_next();
    walker.until_due();
    assert_eq!((walker.state().setbacks.backs.len(), may(&walker)), (1, false));
}

#[test]
fn ticks_sound_for_four_weeks_and_not_after_a_step_back() {
    let mut walker = keeps();
    for _ in 0..6 {
        walker.run_next();
    }
    walker.until_due();
    walker.diary.profile.steps = Some(StepRate { own: Some(160), date: walker.today });
    let ticks = |walker: &Walker| walker.ask().prescription.and_then(|run| run.ticks);
    assert!(ticks(&walker).is_some());
    let mut back = walker.clone();
    back.felt.during = Some(4);
    back.run_next();
    back.run_next();
    assert!(ticks(&back).is_none(), "{:?}", back.ask());
    for _ in 0..12 {
        walker.run_next();
    }
    walker.until_due();
    assert!(ticks(&walker).is_none(), "four weeks are over");
}

#[test]
fn hills_come_with_the_last_stage_only() {
    let Shape::Stages(stages) = shipped("back-from-heel-pain").shape else { panic!("stages") };
    let hilly = stages.iter().filter(|stage| matches!(&stage.work, Work::Runs(runs) if runs.hills > 0.0));
    assert_eq!(hilly.map(|stage| stage.id.as_str()).collect::<Vec<_>>(), ["C6"]);
}
