//! The cases of `tests/cases/`: schools in a few words and what a scheme must say of each.
//!
//! A file has `schools`, which cases start `like`, and `cases`. A case says what is otherwise (`but`; an empty text
//! makes a thing unknown), what must come out (`then`), and where that expectation comes `from`: "hand", "published"
//! or "regression", then the place. Keys of a school are those of [`School`]. `then` may have:
//!
//! - `outcome`: `4 by 4` (category by rule), `between 4 5`, `between 2 or none`, `no description`, `no phase`, `phase
//!   not covered`, `no results in its years`
//! - `settled_by`: the unknowns that settle it; `nearest`: rules with the tests that stand in their way
//! - `tiers`: the levels of the overlay that are possible, and `none`; `days`: each visit of support
//! - `overlays`: by overlay, the labels of the levels that are possible, joined by ` | `, and `none`; `points`: by score,
//!   `3` or `3 to 5`
//! - `proposes`: answers that the figures suggest; none other may be
//! - `more`, `fewer`: pupils and the outcome then, by measure; `stable`

use attainment_planner::domain::category::{Input, NotApplicable, Outcome, Trace, TraceKind, Truth};
use attainment_planner::domain::evaluate::Evaluation;
use attainment_planner::domain::framework::{Condition, Fact, Framework, MeasureSet, Quantity, Trend};
use attainment_planner::domain::nearest::Then;
use attainment_planner::domain::reference::Group;
use serde_json::{Map, Value, json};

use crate::school::{SHIPPED, School, judged, scheme_of_case};

/// Each framework has a file of cases, called as it is.
#[test]
fn every_case_of_every_framework() {
    for framework in &SHIPPED.frameworks {
        let path = format!("{}/tests/cases/{}.json", env!("CARGO_MANIFEST_DIR"), framework.id);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        run(&text, framework);
    }
}

pub(crate) fn run(text: &str, framework: &Framework) {
    let file: Value = serde_json::from_str(text).unwrap();
    let cases = file["cases"].as_array().unwrap();
    let failures: Vec<String> =
        cases.iter().filter_map(|case| check(case, &file["schools"], framework).err()).collect();
    let (id, count) = (&framework.id, cases.len());
    assert!(failures.is_empty(), "{id}: {} of {count}:\n{}", failures.len(), failures.join("\n"));
}

fn check(case: &Value, schools: &Value, framework: &Framework) -> Result<(), String> {
    let name = case["case"].as_str().unwrap();
    let known = ["case", "from", "like", "but", "results_year", "then"];
    let unknown: Vec<&String> = object(case).keys().filter(|key| !known.contains(&key.as_str())).collect();
    assert!(unknown.is_empty(), "{name}: unknown {unknown:?}");
    let from = case["from"].as_str().unwrap_or_default();
    assert!(
        ["hand", "published", "regression"].iter().any(|source| from.starts_with(source)),
        "{name} does not say where its expectation comes from"
    );
    let framework = &scheme_of_case(case, framework);
    let school = School::of_case(case, schools);
    let evaluation = judged(&school.validated_for(framework).0, framework);
    let then = object(&case["then"]);
    assert!(!then.is_empty(), "{name} expects nothing");
    let mut wrong = String::new();
    for (key, expected) in then {
        let found = found(key, expected, &evaluation, framework);
        if found != *expected {
            wrong += &format!("\n    {key}: expected {expected}, found {found}");
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("  {name}{wrong}")) }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}"))
}

/// What the evaluation says of `key`, in the shape of the case files.
fn found(key: &str, expected: &Value, evaluation: &Evaluation, framework: &Framework) -> Value {
    match key {
        "outcome" => json!(outcome(&evaluation.outcome)),
        "settled_by" => match &evaluation.outcome {
            // A set: `exact.rs` has the order.
            Outcome::Between { settled_by, .. } => {
                let mut found: Vec<Value> = settled_by.iter().map(|one| json!(input(one))).collect();
                let place =
                    |one: &Value| expected.as_array().and_then(|all| all.iter().position(|of| of == one));
                found.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
                json!(found)
            }
            _ => json!([]),
        },
        "nearest" => nearest(evaluation, framework),
        "tiers" => {
            let tiers = &evaluation.overlays[0];
            let mut found: Vec<String> = tiers.possible.iter().map(|place| (place + 1).to_string()).collect();
            found.extend(tiers.or_none.then(|| "none".to_owned()));
            json!(found.join(" "))
        }
        "overlays" => {
            // Only those that the case names.
            let found = evaluation.overlays.iter().zip(&framework.overlays).filter_map(|(found, overlay)| {
                let labels = found.possible.iter().map(|place| overlay.levels[*place].label.as_str());
                let labels: Vec<&str> = labels.chain(found.or_none.then_some("none")).collect();
                expected.get(overlay.id.as_str()).map(|_| (overlay.id.to_string(), json!(labels.join(" | "))))
            });
            Value::Object(found.collect())
        }
        "points" => {
            let mut found = Map::new();
            for rule in framework.rules.iter().zip(&evaluation.rules) {
                points(&rule.0.when, &rule.1.trace, &mut found);
            }
            Value::Object(found)
        }
        "days" => days(evaluation, framework),
        "proposes" => {
            let proposals = evaluation
                .proposals
                .iter()
                .map(|(question, answer)| (question.to_string(), json!(answer.as_str())));
            Value::Object(proposals.collect())
        }
        "stable" => json!(evaluation.nearest.is_stable),
        "more" | "fewer" => {
            // Only the measures that the case names.
            let changes = evaluation.nearest.by_measure.iter().filter_map(|change| {
                let pupils = if key == "more" { &change.more } else { &change.fewer };
                let found = pupils.as_ref().map_or(json!("nothing"), |(pupils, then)| {
                    json!(format!("{pupils}: {}", outcome_then(then)))
                });
                expected.get(change.measure.as_str()).map(|_| (change.measure.to_string(), found))
            });
            Value::Object(changes.collect())
        }
        _ => panic!("no case can expect {key:?}"),
    }
}

