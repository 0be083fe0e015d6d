//! Bad input: each kind has its own issue or fault at the right place, and leaves everything else as it was.

use attainment_planner::domain::Draft;
use attainment_planner::domain::cohort::{Cohort, CohortGroup};
use attainment_planner::domain::draft::Part;
use attainment_planner::domain::fault::FaultKind;
use attainment_planner::domain::figure::{FigureFault, FigureKey};
use attainment_planner::domain::issue::{Field, Issue, IssueKind};
use attainment_planner::domain::plan::{Plan, Scenario};
use attainment_planner::domain::quantity::Level;
use attainment_planner::domain::validate;
use attainment_planner::format::{read_framework, read_plan, write_plan};
use serde_json::{Value, json};

use crate::school::{SHIPPED, School, today, year};

const DONCASTER: &str = include_str!("../../frameworks/doncaster/2015-16.json");

/// A school with nothing wrong, and some of everything.
fn sound() -> School {
    School::of(&[
        ("name", "Sample"),
        ("phase", "primary"),
        ("status", "maintained"),
        ("grade", "good"),
        ("year_6 2014/15", "30"),
        ("year_6 2013/14", "30"),
        ("ks2.rwm.l4 2013/14", "70"),
        ("ks2.rwm.l4 2014/15", "63.3"),
        ("eyfs.gld 2014/15", "60"),
        ("capacity", "drives_own"),
        ("target eyfs.gld", "70"),
    ])
}

/// `broken` in place of one thing of a sound school: exactly one issue, and everything else in the plan as without it.
#[track_caller]
fn check(key: &str, broken: &str, expected: Issue) {
    let school = sound().with(&[(key, broken)]);
    let (plan, issues) = school.validated();
    assert_eq!(issues, [expected], "{key} {broken:?}");
    // A notice leaves the thing itself in the plan; an error is as if it were not there.
    if issues[0].is_error() {
        assert_eq!(plan, sound().with(&[(key, "")]).plan(), "{key} {broken:?}");
    }
    // And what was typed is kept.
    assert_eq!(school.draft(), read_plan(&write_plan(&school.draft())).unwrap());
}

fn figure(measure: &str, text: &str) -> Field {
    Field::Figure(FigureKey::result(measure.into(), year(text)))
}

fn unreadable(field: Field, fault: FigureFault) -> Issue {
    let (lowest, highest) = (Level::hundredths(0), Level::hundredths(10_000));
    Issue { field, kind: IssueKind::Unreadable { fault, lowest, highest, percent: true } }
}

#[test]
fn figures_that_cannot_be_read() {
    use FigureFault::{CohortOutOfRange, MoreThanCohort, NotANumber, NotWhole, OutOfRange, TooManyDecimals};
    for (typed, fault) in [
        ("sixty", NotANumber),
        ("6o", NotANumber),
        ("60 %%", NotANumber),
        ("1e1", NotANumber),
        ("NaN", NotANumber),
        ("٦٠", NotANumber),
        ("101%", OutOfRange),
        ("100.01", OutOfRange),
        ("-1", OutOfRange),
        ("99999999999999999999", OutOfRange),
        ("62.345", TooManyDecimals),
        ("19 of 18", MoreThanCohort { count: 19, of: 18 }),
        ("18 of 0", CohortOutOfRange),
        ("18 of 5001", CohortOutOfRange),
        ("18 of 99999999999999999999", OutOfRange),
        ("17.5 of 30", NotWhole),
        ("of 30", NotANumber),
        ("18/", NotANumber),
    ] {
        check("ks2.rwm.l4 2013/14", typed, unreadable(figure("ks2.rwm.l4", "2013/14"), fault));
    }
}

