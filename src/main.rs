//! The `runup` program; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    runup::commands::main(std::env::args_os())
}
