//! What comes out of other programs' files: the right routine, or a message with its place.

use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::diagnostic::is_hidden;
use crate::library::{Kind, Library, Origin as FileOrigin, SourceFile};
use crate::routine::Routine;
use crate::timeline::{Options, Timeline};

/// An export as its app wrote it, from a report about it (issue 95 of its repository), with one character a byte.
const REPORTED: &str = r#"{"workouts":[{"title":"Test","sets":[{"repetitions":1,"id":"265d3e45-1f21-49ea-b9d4-7336f968cb3a","exercises":[{"name":"Exercise","id":"73492695-08a3-487f-b52a-cb9cc5051a63","duration":30}]}],"version":2,"position":10}]}"#;

const MORNING: &str = r#"{"title":"Früh: Wade & Fuß","sets":[
 {"repetitions":1,"id":"a","name":null,"exercises":[{"name":"March on the spot","id":"b","duration":60},{"name":"Rest","id":"c","duration":10}]},
 {"repetitions":3,"id":"d","name":"Main","exercises":[{"name":"Calf stretch, knee straight left","id":"e","duration":30},{"name":"Calf stretch, knee straight right","id":"f","duration":30},{"name":"Pause","id":"g","duration":15}]},
 {"repetitions":1,"id":"h","exercises":[{"name":"Rest","id":"i","duration":20},{"name":"Jumping jacks","id":"j","duration":45}]}
],"version":2,"position":0}"#;

fn of(text: &str) -> Import {
    read(text.as_bytes(), "a file").unwrap()
}

fn only(import: Import) -> Workout {
    assert_eq!(import.workouts.len(), 1);
    import.workouts.into_iter().next().unwrap().unwrap()
}

fn told(text: &str) -> String {
    match read(text.as_bytes(), "a file") {
        Err(refusal) => refusal.to_string(),
        Ok(import) => {
            let wrong: Vec<String> =
                import.workouts.iter().filter_map(|w| w.as_ref().err()).map(ToString::to_string).collect();
            assert!(!wrong.is_empty(), "{import:?}");
            wrong.join("\n")
        }
    }
}

/// Reads the file that a workout becomes; it has no problem of any kind.
#[track_caller]
fn checked(written: &Written) -> Routine {
    let file = SourceFile {
        path: "a.toml".into(),
        kind: Kind::Routine,
        id: file_id("a"),
        origin: FileOrigin::Own,
        bytes: written.text.clone().into_bytes().into(),
    };
    let checked = Library::shipped().parse_file(&file);
    assert!(checked.diagnostics.is_empty(), "{:?}\n{}", checked.diagnostics, written.text);
    checked.value.unwrap()
}

#[track_caller]
fn takes_as_long(workout: &Workout, origin: Origin) -> Written {
    let written = workout.to_routine(origin, &Library::shipped());
    let routine = checked(&written);
    assert_eq!(Timeline::build(&routine, &Options::default()).length(), workout.length(), "{}", written.text);
    written
}

#[test]
fn an_export_that_was_reported_is_read() {
    let import = of(REPORTED);
    assert_eq!((import.origin, import.encoding), (Origin::TimerBackup, Encoding::Utf8));
    let workout = only(import);
    assert_eq!((workout.title.as_str(), workout.length()), ("Test", Duration::from_secs(30)));
    takes_as_long(&workout, Origin::TimerBackup);
}

#[test]
fn a_workout_becomes_a_routine_that_takes_as_long() {
    let workout = only(of(MORNING));
    assert_eq!(workout.length(), Duration::from_secs(70 + 3 * 75 + 65));
    let written = takes_as_long(&workout, Origin::TimerWorkout);
    insta::assert_snapshot!(written.text);
    let routine = checked(&written);
    let hops: Vec<&str> =
        routine.steps().filter(|s| s.exercise.impact).map(|s| s.exercise.name.as_str()).collect();
    assert_eq!(hops, ["Jumping jacks"]);
    assert_eq!(written.matched.len(), 2);
}

#[test]
fn a_list_becomes_a_routine_that_takes_as_long() {
    let workout = only(of(
        "# Evening\n30s Calf stretch, knee bent left\nPlank 1:00\nrest 15 s\n\n3x Jump rope 45s, rest 10s\nLunge 20s each side\n",
    ));
    assert_eq!(workout.length(), Duration::from_secs(30 + 60 + 15 + 3 * 55 + 44));
    insta::assert_snapshot!(takes_as_long(&workout, Origin::List).text);
}

