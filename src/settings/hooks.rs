//! Commands of the runner's own that are run when a session starts, pauses, goes on and ends.
//!
//! They are lists of arguments: no shell reads them, and no routine can name one. What runs them is the shell's work.

use std::fmt::Write as _;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::table::{SettingTable, Settle};
use crate::document::read::{KeyShape, Line, List, Read, Shape, Table, unknown_key};
use crate::document::tables;
use crate::document::{Node, Problems, Spanned};

/// What is run at each of them; nothing if the list is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HookSettings {
    /// A session begins.
    pub start: Vec<String>,
    /// It is over, whichever way.
    pub done: Vec<String>,
    /// You pause it.
    pub pause: Vec<String>,
    /// You resume it.
    pub resume: Vec<String>,
}

tables! {
    /// Commands of one's own, as `["program", "argument"]`.
    RawHooks("`hooks`") {
        /// A routine or run begins.
        "start" start: RawCommand,
        /// It ends: done, stopped early, or interrupted.
        "done" done: RawCommand,
        /// You pause it.
        "pause" pause: RawCommand,
        /// You resume it.
        "resume" resume: RawCommand,
    }
}

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawCommand(Vec<String>);

impl Read for RawCommand {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if !matches!(node.get(), DeValue::Array(_)) {
            problems
                .error(&node.span(), "a command must be a list of a program and its arguments")
                .help("write `[\"playerctl\", \"pause\"]`; no shell runs it");
            return None;
        }
        let words: List<Line> = Read::read(node, problems)?;
        Some(Self(words.into_iter().map(|word| word.value.0).collect()))
    }

    fn shape() -> Shape {
        Shape::List(Box::new(Shape::Line))
    }
}

/// Commands are set in the file only.
impl SettingTable for HookSettings {}

impl Settle for RawHooks {
    type Settings = HookSettings;

    fn settle(self) -> HookSettings {
        let Self { failed: _, start, done, pause, resume } = self;
        let [start, done, pause, resume] = [start, done, pause, resume]
            .map(|command| command.map(|command| command.value.0).unwrap_or_default());
        HookSettings { start, done, pause, resume }
    }
}

/// Returns them as a table in Markdown, for the book.
pub fn markdown() -> String {
    let mut table = String::from("| key | when |\n| --- | --- |\n");
    for shape in RawHooks::key_shapes() {
        let _ = writeln!(table, "| `{}` | {} |", shape.name, shape.doc.trim_end_matches('.'));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Look, render};
    use crate::document::{Kind, Origin, SourceFile};
    use crate::id::Id;
    use crate::settings::read;

    fn loaded(text: &str) -> (HookSettings, String) {
        let bytes = text.as_bytes().to_vec().into();
        let id = Id::from_words("config");
        let path = "config.toml".into();
        let loaded = read(&SourceFile { path, kind: Kind::Config, id, origin: Origin::Own, bytes });
        let problems: Vec<String> =
            loaded.problems.iter().map(|problem| render(problem, text, Look::Plain)).collect();
        (loaded.settings.hooks, problems.concat())
    }

    #[test]
    fn a_command_is_a_list_of_its_words() {
        let (hooks, problems) =
            loaded("[hooks]\nstart = [\"playerctl\", \"pause\"]\ndone = [\"light\", \"a b\"]\n");
        assert_eq!(
            (hooks.start, hooks.done),
            (vec!["playerctl".to_owned(), "pause".into()], vec!["light".to_owned(), "a b".into()])
        );
        assert!(problems.is_empty() && hooks.pause.is_empty(), "{problems}");
    }

    #[test]
    fn what_is_no_list_is_told_with_its_place_and_nothing_is_run() {
        let (hooks, problems) = loaded("[hooks]\nstart = \"playerctl pause\"\ndnoe = [\"x\"]\npause = [1]\n");
        assert_eq!(hooks, HookSettings::default());
        for part in ["config.toml:2:9", "no shell runs it", "did you mean `done`?", "config.toml:4:10"] {
            assert!(problems.contains(part), "{part} in {problems}");
        }
    }
}
