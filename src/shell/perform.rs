//! Performs what the app asks for: sound, history, journal, wakefulness, the events file.
//!
//! Both shells, the screen and `--plain`, hand their effects here; what is about the terminal
//! itself (bell, suspend, quit) they do themselves. No failure stops a routine: it becomes one
//! line for the runner.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::tz::TimeZone;

use super::LoadTheme;
use super::clock::Clock;
use super::config;
use super::events::{Events, Target};
use super::hooks::Hooks;
use super::inhibit::Awake;
use super::media::Media;
use super::recorder::Recorder;
use super::wait::{Wake, Waker};
use crate::app::{App, Effect, Input, MediaKey, SessionEvent};
use crate::audio::{Audio, AudioConfig, Notice};
use crate::history::History;
use crate::record::{At, Outcome, Records};
use crate::routine::Id;
use crate::score::Score;
use crate::settings::HookSettings;
use crate::settings::SoundSettings;
use crate::store::StoreError;
use crate::time::MonoTime;

/// The hands of the program.
pub(super) struct Performer {
    /// Where sessions are saved; `None` if nothing is saved.
    keeps: Option<Recorder>,
    audio: Option<Audio>,
    sounds: Sounds,
    config: Option<PathBuf>,
    notices: (Sender<Notice>, Receiver<Notice>),
    waker: Waker,
    awake: Option<Awake>,
    media: Media,
    events: Option<Events>,
    hooks: Option<Hooks>,
    /// A session was begun and is not over.
    playing: bool,
    clock: Clock,
    zone: TimeZone,
    /// When the audio got its score; never, if there is no sound.
    issued: Option<MonoTime>,
    /// Inputs for the app.
    told: Vec<Input>,
}

/// The destination of session events.
pub(super) struct Kept {
    /// Where sessions are recorded.
    pub(super) recorder: Recorder,
    /// The runner's config.
    pub(super) config: PathBuf,
    /// Commands of the runner's own.
    pub(super) hooks: HookSettings,
}

/// The sounds.
pub(super) struct Sounds {
    /// How the sound is set up.
    pub(super) audio: AudioConfig,
    /// The theme that plays.
    pub(super) theme: Id,
    /// How another one is had.
    pub(super) load: LoadTheme,
}

/// What the program runs on.
pub(super) struct Machine {
    /// The clock that routines run on.
    pub(super) clock: Clock,
    /// The zone of the wall clock.
    pub(super) zone: TimeZone,
    /// Wakes the loop for news from the sound.
    pub(super) waker: Waker,
}

impl Performer {
    /// Begins without a sound device; nothing is saved if that is `None`.
    pub(super) fn new(kept: Option<Kept>, sounds: Sounds, events: Option<Target>, machine: Machine) -> Self {
        let Machine { clock, zone, waker } = machine;
        let events = events.and_then(|target| {
            let started = Events::start(target, waker.clone());
            started.inspect_err(|error| tracing::warn!("no events: {error}")).ok()
        });
        let (keeps, config, hooks) = match kept {
            Some(Kept { recorder, config, hooks }) => {
                (Some(recorder), Some(config), Some(Hooks::new(hooks, waker.clone())))
            }
            None => (None, None, None),
        };
        Self {
            keeps,
            audio: None,
            sounds,
            config,
            notices: channel(),
            media: Media::new(waker.clone()),
            waker,
            awake: None,
            events,
            hooks,
            playing: false,
            clock,
            zone,
            issued: None,
            told: Vec::new(),
        }
    }

