//! Each warning sign against each way to play: what is locked, and that it says why.
//!
//! The first half goes through the core on virtual time, the second through the real program.

#[path = "support/command.rs"]
mod command;
#[path = "support/app.rs"]
mod support;

use std::fs;
use std::path::Path;

use command::{Said, in_home, said};
use jiff::tz::TimeZone;
use runup::app::{Action, App, Effect, Input, JournalEffect, Screen, Start};
use runup::day::Offer;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::record::journal::{Interrupted, Line, fold};
use runup::record::log::Log;
use runup::record::{At, Body, Clearance, ClearedBy, Flag, Profile, Record, VERSION};
use runup::routine::Id;
use runup::session::Now;
use runup::symptoms::signs::{HEALTH_LINE, Locks, Place, SIGNS, Sign, Tier, behind};
use runup::time::MonoTime;
use runup::words::sign::of;
use support::app;

/// What may be played while a sign is open: whatever loads, and what does not.
const fn plays(locks: Locks) -> (bool, bool) {
    match locks {
        Locks::All | Locks::AllButWalking => (false, false),
        Locks::Loading => (false, true),
        Locks::Runs | Locks::Growth | Locks::Nothing => (true, true),
    }
}

/// Tells whether a sign takes the place of every screen.
fn locks_something(sign: &Sign) -> bool {
    sign.locks > Locks::Growth
}

/// The keys that say a sign, and answer `y` to whether it is so; `None` if only older logs have it.
fn keys(sign: &Sign) -> Option<Vec<Action>> {
    let mut keys = match sign.place {
        Place::Line(line) => vec![Action::Digit(line)],
        Place::Health(line) => vec![Action::Digit(HEALTH_LINE), Action::Digit(line)],
        Place::Behind => keys(SIGNS.iter().find(|leads| leads.also.contains(&sign.id)).unwrap())?,
        Place::Former => return None,
    };
    let signs: Vec<&Sign> = match sign.place {
        Place::Behind => SIGNS.iter().find(|leads| leads.also.contains(&sign.id)).unwrap().also().collect(),
        place => behind(place),
    };
    let at = signs.iter().position(|known| known.id == sign.id).unwrap() as u8 + 1;
    if signs.len() > 1 || sign.place == Place::Behind {
        keys.push(Action::Digit(at));
    }
    keys.push(Action::Yes);
    Some(keys)
}

fn at(hours: i64) -> At {
    let start: jiff::Timestamp = "2026-11-22T07:00:00Z".parse().unwrap();
    At::new(start + jiff::SignedDuration::from_hours(hours), &TimeZone::UTC)
}

fn now(seconds: u64) -> Now {
    Now { mono: MonoTime::from_nanos(seconds * 1_000_000_000), at: at(0) }
}

fn record(id: &str, hours: i64, body: Body) -> Record {
    Record { v: VERSION, id: id.into(), rev: 1, at: at(hours), zone: None, device: "there".into(), body }
}

fn flag(sign: &Sign) -> Record {
    record("flag", -1, Body::Flag(Flag::of(sign.id)))
}

fn text(id: &str, stress: &str) -> String {
    format!(
        "name = \"{id}\"\nwhen = [\"desk\"]\nstress = \"{stress}\"\n\
         steps = [{{ name = \"Stand\", time = \"10s\", dose = \"convention\" }}]\n"
    )
}

fn routine(id: &str, stress: &str) -> SourceFile {
    SourceFile {
        path: format!("{id}.toml"),
        kind: Kind::Routine,
        id: Id::new(id).unwrap(),
        origin: Origin::Own,
        bytes: text(id, stress).into_bytes().into(),
    }
}

/// A program on Today, with this past.
fn open(records: Vec<Record>, interrupted: Vec<Interrupted>) -> App {
    let library = Library::shipped().with_own([routine("load", "light"), routine("calm", "none")]);
    // The first start is over.
    let read = Body::Profile(Profile { notice_read: true, ..Profile::default() });
    let records = records.into_iter().chain([record("profile", -9, read)]);
    let mut app = app(|launch| {
        launch.library = library;
        launch.log = Log::from_records(records);
        launch.interrupted = interrupted;
    });
    app.update(Input::Sore(vec![]), now(0));
    app.update(Input::Opened, now(0));
    app
}

