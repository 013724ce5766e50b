//! The shell's pieces in a real terminal: what they take they give back, whatever happens.
//!
//! This program is both sides. Started with `RUNUP_DEMO` it is the demo that runs inside a
//! pseudo-terminal; otherwise it is the tests. That is why it has a `main` of its own; it takes
//! the arguments that `cargo test` and `cargo nextest` give.

#[cfg(unix)]
#[path = "support/demo.rs"]
mod demo;
#[cfg(unix)]
#[path = "support/pty.rs"]
mod pty;
#[cfg(unix)]
#[path = "support/seasoned.rs"]
mod seasoned;
#[cfg(unix)]
#[path = "support/terminal_cases.rs"]
mod terminal_cases;

#[cfg(unix)]
fn main() -> std::process::ExitCode {
    match std::env::var("RUNUP_DEMO") {
        Ok(which) => demo::run(&which),
        Err(_) => run_tests(),
    }
}

#[cfg(not(unix))]
fn main() {}

/// Runs the cases that the arguments choose, one after the other.
#[cfg(unix)]
fn run_tests() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let mut filters = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match &**argument {
            "--format" | "--color" | "--test-threads" | "--skip" => drop(rest.next()),
            flag if flag.starts_with('-') => {}
            _ => filters.push(argument),
        }
    }
    let chosen = |name: &str| {
        filters.is_empty()
            || filters
                .iter()
                .any(|filter| if has("--exact") { name == *filter } else { name.contains(*filter) })
    };
    let cases = terminal_cases::CASES.iter().filter(|(name, _)| !has("--ignored") && chosen(name));
    let mut failed = 0;
    for (name, case) in cases {
        if has("--list") {
            println!("{name}: test");
            continue;
        }
        let passed = std::panic::catch_unwind(case).is_ok();
        println!("test {name} ... {}", if passed { "ok" } else { "FAILED" });
        failed += u32::from(!passed);
    }
    if failed > 0 {
        eprintln!("{failed} failed");
        return std::process::ExitCode::from(101);
    }
    std::process::ExitCode::SUCCESS
}
