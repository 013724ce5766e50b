//! The program's state and what a key does to it, without a terminal, a clock or a file.
//!
//! Start with [`App::new`]. The shell passes each [`Input`] and the moment to [`App::update`], and performs the
//! [`Effect`]s that it returns. `ui` reads the screen from [`App::view`]. [`App::next_wake`] is the next moment to
//! look.

mod asking;
mod browse;
mod checkin;
mod choice;
mod cut_off;
pub mod demo;
mod effect;
pub mod entries;
mod guard;
mod headline;
mod in_time;
mod input;
mod kept;
pub mod keymap;
mod launch;
mod manual_run;
mod media;
pub mod minutes;
mod picture;
pub mod plan_setup;
pub mod plan_tab;
mod play;
pub mod pointer;
mod preferences;
pub mod preview;
mod progress;
mod readiness;
pub mod run;
mod rung;
mod screen;
mod session_event;
pub mod shoes;
mod signs;
mod sound;
mod stage;
mod start;
mod summary;
mod update;
mod weights;
mod welcome;

use std::rc::Rc;
use std::time::Duration;

pub use checkin::Checking;
pub use cut_off::CutOff;
pub use effect::{Effect, Exit, JournalEffect};
pub use entries::Entries;
pub use guard::Press;
pub use headline::{Headline, Progress};
pub use input::Input;
pub use keymap::{Action, Context, Key, Keymap};
pub use launch::Launch;
pub use manual_run::ManualRun;
pub use media::{MediaKey, Playing};
pub use minutes::Minutes;
pub use picture::{Leaving, Shown};
pub use plan_tab::{PlanMode, PlanTab};
pub use preferences::{Row, SettingChoices};
pub use progress::ProgressTab;
pub use readiness::{TestEntry, Tested};
pub use run::RunSummary;
pub use screen::Screen;
pub use session_event::SessionEvent;
pub use shoes::Shoes;
pub use signs::{AfterSigns, Question};
pub use sound::Sound;
pub use stage::Stage;
pub use start::Start;
pub use summary::Summary;
pub use update::{AppView, Update};
pub use weights::WeightsForm;

use crate::day::{Core, Today, today};
use crate::dialog::Dialog;
use crate::history::History;
use crate::library::Library;
use crate::record::log::Log;
use crate::session::{Now, Session};
use crate::symptoms::Region;
use crate::time::MonoTime;
use crate::words::done::Done;
use crate::words::evidence::Why;
use crate::words::notice::{Notice, Twice};

/// How long the screen flashes at a change.
const FLASH: Duration = Duration::from_millis(150);
/// How long a passing line stays.
const NOTICE: Duration = Duration::from_secs(8);

/// The state of the program.
#[derive(Debug)]
pub struct App {
    /// The history, library and settings.
    pub(crate) core: Core,
    /// What is going on.
    pub(crate) stage: Stage,
    /// The screens that are open, the one that is shown last.
    stack: Vec<Screen>,
}

impl App {
    /// Makes the state of a program that has just started, on its first screen.
    pub fn new(launch: Launch) -> Self {
        let Launch { library, settings, choices, words, sound, speed, offer, standing, troubles, .. } =
            launch;
        let Launch { log, newer, interrupted, device, count, zone, emergency, .. } = launch;
        let fresh = !log.profile().notice_read && log.sore_sites(jiff::civil::Date::MAX).is_unknown();
        let first = if fresh { Screen::Welcome } else { Screen::Today };
        let notice = match troubles.len() {
            0 => None,
            1 => Some(troubles[0].clone()),
            n => Some(format!("{} And {} more.", troubles[0], n - 1)),
        };
        let mut history = History::new(log, Rc::new(library));
        history.write_as(device, zone.as_ref().and_then(|zone| zone.iana_name()).map(str::to_owned));
        history.count_from(count);
        let mut core = Core::new(history, settings, speed);
        core.interrupted = interrupted;
        core.newer = newer.into_iter().collect();
        core.offered = offer;
        (core.wall, core.local_number) = (zone, emergency);
        let stage = Stage {
            keymap: Keymap::new(core.settings.keys.clone()),
            shelf: choices,
            session: None,
            sound: if sound { Sound::On } else { Sound::Off },
            lost: None,
            notice: notice.map(|text| (text, None)),
            standing,
            flash: None,
            close_sound: None,
            leaving: false,
            why: None,
            figures: picture::Figures::None,
            shown: None,
            walking: None,
            camera: picture::Camera::Author,
            previewed: None,
            asked_twice: None,
            one_shot: false,
            put_off: None,
            refused: None,
            thing: 0,
            touched: MonoTime::ZERO,
            moves_from: MonoTime::ZERO,
            marked: MonoTime::ZERO,
            checking: Checking::default(),
            readiness: readiness::Readiness::default(),
            choice: Dialog::default(),
            guard: guard::Guard::default(),
            words,
        };
        let mut app = Self { core, stage, stack: vec![first] };
        app.stage.guard.expect(app.view().shown_question());
        app
    }

    /// Returns what is known: the history with its library, and the settings.
    pub const fn core(&self) -> &Core {
        &self.core
    }

