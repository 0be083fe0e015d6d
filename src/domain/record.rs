//! One measure with everything that is known of it: the school's figures and the national ones.

use std::sync::Arc;

use super::figure::{Figure, Series};
use super::map::sort_by_key;
use super::measure::{Catalogue, Measure};
use super::plan::Plan;
use super::reference::{Group, National, Nationals, Reference};
use super::school::Phase;
use super::year::AcademicYear;

/// A measure, the figures of all pupils of a school in it, and the national figures for its phase.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) measure: &'a Measure,
    series: Series<'a>,
    nationals: Nationals<'a>,
    phase: Option<Phase>,
}

impl<'a> Record<'a> {
    fn with(plan: &Plan, measure: &'a Measure, series: Series<'a>, reference: &'a Reference) -> Self {
        Self { measure, series, nationals: reference.of(&measure.id), phase: plan.school.phase }
    }

    /// The records of the measures in which `plan` has any figure, in the catalogue's order.
    pub(super) fn all(plan: &'a Plan, catalogue: &'a Catalogue, reference: &'a Reference) -> Vec<Self> {
        let mut records = Vec::with_capacity(32);
        for (id, series) in plan.figures.series() {
            if let Some((place, measure)) = catalogue.get_with_place(id) {
                records.push((place, Self::with(plan, measure, series, reference)));
            }
        }
        sort_by_key(&mut records, |(place, _)| *place);
        records.into_iter().map(|(_, record)| record).collect()
    }

    /// The result of `year`.
    pub(super) fn result(&self, year: AcademicYear) -> Option<&'a Figure> {
        self.series.result(year)
    }

    /// The results, earliest year first.
    pub(super) fn results(&self) -> impl DoubleEndedIterator<Item = (AcademicYear, &'a Figure)> {
        self.series.results()
    }

    /// The teachers' assessment of `year`.
    pub(super) fn teacher(&self, year: AcademicYear) -> Option<&'a Figure> {
        self.series.teacher(year)
    }

    /// The national figure of `year`.
    pub(super) fn national(&self, year: AcademicYear) -> Option<&'a Arc<National>> {
        self.nationals.national(year, Group::All, self.phase)
    }
}
