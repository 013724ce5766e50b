//! Every clinical number once, with its source: what the rules of soreness, plans and tests decide by.
//!
//! `Source:` names keys of EVIDENCE.md and EVIDENCE2.md, or says `convention` if no study stands behind the number.
//! Pain, soreness and effort go from 0 to 10. `tests/limits.rs` refuses such a number in any other file of the rules;
//! the dose of a routine or a plan stands in its file.

use std::time::Duration;

use super::Score;

// Pain in a run and after it.

/// Pain from here on is too much: above 5 of 10. Source: `PMM`, `Silb07`.
pub const PAIN_TOO_MUCH: u8 = 6;
/// Pain from here on holds the plan; below it a run was taken well. Source: `PMM`.
pub const PAIN_NOTICEABLE: u8 = 3;
/// Pain from here on makes the rest after a run longer, and steps back if two runs in a row have it.
/// Source: `SilbCross15`.
pub const PAIN_LONGER_REST: u8 = 4;
/// Pain from here on asks about a limp, a stab and warning signs. Source: convention.
pub const PAIN_ASKED: Score = Score::new(4).expect("4 is a score");
/// Pain that rises by so much within a run steps back. Source: convention.
pub const PAIN_RISE: u8 = 4;
/// Pain of a walk from here on steps back. Source: convention.
pub const WALK_PAIN_BACK: u8 = 4;
/// Pain of an exercise above this proposes the rung below. Source: `PMM`.
pub const EXERCISE_PAIN: u8 = 3;
/// Pain up to this allows the sore side one set more. Source: convention.
pub const EXTRA_SET_PAIN: u8 = 2;
/// Both calves equally sore up to this, and nothing else, are muscles after a hard day. Source: convention.
pub const CALVES_EQUAL: u8 = 4;
/// Such soreness counts so much less. Source: convention.
pub const CALVES_LESS: u8 = 2;

// Effort, and how much of a run was done.

/// Effort from here on is too hard for an easy run. Source: convention.
pub const EFFORT_HARD: u8 = 7;
/// Effort that is supposed if nobody said any. Source: convention.
pub const EFFORT_UNSAID: u8 = 5;
/// Effort that the answers easy, middling and hard stand for; the last is [`EFFORT_HARD`] or more.
/// Source: convention.
pub const EFFORT_ANSWERS: [u8; 3] = [3, 5, 8];
/// Share of what was planned, 0 to 1, from which on a run or a walk was done. Source: convention.
pub const SHARE_DONE: f64 = 0.9;
/// Share of what was planned beyond which a run was longer, and holds. Source: convention.
pub const SHARE_LONGER: f64 = 1.1;

// Mornings.

/// A morning up to here never holds by itself. Source: `SilbCross15`.
pub const MORNING_CALM: u8 = 2;
/// A morning from here on may rest. Source: convention.
pub const MORNING_REST: u8 = 5;
/// It rests if it is also so much above the usual one. Source: `Landorf10`, `LIFT25`, `PhysioRun48`.
pub const MORNING_RISE_REST: u8 = 3;
/// A morning so much above the usual one steps back; on two mornings in a row it rests.
/// Source: `Landorf10`, `LIFT25`, `PhysioRun48`.
pub const MORNING_RISE_BACK: u8 = 2;
/// A morning from here on asks for how long it was stiff. Source: convention.
pub const MORNING_ASKS_STIFF: u8 = 3;
/// The usual morning is at least this. Source: convention.
pub const BASE_LEAST: u8 = 1;
/// The usual morning is at most this: 5 each morning is no calm base. Source: convention.
pub const BASE_MOST: u8 = 3;
/// Mornings without a run before them that make the usual one. Source: convention.
pub const BASE_MORNINGS: usize = 7;
/// Fewer such mornings make none. Source: convention.
pub const BASE_FROM: usize = 3;
/// Mornings of two weeks that a trend needs. Source: convention.
pub const TREND_MORNINGS: usize = 10;
/// Mean score of a week from which on its rise counts. Source: convention.
pub const TREND_MEAN: f64 = 2.0;
/// Rise of the week's mean from which on it holds. Source: convention.
pub const TREND_HOLD: f64 = 0.5;
/// Rise of the week's mean from which on it steps back. Source: convention.
pub const TREND_BACK: f64 = 1.0;
/// Days after a step back or a rest in which the trend says nothing. Source: convention.
pub const TREND_MUTED_DAYS: i32 = 10;
/// Mean score of a week from which on soreness that lasts counts as no better. Source: `NHS-PF`, `Dutch21`.
pub const NO_BETTER_MEAN: f64 = 3.0;
/// A score up to this is quiet. Source: convention.
pub const QUIET: u8 = 1;
/// Quiet mornings in a row after which only those after runs are asked for. Source: convention.
pub const QUIET_MORNINGS: usize = 14;
/// Quiet days after which nothing is asked any more. Source: convention.
pub const QUIET_DAYS: i32 = 42;
/// Soreness that comes again more than so many days after it had eased is a new time of it. Source: convention.
pub const EASED_DAYS: i32 = 14;
/// Mornings of a calm week. Source: convention.
pub const CALM_MORNINGS: usize = 7;
/// Days in which they lie. Source: convention.
pub const CALM_WITHIN_DAYS: i32 = 14;
/// Soreness of daily life above this is no calm week. Source: `SilbCross15`, `Achieve`.
pub const CALM_DAILY: u8 = 2;

