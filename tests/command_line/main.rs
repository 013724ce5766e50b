//! The command line of the real program: what it prints, what it writes, and its exit codes.
//!
//! Every test has a home of its own. There is no sound device, and `--speed` makes minutes of
//! a routine pass in a second or less.

mod checked;
mod home;
mod own;
mod played;
#[path = "../support/seasoned.rs"]
mod seasoned;
mod survived;
mod told;
