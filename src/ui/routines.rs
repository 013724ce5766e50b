//! All routines by when they are done, and a description of the chosen one.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page::{Flow, Page, Size};
use super::{frame, hints, text};
use crate::app::App;
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::day::Listed;
use crate::phrase;
use crate::record::lock::Lock;
use crate::routine::{Block, Routine, When};
use crate::session::Now;
use crate::time::Clock;
use crate::words::routine as words;

/// Columns and rows of the first step's figure, its caption apart.
const FIGURE: (u16, u16) = (26, 13);
/// Columns of the mark before a name and of the gap after it, and least columns beside the list with its gap.
const AROUND: u16 = 4;
const DETAILS: u16 = 33;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, chosen: usize, now: Now) {
    let size = page.size();
    let context = Context::Routines;
    let frame::Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let all = app.core.catalogue();
    let listed = all.get(chosen);
    let lengths = lengths(app, all, now);
    match size {
        Size::Small => {
            let split = top + (bottom - top) / 2;
            let end = list(&mut page.flow(x, top, width, split), app, chosen, &lengths);
            details(&mut page.flow(x, end + 1, width, bottom), listed, 0, app.core.lock());
        }
        Size::Middle | Size::Large => {
            let large = size == Size::Large;
            let (left, gap) =
                if large { (width * 36 / 100, 5) } else { (middle_list(all, &lengths, width), 3) };
            list(&mut page.flow(x, top, left, bottom), app, chosen, &lengths);
            let (column, words) = (x + left + gap, width - left - gap);
            let beside = if large { first_step(page, app, now, (x + width, top)) } else { 0 };
            details(&mut page.flow(column, top, words, bottom), listed, beside, app.core.lock());
        }
    }
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "choose"),
            hints::of(context, Action::Accept),
            hints::of(context, Action::Why),
            hints::of(context, Action::Today),
        ],
    );
}

/// Returns what stands after the name of each: how long it is now, or that it is not played.
fn lengths(app: &App, all: &[Listed], now: Now) -> Vec<String> {
    let length = |listed: &Listed| match listed.routine() {
        Some(routine) if !app.core.lock().allows(routine.stress) => "locked".to_owned(),
        Some(_) => {
            let takes = app.core.takes(&listed.id, now);
            takes.map_or_else(|| "not today".to_owned(), |length| Clock(length).to_string())
        }
        None => String::new(),
    };
    all.iter().map(length).collect()
}

/// Returns the columns of a list in which no name is cut, as far as what is beside it keeps its own.
fn middle_list(all: &[Listed], lengths: &[String], width: u16) -> u16 {
    let of = |(listed, length): (&Listed, &String)| text::width(listed.name()) + text::width(length);
    let widest = all.iter().zip(lengths).map(of).max().unwrap_or(0);
    let least = width * 46 / 100;
    (AROUND + widest).clamp(least, (width - DETAILS).max(least))
}

/// Draws the first step's figure with its caption, ending before a column; returns its columns.
fn first_step(page: &mut Page, app: &App, now: Now, (end, top): (u16, u16)) -> u16 {
    let place = Rect::new(end - FIGURE.0, top, FIGURE.0, FIGURE.1);
    if frame::picture(page, app, now, None, place).is_none() {
        return 0;
    }
    if let Some(caption) = app.stage.figure().and_then(|shown| shown.figure.caption.clone()) {
        let muted = page.theme.muted;
        page.flow(place.x, place.bottom(), place.width, place.bottom() + 2).wrap(&caption, muted, 2);
    }
    FIGURE.0
}