/// A session of a routine that the program's end cut off.
fn cut_off(id: &str) -> Interrupted {
    let mut app = open(Vec::new(), Vec::new());
    let mut effects = Vec::new();
    let start = Start { routine: Id::new(id), ..Start::default() };
    effects.extend(app.update(start, now(0)));
    effects.extend(app.advance(now(18)));
    let lines = effects.into_iter().filter_map(|effect| match effect {
        Effect::Journal(JournalEffect::Begin(header)) => Some(Line::Header(*header)),
        Effect::Journal(JournalEffect::Line(line)) => Some(Line::Boundary(line)),
        _ => None,
    });
    fold(lines.collect::<Vec<_>>()).unwrap()
}

/// Looks whether a routine plays, and that it is locked in words where it does not.
#[track_caller]
fn check(app: &App, expected: bool, how: &str, sign: &Sign) {
    assert_eq!(app.stage().session().is_some(), expected, "{} by {how}", sign.id);
    assert_eq!(*app.view().screen() == Screen::Locked, !expected, "{} by {how}", sign.id);
}

#[test]
fn no_way_of_the_screens_plays_what_a_sign_locks() {
    for sign in &SIGNS {
        let (loads, calm) = plays(sign.locks);
        for (id, expected) in [("load", loads), ("calm", calm)] {
            // `runup go`, on a screen or as lines.
            for one_shot in [true, false] {
                let mut app = open(vec![flag(sign)], Vec::new());
                let start = Start { routine: Id::new(id), one_shot, ..Start::default() };
                let _ = app.update(start, now(1));
                check(&app, expected, "go", sign);
            }
            // From the list of routines, and from a routine in full.
            for in_full in [false, true] {
                let mut app = open(vec![flag(sign)], Vec::new());
                app.update(Action::Routines, now(1));
                let chosen = app.core().routine_ids().iter().position(|known| known.as_str() == id).unwrap();
                for _ in 0..app.core().routine_ids().len() {
                    app.update(Action::Up, now(1));
                }
                for _ in 0..chosen {
                    app.update(Action::Down, now(1));
                }
                if in_full {
                    app.update(Action::Why, now(1));
                    assert!(matches!(app.view().screen(), Screen::About { .. }), "it can be read");
                }
                app.update(Action::Accept, now(1));
                check(&app, expected, "the list", sign);
            }
            // What was interrupted.
            let mut app = open(vec![flag(sign)], vec![cut_off(id)]);
            let _ = app.update(Input::Resume, now(1));
            check(&app, expected, "resume", sign);
        }
        // Enter on Today: the warm-up, which loads.
        let mut app = open(vec![flag(sign)], Vec::new());
        assert_eq!(app.view().today(now(1)).offer == Offer::Locked, !loads, "{}", sign.id);
        app.update(Action::Accept, now(1));
        check(&app, loads, "Today", sign);
    }
}

#[test]
fn a_clearance_of_another_device_lets_all_play_again() {
    for sign in SIGNS.iter().filter(|sign| locks_something(sign)) {
        for by in [ClearedBy::Clinician, ClearedBy::Mistake] {
            let end = Body::Clearance(Clearance { signs: vec![sign.id.into()], by, ends: Vec::new() });
            // The end may be read before the sign.
            let mut app = open(vec![record("end", 0, end), flag(sign)], Vec::new());
            let _ = app.update(Start { routine: Id::new("load"), ..Start::default() }, now(1));
            check(&app, true, "go", sign);
        }
    }
}

#[test]
fn a_sign_said_while_playing_ends_the_session_and_keeps_what_was_done() {
    for sign in SIGNS.iter().filter(|sign| locks_something(sign)) {
        let mut app = open(Vec::new(), Vec::new());
        let _ = app.update(Start { routine: Id::new("load"), ..Start::default() }, now(1));
        app.advance(now(14));
        app.update(Action::Signs, now(15));
        assert!(app.stage().session().is_some_and(|s| !s.player().is_over()), "it waits");
        let Some(keys) = keys(sign) else { continue };
        let (last, first) = keys.split_last().unwrap();
        for (at, key) in (22..).zip(first) {
            app.update(*key, now(at));
        }
        assert!(
            app.stage().session().is_some() && app.core().locks().is_empty(),
            "{}: one digit may be the wrong one, so it is asked whether that is so",
            sign.id
        );
        app.update(*last, now(30));
        assert!(app.stage().session().is_none(), "{}", sign.id);
        assert_eq!(app.core().locks(), [(sign.id.to_owned(), sign.tier)]);
        assert_eq!(app.log().sessions().len(), 1, "{}", sign.id);
        if !sign.also.is_empty() {
            // No key but the honest answers ends the question.
            for action in [Action::Accept, Action::Close, Action::Quit, Action::Pause, Action::Today] {
                assert_eq!(app.update(action, now(31)), vec![]);
                assert!(matches!(app.view().screen(), Screen::Asked(_)), "{action:?}");
            }
            app.update(Action::No, now(32));
        }
        assert_eq!(*app.view().screen(), Screen::Locked);
    }
}

