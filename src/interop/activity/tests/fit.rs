//! FIT files made byte by byte.

use super::*;

/// The instant of a file's times, and FIT's seconds then: 2 November 2026, 07:00 in Greenwich.
const START: &str = "2026-11-02T07:00:00Z";
const SECONDS: u32 = 1_162_537_200;

/// A file that is being written.
pub(super) struct Fit {
    data: Vec<u8>,
    big: bool,
}

/// A field: its number, base type and value.
type Field = (u8, u8, u64);

const ENUM: u8 = 0x00;
const BYTE: u8 = 0x02;
const SHORT: u8 = 0x84;
const LONG: u8 = 0x86;

fn size(base: u8) -> usize {
    match base {
        SHORT => 2,
        LONG => 4,
        _ => 1,
    }
}

impl Fit {
    pub(super) fn new() -> Self {
        Self { data: Vec::new(), big: false }
    }

    fn number(&mut self, value: u64, size: usize) {
        let bytes = value.to_le_bytes();
        if self.big {
            self.data.extend(bytes[..size].iter().rev());
        } else {
            self.data.extend(&bytes[..size]);
        }
    }

    fn define(&mut self, local: u8, number: u64, fields: &[(u8, u8)], developer: &[(u8, u8)]) {
        let more = if developer.is_empty() { 0 } else { 0x20 };
        self.data.extend([0x40 | more | local, 0, u8::from(self.big)]);
        self.number(number, 2);
        self.data.push(fields.len() as u8);
        for (field, base) in fields {
            self.data.extend([*field, size(*base) as u8, *base]);
        }
        if !developer.is_empty() {
            self.data.push(developer.len() as u8);
            for (field, size) in developer {
                self.data.extend([*field, *size, 0]);
            }
        }
    }

    /// A message with its definition before it.
    fn message(&mut self, number: u64, fields: &[Field]) -> &mut Self {
        let kinds: Vec<_> = fields.iter().map(|(field, base, _)| (*field, *base)).collect();
        self.define(0, number, &kinds, &[]);
        self.data.push(0);
        for (_, base, value) in fields {
            self.number(*value, size(*base));
        }
        self
    }

    /// So many seconds of samples at a speed in metres a second and steps a minute, from a second on.
    fn samples(&mut self, from: u32, seconds: u32, speed: f64, steps: u64) -> &mut Self {
        for second in from..=from + seconds {
            let fields = [
                (253, LONG, u64::from(SECONDS + second)),
                (73, LONG, (speed * 1_000.0) as u64),
                (4, BYTE, steps / 2),
                (3, BYTE, 150),
            ];
            self.message(20, &fields);
        }
        self
    }

    fn session(&mut self, sport: u64, from: u32, seconds: u32) -> &mut Self {
        let fields = [
            (253, LONG, u64::from(SECONDS + from + seconds)),
            (2, LONG, u64::from(SECONDS + from)),
            (7, LONG, u64::from(seconds) * 1_000),
            (8, LONG, u64::from(seconds) * 1_000),
            (5, ENUM, sport),
        ];
        self.message(18, &fields)
    }

    fn lap(&mut self, from: u32, to: u32, intensity: u64) -> &mut Self {
        let [from, to] = [from, to].map(|second| u64::from(SECONDS + second));
        self.message(19, &[(253, LONG, to), (2, LONG, from), (23, ENUM, intensity)])
    }

    /// So many seconds of which nothing is known but that they went by.
    fn silence(&mut self, from: u32, seconds: u32) -> &mut Self {
        for second in from..=from + seconds {
            self.message(20, &[(253, LONG, u64::from(SECONDS + second))]);
        }
        self
    }

    fn timer(&mut self, second: u32, kind: u64) -> &mut Self {
        self.message(21, &[(253, LONG, u64::from(SECONDS + second)), (0, ENUM, 0), (1, ENUM, kind)])
    }

    /// The file, with a header that gives this length, or the true one.
    fn file(&self, length: Option<u32>) -> Vec<u8> {
        let mut file = vec![12, 0x20, 0, 0];
        file.extend(length.unwrap_or(self.data.len() as u32).to_le_bytes());
        file.extend(b".FIT");
        file.extend(&self.data);
        let sum = crc(&file);
        file.extend(sum.to_le_bytes());
        file
    }
}

/// The checksum, bit by bit.
fn crc(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xa001 } else { sum >> 1 })
    })
}

fn run_and_walk() -> Fit {
    let mut fit = Fit::new();
    fit.message(0, &[(0, ENUM, 4)]);
    for round in 0..4 {
        fit.samples(round * 180, 60, 2.6, 160).samples(round * 180 + 61, 118, 1.5, 110);
    }
    fit
}

