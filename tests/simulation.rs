//! Thousands of invented runners through every plan: what must hold for every log, and how they fare.
//!
//! `RUNNERS` sets how many a plan, and how many of each kind (`make check` takes 200, `make simulate` a million in all); the
//! seeds are fixed, so that a summary can be compared with the one before. 20,000 take about forty minutes on two cores, too long
//! for each change. Whoever breaks a rule is told at once, the others go on, and all their seeds are named at the end.

mod simulation {
    pub(crate) mod forty;
    pub(crate) mod invariants;
    pub(crate) mod plans;
    pub(crate) mod runner;
    pub(crate) mod summary;
    pub(crate) mod walk;
}

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use runup::library::Library;
use runup::plans::Plan;
use runup::routine::Kind as FileKind;
use simulation::forty::{self, Kind, Plans};
use simulation::plans;
use simulation::runner::{Habit, Tendon};
use simulation::summary::{self, Summary};
use simulation::walk::{Fate, Until, walk};

/// Runners a plan, when nobody says: so many as a build without optimization takes half a minute for.
const RUNNERS: u64 = 60;
/// Runners that the shares of the goals are counted from, at least, when somebody says how many.
const COUNTED: u64 = 1_200;

/// Returns how many runners were asked for.
fn said() -> Option<u64> {
    std::env::var("RUNNERS").ok().and_then(|text| text.parse().ok())
}

fn runners() -> u64 {
    said().unwrap_or(RUNNERS)
}

/// Returns how many runners a share is counted from.
fn counted(least: u64) -> u64 {
    said().map_or(RUNNERS, |said| said.max(least))
}

/// Walks so many runners on all cores, and gives how each fared in the order of their seeds; one that breaks a rule is told at
/// once and by its seed at the end, and does not stop the others.
fn every<T: Send>(
    count: u64,
    broken: &Mutex<Vec<String>>,
    name: &str,
    walk: impl Fn(u64) -> T + Sync,
) -> Vec<(u64, T)> {
    let next = AtomicU64::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<(u64, T)> = thread::scope(|scope| {
        let work = || {
            let mut fates = Vec::new();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= count {
                    return fates;
                }
                match catch_unwind(AssertUnwindSafe(|| walk(seed))) {
                    Ok(fate) => fates.push((seed, fate)),
                    Err(_) => {
                        broken.lock().expect("no thread panics here").push(format!("{name}, seed {seed}"));
                    }
                }
            }
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("it catches what a walk throws")).collect()
    });
    all.sort_unstable_by_key(|(seed, _)| *seed);
    all
}

/// Fails with every seed that broke a rule.
fn assert_none(broken: Mutex<Vec<String>>) {
    let broken = broken.into_inner().expect("no thread panics there");
    assert!(broken.is_empty(), "{} runners broke a rule; see above:\n{}", broken.len(), broken.join("\n"));
}

/// Walks runners through a plan; their number picks tendon, habit and seed.
fn fates(
    plan: &Plan,
    kinds: &[(Tendon, Habit)],
    count: u64,
    until: Until,
    broken: &Mutex<Vec<String>>,
) -> BTreeMap<usize, Vec<Fate>> {
    let kind = |seed: u64| seed as usize % kinds.len();
    let mut all: BTreeMap<usize, Vec<Fate>> = BTreeMap::new();
    let name = format!("{}, {until:?}", plan.id);
    for (seed, fate) in
        every(count, broken, &name, |seed| walk(plan, seed, kinds[kind(seed)].0, kinds[kind(seed)].1, until))
    {
        all.entry(kind(seed)).or_default().push(fate);
    }
    all
}

/// The value below which a share of sorted values lies.
fn quantile(sorted: &[i64], share: f64) -> Option<i64> {
    sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().checked_sub(1)?)).copied()
}

struct Arrivals {
    share: f64,
    median: Option<i64>,
    caught: Option<f64>,
}

