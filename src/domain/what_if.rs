//! What if: the plan as it would be with other results of the latest year.
//!
//! Only the figures that are named are moved. Results of groups, of other subjects and of other years, and teacher
//! assessments, stay as they are, although in a real year they would move too.

use super::cohort::Cohort;
use super::draft::TargetKey;
use super::figure::{Assessment, Figure, FigureKey, Pupils, Typed};
use super::ids::MeasureId;
use super::map::Map;
use super::measure::{Catalogue, Measure, Unit};
use super::plan::Plan;
use super::reference::Group;
use super::year::AcademicYear;

/// A result that can be moved: by one pupil, by one of a count, or by a tenth of the measure's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movable {
    /// The result as it is.
    pub now: Figure,
    /// What one step is.
    pub step: Step,
    /// The steps down to the lowest result that can be: zero or negative.
    pub least: i32,
    /// The steps up to the highest.
    pub most: i32,
}

/// What a result is moved by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A pupil.
    Pupil {
        /// The pupils that the result stands for: where it was typed as a percentage that leaves several counts, the one
        /// nearest to it.
        count: u32,
        /// Of how many.
        of: Cohort,
    },
    /// One of a plain count, such as a suspension.
    One {
        /// The count.
        count: u32,
    },
    /// A tenth of a point: of an average, and of a percentage that is not one of pupils.
    Tenth {
        /// The result in hundredths.
        hundredths: i32,
    },
}

/// Why a result cannot be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmovable {
    /// There is none for the year, or none that can be read.
    NoResult,
    /// The size of the year group is not known, so that nothing can be said in pupils.
    NoCohort,
    /// The size of a group is asked for nowhere: its result has to be entered in pupils, such as 18 of 30.
    NoCount,
    /// No number of pupils of the year group gives the percentage.
    Impossible,
}

/// How the result of a group in a measure can be moved.
pub fn movable(
    plan: &Plan,
    measure: &Measure,
    group: Group,
    year: AcademicYear,
) -> Result<Movable, Unmovable> {
    let found = plan.figures.find(&measure.id, year, group, Assessment::Result);
    let now = *found.ok_or(Unmovable::NoResult)?;
    let typed_hundredths = || now.typed().level().exact().rounded(2);
    let within = |step: Step, at: i64, lowest: i64, highest: i64| {
        let steps = |number: i64| i32::try_from(number).unwrap_or(0);
        Ok(Movable { now, step, least: steps(lowest - at).min(0), most: steps(highest - at).max(0) })
    };
    if let Some(Pupils { fewest, most, of }) = now.pupils() {
        // Of two that are as near, the lower; a percentage is never negative.
        let doubled = 2 * typed_hundredths() * i64::from(of.pupils());
        let nearest = u32::try_from((doubled + 9_999) / 20_000).unwrap_or(fewest);
        let count = nearest.clamp(fewest, most);
        return within(Step::Pupil { count, of }, i64::from(count), 0, i64::from(of.pupils()));
    }
    let hundredths = typed_hundredths();
    let bounds = [measure.lowest, measure.highest].map(|level| level.exact().rounded(2));
    match measure.unit {
        Unit::Percent if measure.denominator != SESSIONS => Err(match measure.cohort_group() {
            Some(_) if group != Group::All => Unmovable::NoCount,
            Some(group) if plan.cohorts.contains_key(&(group, year)) => Unmovable::Impossible,
            Some(_) => Unmovable::NoCohort,
            None => Unmovable::NoCount,
        }),
        Unit::Count => {
            let count = u32::try_from(hundredths / 100).unwrap_or(0);
            within(Step::One { count }, i64::from(count), 0, bounds[1] / 100)
        }
        _ => {
            let step = Step::Tenth { hundredths: i32::try_from(hundredths).unwrap_or(0) };
            // Whole steps that stay inside.
            within(step, 0, -((hundredths - bounds[0]) / 10), (bounds[1] - hundredths) / 10)
        }
    }
}

/// The denominator of attendance, which is not one of pupils.
const SESSIONS: &str = "possible sessions";

impl Movable {
    /// So many steps, or as many of them as can be.
    pub fn within(&self, by: i32) -> i32 {
        by.clamp(self.least, self.most)
    }

    /// The result as it would be: as it is where nothing is supposed.
    pub fn figure(&self, by: i32) -> Figure {
        let by = self.within(by);
        if by == 0 {
            return self.now;
        }
        let decimal = |hundredths, decimals| Figure::new(Typed::Decimal { hundredths, decimals }, None);
        match self.step {
            Step::Pupil { count, of } => Figure::counted(count.saturating_add_signed(by), of),
            Step::One { count } => {
                let count = i32::try_from(count.saturating_add_signed(by)).unwrap_or(0);
                decimal(count.saturating_mul(100), 0)
            }
            Step::Tenth { hundredths } => {
                let decimals = match self.now.typed() {
                    Typed::Decimal { decimals, .. } => decimals.max(1),
                    Typed::Share { .. } => 1,
                };
                decimal(hundredths + 10 * by, decimals)
            }
        }
    }
}

/// The plan as it would be with results of `year` moved by so many steps each, as far as they can be moved.
pub fn supposed(plan: &Plan, catalogue: &Catalogue, year: AcademicYear, by: &Map<TargetKey, i32>) -> Plan {
    let mut then = plan.clone();
    for (key, by) in by {
        if let Some(measure) = catalogue.get(&key.measure)
            && let Ok(movable) = movable(plan, measure, key.group, year)
        {
            let key = FigureKey { group: key.group, ..FigureKey::result(key.measure.clone(), year) };
            then.figures.put(&key, movable.figure(*by));
        }
    }
    then
}

/// The part of a combined measure that fewer pupils reach than the whole of it, which cannot be: a pupil counts in it
/// who reaches every part. The one with the fewest.
pub fn part_below(plan: &Plan, measure: &Measure, year: AcademicYear) -> Option<(MeasureId, Pupils)> {
    let pupils = |measure: &MeasureId| plan.figures.result(measure, year)?.pupils();
    let whole = pupils(&measure.id)?;
    let mut below: Option<(MeasureId, Pupils)> = None;
    for part in measure.parts() {
        if let Some(found) = pupils(&part).filter(|found| found.of == whole.of && found.most < whole.fewest)
            && below.as_ref().is_none_or(|(_, other)| found.most < other.most)
        {
            below = Some((part, found));
        }
    }
    below
}
