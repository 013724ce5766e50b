//! What is asked, and how seldom; what lies behind in days.

use runup::plan::asks::Ask;
use runup::plan::calendar::far_apart;
use runup::plan::setbacks::Setbacks;
use runup::plans::Day;

use super::plans::*;
use super::walker::*;

fn mornings(walker: &Walker) -> usize {
    walker.ask().asks.iter().filter(|ask| matches!(ask, Ask::Morning { .. })).count()
}

/// Goes to the next day without saying how its morning is.
fn unsaid(walker: &mut Walker) {
    walker.silence(1);
}

#[test]
fn a_sore_site_is_asked_about_daily_until_fourteen_calm_mornings() {
    for (calm, asked) in [(13, 1), (14, 0)] {
        let mut walker = Walker::sore_at(comeback(), "C2");
        walker.sleep(calm);
        unsaid(&mut walker);
        assert_eq!(mornings(&walker), asked, "{calm} calm mornings");
    }
}

#[test]
fn a_morning_of_two_begins_the_fourteen_again() {
    let mut walker = Walker::sore_at(comeback(), "C2");
    walker.sleep(10);
    walker.felt.morning = Some(2);
    walker.sleep(1);
    walker.felt.morning = Some(1);
    walker.sleep(4);
    unsaid(&mut walker);
    assert_eq!(mornings(&walker), 1);
}

#[test]
fn a_calm_site_is_asked_about_after_runs_only() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.sleep(16);
    let said = walker.until_due();
    walker.run(&said);
    unsaid(&mut walker);
    assert_eq!(mornings(&walker), 1, "the morning after a run");
    walker.wake();
    unsaid(&mut walker);
    assert_eq!(mornings(&walker), 0, "the second one, after a calm one");
}

#[test]
fn no_question_comes_twice_and_none_about_a_morning_that_was_told() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.wake();
    assert!(walker.ask().asks.is_empty());
    let said = walker.until_due();
    walker.run(&said);
    unsaid(&mut walker);
    let asks = walker.ask().asks;
    assert!(asks.iter().enumerate().all(|(n, ask)| !asks[..n].contains(ask)), "{asks:?}");
    assert_eq!(mornings(&walker), 1);
}

#[test]
fn who_has_nothing_sore_is_shown_no_scale() {
    let mut walker = Walker::healthy(new_runner());
    let said = walker.until_due();
    walker.run(&said);
    assert!(walker.ask().asks.is_empty(), "the morning after is not there yet");
    unsaid(&mut walker);
    assert_eq!(walker.ask().asks, [Ask::Anything { run: START }]);
    walker.facts().nothing = true;
    assert!(walker.ask().asks.is_empty());
}

#[test]
fn where_all_is_walked_nobody_is_asked_about_each_walk() {
    let plan = runup::library::Library::shipped();
    let plan = plan.plan(&runup::routine::Id::from_words("walk-to-30")).unwrap();
    let mut walker = Walker::healthy((*plan).clone());
    let said = walker.until_due();
    walker.run(&said);
    unsaid(&mut walker);
    assert_eq!(walker.ask().asks, []);
}

#[test]
fn a_run_is_asked_about_for_three_days() {
    for (days, asked) in [(3, 1), (4, 0)] {
        let mut walker = Walker::healthy(new_runner());
        let said = walker.until_due();
        walker.run(&said);
        walker.silence(days);
        let anything =
            walker.ask().asks.into_iter().filter(|ask| matches!(ask, Ask::Anything { .. })).count();
        assert_eq!(anything, asked, "{days} days");
    }
}

#[test]
fn a_week_without_a_word_asks_one_thing() {
    for (days, asked) in [(6, false), (7, true)] {
        let mut walker = Walker::healthy(new_runner());
        walker.silence(days);
        let away = Ask::Away { days: i32::try_from(days).unwrap() };
        assert_eq!(walker.ask().asks.contains(&away), asked, "{days} days");
    }
}

#[test]
fn setbacks_are_counted_to_their_last_day() {
    let mut setbacks = Setbacks::default();
    setbacks.rest(START);
    setbacks.rest(plus(START, 21));
    assert!(setbacks.two_rests(plus(START, 21)));
    assert!(!setbacks.two_rests(plus(START, 22)));
    for (apart, slow) in [(14, true), (15, false)] {
        let mut setbacks = Setbacks::default();
        setbacks.back(START);
        setbacks.back(plus(START, apart));
        assert_eq!(setbacks.slow(plus(START, apart)), slow, "{apart} days apart");
        assert!(!setbacks.slow(plus(START, apart + 14)));
        assert!(setbacks.drift_muted(plus(START, apart + 10)));
        assert!(!setbacks.drift_muted(plus(START, apart + 11)));
    }
}

#[test]
fn weekdays_lie_a_day_apart_over_the_end_of_the_week_too() {
    use Day::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    assert!(far_apart(&[Mon, Wed, Fri], 2));
    assert!(far_apart(&[Sat, Mon, Thu], 2));
    assert!(!far_apart(&[Mon, Tue], 2));
    assert!(!far_apart(&[Sun, Mon], 2));
    assert!(!far_apart(&[Wed, Wed], 2));
    assert!(far_apart(&[Sun], 2));
}
