//! The test cases that a scheme's own file carries (`domain::case`): those that ship, what changes one, and what cannot be
//! run any more. [`cases`](crate::cases) has the hand-worked cases that they were taken from.

use attainment_planner::domain::case::{is_as_expected, school_of};
use attainment_planner::domain::category::{NotApplicable, Outcome};
use attainment_planner::domain::fault::Fault;
use attainment_planner::domain::issue::Field;
use attainment_planner::domain::{Framework, Reference};
use attainment_planner::format::{PackDraft, read_framework, shipped_text};
use attainment_planner::present::cases::{self, Tried};
use attainment_planner::present::fault;
use chrono::NaiveDate;
use serde_json::Value;

use crate::school::{SHIPPED, School, today};

fn day() -> NaiveDate {
    today()
}

/// The pack around a scheme that ships.
fn around(id: &str) -> PackDraft {
    PackDraft::around(&shipped_text(id).unwrap(), "Ambridge", day()).unwrap()
}

/// The cases of the first scheme of a pack without a fault, tried with it.
fn tried(draft: &PackDraft) -> (Vec<Tried>, Framework) {
    let pack = draft.read(&SHIPPED.catalogue).unwrap();
    let framework = (*pack.schemes[0]).clone();
    let reference: Reference = SHIPPED.reference.with(&pack.national);
    let tried = draft.cases(0).into_iter().map(|case| {
        let trial = case.tried(&framework, &SHIPPED.catalogue, &reference, day());
        (case, trial)
    });
    (tried.collect(), framework)
}

fn changed(tried: &[Tried]) -> Vec<&str> {
    tried.iter().filter(|one| cases::has_changed(one)).map(|(case, _)| case.name.as_str()).collect()
}

/// The places of the numbers of a threshold.
fn values(draft: &PackDraft, threshold: &str) -> Vec<String> {
    let thresholds =
        (0..draft.count("/schemes/0/thresholds")).map(|at| format!("/schemes/0/thresholds/{at}"));
    let place = thresholds.into_iter().find(|at| draft.text(&format!("{at}/id")) == threshold).unwrap();
    (0..draft.count(&format!("{place}/values"))).map(|at| format!("{place}/values/{at}/value")).collect()
}

fn words_of(draft: &PackDraft) -> String {
    let (tried, framework) = tried(draft);
    let mut said = cases::counts(&tried);
    for row in cases::table(&tried, &framework, &SHIPPED.catalogue).rows {
        said += &format!("\n{}\n  {}", row.heading, row.cells.join("\n  "));
    }
    for (case, trial) in tried.iter().filter(|one| cases::has_changed(one)) {
        said +=
            &format!("\n\n{}: {}", case.name, cases::school(&case.school, &framework, &SHIPPED.catalogue));
        for why in cases::why(trial.as_ref().unwrap(), &framework, &SHIPPED.catalogue) {
            said += &format!("\n- {why}");
        }
    }
    said
}

#[test]
fn every_case_that_ships_comes_out_as_it_says_and_stands_in_the_case_file() {
    for framework in &SHIPPED.frameworks {
        let (tried, scheme) = tried(&around(framework.id.as_str()));
        assert!((10..=14).contains(&tried.len()), "{}: {}", framework.id, tried.len());
        let path = format!("{}/tests/cases/{}.json", env!("CARGO_MANIFEST_DIR"), framework.id);
        let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let worked: Vec<_> = file["cases"].as_array().unwrap().iter().collect();
        // Less what no rule reads.
        let kept = |school: &School| school_of(&school.draft_for(&scheme), &scheme, &SHIPPED.catalogue);
        for (case, trial) in &tried {
            let name = format!("{}: {}", framework.id, case.name);
            let trial = trial.as_ref().unwrap_or_else(|gone| panic!("{name}: {gone:?}"));
            assert!(trial.is_as_expected, "{name}: {:?}", trial.evaluation.outcome);
            assert!(case.clause.is_some(), "{name} does not say where it comes from");
            // The same school in the file of hand-worked cases, with the same outcome.
            let outcome = crate::cases::outcome(&trial.evaluation.outcome);
            let is_there = worked.iter().any(|one| {
                one.get("results_year").is_none()
                    && one["then"]["outcome"] == outcome.as_str()
                    && kept(&School::of_case(one, &file["schools"])) == case.school
            });
            assert!(
                is_there,
                "{name} is no hand-worked case, or another outcome than {outcome} was worked out"
            );
        }
        // Every category, and every code.
        let is_met = |rule: &str, category: &str| {
            tried.iter().any(|(case, _)| match &case.expected {
                Outcome::Decided { rule: by, category: of } => {
                    of.as_str() == category && (by.as_str().is_empty() || by.as_str() == rule)
                }
                _ => false,
            })
        };
        for rule in &framework.rules {
            assert!(is_met(rule.id.as_str(), rule.category.as_str()), "{}: {}", framework.id, rule.id);
        }
    }
}