#[test]
fn a_percentage_that_no_count_gives_names_those_beside_it() {
    let of = |pupils| Cohort::new(pupils).unwrap();
    let kind = |typed, decimals, below, above| IssueKind::ImpossiblePercentage {
        typed: Level::hundredths(typed),
        decimals,
        cohort: of(30),
        below,
        above,
    };
    let field = figure("ks2.rwm.l4", "2013/14");
    check("ks2.rwm.l4 2013/14", "62.3", Issue { field: field.clone(), kind: kind(6230, 1, 18, 19) });
    check("ks2.rwm.l4 2013/14", "62", Issue { field: field.clone(), kind: kind(6200, 0, 18, 19) });
    check("ks2.rwm.l4 2013/14", "99.99", Issue { field, kind: kind(9999, 2, 29, 30) });
    // The figure is kept, and nothing is said in pupils.
    let (plan, _) = sound().with(&[("ks2.rwm.l4 2013/14", "62.3")]).validated();
    let kept = plan.figures.result(&"ks2.rwm.l4".into(), year("2013/14")).unwrap();
    assert_eq!((kept.level(), kept.pupils()), (Level::hundredths(6230), None));
}

#[test]
fn a_share_of_another_cohort_than_the_year_groups_is_used_and_said() {
    let of = |pupils| Cohort::new(pupils).unwrap();
    let kind = IssueKind::OtherCohort { typed: of(31), group: of(30) };
    check("ks2.rwm.l4 2013/14", "18 of 31", Issue { field: figure("ks2.rwm.l4", "2013/14"), kind });
}

#[test]
fn cohorts_that_are_none() {
    let field = || Field::Cohort(CohortGroup::Year2, year("2014/15"));
    for typed in ["0", "5001", "thirty", "30.5", "-3", "30 of 31", "1,20"] {
        check("year_2 2014/15", typed, Issue { field: field(), kind: IssueKind::NotACohort });
    }
}

#[test]
fn target_years_that_are_none() {
    let field = || Field::Target("eyfs.gld".into(), Part::Year);
    let not_consecutive = IssueKind::YearsDoNotFollow(year("2014/15"));
    check("target eyfs.gld", "70 by 2014/16", Issue { field: field(), kind: not_consecutive });
    check("target eyfs.gld", "70 by soon", Issue { field: field(), kind: IssueKind::NotAYear });
    check("target eyfs.gld", "70 by 2016", Issue { field: field(), kind: IssueKind::NotAYear });
    let past = IssueKind::TargetYearPast { latest: year("2014/15") };
    check("target eyfs.gld", "70 by 2014/15", Issue { field: field(), kind: past });
    let value = Field::Target("eyfs.gld".into(), Part::Value);
    check("target eyfs.gld", "101%", unreadable(value, FigureFault::OutOfRange));
}

#[test]
fn answers_that_the_scheme_does_not_offer() {
    for (question, answer) in [("at_risk", "perhaps"), ("stage", "no")] {
        let field = Field::Answer(question.into());
        check(question, answer, Issue { field, kind: IssueKind::UnknownAnswer });
    }
}

#[test]
fn a_phase_that_the_scheme_does_not_cover() {
    let (plan, issues) = sound().with(&[("phase", "post16")]).validated();
    assert_eq!(issues, [Issue { field: Field::Phase, kind: IssueKind::PhaseNotCovered }]);
    assert_eq!(plan.figures, sound().plan().figures);
}

#[test]
fn dates_of_inspection() {
    use IssueKind::{DateAhead, DateTooEarly, NotADate};
    for (day, month, typed_year, expected) in [
        ("14", "3", "2014", None),
        ("14", "March", "2014", None),
        ("1", "10", "2015", None),
        ("2", "10", "2015", Some(DateAhead)),
        ("31", "2", "2014", Some(NotADate)),
        ("14", "13", "2014", Some(NotADate)),
        ("14", "3", "14", Some(NotADate)),
        ("", "3", "2014", Some(NotADate)),
        ("x", "3", "2014", Some(NotADate)),
        ("1", "9", "1992", None),
        ("31", "8", "1992", Some(DateTooEarly)),
    ] {
        let mut draft = sound().draft();
        draft.inspected.day = day.into();
        draft.inspected.month = month.into();
        draft.inspected.year = typed_year.into();
        let (plan, issues) = validate(&draft, &SHIPPED.doncaster, &SHIPPED.catalogue, today());
        let kinds: Vec<_> = issues.into_iter().map(|issue| (issue.field, issue.kind)).collect();
        let expected: Vec<_> = expected.into_iter().map(|kind| (Field::Inspected, kind)).collect();
        assert_eq!(kinds, expected, "{day} {month} {typed_year}");
        assert_eq!(plan.school.inspected.is_some(), kinds.is_empty());
    }
}

