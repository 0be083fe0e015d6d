//! Figures filled in from a file: the file that is read, the school that is chosen, and what is ticked. Nothing of it is
//! in the plan before it is said so, and then it is one step of undo.

use std::rc::Rc;

use crate::domain::benchmark::{Area, BenchmarkKey, BenchmarkText};
use crate::domain::import::{Entry, FileKind, Import, Release, is_same, is_there, standing};
use crate::domain::map::Map;
use crate::domain::{AcademicYear, Field};
use crate::format::dfe::Tables;
use crate::present::figures::cohorts;
use crate::present::number;

use super::page::Page;
use super::state::{Action, Notice, State, What};

/// A file of figures, as far as it is.
#[derive(Clone, Debug, Default)]
pub(super) enum Filling {
    /// None.
    #[default]
    None,
    /// Being read: its name, and how much of it, in per cent.
    Reading(Rc<str>, u8),
    /// Read.
    Read(Rc<Choice>),
}

/// What is chosen of a file.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The file.
    pub(super) tables: Rc<Tables>,
    /// What was typed to find the school.
    pub(super) query: String,
    /// The schools that fit, by their places, and how many fit in all: looked for once, because schools are many.
    pub(super) found: (Vec<usize>, usize),
    /// The year of the file as it was typed, where it has to be asked.
    pub(super) year: String,
    /// The release that was chosen, where the file does not say.
    pub(super) release: Release,
    /// The place of the school in the file.
    pub(super) school: Option<usize>,
    /// What the file has for it, and after that what it has to compare the school with.
    pub(super) import: Import,
    /// What that is: whose schools, and which.
    pub(super) areas: Vec<(Area, String)>,
    /// Ticks that were set or taken away, by the place of the entry.
    ticks: Map<usize, bool>,
}

/// The most schools that are listed to choose from.
const MOST_LISTED: usize = 20;

impl Choice {
    /// The year of the file, where it is known or typed.
    pub(super) fn year(&self) -> Option<AcademicYear> {
        self.tables.year.or_else(|| AcademicYear::parse(self.year.trim()).ok())
    }

    /// Whether the year has to be asked.
    pub(super) fn asks_year(&self) -> bool {
        self.tables.year.is_none() && self.tables.kind != FileKind::Tidy
    }

    /// The release of the file.
    pub(super) fn release(&self) -> Release {
        if self.tables.release == Release::NotStated { self.release } else { self.tables.release }
    }
}

impl State {
    fn with(mut self, filling: Filling) -> Self {
        self.filling = filling;
        self
    }

    /// A file was begun, read, or could not be.
    pub(super) fn filling_read(&self, action: Action) -> Self {
        match action {
            Action::Reading(name, share) => {
                let mut next = self.gone_to(Page::Figures);
                next.notice = None;
                next.with(Filling::Reading(name, share))
            }
            Action::Read(tables) => {
                let (only, count) = tables.search("", 1);
                let school = only.first().copied().filter(|_| count == 1);
                let choice = Choice {
                    tables,
                    query: String::new(),
                    found: (only, count),
                    year: String::new(),
                    release: Release::NotStated,
                    school,
                    import: Import::default(),
                    areas: vec![],
                    ticks: Map::new(),
                };
                self.chosen(choice)
            }
            Action::NotRead(fault) => self.told(Notice::Faulty(vec![fault])).with(Filling::None),
            _ => self.clone(),
        }
    }

    /// The state with a choice whose school, year or release may be another.
    fn chosen(&self, mut choice: Choice) -> Self {
        choice.ticks = Map::new();
        let is_known = choice.year().is_some() || !choice.asks_year();
        let school = choice.school.filter(|_| is_known);
        choice.import = Import::default();
        choice.areas = vec![];
        if let Some(place) = school {
            let (year, release, catalogue) = (choice.year(), choice.release(), &self.shipped.catalogue);
            choice.import = choice.tables.import(place, year, release, catalogue);
            for (area, schools, import) in choice.tables.benchmarks(place, year, release, catalogue) {
                choice.import.entries.extend(import.entries);
                choice.import.left_out.extend(import.left_out);
                choice.areas.push((area, schools));
            }
        }
        self.clone().with(Filling::Read(Rc::new(choice)))
    }

    /// Something was typed or chosen that is asked of a file.
    pub(super) fn filling_typed(&self, id: &str, text: String) -> Self {
        let Filling::Read(choice) = &self.filling else { return self.clone() };
        let mut choice = (**choice).clone();
        match id {
            "fill-school" => {
                choice.found = choice.tables.search(&text, MOST_LISTED);
                choice.query = text;
                choice.school = None;
            }
            "fill-year" => choice.year = text,
            "fill-release" => {
                let known = Release::ALL.into_iter().find(|of| crate::present::import::release(*of) == text);
                choice.release = known.unwrap_or_default();
            }
            "fill-place" => choice.school = text.parse().ok(),
            _ => {}
        }
        self.chosen(choice)
    }

