//! Locks and their ends, on days of November 2026.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::record::Flag;
use crate::record::{At, Body, Clearance, ClearedBy, Record, SignCheck, VERSION};
use crate::symptoms::signs::SIGNS;
use crate::symptoms::{Side, Site};

fn at(n: i8, hour: i64) -> At {
    let midnight = date(2026, 11, n).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    At::new(midnight + jiff::SignedDuration::from_hours(hour), &jiff::tz::TimeZone::UTC)
}

fn day_of(n: i8) -> Date {
    date(2026, 11, n)
}

/// A record of eight in the morning, each on the device that its id begins with.
fn record(id: &str, n: i8, body: Body) -> Record {
    let device = id.split('-').next().unwrap().to_owned();
    Record { v: VERSION, id: id.into(), rev: 1, at: at(n, 8), zone: None, device, body }
}

fn flag(sign: &str) -> Body {
    Body::Flag(Flag::of(sign))
}

fn check(n: i8, sign: &str, there: bool) -> Body {
    Body::SignCheck(SignCheck { date: day_of(n), sign: sign.into(), there })
}

fn cleared(signs: &[&str], by: ClearedBy) -> Body {
    Body::Clearance(Clearance { signs: signs.iter().map(|s| (*s).into()).collect(), by, ends: Vec::new() })
}

/// A sign that was said on the first, and answers about it.
fn asked(sign: &str, answers: &[(i8, bool)]) -> Log {
    let mut log = Log::from_records([record("here-flag", 1, flag(sign))]);
    for (n, there) in answers {
        log.insert(record(&format!("here-{n}"), *n, check(*n, sign, *there)));
    }
    log
}

#[test]
fn every_sign_locks_what_its_tier_says_until_it_is_cleared() {
    for sign in SIGNS {
        let expected = match sign.locks {
            Locks::All => Lock::Everything,
            Locks::AllButWalking => Lock::AllButWalking,
            Locks::Loading => Lock::Loading,
            Locks::Runs => Lock::Runs,
            Locks::Growth | Locks::Nothing => Lock::Open,
        };
        let mut log = asked(sign.id, &[]);
        assert_eq!(log.lock(day_of(1)), expected, "{}", sign.id);
        let ends = matches!(sign.release, Release::Day(day) if day.days < 28 && !day.asked);
        assert!(ends || log.lock(day_of(28)) == expected, "{} ends by itself", sign.id);
        for (stress, loads) in
            [(Stress::None, false), (Stress::Light, true), (Stress::Strength, true), (Stress::Hops, true)]
        {
            let plays = expected == Lock::Open
                || (expected == Lock::Loading && !loads)
                || (expected == Lock::Runs && stress < Stress::Hops);
            assert_eq!(log.lock(day_of(1)).allows(stress), plays, "{} {stress:?}", sign.id);
        }
        assert_eq!(log.lock(day_of(1)).allows_running(), expected == Lock::Open);
        log.insert(record("here-end", 2, cleared(&[sign.id], ClearedBy::Clinician)));
        assert_eq!(log.lock(day_of(2)), Lock::Open, "{}", sign.id);
    }
}

#[test]
fn a_sign_that_this_version_does_not_know_locks_everything() {
    assert_eq!(asked("RF99", &[]).lock(day_of(1)), Lock::Everything);
}

#[test]
fn the_strictest_sign_decides_and_clearing_it_leaves_the_other() {
    let mut log = asked("RF08", &[]);
    log.insert(record("there-flag", 2, flag("RF03")));
    assert_eq!(log.lock(day_of(2)), Lock::Everything);
    assert_eq!(log.open_signs(day_of(2)), [("RF03", Tier::Today), ("RF08", Tier::Pause)]);
    log.insert(record("here-end", 3, cleared(&["RF03"], ClearedBy::Mistake)));
    assert_eq!(log.lock(day_of(3)), Lock::Loading);
}

