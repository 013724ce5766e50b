//! The page of a lock: in large letters whom to call, or that it is urgent; the advice; and what is locked.
//!
//! Only the page that says to call for help has red on it, so that it cannot be taken for another one.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::record::lock::Lock;
use crate::symptoms::emergency::{self, Number};
use crate::symptoms::signs::{self, Sign, Tier};
use crate::ui::digits;
use crate::ui::frame::margins;
use crate::ui::hints;
use crate::ui::page::{Flow, Page, Size};
use crate::ui::text;

/// Widest running text.
const MEASURE: u16 = 80;
/// The bar, and the columns from it to the words.
const BAR: char = '▌';
const INDENT: u16 = 3;

/// Returns the column in which it is written, behind the bar and above the hints.
pub(super) fn column<'p, 'b>(page: &'p mut Page<'b>) -> Flow<'p, 'b> {
    let size = page.size();
    let (x, _) = margins(size);
    let indent = if size == Size::Small { 2 } else { INDENT };
    let width = (page.width() - 2 * x - indent).min(MEASURE);
    let top = match size {
        Size::Large => 3,
        Size::Middle => 1,
        Size::Small => 0,
    };
    let bottom = hints::row(page);
    page.flow(x + indent, top, width, bottom)
}

/// Draws what to do, what was said, and what is locked.
pub(super) fn draw(flow: &mut Flow, app: &App) {
    let theme = flow.page.theme;
    let size = flow.page.size();
    let roomy = u16::from(size > Size::Small);
    let first = app.core.locks().into_iter().next();
    let sign = first.as_ref().and_then(|(id, _)| signs::sign(id));
    let words = sign.map(|sign| flow.page.words.sign(sign));
    // A sign from another device is unknown: what is grave is taken for the gravest.
    let calls =
        first.as_ref().is_some_and(|(_, tier)| *tier == Tier::Now) && sign.is_none_or(Sign::calls_for_help);
    let top = flow.y;
    if calls {
        call(flow, app.core.emergency());
        bar(flow.page, (margins(size).0, top), flow.y - top, theme.bad);
        flow.gap(match size {
            Size::Large => 2,
            Size::Middle => 1,
            Size::Small => u16::from(flow.left() > 8),
        });
        if let Some(words) = words.filter(|_| !sign.is_some_and(Sign::is_only_a_call)) {
            flow.wrap(words.text, theme.strong, 3);
        }
    } else if app.core.lock() == Lock::Unread {
        unread(flow, app);
        bar(flow.page, (margins(size).0, top), flow.y - top, theme.warn);
    } else {
        if first.as_ref().is_some_and(|(_, tier)| *tier == Tier::Now) {
            urgent(flow);
        }
        let first = words.map_or("Have it checked now.", |words| words.first());
        flow.wrap(first, theme.strong, 3);
        let rest = words
            .map_or("A warning sign from another device; this version doesn't know it.", |words| {
                words.rest()
            });
        if !rest.is_empty() {
            flow.gap(roomy);
            flow.wrap(rest, theme.text, 4);
        }
        bar(flow.page, (margins(size).0, top), flow.y - top, theme.warn);
        flow.gap(roomy);
    }
    if let Some(said) = words {
        let most = flow.left();
        if calls {
            let words = Span::styled(flow.page.words.say(), theme.strong);
            let label = if roomy > 0 { "say  " } else { "say " };
            flow.put(Line::from(vec![Span::styled(label, theme.muted), words]));
            flow.gap(u16::from(size == Size::Large));
        }
        flow.wrap(&format!("You said: {}.", said.ask), theme.muted, most);
    }
    if let Some(words) = flow.page.words.lock(app.core.lock()).filter(|_| app.core.lock() != Lock::Unread) {
        flow.gap(roomy + u16::from(size == Size::Large));
        // Where there is little room, what to do has it: half a sentence says nothing.
        let high = text::wrap(words, flow.width).len() as u16;
        if high <= flow.left() {
            flow.wrap(words, theme.muted, high);
        }
    }
}

/// The bar at the left of what matters most.
fn bar(page: &mut Page, (x, y): (u16, u16), rows: u16, style: Style) {
    for row in y..y + rows {
        page.sign(x, row, BAR, style);
    }
}

/// That it must be seen the same day, in the colour of the bar: red is for a call.
fn urgent(flow: &mut Flow) {
    let theme = flow.page.theme;
    let words = flow.page.words.urgent_care();
    let large = words.to_uppercase();
    if flow.page.size() > Size::Small && digits::can_draw(&large) && digits::width(&large, 3) <= flow.width {
        digits::draw(flow.page, (flow.x, flow.y), 3, &large, theme.warn);
        flow.gap(4 + u16::from(flow.page.size() == Size::Large));
    } else {
        flow.wrap(words, theme.warn.patch(theme.strong), 1);
    }
}

/// Whom to call, so that it is read from the other side of a room.
fn call(flow: &mut Flow, number: Option<&Number>) {
    let theme = flow.page.theme;
    let size = flow.page.size();
    let words = flow.page.words.call_now();
    let large = words.to_uppercase();
    if size > Size::Small && digits::can_draw(&large) && digits::width(&large, 3) <= flow.width {
        digits::draw(flow.page, (flow.x, flow.y), 3, &large, theme.bad);
        flow.gap(4);
    } else {
        flow.wrap(words, theme.bad.patch(theme.strong), 1);
        flow.gap(u16::from(flow.left() > 11));
    }
    // Where the number here is not known, the one that most phones reach help by is large.
    let said = number.map_or(emergency::FALLBACK.to_owned(), |number| number.as_str().to_owned());
    let most = if size == Size::Small { 5.min(flow.left().saturating_sub(6)) } else { 7 };
    let rows = digits::fit(&said, flow.width, most);
    if rows >= 3 && digits::can_draw(&said) {
        let end = digits::draw(flow.page, (flow.x, flow.y), rows, &said, theme.text) + 4;
        let room = (flow.x + flow.width).saturating_sub(end);
        let words = flow.page.words;
        if room > 12 {
            let beside = if number.is_some() { words.your_number() } else { words.or_your_number() };
            flow.page.put(end, flow.y + rows - 1, room, Span::styled(beside, theme.text));
        }
        flow.gap(rows);
        if number.is_none() && room <= 12 {
            flow.wrap(words.or_your_number(), theme.text, 1);
        }
    } else {
        flow.wrap(&flow.page.words.emergency_number(number), theme.strong, 2);
    }
}

/// What of the history could not be read.
fn unread(flow: &mut Flow, app: &App) {
    let theme = flow.page.theme;
    let words = flow.page.words.lock(Lock::Unread).unwrap_or_default();
    flow.wrap(words, theme.strong, 4);
    flow.gap(u16::from(flow.page.size() > Size::Small));
    for missing in flow.page.words.missing(app.log().gaps()) {
        flow.wrap(&missing, theme.muted, 3);
    }
}