// Rests and steps back.

/// Days from one run to the next that a plan has at least: 48 h. Source: `Morch13`, `Magnusson10`.
pub const BETWEEN_RUNS_DAYS: u8 = 2;
/// Days to the next run after pain, unless the plan says more: 72 h. Source: `SilbCross15`.
pub const AFTER_PAIN_DAYS: u8 = 3;
/// Days without running after a rest began, at least: 72 h. Source: convention.
pub const REST_DAYS: i32 = 3;
/// A rest of more days asks for a clinician. Source: convention.
pub const REST_LONG_DAYS: i32 = 7;
/// Share of the last run that the first one after a rest has at most. Source: convention.
pub const AFTER_REST_SHARE: f64 = 0.7;
/// Days within which two rests ask for a clinician. Source: convention.
pub const TWO_RESTS_DAYS: i32 = 21;
/// Days within which two steps back make the time between runs longer. Source: convention.
pub const TWO_BACKS_DAYS: i32 = 14;
/// Days for which it stays longer then. Source: convention.
pub const SLOW_DAYS: i32 = 14;
/// Runs of a week that hold until the week comes again. Source: convention.
pub const HOLDS_REPEAT: u8 = 2;
/// Weeks that came again until another plan is proposed. Source: convention.
pub const REPEATED_WEEKS: u8 = 3;
/// Days without fever before the next run: 48 h. Source: convention.
pub const FEVER_FREE_DAYS: i32 = 2;
/// Days for which runs are shorter after an illness. Source: convention.
pub const ILL_DAYS: i32 = 7;
/// What a run is divided by in these days. Source: convention.
pub const ILL_DIVISOR: u32 = 2;

// Load.