#[test]
fn an_empty_draft_is_an_empty_plan_without_issues() {
    let (plan, issues) = validate(&Draft::default(), &SHIPPED.doncaster, &SHIPPED.catalogue, today());
    let empty = Plan { scenarios: vec![Scenario::default()], ..Plan::default() };
    assert_eq!((plan, issues), (empty.clone(), vec![]));
    // Blanks are nothing too.
    let blank =
        School::of(&[("ks2.rwm.l4 2014/15", " "), ("year_6 2014/15", "  "), ("target eyfs.gld", " ")]);
    assert_eq!(blank.validated(), (empty, vec![]));
}

#[test]
fn many_issues_are_said_at_once_in_the_order_of_the_pages() {
    let (_, issues) = sound()
        .with(&[
            ("year_6 2014/15", "many"),
            ("ks2.rwm.l4 2014/15", "101"),
            ("eyfs.gld 2014/15", "low"),
            ("capacity", "plenty"),
            ("target eyfs.gld", "70 by 2014/16"),
        ])
        .validated();
    let fields: Vec<_> = issues.into_iter().map(|issue| issue.field).collect();
    let expected = [
        Field::Cohort(CohortGroup::Year6, year("2014/15")),
        figure("eyfs.gld", "2014/15"),
        figure("ks2.rwm.l4", "2014/15"),
        Field::Answer("capacity".into()),
        Field::Target("eyfs.gld".into(), Part::Year),
    ];
    assert_eq!(fields, expected);
}

/// The places and kinds of the faults of a plan file.
#[track_caller]
fn plan_faults(text: &str) -> Vec<(String, FaultKind)> {
    read_plan(text).unwrap_err().into_iter().map(|fault| (fault.place, fault.kind)).collect()
}

#[test]
fn saved_files_that_are_damaged_newer_or_something_else() {
    let file = write_plan(&sound().draft());
    let half = &file[..file.len() / 2];
    let lines = half.lines().count();
    assert!(matches!(plan_faults(half).as_slice(), [(_, FaultKind::NotJson { line, .. })] if *line == lines));
    assert!(matches!(plan_faults("").as_slice(), [(_, FaultKind::NotJson { line: 1, .. })]));
    assert!(matches!(plan_faults("%PDF-1.4").as_slice(), [(_, FaultKind::NotJson { line: 1, column: 1 })]));

    let expected = FaultKind::NotThisFormat { expected: "attainment-planner plan" };
    for other in ["{}", "{\"format\": \"attainment-planner framework\", \"version\": 1}", DONCASTER] {
        assert_eq!(plan_faults(other), [(String::new(), expected.clone())]);
    }
    // A newer file is one fault, whatever else it holds.
    let newer = file.replacen("\"version\": 6", "\"version\": 7, \"colour\": \"red\"", 1);
    assert_eq!(plan_faults(&newer), [("/version".into(), FaultKind::Newer { found: 7, known: 6 })]);
    for never in ["0", "-1", "1.5", "\"1\""] {
        let never = file.replacen("\"version\": 6", &format!("\"version\": {never}"), 1);
        let [(place, FaultKind::WrongKind { .. })] = &plan_faults(&never)[..] else {
            panic!("{:?}", plan_faults(&never))
        };
        assert_eq!(place, "/version");
    }
    let too_long = format!("{file}{}", " ".repeat(2_000_001));
    assert_eq!(plan_faults(&too_long), [(String::new(), FaultKind::TooLarge { most: 2_000_000 })]);
    assert!(read_plan(&format!("\u{feff}{file}")).is_ok(), "a byte-order mark is no damage");
}

