//! What the documents say is what the program does.

use std::fs;
use std::path::Path;

use runup::app::keymap;
use runup::interop;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::Id;
use runup::settings;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What stands between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap()
}

/// Holds that what stands between two marks of the README is what the program says of itself.
#[track_caller]
fn is_generated(mark: &str, expected: &str) {
    let readme = readme();
    let (from, to) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let table = between(&readme, &from, &to);
    if std::env::var_os("RUNUP_BLESS").is_some() && table != expected {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        let (head, rest) = readme.split_once(&from).unwrap();
        let (_, tail) = rest.split_once(&to).unwrap();
        fs::write(path, format!("{head}{from}{expected}{to}{tail}")).unwrap();
        return;
    }
    assert_eq!(table, expected, "RUNUP_BLESS=1 writes it anew, one test at a time");
}

#[test]
fn the_key_table_of_the_readme_is_the_keymap() {
    is_generated("keys", &keymap::markdown());
}

#[test]
fn the_table_of_settings_in_the_readme_is_that_of_the_config() {
    is_generated("settings", &settings::markdown());
}

#[test]
fn the_table_of_actions_in_the_readme_is_what_can_be_given_keys() {
    is_generated("actions", &settings::keys::markdown());
}

#[test]
fn the_table_of_commands_in_the_readme_is_that_of_the_config() {
    is_generated("hooks", &settings::hooks::markdown());
}

#[test]
fn the_config_in_the_readme_is_valid() {
    let readme = readme();
    let text = between(&readme, "```toml\n# config.toml\n", "```").to_owned();
    let file = SourceFile {
        path: "config.toml".into(),
        kind: Kind::Config,
        id: Id::new("config").unwrap(),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    };
    assert_eq!(settings::read(&file).problems, []);
}

#[test]
fn the_routine_in_the_readme_is_valid() {
    let readme = readme();
    let text = between(between(&readme, "## Writing a routine", "## "), "```toml\n", "```").to_owned();
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
fn the_list_in_the_readme_is_read() {
    let readme = readme();
    let list = between(between(&readme, "### From other timers", "### "), "  ```\n", "  ```\n");
    let import = interop::read(list.as_bytes(), "Evening").unwrap();
    let workout = import.workouts.into_iter().next().unwrap().unwrap();
    assert_eq!(workout.length().as_secs(), 30 + 60 + 15 + 3 * 55 + 44);
}

#[test]
fn every_routine_that_ships_stands_in_the_readme() {
    let readme = readme();
    for (id, _) in Library::shipped().routines() {
        assert!(readme.contains(&format!("`{id}`")), "{id}");
    }
}

#[test]
fn the_figures_in_the_readme_are_valid() {
    let readme = readme();
    for key in ["view", "camera"] {
        let text = between(&readme, &format!("```toml\n{key} = "), "```");
        let file = SourceFile {
            path: "my-raise.toml".into(),
            kind: Kind::Figure,
            id: Id::new("my-raise").unwrap(),
            origin: Origin::Own,
            bytes: format!("{key} = {text}").into_bytes().into(),
        };
        assert_eq!(Library::default().check_file(&file), [], "{key}");
    }
}

#[test]
fn every_plan_that_ships_stands_in_the_readme() {
    let readme = readme();
    for (id, _) in Library::shipped().ids(Kind::Plan) {
        assert!(readme.contains(&format!("| `{id}` |")), "{id}");
    }
}
