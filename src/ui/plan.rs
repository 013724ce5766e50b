//! The Plan tab: weeks or levels as rows, each run a small picture of itself, and the chosen one in words.
//!
//! What lies below the rows is written first, since it has to be there whole; the rows get what is left and scroll.

mod below;
mod rows;

use ratatui::text::{Line, Span};

use super::page::{Page, Size};
use super::{frame, hints};
use crate::app::keymap::{Action, Context};
use crate::app::{App, PlanMode, PlanTab};
use crate::history::PlanView;
use crate::plan::notes::Note;
use crate::plan::recommend::Due;
use crate::session::Now;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, tab: &PlanTab, now: Now) {
    let place = frame::begin(page, app, Context::Plan, now);
    let Some(view) = app.core.history().plan_view(now.at.date()) else {
        none(page, place);
        return hints_without(page, app);
    };
    let size = page.size();
    let top = heading(page, &view, place);
    let below = below::lines(page, app, &view, tab, place.width, now);
    let most = (place.bottom - top).saturating_sub(if size == Size::Small { 3 } else { 6 });
    let high = (below.len() as u16).min(most);
    let first = place.bottom - high;
    below::draw(page, (place.x, first), place.width, below, place.bottom);
    let rows = frame::Place { top, bottom: first.saturating_sub(1), ..place };
    rows::draw(page, &view, tab, rows, now.at.date());
    keys(page, app, &view, tab);
}

/// The plan's name, its rhythm, and how much of it lies behind; returns the row after it.
fn heading(page: &mut Page, view: &PlanView, place: frame::Place) -> u16 {
    let theme = page.theme;
    let y = match page.size() {
        Size::Large => place.top - 2,
        Size::Middle => place.top - 1,
        Size::Small => return place.top,
    };
    let line = Line::from(vec![
        Span::styled(view.plan.name.clone(), theme.strong),
        Span::styled(format!("  {}", page.words.rhythm(view)), theme.muted),
    ]);
    let behind = Span::styled(page.words.behind(view), theme.muted);
    page.flow(place.x, y, place.width, y + 1).put_both(line, behind);
    y + 2
}

/// Where no plan runs.
fn none(page: &mut Page, place: frame::Place) {
    let theme = page.theme;
    let mut flow = page.flow(place.x, place.top, place.width.min(84), place.bottom);
    flow.wrap("You have no plan yet.", theme.strong, 1);
    flow.gap(1);
    let words = "A plan takes you to running, or back to it, as fast as your legs allow. Each day shows your run \
                 and why. You can use the warm-ups without one.";
    flow.wrap(words, theme.text, 5);
    flow.gap(1);
    if let Some(hint) = hints::called(Context::Plan, Action::Accept, "") {
        let style = theme.calm.patch(theme.strong);
        let end = hints::pressed(flow.page, (flow.x, flow.y), hint, style);
        flow.page.put(end, flow.y, place.width, Span::styled("find the plan that fits", theme.text));
    }
}

fn hints_without(page: &mut Page, app: &App) {
    let context = Context::Plan;
    hints::draw(
        page,
        context,
        [
            hints::called(context, Action::Accept, "find one"),
            hints::of(context, Action::Today),
            hints::of(context, Action::Routines),
            hints::of(context, Action::Undo).filter(|_| app.stage.checking().can_undo()),
        ],
    );
}

fn keys(page: &mut Page, app: &App, view: &PlanView, tab: &PlanTab) {
    let context = match tab.doing {
        PlanMode::Look => Context::Plan,
        PlanMode::Move { .. } => Context::PlanMove,
        PlanMode::Days { .. } => Context::PlanDays,
        PlanMode::Goal { .. } => Context::PlanGoal,
    };
    let of = |action| hints::of(context, action);
    let asks = view.said.notes.iter().any(|note| matches!(note, Note::BeyondGuard { .. }));
    let held = view.said.notes.iter().any(|note| matches!(note, Note::NothingLonger { .. }));
    let comes = view.said.due != Due::Open && view.said.due != Due::Done(None);
    let days = hints::pair(context, [Action::Less, Action::More], "day");
    let hints = match tab.doing {
        PlanMode::Look => vec![
            hints::arrows(context, [Action::Less, Action::Up, Action::Down, Action::More], "choose"),
            of(Action::Accept),
            of(Action::Yes).filter(|_| asks),
            of(Action::Cleared).filter(|_| held),
            of(Action::MoveRun).filter(|_| comes),
            of(Action::Skip).filter(|_| comes),
            of(Action::Why),
            of(Action::Undo).filter(|_| app.stage.checking().can_undo()),
            of(Action::Repeat).filter(|_| view.chart.done.is_some()),
            of(Action::RunDays).filter(|_| !view.chart.days.is_empty()),
            of(Action::Goal),
            of(Action::EndPlan),
            of(Action::Today),
        ],
        PlanMode::Move { .. } => vec![days, of(Action::Accept), of(Action::Close)],
        PlanMode::Goal { .. } => {
            let goals = hints::pair(context, [Action::Less, Action::More], "goal");
            vec![goals, of(Action::Accept), of(Action::Close)]
        }
        PlanMode::Days { .. } => vec![days, of(Action::Toggle), of(Action::Accept), of(Action::Close)],
    };
    hints::draw(page, context, hints);
}
