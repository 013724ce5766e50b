//! Each topic by itself: what it asks, in which order, and what it writes.

use super::*;

#[test]
fn what_follows_a_plan_is_one_choice_and_a_longer_run_asks_how_far() {
    for (lines, choice, goal) in [
        (&["1"][..], Afterwards::Keep, None),
        (&["2", "4"], Afterwards::Longer, Some(Goal::Km(5.0))),
        (&["2", "1"], Afterwards::Longer, None),
        (&["4"], Afterwards::WarmUps, None),
    ] {
        let mut core = plan_done();
        let (asked, _) = asked(TodaysChoice, &mut core, noon(), lines);
        assert_eq!(asked.len(), lines.len(), "{asked:?}");
        let date = noon().at.date();
        let said = PlanAction::Then { date, choice, goal };
        assert!(core.log().plan_events().iter().any(|event| event.body.action == said), "{lines:?}");
        assert_eq!(core.choice(date), None);
    }
}

#[test]
fn after_four_weeks_the_warm_up_is_asked() {
    let mut core = planned(&["2026-06-11", "2026-06-16", "2026-07-05", "2026-07-07", "2026-07-09"]);
    let (asked, _) = asked(TodaysChoice, &mut core, now("2026-07-10T12:00:00Z"), &["2"]);
    assert!(matches!(asked[..], [Ask::TodaysChoice(Choice::Review(_))]), "{asked:?}");
    let said = core.log().profile().looked_back.map(|said| (said.week, said.warm_up));
    assert_eq!(said, Some((4, WarmUp::Short)));
}

#[test]
fn what_is_given_and_not_asked_is_refused_and_nothing_is_left_of_it() {
    let run_in_full = Run { completed: Some(1.0), ..in_part() };
    let mut core = kept(&run_in_full);
    let before = entries(&core);
    let given = Given::default().with("during", "5").with("cut-short", "1");
    let mut dialog = Dialog::new(review(&run_in_full, Some(Region::TendonMid)), &core, noon());
    let refused = run(&mut dialog, &mut core, noon(), given, &mut |_| Ok(None));
    assert_eq!(refused, Err(Refused::NotAsked("cut-short")));
    assert_eq!(entries(&core), before);
    let given = Given::default().with("during", "11");
    let refused = run(&mut dialog, &mut core, noon(), given, &mut |_| Ok(None));
    assert_eq!(refused, Err(Refused::Wrong(Ask::RunPain(Some(Region::TendonMid)), "11".into())));
    let mut signs = Dialog::new(SignRules::wrong(), &core, noon());
    let refused = run(&mut signs, &mut core, noon(), Given::default(), &mut |_| Ok(None));
    assert_eq!(refused, Err(Refused::Missing(Ask::Wrong)));
    let flag = Flag::of("RF08");
    let mut locked = super::tests::core(vec![record("f", "2026-06-11T09:00:00Z", Body::Flag(flag))]);
    let mut by_hand = Dialog::new(ByHand::new(&locked, noon()), &locked, noon());
    let refused =
        run(&mut by_hand, &mut locked, noon(), Given::default().with("length", "30"), &mut |_| Ok(None));
    assert_eq!(refused, Err(Refused::Locked));
}

#[test]
fn pain_of_a_run_brings_the_question_about_the_gait_and_warning_signs_in_the_same_way_by_arrows() {
    let run = Run { completed: Some(1.0), ..in_part() };
    let mut core = kept(&run);
    let mut dialog = Dialog::new(review(&run, Some(Region::TendonMid)), &core, noon());
    for _ in 0..=4 {
        assert_eq!(dialog.press(Press::More, &mut core, noon()), Reply::Drafted);
    }
    let pain = Occasion::Pain { region: Region::TendonMid, score: PainScore::new(4).unwrap() };
    assert_eq!(dialog.press(Press::Accept, &mut core, noon()), Reply::Answered(vec![(pain, Some(site()))]));
    assert_eq!(dialog.asked(), Some(&Ask::RunGait));
}

#[test]
fn a_run_that_ended_for_the_body_is_asked_about_limping_and_one_that_walked_home_is_not() {
    let mut core = kept(&in_part());
    let (all, _) = asked(review(&in_part(), None), &mut core, noon(), &["1", "3", "2"]);
    assert_eq!(all, [Ask::RunCut, Ask::RunGait, Ask::RunEffort]);
    let Body::Run(run) = &core.log().get("run").unwrap().body else { panic!() };
    assert_eq!((run.cut_short, run.limp, run.sharp), (Some(CutShort::Body), false, true));
    let mut core = kept(&in_part());
    let (all, _) = asked(review(&in_part(), None), &mut core, noon(), &["3", "2"]);
    assert_eq!(all, [Ask::RunCut, Ask::RunEffort]);
}

