//! Files of figures: the department's performance tables of key stages 2 and 4, its open data, and the planner's own CSV.
//!
//! A file is read in steps into [`Tables`], which knows every row by what it is about and where it stands; the figures of
//! a school are read when it is chosen. `docs/csv-format.md` says what is read and what is not.

use std::borrow::Cow;
use std::fmt;

use crate::domain::benchmark::Area;
use crate::domain::cohort::Cohort;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::figure::{Assessment, FigureKey, Typed, whole};
use crate::domain::import::{FileKind, Import, Listed, NoFigure, Origin, Reason, Release, RowKind};
use crate::domain::map::Map;
use crate::domain::measure::{Catalogue, Unit};
use crate::domain::reference::Group;
use crate::domain::{AcademicYear, Field};

use super::columns::{Column, column, is_wrong};
use super::csv::{Row, Rows};
use super::names::{ASSESSMENTS, COHORT_GROUPS, GROUPS};

pub use super::csv::MOST_BYTES;

/// A file of figures that is being read.
pub struct Reading {
    rows: Rows,
    tables: Head,
    listed: Vec<Held>,
    /// Places in `listed` by the school, where a school has several rows.
    known: Map<String, usize>,
    damaged: Vec<u64>,
}

/// What the first row says.
#[derive(Debug)]
struct Head {
    file: String,
    kind: FileKind,
    headings: Vec<String>,
    columns: Vec<Column>,
    /// Places of [`NAMES`], looked up once: rows are many.
    names: [Option<usize>; NAMES.len()],
}

/// The headings by which every row is known: kind, parts of LAESTAB, URN, name and town.
const NAMES: [&str; 9] =
    ["RECTYPE", "LEA", "ESTAB", "URN", "SCHNAME", "TOWN", "GEOGRAPHIC_LEVEL", "SCHOOL_URN", "SCHOOL_NAME"];

/// A row, or the rows of a school.
#[derive(Debug)]
struct Held {
    listed: Listed,
    spans: Vec<(u32, u32)>,
}

/// A file of figures that is read: its rows, and what it says of itself.
pub struct Tables {
    /// The file's name.
    pub file: String,
    /// What kind of file it is.
    pub kind: FileKind,
    /// The academic year, from the file's name or from the years that its columns name. `None` where neither settles it:
    /// then it has to be asked. The rows of a tidy file have each their own.
    pub year: Option<AcademicYear>,
    /// The years that its name and its columns say, where they differ.
    pub years_differ: Option<(AcademicYear, AcademicYear)>,
    /// The release, from the file's name.
    pub release: Release,
    /// The lines of rows with more cells than the first. They are left out: a comma that is part of a name moves every
    /// figure after it.
    pub damaged: Vec<u64>,
    rows: Rows,
    head: Head,
    listed: Vec<Held>,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").field("file", &self.file).field("rows", &self.listed.len()).finish()
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("file", &self.tables.file).finish()
    }
}

/// A file is itself and no other.
impl PartialEq for Tables {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Tables {}

impl Reading {
    /// Begins to read a file: its first row, which says what it is.
    ///
    /// Fails on what is no text, too large, or without the headings of any file that is known.
    pub fn open(file: &str, bytes: Vec<u8>) -> Result<Self, Fault> {
        let no_table = Fault { place: String::new(), kind: FaultKind::NoSuchTable };
        let mut rows = Rows::open(bytes)?;
        let Some(first) = rows.next()? else { return Err(no_table) };
        // Headings differ in case from year to year.
        let headings: Vec<String> =
            (0..first.len()).map(|cell| first.text(cell).to_ascii_uppercase()).collect();
        let has = |name: &str| headings.iter().any(|heading| heading == name);
        let is_table = has("RECTYPE") && has("URN") && has("LEA");
        let kind = if is_table && has("TELIG") {
            FileKind::KeyStage2
        } else if is_table && has("TPUP") {
            FileKind::KeyStage4
        } else if has("TIME_PERIOD") && (has("SCHOOL_URN") || has("SCHOOL_LAESTAB")) {
            FileKind::Tidy
        } else {
            return Err(no_table);
        };
        let mut columns: Vec<Column> = Vec::new();
        for (place, heading) in headings.iter().enumerate() {
            // Of two columns with one heading the first counts.
            if !headings[..place].contains(heading) {
                columns.extend(column(kind, heading, place));
            }
        }
        let file: String = file.chars().filter(|c| !c.is_control()).take(200).collect();
        let names = NAMES.map(|name| headings.iter().position(|heading| heading == name));
        let tables = Head { file, kind, headings, columns, names };
        Ok(Self { rows, tables, listed: vec![], known: Map::new(), damaged: vec![] })
    }

