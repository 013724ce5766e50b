//! Which warning signs an answer asks about: they follow from what an entry says and did not say before.
//!
//! This is the one place that decides it, for every screen and command. [`signs::asked`] has the signs of an occasion.

use std::rc::Rc;

use jiff::civil::Date;

use super::Core;
use crate::history::Write;
use crate::plan::diary::Diary;
use crate::plan::logged;
use crate::record::{Body, CheckIn, CutShort, Moment, Run, Session, Sore};
use crate::session::Now;
use crate::symptoms::signs::{self, Occasion, Sign};
use crate::symptoms::{PainScore, Region, Site, limits};

/// What warning signs are asked about with an answer, and at which site.
pub type Occasions = Vec<(Occasion, Option<Site>)>;

impl Core {
    /// Returns what an entry says, and did not say before, that warning signs go with. It is not in the history yet.
    pub fn occasions(&self, write: &Write, now: Now) -> Occasions {
        let (before, after) = match write {
            Write::New(after) => (None, after),
            Write::Change(id, after) => (self.history.log().get(id).map(|record| &record.body), after),
        };
        self.occasions_between(before, after, now)
    }

    /// Returns what an entry says, and did not say before, that warning signs go with.
    pub fn occasions_between(&self, before: Option<&Body>, after: &Body, now: Now) -> Occasions {
        let today = now.at.date();
        let said = |date| Said { diary: self.history.diary(today), date };
        let worst = before.and_then(worst_of);
        match after {
            Body::CheckIn(after) => {
                let before = if let Some(Body::CheckIn(before)) = before { Some(before) } else { None };
                said(after.date).check_in(before, after)
            }
            Body::Run(after) => {
                let before = if let Some(Body::Run(before)) = before { Some(before) } else { None };
                said(after.date).run(before, after)
            }
            Body::Session(after) => said(today).session(worst, after),
            Body::CrossTraining(done) => said(done.date).worst(worst, after),
            Body::Test(_) => said(today).worst(worst, after),
            _ => Occasions::new(),
        }
    }

    /// Returns the signs to ask about, in the order of the table.
    ///
    /// Left out is what is open already, what was answered a moment ago, and advice that was given lately.
    pub fn signs_to_ask(&self, occasions: &Occasions, now: Now) -> Vec<&'static Sign> {
        let (log, today) = (self.history.log(), now.at.date());
        let open = log.said_signs();
        let asked: Vec<&Sign> = occasions.iter().flat_map(|(occasion, _)| signs::asked(*occasion)).collect();
        let due = |sign: &&Sign| {
            asked.iter().any(|asked| asked.id == sign.id)
                && open.iter().all(|(known, _)| *known != sign.id)
                && !self.is_answered(sign, now)
                && log.may_ask(sign, today)
        };
        signs::SIGNS.iter().filter(due).collect()
    }
}

/// What is known of the day that an entry is about.
struct Said {
    diary: Rc<Diary>,
    date: Date,
}

impl Said {
    fn check_in(&self, before: Option<&CheckIn>, after: &CheckIn) -> Occasions {
        // A quiet place that is hardly sore does not count as new.
        let quiet = |sore: &Sore| sore.score.is_some_and(|score| score.value() <= limits::QUIET);
        let known = if after.sore.iter().all(quiet) {
            logged::meant_sites(&self.diary, self.date)
        } else {
            logged::sore_sites(&self.diary, self.date)
        };
        let mut occasions = Occasions::new();
        for Sore { site, score } in &after.sore {
            let was = before.and_then(|before| said_of(&before.sore, *site));
            let new = known.iter().all(|known| known.region != site.region);
            let named = after.moment == Moment::Sites || new;
            // A place that is scored each morning is not named again each time.
            if was.is_none() && named && *score != Some(PainScore::NONE) {
                occasions.push((Occasion::Site { region: site.region, new }, Some(*site)));
            }
            // How sore it is at this moment is asked in order to act on it; a day's score may be the usual one.
            let at_once = matches!(after.moment, Moment::Now | Moment::Sites);
            let news = |score| at_once || logged::is_news(&self.diary, *site, score, self.date);
            if let Some(score) = much(was.and_then(|was| was.score), *score).filter(|score| news(*score)) {
                occasions.push((Occasion::Pain { region: site.region, score }, Some(*site)));
            }
        }
        let site = after.sore.first().map(|sore| sore.site);
        let was = before.map_or((false, false), |before| (before.limp, before.sharp));
        occasions.extend(gait(was, (after.limp, after.sharp)).map(|occasion| (occasion, site)));
        occasions
    }

