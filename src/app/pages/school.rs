//! The school itself: name, phase, last inspection and sizes of year groups.

use yew::prelude::*;

use crate::app::PageProps;
use crate::app::components::{DatePart, Typed, *};
use crate::app::state::{Action, DatePart as Part};
use crate::domain::Field;
use crate::domain::school::{Grade, Phase, Status};
use crate::present::figures::{CohortRow, cohorts};
use crate::present::name::{self, field_id};

use super::{asking, chosen, go_on, heading};

/// The school page.
#[component]
pub(super) fn SchoolPage(props: &PageProps) -> Html {
    let (state, act) = (&props.state, &props.act);
    let typed = use_callback(act.clone(), |typed: Typed, act| {
        act.emit(match typed.id.as_str() {
            "name" => Action::Name(typed.value),
            "phase" => Action::Type(Field::Phase, typed.value),
            "status" => Action::Type(Field::Status, typed.value),
            "grade" => Action::Type(Field::Grade, typed.value),
            "inspected-day" => Action::Inspected(Part::Day, typed.value),
            "inspected-month" => Action::Inspected(Part::Month, typed.value),
            _ => Action::Inspected(Part::Year, typed.value),
        });
    });
    let enter = use_callback(act.clone(), |_: AttrValue, act| act.emit(Action::Continue));
    let rows = use_memo((state.framework.id.clone(), state.draft.phase), |(_, phase)| {
        phase.map_or_else(Vec::new, |phase| cohorts(&state.framework, phase, &state.shipped.catalogue))
    });
    let cell_typed = {
        let fields: Vec<Field> = rows
            .iter()
            .flat_map(|row| row.cells.iter().map(|(group, year, _)| Field::Cohort(*group, *year)))
            .collect();
        use_callback((act.clone(), fields), |typed: Typed, (act, fields)| {
            if let Some(field) = fields.iter().find(|field| field_id(field) == typed.id.as_str()) {
                act.emit(Action::Type(field.clone(), typed.value));
            }
        })
    };
    let draft = &state.draft;
    let error = |field: Field| state.error(&field).map(AttrValue::from);
    let choices = |words: Vec<&'static str>| -> IArray<Choice> {
        words
            .into_iter()
            .map(|words| Choice::new(crate::app::state::choice(words), name::upper_first(words)))
            .chain([Choice::new("", "Not known yet")])
            .collect()
    };
    let phases =
        Phase::ALL.into_iter().filter(|phase| state.framework.phases().contains(phase)).map(name::phase);
    let grades = Grade::ALL
        .into_iter()
        .filter(|grade| state.framework.grades.contains(grade) || *grade == Grade::NeverInspected)
        .map(name::grade);
    asking(
        state,
        html! {
            <>
                { heading(state, "The school") }
                { yew::props!(TextInputProps {
                    id: "name",
                    label: "Name of the school (optional)",
                    hint: Some(AttrValue::Static("It stands on what you print and in the file name. It is not needed.")),
                    value: draft.name.clone(),
                    width: 30,
                    on_input: typed.clone(),
                    on_enter: enter.clone(),
                }).view() }
                { yew::props!(RadiosProps {
                    id: "phase",
                    legend: "Phase",
                    legend_size: Size::M,
                    legend_level: 2,
                    error: error(Field::Phase),
                    choices: phases
                        .map(|words| Choice::new(crate::app::state::choice(words), words))
                        .collect::<IArray<_>>(),
                    value: chosen(draft.phase.map(name::phase)),
                    small: true,
                    on_change: typed.clone(),
                }).view() }
                { yew::props!(RadiosProps {
                    id: "status",
                    legend: "Who maintains it",
                    legend_size: Size::M,
                    legend_level: 2,
                    hint: Some(AttrValue::Static("It decides which visits and letters apply, not the category.")),
                    choices: choices(Status::ALL.into_iter().map(name::status).collect()),
                    value: chosen(draft.status.map(name::status)),
                    small: true,
                    on_change: typed.clone(),
                }).view() }
                { yew::props!(RadiosProps {
                    id: "grade",
                    legend: "Last inspection",
                    legend_size: Size::M,
                    legend_level: 2,
                    hint: Some(AttrValue::Static("The overall grade, on the front page of the report.")),
                    choices: choices(grades.collect()),
                    value: chosen(draft.grade.map(name::grade)),
                    small: true,
                    on_change: typed.clone(),
                }).view() }
                <DateInput
                    id="inspected"
                    legend="Date of the last inspection (optional)"
                    hint="For example, 27 3 2014"
                    error={error(Field::Inspected)}
                    wrong={IArray::<DatePart>::default()}
                    day={draft.inspected.day.clone()}
                    month={draft.inspected.month.clone()}
                    year={draft.inspected.year.clone()}
                    on_input={typed}
                    on_enter={enter.clone()}
                />
                { year_groups(props, &rows, &cell_typed, &enter) }
                { go_on(act) }
            </>
        },
    )
}

fn year_groups(
    props: &PageProps,
    rows: &[CohortRow],
    typed: &Callback<Typed>,
    enter: &Callback<AttrValue>,
) -> Html {
    let state = &props.state;
    let Some(first) = rows.first() else {
        return html! {
            <p class="govuk-body">{ "Choose a phase to enter the sizes of year groups." }</p>
        };
    };
    let columns: IArray<Column> = [Column::text("Year group")]
        .into_iter()
        .chain(first.cells.iter().map(|(_, year, _)| Column::number(year.to_string())))
        .collect();
    let body = rows.iter().map(|row| {
        let cells = row.cells.iter().map(|(group, year, label)| {
            let field = Field::Cohort(*group, *year);
            let value = state.draft.cohorts.get(&(*group, *year)).cloned().unwrap_or_default();
            html! {
                <td class="govuk-table__cell govuk-table__cell--numeric">
                    <CellInput
                        id={field_id(&field)}
                        label={label.clone()}
                        {value}
                        inputmode="numeric"
                        error={state.error(&field).map(AttrValue::from)}
                        on_input={typed.clone()}
                        on_enter={enter.clone()}
                    />
                </td>
            }
        });
        html! {
            <tr class="govuk-table__row" key={row.label.clone()}>
                <th scope="row" class="govuk-table__header">{ &row.label }</th>
                { for cells }
            </tr>
        }
    });
    html! {
        <>
            { yew::props!(TableFrameProps {
                id: "year-groups",
                caption: "Number of pupils in each year group",
                caption_size: Size::M,
                columns,
                children: body.collect::<Html>(),
            }).view() }
            <p class="govuk-hint">
                { "One pupil’s worth, gaps in pupils and whole-pupil targets rest on these. The last column is for the \
                   year of your targets: leave it empty to plan with the latest size." }
            </p>
        </>
    }
}
