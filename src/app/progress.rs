//! The Progress tab.
//!
//! It shows a window of weeks, which the arrows move through the whole history, and the mornings of each site that was
//! sore in them. The numbers are the [`Tally`](crate::plan::progress::Tally) of the history; `ui` decides how many
//! weeks a picture has room for.

use super::keymap::Action;
use super::{Effect, Exit, Screen, Update};
use crate::plan::progress::{Tally, Window};
use crate::symptoms::Site;

/// Weeks that the line and the bars show, and by which the window is held at the first entry.
pub(super) const WEEKS: u32 = 8;

/// The Progress tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProgressTab {
    /// How many weeks ago the last week is that it shows.
    pub back: u32,
    /// The site whose mornings it shows; `None` for that of the latest answer.
    pub site: Option<Site>,
}

impl ProgressTab {
    /// Returns the weeks of the line and the bars.
    pub fn window(&self, tally: &Tally) -> Window {
        tally.window(self.back, WEEKS)
    }

    /// Returns the site whose mornings are shown, and how many there are to choose from; `None` if none was sore.
    pub fn shown_site(&self, tally: &Tally) -> Option<(Site, usize)> {
        let sites = tally.sites(&self.window(tally));
        let chosen = self.site.filter(|site| sites.contains(site));
        Some((chosen.or_else(|| sites.first().copied())?, sites.len()))
    }

    /// Chooses the site after the one that is shown.
    fn next_site(&mut self, tally: &Tally) {
        let sites = tally.sites(&self.window(tally));
        let at = self.shown_site(tally).and_then(|(shown, _)| sites.iter().position(|site| *site == shown));
        self.site = at.map(|at| sites[(at + 1) % sites.len()]);
    }
}

impl Update<'_> {
    /// Shows the tab.
    pub(super) fn show_progress(&mut self) {
        self.show(Screen::Progress(ProgressTab::default()));
    }

    pub(super) fn on_progress(&mut self, tab: &mut ProgressTab, action: Action) {
        match action {
            Action::Accept => self.open_entries(),
            Action::Shoes => self.open_shoes(),
            Action::Today => self.show(Screen::Today),
            Action::Plan => self.show_plan(),
            Action::Routines => self.show_routines(),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            Action::Less | Action::More | Action::Site => {
                let tally = self.core.history.tally(self.now.at.date());
                match action {
                    Action::Less => tab.back = (tab.back + 1).min(tally.most_back(WEEKS)),
                    Action::More => tab.back = tab.back.saturating_sub(1),
                    _ => tab.next_site(&tally),
                }
            }
            _ => {}
        }
    }
}
