//! Every clinical number once, with its source: what the rules of soreness, plans and tests decide by.
//!
//! `Source:` names keys of EVIDENCE.md and EVIDENCE2.md, or says `convention` if no study stands behind the number.
//! Pain, soreness and effort go from 0 to 10. `tests/limits.rs` refuses such a number in any other file of the rules;
//! the dose of a routine or a plan stands in its file.

use std::time::Duration;

use super::PainScore;

// Pain in a run and after it.

/// Pain from here on is too much: above 5 of 10. Source: `PMM`, `Silb07`.
pub const PAIN_TOO_MUCH: u8 = 6;
/// Pain up to which a run continues; above it you walk home. Source: `PMM`, `Silb07`.
pub const PAIN_WALK_HOME: u8 = PAIN_TOO_MUCH - 1;
/// Pain from here on asks for the same run again; below it a run was taken well. Source: `PMM`.
pub const PAIN_NOTICEABLE: u8 = 3;
/// Pain from here on holds the plan and makes the rest after a run longer; in two runs in a row it steps back.
/// Source: `PMM`, `SilbCross15`.
pub const PAIN_LONGER_REST: u8 = 4;
/// Pain from here on asks about a limp, a stab and warning signs. Source: convention.
pub const PAIN_ASKED: PainScore = PainScore::new(4).expect("4 is a score");
/// Days without such pain after which it is news again. Source: convention.
pub const PAIN_NEWS_DAYS: i32 = 7;
/// Days of such pain in which the same signs are asked about once. Source: convention.
pub const PAIN_ASKED_EACH_DAYS: i32 = 28;
/// Pain that rises by so much within a run steps back. Source: convention.
pub const PAIN_RISE: u8 = 4;
/// Pain up to which a brisk walk is open on a day. Source: convention.
pub const WALK_PAIN_OPEN: u8 = 3;
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

/// Runs a week if a plan names no days. Source: convention.
pub const RUNS_A_WEEK: usize = 3;
/// Effort from here on is too hard for an easy run. Source: convention.
pub const EFFORT_HARD: u8 = 7;
/// Effort that is assumed if none was given. Source: convention.
pub const EFFORT_UNSAID: u8 = 5;
/// Effort that the answers easy, middling and hard stand for; the last is [`EFFORT_HARD`] or more.
/// Source: convention.
pub const EFFORT_ANSWERS: [u8; 3] = [3, 5, 8];
/// Share of what was planned, 0 to 1, from which on a run or a walk was done. Source: convention.
pub const SHARE_DONE: f64 = 0.9;
/// Share of what was planned beyond which a run was longer, and holds. Source: convention.
pub const SHARE_LONGER: f64 = 1.1;

// Mornings. `b` is the usual morning of a site, its base.