#[test]
fn a_sign_is_asked_once_more_and_those_that_go_with_it_after() {
    let mut core = core(Vec::new());
    let lines = ["2", "1", "n", "1", "y", "2", "y", "n"];
    let (all, dialog) = asked(SignRules::wrong(), &mut core, noon(), &lines);
    let sign = |id: &str| crate::symptoms::signs::sign(id).unwrap();
    let signs = |which, ids: &[&str]| Ask::Signs { which, signs: ids.iter().map(|id| sign(id)).collect() };
    let calf = signs(WhichSigns::Line, &["RF03a", "RF03d"]);
    let too = |ids: &[&str]| signs(WhichSigns::Too, ids);
    let (swollen, risk) = (Ask::Sure(sign("RF03a")), Ask::Sure(sign("RF03c")));
    let expected = [
        Ask::Wrong,
        calf.clone(),
        swollen.clone(),
        calf,
        swollen,
        too(&["RF03b", "RF03c"]),
        risk,
        too(&["RF04"]),
    ];
    assert_eq!(all, expected);
    assert_eq!(core.locks().len(), 1);
    assert!(core.is_answered(sign("RF04"), noon()));
    assert_eq!(dialog.rules.said(dialog.steps()), None, "the last answer was no sign");
    assert_eq!(SignRules::said_last(dialog.steps()), Some(sign("RF03c")));
}

#[test]
fn none_of_a_lines_signs_leads_back_to_the_lines() {
    let mut core = core(Vec::new());
    let (all, _) = asked(SignRules::wrong(), &mut core, noon(), &["8", "n", "n"]);
    assert_eq!((all.len(), &all[0], &all[2]), (3, &Ask::Wrong, &Ask::Wrong));
    assert!(core.locks().is_empty());
}

#[test]
fn the_health_page_asks_on_until_nothing_else_is_so_and_only_that_is_kept_as_answered() {
    let answered = |lines: &[&str]| {
        let mut core = core(Vec::new());
        let (all, _) = asked(SignRules::health(), &mut core, noon(), lines);
        let flags = core.log().flags().into_iter().map(|flag| flag.body.sign.clone()).collect::<Vec<_>>();
        (all, flags, core.log().profile().health)
    };
    let today = noon().at.date();
    assert_eq!(answered(&["n"]), (vec![Ask::Health], Vec::new(), Some(today)));
    assert_eq!(answered(&["s"]), (vec![Ask::Health], Vec::new(), None));
    // A stress fracture, nothing more of it, then a pregnancy, then nothing else.
    let (all, flags, health) = answered(&["2", "1", "y", "n", "4", "1", "y", "n"]);
    assert_eq!(all.iter().filter(|ask| **ask == Ask::Health).count(), 3);
    assert_eq!(flags, ["BH1", "PR1"]);
    assert_eq!(health, Some(today));
}

#[test]
fn the_plans_run_is_done_as_asked_by_one_key() {
    let mut core = planned(&[]);
    let rules = ByHand::new(&core, noon());
    let whole = rules.length(None).unwrap();
    let (all, dialog) = asked(rules, &mut core, noon(), &[""]);
    assert_eq!(all, [Ask::Length(super::ask::Length { planned: Some(whole) })]);
    let runs = core.log().runs();
    assert_eq!((runs.len(), runs[0].body.completed), (1, Some(1.0)));
    assert!(runs[0].body.prescription.is_some() && dialog.rules.told.beside.is_none());
    assert_eq!(dialog.wrote().len(), 1);
}

#[test]
fn before_four_it_may_be_last_nights_run() {
    let night = now("2026-06-12T02:30:00Z");
    for (answer, day, counts) in [("1", "2026-06-11", true), ("2", "2026-06-12", false)] {
        let mut core = planned(&[]);
        let rules = ByHand::new(&core, night);
        let (all, _) = asked(rules, &mut core, night, &["30", answer, "2"]);
        assert_eq!(all[1], Ask::LastNight { walk: false });
        let runs = core.log().runs();
        assert_eq!(runs[0].body.date.to_string(), day);
        assert_eq!(runs[0].body.prescription.is_some(), counts);
    }
    let mut core = planned(&[]);
    let (all, _) = asked(ByHand::new(&core, noon()), &mut core, noon(), &["30"]);
    assert_eq!(all.len(), 1, "by day it is not asked");
}

#[test]
fn a_second_run_of_a_day_is_another_or_the_same() {
    for (answer, count) in [("1", 2), ("2", 1)] {
        let mut core = planned(&["2026-06-11"]);
        let rules = ByHand::new(&core, noon());
        let (all, _) = asked(rules, &mut core, noon(), &["45", answer]);
        assert!(matches!(&all[..], [_, Ask::Another(known)] if known.id == "ran 2026-06-11"), "{all:?}");
        assert_eq!(core.log().runs().len(), count);
    }
}

