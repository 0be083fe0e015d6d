//! The form for a category of one's own beside the one that is worked out.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Choice, Radios, TextArea};
use crate::app::state::State;
use crate::domain::Field;
use crate::present::category::category_title;
use crate::present::name::field_id;

use super::{error, text};

/// The form for it.
pub(super) fn form(state: &State) -> Block {
    let overruled = state.draft.scheme(&state.own.id).overruled.clone().unwrap_or_default();
    let categories = state.own.categories.iter();
    let categories =
        categories.map(|category| Choice::new(category.id.to_string(), category_title(category)));
    let category = Radios {
        id: AttrValue::from(field_id(&Field::Overruled)),
        legend: AttrValue::Static("Which category do you hold to be right?"),
        hint: AttrValue::Static("The one that the planner works out stays beside it."),
        error: None,
        choices: categories.chain([Choice::new("", "The one worked out")]).collect(),
        value: AttrValue::from(overruled.category.map_or_else(String::new, |id| id.to_string())),
    };
    let mut blocks = vec![
        text(
            "The council moderates, and may know what no rule asks. Where another category was decided, or should be, \
             record it here with the reason: it is saved with the plan.",
        ),
        Block::Radios(category),
    ];
    blocks.push(Block::Reading(
        error(state, &Field::OverruledReason).map(Block::Warning).into_iter().collect(),
    ));
    blocks.push(Block::TextArea(TextArea {
        id: AttrValue::from(field_id(&Field::OverruledReason)),
        label: AttrValue::Static("Why"),
        hint: AttrValue::Static("What the rules leave out, and who decided. Do not name pupils."),
        error: None,
        value: AttrValue::from(overruled.reason),
        is_read_only: false,
    }));
    Block::Details(
        AttrValue::Static("Record another category, with a reason"),
        Some(AttrValue::Static("overrule")),
        blocks,
    )
}
