//! The rules of the timeline, over all lengths and over the shipped routines.

use std::time::Duration;

use proptest::prelude::*;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::{Id, Routine};
use runup::settings::{CountFrom, CueSettings};
use runup::symptoms::Side;
use runup::timeline::{CueKind, Lane, Options, SegmentKind, Timeline};

fn shipped(id: &str) -> Routine {
    Library::shipped().routine(&Id::new(id).unwrap()).unwrap()
}

fn written(steps: &str) -> Routine {
    let text = format!("name = \"Test\"\nwhen = [\"desk\"]\n{steps}");
    let file = SourceFile {
        path: "test.toml".into(),
        kind: Kind::Routine,
        id: Id::new("test").unwrap(),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    };
    let checked = Library::shipped().parse_file(&file);
    checked.value.unwrap_or_else(|| panic!("{:?}", checked.diagnostics))
}

/// Every rule that holds for any timeline.
fn assert_sound(timeline: &Timeline) {
    let segments = &timeline.segments;
    assert_eq!(segments.last().map(|s| s.kind), Some(SegmentKind::Done), "closes with done");
    assert_eq!(segments.last().unwrap().cues.last().map(|c| c.kind), Some(CueKind::Done));
    let mut at = Duration::ZERO;
    for (i, segment) in segments.iter().enumerate() {
        assert_eq!(segment.at, at, "segments follow one another");
        at += segment.typical;
        for lane in [Lane::Cue, Lane::Tempo] {
            let cues: Vec<_> = segment.cues.iter().filter(|c| c.lane() == lane).collect();
            for pair in cues.windows(2) {
                assert!(pair[0].at <= pair[1].at, "in order");
                assert!(pair[0].end() <= pair[1].at, "{:?} runs into {:?} in {segment:?}", pair[0], pair[1]);
            }
            if segment.kind != SegmentKind::Done {
                assert!(cues.iter().all(|c| c.end() <= segment.length), "runs over the end: {segment:?}");
            }
        }
        let counts_in = segment.cues.iter().any(|c| matches!(c.kind, CueKind::CountIn(_)));
        if counts_in {
            let next = &segments[i + 1];
            assert_eq!(next.kind, SegmentKind::Work, "a count leads to work");
            assert_eq!(
                (next.cues[0].kind, next.cues[0].at),
                (CueKind::Go, Duration::ZERO),
                "no count without its go"
            );
        }
        let out: Vec<u8> = segment
            .cues
            .iter()
            .filter_map(
                |c| if let CueKind::CountIn(n) | CueKind::CountOut(n) = c.kind { Some(n) } else { None },
            )
            .collect();
        assert!(
            out.windows(2).all(|w| w[0] == w[1] + 1) && out.last().is_none_or(|n| *n == 1),
            "counts to one: {out:?}"
        );
        if segment.kind == SegmentKind::Work {
            assert!(segment.cues.iter().any(|c| c.kind == CueKind::Go), "work begins with go: {segment:?}");
        }
    }
}

fn worked(timeline: &Timeline, side: Side) -> Duration {
    let work = |s: &&runup::timeline::Segment| s.kind == SegmentKind::Work && s.unit.side == Some(side);
    timeline.segments.iter().filter(work).map(|s| s.length).sum()
}

#[test]
fn with_a_set_up_of_six_seconds_the_totals_are_those_of_the_evidence() {
    let options = Options { set_up: Some(Duration::from_secs(6)), ..Options::default() };
    for (id, minutes, seconds) in
        [("pre-run-5", 4, 52), ("pre-run-gentle-heel", 5, 30), ("post-run-calf", 7, 8)]
    {
        let length = Timeline::build(&shipped(id), &options).length();
        assert_eq!(length, Duration::from_secs(minutes * 60 + seconds), "{id}");
    }
}

#[test]
fn shipped_routines_keep_every_rule() {
    let library = Library::shipped();
    for (id, _) in library.routines() {
        let timeline = Timeline::build(&library.routine(id).unwrap(), &Options::default());
        assert_sound(&timeline);
        assert_eq!(worked(&timeline, Side::Left), worked(&timeline, Side::Right), "{id}");
    }
}

#[test]
fn a_change_of_posture_or_equipment_takes_a_longer_set_up() {
    let routine = written(
        "steps = [{ exercise = \"toe-walks\", time = \"20s\" }, { exercise = \"calf-stretch-straight\", hold = \"20s\" }, \
         { exercise = \"calf-stretch-bent\", hold = \"20s\" }]",
    );
    let timeline = Timeline::build(&routine, &Options::default());
    let set_ups: Vec<u64> = timeline
        .segments
        .iter()
        .filter(|s| s.kind == SegmentKind::SetUp)
        .map(|s| s.length.as_secs())
        .collect();
    assert_eq!(set_ups, [6, 12, 6]);
}

