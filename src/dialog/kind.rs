//! How a question is answered: by keys, or by a text.

use std::time::Duration;

use jiff::civil::Date;

use crate::plans::Day;
use crate::record::values;
use crate::symptoms::{PainScore, Site, SoreSite};
use crate::time::{from_minutes, past_day, typed_number};
use crate::word::Word as _;

/// No length is typed that is longer, in minutes.
const LONGEST: u32 = 999;

/// Most of any result that is typed digit by digit: two digits.
const MOST: u32 = 99 * 100;
/// Most of any result: raises, hops, centimetres.
const MOST_RESULT: f64 = 200.0;
/// Where the arrows begin while there is no result, in hundredths.
const FIRST_RESULT: u32 = 10 * 100;

/// A number in hundredths: the result of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hundredths(u32);

/// Some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RunDays(u8);

/// In which way a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// 0 to 10.
    Scale,
    /// One of these, by its key. What each means in words is in `words::choice`.
    Choice(Vec<char>),
    /// Yes or no.
    YesNo,
    /// A whole number.
    Number {
        /// The highest answer.
        most: u32,
    },
    /// How many there were: a digit says it at once, a text up to the highest.
    Count {
        /// The highest answer.
        most: u32,
    },
    /// How long it took: minutes by their digits.
    Length,
    /// How long it took, or one of these by its key.
    Span(Vec<char>),
    /// A day that has been, or one of these.
    Day {
        /// The answers by their key.
        choices: Vec<char>,
        /// The last day that it can be.
        today: Date,
    },
    /// A place: one of these by its digit, any by its name.
    Site {
        /// The places, by their digit from 1.
        places: Vec<Site>,
        /// It may be that nothing is.
        nothing: bool,
    },
    /// One of these, by its row or its name.
    Row {
        /// The names.
        rows: Vec<String>,
        /// The row that is chosen first.
        first: usize,
    },
    /// Days of the week, each by its digit; these are chosen first.
    Days(RunDays),
    /// The result of a test: a number that is typed, or that arrows step.
    Result {
        /// What was counted.
        counted: Option<Hundredths>,
        /// Arrows step it by a half, and it may be a part.
        halves: bool,
    },
    /// A year.
    Year {
        /// The first that is taken.
        least: i16,
        /// The last that is taken.
        most: i16,
    },
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// So much, 0 to 10.
    Score(PainScore),
    /// The answer with this key.
    Choice(char),
    /// Yes.
    Yes,
    /// No.
    No,
    /// This number.
    Number(u32),
    /// So long.
    Length(Duration),
    /// On this day.
    Day(Date),
    /// This place; `None` for none.
    Site(Option<Site>),
    /// The number of a row.
    Row(usize),
    /// On these days of the week.
    Days(RunDays),
    /// The result of a test.
    Result(Hundredths),
    /// The question is left open.
    Open,
}

/// A key, as far as a question is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// A digit; 10 if the whole number is typed as a line.
    Digit(u8),
    /// A letter that stands for an answer, whatever key the runner has given it.
    Letter(char),
    /// One more on the scale.
    More,
    /// One less on the scale, or a digit less.
    Less,
    /// What is typed or chosen holds; nothing typed leaves the question open.
    Accept,
    /// A character of a line.
    Type(char),
    /// The last letter or digit away.
    Delete,
    /// A row is typed as a line.
    Write,
    /// The row above.
    Up,
    /// The row below.
    Down,
    /// The number of a row.
    Row(u16),
    /// What is typed is left.
    Close,
    /// A whole answer, from a line of text.
    Answer(Answer),
}

/// What a key does to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// It answers it.
    Answer(Answer),
    /// This is typed or chosen now.
    Draft(Option<u32>),
    /// No effect.
    Nothing,
}

impl Hundredths {
    /// Takes a number, to its hundredth.
    pub fn of(number: f64) -> Self {
        Self((number * 100.0).round() as u32)
    }

    /// Returns the number.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// Reads a draft; its lowest bit says whether a digit continues with it.
    const fn of_draft(draft: u32) -> (Self, bool) {
        (Self(draft >> 1), draft & 1 == 1)
    }

    const fn draft(self, typed: bool) -> Pressed {
        Pressed::Draft(Some(self.0 << 1 | typed as u32))
    }
}

impl RunDays {
    /// Takes these days.
    pub fn of(days: &[Day]) -> Self {
        Self(days.iter().fold(0, |all, day| all | Self::bit(*day)))
    }

