//! Hand-worked cases of each formula of the calculation: how each number comes about is written beside it.

use attainment_planner::domain::draft::Part;
use attainment_planner::domain::figure::Assessment;
use attainment_planner::domain::framework::Trend;
use attainment_planner::domain::gap::{Gap, Span};
use attainment_planner::domain::issue::{Field, Issue, IssueKind};
use attainment_planner::domain::quantity::Level;
use attainment_planner::domain::trajectory::{Course, Path, Trajectory};

use crate::school::{SHIPPED, School, judged, year};

/// The gap of `measure` in a primary school of which `entries` are known, judged by results of `results`.
#[track_caller]
fn gap_in(results: &str, measure: &str, entries: &[(&str, &str)]) -> Gap {
    let school = School::of(&[("phase", "primary"), ("status", "maintained")]).with(entries);
    let mut framework = SHIPPED.doncaster.clone();
    framework.latest_results = year(results);
    let evaluation = judged(&school.validated().0, &framework);
    evaluation.gaps.into_iter().find(|gap| gap.measure.as_str() == measure).unwrap()
}

#[track_caller]
fn combined_gap(entries: &[(&str, &str)]) -> Gap {
    gap_in("2014/15", "ks2.rwm.l4", entries)
}

fn hundredths(gap: Option<attainment_planner::domain::quantity::Difference>) -> Option<i64> {
    gap.map(|gap| gap.exact().rounded(2))
}

#[test]
fn a_gap_is_value_less_comparator() {
    // National 80.0 for 2014/15 (data/benchmarks.csv, preferred).
    for (typed, expected) in [("62.3", -1770), ("80", 0), ("80.01", 1), ("100", 2000), ("0", -8000)] {
        let gap = combined_gap(&[("ks2.rwm.l4 2014/15", typed)]);
        assert_eq!(hundredths(gap.gap), Some(expected), "{typed}");
        // Without a cohort, nothing is said in pupils.
        assert_eq!((gap.to_reach, gap.gap_in_pupils, gap.one_pupil, gap.chance), (None, None, None, None));
    }
    // 19 of 30 is 63.333…: the gap is of the count, −16.666…
    assert_eq!(hundredths(combined_gap(&[("ks2.rwm.l4 2014/15", "19/30")]).gap), Some(-1667));
}

#[test]
fn a_measure_without_a_national_figure_has_no_gap() {
    // Nothing is published for key stage 2 grammar before 2012/13.
    let gap = gap_in("2010/11", "ks2.gps.l4", &[("ks2.gps.l4 2010/11", "70")]);
    assert_eq!((gap.national, gap.gap, gap.to_reach), (None, None, None));
}

#[test]
fn pupils_to_reach_national() {
    // 80.0 of n pupils: 24 of 30, 185 of 231 (184.8), 8 of 10, 1 of 1 (0.8).
    for (typed, expected) in
        [("19/30", 5), ("24/30", 0), ("23/30", 1), ("30/30", 0), ("144/231", 41), ("8/10", 0), ("0/1", 1)]
    {
        let gap = combined_gap(&[("ks2.rwm.l4 2014/15", typed)]);
        assert_eq!(gap.to_reach, Some(Span { fewest: expected, most: expected }), "{typed}");
    }
}

#[test]
fn a_comparator_published_to_the_whole_per_cent_may_leave_a_range() {
    // National 78 for 2013/14 may be 77.5 to 78.5. Of 231: 179.03 to 181.34, so 180 to 182 pupils; 144 need 36 to 38.
    let gap = gap_in("2013/14", "ks2.rwm.l4", &[("ks2.rwm.l4 2013/14", "144/231")]);
    assert_eq!(gap.to_reach, Some(Span { fewest: 36, most: 38 }));
    // Of 10: 7.75 to 7.85, so 8 pupils either way; 6 need 2.
    let gap = gap_in("2013/14", "ks2.rwm.l4", &[("ks2.rwm.l4 2013/14", "6/10")]);
    assert_eq!(gap.to_reach, Some(Span { fewest: 2, most: 2 }));
}

