//! The mixer: places the notes of a part on a sample clock and fills blocks with sound.
//!
//! It knows no device and reads no clock. The audio callback feeds it observations of the
//! device and pulls blocks; an offline rendering pulls the same blocks faster, with an exact
//! clock. Filling a block neither allocates nor frees.

use crate::audio::device_clock::DeviceClock;
use crate::audio::part::{NoteName, Part, Placed};
use crate::audio::sounds::Sound;
use crate::time::MonoTime;
use crate::timeline::Lane;

/// Sounds at once: one a lane, and those that fade out beneath a new one.
const VOICES: usize = 8;
/// Notes begun last that are remembered, so that a new score does not begin them again.
const MEMORY: usize = 16;
/// Length of the fade that ends a sound early, in seconds.
const FADE: f32 = 0.010;
/// What is left of the tempo beneath words.
const DUCKED: f32 = 0.35;
/// Time in which the tempo is lowered and comes back, in seconds.
const DUCKING: f32 = 0.040;
/// After so much silence a headset may have fallen asleep, in seconds.
const ASLEEP: u64 = 3;
/// Peak of the noise that wakes it: -60 dB of full scale, not heard and not digital silence.
const LEAD_PEAK: f32 = 0.001;
/// Frames that are mixed at once; longer blocks are filled in pieces.
const PIECE: usize = 1024;

/// Mixes one part after the other onto the frames of one stream.
#[derive(Debug)]
pub struct Mixer {
    clock: DeviceClock,
    /// The next frame to be filled.
    frame: u64,
    part: Box<Part>,
    voices: [Option<Voice>; VOICES],
    begun: [NoteName; MEMORY],
    begun_next: usize,
    fade_frames: u32,
    /// The tempo lane's present gain and its largest step a frame.
    tempo_gain: f32,
    tempo_step: f32,
    rate: u64,
    /// The frame from which on nothing has sounded; `None` on a stream that never has.
    quiet_from: Option<u64>,
    /// The state of the noise.
    noise: u32,
}

/// A note that sounds.
#[derive(Debug)]
struct Voice {
    name: NoteName,
    lane: Lane,
    sound: Sound,
    left: f32,
    right: f32,
    /// The next sample.
    position: usize,
    /// Where in the block that is filled now it begins.
    offset: usize,
    ending: Option<Ending>,
}

/// A fade-out.
#[derive(Debug, Clone, Copy)]
struct Ending {
    /// Where in the block that is filled now it begins.
    offset: usize,
    /// Frames until it is silent.
    left: u32,
}

impl Mixer {
    /// Makes a mixer for a stream of `rate` frames a second.
    pub fn new(rate: u32, clock: DeviceClock) -> Self {
        Self {
            clock,
            frame: 0,
            part: Box::default(),
            voices: [const { None }; VOICES],
            begun: [NoteName::default(); MEMORY],
            begun_next: 0,
            fade_frames: (rate as f32 * FADE) as u32,
            tempo_gain: 1.0,
            tempo_step: (1.0 - DUCKED) / (rate as f32 * DUCKING),
            rate: rate.into(),
            quiet_from: None,
            noise: 0x9E37_79B9,
        }
    }

    /// Takes a new part and returns the old one, to be freed elsewhere.
    ///
    /// What sounds and is not in the new part fades out.
    pub fn replace(&mut self, part: Box<Part>) -> Box<Part> {
        let fade = self.fade_frames;
        for voice in self.voices.iter_mut().flatten() {
            if !part.holds(voice.name) {
                voice.end(0, fade);
            }
        }
        std::mem::replace(&mut self.part, part)
    }

    /// Takes in that the next frame will be heard at `heard`.
    pub fn observe(&mut self, heard: MonoTime) {
        self.clock.observe(self.frame, heard);
    }

    /// Forgets how frames and time belong together, after the stream stood still.
    pub fn unlock(&mut self) {
        self.clock.unlock();
    }

    /// Fills a block of interleaved stereo; `now` is the instant at which that happens.
    pub fn fill(&mut self, now: MonoTime, block: &mut [f32]) {
        for piece in block.chunks_mut(PIECE * 2) {
            self.fill_piece(now, piece);
        }
    }

    fn fill_piece(&mut self, now: MonoTime, block: &mut [f32]) {
        block.fill(0.0);
        let frames = block.len() / 2;
        if self.clock.is_locked() {
            self.lead_in(now, block);
            self.begin_notes(now, frames);
        }
        let sounding = self.voices.iter().flatten().map(|voice| voice.offset + voice.left_over()).max();
        if let Some(end) = sounding {
            self.quiet_from = Some(self.frame + end.min(frames) as u64);
        }
        let words = self.words(frames);
        self.duck(block, words);
        for voice in self.voices.iter_mut().flatten().filter(|voice| voice.lane == Lane::Cue) {
            voice.add(block, self.fade_frames);
        }
        for voice in &mut self.voices {
            if voice.as_ref().is_some_and(Voice::is_over) {
                *voice = None;
            } else if let Some(voice) = voice {
                voice.offset = 0;
                if let Some(ending) = &mut voice.ending {
                    ending.offset = 0;
                }
            }
        }
        self.frame += frames as u64;
        // Only a fade beneath a new sound can come near full scale.
        for sample in block {
            *sample = sample.clamp(-1.0, 1.0);
        }
    }

