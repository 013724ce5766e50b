//! `runup edit` and `runup remove`: an entry corrected or removed. Both write a revision, and lose nothing.
//!
//! An entry is named by its id, or by how that begins. Without a field `runup edit` shows the entry with everything
//! that was ever written about it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;

use super::Failure;
use super::asker::Asker;
use super::log::LogContext;
use super::setup::Setup;
use super::writer::HistoryWriter;
use crate::diagnostic::printable;
use crate::dialog::entry::{Basis, Editing};
use crate::library::Library;
use crate::record::edit::{EditError, Fixed, fixed, stays};
use crate::record::entry::{day, is_notice};
use crate::record::{Body, Record};
use crate::units::Units;
use crate::words::entry::EntryWords;

/// How many entries are listed if the start of an id fits several.
const FEW: usize = 6;

/// What `runup edit` is asked.
pub(super) struct EditOptions<'a> {
    /// The entry's id, or how it begins.
    pub(super) id: &'a str,
    /// Fields, as `minutes=28m`.
    pub(super) fields: &'a [String],
    /// The revision that is to hold again.
    pub(super) back_to: Option<u32>,
}

pub(super) fn edit(
    setup: &Setup,
    library: &Rc<Library>,
    asker: &mut dyn Asker,
    options: &EditOptions<'_>,
) -> Result<String, Failure> {
    if options.fields.is_empty() && options.back_to.is_none() {
        return show(&setup.history(library), options.id, setup.entry_words());
    }
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| change(&mut LogContext::of(writer, setup), asker, options))
}

pub(super) fn remove(setup: &Setup, library: &Rc<Library>, ids: &[String]) -> Result<String, Failure> {
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| take_out(&mut LogContext::of(writer, setup), ids))
}

/// Finds the entry of an id, or of its beginning; of those that fit, one that stands goes before those taken out.
pub(super) fn find(writer: &HistoryWriter, prefix: &str, told: EntryWords) -> Result<String, Failure> {
    let shown = printable(prefix);
    if prefix.is_empty() {
        return Err(Failure::Usage("give the entry's id, or the start of it".into()));
    }
    let ids: BTreeSet<&str> = writer.records().iter().map(|record| record.id.as_str()).collect();
    let newer = writer.newer_ids();
    if newer.iter().any(|id| id == prefix || id.starts_with(prefix) && !ids.contains(id.as_str())) {
        return Err(Failure::Said(format!(
            "a newer Runup wrote the entry `{shown}`, so this one can't edit it\nhint: edit it there, or \
             update Runup here"
        )));
    }
    if ids.contains(prefix) {
        return Ok(prefix.to_owned());
    }
    let fit: Vec<&str> = ids.into_iter().filter(|id| id.starts_with(prefix)).collect();
    let standing: Vec<&str> = fit.iter().copied().filter(|id| writer.log().get(id).is_some()).collect();
    match (&standing[..], &fit[..]) {
        ([one], _) | ([], [one]) if newer.contains(*one) => find(writer, one, told),
        ([one], _) | ([], [one]) => Ok((*one).to_owned()),
        ([], []) => Err(Failure::Said(format!(
            "can't find an entry `{shown}`\nhint: list the ids with runup history --ids"
        ))),
        _ => {
            let rack = writer.rack();
            let mut said =
                format!("{} entries have ids that start with `{shown}`; type more of the id", fit.len());
            for id in fit.iter().take(FEW) {
                let line = writer
                    .log()
                    .get(id)
                    .map_or_else(|| "deleted".to_owned(), |record| told.entry(&record.body, &rack));
                let _ = write!(said, "\n  {}  {line}", printable(id));
            }
            Err(Failure::Said(said))
        }
    }
}

/// Says why an entry is neither changed nor taken out, and what to do instead.
fn refused(why: Fixed, id: &str) -> Failure {
    Failure::Said(match why {
        Fixed::Sign => "a warning sign can't be edited or deleted here\nhint: if it was a mistake, runup \
            log cleared --by mistake"
            .to_owned(),
        Fixed::SignEnd => "a cleared warning sign can't be edited or deleted here\nhint: if you still have \
            the sign, log it again with runup log flag"
            .to_owned(),
        Fixed::Plan => format!(
            "a change to a plan can't be edited\nhint: delete it with runup remove {}, then make it again \
             with runup plan",
            printable(id)
        ),
        Fixed::Removed => format!(
            "this entry was deleted\nhint: runup edit {} shows its revisions; restore one with --back-to N",
            printable(id)
        ),
    })
}

/// Returns the context for reading fields.
fn basis(writer: &HistoryWriter, units: Units) -> Basis<'_> {
    Basis { history: writer.history(), today: writer.today(), units }
}

/// Returns all revisions of an entry, the oldest first.
fn revisions<'a>(writer: &'a HistoryWriter, id: &str) -> Vec<&'a Record> {
    let mut all: Vec<&Record> = writer.records().iter().filter(|record| record.id == id).collect();
    all.sort_by_key(|record| (record.rev, record.at.moment, &record.device));
    all.dedup();
    all
}

