//! Figures to compare with that did not ship with the planner: filled in from a file, or a council's own.

use super::draft::Draft;
use super::figure::Typed;
use super::ids::MeasureId;
use super::import::{Origin, Release};
use super::measure::Catalogue;
use super::reference::{Group, National};
use super::school::Phase;
use super::year::AcademicYear;

/// Whose schools a figure to compare with is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// England's.
    National,
    /// The school's local authority's.
    Authority,
}

/// What a figure to compare with is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BenchmarkKey {
    /// Whose schools.
    pub area: Area,
    /// The measure.
    pub measure: MeasureId,
    /// The year.
    pub year: AcademicYear,
    /// Whose results.
    pub group: Group,
}

/// A figure to compare with, as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BenchmarkText {
    /// The figure, as a person would type it.
    pub text: String,
    /// Which schools it is taken over: `all schools`, or the authority's name.
    pub schools: String,
    /// Where it came from.
    pub origin: Origin,
}

/// A figure to compare with that goes before one that ships
/// ([`Reference::with`](super::reference::Reference::with)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benchmark {
    /// What it is of.
    pub of: BenchmarkKey,
    /// The phase that it serves; `None` for every phase.
    pub phase: Option<Phase>,
    /// The figure, with its schools, how final it is, and its source.
    pub figure: National,
}

/// The figures to compare with of a draft that can be used. One of a measure that this copy does not know, of a year
/// without results, or that is no figure of its measure, is left out: the draft keeps it.
pub(super) fn benchmarks(draft: &Draft, catalogue: &Catalogue) -> Vec<Benchmark> {
    let mut found = Vec::new();
    for (of, BenchmarkText { text, schools, origin }) in &draft.benchmarks {
        let Some(measure) = catalogue.get(&of.measure).filter(|measure| measure.exists_in(of.year)) else {
            continue;
        };
        let Ok(Typed::Decimal { hundredths, decimals }) = Typed::parse(text, measure) else { continue };
        let figure = National {
            value: super::quantity::Level::hundredths(hundredths),
            decimals,
            scope: schools.clone(),
            status: word(origin.release).to_owned(),
            source: origin.file.clone(),
            is_own: true,
        };
        found.push(Benchmark { of: of.clone(), phase: None, figure });
    }
    found
}

/// How final figures are, as the tables of national figures have it.
fn word(release: Release) -> &'static str {
    match release {
        Release::Provisional => "provisional",
        Release::Revised => "revised",
        Release::Final => "final",
        Release::NotStated => "not stated",
    }
}
