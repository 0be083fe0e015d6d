//! How often schools move that far: the real results of every school in England, as a small table.
//!
//! `cargo xtask growth` makes the table (`data/growth.csv`; `data/README.md` says what was left out and why). It says how
//! unusual a change is, never whether a target is right.

use super::cohort::Cohort;
use super::ids::MeasureId;
use super::quantity::Difference;
use super::year::AcademicYear;

/// The table: cells that do not overlap, each of 50 schools or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Growth {
    cells: Vec<Cell>,
}

/// How far schools of one size that started from one band of gaps to national moved on national.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The measure.
    pub measure: MeasureId,
    /// The year they started from.
    pub from: AcademicYear,
    /// The year they got to.
    pub to: AcademicYear,
    /// The fewest pupils of a year group, in the year they started from.
    pub fewest: u16,
    /// The most; `None` where there is no upper end.
    pub most: Option<u16>,
    /// The lowest gap to national at the start; `None` where there is no lower end.
    pub gap_from: Option<Difference>,
    /// The gap below which the start lay; `None` where there is no upper end.
    pub gap_below: Option<Difference>,
    /// How many schools.
    pub schools: u32,
    /// The change less that of the national figure: at each [`Percentile`], by nearest rank.
    pub percentiles: [Difference; 5],
}

/// A percentile of the schools of a [`Cell`]: its place in [`Cell::percentiles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Percentile {
    /// The 10th: nine schools in ten did at least as well.
    P10,
    /// The 25th: three schools in four did at least as well.
    P25,
    /// The 50th, the median.
    P50,
    /// The 75th: one school in four did at least as well.
    P75,
    /// The 90th: one school in ten did at least as well.
    P90,
}

/// What is asked: how often did schools like this one move that far?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The measure.
    pub measure: MeasureId,
    /// The size of the year group at the start.
    pub cohort: Cohort,
    /// The gap to national at the start; negative is below.
    pub gap: Difference,
    /// The change wanted, less that of the national figure.
    pub needed: Difference,
    /// In how many years.
    pub years: u16,
}

/// The answer: the schools like it, and where the change wanted falls among theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusual {
    /// The schools like it.
    pub cell: Cell,
    /// The change wanted, less that of the national figure.
    pub needed: Difference,
    /// How many of them changed by as much or more.
    pub standing: Standing,
}

/// What share of schools changed by at least as much. Exact at the edges: a share that is a bound is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// At least nine in ten: not above the 10th percentile.
    NineInTen,
    /// Three in four, up to nine in ten.
    ThreeInFour,
    /// Half, up to three in four.
    Half,
    /// One in four, up to half.
    OneInFour,
    /// One in ten, up to one in four.
    OneInTen,
    /// One in ten at the most: above the 90th percentile.
    Fewer,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// No real results of the measure are held.
    NoResults,
    /// They are held over other lengths of time; `longest` is the longest, in years.
    Years {
        /// In years.
        longest: u16,
    },
    /// Fewer than 50 schools of that size started from there.
    TooFewSchools,
}

impl Cell {
    /// From the first year to the last.
    pub fn years(&self) -> u16 {
        self.to.start() - self.from.start()
    }

    /// The change at `which`, less that of the national figure.
    pub fn at(&self, which: Percentile) -> Difference {
        self.percentiles[which as usize]
    }

    /// Whether a year group of that size and a start from that gap fall into it. A band of gaps holds its lower end and
    /// not its upper.
    fn holds(&self, cohort: Cohort, gap: Difference) -> bool {
        let pupils = cohort.pupils();
        u32::from(self.fewest) <= pupils
            && self.most.is_none_or(|most| pupils <= u32::from(most))
            && self.gap_from.is_none_or(|from| from <= gap)
            && self.gap_below.is_none_or(|below| gap < below)
    }
}

impl Growth {
    /// A table of `cells`; where two overlap, the first counts.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells }
    }

    /// Every cell, in the order of the file.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The schools like the one that asks.
    fn cell(
        &self,
        measure: &MeasureId,
        cohort: Cohort,
        gap: Difference,
        years: u16,
    ) -> Result<&Cell, Unsaid> {
        let mut why = Unsaid::NoResults;
        for cell in self.cells.iter().filter(|cell| cell.measure == *measure) {
            if cell.years() == years {
                if cell.holds(cohort, gap) {
                    return Ok(cell);
                }
                why = Unsaid::TooFewSchools;
            } else {
                why = match why {
                    Unsaid::NoResults => Unsaid::Years { longest: cell.years() },
                    Unsaid::Years { longest } => Unsaid::Years { longest: longest.max(cell.years()) },
                    Unsaid::TooFewSchools => why,
                };
            }
        }
        Err(why)
    }

    /// How far on national schools moved that were of this size and started from this gap: at `which` of them, in so many
    /// `years`. `None` where nothing can be said.
    pub fn percentile(
        &self,
        measure: &MeasureId,
        cohort: Cohort,
        gap: Difference,
        years: u16,
        which: Percentile,
    ) -> Option<Difference> {
        self.cell(measure, cohort, gap, years).ok().map(|cell| cell.at(which))
    }
}

/// How often schools like the one that asks moved as far as it wants to.
pub fn unusual(growth: &Growth, ask: &Ask) -> Result<Unusual, Unsaid> {
    let cell = growth.cell(&ask.measure, ask.cohort, ask.gap, ask.years)?;
    // By nearest rank, more than a quarter of schools reach the 75th percentile, and at most a quarter go beyond it.
    let standing = match cell.percentiles.iter().filter(|percentile| **percentile < ask.needed).count() {
        0 => Standing::NineInTen,
        1 => Standing::ThreeInFour,
        2 => Standing::Half,
        3 => Standing::OneInFour,
        4 => Standing::OneInTen,
        _ => Standing::Fewer,
    };
    Ok(Unusual { cell: cell.clone(), needed: ask.needed, standing })
}
