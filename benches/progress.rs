//! How long Progress takes over ten years of three devices: `cargo bench --bench progress`.
//!
//! The first look works the history out (the diary, the weeks, the plan's picture), the later ones only draw; each
//! has to stay under 16 ms, the time of a frame. No benchmark crate: the median of some runs says whether it does.

#[path = "../tests/support/decade.rs"]
mod decade;
#[path = "../tests/support/app.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use runup::app::{Action, App};
use runup::plan::Diary;
use runup::plan::progress::Tally;
use runup::record::{At, Log};
use runup::session::Now;
use runup::time::MonoTime;
use runup::ui::{Colours, Look, draw};

const RUNS: usize = 31;

fn main() {
    let log = Log::from_records(decade::records());
    let at = At::try_from(format!("{}T20:00:00+01:00", decade::LAST)).expect("a moment");
    let now = Now { mono: MonoTime::from_nanos(1_000_000_000), at };
    let mut terminal = Terminal::new(TestBackend::new(120, 36)).expect("a screen");
    let (mut tally, mut cold, mut first, mut later, mut moved) = (vec![], vec![], vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let diary = Diary::new(&log);
        tally.push(time(|| drop(black_box(Tally::new(&log, &diary, decade::LAST)))));
        // Nothing was asked for before.
        let mut app = support::app(|launch| launch.log = log.clone());
        cold.push(time(|| {
            app.update(Action::Progress, now);
            show(&mut terminal, &app, now);
        }));
        // Today was there before, as it always is.
        let mut app = support::app(|launch| launch.log = log.clone());
        show(&mut terminal, &app, now);
        app.update(Action::Progress, now);
        first.push(time(|| show(&mut terminal, &app, now)));
        later.push(time(|| show(&mut terminal, &app, now)));
        moved.push(time(|| {
            app.update(Action::Less, now);
            show(&mut terminal, &app, now);
        }));
    }
    println!(
        "{} entries; the tally alone {:?}; Progress at 120x36: nothing known {:?}, after Today {:?}, again {:?}, a week \
         back {:?} (medians)",
        log.entries().len(),
        median(tally),
        median(cold),
        median(first),
        median(later),
        median(moved)
    );
}

fn show(terminal: &mut Terminal<TestBackend>, app: &App, now: Now) {
    let look = Look { colours: Colours::Dark, ..Look::default() };
    terminal.draw(|frame| draw(frame, app, now, &look)).expect("a frame");
}

fn time(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
