//! The school's figures: typed, or pasted from a spreadsheet, beside national.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::app::PageProps;
use crate::app::components::{Pasted, Typed, *};
use crate::app::state::{Action, Notice};
use crate::browser::clipboard;
use crate::domain::Field;
use crate::format::read_pasted;
use crate::present::figures::{FigureRow, Section, place_pasted, sections};
use crate::present::name::field_id;

use super::{asking, go_on, heading, paragraph};

/// The figures page.
#[component]
pub(super) fn FiguresPage(props: &PageProps) -> Html {
    let (state, act) = (&props.state, &props.act);
    let tables = use_memo((state.framework.id.clone(), state.draft.phase), |(_, phase)| {
        let shipped = &state.shipped;
        phase.map_or_else(Vec::new, |phase| {
            sections(&state.framework, phase, &shipped.catalogue, &shipped.reference)
        })
    });
    let typed = use_callback((act.clone(), tables.clone()), |typed: Typed, (act, tables)| {
        if let Some(field) = find(tables, &typed.id) {
            act.emit(Action::Type(field, typed.value));
        }
    });
    let pasted = use_callback((act.clone(), tables.clone()), |pasted: Pasted, (act, tables)| {
        let Some(table) = pasted
            .event
            .dyn_ref::<web_sys::ClipboardEvent>()
            .and_then(clipboard::pasted_text)
            .and_then(|text| read_pasted(&text))
        else {
            // A single value goes into the cell as the browser puts it there.
            return;
        };
        pasted.event.prevent_default();
        act.emit(match place_pasted(tables, &pasted.id, &table) {
            Ok(entries) => Action::Paste(entries),
            Err(words) => Action::Tell(Notice::Paste(words)),
        });
    });
    let enter = use_callback(act.clone(), |_: AttrValue, act| act.emit(Action::Continue));
    let form = if tables.is_empty() {
        html! {
            <>
                { heading(state, "Figures") }
                { paragraph("Choose the school’s phase on the page before this one: it decides which figures are asked for.") }
            </>
        }
    } else {
        html! {
            <>
                { heading(state, "Figures") }
                { paragraph("Type a percentage, such as 62.3, or pupils, such as 18 of 30. Leave empty what is not known: \
                             nothing is taken as zero. A table copied from a spreadsheet can be pasted into any cell.") }
                { yew::props!(DetailsProps {
                    summary: "Where to find these figures",
                    children: html! {
                        <p class="govuk-body">
                            { "In the school’s own results, in the inspection dashboard or RAISEonline summary of the year, \
                               and on the performance tables of the Department for Education. National figures are filled \
                               in; the gap page says where each comes from." }
                        </p>
                    },
                }).view() }
                { for tables.iter().map(|section| table(props, section, &typed, &pasted, &enter)) }
                { go_on(act) }
            </>
        }
    };
    asking(state, form)
}

/// The field whose element has this id.
fn find(tables: &Rc<Vec<Section>>, id: &str) -> Option<Field> {
    tables
        .iter()
        .flat_map(|section| &section.rows)
        .flat_map(FigureRow::fields)
        .find(|field| field_id(field) == id)
}

fn table(
    props: &PageProps,
    section: &Section,
    typed: &Callback<Typed>,
    pasted: &Callback<Pasted>,
    enter: &Callback<AttrValue>,
) -> Html {
    let state = &props.state;
    let years = state.framework.result_years();
    let latest = state.framework.latest_results;
    let target = state.framework.target_year();
    let columns: IArray<Column> = [Column::text("Measure")]
        .into_iter()
        .chain(years.iter().map(|year| Column::number(year.to_string())))
        .chain([Column::number(format!("National {latest}"))])
        .chain(target.map(|year| Column::number(format!("Target {year}"))))
        .collect();
    let body = section.rows.iter().map(|row| {
        html! {
            <FigureCells
                key={row.id.clone()}
                row={Rc::new(row.clone())}
                texts={texts(props, row)}
                errors={errors(props, row)}
                typed={typed.clone()}
                pasted={pasted.clone()}
                enter={enter.clone()}
            />
        }
    });
    yew::props!(TableFrameProps {
        id: section.id.clone(),
        caption: section.caption.clone(),
        caption_size: Size::M,
        columns,
        children: body.collect::<Html>(),
    })
    .view()
}

/// What is typed in the cells of a row, in the order of its fields.
fn texts(props: &PageProps, row: &FigureRow) -> Vec<AttrValue> {
    let draft = &props.state.draft;
    let text = |field: Field| match &field {
        Field::Figure(key) => draft.figures.get(key).cloned().unwrap_or_default(),
        Field::TargetValue(measure) => {
            draft.targets.get(measure).map_or_else(String::new, |target| target.value.clone())
        }
        _ => String::new(),
    };
    row.fields().map(|field| AttrValue::from(text(field))).collect()
}

/// What is wrong with the cells of a row, in the order of its fields.
fn errors(props: &PageProps, row: &FigureRow) -> Vec<Option<AttrValue>> {
    row.fields().map(|field| props.state.error(&field).map(AttrValue::from)).collect()
}

#[derive(PartialEq, Properties)]
struct FigureCellsProps {
    row: Rc<FigureRow>,
    texts: Vec<AttrValue>,
    errors: Vec<Option<AttrValue>>,
    typed: Callback<Typed>,
    pasted: Callback<Pasted>,
    enter: Callback<AttrValue>,
}

/// A row of the table: drawn again only when something in it changes.
#[component]
fn FigureCells(props: &FigureCellsProps) -> Html {
    let row = &props.row;
    let mut given = props.texts.iter().zip(&props.errors);
    let mut input = |field: Field, label: String| {
        let (value, error) =
            given.next().map(|(text, error)| (text.clone(), error.clone())).unwrap_or_default();
        yew::props!(CellInputProps {
            id: field_id(&field),
            label,
            value,
            error,
            wide: true,
            on_input: props.typed.clone(),
            on_paste: props.pasted.clone(),
            on_enter: props.enter.clone(),
        })
        .view()
    };
    let cells: Vec<Html> = row
        .cells
        .iter()
        .map(|cell| match cell {
            Some(cell) => input(Field::Figure(cell.key.clone()), cell.label.clone()),
            None => html! { <span class="govuk-hint">{ "no results" }</span> },
        })
        .collect();
    let target =
        row.has_target.then(|| input(Field::TargetValue(row.measure.clone()), row.target_label.clone()));
    html! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
                { &row.label }
                <span class="planner-table__note">{ &row.unit }</span>
            </th>
            { for cells.into_iter().map(|cell| html! {
                <td class="govuk-table__cell govuk-table__cell--numeric">{ cell }</td>
            }) }
            <td class="govuk-table__cell govuk-table__cell--numeric">
                { if row.national.is_empty() { "none held" } else { &row.national } }
            </td>
            <td class="govuk-table__cell govuk-table__cell--numeric">{ target.unwrap_or_default() }</td>
        </tr>
    }
}
