//! The first start: the sore place and its side, and the warm-up that the answer begins.

use super::keymap::Action;
use super::update::Flow;
use super::{AfterSigns, CutOff, Effect, Exit, Screen, Start, Update};
use crate::dialog::first_start::FirstStart;
use crate::dialog::{Dialog, Reply};
use crate::record::{Body, CheckIn, Moment, Profile, Sore};

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
        let said = CheckIn::of_day(Moment::Sites, self.now.at.date(), sore.clone());
        let occasions = self.core.occasions_between(None, &Body::CheckIn(said), self.now);
        let then = AfterSigns::Begin(sore);
        let asked = occasions.into_iter().find(|(named, site)| self.ask_signs(*named, *site, then.clone()));
        if asked.is_none() {
            self.keep_said(&then);
            self.flow(Flow::GoOn(then));
        }
    }
}
