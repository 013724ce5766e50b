//! `runup rung`: on which rung of a routine one is, and another one set.

use std::fmt::Write as _;
use std::rc::Rc;

use super::output::Output;
use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, go};
use crate::diagnostic::{nearest, printable};
use crate::library::Library;
use crate::plan::rungs::{Proposal, START, proposal, standing, taken};
use crate::record::{Body, RungTaken};
use crate::routine::{Id, Routine};
use crate::words::page::rung_words;

/// The longest weight.
const MAX_LOAD: usize = 40;

/// The options of the command.
pub(super) struct RungOptions<'a> {
    /// The routine; all when left out.
    pub(super) routine: Option<&'a str>,
    /// The rung to set.
    pub(super) rung: Option<&'a str>,
    /// Weights, as `step=weight`.
    pub(super) loads: &'a [String],
}

/// Returns the text, and whether the history was read whole for it.
pub(super) fn rung(
    setup: &Setup,
    library: &Rc<Library>,
    options: &RungOptions<'_>,
) -> Result<Output, Failure> {
    let shown = |of: &dyn Fn(&HistoryWriter) -> String| {
        let writer = setup.history(library);
        Ok(Output { text: of(&writer), well: writer.log().gaps().is_whole() })
    };
    let Some(name) = options.routine else { return shown(&|writer| all(library, writer)) };
    let (routine, file) = go::find(library, name)?;
    if file.is_some() {
        return Err(Failure::Said("give the id of a routine in the library".into()));
    }
    if routine.rungs.is_empty() && options.loads.is_empty() {
        return Err(Failure::Said(format!("{} has no harder or easier versions", routine.id)));
    }
    if options.rung.is_none() && options.loads.is_empty() {
        return shown(&|writer| ladder(library, &routine, writer));
    }
    let mut writer = setup.writer(library)?;
    writer.writes(|writer| take(library, &routine, options, writer)).map(Output::well)
}

/// Reads a weight for a step: `raise=20kg`.
pub(super) fn load(routine: &Routine, text: &str) -> Result<(Id, String), Failure> {
    let wrong = |what: &str| {
        let steps: Vec<&str> = routine.steps().map(|step| step.id.as_str()).collect();
        Failure::Said(format!("{what}\nhint: write --load STEP=20kg, with STEP one of {}", steps.join(", ")))
    };
    let (step, load) = text.split_once('=').ok_or_else(|| wrong("the load must name its step"))?;
    let known = routine.steps().find(|own| own.id.as_str() == step);
    let id = known.map(|step| step.id.clone());
    let id = id.ok_or_else(|| wrong(&format!("{} has no step `{}`", routine.id, printable(step))))?;
    let load = printable(load.trim()).to_string();
    if load.is_empty() || load.chars().count() > MAX_LOAD {
        return Err(wrong("the load must have 1 to 40 characters"));
    }
    Ok((id, load))
}

/// Returns the routines on which a rung was taken or is offered, one per line.
fn all(library: &Library, writer: &HistoryWriter) -> String {
    let mut out = String::new();
    let ids: Vec<Id> = library.routines().map(|(id, _)| id.clone()).collect();
    for routine in ids.iter().filter_map(|id| library.routine(id).ok()) {
        let at = standing(&routine, writer.log());
        let offered = offered(&routine, writer);
        if at.is_some() || offered.is_some() {
            let now = at.map_or(START, |at| routine.rungs[at].id.as_str());
            let offered = offered.map(|id| format!(", {id} offered")).unwrap_or_default();
            let _ = writeln!(out, "{}: {now}{offered}", routine.id);
        }
    }
    if out.is_empty() {
        out += if writer.log().gaps().is_whole() {
            "You do all routines as written, and no other version is offered yet.\n"
        } else {
            "Runup can't tell which versions you do, because part of your history can't be read.\n"
        };
    }
    out
}

fn offered(routine: &Routine, writer: &HistoryWriter) -> Option<String> {
    let proposed = proposal(routine, writer.log(), &writer.diary(), writer.today())?;
    Some(match proposed {
        Proposal::Up(rung) => rung.id.to_string(),
        Proposal::Down(rung) => rung.map_or(START, |rung| rung.id.as_str()).to_owned(),
    })
}

/// Returns the rungs of a routine from below, the one that holds marked.
fn ladder(library: &Library, routine: &Routine, writer: &HistoryWriter) -> String {
    let at = standing(routine, writer.log());
    let offered = offered(routine, writer);
    let mut out = format!("{}\n", printable(&routine.name));
    let mut line = |here: bool, id: &str, words: &str| {
        let sign = if here { '>' } else { ' ' };
        let offered = if offered.as_deref() == Some(id) { "  (offered)" } else { "" };
        let _ = writeln!(out, "{sign} {id:<18} {}{offered}", printable(words));
    };
    line(at.is_none(), START, "as written");
    for (i, rung) in routine.rungs.iter().enumerate() {
        line(at == Some(i), rung.id.as_str(), &rung_words(rung, routine, library));
    }
    if let Some(taken) = taken(writer.log()).get(&routine.id) {
        for (step, load) in &taken.loads {
            let _ = writeln!(out, "{step} with {}", printable(load));
        }
    }
    out
}

fn take(
    library: &Library,
    routine: &Routine,
    options: &RungOptions<'_>,
    writer: &mut HistoryWriter,
) -> Result<String, Failure> {
    let at = standing(routine, writer.log()).map_or(0, |at| at + 1);
    let place = |name: &str| match name {
        START => Some(0),
        "up" => Some((at + 1).min(routine.rungs.len())),
        "down" => Some(at.saturating_sub(1)),
        _ => routine.rungs.iter().position(|rung| rung.id.as_str() == name).map(|at| at + 1),
    };
    let known = || routine.rungs.iter().map(|rung| rung.id.as_str()).chain([START, "up", "down"]);
    let name = options.rung.unwrap_or("");
    let Some(to) = options.rung.map_or(Some(at), place) else {
        let near = nearest(name, known()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let known: Vec<&str> = known().collect();
        let name = printable(name);
        let id = &routine.id;
        return Err(Failure::Said(format!(
            "{id} has no rung `{name}`{near}\nhint: its rungs are {}",
            known.join(", ")
        )));
    };
    if to == at && options.loads.is_empty() {
        return Ok(format!("{} stays as it is.\n", printable(&routine.name)));
    }
    let rung = to.checked_sub(1).map(|i| &routine.rungs[i]);
    let id = rung.map_or_else(|| Id::from_words(START), |rung| rung.id.clone());
    // A weight stays for as long as the rung does.
    let before = taken(writer.log()).remove(&routine.id).filter(|_| to == at);
    let mut loads = before.map(|before| before.loads).unwrap_or_default();
    for text in options.loads {
        loads.extend([load(routine, text)?]);
    }
    let mut lifted = String::new();
    for (step, load) in &loads {
        let _ = write!(lifted, "; {step} with {load}");
    }
    writer.keep(Body::Rung(RungTaken { routine: routine.id.clone(), rung: id, loads }))?;
    let words = rung.map_or_else(|| "as written".to_owned(), |rung| rung_words(rung, routine, library));
    let says = rung.and_then(|rung| rung.says.as_ref()).map(|says| format!("{says}\n")).unwrap_or_default();
    let told = format!("{}, from next time: {words}{lifted}.\n{says}", routine.name);
    Ok(printable(told.trim_end()).to_string() + "\nUndo it with runup undo.\n")
}
