//! Keys of the runner's own: which actions can be bound, and how they are written in `config.toml`.
//!
//! Here stands only what is written. What a key does by itself is in the keymap of the app,
//! which also knows where two actions would have the same key; see
//! [`Loaded::check_keys`](super::Loaded::check_keys).

use std::fmt::Write;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::table::{SettingTable, Settle};
use crate::document::read::{KeyShape, Read, Shape, Table, unknown_key};
use crate::document::tables;
use crate::document::{Node, Problems, Spanned};

/// Most keys that an action may be given.
const MOST: usize = 4;

/// The keys that a runner has given to actions, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeySettings {
    bound: Vec<(&'static str, Vec<char>)>,
}

impl KeySettings {
    /// Returns the keys of an action, by its name in the file; `None` if none were given.
    pub fn of(&self, action: &str) -> Option<&[char]> {
        self.bound.iter().find(|(name, _)| *name == action).map(|(_, keys)| keys.as_slice())
    }

    /// Gives an action a key more.
    pub fn bind(&mut self, action: &'static str, key: char) {
        match self.bound.iter_mut().find(|(name, _)| *name == action) {
            Some((_, keys)) => keys.push(key),
            None => self.bound.push((action, vec![key])),
        }
    }

    /// Takes a key from an action; without any of its own it has those of the program.
    pub(super) fn unbind(&mut self, action: &str, key: char) {
        for (_, keys) in self.bound.iter_mut().filter(|(name, _)| *name == action) {
            keys.retain(|other| *other != key);
        }
        self.bound.retain(|(_, keys)| !keys.is_empty());
    }
}

/// A key that was given to an action, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) action: &'static str,
    pub(super) key: char,
    pub(super) span: Range<usize>,
}