    /// Returns the days, in the order of the week.
    pub fn days(self) -> Vec<Day> {
        Day::ALL.into_iter().filter(|day| self.0 & Self::bit(*day) != 0).collect()
    }

    /// Reads a draft.
    pub fn of_draft(draft: u32) -> Self {
        Self(u8::try_from(draft).unwrap_or_default())
    }

    /// Reads days that are listed: `mon,wed,sat`.
    fn read(text: &str) -> Option<Self> {
        let days = text.split(',').map(|day| Day::of_word(&day.trim().to_lowercase()));
        Some(Self::of(&days.collect::<Option<Vec<Day>>>()?))
    }

    /// Takes a day, or lets it go.
    fn toggled(self, day: Day) -> Self {
        Self(self.0 ^ Self::bit(day))
    }

    const fn bit(day: Day) -> u8 {
        1 << day as u8
    }
}

impl Kind {
    /// True if digits are typed or chosen until Enter; otherwise a digit is an answer.
    pub const fn is_typed(&self) -> bool {
        matches!(
            self,
            Self::Number { .. } | Self::Length | Self::Days(_) | Self::Result { .. } | Self::Year { .. }
        )
    }

    /// Returns the result that stands there: what is typed, else what was counted.
    pub fn result(&self, draft: Option<u32>) -> Option<Hundredths> {
        let Self::Result { counted, .. } = self else { return None };
        draft.map(|draft| Hundredths::of_draft(draft).0).or(*counted)
    }

    /// Takes a key of a result.
    fn press_result(&self, press: Press, draft: Option<u32>, halves: bool) -> Pressed {
        let now = self.result(draft);
        let typed = draft.is_some_and(|draft| Hundredths::of_draft(draft).1);
        let step = if halves { 50 } else { 100 };
        match (press, now) {
            (Press::Digit(n), now) => {
                let digit = u32::from(n) * 100;
                let longer = now.filter(|_| typed).map(|now| now.0 * 10 + digit).filter(|next| *next <= MOST);
                Hundredths(longer.unwrap_or(digit)).draft(true)
            }
            (Press::More | Press::Less, None) => Hundredths(FIRST_RESULT).draft(false),
            (Press::More, Some(now)) => Hundredths((now.0 + step).min(MOST)).draft(false),
            (Press::Less, Some(now)) => Hundredths(now.0.saturating_sub(step)).draft(false),
            (Press::Accept, Some(now)) => Pressed::Answer(Answer::Result(now)),
            _ => Pressed::Nothing,
        }
    }

