//! An evaluation without what few pupils stand behind, for what is printed, copied or saved.

use super::action_plan::{SMALL, is_left_out};
use super::category::{Reading, Trace};
use super::evaluate::Evaluation;
use super::ids::MeasureId;
use super::measure::Catalogue;
use super::plan::Plan;
use super::reference::Group;
use super::trajectory::{Path, Trajectory, WholePupils};
use super::year::AcademicYear;

/// The evaluation without figures of groups that are left out ([`is_left_out`]), and whether there were any. What is
/// decided stays decided: only the figures behind it, and how many pupils would change it, are gone.
pub fn without_small(evaluation: &Evaluation, plan: &Plan, catalogue: &Catalogue) -> (Evaluation, bool) {
    let mut small = Small { plan, catalogue, any: false };
    let mut evaluation = evaluation.clone();
    for rule in &mut evaluation.rules {
        small.trace(&mut rule.trace);
    }
    for overlay in &mut evaluation.overlays {
        overlay.traces.iter_mut().for_each(|trace| small.trace(trace));
    }
    evaluation.nearest.by_measure.retain(|by| !small.says(by.of.pupils() <= SMALL));
    evaluation.gaps.retain(|gap| {
        !small.is_out(&gap.measure, Group::All, gap.year)
            && !small.says(gap.pupils.is_some_and(|pupils| pupils.of.pupils() <= SMALL))
    });
    for gap in &mut evaluation.gaps {
        let earlier = [1, 2].into_iter().filter_map(|years| gap.year.back(years));
        let is_known = |year| plan.figures.result(&gap.measure, year).is_some();
        if earlier.filter(|year| is_known(*year)).any(|year| small.is_out(&gap.measure, Group::All, year)) {
            (gap.change, gap.relative_change, gap.trend, gap.three_year_average) = (None, None, None, None);
        }
    }
    evaluation.cross_checks.retain(|check| !small.is_out(&check.measure, Group::All, check.year));
    for paths in &mut evaluation.paths {
        paths.trajectories.retain(|of| !small.trajectory(of));
        if small.any {
            paths.conflicts.retain(|conflict| {
                paths.trajectories.iter().any(|of| of.measure == conflict.part)
                    && paths.trajectories.iter().any(|of| of.measure == conflict.combined)
            });
        }
    }
    let any = small.any;
    (evaluation, any)
}

struct Small<'a> {
    plan: &'a Plan,
    catalogue: &'a Catalogue,
    /// Whether anything was left out.
    any: bool,
}

impl Small<'_> {
    fn says(&mut self, is_small: bool) -> bool {
        self.any |= is_small;
        is_small
    }

    fn is_out(&mut self, measure: &MeasureId, group: Group, year: AcademicYear) -> bool {
        let is_out = is_left_out(self.plan, self.catalogue, measure, group, year);
        self.says(is_out)
    }

    /// A reading without figures stays: it says what is missing.
    fn trace(&mut self, trace: &mut Trace) {
        trace.readings.retain(|reading| reading.value.is_none() || !self.reading(reading));
        trace.parts.iter_mut().for_each(|part| self.trace(part));
    }

    /// The reading's own year, and the years that it is set against.
    fn reading(&mut self, reading: &Reading) -> bool {
        let years = [reading.year].into_iter().chain(reading.comparators.iter().map(|(year, _)| *year));
        years.into_iter().any(|year| {
            self.is_out(&reading.measure, reading.group, year)
                // A comparator may be the figure of all pupils.
                || self.is_out(&reading.measure, Group::All, year)
        })
    }

    fn trajectory(&mut self, of: &Trajectory) -> bool {
        let is_out = self.is_out(&of.measure, of.group, of.from_year)
            || [&of.to_target, &of.to_national].into_iter().flatten().any(|path| self.path(of, path));
        self.says(is_out)
    }

    fn path(&mut self, of: &Trajectory, path: &Path) -> bool {
        let few = |pupils: Option<WholePupils>| pupils.is_some_and(|whole| whole.of.pupils() <= SMALL);
        let found = |actual: &Option<super::trajectory::Actual>| {
            let pupils = actual.as_ref().and_then(|actual| actual.pupils);
            pupils.is_some_and(|pupils| pupils.of.pupils() <= SMALL)
        };
        path.years.iter().any(|step| {
            few(step.pupils) || found(&step.actual) || self.is_out(&of.measure, of.group, step.year)
        }) || path.milestones.iter().any(|step| few(step.pupils) || found(&step.actual))
    }
}
