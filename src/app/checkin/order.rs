//! From one question to another: what is left stays due.

use super::Checking;

impl Checking {
    /// Tells whether there is another question to go to: what follows an answer comes before all others.
    pub fn can_move(&self) -> bool {
        self.follow.is_empty() && self.asked().nth(1).is_some()
    }

    /// Goes to the question before or after; the one that is left stays due.
    pub(super) fn go(&mut self, on: bool) {
        if self.can_move() {
            let last = self.asked().count() - 1;
            self.at = if on { (self.at + 1).min(last) } else { self.at.saturating_sub(1) };
            self.chosen = None;
        }
    }
}
