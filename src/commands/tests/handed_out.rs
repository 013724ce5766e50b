//! What is handed out is what `runup go` would play: the cues, the track's timeline and the calendar's warm-up.

use std::rc::Rc;

use serde_json::Value;

use super::super::cues::{self, CuesOptions};
use super::super::runner::Runner;
use super::Bench;
use crate::app::{Input, Screen, Start};
use crate::history::History;
use crate::interop::ics::own_events;
use crate::library::Library;
use crate::record::Record;
use crate::record::log::Log;
use crate::routine::Id;
use crate::session::Now;
use crate::settings::Settings;
use crate::support::app;
use crate::symptoms::Region;
use crate::time::MonoTime;
use crate::timeline::{CueKind, Timeline};
use crate::words::{English, Words as _};

const WARM_UP: &str = "pre-run-5";

/// A cue: its millisecond, its kind, what it says.
type Heard = (u64, String, Option<String>);

/// One line of the table: what is sore, for how many days the runner has run, and the stage of the plan.
struct Case {
    sore: Option<(Region, Option<u8>)>,
    days: i64,
    stage: Option<&'static str>,
}

impl Case {
    fn all() -> Vec<Self> {
        let mut sore = vec![None];
        for region in Region::ALL {
            sore.extend([None, Some(2), Some(4), Some(6)].map(|score| Some((region, score))));
        }
        let mut all = Vec::new();
        for sore in sore {
            for stage in [None, Some("C0"), Some("R4"), Some("R10"), Some("C4")] {
                // The last day of the first two weeks, and the first day behind them.
                all.extend([0, 13, 14].map(|days| Self { sore, days, stage }));
            }
        }
        all
    }

    fn words(&self) -> String {
        format!("{:?}, day {}, {:?}", self.sore, self.days, self.stage)
    }

