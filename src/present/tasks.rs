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
    /// What is done or missing, in words.
    pub status: String,
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
        Field::Figure(_) => Asking::Figures,
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
                1 => Task { status: "1 entry to put right".to_owned(), state: TaskState::Problem, ..task },
                many => {
                    Task { status: format!("{many} entries to put right"), state: TaskState::Problem, ..task }
                }
            }
        })
        .collect()
}

fn school(plan: &Plan, framework: &Framework, catalogue: &Catalogue) -> Task {
    // Only what the page asks for: not every scheme knows a grade, or a figure of a year group.
    let groups = plan.school.phase.map(|phase| year_groups(framework, phase, catalogue));
    let asks_sizes = groups.is_none_or(|groups| !groups.is_empty());
    let missing: Vec<String> = [
        (plan.school.phase.is_none(), "phase"),
        (plan.school.grade.is_none() && !framework.grades.is_empty(), "last inspection"),
        (plan.cohorts.is_empty() && asks_sizes, "sizes of year groups"),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .map(|(_, what)| what.to_owned())
    .collect();
    task(Asking::School, &missing)
}

fn figures(plan: &Plan, framework: &Framework, catalogue: &Catalogue) -> Task {
    let headline =
        plan.school.phase.and_then(|phase| framework.measures(phase)).map(|measures| &measures.headline);
    let Some(headline) = headline else {
        return Task {
            page: Asking::Figures,
            status: "Choose the phase first".to_owned(),
            state: TaskState::Missing,
        };
    };
    if headline.is_empty() {
        let status = "No headline figure decides the category of this phase".to_owned();
        return Task { page: Asking::Figures, status, state: TaskState::Optional };
    }
    let years = framework.result_years();
    let wanted = years.iter().flat_map(|year| headline.iter().map(move |measure| (measure, *year)));
    // A series may begin after the first of the years, or have a gap: there is nothing to enter then.
    let exists = |measure, year| catalogue.get(measure).is_some_and(|measure| measure.exists_in(year));
    let missing = wanted.filter(|(measure, year)| exists(measure, *year));
    let missing = missing.filter(|(measure, year)| plan.figures.result(measure, *year).is_none()).count();
    let (status, state) = match missing {
        0 => ("Done".to_owned(), TaskState::Done),
        1 => ("1 headline result missing".to_owned(), TaskState::Missing),
        many => (format!("{many} headline results missing"), TaskState::Missing),
    };
    Task { page: Asking::Figures, status, state }
}

fn judgements(plan: &Plan, framework: &Framework) -> Task {
    let all = framework.questions.len();
    let given = framework.questions.iter().filter(|question| plan.has_answer(&question.id)).count();
    let state = if given == all { TaskState::Done } else { TaskState::Missing };
    let status = if given == all { "All answered".to_owned() } else { format!("{given} of {all} answered") };
    Task { page: Asking::Judgements, status, state }
}

fn trajectory(plan: &Plan) -> Task {
    let targets = plan.targets().len();
    let (status, state) = match targets {
        0 => ("No target yet".to_owned(), TaskState::Optional),
        1 => ("1 target".to_owned(), TaskState::Done),
        many => (format!("{many} targets"), TaskState::Done),
    };
    Task { page: Asking::Trajectory, status, state }
}

fn task(page: Asking, missing: &[String]) -> Task {
    if missing.is_empty() {
        Task { page, status: "Done".to_owned(), state: TaskState::Done }
    } else {
        Task {
            page,
            status: format!("Missing: {}", super::name::list(missing, "and")),
            state: TaskState::Missing,
        }
    }
}
