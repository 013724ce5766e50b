//! What the default device is, and how soon it plays: for `doctor`.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::audio::DeviceReport;
use crate::audio::device::{self, Failure, Link};

/// Blocks that a device must ask for before it counts as playing.
const PLAYING: u64 = 4;

/// Opens the default device for a moment and says what it is, within a time limit.
///
/// # Errors
///
/// In a few words for the runner.
pub fn probe(limit: Duration) -> Result<DeviceReport, String> {
    let (sender, answer) = std::sync::mpsc::channel();
    // A sound server that hangs keeps this thread; the process may end all the same.
    let spawned = thread::Builder::new().name("audio-probe".to_owned()).spawn(move || {
        // Nobody may listen any more.
        let _ = sender.send(ask(limit));
    });
    spawned.map_err(|error| error.to_string())?;
    match answer.recv_timeout(limit) {
        Ok(report) => report.map_err(|failure| failure.to_string()),
        Err(_) => Err(Failure::Stalled.to_string()),
    }
}

fn ask(limit: Duration) -> Result<DeviceReport, Failure> {
    let start = Instant::now();
    let link = Arc::new(Link::default());
    let opened = device::open(&link, |_| {})?;
    let opening = start.elapsed();
    while link.blocks() < PLAYING {
        if start.elapsed() > limit {
            return Err(Failure::Stalled);
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(DeviceReport {
        name: opened.name.clone(),
        rate: opened.rate,
        channels: opened.channels,
        block: opened.block,
        opening,
        delay: link.delay(),
    })
}
