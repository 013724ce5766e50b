//! The start of a plan, question by question, and the questions that the runner raises on the way.

use super::*;

/// Asks before a plan by lines until none is left; returns the questions, and what they come to.
fn set_up(core: &mut Core, lines: &[&str]) -> (Vec<PlanSetupQuestion>, Dialog<PlanSetupRules>) {
    let rules = PlanSetupRules::new(core, noon().at.date(), None);
    let mut dialog = Dialog::new(rules, core, noon());
    let mut asked = Vec::new();
    let mut lines = lines.iter();
    let read = &mut |ask: &Ask| {
        let Ask::PlanSetup(question) = ask else { panic!("{ask:?}") };
        asked.push(question.clone());
        Ok(lines.next().map(|line| (*line).to_owned()))
    };
    match run(&mut dialog, core, noon(), Given::default(), read) {
        Ok(_) | Err(Refused::Missing(_)) => (asked, dialog),
        Err(refused) => panic!("{refused:?}"),
    }
}

/// Why soreness is asked about, if it is.
fn why(asked: &[PlanSetupQuestion]) -> Option<WhySore> {
    asked.iter().find_map(|asked| if let PlanSetupQuestion::Sore(why, _) = asked { Some(*why) } else { None })
}

#[test]
fn what_the_log_knows_is_not_asked_before_a_plan() {
    let asked = |ran: Option<&str>, sites: Option<Vec<Site>>, lines: &[&str]| {
        let asked = set_up(&mut before_a_plan(ran, sites.as_deref()), lines).0;
        (matches!(asked.first(), Some(PlanSetupQuestion::LastRun(_))), why(&asked))
    };
    assert_eq!(asked(None, None, &["n"]), (true, Some(WhySore::Unknown)));
    assert_eq!(asked(None, Some(Vec::new()), &["n"]), (true, None), "never run, and nothing sore was said");
    assert_eq!(asked(None, Some(Vec::new()), &["3"]), (true, Some(WhySore::Reason)));
    assert_eq!(asked(None, None, &["3"]), (true, Some(WhySore::Break)));
    assert_eq!(asked(Some("2026-06-08"), Some(Vec::new()), &[]), (false, None));
    assert_eq!(
        asked(None, Some(vec![site()]), &[]),
        (true, None),
        "a runner who still runs may keep running"
    );
    let calf = Site { region: Region::CalfMuscle, side: None };
    assert_eq!(asked(None, Some(vec![calf]), &[]), (false, None), "other soreness decides by itself");
    let two = vec![site(), Site { region: Region::UnderHeel, side: None }];
    assert_eq!(asked(None, Some(two), &[]), (false, Some(WhySore::Which)));
}

#[test]
fn a_new_place_has_a_side_and_one_elsewhere_has_none() {
    let asks_side = |place: &str| {
        let (asked, dialog) = set_up(&mut before_a_plan(None, None), &["n", place, "1"]);
        let side = asked.iter().any(|asked| matches!(asked, PlanSetupQuestion::Side(_)));
        (side, dialog.rules.answers(dialog.steps()).sore.and_then(|site| site.side))
    };
    let left = Some(crate::symptoms::Side::Left);
    assert_eq!(asks_side("calf-muscle"), (true, left));
    assert_eq!(asks_side("calf-muscle:left"), (false, left));
    assert_eq!(asks_side("elsewhere"), (false, None));
}

#[test]
fn a_break_is_taken_for_the_longest_that_it_may_be() {
    for (answer, days) in [("1", 6), ("2", 14), ("3", 42), ("4", 90), ("5", 91)] {
        let rules = PlanSetupRules::new(&core(Vec::new()), noon().at.date(), None);
        let last = crate::time::days_before(noon().at.date(), days);
        let step = Step {
            ask: Ask::PlanSetup(PlanSetupQuestion::LastRun(noon().at.date())),
            answer: Answer::Choice(answer.chars().next().unwrap()),
            then: Vec::new(),
            raised: false,
            batch: None,
        };
        assert_eq!(rules.answers(&[step]).last_run, Some(last));
    }
}

#[test]
fn what_is_said_in_advance_needs_no_turn_of_its_own() {
    let mut core = core(Vec::new());
    let rules = PlanSetupRules::new(&core, noon().at.date(), None);
    let mut dialog = Dialog::new(rules, &core, noon());
    let given = Given::default().with("region", "tendon-mid:left").with("last-run", "4").with("sport", "no");
    let given = given.with("days", "tue,sat");
    run(&mut dialog, &mut core, noon(), given, &mut |ask| panic!("{ask:?}")).unwrap();
    let Outcome::Plan(choice) = dialog.outcome(&core, noon()) else { panic!() };
    assert_eq!(choice.plan.id.as_str(), "back-from-heel-pain");
    assert_eq!(
        (choice.beginning.answers.sport, choice.beginning.days),
        (Some(false), Some(vec![Day::Tue, Day::Sat]))
    );
}

