//! The questions of dialogs: how each is asked on a screen and in lines of text, and why an answer is refused.

use jiff::civil::Date;

use super::date::{day_words, past_day_words};
use super::sign::rows;
use super::{Words, setup, sign};
use crate::day::choice::Choice;
use crate::dialog::check_in::CheckQuestion;
use crate::dialog::plan_setup::PlanSetupQuestion;
use crate::dialog::{Ask, Kind, KnownRun, Refused, ThePlans, WhichSigns};
use crate::phrase::{capital, minutes};
use crate::plan::asks::Ask as Due;
use crate::plans::TestKind;
use crate::record::ClearedBy;
use crate::symptoms::signs::{Place, SIGNS, Sign};

/// Whether it limped or stabbed, asked of a run and of a place that is sore.
const GAIT: &str = "Limping, or a sharp stab?";

/// Returns the question.
pub fn ask(ask: &Ask, words: &dyn Words) -> String {
    let what = |walk: bool| if walk { "walk" } else { "run" };
    match ask {
        Ask::RunPain(region) => {
            let place = region.map(|region| format!(" {}", region.at_words())).unwrap_or_default();
            format!("Worst pain during the run{place}?")
        }
        Ask::RunCut => "Shorter than planned. Why did you stop early?".into(),
        Ask::RunGait => GAIT.into(),
        Ask::RunEffort => "How hard was the run?".into(),
        Ask::SessionPain => "Worst pain during the routine?".into(),
        Ask::SoreNow(site) => format!("Sore now {}?", site.at_words()),
        Ask::Length(_) => "How many minutes did it take?".into(),
        Ask::LastNight { walk } => format!("Was it last night's {}?", what(*walk)),
        Ask::ThePlans(ThePlans { walk, due, today }) => {
            let what = what(*walk);
            if due <= today {
                format!("Your plan's {what} was due {}. Is this the one?", past_day_words(*due, *today))
            } else {
                format!("Your plan's next {what} is {}. Is this the one?", day_words(*due, *today))
            }
        }
        Ask::Another(KnownRun { walk, total, date, today, .. }) => format!(
            "You already logged a {} of {} {}. Is this another one, or the same?",
            what(*walk),
            minutes(*total),
            past_day_words(*date, *today)
        ),
        Ask::Wrong => "What's wrong?".into(),
        Ask::Health => "Your health: does any of these apply to you?".into(),
        Ask::Signs { which, .. } => match which {
            WhichSigns::Line => "Which of these?",
            WhichSigns::Too => "Is this there too?",
            WhichSigns::Now => "Do you have any of these right now?",
        }
        .into(),
        Ask::CheckIn(question, today) => check_in(*question, words, *today),
        Ask::Agree { warning } => warning.clone(),
        Ask::WhoCleared { sign } => format!("You said: {}.\nWho cleared it?", words.said_sign(sign)),
        Ask::SureCleared(ClearedBy::Clinician) => "Are you sure a doctor or physio has cleared you?".into(),
        Ask::SureCleared(ClearedBy::Mistake) => "Are you sure it was a mistake?".into(),
        Ask::SureCleared(_) => "Are you sure it has been gone for long enough?".into(),
        Ask::TodaysChoice(choice) => offered(choice, words),
        Ask::PlanSetup(question) => setup::ask(question),
        Ask::TestResult { kind, .. } => match kind {
            TestKind::KneeToWall => "How many centimetres is your big toe from the wall?".into(),
            TestKind::HeelRaises => "The beat counted this many. Correct it if you stopped earlier.".into(),
            TestKind::Hops => "Correct the number if you did fewer or more.".into(),
        },
        Ask::TestPain { .. } => "Worst pain during the test".into(),
        Ask::Born { .. } => "In which year were you born?".into(),
        Ask::Sure(sign) => format!("{}: are you sure?", capital(sign::of(sign).ask)),
    }
}

/// Returns the question about what a day offers.
fn offered(choice: &Choice, words: &dyn Words) -> String {
    match choice {
        Choice::Afterwards => "Your plan is done. What now?".to_owned(),
        Choice::AfterWalks => "You can walk briskly for half an hour. What now?".to_owned(),
        Choice::HowFar => "How far should your long run grow?".to_owned(),
        Choice::Steps { own } => words.steps_offer(*own),
        Choice::Review(review) => format!("What has changed in {} weeks, from your entries:", review.week),
    }
}

/// Returns the question.
fn check_in(question: CheckQuestion, words: &dyn Words, today: Date) -> String {
    match question {
        CheckQuestion::Due(ask) => words.question(ask, today),
        CheckQuestion::Where => "Sore anywhere?".into(),
        CheckQuestion::Side => "Left, right or both?".into(),
        CheckQuestion::Gait => GAIT.into(),
        CheckQuestion::Stiff => "How long was it stiff?".into(),
        CheckQuestion::Ten => "Was it 10?".into(),
    }
}

