//! The path from where a school stands to where it wants to be, in whole pupils.

use chrono::NaiveDate;

use super::cohort::Cohort;
use super::figure::Figure;
use super::framework::{Calendar, Framework};
use super::gap::{is_short_of_today, is_worse, shown_decimals};
use super::ids::MeasureId;
use super::measure::{Better, Measure, Unit};
use super::plan::{Plan, Target};
use super::quantity::{Difference, Level};
use super::record::Record;
use super::reference::National;
use super::year::AcademicYear;

/// The paths of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trajectory {
    /// The measure.
    pub measure: MeasureId,
    /// The year of the latest result.
    pub from_year: AcademicYear,
    /// The latest result.
    pub from: Level,
    /// Decimal places at which it is shown.
    pub decimals: u8,
    /// The national figure of that year, with its decimal places.
    pub national: Option<(Level, u8)>,
    /// The path to the school's own target, once one is set.
    pub to_target: Option<Path>,
    /// The path to the national figure of that year, or to its latest value in the same series.
    pub to_national: Option<Path>,
}

/// A path, steady: equal points in equal times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Where it leads.
    pub goal: Level,
    /// Decimal places at which the goal is shown.
    pub decimals: u8,
    /// By when.
    pub year: AcademicYear,
    /// Whether it rises, holds or falls short.
    pub course: Course,
    /// Whether the goal is in other tests than today's result: drawn with a break, and not to be compared.
    pub across_change: bool,
    /// Whether the measure ends before the goal's year: the path is a yardstick on the old scale.
    pub measure_ends: Option<AcademicYear>,
    /// Results of successive cohorts, one a year.
    pub years: Vec<YearStep>,
    /// The first year's cohort on its way, by the calendar's milestones.
    pub milestones: Vec<MilestoneStep>,
}

/// Which way a path goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Towards a better result.
    Improve,
    /// The goal is met already: hold today's result.
    Sustain,
    /// The goal is worse than today's result.
    Decline,
}

/// The result that a path asks of one year's cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearStep {
    /// The year.
    pub year: AcademicYear,
    /// The ideal line.
    pub ideal: Level,
    /// The same in whole pupils.
    pub pupils: Option<WholePupils>,
    /// The national figure that the step is set against: of the year where it is held, otherwise the latest.
    pub national: Option<Level>,
    /// The gap to it at this step.
    pub gap: Option<Difference>,
}

/// What a path asks of the cohort at a milestone: the pupils who are on track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneStep {
    /// The date.
    pub date: NaiveDate,
    /// The date as the calendar prints it.
    pub printed: String,
    /// The ideal line.
    pub ideal: Level,
    /// The same in whole pupils.
    pub pupils: Option<WholePupils>,
}

/// A step in whole pupils: the fewest whose percentage reaches the ideal line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholePupils {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: Cohort,
    /// Whether the cohort's size is taken from an earlier year.
    pub cohort_is_assumed: bool,
}

impl WholePupils {
    /// The percentage that they are.
    pub fn percentage(&self) -> Level {
        Level::share(self.count, self.of.pupils())
    }
}

/// The paths of every headline measure of the phase and of every measure with a target, in the order of `records`.
pub(super) fn trajectories(plan: &Plan, framework: &Framework, records: &[Record<'_>]) -> Vec<Trajectory> {
    let headline =
        plan.school.phase.and_then(|phase| framework.measures(phase)).map(|m| m.headline.as_slice());
    records
        .iter()
        .filter_map(|record| {
            let target = plan.targets.iter().find(|target| target.measure == record.measure.id);
            let is_headline = headline.unwrap_or_default().contains(&record.measure.id);
            (is_headline || target.is_some()).then(|| trajectory(plan, framework, record, target)).flatten()
        })
        .collect()
}

fn trajectory(
    plan: &Plan,
    framework: &Framework,
    record: &Record<'_>,
    target: Option<&Target>,
) -> Option<Trajectory> {
    let measure = record.measure;
    let (from_year, figure) = record.results().next_back()?;
    let start = Start { year: from_year, figure, level: figure.level(), plan, framework, record, measure };
    let national_year = target.map(|target| target.year).or_else(|| framework.target_year());
    Some(Trajectory {
        measure: measure.id.clone(),
        from_year,
        from: figure.level(),
        decimals: shown_decimals(figure, measure),
        national: start.national(from_year).map(|national| (national.value, national.decimals)),
        to_target: target.map(|target| {
            start.path(Goal {
                level: target.value,
                decimals: target.decimals,
                year: target.year,
                across_change: target.across_change,
                is_own_target: true,
            })
        }),
        to_national: national_year.filter(|year| *year > from_year).and_then(|year| {
            let national = start.national(year)?;
            let (level, decimals) = (national.value, national.decimals);
            Some(start.path(Goal { level, decimals, year, across_change: false, is_own_target: false }))
        }),
    })
}

struct Goal {
    level: Level,
    decimals: u8,
    year: AcademicYear,
    across_change: bool,
    is_own_target: bool,
}

struct Start<'a> {
    year: AcademicYear,
    figure: &'a Figure,
    level: Level,
    plan: &'a Plan,
    framework: &'a Framework,
    record: &'a Record<'a>,
    measure: &'a Measure,
}

