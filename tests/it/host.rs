//! Messages of a page that frames the planner: every one is read, every fault told with its place, and what the planner
//! says is as its schema has it.

use attainment_planner::domain::Draft;
use attainment_planner::domain::fault::FaultKind;
use attainment_planner::format::{
    Ask, Configure, Said, host_schema, read_message, read_plan, worked_example, write_message, write_plan,
};
use attainment_planner::present::fault;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::random::proptest_config;
use crate::school::SHIPPED;

fn message(kind: &str, own: Value) -> Value {
    let mut message = json!({"planner": "attainment-planner", "version": 1, "type": kind});
    message.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    message
}

#[track_caller]
fn ask(message: &Value) -> Ask {
    read_message(&message.to_string(), &SHIPPED.catalogue).1.unwrap()
}

/// The faults of a message, in words.
#[track_caller]
fn refused(text: &str) -> Vec<String> {
    let faults = read_message(text, &SHIPPED.catalogue).1.expect_err(text);
    faults.iter().map(fault::words).collect()
}

fn plan() -> Value {
    serde_json::from_str(&write_plan(&worked_example())).unwrap()
}

fn framework() -> Value {
    let text = std::fs::read_to_string("frameworks/suffolk/2015-16.json").unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn each_message_is_read() {
    assert_eq!(ask(&message("configure", json!({}))), Ask::Configure(Configure::default()));
    let expected = Configure { read_only: Some(false), heading_level: Some(4), ..Configure::default() };
    let given = message("configure", json!({"read_only": false, "heading_level": 4}));
    assert_eq!(ask(&given), Ask::Configure(expected));
    let looks = json!({"framework": framework(), "name": "Valley Trust", "brand": {"main": "#440044"}});
    let Ask::Configure(given) = ask(&message("configure", looks)) else {
        panic!("it is another message");
    };
    assert_eq!(given.framework.unwrap().council, "Suffolk");
    assert_eq!(given.name.as_deref(), Some("Valley Trust"));
    assert_eq!(given.brand.as_ref().unwrap().main.unwrap().to_string(), "#440044");
    assert_eq!(ask(&message("load", json!({"plan": plan()}))), Ask::Load(worked_example().into()));
    assert_eq!(ask(&message("get", json!({}))), Ask::Get { follow: false });
    assert_eq!(ask(&message("get", json!({"follow": true}))), Ask::Get { follow: true });
    assert_eq!(ask(&message("print", json!({}))), Ask::Print);
}

#[test]
fn a_plan_of_an_earlier_version_is_read_as_from_a_file() {
    let text = std::fs::read_to_string("tests/saved/v1/plan.json").unwrap();
    let from_file = read_plan(&text).unwrap();
    let plan: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ask(&message("load", json!({"plan": plan}))), Ask::Load(from_file.into()));
}

#[test]
fn the_id_is_known_also_of_a_message_with_a_fault() {
    let id = |message: Value| read_message(&message.to_string(), &SHIPPED.catalogue).0;
    assert_eq!(id(message("get", json!({"id": "7"}))).as_deref(), Some("7"));
    assert_eq!(id(message("got", json!({"id": "7"}))).as_deref(), Some("7"));
    assert_eq!(id(message("load", json!({"id": "7", "plan": 3}))).as_deref(), Some("7"));
    assert_eq!(id(json!({"id": "7"})).as_deref(), Some("7"));
    // 200 characters are repeated, and no more.
    assert_eq!(id(message("get", json!({"id": "x".repeat(200)}))).map(|id| id.len()), Some(200));
    assert_eq!(id(message("get", json!({"id": "x".repeat(201)}))), None);
    assert_eq!(id(message("get", json!({"id": 7}))), None);
}

#[test]
fn every_fault_is_told_with_its_place() {
    let whole = |value: Value| refused(&value.to_string());
    assert_eq!(whole(json!(3)), ["Expected an object"]);
    assert_eq!(whole(json!({})), ["“planner” is missing", "“version” is missing", "“type” is missing"]);
    assert_eq!(
        whole(json!({"planner": "other", "version": 1, "type": "get"})),
        ["“other” is not one of: attainment-planner (at /planner)"]
    );
    assert_eq!(
        whole(message("got", json!({}))),
        ["“got” is not one of: configure, load, get, print (at /type)"]
    );
    // What the planner says is nothing to say to it.
    assert_eq!(whole(message("done", json!({}))).len(), 1);
    assert_eq!(
        whole(message("get", json!({"id": 7, "follow": 1}))),
        ["Expected text (at /id)", "Expected true or false (at /follow)"]
    );
    assert_eq!(whole(message("print", json!({"plan": {}}))), ["“plan” is not a key that belongs here"]);
    assert_eq!(whole(message("load", json!({}))), ["“plan” is missing"]);
    for level in [json!(0), json!(5)] {
        let words = whole(message("configure", json!({"heading_level": level})));
        assert_eq!(words, ["Expected a level of heading, 1 to 4 (at /heading_level)"]);
    }
    let twice = r#"{"planner": "attainment-planner", "version": 1, "type": "get", "type": "print"}"#;
    assert_eq!(refused(twice), ["“type” is given twice"]);
    assert_eq!(
        refused("{"),
        ["The file is damaged or of another kind: it cannot be read beyond line 1, column 1"]
    );
}

