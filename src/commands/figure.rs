//! `runup show ID --figure`: the picture of an exercise or of a figure, at one moment.

use std::io::Write as _;

use super::args::Picture;
use super::output::put;
use super::{Failure, library_failure};
use crate::body::{Figure, View};
use crate::diagnostic::{nearest, printable};
use crate::figure::svg::{Shows, svg};
use crate::figure::{Moment, Scene};
use crate::library::{Kind, Library};
use crate::routine::Id;
use crate::ui::Colours;
use crate::ui::figure::{hex, pen, text};
use crate::word::Word as _;

/// Returns the picture with its caption below; `terminal` says whether it may have colours unasked.
pub(super) fn figure(
    library: &Library,
    name: &str,
    picture: &Picture,
    terminal: bool,
) -> Result<String, Failure> {
    let id = Id::new(name).unwrap_or_else(|| Id::from_words(name));
    let Shown { figure, view, still } = find(library, &id, name)?;
    let Picture { size, view: wanted, marker, colours, side, pose, at, output, moving, force } = picture;
    if let Some(path) = output {
        let shows = if *moving { Shows::Loop } else { Shows::Poses };
        let text = svg(&figure, wanted.unwrap_or(view), *side, shows, &hex);
        put(path, *force, |mut file| file.write_all(text.as_bytes()))?;
        let kib = text.len().div_ceil(1024);
        return Ok(printable(&format!("{}: {kib} KiB", path.display())).to_string() + "\n");
    }
    let colours = colours.colours(terminal);
    let scene = Scene::new(&figure, wanted.unwrap_or(view), *size, *side);
    let moment = match (at, pose) {
        (Some(at), _) => Moment::Cycle(figure.motion.length().mul_f32(at.min(0.999))),
        (None, Some(pose)) => Moment::Still(known(&figure, pose)?),
        (None, None) => Moment::Still(scene.still(still.as_deref().unwrap_or_default())),
    };
    let pen = pen(*marker, colours);
    let picture = scene.picture(&moment, pen);
    let caption = figure.caption.map(|caption| format!("{caption}\n")).unwrap_or_default();
    Ok(text(&picture, Some(colours).filter(|colours| *colours != Colours::None)) + &caption)
}

/// A figure as an exercise shows it.
struct Shown {
    figure: Figure,
    view: View,
    still: Option<String>,
}

fn find(library: &Library, id: &Id, name: &str) -> Result<Shown, Failure> {
    let failed = |error| library_failure(library, &error);
    if library.source(Kind::Exercise, id).is_some() {
        let exercise = library.exercise(id).map_err(failed)?;
        let Some(shown) = exercise.figure else {
            return Err(Failure::Said(format!("exercise `{id}` has no figure")));
        };
        let figure = library.figure(&shown.id).map_err(failed)?;
        let own = shown.view.as_deref().and_then(View::of_word);
        return Ok(Shown { view: own.unwrap_or(figure.view), figure, still: shown.still });
    }
    if library.source(Kind::Figure, id).is_some() {
        let figure = library.figure(id).map_err(failed)?;
        return Ok(Shown { view: figure.view, figure, still: None });
    }
    let known = [Kind::Exercise, Kind::Figure].into_iter().flat_map(|kind| library.ids(kind));
    let near = nearest(id.as_str(), known.map(|(id, _)| id.as_str()));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Failure::Said(format!("can't find the exercise or figure `{}`{near}", printable(name))))
}

fn known(figure: &Figure, pose: &str) -> Result<usize, Failure> {
    figure.motion.pose(pose).ok_or_else(|| {
        let names: Vec<&str> = figure.motion.names().collect();
        let message =
            format!("can't find the pose `{}`; the poses are {}", printable(pose), names.join(", "));
        Failure::Said(message)
    })
}