#[test]
fn a_file_in_one_byte_a_character_is_read_and_it_says_so() {
    // Exactly what the app does: of each character the lower byte.
    let bytes: Vec<u8> = MORNING.replace("Main", "Kern – 1").chars().map(|c| c as u32 as u8).collect();
    let import = read(&bytes, "a").unwrap();
    assert_eq!(import.encoding, Encoding::Latin1);
    assert!(
        import.notes[0].contains("Latin-1") && import.notes[1].contains("1 character was lost"),
        "{:?}",
        import.notes
    );
    let workout = only(import);
    assert_eq!(workout.title, "Früh: Wade & Fuß");
    assert_eq!(workout.sets[1].name.as_deref(), Some("Kern \u{fffd} 1"));
    takes_as_long(&workout, Origin::TimerWorkout);
    let wide: Vec<u8> = MORNING.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&wide, "a").unwrap().encoding, Encoding::Utf16Le);
}

#[test]
fn what_is_wrong_in_a_workout_is_told_with_its_place() {
    let with =
        |exercise: &str| format!(r#"{{"title":"T","sets":[{{"repetitions":2,"exercises":[{exercise}]}}]}}"#);
    let place = "the workout \"T\", set 1, exercise 1 \"A\": ";
    for (exercise, message) in [
        (r#"{"name":"A","duration":-5}"#, "its `duration` must not be negative"),
        (r#"{"name":"A","duration":-0.5}"#, "its `duration` must not be negative"),
        (r#"{"name":"A","duration":"30"}"#, "its `duration` must be a number of seconds, not a text"),
        (r#"{"name":"A","duration":null}"#, "its `duration` is missing"),
        (r#"{"name":"A","duration":7200}"#, "it takes 2h; the limit for a step is 1h"),
        (
            r#"{"name":"A","duration":18446744073709551615}"#,
            "it takes more than a year; the limit for a step is 1h",
        ),
        (r#"{"name":"A","duration":1e300}"#, "it takes more than a year; the limit for a step is 1h"),
        (r#"{"name":"A","duration":[[[]]]}"#, "its `duration` must be a number of seconds, not a list"),
    ] {
        assert_eq!(told(&with(exercise)), format!("{place}{message}"));
    }
    for (text, part) in [
        (with("").replace("[]", "{}"), "its `exercises` must be a list"),
        (with(r#"{"name":"A","duration":1}"#).replace(":2,", ":51,"), "repeated 51 times; the limit is 50"),
        (with(r#"{"name":"A","duration":1}"#).replace(":2,", ":-1,"), "repeated -1 times"),
        (
            with(r#"{"name":"A","duration":1}"#).replace(":2,", ":2.5,"),
            "its `repetitions` must be a whole number, not 2.5",
        ),
        (
            with(r#"{"name":"A","duration":3600}, {"name":"A","duration":3600}"#),
            "it takes 4h; the limit is 3h",
        ),
        (with("7"), "exercise 1: must be a table"),
        (r#"{"title":"T"}"#.to_owned(), "it has no `workouts` or `sets`"),
        (r#"{"title":"T","sets":[]}"#.to_owned(), "it has no steps"),
        ("[1]".to_owned(), "it is a list"),
        (REPORTED[..100].to_owned(), "the JSON is incomplete"),
        ("[".repeat(100_000), "the JSON is incomplete"),
        (format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), "it is a list"),
        (format!("{{\"sets\":[{{\"exercises\":{}", "[{\"name\":".repeat(100_000)), "the JSON is incomplete"),
        (
            format!("{{\"sets\":[{{\"exercises\":[{{\"name\":{}1", "{\"a\":".repeat(100_000)),
            "the JSON is incomplete",
        ),
        (r#"{"sets":1e999}"#.to_owned(), "too large"),
        (r#"{"sets" 1}"#.to_owned(), "invalid JSON: expected `:`"),
    ] {
        let said = told(&text);
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn too_much_is_told_once_and_not_kept() {
    let many = vec![r#"{"name":"A","duration":1}"#; 3_000].join(",");
    let said = told(&format!(r#"{{"title":"T","sets":[{{"repetitions":1,"exercises":[{many}]}}]}}"#));
    assert!(said.contains("more than 2000 exercises"), "{said}");
    let wrong = vec!["{}"; 100].join(",");
    let said = told(&format!(r#"{{"title":"T","sets":[{{"repetitions":1,"exercises":[{wrong}]}}]}}"#));
    assert_eq!(said.lines().count(), 21, "{said}");
    assert!(said.ends_with("and 80 more like these"), "{said}");
    assert_eq!(read(&vec![b' '; MAX_BYTES + 1], "a"), Err(Refusal::Large));
}

#[test]
fn what_is_not_read_is_named() {
    for (bytes, part) in [
        (&b"\x0e\x10\xd9\x07\x00\x00\x00\x00.FIT\x00\x00"[..], "a FIT file"),
        (b"PK\x03\x04 and so on", "a ZIP archive"),
        (b"<?xml version=\"1.0\"?><gpx version=\"1.1\">", "a GPX track"),
        (b"<?xml?>\n<TrainingCenterDatabase>", "a TCX activity"),
        (b"<!doctype html><html>", "a web page"),
        (b"BEGIN:VCALENDAR\r\n", "a calendar"),
        (b"{\"v\":1,\"id\":\"a\",\"rev\":1,\"kind\":\"run\"}\n", "a Runup history"),
        (b"name = \"A\"\n[[steps]]\n", "already a Runup routine"),
        (b"\x01\x02\x03\x04\x05", "no text"),
        (b" \n\t", "the file is empty"),
        (b"", "the file is empty"),
    ] {
        let said = read(bytes, "a").unwrap_err().to_string();
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn hostile_names_reach_neither_the_file_nor_a_message() {
    let nasty = "\\u001b]0;x\\u0007\\u202e\\\"] } [[steps]]\\n# \\u2028";
    let text = format!(
        r#"{{"title":"{nasty}","sets":[{{"name":"{nasty}","repetitions":2,"exercises":[{{"name":"{nasty}","duration":5}},{{"name":"\u0000","duration":5}}]}}]}}"#
    );
    let workout = only(of(&text));
    let written = takes_as_long(&workout, Origin::TimerWorkout);
    assert!(!written.text.chars().any(|c| is_hidden(c) && c != '\n'), "{:?}", written.text);
    let routine = checked(&written);
    assert_eq!(routine.steps().count(), 2);
    assert!(!told(&text.replace(":5}", ":-5}")).chars().any(|c| is_hidden(c) && c != '\n'));
}

#[test]
fn a_rest_that_follows_nothing_is_a_step() {
    let workout = only(of("rest 10s\n3x Plank 30s\nrest 20s\nPlank 30s\n"));
    let written = takes_as_long(&workout, Origin::List);
    assert_eq!(written.text.matches("name = \"Rest\"").count(), 2, "{}", written.text);
}

fn part() -> impl Strategy<Value = Part> {
    let names = prop_oneof![
        Just("Rest".to_owned()),
        Just("Plank left".to_owned()),
        Just("March on the spot".to_owned()),
        "\\PC{0,80}",
        ".{0,20}"
    ];
    (names, 1_u64..200).prop_map(|(name, seconds)| Part::named(&name, Duration::from_secs(seconds)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_workout_within_the_limits_takes_as_long_as_it_did(
        title in ".{0,90}",
        sets in prop::collection::vec((1_u32..4, prop::collection::vec(part(), 1..5)), 1..5),
    ) {
        let sets = sets.into_iter().map(|(rounds, parts)| Set { name: Some(title.clone()), rounds, parts }).collect();
        let workout = Workout { title, sets, notes: Vec::new() };
        let mut problems = Problems::default();
        workout.faults("it", &mut problems);
        prop_assume!(problems.is_empty());
        takes_as_long(&workout, Origin::List);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, "a");
    }

    #[test]
    fn no_list_makes_it_panic_and_what_it_makes_passes(text in "([0-9xX×:.'\" sminrestPlank#/,-]{0,30}\n){1,6}") {
        for workout in read(text.as_bytes(), "a").map(|import| import.workouts).unwrap_or_default().into_iter().flatten() {
            takes_as_long(&workout, Origin::List);
        }
    }

    #[test]
    fn no_json_makes_it_panic(
        text in "(\\{\"(title|sets|workouts)\":|\"(exercises|name|duration|repetitions)\":|[\\[\\]{},]|-?[0-9]{1,25}|\"a\"|null|true){0,40}"
    ) {
        let _ = read(format!("{{{text}").as_bytes(), "a");
        let _ = read(format!("{{\"sets\":[{text}").as_bytes(), "a");
    }

    #[test]
    fn damage_in_an_export_is_no_trouble(at in 0..MORNING.len(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = MORNING.as_bytes().to_vec();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        for workout in read(&bytes, "a").map(|import| import.workouts).unwrap_or_default().into_iter().flatten() {
            takes_as_long(&workout, Origin::TimerWorkout);
        }
    }
}
