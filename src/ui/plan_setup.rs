//! The start of a plan: a question at a time, then the plan, why, and its first run.
//!
//! Today offers a plan in a line of its own ([`offer`]).

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::bar;
use super::frame::{self, Place};
use super::page::{Flow, Page, Size};
use super::{digits, hints, profile, text, welcome};
use crate::app::App;
use crate::app::keymap::{Action, Context};
use crate::app::plan_setup::{Found, Offered, PlanSetup, PlanSetupStep};
use crate::app::pointer::Target;
use crate::dialog::plan_setup::PlanSetupQuestion;
use crate::dialog::{Ask, Kind};
use crate::phrase;
use crate::plan::recommend::{Due, Why};
use crate::plans::{Day, Interval};
use crate::record::lock::Lock;
use crate::session::Now;
use crate::symptoms::signs;
use crate::words::ask::choices;
use crate::words::date::{day_words, past_day_words};
use crate::words::setup::SetupRow;

const HERE: Context = Context::PlanSetup;
/// Widest running text.
const MEASURE: u16 = 72;
/// The most rows for known facts and answers.
const ROWS: usize = 8;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, setup: &PlanSetup, now: Now) {
    let Place { x, width, top, bottom } = frame::begin(page, app, HERE, now);
    keys(page, setup);
    if setup.asks_where() {
        leg(page, app, now, Place { x, width, top, bottom });
    }
    let mut flow = page.flow(x, top, width.min(MEASURE), bottom);
    match &setup.step {
        PlanSetupStep::Locked(lock) => {
            let by_itself = app.core.locks().iter().all(|(sign, _)| signs::may_release(sign));
            locked(&mut flow, *lock, by_itself);
        }
        PlanSetupStep::Ask(_) => {
            ask(&mut flow, setup);
            if setup.asks_where() && roomy(&flow) > 0 {
                // Beside the leg.
                flow.width = flow.width.min(width.saturating_sub(welcome::LEG_LARGE.0));
            }
            rows(&mut flow, setup, now);
        }
        PlanSetupStep::Without(why) => {
            let roomy = roomy(&flow);
            let theme = flow.page.theme;
            flow.put(Span::styled("No plan for now", theme.strong));
            flow.gap(roomy);
            flow.wrap(&flow.page.words.no_plan(why), theme.text, 6);
            flow.gap(roomy);
            rows(&mut flow, setup, now);
        }
        PlanSetupStep::Found(found) => chosen(&mut flow, found, now),
        PlanSetupStep::Days(found, days) => run_days(&mut flow, found, days),
        PlanSetupStep::Others(plans, chosen) => others(&mut flow, plans, *chosen),
        PlanSetupStep::Replace(found, running, since) => {
            let roomy = roomy(&flow);
            let theme = flow.page.theme;
            let since = past_day_words(*since, now.at.date());
            let since = since.trim_start_matches("on ");
            flow.wrap(&format!("You've been following {running} since {since}."), theme.strong, 3);
            flow.gap(1);
            let name = &found.choice.plan.name;
            let anew = name == running;
            let ask = if anew { "Start it again?".into() } else { format!("Replace it with {name}?") };
            flow.wrap(&ask, theme.text, 3);
            flow.wrap("Your entries stay and count.", theme.muted, 2);
            flow.gap(roomy);
            action(&mut flow, if anew { "start again" } else { "replace your plan" });
        }
    }
}

/// The leg with the number of each place, at the right end.
fn leg(page: &mut Page, app: &App, now: Now, Place { x, width, top, bottom }: Place) {
    let (wide, high) = match page.size() {
        Size::Large => welcome::LEG_LARGE,
        Size::Middle => welcome::LEG_MIDDLE,
        Size::Small => return,
    };
    let rows = high.min(bottom.saturating_sub(top));
    welcome::leg(page, app, now, Rect::new(x + width - wide, top, wide, rows));
}

fn roomy(flow: &Flow) -> u16 {
    u16::from(flow.page.size() > Size::Small)
}

