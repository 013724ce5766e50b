//! Poses: what each differs from its base in, and what is left to the default.

use std::ops::{Range, RangeInclusive};

use super::super::{Check, unknown_text};
use crate::body::{Arm, Camera, Grip, Leg, Pin, Point, Pose};
use crate::document::read::{List, OneOf};
use crate::document::{Spanned, quoted};
use crate::routine::raw::figure::{RawArm, RawLeg, RawPose, Real};

/// Most poses of a figure.
const MAX_POSES: usize = 16;
const ANGLE: RangeInclusive<f32> = -180.0..=180.0;

/// Tells whether a limb is planted in a pose.
type Planted = fn(&Pose) -> bool;

/// A pose with its name.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) base: Option<String>,
    pub(super) pose: Pose,
}

/// A pose in which the far side may still be as the near one.
#[derive(Clone, Copy, Default)]
struct Draft {
    pose: Pose,
    far: Option<Leg>,
    far_arm: Option<Arm>,
}

impl Check<'_, '_> {
    /// Checks all poses, in the order of their places; returns these places too.
    pub(super) fn poses(
        &mut self,
        entries: Vec<(String, Spanned<RawPose>)>,
        pin: Pin,
        camera: Camera,
    ) -> (Vec<Named>, Vec<Range<usize>>) {
        let mut entries = entries;
        entries.sort_by_key(|(_, pose)| pose.key.start);
        if let Some((_, pose)) = entries.get(MAX_POSES) {
            self.problems.error(&pose.key, format!("a figure can have up to {MAX_POSES} poses"));
        }
        entries.truncate(MAX_POSES);
        let places: Vec<_> = entries.iter().map(|(_, pose)| pose.key.clone()).collect();
        let names: Vec<String> = entries.iter().map(|(name, _)| name.clone()).collect();
        let mut bases: Vec<Option<usize>> = vec![None; entries.len()];
        let mut raws = Vec::new();
        for (i, (_, raw)) in entries.into_iter().enumerate() {
            if let Some(base) = &raw.value.base {
                bases[i] = names.iter().position(|name| name == base.value.as_str());
                if bases[i].is_none() {
                    let known = names.iter().map(String::as_str);
                    unknown_text(&mut self.problems, "pose", base.value.as_str(), &base.span, known);
                }
            }
            raws.push(Some(raw));
        }
        let mut drafts: Vec<Option<Draft>> = vec![None; raws.len()];
        // Each round settles at least one pose, unless bases go round in a circle.
        while let Some(i) = (0..raws.len()).find(|i| {
            drafts[*i].is_none() && raws[*i].is_some() && bases[*i].is_none_or(|base| drafts[base].is_some())
        }) {
            let base = bases[i].and_then(|base| drafts[base]).unwrap_or_default();
            drafts[i] = raws[i].take().map(|raw| self.draft(raw, &base, camera));
        }
        for (i, raw) in raws.iter().enumerate() {
            if let Some(base) = raw.as_ref().and_then(|raw| raw.value.base.as_ref()) {
                let message = format!("the base of {} refers back to itself", quoted(&names[i]));
                self.problems.error(&base.span, message);
            }
        }
        let named = names.iter().zip(drafts).enumerate().map(|(i, (name, draft))| {
            let Draft { mut pose, far, far_arm } = draft.unwrap_or_default();
            pose.far = far.unwrap_or(Leg { short: [1.0, 1.0], ..pose.near });
            pose.far_arm = far_arm.unwrap_or(pose.arm);
            Named { name: name.clone(), base: bases[i].map(|base| names[base].clone()), pose }
        });
        let named: Vec<Named> = named.collect();
        self.planted(&named, &places, pin);
        (named, places)
    }

