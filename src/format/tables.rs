//! The data tables that ship: the measure catalogue, the national figures and how far schools moved on them.

use std::borrow::Cow;

use crate::domain::fault::{Fault, FaultKind};
use crate::domain::figure::Typed;
use crate::domain::growth::{Cell, Growth};
use crate::domain::ids::MeasureId;
use crate::domain::measure::{Catalogue, Measure};
use crate::domain::quantity::{Difference, Level};
use crate::domain::reference::{National, Reference};
use crate::domain::school::Phase;
use crate::domain::year::AcademicYear;

use super::names::{BETTERS, GROUPS, PHASES, UNITS};

const MEASURES: &str = include_str!("../../data/measures.csv");
/// What `build.rs` keeps of `data/benchmarks.csv`: the preferred rows.
const BENCHMARKS: &str = include_str!(concat!(env!("OUT_DIR"), "/benchmarks.csv"));

/// What `build.rs` keeps of `data/growth.csv`: all, without what repeats from the row above.
const GROWTH: &str = include_str!(concat!(env!("OUT_DIR"), "/growth.csv"));

/// The measure catalogue that ships (`data/measures.csv`).
pub fn catalogue() -> Catalogue {
    // A test reads the tables without a fault; a row that could not be read would be left out.
    read_catalogue(MEASURES).0
}

/// The national figures that ship (`data/benchmarks.csv`), those marked as preferred, and how far schools moved on them
/// (`data/growth.csv`).
pub fn reference(catalogue: &Catalogue) -> Reference {
    let mut reference = read_reference(BENCHMARKS, catalogue).0;
    reference.growth = read_growth(GROWTH, catalogue).0;
    reference
}

/// Reads a measure catalogue in the layout of `data/measures.csv`: the measures that can be read, and every fault.
pub fn read_catalogue(text: &str) -> (Catalogue, Vec<Fault>) {
    let mut measures = Vec::new();
    let faults = rows(text, |row| {
        measures.push(Measure {
            id: MeasureId::from(row.cell("id")?),
            label: row.cell("label")?.to_owned(),
            phases: phases(row)?,
            key_stage: row.cell("key_stage")?.to_owned(),
            unit: row.one_of("unit", UNITS)?,
            better: row.one_of("better", BETTERS)?,
            first_year: row.year("first_year")?,
            last_year: row.unless_empty("last_year", Row::year)?,
            decimals: row.number("decimals")?,
            lowest: row.level("lowest")?.0,
            highest: row.level("highest")?.0,
            denominator: row.cell("denominator")?.to_owned(),
            note: row.cell("note")?.to_owned(),
        });
        Some(())
    });
    (Catalogue::new(measures), faults)
}

/// Reads national figures in the layout of `data/benchmarks.csv`: those marked as preferred, and every fault.
pub fn read_reference(text: &str, catalogue: &Catalogue) -> (Reference, Vec<Fault>) {
    let mut reference = Reference::default();
    let faults = rows(text, |row| {
        if row.cell("preferred")? != "yes" {
            return Some(());
        }
        let measure = row.measure(catalogue)?;
        let phase = if row.cell("phase")?.is_empty() { None } else { Some(row.one_of("phase", PHASES)?) };
        let (value, decimals) = row.level("value")?;
        let national = National {
            value,
            decimals,
            scope: row.cell("scope")?.to_owned(),
            status: row.cell("status")?.to_owned(),
            source: row.cell("source")?.to_owned(),
            is_own: false,
        };
        let (year, group) = (row.year("year")?, row.one_of("group", GROUPS)?);
        if !reference.add(measure.clone(), year, group, phase, national) {
            row.fault("measure", FaultKind::Repeated(measure.to_string()));
        }
        Some(())
    });
    (reference, faults)
}

