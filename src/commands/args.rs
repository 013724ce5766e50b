//! What the command line takes.

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
  runup                                today: Enter starts the warm-up
  runup go                             starts it at once, without a question
  runup go pre-run-5 --in 4m           fits it into four minutes
  runup go --sore tendon-mid:left=3    fits it to a sore spot
  runup go --plain                     the routine as lines of text
  runup demo                           try it with an invented runner; nothing is saved
  runup list; runup show pre-run-5     what there is
  runup cues pre-run-5                 every cue and its time
  runup render pre-run-5 -o warm.flac  the routine as a track, for a phone
  runup new my-routine                 a routine of your own, in your editor
  runup new --from-text -              a clinician's sheet as a routine
  runup check my-routine.toml          what is wrong in a file, and where
  runup plan start                     begin the plan that fits
  runup log run 28m                    write down a run; runup log morning none, nothing is sore
  runup plan; runup next               where you are, and what comes next
  runup plan export ics -o runs.ics    the plan in your calendar; fit for a watch
  runup import run.fit                 runs from your watch, or routines from another timer
  runup report                         the weeks on paper
  runup shoes add Pegasus              a pair of shoes, counted from its next run on

Runup shows general exercises. It examines and treats nothing.";

/// A coach for the few minutes before a run: warm-ups by screen and by sound.
#[derive(Debug, Parser)]
#[command(name = "runup", version, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`; `none` for nothing; may be given again
    #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
    pub(super) sore: Option<Vec<Sore>>,
    /// Settings from this file in place of your own `config.toml`
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Go on although part of your history cannot be read: damaged lines are accepted for good, files for today
    #[arg(long, global = true)]
    pub(super) incomplete_history: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Play a routine; without a name, the warm-up that today asks for
    Go(Go),
    /// Try it with an invented runner and forty seconds of exercise; nothing is saved
    Demo {
        /// Show a rest day of her plan instead of a run day
        #[arg(long)]
        rest_day: bool,
        /// Without sound
        #[arg(long)]
        no_sound: bool,
    },
    /// List the routines by when they are done, or the exercises
    List {
        /// As JSON: an array of {id, kind, name, when, seconds, targets, origin}
        #[arg(long)]
        json: bool,
        /// The exercises instead of the routines
        #[arg(long, conflicts_with = "json")]
        exercises: bool,
    },
    /// Show a routine or an exercise: steps, doses and what they rest on
    Show {
        /// Its id, as `runup list` names it
        id: String,
        /// Only its card: a few lines to learn by heart and do without a screen
        #[arg(long)]
        card: bool,
        /// A routine as Markdown, to print and tick off
        #[arg(long, conflicts_with_all = ["card", "figure"])]
        markdown: bool,
        /// The picture of an exercise, or of a figure by its id
        #[arg(long, conflicts_with = "card")]
        figure: bool,
        #[command(flatten)]
        picture: Picture,
    },
    /// Show a figure, an exercise or a routine while you write it; it follows the file
    Preview(Preview),
    /// Begin a file of your own: commented, opened in your editor; or make a routine of a clinician's sheet
    New(New),
    /// Check files, the shipped and own ones by default; exit 1 if there is any problem
    Check {
        /// Files to check
        files: Vec<PathBuf>,
        /// Say too which phrases of the routines would be heard as a tone, and why
        #[arg(long)]
        sound: bool,
    },
    /// Write down what happened: a run, a morning, what is sore, that something is wrong
    Log {
        #[command(subcommand)]
        logged: LogCommand,
    },
    /// Show where you are in your plan and what comes next; begin, change or end one
    Plan {
        #[command(subcommand)]
        planned: Option<PlanCommand>,
    },
    /// Print the next run in one line: the day, the place in the plan, the run
    Next {
        /// What is due today instead, in one line; exit 1, and no line, where nothing is
        #[arg(long)]
        due: bool,
        /// As JSON: {date, run, due, locked}
        #[arg(long)]
        json: bool,
    },
    /// Show on which rung of a routine you are, or set it
    Rung {
        /// A routine's id; all routines on which a rung was taken or is offered, when left out
        routine: Option<String>,
        /// The rung: its id, `up`, `down`, or `start` for the routine as written
        #[arg(value_parser = offering(["up", "down", "start"], StringValueParser::new()), hide_possible_values = true)]
        rung: Option<String>,
        /// The weight of a step from now on, as `raise=20kg`; may be given again
        #[arg(long, value_name = "STEP=LOAD", requires = "routine")]
        load: Vec<String>,
    },
    /// Show what you said about yourself; set or clear your year of birth
    Profile {
        #[command(subcommand)]
        set: Option<ProfileCommand>,
    },
    /// Show your pairs of shoes: minutes, distance and runs of each; add, retire, rename one, or say which a run was in
    Shoes {
        /// As JSON: an array of {id, name, since, retired, remind-km, before-km, minutes, km, runs, runs-without-distance,
        /// first, last, share-of-four-weeks}
        #[arg(long)]
        json: bool,
        #[command(subcommand)]
        done: Option<ShoesCommand>,
    },
    /// Put an entry of the history right; without a field, show it and everything that was written about it
    Edit {
        /// Its id, or how that begins
        id: String,
        /// What it should say, by the names of `runup log`: minutes=28m, distance=4.2km, during=2, shoe=NAME, date=monday;
        /// none clears
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// Let it say again what it said in this revision, also after it was taken out
        #[arg(long, value_name = "N")]
        back_to: Option<u32>,
    },
    /// Take entries out of the history; the files keep them, and undo brings them back
    Remove {
        /// Their ids, or how they begin
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Take back the last that was written here; once more brings it back
    Undo,
    /// Print how it has been going, week by week, and what was done, newest first
    History(HistoryArgs),
    /// Print what was done and how it felt, week by week, as Markdown: to be printed, or shown to a clinician
    Report(ReportArgs),
    /// Take over runs of a watch (FIT, GPX, TCX), or workouts of another timer as routines
    Import(ImportArgs),
    /// Write the history of all devices and your own files as one archive, which `import` takes over elsewhere
    Export(ExportArgs),
    /// Look at sound, voice, terminal and files: what works here, and what to do about the rest
    Doctor {
        /// Say a line and play a tone
        #[arg(long)]
        speak: bool,
        /// As JSON: an array of {about, state, what, hint}
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema of a kind of file, for an editor that completes and checks
    Schema {
        /// Which kind
        #[arg(value_parser = word::<Kind>())]
        kind: Kind,
    },
    /// Print the completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in roff
    Man,
    /// Write a routine as one track of sound, to be played anywhere
    Render(Render),
    /// Print what the bundled voice has to say, for sounds/make-voice
    #[command(hide = true)]
    VoicePhrases,
    /// Print every cue of a routine and its time
    Cues {
        /// Its id, or a file; `today` for the run that the plan asks for today
        id: String,
        /// As JSON: an array of {at, kind, segment, step, side, text}
        #[arg(long)]
        json: bool,
        /// Fit it into this time, such as 8m, from the key to the door
        #[arg(long = "in", value_name = "TIME", value_parser = duration)]
        within: Option<Duration>,
        /// As it is heard for the Nth time; as the history says when left out
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        hearing: Option<u32>,
        /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`, or `none`; as the history says when left out
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
    /// The camera, instead of the author's
    #[arg(long, value_parser = word::<View>(), requires = "figure")]
    pub(super) view: Option<View>,
    /// What it is made of
    #[arg(long, value_parser = word::<Marker>(), default_value = "block", requires = "figure")]
    pub(super) marker: Marker,
    /// Colours of 24 bits for a dark or a light background, the terminal's own 16, or none; `auto` is 16 on a terminal
    #[arg(long, value_parser = word::<Colouring>(), default_value = "auto", requires = "figure")]
    pub(super) colours: Colouring,
    /// The side that is worked
    #[arg(long, value_parser = word::<Side>(), default_value = "right", requires = "figure")]
    pub(super) side: Side,
    /// A pose by its name
    #[arg(long, value_name = "NAME", requires = "figure", conflicts_with = "at")]
    pub(super) pose: Option<String>,
    /// A moment of its cycle, from 0 to 1
    #[arg(long, value_name = "FRACTION", value_parser = fraction, requires = "figure")]
    pub(super) at: Option<f32>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Preview {
    /// The file
    pub(super) file: PathBuf,
    /// The camera, instead of the author's
    #[arg(long, value_parser = word::<View>())]
    pub(super) view: Option<View>,
    /// The side that is worked, instead of the right one or the step's own
    #[arg(long, value_parser = word::<Side>())]
    pub(super) side: Option<Side>,
    /// What it is made of; as the config says when left out
    #[arg(long, value_parser = word::<MarkerChoice>())]
    pub(super) marker: Option<MarkerChoice>,
    /// With the sound of a routine as it plays; `m` turns it off and on
    #[arg(long)]
    pub(super) sound: bool,
}

fn size(text: &str) -> Result<Size, String> {
    let number = |text: &str| text.parse().ok().filter(|n: &u16| (4..=400).contains(n));
    text.split_once('x')
        .and_then(|(columns, rows)| Some(Size { columns: number(columns)?, rows: number(rows)? }))
        .ok_or_else(|| "write it as 40x20, each from 4 to 400".to_owned())
}

fn fraction(text: &str) -> Result<f32, String> {
    text.parse()
        .ok()
        .filter(|at: &f32| (0.0..=1.0).contains(at))
        .ok_or_else(|| "a moment goes from 0 to 1".to_owned())
}

words! {
    /// Which colours a printed figure is given.
    pub(super) Colouring("choice of colours") {
        /// The terminal's own 16 on a terminal, else none.
        Auto = "auto",
        /// 24 bits for a dark background.
        Dark = "dark",
        /// 24 bits for a light background.
        Light = "light",
        /// The terminal's own 16.
        Sixteen = "16",
        /// None.
        None = "none",
    }
}

impl Colouring {
    /// Returns the colours; `terminal` tells whether it is printed to one.
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
    /// A routine's id, or a file; `today` for the run that the plan asks for today
    pub(super) routine: Option<String>,
    /// Fit it into this time, such as 8m, from the key to the door
    #[arg(long = "in", value_name = "TIME", value_parser = duration, conflicts_with = "leave_at")]
    pub(super) within: Option<Duration>,
    /// Fit it so that you are out at this time of day, such as 07:30, get-ready and the last words counted; pauses and added time are made up
    #[arg(long, value_name = "HH:MM")]
    pub(super) leave_at: Option<jiff::civil::Time>,
    /// Lines of text instead of a screen: everything that is heard, or with `=brief` without counts and beats
    #[arg(long, value_name = "WAY", num_args = 0..=1, require_equals = true, default_missing_value = "full", value_parser = word::<Detail>())]
    pub(super) plain: Option<Detail>,
    /// Begin at this step, by its id or its number from 1
    #[arg(long, value_name = "STEP")]
    pub(super) from: Option<String>,
    /// Go on with the routine that was cut off, at its step and side
    #[arg(long, conflicts_with_all = ["routine", "within", "leave_at", "from", "guest", "fresh"])]
    pub(super) resume: bool,
    /// Start from the beginning, without asking about a routine that was cut off; what was done of it is kept
    #[arg(long)]
    pub(super) fresh: bool,
    /// Play this many times faster; such sessions never count, and are silent above 4
    #[arg(long, value_name = "N", value_parser = speed)]
    pub(super) speed: Option<f64>,
    /// Without sound
    #[arg(long)]
    pub(super) no_sound: bool,
    /// The sounds: `tones`, `wood`, `glass`, a folder of yours, or `click`, for measuring; as the config says when left out
    #[arg(long, value_name = "THEME", value_parser = theme(), hide_possible_values = true)]
    pub(super) theme: Option<String>,
    /// Spoken words, or tones in their place; as the config says when left out
    #[arg(long, value_name = "WHEN", value_parser = word::<Switch>())]
    pub(super) voice: Option<Switch>,
    /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`; `none` for nothing; may be given again
    #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
    pub(super) sore: Vec<Sore>,
    /// For somebody else: your history is not read, and nothing is written
    #[arg(long, conflicts_with = "events")]
    pub(super) guest: bool,
    /// Write what happens to this file or named pipe, as JSON lines; with --plain, `-` is standard output, which then has nothing else
    #[arg(long, value_name = "FILE")]
    pub(super) events: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Render {
    /// A routine's id, or a file; `today` for the run that the plan asks for today
    pub(super) id: String,
    /// The file to write, which ends in .wav or .flac; in a folder its name says what it was fitted to
    #[arg(short, long, value_name = "FILE", value_parser = track)]
    pub(super) output: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
    /// The sounds: `tones`, `wood`, `glass`, a folder of yours, or `click`; as the config says when left out
    #[arg(long, value_name = "THEME", value_parser = theme(), hide_possible_values = true)]
    pub(super) theme: Option<String>,
    /// So much very quiet noise before a cue that follows 3 s of silence, such as 0.4s
    #[arg(long, value_name = "TIME", value_parser = lead)]
    pub(super) lead: Option<Duration>,
    /// How loud, 0 to 100
    #[arg(long, value_name = "N", value_parser = volume)]
    pub(super) volume: Option<Volume>,
    /// Whether words are spoken
    #[arg(long, value_name = "WHEN", value_parser = word::<Switch>())]
    pub(super) voice: Option<Switch>,
    /// Fit it into this time, such as 8m, from the key to the door
    #[arg(long = "in", value_name = "TIME", value_parser = duration)]
    pub(super) within: Option<Duration>,
    /// What is sore, as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`, or `none`; as the history says when left out
    #[arg(long, value_name = "REGION=N", value_parser = sore(), hide_possible_values = true)]
    pub(super) sore: Vec<Sore>,
}

words! {
    /// On or off.
    pub(super) Switch("switch") {
        /// Yes.
        On = "on",
        /// No.
        Off = "off",
    }
}

/// One `--sore`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sore {
    /// Nothing is sore.
    Nothing,
    /// This is.
    Site(SoreSite),
}

/// Reads what is sore.
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
    text.parse().ok().and_then(Volume::new).ok_or_else(|| "a volume goes from 0 to 100".to_owned())
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
        "wav" | "flac" => Ok(path),
        "ogg" | "mp3" | "opus" | "m4a" => Err(format!(
            "no encoder for .{ending} is built in: write a .flac, and let another program convert it"
        )),
        _ => Err("its name ends in .wav or .flac".to_owned()),
    }
}

fn speed(text: &str) -> Result<f64, String> {
    typed_number(text)
        .filter(|speed| (0.1..=1000.0).contains(speed))
        .ok_or_else(|| "a speed goes from 0.1 to 1000".to_owned())
}
