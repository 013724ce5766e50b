//! No bus: systems without MPRIS, and programs built without it.

use std::sync::mpsc::Receiver;

use super::{Order, Reach};
use crate::app::MediaKey;

/// Tells that this program knows no bus.
pub fn look() -> Reach {
    Reach::NotBuilt
}

/// Takes no orders.
pub(super) fn run(_orders: &Receiver<Order>, _press: impl Fn(MediaKey) + Send + Sync + Clone + 'static) {}
