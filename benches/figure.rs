//! How long a picture of a figure takes, and its bytes: `cargo bench --bench figure`.
//!
//! A picture is drawn 8 or 12 times a second while something moves, so it has to be well under
//! a millisecond. Bytes are those of the cells that changed, with 24-bit colours.

use std::time::{Duration, Instant};

use runup::body::View;
use runup::figure::{Cell, Marker, Moment, Pen, Picture, Scene, Size};
use runup::library::Library;
use runup::routine::Id;
use runup::symptoms::Side;
use runup::ui::Colours;
use runup::ui::figure::text;

const FRAMES: u32 = 400;

fn main() {
    let library = Library::shipped();
    let size = Size { columns: 40, rows: 20 };
    for (id, view) in [
        ("heel-raise", View::Legs),
        ("heel-raise", View::Ankle),
        ("calf-wall-straight", View::Body),
        ("march", View::Body),
        ("run", View::Body),
    ] {
        let id = Id::new(id).expect("a name");
        let start = Instant::now();
        let figure = library.figure(&id).expect("a shipped figure");
        let read = start.elapsed();
        let start = Instant::now();
        let scene = Scene::new(&figure, view, size, Side::Right);
        let fit = start.elapsed();
        print!("{id} {}: read {read:?}, fit {fit:?};", view.id());
        for marker in [Marker::Block, Marker::Octant, Marker::Half, Marker::Braille] {
            let frame = |i: u32| Moment::Cycle(Duration::from_millis(125) * i);
            let start = Instant::now();
            let pictures: Vec<Picture> =
                (0..FRAMES).map(|i| scene.picture(&frame(i), Pen::new(marker))).collect();
            print!(" {marker:?} {:?}", start.elapsed() / FRAMES);
            if marker == Marker::Block {
                let changes: Vec<(usize, usize)> =
                    pictures.windows(2).map(|w| changed(&w[0], &w[1])).collect();
                let (cells, bytes) = changes.iter().fold((0, 0), |(c, b), (x, y)| (c + x, b + y));
                print!(" ({} cells, about {} bytes a frame)", cells / changes.len(), bytes / changes.len());
            }
        }
        println!();
    }
}

/// Cells that differ, and the bytes of these cells with a move of the cursor for each run.
fn changed(before: &Picture, now: &Picture) -> (usize, usize) {
    let columns = usize::from(now.size.columns);
    let differs = |i: &usize| before.cells[*i] != now.cells[*i];
    let (mut cells, mut bytes) = (0, 0);
    let mut run: Vec<Cell> = Vec::new();
    for i in 0..now.cells.len() {
        if differs(&i) {
            run.push(now.cells[i]);
            cells += 1;
        }
        if !run.is_empty() && (!differs(&i) || (i + 1) % columns == 0) {
            let size = Size { columns: run.len() as u16, rows: 1 };
            let cells = std::mem::take(&mut run);
            bytes += 7 + text(&Picture { size, cells }, Some(Colours::Dark)).len();
        }
    }
    (cells, bytes)
}