    /// Fills what of the block lies within the lead of the next note with very quiet noise,
    /// where that note follows a long silence.
    fn lead_in(&mut self, now: MonoTime, block: &mut [f32]) {
        let lead = self.part.lead.as_nanos() as u64 * self.rate / 1_000_000_000;
        if lead == 0 {
            return;
        }
        let waiting = &self.part.notes[self.part.next.min(self.part.notes.len())..];
        let next = waiting.iter().find(|note| note.latest >= now && !self.begun.contains(&note.name));
        let Some(note) = next else { return };
        let Ok(begins) = u64::try_from(self.clock.frame_at(note.at)) else { return };
        // What sounds now may end within this block.
        let sounding = self.voices.iter().flatten().map(|v| self.frame + (v.offset + v.left_over()) as u64);
        let quiet_from = sounding.max().or(self.quiet_from);
        if quiet_from.is_some_and(|from| begins < from + ASLEEP * self.rate) {
            return;
        }
        let end = self.frame + block.len() as u64 / 2;
        let from = begins.saturating_sub(lead).max(quiet_from.unwrap_or(0)).clamp(self.frame, end);
        let to = begins.clamp(from, end);
        let range = (from - self.frame) as usize * 2..(to - self.frame) as usize * 2;
        for frame in block[range].chunks_exact_mut(2) {
            frame.fill(self.dither());
        }
    }

    /// Returns the next sample of the noise: two random numbers added, as dither is made.
    fn dither(&mut self) -> f32 {
        let mut uniform = || {
            self.noise ^= self.noise << 13;
            self.noise ^= self.noise >> 17;
            self.noise ^= self.noise << 5;
            (self.noise >> 8) as f32 / (1 << 24) as f32
        };
        (uniform() - uniform()) * LEAD_PEAK
    }

    fn begin_notes(&mut self, now: MonoTime, frames: usize) {
        while let Some(note) = self.part.notes.get(self.part.next) {
            let offset = self.clock.frame_at(note.at) - self.frame as i64;
            if offset >= frames as i64 {
                break;
            }
            // Of what is late only the last of a lane is begun, so that no burst comes.
            let due = |other: &Placed| self.clock.frame_at(other.at) <= self.frame as i64;
            let later = &self.part.notes[self.part.next + 1..];
            let passed = offset < 0
                && later.iter().take_while(|other| due(other)).any(|other| other.lane == note.lane);
            let stale = passed || note.latest < now;
            let known = self.begun.contains(&note.name);
            let index = self.part.next;
            self.part.next += 1;
            if !stale && !known {
                self.begin(index, offset.max(0) as usize);
            }
        }
    }

    fn begin(&mut self, index: usize, offset: usize) {
        let Placed { lane, name, .. } = self.part.notes[index];
        // Within a lane nothing overlaps.
        for voice in self.voices.iter_mut().flatten().filter(|voice| voice.lane == lane) {
            voice.end(offset, self.fade_frames);
        }
        self.begun[self.begun_next] = name;
        self.begun_next = (self.begun_next + 1) % MEMORY;
        let Some(free) = self.voices.iter().position(Option::is_none) else { return };
        let note = &self.part.notes[index];
        self.voices[free] = Some(Voice {
            name,
            lane,
            sound: note.sound.clone(),
            left: note.left,
            right: note.right,
            position: 0,
            offset,
            ending: None,
        });
    }

    /// Returns the frames of the block in which words sound.
    fn words(&self, frames: usize) -> std::ops::Range<usize> {
        let mut range = frames..0;
        for voice in self.voices.iter().flatten() {
            if voice.lane == Lane::Cue && voice.sound.worded {
                range.start = range.start.min(voice.offset);
                range.end = range.end.max((voice.offset + voice.left_over()).min(frames));
            }
        }
        range
    }

    /// Adds the tempo lane, lowered where words sound.
    fn duck(&mut self, block: &mut [f32], words: std::ops::Range<usize>) {
        let mut sounding = false;
        for voice in self.voices.iter_mut().flatten().filter(|voice| voice.lane == Lane::Tempo) {
            voice.add(block, self.fade_frames);
            sounding = true;
        }
        if !sounding && words.is_empty() {
            self.tempo_gain = 1.0;
            return;
        }
        for (n, frame) in block.chunks_exact_mut(2).enumerate() {
            let target = if words.contains(&n) { DUCKED } else { 1.0 };
            let step = (target - self.tempo_gain).clamp(-self.tempo_step, self.tempo_step);
            self.tempo_gain += step;
            frame[0] *= self.tempo_gain;
            frame[1] *= self.tempo_gain;
        }
    }
}

impl Voice {
    /// Fades out from `offset` of the present block, unless it does already.
    fn end(&mut self, offset: usize, frames: u32) {
        if self.ending.is_none() {
            self.ending = Some(Ending { offset: offset.max(self.offset), left: frames });
        }
    }

    /// Returns how many frames of it are left.
    fn left_over(&self) -> usize {
        let samples = self.sound.samples.len() - self.position;
        self.ending.map_or(samples, |ending| samples.min(ending.left as usize))
    }

    fn is_over(&self) -> bool {
        self.left_over() == 0
    }

    fn add(&mut self, block: &mut [f32], fade: u32) {
        let samples = &self.sound.samples[self.position..];
        let frames = block.chunks_exact_mut(2).enumerate().skip(self.offset);
        let mut used = 0;
        for ((n, frame), sample) in frames.zip(samples) {
            let mut gain = 1.0;
            if let Some(ending) = self.ending.as_mut().filter(|ending| n >= ending.offset) {
                if ending.left == 0 {
                    break;
                }
                gain = ending.left as f32 / fade as f32;
                ending.left -= 1;
            }
            frame[0] += sample * gain * self.left;
            frame[1] += sample * gain * self.right;
            used += 1;
        }
        self.position += used;
    }
}

#[cfg(test)]
#[path = "mixer_tests.rs"]
mod tests;
