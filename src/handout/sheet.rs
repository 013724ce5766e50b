//! The lines of a sheet together: what marks them as a list, tables, and doses that stand below their name.

use std::ops::Range;

use super::grammar;
use super::token::number::is_measure;
use super::token::{Kind, Token, tokens};

/// Words that name a column of a table, and what a cell of it says.
const COLUMNS: &[(&str, Column)] = &[
    ("exercise", Column::Words),
    ("name", Column::Words),
    ("sets", Column::Unit("sets")),
    ("set", Column::Unit("sets")),
    ("reps", Column::Unit("reps")),
    ("repetitions", Column::Unit("reps")),
    ("rest", Column::Behind("rest")),
    ("load", Column::Words),
    ("weight", Column::Words),
    ("hold", Column::Behind("hold")),
    ("time", Column::Words),
    ("freq", Column::Words),
    ("frequency", Column::Words),
    ("side", Column::Words),
    ("sides", Column::Words),
    ("notes", Column::Words),
];

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// What it says itself.
    Words,
    /// A bare number of these.
    Unit(&'static str),
    /// A value of what this word names.
    Behind(&'static str),
}

/// A line to be read: its place, its words, and the lines below it that belong to it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: Range<usize>,
    pub(super) tokens: Vec<Token>,
    /// Lines that say how much, for the name in this one.
    pub(super) below: Vec<Range<usize>>,
    /// It is a row of a table without a head.
    pub(super) cells: bool,
}

/// Takes a sheet apart into its rows; heads of tables are left out.
pub(super) fn rows(text: &str, lines: &[Range<usize>]) -> Vec<Row> {
    let labels = labels(text, lines);
    let mut columns: Vec<Column> = Vec::new();
    let mut out: Vec<Row> = Vec::new();
    for (line, label) in lines.iter().zip(labels) {
        let line = line.clone();
        if let Some(head) = head(&text[line.clone()]) {
            columns = head;
            continue;
        }
        let table = text[line.clone()].matches('\t').count() + 1 == columns.len() && columns.len() > 1;
        let found =
            if table { cells(text, &line, &columns) } else { tokens(text, line.start + label..line.end) };
        let cells = !table && has_bare_cell(&text[line.clone()]);
        // "1 Heel raise", and below it "2 sets of 12 reps".
        if let Some(before) = out.last_mut()
            && !table
            && (is_name(&before.tokens) || !before.below.is_empty())
            && is_dose(&found)
        {
            let comma =
                Token { kind: Kind::Sign, text: ",".into(), span: line.start..line.start, glued: false };
            before.tokens.push(comma);
            before.tokens.extend(found);
            before.below.push(line);
            continue;
        }
        out.push(Row { line, tokens: found, below: Vec::new(), cells });
    }
    out
}

/// Tells whether a cell of a row is nothing but a number.
fn has_bare_cell(text: &str) -> bool {
    let bare = |cell: &str| !cell.trim().is_empty() && cell.trim().bytes().all(|byte| byte.is_ascii_digit());
    text.split('\t').skip(1).any(bare)
}

/// Reads the head of a table: at least two of its cells name columns.
fn head(text: &str) -> Option<Vec<Column>> {
    let cells: Vec<String> = text.split('\t').map(|cell| cell.trim().to_lowercase()).collect();
    let column = |cell: &String| COLUMNS.iter().find(|(name, _)| name == cell).map(|(_, column)| *column);
    let known = cells.iter().filter(|cell| column(cell).is_some()).count();
    (known >= 2 && known + 1 >= cells.len())
        .then(|| cells.iter().map(|cell| column(cell).unwrap_or(Column::Words)).collect())
}

/// Returns the words of a row, each cell as its column has it.
fn cells(text: &str, line: &Range<usize>, columns: &[Column]) -> Vec<Token> {
    let mut out = Vec::new();
    let mut start = line.start;
    for (cell, column) in text[line.clone()].split('\t').zip(columns) {
        let place = start..start + cell.len();
        start = place.end + 1;
        if matches!(cell.trim(), "" | "-" | "–" | "—" | "n/a") {
            continue;
        }
        let mut found = tokens(text, place.clone());
        let word = |text: &str, span: Range<usize>| Token {
            kind: Kind::Word,
            text: text.into(),
            span,
            glued: false,
        };
        let bare = found.len() == 1 && found[0].kind == Kind::Number;
        match column {
            Column::Unit(unit) if bare => {
                let span = found[0].span.end..found[0].span.end;
                found.push(Token { glued: true, ..word(unit, span) });
            }
            Column::Behind(what) => found.insert(0, word(what, place.start..place.start)),
            Column::Unit(_) | Column::Words => {}
        }
        if !out.is_empty() {
            out.push(Token {
                kind: Kind::Sign,
                text: ",".into(),
                span: place.start..place.start,
                glued: false,
            });
        }
        out.extend(found);
    }
    out
}

/// Tells whether words say nothing about how much, so that a line below may.
fn is_name(tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind == Kind::Word).count();
    let number = tokens.iter().any(|token| matches!(token.kind, Kind::Number | Kind::Unsure));
    words > 0 && !number && !tokens.last().is_some_and(|last| matches!(last.text.as_str(), ":" | "."))
}

/// Tells whether words say how much and nothing else.
fn is_dose(tokens: &[Token]) -> bool {
    let mut at = 0;
    let mut doses = false;
    while at < tokens.len() {
        match grammar::find(&tokens[at..]) {
            Some(found) if found.says.is_dose() => {
                doses = true;
                at += found.length;
            }
            _ if tokens[at].kind == Kind::Sign && matches!(tokens[at].text.as_str(), "," | "." | ";") => {
                at += 1;
            }
            _ => return false,
        }
    }
    doses
}

/// Returns for each line how many bytes of it are its number or letter in a list: `1 `, `A1 `, `B `.
fn labels(text: &str, lines: &[Range<usize>]) -> Vec<usize> {
    let found: Vec<Option<(String, usize)>> = lines.iter().map(|line| label(&text[line.clone()])).collect();
    let names: Vec<&str> = found.iter().flatten().map(|(name, _)| name.as_str()).collect();
    let numbers: Vec<&str> =
        names.iter().copied().filter(|name| name.bytes().all(|b| b.is_ascii_digit())).collect();
    let letters: Vec<&str> = names.iter().copied().filter(|name| !numbers.contains(name)).collect();
    let counted =
        numbers.len() > 1 && numbers.iter().enumerate().all(|(i, name)| *name == (i + 1).to_string());
    let lettered = letters.len() > 1 && letters[0].starts_with('A') && letters.is_sorted();
    let counts = |name: &str| if numbers.contains(&name) { counted } else { lettered };
    let length =
        |one: &Option<(String, usize)>| one.as_ref().filter(|(name, _)| counts(name)).map_or(0, |(_, n)| *n);
    found.iter().map(length).collect()
}

/// Returns what may be the label of a line, and the bytes up to what follows it.
fn label(line: &str) -> Option<(String, usize)> {
    let trimmed = line.trim_start();
    let (first, rest) = trimmed.split_once(' ')?;
    let digits = first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit());
    let mut chars = first.chars();
    let letter = chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.as_str().len() <= 1
        && chars.all(|c| c.is_ascii_digit());
    let next = rest.trim_start().split(|c: char| !c.is_alphanumeric()).next()?.to_lowercase();
    let name = next.starts_with(char::is_alphabetic) && !is_measure(&next) && !grammar::is_count(&next);
    ((digits || letter) && name).then(|| (first.to_owned(), line.len() - rest.len()))
}
