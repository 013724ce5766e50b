//! The app as a test begins with it: what ships, no past, no settings of one's own, silent.
//!
//! The unit tests of the library and the tests of the program both have it, so that no test lists all that an app begins
//! with and a new part of that changes one place.

use runup::app::{App, Beginning};
use runup::library::Library;
use runup::record::Log;
use runup::settings::Settings;

/// Makes an app that begins with the usual, but for what the test is about.
pub(crate) fn app(change: impl FnOnce(&mut Beginning)) -> App {
    let mut beginning = Beginning {
        library: Library::shipped(),
        log: Log::default(),
        settings: Settings::default(),
        interrupted: Vec::new(),
        device: "here".into(),
        zone: None,
        sound: false,
        speed: 1.0,
        troubles: Vec::new(),
    };
    change(&mut beginning);
    App::new(beginning)
}
