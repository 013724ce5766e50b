//! `runup report`: what was done and how it felt, as Markdown.

use std::rc::Rc;

use clap::Args as ClapArgs;

use super::Failure;
use super::args::word::{offering, offers};
use super::output::Output;
use super::setup::Setup;
use super::writer::HistoryWriter;
use crate::interop::markdown::{self, Asked};
use crate::library::Library;
use crate::symptoms::{Region, Site, SoreSite};
use crate::time::{days_before, monday, past_day};
use crate::units::Units;
use crate::words::Words;
use crate::words::gap;

/// The default number of weeks.
const WEEKS: u32 = 12;

/// What the report is about.
#[derive(Debug, ClapArgs)]
pub(super) struct ReportArgs {
    /// How many weeks, this one included [default: 12]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=520))]
    weeks: Option<u32>,
    /// Start on this day: yesterday, a weekday (the last one) or a date such as 2026-09-01
    #[arg(long, value_name = "DAY", conflicts_with = "weeks")]
    since: Option<String>,
    /// Write one page for a browser, with charts: `runup report --html > report.html`
    #[arg(long)]
    html: bool,
    /// Show only pain at this place, such as `tendon-mid` or `tendon-mid:left`
    #[arg(long, value_name = "REGION", value_parser = offering(offers::<Region>(), site), hide_possible_values = true)]
    site: Option<Site>,
}

fn site(text: &str) -> Result<Site, String> {
    if text.contains('=') {
        return Err("must be just a place, such as tendon-mid or tendon-mid:left".to_owned());
    }
    let sore: SoreSite = text.parse().map_err(|error: crate::symptoms::SoreSiteError| error.to_string())?;
    Ok(sore.site)
}

/// Writes the report up to today; says whether the history was read whole for it.
pub(super) fn report(setup: &Setup, library: &Rc<Library>, args: &ReportArgs) -> Result<Output, Failure> {
    let writer = setup.history(library);
    let well = writer.log().gaps().is_whole();
    of(&writer, library, args, setup.settings.units, setup.words).map(|text| Output { text, well })
}

/// The same from a history that is open; what is missing of the history is said at the top.
pub(super) fn of(
    writer: &HistoryWriter,
    library: &Library,
    args: &ReportArgs,
    units: Units,
    words: &'static dyn Words,
) -> Result<String, Failure> {
    let to = writer.today();
    let from = match &args.since {
        Some(day) => past_day(day, to).map_err(|error| Failure::Usage(error.to_string()))?,
        None => days_before(monday(to), 7 * (args.weeks.unwrap_or(WEEKS) - 1)),
    };
    let gaps = writer.log().gaps();
    let missing = (!gaps.is_whole()).then(|| gap::count(gaps));
    let asked = Asked { from, to, site: args.site, units, words, missing };
    let write = if args.html { markdown::report_page } else { markdown::report };
    Ok(write(writer.log(), library, &asked))
}
