//! A figure as SVG: the painter's own shapes, still in two poses or moving, without a script.
//!
//! A gap around a near limb is a mask over what lies behind it, so that the paper shows through whatever it is. Colours
//! are classes, and the caller says what they are on light and on dark paper.

use std::fmt::Write as _;
use std::time::Duration;

use super::drawn::{Done, Drawing, Drawn, Shape};
use super::paint::BODY;
use super::{Moment, Role, Scene, Size};
use crate::body::{Figure, Point, View};
use crate::symptoms::Side;

/// The canvas of a drawing, in cells.
const CELLS: Size = Size { columns: 44, rows: 30 };
/// Samples between two poses.
const BETWEEN: f32 = 10.0;
/// Frames a second of a moving one, and most of them.
const RATE: f32 = 8.0;
const MOST: u32 = 48;
/// The thickness of the floor, in samples.
const FLOOR: f32 = 1.4;

/// What an SVG shows of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// Two poses beside each other: where the movement begins, and where it gets to.
    Poses,
    /// The whole cycle, over and over.
    Loop,
}

/// The colours of the roles, as `#rrggbb`: on light paper, and on dark.
pub type Palette<'p> = &'p dyn Fn(Role) -> [String; 2];

/// Returns a figure as an SVG document.
pub fn svg(figure: &Figure, view: View, side: Side, shows: Shows, palette: Palette<'_>) -> String {
    let scene = Scene::new(figure, view, CELLS, side);
    let motion = &figure.motion;
    let mut masks = Masks::default();
    let mut body = String::new();
    let (mut width, height) = scene.canvas();
    match shows {
        Shows::Poses => {
            let [from, to] = [motion.last(), halfway(figure)];
            for (n, pose) in [from, to].into_iter().enumerate().take(if from == to { 1 } else { 2 }) {
                let drawing = scene.drawing(&Moment::Still(pose));
                let _ = writeln!(body, "<g transform=\"translate({:.1} 0)\">", n as f32 * (width + BETWEEN));
                picture(&mut body, &drawing, &mut masks);
                body.push_str("</g>\n");
            }
            width += if from == to { 0.0 } else { width + BETWEEN };
        }
        Shows::Loop => {
            let count = ((motion.length().as_secs_f32() * RATE).round() as u32).clamp(2, MOST);
            let at = |frame: u32| motion.length().mul_f64(f64::from(frame) / f64::from(count));
            // What stands for a while is one frame.
            let mut frames: Vec<(u32, Drawing)> = Vec::new();
            for frame in 0..count {
                let drawing = scene.drawing(&Moment::Cycle(at(frame)));
                if frames.last().is_none_or(|(_, last)| *last != drawing) {
                    frames.push((frame, drawing));
                }
            }
            let ends = frames.iter().skip(1).map(|(frame, _)| *frame).chain([count]);
            for (n, ((from, drawing), to)) in frames.iter().zip(ends).enumerate() {
                let _ = writeln!(body, "<g class=\"frame\" style=\"animation-name:f{n}\">");
                picture(&mut body, drawing, &mut masks);
                body.push_str("</g>\n");
                masks
                    .style
                    .push_str(&seen(n, [*from, to].map(|at| f64::from(at) * 100.0 / f64::from(count))));
            }
            masks.style.push_str(&moving(motion.length()));
        }
    }
    let title = figure.caption.as_deref().map(escaped).unwrap_or_default();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\">\n"
    );
    if !title.is_empty() {
        let _ = writeln!(out, "<title>{title}</title>");
    }
    let _ = writeln!(out, "<style>\n{}{}</style>", colours(palette), masks.style);
    let _ = writeln!(out, "<defs>\n{}</defs>", masks.defs);
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// The pose in the middle of the cycle: where a movement gets to, and the other step of a walk.
fn halfway(figure: &Figure) -> usize {
    let motion = &figure.motion;
    let names: Vec<&str> = motion.beats().map(|(name, _)| name).collect();
    let at = if names.len() > 2 { names.len() / 2 - 1 } else { 0 };
    names.get(at).and_then(|name| motion.pose(name)).unwrap_or_else(|| motion.first())
}