/// A morning up to so much above the usual one is green. Source: `Landorf10`, `LIFT25`.
pub const MORNING_RISE_GREEN: u8 = 1;
/// A morning above this is never green; one above the usual of 5 is steady. Source: convention.
pub const MORNING_GREEN_MOST: u8 = 5;
/// A morning so much above the usual one is raised: it steps back unless the next one has settled.
/// Source: `Landorf10`, `LIFT25`, `PhysioRun48`.
pub const MORNING_RISE_BACK: u8 = 2;
/// Two mornings whose sum is so much above twice the usual one have not settled. Source: `PhysioRun48`.
pub const MORNINGS_SUM_BACK: u8 = 4;
/// Two raised mornings whose sum is so much above twice the usual one rest. Source: `PhysioRun48`.
pub const MORNINGS_SUM_REST: u8 = 5;
/// A morning from here on may rest. Source: `PMM`.
pub const MORNING_REST: u8 = 6;
/// It rests if it is also so much above the usual one. Source: `Landorf10`, `LIFT25`.
pub const MORNING_RISE_REST: u8 = 4;
/// A morning from here on asks for how long it was stiff. Source: convention.
pub const MORNING_ASKS_STIFF: u8 = 3;
/// The usual morning is at least this. Source: convention.
pub const BASE_LEAST: u8 = 1;
/// The usual morning is at most this: more is too much to run on. Source: convention.
pub const BASE_MOST: u8 = 3;
/// Under the heel it is at most this: the first steps hurt more there. Source: `Landorf10`, the number is convention.
pub const BASE_MOST_SOLE: u8 = 5;
/// Mornings without a run the day before that make a usual one, within [`BASE_WITHIN_DAYS`]. Source: convention.
pub const BASE_FROM: usize = 4;
/// Days in which they lie. Source: convention.
pub const BASE_WITHIN_DAYS: i32 = 14;
/// Such mornings that a new base needs, once there was no run for as many days. Source: convention.
pub const REBASE_MORNINGS: usize = 6;
/// Rise of the week's mean in a week up to which it does not rise. Source: convention.
pub const MEAN_STEADY: f64 = 0.5;
/// Mornings of a week that make a mean. Source: convention.
pub const MEAN_MORNINGS: usize = 4;
/// Mornings at the beginning of a plan whose mean the later weeks are held against. Source: convention.
pub const FIRST_MORNINGS: usize = 7;
/// Rise of the week's mean above the first ones from which on it holds. Source: `Landorf10`, `LIFT25`.
pub const DRIFT_HOLD: f64 = 1.0;
/// Rise of the week's mean above the first ones from which on it steps back. Source: `Landorf10`, `LIFT25`.
pub const DRIFT_BACK: f64 = 1.5;
/// Days after a step back or a rest in which drift says nothing. Source: convention.
pub const DRIFT_MUTED_DAYS: i32 = 10;
/// Mean score of a week from which on soreness that lasts counts as no better. Source: `NHS-PF`, `Dutch21`.
pub const NO_BETTER_MEAN: f64 = 3.0;
/// The same under the heel. Source: `NHS-PF`, `Landorf10`.
pub const NO_BETTER_MEAN_SOLE: f64 = 5.0;
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
/// Soreness of daily life above this is no calm week. Source: `SilbCross15`, `Goom-RTR`.
pub const CALM_DAILY: u8 = 2;
/// The same under the heel, after the first ten minutes on the feet. Source: `Goom-RTR`, the number is convention.
pub const CALM_DAILY_SOLE: u8 = 3;

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
/// Days within which [`TWO_RESTS`] ask for a clinician, and end running on; the second may come on the last of them,
/// counted from the first. Source: convention.
pub const TWO_RESTS_DAYS: i32 = 21;
/// Rests in these days. Source: convention.
pub const TWO_RESTS: usize = 2;
/// Days within which two steps back make the time between runs longer. Source: convention.
pub const TWO_BACKS_DAYS: i32 = 14;
/// Days for which it stays longer then. Source: convention.
pub const SLOW_DAYS: i32 = 14;
/// Days after a run in which its two mornings lie; then it is judged: 48 h. Source: `PhysioRun48`.
pub const JUDGED_DAYS: i32 = 2;
/// Runs of which a second one with a raised morning steps back. Source: convention.
pub const RAISED_OF: usize = 3;
/// Calm mornings that end a rest. Source: convention.
pub const REST_MORNINGS: i64 = 2;
/// Runs of a week that hold until the week comes again. Source: convention.
pub const HOLDS_REPEAT: u8 = 2;
/// Weeks that came again until another plan is proposed. Source: convention.
pub const REPEATED_WEEKS: u8 = 3;
/// Days without fever before the next run: 48 h. Source: convention.
pub const FEVER_FREE_DAYS: i32 = 2;
/// Days of a week after an illness, in each of which runs are shorter: [`ILL_SHARES`]. Source: convention.
pub const ILL_DAYS: i32 = 7;

// Load.