/// Days before a run in which the longest one is looked for. Source: `Frandsen25`.
pub const LONGEST_RUN_DAYS: i32 = 30;
/// Part of the longest run that the next may be longer by, as a divisor: 110 %. Source: `Frandsen25`.
pub const GROWTH_DIVISOR: u32 = 10;
/// What a run may always be longer by: a tenth of 8 minutes would be no step. Source: convention.
pub const GROWTH_LEAST: Duration = Duration::from_secs(120);
/// Share by which the long run of a week grows after a plan that says nothing. Source: `Frandsen25`.
pub const GROWTH_SHARE: f64 = 0.1;
/// Plain green runs before the next long one, after one that was not green. Source: convention.
pub const PLAIN_RUNS: u8 = 2;
/// What the longest run before a break is divided by for the first run after it, at most. Source: convention.
pub const AFTER_BREAK_DIVISOR: u32 = 2;
/// Each so many weeks after a long plan one is lighter. Source: `EaseWeeks`, `Damsted19`.
pub const EASE_EACH_WEEKS: usize = 4;
/// Share of a run in such a week. Source: convention.
pub const EASE_SHARE: f64 = 0.8;
/// Weeks from which on a plan is a long one. Source: convention.
pub const LONG_PLAN_WEEKS: usize = 8;
/// Days in which a hill or a pair of shoes is new, one new thing at a time. Source: `Runmate`.
pub const NEW_DAYS: i32 = 7;
/// Share of hills in a run, 0 to 1, once a runner goes on with hills after the plan. Source: convention.
pub const HILLS_SHARE: f64 = 0.1;
/// Easy time after a stride, in lengths of it. Source: convention.
pub const EASY_FOR_EACH_STRIDE: u32 = 3;
/// The usual run if a plan of shares was begun without one. Source: convention.
pub const USUAL_RUN: Duration = Duration::from_secs(20 * 60);
/// The least that a run is shortened to. Source: convention.
pub const RUN_LEAST: Duration = Duration::from_secs(60);
/// The walk in place of a run that soreness forbids. Source: convention.
pub const WALK_INSTEAD: Duration = Duration::from_secs(20 * 60);

// Gaps and breaks.

/// Days without a run from which on the last week comes again. Source: `Layoff-active`.
pub const GAP_DAYS: i32 = 7;
/// Days without a run from which on the plan goes two weeks or levels back. Source: `Layoff-coach`.
pub const GAP_TWO_BACK_DAYS: i32 = 14;
/// Days without a run from which on it goes back to half of the weeks, or four levels. Source: convention.
pub const GAP_HALF_DAYS: i32 = 28;
/// Days without a run from which on it begins anew. Source: convention.
pub const GAP_ANEW_DAYS: i32 = 56;
/// Weeks or levels back from [`GAP_TWO_BACK_DAYS`] on. Source: `Layoff-coach`.
pub const GAP_BACK: usize = 2;
/// Levels back from [`GAP_HALF_DAYS`] on. Source: convention.
pub const GAP_LEVELS_BACK: usize = 4;
/// Breaks of up to so many days need no plan. Source: convention.
pub const BREAK_NO_PLAN_DAYS: i32 = 6;
/// Breaks of up to so many days are for the plan of one or two weeks. Source: convention.
pub const BREAK_SHORT_DAYS: i32 = 14;
/// Breaks of up to so many days are for the plan of three to six weeks. Source: convention.
pub const BREAK_MIDDLE_DAYS: i32 = 42;
/// Breaks of up to so many days are for the plan of seven to twelve weeks; longer ones begin anew.
/// Source: convention.
pub const BREAK_LONG_DAYS: i32 = 90;

// Warning signs.

