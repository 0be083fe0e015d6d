//! A figure: one result, as a percentage, a count of a cohort, a score or a plain count.

use super::cohort::Cohort;
use super::ids::MeasureId;
use super::measure::{Measure, Unit};
use super::quantity::Level;
use super::reference::Group;
use super::split::split_once;
use super::year::AcademicYear;

/// How a result came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assessment {
    /// The measure's own result: the test, where there is one.
    #[default]
    Result,
    /// The teachers' assessment of what a test also measures.
    Teacher,
}

/// What a figure is a figure of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureKey {
    /// The measure.
    pub measure: MeasureId,
    /// The academic year of the result.
    pub year: AcademicYear,
    /// Whose results.
    pub group: Group,
    /// Result or teacher assessment.
    pub assessment: Assessment,
}

impl FigureKey {
    /// The result of all pupils.
    pub fn result(measure: MeasureId, year: AcademicYear) -> Self {
        Self { measure, year, group: Group::All, assessment: Assessment::Result }
    }
}

/// What a text says before anything is known of the cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A decimal: its hundredths and how many decimal places were typed.
    Decimal {
        /// The value in hundredths.
        hundredths: i32,
        /// Decimal places typed, 0 to 2.
        decimals: u8,
    },
    /// So many pupils of so many: `18/30`, `18 of 30`.
    Share {
        /// Pupils who reached it.
        count: u32,
        /// Pupils in all.
        of: Cohort,
    },
}

/// Why a text is not a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureFault {
    /// Not a number, nor a number of pupils of a number of pupils.
    NotANumber,
    /// More than two decimal places.
    TooManyDecimals,
    /// `18 of 30` in a measure that is not a percentage.
    ShareOfNothing,
    /// More pupils than the cohort: `19 of 18`.
    MoreThanCohort {
        /// Pupils typed.
        count: u32,
        /// Cohort typed.
        of: u32,
    },
    /// The cohort of `18 of 0` or `18 of 9000` is not 1 to 5,000.
    CohortOutOfRange,
    /// A part of a pupil, or of an exclusion.
    NotWhole,
    /// Outside the range that the measure can have.
    OutOfRange,
}

impl Typed {
    /// Reads what people type: `62.3%`, ` 62 `, `62,3`, `18/30`, `18 of 30`; in a plain count `1,200` is 1200.
    pub fn parse(text: &str, measure: &Measure) -> Result<Self, FigureFault> {
        let text = text.trim();
        if let Some((count, of)) = split_share(text) {
            if measure.unit != Unit::Percent {
                return Err(FigureFault::ShareOfNothing);
            }
            let (count, of) = (whole(count)?, whole(of)?);
            let cohort = Cohort::new(of).ok_or(FigureFault::CohortOutOfRange)?;
            return if count > of {
                Err(FigureFault::MoreThanCohort { count, of })
            } else {
                Ok(Self::Share { count, of: cohort })
            };
        }
        let number = match measure.unit {
            Unit::Percent => text.strip_suffix('%').unwrap_or(text).trim_end(),
            _ => text,
        };
        let typed = if measure.unit == Unit::Count {
            let hundredths = i32::try_from(whole(number)?).ok().and_then(|count| count.checked_mul(100));
            Self::Decimal { hundredths: hundredths.ok_or(FigureFault::OutOfRange)?, decimals: 0 }
        } else {
            Self::decimal(number)?
        };
        let level = typed.level();
        if level < measure.lowest || level > measure.highest {
            Err(FigureFault::OutOfRange)
        } else {
            Ok(typed)
        }
    }

    /// Reads a decimal with at most two places, in which a comma is a decimal point.
    pub fn decimal(text: &str) -> Result<Self, FigureFault> {
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return Err(FigureFault::NotANumber);
        }
        if fraction.len() > 2 {
            return Err(FigureFault::TooManyDecimals);
        }
        if whole.len() > 6 {
            return Err(FigureFault::OutOfRange);
        }
        let hundredths: i32 =
            format!("{whole}{fraction:0<2}").parse().map_err(|_| FigureFault::NotANumber)?;
        Ok(Self::Decimal {
            hundredths: if negative { -hundredths } else { hundredths },
            decimals: fraction.len() as u8,
        })
    }

    /// The value as typed.
    pub fn level(self) -> Level {
        match self {
            Self::Decimal { hundredths, .. } => Level::hundredths(hundredths),
            Self::Share { count, of } => Level::share(count, of.pupils()),
        }
    }
}

