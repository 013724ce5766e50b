//! What a library knows, and what a checked routine is.

use runup::routine::{self, Shape, TableShape};

use super::*;

#[test]
fn steps_of_the_same_exercise_are_numbered() {
    let text = "name = \"made\"\nfor.tendon-mid = { skip = [\"march-3\"] }\n".to_owned()
        + &"[[steps]]\nexercise = \"march\"\ntime = \"5s\"\n".repeat(2)
        + "[[steps]]\nid = \"march-2\"\nexercise = \"march\"\ntime = \"5s\"\n"
        + "[[steps]]\nname = \"Rock, 3 ways!\"\ntime = \"5s\"\n";
    let (routine, text) = check_text(text);
    assert_eq!(text, "");
    let ids: Vec<_> = routine.unwrap().steps().map(|step| step.id.to_string()).collect();
    assert_eq!(ids, ["march", "march-3", "march-2", "rock-3-ways"]);
}

#[test]
fn a_shipped_step_says_where_its_dose_comes_from() {
    let mut file = made(Kind::Routine, step("time = \"5s\""));
    assert_eq!(fixtures().parse_file(&file).diagnostics, []);
    file.origin = Origin::Shipped;
    let problems = fixtures().parse_file(&file).diagnostics;
    assert_eq!(problems[0].message, "a shipped step must say where its `dose` comes from");
}

#[test]
fn a_step_of_a_broken_exercise_points_to_its_file() {
    let mut broken = made(Kind::Exercise, "name = 1");
    broken.id = id("broken");
    let library = fixtures().with_own([broken]);
    let text = "name = \"x\"\n[[steps]]\nexercise = \"broken\"\ntime = \"5s\"\n";
    let problems = library.parse_file(&made(Kind::Routine, text)).diagnostics;
    assert_eq!(problems[0].message, "the file of the exercise `broken` has errors");
}

#[test]
fn own_files_win_and_missing_ones_have_a_nearest() {
    let library = fixtures();
    let error = library.routine(&id("calf-dmo")).unwrap_err();
    assert_eq!(error.to_string(), "can't find the routine `calf-dmo`; did you mean `calf-demo`?");
    let mut own = made(Kind::Routine, step("time = \"7s\""));
    own.id = id("floor-calf");
    let library = library.with_own([own]);
    assert_eq!(library.routine(&id("floor-calf")).unwrap().name, "made");
    let ids: Vec<_> = library.routines().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["calf-demo", "floor-calf"]);
    assert_eq!(library.sources().len(), 4);
}

#[test]
fn a_library_is_made_without_parsing() {
    Library::shipped();
    let start = Instant::now();
    let library = Library::shipped();
    let took = start.elapsed();
    assert!(took < Duration::from_millis(if cfg!(debug_assertions) { 50 } else { 1 }), "{took:?}");
    drop(library);
}

#[test]
fn kinds_are_told_by_folder_then_by_keys() {
    for (path, kind) in [
        ("routines/a.toml", Some(Kind::Routine)),
        ("routines/exercises/a.toml", Some(Kind::Exercise)),
        ("x/routines/figures/a.toml", Some(Kind::Figure)),
        ("routines/plans/mine/a.toml", Some(Kind::Plan)),
        ("routines/sources.toml", Some(Kind::Sources)),
        ("a.toml", None),
        ("downloads/a.toml", None),
    ] {
        assert_eq!(Kind::of_path(Path::new(path)), kind, "{path}");
    }
    for (text, kind) in [
        ("name = 'x'\nsteps = []", Kind::Routine),
        ("name = 'x'\nsay = 'x'", Kind::Exercise),
        ("plan = {}", Kind::Plan),
        ("name = 'x'", Kind::Routine),
        ("", Kind::Routine),
        ("\u{feff}say = 'x'", Kind::Exercise),
    ] {
        assert_eq!(runup::routine::kind_of(text.as_bytes()), kind, "{text}");
    }
}

#[test]
fn every_key_says_what_it_means() {
    fn walk(table: TableShape, depth: usize) {
        for key in (table.keys)() {
            assert!(key.doc.ends_with('.'), "{} of {}: {:?}", key.name, table.title, key.doc);
            let mut inner = key.shape;
            while let Shape::List(of) | Shape::OneOrMany(of) | Shape::Entries(_, of) = inner {
                inner = *of;
            }
            if let Shape::Table(table) = inner
                && depth < 4
            {
                walk(table, depth + 1);
            }
        }
    }
    walk(routine::routine_shape(), 0);
    walk(routine::exercise_shape(), 0);
    walk(routine::source_shape(), 0);
    walk(routine::figure_shape(), 0);
    walk(routine::plan_shape(), 0);
}
