//! The cues of a segment: what could be said, and what of it fits.
//!
//! What is said before the clock starts is in [`before`], what is said while it runs in [`work`]; here is the lane that
//! both fill. A cue owns a slot, as long as its words take where it is spoken ([`spoken`]), and beyond it whatever is free
//! until the next ([`Score`](crate::score::Score) tells). Within a lane nothing overlaps and nothing runs over the end of its
//! segment, so that each segment stands for itself. What does not fit goes by rank; what gives the runner the shape of
//! the routine (name, go, switch, rest) stays as its bare tone.

mod before;
mod work;

use std::time::Duration;

pub(super) use before::set_up_length;
use work::work;

use super::{Cue, CueKind, Lane, Segment, SegmentKind, Timeline, run};
use crate::settings::{CountFrom, CountOut, CueSettings};
use crate::speech::spoken;

/// Work this long is counted out.
pub(super) const COUNT_OUT_FROM: Duration = Duration::from_secs(10);
/// When the first words come: a sound device takes a moment to open.
pub(super) const OPENING: Duration = Duration::from_millis(800);
/// The slot of a cue without words.
pub(super) const TONE: Duration = Duration::from_millis(200);
/// Quiet between two phrases.
const PAUSE: Duration = Duration::from_millis(350);
/// How long before the end of work or of a rest it is said what comes.
const AHEAD: Duration = Duration::from_secs(8);

/// Lays out the cues of one segment; the segments before it have theirs.
pub(super) fn of(segment: &Segment, timeline: &Timeline, index: usize) -> Vec<Cue> {
    if timeline.is_run() {
        return run::cues(segment, timeline);
    }
    let options = &timeline.options;
    let mut lane = Placed::new(segment.length, timeline);
    match segment.kind {
        SegmentKind::GetReady | SegmentKind::SetUp => before::set_up(segment, timeline, index, &mut lane),
        SegmentKind::Switch => before::switch(segment, &mut lane),
        SegmentKind::Ask => {
            lane.words(Duration::ZERO, CueKind::Rest, &["Enter your result on the screen.".to_owned()]);
        }
        SegmentKind::Rest => before::rest(segment, timeline, index, &mut lane),
        SegmentKind::Work => work(segment, timeline, index, &mut lane),
        SegmentKind::Done if !options.cues.allows(CueKind::Done.setting()) => {}
        SegmentKind::Done => {
            let mut text = "Done.".to_owned();
            if let Some(door) = &options.door {
                text = format!("{text} {door}");
            }
            // Nothing follows, so nothing limits it.
            let slot = CueKind::Done.takes(&text);
            lane.cues.push(Cue { at: Duration::ZERO, kind: CueKind::Done, slot, text: Some(text) });
        }
    }
    lane.cues.sort_by_key(|cue| (cue.at, cue.lane()));
    lane.cues
}

/// Puts a sentence in as early from a moment on as it fits, and says whether it did.
pub(super) fn insert_say(segment: &mut Segment, from: Duration, say: &str) -> bool {
    // A runner who asks for it hears it, whatever is turned off.
    let heard = CueSettings::default();
    let cues = std::mem::take(&mut segment.cues);
    let mut lane = Placed { end: segment.length, cues, heard: &heard, five: false, out: CountOut::Words };
    let said = lane.try_from(from, CueKind::Say, say);
    segment.cues = lane.cues;
    segment.cues.sort_by_key(|cue| (cue.at, cue.lane()));
    said
}

/// The cues of one segment that have found their place.
pub(super) struct Placed<'o> {
    pub(super) end: Duration,
    pub(super) cues: Vec<Cue>,
    /// What is heard at all.
    pub(super) heard: &'o CueSettings,
    /// Whether counts begin with five, if there is time for it.
    pub(super) five: bool,
    /// How work is counted out.
    pub(super) out: CountOut,
}

impl<'o> Placed<'o> {
    /// Returns the empty lanes of a segment.
    pub(super) fn new(end: Duration, timeline: &'o Timeline) -> Self {
        let options = &timeline.options;
        let five = options.count_from == CountFrom::Five;
        Self { end, cues: Vec::new(), heard: &options.cues, five, out: options.count_out }
    }

