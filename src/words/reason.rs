//! Why today's run is what it is: the sentence a friend would say, and the rule behind it.
//!
//! The sentence names no rule and no code; `explain` prints those. Nothing here blames, promises or
//! names a condition.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::date::day_words;
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
            format!("No running for now: {why}. You can run again after two calm mornings and an easy walk of 30 minutes, {earliest} or later.")
        }
        Why::SoreToday(how) => sore_today(*how),
        Why::ToStages(why) => to_stages(*why),
        Why::Beside { date } => {
            format!("You ran beside the plan {}. The next run waits until you have said how the morning after it was.", day_words(*date, today))
        }
        Why::Ill(Some(from)) => {
            format!("Two days without a fever first. You can run again {} or later.", day_words(*from, today))
        }
        Why::Ill(None) => "Get well first. After two days without a fever you begin again with half a run.".into(),
        Why::AfterIllness => "Shorter for two weeks after an illness.".into(),
        Why::Gap { days, .. } => gap(*days, reason),
        Why::Guard => {
            "A little shorter than planned: no more than a tenth longer than your longest good run of the last 30 days.".into()
        }
        Why::Chosen => {
            "You begin where you chose, for less time at first, because your log has no run that long in the last 30 days.".into()
        }
        Why::Comeback(Comeback::Rest(resting)) => {
            format!("Running again, shorter at first. You rested because {}.", because(&resting.cause, &last))
        }
        Why::Comeback(Comeback::Stop) if walks => {
            "The warning sign is cleared. Brisk walks come before your next run.".into()
        }
        Why::Comeback(Comeback::Stop) => {
            "Your walks after the warning sign went well, so you can run again, for less time at first.".into()
        }
        Why::WalksFirst(first) => walks_first(*first),
        Why::NewStage if walks => "You've had a calm week, so brisk walks come next. You should still be able to talk.".into(),
        Why::NewStage => "You passed the tests, so you start running, slowly enough to talk.".into(),
        Why::Verdict { date, verdict, greens, early } => {
            let run = run_words(*date, reason.last, today);
            verdict_words(&run, days_between(*date, today), verdict, reason, (*greens, *early))
        }
        Why::Start if walks => "Your first walk: brisk, but you can still talk.".into(),
        Why::Start => "Your first run: slow enough to talk.".into(),
        Why::Calm { .. } => {
            "Start with a calm week of strength work and everyday walking. Then come brisk walks, then running.".into()
        }
        Why::Tests { wait: Some(wait), .. } => {
            format!("Not strong enough yet. Keep up the strength work and take the tests again {}.", day_words(*wait, today))
        }
        Why::Tests { .. } => "Before you run, pass the heel raises and hops on each leg.".into(),
        Why::Finished => "Your plan is done. The warm-ups are here whenever you run.".into(),
    };
    match reason.next {
        Some(next) => format!("{main} {}", next_day(next, reason)),
        None => main,
    }
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
    let wait = if stop.decision == Decision::StopLock {
        "Everything is locked until a doctor or physio has checked this."
    } else {
        "No running until a doctor or physio has checked this. You can walk if walking does not hurt."
    };
    format!("{text} {wait}").trim().to_owned()
}

/// Says what today's soreness leaves of the run.
fn sore_today(how: Today) -> String {
    match how {
        Today::Run => "As planned.".into(),
        Today::OnFeetFirst => {
            "Ten minutes on your feet first. If the pain is still 4 or more out of 10, cycle or swim instead."
                .into()
        }
        Today::Sore { score } => {
            format!("Pain {score} out of 10 today, so walk or cycle instead of running.")
        }
        Today::TooSore { score, usual: Some(usual) } => {
            format!(
                "Pain {score} out of 10 today, and {usual} is usual for you, so walk or cycle instead of running."
            )
        }
        Today::TooSore { score, usual: None } => sore_today(Today::Sore { score }),
        Today::OffFeet { score } => {
            format!("Still {score} out of 10 on your feet, so cycle or swim today.")
        }
        Today::Rest { score, .. } => format!("Pain {score} out of 10 today: no running for three days."),
    }
}

