//! The region gate of EVIDENCE.md 9.13, for the routines that ship.
//!
//! `tests/gate.toml` holds it row by row, and says at its top what its keys mean. Each shipped
//! routine must have a row for each region, before and after its gates end. What no row can show
//! stands below.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use runup::library::{Library, Origin};
use runup::record::RungTaken;
use runup::routine::{Block, Dose, Id, MAX_SETS, NeedKind, Routine, Step, Until};
use runup::symptoms::{Episode, PainScore, Region, SoreSite, Soreness};
use runup::time::duration_text;
use runup::timeline::adaptation::Adaptation;
use runup::timeline::gate::{Outcome, Situation, for_soreness, on_rung};
use runup::words::{English, Words as _, adaptation as words};

#[derive(serde::Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    routine: String,
    sore: String,
    level: Option<String>,
    #[serde(default)]
    green_weeks: u32,
    known_for: Option<String>,
    quiet_for: Option<String>,
    was: Option<Region>,
    #[serde(default)]
    results: BTreeMap<String, u32>,
    plays: Option<String>,
    #[serde(default)]
    stops: bool,
    #[serde(default)]
    without: BTreeSet<String>,
    #[serde(default)]
    changed: BTreeMap<String, String>,
    #[serde(default)]
    says: Vec<String>,
}

impl Case {
    /// What the row is about, as a heading.
    fn title(&self) -> String {
        let level = self.level.as_ref().map(|level| format!(", at {level}"));
        let weeks = (self.green_weeks > 0).then(|| format!(", {} green weeks", self.green_weeks));
        let known = self.known_for.as_ref().map(|known| format!(", known for {known}"));
        let quiet = self.quiet_for.as_ref().map(|quiet| format!(", quiet for {quiet}"));
        let was = self.was.map(|was| format!(", {was} was sore"));
        let rest: String = [level, weeks, known, quiet, was].into_iter().flatten().collect();
        format!("{} with {}{rest}", self.routine, self.sore)
    }

    fn site(&self) -> Option<SoreSite> {
        if matches!(self.sore.as_str(), "none" | "unknown") {
            return None;
        }
        Some(self.sore.parse().unwrap_or_else(|e| panic!("{}: {e}", self.title())))
    }

    /// When the region was last sore, where the row says it.
    fn episode(&self) -> Option<Episode> {
        let hours = |text: &String| {
            let hours = text.strip_suffix('h').and_then(|hours| hours.parse::<u64>().ok());
            Duration::from_secs(3600 * hours.expect("it is in hours, such as \"73h\""))
        };
        let region = self.was.or(self.site().map(|sore| sore.site.region))?;
        let eased = self.quiet_for.as_ref().map(hours);
        let began = self.known_for.as_ref().map(hours).or(eased)?;
        Some(Episode { region, began, eased })
    }

    fn situation(&self) -> Situation {
        let soreness = match self.sore.as_str() {
            "unknown" => Soreness::Unknown,
            _ => Soreness::Known(self.site().into_iter().collect()),
        };
        let mut results: BTreeMap<NeedKind, u32> = NeedKind::ALL.iter().map(|k| (*k, u32::MAX)).collect();
        for (name, has) in &self.results {
            let kind = NeedKind::ALL.iter().find(|kind| kind.id() == name);
            results.insert(*kind.unwrap_or_else(|| panic!("{name} is no entry criterion")), *has);
        }
        Situation {
            soreness,
            quiet_feet: false,
            level: self.level.clone(),
            green_weeks: self.green_weeks,
            episodes: self.episode().into_iter().collect(),
            results,
            turn: 0,
            rungs: BTreeMap::new(),
        }
    }
}

/// What came of a row.
struct Came {
    /// The routine that is played; `None` when none is.
    plays: Option<String>,
    without: BTreeSet<String>,
    changed: BTreeMap<String, String>,
    says: Vec<String>,
    /// Something other than its steps is not as in its file.
    odd: bool,
}

fn said(changes: &[Adaptation]) -> Vec<String> {
    English.adaptations(changes)
}

fn routine(library: &Library, id: &str) -> Routine {
    library.routine(&Id::new(id).unwrap()).unwrap_or_else(|e| panic!("{e}"))
}

