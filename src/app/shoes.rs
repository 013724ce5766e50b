//! The screen of shoes: the pairs, what is done to them, and which one a run is in.
//!
//! Every key writes an entry or a revision, as `runup shoes` does, and `u` takes it back. Who has no pair is asked
//! nothing: a run then says nothing of shoes.

use super::keymap::{Action, Context};
use super::{Effect, Exit, Screen, Update};
use crate::dialog::{Line, Typed};
use crate::record::shoes::{NAME, Pair};
use crate::record::{Body, Shoe, values};
use crate::units::Units;

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

/// What is typed on the screen of shoes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShoeLine {
    /// The name of a new pair.
    New,
    /// What a new pair went before its first run here.
    Before {
        /// Its name.
        name: String,
    },
    /// Another name of the chosen pair.
    Name,
    /// The distance at which to tell of the chosen pair.
    Remind,
}

impl ShoeLine {
    /// Returns what is asked.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::New => "What is the new pair called?",
            Self::Before { .. } => "What distance have they done so far? Leave empty if they're new.",
            Self::Name => "What's the new name?",
            Self::Remind => "Remind you at what distance? Leave empty for never.",
        }
    }

    /// Tells whether it is about a pair that is not there yet.
    pub const fn is_about_a_new_pair(&self) -> bool {
        matches!(self, Self::New | Self::Before { .. })
    }

    /// Returns the name that was typed before.
    pub fn name(&self) -> Option<&str> {
        if let Self::Before { name } = self { Some(name) } else { None }
    }

    /// Returns what else there is to know; `None` where nothing is.
    pub const fn more(&self) -> Option<&'static str> {
        match self {
            Self::Remind => Some("500 to 800 km is common, though the evidence is weak."),
            Self::New | Self::Before { .. } | Self::Name => None,
        }
    }
}

impl Shoes {
    pub(super) const fn context(&self) -> Context {
        if self.typing.is_some() { Context::Typing } else { Context::Shoes }
    }
}

/// Reads a distance that was typed, in the runner's unit where none is named.
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

    /// Takes what was typed; returns what comes next, or why it is not taken.
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
                self.noted(&format!("the pair {name}"), &id, None, &format!("{name} added."));
                Ok(Next::Chosen(id))
            }
            (ShoeLine::Name, Some(pair)) => {
                let name = free(Some(&pair.id))?;
                let told = format!("{} is now called {name}.", pair.shoe.name);
                self.change_pair(pair, Shoe { name, ..pair.shoe.clone() }, "the name", &told);
                Ok(Next::Chosen(pair.id.clone()))
            }
            (ShoeLine::Remind, Some(pair)) => {
                let remind_km = far()?;
                let told = remind_km.map_or_else(
                    || format!("{}: no reminder.", pair.shoe.name),
                    |km| format!("Reminder for {} at {}.", pair.shoe.name, units.words(km)),
                );
                let shoe = Shoe { remind_km, ..pair.shoe.clone() };
                self.change_pair(pair, shoe, "the distance", &told);
                Ok(Next::Chosen(pair.id.clone()))
            }
            (ShoeLine::Name | ShoeLine::Remind, None) => Err("That pair no longer exists.".into()),
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
        let (told, what) = if back {
            (format!("{name} is back in use."), "the pair back in use")
        } else {
            (format!("{name} retired. Its runs stay."), "the retired pair")
        };
        self.change_pair(pair, Shoe { retired, ..pair.shoe.clone() }, what, &told);
        let at =
            self.core.history.rack(self.now.at.date()).pairs.iter().position(|other| other.id == pair.id);
        *shoes = Shoes { chosen: at.unwrap_or_default(), typing: None };
    }

    fn change_pair(&mut self, pair: &Pair, shoe: Shoe, what: &str, told: &str) {
        if shoe != pair.shoe {
            self.revise(&pair.id, Body::Shoe(shoe));
            self.noted(what, &pair.id, Some(Body::Shoe(pair.shoe.clone())), told);
        }
    }

    /// Notes what can be taken back, and says what was done and with which key it goes back.
    pub(super) fn noted(&mut self, words: &str, id: &str, before: Option<Body>, told: &str) {
        self.stage.checking.note_change(words.to_owned(), id.to_owned(), before);
        let key = self.stage.keymap.key_for(Context::Shoes, Action::Undo);
        let key = key.map(|key| format!(" {key} undoes it.")).unwrap_or_default();
        self.tell_for_a_while(format!("{told}{key}"));
    }
}

/// What comes after something was typed.
enum Next {
    /// A new pair has a name; how far it went is asked.
    Before(String),
    /// A pair is chosen.
    Chosen(String),
}