enum Row<'a> {
    Blank,
    Heading(&'static str),
    Routine(usize, &'a Listed),
}

/// Draws the list so that the chosen one is seen, and returns the row after it.
fn list(flow: &mut Flow, app: &App, chosen: usize, lengths: &[String]) -> u16 {
    let all = app.core.catalogue();
    let theme = flow.page.theme;
    let mut rows = Vec::new();
    let mut before = None;
    for (i, listed) in all.iter().enumerate() {
        let heading = heading(listed);
        if before != Some(heading) {
            if before.is_some() {
                rows.push(Row::Blank);
            }
            rows.push(Row::Heading(heading));
            before = Some(heading);
        }
        rows.push(Row::Routine(i, listed));
    }
    if rows.is_empty() {
        flow.put(Span::styled("No routines here.", theme.text));
    }
    let high = usize::from(flow.left());
    let at = rows.iter().position(|row| matches!(row, Row::Routine(i, _) if *i == chosen)).unwrap_or(0);
    let skip = if rows.len() <= high { 0 } else { at.saturating_sub(high / 2).min(rows.len() - high) };
    for row in rows.into_iter().skip(skip).take(high) {
        match row {
            Row::Blank => flow.gap(1),
            Row::Heading(words) => flow.put(Span::styled(words, theme.muted)),
            Row::Routine(i, listed) => {
                flow.mark(Target::Row(i as u16));
                entry(flow, listed, i == chosen, lengths.get(i).cloned().unwrap_or_default());
            }
        }
    }
    flow.y
}

fn heading(listed: &Listed) -> &'static str {
    match listed.routine() {
        Some(routine) => words::when(routine.when.first().copied()),
        None => "can't be read",
    }
}

fn entry(flow: &mut Flow, listed: &Listed, chosen: bool, length: String) {
    let theme = flow.page.theme;
    let (mark, style) = if chosen { ("› ", theme.strong) } else { ("  ", theme.text) };
    let mut line = vec![
        Span::styled(mark, theme.calm.patch(theme.strong)),
        Span::styled(listed.name().to_owned(), style),
    ];
    // In a narrow list a few would have it and most not.
    if let Some(routine) = listed.routine().filter(|_| flow.page.size() != Size::Middle) {
        let targets = words::tissues(&routine.targets);
        let used = text::width(listed.name()) + text::width(&length) + 6;
        if used + text::width(&targets) <= flow.width {
            line.push(Span::styled(format!("  {targets}"), theme.muted));
        }
    }
    flow.put_both(Line::from(line), Span::styled(length, if chosen { theme.text } else { theme.muted }));
}

/// What the chosen one is: what it is for beside a figure of so many columns, then what is done.
fn details(flow: &mut Flow, listed: Option<&Listed>, figure: u16, lock: Lock) {
    let theme = flow.page.theme;
    let size = flow.page.size();
    let Some(listed) = listed else { return };
    let routine = match &listed.content {
        Ok(routine) => routine,
        Err(problem) => {
            flow.wrap(listed.name(), theme.strong, 1);
            let rows = flow.left();
            return flow.wrap(problem, theme.text, rows);
        }
    };
    let roomy = size > Size::Small;
    let (width, top) = (flow.width, flow.y);
    if figure > 0 {
        flow.width -= figure + 3;
    }
    if roomy {
        flow.wrap(&routine.name, theme.strong, 2);
    }
    if let Some(words) = flow.page.words.lock(lock).filter(|_| !lock.allows(routine.stress)) {
        flow.wrap(words, theme.strong, if roomy { 6 } else { 3 });
    }
    if let Some(summary) = &routine.summary {
        let rows = if roomy { 6 } else { 2 };
        flow.wrap(leading(summary, flow.width, rows), theme.text, rows);
    }
    if roomy {
        flow.gap(1);
    }
    flow.labelled("for", &facts(routine), 3);
    let works = words::tissues(&routine.targets);
    let needed = phrase::needed(routine.steps().map(|step| &step.exercise));
    for (label, words) in [("works", Some(works)), ("needs", needed)] {
        // Half a list says what is not so.
        let whole = |words: &String| {
            text::wrap(words, flow.width.saturating_sub(8)).len() <= usize::from(flow.left())
        };
        if let Some(words) = words.filter(whole) {
            flow.labelled(label, &words, 3);
        }
    }
    if roomy {
        flow.gap(1);
    }
    if figure > 0 {
        flow.width = width;
        flow.y = flow.y.max(top + FIGURE.1 + 2);
    }
    let mut spare = flow.left().saturating_sub(rows(&routine.blocks));
    steps(flow, &routine.blocks, 0, &mut spare);
    if roomy {
        flow.gap(1);
    }
    // Care is read whole or not at all: what is cut off may be the part that matters.
    let room = flow.width.saturating_sub(8.min(flow.width / 3));
    let rows: usize = routine.caution.iter().map(|caution| text::wrap(caution, room).len()).sum();
    if rows > usize::from(flow.left()) {
        let key = flow.page.keys.key_for(Context::Routines, Action::Why).map(|key| key.to_string());
        flow.labelled("care", &format!("{} shows what to look out for", key.unwrap_or_default()), 2);
        return;
    }
    for (i, caution) in routine.caution.iter().enumerate() {
        flow.labelled(if i == 0 { "care" } else { "" }, caution, u16::MAX);
    }
    // The rest stands whole on the page of its own, or it is left to that page.
    if let Some(evidence) = &routine.evidence {
        let rows = text::wrap(evidence, flow.width.saturating_sub(8)).len() as u16;
        if roomy && rows + 1 < flow.left() {
            flow.gap(1);
            flow.labelled("why", evidence, rows);
        }
    }
}