impl Start<'_> {
    /// The path to the school's own target, which may be worse than today's result, or to a comparator, which is
    /// met by any result that reaches it.
    fn path(&self, goal: Goal) -> Path {
        let Goal { level: goal, decimals, year, across_change, is_own_target } = goal;
        let course = if is_worse(self.measure, self.figure.level(), goal) {
            Course::Improve
        } else if !is_own_target || !is_short_of_today(self.measure, goal, self.figure) {
            Course::Sustain
        } else {
            Course::Decline
        };
        let held = if course == Course::Sustain { self.level } else { goal };
        let total = year.since(self.year);
        let years: Vec<YearStep> = (1..=total)
            .filter_map(|step| {
                let step_year = self.year.on(u16::try_from(step).ok()?)?;
                let ideal = self.level + (held - self.level).times(i64::from(step), i64::from(total));
                let national = self.national(step_year).map(|national| national.value);
                let pupils = self.cohort(step_year).map(|cohort| self.whole(ideal, cohort));
                Some(YearStep {
                    year: step_year,
                    ideal,
                    pupils,
                    national,
                    gap: national.map(|national| ideal - national),
                })
            })
            .collect();
        let milestones = years.first().map_or_else(Vec::new, |first| self.milestones(first));
        Path {
            goal,
            decimals,
            year,
            course,
            across_change,
            measure_ends: self.measure.last_year.filter(|last| *last < year),
            years,
            milestones,
        }
    }

    /// The national figure of the year in the same series, or else the latest one held before it.
    fn national(&self, year: AcademicYear) -> Option<&National> {
        // From the year of the result on, so that the figure is never older than the result.
        (0..=u16::try_from(year.since(self.year)).unwrap_or(0))
            .filter_map(|back| year.back(back))
            .filter(|held| self.measure.same_series(self.year, *held))
            .find_map(|held| self.record.national(held))
            .map(|national| &**national)
            // A count's national figure is a rate, which is nothing to set a count against.
            .filter(|_| self.measure.unit != Unit::Count)
    }

    /// The cohort of `year`, and whether it is taken from an earlier one: the latest that is known.
    fn cohort(&self, year: AcademicYear) -> Option<(Cohort, bool)> {
        let of_figure = self.figure.pupils().map(|pupils| (self.year, pupils.of));
        let (known_for, of) = match (of_figure, self.plan.latest_cohort(self.measure, year)) {
            // A cohort typed with the result is as new as the result.
            (Some(own), Some(group)) if group.0 <= own.0 => own,
            (own, group) => group.or(own)?,
        };
        Some((of, known_for != year))
    }

    /// The fewest pupils whose percentage is at least `ideal` (the most within it where lower is better).
    fn whole(&self, ideal: Level, (of, cohort_is_assumed): (Cohort, bool)) -> WholePupils {
        let count = match self.measure.better {
            Better::Higher => of.fewest_reaching(ideal).min(of.pupils()),
            Better::Lower => of.most_within(ideal),
        };
        WholePupils { count, of, cohort_is_assumed }
    }

    /// The way to the first step by the milestones of the framework's calendar, in proportion to the time since
    /// 1 September, so that it is the same however the year is split.
    fn milestones(&self, first: &YearStep) -> Vec<MilestoneStep> {
        let Some(calendar) = self.framework.calendars.first().filter(|calendar| covers(calendar, first.year))
        else {
            return vec![];
        };
        let (Some(begin), Some(end)) = (
            NaiveDate::from_ymd_opt(i32::from(first.year.start()), 9, 1),
            calendar.milestones.last().map(|milestone| milestone.date),
        ) else {
            return vec![];
        };
        let days = (end - begin).num_days();
        if days <= 0 {
            return vec![];
        }
        let cohort = self.cohort(first.year);
        calendar
            .milestones
            .iter()
            .map(|milestone| {
                let passed = (milestone.date - begin).num_days().clamp(0, days);
                let ideal = self.level + (first.ideal - self.level).times(passed, days);
                MilestoneStep {
                    date: milestone.date,
                    printed: milestone.printed.clone(),
                    ideal,
                    pupils: cohort.map(|cohort| self.whole(ideal, cohort)),
                }
            })
            .collect()
    }
}

/// Whether a calendar's milestones lie in `year`.
fn covers(calendar: &Calendar, year: AcademicYear) -> bool {
    let begin = NaiveDate::from_ymd_opt(i32::from(year.start()), 9, 1);
    let end = NaiveDate::from_ymd_opt(i32::from(year.end()), 8, 31);
    let (Some(begin), Some(end)) = (begin, end) else { return false };
    calendar.milestones.last().is_some_and(|last| (begin..=end).contains(&last.date))
}
