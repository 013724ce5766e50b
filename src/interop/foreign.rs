//! Files that Runup knows and does not read: each is refused by its name, with what to do instead.

use super::activity::strava;

/// Characters at the beginning of a text that tell what it is.
const HEAD: usize = 4_000;

/// A kind of file.
struct Kind {
    what: &'static str,
    hint: &'static str,
    /// Each of these groups has one that must be in the text, without blanks and in lower case.
    marks: &'static [&'static [&'static str]],
}

const LIST: &str = "write its steps as text, one per line, such as `30s calf stretch left`, and import that";
const PLANNED: &str = "it says what to do, not what was done: import the FIT, GPX or TCX file of the run itself, or write \
    the workout as text, one step per line";

const KINDS: &[Kind] = &[
    Kind {
        what: "a timer of the app Seconds",
        hint: LIST,
        marks: &[&["\"intervals\":"], &["\"soundscheme\":", "\"splitrest\":"]],
    },
    Kind {
        what: "a timer of the app OpenHIIT",
        hint: LIST,
        marks: &[
            &["\"worktime\":"],
            &["\"resttime\":"],
            &["\"getreadytime\":", "\"colorint\":", "\"workoutindex\":", "\"timerindex\":"],
        ],
    },
    Kind {
        what: "a planned workout of Garmin Connect",
        hint: PLANNED,
        marks: &[&["\"workoutsegments\":", "\"workoutsteps\":"]],
    },
    Kind { what: "a planned workout of Zwift (ZWO)", hint: PLANNED, marks: &[&["<workout_file"]] },
    Kind {
        what: "a planned workout for an indoor trainer (ERG or MRC)",
        hint: PLANNED,
        marks: &[&["[courseheader]"]],
    },
    Kind {
        what: "a recording of an older Polar (HRM), which says nothing of where or how fast",
        hint: "write the run down instead: runup log run 28m --date DAY",
        marks: &[&["[params]"], &["version="], &["interval="]],
    },
    Kind {
        what: "KML, which is made for maps",
        hint: "export the recording as GPX, FIT or TCX from where it comes from",
        marks: &[&["<kml", ":kml"], &["opengis.net/kml", "earth.google.com/kml", "<placemark", "<document"]],
    },
];

/// Returns what a text is and what to do with it, if it is of a kind that is known and not read.
pub(super) fn named(text: &str) -> Option<(&'static str, &'static str)> {
    if strava::is_table(text) {
        return Some((
            "the table of an export of Strava, without the files that it is about",
            "import the whole export instead, packed or unpacked: runup import export.zip",
        ));
    }
    let head: String =
        text.chars().take(HEAD).filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    if !head.starts_with(['{', '[', '<']) {
        return None;
    }
    let is = |kind: &&Kind| kind.marks.iter().all(|group| group.iter().any(|mark| head.contains(mark)));
    KINDS.iter().find(is).map(|kind| (kind.what, kind.hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_named_and_says_what_to_do() {
        for (text, what) in [
            (
                r#"{"name":"A","intervals":[{"name":"Plank","duration":30,"splitRest":0}],"soundScheme":7}"#,
                "Seconds",
            ),
            (
                r#"[{"name":"A","timerIndex":0,"timeSettings":{"getReadyTime":10,"workTime":20,"restTime":10}}]"#,
                "OpenHIIT",
            ),
            (r#"{"workoutId":1,"sportType":{},"workoutSegments":[]}"#, "Garmin Connect"),
            ("<workout_file>\n<author>A</author></workout_file>", "Zwift"),
            ("[COURSE HEADER]\nVERSION = 2\n", "ERG"),
            ("[Params]\nVersion=106\nMonitor=1\nInterval=5\n", "Polar"),
            ("<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'><Document/></kml>", "KML"),
            ("Activity ID,Activity Date,Activity Name\n1,x,y\n", "Strava"),
        ] {
            let (named, hint) = named(text).unwrap_or_else(|| panic!("{text}"));
            assert!(named.contains(what) && hint.len() > 20, "{text}: {named}");
        }
    }

    #[test]
    fn what_is_read_is_not_refused() {
        for text in [
            r#"{"workouts":[{"title":"A","sets":[]}]}"#,
            "30s calf stretch\nintervals: 3x20s",
            "<gpx><trk></trk></gpx>",
            "[[steps]]\nname = 'A'",
            "",
        ] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