fn came(case: &Case, library: &Library) -> Came {
    let nothing = |reason: String, odd| Came {
        plays: None,
        without: BTreeSet::new(),
        changed: BTreeMap::new(),
        says: vec![reason],
        odd,
    };
    // A row of a routine that is gone is told with the others.
    let asked = match library.routine(&Id::from_words(&case.routine)) {
        Ok(asked) => asked,
        Err(error) => return nothing(error.to_string(), true),
    };
    match for_soreness(&asked, &case.situation(), library) {
        Outcome::Stop(unfit) => nothing(words::unfit(&unfit), false),
        Outcome::Play { routine: fitted, changes } => {
            let file = routine(library, fitted.id.as_str());
            let mut came = Came {
                plays: Some(fitted.id.to_string()),
                without: BTreeSet::new(),
                changed: BTreeMap::new(),
                says: said(&changes),
                odd: false,
            };
            let played: BTreeMap<&Id, &Step> = fitted.steps().map(|step| (&step.id, step)).collect();
            for step in file.steps() {
                match played.get(&step.id) {
                    None => drop(came.without.insert(called(step, &file))),
                    Some(now) if *now != step => {
                        came.changed.insert(called(step, &file), difference(step, now));
                    }
                    Some(_) => {}
                }
            }
            let mut expected = file.clone();
            take_over(&mut expected.blocks, &played);
            came.odd = expected != *fitted;
            came
        }
    }
}

/// Puts the steps that are played in the place of the file's, so that all else can be compared.
fn take_over(blocks: &mut Vec<Block>, played: &BTreeMap<&Id, &Step>) {
    blocks.retain_mut(|block| match block {
        Block::Step(step) => played.get(&step.id).is_some_and(|now| {
            **step = (*now).clone();
            true
        }),
        Block::Circuit(circuit) => {
            take_over(&mut circuit.blocks, played);
            !circuit.blocks.is_empty()
        }
    });
}

/// A step by its exercise, or by its id where it has none or that first week twice.
fn called(step: &Step, of: &Routine) -> String {
    let same = of.steps().filter(|other| other.exercise.id == step.exercise.id).count();
    step.exercise.id.as_ref().filter(|_| same == 1).unwrap_or(&step.id).to_string()
}

/// What a step is now, as far as it differs from its file.
fn difference(file: &Step, now: &Step) -> String {
    let mut parts = Vec::new();
    if file.exercise != now.exercise {
        let id = now.exercise.id.as_ref();
        parts.push(format!("becomes {}", id.map_or(now.exercise.name.as_str(), Id::as_str)));
    }
    if file.dose != now.dose {
        parts.push(match &now.dose {
            Dose::Hold(length) => format!("hold {}", duration_text(*length)),
            Dose::Time(length) => format!("time {}", duration_text(*length)),
            Dose::Reps { reps, tempo } => format!("{reps} times ({tempo})"),
            Dose::Open(_) => "until a key".to_owned(),
        });
    }
    if file.sides != now.sides {
        parts.push(format!("sides {}", now.sides));
    }
    if (file.sets_left, file.sets_right) != (now.sets_left, now.sets_right) {
        let sets = |n: u32| if n == 1 { "1 set".to_owned() } else { format!("{n} sets") };
        parts.push(if now.sets_left == now.sets_right {
            sets(now.sets_left)
        } else {
            format!("{} left and {} right", sets(now.sets_left), now.sets_right)
        });
    }
    if file.rest != now.rest {
        parts.push(format!("rest {}", duration_text(now.rest)));
    }
    if file.load != now.load {
        parts.push(format!("load {}", now.load.as_deref().unwrap_or("none")));
    }
    if parts.is_empty() { "something else".to_owned() } else { parts.join(", ") }
}

