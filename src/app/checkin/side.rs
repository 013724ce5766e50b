//! On which side a place is sore that was named for the first time, and then how sore it is.

use super::CheckQuestion;
use crate::app::Update;
use crate::plan::asks::Ask;
use crate::record::Sore;
use crate::symptoms::{Side, Site};

impl Update<'_> {
    /// Takes the side of the place that was named last: left, right or both.
    pub(super) fn say_side(&mut self, n: u8) {
        let Some((id, mut check_in)) = self.stage.checking.last.clone() else { return };
        let Some(region) = check_in.sore.first().map(|sore| sore.site.region) else { return };
        let sides: &[Side] = match n {
            1 => &[Side::Left],
            2 => &[Side::Right],
            _ => &[Side::Left, Side::Right],
        };
        let sites: Vec<Site> = sides.iter().map(|side| Site { region, side: Some(*side) }).collect();
        check_in.sore = sites.iter().map(|site| Sore { site: *site, score: None }).collect();
        let answer = CheckQuestion::Side.answers()[usize::from(n) - 1].1;
        self.stage.checking.say("Side".into(), answer, None);
        self.stage.checking.follow.retain(|question| *question != CheckQuestion::Side);
        self.say_more(&id, check_in, answer);
        self.look_for_asks();
        self.ask_how_sore(&sites);
        self.after_answer();
    }

    /// Asks for this morning at places that nothing else asks about.
    pub(super) fn ask_how_sore(&mut self, sites: &[Site]) {
        for site in sites {
            let asked = |ask: &Ask| {
                let at = ask.site().filter(|at| at.region == site.region);
                at.is_some_and(|at| at.side == site.side || site.side.is_none() || at.side.is_none())
            };
            if !self.stage.checking.due.iter().any(asked) {
                let ask = Ask::Morning { date: self.now.at.date(), site: *site };
                self.stage.checking.follow.push(CheckQuestion::Due(ask));
            }
        }
    }
}