/// Reads how far schools moved, in the layout of `data/growth.csv`: the cells that can be read, and every fault. An empty
/// cell of the first four columns means "as above".
pub fn read_growth(text: &str, catalogue: &Catalogue) -> (Growth, Vec<Fault>) {
    let mut cells: Vec<Cell> = Vec::new();
    let faults = rows(text, |row| {
        let above = cells.last();
        let (from, to) = (
            row.or_above("from", above.map(|cell| cell.from), Row::year)?,
            row.or_above("to", above.map(|cell| cell.to), Row::year)?,
        );
        if to <= from {
            return row.wrong("to", "a year after the first");
        }
        let measure = match above {
            Some(above) if row.cell("measure")?.is_empty() => above.measure.clone(),
            _ => row.measure(catalogue)?,
        };
        let mut percentiles = [Difference::ZERO; 5];
        for (place, column) in ["p10", "p25", "p50", "p75", "p90"].into_iter().enumerate() {
            percentiles[place] = row.difference(column)?;
        }
        let cell = Cell {
            measure,
            from,
            to,
            fewest: row.or_above("pupils_from", above.map(|cell| cell.fewest), Row::number)?,
            most: row.unless_empty("pupils_to", Row::number)?,
            gap_from: row.unless_empty("gap_from", Row::difference)?,
            gap_below: row.unless_empty("gap_below", Row::difference)?,
            schools: row.number("schools")?,
            percentiles,
        };
        cells.push(cell);
        Some(())
    });
    (Growth::new(cells), faults)
}

/// A national figure of all pupils, as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NationalRow {
    /// The measure's id.
    pub measure: String,
    /// The year.
    pub year: String,
    /// The figure.
    pub value: String,
    /// Where it is published; may be empty.
    pub source: String,
}

/// Reads the national figures of a council from a table with the columns `measure`, `year` and `value`, and `source` and
/// `group` where it has them (`docs/pack-format.md`): every figure of all pupils, or everything that is wrong.
pub fn read_national(text: &str, catalogue: &Catalogue) -> Result<Vec<NationalRow>, Vec<Fault>> {
    let mut figures = Vec::new();
    let faults = rows(text.trim_start_matches('\u{feff}'), |row| {
        let has = |column: &str| row.headers.iter().any(|header| header == column);
        if has("group") && row.cell("group")? != "all" {
            return Some(());
        }
        let measure = row.measure(catalogue)?;
        let source = if has("source") { row.cell("source")?.to_owned() } else { String::new() };
        row.level("value")?;
        let value = row.cell("value")?.trim().to_owned();
        figures.push(NationalRow {
            measure: measure.to_string(),
            year: row.year("year")?.to_string(),
            value,
            source,
        });
        Some(())
    });
    if faults.is_empty() { Ok(figures) } else { Err(faults) }
}

/// A row of a table, by the names of its columns.
struct Row<'a> {
    headers: &'a [Cow<'a, str>],
    cells: &'a [Cow<'a, str>],
    line: usize,
    faults: std::cell::RefCell<Vec<Fault>>,
}

/// Reads each row of `text` with `read`; every fault, with the row and column it is in.
fn rows(text: &str, mut read: impl FnMut(&Row<'_>) -> Option<()>) -> Vec<Fault> {
    let records = records(text);
    let Some((headers, rows)) = records.split_first() else { return vec![] };
    let mut faults = Vec::new();
    for (place, cells) in rows.iter().enumerate() {
        let row = Row { headers, cells, line: place + 2, faults: Default::default() };
        read(&row);
        faults.extend(row.faults.into_inner());
    }
    faults
}

/// The rows of a table of comma-separated values (RFC 4180), without empty lines. A few lines in the place of a crate
/// that does more, and takes 10 KB of the page.
fn records(text: &str) -> Vec<Vec<Cow<'_, str>>> {
    let mut records = Vec::new();
    let mut cells = Vec::new();
    let mut begin = 0;
    let mut is_quoted = false;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            // Two that stand for one end the quotes and begin them again.
            b'"' => is_quoted = !is_quoted,
            b',' | b'\r' | b'\n' if !is_quoted => {
                cells.push(without_quotes(&text[begin..place]));
                begin = place + 1;
                if byte != b',' {
                    records.push(std::mem::take(&mut cells));
                }
            }
            _ => {}
        }
    }
    cells.push(without_quotes(&text[begin..]));
    records.push(cells);
    records.retain(|cells| *cells != [""]);
    records
}

