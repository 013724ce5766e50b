//! A run as the plain text that the workout builder of intervals.icu reads.
//!
//! A line that begins with a dash is a step: its cue, its time and its kind. Any other line heads a section, and `4x`
//! in it repeats the section four times. Empty lines part sections. A step has no target: no plan here knows a pace.

use std::fmt::Write as _;

use crate::plans::{Pace, Part, Piece, Sheet};
use crate::time::duration_text;
use crate::timeline::piece_words;

/// Writes a run.
pub fn intervals_text(sheet: &Sheet) -> String {
    let mut sections = Vec::new();
    for (times, set) in sheet.blocks() {
        let heading = match set.first().map(|piece| piece.part) {
            Some(Part::WalkIn) => "Warmup",
            Some(Part::WalkOut) => "Cooldown",
            Some(Part::Easy | Part::Stride) => "Strides",
            Some(Part::Main) | None => "Main set",
        };
        let mut section = heading.to_owned();
        if times > 1 {
            let _ = write!(section, " {times}x");
        }
        for piece in &set {
            let (name, _) = piece_words(piece);
            let _ = write!(section, "\n- {name} {} intensity={}", duration_text(piece.length), kind(piece));
        }
        sections.push(section);
    }
    sections.join("\n\n") + "\n"
}

/// The kind of a step, as the watch reads it.
const fn kind(piece: &Piece) -> &'static str {
    match (piece.part, piece.pace) {
        (Part::WalkIn, _) => "warmup",
        (Part::WalkOut, _) => "cooldown",
        (Part::Easy, _) | (Part::Main, Pace::Walk) => "rest",
        (Part::Main | Part::Stride, _) => "active",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::plans::Strides;

    #[test]
    fn a_run_is_sections_of_steps_and_what_comes_again_is_written_once() {
        let sheet = Sheet {
            place: "week 4, run 1".into(),
            workout: "4x(3m run, 1m30s walk), 2m run".parse().unwrap(),
            walk_in: Duration::from_secs(240),
            walk_out: Duration::from_secs(300),
            strides: Some(Strides { times: 4, time: Duration::from_secs(15) }),
        };
        let expected = "\
Warmup
- Brisk walk 4m intensity=warmup

Main set 4x
- Run 3m intensity=active
- Walk 1m30s intensity=rest

Main set
- Run 2m intensity=active

Strides 4x
- Easy 45s intensity=rest
- Stride 15s intensity=active

Cooldown
- Easy walk 5m intensity=cooldown
";
        assert_eq!(intervals_text(&sheet), expected);
    }
}
