//! The figures page: which figures are asked for, in which order, beside which national figures.

use std::rc::Rc;

use crate::domain::cohort::CohortGroup;
use crate::domain::draft::Part;
use crate::domain::figure::{Assessment, FigureKey};
use crate::domain::map::sort_by_key;
use crate::domain::measure::{Catalogue, Measure, Unit};
use crate::domain::reference::{Group, National, Reference};
use crate::domain::school::Phase;
use crate::domain::year::AcademicYear;
use crate::domain::{Field, Framework};

use super::import::from_file;
use super::{name, number};

/// A table of figures to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id on the page.
    pub id: String,
    /// What it holds: `Key stage 2, headline`.
    pub caption: String,
    /// Its rows.
    pub rows: Vec<FigureRow>,
}

/// One measure to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// Its name.
    pub label: Rc<str>,
    /// What it is counted in and of whom: `% of pupils at the end of key stage 2`.
    pub unit: Rc<str>,
    /// A cell for each year, earliest first; `None` where the measure has no results for the year.
    pub years: Vec<Option<Cell>>,
    /// The national figure of the latest year, with the unit; `none held` where none is.
    pub national: Rc<str>,
    /// Where that figure was published, which schools it covers and whether it is final; empty where none is held.
    pub source: Rc<str>,
    /// The cell of the target: results have one, teacher assessments do not.
    pub target: Option<Cell>,
}

impl FigureRow {
    /// The places of the row from left to right, as a paste fills them: a year without results is a place with no
    /// cell. The national column is not one.
    pub(super) fn places(&self) -> impl Iterator<Item = Option<&Cell>> {
        self.years.iter().chain([&self.target]).map(Option::as_ref)
    }
}

/// The cell with this id.
pub fn cell<'a>(sections: &'a [Section], id: &str) -> Option<&'a Cell> {
    let rows = sections.iter().flat_map(|section| &section.rows);
    rows.flat_map(FigureRow::places).flatten().find(|cell| &*cell.id == id)
}

/// A cell to be filled in. Its words are made once, because the table is drawn at every key press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is typed in it.
    pub field: Field,
    /// Its id on the page.
    pub id: Rc<str>,
    /// Its name for those who cannot see the table.
    pub label: Rc<str>,
}

impl Cell {
    fn new(field: Field, label: String) -> Self {
        Self { id: name::field_id(&field).into(), label: label.into(), field }
    }
}

/// The tables of `phase`, headline measures first.
pub fn sections(
    framework: &Framework,
    phase: Phase,
    catalogue: &Catalogue,
    reference: &Reference,
) -> Vec<Section> {
    let Some(measures) = framework.measures(phase) else { return vec![] };
    let years = framework.result_years();
    let mut sections: Vec<Section> = Vec::new();
    let mut push = |id: &str, caption: String, row: FigureRow| match sections.iter_mut().find(|s| s.id == id)
    {
        Some(section) => section.rows.push(row),
        None => sections.push(Section { id: id.to_owned(), caption, rows: vec![row] }),
    };
    let row =
        |measure: &Measure, group, assessment| row(measure, group, assessment, &years, phase, reference);
    for measure in measures.headline.iter().filter_map(|id| catalogue.get(id)) {
        push(
            "headline",
            "Headline measures: these decide the category".to_owned(),
            row(measure, Group::All, Assessment::Result),
        );
    }
    for measure in measures.all.iter().filter_map(|id| catalogue.get(id)) {
        if measures.headline.contains(&measure.id) {
            continue;
        }
        let id = format!("stage-{}", measure.key_stage.to_ascii_lowercase());
        let stage = stage(&measure.key_stage);
        let mut row = row(measure, Group::All, Assessment::Result);
        // The table says which stage it is.
        if let Some(rest) = row.label.strip_prefix(stage).map(str::trim_start).filter(|rest| !rest.is_empty())
        {
            row.label = name::upper_first(rest).into();
        }
        push(&id, stage.to_owned(), row);
    }
    for measure in measures.teacher.iter().filter_map(|id| catalogue.get(id)) {
        let caption = "Teacher assessment, to set beside the tests".to_owned();
        push("teacher", caption, row(measure, Group::All, Assessment::Teacher));
    }
    for measure in measures.groups.iter().filter_map(|id| catalogue.get(id)) {
        for group in [Group::Disadvantaged, Group::Other] {
            let caption = "Disadvantaged pupils, and the others of the school".to_owned();
            push("groups", caption, row(measure, group, Assessment::Result));
        }
    }
    sections
}

