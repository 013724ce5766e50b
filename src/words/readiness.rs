//! Tests of readiness: what they are called, how many are enough, and what they mean.

use jiff::civil::Date;

use super::date::day_words;
use crate::plan::readiness::{Apart, Meaning, Norm};
use crate::plans::TestKind;

/// Returns what the runner calls a test.
pub const fn test(kind: TestKind) -> &'static str {
    match kind {
        TestKind::KneeToWall => "Knee to the wall",
        TestKind::HeelRaises => "Heel raises",
        TestKind::Hops => "Hops",
    }
}

/// Returns a result in its unit: `21`, `10.5 cm`.
pub fn result(kind: TestKind, value: f64) -> String {
    if kind == TestKind::KneeToWall { format!("{value} cm") } else { value.to_string() }
}

/// Returns how far the sides lie apart.
pub fn apart(apart: Apart) -> String {
    match apart {
        Apart::Centimetres(apart) => format!("{apart} cm"),
        Apart::Percent(share) => format!("{share}%"),
    }
}

/// Says how many are enough, or what the number is good for.
pub fn norm(norm: Norm) -> String {
    match norm {
        Norm::Compare => {
            "Compare it next time. About 12 cm is the full range; it shrinks with age.".to_owned()
        }
        Norm::Raises { green, amber, age, apart: (raises, percent) } => {
            let at = age.map(|age| format!(" at {age}")).unwrap_or_default();
            format!(
                "{green} on each side are enough{at}, and {amber} to start; no more than {raises} or {percent}% apart."
            )
        }
        Norm::Hops { needed, pain } => {
            format!("{needed} on each side are enough, with pain up to {pain}.")
        }
    }
}

/// Says what the tests of today mean.
pub fn meaning(meaning: Meaning, today: Date) -> String {
    let again = |from: Date| format!("try again from {} on", day_words(from, today));
    match meaning {
        Meaning::GoodEnough { raises, enough: Some(enough) } => {
            format!("{raises} is good enough to start; {enough} unlocks the rest.")
        }
        Meaning::GoodEnough { raises, enough: None } => {
            format!("{raises} on the weaker side is good enough to start. More even sides unlock the rest.")
        }
        Meaning::NextStage => "Enough for your plan's next stage.".to_owned(),
        Meaning::HopsHurt(from) => {
            format!(
                "Not yet, and that's fine. The hops hurt too much, so do your strength work first and {}.",
                again(from)
            )
        }
        Meaning::OnceMore { again, from } => {
            let times = if again { "again" } else { "once" };
            format!(
                "Enough, {times}. Do the same again from {}, and your plan moves on to its next stage.",
                day_words(from, today)
            )
        }
        Meaning::NotYet(from) => format!("Not yet, and that's fine: {}.", again(from)),
        Meaning::Incomplete(from) => {
            format!("Your plan needs all its tests on one day, on both sides; {}.", again(from))
        }
        Meaning::Noted => "Saved, to compare with next time.".to_owned(),
        Meaning::Enough => "Enough. Your weaker side decides which exercises you get.".to_owned(),
        Meaning::NotEnough => {
            "Not quite enough for every exercise that needs raises and hops, and that's fine. Try again in a few weeks."
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::readiness::norm;

    #[test]
    fn the_norm_names_the_number_and_the_age() {
        let words = |age| super::norm(norm(TestKind::HeelRaises, age));
        assert!(words(None).starts_with("20 on each side are enough, and 8 to start"));
        assert!(words(Some(52)).contains("at 52, and 6 to start; no more than 6 or 25% apart"));
    }
}
