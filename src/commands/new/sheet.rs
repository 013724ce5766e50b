//! `runup new --from-text`: a clinician's sheet as a routine that the runner confirms.
//!
//! The understood parts are listed in words, one line per exercise, and the others with their place. Only then is
//! anything written: after a yes, or with `--yes` if everything was understood.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use super::{Place, shown, title};
use crate::commands::Failure;
use crate::commands::asker::Asker;
use crate::diagnostic::{Diagnostic, Look, render};
use crate::handout::{self, Catalogue, Handout, Movement, Question};
use crate::library::{Kind, Library, Origin, SourceFile};
use crate::phrase;
use crate::routine::{Dose, Id, Routine};
use crate::words::routine as words;

/// What was asked for beside the sheet.
pub(in crate::commands) struct Wanted<'a> {
    pub(in crate::commands) name: Option<&'a str>,
    pub(in crate::commands) yes: bool,
    pub(in crate::commands) by_clinician: bool,
}

/// What there is to say, and what was written.
#[derive(Debug, Default)]
pub(in crate::commands) struct SheetOutcome {
    pub(in crate::commands) text: String,
    pub(in crate::commands) error: String,
    pub(in crate::commands) written: Option<Place>,
    /// The runner wants to go on in the editor.
    pub(in crate::commands) edit: bool,
}

/// Returns the sheet: the text itself, or what the file of that name or standard input has.
pub(super) fn given(text: &str) -> Result<String, Failure> {
    if text != "-" {
        return of_file(text).unwrap_or_else(|| Ok(text.to_owned()));
    }
    if io::stdin().is_terminal() {
        eprintln!("Type the sheet, one exercise per line. To finish, press Ctrl-D on an empty line.");
    }
    read(io::stdin().lock())
}

/// Reads the file that a text names, if it names one: a sheet of several words is no such name.
fn of_file(text: &str) -> Option<Result<String, Failure>> {
    let named = !text.contains('\n') && Path::new(text).is_file();
    named.then(|| read(File::open(text).map_err(unread)?))
}

fn read(from: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    from.take(handout::MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unread)?;
    String::from_utf8(bytes).map_err(|_| Failure::Said("the sheet must be UTF-8 text".into()))
}

fn unread(source: io::Error) -> Failure {
    Failure::Io { what: "can't read the sheet".into(), source }
}

/// True if a text has exercises with sets or repetitions, as a clinician's sheet has and a timer's list has not.
pub(in crate::commands) fn counts(text: &str, library: &Library) -> bool {
    let sheet = handout::read(text, &Catalogue::of(library));
    sheet.items.iter().any(|item| item.sets > 1 || matches!(item.dose, Dose::Reps { .. }))
}

