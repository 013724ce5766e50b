//! Pictures of the real program: each scene is played in a pseudo-terminal and written as SVG.
//!
//! `make pictures` runs it. All go to `target/pictures`; those of the README and the book also to
//! `docs/src/pictures`. `player.svg` moves, the others stand still. Nothing in the program knows of it: it presses keys, waits for words and
//! reads the cells that a terminal would show. Without movement a picture made again is the same, the
//! date apart.

#[cfg(unix)]
#[path = "figures.rs"]
mod figures;
#[cfg(unix)]
#[path = "pty.rs"]
mod pty;
#[cfg(unix)]
#[path = "svg.rs"]
mod svg;

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
fn main() {
    scenes::all();
}

#[cfg(unix)]
mod scenes {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    use jiff::{Timestamp, ToSpan, Zoned};
    use vt100::Screen;

    use super::pty::{Launch, Pty};
    use super::{figures, svg};

    /// How long nothing must be drawn before the picture is taken.
    const SETTLED: Duration = Duration::from_millis(250);
    /// Keys that are pressed in search of words, at most.
    const MOST_KEYS: usize = 80;
    /// The pictures of the README and the book.
    const IN_DOCS: [&str; 4] = ["today-120x36", "hold-120x36", "routines-light-80x24", "today-40x15"];
    /// How long the moving picture is, and how often a screen is taken for it.
    const FILM: (Duration, Duration) = (Duration::from_secs(5), Duration::from_millis(100));