#[test]
fn intervals_of_running_and_walking_are_told_apart() {
    let mut fit = run_and_walk();
    fit.session(1, 0, 720);
    let run = only(Format::Fit, &fit.file(None));
    assert_eq!(run.started, START.parse().unwrap());
    // 61 samples of running in each round, and the first of all has nothing before it.
    assert_eq!((minutes(run.moving), run.running.map(|running| running.as_secs())), (12.0, Some(4 * 61 - 1)));
    assert_eq!(run.heart_rate, Some(150));
}

#[test]
fn a_single_window_that_differs_does_not_decide() {
    let mut fit = Fit::new();
    fit.samples(0, 60, 2.6, 160).samples(61, 9, 1.0, 100).samples(71, 109, 2.6, 160).session(1, 0, 180);
    assert_eq!(only(Format::Fit, &fit.file(None)).running.map(minutes), Some(3.0));
}

#[test]
fn numbers_of_the_other_byte_order_are_the_same() {
    let little = only(Format::Fit, &run_and_walk().session(1, 0, 720).file(None));
    let mut big = Fit { big: true, ..Fit::new() };
    for round in 0..4 {
        big.samples(round * 180, 60, 2.6, 160).samples(round * 180 + 61, 118, 1.5, 110);
    }
    assert_eq!(only(Format::Fit, &big.session(1, 0, 720).file(None)), little);
}

#[test]
fn compressed_times_and_fields_of_developers_are_passed_over_right() {
    let mut fit = Fit::new();
    fit.message(20, &[(253, LONG, u64::from(SECONDS)), (73, LONG, 2_600)]);
    // Local message 1 has no time of its own, and 300 bytes of a developer behind it.
    fit.define(1, 20, &[(73, LONG)], &[(0, 200), (1, 100)]);
    for second in 1..=120_u32 {
        fit.data.push(0x80 | 1 << 5 | ((SECONDS + second) & 0x1f) as u8);
        fit.number(2_600, 4);
        fit.data.extend([0xab; 300]);
    }
    // And an unknown message.
    fit.message(0xff00, &[(7, LONG, 9)]);
    let run = only(Format::Fit, &fit.session(1, 0, 120).file(None));
    assert_eq!((run.running.map(minutes), run.distance_km), (Some(2.0), Some(0.312)));
}

#[test]
fn what_the_clock_of_the_watch_left_out_is_left_out() {
    let mut fit = Fit::new();
    fit.timer(0, 0).samples(0, 120, 2.6, 160).timer(120, 4);
    fit.timer(280, 0).samples(280, 120, 2.6, 160).timer(400, 4);
    // Without a session, as a watch leaves it that died, whose header has no length either.
    let run = only(Format::Fit, &fit.file(Some(0)));
    assert_eq!(
        (minutes(run.moving), run.running.map(minutes), run.guessed.is_some()),
        (4.0, Some(4.0), true)
    );
}

#[test]
fn each_sport_of_a_file_is_an_activity_and_a_ride_is_left() {
    let mut fit = Fit::new();
    fit.samples(0, 300, 8.0, 0).samples(301, 299, 3.0, 170);
    fit.session(2, 0, 300).session(1, 300, 300);
    let recorded = read(Format::Fit, &fit.file(None)[..]).unwrap();
    let [run] = &recorded.activities[..] else { panic!("{recorded:?}") };
    assert_eq!((minutes(run.moving), run.running.map(minutes)), (5.0, Some(5.0)));
    assert_eq!(recorded.left[0].why, "a ride; only runs and walks are imported");
}

#[test]
fn files_that_are_chained_are_all_read() {
    let mut first = run_and_walk().session(1, 0, 720).file(None);
    let mut second = Fit::new();
    second.samples(7_200, 300, 1.4, 105).session(11, 7_200, 300);
    first.extend(second.file(None));
    let recorded = read(Format::Fit, &first[..]).unwrap();
    let walks: Vec<bool> = recorded.activities.iter().map(|activity| activity.walk).collect();
    assert_eq!((walks, recorded.notes.len()), (vec![false, true], 0));
    first.extend(b"and something else");
    let recorded = read(Format::Fit, &first[..]).unwrap();
    assert!(recorded.activities.len() == 2 && recorded.notes[0].contains("isn't FIT"), "{recorded:?}");
}

#[test]
fn files_that_are_no_activity_say_what_they_are() {
    for (kind, what) in [(5, "a planned workout"), (6, "a course"), (32, "a day's step count")] {
        let told = refusal(Format::Fit, &Fit::new().message(0, &[(0, ENUM, kind)]).file(None));
        assert!(told.contains(what), "{told}");
    }
    let treadmill =
        [(5, ENUM, 1), (6, ENUM, 1), (2, LONG, u64::from(SECONDS)), (8, LONG, 1_200_000), (9, LONG, 300_000)];
    let run = only(Format::Fit, &Fit::new().message(18, &treadmill).file(None));
    assert_eq!((run.running, run.distance_km, run.surface), (None, Some(3.0), Some(Surface::Treadmill)));
}

