//! The first start: what this is and is not, and one question whose key starts the warm-up.

use ratatui::text::{Line, Span};

use super::page::{Flow, Page, Size};
use super::{hints, margins, text};
use crate::app::keymap::{self, Action, Context};
use crate::app::{self, App};
use crate::symptoms::{Region, emergency};

/// What the program is, and when to see somebody instead; the number to call follows.
const NOTICE: [&str; 2] = [
    "General exercises for healthy adults. Runup examines nothing and treats nothing. With a condition, pregnant, \
     under 18, after surgery, with new severe pain, swelling or numbness: see a clinician first.",
    "Stop whatever turns sharp. In an emergency call",
];
/// The same where there is little room.
const NOTICE_SHORT: [&str; 2] = [
    "Exercises for healthy adults; no diagnosis, no treatment. Ill, pregnant, under 18, surgery, severe pain, \
     swelling, numb: clinician first.",
    "Stop if sharp. Emergency:",
];

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let bottom = super::notice(page, app);
    let width = (page.width() - 2 * x).min(72);
    let top = y + if size == Size::Large { 5 } else { roomy };
    let mut flow = page.flow(x, top, width, bottom);
    if size > Size::Small {
        flow.put(Line::from(vec![
            Span::styled("runup", theme.strong),
            Span::styled("  the few minutes before a run", theme.muted),
        ]));
        flow.gap(1 + u16::from(size == Size::Large));
    }
    let [what, stop] = if size == Size::Small { NOTICE_SHORT } else { NOTICE };
    let number = emergency::words(app.emergency());
    for line in [what.to_owned(), format!("{stop} {number}.")] {
        flow.wrap(&line, theme.text, 5);
        flow.gap(roomy);
    }
    flow.gap(u16::from(size == Size::Large));
    if flow.left() > 7 {
        flow.gap(u16::from(size == Size::Small));
    }
    flow.put(Span::styled("Sore anywhere?", theme.strong));
    flow.gap(roomy);
    let context = Context::Welcome;
    let key = |action| keymap::key_for(context, action).map(|key| key.to_string());
    let mut answers = Vec::new();
    answers.extend(key(Action::Nothing).map(|key| (key, "no, nothing".to_owned())));
    for (i, region) in app::welcome_regions().into_iter().enumerate() {
        answers.push(((i + 1).to_string(), place(region).to_owned()));
    }
    answers.extend(key(Action::Signs).map(|key| (key, "something is wrong".to_owned())));
    let room = usize::from(flow.left());
    if answers.len() <= room {
        for (key, words) in answers {
            let key = Span::styled(format!("{key}  "), theme.calm.patch(theme.strong));
            flow.put(Line::from(vec![key, Span::styled(words, theme.text)]));
        }
    } else {
        packed(&mut flow, answers);
    }
    flow.gap(roomy);
    if size > Size::Small {
        flow.put(Span::styled("The key starts a warm-up that is fitted to it.", theme.muted));
    }
    let leave = if app.screen_before().is_some() { "back" } else { "quit" };
    hints::draw(
        page,
        context,
        [hints::of(context, Action::Accept), hints::called(context, Action::Quit, leave)],
    );
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
        Region::TendonMid => "cord above the heel",
        Region::BackHeelBone => "back of the heel",
        Region::UnderHeel => "under the heel",
        Region::HeelBoneDeep => "deep in the heel bone",
        Region::Elsewhere => "elsewhere",
    }
}
