use std::any::TypeId;

use clap::{Arg, Command, CommandFactory};

use super::word::word;
use super::*;
use crate::plan::goal::Far;
use crate::plans::{Day, TestKind};
use crate::record::{ClearedBy, CutShort, Surface, kind};
use crate::word::Word;

/// Returns the arguments of a command and of all below it, each with its place.
fn all(command: &Command, place: &str) -> Vec<(String, Arg)> {
    let own = command.get_arguments().map(|arg| (format!("{place} {}", arg.get_id()), arg.clone()));
    let below = command.get_subcommands();
    own.chain(below.flat_map(|sub| all(sub, &format!("{place} {}", sub.get_name())))).collect()
}

fn words(arg: &Arg) -> Vec<String> {
    arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
}

#[test]
fn each_word_that_the_name_of_a_value_spells_out_is_completed() {
    for (place, arg) in all(&Args::command(), "runup") {
        let names = arg.get_value_names().unwrap_or_default();
        let spelt =
            names.iter().flat_map(|name| name.split('|')).filter(|name| **name == name.to_lowercase());
        for word in spelt.filter(|word| *word != "-") {
            assert!(words(&arg).iter().any(|known| known == word), "{place}: {word}");
        }
        let closed = names.iter().any(|name| name.contains('|') && *name == name.to_lowercase().as_str());
        assert!(!closed || !words(&arg).is_empty(), "{place} completes nothing");
    }
}

#[test]
fn each_value_that_is_a_word_completes_the_words_of_its_list() {
    fn list<W: Word>() -> (TypeId, Vec<String>) {
        (TypeId::of::<W>(), W::WORDS.iter().map(|word| word.word().to_owned()).collect())
    }
    let lists = [
        list::<Region>(),
        list::<Side>(),
        list::<View>(),
        list::<Marker>(),
        list::<MarkerChoice>(),
        list::<Colouring>(),
        list::<Switch>(),
        list::<Kind>(),
        list::<kind::Kind>(),
        list::<TestKind>(),
        list::<Surface>(),
        list::<CutShort>(),
        list::<ClearedBy>(),
        list::<Far>(),
    ];
    let args = all(&Args::command(), "runup");
    for (word, list) in lists {
        let mut there = args.iter().filter(|(_, arg)| arg.get_value_parser().type_id() == word).peekable();
        assert!(there.peek().is_some(), "no option takes any of {list:?}");
        for (place, arg) in there {
            let words = words(arg);
            assert!(!words.is_empty() && words.iter().all(|word| list.contains(word)), "{place}: {words:?}");
            // A file that can be begun is not of every kind, and no option says that a sign has gone quiet.
            let some =
                ["runup new kind", "runup log flag by", "runup log cleared by"].contains(&place.as_str());
            assert!(some || words == list, "{place}: {words:?}");
        }
    }
}

#[test]
fn a_value_with_words_beside_others_completes_the_words() {
    let args = all(&Args::command(), "runup");
    for (place, expected) in [
        ("runup sore", vec!["none", "tendon-mid"]),
        ("runup go sore", vec!["none", "tendon-mid"]),
        ("runup go theme", vec!["tones", "glass"]),
        ("runup log sore sites", vec!["none", "under-heel"]),
        ("runup log morning score", vec!["none"]),
        ("runup log run effort", vec!["easy", "steady", "hard"]),
        ("runup log flag sign", vec!["cleared", "RF01", "RF18"]),
        ("runup log cleared sign", vec!["RF03d", "PR2"]),
        ("runup plan start region", vec!["none", "calf-muscle"]),
        ("runup plan start last_run", vec!["never"]),
        ("runup plan days days", vec![Day::Mon.id(), Day::Sun.id()]),
        ("runup report site", vec!["heel-bone-deep"]),
        ("runup rung rung", vec!["up", "down", "start"]),
    ] {
        let (_, arg) = args.iter().find(|(known, _)| known == place).unwrap_or_else(|| panic!("{place}"));
        let words = words(arg);
        assert!(expected.iter().all(|word| words.iter().any(|known| known == word)), "{place}: {words:?}");
    }
}

#[test]
fn bash_is_given_the_words() {
    let mut text = Vec::new();
    clap_complete::generate(clap_complete::Shell::Bash, &mut Args::command(), "runup", &mut text);
    let text = String::from_utf8(text).unwrap();
    for words in [
        "left right",
        "body legs ankle",
        "block octant quadrant half braille ascii",
        "auto dark light 16 none",
        "calf-muscle tendon-mid back-heel-bone under-heel heel-bone-deep elsewhere",
        "road trail grass track treadmill sand",
        "knee-to-wall heel-raises hops",
        "easy steady hard",
        "body other",
        "clinician me mistake",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("achilles"), "another name completes nothing");
}

#[test]
fn a_region_is_understood_by_its_everyday_name_and_a_wrong_word_names_the_right_ones() {
    let at = |words: &[&str]| {
        Args::try_parse_from([&["runup", "log", "morning", "2", "--region"], words].concat())
    };
    assert!(at(&["plantar-fascia", "--side", "left"]).is_ok());
    let said = at(&["knee"]).unwrap_err().to_string();
    assert!(said.contains("calf-muscle") && !said.contains("plantar"), "{said}");
    assert!(Args::try_parse_from(["runup", "--sore", "achilles:left=3"]).is_ok());
    let of = Command::new("it").arg(Arg::new("side").value_parser(word::<Side>()));
    assert!(of.try_get_matches_from(["it", "up"]).is_err());
}
