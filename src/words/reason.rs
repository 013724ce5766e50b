//! Why today's run is what it is: the sentence a friend would say, and the rule behind it.
//!
//! The sentence names no rule and no code; `explain` prints those. Nothing here blames, promises or
//! names a condition.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::date::day_words;
use super::number::{self, count, days, hours, part, percent};
use super::{Named, sign};
use crate::phrase::{capital, minutes};
use crate::plan::before_run::Today;
use crate::plan::keep::ToStages;
use crate::plan::reason::{Activity, Input, LongRun, NextDay, Reason};
use crate::plan::recommend::Why;
use crate::plan::signs::Stop;
use crate::plan::state::Comeback;
use crate::plan::verdict::{Cause, Decision, Stressor, Verdict};
use crate::plan::walks_first::WalksFirst;
use crate::plans::Day;
use crate::record::CutShort;
use crate::symptoms::{Region, limits, signs};
use crate::time::days_between;

/// Returns the reason as a friend would say it.
pub fn reason(reason: &Reason) -> String {
    let today = reason.today;
    let last = format!("the last {}", kind(reason.last));
    let walks = reason.coming == Activity::Walk;
    let main = match &reason.why {
        Why::Stopped(stop) => stopped(stop),
        Why::Resting(resting, earliest) => {
            let why = cause(&resting.cause, &last);
            let earliest = day_words(*earliest, today);
            let (mornings, walk) = (count(limits::REST_MORNINGS), minutes(limits::GATE_WALK));
            format!(
                "No running for now: {why}. You can run again after {mornings} calm mornings and an easy walk of {walk}, {earliest} or later."
            )
        }
        Why::SoreToday(how) => sore_today(*how, reason.done),
        Why::ToStages(why) => to_stages(*why),
        Why::Beside { date } => {
            format!(
                "You ran beside the plan {}. The next run waits until you have said how the morning after it was.",
                day_words(*date, today)
            )
        }
        Why::Ill(Some(from)) => {
            let without = capital(&days(limits::FEVER_FREE_DAYS));
            format!(
                "{without} without a fever first. You can run again {} or later.",
                day_words(*from, today)
            )
        }
        Why::Ill(None) => format!(
            "Get well first. After {} without a fever you begin again with half a run.",
            days(limits::FEVER_FREE_DAYS)
        ),
        Why::AfterIllness => {
            format!("Shorter for {} after an illness.", number::of(limits::ILL_SHARES.len(), "week"))
        }
        Why::Gap { days, .. } => gap(*days, reason),
        Why::Guard => {
            format!(
                "A little shorter than planned: no more than {} longer than your longest good run of the last {} days.",
                part(limits::GROWTH_DIVISOR),
                limits::LONGEST_RUN_DAYS
            )
        }
        Why::Chosen if reason.length == Some(Ordering::Greater) => {
            "Good. A little longer, on the way to the run you chose.".into()
        }
        Why::Chosen if reason.length.is_some() => "The same again, on the way to the run you chose.".into(),
        Why::Chosen => {
            format!(
                "You begin where you chose, for less time at first, because your log has no run that long in the last {} days.",
                limits::LONGEST_RUN_DAYS
            )
        }
        Why::Comeback(Comeback::Rest(resting)) => {
            format!("Running again, shorter at first. You rested because {}.", because(&resting.cause, &last))
        }
        Why::Comeback(Comeback::Stop) if walks => {
            "The warning sign is cleared. Brisk walks come before your next run.".into()
        }
        Why::Comeback(Comeback::Stop) => {
            "Your walks after the warning sign went well, so you can run again, for less time at first."
                .into()
        }
        Why::WalksFirst(first) => walks_first(*first),
        Why::NewStage if walks => "You've had a calm week, so brisk walks come next. You should still be able to talk.".into(),
        Why::NewStage => "You passed the tests, so you start running, slowly enough to talk.".into(),
        Why::Verdict { date, verdict, greens, early } => {
            let run = run_words(*date, reason.last, today);
            verdict_words(&run, days_between(*date, today), verdict, reason, (*greens, *early))
        }
        Why::Start if walks => "Your plan's first walk: brisk, but you can still talk.".into(),
        Why::Start => "Your plan's first run: slow enough to talk.".into(),
        Why::Calm { days: day @ 1.., needed } => calm(*day, *needed),
        Why::Calm { .. } => {
            "Start with a calm week of strength work and everyday walking. Then come brisk walks, then running.".into()
        }
        Why::Tests { wait: Some(wait), .. } => {
            format!("Not strong enough yet. Keep up the strength work and take the tests again {}.", day_words(*wait, today))
        }
        Why::Tests { .. } => "Before you run, pass the heel raises and hops on each leg.".into(),
        Why::Finished => "Your plan is done. The warm-ups are here whenever you run.".into(),
    };
    let next = reason.next.into_iter().flat_map(|next| next_day(next, reason));
    std::iter::once(main).chain(next).collect::<Vec<_>>().join(" ")
}

