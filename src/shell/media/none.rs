//! No bus: systems without MPRIS, and programs built without it.

use std::sync::mpsc::Receiver;

use super::{Order, Reach};
use crate::app::MediaKey;

/// Sends nothing.
pub(super) const SPEAKS: bool = false;

/// Tells that this program knows no bus.
pub fn look() -> Reach {
    Reach::NotBuilt
}

/// Takes no orders: none are given.
pub(super) fn run(orders: &Receiver<Order>, _press: impl Fn(MediaKey) + Send + Sync + Clone + 'static) {
    if let Ok(Order::Show(playing)) = orders.recv() {
        drop(playing);
    }
}
