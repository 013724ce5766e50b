//! What the words of a line say: a table of phrases, and how one is found.
//!
//! A phrase is written as its words. `[a]` may be left out, `a|b` is one of both, and capitals take values: `N` a whole
//! number, `F` how often (`twice`, `3 times`), `S` seconds with or without their unit, `T` a time with its unit, `W` a
//! weight, `D` "out of ten", which may be left out. The phrase that takes the most words wins.

use super::token::{Kind, Token, number};

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Says {
    /// Sets, then repetitions.
    SetsReps,
    /// Repetitions, then sets.
    RepsSets,
    /// Repetitions.
    Reps,
    /// Sets.
    Sets,
    /// So many times: repetitions, or sets of what is held.
    Times,
    /// Sets, then a time that is held.
    SetsHold,
    /// A time that is held, then sets.
    HoldSets,
    /// Sets, then a time.
    SetsTime,
    /// A time, then sets.
    TimeSets,
    /// A time that is held.
    Hold,
    /// A time.
    Time,
    /// Rest between sets.
    Rest,
    /// None.
    NoRest,
    /// The parts of a repetition, in this order of beats.
    Tempo(&'static [Beat]),
    /// Slowly, up and down.
    Slow,
    /// Slowly down.
    SlowDown,
    /// Neither slowly nor quickly.
    Steady,
    /// Quickly.
    Quick,
    /// Work and rest by turns: `20 on 40 off`.
    OnOff,
    /// A time that is the most, to begin with.
    AtMost,
    /// A time that is held, without its unit.
    HoldBare,
    /// A tempo in bare digits.
    Bare,
    /// A tempo as gyms write it: lowering, bottom, raising, top.
    Code,
    /// What is kept in the sheet's own words and says no dose: how hard it is, how to go on later.
    Noted,
    /// The exercise without its weeks.
    Weeks,
    /// A weight.
    Load,
    /// A band, by its colour.
    Band,
    /// None.
    NoLoad,
    /// Sides.
    Side(Sides),
    /// A side that is not meant, or that cannot be told.
    NoSide(&'static str),
    /// Both sides, or each: what the exercise is done with.
    BothSides,
    /// Legs, which may be part of the exercise's name too.
    Legs(Sides),
    /// So many times a day.
    PerDay,
    /// So many times a week.
    PerWeek,
    /// Once in so many days.
    EveryDays,
    /// A fixed rhythm.
    Every(u32),
    /// Least hours between.
    Gap,
    /// Twice a day.
    MorningAndEvening,
    /// A pain limit.
    Pain,
    /// Less pain than this.
    PainBelow,
    /// No pain.
    NoPain,
    /// When it is done.
    When(When),
    /// Each morning.
    EachMorning,
    /// A clinician set it.
    Clinician,
    /// So many times a day, in a word.
    TimesADay(u32),
    /// It cannot be said, and what to say instead.
    Refused(&'static str),
    /// How much cannot be said, and what to say instead.
    RefusedDose(&'static str),
    /// How much is the goal, and what to say instead.
    Goal(&'static str),
}

impl Says {
    /// Tells whether it says how much, in sets, repetitions or time.
    pub(super) const fn is_dose(self) -> bool {
        matches!(
            self,
            SetsReps
                | RepsSets
                | Reps
                | Sets
                | Times
                | SetsHold
                | HoldSets
                | SetsTime
                | TimeSets
                | Hold
                | Time
                | Rest
        )
    }
}

/// Tells whether a word counts: no exercise begins with it behind a number.
pub(super) fn is_count(word: &str) -> bool {
    matches!(
        word,
        "x" | "set"
            | "sets"
            | "rep"
            | "reps"
            | "repetition"
            | "repetitions"
            | "time"
            | "times"
            | "round"
            | "rounds"
            | "lot"
            | "lots"
            | "hold"
            | "holds"
            | "more"
            | "on"
            | "off"
    )
}

use crate::routine::{Beat, Sides, When};
use Says::{
    AtMost, Band, Bare, BothSides, Clinician, Code, EachMorning, Every, EveryDays, Gap, Goal, Hold, HoldBare,
    HoldSets, Legs, Load, MorningAndEvening, NoLoad, NoPain, NoRest, NoSide, Noted, OnOff, Pain, PainBelow,
    PerDay, PerWeek, Quick, Refused, RefusedDose, Reps, RepsSets, Rest, Sets, SetsHold, SetsReps, SetsTime,
    Side, Slow, SlowDown, Steady, Tempo, Time, TimeSets, Times, TimesADay, Weeks,
};

const UP_HOLD_DOWN: &[Beat] = &[Beat::Up, Beat::Hold, Beat::Down];
const UP_DOWN: &[Beat] = &[Beat::Up, Beat::Down];
const DOWN_UP: &[Beat] = &[Beat::Down, Beat::Up];
const DOWN_HOLD_UP: &[Beat] = &[Beat::Down, Beat::Hold, Beat::Up];

pub(super) const BARE: &str =
    "gyms write the way down first, others the way up; name the parts, such as `up 3, down 3`";
const RANGE: &str = "this is a range; give one number to start with";
const WHICH: &str = "write `left` or `right`";
const NUMBER: &str = "a routine needs a number to count to";
pub(super) const POUNDS: &str = "add the unit, such as `@ 10 kg` or `@ 10 lb`";
const DISTANCE: &str = "a step counts seconds or reps; give one of them, such as `2 x 30 s`";
pub(super) const UNIT: &str = "seconds or minutes? write `30 s` or `1 min`";
const HOW_OFTEN: &str = "a routine has no weekdays; say how often, such as `3 times a week`";
const BEGIN: &str = "this is the goal; say how much to start with";
const UNLIKE: &str = "Runup can't read sets of different sizes; write a line for each";
const SETTLES: &str = "Runup can't check if pain settles; give just the limit, such as `pain up to 4/10`";
const NEEDED: &str = "say how often, such as `daily`";
const SET: &str = "write it as its own sentence; `each side` means both legs";
const HEAVIEST: &str = "this is the maximum; give the weight to start with";
const HAND: &str = "a hand isn't a leg; add the weight, such as `5 kg in each hand`, or leave it out";
const MOST: &str = "this is the maximum; say how much to start with";
const OF_WEIGHT: &str = "are these repetitions? write, for example, `3 reps with 12 kg`";
pub(super) const KILOS: &str = "give the weight itself, such as `10 kg`";

#[rustfmt::skip]
const PHRASES: &[(&str, Says)] = &[
    // Sets and repetitions.
    ("N x N [reps|rep|repetitions|repetition|times|steps]", SetsReps),
    ("N sets|set|lots|rounds [of|x|by] N [reps|rep|repetitions|repetition|times]", SetsReps),
    ("N reps|rep|repetitions|repetition [x|for|in|of] N sets|set", RepsSets),
    ("N reps|rep|repetitions|repetition x N", RepsSets),
    ("N times [for|in] N sets|set", RepsSets),
    ("N reps|rep|repetitions|repetition", Reps),
    ("x N [reps|rep|repetitions|times]", Times),
    ("[repeat] N times", Times),
    ("repeat N x", Times),
    ("repeat x N", Times),
    ("N x", Times),
    ("N sets|set", Sets),
    ("N rounds|round", Sets),
    ("x N rounds|round|sets|set", Sets),
    ("sets|set [:] N [,|.] reps|rep|repetitions [:] N", SetsReps),
    ("sets|set : N", Sets),
    ("reps|rep|repetitions : N", Reps),
    // Times and holds.
    ("N x hold|holds [of|for] T", SetsHold),
    ("N x T hold|holds", SetsHold),
    ("N sets|set|holds [of|x|for] T hold|holds", SetsHold),
    ("N holds [of|x|for] T", SetsHold),
    ("hold|holds [for] T x N [sets|times]", HoldSets),
    ("hold|holds [for] T [for] N times|sets|set", HoldSets),
    ("T hold|holds x N [sets|set|times|reps]", HoldSets),
    ("T hold|holds [for] N times|sets|set", HoldSets),
    ("N x T", SetsTime),
    ("N sets|set [of|x|for] T", SetsTime),
    ("N times [for] T", SetsTime),
    ("T x N [sets|set|times]", TimeSets),
    ("T [for] N times|sets|set", TimeSets),
    ("hold|holding|held [it|each|this|there|still] [for] T", Hold),
    ("hold|pause [for] T at|@ [the] top", Hold),
    ("T hold|pause at|@ [the] top", Hold),
    ("[hold] up to T", AtMost),
    ("N on N off", OnOff),
    ("T hold|holds", Hold),
    ("hold|holds : T", Hold),
    ("[for] T", Time),
    ("time|duration : T", Time),
    // Rest.
    ("[with] rest|pause|break [of|for] T [between] [the|each] [sets|set]", Rest),
    ("[with] [a] T rest|pause|break|recovery [in] [between] [the|each] [sets|set]", Rest),
    ("rest|pause|break [:] T between [the|each|all] [exercises]", Rest),
    ("T in between [the|each] [sets|set]", Rest),
    ("T between [the|each] sets|set", Rest),
    ("rest : T", Rest),
    ("no|without rest", NoRest),
    // Tempo.
    ("up S [,] [and|then] hold|pause S [,] [and|then] down S", Tempo(UP_HOLD_DOWN)),
    ("S up [,] [and|then] S hold|pause [,] [and|then] S down", Tempo(UP_HOLD_DOWN)),
    ("up S [,] [and|then] down S", Tempo(UP_DOWN)),
    ("S up [,] [and|then] S down", Tempo(UP_DOWN)),
    ("down S [,] [and|then] hold|pause S [,] [and|then] up S", Tempo(DOWN_HOLD_UP)),
    ("down S [,] [and|then] up S", Tempo(DOWN_UP)),
    ("S down [,] [and|then] S up", Tempo(DOWN_UP)),
    ("slow|slowly [and] [controlled|steady]", Slow),
    ("slow tempo|pace|speed", Slow),
    ("slow|slowly up and down", Slow),
    ("lower|lowering|down slow|slowly", SlowDown),
    ("slow|slowly lower|lowering", SlowDown),
    ("[with] control|controlled", Steady),
    ("steady [tempo|pace|speed]", Steady),
    ("quick|quickly|fast [tempo|pace|speed]", Quick),
    // Weight.
    ("[with|add|adding|using|holding|plus|@] [a|an] W [ankle] [weight|weights|load|backpack|rucksack|pack|dumbbell|kettlebell]", Load),
    ("[with] [a|an] load|weight|backpack|rucksack|dumbbell|kettlebell [of|with] W", Load),
    ("[with|using|resistance|load] [:] [a|an|the] yellow|red|green|blue|black|grey|gray|silver|gold|orange|purple|light|medium|heavy band",
        Band),
    ("with|using|+ [a|an|the] [resistance|loop|mini] band", Band),
    ("[with|add|adding|using|holding|plus] [a|an] W [weight|weights|dumbbell|dumbbells|kettlebell|kettlebells] [in|on] [the|your|my] left|l|lt|right|r|rt|each|ea|per|both|one|either|/ hand|hands",
        Load),
    ("w / [a|an] W [weight|load|backpack|rucksack|pack|dumbbell|kettlebell]", Load),
    ("w / o [a|any] weight|weights|load", NoLoad),
    ("[in|on|with] [the|your|my] left|l|lt|right|r|rt|each|ea|per|both|one|either|other|opposite|same hand|hands|arm|arms|wrist|wrists",
        Refused(HAND)),
    ("[with] up to W", Refused(HEAVIEST)),
    ("up to", Refused(MOST)),
    ("N x W", RefusedDose(OF_WEIGHT)),
    ("[with] [only] [your] body weight|weights", NoLoad),
    ("bodyweight|bw [only]", NoLoad),
    ("no|without [a|any] weight|weights|load", NoLoad),
    // Sides.
    ("[on] each|per|every|ea leg|legs|side|sides|foot|ankle|calf|heel|knee", Side(Sides::Each)),
    ("each|ea [.]", Side(Sides::Each)),
    ("e / s|side|leg|l", Side(Sides::Each)),
    ("/ leg|side|foot|ankle|calf|heel|knee", Side(Sides::Each)),
    ("[on] left|l|lt|lle and|then|,|+|&|/ right|r|rt|rle [leg|legs|side|sides|foot|feet]", Side(Sides::Each)),
    ("[on] right|r|rt|rle and|then|,|+|&|/ left|l|lt|lle [leg|legs|side|sides|foot|feet]", Side(Sides::Each)),
    ("[side|sides] [:] [on] [the] left|l|lt|lle [leg|side|foot|ankle|calf|heel|knee] [only]", Side(Sides::Left)),
    ("( left|l|lt ) [leg|side|foot|ankle|calf|heel|knee] [only]", Side(Sides::Left)),
    ("( left|l|lt [leg|side|foot|ankle|calf|heel|knee] only ) [leg|side|foot]", Side(Sides::Left)),
    ("only [on] [the] left|l|lt [leg|side|foot|ankle|calf|heel|knee]", Side(Sides::Left)),
    ("[side|sides] [:] [on] [the] right|r|rt|rle [leg|side|foot|ankle|calf|heel|knee] [only]", Side(Sides::Right)),
    ("( right|r|rt ) [leg|side|foot|ankle|calf|heel|knee] [only]", Side(Sides::Right)),
    ("( right|r|rt [leg|side|foot|ankle|calf|heel|knee] only ) [leg|side|foot]", Side(Sides::Right)),
    ("not|no|never|except|excluding|without|skip|avoid [on|for|with] [the] left|l|lt|lle|right|r|rt|rle [leg|legs|side|foot|ankle|calf|heel|knee]",
        NoSide(WHICH)),
    ("only [on] [the] right|r|rt [leg|side|foot|ankle|calf|heel|knee]", Side(Sides::Right)),
    ("alternate|alternating [legs|sides|feet]", Side(Sides::Alternate)),
    ("in|by turn|turns", Side(Sides::Alternate)),
    ("[on] both [legs|sides|feet|heels|calves|ankles]", BothSides),
    ("side|sides : both", BothSides),
    ("both [legs|sides|feet|heels|calves] together", Side(Sides::Both)),
    ("both [legs|sides|feet|heels|calves] at once", Side(Sides::Both)),
    ("both [legs|sides|feet|heels|calves] at the same time", Side(Sides::Both)),
    ("bilateral|bilaterally|bilat|bil|ble|bl|b", BothSides),
    ("each|every|both way|ways|direction|directions", Side(Sides::Each)),
    ("b / l", BothSides),
    ("unilateral|unilaterally|unilat", Side(Sides::Each)),
    ("[on] double|two|2 leg|legs|legged|feet|foot|footed", Legs(Sides::Both)),
    ("dl", Legs(Sides::Both)),
    ("[on] single|one|1 leg|legs|legged|foot|footed", Legs(Sides::Each)),
    ("sl", Legs(Sides::Each)),
    ("one leg|side|foot at a time", Side(Sides::Each)),
    ("each|every|ea set|time|rep|repetition|exercise|position", Refused(SET)),
    ("[on] [the] affected|injured|sore|bad|painful|worse|worst|operated|other|opposite|same|good|weak|weaker|strong|stronger|inj|involved|uninvolved|symptomatic|asymptomatic|op|unaffected|uninjured|surgical|dominant leg|side|foot|ankle|calf|heel|knee",
        NoSide(WHICH)),
    ("[on] [the|my|your] affected|injured|sore|bad|painful|worse|worst|operated|other|opposite|good|weak|weaker|strong|stronger one",
        NoSide(WHICH)),
    ("[non] affected|unaffected|injured|uninjured|inj|operated|unoperated|involved|uninvolved|symptomatic|asymptomatic|contralateral|ipsilateral|surgical|dominant [leg|side|foot|ankle|calf|heel|knee]",
        NoSide(WHICH)),
    // How often, and when.
    ("daily|everyday|od|qd", Every(1)),
    ("bd|bid", TimesADay(2)),
    ("tds|tid", TimesADay(3)),
    ("qds|qid", TimesADay(4)),
    ("eod|qod", Every(2)),
    ("prn", Refused(NEEDED)),
    ("every|each day", Every(1)),
    ("F [a|per|each|every|in|/] [the] day|daily", PerDay),
    ("[x] N / day", PerDay),
    ("x N daily", PerDay),
    ("x N per|a day", PerDay),
    ("x N per|a week|wk", PerWeek),
    ("N per|a day", PerDay),
    ("F [a|per|each|every|in|/] [the] week|weekly|wk", PerWeek),
    ("[x] N / week|wk", PerWeek),
    ("N per|a week", PerWeek),
    ("[on] N days [a|per|each|every|/|in] [the] week|wk", PerWeek),
    ("weekly", Every(7)),
    ("every other|second day", Every(2)),
    ("[on] alternate days", Every(2)),
    ("every N nd|rd|th day", EveryDays),
    ("every N days", EveryDays),
    ("[at] [least] N h|hours|hrs apart|between", Gap),
    ("[in] [the] morning|mornings and [in] [the] evening|evenings|night", MorningAndEvening),
    ("am and pm", MorningAndEvening),
    ("every|each morning", EachMorning),
    ("[in] [the] morning|mornings", Says::When(When::Morning)),
    ("settles|settled|gone [by|until] [the] next|following morning|day", Noted),
    ("[by|until] [the] next|following morning|day", Refused(SETTLES)),
    ("rpe N [/] [10]", Noted),
    ("[leave] N [reps] in reserve", Noted),
    ("[at] N % effort", Noted),
    ("add|more weight|load each|every set|time|session|week", Noted),
    ("eyes closed|open|shut", Noted),
    ("non consecutive days", Noted),
    ("not [on] consecutive days", Noted),
    ("before getting|you [get] up", Says::When(When::Morning)),
    ("after [a|each|every|your|the] run|runs|running", Says::When(When::AfterRun)),
    ("before [a|each|every|your|the] run|runs|running", Says::When(When::BeforeRun)),
    ("[on] rest day|days", Says::When(When::RestDay)),
    ("at [the|your] desk", Says::When(When::Desk)),
    // Pain, and who says so.
    ("[some|mild|keep] pain [is] [ok|okay|fine|allowed|acceptable] [up] to N D", Pain),
    ("pain|discomfort [of] [up] to N D", Pain),
    ("pain max|maximum|limit|≤ [of|is] N D", Pain),
    ("max|maximum pain [of|is|limit] N D", Pain),
    ("pain no|not more|higher|above|over than N D", Pain),
    ("pain not above|over|past N D", Pain),
    ("no pain|discomfort >|above|over|past N D", Pain),
    ("no pain|discomfort more|greater|higher than N D", Pain),
    ("pain up to N D", Pain),
    ("no|not more than N D pain", Pain),
    ("up to N D pain|discomfort", Pain),
    ("up to N / 10", Pain),
    ("max|maximum N / 10", Pain),
    ("stop if|when [the] [pain] [is|goes|gets] above|over|past|beyond N D", Pain),
    ("[keep] pain under|below|< N D", PainBelow),
    ("[keep] pain less than N D", PainBelow),
    ("no|without pain", NoPain),
    ("pain free", NoPain),
    ("[set|given|sheet] [by|from] [my|the|your|a] physio|physiotherapist|clinician|podiatrist|doctor|pt [said|says|sheet]",
        Clinician),
    // What no routine can say.
    ("[tempo] N - N - N", Bare),
    ("[tempo] N - N - N - N", Code),
    ("[tempo] N : N : N", Bare),
    ("[tempo] N / N / N", Bare),
    ("[tempo] N : N : N : N", Code),
    ("N / N / N reps|rep|repetitions", RefusedDose(UNLIKE)),
    ("N / N / N / N reps|rep|repetitions", RefusedDose(UNLIKE)),
    ("tempo [of] N", Refused(BARE)),
    ("N x N - N [reps|rep|repetitions|s|sec|secs|seconds|min|mins|minutes|kg|lb|lbs]", RefusedDose(RANGE)),
    ("N - N x N [- N] [reps|rep|repetitions]", RefusedDose(RANGE)),
    ("N - N [sets|set|reps|rep|repetitions|times|x|s|sec|secs|seconds|min|mins|minutes|kg|days]", RefusedDose(RANGE)),
    ("N to N [sets|set|reps|rep|repetitions|times|x|s|sec|secs|seconds|min|mins|minutes|kg|days]", RefusedDose(RANGE)),
    ("N - N x|times [a|per|each|/] day|daily|week|weekly", RefusedDose(RANGE)),
    ("N to N x|times [a|per|each|/] day|daily|week|weekly", RefusedDose(RANGE)),
    ("N or N [sets|set|reps|rep|repetitions|times|x]", RefusedDose(RANGE)),
    ("[for] N weeks|week|months|month", Weeks),
    ("@ N", Refused(POUNDS)),
    ("N x N m|metres|meters|steps|yards|laps", RefusedDose(DISTANCE)),
    ("[until|to] fatigue|failure|exhaustion", RefusedDose(NUMBER)),
    ("until [it|you] tired|burns|tire", RefusedDose(NUMBER)),
    ("as many|much as possible|you [can]", RefusedDose(NUMBER)),
    ("as tolerated|needed|able", RefusedDose(NUMBER)),
    ("amrap", RefusedDose(NUMBER)),
    ("hold [for] N", HoldBare),
    ("N %", Refused(KILOS)),
    ("N % of max|maximum", Refused(KILOS)),
    ("build|building|work|working|go|going|progress|progressing|increase|increasing up|to [to]", Goal(BEGIN)),
    ("aim|aiming for", Goal(BEGIN)),
    ("T - T", RefusedDose(RANGE)),
    ("T to|or T", RefusedDose(RANGE)),
    ("[on] mon|monday|mondays|tue|tues|tuesday|tuesdays|wed|wednesday|wednesdays|thu|thur|thurs|thursday|thursdays|fri|friday|fridays|sat|saturday|saturdays|sunday|sundays",
        Refused(HOW_OFTEN)),
];

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) says: Says,
    /// How many tokens it takes.
    pub(super) length: usize,
    /// Its values, in order.
    pub(super) values: Vec<f64>,
    /// The weight, as it is written.
    pub(super) weight: Option<String>,
}

/// Finds the longest phrase that begins here.
pub(super) fn find(tokens: &[Token]) -> Option<Found> {
    let mut best: Option<Found> = None;
    for (phrase, says) in PHRASES {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let mut taken = Taken { values: Vec::new(), weight: None };
        // "20 up 3 down 4": the numbers stand behind their words.
        let behind = |length: usize| {
            matches!(says, Tempo(_))
                && parts[0] == "S"
                && tokens.get(length).is_some_and(|t| t.kind == Kind::Number)
        };
        if let Some(length) = taken.phrase(&parts, tokens, 0)
            && !behind(length)
            && !(*says == RefusedDose(RANGE) && falls(&taken.values))
            && best.as_ref().is_none_or(|best| length > best.length)
        {
            // Where the cross belongs to the number it is no "times": "31X1" is a tempo.
            let code =
                *says == SetsReps && tokens.get(1).is_some_and(|cross| cross.text == "x" && cross.glued);
            let says = if code { Code } else { *says };
            best = Some(Found { says, length, values: taken.values, weight: taken.weight });
        }
    }
    best
}

/// Tells whether the last two values are no range: "3x12 - 3 s hold".
fn falls(values: &[f64]) -> bool {
    matches!(values, [.., low, high] if high <= low)
}

/// What was taken of a phrase so far.
struct Taken {
    values: Vec<f64>,
    weight: Option<String>,
}

impl Taken {
    /// Returns how many tokens a phrase takes; `None` where it does not stand here.
    fn phrase(&mut self, parts: &[&str], tokens: &[Token], at: usize) -> Option<usize> {
        let Some((part, rest)) = parts.split_first() else {
            // No phrase ends in the middle of a value.
            return (!tokens.get(at).is_some_and(|token| token.glued)).then_some(at);
        };
        if let Some(optional) = part.strip_prefix('[').and_then(|part| part.strip_suffix(']')) {
            let with =
                is_one_of(tokens.get(at), optional).then(|| self.phrase(rest, tokens, at + 1)).flatten();
            return with.or_else(|| self.phrase(rest, tokens, at));
        }
        let before = self.values.len();
        let longest = match *part {
            "N" => whole(tokens.get(at)).map(|n| self.take(n, 1)),
            "F" => self.often(tokens, at),
            "S" => seconds(tokens, at, false).map(|(seconds, length)| self.take(seconds, length)),
            "T" => seconds(tokens, at, true).map(|(seconds, length)| self.take(seconds, length)),
            "W" => self.load(tokens, at),
            "D" => Some(out_of_ten(tokens, at)),
            words => is_one_of(tokens.get(at), words).then_some(1),
        };
        let end = longest.and_then(|length| self.phrase(rest, tokens, at + length));
        if end.is_none() {
            self.values.truncate(before);
        }
        end
    }

    fn take(&mut self, value: f64, length: usize) -> usize {
        self.values.push(value);
        length
    }

    fn often(&mut self, tokens: &[Token], at: usize) -> Option<usize> {
        let word = tokens.get(at)?;
        match word.text.as_str() {
            "once" => return Some(self.take(1.0, 1)),
            "twice" => return Some(self.take(2.0, 1)),
            "thrice" => return Some(self.take(3.0, 1)),
            _ => {}
        }
        let number = whole(Some(word))?;
        is_one_of(tokens.get(at + 1), "x|times|time").then(|| self.take(number, 2))
    }

    fn load(&mut self, tokens: &[Token], at: usize) -> Option<usize> {
        let number = tokens.get(at).filter(|token| token.kind == Kind::Number)?;
        let unit = match tokens.get(at + 1)?.text.as_str() {
            "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" => "kg",
            "lb" | "lbs" | "pound" | "pounds" | "#" => "lb",
            _ => return None,
        };
        self.weight = Some(format!("{} {unit}", number.text));
        Some(2)
    }
}

fn is_one_of(token: Option<&Token>, words: &str) -> bool {
    token.is_some_and(|token| words.split('|').any(|word| word == token.text))
}

/// Returns a whole number, in digits or as a word.
fn whole(token: Option<&Token>) -> Option<f64> {
    let token = token?;
    match token.kind {
        Kind::Number if token.text.len() <= 6 && !token.text.contains('.') => token.text.parse().ok(),
        Kind::Word => number::of_word(&token.text).map(f64::from),
        _ => None,
    }
}

/// Returns seconds and the tokens that they take: "30 s", "1 min 30", "1m30s", "3".
fn seconds(tokens: &[Token], at: usize, with_unit: bool) -> Option<(f64, usize)> {
    const SECONDS: &str = "s|sec|secs|second|seconds";
    let value = |token: &Token| match token.kind {
        Kind::Number if token.text.len() <= 6 => token.text.parse::<f64>().ok(),
        _ => whole(Some(token)),
    };
    let first = value(tokens.get(at)?)?;
    let unit = tokens.get(at + 1);
    if is_one_of(unit, SECONDS) {
        return Some((first, 2));
    }
    let more = tokens.get(at + 2);
    let close = more.is_some_and(|more| more.glued);
    if is_one_of(unit, "min|mins|minute|minutes") || close && is_one_of(unit, "m") {
        let Some(part) = more.and_then(value) else { return Some((first * 60.0, 2)) };
        let after = tokens.get(at + 3);
        let whole = first.fract() == 0.0;
        if is_one_of(after, SECONDS) {
            return (whole && part < 60.0).then_some((first * 60.0 + part, 4));
        }
        // "1 min 30" are ninety seconds; in "1 min 30 calf raises" that cannot be told.
        let two = more.is_some_and(|more| more.text.len() == 2) && part < 60.0;
        let ends = whole && after.is_none_or(|after| after.kind == Kind::Sign);
        let other =
            is_one_of(after, "x|times|time|sets|set|reps|rep|repetitions|holds|min|mins|minutes|kg|lb|-");
        return match (two && ends, other && !close) {
            (true, false) => Some((first * 60.0 + part, 3)),
            (_, true) => Some((first * 60.0, 2)),
            _ => None,
        };
    }
    (!with_unit).then_some((first, 1))
}

/// Returns how many tokens "out of ten" takes here: "/10", "out of 10", "of 10", none.
fn out_of_ten(tokens: &[Token], at: usize) -> usize {
    let ten = |at: usize| whole(tokens.get(at)) == Some(10.0);
    if is_one_of(tokens.get(at), "/|of") && ten(at + 1) {
        2
    } else if is_one_of(tokens.get(at), "out") && is_one_of(tokens.get(at + 1), "of") && ten(at + 2) {
        3
    } else {
        0
    }
}