#[test]
fn a_question_with_a_sore_site_is_ended_by_an_answer_only() {
    use runup::symptoms::signs::asked;
    use runup::symptoms::{Region, signs::Occasion};

    let fresh = || app(|_| ());
    // The calf, by the first digit of the first start.
    let signs = asked(Occasion::Site { region: Region::CalfMuscle, new: true });
    let mut app = fresh();
    app.update(Action::Digit(1), now(0));
    // On the left side.
    app.update(Action::Digit(1), now(1));
    for action in [Action::Accept, Action::Close, Action::Quit, Action::Digit(0), Action::Digit(9)] {
        assert_eq!(app.update(action, now(1)), vec![]);
    }
    let Screen::Asked(question) = app.view().screen() else { panic!("{:?}", app.view().screen()) };
    assert_eq!(question.signs(), signs);
    assert!(app.log().entries().is_empty(), "nothing is kept before the answer");
    app.update(Action::No, now(2));
    assert_eq!(app.history().soreness(now(2).at.date()).sites().len(), 1);
    assert_eq!(*app.view().screen(), Screen::Player);
    // What was answered a moment ago is not asked again with the score.
    app.update(Action::Digit(5), now(3));
    let Screen::Asked(question) = app.view().screen() else { panic!("{:?}", app.view().screen()) };
    let ids: Vec<&str> = question.signs().iter().map(|sign| sign.id).collect();
    assert_eq!(ids, ["RF12a", "RF06", "RF11"]);
    // A sign in its place keeps the site, and begins nothing.
    let mut app = fresh();
    app.update(Action::Digit(1), now(0));
    app.update(Action::Digit(1), now(1));
    app.update(Action::Digit(1), now(2));
    assert!(app.core().locks().is_empty());
    app.update(Action::Yes, now(3));
    assert_eq!(app.core().locks()[0].0, signs[0].id);
    assert_eq!(app.history().soreness(now(2).at.date()).sites().len(), 1);
    assert!(app.stage().session().is_none() && app.log().profile().notice_read);
    // Who is well is asked nothing.
    let mut app = fresh();
    app.update(Action::Nothing, now(1));
    assert_eq!(*app.view().screen(), Screen::Player);
}

#[test]
fn pain_that_rose_while_playing_is_asked_about_at_the_end() {
    for (before, worst, asks) in [(1, 3, false), (1, 4, true), (5, 5, false), (4, 6, true)] {
        let mut app = open(Vec::new(), Vec::new());
        app.update(Input::Sore(vec![format!("tendon-mid={before}").parse().unwrap()]), now(0));
        let _ = app.update(Start { routine: Id::new("load"), ..Start::default() }, now(1));
        app.advance(now(100));
        assert!(matches!(app.view().screen(), Screen::Summary(_)), "{:?}", app.view().screen());
        app.update(Action::Digit(worst), now(101));
        app.update(Action::Accept, now(102));
        assert_eq!(matches!(app.view().screen(), Screen::Asked(_)), asks, "{before} to {worst}");
        if asks {
            app.update(Action::No, now(103));
        }
        assert_eq!(*app.view().screen(), Screen::Today);
        assert_eq!(app.log().sessions()[0].body.worst.map(runup::symptoms::PainScore::value), Some(worst));
    }
}

