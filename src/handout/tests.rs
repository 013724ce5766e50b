//! Lines as sheets have them, and what becomes of each.

use std::fmt::Write as _;

use super::*;
use crate::library::Library;

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
            let sheet = read(&format!("{name}, 3x10"), &catalogue);
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
