//! Each plan walked from its first day to its last, with what is said each day: `walks/PLAN.txt`.
//!
//! `RUNUP_BLESS=1 cargo test --test engine` writes the files again; read what changed.

use std::fmt::Write as _;
use std::path::Path;

use runup::library::Library;
use runup::plan::place::Position;
use runup::plan::recommend::{Due, Why};
use runup::plans::{Plan, Shape};
use runup::record::{Afterwards, PlanAction};
use runup::routine::Id;
use runup::words::{English, Words};

use super::plans::*;
use super::walker::*;

/// The shipped plans.
const PLANS: [&str; 6] = [
    "new-runner",
    "nine-week-run-walk",
    "back-1-2-weeks",
    "back-3-6-weeks",
    "back-7-12-weeks",
    "back-from-heel-pain",
];

/// The runner's story.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Story {
    /// Every run, every morning, nothing or a little sore.
    Steady,
    /// The eighth run hurts, and two mornings after it do.
    Flare,
    /// Sixteen days without a word after the eighth run.
    Gap,
}

/// The run after which something happens.
const EIGHTH: usize = 8;

fn walk(plan: &Plan, story: Story) -> String {
    let mut walker = begin(plan.clone());
    let mut text = format!("# {story:?}\n");
    let (mut runs, mut flare) = (0, 0);
    // A year is more than any plan lasts.
    for day in 0..365_i64 {
        let sore = walker.site.is_some();
        walker.felt.morning = Some(match flare {
            _ if !sore && flare == 0 => 0,
            1 => 4,
            2 => 3,
            _ => u8::from(sore) + u8::from(sore && day % 4 == 2),
        });
        flare = if flare == 0 || flare > 6 { 0 } else { flare + 1 };
        walker.wake();
        let said = walker.ask();
        line(&mut text, &walker, runs);
        let done = match walker.state().course.map(|course| course.place) {
            Some(Position::After { .. }) => true,
            Some(Position::Stage { stage, .. }) => {
                matches!(&plan.shape, Shape::Stages(s) if stage + 1 == s.len())
            }
            _ => false,
        };
        if done {
            return text;
        }
        for week in said.notes.iter().filter_map(|note| match note {
            runup::plan::notes::Note::BeyondGuard { week } => Some(*week),
            _ => None,
        }) {
            walker.event(PlanAction::Warned { date: walker.today, week: week as u32 });
            let _ = writeln!(text, "    yes to week {week}");
        }
        if matches!(said.reason.why, Why::Tests { .. }) && day % 2 == 0 {
            walker.test((25.0, 24.0), (12.0, 1));
        }
        let said = walker.ask();
        if said.due == Due::Today {
            runs += 1;
            let hurts = story == Story::Flare && runs == EIGHTH;
            if hurts {
                flare = 1;
                walker.site = Some(CORD);
            }
            let during = if hurts { 5 } else { u8::from(sore) + u8::from(sore && runs % 3 == 0) };
            (walker.felt.during, walker.felt.after) = (Some(during), Some(u8::from(sore)));
            walker.run(&said);
            line(&mut text, &walker, runs);
            if story == Story::Gap && runs == EIGHTH {
                walker.today = plus(walker.today, 16);
            }
        }
        walker.today = plus(walker.today, 1);
    }
    panic!("{} is not over after a year:\n{text}", plan.id);
}

fn begin(plan: Plan) -> Walker {
    if matches!(plan.shape, Shape::Stages(_)) {
        return Walker::begin(plan, Some(CORD), start_action());
    }
    let mut action = start_action();
    if let (Some((from, to)), PlanAction::Start { usual_minutes, longest_minutes, last_run, .. }) =
        (plan.days_off, &mut action)
    {
        *usual_minutes = Some(30.0);
        *longest_minutes = Some(45.0);
        *last_run = Some(plus(START, -i64::from(u32::midpoint(from, to))));
    }
    Walker::begin(plan, None, action)
}

fn line(text: &mut String, walker: &Walker, runs: usize) {
    let said = walker.ask();
    let due = match said.due {
        Due::Today => "today".into(),
        Due::Done(_) => format!("run {runs} done"),
        Due::On(date) => date.to_string(),
        Due::Open => "open".into(),
    };
    let run = said.prescription.as_ref().map_or(String::new(), |p| p.workout.to_string());
    let day = walker.today.strftime("%Y-%m-%d %a");
    let _ = writeln!(
        text,
        "{day} | {} | {} | {run} | {due} | {}",
        said.decision.word(),
        said.place,
        English.reason(&said.reason)
    );
    for note in &said.notes {
        let _ = writeln!(text, "    {}", English.note(*note));
    }
}

#[test]
fn each_plan_says_each_day_what_its_file_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/walks");
    let mut wrong = Vec::new();
    for id in PLANS {
        let plan = Library::shipped().plan(&Id::new(id).unwrap()).expect("it is shipped");
        let stories = [Story::Steady, Story::Flare, Story::Gap].map(|story| walk(&plan, story));
        let text = stories.join("\n");
        let path = folder.join(format!("{}.txt", plan.id));
        if std::env::var_os("RUNUP_BLESS").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let held = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let first = held.lines().zip(text.lines()).find(|(held, said)| held != said);
        if held != text {
            wrong.push(format!("{}: {first:#?}", plan.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn warm_ups_only_after_the_plan_is_said_calmly() {
    let mut walker = begin(back_1_2());
    for _ in 0..9 {
        walker.run_next();
    }
    assert!(walker.ask().notes.contains(&runup::plan::notes::Note::PlanDone));
    walker.event(PlanAction::Then { date: walker.today, choice: Afterwards::WarmUps, goal: None });
    assert_eq!((walker.ask().reason.why, walker.ask().due), (Why::Finished, Due::Open));
}
