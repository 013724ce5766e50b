//! The loop behind the screen: advance to now, perform, draw, wait.
//!
//! It is synchronous and has no tick: it sleeps until a key, a wake-up, or the next moment at
//! which something changes, and with no such moment without end.

use jiff::tz::TimeZone;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::answer::Answer;
use super::clock::{Clock, Look, SleepWatch};
use super::perform::Performer;
use super::signals::{Ending, Signals};
use super::terminal::Screen;
use super::wait::{Input, Waiter, Wake, Woken};
use super::watch::{self, Watch};
use crate::app;
use crate::app::pointer::{self, Wheel};
use crate::app::{Action, App, Effect, Exit, Key, Press, keymap};
use crate::record::{At, Log};
use crate::session::Now;
use crate::store::{Paths, here};
use crate::ui;

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// The runner left.
    Done,
    /// The routine could not be played, and why was said.
    Refused,
    /// Ctrl-C, a signal, or the terminal went away.
    Ended(Ending),
}

pub(super) struct ScreenLoop<'a> {
    pub(super) app: &'a mut App,
    pub(super) performer: &'a mut Performer,
    /// The file that is previewed.
    pub(super) watch: Option<Watch>,
    /// Where a preview finds what the runner's history locks; it reads nothing else there.
    pub(super) locks: Option<Paths>,
    pub(super) clock: Clock,
    pub(super) zone: TimeZone,
    /// What the terminal can show.
    pub(super) abilities: ui::Abilities,
    /// What came before the first picture: keys, and the terminal's answer.
    pub(super) early: Woken,
    pub(super) screen: Screen,
    pub(super) waiter: Waiter,
    /// Held so that signals are listened to.
    pub(super) signals: Signals,
}

