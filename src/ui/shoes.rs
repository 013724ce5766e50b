//! Shoes: the pairs, how far each went, which were worn lately, and the one that is chosen in full.

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Flow, Page, Size};
use super::{form, hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::app::{App, Shoes};
use crate::day::shoes::Worn;
use crate::record::shoes::{Pair, ShoeTally};
use crate::session::Now;
use crate::units::Units;
use crate::words::date::past_day_words;

/// Cells of the bar that shows how much a pair was worn.
const BAR: u16 = 20;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, shoes: &Shoes, now: Now) {
    let size = page.size();
    let context = Context::Shoes;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let rack = app.core.rack(now);
    let chosen = shoes.chosen.min(rack.pairs.len().saturating_sub(1));
    let roomy = u16::from(size > Size::Small);
    let today = now.at.date();
    let units = app.core.settings.units;
    let mut flow = page.flow(x, top, width.min(92), bottom);
    if let Some((what, line)) = &shoes.typing {
        let pair = rack.pairs.get(chosen).filter(|_| !what.is_about_a_new_pair());
        let name = what.name().map(str::to_owned).or_else(|| pair.map(|pair| pair.shoe.name.clone()));
        if let Some(name) = name {
            flow.wrap(&name, theme.strong, 1);
            flow.gap(roomy);
        }
        flow.wrap(app.stage.words().shoe_line(what), theme.text, 2);
        flow.gap(1);
        form::line(&mut flow, line);
        if let Some(more) = app.stage.words().shoe_line_more(what) {
            flow.gap(1);
            flow.wrap(more, theme.muted, 3);
        }
        return form::line_keys(page, "keep");
    }
    if rack.pairs.is_empty() {
        flow.wrap("No shoes yet.", theme.strong, 1);
        flow.gap(1);
        flow.wrap(
            "Add a pair, and each run counts for the pair you wore last, unless you choose another. Minutes \
             and distance add up from there.",
            theme.muted,
            4,
        );
    } else {
        // The chosen one in full needs its rows; the list scrolls above them.
        let below = if size == Size::Small { 4 } else { 9 };
        let high = (rack.pairs.len() as u16).min(flow.left().saturating_sub(below)).max(2);
        list(&mut flow, &rack, chosen, high, units, today);
        flow.gap(1);
        if let Some(pair) = rack.pairs.get(chosen) {
            details(&mut flow, &rack, pair, units, today);
        }
        if let Some(note) = app.core.shoe_note(now) {
            flow.gap(roomy);
            flow.wrap(&app.stage.words().note(note), theme.text, 3);
        }
    }
    strangers(&mut flow, &rack);
    keys(page, app, rack.pairs.get(chosen));
}

/// Says in which pair a run is, and with which key it is another one.
pub(super) fn worn(flow: &mut Flow, context: Context, worn: &Worn) {
    let name = flow.page.words.worn(worn);
    let theme = flow.page.theme;
    let key = flow.page.keys.key_for(context, Action::Wear).map(|key| key.to_string()).unwrap_or_default();
    let room = flow.width.saturating_sub(16);
    let line = vec![
        Span::styled("in ", theme.muted),
        Span::styled(text::clip(&name, room), theme.text),
        Span::styled(format!("   {key}"), theme.text),
        Span::styled(" another", theme.muted),
    ];
    flow.mark(Target::Named(Action::Wear));
    flow.put(Line::from(line));
}

/// The list: name, distance, and how much of the last four weeks.
fn list(flow: &mut Flow, rack: &ShoeTally, chosen: usize, high: u16, units: Units, today: Date) {
    let theme = flow.page.theme;
    let size = flow.page.size();
    let rows = usize::from(high);
    let first = (chosen + 1).saturating_sub(rows).min(rack.pairs.len().saturating_sub(rows));
    let names = rack.pairs.iter().map(|pair| text::width(&pair.shoe.name)).max().unwrap_or(0);
    let names = names.clamp(8, if size == Size::Small { 16 } else { 28 });
    for (i, pair) in rack.pairs.iter().enumerate().skip(first).take(rows) {
        if flow.left() == 0 {
            return;
        }
        let (x, y, end) = (flow.x, flow.y, flow.x + flow.width);
        let here = i == chosen;
        let old = !pair.is_in_use(today);
        let (sign, style) = match (here, old) {
            (true, _) => ("›", theme.strong),
            (false, true) => (" ", theme.muted),
            (false, false) => (" ", theme.text),
        };
        flow.mark(Target::Row(u16::try_from(i).unwrap_or(u16::MAX)));
        flow.page.put(x, y, 1, Span::styled(sign, theme.calm.patch(theme.strong)));
        flow.page.put(x + 2, y, names, Span::styled(pair.shoe.name.clone(), style));
        let at = x + 2 + names + 2;
        let quiet = if here { theme.text } else { theme.muted };
        let far = if pair.km > 0.0 { flow.page.words.shoe_distance(pair, units) } else { minutes(pair) };
        let at = flow
            .page
            .put(at, y, end.saturating_sub(at), Span::styled(far, quiet))
            .max(at + if size == Size::Small { 0 } else { 18 })
            + u16::from(size == Size::Small);
        let Some(share) = rack.share(pair).filter(|_| size > Size::Small && !old) else {
            let word = match (old, size) {
                (false, _) => String::new(),
                (true, Size::Small) => "retired".to_owned(),
                (true, _) => out_of_use(pair),
            };
            flow.page.put(at, y, end.saturating_sub(at), Span::styled(word, theme.muted));
            flow.gap(1);
            continue;
        };
        let full = ((u32::from(BAR) * share + 50) / 100) as u16;
        for cell in 0..BAR {
            let style = if cell < full { theme.calm } else { theme.faint };
            flow.page.sign(at + cell, y, '━', style);
        }
        flow.page.put(at + BAR + 2, y, 6, Span::styled(format!("{share}%"), quiet));
        flow.gap(1);
    }
    if size > Size::Small && rack.pairs.iter().any(|pair| rack.share(pair).is_some()) {
        let at = flow.x + 2 + names + 2 + 18;
        flow.page.put(at, flow.y, 30, Span::styled("of the last four weeks", theme.muted));
        flow.gap(1);
    }
}

