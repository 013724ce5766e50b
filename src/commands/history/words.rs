//! An entry of the history in words, in a line.

use std::fmt::Write;
use std::time::Duration;

use crate::commands::in_words;
use crate::commands::log::{check_in_words, test_words};
use crate::diagnostic::printable;
use crate::interop::markdown::sets;
use crate::library::Library;
use crate::phrase;
use crate::plan::model::Day;
use crate::record::{
    Afterwards, Away, Body, ClearedBy, Clinician, CutShort, Outcome, PlanAction, PlanEvent, Run, Session,
};
use crate::settings::Units;
use crate::time::Clock;

/// Returns an entry in words with what was lifted in it.
pub(super) fn whole(body: &Body, library: &Library, units: Units) -> String {
    let mut words = words(body, units);
    if let Body::Session(session) = body {
        for sets::Row { exercise, side, done, load } in sets::rows(session, library) {
            if !load.is_empty() {
                let side = if side.is_empty() { String::new() } else { format!(", {side}") };
                let _ = write!(words, "; {}", printable(&format!("{exercise}{side}: {done} with {load}")));
            }
        }
    }
    words
}

/// Returns an entry in words, in a line.
pub(in crate::commands) fn words(body: &Body, units: Units) -> String {
    let words = match body {
        Body::Session(session) => session_words(session),
        Body::Run(run) => run_words(run, units),
        Body::CheckIn(check_in) => check_in_words(check_in),
        Body::Flag(flag) => format!("You said: {}", in_words(&flag.sign)),
        Body::Clearance(clearance) => {
            let by = match clearance.by {
                ClearedBy::Clinician => "a clinician cleared it",
                ClearedBy::Mistake => "the answer was a mistake",
                ClearedBy::Quiet => "two mornings without it",
            };
            let signs =
                if clearance.signs.is_empty() { "all signs".into() } else { clearance.signs.join(", ") };
            format!("{signs}: {by}")
        }
        Body::SignCheck(check) => {
            let there = if check.there { "still there" } else { "gone" };
            format!("{}: {there}", in_words(&check.sign))
        }
        Body::Profile(profile) if profile.no_plan => "No plan for now".to_owned(),
        Body::Profile(_) => "What you said about yourself".to_owned(),
        Body::Plan(event) => plan_words(event),
        Body::Test(test) => format!("Test: {}", test_words(test)),
        Body::Rung(rung) => format!("{}: rung {}", rung.routine, rung.rung),
        Body::Shoe(shoe) => format!("Shoes: {}", shoe.name),
        Body::Removed => "Taken out".to_owned(),
    };
    printable(&words).to_string()
}

fn session_words(session: &Session) -> String {
    let worked = Clock(session.worked());
    let end = match session.outcome {
        Outcome::Done => "done",
        Outcome::Left => "left early",
        Outcome::Interrupted => "cut off",
    };
    let speed = if session.counts() {
        String::new()
    } else {
        format!(", at speed {}, does not count", session.speed)
    };
    let worst = session.worst.map(|worst| format!(", worst pain {worst}")).unwrap_or_default();
    let set = match session.clinician {
        Some(Clinician { pain_up_to: Some(limit) }) if session.worst.is_some_and(|worst| worst > limit) => {
            format!(", more than the {limit} that a clinician set")
        }
        Some(_) => ", set by a clinician".to_owned(),
        None => String::new(),
    };
    format!("{}: {end}, {worked} of work{worst}{set}{speed}", session.name)
}

fn run_words(run: &Run, units: Units) -> String {
    let minutes = |minutes: f64| {
        phrase::minutes(Duration::try_from_secs_f64((minutes * 60.0).round()).unwrap_or_default())
    };
    let walk = run.run_minutes == Some(0.0);
    let mut out = format!("{}: {}", if walk { "Walk" } else { "Run" }, minutes(run.minutes));
    let part = run.run_minutes.filter(|part| !walk && (part - run.minutes).abs() > f64::EPSILON);
    if let Some(part) = part {
        let _ = write!(out, ", {} of it running", minutes(part));
    }
    if let Some(km) = run.distance_km {
        let _ = write!(out, ", {}", units.words(km));
    }
    if let Some(answers) = &run.prescription {
        let _ = write!(out, ", for {answers}");
    }
    let scores =
        [("before", run.before), ("during", run.during), ("after", run.after), ("effort", run.effort)];
    for (name, score) in scores {
        if let Some(score) = score {
            let _ = write!(out, ", {name} {score}");
        }
    }
    if let Some(site) = run.site {
        let _ = write!(out, ", {site}");
    }
    match run.cut_short {
        Some(CutShort::Body) => out.push_str(", cut short for the body"),
        Some(CutShort::Other) => out.push_str(", cut short for another reason"),
        None => {}
    }
    let said = [
        (run.limp, "a limp"),
        (run.sharp, "it stabbed"),
        (run.walked_home, "walked home"),
        (run.hills, "hills"),
    ];
    for (_, what) in said.into_iter().filter(|(said, _)| *said) {
        let _ = write!(out, ", {what}");
    }
    if let Some(note) = &run.note {
        let _ = write!(out, ": {note}");
    }
    out
}

fn plan_words(event: &PlanEvent) -> String {
    let what = match &event.action {
        PlanAction::Start { place: Some(place), .. } => format!("begun at {place}"),
        PlanAction::Start { .. } => "begun".into(),
        PlanAction::Days { days, .. } => {
            format!("run days {}", phrase::list(&days.iter().map(|day: &Day| day.name()).collect::<Vec<_>>()))
        }
        PlanAction::Back { why, .. } => match why {
            Away::Busy => "back after other things".into(),
            Away::Ill => "back after being ill".into(),
            Away::Sore => "back after being sore".into(),
            Away::Travel => "back from a journey".into(),
        },
        PlanAction::Warned { week, .. } => format!("week {week} agreed to"),
        PlanAction::Then { choice, .. } => match choice {
            Afterwards::Keep => "then the last run stays".into(),
            Afterwards::Longer => "then longer".into(),
            Afterwards::Hills => "then hills".into(),
            Afterwards::WarmUps => "then only the warm-ups".into(),
        },
        PlanAction::Move { from, to } => format!("the run of {from} moved to {to}"),
        PlanAction::Skip { date } => format!("the run of {date} left out"),
        PlanAction::Repeat { .. } => "the week again".into(),
        PlanAction::Stop { .. } => "ended".into(),
    };
    format!("Plan {}: {what}", event.plan)
}
