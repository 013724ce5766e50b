//! The dose of a line: what its phrases say together, and what is chosen where nobody says it.

use std::ops::Range;
use std::time::Duration;

use super::catalogue::{Catalogue, Entry};
use super::line::{At, REST_CHOSEN, Reader};
use super::{Item, Movement, one_row};
use crate::phrase;
use crate::routine::{Beat, Dose, MAX_SETS, Sides, Tempo};

/// Rest between sets of repetitions, and of holds, where nobody says it.
const REST: Duration = Duration::from_secs(45);
const SHORT_REST: Duration = Duration::from_secs(10);
/// The least bare number that is taken for seconds where something is held.
pub(super) const SECONDS_FROM: u32 = 10;

/// What the phrases of a line say about its exercise.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own on the line")]
pub(super) struct Said {
    pub(super) sets: At<u32>,
    pub(super) reps: At<u32>,
    pub(super) times: At<u32>,
    pub(super) hold: At<Duration>,
    pub(super) time: At<Duration>,
    pub(super) rest: At<Duration>,
    pub(super) tempo: At<Tempo>,
    pub(super) pace: At<Pace>,
    pub(super) sides: At<Sides>,
    pub(super) load: At<Option<String>>,
    /// Words that may belong to the exercise's name, as stems, and the sides that they say.
    pub(super) soft: Vec<String>,
    pub(super) legs: Option<Sides>,
    pub(super) legs_at: Option<Range<usize>>,
    pub(super) both: Option<Range<usize>>,
    /// Which side is meant cannot be told: what is said of sides does not hold.
    pub(super) sideless: bool,
    /// Two weights are said, so that neither holds.
    pub(super) two_loads: Option<Range<usize>>,
    /// The tokens of shares of a weight, which are not read.
    pub(super) percent: Vec<usize>,
    /// A dose is said twice, and otherwise.
    pub(super) again: bool,
    /// How much is said in a way that is not read, so that nothing else stands in for it.
    pub(super) refused: bool,
    /// What was read in a way that is said with the step: units that were left out, tempos in short.
    pub(super) meant: Vec<String>,
    /// Where it says what is kept in the sheet's own words only.
    pub(super) noted: Vec<Range<usize>>,
    /// What is said is where it is to lead, or which exercise it is cannot be told: no step is made of it.
    pub(super) goal: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Pace {
    Slow,
    SlowDown,
    Steady,
    Quick,
}

impl Said {
    /// Tells whether anything is said about how much.
    pub(super) const fn doses(&self) -> bool {
        self.reps.is_some() || self.times.is_some() || self.hold.is_some() || self.time.is_some()
    }

    /// Takes out what a place says of the dose, so that nothing else stands in for it.
    pub(super) fn leave_out(&mut self, place: &Range<usize>) {
        fn out<T>(value: &mut At<T>, place: &Range<usize>) -> bool {
            value.take_if(|(_, at)| at == place).is_some()
        }
        let doses = [
            out(&mut self.sets, place),
            out(&mut self.reps, place),
            out(&mut self.times, place),
            out(&mut self.hold, place),
            out(&mut self.time, place),
        ];
        self.refused |= doses.contains(&true);
        out(&mut self.rest, place);
        out(&mut self.tempo, place);
    }

    /// Returns what is said of one leg, or of one after the other, and where.
    pub(super) fn one_leg(&self) -> Option<&(Sides, Range<usize>)> {
        self.sides.as_ref().filter(|(sides, _)| *sides != Sides::Both && !self.sideless)
    }