    fn run(&self, before: Option<&Run>, after: &Run) -> Occasions {
        let mut occasions = Occasions::new();
        let known = logged::sore_sites(&self.diary, self.date);
        let was = before.and_then(|before| before.site).map(|site| site.region);
        if let Some(site) = after.site.filter(|site| Some(site.region) != was)
            && known.iter().all(|known| known.region != site.region)
        {
            occasions.push((Occasion::Site { region: site.region, new: true }, Some(site)));
        }
        let site = after.site.or_else(|| known.first().copied());
        occasions.extend(at(site, before.and_then(worst_of_run), worst_of_run(after)));
        let short = |run: &Run| run.cut_short == Some(CutShort::Body);
        if short(after) && !before.is_some_and(short) {
            occasions.push((Occasion::CutShort, after.site));
        }
        let was = before.map_or((false, false), |before| (before.limp, before.sharp));
        occasions.extend(gait(was, (after.limp, after.sharp)).map(|occasion| (occasion, after.site)));
        occasions
    }

    /// How sore it was at worst in a routine: if that is above what was said before it.
    fn session(&self, before: Option<PainScore>, after: &Session) -> Occasions {
        let sore = after.sore.iter().filter_map(|sore| sore.score).max();
        let worst = after.worst.filter(|worst| sore.is_none_or(|sore| *worst > sore));
        let site = after.sore.first().map(|sore| sore.site);
        let site = site.or_else(|| logged::sore_sites(&self.diary, self.date).first().copied());
        at(site, before, worst)
    }

    fn worst(&self, before: Option<PainScore>, after: &Body) -> Occasions {
        at(logged::sore_sites(&self.diary, self.date).first().copied(), before, worst_of(after))
    }
}

/// Returns the worst pain that an entry says of something that was done.
fn worst_of(body: &Body) -> Option<PainScore> {
    match body {
        Body::Run(run) => worst_of_run(run),
        Body::Session(session) => session.worst,
        Body::CrossTraining(done) => done.worst,
        Body::Test(test) => test.pain,
        _ => None,
    }
}

fn worst_of_run(run: &Run) -> Option<PainScore> {
    run.before.max(run.during).max(run.after)
}

/// Without a place, the questions that fit any place are asked.
fn at(site: Option<Site>, before: Option<PainScore>, after: Option<PainScore>) -> Occasions {
    let region = site.map_or(Region::Elsewhere, |site| site.region);
    much(before, after).map(|score| (Occasion::Pain { region, score }, site)).into_iter().collect()
}

/// Returns what was said of a site, else of its region: its side may have been asked after that.
fn said_of(sore: &[Sore], site: Site) -> Option<&Sore> {
    let same = sore.iter().find(|sore| sore.site == site);
    same.or_else(|| sore.iter().find(|sore| sore.site.region == site.region))
}

/// Returns a score that is as high as asks about warning signs, unless it was said before.
fn much(before: Option<PainScore>, after: Option<PainScore>) -> Option<PainScore> {
    after.filter(|score| *score >= limits::PAIN_ASKED && before != Some(*score))
}

