//! The plans that runners are walked through: the shipped ones.

use runup::library::Library;
use runup::plans::Plan;
use runup::routine::{Id, Kind};

pub(crate) fn all() -> Vec<Plan> {
    let library = Library::shipped();
    let read = |id| (*library.plan(id).expect("a shipped plan reads")).clone();
    library.ids(Kind::Plan).map(|(id, _)| read(id)).collect()
}

pub(crate) fn comeback() -> Plan {
    shipped("back-from-heel-pain")
}

pub(crate) fn shipped(id: &str) -> Plan {
    (*Library::shipped().plan(&Id::from_words(id)).expect("a shipped plan reads")).clone()
}