#[test]
fn every_fault_of_a_saved_file_is_said_at_once_with_its_place() {
    let text = r#"{
        "format": "attainment-planner plan", "version": 1, "framework": 5, "colour": "red",
        "school": {"name": "A", "name": "B", "phase": "primry"},
        "cohorts": [{"group": "year_6", "year": "2014/16", "pupils": "30"}, {"group": "year_6", "pupils": "30"}],
        "figures": [
            {"measure": "a", "year": "2014/15", "text": "1"}, {"measure": "a", "year": "2014/15", "text": "2"},
            {"measure": "a", "year": "2013/14", "text": 62.3}
        ],
        "answers": {}
    }"#;
    let word = |expected| FaultKind::WrongKind { expected };
    let phases = "early_years infant first junior primary middle secondary special pru post16";
    let expected = phases.split(' ').map(str::to_owned).collect();
    let expected = [
        ("", FaultKind::UnknownKey("colour".into())),
        ("/framework", word("text")),
        ("/school", FaultKind::DuplicateKey("name".into())),
        ("/school/phase", FaultKind::NotOneOf { found: "primry".into(), expected }),
        ("/cohorts/0/year", word("an academic year such as 2014/15")),
        ("/cohorts/1", FaultKind::MissingKey("year")),
        ("/figures/2/text", word("text")),
        ("/answers", word("a list")),
        ("/figures/1", FaultKind::Repeated("figures".into())),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(place, kind)| (place.to_owned(), kind)).collect();
    assert_eq!(plan_faults(text), expected);
}

/// The faults of Doncaster's file after `change`.
#[track_caller]
fn framework_faults(change: impl FnOnce(&mut Value)) -> Vec<(String, FaultKind)> {
    let mut file: Value = serde_json::from_str(DONCASTER).unwrap();
    change(&mut file);
    faults_of(&file.to_string())
}

fn faults_of(text: &str) -> Vec<(String, FaultKind)> {
    let faults = read_framework(text, &SHIPPED.catalogue).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.place, fault.kind)).collect()
}

#[test]
fn a_framework_file_with_an_unknown_key_names_its_place() {
    let faults = framework_faults(|file| file["rules"][3]["wehn"] = json!(true));
    assert_eq!(faults, [("/rules/3".into(), FaultKind::UnknownKey("wehn".into()))]);
    let faults = framework_faults(|file| file["rules"][1]["when"]["any"][0]["all"][1]["colour"] = json!(1));
    assert_eq!(faults, [("/rules/1/when/any/0/all/1".into(), FaultKind::UnknownKey("colour".into()))]);
    let faults = framework_faults(|file| file["colour"] = json!("red"));
    assert_eq!(faults, [(String::new(), FaultKind::UnknownKey("colour".into()))]);
}

#[test]
fn a_framework_file_with_a_key_given_twice_names_its_place() {
    let twice = DONCASTER.replacen(
        "\"council\": \"Doncaster\",",
        "\"council\": \"Doncaster\", \"council\": \"Other\",",
        1,
    );
    assert_eq!(faults_of(&twice), [(String::new(), FaultKind::DuplicateKey("council".into()))]);
    let twice = DONCASTER.replacen("\"id\": \"2b\",", "\"id\": \"2b\", \"id\": \"2d\",", 1);
    assert_eq!(faults_of(&twice), [("/rules/2".into(), FaultKind::DuplicateKey("id".into()))]);
}

#[test]
fn a_framework_file_of_another_format_or_version_is_one_fault() {
    let faults = framework_faults(|file| file["version"] = json!(2));
    assert_eq!(faults, [("/version".into(), FaultKind::Newer { found: 2, known: 1 })]);
    let expected = FaultKind::NotThisFormat { expected: "attainment-planner framework" };
    assert_eq!(framework_faults(|file| file["format"] = json!("plan")), [(String::new(), expected)]);
    assert!(matches!(faults_of(&DONCASTER[..9_000])[..], [(_, FaultKind::NotJson { .. })]));
}

