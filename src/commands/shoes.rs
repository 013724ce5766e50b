//! `runup shoes`: the pairs, how far each went, and what is done to them.

use std::fmt::Write as _;
use std::rc::Rc;

use clap::Subcommand;
use jiff::civil::Date;
use serde_json::json;

use super::log::LogContext;
use super::output::{Output, json};
use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, edit};
use crate::diagnostic::printable;
use crate::library::Library;
use crate::plan::notes::Note;
use crate::plan::shoes::new_and_more;
use crate::record::shoes::{Pair, ShoeError, ShoeTally};
use crate::record::{Body, Shoe, values};
use crate::time::{minutes_to_hundredth, past_day as read_day};
use crate::units::Units;
use crate::words::Words;
use crate::words::date::{past_day, past_day_words};

/// What is done to pairs of shoes.
#[derive(Debug, Subcommand)]
pub(super) enum ShoesCommand {
    /// Add a pair
    Add {
        /// Its name, up to 40 characters
        name: String,
        /// The day you got it [default: today]
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        /// Remind me at this distance, such as 600km; 500 to 800 km is common, though the evidence is weak
        #[arg(long, value_name = "DISTANCE", value_parser = values::worn)]
        remind: Option<f64>,
        /// Distance before you added it, such as 120km; such a pair doesn't count as new
        #[arg(long, value_name = "DISTANCE", value_parser = values::worn)]
        km: Option<f64>,
    },
    /// Retire a pair; its runs stay
    Retire {
        /// Its name
        name: String,
        /// Its last day [default: today]
        #[arg(long, value_name = "DAY")]
        date: Option<String>,
    },
    /// Rename a pair
    Rename {
        /// Its name
        name: String,
        /// The new one
        new: String,
    },
    /// Set the distance at which Runup reminds you
    Remind {
        /// Its name
        name: String,
        /// Such as 700km, or `off`
        at: String,
    },
    /// Set the shoes of a run
    Wear {
        /// Its name; `none` for no pair
        name: String,
        /// The run's id, or the first characters of it [default: the last run]
        run: Option<String>,
    },
}

/// Returns the text, and whether the history was read whole for it.
pub(super) fn shoes(
    setup: &Setup,
    library: &Rc<Library>,
    as_json: bool,
    done: Option<ShoesCommand>,
) -> Result<Output, Failure> {
    let Some(done) = done else {
        let writer = setup.history(library);
        let well = writer.log().gaps().is_whole();
        return list(&writer, as_json, setup).map(|text| Output { text, well });
    };
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| act(&mut LogContext::of(writer, setup), done)).map(Output::well)
}

fn said(error: &ShoeError) -> Failure {
    Failure::Said(error.to_string())
}