/// Returns it in few words, for a line.
pub fn short(question: CheckQuestion, words: &dyn Words, today: Date) -> String {
    match question {
        CheckQuestion::Due(Due::Away { days }) => format!("Nothing logged for {days} days"),
        CheckQuestion::Due(Due::Fever) => "When did the fever go?".into(),
        CheckQuestion::Due(ask) => match ask.site() {
            Some(site) => format!("{}, {site}?", words.label(ask, today)),
            None => words.question(ask, today),
        },
        _ => check_in(question, words, today),
    }
}

/// Returns more about a question, if that helps to answer it.
pub const fn more(ask: &Ask) -> Option<&'static str> {
    match ask {
        Ask::PlanSetup(question) => setup::more(question),
        Ask::TestResult { kind, .. } => Some(match kind {
            TestKind::KneeToWall => "Your knee touches the wall and your heel stays down.",
            TestKind::HeelRaises => {
                "Count each raise that reaches at least half the height of your first, with a straight knee and no leaning."
            }
            TestKind::Hops => "Hop on one foot, on the spot, without a break.",
        }),
        Ask::TestPain { kind: TestKind::Hops, .. } => {
            Some("If you don't answer, the hops won't count for your plan.")
        }
        _ => None,
    }
}

/// Returns the answers to choose from, each behind its key; none if something is typed.
pub fn choices(ask: &Ask, words: &dyn Words) -> Vec<(char, String)> {
    let numbered = |all: Vec<String>| ('1'..='9').zip(all).collect::<Vec<_>>();
    match ask.kind() {
        Kind::Choice(keys) | Kind::Span(keys) | Kind::Day { choices: keys, .. } => {
            keys.into_iter().map(|key| (key, words.choice(ask, key).to_owned())).collect()
        }
        Kind::YesNo => vec![('y', "yes".to_owned()), ('n', "no".to_owned())],
        Kind::Site { places, nothing } => {
            let nothing = nothing.then(|| ('n', "no, nothing".to_owned()));
            let places = numbered(places.iter().map(ToString::to_string).collect());
            nothing.into_iter().chain(places).collect()
        }
        Kind::Row { rows, .. } => numbered(rows),
        Kind::Scale
        | Kind::Number { .. }
        | Kind::Count { .. }
        | Kind::Length
        | Kind::Days(_)
        | Kind::Result { .. }
        | Kind::Year { .. } => Vec::new(),
    }
}

/// Returns a question for lines of text, with its answers and how one is given.
pub fn lines(ask: &Ask, words: &dyn Words) -> String {
    let question = words.ask(ask);
    let listed = |indent: &str| {
        let row = |all: String, (sign, words): (char, String)| format!("{all}{indent}{sign}  {words}\n");
        choices(ask, words).into_iter().fold(String::new(), row)
    };
    let digits = || {
        let row = |all: String, key: char| format!("{all}{key}  {}\n", words.choice(ask, key));
        ask.digits().into_iter().fold(String::new(), row)
    };
    let open = if ask.may_stay_open() { "; just Enter skips the question." } else { "." };
    match (ask, ask.kind()) {
        (Ask::Wrong | Ask::Signs { .. }, _) => {
            format!("{question}\n{}Type its number, or n for none of these, then Enter.", digits())
        }
        (Ask::Health, _) => {
            format!(
                "{question}\n{}Type its number, n for none of these or s for not now, then Enter.",
                digits()
            )
        }
        (Ask::TestResult { kind, side, counted: Some(counted) }, _) => format!(
            "{}, {side}: the beat counted {}. Press Enter to save it, or type the right number, or x to skip it, then Enter.",
            words.test(*kind),
            counted.value()
        ),
        (Ask::TestResult { kind, side, counted: None }, _) => format!(
            "{}, {side}: how many centimetres from toe to wall? Type the number, or x to skip it, then Enter.",
            words.test(*kind)
        ),
        (Ask::TestPain { kind, side }, _) => {
            let name = words.test(*kind);
            format!("{name}, {side}: worst pain during it? Type 0 to 10, then Enter{open}")
        }
        (Ask::Born { .. }, _) => {
            "Which year were you born? It decides how many raises are enough. Type the year, then Enter; \
             just Enter skips it."
                .to_owned()
        }
        (_, Kind::YesNo) => format!("{question} Type y or n, then Enter."),
        (Ask::SessionPain | Ask::SoreNow(_), _) => format!("{question} Type 0 to 10, then Enter{open}"),
        (_, Kind::Scale) => format!("{question}\nType 0 to 10, then Enter{open}"),
        (_, Kind::Count { most } | Kind::Number { most }) => {
            format!("{question}\nType 0 to {most}, then Enter{open}")
        }
        (_, Kind::Length) => format!("{question}\nType minutes, or a time such as 1h05, then Enter{open}"),
        (_, Kind::Span(_)) => {
            format!("{question}\n{}Type its number, or a time such as 25m, then Enter{open}", listed("  "))
        }
        (_, Kind::Day { today, .. }) => {
            format!("{question}\n{}Type its key, or a day such as {today}, then Enter{open}", listed("  "))
        }
        (_, Kind::Site { .. }) => {
            format!(
                "{question}\n{}Type its key, or a place such as tendon-mid:left, then Enter{open}",
                listed("  ")
            )
        }
        (_, Kind::Result { .. } | Kind::Year { .. }) => {
            format!("{question}\nType the number, then Enter{open}")
        }
        (_, Kind::Days(_)) => format!("{question}\nType days such as mon,wed,fri, then Enter{open}"),
        (_, Kind::Choice(_) | Kind::Row { .. }) => {
            format!("{question}\n{}Type its number, then Enter{open}", listed("  "))
        }
    }
}

