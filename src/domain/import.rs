//! Figures that come from a file: what was found for one school, and what was left out and why.

use super::benchmark::{Area, BenchmarkKey};
use super::draft::Draft;
use super::figure::{Assessment, FigureKey, Typed};
use super::issue::Field;
use super::measure::Catalogue;
use super::year::AcademicYear;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The department's performance tables of key stage 2.
    KeyStage2,
    /// The department's performance tables of key stage 4.
    KeyStage4,
    /// Rows by year, school and measure or group of pupils: the department's open data, or the planner's own.
    Tidy,
}

/// How final published figures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// First published, before schools have checked them.
    Provisional,
    /// After schools have checked them.
    Revised,
    /// Not changed any more.
    Final,
    /// The file does not say.
    #[default]
    NotStated,
}

impl Release {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Provisional, Self::Revised, Self::Final, Self::NotStated];
}

/// Where a figure came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file's name, without a folder.
    pub file: String,
    /// The release that it holds.
    pub release: Release,
}

/// What a row of a file is about. Found by what the row says of itself, never by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A school.
    School,
    /// A local authority.
    Authority,
    /// All schools of England.
    National,
    /// The state-funded schools of England.
    NationalState,
}

/// A row's name and numbers, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is about.
    pub kind: RowKind,
    /// The school's unique reference number; may be empty.
    pub urn: String,
    /// The authority's three digits and the establishment's four; of an authority, its three.
    pub laestab: String,
    /// The name; may be empty.
    pub name: String,
    /// The town; may be empty.
    pub town: String,
}

/// Why a cell holds no figure. None of them is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoFigure {
    /// Few pupils stand behind it.
    Suppressed,
    /// Nobody was entered.
    NoEntries,
    /// It does not apply, or there is none for the year.
    NotApplicable,
    /// It is not published.
    NotPublished,
    /// Fewer than half of the pupils are covered by it.
    LowCoverage,
    /// The school is new and has no results.
    New,
    /// Above nothing, and too small to print.
    Small,
    /// Taken out of the file.
    Redacted,
    /// It is not available.
    NotAvailable,
}

/// Why a cell that was looked at is not used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is a code that stands for no figure.
    Code(NoFigure),
    /// The department published a wrong figure in this column.
    PublishedError,
    /// There are no results of this measure for the year.
    NoResults,
    /// It is no figure that this measure can have.
    Unreadable(String),
    /// Two cells of the file are for the same figure and differ.
    Twice,
    /// The cell is empty.
    Empty,
}

/// A cell that is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it would have been.
    pub field: Field,
    /// Why not.
    pub reason: Reason,
}

/// A figure that a file has for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The field.
    pub field: Field,
    /// The figure, as a person would type it: `62`, `62.3`, `18 of 30`.
    pub text: String,
    /// Where it came from.
    pub origin: Origin,
}

/// What a file has for one school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The figures, in the order of fields.
    pub entries: Vec<Entry>,
    /// The cells that are not used.
    pub left_out: Vec<LeftOut>,
}

/// What stands in a draft's field, where it is one that an import can fill.
pub fn standing<'a>(draft: &'a Draft, field: &Field) -> &'a str {
    let text = match field {
        Field::Figure(key) => draft.figures.get(key),
        Field::Cohort(group, year) => draft.cohorts.get(&(*group, *year)),
        Field::Benchmark(key) => draft.benchmarks.get(key).map(|own| &own.text),
        _ => None,
    };
    text.map_or("", |text| text.trim())
}

/// The year of a figure, a cohort or a figure to compare with.
pub fn year_of(field: &Field) -> Option<AcademicYear> {
    match field {
        Field::Figure(FigureKey { year, .. })
        | Field::Cohort(_, year)
        | Field::Benchmark(BenchmarkKey { year, .. }) => Some(*year),
        _ => None,
    }
}

/// Whether an entry says what stands in its field: the same figure, however it is written.
pub fn is_there(draft: &Draft, entry: &Entry, catalogue: &Catalogue) -> bool {
    let standing = standing(draft, &entry.field);
    is_same(standing, entry, catalogue)
}

/// Whether an entry says the same figure as a text, however it is written.
pub fn is_same(standing: &str, entry: &Entry, catalogue: &Catalogue) -> bool {
    let measure = match &entry.field {
        Field::Figure(key) => catalogue.get(&key.measure),
        Field::Benchmark(key) => catalogue.get(&key.measure),
        _ => None,
    };
    let same = measure.and_then(|measure| {
        let level = |text| Typed::parse(text, measure).ok().map(Typed::level);
        Some(level(standing)? == level(&entry.text)?)
    });
    same.unwrap_or(standing == entry.text)
}

impl Import {
    /// The same as figures to compare with: results alone, neither sizes of year groups nor teacher assessments.
    #[must_use]
    pub fn as_benchmarks(self, area: Area) -> Self {
        let of = |field| match field {
            Field::Figure(FigureKey { measure, year, group, assessment: Assessment::Result }) => {
                Some(Field::Benchmark(BenchmarkKey { area, measure, year, group }))
            }
            _ => None,
        };
        let entries = self.entries.into_iter();
        let left_out = self.left_out.into_iter();
        Self {
            entries: entries.filter_map(|entry| Some(Entry { field: of(entry.field)?, ..entry })).collect(),
            left_out: left_out.filter_map(|left| Some(LeftOut { field: of(left.field)?, ..left })).collect(),
        }
    }

    /// Takes in a cell: a figure, or why it is none. The same figure twice is one; two that differ are none.
    pub fn take(&mut self, field: Field, found: Result<String, Reason>, origin: &Origin) {
        if self.left_out.iter().any(|left| left.field == field && left.reason == Reason::Twice) {
            return;
        }
        match (self.entries.iter().position(|entry| entry.field == field), found) {
            (Some(place), Ok(text)) if self.entries[place].text != text => {
                self.entries.remove(place);
                self.left_out.push(LeftOut { field, reason: Reason::Twice });
            }
            (Some(_), _) => {}
            (None, Ok(text)) => {
                self.left_out.retain(|left| left.field != field);
                self.entries.push(Entry { field, text, origin: origin.clone() });
            }
            (None, Err(reason)) if !self.left_out.iter().any(|left| left.field == field) => {
                self.left_out.push(LeftOut { field, reason });
            }
            (None, Err(_)) => {}
        }
    }

    /// Puts the entries in the order in which they are read: by measure, group and year, and sizes of year groups first.
    pub fn sorted(mut self, catalogue: &Catalogue) -> Self {
        super::map::sort_by_key(&mut self.entries, |entry| match &entry.field {
            Field::Figure(key) => {
                (1 + catalogue.place(&key.measure), key.assessment as u8, key.group as u8, key.year.start())
            }
            field => (0, 0, 0, year_of(field).map_or(0, AcademicYear::start)),
        });
        self
    }
}
