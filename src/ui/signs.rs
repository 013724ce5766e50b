//! Something is wrong: the warning signs, what is locked by them, and a routine not begun.

use ratatui::text::{Line, Span};

use super::frame::margins;
use super::page::{Page, Size};
use super::{hints, text};
use crate::app::App;
use crate::app::keymap::{self, Action, Context};
use crate::symptoms::signs::{self, SIGNS, Tier};

/// Draws the eight signs to choose from.
pub(super) fn choose(page: &mut Page, app: &App) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = (page.width() - 2 * x).min(84);
    let bottom = hints::row(page);
    let top = y + if size == Size::Large { 3 } else { u16::from(size == Size::Middle) };
    let mut flow = page.flow(x, top, width, bottom);
    flow.put(Span::styled("Something is wrong", theme.strong));
    if size > Size::Small {
        flow.gap(1);
        flow.wrap("Choose what fits. It ends the routine and says what to do.", theme.muted, 2);
        flow.gap(1);
    }
    let indent = 3;
    // Each sign gets the lines that it needs, as long as the ones after it still get one.
    let needed: Vec<u16> =
        SIGNS.iter().map(|sign| text::wrap(sign.ask, width - indent).len() as u16).collect();
    let mut spare = flow.left().saturating_sub(SIGNS.len() as u16);
    let airy = spare >= needed.iter().sum::<u16>();
    for (i, sign) in SIGNS.iter().enumerate() {
        let lines = needed[i].min(1 + spare);
        spare -= lines - 1;
        let (x, y) = (flow.x, flow.y);
        flow.page.put(x, y, indent, Span::styled((i + 1).to_string(), theme.strong));
        (flow.x, flow.width) = (x + indent, width - indent);
        flow.wrap(sign.ask, theme.text, lines);
        (flow.x, flow.width) = (x, width);
        flow.gap(u16::from(airy));
    }
    let context = app.context();
    hints::draw(page, context, [Some(hints::digits("1-8", "this")), hints::of(context, Action::Close)]);
}

/// Draws what is locked, what to do, and how it is cleared.
pub(super) fn locked(page: &mut Page, app: &App) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = (page.width() - 2 * x).min(72);
    let bottom = hints::row(page);
    let roomy = u16::from(size > Size::Small);
    let locks = app.locks();
    let top = y + if size == Size::Large { 3 } else { roomy };
    let mut flow = page.flow(x, top, width, bottom);
    let all = locks.iter().any(|(_, tier)| *tier > Tier::Soon);
    let title = if all { "Locked: nothing is played" } else { "Only walking, and what does not load" };
    flow.put(Span::styled(title, theme.strong));
    flow.gap(roomy);
    // What clears it keeps its rows, however many signs there are.
    let keep = 3 + roomy;
    for (id, _) in &locks {
        let room = flow.left().saturating_sub(keep);
        let Some(sign) = signs::sign(id) else {
            flow.wrap("A warning sign from another device. Have it looked at.", theme.text, room.min(2));
            continue;
        };
        flow.wrap(sign.text, theme.strong, room);
        let room = flow.left().saturating_sub(keep);
        flow.wrap(&format!("You said: {}.", sign.ask), theme.muted, room);
        flow.gap(roomy);
    }
    let context = Context::Locked;
    let key = |action| keymap::key_for(context, action).map(|key| key.to_string()).unwrap_or_default();
    if let Some(action) = app.asked_twice() {
        let what = match action {
            Action::Cleared => "a clinician has cleared you",
            _ => "the answer was a mistake",
        };
        flow.wrap(&format!("Press {} again if {what}.", key(action)), theme.strong, 3);
    } else {
        let ways =
            [(Action::Cleared, "a clinician has cleared me"), (Action::Mistake, "the answer was a mistake")];
        for (action, what) in ways {
            let key = Span::styled(key(action), theme.strong);
            flow.put(Line::from(vec![key, Span::styled(format!("  {what}"), theme.text)]));
        }
        if size > Size::Small {
            flow.gap(1);
            flow.wrap("Each is asked twice. Until then routines can be read, not played.", theme.muted, 2);
        }
    }
    hints::draw(page, context, [hints::of(context, Action::Close), hints::of(context, Action::Quit)]);
}

/// Draws why a routine did not begin.
pub(super) fn stopped(page: &mut Page, app: &App, reason: &str) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = (page.width() - 2 * x).min(72);
    let bottom = hints::row(page);
    let top = y + if size == Size::Large { 5 } else { 2 * u16::from(size == Size::Middle) };
    let mut flow = page.flow(x, top, width, bottom);
    flow.put(Span::styled("Not today", theme.strong));
    flow.gap(1);
    let rows = flow.left();
    flow.wrap(reason, theme.text, rows);
    let context = app.context();
    hints::draw(page, context, [hints::of(context, Action::Close), hints::of(context, Action::Quit)]);
}
