//! What holds for the mixer, seen through the frames it fills.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::audio::synth;
use crate::audio::{AudioConfig, Balance, Sounds, Theme, Voice};
use crate::routine::Beat;
use crate::score::{Note, Score};
use crate::settings::{SoundSettings, Volume};
use crate::symptoms::Side;
use crate::timeline::CueKind;

const RATE: u32 = 48_000;
const BLOCK: usize = 1024;

fn ms(millis: u64) -> MonoTime {
    MonoTime::from_nanos(millis * 1_000_000)
}

fn note(millis: u64, kind: CueKind) -> Note {
    Note {
        at: ms(millis),
        kind,
        slot: Duration::from_millis(800),
        room: Duration::from_millis(800),
        text: None,
        side: None,
    }
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
    // Of what is late the last alone is heard.
    assert_eq!(onsets(&out), [1, 2_401, 7_201, 12_001]);
}

#[test]
fn nothing_begins_before_it_is_known_when_a_frame_is_heard() {
    let mut rig = Rig::new(Theme::Click);
    rig.mixer.unlock();
    rig.play(&[note(100, CueKind::Go)]);
    assert_eq!(onsets(&rig.run(200, 480)), [0; 0]);
    rig.mixer.clock = DeviceClock::exact(RATE, MonoTime::ZERO);
    rig.play(&[note(300, CueKind::Rest)]);
    assert_eq!(onsets(&rig.run(200, 480)), [4_801]);
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
fn sounds_on_top_of_one_another_never_pass_full_scale() {
    let mut rig = Rig::new(Theme::Click);
    let loud = Sound { samples: vec![1.0; 4_800].into(), worded: false };
    for (place, lane) in [Lane::Cue, Lane::Cue, Lane::Tempo].into_iter().enumerate() {
        rig.mixer.voices[place] = Some(super::Voice {
            name: NoteName::default(),
            lane,
            sound: loud.clone(),
            left: 1.0,
            right: -1.0,
            position: 0,
            offset: 0,
            ending: None,
        });
    }
    let out = rig.run(50, BLOCK);
    assert!(out.chunks_exact(2).all(|frame| frame == [1.0, -1.0]), "{}", peak(&out));
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

#[test]
fn tones_have_a_volume_of_their_own() {
    let loudest = |settings: SoundSettings| {
        let mut rig = Rig::new(Theme::Tones);
        let balance = AudioConfig::new(&settings, Theme::Tones, None).balance;
        let score = Score { notes: vec![note(0, CueKind::Go)] };
        let part = Part::new(&score, &mut rig.sounds, balance, MonoTime::ZERO);
        rig.mixer.replace(Box::new(part));
        peak(&rig.run(500, BLOCK))
    };
    let half = Volume::new(50).unwrap();
    let full = loudest(SoundSettings::default());
    let all = loudest(SoundSettings { volume: half, ..SoundSettings::default() });
    let tones = loudest(SoundSettings { volume: half, tone_volume: half, ..SoundSettings::default() });
    let words = loudest(SoundSettings { voice_volume: half, ..SoundSettings::default() });
    assert!((all / full - 0.25).abs() < 1e-3 && (tones / full - 0.0625).abs() < 1e-3, "{all} {tones}");
    assert!((words - full).abs() < 1e-6, "a tone is no word");
}

/// The first and the last frame, behind it, of what is quieter than a sound and not silent.
fn lead_of(stereo: &[f32]) -> Option<(usize, usize)> {
    let quiet = |f: &[f32]| f.iter().any(|s| *s != 0.0) && f.iter().all(|s| s.abs() <= LEAD_PEAK);
    let mut frames = stereo.chunks_exact(2);
    let first = frames.position(quiet)?;
    // Two random numbers may cancel each other, so single frames of silence are part of it.
    let end = frames.position(|f| !f.iter().all(|s| s.abs() <= LEAD_PEAK));
    Some((first, end.map_or(stereo.len() / 2, |end| first + 1 + end)))
}

fn with_lead(rig: &mut Rig, notes: &[Note], millis: u64) {
    let balance = Balance { lead: Duration::from_millis(millis), ..Balance::default() };
    let now = rig.now();
    let part = Part::new(&Score { notes: notes.to_vec() }, &mut rig.sounds, balance, now);
    rig.mixer.replace(Box::new(part));
}

#[test]
fn a_lead_wakes_a_new_stream_up_to_the_very_frame_of_the_cue() {
    for block in [1, 64, 441, BLOCK, 48_000] {
        let mut rig = Rig::new(Theme::Click);
        with_lead(&mut rig, &[note(900, CueKind::Go)], 300);
        let out = rig.run(1_200, block);
        // The first sample of a click is zero, so the click is seen one frame later.
        assert_eq!(lead_of(&out), Some((28_800, 43_201)), "blocks of {block}");
    }
}

#[test]
fn a_lead_comes_again_only_after_three_seconds_of_silence() {
    let click = |at| note(at, CueKind::Go);
    let mut rig = Rig::new(Theme::Click);
    with_lead(&mut rig, &[click(100), click(3_100), click(6_110)], 200);
    let out = rig.run(6_200, BLOCK);
    // The first cue leaves time for half of its lead; the second comes 2.995 s after a click's end.
    assert_eq!(lead_of(&out), Some((0, 4_801)));
    assert!(peak(&out[5_100 * 2..148_800 * 2]) <= 0.0, "no lead after less than three seconds");
    assert_eq!(lead_of(&out[149_100 * 2..]).map(|l| l.0 + 149_100), Some(283_680));
}

#[test]
fn a_lead_shifts_no_cue_and_changes_none() {
    let notes = [note(100, CueKind::Name), note(4_500, CueKind::Go), note(9_000, CueKind::Done)];
    let mut plain = Rig::new(Theme::Tones);
    plain.play(&notes);
    let plain = plain.run(11_000, 480);
    let mut led = Rig::new(Theme::Tones);
    with_lead(&mut led, &notes, 500);
    let led = led.run(11_000, 480);
    let mut noise = 0;
    for (a, b) in plain.iter().zip(&led) {
        if (a - b).abs() > 0.0 {
            noise += 1;
            assert!(*a == 0.0 && b.abs() <= LEAD_PEAK, "a cue is changed");
        }
    }
    let expected = 2 * (4_800 + 24_000 + 24_000);
    assert!((expected - 2_000..=expected).contains(&noise), "{noise}");
}

#[test]
fn without_a_lead_silence_is_silence() {
    let mut rig = Rig::new(Theme::Click);
    rig.play(&[note(900, CueKind::Go)]);
    assert!(peak(&rig.run(890, BLOCK)) <= 0.0);
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
