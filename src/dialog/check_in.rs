//! The check-in: the questions that are due, the sore places, and the records that each answer writes.
//!
//! `plan::asks` decides which questions are due. Every answer is a record at once; leaving at any point loses nothing.
//! Follow-up questions come before all others.

use std::time::Duration;

use jiff::civil::Date;

use super::ask::numbered;
use super::kind::Kind;
use super::{Answer, Ask, Refused, Rules, Step, Taken, review};
use crate::day::Core;
use crate::history::History;
use crate::history::Write;
use crate::plan::asks::Ask as Due;
use crate::plan::beside::offered;
use crate::plan::logged;
use crate::record::{Away, Body, CheckIn, Moment, PlanAction, PlanEvent, Run, Sore};
use crate::session::Now;
use crate::symptoms::{PainScore, Region, Side, Site, limits};
use crate::time::{days_before, started_minutes};

/// The places to choose from, by their digit from 1.
pub const PLACES: [Region; 5] =
    [Region::CalfMuscle, Region::TendonMid, Region::BackHeelBone, Region::UnderHeel, Region::Elsewhere];

/// A question of the check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckQuestion {
    /// The question that is due, or a morning that is entered again.
    Due(Due),
    /// Where it is sore, when nothing is due and the runner came by.
    Where,
    /// On which side a place that was named is sore.
    Side,
    /// Whether it limps or stabs.
    Gait,
    /// How long it was stiff.
    Stiff,
    /// That the last score was 10: no digit says so.
    Ten,
}

impl CheckQuestion {
    /// Returns the answers by their keys; none if it is a scale, or a place.
    pub const fn answers(self) -> &'static [char] {
        match self {
            Self::Due(Due::Away { .. }) | Self::Gait => &['1', '2', '3', '4'],
            Self::Due(Due::Fever) => &['0', '1', '2', 'f'],
            Self::Side | Self::Due(Due::Felt { .. }) => &['1', '2', '3'],
            Self::Stiff => &['0', '1', '2', '3', '4'],
            Self::Due(
                Due::Ran { .. }
                | Due::Anything { .. }
                | Due::Later { .. }
                | Due::Morning { .. }
                | Due::OnFeet { .. },
            )
            | Self::Where
            | Self::Ten => &[],
        }
    }

    /// True if yes or no answers it.
    pub const fn is_yes_no(self) -> bool {
        matches!(self, Self::Ten | Self::Due(Due::Ran { .. }))
    }

    /// True if a place answers it, or that nothing is sore.
    pub const fn asks_where(self) -> bool {
        matches!(self, Self::Due(Due::Anything { .. }) | Self::Where)
    }

    /// Returns the site that a score is asked for.
    pub const fn scale(self) -> Option<Site> {
        match self {
            Self::Due(ask) => ask.site(),
            Self::Where | Self::Side | Self::Gait | Self::Stiff | Self::Ten => None,
        }
    }

    /// Returns the kind of its answer.
    pub(super) fn kind(self) -> Kind {
        if self.asks_where() {
            return Kind::Choice([numbered(PLACES.len()), vec!['n']].concat());
        }
        match self {
            _ if self.is_yes_no() => Kind::YesNo,
            Self::Stiff => Kind::Span(self.answers().to_vec()),
            _ if self.scale().is_some() => Kind::Scale,
            _ => Kind::Choice(self.answers().to_vec()),
        }
    }

    /// Returns the flag that answers it in advance.
    pub(super) const fn flag(self) -> &'static str {
        match self {
            Self::Due(Due::Away { .. }) => "away",
            Self::Due(Due::Ran { .. }) => "ran",
            Self::Due(Due::OnFeet { .. }) => "on-feet",
            Self::Due(Due::Fever) => "fever",
            Self::Due(Due::Felt { .. }) => "felt",
            Self::Due(Due::Anything { .. }) => "since-run",
            Self::Due(Due::Later { .. }) => "later",
            Self::Due(Due::Morning { .. }) => "morning",
            Self::Where => "sore",
            Self::Side => "side",
            Self::Gait => "gait",
            Self::Stiff => "stiff",
            Self::Ten => "ten",
        }
    }
}

/// The questions of the check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckInRules;

impl CheckInRules {
    /// Returns the site that was said last.
    pub fn site(steps: &[Step]) -> Option<Site> {
        let (at, site) = steps.iter().enumerate().rev().find_map(|(at, step)| {
            let Ask::CheckIn(question, _) = step.ask else { return None };
            Some((at, question.scale().or_else(|| place_of(step))?))
        })?;
        let side = steps[at + 1..].iter().find_map(|step| match (&step.ask, step.answer) {
            (Ask::CheckIn(CheckQuestion::Side, _), Answer::Choice(c)) => Some(sides(c)[0]),
            _ => None,
        });
        Some(Site { side: side.or(site.side), ..site })
    }

