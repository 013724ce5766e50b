//! The editable parts of an entry: its fields by name, how a text sets one, and the rules for the result.
//!
//! Each kind of entry is a list of slots, and a slot knows how its value is written, read and stepped. So the command
//! line (`runup edit ID minutes=28m`) and the editor on screen say the same with the same words. Nothing is rewritten:
//! an edit writes a revision. Warning signs are neither edited nor deleted here; they have ways of their own.

mod sets;
mod slot;

use jiff::civil::Date;

use super::shoes::ShoeTally;
use super::undo::is_sign;
use super::{Body, CheckIn, CrossTraining, Profile, Run, RungTaken, Session, Shoe, Test};
use crate::diagnostic::{nearest, printable};
use crate::plans::TestKind;
use crate::symptoms::Site;
use crate::time::in_minutes;
use crate::units::Units;
pub use slot::Hand;
use slot::Slot;

/// Most of any test: raises, hops, centimetres.
const MOST: f64 = 200.0;

/// What editing needs to know beside the entry.
#[derive(Debug, Clone, Copy)]
pub struct EditContext<'a> {
    /// The day.
    pub today: Date,
    /// The pairs of shoes.
    pub rack: &'a ShoeTally,
    /// The rungs of the entry's routine, if any.
    pub rungs: &'a [String],
    /// The unit of distances.
    pub units: Units,
}

/// A field of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name on the command line.
    pub name: String,
    /// The place that it is about, if it is about one.
    pub site: Option<Site>,
    /// Its value as it is typed; empty if it says nothing.
    pub value: String,
    /// How a hand changes it.
    pub hand: Hand,
}

/// Why an entry cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixed {
    /// It is a warning sign.
    Sign,
    /// It is the end of one, or an answer about one.
    SignEnd,
    /// It is something done to a plan.
    Plan,
    /// It was removed.
    Removed,
}

/// Why a value is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The entry has no such field.
    #[error("this entry has no `{}`{near}\nhint: its fields are {known}", printable(.name))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest one.
        near: String,
        /// Those it has.
        known: String,
    },
    /// The value does not fit.
    #[error("{name}={}: {why}", printable(.text))]
    Value {
        /// The field.
        name: String,
        /// The value.
        text: String,
        /// What it may be.
        why: String,
    },
    /// Values that do not go together.
    #[error("{0}")]
    Together(String),
}

/// Says why an entry cannot be changed; `None` if it can.
pub const fn fixed(body: &Body) -> Option<Fixed> {
    match body {
        Body::Flag(_) => Some(Fixed::Sign),
        Body::Clearance(_) | Body::SignCheck(_) => Some(Fixed::SignEnd),
        Body::Plan(_) => Some(Fixed::Plan),
        Body::Removed => Some(Fixed::Removed),
        Body::Session(_)
        | Body::Run(_)
        | Body::CrossTraining(_)
        | Body::CheckIn(_)
        | Body::Profile(_)
        | Body::Test(_)
        | Body::Rung(_)
        | Body::Shoe(_) => None,
    }
}

/// Says why an entry cannot be removed; `None` if it can.
pub const fn stays(body: &Body) -> Option<Fixed> {
    if is_sign(body) || matches!(body, Body::Removed) { fixed(body) } else { None }
}

/// Returns the fields of an entry, in the order in which they are shown; none if it cannot be changed.
pub fn fields(body: &Body, around: &EditContext<'_>) -> Vec<Field> {
    let mut body = body.clone();
    let field = |(name, site, slot): Named<'_>| Field {
        value: slot.write(around).unwrap_or_default(),
        hand: slot.hand(),
        name,
        site,
    };
    let mut all: Vec<Field> = slots(&mut body).into_iter().map(field).collect();
    if let Body::Session(session) = &body {
        all.extend(sets::fields(session));
    }
    all
}

