//! The Progress tab: the mornings of a sore site as a line, the minutes of each week as bars, a map of the days.
//!
//! A runner with nothing sore in these weeks sees no chart of pain and no word about it: the bars take its room, and
//! show as many weeks as the map below. Everything is read from the app's tally; nothing is counted here.

mod bars;
mod figures;
mod heat;
mod pain;

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::page::{Page, Size};
use super::{frame, hints};
use crate::app::keymap::{Action, Context};
use crate::app::{App, ProgressTab};
use crate::phrase::capital;
use crate::plan::progress::mornings::{FEWEST, Mornings};
use crate::plan::progress::{Caption, Tally, Window, score};
use crate::session::Now;
use crate::symptoms::Site;
use crate::time::{days_after, rounded_minutes};

/// Weeks of the map of the days.
const LARGE_DAYS: u32 = 26;
const MIDDLE_DAYS: u32 = 16;
/// Weeks with bars beside the line.
const BARS: u32 = 8;
/// Columns before the line: its numbers, the zones, and a free one.
const SCALE: u16 = 6;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, tab: &ProgressTab, now: Now) {
    let place = frame::begin(page, app, Context::Progress, now);
    let tally = app.history().tally(now.at.date());
    if tally.first().is_none() {
        nothing(page, place);
    } else if page.size() == Size::Small {
        small(page, &tally, tab, place);
    } else {
        full(page, app, &tally, tab, place, now);
    }
    keys(page, tab, &tally);
}

/// What stands there before the first entry.
fn nothing(page: &mut Page, place: frame::Place) {
    let theme = page.theme;
    let mut flow = page.flow(place.x, place.top, place.width.min(84), place.bottom);
    flow.wrap("Nothing to look back on yet.", theme.strong, 1);
    flow.gap(1);
    flow.wrap(&flow.page.words.caption(Caption::Nothing), theme.text, 6);
}

fn keys(page: &mut Page, tab: &ProgressTab, tally: &Tally) {
    let context = Context::Progress;
    let of = |action| hints::of(context, action);
    let moves = tab.window(tally).first() > tally.window(u32::MAX, 1).first() || tab.back > 0;
    let sites = tab.shown_site(tally).map_or(0, |(_, many)| many);
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Less, Action::More], "weeks").filter(|_| moves),
            of(Action::Site).filter(|_| sites > 1),
            of(Action::Today),
            of(Action::Accept),
            of(Action::Shoes),
            of(Action::Plan),
            of(Action::Routines),
        ],
    );
}

/// The mornings of a site in some weeks.
struct Pain<'t> {
    site: Site,
    /// How many sites there are to choose from.
    many: usize,
    mornings: &'t Mornings,
    window: Window,
}

impl<'t> Pain<'t> {
    fn of(tally: &'t Tally, tab: &ProgressTab) -> Option<Self> {
        let (site, many) = tab.shown_site(tally)?;
        Some(Self { site, many, mornings: tally.mornings(site)?, window: tab.window(tally) })
    }

    /// Why there is no line; `None` if there is one.
    fn few(&self) -> Option<Caption> {
        let count = self.mornings.count(&self.window);
        (count < FEWEST).then(|| Caption::FewMornings { count, now: self.window.is_now() })
    }

    /// The last day of the chart: a short window has days to come.
    fn last(&self) -> Date {
        days_after(self.window.first(), pain::days(&self.window) as i64 - 1)
    }

    /// The last morning's score, and how it and the first one are told where there is little room.
    fn now_and_then(&self, tally: &Tally) -> Option<(u8, String)> {
        let ends = self.mornings.ends(&self.window).filter(|_| self.few().is_none())?;
        let (was, is) = (score(ends.first.1), score(ends.last.1));
        let told =
            if ends.is_now(tally.today()) { format!("{is}, was {was}") } else { format!("{was}, then {is}") };
        Some((is, told))
    }

    fn told(&self, tally: &Tally) -> Option<Caption> {
        let ends = self.mornings.ends(&self.window).filter(|_| self.few().is_none())?;
        Some(Caption::Mornings(ends, tally.today()))
    }
}

