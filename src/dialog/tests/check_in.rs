//! The check-in, question by question.

use super::*;

/// Answers what is due by lines until one is missing, and returns what was asked.
fn check_in(core: &mut Core, at: Now, lines: &[&str]) -> (Vec<CheckQuestion>, Dialog<CheckInRules>) {
    let (asked, dialog) = asked(CheckInRules, core, at, lines);
    let question = |ask: &Ask| if let Ask::CheckIn(question, _) = ask { *question } else { panic!() };
    (asked.iter().map(question).collect(), dialog)
}

#[test]
fn a_score_that_hurts_asks_for_the_gait_and_one_of_a_morning_for_stiffness() {
    let at = now("2026-06-12T07:00:00Z");
    let mut core = sore(false);
    let (asked, dialog) = check_in(&mut core, at, &["2", "5", "4", "2"]);
    assert!(asked[0].scale().is_some() && asked[1].scale().is_some(), "the evening, then the morning");
    assert_eq!(asked[2..4], [CheckQuestion::Gait, CheckQuestion::Stiff]);
    let said = core.log().entries().into_iter().rev().find_map(|entry| match entry.body {
        Body::CheckIn(said) if said.moment == Moment::Morning => Some(said.clone()),
        _ => None,
    });
    let said = said.unwrap();
    assert_eq!((said.limp, said.sharp, said.stiff_minutes), (true, true, Some(20)));
    let told = English.answered(dialog.steps());
    let told: Vec<(&str, &str)> = told.iter().map(|told| (&*told.label, &*told.value)).collect();
    let last = [("First steps this morning", "5"), ("Limp or stab", "both"), ("Stiff", "20 min")];
    assert_eq!(told[1..], last);
}

#[test]
fn a_nine_becomes_a_ten_and_back_makes_it_nine_again() {
    let at = now("2026-06-12T07:00:00Z");
    let mut core = sore(false);
    let mut dialog = Dialog::new(CheckInRules, &core, at);
    dialog.answer(Answer::Score(PainScore::new(9).unwrap()), &mut core, at);
    assert_eq!(CheckInRules::last_score(dialog.steps()), PainScore::new(9));
    let ten = Ask::CheckIn(CheckQuestion::Ten, at.at.date());
    dialog.answer_to(ten, Answer::Yes, &mut core, at);
    let worst = |core: &Core| {
        core.log()
            .entries()
            .into_iter()
            .filter_map(|entry| match entry.body {
                Body::CheckIn(said) => said.sore.first()?.score.map(PainScore::value),
                _ => None,
            })
            .max()
    };
    assert_eq!(
        (worst(&core), dialog.asked().map(|ask| English.ask(ask))),
        (Some(10), Some("Limping, or a sharp stab?".into()))
    );
    assert!(dialog.back(&mut core, at) && worst(&core) == Some(9));
}

#[test]
fn a_place_that_is_new_asks_its_side_and_then_each_side() {
    let at = noon();
    let mut core = core(Vec::new());
    let mut dialog = Dialog::new(CheckInRules, &core, at);
    assert_eq!(dialog.asked(), None, "nothing is due");
    dialog.raise(Ask::CheckIn(CheckQuestion::Where, at.at.date()), &core, at);
    let occasions = dialog.press(Press::Digit(2), &mut core, at);
    let named = Occasion::Site { region: Region::TendonMid, new: true };
    assert_eq!(occasions, Reply::Answered(vec![(named, Some(site()))]));
    assert_eq!(dialog.asked(), Some(&Ask::CheckIn(CheckQuestion::Side, at.at.date())));
    dialog.press(Press::Digit(3), &mut core, at);
    let sites: Vec<Option<crate::symptoms::Side>> = dialog
        .coming(&core, at)
        .iter()
        .filter_map(|ask| if let Ask::CheckIn(question, _) = ask { question.scale() } else { None })
        .map(|site| site.side)
        .collect();
    assert_eq!(sites, [Some(crate::symptoms::Side::Left), Some(crate::symptoms::Side::Right)]);
    while dialog.back(&mut core, at) {}
    assert_eq!(
        dialog.asked(),
        Some(&Ask::CheckIn(CheckQuestion::Where, at.at.date())),
        "it was raised, and is again"
    );
    dialog.let_go(|_| true, &core, at);
    assert!(dialog.asked().is_none() && core.log().entries().is_empty());
}

#[test]
fn a_fever_that_stays_is_asked_once_in_an_opening() {
    let at = now("2026-06-12T07:00:00Z");
    let mut core = sore(true);
    let before = entries(&core).len();
    let (asked, _) = check_in(&mut core, at, &["f"]);
    assert_eq!(asked.iter().filter(|question| question.answers().len() == 4).count(), 1, "{asked:?}");
    assert_eq!(entries(&core).len(), before);
}
