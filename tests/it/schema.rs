//! The published JSON Schemas of a framework file and of a saved plan, and that they and the readers take and refuse the
//! same files.

use std::collections::BTreeMap;
use std::fs;

use attainment_planner::domain::fault::{Fault, FaultKind};
use attainment_planner::format::{
    framework_schema, host_schema, pack_schema, plan_schema, read_framework, read_message, read_plan,
};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::school::SHIPPED;

fn validator() -> Validator {
    validator_of(&framework_schema().unwrap())
}

fn validator_of(schema: &str) -> Validator {
    let schema = serde_json::from_str(schema).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn faults(file: &Value) -> Vec<Fault> {
    read_framework(&file.to_string(), &SHIPPED.catalogue).err().unwrap_or_default()
}

/// Whether only the reader can see the fault: it needs to know the names in the file and in the catalogue.
fn is_of_names(fault: &Fault) -> bool {
    match &fault.kind {
        FaultKind::UnknownName(_) | FaultKind::Repeated(_) => true,
        FaultKind::WrongKind { expected } => [
            "a question whose answers form a ladder",
            "a question whose answer is a number",
            "a test that does not ask for the category",
            "a threshold with a value for every measure",
        ]
        .contains(expected),
        _ => false,
    }
}

/// Every file in `frameworks/`, by its path.
fn shipped() -> Vec<(String, Value)> {
    let folders = fs::read_dir("frameworks").unwrap().map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()));
    let mut files: Vec<_> = files
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            (file.display().to_string(), serde_json::from_str(&text).unwrap())
        })
        .collect();
    files.sort_by(|a: &(String, Value), b| a.0.cmp(&b.0));
    files
}

fn doncaster() -> Value {
    shipped().into_iter().find(|(path, _)| path.contains("doncaster")).unwrap().1
}

#[test]
fn the_published_schemas_are_those_of_the_readers() {
    for (published, schema) in [
        ("docs/framework.schema.json", framework_schema()),
        ("docs/plan.schema.json", plan_schema()),
        ("docs/host-messages.schema.json", host_schema()),
        ("docs/pack.schema.json", pack_schema()),
    ] {
        let schema = schema.unwrap_or_else(|faults| {
            panic!("{published}, the tables of its page and the shape: {faults:#?}")
        });
        if std::env::var_os("PLANNER_WRITE_SCHEMA").is_some() {
            fs::write(published, &schema).unwrap();
        }
        let is_published = fs::read_to_string(published).unwrap_or_default() == schema;
        assert!(is_published, "{published} is not up to date: `cargo xtask schema` writes it again");
        assert!(jsonschema::meta::is_valid(&serde_json::from_str(&schema).unwrap()));
    }
}

#[test]
fn the_schema_takes_every_file_that_ships() {
    let validator = validator();
    let files = shipped();
    assert!(files.len() >= 6);
    for (path, file) in files {
        let errors: Vec<String> = validator
            .iter_errors(&file)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0], "{path}");
    }
}

type Change = fn(&mut Value);

#[track_caller]
fn broken(change: Change) -> (bool, Vec<Fault>) {
    let mut file = doncaster();
    change(&mut file);
    (validator().is_valid(&file), faults(&file))
}

fn rule(file: &mut Value) -> &mut Value {
    &mut file["rules"][0]["when"]["any"][1]
}

