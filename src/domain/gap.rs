//! The gap to national: in points, in whole pupils, and against what chance could do.

use std::sync::Arc;

use super::cohort::Cohort;
use super::figure::{Assessment, Figure, Pupils, Typed};
use super::framework::{Framework, Trend};
use super::ids::MeasureId;
use super::measure::{Better, Measure, Unit};
use super::plan::Plan;
use super::prepared::two_previous;
use super::quantity::{Difference, Level};
use super::record::Record;
use super::reference::{Group, National, Reference};
use super::year::AcademicYear;

/// One measure's result of the latest year beside the national figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The measure.
    pub measure: MeasureId,
    /// The year of the result.
    pub year: AcademicYear,
    /// The result: the exact share where the count is certain.
    pub value: Level,
    /// Decimal places at which the result is shown.
    pub decimals: u8,
    /// The pupils behind it.
    pub pupils: Option<Pupils>,
    /// The national figure of the same measure, year, group and phase; `None` where none is held.
    pub national: Option<Arc<National>>,
    /// Result less national: positive is above, whichever way is better.
    pub gap: Option<Difference>,
    /// The gap in pupils of this cohort, as a signed decimal: `n(v − b)/100`.
    pub gap_in_pupils: Option<Difference>,
    /// Pupils needed to reach national.
    pub to_reach: Option<Span>,
    /// What one pupil is worth, in percentage points.
    pub one_pupil: Option<Difference>,
    /// What chance alone could explain.
    pub chance: Option<Chance>,
    /// Result less that of the year before.
    pub change: Option<Difference>,
    /// The change less that of the national figure.
    pub relative_change: Option<Difference>,
    /// Whether results go down or up.
    pub trend: Option<Trend>,
    /// The mean of three years: of pooled pupils where all counts are certain, otherwise of the percentages.
    pub three_year_average: Option<Level>,
}

/// A number of pupils, or a short range where rounding leaves more than one possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The fewest.
    pub fewest: u32,
    /// The most.
    pub most: u32,
}

/// What chance alone could explain: the 95% Wilson score interval of the result. The method is the planner's own; a
/// cohort is not a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The lower end of the interval, in tenths of a point; for drawing and showing.
    pub lower_tenths: i32,
    /// The upper end of the interval, in tenths of a point; for drawing and showing.
    pub upper_tenths: i32,
    /// Whether the national figure lies inside; `None` for a cohort under 11 pupils, which gets no label.
    pub national_is_inside: Option<bool>,
}

/// A test result beside the teachers' assessment of the same pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossCheck {
    /// The measure.
    pub measure: MeasureId,
    /// The year.
    pub year: AcademicYear,
    /// The test result.
    pub test: Level,
    /// The teacher assessment.
    pub teacher: Level,
    /// Test less teacher assessment.
    pub difference: Difference,
}

/// One year of a measure: the school's result and the national one, each where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearBeside {
    /// The year.
    pub year: AcademicYear,
    /// The result and its gap.
    pub gap: Option<Gap>,
    /// The national figure, also of a year without a result; none for a count, whose national figure is a rate.
    pub national: Option<Arc<National>>,
}

/// Disadvantaged and other pupils of the school in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupsOfYear {
    /// The year.
    pub year: AcademicYear,
    /// The disadvantaged pupils, beside other pupils nationally: the gap as the Department for Education takes it.
    pub disadvantaged: Option<Gap>,
    /// The school's other pupils, beside the same.
    pub other: Option<Gap>,
    /// The national figure of other pupils.
    pub national: Option<Arc<National>>,
    /// The gap between the two groups of the school.
    pub in_school: Option<InSchool>,
}

/// The in-school gap: disadvantaged pupils less the others of the school. Both sides vary by chance, so no interval of
/// one of them says what chance could do to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InSchool {
    /// In points: negative is below.
    pub gap: Difference,
    /// The disadvantaged pupils, more (or fewer, where lower is better), who would close it.
    pub to_close: Option<Span>,
}

/// Under this many pupils, no label says whether chance could explain a gap.
pub const FEWEST_FOR_A_LABEL: u32 = 11;

