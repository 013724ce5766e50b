//! What the stage asks for, beside its rows: how to reach the next one, each thing with how much of it there is.

use ratatui::text::Span;

use super::BESIDE;
use crate::history::PlanView;
use crate::phrase;
use crate::plan::chart::Met;
use crate::ui::frame::Place;
use crate::ui::page::Flow;
use crate::ui::text;

/// So many are dots; more are a bar.
const DOTS: u32 = 7;

/// Draws it.
pub(super) fn asks(page: &mut crate::ui::page::Page, view: &PlanView, place: Place) {
    let theme = page.theme;
    let x = place.x + BESIDE;
    let mut flow = page.flow(x, place.top, (place.x + place.width).saturating_sub(x), place.bottom);
    if view.chart.criteria.is_empty() {
        return;
    }
    flow.wrap("How to reach the next stage", theme.strong, 1);
    for met in &view.chart.criteria {
        flow.gap(1);
        one(&mut flow, view, met);
    }
}

/// One criterion: its words, and below them dots or a bar where it is counted.
fn one(flow: &mut Flow, view: &PlanView, met: &Met) {
    let theme = flow.page.theme;
    let bare = Met { count: None, ..*met };
    let words = phrase::capital(&flow.page.words.criterion(view, &bare));
    let (sign, style) = if met.met { ("✓", theme.good) } else { ("·", theme.muted) };
    for (i, line) in text::wrap(&words, flow.width.saturating_sub(2)).into_iter().enumerate() {
        let (x, y, room) = (flow.x, flow.y, flow.width.saturating_sub(2));
        if flow.left() == 0 {
            return;
        }
        if i == 0 {
            flow.page.put(x, y, 1, Span::styled(sign, style));
        }
        let words = if met.met { theme.muted } else { theme.text };
        flow.page.put(x + 2, y, room, Span::styled(line, words));
        flow.gap(1);
    }
    if let Some((have, needed)) = met.count.filter(|(_, needed)| !met.met && *needed > 0 && flow.left() > 0) {
        let (x, y) = (flow.x + 2, flow.y);
        let have = have.min(needed);
        let told = Span::styled(format!("{have} of {needed}"), theme.muted);
        let end = flow.page.put_right(flow.x + flow.width, y, 12, told);
        let room = end.saturating_sub(x + 2);
        if needed <= DOTS {
            for n in 0..needed {
                let (sign, style) = if n < have { ('●', theme.good) } else { ('·', theme.faint) };
                flow.page.sign(x + 2 * n as u16, y, sign, style);
            }
        } else {
            let over = (u64::from(room) * u64::from(have) / u64::from(needed)) as u16;
            for column in 0..room {
                let style = if column < over { theme.calm } else { theme.faint };
                flow.page.sign(x + column, y, '━', style);
            }
        }
        flow.gap(1);
    }
}
