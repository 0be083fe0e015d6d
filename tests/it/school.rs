//! Schools in a few words, as the case files write them, and what ships to judge them by. The tests inside a browser use
//! this file too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use attainment_planner::domain::{
    AcademicYear, Catalogue, Draft, Evaluation, Framework, Issue, Plan, Reference, evaluate, validate,
};
use attainment_planner::format;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// What ships: read once for all tests.
pub(crate) struct Shipped {
    pub(crate) catalogue: Catalogue,
    pub(crate) reference: Reference,
    pub(crate) frameworks: Vec<Framework>,
    pub(crate) doncaster: Framework,
}

pub(crate) static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let catalogue = format::catalogue();
    let reference = format::reference(&catalogue);
    let frameworks = format::shipped_frameworks();
    let is_doncaster = |framework: &&Framework| framework.id.as_str() == "doncaster/2015-16";
    let doncaster = frameworks.iter().find(is_doncaster).unwrap().clone();
    Shipped { catalogue, reference, frameworks, doncaster }
});

/// A day after every date that the tests type.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 10, 1).unwrap()
}

#[track_caller]
pub(crate) fn year(text: &str) -> AcademicYear {
    AcademicYear::parse(text).unwrap()
}

/// A school by what is known of it, each thing a key and its text:
///
/// - `phase`, `status`, `grade` and `name`, in the words of a saved plan
/// - `ks2.rwm.l4 2014/15`: a result as typed; with ` teacher` or ` disadvantaged` after it, that figure
/// - `year_6 2014/15`: the size of a year group
/// - `target ks2.rwm.l4`: a value, then perhaps ` by 2015/16`, then perhaps ` knowingly` (across a change of tests)
/// - anything else: a question and its answer
#[derive(Clone, Debug, Default)]
pub(crate) struct School(pub(crate) BTreeMap<String, String>);

impl School {
    pub(crate) fn of(entries: &[(&str, &str)]) -> Self {
        Self::default().with(entries)
    }

    /// The same school with some things otherwise; empty text makes a thing unknown.
    pub(crate) fn with(mut self, entries: &[(&str, &str)]) -> Self {
        for (key, value) in entries {
            if value.is_empty() {
                self.0.remove(*key);
            } else {
                self.0.insert((*key).to_owned(), (*value).to_owned());
            }
        }
        self
    }

    /// The school as a draft, through the saved plan's own reader, so that a wrong word in a case is named.
    #[track_caller]
    pub(crate) fn draft(&self) -> Draft {
        self.draft_for(&SHIPPED.doncaster)
    }

    /// The same, with its answers to the questions of `framework`.
    #[track_caller]
    pub(crate) fn draft_for(&self, framework: &Framework) -> Draft {
        let mut school = serde_json::Map::new();
        let (mut cohorts, mut figures) = (vec![], vec![]);
        let (mut answers, mut targets) = (vec![], vec![]);
        for (key, value) in &self.0 {
            let words: Vec<&str> = key.split(' ').collect();
            match words.as_slice() {
                [name @ ("name" | "phase" | "status" | "grade")] => {
                    school.insert((*name).to_owned(), json!(value));
                }
                ["target", measure] => targets.push(target(measure, value)),
                [measure, year] if measure.contains('.') => {
                    figures.push(json!({"measure": measure, "year": year, "text": value}));
                }
                [measure, year, "teacher"] => figures
                    .push(json!({"measure": measure, "year": year, "assessment": "teacher", "text": value})),
                [measure, year, group] => {
                    figures.push(json!({"measure": measure, "year": year, "group": group, "text": value}));
                }
                [group, year] => cohorts.push(json!({"group": group, "year": year, "pupils": value})),
                _ => answers.push(json!({"question": key, "answer": value})),
            }
        }
        let file = json!({
            "format": "attainment-planner plan", "version": 2, "framework": framework.id.as_str(),
            "school": school, "cohorts": cohorts, "figures": figures, "targets": targets,
            "schemes": [{"framework": framework.id.as_str(), "answers": answers}],
        });
        format::read_plan(&file.to_string())
            .unwrap_or_else(|faults| panic!("{key:?}: {faults:?}", key = self))
    }

    /// The school of a case: that of the file which it is `like`, `but` for some things.
    #[track_caller]
    pub(crate) fn of_case(case: &Value, schools: &Value) -> Self {
        let like = case.get("like").map(|like| {
            let like = like.as_str().unwrap();
            schools.get(like).unwrap_or_else(|| panic!("no school {like:?}: {case}"))
        });
        let mut school = Self::default();
        for entries in like.into_iter().chain(case.get("but")) {
            let entries = entries.as_object().unwrap_or_else(|| panic!("not an object: {entries}"));
            let text =
                |value: &'_ Value| value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned();
            let entries: Vec<_> = entries.iter().map(|(key, value)| (key.as_str(), text(value))).collect();
            let entries: Vec<_> = entries.iter().map(|(key, value)| (*key, value.as_str())).collect();
            school = school.with(&entries);
        }
        school
    }

    #[track_caller]
    pub(crate) fn validated(&self) -> (Plan, Vec<Issue>) {
        self.validated_for(&SHIPPED.doncaster)
    }

    #[track_caller]
    pub(crate) fn validated_for(&self, framework: &Framework) -> (Plan, Vec<Issue>) {
        validate(&self.draft_for(framework), framework, &SHIPPED.catalogue, today())
    }

    /// The plan of the school, which must have no issue.
    #[track_caller]
    pub(crate) fn plan(&self) -> Plan {
        let (plan, issues) = self.validated();
        assert_eq!(issues, vec![], "{self:?}");
        plan
    }

    #[track_caller]
    pub(crate) fn evaluated(&self) -> Evaluation {
        judged(&self.plan(), &SHIPPED.doncaster)
    }
}

fn target(measure: &str, text: &str) -> Value {
    let (text, knowingly) = match text.strip_suffix(" knowingly") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (value, year) = text.split_once(" by ").unwrap_or((text, ""));
    json!({"measure": measure, "value": value, "year": year, "across_change": knowingly})
}

/// A plan evaluated by `framework` with what ships.
pub(crate) fn judged(plan: &Plan, framework: &Framework) -> Evaluation {
    evaluate(plan, framework, &SHIPPED.catalogue, &SHIPPED.reference)
}

/// The scheme that a case is judged by: that of its file, for the year of results that it names.
#[track_caller]
pub(crate) fn scheme_of_case(case: &Value, framework: &Framework) -> Framework {
    let mut framework = framework.clone();
    if let Some(results) = case.get("results_year") {
        framework.latest_results = year(results.as_str().unwrap());
    }
    framework
}
