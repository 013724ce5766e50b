//! A list as people type it, a step per line: `30s calf stretch left`, `Plank 1:00`, `3x Jump rope 45s`.
//!
//! A line holds a name and a time, in either order. What else may stand in it: how often, as `3x`; a side; a rest
//! that follows, as `, rest 10s`. Nothing is guessed: a line without a time is reported with its number.
//! Sets and repetitions are doses and not a timer's; a list that has them is for `runup new --from-text`.

use std::ops::Range;
use std::time::Duration;

use super::Problems;
use super::names::{clean, is_rest, is_rest_word};
use super::workout::{Item, MAX_STEP, MIN_STEP, Part, Set, Sides, Workout};
use crate::routine::{MAX_ROUNDS, MAX_SEGMENTS};
use crate::time::{duration_text, typed_number};

/// Longest line, in characters.
const MAX_LINE: usize = 300;
/// What begins a comment.
const COMMENTS: [&str; 2] = ["#", "//"];
/// Words for a dose that is counted.
const COUNTED: [&str; 10] =
    ["reps", "rep", "repetitions", "repetition", "repeats", "times", "sets", "set", "wdh", "wiederholungen"];
/// Words for both sides, one after the other.
const EACH: [&str; 9] = [
    "each side",
    "each leg",
    "each foot",
    "each arm",
    "per side",
    "per leg",
    "both sides",
    "left and right",
    "left/right",
];
/// What may stand around a name.
const EDGES: &[char] =
    &[' ', ':', '-', '–', '—', ',', ';', '=', '|', '@', '(', ')', '[', ']', '/', '+', '*', '•', '~'];

/// Reads a list; the title is that of the file.
pub(super) fn read(text: &str, title: &str) -> Result<Workout, Problems> {
    let mut problems = Problems::default();
    let mut workout = Workout { title: title.to_owned(), sets: Vec::new(), notes: Vec::new() };
    let mut steps = 0;
    for (at, line) in text.lines().enumerate() {
        let place = format!("line {}", at + 1);
        let Some(line) = content(line) else { continue };
        steps += 1;
        if steps > MAX_SEGMENTS {
            problems.add(place, format!("the list must have no more than {MAX_SEGMENTS} steps"));
            break;
        }
        match one(line) {
            Ok(set) => put(&mut workout.sets, set),
            Err(message) => problems.add(format!("{place}, `{}`", excerpt(line)), message),
        }
    }
    if problems.is_empty() {
        workout.faults("the list", &mut problems);
    }
    if problems.is_empty() { Ok(workout) } else { Err(problems) }
}

/// Returns what a line says; `None` for comments and empty ones.
fn content(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches('\u{feff}');
    if COMMENTS.iter().any(|mark| line.starts_with(mark)) {
        return None;
    }
    let line =
        COMMENTS.iter().fold(line, |line, mark| line.split(&format!(" {mark}")).next().unwrap_or(line));
    let line = unmarked(line.trim());
    (!line.is_empty()).then_some(line)
}

