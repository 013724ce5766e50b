//! Snapshots: what a person sees on each screen, in its main states, at four sizes.

use std::time::Duration;

use super::stage::Stage;
use crate::app::Input;
use crate::app::Screen;
use crate::figure::{Moment, Scene, Size};
use crate::library::{Kind, Library, Origin, SourceFile};
use crate::routine::Id;
use crate::symptoms::Side;
use crate::ui::Colours;
use crate::ui::player::face::Face;
use crate::words::evidence::Part;

const LIMIT: &str = r#"
name = "Raises to the limit"
steps = [ { name = "Raises to the limit", brief = "Rise on the beat; press when you stop.", load = "20kg", until = "key", count = true, typical = "50s", at-most = "3m", sides = "each", sets = 2, rest = "1m", dose = "convention" } ]
"#;

fn player(id: &str, nexts: usize, millis: u64) -> Stage {
    let mut stage = Stage::well();
    stage.play(id).press(&">".repeat(nexts)).wait(millis);
    stage
}

#[test]
fn the_first_start_asks_one_question() {
    insta::assert_snapshot!("welcome", Stage::new().all_sizes());
}

#[test]
fn today_says_what_enter_starts_and_why() {
    insta::assert_snapshot!("today", Stage::well().all_sizes());
}

#[test]
fn today_says_what_changes_for_what_is_sore_and_what_was_done() {
    let mut stage = Stage::answered("2");
    stage.press("\n").wait(100_000).press("qq\n");
    insta::assert_snapshot!("today_sore", stage.all_sizes());
}

#[test]
fn today_offers_what_was_cut_off_and_tells_a_trouble() {
    let mut stage = Stage::cut_off();
    stage
        .app
        .stage
        .tell("The line 17 of history/test.jsonl cannot be read; it is kept as it is and does not count.");
    insta::assert_snapshot!("today_resume", stage.body());
}

#[test]
fn routines_are_listed_with_what_the_chosen_one_is() {
    let mut stage = Stage::well();
    stage.press("rj");
    insta::assert_snapshot!("routines", stage.body());
}

#[test]
fn a_routine_in_full_is_read_paragraph_by_paragraph() {
    let mut stage = Stage::well();
    stage.press("rw");
    insta::assert_snapshot!("about", stage.body());
    stage.press(&"j".repeat(30));
    insta::assert_snapshot!("about_end", stage.body());
}

#[test]
fn settings_are_listed_with_what_the_chosen_one_does() {
    let mut stage = Stage::well();
    stage.press(",");
    insta::assert_snapshot!("settings", stage.body());
    stage.press(&"j".repeat(12)).press("hhhh");
    insta::assert_snapshot!("settings_volume", stage.body());
    stage
        .press(&"j".repeat(20))
        .app
        .stage
        .tell("not written, correct the file first: config.toml:3:1: unknown key");
    insta::assert_snapshot!("settings_end", stage.body());
}

#[test]
fn getting_ready_asks_and_tells_changes() {
    let mut stage = Stage::answered("2");
    stage.press("\n").wait(2_000);
    insta::assert_snapshot!("player_ready", stage.all_sizes());
}

#[test]
fn a_step_that_waits_counts_up_and_has_its_key() {
    let file = SourceFile {
        path: "test.toml".into(),
        kind: Kind::Routine,
        id: Id::new("limit").unwrap(),
        origin: Origin::Own,
        bytes: LIMIT.as_bytes().into(),
    };
    let mut stage = Stage::with(Library::shipped().with_own([file]));
    stage.press("nqq").play("limit").press(">").wait(41_300).press("ccc");
    insta::assert_snapshot!("player_open", stage.body());
}

#[test]
fn repetitions_show_their_number_and_beats() {
    insta::assert_snapshot!("player_reps", player("pre-run-5", 3, 6_400).all_sizes());
}

#[test]
fn a_hold_shows_its_countdown_and_side() {
    insta::assert_snapshot!("player_hold", player("post-run-calf", 5, 4_000).all_sizes());
}

