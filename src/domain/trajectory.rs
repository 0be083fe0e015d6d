//! The path from where a school stands to where it wants to be, in whole pupils, and what has become of it.

use chrono::NaiveDate;

use super::calendar::{self, Dated};
use super::cohort::Cohort;
use super::draft::{MilestoneKey, TargetKey};
use super::figure::{Figure, Pupils};
use super::framework::Framework;
use super::gap::{is_short_of_today, is_worse, shown_decimals};
use super::goal::{Comparator, Goal, NoGoal};
use super::ids::MeasureId;
use super::line::{Line, Onwards, Shape, within};
use super::measure::{Better, Measure, Unit};
use super::plan::{Plan, Scenario};
use super::quantity::{Difference, Exact, Level};
use super::record::Record;
use super::reference::Group;
use super::target::{Target, last_of_series};
use super::terms::{Terms, terms};
use super::year::AcademicYear;

/// The paths of one plan of targets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// Of every headline measure of the phase and of everything with a target, in the catalogue's order.
    pub trajectories: Vec<Trajectory>,
    /// Where the combined target asks for more than its parts allow.
    pub conflicts: Vec<Conflict>,
}

/// A combined target above that of one of its parts: a pupil counts in it who reaches every part, so at most as many can
/// as in the smallest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The combined measure.
    pub combined: MeasureId,
    /// Its target, or what is held where that is met already.
    pub combined_goal: Level,
    /// The part with the smallest target.
    pub part: MeasureId,
    /// The same of it.
    pub part_goal: Level,
    /// The year of both.
    pub year: AcademicYear,
}

/// The paths of one measure and group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trajectory {
    /// The measure.
    pub measure: MeasureId,
    /// Whose results.
    pub group: Group,
    /// The year of the result from which the paths start.
    pub from_year: AcademicYear,
    /// That result.
    pub from: Level,
    /// Decimal places at which it is shown.
    pub decimals: u8,
    /// The pupils behind it.
    pub from_pupils: Option<Pupils>,
    /// The national figure of that year, with its decimal places.
    pub national: Option<(Level, u8)>,
    /// The path to the school's own target, once one is set.
    pub to_target: Option<Path>,
    /// Why there is none although a target is set.
    pub no_target: Option<NoGoal>,
    /// The path to the national figure of that year, or to its latest value in the same series.
    pub to_national: Option<Path>,
    /// Of a count: the year by its terms.
    pub terms: Option<Terms>,
}

impl Trajectory {
    /// Whose results in which measure it is.
    pub fn key(&self) -> TargetKey {
        TargetKey { measure: self.measure.clone(), group: self.group }
    }
}

/// A path from a result to a goal.
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
    /// How it is spread over the time.
    pub shape: Shape,
    /// How it goes on from an actual result.
    pub onwards: Onwards,
    /// Whether the goal is in other tests than today's result: drawn with a break, and not to be compared.
    pub across_change: bool,
    /// Whether the measure ends before the goal's year: the path is a yardstick on the old scale.
    pub measure_ends: Option<AcademicYear>,
    /// Results of successive cohorts, one a year.
    pub years: Vec<YearStep>,
    /// The year whose milestones follow: the first without a result.
    pub milestone_year: AcademicYear,
    /// That year's cohort on its way, by the calendar's milestones.
    pub milestones: Vec<MilestoneStep>,
}

/// Which way a path goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Towards a better result; or to other tests, beside which today's result is neither better nor worse.
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
    /// The ideal line, as it was planned.
    pub ideal: Level,
    /// The same in whole pupils.
    pub pupils: Option<WholePupils>,
    /// The national figure that the step is set against.
    pub national: Option<Comparator>,
    /// The gap to it at this step.
    pub gap: Option<Difference>,
    /// What became of it.
    pub actual: Option<Actual>,
    /// How it goes on after the latest result that was not as planned.
    pub revised: Option<Revised>,
}

/// What a path asks of the cohort at a milestone: the pupils who are on track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneStep {
    /// What the milestone is known by.
    pub key: MilestoneKey,
    /// The date.
    pub date: NaiveDate,
    /// The date as the calendar prints it; empty where the person added it.
    pub printed: String,
    /// The ideal line.
    pub ideal: Level,
    /// The same in whole pupils.
    pub pupils: Option<WholePupils>,
    /// What was found.
    pub actual: Option<Actual>,
    /// How it goes on after the latest finding that was not as planned.
    pub revised: Option<Revised>,
}