/// Says why a dialog did not come to its end, and how a question is answered in advance.
pub fn refused(refused: &Refused, words: &dyn Words) -> String {
    match refused {
        Refused::Missing(ask) => missing(ask, words),
        Refused::Wrong(ask, text) => {
            format!(
                "`{text}` doesn't answer the question: {}\nhint: {}",
                words.ask(ask),
                in_advance(ask, words)
            )
        }
        Refused::NotAsked(flag) => format!("--{flag} answers a question that Runup doesn't ask here"),
        Refused::Locked => "a warning sign is open".to_owned(),
        Refused::Left => "nothing was changed".to_owned(),
    }
}

/// Says that there was no answer.
fn missing(ask: &Ask, words: &dyn Words) -> String {
    let signs: Vec<&Sign> = match ask {
        Ask::Health => SIGNS.iter().filter(|sign| matches!(sign.place, Place::Health(_))).collect(),
        Ask::Signs { signs, .. } => signs.clone(),
        _ => return format!("{}\nhint: {}", words.ask(ask), in_advance(ask, words)),
    };
    let first = signs.first().map_or("", |sign| sign.id);
    format!(
        "before a plan starts: does any of these apply to you?\n{}hint: --no-signs if none does; \
         otherwise runup log flag {first}",
        rows(&signs)
    )
}

/// Says with which flag a question is answered in advance.
fn in_advance(ask: &Ask, words: &dyn Words) -> String {
    let flag = ask.flag();
    match ask.kind() {
        Kind::Scale => format!("--{flag} N, from 0 to 10"),
        Kind::Result { .. } | Kind::Year { .. } => format!("--{flag} N"),
        Kind::Count { most } | Kind::Number { most } => format!("--{flag} N, from 0 to {most}"),
        Kind::Length | Kind::Span(_) => format!("--{flag} 30m"),
        Kind::Day { .. } => format!("--{flag} DAY, or --{flag} never"),
        Kind::Site { nothing: true, .. } => format!("--{flag} none, or --{flag} REGION"),
        Kind::Site { places, .. } => {
            let place = |site: &crate::symptoms::Site| format!("--{flag} {}", site.region);
            places.iter().map(place).collect::<Vec<_>>().join(", or ")
        }
        Kind::YesNo if matches!(ask, Ask::PlanSetup(PlanSetupQuestion::Replace { .. })) => {
            "--instead replaces it".to_owned()
        }
        Kind::YesNo if matches!(ask, Ask::Agree { .. }) => "--yes, if that is what you want".to_owned(),
        Kind::YesNo => format!("--{flag} yes, or --{flag} no"),
        Kind::Days(_) => format!("--{flag} mon,wed,fri"),
        Kind::Choice(_) if matches!(ask, Ask::WhoCleared { .. }) => {
            "--by clinician, --by me, or --by mistake if it was one".to_owned()
        }
        Kind::Choice(keys) => {
            let all: Vec<String> =
                keys.into_iter().map(|key| format!("{key} for {}", words.choice(ask, key))).collect();
            format!("--{flag}, {}", all.join(", "))
        }
        Kind::Row { rows, .. } => format!("--{flag} {}", rows.join("|")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symptoms::signs::LINES;
    use crate::words::English;

    #[test]
    fn a_run_of_the_plan_is_named_by_its_day() {
        let today: Date = "2026-11-12".parse().unwrap();
        let asked = |due: &str| {
            English.ask(&Ask::ThePlans(ThePlans { walk: false, due: due.parse().unwrap(), today }))
        };
        assert_eq!(asked("2026-11-11"), "Your plan's run was due yesterday. Is this the one?");
        assert_eq!(asked("2026-11-13"), "Your plan's next run is tomorrow. Is this the one?");
    }

    #[test]
    fn every_line_of_something_is_wrong_has_a_digit() {
        assert_eq!(Ask::Wrong.digits().len(), usize::from(LINES));
        let lines = English.lines(&Ask::Wrong);
        assert!(lines.ends_with("Type its number, or n for none of these, then Enter."), "{lines}");
    }
}
