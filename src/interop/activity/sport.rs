//! What a file calls an activity: the words of several languages, the numbers of one service and those of FIT.
//!
//! A word is looked up by how it begins, in [`WORDS`]; rides, swims and the like come first, since `Langlauf` and
//! `corsa in bici` hold a word for running too. What no row knows is named as the file names it, and is not taken.

/// What an activity is, as the file names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Sport {
    Run,
    Walk,
    /// Something else, in words.
    Other(String),
    /// Something that no table knows, in words.
    Unknown(String),
    /// The file says that it is something, but not what: its own word.
    Unclear(String),
    /// The file does not say.
    #[default]
    Unsaid,
}

/// What a row of the table stands for.
#[derive(Clone, Copy)]
enum Is {
    Run,
    Walk,
    Other(&'static str),
    Unclear,
    Unsaid,
}

use Is::{Other, Run, Unclear, Unsaid, Walk};

/// What is done in a gym.
const TRAINING: &str = "training other than running";

/// How words begin, or all of one behind a full stop, and what they mean. The first row that fits decides.
///
/// English, German, French, Italian, Spanish, Portuguese and Dutch. Letters beyond ASCII are missing from what is looked
/// up (`velo` also comes as `vlo`), as the reader of XML masks them.
const WORDS: &[(Is, &[&str])] = &[
    // A walk is named so on a treadmill too; `fartlek` and `race_walk` are exact enough.
    (Walk, &["racewalk", "speedwalk", "powerwalk", "nordicwalk"]),
    (Run, &["runwalk", "walkrun", "jogwalk", "racerun", "speedrun"]),
    (
        Other("skating"),
        &["skat", "inline", "eislauf", "rollerblad", "patin", "pattin", "schaats", "rollschuh"],
    ),
    (Other("skiing"), &["ski", "langlauf", "esqui", "sci.", "scifondo", "biathlon", "snowboard"]),
    (
        Other("a swim"),
        &["swim", "schwimm", "natation", "nage", "nuot", "nadar", "natac", "natao", "natacin", "zwem"],
    ),
    (Other("a swim"), &["openwater", "lapswim", "pool", "aqua"]),
    (Other("diving"), &["diving", "scuba", "snorkel", "apnea", "tauchen"]),
    (Other("rowing"), &["row", "ruder", "aviron", "canott", "remo.", "roei"]),
    (
        Other("paddling"),
        &["paddl", "kayak", "canoe", "kanu", "kajak", "kano.", "sup.", "standup", "surf", "windsurf"],
    ),
    (Other("sailing"), &["sail", "segel", "voile", "zeil", "kitesurf", "kite"]),
    (
        Other("a ride"),
        &[
            "bik",
            "cycl",
            "ride",
            "rad.",
            "radfahr",
            "radsport",
            "rennrad",
            "fahrrad",
            "mountainbik",
            "ebik",
            "mtb",
            "velo",
            "vlo",
            "vtt",
            "bici",
            "ciclis",
            "fiets",
            "wielren",
            "btt",
            "spinning",
            "gravel",
            "handcycl",
        ],
    ),
    (Other(TRAINING), &["yoga", "pilates", "strength", "weight", "kraft", "muscul", "gym", "crossfit"]),
    (Other(TRAINING), &["elliptic", "crosstrainer", "stair", "hiit", "fitness", "cardio"]),
    (Other("a drive"), &["driv", "motor", "car.", "flight", "flying", "transport"]),
    (Other("climbing"), &["climb", "klettern", "escalad", "arrampicat", "boulder"]),
    (
        Other("a game"),
        &["soccer", "football", "fussball", "tennis", "basket", "golf", "hockey", "padel", "badminton"],
    ),
    (
        Run,
        &[
            "run",
            "jog",
            "trail",
            "treadmill",
            "race",
            "fartlek",
            "marathon",
            "parkrun",
            "lauf",
            "laufen",
            "joggen",
            "dauerlauf",
            "crosslauf",
            "wettkampf",
            "rennen",
            "course",
            "courir",
            "footing",
            "jogging",
            "tapis",
            "cors",
            "correr",
            "carrera",
            "corrid",
            "maratona",
            "maraton",
            "hardlop",
            "loopband",
            "atletiek",
        ],
    ),
    (
        Walk,
        &[
            "walk",
            "hik",
            "trek",
            "stroll",
            "geh",
            "wander",
            "spazier",
            "march",
            "randonn",
            "promenad",
            "cammin",
            "passeggi",
            "escursion",
            "camina",
            "senderis",
            "paseo",
            "andar.",
            "caminhad",
            "caminhar",
            "passei",
            "wandel",
            "pied",
            "foot.",
            "onfoot",
        ],
    ),
    (Unclear, &["other", "workout", "sonstig", "autre", "altro", "otro", "outro", "overig", "andere"]),
    (Unsaid, &["generic", "track", "activity", "unknown", "uncategorized", "default", "cluetrust"]),
];

/// The numbers that Strava writes as the type of a track.
const STRAVA: &[(u16, Is)] = &[
    (1, Other("a ride")),
    (2, Other("skiing")),
    (3, Other("skiing")),
    (4, Walk),
    (5, Other("skating")),
    (6, Other("skating")),
    (7, Other("skiing")),
    (8, Other("skiing")),
    (9, Run),
    (10, Walk),
    (11, Unclear),
    (12, Other("snowboarding")),
    (13, Other("snowshoeing")),
    (14, Other("kitesurfing")),
    (15, Other("windsurfing")),
    (16, Other("a swim")),
    (17, Other("a ride")),
    (18, Other("a ride")),
    (19, Other("a ride")),
    (21, Other("paddling")),
    (22, Other("paddling")),
    (23, Other("rowing")),
    (24, Other("paddling")),
    (25, Other("surfing")),
    (26, Other(TRAINING)),
    (27, Other(TRAINING)),
    (28, Other("climbing")),
    (29, Other(TRAINING)),
    (30, Other(TRAINING)),
    (31, Other(TRAINING)),
    (51, Other("a ride")),
    (52, Other("wheelchair sport")),
    (53, Run),
];

impl Is {
    fn sport(self, own: &str) -> Sport {
        match self {
            Run => Sport::Run,
            Walk => Sport::Walk,
            Other(what) => Sport::Other(what.to_owned()),
            Unclear => Sport::Unclear(own.to_owned()),
            Unsaid => Sport::Unsaid,
        }
    }
}

impl Sport {
    /// Reads a sport as XML or a table names it, or as the number that one service writes.
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<String> = text
            .split(|c: char| c.is_whitespace() || "_-/,.()".contains(c))
            .map(|word| word.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>())
            .map(|word| word.to_lowercase())
            .filter(|word| !word.is_empty())
            .take(8)
            .collect();
        let Some(first) = words.first() else { return Self::Unsaid };
        if words.len() == 1 && first.chars().all(|c| c.is_ascii_digit()) {
            let number = first.parse().unwrap_or(u16::MAX);
            let known = STRAVA.iter().find(|(own, _)| *own == number);
            return known.map_or_else(
                || Self::Unknown(format!("sport number {first}, which Runup doesn't know")),
                |(_, is)| is.sport(first),
            );
        }
        let joined = words.concat();
        let parts = inner(text);
        let begins = |row: &str| match row.strip_suffix('.') {
            Some(whole) => joined == whole || words.iter().chain(&parts).any(|word| word == whole),
            None => joined.starts_with(row) || words.iter().chain(&parts).any(|word| word.starts_with(row)),
        };
        let found = WORDS.iter().find(|(_, rows)| rows.iter().any(|row| begins(row)));
        found.map_or_else(
            || Self::Unknown(format!("`{}`", words.join(" "))),
            |(is, _)| is.sport(&words.join(" ")),
        )
    }

