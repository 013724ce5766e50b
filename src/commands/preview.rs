//! `runup preview FILE`: a figure, an exercise or a routine on the screen while it is written.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use super::Failure;
use super::args::Preview;
use super::setup::Setup;
use crate::app::preview::Viewing;
use crate::settings::ScreenSettings;
use crate::shell::{Launch, Memory};

/// Shows the file until it is left.
pub(super) fn preview(asked: Preview, mut setup: Setup) -> Result<ExitCode, Failure> {
    let Preview { file, view, side, marker, sound } = asked;
    if !io::stdout().is_terminal() {
        let why = "the output is not a terminal; print a picture with `runup show ID --figure`";
        return Err(Failure::Said(why.to_owned()));
    }
    // What is wrong later is shown; a name that was mistyped is not waited for.
    crate::files::read_file(&file).map_err(|problem| super::problems("", &[problem]))?;
    let screen = &mut setup.settings.screen;
    *screen = ScreenSettings { markers: marker.unwrap_or(screen.markers), ..*screen };
    super::go::run(Launch {
        preview: Some((file, Viewing { view, side, sound })),
        memory: Memory::Forgotten,
        ..super::go::launch(super::read_library()?, None, &setup, None)
    })
}
