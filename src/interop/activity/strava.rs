//! `activities.csv` of Strava's export: what each file of it is called, and what the runner wrote about it.
//!
//! Its heads are in the language of the account, so a column is found by its English head, or, where there is none, by
//! its usual place; the files' own column is also found by its values.

use std::collections::BTreeMap;
use std::io::Read;

/// Most rows that are read.
const MOST: usize = 200_000;
/// Longest text of a cell that is kept, in characters.
const KEPT: usize = 2_000;
/// The folder that the names of the files begin with.
const FOLDER: &str = "activities/";
/// The names that Strava makes up.
const MADE_UP: [&str; 5] = ["Morning", "Lunch", "Afternoon", "Evening", "Night"];

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// The sport.
    pub sport: Option<String>,
    /// What the runner called it and wrote about it; nothing of what was made up.
    pub note: Option<String>,
    /// The shoes.
    pub gear: Option<String>,
}

/// Tells whether a table begins like that of Strava, by its head in English.
pub fn is_table(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("Activity ID,Activity Date,")
}

/// Reads a table; returns its rows by the files that they are about, as in `activities/1.fit.gz`.
pub fn read(table: impl Read) -> BTreeMap<String, Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table);
    let head: Vec<String> = reader
        .byte_headers()
        .map(|head| head.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect())
        .unwrap_or_default();
    let column = |name: &str, usual: usize| {
        let english = head.iter().any(|cell| cell == "Activity Type");
        let found = head.iter().position(|cell| cell == name);
        if english { found } else { Some(usual) }
    };
    let (name, sport, about) =
        (column("Activity Name", 2), column("Activity Type", 3), column("Activity Description", 4));
    let mut rows = BTreeMap::new();
    for record in reader.byte_records().take(MOST).map_while(Result::ok) {
        let cell = |at: Option<usize>| {
            let text = String::from_utf8_lossy(record.get(at?)?).into_owned();
            let text: String = text.trim().chars().take(KEPT).collect();
            (!text.is_empty()).then_some(text)
        };
        let Some(file) = record.iter().position(|cell| cell.starts_with(FOLDER.as_bytes())) else { continue };
        let gear = head.iter().position(|cell| cell == "Activity Gear").or(file.checked_sub(1));
        let own = cell(name).filter(|name| !is_made_up(name));
        let note = match (own, cell(about)) {
            (Some(name), Some(about)) => Some(format!("{name}: {about}")),
            (name, about) => name.or(about),
        };
        let gear = cell(gear).filter(|gear| head.len() > 5 && gear.parse::<f64>().is_err());
        if let Some(file) = cell(Some(file)) {
            rows.insert(file, Row { sport: cell(sport), note, gear });
        }
    }
    rows
}

/// True if a name is one of those that the service makes up: `Morning Run`.
fn is_made_up(name: &str) -> bool {
    matches!(name.split_once(' '), Some((part, sport)) if MADE_UP.contains(&part) && !sport.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_their_file() {
        let table = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Activity Gear,Filename\n\
            1,\"Nov 23, 2026, 7:00:00 AM\",Morning Run,Run,\"Wet, and \"\"slow\"\"\nhome\",1800,Blue ones,activities/1.gpx.gz\n\
            2,\"Nov 21, 2026, 7:00:00 AM\",Over the bridge,Walk,,1800,,activities/2.gpx\n\
            3,\"Nov 20, 2026, 7:00:00 AM\",By hand,Run,,1800,,\n";
        let rows = read(table.as_bytes());
        assert!(is_table(table) && !is_table("a,b"));
        let row = |sport: &str, note: &str, gear: Option<&str>| Row {
            sport: Some(sport.into()),
            note: Some(note.into()),
            gear: gear.map(str::to_owned),
        };
        assert_eq!(rows["activities/1.gpx.gz"], row("Run", "Wet, and \"slow\"\nhome", Some("Blue ones")));
        assert_eq!(rows["activities/2.gpx"], row("Walk", "Over the bridge", None));
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn heads_of_another_language_and_short_tables_are_read_too() {
        let table = "Aktivit\u{e4}ts-ID,Aktivit\u{e4}tsdatum,Name der Aktivit\u{e4}t,Aktivit\u{e4}tsart,Beschreibung,Ausr\u{fc}stung,Dateiname\n\
            1,x,Heimweg,Lauf,nass,Blaue,activities/1.fit.gz\n";
        let rows = read(table.as_bytes());
        assert_eq!(
            rows["activities/1.fit.gz"],
            Row {
                sport: Some("Lauf".into()),
                note: Some("Heimweg: nass".into()),
                gear: Some("Blaue".into())
            }
        );
        let short = "Activity ID,Activity Date,Activity Type,Filename\n1,\"Nov 23\",Run,activities/1.gpx\n";
        assert_eq!(
            read(short.as_bytes())["activities/1.gpx"],
            Row { sport: Some("Run".into()), ..Row::default() }
        );
        for broken in ["", "\"", "a,b\n\"x", "\u{0}\u{0}"] {
            assert_eq!(read(broken.as_bytes()), BTreeMap::new());
        }
    }
}