#[test]
fn a_percentage_that_may_be_several_counts_leaves_a_range() {
    // 62% of 300 is 185 to 187; national 80.0 of 300 is 240: 53 to 55 more.
    let gap = combined_gap(&[("year_6 2014/15", "300"), ("ks2.rwm.l4 2014/15", "62")]);
    assert_eq!(gap.pupils.map(|pupils| (pupils.fewest, pupils.most)), Some((185, 187)));
    assert_eq!(gap.to_reach, Some(Span { fewest: 53, most: 55 }));
    // And no chance label, as the count is not certain.
    assert_eq!(gap.chance, None);
}

#[test]
fn lower_is_better_turns_what_pupils_must_do_and_not_the_sign() {
    // Persistent absence 2014/15, primary: 8.42 (data/benchmarks.csv). 8.42% of 200 is 16.84: at most 16. 25 are 9 more.
    let gap = gap_in(
        "2014/15",
        "absence.persistent",
        &[("on_roll 2014/15", "200"), ("absence.persistent 2014/15", "12.5")],
    );
    assert_eq!(hundredths(gap.gap), Some(408));
    assert_eq!(gap.to_reach, Some(Span { fewest: 9, most: 9 }));
    let below = gap_in("2014/15", "absence.persistent", &[("absence.persistent 2014/15", "16/200")]);
    assert_eq!((hundredths(below.gap), below.to_reach), (Some(-42), Some(Span { fewest: 0, most: 0 })));
}

#[test]
fn a_fall_of_what_should_be_low_is_an_improvement() {
    let trend = |figures: [&str; 3]| {
        gap_in(
            "2016/17",
            "absence.persistent",
            &[
                ("absence.persistent 2014/15", figures[0]),
                ("absence.persistent 2015/16", figures[1]),
                ("absence.persistent 2016/17", figures[2]),
            ],
        )
        .trend
    };
    assert_eq!(trend(["12", "11", "10"]), Some(Trend::Improving));
    assert_eq!(trend(["10", "11", "12"]), Some(Trend::Declining));
    assert_eq!(trend(["10", "12", "11"]), None);
}

#[test]
fn scores_and_counts_have_no_pupils() {
    // Exclusions are counts, and their national figures rates: no gap between the two.
    let gap = gap_in(
        "2014/15",
        "exclusion.permanent",
        &[("exclusion.permanent 2014/15", "2"), ("on_roll 2014/15", "200")],
    );
    assert_eq!((gap.gap, gap.to_reach, gap.pupils, gap.one_pupil), (None, None, None, None));
    // Attendance is a share of sessions, not of pupils. National for primary schools: 96.
    let gap = gap_in(
        "2014/15",
        "attendance.rate",
        &[("attendance.rate 2014/15", "95.5"), ("on_roll 2014/15", "200")],
    );
    assert_eq!((hundredths(gap.gap), gap.pupils), (Some(-50), None));
}

#[test]
fn chance() {
    // (100k − np)² against 3.8416·n·p·(100 − p), p = 80.
    for (typed, expected) in [
        // (1900 − 2400)² = 250,000 > 3.8416 × 30 × 1600 = 184,396.8
        ("19/30", Some(false)),
        // (2000 − 2400)² = 160,000
        ("20/30", Some(true)),
        ("24/30", Some(true)),
        // (3000 − 2400)² = 360,000
        ("30/30", Some(false)),
        // (700 − 880)² = 32,400 ≤ 67,612.16
        ("7/11", Some(true)),
        // Ten pupils are too few for a label.
        ("2/10", None),
    ] {
        let chance = combined_gap(&[("ks2.rwm.l4 2014/15", typed)]).chance.unwrap();
        assert_eq!(chance.national_is_inside, expected, "{typed}");
    }
    // By hand for 2 of 10: (0.2 + 0.19208) / 1.38416 = 0.28326, ± 1.96 √(0.016 + 0.009604) / 1.38416 = 0.22658.
    let chance = combined_gap(&[("ks2.rwm.l4 2014/15", "2/10")]).chance.unwrap();
    assert_eq!((chance.lower_tenths, chance.upper_tenths), (57, 510));
}

