//! The names of an entry's fields in the editor.

use crate::record::edit::Field;

/// Returns the name of a field; a place that was sore by its own name.
pub fn label(field: &Field) -> String {
    let label = match &*field.name {
        "km" => "distance before",
        "born" => "year of birth",
        "completed" => "share completed",
        "cut-short" => "cut short",
        "date" => "day",
        "during" => "pain during",
        "before" => "pain before",
        "after" => "pain after",
        "limp" => "a limp",
        "no-plan" => "no plan wanted",
        "remind" => "remind me at",
        "retired" => "last day",
        "run" => "time running",
        "sharp" => "sharp pain",
        "shoe" => "shoes",
        "since" => "first day",
        "site" => "sore place",
        "sport" => "sport this year",
        "stiff" => "stiff for",
        "surface" => "ground",
        "value" => "result",
        "walked-home" => "walked home",
        "walks" => "can walk 30 minutes",
        "worst" => "worst pain",
        name => {
            return match (field.site, name.strip_prefix("sets:")) {
                (Some(site), _) => site.to_string(),
                (None, Some(step)) => format!("sets, {step}"),
                (None, None) => name.to_owned(),
            };
        }
    };
    label.to_owned()
}
