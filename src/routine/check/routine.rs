//! A whole routine: its head, its steps, its gates and its ways up.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::size::Size;
use super::{Check, unknown_text, values};
use crate::document::read::{Entries, Line, List, OneOf, Table, word};
use crate::document::{Spanned, WHOLE_FILE, quoted};
use crate::routine::raw::{RawEvery, RawGate, RawRoutine, RawRung, RawRungWhen, RawStep};
use crate::routine::{
    Block, Circuit, Every, Gate, GateAction, Id, Level, MAX_DEPTH, MAX_LENGTH, MAX_ROUNDS, MAX_SEGMENTS,
    NeedKind, Routine, Rung, RungWhen, Step, StepChange, Stress,
};
use crate::symptoms::{PainScore, Region};
use crate::time::duration_text;

/// The names of a routine's steps, those that have problems too.
#[derive(Debug, Default)]
pub(super) struct StepIds {
    taken: HashSet<Id>,
    /// The next number of a name that came before.
    next: HashMap<Id, usize>,
}

impl StepIds {
    /// Notes the names that were written, wherever they stand.
    fn written(&mut self, steps: &[Spanned<RawStep>], check: &mut Check<'_, '_>) {
        for step in steps {
            if let Some(id) = &step.value.id
                && !self.taken.insert(id.value.clone())
            {
                let message = format!("there is already a step with the id `{}`", id.value);
                check.problems.error(&id.span, message);
            }
            if let Some(inner) = &step.value.steps {
                self.written(&inner.value, check);
            }
        }
    }

    /// Makes a name that no other step has: `pogo`, `pogo-2`, ...
    pub(super) fn derive(&mut self, base: &Id) -> Id {
        let mut number = self.next.get(base).copied().unwrap_or(1);
        loop {
            let id = if number == 1 { base.clone() } else { numbered(base, number) };
            number += 1;
            if self.taken.insert(id.clone()) {
                self.next.insert(base.clone(), number);
                return id;
            }
        }
    }

    fn known(&self, id: &str, span: &Range<usize>, check: &mut Check<'_, '_>) -> bool {
        let known = self.taken.iter().any(|taken| taken.as_str() == id);
        if !known {
            // Sorted, so that of two equally near names the same one is suggested each time.
            let mut names: Vec<_> = self.taken.iter().map(Id::as_str).collect();
            names.sort_unstable();
            unknown_text(&mut check.problems, "step", id, span, names.into_iter());
        }
        known
    }
}

fn numbered(base: &Id, number: usize) -> Id {
    let tail = format!("-{number}");
    let kept = base.as_str().len().min(Id::MAX - tail.len());
    Id::from_words(&format!("{}{tail}", base.as_str()[..kept].trim_end_matches('-')))
}

impl Check<'_, '_> {
    pub(super) fn routine(&mut self, raw: RawRoutine) -> Routine {
        let (no_name, no_steps) = (raw.lost(&["name"]), raw.lost(&["steps"]));
        let RawRoutine {
            failed: _,
            format,
            name,
            summary,
            when,
            level,
            stress,
            targets,
            every,
            needs,
            caution,
            card,
            evidence,
            sources,
            gate,
            steps,
            rungs,
            set_by,
            pain_up_to,
        } = raw;
        self.format(format, "routine-1");
        if name.is_none() && !no_name {
            self.problems.missing(&WHOLE_FILE, "a routine needs a `name`");
        }
        let set_by_clinician = self.set_by(set_by.as_ref(), pain_up_to.as_ref());
        if steps.is_none() && !no_steps {
            self.problems
                .missing(&WHOLE_FILE, "a routine needs `steps`")
                .help("write `[[steps]]` above each step, or `steps = [ { .. }, .. ]`");
        }
        let steps_place = steps.as_ref().map_or(WHOLE_FILE, |steps| steps.key.clone());
        let (blocks, ids) = steps.map(|steps| self.all_steps(steps)).unwrap_or_default();
        let gate = gate.map_or_else(BTreeMap::new, |gate| self.gates(gate.value, &ids));
        let rungs = rungs.map_or_else(Vec::new, |rungs| self.rungs(rungs.value, &ids, &blocks));
        self.size(&blocks, &rungs, &steps_place);
        Routine {
            id: self.problems.source().id.clone(),
            name: name.and_then(|name| self.name(name)).unwrap_or_default(),
            summary: summary.and_then(|text| self.text(text, "summary", values::MAX_TEXT)),
            when: when.map_or_else(Vec::new, |list| self.words(list)),
            level: level.map_or(Level::All, |level| level.value.0),
            stress: stress.map_or(Stress::Light, |stress| stress.value.0),
            targets: targets.map_or_else(Vec::new, |list| self.words(list)),
            every: every.and_then(|every| self.every(every)),
            needs: needs.map_or_else(BTreeMap::new, |needs| self.needs(needs.value)),
            caution: caution.map_or_else(Vec::new, |list| self.cautions(list.value)),
            card: card.map_or_else(Vec::new, |list| self.card(list)),
            evidence: evidence.and_then(|text| self.text(text, "evidence", values::MAX_LONG)),
            sources: sources.map_or_else(Vec::new, |keys| self.source_keys(keys.value)),
            gate,
            blocks,
            rungs,
            set_by_clinician,
            pain_up_to: pain_up_to.map(|score| score.value),
        }
    }

