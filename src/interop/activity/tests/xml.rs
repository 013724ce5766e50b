//! GPX and TCX as text.

use std::fmt::Write as _;
use std::io::Read as _;
use std::time::Instant;

use super::*;

/// A track at a speed in metres a second, a point a second, straight to the north.
fn track(kind: &str, speed: f64, seconds: u32, more: &str) -> String {
    let mut text = format!("<gpx><trk><type>{kind}</type><trkseg>");
    for second in 0..=seconds {
        let lat = 45.0 + speed * f64::from(second) / 111_194.93;
        let (minute, rest) = (second / 60, second % 60);
        let _ = write!(
            text,
            "<trkpt lat='{lat:.7}' lon='14'><ele>9</ele><time>2026-11-02T07:{minute:02}:{rest:02}Z</time>{more}</trkpt>"
        );
    }
    text + "</trkseg></trk></gpx>"
}

#[test]
fn speed_tells_a_run_from_a_walk_where_nothing_else_does() {
    let run = only(Format::Gpx, track("", 2.5, 600, "").as_bytes());
    assert_eq!(
        (run.walk, run.guessed.is_some(), run.running.map(minutes), run.distance_km),
        (false, true, Some(10.0), Some(1.5))
    );
    let walk = only(Format::Gpx, track("", 1.4, 600, "").as_bytes());
    assert_eq!((walk.walk, walk.running), (true, Some(Duration::ZERO)));
    // A slow runner's watch says that it was a run; how much of it was running is unknown.
    let slow = only(Format::Gpx, track("running", 1.7, 600, "").as_bytes());
    assert_eq!((slow.walk, slow.running), (false, None));
}

#[test]
fn steps_stand_over_speed_and_hearts_are_read() {
    let more = "<extensions><ns3:TrackPointExtension><ns3:hr>148</ns3:hr><ns3:cad>79</ns3:cad></ns3:TrackPointExtension></extensions>";
    let run = only(Format::Gpx, track("running", 1.8, 600, more).as_bytes());
    assert_eq!((run.running.map(minutes), run.cadence, run.heart_rate), (Some(10.0), Some(158), Some(148)));
    let brisk = only(Format::Gpx, track("running", 2.2, 600, &more.replace("79", "62")).as_bytes());
    assert_eq!(brisk.running, None, "124 steps are a walk");
}

#[test]
fn standing_and_gaps_take_no_time() {
    // Ten minutes of running, ten of standing, ten more after a gap.
    let mut text = "<gpx><trk><trkseg>".to_owned();
    let mut point = |minute: u32, second: u32, metres: f64| {
        let lat = 45.0 + metres / 111_194.93;
        let _ = write!(
            text,
            "<trkpt lat='{lat:.7}' lon='14'><time>2026-11-02T07:{minute:02}:{second:02}+01:00</time></trkpt>"
        );
    };
    for second in (0..600).step_by(5) {
        point(second / 60, second % 60, f64::from(second) * 3.0);
    }
    for second in (600..1_200).step_by(5) {
        point(second / 60, second % 60, 1_800.0);
    }
    for second in (1_800..=2_400).step_by(5) {
        point(second / 60, second % 60, f64::from(second) * 3.0);
    }
    let run = only(Format::Gpx, text.as_bytes());
    assert_eq!((minutes(run.moving), run.running.map(minutes)), (20.0, Some(20.0)));
    assert_eq!(run.offset, Some(jiff::tz::offset(1)), "the file says where it was");
}

#[test]
fn a_track_without_times_or_points_says_so() {
    let told = refusal(Format::Gpx, b"<gpx><trk><trkseg><trkpt lat='1' lon='1'/></trkseg></trk></gpx>");
    assert!(told.contains("no times") && told.contains("hint: export it with its times"), "{told}");
    assert!(refusal(Format::Gpx, b"<gpx><wpt lat='1' lon='1'/></gpx>").contains("no track"));
    assert!(refusal(Format::Gpx, b"<gpx><trk></trk></gpx>").contains("no points"));
    assert!(
        refusal(Format::Tcx, b"<TrainingCenterDatabase><Courses/></TrainingCenterDatabase>")
            .contains("no activity")
    );
}

