//! What the tests came to: both sides, how far apart, how many are enough, and what it means.

use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Flow, Page, Size};
use super::{hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Tested};
use crate::plan::diary::TestFact;
use crate::plan::readiness::{Row, norm};
use crate::session::Now;

/// Widest running text.
const MEASURE: u16 = 72;
/// Columns of the name, and of each number.
const NAME: usize = 18;
const NUMBER: usize = 10;

/// Draws the page.
pub(super) fn draw(page: &mut Page, app: &App, tested: &Tested, now: Now) {
    let size = page.size();
    let context = Context::Tested;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let mut flow = page.flow(x, top, width.min(MEASURE), bottom);
    if let Some(typed) = tested.year() {
        return born(flow, typed);
    }
    let wide = size > Size::Small;
    let head = if wide {
        format!("{:NAME$}{:NUMBER$}{:NUMBER$}{:NUMBER$}pain", "", "left", "right", "apart")
    } else {
        format!("{:NAME$}left / right", "")
    };
    flow.put(Span::styled(head, theme.muted));
    for row in &tested.rows {
        table_row(&mut flow, row, wide);
        if wide {
            for line in text::wrap_to(&flow.page.words.norm(norm(row.kind, tested.age)), MEASURE - 2, 2) {
                flow.put(Line::from(vec![Span::raw("  "), Span::styled(line, theme.muted)]));
            }
            flow.gap(u16::from(size == Size::Large));
        }
    }
    if let Some(without) = &tested.without {
        flow.wrap(without, theme.text, 2);
    }
    flow.gap(1);
    flow.wrap(&tested.meaning, theme.strong, 4);
    flow.gap(roomy);
    if !tested.taken_back && tested.kept && flow.left() > 1 {
        flow.wrap("Saved in your history.", theme.muted, 1);
    }
    let undo = if tested.taken_back { "bring back" } else { "take back" };
    hints::draw(
        page,
        context,
        [
            hints::of(context, Action::Accept),
            hints::called(context, Action::Undo, undo).filter(|_| tested.kept),
        ],
    );
}

/// One test: where there is room a row of a table, else a line.
fn table_row(flow: &mut Flow, row: &Row, wide: bool) {
    let (theme, words) = (flow.page.theme, flow.page.words);
    let number = |test: Option<TestFact>| {
        test.map_or_else(|| "–".to_owned(), |test| words.test_result(row.kind, test.value))
    };
    let (left, right) = (number(row.left), number(row.right));
    let apart = row.apart().map_or_else(|| "–".to_owned(), |apart| words.apart(apart));
    let pain = row.pain().map(|pain| pain.to_string());
    let name = Span::styled(format!("{:NAME$}", words.test(row.kind)), theme.strong);
    if wide {
        let pain = pain.unwrap_or_else(|| "–".to_owned());
        let numbers = format!("{left:NUMBER$}{right:NUMBER$}{apart:NUMBER$}{pain}");
        return flow.put(Line::from(vec![name, Span::styled(numbers, theme.text)]));
    }
    let pain = pain.map(|pain| format!(", pain {pain}")).unwrap_or_default();
    flow.put(Line::from(vec![name, Span::styled(format!("{left} / {right}{pain}"), theme.text)]));
}

/// Asks for the year of birth.
fn born(mut flow: Flow, typed: u32) {
    let theme = flow.page.theme;
    flow.wrap("In which year were you born?", theme.strong, 2);
    flow.gap(1);
    flow.wrap(
        "How many raises are enough gets less with age. It is asked once; without it the number for people under \
         fifty holds.",
        theme.muted,
        4,
    );
    flow.gap(1);
    let shown = if typed > 0 { typed.to_string() } else { "–".to_owned() };
    flow.put(Span::styled(shown, theme.strong));
    let context = Context::Tested;
    let accept = if typed > 0 { "keep" } else { "leave it out" };
    hints::draw(
        flow.page,
        context,
        [
            Some(hints::digits("0-9", "year")),
            hints::called(context, Action::Accept, accept),
            hints::of(context, Action::Less).filter(|_| typed > 0),
        ],
    );
}