    fn draft(&mut self, raw: Spanned<RawPose>, base: &Draft, camera: Camera) -> Draft {
        let RawPose {
            failed: _,
            base: _,
            lean,
            head,
            near,
            far,
            arm,
            far_arm,
            load,
            lift,
            arch,
            turn,
            spread,
            curl,
            big_toe,
            pelvis,
            sway,
            head_sway,
            roll,
        } = raw.value;
        let mut turned = |angle: Option<Spanned<Real>>, key: &str, old: f32, most: f32| {
            self.turned(angle, key, old, -most..=most, camera)
        };
        let old = base.pose;
        let (pelvis, sway) =
            (turned(pelvis, "pelvis", old.pelvis, 20.0), turned(sway, "sway", old.sway, 25.0));
        let head_sway = turned(head_sway, "head-sway", old.head_sway, 25.0);
        let roll = turned(roll, "roll", old.roll, 95.0);
        let big_toe = big_toe.map(|toe| self.real(&toe, "big-toe", -40.0..=80.0)).or(old.big_toe);
        let mut number = |number: Option<Spanned<Real>>, key: &str, old: f32, range: RangeInclusive<f32>| {
            number.map_or(old, |number| self.real(&number, key, range))
        };
        let mut pose = Pose {
            lean: number(lean, "lean", old.lean, ANGLE),
            head: number(head, "head", old.head, ANGLE),
            load: number(load, "load", old.load, 0.0..=1.0),
            lift: number(lift, "lift", old.lift, 0.0..=60.0),
            arch: number(arch, "arch", old.arch, 0.0..=1.0),
            turn: number(turn, "turn", old.turn, -80.0..=80.0),
            spread: number(spread, "spread", old.spread, 0.0..=1.0),
            curl: number(curl, "curl", old.curl, 0.0..=1.0),
            big_toe,
            pelvis,
            sway,
            head_sway,
            roll,
            ..old
        };
        if let Some(near) = near {
            pose.near = self.leg(near.value, old.near, camera);
        }
        if let Some(arm) = arm {
            pose.arm = self.arm(arm.value, old.arm, camera);
        }
        let far = far.map(|far| self.leg(far.value, base.far.unwrap_or_default(), camera)).or(base.far);
        let far_arm =
            far_arm.map(|arm| self.arm(arm.value, base.far_arm.unwrap_or_default(), camera)).or(base.far_arm);
        Draft { pose, far, far_arm }
    }

    /// Takes an angle that means something from the front only.
    fn turned(
        &mut self,
        angle: Option<Spanned<Real>>,
        key: &str,
        old: f32,
        range: RangeInclusive<f32>,
        camera: Camera,
    ) -> f32 {
        let Some(angle) = angle else { return old };
        let value = self.real(&angle, key, range);
        self.in_front(Some(angle), key, camera);
        value
    }

    fn leg(&mut self, raw: RawLeg, old: Leg, camera: Camera) -> Leg {
        let RawLeg { failed: _, thigh, knee, foot, toes, at, short, abduct, out, toe_out, level, ankle } =
            raw;
        if camera == Camera::Front {
            for key in [at.as_ref().map(|at| &at.key), short.as_ref().map(|s| &s.key)].into_iter().flatten() {
                let error = self.problems.error(key, "this needs a camera at the side");
                error.help("from the front write `ankle = [to the worked side, up, towards the eye]`");
            }
        }
        let abduct = self.turned(abduct, "abduct", old.abduct, -30.0..=50.0, camera);
        let out = self.turned(out, "out", old.out, -20.0..=70.0, camera);
        let toe_out = self.turned(toe_out, "toe-out", old.toe_out, -140.0..=60.0, camera);
        let level = self.in_front(level, "level", camera).map_or(old.level, |l| f32::from(u8::from(l)));
        let ankle = self.in_front(ankle, "ankle", camera).or(old.ankle);
        let swings = [&thigh, &knee].into_iter().flatten().next().map(|angle| angle.key.clone());
        if let (Some(key), Some(_)) = (&swings, &at) {
            self.problems
                .error(key, "a planted foot solves `thigh` and `knee`")
                .help("leave out either those or `at`");
        }
        let toes = toes.map(|toes| self.real(&toes, "toes", ANGLE)).or(old.toes);
        let short = short.and_then(|short| self.short(&short)).unwrap_or(old.short);
        let at = match at {
            Some(at) => Some(self.place(&at, "at")),
            None => old.at.filter(|_| swings.is_none()),
        };
        let mut angle = |angle: Option<Spanned<Real>>, key: &str, old: f32| {
            angle.map_or(old, |angle| self.real(&angle, key, ANGLE))
        };
        Leg {
            thigh: angle(thigh, "thigh", old.thigh),
            knee: angle(knee, "knee", old.knee),
            foot: angle(foot, "foot", old.foot),
            toes,
            at,
            short,
            abduct,
            out,
            toe_out,
            level,
            ankle,
        }
    }

