//! What is said beside a day's run, as a friend would say it.

use super::sign;
use crate::plan::notes::Note;

/// Returns it as a friend would say it.
pub fn note(note: Note) -> String {
    match note {
        Note::TwoRests => "You've needed two rests in three weeks, so see a doctor or physio.".into(),
        Note::LongRest => "You've rested for more than a week, so see a doctor or physio.".into(),
        Note::TwoStepsBack => {
            "Two steps back in two weeks, so take two rest days between runs for a while. A doctor or physio can help too.".into()
        }
        Note::NoBetter => "It's not much calmer after two weeks, so see a doctor or physio.".into(),
        Note::StillSore { weeks } => {
            format!("{weeks} weeks of strength work, and your mornings are about as sore as at the start. See a doctor or physio.")
        }
        Note::StandsStill { weeks } => {
            format!("{weeks} weeks at the same shorter run. A doctor or physio may see what's holding you back.")
        }
        Note::LowRaises { weeks } => {
            format!("{weeks} weeks of strength work, and still too few heel raises to start running. See a doctor or physio.")
        }
        Note::SoreElsewhere => {
            "A place Runup doesn't cover has been sore for two weeks. See a doctor or physio.".into()
        }
        Note::TurnedSore => {
            "Sore in two of your last three runs. A few questions show whether you can keep running or should walk first.".into()
        }
        Note::MayKeepRunning => {
            "Your runs are going well. A few questions show whether you can go back to your usual ones.".into()
        }
        Note::LessStrength => "In your strength work, do one set fewer or use a fifth less weight until your next good run.".into(),
        Note::Slow { weeks } => {
            format!("{weeks} weeks at these levels so far. A doctor or physio may see what's holding you back.")
        }
        Note::ProposeComeback => {
            "The plan back from heel pain goes by how you feel, not by weeks. It may fit you better now.".into()
        }
        Note::UnevenRaises => {
            "One leg does fewer heel raises than the other, so no strides or hills until a new test is closer.".into()
        }
        Note::NewShoes => {
            "New shoes and more running in one week. One new thing at a time: wear the old pair or keep your runs as they were.".into()
        }
        Note::ProposeGentler => "The plan for new runners has smaller steps. It may fit you better.".into(),
        Note::BeyondGuard { week } => {
            format!("Week {week} takes a bigger step than usual, so it waits for your yes.")
        }
        Note::NothingLonger { sign } => {
            let said = sign::said(sign);
            format!("You said: {said}. You can run, but no run gets longer until a doctor or physio has cleared it.")
        }
        Note::HeelLift => {
            "For comfort, try shoes with a soft heel collar and a firm 10 to 12 mm lift in both. Take off 1 mm at a time until it sits well. Change nothing else this week.".into()
        }
        Note::WalksDone => {
            "You can walk briskly for half an hour. What now: start running, or keep walking?".into()
        }
        Note::QuickerSteps { own } => {
            let own = own.map_or(
                "Count yours on your next easy run, both feet, for a minute".to_owned(),
                |own| format!("Your watch says {own} a minute"),
            );
            format!("Try slightly shorter, quicker steps for four weeks, with soft ticks for a minute at a time. Change nothing else this week. {own}.")
        }
        Note::PlanDone => {
            "You've reached the end of the plan. What now: stay at this length, go longer, try hills, or do warm-ups only?".into()
        }
    }
}
