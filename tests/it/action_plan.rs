//! The table that goes to the council: the worked example beside what was printed, and made-up schools where groups are
//! small, gaps are as large as each other, or there is no gap at all.

use std::fmt::Write;

use attainment_planner::domain::draft::{Draft, MilestoneKey, Part, TargetKey};
use attainment_planner::domain::figure::{Assessment, FigureKey};
use attainment_planner::domain::issue::{Field, IssueKind};
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::{Framework, validate};
use attainment_planner::format::worked_example;
use attainment_planner::present::action_plan::{ActionPlanView, view};
use attainment_planner::present::reason::Words;

use crate::school::{SHIPPED, School, judged, today, year};

#[track_caller]
fn view_in(draft: &Draft, framework: &Framework, with_small: bool) -> ActionPlanView {
    let catalogue = &SHIPPED.catalogue;
    let (plan, _) = validate(draft, framework, catalogue, today());
    let evaluation = judged(&plan, framework);
    view(&evaluation, Words { framework, catalogue, plan: &plan }, &SHIPPED.reference, today(), with_small)
}

#[track_caller]
fn of(draft: &Draft) -> ActionPlanView {
    view_in(draft, &SHIPPED.doncaster, false)
}

/// The cells of the row with this heading.
#[track_caller]
fn row<'a>(view: &'a ActionPlanView, heading: &str) -> &'a [String] {
    let mut rows = view.tables.iter().flat_map(|table| &table.rows).filter(|row| row.heading == heading);
    let row = rows.next().unwrap_or_else(|| panic!("no row {heading:?}"));
    assert!(rows.next().is_none(), "{heading:?} stands twice");
    &row.cells
}

fn measures(view: &ActionPlanView) -> Vec<&str> {
    view.areas.iter().map(|area| area.measure.as_str()).collect()
}

const COMBINED: &str = "Key stage 2 reading, writing and mathematics combined, level 4 or above";
const READING: &str = "Key stage 2 reading, level 4 or above";
const WRITING: &str = "Key stage 2 writing, level 4 or above";
const MATHS: &str = "Key stage 2 mathematics, level 4 or above";

/// A made-up primary school, all of whose results are of 2014/15.
fn small_school() -> School {
    School::of(&[("phase", "primary"), ("status", "maintained"), ("year_6 2014/15", "30")])
}

/// Every figure of the sample partnership that the council printed stands in its row with the national one beside it.
#[test]
fn the_worked_example_stands_as_it_was_printed() {
    let view = of(&worked_example());
    let mut reader = csv::Reader::from_path("data/source_tables.csv").unwrap();
    let mut seen = 0;
    for printed in reader.records().map(Result::unwrap) {
        let column = match (&printed[1], &printed[4], &printed[5]) {
            ("Sample partnership plan, performance and targets", "2014/15", "pyramid") => 3,
            ("Sample partnership plan, performance and targets", "2014/15", "national") => 4,
            _ => continue,
        };
        let Some(measure) = SHIPPED.catalogue.get(&printed[3].into()) else { continue };
        assert_eq!(row(&view, &measure.label)[column], format!("{}%", &printed[6]), "{}", &printed[3]);
        seen += 1;
    }
    // 24 measures with a figure of the partnership, and those and the good level of development with a national one.
    assert_eq!(seen, 49);
    // 2013/14 was not entered; national 78 (SFR 47/2015). 73% of 231 is 168.63, so 169.
    let next = "73%, 169 of 231, by 2015/16 (other tests)";
    assert_eq!(row(&view, COMBINED), ["not entered", "78%", "not entered", "62.3%", "80.0%", next]);
    assert_eq!(row(&view, READING)[5], "none set");
    // The form has these rows whether or not anything is entered; national 60, 66.2, 96 in benchmarks.csv.
    assert_eq!(
        row(&view, "Good level of development"),
        ["not entered", "60%", "not entered", "not entered", "66.2%", "none set"]
    );
    assert_eq!(row(&view, "Attendance")[3..], ["not entered", "96%", "none set"]);
    let captions: Vec<&str> = view.tables.iter().map(|table| table.caption.as_str()).collect();
    assert_eq!(
        captions,
        [
            "Early years",
            "Year 1",
            "Year 2",
            "Key stage 1",
            "Key stage 2",
            "Attendance and exclusions",
            "Quality of teaching: for the school to fill in"
        ]
    );
    let teaching = &view.tables[6];
    assert!(teaching.rows.iter().flat_map(|row| &row.cells).all(String::is_empty), "nothing is made up");
}

