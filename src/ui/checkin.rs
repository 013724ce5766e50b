//! The check-in: the place that is asked about, one question, what was said, and what it means today.
//!
//! On Today the same question stands in a line of its own ([`line`]).

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Flow, Page, Size};
use super::{days, hints, scale, text};
use crate::app::keymap::{Action, Context};
use crate::app::{self, App};
use crate::day::things::Day;
use crate::dialog::Ask;
use crate::dialog::check_in::CheckQuestion;
use crate::session::Now;
use crate::symptoms::Region;

/// Columns and rows of the picture, and the columns that are free after it.
const LARGE: (u16, u16) = (30, 22);
const MIDDLE: (u16, u16) = (18, 12);
const AFTER: (u16, u16) = (8, 4);
/// Rows of what was said and what comes, at most.
const ROWS: usize = 4;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let size = page.size();
    let Place { x, width, top, bottom } = frame::begin(page, app, Context::CheckIn, now);
    let left = picture(page, app, now, (x, top), bottom);
    let roomy = u16::from(size > Size::Small);
    let checking = app.stage.checking();
    let today = now.at.date();
    let weeks = Day { mornings: app.view().today(now).day.mornings, ..Day::default() };
    let high = if size == Size::Small { 0 } else { days::rows(&weeks, size) };
    let ends = bottom.saturating_sub(high + roomy * u16::from(high > 0));
    let mut flow = page.flow(x + left, top, width - left, ends);
    let theme = flow.page.theme;
    if let Some(question) = checking.question() {
        flow.wrap(&app.stage.words().ask(&Ask::CheckIn(question, today)), theme.strong, 2);
        flow.gap(roomy);
        answers(&mut flow, app, question, now);
    } else {
        flow.wrap("That's all for now.", theme.strong, 1);
    }
    flow.gap(roomy);
    said_and_coming(&mut flow, app, now);
    if let Some(meaning) = app.view().meaning(now).filter(|_| flow.left() > roomy) {
        flow.gap(roomy);
        if size == Size::Large {
            flow.put(Span::styled("Today", theme.strong));
        }
        let most = flow.left();
        flow.wrap(&meaning, theme.text, most);
    }
    if high > 0 {
        days::draw(page, (x + left, ends + roomy), width - left, &weeks);
    }
    keys(page, app, now);
}

/// Draws the leg with the place that is asked about, and returns the columns that it takes.
fn picture(page: &mut Page, app: &App, now: Now, (x, y): (u16, u16), bottom: u16) -> u16 {
    let (wide, high, after) = match page.size() {
        Size::Large => (LARGE.0, LARGE.1, AFTER.0),
        Size::Middle => (MIDDLE.0, MIDDLE.1, AFTER.1),
        Size::Small => return 0,
    };
    let Some(site) = app.stage.checking().site() else { return 0 };
    let rows = high.min(bottom.saturating_sub(y + 2));
    // What lies elsewhere is on no leg.
    if site.region != Region::Elsewhere
        && frame::picture(page, app, now, None, Rect::new(x, y, wide, rows)).is_none()
    {
        return 0;
    }
    let text = page.theme.text;
    let below = y + rows + u16::from(page.size() == Size::Large);
    page.flow(x, below, wide + after - 2, bottom).wrap(&site.to_string(), text, 2);
    wide + after
}

/// The scale, or the answers with their keys.
fn answers(flow: &mut Flow, app: &App, question: CheckQuestion, now: Now) {
    let theme = flow.page.theme;
    if let CheckQuestion::Due(ask) = question
        && question.scale().is_some()
    {
        let at = (flow.x, flow.y);
        let zones = app.core.zones(ask, now);
        scale::draw_zoned(flow.page, at, flow.width.min(66), app.stage.checking().chosen(), zones);
        return flow.gap(scale::ROWS);
    }
    let mut all: Vec<(String, String)> = Vec::new();
    if question.asks_where() {
        let key = app.stage.keymap().key_for(Context::CheckIn, Action::No);
        all.extend(key.map(|key| (key.to_string(), "no, nothing".to_owned())));
        for (n, region) in (1..).zip(app::welcome_regions()) {
            all.push((n.to_string(), region.words().to_owned()));
        }
    }
    for (action, words) in [(Action::Yes, "yes"), (Action::No, "no")] {
        let key = app.stage.keymap().key_for(Context::CheckIn, action).filter(|_| question.is_yes_no());
        all.extend(key.map(|key| (key.to_string(), words.to_owned())));
    }
    let words = |key: &char| flow.page.words.check_in_choice(question, *key).to_owned();
    all.extend(question.answers().iter().map(|key| (key.to_string(), words(key))));
    for (key, words) in all {
        let key = Span::styled(format!("{key}  "), theme.calm.patch(theme.strong));
        flow.put(Line::from(vec![key, Span::styled(words, theme.text)]));
    }
}