#[test]
fn a_pause_ends_after_a_week_with_two_mornings_answered_no() {
    // Answers, and the first day on which it is over.
    for (answers, over) in [
        (&[][..], None),
        (&[(7, false)], None),
        (&[(2, false), (3, false)], Some(8)),
        (&[(8, false), (9, false)], Some(9)),
        (&[(3, false), (12, false)], Some(12)),
        (&[(3, false), (5, true), (9, false)], None),
        // A week without it begins when it was last there.
        (&[(3, false), (5, true), (9, false), (10, false)], Some(12)),
        (&[(1, false), (2, false)], None),
    ] {
        let log = asked("RF08", answers);
        let first = (1..=28).find(|n| log.lock(day_of(*n)) == Lock::Open);
        assert_eq!(first, over, "{answers:?}");
        assert_eq!(log.quiet(day_of(28)).is_empty(), over.is_none(), "{answers:?}");
    }
}

#[test]
fn saying_a_pausing_sign_again_begins_its_week_again() {
    let mut log = asked("RF08", &[(2, false), (3, false)]);
    log.insert(record("there-again", 5, flag("RF08")));
    assert_eq!(log.lock(day_of(9)), Lock::Loading);
    log.insert(record("here-a", 7, check(7, "RF08", false)));
    log.insert(record("here-b", 8, check(8, "RF08", false)));
    assert_eq!((log.lock(day_of(11)), log.lock(day_of(12))), (Lock::Loading, Lock::Open));
}

#[test]
fn what_is_grave_never_ends_by_itself() {
    for sign in SIGNS.iter().filter(|sign| sign.locks == Locks::All) {
        let log = asked(sign.id, &[(2, false), (3, false), (20, false)]);
        assert_eq!(log.lock(day_of(28)), Lock::Everything, "{}", sign.id);
    }
}

#[test]
fn what_only_a_clinician_ends_is_not_opened_by_mornings() {
    let loading = SIGNS.iter().filter(|sign| sign.locks == Locks::Loading);
    for sign in loading.filter(|sign| !matches!(sign.release, Release::Day(_))) {
        let mut log = asked(sign.id, &[(2, false), (3, false), (20, false), (21, false)]);
        let runners = signs::may_release(sign.id);
        assert_eq!(log.lock(day_of(28)) == Lock::Open, runners, "{}", sign.id);
        let open = asked(sign.id, &[]);
        assert_eq!(open.signs_to_ask(day_of(4)).len(), usize::from(runners), "{}", sign.id);
        log.insert(record("here-end", 22, cleared(&[sign.id], ClearedBy::Clinician)));
        assert_eq!(log.lock(day_of(22)), Lock::Open, "{}", sign.id);
    }
}

#[test]
fn a_week_that_was_written_down_as_over_stays_over() {
    // As a version before this one wrote it, which let the runner end this sign too.
    let mut log = asked("RF16", &[(7, false), (8, false)]);
    log.insert(record("here-end", 8, cleared(&["RF16"], ClearedBy::Quiet)));
    log.insert(record("here-later", 9, check(9, "RF16", true)));
    assert_eq!(log.lock(day_of(9)), Lock::Open);
    assert!(log.quiet(day_of(9)).is_empty(), "there is nothing more to write down");
    log.insert(record("here-new", 10, flag("RF16")));
    assert_eq!(log.lock(day_of(10)), Lock::Loading);
}

#[test]
fn a_pausing_sign_is_asked_about_once_a_day_from_the_next_day_on() {
    let mut log = asked("RF08", &[]);
    assert_eq!(log.signs_to_ask(day_of(1)), [""; 0]);
    assert_eq!(log.signs_to_ask(day_of(2)), ["RF08"]);
    log.insert(record("here-a", 2, check(2, "RF08", true)));
    assert_eq!(log.signs_to_ask(day_of(2)), [""; 0]);
    assert_eq!(log.sign_answer("RF08", day_of(2)), Some(true));
    assert_eq!(log.signs_to_ask(day_of(3)), ["RF08"]);
    assert_eq!(asked("RF03", &[]).signs_to_ask(day_of(2)), [""; 0], "what is grave is not asked about");
}

