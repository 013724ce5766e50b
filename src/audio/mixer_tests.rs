//! What holds for the mixer, seen through the frames it fills.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::audio::synth;
use crate::audio::{Balance, Sounds, Theme, Voice};
use crate::routine::Beat;
use crate::score::{Note, Score};
use crate::symptoms::Side;
use crate::timeline::CueKind;

const RATE: u32 = 48_000;
const BLOCK: usize = 1024;

fn ms(millis: u64) -> MonoTime {
    MonoTime::from_nanos(millis * 1_000_000)
}

fn note(millis: u64, kind: CueKind) -> Note {
    Note { at: ms(millis), kind, slot: Duration::from_millis(800), text: None, side: None }
}

/// A mixer without a device, and the sounds of its rate.
struct Rig {
    mixer: Mixer,
    sounds: Sounds,
}

impl Rig {
    fn new(theme: Theme) -> Self {
        let mixer = Mixer::new(RATE, DeviceClock::exact(RATE, MonoTime::ZERO));
        Self { mixer, sounds: Sounds::new(theme, RATE) }
    }

    fn play(&mut self, notes: &[Note]) {
        let score = Score { notes: notes.to_vec() };
        let now = self.now();
        let part = Part::new(&score, &mut self.sounds, Balance::default(), now);
        self.mixer.replace(Box::new(part));
    }

    fn now(&self) -> MonoTime {
        self.mixer.clock.heard_at(self.mixer.frame)
    }

    /// Fills so many milliseconds in blocks of `block` frames.
    fn run(&mut self, millis: u64, block: usize) -> Vec<f32> {
        let mut out = vec![0.0; (millis * u64::from(RATE) / 1000) as usize * 2];
        for piece in out.chunks_mut(block * 2) {
            let now = self.now();
            self.mixer.fill(now, piece);
        }
        out
    }
}

/// The frames at which sound begins after at least 20 ms of silence.
fn onsets(stereo: &[f32]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut silent_since = -1_000_000_i64;
    for (n, frame) in stereo.chunks_exact(2).enumerate() {
        if frame[0].abs() + frame[1].abs() > 1e-4 {
            if n as i64 - silent_since > 960 {
                found.push(n);
            }
            silent_since = n as i64;
        }
    }
    found
}

fn peak(stereo: &[f32]) -> f32 {
    stereo.iter().fold(0.0, |most, s| s.abs().max(most))
}

#[test]
fn a_note_begins_on_its_very_frame() {
    for block in [1, 64, 441, BLOCK, 48_000] {
        let mut rig = Rig::new(Theme::Click);
        rig.play(&[note(100, CueKind::Go), note(333, CueKind::Rest), note(700, CueKind::Done)]);
        // The first sample of a click is zero, so it is seen one frame later.
        assert_eq!(onsets(&rig.run(1_000, block)), [4_801, 15_985, 33_601], "blocks of {block}");
    }
}

#[test]
fn a_block_is_the_same_however_it_is_cut() {
    let notes = [
        note(100, CueKind::Name),
        note(120, CueKind::Tempo(Beat::Up)),
        note(400, CueKind::Switch),
        Note { text: Some("left side".into()), ..note(420, CueKind::Say) },
    ];
    let mut whole = Rig::new(Theme::Tones);
    whole.play(&notes);
    let whole = whole.run(1_500, 72_000);
    for block in [37, BLOCK] {
        let mut cut = Rig::new(Theme::Tones);
        cut.play(&notes);
        let cut = cut.run(1_500, block);
        let worst = whole.iter().zip(&cut).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(worst < 1e-6, "blocks of {block} differ by {worst}");
    }
}

#[test]
fn a_stale_note_is_dropped_and_a_late_one_begins_at_once() {
    let mut rig = Rig::new(Theme::Click);
    rig.run(1_000, 480);
    rig.play(&[note(500, CueKind::Go), note(965, CueKind::Go), note(990, CueKind::Rest)]);
    assert_eq!(onsets(&rig.run(300, 480)), [1]);
}