#[test]
fn an_uneven_number_of_sets_gives_the_weaker_side_more() {
    let routine = written(
        "steps = [{ name = \"Raise\", time = \"20s\", sides = \"each\", sets-left = 1, sets-right = 2, rest = \"10s\" }]",
    );
    let timeline = Timeline::build(&routine, &Options::default());
    assert_eq!(worked(&timeline, Side::Left), Duration::from_secs(20));
    assert_eq!(worked(&timeline, Side::Right), Duration::from_secs(40));
    assert_sound(&timeline);
}

#[test]
fn a_circuit_plays_its_rounds_with_rest_between_and_none_after() {
    let routine = written(
        "steps = [{ rounds = 3, rest = \"20s\", steps = [{ name = \"One\", time = \"10s\" }, { name = \"Two\", time = \"10s\" }] }]",
    );
    let timeline = Timeline::build(&routine, &Options::default());
    let kinds = |kind| timeline.segments.iter().filter(|s| s.kind == kind).count();
    assert_eq!((kinds(SegmentKind::Work), kinds(SegmentKind::Rest)), (6, 2));
    assert_sound(&timeline);
}

#[test]
fn beginning_later_gets_in_position_first_and_keeps_the_numbers() {
    let whole = Timeline::build(&shipped("post-run-calf"), &Options::default());
    for from in 1..whole.segments.iter().filter(|s| s.kind == SegmentKind::Work).count() {
        let rest = Timeline::build(&shipped("post-run-calf"), &Options { from, ..Options::default() });
        let first = rest.segments.iter().find(|s| s.kind == SegmentKind::Work).unwrap();
        assert_eq!(first.unit.ordinal, from);
        assert_eq!(rest.segments[1].kind, SegmentKind::SetUp);
        assert_sound(&rest);
    }
}

#[test]
fn the_equipment_is_named_before_the_start() {
    let timeline = Timeline::build(&shipped("pre-run-5"), &Options::default());
    let first = timeline.segments[0].cues[0].text.as_deref().unwrap();
    assert!(first.starts_with("You need a wall"), "{first}");
}

#[test]
fn an_exercise_that_is_known_is_only_named() {
    let known = vec![Id::new("heel-walks").unwrap()];
    let timeline = Timeline::build(&shipped("pre-run-5"), &Options { known, ..Options::default() });
    for segment in timeline.segments.iter().filter(|s| s.kind == SegmentKind::Work) {
        let said = segment.cues.iter().any(|c| c.kind == CueKind::Say);
        let exercise = timeline.step_of(segment).exercise.id.as_ref().unwrap().as_str();
        assert_eq!(said, exercise != "heel-walks" && segment.length >= Duration::from_secs(12), "{exercise}");
    }
}

#[test]
fn the_last_set_is_announced_once_and_only_where_there_are_more() {
    let timeline = Timeline::build(&shipped("pre-run-5"), &Options::default());
    let last = timeline.segments.iter().flat_map(|s| &s.cues).filter(|c| c.kind == CueKind::LastSet).count();
    assert_eq!(last, 1, "two bouts of hops");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// All lengths from 0.5 s to 600 s, in every kind of step.
    #[test]
    fn any_lengths_keep_every_rule(
        work in 500_u64..=600_000, set_up in 0_u64..=60_000, switch in 0_u64..=20_000, rest in 0_u64..=60_000,
        sets in 1_u32..4, reps in 1_u32..30, up in 3_u32..80, down in 0_u32..80, sides in 0_usize..5, words in 1_usize..13,
    ) {
        let sides = ["both", "each", "left", "right", "alternate"][sides];
        let say = vec!["word"; words].join(" ");
        let common = format!(
            "name = \"A step\", say = \"{say}\", sides = \"{sides}\", sets = {sets}, rest = \"{rest}ms\", \
             set-up = \"{set_up}ms\"{}",
            if sides == "each" { format!(", switch = \"{switch}ms\"") } else { String::new() },
        );
        let (up, down) = (f64::from(up) / 10.0, f64::from(down) / 10.0);
        let doses = [
            format!("hold = \"{work}ms\""),
            format!("time = \"{work}ms\""),
            format!("reps = {reps}, tempo = \"up {up}, down {down}\""),
            format!("until = \"key\", count = true, pace = 30, typical = \"{}ms\", at-most = \"{work}ms\"", work.min(30_000)),
        ];
        for dose in doses {
            let timeline = Timeline::build(&written(&format!("steps = [{{ {common}, {dose} }}]")), &Options::default());
            assert_sound(&timeline);
            let sided = |side| timeline.segments.iter()
                .filter(|s| s.kind == SegmentKind::Work && s.unit.side == Some(side)).map(|s| s.length).sum::<Duration>();
            if sides == "each" {
                prop_assert_eq!(sided(Side::Left), sided(Side::Right));
            }
        }
    }
}

