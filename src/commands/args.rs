//! The arguments of the command line.

#[cfg(test)]
mod tests;
pub(super) mod word;

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand};

use self::word::{offering, offers, word};
use super::export::ExportArgs;
use super::history::HistoryArgs;
use super::import::ImportArgs;
use super::log::LogCommand;
use super::new::New;
use super::plan::PlanCommand;
use super::profile::ProfileCommand;
use super::report::ReportArgs;
use super::shoes::ShoesCommand;
use crate::body::View;
use crate::figure::{Marker, Size};
use crate::routine::Kind;
use crate::settings::{MarkerChoice, SoundSettings, Volume};
use crate::shell::Detail;
use crate::symptoms::{Region, Side, SoreSite};
use crate::time::{typed_duration, typed_number};
use crate::ui::Colours;
use crate::word::words;

const EXAMPLES: &str = "\
Examples:
  runup                                show Today; Enter starts the warm-up
  runup go                             start it at once, with no questions
  runup go pre-run-5 --in 4m           fit a routine into four minutes
  runup go --sore tendon-mid:left=3    adapt it to a sore left Achilles
  runup go --plain                     print the routine as lines of text
  runup demo                           try Runup; saves nothing
  runup list; runup show pre-run-5     see routines and their steps
  runup cues pre-run-5                 print every cue with its time
  runup render pre-run-5 -o warm.opus  save a routine as a sound file
  runup new my-routine                 write your own routine
  runup new --from-text -              turn a clinician's sheet into a routine
  runup check my-routine.toml          find mistakes in a file
  runup plan start                     start the plan that fits you
  runup log run 28m                    log a run
  runup log morning none               log a morning with nothing sore
  runup plan; runup next               see your plan and your next run
  runup plan export ics -o runs.ics    put your runs in a calendar
  runup import run.fit                 import a run from your watch
  runup report                         print a report for a doctor or physio
  runup shoes add Pegasus              add a pair of shoes

Runup shows general exercises. It does not replace a doctor or physio.";

