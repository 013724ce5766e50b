//! Entries of the history in words, in a line each, as lists of them show it.
//!
//! What is in an entry may come from another device's file or another program, so what is returned is safe to
//! print. Nothing here decides what an entry means.

use std::fmt::Write;
use std::time::Duration;

use super::plan::goal_words;
use super::plan_view::label;
use super::{Words, sign};
use crate::diagnostic::printable;
use crate::history::Filter;
use crate::phrase;
use crate::plans::{Day, TestKind};
use crate::record::shoes::ShoeTally;
use crate::record::{
    Afterwards, Away, Body, CheckIn, ClearedBy, Clinician, CrossTraining, CutShort, Effort, Moment, Outcome,
    PlanAction, PlanEvent, Profile, Recall, Recording, Run, Session, Sore, Sport, Test,
};
use crate::symptoms::PainScore;
use crate::time::Clock;
use crate::units::Units;
use crate::word::Word;

/// The form of entries: the language, and the unit of distance.
#[derive(Debug, Clone, Copy)]
pub struct EntryWords {
    /// The language.
    pub words: &'static dyn Words,
    /// The unit of distance.
    pub units: Units,
}

impl EntryWords {
    /// Returns an entry in a line, a run with its pair of shoes.
    pub fn entry(self, body: &Body, rack: &ShoeTally) -> String {
        let worn = if let Body::Run(run) = body { rack.of_run(run) } else { None };
        self.words.entry(body, worn.map(|pair| pair.shoe.name.as_str()), self.units)
    }

    /// Returns a run in a line, without its shoes.
    pub fn run(self, run: &Run) -> String {
        self.words.run(run, None, self.units)
    }
}

/// An entry as a row of a table; what a kind of entry does not have is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryRow {
    /// What it is: "Run", "Morning check-in", the name of a routine; all of it where nothing else is filled.
    pub what: String,
    /// More about that, such as `3 × 4`.
    pub more: String,
    /// How long it took.
    pub long: String,
    /// How much of it was run, where that is less.
    pub running: String,
    /// The effort.
    pub effort: String,
    /// The worst pain.
    pub pain: Option<PainScore>,
    /// A note, and what else was said.
    pub note: String,
    /// It is a run or a walk.
    pub outing: bool,
}

/// Returns an entry as a row of a table.
pub fn row(body: &Body, units: Units) -> EntryRow {
    let row = match body {
        Body::Session(session) => EntryRow {
            what: session.name.clone(),
            long: if session.is_timed() || !session.by_hand {
                Clock(session.worked()).to_string()
            } else {
                String::new()
            },
            pain: session.worst,
            note: match session.outcome {
                Outcome::Done if session.by_hand => BY_HAND.into(),
                Outcome::Done => String::new(),
                Outcome::Left => "stopped early".into(),
                Outcome::Interrupted => "interrupted".into(),
            },
            ..EntryRow::default()
        },
        Body::Run(run) => run_row(run, units),
        Body::CrossTraining(done) => EntryRow {
            what: sport_words(done.sport).into(),
            long: in_minutes(done.minutes),
            effort: done.effort.map(|effort| effort.to_string()).unwrap_or_default(),
            pain: done.worst,
            note: done.note.clone().unwrap_or_default(),
            ..EntryRow::default()
        },
        Body::CheckIn(check_in) => EntryRow {
            what: moment_words(check_in.moment).into(),
            pain: check_in.sore.iter().filter_map(|sore| sore.score).max(),
            note: match check_in.sore.as_slice() {
                [] => "nothing sore".into(),
                [one] => one.site.to_string(),
                many => sore_words(many),
            },
            ..EntryRow::default()
        },
        other => EntryRow { what: entry(other, None, units), ..EntryRow::default() },
    };
    EntryRow {
        what: printable(&row.what).to_string(),
        more: printable(&row.more).to_string(),
        note: printable(&row.note).to_string(),
        ..row
    }
}