#[test]
fn the_schema_and_the_reader_refuse_the_same() {
    let figure = |more: Value| {
        let mut figure = json!({"measures": "headline", "over": "any", "quantity": "result", "is": "below",
            "threshold": "floor"});
        figure.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"figure": figure})
    };
    // What is put in the place of a condition, and whether it is refused.
    let conditions = [
        (json!({"status": ["maintained"]}), false),
        (json!({}), true),
        (json!({"status": ["maintained"], "phase": ["primary"]}), true),
        (json!({"clause": {"document": "strategy", "place": "1", "basis": "published"}}), true),
        (json!({"status": ["maintained"], "not": []}), true),
        (json!({"status": "maintained"}), true),
        (json!({"status": ["Maintained"]}), true),
        (json!([{"status": ["maintained"]}]), true),
        (json!({"all": {"status": ["maintained"]}}), true),
        (json!({"answer": {"question": "capacity", "is": ["drives_own"]}}), false),
        (json!({"answer": {"question": "capacity"}}), true),
        (json!({"answer": {"question": "capacity", "is": ["drives_own"], "at_least": "light_touch"}}), true),
        (figure(json!({})), false),
        (figure(json!({"group": "disadvantaged", "years_back": 0})), false),
        (figure(json!({"group": "boys"})), true),
        (figure(json!({"is": "less"})), true),
        (figure(json!({"measures": "all"})), true),
        (figure(json!({"measures": {"headline": true}})), true),
        (figure(json!({"over": {"at_least": 2}})), true),
        (figure(json!({"over": {"at_most": "signs_needed"}})), true),
        (figure(json!({"quantity": "mean", "years": 3})), false),
        (figure(json!({"quantity": "mean"})), true),
        (figure(json!({"quantity": "in_school_gap_change"})), true),
        (figure(json!({"quantity": "mean", "years": 0})), true),
        (figure(json!({"quantity": "mean", "years": 11})), true),
        (figure(json!({"quantity": "mean", "years": 2.5})), true),
        (figure(json!({"quantity": "mean", "years": "3"})), true),
        (figure(json!({"years_back": -1})), true),
        (figure(json!({"years_back": null})), true),
        (figure(json!({"in_years": {"of": 3, "hold": "every"}})), false),
        (figure(json!({"in_years": {"of": 0, "hold": "every"}})), true),
        (figure(json!({"in_years": {"of": 3}})), true),
    ];
    let validator = validator();
    for (condition, is_refused) in conditions {
        let mut file = doncaster();
        *rule(&mut file) = condition.clone();
        let faults = faults(&file);
        assert_eq!(!faults.is_empty(), is_refused, "the reader: {condition}: {faults:?}");
        assert_eq!(!validator.is_valid(&file), is_refused, "the schema: {condition}");
    }

    let changes: [(&str, Change); 28] = [
        ("an unknown key", |file| file["colour"] = json!("red")),
        ("an unknown key, deep", |file| file["thresholds"][0]["values"][0]["clause"]["page"] = json!(3)),
        ("a missing key", |file| _ = file.as_object_mut().unwrap().remove("council")),
        ("a missing key, deep", |file| _ = file["order"].as_object_mut().unwrap().remove("place")),
        ("no place of the action plan", |file| {
            _ = file["action_plan"].as_object_mut().unwrap().remove("clause");
        }),
        ("null", |file| file["note"] = json!(null)),
        ("another format", |file| file["format"] = json!("attainment-planner plan")),
        ("a newer version", |file| file["version"] = json!(2)),
        ("a version that never was", |file| file["version"] = json!(0)),
        ("a version with decimals", |file| file["version"] = json!(1.5)),
        ("no list", |file| file["rules"] = json!({})),
        ("no object", |file| file["order"] = json!("Section 6")),
        ("no text", |file| file["title"] = json!(2015)),
        ("a number as text", |file| file["thresholds"][0]["values"][0]["value"] = json!("65")),
        ("three decimals", |file| file["thresholds"][0]["values"][0]["value"] = json!(65.125)),
        ("too large a number", |file| file["thresholds"][0]["values"][0]["value"] = json!(1e8)),
        ("a wrong word", |file| file["order"]["basis"] = json!("printed")),
        ("a wrong word in a list", |file| file["grades"][1] = json!("weak")),
        ("years that do not follow", |file| file["year"] = json!("2015/17")),
        ("a year written in another way", |file| file["year"] = json!("2015-16")),
        ("a date in words", |file| file["calendars"][0]["milestones"][0]["date"] = json!("30 September")),
        ("a date that there is not", |file| {
            file["calendars"][0]["milestones"][0]["date"] = json!("2015-02-30");
        }),
        ("a date without zeros", |file| {
            file["calendars"][0]["milestones"][0]["date"] = json!("2015-9-1");
        }),
        ("a text that is too long", |file| file["note"] = json!("x".repeat(4_001))),
        ("more answers than the engine takes", |file| {
            let more = (0..65).map(|place| json!({"id": place.to_string(), "label": "x"}));
            file["questions"][1]["options"] = more.collect();
            // Whatever names one of the answers that were there has another fault too.
        }),
        ("more categories than the engine takes", |file| {
            let category = file["categories"][0].clone();
            let more = (0..63).map(|place| {
                let mut category = category.clone();
                category["id"] = json!(format!("x{place}"));
                category
            });
            file["categories"].as_array_mut().unwrap().extend(more);
        }),
        ("answers and a number", |file| {
            file["questions"][0]["number"] = json!({"lowest": 0, "highest": 9, "unit": "days"});
        }),
        ("neither answers nor a number", |file| {
            _ = file["questions"][0].as_object_mut().unwrap().remove("options");
        }),
    ];
    for (what, change) in changes {
        let (taken, faults) = broken(change);
        assert!(!taken, "the schema takes {what}");
        assert!(faults.iter().any(|fault| !is_of_names(fault)), "the reader, of {what}: {faults:?}");
    }
}