    /// A box of the preview was ticked, or the tick taken away.
    pub(super) fn filling_ticked(&self, place: &str, is_ticked: bool) -> Self {
        let (Filling::Read(choice), Ok(place)) = (&self.filling, place.parse()) else { return self.clone() };
        let mut choice = (**choice).clone();
        choice.ticks.insert(place, is_ticked);
        self.clone().with(Filling::Read(Rc::new(choice)))
    }

    /// A button of the part about a file was pressed.
    pub(super) fn filling_pressed(&self, id: &str) -> Self {
        match (id, &self.filling) {
            ("fill-stop", Filling::Reading(..)) | ("fill-close", _) => self.clone().with(Filling::None),
            // Enter in the box takes the school that is left.
            ("fill-enter", Filling::Read(choice)) => {
                let (found, count) = &choice.found;
                let only = found.first().filter(|_| *count == 1 && choice.school.is_none());
                only.map_or_else(|| self.clone(), |place| self.filling_typed("fill-place", place.to_string()))
            }
            ("fill-in", Filling::Read(choice)) => {
                let mut draft = (*self.draft).clone();
                let ticked: Vec<&Entry> = self
                    .previewed(choice)
                    .filter(|(.., is_ticked)| *is_ticked)
                    .map(|(_, entry, _)| entry)
                    .collect();
                for entry in &ticked {
                    let Field::Benchmark(key) = &entry.field else {
                        draft.fill(entry);
                        continue;
                    };
                    let schools = choice.areas.iter().find(|(area, _)| *area == key.area);
                    let schools = schools.map_or_else(String::new, |(_, schools)| schools.clone());
                    let own =
                        BenchmarkText { text: entry.text.clone(), schools, origin: entry.origin.clone() };
                    draft.benchmarks.insert(key.clone(), own);
                }
                let count = ticked.len();
                if count == 0 {
                    return self.clone();
                }
                let next = self.changed(draft, What::Filled).told(Notice::Filled(count));
                next.with(Filling::None)
            }
            ("fill-compare", _) => {
                let mut draft = (*self.draft).clone();
                draft.benchmarks = Map::new();
                let words = "The figures to compare with are those that the planner holds";
                self.changed(draft, What::Benchmarks).told(Notice::Shelf(true, words))
            }
            _ => self.clone(),
        }
    }

    /// What stands in a field that an import can fill: of a figure to compare with the one that is used, with its places.
    pub(super) fn standing(&self, field: &Field) -> String {
        let typed = standing(&self.draft, field);
        match field {
            Field::Benchmark(BenchmarkKey { area: Area::National, measure, year, group })
                if typed.is_empty() =>
            {
                let held = self.reference.national(measure, *year, *group, self.draft.phase);
                held.map_or_else(String::new, |held| number::number(held.value.exact(), held.decimals))
            }
            _ => typed.to_owned(),
        }
    }

    /// The entries that would change something: with their places, and whether they are ticked. Where another figure
    /// stands, a person has to tick it.
    pub(super) fn previewed<'a>(
        &'a self,
        choice: &'a Choice,
    ) -> impl Iterator<Item = (usize, &'a Entry, bool)> {
        let entries = choice.import.entries.iter().enumerate();
        let changes = entries.filter(|(_, entry)| match entry.field {
            Field::Benchmark(_) => !is_same(&self.standing(&entry.field), entry, &self.shipped.catalogue),
            _ => !is_there(&self.draft, entry, &self.shipped.catalogue),
        });
        changes.map(|(place, entry)| {
            let is_empty = self.standing(&entry.field).is_empty();
            (place, entry, choice.ticks.get(&place).copied().unwrap_or(is_empty))
        })
    }

    /// Whether a page of the scheme shows the field.
    pub(super) fn shows(&self, field: &Field) -> bool {
        match field {
            Field::Benchmark(_) => true,
            Field::Cohort(group, year) => {
                let rows =
                    self.draft.phase.map(|phase| cohorts(&self.framework, phase, &self.shipped.catalogue));
                let mut cells = rows.iter().flatten().flat_map(|row| &row.cells);
                cells.any(|(of, in_year, _)| (of, in_year) == (group, year))
            }
            _ => {
                let rows = self.sections.iter().flat_map(|section| &section.rows);
                rows.flat_map(|row| row.years.iter().flatten()).any(|cell| cell.field == *field)
            }
        }
    }
}
