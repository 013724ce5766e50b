//! The questions before a plan, their answers by key, and which of them is open.

use std::time::Duration;

use jiff::civil::Date;

use crate::app::screen::WELCOME_REGIONS;
use crate::phrase::minutes;
use crate::plan::beginning::{Known, leads};
use crate::plan::placement::{Answers, Question, Running};
use crate::symptoms::{Side, Site, limits};
use crate::time::{days_before, days_between, from_minutes};
use crate::words::setup;

/// The answers to when the last run was, and the most days that each may mean; the last one, the fewest.
///
/// The plan counts with these: a break that is taken for longer than it was begins lower, never higher.
const BREAKS: [(&str, i32); 5] = [
    ("less than a week ago", limits::BREAK_NO_PLAN_DAYS),
    ("1 or 2 weeks ago", limits::BREAK_SHORT_DAYS),
    ("3 to 6 weeks ago", limits::BREAK_MIDDLE_DAYS),
    ("7 to 12 weeks ago", limits::BREAK_LONG_DAYS),
    ("longer ago", limits::BREAK_LONG_DAYS + 1),
];

/// A question before a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanSetupQuestion {
    /// When the last run was.
    LastRun,
    /// What is sore.
    Sore(WhySore),
    /// On which side.
    Side(Site),
    /// How long a usual run was.
    Usual,
    /// How long the longest was.
    Longest,
    /// Whether half an hour of brisk walking is easy.
    Walks,
    /// Any sport this year.
    Sport,
    /// How running is, for who still runs although it is sore.
    Running(Question),
}

/// Why it is asked what is sore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhySore {
    /// Nobody said, and there was no break.
    Unknown,
    /// Nobody said, and there was a break.
    Break,
    /// Nothing is sore now, but it may have led to the break.
    Reason,
    /// Several places are, and a plan is about one.
    Which,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    /// The last run: which of [`BREAKS`]; `None` for never.
    LastRun(Option<usize>),
    /// What is sore, or nothing.
    Sore(Option<Site>),
    /// The side of it, or none in particular.
    Side(Site, Option<Side>),
    /// Minutes of a usual run.
    Usual(u32),
    /// Minutes of the longest; `None` where it was left open.
    Longest(Option<u32>),
    /// Whether walking is easy.
    Walks(bool),
    /// Whether there was sport.
    Sport(bool),
    /// How running is: a number, or 1 for yes and 0 for no.
    Running(Question, u8),
}

impl PlanSetupQuestion {
    /// Returns the question.
    pub const fn words(self) -> &'static str {
        match self {
            Self::LastRun => "When was your last run?",
            Self::Sore(WhySore::Unknown) => "Sore anywhere?",
            Self::Sore(WhySore::Break) => "Anything sore, now or before the break?",
            Self::Sore(WhySore::Reason) => "Did something sore lead to the break?",
            Self::Sore(WhySore::Which) => "Which of these is the plan for?",
            Self::Side(_) => "Which side?",
            Self::Usual => setup::question(Question::Usual),
            Self::Longest => "How many minutes was the longest?",
            Self::Walks => setup::question(Question::Walks),
            Self::Sport => setup::question(Question::Sport),
            Self::Running(question) => setup::question(question),
        }
    }

    /// Returns more about it, where that helps to answer.
    pub const fn more(self) -> Option<&'static str> {
        match self {
            Self::Usual => Some("Running alone, without the walks. Type it, then Enter."),
            Self::Longest => Some("In the month before the break. Enter alone if you do not know."),
            Self::Sore(WhySore::Reason) => Some("Such a break asks for another way back than any other."),
            Self::Walks => Some("Without a stop, and easy enough to talk."),
            Self::Running(question) => setup::more(question),
            _ => None,
        }
    }

    /// Tells whether a digit answers by itself: a score, or how many.
    pub const fn takes_digit(self) -> bool {
        matches!(self, Self::Running(question) if !question.is_yes_no())
    }

    /// Tells whether minutes are typed.
    pub const fn takes_minutes(self) -> bool {
        matches!(self, Self::Usual | Self::Longest)
    }
}

impl Said {
    /// Returns what it is about, and what was said.
    pub(super) fn words(self) -> (&'static str, String) {
        match self {
            Self::LastRun(which) => {
                ("Last run", which.map_or_else(|| "never".to_owned(), |at| BREAKS[at].0.to_owned()))
            }
            Self::Sore(site) => ("Sore", site.map_or_else(|| "nothing".to_owned(), |site| site.to_string())),
            Self::Side(_, side) => {
                ("Side", side.map_or_else(|| "both, or neither".to_owned(), |side| side.to_string()))
            }
            Self::Usual(length) => ("A usual run", of(length)),
            Self::Longest(length) => ("The longest", length.map_or_else(|| "not known".to_owned(), of)),
            Self::Walks(yes) => ("Walks half an hour", yes_no(yes)),
            Self::Sport(yes) => ("Sport this year", yes_no(yes)),
            Self::Running(question, n) if question.is_yes_no() => (setup::label(question), yes_no(n > 0)),
            Self::Running(question, n) => (setup::label(question), n.to_string()),
        }
    }
}