/// The gaps of every measure that has a result in the framework's latest year, in the order of `records`.
pub(super) fn gaps(plan: &Plan, framework: &Framework, records: &[Record<'_>]) -> Vec<Gap> {
    let year = framework.latest_results;
    let mut gaps = Vec::with_capacity(records.len());
    for record in records {
        if let Some(gap) = (Of { plan, record, group: Group::All }).gap(year) {
            gaps.push(gap);
        }
    }
    gaps
}

/// The results of all pupils in `measure` beside the national ones, for each of the scheme's three years.
pub fn by_year(
    plan: &Plan,
    framework: &Framework,
    reference: &Reference,
    measure: &Measure,
) -> Vec<YearBeside> {
    let of = Of { plan, record: &Record::of(measure, plan, reference), group: Group::All };
    let years = framework.result_years().into_iter();
    years.map(|year| YearBeside { year, gap: of.gap(year), national: of.national(year).cloned() }).collect()
}

/// The results of disadvantaged and of other pupils in `measure`, for each of the scheme's three years that has either.
pub fn groups_by_year(
    plan: &Plan,
    framework: &Framework,
    reference: &Reference,
    measure: &Measure,
) -> Vec<GroupsOfYear> {
    let record = &Record::of(measure, plan, reference);
    let [disadvantaged, other] = [Group::Disadvantaged, Group::Other].map(|group| Of { plan, record, group });
    let years = framework.result_years().into_iter().map(|year| {
        let (few, rest) = (disadvantaged.gap(year), other.gap(year));
        let in_school = few.as_ref().zip(rest.as_ref()).map(|(few, rest)| InSchool {
            gap: few.value - rest.value,
            to_close: few.pupils.map(|pupils| needed(pupils, rest.value, rest.value, measure)),
        });
        let national = other.national(year).cloned();
        GroupsOfYear { year, disadvantaged: few, other: rest, national, in_school }
    });
    years.filter(|groups| groups.disadvantaged.is_some() || groups.other.is_some()).collect()
}

/// The test results that have a teacher assessment beside them, in the order of `records`.
pub(super) fn cross_checks(framework: &Framework, records: &[Record<'_>]) -> Vec<CrossCheck> {
    let year = framework.latest_results;
    records
        .iter()
        .filter_map(|record| {
            let (test, teacher) = (record.result(year)?.level(), record.teacher(year)?.level());
            let measure = record.measure.id.clone();
            Some(CrossCheck { measure, year, test, teacher, difference: test - teacher })
        })
        .collect()
}

/// What a gap is made of.
struct Of<'a> {
    plan: &'a Plan,
    record: &'a Record<'a>,
    group: Group,
}

impl<'a> Of<'a> {
    fn result(&self, year: AcademicYear) -> Option<&'a Figure> {
        self.record.series().find(year, self.group, Assessment::Result)
    }

    /// The national figure that the group is set against: for disadvantaged pupils that of other pupils, as the
    /// Department for Education has it.
    fn national(&self, year: AcademicYear) -> Option<&'a Arc<National>> {
        let group = if self.group == Group::Disadvantaged { Group::Other } else { self.group };
        // Suspensions and exclusions are counts, and their national figures are rates: no gap between the two.
        self.record.national_of(group, year).filter(|_| self.record.measure.unit != Unit::Count)
    }

    fn gap(&self, year: AcademicYear) -> Option<Gap> {
        let Record { measure, .. } = *self.record;
        let figure = self.result(year)?;
        let value = figure.level();
        let pupils = figure.pupils();
        let national = self.national(year);
        let previous = year
            .back(1)
            .and_then(|y| Some((y, self.result(y)?)))
            .filter(|(y, _)| measure.exists_in(*y) && measure.same_series(*y, year));
        let change = previous.map(|(_, before)| value - before.level());
        let national_change = || Some(national?.value - self.national(previous?.0)?.value);
        let gap = national.map(|national| value - national.value);
        let earlier = self.two_previous(year);
        Some(Gap {
            measure: measure.id.clone(),
            year,
            value,
            decimals: shown_decimals(figure, measure),
            pupils,
            gap,
            gap_in_pupils: pupils.and_then(|p| gap.map(|gap| gap.times(i64::from(p.of.pupils()), 100))),
            to_reach: pupils
                .zip(national)
                .map(|(p, national)| to_reach(p, national.value, national.decimals, measure)),
            one_pupil: pupils.map(|p| p.of.one_pupil()),
            chance: pupils
                .filter(|p| p.fewest == p.most)
                .map(|p| chance(p.fewest, p.of, national.map(|national| national.value))),
            change,
            relative_change: change.and_then(|change| Some(change - national_change()?)),
            trend: earlier.and_then(|earlier| self.trend(year, value, earlier)),
            three_year_average: earlier.and_then(|[last, before]| three_year_average([before, last, figure])),
            national: national.cloned(),
        })
    }

    /// The results of the two years before, latest first.
    fn two_previous(&self, year: AcademicYear) -> Option<[&'a Figure; 2]> {
        // Most measures have no earlier result: see that first.
        self.record.results().find(|(earlier, _)| *earlier < year)?;
        let [last, before] = two_previous(self.record.measure, year)?;
        Some([self.result(last)?, self.result(before)?])
    }

    /// Lower than in each of the two previous years, by more than one pupil's worth since the last; or the mirror. Of all
    /// pupils only: the schemes' rule goes by the size of the year group.
    fn trend(&self, year: AcademicYear, value: Level, earlier: [&Figure; 2]) -> Option<Trend> {
        if self.group != Group::All {
            return None;
        }
        let [last, before] = earlier.map(Figure::level);
        let by = self.plan.one_pupil(self.record.measure, year, self.result(year));
        let (fell, rose) = (last - value > by && before > value, value - last > by && value > before);
        let falls_are_bad = self.record.measure.better == Better::Higher;
        match (fell, rose) {
            (true, _) => Some(if falls_are_bad { Trend::Declining } else { Trend::Improving }),
            (_, true) => Some(if falls_are_bad { Trend::Improving } else { Trend::Declining }),
            _ => None,
        }
    }
}