pub(crate) fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Decided { rule, category } => format!("{category} by {rule}"),
        Outcome::Between { categories, or_none, .. } => {
            let categories: Vec<&str> = categories.iter().map(|category| category.as_str()).collect();
            format!("between {}{}", categories.join(" "), if *or_none { " or none" } else { "" })
        }
        Outcome::NoDescription { .. } => "no description".into(),
        Outcome::NotApplicable(NotApplicable::NoPhase) => "no phase".into(),
        Outcome::NotApplicable(NotApplicable::PhaseNotCovered) => "phase not covered".into(),
        Outcome::NotApplicable(NotApplicable::NoResultsInItsYears) => "no results in its years".into(),
    }
}

/// The points of every score below `condition`.
fn points(condition: &Condition, trace: &Trace, found: &mut Map<String, Value>) {
    match condition {
        Condition::Score { of, .. } => {
            let TraceKind::Score { fewest, most, .. } = trace.kind else { panic!("{trace:?}") };
            let points = if fewest == most { fewest.to_string() } else { format!("{fewest} to {most}") };
            found.insert(of.to_string(), json!(points));
        }
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::None(parts)
        | Condition::AtLeast { of: parts, .. } => {
            parts.iter().zip(&trace.parts).for_each(|(part, trace)| points(part, trace, found));
        }
        Condition::Indicator(_) | Condition::Test(_) => {}
    }
}

fn outcome_then(then: &Then) -> &str {
    match then {
        Then::Category(category) => category.as_str(),
        Then::Open => "open",
        Then::NoDescription => "no description",
    }
}

/// An unknown in the words of a [`School`]'s keys.
pub(crate) fn input(input: &Input) -> String {
    match input {
        Input::Grade => "grade".into(),
        Input::Status => "status".into(),
        Input::Answer(question) => question.to_string(),
        Input::Result(measure, of, year) => format!("{measure} {year}{}", group(*of)),
        Input::Teacher(measure, year) => format!("{measure} {year} teacher"),
        Input::National(measure, of, year) => format!("national {measure} {year}{}", group(*of)),
    }
}

fn group(group: Group) -> &'static str {
    match group {
        Group::All => "",
        Group::Disadvantaged => " disadvantaged",
        Group::Other => " other",
        Group::FreeSchoolMeals => " free_school_meals",
    }
}

fn nearest(evaluation: &Evaluation, framework: &Framework) -> Value {
    let Outcome::NoDescription { nearest } = &evaluation.outcome else { return json!({}) };
    let tests = framework.tests();
    let rules = nearest.iter().map(|near| {
        let unmet: Vec<String> = near
            .unmet
            .iter()
            .map(|(test, must_hold)| {
                let not = if *must_hold { "" } else { "not " };
                format!("{not}{}", fact(&tests[*test].fact))
            })
            .collect();
        (near.rule.to_string(), json!(unmet))
    });
    Value::Object(rules.collect())
}

fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Inspection(grades) => format!("grade {grades:?}"),
        Fact::Answer { question, is } => {
            let answers: Vec<&str> = is.iter().map(|answer| answer.as_str()).collect();
            format!("{question} {}", answers.join("/"))
        }
        Fact::AnswerAtLeast { question, rung } => format!("{question} at least {rung}"),
        Fact::Trend { measures: MeasureSet::Headline, trend: Trend::Declining, .. } => "declining".into(),
        Fact::Figure(test) if test.quantity == Quantity::Result => {
            format!("{} {} years back", test.threshold, test.years_back)
        }
        other => format!("{other:?}"),
    }
}

fn days(evaluation: &Evaluation, framework: &Framework) -> Value {
    let visits = evaluation.support.iter().map(|(place, truth)| {
        let support = &framework.support[*place];
        let days = support.days.map_or("not stated".to_owned(), |days| {
            let hundredths = days.exact().rounded(2);
            format!("{}.{:02}", hundredths / 100, hundredths % 100)
        });
        let optional = if support.is_optional { " optional" } else { "" };
        let maybe = if *truth == Truth::Unknown { "?" } else { "" };
        format!("{} {days}{optional}{maybe}", support.term)
    });
    json!(visits.collect::<Vec<_>>())
}