#[test]
fn a_changed_number_changes_just_the_schools_that_it_should() {
    // Doncaster's floor of 2014/15 is 65, and no school's figure stands between 65 and 70 but the one on it; the school
    // that was below it already stays in category 5.
    let mut draft = around("doncaster/2015-16");
    assert_eq!(changed(&tried(&draft).0), Vec::<&str>::new());
    draft.set("/schemes/0/thresholds/0/values/0/value", "70");
    let (now, _) = tried(&draft);
    assert_eq!(changed(&now), ["Exactly on the floor, and below it the year before"]);
    assert_eq!(crate::cases::outcome(&now[2].1.as_ref().unwrap().evaluation.outcome), "5 by 5");

    // It is taken, and is the officer's own then; next the number is as it was, and the school has changed again.
    let outcome = now[2].1.as_ref().unwrap().evaluation.outcome.clone();
    draft.expect("/schemes/0/cases/2", &outcome);
    let (now, _) = tried(&draft);
    assert_eq!(changed(&now), Vec::<&str>::new());
    assert_eq!(now[2].0.clause, None);
    // Doncaster's rule for category 5 has no code, so any rule of the category will do.
    assert_eq!(now[2].0.expected, decided("", "5"));
    draft.set("/schemes/0/thresholds/0/values/0/value", "65");
    assert_eq!(changed(&tried(&draft).0), ["Exactly on the floor, and below it the year before"]);
}

#[test]
fn the_words_of_a_table() {
    let mut draft = around("norfolk/2013-14");
    // Norfolk's floor of 60, in every place where it stands.
    for place in values(&draft, "floor") {
        draft.set(&place, "61");
    }
    // A case whose category is no longer there, one that answers a question in another way, and one that expects less.
    draft.set("/schemes/0/cases/12/expected/category", "G");
    draft.set("/schemes/0/cases/12/expected/rule", "G1");
    draft.set("/schemes/0/cases/11/answers/0/answer", "perhaps");
    draft.set_kind("/schemes/0/cases/10/expected", "none");
    draft.set("/schemes/0/cases/10/expected/none", "no_description");
    draft.set("/schemes/0/cases/10/expected/rule", "");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("scheme_cases", words_of(&draft)));
}

#[test]
fn what_the_scheme_no_longer_asks_is_no_fault_and_is_said() {
    let mut draft = around("staffordshire/2007-08");
    let before = tried(&draft).0.len();
    // Without the question of self-evaluation nothing can be read of it: the rules that use it go with it.
    let text = draft.to_text().replace("\"self_evaluation\"", "\"own_evaluation\"");
    // The cases still answer the question by its earlier name.
    let cases = text.find("\"cases\"").unwrap();
    let text = format!("{}{}", &text[..cases], text[cases..].replace("own_evaluation", "self_evaluation"));
    draft = PackDraft::open(&text).unwrap();
    let (now, framework) = tried(&draft);
    assert_eq!(now.len(), before);
    let gone: Vec<_> = now.iter().filter_map(|(_, trial)| trial.as_ref().err()).collect();
    let own = [Field::Answer("self_evaluation".into())];
    assert!(!gone.is_empty() && gone.iter().all(|one| **one == own), "{gone:?}");
    let is_gone = |(_, trial): &&Tried| trial.is_err();
    assert_eq!(
        cases::now(now.iter().find(is_gone).unwrap(), &framework, &SHIPPED.catalogue),
        "Can no longer be run, because the scheme does not take an answer to “self_evaluation”"
    );
    assert_eq!(
        cases::counts(&now),
        format!(
            "{} of {before} schools come out as before; {} can no longer be run.",
            before - gone.len(),
            gone.len()
        )
    );
    // A measure that is not asked for, and a grade that is not known.
    let mut draft = around("doncaster/2015-16");
    let phases = draft.count("/schemes/0/phases");
    for phase in 0..phases {
        for list in ["measures", "headline", "groups", "teacher", "progress"] {
            let place = format!("/schemes/0/phases/{phase}/{list}");
            if draft.has(&place) {
                draft.tick(&place, "ks2.rwm.l4", false);
            }
        }
    }
    draft.tick("/schemes/0/grades", "outstanding", false);
    let (now, framework) = tried(&draft);
    let named = |name: &str| {
        let one = now.iter().find(|(case, _)| case.name == name).unwrap();
        cases::now(one, &framework, &SHIPPED.catalogue)
    };
    let said = named("Outstanding, some concern");
    let because = "Can no longer be run, because the scheme does not take";
    assert!(said.starts_with(&format!("{because} this grade of inspection")), "{said}");
    // Three years of one measure.
    assert_eq!(
        named("Exactly on the floor, and below it the year before"),
        format!("{because} key stage 2 reading, writing and mathematics combined, level 4 or above")
    );
}

