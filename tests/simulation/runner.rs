//! Invented runners: how their tendon answers to running, and how well they keep a log.

use std::time::Duration;

use jiff::civil::Date;
use runup::plan::diary::{Diary, RunFact, TestFact};
use runup::plan::recommend::Prescription;
use runup::plans::TestKind;
use runup::record::CutShort;
use runup::symptoms::{Region, Side, Site};

/// A generator of numbers that is the same everywhere: `SplitMix64`.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    /// From a normal distribution around 0, with deviation 1.
    pub(crate) fn normal(&mut self) -> f64 {
        let (a, b) = (self.share().max(1e-12), self.share());
        (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }
}

/// How a site answers to running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tendon {
    /// Nothing is ever sore.
    Healthy,
    /// Sore at 1 to 2, up and down, and tolerates every level.
    Noisy,
    /// Tolerates running up to some minutes; beyond, each run leaves it a little worse.
    Failing,
}

/// How a log is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Every run on its day, every answer.
    Steady,
    /// Runs more than asked: longer, and on days between.
    Eager,
    /// Stays away for weeks at times.
    Absent,
    /// Falls ill at times.
    Ill,
    /// Answers every second question.
    Careless,
    /// Anything at all.
    Random,
}

impl Habit {
    pub(crate) const ALL: [Self; 6] =
        [Self::Steady, Self::Eager, Self::Absent, Self::Ill, Self::Careless, Self::Random];
}

/// An invented runner.
#[derive(Debug, Clone)]
pub(crate) struct Runner {
    pub(crate) dice: Dice,
    pub(crate) tendon: Tendon,
    pub(crate) habit: Habit,
    /// Minutes of running beyond which a failing tendon gets worse.
    pub(crate) tolerance: f64,
    /// How much worse it is than at rest.
    pub(crate) irritation: f64,
    pub(crate) ran_yesterday: bool,
    /// Runs beyond the tolerance, since the first of them.
    pub(crate) beyond: u32,
    away: i32,
}

pub(crate) const SITE: Site = Site { region: Region::TendonMid, side: Some(Side::Left) };

impl Runner {
    pub(crate) fn new(seed: u64, tendon: Tendon, habit: Habit) -> Self {
        let mut dice = Dice::new(seed);
        let tolerance = dice.between(8.0, 26.0);
        Self { dice, tendon, habit, tolerance, irritation: 0.0, ran_yesterday: false, beyond: 0, away: 0 }
    }

    fn score(&mut self, mean: f64) -> u8 {
        if self.tendon == Tendon::Healthy {
            return 0;
        }
        if self.habit == Habit::Random {
            return (self.dice.share().powi(3) * 10.99) as u8;
        }
        (mean + 0.8 * self.dice.normal()).round().clamp(0.0, 10.0) as u8
    }

    fn answers(&mut self) -> bool {
        match self.habit {
            Habit::Careless => self.dice.chance(0.75),
            Habit::Random => self.dice.chance(0.7),
            _ => true,
        }
    }

    /// The morning of a day: what it feels like, and whether that is said. Tells whether the runner is there at all.
    pub(crate) fn morning(&mut self, diary: &mut Diary, date: Date) -> bool {
        // A day heals a little.
        self.irritation *= 0.93;
        if self.away > 0 {
            self.away -= 1;
            self.ran_yesterday = false;
            return false;
        }
        let leaves = match self.habit {
            Habit::Absent => 0.02,
            Habit::Random => 0.01,
            _ => 0.0,
        };
        if self.dice.chance(leaves) {
            self.away = 5 + (self.dice.share() * 60.0) as i32;
            return false;
        }
        if self.habit == Habit::Ill && self.dice.chance(0.01) {
            self.away = 3 + (self.dice.share() * 8.0) as i32;
            self.ill(diary, date);
            return false;
        }
        let mean = 1.2 + self.irritation + if self.ran_yesterday { 0.5 } else { 0.0 };
        let score = self.score(mean);
        if self.answers() {
            if self.tendon == Tendon::Healthy {
                diary.day(date).nothing = true;
            } else {
                diary.day(date).mornings.insert(SITE, score);
            }
        }
        self.ran_yesterday = false;
        true
    }

    fn ill(&mut self, diary: &mut Diary, date: Date) {
        let back = date.checked_add(jiff::Span::new().days(i64::from(self.away) + 1)).unwrap();
        diary.day(back).events.push(runup::record::PlanEvent {
            plan: runup::routine::Id::from_words("any"),
            action: runup::record::PlanAction::Back {
                date: back,
                why: runup::record::Away::Ill,
                well_since: back.yesterday().ok(),
            },
        });
    }

    /// Runs what was asked for, or what the habit makes of it.
    pub(crate) fn run(&mut self, diary: &mut Diary, date: Date, asked: Option<&Prescription>) {
        let extra = match self.habit {
            Habit::Eager => 0.08,
            Habit::Random => 0.15,
            _ => 0.0,
        };
        let Some(asked) = asked else {
            if self.dice.chance(extra) {
                let minutes = self.dice.between(5.0, 45.0).round();
                self.log(diary, date, None, minutes);
            }
            return;
        };
        let skips = match self.habit {
            Habit::Careless => 0.2,
            Habit::Random => 0.4,
            _ => 0.03,
        };
        if self.dice.chance(skips) {
            return;
        }
        let stretch = match self.habit {
            Habit::Eager if self.dice.chance(0.2) => 1.3,
            Habit::Random => self.dice.between(0.5, 2.0),
            _ => 1.0,
        };
        let minutes = asked.workout.run().as_secs_f64() / 60.0 * stretch;
        self.log(diary, date, Some(asked), minutes);
    }

    fn log(&mut self, diary: &mut Diary, date: Date, asked: Option<&Prescription>, minutes: f64) {
        let run = Duration::from_secs((minutes * 60.0).round() as u64);
        if !run.is_zero() {
            self.ran_yesterday = true;
            if self.tendon == Tendon::Failing && minutes > self.tolerance {
                self.irritation += 0.7 + 0.08 * (minutes - self.tolerance);
                self.beyond += 1;
            }
        }
        let during = self.score(1.5 + self.irritation);
        let after = self.score(1.2 + self.irritation);
        let said = self.answers();
        let total = asked.map_or(run, |asked| asked.workout.total().max(run));
        diary.day(date).runs.push(RunFact {
            run,
            total,
            answers: asked.map(|asked| (asked.place.clone(), asked.workout.clone())),
            site: (self.tendon != Tendon::Healthy).then_some(SITE),
            before: None,
            during: said.then_some(during),
            after: said.then_some(after),
            effort: said.then_some(if self.habit != Habit::Steady && self.dice.chance(0.05) { 8 } else { 4 }),
            km: None,
            completed: None,
            cut: (self.habit == Habit::Random && self.dice.chance(0.1)).then_some(CutShort::Other),
            limp: self.habit == Habit::Random && self.dice.chance(0.01),
            sharp: self.habit == Habit::Random && self.dice.chance(0.01),
            hills: false,
            shoe: None,
            steps: None,
            of_watch: false,
        });
    }

    /// Does the tests of readiness, and passes them as a sore tendon does.
    pub(crate) fn test(&mut self, diary: &mut Diary, date: Date) {
        let pain = Some(self.score(0.8 + self.irritation));
        for side in [Side::Left, Side::Right] {
            let raises =
                TestFact { kind: TestKind::HeelRaises, side: Some(side), value: 24.0, pain: Some(1) };
            let hops = TestFact { kind: TestKind::Hops, side: Some(side), value: 15.0, pain };
            diary.day(date).tests.extend([raises, hops]);
        }
    }
}
