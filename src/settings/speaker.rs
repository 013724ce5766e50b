//! Who speaks: one of the bundled voices.

use crate::word::words;

words! {
    /// The bundled voice that speaks.
    #[derive(Default)]
    pub SpeakerChoice("speaker") {
        /// A woman's voice.
        #[default]
        Woman = "woman",
        /// A man's voice.
        Man = "man",
    }
}