/// Pupils short of national in 2014/15, by hand from the printed percentages (cohorts 231 and 309): grammar level 5: 56.0%
/// of 231 is 129.36, so 130, less 71 is 59. Reading level 5: 48.3% is 111.573, so 112, less 57 is 55. Mathematics level
/// 4b: 77.0% is 177.87, so 178, less 127 is 51; its level 5 is the same subject. Then the combined level 4b: 69.0% is
/// 159.39, so 160, less 110 is 50.
#[test]
fn the_largest_gaps_in_pupils_are_proposed_one_for_each_subject() {
    // The example has a target in the combined measure, and what is planned goes first: 185 less 144 is 41.
    let planned = of(&worked_example());
    assert_eq!(measures(&planned)[0], COMBINED);
    assert!(
        planned.areas[0]
            .sentences
            .contains(&"41 more of 231 pupils are needed to reach national.".to_owned())
    );
    let mut draft = worked_example();
    draft.scenarios.clear();
    let view = of(&draft);
    let proposed = [
        "Key stage 2 grammar, punctuation and spelling, level 5 or above",
        "Key stage 2 reading, level 5 or above",
        "Key stage 2 mathematics, level 4b or above",
    ];
    assert_eq!(measures(&view), proposed);
    for (area, short) in view.areas.iter().zip([59, 55, 51]) {
        let words = format!("{short} more of 231 pupils are needed to reach national.");
        assert!(area.sentences.contains(&words), "{:?}", area.sentences);
    }
    assert!(!view.to_text().contains("As many pupils are short"));
    // From 71 of 231, 30.736%, to 56.0% in 334 days from 1 September: after 60 days 30.736 + 25.264 × 60/334 = 35.274, of
    // 231 that is 81.5; after 121 39.888, 92.1; after 212 46.772, 108.04; after 242 49.041, 113.3; 56.0, 129.36.
    let milestones: Vec<String> =
        view.areas[0].milestones.rows.iter().map(|row| row.cells.join(" | ")).collect();
    assert_eq!(
        milestones,
        [
            "31 October 2015 | 35.3% | 82 of 231",
            "31 December 2015 | 39.9% | 93 of 231",
            "31 March 2016 | 46.8% | 109 of 231",
            "30 April 2016 | 49.0% | 114 of 231",
            "31 July 2016 | 56.0% | 130 of 231"
        ]
    );
}

/// 2014/15 of 30 pupils against 80.0, 89.0, 87.0, 87.0: 24, 26.7, 26.1 and 26.1 pupils.
#[test]
fn of_as_many_pupils_the_larger_gap_in_points_goes_first() {
    let school = small_school().with(&[
        ("ks2.rwm.l4 2014/15", "19/30"),
        ("ks2.reading.l4 2014/15", "22/30"),
        ("ks2.writing.l4 2014/15", "22/30"),
        ("ks2.maths.l4 2014/15", "22/30"),
    ]);
    let view = of(&school.draft());
    // Each is 5 short. In points: 80.0 − 63.3 = 16.7; 89.0 − 73.3 = 15.7; twice 87.0 − 73.3 = 13.7, where the catalogue
    // has writing first.
    assert_eq!(measures(&view), [COMBINED, READING, WRITING]);
    let tie =
        "As many pupils are short in key stage 2 mathematics, level 4 or above as in the last one proposed";
    assert!(view.choice.iter().any(|words| words.starts_with(tie)), "{:?}", view.choice);
    // 24, 26.7 and 26.1 are reached by 24, 27 and 27: nothing is proposed, and that is said.
    let met = school.with(&[
        ("ks2.rwm.l4 2014/15", "24/30"),
        ("ks2.reading.l4 2014/15", "27/30"),
        ("ks2.writing.l4 2014/15", "27/30"),
        ("ks2.maths.l4 2014/15", "27/30"),
    ]);
    let view = of(&met.draft());
    assert_eq!((measures(&view), view.measures.len()), (vec![], 4));
    assert!(view.to_text().contains("no measure with a known cohort is below national"));
    // Of one that is below, one is proposed, and no other is made up.
    let view = of(&met.with(&[("ks2.reading.l4 2014/15", "26/30")]).draft());
    assert_eq!(measures(&view), [READING]);
    assert!(view.choice.iter().any(|words| words.starts_with("Fewer than three are proposed")));
}

