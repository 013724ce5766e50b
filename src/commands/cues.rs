//! `runup cues`: the exact timeline, as it is played.

use std::fmt::Write;
use std::time::Duration;

use serde_json::json;

use super::Failure;
use super::args::Sore;
use super::go;
use crate::diagnostic::escaped_json;
use crate::library::Library;
use crate::plan::rungs;
use crate::routine::Routine;
use crate::settings::Settings;
use crate::timeline::gate::Situation;
use crate::timeline::{Cue, CueKind, Options, Segment, Timeline};
use crate::timeline::{fit, gate};

/// What a routine is fitted to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wants<'a> {
    pub(super) within: Option<Duration>,
    pub(super) sore: &'a [Sore],
}

pub(super) fn cues(
    library: &Library,
    settings: &Settings,
    name: &str,
    as_json: bool,
    wants: Wants<'_>,
) -> Result<String, Failure> {
    let Wants { within, sore } = wants;
    if name == go::RUN {
        if within.is_some() {
            return Err(Failure::Said("a run is played as the plan has it: without --in".into()));
        }
        let sheet = super::run_of_today(library, &super::paths()?)?.sheet();
        let timeline = Timeline::of_run(&sheet, &crate::app::run::run_layout(settings));
        return Ok(if as_json { array(&timeline) } else { table(&timeline, &[]) });
    }
    let (routine, _) = go::find(library, name)?;
    let rungs = rungs::taken(&super::past(&super::paths()?));
    let situation = Situation { rungs, ..go::anybody(sore) };
    let (mut routine, mut changes) = match gate::for_soreness(&routine, &situation, library) {
        gate::Outcome::Play { routine, changes } => (routine, changes),
        gate::Outcome::Stop { reason } => return Err(Failure::Said(reason)),
    };
    let options = Options { sore: situation.sore_side(), ..crate::app::layout(&routine, settings) };
    if let Some(within) = within {
        let length = |routine: &Routine| Timeline::build(routine, &options).length();
        let fitting = fit::to_length(&routine, within, length)
            .map_err(|short| Failure::Said(format!("{}: {short}", routine.name)))?;
        *routine = fitting.routine;
        changes.extend(fitting.changes);
    }
    let timeline = Timeline::build(&routine, &options);
    Ok(if as_json { array(&timeline) } else { table(&timeline, &changes) })
}

/// What a cue says: its words, or the beat that is a bare tone.
fn words(cue: &Cue) -> &str {
    match cue.kind {
        CueKind::Tempo(beat) => beat.id(),
        _ => cue.text.as_deref().unwrap_or_default(),
    }
}

/// Returns all cues, those of a step that waits for a key up to its typical length, as a track has them.
fn all(timeline: &Timeline) -> impl Iterator<Item = (usize, &Segment, &Cue)> {
    timeline.segments.iter().enumerate().flat_map(move |(i, segment)| {
        let open = segment.is_open(timeline);
        let heard = segment.cues.iter().filter(move |cue| !open || cue.end() <= segment.typical);
        heard.map(move |cue| (i, segment, cue))
    })
}

fn table(timeline: &Timeline, changes: &[String]) -> String {
    let mut out = String::new();
    for change in changes {
        let _ = writeln!(out, "# {change}");
    }
    for (_, segment, cue) in all(timeline) {
        let at = (segment.at + cue.at).as_millis();
        let side = segment.unit.side.map_or("", crate::symptoms::Side::id);
        let line = format!(
            "{:>4}:{:02}.{:03}  {:<8}  {:<5}  {}",
            at / 60_000,
            at / 1_000 % 60,
            at % 1_000,
            cue.kind,
            side,
            words(cue)
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

fn array(timeline: &Timeline) -> String {
    let cues: Vec<_> = all(timeline)
        .map(|(index, segment, cue)| {
            json!({
                "at": (segment.at + cue.at).as_millis() as f64 / 1_000.0,
                "kind": cue.kind.id(),
                "segment": index,
                "step": timeline.step_of(segment).id.as_str(),
                "side": segment.unit.side.map(crate::symptoms::Side::id),
                "text": Some(words(cue)).filter(|text| !text.is_empty()),
            })
        })
        .collect();
    escaped_json(&format!("{:#}\n", serde_json::Value::Array(cues))).into_owned()
}
