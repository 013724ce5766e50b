//! Figures: their poses, what each differs from, and whether a body could do it.

mod poses;

use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use super::{Check, Nothing, unknown_text};
use crate::body::faults::{Wrong, faults};
use crate::body::motion::Parts;
use crate::body::{
    Camera, Figure, Frame, Ground, Motion, Part, Pin, Point, Prop, Spot, Stand, Tissue, View, Way,
};
use crate::document::read::{Line, List, OneOf, Table};
use crate::document::source::SourceFile;
use crate::document::{Checked, Spanned, WHOLE_FILE, quoted};
use crate::routine::model::Id;
use crate::routine::raw::figure::{RawFigureFile, RawProp, Real};
use crate::word::Word as _;

/// Longest caption, in characters.
const MAX_CAPTION: usize = 34;
/// Most beats of a cycle.
const MAX_BEATS: usize = 24;
/// How long a beat may be, in seconds.
const BEAT: RangeInclusive<f32> = 0.1..=60.0;
/// How long a cycle of a gait may be, in seconds.
const PERIOD: RangeInclusive<f32> = 0.2..=60.0;
/// Where things may be.
const PLACE: RangeInclusive<f32> = -300.0..=300.0;
/// Poses that a counted step asks for, whether the cycle names them or not.
const COUNTED: [&str; 4] = ["up", "down", "hold", "pause"];

/// Reads and checks a figure's file.
pub fn figure(source: &SourceFile) -> Checked<Figure> {
    let mut check = Check::new(source, &Nothing);
    let value = check.root::<RawFigureFile>().and_then(|raw| check.figure_file(raw));
    check.problems.finish(value)
}

/// A cycle: its poses and the lengths of its beats.
struct Cycle {
    poses: Vec<usize>,
    tempo: Vec<Duration>,
}

impl Check<'_, '_> {
    fn figure_file(&mut self, raw: RawFigureFile) -> Option<Figure> {
        let lost = raw.lost(&["cycle"]);
        let RawFigureFile {
            failed: _,
            format,
            camera,
            view,
            beside,
            both,
            marks,
            shows,
            props,
            pin,
            at,
            cycle,
            tempo,
            gait,
            period,
            travel,
            smooth,
            trace,
            frame,
            caption,
            pose,
        } = raw;
        self.format(format, "figure-1");
        let seen = camera.as_ref().map_or_else(Default::default, |camera| camera.value.0);
        let both = self.in_front(both, "both", seen).is_some_and(|both| both);
        let marks = self.in_front(marks, "marks", seen).map(|marks| marks.0);
        let beside = beside.and_then(|beside| self.beside(&beside));
        let view = self.view(view, seen);
        let shows_at = shows.as_ref().map_or(WHOLE_FILE, |shows| shows.span.clone());
        let shows = shows.map_or_else(Vec::new, |list| self.words(list));
        self.tissues(&shows, &shows_at, seen, beside);
        let props: Vec<Prop> = props
            .map(|list| list.value.into_iter().filter_map(|prop| self.prop(prop, seen)).collect())
            .unwrap_or_default();
        let pin = pin.map_or(Pin::Spot(Spot { far: false, part: Part::Ball }), |pin| pin.value.0);
        let at = at.map_or_else(Point::default, |at| self.place(&at, "at"));
        let way = match (gait, smooth) {
            (Some(gait), Some(smooth)) if gait.value && smooth.value => {
                self.problems.error(&smooth.key, "a gait is always smooth").help("leave out `smooth`");
                Way::Gait
            }
            (Some(gait), _) if gait.value => Way::Gait,
            (_, Some(smooth)) if smooth.value => Way::Smooth,
            _ => Way::Eased,
        };
        let (poses, places) = self.poses(pose.map(|pose| pose.value.0).unwrap_or_default(), pin, seen);
        let whole = cycle.as_ref().map_or(WHOLE_FILE, |cycle| cycle.key.clone());
        if cycle.is_none() && !lost {
            self.problems
                .missing(&WHOLE_FILE, "a figure needs its `cycle`")
                .help("write for example `cycle = [\"up\", \"down\"]`");
        }
        let named: Vec<&str> = poses.iter().map(|pose| pose.name.as_str()).collect();
        let cycle = cycle.and_then(|cycle| self.cycle(cycle, &named));
        let tempo = self.beats(tempo, period, way, cycle.as_ref().map_or(0, Vec::len));
        // What follows leaves the body as it is, so it does not hide what is wrong with that.
        let sound = !self.problems.has_errors();
        let travel = travel.map_or(0.0, |travel| self.real(&travel, "travel", 0.0..=400.0));
        let frame = frame.and_then(|frame| self.frame(&frame));
        let caption = caption.and_then(|caption| self.caption(caption));

        let cycle = Cycle { poses: cycle?, tempo: tempo? };
        self.unused(&poses, &places, &cycle.poses);
        if !sound {
            return None;
        }
        let steps = props.iter().filter_map(|prop| match *prop {
            Prop::Step { left, right, top } => Some([left, right, top]),
            _ => None,
        });
        let motion = Motion::new(Parts {
            poses: poses.into_iter().map(|pose| (pose.name, pose.pose)).collect(),
            cycle: cycle.poses,
            tempo: cycle.tempo,
            way,
            stand: Stand { pin, at, steps: steps.collect(), camera: seen },
        });
        self.faults(&motion, &places, &whole);
        let trace = trace.map(|trace| trace.value.0);
        let ground = Ground::of(&motion, travel);
        Some(Figure {
            camera: seen,
            view,
            beside,
            both,
            marks,
            shows,
            props,
            motion,
            ground,
            trace,
            frame,
            caption,
        })
    }