/// Days before a run in which the longest one is looked for. Source: `Frandsen25`.
pub const LONGEST_RUN_DAYS: i32 = 30;
/// Part of the longest run that the next may be longer by, as a divisor: 110 %. Source: `Frandsen25`.
pub const GROWTH_DIVISOR: u32 = 10;
/// What a run may always be longer by: a tenth of 8 minutes would be no step. Source: convention.
pub const GROWTH_LEAST: Duration = Duration::from_secs(120);
/// Part of a week's long run that the next may be longer by, as a share: 5 %. Source: `AU25`.
pub const LONG_STEP: f64 = 0.05;
/// That step at least and at most. Source: convention.
pub const LONG_STEP_RANGE: [Duration; 2] = [Duration::from_secs(120), Duration::from_secs(180)];
/// The other runs of a week as a share of the long one. Source: `LongShare`, convention.
pub const BASE_OF_LONG: f64 = 0.75;
/// Days for which the long run stands still after a day more. Source: `Runmate`.
pub const DAY_MORE_STILL_DAYS: i32 = 14;
/// The long run with [`LONG_OF_TWO_RUNS`] or fewer a week grows no further. Source: `LongShare`, convention.
pub const LONG_OF_TWO: Duration = Duration::from_secs(45 * 60);
/// So few runs a week leave the long one without others that could follow it. Source: `LongShare`, convention.
pub const LONG_OF_TWO_RUNS: usize = 2;
/// Of the weeks with a long run, slow growth uses one in so many. Source: convention.
pub const SLOW_EACH_WEEKS: i32 = 2;
/// The first day of a week, from 0, on which an open run day may be the long one. Source: convention.
pub const LONG_FROM_DAY: i32 = 4;
/// Fewer runs of the plan in a week let nothing grow in the next. Source: convention.
pub const GROWTH_RUNS: usize = 2;
/// Each so many weeks one has no long run. Source: `EaseWeeks`, `Damsted19`.
pub const EASE_EACH_WEEKS: i32 = 4;
/// The same from [`AGE_SLOW`] on. Source: convention.
pub const EASE_EACH_WEEKS_OLDER: i32 = 3;
/// From this age in years on the long run grows every second week only. Source: `Masters`, the number is convention.
pub const AGE_SLOW: i16 = 65;
/// Days without a long run after a step back, and after a run beside the plan. Source: convention.
pub const NO_LONG_DAYS: i32 = 7;
/// What a step back leaves of the other runs, until one green run. Source: convention.
pub const BACK_SHARE: f64 = 0.9;
/// The same if something is sore, until two green runs of three. Source: convention.
pub const BACK_SHARE_SORE: f64 = 0.85;
/// What a step back leaves of the long run. Source: convention.
pub const BACK_SHARE_LONG: f64 = 0.9;
/// The way back after a rest, as shares of the other runs, two green runs each. Source: convention.
pub const WAY_BACK: [f64; 5] = [0.5, 0.6, 0.75, 0.85, 1.0];
/// How a run is cut that is half of the usual one, or of the base: running and walking. Source: convention.
pub const HALF_BLOCKS: (Duration, Duration) = (Duration::from_secs(120), Duration::from_secs(60));
/// Green runs at the end of that way before a long run. Source: convention.
pub const WAY_BACK_GREENS: u8 = 6;
/// Green runs before the next long one, of the last [`PLAIN_OF`], after one that was held. Source: convention.
pub const PLAIN_RUNS: usize = 2;
/// The last runs that they are looked for in. Source: convention.
pub const PLAIN_OF: usize = 3;
/// Days of mornings that do not fall after which a clinician is asked, if a plan says no other. Source: `NHS-PF`.
pub const NO_BETTER_DAYS: i32 = 14;
/// Weeks whose means tell that mornings do not fall, at least. Source: convention.
pub const NO_BETTER_WEEKS: i32 = 2;
/// The week of a plan, from 0, in which a heel lift is its new thing. Source: convention.
pub const HEEL_LIFT_WEEK: i32 = 1;
/// Days for which it is asked what follows a plan that is done. Source: convention.
pub const DONE_TOLD_DAYS: i32 = 14;
/// Pain in a run from here on, in so many of the last runs, means that a healthy runner turns sore. Source: convention.
pub const TURNED_SORE: u8 = 2;
/// Runs that say so, and the last ones in which they lie. Source: convention.
pub const TURNED_SORE_RUNS: (usize, usize) = (2, 3);
/// Weeks of loading after which soreness that has not fallen asks for a clinician. Source: `Dutch21`.
pub const LOADED_WEEKS: u32 = 12;
/// The week's mean is then still this much, and has fallen by less than that. Source: `Dutch21`, `LIFT25`.
pub const STILL_SORE: (f64, f64) = (2.0, 1.5);
/// The same under the heel. Source: `Dutch21`, `Landorf10`.
pub const STILL_SORE_SOLE: (f64, f64) = (4.0, 2.0);
/// Weeks below the usual minutes without a change after which a clinician is asked. Source: convention.
pub const STANDSTILL_WEEKS: u32 = 6;
/// Days of soreness elsewhere after which a clinician is asked, at any score. Source: convention.
pub const ELSEWHERE_DAYS: i32 = 14;
/// Weeks with too few heel raises to begin with, after which a clinician is asked. Source: convention.
pub const RED_RAISES_WEEKS: u32 = 12;
/// Days for which the usual run of before still lets a runner ask again to keep running. Source: convention.
pub const KEEP_AGAIN_DAYS: i32 = 60;
/// Days behind in which it is asked whether an unreported run was run. Source: convention.
pub const SILENT_DAYS: i32 = 6;
/// Days after a run beside the plan from which on the next run waits for no morning. Source: convention.
pub const UNSAID_DAYS: i32 = 4;
/// What a gap from [`GAP_DAYS`] on leaves of the other runs, and for how many days. Source: `Layoff-active`.
pub const GAP_SHARE: (f64, i32) = (0.8, 7);
/// What a gap from [`GAP_TWO_BACK_DAYS`] on leaves of them, and for how many days. Source: `Layoff-coach`.
pub const GAP_SHARE_LONG: (f64, i32) = (0.65, 14);
/// What an illness with a fever leaves of them, week by week. Source: convention.
pub const ILL_SHARES: [f64; 2] = [0.5, 0.75];
/// Whole calendar days from one walk of a plan to the next: a day. Source: `NHLBI-walk`.
pub const BETWEEN_WALKS_DAYS: u8 = 1;
/// How long the first time on a bike or in the water is, in place of a run. Source: convention.
pub const CROSS_TRAINING_FIRST: Duration = Duration::from_secs(20 * 60);
/// Pain up to which another sport is fine while something is sore. Source: `SilbCross15`.
pub const CROSS_TRAINING_PAIN: u8 = 2;
/// Brisk minutes of each week of the walks that lead to half an hour. Source: `NHLBI-walk`.
pub const WALK_MINUTES: [u8; 12] = [5, 7, 9, 11, 13, 15, 18, 20, 23, 26, 28, 30];
/// Pace of a goal in kilometres if none is known: 8:30 a km. Source: convention.
pub const GOAL_PACE: Duration = Duration::from_secs(510);
/// Pace of a goal in kilometres at the other end of the range that is shown: 6:30 a km. Source: convention.
pub const GOAL_PACE_QUICK: Duration = Duration::from_secs(390);
/// The weeks to a goal if all goes well, times this, are the later end of the range that is shown. Source: convention.
pub const GOAL_WEEKS_LATE: f64 = 1.5;
/// A goal that is further away than so many weeks is not reached. Source: convention.
pub const GOAL_WEEKS_MOST: i32 = 156;
/// What the longest run before a break is divided by for the first run after it, at most. Source: convention.
pub const AFTER_BREAK_DIVISOR: u32 = 2;
/// Days in which a hill or a pair of shoes is new, one new thing at a time. Source: `Runmate`.
pub const NEW_DAYS: i32 = 7;
/// Steps a minute that a runner may try to take more of, as a share of the own ones. Source: `Cadence5`.
pub const STEPS_MORE: f64 = 0.05;
/// Days for which ticks give that rate. Source: convention.
pub const STEPS_DAYS: i32 = 28;
/// How long the ticks sound at a time, in the first half of these days and in the second. Source: convention.
pub const STEPS_BOUTS: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(120)];
/// From the beginning of a piece of running to the first ticks in it. Source: convention.
pub const STEPS_FROM: Duration = Duration::from_secs(60);
/// From the beginning of one such time to the next within a piece of running. Source: convention.
pub const STEPS_EACH: Duration = Duration::from_secs(300);
/// Days of green runs after which it is offered to a runner who runs on while sore. Source: convention.
pub const STEPS_GREEN_DAYS: i32 = 14;
/// Weeks in which it is offered without an answer, of so many. Source: convention.
pub const STEPS_OFFER_WEEKS: (i32, i32) = (2, 4);
/// Days behind in which a watch's steps a minute are looked for. Source: convention.
pub const STEPS_KNOWN_DAYS: i32 = 28;
/// Share of hills in a run, 0 to 1, once a runner continues with hills after the plan. Source: convention.
pub const HILLS_SHARE: f64 = 0.1;
/// Easy time after a stride, in lengths of it. Source: convention.
pub const EASY_FOR_EACH_STRIDE: u32 = 3;
/// The usual run if a plan of shares was begun without one. Source: convention.
pub const USUAL_RUN: Duration = Duration::from_secs(20 * 60);
/// The least that a run is shortened to. Source: convention.
pub const RUN_LEAST: Duration = Duration::from_secs(60);
/// The walk in place of a run that soreness forbids. Source: convention.
pub const WALK_INSTEAD: Duration = Duration::from_secs(20 * 60);