fn three_year_average(figures: [&Figure; 3]) -> Option<Level> {
    let certain = |figure: &Figure| figure.pupils().filter(|p| p.fewest == p.most);
    match figures.map(certain) {
        [Some(a), Some(b), Some(c)] => {
            let (count, of) = [a, b, c].iter().fold((0, 0), |(k, n), p| (k + p.fewest, n + p.of.pupils()));
            Some(Level::share(count, of))
        }
        _ => Level::mean(&figures.map(Figure::level)),
    }
}

/// Decimal places at which a figure is shown: the measure's, or more where more were typed.
pub fn shown_decimals(figure: &Figure, measure: &Measure) -> u8 {
    match figure.typed() {
        Typed::Decimal { decimals, .. } => decimals.max(measure.decimals),
        Typed::Share { .. } => measure.decimals.max(u8::from(measure.unit == Unit::Percent)),
    }
}

/// Whether `a` is worse than `b` in `measure`.
pub fn is_worse(measure: &Measure, a: Level, b: Level) -> bool {
    match measure.better {
        Better::Higher => a < b,
        Better::Lower => a > b,
    }
}

/// Whether `goal` asks for less than the result of today: for fewer pupils, where they are known.
pub fn is_short_of_today(measure: &Measure, goal: Level, today: &Figure) -> bool {
    match (today.pupils().filter(|pupils| pupils.fewest == pupils.most), measure.better) {
        (Some(pupils), Better::Higher) => pupils.of.fewest_reaching(goal) < pupils.fewest,
        (Some(pupils), Better::Lower) => pupils.of.most_within(goal) > pupils.fewest,
        (None, _) => is_worse(measure, goal, today.level()),
    }
}

/// Pupils needed from `pupils` to reach the figure `national`, published to so many decimal places: the smallest `m ≥ 0` with `100(k + m)/n ≥ b`, or the fewest fewer
/// where lower is better. A range where the count, or a national figure published to the whole per cent, leaves one.
pub fn to_reach(pupils: Pupils, national: Level, decimals: u8, measure: &Measure) -> Span {
    let half = Difference::hundredths(if decimals == 0 { 50 } else { 0 });
    // No cohort can do more than all of it.
    needed(pupils, national + -half, (national + half).min(measure.highest), measure)
}