    /// Returns the score that was said last, if nothing followed it yet.
    pub fn last_score(steps: &[Step]) -> Option<PainScore> {
        if let Answer::Score(score) = steps.last()?.answer { Some(score) } else { None }
    }

    /// Returns the run whose effort the last step says, as it is now.
    pub fn felt(steps: &[Step], core: &Core) -> Option<(String, Run)> {
        let step = steps.last()?;
        let Ask::CheckIn(CheckQuestion::Due(Due::Felt { .. }), _) = step.ask else { return None };
        let (id, _) = step.batch.as_ref()?.entries().first()?;
        match &core.log().get(id)?.body {
            Body::Run(run) => Some((id.clone(), run.clone())),
            _ => None,
        }
    }
}

impl Rules for CheckInRules {
    fn due(&self, steps: &[Step], core: &Core, now: Now) -> Vec<Ask> {
        let today = now.at.date();
        let open = |ask: &Ask| {
            let open =
                |step: &Step| matches!(step.answer, Answer::Open | Answer::Choice('f')) && step.ask == *ask;
            steps.iter().any(open)
        };
        let due = core.history().questions(today);
        due.iter().map(|due| Ask::CheckIn(CheckQuestion::Due(*due), today)).filter(|ask| !open(ask)).collect()
    }

    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], core: &Core, now: Now) -> Taken {
        let Ask::CheckIn(question, today) = *ask else { return Taken::default() };
        let next = |run: Date| run.tomorrow().unwrap_or(today);
        match (question, answer) {
            (CheckQuestion::Due(Due::Anything { run }), Answer::Choice(c)) => {
                where_sore(c, Moment::Morning, next(run), core, now)
            }
            (CheckQuestion::Where, Answer::Choice(c)) => where_sore(c, Moment::Sites, today, core, now),
            (CheckQuestion::Due(Due::Away { .. }), Answer::Choice(c)) => away(c, core, now),
            (CheckQuestion::Due(Due::Ran { date }), Answer::Yes) => ran(date, core, now),
            (CheckQuestion::Due(Due::Ran { date }), Answer::No) => left_out(date, core),
            (CheckQuestion::Due(Due::Felt { date }), Answer::Choice(c)) => felt(date, c, core),
            (CheckQuestion::Due(Due::Fever), Answer::Choice(c)) => well(c, core, now),
            (CheckQuestion::Due(due), Answer::Score(score)) => scored(due, score, today),
            (CheckQuestion::Side, Answer::Choice(c)) => side(c, steps, core, now),
            (CheckQuestion::Gait, Answer::Choice(c)) => gait(c, steps, core),
            (CheckQuestion::Stiff, Answer::Choice(c)) => more(steps, core, |check_in| {
                let at = c.to_digit(10).and_then(|n| usize::try_from(n).ok());
                check_in.stiff_minutes = at.and_then(|at| limits::STIFF_ANSWERS.get(at)).copied();
            }),
            (CheckQuestion::Stiff, Answer::Length(stiff)) => more(steps, core, |check_in| {
                check_in.stiff_minutes = u32::try_from(started_minutes(stiff)).ok();
            }),
            (CheckQuestion::Ten, Answer::Yes) => more(steps, core, |check_in| {
                if let Some(sore) = check_in.sore.first_mut() {
                    sore.score = PainScore::new(10);
                }
            }),
            _ => Taken::default(),
        }
    }
}

/// A single score of a place, of any day, with what goes with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreRules {
    /// The scores, in their order.
    scores: Vec<Ask>,
}

impl ScoreRules {
    /// Asks for one score after another.
    pub fn new(scores: impl IntoIterator<Item = Due>, today: Date) -> Self {
        let ask = |due| Ask::CheckIn(CheckQuestion::Due(due), today);
        Self { scores: scores.into_iter().map(ask).collect() }
    }
}

impl Rules for ScoreRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        let open = |ask: &&Ask| steps.iter().all(|step| step.ask != **ask);
        self.scores.iter().filter(open).cloned().collect()
    }

    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], core: &Core, now: Now) -> Taken {
        CheckInRules.take(ask, answer, steps, core, now)
    }

    fn extra(&self, steps: &[Step]) -> Vec<Ask> {
        let Some(Step { ask: Ask::CheckIn(_, today), .. }) = steps.last() else { return Vec::new() };
        let more = [CheckQuestion::Gait, CheckQuestion::Stiff].map(|more| Ask::CheckIn(more, *today));
        more.into_iter().filter(|ask| steps.iter().all(|step| step.ask != *ask)).collect()
    }

    fn stays_said(&self, why: &Refused) -> bool {
        *why == Refused::Left
    }
}