#[test]
fn sites_that_are_named_at_the_start_are_asked_about_one_by_one() {
    let mut app = open(Vec::new(), Vec::new());
    let sites = ["under-heel", "calf-muscle=2"].map(|site| site.parse().unwrap());
    app.update(Input::AskAbout(sites.to_vec()), now(1));
    app.update(Input::Sore(sites.to_vec()), now(1));
    app.advance(now(1));
    for (at, last) in (2..).zip(["RF17", "RF09"]) {
        let Screen::Asked(question) = app.view().screen() else { panic!("{:?}", app.view().screen()) };
        assert_eq!(question.signs().last().map(|sign| sign.id), Some(last));
        app.update(Action::No, now(at));
    }
    assert_eq!(*app.view().screen(), Screen::Today);
    // The next day neither is new, and the calf is asked about all the same.
    app.update(Input::AskAbout(sites.to_vec()), Now { at: at(24), ..now(3) });
    let Screen::Asked(question) = app.view().screen() else { panic!("{:?}", app.view().screen()) };
    assert_eq!(question.signs().iter().map(|sign| sign.id).collect::<Vec<_>>(), ["RF03a", "RF03d"]);
}

#[test]
fn advice_is_shown_once_in_four_weeks_and_the_warm_up_goes_on() {
    let under_heel = ["under-heel".parse().unwrap()];
    let asks_advice = |days: i64| {
        let advice = Body::Flag(Flag::of("RF09"));
        let mut app = open(vec![record("advice", -days * 24, advice)], Vec::new());
        app.update(Input::AskAbout(under_heel.to_vec()), now(1));
        let Screen::Asked(question) = app.view().screen() else { panic!("{:?}", app.view().screen()) };
        question.signs().iter().any(|sign| sign.id == "RF09")
    };
    assert_eq!((asks_advice(27), asks_advice(28)), (false, true));
    let mut app = open(Vec::new(), Vec::new());
    app.update(Input::AskAbout(under_heel.to_vec()), now(1));
    app.advance(now(1));
    app.update(Action::Digit(5), now(2));
    app.update(Action::Yes, now(3));
    assert!(
        matches!(app.view().screen(), Screen::Told { sign, .. } if sign.id == "RF09"),
        "{:?}",
        app.view().screen()
    );
    app.update(Action::Close, now(4));
    assert_eq!(*app.view().screen(), Screen::Today);
    app.update(Action::Accept, now(5));
    assert_eq!(*app.view().screen(), Screen::Player);
}

#[test]
fn each_clearance_ends_the_sign_that_is_shown() {
    let second = Body::Flag(Flag::of("RF08"));
    let grave = SIGNS.iter().find(|sign| sign.id == "RF02").unwrap();
    let mut app = open(vec![flag(grave), record("second", -1, second)], Vec::new());
    app.update(Action::Accept, now(1));
    assert_eq!(app.core().locks().len(), 2);
    app.update(Action::Mistake, now(2));
    assert_eq!(app.core().locks().len(), 2, "it is asked once more");
    app.update(Action::Mistake, now(2));
    assert_eq!(app.core().locks().len(), 2, "a key that is held says nothing twice");
    app.update(Action::Mistake, now(3));
    assert_eq!(app.core().locks(), [("RF08".to_owned(), Tier::Pause)]);
    assert_eq!(*app.view().screen(), Screen::Locked);
    app.update(Action::Cleared, now(4));
    app.update(Action::Cleared, now(5));
    assert_eq!(*app.view().screen(), Screen::Today);
}

// --- the real program ---

fn runup(home: &Path, arguments: &[&str]) -> Said {
    let mut command = in_home(home);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
    said(command.args(arguments).env("ALSA_CONFIG_PATH", "/nonexistent").current_dir(home))
}

