//! Files made to be too much: too many, too deep, too long. Each has its answer in time.

use super::table::report;
use super::*;

#[test]
fn ten_thousand_steps_are_too_many() {
    let steps = "[[steps]]\nexercise = \"march\"\ntime = \"5s\"\n".repeat(10_000);
    let (value, text) = check_text(format!("name = \"made\"\n{steps}"));
    assert!(value.is_none());
    assert!(text.contains("make 20000 segments; the limit is 2000"), "{text}");
}

#[test]
fn ten_thousand_wrong_steps_are_told_a_hundred_times() {
    let steps = "[[steps]]\nexercise = \"marhc\"\ntim = \"5s\"\n".repeat(10_000);
    let (_, text) = check_text(format!("name = \"made\"\n{steps}"));
    assert_eq!(text.matches("error: ").count(), 101, "{text}");
    assert!(text.contains("more problems in this file are not shown"));
}

#[test]
fn circuits_fifty_deep_are_refused() {
    let (open, close) = ("{ rounds = 2, steps = [".repeat(50), "] }".repeat(50));
    let (_, text) = check_text(format!("name = \"made\"\nsteps = [{open}{close}]"));
    assert!(text.contains("nested more than 32 deep; circuits can be nested 3 deep"), "{text}");

    let (open, close) = ("{ rounds = 2, steps = [".repeat(8), "] }".repeat(8));
    let (_, text) = check_text(format!("name = \"made\"\nsteps = [{open}{close}]"));
    assert!(text.contains("circuits are nested 4 deep here; the limit is 3"), "{text}");

    let header: Vec<_> = std::iter::repeat_n("steps", 50).collect();
    let (_, text) = check_text(format!("name = \"made\"\n[[{}]]\nrounds = 2\n", header.join(".")));
    assert!(text.contains("this key has more than 12 parts"), "{text}");
}

#[test]
fn endless_nesting_of_any_kind_does_not_overflow_the_stack() {
    let parts = [
        "[", "{", "{a=", "[[", "a.", "a . ", "\"a\".", "'a'.", "[a.", "a={b=", "x=[1,[", "\"", "'", "\"\"\"",
        "'''", "a.b=", "a\".", "a'.", "\\\".",
    ];
    for part in parts {
        for start in
            ["", "x = ", "[", "x = \"open\ny = ", "x = a\"b\ny = ", "# [\n", "x = \"\"\"\\\"\"\"\"\"\n"]
        {
            check_text(format!("{start}{}", part.repeat(100_000)));
        }
    }
    let (_, text) = check_text(format!("x = {}", "[".repeat(100_000)));
    assert!(text.contains("nested more than 32 deep"), "{text}");
    let (_, text) = check_text(format!("{}a = 1", "a.".repeat(100_000)));
    assert!(text.contains("more than 12 parts"), "{text}");
}

#[test]
fn a_mebibyte_of_anything_is_answered_in_time() {
    let parts = [
        "a\n",
        "=\n",
        "[x]\n",
        "[[steps]]\n",
        "name = 1\n",
        "\u{1b}",
        "a = 'x\n",
        "é",
        "\r",
        ",",
        "}{",
        "\\u",
        "# \u{1}\n",
        "a=1,",
        "\u{feff}",
    ];
    for part in parts {
        check_text(part.repeat((1 << 20) / part.len()));
    }
}

#[test]
fn a_giant_value_is_quoted_in_part() {
    let digits = "9".repeat(1_000_000);
    for keys in [
        format!("time = \"{digits}s\""),
        format!("time = \"{digits}\""),
        format!("time = {digits}"),
        format!("reps = {digits}"),
        format!("sides = \"{digits}\""),
        format!("or = [\"{digits}\"]"),
        format!("a{digits} = 1"),
        format!("tempo = \"{digits}\""),
        format!("tempo = \"{}\"", "up 1,".repeat(200_000)),
        format!("say = \"{}\"", "a ".repeat(500_000)),
        format!("name = \"{}\"", "a\u{301}".repeat(300_000)),
        format!("dose = \"{digits}\""),
        format!("for.a{digits} = {{}}"),
    ] {
        let (value, text) = check_text(step(&keys));
        assert!(value.is_none());
        assert!(text.len() < 6_000, "{}: {}", text.len(), &text[..2_000]);
    }
}

#[test]
fn a_file_of_two_mebibytes_is_refused_unread() {
    let (value, text) = check_text(" ".repeat(2 << 20));
    assert!(value.is_none());
    assert!(text.contains("the file has 2097152 bytes; the limit is 1048576 (1 MiB)"), "{text}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.toml");
    std::fs::write(&path, " ".repeat(2 << 20)).unwrap();
    assert!(report(&path).text.contains("the file has 2097152 bytes"));
}
