//! The actor: a thread that keeps a device open while a score wants to be heard.
//!
//! A machine of four states, driven by messages and by one timeout. Opening happens on a
//! thread of its own, because a sound server that hangs would hang it, and a stream that was
//! lost is dropped on one for the same reason; so the actor always answers. For the same
//! reason the words of a score are made one note at a time, between two messages.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::audio::device::{self, Failure, Link, Opened};
use crate::audio::part::Part;
use crate::audio::sounds::Sounds;
use crate::audio::voice::Speaker;
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
/// Notes that are due so soon have their words made before the score is handed over.
const SOON: Duration = Duration::from_secs(6);
/// How many words are made before the stream gets them.
const BATCH: usize = 8;
/// Bytes of words above which they are made anew for the next stream: an evening of long routines.
const MOST_WORDS: usize = 64_000_000;

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
    /// An engine has said something that it was asked.
    Said,
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
    /// Words that were made and the stream does not have yet; `None` when all have been made.
    unsent: Option<usize>,
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
            unsent: None,
            state: State::Closed,
            generation: 0,
            lost: false,
            failures: 0,
        }
    }

    fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let message = if self.has_words_to_make() {
                match inbox.try_recv() {
                    Err(TryRecvError::Empty) => {
                        self.make_words();
                        continue;
                    }
                    other => other.map_err(|_| RecvTimeoutError::Disconnected),
                }
            } else {
                match self.patience() {
                    Some(patience) => inbox.recv_timeout(patience),
                    None => inbox.recv().map_err(RecvTimeoutError::from),
                }
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
                Ok(Message::Said) => self.said(),
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
        if (&config.theme, &config.voice) != (&self.config.theme, &self.config.voice) {
            self.sounds = None;
            // There is nothing that could make words for what plays now.
            self.unsent = None;
        }
        self.config = config;
    }

    fn play(&mut self, score: Score, at: MonoTime) {
        if score.notes.is_empty() {
            return self.silence();
        }
        // An engine takes its time, and so does a device: they begin together. The rate is a guess.
        let mut sounds = self.sounds.take().unwrap_or_else(|| self.new_sounds(48_000));
        sounds.ask_for_words(&score);
        self.sounds = Some(sounds);
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
        // A stream that plays holds on to its sounds; between two streams they may go.
        if let Some(sounds) = &mut self.sounds
            && sounds.size_of_words() > MOST_WORDS
        {
            sounds.forget_words();
        }
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

    /// Gives the present score to the stream: what is due soon as it should sound, what comes
    /// later with the words that were made already.
    fn hand_over(&mut self) {
        let State::Open { opened, link, .. } = &self.state else { return };
        let Some((score, at)) = &self.score else { return };
        let sounds = self.sounds.take().unwrap_or_else(|| self.new_sounds(opened.rate));
        let sounds = self.sounds.insert(sounds.at_rate(opened.rate));
        sounds.take_answers();
        let soon = clock::now().max(*at) + SOON;
        link.send(Part::draft(score, sounds, self.config.balance, *at, Some(soon)));
        self.unsent = Some(0);
    }

    fn new_sounds(&self, rate: u32) -> Sounds {
        let sender = self.sender.clone();
        let said = move || {
            // The actor may have ended.
            let _ = sender.send(Message::Said);
        };
        Sounds::new(self.config.theme.clone(), rate)
            .with_speaker(Speaker::new(self.config.voice.clone(), said))
    }

    /// Tells whether the stream, which works, still lacks words.
    fn has_words_to_make(&self) -> bool {
        self.unsent.is_some()
            && self.score.is_some()
            && matches!(self.state, State::Open { watch: Watch { works: true, .. }, .. })
    }

    /// Makes the words of one more note; what is due soon, a batch of them, or the last goes to
    /// the stream.
    ///
    /// What sounds now is not touched by that.
    fn make_words(&mut self) {
        let (State::Open { link, .. }, Some((score, at)), Some(sounds), Some(unsent)) =
            (&self.state, &self.score, &mut self.sounds, &mut self.unsent)
        else {
            return;
        };
        let now = clock::now();
        let next = score.notes.iter().find(|note| note.at > now && !sounds.is_made(note));
        if let Some(note) = next {
            sounds.of(note);
            *unsent += 1;
        }
        let urgent = next.is_some_and(|note| note.at < now + SOON);
        if urgent || *unsent >= BATCH || (next.is_none() && *unsent > 0) {
            link.send(Part::draft(score, sounds, self.config.balance, *at, Some(now)));
            *unsent = 0;
        }
        if next.is_none() {
            self.unsent = None;
        }
    }

    /// Takes in what an engine has said.
    fn said(&mut self) {
        if let Some(sounds) = &mut self.sounds {
            sounds.take_answers();
            self.unsent = Some(0);
        }
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
