//! What is filled in of the table that goes to the council: a part of the report page.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Cell, Choice, Grid, GridRow, Radios, Takes, TextBox};
use crate::app::state::State;
use crate::domain::Field;
use crate::domain::draft::{AREAS, Part};
use crate::present::action_plan::{ActionPlanView, AreaView, view};
use crate::present::name::field_id;

use super::error;

/// What a person fills in of the action plan.
pub(super) fn form(state: &State) -> Block {
    let worked = &state.worked;
    let reference = &state.reference;
    let view = view(&worked.evaluation, state.words(), reference, state.today, state.with_small);
    let mut inside = vec![before(state, &view)];
    for number in 1..=AREAS {
        let area = view.areas.iter().find(|area| area.number == number);
        inside.push(of_area(state, &view, number, area));
    }
    let words =
        AttrValue::Static("Fill in the action plan: earlier targets, and your own areas for improvement");
    Block::Details(words, Some(AttrValue::Static("action-plan")), inside)
}

/// The targets that had been set for the latest results.
fn before(state: &State, view: &ActionPlanView) -> Block {
    let row = |(key, label): &(_, String)| {
        let field = Field::Target(crate::domain::draft::TargetKey::clone(key), Part::Before);
        let cell = Cell::Box {
            id: AttrValue::from(field_id(&field)),
            label: AttrValue::from(format!("{label}, {}", view.before_heading)),
            value: AttrValue::from(state.draft.scenario().part(key, Part::Before).to_owned()),
            error: error(state, &field),
            takes: Takes::Share,
        };
        let heading = AttrValue::from(label.clone());
        Rc::new(GridRow { heading, note: AttrValue::Static(""), cells: vec![cell] })
    };
    let grid = Block::Grid(Grid {
        id: AttrValue::Static("action-plan-before"),
        caption: AttrValue::from(view.before_heading.clone()),
        columns: vec!["Measure".to_owned(), "Target".to_owned()],
        rows: view.before.iter().map(row).collect(),
    });
    let words = AttrValue::from(view.before_heading.clone());
    Block::Details(words, Some(AttrValue::Static("action-plan-targets")), vec![grid])
}

/// What a person can say of an area.
fn of_area(state: &State, view: &ActionPlanView, number: u8, area: Option<&AreaView>) -> Block {
    let said = state.draft.areas.get(&number).cloned().unwrap_or_default();
    let mut proposed = "The one that the planner proposes";
    let stands = match area.map(|area| area.measure.as_str()) {
        None | Some("") => {
            proposed = "None";
            "Nothing is proposed.".to_owned()
        }
        Some(measure) => format!("Left empty, this stands: {measure}"),
    };
    let field = |field: Field| AttrValue::from(field_id(&field));
    let mut inside = vec![Block::TextBox(TextBox {
        id: field(Field::Area(number)),
        label: AttrValue::from(format!("Area for improvement {number}, in your own words")),
        hint: AttrValue::from(stands),
        error: None,
        value: AttrValue::from(said.words),
        is_figure: false,
    })];
    if !view.measures.is_empty() {
        let mut choices = vec![Choice::new("", proposed)];
        choices.extend(view.measures.iter().map(|(id, label)| Choice::new(id.to_string(), label.clone())));
        inside.push(Block::Radios(Radios {
            id: field(Field::AreaMeasure(number)),
            legend: AttrValue::from(format!("Which measure shows area {number}?")),
            hint: AttrValue::Static("The figures and milestones are of this measure."),
            error: None,
            choices,
            value: AttrValue::from(said.measure.map_or_else(String::new, |id| id.to_string())),
        }));
    }
    let words = AttrValue::from(format!("Change area {number}"));
    Block::Details(words, Some(AttrValue::from(format!("change-area-{number}"))), inside)
}
