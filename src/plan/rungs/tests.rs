use jiff::SignedDuration;

use super::*;
use crate::library::Library;
use crate::plan::Diary;
use crate::record::Record;
use crate::timeline::adaptation::Adaptation;
use crate::timeline::gate::{Outcome as Fitted, Situation, for_soreness};

/// A log that is written a line at a time, on days from Monday, 1 June 2026.
struct Past {
    routine: Routine,
    lines: Vec<String>,
}

/// How one session was.
#[derive(Clone, Copy)]
struct Played {
    /// What was said of the worst pain; `None` where nobody was asked.
    worst: Option<u8>,
    /// It was sore before it, in the middle of the left tendon.
    sore: bool,
    whole: bool,
    /// By how many milliseconds each set was shorter than it is written.
    shorter: u64,
}

const WELL: Played = Played { worst: None, sore: false, whole: true, shorter: 0 };

impl Past {
    fn of(routine: &str) -> Self {
        let routine = Library::shipped().routine(&Id::from_words(routine)).unwrap();
        Self { routine, lines: Vec::new() }
    }

    fn day(n: i64) -> Date {
        "2026-06-01".parse::<Date>().unwrap().checked_add(SignedDuration::from_hours(24 * n)).unwrap()
    }

    fn line(&mut self, day: i64, hour: u32, body: &str) -> &mut Self {
        let (n, at) = (self.lines.len(), Self::day(day));
        self.lines.push(format!(
            r#"{{"v":1,"id":"n{n}","rev":1,"at":"{at}T{hour:02}:00:00Z","device":"d",{body}}}"#
        ));
        self
    }