    /// Reads the numbers of FIT.
    pub(super) fn of_fit(number: Option<i64>, sub_sport: Option<i64>) -> Self {
        let other = |what: &str| Self::Other(what.to_owned());
        // Nothing, any and all are the same.
        let number = number.filter(|number| *number != 254).unwrap_or(0);
        match (number, sub_sport.unwrap_or(0)) {
            // In water, whatever the sport beside it.
            (_, 17 | 18) | (5, _) => other("a swim"),
            (_, 53..=57) | (53 | 82, _) => other("diving"),
            (_, 41) | (19 | 37 | 41 | 42, _) => other("paddling"),
            (1 | 66, _) | (0 | 4, 1 | 45) | (0, 2..=4) => Self::Run,
            (11 | 17 | 65, _) | (0 | 4, 27) | (0, 30 | 31) => Self::Walk,
            (2 | 21, _) | (0, 5..=13 | 28 | 29 | 46 | 47) => other("a ride"),
            (3, _) => other("a change of sport"),
            (12..=14, _) => other("skiing"),
            (15, _) | (0 | 4, 14) => other("rowing"),
            (23 | 32 | 38..=40 | 43 | 44 | 76 | 77, _) => other("a sport on water"),
            (30 | 33, _) => other("skating"),
            (31 | 48, _) => other("climbing"),
            (35, _) => other("snowshoeing"),
            (4 | 10 | 62, _) | (0, 15 | 16 | 19 | 20 | 26 | 43 | 44 | 62 | 70) => other(TRAINING),
            (0, _) => Self::Unsaid,
            (number, _) => Self::Unknown(format!("another sport (FIT number {number})")),
        }
    }
}