#[test]
fn names_that_stand_for_nothing_name_their_place() {
    let unknown = |name: &str| FaultKind::UnknownName(name.into());
    type Change = fn(&mut Value);
    let changes: [(Change, &str); 16] = [
        (|file| file["rules"][0]["category"] = json!("x"), "/rules/0/category"),
        (
            |file| file["rules"][0]["when"]["any"][1]["indicator"] = json!("x"),
            "/rules/0/when/any/1/indicator",
        ),
        (
            |file| file["rules"][1]["when"]["any"][0]["all"][1]["answer"]["question"] = json!("x"),
            "/rules/1/when/any/0/all/1/answer/question",
        ),
        (
            |file| {
                file["rules"][1]["when"]["any"][0]["all"][1]["answer"]["is"] = json!(["needs_external", "x"])
            },
            "/rules/1/when/any/0/all/1/answer/is/1",
        ),
        (
            |file| file["rules"][2]["when"]["all"][1]["answer"]["at_least"] = json!("x"),
            "/rules/2/when/all/1/answer/at_least",
        ),
        (
            |file| file["rules"][0]["when"]["any"][2]["at_least"]["count"] = json!("x"),
            "/rules/0/when/any/2/at_least/count",
        ),
        (
            |file| file["indicators"][0]["when"]["all"][0]["figure"]["threshold"] = json!("x"),
            "/indicators/0/when/all/0/figure/threshold",
        ),
        (
            |file| file["indicators"][0]["when"]["all"][0]["figure"]["measures"] = json!(["x"]),
            "/indicators/0/when/all/0/figure/measures/0",
        ),
        (
            |file| file["questions"][7]["proposals"][0]["answer"] = json!("x"),
            "/questions/7/proposals/0/answer",
        ),
        (
            |file| file["overlays"][0]["levels"][0]["when"]["any"][0]["outcome"] = json!(["x"]),
            "/overlays/0/levels/0/when/any/0/outcome/0",
        ),
        (|file| file["phases"][0]["measures"][1] = json!("x"), "/phases/0/measures/1"),
        (|file| file["phases"][1]["headline"][2] = json!("x"), "/phases/1/headline/2"),
        (|file| file["thresholds"][0]["values"][1]["measure"] = json!("x"), "/thresholds/0/values/1/measure"),
        (|file| file["targets"][2]["measure"] = json!("x"), "/targets/2/measure"),
        (|file| file["calendars"][1]["clause"]["document"] = json!("x"), "/calendars/1/clause/document"),
        (|file| file["action_plan"]["clause"]["document"] = json!("x"), "/action_plan/clause/document"),
    ];
    for (change, place) in changes {
        assert_eq!(framework_faults(change), [(place.to_owned(), unknown("x"))]);
    }
    // An indicator may use only those before it.
    let faults =
        framework_faults(|file| file["indicators"][0]["when"] = json!({"indicator": "strongly_declining"}));
    assert_eq!(faults, [("/indicators/0/when/indicator".into(), unknown("strongly_declining"))]);
    let faults = framework_faults(|file| {
        file["rules"][0]["when"]["any"][1] = json!({"answer": {"question": "at_risk", "at_least": "yes"}});
    });
    let expected = FaultKind::WrongKind { expected: "a question whose answers form a ladder" };
    assert_eq!(faults, [("/rules/0/when/any/1/answer/question".into(), expected)]);
}

#[test]
fn what_a_scheme_cannot_mean_is_refused() {
    // A rule cannot ask for the category that it gives.
    let faults = framework_faults(|file| file["rules"][0]["when"]["any"][1] = json!({"outcome": ["4"]}));
    let expected = FaultKind::WrongKind { expected: "a test that does not ask for the category" };
    assert_eq!(faults, [("/rules/0/when/any/1/outcome".into(), expected)]);
    // A number of signs that is set for one measure only would be no number elsewhere, and 0 signs always hold.
    let faults = framework_faults(|file| file["thresholds"][2]["values"][0]["measure"] = json!("ks2.rwm.l4"));
    let expected = FaultKind::WrongKind { expected: "a threshold with a value for every measure" };
    assert_eq!(faults, [("/rules/0/when/any/2/at_least/count".into(), expected)]);
    // The same name twice, and the same phase twice.
    let repeated = |name: &str| FaultKind::Repeated(name.into());
    let faults = framework_faults(|file| file["rules"][1]["id"] = json!("5"));
    assert_eq!(faults, [("/rules/1".into(), repeated("rule 5"))]);
    // A milestone is known by its date, and what was found belongs to one of them.
    let faults = framework_faults(|file| {
        let milestones = file["calendars"][0]["milestones"].as_array_mut().unwrap();
        milestones[1]["date"] = milestones[0]["date"].clone();
    });
    let [(place, FaultKind::Repeated(_))] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!(place, "/calendars/0/milestones/1");
    let faults = framework_faults(|file| file["phases"][0]["phases"] = json!(["early_years", "pru"]));
    assert_eq!(faults, [("/phases/6".into(), repeated("phase pru"))]);
    let faults = framework_faults(|file| file["questions"][1]["options"][1]["id"] = json!("drives_own"));
    assert!(faults.contains(&("/questions/1/options/2".into(), repeated("answer drives_own"))), "{faults:?}");
    // More rules and categories than an outcome can tell apart, and more answers than an unknown can have.
    type List = fn(&mut Value) -> &mut Value;
    let lists: [(&str, usize, List); 3] = [
        ("/rules", 63, |file| &mut file["rules"]),
        ("/categories", 63, |file| &mut file["categories"]),
        ("/questions/1/options", 64, |file| &mut file["questions"][1]["options"]),
    ];
    for (place, most, list) in lists {
        let filled = |entries: usize| {
            framework_faults(|file| {
                let list = list(file).as_array_mut().unwrap();
                let entry = list[0].clone();
                for place in list.len()..entries {
                    let mut entry = entry.clone();
                    entry["id"] = json!(format!("more {place}"));
                    list.push(entry);
                }
            })
        };
        assert_eq!(filled(most), []);
        assert_eq!(filled(most + 1), [(place.to_owned(), FaultKind::TooMany { most })]);
    }
}

