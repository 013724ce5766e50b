//! What the program's subcommands do, apart from reading the command line and printing.

pub mod check;
