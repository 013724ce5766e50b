//! What was answered in the check-in, as a label and a value.

use super::Words;
use crate::dialog::check_in::{CheckQuestion, place};
use crate::dialog::{Answer, Ask, Step};
use crate::plan::asks::Ask as Due;
use crate::symptoms::PainScore;

/// An answer that was given in this opening of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What it was about.
    pub label: String,
    /// The answer.
    pub value: String,
    /// The score, if it was one.
    pub score: Option<PainScore>,
    /// What is undone with it, in words.
    pub words: String,
}

impl Answered {
    /// Returns a step in words; `None` for one that says nothing.
    fn of(words: &dyn Words, step: &Step) -> Option<Self> {
        let Ask::CheckIn(question, today) = step.ask else { return None };
        let value = answer_words(words, question, step.answer);
        let (label, value, score, told) = match (question, step.answer) {
            (CheckQuestion::Due(ask @ Due::Ran { .. }), Answer::Yes | Answer::No) => {
                let value = if step.answer == Answer::Yes { "as planned" } else { "skipped" };
                let label = words.label(ask, today);
                (label.clone(), value.to_owned(), None, format!("{label}, {value}"))
            }
            (_, Answer::Open | Answer::No) => return None,
            (_, Answer::Choice('n')) => {
                let label = if let CheckQuestion::Due(ask) = question {
                    words.label(ask, today)
                } else {
                    "Sore".into()
                };
                (label, "nothing".to_owned(), None, "nothing sore".to_owned())
            }
            (CheckQuestion::Due(Due::Anything { .. }) | CheckQuestion::Where, Answer::Choice(c)) => {
                let site = place(c).map(|site| site.to_string()).unwrap_or_default();
                ("Sore".into(), site.clone(), None, site)
            }
            (CheckQuestion::Due(Due::Away { .. }), _) => {
                ("Nothing logged".into(), value.into(), None, format!("{value} until today"))
            }
            (CheckQuestion::Due(ask @ Due::Fever), Answer::Choice('f')) => {
                (words.label(ask, today), "not yet".into(), None, String::new())
            }
            (CheckQuestion::Due(Due::Fever), _) => {
                ("Fever gone".into(), value.into(), None, format!("fever gone since {value}"))
            }
            (CheckQuestion::Due(Due::Felt { .. }), _) => {
                ("The run felt".into(), value.into(), None, format!("the run felt {value}"))
            }
            (CheckQuestion::Due(ask), Answer::Score(score)) => {
                let label = words.label(ask, today);
                (label.clone(), score.to_string(), Some(score), format!("{label}, {score}"))
            }
            (CheckQuestion::Side, _) => ("Side".into(), value.into(), None, value.to_owned()),
            (CheckQuestion::Gait, _) => ("Limp or stab".into(), value.into(), None, value.to_owned()),
            (CheckQuestion::Stiff, _) => ("Stiff".into(), value.into(), None, format!("stiff, {value}")),
            (CheckQuestion::Ten, _) => {
                (String::new(), "10".into(), PainScore::new(10), "10 instead of 9".to_owned())
            }
            _ => return None,
        };
        Some(Self { label, value, score, words: told })
    }

    /// Returns what steps say, one after another.
    pub fn all(words: &dyn Words, steps: &[Step]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for mut answered in steps.iter().filter_map(|step| Self::of(words, step)) {
            if answered.label.is_empty()
                && let Some(nine) = all.pop()
            {
                answered.label = nine.label;
            }
            all.push(answered);
        }
        all
    }
}

/// Returns the words of an answer.
fn answer_words(words: &dyn Words, question: CheckQuestion, answer: Answer) -> &'static str {
    match answer {
        Answer::Choice(key) if question.answers().contains(&key) => words.check_in_choice(question, key),
        _ => "",
    }
}
