//! A form: several rows at once, each of which is answered by a key, stepped, or typed as a line.
//!
//! It is for editing existing values: the weights of a routine, an entry of the history. A row that a key answers
//! takes it as a question does ([`Kind::press`]); every other value is a text that its [`Rows`] read, the same text
//! that the command line takes.

use super::line::{Line, Typed};
use super::{Kind, Press, Pressed};
use crate::day::Core;
use crate::session::Now;

/// Longest value that is typed, in characters.
const VALUE: usize = 500;

/// How a row is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hand {
    /// As a question of this kind; arrows step it.
    Asked(Kind),
    /// As a line that is typed; arrows step it.
    Stepped,
    /// As a line that is typed; arrows begin it.
    Typed,
}

/// What stands in a form.
pub trait Rows {
    /// Returns how each row is filled in, in order.
    fn hands(&self, core: &Core, now: Now) -> Vec<Hand>;

    /// Returns the value of a row as it is typed.
    fn text(&self, row: usize, core: &Core, now: Now) -> String;

    /// Returns the number that is being typed in a row, for a row that is asked for one.
    fn number(&self, _row: usize) -> Option<u32> {
        None
    }

    /// Sets a row to a text; an empty one clears it.
    ///
    /// # Errors
    ///
    /// Says why the text is not taken.
    fn set(&mut self, row: usize, text: &str, core: &Core, now: Now) -> Result<(), String>;

    /// Changes a row by one step, up or down.
    fn step(&mut self, row: usize, up: bool, core: &Core, now: Now);
}

/// A form being filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Form<R> {
    /// Its rows.
    pub rows: R,
    /// The chosen row.
    pub chosen: usize,
    /// The value of that row, while it is typed as a line.
    pub line: Option<Line>,
    /// Why it does not hold as it is.
    pub why: Option<String>,
}

/// The result of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filled {
    /// The form changed, or the key does not belong to it.
    Goes,
    /// The form is to be saved.
    Ends,
    /// The form is left; nothing of it holds.
    Left,
}

impl<R: Rows> Form<R> {
    /// Begins a form at its first row.
    pub const fn new(rows: R) -> Self {
        Self { rows, chosen: 0, line: None, why: None }
    }

    /// Takes a key.
    pub fn press(&mut self, press: Press, core: &Core, now: Now) -> Filled {
        let hands = self.rows.hands(core, now);
        let last = hands.len().saturating_sub(1);
        self.chosen = self.chosen.min(last);
        let Some(hand) = hands.get(self.chosen) else { return Filled::Left };
        if let Some(line) = self.line.take() {
            self.type_on(line, press, core, now);
            return Filled::Goes;
        }
        self.why = None;
        match (press, hand) {
            (Press::Up, _) => self.chosen = self.chosen.saturating_sub(1),
            (Press::Down, _) => self.chosen = (self.chosen + 1).min(last),
            (Press::Row(row), _) => self.chosen = last.min(row.into()),
            (Press::Accept, _) => return Filled::Ends,
            (Press::Close, _) => return Filled::Left,
            (Press::Digit(_) | Press::Delete, Hand::Asked(kind)) => self.ask(kind, press, core, now),
            (Press::Digit(n), _) => self.begin_line(n.to_string()),
            (Press::Delete, _) => self.set("", core, now),
            (Press::Write, Hand::Asked(_) | Hand::Stepped) => {
                self.line = Some(Line::over(self.rows.text(self.chosen, core, now), VALUE));
            }
            (Press::Write | Press::Less | Press::More, Hand::Typed) => {
                self.begin_line(self.rows.text(self.chosen, core, now));
            }
            (Press::Less | Press::More, _) => {
                self.rows.step(self.chosen, press == Press::More, core, now);
            }
            _ => {}
        }
        Filled::Goes
    }

    fn begin_line(&mut self, text: String) {
        self.line = Some(Line::new(text, VALUE));
    }

    fn set(&mut self, text: &str, core: &Core, now: Now) {
        self.why = self.rows.set(self.chosen, text, core, now).err();
    }

    /// Takes a key of the line of the chosen row.
    fn type_on(&mut self, mut line: Line, press: Press, core: &Core, now: Now) {
        match line.press(press) {
            Typed::Left => return,
            Typed::Goes => {}
            Typed::Ends => match self.rows.set(self.chosen, &line.text, core, now) {
                Ok(()) => return self.why = None,
                Err(why) => line.why = Some(why),
            },
        }
        self.line = Some(line);
    }

