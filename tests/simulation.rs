//! Thousands of invented runners through every plan: what must hold for every log, and how they fare.
//!
//! `RUNNERS` sets how many a plan (`make check` takes 20,000, `make simulate` a million in all); the seeds are fixed, so that a
//! summary can be compared with the one before.

mod simulation {
    pub(crate) mod invariants;
    pub(crate) mod plans;
    pub(crate) mod runner;
    pub(crate) mod walk;
}

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use runup::plans::Plan;
use simulation::plans;
use simulation::runner::{Habit, Tendon};
use simulation::walk::{Fate, Until, walk};

/// Runners a plan, when nobody says: `make check` walks 20,000 through each.
const RUNNERS: u64 = 180;
/// Runners that the shares of the goals are counted from, at least.
const COUNTED: u64 = 1_200;

fn runners() -> u64 {
    std::env::var("RUNNERS").ok().and_then(|text| text.parse().ok()).unwrap_or(RUNNERS)
}

/// Walks runners through a plan on all cores; their number picks tendon, habit and seed.
fn fates(plan: &Plan, kinds: &[(Tendon, Habit)], count: u64, until: Until) -> BTreeMap<usize, Vec<Fate>> {
    let next = AtomicU64::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<BTreeMap<u64, Fate>> = thread::scope(|scope| {
        let work = || {
            let mut fates = BTreeMap::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return fates;
                }
                let (tendon, habit) = kinds[number as usize % kinds.len()];
                fates.insert(number, walk(plan, number, tendon, habit, until));
            }
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().map(|thread| thread.join().expect("a runner broke a rule; see above")).collect()
    });
    let mut all: BTreeMap<usize, Vec<Fate>> = BTreeMap::new();
    for (number, fate) in parts.into_iter().flatten() {
        all.entry(number as usize % kinds.len()).or_default().push(fate);
    }
    all
}

/// The value below which a share of sorted values lies.
fn quantile(sorted: &[i64], share: f64) -> Option<i64> {
    sorted.get(((sorted.len() as f64 * share) as usize).min(sorted.len().checked_sub(1)?)).copied()
}

struct Summary {
    share: f64,
    median: Option<i64>,
    caught: Option<f64>,
}

/// Prints a line of the summary.
fn summary(name: &str, fates: &[Fate]) -> Summary {
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
    Summary { share, median: quantile(&weeks, 0.5), caught }
}

const HEAD: &str = "\
| plan, tendon, log | runners | at 30 minutes | weeks, median (from the start) | 90 % | held | back | rests | worst | caught in 3 |
|---|---|---|---|---|---|---|---|---|---|";

#[test]
fn no_log_breaks_an_invariant() {
    println!("{HEAD}");
    for plan in plans::all() {
        let kinds: Vec<(Tendon, Habit)> = [Tendon::Healthy, Tendon::Noisy, Tendon::Failing]
            .into_iter()
            .flat_map(|tendon| Habit::ALL.map(|habit| (tendon, habit)))
            .collect();
        for (kind, fates) in fates(&plan, &kinds, runners(), Until::Arrived) {
            let (tendon, habit) = kinds[kind];
            summary(&format!("{}, {tendon:?}, {habit:?}", plan.id).to_lowercase(), &fates);
        }
    }
}

#[test]
fn no_log_breaks_an_invariant_after_the_end_of_its_plan() {
    println!("{HEAD}");
    for plan in plans::all() {
        let kinds: Vec<(Tendon, Habit)> = [Tendon::Healthy, Tendon::Noisy]
            .into_iter()
            .flat_map(|tendon| Habit::ALL.map(|habit| (tendon, habit)))
            .collect();
        for (kind, fates) in fates(&plan, &kinds, (runners() / 3).max(1), Until::After) {
            let (tendon, habit) = kinds[kind];
            summary(&format!("{}, {tendon:?}, {habit:?}, on", plan.id).to_lowercase(), &fates);
        }
    }
}

#[test]
fn a_noisy_tendon_comes_back_and_a_failing_one_is_caught() {
    let plan = plans::comeback();
    let count = runners().max(COUNTED);
    println!("{HEAD}");
    let kinds = [(Tendon::Noisy, Habit::Steady), (Tendon::Failing, Habit::Steady)];
    let fates = fates(&plan, &kinds, count, Until::Arrived);
    let noisy = summary("noisy, steady", &fates[&0]);
    let failing = summary("failing, steady", &fates[&1]);
    assert!(noisy.share >= 0.95, "of noisy but tolerant tendons {:.3} arrive", noisy.share);
    assert!(noisy.median.is_some_and(|weeks| weeks <= 16), "the median is {:?} weeks", noisy.median);
    assert!(
        failing.caught.is_some_and(|share| share >= 0.9),
        "{:?} are caught within 3 runs",
        failing.caught
    );
}
