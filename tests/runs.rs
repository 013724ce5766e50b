//! A run as it is laid out and played: lengths, cues at their instants, and what holds for any workout.

use std::time::Duration;

use proptest::prelude::*;
use runup::plans::{Interval, Pace, Part, Sheet, Strides, Ticks, Workout};
use runup::player::{Command, EventKind, Player, State};
use runup::score::Score;
use runup::settings::CountFrom;
use runup::time::MonoTime;
use runup::timeline::{CueKind, Lane, Options, SegmentKind, Timeline};

const MINUTE: Duration = Duration::from_secs(60);

fn sheet(workout: &str) -> Sheet {
    Sheet {
        place: "Week 4".into(),
        workout: workout.parse().unwrap(),
        walk_in: 4 * MINUTE,
        walk_out: 5 * MINUTE,
        strides: None,
    }
}

fn laid_out(sheet: &Sheet) -> Timeline {
    Timeline::of_run(sheet, &Options::default())
}

/// What is said, and when, in seconds from the beginning of get-ready.
fn said(timeline: &Timeline) -> Vec<(f64, String)> {
    let cues = timeline.segments.iter().flat_map(|s| s.cues.iter().map(move |cue| (s.at + cue.at, cue)));
    cues.filter_map(|(at, cue)| Some((at.as_secs_f64(), cue.text.clone()?))).collect()
}

fn at(timeline: &Timeline, text: &str) -> Vec<f64> {
    said(timeline).into_iter().filter(|(_, said)| said == text).map(|(at, _)| at).collect()
}

#[test]
fn a_run_is_walk_intervals_walk_in_the_lengths_of_its_prescription() {
    let timeline = laid_out(&sheet("4x(3m run, 2m walk)"));
    let lengths: Vec<(SegmentKind, u64)> =
        timeline.segments.iter().map(|s| (s.kind, s.length.as_secs())).collect();
    let work = |seconds| (SegmentKind::Work, seconds);
    let mut wanted = vec![(SegmentKind::GetReady, 10), work(240)];
    wanted.extend([work(180), work(120)].repeat(4));
    wanted.extend([work(300), (SegmentKind::Done, 0)]);
    assert_eq!(lengths, wanted);
    assert_eq!(timeline.length(), 29 * MINUTE);
}

#[test]
fn each_piece_is_named_with_its_length_as_it_begins_and_counted_out() {
    let timeline = laid_out(&sheet("4x(3m run, 2m walk)"));
    assert_eq!(at(&timeline, "Get ready. Brisk walk, four minutes."), [0.8]);
    assert_eq!(at(&timeline, "Brisk walk, four minutes."), [10.0]);
    assert_eq!(at(&timeline, "Run, three minutes, one of four."), [250.0]);
    assert_eq!(at(&timeline, "Run, three minutes, three of four."), [850.0]);
    assert_eq!(at(&timeline, "Run, three minutes, the last one."), [1150.0]);
    assert_eq!(at(&timeline, "Walk, two minutes."), [430.0, 730.0, 1030.0, 1330.0]);
    assert_eq!(at(&timeline, "Easy walk, five minutes."), [1450.0]);
    assert_eq!(at(&timeline, "Done. Well done."), [1750.0]);
    // Out of all ten; into the first there are tones.
    assert_eq!(at(&timeline, "3").len(), 10);
    assert_eq!(at(&timeline, "1")[..1], [249.0]);
}

#[test]
fn the_half_is_told_once_and_when_to_stop_three_times() {
    let timeline = laid_out(&sheet("4x(3m run, 2m walk)"));
    let stop = "Sharp pain, pain above five out of ten, or a limp means stop and walk.";
    // The half is where the third run begins; it waits until that is named.
    let half = at(&timeline, "Halfway.");
    assert!(half.len() == 1 && (850.0..855.0).contains(&half[0]), "{half:?}");
    let stops = at(&timeline, stop);
    assert_eq!(stops.len(), 3, "{stops:?}");
    assert!((250.0..255.0).contains(&stops[0]) && (430.0..433.0).contains(&stops[1]), "{stops:?}");
    assert!(stops[2] > half[0] && stops[2] < half[0] + 3.0, "{stops:?}");
}

#[test]
fn a_long_piece_is_told_its_own_half_unless_it_is_the_half_of_all() {
    let two = laid_out(&sheet("2x(8m run, 3m walk)"));
    assert_eq!(at(&two, "Halfway through this one.").len(), 2);
    let whole = laid_out(&sheet("20m run"));
    assert_eq!(at(&whole, "Halfway through this one.").len(), 0);
    assert_eq!(at(&whole, "Halfway."), [10.0 + 240.0 + 600.0]);
    assert_eq!(at(&whole, "Run, twenty minutes."), [250.0], "the only one is not the last one");
}

