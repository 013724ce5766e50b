//! Names that others wrote: made harmless, made distinct, and found among our exercises.
//!
//! Nothing is guessed. A name is one of our exercises only if the words are the same, and a rest only if
//! it is called nothing else.

use std::collections::BTreeMap;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::is_hidden;
use crate::library::{Kind, Library};
use crate::routine::Id;
use crate::symptoms::Side;

/// Widest name of a routine file, in cells.
const MAX_CELLS: usize = 60;

/// The names of a pause, in the languages that the timer comes in and some others.
const RESTS: &[&str] = &[
    "rest",
    "resting",
    "rest time",
    "short rest",
    "long rest",
    "break",
    "short break",
    "long break",
    "water break",
    "pause",
    "short pause",
    "long pause",
    "breather",
    "recover",
    "recovery",
    "kurze pause",
    "lange pause",
    "ruhe",
    "erholung",
    "ausruhen",
    "verschnaufpause",
    "repos",
    "récupération",
    "recup",
    "récup",
    "descanso",
    "pausa",
    "riposo",
    "recupero",
    "rust",
    "przerwa",
    "odpoczynek",
    "отдых",
    "перерыв",
    "пауза",
    "mola",
    "dinlenme",
    "休息",
];

/// What the sides are called, in the same languages.
const SIDES: [(Side, &[&str]); 2] = [
    (Side::Left, &["left", "links", "gauche", "izquierda", "sinistra", "lewa", "слева"]),
    (Side::Right, &["right", "rechts", "droite", "derecha", "destra", "prawa", "справа"]),
];

/// Words that say that both feet leave the floor.
const IMPACT: &[&str] = &[
    "jump",
    "jumps",
    "jumping",
    "hop",
    "hops",
    "hopping",
    "skip",
    "skips",
    "skipping",
    "burpee",
    "burpees",
    "plyometric",
    "plyometrics",
    "bounding",
    "bounds",
];