    fn set_by(&mut self, set_by: Option<&Spanned<Line>>, pain_up_to: Option<&Spanned<PainScore>>) -> bool {
        match (set_by, pain_up_to) {
            (Some(by), _) if by.value.0 == "clinician" => true,
            (Some(by), _) => {
                let message = format!("{} can't set a routine", quoted(&by.value.0));
                self.problems
                    .error(&by.span, message)
                    .help("write `set-by = \"clinician\"`, or leave it out");
                false
            }
            (None, Some(limit)) => {
                self.problems
                    .missing(&limit.key, "only a clinician's limit can replace Runup's own")
                    .help("write `set-by = \"clinician\"` beside `pain-up-to`");
                false
            }
            (None, None) => false,
        }
    }

    /// Checks all steps; what is wrong with one leaves it out, but its name stays known.
    fn all_steps(&mut self, steps: Spanned<List<RawStep>>) -> (Vec<Block>, StepIds) {
        let mut ids = StepIds::default();
        if steps.value.is_empty() {
            self.problems.missing(&steps.span, "a routine needs at least one step");
        }
        ids.written(&steps.value, self);
        let blocks = self.blocks(steps.value, 0, &mut ids);
        (blocks, ids)
    }

    fn blocks(&mut self, steps: List<RawStep>, depth: usize, ids: &mut StepIds) -> Vec<Block> {
        let mut blocks = Vec::new();
        for step in steps {
            if step.value.steps.is_some() || step.value.rounds.is_some() {
                blocks.extend(self.circuit(step, depth + 1, ids));
            } else {
                blocks.extend(self.step(step, ids).map(|step| Block::Step(Box::new(step))));
            }
        }
        blocks
    }

    fn circuit(&mut self, raw: Spanned<RawStep>, depth: usize, ids: &mut StepIds) -> Option<Block> {
        let (place, raw) = (raw.span, raw.value);
        for (key, place) in raw.given() {
            if !matches!(key, "rounds" | "rest" | "steps") {
                self.problems
                    .error(&place, format!("`{key}` must be in a step, not in a circuit"))
                    .help("give a circuit only `rounds`, `rest` and `steps`; put the rest in its steps");
            }
        }
        let (no_rounds, no_steps) = (raw.lost(&["rounds"]), raw.lost(&["steps"]));
        // All other keys were refused above.
        let RawStep { rounds, rest, steps, .. } = raw;
        if rounds.is_none() && !no_rounds {
            let at = steps.as_ref().map_or(&place, |steps| &steps.key);
            self.problems.missing(at, "a circuit needs `rounds`").help("write for example `rounds = 2`");
        }
        let rounds = rounds.and_then(|rounds| self.number(&rounds, "rounds", 1..=MAX_ROUNDS));
        let rest = rest.and_then(|rest| self.length(&rest, "rest", &values::REST)).unwrap_or_default();
        let Some(steps) = steps else {
            if !no_steps {
                self.problems.missing(&place, "a circuit needs `steps`");
            }
            return None;
        };
        if depth > MAX_DEPTH {
            let message = format!("circuits are nested {depth} deep here; the limit is {MAX_DEPTH}");
            self.problems.error(&steps.key, message);
            return None;
        }
        if steps.value.is_empty() {
            self.problems.missing(&steps.span, "a circuit needs at least one step");
        }
        let blocks = self.blocks(steps.value, depth, ids);
        Some(Block::Circuit(Circuit { rounds: rounds?, rest, blocks }))
    }

