//! Ten people over twenty weeks, day by day, through the commands: what each reads in weeks 1, 4 and 12 stands in
//! `tests/engine/personas`, to be read aloud.
//!
//! A test walks the first four weeks; `RUNUP_WEEKS=20` walks all. `RUNUP_BLESS=1 cargo test --lib personas` walks all and
//! writes the files again; read what changed. `PERSONA=ill` with `--nocapture` prints every day of one.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::Bench;
use crate::record::{Body, Profile};

const WEEKS: usize = 20;
/// The weeks that the test walks by default, which takes a minute in all.
const SHORT: usize = 4;
/// The weeks that are kept, from 1.
const KEPT: [usize; 3] = [1, 4, 12];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A runner, and how their days go.
struct Persona {
    name: &'static str,
    story: &'static str,
    birth_year: Option<i16>,
    /// What is typed on the first day.
    begin: &'static [&'static str],
    /// What the plan says is answered: a test, or another plan.
    asks_plan: bool,
    /// What is typed on each day.
    live: fn(&mut Life),
}

/// A persona on a day.
struct Life {
    bench: Bench,
    /// From 0.
    day: usize,
    text: String,
    /// How much sorer it is than usual.
    irritation: f64,
    ran_yesterday: bool,
    /// Minutes of running of the weeks so far.
    minutes: Vec<Vec<f64>>,
    all: bool,
    /// The plan is read each day, since what it says is answered.
    asks_plan: bool,
}

/// A run that is due.
struct DueRun {
    /// With the walks before and after.
    total: u64,
    running: f64,
    walk: bool,
}

impl Life {
    fn week(&self) -> usize {
        self.day / 7 + 1
    }

    /// Types a line, and keeps what is read then.
    fn types(&mut self, line: &str) -> String {
        let said = self.bench.does(line);
        if self.all || KEPT.contains(&self.week()) {
            let _ = writeln!(self.text, "  $ runup {line}");
            for said in said.lines().filter(|line| !line.is_empty()) {
                let _ = writeln!(self.text, "    {said}");
            }
        }
        said
    }

    /// The plan, as it is read.
    fn reads(&mut self) -> String {
        if self.all || KEPT.contains(&self.week()) || self.asks_plan {
            self.types("plan")
        } else {
            String::new()
        }
    }

    fn due(&mut self) -> Option<DueRun> {
        let answer: Value = serde_json::from_str(&self.bench.does("next --json")).unwrap();
        let run = &answer["run"];
        if run.is_null() || run["date"] != answer["date"] {
            return None;
        }
        let running = run["run-seconds"].as_f64().unwrap() / 60.0;
        let walk = !run["workout"].as_str().unwrap().contains("run");
        Some(DueRun { total: run["seconds"].as_u64().unwrap() / 60, running, walk })
    }

    /// Runs or walks what is due, if anything is, and says how that was.
    fn runs(&mut self, how: &str) -> Option<f64> {
        let due = self.due()?;
        self.ran(&due, how);
        Some(due.running)
    }

    fn ran(&mut self, due: &DueRun, how: &str) {
        let what = if due.walk { "walk" } else { "run" };
        let how = if due.walk { how.replace(" --effort easy", "") } else { how.to_owned() };
        self.types(&format!("log {what} {}m {how}", due.total));
        if !due.walk {
            self.ran_yesterday = true;
            self.minutes.last_mut().unwrap().push(due.running);
        }
    }

    /// Raises and hops, if the plan waits for them.
    fn tests(&mut self, plan: &str, raises: u32) {
        if plan.contains("heel raises and hops") && self.day.is_multiple_of(2) {
            for side in ["left", "right"] {
                self.types(&format!("log test heel-raises {raises} --side {side} --pain 1"));
                self.types(&format!("log test hops 12 --side {side} --pain 1"));
            }
        }
    }
}

fn walk(persona: &Persona, all: bool, weeks: usize) -> String {
    let mut life = Life {
        bench: Bench::new(),
        day: 0,
        text: format!("{}\n", persona.story),
        irritation: 0.0,
        ran_yesterday: false,
        minutes: Vec::new(),
        all,
        asks_plan: persona.asks_plan,
    };
    if let Some(year) = persona.birth_year {
        let profile = Profile { born: Some(year), ..Profile::default() };
        let mut writer = life.bench.writer();
        writer.keep(Body::Profile(profile)).unwrap();
        writer.write_down().unwrap();
    }
    for day in 0..weeks * 7 {
        life.day = day;
        life.bench.days(i64::from(day > 0));
        if day % 7 == 0 {
            life.minutes.push(Vec::new());
        }
        if all || KEPT.contains(&life.week()) {
            if day % 7 == 0 {
                let _ = writeln!(life.text, "\n# Week {}", life.week());
            }
            let date = life.bench.moment.strftime("%-d %B");
            let _ = writeln!(life.text, "{} {date}", WEEKDAYS[day % 7]);
        }
        if day == 0 {
            persona.begin.iter().for_each(|line| drop(life.types(line)));
        }
        (persona.live)(&mut life);
    }
    if weeks < WEEKS {
        return life.text;
    }
    let _ = writeln!(life.text, "\n# Minutes of running, week by week");
    for (week, runs) in life.minutes.iter().enumerate() {
        let runs: Vec<String> =
            runs.iter().map(|minutes| ((minutes * 2.0).round() / 2.0).to_string()).collect();
        let _ = writeln!(life.text, "{:>2}: {}", week + 1, runs.join(" "));
    }
    life.text
}