#[test]
fn no_command_plays_or_renders_what_a_sign_locks() {
    for sign in &SIGNS {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        for (id, stress) in [("load", "light"), ("calm", "none")] {
            fs::create_dir_all(home.join("data/routines")).unwrap();
            fs::write(home.join(format!("data/routines/{id}.toml")), text(id, stress)).unwrap();
        }
        let said = runup(home, &["log", "flag", &sign.id.to_lowercase()]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{}", sign.id);
        assert!(said.out.contains(of(sign).text), "{}", said.out);
        assert_eq!(said.out.contains("Emergency: 999."), sign.tier == Tier::Now, "{}", said.out);
        let (loads, calm) = plays(sign.locks);
        for (id, expected) in [("load", loads), ("calm", calm)] {
            let go = runup(home, &["go", id, "--plain", "--speed", "1000", "--sore", "none"]);
            assert_eq!(go.code, Some(i32::from(!expected)), "{} {}{}", sign.id, go.out, go.err);
            assert_eq!(go.out.contains("Go."), expected, "{} {}", sign.id, go.out);
            assert_eq!(go.out.contains(of(sign).text), !expected, "{} {}", sign.id, go.out);
            let track = format!("{id}.wav");
            let render = runup(home, &["render", id, "-o", &track]);
            assert_eq!(render.code, Some(i32::from(!expected)), "{} {}{}", sign.id, render.out, render.err);
            assert_eq!(home.join(&track).exists(), expected, "{}", sign.id);
            assert_eq!(render.err.contains(of(sign).text), !expected, "{} {}", sign.id, render.err);
            // What is locked can be read, and says that it is.
            let show = runup(home, &["show", id]);
            assert_eq!(
                (show.code, show.out.contains("Locked, because")),
                (Some(0), !expected),
                "{}",
                show.out
            );
            // The cues are what `go` would play: they are refused with it.
            let cues = runup(home, &["cues", id, "--sore", "none"]);
            assert_eq!(cues.code, Some(i32::from(!expected)), "{} {}{}", sign.id, cues.out, cues.err);
            assert_eq!(runup(home, &["check", &format!("data/routines/{id}.toml")]).code, Some(0));
        }
        let list = runup(home, &["list"]).out;
        let locked = |id: &str| {
            list.lines().any(|line| line.contains(&format!(" {id} ")) && line.ends_with("(locked)"))
        };
        assert_eq!((locked("load"), locked("calm")), (!loads, !calm), "{} {list}", sign.id);
    }
}

#[test]
fn a_sign_is_cleared_from_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let failed = |arguments: &[&str], parts: &[&str]| {
        let said = runup(home, arguments);
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{arguments:?}");
        for part in parts {
            assert!(said.err.contains(part), "no {part:?} in {}", said.err);
        }
    };
    failed(&["log", "flag", "RF12"], &["the warning sign `RF12`", "RF12a  I cannot", "RF17   calf cramp"]);
    failed(&["log", "flag", "RF08", "--by", "mistake"], &["work with `runup log flag cleared` only"]);
    let none = runup(home, &["log", "flag", "cleared"]);
    assert_eq!(
        (none.code, none.out.as_str()),
        (Some(0), "You have no open warning signs, so nothing is locked.\n")
    );
    let calf = runup(home, &["log", "flag", "RF03"]).out;
    assert!(calf.contains("runup log flag RF04"), "{calf}");
    let nobody = runup(home, &["log", "flag", "cleared"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (Some(2), ""), "nobody is there to say who");
    assert!(
        nobody.err.contains("Who cleared it?") && nobody.err.contains("--by clinician"),
        "{}",
        nobody.err
    );
    runup(home, &["log", "flag", "RF08"]);
    failed(&["log", "flag", "cleared", "--by", "mistake"], &["which with --sign", "RF03", "RF08"]);
    failed(&["log", "flag", "cleared", "--sign", "RF01", "--by", "mistake"], &["RF01 is not open"]);
    let one = runup(home, &["log", "flag", "cleared", "--sign", "rf03", "--by", "clinician"]);
    assert_eq!(one.code, Some(0), "{}", one.err);
    assert!(one.out.contains("RF03 is cleared. Locked,"), "{}", one.out);
    let last = runup(home, &["log", "flag", "cleared", "--by", "mistake"]);
    assert_eq!((last.code, last.out.lines().next()), (Some(0), Some("RF08 is cleared. Nothing is locked.")));
    assert_eq!(runup(home, &["log", "flag", "RF08", "--by", "nobody"]).code, Some(2));
    assert_eq!(runup(home, &["log"]).code, Some(2));
    let history = runup(home, &["history", "--json"]).out;
    assert_eq!(history.matches("\"kind\": \"clearance\"").count(), 2, "{history}");
}

#[test]
fn the_number_that_is_set_goes_before_that_of_the_region() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let config = home.join("config/config.toml");
    fs::create_dir_all(config.parent().unwrap()).unwrap();
    for (set, shown, told) in [
        ("emergency = \"+44 999\"\n", "Emergency: +44 999.", ""),
        ("emergency = \"auto\"\n", "Emergency: 999.", ""),
        ("emergency = \"ring ring\"\n", "Emergency: 999.", "config.toml:1:13"),
    ] {
        fs::write(&config, set).unwrap();
        let said = runup(home, &["log", "flag", "RF04"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert!(said.out.contains(shown), "{set} {}", said.out);
        assert_eq!(said.err.is_empty(), told.is_empty(), "{set} {}", said.err);
        assert!(said.err.contains(told), "{set} {}", said.err);
    }
}