#[test]
fn a_figure_stands_beside_the_clock() {
    let mut stage = Stage::well();
    stage.app.stage.show_figures();
    stage.play("post-run-calf").press(&">".repeat(4)).wait(4_000);
    insta::assert_snapshot!("figure_hold", stage.body());
    stage.press("v");
    insta::assert_snapshot!("figure_close_up", stage.text(80, 24));
}

#[test]
fn a_counted_figure_follows_the_tempo() {
    let mut stage = Stage::well();
    stage.app.stage.show_figures();
    stage.play("calf-base").press(">").wait(3_500);
    insta::assert_snapshot!("figure_reps", stage.body());
}

#[test]
fn a_figure_moves_eight_times_a_second_and_not_while_it_stands() {
    let mut stage = Stage::well();
    let wakes = |stage: &mut Stage, millis: u64| {
        let end = stage.now.mono + std::time::Duration::from_millis(millis);
        let mut count = 0;
        while let Some(at) = stage.app.next_wake(stage.now.mono).filter(|at| *at <= end) {
            stage.now.mono = at;
            stage.app.advance(stage.now);
            count += 1;
        }
        count
    };
    stage.play("calf-base").press(">");
    let without = wakes(&mut stage, 10_000);
    stage.app.stage.show_figures();
    stage.play("calf-base").press(">");
    let with = wakes(&mut stage, 10_000);
    // Two seconds up and two down of each five move; cues and seconds come at their own time.
    assert!(without < 30 && (60..100).contains(&with), "{without} and {with}");
    stage.press(" ");
    assert_eq!(wakes(&mut stage, 5_000), 0, "paused it stands");
    stage.app.core.settings.screen.motion = false;
    stage.play("calf-base").press(">");
    assert!(wakes(&mut stage, 10_000) < 30, "without motion it changes with the beats");
}

#[test]
fn a_skip_is_drawn_twelve_times_a_second_and_a_walk_eight_times() {
    let library = Library::shipped();
    let rate = |name: &str| {
        let figure = library.figure(&Id::from_words(name)).unwrap();
        let scene = Scene::new(&figure, figure.view, Size { columns: 20, rows: 12 }, Side::Right);
        scene.rate(&Moment::Cycle(Duration::from_millis(100)))
    };
    for name in ["a-skip", "run", "jog", "pogo", "pogo-single"] {
        assert_eq!(rate(name), 12, "{name}");
    }
    for name in ["walk", "toe-walk", "heel-walk"] {
        assert_eq!(rate(name), 8, "{name}");
    }
}

#[test]
fn a_rest_already_shows_the_next_work_and_a_prompt_takes_one_line() {
    let mut stage = player("post-run-calf", 6, 1_000);
    stage.press("q");
    insta::assert_snapshot!("player_rest_leaving", stage.body());
}

#[test]
fn a_change_of_sides_says_other_leg_and_shows_it() {
    let mut stage = player("post-run-calf", 3, 1_000);
    for _ in 0..4 {
        if stage.app.stage.session().unwrap().player().segment().kind == crate::timeline::SegmentKind::Switch
        {
            break;
        }
        stage.press(">");
    }
    let text = stage.all_sizes();
    assert_eq!(text.matches("other leg").count(), 3, "{text}");
    insta::assert_snapshot!("player_switch", stage.body());
}

#[test]
fn a_pause_and_lost_sound_are_said_in_words() {
    let mut stage = player("pre-run-5", 1, 24_000);
    stage.press(" ");
    stage.app.update(Input::SoundLost("the device went away".into()), stage.now);
    insta::assert_snapshot!("player_paused", stage.body());
}

/// Each paper as it will be: with its claim, in whom it was found and for whom it does not speak.
const PAPERS: &str = r#"
[Behm16]
finding = "Right after a moving stretch performance is 1.3 % better; after a still one 1.1 % worse under a minute."
grade = "A"
shows = "moving stretches do not harm speed"
whom = "mostly young, active people without pain"
not-whom = "people with a sore tendon or sole"
not-shown = "Nothing on injury."