/// Returns a text in one line, without what is not seen, with single spaces.
pub(super) fn clean(text: &str) -> String {
    let seen: String = text
        .chars()
        .filter_map(|c| if c.is_whitespace() { Some(' ') } else { (!is_hidden(c)).then_some(c) })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns as much of a text as a name may have, with a mark if something is left out.
pub(super) fn cut(text: &str) -> String {
    // Marks that stand above one another take no cell, so characters are counted too.
    if text.width() <= MAX_CELLS && text.chars().count() <= MAX_CELLS {
        return text.to_owned();
    }
    let mut cells = 1;
    let kept = text.chars().take(MAX_CELLS - 1).take_while(|c| {
        cells += c.width().unwrap_or(0);
        cells <= MAX_CELLS
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

/// Returns the words of a name: small letters and digits, single spaces between.
fn words(name: &str) -> String {
    let letters: String = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True if a name says that nothing is done.
pub(super) fn is_rest(name: &str) -> bool {
    RESTS.contains(&words(name).as_str())
}

/// True if a word of a text is one for a pause.
pub(super) fn is_rest_word(word: &str) -> bool {
    ["rest", "break", "pause"].contains(&words(word).as_str())
}

/// True if a name says that it hops or jumps.
pub(super) fn is_impact(name: &str) -> bool {
    let mut before = "";
    words(name).split(' ').any(|word| {
        let not = ["no", "non", "without"].contains(&std::mem::replace(&mut before, word));
        !not && IMPACT.contains(&word)
    })
}

/// Takes the side off the end of a name: "Calf stretch (left)", "Calf stretch, left leg".
pub(super) fn side(name: &str) -> (&str, Option<Side>) {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '-' | '–' | ':' | '/' | '.');
    let end = name.trim_end_matches(ends);
    let (base, last) = match end.rsplit_once(ends) {
        Some((base, part)) if ["leg", "side", "foot", "arm"].contains(&part.to_lowercase().as_str()) => {
            base.trim_end_matches(ends).rsplit_once(ends).unwrap_or_default()
        }
        Some(split) => split,
        None => return (name, None),
    };
    let last = last.to_lowercase();
    let side = SIDES.iter().find(|(_, words)| words.contains(&last.as_str())).map(|(side, _)| *side);
    let base = base.trim_end_matches(ends);
    if base.is_empty() || side.is_none() { (name, None) } else { (base, side) }
}

/// Our exercises by the words of their names and ids.
#[derive(Debug)]
pub(super) struct Exercises(BTreeMap<String, Option<Id>>);

impl Exercises {
    pub(super) fn of(library: &Library) -> Self {
        let mut known: BTreeMap<String, Option<Id>> = BTreeMap::new();
        for (id, _) in library.ids(Kind::Exercise) {
            let Ok(exercise) = library.exercise(id) else { continue };
            for name in [words(&exercise.name), words(id.as_str())] {
                // What two exercises are called says neither.
                known
                    .entry(name)
                    .and_modify(|there| *there = there.take().filter(|other| other == id))
                    .or_insert_with(|| Some(id.clone()));
            }
        }
        Self(known)
    }

    /// Returns the exercise of a name, if it is certain.
    pub(super) fn find(&self, name: &str) -> Option<&Id> {
        self.0.get(&words(name))?.as_ref()
    }
}

/// Makes a file's name of a title; letters with marks lose them.
pub fn file_id(title: &str) -> Id {
    let plain: String = title.chars().flat_map(char::to_lowercase).map(plain).collect();
    let id = Id::from_words(&plain);
    // This is what an id becomes when no letter could stay.
    let lost = id.as_str() == "step" && !plain.contains("step");
    if lost { Id::from_words("workout") } else { id }
}

/// True if a name means something else than a routine to a command or to a system.
pub fn is_reserved(id: &Id) -> bool {
    let name = id.as_str();
    let port = |of: &str| name.strip_prefix(of).is_some_and(|n| n.len() == 1 && n != "0");
    ["today", "sources", "config", "con", "prn", "aux", "nul"].contains(&name) || port("com") || port("lpt")
}

/// Returns the letters of a mark-less spelling.
const fn plain(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
        'ð' | 'ď' => "d",
        'ğ' => "g",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' => "o",
        'ö' | 'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' => "s",
        'ß' => "ss",
        'ť' => "t",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' => "u",
        'ü' => "ue",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        c => ascii(c),
    }
}

/// Returns an ASCII letter or digit as it is, and anything else as a gap.
const fn ascii(c: char) -> &'static str {
    const LETTERS: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    let at = match c {
        '0'..='9' => c as usize - '0' as usize,
        'a'..='z' => c as usize - 'a' as usize + 10,
        _ => return " ",
    };
    LETTERS.split_at(at).1.split_at(1).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_taken_off_the_end_only() {
        for (name, base, said) in [
            ("Calf stretch left", "Calf stretch", Some(Side::Left)),
            ("Calf stretch (Right)", "Calf stretch", Some(Side::Right)),
            ("Lunge - left leg", "Lunge", Some(Side::Left)),
            ("Wadendehnung – links", "Wadendehnung", Some(Side::Left)),
            ("Left leg raise", "Left leg raise", None),
            ("Left", "Left", None),
            ("left leg", "left leg", None),
            ("", "", None),
            ("Plank", "Plank", None),
        ] {
            assert_eq!(side(name), (base, said), "{name}");
        }
    }

    #[test]
    fn only_what_is_called_nothing_else_is_a_rest() {
        assert!(is_rest("Rest") && is_rest(" PAUSE! ") && is_rest("Récupération"));
        assert!(!is_rest("Rest position") && !is_rest("Active rest") && !is_rest(""));
    }

    #[test]
    fn hops_are_known_by_their_words() {
        assert!(is_impact("Jumping jacks") && is_impact("Low hops"));
        assert!(!is_impact("Lunge, no jump") && !is_impact("Hopscotch"));
    }

    #[test]
    fn only_the_same_words_are_the_same_exercise() {
        let known = Exercises::of(&Library::shipped());
        let id = |name: &str| known.find(name).map(ToString::to_string);
        assert_eq!(id("calf stretch - knee straight"), Some("calf-stretch-straight".into()));
        assert_eq!(id("Heel raise single"), Some("heel-raise-single".into()));
        assert_eq!(id("Calf stretch"), None);
        assert_eq!(id(""), None);
    }

    #[test]
    fn a_file_is_named_after_its_title_and_never_after_something_else() {
        assert_eq!(file_id("Früh-Übung Nº 1").as_str(), "frueh-uebung-n-1");
        assert_eq!(file_id("休息").as_str(), "workout");
        assert_eq!(file_id("../../etc/passwd\u{202e}").as_str(), "etc-passwd");
        assert_eq!(file_id("Step").as_str(), "step");
        assert!(
            is_reserved(&file_id("Today")) && is_reserved(&file_id("COM1")) && !is_reserved(&file_id("Com"))
        );
    }

    #[test]
    fn a_long_name_is_cut_to_what_a_name_may_have() {
        let long = cut(&"界".repeat(80));
        assert!(long.width() <= MAX_CELLS && long.ends_with('…'), "{long}");
        assert!(cut(&"e\u{301}".repeat(300)).chars().count() <= MAX_CELLS);
        assert_eq!(clean(" a\u{202e}b\tc\n\x1b[31m "), "ab c [31m");
    }
}
