//! Why this step and this dose, in the place of the instruction.
//!
//! Text that does not fit ends in an ellipsis. Blank rows stand between sources only if everything fits with them.

use ratatui::style::Style;
use ratatui::text::Span;

use crate::ui::page::Flow;
use crate::ui::text;
use crate::words::evidence::{Part, Why};

/// Fills the rows that are left.
pub(super) fn show(flow: &mut Flow, why: &Why) {
    let room = usize::from(flow.left());
    let mut lines = lay_out(flow, why, true);
    if lines.len() > room {
        lines = lay_out(flow, why, false);
    }
    let cut = lines.len() > room;
    lines.truncate(room);
    if let Some((last, _)) = lines.last_mut().filter(|_| cut) {
        *last = text::clip(&format!("{}…", last.trim_end_matches('.')), flow.width);
    }
    for (line, style) in lines {
        flow.put(Span::styled(line, style));
    }
}

/// Wraps all parts to the width of the column.
fn lay_out(flow: &Flow, why: &Why, gaps: bool) -> Vec<(String, Style)> {
    let theme = flow.page.theme;
    let mut lines = Vec::new();
    for part in &why.parts {
        if gaps && part.begins() && !lines.is_empty() {
            lines.push((String::new(), theme.text));
        }
        let style = match part {
            Part::Graded(_) => theme.strong,
            Part::Custom(_) | Part::Finding(_) => theme.text,
            Part::Whom(_) | Part::NotWhom(_) => theme.muted,
        };
        lines.extend(text::wrap(&part.text(), flow.width).into_iter().map(|line| (line, style)));
    }
    lines
}
