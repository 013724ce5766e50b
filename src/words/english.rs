//! The table of English sentences; each topic has its file.

use jiff::civil::Date;

use super::check_in::Answered;
use super::done::Done;
use super::entry::EntryRow;
use super::notice::{Notice, Other};
use super::plan::About;
use super::plan_view::SessionWords;
use super::setup::SetupRow;
use super::sign::SignWords;
use super::{
    Named, Words, adaptation, ask, beside, check_in, choice, entry, field, gap, note, page, plan, plan_view,
    progress, question, readiness, reason, review, routine, setup, shoe, sign, today,
};
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

/// English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct English;

impl Words for English {
    fn reason(&self, reason: &Reason) -> String {
        reason::reason(reason)
    }

    fn rule(&self, why: &Why) -> String {
        reason::rule(why)
    }

    fn input(&self, input: &Input) -> Named {
        reason::input(input)
    }

    fn walks_first(&self, first: WalksFirst) -> String {
        reason::walks_first(first)
    }

    fn question(&self, ask: Ask, today: Date) -> String {
        question::question(ask, today)
    }

    fn label(&self, ask: Ask, today: Date) -> String {
        question::label(ask, today)
    }

    fn ask(&self, ask: &DialogAsk) -> String {
        ask::ask(ask, self)
    }

