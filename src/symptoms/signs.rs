//! Warning signs: what ends exercise for today, and how soon somebody should look at it.
//!
//! The rows are those of EVIDENCE.md 6, asked as eight plain lines. A text says what to do and
//! how soon, never what it may be.

/// How soon a sign should be looked at, and what is locked until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// By a clinician within days; only walking and routines without load until then.
    Soon,
    /// The same day; everything is locked.
    Today,
    /// At once; everything is locked.
    Now,
}

/// A warning sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Its row, such as `RF03`.
    pub id: &'static str,
    /// How soon.
    pub tier: Tier,
    /// What the runner chooses.
    pub ask: &'static str,
    /// What to do.
    pub text: &'static str,
}

/// The signs, in the order in which they are offered.
pub const SIGNS: [Sign; 8] = [
    Sign {
        id: "RF01",
        tier: Tier::Now,
        ask: "a pop or a kick at the back of the leg, and a weak push-off since",
        text: "Stop here. Get urgent care today, and do not try the leg out again.",
    },
    Sign {
        id: "RF02",
        tier: Tier::Now,
        ask: "a fall or twist: it changed shape, or it will not take my weight",
        text: "Stop, and keep weight off the leg. Get urgent care.",
    },
    Sign {
        id: "RF03",
        tier: Tier::Today,
        ask: "one calf swollen, warm, throbbing or a darker colour",
        text: "Have it looked at today. Until then no exercise and no massage.",
    },
    Sign {
        id: "RF04",
        tier: Tier::Now,
        ask: "chest pain, short of breath, faint, or numb between the legs",
        text: "Call your emergency number now.",
    },
    Sign {
        id: "RF06",
        tier: Tier::Today,
        ask: "skin red and hot, a wound, fever or chills",
        text: "Get it checked today.",
    },
    Sign {
        id: "RF05",
        tier: Tier::Soon,
        ask: "deep pain in the heel bone, one sore spot on a bone, or the groin",
        text: "No running and no hops until somebody has examined it. Walking is fine if it does not hurt.",
    },
    Sign {
        id: "RF08",
        tier: Tier::Soon,
        ask: "numbness, tingling, burning or a weak foot",
        text: "Have it assessed in the next days, before you load the leg again.",
    },
    Sign {
        id: "RF11",
        tier: Tier::Soon,
        ask: "pain at night or at rest for days, or a limp that stays",
        text: "Pause running and ask a physio or a doctor in the next days.",
    },
];

/// Finds a sign by its row; a row that this version does not know counts as the gravest.
pub fn tier(id: &str) -> Tier {
    SIGNS.iter().find(|sign| sign.id == id).map_or(Tier::Now, |sign| sign.tier)
}

/// Returns the sign of a row.
pub fn sign(id: &str) -> Option<&'static Sign> {
    SIGNS.iter().find(|sign| sign.id == id)
}
