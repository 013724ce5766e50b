use super::*;
use crate::record::gaps::{Cause, Gap};

const DAY: &str = "2026-06-11";

fn record(line: &str) -> Record {
    serde_json::from_str(line).unwrap()
}

fn day() -> Date {
    DAY.parse().unwrap()
}

/// Six weeks of a plan with runs, mornings, three sessions and a pair of shoes.
fn lines() -> Vec<String> {
    let mut lines = vec![
        r#"{"v":1,"id":"begin","rev":1,"at":"2026-05-01T07:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-05-01","place":"R10","tested":true}"#.to_owned(),
        r#"{"v":1,"id":"blue","rev":1,"at":"2026-05-01T07:01:00Z","device":"a","kind":"shoe","name":"Blue","since":"2026-05-01"}"#.to_owned(),
        r#"{"v":1,"id":"rung","rev":1,"at":"2026-05-02T07:00:00Z","device":"a","kind":"rung","routine":"foot-core","rung":"standing"}"#.to_owned(),
    ];
    for at in ["05-07", "05-12", "05-17", "05-22", "05-27", "06-01", "06-06", "06-10"] {
        lines.push(format!(
            r#"{{"v":1,"id":"ran {at}","rev":1,"at":"2026-{at}T08:00:00Z","device":"a","kind":"run","date":"2026-{at}","minutes":22.0,"prescription":"R10: 22m run","shoe":"blue"}}"#
        ));
    }
    for at in ["06-06", "06-07", "06-08"] {
        lines.push(format!(
            r#"{{"v":1,"id":"base {at}","rev":1,"at":"2026-{at}T19:00:00Z","device":"a","kind":"session","routine":"foot-core","name":"Foot core","hash":"0","started":"2026-{at}T18:50:00Z","ended":"2026-{at}T19:00:00Z","outcome":"done","sets":[{{"step":"short-foot","exercise":"short-foot","set":1,"planned-ms":30000,"worked-ms":30000,"complete":true}}]}}"#
        ));
    }
    lines
}

fn history() -> History {
    History::new(Log::from_records(lines().iter().map(|line| record(line))), Rc::new(Library::shipped()))
}

/// A run of today that hurt, in the same pair.
fn hurt() -> Record {
    record(
        r#"{"v":1,"id":"today","rev":1,"at":"2026-06-11T06:00:00Z","device":"a","kind":"run","date":"2026-06-11","minutes":22.0,"site":{"region":"tendon-mid","side":"left"},"during":7,"shoe":"blue"}"#,
    )
}

/// What was sore before it.
fn sore() -> Record {
    record(
        r#"{"v":1,"id":"sore","rev":1,"at":"2026-06-11T05:00:00Z","device":"a","kind":"check-in","moment":"morning","date":"2026-06-11","recall":"now","sore":[{"region":"tendon-mid","side":"left","score":5}]}"#,
    )
}

/// Asks for all that follows, and returns it as text.
fn all(history: &History) -> Vec<(&'static str, String)> {
    let soreness = history.soreness(day());
    vec![
        ("diary", format!("{:?}", history.diary(day()))),
        ("recommendation", format!("{:?}", history.recommend(day()))),
        ("tally", format!("{:?}", history.tally(day()))),
        ("rack", format!("{:?}", history.rack(day()))),
        ("situation", format!("{:?}", history.situation(soreness.clone(), day()))),
        ("soreness", format!("{soreness:?}")),
        ("rung", format!("{:?}", history.rung_ripe(&Id::from_words("foot-core"), day()))),
        ("done times", format!("{:?}", history.done_times())),
        ("known exercises", format!("{:?}", history.known_exercises())),
        ("entries", format!("{:?}", history.entries(Filter::All))),
        ("plan view", format!("{:?}", history.plan_view(day()))),
        ("questions", format!("{:?}", history.questions(day()))),
    ]
}

