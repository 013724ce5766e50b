//! What `runup new` writes and says, without a terminal.

use std::fs;

use proptest::prelude::*;

use super::sheet::{SheetOutcome, Wanted, routine_of};
use super::*;
use crate::handout::{self, Catalogue};
use crate::routine::SourceFile;

/// Answers in order; with none left, the runner cannot be asked.
struct Answers(Vec<&'static str>);

impl super::super::asker::Asker for Answers {
    fn ask(&mut self, _question: &str) -> Result<Option<String>, Failure> {
        Ok((!self.0.is_empty()).then(|| self.0.remove(0).to_owned()))
    }

    fn is_there(&self) -> bool {
        !self.0.is_empty()
    }
}

fn sheet(
    text: &str,
    name: Option<&str>,
    yes: bool,
    answers: &[&'static str],
) -> (SheetOutcome, tempfile::TempDir) {
    let home = tempfile::tempdir().unwrap();
    let wanted = Wanted { name, yes, by_clinician: false };
    let mut asker = Answers(answers.to_vec());
    let said = routine_of(text, &wanted, home.path(), &Library::shipped(), &mut asker).unwrap();
    (said, home)
}

#[test]
fn what_is_begun_is_valid_as_it_stands_and_has_its_schema_beside_it() {
    let library = Library::shipped();
    for kind in KINDS {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new("my-own", kind, home.path(), &library).unwrap();
        place.write(&template(kind, &place.id)).unwrap();
        let report = check(std::slice::from_ref(&place.path), &library, false);
        assert_eq!((report.exit, report.text.as_str()), (0, "1 file checked, no problems found\n"), "{kind}");
        let text = fs::read_to_string(&place.path).unwrap();
        let schema = text.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
        let schema = fs::read_to_string(place.path.parent().unwrap().join(schema)).unwrap();
        assert_eq!(schema, schema::text(kind, settings::config_shape()));
        assert_eq!(Kind::of_path(&place.path), Some(kind));
        if kind != Kind::Figure {
            assert!(text.contains("name = \"My own\""), "{text}");
        }
    }
}

#[test]
fn each_comment_of_the_routine_that_is_a_key_is_one() {
    // With every commented key taken in, one at a time, nothing is unknown.
    let library = Library::shipped();
    for (kind, text) in KINDS.map(|kind| (kind, template(kind, &Id::new("mine").unwrap()))) {
        let lines: Vec<&str> = text.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            let Some(key) = line.strip_prefix("# ").filter(|rest| rest.contains(" = ")) else { continue };
            let mut all = lines.clone();
            all[i] = key;
            let bytes = all.join("\n").into_bytes();
            let id = Id::new("mine").unwrap();
            let file =
                SourceFile { path: "mine.toml".into(), kind, id, origin: Origin::Own, bytes: bytes.into() };
            let library = library.clone().with_own([file.clone()]);
            for problem in library.check_file(&file) {
                assert!(!problem.message.contains("isn't a key"), "{kind}: {key}: {}", problem.message);
            }
        }
    }
}

#[test]
fn a_name_that_is_none_or_is_taken_is_refused() {
    let (home, library) = (tempfile::tempdir().unwrap(), Library::shipped());
    for name in ["../evil", "a/b", "A", "", "-x", "sources", "config", "x\u{202e}y", "a b"] {
        let failure = Place::new(name, Kind::Routine, home.path(), &library).unwrap_err();
        assert!(matches!(failure, Failure::Usage(_)), "{name}");
        assert!(!failure.to_string().contains('\u{202e}'));
    }
    let taken = Place::new("calf-base", Kind::Routine, home.path(), &library).unwrap_err().to_string();
    assert!(taken.contains("yours would take its place"), "{taken}");
    let place = Place::new("mine", Kind::Routine, home.path(), &library).unwrap();
    place.write("name = 1").unwrap();
    assert!(place.write("name = 2").is_err(), "never over what is there");
    assert!(fs::read_to_string(&place.path).unwrap().ends_with("name = 1"));
}

const SHEET: &str = "From your physio, daily, pain up to 4/10
3x15 heel drops, bent knee, each leg, slow
2 sets of 12 clam shells each side
calf stretch against the wall 3 x 30 s";

#[test]
fn a_sheet_is_said_in_words_and_written_after_a_yes() {
    let (said, _home) = sheet(SHEET, Some("physio"), false, &["y"]);
    let place = said.written.unwrap();
    let library = Library::shipped();
    let report = check(std::slice::from_ref(&place.path), &library, false);
    assert_eq!(report.exit, 0, "{}", report.text);
    let text = fs::read_to_string(&place.path).unwrap();
    for part in
        ["set-by = \"clinician\"", "pain-up-to = 4", "every = { days = 1 }", "# 3x15 heel drops, bent knee"]
    {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let (said, home) = sheet(SHEET, Some("physio"), false, &["n"]);
    assert!(said.written.is_none() && said.error == "Nothing was saved.\n");
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    assert!(sheet(SHEET, None, false, &["e"]).0.edit);
}

#[test]
fn without_anybody_to_ask_the_file_is_shown_and_yes_writes_what_is_whole() {
    let (said, home) = sheet(SHEET, None, false, &[]);
    assert!(said.written.is_none() && said.text.contains("[[steps]]"), "{}", said.text);
    assert!(
        said.error.contains("Clam shells: 2 × 12 reps") && said.error.contains("--yes"),
        "{}",
        said.error
    );
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    let (said, _home) = sheet(SHEET, None, true, &[]);
    assert!(said.written.unwrap().path.ends_with("routines/my-sheet.toml"));
    let (said, home) = sheet("3x15 heel raises wobbly", None, true, &[]);
    assert!(
        said.written.is_none() && said.error.contains("Runup doesn't understand `wobbly`"),
        "{}",
        said.error
    );
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    let (said, _home) = sheet("3x15 heel raises, pain up to 3", None, true, &[]);
    assert!(said.written.is_none() && said.error.contains("--set-by clinician"), "{}", said.error);
}

#[test]
fn what_was_not_understood_stays_in_the_file_as_a_comment() {
    let (said, _home) = sheet("3x15 heel raises wobbly\n8-12 toe raises", None, false, &["", "n", "y"]);
    let text = fs::read_to_string(said.written.unwrap().path).unwrap();
    assert!(text.contains("\n# 3x15 heel raises wobbly\n# 8-12 toe raises\n"), "{text}");
}

/// Pieces that sheets are made of, and some that they are not.
fn pieces() -> impl Strategy<Value = String> {
    let words = "3x15|3|15|30 s|hold|x|sets of|reps|heel drops|calf stretch|clam shells|each leg|left|slow|up 3 down 3|\
                 3-0-3|with 10 kg|daily|twice a day|3 times a week|pain up to 4/10|1 min rest|bent knee|seated|on a step|\
                 towel scrunches|,|;|\n|/|%|\"|'|\\|#|[[steps]]|\u{202e}|\u{1b}|é|½|999999999|0|-1|physio|two up one down";
    let pieces: Vec<String> = words.split('|').map(str::to_owned).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_whatever_is_accepted_is_valid(text in prop_oneof![pieces(), "\\PC{0,60}", any::<String>()]) {
        thread_local!(static SHIPPED: (Library, Catalogue) = {
            let library = Library::shipped();
            let catalogue = Catalogue::of(&library);
            (library, catalogue)
        });
        SHIPPED.with(|(library, catalogue)| {
            let mut sheet = handout::read(&text, catalogue);
            for problem in &sheet.problems {
                // Each place can be shown.
                crate::diagnostic::render(problem, &text, crate::diagnostic::Look::Plain);
            }
            if sheet.items.is_empty() || !sheet.problems.is_empty() {
                return Ok(());
            }
            sheet.by_clinician = true;
            let file = sheet.file("Any", catalogue);
            let source = SourceFile {
                path: "any.toml".into(),
                kind: Kind::Routine,
                id: Id::new("any").unwrap(),
                origin: Origin::Own,
                bytes: file.clone().into_bytes().into(),
            };
            let checked = library.parse_file(&source);
            prop_assert!(checked.value.is_some(), "{text}\n{file}\n{:?}", checked.diagnostics);
            prop_assert_eq!(checked.value.unwrap().steps().count(), sheet.items.len());
            Ok(())
        })?;
    }
}
