//! How a run felt that a watch recorded: asked on Today, as it is after a run that was played.

use jiff::civil::Date;

use super::CheckQuestion;
use crate::app::{Ran, Screen, Update};
use crate::dialog::review::RunReview;
use crate::plan::asks::Ask;
use crate::plan::logged;
use crate::record::{self, Body};
use crate::symptoms::{Score, limits};

impl Update<'_> {
    /// How a run felt that a watch recorded; if a place is sore, what is asked after any run follows.
    pub(super) fn say_felt(&mut self, date: Date, n: u8) {
        let runs = self.core.history.log().runs();
        let of_watch =
            |run: &record::Run| run.date == date && run.is_of_watch() && run.run_minutes != Some(0.0);
        let Some(entry) = runs.iter().rfind(|entry| of_watch(entry.body)) else { return };
        let (id, before) = (entry.record.id.clone(), entry.body.clone());
        let site = logged::sore_sites(&self.core.history.diary(date), date).first().copied();
        let effort = limits::EFFORT_ANSWERS.get(usize::from(n).wrapping_sub(1)).copied().and_then(Score::new);
        let run = record::Run { effort, site: before.site.or(site), ..before.clone() };
        self.revise(&id, Body::Run(run.clone()));
        let answer = CheckQuestion::Due(Ask::Felt { date }).answers()[usize::from(n) - 1].1;
        self.stage.checking.say("The run felt".into(), answer, None);
        self.said(&format!("the run felt {answer}"), vec![(id.clone(), Some(Body::Run(before)))]);
        self.after_answer();
        let region = site.map(|site| site.region);
        let review = RunReview { record: id, run, region, needs_score: false, kept: true };
        let ran = Ran::of(review, false, self.core, self.now);
        if ran.dialog.asked().is_some() {
            self.open(Screen::Ran(ran));
        }
    }
}