#[test]
fn change_and_relative_change() {
    // 63.3 − 70 = −6.7; national moved from 78 to 80.0, so relative to it −8.7.
    let gap = combined_gap(&[("ks2.rwm.l4 2013/14", "70"), ("ks2.rwm.l4 2014/15", "63.3")]);
    assert_eq!((hundredths(gap.change), hundredths(gap.relative_change)), (Some(-670), Some(-870)));
    // A year without a figure is no year before.
    let gap = combined_gap(&[("ks2.rwm.l4 2012/13", "70"), ("ks2.rwm.l4 2014/15", "63.3")]);
    assert_eq!((gap.change, gap.relative_change, gap.trend), (None, None, None));
    // Never across a break: writing before and after 2017/18.
    let gap = gap_in(
        "2017/18",
        "ks2.writing.exs",
        &[("ks2.writing.exs 2016/17", "70"), ("ks2.writing.exs 2017/18", "60")],
    );
    assert_eq!((gap.change, gap.relative_change), (None, None));
}

#[track_caller]
fn check_trend(results: [&str; 3], cohort: &str, expected: Option<Trend>) {
    let years = ["2012/13", "2013/14", "2014/15"];
    let keys = years.map(|year| format!("ks2.rwm.l4 {year}"));
    let mut entries: Vec<(&str, &str)> = keys.iter().map(String::as_str).zip(results).collect();
    entries.push(("year_6 2014/15", cohort));
    assert_eq!(combined_gap(&entries).trend, expected, "{results:?} of {cohort}");
}

#[test]
fn declining_is_lower_than_both_years_by_more_than_a_pupil_since_the_last() {
    use Trend::{Declining, Improving};
    check_trend(["70", "69", "68.99"], "", Some(Declining));
    check_trend(["70", "69", "69"], "", None);
    check_trend(["68", "70", "69"], "", None);
    check_trend(["69", "70", "69"], "", None);
    check_trend(["69.01", "70", "69"], "", Some(Declining));
    check_trend(["70", "71", "71.01"], "", Some(Improving));
    check_trend(["72", "70", "71"], "", None);
    // One pupil of 30 is 3.33 points: 22 to 21 is one pupil, 22 to 20 two.
    check_trend(["23/30", "22/30", "21/30"], "30", None);
    check_trend(["23/30", "22/30", "20/30"], "30", Some(Declining));
    check_trend(["20/30", "21/30", "22/30"], "30", None);
    check_trend(["20/30", "21/30", "23/30"], "30", Some(Improving));
    // A pupil fewer than two years before is enough.
    check_trend(["21/30", "22/30", "20/30"], "30", Some(Declining));
    // 62.3 of 30 is not possible, and still a pupil of 30 is worth 3.33 points.
    check_trend(["66", "65", "62.3"], "30", None);
    check_trend(["66", "65.7", "62.3"], "30", Some(Declining));
}

#[test]
fn years_without_tests_do_not_count_as_years() {
    // No key stage 2 in 2019/20 and 2020/21: 2021/22 is set against 2018/19 and 2017/18.
    let figures = [
        ("ks2.reading.exs 2017/18", "72"),
        ("ks2.reading.exs 2018/19", "70"),
        ("ks2.reading.exs 2021/22", "68"),
    ];
    assert_eq!(gap_in("2021/22", "ks2.reading.exs", &figures).trend, Some(Trend::Declining));
    // Nor are there two years before in the same series where writing began anew in 2017/18.
    let figures = [
        ("ks2.writing.exs 2016/17", "90"),
        ("ks2.writing.exs 2017/18", "80"),
        ("ks2.writing.exs 2018/19", "70"),
    ];
    assert_eq!(gap_in("2018/19", "ks2.writing.exs", &figures).trend, None);
}

#[test]
fn a_three_year_average_pools_pupils() {
    // 10 of 20, 20 of 30 and 40 of 50 are 70 of 100; the mean of the percentages would be 65.56.
    let gap = combined_gap(&[
        ("ks2.rwm.l4 2012/13", "10/20"),
        ("ks2.rwm.l4 2013/14", "20/30"),
        ("ks2.rwm.l4 2014/15", "40/50"),
    ]);
    assert_eq!(gap.three_year_average, Some(Level::hundredths(7000)));
    // Where a count is not known: (50 + 66.67 + 80) / 3 = 65.556…
    let gap = combined_gap(&[
        ("ks2.rwm.l4 2012/13", "50"),
        ("ks2.rwm.l4 2013/14", "20/30"),
        ("ks2.rwm.l4 2014/15", "40/50"),
    ]);
    assert_eq!(gap.three_year_average.map(|level| level.exact().rounded(2)), Some(6556));
    let gap = combined_gap(&[("ks2.rwm.l4 2013/14", "50"), ("ks2.rwm.l4 2014/15", "50")]);
    assert_eq!(gap.three_year_average, None);
}