#[test]
fn without_a_cohort_nothing_is_proposed() {
    let school = School::of(&[("phase", "primary"), ("ks2.rwm.l4 2014/15", "63")]);
    let view = of(&school.draft());
    assert_eq!((measures(&view), view.measures.len()), (vec![], 0));
    assert!(view.to_text().contains("Nothing can be proposed yet"));
    assert_eq!(row(&view, COMBINED)[3], "63.0%");
}

#[test]
fn the_person_overrules_the_proposal() {
    let school = small_school().with(&[
        ("ks2.rwm.l4 2014/15", "10/30"),
        ("ks2.reading.l4 2014/15", "11/30"),
        ("ks2.writing.l4 2014/15", "30/30"),
        ("ks2.maths.l4 2014/15", "12/30"),
    ]);
    // 27 − 11 = 16, 27 − 12 = 15 and 24 − 10 = 14 short.
    let mut draft = school.draft();
    assert_eq!(measures(&of(&draft)), [READING, MATHS, COMBINED]);
    // A measure that is above national can be chosen; the proposals make room for it, and are not given twice.
    draft.change_area(1, |area| area.measure = Some("ks2.writing.l4".into()));
    assert_eq!(measures(&of(&draft)), [WRITING, READING, MATHS]);
    draft.change_area(1, |area| area.measure = Some("ks2.maths.l4".into()));
    assert_eq!(measures(&of(&draft)), [MATHS, READING, COMBINED]);
    draft.change_area(2, |area| area.words = " Talk in every lesson\n".into());
    let view = of(&draft);
    assert_eq!(
        (view.areas[1].title.as_str(), view.areas[1].measure.as_str()),
        ("Talk in every lesson", READING)
    );
    assert!(view.areas[1].sentences[0].contains(READING), "{:?}", view.areas[1].sentences);
    // Words stand also where no figure does.
    let mut draft = Draft { phase: small_school().draft().phase, ..Draft::default() };
    draft.change_area(3, |area| area.words = "Governance".into());
    let view = of(&draft);
    assert_eq!(view.areas.len(), 1);
    assert_eq!((view.areas[0].number, view.areas[0].title.as_str()), (3, "Governance"));
    assert_eq!(view.areas[0].milestones.rows, []);
}

#[test]
fn a_target_of_last_year_is_looked_back_at_and_makes_no_target() {
    let key = TargetKey { measure: "ks2.rwm.l4".into(), group: Group::Disadvantaged };
    let mut draft = small_school()
        .with(&[("ks2.rwm.l4 2014/15", "19/30"), ("ks2.rwm.l4 2014/15 disadvantaged", "6 of 14")])
        .draft();
    draft.set_target(&key, Part::Before, "9 of 14");
    draft.set_target(&"ks2.rwm.l4".into(), Part::Before, "70,5 %");
    let (plan, issues) = validate(&draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today());
    assert_eq!((plan.targets(), issues), (&[][..], vec![]));
    let planned = judged(&plan, &SHIPPED.doncaster);
    assert!(planned.trajectories().iter().all(|of| of.to_target.is_none() && of.no_target.is_none()));
    let view = of(&draft);
    assert_eq!(row(&view, COMBINED)[2..4], ["70.5%", "63.3%"]);
    // 9 of 14 is 64.29, 6 of 14 is 42.86.
    assert_eq!(row(&view, &format!("{COMBINED} of disadvantaged pupils"))[2..4], ["64.3%", "42.9%"]);
    assert!(row(&view, COMBINED)[5] == "none set");
    // What cannot be read is said beside its field, and nothing stands in its place.
    draft.set_target(&key, Part::Before, "a lot");
    let (plan, issues) = validate(&draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today());
    let [issue] = issues.as_slice() else { panic!("{issues:?}") };
    assert_eq!(issue.field, Field::Target(key.clone(), Part::Before));
    assert!(matches!(issue.kind, IssueKind::Unreadable { .. }) && issue.is_error());
    assert!(!plan.set_before.contains_key(&key));
}

