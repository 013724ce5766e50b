//! The Plan tab: the running plan, what its keys do to it, and why a day is as it is.
//!
//! It shows a [`PlanView`], made once a day and reused until the history has another entry. A key writes the same
//! entry as the command of the same name, and `u` undoes it as on Today.

use super::browse::read;
use super::keymap::{Action, Context};
use super::{AppView, Effect, Exit, Screen, Update};
use crate::day::Core;
use crate::day::choice::{Choice, FARS};
use crate::dialog::Ask;
use crate::dialog::agree::AgreeRules;
use crate::history::PlanView;
use crate::phrase::capital;
use crate::plan::calendar;
use crate::plan::changes::{self, MoveDays};
use crate::plan::chart::{Chart, Mark};
use crate::plan::goal::{self, Far, Outlook};
use crate::plan::notes::Note;
use crate::plan::recommend;
use crate::plan::recommend::Recommendation;
use crate::plans::Day;
use crate::record::lock::Lock;
use crate::record::{Body, ClearedBy, PlanAction, PlanEvent};
use crate::session::Now;
use crate::words::Words;
use crate::words::done::Done;
use crate::words::notice::{Notice, Twice};
use crate::words::page::{Paper, Paragraph, Weight};
use crate::words::plan::{self as told, About};

/// Days from today on that a run may be moved to.
const MOVES: i32 = 14;
/// Days ahead in which a run can be left out.
const SKIPS: i32 = 29;

/// The Plan tab.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlanTab {
    /// The chosen session, by its place in the chart's list; `None` for that of today, or the next.
    pub chosen: Option<usize>,
    /// What is being done.
    pub doing: PlanMode,
}

/// What is being done on the tab.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum PlanMode {
    /// It is looked at.
    #[default]
    Look,
    /// The next run is moved.
    Move {
        /// Where it is, and where it may be.
        days: MoveDays,
        /// The chosen day, by its place among them.
        at: usize,
    },
    /// The run days are chosen.
    Days {
        /// Those that are in.
        days: Vec<Day>,
        /// The weekday that is chosen, from 0 for Monday.
        at: usize,
        /// Why the last one stayed out.
        why: Option<String>,
    },
    /// How far the long run is to grow is chosen.
    Goal {
        /// Which, from 0 for no end.
        at: usize,
        /// How far off it is.
        outlook: Option<Outlook>,
    },
}

impl PlanTab {
    /// Returns the context of a key press.
    pub(super) const fn context(&self) -> Context {
        match self.doing {
            PlanMode::Look => Context::Plan,
            PlanMode::Move { .. } => Context::PlanMove,
            PlanMode::Days { .. } => Context::PlanDays,
            PlanMode::Goal { .. } => Context::PlanGoal,
        }
    }

    /// Returns the session that is chosen, by its place in the chart's list.
    pub fn session(&self, chart: &Chart) -> usize {
        self.chosen.unwrap_or_else(|| chart.here()).min(chart.sessions.len().saturating_sub(1))
    }
}

impl AppView<'_> {
    /// Returns the session that is chosen on the tab.
    pub fn chosen_session(self) -> Option<usize> {
        let Screen::Plan(tab) = self.screen() else { return None };
        Some(tab.session(&self.core.history.plan_view_seen()?.chart))
    }
}

