//! What holds for every figure: planted limbs, bones, the floor, the mirror, and who has one.

use std::time::Duration;

use runup::body::skeleton::{FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM};
use runup::body::{Figure, Front, Grip, Joints, LegJoints, Phase, Pin, Point, View};
use runup::figure::flaws::flaws;
use runup::figure::{Cell, Inks, Marker, Moment, Pen, Picture, Role, Scene, Size};
use runup::library::{Kind, Library};
use runup::routine::{Beat, Dose, Id, Tempo};
use runup::symptoms::Side;

const MIDDLE: Size = Size { columns: 40, rows: 20 };
const SIZES: [Size; 3] = [Size { columns: 24, rows: 12 }, MIDDLE, Size { columns: 60, rows: 28 }];

fn figures() -> Vec<(String, Figure)> {
    let library = Library::shipped();
    let ids: Vec<Id> = library.ids(Kind::Figure).map(|(id, _)| id.clone()).collect();
    assert!(ids.len() >= 50, "only {}", ids.len());
    let figure = |id: Id| (id.to_string(), library.figure(&id).unwrap_or_else(|e| panic!("{id}: {e}")));
    ids.into_iter().map(figure).collect()
}

fn figure(id: &str) -> Figure {
    Library::shipped().figure(&Id::new(id).unwrap()).unwrap()
}

fn moments(figure: &Figure) -> Vec<(Phase, Joints)> {
    let motion = &figure.motion;
    motion.moments(16).into_iter().map(|phase| (phase, motion.joints(phase))).collect()
}

/// Returns what all of these are, where they are the same.
fn always<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn apart(a: Point, b: Point) -> f32 {
    (a - b).length()
}

fn scene(figure: &Figure, view: View, size: Size) -> Scene {
    Scene::new(figure, view, size, Side::Right)
}

#[test]
fn every_exercise_has_a_figure() {
    let library = Library::shipped();
    let ids: Vec<Id> = library.ids(Kind::Exercise).map(|(id, _)| id.clone()).collect();
    for id in ids {
        let shown = library.exercise(&id).unwrap().figure.unwrap_or_else(|| panic!("{id} has no figure"));
        let figure = library.figure(&shown.id).unwrap_or_else(|e| panic!("{id}: {e}"));
        if let Some(still) = &shown.still {
            assert!(figure.motion.pose(still).is_some(), "{id}: {still}");
        }
        let caption = figure.caption.unwrap_or_default();
        assert!(!caption.is_empty(), "{id}: a picture needs a few words below it");
        // What does not move has to say by words how it does.
        assert!(!figure.motion.is_still() || shown.still.is_some(), "{id} is a still and does not say so");
    }
}

#[test]
fn every_figure_can_be_read_at_three_sizes_in_all_of_its_movement() {
    let figures = figures();
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let found: Vec<String> = std::thread::scope(|scope| {
        let parts: Vec<_> = figures
            .chunks(figures.len().div_ceil(hands))
            .map(|part| scope.spawn(move || part.iter().flat_map(|(id, figure)| told(id, figure)).collect()))
            .collect();
        parts.into_iter().flat_map(|part| -> Vec<String> { part.join().unwrap() }).collect()
    });
    assert!(found.is_empty(), "{found:#?}");
}

fn told(id: &str, figure: &Figure) -> Vec<String> {
    flaws(figure).into_iter().map(|flaw| format!("{id} at {:?}: {}", flaw.size, flaw.what)).collect()
}

#[test]
fn a_counted_exercise_has_the_poses_for_it() {
    let library = Library::shipped();
    let ids: Vec<Id> = library.routines().map(|(id, _)| id.clone()).collect();
    for id in ids {
        for step in library.routine(&id).unwrap().steps() {
            let Some(shown) =
                step.exercise.figure.as_ref().filter(|_| matches!(step.dose, Dose::Reps { .. }))
            else {
                continue;
            };
            let motion = library.figure(&shown.id).unwrap().motion;
            let has = |names: [&str; 2]| names.iter().all(|name| motion.pose(name).is_some());
            let follows = has(["up", "down"]) || has(["hold", "pause"]) || motion.is_still();
            assert!(follows, "{id}: {} cannot follow a tempo", shown.id);
        }
    }
}

