//! Where a target lies: the level that its way of being set comes to.

use super::figure::Assessment;
use super::gap::shown_decimals;
use super::measure::{Better, Unit};
use super::quantity::{Difference, Exact, Level};
use super::reference::Group;
use super::target::{Against, Narrowing, Target, Way};
use super::trajectory::Start;
use super::year::AcademicYear;

/// A level to reach.
pub(super) struct Goal {
    pub(super) level: Level,
    pub(super) decimals: u8,
    pub(super) year: AcademicYear,
    /// Whether it was set for its own sake. Otherwise any result that reaches it meets it.
    pub(super) is_own: bool,
}

/// Why a target comes to no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoGoal {
    /// No national figure is held for the group in the year.
    NoNational(Group, AcademicYear),
    /// The result of the school's other pupils in the year is not known.
    NoOthers(AcademicYear),
    /// It would need a result that the measure cannot have, such as more than 100%.
    Impossible(Level),
}

/// The national figure that a year is set against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparator {
    /// The figure.
    pub value: Level,
    /// Decimal places at which it is shown.
    pub decimals: u8,
    /// The year for which it is held.
    pub held: AcademicYear,
    /// Whether it goes on from there by the mean of its last three yearly changes.
    pub is_carried_on: bool,
}

impl Start<'_> {
    /// The national figure of the year for the group, in the series of the result it starts from.
    pub(super) fn national(&self, year: AcademicYear) -> Option<Comparator> {
        self.national_of(self.group, year)
    }

    /// The same for any group: the year's own where it is held; otherwise the latest before it, which stays as it is or
    /// goes on as the plan of targets says.
    fn national_of(&self, group: Group, year: AcademicYear) -> Option<Comparator> {
        // A count's national figure is a rate, which is nothing to set a count against.
        if self.measure.unit == Unit::Count {
            return None;
        }
        // From the year of the result on, so that the figure is never older than the result.
        let back = u16::try_from(year.since(self.year)).unwrap_or(0);
        let (held, national) = (0..=back)
            .filter_map(|back| year.back(back))
            .filter(|held| *held <= self.known && self.measure.same_series(self.year, *held))
            .find_map(|held| Some((held, self.record.national_of(group, held)?)))?;
        let mut comparator =
            Comparator { value: national.value, decimals: national.decimals, held, is_carried_on: false };
        if held < year
            && self.scenario.carries_on
            && let Some(change) = self.mean_change(group, held)
        {
            let change = change.times(i64::from(year.since(held)), 1);
            comparator.value = super::line::within(self.measure, national.value + change);
            comparator.decimals = national.decimals.max(1);
            comparator.is_carried_on = true;
        }
        Some(comparator)
    }

    /// The national figure of the very year, known or not when the path was planned.
    pub(super) fn published(&self, year: AcademicYear) -> Option<Comparator> {
        let national =
            self.record.national_of(self.group, year).filter(|_| self.measure.unit != Unit::Count)?;
        Some(Comparator {
            value: national.value,
            decimals: national.decimals,
            held: year,
            is_carried_on: false,
        })
    }

    /// The mean of the last three yearly changes of a national figure; nothing where it is not held for four years in a
    /// row of one series.
    fn mean_change(&self, group: Group, last: AcademicYear) -> Option<Difference> {
        let first = last.back(3).filter(|first| self.measure.same_series(*first, last))?;
        let national = |year| self.record.national_of(group, year).map(|national| national.value);
        let _ = (national(last.back(1)?)?, national(last.back(2)?)?);
        Some((national(last)? - national(first)?).times(1, 3))
    }

    /// The level that a target comes to.
    pub(super) fn goal(&self, target: &Target) -> Result<Goal, NoGoal> {
        let year = target.year;
        let (level, decimals, is_own) = match target.way {
            Way::At { level, decimals } => (level, decimals, true),
            Way::National { above } => {
                let national = self.need_national(self.group, year)?;
                (national.value + (above - Level::ZERO), national.decimals, false)
            }
            Way::Narrow { by, against } => {
                let sides = self.sides(against, year)?;
                let left = match by {
                    Narrowing::Points(points) => sides.behind - (points - Level::ZERO),
                    Narrowing::ToNothing => Difference::ZERO,
                    Narrowing::ToNational => {
                        let others = self.need_national(Group::Other, year)?;
                        let own = self.need_national(self.group, year)?;
                        self.worse_by(own.value, others.value)
                    }
                };
                (self.behind(sides.then, left.min(sides.behind)), sides.decimals, false)
            }
            Way::Close { percent, against } => {
                let sides = self.sides(against, year)?;
                let left = (Level::whole(100) - percent).exact() * Exact::ratio(1, 100);
                (self.behind(sides.then, sides.behind.part(left)), sides.decimals, false)
            }
            Way::Reduce { percent, .. } => {
                let kept = (Level::whole(100) - percent).exact() * Exact::ratio(1, 100);
                let level = Level::ZERO + (self.level - Level::ZERO).part(kept);
                (level, shown_decimals(self.figure, self.measure), true)
            }
        };
        let level = self.whole_count(level);
        if (self.measure.lowest..=self.measure.highest).contains(&level) {
            Ok(Goal { level, decimals, year, is_own })
        } else {
            Err(NoGoal::Impossible(level))
        }
    }

    fn need_national(&self, group: Group, year: AcademicYear) -> Result<Comparator, NoGoal> {
        self.national_of(group, year).ok_or(NoGoal::NoNational(group, year))
    }

    /// How much worse `own` is than `other`; negative where it is better.
    fn worse_by(&self, own: Level, other: Level) -> Difference {
        match self.measure.better {
            Better::Higher => other - own,
            Better::Lower => own - other,
        }
    }

    /// The level that is `distance` worse than `other`; a gap that is closed does not open the other way.
    fn behind(&self, other: Level, distance: Difference) -> Level {
        let distance = distance.max(Difference::ZERO);
        match self.measure.better {
            Better::Higher => other + -distance,
            Better::Lower => other + distance,
        }
    }

    fn sides(&self, against: Against, year: AcademicYear) -> Result<Sides, NoGoal> {
        let decimals = shown_decimals(self.figure, self.measure);
        let (now, then) = match against {
            Against::School if self.group == Group::Disadvantaged => {
                let now = self.record.series().find(self.year, Group::Other, Assessment::Result);
                let now = now.ok_or(NoGoal::NoOthers(self.year))?.level();
                // Where the others have a target of their own for the year, the gap is to that.
                let planned = Target::find(self.scenario, &self.measure.id, Group::Other);
                let planned = planned.filter(|target| target.year == year);
                let planned = match planned.map(|target| target.way) {
                    Some(Way::At { level, .. }) => Some(level),
                    _ => None,
                };
                (now, planned.unwrap_or(now))
            }
            _ => {
                // The department sets disadvantaged pupils against all others of the country.
                let group = if self.group == Group::Disadvantaged { Group::Other } else { self.group };
                (self.need_national(group, self.year)?.value, self.need_national(group, year)?.value)
            }
        };
        let behind = self.worse_by(self.level, now);
        Ok(Sides { then, behind: behind.max(Difference::ZERO), decimals })
    }
}

/// The two sides of a gap.
struct Sides {
    /// The other side in the target year.
    then: Level,
    /// How far the school is behind today; nothing where it is not.
    behind: Difference,
    /// Decimal places for what comes of it.
    decimals: u8,
}