#[test]
fn a_walk_is_said_as_a_walk() {
    let timeline = laid_out(&sheet("30m brisk"));
    assert_eq!(timeline.length(), 30 * MINUTE);
    assert_eq!(at(&timeline, "Brisk walk, thirty minutes."), [10.0]);
    assert_eq!(at(&timeline, "Sharp pain, pain above five out of ten, or a limp means stop.").len(), 2);
    assert!(said(&timeline).iter().all(|(_, text)| !text.contains("Run") && !text.contains("stop and walk")));
}

#[test]
fn strides_are_explained_once() {
    let strides = Strides { times: 4, time: Duration::from_secs(15) };
    let timeline = laid_out(&Sheet { strides: Some(strides), ..sheet("20m run") });
    assert_eq!(at(&timeline, "Stride, fifteen seconds, two of four."), [1555.0]);
    assert_eq!(at(&timeline, "Easy, forty-five seconds.").len(), 4);
    assert_eq!(at(&timeline, "Quick and relaxed, never a sprint.").len(), 1);
}

fn workout() -> impl Strategy<Value = Workout> {
    let interval = (0..4_usize, 1..1_200_u64)
        .prop_map(|(pace, seconds)| Interval { pace: Pace::ALL[pace], length: Duration::from_secs(seconds) });
    let text =
        prop::collection::vec((1..6_u32, prop::collection::vec(interval, 1..4)), 1..4).prop_map(|sets| {
            let set = |(times, set): (u32, Vec<Interval>)| {
                let set: Vec<String> = set.iter().map(ToString::to_string).collect();
                if times > 1 { format!("{times}x({})", set.join(", ")) } else { set.join(", ") }
            };
            sets.into_iter().map(set).collect::<Vec<_>>().join(", ")
        });
    text.prop_filter_map("it is too long", |text| text.parse().ok())
}

#[test]
fn the_half_says_to_turn_round_to_who_wants_that_and_after_a_bone_any_pain_ends_it() {
    let mut cues = runup::settings::CueSettings::default();
    cues.set("turn-round", true);
    let options = Options { cues, pain_limit: 0, ..Options::default() };
    let timeline = Timeline::of_run(&sheet("20m run"), &options);
    assert_eq!(at(&timeline, "Halfway. Turn round.").len(), 1);
    assert_eq!(at(&timeline, "Any pain, or a limp, means stop and walk.").len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// No piece is lost, nothing overlaps or outlasts its piece, every piece begins with a sound, nothing waits.
    #[test]
    fn any_workout_is_laid_out_whole(workout in workout(), strides in 0..6_u8, walk in 0..400_u64, five: bool) {
        let strides = (strides > 0).then_some(Strides { times: strides, time: Duration::from_secs(15) });
        let walk = Duration::from_secs(walk);
        let sheet = Sheet { place: "Here".into(), workout, walk_in: walk, walk_out: walk, strides };
        let count_from = if five { CountFrom::Five } else { CountFrom::default() };
        let timeline = Timeline::of_run(&sheet, &Options { count_from, ..Options::default() });
        let sum: Duration = sheet.pieces().iter().map(|piece| piece.length).sum();
        prop_assert_eq!(timeline.length(), sum);
        let strides = strides.map_or(Duration::ZERO, |s| s.time * u32::from(s.times) * 4);
        let around = if sheet.workout.is_walk() { Duration::ZERO } else { walk * 2 + strides };
        prop_assert_eq!(sum, sheet.workout.total() + around);
        let mut stops = 0;
        for segment in &timeline.segments {
            let works = segment.kind == SegmentKind::Work;
            prop_assert!(!segment.is_open(&timeline));
            prop_assert!(!works || segment.cues.first().is_some_and(|cue| cue.at.is_zero()));
            for (i, cue) in segment.cues.iter().enumerate() {
                prop_assert_eq!(cue.lane(), Lane::Cue);
                prop_assert!(!works || cue.end() <= segment.length, "{:?} of {:?}", cue, segment.length);
                prop_assert!(segment.cues.get(i + 1).is_none_or(|next| cue.end() <= next.at), "{:?}", cue);
                stops += usize::from(cue.text.as_ref().is_some_and(|text| text.contains("limping")));
            }
        }
        prop_assert!(stops <= 3);
        prop_assert!(sheet.words().ends_with('.'));
    }

    /// The key that ends a run early leads to the easy walk, from wherever it is pressed.
    #[test]
    fn ending_early_leads_to_the_walk_home(workout in workout(), share in 0.0..0.999_f64, paused: bool) {
        let walk = Duration::from_secs(100);
        let sheet = Sheet { place: "Here".into(), workout, walk_in: walk, walk_out: walk, strides: None };
        let timeline = Timeline::of_run(&sheet, &Options::default());
        let (whole, walk_out) = (timeline.length(), !sheet.workout.is_walk());
        let mut player = Player::new(timeline);
        player.handle(Command::Start, MonoTime::ZERO);
        let now = MonoTime::ZERO + Duration::from_secs(10) + whole.mul_f64(share);
        player.advance(now);
        let part = player.timeline().pieces[player.segment().unit.step].part;
        if paused {
            player.handle(Command::Pause, now);
        }
        let events = player.handle(Command::Home, now);
        let ended = events.iter().filter(|e| matches!(e.kind, EventKind::SetEnded(_))).count();
        prop_assert_eq!(ended, 1, "what was under way is kept");
        if walk_out && part != Part::WalkOut {
            let here = player.timeline().pieces[player.segment().unit.step].part;
            prop_assert_eq!(here, Part::WalkOut);
            let running = matches!(player.state(), State::Running { .. });
            prop_assert!(running);
        } else {
            let finished = matches!(player.state(), State::Finished { .. });
            prop_assert!(finished);
        }
    }
}

#[test]
fn the_key_begins_a_run_that_is_not_ready_yet() {
    let mut player = Player::new(laid_out(&sheet("20m run")));
    player.handle(Command::Start, MonoTime::ZERO);
    player.handle(Command::Home, MonoTime::ZERO + Duration::from_secs(2));
    assert_eq!(player.segment().kind, SegmentKind::Work);
    assert_eq!(player.timeline().pieces[player.segment().unit.step].part, Part::WalkIn);
}

#[test]
fn a_kind_of_cue_that_is_off_is_not_heard_and_the_names_of_pieces_always_are() {
    let mut cues = runup::settings::CueSettings::default();
    for kind in ["go", "rest", "halfway", "say", "count", "done"] {
        cues.set(kind, false);
    }
    let timeline = Timeline::of_run(&sheet("4x(3m run, 2m walk)"), &Options { cues, ..Options::default() });
    let kinds: Vec<CueKind> = timeline.segments.iter().flat_map(|s| &s.cues).map(|cue| cue.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == CueKind::Go).count(), 4);
    assert!(kinds.iter().all(|kind| matches!(kind, CueKind::Go | CueKind::Rest | CueKind::Name)));
}