/// Returns the words that are written together, each with a capital: `TrailRun`, `HKWorkoutActivityTypeRunning`.
fn inner(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for c in text.chars().filter(char::is_ascii_alphanumeric).take(80) {
        match words.last_mut() {
            Some(word) if !c.is_ascii_uppercase() => word.push(c),
            _ => words.push(c.to_ascii_lowercase().to_string()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sports_are_known_by_their_words_in_seven_languages() {
        let runs = "Running|run|trail_running|TrailRun|race|run_walk|Run/Walk|treadmill_running|VirtualRun|9|Laufen|Trailrunning|\
                    Dauerlauf|Jogging|Course \u{e0} pied|Course ?? pied|course|footing|Corsa|corsa su sentiero|Correr|carrera|\
                    Corrida|hardlopen|Hardlopen (trail)";
        let walks = "walking|Walk|Hiking|casual_walking|10|4|Nordic Walking|Gehen|Wandern|Wanderung|Spaziergang|marche|\
                     Marche nordique|Randonn\u{e9}e|Randonn??e|promenade|camminata|escursionismo|caminar|Caminata|senderismo|\
                     caminhada|wandelen|Wandeling";
        for (names, sport) in [(runs, Sport::Run), (walks, Sport::Walk)] {
            for name in names.split('|') {
                assert_eq!(Sport::of(name), sport, "{name}");
            }
        }
    }

    #[test]
    fn what_is_no_run_is_named() {
        for (name, what) in [
            ("Biking", "a ride"),
            ("1", "a ride"),
            ("Radfahren", "a ride"),
            ("V\u{e9}lo", "a ride"),
            ("V??lo", "a ride"),
            ("corsa in bici", "a ride"),
            ("Wielrennen", "a ride"),
            ("Mountainbiking", "a ride"),
            ("EBikeRide", "a ride"),
            ("open_water_swimming", "a swim"),
            ("16", "a swim"),
            ("Nata\u{e7}\u{e3}o", "a swim"),
            ("nuoto", "a swim"),
            ("Zwemmen", "a swim"),
            ("Langlauf", "skiing"),
            ("Eislaufen", "skating"),
            ("NordicSki", "skiing"),
            ("Inline Skating", "skating"),
            ("Rowing", "rowing"),
            ("52", "wheelchair sport"),
        ] {
            assert_eq!(Sport::of(name), Sport::Other(what.to_owned()), "{name}");
        }
        for (name, sport) in [
            ("77", Sport::Unknown("sport number 77, which Runup doesn't know".into())),
            ("\u{1b}[2Jquidditch", Sport::Unknown("`2jquidditch`".into())),
            ("53", Sport::Run),
            ("Other", Sport::Unclear("other".into())),
            ("11", Sport::Unclear("11".into())),
            ("Sonstiges", Sport::Unclear("sonstiges".into())),
            ("", Sport::Unsaid),
            ("generic", Sport::Unsaid),
        ] {
            assert_eq!(Sport::of(name), sport, "{name}");
        }
    }

    #[test]
    fn sports_of_fit_in_water_are_no_run_and_no_walk() {
        for (number, sub_sport) in
            [(5, None), (0, Some(17)), (1, Some(18)), (11, Some(18)), (254, Some(53)), (37, None)]
        {
            let sport = Sport::of_fit(Some(number), sub_sport);
            assert!(matches!(sport, Sport::Other(_)), "{number} {sub_sport:?}: {sport:?}");
        }
        for (number, sub_sport, sport) in [
            (Some(1), None, Sport::Run),
            (Some(4), Some(1), Sport::Run),
            (None, Some(45), Sport::Run),
            (Some(17), None, Sport::Walk),
            (Some(0), Some(30), Sport::Walk),
            (Some(0), None, Sport::Unsaid),
        ] {
            assert_eq!(Sport::of_fit(number, sub_sport), sport);
        }
    }
}