    /// Performs an effect; gives it back when it is the terminal's.
    pub(super) fn perform(&mut self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Play(score) => self.play(&score),
            Effect::Silence => {
                if let Some(audio) = &self.audio {
                    audio.silence();
                }
            }
            Effect::CloseSound => {
                if let Some(audio) = &self.audio {
                    audio.close();
                }
            }
            Effect::CueDue { at, kind, ref text, segment } => {
                self.note_event(at, kind.id(), text.as_deref(), segment);
                return Some(effect);
            }
            Effect::SessionEvent { at, ref what } => self.happened(at, what),
            Effect::Save(record) => {
                let kept = self.keeps.as_mut().map_or(Ok(()), |keeps| keeps.save(*record));
                self.note(kept);
            }
            Effect::Journal(journal) => {
                let kept = self.keeps.as_mut().map_or(Ok(()), |keeps| keeps.journal(journal));
                self.note(kept);
            }
            Effect::AcceptGaps(gaps) => {
                let kept = self.keeps.as_mut().map_or(Ok(()), |keeps| keeps.accept(&gaps));
                self.note(kept);
            }
            Effect::TuneSound(wanted) => self.tune(&wanted),
            Effect::KeepSetting { entry, value } => {
                let path = self.config.as_deref();
                if let Some(Err(line)) = path.map(|path| config::keep(path, entry, &value)) {
                    self.tell(line);
                }
            }
            Effect::KeepAwake(true) => {
                self.awake.get_or_insert_with(Awake::hold);
            }
            Effect::KeepAwake(false) => self.awake = None,
            Effect::Bell | Effect::Suspend | Effect::Quit(_) => return Some(effect),
        }
        None
    }

    /// Takes the inputs for the app: about sound, events, the runner's commands, and failed effects.
    pub(super) fn news_for_app(&mut self) -> Vec<Input> {
        let mut news = std::mem::take(&mut self.told);
        let events = self.events.as_ref().map(Events::told).unwrap_or_default();
        let hooks = self.hooks.as_ref().map(Hooks::told).unwrap_or_default();
        news.extend(events.into_iter().chain(hooks).map(Input::Told));
        news.extend(self.notices.1.try_iter().map(|notice| match notice {
            Notice::Lost(why) => Input::SoundLost(why),
            Notice::Back => Input::SoundBack,
            Notice::Opened { rate, channels, block } => {
                tracing::info!(rate, channels, block, "sound device open");
                // An audio that was started after Ctrl-Z knows of no loss before it.
                Input::SoundBack
            }
        }));
        news
    }

    fn note(&mut self, kept: Result<(), StoreError>) {
        if let Err(error) = kept {
            self.tell(failure(&error));
        }
    }

    /// Keeps a line for the app.
    fn tell(&mut self, line: String) {
        self.told.push(Input::Told(line));
    }

    /// Sends other programs what is playing, if that has changed.
    pub(super) fn present(&mut self, app: &App) {
        self.media.show(app.view().playing());
    }

    /// Returns the media keys that were pressed.
    pub(super) fn media_keys(&self) -> Vec<MediaKey> {
        self.media.keys()
    }

    /// Gives the sound device back and lets the machine sleep, before the program is stopped.
    pub(super) fn let_go(&mut self) {
        self.awake = None;
        self.media.let_go();
        if let Some(hooks) = &self.hooks {
            hooks.settle();
        }
        if let Some(audio) = self.audio.take() {
            audio.silence();
            // Dropping it waits for its thread, at most a moment.
            drop(audio);
        }
    }

    /// Returns what other programs have written since the last look, if it says anything that this history does not know.
    pub(super) fn news(&mut self, history: &History) -> Option<Records> {
        self.keeps.as_mut().and_then(Recorder::news).filter(|news| history.is_news(news))
    }

    /// Returns whether the history has all that it was given; `None` if nothing is saved.
    pub(super) fn has_kept_all(&self) -> Option<bool> {
        self.keeps.as_ref().map(Recorder::has_all)
    }

    /// Tries again to write what could not be written.
    pub(super) fn retry(&mut self) -> Result<(), StoreError> {
        self.keeps.as_mut().map_or(Ok(()), Recorder::retry)
    }

    fn play(&mut self, score: &Score) {
        self.issued = Some(super::clock::monotonic());
        let notes = score.notes.iter().cloned().map(|mut note| {
            note.at = self.clock.real_at(note.at);
            note
        });
        let real = Score { notes: notes.collect() };
        let (config, sender, waker) = (self.sounds.audio.clone(), self.notices.0.clone(), self.waker.clone());
        let audio = self.audio.get_or_insert_with(|| {
            let sender = Arc::new(std::sync::Mutex::new(sender));
            let notify = move |notice| {
                if let Ok(sender) = sender.lock() {
                    // The loop may be gone already; then there is nothing to report.
                    let _ = sender.send(notice);
                }
                waker.wake(Wake::Poke);
            };
            Audio::start(config, Box::new(notify))
        });
        audio.play(real);
    }

    /// Sets the sound up as the settings say now.
    fn tune(&mut self, wanted: &SoundSettings) {
        let mut theme = self.sounds.audio.theme.clone();
        if wanted.theme != self.sounds.theme {
            let (loaded, problems) = (self.sounds.load)(&wanted.theme);
            (theme, self.sounds.theme) = (loaded, wanted.theme.clone());
            if let Some(problem) = problems.into_iter().next() {
                self.tell(problem);
            }
        }
        self.sounds.audio = AudioConfig::new(wanted, theme, self.sounds.audio.voice.cache.clone());
        if let Some(audio) = &self.audio {
            audio.configure(self.sounds.audio.clone());
        }
    }

    /// Passes on what happened to the session.
    fn happened(&mut self, at: MonoTime, what: &SessionEvent) {
        self.playing = !matches!(what, SessionEvent::Over(_));
        if let Some(hooks) = &mut self.hooks {
            hooks.happened(what);
        }
        if let Some(events) = &mut self.events {
            let now = At::new(self.clock.wall(), &self.zone);
            let told = events.happened(self.clock.real_at(at), now, what);
            if let Some(line) = told {
                self.tell(line);
            }
        }
    }

    fn note_event(&mut self, at: MonoTime, kind: &str, text: Option<&str>, segment: usize) {
        let Some(events) = &mut self.events else { return };
        let issued = self.issued.unwrap_or_else(super::clock::monotonic);
        let told = events.line(&serde_json::json!({
            "event": "cue",
            "sched": self.clock.real_at(at).as_nanos(),
            "issued": issued.as_nanos(),
            "kind": kind,
            "segment": segment,
            "text": text,
        }));
        if let Some(line) = told {
            self.tell(line);
        }
    }

    /// Says that a session which is not over ends with the program.
    fn end_with_the_program(&mut self) {
        if self.playing {
            let over = SessionEvent::Over(Outcome::Interrupted);
            if let Some(hooks) = &mut self.hooks {
                hooks.happened(&over);
            }
            if let Some(events) = &mut self.events {
                let now = At::new(self.clock.wall(), &self.zone);
                events.happened(super::clock::monotonic(), now, &over);
            }
        }
    }
}

