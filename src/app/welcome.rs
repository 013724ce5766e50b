//! The first start: one question, and what its answer begins.

use super::keymap::Action;
use super::{CutOff, Effect, Exit, Screen, Start, Then, Update, screen};
use crate::record::{self, Body};
use crate::symptoms::Site;
use crate::symptoms::signs::Occasion;

impl Update<'_> {
    /// The first start: one key says what is sore and starts the warm-up fitted to it.
    pub(super) fn on_welcome(&mut self, action: Action) {
        let sore = match action {
            Action::Nothing => Vec::new(),
            Action::Digit(n @ 1..=5) => {
                let region = screen::WELCOME_REGIONS[usize::from(n) - 1];
                let site = Site { region, side: None };
                let sore = vec![record::Sore { site, score: None }];
                let named = Occasion::Site { region, new: self.core.is_new(site, self.now) };
                if self.ask_signs(named, Some(site), Then::Begin(sore.clone())) {
                    return;
                }
                sore
            }
            Action::Accept => {
                let read = record::Profile { notice_read: true, ..Default::default() };
                self.save(Body::Profile(read));
                self.show(Screen::Today);
                return self.begin(Start { cut_off: CutOff::Asks, ..Start::default() });
            }
            // It was opened again, from the settings.
            Action::Quit if self.stack.len() > 1 => return self.close(),
            Action::Quit => return self.out.push(Effect::Quit(Exit::Done)),
            _ => return,
        };
        let then = Then::Begin(sore);
        self.keep_said(&then);
        self.go_on(&then);
    }
}