/// Makes a routine of a sheet.
pub(in crate::commands) fn routine_of(
    text: &str,
    wanted: &Wanted<'_>,
    data: &Path,
    library: &Library,
    asker: &mut dyn Asker,
) -> Result<SheetOutcome, Failure> {
    let catalogue = Catalogue::of(library);
    let text = &if wanted.yes { text.to_owned() } else { settled(text, &catalogue, asker)? };
    let mut sheet = handout::read(text, &catalogue);
    sheet.by_clinician |= wanted.by_clinician;
    let name = wanted.name.map_or_else(|| suggested(&sheet, library), str::to_owned);
    let place = Place::new(&name, Kind::Routine, data, library)?;
    let mut said = SheetOutcome::default();
    let problems = problems_of(&sheet.problems, text);
    if sheet.items.is_empty() {
        said.error = format!("{problems}Nothing was saved.\n");
        return Ok(said);
    }
    if !sheet.by_clinician && !wanted.yes {
        let answer = asker.ask("Did a doctor or physio set this? y or n:")?;
        sheet.by_clinician = answer.as_deref() == Some("y");
    }
    let limit_counts = sheet.pain_up_to.is_none() || sheet.by_clinician;
    let mut file = sheet.file(&title(&place.id), &catalogue);
    file.push_str(&left_out(&sheet, text));
    let (routine, mut understood) = match checked(&file, &place, library) {
        Ok(routine) => (routine, String::from("Understood:\n")),
        Err(why) => {
            said.error = format!("{problems}This doesn't make a valid routine:\n{why}Nothing was saved.\n");
            return Ok(said);
        }
    };
    understood.push_str(&in_words(&sheet, &routine, library));
    if !sheet.remarks.is_empty() {
        let _ = write!(understood, "\nRead like this:\n{}", problems_of(&sheet.remarks, text));
    }
    if !sheet.aside.is_empty() {
        let _ = writeln!(understood, "\nLeft out, no exercise: {}", sheet.aside.join(" | "));
    }
    let mut unclear =
        if problems.is_empty() { String::new() } else { format!("\nNot understood:\n{problems}") };
    if !limit_counts {
        unclear.push_str(
            "\nA pain limit counts only if a doctor or physio set it: add `--set-by clinician`. Otherwise \
             Runup's own limits apply.\n",
        );
    }
    if wanted.yes {
        if !unclear.is_empty() {
            said.error = format!("{understood}{unclear}Nothing was saved.\n");
            return Ok(said);
        }
        said.text = understood;
    } else {
        let whole = if unclear.is_empty() {
            "Save it?"
        } else {
            "Save it without the parts that were not understood?"
        };
        let question = format!("{understood}{unclear}\n{whole} y: yes, e: yes and edit it, n: no:");
        match asker.ask(&question)?.as_deref() {
            Some("y") => {}
            Some("e") => said.edit = true,
            Some(_) => {
                "Nothing was saved.\n".clone_into(&mut said.error);
                return Ok(said);
            }
            None => {
                said.text = file;
                let hint =
                    if unclear.is_empty() { "save it with `--yes`" } else { "rephrase it or leave it out" };
                said.error = format!("{understood}{unclear}\nNothing was saved. Hint: {hint}.\n");
                return Ok(said);
            }
        }
    }
    place.write(&file)?;
    let _ = writeln!(said.text, "Saved: {}", shown(&place.path));
    said.written = Some(place);
    Ok(said)
}

/// Asks what the sheet leaves open, a question at a time, and returns it with the answers in it.
///
/// Without a terminal, or with Enter, a question stays open.
fn settled(text: &str, catalogue: &Catalogue, asker: &mut dyn Asker) -> Result<String, Failure> {
    let mut text = text.to_owned();
    let mut passed: Vec<String> = Vec::new();
    loop {
        let sheet = handout::read(&text, catalogue);
        let of_line = |question: &Question| {
            let start = text[..question.place.start].rfind('\n').map_or(0, |at| at + 1);
            let line = text[start..].lines().next().unwrap_or_default().trim();
            format!("{line}\n{}\n", question.asks)
        };
        let open = sheet.questions.iter().find(|question| !passed.contains(&of_line(question)));
        let Some(question) = open else { return Ok(text) };
        let mut asks = of_line(question);
        for (n, (answer, _)) in question.answers.iter().enumerate() {
            let _ = writeln!(asks, "  {}: {answer}", n + 1);
        }
        asks.push_str("  Enter: none of these\nYour answer:");
        let Some(answer) = asker.ask(&asks)? else { return Ok(text) };
        let answered = answer.trim().parse().ok().and_then(|number| question.answered(&text, number));
        match answered {
            Some(new) => text = new,
            None => passed.push(of_line(question)),
        }
    }
}

/// Returns a free name for a sheet that was given none.
fn suggested(sheet: &Handout, library: &Library) -> String {
    let base = match sheet.items.as_slice() {
        [one] => match &one.movement {
            Movement::Known(id) => format!("my-{id}"),
            Movement::Own { name, .. } => format!("my-{}", Id::from_words(name)),
        },
        _ => "my-sheet".to_owned(),
    };
    // Room for a number behind it.
    let base = Id::from_words(&base.chars().take(Id::MAX - 5).collect::<String>());
    let taken = |id: &str| Id::new(id).is_none_or(|id| library.source(Kind::Routine, &id).is_some());
    let numbered = (2..1000).map(|n| format!("{base}-{n}"));
    std::iter::once(base.to_string()).chain(numbered).find(|id| !taken(id)).unwrap_or(base.to_string())
}

