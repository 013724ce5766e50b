//! Sound themes: folders of sound files named by what they are for.
//!
//! Two ship with the program; the runner's own of the same name wins whole. The names `tones` and
//! `click` are synthesised and have no folder. Nothing is decoded here.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

use crate::diagnostic::nearest;
use crate::routine::Id;
use crate::settings::SoundSettings;

static SHIPPED: [(&str, Dir<'static>); 2] = [
    ("glass", include_dir!("$CARGO_MANIFEST_DIR/sounds/glass")),
    ("wood", include_dir!("$CARGO_MANIFEST_DIR/sounds/wood")),
];

/// The endings of sound files, without their point.
pub const ENDINGS: [&str; 3] = ["wav", "ogg", "flac"];
/// Longest sound file, in bytes.
pub const MAX_BYTES: usize = 2 << 20;
/// Most sound files of a theme.
pub const MAX_FILES: usize = 64;

/// One file of a theme, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// How it is named in messages.
    pub path: String,
    /// Its name without the ending: what it is for.
    pub stem: String,
    /// Its ending, one of [`ENDINGS`].
    pub ending: String,
    /// What is in it, or why it was not read.
    pub bytes: Result<Cow<'static, [u8]>, String>,
}

/// The names of all themes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Themes {
    own: Vec<Id>,
}

/// Where the sounds of a theme come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// They are synthesised.
    BuiltIn,
    /// They are in the program.
    Shipped(Vec<ThemeFile>),
    /// They are in a folder of the runner's.
    Own,
}

/// There is no such theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("can't find the sound theme `{name}`{}\nhint: choose from \
    {}", meant.as_ref().map(|m| format!("; did you mean `{m}`?")).unwrap_or_default(), known.join(", "))]
pub struct UnknownTheme {
    /// What was asked for.
    name: String,
    /// The name that is most like it.
    meant: Option<String>,
    /// All names.
    known: Vec<String>,
}

impl Themes {
    /// Makes the list, with the folders of the runner's own.
    pub fn new(own: Vec<Id>) -> Self {
        Self { own }
    }

    /// Returns the names of the runner's own.
    pub fn own(&self) -> &[Id] {
        &self.own
    }

    /// Returns all names, in order, the built-in ones first.
    pub fn names(&self) -> Vec<String> {
        let built_in = [SoundSettings::TONES, SoundSettings::CLICK];
        let shipped = SHIPPED.iter().map(|(name, _)| *name);
        let mut folders: Vec<&str> = shipped.chain(self.own.iter().map(Id::as_str)).collect();
        folders.sort_unstable();
        folders.dedup();
        folders.retain(|name| !built_in.contains(name));
        built_in.into_iter().chain(folders).map(str::to_owned).collect()
    }

    /// Finds a theme by its name.
    pub fn find(&self, name: &str) -> Result<Origin, UnknownTheme> {
        if [SoundSettings::TONES, SoundSettings::CLICK].contains(&name) {
            return Ok(Origin::BuiltIn);
        }
        if self.own.iter().any(|own| own.as_str() == name) {
            return Ok(Origin::Own);
        }
        if let Some((name, folder)) = SHIPPED.iter().find(|(shipped, _)| *shipped == name) {
            return Ok(Origin::Shipped(embedded(name, folder)));
        }
        let known = self.names();
        let meant = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        let name = crate::diagnostic::printable(name).into_owned();
        Err(UnknownTheme { name, meant, known })
    }
}

fn embedded(name: &str, folder: &'static Dir<'static>) -> Vec<ThemeFile> {
    let file = |file: &'static include_dir::File<'static>| {
        let part = |part: Option<&std::ffi::OsStr>| part.and_then(|p| p.to_str()).map(str::to_owned);
        let (stem, ending) = (part(file.path().file_stem())?, part(file.path().extension())?);
        ENDINGS.contains(&ending.as_str()).then(|| ThemeFile {
            path: format!("sounds/{name}/{stem}.{ending}"),
            stem,
            ending,
            bytes: Ok(file.contents().into()),
        })
    };
    folder.files().filter_map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_ones_come_first_and_ones_own_win() {
        let themes = Themes::new(vec![Id::from_words("wood"), Id::from_words("birds")]);
        assert_eq!(themes.names(), ["tones", "click", "birds", "glass", "wood"]);
        assert_eq!(themes.find("wood"), Ok(Origin::Own));
        assert_eq!(themes.find("tones"), Ok(Origin::BuiltIn));
        assert!(matches!(Themes::default().find("wood"), Ok(Origin::Shipped(files)) if files.len() > 8));
    }

    #[test]
    fn a_theme_that_is_not_there_is_answered_with_the_nearest() {
        let error = Themes::default().find("glas").unwrap_err().to_string();
        assert!(error.contains("did you mean `glass`?") && error.contains("tones, click"), "{error}");
    }

    #[test]
    fn shipped_themes_are_small() {
        for (name, folder) in &SHIPPED {
            let bytes: usize = folder.files().map(|file| file.contents().len()).sum();
            assert!(bytes < 150_000, "{name} has {bytes} bytes");
        }
    }
}