[Engeroff23]
finding = "Hopping five minutes a day in ten-second bouts for six weeks improved running economy at 12 and 14 km/h, but not at 10 km/h."
grade = "B"
shows = "weeks of daily hops ease running a little"
whom = "34 amateur runners without pain"
not-whom = "people new to running, or coming back"
not-shown = "Nothing on a warm-up."
"#;

fn asked_why(routine: &str, nexts: usize) -> Stage {
    let papers = SourceFile {
        path: "sources.toml".into(),
        kind: Kind::Sources,
        id: Id::new("sources").unwrap(),
        origin: Origin::Own,
        bytes: PAPERS.as_bytes().into(),
    };
    let mut stage = Stage::with(Library::shipped().with_own([papers]));
    stage.press("nqq").play(routine).press(&">".repeat(nexts)).wait(2_000).press("w");
    stage
}

#[test]
fn asked_why_it_tells_the_evidence_in_the_place_of_the_instruction() {
    let mut stage = asked_why("pre-run-5", 16);
    assert_eq!(stage.app.stage.session().unwrap().step().id, Id::new("pogo").unwrap());
    insta::assert_snapshot!("player_why", stage.body());
    stage.press("w");
    assert!(stage.app.stage.why().is_none());
}

#[test]
fn a_dose_by_custom_says_that_it_is() {
    insta::assert_snapshot!("player_why_custom", asked_why("pre-run-5", 1).body());
}

/// Reads the words at the right of a screen of 80 columns as one line without spaces.
fn words_at_the_right(stage: &Stage) -> String {
    let screen = stage.text(80, 24);
    let right = screen.lines().map(|line| line.chars().skip(44).collect::<String>());
    right.collect::<String>().split_whitespace().collect()
}

#[test]
fn the_first_source_of_every_shipped_step_fits_eighty_columns() {
    let library = Library::shipped();
    let mut cut = Vec::new();
    for (id, _) in library.routines() {
        let mut stage = Stage::well();
        stage.play(id.as_str());
        while stage.app.stage.session().is_some() {
            if stage.app.stage.noting().is_some() {
                // A test, which is left out.
                stage.press("x");
                continue;
            }
            if stage.app.stage.why().is_none() {
                stage.press("w");
                let parts = stage.app.stage.why().unwrap().parts.clone();
                let source = |part: &Part| matches!(part, Part::Graded(_));
                let second = parts.iter().skip_while(|part| !source(part)).skip(1).position(source);
                let first = parts.iter().position(source).map_or(0, |first| first + 1);
                let end = second.map_or(parts.len(), |after| first + after);
                let read = words_at_the_right(&stage);
                let whole = |part: &Part| read.contains(&part.text().split_whitespace().collect::<String>());
                if !parts[..end].iter().all(whole) {
                    cut.push(format!("{id}: {}", stage.app.stage.session().unwrap().step().id));
                }
            }
            stage.press(">");
        }
    }
    assert!(cut.is_empty(), "why is too long for {}", cut.join(", "));
}

#[test]
fn why_disturbs_nothing_and_goes_with_its_step() {
    let mut stage = asked_why("post-run-calf", 1);
    let mut quiet = Stage::well();
    quiet.play("post-run-calf").press(">").wait(2_000);
    assert_eq!(
        stage.app.stage.session().unwrap().player().deadline().map(|at| at.since(stage.now.mono)),
        quiet.app.stage.session().unwrap().player().deadline().map(|at| at.since(quiet.now.mono))
    );
    let step = |stage: &Stage| stage.app.stage.session().unwrap().player().segment().unit.step;
    let first = step(&stage);
    while step(&stage) == first {
        assert!(stage.app.stage.why().is_some());
        stage.wait(1_000);
    }
    assert!(stage.app.stage.why().is_none());
    stage.press("w ").wait(3_000);
    assert!(stage.app.stage.why().is_some(), "a pause leaves it open");
}

