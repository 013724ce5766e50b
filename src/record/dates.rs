//! The dates of an entry, and which of them are possible.
//!
//! A date of another millennium is a slip or damage, and whatever goes through the days between would take for ever. So
//! such an entry is refused when written; when read, it is skipped and reported.

use jiff::civil::Date;

use super::{Body, PlanAction, Record};
use crate::time::days_after;

/// No entry is from an earlier day.
pub const FIRST: Date = jiff::civil::date(1900, 1, 1);
/// How many days ahead of today an entry may be.
const AHEAD: i64 = 366;

/// True if a date cannot be: before 1900, or more than a year ahead of a day.
fn is_impossible(date: Date, today: Date) -> bool {
    date < FIRST || date > days_after(today, AHEAD)
}

impl Record {
    /// Returns a date of it that cannot be: before 1900, or more than a year ahead of a day.
    pub fn impossible(&self, today: Date) -> Option<Date> {
        let written = Some(self.at.date()).filter(|date| is_impossible(*date, today));
        written.or_else(|| self.body.impossible(today))
    }
}

impl Body {
    /// Returns a date that it names and that cannot be.
    pub fn impossible(&self, today: Date) -> Option<Date> {
        self.dates().into_iter().find(|date| is_impossible(*date, today))
    }

    fn dates(&self) -> Vec<Date> {
        let mut dates = Vec::new();
        match self {
            Body::Session(session) => dates.extend([session.started.date(), session.ended.date()]),
            Body::Run(run) => dates.push(run.date),
            Body::CrossTraining(done) => dates.push(done.date),
            Body::CheckIn(check_in) => dates.push(check_in.date),
            Body::SignCheck(check) => dates.push(check.date),
            Body::Plan(event) => {
                dates.extend(event.action.date());
                match &event.action {
                    PlanAction::Move { from, to } => dates.extend([*from, *to]),
                    PlanAction::Skip { date } => dates.push(*date),
                    PlanAction::Start { last_run, .. } => dates.extend(*last_run),
                    PlanAction::Back { well_since, .. } => dates.extend(*well_since),
                    PlanAction::Days { .. }
                    | PlanAction::Warned { .. }
                    | PlanAction::Then { .. }
                    | PlanAction::Repeat { .. }
                    | PlanAction::Stop { .. } => {}
                }
            }
            Body::Profile(profile) => {
                dates.extend(profile.looked_back.map(|looked| looked.date));
                dates.extend(profile.health);
                dates.extend(profile.steps.map(|steps| steps.date));
            }
            Body::Flag(flag) => dates.extend(flag.until),
            Body::Shoe(shoe) => dates.extend([Some(shoe.since), shoe.retired].into_iter().flatten()),
            Body::Clearance(_) | Body::Test(_) | Body::Rung(_) | Body::Removed => {}
        }
        dates
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_another_millennium_cannot_be() {
        let run = |date: &str| {
            let line = format!(
                r#"{{"v":1,"id":"a","rev":1,"at":"2026-11-20T08:00:00Z","device":"d","kind":"run","date":"{date}","minutes":20.0}}"#
            );
            Record::from_line(line.as_bytes()).unwrap().impossible(jiff::civil::date(2026, 11, 29))
        };
        for fine in ["1900-01-01", "2026-11-29", "2027-11-29"] {
            assert_eq!(run(fine), None, "{fine}");
        }
        for wrong in ["-009999-01-01", "1899-12-31", "2028-01-01", "9999-12-31"] {
            assert_eq!(run(wrong), Some(wrong.parse().unwrap()), "{wrong}");
        }
    }
}
