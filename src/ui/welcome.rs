//! The first start: what this is and is not, and one question whose key starts the warm-up.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::frame::{self, margins};
use super::page::{Flow, Page, Size};
use super::{hints, question, text};
use crate::app::keymap::{Action, Context};
use crate::app::{self, App};
use crate::body::{Joints, Point};
use crate::dialog::Dialog;
use crate::dialog::first_start::FirstStart;
use crate::session::Now;
use crate::symptoms::Region;

/// What the program is, and when to see a doctor instead; the number to call follows.
const NOTICE: [&str; 2] = [
    "General exercises for healthy adults. Runup does not diagnose or treat anything. See a doctor \
     or physio first if you have a health condition, are pregnant, under 18 or have had surgery, or \
     if severe pain, swelling or numbness is new.",
    "Stop if pain turns sharp. In an emergency call",
];
/// The same if there is little room.
const NOTICE_SHORT: [&str; 2] = [
    "Exercises for healthy adults; no diagnosis, no treatment. Ill, pregnant, under 18, surgery, \
     severe pain, swelling or numbness? See a doctor first.",
    "Stop if pain is sharp. Emergency:",
];

/// Columns and rows of the leg, and the columns that are free before it.
pub(super) const LEG_LARGE: (u16, u16) = (36, 20);
pub(super) const LEG_MIDDLE: (u16, u16) = (22, 12);
const BEFORE: u16 = 6;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let bottom = frame::notice(page, app);
    let room = page.width() - 2 * x;
    let width = room.min(if size == Size::Large { room - LEG_LARGE.0 - BEFORE } else { 76 });
    let top = y + if size == Size::Large { 4 } else { roomy };
    let mut flow = page.flow(x, top, width, bottom);
    if size > Size::Small {
        flow.put(Line::from(vec![
            Span::styled("runup", theme.strong),
            Span::styled("  the few minutes before a run", theme.muted),
        ]));
        flow.gap(1 + u16::from(size == Size::Large));
    }
    let [what, stop] = if size == Size::Small { NOTICE_SHORT } else { NOTICE };
    let number = flow.page.words.emergency_number(app.core.emergency());
    for line in [what.to_owned(), format!("{stop} {number}.")] {
        flow.wrap(&line, theme.text, 5);
        flow.gap(roomy);
    }
    flow.gap(u16::from(size == Size::Large));
    if flow.left() > 7 {
        flow.gap(u16::from(size == Size::Small));
    }
    let question = flow.y;
    flow.put(Span::styled("Sore anywhere?", theme.strong));
    flow.gap(u16::from(size == Size::Large));
    let context = Context::Welcome;
    let key = |action| app.stage.keymap().key_for(context, action).map(|key| key.to_string());
    let mut answers = Vec::new();
    answers.extend(key(Action::Nothing).map(|key| (key, "no, nothing".to_owned())));
    for (i, region) in app::welcome_regions().into_iter().enumerate() {
        answers.push(((i + 1).to_string(), place(region).to_owned()));
    }
    answers.extend(key(Action::Signs).map(|key| (key, "something is wrong".to_owned())));
    let rows = usize::from(flow.left());
    if answers.len() <= rows {
        for (key, words) in answers {
            let key = Span::styled(format!("{key}  "), theme.calm.patch(theme.strong));
            flow.put(Line::from(vec![key, Span::styled(words, theme.text)]));
        }
    } else {
        packed(&mut flow, answers);
    }
    flow.gap(roomy);
    if size > Size::Small {
        flow.put(Span::styled("Your answer picks the warm-up.", theme.muted));
    }
    let right = x + room;
    match size {
        Size::Large => {
            let rows = LEG_LARGE.1.min(bottom - top - 1);
            leg(page, app, now, Rect::new(right - LEG_LARGE.0, top, LEG_LARGE.0, rows));
        }
        // Beside the answers, if the words above leave the rows.
        Size::Middle => {
            let rows = LEG_MIDDLE.1.min(bottom.saturating_sub(question + 1));
            leg(page, app, now, Rect::new(right - LEG_MIDDLE.0 - BEFORE, question, LEG_MIDDLE.0, rows));
        }
        Size::Small => {}
    }
    let leave = if app.view().screen_before().is_some() { "back" } else { "quit" };
    hints::draw(
        page,
        context,
        [hints::of(context, Action::Accept), hints::called(context, Action::Quit, leave)],
    );
}

/// Draws the question on which side it is sore.
pub(super) fn side(page: &mut Page, app: &App, dialog: &Dialog<FirstStart>) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let bottom = frame::notice(page, app);
    let width = (page.width() - 2 * x).min(76);
    let top = y + if size == Size::Large { 4 } else { u16::from(size > Size::Small) };
    let mut flow = page.flow(x, top, width, bottom);
    let place = FirstStart::sore(dialog.steps()).first().map(|sore| sore.site.region.at_words());
    flow.put(Span::styled(format!("Sore {}.", place.unwrap_or_default()), theme.muted));
    flow.gap(1);
    if let Some(ask) = dialog.asked() {
        question::draw(&mut flow, ask, None);
    }
    let context = Context::Welcome;
    let hint = [
        Some(hints::digits("1-3", "answer")),
        hints::called(context, Action::Accept, "skip"),
        hints::called(context, Action::Quit, "back"),
    ];
    hints::draw(page, context, hint);
}

/// Draws the leg with the number of each answer beside its place.
pub(super) fn leg(page: &mut Page, app: &App, now: Now, place: Rect) {
    let Some(scene) = frame::picture(page, app, now, None, place) else { return };
    let moment = app.view().moment_alone(now.mono);
    let number = page.theme.accent.patch(page.theme.strong);
    let beside = |x: f32, y: f32| {
        let from = move |joints: &Joints| Point::new(joints.near.ankle.x + x, y);
        scene.cell_of(&moment, from)
    };
    // Behind the calf, the tendon and the heel; under the heel.
    for (i, cell) in [beside(-7.4, 20.5), beside(-5.6, 10.5), beside(-6.6, 3.5)].into_iter().enumerate() {
        if let Some((column, row)) = cell {
            page.put(place.x + column, place.y + row, 1, Span::styled((i + 1).to_string(), number));
        }
    }
    if let Some((column, _)) = beside(-2.5, 0.5) {
        page.put(place.x + column, place.bottom(), 1, Span::styled("4", number));
    }
}

/// Puts as many answers on a row as find room.
fn packed(flow: &mut Flow, answers: Vec<(String, String)>) {
    let theme = flow.page.theme;
    let mut row: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (key, words) in answers {
        let wide = text::width(&key) + text::width(&words) + 1;
        if used > 0 && used + 2 + wide > flow.width {
            flow.put(Line::from(std::mem::take(&mut row)));
            used = 0;
        }
        if used > 0 {
            row.push(Span::raw("  "));
            used += 2;
        }
        row.push(Span::styled(key, theme.calm.patch(theme.strong)));
        row.push(Span::styled(format!(" {words}"), theme.text));
        used += wide;
    }
    flow.put(Line::from(row));
}

const fn place(region: Region) -> &'static str {
    match region {
        Region::CalfMuscle => "calf",
        Region::TendonMid => "Achilles (above the heel)",
        Region::BackHeelBone => "back of the heel",
        Region::UnderHeel => "under the heel",
        Region::HeelBoneDeep => "deep in the heel bone",
        Region::Elsewhere => "elsewhere",
    }
}
