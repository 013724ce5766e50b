//! Every kind of record, as the first version wrote it, reads and writes unchanged.

use std::collections::BTreeSet;

use serde_json::Value;

use super::read::KINDS;
use super::*;

/// One line of each kind. Lines are added here, never changed: people have such files.
const V1: &str = include_str!("../../tests/history/v1.jsonl");

fn fault(line: &str) -> Unread {
    Record::from_line(line.as_bytes()).unwrap_err()
}

/// The line of a kind, with one piece of it replaced.
fn changed(kind: &str, from: &str, to: &str) -> String {
    let tag = format!("\"kind\":\"{kind}\"");
    let line = V1.lines().find(|l| l.contains(&tag)).unwrap();
    assert!(line.contains(from), "{from} is not in {line}");
    line.replace(from, to)
}

#[test]
fn every_kind_reads_and_writes_unchanged() {
    let mut seen = BTreeSet::new();
    for line in V1.lines() {
        let record = Record::from_line(line.as_bytes()).unwrap();
        assert_eq!(record.to_line().unwrap(), format!("{line}\n").into_bytes());
        assert_eq!(serde_json::from_str::<Record>(line).unwrap(), record, "serde reads it differently");
        let value: Value = serde_json::from_str(line).unwrap();
        seen.insert(value["kind"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen, KINDS.iter().map(|k| (*k).to_owned()).collect());
}

#[test]
fn keys_in_another_order_change_nothing() {
    for line in V1.lines() {
        let Value::Object(fields) = serde_json::from_str(line).unwrap() else { panic!("no object") };
        let sorted: BTreeMap<_, _> = fields.into_iter().collect();
        let sorted = serde_json::to_vec(&sorted).unwrap();
        assert_eq!(Record::from_line(&sorted).unwrap(), Record::from_line(line.as_bytes()).unwrap());
    }
}

#[test]
fn fields_that_are_not_known_yet_are_skipped() {
    for line in V1.lines() {
        let record = Record::from_line(line.as_bytes()).unwrap();
        let tail = line.replace('\n', "").strip_suffix('}').unwrap().to_owned()
            + r#","weather":{"rain":[1,2.5,null]},"mood":"fine"}"#;
        assert_eq!(Record::from_line(tail.as_bytes()).unwrap(), record);
        let head = line.replacen('{', r#"{"weather":{"kind":"rain"},"#, 1);
        assert_eq!(Record::from_line(head.as_bytes()).unwrap(), record);
    }
}

#[test]
fn a_newer_version_is_recognised_whatever_it_holds() {
    assert_eq!(fault(&changed("run", "\"v\":1", "\"v\":2")), Unread::Newer { v: 2 });
    assert_eq!(fault(r#"{"v":7,"kind":"dream","who":[]}"#), Unread::Newer { v: 7 });
}

#[test]
fn an_unknown_kind_is_recognised() {
    let line = changed("flag", "\"kind\":\"flag\"", "\"kind\":\"omen\"");
    assert_eq!(fault(&line), Unread::UnknownKind { kind: "omen".into() });
}

#[test]
fn a_value_out_of_range_is_told() {
    for (kind, from, to, says) in [
        ("run", "\"during\":2", "\"during\":11", "from 0 to 10, not 11"),
        ("run", "\"during\":2", "\"during\":300", "300"),
        ("run", "\"during\":2", "\"during\":-1", "-1"),
        ("run", "\"during\":2", "\"during\":2.5", "2.5"),
        ("session", "\"worst\":3", "\"worst\":12", "from 0 to 10, not 12"),
        ("session", "\"score\":2", "\"score\":99", "from 0 to 10, not 99"),
        ("session", "pre-run-5", "../../etc", "is no id"),
        ("check-in", "under-heel", "knee", "knee"),
        ("plan", "2026-11-02", "2026-13-02", "month"),
        ("flag", "+01:00", "", "offset"),
        ("flag", "\"rev\":1", "\"rev\":-1", "-1"),
        ("flag", "\"sign\":\"RF08\",", "", "sign"),
    ] {
        let Unread::Damaged { reason } = fault(&changed(kind, from, to)) else { panic!("{to}") };
        assert!(reason.contains(says), "{reason}");
    }
}

#[test]
fn what_is_no_record_is_damaged() {
    for line in ["", "null", "[]", "{}", "{\"v\":1", "42", "{\"v\":1,\"kind\":\"run\"}", "\u{0}\u{0}"] {
        assert!(matches!(fault(line), Unread::Damaged { .. }), "{line}");
    }
    assert!(matches!(Record::from_line(b"\xff\xfe{\x80}"), Err(Unread::Damaged { .. })));
}

#[test]
fn a_number_that_cannot_be_read_back_is_not_written() {
    let line = V1.lines().find(|l| l.contains("\"kind\":\"run\"")).unwrap();
    let mut record = Record::from_line(line.as_bytes()).unwrap();
    for wrong in [f64::NAN, f64::INFINITY] {
        let Body::Run(run) = &mut record.body else { panic!("no run") };
        run.distance_km = Some(wrong);
        assert!(record.to_line().is_err());
    }
}

proptest::proptest! {
    #[test]
    fn any_number_of_minutes_reads_back(minutes in proptest::num::f64::NORMAL, note in ".*") {
        let line = V1.lines().find(|l| l.contains("\"kind\":\"run\"")).unwrap();
        let mut record = Record::from_line(line.as_bytes()).unwrap();
        let Body::Run(run) = &mut record.body else { panic!("no run") };
        run.minutes = minutes;
        run.note = Some(note);
        let line = record.to_line().unwrap();
        proptest::prop_assert_eq!(line.iter().position(|b| *b == b'\n'), Some(line.len() - 1));
        proptest::prop_assert_eq!(Record::from_line(&line).unwrap(), record);
    }
}
