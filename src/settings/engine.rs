//! The speech engine as `config.toml` has it: a word, or a program with its arguments.

use toml::de::DeValue;

use crate::document::read::{Line, List, Read};
use crate::document::{Node, Problems};

/// What speaks words that are not bundled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineChoice {
    /// The best that is found on the machine.
    Auto,
    /// Nothing: bundled words only.
    Off,
    /// This program with these arguments; `{text}` and `{file}` are filled in.
    Command(Vec<String>),
}

pub(super) fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<EngineChoice> {
    match node.get() {
        DeValue::Array(_) => command(node, problems),
        DeValue::String(text) if text == "auto" => Some(EngineChoice::Auto),
        DeValue::String(text) if text == "off" => Some(EngineChoice::Off),
        DeValue::String(_) => {
            problems
                .error(
                    &node.span(),
                    "an engine must be `auto`, `off`, or a list of a program and its arguments",
                )
                .help("write `[\"my-voice\", \"--out\", \"{file}\", \"{text}\"]`; no shell runs it");
            None
        }
        _ => {
            node.mistyped("`auto`, `off` or a list", problems);
            None
        }
    }
}

fn command(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<EngineChoice> {
    let words: List<Line> = Read::read(node, problems)?;
    let words: Vec<String> = words.into_iter().map(|word| word.value.0).collect();
    let has = |what: &str| words.iter().skip(1).any(|word| word.contains(what));
    if let Some(what) = ["{text}", "{file}"].into_iter().find(|what| !has(what)) {
        problems
            .error(&node.span(), format!("this engine needs the argument `{what}`"))
            .help("write `[\"my-voice\", \"--out\", \"{file}\", \"{text}\"]`");
        return None;
    }
    Some(EngineChoice::Command(words))
}
