//! The schemas that editors read: they are what the program reads, and every shipped file agrees with them.

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use runup::library::Library;
use runup::routine::{Kind, schema};
use runup::settings;
use serde_json::{Value, json};

fn path(kind: Kind) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/schemas").join(format!("{kind}.json"))
}

/// A kind's schema, ready to check files.
struct Checker {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Checker {
    fn new(kind: Kind) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("runup.json", schema::schema(kind, settings::config_shape())).unwrap();
        let index = compiler.compile("runup.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn check(&self, text: &str) -> Result<(), String> {
        let value: Value = toml::from_str(text).unwrap();
        self.schemas.validate(&value, self.index).map_err(|error| error.to_string())
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
