//! The rules of the timeline, over all lengths and over the shipped routines.

use std::time::Duration;

use proptest::prelude::*;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::{Block, Dose, Id, Routine};
use runup::settings::{CountFrom, CueSettings};
use runup::symptoms::{Side, limits};
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

/// How it is laid out from the fourth hearing on.
fn heard_often() -> Options {
    let known = Library::shipped().ids(Kind::Exercise).map(|(id, _)| id.clone()).collect();
    Options { known, own_known: true, ..Options::default() }
}

/// The same without names and sentences, so that set-ups are as long as the body needs.
fn quiet(options: Options) -> Options {
    let mut cues = CueSettings::default();
    for kind in ["name", "say"] {
        cues.set(kind, false);
    }
    Options { cues, ..options }
}

/// All that is heard in words of a timeline, as second and words.
fn script(timeline: &Timeline) -> Vec<(f64, &str)> {
    let cues = timeline.segments.iter().flat_map(|s| s.cues.iter().map(move |cue| (s.at + cue.at, cue)));
    cues.filter_map(|(at, cue)| Some((at.as_secs_f64(), cue.text.as_deref()?))).collect()
}

/// The names that are heard, as second and words.
fn names(timeline: &Timeline) -> Vec<(f64, &str)> {
    let cues = timeline.segments.iter().flat_map(|s| s.cues.iter().map(move |cue| (s.at + cue.at, cue)));
    let named = cues.filter(|(_, cue)| matches!(cue.kind, CueKind::Name | CueKind::Next));
    named.filter_map(|(at, cue)| Some((at.as_secs_f64(), cue.text.as_deref()?))).collect()
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
    let (set_up, get_ready) = (Some(Duration::from_secs(6)), Duration::ZERO);
    let options = Options { set_up, get_ready, ..Options::default() };
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
    let set_ups = |options: &Options| -> Vec<u64> {
        let timeline = Timeline::build(&routine, options);
        let lengths =
            timeline.segments.iter().filter(|s| s.kind == SegmentKind::SetUp).map(|s| s.length.as_secs());
        lengths.collect()
    };
    // Words may make it longer, never shorter; the first is get-ready.
    assert_eq!(set_ups(&quiet(Options::default())), [12, 6]);
    assert_eq!(set_ups(&quiet(heard_often())), [7, 4]);
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
        assert_eq!(rest.segments[1].kind, SegmentKind::Work, "getting ready is its set-up");
        assert_sound(&rest);
    }
}

#[test]
fn the_equipment_is_named_before_the_start() {
    let timeline = Timeline::build(&shipped("pre-run-5"), &Options::default());
    let first = timeline.segments[0].cues[0].text.as_deref().unwrap();
    assert_eq!(first, "You'll need a wall.");
}

