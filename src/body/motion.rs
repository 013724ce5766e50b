//! Movement: named poses, the cycle through them, and the body at any instant of it.
//!
//! Between two poses a body eases out of the one and into the other; a gait and a circle run
//! through theirs without a stop, and a gait's far side is its near side half a cycle later.
//! Where a limb is planted in all poses that a moment is mixed of, it stays planted; else it
//! goes by the angles that it was solved to, so that nothing jumps.

use std::time::Duration;

use super::pose::{Arm, Grip, Leg, Pose};
use super::skeleton::{ArmJoints, Joints, LegJoints, Stand};
use super::{Point, Space};

/// How one pose becomes the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It stops in every pose.
    Eased,
    /// It runs through them in a closed curve.
    Smooth,
    /// It runs through them, and the far side does the same half a cycle later.
    Gait,
}

/// A moment of a movement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Phase {
    /// In a pose, by its number.
    Pose(usize),
    /// From one pose towards another, by a fraction of the time that it takes.
    Between(usize, usize, f32),
    /// At a fraction of the cycle.
    Cycle(f32),
}

/// The poses of a figure and the cycle through them.
#[derive(Debug, Clone, PartialEq)]
pub struct Motion {
    poses: Vec<Key>,
    cycle: Vec<usize>,
    tempo: Vec<Duration>,
    way: Way,
    stand: Stand,
}

/// A pose with its name and its joints.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    name: String,
    /// With the angles that planted limbs were solved to.
    pose: Pose,
    joints: Joints,
}

/// What a motion is made of.
#[derive(Debug, Clone)]
pub struct Parts {
    /// Named poses.
    pub poses: Vec<(String, Pose)>,
    /// The pose in which each beat ends, by its number; not empty.
    pub cycle: Vec<usize>,
    /// How long each beat is; as many as the cycle has.
    pub tempo: Vec<Duration>,
    /// How one pose becomes the next.
    pub way: Way,
    /// What the body stands on.
    pub stand: Stand,
}

impl Motion {
    /// Solves the poses.
    pub fn new(parts: Parts) -> Self {
        let Parts { poses, cycle, tempo, way, stand } = parts;
        let key = |(name, pose): (String, Pose)| {
            let joints = Joints::of(&pose, &stand);
            let arm = |own: Arm, solved: &ArmJoints| Arm { grip: own.grip, ..solved.angles };
            let leg = |own: Leg, solved: &LegJoints| Leg { at: own.at, toes: own.toes, ..solved.angles };
            let pose = Pose {
                near: leg(pose.near, &joints.near),
                far: leg(pose.far, &joints.far),
                arm: arm(pose.arm, &joints.arm),
                far_arm: arm(pose.far_arm, &joints.far_arm),
                ..pose
            };
            Key { name, pose, joints }
        };
        Self { poses: poses.into_iter().map(key).collect(), cycle, tempo, way, stand }
    }

    /// Returns the number of a pose.
    pub fn pose(&self, name: &str) -> Option<usize> {
        self.poses.iter().position(|key| key.name == name)
    }

