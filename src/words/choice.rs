//! The answers that are chosen by a key: what each says.

use super::{Words, sign};
use crate::day::choice::Choice;
use crate::dialog::check_in::{CheckQuestion, PLACES};
use crate::dialog::plan_setup::PlanSetupQuestion;
use crate::dialog::{Ask, Kind};
use crate::plan::asks::Ask as Due;

/// The answer behind the numbered ones.
const NONE: &str = "none of these";

/// Returns the answer of a question behind a key; nothing for any other key.
pub fn choice(ask: &Ask, key: char) -> &'static str {
    let of = |all: &[&'static str]| listed(all, key);
    match ask {
        Ask::RunCut => of(&["pain or tiredness", "something else", "I walked the rest home"]),
        Ask::RunGait => gait(key),
        Ask::RunEffort => effort(key),
        Ask::LastNight { walk: false } => of(&["last night's run", "a run of today"]),
        Ask::LastNight { walk: true } => of(&["last night's walk", "a walk of today"]),
        Ask::ThePlans(_) => of(&["yes, this is the one", "no, it wasn't part of the plan"]),
        Ask::Another(_) => of(&["another one", "the same one"]),
        Ask::Wrong | Ask::Health | Ask::Signs { .. } if key == 'n' => NONE,
        Ask::Health if key == 's' => "not now",
        Ask::Wrong => numbered(key).map_or("", |at| sign::line(at + 1)),
        Ask::Health => numbered(key).map_or("", |at| sign::health_line(at + 1)),
        Ask::Signs { signs, .. } => {
            numbered(key).and_then(|at| signs.get(at)).map_or("", |sign| sign::of(sign).ask)
        }
        Ask::CheckIn(question, _) => check_in(*question, key),
        Ask::WhoCleared { .. } => match key {
            'c' => "a doctor or physio",
            'i' => "I did",
            _ => "it was a mistake",
        },
        Ask::PlanSetup(PlanSetupQuestion::LastRun(_)) if key == 'n' => "never",
        Ask::PlanSetup(PlanSetupQuestion::LastRun(_)) => of(&[
            "less than a week ago",
            "1 or 2 weeks ago",
            "3 to 6 weeks ago",
            "7 to 12 weeks ago",
            "longer ago",
        ]),
        Ask::TodaysChoice(choice) => of(offered(choice)),
        Ask::PlanSetup(PlanSetupQuestion::Side(_)) => of(&["left", "right", "both, or neither"]),
        _ => "",
    }
}

/// Returns the answer of a question of the check-in behind a key.
pub fn check_in(question: CheckQuestion, key: char) -> &'static str {
    let of = |all: &[&'static str]| listed(all, key);
    match question {
        CheckQuestion::Due(Due::Away { .. }) => of(&["busy", "ill", "sore", "away"]),
        CheckQuestion::Due(Due::Fever) => match key {
            '0' => "today",
            '1' => "yesterday",
            '2' => "two days or more",
            _ => "still feverish",
        },
        CheckQuestion::Due(Due::Felt { .. }) => effort(key),
        CheckQuestion::Side => of(&["left", "right", "both"]),
        CheckQuestion::Gait => gait(key),
        CheckQuestion::Stiff => match key {
            '0' => "not at all",
            '1' => "10 min",
            '2' => "20 min",
            '3' => "half an hour or less",
            _ => "longer",
        },
        CheckQuestion::Due(Due::Anything { .. }) | CheckQuestion::Where if key == 'n' => "nothing",
        CheckQuestion::Due(Due::Anything { .. }) | CheckQuestion::Where => {
            numbered(key).and_then(|at| PLACES.get(at)).map_or("", |region| region.words())
        }
        _ => "",
    }
}

/// Whether it limped or stabbed, of a run and of a place that is sore.
fn gait(key: char) -> &'static str {
    match key {
        '1' => "neither",
        '2' => "limping",
        '3' => "a sharp stab",
        _ => "both",
    }
}

/// How hard a run was, asked of the runner's own and of a watch's.
fn effort(key: char) -> &'static str {
    match key {
        '1' => "easy",
        '2' => "steady",
        _ => "hard",
    }
}

/// Returns the answer at the place of a digit; nothing behind the end of the list.
fn listed(all: &[&'static str], key: char) -> &'static str {
    numbered(key).and_then(|at| all.get(at).copied()).unwrap_or_default()
}

/// Returns the place of a digit in a list that counts from 1.
fn numbered(key: char) -> Option<usize> {
    (key.to_digit(10)? as usize).checked_sub(1)
}

/// Returns the key of the answer that a text says in words; any other text as it is.
pub fn keyed(ask: &Ask, text: &str, words: &dyn Words) -> String {
    let (Kind::Choice(keys) | Kind::Span(keys) | Kind::Day { choices: keys, .. }) = ask.kind() else {
        return text.to_owned();
    };
    let said = text.trim();
    let says = |key: &char| !said.is_empty() && words.choice(ask, *key).eq_ignore_ascii_case(said);
    keys.into_iter().find(says).map_or_else(|| text.to_owned(), String::from)
}

/// Returns the answers to what a day offers, in the order of their digits.
const fn offered(choice: &Choice) -> &'static [&'static str] {
    match choice {
        Choice::Afterwards => &["stay at this length", "go longer", "hills", "warm-ups only"],
        Choice::AfterWalks => &["start running", "keep walking"],
        Choice::HowFar => &["no end", "45 min", "60 min", "5 km", "10 km"],
        Choice::Steps { own: Some(_) } => &["yes", "no ticks"],
        Choice::Steps { own: None } => &["150", "155", "160", "165", "170", "175", "no ticks"],
        Choice::Review(_) => &["usual warm-up", "short", "long"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::choice::STEP_RATES;
    use crate::dialog::WhichSigns;
    use crate::plan::review::Review;
    use crate::symptoms::Region;
    use crate::symptoms::signs::{Occasion, asked};
    use crate::words::English;

    #[test]
    fn every_answer_has_words_and_they_answer_as_its_key_does() {
        let region = Region::CalfMuscle;
        let signs = Ask::Signs { which: WhichSigns::Now, signs: asked(Occasion::Site { region, new: true }) };
        let mut asks = vec![Ask::RunCut, Ask::RunGait, Ask::RunEffort, Ask::Wrong, Ask::Health, signs];
        let review = Review { week: 4, lines: Vec::new() };
        let steps = [None, Some(164)].map(|own| Choice::Steps { own });
        let others = [Choice::Afterwards, Choice::AfterWalks, Choice::HowFar, Choice::Review(review)];
        asks.extend(others.into_iter().chain(steps).map(Ask::TodaysChoice));
        for ask in asks {
            let Kind::Choice(keys) = ask.kind() else { panic!("{ask:?}") };
            for key in keys {
                let words = English.choice(&ask, key);
                assert!(!words.is_empty(), "{ask:?} {key}");
                assert_eq!(keyed(&ask, &words.to_uppercase(), &English), key.to_string(), "{ask:?}");
            }
        }
        let rates = Choice::Steps { own: None };
        let words = |n: usize| offered(&rates).get(n).and_then(|words| words.parse().ok());
        assert!((0..rates.answers()).map(words).eq(STEP_RATES.iter().copied().map(Some).chain([None])));
        assert_eq!(keyed(&Ask::RunCut, "25m", &English), "25m");
    }
}