/// Reads a whole number, in which commas and spaces may group the thousands.
pub fn whole(text: &str) -> Result<u32, FigureFault> {
    let text = text.trim();
    let groups: Vec<&str> = text.split([',', ' ', '\u{a0}']).collect();
    let grouped_right =
        groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let digits: String = groups.concat();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && grouped_right {
        return digits.parse().map_err(|_| FigureFault::OutOfRange);
    }
    match Typed::decimal(text) {
        Ok(_) => Err(FigureFault::NotWhole),
        Err(fault) => Err(fault),
    }
}

fn split_share(text: &str) -> Option<(&str, &str)> {
    for separator in ["/", " out of ", " of "] {
        if let Some(parts) = split_once(text, separator) {
            return Some(parts);
        }
    }
    None
}

/// A valid figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    typed: Typed,
    pupils: Option<Pupils>,
}

/// The pupils behind a percentage: one count where it is certain, otherwise a short range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pupils {
    /// The fewest that the figure can mean.
    pub fewest: u32,
    /// The most that the figure can mean.
    pub most: u32,
    /// Of how many.
    pub of: Cohort,
}

impl Figure {
    /// A figure as typed, in a cohort of `cohort` where one is known and the measure is a percentage.
    ///
    /// A typed share brings its own cohort. A percentage that no count of the cohort gives keeps its value and has no
    /// pupils.
    pub fn new(typed: Typed, cohort: Option<Cohort>) -> Self {
        let pupils = match typed {
            Typed::Share { count, of } => Some(Pupils { fewest: count, most: count, of }),
            Typed::Decimal { hundredths, decimals } => cohort.and_then(|of| {
                let counts = of.counts_for(hundredths, decimals)?;
                Some(Pupils { fewest: *counts.start(), most: *counts.end(), of })
            }),
        };
        Self { typed, pupils }
    }

    /// A figure of `count` pupils in `of`.
    pub fn counted(count: u32, of: Cohort) -> Self {
        Self::new(Typed::Share { count, of }, None)
    }

    /// The value that is compared: the exact share where the count is certain, otherwise the value as typed.
    pub fn level(&self) -> Level {
        match self.pupils {
            Some(Pupils { fewest, most, of }) if fewest == most => Level::share(fewest, of.pupils()),
            _ => self.typed.level(),
        }
    }

    /// The pupils behind it, where the cohort is known and the percentage possible in it.
    pub fn pupils(&self) -> Option<Pupils> {
        self.pupils
    }

    /// What was typed.
    pub fn typed(&self) -> Typed {
        self.typed
    }
}

/// Every valid figure of a plan. In lists without gaps, in which the figures of a school lie close together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The measures that have any, in the order of their ids.
    measures: Vec<MeasureId>,
    /// Where the figures of each end in `entries`.
    ends: Vec<usize>,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    year: AcademicYear,
    group: Group,
    assessment: Assessment,
    figure: Figure,
}

impl Figures {
    /// Puts a figure in its place, and answers the one that stood there.
    pub fn put(&mut self, key: &FigureKey, figure: Figure) -> Option<Figure> {
        let measure = self.measures.binary_search(&key.measure).unwrap_or_else(|place| {
            self.measures.insert(place, key.measure.clone());
            self.ends.insert(place, self.start(place));
            place
        });
        let (start, wanted) = (self.start(measure), (key.year, key.group, key.assessment));
        let earlier = |entry: &Entry| (entry.year, entry.group, entry.assessment) < wanted;
        let at = start + self.at(measure).0.partition_point(earlier);
        if let Some(entry) = self.entries[..self.ends[measure]].get_mut(at)
            && (entry.year, entry.group, entry.assessment) == wanted
        {
            return Some(std::mem::replace(&mut entry.figure, figure));
        }
        let (year, group, assessment) = wanted;
        self.entries.insert(at, Entry { year, group, assessment, figure });
        self.ends[measure..].iter_mut().for_each(|end| *end += 1);
        None
    }

    /// Where the figures of the measure at a place begin.
    fn start(&self, place: usize) -> usize {
        place.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// The figure at `key`.
    pub fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.find(&key.measure, key.year, key.group, key.assessment)
    }

    /// The result of all pupils in `measure` for `year`.
    pub fn result(&self, measure: &MeasureId, year: AcademicYear) -> Option<&Figure> {
        self.find(measure, year, Group::All, Assessment::Result)
    }

    /// The figure of `measure` for `year`, `group` and `assessment`.
    pub fn find(
        &self,
        measure: &MeasureId,
        year: AcademicYear,
        group: Group,
        assessment: Assessment,
    ) -> Option<&Figure> {
        self.of(measure).find(year, group, assessment)
    }

