//! The areas for improvement of an action plan: those with the most pupils short of national, as a proposal that the person
//! can overrule; and five dates of a year.

use chrono::NaiveDate;

use super::calendar;
use super::draft::{AREAS, TargetKey};
use super::evaluate::{Evaluation, trajectory_of};
use super::figure::{Assessment, Pupils};
use super::framework::Framework;
use super::gap::Gap;
use super::ids::MeasureId;
use super::map::sort_by_key;
use super::measure::{Better, Catalogue};
use super::plan::Plan;
use super::quantity::Difference;
use super::reference::{Group, Reference};
use super::trajectory::{Path, Trajectory};
use super::year::AcademicYear;

/// The most pupils of a group that is left out of what is printed, copied or saved.
pub const SMALL: u32 = 5;

/// How many milestones an area has.
pub const MILESTONES: usize = 5;

/// The areas for improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Areas {
    /// At most three, by their number.
    pub areas: Vec<Area>,
    /// Measures that are not proposed, although as many pupils are short in them as in the last that is.
    pub tied: Vec<MeasureId>,
    /// The measures that can show an area: those with a known cohort and a national figure, in the order in which they are
    /// proposed.
    pub measures: Vec<MeasureId>,
}

/// An area for improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its number, from 1.
    pub number: u8,
    /// What the person calls it; empty for the name of the measure.
    pub words: String,
    /// The measure that shows it, beside national; `None` where nothing does but the person's words.
    pub gap: Option<Gap>,
    /// Whether the planner proposes the measure; otherwise the person chose it.
    pub is_proposed: bool,
    /// The paths of the measure, where there is a year to plan for.
    pub trajectory: Option<Trajectory>,
}

impl Area {
    /// The path whose milestones the area has: to the target where there is one, otherwise to national.
    pub fn path(&self) -> Option<&Path> {
        self.trajectory.as_ref().and_then(|of| of.to_target.as_ref().or(of.to_national.as_ref()))
    }
}

/// The areas for improvement of a plan.
///
/// Proposed are the measures with the most pupils short of national, those with a target before the others; of as many,
/// the one with the larger gap in points, and then the first of the catalogue. One subject at several levels is proposed
/// once. Measures whose cohort is at most [`SMALL`] are left out, unless `with_small`.
pub fn areas(
    plan: &Plan,
    evaluation: &Evaluation,
    framework: &Framework,
    catalogue: &Catalogue,
    reference: &Reference,
    with_small: bool,
) -> Areas {
    // A gap with what it is ranked by: how many pupils, and how many points, it is short.
    let mut ranked: Vec<(&Gap, u32, Difference)> = Vec::new();
    for gap in &evaluation.gaps {
        let (Some(measure), Some(points), Some(span)) = (catalogue.get(&gap.measure), gap.gap, gap.to_reach)
        else {
            continue;
        };
        let is_small = gap.pupils.is_some_and(|pupils| pupils.of.pupils() <= SMALL);
        if with_small || !is_small {
            let short = if measure.better == Better::Higher { -points } else { points };
            ranked.push((gap, span.most, short));
        }
    }
    let is_planned = |measure: &MeasureId| {
        plan.targets().iter().any(|target| target.group == Group::All && target.measure == *measure)
    };
    let by_rank = |(gap, pupils, short): &(&Gap, u32, Difference)| {
        let place = catalogue.place(&gap.measure);
        (!is_planned(&gap.measure), std::cmp::Reverse(*pupils), -*short, place)
    };
    sort_by_key(&mut ranked, by_rank);
    let measures = ranked.iter().map(|(gap, ..)| gap.measure.clone()).collect();

    let said = |number: u8| plan.areas.get(&number).cloned().unwrap_or_default();
    let chosen = |number: u8| {
        let measure = said(number).measure?;
        ranked.iter().find(|(gap, ..)| gap.measure == measure)
    };
    let mut subjects: Vec<String> =
        (1..=AREAS).filter_map(&chosen).map(|(gap, ..)| subject(&gap.measure)).collect();
    let is_short = |(_, pupils, short): &(&Gap, u32, Difference)| *pupils > 0 && *short > Difference::ZERO;
    let mut areas = Vec::new();
    let mut last = None;
    for number in 1..=AREAS {
        let by_the_person = chosen(number);
        let proposed =
            || ranked.iter().find(|entry| is_short(entry) && !subjects.contains(&subject(&entry.0.measure)));
        let words = said(number).words;
        let shown = by_the_person.or_else(proposed);
        if let (None, Some((gap, pupils, _))) = (by_the_person, shown) {
            subjects.push(subject(&gap.measure));
            last = Some(*pupils);
        }
        if shown.is_some() || !words.is_empty() {
            let gap = shown.map(|(gap, ..)| (*gap).clone());
            let path = |gap: &Gap| {
                trajectory_of(plan, framework, catalogue, reference, &TargetKey::from(gap.measure.clone()))
            };
            let trajectory = gap.as_ref().and_then(path);
            areas.push(Area { number, words, gap, is_proposed: by_the_person.is_none(), trajectory });
        }
    }
    let left =
        ranked.iter().filter(|entry| is_short(entry) && !subjects.contains(&subject(&entry.0.measure)));
    let tied = left.filter(|(_, pupils, _)| Some(*pupils) == last).map(|(gap, ..)| gap.measure.clone());
    let tied = tied.collect();
    Areas { areas, tied, measures }
}

