//! `runup show`: a routine, an exercise or a plan in full, or a routine's card.

use unicode_width::UnicodeWidthStr;

use super::runner::Runner;
use super::{Failure, library_failure};
use crate::body::View;
use crate::diagnostic::{nearest, printable};
use crate::figure::svg::{Shows, svg};
use crate::interop::markdown;
use crate::library::{Kind, Library};
use crate::routine::{FigureRef, Id};
use crate::symptoms::Side;
use crate::ui::figure::hex;
use crate::word::Word as _;
use crate::words::page::{self, Paragraph, Weight};

/// Columns of running text.
const WIDTH: usize = 78;

pub(super) fn show(library: &Library, name: &str, card: bool, runner: &Runner) -> Result<String, Failure> {
    let id = Id::new(name).unwrap_or_else(|| Id::from_words(name));
    let failed = |error| library_failure(library, &error);
    if library.source(Kind::Routine, &id).is_some() {
        let routine = library.routine(&id).map_err(failed)?;
        if !card {
            return Ok(text(&page::routine_known(&routine, library, &runner.known_of(&routine))));
        }
        if routine.card.is_empty() {
            let hint = "hint: try `runup show first-steps --card`";
            return Err(Failure::Said(format!("{id} has no card to learn by heart\n{hint}")));
        }
        let lines =
            routine.card.iter().map(|line| Paragraph { weight: Weight::Text, indent: 0, text: line.clone() });
        return Ok(text(&lines.collect::<Vec<_>>()));
    }
    if library.source(Kind::Exercise, &id).is_some() && !card {
        let exercise = library.exercise(&id).map_err(failed)?;
        return Ok(text(&page::exercise(&exercise, library)));
    }
    if library.source(Kind::Plan, &id).is_some() && !card {
        let plan = library.plan(&id).map_err(failed)?;
        return Ok(text(&page::plan(&plan, library)));
    }
    let known = [Kind::Routine, Kind::Exercise, Kind::Plan].into_iter().flat_map(|kind| library.ids(kind));
    let near = nearest(id.as_str(), known.map(|(id, _)| id.as_str()));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let what = if card { "routine" } else { "routine, exercise or plan" };
    Err(Failure::Said(format!("can't find the {what} `{}`{near}", printable(name))))
}

/// The form of a routine that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnPaper {
    /// Markdown.
    Markdown,
    /// A page for a browser.
    Page,
}

/// Returns a routine to be printed.
pub(super) fn on_paper(
    library: &Library,
    name: &str,
    runner: &Runner,
    form: OnPaper,
) -> Result<String, Failure> {
    let id = Id::new(name).unwrap_or_else(|| Id::from_words(name));
    let other = [Kind::Exercise, Kind::Plan].into_iter().find(|kind| library.source(*kind, &id).is_some());
    if let Some(kind) = other.filter(|_| library.source(Kind::Routine, &id).is_none()) {
        let hint = format!("hint: print it as text with `runup show {id}`");
        let option = if form == OnPaper::Page { "--html" } else { "--markdown" };
        return Err(Failure::Said(format!("{kind} `{id}`: {option} works for routines only\n{hint}")));
    }
    let routine = library.routine(&id).map_err(|error| library_failure(library, &error))?;
    let known = runner.known_of(&routine);
    Ok(match form {
        OnPaper::Markdown => markdown::routine(&routine, library, &known),
        OnPaper::Page => markdown::routine_page(&routine, library, &known, &|shown| drawn(library, shown)),
    })
}

/// Draws the figure of an exercise in two poses.
fn drawn(library: &Library, shown: &FigureRef) -> Option<String> {
    let figure = library.figure(&shown.id).ok()?;
    let view = shown.view.as_deref().and_then(View::of_word).unwrap_or(figure.view);
    Some(svg(&figure, view, Side::Right, Shows::Poses, &hex))
}

/// Writes paragraphs in lines of at most 78 columns, a blank one before each heading.
fn text(paragraphs: &[Paragraph]) -> String {
    let mut out = String::new();
    let mut before = None;
    for paragraph in paragraphs {
        // The lines at the top stand apart; below a heading they stand together.
        let apart = paragraph.weight == Weight::Heading
            || (paragraph.indent == 0 && before == Some((Weight::Text, 0)) && paragraphs.len() > 12);
        if before.is_some() && apart {
            out.push('\n');
        }
        lines(&mut out, paragraph);
        before = Some((paragraph.weight, paragraph.indent));
    }
    out
}

fn lines(out: &mut String, paragraph: &Paragraph) {
    let indent = " ".repeat(usize::from(paragraph.indent));
    let mut column = 0;
    for word in paragraph.text.split_whitespace() {
        let width = word.width();
        if column > 0 && column + 1 + width <= WIDTH {
            out.push(' ');
            column += 1;
        } else {
            if column > 0 {
                out.push('\n');
            }
            out.push_str(&indent);
            column = indent.len();
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
}
