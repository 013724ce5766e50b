//! All routines by when they are done, and what the chosen one is.

use ratatui::text::{Line, Span};

use super::page::{Flow, Page, Size};
use super::{hints, margins, text};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Listed, words};
use crate::phrase;
use crate::record::lock::Lock;
use crate::routine::{Block, Routine, When};
use crate::time::Clock;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, chosen: usize) {
    let size = page.size();
    let (x, y) = margins(size);
    let width = page.width() - 2 * x;
    super::tabs(page, "routines", String::new());
    let all = app.catalogue();
    let bottom = hints::row(page).saturating_sub(u16::from(size > Size::Small));
    let from = y + if size == Size::Small { 1 } else { 3 };
    match size {
        Size::Small => {
            let split = from + (bottom - from) / 2;
            let end = list(&mut page.flow(x, from, width, split), app, chosen);
            let mut flow = page.flow(x, end + 1, width, bottom);
            details(&mut flow, all.get(chosen), size, app.lock());
        }
        Size::Middle | Size::Large => {
            let left = width * if size == Size::Large { 40 } else { 46 } / 100;
            let gap = if size == Size::Large { 6 } else { 4 };
            list(&mut page.flow(x, from, left, bottom), app, chosen);
            let mut flow = page.flow(x + left + gap, from, width - left - gap, bottom);
            details(&mut flow, all.get(chosen), size, app.lock());
        }
    }
    let context = Context::Routines;
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "choose"),
            hints::of(context, Action::Accept),
            hints::of(context, Action::Why),
            hints::of(context, Action::Today),
            hints::of(context, Action::Quit),
        ],
    );
}

enum Row<'a> {
    Blank,
    Heading(&'static str),
    Routine(usize, &'a Listed),
}

/// Draws the list so that the chosen one is seen, and returns the row after it.
fn list(flow: &mut Flow, app: &App, chosen: usize) -> u16 {
    let (all, lock) = (app.catalogue(), app.lock());
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
        flow.put(Span::styled("No routines are here.", theme.text));
    }
    let high = usize::from(flow.left());
    let at = rows.iter().position(|row| matches!(row, Row::Routine(i, _) if *i == chosen)).unwrap_or(0);
    let skip = if rows.len() <= high { 0 } else { at.saturating_sub(high / 2).min(rows.len() - high) };
    for row in rows.into_iter().skip(skip).take(high) {
        match row {
            Row::Blank => flow.gap(1),
            Row::Heading(words) => flow.put(Span::styled(words, theme.muted)),
            Row::Routine(i, listed) => entry(flow, listed, i == chosen, lock),
        }
    }
    flow.y
}

fn heading(listed: &Listed) -> &'static str {
    match listed.routine() {
        Some(routine) => words::when(routine.when.first().copied()),
        None => "cannot be read",
    }
}

fn entry(flow: &mut Flow, listed: &Listed, chosen: bool, lock: Lock) {
    let theme = flow.page.theme;
    let (mark, style) = if chosen { ("› ", theme.strong) } else { ("  ", theme.text) };
    let mut line = vec![
        Span::styled(mark, theme.calm.patch(theme.strong)),
        Span::styled(listed.name().to_owned(), style),
    ];
    let length = match &listed.content {
        Ok((routine, _)) if !lock.allows(routine.stress) => "locked".to_owned(),
        Ok((_, length)) => Clock(*length).to_string(),
        Err(_) => String::new(),
    };
    if let Some(routine) = listed.routine() {
        let targets = words::tissues(&routine.targets);
        let used = text::width(listed.name()) + text::width(&length) + 6;
        if used + text::width(&targets) <= flow.width {
            line.push(Span::styled(format!("  {targets}"), theme.muted));
        }
    }
    flow.put_both(Line::from(line), Span::styled(length, if chosen { theme.text } else { theme.muted }));
}

fn details(flow: &mut Flow, listed: Option<&Listed>, size: Size, lock: Lock) {
    let theme = flow.page.theme;
    let Some(listed) = listed else { return };
    let routine = match &listed.content {
        Ok((routine, _)) => routine,
        Err(problem) => {
            flow.wrap(listed.name(), theme.strong, 1);
            let rows = flow.left();
            return flow.wrap(problem, theme.text, rows);
        }
    };
    let roomy = size > Size::Small;
    if roomy {
        flow.wrap(&routine.name, theme.strong, 2);
    }
    if let Some(words) = lock.words().filter(|_| !lock.allows(routine.stress)) {
        flow.wrap(words, theme.strong, if roomy { 4 } else { 3 });
    }
    if let Some(summary) = &routine.summary {
        flow.wrap(summary, theme.text, if roomy { 4 } else { 2 });
    }
    if roomy {
        flow.gap(1);
    }
    flow.labelled("for", &facts(routine), 2);
    flow.labelled("works", &words::tissues(&routine.targets), 2);
    if let Some(needed) = phrase::needed(routine.steps().map(|step| &step.exercise)) {
        flow.labelled("needs", &needed, 2);
    }
    if roomy {
        flow.gap(1);
    }
    steps(flow, &routine.blocks, 0);
    if roomy {
        flow.gap(1);
    }
    for (i, caution) in routine.caution.iter().enumerate() {
        flow.labelled(if i == 0 { "care" } else { "" }, caution, 3);
    }
    if roomy && flow.left() > 2 {
        flow.gap(1);
    }
    let papers = !routine.sources.is_empty() && flow.left() > 2;
    if let Some(evidence) = &routine.evidence {
        let rows = flow.left().saturating_sub(u16::from(papers));
        flow.labelled("why", evidence, rows);
    }
    if papers {
        flow.labelled("papers", &routine.sources.join(", "), 1);
    }
}

fn facts(routine: &Routine) -> String {
    let mut facts = vec![words::level(routine.level).trim_start_matches("for ").to_owned()];
    facts.extend(routine.when.iter().map(|when: &When| words::when(Some(*when)).to_owned()));
    facts.extend(routine.every.as_ref().map(words::every));
    facts.join(", ")
}

fn steps(flow: &mut Flow, blocks: &[Block], depth: u16) {
    let theme = flow.page.theme;
    let indent = " ".repeat(usize::from(depth) * 2);
    for block in blocks {
        match block {
            Block::Step(step) => {
                let name = Span::styled(format!("{indent}· {}", step.exercise.name), theme.text);
                let dose = words::dose(step);
                let room = flow.width.saturating_sub(text::width(&name.content) + 2);
                let dose = if text::width(&dose) > room { words::short_dose(step) } else { dose };
                flow.put(Line::from(vec![name, Span::styled(format!("  {dose}"), theme.muted)]));
            }
            Block::Circuit(circuit) => {
                flow.put(Span::styled(format!("{indent}{} rounds of", circuit.rounds), theme.muted));
                steps(flow, &circuit.blocks, depth + 1);
            }
        }
    }
}
