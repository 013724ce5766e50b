//! Pictures of one figure, each painted once: a movement comes back, and with it its pictures.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Frame, Moment, Pen, Picture, Scene, Size};
use crate::body::{Camera, Figure, View};
use crate::symptoms::Side;

/// How many scenes are kept: two pictures on a screen, and those of the size before.
const SCENES: usize = 4;
/// How many pictures are kept of a scene: a repetition of sixteen seconds. A large one has about 9 kB.
const PICTURES: usize = 128;

/// Where a figure is seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lens {
    /// As its author set it up, more or less of it.
    View(View),
    /// Its foot, from above or below.
    Foot(Camera),
}

/// What was painted of a figure.
#[derive(Debug, Default)]
pub struct Album(RefCell<Vec<Page>>);

/// A scene and its pictures.
#[derive(Debug)]
struct Page {
    seen: (Lens, Size, Side),
    scene: Rc<Scene>,
    pictures: Vec<((Frame, Pen), Rc<Picture>)>,
}

impl Album {
    /// Returns the scene of a figure from somewhere, put up once.
    pub fn scene(&self, figure: &Figure, seen: (Lens, Size, Side)) -> Rc<Scene> {
        let mut pages = self.0.borrow_mut();
        Rc::clone(&page(&mut pages, figure, seen).scene)
    }

    /// Draws a moment, or finds the picture that was drawn of it.
    ///
    /// A moment is that of the nearest of 48 frames a second, and of 96 in a beat: they come back with each cycle.
    pub fn picture(
        &self,
        figure: &Figure,
        seen: (Lens, Size, Side),
        moment: &Moment<'_>,
        pen: Pen,
    ) -> Rc<Picture> {
        let mut pages = self.0.borrow_mut();
        let Page { scene, pictures, .. } = page(&mut pages, figure, seen);
        let wanted = (scene.frame(moment), pen);
        if let Some((_, picture)) = pictures.iter().find(|(of, _)| *of == wanted) {
            return Rc::clone(picture);
        }
        if pictures.len() == PICTURES {
            pictures.clear();
        }
        let picture = Rc::new(scene.picture_of(wanted.0, pen));
        pictures.push((wanted, Rc::clone(&picture)));
        picture
    }
}

/// Returns the page of a scene, which is the last from now on.
fn page<'p>(pages: &'p mut Vec<Page>, figure: &Figure, seen: (Lens, Size, Side)) -> &'p mut Page {
    let at = pages.iter().position(|page| page.seen == seen);
    let page = at.map_or_else(
        || {
            let (lens, size, side) = seen;
            let scene = match lens {
                Lens::View(view) => Scene::new(figure, view, size, side),
                Lens::Foot(camera) => Scene::of_foot(figure, camera, size, side),
            };
            Page { seen, scene: Rc::new(scene), pictures: Vec::new() }
        },
        |at| pages.remove(at),
    );
    if pages.len() == SCENES {
        pages.remove(0);
    }
    pages.push(page);
    let last = pages.len() - 1;
    &mut pages[last]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::figure::Marker;
    use crate::library::Library;
    use crate::routine::Id;

    /// Every picture of a later cycle is one of the first, and a frame's is the one of its own moment.
    #[test]
    fn a_cycle_is_painted_once() {
        let pen = Pen::new(Marker::Block);
        for id in ["walk", "run", "heel-raise", "ankle-rock", "leg-swing"] {
            let Ok(figure) = Library::shipped().figure(&Id::from_words(id)) else { continue };
            let album = Album::default();
            let seen = (Lens::View(figure.view), Size { columns: 26, rows: 13 }, Side::Left);
            let scene = album.scene(&figure, seen);
            let frames = (figure.motion.length().as_secs_f64() * 8.0).ceil() as u32;
            let at = |frame: u32| Moment::Cycle(Duration::from_secs(1) / 8 * frame);
            let first: Vec<_> = (0..frames).map(|n| album.picture(&figure, seen, &at(n), pen)).collect();
            let all = scene.frames() as u32;
            // Frames of a beat are counted from its own beginning.
            for n in (0..all).filter(|_| ["walk", "run"].contains(&id)) {
                let moment = Moment::Cycle(figure.motion.length() * n / all);
                let picture = album.picture(&figure, seen, &moment, pen);
                assert!(*picture == scene.picture(&moment, pen), "{id}: {n}");
            }
            for n in 0..frames {
                let later = Moment::Cycle(figure.motion.length() * 3 + Duration::from_secs(1) / 8 * n);
                let picture = album.picture(&figure, seen, &later, pen);
                assert!(first.iter().any(|kept| Rc::ptr_eq(kept, &picture)), "{id}: {n} is painted again");
            }
        }
    }

    #[test]
    fn another_size_side_or_pen_is_another_picture() {
        let figure = Library::shipped().figure(&Id::from_words("heel-raise")).unwrap();
        let album = Album::default();
        let size = |columns| Size { columns, rows: 12 };
        let view = Lens::View(figure.view);
        let all = [
            ((view, size(24), Side::Left), Pen::new(Marker::Block)),
            ((view, size(24), Side::Right), Pen::new(Marker::Block)),
            ((view, size(30), Side::Right), Pen::new(Marker::Block)),
            ((view, size(30), Side::Right), Pen::plain(Marker::Ascii)),
            ((Lens::Foot(Camera::Below), size(30), Side::Right), Pen::new(Marker::Block)),
        ];
        let draw = |(seen, pen)| album.picture(&figure, seen, &Moment::Still(0), pen);
        let pictures: Vec<_> = all.into_iter().map(draw).collect();
        for (n, picture) in pictures.iter().enumerate() {
            assert!(pictures.iter().skip(n + 1).all(|other| **other != **picture), "{n}");
        }
        assert!(album.0.borrow().len() <= SCENES);
    }
}