#[test]
fn planted_limbs_stay_put() {
    let mut planted = 0;
    for (id, figure) in figures() {
        let stand = figure.motion.stand().clone();
        let moments = moments(&figure);
        let poses = moments.iter().filter(|(phase, _)| matches!(phase, Phase::Pose(_))).map(|(_, j)| j);
        let grips = [|j: &Joints| j.arm.angles.grip, |j: &Joints| j.far_arm.angles.grip]
            .map(|grip| always(poses.clone().map(grip)));
        let feet = [|j: &Joints| j.near.angles.at, |j: &Joints| j.far.angles.at]
            .map(|at| always(poses.clone().map(at)).flatten());
        planted += grips.iter().filter(|g| !matches!(g, None | Some(Grip::Free))).count();
        planted += feet.iter().flatten().count();
        for (phase, joints) in moments {
            // What holds a place in all poses holds it at all times, whatever the moment itself says.
            for (arm, grip) in [&joints.arm, &joints.far_arm].into_iter().zip(grips) {
                let off = match grip {
                    Some(Grip::At(point)) => apart(arm.hand, point),
                    Some(Grip::On(spot)) => apart(arm.hand, joints.spot(spot)),
                    Some(Grip::Free) | None => 0.0,
                };
                assert!(off <= 0.3, "{id} {phase:?}: a hand is off by {off}");
            }
            for (leg, at) in [&joints.near, &joints.far].into_iter().zip(feet) {
                let off = at.map_or(0.0, |at| apart(leg.ball, at));
                assert!(off <= 0.3, "{id} {phase:?}: a foot is off by {off}");
            }
            let off = match stand.pin {
                // In the air it is above its place.
                Pin::Spot(spot) if figure.motion.leaves_the_ground() => {
                    (joints.spot(spot).x - stand.at.x).abs()
                }
                Pin::Spot(spot) => apart(joints.spot(spot), stand.at),
                Pin::Hip => apart(joints.hip, stand.at),
                Pin::Lowest => 0.0,
            };
            assert!(off <= 0.3, "{id} {phase:?}: the pin is off by {off}");
        }
    }
    assert!(planted > 60, "only {planted} limbs are planted");
}

#[test]
fn the_far_side_of_a_gait_is_the_near_one_half_a_cycle_later() {
    for id in ["walk", "run", "jog", "toe-walk", "heel-walk", "walk-on-the-spot"] {
        let motion = figure(id).motion;
        for i in 0..12_u8 {
            let at = f32::from(i) / 12.0;
            let (now, later) = (motion.joints(Phase::Cycle(at)), motion.joints(Phase::Cycle(at + 0.5)));
            assert!((now.far.angles.thigh - later.near.angles.thigh).abs() < 0.01, "{id}");
            assert!((now.far.angles.knee - later.near.angles.knee).abs() < 0.01, "{id}");
            assert!((now.far_arm.angles.arm - later.arm.angles.arm).abs() < 0.01, "{id}");
        }
    }
}

#[test]
fn bones_keep_their_length() {
    let leg = |leg: &LegJoints| {
        let [thigh, shank] = leg.angles.short;
        [(apart(leg.hip, leg.knee), THIGH * thigh), (apart(leg.knee, leg.ankle), SHANK * shank)]
    };
    for (id, figure) in figures() {
        for (phase, joints) in moments(&figure) {
            if let Some(front) = &joints.front {
                bones_in_space(&id, front);
                continue;
            }
            let arms = [&joints.arm, &joints.far_arm].map(|arm| {
                [(apart(arm.shoulder, arm.elbow), UPPER_ARM), (apart(arm.elbow, arm.hand), FOREARM)]
            });
            let trunk = (apart(joints.hip, joints.shoulders), TRUNK);
            let bones =
                arms.into_iter().chain([leg(&joints.near), leg(&joints.far)]).flatten().chain([trunk]);
            for (is, should) in bones {
                assert!((is - should).abs() < 0.01, "{id} {phase:?}: {is} for {should}");
            }
        }
    }
}