/// Returns the sentences that fit into so many rows; the whole text if not even the first does.
fn leading(words: &str, width: u16, rows: u16) -> &str {
    let fits = |words: &str| text::wrap(words, width).len() <= usize::from(rows);
    if fits(words) {
        return words;
    }
    let ends = words.match_indices(". ").map(|(at, _)| &words[..=at]);
    ends.filter(|words| fits(words)).last().unwrap_or(words)
}

fn facts(routine: &Routine) -> String {
    let mut facts = vec![words::level(routine.level).trim_start_matches("for ").to_owned()];
    facts.extend(routine.when.iter().map(|when: &When| words::when(Some(*when)).to_owned()));
    facts.extend(routine.every.as_ref().map(words::every));
    facts.extend(routine.set_by_clinician.then(|| "set by a clinician".to_owned()));
    facts.extend(routine.steps().any(|step| step.not_read.is_some()).then(|| "partly read".to_owned()));
    facts.join(", ")
}

/// Returns the rows of steps if each takes one.
fn rows(blocks: &[Block]) -> u16 {
    let of = |block: &Block| match block {
        Block::Step(_) => 1,
        Block::Circuit(circuit) => 1 + rows(&circuit.blocks),
    };
    blocks.iter().map(of).sum()
}

/// Lists steps, each with its dose; one that is too long for its row takes one of those to spare, or is left out.
fn steps(flow: &mut Flow, blocks: &[Block], depth: u16, spare: &mut u16) {
    let theme = flow.page.theme;
    let indent = " ".repeat(usize::from(depth) * 2);
    for block in blocks {
        match block {
            Block::Step(step) => {
                let name = Span::styled(format!("{indent}· {}", step.exercise.name), theme.text);
                let load = step.load.as_ref().map(|load| format!(", {load}")).unwrap_or_default();
                let load = if step.not_read.is_some() { load + ", read in part" } else { load };
                let dose = words::dose(step) + &load;
                let room = flow.width.saturating_sub(text::width(&name.content) + 2);
                let dose = if text::width(&dose) > room { words::short_dose(step) + &load } else { dose };
                let dose_room = flow.width.saturating_sub(4 + 2 * depth);
                if text::width(&dose) <= room {
                    flow.put(Line::from(vec![name, Span::styled(format!("  {dose}"), theme.muted)]));
                } else if *spare > 0 && text::width(&dose) <= dose_room {
                    *spare -= 1;
                    flow.put(name);
                    flow.put(Span::styled(format!("{indent}    {dose}"), theme.muted));
                } else {
                    flow.put(name);
                }
            }
            Block::Circuit(circuit) => {
                flow.put(Span::styled(format!("{indent}{} rounds of", circuit.rounds), theme.muted));
                steps(flow, &circuit.blocks, depth + 1, spare);
            }
        }
    }
}
