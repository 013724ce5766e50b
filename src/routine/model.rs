//! What a checked routine is: steps with doses, sides, sets and gates, all values in range.
//!
//! Everything here came through [`super::check`]; a value that exists is valid. References
//! are resolved: a step holds its exercise, with the step's own wording already in place.

use std::collections::BTreeMap;
use std::time::Duration;

use super::dose::{Dose, Evidence, Tempo};
pub use crate::id::Id;
use crate::plans::TestKind;
use crate::symptoms::{PainScore, Region, Side};
pub use crate::word::Word;
use crate::word::words;

/// Most segments that a routine may unfold to.
pub const MAX_SEGMENTS: usize = 2_000;
/// Most circuits inside one another.
pub const MAX_DEPTH: usize = 3;
/// Most rounds of a circuit.
pub const MAX_ROUNDS: u32 = 50;
/// Most sets of a step, on one side.
pub const MAX_SETS: u32 = 20;
/// Most repetitions of a set.
pub const MAX_REPS: u32 = 200;
/// Longest routine.
pub const MAX_LENGTH: Duration = Duration::from_secs(3 * 3600);
/// Most characters of a `brief`: three lines of 36 in the player.
pub const MAX_BRIEF: usize = 108;
/// Most characters of a `far`: four lines of letters that are read from 3 m.
pub const MAX_FAR: usize = 56;
/// Most words of a `say`.
pub const MAX_SAY_WORDS: usize = 12;
/// Most words of a `ready`.
pub const MAX_READY_WORDS: usize = 14;

/// Get-ready before the first step.
pub const GET_READY: Duration = Duration::from_secs(10);
/// Set-up before a step in the same posture with the same equipment.
pub const SET_UP: Duration = Duration::from_secs(6);
/// Set-up before a step that changes posture or equipment.
pub const SET_UP_CHANGE: Duration = Duration::from_secs(12);
/// Time to change sides.
pub const SWITCH: Duration = Duration::from_secs(4);

words! {
    /// When a routine is meant to be done.
    pub When("time for a routine") {
        /// Right before a run.
        BeforeRun = "before-run",
        /// Right after a run, or whenever warm.
        AfterRun = "after-run",
        /// On a day without a run.
        RestDay = "rest-day",
        /// On waking, before standing up.
        Morning = "morning",
        /// In a break from sitting.
        Desk = "desk",
    }
}

words! {
    /// For whom a routine is.
    pub Level("level") {
        /// Everybody.
        All = "all",
        /// New or coming back.
        Beginner = "beginner",
        /// Some months of regular running.
        Intermediate = "intermediate",
        /// Long used to the load, and tested for it.
        Advanced = "advanced",
    }
}

words! {
    /// How hard a routine is on tendon and bone: what a lock or a bad day stops.
    pub Stress("grade of stress") {
        /// Nothing that loads, or walking.
        None = "none",
        /// An easy warm-up.
        Light = "light",
        /// Strength work.
        Strength = "strength",
        /// Hops and skips.
        Hops = "hops",
    }
}

words! {
    /// A part of the body that an exercise works, as the figure tints it.
    pub Tissue("target") {
        /// The calf as a whole.
        Calf = "calf",
        /// The deep calf, worked with a bent knee.
        Soleus = "soleus",
        /// The Achilles tendon.
        Achilles = "achilles",
        /// The sole, from heel to toes.
        Sole = "sole",
        /// The small muscles of the foot.
        Foot = "foot",
        /// The front of the shin.
        Shin = "shin",
        /// The ankle joint.
        Ankle = "ankle",
        /// The hip.
        Hip = "hip",
        /// The back of the thigh.
        Hamstring = "hamstring",
        /// Standing steady on one leg.
        Balance = "balance",
    }
}

words! {
    /// The part of a warm-up that a step belongs to.
    pub BlockKind("block of a warm-up") {
        /// Raises temperature.
        Raise = "raise",
        /// Wakes the muscles.
        Activate = "activate",
        /// Takes joints through their range.
        Mobilise = "mobilise",
        /// Makes ready for speed.
        Potentiate = "potentiate",
    }
}

words! {
    /// A thing that a step needs beside shoes and floor.
    pub Equipment("equipment") {
        /// A wall or a door.
        Wall = "wall",
        /// A chair.
        Chair = "chair",
        /// A chair, a bed, a bench.
        Seat = "seat",
        /// A stair or a step.
        Step = "step",
        /// A towel.
        Towel = "towel",
        /// A backpack, to be loaded.
        Backpack = "backpack",
        /// A strap or a belt.
        Strap = "strap",
        /// A mat.
        Mat = "mat",
        /// A ball or a bottle that rolls.
        Ball = "ball",
        /// Some metres to walk.
        Hall = "hall",
    }
}

impl Equipment {
    /// Returns the words that fit after "you need".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Wall => "a wall",
            Self::Chair => "a chair",
            Self::Seat => "somewhere to sit",
            Self::Step => "a step",
            Self::Towel => "a towel",
            Self::Backpack => "a backpack",
            Self::Strap => "a strap",
            Self::Mat => "a mat",
            Self::Ball => "a ball or a bottle",
            Self::Hall => "a few metres to walk",
        }
    }
}

