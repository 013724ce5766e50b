//! Inputs from the shell: keys and clicks, and news of the machine.
//!
//! [`App::update`] is the one way in. The results of an input are [`Effect`]s, which the shell performs. Their results
//! in turn, such as a missing sound device, are the next input.

use super::guard::{By, Press};
use super::preview::Viewing;
use super::{Action, App, Effect, MediaKey, Start, Update};
use crate::diagnostic::Diagnostic;
use crate::library::SourceFile;
use crate::record::Records;
use crate::record::lock::Lock;
use crate::session::Now;
use crate::symptoms::SoreSite;
use crate::time::MonoTime;

/// Something that the shell tells the app.
#[derive(Debug)]
pub enum Input {
    /// The program has begun: sessions whose program ended first are settled, the newest can be taken up for some hours.
    Opened,
    /// The question on the first screen can be read only now.
    Shown,
    /// A key.
    Press(Press),
    /// A click, or a turn of the wheel.
    Action(Action),
    /// A key of the media keys, or an earbud's button.
    Media(MediaKey),
    /// Time has passed.
    Tick,
    /// The machine slept, or the program stood still, since a moment.
    Slept(MonoTime),
    /// Starts something.
    Start(Box<Start>),
    /// Goes on with the session that was cut off.
    Resume,
    /// The sore sites named on the command line; none means that nothing is sore.
    Sore(Vec<SoreSite>),
    /// Asks about the sore sites named on the command line, as the first start does.
    AskAbout(Vec<SoreSite>),
    /// Records from another program, if [news](crate::history::History::is_news).
    News(Records),
    /// A file is shown while it is written.
    Preview(Viewing),
    /// The file that is shown, as it is now.
    File(Result<SourceFile, Diagnostic>),
    /// What the history locks now, for a file that is shown.
    Locked(Lock),
    /// The sound device is missing or gone, and why.
    SoundLost(String),
    /// There is a sound device again.
    SoundBack,
    /// Something went wrong outside, in a line.
    Told(String),
    /// The runner is at the keyboard; a key that does nothing shows that too.
    Touched,
    /// Figures are shown.
    ShowFigures,
    /// Whether there is room for the figure in the large view.
    FigureAfar(bool),
}

impl From<Action> for Input {
    fn from(action: Action) -> Self {
        Self::Action(action)
    }
}

impl From<Press> for Input {
    fn from(press: Press) -> Self {
        Self::Press(press)
    }
}

impl From<MediaKey> for Input {
    fn from(key: MediaKey) -> Self {
        Self::Media(key)
    }
}

impl From<Start> for Input {
    fn from(start: Start) -> Self {
        Self::Start(Box::new(start))
    }
}

impl App {
    /// Takes an input at a moment, and returns the effects for the shell.
    pub fn update(&mut self, input: impl Into<Input>, now: Now) -> Vec<Effect> {
        let input = input.into();
        let mut out = Vec::new();
        let Self { core, stage, stack } = self;
        let mut update = Update { core, stage, stack, now, out: &mut out, flows: None };
        update.take_input(input);
        update.keep();
        out
    }

    /// Lets time pass up to a moment.
    pub fn advance(&mut self, now: Now) -> Vec<Effect> {
        self.update(Input::Tick, now)
    }
}

impl Update<'_> {
    fn take_input(&mut self, input: Input) {
        match input {
            Input::Opened => self.settle(),
            Input::Shown => {
                self.stage.touch(self.now.mono);
                self.stage.guard.ask_from(self.now.mono);
            }
            Input::Press(press) => self.press(press),
            Input::Action(action) => self.obey(action, By::Action(action)),
            Input::Media(key) => self.press_media_key(key),
            Input::Tick => self.advance(),
            Input::Slept(since) => self.pause_since_sleep(since),
            Input::Start(start) => self.begin(*start),
            Input::Resume => self.resume(),
            Input::Sore(sites) => self.say_sore(&sites),
            Input::AskAbout(sites) => self.ask_about(&sites),
            Input::News(news) => self.take_news(news),
            Input::Preview(viewing) => self.preview(viewing),
            Input::File(file) => self.take_preview(file),
            Input::Locked(lock) => self.stage.lock_preview(lock),
            Input::SoundLost(why) => self.stage.sound_lost(why),
            Input::SoundBack => self.stage.sound_back(),
            Input::Told(line) => self.stage.tell(line),
            Input::Touched => self.stage.touch(self.now.mono),
            Input::ShowFigures => self.stage.show_figures(),
            Input::FigureAfar(room) => self.stage.show_figures_afar(room),
        }
    }
}