/// A coach for the few minutes before a run: warm-ups you can see and hear.
#[derive(Debug, Parser)]
#[command(name = "runup", version, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// A sore place and its pain out of 10, such as `tendon-mid:left=3`; `none` if nothing is sore; repeat for more
    #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
    pub(super) sore: Option<Vec<Sore>>,
    /// Read settings from this file instead of your `config.toml`
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Continue even if part of your history can't be read: accepts damaged lines for good, missing files for today
    #[arg(long, global = true)]
    pub(super) incomplete_history: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play a routine [default: today's warm-up]
    Go(Go),
    /// Try it with an invented runner and forty seconds of exercise; nothing is saved
    Demo {
        /// Show a rest day of her plan instead of a run day
        #[arg(long)]
        rest_day: bool,
        /// Turn the sound off
        #[arg(long)]
        no_sound: bool,
    },
    /// List routines by when to do them, or all exercises
    List {
        /// Print JSON: an array of {id, kind, name, when, seconds, targets, origin}
        #[arg(long)]
        json: bool,
        /// List exercises instead of routines
        #[arg(long, conflicts_with = "json")]
        exercises: bool,
    },
    /// Show a routine or an exercise: its steps, sets and evidence
    Show {
        /// Its id, as `runup list` prints it
        id: String,
        /// Print only its card: a few lines to learn by heart
        #[arg(long)]
        card: bool,
        /// Print a routine as Markdown, to tick off on paper
        #[arg(long, conflicts_with_all = ["card", "figure"])]
        markdown: bool,
        /// Write a routine as one page for a browser, with its figures, to read or print
        #[arg(long, conflicts_with_all = ["card", "figure", "markdown"])]
        html: bool,
        /// Draw the figure of an exercise, or a figure by its id
        #[arg(long, conflicts_with = "card")]
        figure: bool,
        #[command(flatten)]
        picture: Picture,
    },
    /// Preview a figure, exercise or routine while you edit its file
    Preview(Preview),
    /// Create a routine, exercise, figure or plan in your editor, or turn a clinician's sheet into a routine
    New(New),
    /// Check files for mistakes [default: all that ship and all of yours]; exits with 1 if it finds any
    Check {
        /// Files to check
        files: Vec<PathBuf>,
        /// Also list phrases that would play as a tone, and why
        #[arg(long)]
        sound: bool,
    },
    /// Log a run, a routine, a morning, a sore place, a test or a warning sign
    Log {
        #[command(subcommand)]
        logged: LogCommand,
    },
    /// Log the lines of `inbox.txt` in your history folder, which a phone that syncs it can write
    Inbox {
        /// Log them without asking
        #[arg(long)]
        yes: bool,
    },
    /// Show your plan and what's next; start, change or stop a plan
    Plan {
        #[command(subcommand)]
        planned: Option<PlanCommand>,
    },
    /// Print your next run in one line: day, week and run
    Next {
        /// Print what is due today instead; prints nothing and exits with 1 if nothing is due
        #[arg(long)]
        due: bool,
        /// Print JSON: {date, run, due, locked}
        #[arg(long)]
        json: bool,
    },
    /// Show or set the version of a routine you do: easier or harder
    Rung {
        /// A routine's id [default: all routines with versions]
        routine: Option<String>,
        /// The version: its id, `up`, `down`, or `start` for the routine as written
        #[arg(value_parser = offering(["up", "down", "start"], StringValueParser::new()), hide_possible_values = true)]
        rung: Option<String>,
        /// The weight for a step from now on, such as `raise=20kg`; repeat for more steps
        #[arg(long, value_name = "STEP=LOAD", requires = "routine")]
        load: Vec<String>,
    },
    /// Show your profile; set your year of birth or steps a minute
    Profile {
        #[command(subcommand)]
        set: Option<ProfileCommand>,
    },
    /// Show the minutes, distance and runs of your shoes; add, rename or retire a pair, or set a run's shoes
    Shoes {
        /// Print JSON: an array of {id, name, since, retired, remind-km, before-km, minutes, km, runs, runs-without-distance,
        /// first, last, share-of-four-weeks}
        #[arg(long)]
        json: bool,
        #[command(subcommand)]
        done: Option<ShoesCommand>,
    },
    /// Edit an entry; without a field, show the entry and its earlier versions
    Edit {
        /// Its id, or the first characters of it
        id: String,
        /// Fields to change, such as minutes=28m, distance=4.2km, during=2, shoe=NAME or date=monday;
        /// `none` clears a field
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// Restore this revision, even if the entry was deleted
        #[arg(long, value_name = "N")]
        back_to: Option<u32>,
    },
    /// Delete entries; undo brings them back
    Remove {
        /// Their ids, or the first characters of them
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Undo the last change made on this computer; run it again to redo
    Undo {
        /// Undo the last N changes that still stand, so that it goes further back each time
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
        steps: Option<u16>,
    },
    /// Print your weeks and your entries, newest first
    History(HistoryArgs),
    /// Print a report as Markdown, week by week, to show to a doctor or physio
    Report(ReportArgs),
    /// Import runs from a watch (FIT, GPX, TCX), or another timer's workouts as routines
    Import(ImportArgs),
    /// Export your history and your own files to one archive, for `runup import` on another computer
    Export(ExportArgs),
    /// Check sound, voice, terminal and files, with a hint for each problem
    Doctor {
        /// Speak a line and play a tone
        #[arg(long)]
        speak: bool,
        /// Print JSON: an array of {about, state, what, hint}
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema for one kind of file, for completion and checks in your editor
    Schema {
        /// The kind of file
        #[arg(value_parser = word::<Kind>())]
        kind: Kind,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff)
    Man,
    /// Render a routine to one sound file, for a phone
    Render(Render),
    /// Print what the bundled voice has to say, for sounds/make-voice
    #[command(hide = true)]
    VoicePhrases {
        /// Print phrases made of several recordings: their names and pauses, a tab, the text
        #[arg(long)]
        joined: bool,
        /// The highest peak of this recording instead, as the program decodes it, 1 at full scale
        #[arg(long, value_name = "FILE", conflicts_with = "joined")]
        peak: Option<PathBuf>,
    },
    /// Print every cue of a routine with its time
    Cues {
        /// A routine's id or file, or `today` for today's run in your plan
        id: String,
        /// Print JSON: an array of {at, kind, segment, step, side, text}
        #[arg(long)]
        json: bool,
        /// Fit the routine into this time, such as 8m, including getting ready
        #[arg(long = "in", value_name = "TIME", value_parser = duration)]
        within: Option<Duration>,
        /// The words of the Nth hearing [default: from your history]
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        hearing: Option<u32>,
        /// A sore place and its pain out of 10, such as `tendon-mid:left=3`, or `none` [default: from your history]
        #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
        sore: Vec<Sore>,
    },
}

/// How a figure is printed.
#[derive(Debug, ClapArgs)]
pub(super) struct Picture {
    /// Columns and rows
    #[arg(long, value_name = "CxR", default_value = "40x20", value_parser = size, requires = "figure")]
    pub(super) size: Size,
    /// The camera [default: the one in the file]
    #[arg(long, value_parser = word::<View>(), requires = "figure")]
    pub(super) view: Option<View>,
    /// The characters it is drawn with
    #[arg(long, value_parser = word::<Marker>(), default_value = "block", requires = "figure")]
    pub(super) marker: Marker,
    /// Colours: 24-bit for a dark or light background, the terminal's 16, or none
    #[arg(long, value_parser = word::<Colouring>(), default_value = "auto", requires = "figure")]
    pub(super) colours: Colouring,
    /// The working side
    #[arg(long, value_parser = word::<Side>(), default_value = "right", requires = "figure")]
    pub(super) side: Side,
    /// Show this pose
    #[arg(long, value_name = "NAME", requires = "figure", conflicts_with = "at")]
    pub(super) pose: Option<String>,
    /// Show this moment of the movement, from 0 to 1
    #[arg(long, value_name = "FRACTION", value_parser = fraction, requires = "figure")]
    pub(super) at: Option<f32>,
    /// Save it to this .svg file: the start and the end of the movement
    #[arg(short, long, value_name = "FILE", value_parser = svg_file, requires = "figure", conflicts_with_all = ["size", "marker", "colours", "pose", "at"])]
    pub(super) output: Option<PathBuf>,
    /// Make the saved figure move in a loop
    #[arg(long = "loop", requires = "output")]
    pub(super) moving: bool,
    /// Overwrite an existing file
    #[arg(long, requires = "output")]
    pub(super) force: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Preview {
    /// The file
    pub(super) file: PathBuf,
    /// The camera [default: the one in the file]
    #[arg(long, value_parser = word::<View>())]
    pub(super) view: Option<View>,
    /// The working side [default: the step's own, else right]
    #[arg(long, value_parser = word::<Side>())]
    pub(super) side: Option<Side>,
    /// The characters it is drawn with [default: from your settings]
    #[arg(long, value_parser = word::<MarkerChoice>())]
    pub(super) marker: Option<MarkerChoice>,
    /// Play a routine's sound; `m` turns it off and on
    #[arg(long)]
    pub(super) sound: bool,
}

fn size(text: &str) -> Result<Size, String> {
    let number = |text: &str| text.parse().ok().filter(|n: &u16| (4..=400).contains(n));
    text.split_once('x')
        .and_then(|(columns, rows)| Some(Size { columns: number(columns)?, rows: number(rows)? }))
        .ok_or_else(|| "write it as 40x20, each from 4 to 400".to_owned())
}

fn svg_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let ends = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    if ends { Ok(path) } else { Err("the name must end in .svg".to_owned()) }
}

fn fraction(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|at: &f32| (0.0..=1.0).contains(at))
        .ok_or_else(|| "a moment must be from 0 to 1".to_owned())
}

words! {
    /// Which colours a printed figure is given.
    pub(super) Colouring("choice of colours") {
        /// The terminal's 16 on a terminal, otherwise none.
        Auto = "auto",
        /// 24-bit, for a dark background.
        Dark = "dark",
        /// 24-bit, for a light background.
        Light = "light",
        /// The terminal's 16.
        Sixteen = "16",
        /// None.
        None = "none",
    }
}

impl Colouring {
    /// Returns the colours; `terminal` says whether it is printed to one.
    pub(super) const fn colours(self, terminal: bool) -> Colours {
        match self {
            Self::Auto if terminal => Colours::Sixteen,
            Self::Auto | Self::None => Colours::None,
            Self::Dark => Colours::Dark,
            Self::Light => Colours::Light,
            Self::Sixteen => Colours::Sixteen,
        }
    }
}

#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct Go {
    /// A routine's id or file, or `today` for today's run in your plan
    pub(super) routine: Option<String>,
    /// Fit the routine into this time, such as 8m, including getting ready
    #[arg(long = "in", value_name = "TIME", value_parser = duration, conflicts_with = "leave_at")]
    pub(super) within: Option<Duration>,
    /// Finish in time to leave at this time of day, such as 07:30; makes up for pauses and added time
    #[arg(long, value_name = "HH:MM")]
    pub(super) leave_at: Option<jiff::civil::Time>,
    /// Print lines of text instead of a screen; `=brief` leaves out counts and beats
    #[arg(long, value_name = "WAY", num_args = 0..=1, require_equals = true, default_missing_value = "full", value_parser = word::<Detail>())]
    pub(super) plain: Option<Detail>,
    /// Start at this step: its id, or its number from 1
    #[arg(long, value_name = "STEP")]
    pub(super) from: Option<String>,
    /// Resume the unfinished routine at its step and side
    #[arg(long, conflicts_with_all = ["routine", "within", "leave_at", "from", "guest", "fresh"])]
    pub(super) resume: bool,
    /// Start from the beginning without asking about the unfinished routine; what you did is saved
    #[arg(long)]
    pub(super) fresh: bool,
    /// Play this many times faster; the session doesn't count, and there's no sound above 4
    #[arg(long, value_name = "N", value_parser = speed)]
    pub(super) speed: Option<f64>,
    /// Turn the sound off
    #[arg(long)]
    pub(super) no_sound: bool,
    /// Sound theme: `tones`, `wood`, `glass`, `click` (for measuring) or your own folder [default: from your settings]
    #[arg(long, value_name = "THEME", value_parser = theme(), hide_possible_values = true)]
    pub(super) theme: Option<String>,
    /// Speak words, or play tones instead [default: from your settings]
    #[arg(long, value_name = "WHEN", value_parser = word::<Switch>())]
    pub(super) voice: Option<Switch>,
    /// A sore place and its pain out of 10, such as `tendon-mid:left=3`; `none` if nothing is sore; repeat for more
    #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
    pub(super) sore: Vec<Sore>,
    /// Let someone else use it: ignores your history and saves nothing
    #[arg(long, conflicts_with = "events")]
    pub(super) guest: bool,
    /// Write events to this file or named pipe as JSON lines; with --plain, `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) events: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Render {
    /// A routine's id or file, or `today` for today's run in your plan
    pub(super) id: String,
    /// The file to write, ending in .opus (small, for a phone), .flac or .wav; for a folder, Runup chooses a name that says how the routine was adapted
    #[arg(short, long, value_name = "FILE", value_parser = track)]
    pub(super) output: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    pub(super) force: bool,
    /// Sound theme: `tones`, `wood`, `glass`, `click` or your own folder [default: from your settings]
    #[arg(long, value_name = "THEME", value_parser = theme(), hide_possible_values = true)]
    pub(super) theme: Option<String>,
    /// Play this much quiet noise before a cue that follows 3 s of silence, such as 0.4s
    #[arg(long, value_name = "TIME", value_parser = lead)]
    pub(super) lead: Option<Duration>,
    /// Volume, 0 to 100
    #[arg(long, value_name = "N", value_parser = volume)]
    pub(super) volume: Option<Volume>,
    /// Speak words
    #[arg(long, value_name = "WHEN", value_parser = word::<Switch>())]
    pub(super) voice: Option<Switch>,
    /// Fit the routine into this time, such as 8m, including getting ready
    #[arg(long = "in", value_name = "TIME", value_parser = duration)]
    pub(super) within: Option<Duration>,
    /// A sore place and its pain out of 10, such as `tendon-mid:left=3`, or `none` [default: from your history]
    #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
    pub(super) sore: Vec<Sore>,
}

