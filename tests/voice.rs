//! The bundled voice against the shipped routines: everything they say is recorded, and fits.
//!
//! When one of these fails after a text was changed or added: `sounds/make-voice`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use runup::audio::voice::{self, SpeakerChoice};
use runup::audio::{Balance, DeviceClock, Mixer, Part, Sounds, Theme, Voice};
use runup::commands::phrases;
use runup::library::Library;
use runup::plans::{Sheet, Strides};
use runup::routine::Id;
use runup::score::{Note, Score};
use runup::time::MonoTime;
use runup::timeline::{Cue, Lane, Options, Timeline, spoken};

/// Everything that is said, with the time that is free for it.
fn spoken_cues() -> Vec<Note> {
    phrases::timelines(&Library::shipped())
        .iter()
        .flat_map(|timeline| Score::of(timeline, MonoTime::ZERO).notes)
        .filter(|note| note.text.is_some())
        .collect()
}

#[test]
fn the_recordings_are_those_of_the_present_texts() {
    let wanted: BTreeSet<String> = phrases::phrases(&Library::shipped()).into_keys().collect();
    for speaker in SpeakerChoice::ALL {
        let there: BTreeSet<String> = voice::recordings(speaker).into_iter().map(str::to_owned).collect();
        let missing: Vec<_> = wanted.difference(&there).collect();
        let too_many: Vec<_> = there.difference(&wanted).collect();
        assert!(
            missing.is_empty() && too_many.is_empty(),
            "run sounds/make-voice: {speaker}: missing {missing:?}, not needed {too_many:?}"
        );
    }
}

#[test]
fn the_recordings_say_the_present_texts() {
    let wanted = phrases::phrases(&Library::shipped());
    for speaker in SpeakerChoice::ALL {
        let path = format!("{}/sounds/voice/{speaker}.tsv", env!("CARGO_MANIFEST_DIR"));
        let list = fs::read_to_string(path).unwrap();
        let said: Vec<(&str, &str)> = list
            .lines()
            .map(|line| (line.split('\t').next().unwrap(), line.split('\t').nth(3).unwrap()))
            .collect();
        let wanted: Vec<(&str, &str)> =
            wanted.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(said, wanted, "run sounds/make-voice");
    }
}

#[test]
fn everything_that_the_shipped_routines_say_is_recorded() {
    let texts = phrases::texts(&Library::shipped());
    assert!(texts.len() > 30);
    let unsaid: Vec<_> = texts.iter().filter(|text| !voice::is_recorded(text)).collect();
    assert!(unsaid.is_empty(), "run sounds/make-voice: {unsaid:?}");
}

/// Returns the spoken notes whose words take longer than there is time, each with both.
fn too_long(notes: impl IntoIterator<Item = Note>) -> BTreeSet<String> {
    let late = notes.into_iter().filter_map(|note| {
        let text = note.text?;
        let length = note.kind.takes(&text);
        (length > note.room).then(|| format!("{text}: {length:?} in {:?}", note.room))
    });
    late.collect()
}

#[test]
fn everything_that_the_shipped_routines_say_fits_unhurried() {
    let late = too_long(spoken_cues());
    assert!(late.is_empty(), "too long for their slots: {late:#?}");
}

/// Runs of every kind that a plan can prescribe, as they are said and laid out.
fn runs() -> Vec<(String, Timeline)> {
    let workouts = [
        "8x(1m run, 2m walk)",
        "9x(1m run, 1m30s walk)",
        "4x(3m run, 2m walk), 1m30s run",
        "2x(7m30s run, 3m walk)",
        "10m run, 2m walk, 9m run",
        "5x(1m45s run, 1m walk), 1m45s run",
        "41m30s run",
        "12x(35s run, 55s walk)",
        "30m brisk",
        "20m walk",
        "58m run",
    ];
    let strides = [None, Some(Strides { times: 4, time: Duration::from_secs(15) })];
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    let all = workouts.into_iter().flat_map(|text| strides.map(|strides| (text, strides)));
    all.map(|(text, strides)| {
        let (place, workout) = (String::new(), text.parse().unwrap());
        let sheet = Sheet { place, workout, walk_in: minutes(4), walk_out: minutes(5), strides };
        (sheet.words(), Timeline::of_run(&sheet, &Options::default()))
    })
    .collect()
}

