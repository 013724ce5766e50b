//! What the words of a line say: a table of phrases, and how one is found.
//!
//! A phrase is written as its words. `[a]` may be left out, `a|b` is one of both, and capitals take values: `N` a whole
//! number, `F` how often (`twice`, `3 times`), `S` seconds with or without their unit, `T` a time with its unit, `W` a
//! weight, `D` "out of ten", which may be left out. The phrase that takes the most words wins.

use super::token::{Kind, Token};

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
    /// A weight.
    Load,
    /// None.
    NoLoad,
    /// Sides.
    Side(Sides),
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
    /// It cannot be said, and what to say instead.
    Refused(&'static str),
}

use crate::routine::{Beat, Sides, When};
use Says::{
    BothSides, Clinician, EachMorning, Every, EveryDays, Gap, Hold, HoldSets, Legs, Load, MorningAndEvening,
    NoLoad, NoPain, NoRest, Pain, PainBelow, PerDay, PerWeek, Quick, Refused, Reps, RepsSets, Rest, Sets,
    SetsHold, SetsReps, SetsTime, Side, Slow, SlowDown, Steady, Tempo, Time, TimeSets, Times,
};

const UP_HOLD_DOWN: &[Beat] = &[Beat::Up, Beat::Hold, Beat::Down];
const UP_DOWN: &[Beat] = &[Beat::Up, Beat::Down];
const DOWN_UP: &[Beat] = &[Beat::Down, Beat::Up];
const DOWN_HOLD_UP: &[Beat] = &[Beat::Down, Beat::Hold, Beat::Up];

const BARE: &str = "gyms write the lowering first, others the rising: name the parts, such as `up 3, down 3`";
const RANGE: &str = "this is a range: say one number, the one to begin with";
const WHICH: &str = "say `left` or `right`";
const NO_END: &str = "a routine has no end: leave this out, and change the file when it is over";
const NUMBER: &str = "a routine needs a number to count to";
const UNIT: &str = "seconds or minutes? write `30 s` or `1 min`";
const HOW_OFTEN: &str = "a routine has no weekdays: say how often, such as `3 times a week`";
const KILOS: &str = "say the weight itself, such as `10 kg`";