    fn short(&mut self, short: &Spanned<List<Real>>) -> Option<[f32; 2]> {
        for factor in &short.value {
            self.real(factor, "short", 0.2..=1.0);
        }
        self.numbers(short, "short")
    }

    fn arm(&mut self, raw: RawArm, old: Arm, camera: Camera) -> Arm {
        let RawArm { failed: _, arm, elbow, hand, hold, abduct, fold } = raw;
        let swings =
            [&arm, &elbow, &abduct, &fold].into_iter().flatten().next().map(|angle| angle.key.clone());
        if let (Some(key), true) = (&swings, hand.is_some() || hold.is_some()) {
            self.problems.error(key, "a planted hand solves `arm` and `elbow`");
        }
        let grip = match (hand, hold) {
            (Some(_), Some(hold)) => {
                self.problems.error(&hold.key, "a hand can't have both `hand` and `hold`");
                Grip::Free
            }
            (Some(hand), None) => Grip::At(self.place(&hand, "hand")),
            (None, Some(Spanned { value: OneOf(spot), .. })) => Grip::On(spot),
            (None, None) if swings.is_some() => Grip::Free,
            (None, None) => old.grip,
        };
        let abduct = self.turned(abduct, "abduct", old.abduct, -20.0..=180.0, camera);
        let fold = self.turned(fold, "fold", old.fold, 0.0..=140.0, camera);
        let mut angle = |angle: Option<Spanned<Real>>, key: &str, old: f32| {
            angle.map_or(old, |angle| self.real(&angle, key, ANGLE))
        };
        Arm { arm: angle(arm, "arm", old.arm), elbow: angle(elbow, "elbow", old.elbow), grip, abduct, fold }
    }

    /// Tells of a foot that is pinned and planted at once, and of limbs planted in some poses only.
    fn planted(&mut self, poses: &[Named], places: &[Range<usize>], pin: Pin) {
        let near: fn(&Pose) -> Option<Point> = |pose| pose.near.at;
        let far: fn(&Pose) -> Option<Point> = |pose| pose.far.at;
        for (pose, place) in poses.iter().zip(places) {
            let feet = [(near(&pose.pose), "near", false), (far(&pose.pose), "far", true)];
            for (_, side, own) in feet.iter().filter(|(at, ..)| at.is_some()) {
                let pinned = match pin {
                    Pin::Hip => false,
                    Pin::Lowest => true,
                    Pin::Spot(spot) => spot.far == *own,
                };
                if pinned {
                    let message = format!("the {side} foot is planted, and `pin` fixes the body to it");
                    self.problems.error(place, message).help("give its angles, or pin another point");
                }
            }
        }
        let limbs: [(&str, Planted); 4] = [
            ("near foot", |pose| pose.near.at.is_some()),
            ("far foot", |pose| pose.far.at.is_some()),
            ("near hand", |pose| pose.arm.grip != Grip::Free),
            ("far hand", |pose| pose.far_arm.grip != Grip::Free),
        ];
        for (limb, planted) in limbs {
            let free = poses.iter().position(|pose| !planted(&pose.pose));
            if let Some(free) = free.filter(|_| poses.iter().any(|pose| planted(&pose.pose))) {
                let message = format!("the {limb} is free here and planted in another pose");
                self.problems.warning(&places[free], message).help("plant it in all poses, or in none");
            }
        }
    }
}