/// Says why no plan begins, and what lifts that.
fn locked(flow: &mut Flow, lock: Lock, by_itself: bool) {
    let roomy = roomy(flow);
    let theme = flow.page.theme;
    flow.put(Span::styled("No plan can start now", theme.strong));
    flow.gap(roomy);
    flow.wrap(flow.page.words.lock(lock).unwrap_or_default(), theme.text, 5);
    flow.gap(roomy);
    let lifted = match lock {
        Lock::Loading | Lock::Runs if by_itself => {
            "It unlocks when a doctor or physio clears you, if it was a mistake, or after at least a week \
             and two mornings without it."
        }
        Lock::Unread => "Repair or move the damaged file, or continue without it.",
        Lock::Loading | Lock::Runs | Lock::AllButWalking | Lock::Everything | Lock::Open => {
            "It unlocks when a doctor or physio clears you, or if it was a mistake."
        }
    };
    flow.wrap(lifted, theme.muted, 6);
    flow.gap(1);
    action(flow, "what to do, and how to unlock it");
}

/// The question, and its choices with their keys, or the minutes typed so far.
fn ask(flow: &mut Flow, setup: &PlanSetup) {
    let Some(ask) = setup.asked() else { return };
    let roomy = roomy(flow);
    let (theme, words) = (flow.page.theme, flow.page.words);
    flow.wrap(&words.ask(ask), theme.strong, 2);
    let kind = ask.kind();
    let typed = matches!(kind, Kind::Length | Kind::Scale | Kind::Count { .. });
    if let Some(more) = words.more(ask).filter(|_| roomy > 0 || typed) {
        flow.wrap(more, theme.muted, 2);
    }
    flow.gap(if kind == Kind::Length { 1 } else { roomy });
    if kind == Kind::Length {
        minutes(flow, setup.dialog.draft().unwrap_or(0));
    }
    for (key, words) in choices(ask, words) {
        let pressed = match key {
            'y' => Action::Yes,
            'n' => Action::No,
            digit => Action::Digit(digit.to_digit(10).unwrap_or(0) as u8),
        };
        flow.mark(Target::Named(pressed));
        let own = flow.page.keys.key_for(HERE, pressed).map(|key| key.to_string());
        let key =
            Span::styled(format!("{}  ", own.unwrap_or(key.to_string())), theme.calm.patch(theme.strong));
        flow.put(Line::from(vec![key, Span::styled(words, theme.text)]));
    }
    flow.gap(1);
}

/// The minutes typed so far, large if there is room.
fn minutes(flow: &mut Flow, typed: u32) {
    let theme = flow.page.theme;
    let words = if typed > 0 { typed.to_string() } else { "–".to_owned() };
    let most = if roomy(flow) > 0 { 5 } else { 3 };
    let rows = digits::fit(&words, flow.width.saturating_sub(14), flow.left().min(most));
    if rows >= 3 && typed > 0 {
        let (at, y) = ((flow.x, flow.y), flow.y);
        let end = digits::draw(flow.page, at, rows, &words, theme.text);
        flow.page.put(end + 2, y + rows - 1, 8, Span::styled("min", theme.muted));
        flow.gap(rows);
    } else {
        flow.put(Span::styled(format!("{words} min"), theme.strong));
    }
}

/// What is known from the log, and what was said, a row each.
fn rows(flow: &mut Flow, setup: &PlanSetup, now: Now) {
    let theme = flow.page.theme;
    let dialog = &setup.dialog;
    let all = flow.page.words.setup_rows(&dialog.rules.known, dialog.steps(), now.at.date());
    let most = ROWS.min(flow.left().into());
    for SetupRow { label, value, known } in all.into_iter().rev().take(most).rev() {
        // A value that was not asked names its source.
        let from = if known && flow.width > 50 { "  from your history" } else { "" };
        let label = Line::from(vec![Span::styled(label, theme.muted), Span::styled(from, theme.muted)]);
        flow.put_both(label, Span::styled(value, if known { theme.muted } else { theme.text }));
    }
}

/// The plan, why, its first run, how it continues, and what to know before.
fn chosen(flow: &mut Flow, found: &Found, now: Now) {
    let roomy = roomy(flow);
    let theme = flow.page.theme;
    flow.wrap(&found.choice.plan.name, theme.strong, 2);
    for why in &found.choice.why {
        flow.wrap(&flow.page.words.placement_reason(*why), theme.text, 4);
    }
    flow.gap(roomy);
    first_run(flow, found, now);
    flow.gap(roomy);
    // Where rows are few, what to know comes before how it continues.
    for warning in found.choice.cautions.iter().filter(|_| roomy == 0) {
        flow.wrap(&flow.page.words.caution(warning), theme.text, 3);
    }
    let rest = flow.left();
    if let Some(goes_on) = &found.goes_on {
        flow.wrap(&flow.page.words.progression(goes_on), theme.muted, rest.min(4));
    }
    if !found.days.is_empty() && (roomy > 0 || flow.left() > 0) {
        let days = if found.choice.plan.is_walks() { "Walk days" } else { "Run days" };
        flow.wrap(&format!("{days}: {}.", names(&found.days)), theme.muted, 2);
    }
    if roomy > 0 {
        flow.gap(u16::from(!found.choice.cautions.is_empty()));
        for warning in &found.choice.cautions {
            flow.wrap(&flow.page.words.caution(warning), theme.text, 3);
        }
        flow.gap(1);
        action(flow, "start today");
    }
}