#[test]
fn lengths_that_lie_cost_nothing() {
    let mut fit = run_and_walk();
    fit.session(1, 0, 720);
    let recorded = read(Format::Fit, &fit.file(Some(u32::MAX - 1))[..]).unwrap();
    assert!(recorded.activities.len() == 1 && recorded.notes[0].contains("ends early"), "{recorded:?}");
    assert!(refusal(Format::Fit, &fit.file(Some(40))).contains("checksum"));
    assert!(refusal(Format::Fit, b"\x0c\x20\x00\x00\xff\xff\xff\x7f.FIT\x01").contains("byte 13"));
    let undefined = Fit { data: vec![0x05], big: false };
    assert!(refusal(Format::Fit, &undefined.file(None)).contains("is not defined"));
}

#[test]
fn times_that_nobody_lived_are_told() {
    // The watch was reset: its seconds count from when it was switched on.
    let mut fit = Fit::new();
    fit.message(20, &[(253, LONG, 5), (73, LONG, 2_600)]).message(20, &[(253, LONG, 900), (73, LONG, 2_600)]);
    let recorded =
        read(Format::Fit, &fit.message(18, &[(5, ENUM, 1), (8, LONG, 900_000)]).file(None)[..]).unwrap();
    assert_eq!(recorded.left[0].why, "nothing says when it was");
    // Times that go back are left out.
    let mut fit = Fit::new();
    fit.samples(0, 120, 2.6, 160).samples(30, 20, 9.0, 160).samples(121, 59, 2.6, 160).session(1, 0, 180);
    assert_eq!(only(Format::Fit, &fit.file(None)).distance_km, Some(0.468));
}

#[test]
fn a_watch_that_was_left_on_for_days_ends_with_its_run() {
    let mut fit = Fit::new();
    fit.samples(0, 600, 2.6, 160);
    let left_on = [(2, LONG, u64::from(SECONDS)), (7, LONG, 4_000_000_000), (8, LONG, 600_000), (5, ENUM, 1)];
    let run = only(Format::Fit, &fit.message(18, &left_on).file(None));
    assert_eq!(run.ended.duration_since(run.started).as_secs(), 600);
}

#[test]
fn of_very_many_sessions_and_activities_the_rest_is_left() {
    let mut fit = Fit::new();
    fit.message(0, &[(0, ENUM, 4)]).samples(0, 5, 2.6, 160);
    for second in 0..=200 {
        fit.session(1, second, 1);
    }
    let recorded = read(Format::Fit, &fit.file(None)[..]).unwrap();
    assert_eq!(recorded.activities.len() + recorded.left.len(), 200);

    let mut fit = Fit::new();
    fit.message(0, &[(0, ENUM, 4)]).samples(0, 1, 2.6, 160).session(1, 0, 1);
    let recorded = read(Format::Fit, &fit.file(None).repeat(MOST + 1)[..]).unwrap();
    assert_eq!(recorded.activities.len() + recorded.left.len(), MOST);
    assert_eq!(recorded.notes, [format!("there are more than {MOST} activities in it; the rest is left")]);
}

#[test]
fn where_nothing_else_tells_a_lap_for_rest_is_walked_and_another_is_run() {
    let running = |intensity: u64| {
        let mut fit = Fit::new();
        fit.silence(0, 600).lap(0, 300, intensity).lap(300, 400, 1).lap(400, 601, 0).session(1, 0, 600);
        only(Format::Fit, &fit.file(None)).running.map(minutes)
    };
    for rest in 1..=4 {
        assert_eq!(running(rest), Some(3.3), "{rest}");
    }
    for work in [0, 5] {
        assert_eq!(running(work), Some(8.3), "{work}");
    }
}

#[test]
fn of_very_many_laps_the_rest_is_left() {
    let running = |before: u32| {
        let mut fit = Fit::new();
        fit.silence(0, 600);
        for _ in 0..before {
            fit.lap(0, 1, 1);
        }
        only(Format::Fit, &fit.lap(1, 601, 0).session(1, 0, 600).file(None)).running.map(minutes)
    };
    assert_eq!(running(9_999), Some(10.0));
    assert_eq!(running(10_000), None);
}

#[test]
fn a_clock_that_ran_longer_than_the_activity_lasted_is_none() {
    let run = |timer: u64| {
        let mut fit = Fit::new();
        fit.samples(0, 600, 2.6, 160);
        let session =
            [(2, LONG, u64::from(SECONDS)), (7, LONG, 600_000), (8, LONG, timer * 1_000), (5, ENUM, 1)];
        minutes(only(Format::Fit, &fit.message(18, &session).file(None)).moving)
    };
    assert_eq!((run(630), run(700), run(0)), (10.5, 10.0, 10.0));
}
