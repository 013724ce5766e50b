//! The screen of shoes: the pairs, what is done to them, and which one a run is in.
//!
//! Every key writes an entry or a revision, as `runup shoes` does, and `u` takes it back. Without a pair nothing is
//! asked, and a run does not mention shoes.

use super::keymap::{Action, Context};
use super::{Effect, Exit, Screen, Update};
use crate::dialog::shoes::ShoeLine;
use crate::dialog::{Line, Typed};
use crate::record::shoes::{NAME, Pair};
use crate::record::{Body, Shoe, values};
use crate::units::Units;
use crate::words::done::Done;
use crate::words::notice::Notice;

/// Longest number that is typed, in characters.
const NUMBER: usize = 12;

/// The screen of shoes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shoes {
    /// The chosen pair, by its place in the rack.
    pub chosen: usize,
    /// What is typed, and for what.
    pub typing: Option<(ShoeLine, Line)>,
}

impl Shoes {
    pub(super) const fn context(&self) -> Context {
        if self.typing.is_some() { Context::Typing } else { Context::Shoes }
    }
}

/// Reads a distance that was typed, in the runner's unit if none is named.
fn typed_distance(text: &str, units: Units) -> Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bare = !text.contains(char::is_alphabetic);
    let unit = if units == Units::Mi { "mi" } else { "km" };
    values::worn(&if bare { format!("{text}{unit}") } else { text.to_owned() }).map(Some)
}