/// Changes a pair; returns the lines to print.
pub(super) fn act(context: &mut LogContext<'_>, done: ShoesCommand) -> Result<String, Failure> {
    let (today, units) = (context.today(), context.units());
    let rack = context.writer.rack();
    let day = |text: Option<String>| {
        let day = text.map_or(Ok(today), |text| read_day(&text, today));
        day.map_err(|error| Failure::Usage(printable(&error.to_string()).to_string()))
    };
    let (id, shoe) = match done {
        ShoesCommand::Add { name, since, remind, km } => {
            let name = rack.free_name(&name, None).map_err(|error| said(&error))?;
            return add(
                context,
                &Shoe { name, since: day(since)?, retired: None, remind_km: remind, before_km: km },
            );
        }
        ShoesCommand::Wear { name, run } => return wear(context, &rack, &name, run.as_deref()),
        ShoesCommand::Retire { name, date } => {
            let pair = rack.find(&name).map_err(|error| said(&error))?;
            let last = day(date)?;
            if let Some(last) = pair.shoe.retired {
                let name = printable(&pair.shoe.name);
                return Err(Failure::Said(format!("you already retired {name} on {last}")));
            }
            if last < pair.shoe.since {
                return Err(Failure::Usage(format!("you have only had it since {}", pair.shoe.since)));
            }
            (pair.id.clone(), Shoe { retired: Some(last), ..pair.shoe.clone() })
        }
        ShoesCommand::Rename { name, new } => {
            let pair = rack.find(&name).map_err(|error| said(&error))?;
            let name = rack.free_name(&new, Some(&pair.id)).map_err(|error| said(&error))?;
            (pair.id.clone(), Shoe { name, ..pair.shoe.clone() })
        }
        ShoesCommand::Remind { name, at } => {
            let pair = rack.find(&name).map_err(|error| said(&error))?;
            let at = match at.as_str() {
                "off" | "none" => None,
                text => Some(values::worn(text).map_err(|why| Failure::Usage(format!("{why}, or off")))?),
            };
            (pair.id.clone(), Shoe { remind_km: at, ..pair.shoe.clone() })
        }
    };
    context.writer.revise(&id, Body::Shoe(shoe.clone()))?;
    let Shoe { name, retired, remind_km, .. } = &shoe;
    let state = match (retired, remind_km) {
        (Some(last), _) => format!("retired since {last}; its runs stay"),
        (None, Some(km)) => format!("reminder at {}", units.words(*km)),
        (None, None) => "no reminder set".to_owned(),
    };
    Ok(format!("{}: {state}.\nUndo it with runup undo.\n", printable(name)))
}

fn add(context: &mut LogContext<'_>, shoe: &Shoe) -> Result<String, Failure> {
    context.writer.keep(Body::Shoe(shoe.clone()))?;
    let units = context.units();
    let today = context.today();
    let rack = context.writer.rack();
    let mut told = format!("{}, since {}.", printable(&shoe.name), past_day(shoe.since, today));
    if let Ok(pair) = rack.find(&shoe.name)
        && pair.runs > 0
    {
        let runs = if pair.runs == 1 { "1 run".to_owned() } else { format!("{} runs", pair.runs) };
        let _ = write!(told, " It already has {runs}, {}.", context.words.shoe_distance(pair, units));
    }
    match shoe.remind_km {
        Some(km) => {
            let _ = write!(
                told,
                " Reminder at {}. 500 to 800 km is customary, though the evidence is weak.",
                units.words(km)
            );
        }
        None => told += " Set a reminder with runup shoes remind.",
    }
    Ok(told + "\nUndo it with runup undo.\n")
}

fn wear(
    context: &mut LogContext<'_>,
    rack: &ShoeTally,
    name: &str,
    run: Option<&str>,
) -> Result<String, Failure> {
    let entry_words = context.entry_words();
    let writer = &mut *context.writer;
    let worn = match name {
        "none" if rack.find(name).is_err() => None,
        name => Some(rack.find(name).map_err(|error| said(&error))?),
    };
    let id = if let Some(prefix) = run {
        edit::find(writer, prefix, entry_words)?
    } else {
        let runs = writer.log().runs();
        let last = runs.last().ok_or_else(|| Failure::Said("you haven't logged a run yet".into()))?;
        last.record.id.clone()
    };
    let Some(Body::Run(run)) = writer.log().get(&id).map(|record| record.body.clone()) else {
        return Err(Failure::Usage(format!("`{}` isn't a run", printable(&id))));
    };
    let in_words =
        worn.map_or_else(|| "none of your pairs".to_owned(), |pair| printable(&pair.shoe.name).to_string());
    let shoe = worn.map(|pair| pair.id.clone());
    let line = entry_words.run(&run);
    if run.shoe == shoe {
        return Ok(format!("{}: {line}, already in {in_words}.\n", run.date));
    }
    let date = run.date;
    writer.revise(&id, Body::Run(crate::record::Run { shoe, ..run }))?;
    let mut told = format!("{date}: {line}, in {in_words}.\n");
    told += &beside(context, worn.map(|pair| pair.id.as_str()));
    Ok(told + "Undo it with runup undo.\n")
}

