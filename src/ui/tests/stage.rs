//! A program without a terminal: fixed device, fixed moments, the shipped library.

use std::time::Duration;

use jiff::SignedDuration;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::app::keymap::{Action, Context, Key};
use crate::app::{App, Effect, JournalEffect, Screen, SettingChoices, Start};
use crate::library::{Kind, Library, Origin, SourceFile};
use crate::record::journal::{Interrupted, Line, fold};
use crate::record::{
    At, Body, CheckIn, Log, Moment, PlanAction, PlanEvent, Profile, Recall, Record, Sore, VERSION,
};
use crate::routine::Id;
use crate::session::Now;
use crate::support::app;
use crate::symptoms::{PainScore, Region, Site};
use crate::time::MonoTime;
use crate::ui::{Colours, Look, draw};

/// A run of long ago, as the history has it.
const FIRST_RUN: &str = r#"{"v":1,"id":"first-run","rev":1,"at":"2020-01-01T08:00:00Z","device":"before","kind":"run","date":"2020-01-01","minutes":20.0}"#;

/// True if keys answer something there that is saved.
const fn asks(context: Context) -> bool {
    use Context as C;
    matches!(
        context,
        C::Welcome
            | C::Today
            | C::Due
            | C::CheckIn
            | C::ManualRun
            | C::PlanSetup
            | C::RunSummary
            | C::Summary
            | C::TestEntry
            | C::Signs
            | C::Asked
            | C::Sure
            | C::Told
            | C::Locked
    )
}

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

    /// Starts it again, at the moment of another one, after a session that was cut off.
    pub(super) fn resumed(before: &Self, interrupted: Interrupted) -> Self {
        let stage = Self::begin(Library::shipped(), before.app.log().clone(), vec![interrupted]);
        Self { now: before.now, ..stage }
    }

    /// Starts it with another past.
    pub(super) fn after(lines: &str) -> Self {
        let records = lines.lines().flat_map(|line| Record::from_line(line.as_bytes()));
        Self::begin(Library::shipped(), Log::from_records(records), Vec::new())
    }

    fn begin(library: Library, log: Log, interrupted: Vec<Interrupted>) -> Self {
        let at = At::try_from("2026-06-11T07:30:00+02:00".to_owned()).unwrap();
        let app = app(|launch| {
            (launch.library, launch.log, launch.interrupted) = (library, log, interrupted);
            // Else whatever is waited for for long would be seen from afar.
            launch.settings.far_view = false;
            launch.device = "test".into();
            launch.sound = true;
            launch.choices = SettingChoices {
                themes: ["tones", "click", "glass", "wood"].map(str::to_owned).into(),
                file: Some("/home/ada/.config/runup/config.toml".into()),
            };
        });
        Self { app, now: Now { mono: MonoTime::from_nanos(1_000_000_000_000), at } }
    }

    /// A program whose runner has said that nothing is sore, on Today.
    pub(super) fn well() -> Self {
        Self::answered("n")
    }

    /// A program whose runner began a plan of one run today, with a sore site if one is named.
    pub(super) fn with_plan(workout: &str, site: Option<Region>) -> Self {
        let mut stage = Self::with(library(workout));
        stage.press("n").press("q").press("q");
        let action = PlanAction::Start {
            date: stage.now.at.date(),
            place: None,
            site: None,
            usual_minutes: None,
            longest_minutes: None,
            last_run: None,
            days: None,
            tested: false,
            still_running: None,
        };
        let health = Profile { health: Some(stage.now.at.date()), ..Profile::default() };
        let plan = Body::Plan(PlanEvent { plan: Id::from_words("by-hand"), action });
        let mut bodies = vec![Body::Profile(health), plan];
        bodies.extend(site.map(|region| {
            let sore = vec![Sore { site: Site { region, side: None }, score: PainScore::new(1) }];
            let date = stage.now.at.date();
            let (moment, recall) = (Moment::Sites, Recall::Now);
            Body::CheckIn(CheckIn {
                moment,
                date,
                sore,
                stiff_minutes: None,
                limp: false,
                sharp: false,
                recall,
            })
        }));
        for (n, body) in bodies.into_iter().enumerate() {
            let (id, at, device) = (format!("said-{n}"), stage.now.at, "test".to_owned());
            stage.app.core.history.change().take_in(Record {
                v: VERSION,
                id,
                rev: 1,
                at,
                zone: None,
                device,
                body,
            });
        }
        stage
    }

    /// Starts today's run.
    pub(super) fn run(&mut self) -> &mut Self {
        let _ = self.app.update(Start { run: true, ..Start::default() }, self.now);
        self
    }

    /// A program whose runner has answered the first question, on Today.
    pub(super) fn answered(key: &str) -> Self {
        let mut stage = Self::new();
        stage.press(key);
        // The side stays open.
        if matches!(stage.app.view().screen(), Screen::Side(_)) {
            stage.press("\n");
        }
        if matches!(stage.app.view().screen(), Screen::Asked(_)) {
            stage.press("n");
        }
        stage.press("q").press("q");
        stage
    }

    /// Presses keys, one for each letter; `\n` is Enter, `\x1b` Esc, `\x08` Backspace, `\t` Tab, `<` and `>` the arrows.
    ///
    /// A second goes by before each that answers something: a person reads what is asked.
    pub(super) fn press(&mut self, keys: &str) -> &mut Self {
        for c in keys.chars() {
            let answers = (c.is_ascii_digit() || c == '\n') && self.app.view().ask().is_some();
            if asks(self.app.view().context()) || answers {
                self.app.advance(self.now);
                self.now.mono = self.now.mono + Duration::from_secs(1);
            }
            let key = match c {
                '\n' => Key::Enter,
                '>' => Key::Right,
                '<' => Key::Left,
                '\t' => Key::Tab,
                '\x1b' => Key::Esc,
                '\x08' => Key::Backspace,
                c => Key::Char(c),
            };
            let action = self
                .app
                .stage
                .keymap()
                .action(self.app.view().context(), key)
                .unwrap_or_else(|| panic!("{c} does nothing here"));
            self.app.update(action, self.now);
        }
        self
    }

    /// Starts a routine.
    pub(super) fn play(&mut self, id: &str) -> &mut Self {
        let start = Start { routine: Id::new(id), ..Start::default() };
        let _ = self.app.update(start, self.now);
        self
    }

    /// Lets time pass, looked at every 50 ms.
    pub(super) fn wait(&mut self, millis: u64) -> &mut Self {
        let mut left = millis;
        while left > 0 {
            let step = if self.app.stage.session().is_some() { left.min(50) } else { left };
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

    /// Returns what stands between the tabs and the keys at the middle size: those two have tests of their own.
    pub(super) fn body(&self) -> String {
        let text = self.text(80, 24);
        let rows: Vec<&str> = text.lines().collect();
        let body = rows.get(1..rows.len().saturating_sub(1)).unwrap_or_default();
        format!("{}\n", body.join("\n").trim_end())
    }

    /// Returns the screen at the three sizes that are looked at.
    pub(super) fn all_sizes(&self) -> String {
        let at = |(width, height)| {
            let title = format!("{width} by {height} ");
            format!("{title:=<wide$}\n{}", self.text(width, height), wide = usize::from(width))
        };
        [(120, 36), (80, 24), (40, 15)].map(at).concat()
    }
}

/// What ships, and a plan of one run.
fn library(workout: &str) -> Library {
    let text = format!(
        "plan = {{ name = \"By hand\", shape = \"weeks\", summary = \"One run.\", greens = 1, walk-in = \"4m\", \
         walk-out = \"5m\", before = \"pre-run-5\" }}\nweeks = [{{ runs = [\"{workout}\"] }}]\n"
    );
    let own = SourceFile {
        path: "by-hand.toml".into(),
        kind: Kind::Plan,
        id: Id::new("by-hand").unwrap(),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    };
    let library = Library::shipped().with_own([own]);
    library.plan(&Id::new("by-hand").unwrap()).unwrap_or_else(|problems| panic!("{problems:?}"));
    library
}