/// From the front a bone is seen shorter than it is.
fn bones_in_space(id: &str, front: &Front) {
    let legs = [&front.near, &front.far]
        .map(|leg| [((leg.knee - leg.hip).length(), THIGH), ((leg.ankle - leg.knee).length(), SHANK)]);
    let arms = [&front.arm, &front.far_arm].map(|arm| {
        [((arm.elbow - arm.shoulder).length(), UPPER_ARM), ((arm.hand - arm.elbow).length(), FOREARM)]
    });
    for (is, should) in legs.into_iter().chain(arms).flatten() {
        assert!((is - should).abs() < 0.01, "{id}: {is} for {should}");
    }
    for (a, b) in [(front.up, front.shoulders_across), (front.near.forward, front.near.rise)] {
        assert!(a.dot(b).abs() < 0.01 && (a.length() - 1.0).abs() < 0.01, "{id}: {a:?} {b:?}");
    }
}

#[test]
fn nothing_is_below_the_floor() {
    for (id, figure) in figures() {
        for (phase, joints) in moments(&figure) {
            for leg in [&joints.near, &joints.far] {
                for at in [leg.knee, leg.heel, leg.ball, leg.tip] {
                    let ground = figure.motion.stand().ground(at.x);
                    assert!(at.y >= ground - 0.6, "{id} {phase:?}: {at:?} on {ground}");
                }
            }
        }
        // Nor is anything drawn into the row of the floor, where the picture shows the floor.
        if figure.frame.is_some_and(|frame| frame.bottom > 0.0) {
            continue;
        }
        let picture = scene(&figure, View::Body, MIDDLE)
            .picture(&Moment::Cycle(Duration::ZERO), Pen::new(Marker::Block));
        let floor = picture.rows().last().unwrap();
        assert!(
            floor.iter().all(|c| matches!(c.fore, Role::Floor | Role::None) && c.back == Role::None),
            "{id}"
        );
    }
}

#[test]
fn the_same_moment_gives_the_same_cells() {
    for (id, figure) in figures() {
        for view in View::ALL {
            let draw = || {
                scene(&figure, view, MIDDLE)
                    .picture(&Moment::Cycle(Duration::from_millis(700)), Pen::new(Marker::Block))
            };
            assert_eq!(draw(), draw(), "{id}");
        }
    }
}

#[test]
fn left_is_the_mirror_of_right() {
    for (id, figure) in figures() {
        for view in View::ALL {
            for time in [0, 300, 900] {
                let moment = Moment::Cycle(Duration::from_millis(time));
                let draw =
                    |side| Scene::new(&figure, view, MIDDLE, side).picture(&moment, Pen::new(Marker::Half));
                let turned: Vec<Cell> =
                    draw(Side::Left).rows().flat_map(|row| row.iter().rev().copied()).collect();
                assert_eq!(turned, draw(Side::Right).cells, "{id} {view:?} at {time}");
            }
        }
    }
}

#[test]
fn a_body_is_seen_at_every_size_and_in_every_view() {
    for (id, figure) in figures() {
        for view in View::ALL {
            for size in SIZES {
                for time in [0, 500, 1500] {
                    let moment = Moment::Cycle(Duration::from_millis(time));
                    let picture = scene(&figure, view, size).picture(&moment, Pen::new(Marker::Block));
                    let near =
                        picture.cells.iter().filter(|c| c.fore == Role::Near || c.back == Role::Near).count();
                    let least = picture.cells.len() / 60;
                    assert!(near >= least, "{id} {view:?} {size:?}: {near} cells of the body");
                    assert!(near <= picture.cells.len() * 4 / 5, "{id} {view:?} {size:?}: too near");
                }
            }
        }
    }
}

