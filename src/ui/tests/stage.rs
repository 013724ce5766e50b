//! A program without a terminal: fixed device, fixed moments, the shipped library.

use std::time::Duration;

use jiff::SignedDuration;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::app::keymap::{self, Action, Key};
use crate::app::{App, Beginning, Effect, JournalEffect, Screen, Shelf, Start};
use crate::library::Library;
use crate::record::journal::{Interrupted, Line, fold};
use crate::record::{At, Log, Record};
use crate::routine::Id;
use crate::session::Now;
use crate::settings::Settings;
use crate::time::MonoTime;
use crate::ui::{Colours, Look, draw};

/// A run of long ago, as the history has it.
const FIRST_RUN: &str = r#"{"v":1,"id":"first-run","rev":1,"at":"2020-01-01T08:00:00Z","device":"before","kind":"run","date":"2020-01-01","minutes":20.0}"#;

/// The program at a moment.
pub(super) struct Stage {
    pub app: App,
    pub now: Now,
}

impl Stage {
    /// Starts a program that was never used, on a Thursday in June at 7:30.
    ///
    /// Its history has one run of long ago, so that no routine is softened for the first weeks.
    pub(super) fn new() -> Self {
        Self::with(Library::shipped())
    }

    /// Starts it with another library; its runner began to run a year ago.
    pub(super) fn with(library: Library) -> Self {
        let log = Log::from_records(Record::from_line(FIRST_RUN.as_bytes()));
        Self::begin(library, log, Vec::new())
    }

    /// Starts it after a session that was cut off at its third set.
    pub(super) fn cut_off() -> Self {
        let mut before = Self::well();
        let (mut lines, mut effects) = (Vec::new(), before.app.update(Action::Accept, before.now));
        for _ in 0..1_600 {
            before.now.mono = before.now.mono + Duration::from_millis(50);
            before.now.at.moment += SignedDuration::from_millis(50);
            effects.extend(before.app.advance(before.now));
        }
        for effect in effects {
            match effect {
                Effect::Journal(JournalEffect::Begin(header)) => lines.push(Line::Header(*header)),
                Effect::Journal(JournalEffect::Line(line)) => lines.push(Line::Boundary(line)),
                _ => {}
            }
        }
        Self::begin(Library::shipped(), before.app.log().clone(), fold(lines).into_iter().collect())
    }

    fn begin(library: Library, log: Log, interrupted: Vec<Interrupted>) -> Self {
        let at = At::try_from("2026-06-11T07:30:00+02:00".to_owned()).unwrap();
        let beginning = Beginning {
            library,
            log,
            // Else whatever is waited for for long would be seen from afar.
            settings: Settings { far_view: false, ..Settings::default() },
            interrupted,
            device: "test".into(),
            zone: None,
            sound: true,
            speed: 1.0,
            troubles: Vec::new(),
        };
        let mut app = App::new(beginning);
        app.take_shelf(Shelf {
            themes: ["tones", "click", "glass", "wood"].map(str::to_owned).into(),
            file: Some("/home/ada/.config/runup/config.toml".into()),
        });
        Self { app, now: Now { mono: MonoTime::from_nanos(1_000_000_000_000), at } }
    }

    /// A program whose runner has said that nothing is sore, on Today.
    pub(super) fn well() -> Self {
        Self::answered("n")
    }

    /// A program whose runner has answered the first question, on Today.
    pub(super) fn answered(key: &str) -> Self {
        let mut stage = Self::new();
        stage.press(key);
        if matches!(stage.app.screen(), Screen::Asked(_)) {
            stage.press("n");
        }
        stage.press("q").press("q");
        stage
    }

    /// Presses keys, one for each letter; `\n` is Enter.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for c in keys.chars() {
            let key = match c {
                '\n' => Key::Enter,
                '>' => Key::Right,
                c => Key::Char(c),
            };
            let action =
                keymap::action(self.app.context(), key).unwrap_or_else(|| panic!("{c} does nothing here"));
            self.app.update(action, self.now);
        }
        self
    }

    /// Starts a routine.
    pub(super) fn play(&mut self, id: &str) -> &mut Self {
        let start = Start { routine: Id::new(id), ..Start::default() };
        self.app.begin(start, self.now, &mut Vec::new());
        self
    }

    /// Lets time pass, looked at every 50 ms.
    pub(super) fn wait(&mut self, millis: u64) -> &mut Self {
        let mut left = millis;
        while left > 0 {
            let step = if self.app.session().is_some() { left.min(50) } else { left };
            left -= step;
            self.now.mono = self.now.mono + Duration::from_millis(step);
            self.now.at.moment += SignedDuration::from_millis(step as i64);
            self.app.advance(self.now);
        }
        self
    }

    /// Draws the screen.
    pub(super) fn draw(&self, width: u16, height: u16, colours: Colours) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal
            .draw(|frame| draw(frame, &self.app, self.now, &Look { colours, ..Look::default() }))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// Returns the screen as text, without what is empty at the ends of lines.
    pub(super) fn text(&self, width: u16, height: u16) -> String {
        let buffer = self.draw(width, height, Colours::None);
        let row = |y| {
            let line: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            line.trim_end().to_owned() + "\n"
        };
        (0..height).map(row).collect()
    }

    /// Returns the screen at the four sizes that are looked at.
    pub(super) fn all_sizes(&self) -> String {
        let at = |(width, height)| {
            let title = format!("{width} by {height} ");
            format!("{title:=<wide$}\n{}", self.text(width, height), wide = usize::from(width))
        };
        [(120, 36), (80, 24), (40, 15), (40, 12)].map(at).concat()
    }
}
