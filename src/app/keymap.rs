//! One table of keys: what a key does where, how hints, help and the book call it.
//!
//! Keys become actions here, once; no other module compares keys. The shell turns what the
//! terminal sends into [`Key`], so that neither this table nor its tests know a terminal.

mod bound;
mod context;
mod entries;
mod plan;
mod plan_setup;
mod play;
mod progress;
mod shoes;
#[cfg(test)]
mod tests;

use std::fmt::{self, Write};

pub use bound::Keymap;
pub use context::Context;

use crate::dialog::Answer;

/// A key press, as the shell reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as typed.
    Char(char),
    /// A character with control held.
    Ctrl(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
}

impl Key {
    /// Returns the same letter in the other case; `None` where there is none.
    pub(super) fn other_case(self) -> Option<Self> {
        let Self::Char(c) = self else { return None };
        let mut turned = String::new();
        if c.is_uppercase() {
            turned.extend(c.to_lowercase());
        } else {
            turned.extend(c.to_uppercase());
        }
        let mut letters = turned.chars();
        let other = letters.next().filter(|other| *other != c && letters.next().is_none())?;
        Some(Self::Char(other))
    }

    /// Tells whether it is a letter or sign of another script than Latin.
    pub(super) fn is_foreign(self) -> bool {
        let (Self::Char(c) | Self::Ctrl(c)) = self else { return false };
        let latin = matches!(c, '\u{0}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
        c.is_alphanumeric() && !latin
    }

    /// Returns what a Latin keyboard has in its place.
    pub(super) const fn at(self, place: char) -> Self {
        match self {
            Self::Char(_) => Self::Char(place),
            Self::Ctrl(_) => Self::Ctrl(place.to_ascii_lowercase()),
            other => other,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(c) => write!(f, "ctrl-{c}"),
            Self::Enter => f.write_str("enter"),
            Self::Esc => f.write_str("esc"),
            Self::Backspace => f.write_str("backspace"),
            Self::Tab => f.write_str("tab"),
            Self::Up => f.write_str("↑"),
            Self::Down => f.write_str("↓"),
            Self::Left => f.write_str("←"),
            Self::Right => f.write_str("→"),
        }
    }
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Answers the question that is shown; no key does, but a line of text.
    Answer(Answer),
    /// Starts, goes on or agrees: whatever the screen offers.
    Accept,
    /// Leaves the screen.
    Close,
    /// Leaves the program, or the routine after one question.
    Quit,
    /// Leaves the program at once; a running session can be taken up again.
    Abort,
    /// Stops the program for the shell to go on (Ctrl-Z).
    Suspend,
    /// Shows what keys do.
    Help,
    /// Says that something is wrong.
    Signs,
    /// One up in a list.
    Up,
    /// One down in a list.
    Down,
    /// Less on a scale.
    Less,
    /// More on a scale.
    More,
    /// Shows today.
    Today,
    /// Shows the plan.
    Plan,
    /// Shows how it has been going.
    Progress,
    /// Shows the next sore site.
    Site,
    /// Shows the routines.
    Routines,
    /// Shows the settings.
    Settings,
    /// Stops the clock, or lets it run on.
    Pause,
    /// Ends the segment.
    Next,
    /// Ends a run early, with the easy walk.
    Home,
    /// Begins the step again, or goes to the one before.
    Back,
    /// Adds time.
    MoreTime,
    /// Counts a repetition.
    Tap,
    /// Says how the step is done.
    Say,
    /// Types what is lifted.
    Weights,
    /// Takes the last digit away.
    Delete,
    /// Names the minutes there are; while it plays, lets them be or keeps them again.
    Minutes,
    /// Turns the sound off and on.
    Mute,
    /// Says why something is done.
    Why,
    /// Shows the figure from further away or closer.
    View,
    /// Shows what to take along as a picture for the phone.
    Phone,
    /// Lets an interrupted session go.
    Discard,
    /// Answers that nothing is sore.
    Nothing,
    /// Answers with yes.
    Yes,
    /// Answers with no, or that none of it fits.
    No,
    /// Says that a clinician has cleared it.
    Cleared,
    /// Says that an answer was a mistake.
    Mistake,
    /// Goes on without the part of the history that could not be read.
    Anyway,
    /// Asks what is sore.
    CheckIn,
    /// Takes a run that was done without the program.
    LogRun,
    /// Says that it was another sport.
    Sport,
    /// Takes back what was said last.
    Undo,
    /// Leaves a run of the plan out.
    Skip,
    /// Moves the next run to another day.
    MoveRun,
    /// Does the week of the plan again.
    Repeat,
    /// Chooses the run days.
    RunDays,
    /// Chooses how far the long run grows.
    Goal,
    /// Takes a day in or out.
    Toggle,
    /// Ends the plan.
    EndPlan,
    /// Says that there is fever still.
    Fever,
    /// Starts a plan.
    BeginPlan,
    /// Shows the other plans.
    Others,
    /// Shows the pairs of shoes.
    Shoes,
    /// Chooses the pair of a run.
    Wear,
    /// Adds one.
    Add,
    /// Calls it something else.
    Rename,
    /// Sets the distance at which to tell of it.
    Remind,
    /// Takes it out of use, or brings it back.
    Retire,
    /// Shows other kinds of entries.
    Filter,
    /// Takes an entry out.
    Remove,
    /// Types a value.
    Write,
    /// A letter of a line; no row has it.
    Type(char),
    /// Answers a question with a number.
    Digit(u8),
    /// Chooses a row of a list; no key does, a click does.
    Choose(u16),
    /// Plays a step from its start; no key does, a click does.
    Step(u16),
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which keys, the one that hints show first.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// What hints say, in a word or two.
    pub hint: &'static str,
    /// What help says.
    pub help: &'static str,
}

const fn row(
    context: Context,
    keys: &'static [Key],
    action: Action,
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { context, keys, action, hint, help }
}

use Context as C;
use Key::{Backspace, Char, Ctrl, Down, Enter, Esc, Left, Right, Tab, Up};

/// Every key of the program but those of what is played, and of a plan, new or running; rows with a digit are in [`DIGITS`].
const BINDINGS: &[Binding] = &[
    row(C::Everywhere, &[Char('?')], Action::Help, "help", "what the keys do here"),
    row(
        C::Everywhere,
        &[Char('!')],
        Action::Signs,
        "wrong",
        "something is wrong: warning signs and what to do",
    ),
    row(C::Everywhere, &[Ctrl('z')], Action::Suspend, "", "stop the program; fg brings it back, paused"),
    row(
        C::Everywhere,
        &[Ctrl('c')],
        Action::Abort,
        "",
        "leave at once; a running routine can be taken up again",
    ),
    row(C::Welcome, &[Char('n')], Action::Nothing, "nothing sore", "nothing is sore: start the warm-up"),
    row(C::Welcome, &[Enter], Action::Accept, "later", "answer later: a warm-up without hops"),
    row(C::Welcome, &[Char('q'), Esc], Action::Quit, "quit", "quit, saving nothing"),
    row(C::Today, &[Enter], Action::Accept, "start", "start what is shown"),
    row(C::Today, &[Up, Char('k')], Action::Up, "choose", "the thing above"),
    row(C::Today, &[Down, Char('j')], Action::Down, "choose", "the thing below"),
    row(C::Today, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan, week by week"),
    row(C::Today, &[Char('g'), Char('3')], Action::Progress, "progress", "your progress"),
    row(C::Today, &[Char('r'), Char('4')], Action::Routines, "routines", "choose another routine"),
    row(C::Today, &[Char('t')], Action::Minutes, "minutes", "set your minutes, or the time to leave"),
    row(C::Today, &[Char('w')], Action::Why, "why", "all about what Enter starts, and what it rests on"),
    row(
        C::Today,
        &[Char('x')],
        Action::Discard,
        "let it go",
        "let an interrupted routine go; what was done is kept",
    ),
    row(C::Today, &[Char('c')], Action::CheckIn, "check in", "what is sore, one question at a time"),
    row(C::Today, &[Char('n')], Action::No, "nothing", "nothing is sore, where that is asked"),
    row(C::Today, &[Char('l')], Action::LogRun, "log a run", "say that you ran, without the program"),
    row(C::Today, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(
        C::Today,
        &[Char('b')],
        Action::BeginPlan,
        "a plan",
        "start a plan for running; nothing is kept before its end",
    ),
    row(C::Today, &[Char('s')], Action::Shoes, "shoes", "your shoes"),
    row(C::Today, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Today, &[Char('q'), Esc], Action::Quit, "quit", "leave"),
    row(C::Due, &[Char('y')], Action::Yes, "yes", "yes, where that is asked"),
    row(C::Due, &[Char('f')], Action::Fever, "feverish", "there is fever still, where that is asked"),
    row(C::CheckIn, &[Char('n')], Action::No, "nothing", "nothing is sore"),
    row(C::CheckIn, &[Char('y')], Action::Yes, "yes", "yes, where that is asked"),
    row(C::CheckIn, &[Up, Char('k')], Action::Up, "question", "the question before"),
    row(
        C::CheckIn,
        &[Down, Char('j')],
        Action::Down,
        "question",
        "the next question; this one stays for later",
    ),
    row(C::CheckIn, &[Left, Char('h')], Action::Less, "less", "one less on the scale"),
    row(C::CheckIn, &[Right, Char('l')], Action::More, "more", "one more on the scale; after a 9 it is a 10"),
    row(
        C::CheckIn,
        &[Enter],
        Action::Accept,
        "save",
        "keep the score that the arrows stand on; else back to today",
    ),
    row(C::CheckIn, &[Char('f')], Action::Fever, "feverish", "there is fever still, where that is asked"),
    row(C::CheckIn, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(
        C::CheckIn,
        &[Esc, Char('q')],
        Action::Close,
        "later",
        "answer the rest later; what was said is kept",
    ),
    row(
        C::ManualRun,
        &[Enter],
        Action::Accept,
        "save",
        "keep it; without minutes, the run of your plan as it was asked",
    ),
    row(C::ManualRun, &[Left, Char('h'), Backspace], Action::Less, "delete", "delete the last digit"),
    row(
        C::ManualRun,
        &[Tab],
        Action::Sport,
        "other sport",
        "another sport: bike, swim, pool run, other; then the run again",
    ),
    row(C::ManualRun, &[Char('s')], Action::Wear, "shoes", "another pair of shoes, where you have some"),
    row(C::ManualRun, &[Esc, Char('q')], Action::Close, "back", "back to today; nothing is kept"),
    row(C::Routines, &[Enter], Action::Accept, "start", "start the chosen routine"),
    row(
        C::Routines,
        &[Char('w'), Right, Char('l')],
        Action::Why,
        "why",
        "all about it, and what it rests on",
    ),
    row(C::Routines, &[Up, Char('k')], Action::Up, "choose", "the one above"),
    row(C::Routines, &[Down, Char('j')], Action::Down, "choose", "the one below"),
    row(C::Routines, &[Char('t'), Char('1'), Esc], Action::Today, "today", "back to today"),
    row(C::Routines, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan"),
    row(C::Routines, &[Char('g'), Char('3')], Action::Progress, "progress", "your progress"),
    row(C::Routines, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Routines, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::Settings, &[Up, Char('k')], Action::Up, "choose", "the one above"),
    row(C::Settings, &[Down, Char('j')], Action::Down, "choose", "the one below"),
    row(C::Settings, &[Left, Char('h')], Action::Less, "change", "less, or previous choice"),
    row(C::Settings, &[Right, Char('l')], Action::More, "change", "more, or next choice"),
    row(C::Settings, &[Enter, Char(' ')], Action::Accept, "change", "the next choice, round and round"),
    row(C::Settings, &[Char('t'), Char('1'), Esc, Char(',')], Action::Today, "today", "back to today"),
    row(C::Settings, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan"),
    row(C::Settings, &[Char('g'), Char('3')], Action::Progress, "progress", "your progress"),
    row(C::Settings, &[Char('r'), Char('4')], Action::Routines, "routines", "the routines"),
    row(C::Settings, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::About, &[Down, Char('j')], Action::Down, "read on", "read on"),
    row(C::About, &[Char(' ')], Action::Next, "next part", "next heading"),
    row(C::About, &[Up, Char('k')], Action::Up, "read back", "read back"),
    row(C::About, &[Enter], Action::Accept, "start", "start this routine"),
    row(C::About, &[Char('+')], Action::More, "rung up", "one rung up, from the next time on"),
    row(C::About, &[Char('-')], Action::Less, "rung down", "one rung down"),
    row(
        C::About,
        &[Char('g')],
        Action::Weights,
        "weights",
        "what you lift on its steps, from the next time on",
    ),
    row(C::About, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(C::About, &[Esc, Char('w'), Left, Char('h')], Action::Close, "back", "back to the screen before"),
    row(C::About, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::Help, &[Esc, Enter, Char('q')], Action::Close, "back", "back to the screen before"),
    row(C::Signs, &[Char('n'), Esc, Char('q')], Action::Close, "none of these", "none of these: back"),
    row(C::Asked, &[Char('n')], Action::No, "none of these", "none of these; only an answer goes on"),
    row(C::Asked, &[Char('s')], Action::Skip, "not now", "the health page: not now"),
    row(C::Sure, &[Char('y')], Action::Yes, "yes", "yes, that is so"),
    row(C::Sure, &[Char('n'), Esc, Backspace], Action::Close, "no, back", "no: back to the question"),
    row(C::Told, &[Enter, Esc], Action::Close, "go on", "go on"),
    row(C::Locked, &[Char('y')], Action::Yes, "still there", "a paused sign: it is still there today"),
    row(C::Locked, &[Char('n')], Action::No, "gone", "a paused sign: it is gone today"),
    row(
        C::Locked,
        &[Char('c')],
        Action::Cleared,
        "cleared",
        "a doctor or physio has cleared me (press twice)",
    ),
    row(C::Locked, &[Char('m')], Action::Mistake, "mistake", "it was a mistake (press twice)"),
    row(
        C::Locked,
        &[Char('a')],
        Action::Anyway,
        "go on anyway",
        "go on without the entries that Runup could not read (press twice)",
    ),
    row(C::Locked, &[Esc, Enter], Action::Close, "back", "back"),
    row(C::Locked, &[Char('q')], Action::Quit, "quit", "leave"),
    row(C::Stopped, &[Enter, Esc], Action::Close, "back", "back to today"),
    row(C::Stopped, &[Char('q')], Action::Quit, "quit", "leave"),
];

/// The contexts in which a digit answers, and what it says there.
pub const DIGITS: &[(Context, &str)] = &[
    (Context::Welcome, "1 to 5: where it is sore"),
    (Context::Due, "0 to 9: the answer to what is asked"),
    (Context::CheckIn, "0 to 9: the answer; the next question follows"),
    (Context::ManualRun, "0 to 9: how many minutes it was"),
    (Context::Minutes, "0 to 9: minutes from now, or four digits for the time to leave"),
    (Context::Shoes, "0 to 9: the distance at which you hear of the chosen pair"),
    (Context::Entry, "0 to 9: the score; or begin to type the value"),
    (Context::Typing, "letters: what is typed"),
    (Context::Weights, "0 to 9: the weight; 0 for the body's own"),
    (Context::PlanSetup, "0 to 9: the answer, minutes, or a run day where these are chosen"),
    (Context::PlanThen, "1 to 4: stay at this length, go longer, hills, or only warm-ups"),
    (Context::Player, "0 to 9: how sore it is now, while getting ready"),
    (Context::TestEntry, "0 to 9: the number; then the worst pain"),
    (Context::Tested, "0 to 9: the year of birth, where that is asked"),
    (Context::Summary, "0 to 9: worst pain while doing it"),
    (Context::RunSummary, "0 to 9: the answer; the next question follows"),
    (Context::Signs, "1 to 9: what is wrong"),
    (Context::Asked, "1 to 9: which of them"),
];

/// Returns all rows.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    [
        BINDINGS,
        play::BINDINGS,
        plan::BINDINGS,
        plan_setup::BINDINGS,
        progress::BINDINGS,
        shoes::BINDINGS,
        entries::BINDINGS,
    ]
    .into_iter()
    .flatten()
}

/// Returns the rows of a context, in order.
pub fn rows(context: Context) -> impl Iterator<Item = &'static Binding> {
    bindings().filter(move |b| b.context == context)
}

/// Returns the rows that hold in a context: its own, and those below it.
pub fn rows_in(context: Context) -> impl Iterator<Item = &'static Binding> {
    rows(context).chain(context.below().into_iter().flat_map(rows))
}

/// Returns the key table of the book.
pub fn markdown() -> String {
    let mut out = String::from("| where | keys | what |\n| --- | --- | --- |\n");
    for context in Context::ALL {
        let digits = DIGITS.iter().filter(|(at, _)| *at == context);
        for (_, help) in digits {
            let (keys, what) = help.split_once(": ").unwrap_or(("digits", help));
            let _ = writeln!(out, "| {} | {keys} | {what} |", context.title());
        }
        for binding in rows(context) {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(out, "| {} | {} | {} |", context.title(), keys.join(" "), binding.help);
        }
    }
    out
}
