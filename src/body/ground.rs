//! The floor under a body that goes: it runs backwards as the foot does that stands on it.
//!
//! So no foot slides, however unevenly it goes; in the air the floor runs as the author says.

use super::{Joints, LegJoints, Motion, Point, Stand};

/// Steps of a cycle at which the way is known.
const STEPS: usize = 48;
/// A foot stands up to this height, in units.
const STANDS: f32 = 0.15;

/// How far the floor has run at each step of a cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    ways: Vec<f32>,
}

impl Ground {
    /// Follows the feet through a cycle; a floor that does not run stands.
    ///
    /// `travel` is how far it runs in a cycle in the air, in units.
    pub fn of(motion: &Motion, travel: f32) -> Self {
        if travel <= 0.0 {
            return Self { ways: vec![0.0] };
        }
        let beats = motion.beats().count().max(1);
        let each = STEPS.div_ceil(beats);
        let all: Vec<Joints> = motion
            .moments(each)
            .into_iter()
            .skip(motion.names().count())
            .map(|phase| motion.joints(phase))
            .collect();
        let even = travel / all.len() as f32;
        let mut ways = vec![0.0];
        for (i, now) in all.iter().enumerate() {
            let then = &all[(i + 1) % all.len()];
            let stand = motion.stand();
            let feet = [standing(stand, &now.near, &then.near), standing(stand, &now.far, &then.far)];
            // Of two that stand the one bears more that goes back faster.
            let back = feet.into_iter().flatten().map(|dx| -dx).reduce(f32::max);
            let way = back.map_or(even, |back| back.max(0.0));
            ways.push(ways[i] + way);
        }
        Self { ways }
    }

    /// Returns how far it runs in a cycle.
    pub fn length(&self) -> f32 {
        self.ways.last().copied().unwrap_or_default()
    }

    /// Returns how far it has run after so many cycles.
    pub fn at(&self, cycles: f32) -> f32 {
        let whole = cycles.floor();
        let place = (cycles - whole) * (self.ways.len() - 1) as f32;
        let step = (place as usize).min(self.ways.len() - 1);
        let next = (step + 1).min(self.ways.len() - 1);
        let way = self.ways[step] + (self.ways[next] - self.ways[step]) * (place - step as f32);
        whole * self.length() + way
    }

    /// Returns how far it runs between two moments.
    pub fn between(&self, from: f32, to: f32) -> f32 {
        self.at(to) - self.at(from)
    }
}

/// Returns how far a foot moves that stands now and then: by that of its points which moves least.
pub fn standing(stand: &Stand, now: &LegJoints, then: &LegJoints) -> Option<f32> {
    let down = |at: Point| at.y - stand.ground(at.x) <= STANDS;
    [(now.heel, then.heel), (now.ball, then.ball)]
        .into_iter()
        .filter(|(a, b)| down(*a) && down(*b))
        .map(|(a, b)| b.x - a.x)
        .min_by(|a, b| a.abs().total_cmp(&b.abs()))
}