fn run_row(run: &Run, units: Units) -> EntryRow {
    let walk = run.run_minutes == Some(0.0);
    let workout = run.prescription.as_ref().and_then(|asked| asked.rsplit_once(": "));
    let label = workout.and_then(|(_, workout)| workout.parse().ok()).map(|workout| label(&workout));
    let part = run.run_minutes.filter(|part| !walk && (part - run.minutes).abs() > f64::EPSILON);
    let mut said: Vec<String> = run.distance_km.map(|km| units.words(km)).into_iter().collect();
    let told = [(run.limp, "a limp"), (run.sharp, "sharp pain"), (run.walked_home, "walked home")];
    said.extend(told.into_iter().filter(|(so, _)| *so).map(|(_, words)| words.to_owned()));
    said.extend(run.note.clone());
    EntryRow {
        what: if walk { "Walk" } else { "Run" }.into(),
        more: label.map(|label| label.trim_start_matches("walk ").to_owned()).unwrap_or_default(),
        long: in_minutes(run.minutes),
        running: part.map(in_minutes).unwrap_or_default(),
        effort: run.effort.map(|effort| effort.to_string()).unwrap_or_default(),
        pain: run.before.max(run.during).max(run.after),
        note: said.join(", "),
        outing: true,
    }
}

/// Returns minutes as they stand in a table.
fn in_minutes(minutes: f64) -> String {
    let seconds = (minutes * 60.0).round().max(0.0) as u64;
    if seconds.is_multiple_of(60) {
        format!("{} min", seconds / 60)
    } else {
        Clock(Duration::from_secs(seconds)).to_string()
    }
}

/// Returns what a check-in is called.
const fn moment_words(moment: Moment) -> &'static str {
    match moment {
        Moment::Sites => "Sore places",
        Moment::Now => "Before",
        Moment::Morning => "Morning check-in",
        Moment::OnFeet => "On the feet",
        Moment::Later => "Later that day",
    }
}

/// Returns which entries are listed.
pub const fn filter(filter: Filter) -> &'static str {
    match filter {
        Filter::All => "everything",
        Filter::Runs => "runs, walks, other sport",
        Filter::CheckIns => "soreness",
        Filter::Sessions => "routines",
        Filter::Tests => "tests and versions",
        Filter::Plans => "plans",
        Filter::Shoes => "shoes",
        Filter::Others => "warning signs and profile",
    }
}

/// Returns what was said with a warning sign.
pub fn sign_words(sign: &str) -> &'static str {
    sign::said(sign)
}

/// Returns an entry in a line, a run with the shoes that it was in if they are named.
pub fn entry(body: &Body, worn: Option<&str>, units: Units) -> String {
    let words = match body {
        Body::Session(session) => session_words(session),
        Body::Run(run) => run_words(run, worn, units),
        Body::CrossTraining(done) => cross_words(done),
        Body::CheckIn(check_in) => check_in_words(check_in),
        Body::Flag(flag) => {
            let until = flag.until.map(|day| format!(", until {day}")).unwrap_or_default();
            format!("You said: {}{until}", sign_words(&flag.sign))
        }
        Body::Clearance(clearance) => {
            let by = match clearance.by {
                ClearedBy::Clinician => "a clinician cleared it",
                ClearedBy::Mistake => "it was a mistake",
                ClearedBy::Me => "you cleared it yourself",
                ClearedBy::Quiet => "it stayed away long enough",
                ClearedBy::Day => "its date has passed",
            };
            let signs = if clearance.signs.is_empty() {
                "all warning signs".into()
            } else {
                clearance.signs.join(", ")
            };
            format!("{signs}: {by}")
        }
        Body::SignCheck(check) => {
            let there = if check.there { "still there" } else { "gone" };
            format!("{}: {there}", sign_words(&check.sign))
        }
        Body::Profile(profile) if profile.health.is_some() => "Health page answered".to_owned(),
        Body::Profile(Profile { steps: Some(steps), .. }) => match steps.own {
            Some(own) => format!("Ticks for quicker steps, from {own} a minute"),
            None => "No ticks for quicker steps".to_owned(),
        },
        Body::Profile(profile) if profile.no_plan => "No plan for now".to_owned(),
        Body::Profile(Profile { born: Some(born), .. }) => format!("Year of birth: {born}"),
        Body::Profile(profile) if profile.born_cleared => "Year of birth cleared".to_owned(),
        Body::Profile(_) => "Your profile".to_owned(),
        Body::Plan(event) => plan_words(event),
        Body::Test(test) => format!("Test: {}", test_words(test)),
        Body::Rung(rung) => format!("{}: version {}", rung.routine, rung.rung),
        Body::Shoe(shoe) => format!("Shoes: {}", shoe.name),
        Body::Removed => "Deleted".to_owned(),
    };
    printable(&words).to_string()
}

