//! `runup log flag`: a warning sign, or its end.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};

use clap::Args as ClapArgs;
use clap::builder::{StringValueParser, TypedValueParser};

use super::{LogContext, WAY_OUT};
use crate::commands::args::word::{offering, word_of};
use crate::commands::{Failure, unread};
use crate::diagnostic::printable;
use crate::plan;
use crate::plan::changes;
use crate::plans::Plan;
use crate::record::lock::Lock;
use crate::record::{Body, ClearedBy, Flag};
use crate::symptoms::signs::{self, SIGNS, Sign, Tier};
use crate::words::Words;

/// A warning sign, or its end.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct FlagArgs {
    /// The sign, RF01 to RF18; or `cleared`
    #[arg(value_name = "SIGN|cleared", value_parser = row(Some("cleared")), hide_possible_values = true)]
    sign: String,
    /// Who cleared it; asked when left out
    #[arg(long, value_name = "WHO", value_parser = word_of(WHO))]
    by: Option<ClearedBy>,
    /// Which sign is cleared, where more than one is open
    #[arg(long = "sign", value_name = "SIGN", id = "which", value_parser = row(None), hide_possible_values = true)]
    which: Option<String>,
}

/// Who ends a sign on the command line.
const WHO: &[ClearedBy] = &[ClearedBy::Clinician, ClearedBy::Mistake];

/// Reads the row of a sign, or one more word.
fn row(more: Option<&'static str>) -> impl TypedValueParser<Value = String> {
    offering(more.into_iter().chain(SIGNS.iter().map(|sign| sign.id)), StringValueParser::new())
}

/// Writes down that something is wrong, or that it is over.
pub(super) fn sign(context: &mut LogContext<'_>, flagged: FlagArgs) -> Result<String, Failure> {
    match flagged {
        FlagArgs { sign, by, which } if sign == "cleared" => {
            let which = which.as_deref().map(known).transpose()?;
            clear(context, by, which)
        }
        FlagArgs { by: Some(_), .. } | FlagArgs { which: Some(_), .. } => {
            Err(Failure::Said("--by and --sign go with `runup log flag cleared`".into()))
        }
        FlagArgs { sign, .. } => flag(context, known(&sign)?),
    }
}

/// Finds a sign by its row, in any case of letters.
fn known(name: &str) -> Result<&'static Sign, Failure> {
    SIGNS.iter().find(|sign| sign.id.eq_ignore_ascii_case(name)).ok_or_else(|| {
        // The nearest number would be another sign, not what was meant.
        let mut said = format!("there is no warning sign `{}`\nthey are", printable(name));
        for sign in &SIGNS {
            let _ = write!(said, "\n  {:<5}  {}", sign.id, sign.ask);
        }
        Failure::Said(said)
    })
}

fn flag(context: &mut LogContext<'_>, sign: &'static Sign) -> Result<String, Failure> {
    context.writer.keep(Body::Flag(Flag { sign: sign.id.to_owned(), site: None }))?;
    let mut said = format!("You said: {}.\n{}\n", sign.ask, sign.told(context.emergency.as_ref()));
    if let Some(also) = sign.also.and_then(signs::sign) {
        let _ = writeln!(said, "Is this there too: {}? Then: runup log flag {}", also.ask, also.id);
    }
    if let Some(words) = context.words.lock(Lock::of_tier(sign.tier)) {
        let _ = writeln!(said, "{words}\n{WAY_OUT}");
    }
    Ok(said)
}

fn clear(
    context: &mut LogContext<'_>,
    by: Option<ClearedBy>,
    which: Option<&Sign>,
) -> Result<String, Failure> {
    let plan = context.plan();
    let writer = &mut *context.writer;
    let open = writer.log().open_signs(writer.today());
    let mut open: Vec<(String, Tier)> =
        open.into_iter().map(|(sign, tier)| (sign.to_owned(), tier)).collect();
    // What the log shows and you never said stops the plan too, and ends in the same way.
    let shown = changes::unsaid_signs(plan.as_deref(), &writer.diary(), writer.log(), writer.today());
    open.extend(shown.into_iter().map(|shown| (shown.sign.to_owned(), signs::tier(shown.sign))));
    let sign = match (&open[..], which) {
        ([], _) => {
            return match unread(context.words, writer.log().gaps()) {
                Some(unread) => {
                    Err(Failure::Said(format!("whether a warning sign is open is not known\n{unread}")))
                }
                None => Ok("No warning sign is open: nothing is locked.\n".into()),
            };
        }
        ([(only, _)], None) => only.clone(),
        (several, None) => {
            let mut said = "more than one sign is open; say which with --sign".to_owned();
            for (sign, _) in several {
                let _ = write!(said, "\n  {sign:<5}  {}", context.words.said_sign(sign));
            }
            return Err(Failure::Said(said));
        }
        (open, Some(which)) if open.iter().any(|(sign, _)| sign == which.id) => which.id.to_owned(),
        (_, Some(which)) => return Err(Failure::Said(format!("{} is not open", which.id))),
    };
    let by = match by {
        Some(by) => by,
        None => ask_who(context.words, &sign)?,
    };
    writer.keep(Body::Clearance(writer.log().clear(vec![sign.clone()], by)))?;
    Ok(match context.words.lock(writer.log().lock(writer.today())) {
        None => {
            format!("{sign} is cleared: nothing is locked.\n{}", before_running(context, plan.as_deref()))
        }
        Some(words) => format!("{sign} is cleared. {words}\n"),
    })
}

/// Says what comes before the next run, where something does.
fn before_running(context: &LogContext<'_>, plan: Option<&Plan>) -> String {
    let (diary, today) = (context.diary(), context.today());
    if let Some(now) = plan.and_then(|plan| plan::recommend(plan, &diary, today)) {
        return context.words.reason(&now.reason) + "\n";
    }
    changes::walks_first(&diary, today)
        .map(|first| context.words.walks_first(first) + "\n")
        .unwrap_or_default()
}

/// Asks who cleared a sign, and once more whether that is meant.
fn ask_who(words: &dyn Words, sign: &str) -> Result<ClearedBy, Failure> {
    let failed = |source| Failure::Io { what: "cannot ask who cleared it".into(), source };
    if !io::stdin().is_terminal() {
        let hint = "hint: --by clinician, or --by mistake where the answer was one";
        return Err(Failure::Said(format!("who cleared {sign}?\n{hint}")));
    }
    let ask = |question: &str| -> io::Result<String> {
        let mut out = io::stdout().lock();
        write!(out, "{question} ")?;
        out.flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(answer.trim().to_lowercase())
    };
    println!("You said: {}.", words.said_sign(sign));
    let answer = ask("Who cleared it? c: a clinician; m: the answer was a mistake.").map_err(failed)?;
    let (by, again) = match answer.as_str() {
        "c" => (ClearedBy::Clinician, "c again if a clinician has cleared you."),
        "m" => (ClearedBy::Mistake, "m again if the answer was a mistake."),
        _ => return Err(Failure::Said("nothing is cleared".into())),
    };
    if ask(again).map_err(failed)? == answer {
        Ok(by)
    } else {
        Err(Failure::Said("nothing is cleared".into()))
    }
}
