//! A second language: it says each thing by a sign, its topic and its numbers, so that no English word is left.

use std::fmt::Debug;

use jiff::civil::Date;

use super::check_in::Answered;
use super::done::Done;
use super::entry::EntryRow;
use super::notice::{Notice, Other};
use super::plan::About;
use super::plan_view::SessionWords;
use super::setup::SetupRow;
use super::sign::SignWords;
use super::{Named, Words};
use crate::day::due::Due;
use crate::day::fitted::Unplayable;
use crate::day::shoes::Worn;
use crate::day::things::{Amount, Fine, ItemNote, NextRun, RunHeading, Thing};
use crate::day::week::DayIs;
use crate::day::{Heading, NoRun, ResumePlace, RungOffer, TodayWhy};
use crate::dialog::check_in::CheckQuestion;
use crate::dialog::shoes::ShoeLine;
use crate::dialog::{Ask as DialogAsk, Refused, Step, WhichSigns};
use crate::history::{Filter, PlanView};
use crate::library::Library;
use crate::plan::arrival::{Added, Differences};
use crate::plan::asks::Ask;
use crate::plan::beginning::{Known, NoPlace};
use crate::plan::beside::{Again, Uncounted};
use crate::plan::calendar::TooClose;
use crate::plan::changes::MoveError;
use crate::plan::chart::{Met, Session};
use crate::plan::goal::Outlook;
use crate::plan::notes::Note;
use crate::plan::outline::{Caution, Progression, Whom};
use crate::plan::place::{NamedPosition, StageAt};
use crate::plan::placement::{NoPlan, PlacementReason};
use crate::plan::progress::{Caption, Tested};
use crate::plan::readiness::{Apart, Meaning, Norm};
use crate::plan::reason::{Input, Reason};
use crate::plan::recommend::{Prescription, Why};
use crate::plan::review::Change;
use crate::plan::signs::Derived;
use crate::plan::steps::NoTicks;
use crate::plan::verdict::Decision;
use crate::plan::walks_first::{Refusal, WalksFirst};
use crate::plans::{Day, Sheet, Stage, TestKind, Workout};
use crate::record::edit::Field;
use crate::record::lock::{self, Lock};
use crate::record::shoes::Pair;
use crate::record::{At, Body, Gaps, Profile, Run, Sore, Sport, Test};
use crate::session::Late;
use crate::symptoms::emergency::Number;
use crate::symptoms::signs::Sign;
use crate::symptoms::{PainScore, Side, SoreSite};
use crate::timeline::adaptation::Adaptation;
use crate::units::Units;

/// The language.
#[derive(Debug)]
pub(crate) struct Toy;

/// Returns a sign for a topic, and the numbers of a thing.
fn sign(topic: char, thing: &impl Debug) -> String {
    let shown = format!("{thing:?}");
    let numbers: Vec<&str> = shown.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    format!("{topic}{topic}{topic} {}", numbers.join(" "))
}

impl Words for Toy {
    fn reason(&self, reason: &Reason) -> String {
        sign('α', reason)
    }

    fn rule(&self, why: &Why) -> String {
        sign('β', why)
    }

    fn input(&self, input: &Input) -> Named {
        Named { name: "γγγ", value: sign('γ', input) }
    }

    fn walks_first(&self, first: WalksFirst) -> String {
        sign('δ', &first)
    }

    fn question(&self, ask: Ask, _today: Date) -> String {
        sign('ε', &ask)
    }

    fn label(&self, ask: Ask, _today: Date) -> String {
        sign('ζ', &ask)
    }

    fn ask(&self, ask: &DialogAsk) -> String {
        sign('ф', ask)
    }

