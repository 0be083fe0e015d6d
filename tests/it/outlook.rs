//! The inspection outlook: hand-worked dates of each grade, and what is said of each case.

use std::fmt::Write;

use attainment_planner::domain::framework::Basis;
use attainment_planner::domain::outlook::{DateRange, Likely, NoOutlook, Outlook, Third, outlook};
use attainment_planner::domain::school::{Grade, School};
use attainment_planner::domain::{Draft, validate};
use attainment_planner::format::{read_plan, write_plan};
use attainment_planner::present::outlook::view;
use chrono::NaiveDate;

use crate::school::{SHIPPED, today};

/// `2014-03-14`.
#[track_caller]
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn school(grade: Option<Grade>, inspected: &str, before: Option<Grade>) -> School {
    let inspected = (!inspected.is_empty()).then(|| day(inspected));
    School { grade, inspected, before, ..School::default() }
}

#[track_caller]
fn likely(grade: Grade, inspected: &str, before: Option<Grade>) -> Likely {
    match outlook(&school(Some(grade), inspected, before)) {
        Outlook::Likely(likely) => likely,
        Outlook::Nothing(why) => panic!("{grade:?} of {inspected}: {why:?}"),
    }
}

/// `2015-03-14 to 2016-03-14, published`; `-` for an earliest date that no document says.
fn said(range: &DateRange) -> String {
    let earliest = range.earliest.map_or_else(|| "-".to_owned(), |date| date.to_string());
    let basis = if range.basis == Basis::Published { "published" } else { "assumed" };
    format!("{earliest} to {}, {basis}", range.latest)
}

#[track_caller]
fn check(grade: Grade, inspected: &str, next: &str, good: &str) {
    let likely = likely(grade, inspected, None);
    assert_eq!(said(&likely.next), next, "next inspection, {grade:?} of {inspected}");
    assert_eq!(said(&likely.good), good, "good, {grade:?} of {inspected}");
}

/// Not within a year (Norfolk), within two (Doncaster); the next inspection can say good.
#[test]
fn a_school_that_requires_improvement_is_inspected_again_in_its_second_year() {
    let dates = "2015-03-14 to 2016-03-14, published";
    check(Grade::RequiresImprovement, "2014-03-14", dates, dates);
    // 29 February has no like in 2017 and 2018: the last day of the month stands for it.
    let dates = "2017-02-28 to 2018-02-28, published";
    check(Grade::RequiresImprovement, "2016-02-29", dates, dates);
    // Nor does 28 February move on to the 29th in a leap year.
    let dates = "2015-02-28 to 2016-02-28, published";
    check(Grade::RequiresImprovement, "2014-02-28", dates, dates);
}

/// Out of inadequate within 18 months (East Sussex, an aim); from there as above, so good comes no sooner than a year
/// after the inspection, if the school were to require improvement at once, and no later than 18 + 24 months after it.
#[test]
fn an_inadequate_school_takes_two_steps() {
    for grade in [Grade::SeriousWeaknesses, Grade::SpecialMeasures] {
        check(
            grade,
            "2014-03-14",
            "- to 2015-09-14, assumed",
            // 14 March 2014 + 12 months; 14 September 2015 + 24 months.
            "2015-03-14 to 2017-09-14, assumed",
        );
        // 31 August 2012 + 18 months is the end of February 2014; two years from that is 28 February 2016, and not the
        // 29th, which 42 months at once would give.
        check(grade, "2012-08-31", "- to 2014-02-28, assumed", "2013-08-31 to 2016-02-28, assumed");
        // 29 February 2016 + 12 months; + 18 months; and 29 August 2017 + 24 months.
        check(grade, "2016-02-29", "- to 2017-08-29, assumed", "2017-02-28 to 2019-08-29, assumed");
    }
}