fn of(length: u32) -> String {
    minutes(from_minutes(length.into()))
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// Returns the places that can be chosen: those that are known to be sore, then all others.
pub(super) fn places(known: &Known, why: WhySore) -> Vec<Site> {
    let others = WELCOME_REGIONS.into_iter().map(|region| Site { region, side: None });
    let others = others.filter(|site| known.sites.iter().all(|known| known.region != site.region));
    match why {
        WhySore::Which => known.sites.clone(),
        _ => known.sites.iter().copied().chain(others).collect(),
    }
}

/// Returns the choices of a question by their keys; none where minutes are typed.
pub(super) fn choices(question: PlanSetupQuestion, known: &Known) -> Vec<(char, String)> {
    let numbered = |all: Vec<String>| ('1'..='9').zip(all).collect::<Vec<_>>();
    match question {
        PlanSetupQuestion::LastRun => {
            let mut all = numbered(BREAKS.iter().map(|(words, _)| (*words).to_owned()).collect());
            all.push(('n', "never".to_owned()));
            all
        }
        PlanSetupQuestion::Sore(why) => {
            let sites = numbered(places(known, why).iter().map(ToString::to_string).collect());
            let nothing = (why != WhySore::Which).then(|| ('n', "no, nothing".to_owned()));
            nothing.into_iter().chain(sites).collect()
        }
        PlanSetupQuestion::Side(_) => {
            numbered(vec!["left".into(), "right".into(), "both, or neither".into()])
        }
        PlanSetupQuestion::Walks | PlanSetupQuestion::Sport => {
            vec![('y', "yes".to_owned()), ('n', "no".to_owned())]
        }
        PlanSetupQuestion::Running(question) if question.is_yes_no() => {
            vec![('y', "yes".to_owned()), ('n', "no".to_owned())]
        }
        PlanSetupQuestion::Usual | PlanSetupQuestion::Longest | PlanSetupQuestion::Running(_) => Vec::new(),
    }
}

/// Reads a key as an answer; `None` where it is none.
pub(super) fn answer(question: PlanSetupQuestion, key: char, known: &Known) -> Option<Said> {
    let at = || key.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
    if question.takes_digit() {
        let PlanSetupQuestion::Running(question) = question else { return None };
        return key.to_digit(10).map(|n| Said::Running(question, n as u8));
    }
    choices(question, known).iter().find(|(own, _)| *own == key)?;
    Some(match question {
        PlanSetupQuestion::LastRun => Said::LastRun(at()),
        PlanSetupQuestion::Sore(why) => Said::Sore(at().and_then(|at| places(known, why).get(at).copied())),
        PlanSetupQuestion::Side(site) => {
            let side = match key {
                '1' => Some(Side::Left),
                '2' => Some(Side::Right),
                _ => None,
            };
            Said::Side(site, side)
        }
        PlanSetupQuestion::Walks => Said::Walks(key == 'y'),
        PlanSetupQuestion::Sport => Said::Sport(key == 'y'),
        PlanSetupQuestion::Running(question) => Said::Running(question, u8::from(key == 'y')),
        PlanSetupQuestion::Usual | PlanSetupQuestion::Longest => return None,
    })
}

/// Puts together what is known and what was said.
pub(super) fn answers(known: &Known, said: &[Said], date: Date) -> (Answers, Option<Duration>) {
    let mut answers = Answers {
        still_running: Running::default(),
        last_run: known.last_run,
        sore: known.sites.first().copied(),
        usual: None,
        sport: known.sport,
        walks: known.walks,
    };
    let mut longest = None;
    let length = |minutes: u32| from_minutes(minutes.into());
    for one in said {
        match *one {
            Said::LastRun(which) => {
                let ago = |at: usize| days_before(date, BREAKS[at].1);
                answers.last_run = which.map(ago);
            }
            Said::Sore(site) => answers.sore = site,
            Said::Side(site, side) => answers.sore = Some(Site { side, ..site }),
            Said::Usual(minutes) => answers.usual = Some(length(minutes)),
            Said::Longest(minutes) => longest = minutes.map(length),
            Said::Walks(yes) => answers.walks = Some(yes),
            Said::Sport(yes) => answers.sport = Some(yes),
            Said::Running(question, n) => answers.still_running.take(question, n),
        }
    }
    (answers, longest)
}

/// Returns what comes before any choice of a plan and is not known yet: the last run, then what is sore.
pub(super) fn first(known: &Known, said: &[Said], date: Date) -> Option<PlanSetupQuestion> {
    // Soreness that is known decides by itself, whatever the break.
    let decided = known.sites.iter().any(|site| leads(*site));
    let ran = said.iter().find_map(|said| if let Said::LastRun(which) = said { Some(*which) } else { None });
    if known.last_run.is_none() && ran.is_none() && !decided {
        return Some(PlanSetupQuestion::LastRun);
    }
    let sore = said.iter().find_map(|said| if let Said::Sore(site) = said { Some(*site) } else { None });
    let Some(sore) = sore else { return which_sore(known, said, date).map(PlanSetupQuestion::Sore) };
    let side = said.iter().any(|said| matches!(said, Said::Side(..)));
    let open =
        sore.filter(|site| !side && site.side.is_none() && leads(*site) && !known.sites.contains(site));
    open.map(PlanSetupQuestion::Side)
}

/// Returns why it is asked what is sore; `None` where it is known well enough.
fn which_sore(known: &Known, said: &[Said], date: Date) -> Option<WhySore> {
    match (&known.sites[..], known.said_sore) {
        ([], said_sore) => {
            let last_run = answers(known, said, date).0.last_run;
            let broke = last_run.is_some_and(|last| days_between(last, date) > limits::BREAK_NO_PLAN_DAYS);
            match (said_sore, broke) {
                (true, true) => Some(WhySore::Reason),
                (true, false) => None,
                (false, true) => Some(WhySore::Break),
                (false, false) => Some(WhySore::Unknown),
            }
        }
        ([_], _) => None,
        _ => Some(WhySore::Which),
    }
}

/// Returns how many days the answer about the last run is taken for, where it may mean fewer.
pub(super) fn taken_for(said: &[Said]) -> Option<i64> {
    said.iter().find_map(|said| match said {
        Said::LastRun(Some(at)) if (1..BREAKS.len() - 1).contains(at) => Some(i64::from(BREAKS[*at].1)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::symptoms::Region;

    const TODAY: Date = date(2026, 11, 23);

    fn site(region: Region) -> Site {
        Site { region, side: None }
    }

    #[test]
    fn what_the_log_knows_is_not_asked() {
        let none = Known::default();
        assert_eq!(first(&none, &[], TODAY), Some(PlanSetupQuestion::LastRun));
        let never = [Said::LastRun(None)];
        assert_eq!(first(&none, &never, TODAY), Some(PlanSetupQuestion::Sore(WhySore::Unknown)));
        let well = Known { said_sore: true, ..none.clone() };
        assert_eq!(first(&well, &never, TODAY), None, "never run, and nothing sore was said");
        let broke = [Said::LastRun(Some(2))];
        assert_eq!(first(&well, &broke, TODAY), Some(PlanSetupQuestion::Sore(WhySore::Reason)));
        assert_eq!(first(&none, &broke, TODAY), Some(PlanSetupQuestion::Sore(WhySore::Break)));
        let ran = Known { last_run: Some(date(2026, 11, 20)), said_sore: true, ..none.clone() };
        assert_eq!(first(&ran, &[], TODAY), None);
        let sore = Known { sites: vec![site(Region::TendonMid)], said_sore: true, ..none };
        assert_eq!(first(&sore, &[], TODAY), None, "soreness decides by itself");
    }

    #[test]
    fn of_several_sore_places_one_is_chosen_and_a_new_one_has_a_side() {
        let both = Known {
            sites: vec![site(Region::TendonMid), site(Region::UnderHeel)],
            said_sore: true,
            ..Known::default()
        };
        assert_eq!(first(&both, &[], TODAY), Some(PlanSetupQuestion::Sore(WhySore::Which)));
        let chosen = answer(PlanSetupQuestion::Sore(WhySore::Which), '2', &both).unwrap();
        assert_eq!(chosen, Said::Sore(Some(site(Region::UnderHeel))));
        assert_eq!(first(&both, &[chosen], TODAY), None, "its side is as it was said");
        assert_eq!(answer(PlanSetupQuestion::Sore(WhySore::Which), '3', &both), None);
        let never = Said::LastRun(None);
        let calf = Said::Sore(Some(site(Region::CalfMuscle)));
        let side = PlanSetupQuestion::Side(site(Region::CalfMuscle));
        assert_eq!(first(&Known::default(), &[never, calf], TODAY), Some(side));
        let left = answer(side, '1', &Known::default()).unwrap();
        let (answers, _) = answers(&Known::default(), &[never, calf, left], TODAY);
        assert_eq!(answers.sore, Some(Site { region: Region::CalfMuscle, side: Some(Side::Left) }));
        let knee = Said::Sore(Some(site(Region::Elsewhere)));
        assert_eq!(first(&Known::default(), &[never, knee], TODAY), None, "elsewhere has no side");
    }

    #[test]
    fn a_break_is_taken_for_the_longest_that_it_may_be() {
        for (at, days) in [(0, 6), (1, 14), (2, 42), (3, 90), (4, 91)] {
            let (answers, _) = answers(&Known::default(), &[Said::LastRun(Some(at))], TODAY);
            assert_eq!(days_between(answers.last_run.unwrap(), TODAY), days);
        }
    }
}
