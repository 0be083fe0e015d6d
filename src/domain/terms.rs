//! A count by terms: how many there were until the end of each last year, and how many there may be this year.

use super::draft::{MOST_TERMS, TermKey};
use super::quantity::{Exact, Level};
use super::reference::Group;
use super::target::{Target, Way};
use super::trajectory::{Path, Standing, Start};
use super::year::AcademicYear;

/// The year after a count by its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The year.
    pub year: AcademicYear,
    /// Each term, as far as last year's counts are known without a gap.
    pub steps: Vec<TermStep>,
    /// Whether the terms of last year come to another number than the year as a whole.
    pub differs: Option<u32>,
}

/// The end of a term. Counts are of the year until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermStep {
    /// The term, from 1.
    pub term: u8,
    /// How many there were last year.
    pub last_year: u32,
    /// Per cent fewer than that.
    pub fewer: Exact,
    /// The most that there may be: the whole number within it.
    pub ceiling: u32,
    /// How many there were.
    pub actual: Option<(u32, Standing)>,
}

/// The terms of the first year of a path, where last year's counts by term are known.
pub(super) fn terms(start: &Start<'_>, path: &Path, target: &Target) -> Option<Terms> {
    let first = path.years.first()?;
    // Counts by term are those of all pupils.
    if start.group != Group::All {
        return None;
    }
    let last_year = running(start, start.year);
    let total = *last_year.last()?;
    let terms = last_year.len() as i64;
    // The share of the year's count that the first year's step takes away.
    let fewer = match target.way {
        Way::Reduce { percent, .. } if path.years.len() == 1 => percent.exact(),
        _ if start.level > Level::ZERO => {
            (start.level - first.ideal).exact().over(start.level.exact()) * Exact::whole(100)
        }
        _ => Exact::whole(0),
    };
    let each = match target.way {
        Way::Reduce { each_term: Some(each), .. } => each.exact(),
        _ => fewer * Exact::ratio(1, terms),
    };
    let this_year = running(start, first.year);
    let steps = last_year.iter().enumerate().map(|(place, last_year)| {
        let so_far = each * Exact::whole(place as i64 + 1);
        let fewer = if fewer < Exact::whole(0) { so_far } else { so_far.min(fewer) };
        let kept = (Exact::whole(100) - fewer) * Exact::ratio(i64::from(*last_year), 100);
        let ceiling = u32::try_from(kept.floor()).unwrap_or(0);
        let actual = this_year.get(place).map(|count| {
            let standing = match (ceiling.checked_sub(*count), count.checked_sub(ceiling)) {
                (Some(below), _) if below > 0 => Standing::Ahead(Some(below)),
                (_, Some(above)) if above > 0 => Standing::Behind(Some(above)),
                _ => Standing::OnPlan,
            };
            (*count, standing)
        });
        TermStep { term: place as u8 + 1, last_year: *last_year, fewer, ceiling, actual }
    });
    let differs = (start.level != Level::whole(i64::from(total))).then_some(total);
    Some(Terms { year: first.year, steps: steps.collect(), differs })
}

/// The counts of a year until the end of each term, as far as they are known without a gap.
fn running(start: &Start<'_>, year: AcademicYear) -> Vec<u32> {
    let count = |term| {
        let key = TermKey { measure: start.measure.id.clone(), year, term };
        start.plan.terms.get(&key).copied()
    };
    let counts = (1..=MOST_TERMS).map_while(count);
    counts
        .scan(0_u32, |sum, count| {
            *sum = sum.saturating_add(count);
            Some(*sum)
        })
        .collect()
}