/// Prints a line of the summary.
fn arrivals(name: &str, fates: &[Fate]) -> Arrivals {
    let count = fates.len().max(1) as f64;
    let mut weeks: Vec<i64> = fates.iter().filter_map(Fate::weeks).collect();
    let mut whole: Vec<i64> = fates.iter().filter_map(|f| f.arrived.map(|day| day / 7)).collect();
    weeks.sort_unstable();
    whole.sort_unstable();
    let mean = |of: fn(&Fate) -> u32| fates.iter().map(|f| f64::from(of(f))).sum::<f64>() / count;
    let share = weeks.len() as f64 / count;
    let crossed: Vec<&Fate> = fates.iter().filter(|f| f.crossed).collect();
    let early = crossed.iter().filter(|f| f.caught_after.is_some_and(|runs| runs <= 3)).count();
    let caught = (!crossed.is_empty()).then(|| early as f64 / crossed.len() as f64);
    let text = |number: Option<i64>| number.map_or("-".to_owned(), |number| number.to_string());
    println!(
        "| {name} | {} | {:.1} % | {} ({}) | {} | {:.1} | {:.1} | {:.1} | {} | {} |",
        fates.len(),
        share * 100.0,
        text(quantile(&weeks, 0.5)),
        text(quantile(&whole, 0.5)),
        text(quantile(&weeks, 0.9)),
        mean(|f| f.holds),
        mean(|f| f.backs),
        mean(|f| f.rests),
        fates.iter().map(|f| f.worst).max().unwrap_or(0),
        caught.map_or("-".to_owned(), |share| format!("{:.1} %", share * 100.0)),
    );
    Arrivals { share, median: quantile(&weeks, 0.5), caught }
}

const HEAD: &str = "\
| plan, tendon, log | runners | at 30 minutes | weeks, median (from the start) | 90 % | held | back | rests | worst | caught in 3 |
|---|---|---|---|---|---|---|---|---|---|";

#[test]
fn no_log_breaks_an_invariant() {
    let broken = Mutex::default();
    println!("{HEAD}");
    for plan in plans::all() {
        let kinds: Vec<(Tendon, Habit)> = [Tendon::Healthy, Tendon::Noisy, Tendon::Failing]
            .into_iter()
            .flat_map(|tendon| Habit::ALL.map(|habit| (tendon, habit)))
            .collect();
        for (kind, fates) in fates(&plan, &kinds, runners(), Until::Arrived, &broken) {
            let (tendon, habit) = kinds[kind];
            arrivals(&format!("{}, {tendon:?}, {habit:?}", plan.id).to_lowercase(), &fates);
        }
    }
    assert_none(broken);
}

#[test]
fn no_log_breaks_an_invariant_after_the_end_of_its_plan() {
    let broken = Mutex::default();
    println!("{HEAD}");
    for plan in plans::all() {
        let kinds: Vec<(Tendon, Habit)> = [Tendon::Healthy, Tendon::Noisy]
            .into_iter()
            .flat_map(|tendon| Habit::ALL.map(|habit| (tendon, habit)))
            .collect();
        for (kind, fates) in fates(&plan, &kinds, (runners() / 3).max(1), Until::After, &broken) {
            let (tendon, habit) = kinds[kind];
            arrivals(&format!("{}, {tendon:?}, {habit:?}, on", plan.id).to_lowercase(), &fates);
        }
    }
    assert_none(broken);
}

#[test]
fn a_noisy_tendon_comes_back_and_a_failing_one_is_caught() {
    let plan = plans::comeback();
    let count = counted(COUNTED);
    println!("{HEAD}");
    let kinds = [(Tendon::Noisy, Habit::Steady), (Tendon::Failing, Habit::Steady)];
    let broken = Mutex::default();
    let fates = fates(&plan, &kinds, count, Until::Arrived, &broken);
    assert_none(broken);
    let noisy = arrivals("noisy, steady", &fates[&0]);
    let failing = arrivals("failing, steady", &fates[&1]);
    assert!(noisy.share >= 0.95, "of noisy but tolerant tendons {:.3} arrive", noisy.share);
    assert!(noisy.median.is_some_and(|weeks| weeks <= 16), "the median is {:?} weeks", noisy.median);
    assert!(
        failing.caught.is_some_and(|share| share >= 0.9),
        "{:?} are caught within 3 runs",
        failing.caught
    );
}