    /// Tells whether anything is said about an exercise.
    pub(super) const fn speaks(&self) -> bool {
        self.sets.is_some()
            || self.reps.is_some()
            || self.times.is_some()
            || self.hold.is_some()
            || self.time.is_some()
            || self.rest.is_some()
            || self.tempo.is_some()
            || self.load.is_some()
            || self.sides.is_some()
    }
}

impl Reader<'_> {
    /// Puts a dose together, and notes what nobody said.
    #[expect(clippy::too_many_lines, reason = "an arm for each way in which a dose is said")]
    pub(super) fn dosed(&mut self, said: &Said, movement: Movement, entry: Option<&Entry>) -> Option<Item> {
        let mut chosen = said.meant.clone();
        let own =
            if let Movement::Own { name, .. } = &movement { name.to_lowercase() } else { String::new() };
        let still = ["stretch", "hold", "balance", "plank", "stand", "sit", "isometric"];
        let held =
            entry.map_or_else(|| still.iter().any(|word| own.contains(word)), |entry| entry.usual.held);
        let (mut sets, mut reps) = (said.sets.as_ref().map(|(sets, _)| *sets), said.reps.clone());
        let (mut hold, mut time) = (said.hold.clone(), said.time.clone());
        // A time of what is usually held is held.
        if hold.is_none() && held && reps.is_none() {
            hold = time.take();
        }
        let times = said.times.clone().filter(|_| !said.refused || hold.is_some() || time.is_some());
        if let Some((times, span)) = times {
            if hold.is_some() || time.is_some() {
                let fits = sets.is_none_or(|sets| sets == times) && times <= MAX_SETS;
                if !fits {
                    self.problem(&span, "this line has more than one number of sets", None);
                }
                sets = fits.then_some(times).or(sets);
            } else if reps.is_none() {
                reps = Some((times, span));
            } else {
                self.problem(&span, "this line has two numbers of repetitions", None);
            }
        }
        let said_sets = sets;
        let sets = sets.unwrap_or(1);
        let dose = match (reps, hold, time) {
            (Some(_), _, Some((_, span))) => {
                let hint = "say which it is: `30 s rest` or `hold 30 s`";
                self.problem(&span, "a line can't have both repetitions and a time", Some(hint));
                return None;
            }
            (None, Some((hold, _)), Some((_, span))) => {
                let hint = format!("keep just one; {} is already the hold", phrase::minutes(hold));
                self.problem(&span, "a line can't have two times", Some(&hint));
                return None;
            }
            (None, Some((hold, _)), None) => Dose::Hold(hold),
            (None, None, Some((time, _))) => Dose::Time(time),
            // Of what is held the second number is seconds: 5x45.
            (Some((reps, _)), None, None)
                if held
                    && said.tempo.is_none()
                    && said.pace.is_none()
                    && reps >= SECONDS_FROM
                    && said_sets.is_some() =>
            {
                chosen.push(format!("{reps} means seconds"));
                Dose::Hold(Duration::from_secs(u64::from(reps)))
            }
            (Some((_, span)), None, None) if held && said.tempo.is_none() && said.pace.is_none() => {
                let hint = "say how long you hold each: `3 x 30 s` or `10 x 5 s hold`";
                self.problem(&span, "this is a hold; how long is it?", Some(hint));
                return None;
            }
            // "15x3" is three sets of fifteen for some, and fifteen of three for others.
            (Some((reps, span)), None, None) if said_sets.is_some_and(|sets| sets > 12 && reps < sets) => {
                let sets = said_sets.unwrap_or_default();
                let few = format!("{reps} sets of {sets}");
                self.question(&span, &format!("Is this {few}?"), &[("yes", &few)]);
                self.problem(&span, "which number is the sets?", Some("write, for example, `3 sets of 15`"));
                return None;
            }
            (Some((reps, span)), hold, None) => {
                let usual = entry.and_then(|entry| entry.usual.tempo.as_ref());
                let tempo = self.pace_of(said, hold.as_ref(), usual, &mut chosen)?;
                if tempo.length().saturating_mul(reps) > Duration::from_secs(3600) {
                    self.problem(&span, "one set takes longer than an hour", None);
                    return None;
                }
                Dose::Reps { reps, tempo }
            }
            // Where its dose was refused, that was said already.
            (None, None, None) if !self.problems.is_empty() => return None,
            (None, None, None) => {
                let place = self.line.clone();
                self.problem(
                    &place,
                    "this line doesn't say how much",
                    Some("write, for example, `3x15` or `30 s`"),
                );
                return None;
            }
        };
        if let (Some((_, span)), false) = (&said.tempo, matches!(dose, Dose::Reps { .. })) {
            self.problem(span, "a tempo needs repetitions", None);
        }
        let rest = match said.rest.clone() {
            Some((rest, _)) => rest,
            None if sets > 1 => {
                let rest = if matches!(dose, Dose::Reps { .. }) { REST } else { SHORT_REST };
                chosen.push(format!("{}{REST_CHOSEN}", phrase::minutes(rest)));
                rest
            }
            None => Duration::ZERO,
        };
        let one_sided = entry.is_none() && !Catalogue::own_of_both_feet(&own);
        let sides = sides_of(said, entry, one_sided, &mut chosen);
        Some(Item {
            text: one_row(&self.text[self.tokens.first()?.span.start..self.line.end]),
            movement,
            dose,
            sets,
            rest,
            sides,
            load: said.load.as_ref().and_then(|(load, _)| load.clone()),
            chosen,
            not_read: Vec::new(),
        })
    }

