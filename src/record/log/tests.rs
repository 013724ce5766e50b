//! The log's promises: one state from any heap of records, and what it answers.

use std::time::Duration;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::record::{At, ClearedBy, Moment, Outcome, Recall, Sore, VERSION};
use crate::symptoms::{PainScore, Region, Side, Site, SoreSite};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A moment: so many minutes into November 2026.
fn at(minute: i64) -> At {
    let start: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
    At::new(start + jiff::SignedDuration::from_mins(minute), &jiff::tz::TimeZone::UTC)
}

fn record(id: &str, rev: u32, minute: i64, body: Body) -> Record {
    Record { v: VERSION, id: id.into(), rev, at: at(minute), zone: None, device: "here".into(), body }
}

fn day(n: i8) -> Date {
    date(2026, 11, n)
}

fn site(region: Region, side: Option<Side>) -> Site {
    Site { region, side }
}

fn answer(moment: Moment, n: i8, sore: &[(Site, Option<u8>)]) -> Body {
    let sore = sore
        .iter()
        .map(|(site, score)| Sore { site: *site, score: score.and_then(PainScore::new) })
        .collect();
    Body::CheckIn(CheckIn {
        moment,
        date: day(n),
        sore,
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    })
}

/// A log of check-ins, given one minute after another.
fn answered(bodies: impl IntoIterator<Item = Body>) -> Log {
    Log::from_records((0..).zip(bodies).map(|(i, body)| record(&format!("c{i}"), 1, i, body)))
}

fn session(routine: &str, started: i64, speed: f64) -> Body {
    Body::Session(Session {
        routine: Id::new(routine).unwrap(),
        name: routine.into(),
        hash: "h".into(),
        started: at(started),
        ended: at(started + 5),
        outcome: Outcome::Done,
        speed,
        sore: vec![],
        changes: vec![],
        sets: vec![],
        worst: None,
        clinician: None,
        by_hand: false,
        minutes: None,
    })
}

fn flag(sign: &str) -> Body {
    Body::Flag(Flag::of(sign))
}

fn cleared(signs: &[&str]) -> Body {
    Body::Clearance(Clearance {
        signs: signs.iter().map(|s| (*s).into()).collect(),
        by: ClearedBy::Clinician,
        ends: Vec::new(),
    })
}

fn signs(log: &Log) -> Vec<&str> {
    log.locks().iter().map(|e| e.body.sign.as_str()).collect()
}

const TENDON: Region = Region::TendonMid;
const LEFT: Option<Side> = Some(Side::Left);

#[test]
fn the_highest_revision_counts_then_the_latest_then_the_device() {
    let first = record("a", 1, 9, flag("RF01"));
    let second = record("a", 2, 1, flag("RF02"));
    let later = record("a", 2, 2, flag("RF03"));
    let mut elsewhere = record("a", 2, 2, flag("RF04"));
    elsewhere.device = "there".into();
    for (records, sign) in [
        (vec![second.clone(), first.clone()], "RF02"),
        (vec![later.clone(), second.clone(), first.clone()], "RF03"),
        (vec![elsewhere, later, second, first], "RF04"),
    ] {
        assert_eq!(signs(&Log::from_records(records)), [sign]);
    }
}

#[test]
fn what_two_devices_changed_at_the_same_time_is_known_until_it_is_changed_again() {
    let there = |record: Record| Record { device: "there".into(), ..record };
    let (first, here) =
        (record("a", 1, 0, session("calf", 0, 1.0)), record("a", 2, 1, session("calf", 1, 1.0)));
    let other = there(record("a", 2, 2, session("calf", 2, 1.0)));
    let same = there(Record { body: here.body.clone(), ..other.clone() });
    let lost = |records: &[&Record]| {
        let log = Log::from_records(records.iter().copied().cloned());
        assert_eq!(log.changed_at_once().len(), usize::from(log.lost("a").is_some()));
        log.lost("a").map(|record| record.at)
    };
    assert_eq!(lost(&[&first, &here, &other]), Some(here.at), "the later one stands");
    assert_eq!(lost(&[&other, &here]), Some(here.at));
    assert_eq!(lost(&[&first, &here, &same]), None, "both say the same");
    assert_eq!(lost(&[&record("a", 3, 3, flag("RF01")), &other, &here]), None, "it is settled");
    assert_eq!(lost(&[&first, &there(record("a", 1, 0, flag("RF01")))]), None, "both came from one file");
}