    fn choice(&self, ask: &DialogAsk, key: char) -> &'static str {
        choice::choice(ask, key)
    }

    fn check_in_choice(&self, question: CheckQuestion, key: char) -> &'static str {
        choice::check_in(question, key)
    }

    fn more(&self, ask: &DialogAsk) -> Option<&'static str> {
        ask::more(ask)
    }

    fn lines(&self, ask: &DialogAsk) -> String {
        ask::lines(ask, self)
    }

    fn short(&self, question: CheckQuestion, today: Date) -> String {
        ask::short(question, self, today)
    }

    fn answered(&self, steps: &[Step]) -> Vec<Answered> {
        check_in::Answered::all(self, steps)
    }

    fn setup_rows(&self, known: &Known, steps: &[Step], today: Date) -> Vec<SetupRow> {
        setup::rows(self, known, steps, today)
    }

    fn refused(&self, refused: &Refused) -> String {
        ask::refused(refused, self)
    }

    fn note(&self, note: Note) -> String {
        note::note(note)
    }

    fn not_moved(&self, error: MoveError, today: Date) -> String {
        plan::refused(error, today)
    }

    fn uncounted(&self, run: &Uncounted) -> String {
        beside::uncounted(run)
    }

    fn again(&self, again: &Again) -> String {
        beside::again(again)
    }

    fn walk_refused(&self, refusal: Refusal) -> String {
        beside::walk_refused(refusal)
    }

    fn joined(&self, differences: &Differences) -> String {
        beside::joined(differences)
    }

    fn differences(&self, differences: &Differences) -> String {
        beside::differences(differences)
    }

    fn added(&self, added: Added) -> &'static str {
        beside::added(added)
    }

    fn sign(&self, sign: &Sign) -> SignWords {
        sign::of(sign)
    }

    fn advice(&self, sign: &Sign, number: Option<&Number>) -> String {
        sign::advice(sign, number)
    }

    fn emergency_number(&self, number: Option<&Number>) -> String {
        sign::emergency_number(number)
    }

    fn logged_sign(&self, sign: &Sign, number: Option<&Number>) -> String {
        sign::logged(sign, number)
    }

    fn signs_asked(&self, which: WhichSigns, signs: &[&Sign]) -> String {
        sign::asked(which, signs)
    }

    fn worn(&self, worn: &Worn) -> String {
        shoe::worn(worn)
    }

    fn entry_filter(&self, filter: Filter) -> &'static str {
        entry::filter(filter)
    }

    fn no_weight(&self) -> &'static str {
        "no weight"
    }

    fn no_place(&self, none: &NoPlace) -> String {
        setup::no_place(none)
    }

    fn lock(&self, lock: Lock) -> Option<&'static str> {
        sign::lock(lock)
    }

    fn not_cleared(&self, refusal: lock::Refusal) -> String {
        sign::not_cleared(refusal)
    }

    fn sign_shown(&self, shown: &Derived) -> String {
        sign::derived(shown)
    }

    fn test(&self, kind: TestKind) -> &'static str {
        readiness::test(kind)
    }

    fn test_result(&self, kind: TestKind, value: f64) -> String {
        readiness::result(kind, value)
    }

    fn apart(&self, apart: Apart) -> String {
        readiness::apart(apart)
    }

    fn norm(&self, norm: Norm) -> String {
        readiness::norm(norm)
    }

    fn test_meaning(&self, meaning: Meaning, today: Date) -> String {
        readiness::meaning(meaning, today)
    }

    fn caption(&self, caption: Caption) -> String {
        progress::caption(caption)
    }

    fn short_day(&self, date: Date) -> String {
        progress::short(date)
    }

    fn weeks(&self, weeks: u32) -> String {
        progress::weeks(weeks)
    }

    fn test_in_row(&self, kind: TestKind) -> &'static str {
        progress::test_in_row(kind)
    }

    fn tested(&self, kind: TestKind, sides: &[(Side, Tested)]) -> String {
        progress::tested(kind, sides)
    }

    fn placement_reason(&self, reason: PlacementReason) -> String {
        setup::reason(reason)
    }

    fn no_plan(&self, why: &NoPlan) -> String {
        setup::no_plan(why)
    }

    fn whom(&self, whom: &Whom) -> String {
        setup::whom(whom)
    }

    fn progression(&self, progression: &Progression) -> String {
        setup::progression(progression)
    }

    fn caution(&self, caution: &Caution) -> String {
        setup::caution(caution)
    }

    fn change(&self, change: &Change) -> String {
        review::change(change)
    }

    fn plan_begins(&self, plan: &str) -> String {
        format!("Your new plan: {plan}.")
    }

    fn place(&self, place: &NamedPosition) -> String {
        plan::place(place)
    }

    fn run_of(&self, behind: usize, all: usize, walks: bool) -> String {
        plan_view::run_of(behind, all, walks)
    }

    fn sheet(&self, sheet: &Sheet) -> String {
        sheet.words()
    }

    fn whole_run(&self, run: &Prescription) -> String {
        plan::whole(run)
    }

    fn run_label(&self, workout: &Workout) -> String {
        plan_view::label(workout)
    }

    fn decision(&self, decision: Decision) -> &'static str {
        plan::decision(decision)
    }

    fn head(&self, about: About) -> &'static str {
        plan::head(about)
    }

    fn no_source(&self) -> &'static str {
        plan::NO_SOURCE
    }

    fn ends_before(&self, week: usize) -> String {
        plan::ends_before(week)
    }

    fn goal(&self, outlook: &Outlook) -> String {
        plan::goal(outlook)
    }

    fn too_close(&self, close: TooClose) -> String {
        plan::too_close(close)
    }

    fn days(&self, days: &[Day]) -> String {
        plan::day_names(days)
    }

    fn rhythm(&self, view: &PlanView) -> String {
        plan_view::rhythm(view)
    }

    fn behind(&self, view: &PlanView) -> String {
        plan_view::behind(view)
    }

    fn session(&self, view: &PlanView, session: &Session, library: &Library, today: Date) -> SessionWords {
        plan_view::session(view, session, library, today)
    }

    fn stage_at(&self, at: &StageAt) -> String {
        plan_view::stage_at(at)
    }

    fn stage(&self, stage: &Stage) -> String {
        plan_view::stage(stage)
    }

    fn criterion(&self, view: &PlanView, met: &Met) -> String {
        plan_view::criterion(view, met)
    }

    fn entry(&self, body: &Body, worn: Option<&str>, units: Units) -> String {
        entry::entry(body, worn, units)
    }

    fn field(&self, field: &Field) -> String {
        field::label(field)
    }

    fn missing(&self, gaps: &Gaps) -> Vec<String> {
        gap::lines(gaps)
    }

    fn entry_row(&self, body: &Body, units: Units) -> EntryRow {
        entry::row(body, units)
    }

    fn run(&self, run: &Run, worn: Option<&str>, units: Units) -> String {
        entry::run(run, worn, units)
    }

    fn sore(&self, sore: &[Sore]) -> String {
        entry::sore_words(sore)
    }

    fn test_entry(&self, test: &Test) -> String {
        entry::test_words(test)
    }

    fn said_sign(&self, sign: &str) -> &'static str {
        entry::sign_words(sign)
    }

    fn shoe_distance(&self, pair: &Pair, units: Units) -> String {
        shoe::distance(pair, units)
    }

    fn shoe_line(&self, line: &ShoeLine) -> &'static str {
        shoe::line(line)
    }

    fn shoe_line_more(&self, line: &ShoeLine) -> Option<&'static str> {
        shoe::more(line)
    }

    fn shoe_time(&self, pair: &Pair) -> String {
        shoe::time(pair)
    }

    fn shoe_unmeasured(&self, pair: &Pair) -> Option<String> {
        shoe::unmeasured(pair)
    }

    fn shoe_reminder(&self, pair: &Pair, units: Units) -> Option<String> {
        shoe::reminder(pair, units)
    }

    fn due(&self, due: &Due, today: Date) -> String {
        today::due(due, today)
    }

    fn no_run(&self, why: &NoRun) -> String {
        today::no_run(why)
    }

    fn adaptation(&self, change: &Adaptation) -> String {
        adaptation::adaptation(change)
    }

    fn late(&self, late: Late) -> String {
        adaptation::late(late)
    }

    fn unplayable(&self, why: &Unplayable) -> String {
        today::unplayable(why)
    }

    fn run_heading(&self, heading: RunHeading) -> &'static str {
        today::run_heading(heading)
    }

    fn fine(&self, fine: &Fine) -> String {
        today::fine(fine)
    }

    fn pain_line(&self) -> &'static str {
        "The line joins answers up to 4 days apart; each dot is an answer"
    }

    fn no_tests(&self) -> &'static str {
        "No tests yet. You'll find the readiness tests under Routines."
    }

    fn test_short(&self, kind: TestKind) -> &'static str {
        match kind {
            TestKind::HeelRaises => "raises",
            TestKind::KneeToWall => "wall, cm",
            TestKind::Hops => "hops",
        }
    }

    fn you_began(&self) -> &'static str {
        "you began"
    }

    fn call_now(&self) -> &'static str {
        "Call now"
    }

    fn urgent_care(&self) -> &'static str {
        "Urgent care today"
    }

    fn your_number(&self) -> &'static str {
        "your emergency number"
    }

    fn or_your_number(&self) -> &'static str {
        "or your local emergency number"
    }

    fn say(&self) -> &'static str {
        "what you feel, and when it began"
    }

    fn home(&self, at: At) -> String {
        today::home(at)
    }

    fn sore_place(&self, sore: &SoreSite) -> String {
        today::sore_place(sore)
    }

    fn changed(&self, changes: &[Adaptation]) -> String {
        adaptation::changed(changes)
    }

    fn week_day(&self, is: DayIs) -> (&'static str, String) {
        today::week_day(is)
    }

    fn next_run(&self, next: &NextRun, today: Date) -> String {
        today::next_run(next, today)
    }

    fn cross_training(&self, sport: Sport, worst: Option<PainScore>) -> String {
        today::cross_training(sport, worst)
    }

    fn heading(&self, heading: &Heading) -> String {
        today::heading(heading)
    }

    fn today_why(&self, why: &TodayWhy) -> String {
        today::why(why)
    }

    fn resume_place(&self, place: &ResumePlace) -> String {
        today::resume_place(place)
    }

    fn thing(&self, thing: &Thing) -> String {
        today::thing(thing)
    }

    fn item_notes(&self, notes: &[ItemNote]) -> Option<String> {
        routine::item_notes(notes)
    }

    fn amount(&self, amount: Amount) -> String {
        today::amount(amount)
    }

    fn profile(&self, profile: &Profile, today: Date) -> String {
        super::profile::profile(profile, today)
    }

    fn steps_offer(&self, own: Option<u16>) -> String {
        super::profile::steps_offer(own)
    }

    fn ticks_begin(&self, own: Option<u16>) -> String {
        super::profile::ticks_begin(own)
    }

    fn no_ticks(&self, why: NoTicks) -> &'static str {
        super::profile::no_ticks(why)
    }

    fn rung_offer(&self, offer: &RungOffer, library: &Library) -> String {
        page::rung_offer(offer, library)
    }

    fn notice(&self, notice: &Notice) -> String {
        super::notice::notice(notice)
    }

    fn other(&self, other: &Other) -> String {
        super::notice::other(other)
    }

    fn run_tally(&self, run: &Run) -> String {
        super::notice::tally(run)
    }

    fn done(&self, done: &Done, today: Date) -> String {
        super::done::done(done, self, today)
    }

    fn undone(&self, done: &Done, today: Date) -> String {
        super::done::undone(done, today)
    }

    fn undo_key(&self, told: &str, key: &str) -> String {
        super::done::undo_key(told, key)
    }
}
