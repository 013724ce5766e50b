//! What is said beside a day's run, as a friend would say it.

use super::number::{self, count, days, part};
use super::sign;
use crate::plan::notes::Note;
use crate::symptoms::limits;

/// Returns it as a friend would say it.
pub fn note(note: Note) -> String {
    match note {
        Note::TwoRests => format!(
            "You've needed {} in {}, so see a doctor or physio.",
            number::of(limits::TWO_RESTS, "rest"),
            days(limits::TWO_RESTS_DAYS)
        ),
        Note::LongRest => "You've rested for more than a week, so see a doctor or physio.".into(),
        Note::TwoStepsBack => {
            let rest = number::of(limits::AFTER_PAIN_DAYS - 1, "rest day");
            format!("Two steps back in {}, so take {rest} between runs for a while. A doctor or physio can help too.", days(limits::TWO_BACKS_DAYS))
        }
        Note::NoBetter => format!(
            "It's not much calmer after {}, so see a doctor or physio.",
            days(limits::NO_BETTER_DAYS)
        ),
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
            format!("A place Runup doesn't cover has been sore for {}. See a doctor or physio.", days(limits::ELSEWHERE_DAYS))
        }
        Note::TurnedSore => {
            let (sore, last) = limits::TURNED_SORE_RUNS;
            format!("Sore in {} of your last {} runs. A few questions show whether you can keep running or should walk first.", count(sore), count(last))
        }
        Note::MayKeepRunning => {
            "Your runs are going well. A few questions show whether you can go back to your usual ones.".into()
        }
        Note::LessStrength => format!(
            "In your strength work, do one set fewer or use {} less weight until your next good run.",
            part(limits::LESS_WEIGHT_DIVISOR)
        ),
        Note::Slow { weeks } => {
            format!("{weeks} weeks at these levels so far. A doctor or physio may see what's holding you back.")
        }
        Note::ProposeComeback => {
            "The plan back from heel pain goes by how you feel, not by weeks. It may fit you better now.".into()
        }
        Note::StagesNext => "The plan back from heel pain comes next. Start it when you're ready; what you logged stays.".into(),
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
            let [least, most] = limits::HEEL_LIFT_MM;
            format!("For comfort, try shoes with a soft heel collar and a firm {least} to {most} mm lift in both. Take off {} mm at a time until it sits well. Change nothing else this week.", limits::HEEL_LIFT_STEP_MM)
        }
        Note::WalksDone => {
            "You can walk briskly for half an hour. What now: start running, or keep walking?".into()
        }
        Note::QuickerSteps { own } => {
            let own = own.map_or(
                "Count yours on your next easy run, both feet, for a minute".to_owned(),
                |own| format!("Your watch says {own} a minute"),
            );
            format!("Try slightly shorter, quicker steps for {}, with soft ticks for a minute at a time. Change nothing else this week. {own}.", days(limits::STEPS_DAYS))
        }
        Note::PlanDone => {
            "You've reached the end of the plan. What now: stay at this length, go longer, try hills, or do warm-ups only?".into()
        }
    }
}