impl Update<'_> {
    /// Shows the tab.
    pub(super) fn show_plan(&mut self) {
        self.show(Screen::Plan(PlanTab::default()));
        // What a digit means hangs on what stands there.
        self.core.history.plan_view(self.now.at.date());
    }

    pub(super) fn on_plan(&mut self, tab: &mut PlanTab, action: Action) {
        match std::mem::take(&mut tab.doing) {
            PlanMode::Look => self.on_plan_looked_at(tab, action),
            PlanMode::Move { days, at } => self.on_moving(tab, days, at, action),
            PlanMode::Days { days, at, why: _ } => self.on_days(tab, days, at, action),
            PlanMode::Goal { at, .. } => self.on_goal(tab, at, action),
        }
        self.core.history.plan_view(self.now.at.date());
    }

    fn on_plan_looked_at(&mut self, tab: &mut PlanTab, action: Action) {
        let view = self.core.history.plan_view(self.now.at.date());
        match action {
            Action::Today => self.show(Screen::Today),
            Action::Progress => self.show_progress(),
            Action::Routines => self.show_routines(),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            Action::Undo => self.take_back(),
            Action::Accept if view.is_none() => self.open_plan_setup(),
            // Whatever Today would start: it knows what is locked, cut off or already warm.
            Action::Accept => {
                self.stage.thing = 0;
                self.on_today(Action::Accept);
            }
            _ => {
                if let Some(view) = view {
                    self.on_running_plan(tab, &view, action);
                }
            }
        }
    }

    /// What keys do to a plan that runs.
    fn on_running_plan(&mut self, tab: &mut PlanTab, view: &PlanView, action: Action) {
        let date = self.now.at.date();
        match action {
            Action::Choose(at) => tab.chosen = Some(at.into()),
            Action::Up | Action::Down | Action::Less | Action::More => {
                tab.chosen = Some(beside(&view.chart, tab.session(&view.chart), action));
            }
            Action::MoveRun => self.open_move(tab, view),
            Action::RunDays => self.open_days(tab, view),
            Action::Skip => self.skip(tab, view),
            Action::Repeat => {
                self.act_on(tab, Done::WeekRepeated, PlanAction::Repeat { date });
            }
            Action::Goal if view.plan.is_walks() => {
                self.notify(&Notice::NoGoal);
            }
            Action::Goal => self.show_goal(tab, self.core.goal_row(view, self.now)),
            Action::Why => self.explain(tab, view),
            Action::EndPlan => self.end_plan(tab, view),
            Action::Yes => self.agree(tab, view),
            Action::Cleared => self.clear_growth(view),
            Action::Digit(n @ 1..=2) if view.said.notes.contains(&Note::WalksDone) => {
                *tab = PlanTab::default();
                self.choose_of(Choice::AfterWalks, n);
            }
            Action::Digit(2) if view.said.notes.contains(&Note::PlanDone) => self.show_goal(tab, 0),
            Action::Digit(n @ 1..=4) if view.said.notes.contains(&Note::PlanDone) => {
                self.choose_of(Choice::Afterwards, n);
                *tab = PlanTab::default();
            }
            _ => {}
        }
    }

    /// Records what is done to the plan on its tab. What stands where is new: the choice goes back to the next run.
    fn act_on(&mut self, tab: &mut PlanTab, done: Done, action: PlanAction) {
        self.act(done, action);
        *tab = PlanTab::default();
    }

    /// Records what is done to the plan, and says it.
    pub(super) fn act(&mut self, done: Done, action: PlanAction) {
        let Some(plan) = self.core.history.log().plan().cloned() else { return };
        let id = self.save(Body::Plan(PlanEvent { plan, action }));
        self.tell_done(&done, Context::Plan);
        self.stage.checking.note_run(done, id);
    }

    fn skip(&mut self, tab: &mut PlanTab, view: &PlanView) {
        let today = self.now.at.date();
        let session = view.chart.sessions.get(tab.session(&view.chart));
        let coming =
            session.filter(|session| matches!(session.mark, Mark::Today | Mark::Next | Mark::Coming));
        let Some(date) = coming.and_then(|session| session.date) else {
            return self.notify(&Notice::NoDateToSkip);
        };
        if !changes::run_days(&view.plan, &self.core.history.diary(today), today, SKIPS).contains(&date) {
            return self.notify(&Notice::TooFarToSkip);
        }
        self.act_on(tab, Done::RunSkipped(date), PlanAction::Skip { date });
    }

    /// Asks for the day that the next run is moved to.
    fn open_move(&mut self, tab: &mut PlanTab, view: &PlanView) {
        let today = self.now.at.date();
        match changes::move_days(&view.plan, &self.core.history.diary(today), today, MOVES) {
            Ok(days) => {
                let at = days.to.iter().position(|(day, _)| *day == days.from).unwrap_or_default();
                // What moves is the next run, whichever was chosen before.
                tab.chosen = None;
                self.stage.notice = None;
                tab.doing = PlanMode::Move { days, at };
            }
            Err(why) => {
                let why = self.stage.words().not_moved(why, today);
                self.notify(&Notice::Stays { why });
            }
        }
    }

    fn on_moving(&mut self, tab: &mut PlanTab, days: MoveDays, at: usize, action: Action) {
        let at = match action {
            Action::Less => at.saturating_sub(1),
            Action::More => (at + 1).min(days.to.len().saturating_sub(1)),
            Action::Accept => match days.to.get(at) {
                Some((to, Ok(()))) => {
                    let action = PlanAction::Move { from: days.from, to: *to };
                    return self.act_on(tab, Done::RunMoved(*to), action);
                }
                // It stands there already: nothing is moved.
                Some((to, Err(_))) if *to == days.from => return tab.doing = PlanMode::Look,
                // Why not stands beside the day.
                _ => at,
            },
            Action::Close => return tab.doing = PlanMode::Look,
            _ => return,
        };
        tab.doing = PlanMode::Move { days, at };
    }

    /// Asks for the run days, those that hold being in.
    fn open_days(&mut self, tab: &mut PlanTab, view: &PlanView) {
        let days = view.chart.days.clone();
        if days.is_empty() {
            return self.notify(&Notice::NoRunDays);
        }
        let mut days = days;
        days.sort_unstable();
        let at = days.first().map_or(0, |day| *day as usize);
        self.stage.notice = None;
        tab.doing = PlanMode::Days { days, at, why: None };
    }

    fn on_days(&mut self, tab: &mut PlanTab, mut days: Vec<Day>, at: usize, action: Action) {
        let mut why = None;
        let at = match action {
            Action::Less => at.saturating_sub(1),
            Action::More => (at + 1).min(Day::ALL.len() - 1),
            Action::Toggle => {
                let day = Day::ALL[at];
                if days.contains(&day) {
                    days.retain(|other| *other != day);
                } else {
                    let mut more = days.clone();
                    more.push(day);
                    more.sort_unstable();
                    let plan = self.core.history.plan_view(self.now.at.date()).map(|view| view.plan.clone());
                    match plan.and_then(|plan| calendar::too_close(&plan, &more)) {
                        Some(close) => why = Some(self.stage.words.too_close(close) + "."),
                        None => days = more,
                    }
                }
                at
            }
            Action::Accept if days.is_empty() => {
                why = Some(self.stage.words().notice(&Notice::ChooseARunDay));
                at
            }
            Action::Accept => {
                let action = PlanAction::Days { date: self.now.at.date(), days: days.clone() };
                return self.act_on(tab, Done::RunDays(days), action);
            }
            Action::Close => return tab.doing = PlanMode::Look,
            _ => return,
        };
        tab.doing = PlanMode::Days { days, at, why };
    }

    /// Asks how far the long run is to grow, with one of the answers chosen.
    fn show_goal(&self, tab: &mut PlanTab, at: usize) {
        let outlook = FARS.get(at).copied().flatten().and_then(|far| self.outlook(far.goal()));
        tab.doing = PlanMode::Goal { at, outlook };
    }

    fn on_goal(&mut self, tab: &mut PlanTab, at: usize, action: Action) {
        match action {
            Action::Less => self.show_goal(tab, at.saturating_sub(1)),
            Action::More => self.show_goal(tab, (at + 1).min(FARS.len() - 1)),
            Action::Accept => {
                self.choose_of(Choice::HowFar, u8::try_from(at + 1).unwrap_or_default());
                *tab = PlanTab::default();
            }
            Action::Close => tab.doing = PlanMode::Look,
            _ => self.show_goal(tab, at),
        }
    }

    /// Ends the plan, asked twice.
    fn end_plan(&mut self, tab: &mut PlanTab, view: &PlanView) {
        let name = &view.plan.name;
        if !self.confirms(Action::EndPlan) {
            return self.ask_again(Context::Plan, Action::EndPlan, Twice::Stop(name.clone()));
        }
        let action = PlanAction::Stop { date: self.now.at.date() };
        self.act_on(tab, Done::PlanStopped(name.clone()), action);
    }

    /// Agrees to a week that asks first, its warning read.
    fn agree(&mut self, tab: &mut PlanTab, view: &PlanView) {
        let asks = view.said.notes.iter().find_map(|note| match note {
            Note::BeyondGuard { week } => Some(*week),
            _ => None,
        });
        let Some(week) = asks else { return };
        if !self.confirms(Action::Yes) {
            let warning = told::warning(&view.plan, week).unwrap_or_default().to_owned();
            let warning = self.stage.words().ask(&Ask::Agree { warning });
            return self.ask_again(Context::Plan, Action::Yes, Twice::Agree(warning));
        }
        let action = AgreeRules::action(self.now.at.date(), u32::try_from(week).unwrap_or(u32::MAX));
        self.act_on(tab, Done::WeekAgreed(week), action);
    }

    /// Ends the signs that let no run get longer, asked twice: a clinician has cleared them.
    fn clear_growth(&mut self, view: &PlanView) {
        if !view.said.notes.iter().any(|note| matches!(note, Note::NothingLonger { .. })) {
            return;
        }
        if !self.confirms(Action::Cleared) {
            return self.ask_again(Context::Plan, Action::Cleared, Twice::Cleared);
        }
        let log = self.core.history.log();
        let held = log.holding_signs(self.now.at.date()).into_iter();
        let held = held.filter(|sign| Lock::of_sign(sign) == Lock::Open).map(ToOwned::to_owned).collect();
        let cleared = log.clear(held, ClearedBy::Clinician);
        self.save(Body::Clearance(cleared));
        self.notify(&Notice::MayGrow);
    }

    /// Explains the chosen day if it has been or is today, else today.
    fn explain(&mut self, tab: &mut PlanTab, view: &PlanView) {
        let today = self.now.at.date();
        let session = view.chart.sessions.get(tab.session(&view.chart));
        let date = session.and_then(|session| session.date).filter(|date| *date < today);
        let past = date.and_then(|date| recommend(&view.plan, &self.core.history.diary(today), date));
        let paragraphs =
            self.core.explained(self.stage.words(), &view.plan.name, past.as_ref().unwrap_or(&view.said));
        self.open(Screen::Explained { paragraphs, top: 0 });
    }

    pub(super) fn on_explained(&mut self, paragraphs: &[Paragraph], top: &mut usize, action: Action) {
        match action {
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            _ if read(paragraphs, top, action) => {}
            _ => self.close(),
        }
    }
}

