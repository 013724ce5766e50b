//! What is printed: help and versions, and what `list`, `show` and `cues` tell.

use std::fs;

use crate::home::{Home, has_all, keys_are};
use serde_json::Value;

#[test]
fn help_shows_examples() {
    let home = Home::new();
    for arguments in ["--help", "-h", "help"] {
        has_all(
            &home.runup(arguments).done(),
            &["Examples:", "runup go pre-run-5 --in 4m", "Commands:", "--help"],
        );
    }
    has_all(&home.runup("help go").done(), &["--leave-at", "--events", "--plain"]);
}

#[test]
fn version_is_that_of_the_package() {
    assert_eq!(Home::new().runup("--version").done(), concat!("runup ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn what_is_not_understood_exits_2_and_writes_nothing() {
    let home = Home::new();
    for arguments in [
        "--bogus",
        "bogus",
        "show",
        "list extra",
        "go --speed 0",
        "go --speed fast",
        "go --in soon",
        "go --in 4m --leave-at 07:30",
        "go --leave-at 25:00",
        "--sore elbow",
        "go --sore calf-muscle=11",
    ] {
        let said = home.runup(arguments);
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{arguments}: {said:?}");
        assert!(said.err.contains("--help") || said.err.contains("Usage"), "{arguments}: {said:?}");
    }
    assert_eq!(fs::read_dir(home.path("")).unwrap().count(), 0);
}

#[test]
fn an_almost_right_command_is_named() {
    Home::new().runup("lits").failed(2, &["'list'"]);
}

#[test]
fn list_names_what_there_is() {
    let home = Home::new();
    let text = home.runup("list").done();
    has_all(
        &text,
        &["pre-run-5", "pre-run-gentle-heel", "post-run-calf", "4:57", "Before a run", "the usual one"],
    );
    has_all(&text, &["Plans", "back-from-heel-pain", "Run and walk in bigger steps, on request"]);
    assert!(!text.contains("(yours)") && !text.contains("heel-raise-double"), "{text}");
    has_all(&home.runup("list --exercises").done(), &["heel-raise-double", "Double heel raises"]);
}

#[test]
fn list_json_has_exactly_its_keys() {
    let all = Home::new().runup("list --json").json();
    for one in &all {
        keys_are(one, &["id", "kind", "name", "when", "seconds", "targets", "origin"]);
        assert_eq!(one["origin"], "shipped");
        match one["kind"].as_str().unwrap() {
            "routine" => {
                assert!(one["seconds"].as_u64().unwrap() > 60);
                assert!(!one["when"].as_array().unwrap().is_empty());
            }
            "exercise" | "plan" => assert!(one["seconds"].is_null()),
            kind => panic!("{kind}"),
        }
    }
    let has = |kind: &str, id: &str| all.iter().any(|one| one["kind"] == kind && one["id"] == id);
    assert!(has("routine", "pre-run-5") && has("exercise", "heel-walks"));
    assert!(has("plan", "new-runner"));
}

#[test]
fn show_tells_a_plan_in_full() {
    let home = Home::new();
    let text = home.runup("show new-runner").done();
    has_all(
        &text,
        &[
            "run 1 min, walk 2 min, 8 times (8 min)",
            "After the plan",
            "The runs are convention",
            "Frandsen25:",
        ],
    );
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let text = home.runup("show back-from-heel-pain").done();
    has_all(
        &text,
        &["R9: run 10 min, walk 1 min, 2 times", "6 good runs out of 7", "A rest takes you back to R11."],
    );
    has_all(
        &home.runup("show back-3-6-weeks").done(),
        &["Leave at least one whole day between two runs", "up to 35%: 10:30 min", "42 days off: 35%"],
    );
}

#[test]
fn show_tells_a_routine_in_full() {
    let text = Home::new().runup("show pre-run-5").done();
    has_all(
        &text,
        &[
            "Five minutes before a run",
            "4:57",
            "Heel walks",
            "each side",
            "Dose: usual practice.",
            "Fair evidence: daily hopping helps",
            "Seen in people who hopped on both legs",
            "If something is sore",
        ],
    );
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn show_prints_a_figure_and_its_caption() {
    let home = Home::new();
    let show = |args: &[&str]| {
        let said = home.runup(&format!("show {}", args.join(" ")));
        (said.code, said.out, said.err)
    };
    let (code, text, _) = show(&["calf-stretch-straight", "--figure"]);
    assert_eq!((code, text.lines().count()), (Some(0), 21), "{text}");
    // What is no terminal gets characters alone.
    assert!(text.ends_with("hips forward, back heel down\n") && !text.contains('\x1b'), "{text}");
    let (_, ascii, _) = show(&["run", "--figure", "--marker", "ascii", "--size", "24x12", "--at", "0.5"]);
    assert!(ascii.is_ascii() && ascii.lines().count() == 13, "{ascii}");
    let (_, other, _) = show(&["run", "--figure", "--marker", "ascii", "--size", "24x12", "--at", "0.7"]);
    assert_ne!(ascii, other);
    let (code, _, error) = show(&["heel-raise", "--figure", "--pose", "upp"]);
    assert!(code == Some(1) && error.contains("the poses are down, up"), "{error}");
    let (code, _, error) = show(&["heel-rais", "--figure"]);
    assert!(code == Some(1) && error.contains("did you mean `heel-raise`?"), "{error}");
    for wrong in [&["--size", "3x3"][..], &["--view", "top"], &["--at", "2"], &["--marker", "ink"]] {
        let (code, ..) = show(&[&["run", "--figure"], wrong].concat());
        assert_eq!(code, Some(2), "{wrong:?}");
    }
    assert_eq!(show(&["run", "--size", "40x20"]).0, Some(2), "a size is the picture's");
}

#[test]
fn show_tells_an_exercise() {
    has_all(
        &Home::new().runup("show heel-raise-double").done(),
        &["Double heel raises", "Works: calf", "Avoid", "Easier: Seated heel raises"],
    );
}

#[test]
fn cues_are_in_order_and_end_with_the_routine() {
    let home = Home::new();
    let list = home.runup("list --json").json();
    for routine in list.iter().filter(|one| one["kind"] == "routine") {
        let id = routine["id"].as_str().unwrap();
        let cues = home.runup(&format!("cues {id} --json")).json_beside();
        for cue in &cues {
            keys_are(cue, &["at", "kind", "segment", "step", "side", "text"]);
        }
        let at = |cue: &Value| cue["at"].as_f64().unwrap();
        assert!(cues.is_sorted_by(|a, b| at(a) <= at(b)), "{id}");
        assert!(cues[0]["kind"] == "name" && at(&cues[0]) < 1.0, "{id}");
        let end = cues.last().unwrap();
        assert_eq!(end["kind"], "done", "{id}");
        // The last words are part of it.
        let closing = routine["seconds"].as_f64().unwrap() - at(end);
        assert!((0.0..10.0).contains(&closing), "{id}: {closing}");
        let text = home.runup(&format!("cues {id}")).done();
        assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), cues.len(), "{id}");
    }
}

#[test]
fn cues_say_what_soreness_changes() {
    let text = Home::new().runup("cues pre-run-5 --sore calf-muscle").done();
    assert!(text.starts_with("# Without low pogo hops: sore at the calf."), "{text}");
    assert_eq!(text.matches("pogo").count(), 1, "{text}");
}

#[test]
fn a_mistyped_name_is_answered_with_the_nearest() {
    let home = Home::new();
    for command in ["go", "go --plain", "show", "cues"] {
        home.runup(&format!("{command} pre-rum-5")).failed(1, &["`pre-rum-5`", "did you mean `pre-run-5`?"]);
    }
    home.runup("show heel-raise-doubl").failed(1, &["did you mean `heel-raise-double`?"]);
    home.runup("go --plain --from heel-wlks")
        .failed(1, &["did you mean `heel-walks`?", "hint: its steps are "]);
    home.runup("go --plain heel-walks").failed(1, &["is an exercise", "runup show heel-walks"]);
    assert_eq!(home.journals() + home.history().len(), 0);
}