/// The first run in words, and as a row of blocks; or what comes before any run.
fn first_run(flow: &mut Flow, found: &Found, now: Now) {
    let theme = flow.page.theme;
    let Some(first) = &found.first else { return };
    let Some(run) = &first.prescription else {
        return flow.wrap(&flow.page.words.reason(&first.reason), theme.text, 5);
    };
    let kind = if run.workout.is_walk() { "walk" } else { "run" };
    let when = match first.due {
        Due::Today => " today".to_owned(),
        Due::On(date) | Due::Done(Some(date)) => format!(" {}", day_words(date, now.at.date())),
        Due::Done(None) | Due::Open => String::new(),
    };
    let heading = Line::from(vec![
        Span::styled(format!("First {kind}{when}"), theme.strong),
        Span::styled(format!("  {}", flow.page.words.place(&first.place)), theme.muted),
    ]);
    let length = Span::styled(crate::words::routine::length(run.length()), theme.muted);
    flow.put_both(heading, length);
    let sheet = run.sheet();
    if flow.left() > 5 {
        let pieces = sheet.pieces();
        let bouts: Vec<Interval> =
            pieces.iter().map(|piece| Interval { pace: piece.pace, length: piece.length }).collect();
        let place = bar::Place { x: flow.x, y: flow.y, width: flow.width };
        let look = profile::Look::now(flow.page);
        let rows = profile::draw(flow.page, place, &bouts, 2, look);
        flow.gap(rows);
    }
    flow.wrap(&flow.page.words.sheet(&sheet), theme.calm, 3);
    if first.reason.why != Why::Start && roomy(flow) > 0 {
        flow.wrap(&flow.page.words.reason(&first.reason), theme.muted, 3);
    }
}

/// The weekdays to choose from.
fn run_days(flow: &mut Flow, found: &Found, days: &[Day]) {
    let roomy = roomy(flow);
    let theme = flow.page.theme;
    flow.put(Span::styled("On which days do you run?", theme.strong));
    flow.gap(roomy);
    for (n, day) in (1..).zip(Day::ALL) {
        let (sign, style) = if days.contains(&day) { ("✓", theme.strong) } else { (" ", theme.muted) };
        flow.mark(Target::Named(Action::Digit(n)));
        flow.put(Line::from(vec![
            Span::styled(format!("{n}  "), theme.calm.patch(theme.strong)),
            Span::styled(format!("{sign} "), theme.good),
            Span::styled(day.name(), style),
        ]));
    }
    flow.gap(roomy);
    match PlanSetup::refused(flow.page.words, &found.choice.plan, days) {
        Some(why) => flow.wrap(&why, theme.text, 3),
        None if days.is_empty() => {
            flow.wrap("With none, you run every second day.", theme.muted, 2);
        }
        None if roomy > 0 => flow.wrap("Press a number to add or remove a day.", theme.muted, 1),
        None => {}
    }
}

/// The plans that are offered, each with whom it is for.
fn others(flow: &mut Flow, plans: &[Offered], chosen: usize) {
    let roomy = roomy(flow);
    let theme = flow.page.theme;
    flow.put(Span::styled("Other plans", theme.strong));
    flow.gap(roomy);
    // Where rows are few only the chosen one says whom it is for.
    let words = flow.page.words;
    let rows = |offered: &Offered| {
        text::wrap(&words.whom(&offered.whom), flow.width.saturating_sub(2)).len().min(3) as u16
    };
    let all: u16 = plans.iter().map(|offered| rows(offered) + 1 + roomy).sum();
    let every = roomy > 0 && all <= flow.left();
    let skip = if every { 0 } else { chosen.saturating_sub(usize::from(flow.left()).saturating_sub(4)) };
    for (row, offered) in plans.iter().enumerate().skip(skip) {
        let here = row == chosen;
        let (sign, style) = if here { ("› ", theme.strong) } else { ("  ", theme.text) };
        flow.mark(Target::Row(row as u16));
        let name = Line::from(vec![
            Span::styled(sign, theme.calm.patch(theme.strong)),
            Span::styled(offered.name.clone(), style),
        ]);
        let fits = if offered.fits { "fits" } else { "" };
        flow.put_both(name, Span::styled(fits, theme.calm));
        if every || here {
            let (x, width) = (flow.x, flow.width);
            (flow.x, flow.width) = (x + 2, width - 2);
            flow.wrap(&words.whom(&offered.whom), theme.muted, 3);
            (flow.x, flow.width) = (x, width);
        }
        flow.gap(if every { roomy } else { 0 });
    }
}

