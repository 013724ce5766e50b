//! Every screen as text at the sizes that are looked at, and what must hold at all sizes.

mod afar;
mod by_hand;
mod checkin;
mod in_time;
mod placing;
mod plan;
mod pointer;
mod preview;
mod progress;
mod readiness;
mod rungs;
mod runs;
mod screens;
mod shoes;
mod signs;
mod sizes;
mod stage;
mod today;
mod weights;
mod words;