#[test]
fn a_removal_hides_and_a_later_revision_brings_back() {
    let mut log = Log::from_records([record("a", 1, 0, flag("RF08")), record("a", 2, 1, Body::Removed)]);
    assert_eq!((signs(&log), log.get("a"), log.entries().len()), (vec![], None, 0));
    assert!(log.knows("a"));
    assert_eq!((log.next_rev("a"), log.next_rev("b")), (3, 1));
    log.insert(record("a", 3, 2, flag("RF08")));
    assert_eq!(signs(&log), ["RF08"]);
}

#[test]
fn sessions_come_newest_first_and_an_edit_moves_none() {
    let log = Log::from_records([
        record("old", 1, 0, session("calf", 0, 1.0)),
        record("new", 1, 60, session("feet", 60, 1.0)),
        record("old", 2, 99, session("calf", 0, 1.0)),
    ]);
    assert_eq!(log.sessions().iter().map(|e| e.record.id.as_str()).collect::<Vec<_>>(), ["new", "old"]);
    assert_eq!(log.sessions()[1].made, at(0).moment);
}

#[test]
fn the_last_session_of_a_routine_is_one_that_counts() {
    let log = Log::from_records([
        record("a", 1, 0, session("calf", 0, 1.0)),
        record("b", 1, 60, session("calf", 60, 1.0)),
        record("c", 1, 90, session("calf", 90, 60.0)),
        record("d", 1, 95, session("feet", 95, 1.0)),
    ]);
    assert_eq!(log.last_session_of(&Id::new("calf").unwrap()).unwrap().record.id, "b");
    assert_eq!(log.last_session_of(&Id::new("hip").unwrap()), None);
}

#[test]
fn soreness_is_unknown_until_somebody_asked() {
    assert_eq!(Log::default().sore_sites(day(3)), Soreness::Unknown);
    let later = answered([answer(Moment::Later, 2, &[(site(TENDON, LEFT), Some(4))])]);
    assert_eq!(later.sore_sites(day(3)), Soreness::Unknown);
    let tomorrow = answered([answer(Moment::Sites, 4, &[])]);
    assert_eq!(tomorrow.sore_sites(day(3)), Soreness::Unknown);
}

#[test]
fn no_site_means_that_nothing_is_sore() {
    let log =
        answered([answer(Moment::Now, 1, &[(site(TENDON, LEFT), Some(4))]), answer(Moment::Sites, 2, &[])]);
    assert_eq!(log.sore_sites(day(3)), Soreness::NOTHING);
    assert_eq!(log.sore_sites(day(1)).sites().len(), 1, "as it was the day before");
}

#[test]
fn the_latest_answer_of_today_gives_the_score() {
    let log = answered([
        answer(Moment::Morning, 3, &[(site(TENDON, LEFT), Some(4))]),
        answer(Moment::Now, 3, &[(site(TENDON, LEFT), Some(1))]),
    ]);
    let sore = SoreSite { site: site(TENDON, LEFT), score: PainScore::new(1) };
    assert_eq!(log.sore_sites(day(3)), Soreness::Known(vec![sore]));
    assert_eq!(log.sore_sites(day(5)), Soreness::Known(vec![SoreSite { score: None, ..sore }]));
}

#[test]
fn a_score_of_nought_keeps_the_site() {
    let log = answered([answer(Moment::Morning, 3, &[(site(TENDON, LEFT), Some(0))])]);
    assert_eq!(log.sore_sites(day(3)).sites()[0].score, Some(PainScore::NONE));
}

/// When a region was last sore, in days: since it began, and since it eased.
fn spell(log: &Log, region: Region, today: i8) -> Option<(u32, Option<u32>)> {
    let days = |length: Duration| (length.as_secs() / DAY.as_secs()) as u32;
    let found = log.episodes(day(today)).into_iter().find(|episode| episode.region == region)?;
    Some((days(found.began), found.eased.map(days)))
}

#[test]
fn a_calf_that_grabbed_was_sore_that_day() {
    let mut log = Log::from_records([record("a", 1, 0, flag("RF19"))]);
    let said = log.flags()[0].date();
    let found = |log: &Log| {
        let calf = |episode: &Episode| episode.region == Region::CalfMuscle;
        log.episodes(said).into_iter().find(calf).map(|episode| episode.eased)
    };
    assert_eq!(found(&log), Some(Some(Duration::ZERO)));
    let mistake = Clearance { signs: vec!["RF19".into()], by: ClearedBy::Mistake, ends: vec!["a".into()] };
    log.insert(record("b", 1, 1, Body::Clearance(mistake)));
    assert_eq!(found(&log), None);
}

