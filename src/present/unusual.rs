//! How often schools moved that far: in plain words, never as a judgement of the target.

use std::cmp::Ordering;

use crate::domain::growth::{Cell, Percentile, Standing, Unsaid, Unusual};
use crate::domain::measure::Measure;
use crate::domain::quantity::Difference;
use crate::domain::suggest::{Ambition, Reason, Suggestion, Why};
use crate::domain::trajectory::Trajectory;

use super::{number, reason};

/// What is said of a change, final strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusualView {
    /// What the change is, and how many schools moved that far: a sentence each.
    pub sentences: Vec<String>,
    /// What has to be kept in mind, a sentence or two each.
    pub cautions: Vec<String>,
}

/// Where the numbers come from.
pub const BASIS: &str = "Worked out by the planner from results that the Department for Education published for every \
                         school in England. Results that read 0 and may be blanks are left out.";

/// How often schools moved that far.
pub fn view(unusual: &Unusual, first_years_only: bool, measure: &Measure) -> UnusualView {
    let Unusual { cell, needed, standing } = unusual;
    let places = decimals(unusual, measure);
    let size = number::distance(*needed, places, measure.unit);
    let years = years(cell);
    let (ask, did) = match needed.cmp(&Difference::ZERO) {
        Ordering::Greater => {
            (format!("needs a gain of {size} on national"), "gained at least this much on national")
        }
        Ordering::Equal => (
            "needs no more than to keep pace with national".to_owned(),
            "kept pace with national or gained on it",
        ),
        Ordering::Less => (
            format!("leaves room to lose {size} on national"),
            "lost no more than this on national, kept pace with it or gained on it",
        ),
    };
    let mut cautions = Vec::new();
    cautions.extend(pull(cell, measure));
    if !measure.same_series(cell.from, cell.to) {
        cautions.push(format!(
            "How this measure is taken changed between {} and {}. Changes relative to national leave out only what all \
             schools had in common, so part of them may come from that.",
            cell.from, cell.to
        ));
    }
    cautions.push("This says how unusual such a change was, and not what this school can do.".to_owned());
    UnusualView {
        sentences: vec![
            if first_years_only {
                format!(
                    "Results of real schools are held over {years}. In its first {years}, this path {ask}."
                )
            } else {
                format!("This target {ask} in {years}.")
            },
            format!(
                "{} {} {did} in {years} ({} to {}, {} schools).",
                share(*standing),
                schools_like(cell, measure),
                cell.from,
                cell.to,
                schools(cell)
            ),
        ],
        cautions,
    }
}

/// Why nothing is said of how unusual a target is.
pub fn why(why: Why) -> String {
    let why = match why {
        Why::Unsaid(why) => return unsaid(why),
        Why::OtherTests => {
            "the target and today’s result are on different scales, or no result on this scale will follow"
        }
        Why::OfGroup => "the results that are held are those of all pupils, and this is a group",
        Why::NoCohort => "the size of the year group is not known: enter it on the school page",
        Why::NoNational => "no national figure is held for the year of the result or of the target",
    };
    format!("How often schools move that far cannot be said: {why}.")
}

/// What a suggested target rests on, a sentence each.
pub fn suggestion(
    suggestion: &Suggestion,
    trajectory: &Trajectory,
    measure: &Measure,
    ambition: Ambition,
) -> Vec<String> {
    let places = trajectory.decimals.max(1);
    let distance = |size: Difference| number::distance(size, places, measure.unit);
    let level = number::level(suggestion.level, places, measure.unit);
    let year = suggestion.year;
    let share = format!("at least 1 in {} schools like this one", ambition.one_in());
    let over = |years: u16| if years == 1 { "one year" } else { "two years" };
    match &suggestion.reason {
        Reason::Sustain => vec![
            format!("Suggested: hold {level} in {year}."),
            "The result is at the national figure or above it, so there is no gap to close: the target is to sustain it."
                .to_owned(),
        ],
        Reason::ToNational { needed, gained } => vec![
            format!("Suggested: {level} in {year}, the national figure."),
            format!(
                "That is a gain of {} on national, and {share} gained {} or more in the same time. So it is within what \
                 schools have done.",
                distance(*needed),
                distance(*gained)
            ),
        ],
        Reason::AsFarAs { needed, gained, years, until_then, in_reach } => {
            let mut sentences = vec![match in_reach {
                Some((_, 1)) => format!("Suggested: {level} in {year}, the national figure: within {}.", over(*years)),
                _ => format!("Suggested: {level} in {year}, as far as {share} came in {}.", over(*years)),
            }];
            let earlier = until_then.map_or_else(String::new, |(gained, until)| {
                format!("By {until}, {share} {}, which is not enough. ", moved(gained, measure))
            });
            sentences.push(format!(
                "National is {} away. {earlier}In {}, {share} {}.",
                distance(*needed),
                over(*years),
                moved(*gained, measure)
            ));
            sentences.extend(match in_reach {
                Some((_, 1)) => None,
                Some((reached, steps)) => Some(format!(
                    "The national figure would come into reach in {reached}, if the school did as well {} times in a row. \
                     If each time were as unusual as the first, about 1 in {} schools would: so it is not suggested.",
                    reason::number_word(*steps as usize),
                    ambition.one_in().saturating_pow(*steps),
                )),
                None => Some(
                    "No date can be given for reaching national: schools like this one did not gain on it.".to_owned(),
                ),
            });
            sentences
        }
    }
}

