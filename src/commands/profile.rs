//! `runup profile`: what you said about yourself, and the year of birth set.

use std::rc::Rc;

use clap::Subcommand;

use super::args::word::offering;
use super::output::Output;
use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, unread};
use crate::diagnostic::printable;
use crate::library::Library;
use crate::plan::steps;
use crate::record::values::{birth_year, step_rate};
use crate::record::{Body, Profile, StepRate};
use crate::words::Words;

/// What is set.
#[derive(Debug, Subcommand)]
pub(super) enum ProfileCommand {
    /// Set your year of birth; it decides how many heel raises are enough and how fast your long run grows
    BirthYear {
        /// The year, such as 1961; none clears it
        #[arg(value_name = "YEAR", value_parser = offering(["none"], clap::builder::StringValueParser::new()), hide_possible_values = true)]
        year: String,
    },
    /// Start four weeks of ticks for shorter, quicker steps; `off` stops them
    Steps {
        /// Your steps a minute on an easy run, both feet counted, such as 160; or `off`
        #[arg(value_name = "RATE", value_parser = offering(["off"], clap::builder::StringValueParser::new()), hide_possible_values = true)]
        rate: String,
    },
}

/// Does the request; returns the state afterwards.
pub(super) fn profile(
    setup: &Setup,
    library: &Rc<Library>,
    set: Option<ProfileCommand>,
) -> Result<Output, Failure> {
    let words = setup.words;
    let Some(set) = set else {
        let writer = setup.history(library);
        let gaps = unread(words, writer.log().gaps());
        let text = gaps.map_or_else(|| shown(words, &writer), |gaps| format!("{gaps}\n"));
        return Ok(Output { text, well: writer.log().gaps().is_whole() });
    };
    let mut writer = setup.writer(library)?;
    let said = writer.writes(|writer| match set {
        ProfileCommand::BirthYear { year } => set_year(words, writer, &year),
        ProfileCommand::Steps { rate } => set_steps(words, writer, &rate),
    });
    said.map(Output::well)
}

fn shown(words: &dyn Words, writer: &HistoryWriter) -> String {
    words.profile(&writer.log().profile(), writer.today())
}

fn set_year(words: &dyn Words, writer: &mut HistoryWriter, text: &str) -> Result<String, Failure> {
    let profile = if text == "none" {
        Profile { born_cleared: true, born_unsaid: true, ..Profile::default() }
    } else {
        let born = birth_year(text, writer.today()).ok_or_else(|| {
            let text = printable(text);
            Failure::Usage(format!("`{text}` must be a year of birth such as 1961, or none"))
        })?;
        Profile { born: Some(born), ..Profile::default() }
    };
    writer.keep(Body::Profile(profile))?;
    Ok(shown(words, writer))
}

/// Begins ticks for quicker steps, or ends them.
fn set_steps(words: &dyn Words, writer: &mut HistoryWriter, text: &str) -> Result<String, Failure> {
    let date = writer.today();
    let own = if text == "off" {
        None
    } else {
        let own = step_rate(text).ok_or_else(|| {
            let text = printable(text);
            Failure::Usage(format!(
                "`{text}` must be steps per minute, counting both feet, such as 160, or off"
            ))
        })?;
        let plan = writer.history().plan();
        let may = steps::may_begin_on(plan.as_deref(), &writer.diary(), date);
        may.map_err(|why| Failure::Said(words.no_ticks(why).to_owned()))?;
        Some(own)
    };
    let said = StepRate { date, own };
    writer.keep(Body::Profile(Profile { steps: Some(said), ..Profile::default() }))?;
    Ok(format!("{}\n", words.ticks_begin(own)))
}