    /// Reads on for about so many bytes: how much of the file is read, in per cent, or `None` once all is.
    pub fn step(&mut self, bytes: usize) -> Result<Option<u8>, Fault> {
        let (start, all) = self.rows.progress();
        loop {
            let Some(row) = self.rows.next()? else { return Ok(None) };
            if row.len() > self.tables.headings.len()
                && (self.tables.headings.len()..row.len()).any(|cell| !row.bytes(cell).is_empty())
            {
                self.damaged.push(row.line);
            } else if let Some(listed) = self.tables.listed(&row) {
                let span = row.span;
                if self.tables.kind == FileKind::Tidy {
                    // Rows of England and of authorities have none of the three, and are about no school.
                    let kind = if listed.kind == RowKind::School { "" } else { "area/" };
                    let key = [kind, &*listed.urn, "/", &listed.laestab, "/", &listed.name].concat();
                    let place = *self.known.entry(key).or_insert(self.listed.len());
                    match self.listed.get_mut(place) {
                        Some(held) => held.spans.push(span),
                        None => self.listed.push(Held { listed, spans: vec![span] }),
                    }
                } else {
                    self.listed.push(Held { listed, spans: vec![span] });
                }
            }
            let (at, _) = self.rows.progress();
            if at - start >= bytes {
                return Ok(Some((at * 100 / all.max(1)) as u8));
            }
        }
    }

    /// The file, once it is read to its end.
    pub fn finish(self) -> Result<Tables, Fault> {
        let Self { rows, tables: head, listed, damaged, .. } = self;
        if !listed.iter().any(|held| held.listed.kind == RowKind::School) {
            return Err(Fault { place: String::new(), kind: FaultKind::NoSchools });
        }
        let named = year_in(&head.file);
        // A file carries the year before its own, and others. One of 2016/17 repeats its own year beside that.
        let last = head.columns.iter().filter_map(Column::ending).max().and_then(AcademicYear::starting);
        let (year, years_differ) = match (named, last) {
            _ if head.kind == FileKind::Tidy => (None, None),
            (Some(named), Some(last)) if named != last && named.on(1) != Some(last) => {
                (None, Some((named, last)))
            }
            (named, last) => (named.or(last), None),
        };
        Ok(Tables {
            file: head.file.clone(),
            kind: head.kind,
            year,
            years_differ,
            release: release_in(&head.file),
            damaged,
            rows,
            head,
            listed,
        })
    }

    /// Reads a whole file at once.
    pub fn whole(file: &str, bytes: Vec<u8>) -> Result<Tables, Fault> {
        let mut reading = Self::open(file, bytes)?;
        while reading.step(usize::MAX)?.is_some() {}
        reading.finish()
    }
}

impl Head {
    fn cell<'a>(&self, row: &'a Row<'_>, heading: &str) -> Cow<'a, str> {
        let known = NAMES.iter().position(|name| *name == heading).and_then(|name| self.names[name]);
        let place = known.or_else(|| self.headings.iter().position(|of| of == heading));
        place.map_or(Cow::Borrowed(""), |place| row.text(place))
    }

    /// What a row is about; `None` of one that says nothing the planner knows.
    fn listed(&self, row: &Row<'_>) -> Option<Listed> {
        let cell = |heading| self.cell(row, heading).into_owned();
        if self.kind == FileKind::Tidy {
            let level = self.cell(row, "GEOGRAPHIC_LEVEL").to_ascii_lowercase();
            let kind = match level.as_str() {
                "" | "school" | "institution" => RowKind::School,
                "local authority" => RowKind::Authority,
                "national" => RowKind::National,
                _ => return None,
            };
            let laestab: String =
                self.cell(row, "SCHOOL_LAESTAB").chars().filter(char::is_ascii_digit).collect();
            // A name that began like a formula was written with an apostrophe before it.
            let name = cell("SCHOOL_NAME");
            let name = name
                .strip_prefix('\'')
                .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
                .unwrap_or(&name)
                .to_owned();
            return Some(Listed { kind, urn: cell("SCHOOL_URN"), laestab, name, town: String::new() });
        }
        let kind = match (self.kind, &*self.cell(row, "RECTYPE")) {
            (_, "1" | "2") => RowKind::School,
            (FileKind::KeyStage2, "3") | (FileKind::KeyStage4, "4") => RowKind::Authority,
            (FileKind::KeyStage2, "4") | (FileKind::KeyStage4, "5") => RowKind::National,
            (FileKind::KeyStage2, "5") | (FileKind::KeyStage4, "7") => RowKind::NationalState,
            _ => return None,
        };
        let (lea, estab) = (cell("LEA"), cell("ESTAB"));
        // A spreadsheet that saved the file again took leading zeros away.
        let estab = if estab.is_empty() { estab } else { format!("{estab:0>4}") };
        Some(Listed {
            kind,
            urn: cell("URN"),
            laestab: lea + &estab,
            name: cell("SCHNAME"),
            town: cell("TOWN"),
        })
    }
}

impl Tables {
    /// Every row in the file's order, with its place for [`Self::import`].
    pub fn rows(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter().map(|held| &held.listed)
    }

