//! `runup import`: how many activities came to what, and what that asks the runner to do.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use jiff::civil::Date;

use super::activities::{hour, quoted};
use crate::phrase;
use crate::record::values::of_minutes;
use crate::record::{Log, Run};
use crate::words::date::past_day_words;

/// Most days with more than one run that are listed one by one.
const FEW_DAYS: usize = 3;

/// How many came to what.
#[derive(Default)]
pub(super) struct Count {
    pub(super) runs: usize,
    pub(super) walks: usize,
    pub(super) added: usize,
    pub(super) known: usize,
    pub(super) out: usize,
    pub(super) locked: usize,
    /// How many of those added to were recorded by hand.
    pub(super) by_hand: usize,
    /// The days, and whether they are walks, of what came beside others of its kind.
    pub(super) beside: BTreeSet<(Date, bool)>,
}

impl Count {
    pub(super) fn words(&self, files: usize) -> String {
        let many = |count: usize, one: &str, more: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
        };
        let parts = [
            (self.runs, many(self.runs, "run logged", "runs logged")),
            (self.walks, many(self.walks, "walk logged", "walks logged")),
            (self.added, many(self.added, "entry filled in", "entries filled in")),
            (self.known, format!("{} already imported", self.known)),
            (self.out, format!("{} deleted earlier", self.out)),
            (self.locked, format!("{} skipped after a warning sign", self.locked)),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        let what = if parts.is_empty() { "nothing to import".to_owned() } else { parts.join(", ") };
        format!("{}: {what}.", many(files, "file", "files"))
    }

    /// Says how a run that was taken for one by hand becomes one of its own.
    pub(super) fn to_part(&self, files: &[PathBuf]) -> String {
        let one = match files {
            [file] if !file.is_dir() => quoted(&file.to_string_lossy()),
            _ => "FILE".to_owned(),
        };
        match self.by_hand {
            0 => String::new(),
            1 => format!("If it was a different run: runup undo, then runup import --another {one}\n"),
            many => format!(
                "{many} matched runs that you had logged by hand. If one was a different run: runup undo, \
                 then runup import --another {one}, then the rest again\n"
            ),
        }
    }

    /// Says on which days there is more than one run now, and how one is made of two.
    pub(super) fn to_join(&self, log: &Log, today: Date) -> String {
        let flag = |date: Date| if date == today { String::new() } else { format!(" --date {date}") };
        if let Some((last, _)) = self.beside.last().filter(|_| self.beside.len() > FEW_DAYS) {
            return format!(
                "{} days have more than one run, most recently {}. If two of them are the same run: runup \
                 log same{}\n",
                self.beside.len(),
                past_day_words(*last, today),
                flag(*last)
            );
        }
        let mut told = String::new();
        for (date, walk) in &self.beside {
            let runs = log.runs();
            let of_day = runs.iter().map(|entry| entry.body);
            let mut of_day: Vec<&Run> =
                of_day.filter(|run| run.date == *date && (run.run_minutes == Some(0.0)) == *walk).collect();
            of_day.sort_by_key(|run| run.recorded.map(|recorded| recorded.started.moment));
            let one = |run: &&Run| {
                let at = run.recorded.map(|recorded| format!(" at {}", hour(recorded.started)));
                phrase::minutes(of_minutes(run.minutes)) + &at.unwrap_or_default()
            };
            let kind = if *walk { "walk" } else { "run" };
            let same = if of_day.len() == 2 { "they are" } else { "two of them are" };
            let _ = writeln!(
                told,
                "You have {} {kind}s {}: {}. If {same} the same {kind}: runup log same{}",
                of_day.len(),
                past_day_words(*date, today),
                phrase::list(&of_day.iter().map(one).collect::<Vec<_>>()),
                flag(*date)
            );
        }
        told
    }
}