fn row(
    measure: &Measure,
    group: Group,
    assessment: Assessment,
    years: &[AcademicYear],
    phase: Phase,
    reference: &Reference,
) -> FigureRow {
    let is_teacher = assessment == Assessment::Teacher;
    let label = match (is_teacher, group) {
        (true, _) => format!("{}: teacher assessment", measure.label),
        (false, Group::All) => measure.label.clone(),
        (false, group) => format!("{}: {}", measure.label, name::group(group)),
    };
    let cell = |year: &AcademicYear| {
        measure.exists_in(*year).then(|| {
            let key = FigureKey { group, assessment, ..FigureKey::result(measure.id.clone(), *year) };
            Cell::new(Field::Figure(key), format!("{label}, {year}, {}", unit_words(measure.unit)))
        })
    };
    let national = years
        .last()
        .and_then(|year| reference.national(&measure.id, *year, group, Some(phase)))
        .filter(|_| !is_teacher);
    let source = national.map_or_else(String::new, source_words);
    let national = national.map(|national| {
        let level = number::level(national.value, national.decimals, measure.unit);
        // What is held for a count is a rate (`data/measures.csv`).
        let level = if measure.unit == Unit::Count { format!("{level} per 100 pupils") } else { level };
        if national.is_own { format!("{level} (your file)") } else { level }
    });
    let target = || {
        let words = format!("{label}, target, {}", unit_words(measure.unit));
        Cell::new(Field::Target(measure.id.clone().into(), Part::Value), words)
    };
    let unit = match group {
        Group::All => unit_of(measure),
        group => {
            format!("{} {}", if measure.unit == Unit::Percent { "% of" } else { "of" }, name::group(group))
        }
    };
    FigureRow {
        unit: unit.into(),
        years: years.iter().map(cell).collect(),
        national: national.as_deref().unwrap_or("none held").into(),
        source: source.into(),
        target: (!is_teacher && group == Group::All).then(target),
        label: label.into(),
    }
}

/// Where a national figure was published, without the name under which the project keeps the document.
fn source_words(national: &National) -> String {
    if national.is_own {
        return format!("{} ({}), a file that was filled in", from_file(national), national.scope);
    }
    let source = national.source.split_once(" (0").map_or(&*national.source, |(source, _)| source);
    let status =
        if national.status == national.scope { String::new() } else { format!("; {}", national.status) };
    format!("{source} ({}{status})", national.scope)
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "per cent or pupils",
        Unit::Points => "points",
        Unit::Score => "score",
        Unit::Count => "count",
    }
}

fn unit_of(measure: &Measure) -> String {
    let of = match measure.cohort_group() {
        Some(group) => format!(" of {}", name::lower_cohort(group)),
        None if measure.denominator.is_empty() => String::new(),
        None => format!(" of {}", measure.denominator),
    };
    match measure.unit {
        Unit::Percent => format!("%{of}"),
        Unit::Points => format!("points, {}", measure.denominator),
        Unit::Score => format!("score, {}", measure.denominator),
        Unit::Count => "count".to_owned(),
    }
}

/// A key stage in words.
pub(super) fn stage(key_stage: &str) -> &'static str {
    match key_stage {
        "EYFS" => "Early years",
        "Y1" => "Year 1",
        "Y2" => "Year 2",
        "KS1" => "Key stage 1",
        "Y4" => "Year 4",
        "KS2" => "Key stage 2",
        "KS4" => "Key stage 4",
        "16-18" => "After 16",
        _ => "Attendance and exclusions",
    }
}