/// Sets a field to a value as it is typed; nothing, or `none`, clears it.
pub fn set(body: &mut Body, name: &str, text: &str, around: &EditContext<'_>) -> Result<(), EditError> {
    if let (Body::Run(run), "kind") = (&mut *body, name) {
        return set_kind(run, text.trim());
    }
    let wrong = |why| EditError::Value { name: name.to_owned(), text: text.trim().to_owned(), why };
    if let Body::Session(session) = &mut *body
        && let Some(done) = sets::set(session, name, text.trim())
    {
        return done.map_err(wrong);
    }
    let more: Vec<String> = match &*body {
        Body::Run(_) => vec!["kind".to_owned()],
        Body::Session(session) => sets::fields(session).into_iter().map(|field| field.name).collect(),
        _ => Vec::new(),
    };
    let mut all = slots(body);
    let Some(at) = all.iter().position(|(own, ..)| own == name) else {
        drop(all);
        let names: Vec<String> = slots(body).into_iter().map(|(own, ..)| own).chain(more).collect();
        let near = nearest(name, names.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(EditError::Unknown { name: name.to_owned(), near, known: names.join(", ") });
    };
    let text = text.trim();
    all[at].2.read(if text == "none" { "" } else { text }, around).map_err(wrong)
}

/// Makes a run a walk, of which no time was run, or a walk a run, of which nobody knows how much was.
fn set_kind(run: &mut Run, text: &str) -> Result<(), EditError> {
    let is_walk = run.run_minutes == Some(0.0);
    match text {
        "walk" => run.run_minutes = Some(0.0),
        "run" if is_walk => run.run_minutes = None,
        "run" => {}
        _ => {
            let why = "must be run or walk".to_owned();
            return Err(EditError::Value { name: "kind".to_owned(), text: text.to_owned(), why });
        }
    }
    Ok(())
}

/// Changes a field by one step, up or down.
pub fn step(body: &mut Body, name: &str, up: bool, around: &EditContext<'_>) {
    if let Body::Session(session) = &mut *body
        && sets::step(session, name, up)
    {
        return;
    }
    if let Some((_, _, slot)) = slots(body).iter_mut().find(|(own, ..)| own == name) {
        slot.step(up, around);
    }
}

/// Makes what was edited whole, and says what does not go together.
pub fn settle(before: &Body, after: &mut Body) -> Result<(), EditError> {
    let wrong = |words: String| Err(EditError::Together(words));
    match (before, after) {
        (Body::Run(before), Body::Run(run)) => {
            if run.run_minutes.is_some_and(|part| part > run.minutes + 1e-6) {
                return wrong("the running time must be no longer than the whole run".into());
            }
            // Unless the edit says whether it was whole, that is measured again.
            let same =
                before.minutes.to_bits() == run.minutes.to_bits() && before.run_minutes == run.run_minutes;
            if !same && before.completed == run.completed {
                run.measure();
            }
            // What was typed is said.
            run.assumed &= before.run_minutes == run.run_minutes;
        }
        (_, Body::Test(test)) => {
            let counted = test.test != TestKind::KneeToWall.id();
            if counted && test.value.fract() != 0.0 {
                return wrong("raises and hops are counted in whole numbers".into());
            }
        }
        (_, Body::Shoe(Shoe { since, retired: Some(last), .. })) if *last < *since => {
            return wrong(format!("retired={last} is before since={since}"));
        }
        _ => {}
    }
    Ok(())
}

/// A slot behind its name, and the place that it is about.
type Named<'a> = (String, Option<Site>, Slot<'a>);

fn named<'a>(name: &str, slot: Slot<'a>) -> Named<'a> {
    (name.to_owned(), None, slot)
}

fn slots(body: &mut Body) -> Vec<Named<'_>> {
    match body {
        Body::Run(run) => run_slots(run),
        Body::CrossTraining(CrossTraining { date, sport: _, minutes, effort, worst, note }) => vec![
            named("date", Slot::Day(date)),
            named("minutes", Slot::Minutes(minutes)),
            named("effort", Slot::Effort(effort)),
            named("worst", Slot::Score(worst)),
            named("note", Slot::Text(note)),
        ],
        Body::CheckIn(check_in) => check_in_slots(check_in),
        Body::Session(session) => session_slots(session),
        Body::Test(Test { side, value, pain, .. }) => vec![
            named("value", Slot::Number(value, MOST)),
            named("side", Slot::Side(side)),
            named("pain", Slot::Score(pain)),
        ],
        Body::Rung(RungTaken { rung, .. }) => vec![named("rung", Slot::Rung(rung))],
        Body::Shoe(Shoe { name, since, retired, remind_km, before_km }) => vec![
            named("name", Slot::Name(name)),
            named("since", Slot::Day(since)),
            named("retired", Slot::DayOrNone(retired)),
            named("remind", Slot::Worn(remind_km)),
            named("km", Slot::Worn(before_km)),
        ],
        Body::Profile(Profile { born, sport_this_year, walks_30_minutes, no_plan, .. }) => vec![
            named("born", Slot::Year(born)),
            named("sport", Slot::Answer(sport_this_year)),
            named("walks", Slot::Answer(walks_30_minutes)),
            named("no-plan", Slot::Flag(no_plan)),
        ],
        Body::Flag(_) | Body::Clearance(_) | Body::SignCheck(_) | Body::Plan(_) | Body::Removed => Vec::new(),
    }
}