/// Minutes of stiffness beyond which a morning counts towards a sign. Source: `Enthesis`, `PurePhys`.
pub const STIFF_MINUTES: u32 = 30;
/// Minutes that the answers about stiffness stand for; the last is more than [`STIFF_MINUTES`]. Source: convention.
pub const STIFF_ANSWERS: [u32; 5] = [0, 10, 20, STIFF_MINUTES, 45];
/// Such mornings that make the sign. Source: convention.
pub const STIFF_MORNINGS: usize = 3;
/// Days in which they lie. Source: convention.
pub const STIFF_WITHIN_DAYS: i32 = 14;
/// Days after which a limp is one that stayed: 48 h. Source: `NewcNHS`, the days are convention.
pub const LIMP_DAYS: i32 = 2;
/// Days after which it is another limp. Source: convention.
pub const LIMP_WITHIN_DAYS: i32 = 7;
/// Days without numbness, pain at night or at rest, after which the runner may end that sign. Source: convention.
pub const WITHOUT_DAYS: i32 = 7;
/// Days on which it was answered that such a sign is gone, until it ends. Source: convention.
pub const GONE_DAYS: usize = 2;
/// Days without a limp after which the runner may end that sign: 48 h. Source: convention.
pub const LIMP_OVER_DAYS: i32 = 2;
/// Days for which a calf that grabbed stays locked: 72 h. Source: convention.
pub const GRABBED_DAYS: i32 = 3;
/// Days after which the runner may end a sign that says something about weeks. Source: convention.
pub const WEEKS_OVER_DAYS: i32 = 28;
/// Days within which a sign that comes back after the runner's own end of it needs a clinician. Source: convention.
pub const BACK_AGAIN_DAYS: i32 = 28;
/// Signs that say something only together from which on they do. Source: `NG65`.
pub const COUNTED: usize = 2;
/// Days after a steroid injection at a tendon without running, if no day was given. Source: convention.
pub const INJECTED_DAYS: i32 = 84;
/// The same under the heel. Source: convention.
pub const INJECTED_UNDER_HEEL_DAYS: i32 = 14;
/// Days after a birth without running. Source: `Goom19`.
pub const BIRTH_DAYS: i32 = 84;
/// Days for which nothing new is added after antibiotics that may harm tendons. Source: convention.
pub const FLOXACIN_DAYS: i32 = 28;
/// Days for which the answers of the health page count, so that another plan does not ask again. Source: convention.
pub const HEALTH_DAYS: i32 = 84;
/// Days for which a piece of advice is not said again. Source: convention.
pub const ADVICE_DAYS: i32 = 28;
/// What the last run before a sign is divided by for the first one after it, at most. Source: convention.
pub const AFTER_STOP_DIVISOR: u32 = 2;
/// Walks that come before running after a sign. Source: convention.
pub const GATE_WALKS: u8 = 2;
/// How long each of them is, at a brisk pace. Source: `Achieve`, `OxSport`.
pub const GATE_WALK: Duration = Duration::from_secs(30 * 60);
/// Days from one of them to the next, at least. Source: convention.
pub const GATE_WALKS_APART_DAYS: i32 = 1;
/// Pain up to which such a walk counts. Source: `Achieve`.
pub const GATE_WALK_PAIN: u8 = 2;
/// Pain up to which it counts after a sign of the bone. Source: `Robertson17`, `George24`.
pub const GATE_WALK_PAIN_BONE: u8 = 0;

// Tests of strength and spring.

/// Raises on one leg that are enough. Source: `HL17`, the number is convention.
pub const RAISES: f64 = 20.0;
/// Raises that are enough from an age in years on, the oldest first. Source: `HL17`, the numbers are convention.
pub const RAISES_BY_AGE: [(i16, f64); 2] = [(65, 10.0), (50, 15.0)];
/// Pain of raises up to which they pass. Source: `PMM`.
pub const RAISES_PAIN: u8 = 5;
/// The weaker side as a share of the stronger one from which on raises pass. Source: convention.
pub const RAISES_SIDES: f64 = 0.9;
/// Hops on one leg that pass. Source: `Achieve`, `SIP`.
pub const HOPS: f64 = 10.0;
/// Pain of hops up to which they pass. Source: `Achieve`.
pub const HOPS_PAIN: u8 = 2;
/// Days from one pass to the next if the plan says nothing: 48 h. Source: convention.
pub const PASSES_APART_DAYS: i32 = 2;
/// Days of strength after hops that hurt. Source: convention.
pub const STRENGTH_AFTER_HOPS_DAYS: i64 = 14;
/// Days from what loads the calf to what loads it another way: 48 h. Source: `Beyer15`, `Magnusson10`.
pub const STRENGTH_APART_DAYS: i32 = 2;
/// Raises of the placement test, each side. Source: convention.
pub const PLACEMENT_RAISES: f64 = 20.0;
/// Hops of the placement test, each side. Source: convention.
pub const PLACEMENT_HOPS: f64 = 20.0;
/// Running time of the placement test. Source: convention.
pub const PLACEMENT_RUN: Duration = Duration::from_secs(5 * 60);
/// Effort up to which its run passes. Source: convention.
pub const PLACEMENT_EFFORT: u8 = 4;
/// Score up to which the morning after it passes. Source: convention.
pub const PLACEMENT_MORNING: u8 = 1;
/// Days for which the placement test counts. Source: convention.
pub const PLACEMENT_DAYS: i32 = 28;