#[test]
fn near_is_never_behind_another_role() {
    // It may be the terminal's own foreground, which no cell can have as its background.
    for (id, figure) in figures() {
        let picture = scene(&figure, figure.view, MIDDLE)
            .picture(&Moment::Cycle(Duration::ZERO), Pen::new(Marker::Block));
        for cell in picture.cells {
            assert!(cell.back != Role::Near || cell.sign == ' ', "{id}: {cell:?}");
        }
    }
}

#[test]
fn without_colours_a_cell_shows_one_role() {
    for marker in [Marker::Block, Marker::Octant, Marker::Quadrant, Marker::Half] {
        let figure = figure("calf-wall-straight");
        let picture = scene(&figure, View::Body, MIDDLE).picture(&Moment::Still(0), Pen::plain(marker));
        assert!(picture.cells.iter().all(|c| c.fore == Role::None || c.back == Role::None), "{marker:?}");
    }
}

#[test]
fn where_colours_are_few_a_gap_lies_between_an_arm_and_the_shirt() {
    let figure = figure("rest");
    let scene = scene(&figure, View::Body, MIDDLE);
    let picture = |inks| scene.picture(&Moment::Still(0), Pen { marker: Marker::Block, inks });
    let both = |c: &&Cell| c.fore == Role::Near && c.back == Role::Shirt;
    assert_eq!(picture(Inks::Few).cells.iter().filter(both).count(), 0);
    let near = |inks| picture(inks).cells.iter().filter(|c| c.fore.max(c.back) == Role::Shirt).count();
    assert!(near(Inks::Few) < near(Inks::Many), "the gap is wider");
    assert!(picture(Inks::Many).cells.iter().filter(both).count() > 0, "with more colours they touch");
}

#[test]
fn the_dots_of_a_way_are_all_there_at_each_size() {
    let figure = figure("ankle-circles");
    for size in SIZES {
        let scene = scene(&figure, View::Ankle, size);
        let picture = scene.picture(&Moment::Still(0), Pen::new(Marker::Block));
        let dots = picture.cells.iter().filter(|c| c.fore == Role::Towel).count();
        assert!(dots >= 9, "{size:?}: {dots}");
    }
}

fn tempo(beats: &[(Beat, u64)]) -> Tempo {
    Tempo(beats.iter().map(|(beat, millis)| (*beat, Duration::from_millis(*millis))).collect())
}

/// The height of the heel at moments of a repetition, in units.
fn heels(tempo: &Tempo, millis: &[u64]) -> Vec<bool> {
    let figure = figure("heel-raise");
    let up = figure.motion.joints(Phase::Pose(figure.motion.pose("up").unwrap())).near.heel.y;
    // The highest pixel of the body tells how high it stands.
    let top = |moment: &Moment| {
        let picture = scene(&figure, View::Ankle, MIDDLE).picture(moment, Pen::new(Marker::Half));
        lowest_heel(&picture)
    };
    let raised = top(&Moment::Still(figure.motion.pose("up").unwrap()));
    assert!(up > 5.0 && raised > 3);
    millis
        .iter()
        .map(|ms| top(&Moment::Beats { tempo, into: Duration::from_millis(*ms) }) == raised)
        .collect()
}

/// Empty rows between the floor and the leftmost part of the foot.
fn lowest_heel(picture: &Picture) -> usize {
    let rows: Vec<&[Cell]> = picture.rows().collect();
    let body = |c: &Cell| !matches!(c.fore, Role::None | Role::Floor) || c.back != Role::None;
    let left =
        (0..usize::from(picture.size.columns)).find(|x| rows.iter().any(|row| body(&row[*x]))).unwrap();
    rows.iter().rev().take_while(|row| !body(&row[left])).count()
}

