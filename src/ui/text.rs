//! Text measured in cells: cut, wrapped, and freed of what would break the layout.
//!
//! Routine files may hold any text. What a terminal would act on (control characters, marks
//! that turn the direction of writing) is left out; what is wide counts two cells.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the pieces of a text that may be shown, each with its cells.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (&str, u16)> {
    text.graphemes(true).filter(|piece| !piece.contains(unfit)).map(|piece| (piece, piece.width() as u16))
}

fn unfit(c: char) -> bool {
    let turns =
        matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control()
}

/// Returns how many cells a text takes.
pub(super) fn width(text: &str) -> u16 {
    // Most text is plain.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    pieces(text).fold(0, |sum, (_, width)| sum.saturating_add(width))
}

/// Cuts a text to so many cells, with an ellipsis in the last of them.
pub(super) fn clip(text: &str, most: u16) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    if most == 0 {
        return out;
    }
    let mut left = most - 1;
    for (piece, width) in pieces(text) {
        if width > left {
            break;
        }
        left -= width;
        out.push_str(piece);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// Wraps a text on words; a word that is longer than a line is cut into lines.
pub(super) fn wrap(text: &str, width_of_line: u16) -> Vec<String> {
    let most = width_of_line.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let long = width(word);
        if long == 0 {
            continue;
        }
        if used > 0 && used + 1 + long <= most {
            line.push(' ');
            line.push_str(word);
            used += 1 + long;
            continue;
        }
        if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for (piece, cells) in pieces(word) {
            if used > 0 && used + cells > most {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(piece);
            used += cells;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Wraps a text into at most so many lines, the last of them cut if there is more.
pub(super) fn wrap_to(text: &str, width_of_line: u16, most: u16) -> Vec<String> {
    let mut lines = wrap(text, width_of_line);
    let most = usize::from(most);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            // One more than fits, so that the cut always shows.
            let cut = clip(&format!("{last}…"), width_of_line.max(1));
            *last = cut;
        }
    }
    lines
}

/// Says that a list goes on above, or how many rows more it has below; nothing if it is all there.
pub(super) fn more(above: bool, below: u16) -> Option<String> {
    Some(match (above, below) {
        (false, 0) => return None,
        (true, 0) => "↑ more".to_owned(),
        (false, n) => format!("↓ {n} more"),
        (true, n) => format!("↑↓ {n} more"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_ends_with_an_ellipsis_and_fits() {
        assert_eq!(clip("Wall calf stretch", 9), "Wall cal…");
        assert_eq!(clip("Wall calf stretch", 6), "Wall…");
        assert_eq!(clip("足首まわし", 5), "足首…");
        assert_eq!(clip("calf", 4), "calf");
        assert_eq!(clip("calf", 0), "");
    }

    #[test]
    fn text_wraps_on_words_and_long_words_are_cut() {
        assert_eq!(wrap("Rise on both feet", 8), ["Rise on", "both", "feet"]);
        assert_eq!(wrap("Kniegelenksbeuger", 6), ["Kniege", "lenksb", "euger"]);
        assert_eq!(wrap("  ", 6), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_is_marked() {
        assert_eq!(wrap_to("one two three", 5, 1), ["one…"]);
        assert_eq!(wrap_to("exact words here", 5, 2), ["exact", "word…"]);
    }

    #[test]
    fn marks_that_act_on_a_terminal_are_left_out() {
        assert_eq!(width("a\u{202e}b\u{1b}c\n"), 3);
    }
}
