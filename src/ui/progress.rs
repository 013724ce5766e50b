//! The Progress tab: how it has been going.

use super::page::Page;
use super::{frame, hints};
use crate::app::keymap::{Action, Context};
use crate::app::{App, ProgressTab};
use crate::session::Now;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, _tab: &ProgressTab, now: Now) {
    let place = frame::begin(page, app, Context::Progress, now);
    let theme = page.theme;
    page.flow(place.x, place.top, place.width, place.bottom).wrap("Nothing to show yet.", theme.text, 2);
    let of = |action| hints::of(Context::Progress, action);
    hints::draw(
        page,
        Context::Progress,
        [of(Action::Today), of(Action::Plan), of(Action::Routines), of(Action::Quit)],
    );
}