/// Reads the routine as it would be written.
fn checked(file: &str, place: &Place, library: &Library) -> Result<Routine, String> {
    let source = SourceFile {
        path: format!("{}.toml", place.id),
        kind: Kind::Routine,
        id: place.id.clone(),
        origin: Origin::Own,
        bytes: file.to_owned().into_bytes().into(),
    };
    let checked = library.parse_file(&source);
    let shown = |problems: &[Diagnostic]| {
        problems.iter().map(|problem| render(problem, file, Look::Plain)).collect::<String>()
    };
    checked.value.ok_or_else(|| shown(&checked.diagnostics))
}

/// Says what was understood: a line an exercise, what was chosen for it below, then what holds for all.
fn in_words(sheet: &Handout, routine: &Routine, library: &Library) -> String {
    let mut out = String::new();
    for (i, (item, step)) in sheet.items.iter().zip(routine.steps()).enumerate() {
        let rest = if item.sets > 1 { format!(", {} rest", words::length(item.rest)) } else { String::new() };
        let load = item.load.as_ref().map(|load| format!(", {load}")).unwrap_or_default();
        let _ = writeln!(out, "{:3}. {}: {}{rest}{load}", i + 1, step.exercise.name, words::dose(step));
        let _ = writeln!(out, "     from: {}", item.text);
        if let Movement::Own { near, .. } = &item.movement {
            let near = near.as_ref().map(|near| format!("; the nearest is {near}")).unwrap_or_default();
            let _ = writeln!(out, "     not one of Runup's exercises{near}; saved as your own step");
        } else if let Some(brief) = step.exercise.id.as_ref().and_then(|id| library.exercise(id).ok()?.brief)
        {
            let _ = writeln!(out, "     {brief}");
        }
        if !item.not_read.is_empty() {
            let _ = writeln!(out, "     only partly read; not read: {}", item.not_read.join("; "));
        }
        if !item.chosen.is_empty() {
            let _ = writeln!(out, "     not given, so Runup chose: {}", item.chosen.join("; "));
        }
    }
    let mut all: Vec<String> = Vec::new();
    all.extend(routine.every.as_ref().map(words::every));
    all.extend(routine.when.iter().map(|when| words::when(Some(*when)).to_owned()));
    if routine.set_by_clinician {
        let in_part = if sheet.items.iter().any(|item| !item.not_read.is_empty()) {
            ", except the parts not read"
        } else {
            ""
        };
        all.push(format!("set by a clinician{in_part}"));
        all.extend(routine.pain_up_to.map(|pain| format!("pain up to {pain} out of 10")));
    }
    if !all.is_empty() {
        let _ = writeln!(out, "For the whole routine: {}.", phrase::list(&all));
    }
    for note in &sheet.notes {
        let _ = writeln!(out, "{note}");
    }
    out
}

fn problems_of(problems: &[Diagnostic], text: &str) -> String {
    problems.iter().map(|problem| render(problem, text, Look::Plain)).collect()
}

/// Returns the lines that were not taken over whole, as comments, so that nothing of the sheet is lost.
fn left_out(sheet: &Handout, text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for place in sheet.problems.iter().filter_map(|problem| problem.span.clone()) {
        let ends = ['\n', '\r', ';'];
        let from = text[..place.start].rfind(ends).map_or(0, |at| at + 1);
        let to = text[place.start..].find(ends).map_or(text.len(), |at| place.start + at);
        let line: String =
            text[from..to].chars().map(|c| if crate::diagnostic::is_hidden(c) { ' ' } else { c }).collect();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("# {}\n", line.trim())).collect();
    format!("\n# These lines were only partly understood:\n{}", lines.concat())
}
