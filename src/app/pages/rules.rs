//! The schemes: side by side, the numbers of the rules, and schemes from files.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Cell, Grid, GridRow, Item, Look, Takes};
use crate::app::state::State;
use crate::domain::Field;
use crate::present::name::{field_id, whose};
use crate::present::rules::{Number, changed, numbers, side_by_side};

use super::{error, heading, text};

/// The page of schemes and rules.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let shipped = &state.shipped;
    let schemes: Vec<_> = state.frameworks.iter().map(|known| &*known.framework).collect();
    let table = side_by_side(
        &state.draft,
        &schemes,
        (&state.own, &state.framework),
        (&shipped.catalogue, &state.reference),
        state.today,
    );
    let mut blocks = vec![
        heading("Did the school move, or the bar?"),
        text(
            "The same figures and the same inspection under each scheme, with your answers to its own questions. A scheme \
             judges the results of its own years.",
        ),
        Block::Table(AttrValue::Static("schemes"), table),
    ];
    rules(state, &mut blocks);
    blocks.extend([
        heading("A scheme from a file"),
        text(
            "A council can write its own scheme as a file, and this page reads it: nothing of a file with a fault is \
             used, and every fault is told with its place.",
        ),
        Block::Buttons(vec![Button::new("open-scheme", "Open a scheme", Look::Secondary)]),
    ]);
    blocks
}

fn rules(state: &State, blocks: &mut Vec<Block>) {
    let numbers = numbers(&state.own, &state.shipped.catalogue);
    if numbers.is_empty() {
        return;
    }
    blocks.extend([
        heading(format!("The numbers in {} rules", whose(&state.own.council))),
        text(
            "A number that is assumed is the planner’s own, and yours to change. What you change holds for this plan \
             only, is saved with it, and is marked wherever it is used.",
        ),
    ]);
    // What comes and goes while a number is typed stands in a part of its own, so that the boxes stay where they are.
    blocks.push(Block::Reading(what_changed(state, &numbers)));
    let (published, assumed): (Vec<Number>, Vec<Number>) =
        numbers.into_iter().partition(|number| number.is_published);
    if !assumed.is_empty() {
        blocks.push(grid(state, "assumed-numbers", "Numbers that the planner assumes", &assumed));
    }
    if !published.is_empty() {
        let warning = "These numbers are printed in the council’s document. With one of them changed, the rules are no \
                       longer the council’s.";
        blocks.push(Block::Details(
            AttrValue::Static("Numbers that the council published"),
            Some(AttrValue::Static("published")),
            vec![
                Block::Warning(AttrValue::Static(warning)),
                grid(state, "published-numbers", "Numbers that the council published", &published),
            ],
        ));
    }
}

/// The numbers that are changed, each with a button that sets it back.
fn what_changed(state: &State, numbers: &[Number]) -> Vec<Block> {
    let changed_ones: Vec<&Number> = numbers.iter().filter(|number| typed(state, number).is_some()).collect();
    if changed_ones.is_empty() {
        return vec![];
    }
    let mut blocks: Vec<Block> =
        changed(&state.framework).map(|words| Block::Warning(AttrValue::from(words))).into_iter().collect();
    let items = changed_ones.iter().map(|number| {
        let id = format!("reset-{}", field_id(&number.field));
        let words = format!("Set back to {}", number.own);
        let reset = Button::new(id, words, Look::Small).hidden(number.label.clone());
        Item { text: AttrValue::from(number.label.clone()), blocks: vec![Block::Buttons(vec![reset])] }
    });
    blocks.push(Block::Items(items.collect()));
    if changed_ones.len() > 1 {
        let reset = Button::new("reset-rules", "Set all back to the scheme’s own", Look::Secondary);
        blocks.push(Block::Buttons(vec![reset]));
    }
    blocks
}

fn grid(state: &State, id: &'static str, caption: &'static str, numbers: &[Number]) -> Block {
    let row = |number: &Number| {
        let note = match &number.source {
            source if source.note.is_empty() => source.text.clone(),
            source => format!("{}. {}", source.text, source.note),
        };
        Rc::new(GridRow {
            heading: AttrValue::from(number.label.clone()),
            note: AttrValue::from(note),
            cells: vec![
                Cell::Box {
                    id: AttrValue::from(field_id(&number.field)),
                    label: AttrValue::from(number.label.clone()),
                    value: AttrValue::from(typed(state, number).unwrap_or(&number.own).to_owned()),
                    error: error(state, &number.field),
                    takes: Takes::Count,
                },
                Cell::Words(AttrValue::from(number.own.clone())),
            ],
        })
    };
    Block::Grid(Grid {
        id: AttrValue::Static(id),
        caption: AttrValue::Static(caption),
        columns: vec!["Number".to_owned(), "For this plan".to_owned(), "The scheme’s own".to_owned()],
        rows: numbers.iter().map(row).collect(),
    })
}

/// What was typed for a number of the rules.
fn typed<'s>(state: &'s State, number: &Number) -> Option<&'s str> {
    let Field::Threshold(key) = &number.field else { return None };
    state.draft.scheme(&state.own.id).thresholds.get(key).map(String::as_str)
}
