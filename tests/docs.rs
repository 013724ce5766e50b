//! What the documents say is what the program does.

#[path = "support/docs.rs"]
mod docs;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use runup::app::keymap;
use runup::interop;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::Id;
use runup::settings;
use runup::words::evidence;

/// What stands between two marks.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap()
}

/// Holds that what stands between two marks of a page of the book is what the program says of itself.
#[track_caller]
fn is_generated(page: &str, mark: &str, expected: &str) {
    let path = format!("docs/src/{page}.md");
    let text = docs::read(&path);
    let (from, to) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let table = between(&text, &from, &to);
    if std::env::var_os("RUNUP_BLESS").is_some() && table != expected {
        let (head, rest) = text.split_once(&from).unwrap();
        let (_, tail) = rest.split_once(&to).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        fs::write(path, format!("{head}{from}{expected}{to}{tail}")).unwrap();
        return;
    }
    assert_eq!(table, expected, "RUNUP_BLESS=1 writes it anew, one test at a time");
}

#[test]
fn the_key_table_of_the_book_is_the_keymap() {
    is_generated("keys", "keys", &keymap::markdown());
}

#[test]
fn the_table_of_settings_in_the_book_is_that_of_the_config() {
    is_generated("settings", "settings", &settings::markdown());
}

#[test]
fn the_table_of_actions_in_the_book_is_what_can_be_given_keys() {
    is_generated("keys", "actions", &settings::keys::markdown());
}

#[test]
fn the_table_of_hooks_in_the_book_is_that_of_the_config() {
    is_generated("settings", "hooks", &settings::hooks::markdown());
}

#[test]
fn the_table_of_sources_in_the_book_is_that_of_the_library() {
    is_generated("evidence", "sources", &evidence::markdown(Library::shipped().sources()));
}

#[test]
fn the_config_in_the_book_is_valid() {
    let page = docs::read("docs/src/settings.md");
    let text = between(&page, "```toml\n# config.toml\n", "```").to_owned();
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
fn the_routine_in_the_book_is_valid() {
    let page = docs::read("docs/src/write-a-routine.md");
    let text = between(&page, "```toml\n", "```").to_owned();
    let file = SourceFile {
        path: "write-a-routine.md".into(),
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
fn the_list_in_the_book_is_read() {
    let page = docs::read("docs/src/write-a-routine.md");
    let list = between(between(&page, "## From other timers", "## "), "  ```\n", "  ```\n");
    let import = interop::read(list.as_bytes(), "Evening").unwrap();
    let workout = import.workouts.into_iter().next().unwrap().unwrap();
    assert_eq!(workout.length().as_secs(), 30 + 60 + 15 + 3 * 55 + 44);
}

#[test]
fn every_routine_that_ships_stands_in_the_book() {
    let page = docs::read("docs/src/warm-ups.md");
    for (id, _) in Library::shipped().routines() {
        assert!(page.contains(&format!("`{id}`")), "{id}");
    }
}

#[test]
fn the_figures_in_the_book_are_valid() {
    let page = docs::read("docs/src/draw-a-figure.md");
    for key in ["view", "camera"] {
        let text = between(&page, &format!("```toml\n{key} = "), "```");
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
fn every_plan_that_ships_stands_in_the_book() {
    let page = docs::read("docs/src/plans.md");
    for (id, _) in Library::shipped().ids(Kind::Plan) {
        assert!(page.contains(&format!("| `{id}` |")), "{id}");
    }
}

#[test]
fn the_readme_is_short() {
    let lines = docs::read("README.md").lines().count();
    assert!(lines <= 120, "{lines} lines: the rest belongs into the book");
}

#[test]
fn every_page_of_the_book_stands_in_its_summary() {
    let read: BTreeSet<String> = docs::pages().into_iter().map(|page| page.path).collect();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|ext| ext == "md") && name != "SUMMARY.md" {
            assert!(read.contains(&format!("docs/src/{name}")), "{name}");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut links = 0;
    let mut dead = Vec::new();
    let pages = ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/src/SUMMARY.md"];
    let others = pages.map(|path| docs::Page { path: path.to_owned(), text: docs::read(path) });
    for page in docs::pages().into_iter().chain(others) {
        for link in page.text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            links += 1;
            if !leads_somewhere(&page, link) {
                dead.push(format!("{}: {link}", page.path));
            }
        }
    }
    assert!(links > 40, "{links}");
    assert_eq!(dead, [""; 0]);
}

/// Tells whether a link of a page leads to a file, and to a heading in it. What lies on the web is not asked.
fn leads_somewhere(page: &docs::Page, link: &str) -> bool {
    if link.starts_with("https://") {
        return true;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (file, heading) = link.split_once('#').map_or((link, None), |(file, heading)| (file, Some(heading)));
    let path = root.join(&page.path);
    let path = if file.is_empty() { path } else { path.parent().unwrap().join(file) };
    // The built book holds nothing but its own folder.
    if page.path.starts_with("docs/src/") && file.starts_with("..") {
        return false;
    }
    match heading {
        None => path.exists(),
        Some(heading) => fs::read_to_string(path).is_ok_and(|text| anchors(&text).contains(heading)),
    }
}

/// The anchors that GitHub and mdBook give to headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let anchor =
        |line: &str| line.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect();
    headings.map(|line: &str| -> String { anchor(line) }).map(|text| text.replace(' ', "-")).collect()
}