/// The line, the bars, the map of the days, and the figures beside it.
fn full(page: &mut Page, app: &App, tally: &Tally, tab: &ProgressTab, place: frame::Place, now: Now) {
    let large = page.size() == Size::Large;
    let (y, head) = (place.top - 1, if large { 2 } else { 1 });
    // Columns to spare go to the line, rows to the line and the bars; what is missing is taken from them.
    let (columns, rows) = if large { (58, 11) } else { (38, 8) };
    let (design_wide, design_high) = if large { (120, 36) } else { (80, 24) };
    let wide = (columns + page.width()).saturating_sub(design_wide);
    let rows = (rows + page.height()).saturating_sub(design_high).min(2 * rows);
    let top = y + head;
    let (bar, pitch) = if large { (4, 5) } else { (2, 3) };
    let beside_map = figures::width(page.size()) + 3;
    let days = if large { LARGE_DAYS } else { MIDDLE_DAYS }.min(heat::weeks(place.width - beside_map));
    let bars = bars::Bars { x: place.x, y: top, rows, bar, pitch, months: large, weeks: BARS };
    if let Some(pain) = Pain::of(tally, tab) {
        beside(page, tally, &pain, (place.x, y), (wide, rows));
        let x = (place.x + place.width).saturating_sub(BARS as u16 * pitch - 1);
        minutes(page, tally, &tab.window(tally), bars::Bars { x, ..bars }, (y, place.x + place.width));
    } else {
        let window = tally.window(tab.back, days);
        let all = bars::Bars { weeks: days, pitch: (place.width + 1) / days.max(1) as u16, ..bars };
        let all = bars::Bars { bar: all.pitch.saturating_sub(1).clamp(2, 4), ..all };
        minutes(page, tally, &window, all, (y, place.x + place.width));
    }
    let y = top + rows + if large { 3 } else { 2 };
    let map = heat::Map { x: place.x, y, bottom: place.bottom, legend: large, weeks: days };
    heat::draw(page, tally, &tally.window(tab.back, days), map);
    figures::draw(page, app, tally, (place.x + place.width, y), now);
}

/// The heading of the line, and the line, or what there is in its place.
fn beside(page: &mut Page, tally: &Tally, pain: &Pain, (x, y): (u16, u16), (wide, rows): (u16, u16)) {
    let theme = page.theme;
    let large = page.size() == Size::Large;
    let few = pain.few();
    let told = few.or_else(|| pain.told(tally)).map(|told| page.words.caption(told)).unwrap_or_default();
    let site = pain.site.to_string();
    let beside = match pain.now_and_then(tally) {
        Some((_, ends)) if !large => format!("{site}: {ends}"),
        _ => site,
    };
    let line =
        vec![Span::styled("Morning pain", theme.strong), Span::styled(format!("  {beside}"), theme.muted)];
    page.line(x, y, wide + SCALE, Line::from(line));
    if large {
        page.put(x, y + 1, wide + SCALE, Span::styled(told, theme.text));
    }
    let top = y + if large { 2 } else { 1 };
    pain::line(page, pain.mornings, &pain.window, pain::Place { x, y: top, columns: wide, rows });
    if let Some(few) = few.filter(|_| !large) {
        // In the upper rows, where few answers are.
        let few = page.words.caption(few);
        page.flow(x + SCALE, top, wide, top + 2).wrap(&few, theme.muted, 2);
    }
    let axis = top + rows;
    let first = page.words.short_day(pain.window.first());
    page.put(x + SCALE, axis, wide, Span::styled(first, theme.muted));
    let last = if pain.window.is_now() && pain.last() == pain.window.end() {
        "today".into()
    } else {
        page.words.short_day(pain.last())
    };
    page.put_right(x + SCALE + wide, axis, 10, Span::styled(last, theme.muted));
    if large && few.is_none() {
        page.put(x, axis + 1, wide + SCALE, Span::styled(page.words.pain_line(), theme.muted));
    }
}

