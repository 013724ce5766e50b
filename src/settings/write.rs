//! Changing one key of a `config.toml`: its text goes in, the changed text comes out.
//!
//! Comments, order and whatever else stands in the file are kept. A file with a mistake in it
//! is left as it is: what its writer meant is not known. Nothing here writes to the disk.

use toml_edit::{Array, DocumentMut, Item, Table, TableLike};

use super::{Entry, Value, read};
use crate::diagnostic::in_a_line;
use crate::document::SourceFile;
use crate::time::duration_text;

/// What stands at the top of a file that the program has made.
const HEADING: &str =
    "# Settings of Runup. The book lists the keys; your comments and their order don't change.\n\n";

/// Why a file was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// Something in it is wrong; the first of it in a line, with its place.
    #[error("not saved; correct the file first: {0}")]
    Wrong(String),
    /// The changed text would not say what it should.
    #[error("not saved: Runup can't change {path} the way it is written; set `{key}` there")]
    Form {
        /// The file.
        path: String,
        /// The setting.
        key: &'static str,
    },
}

/// Returns the text of a config with one setting changed; without a file, that of a new one.
pub fn change(file: Option<&SourceFile>, entry: Entry, value: &Value) -> Result<String, Unwritten> {
    let Some(file) = file.filter(|file| !file.bytes.iter().all(u8::is_ascii_whitespace)) else {
        return Ok(HEADING.to_owned() + &with(DocumentMut::new(), entry.key, value).to_string());
    };
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let before = read(file);
    if let Some(problem) = before.problems.first() {
        return Err(Unwritten::Wrong(in_a_line(problem, text)));
    }
    let form = || Unwritten::Form { path: file.path.clone(), key: entry.key };
    let document: DocumentMut = text.parse().map_err(|_| form())?;
    let changed = if document.is_empty() {
        // Only comments: they stay on top.
        let gap = if text.ends_with('\n') { "" } else { "\n" };
        format!("{text}{gap}{}", with(DocumentMut::new(), entry.key, value))
    } else {
        with(document, entry.key, value).to_string()
    };
    // What comes out must say what was asked for, and all else as before.
    let mut expected = before.settings;
    entry.set(&mut expected, value);
    let after = read(&SourceFile { bytes: changed.clone().into_bytes().into(), ..file.clone() });
    if after.problems.is_empty() && after.settings == expected { Ok(changed) } else { Err(form()) }
}

fn with(mut document: DocumentMut, key: &str, value: &Value) -> DocumentMut {
    let value = toml(value);
    let fresh = document.is_empty();
    match key.split_once('.') {
        None => put(document.as_table_mut(), key, value),
        Some((table, key)) => {
            let item = document.entry(table).or_insert_with(|| {
                let mut table = Table::new();
                // A free row before it, except at the top.
                table.decor_mut().set_prefix(if fresh { "" } else { "\n" });
                Item::Table(table)
            });
            if let Some(table) = item.as_table_like_mut() {
                put(table, key, value);
            }
        }
    }
    document
}

/// Puts a value in the place of the one before, with the comment that stands behind it.
fn put(table: &mut dyn TableLike, key: &str, mut value: toml_edit::Value) {
    if let Some(Item::Value(old)) = table.get_mut(key) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
    } else {
        table.insert(key, Item::Value(value));
    }
}

