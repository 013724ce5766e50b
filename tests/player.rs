//! What holds for the player whatever is asked of it, and however often it is looked at.

use std::time::Duration;

use proptest::prelude::*;
use runup::library::Library;
use runup::player::{Command, Event, EventKind, Player, State};
use runup::routine::Id;
use runup::time::MonoTime;
use runup::timeline::{Options, SegmentKind, Timeline};

fn player(id: &str) -> Player {
    let routine = Library::shipped().routine(&Id::new(id).unwrap()).unwrap();
    Player::new(Timeline::build(&routine, &Options::default()))
}

fn at(millis: u64) -> MonoTime {
    MonoTime::ZERO + Duration::from_millis(millis)
}

fn command(number: u8, now: u64) -> Command {
    match number {
        0 => Command::Pause,
        1 => Command::Resume,
        2 => Command::Next,
        3 => Command::Back,
        4 => Command::MoreTime,
        5 => Command::NotReady,
        6 => Command::Tap,
        _ => Command::Slept { since: at(now) },
    }
}

/// Plays commands at their times, looking also at the times given between.
fn play(id: &str, commands: &[(u64, u8)], looks: &[u64]) -> (Vec<Event>, Player) {
    let mut player = player(id);
    let mut events = player.handle(Command::Start, MonoTime::ZERO);
    let mut looks = looks.to_vec();
    looks.sort_unstable();
    let mut looks = looks.into_iter().peekable();
    let mut now = 0;
    for (wait, number) in commands {
        now += wait;
        while let Some(look) = looks.next_if(|look| *look < now) {
            events.extend(player.advance(at(look)));
        }
        events.extend(player.handle(command(*number, now), at(now)));
    }
    for look in looks {
        events.extend(player.advance(at(look.max(now))));
    }
    events.extend(player.advance(at(now + 3_600_000)));
    (events, player)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn events_do_not_depend_on_how_often_anyone_looks(
        commands in prop::collection::vec((0_u64..60_000, 0_u8..8), 0..25),
        looks in prop::collection::vec(0_u64..900_000, 0..200),
        routine in 0_usize..3,
    ) {
        let id = ["pre-run-5", "pre-run-gentle-heel", "post-run-calf"][routine];
        let (seldom, _) = play(id, &commands, &[]);
        let (often, _) = play(id, &commands, &looks);
        prop_assert_eq!(seldom, often);
    }

    #[test]
    fn events_come_in_order_and_no_set_is_longer_than_its_segment(
        commands in prop::collection::vec((0_u64..40_000, 0_u8..7), 0..40),
    ) {
        let (events, player) = play("post-run-calf", &commands, &[]);
        prop_assert!(events.windows(2).all(|w| w[0].at <= w[1].at));
        for event in &events {
            if let EventKind::SetEnded(set) = &event.kind {
                prop_assert!(set.worked <= set.planned);
                prop_assert!(!set.complete || set.worked == set.planned);
            }
        }
        let paused = matches!(player.state(), State::Paused { .. });
        prop_assert!(paused || player.is_over(), "an hour later it is over, or it stands paused");
    }

    #[test]
    fn the_score_holds_just_the_cues_that_then_come_due(
        commands in prop::collection::vec((0_u64..30_000, 1_u8..6), 0..10),
    ) {
        let mut player = player("pre-run-5");
        player.handle(Command::Start, MonoTime::ZERO);
        let mut now = 0;
        for (wait, number) in &commands {
            now += wait;
            player.handle(command(*number, now), at(now));
        }
        // What was told at this very moment belongs to the score, but has been an event before.
        let score = player.score(at(now));
        let later: Vec<_> = score.notes.iter().filter(|n| n.at > at(now)).map(|n| (n.at, n.kind)).collect();
        let told: Vec<_> = player.advance(at(now + 3_600_000)).into_iter().filter_map(|e| match e.kind {
            EventKind::Cue { cue, .. } => Some((e.at, cue.kind)),
            _ => None,
        }).collect();
        prop_assert_eq!(later, told);
    }
}

#[test]
fn the_deadline_is_the_next_event() {
    let mut player = player("pre-run-5");
    player.handle(Command::Start, MonoTime::ZERO);
    let mut looked = 0;
    while let Some(deadline) = player.deadline() {
        let before = deadline - Duration::from_nanos(1);
        assert!(player.advance(before).is_empty(), "nothing happens before {deadline:?}");
        assert!(!player.advance(deadline).is_empty(), "something happens at {deadline:?}");
        looked += 1;
    }
    assert!(player.is_over() && looked > 100);
}

#[test]
fn paused_there_is_no_deadline() {
    let mut player = player("pre-run-5");
    player.handle(Command::Start, MonoTime::ZERO);
    player.handle(Command::Pause, at(20_000));
    assert_eq!(player.deadline(), None);
    assert!(player.advance(at(9_000_000)).is_empty());
}

#[test]
fn what_is_left_counts_down_with_the_clock_and_stands_while_paused() {
    let mut player = player("pre-run-5");
    player.handle(Command::Start, MonoTime::ZERO);
    let whole = player.left(MonoTime::ZERO);
    player.advance(at(100_000));
    assert_eq!(player.left(at(100_000)) + Duration::from_secs(100), whole);
    player.handle(Command::Pause, at(100_000));
    assert_eq!(player.left(at(500_000)) + Duration::from_secs(100), whole);
}

#[test]
fn more_time_is_left_to_do() {
    let mut player = player("post-run-calf");
    player.handle(Command::Start, MonoTime::ZERO);
    while player.segment().kind != SegmentKind::Work {
        player.handle(Command::Next, at(1_000));
    }
    let before = player.left(at(1_000));
    player.handle(Command::MoreTime, at(1_000));
    assert_eq!(player.left(at(1_000)), before + Duration::from_secs(15));
}
