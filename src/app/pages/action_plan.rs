//! The table that goes to the council: a part of the trajectory page.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Cell, Choice, Grid, GridRow, Look, Radios, Takes, TextBox};
use crate::app::state::State;
use crate::domain::Field;
use crate::domain::draft::{AREAS, Part};
use crate::present::action_plan::{ActionPlanView, AreaView, view};
use crate::present::name::field_id;

use super::{error, small, subheading, text};

/// The action plan of the state.
pub(super) fn view_of(state: &State) -> ActionPlanView {
    let worked = &state.worked;
    view(&worked.evaluation, state.words(), &state.shipped.reference, state.today, state.with_small)
}

/// The action plan: its tables, its areas for improvement, and what can be said of both.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let view = view_of(state);
    let id = |end: &str| AttrValue::from(["action-plan-", end].concat());
    let mut inside: Vec<Block> = view.intro.iter().cloned().map(text).collect();
    inside.push(before(state, &view));
    for (place, table) in view.tables.iter().enumerate() {
        inside.push(Block::Table(id(&format!("table-{place}")), table.clone()));
    }
    inside.push(Block::Reading(view.notes.iter().cloned().map(small).collect()));
    inside.push(subheading("Areas for improvement"));
    inside.extend(view.choice.iter().cloned().map(text));
    for number in 1..=AREAS {
        let area = view.areas.iter().find(|area| area.number == number);
        // One that comes or goes leaves the boxes after it where they are.
        let mut shown = Vec::new();
        if let Some(area) = area {
            shown.push(subheading(area.heading()));
            shown.push(text(area.sentences.join(" ")));
            shown.push(Block::Table(id(&format!("milestones-{number}")), area.milestones.clone()));
        }
        inside.push(Block::Reading(shown));
        inside.push(form(state, &view, number, area));
    }
    let mut buttons = vec![
        Button::new("copy-action-plan", "Copy the table", Look::Secondary),
        Button::new("save-action-plan", "Save it as text", Look::Secondary),
    ];
    if view.leaves_out || state.with_small {
        let words = if state.with_small {
            "Leave out groups of 5 or fewer pupils"
        } else {
            "Put in groups of 5 or fewer pupils too"
        };
        buttons.push(Button::new("action-plan-small", words, Look::Secondary));
    }
    inside.push(Block::Buttons(buttons));
    inside.push(Block::Status(AttrValue::Static(state.table_copied)));
    let summary = ["For the council: ", &view.title].concat();
    vec![Block::Details(AttrValue::from(summary), Some(AttrValue::Static("action-plan")), inside)]
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
    let words = format!("Fill in: {}", crate::present::name::lower_first(&view.before_heading));
    Block::Details(AttrValue::from(words), Some(AttrValue::Static("action-plan-targets")), vec![grid])
}

/// What a person can say of an area.
fn form(state: &State, view: &ActionPlanView, number: u8, area: Option<&AreaView>) -> Block {
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
