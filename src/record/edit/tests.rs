use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::record::{At, CutShort, Effort, Flag, Log, Moment, Recall, Record, Sore, VERSION};
use crate::symptoms::{PainScore, Region, Side, Site};

const TODAY: Date = date(2026, 11, 28);

fn rack() -> ShoeTally {
    let at = At::try_from("2026-11-01T08:00:00Z".to_owned()).unwrap();
    let shoe = |id: &str, name: &str| Record {
        v: VERSION,
        id: id.into(),
        rev: 1,
        at,
        zone: None,
        device: "here".into(),
        body: Body::Shoe(Shoe {
            name: name.into(),
            since: date(2026, 1, 1),
            retired: None,
            remind_km: None,
            before_km: None,
        }),
    };
    ShoeTally::of(&Log::from_records([shoe("a", "Pegasus"), shoe("b", "Ghost")]), TODAY)
}

fn around(rack: &ShoeTally) -> EditContext<'_> {
    EditContext { today: TODAY, rack, rungs: &[], units: Units::Km }
}

fn run() -> Body {
    let run = Run {
        run_minutes: Some(12.0),
        prescription: Some("R5: 4x(3m run, 2m walk)".into()),
        completed: Some(1.0),
        ..Run::new(date(2026, 11, 20), 29.0)
    };
    Body::Run(run)
}

fn check_in() -> Body {
    let sore = |region, side| Sore { site: Site { region, side }, score: PainScore::new(2) };
    Body::CheckIn(CheckIn {
        moment: Moment::Morning,
        date: TODAY,
        sore: vec![sore(Region::TendonMid, Some(Side::Left)), sore(Region::UnderHeel, None)],
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    })
}

/// Sets fields of an entry, as `runup edit` does.
fn edited(body: &Body, values: &[(&str, &str)]) -> Result<Body, String> {
    let rack = rack();
    let mut after = body.clone();
    for (name, text) in values {
        set(&mut after, name, text, &around(&rack)).map_err(|error| error.to_string())?;
    }
    settle(body, &mut after).map_err(|error| error.to_string())?;
    Ok(after)
}

#[test]
fn every_field_of_a_run_is_set_as_it_is_typed() {
    let values = [
        ("date", "2026-11-18"),
        ("minutes", "31m"),
        ("run", "20m30s"),
        ("distance", "4.2km"),
        ("site", "tendon-mid:left"),
        ("before", "1"),
        ("during", "2"),
        ("after", "3"),
        ("effort", "hard"),
        ("cut-short", "body"),
        ("completed", "80%"),
        ("limp", "yes"),
        ("surface", "trail"),
        ("shoe", "pegasus"),
        ("note", " windy "),
    ];
    let Body::Run(run) = edited(&run(), &values).unwrap() else { panic!() };
    assert_eq!((run.date, run.minutes, run.run_minutes), (date(2026, 11, 18), 31.0, Some(20.5)));
    assert_eq!((run.distance_km, run.effort), (Some(4.2), Effort::new(8)));
    assert_eq!((run.cut_short, run.completed, run.limp), (Some(CutShort::Body), Some(0.8), true));
    assert_eq!((run.shoe.as_deref(), run.note.as_deref()), (Some("a"), Some("windy")));
    assert_eq!(run.site, Some(Site { region: Region::TendonMid, side: Some(Side::Left) }));
}

#[test]
fn nothing_or_none_clears_what_may_be_left_out() {
    let Body::Run(run) = edited(&run(), &[("run", "none"), ("completed", ""), ("note", "")]).unwrap() else {
        panic!()
    };
    assert_eq!((run.run_minutes, run.completed, run.note), (None, None, None));
    assert_eq!(edited(&self::run(), &[("date", "none")]).unwrap_err(), "date=none: must not be empty");
}

#[test]
fn what_does_not_fit_is_told_with_what_would() {
    let said = |name, text| edited(&run(), &[(name, text)]).unwrap_err();
    assert_eq!(
        said("minuts", "3m"),
        "this entry has no `minuts`; did you mean `minutes`?\nhint: its fields are date, minutes, run, distance, site, before, during, after, effort, cut-short, completed, limp, sharp, walked-home, hills, surface, shoe, note, kind"
    );
    assert_eq!(said("during", "11"), "during=11: must be a whole number from 0 to 10");
    assert!(said("date", "2026-11-29").contains("is in the future"));
    assert!(said("shoe", "Pegasos").contains("you have `Pegasus`"));
    assert_eq!(said("run", "40m"), "the running time must be no longer than the whole run");
    assert!(said("note", "a\u{202e}b").contains("must not contain unreadable characters"));
}

#[test]
fn a_run_that_was_shorter_is_measured_anew_on_what_it_answered() {
    let share = |values: &[(&str, &str)]| match edited(&run(), values).unwrap() {
        Body::Run(run) => run.completed,
        _ => panic!(),
    };
    assert_eq!(share(&[("run", "6m")]), Some(0.5));
    assert_eq!(share(&[("run", "6m"), ("completed", "0.9")]), Some(0.9), "who says so is believed");
    assert_eq!(share(&[("during", "3")]), Some(1.0));
}

#[test]
fn each_place_of_a_check_in_has_its_score() {
    let Body::CheckIn(after) =
        edited(&check_in(), &[("tendon-mid:left", "4"), ("under-heel", "none")]).unwrap()
    else {
        panic!()
    };
    let scores: Vec<_> = after.sore.iter().map(|sore| sore.score).collect();
    assert_eq!(scores, [PainScore::new(4), None]);
}

#[test]
fn warning_signs_and_plans_are_not_edited_and_signs_stay() {
    let flag = Body::Flag(Flag::of("RF08"));
    assert_eq!((fixed(&flag), stays(&flag)), (Some(Fixed::Sign), Some(Fixed::Sign)));
    assert_eq!(fields(&flag, &around(&rack())), []);
    assert_eq!((fixed(&run()), stays(&run())), (None, None));
}

proptest! {
    /// Whatever is typed is either taken, and written as it is read, or refused; nothing breaks.
    #[test]
    fn what_is_taken_reads_back(name in "[a-z-]{0,12}|minutes|date|distance|note|shoe|completed", text in ".{0,24}|[0-9.]{1,6}(m|km|mi|%)?") {
        let rack = rack();
        let around = around(&rack);
        let mut body = run();
        if set(&mut body, &name, &text, &around).is_ok() {
            let field = fields(&body, &around).into_iter().find(|field| field.name == name).unwrap();
            let mut again = body.clone();
            set(&mut again, &name, &field.value, &around).unwrap();
            prop_assert_eq!(fields(&again, &around), fields(&body, &around));
        }
    }

    /// Arrows never leave what may be typed.
    #[test]
    fn steps_stay_within_what_may_be_typed(at in 0..18_usize, ups in prop::collection::vec(any::<bool>(), 0..60)) {
        let rack = rack();
        let around = around(&rack);
        for entry in [run(), check_in(), Body::Shoe(rack.pairs[0].shoe.clone()), Body::Profile(Profile::default())] {
            let mut body = entry;
            let all = fields(&body, &around);
            let Some(field) = all.get(at) else { continue };
            for up in &ups {
                step(&mut body, &field.name, *up, &around);
            }
            let value = fields(&body, &around)[at].value.clone();
            let mut again = body.clone();
            prop_assert!(set(&mut again, &field.name, &value, &around).is_ok(), "{}={}", field.name, value);
        }
    }
}