/// When ticks sound, from the beginning of get-ready.
fn ticks(timeline: &Timeline) -> Vec<Duration> {
    let cues = timeline.segments.iter().flat_map(|s| s.cues.iter().map(move |cue| (s.at + cue.at, cue)));
    cues.filter(|(_, cue)| cue.kind == CueKind::Step).map(|(at, _)| at).collect()
}

#[test]
fn ticks_sound_a_minute_at_a_time_while_running_and_never_in_a_walk_or_a_stride() {
    let strides = Some(Strides { times: 4, time: MINUTE * 2 });
    let sheet = Sheet { strides, ..sheet("11m run, 3m walk, 90s run") };
    let options = Options { ticks: Ticks::after(162, 0), ..Options::default() };
    let timeline = Timeline::of_run(&sheet, &options);
    let run = timeline.segments.iter().find(|s| s.length == 11 * MINUTE).unwrap().at;
    let ticks = ticks(&timeline);
    assert_eq!(ticks.len(), 2 * 170, "from the second and the seventh minute; the last run is too short");
    let begun = [ticks[0], ticks[1], ticks[85], ticks[170]].map(|at| at.checked_sub(run).unwrap());
    let second = MINUTE + MINUTE / 170;
    assert_eq!(begun, [MINUTE, second, MINUTE + MINUTE / 2, 6 * MINUTE]);
    assert!(ticks[339] < run + 7 * MINUTE);
    let said = at(&timeline, "Shorter, quicker steps.");
    assert_eq!(said.len(), 2);
    assert!((said[0] - (run + MINUTE).as_secs_f64()).abs() < 5.0, "{said:?}");
}

#[test]
fn played_on_virtual_time_each_tick_is_due_at_its_instant() {
    let options = Options { ticks: Ticks::after(160, 14), ..Options::default() };
    let timeline = Timeline::of_run(&sheet("8m run"), &options);
    let ticks = ticks(&timeline);
    assert_eq!(ticks.len(), 2 * 2 * 168, "two minutes at a time in the second half of the weeks");
    let start = MonoTime::ZERO + Duration::from_secs(1_000);
    let score = Score::of(&timeline, start);
    let steps: Vec<MonoTime> = score.notes.iter().filter(|n| n.kind == CueKind::Step).map(|n| n.at).collect();
    assert_eq!(steps, ticks.iter().map(|at| start + *at).collect::<Vec<_>>());
}

#[test]
fn without_the_beat_of_counted_repetitions_there_are_no_ticks() {
    let mut cues = runup::settings::CueSettings::default();
    cues.set("tempo", false);
    let options = Options { cues, ticks: Ticks::after(162, 0), ..Options::default() };
    let timeline = Timeline::of_run(&sheet("20m run"), &options);
    assert!(ticks(&timeline).is_empty() && at(&timeline, "Shorter, quicker steps.").is_empty());
}