#[test]
fn teacher_assessment_is_set_against_the_test_of_its_year_and_group() {
    let school = School::of(&[
        ("phase", "primary"),
        ("ks2.reading.l4 2014/15", "80"),
        ("ks2.reading.l4 2013/14 teacher", "90"),
        ("ks2.maths.l4 2014/15 teacher", "90"),
    ]);
    assert_eq!(school.evaluated().cross_checks, vec![]);
    let plan = school.plan();
    let teacher = plan.figures.find(
        &"ks2.maths.l4".into(),
        year("2014/15"),
        attainment_planner::domain::reference::Group::All,
        Assessment::Teacher,
    );
    assert_eq!(teacher.map(|figure| figure.level()), Some(Level::hundredths(9000)));
}

/// The trajectory of the phase's headline, and every issue.
#[track_caller]
fn trajectory(measure: &str, entries: &[(&str, &str)]) -> (Option<Trajectory>, Vec<Issue>) {
    let school = School::of(&[("phase", "primary"), ("status", "maintained")]).with(entries);
    let (plan, issues) = school.validated();
    let evaluation = judged(&plan, &SHIPPED.doncaster);
    (evaluation.trajectories().iter().find(|path| path.measure.as_str() == measure).cloned(), issues)
}

#[track_caller]
fn to_target(measure: &str, entries: &[(&str, &str)]) -> Path {
    let (trajectory, issues) = trajectory(measure, entries);
    assert_eq!(issues.iter().filter(|issue| issue.is_error()).count(), 0, "{issues:?}");
    trajectory.unwrap().to_target.unwrap()
}

/// A year, its ideal level in hundredths, and the pupils of the cohort that reach it.
type Step = (String, i64, Option<(u32, u32)>);

fn steps(path: &Path) -> Vec<Step> {
    path.years
        .iter()
        .map(|step| {
            let pupils = step.pupils.map(|pupils| (pupils.count, pupils.of.pupils()));
            (step.year.to_string(), step.ideal.exact().rounded(2), pupils)
        })
        .collect()
}

#[test]
fn a_steady_path_rises_by_equal_points_in_whole_pupils() {
    // 60 to 75 in three years: 65, 70, 75 of 30 pupils: 19.5, 21, 22.5.
    let path = to_target(
        "eyfs.gld",
        &[("reception 2014/15", "30"), ("eyfs.gld 2014/15", "18/30"), ("target eyfs.gld", "75 by 2017/18")],
    );
    let expected = [("2015/16", 6500, 20), ("2016/17", 7000, 21), ("2017/18", 7500, 23)];
    assert_eq!(steps(&path), expected.map(|(year, ideal, pupils)| (year.into(), ideal, Some((pupils, 30)))));
    assert_eq!((path.course, path.across_change), (Course::Improve, false));
}

#[test]
fn seventy_three_per_cent_of_thirty_is_22_pupils() {
    let path = to_target("eyfs.gld", &[("eyfs.gld 2014/15", "18/30"), ("target eyfs.gld", "73")]);
    let pupils = path.years[0].pupils.unwrap();
    // 22 of 30 is 73.3%, 21 would be 70%.
    assert_eq!((pupils.count, pupils.percentage().exact().rounded(1)), (22, 733));
}

#[test]
fn a_target_without_a_year_is_for_the_year_after_the_results() {
    let path = to_target("eyfs.gld", &[("eyfs.gld 2014/15", "60"), ("target eyfs.gld", "70")]);
    assert_eq!(path.year, year("2015/16"));
    assert_eq!(steps(&path), [("2015/16".into(), 7000, None)]);
}