    /// Takes a value that means something from the front only.
    pub(super) fn in_front<T>(&mut self, value: Option<Spanned<T>>, key: &str, camera: Camera) -> Option<T> {
        let value = value?;
        if camera != Camera::Front {
            let error = self.problems.error(&value.key, format!("`{key}` needs `camera = \"front\"`"));
            error.help("it can't be seen from the side");
        }
        Some(value.value)
    }

    fn beside(&mut self, beside: &Spanned<OneOf<Camera>>) -> Option<Camera> {
        let camera = beside.value.0;
        if !matches!(camera, Camera::Above | Camera::Below) {
            self.problems.error(&beside.span, "`beside` must show the foot").help("allowed: above, below");
            return None;
        }
        Some(camera)
    }

    /// Takes how much is shown; from above and below that is a foot.
    fn view(&mut self, view: Option<Spanned<OneOf<View>>>, camera: Camera) -> View {
        match (view, camera) {
            (Some(view), Camera::Above | Camera::Below) if view.value.0 != View::Ankle => {
                let error = self
                    .problems
                    .error(&view.key, format!("the view from {} shows only a foot", camera.word()));
                error.help("leave out `view`");
                View::Ankle
            }
            (Some(view), Camera::Front) if view.value.0 != View::Body => {
                let error = self.problems.error(&view.key, "the view from the front shows the whole body");
                error.help("leave out `view`");
                View::Body
            }
            (_, Camera::Above | Camera::Below) => View::Ankle,
            (view, _) => view.map_or_else(Default::default, |view| view.value.0),
        }
    }

    /// Tells of tissues that the camera does not see.
    fn tissues(&mut self, shows: &[Tissue], place: &Range<usize>, camera: Camera, beside: Option<Camera>) {
        for tissue in shows {
            let cameras = tissue.cameras();
            if !cameras.contains(&camera) && !beside.is_some_and(|beside| cameras.contains(&beside)) {
                let words: Vec<&str> = cameras.iter().map(|camera| camera.word()).collect();
                let message =
                    format!("`{}` can't be seen with `camera = \"{}\"`", tissue.word(), camera.word());
                self.problems.error(place, message).help(format!("use {}", words.join(", ")));
            }
        }
    }

    /// Checks a number's range and takes it, or the nearest that is allowed.
    pub(super) fn real(&mut self, number: &Spanned<Real>, key: &str, range: RangeInclusive<f32>) -> f32 {
        let Real(value) = number.value;
        if !range.contains(&value) {
            let (least, most) = (range.start(), range.end());
            self.problems.error(&number.span, format!("`{key}` must be from {least} to {most}, not {value}"));
        }
        value.clamp(*range.start(), *range.end())
    }

