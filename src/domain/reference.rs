//! The national figures that a school's are compared with.

use std::sync::Arc;

use super::benchmark::{Area, Benchmark};
use super::growth::Growth;
use super::ids::MeasureId;
use super::map::Map;
use super::quantity::Level;
use super::school::Phase;
use super::year::AcademicYear;

/// Whose results a figure reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// All pupils.
    #[default]
    All,
    /// Disadvantaged pupils.
    Disadvantaged,
    /// Pupils who are not disadvantaged.
    Other,
    /// Pupils eligible for free school meals.
    FreeSchoolMeals,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 4] = [Self::All, Self::Disadvantaged, Self::Other, Self::FreeSchoolMeals];
}

/// A published national figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct National {
    /// The figure.
    pub value: Level,
    /// Decimal places at which it was published: the true figure lies within half a unit of the last one.
    pub decimals: u8,
    /// Which schools it is taken over.
    pub scope: String,
    /// Provisional, revised, final, as printed, or not stated.
    pub status: String,
    /// Where it was published; of one that did not ship, the file.
    pub source: String,
    /// Whether it did not ship: it was filled in from a file, or is a council's own.
    pub is_own: bool,
}

/// The national figures, one for each measure, year and group; where attendance differs by phase, one for each phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// How far schools really moved on them.
    pub growth: Growth,
    by_measure: Map<MeasureId, Vec<Entry>>,
    /// Figures of the school's authority. None ship.
    authority: Vec<Benchmark>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    year: AcademicYear,
    group: Group,
    phase: Option<Phase>,
    national: Arc<National>,
}

impl Reference {
    /// Adds a figure; `phase` is `None` where the figure serves every phase.
    ///
    /// Answers `false`, and keeps the first, where that measure, year, group and phase has one already.
    pub fn add(
        &mut self,
        measure: MeasureId,
        year: AcademicYear,
        group: Group,
        phase: Option<Phase>,
        national: National,
    ) -> bool {
        let entries = self.by_measure.entry(measure).or_default();
        let is_new =
            !entries.iter().any(|entry| (entry.year, entry.group, entry.phase) == (year, group, phase));
        if is_new {
            entries.push(Entry { year, group, phase, national: Arc::new(national) });
        }
        is_new
    }

    /// The same with figures that go before those of the same measure, year and group: a figure without a phase before
    /// those of every phase. Of two for the same thing the later counts.
    #[must_use]
    pub fn with(&self, own: &[Benchmark]) -> Self {
        let mut with = self.clone();
        for benchmark in own {
            let Benchmark { of, phase, figure } = benchmark;
            if of.area == Area::Authority {
                with.authority.retain(|other| (&other.of, other.phase) != (of, *phase));
                with.authority.push(benchmark.clone());
                continue;
            }
            let entries = with.by_measure.entry(of.measure.clone()).or_default();
            let is_replaced = |entry: &Entry| {
                (entry.year, entry.group) == (of.year, of.group) && (phase.is_none() || entry.phase == *phase)
            };
            entries.retain(|entry| !is_replaced(entry));
            let national = Arc::new(figure.clone());
            entries.push(Entry { year: of.year, group: of.group, phase: *phase, national });
        }
        with
    }

    /// The figure of the school's authority for `measure`, `year` and `group`.
    pub fn authority(&self, measure: &MeasureId, year: AcademicYear, group: Group) -> Option<&National> {
        let of = |own: &&Benchmark| (&own.of.measure, own.of.year, own.of.group) == (measure, year, group);
        self.authority.iter().find(of).map(|own| &own.figure)
    }

    /// The national figure of `measure` for `year` and `group`, for a school of `phase`.
    ///
    /// A figure of the phase goes before one that serves all; `None` is "not held", never zero.
    pub fn national(
        &self,
        measure: &MeasureId,
        year: AcademicYear,
        group: Group,
        phase: Option<Phase>,
    ) -> Option<&National> {
        self.of(measure).national(year, group, phase).map(Arc::as_ref)
    }

