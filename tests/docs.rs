//! What the documents say is what the program does.

use std::fs;
use std::path::Path;

use runup::app::keymap;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::Id;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What stands between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap()
}

#[test]
fn the_key_table_of_the_readme_is_the_keymap() {
    let readme = readme();
    let table = between(&readme, "<!-- keys -->\n", "<!-- /keys -->");
    if std::env::var_os("RUNUP_BLESS").is_some() && table != keymap::markdown() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let (head, rest) = readme.split_once("<!-- keys -->\n").unwrap();
        let (_, tail) = rest.split_once("<!-- /keys -->").unwrap();
        fs::write(path, format!("{head}<!-- keys -->\n{}<!-- /keys -->{tail}", keymap::markdown())).unwrap();
        return;
    }
    assert_eq!(table, keymap::markdown(), "RUNUP_BLESS=1 writes it anew");
}

#[test]
fn the_routine_in_the_readme_is_valid() {
    let readme = readme();
    let text = between(&readme, "```toml\n", "```").to_owned();
    let file = SourceFile {
        path: "README.md".into(),
        kind: Kind::Routine,
        id: Id::new("morning-calf").unwrap(),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    };
    let checked = Library::shipped().parse_file(&file);
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    assert_eq!(checked.value.unwrap().steps().count(), 3);
}

#[test]
fn every_routine_that_ships_stands_in_the_readme() {
    let readme = readme();
    for (id, _) in Library::shipped().routines() {
        assert!(readme.contains(&format!("`{id}`")), "{id}");
    }
}
