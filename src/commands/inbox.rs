//! `runup inbox`: lines of `inbox.txt`, which any phone that syncs the history folder can write, logged after a yes.
//!
//! A line is what `runup log` takes, with the day before it if it is another one than that on which the file was last
//! written. All lines are one moment, so one `runup undo` takes them back together. A line that cannot be logged stays
//! in the file.

use std::fmt::Write as _;
use std::io;
use std::rc::Rc;

use clap::Parser;
use jiff::civil::Date;

use super::Failure;
use super::asker::{Asker, Nobody};
use super::log::{self, LogCommand, LogContext};
use super::output::Output;
use super::setup::Setup;
use super::writer::failure;
use crate::diagnostic::printable;
use crate::library::Library;
use crate::phrase;
use crate::record::values::{self, EFFORTS};
use crate::store::inbox::{self, Inbox};
use crate::time::past_day;

/// A line as `runup log` reads it.
#[derive(Debug, Parser)]
#[command(name = "runup log", disable_help_flag = true, disable_help_subcommand = true)]
struct LogLine {
    #[command(subcommand)]
    logged: LogCommand,
}

/// Lines that were written down, or not.
#[derive(Debug, Default)]
struct Taken {
    told: String,
    lines: Vec<String>,
    left: usize,
}

/// Shows the lines that wait and logs them after a yes; `yes` says it in advance.
pub(super) fn inbox(
    setup: &Setup,
    library: &Rc<Library>,
    asker: &mut dyn Asker,
    yes: bool,
) -> Result<Output, Failure> {
    let Some(waiting) = waiting(setup)? else {
        let path = setup.paths.history().join(inbox::NAME);
        return Ok(Output::well(format!("Nothing is waiting in {}.\n", printable(&path.to_string_lossy()))));
    };
    let shown = shown(&waiting, day_of(&waiting, setup));
    if !yes && !asker.is_there() {
        return Ok(Output::well(shown + "Log them with runup inbox --yes.\n"));
    }
    if !yes && !says_yes(asker, &shown)? {
        return Ok(Output::well("Nothing was logged.\n".to_owned()));
    }
    let taken = take(setup, library, &waiting)?;
    Ok(Output { text: taken.told, well: taken.left == 0 })
}

/// Asks about the lines that wait before Today opens, if the runner can be asked; the screen opens whatever comes of it.
pub(super) fn at_opening(
    setup: &Setup,
    library: &dyn Fn() -> Result<Rc<Library>, Failure>,
    asker: &mut dyn Asker,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    let waiting = match waiting(setup) {
        Ok(Some(waiting)) if asker.is_there() => waiting,
        Ok(_) => return Ok(()),
        Err(failure) => {
            eprintln!("runup: {}", printable(&failure.to_string()));
            return Ok(());
        }
    };
    // Lines that do not read were told when they came.
    let reads = |(_, line): &(usize, String)| read(line, setup.at.date(), setup.at.date()).is_ok();
    if !waiting.lines.iter().any(reads) || !says_yes(asker, &shown(&waiting, day_of(&waiting, setup)))? {
        return Ok(());
    }
    let taken = take(setup, &library()?, &waiting)?;
    super::print(out, &taken.told)?;
    asker.ask("Press Enter to open Today.").map(|_| ())
}

/// Says on standard error that lines wait.
pub(super) fn remind(setup: &Setup) {
    if let Ok(Some(waiting)) = waiting(setup) {
        let count = phrase::counted(waiting.lines.len(), "line");
        eprintln!("runup: {} has {count} to log; see runup inbox", inbox::NAME);
    }
}

fn waiting(setup: &Setup) -> Result<Option<Inbox>, Failure> {
    inbox::read(&setup.paths.history()).map_err(|error| failure(&error))
}

/// Returns the day that lines are about which name none: that on which the file was last written.
fn day_of(waiting: &Inbox, setup: &Setup) -> Date {
    let today = setup.at.date();
    waiting.written.map_or(today, |written| setup.at.date_of(written).min(today))
}

fn shown(waiting: &Inbox, day: Date) -> String {
    let mut shown = format!(
        "{} has {}, for {} unless a line names another day:\n",
        inbox::NAME,
        phrase::counted(waiting.lines.len(), "line"),
        day.strftime("%a %-d %b")
    );
    for (number, line) in &waiting.lines {
        let _ = writeln!(shown, "{number:>4}  {}", printable(line));
    }
    shown
}

fn says_yes(asker: &mut dyn Asker, shown: &str) -> Result<bool, Failure> {
    let question = format!("{shown}Log them? y yes, n not now");
    let answer = asker.ask(&question)?;
    Ok(answer.is_some_and(|answer| matches!(answer.as_str(), "y" | "yes")))
}

