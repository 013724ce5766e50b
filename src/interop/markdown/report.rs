//! A report of the training and how it felt, week by week: the runner's entries, without interpretation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use super::{Table, escape, sets};
use crate::interop::html::{self, Picture, Pictures, chart};
use crate::library::Library;
use crate::phrase::{capital, list};
use crate::plan::changes::running;
use crate::plan::diary::Facts;
use crate::plan::{Diary, recommend};
use crate::plans::{Plan, TestKind};
use crate::record::log::{Entry, Log};
use crate::record::{Body, CheckIn, ClearedBy, CutShort, Moment, Outcome, Recall, Run, Session, Test};
use crate::routine::Id;
use crate::symptoms::{PainScore, Site, signs};
use crate::time::{Clock, days_after, monday, rounded_minutes};
use crate::units::Units;
use crate::words::Words;

/// What the report is about.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The only site whose soreness is reported; without a side, both sides of it.
    pub site: Option<Site>,
    /// The unit of distances.
    pub units: Units,
    /// The language of what the plan decided.
    pub words: &'static dyn Words,
    /// What could not be read of the history, in words; `None` if nothing is missing.
    pub missing: Option<String>,
}

impl Asked {
    fn tells(&self, site: Site) -> bool {
        self.site.is_none_or(|only| {
            only.region == site.region && only.side.is_none_or(|side| site.side == Some(side))
        })
    }

    /// Returns its weeks by their first and last days, Mondays to Sundays.
    fn weeks(&self) -> Vec<(Date, Date)> {
        let mut weeks = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let to = days_after(monday(from), 6).min(self.to);
            weeks.push((from, to));
            match to.tomorrow() {
                Ok(next) => from = next,
                Err(_) => break,
            }
        }
        weeks
    }
}

/// Writes the report.
pub fn report(log: &Log, library: &Library, asked: &Asked) -> String {
    write(log, library, asked, None)
}

/// Writes the report as a page for a browser, with charts of the minutes and the mornings.
pub fn report_page(log: &Log, library: &Library, asked: &Asked) -> String {
    let charts = Pictures::default();
    html::page(&write(log, library, asked, Some(&charts)), &charts)
}