words! {
    /// On or off.
    pub(super) Switch("switch") {
        /// Spoken words.
        On = "on",
        /// Tones only.
        Off = "off",
    }
}

/// One `--sore`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sore {
    /// Nothing is sore.
    Nothing,
    /// This site is sore.
    Site(SoreSite),
}

/// Reads the sore sites.
pub(super) fn sore() -> impl TypedValueParser<Value = Sore> {
    offering(["none".into()].into_iter().chain(offers::<Region>()), |text: &str| {
        if text == "none" { Ok(Sore::Nothing) } else { text.parse::<SoreSite>().map(Sore::Site) }
    })
}

/// Reads the name of a sound theme, or a folder.
fn theme() -> impl TypedValueParser<Value = String> {
    offering(["tones", "wood", "glass", "click"], StringValueParser::new())
}

fn duration(text: &str) -> Result<Duration, String> {
    typed_duration(text).map_err(|error| format!("{error}; write it as 8m, 7:30 or 7m30s"))
}

fn lead(text: &str) -> Result<Duration, String> {
    let longest = SoundSettings::LONGEST_LEAD;
    duration(text).and_then(|lead| if lead > longest { Err("it is 5s at most".to_owned()) } else { Ok(lead) })
}

fn volume(text: &str) -> Result<Volume, String> {
    text.parse().ok().and_then(Volume::new).ok_or_else(|| "a volume must be from 0 to 100".to_owned())
}

/// Takes the name of a file that a track can be written to.
fn track(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    // In a folder the track gets a name that says what it was fitted to.
    if path.is_dir() {
        return Ok(path);
    }
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "wav" | "flac" | "opus" => Ok(path),
        "ogg" | "mp3" | "m4a" => Err(format!(
            "no encoder for .{ending} is built in: write a .opus, which is as small, or a .flac, and let another program convert it"
        )),
        _ => Err("its name ends in .opus, .flac or .wav".to_owned()),
    }
}

fn speed(text: &str) -> Result<f64, String> {
    typed_number(text)
        .filter(|speed| (0.1..=1000.0).contains(speed))
        .ok_or_else(|| "a speed must be from 0.1 to 1000".to_owned())
}