    /// Checks that a point is not far off.
    pub(super) fn place(&mut self, point: &Spanned<Point>, key: &str) -> Point {
        if !PLACE.contains(&point.value.x) || !PLACE.contains(&point.value.y) {
            let message = format!("`{key}` is too far away: a person is about 98 tall");
            self.problems.error(&point.span, message);
        }
        point.value
    }

    /// Checks that a list has so many numbers.
    pub(super) fn numbers<const N: usize>(
        &mut self,
        list: &Spanned<List<Real>>,
        key: &str,
    ) -> Option<[f32; N]> {
        let numbers: Vec<f32> = list.value.iter().map(|number| number.value.0).collect();
        let numbers = <[f32; N]>::try_from(numbers).ok();
        if numbers.is_none() {
            self.problems.error(&list.span, format!("`{key}` must have {N} numbers"));
        }
        numbers
    }

    fn cycle(&mut self, cycle: Spanned<List<Id>>, names: &[&str]) -> Option<Vec<usize>> {
        if cycle.value.is_empty() || cycle.value.len() > MAX_BEATS {
            self.problems.error(&cycle.span, format!("`cycle` must have 1 to {MAX_BEATS} beats"));
            return None;
        }
        let mut poses = Vec::new();
        for id in cycle.value {
            if let Some(pose) = names.iter().position(|name| *name == id.value.as_str()) {
                poses.push(pose);
            } else {
                unknown_text(&mut self.problems, "pose", id.value.as_str(), &id.span, names.iter().copied());
            }
        }
        Some(poses)
    }

    /// Takes the lengths of `count` beats from `tempo`, or from `period` if they are alike.
    fn beats(
        &mut self,
        tempo: Option<Spanned<List<Real>>>,
        period: Option<Spanned<Real>>,
        way: Way,
        count: usize,
    ) -> Option<Vec<Duration>> {
        match (tempo, period) {
            (Some(tempo), None) if way != Way::Gait => {
                if count > 0 && tempo.value.len() != count {
                    let message = format!("`tempo` has {} beats, but `cycle` has {count}", tempo.value.len());
                    self.problems.error(&tempo.span, message);
                }
                let beats = tempo.value.iter().map(|beat| self.real(beat, "tempo", BEAT));
                Some(beats.map(Duration::from_secs_f32).collect())
            }
            (None, Some(period)) if way != Way::Eased => {
                let period = self.real(&period, "period", PERIOD);
                Some(vec![Duration::from_secs_f32(period / count.max(1) as f32); count])
            }
            (Some(tempo), _) if way == Way::Gait => {
                self.problems.error(&tempo.key, "a gait needs `period`, not `tempo`");
                None
            }
            (_, Some(period)) => {
                self.problems.error(&period.key, "`period` needs `gait` or `smooth`, and no `tempo`");
                None
            }
            (None, None) => {
                let key = if way == Way::Gait { "period" } else { "tempo" };
                self.problems.missing(&WHOLE_FILE, format!("a figure needs its `{key}`, in seconds"));
                None
            }
            (Some(_), None) => None,
        }
    }

