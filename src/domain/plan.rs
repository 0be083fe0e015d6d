//! A plan that is valid: what the draft means, without what could not be read.

use chrono::NaiveDate;

use super::benchmark::Benchmark;
use super::cohort::{Cohort, CohortGroup};
use super::draft::{AreaDraft, MilestoneKey, TargetKey, TermKey};
use super::figure::{Figure, Figures};
use super::ids::{AnswerId, CategoryId, MeasureId, QuestionId};
use super::map::Map;
use super::measure::Measure;
use super::quantity::{Difference, Level};
use super::reference::Group;
use super::school::School;
use super::target::Target;
use super::year::AcademicYear;

/// The valid part of a [`Draft`](super::Draft). Made by [`validate`](super::validate()) only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The school.
    pub school: School,
    /// Sizes of year groups.
    pub cohorts: Map<(CohortGroup, AcademicYear), Cohort>,
    /// Results.
    pub figures: Figures,
    /// Figures to compare with that did not ship with the planner.
    pub benchmarks: Vec<Benchmark>,
    /// Answers; a question without one is not known yet.
    pub answers: Map<QuestionId, AnswerId>,
    /// Answers that are numbers.
    pub numbers: Map<QuestionId, Level>,
    /// A category that overrules the one worked out, with its reason.
    pub overruled: Option<(CategoryId, String)>,
    /// Plans of targets, side by side; at least one.
    pub scenarios: Vec<Scenario>,
    /// The one in view, by its place.
    pub in_view: usize,
    /// The calendar that was chosen, by its label; empty for the first that fits.
    pub calendar: String,
    /// Dates of milestones that were changed or added; `None` takes the milestone out.
    pub dates: Map<MilestoneKey, Option<NaiveDate>>,
    /// What was found at milestones, earliest first.
    pub found: Vec<Found>,
    /// Counts by term.
    pub terms: Map<TermKey, u32>,
    /// The targets that had been set for the year of the latest results, with the decimal places at which they are shown.
    pub set_before: Map<TargetKey, (Level, u8)>,
    /// What was said of areas for improvement; a measure is one of the catalogue's.
    pub areas: Map<u8, AreaDraft>,
}

/// A plan of targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// What it is called; may be empty.
    pub name: String,
    /// Whether national figures that are not held yet go on as they went.
    pub carries_on: bool,
    /// The targets, in the catalogue's order of measures.
    pub targets: Vec<Target>,
}

/// What was found at a milestone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// In which measure.
    pub measure: MeasureId,
    /// Of whom.
    pub group: Group,
    /// At which milestone.
    pub milestone: MilestoneKey,
    /// When that was.
    pub date: NaiveDate,
    /// The pupils then on track.
    pub figure: Figure,
}

impl Plan {
    /// The size of the cohort that `measure` is taken of in `year`, where it is known.
    pub fn cohort(&self, measure: &Measure, year: AcademicYear) -> Option<Cohort> {
        self.cohorts.get(&(measure.cohort_group()?, year)).copied()
    }

    /// The plan of targets in view.
    pub fn targets(&self) -> &[Target] {
        self.scenarios.get(self.in_view).map_or(&[], |scenario| &scenario.targets)
    }

    /// Whether a question is answered, by a choice or by a number.
    pub fn has_answer(&self, question: &QuestionId) -> bool {
        self.answers.contains_key(question) || self.numbers.contains_key(question)
    }

    /// What one pupil is worth in `result`, that of `year`; nothing where the cohort is not known.
    pub(super) fn one_pupil(
        &self,
        measure: &Measure,
        year: AcademicYear,
        result: Option<&Figure>,
    ) -> Difference {
        let of_figure = result.and_then(Figure::pupils).map(|pupils| pupils.of);
        of_figure.or_else(|| self.cohort(measure, year)).map_or(Difference::ZERO, Cohort::one_pupil)
    }

    /// The latest year before `year` (or in it) for which the cohort of `measure` is known, with its size.
    pub fn latest_cohort(&self, measure: &Measure, year: AcademicYear) -> Option<(AcademicYear, Cohort)> {
        self.latest_size(measure.cohort_group()?, year)
    }

    /// The same of a year group.
    pub(super) fn latest_size(
        &self,
        group: CohortGroup,
        year: AcademicYear,
    ) -> Option<(AcademicYear, Cohort)> {
        self.cohorts
            .iter()
            .rfind(|((of, taken), _)| *of == group && *taken <= year)
            .map(|((_, year), cohort)| (*year, *cohort))
    }
}