/// Compares a row with what came of it; a line for each difference.
fn mismatches(case: &Case, came: &Came) -> Vec<String> {
    let mut wrong = Vec::new();
    let expected = (!case.stops).then(|| case.plays.clone().unwrap_or_else(|| case.routine.clone()));
    let played = |id: &Option<String>| id.as_ref().map_or("nothing".to_owned(), |id| format!("`{id}`"));
    if expected != came.plays {
        wrong.push(format!("plays {}, not {}", played(&came.plays), played(&expected)));
    }
    for step in case.without.symmetric_difference(&came.without) {
        let gone = came.without.contains(step);
        wrong.push(format!("{step} is {}", if gone { "left out" } else { "not left out" }));
    }
    let steps: BTreeSet<&String> = case.changed.keys().chain(came.changed.keys()).collect();
    for step in steps {
        let (want, got) = (case.changed.get(step), came.changed.get(step));
        if want != got {
            let words =
                |what: Option<&String>| what.map_or("as in its file".to_owned(), |w| format!("\"{w}\""));
            wrong.push(format!("{step} is {}, not {}", words(got), words(want)));
        }
    }
    if came.odd {
        wrong.push("something other than its steps is not as in its file".to_owned());
    }
    if case.says != came.says {
        wrong.push("says".to_owned());
        wrong.extend(came.says.iter().map(|line| format!("  {line}")));
        wrong.push("and not".to_owned());
        wrong.extend(case.says.iter().map(|line| format!("  {line}")));
    }
    wrong
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gate.toml")
}

fn table() -> (String, Vec<Case>) {
    let text = fs::read_to_string(path()).unwrap();
    let table: Table = toml::from_str(&text).unwrap_or_else(|e| panic!("{e}"));
    (text, table.case)
}

