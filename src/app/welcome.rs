//! The first start: where it is sore and on which side, and what the answer begins.

use super::keymap::Action;
use super::update::Flow;
use super::{CutOff, Effect, Exit, Screen, Start, Then, Update};
use crate::dialog::first_start::FirstStart;
use crate::dialog::{Dialog, Reply};
use crate::record::{Body, Profile, Sore};
use crate::symptoms::signs::Occasion;

impl Update<'_> {
    /// The first start: one key says what is sore and starts the warm-up fitted to it.
    pub(super) fn on_welcome(&mut self, action: Action) {
        match action {
            Action::Nothing => self.begin_with(Vec::new()),
            Action::Digit(_) => {
                let mut dialog = Dialog::new(FirstStart, self.core, self.now);
                match self.say_to(&mut dialog, action) {
                    Reply::Answered(_) if dialog.asked().is_some() => self.open(Screen::Side(dialog)),
                    Reply::Answered(_) => self.begin_with(FirstStart::sore(dialog.steps())),
                    _ => {}
                }
            }
            Action::Accept => {
                let read = Profile { notice_read: true, ..Profile::default() };
                self.save(Body::Profile(read));
                self.show(Screen::Today);
                self.begin(Start { cut_off: CutOff::Asks, ..Start::default() });
            }
            // It was opened again, from the settings.
            Action::Quit if self.stack.len() > 1 => self.close(),
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            _ => {}
        }
    }

    /// On which side it is sore: an answer, or the question left open, starts the warm-up.
    pub(super) fn on_side(&mut self, dialog: &mut Dialog<FirstStart>, action: Action) {
        if action == Action::Quit {
            return self.close();
        }
        if matches!(self.say_to(dialog, action), Reply::Answered(_)) {
            self.begin_with(FirstStart::sore(dialog.steps()));
        }
    }

    /// Asks about the signs that go with what is sore, then keeps it and begins the warm-up.
    fn begin_with(&mut self, sore: Vec<Sore>) {
        let first = sore.first().map(|sore| sore.site);
        let then = Then::Begin(sore);
        let asks = first.is_some_and(|site| {
            let named = Occasion::Site { region: site.region, new: self.core.is_new(site, self.now) };
            self.ask_signs(named, Some(site), then.clone())
        });
        if !asks {
            self.keep_said(&then);
            self.flow(Flow::GoOn(then));
        }
    }
}