    /// Checks the unfolded size, as written and with everything that gates and rungs may set.
    fn size(&mut self, blocks: &[Block], rungs: &[Rung], place: &Range<usize>) {
        let plain = Size::blocks(blocks, &|_| Vec::new());
        if plain.segments > MAX_SEGMENTS {
            let message = format!(
                "the steps make {} segments; the limit is {MAX_SEGMENTS}",
                if plain.segments > 9_999_999 {
                    "millions of".to_owned()
                } else {
                    plain.segments.to_string()
                }
            );
            self.problems
                .error(place, message)
                .help("a segment is one set-up, one set on one side, or one rest");
        }
        if plain.length > MAX_LENGTH {
            let message = format!(
                "the routine takes {}; the limit is {}",
                duration_text(plain.length),
                duration_text(MAX_LENGTH)
            );
            self.problems.error(place, message);
        }
        if plain.segments > MAX_SEGMENTS || plain.length > MAX_LENGTH {
            return;
        }
        let changed = Size::blocks(blocks, &|step| {
            let gates = step.gate.values().filter_map(|gate| gate.change.as_ref());
            gates.chain(rungs.iter().filter_map(|rung| rung.set.get(&step.id))).collect::<Vec<&StepChange>>()
        });
        if changed.segments > MAX_SEGMENTS || changed.length > MAX_LENGTH {
            let message = format!(
                "the changes in `for` and `rungs` can make the routine {} segments and {} long",
                changed.segments,
                duration_text(changed.length)
            );
            self.problems
                .error(place, message)
                .help(format!("the limit is {MAX_SEGMENTS} segments and {}", duration_text(MAX_LENGTH)));
        }
    }

    fn every(&mut self, raw: Spanned<RawEvery>) -> Option<Every> {
        let (lost, place) = (!raw.value.failed.is_empty(), raw.span);
        let RawEvery { failed: _, per_week, days, per_day, gap } = raw.value;
        if per_week.is_none()
            && let Some(gap) = &gap
        {
            self.problems.missing(&gap.key, "`gap` needs `per-week`");
        }
        let gap = gap.and_then(|gap| self.length(&gap, "gap", &values::GAP));
        match (per_week, days, per_day) {
            (Some(times), None, None) => {
                let times = self.number(&times, "per-week", 1..=14)?;
                Some(Every::PerWeek { times, gap })
            }
            (None, Some(days), None) => self.number(&days, "days", 1..=90).map(Every::Days),
            (None, None, Some(times)) => self.number(&times, "per-day", 1..=12).map(Every::PerDay),
            (None, None, None) if lost => None,
            _ => {
                self.problems.error(&place, "`every` must have just one of `per-week`, `days` and `per-day`");
                None
            }
        }
    }

    /// Checks entry criteria, of a routine or of a step.
    pub(super) fn needs(&mut self, raw: Entries<i64, OneOf<NeedKind>>) -> BTreeMap<NeedKind, u32> {
        let mut needs = BTreeMap::new();
        for (key, value) in raw.0 {
            let kind = word::<NeedKind>(&key, &value.key, &mut self.problems);
            let number = self.number(&value, &key, 1..=500);
            needs.extend(kind.zip(number));
        }
        needs
    }

    fn cautions(&mut self, list: List<Line>) -> Vec<String> {
        list.into_iter().filter_map(|line| self.text(line, "caution", values::MAX_TEXT)).collect()
    }

    fn card(&mut self, list: Spanned<List<Line>>) -> Vec<String> {
        let lines = list.value.len();
        if lines == 0 {
            self.problems
                .missing(&list.span, "this card is empty")
                .help("write the lines to learn by heart, or leave out `card`");
        } else if lines > values::MAX_CARD {
            let message = format!("this card has {lines} lines; the limit is {}", values::MAX_CARD);
            self.problems.error(&list.span, message).help("keep a card short enough to learn by heart");
        }
        list.value.into_iter().filter_map(|line| self.text(line, "card", values::MAX_LINE)).collect()
    }

    fn gates(&mut self, raw: Entries<RawGate, OneOf<Region>>, ids: &StepIds) -> BTreeMap<Region, Gate> {
        let mut gates = BTreeMap::new();
        for (region, gate) in raw.0 {
            let region = word::<Region>(&region, &gate.key, &mut self.problems);
            let gate = self.gate(gate, ids);
            gates.extend(region.zip(gate));
        }
        gates
    }