/// Returns what a sport is called at the head of a line.
pub const fn sport_words(sport: Sport) -> &'static str {
    match sport {
        Sport::Bike => "Bike",
        Sport::Swim => "Swim",
        Sport::Pool => "Pool run",
        Sport::Other => "Other sport",
    }
}

fn cross_words(done: &CrossTraining) -> String {
    let CrossTraining { date: _, sport, minutes, effort, worst, note } = done;
    let length = Duration::try_from_secs_f64((minutes * 60.0).round()).unwrap_or_default();
    let effort = effort.map(|effort| format!(", effort {effort}")).unwrap_or_default();
    let worst = worst.map(|worst| format!(", worst pain {worst}")).unwrap_or_default();
    let note = note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    format!("{}: {}{effort}{worst}{note}", sport_words(*sport), phrase::minutes(length))
}

/// Says that a routine was done without the player.
const BY_HAND: &str = "logged by hand";

fn session_words(session: &Session) -> String {
    let end = match session.outcome {
        Outcome::Done => "done",
        Outcome::Left => "stopped early",
        Outcome::Interrupted => "interrupted",
    };
    let speed = if session.counts() {
        String::new()
    } else {
        format!(", at speed {}, does not count", session.speed)
    };
    let worked = match (session.by_hand, session.is_timed()) {
        (false, _) => format!(", {} of exercise", Clock(session.worked())),
        (true, true) => format!(", {} of exercise, {BY_HAND}", Clock(session.worked())),
        (true, false) => format!(", {BY_HAND}"),
    };
    let worst = session.worst.map(|worst| format!(", worst pain {worst}")).unwrap_or_default();
    let set = match session.clinician {
        Some(Clinician { pain_up_to: Some(limit) }) if session.worst.is_some_and(|worst| worst > limit) => {
            format!(", above the limit of {limit} a clinician set")
        }
        Some(_) => ", set by a clinician".to_owned(),
        None => String::new(),
    };
    format!("{}: {end}{worked}{worst}{set}{speed}", session.name)
}

/// Returns a run in words, with the shoes that it was in if they are named.
pub fn run(run: &Run, worn: Option<&str>, units: Units) -> String {
    printable(&run_words(run, worn, units)).to_string()
}

/// Returns what a watch counted, as it goes on in a line: `, 162 steps a minute, heart rate 154`.
pub fn recorded(recording: Option<&Recording>) -> String {
    let of = |of: fn(&Recording) -> Option<u16>| recording.and_then(of);
    let cadence = of(|r| r.cadence).map(|steps| format!(", {steps} steps a minute")).unwrap_or_default();
    let heart = of(|r| r.heart_rate).map(|rate| format!(", heart rate {rate}")).unwrap_or_default();
    cadence + &heart
}

fn run_words(run: &Run, worn: Option<&str>, units: Units) -> String {
    let minutes = |minutes: f64| {
        phrase::minutes(Duration::try_from_secs_f64((minutes * 60.0).round()).unwrap_or_default())
    };
    let walk = run.run_minutes == Some(0.0);
    let mut out = format!("{}: {}", if walk { "Walk" } else { "Run" }, minutes(run.minutes));
    let part = run.run_minutes.filter(|part| !walk && (part - run.minutes).abs() > f64::EPSILON);
    if let Some(part) = part {
        let _ = write!(out, ", {} of running", minutes(part));
    }
    if let Some(km) = run.distance_km {
        let _ = write!(out, ", {}", units.words(km));
    }
    out += &recorded(run.recorded.as_ref());
    if let Some(answers) = &run.prescription {
        let _ = write!(out, ", for {answers}");
    }
    let pains = [("before", run.before), ("during", run.during), ("after", run.after)];
    let pains = pains.map(|(name, score)| (name, score.map(PainScore::value)));
    for (name, score) in pains.into_iter().chain([("effort", run.effort.map(Effort::value))]) {
        if let Some(score) = score {
            let _ = write!(out, ", {name} {score}");
        }
    }
    if let Some(site) = run.site {
        let _ = write!(out, ", {site}");
    }
    match run.cut_short {
        Some(CutShort::Body) => out.push_str(", stopped early: pain or tiredness"),
        Some(CutShort::Other) => out.push_str(", stopped early for another reason"),
        None => {}
    }
    let said = [
        (run.limp, "a limp"),
        (run.sharp, "sharp pain"),
        (run.walked_home, "walked home"),
        (run.hills, "hills"),
    ];
    for (_, what) in said.into_iter().filter(|(said, _)| *said) {
        let _ = write!(out, ", {what}");
    }
    if let Some(worn) = worn {
        let _ = write!(out, ", in {worn}");
    }
    if let Some(note) = &run.note {
        let _ = write!(out, ": {note}");
    }
    out
}

