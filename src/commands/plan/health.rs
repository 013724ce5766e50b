//! The health page on the command line, before a plan begins.
//!
//! Its lines are asked once, one of their details only of a line that was chosen. What is so is kept as a sign; one that
//! locks something begins no plan.

use std::fmt::Write as _;

use crate::commands::Failure;
use crate::commands::asker::Asker;
use crate::commands::log::{LogContext, rows};
use crate::record::lock::Lock;
use crate::record::{Body, Flag, Profile};
use crate::symptoms::signs::{HEALTH, Place, SIGNS, Sign, behind};

/// What came of the questions about signs.
pub(super) enum SignAnswer {
    /// The plan begins; advice to tell first, or nothing.
    Go(String),
    /// It does not, and why.
    Stop(String),
}

/// Keeps that nothing of the health page is so, unless that is known.
pub(super) fn answered(context: &mut LogContext<'_>) -> Result<(), Failure> {
    let today = context.today();
    if !context.log().asks_health(today) {
        return Ok(());
    }
    context.writer.keep(Body::Profile(Profile { health: Some(today), ..Profile::default() }))
}

/// Asks the page, unless it was answered lately.
pub(super) fn health(context: &mut LogContext<'_>, asker: &mut dyn Asker) -> Result<SignAnswer, Failure> {
    let mut told = String::new();
    while context.log().asks_health(context.today()) {
        let question = format!("Is one of these so?\n{}n for none, s for not now, or its number:", lines());
        let Some(answer) = asker.ask(&question)? else { return Err(unasked()) };
        match answer.as_str() {
            "n" | "no" | "none" => answered(context)?,
            "s" => break,
            digit => {
                let line = digit.parse().ok().filter(|line| (1..=HEALTH.len()).contains(&usize::from(*line)));
                let Some(line) = line else { continue };
                if let Some(stop) = ask(context, asker, behind(Place::Health(line)), &mut told)? {
                    return Ok(stop);
                }
            }
        }
    }
    Ok(SignAnswer::Go(told))
}

/// Asks which of some signs is there, and about those to which it leads; returns why no plan begins, if one locks.
fn ask(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    mut signs: Vec<&'static Sign>,
    told: &mut String,
) -> Result<Option<SignAnswer>, Failure> {
    while !signs.is_empty() {
        let question =
            format!("Which of these?\n{}n for none, or its row such as {}:", rows(&signs), signs[0].id);
        let Some(answer) = asker.ask(&question)? else { return Err(unasked()) };
        if matches!(answer.as_str(), "n" | "no" | "none") {
            return Ok(None);
        }
        let Some(sign) = signs.iter().find(|sign| sign.id.eq_ignore_ascii_case(&answer)) else { continue };
        context.writer.keep(Body::Flag(Flag::of(sign.id)))?;
        let _ = writeln!(told, "{}", sign.told(context.emergency.as_ref()));
        if let Some(words) = context.words.lock(Lock::of_sign(sign.id)) {
            return Ok(Some(SignAnswer::Stop(format!("{told}{words}\nNo plan is begun.\n"))));
        }
        signs = sign.also().collect();
    }
    Ok(None)
}

/// The lines with their numbers.
fn lines() -> String {
    let line = |(number, line): (usize, &crate::symptoms::signs::Line)| format!("  {number}  {}\n", line.ask);
    (1..).zip(&HEALTH).map(line).collect()
}

/// Says how the page is answered if nobody can be asked.
fn unasked() -> Failure {
    let signs: Vec<&Sign> = SIGNS.iter().filter(|sign| matches!(sign.place, Place::Health(_))).collect();
    Failure::Usage(format!(
        "before a plan begins: is one of these so?\n{}hint: --no-signs if none is; else runup log flag {}",
        rows(&signs),
        signs[0].id
    ))
}