/// Says what should be said about shoes after a run in a pair: that it has gone as far as was set, and that two things
/// are new at once.
pub(super) fn beside(context: &LogContext<'_>, worn: Option<&str>) -> String {
    let today = context.today();
    let rack = context.writer.rack();
    let pair = worn.and_then(|id| rack.pair(id)).filter(|pair| pair.just_worn());
    let mut told = String::new();
    if let Some(words) = pair.and_then(|pair| context.words.shoe_reminder(pair, context.units())) {
        let _ = writeln!(told, "{}", printable(&words));
    }
    if worn.is_some() && new_and_more(&context.diary(), today) {
        let _ = writeln!(told, "{}", context.words.note(Note::NewShoes));
    }
    told
}

/// Lists the pairs.
fn list(writer: &HistoryWriter, as_json: bool, setup: &Setup) -> Result<String, Failure> {
    let units = setup.settings.units;
    let today = writer.today();
    let rack = writer.rack();
    let words = setup.words;
    if as_json {
        let pairs: Vec<_> = rack.pairs.iter().map(|pair| as_value(&rack, pair)).collect();
        return json(&pairs);
    }
    let mut out = String::new();
    let names = rack.pairs.iter().map(|pair| pair.shoe.name.chars().count()).max().unwrap_or(0);
    for pair in &rack.pairs {
        let name = printable(&pair.shoe.name).to_string();
        let _ = writeln!(out, "{name:<names$}  {}", facts(words, &rack, pair, today, units));
        for line in [words.shoe_unmeasured(pair).filter(|_| pair.km > 0.0), words.shoe_reminder(pair, units)]
            .into_iter()
            .flatten()
        {
            let _ = writeln!(out, "  {}", printable(&line));
        }
    }
    if out.is_empty() {
        out += if writer.log().gaps().is_whole() {
            "No shoes yet. Add a pair with runup shoes add NAME.\n"
        } else {
            "Runup can't tell which shoes you have, because part of your history can't be read.\n"
        };
    }
    for (name, count) in &rack.strangers {
        let runs = if *count == 1 { "1 run names".to_owned() } else { format!("{count} runs name") };
        let name = printable(name);
        let _ = writeln!(
            out,
            "{runs} `{name}`, which isn't one of your pairs. To count them: runup shoes add \"{name}\"."
        );
    }
    if new_and_more(&writer.diary(), today) {
        let _ = writeln!(out, "\n{}", words.note(Note::NewShoes));
    }
    Ok(out)
}

fn facts(words: &dyn Words, rack: &ShoeTally, pair: &Pair, today: Date, units: Units) -> String {
    let runs = if pair.runs == 1 { "1 run".to_owned() } else { format!("{} runs", pair.runs) };
    let mut parts = vec![words.shoe_distance(pair, units)];
    if pair.runs > 0 {
        parts.push(format!("{} in {runs}", words.shoe_time(pair)));
    } else {
        parts.push("no runs yet".to_owned());
    }
    parts.extend(pair.last.map(|last| format!("last {}", past_day_words(last, today))));
    if let Some(last) = pair.shoe.retired {
        parts.push(format!("retired since {last}"));
    } else {
        parts.extend(rack.share(pair).map(|share| format!("{share}% of your last four weeks")));
        parts.extend(pair.shoe.remind_km.map(|km| format!("reminder at {}", units.words(km))));
    }
    parts.join(", ")
}

fn as_value(rack: &ShoeTally, pair: &Pair) -> serde_json::Value {
    let hundredth = |number: f64| (number * 100.0).round() / 100.0;
    let Pair { id, shoe, time, km, runs, unmeasured, first, last, .. } = pair;
    let Shoe { name, since, retired, remind_km, before_km } = shoe;
    json!({
        "id": id,
        "name": name,
        "since": since,
        "retired": retired,
        "remind-km": remind_km,
        "before-km": before_km,
        "minutes": minutes_to_hundredth(*time),
        "km": hundredth(*km),
        "runs": runs,
        "runs-without-distance": unmeasured,
        "first": first,
        "last": last,
        "share-of-four-weeks": rack.share(pair),
    })
}