#[test]
fn names_are_for_the_reader_alone() {
    let changes: [(&str, Change); 8] = [
        ("a name that stands for nothing", |file| file["rules"][0]["category"] = json!("x")),
        ("a document that is not listed", |file| file["order"]["document"] = json!("x")),
        ("a measure that the catalogue has not", |file| file["phases"][0]["measures"][1] = json!("x")),
        ("a name given twice", |file| file["rules"][1]["id"] = json!("5")),
        ("a phase in two entries", |file| file["phases"][0]["phases"] = json!(["early_years", "pru"])),
        ("a rule that asks for its category", |file| *rule(file) = json!({"outcome": ["4"]})),
        ("a rung of what is no ladder", |file| {
            *rule(file) = json!({"answer": {"question": "at_risk", "at_least": "yes"}});
        }),
        ("a count that is not for every measure", |file| {
            file["thresholds"][2]["values"][0]["measure"] = json!("ks2.rwm.l4");
        }),
    ];
    for (what, change) in changes {
        let (taken, faults) = broken(change);
        assert!(taken, "the schema cannot know of {what}");
        assert!(!faults.is_empty() && faults.iter().all(is_of_names), "{what}: {faults:?}");
    }
}

#[test]
fn the_schema_and_the_reader_agree_at_every_kind_of_place() {
    let mut files = shipped();
    // A place is looked for in small files first.
    files.sort_by_key(|(_, file)| file.to_string().len());
    let tried = agree(&mut files, &validator(), faults);
    assert!(tried > 150, "only {tried} kinds of places");
}

#[test]
fn the_schema_and_the_reader_of_a_plan_agree_at_every_kind_of_place() {
    let file = |path: &str| {
        let text = fs::read_to_string(path).unwrap();
        (path.to_owned(), serde_json::from_str(&text).unwrap())
    };
    // It holds something in every place.
    let mut files = vec![file("tests/saved/v4/plan.json")];
    let validator = validator_of(&plan_schema().unwrap());
    let errors: Vec<String> = validator
        .iter_errors(&files[0].1)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0]);
    let faults = |file: &Value| read_plan(&file.to_string()).err().unwrap_or_default();
    let tried = agree(&mut files, &validator, faults);
    assert!(tried > 80, "only {tried} kinds of places");
}

#[test]
fn the_schema_and_the_reader_of_messages_agree_at_every_kind_of_place() {
    let file = |kind: &str, own: Value| {
        let mut message = json!({"planner": "attainment-planner", "version": 1, "type": kind, "id": "any"});
        message.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        (kind.to_owned(), message)
    };
    let validator = validator_of(&host_schema().unwrap());
    let faults =
        |file: &Value| read_message(&file.to_string(), &SHIPPED.catalogue).1.err().unwrap_or_default();
    // The reader refuses what the planner itself says, so only what hosts say is compared; what stands in a plan or a
    // framework is for their own schemas.
    let mut tried = 0;
    for mut message in [
        file("configure", json!({"read_only": true, "heading_level": 2})),
        file("get", json!({"follow": true})),
        file("print", json!({})),
    ] {
        assert!(validator.is_valid(&message.1) && faults(&message.1).is_empty());
        tried += agree(std::slice::from_mut(&mut message), &validator, faults);
    }
    assert!(tried > 15, "only {tried} kinds of places");
}

/// Whatever is put wherever: at one place of each kind in the files, where kinds are told apart by the last two keys on
/// the way. Gives how many kinds there were.
fn agree(files: &mut [(String, Value)], validator: &Validator, faults: fn(&Value) -> Vec<Fault>) -> usize {
    let mut tried = BTreeMap::new();
    let values =
        [json!(null), json!(true), json!(0), json!(1.5), json!(-3.125), json!("any"), json!([]), json!({})];
    for (path, file) in files {
        let mut places = Vec::new();
        collect(file, "", &mut places);
        for place in places {
            let keys: Vec<&str> = place.split('/').filter(|key| key.parse::<usize>().is_err()).collect();
            let kind = keys[keys.len().saturating_sub(2)..].join("/");
            if tried.insert(kind, ()).is_some() {
                continue;
            }
            let was = file.pointer(&place).unwrap().clone();
            let mut changed = values.to_vec();
            if let Value::Object(entries) = &was {
                let with = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
                    let mut entries = entries.clone();
                    change(&mut entries);
                    Value::Object(entries)
                };
                changed.push(with(&|entries| _ = entries.insert("colour".into(), json!("red"))));
                changed.extend(entries.keys().map(|key| with(&|entries| _ = entries.remove(key))));
            }
            for value in changed {
                *file.pointer_mut(&place).unwrap() = value.clone();
                let faults = faults(file);
                let is_refused = faults.iter().any(|fault| !is_of_names(fault));
                let verdict = if is_refused { "refuses" } else { "takes" };
                assert_eq!(
                    !validator.is_valid(file),
                    is_refused,
                    "{path}: {place} as {value}: only the reader {verdict} it: {faults:?}"
                );
            }
            *file.pointer_mut(&place).unwrap() = was;
        }
    }
    tried.len()
}

/// The pointer to every value in `json`, itself included.
fn collect(json: &Value, place: &str, places: &mut Vec<String>) {
    places.push(place.to_owned());
    match json {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                collect(value, &format!("{place}/{index}"), places);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                collect(value, &format!("{place}/{}", key.replace('/', "~1")), places);
            }
        }
        _ => {}
    }
}