    /// The figures of each measure that has any, in the order of their ids.
    pub(super) fn series(&self) -> impl Iterator<Item = (&MeasureId, Series<'_>)> {
        self.measures.iter().enumerate().map(|(place, measure)| (measure, self.at(place)))
    }

    /// The measures that have any figure, in the order of their ids.
    pub fn measures(&self) -> impl Iterator<Item = &MeasureId> {
        self.measures.iter()
    }

    /// The results of all pupils in `measure`, earliest year first.
    pub fn results<'a>(
        &'a self,
        measure: &MeasureId,
    ) -> impl DoubleEndedIterator<Item = (AcademicYear, &'a Figure)> {
        self.of(measure).results()
    }

    /// The result of `group` from which a path starts: the latest until `latest`, the year that a scheme judges, or else
    /// the first there is. Results after it are what became of the path.
    pub fn base(
        &self,
        measure: &MeasureId,
        group: Group,
        latest: AcademicYear,
    ) -> Option<(AcademicYear, &Figure)> {
        self.of(measure).base(group, latest)
    }

    /// The figures of the measure at a place; none beyond the last.
    pub(super) fn at(&self, place: usize) -> Series<'_> {
        let end = self.ends.get(place).copied();
        Series(end.map_or(&[], |end| &self.entries[self.start(place)..end]))
    }

    /// The figures of `measure`.
    pub(super) fn of(&self, measure: &MeasureId) -> Series<'_> {
        self.at(self.measures.binary_search(measure).unwrap_or(usize::MAX))
    }
}

/// The figures of one measure.
#[derive(Clone, Copy)]
pub(super) struct Series<'a>(&'a [Entry]);