#[test]
fn an_exercise_that_is_known_is_only_named() {
    let known = vec![Id::new("heel-walks").unwrap()];
    let timeline = Timeline::build(&shipped("pre-run-5"), &Options { known, ..Options::default() });
    for (n, step) in timeline.steps.iter().enumerate() {
        let exercise = step.exercise.id.as_ref().unwrap().as_str();
        let heard = |kind| {
            timeline
                .segments
                .iter()
                .filter(|s| s.unit.step == n)
                .flat_map(|s| &s.cues)
                .any(|c| c.kind == kind)
        };
        // Ten seconds are too short for a sentence in them.
        assert_eq!(heard(CueKind::Say), !["heel-walks", "pogo-hops"].contains(&exercise), "{exercise}");
        assert_eq!(heard(CueKind::Ready), exercise != "heel-walks", "{exercise}");
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

    /// All lengths from 0.5 s to 600 s, in every kind of step; nothing shorter is accepted, not even one repetition.
    #[test]
    fn any_lengths_keep_every_rule(
        work in 500_u64..=600_000, set_up in 0_u64..=60_000, switch in 0_u64..=20_000, rest in 0_u64..=60_000,
        sets in 1_u32..4, reps in 1_u32..30, up in 5_u32..80, down in 0_u32..80, sides in 0_usize..5, words in 1_usize..13,
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
    // What is complete is counted: the first while the voice leads the second, the third as `halfway`.
    assert_eq!(counts, [(12.0, "2".into()), (24.0, "4".into()), (30.0, "Last one.".into())]);
    let known = heard("reps = 6, tempo = \"up 3, down 3\"", &heard_often(), "count");
    assert_eq!(words(&known), ["1", "2", "4", "Last one."]);
    let told = heard(
        "say = \"Rise for three, sink for three, and keep both knees straight.\", reps = 6, tempo = \"up 3, down 3\"",
        &options,
        "count",
    );
    assert_eq!(words(&told), ["2", "4", "Last one."], "it was said before the clock started");
    let say =
        heard("say = \"Rise fast, sink slow.\", reps = 12, tempo = \"up 0.5, down 1\"", &options, "say");
    assert!(say.is_empty(), "counted steps are told how before they begin");
}

#[test]
fn quick_repetitions_are_counted_by_fives_and_at_the_end() {
    let counts = heard("reps = 18, tempo = \"up 0.3, down 0.4\"", &Options::default(), "count");
    assert_eq!(words(&counts), ["5", "10", "15", "17"], "{counts:?}");
    assert!((counts[0].0 - 3.5).abs() < 1e-9, "{counts:?}");
}

#[test]
fn each_beat_sounds_until_200_ms_before_the_next() {
    let timeline = Timeline::build(
        &written("steps = [{ name = \"Raise\", reps = 2, tempo = \"up 3, hold 1, down 4\" }]"),
        &heard_often(),
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
    let timeline =
        Timeline::build(&shipped("pre-run-5"), &Options { count_from: CountFrom::Five, ..heard_often() });
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

/// Its hops are left out in a newcomer's first fortnight.
fn without_hops(mut routine: Routine) -> Routine {
    routine
        .blocks
        .retain(|block| !matches!(block, Block::Step(step) if step.exercise.impact && step.optional));
    routine
}

#[test]
fn a_warm_up_of_five_minutes_takes_five_and_a_little_more_at_first() {
    let routine = shipped("pre-run-5");
    let door = || Some(runup::day::door(None, limits::PAIN_WALK_HOME));
    let whole = |routine: &Routine, options: Options| {
        Timeline::build(routine, &Options { door: door(), ..options }).whole().as_secs_f64()
    };
    let first = whole(&routine, Options::default());
    let fourth = whole(&routine, heard_often());
    let newcomer = whole(&without_hops(routine), Options::default());
    assert!(first <= 340.0 && newcomer <= 300.0 && fourth <= 300.0, "{first} {newcomer} {fourth}");
}

#[test]
fn before_the_clock_starts_it_is_said_what_how_and_how_much() {
    let timeline = Timeline::build(&shipped("pre-run-5"), &Options::default());
    let said: Vec<&str> = script(&timeline).into_iter().map(|(_, text)| text).collect();
    let start = [
        "You'll need a wall.",
        "March to easy jog. One minute.",
        "Stand tall, clear space around you. Knees low to start.",
        "Go.",
    ];
    assert_eq!(said[..4], start);
    let rocks = said.iter().position(|text| text.starts_with("Ankle rocks")).unwrap();
    let then = [
        "Ankle rocks, knee to wall, left. Eight.",
        "Face the wall, toes a hand's width away, fingertips on it.",
        "Knee over your toes, heel down.",
        "Go, forward.",
        "Hold.",
        "Back.",
        "Forward.",
        "Hold.",
        "Back.",
        "2",
        "3",
        "Halfway.",
        "5",
        "6",
        "Last one.",
        "Switch, right.",
    ];
    assert_eq!(said[rocks..rocks + then.len()], then);
}

#[test]
fn from_the_fourth_hearing_the_next_step_is_named_early_and_the_set_up_has_its_length_alone() {
    let timeline = Timeline::build(&shipped("pre-run-5"), &heard_often());
    let said: Vec<&str> = script(&timeline).into_iter().map(|(_, text)| text).collect();
    assert_eq!(said[..2], ["March to easy jog. One minute.", "Go."]);
    let next = said.iter().position(|text| text.starts_with("Next,")).unwrap();
    assert_eq!(said[next], "Next, ankle rocks, knee to wall, left.");
    assert_eq!(said[next + 1..next + 6], ["3", "2", "1", "Eight.", "Go."]);
    assert!(timeline.segments.iter().flat_map(|s| &s.cues).all(|c| c.kind != CueKind::Ready));
}

#[test]
fn no_shipped_step_is_named_twice_within_15_seconds_and_no_two_counts_are_alike() {
    for (id, _) in Library::shipped().routines() {
        for options in [Options::default(), heard_often()] {
            let timeline = Timeline::build(&shipped(id.as_str()), &options);
            let script = names(&timeline);
            for step in &timeline.steps {
                let name = step.exercise.name.to_lowercase();
                let at: Vec<f64> = script
                    .iter()
                    .filter(|(_, t)| t.to_lowercase().contains(&name))
                    .map(|(at, _)| *at)
                    .collect();
                assert!(at.windows(2).all(|w| w[1] - w[0] >= 15.0), "{id}: {name} {at:?}");
            }
            for segment in &timeline.segments {
                // Into work in tones, out of it in words.
                for cue in &segment.cues {
                    match cue.kind {
                        CueKind::CountIn(_) => assert_eq!(cue.text, None),
                        CueKind::CountOut(n) => assert_eq!(cue.text, Some(n.to_string())),
                        _ => {}
                    }
                }
                let set_up = matches!(segment.kind, SegmentKind::SetUp | SegmentKind::GetReady);
                let most = if segment.kind == SegmentKind::GetReady {
                    19
                } else if options.own_known {
                    8
                } else {
                    14
                };
                assert!(
                    !set_up
                        || segment.length <= Duration::from_secs(most)
                        || timeline.step_of(segment).set_up.is_some(),
                    "{id}: {segment:?}"
                );
            }
        }
    }
}

#[test]
fn a_counted_step_says_its_posture_and_its_instruction_in_20_words() {
    for routine in Library::shipped().routines().map(|(id, _)| shipped(id.as_str())) {
        for step in routine.steps().filter(|step| matches!(step.dose, Dose::Reps { .. })) {
            let texts = [&step.exercise.ready, &step.exercise.say];
            let words: usize = texts.into_iter().flatten().map(|text| text.split_whitespace().count()).sum();
            assert!(words <= 20, "{}: {words} words", step.id);
        }
    }
}

#[test]
fn a_rest_says_how_long_it_is_what_comes_and_is_never_mute_for_long() {
    let routine = written(
        "steps = [{ name = \"Raise\", reps = 4, tempo = \"up 2, down 2\", sets = 3, rest = \"90s\" }, \
         { name = \"Lean\", hold = \"20s\" }]",
    );
    for (options, mute) in [(Options::default(), 25.0), (heard_often(), 60.0)] {
        let timeline = Timeline::build(&routine, &options);
        let rests: Vec<_> = timeline.segments.iter().filter(|s| s.kind == SegmentKind::Rest).collect();
        let words =
            |n: usize| -> Vec<&str> { rests[n].cues.iter().filter_map(|c| c.text.as_deref()).collect() };
        assert_eq!(
            (words(0)[0], *words(0).last().unwrap()),
            ("Rest, one minute thirty.", "Set two of three.")
        );
        assert_eq!(*words(1).last().unwrap(), "Last set.");
        for rest in &rests {
            let mut quiet = 0.0;
            for cue in &rest.cues {
                assert!(cue.at.as_secs_f64() - quiet <= mute, "{quiet} {cue:?}");
                quiet = cue.end().as_secs_f64();
            }
        }
    }
}

#[test]
fn a_long_hold_inside_a_repetition_ends_with_a_word() {
    for options in [Options::default(), heard_often()] {
        let eased = heard("reps = 3, tempo = \"hold 10, pause 2\"", &options, "tempo");
        let at: Vec<f64> = eased.iter().filter(|(_, text)| text == "Ease off.").map(|(at, _)| *at).collect();
        assert_eq!(at, [10.0, 22.0, 34.0]);
    }
    assert!(
        heard("reps = 3, tempo = \"up 2, hold 2, down 2\"", &Options::default(), "tempo")
            .iter()
            .all(|(_, text)| text != "Ease off.")
    );
}

#[test]
fn on_later_sets_there_is_another_thing_to_mind() {
    let timeline = Timeline::build(&shipped("post-run-calf"), &Options::default());
    let said: Vec<&str> = script(&timeline).into_iter().map(|(_, text)| text).collect();
    assert!(said.contains(&"Point your back foot straight ahead."), "{said:?}");
    assert!(said.contains(&"Calf stretch, knee straight, left. Thirty seconds, twice."), "{said:?}");
}
