//! The schemes: side by side, the numbers of the rules, and schemes from files.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Look, TextBox};
use crate::app::state::State;
use crate::domain::Field;
use crate::domain::draft::ThresholdKey;
use crate::present::name::field_id;
use crate::present::rules::{Number, changed, numbers, side_by_side};

use super::reasons::source;
use super::{error, heading, text};

/// The page of schemes and rules.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let shipped = &state.shipped;
    let schemes: Vec<_> = state.frameworks.iter().map(|known| &*known.framework).collect();
    let table = side_by_side(
        &state.draft,
        &schemes,
        (&state.own, &state.framework),
        (&shipped.catalogue, &shipped.reference),
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
    let numbers = numbers(&state.own, &state.framework, &state.shipped.catalogue);
    if numbers.is_empty() {
        return;
    }
    blocks.extend([
        heading(format!("The numbers in {}’s rules", state.own.council)),
        text(
            "A number that is assumed is the planner’s own, and yours to change. What you change holds for this plan \
             only, is saved with it, and is marked wherever it is used.",
        ),
    ]);
    if let Some(words) = changed(&state.framework) {
        blocks.push(Block::Warning(AttrValue::from(words)));
        let reset = Button::new("reset-rules", "Set all back to the scheme’s own", Look::Secondary);
        blocks.push(Block::Buttons(vec![reset]));
    }
    let (published, assumed): (Vec<Number>, Vec<Number>) =
        numbers.into_iter().partition(|number| number.is_published);
    blocks.extend(assumed.iter().flat_map(|number| number_boxes(state, number)));
    if !published.is_empty() {
        let warning = "These numbers are printed in the council’s document. With one of them changed, the rules are no \
                       longer the council’s.";
        let warned = [Block::Warning(AttrValue::Static(warning))].into_iter();
        let boxes = published.iter().flat_map(|number| number_boxes(state, number));
        blocks.push(Block::Details(
            AttrValue::Static("Numbers that the council published"),
            Some(AttrValue::Static("published-numbers")),
            warned.chain(boxes).collect(),
        ));
    }
}

fn number_boxes(state: &State, number: &Number) -> Vec<Block> {
    let id = field_id(&number.field);
    let typed = match &number.field {
        Field::Threshold(key) => typed(state, key),
        _ => None,
    };
    let is_changed = typed.is_some();
    let mut blocks = vec![
        Block::TextBox(TextBox {
            id: AttrValue::from(id.clone()),
            label: AttrValue::from(number.label.clone()),
            hint: AttrValue::from(if is_changed {
                format!("Changed for this plan. The scheme’s own: {}", number.own)
            } else {
                String::new()
            }),
            error: error(state, &number.field),
            value: AttrValue::from(typed.unwrap_or(&number.own).to_owned()),
            is_figure: true,
        }),
        source(&number.source),
    ];
    if is_changed {
        let words = format!("Set back to {}", number.own);
        let reset = Button::new(format!("reset-{id}"), words, Look::Small).hidden(number.label.clone());
        blocks.push(Block::Buttons(vec![reset]));
    }
    blocks
}

/// What was typed for a number of the rules.
fn typed<'s>(state: &'s State, key: &ThresholdKey) -> Option<&'s str> {
    state.draft.scheme(&state.own.id).thresholds.get(key).map(String::as_str)
}
