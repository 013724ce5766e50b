//! One update: an input at a moment, what it changes, and what the shell is asked for.

use super::{Action, App, Effect, Screen, Stage, Then};
use crate::day::Core;
use crate::record::Body;
use crate::session::Now;

/// One update of the app: everything that an input may change, the moment, and what the shell is asked for.
#[derive(Debug)]
pub struct Update<'a> {
    pub(super) core: &'a mut Core,
    pub(super) stage: &'a mut Stage,
    pub(super) stack: &'a mut Vec<Screen>,
    pub(super) now: Now,
    pub(super) out: &'a mut Vec<Effect>,
    /// What becomes of the screens once the one that changes itself is back; `None` while all are there.
    pub(super) flows: Option<Vec<Flow>>,
}

/// What becomes of the screens.
#[derive(Debug)]
pub(super) enum Flow {
    /// A screen opens over the one that is shown.
    Open(Screen),
    /// The screen that is shown closes.
    Close,
    /// A screen is shown in the place of all.
    Show(Screen),
    /// A warning sign locks: the screens close, and what they were told is kept.
    Lock,
    /// What a question about signs came between goes on.
    GoOn(Then),
}

/// The app as it is read: what is known, what is going on, and the screens that are open.
#[derive(Debug, Clone, Copy)]
pub struct AppView<'a> {
    pub(super) core: &'a Core,
    pub(super) stage: &'a Stage,
    pub(super) stack: &'a [Screen],
}

impl App {
    /// Returns the app as it is read.
    pub fn view(&self) -> AppView<'_> {
        let Self { core, stage, stack } = self;
        AppView { core, stage, stack }
    }
}

impl Screen {
    /// Shows itself again after what lay over it has closed, which may have changed what it says.
    fn resume(&mut self, update: &mut Update<'_>) {
        if let Self::About { id, paragraphs, .. } = self {
            update.read_again(id, paragraphs);
        }
    }
}

impl Update<'_> {
    pub(super) fn view(&self) -> AppView<'_> {
        AppView { core: self.core, stage: self.stage, stack: self.stack }
    }

    /// Writes an entry down, and returns its name.
    pub(super) fn save(&mut self, body: Body) -> String {
        self.core.save(body, self.now)
    }

    /// Writes down what an entry says from now on.
    pub(super) fn revise(&mut self, id: &str, body: Body) {
        self.core.revise(id, body, self.now);
    }

    /// Tells whether a key that is asked twice was pressed again; the first time it waits for the second.
    pub(super) fn confirms(&mut self, action: Action) -> bool {
        let again = self.stage.asked_twice == Some(action);
        self.stage.asked_twice = (!again).then_some(action);
        again
    }

    /// Opens a screen over the one that is shown, unless it is that one.
    pub(super) fn open(&mut self, screen: Screen) {
        self.flow(Flow::Open(screen));
    }

    /// Closes the screen that is shown.
    pub(super) fn close(&mut self) {
        self.flow(Flow::Close);
    }

    /// Shows a screen in the place of all.
    pub(super) fn show(&mut self, screen: Screen) {
        self.flow(Flow::Show(screen));
    }

    pub(super) fn flow(&mut self, flow: Flow) {
        match &mut self.flows {
            Some(flows) => flows.push(flow),
            None => self.go(flow),
        }
    }

    fn go(&mut self, flow: Flow) {
        match flow {
            Flow::Open(screen) if *self.view().screen() == screen => {}
            Flow::Open(screen) => self.stack.push(screen),
            Flow::Close if self.stack.len() > 1 => {
                self.stack.pop();
                self.on_top(Screen::resume);
            }
            Flow::Close => *self.stack = vec![Screen::Today],
            Flow::Show(screen) => {
                self.stage.thing = 0;
                *self.stack = vec![screen];
            }
            Flow::Lock => self.lock(),
            Flow::GoOn(then) => self.go_on(&then),
        }
    }

    /// Lets the screen that is shown change itself: it is not among the screens meanwhile, and what opens, closes or is
    /// shown comes afterwards.
    pub(super) fn on_top(&mut self, update: impl FnOnce(&mut Screen, &mut Self)) {
        let Some(mut screen) = self.stack.pop() else { return };
        self.flows.get_or_insert_default();
        update(&mut screen, self);
        self.stack.push(screen);
        for flow in self.flows.take().unwrap_or_default() {
            self.go(flow);
        }
    }
}
