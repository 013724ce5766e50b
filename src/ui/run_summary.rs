//! The end of a run: the run itself, and one question at a time, each answered by one key.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::frame::{date, margins, notice};
use super::page::{Page, Size};
use super::{digits, hints, question, shoes};
use crate::app::keymap::{Action, Context};
use crate::app::{App, RunSummary};
use crate::dialog::Kind;
use crate::session::Now;
use crate::time::Clock;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, ran: &RunSummary, now: Now) {
    let size = page.size();
    let run = ran.run();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = page.width() - 2 * x;
    let bottom = notice(page, app);
    let walk = run.run_minutes == Some(0.0);
    let (word, style) = match (run.is_cut(), walk) {
        (true, false) => ("run, in part", theme.strong),
        (true, true) => ("walk, in part", theme.strong),
        (false, false) => ("✓ run done", theme.good.patch(theme.strong)),
        (false, true) => ("✓ walk done", theme.good.patch(theme.strong)),
    };
    let end = page.put(x, y, width, Span::styled(word, style));
    let answers = run.prescription.clone().unwrap_or_default();
    let right = if size > Size::Small { date(page, now) - 2 } else { x + width };
    page.put(end + 2, y, right.saturating_sub(end + 2), Span::styled(answers, theme.muted));

    let seconds = |minutes: f64| Duration::from_secs((minutes * 60.0).round() as u64);
    let all = Clock(seconds(run.minutes)).to_string();
    // If the running part was not given, only the whole is known.
    let (time, word, all) = match run.run_minutes {
        None => (all, "in all", None),
        Some(_) if walk => (all, "walking", None),
        Some(part) => (Clock(seconds(part)).to_string(), "running", Some(format!("{all} in all"))),
    };
    let (gap, rows) = match size {
        Size::Large => (4, 9),
        Size::Middle => (2, 6),
        Size::Small => (1, if page.height() > 14 { 4 } else { 0 }),
    };
    let mut top = y + 1 + gap;
    let rows = digits::fit(&time, width.saturating_sub(14), rows);
    if rows >= 3 {
        let after = digits::draw(page, (x, top), rows, &time, theme.text) + 3;
        page.put(after, top + rows - 2, width, Span::styled(word, theme.calm.patch(theme.strong)));
        if let Some(all) = all {
            page.put(after, top + rows - 1, width, Span::styled(all, theme.muted));
        }
        top += rows + gap.min(2);
    } else {
        let line = Line::from(vec![
            Span::styled(time, theme.strong),
            Span::styled(
                format!(
                    " {}",
                    [Some(word.to_owned()), all].into_iter().flatten().collect::<Vec<_>>().join(", ")
                ),
                theme.text,
            ),
        ]);
        page.line(x, top - 1, width, line);
        top += 1;
    }
    let mut flow = page.flow(x, top, width.min(72), bottom);
    match ran.dialog.asked() {
        Some(ask) => question::draw(&mut flow, ask, ran.pain()),
        None if ran.is_kept() => {
            flow.wrap("Saved in your history.", theme.text, 2);
            flow.gap(1);
            flow.wrap(
                "How it feels later today and tomorrow morning decides what comes next.",
                theme.muted,
                3,
            );
        }
        None => {
            flow.wrap("Played at another speed, so it doesn't count and isn't saved.", theme.text, 3);
        }
    }
    if let Some(beside) = &ran.beside {
        flow.gap(u16::from(size > Size::Small));
        flow.wrap(&flow.page.words.again(beside), theme.text, 4);
    }
    let worn = app.core.worn(run.shoe.as_deref(), run.date, now).filter(|_| ran.is_kept());
    if let Some(worn) = &worn {
        flow.gap(u16::from(size > Size::Small));
        shoes::worn(&mut flow, Context::RunSummary, worn);
        let rack = app.core.rack(now);
        let pair = run.shoe.as_deref().and_then(|id| rack.pair(id)).filter(|pair| pair.just_worn());
        if let Some(words) =
            pair.and_then(|pair| app.stage.words().shoe_reminder(pair, app.core.settings.units))
        {
            flow.wrap(&words, theme.muted, 4);
        }
    }
    keys(page, ran, worn.is_some());
}

fn keys(page: &mut Page, ran: &RunSummary, shod: bool) {
    let context = Context::RunSummary;
    let asked = ran.dialog.asked();
    let scale = asked.is_some_and(|ask| ask.kind() == Kind::Scale);
    let digits = asked.map(|ask| match ask.digits().len() {
        0 => hints::digits("0-9", "pain"),
        several => hints::digits(&format!("1-{several}"), "answer"),
    });
    let accept = if asked.is_some() { "skip" } else { "done" };
    hints::draw(
        page,
        context,
        [
            digits,
            hints::called(context, Action::Accept, accept),
            if scale { hints::pair(context, [Action::Less, Action::More], "by one") } else { None },
            hints::of(context, Action::Wear).filter(|_| shod),
        ],
    );
}
