//! The actor: a thread that keeps a device open while a score wants to be heard.
//!
//! A machine of four states, driven by messages and by one timeout. Opening happens on a
//! thread of its own, because a sound server that hangs would hang it, and a stream that was
//! lost is dropped on one for the same reason; so the actor always answers.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::audio::device::{self, Failure, Link, Opened};
use crate::audio::part::Part;
use crate::audio::sounds::Sounds;
use crate::audio::{AudioConfig, Notice};
use crate::clock;
use crate::score::Score;
use crate::time::MonoTime;

/// How long dropping [`Audio`] may take.
const FAREWELL: Duration = Duration::from_millis(200);
/// How long opening may take before it is said that nothing answers.
const OPENING: Duration = Duration::from_secs(2);
/// How often a working stream is looked at.
const WATCH: Duration = Duration::from_secs(1);
/// How soon a stream that asked for no block meanwhile is looked at once more. It takes two
/// looks, because this whole process may have been the one that was stopped.
const SECOND_LOOK: Duration = Duration::from_millis(500);
/// How often a young stream is looked at, until it has asked for blocks.
const PROBE: Duration = Duration::from_millis(50);
/// How long a young stream may take to ask for its first blocks.
const YOUTH: Duration = Duration::from_secs(4);
/// Blocks that a stream must have asked for before it counts as working.
const WORKING: u64 = 4;
/// Waits between attempts: the first, the next thirty, all others.
const RETRY: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// The handle to the audio thread; dropping it ends the sound.
#[derive(Debug)]
pub struct Audio {
    sender: Sender<Message>,
    ended: Receiver<()>,
}

enum Message {
    Configure(AudioConfig),
    Play(Score, MonoTime),
    Silence,
    Close,
    Opened(u64, Result<Opened, Failure>),
    Failed(u64, Failure),
    End,
}

impl Audio {
    /// Starts the audio thread. No device is opened before the first score.
    ///
    /// `notify` is called on the audio thread and should only pass the notice on.
    pub fn start(config: AudioConfig, notify: Box<dyn Fn(Notice) + Send + Sync>) -> Self {
        let (sender, inbox) = channel();
        let (last_word, ended) = channel();
        let own = sender.clone();
        let spawned = thread::Builder::new().name("audio".to_owned()).spawn(move || {
            Actor::new(config, notify, own).run(&inbox);
            // The handle may have stopped listening.
            let _ = last_word.send(());
        });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for sound");
        }
        Self { sender, ended }
    }

    /// Sets it up in another way, from the next score on.
    pub fn configure(&self, config: AudioConfig) {
        self.send(Message::Configure(config));
    }

    /// Plays a score in place of what is playing.
    ///
    /// What sounds goes on when the new score has the same note, else it fades out. Notes
    /// that are already past are left out.
    pub fn play(&self, score: Score) {
        self.send(Message::Play(score, clock::now()));
    }

    /// Ends all sound and keeps the device, for a short pause.
    pub fn silence(&self) {
        self.send(Message::Silence);
    }

    /// Ends all sound and lets go of the device, for a long pause. The next score opens it.
    pub fn close(&self) {
        self.send(Message::Close);
    }

    fn send(&self, message: Message) {
        // Without a thread there is no sound; the start was logged.
        let _ = self.sender.send(message);
    }
}

impl Drop for Audio {
    fn drop(&mut self) {
        self.send(Message::End);
        // A device that hangs keeps its thread; the process may end all the same.
        let _ = self.ended.recv_timeout(FAREWELL);
    }
}

struct Actor {
    config: AudioConfig,
    notify: Box<dyn Fn(Notice) + Send + Sync>,
    sender: Sender<Message>,
    /// What should be heard, and when it came.
    score: Option<(Score, MonoTime)>,
    sounds: Option<Sounds>,
    state: State,
    /// Tells the messages of one stream from those of its predecessors.
    generation: u64,
    /// Whether the loss of the device has been told.
    lost: bool,
    failures: usize,
}

enum State {
    Closed,
    /// Since when, and whether someone still waits for it.
    Opening {
        since: Instant,
        link: Arc<Link>,
        told: bool,
    },
    Open {
        opened: Opened,
        link: Arc<Link>,
        watch: Watch,
    },
    Waiting {
        until: Instant,
    },
}

/// What was last seen of an open stream.
#[derive(Clone, Copy)]
struct Watch {
    blocks: u64,
    since: Instant,
    /// Whether it has asked for enough blocks to count as working.
    works: bool,
    /// Whether it asked for none between the last two looks.
    idle: bool,
}

impl Actor {
    fn new(config: AudioConfig, notify: Box<dyn Fn(Notice) + Send + Sync>, sender: Sender<Message>) -> Self {
        Self {
            config,
            notify,
            sender,
            score: None,
            sounds: None,
            state: State::Closed,
            generation: 0,
            lost: false,
            failures: 0,
        }
    }

    fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let message = match self.patience() {
                Some(patience) => inbox.recv_timeout(patience),
                None => inbox.recv().map_err(RecvTimeoutError::from),
            };
            match message {
                Ok(Message::Configure(config)) => self.configure(config),
                Ok(Message::Play(score, at)) => self.play(score, at),
                Ok(Message::Silence) => self.silence(),
                Ok(Message::Close) => self.close(),
                Ok(Message::Opened(generation, result)) => self.opened(generation, result),
                Ok(Message::Failed(generation, failure)) if generation == self.generation => {
                    self.fail(failure);
                }
                Ok(Message::Failed(..)) => {}
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => self.look(),
            }
        }
    }

    /// Returns how long to wait for a message before looking at the device.
    fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Closed | State::Opening { told: true, .. } => None,
            State::Opening { since, .. } => Some(OPENING.saturating_sub(since.elapsed())),
            State::Open { watch: Watch { works: false, .. }, .. } => Some(PROBE),
            State::Open { watch: Watch { idle: true, .. }, .. } => Some(SECOND_LOOK),
            State::Open { .. } => Some(WATCH),
            State::Waiting { until } => Some(until.saturating_duration_since(Instant::now())),
        }
    }

    fn configure(&mut self, config: AudioConfig) {
        if config.theme != self.config.theme {
            self.sounds = None;
        }
        self.config = config;
    }

    fn play(&mut self, score: Score, at: MonoTime) {
        if score.notes.is_empty() {
            return self.silence();
        }
        self.score = Some((score, at));
        match self.state {
            State::Open { .. } => self.hand_over(),
            State::Opening { .. } => {}
            State::Closed | State::Waiting { .. } => self.open(),
        }
    }

    fn silence(&mut self) {
        self.score = None;
        match &self.state {
            State::Open { link, .. } => link.send(Part::default()),
            State::Waiting { .. } => self.state = State::Closed,
            State::Closed | State::Opening { .. } => {}
        }
    }

    fn close(&mut self) {
        self.score = None;
        if !matches!(self.state, State::Opening { .. }) {
            self.leave(State::Closed);
        }
    }

    fn open(&mut self) {
        self.generation += 1;
        let generation = self.generation;
        let link = Arc::new(Link::default());
        self.state = State::Opening { since: Instant::now(), link: Arc::clone(&link), told: false };
        let sender = self.sender.clone();
        let spawned = thread::Builder::new().name("audio-open".to_owned()).spawn(move || {
            let lost = sender.clone();
            // The actor may be gone by the time either message is sent.
            let result = device::open(&link, move |failure| {
                let _ = lost.send(Message::Failed(generation, failure));
            });
            let _ = sender.send(Message::Opened(generation, result));
        });
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread to open the sound device");
            self.fail(Failure::Unusable);
        }
    }

    fn opened(&mut self, generation: u64, result: Result<Opened, Failure>) {
        let State::Opening { link, .. } = &self.state else { return bury(result) };
        // A stream that came and went before it was handed over has said so already.
        if generation != self.generation {
            return bury(result);
        }
        match result {
            Err(failure) => self.fail(failure),
            Ok(opened) if self.score.is_none() => {
                bury(opened);
                self.state = State::Closed;
            }
            Ok(opened) => {
                let watch = Watch { blocks: 0, since: Instant::now(), works: false, idle: false };
                self.state = State::Open { opened, link: Arc::clone(link), watch };
                self.hand_over();
            }
        }
    }

    /// Gives the present score to the stream.
    fn hand_over(&mut self) {
        let State::Open { opened, link, .. } = &self.state else { return };
        let Some((score, at)) = &self.score else { return };
        let theme = &self.config.theme;
        let mut sounds = self
            .sounds
            .take()
            .filter(|sounds| sounds.rate() == opened.rate)
            .unwrap_or_else(|| Sounds::new(theme.clone(), opened.rate));
        link.send(Part::new(score, &mut sounds, self.config.balance, *at));
        self.sounds = Some(sounds);
    }

    /// Looks after the device when nothing else happened.
    fn look(&mut self) {
        match &mut self.state {
            State::Closed => {}
            State::Waiting { .. } => self.open(),
            State::Opening { told, .. } => {
                *told = true;
                self.tell_lost(Failure::Stalled);
            }
            State::Open { opened, link, watch } => {
                let blocks = link.blocks();
                let idle = blocks == watch.blocks;
                let stalled = if watch.works { idle && watch.idle } else { watch.since.elapsed() > YOUTH };
                watch.blocks = blocks;
                watch.idle = idle;
                if stalled {
                    self.fail(Failure::Stalled);
                } else if !watch.works && blocks >= WORKING {
                    watch.works = true;
                    let (rate, channels, block) = (opened.rate, opened.channels, opened.block);
                    self.failures = 0;
                    (self.notify)(Notice::Opened { rate, channels, block });
                    if std::mem::take(&mut self.lost) {
                        (self.notify)(Notice::Back);
                    }
                }
            }
        }
    }

    /// Lets go of a device that failed, and comes back to it later.
    fn fail(&mut self, failure: Failure) {
        // Messages that this stream still sends mean nothing any more.
        self.generation += 1;
        if self.score.is_none() {
            return self.leave(State::Closed);
        }
        let wait = match self.failures {
            0 => RETRY[0],
            1..=30 => RETRY[1],
            _ => RETRY[2],
        };
        self.failures += 1;
        self.leave(State::Waiting { until: Instant::now() + wait });
        self.tell_lost(failure);
    }

    fn tell_lost(&mut self, failure: Failure) {
        if !std::mem::replace(&mut self.lost, true) {
            (self.notify)(Notice::Lost(failure.to_string()));
        }
    }

    fn leave(&mut self, state: State) {
        if let State::Open { opened, .. } = std::mem::replace(&mut self.state, state) {
            bury(opened);
        }
    }
}

/// Drops a stream where it may take its time: that joins a thread which may hang.
fn bury(stream: impl Send + 'static) {
    // Without a thread the closure, and the stream in it, is dropped here.
    let _ = thread::Builder::new().name("audio-close".to_owned()).spawn(move || drop(stream));
}