    /// Takes a key as a question takes it: what is answered, and what is typed of a number, holds at once.
    fn ask(&mut self, kind: &Kind, press: Press, core: &Core, now: Now) {
        let number = self.rows.number(self.chosen);
        match (kind.press(press, number), press) {
            // Rows are filled in in any order, so what is typed of a number holds without an Enter.
            (Pressed::Draft(draft), _) if draft.or(number).is_some() => {
                self.set(&draft.unwrap_or(0).to_string(), core, now);
            }
            (Pressed::Answer(_), Press::Digit(n)) => self.set(&n.to_string(), core, now),
            (Pressed::Nothing, Press::Delete) => self.set("", core, now),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::dialog::entry::{self, Editing};
    use crate::dialog::weights::Weights;
    use crate::history::History;
    use crate::library::Library;
    use crate::record::log::Log;
    use crate::record::{At, Body, Run};
    use crate::routine::Id;
    use crate::settings::Settings;
    use crate::symptoms::PainScore;
    use crate::time::MonoTime;

    fn core() -> Core {
        let history = History::new(Log::from_records(Vec::new()), Rc::new(Library::shipped()));
        Core::new(history, Settings::default(), 1.0)
    }

    fn now() -> Now {
        let at = "2026-11-12T08:00:00Z".parse().unwrap();
        Now { mono: MonoTime::ZERO, at: At::new(at, &jiff::tz::TimeZone::UTC) }
    }

    fn run() -> Form<Editing> {
        let run = Run::new("2026-11-11".parse().unwrap(), 20.0);
        Form::new(Editing::new("r1".to_owned(), Body::Run(run)))
    }

    #[test]
    fn keys_and_the_command_line_set_a_field_alike() {
        let core = core();
        let fields = entry::basis(&core, now()).fields(&run().rows.before);
        let texts =
            [("minutes", "28m"), ("during", "10"), ("effort", "0"), ("distance", "4.2km"), ("note", "wet")];
        for (name, text) in texts {
            let (mut form, mut said) = (run(), run().rows);
            form.chosen = fields.iter().position(|field| field.name == name).unwrap();
            form.press(Press::Write, &core, now());
            while form.line.as_ref().is_some_and(|line| !line.text.is_empty()) {
                form.press(Press::Delete, &core, now());
            }
            text.chars().for_each(|c| {
                form.press(Press::Type(c), &core, now());
            });
            form.press(Press::Accept, &core, now());
            let refused = said.set_field(name, text, entry::basis(&core, now())).is_err();
            assert_eq!(form.rows, said, "{name}");
            assert_eq!(form.line.is_some(), refused, "what is not taken stands to be put right: {name}");
        }
    }

    #[test]
    fn what_is_typed_takes_the_place_of_a_value_and_goes_on_after_a_text() {
        let core = core();
        let fields = entry::basis(&core, now()).fields(&run().rows.before);
        let typed = |name: &str, presses: &[Press]| {
            let mut form = run();
            form.rows.set_field("note", "wet", entry::basis(&core, now())).unwrap();
            form.chosen = fields.iter().position(|field| field.name == name).unwrap();
            for press in [&[Press::Write], presses].concat() {
                form.press(press, &core, now());
            }
            form.line.unwrap().text
        };
        assert_eq!(typed("minutes", &[]), "20m");
        assert_eq!(typed("minutes", &[Press::Type('3'), Press::Type('1')]), "31");
        assert_eq!(typed("minutes", &[Press::Delete, Press::Type('s')]), "20s");
        assert_eq!(typed("note", &[Press::Type('!')]), "wet!");
    }

    #[test]
    fn a_digit_answers_a_row_as_it_answers_a_question() {
        let core = core();
        let mut form = run();
        let fields = entry::basis(&core, now()).fields(&form.rows.after);
        form.chosen = fields.iter().position(|field| field.name == "during").unwrap();
        assert_eq!(form.press(Press::Digit(4), &core, now()), Filled::Goes);
        let during =
            |form: &Form<Editing>| if let Body::Run(run) = &form.rows.after { run.during } else { None };
        assert_eq!(during(&form), PainScore::new(4));
        form.press(Press::Delete, &core, now());
        assert_eq!(during(&form), None);
        assert!(!form.rows.is_changed());
    }

    #[test]
    fn why_a_value_is_not_taken_goes_with_the_next_key() {
        let core = core();
        let mut form = run();
        form.press(Press::Delete, &core, now());
        assert!(form.why.is_some(), "a run is on some day");
        form.press(Press::Down, &core, now());
        assert_eq!(form.why, None);
    }

    #[test]
    fn a_weight_ends_at_its_most_by_steps_as_by_digits() {
        let core = core();
        let routine = core.library().routine(&Id::from_words("calf-base")).unwrap();
        let step = routine.steps().next().unwrap().id.clone();
        let mut form = Form::new(Weights::new(&routine, &[step], &core));
        for press in [9, 9, 9, 9].map(Press::Digit).into_iter().chain([Press::More; 2]) {
            form.press(press, &core, now());
        }
        assert_eq!(form.rows.steps[0].weight().as_deref(), Some("999 kg"));
        for press in [Press::Less, Press::Delete, Press::Delete] {
            form.press(press, &core, now());
        }
        assert_eq!(form.rows.steps[0].weight().as_deref(), Some("9 kg"));
    }

    #[test]
    fn rows_end_at_both_ends_and_a_form_is_kept_or_left() {
        let core = core();
        let mut form = run();
        form.press(Press::Up, &core, now());
        assert_eq!(form.chosen, 0);
        form.press(Press::Row(99), &core, now());
        let last = form.chosen;
        form.press(Press::Down, &core, now());
        assert_eq!(form.chosen, last);
        assert_eq!(form.press(Press::Accept, &core, now()), Filled::Ends);
        assert_eq!(form.press(Press::Close, &core, now()), Filled::Left);
    }
}