    /// Returns the tempo: as it is said, else by its pace, else the usual one, with a hold at the top where one is said.
    fn pace_of(
        &mut self,
        said: &Said,
        hold: Option<&(Duration, Range<usize>)>,
        usual: Option<&Tempo>,
        chosen: &mut Vec<String>,
    ) -> Option<Tempo> {
        let seconds = |up: u64, down: u64| (Duration::from_secs(up), Duration::from_secs(down));
        if let Some((tempo, _)) = &said.tempo {
            if let Some((_, span)) = hold {
                self.problem(span, "put the hold in the tempo", Some("such as `up 3, hold 2, down 3`"));
                return None;
            }
            return Some(tempo.clone());
        }
        if let (None, None, Some(usual)) = (&said.pace, hold, usual) {
            chosen.push(format!("{usual}, as in Runup's routines"));
            return Some(usual.clone());
        }
        let (up, down) = match said.pace.as_ref().map(|(pace, _)| *pace) {
            Some(Pace::Slow) => seconds(3, 3),
            Some(Pace::SlowDown) => seconds(2, 4),
            Some(Pace::Quick) => seconds(1, 1),
            Some(Pace::Steady) | None => seconds(2, 2),
        };
        let mut parts = vec![(Beat::Up, up)];
        if let Some((length, span)) = hold {
            if *length > Duration::from_secs(60) {
                self.problem(span, "a hold within a repetition can't be longer than 60 seconds", None);
                return None;
            }
            parts.push((Beat::Hold, *length));
        }
        parts.push((Beat::Down, down));
        let seconds = if said.pace.is_some() { "the seconds: " } else { "" };
        // The hold was said.
        chosen.push(format!("{seconds}{}", Tempo(vec![(Beat::Up, up), (Beat::Down, down)])));
        Some(Tempo(parts))
    }
}

/// Returns the sides: as they are said, else the usual ones.
fn sides_of(said: &Said, entry: Option<&Entry>, one_sided: bool, chosen: &mut Vec<String>) -> Sides {
    let each = entry.is_some_and(|entry| entry.usual.each);
    let usual = if each { Sides::Each } else { Sides::Both };
    let sides = said.sides.as_ref().filter(|_| !said.sideless).map(|(sides, _)| *sides).or(said.legs);
    // Both sides of what is done on one, such as clam shells, are each in turn.
    let both = if one_sided { Sides::Each } else { usual };
    sides.or(said.both.as_ref().filter(|_| !said.sideless).map(|_| both)).unwrap_or_else(|| {
        chosen.extend(each.then(|| "each side".to_owned()));
        usual
    })
}