// Running on while sore: the plan `keep-running`, EVIDENCE2.md 1.3 to 1.5.

/// Runs of the last [`KEEP_DAYS`] that a runner who keeps running has had, at least. Source: convention.
pub const KEEP_RUNS: u32 = 3;
/// Days in which they lie. Source: convention.
pub const KEEP_DAYS: i32 = 14;
/// The last of them is no further back. Source: convention.
pub const KEEP_LAST_DAYS: i32 = 7;
/// Pain in them up to which a runner may keep running. Source: `Silb07`, `PMM`.
pub const KEEP_WORST: u8 = 5;
/// Pain in them up to which nothing is cut. Source: convention.
pub const KEEP_WHOLE: u8 = 2;
/// The share that is run at first after pain of 4 or 5, or where only the second morning has settled. Source: convention.
pub const KEEP_HALF: f64 = 0.5;
/// The share after pain of 3. Source: convention.
pub const KEEP_SHARE: f64 = 0.75;
/// The share at the back of the heel after pain up to [`KEEP_WHOLE`]. Source: convention.
pub const KEEP_WHOLE_CAREFUL: f64 = 0.75;
/// The share at the back of the heel after pain of 3. Source: convention.
pub const KEEP_SHARE_CAREFUL: f64 = 0.6;
/// How that run is cut: running and walking. Source: convention.
pub const KEEP_BLOCKS_CAREFUL: (Duration, Duration) = (Duration::from_secs(240), Duration::from_secs(60));
/// Pain of walking in daily life up to which a runner may keep running. Source: `SilbCross15`, `Goom-RTR`.
pub const KEEP_WALKING: u8 = 2;
/// The same under the heel, after the first ten minutes on the feet. Source: convention.
pub const KEEP_WALKING_SOLE: u8 = 3;
/// Steady runs in a row that let the run be longer. Source: convention.
pub const STEADY_RUNS: u8 = 4;
/// By so much at most. Source: convention.
pub const STEADY_STEP: Duration = Duration::from_secs(120);
/// Days at the usual minutes before they grow. Source: convention.
pub const KEEP_STILL_DAYS: i32 = 14;
/// Share of the usual minutes from which on a run was one of them. Source: convention.
pub const USUAL_SHARE: f64 = 0.95;
/// Days within which [`KEEP_SETBACKS`] lead to the stages. Source: convention.
pub const KEEP_SETBACK_DAYS: i32 = 28;
/// Rests and steps back in these days. Source: convention.
pub const KEEP_SETBACKS: usize = 3;
/// Age in years from which on a runner is an adult. Source: convention.
pub const ADULT: i16 = 18;
/// How long somebody with a sore sole is on the feet before that pain is asked for. Source: convention.
pub const ON_FEET: Duration = Duration::from_secs(10 * 60);
/// Pain under the heel after [`ON_FEET`] from here on asks for a bike or a pool. Source: `Goom-RTR`.
pub const ON_FEET_NO_RUN: u8 = 4;
/// Pain at first steps from here on asks for it. Source: convention.
pub const ON_FEET_ASKED: u8 = 4;
/// Walks of half an hour that come before the first run after a rest. Source: `PMM`, `Goom-RTR`.
pub const REST_WALKS: u8 = 1;
/// What a sore runner takes off the weights after a step back, as a divisor: a fifth. Source: convention.
pub const LESS_WEIGHT_DIVISOR: u32 = 5;
/// A firm heel lift for a sore back of the heel, in millimetres, least and most. Source: `HEALTHY21`, `LIFTIT24`.
pub const HEEL_LIFT_MM: [u8; 2] = [10, 12];
/// By so much less at a time, until it sits well. Source: convention.
pub const HEEL_LIFT_STEP_MM: u8 = 1;
/// Days in which the last two mornings of a rest lie. Source: convention.
pub const REST_MORNINGS_DAYS: i32 = 4;

