//! MPRIS (specifications.freedesktop.org/mpris-spec/2.2) with zbus, which brings its own small loop.
//!
//! Between orders the thread sleeps on its queue, and zbus's helper thread on the socket.

#![expect(
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "the bus calls methods, also where nothing is asked of them"
)]

use std::collections::HashMap;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use zbus::object_server::InterfaceRef;
use zbus::{Connection, ObjectPath, Variant, block_on, connection, interface};

use super::{Order, Reach};
use crate::app::{MediaKey, Playing};
use crate::diagnostic::printable;

const PATH: &str = "/org/mpris/MediaPlayer2";
/// How long the bus may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// There may be listeners.
pub(super) const SPEAKS: bool = true;

/// Looks whether the session bus is there.
pub fn look() -> Reach {
    match block_on(connection::Builder::session().method_timeout(PATIENCE).build()) {
        Ok(connection) => {
            let _ = block_on(connection.close());
            Reach::There
        }
        Err(error) => Reach::Missing(error.to_string()),
    }
}

/// Takes orders until the sender is gone.
pub(super) fn run(orders: &Receiver<Order>, press: impl Fn(MediaKey) + Send + Sync + Clone + 'static) {
    let mut presence: Option<Presence> = None;
    let mut tried = false;
    while let Ok(order) = orders.recv() {
        match (order, presence.take()) {
            (Order::Show(playing), Some(mut here)) => {
                // A listener that cannot be reached is gone.
                presence = block_on(here.change(playing)).is_ok().then_some(here);
            }
            (Order::Show(playing), None) if !tried => {
                // Tried once for each routine: a missing bus is not news at its every step.
                tried = true;
                match block_on(Presence::join(playing, press.clone())) {
                    Ok(here) => presence = Some(here),
                    Err(error) => tracing::info!(%error, "no media keys"),
                }
            }
            (Order::Show(_), None) => {}
            (Order::Leave(_), here) => {
                tried = false;
                if let Some(here) = here {
                    let _ = block_on(here.connection.close());
                }
            }
        }
    }
}

/// What is there for other programs, while a routine is played.
struct Presence {
    connection: Connection,
    player: InterfaceRef<Player>,
}

impl Presence {
    async fn join(playing: Playing, press: impl Fn(MediaKey) + Send + Sync + 'static) -> zbus::Result<Self> {
        let name = format!("org.mpris.MediaPlayer2.runup.instance{}", std::process::id());
        let connection = connection::Builder::session()
            .method_timeout(PATIENCE)
            .serve_at(PATH, Root)
            .serve_at(PATH, Player { playing, press: Box::new(press) })
            .name(name)
            .build()
            .await?;
        let player = connection.object_server().interface::<_, Player>(PATH).await?;
        Ok(Self { connection, player })
    }

    /// Says what has changed.
    async fn change(&mut self, playing: Playing) -> zbus::Result<()> {
        let mut player = self.player.get_mut().await;
        let before = std::mem::replace(&mut player.playing, playing);
        let now = &player.playing;
        let emitter = self.player.signal_emitter();
        if before.paused != now.paused {
            player.playback_status_changed(emitter).await?;
        }
        if (before.step, &before.exercise, &before.routine) != (now.step, &now.exercise, &now.routine) {
            player.metadata_changed(emitter).await?;
        }
        Ok(())
    }
}

/// The program as such.
struct Root;

#[interface(name = "org.mpris.MediaPlayer2")]
impl Root {
    fn raise(&self) {}

    fn quit(&self) {}

    #[zbus(property)]
    fn can_quit(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn can_raise(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn has_track_list(&self) -> bool {
        false
    }

    #[zbus(property)]
    fn identity(&self) -> &'static str {
        "Runup"
    }

    #[zbus(property)]
    fn supported_uri_schemes(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn supported_mime_types(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The routine.
struct Player {
    playing: Playing,
    press: Box<dyn Fn(MediaKey) + Send + Sync>,
}

#[interface(name = "org.mpris.MediaPlayer2.Player")]
impl Player {
    fn play_pause(&self) {
        (self.press)(MediaKey::Toggle);
    }

    fn play(&self) {
        (self.press)(MediaKey::Play);
    }

    fn pause(&self) {
        (self.press)(MediaKey::Pause);
    }

    fn stop(&self) {
        (self.press)(MediaKey::Pause);
    }

    fn next(&self) {
        (self.press)(MediaKey::Next);
    }

    fn previous(&self) {
        (self.press)(MediaKey::Previous);
    }

    fn seek(&self, _offset: i64) {}

    fn set_position(&self, _track: ObjectPath<'_>, _position: i64) {}

    fn open_uri(&self, _uri: &str) {}

    #[zbus(property)]
    fn playback_status(&self) -> &'static str {
        if self.playing.paused { "Paused" } else { "Playing" }
    }

    #[zbus(property)]
    fn metadata(&self) -> HashMap<&'static str, Variant<'static>> {
        let text = |text: &str| printable(text).into_owned();
        let track = format!("/org/runup/step/{}", self.playing.step + 1);
        let track = ObjectPath::try_from(track).expect("letters, slashes and a number");
        HashMap::from([
            ("mpris:trackid", Variant::from(track)),
            ("xesam:title", Variant::from(text(&self.playing.exercise))),
            ("xesam:album", Variant::from(text(&self.playing.routine))),
            ("xesam:artist", Variant::from(vec!["Runup"])),
        ])
    }

    #[zbus(property(emits_changed_signal = "false"))]
    fn position(&self) -> i64 {
        0
    }

    #[zbus(property)]
    fn rate(&self) -> f64 {
        1.0
    }

    #[zbus(property)]
    fn minimum_rate(&self) -> f64 {
        1.0
    }

    #[zbus(property)]
    fn maximum_rate(&self) -> f64 {
        1.0
    }

    #[zbus(property)]
    fn volume(&self) -> f64 {
        1.0
    }

    #[zbus(property)]
    fn can_go_next(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_go_previous(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_play(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_pause(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn can_seek(&self) -> bool {
        false
    }

    #[zbus(property(emits_changed_signal = "const"))]
    fn can_control(&self) -> bool {
        true
    }
}