fn write(log: &Log, library: &Library, asked: &Asked, charts: Option<&Pictures>) -> String {
    let diary = Diary::new(log);
    let known = log.plan_events().into_iter().map(|entry| &entry.body.plan);
    let plans = known.filter_map(|id| Some((id, library.plan(id).ok()?))).collect();
    let source = Source { log, library, diary: &diary, asked, entries: log.entries(), plans, charts };
    let mut out = String::from("# Training and how it felt\n\n");
    if let Some(missing) = &asked.missing {
        let _ =
            writeln!(out, "**This report is incomplete:** Runup could not read {missing} of the history.\n");
    }
    let about =
        asked.site.map(|site| format!(" Soreness: {} only.", escape(&site.to_string()))).unwrap_or_default();
    let first = diary.first().filter(|first| *first > asked.from && *first <= asked.to);
    let first = first.map(|first| format!(" The first entry is from {}.", long(first))).unwrap_or_default();
    let _ = writeln!(
        out,
        "{}.{first}{about} The runner made these entries in Runup, without any examination. Pain is from 0 \
         (none) to 10 (worst).\n",
        days(&long(asked.from), asked.from, asked.to)
    );
    source.summary(&mut out);
    // The newest week first: it is what is asked about.
    for (from, to) in asked.weeks().into_iter().rev() {
        source.week(&mut out, from, to);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn long(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// Returns a stretch of days; a single one is itself.
fn days(first: &str, from: Date, to: Date) -> String {
    if from == to { long(to) } else { format!("{first} to {}", long(to)) }
}

fn short(date: Date) -> String {
    date.strftime("%a %-d %b").to_string()
}

fn length_of(minutes: f64) -> Duration {
    Duration::try_from_secs_f64((minutes * 60.0).round()).unwrap_or_default()
}

/// What the report is written from.
struct Source<'r> {
    log: &'r Log,
    library: &'r Library,
    diary: &'r Diary,
    asked: &'r Asked,
    entries: Vec<Entry<'r, Body>>,
    /// Those that were ever begun, read once.
    plans: BTreeMap<&'r Id, Arc<Plan>>,
    /// Charts for a page; `None` for Markdown, which has none.
    charts: Option<&'r Pictures>,
}

impl Source<'_> {
    /// Puts a chart here, if the report has charts; `words` stand for it.
    fn chart(&self, out: &mut String, words: &str, svg: impl FnOnce() -> String) {
        if let Some(charts) = self.charts {
            let _ = writeln!(out, "![{}]({})\n", escape(words), charts.add(Picture::Inline(svg())));
        }
    }

    fn summary(&self, out: &mut String) {
        let weeks = self.asked.weeks();
        let mut bars = Vec::new();
        let mut load =
            Table::new(&["Week from", "Runs", "Walks", "Minutes run", "Total minutes", "Routines"]);
        for (from, to) in &weeks {
            let runs: Vec<_> = self.diary.between(*from, *to).flat_map(|(_, facts)| &facts.runs).collect();
            let walks = runs.iter().filter(|run| run.is_walk()).count();
            let sum = |of: &dyn Fn(usize) -> Duration| (0..runs.len()).map(of).sum::<Duration>();
            let routines = self.sessions(*from, *to).count();
            let (run, total) = (sum(&|i| runs[i].run), sum(&|i| runs[i].total));
            let (run, total) = (rounded_minutes(run), rounded_minutes(total));
            let label = from.strftime("%-d %b").to_string();
            bars.push(chart::Week { label, run, walk: total.saturating_sub(run) });
            if runs.is_empty() && routines == 0 {
                continue;
            }
            load.row([
                short(*from),
                (runs.len() - walks).to_string(),
                walks.to_string(),
                run.to_string(),
                total.to_string(),
                routines.to_string(),
            ]);
        }
        if load.rows.is_empty() {
            out.push_str("No runs or routines in this time.\n\n");
        } else {
            out.push_str("## Week by week\n\n");
            // Nothing is drawn of the weeks before the first entry.
            let first = bars.iter().position(|week| week.run + week.walk > 0).unwrap_or_default();
            let words = "Chart of the minutes in each week; the table below has the numbers.";
            self.chart(out, words, || chart::weeks(&bars[first..]));
            load.write(out);
        }
        self.pain(out, &weeks);
    }

    /// The soreness of each site, a row a week, and its first and last weeks in a line.
    fn pain(&self, out: &mut String, weeks: &[(Date, Date)]) {
        const HEAD: &[&str] = &[
            "Week from",
            "Mornings logged",
            "Mean",
            "Highest",
            "Highest during a run",
            "Highest later that day",
        ];
        for site in self.sites() {
            let mut table = Table::new(HEAD);
            let mut means = Vec::new();
            for (from, to) in weeks {
                let mornings: Vec<u8> = self.mornings(site, *from, *to);
                let runs = || self.runs(*from, *to).filter(|run| run.site == Some(site));
                let during = runs().filter_map(|run| run.during).max();
                let later =
                    self.diary.between(*from, *to).filter_map(|(_, facts)| facts.later.get(&site).copied());
                let after = runs().filter_map(|run| run.after).map(PainScore::value).chain(later).max();
                if mornings.is_empty() && during.is_none() && after.is_none() {
                    continue;
                }
                let mean = mean(&mornings);
                means.extend(mean);
                table.row([
                    short(*from),
                    mornings.len().to_string(),
                    mean.map(|mean| format!("{mean:.1}")).unwrap_or_default(),
                    mornings.iter().max().map(ToString::to_string).unwrap_or_default(),
                    during.map(|score| score.to_string()).unwrap_or_default(),
                    after.map(|score| score.to_string()).unwrap_or_default(),
                ]);
            }
            if table.rows.is_empty() {
                continue;
            }
            let _ = writeln!(out, "### Pain: {site}\n");
            if let [first, .., last] = means[..] {
                let _ = writeln!(
                    out,
                    "Mean morning pain: {first:.1} in the first week, {last:.1} in the last week.\n"
                );
            }
            let days = self.mornings_by_day(site);
            if let [(first, _), .., (last, _)] = days[..] {
                let words =
                    format!("Chart of the mornings, {site}; the table below has each week's numbers.");
                self.chart(out, &words, || chart::scores(&days, (first, last)));
            }
            table.write(out);
        }
    }

    /// Returns the morning scores of a site by their days.
    fn mornings_by_day(&self, site: Site) -> Vec<(Date, u8)> {
        let (from, to) = (self.asked.from, self.asked.to);
        let days = self.diary.between(from, to);
        days.filter_map(|(date, facts)| Some((date, morning(facts, site)?))).collect()
    }

    /// Returns the sites that anything was said about.
    fn sites(&self) -> BTreeSet<Site> {
        let (from, to) = (self.asked.from, self.asked.to);
        let days = self.diary.between(from, to);
        let said = days
            .flat_map(|(_, facts)| facts.mornings.keys().chain(facts.later.keys()).chain(facts.now.keys()));
        let scored = |run: &&Run| run.during.is_some() || run.after.is_some() || run.before.is_some();
        let ran = self.runs(from, to).filter(scored).filter_map(|run| run.site);
        said.copied().chain(ran).filter(|site| self.asked.tells(*site)).collect()
    }

    /// Returns the morning scores of a site; if nothing was sore it is 0.
    fn mornings(&self, site: Site, from: Date, to: Date) -> Vec<u8> {
        self.diary.between(from, to).filter_map(|(_, facts)| morning(facts, site)).collect()
    }

    fn runs(&self, from: Date, to: Date) -> impl Iterator<Item = &Run> {
        self.entries
            .iter()
            .filter_map(|entry| if let Body::Run(run) = entry.body { Some(run) } else { None })
            .filter(move |run| (from..=to).contains(&run.date))
    }

    fn sessions(&self, from: Date, to: Date) -> impl Iterator<Item = &Session> {
        self.entries
            .iter()
            .filter_map(|entry| if let Body::Session(session) = entry.body { Some(session) } else { None })
            // What was played at another speed was never done.
            .filter(move |session| session.counts() && (from..=to).contains(&session.started.date()))
    }

    /// All entries of one week; nothing if there are none.
    fn week(&self, out: &mut String, from: Date, to: Date) {
        let mut text = String::new();
        self.run_table(&mut text, from, to);
        self.routine_table(&mut text, from, to);
        self.soreness(&mut text, from, to);
        self.tests_and_signs(&mut text, from, to);
        self.decisions(&mut text, from, to);
        if !text.is_empty() {
            let _ = write!(out, "## {}\n\n{text}", days(&short(from), from, to));
        }
    }

    fn run_table(&self, out: &mut String, from: Date, to: Date) {
        let mut table = Table::new(&[
            "Day",
            "Planned",
            "Done",
            "Where",
            "Before",
            "During",
            "After",
            "Next morning",
            "Effort",
            "Said",
        ]);
        let mut runs: Vec<&Run> = self.runs(from, to).collect();
        runs.sort_by_key(|run| run.date);
        for run in runs {
            let told = run.site.is_some_and(|site| self.asked.tells(site));
            let score =
                |score: Option<PainScore>| score.filter(|_| told).map(|s| s.to_string()).unwrap_or_default();
            table.row([
                short(run.date),
                run.prescription.as_deref().map(escape).unwrap_or_default(),
                self.done(run),
                run.site.filter(|_| told).map(|site| capital(&site.to_string())).unwrap_or_default(),
                score(run.before),
                score(run.during),
                score(run.after),
                self.next_morning(run),
                run.effort.map(|effort| effort.to_string()).unwrap_or_default(),
                said(run),
            ]);
        }
        if !table.rows.is_empty() {
            out.push_str("### Runs\n\n");
        }
        table.write(out);
    }

    fn done(&self, run: &Run) -> String {
        let all = length_of(run.minutes);
        let mut done = format!("{} min", rounded_minutes(all));
        match run.run_minutes.map(length_of) {
            Some(Duration::ZERO) => done.push_str(" of walking"),
            Some(part) if part != all => {
                let _ = write!(done, ", {} of them running", rounded_minutes(part));
            }
            _ => {}
        }
        if let Some(km) = run.distance_km {
            let _ = write!(done, ", {}", self.asked.units.words(km));
        }
        if let Some(share) = run.completed.filter(|share| *share < 1.0) {
            let _ = write!(done, ", {:.0}% of it", share.max(0.0) * 100.0);
        }
        done
    }

    /// Returns how the morning after a run was: at its site, else at all that were said.
    fn next_morning(&self, run: &Run) -> String {
        let Some(facts) = run.date.tomorrow().ok().and_then(|day| self.diary.on(day)) else {
            return String::new();
        };
        if let Some(score) = run.site.and_then(|site| facts.mornings.get(&site)) {
            return if run.site.is_some_and(|site| self.asked.tells(site)) {
                score.to_string()
            } else {
                String::new()
            };
        }
        if facts.nothing {
            return "nothing sore".to_owned();
        }
        let all = facts.mornings.iter().filter(|(site, _)| self.asked.tells(**site));
        let all: Vec<String> = all.map(|(site, score)| format!("{score} ({site})")).collect();
        list(&all)
    }

    fn routine_table(&self, out: &mut String, from: Date, to: Date) {
        let mut table = Table::new(&["Day", "Routine", "Exercise", "Side", "Done", "Load", "Worst pain"]);
        let mut changes = String::new();
        let mut sessions: Vec<&Session> = self.sessions(from, to).collect();
        sessions.sort_by_key(|session| session.started.moment);
        for session in sessions {
            let day = short(session.started.date());
            let end = match session.outcome {
                Outcome::Done => "",
                Outcome::Left => " (stopped early)",
                Outcome::Interrupted => " (interrupted)",
            };
            let name = format!("{}{end}", escape(&session.name));
            let worst = session.worst.map(|worst| worst.to_string()).unwrap_or_default();
            let mut head = Some([day.clone(), name.clone(), worst]);
            let rows = sets::rows(session, self.library);
            if rows.is_empty()
                && let Some([day, name, worst]) = head.take()
            {
                let worked = Clock(session.worked()).to_string();
                table.row([day, name, String::new(), String::new(), worked, String::new(), worst]);
            }
            for sets::Row { exercise, side, done, load } in rows {
                let [day, name, worst] = head.take().unwrap_or_default();
                table.row([day, name, escape(&exercise), side.to_owned(), done, escape(&load), worst]);
            }
            for change in &session.changes {
                let _ = writeln!(changes, "- {day}, {name}: {}", escape(change));
            }
        }
        if !table.rows.is_empty() {
            out.push_str("### Routines\n\n");
        }
        table.write(out);
        if !changes.is_empty() {
            let _ = writeln!(out, "Changed:\n\n{changes}");
        }
    }

    fn soreness(&self, out: &mut String, from: Date, to: Date) {
        let mut table = Table::new(&["Day", "When", "Where", "Score", "Said"]);
        let mut all: Vec<&CheckIn> = self
            .log
            .check_ins()
            .into_iter()
            .map(|entry| entry.body)
            .filter(|check_in| (from..=to).contains(&check_in.date))
            .collect();
        all.sort_by_key(|check_in| check_in.date);
        for CheckIn { moment, date, sore, stiff_minutes, limp, sharp, recall } in all {
            let when = match moment {
                Moment::Sites => "when asked",
                Moment::Now => "at the time",
                Moment::Morning => "first steps in the morning",
                Moment::OnFeet => "after ten minutes on their feet",
                Moment::Later => "worst later that day",
            };
            let said = [
                stiff_minutes.map(|minutes| format!("stiff for {minutes} min")),
                limp.then(|| "a limp".to_owned()),
                sharp.then(|| "sharp pain".to_owned()),
                (*recall == Recall::Memory).then(|| "from memory".to_owned()),
            ];
            let said = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let row =
                |place: String, score: String| [short(*date), when.to_owned(), place, score, said.clone()];
            if sore.is_empty() {
                table.row(row("nothing".into(), String::new()));
            }
            for sore in sore.iter().filter(|sore| self.asked.tells(sore.site)) {
                let score = sore.score.map(|score| score.to_string()).unwrap_or_default();
                table.row(row(sore.site.to_string(), score));
            }
        }
        if !table.rows.is_empty() {
            out.push_str("### Soreness\n\n");
        }
        table.write(out);
    }

    fn tests_and_signs(&self, out: &mut String, from: Date, to: Date) {
        let week = || self.entries.iter().filter(|entry| (from..=to).contains(&day(entry)));
        let mut tests = Table::new(&["Day", "Test", "Side", "Result", "Pain"]);
        let mut said = String::new();
        for entry in week() {
            let date = short(day(entry));
            match entry.body {
                Body::Test(Test { test, side, value, pain }) => {
                    let unit = if test == TestKind::KneeToWall.id() { " cm" } else { "" };
                    tests.row([
                        date,
                        escape(&test.replace('-', " ")),
                        side.map(|side| side.to_string()).unwrap_or_default(),
                        format!("{value}{unit}"),
                        pain.map(|pain| pain.to_string()).unwrap_or_default(),
                    ]);
                }
                Body::Flag(flag) if flag.site.is_none_or(|site| self.asked.tells(site)) => {
                    let place = flag.site.map(|site| format!(" ({site})")).unwrap_or_default();
                    let until = flag.until.map(|day| format!(", until {day}")).unwrap_or_default();
                    let _ = writeln!(
                        said,
                        "- {date}: logged: {}{place}{until}",
                        sign_words(self.asked.words, &flag.sign)
                    );
                }
                Body::Clearance(clearance) => {
                    let by = match clearance.by {
                        ClearedBy::Clinician => "a clinician cleared it",
                        ClearedBy::Mistake => "logged by mistake",
                        ClearedBy::Me => "the runner cleared it",
                        ClearedBy::Quiet => "gone for long enough",
                        ClearedBy::Day => "its end date has passed",
                    };
                    let signs: Vec<String> =
                        clearance.signs.iter().map(|sign| sign_words(self.asked.words, sign)).collect();
                    let signs = if signs.is_empty() { "everything logged".to_owned() } else { list(&signs) };
                    let _ = writeln!(said, "- {date}: {signs}: {by}");
                }
                Body::SignCheck(check) => {
                    let there = if check.there { "still present" } else { "gone" };
                    let _ =
                        writeln!(said, "- {date}: {}: {there}", sign_words(self.asked.words, &check.sign));
                }
                _ => {}
            }
        }
        if !tests.rows.is_empty() {
            out.push_str("### Tests\n\n");
        }
        tests.write(out);
        if !said.is_empty() {
            let _ = writeln!(out, "### Warning signs\n\n{said}");
        }
    }

    /// What the plan decided on the days on which it decided anything else than before, and why.
    fn decisions(&self, out: &mut String, from: Date, to: Date) {
        let mut before = from.yesterday().ok().and_then(|day| self.decided(day)).map(|(what, _)| what);
        let mut lines = String::new();
        let mut date = from;
        while date <= to {
            if let Some((what, why)) = self.decided(date)
                && before.as_ref() != Some(&what)
            {
                let _ = writeln!(lines, "- {}: {}. {}", short(date), escape(&what), escape(&why));
                before = Some(what);
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        if !lines.is_empty() {
            let _ = writeln!(out, "### Plan changes\n\n{lines}");
        }
    }

    /// Returns what the plan of a day decided with its place, and why.
    fn decided(&self, date: Date) -> Option<(String, String)> {
        let plan = self.plans.get(&running(self.diary, date)?.plan)?;
        let now = recommend(plan, self.diary, date)?;
        let what = self.asked.words.decision(now.decision);
        Some((
            format!("{}, {what}", capital(&self.asked.words.place(&now.place))),
            self.asked.words.reason(&now.reason),
        ))
    }
}

/// Returns the morning score of a site on a day; if nothing was sore it is 0.
fn morning(facts: &Facts, site: Site) -> Option<u8> {
    facts.mornings.get(&site).copied().or_else(|| facts.nothing.then_some(0))
}

fn mean(scores: &[u8]) -> Option<f64> {
    let sum: u32 = scores.iter().map(|score| u32::from(*score)).sum();
    (!scores.is_empty()).then(|| f64::from(sum) / scores.len() as f64)
}

/// The day that an entry is about.
fn day(entry: &Entry<'_, Body>) -> Date {
    if let Body::SignCheck(check) = entry.body { check.date } else { entry.date() }
}

/// Returns a warning sign in words; one that this version does not know by its row.
fn sign_words(words: &dyn Words, sign: &str) -> String {
    signs::sign(sign).map_or_else(|| escape(sign), |sign| escape(words.sign(sign).ask))
}

/// Returns what else was said of a run.
fn said(run: &Run) -> String {
    let cut = match run.cut_short {
        Some(CutShort::Body) => Some("cut short because of pain or tiredness"),
        Some(CutShort::Other) => Some("cut short for another reason"),
        None => None,
    };
    let said = [
        cut,
        run.limp.then_some("a limp"),
        run.sharp.then_some("sharp pain"),
        run.walked_home.then_some("walked home"),
        run.hills.then_some("hills"),
    ];
    let mut said: Vec<String> = said.into_iter().flatten().map(str::to_owned).collect();
    said.extend(run.note.as_deref().map(escape).filter(|note| !note.is_empty()));
    said.join("; ")
}