/// What a measure is about, whatever level it counts from: `ks2.maths` of `ks2.maths.l4b`.
fn subject(measure: &MeasureId) -> String {
    let id = measure.as_str();
    let whole = id.bytes().filter(|byte| *byte == b'.').count() < 2;
    id.rsplit_once('.').filter(|_| !whole).map_or(id, |(subject, _)| subject).to_owned()
}

/// The places of five of the dates of `year`, which are in order: for each fifth of the time from its first day to the
/// last of them, the date that is nearest to its end (of two as near, the earlier), and so the last. All, where there are
/// no more than five.
pub fn spread(year: AcademicYear, dates: &[NaiveDate]) -> Vec<usize> {
    let (Some(begin), Some(last)) = (calendar::begin(year), dates.last()) else { return vec![] };
    if dates.len() <= MILESTONES {
        return (0..dates.len()).collect();
    }
    let all = (*last - begin).num_days();
    let mut places = Vec::new();
    let mut next = 0;
    for fifth in 1..=MILESTONES {
        // Enough dates are left for the fifths to come.
        let end = dates.len() - (MILESTONES - fifth);
        let mut nearest = next;
        let distance = |place: usize| {
            let days = (dates[place] - begin).num_days();
            (days * MILESTONES as i64 - all * fifth as i64).abs()
        };
        for place in next..end {
            if distance(place) < distance(nearest) {
                nearest = place;
            }
        }
        if fifth == MILESTONES {
            nearest = dates.len() - 1;
        }
        places.push(nearest);
        next = nearest + 1;
    }
    places
}

/// Whether the figures of a group are left out of what is printed: they are of at most [`SMALL`] pupils; or the pupils
/// that all pupils have besides are, so that their figures could be worked out; or the size of a group is not known.
/// Whole year groups whose size is not known stay: only their percentages are said.
pub fn is_left_out(
    plan: &Plan,
    catalogue: &Catalogue,
    measure: &MeasureId,
    group: Group,
    year: AcademicYear,
) -> bool {
    let pupils = |group| {
        let figure = plan.figures.find(measure, year, group, Assessment::Result);
        figure.and_then(|figure| figure.pupils()).map(|Pupils { of, .. }| of.pupils())
    };
    let of_year = || Some(plan.cohort(catalogue.get(measure)?, year)?.pupils());
    let all = pupils(Group::All).or_else(of_year);
    let is_small = |pupils: u32| pupils <= SMALL;
    if group == Group::All {
        return all.is_some_and(is_small);
    }
    if plan.figures.find(measure, year, group, Assessment::Result).is_none() {
        return false;
    }
    let Some(own) = pupils(group) else { return true };
    let rest = all.and_then(|all| all.checked_sub(own));
    let other = match group {
        Group::Disadvantaged => pupils(Group::Other),
        Group::Other => pupils(Group::Disadvantaged),
        _ => None,
    };
    // A rest of nobody is no group.
    is_small(own) || [rest, other].into_iter().flatten().any(|rest| rest > 0 && is_small(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(dates: &[&str]) -> Vec<usize> {
        let dates: Vec<NaiveDate> = dates.iter().map(|date| date.parse().unwrap()).collect();
        spread(AcademicYear::starting(2015).unwrap(), &dates)
    }

    #[test]
    fn five_dates_are_spread_over_the_year() {
        // Days from 1 September: 29, 60, 90, 121, 152, 212, 242, 303, 334. Fifths of 334: 66.8, 133.6, 200.4, 267.2. The
        // nearest are 60, 121 (12.6 away; 152 is 18.4), 212 (11.6), 242 (25.2; 303 is 35.8), and the last.
        let doncaster = [
            "2015-09-30",
            "2015-10-31",
            "2015-11-30",
            "2015-12-31",
            "2016-01-31",
            "2016-03-31",
            "2016-04-30",
            "2016-06-30",
            "2016-07-31",
        ];
        assert_eq!(chosen(&doncaster), [1, 3, 5, 6, 8]);
        // Six early dates and one at the end: each is taken once, and the last is in.
        let early = ["2015-09-02", "2015-09-03", "2015-09-04", "2015-09-05", "2015-09-06", "2016-07-31"];
        assert_eq!(chosen(&early), [1, 2, 3, 4, 5]);
        // And where none is left to the right of the middle, those that there are.
        let late = ["2015-09-02", "2016-07-27", "2016-07-28", "2016-07-29", "2016-07-30", "2016-07-31"];
        assert_eq!(chosen(&late), [0, 1, 2, 3, 5]);
    }

    #[test]
    fn no_more_than_five_are_all_taken() {
        assert_eq!(chosen(&["2015-12-20", "2016-03-31", "2016-07-20"]), [0, 1, 2]);
        assert!(chosen(&[]).is_empty());
    }

    #[test]
    fn levels_of_a_subject_are_one_area() {
        let of = |id: &str| subject(&id.into());
        assert_eq!(
            (of("ks2.maths.l4b"), of("ks2.maths.l5")),
            ("ks2.maths".to_owned(), "ks2.maths".to_owned())
        );
        assert_eq!(
            (of("ks4.english_ac"), of("eyfs.gld")),
            ("ks4.english_ac".to_owned(), "eyfs.gld".to_owned())
        );
    }
}
