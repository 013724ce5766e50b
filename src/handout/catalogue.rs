//! The exercises that a sheet may name, by their names and synonyms.
//!
//! Words are compared by their stems and in any order, so that "calf raises, single leg" is found as "single leg heel
//! raises". What an exercise needs or works anyway may be said without harm: the wall of a calf stretch.

use std::collections::{BTreeMap, BTreeSet};

use super::{Item, Movement};
use crate::library::{Kind, Library};
use crate::routine::{Dose, Exercise, Id, Posture, Sides, Stress, Tempo};

/// Words that say nothing about which exercise it is.
const FILLERS: &[&str] = &[
    "a",
    "about",
    "against",
    "an",
    "and",
    "at",
    "by",
    "do",
    "exercise",
    "exercises",
    "for",
    "from",
    "in",
    "it",
    "keep",
    "keeping",
    "counter",
    "worktop",
    "frozen",
    "ant",
    "anterior",
    "my",
    "of",
    "off",
    "on",
    "per",
    "perform",
    "please",
    "programme",
    "program",
    "repeat",
    "sheet",
    "standing",
    "the",
    "then",
    "to",
    "using",
    "while",
    "with",
    "your",
];

/// Names that mean one exercise to some and another to others: those of which exercises, what tells them apart, and what to
/// say instead.
const UNSURE: &[(&str, &[&str], &[&str], &str)] = &[(
    "toe-raises",
    &["toe", "raise"],
    &["shin", "tib", "tibialis", "tibiali", "wall", "back", "heel", "forefoot", "step", "eccentric"],
    "this can mean the shin or the calf; write `shin raises` or `heel raises`",
)];

/// Stems by which names say one leg.
const ONE_LEG: [&str; 3] = ["single", "one", "leg"];
/// Stems of what is done on both feet unless one leg is said, in names that no catalogue has; and those that make it one
/// of a side all the same.
const BOTH_FEET: &[&str] = &["squat", "bridge", "hop", "deadlift", "raise"];
const OF_A_SIDE: &[&str] = &[
    "single",
    "one",
    "side",
    "split",
    "bulgarian",
    "pistol",
    "seated",
    "toe",
    "hip",
    "arm",
    "shoulder",
    "lying",
    "straight",
    "lateral",
    "knee",
];

/// Exercises by name.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    /// Every word of any name.
    words: BTreeSet<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) id: Id,
    pub(super) name: String,
    /// Each name as the stems of its words, in order.
    names: Vec<Vec<String>>,
    /// Words that may be said beside a name: what it needs, what it works.
    covers: Vec<String>,
    /// How routines do it.
    pub(super) usual: Usual,
    /// How hard it is: hops, something that loads, or neither.
    pub(super) stress: Stress,
    /// It stands and loads on both feet: with a side it is another exercise.
    pub(super) both_feet: bool,
    /// It lies or sits, and works both legs: on one leg it is another exercise.
    pub(super) on_two_legs: bool,
}

/// How routines do an exercise.
#[derive(Debug, Clone, Default)]
pub(super) struct Usual {
    /// Still.
    pub(super) held: bool,
    /// On one side after the other.
    pub(super) each: bool,
    /// At this tempo, where one counts it.
    pub(super) tempo: Option<Tempo>,
}

/// Words beside a name, and how short it is: the least is best.
type Rank = (usize, usize);
/// An exercise, and the words beside its name.
type Candidate<'c> = (&'c Entry, Vec<usize>);

