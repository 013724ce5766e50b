//! Pictures of all figures: each for itself, and one sheet of all of them at three sizes.
//!
//! They are read from the folder, not from the program, so that a picture follows its file.

use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::path::Path;
use std::time::Duration;

use runup::body::{Figure, Way};
use runup::figure::{Marker, Moment, Pen, Scene, Size};
use runup::library::{Kind, Library};
use runup::routine::Id;
use runup::symptoms::Side;
use runup::ui::Colours;
use runup::ui::figure::text;

use super::svg;

/// The sizes at which a figure must be read.
const SIZES: [Size; 3] =
    [Size { columns: 26, rows: 13 }, Size { columns: 40, rows: 16 }, Size { columns: 44, rows: 25 }];
/// Most moments of a figure that are shown.
const MOMENTS: usize = 4;
/// Figures beside one another on the sheet.
const BESIDE: usize = 2;
/// Moments of a figure on the sheet.
const ON_SHEET: usize = 2;

/// Draws those whose name holds one of the words; all where there are none.
pub(super) fn all(root: &Path, target: &Path, wanted: &[String]) {
    let (own, problems) = runup::files::read_tree(&root.join("routines/figures"));
    assert!(problems.is_empty(), "{problems:?}");
    let library = Library::shipped().with_own(own);
    let mut ids: Vec<Id> = library.ids(Kind::Figure).map(|(id, _)| id.clone()).collect();
    ids.sort();
    ids.dedup();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let mut sheet = Page::default();
    let (width, height) =
        (SIZES.iter().map(|s| s.columns + 2).sum::<u16>() * ON_SHEET as u16, SIZES[2].rows + 2);
    for (i, id) in ids.iter().enumerate() {
        let figure = match library.figure(id) {
            Ok(figure) => figure,
            // The others are drawn all the same: this is what one looks at while writing one.
            Err(error) => {
                eprintln!("{id}: {error}");
                continue;
            }
        };
        let at = ((i % BESIDE) as u16 * width, (i / BESIDE) as u16 * height);
        sheet.row(&figure, id.as_str(), at, ON_SHEET);
        let name = format!("figure-{id}");
        if is_wanted(&name) {
            let mut page = Page::default();
            page.row(&figure, id.as_str(), (0, 0), MOMENTS);
            page.write(&target.join(format!("{name}.svg")));
        }
    }
    if is_wanted("figures") {
        sheet.write(&target.join("figures.svg"));
        println!("figures.svg  {} figures", ids.len());
    }
}

/// What stands on a page, for a terminal of its size.
#[derive(Default)]
struct Page {
    text: String,
    columns: u16,
    rows: u16,
}

impl Page {
    fn row(&mut self, figure: &Figure, name: &str, (x, y): (u16, u16), most: usize) {
        let _ = write!(self.text, "\x1b[{};{}H\x1b[1m{name}\x1b[0m", y + 1, x + 1);
        let mut left = x;
        for size in SIZES.iter().rev() {
            let scene = Scene::new(figure, figure.view, *size, Side::Right);
            for moment in moments(figure, most) {
                let picture = text(&scene.picture(&moment, Pen::new(Marker::Block)), Some(Colours::Dark));
                for (row, line) in (y + 1..).zip(picture.lines()) {
                    let _ = write!(self.text, "\x1b[{};{}H{line}", row + 1, left + 1);
                }
                left += size.columns + 2;
                self.rows = self.rows.max(y + 1 + SIZES[2].rows);
            }
        }
        self.columns = self.columns.max(left);
    }

    fn write(&self, path: &Path) {
        let size = |n: u16| NonZero::new(n).expect("a page is not empty");
        let mut parser = vt100::Parser::new(size(self.rows), size(self.columns), 0);
        parser.process(self.text.as_bytes());
        fs::write(path, svg::picture(parser.screen(), false)).expect("a picture can be written");
    }
}

/// The poses of the cycle, each once; of what never stops, moments of it.
fn moments(figure: &Figure, most: usize) -> Vec<Moment<'static>> {
    let motion = &figure.motion;
    if motion.way() != Way::Eased && !motion.is_still() {
        let part = motion.length() / (most as u32);
        let start = Duration::from_millis(10);
        return (0..most as u32).map(|i| Moment::Cycle(start + part * i)).collect();
    }
    let mut poses: Vec<usize> = Vec::new();
    for (name, _) in motion.beats() {
        let pose = motion.pose(name).expect("a beat ends in a pose");
        if !poses.contains(&pose) {
            poses.push(pose);
        }
    }
    poses.into_iter().take(most).map(Moment::Still).collect()
}