tables! {
    /// Keys of one's own.
    RawKeys("`keys`") {
        /// Player: pause or resume.
        "pause" pause: RawKey,
        /// Player: finish this part; in a text, go to the next heading.
        "next" next: RawKey,
        /// Player: start the step again; twice: the previous step.
        "back" back: RawKey,
        /// Player: add time.
        "more-time" more_time: RawKey,
        /// Player: count a repetition, on a step that waits.
        "count" count: RawKey,
        /// Player: say how to do the step.
        "say" say: RawKey,
        /// Player: sound on or off.
        "sound" sound: RawKey,
        /// Player: the whole figure, or close up.
        "view" view: RawKey,
        /// Why this step or run; about a routine.
        "why" why: RawKey,
        /// Quit, or stop a routine after one question.
        "quit" quit: RawKey,
        /// Move up in a list; scroll up in a text.
        "up" up: RawKey,
        /// Move down in a list; scroll down in a text.
        "down" down: RawKey,
        /// Less, or the previous choice.
        "less" less: RawKey,
        /// More, or the next choice.
        "more" more: RawKey,
        /// Open Today.
        "today" today: RawKey,
        /// Open Plan.
        "plan" plan: RawKey,
        /// Open Progress.
        "progress" progress: RawKey,
        /// Open Routines.
        "routines" routines: RawKey,
        /// Open Settings.
        "settings" settings: RawKey,
        /// Drop the unfinished routine.
        "let-go" let_go: RawKey,
        /// Start, continue or agree, as Enter does.
        "accept" accept: RawKey,
        /// Go back, as Esc does.
        "close" close: RawKey,
        /// First start: nothing is sore.
        "nothing" nothing: RawKey,
        /// Yes, if you're asked.
        "yes" yes: RawKey,
        /// No, or none of these, if you're asked.
        "no" no: RawKey,
        /// Locked: a clinician has cleared you (asked twice).
        "cleared" cleared: RawKey,
        /// Locked: the answer was a mistake (asked twice).
        "mistake" mistake: RawKey,
        /// Locked: continue without the entries that Runup could not read.
        "go-on-anyway" go_on_anyway: RawKey,
        /// Today: say what is sore.
        "check-in" check_in: RawKey,
        /// Today: log a run.
        "log-run" log_run: RawKey,
        /// Today: log the chosen routine as done without Runup.
        "log-done" log_done: RawKey,
        /// Log a run: switch to another sport.
        "sport" sport: RawKey,
        /// Undo your last change.
        "undo" undo: RawKey,
        /// Plan: skip the chosen run.
        "skip" skip: RawKey,
        /// Plan: move the next run.
        "move-run" move_run: RawKey,
        /// Plan: repeat the week.
        "repeat" repeat: RawKey,
        /// Plan: set your run days.
        "run-days" run_days: RawKey,
        /// Plan: set how far your long run grows.
        "goal" goal: RawKey,
        /// Run days: add the weekday or remove it.
        "toggle" toggle: RawKey,
        /// Plan: stop the plan (asked twice).
        "end-plan" end_plan: RawKey,
        /// You still have a fever, if you're asked.
        "fever" fever: RawKey,
        /// Today: start a plan.
        "begin-plan" begin_plan: RawKey,
        /// New plan: choose another one.
        "other-plans" other_plans: RawKey,
        /// Open your shoes.
        "shoes" shoes: RawKey,
        /// A run: another pair of shoes.
        "wear" wear: RawKey,
        /// Shoes: add a pair.
        "add" add: RawKey,
        /// Shoes: rename the pair.
        "rename" rename: RawKey,
        /// Shoes: set the distance for a reminder.
        "remind" remind: RawKey,
        /// Shoes: retire the pair, or bring it back.
        "retire" retire: RawKey,
        /// Entries: show one kind of entry.
        "filter" filter: RawKey,
        /// Entries: delete the entry (asked twice).
        "remove" remove: RawKey,
        /// Entries: type the value.
        "type" write: RawKey,
        /// Set the weights you lift.
        "weights" weights: RawKey,
        /// Set your minutes, or the time to leave.
        "minutes" minutes: RawKey,
        /// Progress: mornings of the next sore place.
        "site" site: RawKey,
        /// After a routine: the code for the phone.
        "phone" phone: RawKey,
        /// Run: end it here and walk home.
        "end-run" end_run: RawKey,
        /// Delete the last digit or letter, or clear a value.
        "delete" delete: RawKey,
        /// What the keys do; `?` works as well.
        "help" help: RawKey,
        /// Something is wrong; `!` works as well.
        "signs" signs: RawKey,
        /// Stop Runup and go to the shell, as Ctrl-Z does.
        "suspend" suspend: RawKey,
        /// Quit at once, as Ctrl-C does.
        "abort" abort: RawKey,
    }
}

/// They have no rows on the screen of settings that could be changed there.
impl SettingTable for KeySettings {}

impl Settle for RawKeys {
    type Settings = KeySettings;

    fn settle(self) -> KeySettings {
        let mut keys = KeySettings::default();
        for Given { action, key, .. } in given(self) {
            keys.bind(action, key);
        }
        keys
    }
}

/// One key, or several, as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawKey(Vec<Spanned<char>>);

impl Read for RawKey {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::Array(list) = node.get() else {
            return key(node, problems).map(|key| Self(vec![node.here(key)]));
        };
        if list.is_empty() || list.len() > MOST {
            problems.error(&node.span(), format!("`{}` must have from one to {MOST} keys", node.name));
            return None;
        }
        let entries = list.iter().map(|value| node.entry(value));
        let keys = entries.filter_map(|entry| key(&entry, problems).map(|key| entry.here(key)));
        Some(Self(keys.collect()))
    }

    fn shape() -> Shape {
        Shape::OneOrMany(Box::new(Shape::Line))
    }
}

/// Reads one key: a letter or a sign, or `space`.
fn key(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<char> {
    let DeValue::String(text) = node.get() else {
        node.mistyped("a key, such as \"x\"", problems);
        return None;
    };
    let mut letters = text.chars();
    let letter = match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ if text == "space" => ' ',
        _ => {
            problems
                .error(&node.span(), format!("`{text}` can't be used as a key"))
                .help("give one letter or sign, or `space`; Enter, Esc and the arrows can't be changed");
            return None;
        }
    };
    let reserved = letter.is_ascii_digit() || matches!(letter, '!' | '?');
    if reserved {
        let why = match letter {
            '!' => "is for \"something's wrong\" on every screen",
            '?' => "shows help on every screen",
            _ => "answers questions",
        };
        problems.error(&node.span(), format!("`{letter}` is reserved: it {why}"));
        return None;
    }
    if letter.is_control() || crate::diagnostic::is_hidden(letter) {
        problems.error(&node.span(), "this key must be a visible character");
        return None;
    }
    Some(letter)
}

