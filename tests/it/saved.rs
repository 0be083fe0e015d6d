//! Saved files: what is written is read again, and a file of every released version opens for ever.

use attainment_planner::domain::benchmark::{Area, BenchmarkKey, BenchmarkText};
use attainment_planner::domain::cohort::CohortGroup;
use attainment_planner::domain::draft::{
    AreaDraft, DateText, MilestoneKey, Overruled, Part, ScenarioDraft, SchemeDraft, TargetKey, TargetText,
    TermKey, ThresholdKey, WhatIfDraft,
};
use attainment_planner::domain::figure::{Assessment, FigureKey};
use attainment_planner::domain::import::{Entry, Origin, Release};
use attainment_planner::domain::reference::Group;
use attainment_planner::domain::school::{Grade, Phase, Status};
use attainment_planner::domain::target::YES;
use attainment_planner::domain::{AcademicYear, Catalogue, Draft, Field};
use attainment_planner::format::{read_framework, read_plan, write_plan};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::random::proptest_config;
use crate::school::{SHIPPED, year};

const VERSION_1: &str = include_str!("../saved/v1/plan.json");
const VERSION_2: &str = include_str!("../saved/v2/plan.json");
const VERSION_3: &str = include_str!("../saved/v3/plan.json");
const VERSION_4: &str = include_str!("../saved/v4/plan.json");
const VERSION_5: &str = include_str!("../saved/v5/plan.json");
const VERSION_6: &str = include_str!("../saved/v6/plan.json");
const DONCASTER: &str = include_str!("../../frameworks/doncaster/2015-16.json");

/// What the file of version 1 holds: something in every place, also what cannot be read as a figure.
fn of_version_1() -> Draft {
    let mut draft = Draft {
        framework: Some("doncaster/2015-16".into()),
        name: "Sample “X” school\n".into(),
        phase: Some(Phase::Primary),
        status: Some(Status::SponsoredAcademy),
        grade: Some(Grade::RequiresImprovement),
        inspected: DateText { day: "14".into(), month: "March".into(), year: "2014".into() },
        ..Draft::default()
    };
    draft.set_cohort(CohortGroup::Year6, year("2014/15"), "231");
    draft.set_cohort(CohortGroup::Year2, year("2014/15"), " many ");
    let result = FigureKey::result("ks2.rwm.l4".into(), year("2014/15"));
    draft.set_figure(FigureKey { assessment: Assessment::Teacher, ..result.clone() }, "7o");
    draft.set_figure(FigureKey { group: Group::Disadvantaged, ..result.clone() }, "19 of 30");
    draft.set_figure(result, "62,3 %");
    let doncaster = "doncaster/2015-16".into();
    draft.set_answer(&doncaster, &"capacity".into(), "needs_external");
    draft.set_answer(&doncaster, &"of another scheme".into(), "yes");
    for (part, text) in [(Part::Value, "73"), (Part::Year, "2015-16"), (Part::Known, YES)] {
        draft.set_target(&"ks2.rwm.l4".into(), part, text);
    }
    draft
}

#[test]
fn a_plan_of_version_1_opens() {
    assert_eq!(read_plan(VERSION_1), Ok(of_version_1()));
}

/// The same with what came in with version 2: answers to another scheme, changed numbers, and a category that overrules.
fn of_version_2() -> Draft {
    let mut draft = of_version_1();
    draft.change_scheme(&"doncaster/2015-16".into(), |scheme| {
        let floor = |measure: Option<&str>, of: Option<&str>| ThresholdKey {
            threshold: "floor".into(),
            measure: measure.map(Into::into),
            year: of.map(year),
        };
        scheme.thresholds.insert(floor(Some("ks2.rwm.l4"), Some("2014/15")), "60".into());
        scheme.thresholds.insert(floor(None, None), "no number".into());
        let reason = "The results were appealed\nand upheld".into();
        scheme.overruled = Some(Overruled { category: Some("3".into()), reason });
    });
    draft.set_answer(&"suffolk/2015-16".into(), &"notice".into(), "no");
    draft
}

#[test]
fn a_plan_of_version_2_opens() {
    assert_eq!(read_plan(VERSION_2), Ok(of_version_2()));
}