impl Core {
    /// True if the plan is done and the runner has not chosen what follows, as last checked.
    pub(super) fn asks_what_follows(&self) -> bool {
        self.history.plan_view_seen().is_some_and(|view| {
            view.said.notes.iter().any(|note| matches!(note, Note::PlanDone | Note::WalksDone))
        })
    }

    /// Returns the answer that says how far the long run grows now, by its place among them.
    fn goal_row(&self, view: &PlanView, now: Now) -> usize {
        let today = now.at.date();
        let chosen = goal::chosen(&view.plan, &self.history.diary(today), today);
        let row = chosen.and_then(|chosen| Far::ALL.iter().position(|far| far.goal() == chosen.goal));
        row.map_or(0, |row| row + 1)
    }

    /// Returns how far the plan is, without drawing it up: "run 7 of 24"; in a plan of stages, if one is.
    pub fn plan_behind(&self, words: &dyn Words, now: Now) -> Option<String> {
        let said = self.history.recommend(now.at.date())?;
        let walks = self.history.plan().is_some_and(|plan| plan.is_walks());
        let run_of = |(behind, all)| words.run_of(behind, all, walks);
        Some(said.behind.map_or_else(|| words.place(&said.place), run_of))
    }

    /// Returns an explanation in full, as `runup plan explain` prints it.
    fn explained(&self, words: &dyn Words, plan: &str, said: &Recommendation) -> Vec<Paragraph> {
        let mut paper = Paper::default();
        paper.put(Weight::Title, 0, format!("{}: {plan}", said.date.strftime("%A %-d %B")));
        let mut before = "";
        for (about, text) in told::explained(words, said, |key| told::paper(self.history.library(), key)) {
            if words.head(about) != before {
                before = words.head(about);
                paper.heading(before);
            }
            match about {
                About::Input(name) => paper.note(format!("{name}: {text}")),
                About::Rule | About::Result | About::Source => paper.text(capital(&text)),
            }
        }
        paper.0
    }
}

/// Returns the session beside one: before and after it in order, or in the row above and below.
fn beside(chart: &Chart, at: usize, action: Action) -> usize {
    let last = chart.sessions.len().saturating_sub(1);
    match action {
        Action::Less => return at.saturating_sub(1),
        Action::More => return (at + 1).min(last),
        _ => {}
    }
    let Some(row) = chart.rows.iter().position(|row| row.sessions.contains(&at)) else { return at };
    let other = if action == Action::Up { row.checked_sub(1) } else { Some(row + 1) };
    let Some(other) = other.and_then(|row| chart.rows.get(row)) else { return at };
    let column = chart.sessions[at].column;
    let near = |i: &&usize| chart.sessions[**i].column.abs_diff(column);
    other.sessions.iter().min_by_key(near).copied().unwrap_or(at)
}