#[test]
fn a_stopped_callback_brings_no_burst_of_stale_notes() {
    let mut rig = Rig::new(Theme::Click);
    rig.play(&(0..20).map(|n| note(100 * n + 100, CueKind::CountIn(1))).collect::<Vec<_>>());
    rig.run(150, 480);
    // The stream is told that a second has gone by in which it was not asked.
    rig.mixer.clock = DeviceClock::exact(RATE, MonoTime::ZERO);
    rig.mixer.frame += u64::from(RATE);
    let out = rig.run(300, 480);
    assert_eq!(onsets(&out), [2_401, 7_201, 12_001]);
}

#[test]
fn a_note_due_on_arrival_waits_for_the_device_but_others_do_not() {
    let mut rig = Rig::new(Theme::Click);
    rig.play(&[note(0, CueKind::Name), note(200, CueKind::Go), note(900, CueKind::Rest)]);
    // The device takes 400 ms to open: its first frame is heard then.
    rig.mixer.clock = DeviceClock::exact(RATE, ms(400));
    assert_eq!(onsets(&rig.run(800, 480)), [1, 24_001]);
}

#[test]
fn a_new_score_silences_what_sounds_within_10_ms() {
    let mut rig = Rig::new(Theme::Tones);
    rig.play(&[note(100, CueKind::Done), note(110, CueKind::Tempo(Beat::Up))]);
    assert!(peak(&rig.run(200, BLOCK)) > 0.1);
    rig.play(&[]);
    let out = rig.run(100, BLOCK);
    assert!(peak(&out[480 * 2..]) <= 0.0);
    let jump = out.chunks_exact(2).zip(out[2..].chunks_exact(2)).map(|(a, b)| (a[0] - b[0]).abs());
    assert!(jump.fold(0.0, f32::max) < 0.2, "the fade clicks");
}

#[test]
fn a_score_with_the_same_note_lets_it_sound_on() {
    let notes = [note(100, CueKind::Done), note(2_000, CueKind::Go)];
    let mut plain = Rig::new(Theme::Tones);
    plain.play(&notes);
    let expected = plain.run(2_500, 480);

    let mut rig = Rig::new(Theme::Tones);
    rig.play(&notes);
    let mut out = rig.run(120, 480);
    rig.play(&notes);
    out.extend(rig.run(2_380, 480));
    assert_eq!(out, expected);
}

#[test]
fn a_short_note_is_not_begun_again_by_a_new_score() {
    let notes = [note(100, CueKind::Go)];
    let mut rig = Rig::new(Theme::Click);
    rig.play(&notes);
    assert_eq!(onsets(&rig.run(120, 480)).len(), 1);
    rig.play(&notes);
    assert!(onsets(&rig.run(200, 480)).is_empty());
}

#[test]
fn sides_are_panned_at_equal_power() {
    let power = |side| {
        let mut rig = Rig::new(Theme::Tones);
        rig.play(&[Note { side, ..note(0, CueKind::Switch) }]);
        let out = rig.run(800, BLOCK);
        let sum = |ear: usize| out.chunks_exact(2).map(|f| f64::from(f[ear]).powi(2)).sum::<f64>();
        (sum(0), sum(1))
    };
    let (middle, left, right) = (power(None), power(Some(Side::Left)), power(Some(Side::Right)));
    assert!((middle.0 - middle.1).abs() < 1e-6);
    assert!(left.0 > 5.0 * left.1 && right.1 > 5.0 * right.0, "{left:?} {right:?}");
    for side in [left, right] {
        assert!(((side.0 + side.1) / (middle.0 + middle.1) - 1.0).abs() < 1e-3);
    }
}

#[test]
fn words_lower_the_tempo_and_a_bare_tone_does_not() {
    let tempo_peak = |voice: bool| {
        let mut rig = Rig::new(Theme::Tones);
        if voice {
            rig.sounds = Sounds::new(Theme::Tones, RATE).with_voice(Voice::default());
        }
        // The cue's own sound would hide the tempo: it is taken away, what it is stays.
        let slot = Duration::from_millis(3_750);
        let cue = Note { text: Some("Done. Next, well done.".into()), slot, ..note(0, CueKind::Done) };
        rig.play(&[cue, note(200, CueKind::Tempo(Beat::Up))]);
        let samples = rig.mixer.part.notes[0].sound.samples.len();
        rig.mixer.part.notes[0].sound.samples = vec![0.0; samples].into();
        peak(&rig.run(600, BLOCK))
    };
    let (lowered, plain) = (tempo_peak(true), tempo_peak(false));
    assert!((lowered / plain - DUCKED).abs() < 0.02, "{lowered} of {plain}");
}