/// Why the table says nothing.
pub fn unsaid(why: Unsaid) -> String {
    let why = match why {
        Unsaid::NoResults => "no real results of schools are held for this measure",
        Unsaid::Years { longest: 1 } => {
            "for this measure, real results of schools are held over one year only"
        }
        Unsaid::Years { .. } => "real results of schools are held over one and two years only",
        Unsaid::TooFewSchools => {
            "fewer than 50 schools with a year group of this size started this far from national"
        }
    };
    format!("How often schools move that far cannot be said: {why}.")
}

/// Schools far from national move towards it by chance alone; the median shows how far these did.
fn pull(cell: &Cell, measure: &Measure) -> Option<String> {
    let is_below = cell.gap_below.is_some_and(|below| below < Difference::ZERO);
    let is_above = cell.gap_from.is_some_and(|from| from > Difference::ZERO);
    let (place, way, year) = match (is_below, is_above) {
        (true, _) => ("below", "rise", "bad"),
        (_, true) => ("above", "fall", "good"),
        _ => return None,
    };
    let median = cell.at(Percentile::P50);
    let is_towards = if is_below { median > Difference::ZERO } else { median < Difference::ZERO };
    Some(format!(
        "Schools far {place} national tend to {way} by chance alone, as a {year} year is seldom followed by one as {year}. \
         {} of these {} schools {}.",
        if is_towards { "The middle one" } else { "It does not show here: the middle one" },
        schools(cell),
        moved(median, measure)
    ))
}

fn moved(change: Difference, measure: &Measure) -> String {
    let size = number::distance(change, measure.decimals, measure.unit);
    match change.cmp(&Difference::ZERO) {
        Ordering::Greater => format!("gained {size} on national"),
        Ordering::Equal => "kept pace with national".to_owned(),
        Ordering::Less => format!("lost {size} on national"),
    }
}

/// The share of schools; by nearest rank both ends of it hold exactly.
fn share(standing: Standing) -> &'static str {
    match standing {
        Standing::NineInTen => "At least 9 in 10",
        Standing::ThreeInFour => "Between 3 in 4 and 9 in 10",
        Standing::Half => "Between half and 3 in 4 of the",
        Standing::OneInFour => "Between 1 in 4 and half of the",
        Standing::OneInTen => "Between 1 in 10 and 1 in 4",
        Standing::Fewer => "No more than 1 in 10",
    }
}

/// `schools with 21 to 30 pupils in the year group that started 10 to 20 percentage points below national`.
pub(super) fn schools_like(cell: &Cell, measure: &Measure) -> String {
    let pupils = match cell.most {
        Some(most) => format!("{} to {most} pupils", cell.fewest),
        None => format!("{} pupils or more", cell.fewest),
    };
    format!("schools with {pupils} in the year group that started {}", start(cell, measure))
}

/// Where they started: the band of gaps in words, exact at its ends. One end of a band of the table is open, or it lies
/// on one side of national.
fn start(cell: &Cell, measure: &Measure) -> String {
    let size = |gap: Difference| number::distance(gap, 0, measure.unit);
    match (cell.gap_from, cell.gap_below) {
        (None, below) => format!("more than {} below national", size(below.unwrap_or(Difference::ZERO))),
        (Some(from), None) => format!("{} or more above national", size(from)),
        (Some(from), Some(below)) => match below.cmp(&Difference::ZERO) {
            Ordering::Less => {
                format!("{} to {} below national", number::number((-below).exact(), 0), size(from))
            }
            Ordering::Equal => format!("up to {} below national", size(from)),
            Ordering::Greater => format!("level with national or less than {} above it", size(below)),
        },
    }
}

/// `one year`, `two years`.
pub(super) fn years(cell: &Cell) -> String {
    let years = usize::from(cell.years());
    format!("{} {}", reason::number_word(years), if years == 1 { "year" } else { "years" })
}

/// How many schools, as people write it.
pub(super) fn schools(cell: &Cell) -> String {
    number::thousands(u64::from(cell.schools))
}

/// Decimal places at which the change wanted is told apart from every percentile and from no change.
pub(super) fn decimals(unusual: &Unusual, measure: &Measure) -> u8 {
    let needed = unusual.needed.exact();
    let mut places = measure.decimals.max(u8::from(needed.rounded(1) % 10 != 0));
    for other in unusual.cell.percentiles.iter().chain([&Difference::ZERO]) {
        places = number::decimals_to_tell_apart(needed, other.exact(), places);
    }
    places
}