/// The kinds of the forty weeks.
fn forty_kinds() -> Vec<Kind> {
    use runup::symptoms::Region::{BackHeelBone, TendonMid, UnderHeel};
    vec![
        Kind::steady("steady 2.4 at base 2", TendonMid, 2.0, 2.4),
        Kind::steady("steady 3 at base 3", TendonMid, 3.0, 3.0),
        Kind::steady("first steps steady at 4", UnderHeel, 4.0, 2.0),
        Kind::steady("back of the heel, 2 at base 2", BackHeelBone, 2.0, 2.0),
        Kind::failing("10 % over capacity, fast", 1.2),
        Kind::failing("10 % over capacity, slow", 0.8),
        Kind::HEALTHY,
    ]
}

/// Walks runners of a kind through the forty weeks.
fn forty_weeks(plans: &Plans, kind: &Kind, count: u64, broken: &Mutex<Vec<String>>) -> Vec<forty::Fate> {
    let fates = every(count, broken, kind.name, |seed| forty::walk(plans, kind, seed));
    fates.into_iter().map(|(_, fate)| fate).collect()
}

/// The plans of the forty weeks, and how often the strength that they pair with a day is to be done.
fn forty_plans() -> Plans {
    let library = Library::shipped();
    let every = library.ids(FileKind::Routine).filter_map(|(id, _)| {
        let every = library.routine(id).expect("a shipped routine reads").every.clone()?;
        Some((id.clone(), every))
    });
    Plans {
        keep: plans::shipped("keep-running"),
        stages: plans::comeback(),
        new_runner: plans::shipped("new-runner"),
        every: every.collect(),
    }
}

#[test]
fn forty_weeks_hold_their_goals() {
    let plans = forty_plans();
    let count = counted(COUNTED / 10);
    println!("{}", summary::HEAD);
    let mut missed = Vec::new();
    let (mut causes, broken) = (Vec::new(), Mutex::default());
    for kind in forty_kinds() {
        let found = Summary::of(&kind, &forty_weeks(&plans, &kind, count, &broken));
        println!("{}", found.line());
        causes.push(found.causes().to_owned());
        let mut goal = |what: &str, met: bool| {
            if !met {
                missed.push(format!("{}: {what}", kind.name));
            }
        };
        match kind.name {
            "steady 2.4 at base 2" => {
                goal("95 running in each week", found.each >= 95.0);
                goal("95 at usual by week 4", found.usual[0] >= 95.0);
                goal("at most 10 to the stages", found.stages <= 10.0);
            }
            "steady 3 at base 3" => {
                // 95 and 85 are missed, for safety: docs/src/developers.md says what they would cost.
                goal("93 running in each week", found.each >= 93.0);
                goal("45 at usual by week 40", found.usual[2] >= 45.0);
            }
            "first steps steady at 4" => goal("95 at usual by week 6", found.usual[1] >= 95.0),
            name if name.starts_with("10 %") => {
                goal("9 of 10 caught within 3 runs", found.caught.is_some_and(|share| share >= 90.0));
            }
            "healthy, to 60 minutes" => {
                let Summary { half, hour_after_half: hour, sore, .. } = found;
                println!(
                    "| healthy | half an hour by week 10: {half:.1}, 60 minutes within 24 weeks of it: {hour:.1}, turned sore: {sore:.1} |"
                );
                goal("at most 5 turn sore", sore <= 5.0);
                goal("30 minutes by week 10", half >= 95.0);
                goal("60 minutes within 24 weeks of it", hour >= 95.0);
            }
            _ => {}
        }
    }
    println!("{}", causes.join("\n"));
    assert_none(broken);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
