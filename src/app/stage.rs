//! State that every screen shares: the session, its sound and figure, the notices, what waits for a key.

use super::play::Asked;
use super::{Action, Checking, Keymap, SettingChoices, Sound, Start, guard, picture, preview, readiness};
use crate::dialog::Dialog;
use crate::dialog::todays_choice::TodaysChoice;
use crate::session::Session;
use crate::time::MonoTime;
use crate::words::Words;

/// What is going on, whichever screen is shown.
#[derive(Debug)]
pub struct Stage {
    pub(super) session: Option<Session>,
    pub(super) sound: Sound,
    /// Why the device is missing, even while the sound is off.
    pub(super) lost: Option<String>,
    pub(super) notice: Option<(String, Option<MonoTime>)>,
    /// The default notice, such as that nothing is saved.
    pub(super) standing: Option<String>,
    pub(super) flash: Option<MonoTime>,
    pub(super) close_sound: Option<MonoTime>,
    pub(super) leaving: bool,
    /// Why the step is done, while that was asked for.
    pub(super) why: Option<Asked>,
    /// Whether figures are shown.
    pub(super) figures: picture::Figures,
    /// The figure of the step that is played.
    pub(super) shown: Option<picture::Shown>,
    /// The figure that walks away at the end.
    pub(super) walking: Option<picture::Leaving>,
    /// The view of it.
    pub(super) camera: picture::Camera,
    /// The file that is being written, in a program that shows it.
    pub(super) previewed: Option<preview::Preview>,
    pub(super) asked_twice: Option<Action>,
    /// What settings can be chosen from.
    pub(super) shelf: SettingChoices,
    /// What keys do.
    pub(super) keymap: Keymap,
    /// The program was started to play one routine, and ends with it.
    pub(super) one_shot: bool,
    /// What `runup go` was asked for, while it asks whether a session that was cut off goes on instead.
    pub(super) put_off: Option<Box<Start>>,
    /// What was to be started when the history could not be read whole.
    pub(super) refused: Option<Start>,
    /// The thing that is chosen on Today; 0 is what Enter starts by itself.
    pub(super) thing: usize,
    /// When a key was pressed last.
    pub(super) touched: MonoTime,
    /// When the figure of a screen without a session set off.
    pub(super) moves_from: MonoTime,
    /// When the run so far was saved last.
    pub(super) marked: MonoTime,
    /// The questions about soreness, and their answers.
    pub(super) checking: Checking,
    /// The results of tests so far.
    pub(super) readiness: readiness::Readiness,
    /// What Today lets the runner choose.
    pub(super) choice: Dialog<TodaysChoice>,
    /// What keeps keys from answering that were not meant to.
    pub(super) guard: guard::Guard,
    /// The language.
    pub(crate) words: &'static dyn Words,
}

impl Stage {
    /// Returns the language.
    pub const fn words(&self) -> &'static dyn Words {
        self.words
    }
}
