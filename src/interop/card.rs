//! A run as a card of plain text, to be printed or to be looked at on a phone: what, step by step, and when to walk home.
//!
//! No line is wider than [`WIDTH`]; characters are those of every printer.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::plans::Sheet;
use crate::time::Clock;
use crate::timeline::piece_words;

/// Most columns of a line.
pub const WIDTH: usize = 60;

/// What stands on a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card<'a> {
    /// The run.
    pub sheet: &'a Sheet,
    /// The plan it is of.
    pub plan: &'a str,
    /// Its day, if that is known.
    pub date: Option<Date>,
    /// The warm-up before it, and how long it takes in minutes, if there is one.
    pub warm_up: Option<(&'a str, u64)>,
    /// When to walk home.
    pub home: &'a str,
    /// What was changed in it for what is sore and the like, or why there is none, one per line.
    pub changes: &'a [String],
}

impl Card<'_> {
    /// Writes the card.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut place = self.sheet.place.clone();
        if let Some(first) = place.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        let day = self.date.map(|date| date.strftime("%A, %-d %B").to_string());
        put(&mut out, &[day, Some(place)].into_iter().flatten().collect::<Vec<_>>().join(": "), "");
        put(&mut out, self.plan, "");
        let _ = writeln!(out, "{}", "-".repeat(WIDTH.min(40)));
        if let Some((name, minutes)) = self.warm_up {
            put(&mut out, &format!("Warm up first: {name} ({minutes} min)"), "");
        }
        for change in self.changes {
            put(&mut out, change, "  ");
        }
        if self.warm_up.is_some() || !self.changes.is_empty() {
            out.push('\n');
        }
        for (times, set) in self.sheet.blocks() {
            if times > 1 {
                let _ = writeln!(out, "{times} times:");
            }
            let indent = if times > 1 { "  " } else { "" };
            for piece in &set {
                let (name, _) = piece_words(piece);
                let _ = writeln!(out, "[ ] {indent}{:>5}  {name}", Clock(piece.length).to_string());
            }
        }
        let _ = writeln!(out, "{}", "-".repeat(WIDTH.min(40)));
        let all = Clock(self.sheet.length());
        let run = self.sheet.workout.run();
        let run = if run.is_zero() { String::new() } else { format!(", {} of running", Clock(run)) };
        put(&mut out, &format!("{all} in all{run}."), "");
        put(&mut out, self.home, "");
        out
    }
}

/// Writes a text in lines of the width, those behind the first with an indent; a word that is wider is cut.
fn put(out: &mut String, text: &str, indent: &str) {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let word: String = word.chars().take(WIDTH - indent.len()).collect();
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(out, "{line}");
            indent.clone_into(&mut line);
            line.push_str(&word);
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    let _ = writeln!(out, "{line}");
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn sheet(workout: &str) -> Sheet {
        Sheet {
            place: "week 4, run 1".into(),
            workout: workout.parse().unwrap(),
            walk_in: Duration::from_secs(240),
            walk_out: Duration::from_secs(300),
            strides: None,
        }
    }

    const HOME: &str = "Sharp pain, pain above five out of ten, or a limp? Walk home.";

    #[test]
    fn a_card_says_what_to_do_step_by_step_and_when_to_walk_home() {
        let sheet = sheet("4x(3m run, 2m walk), 2m run");
        let card = Card {
            sheet: &sheet,
            plan: "New runner, ten gentle weeks",
            date: Some(jiff::civil::date(2026, 11, 30)),
            warm_up: Some(("Before a run, 5 minutes", 5)),
            home: HOME,
            changes: &["Without toe walks: sore at the back of the heel (4).".to_owned()],
        };
        let expected = "\
Monday, 30 November: Week 4, run 1
New runner, ten gentle weeks
----------------------------------------
Warm up first: Before a run, 5 minutes (5 min)
Without toe walks: sore at the back of the heel (4).

[ ]  4:00  Brisk walk
4 times:
[ ]    3:00  Run
[ ]    2:00  Walk
[ ]  2:00  Run
[ ]  5:00  Easy walk
----------------------------------------
31:00 in all, 14:00 of running.
Sharp pain, pain above five out of ten, or a limp? Walk
home.
";
        assert_eq!(card.text(), expected);
    }

    #[test]
    fn no_line_is_wider_than_the_card() {
        let sheet = Sheet { place: "week 12, run 3 ".repeat(9), ..sheet("5h59m run") };
        let plan = format!("{} and a plan with quite a long name", "x".repeat(90));
        let warm_up = Some(("A warm-up whose name is long enough for two lines of such a small card", 90));
        let text = Card { sheet: &sheet, plan: &plan, date: None, home: HOME, warm_up, changes: &[] }.text();
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
        let plan = format!("{} {}", "a".repeat(30), "b".repeat(30));
        let text_61 =
            Card { sheet: &sheet, plan: &plan, date: None, home: HOME, warm_up: None, changes: &[] }.text();
        assert!(text_61.contains(&format!("{}\n{}\n", "a".repeat(30), "b".repeat(30))), "the blank counts");
        assert!(text.ends_with("home.\n") && text.contains(" long name\n"));
    }
}