#[test]
fn the_end_asks_for_the_worst_pain_of_who_is_sore() {
    let mut stage = Stage::answered("2");
    stage.press("\n").wait(600_000).press("4");
    insta::assert_snapshot!("summary_sore", stage.body());
}

#[test]
fn the_end_asks_nothing_of_who_is_well() {
    let mut stage = Stage::well();
    stage.press("\n").wait(100_000).press("qq");
    insta::assert_snapshot!("summary", stage.all_sizes());
}

#[test]
fn help_lists_the_keys_of_the_screen_before() {
    let mut stage = Stage::well();
    stage.press("\n?");
    insta::assert_snapshot!("help", stage.body());
}

#[test]
fn a_routine_that_does_not_begin_says_why() {
    let mut stage = Stage::answered("2");
    stage.press("\n").wait(1_000).press("8n");
    insta::assert_snapshot!("stopped", stage.body());
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_keeps_the_time() {
    let mut stage = Stage::well();
    let today = stage.text(30, 8);
    stage.press("\n").wait(20_000);
    insta::assert_snapshot!(
        "too_small",
        format!("{today}----\n{}----\n{}", stage.text(30, 8), stage.text(12, 2))
    );
}

#[test]
fn the_countdown_reads_its_full_length_at_its_start_and_one_at_its_end() {
    // Get-ready and what is said on the way to the wall last as long as their words, the march 60 s.
    let ready = segment_millis(0);
    let seconds = |millis: u64| millis.div_ceil(1_000).to_string();
    for (millis, digits, phase) in [
        (0, seconds(ready), "get ready"),
        (1, seconds(ready), "get ready"),
        (ready - 1_000, "1".to_owned(), "get ready"),
        (ready - 1, "1".to_owned(), "get ready"),
        (ready, "60".to_owned(), "work"),
        (ready + 59_999, "1".to_owned(), "work"),
        (ready + 60_000, seconds(segment_millis(2)), "set up"),
    ] {
        let mut stage = Stage::well();
        stage.press("\n").wait(millis);
        let session = stage.app.stage.session().unwrap();
        let face = Face::of(session, stage.now.mono);
        assert_eq!((face.digits, face.phase.as_str()), (digits, phase), "at {millis} ms");
    }
}

/// How long a segment of the usual warm-up lasts.
fn segment_millis(segment: usize) -> u64 {
    let mut stage = Stage::well();
    stage.press("\n");
    let session = stage.app.stage.session().unwrap();
    session.player().timeline().segments[segment].length.as_millis() as u64
}

#[test]
fn repetitions_and_beats_change_at_their_boundaries() {
    // Ankle rocks: forward 1, hold 1, back 1, eight times.
    for (millis, digits, phase) in [
        (0, "1", "forward"),
        (999, "1", "forward"),
        (1_000, "1", "hold"),
        (2_000, "1", "back"),
        (3_000, "2", "forward"),
        (23_999, "8", "back"),
    ] {
        let stage = player("pre-run-5", 3, millis);
        let face = Face::of(stage.app.stage.session().unwrap(), stage.now.mono);
        assert_eq!((face.digits.as_str(), face.phase.as_str()), (digits, phase), "at {millis} ms");
        assert_eq!(face.measure, "of 8 reps");
    }
}

#[test]
fn the_whole_screen_is_reversed_for_a_moment_at_a_change() {
    let mut stage = Stage::well();
    stage.press("\n").wait(segment_millis(0) + 10);
    let reversed = |stage: &Stage| {
        let buffer = stage.draw(80, 24, Colours::Sixteen);
        buffer.content.iter().all(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED))
    };
    assert!(reversed(&stage));
    stage.wait(200);
    assert!(!reversed(&stage));
}

#[test]
fn without_colours_no_cell_has_one() {
    let mut stage = Stage::answered("2");
    stage.press("\n").wait(600_000).press("4");
    let plain = |cell: &ratatui::buffer::Cell| {
        cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset
    };
    assert!(stage.draw(80, 24, Colours::None).content.iter().all(plain));
    assert!(!stage.draw(80, 24, Colours::Sixteen).content.iter().all(plain));
}

