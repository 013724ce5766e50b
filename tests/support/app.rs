//! The app as a test begins with it: what ships, no past, no settings of one's own, silent.
//!
//! The unit tests of the library and the tests of the program both have it, so that no test lists all that an app begins
//! with and a new part of that changes one place.

use runup::app::{App, Launch};
use runup::library::Library;
use runup::settings::Settings;

/// Makes an app that begins with the usual, but for what the test is about.
pub(crate) fn app(change: impl FnOnce(&mut Launch)) -> App {
    let mut launch = Launch::new(Library::shipped(), Settings::default());
    (launch.device, launch.sound) = ("here".to_owned(), false);
    change(&mut launch);
    App::new(launch)
}
