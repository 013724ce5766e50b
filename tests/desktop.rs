//! What surrounds the picture, in a real terminal: mouse, title and taskbar, keys of one's own.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

use std::fs;

use pty::{Exit, Launch, Pty, Signal};

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

/// Three holds, one after another.
const HOLDS: &str = r#"
name = "Three stands"
when = ["rest-day"]
steps = [
  { name = "First stand", hold = "2m", set-up = "1s", dose = "convention" },
  { name = "Second stand", hold = "2m", set-up = "1s", dose = "convention" },
  { name = "Third stand", hold = "2m", set-up = "1s", dose = "convention" },
]
"#;

/// Prepares to play three holds, with a config.
fn launch(config: &str) -> Launch {
    let launch = Launch::new(RUNUP).env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC");
    seasoned::season(launch.home());
    let file = launch.home().join("holds.toml");
    fs::write(&file, HOLDS).unwrap();
    let folder = launch.home().join("config");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), config).unwrap();
    launch.args(["go", file.to_str().unwrap()])
}

fn at_work(launch: Launch) -> Pty {
    let mut pty = launch.spawn();
    pty.wait_for_text("get ready");
    pty.send("\r");
    pty.wait_for_text("hold");
    pty
}

/// Clicks on a cell, counted from 0.
fn click(pty: &mut Pty, column: u16, row: u16) {
    let (column, row) = (column + 1, row + 1);
    pty.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

fn ends(mut pty: Pty) {
    pty.send(b"\x03");
    assert_eq!(pty.wait_exit(), Exit { code: 130, killed: false });
    pty.assert_restored();
}

#[test]
fn a_click_on_the_number_pauses_and_one_on_the_bar_plays_that_step() {
    let mut pty = at_work(launch(""));
    pty.wait_for("the mouse", |screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
    });
    click(&mut pty, 6, 6);
    pty.wait_for_text("paused");
    click(&mut pty, 6, 6);
    pty.wait_for_text("hold");
    // The bar is the fourth row from below; its last third is the last step.
    click(&mut pty, 70, 20);
    pty.wait_for_text("3 of 3");
    click(&mut pty, 5, 20);
    pty.wait_for_text("1 of 3");
    ends(pty);
}

#[test]
fn without_the_mouse_nothing_is_asked_of_it() {
    let mut pty = at_work(launch("mouse = false\n"));
    click(&mut pty, 6, 6);
    pty.send("?");
    pty.wait_for_text("everywhere");
    let output = String::from_utf8(pty.output()).unwrap();
    assert!(!output.contains("\x1b[?1000h") && !output.contains("\x1b[?1006h"));
    pty.send("q");
    pty.wait_for("the player, not paused", |screen| {
        let text = screen.contents();
        text.contains("hold") && !text.contains("paused")
    });
    ends(pty);
}

#[test]
fn the_mouse_is_given_back_while_the_program_is_stopped() {
    let mut pty = at_work(launch(""));
    let from = pty.output().len();
    // Nobody could continue it here, so it only lets go and takes again.
    pty.send(b"\x1a");
    pty.wait_for_output(from, b"\x1b[?1006l\x1b[?1000l");
    pty.wait_for_output(from, b"\x1b[?1000h\x1b[?1006h");
    pty.wait_for_text("paused");
    ends(pty);
}

#[test]
fn the_title_says_the_step_and_the_one_from_before_comes_back() {
    let mut pty = at_work(launch(""));
    pty.wait_for_output(0, b"\x1b[22;2t");
    pty.wait_for_output(0, b"\x1b]2;First stand (1 of 3), Three stands\x1b\\");
    let from = pty.output().len();
    click(&mut pty, 70, 20);
    pty.wait_for_output(from, b"\x1b]2;Third stand (3 of 3), Three stands\x1b\\");
    pty.send(b"\x03");
    assert_eq!(pty.wait_exit(), Exit { code: 130, killed: false });
    let output = String::from_utf8(pty.output()).unwrap();
    assert_eq!(output.matches("\x1b[22;2t").count(), 1);
    assert_eq!(output.matches("\x1b]2;\x1b\\\x1b[23;2t").count(), 1);
    assert!(!output.contains("\x1b]9;"), "this terminal is not known to have a bar");
}

#[test]
fn the_taskbar_shows_how_far_it_is_and_is_cleared_however_it_ends() {
    for ending in [None, Some(Signal::TERM), Some(Signal::HUP)] {
        let mut pty = at_work(launch("").env("WT_SESSION", "c0ffee"));
        let from = pty.output().len();
        click(&mut pty, 70, 20);
        pty.wait_for_output(from, b"\x1b]9;4;1;66\x1b\\");
        pty.send(" ");
        pty.wait_for_output(from, b"\x1b]9;4;4;66\x1b\\");
        let from = pty.output().len();
        match ending {
            None => pty.send(b"\x03"),
            Some(signal) => pty.signal(signal),
        }
        pty.wait_exit();
        let rest = String::from_utf8(pty.output()[from..].to_vec()).unwrap();
        assert!(rest.contains("\x1b]9;4;0;0\x1b\\"), "{ending:?}: {rest:?}");
    }
}

#[test]
fn a_console_and_those_who_do_not_want_it_get_no_title() {
    for launch in [launch("").env("TERM", "linux"), launch("title = false\n").env("WT_SESSION", "c0ffee")] {
        let pty = at_work(launch);
        ends_quietly(pty);
    }
}

fn ends_quietly(mut pty: Pty) {
    pty.send(b"\x03");
    pty.wait_exit();
    let output = String::from_utf8(pty.output()).unwrap();
    for sign in ["\x1b]2;", "\x1b]9;", "\x1b[22;2t", "\x1b[23;2t"] {
        assert!(!output.contains(sign), "{sign:?}");
    }
}