#[test]
fn cohorts_of_other_years_count_as_they_will_be() {
    // 65 of 40 is 26, 70 of 40 is 28 (the last known cohort goes on), 75 of 20 is 15.
    let entries = [
        ("reception 2014/15", "30"),
        ("reception 2015/16", "40"),
        ("reception 2017/18", "20"),
        ("eyfs.gld 2014/15", "18/30"),
        ("target eyfs.gld", "75 by 2017/18"),
    ];
    let path = to_target("eyfs.gld", &entries);
    let pupils: Vec<_> = path.years.iter().map(|step| step.pupils.unwrap()).collect();
    let found: Vec<_> = pupils.iter().map(|p| (p.count, p.of.pupils(), p.cohort_is_assumed)).collect();
    assert_eq!(found, [(26, 40, false), (28, 40, true), (15, 20, false)]);
}

#[test]
fn a_cohort_typed_with_the_result_is_later_than_one_of_an_earlier_year() {
    // Of 30, not of the 25 of two years before: 70% is 21.
    let entries = [("reception 2012/13", "25"), ("eyfs.gld 2014/15", "18/30"), ("target eyfs.gld", "70")];
    assert_eq!(steps(&to_target("eyfs.gld", &entries)), [("2015/16".into(), 7000, Some((21, 30)))]);
    // And where the year group was said to be another size, the result's own is used, as its issue says.
    let entries = [("reception 2014/15", "29"), ("eyfs.gld 2014/15", "18/30"), ("target eyfs.gld", "70")];
    assert_eq!(steps(&to_target("eyfs.gld", &entries)), [("2015/16".into(), 7000, Some((21, 30)))]);
}

#[test]
fn milestones_share_the_first_years_way_by_days() {
    let entries = [("eyfs.gld 2014/15", "18/30"), ("target eyfs.gld", "70 by 2016/17")];
    let path = to_target("eyfs.gld", &entries);
    let milestones: Vec<_> = path
        .milestones
        .iter()
        .map(|step| (step.printed.as_str(), step.ideal.exact().rounded(2), step.pupils.unwrap().count))
        .collect();
    // 60 to 65 in 334 days from 1 September to 31 July: 29, 60, 90, 121, 152, 212, 242, 303 and 334 days.
    let expected = [
        ("September 2015", 6043, 19),
        ("October 2015", 6090, 19),
        ("November 2015", 6135, 19),
        ("December 2015", 6181, 19),
        ("January 2016", 6228, 19),
        ("March 2016", 6317, 19),
        ("April 2016", 6362, 20),
        ("June 2016", 6454, 20),
        ("July 2016", 6500, 20),
    ];
    assert_eq!(milestones, expected);
}

#[test]
fn a_year_without_a_calendar_has_the_ends_of_terms() {
    // Doncaster's calendar is of 2015/16; a path that begins in 2014/15 has no part in it.
    let (found, _) = trajectory("eyfs.gld", &[("eyfs.gld 2013/14", "60"), ("target eyfs.gld", "70")]);
    let path = found.unwrap().to_target.unwrap();
    let dates: Vec<String> = path.milestones.iter().map(|step| step.date.to_string()).collect();
    assert_eq!((path.years.len(), path.milestone_year), (2, year("2014/15")));
    assert_eq!(dates, ["2014-12-20", "2015-03-31", "2015-07-20"]);
}

#[test]
fn a_target_that_is_met_is_sustained() {
    // 22 of 30 is 73.3%; the target of 73 asks for no more than 22 pupils.
    for target in ["73", "73.33"] {
        let path = to_target("eyfs.gld", &[("eyfs.gld 2014/15", "22/30"), ("target eyfs.gld", target)]);
        assert_eq!(path.course, Course::Sustain, "{target}");
        assert_eq!(steps(&path), [("2015/16".into(), 7333, Some((22, 30)))], "{target}");
    }
}

