//! How unusual a target is, and a target that would not be: both from what real schools have done.

use super::cohort::{Cohort, CohortGroup};
use super::gap::is_worse;
use super::growth::{Ask, Growth, Percentile, Unsaid, Unusual, unusual};
use super::line::within;
use super::measure::Measure;
use super::plan::Plan;
use super::quantity::{Difference, Level};
use super::reference::Group;
use super::target::{Words, last_of_series};
use super::trajectory::{Course, Path, Trajectory};
use super::year::AcademicYear;

/// How many schools of those like it moved as far as a path wants to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plausible {
    /// The schools like it, and where the path falls among theirs.
    pub unusual: Unusual,
    /// Whether only the first two years of a longer path are looked at, because no more are held.
    pub first_years_only: bool,
}

/// Why nothing is said of how unusual a target is, or none is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The target is in other tests than today's result.
    OtherTests,
    /// The results held are those of all pupils, and this is a group.
    OfGroup,
    /// The size of the year group is not known.
    NoCohort,
    /// No national figure is held for a year that it takes.
    NoNational,
    /// The real results do not say.
    Unsaid(Unsaid),
}

/// How unusual a suggested target may be: the word that a draft keeps, and the schools of those like it that did as well.
pub const AMBITIONS: Words<Ambition> =
    &[("4", Ambition::OneIn4), ("2", Ambition::OneIn2), ("10", Ambition::OneIn10)];

/// How unusual a suggested target may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ambition {
    /// At least 1 in 4 moved as far: the planner's own default.
    #[default]
    OneIn4,
    /// At least 1 in 2.
    OneIn2,
    /// At least 1 in 10.
    OneIn10,
}

impl Ambition {
    /// Of how many schools one.
    pub fn one_in(self) -> u32 {
        match self {
            Self::OneIn2 => 2,
            Self::OneIn4 => 4,
            Self::OneIn10 => 10,
        }
    }

    fn percentile(self) -> Percentile {
        match self {
            Self::OneIn2 => Percentile::P50,
            Self::OneIn4 => Percentile::P75,
            Self::OneIn10 => Percentile::P90,
        }
    }
}

/// A target that the planner suggests, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The level.
    pub level: Level,
    /// The year.
    pub year: AcademicYear,
    /// Why this one.
    pub reason: Reason,
}

/// Why a target is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The national figure is met: hold the result.
    Sustain,
    /// Enough schools like it moved as far as national is away.
    ToNational {
        /// The change on national that it takes.
        needed: Difference,
        /// What at least the asked share of schools gained on national, in the same time.
        gained: Difference,
    },
    /// Too few did, so as far as enough of them came in two years.
    AsFarAs {
        /// The change on national that it would take to reach it.
        needed: Difference,
        /// What at least the asked share of schools gained on national.
        gained: Difference,
        /// In how many years: two, or one where results over no more are held.
        years: u16,
        /// What the same share gained until the framework's year, which was not enough, where that is another time.
        until_then: Option<(Difference, AcademicYear)>,
        /// When national comes into reach if the school does as well again and again, and how many times in all; `None`
        /// where schools like it did not gain on national.
        in_reach: Option<(AcademicYear, u32)>,
    },
}

/// How many schools moved as far as `path` wants to go.
pub fn plausible(
    trajectory: &Trajectory,
    path: &Path,
    measure: &Measure,
    plan: &Plan,
    growth: &Growth,
) -> Result<Plausible, Why> {
    if path.across_change || path.measure_ends.is_some() {
        return Err(Why::OtherTests);
    }
    let most = longest(growth, measure).ok_or(Why::Unsaid(Unsaid::NoResults))?;
    let (cohort, national) = basis(trajectory, measure, plan)?;
    let first_years_only = path.years.len() > usize::from(most);
    let years = if first_years_only { most } else { u16::try_from(path.years.len()).unwrap_or(0) };
    let step = path.years.get(usize::from(years).saturating_sub(1)).ok_or(Why::NoNational)?;
    let then = step.national.ok_or(Why::NoNational)?;
    // What is set is the goal; a path that sustains asks for no more than the result.
    let level = if first_years_only || path.course == Course::Sustain { step.ideal } else { path.goal };
    let needed = (level - trajectory.from) - (then.value - national);
    let ask = Ask { measure: measure.id.clone(), cohort, gap: trajectory.from - national, needed, years };
    let unusual = unusual(growth, &ask).map_err(Why::Unsaid)?;
    Ok(Plausible { unusual, first_years_only })
}