// Gaps and breaks.

/// Days without a run from which on the last week comes again. Source: `Layoff-active`.
pub const GAP_DAYS: i32 = 7;
/// Days without a run from which on the plan goes two weeks or levels back. Source: `Layoff-coach`.
pub const GAP_TWO_BACK_DAYS: i32 = 14;
/// Days without a run from which on it goes back to half of the weeks, or four levels. Source: convention.
pub const GAP_HALF_DAYS: i32 = 28;
/// Days without a run from which on it begins again. Source: convention.
pub const GAP_ANEW_DAYS: i32 = 56;
/// What the weeks that were run are divided by from [`GAP_HALF_DAYS`] on. Source: convention.
pub const GAP_HALF_DIVISOR: usize = 2;
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
/// Breaks of up to so many days are for the plan of seven to twelve weeks; longer ones begin again.
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
/// Pain of a walk and of raises up to which that sign is over. Source: convention.
pub const GRABBED_PAIN: u8 = 2;
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
/// Days of these on which a note for a clinician is said. Source: convention.
pub const ADVICE_SAID_DAYS: i32 = 7;
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

/// Raises on one leg by age in years, the oldest first: from which age, enough (green), enough to begin (amber).
/// Source: `HL17`, the numbers are convention; `SV25` finds no link with age.
pub const RAISES_BY_AGE: [(i16, f64, f64); 4] =
    [(70, 10.0, 4.0), (60, 12.0, 5.0), (50, 15.0, 6.0), (i16::MIN, 20.0, 8.0)];