    /// The row at a place.
    pub fn row(&self, place: usize) -> Option<&Listed> {
        self.listed.get(place).map(|held| &held.listed)
    }

    /// The schools whose URN, LAESTAB or name fits, at most `most` with their places, and how many fit in all. A number
    /// is the beginning of a URN or LAESTAB; of words, each has to be in the name or the town. Where there is only one
    /// school, no words are needed.
    pub fn search(&self, query: &str, most: usize) -> (Vec<usize>, usize) {
        let schools = || (0..).zip(self.rows()).filter(|(_, row)| row.kind == RowKind::School);
        let query = searched(query);
        let digits: String = query.chars().filter(char::is_ascii_digit).collect();
        let is_number = !digits.is_empty() && query.chars().all(|c| c.is_ascii_digit() || " /".contains(c));
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |row: &Listed| {
            if words.is_empty() {
                return false;
            }
            if is_number {
                return row.urn.starts_with(&digits) || row.laestab.starts_with(&digits);
            }
            let name = searched(&row.name) + " " + &searched(&row.town);
            words.iter().all(|word| name.contains(word))
        };
        let mut found: Vec<usize> = schools().filter(|(_, row)| fits(row)).map(|(place, _)| place).collect();
        if words.is_empty() && schools().count() == 1 {
            found.extend(schools().map(|(place, _)| place));
        }
        let all = found.len();
        found.truncate(most);
        (found, all)
    }

    /// What the row at this place has, for a file of `year` in `release`; the rows of a tidy file say both themselves
    /// where they say it.
    pub fn import(
        &self,
        place: usize,
        year: Option<AcademicYear>,
        release: Release,
        catalogue: &Catalogue,
    ) -> Import {
        let mut import = Import::default();
        let Some(held) = self.listed.get(place) else { return import };
        for span in &held.spans {
            self.rows.again(*span, |row| {
                if self.kind == FileKind::Tidy {
                    self.take_tidy(row, release, catalogue, &mut import);
                } else {
                    self.take_row(row, year, release, catalogue, &mut import);
                }
            });
        }
        import.sorted(catalogue)
    }

    /// What the file's rows of England and of the school's authority have, to compare the school at this place with;
    /// each with the schools that it is taken over. Of England the row that published figures are quoted from: of key
    /// stage 2 all schools, of key stage 4 those that the state funds. None of open data, whose rows of England say in
    /// several ways which schools they are of.
    pub fn benchmarks(
        &self,
        place: usize,
        year: Option<AcademicYear>,
        release: Release,
        catalogue: &Catalogue,
    ) -> Vec<(Area, String, Import)> {
        let (england, schools) = match self.kind {
            FileKind::KeyStage2 => (RowKind::National, "all schools"),
            FileKind::KeyStage4 => (RowKind::NationalState, "state-funded schools"),
            FileKind::Tidy => return vec![],
        };
        let of = self.row(place).and_then(|row| row.laestab.get(..3)).unwrap_or_default();
        let mut found = Vec::new();
        for (place, row) in self.rows().enumerate() {
            let (area, schools) = match row.kind {
                kind if kind == england => (Area::National, schools.to_owned()),
                // Key stage 4 does not name authorities.
                RowKind::Authority if row.laestab == of && !of.is_empty() => (
                    Area::Authority,
                    if row.name.is_empty() { format!("authority {of}") } else { row.name.clone() },
                ),
                _ => continue,
            };
            let mut import = self.import(place, year, release, catalogue).as_benchmarks(area);
            import.left_out.retain(|left| left.reason != Reason::Empty);
            found.push((area, schools, import));
        }
        found.sort_by_key(|(area, ..)| *area);
        found
    }

