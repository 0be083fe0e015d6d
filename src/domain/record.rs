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
    /// The records of the measures in which `plan` has any figure, in the catalogue's order.
    pub(super) fn all(plan: &'a Plan, catalogue: &'a Catalogue, reference: &'a Reference) -> Vec<Self> {
        let mut records = Vec::with_capacity(32);
        // All three are in the order of ids: one walk along them, instead of a search for each measure.
        let (mut places, mut nationals) = (catalogue.places(), reference.measures());
        let (mut place, mut national) = (places.next(), nationals.next());
        for (id, series) in plan.figures.series() {
            while place.is_some_and(|(other, _)| other < id) {
                place = places.next();
            }
            while national.is_some_and(|(other, _)| other < id) {
                national = nationals.next();
            }
            if let Some((at, measure)) = place.filter(|(other, _)| *other == id).map(|(_, found)| found) {
                let nationals = national.filter(|(other, _)| *other == id).map(|(_, found)| found);
                let nationals = nationals.unwrap_or_default();
                records.push((at, Self { measure, series, nationals, phase: plan.school.phase }));
            }
        }
        sort_by_key(&mut records, |(place, _)| *place);
        records.into_iter().map(|(_, record)| record).collect()
    }

    /// The record of one measure, with or without figures.
    pub(super) fn of(measure: &'a Measure, plan: &'a Plan, reference: &'a Reference) -> Self {
        let (series, nationals) = (plan.figures.of(&measure.id), reference.of(&measure.id));
        Self { measure, series, nationals, phase: plan.school.phase }
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

    /// The figures of a group.
    pub(super) fn series(&self) -> Series<'a> {
        self.series
    }

    /// The national figure of `year` for a group.
    pub(super) fn national_of(&self, group: Group, year: AcademicYear) -> Option<&'a Arc<National>> {
        self.nationals.national(year, group, self.phase)
    }
}
