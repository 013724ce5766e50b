//! The soreness and the lock of warning signs, for screens and commands.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Core;
use crate::plan::asks::Ask;
use crate::plan::changes;
use crate::plan::sites::Sites;
use crate::record::Run;
use crate::record::lock::Lock;
use crate::record::log::Entry;
use crate::session::Now;
use crate::symptoms::emergency::Number;
use crate::symptoms::signs::{self, Sign, Tier};
use crate::symptoms::{Site, limits};

/// For how long an answer stands: what was answered a moment ago is not asked again.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(2);

/// When signs were said not to be there, and which.
pub(crate) type Denied = (Timestamp, Vec<&'static str>);

impl Core {
    /// True if nothing was sore in the region of a site before.
    pub(crate) fn is_new(&self, site: Site, now: Now) -> bool {
        !self.history.soreness(now.at.date()).sites().iter().any(|sore| sore.site.region == site.region)
    }

    /// Returns the warning signs that lock something, the gravest first.
    pub fn locks(&self) -> Vec<(String, Tier)> {
        self.history.log().said_signs().into_iter().map(|(sign, tier)| (sign.to_owned(), tier)).collect()
    }

    /// Returns their joint lock.
    pub fn lock(&self) -> Lock {
        self.history.log().lock_said()
    }

    /// Returns the sign to ask about whether it is still there, if the locked screen shows a
    /// pausing one.
    pub fn still_there(&self, today: Date) -> Option<&'static Sign> {
        let log = self.history.log();
        let lock = Lock::of(log.said_signs().into_iter().map(|(sign, _)| sign));
        log.signs_to_ask(today).into_iter().filter(|_| lock.asks_whether_over()).find_map(signs::sign)
    }

    /// True if the health page comes before today's run: the first one of the plan, and it was not answered lately.
    pub fn asks_health(&self, now: Now) -> bool {
        let (log, today) = (self.history.log(), now.at.date());
        let Some(running) = changes::running(&self.history.diary(today), today) else { return false };
        let ran = |run: &Entry<'_, Run>| run.body.date >= running.since && run.body.run_minutes != Some(0.0);
        log.asks_health(today) && !log.runs().iter().any(ran)
    }

    /// Returns the emergency number: the one that is set, else that of the place.
    pub fn emergency(&self) -> Option<&Number> {
        self.settings.emergency.as_ref().or(self.local_number.as_ref())
    }

    /// Records that signs were said not to be there.
    pub(crate) fn deny(&mut self, signs: Vec<&'static str>, now: Now) {
        self.denied = Some((now.at.moment, signs));
    }

    /// True if it was said a moment ago that a sign is not there.
    pub(crate) fn is_answered(&self, sign: &Sign, now: Now) -> bool {
        self.denied.as_ref().is_some_and(|(at, signs): &Denied| {
            now.at.moment.duration_since(*at) < JUST_NOW && signs.contains(&sign.id)
        })
    }

    /// Returns the scores from which on an answer asks for care, and for rest.
    ///
    /// Of a morning they follow from how it usually is there.
    pub fn zones(&self, ask: Ask, now: Now) -> [u8; 2] {
        let Ask::Morning { site, .. } = ask else { return [limits::PAIN_NOTICEABLE, limits::PAIN_TOO_MUCH] };
        let today = now.at.date();
        let sites = Sites::at(&self.history.diary(today), today);
        let usual = sites.active(today).find(|known| known.site == site).map(|known| known.usual(today));
        let usual = usual.unwrap_or_default();
        [usual.settled_morning() + 1, usual.rest_morning()]
    }
}
