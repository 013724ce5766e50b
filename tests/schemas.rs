//! The schemas that editors read: they are what the program reads, and every shipped file agrees with them.

use std::fs;
use std::path::{Path, PathBuf};

use runup::library::Library;
use runup::routine::{Kind, schema};
use runup::settings;
use serde_json::{Value, json};

fn path(kind: Kind) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/schemas").join(format!("{kind}.json"))
}

/// A kind's schema, to check files with.
///
/// It knows the words of JSON Schema that ours use, and refuses any other, so that none goes unread. A crate for all of
/// them asks for forty more, three times in each run of the checks.
struct Checker(Value);

impl Checker {
    fn new(kind: Kind) -> Self {
        Self(schema::schema(kind, settings::config_shape()))
    }

    fn check(&self, text: &str) -> Result<(), String> {
        let value: Value = toml::from_str(text).unwrap();
        self.agrees(&value, &self.0).map_err(|error| format!("{error}: {value}"))
    }

    fn agrees(&self, value: &Value, schema: &Value) -> Result<(), String> {
        for (word, asked) in schema.as_object().unwrap() {
            self.word(value, word, asked, schema).map_err(|within| format!("{word}: {within}"))?;
        }
        Ok(())
    }

    fn word(&self, value: &Value, word: &str, asked: &Value, schema: &Value) -> Result<(), String> {
        let holds = |holds: bool| if holds { Ok(()) } else { Err(value.to_string()) };
        match word {
            "$schema" | "title" | "description" | "definitions" | "properties" => Ok(()),
            "$ref" => {
                let at = asked.as_str().and_then(|at| at.strip_prefix('#')).unwrap();
                self.agrees(value, self.0.pointer(at).unwrap())
            }
            "allOf" => asked.as_array().unwrap().iter().try_for_each(|one| self.agrees(value, one)),
            "anyOf" => holds(asked.as_array().unwrap().iter().any(|one| self.agrees(value, one).is_ok())),
            "enum" => holds(asked.as_array().unwrap().contains(value)),
            "items" => value.as_array().into_iter().flatten().try_for_each(|one| self.agrees(one, asked)),
            "type" => holds(match asked.as_str().unwrap() {
                "string" => value.is_string(),
                "integer" => value.is_i64(),
                "number" => value.is_number(),
                "boolean" => value.is_boolean(),
                "array" => value.is_array(),
                "object" => value.is_object(),
                other => panic!("the type {other}"),
            }),
            "minimum" => holds(value.as_i64() >= asked.as_i64()),
            "maximum" => holds(value.as_i64() <= asked.as_i64()),
            "minLength" => holds(value.as_str().is_some_and(|text| !text.is_empty())),
            "maxLength" => {
                holds(value.as_str().is_some_and(|text| text.len() as u64 <= asked.as_u64().unwrap()))
            }
            "pattern" => holds(value.as_str().is_some_and(|text| has_form(text, asked.as_str().unwrap()))),
            "additionalProperties" => value.as_object().into_iter().flatten().try_for_each(|(key, value)| {
                match schema.get("properties").and_then(|known| known.get(key)) {
                    Some(known) => self.agrees(value, known),
                    None if *asked == json!(false) => Err(format!("no key {key}")),
                    None => self.agrees(value, asked),
                }
            }),
            other => panic!("the word {other}"),
        }
    }
}

/// Tells whether a text has the form of one of our patterns.
fn has_form(text: &str, pattern: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match pattern {
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text.split('-').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        }),
        r"^\s*[0-9.]+\s*%\s*$" => {
            text.trim().strip_suffix('%').is_some_and(|number| is_number(number.trim()))
        }
        r"^\s*([0-9.]+(w|d|h|ms|m|s)\s*)+$" => {
            let units = text.split(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
            let units: Vec<&str> = units.filter(|unit| !unit.is_empty()).collect();
            let begins = text.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '.');
            let ends = text.trim_end().ends_with(|c: char| c.is_alphabetic());
            begins && ends && units.iter().all(|unit| ["w", "d", "h", "ms", "m", "s"].contains(unit))
        }
        other => panic!("the pattern {other}"),
    }
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_types() {
    for kind in Kind::ALL {
        let made = schema::text(kind, settings::config_shape());
        if std::env::var_os("RUNUP_BLESS").is_some() {
            fs::write(path(kind), &made).unwrap();
        }
        let kept = fs::read_to_string(path(kind)).unwrap_or_default();
        assert!(kept == made, "{kind}: RUNUP_BLESS=1 writes it anew");
    }
}

#[test]
fn every_shipped_file_agrees_with_its_schema() {
    let library = Library::shipped();
    let mut seen = 0;
    for kind in [Kind::Routine, Kind::Exercise, Kind::Figure, Kind::Plan] {
        let checker = Checker::new(kind);
        for file in library.files().filter(|file| file.kind == kind) {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            if let Err(error) = checker.check(text) {
                panic!("{}: {error}", file.path);
            }
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} files");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/sources.toml");
    assert_eq!(Checker::new(Kind::Sources).check(&fs::read_to_string(sources).unwrap()), Ok(()));
}

#[test]
fn a_schema_refuses_what_the_reader_refuses() {
    let step = |step: &str| format!("name = \"Mine\"\nsteps = [{{ {step} }}]\n");
    let routine = Checker::new(Kind::Routine);
    let good =
        step(r#"exercise = "march", time = "1m30s", sides = "each", for.tendon-mid = { time = "20s" }"#);
    assert_eq!(routine.check(&good), Ok(()));
    let wrong = [
        r#"exercise = "march", tyme = "30s""#,
        r#"exercise = "march", time = 30"#,
        r#"exercise = "march", time = "30""#,
        r#"exercise = "March it", time = "30s""#,
        r#"exercise = "march", time = "30s", sides = "both-of-them""#,
        r#"exercise = "march", time = "30s", for.ankle = { time = "20s" }"#,
        r#"rounds = 2, steps = [{ exercise = "march", reps = "ten" }]"#,
        r#"exercise = "march", time = "30s", skip-from-pain = 11"#,
    ];
    for step_text in wrong {
        assert!(routine.check(&step(step_text)).is_err(), "{step_text}");
    }
    let config = Checker::new(Kind::Config);
    assert_eq!(config.check("[sound]\nvolume = 40\n[keys]\nnext = [\"x\", \"space\"]\n"), Ok(()));
    assert!(config.check("[sound]\nvolumen = 40\n").is_err());
}

#[test]
fn every_key_says_what_it_is() {
    fn look(value: &Value, at: &str) {
        let Some(keys) = value.get("properties").and_then(Value::as_object) else { return };
        for (key, value) in keys {
            let said = value["description"].as_str().or_else(|| value["$ref"].as_str());
            assert!(said.is_some_and(|said| !said.is_empty()), "{at}: {key}");
        }
    }
    for kind in Kind::ALL {
        let schema = schema::schema(kind, settings::config_shape());
        let tables = schema["definitions"].as_object().unwrap();
        for (name, table) in tables {
            assert_ne!(*table, json!(null), "{kind}: {name}");
            look(table, name);
        }
    }
}
