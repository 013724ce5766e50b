//! The device: opens the default output and drives a mixer from its callback.
//!
//! It goes through the cpal that rodio carries and not through rodio's own mixer: that one
//! takes samples singly through two layers of boxed iterators and drops the callback's
//! time stamps, without which a sample cannot be told its instant. Here a block is filled at
//! once, at a known time, with the delay that the device reports.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::Duration;

use rodio::cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use rodio::cpal::{
    self, BufferSize, Error, ErrorKind, FromSample, OutputCallbackInfo, SampleFormat, SizedSample, Stream,
    StreamConfig, SupportedBufferSize, SupportedStreamConfig,
};

use crate::audio::device_clock::DeviceClock;
use crate::audio::mixer::Mixer;
use crate::audio::part::Part;
use crate::clock;

/// Length of the blocks that are asked for: the device holds two, so a pause is heard after
/// at most 43 ms, and the processor is woken about 47 times a second.
const BLOCK: Duration = Duration::from_micros(21_333);
/// Frames that are mixed at once; longer callbacks are filled in pieces.
const PIECE: usize = 1024;
/// Errors in a row, without a block between them, after which the device counts as lost.
const FAILURES: u64 = 20;
/// How long the error callback waits when errors follow one another.
const BREATH: Duration = Duration::from_millis(5);

/// Why there is no sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Failure {
    #[error("no sound device")]
    Missing,
    #[error("another program is using the sound device")]
    Busy,
    #[error("no permission to use the sound device")]
    Denied,
    #[error("the sound device was disconnected")]
    Gone,
    #[error("the sound device doesn't answer")]
    Stalled,
    #[error("can't use the sound device")]
    Unusable,
}

impl Failure {
    fn on_opening(error: &Error) -> Self {
        tracing::debug!(%error, "opening the sound device");
        match error.kind() {
            ErrorKind::DeviceBusy => Self::Busy,
            ErrorKind::PermissionDenied => Self::Denied,
            ErrorKind::UnsupportedConfig | ErrorKind::UnsupportedOperation | ErrorKind::InvalidInput => {
                Self::Unusable
            }
            _ => Self::Missing,
        }
    }
}

/// A running stream.
pub(super) struct Opened {
    pub(super) name: String,
    pub(super) rate: u32,
    pub(super) channels: u16,
    pub(super) block: u32,
    // Held to be dropped: that ends the stream.
    _stream: Stream,
}

/// What the actor and one stream's callback share.
#[derive(Debug, Default)]
pub(super) struct Link {
    mail: Mutex<Mail>,
    /// Callbacks so far: a stream whose count stands still does not answer.
    blocks: AtomicU64,
    /// How long after its callback the last block is heard, in nanoseconds, by the device's own word.
    delay: AtomicU64,
    /// The stream stood still; the mapping of its clock has to be found again.
    slipped: AtomicBool,
    /// The stream is of no use any more.
    dead: AtomicBool,
}

/// One part on its way in, one on its way out.
#[derive(Debug, Default)]
struct Mail {
    new: Option<Box<Part>>,
    old: Option<Box<Part>>,
}

impl Link {
    /// Hands a part to the callback, and frees what the callback is done with.
    pub(super) fn send(&self, part: Part) {
        let part = Some(Box::new(part));
        let mut mail = self.mail.lock().unwrap_or_else(PoisonError::into_inner);
        let freed = (std::mem::replace(&mut mail.new, part), mail.old.take());
        drop(mail);
        drop(freed);
    }

    /// Returns how many blocks have been filled.
    pub(super) fn blocks(&self) -> u64 {
        self.blocks.load(Ordering::Relaxed)
    }

    /// Returns how long a block takes from the callback to the ear, by the device's own word.
    pub(super) fn delay(&self) -> Duration {
        Duration::from_nanos(self.delay.load(Ordering::Relaxed))
    }

    /// Gives a new part to the mixer. Never waits: a held lock is tried again a block later.
    fn deliver(&self, mixer: &mut Mixer) {
        let mut mail = match self.mail.try_lock() {
            Ok(mail) => mail,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return,
        };
        // An old part that the actor has not taken yet would have to be freed here.
        if mail.old.is_none()
            && let Some(part) = mail.new.take()
        {
            mail.old = Some(mixer.replace(part));
        }
    }
}

/// Opens the default device and starts it.
///
/// May take long, or hang with a sound server that hangs. `report` is called once at most,
/// when the stream is lost.
///
/// No media role is asked for. A sound server lowers music for streams of the role `event`, but
/// it takes the role from `PULSE_PROP` or `PIPEWIRE_PROPS` in the environment of the process:
/// neither its ALSA plugin nor cpal has another way in. Setting a variable of a running process
/// is unsafe, rightly, and to start the whole program once more for it would be worse. So it is
/// left to whoever starts the program, and `runup doctor` says how.
pub(super) fn open(
    link: &Arc<Link>,
    report: impl FnOnce(Failure) + Send + 'static,
) -> Result<Opened, Failure> {
    let device = cpal::default_host().default_output_device().ok_or(Failure::Missing)?;
    let supported = device.default_output_config().map_err(|error| Failure::on_opening(&error))?;
    let mut config = supported.config();
    config.buffer_size = block_size(&supported);
    let report = Arc::new(Mutex::new(Some(report)));
    let attempt = |config: StreamConfig| {
        let report = Arc::clone(&report);
        let errors = on_error(Arc::clone(link), move |failure| {
            let report = report.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(report) = report {
                report(failure);
            }
        });
        build(&device, config, supported.sample_format(), link, errors)
    };
    let stream = match attempt(config) {
        Err(error) if error.kind() == ErrorKind::UnsupportedConfig => {
            config.buffer_size = BufferSize::Default;
            attempt(config)
        }
        result => result,
    };
    let stream = stream.map_err(|error| Failure::on_opening(&error))?;
    stream.play().map_err(|error| Failure::on_opening(&error))?;
    let block = stream.buffer_size().unwrap_or(0);
    let name =
        device.description().map_or_else(|_| "a device without a name".into(), |it| it.name().to_owned());
    Ok(Opened { name, rate: config.sample_rate, channels: config.channels, block, _stream: stream })
}