/// Logs the lines, and takes those that were logged out of the file.
fn take(setup: &Setup, library: &Rc<Library>, waiting: &Inbox) -> Result<Taken, Failure> {
    let mut writer = setup.writer(library)?;
    // Another program may have logged them while this one asked.
    let still = inbox::read(&setup.paths.history()).map_err(|error| failure(&error))?;
    let still = still.map(|still| still.lines).unwrap_or_default();
    let (day, today) = (day_of(waiting, setup), setup.at.date());
    let taken = writer.writes(|writer| {
        let mut taken = Taken::default();
        let mut context = LogContext::of(writer, setup);
        for (number, line) in &waiting.lines {
            if !still.iter().any(|(_, other)| other == line) {
                continue;
            }
            let done = read(line, day, today).and_then(|logged| {
                log::write(&mut context, &mut Nobody, logged).map_err(|why| why.to_string())
            });
            let shown = printable(line);
            match done {
                Ok(told) => {
                    let _ = writeln!(
                        taken.told,
                        "Line {number}: {shown}\n  {}",
                        told.trim_end().replace('\n', "\n  ")
                    );
                    taken.lines.push(line.clone());
                }
                Err(why) => {
                    let why = why.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    let _ = writeln!(taken.told, "Line {number} stays in {}: {shown}\n  {why}", inbox::NAME);
                    taken.left += 1;
                }
            }
        }
        Ok(taken)
    })?;
    inbox::take_out(&setup.paths.history(), &taken.lines).map_err(|error| failure(&error))?;
    let undo = if taken.lines.is_empty() { "" } else { "Undo all of it with runup undo.\n" };
    Ok(Taken { told: taken.told.clone() + undo, ..taken })
}

/// Reads a line: a day if it is another one, then what `runup log` takes; `28m 2 easy` is a run.
fn read(line: &str, day: Date, today: Date) -> Result<LogCommand, String> {
    let mut words = split(line)?;
    let named = words.first().and_then(|word| past_day(word, today).ok());
    let words = words.split_off(usize::from(named.is_some()));
    let day = named.unwrap_or(day);
    let first = words.first().ok_or("a day alone says nothing")?;
    let is_length = first.chars().any(|c| !c.is_ascii_digit()) && values::length(first).is_ok();
    let mut all = vec!["runup log".to_owned()];
    all.extend(is_length.then(|| "run".to_owned()));
    let kind = if is_length { "run" } else { first.as_str() };
    let takes_day = match kind {
        "run" | "walk" | "bike" | "swim" | "pool" | "other" | "routine" | "morning" | "later" | "sore" => {
            true
        }
        "test" if day == today => false,
        "test" => return Err("a test can only be logged for today".to_owned()),
        "flag" | "cleared" | "same" => {
            return Err(format!("`{kind}` has to be logged with runup log {kind}"));
        }
        other => {
            return Err(format!(
                "`{}` isn't something to log, such as morning, run or walk",
                printable(other)
            ));
        }
    };
    all.extend(given(kind, &words, usize::from(!is_length) + 1));
    if takes_day && !words.iter().any(|word| word.starts_with("--date")) {
        all.push(format!("--date={day}"));
    }
    LogLine::try_parse_from(all).map(|line| line.logged).map_err(|error| error.to_string())
}

/// Returns the words with the flags of a bare number and a bare effort behind a length: `28m 2 easy`.
fn given(kind: &str, words: &[String], from: usize) -> Vec<String> {
    let pain = match kind {
        "run" | "walk" => "--during",
        "bike" | "swim" | "pool" | "other" => "--worst",
        _ => return words.to_vec(),
    };
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        // What follows a flag belongs to it.
        let own = at >= from && !words[at - 1].starts_with("--");
        let effort = EFFORTS.iter().any(|(effort, _)| effort == word);
        let flag = match values::score(word) {
            Ok(_) if own => Some(pain),
            Err(_) if own && effort => Some("--effort"),
            _ => None,
        };
        all.extend(flag.map(str::to_owned));
        all.push(word.clone());
    }
    all
}

/// Splits a line into words; what is in double quotes is one.
fn split(line: &str) -> Result<Vec<String>, String> {
    let mut words: Vec<String> = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for c in line.chars() {
        match c {
            '"' | '\u{201c}' | '\u{201d}' => (quoted, begun) = (!quoted, true),
            c if c.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if quoted {
        return Err("a quotation mark is missing".to_owned());
    }
    if begun {
        words.push(word);
    }
    // A phone begins a line with a capital.
    if let Some(first) = words.first_mut() {
        *first = first.to_lowercase();
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_the_command_takes() {
        let day: Date = "2026-11-02".parse().unwrap();
        let reads = |line: &str| read(line, day, day).map(|logged| format!("{logged:?}"));
        let same =
            |short: &str, long: &str| assert_eq!(reads(short).unwrap(), reads(long).unwrap(), "{short}");
        same("28m 2 easy", "run 28m --during 2 --effort easy");
        same("Run 28:30 --effort 4", "28:30 --effort 4");
        same("bike 40m 1", "bike 40m --worst 1");
        same("yesterday morning 1", "morning 1 --date 2026-11-01");
        same("28m --note \"by the lake\" 2", "run 28m --during 2 --note=\"by the lake\"");
        for (wrong, why) in [
            ("dream 3", "isn't something to log"),
            ("cleared RF08b", "runup log cleared"),
            ("morning 11", "0 to 10"),
            ("28m --note \"by", "quotation mark"),
            ("yesterday", "a day alone"),
            ("yesterday test heel-raises 20 --side left", "only be logged for today"),
            ("28m --help", "unexpected argument"),
        ] {
            let said = reads(wrong).unwrap_err();
            assert!(said.contains(why), "{wrong}: {said}");
        }
    }
}