/// The same with what came in with version 3: several plans of targets, each in its own way, milestones and what was found
/// at them, and counts by term.
fn of_version_3() -> Draft {
    let mut draft = Draft { grade_before: Some(Grade::Satisfactory), ..of_version_2() };
    let disadvantaged = TargetKey { measure: "ks2.rwm.l4".into(), group: Group::Disadvantaged };
    draft.scenarios[0].name = "As the council has it".into();
    let mut second = ScenarioDraft { name: "Ours".into(), carries_on: true, ..ScenarioDraft::default() };
    // Something in every part, whether or not it has a meaning beside the others.
    let all = Part::ALL.iter().fold(TargetText::default(), |text, part| text.with(*part, " 3, 2, 1"));
    second.targets.insert("eyfs.gld".into(), all);
    let narrow = TargetText::default().with(Part::Way, "narrow").with(Part::Amount, "5");
    second.targets.insert(disadvantaged.clone(), narrow);
    draft.scenarios.push(second);
    draft.in_view = 1;
    draft.calendar = "Operational plan".into();
    let december = MilestoneKey::Printed(NaiveDate::from_ymd_opt(2015, 12, 31).unwrap());
    let own = MilestoneKey::Own(year("2015/16"), 1);
    draft.dates.insert(december, "18 December 2015".into());
    draft.dates.insert(MilestoneKey::Printed(NaiveDate::from_ymd_opt(2016, 3, 31).unwrap()), String::new());
    draft.dates.insert(own, "soon".into());
    draft.set_actual("ks2.rwm.l4".into(), december, "150 of 231");
    draft.set_actual(disadvantaged, own, "6o");
    let term = |term| TermKey { measure: "exclusion.suspensions".into(), year: year("2014/15"), term };
    draft.set_term(term(1), "12");
    draft.set_term(term(6), "none");
    draft.change_area(1, |area| area.measure = Some("ks2.rwm.l4".into()));
    draft.change_area(3, |area| area.words = "Writing, from Reception on\n".into());
    draft
}

#[test]
fn a_plan_of_version_3_opens() {
    assert_eq!(read_plan(VERSION_3), Ok(of_version_3()));
}

/// The same with what came in with version 4: what-ifs, and the record of disagreement.
fn of_version_4() -> Draft {
    let mut draft = of_version_3();
    draft.disagreement = "The results of 2014/15 are under appeal.\n".into();
    // The first is as it is, and keeps its place.
    draft.what_ifs[1].name = "If the appeal succeeds".into();
    draft.suppose(1, &"ks2.rwm.l4".into(), 3);
    draft.suppose(1, &TargetKey { measure: "ks2.rwm.l4".into(), group: Group::Disadvantaged }, -2);
    draft.suppose(3, &"ks2.rwm.l4".into(), 1);
    draft
}

#[test]
fn a_plan_of_version_4_opens() {
    assert_eq!(read_plan(VERSION_4), Ok(of_version_4()));
}

/// The same with what came in with version 5: where figures came from that were filled from a file.
fn of_version_5() -> Draft {
    let mut draft = of_version_4();
    let result = FigureKey::result("ks2.rwm.exs".into(), year("2018/19"));
    let group = FigureKey { group: Group::Other, ..result.clone() };
    for (field, text, release) in [
        (Field::Cohort(CohortGroup::Year6, year("2018/19")), "60", Release::Final),
        (Field::Figure(group), "71", Release::NotStated),
        (Field::Figure(result), "63", Release::Final),
    ] {
        let origin = Origin { file: "2018-2019_850_ks2final.csv".into(), release };
        draft.fill(&Entry { field, text: text.into(), origin });
    }
    draft
}

#[test]
fn a_plan_of_version_5_opens() {
    assert_eq!(read_plan(VERSION_5), Ok(of_version_5()));
}

/// The same with what came in with version 6: figures to compare with that were filled from a file.
fn of_version_6() -> Draft {
    let mut draft = of_version_5();
    for (area, group, text, schools, release) in [
        (Area::National, Group::All, "62", "all schools", Release::Revised),
        (Area::National, Group::Disadvantaged, "47.5", "all schools", Release::NotStated),
        (Area::Authority, Group::All, "6o", "Hampshire", Release::Revised),
    ] {
        let key = BenchmarkKey { area, measure: "ks2.rwm.exs".into(), year: year("2025/26"), group };
        let origin = Origin { file: "2025-2026_850_ks2revised.csv".into(), release };
        draft.benchmarks.insert(key, BenchmarkText { text: text.into(), schools: schools.into(), origin });
    }
    draft
}