    fn records(&self, bench: &Bench) -> Vec<Record> {
        let begun = bench.moment - jiff::SignedDuration::from_hours(24 * self.days);
        let (date, today) = (&begun.to_string()[..10], &bench.moment.to_string()[..10]);
        let mut lines = vec![format!(
            r#"{{"v":1,"id":"ran","rev":1,"at":"{begun}","device":"a","kind":"run","date":"{date}","minutes":5.0}}"#
        )];
        if let Some(stage) = self.stage {
            lines.push(format!(
                r#"{{"v":1,"id":"plan","rev":1,"at":"{begun}","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"{date}","place":"{stage}","tested":true}}"#
            ));
        }
        if let Some((region, score)) = self.sore {
            let score = score.map(|score| format!(r#","score":{score}"#)).unwrap_or_default();
            lines.push(format!(
                r#"{{"v":1,"id":"sore","rev":1,"at":"{}","device":"a","kind":"check-in","moment":"now","date":"{today}","sore":[{{"region":"{}","side":"left"{score}}}],"recall":"now"}}"#,
                bench.moment,
                region.id()
            ));
        }
        lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// What the program plays, and what it changed for that; or why it does not.
fn played(bench: &Bench, log: Log, at: crate::record::At) -> Result<(Timeline, Vec<String>), String> {
    let mut app = app(|launch| {
        launch.library = (*bench.library).clone();
        launch.log = log;
    });
    let now = Now { mono: MonoTime::ZERO, at };
    let start = Start { routine: Id::new(WARM_UP), one_shot: true, ..Start::default() };
    // As at each start: signs that the history shows are said.
    let _ = app.update(Input::Opened, now);
    let _ = app.update(start, now);
    match (app.stage.session(), app.view().screen()) {
        (Some(session), _) => {
            Ok((session.player().timeline().clone(), English.adaptations(session.changes())))
        }
        (None, Screen::Locked) => Err("locked".into()),
        (None, Screen::Stopped { reason }) => Err(reason.clone()),
        (None, screen) => Err(format!("{screen:?}")),
    }
}

fn heard(timeline: &Timeline) -> Vec<Heard> {
    let all = timeline.segments.iter().flat_map(|s| s.cues.iter().map(move |cue| (s.at + cue.at, cue)));
    all.map(|(at, cue)| {
        let beat = if let CueKind::Tempo(beat) = cue.kind { Some(beat.id().to_owned()) } else { None };
        (at.as_millis() as u64, cue.kind.id().to_owned(), cue.text.clone().or(beat))
    })
    .collect()
}

fn printed(json: &str) -> Vec<Heard> {
    let cues: Vec<Value> = serde_json::from_str(json).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    cues.iter()
        .map(|cue| {
            let at = (cue["at"].as_f64().unwrap() * 1_000.0).round() as u64;
            (at, text(&cue["kind"]).unwrap(), text(&cue["text"]))
        })
        .collect()
}

#[test]
fn cues_track_and_calendar_are_what_go_plays_whatever_is_sore_however_new_and_at_each_stage() {
    let library = Rc::new(Library::shipped());
    let mut fitted = 0;
    for case in Case::all() {
        let mut bench = Bench::new();
        let what = case.words();
        let records = case.records(&bench);
        let history = bench.paths().history();
        std::fs::create_dir_all(&history).unwrap();
        let lines = records.iter().map(|record| serde_json::to_string(record).unwrap() + "\n");
        std::fs::write(history.join("a.jsonl"), lines.collect::<String>()).unwrap();
        // The bench's next command comes a minute later; nothing that matters changes in it.
        let at = bench.writer().at();
        let log = Log::from_records(records);
        let runner =
            Runner::of(History::new(log.clone(), library.clone()), at, &Settings::default(), &English);
        let go = played(&bench, log, at);

        let track = runner.session(&library, WARM_UP, None);
        let cues = cues::cues(&library, &runner, CuesOptions { name: WARM_UP, json: true, within: None });
        match &go {
            Ok((timeline, changes)) => {
                let track = track.unwrap();
                assert_eq!(track.player().timeline().segments, timeline.segments, "{what}");
                assert_eq!(English.adaptations(track.changes()), *changes, "{what}");
                let cues = cues.unwrap();
                assert_eq!(printed(&cues.text), heard(timeline), "{what}");
                assert_eq!(&cues.beside, changes, "{what}");
                fitted += usize::from(!changes.is_empty());
            }
            Err(reason) if reason == "locked" => {
                let refused = track.unwrap_err().to_string();
                assert!(refused.starts_with("Locked, "), "{what}: {refused}");
                assert_eq!(cues.unwrap_err().to_string(), refused, "{what}");
            }
            Err(reason) => {
                assert_eq!(&track.unwrap_err().to_string(), reason, "{what}");
                assert_eq!(&cues.unwrap_err().to_string(), reason, "{what}");
            }
        }
        if go.as_ref().is_err_and(|reason| reason == "locked") {
            continue;
        }
        let Ok(text) = bench.asked("plan export ics", &[]).0 else { continue };
        for event in own_events(text.as_bytes()).unwrap() {
            if !event.summary.starts_with("Run ") || event.description.starts_with("Your mornings until then")
            {
                continue;
            }
            let description = &event.description;
            match &go {
                Ok((timeline, changes)) => {
                    let minutes = timeline.whole().as_secs().div_ceil(60);
                    let first = format!("Warm up first: {}, {minutes} min", timeline.name);
                    assert!(description.starts_with(&first), "{what}: no {first:?} in {description}");
                    for change in changes {
                        assert!(description.contains(change), "{what}: no {change:?} in {description}");
                    }
                }
                Err(reason) => assert!(description.contains(reason), "{what}: {description}"),
            }
        }
    }
    assert!(fitted > 200, "most of them are changed: {fitted}");
}

#[test]
fn nothing_takes_longer_than_the_time_that_was_named() {
    let bench = Bench::new();
    let library = Rc::new(Library::shipped());
    let runner = Runner::of(
        History::new(Log::default(), library.clone()),
        bench.writer().at(),
        &Settings::default(),
        &English,
    );
    let mut kept = 0;
    for (id, _) in library.routines() {
        for seconds in (60..=900).step_by(35).map(std::time::Duration::from_secs) {
            // What is never this short says so; it is not about that.
            let Ok(session) = runner.session(&library, id.as_str(), Some(seconds)) else { continue };
            let whole = session.player().timeline().whole();
            assert!(whole <= seconds, "{id}: {whole:?} for {seconds:?}");
            kept += 1;
        }
    }
    assert!(kept > 100, "{kept}");
}