#[test]
fn each_row_wants_as_much_without_it_as_the_table_says() {
    // The first day on which it is over, if it is answered to be gone every morning, and that on which the runner may say so.
    for (sign, quiet, me) in
        [("RF06b", 2, 1), ("RF12b", 3, 3), ("RF19", 4, 4), ("RF08b", 8, 8), ("RF11", 8, 8), ("BH3", 29, 29)]
    {
        let answers: Vec<(i8, bool)> = (2..=30).map(|n| (n, false)).collect();
        let log = asked(sign, &answers);
        assert_eq!((1..=30).find(|n| log.quiet(day_of(*n)) == [sign]), Some(quiet), "{sign}");
        assert_eq!(
            (1..=30).find(|n| log.may_end(sign, ClearedBy::Me, day_of(*n)).is_ok()),
            Some(me),
            "{sign}"
        );
    }
    // What locks is asked about in time, what wants one answer only then.
    for (sign, first) in [("RF06b", 2), ("RF12b", 2), ("RF19", 4), ("RF08b", 2)] {
        let log = asked(sign, &[]);
        assert_eq!((1..=30).find(|n| !log.signs_to_ask(day_of(*n)).is_empty()), Some(first), "{sign}");
    }
}

#[test]
fn a_sign_that_comes_back_within_four_weeks_of_the_runners_end_needs_a_clinician() {
    for (by, back, clinician) in [
        (ClearedBy::Me, 29, true),
        (ClearedBy::Quiet, 29, true),
        (ClearedBy::Me, 30, false),
        (ClearedBy::Clinician, 3, false),
        (ClearedBy::Mistake, 3, false),
    ] {
        let mut log = Log::from_records([record("here-flag", 1, flag("RF06b"))]);
        log.insert(record("here-end", 1, cleared(&["RF06b"], by)));
        log.insert(record("there-end", 2, cleared(&["RF06b"], by)));
        let day = |n: i8| days_after(day_of(1), i32::from(n) - 1);
        let mut again = record("there-again", 1, flag("RF06b"));
        again.at.moment += jiff::SignedDuration::from_hours(24 * i64::from(back));
        log.insert(again);
        assert_eq!(log.came_back("RF06b"), clinician && back < 30, "{by:?} {back}");
        let refused = log.may_end("RF06b", ClearedBy::Me, day(back + 9));
        assert_eq!(refused, if clinician { Err(Refusal::CameBack) } else { Ok(()) }, "{by:?} {back}");
        assert_eq!(log.may_end("RF06b", ClearedBy::Clinician, day(back + 9)), Ok(()));
        assert_eq!(log.signs_to_ask(day(back + 9)).is_empty(), clinician, "{by:?} {back}");
    }
}

#[test]
fn a_day_ends_what_a_day_ends() {
    let day = |n: i32| days_after(day_of(1), n);
    let at = |region| Site { region, side: Some(Side::Left) };
    let jab = |site, until| {
        let body = Body::Flag(Flag { site, until, ..Flag::of("RF10b") });
        Log::from_records([record("here-flag", 1, body)])
    };
    let first = |log: &Log| (0..200).find(|n| log.lock(day(*n)) == Lock::Open);
    assert_eq!(first(&jab(None, None)), Some(84));
    assert_eq!(first(&jab(Some(at(Region::TendonMid)), None)), Some(84));
    assert_eq!(first(&jab(Some(at(Region::UnderHeel)), None)), Some(14));
    assert_eq!(first(&jab(None, Some(day(30)))), Some(30));
    assert_eq!(jab(None, None).may_end("RF10b", ClearedBy::Me, day(83)), Err(Refusal::NotBefore(day(84))));
    assert_eq!(jab(None, None).ended_by_itself("RF10b", day(0)), Some((day(84), ClearedBy::Day)));
    // After a birth the day alone is not enough: it is asked then whether anything is left.
    let mut birth = Log::from_records([record("here-flag", 1, flag("PR2"))]);
    assert_eq!(first(&birth), None);
    assert_eq!((0..200).find(|n| !birth.signs_to_ask(day(*n)).is_empty()), Some(84));
    let check = |n, there| Body::SignCheck(SignCheck { date: day(n), sign: "PR2".into(), there });
    birth.insert(record("here-a", 2, check(84, true)));
    birth.insert(record("here-b", 3, check(90, false)));
    assert_eq!(first(&birth), Some(90));
}

