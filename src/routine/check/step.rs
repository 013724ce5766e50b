//! One step: its exercise, its dose, its sides and sets.

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use super::routine::StepIds;
use super::values::{Heard, RawHeard};
use super::{Check, values};
use crate::document::read::{Line, OneOf, OneOrMany, Prose, Table};
use crate::document::source::Origin;
use crate::document::{Spanned, quoted};
use crate::plans::TestKind;
use crate::routine::raw::RawStep;
use crate::routine::{
    Dose, Evidence, Exercise, First, Id, MAX_REPS, MAX_SETS, Open, Posture, SWITCH, Sides, Step, Tempo,
};

/// Keys that describe the movement: an exercise brings its own.
const MOVEMENT: &[&str] =
    &["mistake", "targets", "loads", "figure", "impact", "deep-bend", "equipment", "posture"];
/// Keys that say how much.
const DOSE: &[&str] = &["hold", "time", "reps", "tempo", "until", "typical", "at-most", "count", "pace"];

/// The keys of a dose.
struct RawDose {
    hold: Option<Spanned<Duration>>,
    time: Option<Spanned<Duration>>,
    reps: Option<Spanned<i64>>,
    tempo: Option<Spanned<Tempo>>,
    until: Option<Spanned<Line>>,
    count: Option<Spanned<bool>>,
    pace: Option<Spanned<i64>>,
    typical: Option<Spanned<Duration>>,
    at_most: Option<Spanned<Duration>>,
}

/// The keys of sides and sets.
struct RawSides {
    sides: Option<Spanned<OneOf<Sides>>>,
    first: Option<Spanned<OneOf<First>>>,
    switch: Option<Spanned<Duration>>,
    sets: Option<Spanned<i64>>,
    left: Option<Spanned<i64>>,
    right: Option<Spanned<i64>>,
}

struct SidesAndSets {
    sides: Sides,
    first: Option<First>,
    switch: Duration,
    left: u32,
    right: u32,
}

/// The wording that a step may put over its exercise's.
struct Wording {
    name: Option<Spanned<Line>>,
    heard: RawHeard,
    brief: Option<Spanned<Line>>,
    how: Option<Spanned<Prose>>,
}

