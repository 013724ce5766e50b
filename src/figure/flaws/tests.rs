//! A figure broken on purpose is found, for each kind of fault.

use super::*;
use crate::routine::{Id, Kind, Origin, SourceFile, figure};

fn flaws_of(text: &str) -> Vec<Shown> {
    let file = SourceFile {
        path: "a.toml".into(),
        kind: Kind::Figure,
        id: Id::new("a").unwrap(),
        origin: Origin::Own,
        bytes: text.as_bytes().to_vec().into(),
    };
    let checked = figure(&file);
    let figure = checked.value.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    flaws(&figure).into_iter().map(|flaw| flaw.what).collect()
}

/// A figure whose only pose is this.
fn pose(head: &str, pose: &str) -> String {
    format!("{head}\ncycle = [\"a\"]\ntempo = [1]\n[pose.a]\n{pose}\n")
}

#[test]
fn standing_straight_has_no_flaw() {
    assert_eq!(flaws_of(&pose("", "")), []);
    assert_eq!(flaws_of(&pose("camera = \"front\"", "")), []);
}

#[test]
fn a_free_leg_whose_knee_is_hidden_is_in_pieces() {
    let stump =
        |thigh: i8| pose("view = \"legs\"", &format!("far = {{ thigh = {thigh}, knee = 75, foot = -80 }}"));
    assert_eq!(flaws_of(&stump(6)), [Shown::Pieces("far leg")]);
    assert_eq!(flaws_of(&stump(-9)), [], "knee behind knee");
    assert_eq!(flaws_of(&stump(46)), [], "in front");
}

#[test]
fn a_foot_that_slides_is_told() {
    let steps = |near: &str| {
        format!(
            "pin = \"far.sole\"\ncycle = [\"a\", \"b\"]\ntempo = [1, 1]\n[pose.a]\nfar = {{ knee = 0 }}\n\
             [pose.b]\nnear = {near}\nfar = {{ knee = 0 }}\n"
        )
    };
    assert!(flaws_of(&steps("{ thigh = 12, knee = 24 }")).is_empty(), "it is lifted");
    let slid = "pin = \"hip\"\nat = [0, 50]\ncycle = [\"a\", \"b\"]\ntempo = [1, 1]\n\
                [pose.a]\nnear = { at = [8, 0] }\n[pose.b]\nnear = { at = [14, 0] }\n";
    assert!(
        matches!(flaws_of(slid)[..], [Shown::Slides("near", _), Shown::Slides("far", _)]),
        "{:?}",
        flaws_of(slid)
    );
}

#[test]
fn the_floor_runs_as_the_feet_do() {
    let library = crate::library::Library::shipped();
    for id in ["walk", "run", "heel-walk"] {
        let figure = library.figure(&Id::new(id).unwrap()).unwrap();
        let feet: Vec<Shown> = slides(&figure).into_iter().map(|(_, what)| what).collect();
        assert_eq!(feet, [], "{id}");
        let mut stands = figure;
        stands.ground = crate::body::Ground::of(&stands.motion, 0.0);
        assert!(!slides(&stands).is_empty(), "{id} on a floor that stands");
    }
}

#[test]
fn a_hand_in_the_air_holds_nothing() {
    let wall = |x: i8| pose(&format!("props = [{{ wall = {x} }}]"), "arm = { hand = [18, 70] }");
    assert_eq!(flaws_of(&wall(20)), []);
    assert_eq!(flaws_of(&wall(32)), [Shown::HoldsNothing("near"), Shown::HoldsNothing("far")]);
    assert_eq!(flaws_of(&pose("", "arm = { hand = [-4, 52] }")), [], "on the hip");
}