    /// Returns the shared state.
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Returns the routines and exercises.
    pub fn library(&self) -> &Library {
        self.core.history.library()
    }

    /// Returns the history and what follows from it.
    pub fn history(&self) -> &History {
        &self.core.history
    }

    /// Returns the past.
    pub fn log(&self) -> &Log {
        self.core.history.log()
    }

    /// Returns when to look again; `None` while nothing changes by itself.
    pub fn next_wake(&self, now: MonoTime) -> Option<MonoTime> {
        let view = self.view();
        let notice = self.stage.notice.as_ref().and_then(|(_, until)| *until);
        [
            self.stage.flash,
            notice,
            self.stage.close_sound,
            view.player_wake(now),
            view.far_wake(now),
            view.out_wake(now),
            view.leaving_wake(now),
            view.moving_wake(now),
            view.preview_wake(now),
            self.stage.mark_due(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}

impl Stage {
    /// Returns the keymap.
    pub const fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns the session that is played.
    pub const fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// Returns why the step that is played is done, while that was asked for.
    pub fn why(&self) -> Option<&Why> {
        self.why.as_ref().map(|asked| &asked.why)
    }

    /// Returns whether there is sound.
    pub const fn sound(&self) -> &Sound {
        &self.sound
    }

    /// Returns the passing line, such as that the sound is lost.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_ref().map(|(text, _)| text.as_str()).or(self.standing.as_deref())
    }

    /// True if the screen is lit up at this moment.
    pub fn flashes(&self, now: MonoTime) -> bool {
        self.flash.is_some_and(|until| now < until)
    }

    /// Returns the action that waits to be asked for twice.
    pub const fn asked_twice(&self) -> Option<Action> {
        self.asked_twice
    }

    /// Shows a line until something else is said.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notice = Some((text.into(), None));
    }
}

impl<'a> AppView<'a> {
    /// Returns the screen that is shown.
    pub fn screen(self) -> &'a Screen {
        self.stack.last().unwrap_or(&Screen::Today)
    }

    /// Returns the tab that is shown, or that the screen on top was opened from.
    pub fn tab(self) -> Context {
        let tab = |screen: &Screen| match screen {
            Screen::Today => Some(Context::Today),
            Screen::Plan(_) => Some(Context::Plan),
            Screen::Progress(_) => Some(Context::Progress),
            Screen::Routines { .. } => Some(Context::Routines),
            _ => None,
        };
        self.stack.iter().rev().find_map(tab).unwrap_or(Context::Today)
    }

    /// Returns the context of a key press.
    pub fn context(self) -> Context {
        match self.screen() {
            Screen::Player if self.stage.leaving => Context::Leaving,
            Screen::Player if self.stage.noting().is_some() => Context::TestEntry,
            screen => self.context_of(screen),
        }
    }

    /// Returns the context of a key press on a screen: a run has keys of its own.
    pub fn context_of(self, screen: &Screen) -> Context {
        let run = self.stage.session.as_ref().is_some_and(|session| session.prescription().is_some());
        match screen {
            Screen::Player if run => Context::Run,
            Screen::Today if self.stage.checking.takes_digits() || self.choice().is_some() => Context::Due,
            Screen::Plan(tab) if tab.doing == PlanMode::Look && self.core.asks_what_follows() => {
                Context::PlanThen
            }
            screen => screen.context(),
        }
    }

    /// Returns the screen under help or warning signs.
    pub fn screen_before(self) -> Option<&'a Screen> {
        self.stack.len().checked_sub(2).map(|i| &self.stack[i])
    }

    /// Returns what Enter starts on Today, and why.
    pub fn today(self, now: Now) -> Today {
        let key = |action| self.stage.keymap().key_for(Context::Today, action);
        let discard = key(Action::Discard).filter(|_| self.asks_which());
        let other = discard.map(|key| format!("{key} {}", self.stage.words().other(&self.other())));
        let mut today = today::today(self.core, other.as_deref(), now);
        if let Some(key) = key(Action::Why) {
            today.day.tell_key(&key.to_string());
        }
        today.day.choose(self.stage.thing);
        today
    }
}