impl Check<'_, '_> {
    /// Checks a step that is not a circuit.
    #[expect(clippy::too_many_lines, reason = "one line a key, so that none can be forgotten")]
    pub(super) fn step(&mut self, raw: Spanned<RawStep>, ids: &mut StepIds) -> Option<Step> {
        let place = spot(&raw);
        let raw = raw.value;
        let lost_dose = raw.lost(DOSE);
        let lost_exercise = raw.lost(&["exercise", "name"]);
        let lost_rest = raw.lost(&["rest"]);
        let lost_evidence = raw.lost(&["dose"]);
        if raw.exercise.is_some() {
            for (key, at) in raw.given() {
                if MOVEMENT.contains(&key) {
                    self.problems
                        .error(&at, format!("the exercise already sets `{key}`"))
                        .help("set it only in a step of your own, with a `name` and no `exercise`");
                }
            }
        }
        let RawStep {
            failed: _,
            id,
            exercise,
            name,
            ready,
            say,
            also_say,
            brief,
            how,
            mistake,
            targets,
            loads,
            figure,
            impact,
            deep_bend,
            equipment,
            posture,
            hold,
            time,
            reps,
            tempo,
            until,
            count,
            pace,
            typical,
            at_most,
            test,
            sides,
            first,
            sets,
            sets_left,
            sets_right,
            extra_set,
            rest,
            switch,
            set_up,
            rest_after,
            load,
            not_read,
            optional,
            priority,
            least,
            block,
            dose: evidence,
            skip_from_pain,
            gate,
            needs,
            or,
            rounds: _,
            steps: _,
        } = raw;

        let id = step_id(id, exercise.as_ref(), name.as_ref(), ids);
        let in_place = exercise.is_none();
        if in_place && name.is_none() && !lost_exercise {
            self.problems
                .missing(&place, "a step needs an `exercise` or its own `name`")
                .help("write for example `exercise = \"march\"`");
        }
        let base = match exercise {
            Some(exercise) => self.exercise(&exercise),
            None => Some(Exercise {
                id: None,
                name: String::new(),
                also: Vec::new(),
                ready: None,
                say: None,
                also_say: None,
                brief: None,
                far: None,
                how: None,
                mistake: mistake.and_then(|text| self.text(text, "mistake", values::MAX_TEXT)),
                targets: targets.map_or_else(Vec::new, |list| self.words(list)),
                loads: loads.map_or_else(Vec::new, |list| self.words(list)),
                figure: figure.and_then(|figure| self.figure(figure)),
                impact: impact.is_some_and(|impact| impact.value),
                deep_bend: deep_bend.is_some_and(|bend| bend.value),
                equipment: equipment.map_or_else(Vec::new, |list| self.words(list)),
                posture: posture.map_or(Posture::Standing, |posture| posture.value.0),
                easier: None,
                harder: None,
                sources: Vec::new(),
            }),
        };
        let heard = RawHeard { ready, say, also_say };
        let exercise = self.worded(base, Wording { name, heard, brief, how });
        let dose = RawDose { hold, time, reps, tempo, until, count, pace, typical, at_most };
        let dose = self.dose(dose, &place, lost_dose);
        let sides = self.sides(RawSides { sides, first, switch, sets, left: sets_left, right: sets_right });

        let test = test.and_then(|test| self.test(&test, dose.as_ref(), sides.sides));
        let needs_rest = sides.left.max(sides.right) > 1 && rest.is_none() && !lost_rest;
        if needs_rest {
            self.problems
                .missing(&place, "a step with more than one set needs a `rest` between them")
                .help("write for example `rest = \"45s\"`");
        }
        let rests = rest.is_some() || lost_rest || needs_rest;
        let extra_set = extra_set.is_some_and(|extra| self.extra_set(&extra, sides.sides, rests));
        let rest = rest.and_then(|rest| self.length(&rest, "rest", &values::REST));
        let least = least.and_then(|least| self.least(least, dose.as_ref()?, sides.left.max(sides.right)));
        let gate = gate
            .map_or_else(BTreeMap::new, |gate| self.step_gates(gate.value, dose.as_ref(), rest.is_some()));
        let or = or.map_or_else(Vec::new, |or| or.value.iter().filter_map(|id| self.exercise(id)).collect());
        let evidence = self.evidence(evidence, &place, lost_evidence);
        let priority = priority.and_then(|priority| self.number(&priority, "priority", 0..=100));
        let set_up = set_up.and_then(|set_up| self.length(&set_up, "set-up", &values::SET_UP));
        let rest_after = rest_after.and_then(|rest| self.length(&rest, "rest-after", &values::REST_AFTER));
        let load = load.and_then(|load| self.text(load, "load", values::MAX_LABEL));
        let not_read = not_read.and_then(|text| self.text(text, "not-read", values::MAX_TEXT));
        Some(Step {
            id,
            exercise: exercise?,
            dose: dose?,
            test,
            evidence,
            sides: sides.sides,
            first: sides.first,
            sets_left: sides.left,
            sets_right: sides.right,
            extra_set,
            rest: rest.unwrap_or_default(),
            switch: sides.switch,
            set_up,
            rest_after: rest_after.unwrap_or_default(),
            load,
            not_read,
            optional: optional.is_some_and(|optional| optional.value),
            priority: priority.map_or(1, |priority| priority as i32),
            least,
            block: block.map(|block| block.value.0),
            skip_from_pain: skip_from_pain.map(|score| score.value),
            gate,
            needs: needs.map_or_else(BTreeMap::new, |needs| self.needs(needs.value)),
            or,
        })
    }

    /// Puts a step's own wording over its exercise's.
    fn worded(&mut self, exercise: Option<Exercise>, wording: Wording) -> Option<Exercise> {
        let Wording { name, heard, brief, how } = wording;
        let name = name.and_then(|name| self.name(name));
        let Heard { ready, say, also_say } = self.heard(heard);
        let brief = brief.and_then(|brief| self.brief(brief));
        let how = how.and_then(|how| self.how(how));
        let exercise = exercise?;
        // A step that says in its own words how it is done may be stood in otherwise.
        let far = exercise.far.filter(|_| brief.is_none());
        Some(Exercise {
            far,
            name: name.unwrap_or(exercise.name),
            ready: ready.or(exercise.ready),
            say: say.or(exercise.say),
            also_say: also_say.or(exercise.also_say),
            brief: brief.or(exercise.brief),
            how: how.or(exercise.how),
            ..exercise
        })
    }