/// Says why running on while sore ends, and what comes instead.
fn to_stages(why: ToStages) -> String {
    let why = match why {
        ToStages::TwoRests => "Two rests in three weeks: it isn't settling while you run.",
        ToStages::Setbacks => "Three setbacks in four weeks: it isn't settling while you run.",
        ToStages::Mornings => "Your mornings have been too sore for two weeks.",
        ToStages::Rebased => "You haven't run for two weeks, and your mornings are sorer than they were.",
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
    let walks = match (first.is_of_sign(), first.left()) {
        (false, _) => "One brisk walk of 30 minutes before you run again.",
        (true, 1) => "Take one more brisk walk of 30 minutes before you run again, on another day.",
        (true, _) => "Take two brisk walks of 30 minutes before you run again, on different days.",
    };
    let pain = match first.most {
        0 => "only if your pain is 0.".to_owned(),
        most => format!("only if your pain stays at {most} out of 10 or less."),
    };
    let pain = if first.left() == 1 { format!("It counts {pain}") } else { format!("They count {pain}") };
    format!("{walks} {pain}")
}

fn number(count: usize) -> String {
    match count {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    }
}

/// Says when it continues, and why not today.
fn next_day(next: NextDay, reason: &Reason) -> String {
    let NextDay { date, rest } = next;
    let next = format!("Next {} {}.", kind(reason.coming), day_words(date, reason.today));
    match rest {
        Some(2..) => format!("Two days of rest between runs for now. {next}"),
        Some(_) => format!("A day of rest between runs. {next}"),
        None => next,
    }
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
    match (verdict.decision, verdict.cause) {
        (Decision::StopLock | Decision::PauseAndRefer, _) => format!("No running: {why}."),
        (Decision::Rest, _) => format!("No running for three days: {why}."),
        (Decision::Regress, Cause::MorningUp { first, second: None, usual }) if ago == 1 => {
            let settled = usual + limits::MORNINGS_SUM_BACK + usual - first;
            format!(
                "This morning was {first} and {usual} is usual for you, so the next run is one step shorter, unless tomorrow is below {settled}."
            )
        }
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
        (Decision::Steady, _) => "Same again. 3 out of 10 is fine for you.".into(),
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
        (None, _) if more > 1 => format!("Good. {} like this and it grows.", capital(&number(more))),
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
            format!("a morning of {score} for the second time in three runs; {usual} is usual for you")
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
        Why::Resting(..) => "rest for at least 72 h, until your last two mornings within 4 days are no more than 1 above usual; then walk 30 minutes with pain of 2 or less, or 3 under the heel".into(),
        Why::SoreToday(_) => "before a run, rest from 6 if that is at least 4 above usual, and walk from 2 above usual or, except under the heel, from 4; under the heel, cycle or swim from 4 after ten minutes on your feet, and rest from 6".into(),
        Why::ToStages(ToStages::TwoRests) => "keep-running ends after 2 rests in 21 days".into(),
        Why::ToStages(ToStages::Setbacks) => "keep-running ends after any 3 rests and steps back in 28 days".into(),
        Why::ToStages(ToStages::Mornings) => "keep-running ends when the median of your mornings has been above its limit for 14 days".into(),
        Why::ToStages(ToStages::Rebased) => "keep-running ends after 14 days without a run if your usual morning is higher".into(),
        Why::Beside { .. } => "after a run beside the plan, wait for the morning after it, a later morning no more than 1 above usual, or 4 days".into(),
        Why::Ill(_) => "wait for 48 h without a fever".into(),
        Why::AfterIllness => "after an illness, run a week at 50% and a week at 75%".into(),
        Why::Gap { .. } => "missed runs count by the days off: 7 to 13, 14 to 27, 28 to 55, or 56 and more".into(),
        Why::Chosen => "you chose where to start, so you get that run as far as the length limit allows".into(),
        Why::Guard => "length limit: a tenth or 2 minutes longer, whichever is more, than your longest good run of the plan in 30 days; your usual run if you ran that long within that time; without either, half of your longest run before the break".into(),
        Why::Comeback(Comeback::Rest(_)) => "after a rest, start at the lowest level, two levels lower or a week earlier, with at most 70% of your last run".into(),
        Why::Comeback(Comeback::Stop) => "after a cleared warning sign, run at most half of your last run; in a plan of stages, walk first".into(),
        Why::WalksFirst(first) if first.is_of_sign() => format!("after a warning sign, take two brisk walks of 30 minutes on two days, with pain of {} or less", first.most),
        Why::WalksFirst(first) => format!("after a rest, take a brisk walk of 30 minutes with pain of {} or less", first.most),
        Why::NewStage => "you met all criteria of the stage before".into(),
        Why::Verdict { verdict, .. } => verdict_rule(verdict).into(),
        Why::Start => "the plan begins".into(),
        Why::Calm { .. } => "no running until you meet the stage's criteria".into(),
        Why::Tests { .. } => "pass the heel raises (enough, or enough to begin) and the hops on both sides".into(),
        Why::Finished => "the plan is done".into(),
    }
}

fn verdict_rule(verdict: &Verdict) -> &'static str {
    let steady = verdict.decision == Decision::Steady;
    match verdict.cause {
        Cause::DeepHeel { .. } => "pain deep in the heel bone during or after a run stops everything",
        Cause::Limp | Cause::LimpThatDay => "a limp means rest",
        Cause::TooMuchThatDay { .. } => "pain of 6 or more on any day means rest",
        Cause::Lighter => "a walk instead of a run, or a shorter run after an illness, never moves you on",
        Cause::Sharp | Cause::SharpThatDay => "sharp pain means rest",
        Cause::TooMuchDuring { .. } => "pain of 6 or more during a run means rest",
        Cause::TooMuchAfter { .. } => "pain of 6 or more after a run means rest",
        Cause::HighMorning { .. } => "a morning of 6 or more, and at least 4 above usual, means rest",
        Cause::StillHigh { .. } => {
            "two mornings at least 2 above usual that add up to 5 above usual mean rest"
        }
        Cause::MorningUp { .. } => {
            "a morning at least 2 above usual takes you a step back if you don't log the next one, or if the two add up to 4 above usual"
        }
        Cause::MorningUpAgain { .. } => {
            "a second morning at least 2 above usual within three runs takes you a step back"
        }
        Cause::Rose { .. } => "a rise of 4 during a run takes you a step back",
        Cause::Twice { .. } => "pain of 4 or 5 in two runs in a row takes you a step back",
        Cause::DriftBack { .. } => "a week's mean 1.5 above your first seven mornings takes you a step back",
        Cause::During { .. } if steady => "with pain of 3 during a run, you do the same again",
        Cause::After { .. } if steady => "with pain of 3 after a run, you do the same again",
        Cause::Morning { .. } if steady => "with a morning of 6 when 5 is usual, you do the same again",
        Cause::During { .. } => {
            "with pain of 4 or 5 during a run, you repeat it; from 4 during a walk, you go a step back"
        }
        Cause::After { .. } => "with pain of 4 or 5 after a run, you repeat it",
        Cause::Morning { .. } => {
            "if a morning at least 2 above usual settles by the next, you repeat the run"
        }
        Cause::DriftHold { .. } => {
            "with a week's mean 1.0 above your first seven mornings, you repeat the run"
        }
        Cause::Effort { .. } => "after an easy run with an effort of 7 or more, you repeat it",
        Cause::CutShort { .. } => "if you stop before 90% because of pain or tiredness, you repeat the run",
        Cause::Longer { .. } => "after more than 110% of the planned minutes, you repeat the run",
        Cause::NoMorning { .. } => "without a morning score, you never move on",
        Cause::NoScore { .. } => "without a score for a sore place, you repeat the run",
        Cause::Elsewhere => "with a sore place that this plan doesn't cover, you never move on",
        Cause::NewStressor { .. } => "change only one thing in seven days",
        Cause::OtherReason { .. } => {
            "a run cut short for another reason counts neither way, so you repeat it"
        }
        Cause::Unplanned => "a run beside the plan never moves you on",
        Cause::Green => {
            "a good run: pain of 2 or less during and after, a morning of no more than 5 and no more than 1 above usual, 90% done, effort of 6 or less"
        }
    }
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
