//! Lines as sheets have them, and what becomes of each.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::library::Library;
use crate::routine::Tempo;

/// What a sheet becomes, in short: exercise, dose and what goes with it, or the first problem.
fn came(catalogue: &Catalogue, text: &str) -> String {
    let sheet = read(text, catalogue);
    if let Some(problem) = sheet.problems.first() {
        let place = problem.span.clone().map(|span| text[span].trim().to_owned()).unwrap_or_default();
        let help = problem.help.first().map(|help| format!(" ({help})")).unwrap_or_default();
        return format!("! {place}: {}{help}", problem.message);
    }
    let mut parts: Vec<String> = sheet.items.iter().map(item).collect();
    parts.extend(sheet.every.as_ref().map(|every| format!("{every:?}")));
    parts.extend(sheet.when.iter().map(|when| when.id().to_owned()));
    parts.extend(sheet.pain_up_to.map(|pain| format!("pain {pain}")));
    parts.extend(sheet.by_clinician.then(|| "clinician".to_owned()));
    parts.join(" | ")
}

fn item(item: &Item) -> String {
    let what = match &item.movement {
        Movement::Known(id) => id.to_string(),
        Movement::Own { name, .. } => format!("\"{name}\""),
    };
    let dose = match &item.dose {
        Dose::Reps { reps, tempo } => format!("{reps} reps {tempo}"),
        Dose::Hold(length) => format!("hold {}s", length.as_secs()),
        Dose::Time(length) => format!("time {}s", length.as_secs()),
        Dose::Open(_) => "open".to_owned(),
    };
    let rest = if item.sets > 1 { format!(" rest {}s", item.rest.as_secs()) } else { String::new() };
    let load = item.load.as_ref().map(|load| format!(" {load}")).unwrap_or_default();
    format!("{what}: {}x {dose}{rest} {}{load}", item.sets, item.sides)
}

#[test]
fn sheets_become_what_the_table_says() {
    let catalogue = Catalogue::of(&Library::shipped());
    let table = include_str!("table.txt");
    let mut wrong = String::new();
    let mut rows = 0;
    for row in table.lines().filter(|row| !row.is_empty() && !row.starts_with("##")) {
        let (text, expected) = row.split_once(" => ").unwrap_or((row, "?"));
        let got = came(&catalogue, &text.replace(" ⏎ ", "\n"));
        rows += 1;
        if got != expected {
            let _ = writeln!(wrong, "{text} => {got}");
        }
    }
    assert!(wrong.is_empty(), "these are otherwise now:\n{wrong}");
    assert!(rows >= 60, "{rows} rows");
}

#[test]
fn synonyms_name_one_exercise_each() {
    let library = Library::shipped();
    let catalogue = Catalogue::of(&library);
    for (id, _) in library.ids(crate::library::Kind::Exercise) {
        let exercise = library.exercise(id).unwrap();
        for name in [&exercise.name].into_iter().chain(&exercise.also) {
            let sheet = read(&format!("{name}, 3 x 10 s"), &catalogue);
            // Some mean the shin by it, others the calf.
            if name.to_lowercase().ends_with("toe raises") && !name.contains("tibialis") {
                assert!(sheet.problems[0].message.contains("can mean more than one exercise"), "{name}");
                continue;
            }
            let found = sheet.items.first().map(|item| item.movement.clone());
            assert_eq!(found, Some(Movement::Known(id.clone())), "{name}: {:?}", sheet.problems);
            assert!(sheet.problems.is_empty(), "{name}: {:?}", sheet.problems);
        }
    }
}

#[test]
fn a_sheet_that_is_too_long_or_empty_is_told() {
    let catalogue = Catalogue::default();
    assert!(read(&"x".repeat(MAX_BYTES + 1), &catalogue).problems[0].message.contains("the most is"));
    assert_eq!(read(" \n ; \n", &catalogue).problems[0].message, "there is no exercise here");
    let many = read(&"3x15 clam shells\n".repeat(MAX_ITEMS + 1), &catalogue);
    assert_eq!((many.items.len(), many.problems.len()), (MAX_ITEMS, 1));
}