/// A frame is seen from one share of the cycle to another, in percent.
fn seen(n: usize, [from, to]: [f64; 2]) -> String {
    let before = if from > 0.0 { "0%{visibility:hidden}" } else { "" };
    let after = if to < 100.0 { format!("{to:.2}%{{visibility:hidden}}") } else { String::new() };
    format!("@keyframes f{n}{{{before}{from:.2}%{{visibility:visible}}{after}}}\n")
}

/// The frames take turns; who wants no motion sees the first.
fn moving(length: Duration) -> String {
    format!(
        ".frame{{visibility:hidden;animation:{:.3}s step-end infinite}}\n\
         @media(prefers-reduced-motion:reduce){{.frame{{animation:none}}.frame:first-of-type{{visibility:visible}}}}\n",
        length.as_secs_f64()
    )
}

/// Returns a text as it stands in an element or an attribute.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The class of a role; `None` for nothing.
const fn class(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::None => return None,
        Role::Near => "near",
        Role::Shirt => "shirt",
        Role::Far => "far",
        Role::Hair => "hair",
        Role::Tissue(0) => "t0",
        Role::Tissue(1) => "t1",
        Role::Tissue(2) => "t2",
        Role::Tissue(_) => "t3",
        Role::Prop => "prop",
        Role::Floor => "floor",
        Role::Towel => "towel",
    })
}

fn colours(palette: Palette<'_>) -> String {
    let roles = BODY.into_iter().chain([Role::Prop, Role::Floor, Role::Towel]);
    let rules = |paper: usize| -> String {
        let rule = |role: Role| Some(format!(".{}{{fill:{}}}\n", class(role)?, palette(role)[paper]));
        roles.clone().filter_map(rule).collect()
    };
    format!("{}@media(prefers-color-scheme:dark){{\n{}}}\n", rules(0), rules(1))
}

/// What stands before the pictures: masks, and the style of what moves.
#[derive(Debug, Default)]
struct Masks {
    defs: String,
    style: String,
    count: usize,
}

/// A run of shapes of one role, with the masks over it.
struct Layer {
    role: Role,
    text: String,
}

/// Writes a moment.
fn picture(out: &mut String, drawing: &Drawing, masks: &mut Masks) {
    let (width, height) = drawing.size;
    let mut layers: Vec<Layer> = Vec::new();
    for Drawn { shape, done } in &drawing.shapes {
        match done {
            Done::Painted(role) => match layers.last_mut().filter(|last| last.role == *role) {
                Some(last) => last.text.push_str(&path(shape)),
                None => layers.push(Layer { role: *role, text: path(shape) }),
            },
            Done::Cleared { roles, growth, keep } => {
                // Nothing is cleared where none of them is.
                if layers.iter().any(|layer| roles.contains(&layer.role)) {
                    let id = masks.add((width, height), shape, *growth, keep);
                    close(&mut layers, |role| roles.contains(&role), &format!("mask=\"url(#m{id})\""));
                }
            }
            Done::Cut => {
                let id = masks.below(shape, (width, height));
                close(&mut layers, |role| role != Role::Prop, &format!("clip-path=\"url(#c{id})\""));
            }
        }
    }
    if drawing.mirrored {
        let _ = writeln!(out, "<g transform=\"translate({width:.1} 0) scale(-1 1)\">");
    }
    let clip = drawing.floor.map(|floor| masks.above(floor, width));
    if let Some(id) = clip {
        let _ = writeln!(out, "<g clip-path=\"url(#c{id})\">");
    }
    for layer in &layers {
        if let Some(class) = class(layer.role) {
            let _ = writeln!(out, "<g class=\"{class}\">{}</g>", layer.text);
        }
    }
    if clip.is_some() {
        out.push_str("</g>\n");
    }
    if let Some(floor) = drawing.floor {
        let _ =
            writeln!(out, "<rect class=\"floor\" y=\"{floor:.1}\" width=\"{width:.1}\" height=\"{FLOOR}\"/>");
    }
    if drawing.mirrored {
        out.push_str("</g>\n");
    }
}