    fn gate(&mut self, raw: Spanned<RawGate>, ids: &StepIds) -> Option<Gate> {
        let lost = !raw.value.failed.is_empty();
        let RawGate { failed: _, instead, skip, stop, until_level, green_weeks, after, clear_for, why } =
            raw.value;
        let actions =
            usize::from(instead.is_some()) + usize::from(skip.is_some()) + usize::from(stop.is_some());
        let until = self.until(until_level, green_weeks, after, clear_for);
        let why = why.and_then(|why| self.text(why, "why", values::MAX_TEXT));
        if actions > 1 {
            let message = "a gate must have just one of `use`, `skip` and `stop`";
            self.problems.error(&raw.key, message).help("keep one of them");
            return None;
        }
        let action = if let Some(id) = instead {
            if id.value == self.problems.source().id {
                self.problems.error(&id.span, "a routine can't replace itself");
            }
            self.named("routine", &id, self.exercises.routine_names());
            GateAction::Use(id.value)
        } else if let Some(skip) = skip {
            if skip.value.is_empty() {
                let message = "this list of steps is empty";
                self.problems
                    .missing(&skip.span, message)
                    .help("give the ids of steps, or write `stop = true`");
            }
            let mut steps = Vec::new();
            for id in skip.value {
                if ids.known(id.value.as_str(), &id.span, self) {
                    steps.push(id.value);
                }
            }
            GateAction::Skip(steps)
        } else if let Some(stop) = stop {
            self.only_true(&stop, "stop");
            GateAction::Stop
        } else {
            if !lost && until == crate::routine::model::Until::default() {
                self.problems
                    .missing(&raw.key, "this gate needs an action or an end")
                    .help("write `use = \"routine\"`, `skip = [\"step\"]` or `stop = true`");
            }
            GateAction::Stop
        };
        Some(Gate { action, until, why })
    }

    fn rungs(&mut self, raw: List<RawRung>, ids: &StepIds, blocks: &[Block]) -> Vec<Rung> {
        let mut steps: HashMap<&Id, &Step> = HashMap::new();
        collect(blocks, &mut steps);
        let mut rungs: Vec<Rung> = Vec::new();
        for rung in raw {
            let lost = rung.value.lost(&["id", "set", "use"]);
            let place = rung.span;
            let RawRung { failed: _, id, set, instead, says, when } = rung.value;
            if let Some(id) = &id
                && rungs.iter().any(|rung| rung.id == id.value)
            {
                self.problems.error(&id.span, format!("there is already a rung `{}`", id.value));
            }
            let mut changes = BTreeMap::new();
            let none = instead.is_none() && set.as_ref().is_none_or(|set| set.value.0.is_empty());
            if let Some(other) = &instead {
                if other.value == self.problems.source().id {
                    self.problems.error(&other.span, "a rung can't use its own routine");
                }
                self.named("routine", other, self.exercises.routine_names());
            }
            for (name, change) in set.map_or_else(Vec::new, |set| set.value.0) {
                if ids.known(&name, &change.key, self)
                    && let Some(id) = Id::new(&name)
                    && let Some(step) = steps.get(&id)
                {
                    changes.extend(self.rung_change(change, step).map(|change| (id, change)));
                }
            }
            if let Some(id) = id.as_ref().filter(|id| id.value.as_str() == "start") {
                self.problems.error(&id.span, "choose another id: `start` is the routine as written");
            }
            if id.is_none() && !lost {
                self.problems.missing(&place, "a rung needs an `id`");
            }
            if none && !lost {
                self.problems
                    .missing(&place, "a rung must `set` something or `use` a routine")
                    .help("write for example `set.raise = { reps = 15 }`");
            }
            let when = when.map_or_else(RungWhen::default, |when| self.rung_when(when.value));
            if let Some(id) = id {
                let says = says.and_then(|says| self.text(says, "says", values::MAX_LINE));
                let instead = instead.map(|other| other.value);
                rungs.push(Rung { id: id.value, set: changes, instead, says, when });
            }
        }
        rungs
    }

    fn rung_when(&mut self, raw: RawRungWhen) -> RungWhen {
        let RawRungWhen { failed: _, sessions, pain_max, morning } = raw;
        let morning_base = morning.is_some_and(|morning| {
            if morning.value.0 != "base" {
                let message = format!("{} isn't a state of the morning", quoted(&morning.value.0));
                self.problems.error(&morning.span, message).help("allowed: base");
            }
            true
        });
        RungWhen {
            sessions: sessions.and_then(|sessions| self.number(&sessions, "sessions", 1..=50)),
            pain_max: pain_max.map(|score| score.value),
            morning_base,
        }
    }
}

fn collect<'b>(blocks: &'b [Block], steps: &mut HashMap<&'b Id, &'b Step>) {
    for block in blocks {
        match block {
            Block::Step(step) => {
                steps.insert(&step.id, step);
            }
            Block::Circuit(circuit) => collect(&circuit.blocks, steps),
        }
    }
}