impl ScreenLoop<'_> {
    /// Runs until the runner leaves, a signal ends it or the terminal goes away.
    pub(super) fn run(mut self, first: Vec<Effect>) -> Left {
        // Whichever call meets it first, a terminal that takes nothing any more has gone away.
        let left = self.play(first).unwrap_or_else(|error| {
            tracing::warn!(%error, "the terminal is gone");
            Left::Ended(Ending::HANG_UP)
        });
        self.performer.let_go();
        drop(self.screen);
        drop(self.signals);
        left
    }

    fn play(&mut self, first: Vec<Effect>) -> std::io::Result<Left> {
        let mut watch = SleepWatch::start(Look::now());
        // What is seen is on the disk already.
        let mut left = self.perform(first)?;
        let mut shown = None;
        // A runner who starts the program is there; its question is visible only now.
        self.update(app::Input::Shown)?;
        let early = std::mem::take(&mut self.early);
        left = left.or(self.wake(early)?);
        loop {
            if let Some(left) = left {
                return Ok(left);
            }
            if let Some(file) = self.watch.as_mut().and_then(Watch::look) {
                self.look_at_locks()?;
                if let Some(left) = self.update(app::Input::File(file))? {
                    return Ok(left);
                }
            }
            let now = self.now();
            let effects = self.app.advance(now);
            left = self.perform(effects)?;
            if left.is_some() {
                continue;
            }
            self.draw(&mut shown)?;
            self.performer.present(self.app);
            let look = self.watch.as_ref().map(|_| now.mono + watch::EVERY);
            let wake = self.app.next_wake(now.mono).into_iter().chain(look).min();
            watch.waits(Look::now(), wake.map(|at| self.clock.real_at(at)));
            let woken = self.waiter.wait(wake.map(|at| self.clock.until(at)))?;
            if let Some(slept) = watch.woke(Look::now()) {
                left = self.update(app::Input::Slept(self.clock.virtual_at(slept.since)))?;
            }
            left = left.or(self.wake(woken)?);
        }
    }

    /// Draws the screen as it is now; `shown` is the context that was drawn last.
    fn draw(&mut self, shown: &mut Option<keymap::Context>) -> std::io::Result<()> {
        let now = self.now();
        self.update(app::Input::FigureAfar(ui::shows_figure_afar(self.screen.size())))?;
        let look = self.look();
        self.screen.take_mouse(self.app.core.settings.mouse)?;
        self.screen.take_title(self.app.core.settings.title)?;
        let app = &*self.app;
        // A font may draw a little beside its cell: what is left of one screen would stand on the next.
        let context = app.view().context();
        if shown.replace(context).is_some_and(|before| before != context) {
            self.screen.redraw()?;
        }
        self.screen.draw(&app.view().headline(now.mono), |frame| ui::draw(frame, app, now, &look))
    }

    fn look(&self) -> ui::Look {
        ui::Look::of(self.app.core.settings.screen, self.abilities)
    }

    fn now(&self) -> Now {
        Now { mono: self.clock.now(), at: At::new(self.clock.wall(), &self.zone) }
    }

    fn wake(&mut self, woken: Woken) -> std::io::Result<Option<Left>> {
        let Woken { events, wakes, answers, hung_up } = woken;
        for answer in answers {
            match answer {
                Answer::Background(background) => self.abilities.background = Some(background),
                Answer::Full => self.abilities.full = true,
                Answer::Attributes => {}
            }
        }
        for wake in wakes {
            match wake {
                Wake::Resized => {
                    self.screen.resized()?;
                }
                Wake::Continued => self.screen.resume()?,
                Wake::End(ending) => return Ok(Some(Left::Ended(ending))),
                Wake::Poke => {
                    for key in self.performer.media_keys() {
                        if self.waits_for_news(Action::Pause)? {
                            continue;
                        }
                        if let Some(left) = self.update(key)? {
                            return Ok(Some(left));
                        }
                    }
                }
            }
        }
        for Input { event, place, in_a_burst } in events {
            // Even a key that does nothing shows that the runner is there.
            self.update(app::Input::Touched)?;
            let input = match event {
                Event::Key(key) => {
                    let Some(key) = translate(key) else { continue };
                    let press = Press { key, place, in_a_burst };
                    if let Some(action) = self.app.view().action_of(press)
                        && self.waits_for_news(action)?
                    {
                        continue;
                    }
                    app::Input::Press(press)
                }
                // What a click hits is what is seen, so it is looked up first.
                Event::Mouse(mouse) if self.app.core.settings.mouse && counts(mouse) => {
                    let Some(action) = self.point(mouse) else { continue };
                    if self.waits_for_news(action)? {
                        continue;
                    }
                    app::Input::Action(action)
                }
                _ => continue,
            };
            if let Some(left) = self.update(input)? {
                return Ok(Some(left));
            }
        }
        Ok(hung_up.then_some(Left::Ended(Ending::HANG_UP)))
    }

    /// Sends the app an input, and performs the effects.
    fn update(&mut self, input: impl Into<app::Input>) -> std::io::Result<Option<Left>> {
        let effects = self.app.update(input, self.now());
        self.perform(effects)
    }

    /// Tells a preview what is locked now: a sign may have been said since.
    fn look_at_locks(&mut self) -> std::io::Result<()> {
        if let Some(paths) = &self.locks {
            let records = here::read(paths, self.now().at).records;
            self.update(app::Input::Locked(Log::of(records).lock_said()))?;
        }
        Ok(())
    }

    /// Takes in what another program has added to the history; says whether an action is left undone for it.
    ///
    /// Nothing begins, and nothing goes on from a pause, from a past that another program has added to.
    fn waits_for_news(&mut self, action: Action) -> std::io::Result<bool> {
        self.look_at_locks()?;
        let Some(news) = self.performer.news(self.app.history()) else { return Ok(false) };
        let plays = self.app.stage.session().is_some();
        self.update(app::Input::News(news))?;
        let goes_on = plays && self.app.stage.session().is_some();
        Ok(!goes_on && action.waits_for_news())
    }

    /// Returns what a click or a turn of the wheel asks for.
    fn point(&self, mouse: MouseEvent) -> Option<Action> {
        match mouse.kind {
            MouseEventKind::ScrollUp => pointer::wheeled(self.app, Wheel::Up),
            MouseEventKind::ScrollDown => pointer::wheeled(self.app, Wheel::Down),
            _ => {
                let (size, cell) = (self.screen.size(), (mouse.column, mouse.row));
                let target = ui::at(self.app, self.now(), &self.look(), size, cell)?;
                pointer::clicked(self.app, target)
            }
        }
    }

    fn perform(&mut self, mut effects: Vec<Effect>) -> std::io::Result<Option<Left>> {
        effects.sort_by_key(Effect::turn);
        let mut left = None;
        for effect in effects {
            match self.performer.perform(effect) {
                Some(Effect::Bell) => self.screen.bell()?,
                Some(Effect::Suspend) => {
                    self.performer.let_go();
                    self.screen.suspend()?;
                }
                Some(Effect::Quit(Exit::Done)) => left = Some(Left::Done),
                Some(Effect::Quit(Exit::Refused)) => left = Some(Left::Refused),
                Some(Effect::Quit(Exit::Interrupted)) => left = Some(Left::Ended(Ending::INTERRUPT)),
                _ => {}
            }
        }
        for news in self.performer.news_for_app() {
            left = left.or(self.update(news)?);
        }
        Ok(left)
    }
}

/// True if a button was pressed or the wheel turned; letting go and other buttons are nothing.
const fn counts(mouse: MouseEvent) -> bool {
    matches!(
        mouse.kind,
        MouseEventKind::Down(MouseButton::Left) | MouseEventKind::ScrollUp | MouseEventKind::ScrollDown
    )
}

/// Reads a key press in our own words; releases and repeats are none.
///
/// Nor is a character with Alt or the key of a window manager held: nothing here is bound to it.
pub(super) fn translate(key: KeyEvent) -> Option<Key> {
    let foreign = KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    let types = matches!(key.code, KeyCode::Char(_) | KeyCode::Enter | KeyCode::Tab | KeyCode::Backspace);
    if key.kind != KeyEventKind::Press || (types && key.modifiers.intersects(foreign)) {
        return None;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Char(c) if control => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        _ => return None,
    })
}