/// A place on a path: the level, and the same in whole pupils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The level.
    pub level: Level,
    /// In whole pupils.
    pub pupils: Option<WholePupils>,
}

/// The two ways on from an actual result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revised {
    /// To the same goal.
    pub to_target: Step,
    /// With the steps that were planned.
    pub at_pace: Step,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actual {
    /// The result.
    pub level: Level,
    /// Decimal places at which it is shown.
    pub decimals: u8,
    /// The pupils behind it.
    pub pupils: Option<Pupils>,
    /// Against the step as it was planned.
    pub standing: Standing,
    /// The result less the plan.
    pub difference: Difference,
    /// Pupils who are still missing at the end of the path (of a milestone: at the end of its year), where they are known;
    /// none where it is reached.
    pub to_go: Option<u32>,
    /// Where the planned steps lead from here, by the end of the path (of a milestone: by the end of its year).
    pub pace_leads_to: Level,
}

/// An actual result against the plan; in pupils where they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Better than planned.
    Ahead(Option<u32>),
    /// The planned count of pupils, or the planned figure.
    OnPlan,
    /// Worse than planned.
    Behind(Option<u32>),
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

/// The paths of every plan of targets.
pub(super) fn paths(plan: &Plan, framework: &Framework, records: &[Record<'_>]) -> Vec<Paths> {
    let headline = plan.school.phase.and_then(|phase| framework.measures(phase));
    let headline = headline.map(|measures| measures.headline.as_slice()).unwrap_or_default();
    let of_scenario = |scenario| {
        let mut paths = Paths::default();
        for record in records {
            for group in Group::ALL {
                let target = Target::find(scenario, &record.measure.id, group);
                if target.is_none() && (group != Group::All || !headline.contains(&record.measure.id)) {
                    continue;
                }
                paths.trajectories.extend(trajectory(plan, framework, scenario, record, group));
            }
        }
        paths.conflicts = conflicts(&paths.trajectories, records);
        paths
    };
    plan.scenarios.iter().map(of_scenario).collect()
}

/// The paths of one measure and group; nothing where there is no result to start from.
pub(super) fn trajectory(
    plan: &Plan,
    framework: &Framework,
    scenario: &Scenario,
    record: &Record<'_>,
    group: Group,
) -> Option<Trajectory> {
    let target = Target::find(scenario, &record.measure.id, group);
    Start::new(plan, framework, scenario, record, group).map(|start| start.trajectory(target))
}

/// The combined targets that are above the smallest of their parts'.
fn conflicts(trajectories: &[Trajectory], records: &[Record<'_>]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    // Where a path leads: to its target, or to what is held where the target is met already.
    let goal = |measure: &MeasureId| {
        let found = trajectories.iter().find(|path| path.measure == *measure && path.group == Group::All);
        let path = found?.to_target.as_ref().filter(|path| !path.across_change)?;
        Some((path.year, path.years.last()?.ideal))
    };
    for record in records {
        let Some((year, combined_goal)) = goal(&record.measure.id) else { continue };
        let mut smallest: Option<(MeasureId, Level)> = None;
        for part in record.measure.parts() {
            let of_year = goal(&part).filter(|(of, _)| *of == year);
            if let Some((_, level)) = of_year
                && smallest.as_ref().is_none_or(|(_, smallest)| level < *smallest)
            {
                smallest = Some((part, level));
            }
        }
        if let Some((part, part_goal)) = smallest.filter(|(_, level)| *level < combined_goal) {
            conflicts.push(Conflict {
                combined: record.measure.id.clone(),
                combined_goal,
                part,
                part_goal,
                year,
            });
        }
    }
    conflicts
}

/// A result from which paths start, with everything that they rest on.
pub(super) struct Start<'a> {
    pub(super) plan: &'a Plan,
    framework: &'a Framework,
    pub(super) scenario: &'a Scenario,
    pub(super) record: &'a Record<'a>,
    pub(super) measure: &'a Measure,
    pub(super) group: Group,
    pub(super) year: AcademicYear,
    pub(super) figure: &'a Figure,
    pub(super) level: Level,
    /// The last year whose national figures are known when the path is planned: that of the results that the scheme
    /// judges. Later ones are what became of it.
    pub(super) known: AcademicYear,
}

impl<'a> Start<'a> {
    /// Nothing where there is no result to start from.
    pub(super) fn new(
        plan: &'a Plan,
        framework: &'a Framework,
        scenario: &'a Scenario,
        record: &'a Record<'a>,
        group: Group,
    ) -> Option<Self> {
        let (year, figure) = record.series().base(group, framework.latest_results)?;
        let (measure, level) = (record.measure, figure.level());
        let known = year.max(framework.latest_results);
        Some(Self { plan, framework, scenario, record, measure, group, year, figure, level, known })
    }

    fn trajectory(&self, target: Option<&Target>) -> Trajectory {
        let goal = target.map(|target| self.goal(target));
        let to_target = match (&goal, target) {
            (Some(Ok(goal)), Some(target)) => Some(self.path(goal, Some(target))),
            _ => None,
        };
        let national_year = target.map(|target| target.year).or_else(|| self.framework.target_year());
        let to_national = national_year.filter(|year| *year > self.year).and_then(|year| {
            let Comparator { value: level, decimals, .. } = self.national(year)?;
            Some(self.path(&Goal { level, decimals, year, is_own: false }, None))
        });
        Trajectory {
            measure: self.measure.id.clone(),
            group: self.group,
            from_year: self.year,
            from: self.level,
            decimals: shown_decimals(self.figure, self.measure),
            from_pupils: self.figure.pupils(),
            national: self.national(self.year).map(|national| (national.value, national.decimals)),
            terms: to_target.as_ref().and_then(|path| terms(self, path, target?)),
            to_target,
            no_target: goal.and_then(Result::err),
            to_national,
        }
    }

    /// The path to a goal: the school's own, which may be worse than today's result, or a comparator, which is met by any
    /// result that reaches it. What became of it is told of the school's own target.
    fn path(&self, goal: &Goal, target: Option<&Target>) -> Path {
        let Goal { level: goal, decimals, year, is_own } = *goal;
        let across_change = target.is_some_and(|target| target.across_change);
        let course = if across_change || is_worse(self.measure, self.level, goal) {
            Course::Improve
        } else if !is_own || !is_short_of_today(self.measure, goal, self.figure) {
            Course::Sustain
        } else {
            Course::Decline
        };
        let held = if course == Course::Sustain { self.level } else { goal };
        let shape = match target {
            Some(target) if !target.stations.is_empty() => self.yearly(&target.stations, held, year),
            Some(target) => target.shape.clone(),
            None => Shape::Steady,
        };
        let onwards = target.map(|target| target.onwards).unwrap_or_default();
        let total = year.since(self.year);
        let line = Line { shape: &shape, years: i64::from(total), from: self.level, goal: held, turn: None };
        let mut years: Vec<YearStep> = (1..=total)
            .filter_map(|step| {
                let year = self.year.on(u16::try_from(step).ok()?)?;
                let ideal = self.whole_count(line.at(Exact::whole(i64::from(step)), self.measure));
                let national = self.national(year);
                let gap = national.as_ref().map(|national| ideal - national.value);
                let pupils = self.in_pupils(ideal, year);
                Some(YearStep { year, ideal, pupils, national, gap, actual: None, revised: None })
            })
            .collect();
        let mut turn = None;
        if target.is_some() {
            turn = self.put_results(&mut years, held);
        }
        let done = years.iter().rposition(|step| step.actual.is_some()).map_or(0, |place| place + 1);
        if let Some((turned, level)) = turn {
            for (place, step) in years.iter_mut().enumerate().skip(done) {
                let way = |onwards| {
                    let line = Line { turn: Some((turned, level, onwards)), ..line.clone() };
                    let level = self.whole_count(line.at(Exact::whole(place as i64 + 1), self.measure));
                    Step { level, pupils: self.in_pupils(level, step.year) }
                };
                let (to_target, at_pace) = (way(Onwards::KeepTarget), way(Onwards::KeepPace));
                step.revised = Some(Revised { to_target, at_pace });
            }
        }
        let line = Line { turn: turn.map(|(turned, level)| (turned, level, onwards)), ..line };
        let milestones = match years.get(done) {
            Some(step) => self.milestones(&line, done, step.year, target.is_some()),
            None => vec![],
        };
        Path {
            goal,
            decimals,
            year,
            course,
            onwards,
            across_change,
            measure_ends: last_of_series(self.measure, self.year, year),
            milestone_year: years.get(done).map_or(year, |step| step.year),
            years,
            milestones,
            shape,
        }
    }

    /// The way along a table of yearly targets: each as far as it lies on the way, and none before the one that was.
    fn yearly(&self, stations: &[(AcademicYear, Level)], goal: Level, year: AcademicYear) -> Shape {
        let (years, way) = (i64::from(year.since(self.year)), (goal - self.level).exact());
        let nothing = Exact::whole(0);
        if way == nothing {
            return Shape::Steady;
        }
        let mut behind = nothing;
        let shares = (1..years).map(|step| {
            let of_year = |(of, _): &&(AcademicYear, Level)| i64::from(of.since(self.year)) == step;
            let share = match stations.iter().find(of_year) {
                Some((_, level)) => {
                    let done = (*level - self.level).exact();
                    // Both are turned where the goal is below.
                    if way < nothing { (-done).over(-way) } else { done.over(way) }
                }
                // A year that the table leaves out has its part of what is left.
                None => behind + (Exact::whole(1) - behind) * Exact::ratio(1, years - step + 1),
            };
            behind = share.max(behind).min(Exact::whole(1));
            behind
        });
        Shape::Yearly(shares.collect())
    }

    /// Of a count, the whole number within the line: at most as many where fewer are better.
    pub(super) fn whole_count(&self, level: Level) -> Level {
        match (self.measure.unit, self.measure.better) {
            (Unit::Count, Better::Lower) => Level::whole(level.exact().floor()),
            (Unit::Count, Better::Higher) => Level::whole(level.exact().ceiling()),
            _ => level,
        }
    }

    /// Puts the results that came after the start to their years. Answers the latest, in years from the start with its
    /// level, where it was not as planned.
    fn put_results(&self, years: &mut [YearStep], goal: Level) -> Option<(i64, Level)> {
        let mut turn = None;
        for (place, step) in years.iter_mut().enumerate() {
            let result = self.record.series().find(step.year, self.group, super::figure::Assessment::Result);
            let Some(figure) = result.filter(|_| self.measure.same_series(self.year, step.year)) else {
                continue;
            };
            let actual = self.actual(figure, step.ideal, goal);
            let is_as_planned = actual.standing == Standing::OnPlan;
            turn = (!is_as_planned).then_some((place as i64 + 1, actual.level));
            step.actual = Some(actual);
            // With the result, the national figure of its year is known too.
            if let Some(national) = self.published(step.year) {
                step.gap = Some(step.ideal - national.value);
                step.national = Some(national);
            }
        }
        turn
    }

    /// What became of a step; `end` is where the plan leads.
    fn actual(&self, figure: &Figure, ideal: Level, end: Level) -> Actual {
        let level = figure.level();
        let decimals = shown_decimals(figure, self.measure);
        let higher = self.measure.better == Better::Higher;
        let standing = match figure.pupils() {
            Some(pupils) => {
                let planned = self.whole(ideal, (pupils.of, false)).count;
                let (more, fewer) = (pupils.fewest.checked_sub(planned), planned.checked_sub(pupils.most));
                let above = more.filter(|more| *more > 0);
                let below = fewer.filter(|fewer| *fewer > 0);
                match (above, below) {
                    (None, None) => Standing::OnPlan,
                    (Some(_), _) if higher => Standing::Ahead(above),
                    (Some(_), _) => Standing::Behind(above),
                    (None, Some(_)) if higher => Standing::Behind(below),
                    (None, Some(_)) => Standing::Ahead(below),
                }
            }
            None if ideal.exact().rounded(decimals) == level.exact().rounded(decimals) => Standing::OnPlan,
            None if is_worse(self.measure, level, ideal) => Standing::Behind(None),
            None => Standing::Ahead(None),
        };
        let to_go = figure.pupils().map(|pupils| {
            let goal = self.whole(end, (pupils.of, false)).count;
            if higher { goal.saturating_sub(pupils.fewest) } else { pupils.most.saturating_sub(goal) }
        });
        let difference = level - ideal;
        let pace_leads_to = within(self.measure, end + difference);
        Actual { level, decimals, pupils: figure.pupils(), standing, difference, to_go, pace_leads_to }
    }

    /// The cohort of `year`, and whether it is taken from an earlier one: the latest that is known. The size of a group is
    /// known from its results only.
    fn cohort(&self, year: AcademicYear) -> Option<(Cohort, bool)> {
        let mut newest = self.record.series().results_of(self.group).rev().filter(|(of, _)| *of <= year);
        let of_figure = newest.find_map(|(of, figure)| Some((of, figure.pupils()?.of)));
        let of_year_group =
            if self.group == Group::All { self.plan.latest_cohort(self.measure, year) } else { None };
        let (known_for, of) = match (of_figure, of_year_group) {
            // A cohort typed with the result is as new as the result.
            (Some(own), Some(group)) if group.0 <= own.0 => own,
            (own, group) => group.or(own)?,
        };
        Some((of, known_for != year))
    }

    fn in_pupils(&self, ideal: Level, year: AcademicYear) -> Option<WholePupils> {
        self.cohort(year).map(|cohort| self.whole(ideal, cohort))
    }

    /// The fewest pupils whose percentage is at least `ideal` (the most within it where lower is better).
    fn whole(&self, ideal: Level, (of, cohort_is_assumed): (Cohort, bool)) -> WholePupils {
        let count = match self.measure.better {
            Better::Higher => of.fewest_reaching(ideal).min(of.pupils()),
            Better::Lower => of.most_within(ideal),
        };
        WholePupils { count, of, cohort_is_assumed }
    }

    /// The way of the cohort of `year`, which follows after `done` years, by the milestones of its calendar: in proportion
    /// to the time from 1 September to the last of them, so that it is the same however that time is split.
    fn milestones(
        &self,
        line: &Line<'_>,
        done: usize,
        year: AcademicYear,
        with_findings: bool,
    ) -> Vec<MilestoneStep> {
        let mut dated = calendar::milestones(self.plan, self.framework, year);
        let (Some(begin), Some(end)) = (calendar::begin(year), dated.last().map(|dated| dated.date)) else {
            return vec![];
        };
        let days = (end - begin).num_days();
        if days <= 0 || self.measure.unit == Unit::Count {
            return vec![];
        }
        let is_of = |found: &&super::plan::Found| {
            found.measure == self.measure.id
                && found.group == self.group
                && calendar::year_of(found.date) == Some(year)
        };
        let found: Vec<_> = self.plan.found.iter().filter(|_| with_findings).filter(is_of).collect();
        for found in &found {
            // Of another calendar, which is not in view.
            if dated.iter().all(|dated| dated.key != found.milestone) {
                dated.push(Dated { key: found.milestone, date: found.date, printed: "" });
            }
        }
        super::map::sort_by_key(&mut dated, |dated| dated.date);
        let start = done as i64;
        let at = |date: NaiveDate| {
            let passed = (date - begin).num_days().clamp(0, days);
            Exact::whole(start) + Exact::ratio(passed, days)
        };
        let (end_of_year, goal) = (Exact::whole(start + 1), line.at(Exact::whole(start + 1), self.measure));
        let cohort = self.cohort(year);
        let step = |level| Step { level, pupils: cohort.map(|cohort| self.whole(level, cohort)) };
        let mut turn: Option<(Exact, Level)> = None;
        let mut steps = Vec::with_capacity(dated.len());
        for Dated { key, date, printed } in dated {
            let now = at(date);
            let Step { level: ideal, pupils } = step(line.at(now, self.measure));
            let actual = found.iter().find(|found| found.milestone == key);
            let actual = actual.map(|found| self.actual(&found.figure, ideal, goal));
            let revised = turn.filter(|_| actual.is_none()).map(|(turned, level)| Revised {
                to_target: step(line.towards((turned, level), (end_of_year, goal), now)),
                at_pace: step(within(self.measure, level + (ideal - line.at(turned, self.measure)))),
            });
            if let Some(actual) = &actual {
                let is_as_planned = actual.standing == Standing::OnPlan;
                turn = (!is_as_planned).then_some((now, actual.level));
            }
            steps.push(MilestoneStep {
                key,
                date,
                printed: printed.to_owned(),
                ideal,
                pupils,
                actual,
                revised,
            });
        }
        // Only after the latest finding does a revised path go on.
        let last = steps.iter().rposition(|step| step.actual.is_some()).unwrap_or(0);
        for step in &mut steps[..last] {
            step.revised = None;
        }
        steps
    }
}
