//! How long Today takes with ten years of history: `cargo bench --bench today`.
//!
//! It is what a runner waits for between a key and the screen (the goal is a millisecond), and once at the start, when
//! the history is folded. No benchmark crate: the median of some runs tells.

#[path = "../tests/support/decade.rs"]
mod decade;
#[path = "../tests/support/app.rs"]
mod support;

use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use runup::app::{Action, Input};
use runup::record::{At, Log};
use runup::session::Now;
use runup::time::MonoTime;
use runup::ui::{Look, draw};

const RUNS: usize = 31;

fn main() {
    let log = Log::from_records(decade::records());
    let at = At::try_from("2026-11-28T07:30:00+01:00".to_owned()).expect("a moment");
    let mut mono = MonoTime::from_nanos(1_000_000_000_000);
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a terminal");
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let mut app = support::app(|launch| launch.log = log.clone());
        let _ = app.update(Input::ShowFigures, Now { mono, at });
        for i in 0..5 {
            mono = mono + Duration::from_millis(400);
            let now = Now { mono, at };
            let start = Instant::now();
            let _ = app.update(if i % 2 == 0 { Action::Down } else { Action::Up }, now);
            terminal.draw(|frame| draw(frame, &app, now, &Look::default())).expect("a frame");
            if i == 0 { first.push(start.elapsed()) } else { later.push(start.elapsed()) }
        }
    }
    println!(
        "today, {} entries: the first key and frame {:?}; each one after {:?} (medians)",
        log.entries().len(),
        median(first),
        median(later)
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