    fn prop(&mut self, prop: Spanned<RawProp>, camera: Camera) -> Option<Prop> {
        let given = prop.value.given();
        let lost = !prop.value.failed.is_empty();
        let RawProp {
            failed: _,
            wall,
            step,
            chair,
            chair_front,
            band,
            rail,
            towel,
            ball,
            bag,
            strap,
            top,
            seat,
            radius,
        } = prop.value;
        if let Some((key, place)) =
            given.iter().find(|(key, _)| ["chair-front", "band"].contains(key) && camera != Camera::Front)
        {
            self.problems.error(place, format!("`{key}` needs `camera = \"front\"`"));
        }
        let mut size = |number: Option<Spanned<Real>>, key: &str, usual: f32, range: RangeInclusive<f32>| {
            number.map_or(usual, |number| self.real(&number, key, range))
        };
        let (top, seat) = (size(top, "top", 80.0, 1.0..=150.0), size(seat, "seat", 25.0, 5.0..=60.0));
        let radius = size(radius, "radius", 2.2, 0.5..=20.0);
        let share = band.map(|band| self.real(&band, "band", 0.0..=1.0));
        let mut x = |number: Spanned<Real>, key: &str| self.real(&number, key, PLACE);
        let (found, beside) = if let Some(wall) = wall {
            (Prop::Wall { x: x(wall, "wall") }, &["wall"][..])
        } else if let Some(chair) = chair {
            (Prop::Chair { x: x(chair, "chair"), seat }, &["chair", "seat"][..])
        } else if let Some(chair) = chair_front {
            (Prop::ChairFront { x: x(chair, "chair-front"), seat }, &["chair-front", "seat"][..])
        } else if let Some(share) = share {
            (Prop::Band { share }, &["band"][..])
        } else if let Some(rail) = rail {
            (Prop::Rail { x: x(rail, "rail"), top }, &["rail", "top"][..])
        } else if let Some(step) = step {
            let [left, right] = self.numbers(&step, "step")?;
            (Prop::Step { left, right, top }, &["step", "top"][..])
        } else if let Some((key, at)) =
            [("towel", towel), ("ball", ball), ("bag", bag)].into_iter().find_map(|(k, at)| Some((k, at?)))
        {
            let at = self.place(&at, key);
            (Prop::Round { at, radius, soft: key != "bag" }, &["towel", "ball", "bag", "radius"][..])
        } else if strap.is_some_and(|strap| strap.value) {
            (Prop::Strap, &["strap"][..])
        } else {
            if !lost {
                let error = self.problems.error(&prop.span, "this prop is empty");
                error.help("choose from wall, step, chair, chair-front, band, rail, towel, ball, bag, strap");
            }
            return None;
        };
        for (key, place) in given.iter().filter(|(key, _)| !beside.contains(key)) {
            self.problems.error(place, format!("`{key}` can't be used with `{}`", beside[0]));
        }
        Some(found)
    }

    fn frame(&mut self, frame: &Spanned<List<Real>>) -> Option<Frame> {
        let [left, right, bottom, top] = self.numbers(frame, "frame")?;
        if right - left < 5.0 || top - bottom < 5.0 {
            self.problems.error(&frame.span, "`frame` must be left, right, bottom and top, at least 5 apart");
            return None;
        }
        Some(Frame { left, right, bottom, top })
    }

    fn caption(&mut self, caption: Spanned<Line>) -> Option<String> {
        let place = caption.span.clone();
        let text = self.text(caption, "caption", MAX_CAPTION)?;
        let side = |word: &&str| ["left", "right"].contains(&word.to_lowercase().as_str());
        if let Some(word) = text.split(|c: char| !c.is_alphabetic()).find(side) {
            let error = self.problems.error(&place, format!("a caption can't say {}", quoted(word)));
            error.help("use the same words for both sides: the figure is mirrored");
            return None;
        }
        Some(text)
    }

    /// Warns of poses that nothing shows.
    fn unused(&mut self, poses: &[poses::Named], places: &[Range<usize>], cycle: &[usize]) {
        let bases: Vec<&str> = poses.iter().filter_map(|pose| pose.base.as_deref()).collect();
        for (i, pose) in poses.iter().enumerate() {
            let name = pose.name.as_str();
            if !cycle.contains(&i) && !bases.contains(&name) && !COUNTED.contains(&name) {
                let message = format!("the pose {} isn't used", quoted(name));
                self.problems.warning(&places[i], message).help("name it in `cycle`");
            }
        }
    }

    /// Says what no body could do.
    fn faults(&mut self, motion: &Motion, places: &[Range<usize>], cycle: &Range<usize>) {
        for fault in faults(motion) {
            let between = if fault.pose.is_none() { "between two poses " } else { "" };
            let message = format!("{between}{}", fault.what);
            let place = fault.pose.and_then(|pose| places.get(pose)).unwrap_or(cycle);
            let error = self.problems.error(place, message);
            match fault.what {
                Wrong::Short { .. } => error.help("move the place nearer, or the body towards it"),
                Wrong::Below { .. } => error.help("use 0 for the floor; a knee is 2.2 thick"),
                Wrong::Range { .. } => error.help("positive angles swing the far end forwards and up"),
                Wrong::Jump { .. } => error.help("add a pose in between, or plant the limb in both"),
            };
        }
    }
}