/// Sore at a steady score: mornings, and what a run says.
fn steady(life: &mut Life, (site, base): (&str, u8), (during, after): (u8, u8)) {
    let up = u8::from(life.ran_yesterday && life.day.is_multiple_of(3));
    life.ran_yesterday = false;
    let walking = if base >= 4 { " --walking 2" } else { "" };
    life.types(&format!("log morning {} {site}{walking}", base + up));
    let plan = life.reads();
    life.tests(&plan, 24);
    life.runs(&format!("--during {during} --after {after} --effort easy"));
}

const CORD: &str = "--region tendon-mid --side left";
const SOLE: &str = "--region under-heel --side right";
const KEEP_CORD: &str = "plan start keep-running --region tendon-mid --side left --usual 30m --runs 6 --last-run yesterday \
    --worst 2 --base 2 --morning 2 --walking 1 --worse no --flared no --limp no --no-signs";

/// The tendon takes 27 minutes, and each longer run leaves it sorer.
fn failing(life: &mut Life) {
    life.irritation *= 0.93;
    life.ran_yesterday = false;
    let score = |mean: f64| mean.round().clamp(0.0, 10.0) as u8;
    life.types(&format!("log morning {} {CORD}", score(1.0 + life.irritation)));
    let plan = life.reads();
    if let Some((_, start)) = plan.split_once("To begin it: runup ") {
        let site = "--region tendon-mid --side left --no-signs";
        let line = start.lines().next().unwrap_or_default();
        life.types(&format!("{line} {site}"));
    }
    life.tests(&plan, 24);
    let during = score(1.0 + life.irritation);
    let ran = life.runs(&format!("--during {during} --after {during} --effort easy"));
    if ran.is_some_and(|minutes| minutes > 27.0) {
        life.irritation += 1.2;
    }
}

/// The second run of week 4 hurts, and three mornings after it do.
fn flaring(life: &mut Life) {
    let flare = life.irritation as u8;
    life.irritation = (life.irritation - 1.0).max(0.0);
    life.ran_yesterday = false;
    life.types(&format!("log morning {} {CORD}", 2 + flare));
    life.reads();
    if life.week() == 4 && life.minutes[3].len() == 1 {
        if life.runs("--during 6 --after 5 --effort steady").is_some() {
            life.irritation = 3.0;
        }
    } else {
        life.runs(&format!("--during {} --after 1 --effort easy", 2 + flare.min(2)));
    }
}

/// Healthy; a fever from Tuesday of week 4 to the weekend.
fn ill(life: &mut Life) {
    let day = life.day as i64 - 21;
    if (1..6).contains(&day) {
        if day == 1 {
            life.types("plan back ill");
            life.reads();
        }
        return;
    }
    if day == 6 {
        life.types("plan back ill --well-since today");
    }
    healthy(life);
}

/// Says that the morning after a run was fine, and reads what the day brings.
fn wakes_well(life: &mut Life) {
    if std::mem::take(&mut life.ran_yesterday) {
        life.types("log morning none");
    }
    life.reads();
}

/// Healthy; the mornings after runs are logged.
fn healthy(life: &mut Life) {
    wakes_well(life);
    life.runs("--during 0 --after 0 --effort easy");
}

/// Away from the middle of week 9 to the end of week 11.
fn holiday(life: &mut Life) {
    if (58..77).contains(&life.day) {
        return;
    }
    if life.day == 77 {
        life.reads();
        life.types("plan back away");
    }
    healthy(life);
}

/// Runs five minutes more than asked, and another 40 minutes on Sundays.
fn eager(life: &mut Life) {
    wakes_well(life);
    if let Some(due) = life.due().filter(|due| !due.walk) {
        let more = DueRun { total: due.total + 5, running: due.running + 5.0, walk: false };
        life.ran(&more, &format!("--run {}m --during 0 --after 0 --effort steady", more.running));
    } else if life.day % 7 == 6 {
        life.types("log run 40m --during 1 --after 0 --effort hard --unplanned");
    }
}

/// Opens the program on Sundays: records Wednesday's run, and from the third week on Monday's and Friday's too.
fn late(life: &mut Life) {
    if life.day == 0 {
        life.reads();
        life.runs("--during 0 --after 0 --effort easy");
    }
    if life.day % 7 != 6 {
        return;
    }
    life.reads();
    life.types("log run 30m --during 0 --after 0 --effort easy --date wed");
    life.types("log morning none --date thu");
    // From the third week on the other days are answered for as well.
    if life.week() > 2 {
        for (day, morning) in [("mon", "tue"), ("fri", "sat")] {
            life.types(&format!("log run 30m --during 0 --after 0 --effort easy --date {day}"));
            life.types(&format!("log morning none --date {morning}"));
        }
    }
    life.reads();
}