fn gait((limped, stabbed): (bool, bool), (limp, sharp): (bool, bool)) -> impl Iterator<Item = Occasion> {
    let said = [(limp && !limped, Occasion::Limp), (sharp && !stabbed, Occasion::Sharp)];
    said.into_iter().filter(|(said, _)| *said).map(|(_, occasion)| occasion)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::day::by_hand::DoneByHand;
    use crate::history::History;
    use crate::library::Library;
    use crate::record::log::Log;
    use crate::record::{At, Record, VERSION};
    use crate::routine::Id;
    use crate::settings::Settings;
    use crate::time::MonoTime;

    fn now() -> Now {
        let at = "2026-06-11T12:00:00Z".parse().unwrap();
        Now { mono: MonoTime::ZERO, at: At::new(at, &jiff::tz::TimeZone::UTC) }
    }

    /// A history that begins with these entries, the first of which is called `0`.
    fn core(bodies: Vec<Body>) -> Core {
        let record = |(at, body): (usize, Body)| {
            let (id, at, zone, device) = (at.to_string(), now().at, None, "a".into());
            Record { v: VERSION, id, rev: 1, at, zone, device, body }
        };
        let log = Log::of(crate::record::Records::new(
            bodies.into_iter().enumerate().map(record).collect(),
            crate::record::Gaps::default(),
        ));
        Core::new(History::new(log, Rc::new(Library::shipped())), Settings::default(), 1.0)
    }

    fn score(value: u8) -> PainScore {
        PainScore::new(value).unwrap()
    }

    fn sore(region: Region, value: Option<u8>) -> Sore {
        Sore { site: Site { region, side: None }, score: value.map(score) }
    }

    fn check_in(moment: Moment, sore: Vec<Sore>) -> Body {
        Body::CheckIn(CheckIn::of_day(moment, now().at.date(), sore))
    }

    fn run(change: impl FnOnce(&mut Run)) -> Body {
        let mut run = Run::new(now().at.date(), 20.0);
        change(&mut run);
        Body::Run(run)
    }

    /// Returns what is asked about with a new entry, after these.
    fn with(before: Vec<Body>, said: Body) -> Vec<Occasion> {
        let occasions = core(before).occasions(&Write::New(said), now());
        occasions.into_iter().map(|(occasion, _)| occasion).collect()
    }

    /// Returns what is asked about when an entry is changed.
    fn by(before: Body, after: Body) -> Vec<Occasion> {
        let occasions = core(vec![before]).occasions(&Write::Change("0".into(), after), now());
        occasions.into_iter().map(|(occasion, _)| occasion).collect()
    }

    const TENDON: Region = Region::TendonMid;
    const ELSEWHERE: Region = Region::Elsewhere;

    fn pain(region: Region, value: u8) -> Occasion {
        Occasion::Pain { region, score: score(value) }
    }

    fn session(worst: u8) -> Session {
        let routine = Library::shipped().routine(&Id::from_words("pre-run-5")).unwrap();
        let done = DoneByHand { worst: Some(score(worst)), ..DoneByHand::on(now().at.date()) };
        core(Vec::new()).session_by_hand(&routine, &done, now())
    }

    #[test]
    fn high_pain_is_asked_about_whatever_entry_says_it() {
        let high = limits::PAIN_ASKED.value();
        let session = |worst| Body::Session(session(worst));
        let test = |worst| {
            let (test, value) = (crate::plans::TestKind::HeelRaises.id().to_owned(), 20.0);
            Body::Test(crate::record::Test { test, side: None, value, pain: Some(score(worst)) })
        };
        let bike = |worst| {
            let (date, sport, minutes) = (now().at.date(), crate::record::Sport::Bike, 30.0);
            let worst = Some(score(worst));
            Body::CrossTraining(crate::record::CrossTraining {
                date,
                sport,
                minutes,
                effort: None,
                worst,
                note: None,
            })
        };
        let ran = |worst| run(|run| run.after = Some(score(worst)));
        for said in [&session as &dyn Fn(u8) -> Body, &test, &bike, &ran] {
            assert_eq!(with(Vec::new(), said(high)), [pain(ELSEWHERE, high)], "no place is known");
            let known = vec![check_in(Moment::Sites, vec![sore(TENDON, None)])];
            assert_eq!(with(known, said(high)), [pain(TENDON, high)]);
            assert_eq!(with(Vec::new(), said(high - 1)), []);
            assert_eq!(by(said(high), said(high)), [], "it was said before");
            assert_eq!(by(said(1), said(high)), [pain(ELSEWHERE, high)]);
        }
    }

    #[test]
    fn a_routine_is_asked_about_if_it_made_it_worse() {
        let session = |worst| Body::Session(Session { sore: vec![sore(TENDON, Some(7))], ..session(worst) });
        assert_eq!(with(Vec::new(), session(7)), []);
        assert_eq!(with(Vec::new(), session(8)), [pain(TENDON, 8)]);
    }

    #[test]
    fn a_place_is_asked_about_when_it_is_named_and_as_new_only_once() {
        let named = |new| [Occasion::Site { region: TENDON, new }];
        let site = || check_in(Moment::Sites, vec![sore(TENDON, None)]);
        assert_eq!(with(Vec::new(), site()), named(true));
        assert_eq!(with(vec![site()], site()), named(false));
        assert_eq!(with(vec![site()], check_in(Moment::Morning, vec![sore(TENDON, Some(3))])), []);
        assert_eq!(with(Vec::new(), check_in(Moment::Morning, vec![sore(TENDON, Some(3))])), named(true));
        assert_eq!(with(Vec::new(), check_in(Moment::Morning, vec![sore(TENDON, Some(0))])), []);
        let at = |region| move |run: &mut Run| run.site = Some(sore(region, None).site);
        assert_eq!(with(Vec::new(), run(at(TENDON))), named(true));
        assert_eq!(with(vec![site()], run(at(TENDON))), []);
        assert_eq!(by(run(|_| ()), run(at(TENDON))), named(true), "an edit names it too");
    }

    #[test]
    fn a_side_is_held_against_what_was_said_of_it() {
        let side = |side, value| {
            let site = Site { region: TENDON, side: Some(side) };
            Sore { site, score: Some(score(value)) }
        };
        let both = |left, right| {
            let (left, right) =
                (side(crate::symptoms::Side::Left, left), side(crate::symptoms::Side::Right, right));
            check_in(Moment::Now, vec![left, right])
        };
        assert_eq!(by(both(6, 2), both(6, 6)), [pain(TENDON, 6)]);
        let named = check_in(Moment::Sites, vec![sore(TENDON, None)]);
        let right =
            check_in(Moment::Sites, vec![Sore { score: None, ..side(crate::symptoms::Side::Right, 0) }]);
        assert_eq!(by(named, right), [], "only its side was added");
    }

    #[test]
    fn gait_and_a_run_cut_short_are_asked_about_when_they_are_new() {
        let all = |run: &mut Run| {
            (run.limp, run.sharp, run.cut_short) = (true, true, Some(CutShort::Body));
        };
        let asked = [Occasion::CutShort, Occasion::Limp, Occasion::Sharp];
        assert_eq!(with(Vec::new(), run(all)), asked);
        assert_eq!(by(run(|_| ()), run(all)), asked);
        assert_eq!(by(run(all), run(all)), []);
        assert_eq!(by(run(|run| run.limp = true), run(all)), [Occasion::CutShort, Occasion::Sharp]);
        let morning = |limp, sharp| {
            let said = CheckIn::of_day(Moment::Morning, now().at.date(), Vec::new());
            Body::CheckIn(CheckIn { limp, sharp, ..said })
        };
        assert_eq!(with(Vec::new(), morning(true, true)), [Occasion::Limp, Occasion::Sharp]);
        assert_eq!(by(morning(true, false), morning(true, true)), [Occasion::Sharp]);
    }

    #[test]
    fn a_usual_score_of_a_morning_is_no_news() {
        let usual = |date| Body::CheckIn(CheckIn::of_day(Moment::Morning, date, vec![sore(TENDON, Some(7))]));
        let today = now().at.date();
        let yesterday = usual(today.yesterday().unwrap());
        assert_eq!(with(vec![yesterday.clone()], usual(today)), []);
        assert_eq!(
            with(vec![check_in(Moment::Sites, vec![sore(TENDON, None)])], usual(today)),
            [pain(TENDON, 7)]
        );
        let now = check_in(Moment::Now, vec![sore(TENDON, Some(7))]);
        assert_eq!(with(vec![yesterday], now), [pain(TENDON, 7)], "before a routine it counts each time");
    }
}