impl Update<'_> {
    /// Tells something in a line for a while.
    fn notify(&mut self, notice: &Notice) {
        self.tell_for_a_while(self.stage.words().notice(notice));
    }

    /// Says for a while what was done.
    fn tell_what_was_done(&mut self, done: &Done) {
        self.tell_for_a_while(self.stage.words().done(done, self.now.at.date()));
    }

    /// Says for a while what was done, and which key of a context undoes it.
    fn tell_done(&mut self, done: &Done, context: Context) {
        let told = self.stage.words().done(done, self.now.at.date());
        self.tell_with_undo(told, context);
    }

    /// Shows a line for a while, and which key of a context undoes what it tells.
    fn tell_with_undo(&mut self, told: String, context: Context) {
        let key = self.stage.keymap.key_for(context, Action::Undo);
        let told = match key {
            Some(key) => self.stage.words().undo_key(&told, &key.to_string()),
            None => told,
        };
        self.tell_for_a_while(told);
    }

    /// Asks for the key of an action once more.
    fn ask_again(&mut self, context: Context, action: Action, what: Twice) {
        let key = self.stage.keymap.key_for(context, action);
        let key = key.map(|key| key.to_string()).unwrap_or_default();
        self.notify(&Notice::PressAgain { key, what });
    }

    /// Shows a line for a while.
    fn tell_for_a_while(&mut self, text: impl Into<String>) {
        self.stage.notice = Some((text.into(), Some(self.now.mono + NOTICE)));
    }

    /// Performs the action of a key or a click.
    fn obey(&mut self, action: Action, by: guard::By) {
        self.advance();
        self.stage.touch(self.now.mono);
        if self.refuses(action, by) {
            return;
        }
        self.stage.asked_twice.take_if(|asked| *asked != action);
        match action {
            Action::Suspend => {
                self.pause();
                self.out.push(Effect::Suspend);
            }
            Action::Abort => self.out.push(Effect::Quit(Exit::Interrupted)),
            Action::Help => self.open(Screen::Help),
            // A preview has no runner exercising in front of it.
            Action::Signs if self.stage.previewed.is_some() => {}
            Action::Signs => {
                self.pause();
                self.open_signs();
            }
            _ => self.on_screen(action),
        }
        self.look_for_asks();
        self.load_figure();
        self.note_question(Some(by));
    }

    /// Lets time pass up to this moment.
    fn advance(&mut self) {
        let now = self.now.mono;
        self.stage.flash.take_if(|until| *until <= now);
        self.stage.notice.take_if(|(_, until)| until.is_some_and(|until| until <= now));
        if self.stage.close_sound.take_if(|at| *at <= now).is_some() {
            self.out.push(Effect::CloseSound);
        }
        self.play_on();
        self.load_figure();
        self.mark();
        self.look_for_asks();
        self.note_question(None);
    }

    /// Asks the shell for something, after what was recorded before: what a session leaves is on the disk before its
    /// journal goes.
    fn push(&mut self, effect: Effect) {
        self.keep();
        self.out.push(effect);
    }

    /// Asks the shell to save the new records.
    fn keep(&mut self) {
        self.out.extend(self.core.take_unsaved().into_iter().map(|record| Effect::Save(Box::new(record))));
    }

    /// Passes the action of a key to the visible screen.
    fn on_screen(&mut self, action: Action) {
        match self.view().screen() {
            Screen::Welcome => self.on_welcome(action),
            Screen::Today => self.on_today(action),
            Screen::Player => self.on_player(action),
            Screen::CheckIn => self.on_check_in(action),
            Screen::Preview => self.on_preview(action),
            Screen::Help | Screen::Phone { .. } => self.close(),
            Screen::Locked => self.on_locked(action),
            Screen::Stopped { .. } => match action {
                Action::Quit | Action::Close if self.stage.one_shot => {
                    self.out.push(Effect::Quit(Exit::Refused));
                }
                Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
                _ => self.show(Screen::Today),
            },
            Screen::Side(_)
            | Screen::Asked(_)
            | Screen::Told { .. }
            | Screen::Plan(_)
            | Screen::Progress(_)
            | Screen::Shoes(_)
            | Screen::Entries(_)
            | Screen::Explained { .. }
            | Screen::Routines { .. }
            | Screen::Settings { .. }
            | Screen::About { .. }
            | Screen::Summary(_)
            | Screen::RunSummary(_)
            | Screen::Tested(_)
            | Screen::ManualRun(_)
            | Screen::Minutes(_)
            | Screen::Weights(_)
            | Screen::PlanSetup(_) => self.on_top(|screen, update| match screen {
                Screen::Side(dialog) => update.on_side(dialog, action),
                Screen::Asked(question) => update.on_asked(question, action),
                Screen::Told { then, .. } => update.on_told(then, action),
                Screen::Plan(tab) => update.on_plan(tab, action),
                Screen::Progress(tab) => update.on_progress(tab, action),
                Screen::Shoes(shoes) => update.on_shoes(shoes, action),
                Screen::Entries(entries) => update.on_entries(entries, action),
                Screen::Explained { paragraphs, top } => update.on_explained(paragraphs, top, action),
                Screen::Routines { chosen } => update.on_routines(chosen, action),
                Screen::Settings { chosen } => update.on_settings(chosen, action),
                Screen::About { id, paragraphs, top } => update.on_about(id, paragraphs, top, action),
                Screen::Summary(summary) => update.on_summary(summary, action),
                Screen::RunSummary(ran) => update.on_ran(ran, action),
                Screen::Tested(tested) => update.on_tested(tested, action),
                Screen::ManualRun(outing) => update.on_manual_run(outing, action),
                Screen::Minutes(minutes) => update.on_minutes(minutes, action),
                Screen::Weights(weights) => update.on_weights(weights, action),
                Screen::PlanSetup(setup) => update.on_plan_setup(setup, action),
                // Those above do without the screen itself.
                _ => {}
            }),
        }
    }
}

/// The region that a sore site's screens call by number.
pub const fn welcome_regions() -> [Region; 5] {
    screen::WELCOME_REGIONS
}
