//! The worker: a thread that has texts said by an engine, one after the other, ahead of time.
//!
//! A phrase that one engine fails at is tried with the next, where several were found. After three failures in a row an
//! engine is out of use, and only what the cache has of it is still said. Dropping the worker ends the engine too.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::audio::voice::cache::{self, Cache};
use crate::audio::voice::clip::Clip;
use crate::audio::voice::engine::{self, Engine, Fault};
use crate::settings::EngineChoice;

/// Failures in a row that put an engine out of use.
const FAILURES: u32 = 3;

/// A text as it was asked for, and how it is said; `None` when it cannot be.
pub(super) type Answer = (String, Option<Clip>);

/// The handle to the thread.
#[derive(Debug)]
pub(super) struct Worker {
    /// Taken when it is dropped.
    texts: Option<Sender<String>>,
    answers: Receiver<Answer>,
    ending: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `arrived` is called on it after each answer.
    pub(super) fn start(
        choice: EngineChoice,
        folder: PathBuf,
        arrived: impl Fn() + Send + 'static,
    ) -> Option<Self> {
        let (texts, asked) = channel::<String>();
        let (sender, answers) = channel();
        let ending = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ending);
        let work = move || {
            let mut desk = Desk::open(&choice, folder);
            for text in asked {
                let clip = desk.as_mut().and_then(|desk| desk.say(&text, &end));
                if end.load(Ordering::Relaxed) || sender.send((text, clip)).is_err() {
                    return;
                }
                arrived();
            }
        };
        let thread = thread::Builder::new().name("voice".to_owned()).spawn(work);
        let thread = thread.inspect_err(|error| tracing::error!(%error, "no thread for the voice")).ok()?;
        Some(Self { texts: Some(texts), answers, ending, thread: Some(thread) })
    }

    /// Asks for a text.
    pub(super) fn ask(&self, text: &str) {
        if let Some(texts) = &self.texts {
            // Without the thread no answer comes, which is what a missing engine is like.
            let _ = texts.send(text.to_owned());
        }
    }

    /// Returns the next answer; waits so long for it at most.
    pub(super) fn answer(&self, patience: Duration) -> Option<Answer> {
        self.answers.recv_timeout(patience).ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        self.texts = None;
        if let Some(thread) = self.thread.take() {
            // It looks up every few milliseconds. A panic in it was printed where logs go.
            let _ = thread.join();
        }
    }
}

/// The engines, best first, with how often each has failed in a row, and what they have said.
struct Desk {
    engines: Vec<(Engine, u32)>,
    cache: Cache,
}

impl Desk {
    fn open(choice: &EngineChoice, folder: PathBuf) -> Option<Self> {
        let engines: Vec<_> = Engine::find(choice).into_iter().map(|engine| (engine, 0)).collect();
        if engines.is_empty() {
            return None;
        }
        match Cache::open(folder) {
            Ok(cache) => Some(Self { engines, cache }),
            Err(error) => {
                tracing::warn!(%error, "no folder for spoken phrases");
                None
            }
        }
    }

    fn say(&mut self, text: &str, ending: &AtomicBool) -> Option<Clip> {
        let text = engine::speakable(text)?;
        let Self { engines, cache } = self;
        engines.iter_mut().find_map(|(engine, failures)| {
            let key = cache::key(&engine.command, &text);
            cache.get(&key).or_else(|| {
                let clip = made(engine, failures, cache, &text, ending)?;
                if let Err(error) = cache.put(&key, &clip) {
                    tracing::debug!(%error, "a phrase is not kept");
                }
                // As it was kept, rounded to its bits: the next time sounds the same, to the sample.
                Some(cache.get(&key).unwrap_or(clip))
            })
        })
    }
}

/// Has an engine say a text, and counts its failures in a row.
fn made(engine: &Engine, failures: &mut u32, cache: &Cache, text: &str, ending: &AtomicBool) -> Option<Clip> {
    if *failures >= FAILURES || ending.load(Ordering::Relaxed) {
        return None;
    }
    let program = &engine.command[0];
    let work = cache.workplace().inspect_err(|error| tracing::warn!(%error, "no place to speak")).ok()?;
    match engine.say(text, &work.folder, ending) {
        Ok(clip) => {
            *failures = 0;
            Some(clip)
        }
        Err(Fault::Ending) => None,
        Err(fault) => {
            *failures += 1;
            tracing::warn!(program, text, "a phrase was not said: {fault}");
            if *failures == FAILURES {
                tracing::warn!(program, "this voice is not used any more");
            }
            None
        }
    }
}