    /// What was there before.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Past {
        /// Nothing: the first start.
        None,
        /// A year of running, nothing sore.
        Well,
        /// Two weeks with a tendon that gets better.
        Sore,
        /// The same, with runs in two pairs of shoes.
        Shod,
        /// Half a year of runs and routines, nothing sore.
        Active,
        /// The same with a tendon that gets better over eight weeks.
        Better,
    }

    /// What is done until the picture is taken.
    enum Do {
        /// Waits for words.
        See(&'static str),
        /// Presses keys.
        Press(&'static str),
        /// Presses a key until there are words: how many steps a routine has follows its file.
        Until(&'static str, &'static str),
    }
    use Do::{Press, See, Until};

    struct Scene {
        name: &'static str,
        past: Past,
        arguments: &'static [&'static str],
        script: Vec<Do>,
    }

    /// The scenes, each at every size and on both backgrounds.
    fn scenes() -> Vec<Scene> {
        let calm: &[&str] = &["go", "post-run-calf", "--no-sound"];
        let base: &[&str] = &["go", "calf-base", "--no-sound"];
        let scene = |name, past, arguments, script| Scene { name, past, arguments, script };
        let right = "\x1b[C";
        vec![
            scene("first-start", Past::None, &[], vec![See("Sore anywhere")]),
            scene("today", Past::Sore, &[], vec![See("Five minutes before a run")]),
            scene("today-well", Past::Well, &[], vec![See("Five minutes before a run")]),
            scene(
                "routines",
                Past::Well,
                &[],
                vec![See("Five minutes"), Press("r"), See("Gentle heel"), Press("j")],
            ),
            scene("about", Past::Well, &[], vec![See("Five minutes"), Press("w"), See("Warms you up")]),
            scene("settings", Past::Well, &[], vec![See("Five minutes"), Press(","), See("colours")]),
            scene("progress", Past::Better, &[], vec![See("enter"), Press("g"), See("eek")]),
            scene("progress-well", Past::Active, &[], vec![See("enter"), Press("g"), See("eek")]),
            scene("progress-new", Past::Well, &[], vec![See("Five minutes"), Press("g"), See("eek")]),
            scene("help", Past::Well, &[], vec![See("Five minutes"), Press("?"), See("esc back")]),
            scene("shoes", Past::Shod, &[], vec![See("Five minutes"), Press("s"), See("Blue ones")]),
            scene("entries", Past::Shod, &[], {
                let open = vec![See("Five minutes"), Press("g"), Press("\r"), See("everything")];
                open.into_iter().chain([Press("j"), Press("j"), See("3 of")]).collect()
            }),
            scene("entry", Past::Shod, &[], {
                let open = vec![See("Five minutes"), Press("g"), Press("\r"), See("everything"), Press("f")];
                open.into_iter().chain([Press("\r"), See("time running"), Press("jl"), See("was")]).collect()
            }),
            scene("ready", Past::Well, calm, vec![See("get ready")]),
            scene("time", Past::Well, calm, steps(right, "work")),
            scene("hold", Past::Well, calm, steps(right, "hold")),
            scene("switch", Past::Well, calm, steps(right, "other leg")),
            scene(
                "paused",
                Past::Well,
                calm,
                [steps(right, "hold"), vec![Press(" "), See("paused")]].into_iter().flatten().collect(),
            ),
            scene("reps", Past::Well, base, steps(right, "of 12 reps")),
            scene("rest", Past::Well, base, steps(right, "rest")),
            scene("finished", Past::Well, calm, steps(right, "of exercise")),
            scene("asked", Past::Sore, calm, {
                let mut script = steps(right, "work");
                script.extend([Press("qq"), See("stopped early")]);
                script
            }),
        ]
    }

    fn steps(key: &'static str, until: &'static str) -> Vec<Do> {
        vec![See("get ready"), Until(key, until)]
    }

    pub(super) fn all() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (target, docs) = (root.join("target/pictures"), root.join("docs/src/pictures"));
        for folder in [&target, &docs] {
            fs::create_dir_all(folder).expect("the folder of the pictures can be made");
        }
        let wanted: Vec<String> = std::env::args().skip(1).collect();
        figures::all(root, &target, &wanted);
        if wanted.is_empty() || wanted.iter().any(|part| part == "player") {
            let picture = film();
            fs::write(docs.join("player.svg"), &picture).expect("a picture can be written");
            println!("player.svg  {} KiB", picture.len().div_ceil(1024));
        }
        for scene in scenes() {
            for (columns, rows) in [(120, 36), (80, 24), (40, 15)] {
                for light in [false, true] {
                    let ground = if light { "-light" } else { "" };
                    let name = format!("{}{ground}-{columns}x{rows}", scene.name);
                    if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
                        continue;
                    }
                    let picture = take(&scene, (columns, rows), light);
                    let file = format!("{name}.svg");
                    fs::write(target.join(&file), &picture).expect("a picture can be written");
                    if IN_DOCS.contains(&name.as_str()) {
                        fs::write(docs.join(&file), &picture).expect("a picture can be written");
                    }
                    println!("{file}  {} KiB", picture.len().div_ceil(1024));
                }
            }
        }
    }

    /// Plays heel raises at the wall and returns what the screen shows meanwhile.
    fn film() -> String {
        let launch = Launch::new(program()).args(["go", "calf-base", "--no-sound"]).size(100, 30);
        settle_in(launch.home(), Past::Well, false);
        let config = launch.home().join("config/config.toml");
        let text = fs::read_to_string(&config).expect("the settings are there");
        fs::write(&config, format!("flash = false\n{}", text.replace("motion = false", "motion = true")))
            .expect("they can be written");
        let mut pty = launch.env("COLORTERM", "truecolor").spawn();
        let start = [See("get ready"), Press("\x1b[C"), See("of 12 reps")];
        play(&mut pty, &start);
        let mut frames: Vec<(Duration, Screen)> = Vec::new();
        let (mut taken, end) = (Instant::now(), Instant::now() + FILM.0);
        while taken < end {
            std::thread::sleep(FILM.1);
            let length = taken.elapsed();
            taken = Instant::now();
            let screen = pty.with_screen(Screen::clone);
            match frames.last_mut() {
                Some((before, last)) if last.contents_formatted() == screen.contents_formatted() => {
                    *before += length;
                }
                _ => frames.push((length, screen)),
            }
        }
        svg::film(&frames, false)
    }

    fn play(pty: &mut Pty, script: &[Do]) {
        for one in script {
            match one {
                See(words) => pty.wait_for_text(words),
                Press(keys) => {
                    pty.send(keys);
                    std::thread::sleep(Duration::from_millis(60));
                }
                Until(key, words) => {
                    for _ in 0..MOST_KEYS {
                        if pty.with_screen(|screen| screen.contents().contains(words)) {
                            break;
                        }
                        pty.send(key);
                        std::thread::sleep(SETTLED);
                    }
                    pty.wait_for_text(words);
                }
            }
        }
    }

    /// Plays a scene and returns what stands on the screen.
    fn take(scene: &Scene, size: (u16, u16), light: bool) -> String {
        let launch = Launch::new(program()).args(scene.arguments).size(size.0, size.1);
        settle_in(launch.home(), scene.past, light);
        let mut pty = launch.env("COLORTERM", "truecolor").spawn();
        play(&mut pty, &scene.script);
        let mut before = pty.output().len();
        loop {
            std::thread::sleep(SETTLED);
            let now = pty.output().len();
            // A clock draws once a second: what came within a quarter of one is whole.
            if now == before {
                break;
            }
            before = now;
        }
        pty.with_screen(|screen| svg::picture(screen, light))
    }

    /// The program that was built beside this one.
    fn program() -> PathBuf {
        let own = std::env::current_exe().expect("a running program has a file");
        let folder =
            own.parent().and_then(Path::parent).expect("examples are built in a folder of the target");
        let program = folder.join("runup");
        assert!(program.exists(), "{} is not built", program.display());
        program
    }

    /// Writes the settings and the past into the home of a scene.
    fn settle_in(home: &Path, past: Past, light: bool) {
        let ground = if light { "light" } else { "dark" };
        let (config, history) = (home.join("config"), home.join("data/history"));
        fs::create_dir_all(&config).expect("a home can be made");
        fs::create_dir_all(&history).expect("a home can be made");
        let text = format!(
            "far-view = false\n[screen]\ncolours = \"full\"\nbackground = \"{ground}\"\nmotion = false\n"
        );
        fs::write(config.join("config.toml"), text).expect("a home can be written");
        let lines = match past {
            Past::None => return,
            Past::Well => vec![
                profile(),
                run(),
                entry("well", ago(300), r#""kind":"check-in","moment":"sites","sore":[],"recall":"now""#),
                // Who has not said anything today gets a shorter routine.
                entry("today", ago(0), r#""kind":"check-in","moment":"sites","sore":[],"recall":"now""#),
            ],
            Past::Sore => sore(),
            Past::Shod => shod(),
            Past::Active => active(),
            Past::Better => better(),
        };
        fs::write(history.join("a.jsonl"), lines.join("\n") + "\n").expect("a home can be written");
    }

    fn ago(days: i64) -> Timestamp {
        Zoned::now().checked_sub(days.days()).expect("some days ago was a day").timestamp()
    }

    fn entry(id: &str, at: Timestamp, rest: &str) -> String {
        let day = at.to_zoned(jiff::tz::TimeZone::system()).date();
        format!(r#"{{"v":1,"id":"{id}","rev":1,"at":"{at}","device":"a","date":"{day}",{rest}}}"#)
    }

    fn profile() -> String {
        format!(
            r#"{{"v":1,"id":"p","rev":1,"at":"{}","device":"a","kind":"profile","notice-read":true}}"#,
            ago(400)
        )
    }

    fn run() -> String {
        entry("first", ago(400), r#""kind":"run","minutes":20.0"#)
    }

    fn active() -> Vec<String> {
        let mut lines = vec![profile()];
        for back in (0..200_i64).rev() {
            let at = ago(back);
            let minutes = match back % 7 {
                2 if back % 35 != 2 => 34 - back / 12,
                5 => 18,
                0 if back < 90 => 36 - back / 5,
                _ => 0,
            };
            if minutes > 0 {
                let body = format!(r#""kind":"run","minutes":{minutes}.0"#);
                lines.push(entry(&format!("r{back}"), at, &body));
            }
            if matches!(back % 7, 1 | 4) && back % 3 != 0 {
                let sets = format!(
                    r#"[{{"step":"raise","set":1,"planned-ms":1,"worked-ms":{},"complete":true}}]"#,
                    (9 + back % 6) * 60_000
                );
                lines.push(format!(
                    r#"{{"v":1,"id":"s{back}","rev":1,"at":"{at}","device":"a","kind":"session","routine":"foot-core","name":"Foot core","hash":"0","started":"{at}","ended":"{at}","outcome":"done","sets":{sets}}}"#
                ));
            }
        }
        lines
    }

    fn better() -> Vec<String> {
        const SCORES: &[u8; 56] = b"66665556554555544545567776554444333434333232332222221212";
        let mut lines = active();
        for (i, score) in SCORES.iter().enumerate() {
            let at = ago(55 - i as i64);
            if !matches!(i, 30 | 43 | 44) {
                let sore = format!(
                    r#""kind":"check-in","moment":"morning","sore":[{{"region":"tendon-mid","side":"right","score":{}}}],"recall":"now""#,
                    score - b'0'
                );
                lines.push(entry(&format!("c{i}"), at, &sore));
            }
        }
        for (i, (back, test, side, value)) in [
            (60, "heel-raises", "left", 14.0),
            (60, "heel-raises", "right", 9.0),
            (60, "knee-to-wall", "left", 10.5),
            (60, "knee-to-wall", "right", 8.0),
            (5, "heel-raises", "left", 19.0),
            (5, "heel-raises", "right", 16.0),
            (5, "knee-to-wall", "left", 11.0),
            (5, "knee-to-wall", "right", 9.5),
        ]
        .into_iter()
        .enumerate()
        {
            let body = format!(r#""kind":"test","test":"{test}","side":"{side}","value":{value:.1}"#);
            lines.push(entry(&format!("t{i}"), ago(back), &body));
        }
        let day = ago(40).to_zoned(jiff::tz::TimeZone::system()).date();
        let begun = format!(
            r#"{{"v":1,"id":"plan","rev":1,"at":"{}","device":"a","kind":"plan","plan":"back-3-6-weeks","action":"start","date":"{day}","usual-minutes":30.0,"longest-minutes":40.0}}"#,
            ago(40)
        );
        lines.push(begun);
        lines
    }

    fn shod() -> Vec<String> {
        let mut lines = sore();
        for (id, name, days, more) in
            [("a", "Pegasus 41", 200, r#","remind-km":600.0,"before-km":540.0"#), ("b", "Blue ones", 30, "")]
        {
            let since = ago(days).to_zoned(jiff::tz::TimeZone::system()).date();
            let shoe = format!(r#""kind":"shoe","name":"{name}","since":"{since}"{more}"#);
            lines.push(entry(id, ago(days), &shoe));
        }
        for (i, (days, km, pair)) in
            [(26, "6.1", "a"), (22, "5.8", "b"), (19, "6.3", "a"), (12, "5.2", "b"), (3, "6.4", "a")]
                .into_iter()
                .enumerate()
        {
            let run = format!(
                r#""kind":"run","minutes":{}.0,"distance-km":{km},"during":1,"effort":4,"shoe":"{pair}""#,
                34 + i
            );
            lines.push(entry(&format!("r{i}"), ago(days), &run));
        }
        lines
    }

    fn sore() -> Vec<String> {
        let mut lines = vec![profile(), run()];
        for (i, score) in [4, 4, 5, 4, 3, 4, 3, 3, 2, 9, 2, 2, 2, 3].into_iter().enumerate() {
            let at = ago(13 - i as i64);
            if score < 9 {
                let sore = format!(
                    r#""kind":"check-in","moment":"morning","sore":[{{"region":"tendon-mid","side":"right","score":{score}}}],"recall":"now""#
                );
                lines.push(entry(&format!("c{i}"), at, &sore));
            }
            if ![2, 6, 13].contains(&i) {
                let session = format!(
                    r#"{{"v":1,"id":"s{i}","rev":1,"at":"{at}","device":"a","kind":"session","routine":"foot-core","name":"Foot core","hash":"0","started":"{at}","ended":"{at}","outcome":"done","sets":[]}}"#
                );
                lines.push(session);
            }
        }
        lines
    }
}
