//! What is done and what is still missing, page by page.

use crate::domain::draft::Part;
use crate::domain::issue::{Field, Issue};
use crate::domain::{Catalogue, Framework, Plan};

use super::figures::year_groups;

/// A page that asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// The school itself.
    School,
    /// Its figures.
    Figures,
    /// The scheme's questions.
    Judgements,
    /// Targets.
    Trajectory,
    /// A category that overrules the one worked out.
    Category,
    /// Other results supposed.
    WhatIf,
    /// What is filled in of the action plan, and a record of disagreement.
    Report,
    /// Numbers of the scheme's rules.
    Rules,
}

/// How far a page is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The page.
    pub page: Asking,
    /// What is done, in words.
    pub status: String,
    /// What is missing, for use in a sentence; empty where nothing is.
    pub missing: String,
    /// How it stands.
    pub state: TaskState,
}

/// How a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing is missing.
    Done,
    /// Something is missing.
    Missing,
    /// Something that was typed has to be put right.
    Problem,
    /// Nothing has to be there.
    Optional,
}

/// The page that a field stands on.
pub fn page_of(field: &Field) -> Option<Asking> {
    Some(match field {
        Field::Framework => return None,
        Field::Phase
        | Field::Status
        | Field::Grade
        | Field::Inspected
        | Field::GradeBefore
        | Field::Cohort(..) => Asking::School,
        Field::Figure(_) | Field::Benchmark(_) => Asking::Figures,
        Field::Answer(_) => Asking::Judgements,
        Field::Target(_, Part::Before) | Field::Area(_) | Field::AreaMeasure(_) | Field::Disagreement => {
            Asking::Report
        }
        Field::Target(..)
        | Field::Milestone(_)
        | Field::Actual(..)
        | Field::Term(_)
        | Field::ScenarioName
        | Field::CarriesOn
        | Field::Calendar => Asking::Trajectory,
        Field::Threshold(_) => Asking::Rules,
        Field::Overruled | Field::OverruledReason => Asking::Category,
        Field::WhatIfName(_) => Asking::WhatIf,
    })
}

/// How far each page is filled in.
pub fn tasks(plan: &Plan, issues: &[Issue], framework: &Framework, catalogue: &Catalogue) -> Vec<Task> {
    let school = school(plan, framework, catalogue);
    let figures = figures(plan, framework, catalogue);
    [school, figures, judgements(plan, framework), trajectory(plan)]
        .into_iter()
        .map(|task| {
            let wrong = issues
                .iter()
                .filter(|issue| issue.is_error() && page_of(&issue.field) == Some(task.page))
                .count();
            match wrong {
                0 => task,
                _ => {
                    let entries = if wrong == 1 { "entry" } else { "entries" };
                    let status = format!("{wrong} {entries} to put right");
                    Task { missing: status.clone(), status, state: TaskState::Problem, ..task }
                }
            }
        })
        .collect()
}

fn school(plan: &Plan, framework: &Framework, catalogue: &Catalogue) -> Task {
    // Only what the page asks for: not every scheme knows a grade, or a figure of a year group.
    let groups = plan.school.phase.map(|phase| year_groups(framework, phase, catalogue));
    let asks_sizes = groups.is_none_or(|groups| !groups.is_empty());
    let asked = [
        (true, plan.school.phase.is_none(), "phase"),
        (!framework.grades.is_empty(), plan.school.grade.is_none(), "last inspection"),
        (asks_sizes, plan.cohorts.is_empty(), "sizes of year groups"),
    ];
    let asked: Vec<_> = asked.into_iter().filter(|(is_asked, ..)| *is_asked).collect();
    let missing = asked.iter().filter(|(_, is_missing, _)| *is_missing);
    let missing: Vec<String> = missing.map(|(.., what)| (*what).to_owned()).collect();
    let (given, all) = (asked.len() - missing.len(), asked.len());
    let status = if given == all { "Done".to_owned() } else { format!("{given} of {all} filled in") };
    task(Asking::School, status, super::name::list(&missing, "and"))
}

/// A page on which something is missing, or nothing.
fn task(page: Asking, status: String, missing: String) -> Task {
    let state = if missing.is_empty() { TaskState::Done } else { TaskState::Missing };
    Task { page, status, missing, state }
}

/// A page on which nothing has to be there.
fn optional(page: Asking, status: &str) -> Task {
    Task { page, status: status.to_owned(), missing: String::new(), state: TaskState::Optional }
}

/// How many of something are missing; nothing where none is.
fn still(missing: usize, one: &str) -> String {
    match missing {
        0 => String::new(),
        1 => format!("1 {one}"),
        many => format!("{many} {one}s"),
    }
}

fn figures(plan: &Plan, framework: &Framework, catalogue: &Catalogue) -> Task {
    let headline =
        plan.school.phase.and_then(|phase| framework.measures(phase)).map(|measures| &measures.headline);
    let Some(headline) = headline else {
        return task(Asking::Figures, "Choose the phase first".to_owned(), "the phase".to_owned());
    };
    let years = framework.result_years();
    let wanted = years.iter().flat_map(|year| headline.iter().map(move |measure| (measure, *year)));
    // A series may begin after the first of the years, or have a gap: there is nothing to enter then.
    let exists = |measure, year| catalogue.get(measure).is_some_and(|measure| measure.exists_in(year));
    let wanted: Vec<_> = wanted.filter(|(measure, year)| exists(measure, *year)).collect();
    if wanted.is_empty() {
        return optional(Asking::Figures, "No headline figure decides the category of this phase");
    }
    let all = wanted.len();
    let given = wanted.iter().filter(|(measure, year)| plan.figures.result(measure, *year).is_some()).count();
    let figures = if all == 1 { "headline figure" } else { "headline figures" };
    task(Asking::Figures, format!("{given} of {all} {figures}"), still(all - given, "headline figure"))
}

fn judgements(plan: &Plan, framework: &Framework) -> Task {
    let all = framework.questions.len();
    let given = framework.questions.iter().filter(|question| plan.has_answer(&question.id)).count();
    let status = if given == all { "All answered".to_owned() } else { format!("{given} of {all} answered") };
    task(Asking::Judgements, status, still(all - given, "answer"))
}

fn trajectory(plan: &Plan) -> Task {
    match plan.targets().len() {
        0 => optional(Asking::Trajectory, "No target yet (optional)"),
        targets => task(Asking::Trajectory, still(targets, "target"), String::new()),
    }
}