/// Puts a mask or a clip over the layers of some roles; what is painted after it lies over it.
fn close(layers: &mut Vec<Layer>, is: impl Fn(Role) -> bool, with: &str) {
    for layer in layers.iter_mut().filter(|layer| is(layer.role)) {
        layer.text = format!("<g {with}>{}</g>", layer.text);
    }
    // What comes next of the same role begins a layer of its own.
    layers.push(Layer { role: Role::None, text: String::new() });
}

impl Masks {
    /// Adds a mask that hides a shape, grown, but for some circles.
    fn add(
        &mut self,
        (width, height): (f32, f32),
        shape: &Shape,
        growth: f32,
        keep: &[(Point, f32)],
    ) -> usize {
        self.count += 1;
        let grown = format!("stroke=\"#000\" stroke-width=\"{:.2}\" stroke-linejoin=\"round\"", 2.0 * growth);
        let _ = write!(
            self.defs,
            "<mask id=\"m{}\" maskUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" width=\"{width:.1}\" height=\"{height:.1}\">\
             <rect width=\"{width:.1}\" height=\"{height:.1}\" fill=\"#fff\"/><g {grown}>{}</g>",
            self.count,
            // What is noted of a capsule has grown already.
            path(shape),
        );
        for (at, radius) in keep.iter().filter(|(_, radius)| *radius > 0.0) {
            let _ = write!(
                self.defs,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#fff\"/>",
                at.x, at.y
            );
        }
        self.defs.push_str("</mask>\n");
        self.count
    }

    /// Adds a clip to what lies above the floor.
    fn above(&mut self, floor: f32, width: f32) -> usize {
        self.clip(0.0, width, floor)
    }

    /// Adds a clip to what lies below an edge.
    fn below(&mut self, edge: &Shape, (width, height): (f32, f32)) -> usize {
        let top = if let Shape::Box(_, corner) = edge { corner.y } else { 0.0 };
        self.clip(top, width, height - top)
    }

    fn clip(&mut self, top: f32, width: f32, height: f32) -> usize {
        self.count += 1;
        let _ = writeln!(
            self.defs,
            "<clipPath id=\"c{}\"><rect y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/></clipPath>",
            self.count
        );
        self.count
    }
}

/// Returns a shape as an element.
fn path(shape: &Shape) -> String {
    match shape {
        Shape::Capsule([a, b], [ra, rb]) => capsule(*a, *b, *ra, *rb),
        Shape::Area(points) => {
            // Each point by how far it lies from the one before, in tenths, which is half as long.
            let tenths = |point: &Point| ((point.x * 10.0).round() as i32, (point.y * 10.0).round() as i32);
            let mut out = String::from("<path d=\"");
            let mut before = (0, 0);
            for (n, (x, y)) in points.iter().map(tenths).enumerate() {
                let (dx, dy) = (f64::from(x - before.0) / 10.0, f64::from(y - before.1) / 10.0);
                let _ = write!(out, "{}{dx} {dy}", if n == 0 { 'M' } else { 'l' });
                before = (x, y);
            }
            out + "z\"/>"
        }
        Shape::Box(from, to) => format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            from.x,
            from.y,
            to.x - from.x,
            to.y - from.y
        ),
    }
}