/// What was said, and what is asked next, a row each.
fn said_and_coming(flow: &mut Flow, app: &App, now: Now) {
    let theme = flow.page.theme;
    let answered = app.stage.checking().answered(app.stage.words());
    let most = ROWS.min(usize::from(flow.left().saturating_sub(2)));
    for said in &answered[answered.len().saturating_sub(most)..] {
        let style = said.score.map_or(theme.text, |score| theme.pain(score.value()));
        let (label, value) = (said.label.clone(), said.value.clone());
        flow.put_both(Span::styled(label, theme.muted), Span::styled(value, style));
    }
    let left = most.saturating_sub(answered.len());
    for question in app.stage.checking().coming(app.core(), now).into_iter().take(left) {
        let label = match question {
            CheckQuestion::Due(ask) => app.stage.words().label(ask, now.at.date()),
            question => app.stage.words().ask(&Ask::CheckIn(question, now.at.date())),
        };
        flow.put(Span::styled(label, theme.muted));
    }
}

fn keys(page: &mut Page, app: &App, now: Now) {
    let context = Context::CheckIn;
    let question = app.stage.checking().question();
    let scale = question.is_some_and(|question| question.scale().is_some());
    let yes_no = question.is_some_and(CheckQuestion::is_yes_no);
    let digits = question.filter(|question| !question.is_yes_no());
    let digits = digits.map(|question| match question.answers() {
        _ if scale => hints::digits("0-9", "this sore"),
        [] => hints::digits("1-5", "there"),
        all => {
            let mut digits = all.iter().copied().filter(char::is_ascii_digit);
            let (first, last) = (digits.clone().next(), digits.next_back());
            hints::digits(&format!("{}-{}", first.unwrap_or('0'), last.unwrap_or('9')), "answer")
        }
    });
    let asks_where = question.is_some_and(CheckQuestion::asks_where);
    let keep = app.stage.checking().chosen().is_some();
    hints::draw(
        page,
        context,
        [
            digits,
            hints::of(context, Action::Yes).filter(|_| yes_no),
            hints::called(context, Action::No, "no").filter(|_| yes_no),
            hints::of(context, Action::No).filter(|_| asks_where),
            hints::pair(context, [Action::Less, Action::More], "by one").filter(|_| scale),
            hints::of(context, Action::Accept).filter(|_| keep),
            hints::pair(context, [Action::Up, Action::Down], "question")
                .filter(|_| app.stage.checking().can_move(app.core(), now)),
            hints::called(context, Action::Close, if question.is_some() { "later" } else { "back" }),
            hints::of(context, Action::Undo).filter(|_| app.stage.checking().can_undo()),
        ],
    );
}

/// Draws on Today what is asked, with the keys that answer it there; returns how many rows it took.
pub(super) fn line(page: &mut Page, app: &App, now: Now, place: Place) -> u16 {
    let Some(question) = app.stage.checking().question() else { return 0 };
    let theme = page.theme;
    let key = |action| app.stage.keymap().key_for(Context::Due, action).map(|key| key.to_string());
    let mut keys: Vec<(String, &str)> = Vec::new();
    if question.asks_where() {
        keys.extend(key(Action::No).map(|key| (key, "nothing")));
        keys.extend(key(Action::CheckIn).map(|key| (key, "yes")));
    } else if question.is_yes_no() {
        keys.extend(key(Action::Yes).map(|key| (key, "yes")));
        keys.extend(key(Action::No).map(|key| (key, "no")));
    } else if question.scale().is_some() {
        keys.push(("0-9".into(), ""));
    }
    let words = |key: &char| page.words.check_in_choice(question, *key);
    keys.extend(question.answers().iter().map(|key| (key.to_string(), words(key))));
    let asked = app.stage.words().short(question, now.at.date());
    let mut flow = page.flow(place.x, place.top, place.width, place.bottom);
    let wide: u16 = keys.iter().map(|(key, words)| text::width(key) + text::width(words) + 3).sum();
    let lines = text::wrap_to(&asked, place.width, 2);
    let last = lines.last().map_or(0, |line| text::width(line));
    let from = flow.y;
    for line in lines {
        flow.put(Span::styled(line, theme.calm));
    }
    let mut row = Vec::new();
    let mut room = place.width.saturating_sub(last);
    let fits = wide <= room;
    for (key, words) in keys {
        let wide = text::width(&key) + text::width(words) + 3;
        if !fits && (row.is_empty() || wide > room) {
            // The keys begin a row of their own, and another where that is full.
            if !row.is_empty() {
                flow.put(Line::from(std::mem::take(&mut row)));
            }
            room = place.width + 2;
        }
        if fits || !row.is_empty() {
            row.push(Span::raw("  "));
        }
        room = room.saturating_sub(wide);
        row.push(Span::styled(key, theme.strong));
        row.push(Span::styled(format!(" {words}"), theme.muted));
    }
    if fits {
        let y = flow.y.saturating_sub(1);
        flow.page.line(place.x + last, y, place.width - last, Line::from(row));
    } else {
        flow.put(Line::from(row));
    }
    flow.y - from
}