/// A piece of a line, and each value that may be read of it: counts, seconds, weights.
type Piece = (&'static str, &'static [f64], &'static [f64], &'static [&'static str]);

const PIECES: &[Piece] = &[
    ("3x15", &[3.0, 15.0], &[], &[]),
    ("4 x", &[4.0], &[], &[]),
    ("x 6", &[6.0], &[], &[]),
    ("2 sets of", &[2.0], &[], &[]),
    ("9 reps", &[9.0], &[], &[]),
    ("20", &[20.0], &[], &[]),
    ("twenty-five", &[25.0], &[], &[]),
    ("30 s", &[], &[30.0], &[]),
    ("hold 40s", &[], &[40.0], &[]),
    ("hold for 1,5 min", &[], &[90.0], &[]),
    ("for ½ min", &[], &[30.0], &[]),
    ("for 2 1/2 min", &[], &[150.0], &[]),
    ("hold 1m45s", &[], &[105.0], &[]),
    ("rest 75 sec", &[], &[75.0], &[]),
    ("up 3 down 2,5", &[], &[3.0, 2.5], &[]),
    ("with 2,5 kg", &[], &[], &["2.5 kg"]),
    ("12.5kg", &[], &[], &["12.5 kg"]),
    ("pain up to 4/10", &[4.0], &[], &[]),
    ("with .5 kg", &[], &[], &["0.5 kg"]),
    (",75 lb", &[], &[], &["0.75 lb"]),
    ("2x.5 min", &[2.0], &[30.0], &[]),
    ("hold .5 min", &[], &[30.0], &[]),
    ("rest ,5 min", &[], &[30.0], &[]),
    (".3x16", &[], &[], &[]),
    (".7 times a day", &[], &[], &[]),
    ("-7 kg", &[], &[], &[]),
    ("+7 reps", &[], &[], &[]),
    ("~7 x", &[], &[], &[]),
    ("<7 s", &[], &[], &[]),
    ("±7 kg", &[], &[], &[]),
    ("3x-7", &[], &[], &[]),
    ("4x8,7 reps", &[], &[], &[]),
    ("R7x11", &[], &[], &[]),
    ("then,7 reps", &[], &[], &[]),
    ("..7 kg", &[], &[], &[]),
    ("’7 reps", &[], &[], &[]),
    (":37 s", &[], &[], &[]),
    ("1.37 min", &[], &[], &[]),
    ("٣x17", &[], &[], &[]),
    ("2x21 m", &[], &[], &[]),
    ("8-12", &[8.0], &[], &[]),
    ("8 - 12 reps", &[8.0], &[], &[]),
    ("10 to 14", &[10.0], &[], &[]),
    ("35-55 s", &[], &[35.0], &[]),
    ("35 s to 1 min", &[], &[], &[]),
    ("1.000", &[], &[], &[]),
    ("1,000 reps", &[], &[], &[]),
    ("2.500 kg", &[], &[], &[]),
    ("1 000 reps", &[], &[], &[]),
    ("7,5", &[], &[], &[]),
    ("7,5 reps", &[], &[], &[]),
    ("3.5.2", &[], &[], &[]),
    ("15/12/10 reps", &[], &[], &[]),
    ("3/7", &[], &[], &[]),
    ("1:35", &[], &[], &[]),
    ("10+ reps", &[], &[], &[]),
    ("31X1", &[], &[], &[]),
    ("2 and a half min", &[], &[], &[]),
    ("two dozen", &[], &[], &[]),
    ("21 m", &[], &[], &[]),
    ("22 breaths", &[], &[], &[]),
    ("L5", &[], &[], &[]),
    ("80%", &[], &[], &[]),
    ("heel raises", &[], &[], &[]),
    ("calf stretch", &[], &[], &[]),
    ("clam shells", &[], &[], &[]),
    ("each leg", &[], &[], &[]),
    ("(R)", &[], &[], &[]),
    ("R. side", &[], &[], &[]),
    ("ea. leg", &[], &[], &[]),
    ("rgt", &[], &[], &[]),
    ("(not L)", &[], &[], &[]),
    ("both legs", &[], &[], &[]),
    ("up to", &[], &[], &[]),
    ("slow", &[], &[], &[]),
    (",", &[], &[], &[]),
    ("or", &[], &[], &[]),
    ("then", &[], &[], &[]),
];

#[test]
fn a_word_that_ties_a_name_to_more_is_no_part_of_it() {
    let sheet = read("30 s heel raises or .7 times a day", &Catalogue::of(&Library::shipped()));
    assert!(
        sheet.items.iter().all(|item| !matches!(item.movement, Movement::Own { .. })),
        "{:?}",
        sheet.items
    );
    assert!(!sheet.problems.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_number_comes_of_a_line_that_is_not_whole_in_it(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..9)
    ) {
        thread_local!(static CATALOGUE: Catalogue = Catalogue::of(&Library::shipped()));
        let text: Vec<&str> = pieces.iter().map(|piece| piece.0).collect();
        let text = text.join(" ");
        let sheet = CATALOGUE.with(|catalogue| read(&text, catalogue));
        let said = |of: fn(&Piece) -> &'static [f64], value: f64| {
            pieces.iter().any(|piece| of(piece).iter().any(|own| (own - value).abs() < 1e-9))
        };
        let count = |value: u32| said(|piece| piece.1, f64::from(value));
        let seconds = |value: Duration| said(|piece| piece.2, value.as_secs_f64());
        for item in &sheet.items {
            let chosen = item.chosen.join("; ");
            prop_assert!(item.sets == 1 || count(item.sets), "{text}: {} sets", item.sets);
            let rested = item.rest.is_zero() || seconds(item.rest) || chosen.contains("rest between");
            prop_assert!(rested, "{text}: rest {:?}", item.rest);
            match &item.dose {
                Dose::Hold(length) | Dose::Time(length) => {
                    // "3x15" of what is held.
                    let bare = chosen.contains(" means seconds") && count(length.as_secs() as u32);
                    prop_assert!(bare || seconds(*length), "{text}: {length:?}");
                }
                Dose::Reps { reps, tempo: Tempo(parts) } => {
                    prop_assert!(count(*reps), "{text}: {reps} reps");
                    let own = chosen.contains("up ") || parts.iter().all(|(_, length)| seconds(*length));
                    prop_assert!(own, "{text}: {parts:?}");
                }
                Dose::Open(_) => prop_assert!(false, "{text}"),
            }
            let loads = pieces.iter().flat_map(|piece| piece.3);
            let load = item.load.as_deref().is_none_or(|load| loads.clone().any(|own| *own == load));
            prop_assert!(load, "{text}: {:?}", item.load);
        }
        // What is left over of a line makes no other exercise of one that is known.
        let named = ["heel raises", "calf stretch"].iter().filter(|name| text.contains(**name)).count();
        let own = sheet.items.iter().any(|item| matches!(item.movement, Movement::Own { .. }));
        prop_assert!(named != 1 || !own || text.contains("clam shells"), "{text}: {:?}", sheet.items);
        // Each number that was not read is told.
        for piece in pieces.iter().filter(|piece| (piece.1, piece.2, piece.3) == (&[], &[], &[])) {
            let digits = piece.0.bytes().any(|byte| byte.is_ascii_digit());
            // A tempo as gyms write it is read, and said to be.
            let read = sheet.items.iter().any(|item| item.chosen.iter().any(|said| said.contains(piece.0)));
            let told = read || !sheet.problems.is_empty();
            prop_assert!(!digits || told, "{text}: nothing is told of {}", piece.0);
        }
        // A side that is not meant is told, and none holds.
        let denied = text.contains("not L") && !sheet.items.iter().all(|item| matches!(item.sides, Sides::Both | Sides::Each));
        prop_assert!(!denied, "{text}: a side");
        prop_assert!(!text.contains("not L") || !sheet.problems.is_empty(), "{text}: nothing is told of the side");
        // A side that is said is a side, or is told.
        let sided = sheet.items.iter().all(|item| item.sides != Sides::Both);
        let side = ["(R)", "R. side", "ea. leg", "rgt"].iter().any(|side| text.contains(side));
        prop_assert!(!side || sided || !sheet.problems.is_empty(), "{text}: no side");
    }

    #[test]
    fn a_number_that_a_sign_touches_is_read_whole_or_told(
        before in prop::sample::select(&["", "3", "x", "raises", "R", " ", "3x", "1"][..]),
        mark in "[-.,+~<>±°:'/…–#]{1,2}",
        number in 5_u32..20,
        unit in prop::sample::select(&[" kg", "kg", " s", " reps", " min", "", " times a day", "x3", " x 3"][..]),
    ) {
        thread_local!(static CATALOGUE: Catalogue = Catalogue::of(&Library::shipped()));
        let text = format!("heel raises 2x4 {before}{mark}{number}{unit}");
        let sheet = CATALOGUE.with(|catalogue| read(&text, catalogue));
        let (part, whole) = (f64::from(number), format!("{number}"));
        // What the digits are without what stands in front of them.
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        let parts = |length: Duration| {
            near(length.as_secs_f64(), part) || near(length.as_secs_f64(), part * 60.0)
        };
        let named = mark == ":" && before.chars().all(char::is_alphabetic) && !before.is_empty();
        for item in &sheet.items {
            let load = item.load.as_deref().is_some_and(|load| load.split(' ').next() == Some(&whole));
            let dose = match &item.dose {
                Dose::Reps { reps, .. } => *reps == number,
                Dose::Hold(length) | Dose::Time(length) => parts(*length),
                Dose::Open(_) => false,
            };
            prop_assert!(named || !(load || dose || item.sets == number), "{text}: {item:?}");
        }
        let often = matches!(sheet.every, Some(Every::PerDay(times)) if times == number);
        prop_assert!(named || !often, "{text}: {:?}", sheet.every);
    }
}

#[test]
fn a_value_that_is_told_as_not_understood_stands_in_no_step() {
    let catalogue = Catalogue::of(&Library::shipped());
    for words in [
        "with 2 ,5 kg",
        "with 2, 5 kg",
        "without 5 kg",
        "with < 5 kg",
        "with 20 kg less 5 kg",
        "at 80% of 20 kg",
        "half of 20 kg",
        "20 kg or 25 kg",
        "20 kg max",
    ] {
        let sheet = read(&format!("Heel raises 3x15 {words}"), &catalogue);
        let [item] = &sheet.items[..] else { panic!("{words}: {:?}", sheet.problems) };
        assert_eq!((item.load.as_deref(), item.sides), (None, Sides::Both), "{words}");
        assert!(!item.not_read.is_empty(), "{words}");
    }
    for dose in ["3x15 less 5", "< 15 reps", "not 3x15"] {
        let sheet = read(&format!("Heel raises {dose}"), &catalogue);
        assert!(sheet.items.is_empty() && !sheet.problems.is_empty(), "{dose}: {:?}", sheet.items);
    }
}
