//! Random bytes and random changes: there is always an answer, and it is safe to show.

use proptest::prelude::*;
use runup::diagnostic::is_hidden;

use super::*;

const DEMO: &str = include_str!("../files/routines/calf-demo.toml");
const EXERCISE: &str = include_str!("../files/routines/exercises/calf-hold.toml");
const PLANS: [&str; 3] = [
    include_str!("../../routines/plans/nine-week-run-walk.toml"),
    include_str!("../../routines/plans/back-1-2-weeks.toml"),
    include_str!("../../routines/plans/back-from-heel-pain.toml"),
];
const PARTS: &[&str] = &[
    "steps",
    "name",
    "for",
    ".",
    "=",
    "[",
    "]",
    "{",
    "}",
    "[[steps]]\n",
    "\n",
    "\"",
    "'",
    "\"\"\"",
    "30s",
    ",",
    " ",
    "1",
    "true",
    "exercise",
    "\\u001b",
    "\r\n",
    "é",
    "\u{feff}",
    "#",
    "-",
    "reps",
    "tempo",
    "dose",
    "[plan]\n",
    "[[weeks]]\n",
    "[[stages]]\n",
    "runs",
    "share",
    "shape = \"weeks\"\n",
    "\"35%\"",
    "\"8x(1m run, 2m walk)\"",
];

/// Checks bytes as every kind of file.
fn answer(bytes: &[u8]) {
    let library = fixtures();
    let text = String::from_utf8_lossy(bytes);
    for kind in [Kind::Routine, Kind::Exercise, Kind::Sources, Kind::Plan, Kind::Figure, Kind::Config] {
        for problem in library.check_file(&made(kind, bytes)) {
            let shown = render(&problem, &text, Look::Plain);
            assert!(!shown.chars().any(|c| is_hidden(c) && c != '\n'), "{shown:?}");
        }
    }
    runup::routine::kind_of(bytes);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        answer(&bytes);
    }

    #[test]
    fn text_like_toml_never_panics(parts in prop::collection::vec(prop::sample::select(PARTS), 0..120)) {
        answer(parts.concat().as_bytes());
    }

    #[test]
    fn changed_files_never_panic(
        which in 0_usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..12),
    ) {
        let mut bytes = [DEMO, EXERCISE, PLANS[0], PLANS[1], PLANS[2]][which].as_bytes().to_vec();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => {
                    bytes.remove(at);
                }
                _ => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    bytes.splice(at..at, part);
                }
            }
        }
        answer(&bytes);
    }

    /// Values of the right form in any size.
    #[test]
    fn numbers_of_any_size_never_overflow(numbers: [i64; 6], seconds: u32) {
        let [reps, sets, rounds, priority, pace, every] = numbers;
        let text = format!(
            "name = \"x\"\nevery = {{ days = {every} }}\nsteps = [{{ rounds = {rounds}, steps = [\
             {{ exercise = \"march\", reps = {reps}, tempo = \"up {seconds}\", sets = {sets}, rest = \"1s\" }},\
             {{ name = \"o\", until = \"key\", typical = \"{seconds}s\", at-most = \"{seconds}s\", pace = {pace}, \
             priority = {priority} }}] }}]"
        );
        answer(text.as_bytes());
    }

    /// A run's text, shares and numbers of any size.
    #[test]
    fn plans_of_any_size_never_overflow(run in "[0-9x(), +a-z]{0,40}", numbers: [i64; 4], share in 0_u64..3000) {
        let [greens, times, runs, days] = numbers;
        let head = |shape: &str| format!("plan = {{ name = \"x\", summary = \"x\", shape = \"{shape}\", greens = {greens}, days-off = [{days}, {days}] }}\n");
        answer(format!("{}weeks = [{{ runs = [\"{run}\"], strides = {{ run = {runs}, times = {times}, time = \"{share}s\" }} }}]", head("weeks")).as_bytes());
        answer(format!("{}weeks = [{{ share = \"{share}%\", runs = {runs}, blocks = \"{run}\" }}]", head("share")).as_bytes());
        answer(format!("{}stages = [{{ id = \"A\", kind = \"levels\", levels = [{{ id = \"B\", run = \"{run}\" }}], back = {{ regress = {times} }} }}]", head("stages")).as_bytes());
    }

    #[test]
    fn rounds_are_counted_as_if_unfolded(
        rounds in prop::array::uniform3(1_u32..=50), sets in 1_u32..=20, seconds in 1_u32..=3600,
    ) {
        let [one, two, three] = rounds;
        let text = format!(
            "name = \"x\"\nsteps = [{{ rounds = {one}, steps = [{{ rounds = {two}, steps = [{{ rounds = {three}, \
             steps = [{{ exercise = \"march\", time = \"{seconds}s\", sets = {sets}, rest = \"1s\" }}] }}] }}] }}]"
        );
        let (value, text) = check_text(text);
        let times = one * two * three;
        let (segments, length) = (times * 2 * sets, u64::from(times) * u64::from(6 + sets * seconds + sets - 1));
        prop_assert_eq!(value.is_some(), segments <= 2_000 && length <= 3 * 3_600, "{}", text);
    }
}