    /// Takes a key, with what was typed or chosen before.
    pub fn press(&self, press: Press, draft: Option<u32>) -> Pressed {
        use Pressed::{Answer as Answered, Draft, Nothing};
        match (self, press) {
            (_, Press::Answer(answer)) => Answered(answer),
            (Self::Scale, Press::Digit(n)) => {
                PainScore::new(n).map_or(Nothing, |score| Answered(Answer::Score(score)))
            }
            (Self::Scale, Press::More) => Draft(Some(draft.map_or(0, |n| (n + 1).min(10)))),
            (Self::Scale, Press::Less) => Draft(Some(draft.map_or(0, |n| n.saturating_sub(1)))),
            (Self::Scale, Press::Accept) => {
                let score = draft.and_then(|n| PainScore::new(u8::try_from(n).ok()?));
                Answered(score.map_or(Answer::Open, Answer::Score))
            }
            (Self::Choice(choices) | Self::Span(choices) | Self::Day { choices, .. }, Press::Digit(n)) => {
                let key = char::from_digit(n.into(), 10).filter(|key| choices.contains(key));
                key.map_or(Nothing, |key| Answered(Answer::Choice(key)))
            }
            (Self::Choice(choices) | Self::Span(choices) | Self::Day { choices, .. }, Press::Letter(c))
                if choices.contains(&c) =>
            {
                Answered(Answer::Choice(c))
            }
            (Self::YesNo, Press::Letter('y')) => Answered(Answer::Yes),
            (Self::YesNo, Press::Letter('n')) => Answered(Answer::No),
            (Self::Number { most }, Press::Digit(n)) => typed(draft, n, *most),
            (Self::Length, Press::Digit(n)) => typed(draft, n, LONGEST),
            (Self::Number { .. } | Self::Length, Press::Less | Press::Delete) => {
                Draft(draft.map(|n| n / 10).filter(|n| *n > 0))
            }
            (Self::Number { .. }, Press::Accept) => {
                Answered(draft.filter(|n| *n > 0).map_or(Answer::Open, Answer::Number))
            }
            (Self::Length, Press::Accept) => {
                let minutes = draft.filter(|n| *n > 0);
                Answered(minutes.map_or(Answer::Open, |n| Answer::Length(from_minutes(n.into()))))
            }
            (Self::Count { most }, Press::Digit(n)) if u32::from(n) <= *most => {
                Answered(Answer::Number(n.into()))
            }
            (Self::Site { places, .. }, Press::Digit(n)) => {
                let place = usize::from(n).checked_sub(1).and_then(|at| places.get(at));
                place.map_or(Nothing, |site| Answered(Answer::Site(Some(*site))))
            }
            (Self::Site { nothing: true, .. }, Press::Letter('n')) => Answered(Answer::Site(None)),
            (Self::Row { rows, first }, _) => row(rows.len(), draft.map_or(*first, |n| n as usize), press),
            (Self::Result { halves, .. }, _) => self.press_result(press, draft, *halves),
            (Self::Year { .. }, Press::Digit(n)) => {
                let longer = draft.filter(|year| *year < 1000).map(|year| year * 10);
                Draft(Some(longer.unwrap_or(0) + u32::from(n)))
            }
            (Self::Year { .. }, Press::Less) => Draft(draft.map(|year| year / 10)),
            (Self::Year { least, most }, Press::Accept) => match draft.filter(|year| *year > 0) {
                None => Answered(Answer::Open),
                Some(year) => is_year(year, *least, *most).map_or(Nothing, Answered),
            },
            (Self::Days(first), Press::Digit(n @ 1..=7)) => {
                let days = draft.map_or(*first, RunDays::of_draft);
                Draft(Some(days.toggled(Day::ALL[usize::from(n) - 1]).0.into()))
            }
            (Self::Days(first), Press::Accept) => {
                Answered(Answer::Days(draft.map_or(*first, RunDays::of_draft)))
            }
            (
                Self::Choice(_)
                | Self::Span(_)
                | Self::YesNo
                | Self::Count { .. }
                | Self::Day { .. }
                | Self::Site { .. },
                Press::Accept,
            ) => Answered(Answer::Open),
            _ => Nothing,
        }
    }

    /// Reads a text as an answer; nothing written leaves the question open.
    pub fn read(&self, text: &str) -> Option<Answer> {
        let text = text.trim();
        if text.is_empty() {
            return Some(Answer::Open);
        }
        match self {
            Self::Scale => text.parse().ok().and_then(PainScore::new).map(Answer::Score),
            Self::Choice(choices) => chosen(choices, text),
            Self::Day { choices, today } => {
                chosen(choices, text).or_else(|| past_day(text, *today).ok().map(Answer::Day))
            }
            Self::Span(choices) => {
                chosen(choices, text).or_else(|| values::within_a_day(text).ok().map(Answer::Length))
            }
            Self::Count { most } => text.parse().ok().filter(|n| n <= most).map(Answer::Number),
            Self::Length => values::length(text).ok().map(Answer::Length),
            Self::Site { places, nothing } => site(places, *nothing, text),
            Self::Row { rows, .. } => rows.iter().position(|row| row == text).map(Answer::Row),
            Self::Days(_) => RunDays::read(text).map(Answer::Days),
            Self::Result { halves, .. } => {
                let fits = |n: &f64| (0.0..=MOST_RESULT).contains(n) && (*halves || n.fract() == 0.0);
                typed_number(text).filter(fits).map(|n| Answer::Result(Hundredths::of(n)))
            }
            Self::Year { least, most } => text.parse().ok().and_then(|year| is_year(year, *least, *most)),
            Self::YesNo => match text.to_ascii_lowercase().as_str() {
                "y" | "yes" => Some(Answer::Yes),
                "n" | "no" => Some(Answer::No),
                _ => None,
            },
            Self::Number { most } => text.parse().ok().filter(|n| *n > 0 && n <= most).map(Answer::Number),
        }
    }
}

/// Takes a year in its bounds.
fn is_year(year: u32, least: i16, most: i16) -> Option<Answer> {
    let fits = i16::try_from(year).is_ok_and(|year| (least..=most).contains(&year));
    fits.then_some(Answer::Number(year))
}

/// Takes a digit of a number.
fn typed(draft: Option<u32>, digit: u8, most: u32) -> Pressed {
    let typed = Some(draft.unwrap_or(0) * 10 + u32::from(digit)).filter(|n| *n <= most);
    typed.map_or(Pressed::Nothing, |n| Pressed::Draft(Some(n)))
}