#[test]
fn a_category_that_is_gone_is_an_outcome_that_changed() {
    let mut draft = around("england/2025-26");
    draft.set("/schemes/0/cases/0/expected/category", "light");
    let (now, framework) = tried(&draft);
    assert_eq!(changed(&now), [now[0].0.name.clone()]);
    assert_eq!(
        cases::expected(&now[0], &framework, &SHIPPED.catalogue),
        "Expected: Category light. Assumed by the planner. Worked out by hand from the rules."
    );
}

fn decided(rule: &str, category: &str) -> Outcome {
    Outcome::Decided { rule: rule.into(), category: category.into() }
}

fn between(categories: &[&str], or_none: bool) -> Outcome {
    Outcome::Between {
        categories: categories.iter().map(|id| (*id).into()).collect(),
        or_none,
        settled_by: vec![],
    }
}

#[test]
fn an_outcome_is_the_expected_one_by_category_and_code_and_by_what_is_possible() {
    let none = Outcome::NoDescription { nearest: vec![] };
    assert!(is_as_expected(&decided("", "4"), &decided("anything", "4")));
    assert!(is_as_expected(&decided("B3", "B"), &decided("B3", "B")));
    assert!(!is_as_expected(&decided("B3", "B"), &decided("B2", "B")));
    assert!(!is_as_expected(&decided("", "4"), &decided("", "5")));
    // The order of the categories is the scheme's, and may be another by now.
    assert!(is_as_expected(&between(&["1", "2"], false), &between(&["2", "1"], false)));
    assert!(!is_as_expected(&between(&["1", "2"], false), &between(&["1", "2"], true)));
    assert!(!is_as_expected(&between(&["1", "2"], false), &between(&["1", "2", "3"], false)));
    assert!(!is_as_expected(&between(&["4"], true), &decided("", "4")));
    assert!(is_as_expected(&none, &Outcome::NoDescription { nearest: vec![] }));
    let no_phase = Outcome::NotApplicable(NotApplicable::NoPhase);
    assert!(is_as_expected(&no_phase, &no_phase));
    assert!(!is_as_expected(&no_phase, &Outcome::NotApplicable(NotApplicable::PhaseNotCovered)));
    assert!(!is_as_expected(&no_phase, &none));
}

#[test]
fn the_next_years_scheme_has_the_same_schools_a_year_on() {
    let mut draft = around("england/2025-26");
    draft.add_next_year(0);
    let (now, framework) = tried(&draft);
    assert_eq!(framework.id.as_str(), "england/2026-27");
    let years: Vec<String> = now[0].0.school.figures.keys().map(|key| key.year.to_string()).collect();
    assert!(years.contains(&"2025/26".to_owned()) && !years.contains(&"2022/23".to_owned()), "{years:?}");
    // Last year's stay as they were.
    let before = &draft.cases(1)[0].school;
    assert!(before.figures.keys().any(|key| key.year.to_string() == "2022/23"));
    // What was answered stands for the new scheme: serious concern decides without a figure.
    let serious = now.iter().find(|(case, _)| case.name == "Serious concern").unwrap();
    assert!(serious.1.as_ref().unwrap().is_as_expected, "{:?}", serious.1);
}

