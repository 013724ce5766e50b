//! Histories of several devices read as one, whatever way they came together.

#[path = "support/decade.rs"]
mod decade;

use std::collections::BTreeSet;

use runup::record::Log;

#[test]
fn the_invented_decade_holds_every_kind_and_is_as_long_as_it_says() {
    let records = decade::records();
    let log = Log::from_records(records.iter().cloned());
    assert!((5_200..5_800).contains(&log.entries().len()), "{}", log.entries().len());
    assert!((6_800..8_200).contains(&records.len()), "{}", records.len());
    let kind = |record: &runup::record::Record| {
        serde_json::to_value(record).unwrap()["kind"].as_str().unwrap().to_owned()
    };
    let kinds: BTreeSet<_> = records.iter().map(kind).collect();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
    assert!(log.runs().last().unwrap().body.date <= decade::LAST);
    assert_eq!(records, decade::records());
}