/// Centimetres from the toes to the wall that are the full range of an ankle. Source: `WBLT-clinic`.
pub const KNEE_TO_WALL_FULL_CM: u8 = 12;
/// Pain of raises up to which they are enough to begin. Source: `PMM`.
pub const RAISES_PAIN_AMBER: u8 = 2;
/// Pain of raises up to which they pass. Source: `PMM`.
pub const RAISES_PAIN: u8 = 5;
/// The weaker side as a share of the stronger one from which on raises are even. Source: convention.
pub const RAISES_SIDES: f64 = 0.75;
/// So many raises between the sides are even too: the test is no finer. Source: `HL17`.
pub const RAISES_APART: f64 = 6.0;
/// The longest time of running with raises that are only enough to begin. Source: convention.
pub const AMBER_RUN: Duration = Duration::from_secs(14 * 60);
/// The first levels with such raises, which are three days apart. Source: convention.
pub const AMBER_SLOW_LEVELS: usize = 4;
/// Weeks with [`AMBER_SESSIONS`] after which they are no longer a bar. Source: convention.
pub const AMBER_WEEKS: i32 = 6;
/// Strength sessions of each of these weeks. Source: `CPG18`.
pub const AMBER_SESSIONS: usize = 2;
/// Days from one test to the next, if the raises are not enough. Source: convention.
pub const RAISES_AGAIN_DAYS: i64 = 28;
/// Age in years from which on hops may be done on both legs. Source: convention.
pub const AGE_TWO_LEGS: i16 = 60;
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
