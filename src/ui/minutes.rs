//! The minutes there are: what was typed, what the routine becomes, and when one is out.

use ratatui::text::Span;

use super::frame::{self, Place};
use super::page::{Page, Size};
use super::{form, hints};
use crate::app::App;
use crate::app::keymap::{Action, Context};
use crate::app::minutes::{Fits, Minutes};
use crate::session::Now;
use crate::words::routine as words;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, minutes: &Minutes, now: Now) {
    let size = page.size();
    let context = Context::Minutes;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let mut flow = page.flow(x, top, width.min(72), bottom);
    flow.put(Span::styled("How long do you have?", theme.strong));
    flow.wrap("Total minutes, or a time to leave as four digits: 0730.", theme.muted, 2);
    flow.gap(roomy);
    let (typed, unit) = match minutes.line.text.as_str() {
        "" => ("–".to_owned(), "all of it"),
        typed if typed.len() <= 2 => {
            (typed.to_owned(), if typed.trim_matches('0').is_empty() { "all of it" } else { "min" })
        }
        typed => (format!("{}:{}", &typed[..2], &typed[2..]), ""),
    };
    form::number(&mut flow, &typed, unit, 0);
    flow.gap(roomy);
    match &minutes.fits {
        Fits::Yes { length, changes, out } => {
            let name = Span::styled(minutes.name.clone(), theme.strong);
            flow.put_both(name, Span::styled(words::length(*length), theme.muted));
            flow.put(Span::styled(format!("out at {out}"), theme.calm.patch(theme.strong)));
            for change in changes {
                let rows = flow.left();
                flow.wrap(change, theme.text, rows);
            }
        }
        Fits::No(why) => flow.wrap(why, theme.text, 3),
    }
    let ready = matches!(minutes.fits, Fits::Yes { .. });
    hints::draw(
        page,
        context,
        [
            hints::of(context, Action::Accept).filter(|_| ready),
            hints::of(context, Action::Close),
            Some(hints::digits("0-9", "minutes or time")),
            hints::of(context, Action::Less).filter(|_| !minutes.line.text.is_empty()),
        ],
    );
}