#[test]
fn a_plan_of_version_6_opens() {
    assert_eq!(read_plan(VERSION_6), Ok(of_version_6()));
    // The same figure to compare with twice is a fault, as any entry is.
    let twice = VERSION_6.replacen("\"area\": \"authority\"", "\"area\": \"national\"", 1);
    assert!(twice != VERSION_6 && read_plan(&twice).is_err());
}

#[test]
fn a_plan_is_written_as_version_6() {
    // When this fails because the format moves on: add a version and a step to it, never an edit to the saved file.
    assert_eq!(write_plan(&of_version_6()) + "\n", VERSION_6);
}

#[test]
fn to_type_over_a_figure_forgets_where_it_came_from() {
    let mut draft = of_version_5();
    let result = FigureKey::result("ks2.rwm.exs".into(), year("2018/19"));
    draft.set_figure(result.clone(), "64");
    assert_eq!((draft.origins.len(), draft.origins.get(&Field::Figure(result))), (2, None));
    draft.set_cohort(CohortGroup::Year6, year("2018/19"), "");
    assert_eq!(draft.origins.len(), 1);
}

#[test]
fn a_what_if_that_changes_nothing_or_comes_fourth_is_a_fault() {
    let with = |from: &str, to: &str| {
        let text = VERSION_4.replacen(from, to, 1);
        assert_ne!(text, VERSION_4);
        read_plan(&text).is_err()
    };
    assert!(with("\"by\": 3", "\"by\": 0"), "no change");
    assert!(with("\"by\": 3", "\"by\": 1.5"), "half a pupil");
    assert!(with("\"by\": 3", "\"by\": 3000000000"), "more pupils than there can be");
    assert!(with("\"what_ifs\": [", "\"what_ifs\": [{}, {},"), "four of them");
}

#[test]
fn each_version_has_its_own_keys() {
    let other = |text: &str, from: &str, to: &str| read_plan(&text.replace(from, to)).is_err();
    assert!(other(VERSION_1, "\"version\": 1", "\"version\": 2"), "answers beside the schemes");
    assert!(other(VERSION_2, "\"version\": 2", "\"version\": 1"), "schemes in version 1");
    assert!(other(VERSION_2, "\"version\": 2", "\"version\": 3"), "targets beside the scenarios");
    assert!(other(VERSION_3, "\"version\": 3", "\"version\": 2"), "scenarios in version 2");
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(" ".to_owned()), "[0-9]{1,3}([.,][0-9]{1,2})?%?", "\\PC{0,12}", any::<String>()]
}

fn any_year() -> impl Strategy<Value = AcademicYear> {
    (1990..=2098_u16).prop_map(|start| AcademicYear::starting(start).unwrap())
}

fn figure_key() -> impl Strategy<Value = FigureKey> {
    let groups = vec![Group::All, Group::Disadvantaged, Group::Other, Group::FreeSchoolMeals];
    let assessments = vec![Assessment::Result, Assessment::Teacher];
    (text(), any_year(), select(groups), select(assessments)).prop_map(
        |(measure, year, group, assessment)| FigureKey {
            measure: measure.as_str().into(),
            year,
            group,
            assessment,
        },
    )
}