/// Returns for each value in the memo whether it is cached. A new field does not compile until it stands here.
fn kept(history: &History) -> Vec<bool> {
    let Memo {
        diary,
        recommendations,
        tallies,
        racks,
        soreness,
        situations,
        rungs,
        done_times,
        known_exercises,
        entries,
        plan_views,
        questions,
    } = history.log.memo();
    vec![
        !diary.is_empty(),
        !recommendations.is_empty(),
        !tallies.is_empty(),
        !racks.is_empty(),
        !soreness.is_empty(),
        !situations.is_empty(),
        !rungs.is_empty(),
        !done_times.is_empty(),
        !known_exercises.is_empty(),
        !entries.is_empty(),
        !plan_views.is_empty(),
        !questions.is_empty(),
    ]
}

/// Tells that a history which has grown says the same as one that was made of the same log.
#[track_caller]
fn is_as_made_anew(grown: &History) {
    let fresh = History::new(grown.log().clone(), Rc::new(Library::shipped()));
    for (one, other) in all(grown).into_iter().zip(all(&fresh)) {
        assert_eq!(one, other);
    }
}

#[test]
fn nothing_is_worked_out_before_it_is_asked_for_and_then_only_once() {
    let history = history();
    assert!(kept(&history).iter().all(|kept| !kept));
    all(&history);
    assert!(kept(&history).iter().all(|kept| *kept), "{:?}", kept(&history));
    assert!(Rc::ptr_eq(&history.diary(day()), &history.diary(day())));
    assert!(Rc::ptr_eq(&history.recommend(day()).unwrap(), &history.recommend(day()).unwrap()));
    assert!(Arc::ptr_eq(&history.plan().unwrap(), &history.plan().unwrap()));
}

#[test]
fn a_new_record_makes_every_derived_value_new() {
    let session = lines().last().unwrap().replace("06-08", "06-09").replace("short-foot", "toe-yoga");
    let session = session.replace("}]}", "}],\"worst\":8}");
    let sessions = ["06-09", "06-10", "06-11"].map(|day| record(&session.replace("06-09", day)));
    let mut changed = BTreeSet::new();
    for news in [vec![hurt()], vec![sore()], sessions.to_vec()] {
        let mut history = history();
        let before = all(&history);
        for record in news {
            history.take_in(record);
            assert!(kept(&history).iter().all(|kept| !kept));
            is_as_made_anew(&history);
        }
        let after = all(&history);
        changed.extend(
            before.iter().zip(&after).filter(|(one, other)| one != other).map(|((what, _), _)| *what),
        );
    }
    let named: BTreeSet<&str> = all(&history()).iter().map(|(what, _)| *what).collect();
    assert_eq!(changed, named, "what none of these changes is not tested");
}

#[test]
fn news_of_another_program_are_taken_in_once_and_gaps_are_news_until_accepted() {
    let mut history = history();
    all(&history);
    let news = Records::new(vec![hurt()], Gaps::default());
    assert!(history.is_news(&news));
    history.take_news(news.clone());
    assert!(!history.is_news(&news), "the same once more is none");
    is_as_made_anew(&history);
    let mut gaps = Gaps::default();
    gaps.add(Gap { cause: Cause::Newer, key: 1, words: String::new() });
    history.take_news(Records::new(Vec::new(), gaps.clone()));
    assert!(!history.log().gaps().is_whole() && kept(&history).iter().all(|kept| !kept));
    assert_eq!(history.accept_gaps(), gaps);
    assert!(history.log().gaps().is_whole());
}

#[test]
fn values_may_be_asked_for_inside_one_another() {
    let by = By::default();
    let history = history();
    // Each of these works out the diary, the plan and the recommendation on the way.
    let situation = by.get(1, || by.get(2, || history.situation(history.soreness(day()), day())));
    assert_eq!(situation.level.as_deref(), Some("R10"));
}

#[test]
fn what_is_supposed_leaves_the_history_as_it_was() {
    let history = history();
    let before = all(&history);
    let hurt = hurt();
    let supposed = history.supposing([Write::New(hurt.body.clone())], hurt.at);
    assert_ne!(supposed.recommend(day()), history.recommend(day()));
    assert_eq!(all(&history), before);
    assert!(Arc::ptr_eq(&supposed.plan().unwrap(), &history.plan().unwrap()), "the plan is read once");
}