    /// Plays the routine as it stands then.
    fn play(&mut self, day: i64, how: Played) -> &mut Self {
        let log = self.log();
        let rung = standing(&self.routine, &log).map(|at| &self.routine.rungs[at]);
        let routine = on_rung(&self.routine, rung);
        let mut sets = Vec::new();
        for step in routine.steps() {
            let sides: &[&str] =
                if step.sides == Sides::Each { &[r#","side":"left""#, r#","side":"right""#] } else { &[""] };
            for set in 1..=step.sets_left {
                for side in sides {
                    let exercise = step.exercise.id.as_ref().unwrap();
                    let planned = step.dose.length().as_millis() as u64 - how.shorter;
                    sets.push(format!(
                        r#"{{"step":"{}","exercise":"{exercise}"{side},"set":{set},"planned-ms":{planned},"worked-ms":{planned},"complete":{}}}"#,
                        step.id,
                        how.whole || set == 1
                    ));
                }
            }
        }
        let (date, id, name) = (Self::day(day), routine.id.clone(), routine.name.clone());
        let sore = if how.sore { r#","sore":[{"region":"tendon-mid","side":"left","score":1}]"# } else { "" };
        let worst = how.worst.map(|worst| format!(r#","worst":{worst}"#)).unwrap_or_default();
        self.line(
            day,
            10,
            &format!(
                r#""kind":"session","routine":"{id}","name":"{name}","hash":"h","started":"{date}T09:50:00Z","ended":"{date}T10:00:00Z","outcome":"done","sets":[{}]{sore}{worst}"#,
                sets.join(",")
            ),
        )
    }

    fn take(&mut self, day: i64, rung: &str) -> &mut Self {
        let id = self.routine.id.clone();
        self.line(day, 20, &format!(r#""kind":"rung","routine":"{id}","rung":"{rung}""#))
    }

    fn morning(&mut self, day: i64, score: u8) -> &mut Self {
        let date = Self::day(day);
        self.line(
            day,
            7,
            &format!(
                r#""kind":"check-in","moment":"morning","date":"{date}","sore":[{{"region":"tendon-mid","side":"left","score":{score}}}],"recall":"now""#
            ),
        )
    }

    fn log(&self) -> Log {
        let records = self.lines.iter().map(|line| Record::from_line(line.as_bytes()));
        Log::from_records(records.map(|record| record.unwrap_or_else(|error| panic!("{error:?}"))))
    }

    /// What is proposed on a day: `+rung`, `-rung`, or nothing.
    fn proposes(&self, day: i64) -> String {
        let log = self.log();
        let proposed = proposal(&self.routine, &log, &Diary::new(&log), Self::day(day));
        let name = |rung: Option<&Rung>| rung.map_or(START, |rung| rung.id.as_str()).to_owned();
        match proposed {
            None => String::new(),
            Some(Proposal::Up(rung)) => "+".to_owned() + &name(Some(rung)),
            Some(Proposal::Down(rung)) => "-".to_owned() + &name(rung),
        }
    }
}

#[test]
fn the_next_rung_is_proposed_after_as_many_sessions_as_it_asks_for() {
    let mut past = Past::of("calf-base");
    assert_eq!(past.proposes(0), "");
    assert_eq!(past.play(0, WELL).proposes(0), "", "two are asked for");
    assert_eq!(
        past.play(2, WELL).proposes(2),
        "+fifteen",
        "without a sore site there is no morning to wait for"
    );
    assert_eq!(past.proposes(30), "+fifteen");
}

#[test]
fn only_what_was_done_since_the_rung_was_taken_counts() {
    let mut past = Past::of("calf-base");
    past.play(0, WELL).play(2, WELL).take(2, "fifteen");
    assert_eq!(past.proposes(3), "");
    assert_eq!(past.play(5, WELL).proposes(5), "");
    assert_eq!(past.play(8, WELL).proposes(8), "+eighteen");
    assert_eq!(past.take(8, START).proposes(8), "", "set back, the sessions before do not count");
    assert_eq!(standing(&past.routine, &past.log()), None);
}

#[test]
fn a_session_that_is_not_in_full_breaks_the_row() {
    let mut past = Past::of("calf-base");
    past.play(0, WELL).play(2, Played { whole: false, ..WELL }).play(4, WELL);
    assert_eq!(past.proposes(4), "");
    assert_eq!(past.play(6, WELL).proposes(6), "+fifteen");
}

#[test]
fn a_session_whose_sets_were_shortened_for_time_is_not_in_full() {
    let mut past = Past::of("calf-base");
    past.play(0, WELL).play(2, Played { shorter: 5_000, ..WELL });
    assert_eq!(past.proposes(2), "");
    assert_eq!(past.play(4, WELL).proposes(4), "", "the row begins anew");
    assert_eq!(past.play(6, WELL).proposes(6), "+fifteen");
}

#[test]
fn pain_of_two_is_within_and_of_three_is_not() {
    let mild = Played { worst: Some(2), ..WELL };
    let more = Played { worst: Some(3), ..WELL };
    let mut past = Past::of("calf-base");
    assert_eq!(past.play(0, mild).play(2, mild).proposes(2), "+fifteen");
    assert_eq!(past.play(4, more).proposes(4), "");
}

#[test]
fn with_a_sore_site_a_morning_that_nobody_gave_never_counts() {
    let sore = Played { worst: Some(1), sore: true, ..WELL };
    let mut past = Past::of("calf-base");
    past.morning(0, 1).play(0, sore).morning(1, 1).play(2, sore);
    assert_eq!(past.proposes(2), "", "the morning after the second is still to come");
    assert_eq!(past.proposes(3), "", "and then is not given");
    assert_eq!(past.morning(3, 2).proposes(3), "+fifteen");
    let mut worse = Past::of("calf-base");
    worse.morning(0, 1).play(0, sore).morning(1, 1).play(2, sore).morning(3, 3);
    assert_eq!(worse.proposes(3), "", "3 is above the usual");
}

#[test]
fn without_an_answer_a_sore_session_says_nothing() {
    let silent = Played { worst: None, sore: true, ..WELL };
    let said = Played { worst: Some(0), ..silent };
    let mut past = Past::of("foot-core");
    for day in 0..6 {
        past.play(2 * day, silent);
    }
    assert_eq!(past.proposes(12), "");
    for day in 6..12 {
        past.play(2 * day, said);
    }
    assert_eq!(past.proposes(23), "+standing");
}

#[test]
fn a_step_down_is_proposed_after_a_session_that_was_too_much() {
    let mut past = Past::of("calf-base");
    past.take(0, "eighteen").play(1, Played { worst: Some(3), ..WELL });
    assert_eq!(past.proposes(1), "", "three is no reason");
    assert_eq!(past.play(3, Played { worst: Some(4), ..WELL }).proposes(3), "-fifteen");
    assert_eq!(past.take(3, "fifteen").proposes(4), "");
    assert_eq!(past.play(6, Played { worst: Some(4), ..WELL }).proposes(6), "-start");
    let mut lowest = Past::of("calf-base");
    assert_eq!(lowest.play(0, Played { worst: Some(9), ..WELL }).proposes(0), "", "there is nothing below");
}

#[test]
fn a_morning_two_above_the_usual_proposes_a_step_down() {
    let sore = Played { worst: Some(1), sore: true, ..WELL };
    let mut past = Past::of("calf-base");
    past.take(0, "fifteen").morning(1, 1).play(1, sore);
    assert_eq!(past.morning(2, 2).proposes(2), "");
    let mut past = Past::of("calf-base");
    past.take(0, "fifteen").morning(1, 1).play(1, sore);
    assert_eq!(past.morning(2, 3).proposes(2), "-start");
}

#[test]
fn a_rung_that_its_file_no_longer_has_is_the_routine_as_written() {
    let mut past = Past::of("calf-base");
    past.take(0, "gone");
    assert_eq!(standing(&past.routine, &past.log()), None);
    assert_eq!(past.play(1, WELL).play(3, WELL).proposes(3), "+fifteen");
}

#[test]
fn what_was_taken_is_what_is_played() {
    let library = Library::shipped();
    let mut past = Past::of("calf-base");
    let played = |past: &Past| {
        let situation = Situation {
            soreness: crate::symptoms::Soreness::NOTHING,
            rungs: taken(&past.log()),
            ..Situation::default()
        };
        match for_soreness(&past.routine, &situation, &library) {
            Fitted::Play { routine, .. } => *routine,
            Fitted::Stop(unfit) => panic!("{unfit:?}"),
        }
    };
    let reps = |routine: &Routine| format!("{:?}", routine.steps().next().unwrap().dose);
    assert!(reps(&played(&past)).contains("reps: 12"));
    past.take(0, "fifteen");
    assert!(reps(&played(&past)).contains("reps: 15"));
    past.take(1, "one-leg");
    let one_leg = played(&past);
    assert!(reps(&one_leg).contains("reps: 6"));
    assert_eq!(one_leg.steps().next().unwrap().sides, Sides::Each);
    past.take(2, "slow-heavy");
    assert_eq!(played(&past).id.as_str(), "calf-slow-heavy", "it leads on to another routine");
    past.take(3, START);
    assert!(reps(&played(&past)).contains("reps: 12"));
}

#[test]
fn the_rungs_of_the_routine_led_on_to_hold_there() {
    let library = Library::shipped();
    let mut past = Past::of("calf-slow-heavy");
    past.take(0, "fifteen");
    past.routine = library.routine(&Id::from_words("calf-base")).unwrap();
    past.take(1, "slow-heavy");
    let situation = Situation {
        soreness: crate::symptoms::Soreness::NOTHING,
        rungs: taken(&past.log()),
        ..Situation::default()
    };
    let Fitted::Play { routine, changes } = for_soreness(&past.routine, &situation, &library) else {
        panic!("nothing is sore")
    };
    assert!(routine.steps().any(|step| format!("{:?}", step.dose).contains("reps: 15")));
    assert!(
        matches!(&changes[0], Adaptation::Routine { asked, cause: None, .. } if asked == "Calf and foot base"),
        "{changes:?}"
    );
}

#[test]
fn another_weight_on_the_same_rung_is_played_and_begins_nothing_anew() {
    let mut past = Past::of("calf-base");
    past.take(0, "fifteen").play(1, WELL);
    past.line(2, 9, r#""kind":"rung","routine":"calf-base","rung":"fifteen","loads":{"raise":"20 kg"}"#);
    assert_eq!(past.play(3, WELL).proposes(3), "+eighteen");
    let situation = Situation {
        soreness: crate::symptoms::Soreness::NOTHING,
        rungs: taken(&past.log()),
        ..Situation::default()
    };
    let Fitted::Play { routine, .. } = for_soreness(&past.routine, &situation, &Library::shipped()) else {
        panic!("nothing is sore")
    };
    assert_eq!(routine.steps().next().unwrap().load.as_deref(), Some("20 kg"));
}