fn without_quotes(cell: &str) -> Cow<'_, str> {
    match cell.strip_prefix('"') {
        Some(inner) => inner.strip_suffix('"').unwrap_or(inner).replace("\"\"", "\"").into(),
        None => cell.into(),
    }
}

impl<'a> Row<'a> {
    fn fault(&self, column: &str, kind: FaultKind) {
        self.faults.borrow_mut().push(Fault { place: format!("/{}/{column}", self.line), kind });
    }

    fn cell(&self, column: &'static str) -> Option<&'a str> {
        let place = self.headers.iter().position(|header| header == column);
        let cell = place.and_then(|place| self.cells.get(place)).map(|cell| &**cell);
        if cell.is_none() {
            self.fault(column, FaultKind::MissingKey(column));
        }
        cell
    }

    fn one_of<T: Copy>(&self, column: &'static str, names: &[(&str, T)]) -> Option<T> {
        let found = self.cell(column)?;
        let value = names.iter().find(|(name, _)| *name == found).map(|(_, value)| *value);
        if value.is_none() {
            let words: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.not_one_of(column, found, &words);
        }
        value
    }

    fn not_one_of(&self, column: &str, found: &str, words: &[&str]) {
        let expected = words.iter().map(|word| (*word).to_owned()).collect();
        self.fault(column, FaultKind::NotOneOf { found: found.to_owned(), expected });
    }

    fn wrong<T>(&self, column: &str, expected: &'static str) -> Option<T> {
        self.fault(column, FaultKind::WrongKind { expected });
        None
    }

    fn year(&self, column: &'static str) -> Option<AcademicYear> {
        AcademicYear::parse(self.cell(column)?)
            .ok()
            .or_else(|| self.wrong(column, "an academic year such as 2014/15"))
    }

    /// `None` in an empty cell, and otherwise what `read` makes of it.
    fn unless_empty<T>(
        &self,
        column: &'static str,
        read: fn(&Self, &'static str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.cell(column)?.is_empty() { Some(None) } else { read(self, column).map(Some) }
    }

    /// What `read` makes of a cell, or of an empty one what stands `above`.
    fn or_above<T>(
        &self,
        column: &'static str,
        above: Option<T>,
        read: fn(&Self, &'static str) -> Option<T>,
    ) -> Option<T> {
        match self.unless_empty(column, read)? {
            None if above.is_none() => self.wrong(column, "a value, as there is no row above"),
            None => above,
            value => value,
        }
    }

    fn measure(&self, catalogue: &Catalogue) -> Option<MeasureId> {
        let measure = MeasureId::from(self.cell("measure")?);
        if catalogue.get(&measure).is_none() {
            self.fault("measure", FaultKind::UnknownName(measure.to_string()));
            return None;
        }
        Some(measure)
    }

    fn difference(&self, column: &'static str) -> Option<Difference> {
        Some(self.level(column)?.0 - Level::hundredths(0))
    }

    fn number<T: std::str::FromStr>(&self, column: &'static str) -> Option<T> {
        self.cell(column)?.parse().ok().or_else(|| self.wrong(column, "a whole number"))
    }

    fn level(&self, column: &'static str) -> Option<(Level, u8)> {
        match Typed::decimal(self.cell(column)?) {
            Ok(Typed::Decimal { hundredths, decimals }) => Some((Level::hundredths(hundredths), decimals)),
            _ => self.wrong(column, "a number with at most two decimal places"),
        }
    }
}

fn phases(row: &Row<'_>) -> Option<Vec<Phase>> {
    match row.cell("phase")? {
        "all" => Some(Phase::ALL.to_vec()),
        // An area measure has a national figure and no school's.
        "area" => Some(vec![]),
        listed => listed
            .split(',')
            .map(|word| {
                let phase = PHASES.iter().find(|(name, _)| *name == word.trim()).map(|(_, phase)| *phase);
                phase.or_else(|| row.wrong("phase", "phases separated by commas"))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reference::Group;

    #[test]
    fn the_shipped_tables_have_no_fault() {
        let (catalogue, faults) = read_catalogue(MEASURES);
        assert_eq!((catalogue.iter().count(), faults), (73, vec![]));
        let (reference, faults) = read_reference(BENCHMARKS, &catalogue);
        assert_eq!((reference.len(), faults), (645, vec![]));
        let (growth, faults) = read_growth(GROWTH, &catalogue);
        assert_eq!((growth.cells().len(), faults), (220, vec![]));
        let whole = read_growth(include_str!("../../data/growth.csv"), &catalogue);
        assert_eq!(whole, (growth, vec![]), "what is carried is the whole table");
    }

    #[test]
    fn a_faulty_cell_of_growth_is_named() {
        let text = "measure,from,to,pupils_from,pupils_to,gap_from,gap_below,schools,p10,p25,p50,p75,p90\n\
                    ks2.rwm.exs,2015/16,2017/18,,30,-20,-10,513,-10,0,10,20,27\n\
                    ks2.rwm.exs,2015/16,2017/18,21,30,-20,-10,513,-10,0,10,20,27\n\
                    ,,,,30,-10,0,767,-15,-5,5,13,x\n\
                    ks2.rwm,,,,30,-10,0,767,-15,-5,5,13,20\n\
                    ,2017/18,2017/18,,30,-10,0,767,-15,-5,5,13,20\n\
                    ,,,,30,-10,0,767,-15.5,-5,5,13,20\n";
        let (growth, faults) = read_growth(text, &catalogue());
        let places: Vec<&str> = faults.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["/2/pupils_from", "/4/p90", "/5/measure", "/6/to"]);
        let [first, second] = growth.cells() else { panic!("{growth:?}") };
        assert_eq!((first.fewest, second.fewest, first.from), (21, 21, second.from));
        assert_eq!(second.percentiles[0], Difference::hundredths(-1550));
    }

    #[test]
    fn every_national_figure_lies_in_a_year_and_range_of_its_measure() {
        let catalogue = catalogue();
        let reference = reference(&catalogue);
        for measure in catalogue.iter() {
            for start in 2005..2030 {
                let year = AcademicYear::starting(start).unwrap();
                if let Some(national) =
                    reference.national(&measure.id, year, Group::All, Some(Phase::Primary))
                {
                    assert!(measure.exists_in(year), "{} has no {year}", measure.id);
                    assert!(
                        (measure.lowest..=measure.highest).contains(&national.value),
                        "{} of {year} is out of range",
                        measure.id
                    );
                    assert!(
                        !national.source.is_empty() && !national.scope.is_empty(),
                        "{} {year}",
                        measure.id
                    );
                }
            }
        }
    }

    #[test]
    fn cells_are_parted_as_spreadsheets_write_them() {
        let rows = |text: &str| records(text).iter().map(|cells| cells.join("|")).collect::<Vec<_>>();
        assert_eq!(
            rows("a,b\r\n\r\n1,\"2, \"\"two\"\"\nor so\"\r\n,\n"),
            ["a|b", "1|2, \"two\"\nor so", "|"]
        );
        assert_eq!(rows("a\n,"), ["a", "|"]);
        assert!(rows("").is_empty());
    }

    #[test]
    fn a_faulty_row_is_named_and_the_others_are_read() {
        let text = "id,label,phase,key_stage,unit,better,first_year,last_year,decimals,lowest,highest,denominator,note\n\
                    a,A,primary,KS2,percent,higher,2011/12,,1,0,100,,\n\
                    b,B,primry,KS2,percents,higher,2011/13,,1,0,100,,\n";
        let (catalogue, faults) = read_catalogue(text);
        assert_eq!(catalogue.iter().count(), 1);
        assert_eq!(faults.iter().map(|fault| fault.place.as_str()).collect::<Vec<_>>(), ["/3/phase"]);
    }
}
