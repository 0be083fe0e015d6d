//! The figures that the project promises: the sample pyramid of Doncaster's plan, typed as one school, and a school of
//! thirty pupils.

use std::collections::BTreeMap;

use attainment_planner::domain::category::{Input, Outcome};
use attainment_planner::domain::draft::Part;
use attainment_planner::domain::evaluate::Evaluation;
use attainment_planner::domain::figure::Pupils;
use attainment_planner::domain::gap::{Gap, Span, pupils_to_reach};
use attainment_planner::domain::issue::{Field, Issue, IssueKind};
use attainment_planner::domain::quantity::{Difference, Level};
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::trajectory::{Course, Path};

use crate::cases;
use crate::school::{SHIPPED, School, judged, year};

/// The cells of the sample partnership's table: by measure, the column and the figure as printed.
fn printed() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut cells: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path("data/source_tables.csv").unwrap();
    for row in reader.records().map(Result::unwrap) {
        if &row[1] == "Sample partnership plan, performance and targets" && &row[4] == "2014/15" {
            cells.entry(row[3].to_owned()).or_default().insert(row[5].to_owned(), row[6].to_owned());
        }
    }
    cells
}

/// The pyramid as one school: every printed figure, with the cohorts that fit them.
fn pyramid() -> School {
    let school = School::of(&[
        ("phase", "primary"),
        ("status", "maintained"),
        ("grade", "requires_improvement"),
        ("capacity", "needs_external"),
        ("behaviour_poor", "no"),
        ("leadership_ineffective", "no"),
        ("year_2 2014/15", "309"),
        ("year_6 2014/15", "231"),
    ]);
    printed()
        .iter()
        .filter_map(|(measure, cells)| Some((measure, cells.get("pyramid")?)))
        .fold(school, |school, (measure, figure)| school.with(&[(&format!("{measure} 2014/15"), figure)]))
}

#[track_caller]
fn gap<'a>(evaluation: &'a Evaluation, measure: &str) -> &'a Gap {
    evaluation.gaps.iter().find(|gap| gap.measure.as_str() == measure).unwrap()
}

/// A figure in tenths, from the text `62.3`.
fn tenths(text: &str) -> i64 {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    assert_eq!(tenth.len(), 1, "{text} has not one decimal");
    whole.parse::<i64>().unwrap() * 10 + tenth.parse::<i64>().unwrap()
}

#[test]
fn before_last_year_is_known_the_pyramid_is_between_4_and_5() {
    let Outcome::Between { categories, or_none, settled_by } = pyramid().evaluated().outcome else {
        panic!("{:?}", pyramid().evaluated().outcome)
    };
    assert_eq!(categories.iter().map(|category| category.as_str()).collect::<Vec<_>>(), ["4", "5"]);
    assert!(!or_none);
    assert_eq!(settled_by, [Input::Result("ks2.rwm.l4".into(), Group::All, year("2013/14"))]);
}

#[test]
fn last_years_68_settles_category_4() {
    let evaluation = pyramid().with(&[("ks2.rwm.l4 2013/14", "68.0")]).evaluated();
    assert_eq!(cases::outcome(&evaluation.outcome), "4 by 4");
    // And 64.9 would have settled category 5.
    let evaluation = pyramid().with(&[("ks2.rwm.l4 2013/14", "64.9")]).evaluated();
    assert_eq!(cases::outcome(&evaluation.outcome), "5 by 5");
}

#[test]
fn the_combined_gap_is_17_7_points_and_41_pupils() {
    let evaluation = pyramid().evaluated();
    let gap = gap(&evaluation, "ks2.rwm.l4");
    assert_eq!(gap.gap.unwrap().exact().rounded(1), -177);
    assert_eq!(
        gap.pupils.map(|pupils| (pupils.fewest, pupils.most, pupils.of.pupils())),
        Some((144, 144, 231))
    );
    assert_eq!(gap.to_reach, Some(Span { fewest: 41, most: 41 }));
    // By hand: 144 − 0.8 × 231 = −40.8.
    assert_eq!(gap.gap_in_pupils.unwrap().exact().rounded(1), -408);
}

#[test]
fn every_gap_is_pyramid_less_national_as_printed() {
    let evaluation = pyramid().evaluated();
    let mut seen = 0;
    for (measure, cells) in printed() {
        let (Some(pyramid), Some(national)) = (cells.get("pyramid"), cells.get("national")) else { continue };
        let gap = gap(&evaluation, &measure);
        assert_eq!(gap.value.exact().rounded(1), tenths(pyramid), "{measure}");
        let held = gap.national.as_ref().map(|national| national.value.exact().rounded(1));
        assert_eq!(held, Some(tenths(national)), "{measure}");
        let shown = gap.gap.unwrap().exact().rounded(1);
        assert_eq!(shown, tenths(pyramid) - tenths(national), "{measure}");
        seen += 1;
    }
    // The table has 25 rows; the good level of development is blank for the pyramid.
    assert_eq!(seen, 24);
}

