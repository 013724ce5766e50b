//! What the runner said about themselves, one per line.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::plan::readiness::{Norm, norm};
use crate::plan::steps::NoTicks;
use crate::plans::{TestKind, Ticks};
use crate::record::Profile;
use crate::symptoms::limits::AGE_SLOW;

/// Returns all of it, and what follows from the year of birth.
pub fn profile(profile: &Profile, today: Date) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "{name:<34}{value}");
    };
    let said = |answer: Option<bool>| match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not said",
    };
    line("Year of birth:", &profile.born.map_or("not said".to_owned(), |born| born.to_string()));
    line("Any sport this year:", said(profile.sport_this_year));
    line("Can walk briskly for 30 minutes:", said(profile.walks_30_minutes));
    let health = profile.health.map(|date| date.strftime("answered on %-d %B %Y").to_string());
    line("Health questions:", &health.unwrap_or_else(|| "not answered yet".to_owned()));
    let own = profile.steps.and_then(|said| Some((said.date, said.own?)));
    if let Some((date, own)) = own {
        let since = date.strftime("%-d %B %Y");
        line("Steps a minute, both feet:", &format!("{own}, ticks at {} from {since}", Ticks::rate_for(own)));
    }
    let age = profile.born.map(|born| today.year().saturating_sub(born));
    let _ = write!(out, "\n{}\n{}\n", raises(age), growth(age));
    out
}

/// Says how many heel raises are enough.
fn raises(age: Option<i16>) -> String {
    let Norm::Raises { green, amber, .. } = norm(TestKind::HeelRaises, age) else { return String::new() };
    format!("{green} heel raises on each side are enough before running; {amber} are enough to start.")
}

/// Says how fast the long run grows.
fn growth(age: Option<i16>) -> &'static str {
    match age {
        Some(age) if age >= AGE_SLOW => "After a plan your long run grows every second week.",
        Some(_) => "After a plan your long run grows by two or three minutes a week.",
        None => "Your year of birth is optional; runup profile birth-year 1980 sets it.",
    }
}

/// Asks whether quicker steps are worth a try, by the steps a minute that a watch recorded, or by the runner's own count.
pub fn steps_offer(own: Option<u16>) -> String {
    match own {
        Some(own) => format!(
            "Try shorter, quicker steps, with soft ticks for four weeks? Your watch says {own} a minute; {} would be quicker.",
            Ticks::rate_for(own)
        ),
        None => {
            "Try shorter, quicker steps, with soft ticks for four weeks? Your steps a minute now, both feet:"
                .to_owned()
        }
    }
}

/// Says that ticks begin, or end.
pub fn ticks_begin(own: Option<u16>) -> String {
    match own {
        Some(own) => format!(
            "For the next four weeks you'll hear {} ticks a minute in your runs, a minute at a time. Change \
             nothing else this week.",
            Ticks::rate_for(own)
        ),
        None => "No ticks in your runs.".to_owned(),
    }
}

/// Says why no ticks may begin.
pub const fn no_ticks(why: NoTicks) -> &'static str {
    match why {
        NoTicks::NoPlan | NoTicks::Early => {
            "quicker steps come once you run half an hour again after a sore heel, or keep running with one for two good weeks"
        }
        NoTicks::NotGreen => "quicker steps wait for two weeks in which every run was fine",
        NoTicks::Setback => "quicker steps wait until two weeks have passed without a step back or a rest",
        NoTicks::New => "something else is new this week; one new thing at a time",
    }
}