#[test]
fn a_target_below_today_is_accepted_and_flagged() {
    let entries = [("eyfs.gld 2014/15", "22/30"), ("target eyfs.gld", "70")];
    let (found, issues) = trajectory("eyfs.gld", &entries);
    let path = found.unwrap().to_target.unwrap();
    assert_eq!(
        (path.course, steps(&path)),
        (Course::Decline, vec![("2015/16".into(), 7000, Some((21, 30)))])
    );
    assert_eq!(
        issues,
        [Issue { field: Field::Target("eyfs.gld".into(), Part::Value), kind: IssueKind::BelowToday }]
    );
    assert!(!issues[0].is_error());
}

#[test]
fn a_target_across_a_change_is_refused_unless_known() {
    let figures = [("ks2.rwm.l4 2014/15", "144/231"), ("target ks2.rwm.l4", "73 by 2015/16")];
    let (found, issues) = trajectory("ks2.rwm.l4", &figures);
    let crossing = IssueKind::AcrossChange { last: year("2014/15"), accepted: false };
    assert_eq!(issues, [Issue { field: Field::Target("ks2.rwm.l4".into(), Part::Value), kind: crossing }]);
    assert!(issues[0].is_error());
    assert_eq!(found.unwrap().to_target, None);
    // Within a measure that goes on: the good level of development begins anew in 2021/22.
    let figures = [("eyfs.gld 2014/15", "60"), ("target eyfs.gld", "73 by 2021/22")];
    let (_, issues) = trajectory("eyfs.gld", &figures);
    let crossing = IssueKind::AcrossChange { last: year("2018/19"), accepted: false };
    assert_eq!(issues, [Issue { field: Field::Target("eyfs.gld".into(), Part::Value), kind: crossing }]);
}

#[test]
fn a_target_year_must_come() {
    for past in ["2014/15", "2013/14"] {
        let target = format!("70 by {past}");
        let (found, issues) =
            trajectory("eyfs.gld", &[("eyfs.gld 2014/15", "60"), ("target eyfs.gld", &target)]);
        let kind = IssueKind::TargetYearPast { latest: year("2014/15") };
        assert_eq!(issues, [Issue { field: Field::Target("eyfs.gld".into(), Part::Year), kind }], "{past}");
        assert_eq!(found.map(|found| found.to_target), None, "{past}");
    }
}

#[test]
fn a_lower_is_better_path_falls_to_at_most_its_line() {
    // 12.5% to 8% of 200 in one year: at most 16 pupils.
    let path = to_target(
        "absence.persistent",
        &[("absence.persistent 2014/15", "25/200"), ("target absence.persistent", "8")],
    );
    assert_eq!(
        (path.course, steps(&path)),
        (Course::Improve, vec![("2015/16".into(), 800, Some((16, 200)))])
    );
}

#[test]
fn the_gap_at_each_step_is_to_the_national_figure_that_is_known_when_it_is_planned() {
    // Good level of development: national 66.2 in 2014/15. The scheme judges that year; 69.3 of 2015/16 came later.
    let path = to_target("eyfs.gld", &[("eyfs.gld 2014/15", "60"), ("target eyfs.gld", "75 by 2017/18")]);
    for step in &path.years {
        let held = Level::hundredths(6620);
        let found = step.national.map(|national| national.value);
        assert_eq!((found, step.gap), (Some(held), Some(step.ideal - held)), "{}", step.year);
    }
    // Once a result is in, so is the national figure of its year.
    let entries =
        [("eyfs.gld 2014/15", "60"), ("eyfs.gld 2015/16", "64"), ("target eyfs.gld", "75 by 2017/18")];
    let nationals: Vec<_> =
        to_target("eyfs.gld", &entries).years.iter().map(|step| step.national.unwrap().value).collect();
    assert_eq!(nationals, [6930, 6620, 6620].map(Level::hundredths));
    // Level 4 has 78 for 2013/14 and 80.0 for 2014/15, and nothing after: from 2013/14 on it stays 80.0, in the path
    // to national too.
    let (found, _) = trajectory("ks2.rwm.l4", &[("ks2.rwm.l4 2013/14", "60")]);
    let path = found.unwrap().to_national.unwrap();
    assert_eq!((path.goal, path.year), (Level::hundredths(8000), year("2015/16")));
    let nationals: Vec<_> =
        path.years.iter().map(|step| step.national.map(|national| national.value)).collect();
    assert_eq!(nationals, [Some(Level::hundredths(8000)); 2]);
}
