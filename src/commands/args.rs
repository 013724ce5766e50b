//! What the command line takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::symptoms::SoreSite;
use crate::time::parse_duration;

const EXAMPLES: &str = "\
Examples:
  runup                                today: Enter starts the warm-up
  runup go                             starts it at once, without a question
  runup go pre-run-5 --in 4m           fits it into four minutes
  runup go --sore tendon-mid:left=3    fits it to a sore spot
  runup go --plain                     the routine as lines of text
  runup list; runup show pre-run-5     what there is
  runup cues pre-run-5                 every cue and its time
  runup check my-routine.toml          what is wrong in a file, and where

Runup shows general exercises. It examines and treats nothing.";

/// A coach for the few minutes before a run: warm-ups by screen and by sound.
#[derive(Debug, Parser)]
#[command(name = "runup", version, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`; `none` for nothing; may be given again
    #[arg(long, value_name = "REGION=N", value_parser = sore)]
    pub(super) sore: Option<Vec<Sore>>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play a routine; without a name, the warm-up that today asks for
    Go(Go),
    /// List routines and exercises
    List {
        /// As JSON: an array of {id, kind, name, when, seconds, targets, origin}
        #[arg(long)]
        json: bool,
    },
    /// Show a routine or an exercise: steps, doses and what they rest on
    Show {
        /// Its id, as `runup list` names it
        id: String,
    },
    /// Check files, the shipped and own ones by default; exit 1 if there is any problem
    Check {
        /// Files to check
        files: Vec<PathBuf>,
    },
    /// Print what was done, newest first
    History {
        /// As JSON: an array of all records that stand
        #[arg(long)]
        json: bool,
    },
    /// Print the completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in roff
    Man,
    /// Print what the bundled voice has to say, for sounds/make-voice
    #[command(hide = true)]
    VoicePhrases,
    /// Print every cue of a routine and its time
    Cues {
        /// Its id, or a file
        id: String,
        /// As JSON: an array of {at, kind, segment, step, side, text}
        #[arg(long)]
        json: bool,
        /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`; nothing when left out
        #[arg(long, value_name = "REGION=N", value_parser = sore)]
        sore: Vec<Sore>,
    },
}

#[derive(Debug, ClapArgs)]
pub(super) struct Go {
    /// A routine's id, or a file
    pub(super) routine: Option<String>,
    /// Fit it into this time, such as 8m; the ten seconds of get-ready come on top
    #[arg(long = "in", value_name = "TIME", value_parser = duration, conflicts_with = "leave_at")]
    pub(super) within: Option<Duration>,
    /// Fit it so that you can leave at this time of day, such as 07:30
    #[arg(long, value_name = "HH:MM")]
    pub(super) leave_at: Option<jiff::civil::Time>,
    /// Lines of text instead of a screen
    #[arg(long)]
    pub(super) plain: bool,
    /// Begin at this step, by its id or its number from 1
    #[arg(long, value_name = "STEP")]
    pub(super) from: Option<String>,
    /// Play this many times faster; such sessions never count, and are silent above 4
    #[arg(long, value_name = "N", value_parser = speed)]
    pub(super) speed: Option<f64>,
    /// Without sound
    #[arg(long)]
    pub(super) no_sound: bool,
    /// The sounds: a tone for each event, or one 5 ms click for all, for measuring
    #[arg(long, value_name = "THEME", default_value = "tones", value_parser = ["tones", "click"])]
    pub(super) theme: String,
    /// Spoken words, or tones in their place
    #[arg(long, value_name = "WHEN", default_value = "on", value_parser = ["on", "off"])]
    pub(super) voice: String,
    /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`; `none` for nothing; may be given again
    #[arg(long, value_name = "REGION=N", value_parser = sore)]
    pub(super) sore: Vec<Sore>,
    /// Write each cue that came due to this file, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(super) events: Option<PathBuf>,
}

/// One `--sore`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sore {
    /// Nothing is sore.
    Nothing,
    /// This is.
    Site(SoreSite),
}

fn sore(text: &str) -> Result<Sore, String> {
    if text == "none" {
        return Ok(Sore::Nothing);
    }
    text.parse().map(Sore::Site).map_err(|error: crate::symptoms::SoreSiteError| error.to_string())
}

fn duration(text: &str) -> Result<Duration, String> {
    parse_duration(text).map_err(|error| format!("{error}; write it as 8m or 7m30s"))
}

fn speed(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|speed: &f64| speed.is_finite() && (0.1..=1000.0).contains(speed))
        .ok_or_else(|| "a speed goes from 0.1 to 1000".to_owned())
}