#[test]
fn a_region_is_sore_since_it_was_named_after_nothing_was() {
    let log = answered([
        answer(Moment::Sites, 1, &[(site(TENDON, LEFT), None)]),
        answer(Moment::Sites, 5, &[]),
        answer(Moment::Sites, 10, &[(site(TENDON, LEFT), None)]),
        answer(Moment::Morning, 12, &[(site(TENDON, Some(Side::Right)), Some(2))]),
    ]);
    assert_eq!(spell(&log, TENDON, 4), Some((3, None)));
    assert_eq!(spell(&log, TENDON, 8), Some((7, Some(3))), "it stays on record");
    assert_eq!(spell(&log, TENDON, 14), Some((4, None)));
    assert_eq!(spell(&log, Region::CalfMuscle, 14), None);
}

#[test]
fn a_region_has_eased_since_its_first_quiet_score() {
    let scored = |date, score| answer(Moment::Morning, date, &[(site(TENDON, LEFT), Some(score))]);
    let log = answered([scored(1, 4), scored(3, 1), scored(4, 0), scored(6, 2), scored(8, 1)]);
    assert_eq!(spell(&log, TENDON, 5), Some((4, Some(2))));
    assert_eq!(spell(&log, TENDON, 6), Some((5, None)), "two is not quiet");
    assert_eq!(spell(&log, TENDON, 9), Some((8, Some(1))));
    // More than two weeks later it is a new one.
    let log = answered([scored(1, 4), scored(3, 1), scored(17, 3)]);
    assert_eq!(spell(&log, TENDON, 17), Some((16, None)));
    let log = answered([scored(1, 4), scored(3, 1), scored(18, 3)]);
    assert_eq!(spell(&log, TENDON, 18), Some((0, None)));
}

#[test]
fn a_side_that_is_said_takes_the_place_of_none() {
    let log = answered([
        answer(Moment::Sites, 1, &[(site(TENDON, None), None), (site(Region::CalfMuscle, None), None)]),
        answer(Moment::Now, 2, &[(site(TENDON, LEFT), Some(2))]),
    ]);
    let sites: Vec<_> = log.sore_sites(day(2)).sites().iter().map(|s| s.site).collect();
    assert_eq!(sites, [site(Region::CalfMuscle, None), site(TENDON, LEFT)]);
}

#[test]
fn an_answer_edited_later_keeps_its_place_among_the_answers() {
    let log = Log::from_records([
        record("a", 1, 1, answer(Moment::Morning, 3, &[(site(TENDON, LEFT), Some(9))])),
        record("b", 1, 2, answer(Moment::Now, 3, &[(site(TENDON, LEFT), Some(1))])),
        record("a", 2, 3, answer(Moment::Morning, 3, &[(site(TENDON, LEFT), Some(5))])),
    ]);
    assert_eq!(log.sore_sites(day(3)).sites()[0].score, PainScore::new(1));
}

#[test]
fn a_clearance_ends_the_flags_before_it() {
    let log = Log::from_records([
        record("a", 1, 0, flag("RF01")),
        record("b", 1, 1, flag("RF08")),
        record("c", 1, 2, cleared(&["RF08"])),
        record("d", 1, 3, flag("RF08")),
    ]);
    assert_eq!(signs(&log), ["RF01", "RF08"]);
    assert_eq!(log.locks()[1].record.id, "d");
}

#[test]
fn a_clearance_without_signs_ends_all_before_it() {
    let mut log = Log::from_records([
        record("a", 1, 0, flag("RF01")),
        record("b", 1, 1, flag("RF08")),
        record("c", 1, 2, cleared(&[])),
    ]);
    assert!(log.locks().is_empty());
    log.insert(record("a", 2, 9, flag("RF02")));
    assert!(log.locks().is_empty(), "an edit is no new flag");
    log.insert(record("c", 2, 9, Body::Removed));
    assert_eq!(signs(&log), ["RF02", "RF08"]);
}

