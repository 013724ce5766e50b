//! A small program on top of the shell's pieces, run by the terminal tests as their child.
//!
//! It does what the real loop does and shows on its screen what reached it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, thread};

use ratatui::crossterm::event::{Event, KeyCode, KeyModifiers};
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Text};
use runup::app::{Headline, Progress};
use runup::shell::inhibit::Awake;
use runup::shell::signals::{Ending, Signals};
use runup::shell::stderr::Diverted;
use runup::shell::terminal::{Screen, ScreenOptions};
use runup::shell::title::Titles;
use runup::shell::wait::{Waiter, Wake, esc_patience};

/// Runs the demo that the tests ask for.
pub(crate) fn run(which: &str) -> ExitCode {
    match which {
        "screen" => screen(),
        "plain" => plain(),
        other => panic!("no demo is called {other}"),
    }
}

fn log() -> PathBuf {
    PathBuf::from(env::var_os("RUNUP_HOME").unwrap()).join("stderr.log")
}

/// What has happened so far.
#[derive(Default)]
struct Seen {
    turns: u32,
    keys: u32,
    other: u32,
    resumed: u32,
    last: String,
    measured: String,
}

fn screen() -> ExitCode {
    // Signals before the screen: they must find someone who restores it.
    let (mut waiter, waker) = Waiter::new().unwrap();
    let _signals = Signals::listen(waker.clone()).unwrap();
    let options = ScreenOptions {
        mouse: true,
        title: true,
        titles: Titles::Title,
        log: Some(log()),
        ..ScreenOptions::default()
    };
    let mut screen = match Screen::try_enter(options, waker) {
        Ok(screen) => screen,
        Err(error) => {
            eprintln!("runup: {error}");
            return ExitCode::FAILURE;
        }
    };
    waiter.read_keys(esc_patience(|name| env::var_os(name))).unwrap();
    let _awake = env::var_os("RUNUP_DEMO_AWAKE").map(|_| Awake::hold());
    let mut seen = Seen::default();
    loop {
        if draw(&mut screen, &seen).is_err() {
            return Ending::HANG_UP.exit_code().into();
        }
        let woken = waiter.wait(None).unwrap();
        seen.turns += 1;
        if woken.hung_up {
            return Ending::HANG_UP.exit_code().into();
        }
        for wake in woken.wakes {
            match wake {
                Wake::Resized => drop(screen.resized().unwrap()),
                Wake::Continued => {
                    screen.resume().unwrap();
                    seen.resumed += 1;
                }
                Wake::End(ending) => return ending.exit_code().into(),
                Wake::Poke => {}
            }
        }
        for event in woken.events.into_iter().map(|input| input.event) {
            let Event::Key(key) = event else {
                seen.last = format!("{event:?}");
                seen.other += 1;
                continue;
            };
            seen.keys += 1;
            seen.last = format!("{:?}", key.code);
            match key.code {
                KeyCode::Char('q') => return ExitCode::SUCCESS,
                KeyCode::Char('p') => panic!("deliberate panic"),
                KeyCode::Char('t') => drop(thread::spawn(|| panic!("panic elsewhere")).join()),
                KeyCode::Char('e') => noise(),
                KeyCode::Char('s') => stuck(&mut screen, &seen),
                KeyCode::Char('f') => flood(&mut screen, &seen),
                KeyCode::Char('m') => seen.measured = measure(&mut waiter),
                KeyCode::Char('z') if key.modifiers.contains(KeyModifiers::CONTROL) => {
                    screen.suspend().unwrap();
                }
                _ => {}
            }
        }
    }
}

fn draw(screen: &mut Screen, seen: &Seen) -> std::io::Result<()> {
    let (columns, rows) = screen.size();
    let coloured = Style::new().fg(Color::Red).bg(Color::Blue);
    let text = Text::from(vec![
        Line::styled(format!("demo of {columns}x{rows}"), coloured),
        Line::raw(format!("turns={} keys={} other={}.", seen.turns, seen.keys, seen.other)),
        Line::raw(format!("resumed={}.", seen.resumed)),
        Line::raw(format!("last={}.", seen.last)),
        Line::raw(seen.measured.as_str()),
    ]);
    // The picture is another at every turn: a title that had to wait for it to be out would turn the loop for ever.
    let headline = Headline { title: format!("demo, {} keys", seen.keys), progress: Progress::None };
    screen.draw(&headline, |frame| frame.render_widget(text, frame.area()))
}

/// Writes where C libraries write: to the descriptor, by no buffer of ours.
fn noise() {
    eprintln!("noise from the program");
    std::process::Command::new("sh").args(["-c", "echo noise from a child >&2"]).status().unwrap();
}

fn stuck(screen: &mut Screen, seen: &Seen) -> ! {
    draw(screen, seen).unwrap();
    loop {
        thread::park();
    }
}

/// Draws until the terminal takes no more, and longer.
fn flood(screen: &mut Screen, seen: &Seen) {
    loop {
        screen.redraw().unwrap();
        draw(screen, seen).unwrap();
    }
}

/// Waits twenty times, and tells how often it woke and how late the best quarter was at most.
fn measure(waiter: &mut Waiter) -> String {
    const STEP: Duration = Duration::from_millis(25);
    const STEPS: u32 = 20;
    let start = Instant::now();
    let (mut wakes, mut late) = (0, Vec::new());
    for step in 1..=STEPS {
        let due = start + STEP * step;
        while Instant::now() < due {
            let woken = waiter.wait(Some(due.saturating_duration_since(Instant::now()))).unwrap();
            wakes += 1;
            assert!(woken.timed_out());
        }
        late.push(due.elapsed());
    }
    late.sort();
    format!("woke={wakes} of {STEPS}, quarter={}us.", late[late.len() / 4].as_micros())
}

fn plain() -> ExitCode {
    let (mut waiter, waker) = Waiter::new().unwrap();
    waiter.read_lines().unwrap();
    let _signals = Signals::listen(waker).unwrap();
    let diverted = Diverted::to(&log()).unwrap();
    noise();
    drop(diverted);
    eprintln!("standard error is back");
    println!("plain demo");
    loop {
        let woken = waiter.wait(None).unwrap();
        if woken.hung_up {
            return Ending::HANG_UP.exit_code().into();
        }
        for event in woken.events.into_iter().map(|input| input.event) {
            let Event::Key(key) = event else { continue };
            println!("key {:?}.", key.code);
            if key.code == KeyCode::Char('q') {
                return ExitCode::SUCCESS;
            }
        }
        for wake in woken.wakes {
            println!("wake {wake:?}.");
            std::io::stdout().flush().unwrap();
            if let Wake::End(ending) = wake {
                return ending.exit_code().into();
            }
        }
    }
}