fn block_size(supported: &SupportedStreamConfig) -> BufferSize {
    let rate = f64::from(supported.sample_rate());
    let wanted = (rate * BLOCK.as_secs_f64()).round() as u32;
    match *supported.buffer_size() {
        SupportedBufferSize::Range { min, max } => BufferSize::Fixed(wanted.clamp(min, max.max(min))),
        SupportedBufferSize::Unknown => BufferSize::Fixed(wanted),
    }
}

/// Makes the error callback: it reports a real loss once.
///
/// A device that is gone for good says so, or fails over and over without asking for a block
/// in between; some report a single failure while they start or after an underrun, and go on.
/// The callback runs on the thread that would call it again at once, so waiting in it keeps a
/// broken backend from burning the processor until the stream is dropped.
fn on_error(link: Arc<Link>, report: impl FnOnce(Failure) + Send + 'static) -> impl FnMut(Error) + Send {
    let mut report = Some(report);
    let mut in_a_row = 0;
    let mut seen = 0;
    move |error| {
        tracing::trace!(%error, "the sound device reports an error");
        match error.kind() {
            // The stream goes on, only more coarsely.
            ErrorKind::RealtimeDenied => return,
            // The stream goes on elsewhere.
            ErrorKind::DeviceChanged => return link.slipped.store(true, Ordering::Relaxed),
            ErrorKind::DeviceNotAvailable | ErrorKind::HostUnavailable | ErrorKind::StreamInvalidated => {
                in_a_row = FAILURES;
            }
            _ => {
                link.slipped.store(true, Ordering::Relaxed);
                in_a_row = if link.blocks() == seen { in_a_row + 1 } else { 0 };
                seen = link.blocks();
            }
        }
        if in_a_row >= FAILURES {
            link.dead.store(true, Ordering::Relaxed);
            if let Some(report) = report.take() {
                tracing::debug!(%error, "the sound device is lost");
                report(Failure::Gone);
            }
        }
        if in_a_row > 0 {
            std::thread::sleep(BREATH);
        }
    }
}

fn build(
    device: &cpal::Device,
    config: StreamConfig,
    format: SampleFormat,
    link: &Arc<Link>,
    errors: impl FnMut(Error) + Send + 'static,
) -> Result<Stream, Error> {
    let link = Arc::clone(link);
    match format {
        SampleFormat::F32 => stream::<f32>(device, config, link, errors),
        SampleFormat::F64 => stream::<f64>(device, config, link, errors),
        SampleFormat::I8 => stream::<i8>(device, config, link, errors),
        SampleFormat::I16 => stream::<i16>(device, config, link, errors),
        SampleFormat::I24 => stream::<cpal::I24>(device, config, link, errors),
        SampleFormat::I32 => stream::<i32>(device, config, link, errors),
        SampleFormat::U8 => stream::<u8>(device, config, link, errors),
        SampleFormat::U16 => stream::<u16>(device, config, link, errors),
        SampleFormat::U32 => stream::<u32>(device, config, link, errors),
        _ => Err(ErrorKind::UnsupportedOperation.into()),
    }
}

fn stream<T: SizedSample + FromSample<f32>>(
    device: &cpal::Device,
    config: StreamConfig,
    link: Arc<Link>,
    errors: impl FnMut(Error) + Send + 'static,
) -> Result<Stream, Error> {
    let channels = usize::from(config.channels);
    let rate = config.sample_rate;
    let mut mixer = Mixer::new(rate, DeviceClock::new(rate));
    let mut stereo = vec![0.0_f32; PIECE * 2];
    let callback = move |block: &mut [T], info: &OutputCallbackInfo| {
        let now = clock::now();
        if link.dead.load(Ordering::Relaxed) {
            return block.fill(T::EQUILIBRIUM);
        }
        if link.slipped.swap(false, Ordering::Relaxed) {
            mixer.unlock();
        }
        link.deliver(&mut mixer);
        let stamp = info.timestamp();
        let delay = stamp.playback.saturating_duration_since(stamp.callback);
        link.delay.store(delay.as_nanos() as u64, Ordering::Relaxed);
        mixer.observe(now + delay);
        for piece in block.chunks_mut(PIECE * channels) {
            let stereo = &mut stereo[..piece.len() / channels * 2];
            mixer.fill(now, stereo);
            spread(stereo, channels, piece);
        }
        link.blocks.fetch_add(1, Ordering::Relaxed);
    };
    device.build_output_stream(config, callback, errors, None)
}

/// Copies stereo to however many channels there are: both to a single one, else to the first two.
fn spread<T: SizedSample + FromSample<f32>>(stereo: &[f32], channels: usize, out: &mut [T]) {
    for (frame, pair) in out.chunks_exact_mut(channels).zip(stereo.chunks_exact(2)) {
        frame.fill(T::EQUILIBRIUM);
        if let [only] = frame {
            *only = T::from_sample(0.5 * (pair[0] + pair[1]));
        } else {
            frame[0] = T::from_sample(pair[0]);
            frame[1] = T::from_sample(pair[1]);
        }
    }
}