    fn take_row(
        &self,
        row: &Row<'_>,
        year: Option<AcademicYear>,
        release: Release,
        catalogue: &Catalogue,
        import: &mut Import,
    ) {
        let origin = Origin { file: self.file.clone(), release };
        for column in &self.head.columns {
            let Some(field) = column.field(year) else { continue };
            let mut found = read(&row.text(column.place), &field, catalogue);
            if found.is_ok() && is_wrong(&self.head.headings[column.place], year, release) {
                found = Err(Reason::PublishedError);
            }
            import.take(field, found, &origin);
        }
    }

    fn take_tidy(&self, row: &Row<'_>, release: Release, catalogue: &Catalogue, import: &mut Import) {
        let cell = |heading: &str| self.head.cell(row, heading);
        let Ok(year) = AcademicYear::parse(&cell("TIME_PERIOD")) else { return };
        let release = match release_in(&cell("VERSION")) {
            Release::NotStated => release,
            said => said,
        };
        let file = match cell("SOURCE_FILE") {
            said if said.is_empty() => self.file.clone(),
            said => said.into_owned(),
        };
        let origin = Origin { file, release };
        let word = |heading: &str| cell(heading).to_ascii_lowercase();
        if self.head.headings.iter().any(|heading| heading == "MEASURE") {
            let group = known(GROUPS, &word("PUPIL_GROUP"), Group::All);
            let assessment = known(ASSESSMENTS, &word("ASSESSMENT"), Assessment::Result);
            let measure = cell("MEASURE");
            let field = match measure.strip_prefix("cohort.") {
                Some(of) => {
                    COHORT_GROUPS.iter().find(|(name, _)| *name == of).map(|(_, of)| Field::Cohort(*of, year))
                }
                None => group.zip(assessment).map(|(group, assessment)| {
                    let result = FigureKey::result((&*measure).into(), year);
                    Field::Figure(FigureKey { group, assessment, ..result })
                }),
            };
            let Some(field) = field else { return };
            let (count, of) = (cell("NUMERATOR"), cell("DENOMINATOR"));
            let value = cell("VALUE");
            let share = [&*count, " of ", &*of].concat();
            let text = if count.is_empty() || of.is_empty() { &*value } else { &*share };
            import.take(field.clone(), read(text, &field, catalogue), &origin);
            return;
        }
        let group = match word("BREAKDOWN").as_str() {
            "" | "total" => Group::All,
            "disadvantaged" => Group::Disadvantaged,
            "all other pupils" | "not known to be disadvantaged" => Group::Other,
            _ => return,
        };
        // A row about a part of the pupils in another way is none of the planner's groups.
        let is_part = [
            "SEX",
            "GENDER",
            "ETHNICITY_MAJOR",
            "SEN_PROVISION",
            "FIRST_LANGUAGE",
            "PRIOR_ATTAINMENT",
            "MOBILITY",
        ]
        .iter()
        .any(|filter| !matches!(word(filter).as_str(), "" | "total" | "all"));
        for column in &self.head.columns {
            let field = column.field_in(year, group);
            if !is_part && (group == Group::All || !column.is_cohort()) {
                import.take(field.clone(), read(&row.text(column.place), &field, catalogue), &origin);
            }
        }
    }

