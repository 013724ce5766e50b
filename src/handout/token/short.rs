//! Shortened words: abbreviations with a dot, sides in one word, and what physios write for an exercise.

use super::Token;

/// What is short for other words, as its pieces, and what it means.
const MEANS: &[(&[&str], &[&str])] = &[
    (&["bk"], &["bent", "knee"]),
    (&["sk"], &["straight", "knee"]),
    (&["hs"], &["hamstring"]),
    (&["iso"], &["isometric"]),
    (&["tib", "ant"], &["tibialis"]),
    (&["tib"], &["tibialis"]),
    (&["abd"], &["abduction"]),
    (&["gtb"], &["green", "band"]),
    (&["rtb"], &["red", "band"]),
    (&["ytb"], &["yellow", "band"]),
    (&["btb"], &["blue", "band"]),
    (&["kb"], &["kettlebell"]),
    (&["db"], &["dumbbell"]),
    (&["wt"], &["weight"]),
    (&["wts"], &["weights"]),
    (&["ec"], &["eyes", "closed"]),
    (&["eo"], &["eyes", "open"]),
    (&["b", "/", "w"], &["between"]),
    (&["e", "/", "h"], &["each", "hand"]),
    (&["standing", "on", "one", "leg"], &["balance", "on", "one", "leg"]),
    (&["stand", "on", "one", "leg"], &["balance", "on", "one", "leg"]),
];

/// Abbreviations that a dot may follow.
const ABBREVIATED: &[&str] = &[
    "alt", "approx", "bil", "bilat", "e", "ea", "each", "hr", "hrs", "kg", "kgs", "l", "lb", "lbs", "lt",
    "max", "min", "mins", "r", "rep", "reps", "rt", "s", "sec", "secs", "unilat", "wk", "wks",
];
/// What is short for a side.
const LEFT: &[&str] = &["l", "lt", "lft", "left"];
const RIGHT: &[&str] = &["r", "rt", "rgt", "right"];
/// What has a left and a right one.
const PARTS: &[&str] = &["leg", "side", "foot", "ankle", "calf", "heel", "knee"];

/// Tells whether a text begins with the dot of an abbreviation, and not with a full stop: no sentence and no number
/// begins behind it.
pub(super) fn is_abbreviated(word: &str, text: &str) -> bool {
    let Some(after) = text.strip_prefix('.').filter(|_| ABBREVIATED.contains(&word)) else { return false };
    let mut next = after.trim_start().chars();
    match (next.next(), next.next()) {
        (Some(first), second) => {
            let sentence = first.is_uppercase() && second.is_some_and(char::is_alphabetic);
            !first.is_numeric() && !matches!(first, '.' | ',') && !sentence
        }
        (None, _) => true,
    }
}

/// Writes out what is short for other words; each of these stands where the short one does.
pub(super) fn written_out(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let begins = |short: &[&str]| {
            rest.len() >= short.len()
                && short.iter().zip(rest).all(|(word, token)| *word == token.text)
                && rest[..short.len()].iter().all(|token| !token.glued)
        };
        if let Some((short, words)) = MEANS.iter().find(|(short, _)| begins(short)) {
            let span = rest[0].span.start..rest[short.len() - 1].span.end;
            let piece =
                |word: &&str| Token { text: (*word).to_owned(), span: span.clone(), ..rest[0].clone() };
            out.extend(words.iter().map(piece));
            at += short.len();
        } else {
            out.push(rest[0].clone());
            at += 1;
        }
    }
    out
}

/// Returns the side that a word is: `lft`, `rhs`, `rightside`, `Rleg`.
pub(super) fn side(word: &str) -> Option<&'static str> {
    let is = |names: &[&str]| {
        let part = |name: &&str| word.strip_prefix(*name).is_some_and(|rest| PARTS.contains(&rest));
        names.iter().any(part)
    };
    match word {
        "lft" | "lhs" => Some("left"),
        "rgt" | "rhs" => Some("right"),
        _ if is(LEFT) => Some("left"),
        _ if is(RIGHT) => Some("right"),
        _ => None,
    }
}

/// Returns the side of a word that ends with a cross in front of a number: `L` of `Lx3`.
pub(super) fn side_before_cross<'w>(word: &'w str, behind: &str) -> Option<&'w str> {
    let side = word.strip_suffix('x').filter(|_| behind.starts_with(|c: char| c.is_ascii_digit()))?;
    (LEFT.contains(&side) || RIGHT.contains(&side)).then_some(side)
}