/// Every cell of the group's row that would tell of its pupils.
#[track_caller]
fn check_group(school: &School, group: Group, expected: [&str; 2]) {
    let mut draft = school.draft();
    let key = TargetKey { measure: "ks2.rwm.l4".into(), group };
    draft.set_target(&key, Part::Before, "70");
    draft.set_target(&key, Part::Value, "80");
    draft.set_target(&key, Part::Year, "2015/16");
    draft.set_target(&key, Part::Known, "yes");
    let heading = match group {
        Group::All => COMBINED.to_owned(),
        Group::Other => format!("{COMBINED} of other pupils"),
        _ => format!("{COMBINED} of disadvantaged pupils"),
    };
    let view = of(&draft);
    assert_eq!(row(&view, &heading)[2..4], expected, "{group:?}");
    let is_out = expected[1] == "left out";
    assert_eq!(row(&view, &heading)[5] == "left out", is_out, "{group:?}");
    assert_eq!(view.leaves_out, is_out);
    assert_eq!(view.to_text().contains("5 or fewer pupils"), is_out);
    // Asked for, everything stands, with a caution.
    let all = view_in(&draft, &SHIPPED.doncaster, true);
    assert!(row(&all, &heading).iter().all(|cell| cell != "left out"), "{:?}", row(&all, &heading));
    assert!(all.to_text().contains("are in, as you asked"));
}

#[test]
fn groups_of_five_or_fewer_are_left_out_unless_asked_for() {
    let with = |disadvantaged: &str, other: &str| {
        small_school().with(&[
            ("ks2.rwm.l4 2014/15", "19/30"),
            ("ks2.rwm.l4 2014/15 disadvantaged", disadvantaged),
            ("ks2.rwm.l4 2014/15 other", other),
        ])
    };
    let out = ["left out"; 2];
    // 3 of 6 is 50.0%.
    check_group(&with("3 of 6", ""), Group::Disadvantaged, ["70%", "50.0%"]);
    check_group(&with("3 of 5", ""), Group::Disadvantaged, out);
    // All 30 less 25 others are 5, whose result is then 19 less 16.
    check_group(&with("", "16 of 25"), Group::Other, out);
    check_group(&with("", "16 of 24"), Group::Other, ["70%", "66.7%"]);
    check_group(&with("", "19 of 30"), Group::Other, ["70%", "63.3%"]);
    // 6 and 5 do not come to 30, but the smaller is still told by the larger.
    check_group(&with("3 of 6", "4 of 5"), Group::Disadvantaged, out);
    // How many stand behind 60% is not known.
    check_group(&with("60", ""), Group::Disadvantaged, out);
    let whole = |pupils: &str| small_school().with(&[("year_6 2014/15", ""), ("ks2.rwm.l4 2014/15", pupils)]);
    check_group(&whole("3 of 5"), Group::All, out);
    check_group(&whole("3 of 6"), Group::All, ["70%", "50.0%"]);
    check_group(&whole("60"), Group::All, ["70%", "60.0%"]);
}

#[test]
fn no_area_rests_on_five_or_fewer() {
    let school = School::of(&[
        ("phase", "primary"),
        ("ks2.rwm.l4 2014/15", "0 of 5"),
        ("ks2.reading.l4 2014/15", "5 of 6"),
    ]);
    // 89.0% of 6 is 5.34: one short.
    let view = of(&school.draft());
    assert_eq!(measures(&view), [READING]);
    assert!(view.leaves_out && !view.to_text().contains("0 of 5"), "{}", view.to_text());
    let all = view_in(&school.draft(), &SHIPPED.doncaster, true);
    assert_eq!(measures(&all), [COMBINED, READING]);
    // A cohort to come that is small is left out too.
    let next = school.with(&[("year_6 2015/16", "4")]);
    let view = of(&next.draft());
    let rows = &view.areas[0].milestones.rows;
    assert_eq!(rows.len(), 5);
    assert!(rows.iter().all(|row| row.cells[1..] == ["left out", "left out"]), "{rows:?}");
    assert!(
        view.areas[0].sentences.iter().all(|words| !words.contains("of 4")),
        "{:?}",
        view.areas[0].sentences
    );
}