fn toml(value: &Value) -> toml_edit::Value {
    match value {
        Value::Flag(on) => (*on).into(),
        Value::Number(n) => i64::from(*n).into(),
        Value::Word(word) => word.into(),
        Value::Length(length) => duration_text(*length).into(),
        Value::Words(words) => toml_edit::Value::Array(words.iter().collect::<Array>()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::{Kind, Origin};
    use crate::id::Id;
    use crate::settings::{Settings, entries};

    fn file(text: &str) -> SourceFile {
        SourceFile {
            path: "config.toml".into(),
            kind: Kind::Config,
            id: Id::from_words("config"),
            origin: Origin::Own,
            bytes: text.as_bytes().to_vec().into(),
        }
    }

    fn entry(key: &str) -> Entry {
        *entries().iter().find(|entry| entry.key == key).unwrap()
    }

    fn changed(text: &str, key: &str, value: &Value) -> String {
        change(Some(&file(text)), entry(key), value).unwrap()
    }

    #[test]
    fn comments_and_order_are_kept() {
        let text = "# mine\nflash = true # too bright\n\n[sound] # loud\n# at night\nvolume   =  80 # quiet\n\
                    voice = false\n\n[cues]\nhalfway = false\n# the end\n";
        assert_eq!(
            changed(text, "sound.volume", &Value::Number(35)),
            text.replace("volume   =  80", "volume   =  35")
        );
        assert_eq!(
            changed(text, "flash", &Value::Flag(false)),
            text.replace("flash = true", "flash = false")
        );
        assert_eq!(
            changed(text, "cues.go", &Value::Flag(false)),
            text.replace("halfway = false\n", "halfway = false\ngo = false\n")
        );
        assert_eq!(
            changed(text, "first-side", &Value::Word("right".into())),
            text.replace("bright\n", "bright\nfirst-side = \"right\"\n")
        );
        assert_eq!(
            changed(text, "screen.colours", &Value::Word("16".into())),
            text.replace("# the end\n", "\n[screen]\ncolours = \"16\"\n# the end\n")
        );
    }

    #[test]
    fn other_forms_of_tables_are_kept_too() {
        assert_eq!(
            changed("sound = { volume = 80 }\n", "sound.volume", &Value::Number(5)),
            "sound = { volume = 5 }\n"
        );
        assert_eq!(
            changed("sound.volume = 80 # so\n", "sound.volume", &Value::Number(5)),
            "sound.volume = 5 # so\n"
        );
        let inline = changed("sound = { volume = 80 }\n", "sound.pan", &Value::Flag(false));
        assert!(inline.starts_with("sound = { volume = 80"), "{inline}");
    }

    #[test]
    fn a_file_that_is_missing_or_empty_gets_a_heading() {
        for file in [None, Some(file("")), Some(file("\n \n"))] {
            let text = change(
                file.as_ref(),
                entry("sound.lead"),
                &Value::Length(std::time::Duration::from_millis(400)),
            );
            assert_eq!(text.unwrap(), format!("{HEADING}[sound]\nlead = \"400ms\"\n"));
        }
        assert_eq!(changed("# nothing yet", "flash", &Value::Flag(false)), "# nothing yet\nflash = false\n");
    }

    #[test]
    fn a_file_with_a_mistake_is_left_alone_and_the_mistake_told() {
        for (text, told) in [
            ("flash = \n", "config.toml:1:"),
            ("[sound]\nvolum = 3\n", "config.toml:2:1: "),
            ("sound = 3\n", "config.toml:1:"),
            ("\u{0}", "config.toml:1:"),
        ] {
            let error = change(Some(&file(text)), entry("flash"), &Value::Flag(false)).unwrap_err();
            let error = error.to_string();
            assert!(
                error.starts_with("not saved; correct the file first: ") && error.contains(told),
                "{error}"
            );
        }
        let bytes = SourceFile { bytes: vec![b'#', 0xff].into(), ..file("") };
        assert!(change(Some(&bytes), entry("flash"), &Value::Flag(false)).is_err());
    }

    /// One of the settings, and one of its values.
    fn setting() -> impl Strategy<Value = (Entry, Value)> {
        let themes = || vec!["tones".to_owned(), "wood".to_owned()];
        prop::sample::select(entries()).prop_flat_map(move |entry| {
            let choices = entry.choices(&Settings::default(), &themes());
            (Just(entry), prop::sample::select(choices))
        })
    }

    /// A config as a person may have written it: any keys, comments above and behind, free rows.
    fn written() -> impl Strategy<Value = String> {
        let line = (setting(), "(# [a-z]{1,8})?", "(\n|# [a-zé]{1,8}\n)?", " {0,3}");
        prop::collection::vec(line, 0..12).prop_map(|lines| {
            let mut tables: std::collections::BTreeMap<&str, Vec<String>> = std::collections::BTreeMap::new();
            let mut seen = Vec::new();
            for ((entry, value), behind, above, space) in lines {
                if seen.contains(&entry.key) {
                    continue;
                }
                seen.push(entry.key);
                let (table, key) = entry.key.split_once('.').unwrap_or(("", entry.key));
                let line = format!("{above}{key}{space}={space}{}{space}{behind}\n", toml(&value));
                tables.entry(table).or_default().push(line);
            }
            let table = |(name, lines): (&str, Vec<String>)| {
                let head = if name.is_empty() { String::new() } else { format!("[{name}] # {name}\n") };
                head + &lines.concat()
            };
            tables.into_iter().map(table).collect()
        })
    }

    fn comments(text: &str) -> Vec<&str> {
        text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn one_key_changes_and_nothing_else(text in written(), (entry, value) in setting()) {
            let before = read(&file(&text)).settings;
            let after = change(Some(&file(&text)), entry, &value).unwrap();
            let mut expected = before.clone();
            entry.set(&mut expected, &value);
            prop_assert_eq!(read(&file(&after)).settings, expected);
            if !text.trim().is_empty() {
                prop_assert_eq!(comments(&text), comments(&after));
            }
        }

        #[test]
        fn there_and_back_is_the_same_text(text in written(), (entry, value) in setting()) {
            let once = change(Some(&file(&text)), entry, &value).unwrap();
            let twice = change(Some(&file(&once)), entry, &value).unwrap();
            prop_assert_eq!(&twice, &once);
            let before = entry.value(&read(&file(&text)).settings);
            let back = change(Some(&file(&once)), entry, &before).unwrap();
            // Where the key stood before, the text is the same but for how its value was written.
            if text.lines().count() == once.lines().count() {
                prop_assert_eq!(back, text);
            }
        }
    }
}
