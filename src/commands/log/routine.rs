//! `runup log routine`: a routine that was done without the player.

use std::collections::BTreeMap;
use std::time::Duration;

use clap::Args as ClapArgs;

use super::LogContext;
use super::given::{self, When};
use crate::commands::asker::Asker;
use crate::commands::{Failure, go, rung};
use crate::day::by_hand::DoneByHand;
use crate::record::Body;
use crate::routine::{Id, Routine};
use crate::symptoms::PainScore;
use crate::time::in_minutes;

/// What there is to say about it.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct RoutineArgs {
    /// Its id, as `runup list` prints it
    routine: String,
    /// How long it took, such as 15m
    #[arg(value_name = "TIME", value_parser = given::length)]
    total: Option<Duration>,
    /// The sets of each exercise that you did in full, on each side [default: none are logged]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20))]
    sets: Option<u32>,
    /// The weight of a step, such as `raise=20kg`, or just `20kg` if only one has a weight; repeat for more steps
    #[arg(long, value_name = "[STEP=]LOAD", requires = "sets")]
    load: Vec<String>,
    /// Worst pain during, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    worst: Option<PainScore>,
    #[command(flatten)]
    when: When,
}

/// Writes it down as the session that it was.
pub(super) fn log(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    said: &RoutineArgs,
) -> Result<String, Failure> {
    let (routine, file) = go::find(context.library(), &said.routine)?;
    if file.is_some() {
        return Err(Failure::Said("give the id of a routine in the library".into()));
    }
    let date = said.when.day(context.today())?;
    let done = DoneByHand {
        date,
        sets: said.sets,
        loads: loads(&routine, &said.load)?,
        minutes: said.total.map(in_minutes),
        worst: said.worst,
    };
    let (core, now) = context.writer.core();
    let body = Body::Session(core.session_by_hand(&routine, &done, now));
    let mut told = context.entry_words().entry(&body, &context.writer.rack());
    let occasions = context.keep_said(body)?;
    told += ".\nUndo it with runup undo.\n";
    told += &context.ask_signs(asker, &occasions)?;
    Ok(told)
}

/// Reads the weights; one without a step is that of the only step that has one.
fn loads(routine: &Routine, texts: &[String]) -> Result<BTreeMap<Id, String>, Failure> {
    let mut weighted = routine.steps().filter(|step| step.load.is_some()).map(|step| &step.id);
    let only = weighted.next().filter(|_| weighted.next().is_none());
    let named = |text: &String| match only {
        Some(step) if !text.contains('=') => format!("{step}={text}"),
        _ => text.clone(),
    };
    texts.iter().map(|text| rung::load(routine, &named(text))).collect()
}
