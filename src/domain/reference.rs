//! The national figures that a school's are compared with.

use std::sync::Arc;

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
    /// Where it was published.
    pub source: String,
}

/// The national figures, one for each measure, year and group; where attendance differs by phase, one for each phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// How far schools really moved on them.
    pub growth: Growth,
    by_measure: Map<MeasureId, Vec<Entry>>,
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

    /// Puts a figure that serves every phase in the place of whatever is held of that measure, year and group.
    pub fn replace(&mut self, measure: MeasureId, year: AcademicYear, group: Group, national: National) {
        let entries = self.by_measure.entry(measure).or_default();
        entries.retain(|entry| (entry.year, entry.group) != (year, group));
        entries.push(Entry { year, group, phase: None, national: Arc::new(national) });
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