/// The heading of the bars, what their parts are, and the bars, or that there are none.
fn minutes(page: &mut Page, tally: &Tally, window: &Window, bars: bars::Bars, (y, end): (u16, u16)) {
    let theme = page.theme;
    let room = end.saturating_sub(bars.x);
    let at = page.put(bars.x, y, room, Span::styled("Minutes a week", theme.strong));
    let told = page.words.caption(Caption::of_week(tally, window));
    let large = page.size() == Size::Large;
    if window.mondays().all(|monday| tally.week(monday).all().is_zero()) {
        // Each week is there, and waits for its bar.
        let none = page.words.caption(Caption::NoMinutes);
        bars::draw(page, tally, window, &bars);
        return page.flow(bars.x, y + 1, room, bars.y + bars.rows - 1).wrap(&none, theme.text, bars.rows);
    }
    // The parts are named if there is room: beside the heading.
    if large || room > 40 {
        bars::legend(page, tally, window, (at + 3, y), end.saturating_sub(at + 3));
        if large {
            page.put(bars.x, y + 1, room, Span::styled(told, theme.text));
        }
    } else if let Some(last) = window.mondays().last() {
        let minutes = rounded_minutes(tally.week(last).all()).to_string();
        page.put(at + 2, y, end.saturating_sub(at + 2), Span::styled(minutes, theme.muted));
    }
    bars::draw(page, tally, window, &bars);
}

/// The line, the bars without their numbers, and the weeks kept, in words.
fn small(page: &mut Page, tally: &Tally, tab: &ProgressTab, place: frame::Place) {
    let theme = page.theme;
    let window = tab.window(tally);
    let pain = Pain::of(tally, tab);
    let room = place.bottom.saturating_sub(place.top);
    let gap = u16::from(room >= 12);
    let least = if pain.is_some() { 9 + 2 * gap } else { 4 + gap };
    let spare = room.saturating_sub(least + 1);
    let mut y = place.top;
    let (mut line, mut bars) = (4, 2 + spare.min(7));
    if let Some(pain) = &pain {
        line += spare.div_ceil(2).min(6);
        bars = 2 + (spare / 2).min(4);
        small_line(page, tally, pain, frame::Place { top: y, ..place }, line);
        y += 1 + line + gap;
    }
    let last = window.mondays().last().map(|monday| tally.week(monday)).unwrap_or_default();
    let which = if window.is_now() {
        "This week".to_owned()
    } else {
        format!("To {}", page.words.short_day(window.end()))
    };
    page.put(place.x, y, place.width, Span::styled(which, theme.text));
    bars::told(page, last, (place.x + place.width, y), window.is_now());
    let pitch = ((place.width + 2) / 8).max(3);
    let at =
        bars::Bars { x: place.x, y: y + 1, rows: bars, bar: pitch - 2, pitch, months: false, weeks: BARS };
    bars::small(page, tally, &window, &at);
    y += 1 + bars + gap;
    let kept = Span::styled(tally.weeks_kept().to_string(), theme.text);
    page.flow(place.x, y, place.width, place.bottom).put_both(Span::styled("Active weeks", theme.text), kept);
}

fn small_line(page: &mut Page, tally: &Tally, pain: &Pain, place: frame::Place, rows: u16) {
    let theme = page.theme;
    let title = if pain.many > 1 { capital(&pain.site.to_string()) } else { "Morning pain".to_owned() };
    let said = pain
        .now_and_then(tally)
        .map_or_else(|| Span::raw(""), |(is, ends)| Span::styled(ends, theme.pain(is)));
    let begin = page.put_right(place.x + place.width, place.top, place.width, said);
    page.put(place.x, place.top, begin.saturating_sub(place.x + 1), Span::styled(title, theme.text));
    let top = place.top + 1;
    if let Some(few) = pain.few() {
        let few = page.words.caption(few);
        return page.flow(place.x, top, place.width, top + rows).wrap(&few, theme.muted, rows);
    }
    let columns = place.width - SCALE;
    pain::line(page, pain.mornings, &pain.window, pain::Place { x: place.x, y: top, columns, rows });
}