#[test]
fn everything_that_a_run_says_is_recorded_and_fits_unhurried() {
    let mut late = BTreeSet::new();
    for (words, timeline) in runs() {
        let door = format!("{words} Sharp pain, pain above five out of ten, or a limp? Walk home.");
        assert!(voice::is_recorded(&door), "{door}");
        let notes = Score::of(&timeline, MonoTime::ZERO).notes;
        for text in notes.iter().filter_map(|note| note.text.as_deref()) {
            assert!(voice::is_recorded(text), "{text}: not recorded");
        }
        late.extend(too_long(notes));
    }
    assert!(late.is_empty(), "too long for their slots: {late:#?}");
}

#[test]
fn the_words_of_every_routine_are_there() {
    for text in
        ["1", "30", "Left.", "Switch, left.", "Last one.", "Get ready.", "Well done.", "Run.", "Walk."]
    {
        let length =
            voice::recorded_length(text, Duration::MAX).unwrap_or_else(|| panic!("{text} is not recorded"));
        assert!((100..1_250).contains(&length.as_millis()), "{text} takes {length:?}");
    }
    assert_eq!(voice::recorded_length("131", Duration::MAX), None);
}

#[test]
fn the_recordings_are_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sounds/voice/en");
    let size = |speaker: SpeakerChoice| -> u64 {
        let files = fs::read_dir(folder.join(speaker.id())).unwrap();
        files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
    };
    let sizes = SpeakerChoice::ALL.map(size);
    assert!(sizes.iter().sum::<u64>() < 6_000_000, "{sizes:?} bytes");
}

#[test]
fn the_numbers_of_a_count_leave_quiet_before_the_next() {
    // Seconds are counted from ten down, repetitions as far as they go.
    for (numbers, slot) in [(1..=10, 850), (11..=30, 1_300)] {
        for n in numbers {
            let length = spoken(&n.to_string());
            assert!(length <= Duration::from_millis(slot), "{n} takes {length:?}");
        }
    }
}

const RATE: u32 = 48_000;

/// A whole routine as its cue lane sounds, one channel, and how many bytes its words take.
fn rendered(id: &str, theme: Theme) -> (Vec<f32>, Vec<(Duration, Cue)>, usize) {
    let library = Library::shipped();
    let routine = library.routine(&Id::new(id).unwrap()).unwrap();
    let timeline =
        Timeline::build(&routine, &runup::day::layout(&routine, &runup::settings::Settings::default()));
    let cues: Vec<(Duration, Cue)> = timeline
        .segments
        .iter()
        .flat_map(|segment| segment.cues.iter().map(move |cue| (segment.at + cue.at, cue.clone())))
        .filter(|(_, cue)| cue.lane() == Lane::Cue)
        .collect();
    let notes = cues.iter().map(|(at, cue)| {
        let Cue { at: _, kind, slot, text } = cue.clone();
        Note { at: MonoTime::ZERO + *at, kind, slot, room: slot, text, side: None }
    });
    let score = Score { notes: notes.collect() };
    let mut sounds = Sounds::new(theme, RATE).with_voice(Voice::default());
    let part = Part::new(&score, &mut sounds, Balance::default(), MonoTime::ZERO);
    let mut mixer = Mixer::new(RATE, DeviceClock::exact(RATE, MonoTime::ZERO));
    mixer.replace(Box::new(part));
    let end = cues.iter().map(|(at, cue)| *at + cue.slot).max().unwrap();
    let mut stereo = vec![0.0; (end.as_secs_f64() * f64::from(RATE)) as usize * 2];
    for (n, block) in stereo.chunks_mut(2_048).enumerate() {
        let now = MonoTime::ZERO + Duration::from_secs_f64((n * 1_024) as f64 / f64::from(RATE));
        mixer.fill(now, block);
    }
    (stereo.chunks_exact(2).map(|frame| frame[0]).collect(), cues, sounds.size_of_words())
}

#[test]
fn every_cue_of_a_routine_begins_at_its_time_and_ends_in_its_slot() {
    for id in ["pre-run-5", "post-run-calf"] {
        let (samples, cues, _) = rendered(id, Theme::Tones);
        let frame = |at: Duration| (at.as_secs_f64() * f64::from(RATE)).round() as usize;
        let loud = |from: usize, to: usize| {
            samples[from.min(to)..to.min(samples.len())].iter().any(|s| s.abs() > 0.003)
        };
        let mut end = Duration::ZERO;
        for (at, cue) in cues {
            // Words may use what is free behind their slot, up to the next.
            let quiet = end.max(at.saturating_sub(Duration::from_millis(10)));
            assert!(!loud(frame(quiet), frame(at)), "{id}: something sounds before {:?} at {at:?}", cue.text);
            // An aspirate swells.
            assert!(
                loud(frame(at), frame(at) + RATE as usize / 50),
                "{id}: {:?} is late at {at:?}",
                cue.text
            );
            end = at + cue.slot;
        }
    }
}