/// Takes a bullet or a number off the beginning: `- `, `* `, `[ ] `, `3. `, `3) `.
fn unmarked(line: &str) -> &str {
    for bullet in ["- ", "* ", "• ", "+ ", "[ ] ", "[x] "] {
        if let Some(rest) = line.strip_prefix(bullet) {
            return unmarked(rest.trim_start());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line.get(digits..).unwrap_or_default();
    match behind.strip_prefix(". ").or_else(|| behind.strip_prefix(") ")) {
        Some(rest) if (1..=3).contains(&digits) => rest.trim_start(),
        _ => line,
    }
}

/// Returns as much of a line as a message shows.
fn excerpt(line: &str) -> String {
    let line = clean(line);
    let cut = if line.chars().nth(60).is_some() { "…" } else { "" };
    format!("{}{cut}", line.chars().take(60).collect::<String>())
}

/// Adds what a line says; what is done once continues with what was done once before.
fn put(sets: &mut Vec<Set>, set: Set) {
    match sets.last_mut().filter(|last| last.rounds == 1 && set.rounds == 1) {
        Some(last) => last.parts.extend(set.parts),
        None => sets.push(set),
    }
}

/// Reads a line.
fn one(line: &str) -> Result<Set, String> {
    if line.chars().nth(MAX_LINE).is_some() {
        return Err(format!("this line must have no more than {MAX_LINE} characters"));
    }
    // What is found is blanked out, so that places stay and what is left is the name.
    let mut left = line.to_owned();
    let times = times(line);
    if let Some(which) = counted(line, &times) {
        return Err(format!(
            "{which} is a count, but a timer list needs times; for sets and reps, use `runup new --from-text`"
        ));
    }
    for time in &times {
        blank(&mut left, &time.place);
    }
    let rounds = rounds(&mut left)?;
    let each = each(&mut left);
    let (length, rest) = match times[..] {
        [] => {
            let hint = "write a time such as `30s`, `1:00` or `2 min` beside the name";
            let bare = left.split_whitespace().find(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
            return Err(match bare {
                Some(number) => format!("is `{number}` seconds or minutes? {hint}"),
                None => format!("this step has no time; {hint}"),
            });
        }
        [ref time] => (time.length, None),
        [ref first, ref second] => {
            let word = rest_word(&left, first.place.end);
            let Some(word) = word else {
                return Err("this step has two times; keep one".to_owned());
            };
            blank(&mut left, &word);
            (first.length, Some(second.length))
        }
        _ => return Err("this line has more than two times; write each step on its own line".to_owned()),
    };
    for length in [Some(length), rest].into_iter().flatten() {
        if length < MIN_STEP || length > MAX_STEP {
            return Err(format!(
                "this step takes {}; it must take from {} s to {}",
                duration_text(length),
                MIN_STEP.as_secs_f64(),
                duration_text(MAX_STEP)
            ));
        }
    }
    if let Some(word) = left.split_whitespace().find(|word| is_range(word)) {
        return Err(format!("can't read `{word}`; give one number"));
    }
    let name = name(&left);
    if name.is_empty() {
        return Err("this step has a time but no name; name the exercise, or write `rest`".to_owned());
    }
    let mut part =
        if is_rest(&name) { Part { item: Item::Rest, length } } else { Part::named(&name, length) };
    if let (Item::Work { sides, name: own }, true) = (&mut part.item, each) {
        (*sides, *own) = (Sides::Each, name);
    }
    let rest = rest.map(|length| Part { item: Item::Rest, length });
    Ok(Set { name: None, rounds, parts: std::iter::once(part).chain(rest).collect() })
}

/// Returns what is left as a name: single spaces, nothing at the edges, no `for` or `of` that belonged to the time.
fn name(left: &str) -> String {
    let mut name = clean(left);
    loop {
        let edged = name.trim_matches(EDGES);
        let words: Vec<&str> = edged.split(' ').collect();
        let joins = |word: Option<&&str>| {
            word.is_some_and(|word| {
                ["for", "of", "à", "für"].iter().any(|join| join.eq_ignore_ascii_case(word))
            })
        };
        let from = usize::from(joins(words.first()));
        let to = words.len() - usize::from(words.len() > from && joins(words.last()));
        let next = words[from..to].join(" ");
        if next == name {
            return name;
        }
        name = next;
    }
}

/// Puts spaces in a place.
fn blank(text: &mut String, place: &Range<usize>) {
    text.replace_range(place.clone(), &" ".repeat(place.len()));
}

/// Takes `3x` or `x3` out of a line; 1 if there is none.
fn rounds(left: &mut String) -> Result<u32, String> {
    let found = words(left).into_iter().find_map(|word| {
        let text = left[word.clone()].trim_matches(EDGES).to_lowercase();
        let crosses: &[char] = &['x', '×'];
        let digits = text.strip_suffix(crosses).or_else(|| text.strip_prefix(crosses))?;
        let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| (word, digits.to_owned()))
    });
    // `3 x Jump rope`: the cross stands by itself.
    let apart = || {
        let all = words(left);
        all.windows(2).find_map(|pair| {
            let (one, two) =
                (left[pair[0].clone()].trim_matches(EDGES), left[pair[1].clone()].trim_matches(EDGES));
            let cross = |text: &str| ["x", "X", "×"].contains(&text);
            let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let digits = match (number(one) && cross(two), cross(one) && number(two)) {
                (true, _) => one,
                (_, true) => two,
                _ => return None,
            };
            Some((pair[0].start..pair[1].end, digits.to_owned()))
        })
    };
    let Some((place, digits)) = found.or_else(apart) else { return Ok(1) };
    blank(left, &place);
    match digits.parse() {
        Ok(rounds @ 1..=MAX_ROUNDS) => Ok(rounds),
        _ => Err(format!("{digits} times; rounds must be from 1 to {MAX_ROUNDS}")),
    }
}

/// Takes the words for both sides out of a line.
fn each(left: &mut String) -> bool {
    // Lower-casing what is not ASCII could move places.
    let low = left.to_ascii_lowercase();
    let found = EACH.iter().find_map(|words| low.find(words).map(|at| at..at + words.len()));
    found.inspect(|place| blank(left, place)).is_some()
}

/// Returns the place of a word for a rest behind another place.
fn rest_word(left: &str, behind: usize) -> Option<Range<usize>> {
    words(left)
        .into_iter()
        .find(|word| word.start >= behind && is_rest_word(left[word.clone()].trim_matches(EDGES)))
}

/// Returns the places of the words.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) => word.end = end,
            None => words.push(at..end),
        }
    }
    words
}