#[test]
fn the_profile_keeps_what_only_one_device_was_told() {
    let here = Profile { notice_read: true, born: Some(1979), ..Profile::default() };
    let there =
        Profile { notice_read: false, sport_this_year: Some(true), born: Some(1980), ..Profile::default() };
    let log = Log::from_records([
        record("here", 1, 0, Body::Profile(here)),
        record("there", 1, 1, Body::Profile(there)),
    ]);
    let known =
        Profile { notice_read: true, born: Some(1980), sport_this_year: Some(true), ..Profile::default() };
    assert_eq!(log.profile(), known);
    assert_eq!(Log::default().profile(), Profile::default());
}

/// Few ids, revisions, moments and devices, so that they meet often.
fn any_record() -> impl Strategy<Value = Record> {
    let body = prop_oneof![
        Just(Body::Removed),
        "RF0[1-3]".prop_map(|sign| flag(&sign)),
        Just(cleared(&["RF01"])),
        Just(cleared(&[])),
        (1..9_i8, 0..4_u8).prop_map(|(n, s)| answer(Moment::Now, n, &[(site(TENDON, LEFT), Some(s))])),
        (1..9_i8).prop_map(|n| answer(Moment::Sites, n, &[])),
        (0..9_i64).prop_map(|minute| session("calf", minute, 1.0)),
        (1900..1903_i16).prop_map(|y| Body::Profile(Profile { born: Some(y), ..Profile::default() })),
    ];
    ("[a-d]", 1..4_u32, 0..4_i64, "[xy]", body)
        .prop_map(|(id, rev, minute, device, body)| Record { device, ..record(&id, rev, minute, body) })
}

proptest! {
    #[test]
    fn any_order_split_or_repetition_gives_the_same_log(
        (records, shuffled) in proptest::collection::vec(any_record(), 0..24)
            .prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle())),
        split in 0..24_usize,
        again in 0..24_usize,
    ) {
        let log = Log::from_records(records.clone());
        let split = split.min(shuffled.len());
        let again = again.min(shuffled.len());
        let mut other = Log::from_records(shuffled[split..].iter().cloned());
        for record in shuffled[..split].iter().chain(&shuffled[..again]) {
            other.insert(record.clone());
        }
        prop_assert_eq!(&log, &other);
        prop_assert_eq!(signs(&log), signs(&other));
        prop_assert_eq!(log.sore_sites(day(6)), other.sore_sites(day(6)));
        prop_assert_eq!(log.profile(), other.profile());
        prop_assert_eq!(log.sessions(), other.sessions());
        prop_assert_eq!(log.changed_at_once(), other.changed_at_once());
    }
}

#[test]
fn weeks_are_whole_and_begin_with_the_first_run_or_session_that_counts() {
    assert_eq!(Log::default().weeks_at_it(day(30)), 0);
    let fast = record("fast", 1, 0, session("pre-run-5", 0, 4.0));
    let first = record("first", 1, 0, session("pre-run-5", 3 * 24 * 60, 1.0));
    let run: Body =
        serde_json::from_value(serde_json::json!({ "kind": "run", "date": day(3), "minutes": 20.0 }))
            .unwrap();
    let weeks = |records: &[Record], n| Log::from_records(records.to_vec()).weeks_at_it(day(n));
    assert_eq!(weeks(std::slice::from_ref(&fast), 30), 0, "a session that does not count");
    assert_eq!((weeks(&[fast.clone(), first.clone()], 17), weeks(&[fast, first.clone()], 18)), (1, 2));
    let run = record("run", 1, 0, run);
    assert_eq!((weeks(&[first.clone(), run.clone()], 16), weeks(&[run, first.clone()], 17)), (1, 2));
    assert_eq!(weeks(&[first], 1), 0, "before it all began");
}

#[test]
fn a_revision_is_news_if_it_stands_or_is_older_than_the_first() {
    let entry = |rev, minute| record("here-1", rev, minute, flag("RF08"));
    let log = Log::from_records([entry(2, 10), entry(3, 20)]);
    for (rev, minute, news) in [
        (4, 5, true),
        (3, 21, true),
        (3, 20, false),
        (3, 19, false),
        (2, 10, false),
        (2, 11, false),
        (2, 9, true),
        (1, 15, true),
    ] {
        assert_eq!(log.is_news(&entry(rev, minute)), news, "{rev} at {minute}");
        assert_eq!(log.clone().insert(entry(rev, minute)), news, "{rev} at {minute}");
    }
    assert!(log.is_news(&record("here-2", 1, 0, flag("RF08"))));
}