/// A tapered capsule as two arcs and the lines that touch both circles.
fn capsule(a: Point, b: Point, ra: f32, rb: f32) -> String {
    let way = b - a;
    let length = way.length();
    // One circle lies within the other, or both at one place.
    if length <= (ra - rb).abs() + 0.01 {
        let (at, radius) = if ra >= rb { (a, ra) } else { (b, rb) };
        return format!("<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\"/>", at.x, at.y);
    }
    let along = way * (1.0 / length);
    let across = Point::new(-along.y, along.x);
    let sin = (ra - rb) / length;
    let cos = (1.0 - sin * sin).max(0.0).sqrt();
    let touch =
        |at: Point, radius: f32, side: f32| at + along * (radius * sin) + across * (radius * cos * side);
    let [a1, a2] = [touch(a, ra, 1.0), touch(a, ra, -1.0)];
    let [b1, b2] = [touch(b, rb, 1.0), touch(b, rb, -1.0)];
    // The wider end goes around more than half of its circle.
    let large = |wide: bool| u8::from(wide);
    format!(
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}A{rb:.1} {rb:.1} 0 {} 0 {:.1} {:.1}L{:.1} {:.1}A{ra:.1} {ra:.1} 0 {} 0 {:.1} {:.1}Z\"/>",
        a1.x,
        a1.y,
        b1.x,
        b1.y,
        large(rb > ra),
        b2.x,
        b2.y,
        a2.x,
        a2.y,
        large(ra > rb),
        a1.x,
        a1.y,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::figure::paint::{Gap, paint};
    use crate::library::{Kind, Library};

    fn plain(_: Role) -> [String; 2] {
        ["#000".into(), "#fff".into()]
    }

    fn written(id: &str, side: Side, shows: Shows) -> String {
        let library = Library::shipped();
        let figure = library.figure(&crate::routine::Id::new(id).unwrap()).unwrap();
        svg(&figure, figure.view, side, shows, &plain)
    }

    /// What stands in quotes after each of these.
    fn all<'t>(text: &'t str, before: &str, end: char) -> BTreeSet<&'t str> {
        text.split(before).skip(1).filter_map(|rest| rest.split(end).next()).collect()
    }

    #[test]
    fn every_figure_is_written_whole_and_shows_what_its_cells_show() {
        let library = Library::shipped();
        let ids: Vec<_> = library.ids(Kind::Figure).map(|(id, _)| id.clone()).collect();
        for id in ids {
            let figure = library.figure(&id).unwrap();
            let text = svg(&figure, figure.view, Side::Left, Shows::Poses, &plain);
            for (opens, closes) in [("<g", "</g>"), ("<mask ", "</mask>"), ("<clipPath ", "</clipPath>")] {
                assert_eq!(text.matches(opens).count(), text.matches(closes).count(), "{id}: {opens}");
            }
            let used: BTreeSet<&str> = all(&text, "url(#", ')');
            assert!(used.is_subset(&all(&text, "id=\"", '"')), "{id}");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{id}");
            let scene = Scene::new(&figure, figure.view, CELLS, Side::Right);
            let (joints, _) = scene.at(&Moment::Still(figure.motion.last()));
            let canvas = paint(&figure, &scene.shot, &joints, Gap::Thin);
            let seen: BTreeSet<&str> = canvas.samples.iter().filter_map(|role| class(*role)).collect();
            let drawn = all(&text, "<g class=\"", '"');
            assert!(seen.is_subset(&drawn), "{id}: {seen:?}, drawn {drawn:?}");
        }
    }

    #[test]
    fn a_moving_one_has_no_script_and_stands_where_no_motion_is_wanted() {
        let text = written("heel-raise", Side::Right, Shows::Loop);
        assert!(!text.contains("<script") && text.contains("prefers-reduced-motion"));
        let frames = text.matches("class=\"frame\"").count();
        assert!((8..=48).contains(&frames), "{frames}");
        assert_eq!(all(&text, "animation-name:", '"').len(), frames, "each comes at its own time");
        assert!(text.len() < 400_000, "{}", text.len());
        assert_eq!(written("heel-raise", Side::Right, Shows::Poses).matches("class=\"frame\"").count(), 0);
    }

    #[test]
    fn the_left_side_is_the_right_one_turned_round() {
        let [left, right] =
            [Side::Left, Side::Right].map(|side| written("calf-wall-straight", side, Shows::Poses));
        assert!(left.contains("scale(-1 1)") && !right.contains("scale(-1 1)"));
        assert_eq!(all(&left, " d=\"", '"'), all(&right, " d=\"", '"'));
    }

    #[test]
    fn a_capsule_is_an_outline_around_both_of_its_circles() {
        let at = Point::new;
        // A narrow end inside of the wide one is the wide one.
        assert_eq!(
            capsule(at(5.0, 5.0), at(6.0, 5.0), 4.0, 1.0),
            "<circle cx=\"5.0\" cy=\"5.0\" r=\"4.0\"/>"
        );
        assert_eq!(
            capsule(at(0.0, 0.0), at(10.0, 0.0), 2.0, 2.0),
            "<path d=\"M0.0 2.0L10.0 2.0A2.0 2.0 0 0 0 10.0 -2.0L0.0 -2.0A2.0 2.0 0 0 0 0.0 2.0Z\"/>"
        );
    }
}