/// A time in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Time {
    place: Range<usize>,
    length: Duration,
}

/// Finds what is counted instead of timed: `3x15`, `12 reps`.
fn counted(line: &str, times: &[Time]) -> Option<String> {
    let in_time = |at: usize| times.iter().any(|time| time.place.contains(&at));
    let low = line.to_ascii_lowercase();
    let bytes = low.as_bytes();
    for (at, cross) in low.char_indices().filter(|(_, c)| matches!(c, 'x' | '×')) {
        let before = low[..at].trim_end();
        let after = &low[at + cross.len_utf8()..];
        let second = low.len() - after.trim_start().len();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        if before.ends_with(|c: char| c.is_ascii_digit()) && digit(second) && !in_time(second) {
            let from = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            let digits = low[second..].bytes().take_while(u8::is_ascii_digit).count();
            return (!in_time(from)).then(|| format!("`{}`", clean(&line[from..second + digits])));
        }
    }
    let all = words(&low);
    all.windows(2).find_map(|pair| {
        let (number, word) = (&low[pair[0].clone()], low[pair[1].clone()].trim_matches(EDGES));
        let number = number.trim_matches(EDGES);
        let whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let hit = whole && !in_time(pair[0].start) && COUNTED.contains(&word.trim_end_matches('.'));
        hit.then(|| format!("`{number} {word}`"))
    })
}

/// Finds the times of a line: `30s`, `30 sec`, `1:00`, `1.5 min`, `1m30s`, `1 min 30 s`, `1'30"`.
fn times(line: &str) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    let mut at = 0;
    while let Some(found) = line[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let end = start + digits(&line[start..]);
        // A number inside a word or behind a point is part of something else.
        let before = line[..start].chars().next_back();
        let free = before
            .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | ':') || is_cross(line, start));
        // Nor is the end of a range or of a fraction: `2-3 min`, `1 1/2 min`.
        let free = free && !is_end(&line[..start]);
        match free.then(|| time_at(line, start)).flatten() {
            Some(time) => {
                at = time.place.end;
                times.push(time);
            }
            None => at = end,
        }
    }
    times
}

/// True if a word is a range of numbers: `2-3x`.
fn is_range(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches(['x', 'X', '×']).split(['-', '–', '/']).collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(number)
}