fn plan_words(event: &PlanEvent) -> String {
    let what = match &event.action {
        PlanAction::Start { place: Some(place), .. } => format!("started at {place}"),
        PlanAction::Start { .. } => "started".into(),
        PlanAction::Days { days, .. } => {
            format!("run days {}", phrase::list(&days.iter().map(|day: &Day| day.name()).collect::<Vec<_>>()))
        }
        PlanAction::Back { why, .. } => match why {
            Away::Busy => "back after a busy spell".into(),
            Away::Ill => "back after being ill".into(),
            Away::Sore => "back after being sore".into(),
            Away::Travel => "back from a trip".into(),
        },
        PlanAction::Warned { week, .. } => format!("agreed to week {week}"),
        PlanAction::Then { goal: Some(goal), .. } => format!("then longer, up to {}", goal_words(*goal)),
        PlanAction::Then { choice, .. } => match choice {
            Afterwards::Keep => "then the same run".into(),
            Afterwards::Longer => "then longer".into(),
            Afterwards::Hills => "then hills".into(),
            Afterwards::WarmUps => "then warm-ups only".into(),
        },
        PlanAction::Move { from, to } => format!("run on {from} moved to {to}"),
        PlanAction::Skip { date } => format!("run on {date} skipped"),
        PlanAction::Repeat { .. } => "week repeated".into(),
        PlanAction::Stop { .. } => "ended".into(),
    };
    format!("Plan {}: {what}", event.plan)
}

/// Returns what is sore in words: `the Achilles, left: 3`.
pub fn sore_words(sore: &[Sore]) -> String {
    if sore.is_empty() {
        return "nothing sore".to_owned();
    }
    let word = |sore: &Sore| match sore.score {
        Some(score) => format!("{} {score}", sore.site),
        None => sore.site.to_string(),
    };
    sore.iter().map(word).collect::<Vec<_>>().join("; ")
}

/// Returns what a check-in says, for the history.
fn check_in_words(check_in: &CheckIn) -> String {
    let CheckIn { moment, date: _, sore, stiff_minutes, limp, sharp, recall } = check_in;
    let what = match moment {
        Moment::Sites => "Sore",
        Moment::Now => "Before",
        Moment::Morning => "Morning",
        Moment::OnFeet => "On the feet",
        Moment::Later => "Later",
    };
    let limp = if *limp { ", a limp" } else { "" };
    let sharp = if *sharp { ", sharp" } else { "" };
    let stiff = stiff_minutes.map(|minutes| format!(", stiff for {minutes} min")).unwrap_or_default();
    let memory = if *recall == Recall::Memory { ", from memory" } else { "" };
    format!("{what}: {}{stiff}{limp}{sharp}{memory}", sore_words(sore))
}

/// Returns what a test says: `24 heel raises, left`; one that another version knows by its own word.
pub fn test_words(test: &Test) -> String {
    let Test { test, side, value, pain } = test;
    let several =
        |one: &str| format!("{value} {one}{}", if (value - 1.0).abs() < f64::EPSILON { "" } else { "s" });
    let result = match TestKind::of_word(test) {
        Some(TestKind::HeelRaises) => several("heel raise"),
        Some(TestKind::Hops) => several("hop"),
        Some(TestKind::KneeToWall) => format!("knee to the wall {value} cm"),
        None => format!("{test} {value}"),
    };
    let side = side.map(|side| format!(", {side}")).unwrap_or_default();
    let pain = pain.map(|pain| format!(", pain {pain}")).unwrap_or_default();
    format!("{result}{side}{pain}")
}
