//! A JSON Schema for each kind of file, so that an editor completes and checks it.
//!
//! It is made from the shapes of the tables that read those files, so a key cannot be in one and not in the other.
//! Draft 7, which every TOML language server reads. What goes together with what is for `runup check`: a
//! schema names keys, words and forms, and no more.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::model::Id;
use super::{exercise_shape, figure_shape, plan_shape, routine_shape, source_shape};
use crate::document::read::{KeyShape, Shape, TableShape};
use crate::document::source::Kind;

/// A number with its unit, as often as there are units; their order is for the reader.
const DURATION: &str = r"^\s*([0-9.]+(w|d|h|ms|m|s)\s*)+$";
/// A name: small letters, digits and single hyphens.
const NAME: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// Returns the schema of a kind of file; `config` is the shape of the runner's own settings.
pub fn schema(kind: Kind, config: TableShape) -> Value {
    let shape = match kind {
        Kind::Routine => routine_shape(),
        Kind::Exercise => exercise_shape(),
        Kind::Figure => figure_shape(),
        Kind::Plan => plan_shape(),
        Kind::Sources => source_shape(),
        Kind::Config => config,
    };
    let mut tables = Tables::default();
    let root = if kind == Kind::Sources {
        // Each table of the file is a paper, by its key.
        json!({ "type": "object", "additionalProperties": tables.table(shape) })
    } else {
        // The whole file stands at the top: not every editor follows a reference from there.
        tables.table(shape);
        tables.made.remove(&name(shape.title)).unwrap_or_default()
    };
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".into(), json!(format!("Runup: {}", kind.id())));
    if let Value::Object(root) = root {
        schema.extend(root);
    }
    schema.insert("definitions".into(), json!(tables.made));
    Value::Object(schema)
}

/// Returns a kind's schema as the text of its file.
pub fn text(kind: Kind, config: TableShape) -> String {
    format!("{:#}\n", schema(kind, config))
}

/// The tables met so far: a circuit's steps are steps again.
#[derive(Debug, Default)]
struct Tables {
    made: BTreeMap<String, Value>,
}

impl Tables {
    fn table(&mut self, shape: TableShape) -> Value {
        let name = name(shape.title);
        let known = json!({ "$ref": format!("#/definitions/{name}") });
        if self.made.contains_key(&name) {
            return known;
        }
        // It stands there before its keys do, for those that hold it again.
        self.made.insert(name.clone(), Value::Null);
        let mut keys = Map::new();
        for KeyShape { name, doc, shape } in (shape.keys)() {
            let mut value = self.value(&shape);
            if value.get("$ref").is_some() {
                // Beside a reference draft 7 reads nothing else.
                value = json!({ "allOf": [value] });
            }
            value["description"] = json!(doc);
            keys.insert(name.to_owned(), value);
        }
        self.made
            .insert(name, json!({ "type": "object", "additionalProperties": false, "properties": keys }));
        known
    }

    fn value(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Line | Shape::Prose | Shape::Tempo | Shape::Workout => {
                json!({ "type": "string", "minLength": 1 })
            }
            Shape::Id => json!({ "type": "string", "pattern": NAME, "maxLength": Id::MAX }),
            Shape::Duration => json!({ "type": "string", "pattern": DURATION }),
            Shape::Percent => json!({ "type": "string", "pattern": r"^\s*[0-9.]+\s*%\s*$" }),
            Shape::Number => json!({ "type": "integer" }),
            Shape::Real => json!({ "type": "number" }),
            Shape::Score => json!({ "type": "integer", "minimum": 0, "maximum": 10 }),
            Shape::Switch => json!({ "type": "boolean" }),
            Shape::Words(words) => json!({ "enum": words }),
            Shape::List(of) => json!({ "type": "array", "items": self.value(of) }),
            Shape::OneOrMany(of) => {
                let one = self.value(of);
                json!({ "anyOf": [one, { "type": "array", "items": one }] })
            }
            Shape::Either(all) => {
                json!({ "anyOf": all.iter().map(|one| self.value(one)).collect::<Vec<_>>() })
            }
            Shape::Entries(names, of) if names.is_empty() => {
                json!({ "type": "object", "additionalProperties": self.value(of) })
            }
            Shape::Entries(names, of) => {
                let value = self.value(of);
                let keys: Map<_, _> = names.iter().map(|name| ((*name).to_owned(), value.clone())).collect();
                json!({ "type": "object", "additionalProperties": false, "properties": keys })
            }
            Shape::Table(shape) => self.table(*shape),
        }
    }
}

/// Returns the name of a table's definition: that of a routine's `for` is `routine-for`.
fn name(title: &str) -> String {
    let plain = title.replace("'s ", " ");
    let words = plain.split_whitespace().filter(|word| !matches!(*word, "a" | "an" | "the"));
    Id::from_words(&words.collect::<Vec<_>>().join(" ")).to_string()
}