fn draft() -> impl Strategy<Value = Draft> {
    use CohortGroup::{OnRoll, Reception, Year1, Year2, Year4, Year6, Year11};
    use proptest::collection::btree_map;
    use proptest::option::of;
    let groups = vec![Reception, Year1, Year2, Year4, Year6, Year11, OnRoll];
    let school = (
        of(text()),
        text(),
        of(select(Phase::ALL.to_vec())),
        of(select(Status::ALL.to_vec())),
        (of(select(Grade::ALL.to_vec())), of(select(Grade::ALL.to_vec()))),
        (text(), text(), text()),
    );
    // A part without text is not kept: it is as if it was never typed.
    let target = btree_map(select(Part::ALL.to_vec()), text(), 0..4).prop_map(|parts| {
        parts.iter().fold(TargetText::default(), |target, (part, text)| target.with(*part, text))
    });
    let target_key = || {
        let groups = select(Group::ALL.to_vec());
        (text(), groups).prop_map(|(measure, group)| TargetKey { measure: measure.as_str().into(), group })
    };
    let scenario = (text(), any::<bool>(), btree_map(target_key(), target, 0..3)).prop_map(
        |(name, carries_on, targets)| ScenarioDraft {
            name,
            carries_on,
            targets: targets.into_iter().collect(),
        },
    );
    let milestone = || {
        let date = (1990..2099, 1..13_u32, 1..29_u32).prop_map(|(year, month, day)| {
            MilestoneKey::Printed(NaiveDate::from_ymd_opt(year, month, day).unwrap())
        });
        prop_oneof![date, (any_year(), 1..=6_u8).prop_map(|(year, number)| MilestoneKey::Own(year, number))]
    };
    let term = (text(), any_year(), 1..=6_u8).prop_map(|(measure, year, term)| TermKey {
        measure: measure.as_str().into(),
        year,
        term,
    });
    let area = (text(), of(text()))
        .prop_map(|(words, measure)| AreaDraft { words, measure: measure.map(|id| id.as_str().into()) });
    let by = any::<i32>().prop_filter("no change is no entry", |by| *by != 0);
    let what_if = (text(), btree_map(target_key(), by, 0..3))
        .prop_map(|(name, by)| WhatIfDraft { name, by: by.into_iter().collect() });
    let what_ifs = proptest::array::uniform3(what_if);
    let planned = (
        (proptest::collection::vec(scenario, 0..4), any::<Index>()),
        text(),
        btree_map(milestone(), text(), 0..3),
        btree_map((target_key(), milestone()), text(), 0..3),
        (btree_map(term, text(), 0..3), btree_map(1..=3_u8, area, 0..3), what_ifs, text()),
    );
    let cohorts = btree_map((select(groups), any_year()), text(), 0..4);
    let figures = btree_map(figure_key(), text(), 0..6);
    let origin = (text(), select(Release::ALL.to_vec())).prop_map(|(file, release)| Origin { file, release });
    // Of some of the figures and sizes, in turn.
    let origins = proptest::collection::vec(of(origin), 0..8);
    let of_area =
        (select(vec![Area::National, Area::Authority]), text(), any_year(), select(Group::ALL.to_vec()))
            .prop_map(|(area, measure, year, group)| BenchmarkKey {
                area,
                measure: measure.as_str().into(),
                year,
                group,
            });
    let own =
        (text(), text(), text(), select(Release::ALL.to_vec())).prop_map(|(text, schools, file, release)| {
            BenchmarkText { text, schools, origin: Origin { file, release } }
        });
    let benchmarks = btree_map(of_area, own, 0..4);
    let key = (text(), of(text()), of(any_year())).prop_map(|(threshold, measure, year)| ThresholdKey {
        threshold: threshold.as_str().into(),
        measure: measure.map(|id| id.as_str().into()),
        year,
    });
    let overruled = (of(text()), text())
        .prop_map(|(category, reason)| Overruled { category: category.map(|id| id.as_str().into()), reason });
    let scheme = (btree_map(text(), text(), 0..4), btree_map(key, text(), 0..3), of(overruled)).prop_map(
        |(answers, thresholds, overruled)| SchemeDraft {
            answers: answers.iter().map(|(q, a)| (q.as_str().into(), a.as_str().into())).collect(),
            thresholds: thresholds.into_iter().collect(),
            overruled,
        },
    );
    let schemes = btree_map(text(), scheme, 0..3);
    (school, cohorts, (figures, origins, benchmarks), schemes, planned).prop_map(
        |(
            (framework, name, phase, status, (grade, grade_before), (day, month, year)),
            cohorts,
            (figures, origins, benchmarks),
            schemes,
            ((scenarios, in_view), calendar, dates, actuals, (terms, areas, what_ifs, disagreement)),
        )| {
            let sizes = cohorts.keys().map(|(group, year)| Field::Cohort(*group, *year));
            let fields = figures.keys().cloned().map(Field::Figure).chain(sizes);
            let origins = fields.zip(origins).filter_map(|(field, origin)| Some((field, origin?))).collect();
            Draft {
                framework: framework.map(|id| id.as_str().into()),
                name,
                phase,
                status,
                grade,
                inspected: DateText { day, month, year },
                grade_before,
                cohorts: cohorts.into_iter().collect(),
                figures: figures.into_iter().collect(),
                origins,
                benchmarks: benchmarks.into_iter().collect(),
                schemes: schemes.into_iter().map(|(id, scheme)| (id.as_str().into(), scheme)).collect(),
                in_view: if scenarios.is_empty() { 0 } else { in_view.index(scenarios.len()) },
                scenarios,
                calendar,
                dates: dates.into_iter().collect(),
                actuals: actuals.into_iter().collect(),
                terms: terms.into_iter().collect(),
                areas: areas.into_iter().collect(),
                what_ifs,
                disagreement,
            }
        },
    )
}

