//! The JSON Schema of a framework file, of a saved plan and of messages to and from a host: made from the shape of each, and from what its page in `docs/`
//! says of each key.
//!
//! Never part of the page.

use serde_json::{Map, Value, json};

use crate::domain::AcademicYear;
use crate::domain::calendar::MOST_OWN;

use super::host;
use super::json::{LARGEST, MOST_CHARACTERS};
use super::shape::{
    ACTION_PLAN, CALENDAR, CASE, CATEGORY, CLAUSE, CONDITION, DOCUMENT, FIGURE, FRAMEWORK, INDICATOR, Key,
    MOST_OF_A_PICTURE, Need, OVERLAY, PHASE_MEASURES, PNG, QUESTION, RULE, SCORE, SUPPORT, Shape, TARGET,
    THRESHOLD,
};
use super::{pack, plan_shape};

/// The parts of a file that have a definition in the schema and a table in the documentation, whose heading ends with the
/// name. The first is the file itself.
type Parts = [(&'static str, &'static Shape)];

const PARTS_OF_A_FRAMEWORK: &Parts = &[
    ("file", &FRAMEWORK),
    ("document", &DOCUMENT),
    ("clause", &CLAUSE),
    ("phase", &PHASE_MEASURES),
    ("threshold", &THRESHOLD),
    ("question", &QUESTION),
    ("indicator", &INDICATOR),
    ("score", &SCORE),
    ("category", &CATEGORY),
    ("rule", &RULE),
    ("condition", &CONDITION),
    ("figure", &FIGURE),
    ("overlay", &OVERLAY),
    ("support", &SUPPORT),
    ("target", &TARGET),
    ("calendar", &CALENDAR),
    ("plan", &ACTION_PLAN),
    ("case", &CASE),
];

const PARTS_OF_A_PACK: &Parts =
    &[("pack", &pack::PACK), ("brand", &pack::BRAND), ("national", &pack::NATIONAL)];

const PARTS_OF_A_PLAN: &Parts = &[
    ("plan", &plan_shape::PLAN),
    ("school", &plan_shape::SCHOOL),
    ("cohort", &plan_shape::COHORT),
    ("figure", &plan_shape::RESULT),
    ("benchmark", &plan_shape::BENCHMARK),
    ("scheme", &plan_shape::SCHEME),
    ("answer", &plan_shape::ANSWER),
    ("threshold", &plan_shape::THRESHOLD),
    ("scenario", &plan_shape::SCENARIO),
    ("target", &plan_shape::TARGET),
    ("milestone", &plan_shape::DATE),
    ("actual", &plan_shape::ACTUAL),
    ("term", &plan_shape::TERM),
    ("area", &plan_shape::AREA),
    ("what-if", &plan_shape::WHAT_IF),
    ("change", &plan_shape::CHANGE),
];

const MESSAGES: &Parts = &[
    ("configure", &host::CONFIGURE),
    ("load", &host::LOAD),
    ("get", &host::GET),
    ("print", &host::PRINT),
    ("ready", &host::said::READY),
    ("height", &host::said::HEIGHT),
    ("change", &host::said::CHANGE),
    ("save", &host::said::SAVE),
    ("done", &host::said::DONE),
    ("error", &host::said::ERROR),
    ("brand", &pack::BRAND),
];

/// The JSON Schema (draft 2020-12) of a framework file, or everything in which the documentation and the shape of a
/// file do not agree.
pub fn framework_schema() -> Result<String, Vec<String>> {
    let documentation = include_str!("../../docs/framework-format.md");
    let title = "A council's scheme, as the attainment planner reads it";
    schema(PARTS_OF_A_FRAMEWORK, true, documentation, title, "docs/framework-format.md")
}

/// The JSON Schema (draft 2020-12) of a saved plan of the newest version, or everything in which the documentation and
/// the shape of a file do not agree.
pub fn plan_schema() -> Result<String, Vec<String>> {
    let documentation = include_str!("../../docs/plan-format.md");
    schema(
        PARTS_OF_A_PLAN,
        true,
        documentation,
        "A plan saved by the attainment planner",
        "docs/plan-format.md",
    )
}

