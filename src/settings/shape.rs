//! What a config file looks like, for the book and for a schema.

use std::fmt::Write as _;

use super::{RawConfig, RawCues, RawScreen, RawSound};
use crate::document::read::Table as _;
use crate::document::{KeyShape, Shape, TableShape};

/// Returns what a config file looks like, key by key.
pub fn config_shape() -> TableShape {
    RawConfig::table_shape()
}

/// Returns the keys of the config as a table in Markdown, for the book.
pub fn markdown() -> String {
    let mut table = String::from("| key | what |\n| --- | --- |\n");
    let mut rows = |prefix: &str, keys: Vec<KeyShape>| {
        for KeyShape { name, doc, shape } in keys {
            if !matches!(shape, Shape::Table(_)) {
                let _ = writeln!(table, "| `{prefix}{name}` | {} |", doc.trim_end_matches('.'));
            }
        }
    };
    rows("", RawConfig::key_shapes());
    rows("screen.", RawScreen::key_shapes());
    rows("sound.", RawSound::key_shapes());
    rows("cues.", RawCues::key_shapes());
    table
}