#[test]
fn every_printed_figure_of_the_pyramid_is_one_count_of_its_cohort() {
    let (plan, issues) = pyramid().validated();
    assert_eq!(issues, vec![]);
    let counted = plan.figures.measures().filter(|measure| {
        let figure = plan.figures.result(measure, year("2014/15")).unwrap();
        figure.pupils().is_some_and(|Pupils { fewest, most, .. }| fewest == most)
    });
    // Nine of key stage 1 and fourteen of key stage 2; Year 1 has no printed figure that fixes its cohort.
    assert_eq!(counted.count(), 23);
}

#[test]
fn tests_were_3_5_and_5_2_below_teacher_assessment() {
    // The authority's figures (KS2 plan, Background): reading 83.7 and 87.2, mathematics 81.9 and 87.1.
    let evaluation = School::of(&[
        ("phase", "primary"),
        ("ks2.reading.l4 2014/15", "83.7"),
        ("ks2.reading.l4 2014/15 teacher", "87.2"),
        ("ks2.maths.l4 2014/15", "81.9"),
        ("ks2.maths.l4 2014/15 teacher", "87.1"),
    ])
    .evaluated();
    let checks: Vec<_> = evaluation
        .cross_checks
        .iter()
        .map(|check| (check.measure.as_str(), check.difference.exact().rounded(1)))
        .collect();
    assert_eq!(checks, [("ks2.reading.l4", -35), ("ks2.maths.l4", -52)]);
}

#[track_caller]
fn combined_path(
    school: &School,
    pick: impl Fn(&attainment_planner::domain::trajectory::Trajectory) -> Option<Path>,
) -> Path {
    let evaluation = judged(&school.validated().0, &SHIPPED.doncaster);
    let combined =
        evaluation.trajectories().iter().find(|path| path.measure.as_str() == "ks2.rwm.l4").unwrap();
    pick(combined).unwrap()
}

#[test]
fn the_plans_path_from_62_3_to_73_crosses_the_change_of_tests() {
    let school = pyramid().with(&[("target ks2.rwm.l4", "73 by 2015/16 knowingly")]);
    let path = combined_path(&school, |combined| combined.to_target.clone());
    assert_eq!(
        (path.goal, path.course, path.across_change),
        (Level::hundredths(7300), Course::Improve, true)
    );
    assert_eq!((path.year, path.measure_ends), (year("2015/16"), Some(year("2014/15"))));
    assert_eq!(path.years.len(), 1);
    assert_eq!(path.years[0].ideal, Level::hundredths(7300));
    // 0.73 × 231 = 168.63: 169 pupils.
    assert_eq!(
        path.years[0].pupils.map(|pupils| (pupils.count, pupils.cohort_is_assumed)),
        Some((169, true))
    );
    // The nine milestones of the KS2 plan, the last of them the target.
    assert_eq!(path.milestones.len(), 9);
    assert_eq!(path.milestones[8].ideal, Level::hundredths(7300));
    // By hand: 30 September is 29 days after 1 September, of 334 to 31 July; 62.338 + 10.662 × 29/334 = 63.26.
    assert_eq!(path.milestones[0].ideal.exact().rounded(2), 6326);
    let (_, issues) = school.validated();
    let crossing = IssueKind::AcrossChange { last: year("2014/15"), accepted: true };
    assert_eq!(issues, [Issue { field: Field::Target("ks2.rwm.l4".into(), Part::Value), kind: crossing }]);
}

#[test]
fn the_path_to_national_stays_in_one_series() {
    let path = combined_path(&pyramid(), |combined| combined.to_national.clone());
    assert_eq!((path.goal, path.across_change), (Level::hundredths(8000), false));
    let last = path.years.last().unwrap();
    // 80% of 231 is 184.8: 185 pupils, and then nothing is left of the gap.
    assert_eq!(last.pupils.map(|pupils| pupils.count), Some(185));
    assert_eq!(
        (last.national.map(|national| national.value), last.gap),
        (Some(Level::hundredths(8000)), Some(Difference::ZERO))
    );
}

#[test]
fn a_school_of_thirty() {
    let school =
        School::of(&[("phase", "primary"), ("year_6 2014/15", "30"), ("ks2.rwm.l4 2014/15", "63.3")]);
    let plan = school.plan();
    let evaluation = school.evaluated();
    let gap = gap(&evaluation, "ks2.rwm.l4");
    let pupils = gap.pupils.unwrap();
    assert_eq!((pupils.fewest, pupils.most), (19, 19));
    assert_eq!(gap.to_reach, Some(Span { fewest: 5, most: 5 }));
    assert_eq!(pupils_to_reach(pupils, Level::hundredths(6500)), Span { fewest: 1, most: 1 });
    assert_eq!(gap.one_pupil.unwrap().exact().rounded(1), 33);
    assert_eq!(
        plan.figures.result(&"ks2.rwm.l4".into(), year("2014/15")).unwrap().level(),
        Level::share(19, 30)
    );
    // Typed as a count it is the same school.
    assert_eq!(school.with(&[("ks2.rwm.l4 2014/15", "19 of 30")]).evaluated(), evaluation);
}
