//! The weights of a routine: a row a step, the chosen one large.

use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Page, Size};
use super::{form, hints};
use crate::app::keymap::{Action, Context};
use crate::app::{App, WeightsForm};
use crate::dialog::form::Form;
use crate::dialog::weights::WeightRow;
use crate::session::Now;
use crate::words::Words;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, weights: &WeightsForm, now: Now) {
    let Form { rows: weights, chosen, .. } = &weights.form;
    let size = page.size();
    let context = Context::Weights;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let mut flow = page.flow(x, top, width.min(72), bottom);
    flow.put(Span::styled(weights.name.clone(), theme.strong));
    flow.wrap("The weight you lift. Runup shows it next time and saves it with each set.", theme.muted, 2);
    flow.gap(1);
    let Some(row) = weights.steps.get(*chosen) else { return };
    let shown =
        |row: &WeightRow, words: &dyn Words| row.weight().unwrap_or_else(|| words.no_weight().to_owned());
    let words = shown(row, flow.page.words);
    let (number, unit) = words.split_once(' ').unwrap_or((&words, ""));
    form::number(&mut flow, number, unit, 3);
    flow.gap(roomy);
    let room = usize::from(flow.left()).saturating_sub(1).max(1);
    for i in form::shown(*chosen, weights.steps.len(), room) {
        let (row, here) = (&weights.steps[i], i == *chosen);
        let sign = form::sign(&mut flow, i, here);
        let name = Span::styled(row.name.clone(), if here { theme.strong } else { theme.text });
        let style = if row.typed.is_some() { theme.strong } else { theme.muted };
        flow.put_both(Line::from(vec![sign, name]), Span::styled(shown(row, flow.page.words), style));
    }
    if let Some(last) = &row.last {
        flow.gap(roomy);
        flow.put(Span::styled(format!("  {last}"), theme.muted));
    }
    let typed = weights.steps.iter().any(|row| row.typed.is_some());
    hints::draw(
        page,
        context,
        [
            hints::of(context, Action::Accept).filter(|_| typed),
            Some(hints::digits("0-9", "weight")),
            hints::of(context, Action::Close),
            hints::pair(context, [Action::Less, Action::More], "half"),
            hints::pair(context, [Action::Up, Action::Down], "step").filter(|_| weights.steps.len() > 1),
            hints::of(context, Action::Delete).filter(|_| typed),
        ],
    );
}
