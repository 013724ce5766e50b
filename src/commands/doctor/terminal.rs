//! The terminal: whether there is one, its size, its colours, its letters.

use std::env;
use std::io::{self, IsTerminal};

use unicode_width::UnicodeWidthStr;

use super::{Finding, limited};
use crate::shell::probe;

/// What the screens are drawn with beside letters, each with the width that they count on.
const GLYPHS: [&str; 9] = ["█", "▀", "▚", "─", "━", "●", "×", "·", "…"];
/// The smallest screen, in columns and rows.
const SMALLEST: (u16, u16) = (40, 12);

pub(super) fn look(ask: bool) -> Vec<Finding> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return vec![Finding::fine("terminal", "not checked: the output is a pipe or a file"), locale(&set)];
    }
    vec![kind(&set), size(), colours(&set), blocks(&set), locale(&set), widths(ask)]
}

fn kind(set: &impl Fn(&str) -> Option<String>) -> Finding {
    match set("TERM") {
        Some(term) if term != "dumb" => Finding::fine("terminal", term),
        _ if cfg!(windows) => Finding::fine("terminal", "the Windows console"),
        term => {
            Finding::remark("terminal", format!("TERM is {}", term.unwrap_or_else(|| "not set".to_owned())))
                .hint("use `runup go --plain`, which needs no screen")
        }
    }
}

fn size() -> Finding {
    match probe::size() {
        Some((columns, rows)) if columns >= SMALLEST.0 && rows >= SMALLEST.1 => {
            Finding::fine("terminal", format!("{columns} columns, {rows} rows"))
        }
        Some((columns, rows)) => Finding::remark("terminal", format!("{columns} columns, {rows} rows"))
            .hint(format!("make it at least {} columns by {} rows", SMALLEST.0, SMALLEST.1)),
        None => Finding::remark("terminal", "it doesn't report its size; assuming 80 columns and 24 rows")
            .hint("set it with `stty cols 80 rows 24`"),
    }
}

fn colours(set: &impl Fn(&str) -> Option<String>) -> Finding {
    let full = set("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    let many = set("TERM").is_some_and(|term| term.ends_with("256color"));
    let what = match (set("NO_COLOR"), full, many) {
        (Some(_), ..) => "no colours: NO_COLOR is set",
        (None, true, _) => "colours: 24 bits (COLORTERM)",
        (None, false, true) => "colours: 256 (TERM)",
        (None, false, false) => "colours: 16",
    };
    Finding::fine("terminal", what)
}

/// Says whether the terminal draws blocks by its font, which leaves seams between rows.
///
/// Most terminals draw them themselves, to the edges of the cell; those that do not are known by their names.
fn blocks(set: &impl Fn(&str) -> Option<String>) -> Finding {
    let term = set("TERM").unwrap_or_default();
    let by_font = match set("TERM_PROGRAM").as_deref() {
        Some("Apple_Terminal") => Some("Terminal.app"),
        _ if set("XTERM_VERSION").is_some() => Some("xterm"),
        _ if term.starts_with("rxvt") => Some("rxvt"),
        _ if term.starts_with("st-") => Some("st"),
        _ => None,
    };
    match by_font {
        Some(name) => {
            Finding::remark("figures", format!("{name} draws them by its font, which may leave fine seams"))
                .hint("if they look striped: `markers = \"half\"` in the config, or another font")
        }
        None => Finding::fine("figures", "nothing is known against this terminal's blocks"),
    }
}

fn locale(set: &impl Fn(&str) -> Option<String>) -> Finding {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    let utf8 = |name: &String| name.to_ascii_uppercase().replace('-', "").contains("UTF8");
    match locale {
        _ if cfg!(windows) => Finding::fine("terminal", "UTF-8"),
        Some(name) if utf8(&name) => Finding::fine("terminal", format!("locale {name}")),
        name => {
            let what =
                name.map_or_else(|| "no locale set".to_owned(), |name| format!("locale {name} is not UTF-8"));
            Finding::remark("terminal", what)
                .hint("run `export LC_ALL=C.UTF-8`, or lines and figures may look broken")
        }
    }
}

/// Compares what the terminal does with the widths that the screens are laid out by.
fn widths(ask: bool) -> Finding {
    if !ask {
        return Finding::fine("terminal", "character widths: not checked");
    }
    let Some(Some(answers)) = limited(|| probe::widths(&GLYPHS)) else {
        return Finding::remark("terminal", "it doesn't report how wide characters are")
            .hint("ignore this unless the screen looks shifted");
    };
    let wrong: Vec<String> = GLYPHS
        .iter()
        .zip(answers)
        .filter(|(glyph, answer)| glyph.width() != usize::from(*answer))
        .map(|(glyph, answer)| format!("{glyph} takes {answer}"))
        .collect();
    if wrong.is_empty() {
        return Finding::fine("terminal", "characters are the right width");
    }
    Finding::remark("terminal", format!("characters wider than one column: {}", wrong.join(", ")))
        .hint("turn off any setting such as \"ambiguous characters are wide\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_draw_blocks_by_their_font_are_offered_halves() {
        let said = |variables: &'static [(&str, &str)]| {
            let set = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            format!("{:?}", blocks(&set))
        };
        for known in [
            &[("XTERM_VERSION", "XTerm(379)"), ("TERM", "xterm-256color")][..],
            &[("TERM_PROGRAM", "Apple_Terminal")],
            &[("TERM", "rxvt-unicode-256color")],
            &[("TERM", "st-256color")],
        ] {
            assert!(said(known).contains("half"), "{known:?}");
        }
        assert!(!said(&[("TERM", "xterm-kitty")]).contains("half"));
        assert!(!said(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")]).contains("half"));
    }
}
