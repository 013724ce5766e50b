//! Weights: how one is written, and the last results of a step.

use std::fmt;
use std::str::FromStr;

use super::{Log, SetDone};
use crate::routine::{Id, Routine, Step};
use crate::time::typed_number;

/// What a step without a weight is written as, once it had one.
pub const BODY_WEIGHT: &str = "body weight";

/// The unit of a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightUnit {
    /// Kilograms.
    Kilograms,
    /// Pounds.
    Pounds,
}

/// A weight in half kilograms or half pounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// How many halves; 0 is the body's own weight.
    pub halves: u32,
    /// Of what.
    pub unit: WeightUnit,
}

impl Weight {
    /// The most that can be said: 999 of its unit.
    pub const MOST: u32 = 2 * 999;
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.halves == 0 {
            return f.write_str(BODY_WEIGHT);
        }
        let half = if self.halves % 2 == 1 { ".5" } else { "" };
        let unit = match self.unit {
            WeightUnit::Kilograms => "kg",
            WeightUnit::Pounds => "lb",
        };
        write!(f, "{}{half} {unit}", self.halves / 2)
    }
}

impl FromStr for Weight {
    type Err = ();

    /// Reads `20kg`, `7.5 kg` or `15 lb`; anything else, such as "two bands", is not a weight to count with.
    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        if text == BODY_WEIGHT {
            return Ok(Self { halves: 0, unit: WeightUnit::Kilograms });
        }
        let at = text.find(|c: char| c.is_ascii_alphabetic()).ok_or(())?;
        let (number, unit) = text.split_at(at);
        let unit = match unit.to_ascii_lowercase().as_str() {
            "kg" | "kgs" => WeightUnit::Kilograms,
            "lb" | "lbs" => WeightUnit::Pounds,
            _ => return Err(()),
        };
        let number = typed_number(number).ok_or(())?;
        let halves = number * 2.0;
        // Anything but halves would be counted as another weight.
        if halves.fract() == 0.0 && (0.0..=f64::from(Self::MOST)).contains(&halves) {
            Ok(Self { halves: halves as u32, unit })
        } else {
            Err(())
        }
    }
}

/// Says what was done of a step in the last session of its routine that counts: "last time 20 kg, 12, 12, 10".
///
/// `None` if nothing was counted and nothing lifted, or it was another exercise then.
pub fn last_time(log: &Log, routine: &Routine, step: &Step) -> Option<String> {
    let same = |set: &&SetDone| set.step == step.id && set.exercise == step.exercise.id;
    let sessions = log.sessions();
    let of = |id: &Id| {
        let mut counting = sessions.iter().filter(|e| e.body.routine == *id && e.body.counts());
        counting.find(|e| e.body.sets.iter().any(|set| same(&set)))
    };
    let sets: Vec<&SetDone> = of(&routine.id)?.body.sets.iter().filter(same).collect();
    let load = sets.iter().rev().find_map(|set| set.load.clone());
    let reps: Vec<String> = sets.iter().filter_map(|set| set.reps).map(|reps| reps.to_string()).collect();
    if load.is_none() && reps.is_empty() {
        return None;
    }
    let parts: Vec<String> = load.into_iter().chain((!reps.is_empty()).then(|| reps.join("/"))).collect();
    Some(format!("last time {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_reads_as_it_is_written() {
        for text in ["20 kg", "7.5 kg", "15 lb", BODY_WEIGHT] {
            assert_eq!(text.parse::<Weight>().unwrap().to_string(), text);
        }
        assert_eq!("20kg".parse::<Weight>().unwrap().to_string(), "20 kg");
        assert_eq!("7,5 KG".parse::<Weight>().unwrap().to_string(), "7.5 kg");
        for none in [
            "",
            "kg",
            "two bands",
            "red band",
            "-5 kg",
            "1e9 kg",
            "NaN kg",
            "5 stone",
            "7,25 kg",
            "1.000 kg",
            "10-12 kg",
        ] {
            assert!(none.parse::<Weight>().is_err(), "{none}");
        }
    }
}
