//! The keymap in use: the program's table with the runner's own keys.

use super::{Action, Binding, Context, DIGITS, Key, bindings, rows, rows_in};
use crate::settings::KeySettings;

/// The keys of the program, some of them the runner's own.
///
/// Keys that were given replace the letters and signs of an action, and stand beside its other keys: Enter,
/// Esc, the arrows, digits, `!`, `?` and keys with control stay. With them every screen can be left and
/// used, whatever was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    own: KeySettings,
}

impl Keymap {
    /// Makes the keymap of what is set.
    pub const fn new(own: KeySettings) -> Self {
        Self { own }
    }

    /// Returns the action of a key on a screen.
    ///
    /// A letter counts in either case, since Caps Lock is not an answer; if a runner has given both cases something to
    /// do, each does its own.
    pub fn action(&self, context: Context, key: Key) -> Option<Action> {
        if let (true, Key::Char(c)) = (context.takes_letters(), key) {
            return Some(Action::Type(c));
        }
        self.exactly(context, key).or_else(|| self.exactly(context, key.other_case()?))
    }

    fn exactly(&self, context: Context, key: Key) -> Option<Action> {
        let find = |context| rows(context).find(|row| self.has(row, key)).map(|row| row.action);
        let digit = || {
            let Key::Char(c) = key else { return None };
            let value = c.to_digit(10)? as u8;
            DIGITS.iter().any(|(at, _)| *at == context).then_some(Action::Digit(value))
        };
        let below = || context.below().and_then(find);
        find(context).or_else(digit).or_else(below).or_else(|| find(Context::Everywhere))
    }

    /// Returns the keys of a row, the one that hints show first.
    pub fn keys(&self, row: &Binding) -> Vec<Key> {
        let stays =
            |key: &&Key| !matches!(key, Key::Char(c) if !c.is_ascii_digit() && !matches!(c, '!' | '?'));
        match self.given(row) {
            Some(own) => {
                own.iter().map(|c| Key::Char(*c)).chain(row.keys.iter().filter(stays).copied()).collect()
            }
            None => row.keys.to_vec(),
        }
    }

    /// Returns the key that a hint shows for an action, there or everywhere.
    pub fn key_for(&self, context: Context, action: Action) -> Option<Key> {
        let mut all = rows_in(context).chain(rows(Context::Everywhere));
        self.keys(all.find(|row| row.action == action)?).first().copied()
    }

    /// Returns what else has a key that was given to an action, in words; `None` if nothing has.
    pub fn clash(own: &KeySettings, action: &str, key: char) -> Option<String> {
        let keymap = Self::new(own.clone());
        let mine = bindings().filter(|row| row.action.name() == Some(action));
        // The space between words of an answer is not a key of its own: only rows are compared.
        for row in mine.filter(|row| keymap.has(row, Key::Char(key))) {
            let everywhere = row.context == Context::Everywhere;
            let near =
                |other: &&Binding| everywhere || [row.context, Context::Everywhere].contains(&other.context);
            let mut other = bindings().filter(near).filter(|other| other.action != row.action);
            if let Some(other) = other.find(|other| keymap.has(other, Key::Char(key))) {
                let name = other.action.name().map_or(other.help.to_owned(), |name| format!("`{name}`"));
                let place = if everywhere { other.context } else { row.context };
                return Some(format!("{name} ({})", place.title()));
            }
        }
        None
    }

    fn given(&self, row: &Binding) -> Option<&[char]> {
        self.own.of(row.action.name()?)
    }

    fn has(&self, row: &Binding, key: Key) -> bool {
        self.keys(row).contains(&key)
    }
}

