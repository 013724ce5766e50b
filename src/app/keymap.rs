//! One table of keys: what each key does on each screen, and what hints, help and the book call it.
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
    /// Returns the same letter in the other case; `None` if there is none.
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

    /// True if it is a letter or sign of another script than Latin.
    pub(super) fn is_foreign(self) -> bool {
        let (Self::Char(c) | Self::Ctrl(c)) = self else { return false };
        let latin = matches!(c, '\u{0}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
        c.is_alphanumeric() && !latin
    }

    /// Returns the key that a Latin keyboard has in its place.
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
    /// Shows the help for keys.
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
    /// Opens the weights to be typed.
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
    /// Logs what is chosen as done without the player.
    LogDone,
    /// Says that it was another sport.
    Sport,
    /// Undoes the last answer.
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
    /// The context in which the keys work.
    pub context: Context,
    /// The keys; hints show the first.
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
        "quit at once; you can resume a running routine later",
    ),
    row(C::Welcome, &[Char('n')], Action::Nothing, "nothing sore", "nothing is sore: start the warm-up"),
    row(C::Welcome, &[Enter], Action::Accept, "later", "answer later: a warm-up without hops"),
    row(C::Welcome, &[Char('q'), Esc], Action::Quit, "quit", "quit, saving nothing"),
    row(C::Today, &[Enter], Action::Accept, "start", "start what is shown"),
    row(C::Today, &[Up, Char('k')], Action::Up, "choose", "move up"),
    row(C::Today, &[Down, Char('j')], Action::Down, "choose", "move down"),
    row(C::Today, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan, week by week"),
    row(C::Today, &[Char('g'), Char('3')], Action::Progress, "progress", "your progress"),
    row(C::Today, &[Char('r'), Char('4')], Action::Routines, "routines", "all routines"),
    row(C::Today, &[Char('t')], Action::Minutes, "minutes", "set your minutes, or the time to leave"),
    row(C::Today, &[Char('w')], Action::Why, "why", "about the routine that Enter starts, and the evidence"),
    row(
        C::Today,
        &[Char('x')],
        Action::Discard,
        "drop it",
        "drop the unfinished routine; what you did is saved",
    ),
    row(C::Today, &[Char('c')], Action::CheckIn, "check in", "say what's sore, one question at a time"),
    row(C::Today, &[Char('n')], Action::No, "nothing", "nothing is sore, if you're asked"),
    row(C::Today, &[Char('l')], Action::LogRun, "log a run", "log a run you did without Runup"),
    row(C::Today, &[Char('d')], Action::LogDone, "did it", "log the chosen routine as done without Runup"),
    row(C::Today, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(
        C::Today,
        &[Char('b')],
        Action::BeginPlan,
        "a plan",
        "start a running plan; nothing is saved until the end",
    ),
    row(C::Today, &[Char('s')], Action::Shoes, "shoes", "your shoes"),
    row(C::Today, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Today, &[Char('q'), Esc], Action::Quit, "quit", "quit"),
    row(C::Due, &[Char('y')], Action::Yes, "yes", "yes, if you're asked"),
    row(C::Due, &[Char('f')], Action::Fever, "feverish", "you still have a fever, if you're asked"),
    row(C::CheckIn, &[Char('n')], Action::No, "nothing", "nothing is sore"),
    row(C::CheckIn, &[Char('y')], Action::Yes, "yes", "yes, if you're asked"),
    row(C::CheckIn, &[Up, Char('k')], Action::Up, "question", "previous question"),
    row(C::CheckIn, &[Down, Char('j')], Action::Down, "question", "next question; answer this one later"),
    row(C::CheckIn, &[Left, Char('h')], Action::Less, "less", "one less on the scale"),
    row(C::CheckIn, &[Right, Char('l')], Action::More, "more", "one more on the scale; 10 after a 9"),
    row(
        C::CheckIn,
        &[Enter],
        Action::Accept,
        "save",
        "save the score you chose with the arrows; if none, back to Today",
    ),
    row(C::CheckIn, &[Char('f')], Action::Fever, "feverish", "you still have a fever, if you're asked"),
    row(C::CheckIn, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(
        C::CheckIn,
        &[Esc, Char('q')],
        Action::Close,
        "later",
        "answer the rest later; your answers so far are saved",
    ),
    row(C::ManualRun, &[Enter], Action::Accept, "save", "save it; without minutes, the planned run"),
    row(C::ManualRun, &[Left, Char('h'), Backspace], Action::Less, "delete", "delete the last digit"),
    row(C::ManualRun, &[Tab], Action::Sport, "other sport", "switch sport: bike, swim, pool run, other, run"),
    row(C::ManualRun, &[Char('s')], Action::Wear, "shoes", "another pair of shoes, if you have some"),
    row(C::ManualRun, &[Esc, Char('q')], Action::Close, "back", "back to Today, without saving"),
    row(C::Routines, &[Enter], Action::Accept, "start", "start the chosen routine"),
    row(
        C::Routines,
        &[Char('w'), Right, Char('l')],
        Action::Why,
        "why",
        "about this routine, and the evidence",
    ),
    row(C::Routines, &[Up, Char('k')], Action::Up, "choose", "move up"),
    row(C::Routines, &[Down, Char('j')], Action::Down, "choose", "move down"),
    row(C::Routines, &[Char('t'), Char('1'), Esc], Action::Today, "today", "back to Today"),
    row(C::Routines, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan"),
    row(C::Routines, &[Char('g'), Char('3')], Action::Progress, "progress", "your progress"),
    row(C::Routines, &[Char(',')], Action::Settings, "settings", "settings"),
    row(C::Routines, &[Char('q')], Action::Quit, "quit", "quit"),
    row(C::Settings, &[Up, Char('k')], Action::Up, "choose", "move up"),
    row(C::Settings, &[Down, Char('j')], Action::Down, "choose", "move down"),
    row(C::Settings, &[Left, Char('h')], Action::Less, "change", "less, or previous choice"),
    row(C::Settings, &[Right, Char('l')], Action::More, "change", "more, or next choice"),
    row(C::Settings, &[Enter, Char(' ')], Action::Accept, "change", "next choice"),
    row(C::Settings, &[Char('t'), Char('1'), Esc, Char(',')], Action::Today, "today", "back to Today"),
    row(C::Settings, &[Char('p'), Char('2')], Action::Plan, "plan", "your plan"),
    row(C::Settings, &[Char('g'), Char('3')], Action::Progress, "progress", "your progress"),
    row(C::Settings, &[Char('r'), Char('4')], Action::Routines, "routines", "the routines"),
    row(C::Settings, &[Char('q')], Action::Quit, "quit", "quit"),
    row(C::About, &[Down, Char('j')], Action::Down, "scroll down", "scroll down"),
    row(C::About, &[Char(' ')], Action::Next, "next part", "next heading"),
    row(C::About, &[Up, Char('k')], Action::Up, "scroll up", "scroll up"),
    row(C::About, &[Enter], Action::Accept, "start", "start this routine"),
    row(C::About, &[Char('+')], Action::More, "harder", "harder version from next time"),
    row(C::About, &[Char('-')], Action::Less, "easier", "easier version from next time"),
    row(C::About, &[Char('g')], Action::Weights, "weights", "set the weights for its steps, from next time"),
    row(C::About, &[Char('u')], Action::Undo, "undo", "undo your last change"),
    row(C::About, &[Esc, Char('w'), Left, Char('h')], Action::Close, "back", "back to the screen before"),
    row(C::About, &[Char('q')], Action::Quit, "quit", "quit"),
    row(C::Help, &[Esc, Enter, Char('q')], Action::Close, "back", "back to the screen before"),
    row(C::Signs, &[Char('n'), Esc, Char('q')], Action::Close, "none of these", "none of these: back"),
    row(C::Asked, &[Char('n')], Action::No, "none of these", "none of these"),
    row(C::Asked, &[Char('s')], Action::Skip, "not now", "answer the health page later"),
    row(C::Sure, &[Char('y')], Action::Yes, "yes", "yes, I do"),
    row(C::Sure, &[Char('n'), Esc, Backspace], Action::Close, "no, back", "no: back to the question"),
    row(C::Told, &[Enter, Esc], Action::Close, "go on", "go on"),
    row(C::Locked, &[Char('y')], Action::Yes, "still there", "it is still there today"),
    row(C::Locked, &[Char('n')], Action::No, "gone", "it is gone today"),
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
        "continue without the entries that Runup could not read (press twice)",
    ),
    row(C::Locked, &[Esc, Enter], Action::Close, "back", "back"),
    row(C::Locked, &[Char('q')], Action::Quit, "quit", "quit"),
    row(C::Stopped, &[Enter, Esc], Action::Close, "back", "back to Today"),
    row(C::Stopped, &[Char('q')], Action::Quit, "quit", "quit"),
];

/// The contexts in which a digit answers, and what it says there.
pub const DIGITS: &[(Context, &str)] = &[
    (Context::Welcome, "1 to 5: where it's sore"),
    (Context::Due, "0 to 9: answer the question"),
    (Context::CheckIn, "0 to 9: answer, and go to the next question"),
    (Context::ManualRun, "0 to 9: how many minutes"),
    (Context::Minutes, "0 to 9: your minutes, or the time to leave as four digits"),
    (Context::Shoes, "0 to 9: the distance for the pair's reminder"),
    (Context::Entry, "0 to 9: the score, or the first digit of the value"),
    (Context::Typing, "letters: type the text"),
    (Context::Weights, "0 to 9: the weight; 0 for body weight"),
    (Context::PlanSetup, "0 to 9: the answer, the minutes or a run day"),
    (Context::PlanThen, "1 to 4: stay at this length, go longer, hills, or warm-ups only"),
    (Context::Player, "0 to 9: how sore it is now, while you get ready"),
    (Context::TestEntry, "0 to 9: the number, then your worst pain"),
    (Context::Tested, "0 to 9: your year of birth, if you're asked"),
    (Context::Summary, "0 to 9: your worst pain while doing it"),
    (Context::RunSummary, "0 to 9: answer, and go to the next question"),
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
