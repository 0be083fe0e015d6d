//! The words that files use for the choices of the domain.

use crate::domain::benchmark::Area;
use crate::domain::category::NotApplicable;
use crate::domain::cohort::CohortGroup;
use crate::domain::draft::Part;
use crate::domain::figure::Assessment;
use crate::domain::framework::{Basis, Relation, Scope, TargetKind, Trend, WhenMissing};
use crate::domain::import::Release;
use crate::domain::measure::{Better, Unit};
use crate::domain::reference::Group;
use crate::domain::school::{Grade, Phase, Status};

pub(super) const PHASES: &[(&str, Phase)] = &[
    ("early_years", Phase::EarlyYears),
    ("infant", Phase::Infant),
    ("first", Phase::First),
    ("junior", Phase::Junior),
    ("primary", Phase::Primary),
    ("middle", Phase::Middle),
    ("secondary", Phase::Secondary),
    ("special", Phase::Special),
    ("pru", Phase::Pru),
    ("post16", Phase::Post16),
];

pub(super) const STATUSES: &[(&str, Status)] = &[
    ("maintained", Status::Maintained),
    ("sponsored_academy", Status::SponsoredAcademy),
    ("converter_academy", Status::ConverterAcademy),
];

pub(super) const GRADES: &[(&str, Grade)] = &[
    ("outstanding", Grade::Outstanding),
    ("good", Grade::Good),
    ("requires_improvement", Grade::RequiresImprovement),
    ("satisfactory", Grade::Satisfactory),
    ("serious_weaknesses", Grade::SeriousWeaknesses),
    ("special_measures", Grade::SpecialMeasures),
    ("never_inspected", Grade::NeverInspected),
];

pub(super) const COHORT_GROUPS: &[(&str, CohortGroup)] = &[
    ("reception", CohortGroup::Reception),
    ("year_1", CohortGroup::Year1),
    ("year_2", CohortGroup::Year2),
    ("year_4", CohortGroup::Year4),
    ("year_6", CohortGroup::Year6),
    ("year_11", CohortGroup::Year11),
    ("on_roll", CohortGroup::OnRoll),
];

pub(super) const GROUPS: &[(&str, Group)] = &[
    ("all", Group::All),
    ("disadvantaged", Group::Disadvantaged),
    ("other", Group::Other),
    ("free_school_meals", Group::FreeSchoolMeals),
];

pub(super) const AREAS_COMPARED: &[(&str, Area)] =
    &[("national", Area::National), ("authority", Area::Authority)];

pub(super) const ASSESSMENTS: &[(&str, Assessment)] =
    &[("result", Assessment::Result), ("teacher", Assessment::Teacher)];

pub(super) const RELEASES: &[(&str, Release)] = &[
    ("provisional", Release::Provisional),
    ("revised", Release::Revised),
    ("final", Release::Final),
    ("not_stated", Release::NotStated),
];

pub(super) const TARGET_KINDS: &[(&str, TargetKind)] = &[
    ("level", TargetKind::Level),
    ("above_national", TargetKind::AboveNational),
    ("closer", TargetKind::Closer),
    ("fewer", TargetKind::Fewer),
];

pub(super) const PARTS: &[(&str, Part)] = &[
    ("way", Part::Way),
    ("value", Part::Value),
    ("year", Part::Year),
    ("across_change", Part::Known),
    ("printed", Part::Printed),
    ("fft_50", Part::Fft50),
    ("fft_20", Part::Fft20),
    ("fft_5", Part::Fft5),
    ("fft", Part::Fft),
    ("narrow", Part::Narrow),
    ("against", Part::Against),
    ("amount", Part::Amount),
    ("each_term", Part::EachTerm),
    ("shape", Part::Shape),
    ("weights", Part::Weights),
    ("onwards", Part::Onwards),
    ("ambition", Part::Ambition),
    ("before", Part::Before),
];

pub(super) const UNITS: &[(&str, Unit)] =
    &[("percent", Unit::Percent), ("points", Unit::Points), ("score", Unit::Score), ("count", Unit::Count)];

pub(super) const BETTERS: &[(&str, Better)] = &[("higher", Better::Higher), ("lower", Better::Lower)];

pub(super) const BASES: &[(&str, Basis)] = &[("published", Basis::Published), ("assumed", Basis::Assumed)];

pub(super) const SCOPES: &[(&str, Scope)] =
    &[("school", Scope::School), ("partnership", Scope::Partnership), ("authority", Scope::Authority)];

pub(super) const RELATIONS: &[(&str, Relation)] = &[
    ("below", Relation::Below),
    ("at_most", Relation::AtMost),
    ("at_least", Relation::AtLeast),
    ("above", Relation::Above),
];

pub(super) const TRENDS: &[(&str, Trend)] =
    &[("declining", Trend::Declining), ("improving", Trend::Improving)];

pub(super) const WHEN_MISSING: &[(&str, WhenMissing)] =
    &[("unknown", WhenMissing::Unknown), ("does_not_hold", WhenMissing::False)];

/// What a test compares with its threshold.
pub(super) const QUANTITIES: &[&str] = &[
    "result",
    "gap",
    "mean",
    "change",
    "relative_change",
    "test_less_teacher",
    "in_school_gap",
    "in_school_gap_change",
];

/// The outcomes without a category: `None` where no description fits.
pub(super) const WITHOUT: &[(&str, Option<NotApplicable>)] = &[
    ("no_description", None),
    ("no_phase", Some(NotApplicable::NoPhase)),
    ("phase_not_covered", Some(NotApplicable::PhaseNotCovered)),
    ("no_results", Some(NotApplicable::NoResultsInItsYears)),
];

/// The sets of measures that phases name.
pub(super) const MEASURE_SETS: &[&str] = &["headline", "progress", "teacher"];

/// In how many of several things a test must hold.
pub(super) const OVERS: &[&str] = &["any", "every"];

/// The words of a table of choices, which has `N` of them.
pub(super) const fn words<T: Copy, const N: usize>(names: &[(&'static str, T)]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut place = 0;
    while place < N {
        words[place] = names[place].0;
        place += 1;
    }
    words
}

/// The word for `value`. Every value has one: a test goes through them all.
pub(super) fn word<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    names.iter().find(|(_, named)| named == value).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_a_word() {
        assert!(Phase::ALL.iter().all(|phase| !word(PHASES, phase).is_empty()));
        assert!(Status::ALL.iter().all(|status| !word(STATUSES, status).is_empty()));
        assert!(Grade::ALL.iter().all(|grade| !word(GRADES, grade).is_empty()));
    }
}