/// The pupils needed from `pupils` to reach a level between `low` and `high`, on the better side.
fn needed(pupils: Pupils, low: Level, high: Level, measure: &Measure) -> Span {
    let on_either_side = |count: fn(Cohort, Level) -> u32| {
        let at_low = count(pupils.of, low);
        (at_low, if high == low { at_low } else { count(pupils.of, high) })
    };
    match measure.better {
        Better::Higher => {
            let (low, high) = on_either_side(Cohort::fewest_reaching);
            Span { fewest: low.saturating_sub(pupils.most), most: high.saturating_sub(pupils.fewest) }
        }
        Better::Lower => {
            let (low, high) = on_either_side(Cohort::most_within);
            Span { fewest: pupils.fewest.saturating_sub(high), most: pupils.most.saturating_sub(low) }
        }
    }
}

/// The pupils needed from `pupils` to reach `level` exactly.
pub fn pupils_to_reach(pupils: Pupils, level: Level) -> Span {
    let needed = pupils.of.fewest_reaching(level);
    Span { fewest: needed.saturating_sub(pupils.most), most: needed.saturating_sub(pupils.fewest) }
}

fn chance(count: u32, of: Cohort, national: Option<Level>) -> Chance {
    let (lower, upper) = wilson(count, of);
    let tenths = |share: f64| (share * 1000.0).round() as i32;
    let national_is_inside = national
        .filter(|_| of.pupils() >= FEWEST_FOR_A_LABEL)
        .map(|national| could_be_chance(count, of, national.exact().rounded(2)));
    Chance { lower_tenths: tenths(lower), upper_tenths: tenths(upper), national_is_inside }
}

/// Whether a national figure of `p` hundredths of a per cent lies inside the 95% Wilson score interval of `k` of `n`:
/// `(100k − np)² ≤ 3.8416·n·p(100 − p)`, in whole numbers.
fn could_be_chance(k: u32, n: Cohort, p: i64) -> bool {
    let (k, n, p) = (i128::from(k), i128::from(n.pupils()), i128::from(p));
    let distance = 10_000 * k - n * p;
    10_000 * distance * distance <= 38_416 * n * p * (10_000 - p)
}

/// The bounds of the 95% Wilson score interval, as shares of one: for drawing, never for a decision.
fn wilson(count: u32, of: Cohort) -> (f64, f64) {
    let (n, p, z) = (f64::from(of.pupils()), f64::from(count) / f64::from(of.pupils()), 1.96_f64);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_decided_by_whole_numbers() {
        // By hand, 19 of 30 against 80%: (1900 − 2400)² = 250,000; 3.8416 × 30 × 80 × 20 = 184,396.8: outside.
        // 20 of 30: (2000 − 2400)² = 160,000: inside.
        let of = |n| Cohort::new(n).unwrap();
        assert!(!could_be_chance(19, of(30), 8000));
        assert!(could_be_chance(20, of(30), 8000));
        // 144 of 231 against 80%: (14,400 − 18,480)² = 16,646,400 > 1,419,855.
        assert!(!could_be_chance(144, of(231), 8000));
    }

    #[test]
    fn the_drawn_interval_agrees_with_the_whole_numbers() {
        for n in [11, 30, 99, 231] {
            for k in 0..=n {
                let cohort = Cohort::new(n).unwrap();
                let (lower, upper) = wilson(k, cohort);
                for p in (5..=95).step_by(5) {
                    let share = f64::from(p) / 100.0;
                    let is_clear = (share - lower).abs() > 1e-9 && (share - upper).abs() > 1e-9;
                    let inside = (lower..=upper).contains(&share);
                    assert!(
                        !is_clear || could_be_chance(k, cohort, i64::from(p) * 100) == inside,
                        "{k} of {n} against {p}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_known_interval() {
        // Published worked value: 81 of 263 gives 0.255 to 0.366 (Newcombe 1998, table I, method 3).
        let (lower, upper) = wilson(81, Cohort::new(263).unwrap());
        assert_eq!(((lower * 1000.0).round(), (upper * 1000.0).round()), (255.0, 366.0));
    }
}
