//! What must hold at every size and with every text.

use proptest::prelude::*;

use super::stage::Stage;
use crate::app::Screen;
use crate::library::{Kind, Library, Origin, SourceFile};
use crate::routine::Id;
use crate::ui::Colours;

/// Stages on every screen, the routine's texts being as given.
fn stages(text: &str) -> Vec<Stage> {
    let quoted = toml::Value::String(text.to_owned()).to_string();
    let routine = format!(
        "name = {quoted}\nsummary = {quoted}\nwhen = [\"before-run\"]\ntargets = [\"calf\"]\n\
         caution = [{quoted}]\nevidence = {quoted}\n\
         steps = [\n\
         {{ name = {quoted}, brief = {quoted}, reps = 3, tempo = \"up 1, hold 0.5, down 2\", sides = \"each\", \
         sets = 2, rest = \"5s\", load = {quoted}, dose = \"convention\" }},\n\
         {{ name = {quoted}, until = \"key\", count = true, typical = \"50s\", at-most = \"3m\", dose = \"convention\" }},\n\
         {{ name = {quoted}, hold = \"2m\", dose = \"Wild\" }} ]\n"
    );
    let sources = format!(
        "[Wild]\nfinding = {quoted}\nshows = {quoted}\nwhom = {quoted}\nnot-whom = {quoted}\nnot-shown = {quoted}\n"
    );
    let id = Id::new("wild").unwrap();
    let file = SourceFile {
        path: "wild.toml".into(),
        kind: Kind::Routine,
        id,
        origin: Origin::Own,
        bytes: routine.into_bytes().into(),
    };
    let papers = SourceFile {
        path: "sources.toml".into(),
        kind: Kind::Sources,
        id: Id::from_words("sources"),
        origin: Origin::Own,
        bytes: sources.into_bytes().into(),
    };
    let library = || Library::shipped().with_own([file.clone(), papers.clone()]);
    let well = || {
        let mut stage = Stage::with(library());
        stage.press("nqq");
        stage
    };
    let playing = |nexts: usize, millis| {
        let mut stage = well();
        stage.play("wild");
        if matches!(stage.app.view().screen(), Screen::Player) {
            stage.press(&">".repeat(nexts)).wait(millis);
        }
        stage
    };
    let mut all =
        vec![Stage::with(library()), well(), playing(0, 0), playing(1, 700), playing(8, 0), playing(11, 0)];
    for nexts in [0, 1, 11] {
        let mut asked = playing(nexts, 0);
        if matches!(asked.app.view().screen(), Screen::Player) {
            asked.press("w");
        }
        all.push(asked);
    }
    let mut far = playing(1, 0);
    far.app.core.settings.far_view = true;
    far.wait(11_000);
    all.push(far);
    let mut told = playing(1, 0);
    told.app.stage.tell(text.to_owned());
    all.push(told);
    for keys in [
        "r",
        "rjjj",
        ",",
        ",kjjjjjj",
        ",jjjjjjjjjjjjjjjjjjjjjjjjjjjjjj",
        "!",
        "!2",
        "!3",
        "!7",
        "!61",
        "!73",
        "?",
    ] {
        let mut stage = well();
        stage.press(keys);
        all.push(stage);
    }
    let mut summary = playing(2, 1_000);
    if matches!(summary.app.view().screen(), Screen::Player) {
        summary.press(">qq");
    }
    all.push(summary);
    all
}

/// Returns where the time left and the routine's bar stand.
fn frame(name: &str, width: u16, height: u16) -> Vec<(u16, u16, String)> {
    let stage = &stages(name)[3];
    let buffer = stage.draw(width, height, Colours::None);
    let cells = ratatui::layout::Rect::new(0, 0, width, height).positions();
    let stands = |sign: &str| matches!(sign, "━" | "─" | "●" | ":" | "█" | "▌" | "▐");
    cells
        .map(|cell| (cell.x, cell.y, buffer[cell].symbol().to_owned()))
        .filter(|(.., sign)| stands(sign))
        .collect()
}

#[test]
fn wide_combining_and_emoji_names_move_nothing_else() {
    for (width, height) in [(120, 36), (80, 24), (40, 15)] {
        let plain = frame("Stand", width, height);
        assert!(plain.len() > 20);
        for name in ["足首", "e\u{301}te\u{301}", "🧘 🏃🏽", "한글", "ä\u{335}b"] {
            assert_eq!(frame(name, width, height), plain, "{name} at {width} by {height}");
        }
    }
}

#[test]
fn every_size_is_drawn() {
    let stages = stages("Wall calf stretch");
    let playing = |stage: &&Stage| *stage.app.view().screen() == Screen::Player;
    assert_eq!(stages.iter().filter(playing).count(), 9, "the routine is not played");
    assert_eq!(stages.iter().filter(|stage| stage.app.stage.why().is_some()).count(), 3);
    for stage in &stages {
        for width in (1..=130).step_by(3) {
            for height in (1..=50).step_by(2) {
                stage.draw(width, height, Colours::Sixteen);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_screen(
        text in prop_oneof![
            "[a-z ]{1,40}",
            "[足首まわし한글 ]{1,60}",
            "(e\u{301}|👩‍👩‍👧|🏃🏽|x|\u{200b}| ){1,30}",
            "\\PC{1,100}",
            "[a-zA-Z]{100,100}",
        ],
        width in 1_u16..=130,
        height in 1_u16..=50,
    ) {
        for stage in stages(&text) {
            let buffer = stage.draw(width, height, Colours::None);
            for cell in &buffer.content {
                prop_assert!(!cell.symbol().contains(char::is_control));
            }
        }
    }
}