impl Action {
    /// Returns the name by which it can be given keys; `None` for what no row of the table has.
    pub const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Pause => "pause",
            Self::Next => "next",
            Self::Back => "back",
            Self::MoreTime => "more-time",
            Self::Tap => "count",
            Self::Say => "say",
            Self::Mute => "sound",
            Self::View => "view",
            Self::Why => "why",
            Self::Quit => "quit",
            Self::Up => "up",
            Self::Down => "down",
            Self::Less => "less",
            Self::More => "more",
            Self::Today => "today",
            Self::Plan => "plan",
            Self::Progress => "progress",
            Self::Routines => "routines",
            Self::Settings => "settings",
            Self::Discard => "let-go",
            Self::Accept => "accept",
            Self::Close => "close",
            Self::Nothing => "nothing",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Cleared => "cleared",
            Self::Mistake => "mistake",
            Self::Anyway => "go-on-anyway",
            Self::CheckIn => "check-in",
            Self::LogRun => "log-run",
            Self::LogDone => "log-done",
            Self::Sport => "sport",
            Self::Undo => "undo",
            Self::Skip => "skip",
            Self::MoveRun => "move-run",
            Self::Repeat => "repeat",
            Self::RunDays => "run-days",
            Self::Goal => "goal",
            Self::Toggle => "toggle",
            Self::EndPlan => "end-plan",
            Self::Fever => "fever",
            Self::BeginPlan => "begin-plan",
            Self::Others => "other-plans",
            Self::Shoes => "shoes",
            Self::Wear => "wear",
            Self::Add => "add",
            Self::Rename => "rename",
            Self::Remind => "remind",
            Self::Retire => "retire",
            Self::Filter => "filter",
            Self::Remove => "remove",
            Self::Write => "type",
            Self::Weights => "weights",
            Self::Minutes => "minutes",
            Self::Site => "site",
            Self::Phone => "phone",
            Self::Home => "end-run",
            Self::Delete => "delete",
            Self::Help => "help",
            Self::Signs => "signs",
            Self::Suspend => "suspend",
            Self::Abort => "abort",
            // No row has these: what is typed, answered or clicked.
            Self::Answer(_) | Self::Type(_) | Self::Digit(_) | Self::Choose(_) | Self::Step(_) => {
                return None;
            }
        })
    }

    /// Returns the action of a name.
    pub fn named(name: &str) -> Option<Self> {
        bindings().map(|row| row.action).find(|action| action.name() == Some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::keys;

    fn own(given: &[(&'static str, char)]) -> KeySettings {
        let mut own = KeySettings::default();
        for (action, key) in given {
            own.bind(action, *key);
        }
        own
    }

    #[test]
    fn every_name_is_an_action_and_every_action_that_has_one_is_listed() {
        let names: Vec<&str> = keys::names().map(|(name, _)| name).collect();
        for name in &names {
            assert!(Action::named(name).is_some(), "{name}");
        }
        for row in bindings() {
            let name = row.action.name().unwrap_or_else(|| panic!("{:?} has no name", row.action));
            assert!(names.contains(&name), "{name}");
        }
    }

    #[test]
    fn a_letter_counts_in_either_case_unless_each_has_its_own() {
        let today = |keymap: &Keymap, c| keymap.action(Context::Today, Key::Char(c));
        let keymap = Keymap::default();
        for c in 'a'..='z' {
            assert_eq!(today(&keymap, c), today(&keymap, c.to_ascii_uppercase()), "{c}");
        }
        let keymap = Keymap::new(own(&[("shoes", 'P')]));
        assert_eq!(today(&keymap, 'P'), Some(Action::Shoes));
        assert_eq!(today(&keymap, 'p'), Some(Action::Plan));
    }

    #[test]
    fn help_and_what_is_wrong_keep_their_signs() {
        let keymap = Keymap::new(own(&[("signs", 'z'), ("help", 'H'), ("accept", 'o')]));
        let today = |key| keymap.action(Context::Today, key);
        assert_eq!(
            (today(Key::Char('z')), today(Key::Char('!'))),
            (Some(Action::Signs), Some(Action::Signs))
        );
        assert_eq!(today(Key::Char('?')), Some(Action::Help));
        assert_eq!((today(Key::Char('o')), today(Key::Enter)), (Some(Action::Accept), Some(Action::Accept)));
        assert!(Keymap::clash(&own(&[("signs", 'q')]), "signs", 'q').is_some(), "it would be hidden by quit");
    }

    #[test]
    fn a_key_that_was_given_replaces_letters_and_leaves_the_rest() {
        let keymap = Keymap::new(own(&[("next", 'x')]));
        let player = |key| keymap.action(Context::Player, key);
        assert_eq!(player(Key::Char('x')), Some(Action::Next));
        assert_eq!(player(Key::Right), Some(Action::Next));
        assert_eq!(player(Key::Enter), Some(Action::Next));
        assert_eq!((player(Key::Char('n')), player(Key::Char('l'))), (None, None));
        assert_eq!(keymap.key_for(Context::Player, Action::Next), Some(Key::Char('x')));
        assert_eq!(keymap.key_for(Context::Player, Action::Pause), Some(Key::Char(' ')));
    }

    #[test]
    fn without_keys_of_ones_own_it_is_the_table() {
        let keymap = Keymap::default();
        for row in bindings() {
            assert_eq!(keymap.keys(row), row.keys);
        }
    }

    #[test]
    fn a_key_that_something_else_has_is_a_clash() {
        let clash = |given: &[(&'static str, char)], action, key| Keymap::clash(&own(given), action, key);
        assert_eq!(clash(&[("pause", 'n')], "pause", 'n').as_deref(), Some("`next` (player)"));
        assert_eq!(clash(&[("pause", 'n'), ("next", ' ')], "pause", 'n'), None, "they change places");
        assert_eq!(clash(&[("pause", 'x'), ("next", 'x')], "next", 'x').as_deref(), Some("`pause` (player)"));
        assert_eq!(clash(&[("view", 'y')], "view", 'y'), None);
        // `w` closes a routine in full; `up` is there too.
        assert!(clash(&[("up", 'w')], "up", 'w').is_some());
    }
}