#[test]
fn a_school_of_ones_own_is_kept_with_what_the_rules_look_at_and_no_name() {
    use attainment_planner::domain::case::Case;
    let framework = &SHIPPED.doncaster;
    let mut plan = School::of(&[
        ("name", "Hill Top"),
        ("phase", "primary"),
        ("status", "maintained"),
        ("grade", "good"),
        ("ks2.rwm.l4 2014/15", "17/30"),
        ("ks2.rwm.l4 2009/10", "50"),
        ("ks4.a8 2014/15", "46"),
        // The table asks for it, and no rule reads it.
        ("ks2.reading.l5 2014/15", "20"),
        ("year_6 2014/15", "30"),
        ("year_6 2009/10", "29"),
        ("concern", "none"),
        ("governance_weak", "yes"),
        ("target ks2.rwm.l4", "80"),
    ])
    .draft_for(framework);
    plan.inspected.year = "2014".to_owned();
    let school = school_of(&plan, framework, &SHIPPED.catalogue);
    let mut draft = around("doncaster/2015-16");
    let count = draft.count("/schemes/0/cases");
    // 2a is a code.
    let expected = decided("2a", "2");
    draft.add_case(
        0,
        &Case { name: "Ours".to_owned(), school: school.clone(), expected: expected.clone(), clause: None },
    );
    let (now, _) = tried(&draft);
    assert_eq!(now.len(), count + 1);
    let (case, trial) = now.last().unwrap();
    assert_eq!(
        (case.name.as_str(), &case.school, &case.expected, &case.clause),
        ("Ours", &school, &expected, &None)
    );
    assert!(trial.is_ok());
    // Governance decides a visit, and no category.
    let answers: Vec<String> = school.scheme(&framework.id).answers.keys().map(ToString::to_string).collect();
    assert_eq!(answers, ["concern"]);
    // Nothing of which school it is, of other years, other phases, or targets.
    assert!(!draft.to_text().contains("Hill Top"));
    let kept: Vec<String> =
        school.figures.keys().map(|key| format!("{} {}", key.measure, key.year)).collect();
    assert_eq!(kept, ["ks2.rwm.l4 2014/15"]);
    assert_eq!(school.cohorts.len(), 1);
    assert!(school.scenarios.is_empty() && school.inspected.is_empty());
    // It travels in the scheme's file alone, and that file says the same again.
    let alone = draft.scheme_text(0);
    let again = PackDraft::around(&alone, "Ambridge", day()).unwrap();
    assert_eq!(again.cases(0), draft.cases(0));
    assert_eq!(again.scheme_text(0), alone);
}

/// What is left out of a plan never mattered: every hand-worked case of every scheme comes out the same without it.
#[test]
fn what_a_case_keeps_of_a_plan_decides_as_all_of_it() {
    use attainment_planner::domain::{Draft, evaluate, validate};
    for framework in &SHIPPED.frameworks {
        let path = format!("{}/tests/cases/{}.json", env!("CARGO_MANIFEST_DIR"), framework.id);
        let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let framework = crate::school::scheme_of_case(case, framework);
            let draft = School::of_case(case, &file["schools"]).draft_for(&framework);
            let outcome = |draft: &Draft| {
                let (plan, _) = validate(draft, &framework, &SHIPPED.catalogue, day());
                evaluate(&plan, &framework, &SHIPPED.catalogue, &SHIPPED.reference).outcome
            };
            let (all, kept) = (outcome(&draft), outcome(&school_of(&draft, &framework, &SHIPPED.catalogue)));
            // Where nothing is left, there are no results of other years either.
            if all != Outcome::NotApplicable(NotApplicable::NoResultsInItsYears) {
                assert!(is_as_expected(&all, &kept), "{}: {all:?}, {kept:?}", case["case"]);
            }
        }
    }
}

/// The faults of a scheme with one case, in words.
fn faults(case: &str) -> Vec<String> {
    let text = shipped_text("staffordshire/2007-08").unwrap();
    let start = text.find("\"cases\":[").unwrap();
    let text = format!("{}\"cases\":[{case}]}}", &text[..start]);
    let faults: Vec<Fault> = read_framework(&text, &SHIPPED.catalogue).err().unwrap_or_default();
    faults.iter().map(fault::words).collect()
}