/// The one action, with its key.
fn action(flow: &mut Flow, words: &'static str) {
    let theme = flow.page.theme;
    let style: Style = theme.calm.patch(theme.strong);
    let key = flow.page.keys.key_for(HERE, Action::Accept).map(|key| key.to_string()).unwrap_or_default();
    flow.mark(Target::Named(Action::Accept));
    flow.put(Line::from(vec![Span::styled(format!("{key} "), style), Span::styled(words, theme.text)]));
}

fn names(days: &[Day]) -> String {
    phrase::list(&days.iter().map(|day| day.name()).collect::<Vec<_>>())
}

fn keys(page: &mut Page, setup: &PlanSetup) {
    let of = |action, word: &str| hints::called(HERE, action, word);
    let back = of(Action::Close, if setup.can_go_back() { "back" } else { "leave" });
    let leave = hints::of(HERE, Action::Quit).filter(|_| setup.can_go_back());
    let wrong = of(Action::Signs, "something is wrong");
    let choices = setup.asked().map(|ask| choices(ask, page.words)).unwrap_or_default();
    let kind = setup.asked().map(Ask::kind);
    let typed = setup.dialog.draft().is_some();
    let digits = choices.iter().filter(|(key, _)| key.is_ascii_digit()).map(|(key, _)| *key).max();
    let word =
        |key| choices.iter().find(|(own, _)| *own == key).map(|(_, words)| words.trim_start_matches("no, "));
    let others = of(Action::Others, if page.size() > Size::Small { "other plans" } else { "others" });
    let first = match &setup.step {
        PlanSetupStep::Locked(_) => vec![of(Action::Accept, "what to do")],
        PlanSetupStep::Ask(question) if kind == Some(Kind::Length) => {
            let ready = typed || *question == PlanSetupQuestion::Longest;
            vec![
                Some(hints::digits("0-9", "minutes")),
                of(Action::Accept, "on").filter(|_| ready),
                of(Action::Less, "delete").filter(|_| typed),
            ]
        }
        PlanSetupStep::Ask(_) if matches!(kind, Some(Kind::Scale | Kind::Count { .. })) => {
            vec![Some(hints::digits("0-9", "answer"))]
        }
        PlanSetupStep::Ask(_) => vec![
            digits.map(|last| hints::digits(&format!("1-{last}"), "answer")),
            word('y').and_then(|word| of(Action::Yes, word)),
            word('n').and_then(|word| of(Action::No, word)),
        ],
        PlanSetupStep::Without(_) => vec![others],
        PlanSetupStep::Found(_) => {
            vec![hints::of(HERE, Action::Accept), hints::of(HERE, Action::RunDays), others]
        }
        PlanSetupStep::Days(found, days) => {
            let fine = PlanSetup::is_fine(&found.choice.plan, days);
            vec![Some(hints::digits("1-7", "a day")), of(Action::Accept, "these").filter(|_| fine)]
        }
        PlanSetupStep::Others(..) => {
            vec![hints::pair(HERE, [Action::Up, Action::Down], "choose"), of(Action::Accept, "this one")]
        }
        PlanSetupStep::Replace(..) => vec![of(Action::Accept, "start")],
    };
    hints::draw(page, HERE, first.into_iter().chain([back, leave, wrong]));
}

/// Draws on Today that a plan can be started, with the keys that do or do not; returns how many rows it took.
pub(super) fn offer(page: &mut Page, place: Place) -> u16 {
    let theme = page.theme;
    let keys = [(Action::BeginPlan, "a plan for running"), (Action::No, "not now")];
    let mut at = place.x;
    for (action, words) in keys {
        if let Some(hint) = hints::called(Context::Today, action, words) {
            at = hints::pressed(page, (at, place.top), hint, theme.text) + 3;
        }
    }
    1
}