/// The year groups whose sizes the figures of `phase` need, youngest pupils first.
pub(super) fn year_groups(framework: &Framework, phase: Phase, catalogue: &Catalogue) -> Vec<CohortGroup> {
    let Some(measures) = framework.measures(phase) else { return vec![] };
    let mut groups: Vec<_> =
        measures.all.iter().filter_map(|id| catalogue.get(id)).filter_map(Measure::cohort_group).collect();
    sort_by_key(&mut groups, |group| *group);
    groups.dedup();
    groups
}

/// The year groups whose sizes the figures of `phase` need, each with the year of the latest results first and then
/// the target year and the years before.
pub fn cohorts(framework: &Framework, phase: Phase, catalogue: &Catalogue) -> Vec<CohortRow> {
    let years: Vec<AcademicYear> =
        framework.result_years().into_iter().chain(framework.target_year()).collect();
    year_groups(framework, phase, catalogue)
        .into_iter()
        .map(|group| CohortRow {
            label: name::cohort_group(group).to_owned(),
            cells: years
                .iter()
                .map(|year| {
                    (group, *year, format!("{}, {year}, number of pupils", name::cohort_group(group)))
                })
                .collect(),
        })
        .collect()
}

/// A year group whose size is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CohortRow {
    /// The year group.
    pub label: String,
    /// A cell for each year: group, year, and its name for those who cannot see the table.
    pub cells: Vec<(crate::domain::cohort::CohortGroup, AcademicYear, String)>,
}

/// Where the national figures beside the tables come from: a sentence for each source, with the measures it is of.
pub fn sources(sections: &[Section]) -> Vec<String> {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    for section in sections {
        // Of a table with a stage, the rows do not say which.
        let stage = if section.id.starts_with("stage-") { section.caption.as_str() } else { "" };
        for row in section.rows.iter().filter(|row| !row.source.is_empty()) {
            let label = format!(
                "{stage} {}",
                if stage.is_empty() { row.label.to_string() } else { name::lower_first(&row.label) }
            );
            let label = label.trim().to_owned();
            match found.iter_mut().find(|(source, _)| *source == &*row.source) {
                Some((_, labels)) => labels.push(label),
                None => found.push((&row.source, vec![label])),
            }
        }
    }
    found.into_iter().map(|(source, labels)| format!("{source}: {}.", labels.join("; "))).collect()
}

/// A box of the first answer: a headline result of the latest year, or the size of its year group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstBox {
    /// What is typed in it.
    pub field: Field,
    /// What it is, with its year.
    pub label: String,
    /// Its unit, an example, and the national figure with its source.
    pub hint: String,
}

/// The boxes that, with the phase and the last inspection, lead to a first answer.
pub fn first_answer(
    framework: &Framework,
    phase: Phase,
    catalogue: &Catalogue,
    sections: &[Section],
) -> Vec<FirstBox> {
    let mut boxes: Vec<FirstBox> = Vec::new();
    let year = framework.latest_results;
    let mut groups = Vec::new();
    let headline = framework.measures(phase).map_or(&[][..], |measures| &measures.headline);
    let rows = sections.iter().filter(|section| section.id == "headline").flat_map(|section| &section.rows);
    for (measure, row) in headline.iter().filter_map(|id| catalogue.get(id)).zip(rows) {
        let Some(Some(cell)) = row.years.last() else { continue };
        let such_as =
            if measure.unit == Unit::Percent { ", such as 62.3, or pupils, such as 18 of 30" } else { "" };
        let national = if row.source.is_empty() {
            String::new()
        } else {
            format!(" National: {}. {}.", row.national, row.source)
        };
        boxes.push(FirstBox {
            field: cell.field.clone(),
            label: format!("{}, {year}", row.label),
            hint: format!("{}{such_as}.{national}", name::upper_first(&in_words(&row.unit))),
        });
        groups.extend(measure.cohort_group().filter(|group| !groups.contains(group)));
    }
    boxes.extend(groups.into_iter().map(|group| FirstBox {
        field: Field::Cohort(group, year),
        label: format!("Number of {}, {year}", name::lower_cohort(group)),
        hint: "Those whose results are counted. With it, every gap is said in pupils.".to_owned(),
    }));
    boxes
}

/// `% of Year 6 pupils` as it is said: `a percentage of Year 6 pupils`.
fn in_words(unit: &str) -> String {
    unit.replacen('%', "a percentage", 1)
}