fn session_slots(session: &mut Session) -> Vec<Named<'_>> {
    let measured = in_minutes(session.measured());
    let Session { started, ended, sets, worst, minutes, .. } = session;
    let mut slots = vec![
        named("date", Slot::Began(started, ended)),
        named("minutes", Slot::Took(minutes, measured)),
        named("worst", Slot::Score(worst)),
    ];
    // A weight that was lifted can be put right, step by step.
    let mut weights: Vec<(String, Vec<&mut Option<String>>)> = Vec::new();
    for set in sets.iter_mut().filter(|set| set.load.is_some()) {
        match weights.iter_mut().find(|(step, _)| step == set.step.as_str()) {
            Some((_, loads)) => loads.push(&mut set.load),
            None => weights.push((set.step.to_string(), vec![&mut set.load])),
        }
    }
    let own = ["date", "minutes", "worst"];
    weights.retain(|(step, _)| !own.contains(&step.as_str()));
    slots.extend(weights.into_iter().map(|(step, loads)| (step, None, Slot::Load(loads))));
    slots
}

fn run_slots(run: &mut Run) -> Vec<Named<'_>> {
    let Run {
        date,
        minutes,
        run_minutes,
        assumed: _,
        distance_km,
        prescription: _,
        site,
        before,
        during,
        after,
        effort,
        completed,
        cut_short,
        limp,
        sharp,
        walked_home,
        hills,
        surface,
        shoe,
        note,
        imported: _,
        recorded: _,
        told: _,
    } = run;
    let (day, all) = (*date, *minutes);
    vec![
        named("date", Slot::Day(date)),
        named("minutes", Slot::Minutes(minutes)),
        named("run", Slot::Part(run_minutes, all)),
        named("distance", Slot::Distance(distance_km)),
        named("site", Slot::Place(site)),
        named("before", Slot::Score(before)),
        named("during", Slot::Score(during)),
        named("after", Slot::Score(after)),
        named("effort", Slot::Effort(effort)),
        named("cut-short", Slot::Cut(cut_short)),
        named("completed", Slot::Share(completed)),
        named("limp", Slot::Flag(limp)),
        named("sharp", Slot::Flag(sharp)),
        named("walked-home", Slot::Flag(walked_home)),
        named("hills", Slot::Flag(hills)),
        named("surface", Slot::Ground(surface)),
        named("shoe", Slot::Shoe(shoe, day)),
        named("note", Slot::Text(note)),
    ]
}

fn check_in_slots(check_in: &mut CheckIn) -> Vec<Named<'_>> {
    let CheckIn { moment: _, date, sore, stiff_minutes, limp, sharp, recall: _ } = check_in;
    let mut slots = vec![named("date", Slot::Day(date))];
    let one = sore.len() == 1;
    for sore in sore {
        let side = sore.site.side.map(|side| format!(":{}", side.id())).unwrap_or_default();
        let name = if one { "score".to_owned() } else { format!("{}{side}", sore.site.region.id()) };
        slots.push((name, Some(sore.site), Slot::Score(&mut sore.score)));
    }
    slots.extend([
        named("stiff", Slot::Stiff(stiff_minutes)),
        named("limp", Slot::Flag(limp)),
        named("sharp", Slot::Flag(sharp)),
    ]);
    slots
}

#[cfg(test)]
mod tests;