    /// Returns the names of all poses, in order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.poses.iter().map(|key| key.name.as_str())
    }

    /// Returns the beats of the cycle: the name of the pose each ends in, and how long it is.
    pub fn beats(&self) -> impl Iterator<Item = (&str, Duration)> {
        self.cycle.iter().zip(&self.tempo).map(|(pose, length)| (self.poses[*pose].name.as_str(), *length))
    }

    /// Returns the pose that the first beat ends in.
    pub fn first(&self) -> usize {
        self.cycle[0]
    }

    /// Returns the pose that the cycle begins in.
    pub fn last(&self) -> usize {
        self.cycle[self.cycle.len() - 1]
    }

    /// Returns how one pose becomes the next.
    pub fn way(&self) -> Way {
        self.way
    }

    /// Returns what the body stands on.
    pub fn stand(&self) -> &Stand {
        &self.stand
    }

    /// Returns how long the first beat is.
    pub fn first_beat(&self) -> Duration {
        self.tempo[0]
    }

    /// Returns how long one cycle is.
    pub fn length(&self) -> Duration {
        self.tempo.iter().sum()
    }

    /// Returns whether it stands still in a cycle for good.
    pub fn is_still(&self) -> bool {
        self.cycle.iter().all(|pose| *pose == self.cycle[0])
    }

    /// Returns whether both feet leave the ground in its cycle: it runs, skips or hops.
    pub fn leaves_the_ground(&self) -> bool {
        self.cycle.iter().any(|pose| self.poses[*pose].pose.lift > 0.0)
    }

    /// Returns the moment at which the cycle has run for so long; it begins again at its end.
    pub fn at(&self, time: Duration) -> Phase {
        let length = self.length().as_secs_f64();
        let into = if length > 0.0 { time.as_secs_f64() % length } else { 0.0 };
        if self.way != Way::Eased {
            return Phase::Cycle((into / length.max(f64::MIN_POSITIVE)) as f32);
        }
        let mut begin = 0.0;
        for (beat, beat_length) in self.tempo.iter().map(Duration::as_secs_f64).enumerate() {
            if into < begin + beat_length {
                let from = if beat == 0 { self.last() } else { self.cycle[beat - 1] };
                return Phase::Between(from, self.cycle[beat], ((into - begin) / beat_length) as f32);
            }
            begin += beat_length;
        }
        Phase::Pose(self.last())
    }

    /// Returns the fraction of the cycle at which a pose of it is reached.
    pub fn fraction_of(&self, pose: usize) -> f32 {
        let beat = self.cycle.iter().position(|p| *p == pose).unwrap_or_default();
        beat as f32 / self.cycle.len() as f32
    }

    /// Solves a moment.
    pub fn joints(&self, phase: Phase) -> Joints {
        match phase {
            Phase::Pose(pose) if self.way == Way::Gait => self.along(self.fraction_of(pose)),
            Phase::Pose(pose) => self.poses[pose].joints,
            Phase::Between(from, to, _) if from == to => self.poses[to].joints,
            Phase::Between(from, to, fraction) => {
                let f = fraction.clamp(0.0, 1.0);
                let eased = f * f * (3.0 - 2.0 * f);
                let mixed = mix(&[(1.0 - eased, &self.poses[from]), (eased, &self.poses[to])]);
                Joints::of(&mixed, &self.stand)
            }
            Phase::Cycle(fraction) => self.along(fraction),
        }
    }

    /// Solves a moment of a cycle that does not stop.
    fn along(&self, fraction: f32) -> Joints {
        let mut pose = self.curve(fraction);
        if self.way == Way::Gait {
            let other = self.curve(fraction + 0.5);
            pose.far = other.near;
            pose.far_arm = other.arm;
            pose.lift = f32::midpoint(pose.lift, other.lift);
        }
        Joints::of(&pose, &self.stand)
    }

    /// Mixes a pose on the closed Catmull-Rom curve through the cycle.
    fn curve(&self, fraction: f32) -> Pose {
        let count = self.cycle.len();
        let place = fraction.rem_euclid(1.0) * count as f32;
        let (beat, f) = (place.floor() as usize % count, place.fract());
        let key = |i: usize| &self.poses[self.cycle[i % count]];
        let (f2, f3) = (f * f, f * f * f);
        mix(&[
            (-0.5 * f3 + f2 - 0.5 * f, key(beat + count - 1)),
            (1.5 * f3 - 2.5 * f2 + 1.0, key(beat)),
            (-1.5 * f3 + 2.0 * f2 + 0.5 * f, key(beat + 1)),
            (0.5 * f3 - 0.5 * f2, key(beat + 2)),
        ])
    }

    /// Returns every pose and moments of the whole cycle, `count` of them to a beat.
    pub fn moments(&self, count: usize) -> Vec<Phase> {
        let mut all: Vec<Phase> = (0..self.poses.len()).map(Phase::Pose).collect();
        let beats = self.cycle.len();
        for i in 0..beats * count {
            let (beat, f) = (i / count, (i % count) as f32 / count as f32);
            all.push(if self.way == Way::Eased {
                Phase::Between(self.cycle[(beat + beats - 1) % beats], self.cycle[beat], f)
            } else {
                Phase::Cycle(i as f32 / (beats * count) as f32)
            });
        }
        all
    }
}