    fn allows(&self, kind: CueKind) -> bool {
        self.heard.allows(kind.setting())
    }

    pub(super) fn fits(&self, at: Duration, slot: Duration) -> bool {
        at + slot <= self.end
            && self
                .cues
                .iter()
                .filter(|cue| cue.lane() == Lane::Cue)
                .all(|cue| at + slot <= cue.at || cue.end() <= at)
    }

    /// The first moment from `at` on at which no cue sounds.
    pub(super) fn free_from(&self, at: Duration) -> Duration {
        let busy = |at: Duration| {
            self.cues.iter().find(|c| c.lane() == Lane::Cue && c.at <= at && at < c.end()).map(Cue::end)
        };
        let mut at = at;
        while let Some(end) = busy(at) {
            at = end;
        }
        at
    }

    /// Says something if it fits; what is turned off counts as said.
    pub(super) fn try_words(&mut self, at: Duration, kind: CueKind, text: &str) -> bool {
        self.try_within(at, kind, text, kind.takes(text))
    }

    fn try_within(&mut self, at: Duration, kind: CueKind, text: &str, slot: Duration) -> bool {
        if !self.allows(kind) {
            return true;
        }
        let fits = self.fits(at, slot);
        if fits {
            self.cues.push(Cue { at, kind, slot, text: Some(text.to_owned()) });
        }
        fits
    }

    /// Says something at the first moment from `from` on at which it fits, if there is one.
    pub(super) fn try_from(&mut self, from: Duration, kind: CueKind, text: &str) -> bool {
        // Between two cues, or after the last: wherever one ends, the words may begin.
        let ends = self.cues.iter().filter(|cue| cue.lane() == Lane::Cue).map(Cue::end);
        let mut starts: Vec<Duration> = ends.filter(|end| *end > from).chain([from]).collect();
        starts.sort_unstable();
        starts.into_iter().any(|at| self.try_words(at, kind, text))
    }

    /// Says the first of the texts that fits, else sounds the bare tone.
    pub(super) fn words(&mut self, at: Duration, kind: CueKind, texts: &[String]) {
        if !texts.iter().any(|text| self.try_words(at, kind, text)) {
            self.tone(at, kind);
        }
    }

    /// Sounds a bare tone if it fits.
    fn tone(&mut self, at: Duration, kind: CueKind) -> bool {
        if !self.allows(kind) {
            return true;
        }
        let slot = TONE.min(self.end);
        let fits = self.fits(at, slot);
        if fits {
            self.cues.push(Cue { at, kind, slot, text: None });
        }
        fits
    }

    /// Counts to the end of the segment, the last first so that none stands alone: into work in tones, out of it in words.
    pub(super) fn count(&mut self, kind: fn(u8) -> CueKind) {
        for n in 1..=3_u8 {
            let Some(at) = self.end.checked_sub(Duration::from_secs(n.into())) else { return };
            if !self.counted(at, kind(n)) {
                return;
            }
        }
    }

    /// Begins the count with five and four, if that is wanted and both fit.
    pub(super) fn count_from_five(&mut self, kind: fn(u8) -> CueKind) {
        let at = |n: u8| self.end.checked_sub(Duration::from_secs(n.into()));
        if !self.five || !self.cues.iter().any(|cue| cue.kind == kind(3)) {
            return;
        }
        let (Some(five), Some(four)) = (at(5), at(4)) else { return };
        if [(five, "5"), (four, "4")].iter().all(|(at, text)| self.fits(*at, spoken(text))) {
            self.counted(five, kind(5));
            self.counted(four, kind(4));
        }
    }

    fn counted(&mut self, at: Duration, kind: CueKind) -> bool {
        match kind {
            CueKind::CountOut(n) if self.out == CountOut::Words => self.try_words(at, kind, &n.to_string()),
            _ => self.tone(at, kind),
        }
    }
}