/// Shows an entry: what can be changed of it, and everything that was written about it.
pub(super) fn show(writer: &HistoryWriter, prefix: &str, told: EntryWords) -> Result<String, Failure> {
    let id = find(writer, prefix, told)?;
    let rack = writer.rack();
    let all = revisions(writer, &id);
    let standing = writer.log().get(&id);
    let mut out = String::new();
    match standing {
        Some(record) => {
            let entries = writer.log().entries();
            let date = entries.iter().find(|entry| entry.record.id == id).map(day);
            let date = date.map(|date| format!("{date}  ")).unwrap_or_default();
            let _ = writeln!(out, "{date}{}", told.entry(&record.body, &rack));
            for field in basis(writer, told.units).fields(&record.body) {
                let value = printable(&field.value);
                let _ = writeln!(out, "  {}={}", field.name, if value.is_empty() { "none" } else { &*value });
            }
        }
        None => out += "Deleted.\n",
    }
    let _ = writeln!(out, "\nRevisions of {}:", printable(&id));
    let lost = standing.and_then(|standing| all.iter().find(|record| record.lost_to(standing)));
    let lost = lost.map(|record| record.rev);
    for record in all {
        let at = record.at;
        let own = record.device == writer.own_device();
        let here = if own { "here".to_owned() } else { printable(&record.device).to_string() };
        let mark = if standing == Some(record) { "›" } else { " " };
        let line = told.entry(&record.body, &rack);
        let _ = writeln!(out, "{mark} {:>2}  {} {}  {here}  {line}", record.rev, at.date(), at.clock());
    }
    if let Some(rev) = lost {
        let _ = writeln!(
            out,
            "\nTwo computers changed this entry at the same time, and only the line marked › counts.\nFor the \
             other one: runup edit {} --back-to {rev}",
            printable(&id)
        );
    }
    Ok(out)
}

/// Changes an entry.
pub(super) fn change(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    options: &EditOptions<'_>,
) -> Result<String, Failure> {
    let entry_words = context.entry_words();
    let id = find(context.writer, options.id, entry_words)?;
    let rack = context.writer.rack();
    let before = context.log().get(&id).map_or(Body::Removed, |record| record.body.clone());
    let mut editing = Editing::new(id.clone(), before);
    if let Some(rev) = options.back_to {
        let all = revisions(context.writer, &id);
        // Where two computers wrote one at once, the one that lost is meant: the other holds already.
        let standing = context.log().get(&id);
        let of_rev = || all.iter().rev().filter(|record| record.rev == rev && record.body != Body::Removed);
        let wanted = of_rev().find(|record| standing != Some(**record)).or_else(|| of_rev().next());
        let wanted = wanted.ok_or_else(|| {
            Failure::Usage(format!(
                "can't find revision {rev} to restore\nhint: runup edit {} lists the revisions",
                printable(&id)
            ))
        })?;
        editing.after = wanted.body.clone();
        if let Some(why) = stays(&editing.after) {
            return Err(refused(why, &id));
        }
    }
    if !options.fields.is_empty() {
        if let Some(why) = fixed(&editing.after) {
            return Err(refused(why, &id));
        }
        let wrong = |error: EditError| Failure::Usage(error.to_string());
        let basis = basis(context.writer, entry_words.units);
        for field in options.fields {
            let (name, text) = field.split_once('=').ok_or_else(|| {
                let fields = basis.fields(&editing.after).into_iter();
                let names: Vec<String> = fields.map(|field| field.name).collect();
                Failure::Usage(format!(
                    "`{}` isn't field=value\nhint: the fields are {}",
                    printable(field),
                    names.join(", ")
                ))
            })?;
            editing.set_field(name, text, basis).map_err(wrong)?;
        }
        editing.settle().map_err(wrong)?;
    }
    if !editing.is_changed() {
        return Ok("It already says that. Nothing was saved.\n".to_owned());
    }
    let Editing { before, after, .. } = editing;
    let (core, now) = context.writer.core();
    let occasions = core.occasions_between(Some(&before), &after, now);
    context.writer.revise(&id, after.clone())?;
    let mut told = String::new();
    if before != Body::Removed {
        let _ = writeln!(told, "Was: {}", entry_words.entry(&before, &rack));
    }
    let _ = writeln!(told, "Now: {}", entry_words.entry(&after, &rack));
    told += "Undo it with runup undo.\n";
    let plan = context.plan();
    told += &context.what_it_means(plan.as_deref())?;
    told += &context.ask_signs(asker, &occasions)?;
    Ok(told)
}

/// Takes entries out.
pub(super) fn take_out(context: &mut LogContext<'_>, ids: &[String]) -> Result<String, Failure> {
    let entry_words = context.entry_words();
    let rack = context.writer.rack();
    let mut found: Vec<(String, Body)> = Vec::new();
    for prefix in ids {
        let id = find(context.writer, prefix, entry_words)?;
        let Some(body) = context.log().get(&id).map(|record| record.body.clone()) else {
            let last = revisions(context.writer, &id).pop();
            let when = last.map(|record| format!(" on {}", record.at.date())).unwrap_or_default();
            return Err(Failure::Said(format!(
                "this entry was already deleted{when}\nhint: runup edit {} shows its revisions; restore one \
                 with --back-to N",
                printable(&id)
            )));
        };
        if let Some(why) = stays(&body) {
            return Err(refused(why, &id));
        }
        if !found.iter().any(|(known, _)| *known == id) {
            found.push((id, body));
        }
    }
    let mut told = String::new();
    for (id, body) in found {
        context.writer.revise(&id, Body::Removed)?;
        let _ = writeln!(told, "Deleted: {}", entry_words.entry(&body, &rack));
        if is_notice(&body) {
            told += "Runup will show the notice from the first start again.\n";
        }
    }
    told += "Bring it back with runup undo. The text stays in the history files.\n";
    let plan = context.plan();
    told += &context.what_it_means(plan.as_deref())?;
    Ok(told)
}
