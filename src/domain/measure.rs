//! The measure catalogue: what a figure can be a figure of.

use super::cohort::CohortGroup;
use super::ids::MeasureId;
use super::map::Map;
use super::quantity::Level;
use super::school::Phase;
use super::year::AcademicYear;

/// What a measure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Per cent of a cohort.
    Percent,
    /// Points of a score such as Attainment 8 or progress.
    Points,
    /// A scaled or average test score.
    Score,
    /// A plain count.
    Count,
}

/// Which direction is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Better {
    /// A higher figure is better.
    Higher,
    /// A lower figure is better.
    Lower,
}

/// One measure of attainment, progress, attendance or exclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name in data, such as `ks2.rwm.l4`.
    pub id: MeasureId,
    /// Its name in words.
    pub label: String,
    /// The phases that have it; empty for an area measure, which no school has.
    pub phases: Vec<Phase>,
    /// The key stage as the catalogue writes it: `EYFS`, `KS1`, …; empty for attendance and exclusions.
    pub key_stage: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Which direction is good.
    pub better: Better,
    /// The first year that has it.
    pub first_year: AcademicYear,
    /// The last year that has it; `None` while it goes on.
    pub last_year: Option<AcademicYear>,
    /// Decimal places at which it is shown, 0 to 2.
    pub decimals: u8,
    /// The lowest figure that can be right.
    pub lowest: Level,
    /// The highest figure that can be right.
    pub highest: Level,
    /// The pupils it is taken of, in words; may be empty.
    pub denominator: String,
    /// A caution from the catalogue; may be empty.
    pub note: String,
}

impl Measure {
    /// Whether results of this measure exist for `year`.
    pub fn exists_in(&self, year: AcademicYear) -> bool {
        self.first_year <= year
            && self.last_year.is_none_or(|last| year <= last)
            && !self.was_cancelled_in(year)
    }

    /// Primary assessment did not take place in 2019/20 and 2020/21 (`data/README.md`, caution 2).
    fn was_cancelled_in(&self, year: AcademicYear) -> bool {
        matches!(year.start(), 2019 | 2020)
            && matches!(self.key_stage.as_str(), "EYFS" | "Y1" | "Y2" | "KS1" | "Y4" | "KS2")
    }

    /// The year group it is taken of, where it is one whose size is asked for.
    pub fn cohort_group(&self) -> Option<CohortGroup> {
        (self.unit == Unit::Percent).then(|| CohortGroup::of_denominator(&self.denominator)).flatten()
    }

    /// Whether results of `earlier` and `later` may be compared: nothing changed in between that makes them two
    /// series (`data/README.md`, caution 1).
    pub fn same_series(&self, earlier: AcademicYear, later: AcademicYear) -> bool {
        let (earlier, later) = (earlier.min(later), earlier.max(later));
        !self.breaks().iter().any(|first| earlier.start() < *first && *first <= later.start())
    }

    /// The measure by which this one was followed when its tests ended, where it was: a target beyond the change is one
    /// of it.
    pub fn successor(&self) -> Option<MeasureId> {
        self.last_year?;
        let (subject, standard) = self.id.as_str().rsplit_once('.')?;
        let standard = match standard {
            "l4" | "l2b" => "exs",
            "l5" if subject != "ks2.writing" => "high",
            "l5" | "l3" => "gds",
            _ => return None,
        };
        Some(format!("{subject}.{standard}").as_str().into())
    }

    /// The measures of which this one is all together: a pupil counts who reaches every one of them.
    pub fn parts(&self) -> Vec<MeasureId> {
        let Some((stage, standard)) = super::split::split_once(self.id.as_str(), ".rwm.") else {
            return vec![];
        };
        let part = |subject| {
            // Writing has no level 4b and no higher standard: level 4 and greater depth count in their place.
            let standard = match (subject, standard) {
                ("writing", "l4b") => "l4",
                ("writing", "high") => "gds",
                _ => standard,
            };
            format!("{stage}.{subject}.{standard}").as_str().into()
        };
        ["reading", "writing", "maths"].map(part).to_vec()
    }

    /// The years (by the calendar year they start in) whose figures begin a new series.
    fn breaks(&self) -> &'static [u16] {
        match self.id.as_str() {
            "eyfs.gld" => &[2021],
            "ks2.rwm.exs" | "ks2.rwm.high" | "ks2.writing.exs" | "ks2.writing.gds" => &[2017],
            "ks4.five_ac_em" | "ks4.english_ac" | "ks4.maths_ac" => &[2013],
            // The scale changed in 2016/17 and 2017/18; grades of 2019/20 to 2021/22 stand alone.
            "ks4.a8" => &[2016, 2017, 2019, 2022],
            "inspection.good_or_better" => &[2025],
            _ => &[],
        }
    }
}

/// Every measure, by its id and in the catalogue's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    measures: Vec<Measure>,
    places: Map<MeasureId, usize>,
}

impl Catalogue {
    /// A catalogue of `measures`; the first of two with the same id counts.
    pub fn new(measures: Vec<Measure>) -> Self {
        let mut places = Map::new();
        for (place, measure) in measures.iter().enumerate() {
            places.entry(measure.id.clone()).or_insert(place);
        }
        Self { measures, places }
    }

    /// The measure called `id`.
    pub fn get(&self, id: &MeasureId) -> Option<&Measure> {
        self.places.get(id).map(|place| &self.measures[*place])
    }

    /// Every measure and where it stands in the catalogue's order, by id and in the order of ids.
    pub(super) fn places(&self) -> impl Iterator<Item = (&MeasureId, (usize, &Measure))> {
        self.places.iter().map(|(id, place)| (id, (*place, &self.measures[*place])))
    }

    /// Where the measure called `id` stands in the order of ids.
    pub(super) fn rank(&self, id: &MeasureId) -> Option<usize> {
        self.places.place_of(id)
    }

    /// The measure at such a place in the order of ids.
    pub(super) fn at_rank(&self, rank: usize) -> &Measure {
        &self.measures[self.places.at(rank).copied().unwrap_or(rank)]
    }

    /// Where `id` stands in the catalogue's order; unknown ids come last.
    pub fn place(&self, id: &MeasureId) -> usize {
        self.places.get(id).copied().unwrap_or(usize::MAX)
    }

    /// All measures, in the catalogue's order.
    pub fn iter(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter()
    }
}
