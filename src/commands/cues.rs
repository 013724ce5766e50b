//! `runup cues`: the exact timeline, as `runup go` would play it now.

use std::fmt::Write;

use serde_json::json;

use super::Failure;
use super::runner::Runner;
use crate::diagnostic::{escaped_json, printable};
use crate::library::Library;
use crate::timeline::{Cue, CueKind, Segment, Timeline};

/// How the cues are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct CuesOptions<'a> {
    /// A routine's id, a file, or today's run.
    pub(super) name: &'a str,
    /// As JSON.
    pub(super) json: bool,
    /// The time there is.
    pub(super) within: Option<std::time::Duration>,
}

/// The cues, and what was changed for them to be these.
#[derive(Debug)]
pub(super) struct CuesOutput {
    /// For standard output.
    pub(super) text: String,
    /// For standard error, one per line: with JSON, whose shape has no place for it.
    pub(super) beside: Vec<String>,
}

pub(super) fn cues(
    library: &Library,
    runner: &Runner,
    options: CuesOptions<'_>,
) -> Result<CuesOutput, Failure> {
    let session = runner.session(library, options.name, options.within)?;
    let timeline = session.player().timeline();
    let changes = runner.words().adaptations(session.changes());
    let changes: Vec<String> = changes.iter().map(|change| printable(change).into_owned()).collect();
    Ok(if options.json {
        CuesOutput { text: array(timeline), beside: changes }
    } else {
        CuesOutput { text: table(timeline, &changes), beside: Vec::new() }
    })
}

/// What a cue says: its words, or the beat that is a bare tone.
fn words(cue: &Cue) -> &str {
    match (cue.kind, cue.text.as_deref()) {
        (CueKind::Tempo(beat), None) => beat.id(),
        (CueKind::Step, None) => "step",
        (CueKind::CountIn(_), None) => "(tone)",
        (_, text) => text.unwrap_or_default(),
    }
}

/// The side that a cue is about.
fn side(segment: &Segment, cue: &Cue) -> Option<crate::symptoms::Side> {
    segment.unit.side.filter(|_| cue.kind.has_side())
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
        let side = side(segment, cue).map_or("", crate::symptoms::Side::id);
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
                "side": side(segment, cue).map(crate::symptoms::Side::id),
                "text": Some(words(cue)).filter(|text| cue.text.is_some() || matches!(cue.kind, CueKind::Tempo(_)) && !text.is_empty()),
            })
        })
        .collect();
    escaped_json(&format!("{:#}\n", serde_json::Value::Array(cues))).into_owned()
}
