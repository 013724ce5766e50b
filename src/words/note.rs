//! What is said beside a day's run, as a friend would say it.

use crate::plan::notes::Note;
use crate::symptoms::signs;

/// Returns it as a friend would say it.
pub fn note(note: Note) -> String {
    match note {
        Note::TwoRests => "Two rests in three weeks: a good time to show it to a physio or a doctor.".into(),
        Note::LongRest => "It has been more than a week of rest: let a physio or a doctor have a look.".into(),
        Note::TwoStepsBack => {
            "Two steps back in two weeks, so two days of rest between runs for a while. A physio or a doctor can help too.".into()
        }
        Note::NoBetter => "Two weeks and not much calmer yet: worth a visit to a physio or a doctor.".into(),
        Note::StillSore { weeks } => {
            format!("{weeks} weeks of strength, and your mornings are about as sore as at the start. Show it to a physio or a doctor.")
        }
        Note::StandsStill { weeks } => {
            format!("{weeks} weeks at the same shorter run. A physio or a doctor may see what is holding it up.")
        }
        Note::LowRaises { weeks } => {
            format!("{weeks} weeks of strength, and still too few heel raises to start running. Show it to a physio or a doctor.")
        }
        Note::SoreElsewhere => {
            "It has been sore for two weeks in a place that this program knows nothing about. Show it to a physio or a doctor.".into()
        }
        Note::TurnedSore => {
            "Sore in two of your last three runs. You may not have to stop: a few questions show whether you can run on, or walk first.".into()
        }
        Note::MayKeepRunning => {
            "Your runs are going well. A few questions show whether you can go back to your usual ones.".into()
        }
        Note::LessStrength => "Strength too: one set or a fifth of the weight less, until the next good run.".into(),
        Note::Slow { weeks } => {
            format!("{weeks} weeks at these levels so far. A physio or a doctor may see what is holding it up.")
        }
        Note::ProposeComeback => {
            "There is a plan that goes by how it feels, not by weeks: back from heel pain. It may fit better now.".into()
        }
        Note::UnevenRaises => {
            "One leg does fewer heel raises than the other: strides and hills wait until a new test is closer.".into()
        }
        Note::NewShoes => {
            "New shoes and more running in the same week. One new thing at a time: the older pair, or runs as they were, for a few days.".into()
        }
        Note::ProposeGentler => "There is a plan with smaller steps: the one for new runners. It may fit better.".into(),
        Note::BeyondGuard { week } => {
            format!("Week {week} takes a bigger step than usual. It waits until you say yes to it.")
        }
        Note::NothingLonger { sign } => {
            let said = signs::sign(sign).map_or("a warning sign", |sign| sign.ask);
            format!("You said: {said}. Runs are fine, and none gets longer until a doctor or physio has cleared it.")
        }
        Note::HeelLift => {
            "Worth a try for comfort: a soft heel collar and a firm 10 to 12 mm lift in both shoes, 1 mm less at a time until it sits well. Nothing else new this week.".into()
        }
        Note::WalksDone => {
            "You can walk briskly for half an hour. What now: begin to run, or keep walking?".into()
        }
        Note::QuickerSteps { own } => {
            let own = own.map_or(
                "Count yours on your next easy run, both feet, for a minute".to_owned(),
                |own| format!("Your watch says {own} a minute"),
            );
            format!("Worth a try, and the one new thing this week: steps a little shorter and quicker, with soft ticks for a minute at a time, over four weeks. {own}.")
        }
        Note::PlanDone => {
            "You've reached the end of the plan. What now: stay at this run, go longer, try hills, or only warm-ups?".into()
        }
    }
}