/// Mixes poses by weights that sum up to one.
fn mix(parts: &[(f32, &Key)]) -> Pose {
    let sum = |value: fn(&Pose) -> f32| parts.iter().map(|(w, key)| w * value(&key.pose)).sum::<f32>();
    Pose {
        lean: sum(|p| p.lean),
        head: sum(|p| p.head),
        near: mix_leg(parts, |p| &p.near, |j| &j.near),
        far: mix_leg(parts, |p| &p.far, |j| &j.far),
        arm: mix_arm(parts, |p| &p.arm, |j| &j.arm),
        far_arm: mix_arm(parts, |p| &p.far_arm, |j| &j.far_arm),
        load: sum(|p| p.load),
        lift: sum(|p| p.lift),
        arch: sum(|p| p.arch),
        turn: sum(|p| p.turn),
        spread: sum(|p| p.spread),
        curl: sum(|p| p.curl),
        big_toe: parts.iter().any(|(_, key)| key.pose.big_toe.is_some()).then(|| {
            let toes = |key: &Key| key.joints.near.angles.toes.unwrap_or_default();
            parts.iter().map(|(w, key)| w * key.pose.big_toe.unwrap_or_else(|| toes(key))).sum()
        }),
        pelvis: sum(|p| p.pelvis),
        sway: sum(|p| p.sway),
        head_sway: sum(|p| p.head_sway),
        roll: sum(|p| p.roll),
    }
}

fn mix_leg(parts: &[(f32, &Key)], leg: fn(&Pose) -> &Leg, solved: fn(&Joints) -> &LegJoints) -> Leg {
    let sum = |value: fn(&Leg) -> f32| parts.iter().map(|(w, key)| w * value(leg(&key.pose))).sum::<f32>();
    let toes = |key: &Key| solved(&key.joints).angles.toes.unwrap_or_default();
    let given = parts.iter().any(|(_, key)| leg(&key.pose).toes.is_some());
    let planted: Option<Vec<Point>> = parts.iter().map(|(w, key)| Some(leg(&key.pose).at? * *w)).collect();
    Leg {
        thigh: sum(|l| l.thigh),
        knee: sum(|l| l.knee),
        foot: sum(|l| l.foot),
        toes: given.then(|| parts.iter().map(|(w, key)| w * toes(key)).sum()),
        at: planted.map(|points| points.into_iter().fold(Point::default(), |a, b| a + b)),
        short: [sum(|l| l.short[0]), sum(|l| l.short[1])],
        abduct: sum(|l| l.abduct),
        out: sum(|l| l.out),
        toe_out: sum(|l| l.toe_out),
        level: sum(|l| l.level),
        ankle: parts
            .iter()
            .map(|(w, key)| Some(leg(&key.pose).ankle? * *w))
            .collect::<Option<Vec<Space>>>()
            .map(|points| points.into_iter().fold(Space::default(), |a, b| a + b)),
    }
}

fn mix_arm(parts: &[(f32, &Key)], arm: fn(&Pose) -> &Arm, solved: fn(&Joints) -> &ArmJoints) -> Arm {
    let sum = |value: fn(&Arm) -> f32| parts.iter().map(|(w, key)| w * value(arm(&key.pose))).sum::<f32>();
    let first = arm(&parts[0].1.pose).grip;
    let grip = if parts.iter().any(|(_, key)| arm(&key.pose).grip == Grip::Free) {
        Grip::Free
    } else if matches!(first, Grip::On(_)) && parts.iter().all(|(_, key)| arm(&key.pose).grip == first) {
        first
    } else {
        let place = |key: &Key| match arm(&key.pose).grip {
            Grip::At(point) => point,
            Grip::On(_) | Grip::Free => solved(&key.joints).hand,
        };
        let hands = parts.iter().map(|(w, key)| place(key) * *w);
        Grip::At(hands.fold(Point::default(), |a, b| a + b))
    };
    Arm {
        arm: sum(|a| a.arm),
        elbow: sum(|a| a.elbow),
        grip,
        abduct: sum(|a| a.abduct),
        fold: sum(|a| a.fold),
    }
}
