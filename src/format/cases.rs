//! A scheme's own test cases, as its file holds them: read, added and changed. What is known of a school is read as it is
//! in a saved plan.

use crate::domain::Draft;
use crate::domain::case::Case;
use crate::domain::category::{NotApplicable, Outcome};
use crate::domain::ids::FrameworkId;

use super::editing::{PackDraft, find, find_mut};
use super::framework::clause;
use super::json::{Json, Node, read_tree};
use super::names::{WITHOUT, word};
use super::plan;

/// The cases of a scheme where it stands.
fn cases(scheme: &Node<'_>) -> Vec<Case> {
    let framework = scheme.json().id("id");
    let case = |node: Node<'_>| Case {
        name: node.json().text_of("name"),
        school: school(&node, &framework),
        expected: expected(node.json().at("expected")),
        clause: node.json().get("clause").map(clause),
    };
    scheme.entries("cases").into_iter().map(case).collect()
}

/// The school of a case. What is given twice is a fault.
pub(super) fn school(node: &Node<'_>, framework: &FrameworkId) -> Draft {
    let mut school = plan::draft(node, node.json());
    // The answers name no scheme: they stand in the file of theirs.
    let said = school.schemes.values().next().cloned();
    school.schemes = said.into_iter().map(|said| (framework.clone(), said)).collect();
    school.framework = Some(framework.clone());
    school
}

fn expected(json: &Json) -> Outcome {
    if let Some(category) = json.id_if("category") {
        return Outcome::Decided { rule: json.id("rule"), category };
    }
    if json.get("between").is_some() {
        let (categories, or_none) = (json.ids("between"), json.is_set("or_none"));
        return Outcome::Between { categories, or_none, settled_by: vec![] };
    }
    match json.word::<Option<NotApplicable>>("none", WITHOUT) {
        Some(why) => Outcome::NotApplicable(why),
        None => Outcome::NoDescription { nearest: vec![] },
    }
}

/// An outcome as it is expected in a file.
fn expected_tree(outcome: &Outcome) -> Json {
    match outcome {
        Outcome::Decided { rule, category } => {
            let mut entries = vec![("category".to_owned(), Json::text(category.as_str()))];
            // A rule without a code is known by its category.
            if rule.is_code_of(category) {
                entries.push(("rule".to_owned(), Json::text(rule.as_str())));
            }
            Json::Object(entries)
        }
        Outcome::Between { categories, or_none, .. } => Json::object([
            ("between", Json::List(categories.iter().map(|id| Json::text(id.as_str())).collect())),
            ("or_none", Json::Bool(*or_none)),
        ]),
        Outcome::NoDescription { .. } => Json::object([("none", Json::text(word(WITHOUT, &None)))]),
        Outcome::NotApplicable(why) => Json::object([("none", Json::text(word(WITHOUT, &Some(*why))))]),
    }
}

/// Moves every figure of a scheme's cases a year on, as its own years are: what was the latest result stays it.
pub(super) fn move_on(scheme: &mut Json) {
    let Some(Json::List(cases)) = find_mut(scheme, "/cases") else { return };
    for case in cases {
        for list in ["/cohorts", "/figures"] {
            let Some(Json::List(entries)) = find_mut(case, list) else { continue };
            for entry in entries {
                if let (Some(next), Some(year)) =
                    (entry.year("year").and_then(|year| year.on(1)), find_mut(entry, "/year"))
                {
                    *year = Json::text(next.to_string());
                }
            }
        }
    }
}

impl PackDraft {
    /// The test cases of one of its schemes, in which nothing has a fault; of one with faults perhaps none.
    pub fn cases(&self, scheme: usize) -> Vec<Case> {
        let scheme = find(&self.json, &format!("/schemes/{scheme}")).cloned().unwrap_or(Json::Null);
        read_tree(scheme, |scheme| Some(cases(scheme))).unwrap_or_default()
    }

    /// Adds a case of the officer's own to a scheme.
    pub fn add_case(&mut self, scheme: usize, case: &Case) {
        let place = format!("/schemes/{scheme}/cases");
        let tree = plan::tree(&case.school);
        let said = tree.entries("schemes").first().and_then(|said| said.get("answers"));
        let mut school = tree.at("school").clone();
        if let Json::Object(entries) = &mut school {
            entries.retain(|(key, _)| key != "name");
        }
        let new = Json::object([
            ("name", Json::text(&case.name)),
            ("school", school),
            ("cohorts", tree.at("cohorts").clone()),
            ("figures", tree.at("figures").clone()),
            ("answers", said.cloned().unwrap_or(Json::List(vec![]))),
            ("expected", expected_tree(&case.expected)),
        ]);
        if !self.has(&place) {
            self.put(&place, Some(Json::List(vec![])));
        }
        if let Some(Json::List(cases)) = find_mut(&mut self.json, &place) {
            cases.push(new);
        }
    }

    /// Makes an outcome the expected one of the case at a place. It is the officer's from now on, whatever stood in a
    /// document.
    pub fn expect(&mut self, place: &str, outcome: &Outcome) {
        self.put(&[place, "/expected"].concat(), Some(expected_tree(outcome)));
        self.remove(&[place, "/clause"].concat());
    }
}