impl Update<'_> {
    /// Shows the screen over the one that is shown.
    pub(super) fn open_shoes(&mut self) {
        self.open(Screen::Shoes(Shoes::default()));
    }

    pub(super) fn on_shoes(&mut self, shoes: &mut Shoes, action: Action) {
        let rack = self.core.history.rack(self.now.at.date());
        let last = rack.pairs.len().saturating_sub(1);
        let pair = rack.pairs.get(shoes.chosen.min(last)).cloned();
        if let Some((what, line)) = shoes.typing.take() {
            return self.on_typed_shoes(shoes, what, line, pair.as_ref(), action);
        }
        match (action, pair) {
            (Action::Up, _) => shoes.chosen = shoes.chosen.min(last).saturating_sub(1),
            (Action::Down, _) => shoes.chosen = (shoes.chosen + 1).min(last),
            (Action::Choose(row), _) => shoes.chosen = last.min(row.into()),
            (Action::Add, _) | (Action::Accept, None) => {
                shoes.typing = Some((ShoeLine::New, Line::new("", NAME)));
            }
            (Action::Rename, Some(pair)) => {
                shoes.typing = Some((ShoeLine::Name, Line::new(pair.shoe.name, NAME)));
            }
            (Action::Remind | Action::Accept, Some(_)) => {
                shoes.typing = Some((ShoeLine::Remind, Line::new("", NUMBER)));
            }
            (Action::Digit(n), Some(_)) => {
                shoes.typing = Some((ShoeLine::Remind, Line::new(n.to_string(), NUMBER)));
            }
            (Action::Retire, Some(pair)) => return self.retire(shoes, &pair),
            (Action::Undo, _) => return self.take_back(),
            (Action::Close, _) => return self.close(),
            (Action::Quit, _) => return self.out.push(Effect::Quit(Exit::Done)),
            _ => return,
        }
        self.stage.notice = None;
    }

    fn on_typed_shoes(
        &mut self,
        shoes: &mut Shoes,
        what: ShoeLine,
        mut line: Line,
        pair: Option<&Pair>,
        action: Action,
    ) {
        match action.press().map_or(Typed::Goes, |press| line.press(press)) {
            Typed::Goes => {}
            Typed::Left => return,
            Typed::Ends => match self.keep_typed(&what, &line.text, pair) {
                Ok(next) => {
                    let at = |id: &str| {
                        self.core.history.rack(self.now.at.date()).pairs.iter().position(|pair| pair.id == id)
                    };
                    let chosen = match &next {
                        Next::Chosen(id) => at(id).unwrap_or(shoes.chosen),
                        Next::Before(_) => shoes.chosen,
                    };
                    let typing = match next {
                        Next::Before(name) => Some((ShoeLine::Before { name }, Line::new("", NUMBER))),
                        Next::Chosen(_) => None,
                    };
                    *shoes = Shoes { chosen, typing };
                    return;
                }
                Err(why) => line.why = Some(why),
            },
        }
        shoes.typing = Some((what, line));
    }

    /// Takes the typed text; returns the next step, or why the text is refused.
    fn keep_typed(&mut self, what: &ShoeLine, text: &str, pair: Option<&Pair>) -> Result<Next, String> {
        let rack = self.core.history.rack(self.now.at.date());
        let units = self.core.settings.units;
        let free = |own: Option<&str>| {
            let said = rack.free_name(text, own).map_err(|error| error.to_string());
            said.map_err(|words| crate::phrase::capital(words.lines().next().unwrap_or_default()) + ".")
        };
        let far = || typed_distance(text, units).map_err(|why| crate::phrase::capital(&why) + ".");
        match (what, pair) {
            (ShoeLine::New, _) => free(None).map(Next::Before),
            (ShoeLine::Before { name }, _) => {
                let shoe = Shoe {
                    name: name.clone(),
                    since: self.now.at.date(),
                    retired: None,
                    remind_km: None,
                    before_km: far()?,
                };
                let id = self.save(Body::Shoe(shoe));
                self.noted(Done::PairAdded(name.clone()), &id, None);
                Ok(Next::Chosen(id))
            }
            (ShoeLine::Name, Some(pair)) => {
                let name = free(Some(&pair.id))?;
                let done = Done::PairRenamed { from: pair.shoe.name.clone(), to: name.clone() };
                self.change_pair(pair, Shoe { name, ..pair.shoe.clone() }, done);
                Ok(Next::Chosen(pair.id.clone()))
            }
            (ShoeLine::Remind, Some(pair)) => {
                let remind_km = far()?;
                let done = Done::Reminder { name: pair.shoe.name.clone(), km: remind_km, units };
                self.change_pair(pair, Shoe { remind_km, ..pair.shoe.clone() }, done);
                Ok(Next::Chosen(pair.id.clone()))
            }
            (ShoeLine::Name | ShoeLine::Remind, None) => Err(self.stage.words().notice(&Notice::NoPair)),
        }
    }

    /// Takes a pair out of use, or brings it back.
    fn retire(&mut self, shoes: &mut Shoes, pair: &Pair) {
        let name = &pair.shoe.name;
        let back = pair.is_retired();
        if back && let Err(why) = self.core.history.rack(self.now.at.date()).free_name(name, Some(&pair.id)) {
            let why = why.to_string();
            return self.tell_for_a_while(why.lines().next().unwrap_or_default());
        }
        let retired = (!back).then(|| self.now.at.date().max(pair.shoe.since));
        let done = if back { Done::PairBack(name.clone()) } else { Done::PairRetired(name.clone()) };
        self.change_pair(pair, Shoe { retired, ..pair.shoe.clone() }, done);
        let at =
            self.core.history.rack(self.now.at.date()).pairs.iter().position(|other| other.id == pair.id);
        *shoes = Shoes { chosen: at.unwrap_or_default(), typing: None };
    }

    fn change_pair(&mut self, pair: &Pair, shoe: Shoe, done: Done) {
        if shoe != pair.shoe {
            self.revise(&pair.id, Body::Shoe(shoe));
            self.noted(done, &pair.id, Some(Body::Shoe(pair.shoe.clone())));
        }
    }

    /// Notes what can be undone, and says what was done and with which key it goes back.
    pub(super) fn noted(&mut self, done: Done, id: &str, before: Option<Body>) {
        self.tell_done(&done, Context::Shoes);
        self.stage.checking.note_change(done, id.to_owned(), before);
    }
}

/// What comes after something was typed.
enum Next {
    /// A new pair has a name; how far it went is asked.
    Before(String),
    /// A pair is chosen.
    Chosen(String),
}