#[test]
fn a_key_of_ones_own_does_what_it_says_and_the_hint_shows_it() {
    let mut pty = at_work(launch("[keys]\npause = \"x\"\n"));
    pty.wait_for_text("x pause");
    pty.send("x");
    pty.wait_for_text("paused");
    pty.send(" ");
    pty.send("x");
    pty.wait_for_text("hold");
    pty.send("?");
    pty.wait_for_text("pause or resume");
    assert!(pty.contents().lines().any(|line| line.trim().starts_with("x  ")), "{}", pty.contents());
    pty.send("q");
    pty.wait_for_text("hold");
    ends(pty);
}

#[test]
fn a_key_that_is_taken_is_told_with_its_line_and_the_rest_counts() {
    let config = "[keys]\npause = \"n\"\nnext = \"z\"\nview = \"n\"\nmute = \"o\"\n";
    let launch = launch(config);
    let folder = launch.home().to_owned();
    let output = std::process::Command::new(RUNUP).arg("check").env("RUNUP_HOME", &folder).output().unwrap();
    let told =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("config.toml:4:8"), "{told}");
    assert!(told.contains("`view` can't use `n`, which is `pause` (player)"), "{told}");
    assert!(told.contains("config.toml:5:1"), "{told}");
    let mut pty = at_work(launch);
    pty.wait_for_text("n pause");
    pty.send("n");
    pty.wait_for_text("paused");
    pty.send("z");
    pty.wait_for_text("2 of 3");
    ends(pty);
}

/// A session bus of its own, and someone on it who presses media keys.
#[cfg(all(feature = "media-keys", not(target_os = "macos")))]
mod bus {
    use std::collections::HashMap;
    use std::io::{BufRead, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    use zbus::{Connection, OwnedVariant, block_on, connection};

    use super::pty::PATIENCE;
    use super::{at_work, ends, launch};

    const PATH: &str = "/org/mpris/MediaPlayer2";
    const PLAYER: &str = "org.mpris.MediaPlayer2.Player";

    struct Bus {
        daemon: Child,
        address: String,
        connection: Connection,
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            let _ = self.daemon.kill();
            let _ = self.daemon.wait();
        }
    }

    impl Bus {
        /// Starts a bus; `None` where this machine has none to start.
        fn start() -> Option<Self> {
            let mut daemon = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .ok()?;
            let mut address = String::new();
            BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
            let address = address.trim().to_owned();
            let connection =
                block_on(connection::Builder::address(address.as_str()).build()).expect("a bus that answers");
            Some(Self { daemon, address, connection })
        }

        fn call<T>(&self, to: &str, interface: &str, method: &str, body: &T) -> zbus::Result<zbus::Message>
        where
            T: serde::Serialize + zbus::Type,
        {
            let path = if interface == "org.freedesktop.DBus" { "/org/freedesktop/DBus" } else { PATH };
            block_on(self.connection.call_method(Some(to), path, Some(interface), method, body))
        }

        /// Returns the name of the player, where there is one.
        fn player(&self) -> Option<String> {
            let bus = "org.freedesktop.DBus";
            let names: Vec<String> =
                self.call(bus, bus, "ListNames", &()).unwrap().body().deserialize().unwrap();
            names.into_iter().find(|name| name.starts_with("org.mpris.MediaPlayer2.runup"))
        }

        fn property(&self, name: &str) -> OwnedVariant {
            let player = self.player().expect("a player");
            let body = self.call(&player, "org.freedesktop.DBus.Properties", "Get", &(PLAYER, name)).unwrap();
            body.body().deserialize().unwrap()
        }

        fn status(&self) -> String {
            self.property("PlaybackStatus").try_into().unwrap()
        }

        fn title(&self) -> String {
            let metadata: HashMap<String, OwnedVariant> = self.property("Metadata").try_into().unwrap();
            metadata["xesam:title"].clone().try_into().unwrap()
        }

        fn press(&self, method: &str) {
            self.call(&self.player().expect("a player"), PLAYER, method, &()).unwrap();
        }
    }

    #[track_caller]
    fn until(what: &str, condition: impl Fn() -> bool) {
        let start = Instant::now();
        while !condition() {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn media_keys_reach_the_player_and_find_it_only_while_it_plays() {
        let Some(bus) = Bus::start() else { return eprintln!("there is no dbus-daemon here") };
        assert_eq!(bus.player(), None);
        let mut pty = at_work(launch("").env("DBUS_SESSION_BUS_ADDRESS", &bus.address));
        until("a player", || bus.player().is_some());
        until("its title", || bus.title() == "First stand");
        assert_eq!(bus.status(), "Playing");
        bus.press("PlayPause");
        pty.wait_for_text("paused");
        until("a pause", || bus.status() == "Paused");
        bus.press("Pause");
        bus.press("Play");
        until("going on", || bus.status() == "Playing");
        // Three presses of an earbud go on, two go back: to the start of the step, and again to the
        // one before.
        bus.press("Previous");
        until("the second step", || bus.title() == "Second stand");
        bus.press("Next");
        bus.press("Next");
        until("the step before", || bus.title() == "First stand");
        pty.send("qqq");
        pty.wait_exit();
        until("nobody", || bus.player().is_none());
    }

    #[test]
    fn without_a_bus_nothing_is_said_and_turned_off_nobody_is_there() {
        let pty = at_work(launch("").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"));
        assert!(!pty.contents().contains("bus"));
        ends(pty);
        let Some(bus) = Bus::start() else { return eprintln!("there is no dbus-daemon here") };
        let launch = launch("media-keys = false\n").env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
        let pty = at_work(launch);
        assert_eq!(bus.player(), None);
        ends(pty);
    }
}