/// True if a text ends with the first half of a range or a fraction: `2-`, `2 - `, `2 to `, `1/`.
fn is_end(before: &str) -> bool {
    let close = before.trim_end();
    let half = close.trim_end_matches(['-', '–', '/']).len() < close.len();
    let sign = if half {
        close.trim_end_matches(['-', '–', '/'])
    } else {
        close.trim_end_matches("to").trim_end_matches("or")
    };
    let spaced = half || sign.len() < close.len() && sign.ends_with(' ');
    spaced && sign.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// True if a number stands behind the cross of `3x30s`.
fn is_cross(line: &str, start: usize) -> bool {
    let before = line[..start].trim_end_matches(['x', 'X', '×']);
    before.len() < start && before.ends_with(|c: char| c.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Reads the time that begins at a digit, if one does.
fn time_at(line: &str, start: usize) -> Option<Time> {
    clock_at(line, start).or_else(|| units_at(line, start))
}

/// Reads `1:00` or `1:02:30`.
fn clock_at(line: &str, start: usize) -> Option<Time> {
    let mut parts: Vec<u64> = Vec::new();
    let mut at = start;
    loop {
        let count = digits(&line[at..]);
        if count == 0 || count > 3 || (!parts.is_empty() && count != 2) {
            return None;
        }
        parts.push(line[at..at + count].parse().ok()?);
        at += count;
        match line[at..].strip_prefix(':') {
            Some(more) if more.starts_with(|c: char| c.is_ascii_digit()) && parts.len() < 3 => at += 1,
            _ => break,
        }
    }
    let joined = line[at..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    if joined || parts.len() < 2 || parts[1..].iter().any(|part| *part > 59) {
        return None;
    }
    let seconds = parts.iter().fold(0, |sum, part| sum * 60 + part);
    Some(Time { place: start..at, length: Duration::from_secs(seconds) })
}

/// Reads numbers with units, each smaller than the one before.
fn units_at(line: &str, start: usize) -> Option<Time> {
    let mut total = Duration::ZERO;
    let mut smallest = u64::MAX;
    let mut end = start;
    let mut at = start;
    loop {
        let number = at..at
            + line[at..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let gap = line[number.end..].bytes().take_while(|byte| *byte == b' ').count();
        let unit_at = number.end + gap;
        let unit: String = match line[unit_at..].chars().next() {
            Some(quote @ ('"' | '\'' | '″' | '′')) => quote.to_string(),
            _ => line[unit_at..].chars().take_while(|c| c.is_alphabetic()).collect(),
        };
        let Some(size) = unit_size(&unit, gap > 0).filter(|size| *size < smallest) else {
            // `1m30`: seconds that go without saying.
            let alone = gap > 0 || unit.is_empty();
            let bare = smallest == 60 && alone && number.len() == 2 && at == end;
            if let (true, Ok(seconds)) = (bare, line[number.clone()].parse::<u64>()) {
                return Some(Time { place: start..number.end, length: total + Duration::from_secs(seconds) });
            }
            break;
        };
        let value = typed_number(&line[number])?;
        total = total.saturating_add(
            Duration::try_from_secs_f64((value * size as f64 * 1000.0).round() / 1000.0).ok()?,
        );
        (smallest, end) = (size, unit_at + unit.len());
        let more = line[end..].bytes().take_while(|byte| *byte == b' ').count();
        at = end + usize::from(more == 1);
        if size == 1 || !line[at..].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
    }
    (end > start).then_some(Time { place: start..end, length: total })
}

/// Returns the seconds of a unit; one letter stands close to its number, or may be something else.
fn unit_size(unit: &str, apart: bool) -> Option<u64> {
    match unit.to_lowercase().trim_end_matches('.') {
        "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunde" | "sekunden" | "seg" | "\"" | "″" => {
            Some(1)
        }
        "m" if !apart => Some(60),
        "min" | "mins" | "minute" | "minutes" | "minuten" | "'" | "′" => Some(60),
        "h" if !apart => Some(3600),
        "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" => Some(3600),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symptoms::Side;

    fn seconds(line: &str) -> Vec<f64> {
        times(line).into_iter().map(|time| time.length.as_secs_f64()).collect()
    }

    #[test]
    fn times_are_read_in_the_ways_people_write_them() {
        for (line, expected) in [
            ("30s calf", 30.0),
            ("calf 30 sec", 30.0),
            ("Plank 1:00", 60.0),
            ("1.5 min x", 90.0),
            ("1,5 min x", 90.0),
            ("1m30s a", 90.0),
            ("1 min 30 s a", 90.0),
            ("a 1'30\"", 90.0),
            ("1m30 a", 90.0),
            ("a 45\"", 45.0),
            ("2' a", 120.0),
            ("1:02:30 a", 3750.0),
            ("3x30s a", 30.0),
            ("3 x 30 seconds", 30.0),
            ("A 0:45.", 45.0),
        ] {
            assert_eq!(seconds(line), [expected], "{line}");
        }
        for line in ["calf", "Plank 30", "10 m walk", "a30s", "1:75 a", "12:3 a", "5k run", "v1.5s"] {
            assert_eq!(seconds(line), [0.0; 0], "{line}");
        }
        assert_eq!(seconds("Plank 30s, rest 10s"), [30.0, 10.0]);
    }

    fn set(line: &str) -> (u32, Vec<String>) {
        let Set { rounds, parts, .. } = one(content(line).unwrap()).unwrap();
        let part = |part: &Part| {
            let length = part.length.as_secs_f64();
            match &part.item {
                Item::Rest => format!("rest {length}"),
                Item::Work { name, sides: Sides::Open } => format!("{name} {length}"),
                Item::Work { name, sides: Sides::One(Side::Left) } => format!("{name} {length} left"),
                Item::Work { name, sides: Sides::One(Side::Right) } => format!("{name} {length} right"),
                Item::Work { name, sides: Sides::Each } => format!("{name} {length} each"),
            }
        };
        (rounds, parts.iter().map(part).collect())
    }

    #[test]
    fn a_line_is_a_name_a_time_and_what_goes_with_them() {
        for (line, rounds, parts) in [
            ("30s calf stretch left", 1, vec!["calf stretch 30 left"]),
            ("Plank 1:00", 1, vec!["Plank 60"]),
            ("rest 15 s", 1, vec!["rest 15"]),
            ("3x Jump rope 45s", 3, vec!["Jump rope 45"]),
            ("3 x Jump rope 45s", 3, vec!["Jump rope 45"]),
            ("Jump rope 45s x3", 3, vec!["Jump rope 45"]),
            ("3x45s Jump rope", 3, vec!["Jump rope 45"]),
            ("- 2. Plank for 30 s # steady", 1, vec!["Plank 30"]),
            ("- [ ] Plank (30s)", 1, vec!["Plank 30"]),
            ("2x Plank 30s, rest 10s", 2, vec!["Plank 30", "rest 10"]),
            ("Plank: 30s / 10s rest", 1, vec!["Plank 30", "rest 10"]),
            ("Lunge 20s each side", 1, vec!["Lunge 20 each"]),
            ("Box jump 6x 20s", 6, vec!["Box jump 20"]),
        ] {
            assert_eq!(set(line), (rounds, parts.into_iter().map(str::to_owned).collect()), "{line}");
        }
    }

    #[test]
    fn what_a_line_does_not_give_is_told_with_its_place() {
        for (line, part) in [
            ("Plank", "has no time"),
            ("Plank 30", "is `30` seconds or minutes?"),
            ("30s", "no name"),
            ("3x15 calf raises", "`3x15` is a count"),
            ("calf raises 3 x 12", "runup new --from-text"),
            ("12 reps of squats", "`12 reps` is a count"),
            ("Plank 30s 40s", "two times"),
            ("Plank 2-3 min", "has no time"),
            ("Plank 1 1/2 min", "is `1` seconds or minutes?"),
            ("Plank 30 to 45 s", "is `30` seconds or minutes?"),
            ("Plank 1.000 s", "has no time"),
            ("2-3x Plank 30s", "can't read `2-3x`"),
            ("Plank 2h", "it must take from 0.5 s to 1h"),
            ("99x Plank 30s", "99 times; rounds must be from 1 to 50"),
            ("Plank 0s", "this step takes 0s"),
        ] {
            let told = read(&format!("# list\n\n{line}\n"), "x").unwrap_err().to_string();
            assert!(told.starts_with("line 3, `") && told.contains(part), "{line}: {told}");
        }
    }

    #[test]
    fn comments_and_empty_lines_say_nothing_and_an_empty_list_is_told() {
        assert_eq!(content("# a"), None);
        assert_eq!(content("  // a"), None);
        assert!(read("# a\n\n", "x").unwrap_err().to_string().contains("no step"));
    }
}
