//! Settings that were changed on the screen, put into the runner's config file.

use std::path::Path;

use crate::files;
use crate::settings::{Entry, Value, write};
use crate::store::config;

/// Writes one setting into the config; says in a line why it could not.
///
/// The file is read again each time: it may have been edited meanwhile.
pub(super) fn keep(path: &Path, entry: Entry, value: &Value) -> Result<(), String> {
    let file = files::read_config(path)
        .map_err(|problem| format!("not saved: {}: {}", problem.path, problem.message))?;
    let text = write::change(file.as_ref(), entry, value).map_err(|error| error.to_string())?;
    config::save(path, &text).map_err(|error| {
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        format!("{error}{hint}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::entries;

    #[test]
    fn a_setting_gets_into_the_file_and_a_wrong_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("runup/config.toml");
        let flash = *entries().iter().find(|entry| entry.key == "flash").unwrap();
        keep(&path, flash, &Value::Flag(false)).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().ends_with("flash = false\n"));
        std::fs::write(&path, "flsh = true\n").unwrap();
        let told = keep(&path, flash, &Value::Flag(false)).unwrap_err();
        assert!(told.contains("config.toml:1:1") && told.contains("did you mean `flash`?"), "{told}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "flsh = true\n");
        assert!(keep(folder.path(), flash, &Value::Flag(false)).is_err(), "a folder");
    }
}
