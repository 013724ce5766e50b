//! The questions after a run and after a routine, which only the runner can answer. The entry is in the history
//! already; answers change it.

use super::{Answer, Ask, Refused, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::record::{self, Body, CutShort, Effort, Run};
use crate::session::Now;
use crate::symptoms::{PainScore, Region, limits};

/// The review of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunReview {
    /// The record's id.
    pub record: String,
    /// The run as it was before the review.
    pub run: Run,
    /// Where it is sore, if that is asked about.
    pub region: Option<Region>,
    /// It counts only with a score, whether anything is sore or not: a walk after a warning sign.
    pub needs_score: bool,
    /// Whether it is in the history: not at another speed.
    pub kept: bool,
}

impl RunReview {
    /// Returns the run with what these steps say of it.
    pub fn said(&self, steps: &[Step]) -> Run {
        let mut run = self.run.clone();
        for step in steps {
            note(&mut run, &step.ask, step.answer);
        }
        run
    }
}

impl Rules for RunReview {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        if !self.kept {
            return Vec::new();
        }
        let run = self.said(steps);
        let hurt = run.during.is_some_and(|score| score >= limits::PAIN_ASKED);
        // What is known already is not asked: a command may say it with the run.
        let known = &self.run;
        let pain = known.during.is_none() && (self.region.is_some() || self.needs_score);
        let gait = !known.limp && !known.sharp;
        let due = [
            (pain, Ask::RunPain(self.region)),
            (run.is_cut() && known.cut_short.is_none() && !known.walked_home, Ask::RunCut),
            (gait && (hurt || run.cut_short == Some(CutShort::Body)), Ask::RunGait),
            (self.run.effort.is_none(), Ask::RunEffort),
        ];
        let last = steps.last().and_then(|step| due.iter().position(|(_, ask)| *ask == step.ask));
        due.into_iter()
            .skip(last.map_or(0, |at| at + 1))
            .filter(|(due, _)| *due)
            .map(|(_, ask)| ask)
            .collect()
    }

    fn stays_said(&self, why: &Refused) -> bool {
        *why == Refused::Left
    }

    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], _core: &Core, _now: Now) -> Taken {
        let before = self.said(steps);
        let mut run = before.clone();
        note(&mut run, ask, answer);
        let writes = (run != before).then(|| Write::Change(self.record.clone(), Body::Run(run)));
        Taken { writes: writes.into_iter().collect(), ..Taken::default() }
    }
}

/// Returns the effort that an answer stands for.
pub(super) fn effort(answer: char) -> Option<Effort> {
    let at = answer.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1))?;
    limits::EFFORT_ANSWERS.get(at).copied().and_then(Effort::new)
}

/// Notes an answer in a run.
fn note(run: &mut Run, ask: &Ask, answer: Answer) {
    match (ask, answer) {
        (Ask::RunPain(_), Answer::Score(score)) => run.during = Some(score),
        (Ask::RunCut, Answer::Choice('1')) => run.cut_short = Some(CutShort::Body),
        (Ask::RunCut, Answer::Choice('2')) => run.cut_short = Some(CutShort::Other),
        (Ask::RunCut, Answer::Choice('3')) => run.walk_home(),
        (Ask::RunGait, Answer::Choice(c)) => {
            (run.limp, run.sharp) = (matches!(c, '2' | '4'), matches!(c, '3' | '4'));
        }
        (Ask::RunEffort, Answer::Choice(c)) => run.effort = effort(c),
        _ => {}
    }
}

/// The review of a routine: how sore it was at worst, if something was.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionReview {
    /// The record's id.
    pub record: String,
    /// The record before the review.
    pub session: record::Session,
}

impl SessionReview {
    /// True if the question is asked: not of a person without pain.
    pub fn asks(&self) -> bool {
        !self.session.sore.is_empty()
    }

    /// Returns the pain that these steps say.
    pub fn said(&self, steps: &[Step]) -> Option<PainScore> {
        steps
            .iter()
            .rev()
            .find_map(|step| if let Answer::Score(worst) = step.answer { Some(worst) } else { None })
    }
}

impl Rules for SessionReview {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        if self.asks() && steps.is_empty() { vec![Ask::SessionPain] } else { Vec::new() }
    }

    fn take(&self, _ask: &Ask, answer: Answer, _steps: &[Step], _core: &Core, _now: Now) -> Taken {
        let Answer::Score(worst) = answer else { return Taken::default() };
        let session = record::Session { worst: Some(worst), ..self.session.clone() };
        let writes = vec![Write::Change(self.record.clone(), Body::Session(session))];
        Taken { writes, ..Taken::default() }
    }
}
