//! The school's figures: typed, or pasted from a spreadsheet, beside national.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Cell, Grid, GridRow};
use crate::app::state::State;
use crate::domain::Field;
use crate::present::figures::{FigureRow, Section};
use crate::present::name::field_id;

use super::{error, text};

/// The figures page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    if state.sections.is_empty() {
        return vec![text(
            "Choose the school’s phase on the page before this one: it decides which figures are asked for.",
        )];
    }
    let mut blocks = vec![
        text(
            "Type a percentage, such as 62.3, or pupils, such as 18 of 30. Leave empty what is not known: nothing is \
             taken as zero. A table copied from a spreadsheet can be pasted into any cell.",
        ),
        Block::Details(
            AttrValue::Static("Where to find these figures"),
            None,
            vec![text(
                "In the school’s own results, in the inspection dashboard or RAISEonline summary of the year, and in the \
                 performance tables of the Department for Education. National figures are filled in; the gap page says \
                 where each comes from.",
            )],
        ),
    ];
    blocks.extend(state.sections.iter().map(|section| grid(state, section)));
    blocks
}

fn grid(state: &State, section: &Section) -> Block {
    let framework = &state.framework;
    let years = framework.result_years().into_iter().map(|year| year.to_string());
    let national = format!("National {}", framework.latest_results);
    let target = framework.target_year().map(|year| format!("Target {year}"));
    Block::Grid(Grid {
        id: AttrValue::from(section.id.clone()),
        caption: AttrValue::from(section.caption.clone()),
        columns: ["Measure".to_owned()].into_iter().chain(years).chain([national]).chain(target).collect(),
        rows: section.rows.iter().map(|row| grid_row(state, row)).collect(),
    })
}

fn grid_row(state: &State, row: &FigureRow) -> GridRow {
    let draft = &state.draft;
    let cell = |field: Field, label: &str| {
        let value = match &field {
            Field::Figure(key) => draft.figures.get(key).cloned(),
            Field::TargetValue(measure) => draft.targets.get(measure).map(|target| target.value.clone()),
            _ => None,
        };
        Cell::Box {
            id: AttrValue::from(field_id(&field)),
            label: AttrValue::from(label.to_owned()),
            value: AttrValue::from(value.unwrap_or_default()),
            error: error(state, &field),
            is_wide: true,
        }
    };
    let words = |words: &str| Cell::Words(AttrValue::from(words.to_owned()));
    let mut cells: Vec<Cell> = row
        .cells
        .iter()
        .map(|figure| match figure {
            Some(figure) => cell(Field::Figure(figure.key.clone()), &figure.label),
            None => words("no results"),
        })
        .collect();
    cells.push(words(if row.national.is_empty() { "none held" } else { &row.national }));
    cells.push(if row.has_target {
        cell(Field::TargetValue(row.measure.clone()), &row.target_label)
    } else {
        words("")
    });
    GridRow { heading: AttrValue::from(row.label.clone()), note: AttrValue::from(row.unit.clone()), cells }
}