    /// Every figure of `measure`.
    pub(super) fn of(&self, measure: &MeasureId) -> Nationals<'_> {
        Nationals(self.by_measure.get(measure).map(Vec::as_slice).unwrap_or_default())
    }

    /// The figures of each measure, in the order of ids.
    pub(super) fn measures(&self) -> impl Iterator<Item = (&MeasureId, Nationals<'_>)> {
        self.by_measure.iter().map(|(id, entries)| (id, Nationals(entries)))
    }

    /// The last year for which any figure is held.
    pub fn latest_year(&self) -> Option<AcademicYear> {
        self.by_measure.values().flatten().map(|entry| entry.year).max()
    }

    /// How many figures are held.
    pub fn len(&self) -> usize {
        self.by_measure.values().map(Vec::len).sum()
    }

    /// Whether no figure is held.
    pub fn is_empty(&self) -> bool {
        self.by_measure.is_empty()
    }
}

/// The national figures of one measure.
#[derive(Clone, Copy, Default)]
pub(super) struct Nationals<'a>(&'a [Entry]);

impl<'a> Nationals<'a> {
    /// The figure of `year` and `group`, for a school of `phase`.
    pub(super) fn national(
        self,
        year: AcademicYear,
        group: Group,
        phase: Option<Phase>,
    ) -> Option<&'a Arc<National>> {
        let phase = phase.map(comparable_phase);
        let of_year = self.0.iter().filter(|entry| entry.year == year && entry.group == group);
        of_year
            .filter(|entry| entry.phase.is_none() || entry.phase == phase)
            .max_by_key(|entry| entry.phase.is_some())
            .map(|entry| &entry.national)
    }
}

/// Attendance and exclusions are published for primary, secondary and special schools only.
fn comparable_phase(phase: Phase) -> Phase {
    match phase {
        Phase::EarlyYears | Phase::Infant | Phase::First | Phase::Junior | Phase::Primary => Phase::Primary,
        Phase::Middle | Phase::Secondary | Phase::Post16 => Phase::Secondary,
        Phase::Special | Phase::Pru => Phase::Special,
    }
}

#[cfg(test)]
mod tests {
    use super::super::benchmark::BenchmarkKey;
    use super::*;

    fn national(value: i64) -> National {
        let words = String::new;
        National {
            value: Level::whole(value),
            decimals: 0,
            scope: words(),
            status: words(),
            source: words(),
            is_own: true,
        }
    }

    #[test]
    fn an_own_figure_goes_before_what_ships_and_leaves_the_rest() {
        let [before, year] = [2013, 2014].map(|start| AcademicYear::starting(start).unwrap());
        let rate = MeasureId::from("attendance.rate");
        let mut ships = Reference::default();
        for (phase, value) in [(Phase::Primary, 96), (Phase::Secondary, 94)] {
            ships.add(rate.clone(), year, Group::All, Some(phase), national(value));
        }
        ships.add(rate.clone(), before, Group::All, None, national(90));
        let own = |area, phase, value| Benchmark {
            of: BenchmarkKey { area, measure: rate.clone(), year, group: Group::All },
            phase,
            figure: national(value),
        };
        let held = |reference: &Reference, year, phase| {
            reference.national(&rate, year, Group::All, Some(phase)).map(|held| held.value)
        };
        // Of one phase: the other keeps its own.
        let one = ships.with(&[own(Area::National, Some(Phase::Primary), 97)]);
        assert_eq!(held(&one, year, Phase::Primary), Some(Level::whole(97)));
        assert_eq!(held(&one, year, Phase::Secondary), Some(Level::whole(94)));
        // Of every phase: both are replaced, and of two the later counts.
        let all = one.with(&[own(Area::National, None, 98), own(Area::National, None, 99)]);
        for phase in [Phase::Primary, Phase::Secondary] {
            assert_eq!(held(&all, year, phase), Some(Level::whole(99)));
        }
        assert_eq!(held(&all, before, Phase::Primary), Some(Level::whole(90)));
        // An authority's is beside the national one, and never in its place.
        let beside = ships.with(&[own(Area::Authority, None, 95)]);
        assert_eq!(held(&beside, year, Phase::Primary), Some(Level::whole(96)));
        assert_eq!(beside.authority(&rate, year, Group::All), Some(&national(95)));
        assert_eq!((beside.authority(&rate, before, Group::All), ships.with(&[])), (None, ships));
    }
}