/// A question that the runner raises on the way to a plan, if there is one at that moment: other plans, other run
/// days, or whether to replace the running plan.
fn to_raise(dialog: &Dialog<PlanSetupRules>, core: &Core, pick: usize) -> Option<Ask> {
    let outcome = dialog.outcome(core, noon());
    let shown = if let Outcome::Plan(choice) = &outcome { Some(choice) } else { None };
    match (pick % 6, shown) {
        (0, _) if !matches!(outcome, Outcome::Open(_)) => {
            Some(dialog.rules.which(dialog.steps(), shown.map(|choice| &choice.plan.id), core, noon()))
        }
        (1, Some(choice)) => Some(Ask::PlanSetup(PlanSetupQuestion::Days(RunDays::of(
            &choice.plan.days.keys().copied().collect::<Vec<_>>(),
        )))),
        (2, Some(_)) => dialog.replaces(core, noon()),
        _ => None,
    }
}

/// How an answer is said: by its keys, or as a text.
type Say<'a> = &'a dyn Fn(&mut Dialog<PlanSetupRules>, &mut Core, &(Vec<Press>, String));

/// Goes through the start of a plan; what is raised is asked before what is due. `answer` says each answer its way.
fn go(core: &mut Core, picks: &[usize], answer: Say<'_>) -> Dialog<PlanSetupRules> {
    let rules = PlanSetupRules::new(core, noon().at.date(), None);
    let mut dialog = Dialog::new(rules, core, noon());
    for pick in picks {
        if let Some(raised) = to_raise(&dialog, core, *pick) {
            dialog.raise(raised, core, noon());
        }
        let Some(ask) = dialog.asked() else { continue };
        let all = answers(ask);
        answer(&mut dialog, core, &all[pick % all.len()]);
    }
    dialog.let_go(|_| true, core, noon());
    if matches!(dialog.outcome(core, noon()), Outcome::Plan(_)) {
        dialog.begin(core, noon());
    }
    dialog
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_raised_is_answered_alike_and_taken_back(picks in prop::collection::vec(0..60_usize, 40)) {
        let running = || planned(&["2026-06-11"]);
        let fresh = || before_a_plan(None, None);
        let known = || before_a_plan(Some("2026-06-10"), Some(&[]));
        let cores: [&dyn Fn() -> Core; 3] = [&running, &fresh, &known];
        for made in cores {
            let mut by_keys = made();
            let before = entries(&by_keys);
            let mut dialog = go(&mut by_keys, &picks, &|dialog, core, (keys, _)| {
                for key in keys {
                    dialog.press(*key, core, noon());
                }
            });
            let mut by_texts = made();
            go(&mut by_texts, &picks, &|dialog, core, (_, text)| {
                let answer = dialog.asked().and_then(|ask| ask.kind().read(text)).unwrap();
                dialog.answer(answer, core, noon());
            });
            prop_assert_eq!(entries(&by_keys), entries(&by_texts));
            while dialog.back(&mut by_keys, noon()) {}
            prop_assert_eq!(entries(&by_keys), before);
        }
    }
}

/// What a key raises on the screen is a flag of the command line.
#[test]
fn a_plan_and_days_that_are_raised_are_the_same_by_flags() {
    let mut by_keys = before_a_plan(None, Some(&[]));
    let mut dialog = Dialog::new(PlanSetupRules::new(&by_keys, noon().at.date(), None), &by_keys, noon());
    let which = dialog.rules.which(dialog.steps(), None, &by_keys, noon());
    let Ask::PlanSetup(PlanSetupQuestion::Which { plans, .. }) = &which else { panic!() };
    let (at, plan) = plans.iter().enumerate().find(|(_, id)| id.as_str() == "new-runner").unwrap();
    let plan = plan.clone();
    dialog.raise(which, &by_keys, noon());
    dialog.answer(Answer::Row(at), &mut by_keys, noon());
    dialog.raise(Ask::PlanSetup(PlanSetupQuestion::Days(RunDays::default())), &by_keys, noon());
    dialog.answer(Answer::Days(RunDays::of(&[Day::Mon, Day::Wed, Day::Sat])), &mut by_keys, noon());
    let mut lines = ["n", "n"].into_iter();
    while let Some(ask) = dialog.asked().cloned() {
        let text = if ask.kind() == Kind::YesNo { lines.next().unwrap() } else { "n" };
        dialog.answer(ask.kind().read(text).unwrap(), &mut by_keys, noon());
    }
    dialog.begin(&mut by_keys, noon());

    let mut by_flags = before_a_plan(None, Some(&[]));
    let mut of_flags = Dialog::new(PlanSetupRules::new(&by_flags, noon().at.date(), None), &by_flags, noon());
    of_flags.choose(&plan, &mut by_flags, noon());
    let given = Given::default().with("days", "mon,wed,sat");
    run(&mut of_flags, &mut by_flags, noon(), given, &mut |_| Ok(Some("n".into()))).unwrap();
    of_flags.begin(&mut by_flags, noon());
    let plans = |core: &Core| {
        let all = entries(core).into_iter().map(|(_, body)| body);
        all.filter(|body| matches!(body, Body::Plan(_))).collect::<Vec<_>>()
    };
    assert_eq!((plans(&by_keys), plans(&by_keys).len()), (plans(&by_flags), 1));
}