/// The JSON Schema (draft 2020-12) of a message between the planner and the page that frames it, or everything in which
/// the documentation and the shapes do not agree.
pub fn host_schema() -> Result<String, Vec<String>> {
    let documentation = include_str!("../../docs/host-messages.md");
    let title = "A message between the attainment planner and the page that frames it";
    schema(MESSAGES, false, documentation, title, "docs/host-messages.md")
}

/// The JSON Schema (draft 2020-12) of a council's pack, or everything in which the documentation and the shape of a file
/// do not agree. Of the schemes in it, it refers to that of a framework file.
pub fn pack_schema() -> Result<String, Vec<String>> {
    let documentation = include_str!("../../docs/pack-format.md");
    schema(
        PARTS_OF_A_PACK,
        true,
        documentation,
        "What makes a copy of the attainment planner a council's own",
        "docs/pack-format.md",
    )
}

fn schema(
    parts: &'static Parts,
    is_first_the_whole: bool,
    documentation: &str,
    title: &str,
    page: &str,
) -> Result<String, Vec<String>> {
    let mut writer = Writer { parts, rows: rows(documentation), faults: Vec::new() };
    let mut made = parts.iter().map(|(name, shape)| ((*name).to_owned(), writer.object(name, "", shape)));
    let mut schema = if is_first_the_whole {
        made.next().expect("the file itself is a part").1
    } else {
        // Each part that has a type is a whole.
        let wholes = parts.iter().filter(|(_, shape)| shape.keys().iter().any(|key| key.name == "type"));
        json!({"oneOf": wholes.map(|(name, _)| json!({"$ref": format!("#/$defs/{name}")})).collect::<Vec<_>>()})
    };
    let mut definitions: Map<String, Value> = made.collect();
    definitions.insert("text".into(), json!({"type": "string", "maxLength": MOST_CHARACTERS}));
    definitions.insert(
        "number".into(),
        json!({"type": "number", "multipleOf": 0.01, "minimum": -LARGEST, "maximum": LARGEST}),
    );
    let years = (0..u16::MAX).filter_map(AcademicYear::starting).map(|year| year.to_string());
    definitions.insert("year".into(), json!({"enum": years.collect::<Vec<_>>()}));
    definitions.insert(
        "date".into(),
        json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
    schema["description"] = json!(format!("Made by `cargo xtask schema`; explained in {page}."));
    schema["$defs"] = Value::Object(definitions);

    let unused = writer.rows.iter().filter(|row| !row.is_used);
    writer.faults.extend(unused.map(|row| format!("{}: `{}` is no key of it", row.part, row.path)));
    if writer.faults.is_empty() { Ok(format!("{schema:#}\n")) } else { Err(writer.faults) }
}

struct Writer {
    parts: &'static Parts,
    rows: Vec<Row>,
    faults: Vec<String>,
}

/// A row of a table of keys.
struct Row {
    part: String,
    /// The key, after those of the objects that it is in.
    path: String,
    mark: String,
    words: String,
    is_used: bool,
}

/// The rows of every table whose first heading is "key of …".
fn rows(documentation: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut table = None;
    for line in documentation.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match cells.as_slice() {
            ["", head, _, column, ..] if head.starts_with("key of ") => {
                let part = head.rsplit(' ').next().unwrap_or_default().trim_matches('`');
                table = Some((part, if *column == "holds when" { "Holds when " } else { "" }));
            }
            ["", key, mark, words, ..] if key.starts_with('`') => {
                rows.extend(table.map(|(part, before)| Row {
                    part: part.to_owned(),
                    path: key.trim_matches('`').to_owned(),
                    mark: (*mark).to_owned(),
                    words: format!("{before}{words}"),
                    is_used: false,
                }));
            }
            ["", rule, ..] if rule.starts_with("--") => {}
            _ => table = None,
        }
    }
    rows
}