/// A file that something has happened to.
fn damaged(text: &'static str) -> impl Strategy<Value = String> {
    let bytes = prop::collection::vec((any::<Index>(), any::<u8>()), 1..8);
    let lines = prop::collection::vec((any::<Index>(), any::<Index>()), 1..4);
    prop_oneof![
        any::<Index>().prop_map(move |cut| {
            String::from_utf8_lossy(&text.as_bytes()[..cut.index(text.len())]).into_owned()
        }),
        bytes.prop_map(move |changes| {
            let mut bytes = text.as_bytes().to_vec();
            for (place, byte) in changes {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
            String::from_utf8_lossy(&bytes).into_owned()
        }),
        // Lines are given again elsewhere: keys twice, and things where they do not belong.
        lines.prop_map(move |copies| {
            let mut lines: Vec<&str> = text.lines().collect();
            for (from, to) in copies {
                let line = lines[from.index(lines.len())];
                lines.insert(to.index(lines.len()), line);
            }
            lines.join("\n")
        }),
        // A number, word or list is another one.
        (any::<Index>(), select(vec!["null", "-1", "1e400", "1e9", "\"\"", "[]", "{}", "true", "0.123"]))
            .prop_map(move |(place, value)| {
                let colons: Vec<usize> = text.match_indices(": ").map(|(place, _)| place + 2).collect();
                let from = colons[place.index(colons.len())];
                let to = from + text[from..].find([',', '\n', '}']).unwrap_or(0);
                format!("{}{value}{}", &text[..from], &text[to..])
            },),
    ]
}

proptest! {
    #![proptest_config(proptest_config(100))]

    #[test]
    fn what_is_written_is_read_again(draft in draft()) {
        let file = write_plan(&draft);
        prop_assert_eq!(write_plan(&draft), file.clone());
        prop_assert_eq!(read_plan(&file), Ok(draft));
    }

    #[test]
    fn no_damage_to_a_plan_is_more_than_faults(file in prop_oneof![damaged(VERSION_1), damaged(VERSION_2), damaged(VERSION_3), damaged(VERSION_4), damaged(VERSION_5), damaged(VERSION_6)]) {
        match read_plan(&file) {
            // Damage may hit what a person typed: then it is another plan, which can be saved again.
            Ok(draft) => prop_assert_eq!(read_plan(&write_plan(&draft)), Ok(draft)),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}

proptest! {
    #![proptest_config(proptest_config(32))]

    #[test]
    fn no_damage_to_a_framework_is_more_than_faults(file in damaged(DONCASTER)) {
        match read_framework(&file, &SHIPPED.catalogue) {
            // A framework that is read can be used, whatever it says.
            Ok(framework) => {
                let plan = crate::school::School::of(&[("phase", "primary"), ("ks2.rwm.l4 2014/15", "60")]).draft();
                let (plan, _) = attainment_planner::domain::validate(
                    &plan, &framework, &SHIPPED.catalogue, crate::school::today(),
                );
                let evaluation = crate::school::judged(&plan, &framework);
                prop_assert!(evaluation.rules.len() <= framework.rules.len());
            }
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
        // Nor does a catalogue without the measures that the file names.
        prop_assert!(read_framework(&file, &Catalogue::default()).is_err());
    }
}