#[test]
fn a_fault_of_a_file_in_a_message_has_its_place_in_the_message() {
    let mut bad = plan();
    bad["school"]["phase"] = json!("upper");
    bad["figures"][2]["colour"] = json!("red");
    bad["cohorts"] = json!(0);
    let words = refused(&message("load", json!({"plan": bad})).to_string());
    assert!(words[0].starts_with("“upper” is not one of: "), "{words:?}");
    assert!(words[0].ends_with("(at /plan/school/phase)"), "{words:?}");
    assert_eq!(
        words[1..],
        [
            "Expected a list (at /plan/cohorts)",
            "“colour” is not a key that belongs here (at /plan/figures/2)"
        ]
    );
    let words = refused(&message("load", json!({"plan": framework()})).to_string());
    assert_eq!(words, ["This is not a file of the format “attainment-planner plan” (at /plan)"]);

    let mut bad = framework();
    bad["rules"][0]["category"] = json!("x");
    let words = refused(&message("configure", json!({"framework": bad})).to_string());
    assert_eq!(words, ["“x” stands for nothing that is known (at /framework/rules/0/category)"]);
    let brand = json!({"logo_text": "Us", "logo": "https://example.org/logo.png"});
    let words = refused(&message("configure", json!({"brand": brand})).to_string());
    assert!(words.len() == 1 && words[0].ends_with("(at /brand/logo)"), "{words:?}");
    // Words of white on grey, #777777, have a contrast of 4.48 to 1.
    let words = refused(&message("configure", json!({"brand": {"main": "#777777"}})).to_string());
    assert!(words.len() == 1 && words[0].ends_with("(at /brand)"), "{words:?}");
    // Nothing of a message with a fault is done: also what is right in it is not read.
    let words = refused(&message("configure", json!({"read_only": 1, "framework": framework()})).to_string());
    assert_eq!(words, ["Expected true or false (at /read_only)"]);
}

#[test]
fn a_newer_version_is_told_as_such() {
    for (newer, place) in [
        (json!({"planner": "attainment-planner", "version": 2, "type": "sing", "new": 1}), "/version"),
        (
            message("load", json!({"plan": {"format": "attainment-planner plan", "version": 99}})),
            "/plan/version",
        ),
    ] {
        let faults = read_message(&newer.to_string(), &SHIPPED.catalogue).1.unwrap_err();
        let found = faults.iter().find(|fault| matches!(fault.kind, FaultKind::Newer { .. }));
        assert_eq!(found.map(|fault| fault.place.as_str()), Some(place), "{faults:?}");
    }
}

#[test]
fn what_is_too_large_or_too_deep_is_refused() {
    let large = message("get", json!({"id": "x".repeat(2_000_000)})).to_string();
    assert_eq!(refused(&large), ["The file is larger than 2 MB, which is more than the planner reads"]);
    let deep = format!("{{\"planner\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(refused(&deep).len(), 1);
}

/// A message of the largest size whose every value is a fault, after as much that is none: the places of faults are not
/// looked for without end.
#[test]
fn a_message_made_to_have_many_faults_is_answered_soon() {
    let junk = ["0"; 300_000].join(",");
    let text = format!(
        r#"{{"planner": "attainment-planner", "version": 1, "type": "load", "plan":
            {{"format": "attainment-planner plan", "version": 5, "cohorts": [[{junk}]], "figures": [{}]}}}}"#,
        ["0"; 20_000].join(",")
    );
    let began = std::time::Instant::now();
    let faults = read_message(&text, &SHIPPED.catalogue).1.unwrap_err();
    assert_eq!(faults.len(), 20_001);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}

#[test]
fn what_the_planner_says_is_as_its_schema_has_it() {
    let schema: Value = serde_json::from_str(&host_schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let example = worked_example();
    let long = "…".repeat(5_000);
    for (said, id, kind) in [
        (Said::Ready, None, "ready"),
        (Said::Height(1_234), None, "height"),
        (Said::Change(&example), Some("1"), "change"),
        (Said::Save(&example), None, "save"),
        (Said::Done, Some("a \"quoted\" id"), "done"),
        (Said::Error("declined", &long), Some("1"), "error"),
    ] {
        let written: Value = serde_json::from_str(&write_message(said, id)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&written).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{kind}");
        assert_eq!(written["type"], kind);
        assert_eq!(written.get("id").and_then(Value::as_str), id);
        if kind == "change" || kind == "save" {
            assert_eq!(read_plan(&written["plan"].to_string()), Ok(example.clone()));
        }
    }
    let empty: Value = serde_json::from_str(&write_message(Said::Change(&Draft::default()), None)).unwrap();
    assert!(validator.is_valid(&empty));
}

/// Any JSON, with keys that messages have among its keys.
fn any_json() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        proptest::sample::select(vec![
            "planner",
            "version",
            "type",
            "id",
            "plan",
            "framework",
            "read_only",
            "heading_level",
            "format",
            "rules",
            "school",
            "figures",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        proptest::sample::select(vec![
            "attainment-planner",
            "attainment-planner plan",
            "attainment-planner framework",
            "load",
            "configure",
            "get",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            proptest::collection::hash_map(key.clone(), inner, 0..8)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(proptest_config(300))]

    #[test]
    fn any_json_is_read_or_has_faults(whole in any_json(), part in any_json(), kind in 0..3) {
        let told = |message: Value| match read_message(&message.to_string(), &SHIPPED.catalogue).1 {
            Ok(_) => true,
            Err(faults) => !faults.is_empty(),
        };
        prop_assert!(told(whole));
        let with_part = match kind {
            0 => message("load", json!({"plan": part})),
            1 => message("configure", json!({"framework": part})),
            _ => message("configure", json!({"read_only": part.clone(), "heading_level": part})),
        };
        prop_assert!(told(with_part));
    }

    #[test]
    fn any_text_is_read_or_has_faults(text in ".{0,80}") {
        let read = read_message(&text, &SHIPPED.catalogue).1;
        prop_assert!(read.is_ok() || read.is_err_and(|faults| !faults.is_empty()));
    }
}