impl Drop for Performer {
    fn drop(&mut self) {
        self.end_with_the_program();
    }
}

/// Returns a failure in one line; what to do stands behind it.
fn failure(error: &StoreError) -> String {
    let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("{error}{hint}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Action, Sound, Start};
    use crate::audio::Theme;
    use crate::session::Now;
    use crate::settings::Settings;
    use crate::shell::wait::Waiter;
    use crate::store::{HistoryFiles, journal};

    fn now() -> Now {
        Now { mono: MonoTime::ZERO, at: At::new(jiff::Timestamp::UNIX_EPOCH, &TimeZone::UTC) }
    }

    fn app() -> App {
        crate::support::app(|launch| launch.sound = true)
    }

    fn performer(history: &std::path::Path, sessions: PathBuf) -> Performer {
        let (_, waker) = Waiter::new().unwrap();
        let recorder = Recorder::new(HistoryFiles::open(history, "here").history, sessions, Vec::new());
        let settings = Settings::default();
        let kept = Kept { recorder, config: history.join("config.toml"), hooks: settings.hooks };
        let sounds = Sounds {
            audio: AudioConfig::default(),
            theme: settings.sound.theme,
            load: Box::new(|_| (Theme::Tones, Vec::new())),
        };
        let machine = Machine { clock: Clock::start(1.0), zone: TimeZone::UTC, waker };
        Performer::new(Some(kept), sounds, None, machine)
    }

    #[test]
    fn a_device_that_opens_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let (mut app, mut performer) = (app(), performer(folder.path(), folder.path().join("sessions")));
        app.update(Input::SoundLost("no sound device".into()), now());
        performer.notices.0.send(Notice::Opened { rate: 48_000, channels: 2, block: 1024 }).unwrap();
        for news in performer.news_for_app() {
            app.update(news, now());
        }
        assert_eq!(*app.stage.sound(), Sound::On);
    }

    #[test]
    fn a_session_without_a_journal_writes_into_no_other() {
        let folder = tempfile::tempdir().unwrap();
        // Nothing gets into the history, so the first session's journal must stay.
        let history = folder.path().join("history");
        std::fs::write(&history, "").unwrap();
        let sessions = folder.path().join("sessions");
        let (mut app, mut performer) = (app(), performer(&history, sessions.clone()));
        let at = At::new(jiff::Timestamp::UNIX_EPOCH, &jiff::tz::TimeZone::UTC);
        let now = Now { mono: MonoTime::ZERO, at };
        let later = Now { mono: MonoTime::from_nanos(2_000_000_000), at };
        let kept = |effect: &Effect| matches!(effect, Effect::Save(_) | Effect::Journal(_));
        let mut play = |performer: &mut Performer| {
            let mut effects = Vec::new();
            effects.extend(app.update(Start::default(), now));
            // Past get-ready, then two seconds of work.
            let keys = [(Action::Next, now), (Action::Quit, later), (Action::Accept, later)];
            for (action, now) in keys {
                effects.extend(app.update(action, now));
            }
            for effect in effects.into_iter().filter(kept) {
                performer.perform(effect);
            }
        };
        play(&mut performer);
        let only = std::fs::read_dir(&sessions).unwrap().next().unwrap().unwrap().path();
        let before = std::fs::read(&only).unwrap();
        // The next session's journal cannot be begun.
        let aside = folder.path().join("aside");
        std::fs::rename(&sessions, &aside).unwrap();
        std::fs::write(&sessions, "").unwrap();
        play(&mut performer);
        drop(performer);
        assert_eq!(std::fs::read(aside.join(only.file_name().unwrap())).unwrap(), before);
        assert_eq!(journal::find(&aside).0.len(), 1);
    }
}
