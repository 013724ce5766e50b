//! `runup log bike`, `swim`, `pool` and `other`: sport other than running.

use std::fmt::Write as _;
use std::time::Duration;

use clap::Args as ClapArgs;

use super::LogContext;
use super::given::{self, When};
use crate::commands::Failure;
use crate::commands::asker::Asker;
use crate::diagnostic::printable;
use crate::record::{Body, CrossTraining, Effort, Sport};
use crate::symptoms::PainScore;
use crate::time::in_minutes;

/// What there is to say about it.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct CrossArgs {
    /// How long, such as 30m
    #[arg(value_name = "TIME", value_parser = given::length)]
    total: Duration,
    /// Effort: easy, steady, hard, or 0 to 10
    #[arg(long, value_name = "EFFORT", value_parser = super::run::effort(), hide_possible_values = true)]
    effort: Option<Effort>,
    /// Worst pain during, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    worst: Option<PainScore>,
    #[command(flatten)]
    when: When,
    /// A note, such as which sport
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Writes it down, and says what it counts for.
pub(super) fn log(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    sport: Sport,
    said: &CrossArgs,
) -> Result<String, Failure> {
    let date = said.when.day(context.today())?;
    let note = said.note.as_deref().map(|note| printable(note.trim()).to_string());
    let done = CrossTraining {
        date,
        sport,
        minutes: in_minutes(said.total),
        effort: said.effort,
        worst: said.worst,
        note: note.filter(|note| !note.is_empty()),
    };
    let body = Body::CrossTraining(done);
    let mut told = context.entry_words().entry(&body, &context.writer.rack());
    let occasions = context.keep_said(body)?;
    let _ = writeln!(told, ".\n{}", context.words.cross_training(sport, said.worst));
    told += &context.ask_signs(asker, &occasions)?;
    Ok(told)
}