#[test]
fn pain_of_a_routine_asks_about_signs_only_if_it_rose() {
    for (worst, asks) in [("2", false), ("4", true)] {
        let of = session(Some(2));
        let mut core = core(vec![record("s", "2026-06-11T11:00:00Z", Body::Session(of.clone()))]);
        let mut dialog = Dialog::new(SessionReview { record: "s".into(), session: of }, &core, noon());
        let occasions =
            run(&mut dialog, &mut core, noon(), Given::default(), &mut |_| Ok(Some(worst.into()))).unwrap();
        assert_eq!(!occasions.is_empty(), asks);
        assert_eq!(core.log().sessions()[0].body.worst.map(PainScore::value), worst.parse().ok());
    }
}

#[test]
fn the_first_start_asks_for_the_side_of_a_place_that_has_one() {
    let sides = |lines: &[&str]| {
        let (asked, dialog) = asked(FirstStart, &mut core(Vec::new()), noon(), lines);
        let sore = FirstStart::sore(dialog.steps());
        (asked.len(), sore.iter().map(|sore| sore.site.side.map(|side| side.to_string())).collect::<Vec<_>>())
    };
    let (left, right) = (Some("left".to_owned()), Some("right".to_owned()));
    assert_eq!(sides(&["2", "1"]), (2, vec![left.clone()]));
    assert_eq!(sides(&["2", "3"]), (2, vec![left, right]));
    assert_eq!(sides(&["2", ""]), (2, vec![None]), "the side may stay open");
    assert_eq!(sides(&["5"]), (1, vec![None]), "elsewhere has no side to ask");
    assert_eq!(sides(&["n"]), (1, Vec::new()));
}

#[test]
fn a_place_that_is_sore_is_the_runs() {
    let mut core = core(vec![record("c", "2026-06-11T06:00:00Z", Body::CheckIn(morning("2026-06-11", 3)))]);
    let rules = ByHand::new(&core, noon());
    asked(rules, &mut core, noon(), &["30"]);
    assert_eq!(core.log().runs()[0].body.site, Some(site()));
}

#[test]
fn a_result_is_put_right_by_digits_or_arrows_and_its_pain_is_its_next_revision() {
    let mut core = core(Vec::new());
    let side = crate::symptoms::Side::Left;
    let rules =
        TestRules { kind: TestKind::HeelRaises, side, counted: Some(Hundredths::of(18.0)), kept: true };
    let mut dialog = Dialog::new(rules, &core, noon());
    let stands = |dialog: &Dialog<TestRules>| {
        dialog.asked().and_then(|ask| ask.kind().result(dialog.draft())).map(Hundredths::value)
    };
    assert_eq!(stands(&dialog), Some(18.0));
    dialog.press(Press::More, &mut core, noon());
    assert_eq!(stands(&dialog), Some(19.0));
    // A digit begins again behind what was counted or stepped, and continues with what is typed.
    for (digit, now) in [(2, 2.0), (1, 21.0), (7, 7.0)] {
        dialog.press(Press::Digit(digit), &mut core, noon());
        assert_eq!(stands(&dialog), Some(now));
    }
    dialog.press(Press::Accept, &mut core, noon());
    dialog.press(Press::Digit(2), &mut core, noon());
    let [(_, Body::Test(test))] = &entries(&core)[..] else { panic!("{:?}", entries(&core)) };
    assert_eq!((test.value, test.pain.map(PainScore::value)), (7.0, Some(2)));
}

#[test]
fn a_year_out_of_its_bounds_is_no_answer_and_none_is_kept_as_unsaid() {
    let mut core = core(Vec::new());
    let mut dialog = Dialog::new(BornRules, &core, noon());
    for digit in [1, 8, 0, 0] {
        dialog.press(Press::Digit(digit), &mut core, noon());
    }
    assert_eq!(dialog.press(Press::Accept, &mut core, noon()), Reply::Ignored);
    for _ in 0..4 {
        dialog.press(Press::Less, &mut core, noon());
    }
    dialog.press(Press::Accept, &mut core, noon());
    assert!(core.log().profile().born_unsaid && dialog.asked().is_none());
}

#[test]
fn a_sign_that_was_said_stays_said_if_who_said_it_goes_away() {
    let mut core = core(Vec::new());
    let mut dialog = Dialog::new(SignRules::health(), &core, noon());
    let mut lines = ["2", "1", "y"].into_iter();
    let refused = run(&mut dialog, &mut core, noon(), Given::default(), &mut |_| match lines.next() {
        Some(line) => Ok(Some(line.to_owned())),
        None => Err(Refused::Left),
    });
    assert_eq!(refused, Err(Refused::Left));
    assert_eq!(core.log().flags().len(), 1);
}