#[rustfmt::skip]
const PHRASES: &[(&str, Says)] = &[
    // Sets and repetitions.
    ("N x N [reps|rep|repetitions|repetition|times]", SetsReps),
    ("N sets|set [of|x|by] N [reps|rep|repetitions|repetition|times]", SetsReps),
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
    ("hold|pause [for] T at [the] top", Hold),
    ("T hold|pause at [the] top", Hold),
    ("T hold|holds", Hold),
    ("[for] T", Time),
    // Rest.
    ("[with] rest|pause|break [of|for] T [between] [the|each] [sets|set]", Rest),
    ("[with] [a] T rest|pause|break|recovery [in] [between] [the|each] [sets|set]", Rest),
    ("T in between [the|each] [sets|set]", Rest),
    ("T between [the|each] sets|set", Rest),
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
    ("[with|add|adding|using|holding|plus] [a|an] W [weight|load|backpack|rucksack|pack|dumbbell|kettlebell]", Load),
    ("[with] [a|an] load|weight|backpack|rucksack|dumbbell|kettlebell [of|with] W", Load),
    ("[with] [only] [your] body weight|weights", NoLoad),
    ("bodyweight [only]", NoLoad),
    ("no|without [a|any] weight|weights|load", NoLoad),
    // Sides.
    ("[on] each|per|every leg|side|foot|ankle|calf|heel|knee", Side(Sides::Each)),
    ("each", Side(Sides::Each)),
    ("left and|then|, right", Side(Sides::Each)),
    ("[on] [the] left [leg|side|foot|ankle|calf|heel] [only]", Side(Sides::Left)),
    ("only [the] left [leg|side|foot|ankle|calf|heel]", Side(Sides::Left)),
    ("[on] [the] right [leg|side|foot|ankle|calf|heel] [only]", Side(Sides::Right)),
    ("only [the] right [leg|side|foot|ankle|calf|heel]", Side(Sides::Right)),
    ("alternate|alternating [legs|sides|feet]", Side(Sides::Alternate)),
    ("in|by turn|turns", Side(Sides::Alternate)),
    ("[on] both [legs|sides|feet|heels|calves|ankles]", BothSides),
    ("both [legs|sides|feet|heels|calves] together", Side(Sides::Both)),
    ("both [legs|sides|feet|heels|calves] at once", Side(Sides::Both)),
    ("both [legs|sides|feet|heels|calves] at the same time", Side(Sides::Both)),
    ("bilateral|bilaterally", Side(Sides::Both)),
    ("unilateral|unilaterally", Side(Sides::Each)),
    ("[on] double|two leg|legs|legged|feet|footed", Legs(Sides::Both)),
    ("[on] single|one leg|legs|legged|foot|footed", Legs(Sides::Each)),
    ("one leg|side|foot at a time", Side(Sides::Each)),
    ("[on] [the] affected|injured|sore|bad|painful|worse|worst|operated|other|good|weak|weaker leg|side|foot|ankle|calf|heel",
        Refused(WHICH)),
    // How often, and when.
    ("daily|everyday", Every(1)),
    ("every|each day", Every(1)),
    ("F [a|per|each|every|in|/] [the] day|daily", PerDay),
    ("N / day", PerDay),
    ("N per|a day", PerDay),
    ("F [a|per|each|every|in|/] [the] week|weekly|wk", PerWeek),
    ("N / week|wk", PerWeek),
    ("N per|a week", PerWeek),
    ("[on] N days [a|per|each|every|/|in] [the] week", PerWeek),
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
    ("[tempo] N - N - N", Refused(BARE)),
    ("[tempo] N - N - N - N", Refused(BARE)),
    ("[tempo] N : N : N", Refused(BARE)),
    ("[tempo] N / N / N", Refused(BARE)),
    ("[tempo] N : N : N : N", Refused(BARE)),
    ("tempo [of] N", Refused(BARE)),
    ("N x N - N [reps|rep|repetitions|s|sec|secs|seconds]", Refused(RANGE)),
    ("N - N x N [- N] [reps|rep|repetitions]", Refused(RANGE)),
    ("N - N [sets|set|reps|rep|repetitions|times|x|s|sec|secs|seconds|min|mins|minutes|kg|days]", Refused(RANGE)),
    ("N to N [sets|set|reps|rep|repetitions|times|x|s|sec|secs|seconds|min|mins|minutes|kg|days]", Refused(RANGE)),
    ("N - N x|times [a|per|each|/] day|daily|week|weekly", Refused(RANGE)),
    ("N to N x|times [a|per|each|/] day|daily|week|weekly", Refused(RANGE)),
    ("N or N [sets|set|reps|rep|repetitions|times|x]", Refused(RANGE)),
    ("[for] N weeks|week|months|month", Refused(NO_END)),
    ("[until|to] fatigue|failure|exhaustion", Refused(NUMBER)),
    ("until [it|you] tired|burns|tire", Refused(NUMBER)),
    ("as many|much as possible|you [can]", Refused(NUMBER)),
    ("as tolerated|needed|able", Refused(NUMBER)),
    ("amrap", Refused(NUMBER)),
    ("hold [for] N", Refused(UNIT)),
    ("N %", Refused(KILOS)),
    ("N % of max|maximum", Refused(KILOS)),
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
        if let Some(length) = taken.phrase(&parts, tokens, 0)
            && best.as_ref().is_none_or(|best| length > best.length)
        {
            best = Some(Found { says: *says, length, values: taken.values, weight: taken.weight });
        }
    }
    best
}

/// What was taken of a phrase so far.
struct Taken {
    values: Vec<f64>,
    weight: Option<String>,
}

impl Taken {
    /// Returns how many tokens a phrase takes; `None` where it does not stand here.
    fn phrase(&mut self, parts: &[&str], tokens: &[Token], at: usize) -> Option<usize> {
        let Some((part, rest)) = parts.split_first() else { return Some(at) };
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
            "lb" | "lbs" | "pound" | "pounds" => "lb",
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
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let token = token?;
    match token.kind {
        Kind::Number if token.text.len() <= 6 && !token.text.contains('.') => token.text.parse().ok(),
        Kind::Word => match token.text.as_str() {
            "fifteen" => Some(15.0),
            "twenty" => Some(20.0),
            "thirty" => Some(30.0),
            word => WORDS.iter().position(|known| *known == word).map(|n| n as f64),
        },
        _ => None,
    }
}

/// Returns seconds and the tokens that they take: "30 s", "1 min 30", "3".
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
    if is_one_of(unit, "min|mins|minute|minutes") {
        let more = tokens.get(at + 2).and_then(value).filter(|_| is_one_of(tokens.get(at + 3), SECONDS));
        return Some(more.map_or((first * 60.0, 2), |more| (first * 60.0 + more, 4)));
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
