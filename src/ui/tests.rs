//! Every screen as text at the sizes that are looked at, and what must hold at all sizes.

mod screens;
mod sizes;
mod stage;
mod today;