#[test]
fn grades_before_september_2012_are_assumed_and_those_after_august_2024_have_no_outlook() {
    let requires = Grade::RequiresImprovement;
    let dates = "2013-08-31 to 2014-08-31, assumed";
    check(Grade::Satisfactory, "2012-08-31", dates, dates);
    let dates = "2013-09-01 to 2014-09-01, published";
    check(requires, "2012-09-01", dates, dates);
    let dates = "2025-08-31 to 2026-08-31, published";
    check(requires, "2024-08-31", dates, dates);
    for grade in [requires, Grade::SpecialMeasures, Grade::Good] {
        let after = school(Some(grade), "2024-09-01", None);
        assert_eq!(outlook(&after), Outlook::Nothing(NoOutlook::AfterOverallGrades), "{grade:?}");
    }
    // Whichever grade was not in use at the date is noticed.
    for (grade, inspected, is_earlier, is_out_of_use) in [
        (requires, "2012-08-31", true, true),
        (requires, "2012-09-01", false, false),
        (Grade::Satisfactory, "2012-08-31", true, false),
        (Grade::Satisfactory, "2012-09-01", false, true),
        (Grade::SpecialMeasures, "2012-08-31", true, false),
        (Grade::SpecialMeasures, "2012-09-01", false, false),
    ] {
        let likely = likely(grade, inspected, None);
        assert_eq!(
            (likely.is_earlier, likely.is_out_of_use),
            (is_earlier, is_out_of_use),
            "{grade:?} of {inspected}"
        );
    }
}

#[test]
fn nothing_is_predicted_without_a_grade_and_a_date_or_of_a_good_school() {
    let nothing = |grade, inspected, why| {
        assert_eq!(
            outlook(&school(grade, inspected, None)),
            Outlook::Nothing(why),
            "{grade:?} of {inspected:?}"
        );
    };
    nothing(None, "2014-03-14", NoOutlook::NoGrade);
    nothing(Some(Grade::RequiresImprovement), "", NoOutlook::NoDate);
    nothing(Some(Grade::SpecialMeasures), "", NoOutlook::NoDate);
    nothing(Some(Grade::NeverInspected), "", NoOutlook::NeverInspected);
    // A date that was left behind by another answer says nothing.
    nothing(Some(Grade::NeverInspected), "2025-03-14", NoOutlook::NeverInspected);
    nothing(Some(Grade::Good), "", NoOutlook::GoodAlready);
    nothing(Some(Grade::Outstanding), "2024-08-31", NoOutlook::GoodAlready);
}

#[test]
fn two_grades_running_make_the_next_inspection_the_third() {
    let third = |grade, before| likely(grade, "2014-03-14", before).third;
    let requires = Grade::RequiresImprovement;
    assert_eq!(third(requires, Some(requires)), Some(Third::Next));
    assert_eq!(third(requires, None), Some(Third::NotKnown));
    assert_eq!(third(requires, Some(Grade::Satisfactory)), Some(Third::NotSaid));
    assert_eq!(third(Grade::Satisfactory, Some(requires)), Some(Third::NotSaid));
    for before in [Grade::Outstanding, Grade::Good, Grade::SpecialMeasures, Grade::NeverInspected] {
        // A year after the earliest next inspection, two years after the latest.
        let Some(Third::AfterNext(range)) = third(requires, Some(before)) else { panic!("{before:?}") };
        assert_eq!(said(&range), "2016-03-14 to 2018-03-14, published", "{before:?}");
    }
    for grade in [Grade::SeriousWeaknesses, Grade::SpecialMeasures] {
        assert_eq!(third(grade, Some(requires)), None, "{grade:?}");
    }
}

/// 30 months where a school requires improvement, written on 8 February 2016, when two years from 8 February 2014 ended;
/// for the others from 13 April 2018, 18 months from 13 October 2016 and 24 from 13 April 2016.
#[test]
fn ofsteds_own_limit_is_told_where_it_is_the_longer() {
    for (grade, inspected, months) in [
        (Grade::RequiresImprovement, "2014-02-07", None),
        (Grade::RequiresImprovement, "2014-02-08", Some(30)),
        (Grade::SeriousWeaknesses, "2016-10-12", None),
        (Grade::SeriousWeaknesses, "2016-10-13", Some(30)),
        (Grade::SpecialMeasures, "2016-04-12", Some(24)),
        (Grade::SpecialMeasures, "2016-04-13", Some(30)),
    ] {
        assert_eq!(likely(grade, inspected, None).ofsted, months, "{grade:?} of {inspected}");
    }
}

