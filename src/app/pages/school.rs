//! The school itself: name, phase, last inspection and sizes of year groups.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Cell, Choice, DateBoxes, Grid, GridRow, Radios, Takes, TextBox};
use crate::app::state::{State, choice};
use crate::domain::Field;
use crate::domain::cohort::CohortGroup;
use crate::domain::school::{Grade, Phase, Status};
use crate::domain::year::AcademicYear;
use crate::present::figures::cohorts;
use crate::present::name::{self, field_id};

use super::{error, text};

/// The school page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let draft = &state.draft;
    let mut blocks = vec![
        Block::TextBox(TextBox {
            id: AttrValue::Static("name"),
            label: AttrValue::Static("Name of the school (optional)"),
            hint: AttrValue::Static("It appears on what you print and in the name of the file."),
            error: None,
            value: AttrValue::from(draft.name.clone()),
            is_figure: false,
        }),
        phase(state),
        question(
            state,
            Field::Status,
            "Who maintains it",
            "It decides which visits and letters apply, not the category.",
            Status::ALL.map(name::status).to_vec(),
            draft.status.map(name::status),
        ),
    ];
    if let Some(grade) = grade(state) {
        blocks.push(grade);
        blocks.extend(inspections(state));
    }
    blocks.extend(year_groups(state));
    blocks
}

/// The question for the phase.
pub(super) fn phase(state: &State) -> Block {
    let covered = state.framework.phases();
    let phases = Phase::ALL.into_iter().filter(|phase| covered.contains(phase)).map(name::phase).collect();
    question(state, Field::Phase, "Phase", "", phases, state.draft.phase.map(name::phase))
}

/// The question for the last inspection; none where the scheme knows no overall grade: it asks of the inspection on the
/// judgements page.
pub(super) fn grade(state: &State) -> Option<Block> {
    let known = &state.framework.grades;
    let is_offered = |grade: &Grade| known.contains(grade) || *grade == Grade::NeverInspected;
    let grades = Grade::ALL.into_iter().filter(is_offered).map(name::grade).collect();
    let hint = "The overall grade, on the front page of the report.";
    let asked =
        || question(state, Field::Grade, "Last inspection", hint, grades, state.draft.grade.map(name::grade));
    (!known.is_empty()).then(asked)
}

/// What the outlook reads of the inspections.
fn inspections(state: &State) -> [Block; 2] {
    let date = &state.draft.inspected;
    [
        Block::Date(DateBoxes {
            id: AttrValue::Static("inspected"),
            legend: AttrValue::Static("Date of the last inspection (optional)"),
            hint: AttrValue::Static("For example, 27 3 2014"),
            error: error(state, &Field::Inspected),
            parts: [&date.day, &date.month, &date.year].map(|part| AttrValue::from(part.clone())),
        }),
        // Of an earlier inspection every grade may be: a scheme knows only those of its own time.
        question(
            state,
            Field::GradeBefore,
            "Inspection before the last (optional)",
            "Its overall grade. It does not change the category. The inspection outlook on the trajectory page uses it.",
            Grade::ALL.map(name::grade_before).to_vec(),
            state.draft.grade_before.map(name::grade_before),
        ),
    ]
}

fn question(
    state: &State,
    field: Field,
    legend: &'static str,
    hint: &'static str,
    words: Vec<&'static str>,
    given: Option<&'static str>,
) -> Block {
    let choices = words.into_iter().map(|words| Choice::new(choice(words), name::upper_first(words)));
    Block::Radios(Radios {
        id: AttrValue::from(field_id(&field)),
        legend: AttrValue::Static(legend),
        hint: AttrValue::Static(hint),
        error: error(state, &field),
        choices: choices.chain([Choice::new("", "Not known yet")]).collect(),
        value: AttrValue::from(given.map_or_else(String::new, choice)),
    })
}

fn year_groups(state: &State) -> Vec<Block> {
    let Some(phase) = state.draft.phase else {
        return vec![text("Choose a phase to enter the sizes of year groups.")];
    };
    let rows = cohorts(&state.framework, phase, &state.shipped.catalogue);
    // A scheme may ask for no figure of any year group.
    let Some(first) = rows.first() else { return vec![] };
    let years = first.cells.iter().map(|(_, year, _)| year.to_string());
    let columns = ["Year group".to_owned()].into_iter().chain(years).collect();
    let cell = |(group, year, label): &(CohortGroup, AcademicYear, String)| {
        let field = Field::Cohort(*group, *year);
        let value = state.draft.cohorts.get(&(*group, *year)).cloned().unwrap_or_default();
        Cell::Box {
            id: AttrValue::from(field_id(&field)),
            label: AttrValue::from(label.clone()),
            value: AttrValue::from(value),
            error: error(state, &field),
            takes: Takes::Count,
        }
    };
    let rows = rows.iter().map(|row| {
        Rc::new(GridRow {
            heading: AttrValue::from(row.label.clone()),
            note: AttrValue::Static(""),
            cells: row.cells.iter().map(cell).collect(),
        })
    });
    vec![
        Block::Grid(Grid {
            id: AttrValue::Static("year-groups"),
            caption: AttrValue::Static("Number of pupils in each year group"),
            columns,
            rows: rows.collect(),
        }),
        Block::Hint(AttrValue::Static(
            "With these, gaps and targets are said in whole pupils. The last column is for the year of your targets: leave \
             it empty to plan with the latest size.",
        )),
    ]
}
