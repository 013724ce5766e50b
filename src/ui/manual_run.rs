//! A run that was done without the program: what the plan has, and how long it was.

use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Page, Size};
use super::{form, hints, question, shoes};
use crate::app::keymap::{Action, Context};
use crate::app::{App, ManualRun};
use crate::phrase;
use crate::record::Sport;
use crate::session::Now;
use crate::words::entry::sport_words;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, outing: &ManualRun, now: Now) {
    let size = page.size();
    let context = Context::ManualRun;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    if let Some(ask) = outing.which() {
        let answers = format!("1-{}", ask.digits().len());
        let hint = [
            Some(hints::digits(&answers, "answer")),
            hints::of(context, Action::Close),
            hints::called(context, Action::Signs, "wrong"),
        ];
        hints::draw(page, context, hint);
        return question::draw(&mut page.flow(x, top, width.min(72), bottom), ask, None);
    }
    if let Some(sport) = outing.sport {
        return other(page, outing, sport, (x, top, width, bottom));
    }
    let (rules, typed) = (&outing.dialog.rules, outing.dialog.draft());
    let what = if rules.is_walk() { "walk" } else { "run" };
    let key = page.keys.key_for(context, Action::Accept).map(|key| key.to_string()).unwrap_or_default();
    let mut flow = page.flow(x, top, width.min(72), bottom);
    if let Some(asked) = &rules.asked {
        flow.put(Span::styled(format!("Today's {what}"), theme.strong));
        flow.wrap(&asked.sheet().words(), theme.text, 3);
        flow.gap(roomy);
        let key = Span::styled(format!("{key}  "), theme.calm.patch(theme.strong));
        let word = if typed.is_none() { "all of it, as planned" } else { "this long" };
        flow.put(Line::from(vec![key, Span::styled(word, theme.text)]));
        flow.gap(1);
        flow.wrap(
            &format!("Or type how long it was. The plan has {}.", phrase::minutes(asked.length())),
            theme.muted,
            2,
        );
    } else {
        flow.put(Span::styled("How many minutes did it take?", theme.strong));
        flow.gap(roomy);
        flow.wrap("Total time, with the walks before and after.", theme.muted, 2);
    }
    flow.gap(1);
    let shown = typed.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string());
    form::number(&mut flow, &shown, "min", 0);
    let worn = app.core.worn(rules.shoe.as_deref(), now.at.date(), now);
    flow.gap(roomy);
    if let Some(worn) = worn.as_ref().filter(|_| flow.left() > 0) {
        shoes::worn(&mut flow, context, worn);
    }
    let ready = typed.is_some() || rules.asked.is_some();
    // On a small screen the line above says what is done as planned, and the key of another sport is told nowhere else.
    let small = size == Size::Small;
    let word = match typed {
        Some(_) => "save",
        None if small => "done",
        None => "as planned",
    };
    let digits = Some(hints::digits("0-9", "minutes"));
    hints::draw(
        page,
        context,
        [
            if small { other_sport(context, small) } else { digits.clone() },
            hints::called(context, Action::Accept, word).filter(|_| ready),
            hints::of(context, Action::Less).filter(|_| typed.is_some()),
            hints::of(context, Action::Wear).filter(|_| worn.is_some()),
            if small { digits } else { other_sport(context, small) },
            hints::of(context, Action::Close),
            hints::called(context, Action::Signs, "wrong"),
        ],
    );
}

/// Returns the hint of the key that asks for another sport, short on a small screen.
fn other_sport(context: Context, small: bool) -> Option<hints::Hint> {
    if small { hints::called(context, Action::Sport, "sport") } else { hints::of(context, Action::Sport) }
}

/// Another sport: its minutes.
fn other(page: &mut Page, outing: &ManualRun, sport: Sport, (x, top, width, bottom): (u16, u16, u16, u16)) {
    let (theme, context) = (page.theme, Context::ManualRun);
    let typed = outing.dialog.draft();
    let mut flow = page.flow(x, top, width.min(72), bottom);
    flow.put(Span::styled(format!("{}: how many minutes?", sport_words(sport)), theme.strong));
    flow.gap(1);
    flow.wrap("It's not a run, so your plan stays as it is.", theme.muted, 2);
    flow.gap(1);
    form::number(&mut flow, &typed.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string()), "min", 0);
    let small = page.size() == Size::Small;
    hints::draw(
        page,
        context,
        [
            other_sport(context, small),
            Some(hints::digits("0-9", "minutes")),
            hints::called(context, Action::Accept, "keep")
                .filter(|_| typed.is_some_and(|minutes| minutes > 0)),
            hints::of(context, Action::Less).filter(|_| typed.is_some()),
            hints::of(context, Action::Close),
            hints::called(context, Action::Signs, "wrong"),
        ],
    );
}