#[test]
fn a_range_is_past_on_the_day_after_its_last() {
    let range = likely(Grade::RequiresImprovement, "2014-03-14", None).next;
    assert!(!range.is_past(day("2016-03-14")));
    assert!(range.is_past(day("2016-03-15")));
}

#[test]
fn the_words_of_each_case() {
    use Grade::{
        Good, NeverInspected, RequiresImprovement, Satisfactory, SeriousWeaknesses, SpecialMeasures,
    };
    let then = "2014-10-01";
    let cases = [
        ("no grade", None, "", None, then),
        ("no date", Some(RequiresImprovement), "", None, then),
        ("never inspected", Some(NeverInspected), "", None, then),
        ("good", Some(Good), "2014-03-14", None, then),
        ("after August 2024", Some(RequiresImprovement), "2024-09-01", None, "2026-10-01"),
        ("requires improvement", Some(RequiresImprovement), "2013-03-14", None, then),
        ("for the first time", Some(RequiresImprovement), "2013-03-14", Some(Good), then),
        ("twice running", Some(RequiresImprovement), "2013-03-14", Some(RequiresImprovement), then),
        ("after satisfactory", Some(RequiresImprovement), "2013-03-14", Some(Satisfactory), then),
        ("long past", Some(RequiresImprovement), "2014-03-14", Some(NeverInspected), "2026-10-01"),
        ("satisfactory", Some(Satisfactory), "2012-08-31", None, "2012-10-01"),
        ("before its time", Some(RequiresImprovement), "2012-08-31", None, "2012-10-01"),
        ("serious weaknesses", Some(SeriousWeaknesses), "2013-03-14", None, then),
        ("special measures", Some(SpecialMeasures), "2013-02-14", None, then),
        ("special measures, next is past", Some(SpecialMeasures), "2013-02-14", None, "2015-10-01"),
    ];
    let mut text = String::new();
    let mut say = |name: &str, view: attainment_planner::present::outlook::OutlookView| {
        writeln!(text, "== {name}\n{}", view.title).unwrap();
        view.sentences.iter().for_each(|words| writeln!(text, "{words}").unwrap());
        if !view.dates.rows.is_empty() {
            writeln!(text, "  {}", view.dates.caption).unwrap();
        }
        for row in &view.dates.rows {
            writeln!(text, "  {}: {}", row.heading, row.cells.join(" | ")).unwrap();
        }
        view.cautions.iter().for_each(|words| writeln!(text, "! {words}").unwrap());
        view.sources.iter().for_each(|words| writeln!(text, "- {words}").unwrap());
        writeln!(text).unwrap();
    };
    for (name, grade, inspected, before, today) in cases {
        say(name, view(&school(grade, inspected, before), &SHIPPED.doncaster, day(today)));
    }
    let report_cards = SHIPPED.frameworks.iter().find(|framework| framework.grades.is_empty()).unwrap();
    let left_over = school(Some(RequiresImprovement), "2014-03-14", None);
    say("a scheme without grades", view(&left_over, report_cards, day("2026-10-01")));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("outlook", text));
}

#[test]
fn the_grade_before_the_last_is_kept_and_reaches_the_plan() {
    for grade in Grade::ALL {
        let draft = Draft { grade_before: Some(grade), ..Draft::default() };
        let file = write_plan(&draft);
        assert_eq!(read_plan(&file), Ok(draft.clone()), "{grade:?}");
        let (plan, issues) = validate(&draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today());
        assert_eq!((plan.school.before, plan.school.grade, issues), (Some(grade), None, vec![]));
    }
    assert!(!write_plan(&Draft::default()).contains("grade_before"));
    let file = write_plan(&Draft { grade_before: Some(Grade::Good), ..Draft::default() });
    let wrong = file.replace("\"good\"", "\"well\"");
    assert!(wrong != file && read_plan(&wrong).is_err(), "a grade that there is not");
}