#[test]
fn milestones_are_the_calendars_and_the_persons() {
    let mut draft = small_school().with(&[("ks2.rwm.l4 2014/15", "19/30")]).draft();
    draft.calendar = "terms".into();
    let view = of(&draft);
    let dates = |view: &ActionPlanView| -> Vec<String> {
        view.areas[0].milestones.rows.iter().map(|row| row.cells[0].clone()).collect()
    };
    assert_eq!(dates(&view), ["20 December 2015", "31 March 2016", "20 July 2016"]);
    assert!(view.areas[0].sentences.iter().any(|words| words.contains("fewer than five dates")));
    draft.dates.insert(MilestoneKey::Own(year("2015/16"), 1), "12 February 2016".into());
    draft.dates.insert(MilestoneKey::Own(year("2015/16"), 2), "27 May 2016".into());
    let view = of(&draft);
    assert_eq!(
        dates(&view),
        ["20 December 2015", "12 February 2016", "31 March 2016", "27 May 2016", "20 July 2016"]
    );
    assert!(!view.areas[0].sentences.iter().any(|words| words.contains("fewer than five dates")));
    // A target of the school's own takes the place of national: 26 of 30 is 86.7%.
    draft.set_target(&"ks2.rwm.l4".into(), Part::Value, "26 of 30");
    draft.set_target(&"ks2.rwm.l4".into(), Part::Known, "yes");
    let view = of(&draft);
    assert_eq!(view.areas[0].milestones.rows[4].cells, ["20 July 2016", "86.7%", "26 of 30"]);
}

#[test]
fn every_scheme_has_the_table_under_its_own_or_a_neutral_name() {
    for framework in &SHIPPED.frameworks {
        let draft = Draft { phase: Some(framework.phases()[0]), ..Draft::default() };
        let view = view_in(&draft, framework, false);
        let is_own = framework.id.as_str().starts_with("doncaster/");
        assert_eq!(
            view.title.starts_with("Local authority category 4/5 action plan"),
            is_own,
            "{}",
            framework.id
        );
        assert_eq!(view.title == "Action plan: performance and targets", !is_own);
        assert_eq!(view.intro[1].contains("Appendix 3, its appendix 1"), is_own, "{}", view.intro[1]);
        assert!(view.tables.last().unwrap().caption.starts_with("Quality of teaching"));
        let (text, html) = (view.to_text(), view.to_html());
        assert!(text.starts_with(&view.title) && html.starts_with("<h1>") && !html.contains("style="));
        assert_eq!(html.matches("<table").count(), html.matches("</table>").count());
    }
}

/// What a person writes is words in a document and no formula in a spreadsheet.
#[test]
fn what_is_copied_is_safe() {
    let mut draft = small_school().with(&[("name", "=1+1 <b>"), ("ks2.rwm.l4 2014/15", "19/30")]).draft();
    draft.change_area(1, |area| area.words = "=HYPERLINK(\"x\")\t<script>".into());
    let view = of(&draft);
    assert!(!view.to_html().contains("<b>") && !view.to_html().contains("<script"), "{}", view.to_html());
    for cell in view.to_text().split(['\n', '\t']) {
        let is_number = cell.trim_start_matches(['+', '-']).starts_with(|c: char| c.is_ascii_digit());
        assert!(!cell.starts_with(['=', '+', '-', '@']) || is_number, "{cell:?}");
    }
}

#[test]
fn the_words_of_each_case() {
    let small = small_school().with(&[
        ("name", "Hill Top"),
        ("ks2.rwm.l4 2013/14", "21/28"),
        ("ks2.rwm.l4 2014/15", "19/30"),
        ("ks2.rwm.l4 2014/15 disadvantaged", "2 of 4"),
        ("ks2.rwm.l4 2014/15 other", "17 of 26"),
        ("attendance.rate 2013/14", "95.1"),
        ("attendance.rate 2014/15", "94.8"),
        ("target ks2.rwm.l4", "73 by 2015/16 knowingly"),
        ("target attendance.rate", "96 by 2015/16"),
    ]);
    let mut draft = small.draft();
    draft.set_target(&"ks2.rwm.l4".into(), Part::Before, "70");
    let key = FigureKey {
        assessment: Assessment::Teacher,
        ..FigureKey::result("ks2.rwm.l4".into(), year("2014/15"))
    };
    // Not a result: it stays out of the table.
    draft.set_figure(key, "20/30");
    let east_sussex = SHIPPED.frameworks.iter().find(|of| of.id.as_str().starts_with("east-sussex")).unwrap();
    let mut text = String::new();
    for (name, view) in [
        ("the worked example", of(&worked_example())),
        ("a small school", of(&draft)),
        ("with small groups", view_in(&draft, &SHIPPED.doncaster, true)),
        (
            "another council, nothing entered",
            view_in(&Draft { phase: draft.phase, ..Draft::default() }, east_sussex, false),
        ),
    ] {
        writeln!(text, "== {name}\n{}", view.to_text()).unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("action_plan", text));
}