words! {
    /// How the body is placed; a change takes a longer set-up.
    pub Posture("posture") {
        /// On the feet.
        Standing = "standing",
        /// On a chair or a bed.
        Seated = "seated",
        /// On the back.
        Lying = "lying",
        /// On hands and feet.
        Hands = "hands",
    }
}

words! {
    /// How the sides of the body take part.
    pub Sides("way to take sides") {
        /// Both at once.
        Both = "both",
        /// One after the other, each its full dose.
        Each = "each",
        /// The left only.
        Left = "left",
        /// The right only.
        Right = "right",
        /// By turns, within one dose.
        Alternate = "alternate",
    }
}

words! {
    /// Which side begins.
    pub First("side to begin with") {
        /// The left.
        Left = "left",
        /// The right.
        Right = "right",
        /// The sore one; where none or both are, the one that the runner's setting says.
        Sore = "sore",
    }
}

/// The picture of an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRef {
    /// The figure's file.
    pub id: Id,
    /// The author's camera: `body`, `legs` or `ankle`.
    pub view: Option<String>,
    /// A pose shown without movement.
    pub still: Option<String>,
}

/// A named movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The file's stem; `None` for a step written in place.
    pub id: Option<Id>,
    /// Its name.
    pub name: String,
    /// Other names that it goes by.
    pub also: Vec<String>,
    /// How to get into position, as it is heard before the clock starts: at most 14 words.
    pub ready: Option<String>,
    /// How to do it, as it is heard: at most 12 words.
    pub say: Option<String>,
    /// What is heard in place of it on later sets, at most 12 words.
    pub also_say: Option<String>,
    /// What the player shows, at most 108 characters.
    pub brief: Option<String>,
    /// How to stand, as it is read from 3 m, 56 characters at most.
    pub far: Option<String>,
    /// The long text.
    pub how: Option<String>,
    /// The common mistake.
    pub mistake: Option<String>,
    /// What it works.
    pub targets: Vec<Tissue>,
    /// The regions it loads.
    pub loads: Vec<Region>,
    /// Its picture.
    pub figure: Option<FigureRef>,
    /// Hops, skips, jogging on the spot.
    pub impact: bool,
    /// Bends the ankle to the end of its range.
    pub deep_bend: bool,
    /// What it needs.
    pub equipment: Vec<Equipment>,
    /// How the body is placed.
    pub posture: Posture,
    /// What to do instead when this is too much.
    pub easier: Option<Id>,
    /// What comes after this.
    pub harder: Option<Id>,
    /// Keys of `routines/sources.toml`.
    pub sources: Vec<String>,
}

/// Changes to a step: what a shorter version, a rung or a sore region sets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepChange {
    /// Another exercise.
    pub exercise: Option<Box<Exercise>>,
    /// Another hold.
    pub hold: Option<Duration>,
    /// Another time.
    pub time: Option<Duration>,
    /// Another number of repetitions.
    pub reps: Option<u32>,
    /// Another tempo.
    pub tempo: Option<Tempo>,
    /// Another number of sets.
    pub sets: Option<u32>,
    /// Another rest.
    pub rest: Option<Duration>,
    /// Another load.
    pub load: Option<String>,
    /// Another way to take sides: both, each or by turns.
    pub sides: Option<Sides>,
}

/// When a gate no longer applies; all that is given must hold. Nothing given: it always applies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Until {
    /// A level of the plan that was reached.
    pub level: Option<String>,
    /// Green weeks since then.
    pub green_weeks: Option<u32>,
    /// Time since it began to be sore, whether it still is or not.
    pub after: Option<Duration>,
    /// Time for which it has been at 1 or less, or gone.
    pub clear_for: Option<Duration>,
}

/// What a routine does about a sore region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// What is done.
    pub action: GateAction,
    /// The end.
    pub until: Until,
    /// Why, in the author's words.
    pub why: Option<String>,
}

/// What a gate does with its routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateAction {
    /// Plays another routine.
    Use(Id),
    /// Leaves out these steps.
    Skip(Vec<Id>),
    /// Does not play it.
    Stop,
}

/// What a step does about a sore region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepGate {
    /// `None` leaves the step out.
    pub change: Option<StepChange>,
    /// The end.
    pub until: Until,
    /// Why, in the author's words.
    pub why: Option<String>,
}