/// What a line's words name.
#[derive(Debug)]
pub(super) enum Named<'c> {
    /// This exercise; these words, by their place, are beside its name.
    One(&'c Entry, Vec<usize>),
    /// One of these, and the words do not say which.
    Several(Vec<&'c str>),
    /// None; this is most like it.
    None(Option<&'c str>),
}

impl Catalogue {
    /// Makes a catalogue of a library's exercises; how its routines do them says how they are usually done.
    pub fn of(library: &Library) -> Self {
        let mut usual: BTreeMap<Id, Usual> = BTreeMap::new();
        let ids: Vec<Id> = library.routines().map(|(id, _)| id.clone()).collect();
        for routine in ids.iter().filter_map(|id| library.routine(id).ok()) {
            for step in routine.steps() {
                let Some(id) = &step.exercise.id else { continue };
                let tempo =
                    if let Dose::Reps { tempo, .. } = &step.dose { Some(tempo.clone()) } else { None };
                let (held, each) = (matches!(step.dose, Dose::Hold(_)), step.sides == Sides::Each);
                let known = usual.entry(id.clone()).or_insert(Usual { held, each, tempo: None });
                known.held |= held;
                known.tempo = known.tempo.take().or(tempo);
            }
        }
        let exercises = library.ids(Kind::Exercise).filter_map(|(id, _)| library.exercise(id).ok());
        let entries: Vec<Entry> = exercises
            .filter_map(|exercise| {
                let usual = exercise.id.as_ref().and_then(|id| usual.get(id));
                Entry::of(&exercise, usual.cloned().unwrap_or_default())
            })
            .collect();
        let words = entries.iter().flat_map(|entry| entry.names.iter().flatten().cloned()).collect();
        Self { entries, words }
    }

    /// Returns the exercise of an item; `None` where it is one of its own.
    pub(super) fn entry(&self, item: &Item) -> Option<&Entry> {
        let Movement::Known(id) = &item.movement else { return None };
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// Tells whether the words that name a movement mean another one too: returns them, and what to say instead.
    pub(super) fn unsure(
        movement: &Movement,
        stems: &[String],
    ) -> Option<(&'static [&'static str], &'static str)> {
        let Movement::Known(id) = movement else { return None };
        let has = |word: &&str| stems.iter().any(|stem| stem == word);
        let row = UNSURE.iter().find(|(begin, words, apart, _)| {
            id.as_str().starts_with(begin) && words.iter().all(has) && !apart.iter().any(has)
        })?;
        Some((row.1, row.3))
    }

    /// Tells whether a name that is in no catalogue is one of both feet.
    pub(super) fn own_of_both_feet(name: &str) -> bool {
        let stems = stems(name);
        let has = |words: &[&str]| stems.iter().any(|stem| words.contains(&&**stem));
        has(BOTH_FEET) && !has(OF_A_SIDE)
    }

    /// Tells whether any exercise has this stem in a name.
    pub(super) fn knows(&self, stem: &str) -> bool {
        self.words.contains(stem)
    }

    /// Returns how many of these words, from the first on, are a name as it is written; 0 for none.
    pub(super) fn written(&self, words: &[String]) -> usize {
        let mut longest = 0;
        for name in self.entries.iter().flat_map(|entry| &entry.names).filter(|name| name.len() > 1) {
            let mut left = name.iter();
            let mut next = left.next();
            for (i, word) in words.iter().enumerate() {
                if next == Some(word) {
                    next = left.next();
                    if next.is_none() {
                        longest = longest.max(i + 1);
                        break;
                    }
                } else if i == 0 || !is_filler(word) {
                    break;
                }
            }
        }
        longest
    }

    /// Finds the exercise that these stems name; `soft` ones may belong to the name or not.
    pub(super) fn find(&self, words: &[String], soft: &[String]) -> Named<'_> {
        let words = &canonical(words.to_vec());
        let mut best: Option<(Rank, Vec<Candidate<'_>>)> = None;
        for entry in &self.entries {
            for name in &entry.names {
                if !name.iter().all(|stem| words.contains(stem) || soft.contains(stem)) {
                    continue;
                }
                // A name of nothing but what may belong to another is none.
                if !name.iter().any(|stem| words.contains(stem)) {
                    continue;
                }
                let extra = |word: &String| {
                    !name.contains(word) && !soft.contains(word) && !entry.covers.contains(word)
                };
                let beside: Vec<usize> = (0..words.len()).filter(|i| extra(&words[*i])).collect();
                // A word that tells other exercises apart makes it another one.
                if beside.iter().any(|i| self.words.contains(&words[*i])) {
                    continue;
                }
                let rank = (beside.len(), usize::MAX - name.len());
                match &mut best {
                    Some((known, found)) if *known == rank => {
                        if found.iter().all(|(other, _)| other.id != entry.id) {
                            found.push((entry, beside));
                        }
                    }
                    Some((known, _)) if *known < rank => {}
                    _ => best = Some((rank, vec![(entry, beside)])),
                }
            }
        }
        let Some((_, mut found)) = best else { return Named::None(self.nearest(words)) };
        if found.len() > 1 {
            return Named::Several(found.into_iter().map(|(entry, _)| entry.name.as_str()).collect());
        }
        let (entry, beside) = found.remove(0);
        Named::One(entry, beside)
    }

    /// Finds the exercise that these stems name where a line says a side: what is done on both feet without it is the one
    /// of one leg then, if there is one.
    pub(super) fn find_sided(&self, words: &[String], soft: &[String]) -> Named<'_> {
        let found = self.find(words, soft);
        let beside = match &found {
            Named::One(entry, beside) if entry.both_feet => beside.len(),
            // "Balance 30 s, left leg" is one; a reach to the left may be any.
            Named::None(_) if words.iter().any(|word| BOTH_FEET.contains(&&**word) || word == "balance") => 0,
            _ => return found,
        };
        let soft: Vec<String> = soft.iter().cloned().chain(ONE_LEG.map(str::to_owned)).collect();
        match self.find(words, &soft) {
            Named::One(entry, left)
                if left.len() <= beside && entry.usual.each && entry.stress >= Stress::Strength =>
            {
                Named::One(entry, left)
            }
            _ => found,
        }
    }

    /// Returns the exercise that shares most words, where it shares more than one.
    fn nearest(&self, words: &[String]) -> Option<&str> {
        let shared = |entry: &Entry| {
            let of = |name: &Vec<String>| name.iter().filter(|stem| words.contains(stem)).count();
            entry.names.iter().map(of).max().unwrap_or_default()
        };
        let most = self.entries.iter().map(|entry| (shared(entry), entry)).rev().max_by_key(|(n, _)| *n)?;
        (most.0 > 1).then_some(most.1.name.as_str())
    }
}

impl Entry {
    fn of(exercise: &Exercise, usual: Usual) -> Option<Self> {
        let names: Vec<Vec<String>> =
            [&exercise.name].into_iter().chain(&exercise.also).map(|name| canonical(stems(name))).collect();
        let one = |name: &Vec<String>| name.iter().any(|stem| matches!(stem.as_str(), "single" | "one"));
        let mut covers: Vec<String> = exercise.equipment.iter().map(|thing| stem(thing.id())).collect();
        covers.extend(exercise.targets.iter().map(|tissue| stem(tissue.id())));
        covers.push("leg".to_owned());
        covers.extend((exercise.posture == Posture::Seated).then(|| "seated".to_owned()));
        // "Two up, one down" is done on one side as well.
        let each = usual.each || names.iter().any(one);
        let stress = match exercise {
            Exercise { impact: true, .. } => Stress::Hops,
            Exercise { loads, .. } if !loads.is_empty() => Stress::Strength,
            _ => Stress::Light,
        };
        let held = names[0].iter().any(|stem| stem == "hold");
        // The side of a side step is where it goes.
        let aside = names.iter().flatten().any(|stem| stem == "side");
        let stands = exercise.posture == Posture::Standing && stress >= Stress::Strength;
        Some(Self {
            both_feet: stands && !each && !aside,
            on_two_legs: exercise.posture == Posture::Lying && !each && !aside,
            id: exercise.id.clone()?,
            name: exercise.name.clone(),
            names,
            covers,
            usual: Usual { each, held: usual.held || held, ..usual },
            stress,
        })
    }
}

/// Tells whether a word says nothing about which exercise it is.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Returns the stems of a name's words, fillers left out.
fn stems(name: &str) -> Vec<String> {
    let low = name.to_lowercase();
    let words = low.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-'));
    // A letter stays with its word, as in A-skip.
    let words = words.flat_map(|word| match word.split_once('-') {
        Some((letter, _)) if letter.chars().count() == 1 => vec![word],
        _ => word.split('-').collect(),
    });
    words.filter(|word| !word.is_empty()).filter(|word| !is_filler(word)).map(stem).collect()
}

/// Returns a word without its ending, and words that mean the same as one.
pub(super) fn stem(word: &str) -> String {
    let one = match word {
        "calves" => "calf",
        "sitting" | "sit" => "seated",
        "stair" | "stairs" | "steps" => "step",
        "legged" | "legs" | "foot" | "feet" | "footed" => "leg",
        "bend" | "bended" | "bending" | "flexed" => "bent",
        "straightened" | "extended" => "straight",
        "lift" | "lifts" | "rise" | "rises" => "raise",
        "hops" | "hopping" | "jump" | "jumps" => "hop",
        _ => {
            let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() > 2);
            if let Some(rest) = ["ches", "shes", "sses", "xes"]
                .iter()
                .find_map(|end| cut(end).map(|_| &word[..word.len() - 2]))
            {
                return rest.to_owned();
            }
            if word.ends_with("ss") { word } else { cut("s").unwrap_or(word) }
        }
    };
    one.to_owned()
}

/// A calf raise is a heel raise, and so is a toe raise off a step; a calf drop is a heel drop.
fn canonical(mut stems: Vec<String>) -> Vec<String> {
    let has = |stems: &[String], word: &str| stems.iter().any(|stem| stem == word);
    let off_a_step = ["step", "eccentric", "forefoot"].iter().any(|word| has(&stems, word));
    if has(&stems, "toe") && has(&stems, "raise") && off_a_step {
        stems.retain(|stem| stem != "forefoot");
        for stem in stems.iter_mut().filter(|stem| *stem == "toe") {
            "heel".clone_into(stem);
        }
    }
    if has(&stems, "drop") && has(&stems, "calf") && !has(&stems, "heel") {
        for stem in stems.iter_mut().filter(|stem| *stem == "calf") {
            "heel".clone_into(stem);
        }
    }
    if has(&stems, "raise") && has(&stems, "calf") && !has(&stems, "heel") && !has(&stems, "toe") {
        for stem in stems.iter_mut().filter(|stem| *stem == "calf") {
            "heel".clone_into(stem);
        }
    }
    stems
}