/// The most years over which results of a measure are held.
fn longest(growth: &Growth, measure: &Measure) -> Option<u16> {
    growth.cells().iter().filter(|cell| cell.measure == measure.id).map(|cell| cell.years()).max()
}

/// The cohort and the national figure of the result from which it starts.
fn basis(trajectory: &Trajectory, measure: &Measure, plan: &Plan) -> Result<(Cohort, Level), Why> {
    if trajectory.group != Group::All {
        return Err(Why::OfGroup);
    }
    let of_figure = trajectory.from_pupils.map(|pupils| pupils.of);
    // Points are taken of a year group too, although they are not said in pupils.
    let group = CohortGroup::of_denominator(&measure.denominator);
    let of_year_group = group.and_then(|group| plan.latest_size(group, trajectory.from_year));
    let of_year_group = of_year_group.map(|(_, cohort)| cohort);
    let cohort = of_figure.or(of_year_group).ok_or(Why::NoCohort)?;
    let (national, _) = trajectory.national.ok_or(Why::NoNational)?;
    Ok((cohort, national))
}

/// A target for a measure: to national by the year of the path to it where enough schools like it moved that far in that
/// time, otherwise as far as as many of them came in two years, never more than that taken once; to hold the result where
/// national is met.
pub fn suggest(
    trajectory: &Trajectory,
    measure: &Measure,
    plan: &Plan,
    growth: &Growth,
    ambition: Ambition,
) -> Result<Suggestion, Why> {
    let path = trajectory.to_national.as_ref().ok_or(Why::NoNational)?;
    if path.course == Course::Sustain {
        return Ok(Suggestion { level: trajectory.from, year: path.year, reason: Reason::Sustain });
    }
    if path.measure_ends.is_some() {
        return Err(Why::OtherTests);
    }
    // Two years, or one where results over no more are held.
    let step = longest(growth, measure).ok_or(Why::Unsaid(Unsaid::NoResults))?;
    let (cohort, national) = basis(trajectory, measure, plan)?;
    let gap = trajectory.from - national;
    let needed = national - trajectory.from;
    let gained_in = |years| growth.percentile(&measure.id, cohort, gap, years, ambition.percentile());
    let years = u16::try_from(path.years.len()).unwrap_or(u16::MAX);
    let until_then = gained_in(years);
    if let Some(gained) = until_then.filter(|gained| *gained >= needed) {
        let reason = Reason::ToNational { needed, gained };
        return Ok(Suggestion { level: path.goal, year: path.year, reason });
    }
    let no_cell = || {
        let ask = Ask { measure: measure.id.clone(), cohort, gap, needed, years: step };
        Why::Unsaid(unusual(growth, &ask).err().unwrap_or(Unsaid::NoResults))
    };
    let gained = gained_in(step).ok_or_else(no_cell)?;
    let year = trajectory.from_year.on(step).ok_or(Why::NoNational)?;
    if last_of_series(measure, trajectory.from_year, year).is_some() {
        return Err(Why::OtherTests);
    }
    // The path to national ends in its own year, which may be before that of the step.
    let then = path.years.iter().find(|step| step.year == year).or(path.years.last());
    let then = then.and_then(|step| step.national).ok_or(Why::NoNational)?.value;
    // Where schools like it lost on national, or national falls, what is left is to hold.
    let reached = (trajectory.from + (then - national) + gained).max(trajectory.from);
    let level = if is_worse(measure, reached, then) { within(measure, reached) } else { then };
    let until_then = until_then.filter(|_| years != step).map(|gained| (gained, path.year));
    let in_reach = in_reach(trajectory.from_year, step, needed, gained);
    let reason = Reason::AsFarAs { needed, gained, years: step, until_then, in_reach };
    Ok(Suggestion { level, year, reason })
}

/// When a gap is closed by steps of so many years that each gain as much, and how many they are.
fn in_reach(
    from: AcademicYear,
    years: u16,
    needed: Difference,
    gained: Difference,
) -> Option<(AcademicYear, u32)> {
    if gained <= Difference::ZERO {
        return None;
    }
    let steps = needed.exact().over(gained.exact()).ceiling();
    let steps = u16::try_from(steps.max(1)).ok()?;
    Some((from.on(steps.checked_mul(years)?)?, u32::from(steps)))
}
