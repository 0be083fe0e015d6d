//! The school's figures: typed, or pasted from a spreadsheet, beside national.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{self, Block, Grid, GridRow};
use crate::app::state::State;
use crate::domain::Field;
use crate::domain::draft::Part;
use crate::present::figures::{Cell, FigureRow, Section, sources};

use super::{error, fill, text};

/// The figures page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    if state.sections.is_empty() {
        return vec![
            text("The school’s phase decides which figures are asked for."),
            super::choose_phase(),
            fill::section(state),
        ];
    }
    let mut blocks = vec![
        text(
            "Type a percentage, such as 62.3, or pupils, such as 18 of 30. Leave empty what is not known: nothing is \
             taken as zero. A table copied from a spreadsheet can be pasted into any cell: you see what it fills in before it \
             does, by its headings where it has academic years and names of measures, from that cell on where not.",
        ),
        Block::Details(
            AttrValue::Static("Where to find these figures"),
            None,
            vec![text(
                "In the school’s own results, in the inspection dashboard or RAISEonline summary of the year, and in the \
                 performance tables of the Department for Education.",
            )],
        ),
        Block::Details(
            AttrValue::Static("Where the national figures come from"),
            Some(AttrValue::Static("national-sources")),
            vec![super::bullets(&sources(&state.sections))],
        ),
        fill::section(state),
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

fn grid_row(state: &State, row: &FigureRow) -> Rc<GridRow> {
    let years = row.years.iter().map(|cell| {
        cell.as_ref()
            .map_or(components::Cell::Words(AttrValue::Static("no results")), |cell| shown(state, cell))
    });
    let mut cells: Vec<_> = years.collect();
    cells.push(components::Cell::Words(AttrValue::Rc(row.national.clone())));
    let target = row.target.as_ref();
    cells.push(target.map_or(components::Cell::Words(AttrValue::Static("")), |cell| shown(state, cell)));
    Rc::new(GridRow {
        heading: AttrValue::Rc(row.label.clone()),
        note: AttrValue::Rc(row.unit.clone()),
        cells,
    })
}

fn shown(state: &State, cell: &Cell) -> components::Cell {
    let draft = &state.draft;
    let value = match &cell.field {
        Field::Figure(key) => draft.figures.get(key).map(String::as_str),
        // A target that is set in another way has no text here.
        Field::Target(key, part) if draft.scenario().part(key, Part::Way).is_empty() => {
            Some(draft.scenario().part(key, *part))
        }
        _ => None,
    };
    components::Cell::Box {
        id: AttrValue::Rc(cell.id.clone()),
        label: AttrValue::Rc(cell.label.clone()),
        value: value.map_or(AttrValue::Static(""), |text| AttrValue::from(text.to_owned())),
        error: error(state, &cell.field),
        takes: components::Takes::Figure,
    }
}
