//! Media keys and the buttons of earbuds, through MPRIS on the session bus.
//!
//! A thread of its own speaks to the bus, and only while a routine plays; what was pressed comes
//! back through a queue and the loop's wake-up pipe. Without a bus, and on other systems, all of
//! it does nothing, and only `runup doctor` reports that.

#[cfg(all(feature = "media-keys", unix, not(target_os = "macos")))]
mod bus;
#[cfg(not(all(feature = "media-keys", unix, not(target_os = "macos"))))]
#[path = "media/none.rs"]
mod bus;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use super::wait::{Wake, Waker};
use crate::app::{MediaKey, Playing};

pub use bus::look;

/// How long leaving the bus may hold up the way out.
const LEAVE_LIMIT: Duration = Duration::from_millis(200);

/// Whether the session bus is there for media keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// It is.
    There,
    /// It is not; in the words of the code that looked for it.
    Missing(String),
    /// This program cannot speak to it.
    NotBuilt,
}

/// A message to the bus.
enum Order {
    /// This is played.
    Show(Playing),
    /// Nothing is played any more; the sender is dropped once the bus knows.
    Leave(#[expect(dead_code, reason = "it is only dropped")] Sender<()>),
}

/// Tells other programs what is played, and hears their keys.
pub(super) struct Media {
    told: Option<Playing>,
    orders: Option<Sender<Order>>,
    keys: (Sender<MediaKey>, Receiver<MediaKey>),
    waker: Waker,
}

impl Media {
    pub(super) fn new(waker: Waker) -> Self {
        Self { told: None, orders: None, keys: channel(), waker }
    }

    /// Sends what is playing if it has changed, without waiting.
    pub(super) fn show(&mut self, playing: Option<Playing>) {
        if !bus::SPEAKS || self.told == playing {
            return;
        }
        self.told.clone_from(&playing);
        let order = match playing {
            Some(playing) => Order::Show(playing),
            None => Order::Leave(channel().0),
        };
        self.send(order);
    }

    /// Returns what was pressed since this was asked last.
    pub(super) fn keys(&self) -> Vec<MediaKey> {
        self.keys.1.try_iter().collect()
    }

    /// Leaves the bus before the program is stopped or ends, and waits a moment for that.
    pub(super) fn let_go(&mut self) {
        if self.told.take().is_some() {
            let (left, gone) = channel();
            self.send(Order::Leave(left));
            let _ = gone.recv_timeout(LEAVE_LIMIT);
        }
    }

    fn send(&mut self, order: Order) {
        let orders = self.orders.get_or_insert_with(|| {
            let (orders, taken) = channel();
            let (keys, waker) = (self.keys.0.clone(), self.waker.clone());
            let press = move |key| {
                // The loop may be gone already; then there is nothing to report.
                if keys.send(key).is_ok() {
                    waker.wake(Wake::Poke);
                }
            };
            // Without the thread there are no media keys, and nothing else is lost.
            let _ = thread::Builder::new().name("media".into()).spawn(move || bus::run(&taken, press));
            orders
        });
        let _ = orders.send(order);
    }
}