#[test]
fn what_is_out_of_the_picture_is_told() {
    let found = flaws_of(&pose("view = \"ankle\"\nframe = [-20, -2, 0, 20]", ""));
    assert!(matches!(found[..], [Shown::Outside("toes", _), ..]), "{found:?}");
    // Nothing of a body gets out of a picture that is fitted to it, so the fit itself is broken here.
    let file = pose("", "arm = { arm = 90, elbow = 0 }");
    let source = SourceFile {
        path: "a.toml".into(),
        kind: Kind::Figure,
        id: Id::new("a").unwrap(),
        origin: Origin::Own,
        bytes: file.into_bytes().into(),
    };
    let figure = figure(&source).value.unwrap();
    let joints = figure.motion.joints(Phase::Pose(0));
    let mut shot = Shot::fit(&figure, View::Body, SIZES[1]);
    let outside =
        |shot: &Shot| outside(&paint::paint_noting(&figure, shot, &joints), (&figure, shot), &joints);
    assert_eq!(outside(&shot), []);
    shot.camera.origin.x += 60.0;
    assert!(matches!(outside(&shot)[..], [Shown::Outside("near arm", _)]), "{:?}", outside(&shot));
    shot.camera.origin.y -= 12.0;
    assert!(matches!(outside(&shot)[..], [_, Shown::Outside("head", _)]), "{:?}", outside(&shot));
}

#[test]
fn an_elbow_under_the_floor_is_told() {
    let down = pose(
        "pin = \"hip\"\nat = [0, 5.8]",
        "lean = -90\nnear = { thigh = 90, foot = 90 }\narm = { arm = 40, elbow = 0 }",
    );
    assert!(flaws_of(&down).iter().any(|what| matches!(what, Shown::Under("near hand", _))));
}

#[test]
fn a_limb_that_is_whole_and_lost_in_the_cells_falls_apart() {
    let figure = crate::library::Library::shipped().figure(&Id::new("walk").unwrap()).unwrap();
    let shot = Shot::fit(&figure, View::Body, SIZES[2]);
    let joints = figure.motion.joints(Phase::Cycle(0.0));
    let canvas = paint::paint_noting(&figure, &shot, &joints);
    assert_eq!(pieces(&canvas, &shot, &joints), []);
    // The thin line that no cell shows: one column of samples joins what is drawn.
    let bones = &canvas.noted().unwrap().bones;
    let there = Grid::of(&canvas, bones, None);
    let mut drawn: Vec<bool> = bones.iter().map(|bone| *bone != Bone::None).collect();
    let rows = canvas.height();
    let leg: Vec<usize> = (0..rows)
        .filter(|y| bones[y * canvas.width()..(y + 1) * canvas.width()].contains(&Bone::NearShank))
        .collect();
    let middle = leg[leg.len() / 2];
    drawn[(middle - 3) * canvas.width()..(middle + 3) * canvas.width()].fill(false);
    let shown = Grid::of(&canvas, bones, Some(&drawn));
    let legs = [Bone::NearThigh, Bone::NearShank];
    let count = |grid: &Grid| grid.pieces(&grid.labels(), legs, 8);
    assert_eq!((count(&there), count(&shown)), (1, 2));
}

#[test]
fn a_limb_in_pieces_for_one_moment_of_a_cycle_is_told() {
    let passes = |thigh: i8| {
        format!(
            "pin = \"lowest\"\ngait = true\nperiod = 1\ntravel = 30\ncycle = [\"a\", \"b\", \"c\", \"d\"]\n\
             [pose.a]\nnear = {{ thigh = 22, knee = 6, foot = 14 }}\n[pose.b]\nnear = {{ thigh = 7, knee = 9 }}\n\
             [pose.c]\nnear = {{ thigh = -18, knee = 12, foot = -20 }}\n\
             [pose.d]\nnear = {{ thigh = {thigh}, knee = 62, foot = -44 }}\n"
        )
    };
    assert!(flaws_of(&passes(14)).contains(&Shown::Pieces("far leg")), "{:?}", flaws_of(&passes(14)));
    assert_eq!(flaws_of(&passes(8)), []);
}

#[test]
fn the_view_that_v_shows_is_looked_at_too() {
    let stump = "far = { thigh = 6, knee = 75, foot = -80 }";
    assert_eq!(flaws_of(&pose("view = \"ankle\"", stump)), [Shown::Pieces("far leg")]);
}