/// An exercise with a dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Unique in its routine: as written, else the exercise's, numbered when it comes again.
    pub id: Id,
    /// The exercise, with this step's own wording.
    pub exercise: Exercise,
    /// How much, in one set on one side.
    pub dose: Dose,
    /// The test of readiness that it is; its result is asked for behind each set.
    pub test: Option<TestKind>,
    /// Where the dose comes from.
    pub evidence: Evidence,
    /// The sides.
    pub sides: Sides,
    /// Which side begins; `None` leaves it to the setting.
    pub first: Option<First>,
    /// Sets on both sides, or on the left.
    pub sets_left: u32,
    /// Sets on the right.
    pub sets_right: u32,
    /// One set more on the sore side, if one side alone is sore, at 2 or less.
    pub extra_set: bool,
    /// Rest between sets.
    pub rest: Duration,
    /// Time to change sides.
    pub switch: Duration,
    /// Time to get in position; `None` takes 6 s, or 12 s when posture or equipment changes.
    pub set_up: Option<Duration>,
    /// Rest after the last set.
    pub rest_after: Duration,
    /// The weight, as written.
    pub load: Option<String>,
    /// What the sheet that it was made of says about it and was not read; `None` if it was read whole.
    pub not_read: Option<String>,
    /// May be left out when time is short.
    pub optional: bool,
    /// The smallest goes first when time is short.
    pub priority: i32,
    /// The least that still counts.
    pub least: Option<StepChange>,
    /// Its part of the warm-up.
    pub block: Option<BlockKind>,
    /// Left out from this score on, in a region that the exercise loads.
    pub skip_from_pain: Option<PainScore>,
    /// What changes for a sore region.
    pub gate: BTreeMap<Region, StepGate>,
    /// Entry criteria; it is left out while one is not met.
    pub needs: BTreeMap<NeedKind, u32>,
    /// Exercises of equal load that may take a turn.
    pub or: Vec<Exercise>,
}

impl Step {
    /// Returns the number of sets on a side; both sides at once count as the left.
    pub const fn sets(&self, side: Option<Side>) -> u32 {
        match side {
            Some(Side::Right) => self.sets_right,
            _ => self.sets_left,
        }
    }
}

/// A step or a circuit of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// One step.
    Step(Box<Step>),
    /// Steps that come again.
    Circuit(Circuit),
}

/// Steps done in turn, round after round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circuit {
    /// How often, 1 to 50.
    pub rounds: u32,
    /// Rest between rounds.
    pub rest: Duration,
    /// What is done in a round.
    pub blocks: Vec<Block>,
}

/// How often a routine is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Every {
    /// So many times a week, with a gap between.
    PerWeek {
        /// How many, 1 to 14.
        times: u32,
        /// Least time from one to the next.
        gap: Option<Duration>,
    },
    /// Every so many days.
    Days(u32),
    /// So many times a day.
    PerDay(u32),
}

words! {
    /// An entry criterion.
    pub NeedKind("entry criterion") {
        /// Single-leg heel raises, each side.
        HeelRaises = "heel-raises",
        /// Single-leg hops, each side.
        Hops = "hops",
        /// Whole weeks in a plan; without one, since the first session or run of the history.
        PlanWeeks = "plan-weeks",
        /// Whole weeks since coming back, in a plan for that; met where no such plan runs.
        ComebackWeeks = "comeback-weeks",
        /// Weeks with calf strength work.
        StrengthWeeks = "strength-weeks",
        /// Green weeks.
        GreenWeeks = "green-weeks",
    }
}

/// A next step up, proposed when its criteria are met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Unique in its routine.
    pub id: Id,
    /// What changes, by step; empty only if another routine takes over.
    pub set: BTreeMap<Id, StepChange>,
    /// The routine to go on with.
    pub instead: Option<Id>,
    /// The words when it is proposed, at most 200 characters.
    pub says: Option<String>,
    /// When it is proposed.
    pub when: RungWhen,
}

/// When a rung is proposed; all that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RungWhen {
    /// Sessions in a row that were done in full.
    pub sessions: Option<u32>,
    /// Worst pain in them.
    pub pain_max: Option<PainScore>,
    /// The next morning was at most at its usual score.
    pub morning_base: bool,
}

/// A routine, ready to be laid out in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routine {
    /// The file's stem.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// When it is meant to be done.
    pub when: Vec<When>,
    /// For whom.
    pub level: Level,
    /// How hard on tendon and bone.
    pub stress: Stress,
    /// What it works.
    pub targets: Vec<Tissue>,
    /// The number of times.
    pub every: Option<Every>,
    /// Entry criteria.
    pub needs: BTreeMap<NeedKind, u32>,
    /// Who should leave it, and when to stop.
    pub caution: Vec<String>,
    /// The lines to learn by heart and do without a screen, at most 12.
    pub card: Vec<String>,
    /// What the evidence shows, and what not.
    pub evidence: Option<String>,
    /// Keys of `routines/sources.toml`.
    pub sources: Vec<String>,
    /// What changes for a sore region.
    pub gate: BTreeMap<Region, Gate>,
    /// The steps, in order; at least one.
    pub blocks: Vec<Block>,
    /// Ways up.
    pub rungs: Vec<Rung>,
    /// Set by a clinician, whose limit outranks the program's own.
    pub set_by_clinician: bool,
    /// The clinician's limit.
    pub pain_up_to: Option<PainScore>,
}

impl Routine {
    /// Visits every step once, in order, circuits opened but not repeated.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        let mut stack: Vec<&Block> = self.blocks.iter().rev().collect();
        std::iter::from_fn(move || {
            loop {
                match stack.pop()? {
                    Block::Step(step) => return Some(&**step),
                    Block::Circuit(circuit) => stack.extend(circuit.blocks.iter().rev()),
                }
            }
        })
    }
}