/// The cord on the left and the sole on the right.
fn two_sites(life: &mut Life) {
    let up = u8::from(life.ran_yesterday && life.day.is_multiple_of(3));
    life.ran_yesterday = false;
    life.types(&format!("log morning {} {CORD}", 2 + up));
    life.types(&format!("log morning 3 {SOLE}"));
    life.reads();
    life.runs(&format!("--during 2 --after 1 --effort easy {CORD}"));
}

/// 68 years old, sore for long, and seven raises on each side.
fn seven_raises(life: &mut Life) {
    life.ran_yesterday = false;
    life.types(&format!("log morning 1 {CORD}"));
    let plan = life.reads();
    life.tests(&plan, 7 + life.day as u32 / 14);
    life.runs("--during 1 --after 1 --effort easy");
}

const HEALTHY: &[&str] =
    &["plan start new-runner --region none --last-run never --walks yes --sport yes --no-signs"];

const PERSONAS: [Persona; 10] = [
    Persona {
        name: "steady-2",
        story: "Runs three half-hours a week with a cord at a steady 2.",
        birth_year: None,
        asks_plan: false,
        begin: &[KEEP_CORD],
        live: |life| steady(life, (CORD, 2), (2, 1)),
    },
    Persona {
        name: "sole-4",
        story: "First steps at 4 under the right heel, each morning; runs at 2.",
        birth_year: None,
        asks_plan: false,
        begin: &[
            "plan start keep-running --region under-heel --side right --usual 30m --runs 6 --last-run yesterday \
            --worst 2 --base 4 --morning 4 --walking 2 --worse no --flared no --limp no --no-signs",
        ],
        live: |life| steady(life, (SOLE, 4), (2, 1)),
    },
    Persona {
        name: "failing",
        story: "A cord that takes 27 minutes, and was used to 30.",
        birth_year: None,
        asks_plan: true,
        begin: &[
            "plan start keep-running --region tendon-mid --side left --usual 30m --runs 6 --last-run yesterday \
            --worst 1 --base 1 --morning 1 --walking 1 --worse no --flared no --limp no --no-signs",
        ],
        live: failing,
    },
    Persona {
        name: "flaring",
        story: "A cord at a steady 2; the second run of week 4 hurts.",
        birth_year: None,
        asks_plan: false,
        begin: &[KEEP_CORD],
        live: flaring,
    },
    Persona {
        name: "ill",
        story: "A new runner with a fever in week 4.",
        birth_year: None,
        asks_plan: false,
        begin: HEALTHY,
        live: ill,
    },
    Persona {
        name: "holiday",
        story: "A new runner who is away for nineteen days, until week 12.",
        birth_year: None,
        asks_plan: false,
        begin: HEALTHY,
        live: holiday,
    },
    Persona {
        name: "eager",
        story: "A new runner who runs longer than asked, and once more on Sundays.",
        birth_year: None,
        asks_plan: false,
        begin: HEALTHY,
        live: eager,
    },
    Persona {
        name: "late-logger",
        story: "A new runner who opens the program on Sundays only.",
        birth_year: None,
        asks_plan: false,
        begin: HEALTHY,
        live: late,
    },
    Persona {
        name: "two-sites",
        story: "Runs on with a cord at 2 on the left and a sole at 3 on the right.",
        birth_year: None,
        asks_plan: false,
        begin: &[KEEP_CORD, "log sore under-heel:right=3 tendon-mid:left=2"],
        live: two_sites,
    },
    Persona {
        name: "68-and-7-raises",
        story: "Sixty-eight, a cord that has been sore for months, and seven heel raises on each side.",
        birth_year: Some(1958),
        asks_plan: true,
        begin: &["plan start back-from-heel-pain --region tendon-mid --side left --at C2 --no-signs"],
        live: seven_raises,
    },
];

#[test]
fn personas_read_what_their_files_hold() {
    if let Ok(name) = std::env::var("PERSONA") {
        let persona = PERSONAS.iter().find(|persona| persona.name == name).expect("a persona's name");
        println!("{}", walk(persona, true, WEEKS));
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engine/personas");
    let bless = std::env::var_os("RUNUP_BLESS").is_some();
    let weeks = if bless || std::env::var_os("RUNUP_WEEKS").is_some() { WEEKS } else { SHORT };
    let mut wrong = Vec::new();
    let texts: Vec<String> = std::thread::scope(|scope| {
        let walks: Vec<_> =
            PERSONAS.iter().map(|persona| scope.spawn(move || walk(persona, false, weeks))).collect();
        walks.into_iter().map(|walk| walk.join().expect("a persona cannot go on; see above")).collect()
    });
    for (persona, text) in PERSONAS.iter().zip(texts) {
        let path = folder.join(format!("{}.txt", persona.name));
        if bless {
            std::fs::write(&path, &text).unwrap();
        }
        let held = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let same = if weeks == WEEKS { held == text } else { held.starts_with(&text) };
        if !same {
            let first = held.lines().zip(text.lines()).find(|(held, said)| held != said);
            wrong.push(format!("{}: {first:#?}", persona.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