#[test]
fn laps_of_tcx_are_the_clock_and_pauses_lie_between_tracks() {
    let point = |second: u32, metres: f64, steps: u32| {
        format!(
            "<Trackpoint><Time>2026-11-02T07:{:02}:{:02}.000Z</Time><DistanceMeters>{metres}</DistanceMeters>\
             <HeartRateBpm><Value>140</Value></HeartRateBpm><Extensions><x:TPX><x:RunCadence>{steps}</x:RunCadence></x:TPX>\
             </Extensions></Trackpoint>",
            second / 60,
            second % 60
        )
    };
    let track = |from: u32, metres: f64| {
        let points: String = (0..=120).map(|s| point(from + s, metres + f64::from(s) * 2.5, 80)).collect();
        format!("<Track>{points}</Track>")
    };
    let text = format!(
        "\n<?xml version='1.0'?><TrainingCenterDatabase><Activities><Activity Sport='Running'><Id>x</Id>\
         <Lap StartTime='2026-11-02T07:00:00Z'><TotalTimeSeconds>240.0</TotalTimeSeconds><DistanceMeters>600</DistanceMeters>\
         <AverageHeartRateBpm><Value>99</Value></AverageHeartRateBpm><Intensity>Active</Intensity>{}{}</Lap></Activity>\
         <Activity Sport='Biking'><Lap StartTime='2026-11-02T09:00:00Z'><TotalTimeSeconds>900</TotalTimeSeconds></Lap>\
         </Activity></Activities></TrainingCenterDatabase>",
        track(0, 0.0),
        track(300, 300.0)
    );
    let recorded = read(Format::Tcx, text.as_bytes()).unwrap();
    let [run] = &recorded.activities[..] else { panic!("{recorded:?}") };
    assert_eq!((minutes(run.moving), run.running.map(minutes), run.distance_km), (4.0, Some(4.0), Some(0.6)));
    assert_eq!((run.cadence, run.heart_rate), (Some(160), Some(140)));
    assert!(recorded.left[0].why.contains("a ride"), "{recorded:?}");
}

#[test]
fn days_that_lie_in_one_track_are_several_activities() {
    let mut text = track("", 2.5, 300, "").replace("</trkseg></trk></gpx>", "");
    text += &track("", 2.5, 300, "")
        .replace("2026-11-02", "2026-11-03")
        .replace("<gpx><trk><type></type><trkseg>", "");
    let recorded = read(Format::Gpx, text.as_bytes()).unwrap();
    assert_eq!(recorded.activities.len(), 2, "{recorded:?}");
}

#[test]
fn nonsense_in_values_is_left_out() {
    let odd = track("running", 2.5, 600, "<hr>NaN</hr><cad>-1e308</cad><speed>inf</speed>");
    let run = only(Format::Gpx, odd.as_bytes());
    assert_eq!((run.heart_rate, run.cadence, run.distance_km), (None, None, Some(1.5)));
    // One point at the other end of the world.
    let jump = track("running", 2.5, 600, "").replacen("lon='14'", "lon='-179'", 300).replacen(
        "lon='-179'",
        "lon='14'",
        299,
    );
    let far = only(Format::Gpx, jump.as_bytes()).distance_km.unwrap();
    assert!((1.4..=1.5).contains(&far), "{far}");
    for year in ["1970", "0001"] {
        let recorded = read(Format::Gpx, track("", 2.5, 300, "").replace("2026", year).as_bytes()).unwrap();
        assert!(recorded.left[0].why.contains("its clock stood at the year"), "{recorded:?}");
    }
}