fn out_of_use(pair: &Pair) -> String {
    match pair.shoe.retired {
        Some(last) => format!("retired since {}", last.strftime("%-d %b %Y")),
        None => format!("from {}", pair.shoe.since.strftime("%-d %b %Y")),
    }
}

fn minutes(pair: &Pair) -> String {
    match pair.time.as_secs() / 60 {
        0 => "not worn yet".to_owned(),
        minutes @ 1..120 => format!("{minutes} min"),
        minutes => format!("{} h {:02}", minutes / 60, minutes % 60),
    }
}

/// The chosen pair in full.
fn details(flow: &mut Flow, rack: &ShoeTally, pair: &Pair, units: Units, today: Date) {
    let theme = flow.page.theme;
    let small = flow.page.size() == Size::Small;
    let runs = if pair.runs == 1 { "1 run".to_owned() } else { format!("{} runs", pair.runs) };
    let last =
        pair.last.map(|last| format!(", the last {}", past_day_words(last, today))).unwrap_or_default();
    let worn = match pair.runs {
        0 => "no run yet".to_owned(),
        _ => format!("{} in {runs}{last}", flow.page.words.shoe_time(pair)),
    };
    if small {
        flow.wrap(&worn, theme.text, 2);
    } else {
        flow.put(Span::styled(pair.shoe.name.clone(), theme.strong));
        flow.labelled("worn", &worn, 2);
        let before = pair.shoe.before_km.map(|km| format!(", {} of that before", units.words(km)));
        flow.labelled(
            "far",
            &format!("{}{}", flow.page.words.shoe_distance(pair, units), before.unwrap_or_default()),
            1,
        );
        flow.labelled("since", &pair.shoe.since.strftime("%-d %B %Y").to_string(), 1);
    }
    let usual = rack.usual(today).is_some_and(|usual| usual.id == pair.id);
    if !small && usual {
        flow.labelled("next", "your next run counts for this pair, unless you choose another", 2);
    }
    if let Some(unknown) = flow.page.words.shoe_unmeasured(pair) {
        flow.wrap(&unknown, theme.muted, 2);
    }
    match (flow.page.words.shoe_reminder(pair, units), pair.shoe.remind_km) {
        (Some(words), _) => flow.wrap(&words, theme.text, 4),
        (None, Some(km)) if !pair.is_retired() => {
            flow.wrap(&format!("Reminder at {}.", units.words(km)), theme.muted, 1);
        }
        _ => {}
    }
}

/// Runs in shoes that are not a pair here.
fn strangers(flow: &mut Flow, rack: &ShoeTally) {
    let theme = flow.page.theme;
    let Some((name, count)) = rack.strangers.first() else { return };
    if flow.left() < 3 {
        return;
    }
    flow.gap(1);
    let runs = if *count == 1 { "1 run names".to_owned() } else { format!("{count} runs name") };
    let more = rack.strangers.len() - 1;
    let more = if more > 0 { format!(", and {more} more names") } else { String::new() };
    let words = format!(
        "{runs} \u{201c}{name}\u{201d}, which isn't one of your pairs{more}. Add a pair with that name to count them."
    );
    flow.wrap(&words, theme.muted, 2);
}

fn keys(page: &mut Page, app: &App, pair: Option<&Pair>) {
    let context = Context::Shoes;
    let of = |action| hints::of(context, action);
    let there = pair.is_some();
    let retire = if pair.is_some_and(Pair::is_retired) { "in use again" } else { "retire" };
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "choose").filter(|_| there),
            of(Action::Add),
            of(Action::Remind).filter(|_| there),
            hints::called(context, Action::Retire, retire).filter(|_| there),
            of(Action::Close),
            of(Action::Undo).filter(|_| app.stage.checking().can_undo()),
            of(Action::Rename).filter(|_| there),
        ],
    );
}