#[test]
fn the_sore_side_goes_first_and_where_there_is_none_the_chosen_one() {
    let routine =
        written("steps = [{ name = \"Lean\", hold = \"10s\", sides = \"each\", first = \"sore\" }]");
    let first = |options: &Options| {
        let timeline = Timeline::build(&routine, options);
        timeline.segments.iter().find(|s| s.kind == SegmentKind::Work).unwrap().unit.side
    };
    let right = Options { first: Side::Right, ..Options::default() };
    assert_eq!(first(&right), Some(Side::Right));
    assert_eq!(first(&Options { sore: Some(Side::Left), ..right }), Some(Side::Left));
}

/// What is heard of one kind in the work of a routine of one step, as second and words.
fn heard(step: &str, options: &Options, kind: &str) -> Vec<(f64, String)> {
    let timeline = Timeline::build(&written(&format!("steps = [{{ name = \"Raise\", {step} }}]")), options);
    assert_sound(&timeline);
    let work = timeline.segments.iter().find(|s| s.kind == SegmentKind::Work).unwrap();
    let cues = work.cues.iter().filter(|cue| cue.kind.id() == kind);
    cues.map(|cue| (cue.at.as_secs_f64(), cue.text.clone().unwrap_or_default())).collect()
}

fn words(heard: &[(f64, String)]) -> Vec<&str> {
    heard.iter().map(|(_, words)| words.as_str()).collect()
}

#[test]
fn slow_repetitions_are_counted_each_where_nothing_else_is_said() {
    let options = Options::default();
    let counts = heard("reps = 6, tempo = \"up 3, down 3\"", &options, "count");
    // The first is `go`, the fourth `halfway`; no seconds are counted among them.
    assert_eq!(words(&counts), ["2", "3", "5", "Last one."]);
    assert!(counts.iter().all(|(at, _)| at % 6.0 == 0.0), "{counts:?}");
    let told = heard(
        "say = \"Rise for three, sink for three, and keep both knees straight.\", reps = 6, tempo = \"up 3, down 3\"",
        &options,
        "count",
    );
    assert_eq!(words(&told), ["2", "3", "5", "Last one."], "it is over when the second begins");
    let say =
        heard("say = \"Rise fast, sink slow.\", reps = 12, tempo = \"up 0.5, down 1\"", &options, "say");
    assert_eq!(say.len(), 1, "saying how goes before counting");
}

#[test]
fn quick_repetitions_are_counted_by_fives_and_at_the_end() {
    let counts = heard("reps = 18, tempo = \"up 0.3, down 0.4\"", &Options::default(), "count");
    assert_eq!(words(&counts), ["5", "10", "15", "17", "18"], "{counts:?}");
    assert!((counts[0].0 - 2.8).abs() < 1e-9, "{counts:?}");
}

#[test]
fn each_beat_sounds_until_200_ms_before_the_next() {
    let timeline = Timeline::build(
        &written("steps = [{ name = \"Raise\", reps = 2, tempo = \"up 3, hold 1, down 4\" }]"),
        &Options::default(),
    );
    let work = timeline.segments.iter().find(|s| s.kind == SegmentKind::Work).unwrap();
    let ends: Vec<_> =
        work.cues.iter().filter(|c| c.lane() == Lane::Tempo).map(|c| c.end().as_millis()).collect();
    assert_eq!(ends, [2_800, 3_800, 7_800, 10_800, 11_800, 15_800]);
}

#[test]
fn counts_begin_with_five_where_there_is_time() {
    let five = Options { count_from: CountFrom::Five, ..Options::default() };
    assert_eq!(words(&heard("time = \"20s\"", &five, "count")), ["5", "4", "3", "2", "1"]);
    // Here a longer count would cut the sentence off.
    let say = "say = \"Hold the wall with both hands and stand as tall as possible.\"";
    let short = format!("{say}, time = \"12s\"");
    assert_eq!(words(&heard(&short, &Options::default(), "say")).len(), 1);
    assert_eq!(words(&heard(&short, &five, "say")).len(), 1);
    for (id, _) in Library::shipped().routines() {
        assert_sound(&Timeline::build(&shipped(id.as_str()), &five));
    }
    let timeline = Timeline::build(&shipped("pre-run-5"), &five);
    assert!(timeline.segments.iter().any(|s| s.cues.iter().any(|c| c.kind == CueKind::CountIn(5))));
}

#[test]
fn what_is_turned_off_is_not_there_and_the_rest_is() {
    for kind in CueSettings::kinds() {
        let mut cues = CueSettings::default();
        cues.set(kind, false);
        let timeline = Timeline::build(&shipped("pre-run-5"), &Options { cues, ..Options::default() });
        let heard: Vec<&str> =
            timeline.segments.iter().flat_map(|s| &s.cues).map(|cue| cue.kind.id()).collect();
        assert!(!heard.contains(&kind), "{kind}");
        let switch = if kind == "switch" { "go" } else { "switch" };
        assert!(heard.contains(&switch), "{kind}");
    }
}