/// Returns the place of a digit.
pub fn place(digit: char) -> Option<Site> {
    let at = digit.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1))?;
    PLACES.get(at).map(|region| Site { region: *region, side: None })
}

/// Returns the place that a step names.
fn place_of(step: &Step) -> Option<Site> {
    match (&step.ask, step.answer) {
        (Ask::CheckIn(question, _), Answer::Choice(c)) if question.asks_where() => place(c),
        _ => None,
    }
}

/// Returns the sides that a digit means.
pub(super) const fn sides(digit: char) -> &'static [Side] {
    match digit {
        '1' => &[Side::Left],
        '2' => &[Side::Right],
        _ => &[Side::Left, Side::Right],
    }
}

/// Returns the check-in that answers a question about a site.
pub fn of_score(ask: Due, score: PainScore, today: Date) -> Option<CheckIn> {
    let (moment, date, site) = match ask {
        Due::Later { date, site } => (Moment::Later, date, site),
        Due::Morning { date, site } => (Moment::Morning, date, site),
        Due::OnFeet { date, site } => (Moment::OnFeet, date, site),
        Due::Away { .. } | Due::Ran { .. } | Due::Fever | Due::Felt { .. } | Due::Anything { .. } => {
            return None;
        }
    };
    Some(CheckIn::new(moment, date, vec![Sore { site, score: Some(score) }], today))
}

/// Nothing is sore, or a place is; on which side, or how sore it is, follows.
fn where_sore(answer: char, moment: Moment, date: Date, core: &Core, now: Now) -> Taken {
    let today = now.at.date();
    let Some(site) = place(answer) else {
        let nothing = CheckIn::new(moment, date, Vec::new(), today);
        return Taken { writes: vec![Write::New(Body::CheckIn(nothing))], ..Taken::default() };
    };
    let new = core.is_new(site, now);
    let said = CheckIn::new(Moment::Sites, date, vec![Sore { site, score: None }], today);
    let writes = vec![Write::New(Body::CheckIn(said))];
    let then = if new && site.region != Region::Elsewhere {
        vec![Ask::CheckIn(CheckQuestion::Side, today)]
    } else {
        how_sore(&[site], &core.history().supposing(writes.iter().cloned(), now.at), today)
    };
    Taken { writes, then, ..Taken::default() }
}

/// Asks for this morning at places that nothing else asks about.
fn how_sore(sites: &[Site], history: &History, today: Date) -> Vec<Ask> {
    let due = history.questions(today);
    let asked = |site: &Site| {
        let at = |ask: &Due| ask.site().filter(|at| at.region == site.region);
        due.iter().filter_map(at).any(|at| at.side == site.side || site.side.is_none() || at.side.is_none())
    };
    let open = sites.iter().filter(|site| !asked(site));
    open.map(|site| Ask::CheckIn(CheckQuestion::Due(Due::Morning { date: today, site: *site }), today))
        .collect()
}

fn scored(ask: Due, score: PainScore, today: Date) -> Taken {
    let Some(said) = of_score(ask, score, today) else { return Taken::default() };
    let much = score >= limits::PAIN_ASKED;
    let stiff = said.moment == Moment::Morning && score.value() >= limits::MORNING_ASKS_STIFF;
    let then = [(much, CheckQuestion::Gait), (stiff, CheckQuestion::Stiff)];
    let then =
        then.into_iter().filter(|(asked, _)| *asked).map(|(_, question)| Ask::CheckIn(question, today));
    Taken { writes: vec![Write::New(Body::CheckIn(said))], then: then.collect(), ..Taken::default() }
}

/// Returns the check-in that an answer about side, gait or stiffness belongs to.
fn last(steps: &[Step], core: &Core) -> Option<(String, CheckIn)> {
    let said = steps.iter().rev().find(|step| {
        let score = matches!(step.answer, Answer::Score(_));
        score || place_of(step).is_some()
    })?;
    let (id, _) = said.batch.as_ref()?.entries().first()?;
    match &core.log().get(id)?.body {
        Body::CheckIn(check_in) => Some((id.clone(), check_in.clone())),
        _ => None,
    }
}

/// Says more of the last check-in.
fn more(steps: &[Step], core: &Core, change: impl FnOnce(&mut CheckIn)) -> Taken {
    let Some((id, mut check_in)) = last(steps, core) else { return Taken::default() };
    change(&mut check_in);
    Taken { writes: vec![Write::Change(id, Body::CheckIn(check_in))], ..Taken::default() }
}

