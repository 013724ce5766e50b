//! The weights of a routine as a form: one row per step, each a number of kilograms or pounds.

use super::Kind;
use super::form::{Hand, Rows};
use crate::day::Core;
use crate::record::lifted::{self, Weight, WeightUnit};
use crate::routine::{Id, Routine, Step};
use crate::session::Now;
use crate::units::Units;

/// The weights of a routine, being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// The routine.
    pub routine: Id,
    /// Its name.
    pub name: String,
    /// The steps that can have one, in order.
    pub steps: Vec<WeightRow>,
}

/// A step, and what is lifted on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightRow {
    /// The step.
    pub step: Id,
    /// Its exercise.
    pub name: String,
    /// What holds now, as written; `None` for nothing.
    pub now: Option<String>,
    /// What was done the last time.
    pub last: Option<String>,
    /// What was typed; `None` while nothing was.
    pub typed: Option<Weight>,
    /// What it is typed in.
    unit: WeightUnit,
}

impl WeightRow {
    fn of(routine: &Routine, step: &Step, core: &Core) -> Self {
        let default =
            if core.settings.units == Units::Mi { WeightUnit::Pounds } else { WeightUnit::Kilograms };
        let weight = step.load.as_deref().and_then(|load| load.parse::<Weight>().ok());
        Self {
            step: step.id.clone(),
            name: step.exercise.name.clone(),
            now: step.load.clone(),
            last: lifted::last_time(core.history.log(), routine, step),
            typed: None,
            unit: weight.filter(|weight| weight.halves > 0).map_or(default, |weight| weight.unit),
        }
    }

    /// Returns the weight as it would be saved: as typed, else as it is; `None` for none.
    pub fn weight(&self) -> Option<String> {
        let typed = self.typed.map(|typed| typed.to_string());
        typed.or_else(|| self.now.clone())
    }

    /// Goes on from what was typed, or from what holds.
    fn halves(&self) -> u32 {
        let now = || self.now.as_deref().and_then(|now| now.parse::<Weight>().ok());
        self.typed.or_else(now).map_or(0, |weight| weight.halves)
    }

    fn set(&mut self, halves: u32) {
        if halves <= Weight::MOST {
            self.typed = Some(Weight { halves, unit: self.unit });
        }
    }
}

impl Weights {
    /// Lists these steps of a routine.
    pub fn new(routine: &Routine, steps: &[Id], core: &Core) -> Self {
        let listed = routine.steps().filter(|step| steps.contains(&step.id));
        let steps = listed.map(|step| WeightRow::of(routine, step, core)).collect();
        Self { routine: routine.id.clone(), name: routine.name.clone(), steps }
    }

    /// Returns what was typed, as it is recorded.
    pub fn typed(&self) -> Vec<(Id, String)> {
        let typed = |row: &WeightRow| Some((row.step.clone(), row.typed?.to_string()));
        self.steps.iter().filter_map(typed).collect()
    }
}

impl Rows for Weights {
    fn hands(&self, _core: &Core, _now: Now) -> Vec<Hand> {
        vec![Hand::Asked(Kind::Number { most: Weight::MOST / 2 }); self.steps.len()]
    }

    fn text(&self, row: usize, _core: &Core, _now: Now) -> String {
        self.steps.get(row).and_then(WeightRow::weight).unwrap_or_default()
    }

    /// The first digit begins a number, the others go on with it; a half is left out.
    fn number(&self, row: usize) -> Option<u32> {
        Some(self.steps.get(row)?.typed?.halves / 2)
    }

    fn set(&mut self, row: usize, text: &str, _core: &Core, _now: Now) -> Result<(), String> {
        let Some(row) = self.steps.get_mut(row) else { return Ok(()) };
        let whole: u32 = text.parse().map_err(|_| "A weight is a number.".to_owned())?;
        row.set(whole * 2);
        Ok(())
    }

    fn step(&mut self, row: usize, up: bool, _core: &Core, _now: Now) {
        let Some(row) = self.steps.get_mut(row) else { return };
        let halves = row.halves();
        row.set(if up { halves + 1 } else { halves.saturating_sub(1) });
    }
}
