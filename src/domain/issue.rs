//! What is wrong with something that was typed, tied to the field it was typed in.

use super::benchmark::BenchmarkKey;
use super::cohort::{Cohort, CohortGroup};
use super::draft::{MilestoneKey, Part, TargetKey, TermKey, ThresholdKey};
use super::figure::{FigureFault, FigureKey};
use super::ids::QuestionId;
use super::quantity::Level;
use super::year::AcademicYear;

/// A place where something can be typed or chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The council's scheme.
    Framework,
    /// The school's phase.
    Phase,
    /// Who maintains the school.
    Status,
    /// The grade of the last inspection.
    Grade,
    /// The date of the last inspection.
    Inspected,
    /// The grade of the inspection before the last.
    GradeBefore,
    /// The size of a year group.
    Cohort(CohortGroup, AcademicYear),
    /// A result.
    Figure(FigureKey),
    /// A figure to compare with that did not ship.
    Benchmark(BenchmarkKey),
    /// A question of the scheme.
    Answer(QuestionId),
    /// A part of a target.
    Target(TargetKey, Part),
    /// The date of a milestone.
    Milestone(MilestoneKey),
    /// What was found at a milestone.
    Actual(TargetKey, MilestoneKey),
    /// The count of a term.
    Term(TermKey),
    /// The name of the plan of targets in view.
    ScenarioName,
    /// Whether its national figures go on as they went.
    CarriesOn,
    /// The calendar of milestones.
    Calendar,
    /// An area for improvement in the person's own words, by its number.
    Area(u8),
    /// The measure that shows it.
    AreaMeasure(u8),
    /// A number of the scheme's rules.
    Threshold(ThresholdKey),
    /// The category that overrules the one worked out.
    Overruled,
    /// Why it does.
    OverruledReason,
    /// The name of a what-if, by its place.
    WhatIfName(usize),
    /// What the school holds against the category.
    Disagreement,
}

/// Something that is wrong, or that the person should know, about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Where.
    pub field: Field,
    /// What.
    pub kind: IssueKind,
}

impl Issue {
    /// Whether what was typed is left out of the plan because of it. Otherwise it is used, and the issue is a notice.
    pub fn is_error(&self) -> bool {
        !matches!(
            self.kind,
            IssueKind::ImpossiblePercentage { .. }
                | IssueKind::OtherCohort { .. }
                | IssueKind::BelowToday
                | IssueKind::AcrossChange { accepted: true, .. }
        )
    }
}

/// What can be wrong. The words are in `present`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueKind {
    /// No scheme is chosen, or one that this copy does not hold.
    NoFramework,
    /// The phase is not chosen, and the page that asks for it is to be left.
    NoPhase,
    /// The scheme does not cover the school's phase.
    PhaseNotCovered,
    /// A figure or target that cannot be read; with the range that its measure allows.
    Unreadable {
        /// Why.
        fault: FigureFault,
        /// The lowest figure that the measure can have.
        lowest: Level,
        /// The highest figure that the measure can have.
        highest: Level,
        /// Whether it is a percentage.
        percent: bool,
    },
    /// A percentage that no number of pupils gives. It is kept, and nothing is said in pupils.
    ImpossiblePercentage {
        /// As typed.
        typed: Level,
        /// Decimal places typed.
        decimals: u8,
        /// The cohort.
        cohort: Cohort,
        /// The pupils whose percentage is the next below.
        below: u32,
        /// The pupils whose percentage is the next above.
        above: u32,
    },
    /// `18 of 31` where the year group was said to be 30. The figure's own cohort is used.
    OtherCohort {
        /// The cohort typed with the figure.
        typed: Cohort,
        /// The size of the year group.
        group: Cohort,
    },
    /// The size of a year group that is not a whole number from 1 to 5,000.
    NotACohort,
    /// The date of a milestone that is not in the academic year it belongs to.
    OutsideYear(AcademicYear),
    /// Not a whole number of things that happened.
    NotACount,
    /// Not a list of weights.
    NotWeights,
    /// A date that does not exist.
    NotADate,
    /// A date of an inspection that has not been yet.
    DateAhead,
    /// A date before inspections began in September 1992.
    DateTooEarly,
    /// Two years that do not follow each other; the first is this one.
    YearsDoNotFollow(AcademicYear),
    /// Not an academic year.
    NotAYear,
    /// A target year that is not after the latest result's.
    TargetYearPast {
        /// The year of the latest result.
        latest: AcademicYear,
    },
    /// A target beyond a change of tests, after which results are not comparable.
    AcrossChange {
        /// The last year of the series that the latest result belongs to.
        last: AcademicYear,
        /// Whether the person has said that they know. If not, no path is drawn.
        accepted: bool,
    },
    /// A target worse than today's result. It is accepted.
    BelowToday,
    /// A category overrules the one worked out, and no reason is given.
    NoReason,
    /// An answer that the scheme does not offer, such as one kept from another scheme.
    UnknownAnswer,
}
