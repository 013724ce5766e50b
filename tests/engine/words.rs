//! What the engine says, all of it in one file to be read: `words.txt`.

use std::fmt::Write as _;
use std::path::Path;

use runup::plan::asks::Ask;
use runup::plan::notes::Note;
use runup::plan::recommend::Why;
use runup::plan::verdict::{Cause, Decision, Stressor, Verdict};
use runup::symptoms::{Region, Side, Site};
use runup::words::date::day_words;
use runup::words::reason::{cause, rule};
use runup::words::{English, Words};

use super::plans::minutes;
use super::walker::{CORD, START, plus};

const SCORE: u8 = 4;

fn causes() -> Vec<Cause> {
    let (score, usual) = (SCORE, 1);
    vec![
        Cause::DeepHeel { score },
        Cause::Limp,
        Cause::LimpThatDay,
        Cause::SharpThatDay,
        Cause::TooMuchThatDay { score: 6 },
        Cause::Sharp,
        Cause::TooMuchDuring { score: 6 },
        Cause::TooMuchAfter { score: 6 },
        Cause::HighMorning { score: 5, usual },
        Cause::StillHigh { first: 4, second: 3, usual },
        Cause::MorningUp { first: 3, second: Some(2), usual },
        Cause::MorningUp { first: 3, second: None, usual },
        Cause::MorningUpAgain { score: 3, usual },
        Cause::Rose { from: 1, to: 5 },
        Cause::Twice { before: 4, now: 5 },
        Cause::DriftBack { rise: 1.6 },
        Cause::During { score },
        Cause::After { score },
        Cause::Morning { score: 3, usual },
        Cause::DriftHold { rise: 1.1 },
        Cause::Effort { effort: 8 },
        Cause::CutShort { share: 0.7 },
        Cause::Longer { planned: minutes(20.0), run: minutes(26.5) },
        Cause::NoMorning { region: None },
        Cause::NoMorning { region: Some(Region::UnderHeel) },
        Cause::NoScore { region: Region::TendonMid },
        Cause::NoScore { region: Region::Elsewhere },
        Cause::Elsewhere,
        Cause::NewStressor { what: Stressor::Hills },
        Cause::NewStressor { what: Stressor::Shoes },
        Cause::OtherReason { share: 0.5 },
        Cause::Unplanned,
        Cause::Lighter,
        Cause::Green,
    ]
}

const NOTES: [Note; 18] = [
    Note::TwoRests,
    Note::LongRest,
    Note::TwoStepsBack,
    Note::NoBetter,
    Note::Slow { weeks: 12 },
    Note::ProposeComeback,
    Note::StagesNext,
    Note::TurnedSore,
    Note::StillSore { weeks: 12 },
    Note::StandsStill { weeks: 6 },
    Note::LowRaises { weeks: 12 },
    Note::SoreElsewhere,
    Note::MayKeepRunning,
    Note::LessStrength,
    Note::UnevenRaises,
    Note::ProposeGentler,
    Note::BeyondGuard { week: 4 },
    Note::PlanDone,
];

/// The questions about a day, so many days later.
fn asks(ago: i64) -> Vec<Ask> {
    let date = plus(START, -ago);
    let calf = Site { region: Region::CalfMuscle, side: None };
    let sole = Site { region: Region::UnderHeel, side: Some(Side::Right) };
    vec![
        Ask::Ran { date },
        Ask::Anything { run: date },
        Ask::Later { date, site: CORD },
        Ask::Morning { date, site: calf },
        Ask::Morning { date, site: sole },
        Ask::OnFeet { date, site: sole },
    ]
}

fn all() -> String {
    let mut text = String::from("# Causes, as part of a sentence, and their rules\n");
    for what in causes() {
        let verdict = Verdict { decision: Decision::Hold, cause: what, sore: None, raised: false };
        let why = Why::Verdict { date: START, verdict, greens: (0, 1, 1), early: false };
        let _ = writeln!(text, "{}\n    {}", cause(&what, "Monday's run"), rule(&why));
    }
    text.push_str("\n# Notes\n");
    for note in NOTES {
        let _ = writeln!(text, "{}", English.note(note));
    }
    text.push_str("\n# Questions\n");
    let _ = writeln!(
        text,
        "{}\n{}",
        English.question(Ask::Away { days: 9 }, START),
        English.question(Ask::Fever, START)
    );
    for ago in [0, 1, 2, 6, 7] {
        for ask in asks(ago) {
            let _ = writeln!(text, "{}", English.question(ask, START));
        }
    }
    text.push_str("\n# Days to come\n");
    for days in [0, 1, 2, 6, 7, 300] {
        let _ = writeln!(text, "Next run {}.", day_words(plus(START, days), START));
    }
    text
}

#[test]
fn all_that_is_said_is_what_the_file_holds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/words.txt");
    let text = all();
    if std::env::var_os("RUNUP_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(held == text, "RUNUP_BLESS=1 cargo test --test engine writes it; read what changed:\n{text}");
}

#[test]
fn notes_and_questions_are_short_and_whole_sentences() {
    let notes = NOTES.into_iter().map(|note| English.note(note));
    let asks = (0..9).flat_map(asks).map(|ask| English.question(ask, START));
    for words in notes.chain(asks) {
        assert!(words.len() <= 130, "{words}");
        assert!(
            words.ends_with(['.', '?'])
                && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        );
        assert!(!words.contains("  ") && !words.contains(" ,"), "{words}");
    }
}

#[test]
fn notes_about_a_clinician_name_a_doctor_or_physio() {
    for note in [
        Note::TwoRests,
        Note::LongRest,
        Note::TwoStepsBack,
        Note::NoBetter,
        Note::Slow { weeks: 12 },
        Note::StillSore { weeks: 12 },
        Note::StandsStill { weeks: 6 },
        Note::LowRaises { weeks: 12 },
        Note::SoreElsewhere,
    ] {
        assert!(English.note(note).to_lowercase().contains("doctor or physio"), "{}", English.note(note));
    }
}
