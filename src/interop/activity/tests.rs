//! Files of watches, real and made: what they come to, and what any bytes come to.

mod fit;
mod xml;

use proptest::prelude::*;

use super::read as read_with;
use super::*;

const FENIX: &[u8] = include_bytes!("../../../tests/files/activities/fenix2-run.fit");
const TRUNCATED: &[u8] = include_bytes!("../../../tests/files/activities/truncated.fit");
const LAKE: &[u8] = include_bytes!("../../../tests/files/activities/lake-walk.gpx");

/// Reads a file of which nothing else is known.
fn read(format: Format, file: impl Read) -> Result<Recorded, Unreadable> {
    read_with(format, file, &Hint::default())
}

fn minutes(length: Duration) -> f64 {
    (length.as_secs_f64() / 6.0).round() / 10.0
}

/// The only activity of a file.
#[track_caller]
fn only(format: Format, bytes: &[u8]) -> Activity {
    let recorded = read(format, bytes).unwrap();
    let [activity] = &recorded.activities[..] else { panic!("{recorded:?}") };
    activity.clone()
}

/// The words of a refusal.
#[track_caller]
fn refusal(format: Format, bytes: &[u8]) -> String {
    read(format, bytes).unwrap_err().to_string()
}

#[test]
fn a_run_of_a_watch_is_what_another_reader_makes_of_it() {
    // Figures of fitdecode: 9008.22 m, 2832.0 s, heart rate 153.9 and cadence 162.1 by time, 44.2 minutes at 140 steps or more; drops of up to ten seconds are no walks.
    let run = only(Format::Fit, FENIX);
    assert_eq!(run.started, "2015-08-15T14:45:08Z".parse().unwrap());
    assert_eq!(run.offset, Some(jiff::tz::offset(2)));
    assert_eq!((run.distance_km, minutes(run.moving)), (Some(9.008), 47.2));
    assert_eq!((run.heart_rate, run.cadence, run.walk), (Some(154), Some(162), false));
    assert_eq!(run.running.map(minutes), Some(44.4));
}

#[test]
fn a_track_of_a_walk_is_a_walk_and_its_drives_are_left() {
    // gpxpy: 1914.5 m and 347.0 m along the ground.
    let recorded = read(Format::Gpx, LAKE).unwrap();
    let walks: Vec<_> = recorded
        .activities
        .iter()
        .map(|a| (a.walk, a.guessed.is_some(), a.distance_km.unwrap(), a.running))
        .collect();
    let none = Some(Duration::ZERO);
    assert_eq!(walks, [(true, true, 1.912, none), (true, true, 0.347, none)]);
    let rides = recorded.left.iter().filter(|left| left.why.contains("taken for a ride")).count();
    assert_eq!((rides, recorded.left.len()), (2, 5));
}

#[test]
fn a_file_that_ends_early_is_told_and_what_is_whole_is_taken() {
    let recorded = read(Format::Fit, TRUNCATED).unwrap();
    assert!(recorded.notes[0].contains("ends early, at byte 768"), "{recorded:?}");
    assert_eq!(recorded.left[0].why, "shorter than a minute");
    // The same run without its last 20 KB: its session is lost, and what was recorded is not.
    let run = only(Format::Fit, &FENIX[..100_000]);
    assert_eq!(run.started, "2015-08-15T14:45:08Z".parse().unwrap());
    assert!((30.0..47.0).contains(&minutes(run.moving)) && run.distance_km.unwrap() > 6.0, "{run:?}");
    let half =
        LAKE.windows(10).rposition(|part| part == b"</trkpt>\r\n" || part.starts_with(b"</trkpt>")).unwrap();
    let recorded = read(Format::Gpx, &LAKE[..half]).unwrap();
    assert!(recorded.notes[0].contains("ends early") && recorded.activities.len() == 2, "{recorded:?}");
}

#[test]
fn a_changed_byte_is_found_by_the_checksum() {
    let mut bytes = FENIX.to_vec();
    bytes[50_000] ^= 0x10;
    let told = refusal(Format::Fit, &bytes);
    assert!(
        told.contains("checksum") && told.contains("hint: copy the file from the watch once more"),
        "{told}"
    );
}

#[test]
fn a_file_is_told_by_how_it_begins() {
    assert_eq!(Format::of(FENIX), Some(Format::Fit));
    assert_eq!(Format::of(LAKE), Some(Format::Gpx));
    assert_eq!(
        Format::of(b"\xef\xbb\xbf  <?xml version='1.0'?>\n<!-- x --><TrainingCenterDatabase>"),
        Some(Format::Tcx)
    );
    assert_eq!(Format::of(b"<x:gpx xmlns:x='u'>"), Some(Format::Gpx));
    for other in [&b"30s calf stretch\n<gpx>"[..], b"<html>", b"{\"v\":1}", b"", b"\x0e\x10.FIT"] {
        assert_eq!(Format::of(other), None);
    }
}

/// What is true of whatever a file comes to.
fn sane(read: Result<Recorded, Unreadable>) {
    let Ok(recorded) = read else { return };
    assert!(recorded.activities.len() + recorded.left.len() <= MOST);
    for one in recorded.activities {
        assert!(one.moving >= SHORTEST && one.moving <= LONGEST && one.started < one.ended, "{one:?}");
        assert!(one.running.is_none_or(|running| running <= one.moving), "{one:?}");
        assert!(one.distance_km.is_none_or(|km| km.is_finite() && (0.0..=1_000.0).contains(&km)), "{one:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end_in_a_value_or_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for format in [Format::Fit, Format::Gpx, Format::Tcx] {
            sane(read(format, &bytes[..]));
        }
    }

    #[test]
    fn a_real_file_with_any_damage_ends_in_a_value_or_a_refusal(
        changes in proptest::collection::vec((0usize..20_000, any::<u8>()), 1..20),
        cut in 1_000usize..20_000,
        open_end in any::<bool>(),
    ) {
        let mut bytes = FENIX[..cut].to_vec();
        for (at, byte) in changes {
            let at = at % cut;
            bytes[at] = byte;
        }
        if open_end {
            // As a watch leaves it that died: so no checksum ends the reading before what was changed.
            bytes[4..8].fill(0);
            bytes[12..14].fill(0);
        }
        sane(read(Format::Fit, &bytes[..]));
        sane(read(Format::Gpx, &LAKE[..cut.min(LAKE.len())]));
    }

    #[test]
    fn pieces_of_xml_in_any_order_end_in_a_value_or_a_refusal(
        pieces in proptest::collection::vec(0usize..22, 0..200),
    ) {
        const PIECES: [&str; 22] = [
            "<gpx>", "<trk>", "</trk>", "<trkseg>", "</trkseg>", "<trkpt lat='45' lon='14'>", "</trkpt>",
            "<time>2020-01-01T00:00:00Z</time>", "<time>2020-01-01T00:30:00Z</time>", "<time>9999-12-31T23:59:59Z</time>",
            "<trkpt lat='NaN' lon='1e999'>", "<hr>999</hr>", "<cad>-1</cad>", "<Activity Sport='Running'>", "</Activity>",
            "<Lap StartTime='1970-01-01T00:00:00Z'>", "<TotalTimeSeconds>1e300</TotalTimeSeconds>",
            "<DistanceMeters>-inf</DistanceMeters>", "<Trackpoint>", "<Time>2020-01-01T00:00:09+05:00</Time>",
            "</Trackpoint>", "&lol;",
        ];
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        for format in [Format::Gpx, Format::Tcx] {
            sane(read(format, text.as_bytes()));
        }
    }
}