#[test]
fn what_holds_back_growth_is_open_until_it_is_cleared() {
    let mut log = Log::from_records([record("here-a", 1, flag("RF07a")), record("here-b", 1, flag("RF07e"))]);
    let growth = |log: &Log| signs::stops_growth(log.holding_signs(day_of(2)));
    assert_eq!((log.lock(day_of(2)), growth(&log)), (Lock::Open, true));
    log.insert(record("here-end", 2, cleared(&["RF07e"], ClearedBy::Clinician)));
    assert!(!growth(&log));
}

#[test]
fn advice_returns_after_four_weeks() {
    let log = asked("RF09", &[]);
    assert!(!log.may_advise("RF09", day_of(28)));
    assert!(log.may_advise("RF09", day_of(29)));
    assert!(log.may_advise("RF13", day_of(1)));
}

/// What two devices may have written: few signs and days, so that they meet often.
fn any_record() -> impl Strategy<Value = Record> {
    let sign = prop_oneof![Just("RF03"), Just("RF08"), Just("RF16"), Just("RF09")];
    let body = (sign, 0..6_u8, 1..20_i8).prop_map(|(sign, what, n)| match what {
        0 | 1 => (n, flag(sign)),
        2 => (n, cleared(&[sign], ClearedBy::Mistake)),
        3 => (n, cleared(&[], ClearedBy::Clinician)),
        4 => (n, check(n, sign, true)),
        _ => (n, check(n, sign, false)),
    });
    (body, "(here|there)-[a-f]").prop_map(|((n, body), id)| record(&id, n, body))
}

proptest! {
    #[test]
    fn records_of_two_devices_lock_the_same_in_any_order(
        (records, shuffled) in proptest::collection::vec(any_record(), 0..16)
            .prop_flat_map(|r| (Just(r.clone()), Just(r).prop_shuffle())),
    ) {
        let (one, other) = (Log::from_records(records), Log::from_records(shuffled));
        for n in 1..=28 {
            prop_assert_eq!(one.open_signs(day_of(n)), other.open_signs(day_of(n)));
            prop_assert_eq!(one.quiet(day_of(n)), other.quiet(day_of(n)));
            prop_assert_eq!(one.signs_to_ask(day_of(n)), other.signs_to_ask(day_of(n)));
        }
    }
}

#[test]
fn a_history_with_gaps_locks_what_loads_until_it_is_read() {
    use crate::record::gaps::{Cause, Gap, Gaps};
    let mut gaps = Gaps::default();
    gaps.add(Gap { cause: Cause::Line, key: 1, words: "a line".into() });
    let mut log = Log::default();
    assert_eq!((log.lock(day_of(1)), log.lock_said()), (Lock::Open, Lock::Open));
    log.add_gaps(gaps.clone());
    assert_eq!((log.lock(day_of(1)), log.lock_said()), (Lock::Unread, Lock::Unread));
    assert!(Lock::Unread.allows(Stress::None) && !Lock::Unread.allows_running());
    for stress in [Stress::Light, Stress::Strength, Stress::Hops] {
        assert!(!Lock::Unread.allows(stress), "{stress:?}");
    }
    // A sign that was read locks no less.
    for (sign, lock) in [("RF08", Lock::Loading), ("RF01", Lock::Everything)] {
        let mut log = asked(sign, &[]);
        log.add_gaps(gaps.clone());
        assert_eq!(log.lock(day_of(1)), lock, "{sign}");
    }
}