#[test]
fn a_condition_is_of_one_kind_and_a_question_of_one_sort() {
    let word = |expected| FaultKind::WrongKind { expected };
    type Change = fn(&mut Value);
    let changes: [(Change, &str, FaultKind); 8] = [
        (
            |file| file["rules"][0]["when"] = json!({}),
            "/rules/0/when",
            word("a condition of exactly one kind"),
        ),
        (
            |file| file["rules"][0]["when"]["phase"] = json!(["primary"]),
            "/rules/0/when",
            word("a condition of exactly one kind"),
        ),
        (
            |file| file["rules"][0]["when"] = json!({"answer": {"question": "at_risk"}}),
            "/rules/0/when/answer",
            word("either \"is\" or \"at_least\""),
        ),
        (
            |file| file["questions"][0]["number"] = json!({"lowest": 0, "highest": 9, "unit": "days"}),
            "/questions/0",
            word("either \"options\" or \"number\""),
        ),
        (
            |file| {
                file["rules"][0]["when"]["any"][1] = json!({"number": {"question": "at_risk",
                "is": "above", "threshold": "signs_needed"}})
            },
            "/rules/0/when/any/1/number/question",
            word("a question whose answer is a number"),
        ),
        (
            |file| file["indicators"][0]["when"]["all"][0]["figure"]["quantity"] = json!("mean"),
            "/indicators/0/when/all/0/figure",
            FaultKind::MissingKey("years"),
        ),
        (
            |file| file["indicators"][0]["when"]["all"][0]["figure"]["years"] = json!(0),
            "/indicators/0/when/all/0/figure/years",
            word("a number of years, 1 to 10"),
        ),
        (
            |file| file["thresholds"][0]["values"][0]["value"] = json!(65.125),
            "/thresholds/0/values/0/value",
            word("a number with at most two decimal places"),
        ),
    ];
    for (change, place, kind) in changes {
        assert_eq!(framework_faults(change), [(place.to_owned(), kind)]);
    }
}

#[test]
fn every_fault_of_a_framework_file_is_said_at_once() {
    let faults = framework_faults(|file| {
        file["colour"] = json!("red");
        file["year"] = json!("2015/17");
        file["thresholds"][0]["values"][0]["value"] = json!("65");
        file["questions"][1]["options"][0]["text"] = json!("x");
        file["questions"][2].as_object_mut().unwrap().remove("text");
        file["categories"][0]["clause"]["basis"] = json!("guessed");
        file["rules"][0]["when"]["any"][0]["inspection"] = json!(["weak"]);
        file["rules"][3]["category"] = json!("9");
        file["calendars"][0]["milestones"][0]["date"] = json!("30 September");
    });
    let places: Vec<&str> = faults.iter().map(|(place, _)| place.as_str()).collect();
    let expected = [
        "",
        "/year",
        "/categories/0/clause/basis",
        "/rules/0/when/any/0/inspection/0",
        "/thresholds/0/values/0/value",
        "/questions/1/options/0",
        "/questions/2",
        "/calendars/0/milestones/0/date",
        "/rules/3/category",
    ];
    assert_eq!(places, expected, "{faults:?}");
    // Nothing is said of a name only because what it names could not be read.
    assert_eq!(faults[8].1, FaultKind::UnknownName("9".into()));
}