#[test]
fn a_counted_step_follows_its_own_tempo() {
    let full = tempo(&[(Beat::Up, 3000), (Beat::Hold, 2000), (Beat::Down, 3000)]);
    assert_eq!(heels(&full, &[0, 1500, 3500, 4900, 7900]), [false, false, true, true, false]);
    let quick = tempo(&[(Beat::Up, 1000), (Beat::Down, 1000)]);
    assert_eq!(heels(&quick, &[0, 1000, 1999, 2000, 3000]), [false, true, false, false, true]);
}

#[test]
fn a_beat_of_no_length_takes_its_time_from_the_next() {
    let no_up = tempo(&[(Beat::Hold, 2000), (Beat::Down, 3000)]);
    assert_eq!(heels(&no_up, &[0, 300, 900, 1900, 4900]), [false, false, true, true, false]);
    let no_down = tempo(&[(Beat::Up, 3000), (Beat::Hold, 2000)]);
    assert_eq!(heels(&no_down, &[0, 800, 3500, 4900]), [true, false, true, true]);
    let only_up = tempo(&[(Beat::Up, 1000)]);
    assert_eq!(heels(&only_up, &[0, 500, 999]), [true, false, true]);
}

#[test]
fn a_hold_goes_in_once_and_stands() {
    let figure = figure("calf-wall-straight");
    let scene = scene(&figure, View::Body, MIDDLE);
    let at = |ms| scene.picture(&Moment::Hold(Duration::from_millis(ms)), Pen::new(Marker::Block));
    assert_ne!(at(0), at(1000));
    assert_eq!(at(2000), at(25_000));
    assert_eq!(scene.rate(&Moment::Hold(Duration::from_secs(1))), 8);
    assert_eq!(scene.rate(&Moment::Hold(Duration::from_secs(3))), 0);
    let run = Library::shipped().figure(&Id::new("run").unwrap()).unwrap();
    let scene = Scene::new(&run, run.view, MIDDLE, Side::Right);
    assert_eq!(scene.rate(&Moment::Cycle(Duration::ZERO)), 12);
}

#[test]
fn what_one_loads_more_is_brighter() {
    let figure = figure("calf-wall-straight");
    let scene = scene(&figure, View::Body, MIDDLE);
    let tissue = |pose: &str| {
        let picture = scene.picture(&Moment::Still(scene.still(pose)), Pen::new(Marker::Block));
        let steps = picture.cells.iter().flat_map(|c| [c.fore, c.back]);
        steps.filter_map(|role| if let Role::Tissue(step) = role { Some(step) } else { None }).max()
    };
    assert_eq!((tissue("ready"), tissue("stretch")), (Some(0), Some(3)));
}

fn plain(id: &str, view: View, pose: &str, marker: Marker) -> String {
    let figure = figure(id);
    let scene = scene(&figure, view, MIDDLE);
    let picture = scene.picture(&Moment::Still(scene.still(pose)), Pen::plain(marker));
    runup::ui::figure::text(&picture, None)
}

#[test]
fn pictures_in_plain_characters() {
    insta::assert_snapshot!(
        "stretch_ascii",
        plain("calf-wall-straight", View::Body, "stretch", Marker::Ascii)
    );
    insta::assert_snapshot!("run_ascii", plain("run", View::Body, "p4", Marker::Ascii));
    insta::assert_snapshot!("heel_drop_ascii", plain("heel-drop", View::Ankle, "down", Marker::Ascii));
}

#[test]
fn pictures_in_block_elements() {
    insta::assert_snapshot!(
        "stretch_block",
        plain("calf-wall-straight", View::Body, "stretch", Marker::Block)
    );
    insta::assert_snapshot!("raise_block", plain("heel-raise", View::Legs, "up", Marker::Block));
    insta::assert_snapshot!("circles_block", plain("ankle-circles", View::Ankle, "pointed", Marker::Block));
}