#[test]
fn every_row_of_the_table_holds() {
    let library = Library::shipped();
    let (text, cases) = table();
    let all: Vec<Came> = cases.iter().map(|case| came(case, &library)).collect();
    if std::env::var_os("RUNUP_BLESS").is_some() {
        let says: Vec<&[String]> = all.iter().map(|came| came.says.as_slice()).collect();
        fs::write(path(), with_says(&text, &says)).unwrap();
        return;
    }
    let mut wrong = String::new();
    for (case, came) in cases.iter().zip(&all) {
        let lines = mismatches(case, came);
        if !lines.is_empty() {
            let _ = writeln!(wrong, "{}:\n  {}", case.title(), lines.join("\n  "));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_shipped_routine_has_a_row_for_each_region_and_stage() {
    let library = Library::shipped();
    let (_, cases) = table();
    let mut missing = String::new();
    for (id, _) in library.routines().filter(|(_, origin)| *origin == Origin::Shipped) {
        let routine = library.routine(id).unwrap();
        for region in Region::ALL {
            let rows: Vec<&Case> = cases
                .iter()
                .filter(|c| c.routine == id.as_str() && c.site().is_some_and(|s| s.site.region == region))
                .collect();
            let ends: Vec<&Until> = routine
                .gate
                .get(&region)
                .map(|gate| &gate.until)
                .into_iter()
                .chain(routine.steps().filter_map(|step| step.gate.get(&region)).map(|gate| &gate.until))
                .filter(|until| **until != Until::default())
                .collect();
            if rows.is_empty() {
                let _ = writeln!(missing, "{id} with {region}");
            }
            for until in ends {
                for (over, stage) in [(false, "before"), (true, "from")] {
                    if !rows.iter().any(|row| is_over(until, row) == over) {
                        let _ = writeln!(missing, "{id} with {region}, {stage} {until:?}");
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "tests/gate.toml has no row for\n{missing}");
}

/// Tells whether all that a gate waits for has come in a row.
fn is_over(until: &Until, row: &Case) -> bool {
    let rank = |level: &str| level.trim_start_matches(char::is_alphabetic).parse::<u32>().unwrap_or(0);
    let level = until
        .level
        .as_ref()
        .is_none_or(|level| row.level.as_ref().is_some_and(|reached| rank(reached) >= rank(level)));
    let weeks = until.green_weeks.is_none_or(|weeks| row.green_weeks >= weeks);
    let after = until.after.is_none_or(|wait| row.episode().is_some_and(|e| e.began >= wait));
    let eased = row.episode().and_then(|episode| episode.eased);
    let clear = until.clear_for.is_none_or(|wait| eased.is_some_and(|eased| eased >= wait));
    level && weeks && after && clear
}

/// Puts what was said into the text of the table and leaves all else as it stands.
fn with_says(text: &str, says: &[&[String]]) -> String {
    let mut parts = text.split_inclusive('\n').fold(vec![Vec::new()], |mut parts: Vec<Vec<&str>>, line| {
        if line.trim() == "[[case]]" {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(line);
        }
        parts
    });
    let mut out: String = parts.remove(0).concat();
    assert_eq!(parts.len(), says.len());
    for (lines, says) in parts.into_iter().zip(says) {
        let mut kept: Vec<&str> = Vec::new();
        let mut inside = false;
        for line in lines {
            let begins = line.starts_with("says");
            let ends = line.trim_end().ends_with(']');
            if !begins && !inside {
                kept.push(line);
            }
            inside = (begins || inside) && !ends;
        }
        // Blank lines and comments at the end belong to what follows.
        let row = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
        let end = kept.iter().rposition(row).map_or(0, |last| last + 1);
        out.extend(kept[..end].iter().copied());
        if !says.is_empty() {
            out.push_str("says = [\n");
            for line in *says {
                let _ = writeln!(out, "  {},", toml::Value::String(line.clone()));
            }
            out.push_str("]\n");
        }
        out.extend(kept[end..].iter().copied());
    }
    out
}

#[test]
fn blessing_writes_the_lines_that_are_said_and_nothing_else() {
    let text = "# top\n\n[[case]]\na = 1\nsays = [\n  \"old [1]\",\n]\nb = [2]\n\n# next\n[[case]]\nsays = [\"x\"]\nc = 3\n";
    let first = ["one".to_owned(), "two \"2\"".to_owned()];
    assert_eq!(
        with_says(text, &[&first, &[]]),
        "# top\n\n[[case]]\na = 1\nb = [2]\nsays = [\n  \"one\",\n  'two \"2\"',\n]\n\n# next\n[[case]]\nc = 3\n"
    );
}

fn sore(site: &str) -> Situation {
    Situation { soreness: Soreness::Known(vec![site.parse().unwrap()]), ..Situation::default() }
}

#[test]
fn the_deep_heel_bone_stops_everything_at_any_score() {
    let library = Library::shipped();
    for (id, _) in library.routines() {
        for site in ["heel-bone-deep", "heel-bone-deep=0", "heel-bone-deep=9"] {
            let outcome = for_soreness(&library.routine(id).unwrap(), &sore(site), &library);
            assert!(
                matches!(outcome, Outcome::Stop(unfit) if words::unfit(&unfit).contains("examined")),
                "{id}"
            );
        }
    }
}

#[test]
fn where_nobody_asked_there_is_no_impact_and_no_deep_bend() {
    let library = Library::shipped();
    for (id, _) in library.routines() {
        if let Outcome::Play { routine, .. } =
            for_soreness(&library.routine(id).unwrap(), &Situation::default(), &library)
        {
            assert!(routine.steps().all(|s| !s.exercise.impact && !s.exercise.deep_bend), "{id}");
        }
    }
}

#[test]
fn quiet_feet_keep_the_ankle_rocks_and_drop_the_hops() {
    let library = Library::shipped();
    // Somebody seasoned, for whom nothing else drops them.
    let results = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
    let fitted = |quiet_feet| {
        let situation = Situation {
            soreness: Soreness::NOTHING,
            quiet_feet,
            results: BTreeMap::clone(&results),
            ..Situation::default()
        };
        let Outcome::Play { routine, changes } =
            for_soreness(&routine(&library, "pre-run-5"), &situation, &library)
        else {
            panic!("it is played");
        };
        let exercises = routine.steps().filter_map(|step| step.exercise.id.as_ref());
        (exercises.map(Id::to_string).collect::<Vec<_>>(), said(&changes))
    };
    let has = |steps: &[String], id: &str| steps.iter().any(|step| step == id);
    let (loud, changes) = fitted(false);
    assert!(has(&loud, "pogo-hops") && changes.is_empty(), "{loud:?}, {changes:?}");
    let (quiet, changes) = fitted(true);
    assert!(has(&quiet, "ankle-rocks") && !has(&quiet, "pogo-hops"), "{quiet:?}");
    assert_eq!(quiet[0], "march");
    assert!(changes[0].starts_with("Quiet feet: "), "{changes:?}");
}

#[test]
fn a_clinicians_limit_outranks_the_programs_own() {
    let library = Library::shipped();
    let mut routine = routine(&library, "pre-run-gentle-heel");
    (routine.set_by_clinician, routine.pain_up_to) = (true, PainScore::new(4));
    let plays = |site| matches!(for_soreness(&routine, &sore(site), &library), Outcome::Play { .. });
    assert!(plays("under-heel=4") && !plays("under-heel=5"));
}

/// The usual warm-up as if a clinician had set it with a limit, fitted to somebody seasoned with this soreness.
fn by_clinician(limit: u8, soreness: Soreness) -> Outcome {
    let library = Library::shipped();
    let mut routine = routine(&library, "pre-run-5");
    (routine.set_by_clinician, routine.pain_up_to) = (true, PainScore::new(limit));
    let results = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
    for_soreness(&routine, &Situation { soreness, results, ..Situation::default() }, &library)
}

#[test]
fn up_to_a_clinicians_limit_swaps_and_skips_become_remarks() {
    let known = |site: &str| Soreness::Known(vec![site.parse().unwrap()]);
    let library = Library::shipped();
    let steps = |routine: &Routine| routine.steps().map(|step| step.id.to_string()).collect::<Vec<_>>();
    let whole = steps(&routine(&library, "pre-run-5"));
    // Without a clinician the first is swapped for another routine, and the second loses its hops.
    for site in ["back-heel-bone=3", "tendon-mid=3", "calf-muscle=4"] {
        let Outcome::Play { routine, changes } = by_clinician(4, known(site)) else {
            panic!("{site} is played")
        };
        assert_eq!((routine.id.as_str(), steps(&routine)), ("pre-run-5", whole.clone()), "{site}");
        let changes = said(&changes);
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert!(changes[0].contains("within the limit of 4 a clinician set"), "{changes:?}");
        let plain = for_soreness(&usual(), &sore(site), &library);
        assert!(!matches!(plain, Outcome::Play { routine, .. } if steps(&routine) == whole), "{site}");
    }
    let Outcome::Play { routine, changes } = by_clinician(7, known("tendon-mid=6")) else {
        panic!("seven is the clinician's word over six");
    };
    assert_eq!((steps(&routine), changes.len()), (whole.clone(), 1));
    // Nobody was asked: nothing is left out either, and a line says when to stop.
    let Outcome::Play { routine, changes } = by_clinician(4, Soreness::Unknown) else {
        panic!("it is played")
    };
    assert_eq!(steps(&routine), whole);
    assert!(said(&changes)[0].contains("stop if pain goes above 4"), "{changes:?}");
}

/// Changes each step of a routine.
fn each_step(blocks: &mut [Block], change: &mut dyn FnMut(&mut Step)) {
    for block in blocks {
        match block {
            Block::Step(step) => change(step),
            Block::Circuit(circuit) => each_step(&mut circuit.blocks, change),
        }
    }
}

#[test]
fn a_step_that_was_read_in_part_is_not_what_the_clinician_set() {
    let library = Library::shipped();
    let mut asked = usual();
    (asked.set_by_clinician, asked.pain_up_to) = (true, PainScore::new(4));
    let results = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
    let situation = Situation { results, ..sore("tendon-mid=3") };
    let count = |asked: &Routine| match for_soreness(asked, &situation, &library) {
        Outcome::Play { routine, .. } => routine.steps().count(),
        Outcome::Stop(unfit) => panic!("{unfit:?}"),
    };
    let whole = asked.steps().count();
    assert_eq!(count(&asked), whole, "within the limit");
    each_step(&mut asked.blocks, &mut |step| step.not_read = Some("and a word more".into()));
    assert!(count(&asked) < whole, "what the file says of soreness holds");
}

#[test]
fn the_set_more_of_a_sore_side_stays_within_what_a_step_may_have() {
    let library = Library::shipped();
    let results: BTreeMap<_, _> = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
    let situation = Situation { results, ..sore("tendon-mid:left=2") };
    let most = |sets: u32| {
        let mut asked = routine(&library, "calf-slow-heavy");
        each_step(&mut asked.blocks, &mut |step| (step.sets_left, step.sets_right) = (sets, sets));
        let Outcome::Play { routine, .. } = for_soreness(&asked, &situation, &library) else {
            panic!("it is played");
        };
        routine.steps().map(|step| (step.sets_left, step.sets_right)).max().unwrap()
    };
    assert_eq!(most(3), (4, 3));
    assert_eq!(most(MAX_SETS), (MAX_SETS, MAX_SETS));
}

fn usual() -> Routine {
    routine(&Library::shipped(), "pre-run-5")
}

#[test]
fn beyond_a_clinicians_limit_and_deep_in_the_heel_bone_it_is_not_played() {
    let known = |site: &str| Soreness::Known(vec![site.parse().unwrap()]);
    let reason = |limit, site| match by_clinician(limit, known(site)) {
        Outcome::Stop(unfit) => words::unfit(&unfit),
        Outcome::Play { .. } => panic!("{site} is played"),
    };
    let beyond = reason(2, "tendon-mid=3");
    assert!(
        beyond.contains("above the limit of 2 a clinician set") && beyond.contains("Tell them"),
        "{beyond}"
    );
    assert!(reason(4, "tendon-mid=7").contains("see a doctor or physio"));
    assert!(reason(9, "heel-bone-deep=1").contains("examined"), "no file lifts that");
    // A score that nobody said may be any: the program's own rules hold.
    let Outcome::Play { routine, .. } = by_clinician(4, known("back-heel-bone")) else {
        panic!("it is played")
    };
    assert_ne!(routine.id.as_str(), "pre-run-5");
}

#[test]
fn exercises_of_equal_load_take_turns() {
    let library = Library::shipped();
    let asked = routine(&library, "pre-run-5");
    let seasoned = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
    let mut situation = Situation { soreness: Soreness::NOTHING, results: seasoned, ..Situation::default() };
    let mut swings = Vec::new();
    for turn in 0..4 {
        situation.turn = turn;
        let Outcome::Play { routine, changes } = for_soreness(&asked, &situation, &library) else {
            panic!("it is played");
        };
        assert!(changes.is_empty(), "nobody is told of a turn: {changes:?}");
        let step = routine.steps().find(|step| step.id.as_str() == "leg-swings-front").unwrap();
        swings.push(step.exercise.id.clone().unwrap().to_string());
    }
    assert_eq!(swings, ["leg-swings-front", "knee-hugs", "leg-swings-front", "knee-hugs"]);
}

#[test]
fn a_sore_back_of_the_heel_never_meets_a_deep_bend() {
    // No step drops, no ankle rocks, no calf stretch at the wall, no squat with the heels down.
    const NEVER: [&str; 9] = [
        "heel-drop",
        "heel-drop-bent",
        "heel-raise-single-step",
        "ankle-rocks",
        "calf-stretch-straight",
        "calf-stretch-bent",
        "squat",
        "lunge",
        "knee-to-wall",
    ];
    let library = Library::shipped();
    let mut met = BTreeSet::new();
    for (id, _) in library.routines() {
        let asked = routine(&library, id.as_str());
        for score in [1, 3, 5] {
            let case: Case =
                toml::from_str(&format!("routine = \"{id}\"\nsore = \"back-heel-bone={score}\"")).unwrap();
            for rung in std::iter::once(None).chain(asked.rungs.iter().map(Some)) {
                let mut situation = case.situation();
                let written = on_rung(&asked, rung);
                met.extend(
                    written.steps().filter_map(|step| step.exercise.id.clone()).map(|id| id.to_string()),
                );
                if let Some(rung) = rung {
                    let (routine, rung) = (id.clone(), rung.id.clone());
                    let loads = BTreeMap::new();
                    situation.rungs.insert(id.clone(), RungTaken { routine, rung, loads });
                }
                let Outcome::Play { routine: fitted, .. } = for_soreness(&asked, &situation, &library) else {
                    continue;
                };
                for step in fitted.steps() {
                    let exercise = step.exercise.id.as_ref().map(Id::as_str).unwrap_or_default();
                    assert!(!NEVER.contains(&exercise), "{id} at {score} has {exercise}");
                }
            }
        }
    }
    // Drops are shipped for routines of one's own; the others must be met, or this would hold of nothing.
    let known = |id: &&&str| library.exercise(&Id::from_words(id)).is_ok();
    assert_eq!(NEVER.iter().filter(known).count(), NEVER.len(), "each of them is an exercise");
    let missing: Vec<&&str> = NEVER.iter().filter(|never| !met.contains(**never)).collect();
    assert_eq!(missing, [&"heel-drop", &"heel-drop-bent"]);
}