    fn more(&self, ask: &DialogAsk) -> Option<&'static str> {
        matches!(ask, DialogAsk::PlanSetup(_) | DialogAsk::TestResult { .. }).then_some("ффф")
    }

    fn choice(&self, ask: &DialogAsk, key: char) -> &'static str {
        if super::choice::choice(ask, key).is_empty() { "" } else { "ъъъ" }
    }

    fn check_in_choice(&self, question: CheckQuestion, key: char) -> &'static str {
        if super::choice::check_in(question, key).is_empty() { "" } else { "ъъъ" }
    }

    fn lines(&self, ask: &DialogAsk) -> String {
        sign('х', ask)
    }

    fn short(&self, question: CheckQuestion, today: Date) -> String {
        sign('ц', &(question, today))
    }

    fn answered(&self, steps: &[Step]) -> Vec<Answered> {
        Answered::all(self, steps)
    }

    fn setup_rows(&self, known: &Known, steps: &[Step], today: Date) -> Vec<SetupRow> {
        steps
            .iter()
            .map(|step| SetupRow { label: "ччч", value: sign('ч', &(known, step, today)), known: false })
            .collect()
    }

    fn refused(&self, refused: &Refused) -> String {
        sign('ш', refused)
    }

    fn note(&self, note: Note) -> String {
        sign('η', &note)
    }

    fn not_moved(&self, error: MoveError, _today: Date) -> String {
        sign('θ', &error)
    }

    fn uncounted(&self, run: &Uncounted) -> String {
        sign('Α', run)
    }

    fn again(&self, again: &Again) -> String {
        sign('Β', again)
    }

    fn walk_refused(&self, refusal: Refusal) -> String {
        sign('Γ', &refusal)
    }

    fn joined(&self, differences: &Differences) -> String {
        sign('Δ', differences)
    }

    fn differences(&self, differences: &Differences) -> String {
        sign('Δ', differences)
    }

    fn added(&self, _added: Added) -> &'static str {
        "ΔΔΔ"
    }

    fn sign(&self, _sign: &Sign) -> SignWords {
        SignWords { ask: "ЬЬЬ", text: "ЬЬЬ." }
    }

    fn advice(&self, warning: &Sign, _number: Option<&Number>) -> String {
        sign('Ь', &warning.id)
    }

    fn emergency_number(&self, number: Option<&Number>) -> String {
        sign('Ь', &number)
    }

    fn logged_sign(&self, warning: &Sign, _number: Option<&Number>) -> String {
        sign('Ь', &warning.id)
    }

    fn signs_asked(&self, _which: WhichSigns, signs: &[&Sign]) -> String {
        sign('Ь', &signs.len())
    }

    fn worn(&self, worn: &Worn) -> String {
        sign('Ю', &matches!(worn, Worn::Pair(_)))
    }

    fn entry_filter(&self, _filter: Filter) -> &'static str {
        "ЮЮЮ"
    }

    fn no_weight(&self) -> &'static str {
        "ЮЮЮ"
    }

    fn no_place(&self, none: &NoPlace) -> String {
        sign('Ю', &none.has)
    }

    fn lock(&self, lock: Lock) -> Option<&'static str> {
        (lock != Lock::Open).then_some("ΕΕΕ")
    }

    fn not_cleared(&self, refusal: lock::Refusal) -> String {
        sign('Ε', &refusal)
    }

    fn sign_shown(&self, _shown: &Derived) -> String {
        "ΕΕΕ".into()
    }

    fn test(&self, _kind: TestKind) -> &'static str {
        "ΖΖΖ"
    }

    fn test_result(&self, _kind: TestKind, value: f64) -> String {
        sign('Ζ', &value)
    }

    fn apart(&self, apart: Apart) -> String {
        sign('Η', &apart)
    }

    fn norm(&self, norm: Norm) -> String {
        sign('Θ', &norm)
    }

    fn test_meaning(&self, meaning: Meaning, _today: Date) -> String {
        sign('Ι', &meaning)
    }

    fn caption(&self, caption: Caption) -> String {
        sign('Κ', &caption)
    }

    fn short_day(&self, date: Date) -> String {
        sign('Λ', &date)
    }

    fn weeks(&self, weeks: u32) -> String {
        sign('Μ', &weeks)
    }

    fn test_in_row(&self, _kind: TestKind) -> &'static str {
        "ΖΖΖ"
    }

    fn tested(&self, _kind: TestKind, sides: &[(Side, Tested)]) -> String {
        sign('Ζ', &sides)
    }

    fn placement_reason(&self, reason: PlacementReason) -> String {
        sign('Ν', &reason)
    }

    fn no_plan(&self, why: &NoPlan) -> String {
        sign('Ξ', why)
    }

    fn whom(&self, whom: &Whom) -> String {
        sign('Ο', whom)
    }

    fn progression(&self, progression: &Progression) -> String {
        sign('Π', progression)
    }

    fn caution(&self, caution: &Caution) -> String {
        sign('Ρ', caution)
    }

    fn change(&self, change: &Change) -> String {
        sign('Σ', change)
    }

    fn plan_begins(&self, plan: &str) -> String {
        sign('ь', &plan)
    }

    fn place(&self, place: &NamedPosition) -> String {
        sign('Τ', place)
    }

    fn run_of(&self, behind: usize, all: usize, walks: bool) -> String {
        sign('Υ', &(behind, all, walks))
    }

    fn sheet(&self, sheet: &Sheet) -> String {
        sign('Φ', &sheet.workout)
    }

    fn whole_run(&self, run: &Prescription) -> String {
        sign('Φ', &run.workout)
    }

    fn run_label(&self, _workout: &Workout) -> String {
        "Φ".into()
    }

    fn decision(&self, _decision: Decision) -> &'static str {
        "ΧΧΧ"
    }

    fn head(&self, about: About) -> &'static str {
        match about {
            About::Rule => "ΧΧα",
            About::Input(_) => "ΧΧβ",
            About::Result => "ΧΧγ",
            About::Source => "ΧΧδ",
        }
    }

    fn no_source(&self) -> &'static str {
        "ΧΧΧ"
    }

    fn ends_before(&self, week: usize) -> String {
        sign('Ψ', &week)
    }

    fn goal(&self, outlook: &Outlook) -> String {
        sign('Ω', outlook)
    }

    fn too_close(&self, close: TooClose) -> String {
        sign('Ω', &close.gap)
    }

    fn days(&self, days: &[Day]) -> String {
        sign('Ω', &days.len())
    }

    fn rhythm(&self, view: &PlanView) -> String {
        sign('Υ', &view.chart.sessions.len())
    }

    fn behind(&self, view: &PlanView) -> String {
        sign('Υ', &view.chart.done)
    }

    fn session(&self, _view: &PlanView, session: &Session, _library: &Library, _today: Date) -> SessionWords {
        SessionWords {
            when: sign('ω', &session.date),
            so: "ωωω",
            what: sign('ω', &session.workout),
            length: None,
            before: None,
        }
    }

    fn stage_at(&self, at: &StageAt) -> String {
        sign('Κ', at)
    }

    fn stage(&self, stage: &Stage) -> String {
        sign('Β', &stage.advance)
    }

    fn criterion(&self, _view: &PlanView, met: &Met) -> String {
        sign('ω', &met.count)
    }

    fn entry(&self, body: &Body, _worn: Option<&str>, _units: Units) -> String {
        sign('б', body)
    }

    fn field(&self, field: &Field) -> String {
        sign('э', field)
    }

    fn missing(&self, gaps: &Gaps) -> Vec<String> {
        gaps.iter().map(|gap| sign('э', gap)).collect()
    }

    fn entry_row(&self, body: &Body, units: Units) -> EntryRow {
        EntryRow { what: self.entry(body, None, units), ..EntryRow::default() }
    }

    fn run(&self, run: &Run, _worn: Option<&str>, _units: Units) -> String {
        sign('б', run)
    }

    fn sore(&self, sore: &[Sore]) -> String {
        sign('в', &sore)
    }

    fn test_entry(&self, test: &Test) -> String {
        sign('г', test)
    }

    fn said_sign(&self, _sign: &str) -> &'static str {
        "ддд"
    }

    fn shoe_distance(&self, pair: &Pair, units: Units) -> String {
        sign('ρ', &(pair, units))
    }

    fn shoe_line(&self, _line: &ShoeLine) -> &'static str {
        "ΣΣΣ"
    }

    fn shoe_line_more(&self, line: &ShoeLine) -> Option<&'static str> {
        super::shoe::more(line).map(|_| "ΣΣΣ")
    }

    fn shoe_time(&self, pair: &Pair) -> String {
        sign('ς', pair)
    }

    fn shoe_unmeasured(&self, pair: &Pair) -> Option<String> {
        Some(sign('σ', pair))
    }

    fn shoe_reminder(&self, pair: &Pair, units: Units) -> Option<String> {
        Some(sign('τ', &(pair, units)))
    }

    fn due(&self, due: &Due, _today: Date) -> String {
        sign('ι', &due.what)
    }

    fn no_run(&self, why: &NoRun) -> String {
        sign('κ', why)
    }

    fn adaptation(&self, change: &Adaptation) -> String {
        sign('χ', change)
    }

    fn late(&self, late: Late) -> String {
        sign('ψ', &late)
    }

    fn unplayable(&self, why: &Unplayable) -> String {
        sign('λ', why)
    }

    fn run_heading(&self, _heading: RunHeading) -> &'static str {
        "μμμ"
    }

    fn fine(&self, fine: &Fine) -> String {
        sign('ν', fine)
    }

    fn pain_line(&self) -> &'static str {
        "ΦΦΦ"
    }

    fn no_tests(&self) -> &'static str {
        "ДДД"
    }

    fn test_short(&self, _kind: TestKind) -> &'static str {
        "ЖЖЖ"
    }

    fn you_began(&self) -> &'static str {
        "ΧΧΧ"
    }

    fn call_now(&self) -> &'static str {
        "ΓΓΓ"
    }

    fn urgent_care(&self) -> &'static str {
        "ΔΔΔ"
    }

    fn your_number(&self) -> &'static str {
        "ΘΘΘ"
    }

    fn or_your_number(&self) -> &'static str {
        "ЛЛЛ"
    }

    fn say(&self) -> &'static str {
        "ΨΨΨ"
    }

    fn home(&self, at: At) -> String {
        sign('Λ', &at)
    }

    fn sore_place(&self, sore: &SoreSite) -> String {
        sign('Σ', sore)
    }

    fn changed(&self, changes: &[Adaptation]) -> String {
        sign('Δ', &changes)
    }

    fn week_day(&self, is: DayIs) -> (&'static str, String) {
        ("ωωω", sign('ω', &is))
    }

    fn next_run(&self, next: &NextRun, today: Date) -> String {
        sign('Ω', &(next, today))
    }

    fn cross_training(&self, sport: Sport, worst: Option<PainScore>) -> String {
        sign('Ξ', &(sport, worst))
    }

    fn heading(&self, heading: &Heading) -> String {
        sign('ξ', heading)
    }

    fn today_why(&self, why: &TodayWhy) -> String {
        sign('ο', why)
    }

    fn resume_place(&self, place: &ResumePlace) -> String {
        sign('π', place)
    }

    fn thing(&self, thing: &Thing) -> String {
        sign('ρ', thing)
    }

    fn item_notes(&self, notes: &[ItemNote]) -> Option<String> {
        (!notes.is_empty()).then(|| sign('σ', &notes))
    }

    fn amount(&self, amount: Amount) -> String {
        sign('τ', &amount)
    }

    fn profile(&self, profile: &Profile, _today: Date) -> String {
        sign('Π', profile)
    }

    fn steps_offer(&self, own: Option<u16>) -> String {
        sign('ъ', &own)
    }

    fn ticks_begin(&self, own: Option<u16>) -> String {
        sign('ы', &own)
    }

    fn no_ticks(&self, _why: NoTicks) -> &'static str {
        "эээ"
    }

    fn rung_offer(&self, offer: &RungOffer, _library: &Library) -> String {
        sign('υ', &offer.rung_id())
    }

    fn notice(&self, notice: &Notice) -> String {
        sign('Ψ', notice)
    }

    fn other(&self, other: &Other) -> String {
        sign('Ψ', other)
    }

    fn run_tally(&self, run: &Run) -> String {
        sign('Θ', run)
    }

    fn done(&self, done: &Done, today: Date) -> String {
        sign('Λ', &(done, today))
    }

    fn undone(&self, done: &Done, today: Date) -> String {
        sign('Γ', &(done, today))
    }

    fn undo_key(&self, told: &str, key: &str) -> String {
        format!("{told} ΓΓΓ {key}")
    }
}