#[test]
fn a_bomb_is_refused_at_once() {
    let mut bomb = "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol 'lol'>".to_owned();
    for level in 1..10 {
        let inner = format!("&lol{};", level - 1).repeat(10);
        let _ = write!(bomb, "<!ENTITY lol{level} '{inner}'>");
    }
    bomb += "]><gpx><trk><name>&lol9;</name></trk></gpx>";
    let start = Instant::now();
    assert!(refusal(Format::Gpx, bomb.as_bytes()).contains("document type"));
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
    // Without the declaration a name stands for nothing.
    let named = track("running", 2.5, 300, "&lol9;");
    assert_eq!(only(Format::Gpx, named.as_bytes()).moving, Duration::from_secs(300));
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("<gpx>{}", "<a>".repeat(1_000_000));
    assert!(refusal(Format::Gpx, deep.as_bytes()).contains("more than 100 deep"));
    for begin in ["<gpx><!--", "<gpx><trk a='", "<gpx>", "<gpx><![CDATA[", "<gpx><?x "] {
        let endless = begin.as_bytes().chain(std::io::repeat(b'a')).take(1 << 26);
        let told = read(Format::Gpx, endless).unwrap_err().to_string();
        assert!(told.contains("longer than 1 MiB"), "{begin}: {told}");
    }
}

#[test]
fn other_encodings_do_no_harm() {
    let mut bytes = track("running", 2.5, 300, "").into_bytes();
    bytes.splice(5..5, b"<metadata><name>M\xfcnchen</name></metadata>".iter().copied());
    assert_eq!(only(Format::Gpx, &bytes).moving, Duration::from_secs(300));
}

/// A lap of TCX: what stands before its tracks, and points a second apart in each track, running.
fn lap(head: &str, tracks: &[std::ops::Range<u32>], with: &str) -> String {
    let mut text = format!("<Lap StartTime='2026-11-02T07:00:00Z'>{head}");
    for track in tracks {
        text += "<Track>";
        for second in track.clone() {
            let (minute, rest) = (second / 60, second % 60);
            let metres = with.replace("METRES", &(f64::from(second) * 2.5).to_string());
            let _ = write!(
                text,
                "<Trackpoint><Time>2026-11-02T07:{minute:02}:{rest:02}Z</Time>{metres}</Trackpoint>"
            );
        }
        text += "</Track>";
    }
    text + "</Lap>"
}

fn tcx(laps: &str) -> Activity {
    only(
        Format::Tcx,
        format!("<Activities><Activity Sport='Running'>{laps}</Activity></Activities>").as_bytes(),
    )
}

const WAY: &str = "<DistanceMeters>METRES</DistanceMeters>";

#[test]
fn between_two_tracks_of_a_lap_the_clock_stood() {
    let run = tcx(&lap("", &[0..301, 400..701], WAY));
    assert_eq!((minutes(run.moving), run.distance_km), (10.0, Some(1.5)));
}

#[test]
fn a_clock_of_laps_that_cannot_be_is_left_out() {
    let with = |seconds: &str| {
        let head = format!("<TotalTimeSeconds>{seconds}</TotalTimeSeconds>");
        tcx(&lap(&head, &[0..601, 0..0], WAY)).moving.as_secs()
    };
    assert_eq!((with("630"), with("540")), (630, 540));
    for wrong in ["700", "7200", "-5", "1e300", "NaN", ""] {
        assert_eq!(with(wrong), 600, "{wrong}");
    }
}

#[test]
fn of_very_many_laps_the_rest_is_left() {
    let of = |intensity: &str, seconds: u32| {
        format!("<TotalTimeSeconds>{seconds}</TotalTimeSeconds><Intensity>{intensity}</Intensity>")
    };
    let active = lap(&of("Active", 600), &[0..601, 0..0], "");
    let resting = lap(&of("Resting", 0), &[], "");
    assert_eq!(tcx(&(resting.clone() + &active)).running.map(minutes), Some(10.0));
    assert_eq!(tcx(&(resting.repeat(10_000) + &active)).running, None);
}