impl<'a> Series<'a> {
    /// The result of all pupils for `year`.
    pub(super) fn result(self, year: AcademicYear) -> Option<&'a Figure> {
        self.find(year, Group::All, Assessment::Result)
    }

    /// The teachers' assessment of all pupils for `year`.
    pub(super) fn teacher(self, year: AcademicYear) -> Option<&'a Figure> {
        self.find(year, Group::All, Assessment::Teacher)
    }

    /// The results of all pupils, earliest year first.
    pub(super) fn results(self) -> impl DoubleEndedIterator<Item = (AcademicYear, &'a Figure)> {
        self.results_of(Group::All)
    }

    /// The results of a group, earliest year first.
    pub(super) fn results_of(
        self,
        group: Group,
    ) -> impl DoubleEndedIterator<Item = (AcademicYear, &'a Figure)> {
        let is_result = move |entry: &&Entry| (entry.group, entry.assessment) == (group, Assessment::Result);
        self.0.iter().filter(is_result).map(|entry| (entry.year, &entry.figure))
    }

    pub(super) fn base(self, group: Group, latest: AcademicYear) -> Option<(AcademicYear, &'a Figure)> {
        let until = self.results_of(group).rfind(|(year, _)| *year <= latest);
        until.or_else(|| self.results_of(group).next())
    }

    pub(super) fn find(self, year: AcademicYear, group: Group, assessment: Assessment) -> Option<&'a Figure> {
        let is_it = |entry: &&Entry| (entry.year, entry.group, entry.assessment) == (year, group, assessment);
        self.0.iter().find(is_it).map(|entry| &entry.figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::measure::Better;

    fn measure(unit: Unit, lowest: i32, highest: i32) -> Measure {
        Measure {
            id: "ks2.rwm.l4".into(),
            label: "Combined".into(),
            phases: vec![],
            key_stage: "KS2".into(),
            unit,
            better: Better::Higher,
            first_year: AcademicYear::starting(2011).unwrap(),
            last_year: None,
            decimals: 1,
            lowest: Level::hundredths(lowest),
            highest: Level::hundredths(highest),
            denominator: String::new(),
            note: String::new(),
        }
    }

    fn percent(text: &str) -> Result<Typed, FigureFault> {
        Typed::parse(text, &measure(Unit::Percent, 0, 10_000))
    }

    fn decimal(hundredths: i32, decimals: u8) -> Result<Typed, FigureFault> {
        Ok(Typed::Decimal { hundredths, decimals })
    }

    #[test]
    fn reads_what_people_type_for_a_percentage() {
        for (text, expected) in [
            ("62.3%", decimal(6230, 1)),
            (" 62 ", decimal(6200, 0)),
            ("62,3", decimal(6230, 1)),
            ("62.35 %", decimal(6235, 2)),
            (".5", decimal(50, 1)),
            ("0%", decimal(0, 0)),
            ("100", decimal(10_000, 0)),
            ("62.357", Err(FigureFault::TooManyDecimals)),
            ("101%", Err(FigureFault::OutOfRange)),
            ("-1", Err(FigureFault::OutOfRange)),
            ("sixty", Err(FigureFault::NotANumber)),
            ("6 2", Err(FigureFault::NotANumber)),
            ("62.3.1", Err(FigureFault::NotANumber)),
            (".", Err(FigureFault::NotANumber)),
            ("%", Err(FigureFault::NotANumber)),
            ("9999999999999", Err(FigureFault::OutOfRange)),
        ] {
            assert_eq!(percent(text), expected, "{text:?}");
        }
    }

    #[test]
    fn reads_pupils_of_pupils() {
        let share = |count, of| Ok(Typed::Share { count, of: Cohort::new(of).unwrap() });
        for (text, expected) in [
            ("18/30", share(18, 30)),
            ("18 of 30", share(18, 30)),
            ("18 out of 30", share(18, 30)),
            ("1,000 of 1,200", share(1_000, 1_200)),
            ("19 of 18", Err(FigureFault::MoreThanCohort { count: 19, of: 18 })),
            ("0/0", Err(FigureFault::CohortOutOfRange)),
            ("1/9000", Err(FigureFault::CohortOutOfRange)),
            ("1.5/30", Err(FigureFault::NotWhole)),
            ("a/30", Err(FigureFault::NotANumber)),
            ("1/2/3", Err(FigureFault::NotANumber)),
        ] {
            assert_eq!(percent(text), expected, "{text:?}");
        }
    }

    #[test]
    fn other_units_have_their_own_ways() {
        let points = measure(Unit::Points, -900, 900);
        assert_eq!(Typed::parse("\u{2212}0.57", &points), decimal(-57, 2));
        assert_eq!(Typed::parse("+1", &points), decimal(100, 0));
        assert_eq!(Typed::parse("18/30", &points), Err(FigureFault::ShareOfNothing));
        let count = measure(Unit::Count, 0, 10_000_000);
        assert_eq!(Typed::parse("1,200", &count), decimal(120_000, 0));
        assert_eq!(Typed::parse("12,00", &count), Err(FigureFault::NotWhole));
        assert_eq!(Typed::parse("3.5", &count), Err(FigureFault::NotWhole));
    }

    #[test]
    fn a_certain_count_decides_and_a_range_does_not() {
        // 62.3% of 231 can only be 144 pupils: 62.338%. 62% of 300 can be 185 to 187.
        let of = |pupils| Cohort::new(pupils);
        let figure = Figure::new(percent("62.3").unwrap(), of(231));
        assert_eq!(figure.level(), Level::share(144, 231));
        let figure = Figure::new(percent("62").unwrap(), of(300));
        assert_eq!(figure.level(), Level::hundredths(6200));
        assert_eq!(figure.pupils(), Some(Pupils { fewest: 185, most: 187, of: of(300).unwrap() }));
        let figure = Figure::new(percent("62.3").unwrap(), of(30));
        assert_eq!((figure.level(), figure.pupils()), (Level::hundredths(6230), None));
    }

    #[test]
    fn figures_are_kept_apart_in_whatever_order_they_come() {
        let year = |start| AcademicYear::starting(start).unwrap();
        let of = |measure: &str, start| FigureKey::result(measure.into(), year(start));
        let level = |hundredths| Figure::new(Typed::Decimal { hundredths, decimals: 0 }, None);
        let mut figures = Figures::default();
        for (measure, start, hundredths) in [("c", 2014, 1), ("a", 2015, 2), ("b", 2013, 3), ("a", 2013, 4)] {
            assert_eq!(figures.put(&of(measure, start), level(hundredths)), None);
        }
        let group = FigureKey { group: Group::Other, ..of("b", 2013) };
        figures.put(&group, level(5));
        assert_eq!(figures.put(&of("b", 2013), level(6)), Some(level(3)));
        assert_eq!(figures.measures().map(MeasureId::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
        let results = |measure: &str| -> Vec<u16> {
            figures.results(&measure.into()).map(|(year, _)| year.start()).collect()
        };
        assert_eq!([results("a"), results("b"), results("d")], [vec![2013, 2015], vec![2013], vec![]]);
        assert_eq!((figures.get(&of("c", 2014)), figures.get(&of("c", 2013))), (Some(&level(1)), None));
        assert_eq!([figures.get(&group), figures.get(&of("b", 2013))], [Some(&level(5)), Some(&level(6))]);
    }
}