impl Writer {
    fn value(&mut self, part: &str, path: &str, shape: &'static Shape) -> Value {
        let reference = |name: &str| json!({"$ref": format!("#/$defs/{name}")});
        if let Some((name, _)) = self.parts.iter().find(|(_, known)| std::ptr::eq(*known, shape)) {
            return reference(name);
        }
        if std::ptr::eq(shape, &FRAMEWORK) {
            return json!({"$ref": "framework.schema.json"});
        }
        match shape {
            Shape::Text => reference("text"),
            Shape::Flag => json!({"type": "boolean"}),
            Shape::Number => reference("number"),
            Shape::Whole(least, most, _) => json!({"type": "integer", "minimum": least, "maximum": most}),
            Shape::Steps => {
                json!({"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX, "not": {"const": 0}})
            }
            Shape::Version(newest) => json!({"type": "integer", "minimum": 1, "maximum": newest}),
            Shape::Year => reference("year"),
            Shape::Date => reference("date"),
            Shape::Word([word]) => json!({"const": word}),
            Shape::Word(words) => json!({"enum": words}),
            Shape::WordOr(words, other) => json!({"anyOf": [{"enum": words}, self.value(part, path, other)]}),
            Shape::NullOr(other) => json!({"anyOf": [{"type": "null"}, self.value(part, path, other)]}),
            Shape::FlagOr(other) => json!({"anyOf": [{"type": "boolean"}, self.value(part, path, other)]}),
            Shape::Colour => json!({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
            Shape::Picture => json!({
                "type": "string",
                "pattern": format!("^{PNG}[0-9A-Za-z+/=]*$"),
                "maxLength": MOST_OF_A_PICTURE,
            }),
            Shape::Embedded => json!({"type": "object"}),
            Shape::Milestone => json!({"anyOf": [reference("date"), {
                "type": "string",
                "pattern": format!("^[0-9]{{4}}/[0-9]{{2}} [1-{MOST_OWN}]$"),
            }]}),
            Shape::List(entry, most) => {
                json!({"type": "array", "maxItems": most, "items": self.value(part, path, entry)})
            }
            Shape::Object(_) | Shape::Choice(..) => self.object(part, path, shape),
        }
    }

    fn object(&mut self, part: &str, path: &str, shape: &'static Shape) -> Value {
        let keys = shape.keys();
        let properties: Map<String, Value> =
            keys.iter().map(|key| (key.name.to_owned(), self.key(part, path, key))).collect();
        let named = |is_so: fn(&Need) -> bool| -> Vec<&str> {
            keys.iter().filter(|key| is_so(&key.need)).map(|key| key.name).collect()
        };
        let mut object = json!({
            "type": "object",
            "properties": properties,
            "required": named(|need| matches!(need, Need::Must)),
            "additionalProperties": false,
        });
        if let Shape::Choice(..) = shape {
            let one = named(|need| matches!(need, Need::One)).into_iter();
            object["oneOf"] = one.map(|name| json!({"required": [name]})).collect();
        }
        for key in keys {
            if let Need::Where((other, words)) = key.need {
                object["if"] = json!({"properties": {*other: {"enum": words}}, "required": [other]});
                object["then"] = json!({"required": [key.name]});
            }
        }
        object
    }

    /// The schema of a key's value, with what the documentation says of it.
    fn key(&mut self, part: &str, path: &str, key: &Key) -> Value {
        let path = if path.is_empty() { key.name.to_owned() } else { format!("{path}.{}", key.name) };
        let mut value = self.value(part, &path, key.shape);
        let mark = match key.need {
            Need::Must => "!",
            Need::May => "",
            Need::One => "1",
            Need::Where(_) => "(!)",
        };
        match self.rows.iter_mut().find(|row| row.part == part && row.path == path) {
            Some(row) => {
                row.is_used = true;
                value["description"] = json!(row.words);
                if row.mark != mark {
                    self.faults.push(format!("{part}: `{path}` is marked {:?}, not {mark:?}", row.mark));
                }
            }
            None => self.faults.push(format!("{part}: `{path}` has no row")),
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tables_of_keys_are_read_each_row_for_its_part() {
        let text = "| choice | words |\n|---|---|\n| `a` | `b` |\n\n| key of an overlay | | what |\n|---|---|---|\n\
                    | `id` | ! | its name |\n\ntext\n| `c` | | d |\n| key of a `figure` | | holds when | e |\n\
                    | `over.x` | 1 | it does | `f` |";
        let rows: Vec<_> =
            rows(text).into_iter().map(|row| [row.part, row.path, row.mark, row.words]).collect();
        assert_eq!(
            rows,
            [["overlay", "id", "!", "its name"], ["figure", "over.x", "1", "Holds when it does"]]
        );
    }
}