/// On which side a place is sore that was named for the first time, and then how sore it is.
fn side(answer: char, steps: &[Step], core: &Core, now: Now) -> Taken {
    let mut sites = Vec::new();
    let mut taken = more(steps, core, |check_in| {
        let Some(region) = check_in.sore.first().map(|sore| sore.site.region) else { return };
        sites = sides(answer).iter().map(|side| Site { region, side: Some(*side) }).collect();
        check_in.sore = sites.iter().map(|site| Sore { site: *site, score: None }).collect();
    });
    taken.then =
        how_sore(&sites, &core.history().supposing(taken.writes.iter().cloned(), now.at), now.at.date());
    taken
}

fn gait(answer: char, steps: &[Step], core: &Core) -> Taken {
    let (limp, sharp) = (matches!(answer, '2' | '4'), matches!(answer, '3' | '4'));
    more(steps, core, |check_in| (check_in.limp, check_in.sharp) = (limp, sharp))
}

/// Why nothing was heard for a week or more.
fn away(answer: char, core: &Core, now: Now) -> Taken {
    let (today, Some(plan)) = (now.at.date(), core.log().plan().cloned()) else { return Taken::default() };
    let why = match answer {
        '1' => Away::Busy,
        '2' => Away::Ill,
        '3' => Away::Sore,
        _ => Away::Travel,
    };
    let action = PlanAction::Back { date: today, why, well_since: None };
    let then = (why == Away::Sore).then_some(Ask::CheckIn(CheckQuestion::Where, today));
    Taken {
        writes: vec![Write::New(Body::Plan(PlanEvent { plan, action }))],
        then: then.into_iter().collect(),
        ..Taken::default()
    }
}

/// How many days ago the fever ended.
fn well(answer: char, core: &Core, now: Now) -> Taken {
    let ago = answer.to_digit(10).and_then(|n| u8::try_from(n).ok());
    let ill =
        |action: &PlanAction| matches!(action, PlanAction::Back { why: Away::Ill, well_since: None, .. });
    let events = core.log().plan_events();
    let open = events.iter().rfind(|entry| ill(&entry.body.action));
    let (Some(ago), Some(open)) = (ago, open) else { return Taken::default() };
    let mut after = open.body.clone();
    if let PlanAction::Back { well_since, .. } = &mut after.action {
        *well_since = Some(days_before(now.at.date(), ago));
    }
    let write = Write::Change(open.record.id.clone(), Body::Plan(after));
    Taken { writes: vec![write], ..Taken::default() }
}

/// The run of a day without answers: as the plan had it.
fn ran(date: Date, core: &Core, now: Now) -> Taken {
    let diary = core.history().diary(now.at.date());
    let Some(plan) = core.history().plan() else { return Taken::default() };
    let asked = logged::asked(&plan, &diary, date).or_else(|| offered(&plan, &diary, date, false).ok());
    let Some(asked) = asked else { return Taken::default() };
    let minutes = |time: Duration| (time.as_secs_f64() / 60.0 * 100.0).round() / 100.0;
    let run = Run {
        run_minutes: Some(minutes(asked.workout.run())),
        assumed: true,
        prescription: Some(asked.record()),
        site: logged::sore_sites(&diary, date).first().copied(),
        ..Run::new(date, minutes(asked.length()))
    };
    Taken { writes: vec![Write::New(Body::Run(run))], ..Taken::default() }
}

/// The run of a day was left out.
fn left_out(date: Date, core: &Core) -> Taken {
    let Some(plan) = core.log().plan().cloned() else { return Taken::default() };
    let action = PlanAction::Skip { date };
    Taken { writes: vec![Write::New(Body::Plan(PlanEvent { plan, action }))], ..Taken::default() }
}

/// How a run felt that a watch recorded, as it is asked after a run that was played.
fn felt(date: Date, answer: char, core: &Core) -> Taken {
    let runs = core.log().runs();
    let of_watch = |run: &Run| run.date == date && run.is_of_watch() && run.run_minutes != Some(0.0);
    let Some(entry) = runs.iter().rfind(|entry| of_watch(entry.body)) else { return Taken::default() };
    let site = logged::sore_sites(&core.history().diary(date), date).first().copied();
    let run = Run { effort: review::effort(answer), site: entry.body.site.or(site), ..entry.body.clone() };
    let write = Write::Change(entry.record.id.clone(), Body::Run(run));
    Taken { writes: vec![write], ..Taken::default() }
}