    /// The cell of a row under a heading, for tests that look at the file itself.
    pub fn cell(&self, place: usize, heading: &str) -> Option<String> {
        let place_of = self.head.headings.iter().position(|of| of == heading)?;
        self.rows.again(*self.listed.get(place)?.spans.first()?, |row| row.text(place_of).into_owned())
    }
}

fn known<T: Copy>(words: &[(&str, T)], word: &str, empty: T) -> Option<T> {
    if word.is_empty() {
        return Some(empty);
    }
    words.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Letters and digits in small letters, without apostrophes: St Mary’s is found by `st marys`.
fn searched(text: &str) -> String {
    let keep = |c: char| match c {
        '\'' | '’' | '‘' | '.' => None,
        '-' | ',' | '(' | ')' => Some(' '),
        c => Some(c.to_ascii_lowercase()),
    };
    text.chars().filter_map(keep).collect()
}

/// The figure of a cell, as a person would type it, or why it is none.
fn read(cell: &str, field: &Field, catalogue: &Catalogue) -> Result<String, Reason> {
    if cell.is_empty() {
        return Err(Reason::Empty);
    }
    if let Some(code) = code(cell) {
        return Err(Reason::Code(code));
    }
    let unreadable = || Reason::Unreadable(cell.chars().take(20).collect());
    let key = match field {
        Field::Figure(key) => key,
        _ => {
            let pupils = whole(cell).ok().and_then(Cohort::new).ok_or_else(unreadable)?;
            return Ok(pupils.pupils().to_string());
        }
    };
    // A measure that this copy does not know.
    let measure = catalogue.get(&key.measure).ok_or_else(unreadable)?;
    if !measure.exists_in(key.year) {
        return Err(Reason::NoResults);
    }
    let mut text = cell.strip_suffix('%').unwrap_or(cell).trim_end();
    // `65.00%` is one decimal in the format of two: the second is zero in every cell of the files that have two. Taken
    // for two decimals, it would be impossible for most cohorts.
    if measure.unit == Unit::Percent
        && text.len() < cell.len()
        && let Some((_, decimals)) = text.split_once('.')
        && decimals.len() == 2
    {
        text = text.strip_suffix('0').unwrap_or(text);
    }
    Typed::parse(text, measure).map_err(|_| unreadable())?;
    Ok(text.to_owned())
}

/// The codes that stand in the place of a figure, in the performance tables and in open data.
const CODES: &[(&str, NoFigure)] = &[
    ("SUPP", NoFigure::Suppressed),
    ("SUPP*", NoFigure::Suppressed),
    ("C", NoFigure::Suppressed),
    ("NE", NoFigure::NoEntries),
    ("NA", NoFigure::NotApplicable),
    ("N/A", NoFigure::NotApplicable),
    ("Z", NoFigure::NotApplicable),
    ("NP", NoFigure::NotPublished),
    ("LOWCOV", NoFigure::LowCoverage),
    ("NEW", NoFigure::New),
    ("SP", NoFigure::Small),
    ("LOW", NoFigure::Small),
    ("K", NoFigure::Small),
    ("RE", NoFigure::Redacted),
    ("X", NoFigure::NotAvailable),
    ("U", NoFigure::NotAvailable),
    ("-", NoFigure::NotAvailable),
    (":", NoFigure::NotAvailable),
    ("..", NoFigure::NotAvailable),
];

/// What a code stands for; `None` of a cell that is none.
pub fn code(cell: &str) -> Option<NoFigure> {
    CODES.iter().find(|(word, _)| cell.eq_ignore_ascii_case(word)).map(|(_, meaning)| *meaning)
}

/// The academic year in a file's name: `2018-2019_850_ks2final.csv`, `202223_schools.csv`.
fn year_in(name: &str) -> Option<AcademicYear> {
    let bytes = name.as_bytes();
    (0..bytes.len()).filter(|start| *start == 0 || !bytes[start - 1].is_ascii_digit()).find_map(|start| {
        [9, 7, 6].into_iter().find_map(|length| {
            let text = name.get(start..start + length)?;
            let goes_on = bytes.get(start + length).is_some_and(u8::is_ascii_digit);
            let text = text.replace('_', "-");
            AcademicYear::parse(&text).ok().filter(|_| !goes_on && !text.contains(' '))
        })
    })
}

/// The release that words name.
fn release_in(words: &str) -> Release {
    let words = words.to_ascii_lowercase();
    let names =
        [("provisional", Release::Provisional), ("revised", Release::Revised), ("final", Release::Final)];
    names.iter().find(|(name, _)| words.contains(name)).map_or(Release::NotStated, |(_, release)| *release)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_tells_its_year_and_release() {
        let year = |name| year_in(name).map(|year| year.to_string());
        for (name, expected) in [
            ("2018-2019_850_ks2final.csv", Some("2018/19")),
            ("ks2_2022-2023_919_excerpt.csv", Some("2022/23")),
            ("2018_2019 england.csv", Some("2018/19")),
            ("202425_performance_tables_schools_revised.csv", Some("2024/25")),
            ("england 2018-19.csv", Some("2018/19")),
            ("england_ks2final.csv", None),
            ("919_ks2final.csv", None),
            // Not years that follow each other, and a longer number.
            ("2018-2020.csv", None),
            ("12018-2019.csv", None),
            ("20182019.csv", None),
        ] {
            assert_eq!(year(name).as_deref(), expected, "{name}");
        }
        assert_eq!(release_in("2018-2019_england_ks4PROVISIONAL.csv"), Release::Provisional);
        assert_eq!(release_in("england_ks4revised.csv"), Release::Revised);
        assert_eq!(release_in("850_ks2final (1).csv"), Release::Final);
        assert_eq!(release_in("ks2.csv"), Release::NotStated);
    }
}