/// Takes the raw table apart.
#[expect(clippy::too_many_lines, reason = "every action once to take it apart and once with its name")]
pub(super) fn given(raw: RawKeys) -> Vec<Given> {
    let RawKeys {
        failed: _,
        pause,
        next,
        back,
        more_time,
        count,
        say,
        sound,
        view,
        why,
        quit,
        up,
        down,
        less,
        more,
        today,
        plan,
        progress,
        routines,
        settings,
        let_go,
        accept,
        close,
        nothing,
        yes,
        no,
        cleared,
        mistake,
        go_on_anyway,
        check_in,
        log_run,
        log_done,
        sport,
        undo,
        skip,
        move_run,
        repeat,
        run_days,
        goal,
        toggle,
        end_plan,
        fever,
        begin_plan,
        other_plans,
        shoes,
        wear,
        add,
        rename,
        remind,
        retire,
        filter,
        remove,
        write,
        weights,
        minutes,
        site,
        phone,
        end_run,
        delete,
        help,
        signs,
        suspend,
        abort,
    } = raw;
    let all = [
        ("pause", pause),
        ("next", next),
        ("back", back),
        ("more-time", more_time),
        ("count", count),
        ("say", say),
        ("sound", sound),
        ("view", view),
        ("why", why),
        ("quit", quit),
        ("up", up),
        ("down", down),
        ("less", less),
        ("more", more),
        ("today", today),
        ("plan", plan),
        ("progress", progress),
        ("routines", routines),
        ("settings", settings),
        ("let-go", let_go),
        ("accept", accept),
        ("close", close),
        ("nothing", nothing),
        ("yes", yes),
        ("no", no),
        ("cleared", cleared),
        ("mistake", mistake),
        ("go-on-anyway", go_on_anyway),
        ("check-in", check_in),
        ("log-run", log_run),
        ("log-done", log_done),
        ("sport", sport),
        ("undo", undo),
        ("skip", skip),
        ("move-run", move_run),
        ("repeat", repeat),
        ("run-days", run_days),
        ("goal", goal),
        ("toggle", toggle),
        ("end-plan", end_plan),
        ("fever", fever),
        ("begin-plan", begin_plan),
        ("other-plans", other_plans),
        ("shoes", shoes),
        ("wear", wear),
        ("add", add),
        ("rename", rename),
        ("remind", remind),
        ("retire", retire),
        ("filter", filter),
        ("remove", remove),
        ("type", write),
        ("weights", weights),
        ("minutes", minutes),
        ("site", site),
        ("phone", phone),
        ("end-run", end_run),
        ("delete", delete),
        ("help", help),
        ("signs", signs),
        ("suspend", suspend),
        ("abort", abort),
    ];
    let keys = |(action, keys): (&'static str, Option<Spanned<RawKey>>)| {
        let keys = keys.map(|keys| keys.value.0).unwrap_or_default();
        keys.into_iter().map(move |key| Given { action, key: key.value, span: key.span })
    };
    let mut given: Vec<Given> = all.into_iter().flat_map(keys).collect();
    // Of two that want the same key, the one that is written first has it.
    given.sort_by_key(|given| given.span.start);
    given
}

/// Returns the names of the actions that can be given keys, and what they do.
pub fn names() -> impl Iterator<Item = (&'static str, String)> {
    RawKeys::key_shapes().into_iter().map(|shape| (shape.name, shape.doc.trim_end_matches('.').to_owned()))
}

/// Returns them as a table in Markdown, for the book.
pub fn markdown() -> String {
    let mut table = String::from("| action | what |\n| --- | --- |\n");
    for (name, what) in names() {
        let _ = writeln!(table, "| `{name}` | {what} |");
    }
    table
}