/// Takes a key of a list with so many rows.
fn row(rows: usize, at: usize, press: Press) -> Pressed {
    let last = rows.saturating_sub(1);
    let to = match press {
        Press::Up => at.saturating_sub(1),
        Press::Down => (at + 1).min(last),
        Press::Row(row) => last.min(row.into()),
        Press::Accept if at < rows => return Pressed::Answer(Answer::Row(at)),
        _ => return Pressed::Nothing,
    };
    Pressed::Draft(u32::try_from(to).ok())
}

/// Finds an answer by its key.
fn chosen(choices: &[char], text: &str) -> Option<Answer> {
    let is = |key: &&char| text.eq_ignore_ascii_case(&key.to_string());
    choices.iter().find(is).map(|key| Answer::Choice(*key))
}

/// Finds a place by its digit or its name.
fn site(places: &[Site], nothing: bool, text: &str) -> Option<Answer> {
    if nothing && matches!(text, "n" | "no" | "none" | "nothing") {
        return Some(Answer::Site(None));
    }
    let by_digit = text.parse::<usize>().ok().and_then(|n| places.get(n.checked_sub(1)?)).copied();
    let named = || text.parse().ok().map(|SoreSite { site, .. }| site);
    by_digit.or_else(named).map(|site| Answer::Site(Some(site)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: Kind = Kind::Scale;
    const MINUTES: Kind = Kind::Number { most: 999 };

    /// Presses keys one after another and returns what the last one did.
    fn pressed(kind: &Kind, presses: &[Press]) -> Pressed {
        let mut draft = None;
        let mut last = Pressed::Nothing;
        for press in presses {
            last = kind.press(*press, draft);
            if let Pressed::Draft(now) = last {
                draft = now;
            }
        }
        last
    }

    fn score(n: u8) -> Pressed {
        Pressed::Answer(Answer::Score(PainScore::new(n).unwrap()))
    }

    #[test]
    fn a_digit_answers_a_scale_and_the_arrows_reach_ten() {
        assert_eq!(pressed(&SCALE, &[Press::Digit(4)]), score(4));
        assert_eq!(pressed(&SCALE, &[Press::More; 1]), Pressed::Draft(Some(0)));
        let mut arrows = vec![Press::More; 12];
        arrows.push(Press::Accept);
        assert_eq!(pressed(&SCALE, &arrows), score(10));
        assert_eq!(pressed(&SCALE, &[Press::More, Press::Less, Press::Accept]), score(0));
        assert_eq!(pressed(&SCALE, &[Press::Accept]), Pressed::Answer(Answer::Open));
        assert_eq!(pressed(&SCALE, &[Press::Digit(11)]), Pressed::Nothing);
    }

    #[test]
    fn a_number_is_typed_digit_by_digit_and_ends_at_its_most() {
        let typed = [Press::Digit(2), Press::Digit(2), Press::Accept];
        assert_eq!(pressed(&MINUTES, &typed), Pressed::Answer(Answer::Number(22)));
        assert_eq!(pressed(&MINUTES, &[Press::Digit(9); 4]), Pressed::Nothing);
        let less = [Press::Digit(2), Press::Digit(1), Press::Less, Press::Accept];
        assert_eq!(pressed(&MINUTES, &less), Pressed::Answer(Answer::Number(2)));
        let none = [Press::Digit(0), Press::Accept];
        assert_eq!(pressed(&MINUTES, &none), Pressed::Answer(Answer::Open));
    }

    #[test]
    fn a_text_is_read_as_the_keys_are() {
        let choice = Kind::Choice(vec!['1', 'f']);
        assert_eq!(choice.read("1"), Some(Answer::Choice('1')));
        assert_eq!(choice.read("F"), Some(Answer::Choice('f')));
        assert_eq!(choice.press(Press::Letter('f'), None), Pressed::Answer(Answer::Choice('f')));
        assert_eq!(choice.read("2"), None);
        assert_eq!(SCALE.read("10"), Some(Answer::Score(PainScore::new(10).unwrap())));
        assert_eq!(SCALE.read("11"), None);
        assert_eq!(SCALE.read(""), Some(Answer::Open));
        assert_eq!((Kind::YesNo.read("Y"), Kind::YesNo.read("maybe")), (Some(Answer::Yes), None));
        assert_eq!((MINUTES.read("0"), MINUTES.read("1000")), (None, None));
    }
}