    /// Finds which of the four kinds of dose this is, and checks it.
    fn dose(&mut self, raw: RawDose, place: &Range<usize>, lost: bool) -> Option<Dose> {
        let ways: Vec<(&str, &Range<usize>)> = [
            raw.hold.as_ref().map(|hold| ("hold", &hold.key)),
            raw.time.as_ref().map(|time| ("time", &time.key)),
            raw.reps.as_ref().map(|reps| ("reps", &reps.key)),
            raw.until.as_ref().map(|until| ("until", &until.key)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let [(one, _), .., (other, at)] = ways[..] {
            self.problems
                .error(at, format!("`{one}` and `{other}` can't be used together"))
                .help("keep just one: `hold` (held), `time` (moved), `reps` (counted) or `until` (open)");
            return None;
        }
        let strays = [
            ("tempo", raw.tempo.as_ref().map(|v| &v.key), "reps", raw.reps.is_some()),
            ("count", raw.count.as_ref().map(|v| &v.key), "until", raw.until.is_some()),
            ("pace", raw.pace.as_ref().map(|v| &v.key), "until", raw.until.is_some()),
            ("typical", raw.typical.as_ref().map(|v| &v.key), "until", raw.until.is_some()),
            ("at-most", raw.at_most.as_ref().map(|v| &v.key), "until", raw.until.is_some()),
        ];
        let mut stray = false;
        for (key, at, owner, there) in strays {
            if let Some(at) = at
                && !there
                && !lost
            {
                stray = true;
                self.problems.missing(at, format!("`{key}` needs `{owner}`, which is missing"));
            }
        }
        if ways.is_empty() {
            if !lost && !stray {
                self.problems.missing(place, "this step needs a dose").help(
                    "give it `hold = \"30s\"`, `time = \"30s\"`, `reps = 10` with `tempo = \"up 2, down 2\"`, \
                     or `until = \"key\"`",
                );
            }
            return None;
        }
        if let Some(hold) = raw.hold {
            return self.length(&hold, "hold", &values::WORK).map(Dose::Hold);
        }
        if let Some(time) = raw.time {
            return self.length(&time, "time", &values::WORK).map(Dose::Time);
        }
        if let Some(reps) = raw.reps {
            return self.counted(&reps, raw.tempo, lost);
        }
        self.open(raw, place, lost)
    }

    fn counted(&mut self, reps: &Spanned<i64>, tempo: Option<Spanned<Tempo>>, lost: bool) -> Option<Dose> {
        let count = self.number(reps, "reps", 1..=MAX_REPS);
        let Some(tempo) = tempo else {
            if !lost {
                self.problems
                    .missing(&reps.key, "`reps` needs a `tempo`, so you can hear them")
                    .help("write for example `tempo = \"up 2, down 2\"`, with the seconds for each part");
            }
            return None;
        };
        self.set_length(count?, &tempo.value, reps)?;
        Some(Dose::Reps { reps: count?, tempo: tempo.value })
    }

    /// Checks how long a counted set takes.
    pub(super) fn set_length(&mut self, reps: u32, tempo: &Tempo, at: &Spanned<i64>) -> Option<()> {
        let length = tempo.length().saturating_mul(reps);
        if values::WORK.contains(&length) {
            return Some(());
        }
        self.problems.error(
            &at.span,
            format!("this set takes {}; it must take from 0.5s to 1h", crate::time::duration_text(length)),
        );
        None
    }

    fn open(&mut self, raw: RawDose, place: &Range<usize>, lost: bool) -> Option<Dose> {
        if let Some(until) = &raw.until
            && until.value.0 != "key"
        {
            self.problems
                .error(&until.span, "an open step must end with a key")
                .help("write `until = \"key\"`");
        }
        let place = raw.until.as_ref().map_or(place, |until| &until.key);
        if !lost && (raw.typical.is_none() || raw.at_most.is_none()) {
            self.problems
                .missing(place, "an open step needs `typical` and `at-most`")
                .help("add its usual and its longest length, such as `typical = \"1m\", at-most = \"5m\"`");
        }
        let beat = raw.pace.and_then(|pace| self.number(&pace, "pace", 1..=240));
        let typical = raw.typical.and_then(|typical| self.length(&typical, "typical", &values::WORK));
        let limit = raw.at_most.as_ref().and_then(|most| self.length(most, "at-most", &values::WORK));
        let (typical, limit) = (typical?, limit?);
        if typical > limit {
            let at = raw.at_most.map_or_else(|| place.clone(), |most| most.span);
            self.problems.error(&at, "`at-most` must not be shorter than `typical`");
        }
        let count = raw.count.is_some_and(|count| count.value);
        Some(Dose::Open(Open { typical, at_most: limit, count, pace: beat }))
    }

    fn sides(&mut self, raw: RawSides) -> SidesAndSets {
        let RawSides { sides, first, switch, sets, left, right } = raw;
        let sides = sides.map_or(Sides::Both, |sides| sides.value.0);
        let each = sides == Sides::Each;
        let only_each = |check: &mut Self, key: &str, at: Option<&Range<usize>>, fine: bool| {
            if let Some(at) = at
                && !fine
            {
                check
                    .problems
                    .missing(at, format!("`{key}` needs `sides = \"each\"`"))
                    .help("add `sides`; without it, a step works both sides at once");
            }
        };
        let turns = each || sides == Sides::Alternate;
        only_each(self, "first", first.as_ref().map(|v| &v.key), turns);
        only_each(self, "switch", switch.as_ref().map(|v| &v.key), each);
        only_each(self, "sets-left", left.as_ref().map(|v| &v.key), each);
        only_each(self, "sets-right", right.as_ref().map(|v| &v.key), each);
        let number = |check: &mut Self, raw: Option<Spanned<i64>>, key| {
            raw.and_then(|raw| check.number(&raw, key, 1..=MAX_SETS))
        };
        let sets = number(self, sets, "sets").unwrap_or(1);
        SidesAndSets {
            sides,
            first: first.map(|first| first.value.0),
            switch: switch.and_then(|s| self.length(&s, "switch", &values::SWITCH)).unwrap_or(SWITCH),
            left: number(self, left, "sets-left").unwrap_or(sets),
            right: number(self, right, "sets-right").unwrap_or(sets),
        }
    }

    /// Checks a test: it is of one side, and what it counts is counted.
    fn test(
        &mut self,
        test: &Spanned<OneOf<TestKind>>,
        dose: Option<&Dose>,
        sides: Sides,
    ) -> Option<TestKind> {
        let kind = test.value.0;
        if matches!(sides, Sides::Both | Sides::Alternate) {
            self.problems
                .missing(&test.key, "a test must work one side at a time")
                .help("write `sides = \"each\"`");
            return None;
        }
        let counts = match dose? {
            Dose::Reps { .. } => true,
            Dose::Open(open) => open.count,
            Dose::Hold(_) | Dose::Time(_) => false,
        };
        if !counts && kind != TestKind::KneeToWall {
            self.problems
                .missing(&test.key, "a test of reps must count them")
                .help("write `reps` with `tempo`, or `until = \"key\"` with `count = true`");
            return None;
        }
        Some(kind)
    }

    /// Checks the set that the sore side gets more: it needs sides that take turns, and a rest.
    fn extra_set(&mut self, extra: &Spanned<Line>, sides: Sides, rests: bool) -> bool {
        if extra.value.0 != "sore" {
            let message = format!("{} isn't a reason for an extra set", quoted(&extra.value.0));
            self.problems.error(&extra.span, message).help("allowed: sore");
            return false;
        }
        if sides != Sides::Each {
            self.problems
                .missing(&extra.key, "`extra-set` needs `sides = \"each\"`")
                .help("add `sides`; without it, a step works both sides at once");
            return false;
        }
        if !rests {
            self.problems
                .missing(&extra.key, "an extra set needs a `rest` before it, and this step has none")
                .help("write for example `rest = \"45s\"`");
        }
        rests
    }

    /// Checks where a dose comes from; shipped steps must say it.
    fn evidence(
        &mut self,
        raw: Option<Spanned<OneOrMany<Line>>>,
        place: &Range<usize>,
        lost: bool,
    ) -> Evidence {
        let Some(raw) = raw else {
            if self.problems.source().origin == Origin::Shipped && !lost {
                self.problems
                    .missing(place, "a shipped step must say where its `dose` comes from")
                    .help("write `dose = \"convention\"`, or a key of routines/sources.toml");
            }
            return Evidence::Convention;
        };
        let keys = raw.value.0;
        if keys.iter().any(|key| key.value.0 == "convention") {
            if keys.len() > 1 {
                self.problems.error(&raw.span, "a dose can't come from both `convention` and sources");
            }
            return Evidence::Convention;
        }
        if keys.is_empty() {
            self.problems.missing(&raw.span, "this list of sources is empty").help("write \"convention\"");
        }
        Evidence::Sources(self.source_keys(keys))
    }
}

/// Returns the written name, or makes one from the exercise or the step's own name.
fn step_id(
    id: Option<Spanned<Id>>,
    exercise: Option<&Spanned<Id>>,
    name: Option<&Spanned<Line>>,
    ids: &mut StepIds,
) -> Id {
    if let Some(id) = id {
        return id.value;
    }
    let base = match (exercise, name) {
        (Some(exercise), _) => exercise.value.clone(),
        (None, Some(name)) => Id::from_words(&name.value.0),
        (None, None) => Id::from_words(""),
    };
    ids.derive(&base)
}

/// Returns the place that stands for a step: what names it, else where it begins.
fn spot(step: &Spanned<RawStep>) -> Range<usize> {
    let raw = &step.value;
    let exercise = raw.exercise.as_ref().map(|exercise| &exercise.span);
    let name = raw.name.as_ref().map(|name| &name.span);
    let id = raw.id.as_ref().map(|id| &id.span);
    exercise.or(name).or(id).cloned().unwrap_or_else(|| step.span.clone())
}
