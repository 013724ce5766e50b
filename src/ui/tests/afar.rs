//! What is read from 3 m while one gets in position.

use crate::library::{Kind, Library};
use crate::ui::digits;

/// Columns right of the figure at 120 columns, and lines of letters there.
const ROOM: u16 = 66;
const LINES: usize = 4;

#[test]
fn every_exercise_that_ships_has_a_posture_in_large_letters() {
    let library = Library::shipped();
    let ids: Vec<_> = library.ids(Kind::Exercise).map(|(id, _)| id.clone()).collect();
    for id in ids {
        let far = library.exercise(&id).unwrap().far.unwrap_or_else(|| panic!("{id} has no `far`"));
        let drawn = far.to_uppercase();
        assert!(digits::can_draw(&drawn), "{id}: {far}");
        let lines =
            digits::wrap(&drawn, ROOM, 3).unwrap_or_else(|| panic!("{id}: a word is too wide: {far}"));
        assert!(lines.len() <= LINES, "{id}: {lines:?}");
    }
}