#[test]
fn faults_of_a_case_have_their_places() {
    let said = |case: &str, wanted: &[&str]| assert_eq!(faults(case), wanted, "{case}");
    said(r#"{"name":"A","school":{"phase":"primary"},"expected":{"category":"9","rule":"x"}}"#, &[]);
    said(r#"{"name":"A","school":{},"expected":{"between":["1","2"],"or_none":true}}"#, &[]);
    // A question, an answer and a measure that the scheme does not have are no faults.
    said(
        r#"{"name":"A","school":{},"figures":[{"measure":"ks9","year":"2006/07","text":"many"}],"answers":[{"question":"moon","answer":"yes"}],"expected":{"none":"no_description"}}"#,
        &[],
    );
    said(r#"{"name":"A","school":{}}"#, &["“expected” is missing (at /cases/0)"]);
    // Nothing refers to a name, and one that is typed is empty or like another on the way.
    let twice = r#"{"name":"","school":{},"expected":{"category":"1"}}"#;
    said(&format!("{twice},{twice}"), &[]);
    said(
        r#"{"name":"A","school":{"phase":"house","name":"B"},"expected":{"category":"1","none":"no_phase"}}"#,
        &[
            "“name” is not a key that belongs here (at /cases/0/school)",
            "“house” is not one of: early_years, infant, first, junior, primary, middle, secondary, special, pru, post16 (at /cases/0/school/phase)",
            "Expected a category, several of which one is still possible, or why there is none (at /cases/0/expected)",
        ],
    );
    said(
        r#"{"name":"A","school":{},"expected":{"none":"no_phase","rule":"4","or_none":true}}"#,
        &[
            "“rule” is not a key that belongs here (at /cases/0/expected/rule)",
            "“or_none” is not a key that belongs here (at /cases/0/expected/or_none)",
        ],
    );
    said(
        r#"{"name":"A","school":{},"answers":[{"question":"pace","answer":"a"},{"question":"pace","answer":"b"}],"expected":{"category":"1"},"clause":{"document":"x","place":"p","basis":"assumed"}}"#,
        &[
            "“x” stands for nothing that is known (at /cases/0/clause/document)",
            "The same entry is given twice in answers (at /cases/0/answers/1)",
        ],
    );
}

/// The officer's way, as actions, and what the page says then.
#[cfg(feature = "render")]
mod on_the_page {
    use crate::markup::values;
    use crate::pages::{page, press, type_in};
    use attainment_planner::app::state::Action;

    const FLOOR: &str = "pack-schemes-0-thresholds-0-values-0-value";

    /// Doncaster's scheme in the officers' area, with the worked example open in the planner.
    fn after(actions: &[Action]) -> String {
        let mut all = vec![press("example"), press("see-copy"), press("pack_begin-0")];
        all.extend(actions.iter().cloned());
        all.push(press("nav-copy-cases"));
        page(all)
    }

    #[test]
    fn a_change_is_shown_taken_and_taken_back() {
        let html = after(&[]);
        assert!(html.contains("All 14 schools come out as before."), "{html}");
        assert_eq!(html.matches("As before").count(), 14);
        assert!(!html.contains("pack_expect"));
        let changed = [type_in(FLOOR, "70")];
        let html = after(&changed);
        assert!(html.contains("13 of 14 schools come out as before; 1 changed."));
        assert!(html.contains("Changed: Category 5, School of Extreme Concern"));
        assert!(values(&html, "id").contains(&"pack_expect-schemes-0-cases-2"));
        let taken = [type_in(FLOOR, "70"), press("nav-copy-cases"), press("pack_expect-schemes-0-cases-2")];
        let html = after(&taken);
        assert!(html.contains("All 14 schools come out as before."), "{html}");
        // It is the officer's now, and can be renamed.
        assert!(values(&html, "id").contains(&"pack-schemes-0-cases-2-name"));
        let back = [&taken[..], &[press("undo")]].concat();
        assert!(after(&back).contains("1 changed."));
    }

    #[test]
    fn all_are_taken_at_once_and_one_is_removed() {
        // Doncaster's floor of both years, so high that the schools with figures fall below it.
        let high = [type_in(FLOOR, "99"), type_in("pack-schemes-0-thresholds-0-values-1-value", "99")];
        let html = after(&high);
        assert!(html.contains("pack_expect-all") && html.contains(" changed."), "{html}");
        let html = after(&[&high[..], &[press("pack_expect-all")]].concat());
        assert!(html.contains("All 14 schools come out as before."));
        let html = after(&[press("pack_remove-schemes-0-cases-0")]);
        assert!(html.contains("All 13 schools come out as before."));
        assert!(!values(&html, "id").contains(&"pack_remove-schemes-0-cases-13"));
    }

    #[test]
    fn the_school_in_view_is_added_under_a_name_and_an_empty_name_stops_nothing() {
        let name = "pack-schemes-0-cases-14-name";
        let added = [press("nav-copy-cases"), press("pack_case")];
        let html = after(&added);
        assert!(html.contains("All 15 schools come out as before.") && html.contains("A school of ours"));
        assert!(html.contains("Between categories 4 and 5"));
        let empty = [&added[..], &[type_in(name, "")]].concat();
        let html = after(&empty);
        assert!(html.contains("A school without a name") && values(&html, "id").contains(&name));
        let html = after(&[&empty[..], &[type_in(name, "Close to a line")]].concat());
        assert!(html.contains("Close to a line"), "{html}");
        // Two of them may be called the same.
        let both = [press("pack_case"), press("pack_case")];
        assert!(after(&both).contains("All 16 schools come out as before."));
    }

    #[test]
    fn with_a_fault_in_the_copy_nothing_is_tried_and_that_is_said() {
        let html = after(&[type_in(FLOOR, "about")]);
        assert!(html.contains("They can be tried once everything in the copy is right"), "{html}");
        assert!(!html.contains("As before"));
    }
}
