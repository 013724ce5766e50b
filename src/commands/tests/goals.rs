//! What follows a plan as far as a goal, and what the runner says about themselves.

use super::*;
use crate::record::{Afterwards, Goal, Moment, Profile, Recall, Sore};
use crate::symptoms::{PainScore, Region, Side, Site};

#[test]
fn a_goal_is_a_range_of_weeks_and_no_date() {
    let mut bench = Bench::begun("new-runner");
    let said = bench.does("plan then goal 60m");
    assert!(
        said.contains("Your goal: 60 minutes. That takes about 18 to 27 weeks after this plan"),
        "{said}"
    );
    let then = |bench: &Bench| match bench.last() {
        Body::Plan(event) => match event.action {
            PlanAction::Then { choice, goal, .. } => (choice, goal),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    assert_eq!(then(&bench), (Afterwards::Longer, Some(Goal::Minutes(60.0))));
    assert!(bench.does("plan").contains("Your goal: 60 minutes."));
    let said = bench.does("plan then goal 5km");
    assert!(said.contains("Your goal: 5 km, 32 to 42 minutes at an easy pace."), "{said}");
    assert!(bench.does("plan then goal 10km").contains("10 km, 65 to 85 minutes"));
    assert!(bench.does("history").contains("then longer, up to 10 km"));
    bench.does("plan then longer");
    assert_eq!(then(&bench), (Afterwards::Longer, None));
    assert!(!bench.does("plan").contains("Your goal"));
    bench.refuses("plan then goal", &["this goal needs a length", "plan then goal 45m, 60m, 5km or 10km"]);
    bench.refuses("plan then hills 60m", &["hills doesn't take a length", "plan then goal 60m"]);
    bench.refuses("plan then goal 90m", &["90m"]);
}

#[test]
fn from_sixty_five_on_a_goal_is_further_off_and_two_runs_a_week_do_not_get_there() {
    let mut bench = Bench::begun("new-runner");
    bench.does("profile birth-year 1955");
    let said = bench.does("plan then goal 60m");
    assert!(!said.contains("18 to 27") && said.contains("weeks after this plan"), "{said}");
    bench.does("profile birth-year none");
    bench.does("plan days mon,thu");
    let said = bench.does("plan then goal 60m");
    assert!(said.contains("With two runs a week your long run stops at 45 minutes"), "{said}");
}

#[test]
fn the_year_of_birth_is_set_shown_and_cleared() {
    let mut bench = Bench::new();
    let said = bench.does("profile");
    assert!(said.contains("not said") && said.contains("20 heel raises"), "{said}");
    let said = bench.does("profile birth-year 1961");
    assert!(said.contains("1961") && said.contains("12 heel raises"), "{said}");
    assert_eq!(bench.last(), Body::Profile(Profile { born: Some(1961), ..Profile::default() }));
    assert!(bench.does("history").contains("Year of birth: 1961"));
    let said = bench.does("profile birth-year none");
    assert!(!said.contains("1961") && said.contains("20 heel raises"), "{said}");
    assert_eq!(bench.writer().log().profile().born, None);
    bench.does("undo");
    assert_eq!(bench.writer().log().profile().born, Some(1961), "undone, the year is back");
    bench.does("profile birth-year none");
    bench.does("profile birth-year 1990");
    assert_eq!(bench.writer().log().profile().born, Some(1990), "said again after it was cleared");
    for wrong in ["61", "1850", "2020", "year", "-1"] {
        bench.refuses(&format!("profile birth-year -- {wrong}"), &["must be a year of birth"]);
    }
}

#[test]
fn new_runners_warm_up_with_hip_and_core_on_their_first_and_last_run_day() {
    let mut bench = Bench::begun("new-runner");
    let before = |bench: &mut Bench| {
        let said = bench.does("plan explain --json");
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        said["prescription"]["before"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(before(&mut bench), "hip-core", "Monday");
    bench.does("log run 33m --effort easy");
    bench.days(1);
    bench.does("log morning none");
    assert_eq!(before(&mut bench), "pre-run-5", "of Wednesday's run");
    bench.days(1);
    bench.does("log run 33m --effort easy");
    bench.days(1);
    bench.does("log morning none");
    assert_eq!(before(&mut bench), "hip-core", "of Friday's run");
    bench.does("plan days tue,thu,sat");
    assert_eq!(before(&mut bench), "hip-core", "Saturday is their last run day");
    bench.does("plan move +1d");
    assert_eq!(before(&mut bench), "pre-run-5", "Sunday is none of their run days");
}

#[test]
fn another_sport_is_logged_and_is_never_a_run() {
    let mut bench = Bench::begun("new-runner");
    let explained = |bench: &mut Bench| bench.does("plan explain --json");
    let before = explained(&mut bench);
    let said = bench.does("log bike 30m --effort easy --worst 1");
    assert!(
        said.starts_with("Bike: 30 minutes, effort 3, worst pain 1.") && said.contains("not a run"),
        "{said}"
    );
    assert_eq!(explained(&mut bench), before, "neither the run of today nor any other is another one");
    let said = bench.does("log swim 20m --worst 3");
    assert!(said.contains("shorter or easier"), "{said}");
    bench.does("log pool 25m --date yesterday");
    bench.does("log other 90m --note rowing");
    let history = bench.does("history");
    for line in
        ["Bike: 30 minutes", "Swim: 20 minutes", "Pool run: 25 minutes", "Other sport: 90 minutes: rowing"]
    {
        assert!(history.contains(line), "{line}: {history}");
    }
    assert!(history.contains("Other sport, minutes per week: o"), "{history}");
    let csv = bench.does("history --csv --kind cross-training");
    assert!(csv.contains("bike") && csv.lines().count() == 5, "{csv}");
    let id = bench.writer().log().entries().last().map(|entry| entry.record.id.clone()).unwrap();
    bench.does(&format!("edit {id} minutes=60m worst=2"));
    assert!(bench.does("history").contains("Other sport: 60 minutes, worst pain 2: rowing"));
    bench.does("undo");
    assert!(bench.does("history").contains("Other sport: 90 minutes: rowing"));
    bench.does(&format!("remove {id}"));
    assert!(!bench.does("history").contains("rowing"));
    bench.refuses("log bike", &["TIME"]);
}

#[test]
fn a_heel_lift_is_told_in_the_second_week_of_a_sore_back_of_the_heel_and_no_hill_is() {
    let mut bench = Bench::new();
    bench.does(
        "plan start back-from-heel-pain --region back-heel-bone --side left --last-run never --no-signs",
    );
    let told = |bench: &mut Bench| bench.does("plan").contains("10 to 12 mm lift in both");
    assert!(!told(&mut bench), "not in the first week");
    for day in 1..=14 {
        bench.days(1);
        bench.does("log morning 2");
        assert_eq!(told(&mut bench), (7..14).contains(&day), "day {day}");
    }
    let mut other = Bench::new();
    other.does("plan start back-from-heel-pain --region tendon-mid --side left --last-run never --no-signs");
    for _ in 1..=10 {
        other.days(1);
        other.does("log morning 2");
    }
    assert!(!told(&mut other));
}

const KEEPS: &str = "plan start keep-running --region tendon-mid --side left --usual 30m --runs 6 --last-run yesterday \
    --worst 2 --base 2 --morning 2 --walking 1 --worse no --flared no --limp no --no-signs";
const ACHILLES: &str = "--region tendon-mid --side left";

/// Runs on for so many days, with what is said of the run and of the morning.
fn keeps(bench: &mut Bench, days: usize, during: u8) {
    for _ in 0..days {
        bench.does(&format!("log morning 2 {ACHILLES}"));
        let next: serde_json::Value = serde_json::from_str(&bench.does("next --json")).unwrap();
        if next["run"]["date"] == next["date"] {
            let minutes = next["run"]["seconds"].as_u64().unwrap() / 60;
            bench.does(&format!("log run {minutes}m --during {during} --after 1 --effort easy"));
        }
        bench.days(1);
    }
}

#[test]
fn quicker_steps_are_offered_after_two_green_weeks_of_running_on_and_ticks_sound_for_four() {
    let mut bench = Bench::new();
    bench.refuses("profile steps 160", &["run half an hour again after a sore heel"]);
    bench.does(KEEPS);
    bench.refuses("profile steps 160", &["two weeks in which every run was fine"]);
    keeps(&mut bench, 14, 1);
    let said = bench.does("plan");
    assert!(
        said.contains("slightly shorter, quicker steps") && said.contains("runup profile steps 160"),
        "{said}"
    );
    for wrong in ["60", "300", "fast", "-1"] {
        bench.refuses(&format!("profile steps -- {wrong}"), &["steps per minute, counting both feet"]);
    }
    let said = bench.does("profile steps 162");
    assert!(said.contains("170 ticks a minute") && said.contains("Change nothing else"), "{said}");
    assert!(bench.does("profile").contains("162, ticks at 170 from"), "{said}");
    assert!(!bench.does("plan").contains("shorter and quicker"), "offered once");
    let ticks = |bench: &mut Bench| {
        let said = bench.does("plan explain");
        [1, 2].into_iter().find(|minutes| {
            let minutes = if *minutes == 1 { "1 minute".to_owned() } else { format!("{minutes} minutes") };
            said.contains(&format!("with ticks at 170 steps a minute, {minutes} at a time"))
        })
    };
    assert_eq!(ticks(&mut bench), Some(1));
    keeps(&mut bench, 15, 1);
    assert_eq!(ticks(&mut bench), Some(2));
    keeps(&mut bench, 14, 1);
    assert_eq!(ticks(&mut bench), None, "four weeks are over");
    bench.does("profile steps off");
    assert!(bench.does("history").contains("No ticks for quicker steps"));
}

#[test]
fn what_is_new_holds_for_a_week_and_a_step_back_silences_the_ticks() {
    let mut bench = Bench::new();
    bench.does(KEEPS);
    keeps(&mut bench, 15, 1);
    bench.does("profile steps 162");
    keeps(&mut bench, 5, 1);
    let said = bench.does("plan");
    assert!(said.contains("quicker steps are new this week, and one new thing is enough"), "{said}");
    assert!(bench.does("plan explain").contains("with ticks"));
    keeps(&mut bench, 6, 5);
    assert!(!bench.does("plan explain").contains("with ticks"), "after a step back");
    bench.refuses("profile steps 162", &["without a step back or a rest"]);
}

#[test]
fn three_in_a_run_is_no_green_week() {
    let mut bench = Bench::new();
    bench.does(KEEPS);
    keeps(&mut bench, 16, 3);
    assert!(!bench.does("plan").contains("shorter and quicker"));
    bench.refuses("profile steps 160", &["every run was fine"]);
}

#[test]
fn a_plan_for_the_healthy_offers_no_ticks() {
    let mut bench = Bench::begun("new-runner");
    bench.days(15);
    bench.refuses("profile steps 160", &["after a sore heel"]);
}

#[test]
fn a_morning_says_how_walking_is_and_both_are_written() {
    let mut bench = Bench::new();
    let sole = "--region under-heel --side right";
    bench.does(&format!("log morning 4 {sole} --walking 2"));
    let said = bench.bodies();
    let of = |moment: Moment| {
        let mut found = said.iter().filter_map(|body| match body {
            Body::CheckIn(said) if said.moment == moment => Some(said),
            _ => None,
        });
        (found.next().unwrap(), found.count())
    };
    let (feet, more) = of(Moment::OnFeet);
    let site = Site { region: Region::UnderHeel, side: Some(Side::Right) };
    assert_eq!((&feet.sore[..], more), (&[Sore { site, score: PainScore::new(2) }][..], 0));
    assert_eq!(of(Moment::Morning).0.sore, [Sore { site, score: PainScore::new(4) }]);
    assert_eq!((feet.date, feet.recall), (bench.writer().today(), Recall::Now));
    bench.days(1);
    bench.refuses("log morning none --walking 2", &["--walking needs a sore place"]);
    bench.refuses(&format!("log later 3 {sole} --walking 2"), &["--walking works with"]);
    bench.does(&format!("log morning 3 {sole} --walking 3 --date yesterday"));
    let Some(Body::CheckIn(feet)) = bench
        .bodies()
        .into_iter()
        .rfind(|body| matches!(body, Body::CheckIn(said) if said.moment == Moment::OnFeet))
    else {
        panic!("none")
    };
    assert_eq!(feet.recall, Recall::Memory, "of a day before");
}

#[test]
fn the_same_four_each_morning_asks_about_signs_once_in_four_weeks_and_a_five_asks_again() {
    let mut bench = Bench::new();
    let asks = |bench: &mut Bench, score: u8| {
        let said = bench.does(&format!("log morning {score} --region under-heel --side right"));
        bench.days(1);
        said.contains("Do you have any of these right now?")
    };
    let asked: Vec<usize> = (0..40).filter(|_| asks(&mut bench, 4)).collect();
    assert_eq!(asked, [0, 28]);
    assert!(asks(&mut bench, 5), "higher than before");
    assert!(!asks(&mut bench, 4));
    assert!((0..9).all(|_| !asks(&mut bench, 2)));
    assert!(asks(&mut bench, 4), "after a week of less");
}

#[test]
fn what_only_holds_growth_is_said_with_the_plan_and_how_it_ends() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log flag RF10c");
    let said = bench.does("plan");
    assert!(said.contains("no run gets longer until a doctor or physio has cleared it"), "{said}");
    assert!(said.contains("Then: runup log flag cleared --by clinician"), "{said}");
    bench.does("log flag cleared --by clinician");
    assert!(!bench.does("plan").contains("no run gets longer"));
}

#[test]
fn a_sign_ends_on_the_day_that_a_doctor_has_set_however_many_weeks_ahead() {
    let mut bench = Bench::new();
    bench.does("log flag RF10b");
    let said = bench.does("log cleared RF10b --by clinician --until 2027-01-25");
    assert!(said.contains("RF10b ends on 2027-01-25"), "{said}");
    bench.refuses("log cleared RF10b --by clinician --until 2028-01-25", &["more than a year ahead"]);
}

#[test]
fn who_is_sore_today_is_not_asked_how_far_to_go() {
    let mut bench = Bench::new();
    bench.does(
        "plan start keep-running --region tendon-mid --side left --usual 30m --worst 2 --base 2 --morning 2 \
         --walking 1 --runs 3 --last-run 2026-10-31 --worse no --no-signs",
    );
    let asked = |said: &str| said.contains("You've reached the end of the plan");
    for day in 0..28 {
        if day > 0 {
            bench.days(1);
        }
        let morning = if day == 21 { 4 } else { 2 };
        bench.does(&format!("log morning {morning} --region tendon-mid --side left"));
        let said = bench.does("plan");
        if morning == 4 {
            assert!(said.contains("Pain 4 out of 10 today") && !asked(&said), "{said}");
            return;
        }
        if said.contains("\nToday: ") {
            bench.does("log run 30m --during 2 --after 2 --effort easy");
        }
    }
}
