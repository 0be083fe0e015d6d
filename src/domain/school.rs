//! What a school is: its phase, its status and its last inspection.

use chrono::NaiveDate;

/// A school's phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Nursery and other early years.
    EarlyYears,
    /// Infant: to Year 2.
    Infant,
    /// First: to Year 4.
    First,
    /// Junior: Years 3 to 6.
    Junior,
    /// Primary: to Year 6.
    Primary,
    /// Middle.
    Middle,
    /// Secondary.
    Secondary,
    /// Special school.
    Special,
    /// Pupil referral unit.
    Pru,
    /// After 16.
    Post16,
}

impl Phase {
    /// Every phase, youngest pupils first.
    pub const ALL: [Self; 10] = [
        Self::EarlyYears,
        Self::Infant,
        Self::First,
        Self::Junior,
        Self::Primary,
        Self::Middle,
        Self::Secondary,
        Self::Special,
        Self::Pru,
        Self::Post16,
    ];
}

/// Who maintains a school: some support and the route of concerns depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Maintained by the local authority.
    Maintained,
    /// A sponsored academy.
    SponsoredAcademy,
    /// A converter academy or free school.
    ConverterAcademy,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Maintained, Self::SponsoredAcademy, Self::ConverterAcademy];
}

/// An overall grade of an inspection, in force until August 2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Outstanding.
    Outstanding,
    /// Good.
    Good,
    /// Requires improvement (from September 2012).
    RequiresImprovement,
    /// Satisfactory (until August 2012).
    Satisfactory,
    /// Inadequate, with serious weaknesses (before 2012: notice to improve).
    SeriousWeaknesses,
    /// Inadequate, in special measures.
    SpecialMeasures,
    /// Not inspected yet: an answer like any other, and no rule may guess past it.
    NeverInspected,
}

impl Grade {
    /// Every grade, best first, and "never inspected" last.
    pub const ALL: [Self; 7] = [
        Self::Outstanding,
        Self::Good,
        Self::RequiresImprovement,
        Self::Satisfactory,
        Self::SeriousWeaknesses,
        Self::SpecialMeasures,
        Self::NeverInspected,
    ];
}

/// What is known about a school itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct School {
    /// Its name, as typed; may be empty.
    pub name: String,
    /// Its phase, once chosen.
    pub phase: Option<Phase>,
    /// Who maintains it, once chosen.
    pub status: Option<Status>,
    /// The overall grade of its last inspection; `None` while not known.
    pub grade: Option<Grade>,
    /// When that inspection was.
    pub inspected: Option<NaiveDate>,
    /// The overall grade of the inspection before it; `None` while not known.
    pub before: Option<Grade>,
}