/// Says how far a calm stage is, after its first day.
fn calm(day: i32, needed: u32) -> String {
    let day = day + 1;
    if u32::try_from(day).is_ok_and(|day| day <= needed) {
        return format!(
            "Day {day} of at least {needed} with strength work and everyday walking. Brisk walks come next."
        );
    }
    "Strength work and everyday walking until your mornings are calm. Brisk walks come next.".into()
}

/// Returns the name of an activity.
pub const fn kind(activity: Activity) -> &'static str {
    match activity {
        Activity::Run => "run",
        Activity::Walk => "walk",
    }
}

fn stopped(stop: &Stop) -> String {
    let text = signs::sign(&stop.sign).map_or("", |sign| sign::of(sign).text);
    if stop.decision == Decision::StopLock {
        let wait = "Everything is locked until a doctor or physio has checked this.";
        return format!("{text} {wait}").trim().to_owned();
    }
    // What the sign's own words say is not said again.
    let says = |word: &str| text.to_lowercase().contains(word);
    let run = (!says("run")).then_some("No running until a doctor or physio has checked this.");
    let walk = (!says("walk")).then_some("You can walk if walking does not hurt.");
    let said = [Some(text).filter(|text| !text.is_empty()), run, walk];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Says what today's soreness leaves of the run.
fn sore_today(how: Today, done: bool) -> String {
    let instead = if done { "so you walked" } else { "so walk or cycle" };
    match how {
        Today::Run => "As planned.".into(),
        Today::OnFeetFirst => {
            let minutes = capital(&number::of(limits::ON_FEET.as_secs() / 60, "minute"));
            format!(
                "{minutes} on your feet first. If the pain is still {} or more out of 10, cycle or swim instead.",
                limits::ON_FEET_NO_RUN
            )
        }
        Today::Sore { score } => {
            format!("Pain {score} out of 10 today, {instead} instead of running.")
        }
        Today::TooSore { score, usual: Some(usual) } => {
            format!(
                "Pain {score} out of 10 today, and {usual} is usual for you, {instead} instead of running."
            )
        }
        Today::TooSore { score, usual: None } => sore_today(Today::Sore { score }, done),
        Today::OffFeet { score } => {
            format!("Still {score} out of 10 on your feet, so cycle or swim today.")
        }
        Today::Rest { score, .. } => {
            format!("Pain {score} out of 10 today: no running for {}.", days(limits::REST_DAYS))
        }
    }
}

/// Says why running on while sore ends, and what comes instead.
fn to_stages(why: ToStages) -> String {
    let why = match why {
        ToStages::TwoRests => {
            let (rests, within) = (number::of(limits::TWO_RESTS, "rest"), days(limits::TWO_RESTS_DAYS));
            format!("{} in {within}: it isn't settling while you run.", capital(&rests))
        }
        ToStages::Setbacks => {
            let (back, within) =
                (number::of(limits::KEEP_SETBACKS, "setback"), days(limits::KEEP_SETBACK_DAYS));
            format!("{} in {within}: it isn't settling while you run.", capital(&back))
        }
        ToStages::Mornings => {
            format!("Your mornings have been too sore for {}.", days(limits::BASE_WITHIN_DAYS))
        }
        ToStages::Rebased => format!(
            "You haven't run for {}, and your mornings are sorer than they were.",
            days(limits::BASE_WITHIN_DAYS)
        ),
    };
    format!(
        "{why} Walk and get stronger first, then run and walk, with the plan back from heel pain. See a doctor or physio too."
    )
}

/// Says what a break means for the next run.
fn gap(days: i32, reason: &Reason) -> String {
    let beside = if reason.ran_beside { " of the plan" } else { "" };
    let anew = days >= limits::GAP_ANEW_DAYS;
    let long = if anew { format!("{} weeks", days / 7) } else { format!("{days} days") };
    let kind = kind(reason.coming);
    match reason.length {
        _ if anew => format!("No run{beside} for {long}, so you begin again."),
        Some(Ordering::Less) => format!("No run{beside} for {long}, so this {kind} is shorter."),
        _ => format!("No run{beside} for {long}, so the last {kind} again."),
    }
}

/// Says which walks come first after a warning sign, or a rest.
pub fn walks_first(first: WalksFirst) -> String {
    let (left, length) = (count(first.left()), minutes(limits::GATE_WALK));
    let walks = match (first.is_of_sign(), first.left()) {
        (false, _) => format!("{} brisk walk of {length} before you run again.", capital(&left)),
        (true, 1) => format!("Take {left} more brisk walk of {length} before you run again, on another day."),
        (true, _) => format!("Take {left} brisk walks of {length} before you run again, on different days."),
    };
    let pain = match first.most {
        most @ 0 => format!("only if your pain is {most}."),
        most => format!("only if your pain stays at {most} out of 10 or less."),
    };
    let pain = if first.left() == 1 { format!("It counts {pain}") } else { format!("They count {pain}") };
    format!("{walks} {pain}")
}

/// Says when it continues, and why not today.
fn next_day(next: NextDay, reason: &Reason) -> Vec<String> {
    let NextDay { date, rest } = next;
    let next = date.map(|date| format!("Next {} {}.", kind(reason.coming), day_words(date, reason.today)));
    let rest = rest.map(|rest| match rest {
        2.. => format!("{} of rest between runs for now.", capital(&number::of(rest, "day"))),
        _ => "A day of rest between runs.".to_owned(),
    });
    rest.into_iter().chain(next).collect()
}

/// Says what came of a run; `ago` are the days since.
fn verdict_words(
    run: &str,
    ago: i32,
    verdict: &Verdict,
    reason: &Reason,
    ((have, needed, _), early): ((usize, u8, u8), bool),
) -> String {
    let why = cause(&verdict.cause, run);
    if early && verdict.is_unsaid() {
        return "Logged. Tomorrow's first steps decide what comes next.".into();
    }
    // Nothing shorter is left.
    let shortest = reason.length == Some(Ordering::Equal);
    match (verdict.decision, verdict.cause) {
        (Decision::StopLock | Decision::PauseAndRefer, _) => format!("No running: {why}."),
        (Decision::Rest, _) => format!("No running for {}: {why}.", days(limits::REST_DAYS)),
        (Decision::Regress, Cause::MorningUp { first, second: None, usual }) if ago == 1 => {
            let settled = usual + limits::MORNINGS_SUM_BACK + usual - first;
            let then = if shortest {
                "you rest longer before the same run"
            } else {
                "the next run is one step shorter"
            };
            format!(
                "This morning was {first} and {usual} is usual for you, so {then}, unless tomorrow is below {settled}."
            )
        }
        (Decision::Regress, _) if shortest => format!("The same run again, after more rest: {why}."),
        (Decision::Regress, _) => format!("One step shorter: {why}."),
        (Decision::Hold, Cause::Longer { .. }) if early => {
            "You ran longer than planned. The next run stays as planned; tell me how tomorrow morning is."
                .into()
        }
        (Decision::Hold, Cause::Unplanned) => {
            format!("{} was not part of the plan, so the plan carries on where it was.", capital(run))
        }
        (
            Decision::Hold,
            Cause::During { .. } | Cause::After { .. } | Cause::Morning { .. } | Cause::DriftHold { .. },
        ) => format!("The same {} until it settles: {why}.", kind(reason.coming)),
        (Decision::Hold, Cause::Longer { .. }) => {
            format!("Same again: {why}. Keep to the plan, and it grows.")
        }
        (Decision::Hold, Cause::Lighter) => format!("{}.", capital(&why)),
        (Decision::Hold, _) => format!("Same again: {why}."),
        (Decision::Steady, Cause::Morning { score, .. }) => {
            format!("Same again: a morning of {score} is the most this plan allows.")
        }
        (Decision::Steady, _) => {
            format!("Same again. {} out of 10 is fine for you.", limits::PAIN_NOTICEABLE)
        }
        (Decision::RepeatGreen | Decision::Advance, _) => {
            let more = if have == 0 { 0 } else { usize::from(needed).saturating_sub(have) };
            green(reason, more)
        }
    }
}

/// Says how it goes on after a good run; `more` are the good ones that are still missing.
fn green(reason: &Reason, more: usize) -> String {
    let longer = reason.length == Some(Ordering::Greater);
    if let (None, Some(raises), false) = (reason.week, reason.raises, longer) {
        return format!("Good. The same again, until {raises} heel raises on each side unlock longer runs.");
    }
    match (reason.week, reason.length) {
        (Some(LongRun::Today), Some(Ordering::Greater)) => {
            "Good. This week's long run, a little longer.".into()
        }
        (Some(LongRun::Today), _) => "Good. This week's long run.".into(),
        (Some(LongRun::Ease), _) => "Good. An easier week, without a long run.".into(),
        (None, Some(Ordering::Greater)) => "Good. A little longer this time.".into(),
        (None, _) if more == 1 => "Good. One more like this and it grows.".into(),
        (None, _) if more > 1 => format!("Good. {} like this and it grows.", capital(&count(more))),
        (None, Some(Ordering::Less)) if reason.recut => "Good. About as long, split differently.".into(),
        (None, Some(Ordering::Less)) => "Good. An ordinary run again.".into(),
        (None, Some(Ordering::Equal)) if reason.recut => "Good. Just as long, split differently.".into(),
        (None, _) => "Good. The same again.".into(),
    }
}

/// Says what was seen, after "because".
fn because(what: &Cause, run: &str) -> String {
    match what {
        Cause::HighMorning { score, usual } => format!("a morning was {score}, and {usual} is usual for you"),
        what => cause(what, run),
    }
}

/// Says what was seen, as part of a sentence.
pub fn cause(cause: &Cause, run: &str) -> String {
    match cause {
        Cause::DeepHeel { score } => format!("pain of {score} deep in the heel bone on {run}"),
        Cause::Limp => format!("you limped on {run}"),
        Cause::LimpThatDay => "you were limping".into(),
        Cause::SharpThatDay => "the pain was sharp".into(),
        Cause::TooMuchThatDay { score } => format!("the pain reached {score}"),
        Cause::Sharp => format!("the pain was sharp on {run}"),
        Cause::TooMuchDuring { score } => format!("the pain reached {score} during {run}"),
        Cause::TooMuchAfter { score } => format!("the pain reached {score} after {run}"),
        Cause::HighMorning { score, usual } => format!("a morning of {score}; {usual} is usual for you"),
        Cause::StillHigh { first, second, usual }
        | Cause::MorningUp { first, second: Some(second), usual } => {
            format!("the mornings after {run} were {first} and {second}; {usual} is usual for you")
        }
        Cause::MorningUp { first: score, second: None, usual } | Cause::Morning { score, usual } => {
            format!("the morning after {run} was {score}; {usual} is usual for you")
        }
        Cause::MorningUpAgain { score, usual } => {
            format!(
                "a morning of {score} for the second time in {}; {usual} is usual for you",
                number::of(limits::RAISED_OF, "run")
            )
        }
        Cause::Rose { from, to } => format!("the pain rose from {from} to {to} during {run}"),
        Cause::Twice { before, now } => format!("the pain was {before} and {now} in the last two runs"),
        Cause::DriftBack { .. } => "your mornings are clearly sorer than when the plan began".into(),
        Cause::DriftHold { .. } => "your mornings are a little sorer than when the plan began".into(),
        Cause::During { score } => format!("the pain was {score} during {run}"),
        Cause::After { score } => format!("the pain was {score} after {run}"),
        Cause::Effort { effort } => format!("{run} felt like {effort} out of 10, and it should be easy"),
        Cause::CutShort { .. } => format!("{run} ended early"),
        Cause::Longer { planned, run: did } => {
            format!("{run} was {}, and {} were planned", minutes(*did), minutes(*planned))
        }
        Cause::NoMorning { region: Some(region) } if *region != Region::Elsewhere => {
            format!("you haven't said how {} was on the morning after {run}", region.words())
        }
        Cause::NoMorning { .. } => format!("you haven't said how the morning after {run} was"),
        Cause::NoScore { region: Region::Elsewhere } => {
            format!("you haven't said how sore you were on {run}")
        }
        Cause::NoScore { region } => format!("you haven't said how sore {} was on {run}", region.words()),
        Cause::Elsewhere => "this plan doesn't cover the place that's sore".into(),
        Cause::NewStressor { what: Stressor::Hills } => {
            "hills were new this week, and one new thing is enough".into()
        }
        Cause::NewStressor { what: Stressor::Shoes } => {
            "your shoes are new this week, and one new thing is enough".into()
        }
        Cause::NewStressor { what: Stressor::Steps } => {
            "quicker steps are new this week, and one new thing is enough".into()
        }
        Cause::OtherReason { .. } => format!("{run} was cut short for another reason, which is fine"),
        Cause::Unplanned => format!("{run} was not part of the plan"),
        Cause::Lighter => format!("{run} was a shorter one, so the full run comes next"),
        Cause::Green => format!("{run} was fine"),
    }
}

/// Returns the rule, as `explain` prints it; "usual" is the usual morning.
pub fn rule(why: &Why) -> String {
    match why {
        Why::Stopped(stop) => format!("warning sign {}", stop.sign),
        Why::Resting(..) => format!(
            "rest for at least {}, until your last {} mornings within {} days are no more than {} above usual; then walk {} with pain of {} or less, or {} under the heel",
            hours(limits::REST_DAYS),
            count(limits::REST_MORNINGS),
            limits::REST_MORNINGS_DAYS,
            limits::MORNING_RISE_GREEN,
            minutes(limits::GATE_WALK),
            limits::GATE_WALK_PAIN,
            limits::CALM_DAILY_SOLE,
        ),
        Why::SoreToday(_) => format!(
            "before a run, rest from {} if that is at least {} above usual, and walk from {} above usual or, except under the heel, from {}; under the heel, cycle or swim from {} after {} on your feet, and rest from {}",
            limits::MORNING_REST,
            limits::MORNING_RISE_REST,
            limits::MORNING_RISE_BACK,
            limits::PAIN_LONGER_REST,
            limits::ON_FEET_NO_RUN,
            number::of(limits::ON_FEET.as_secs() / 60, "minute"),
            limits::PAIN_TOO_MUCH,
        ),
        Why::ToStages(why) => to_stages_rule(*why),
        Why::Beside { .. } => format!(
            "after a run beside the plan, wait for the morning after it, a later morning no more than {} above usual, or {} days",
            limits::MORNING_RISE_GREEN,
            limits::UNSAID_DAYS
        ),
        Why::Ill(_) => format!("wait for {} without a fever", hours(limits::FEVER_FREE_DAYS)),
        Why::AfterIllness => {
            let weeks = limits::ILL_SHARES.map(|share| format!("a week at {}", percent(share)));
            format!("after an illness, run {}", weeks.join(" and "))
        }
        Why::Gap { .. } => format!(
            "missed runs count by the days off: {} to {}, {} to {}, {} to {}, or {} and more",
            limits::GAP_DAYS,
            limits::GAP_TWO_BACK_DAYS - 1,
            limits::GAP_TWO_BACK_DAYS,
            limits::GAP_HALF_DAYS - 1,
            limits::GAP_HALF_DAYS,
            limits::GAP_ANEW_DAYS - 1,
            limits::GAP_ANEW_DAYS,
        ),
        Why::Chosen => {
            "you chose where to start, so you get that run as far as the length limit allows".into()
        }
        Why::Guard => format!(
            "length limit: {} or {} longer, whichever is more, than your longest good run of the plan in {} days; your usual run if you ran that long within that time; without either, {} of your longest run before the break",
            part(limits::GROWTH_DIVISOR),
            minutes(limits::GROWTH_LEAST),
            limits::LONGEST_RUN_DAYS,
            part(limits::AFTER_BREAK_DIVISOR),
        ),
        Why::Comeback(Comeback::Rest(_)) => format!(
            "after a rest, start at the lowest level, two levels lower or a week earlier, with at most {} of your last run",
            percent(limits::AFTER_REST_SHARE)
        ),
        Why::Comeback(Comeback::Stop) => format!(
            "after a cleared warning sign, run at most {} of your last run; in a plan of stages, walk first",
            part(limits::AFTER_STOP_DIVISOR)
        ),
        Why::WalksFirst(first) if first.is_of_sign() => format!(
            "after a warning sign, take {} brisk walks of {} on different days, with pain of {} or less",
            count(limits::GATE_WALKS),
            minutes(limits::GATE_WALK),
            first.most
        ),
        Why::WalksFirst(first) => format!(
            "after a rest, take a brisk walk of {} with pain of {} or less",
            minutes(limits::GATE_WALK),
            first.most
        ),
        Why::NewStage => "you met all criteria of the stage before".into(),
        Why::Verdict { verdict, .. } => verdict_rule(verdict),
        Why::Start => "the plan begins".into(),
        Why::Calm { .. } => "no running until you meet the stage's criteria".into(),
        Why::Tests { .. } => {
            "pass the heel raises (enough, or enough to begin) and the hops on both sides".into()
        }
        Why::Finished => "the plan is done".into(),
    }
}

fn to_stages_rule(why: ToStages) -> String {
    let (days, most) = (limits::BASE_WITHIN_DAYS, limits::KEEP_SETBACK_DAYS);
    match why {
        ToStages::TwoRests => {
            format!("keep-running ends after {} rests in {} days", limits::TWO_RESTS, limits::TWO_RESTS_DAYS)
        }
        ToStages::Setbacks => {
            format!(
                "keep-running ends after any {} rests and steps back in {most} days",
                limits::KEEP_SETBACKS
            )
        }
        ToStages::Mornings => {
            format!(
                "keep-running ends when the median of your mornings has been above its limit for {days} days"
            )
        }
        ToStages::Rebased => {
            format!("keep-running ends after {days} days without a run if your usual morning is higher")
        }
    }
}

fn verdict_rule(verdict: &Verdict) -> String {
    use crate::symptoms::limits as l;
    let steady = verdict.decision == Decision::Steady;
    let (much, raised) = (l::PAIN_TOO_MUCH, l::MORNING_RISE_BACK);
    let sore = format!("pain of {} or {}", l::PAIN_LONGER_REST, l::PAIN_WALK_HOME);
    match verdict.cause {
        Cause::DeepHeel { .. } => "pain deep in the heel bone during or after a run stops everything".into(),
        Cause::Limp | Cause::LimpThatDay => "a limp means rest".into(),
        Cause::TooMuchThatDay { .. } => format!("pain of {much} or more on any day means rest"),
        Cause::Lighter => {
            "a walk instead of a run, or a shorter run after an illness, never moves you on".into()
        }
        Cause::Sharp | Cause::SharpThatDay => "sharp pain means rest".into(),
        Cause::TooMuchDuring { .. } => format!("pain of {much} or more during a run means rest"),
        Cause::TooMuchAfter { .. } => format!("pain of {much} or more after a run means rest"),
        Cause::HighMorning { .. } => format!(
            "a morning of {} or more, and at least {} above usual, means rest",
            l::MORNING_REST,
            l::MORNING_RISE_REST
        ),
        Cause::StillHigh { .. } => format!(
            "two mornings at least {raised} above usual that add up to {} above usual mean rest",
            l::MORNINGS_SUM_REST
        ),
        Cause::MorningUp { .. } => format!(
            "a morning at least {raised} above usual takes you a step back if you don't log the next one, or if the two add up to {} above usual",
            l::MORNINGS_SUM_BACK
        ),
        Cause::MorningUpAgain { .. } => format!(
            "a second morning at least {raised} above usual within {} takes you a step back",
            number::of(l::RAISED_OF, "run")
        ),
        Cause::Rose { .. } => format!("a rise of {} during a run takes you a step back", l::PAIN_RISE),
        Cause::Twice { .. } => format!("{sore} in two runs in a row takes you a step back"),
        Cause::DriftBack { .. } => drift_rule(l::DRIFT_BACK, "takes you a step back"),
        Cause::During { .. } if steady => {
            format!("with pain of {} during a run, you do the same again", l::PAIN_NOTICEABLE)
        }
        Cause::After { .. } if steady => {
            format!("with pain of {} after a run, you do the same again", l::PAIN_NOTICEABLE)
        }
        Cause::Morning { .. } if steady => format!(
            "with a morning of {} when {} is usual, you do the same again",
            l::MORNING_GREEN_MOST + 1,
            l::BASE_MOST_SOLE
        ),
        Cause::During { .. } => format!(
            "with {sore} during a run, you repeat it; from {} during a walk, you go a step back",
            l::WALK_PAIN_BACK
        ),
        Cause::After { .. } => format!("with {sore} after a run, you repeat it"),
        Cause::Morning { .. } => {
            format!("if a morning at least {raised} above usual settles by the next, you repeat the run")
        }
        Cause::DriftHold { .. } => drift_rule(l::DRIFT_HOLD, "means you repeat the run"),
        Cause::Effort { .. } => {
            format!("after an easy run with an effort of {} or more, you repeat it", l::EFFORT_HARD)
        }
        Cause::CutShort { .. } => format!(
            "if you stop before {} because of pain or tiredness, you repeat the run",
            percent(l::SHARE_DONE)
        ),
        Cause::Longer { .. } => {
            format!("after more than {} of the planned minutes, you repeat the run", percent(l::SHARE_LONGER))
        }
        Cause::NoMorning { .. } => "without a morning score, you never move on".into(),
        Cause::NoScore { .. } => "without a score for a sore place, you repeat the run".into(),
        Cause::Elsewhere => "with a sore place that this plan doesn't cover, you never move on".into(),
        Cause::NewStressor { .. } => format!("change only one thing in {}", days(l::NEW_DAYS)),
        Cause::OtherReason { .. } => {
            "a run cut short for another reason counts neither way, so you repeat it".into()
        }
        Cause::Unplanned => "a run beside the plan never moves you on".into(),
        Cause::Green => format!(
            "a good run: pain of {} or less during and after, a morning of no more than {} and no more than {} above usual, {} done, effort of {} or less",
            l::PAIN_NOTICEABLE - 1,
            l::MORNING_GREEN_MOST,
            l::MORNING_RISE_GREEN,
            percent(l::SHARE_DONE),
            l::EFFORT_HARD - 1
        ),
    }
}

fn drift_rule(rise: f64, leads: &str) -> String {
    let first = count(limits::FIRST_MORNINGS);
    format!("a week's mean {rise:.1} above your first {first} mornings {leads}")
}

/// Returns what went into a decision, by its name.
pub fn input(input: &Input) -> Named {
    let score = |score: &Option<u8>| score.map_or("not said".to_owned(), |score| score.to_string());
    let (name, value) = match input {
        Input::LastRun(date) => ("last run", date.to_string()),
        Input::RunMinutes(time) => ("run minutes", minutes(*time)),
        Input::Planned(workout) => ("planned", workout.to_string()),
        Input::Before(pain) => ("before", score(pain)),
        Input::During(pain) => ("during", score(pain)),
        Input::After(pain) => ("after", score(pain)),
        Input::Effort(effort) => ("effort", score(effort)),
        Input::ShareDone(share) if *share > 100.0 => ("share done", "100%, and more than planned".to_owned()),
        Input::ShareDone(share) => ("share done", format!("{share:.0}%")),
        Input::CutShort(CutShort::Body) => ("cut short for", "pain or tiredness".to_owned()),
        Input::CutShort(_) => ("cut short for", "another reason".to_owned()),
        Input::Site(site) => ("site", site.to_string()),
        Input::UsualMorning(usual) => ("usual morning", usual.to_string()),
        Input::MorningAfter(morning) => ("morning after", score(morning)),
        Input::SecondMorning(morning) => ("second morning", score(morning)),
        Input::WeeksMean { mean, drift } => {
            let drift =
                drift.map_or_else(String::new, |drift| format!(", {drift:+.1} from the first mornings"));
            ("week's mean", format!("{mean:.1}{drift}"))
        }
        Input::LongestGreen(time) => ("longest good run in 30 days", minutes(*time)),
        Input::GuardAllows(time) => ("length limit", minutes(*time)),
        Input::DaysSinceLastRun(days) => ("days since the last run", days.to_string()),
        Input::DaysBetweenRuns(days) => ("days between runs", days.to_string()),
    };
    Named { name, value }
}

/// Returns a past run in words: `today's run`, `Monday's walk`, `the run on 3 November`.
fn run_words(date: Date, activity: Activity, today: Date) -> String {
    let kind = kind(activity);
    match days_between(date, today) {
        0 => format!("today's {kind}"),
        1 => format!("yesterday's {kind}"),
        2..7 => format!("{}'s {kind}", Day::from(date.weekday()).name()),
        _ => format!("the {kind} on {}", date.strftime("%-d %B")),
    }
}
