//! A scheme's own test cases: schools, what is expected of each, and what comes out.

use chrono::NaiveDate;

use super::category::Outcome;
use super::draft::Draft;
use super::evaluate::{Evaluation, evaluate};
use super::figure::{Assessment, FigureKey};
use super::framework::{Clause, Fact, FigureTest, Framework, Test};
use super::ids::MeasureId;
use super::issue::Field;
use super::measure::{Catalogue, Measure};
use super::plan::Plan;
use super::reference::{Group, Reference};
use super::school::{Grade, Phase};
use super::validate::validate;

/// A school, and what the scheme is expected to say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// What is known of the school, with its answers to the questions of the scheme. It has no name.
    pub school: Draft,
    /// The outcome. A decided one has an empty rule where any rule of the category will do; what would settle an open
    /// one, and what comes near where none fits, is left out.
    pub expected: Outcome,
    /// Where the expectation comes from; `None` where a council's officer has set it.
    pub clause: Option<Clause>,
}

/// What a case has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The school's plan.
    pub plan: Plan,
    /// What the scheme makes of it.
    pub evaluation: Evaluation,
    /// Whether that is what was expected.
    pub is_as_expected: bool,
}

impl Case {
    /// What the scheme says of the school now; or what the case says of it and the scheme does not ask (any more), and then
    /// nothing is judged: without that it would be another school.
    ///
    /// An expected category or rule that the scheme does not have is not among that: the school is then simply not as
    /// expected.
    pub fn tried(
        &self,
        framework: &Framework,
        catalogue: &Catalogue,
        reference: &Reference,
        today: NaiveDate,
    ) -> Result<Trial, Vec<Field>> {
        let (plan, issues) = validate(&self.school, framework, catalogue, today);
        let mut gone = Vec::new();
        if self.school.grade.is_some_and(|grade| !knows(framework, grade)) {
            gone.push(Field::Grade);
        }
        for issue in issues {
            if issue.is_error() && matches!(issue.field, Field::Answer(_)) {
                gone.push(issue.field);
            }
        }
        // A school of a phase that the scheme does not cover has an outcome without a figure.
        let covered = self.school.phase.filter(|phase| framework.measures(*phase).is_some());
        for key in self.school.figures.keys() {
            let is_read = plan.figures.get(key).is_some();
            if covered.is_some_and(|phase| !is_read || !is_asked(framework, phase, key)) {
                gone.push(Field::Figure(key.clone()));
            }
        }
        if !gone.is_empty() {
            return Err(gone);
        }
        let evaluation = evaluate(&plan, framework, catalogue, reference);
        let is_as_expected = is_as_expected(&self.expected, &evaluation.outcome);
        Ok(Trial { plan, evaluation, is_as_expected })
    }
}

/// What a case keeps of a plan: what the rules look at to decide the category, and nothing else, so nothing that says which
/// school it is.
pub fn school_of(draft: &Draft, framework: &Framework, catalogue: &Catalogue) -> Draft {
    let mut school = Draft {
        framework: Some(framework.id.clone()),
        phase: draft.phase,
        status: draft.status,
        grade: draft.grade.filter(|grade| knows(framework, *grade)),
        ..Draft::default()
    };
    let tests = framework.deciding_tests();
    // The scheme may have had another name before it was edited.
    for (asked, answer) in &draft.scheme(draft.framework.as_ref().unwrap_or(&framework.id)).answers {
        let is_it = |test: &&Test| match &test.fact {
            Fact::Answer { question, .. }
            | Fact::AnswerAtLeast { question, .. }
            | Fact::Number { question, .. } => question == asked,
            _ => false,
        };
        if tests.iter().any(is_it) {
            school.set_answer(&framework.id, asked, answer.as_str());
        }
    }
    let Some((phase, measures)) = draft.phase.and_then(|phase| Some((phase, framework.measures(phase)?)))
    else {
        return school;
    };
    let years = framework.result_years();
    let is_read = |measure: &MeasureId| {
        tests.iter().any(|test| match &test.fact {
            Fact::Figure(FigureTest { measures: set, .. }) | Fact::Trend { measures: set, .. } => {
                measures.of(set).contains(measure)
            }
            _ => false,
        })
    };
    for (key, text) in &draft.figures {
        if years.contains(&key.year) && is_read(&key.measure) && is_asked(framework, phase, key) {
            school.set_figure(key.clone(), text);
            // Its year group says what one pupil is worth.
            let group = catalogue.get(&key.measure).and_then(Measure::cohort_group);
            if let Some((group, pupils)) =
                group.and_then(|group| Some((group, draft.cohorts.get(&(group, key.year))?)))
            {
                school.set_cohort(group, key.year, pupils);
            }
        }
    }
    school
}

fn knows(framework: &Framework, grade: Grade) -> bool {
    grade == Grade::NeverInspected || framework.grades.contains(&grade)
}

/// Whether the scheme asks schools of the phase for a figure.
fn is_asked(framework: &Framework, phase: Phase, key: &FigureKey) -> bool {
    framework.measures(phase).is_some_and(|measures| {
        measures.all.contains(&key.measure)
            && (key.assessment == Assessment::Result || measures.teacher.contains(&key.measure))
            && (key.group == Group::All || measures.groups.contains(&key.measure))
    })
}

/// Whether an outcome is the one that was expected.
pub fn is_as_expected(expected: &Outcome, found: &Outcome) -> bool {
    match (expected, found) {
        (Outcome::Decided { rule, category }, Outcome::Decided { rule: by, category: found }) => {
            category == found && (rule.as_str().is_empty() || rule == by)
        }
        (
            Outcome::Between { categories, or_none, .. },
            Outcome::Between { categories: found, or_none: found_or_none, .. },
        ) => {
            // In the framework's order, which may be another by now.
            or_none == found_or_none
                && categories.len() == found.len()
                && categories.iter().all(|category| found.contains(category))
        }
        (Outcome::NoDescription { .. }, Outcome::NoDescription { .. }) => true,
        (Outcome::NotApplicable(why), Outcome::NotApplicable(found)) => why == found,
        _ => false,
    }
}