#[test]
fn the_zones_of_pain_are_told_by_words_too() {
    let mut stage = Stage::answered("2");
    stage.press("\n").wait(600_000);
    for (width, height) in [(120, 36), (80, 24), (40, 15), (40, 12)] {
        let text = stage.text(width, height);
        for word in ["calm", "care", "back"] {
            assert!(text.contains(word), "no {word:?} at {width} by {height}:\n{text}");
        }
    }
}

#[test]
fn after_ten_seconds_without_a_key_the_player_is_read_from_afar() {
    let mut stage = Stage::well();
    stage.app.core.settings.far_view = true;
    stage.press("\n").wait(20_500);
    insta::assert_snapshot!("player_far", stage.all_sizes());
    stage.wait(85_000);
    insta::assert_snapshot!("player_far_side", stage.body());
    // It wakes for cues and once a second, as ever.
    let (mut wakes, end) = (0, stage.now.mono + Duration::from_secs(10));
    while let Some(at) = stage.app.next_wake(stage.now.mono).filter(|at| *at <= end) {
        stage.now.mono = at;
        stage.app.advance(stage.now);
        wakes += 1;
    }
    assert!((10..=22).contains(&wakes), "{wakes} wakes in 10 s");
    stage.press("m");
    assert!(!stage.app.view().is_far(stage.now.mono));
    stage.wait(9_999);
    assert!(!stage.app.view().is_far(stage.now.mono));
    stage.wait(1);
    assert!(stage.app.view().is_far(stage.now.mono));
}

#[test]
fn a_figure_that_is_not_drawn_wakes_nobody() {
    let mut stage = Stage::well();
    stage.app.core.settings.far_view = true;
    stage.app.stage.show_figures();
    stage.play("pre-run-5").press(">").wait(1_000);
    let wake = |stage: &Stage| stage.app.next_wake(stage.now.mono).unwrap().since(stage.now.mono);
    assert!(wake(&stage) < Duration::from_millis(130), "it moves");
    stage.wait(11_020);
    assert!(stage.app.view().is_far(stage.now.mono));
    assert!(wake(&stage) < Duration::from_millis(130), "a large screen shows it from afar");
    stage.app.stage.show_figures_afar(false);
    assert!(wake(&stage) > Duration::from_millis(500), "{:?}", wake(&stage));
}

#[test]
fn at_the_end_the_figure_walks_out_and_then_nothing_wakes() {
    let done = |motion: bool| {
        let mut stage = Stage::well();
        stage.app.stage.show_figures();
        stage.app.core.settings.screen.motion = motion;
        stage.play("post-run-calf");
        for _ in 0..200 {
            if stage.app.stage.session().is_some() {
                stage.wait(1_000).press(">");
            }
        }
        stage
    };
    let mut stage = done(true);
    assert!(matches!(stage.app.view().screen(), Screen::Summary(_)));
    let mut frames = vec![stage.text(120, 36)];
    insta::assert_snapshot!("walk_begins", stage.body());
    let end = stage.now.mono + Duration::from_secs(60);
    let mut last = stage.now.mono;
    while let Some(at) = stage.app.next_wake(stage.now.mono).filter(|at| *at <= end) {
        stage.now.mono = at;
        stage.app.advance(stage.now);
        let text = stage.text(120, 36);
        if frames.last() != Some(&text) {
            (frames, last) = ([frames, vec![text]].concat(), at);
        }
    }
    assert!((20..=37).contains(&frames.len()), "{} pictures", frames.len());
    assert!(end.since(last) > Duration::from_secs(56), "gone after about 3 s");
    assert_eq!(stage.app.next_wake(stage.now.mono), None);
    assert_eq!(frames.last(), Some(&done(false).text(120, 36)), "the frame is empty");
    assert_eq!(
        done(false).app.view().leaving(stage.now.mono).map(|_| ()),
        None,
        "without motion it is away at once"
    );
}