#[test]
fn a_device_200_ppm_off_keeps_every_onset_within_a_millisecond_for_ten_minutes() {
    for (ppm, jitter_ms) in [(200.0, 0.0), (-200.0, 8.0)] {
        let mut mixer = Mixer::new(RATE, DeviceClock::new(RATE));
        let mut sounds = Sounds::new(Theme::Click, RATE);
        let due: Vec<u64> = (0..590).map(|n| 5_000 + n * 1_000 + n * n % 377).collect();
        let score = Score { notes: due.iter().map(|at| note(*at, CueKind::Go)).collect() };
        let part = Part::new(&score, &mut sounds, Balance::default(), MonoTime::ZERO);
        mixer.replace(Box::new(part));

        let frame_ms = 1_000.0 / f64::from(RATE) * (1.0 + ppm * 1e-6);
        let mut out = vec![0.0; BLOCK * 2];
        let mut heard = Vec::new();
        let mut quiet = 10_000;
        for block in 0..596 * u64::from(RATE) / BLOCK as u64 {
            let truth = 1_000.0 + (block * BLOCK as u64) as f64 * frame_ms;
            // Every fourth callback has to wait for the processor.
            let late = if block % 4 == 0 { jitter_ms * ((block * 7 % 13) as f64 / 13.0) } else { 0.0 };
            let seen = MonoTime::from_nanos(((truth + late) * 1e6) as u64);
            mixer.observe(seen);
            mixer.fill(seen - Duration::from_millis(40), &mut out);
            for (n, frame) in out.chunks_exact(2).enumerate() {
                if frame[0].abs() > 1e-4 {
                    if quiet > 4_800 {
                        heard.push(truth + n as f64 * frame_ms);
                    }
                    quiet = 0;
                } else {
                    quiet += 1;
                }
            }
        }
        assert_eq!(heard.len(), due.len());
        let worst = due.iter().zip(&heard).map(|(at, heard)| (heard - *at as f64).abs()).fold(0.0, f64::max);
        assert!(worst < 1.0, "{worst} ms at {ppm} ppm");
    }
}

fn any_kind() -> impl Strategy<Value = CueKind> {
    prop_oneof![
        Just(CueKind::Name),
        Just(CueKind::Go),
        Just(CueKind::CountIn(1)),
        Just(CueKind::Switch),
        Just(CueKind::Done),
        Just(CueKind::Tempo(Beat::Up)),
        Just(CueKind::Tempo(Beat::Hold)),
        Just(CueKind::Tempo(Beat::Down)),
    ]
}

fn any_side() -> impl Strategy<Value = Option<Side>> {
    prop_oneof![Just(None), Just(Some(Side::Left)), Just(Some(Side::Right))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Both lanes, every kind and side: full scale is never reached, so nothing is cut off.
    #[test]
    fn two_lanes_never_clip(notes in prop::collection::vec((0_u64..6, any_kind(), any_side()), 1..12)) {
        let mut free = [0_u64; 2];
        let mut score = Vec::new();
        for (gap, kind, side) in notes {
            let lane = usize::from(matches!(kind, CueKind::Tempo(_)));
            let at = free[lane] + gap * 35;
            free[lane] = at + 800;
            score.push(Note { side, ..note(at, kind) });
        }
        let mut rig = Rig::new(Theme::Tones);
        rig.play(&score);
        let loudest = peak(&rig.run(12_000, BLOCK));
        prop_assert!(loudest < 0.98, "{loudest}");
        prop_assert!(loudest > 0.5 * 0.3 * synth::TEMPO_PEAK);
    }

    /// Whatever scores follow one another, no sample leaves full scale and silence ends all.
    #[test]
    fn any_change_of_score_ends_in_silence(changes in prop::collection::vec((0_u64..400, any_kind()), 1..30)) {
        let mut rig = Rig::new(Theme::Tones);
        for (pause, kind) in changes {
            let now = rig.now().as_nanos() / 1_000_000;
            rig.play(&[note(now, kind), note(now + 90, CueKind::Go)]);
            prop_assert!(peak(&rig.run(pause, 480)) <= 1.0);
        }
        rig.play(&[]);
        rig.run(20, 480);
        prop_assert!(peak(&rig.run(100, 480)) <= 0.0);
    }
}
