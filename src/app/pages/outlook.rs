//! The inspection outlook: a part of the trajectory page.

use yew::virtual_dom::AttrValue;

use crate::app::components::Block;
use crate::app::state::State;
use crate::present::outlook::view;

use super::text;

/// The outlook of the school: likely dates and their sources, or why there are none.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let view = view(&state.worked.plan.school, &state.framework, state.today);
    let id = AttrValue::Static("outlook-heading");
    let mut section = vec![Block::Heading(2, AttrValue::Static(view.title), Some(id.clone()))];
    section.extend(view.sentences.into_iter().map(text));
    section.push(Block::Table(AttrValue::Static("outlook"), view.dates));
    section.extend(view.cautions.into_iter().map(|caution| Block::Warning(AttrValue::from(caution))));
    if !view.sources.is_empty() {
        section.push(Block::Details(
            AttrValue::Static("Where these dates come from"),
            Some(AttrValue::Static("outlook-sources")),
            vec![Block::Bullets(view.sources.into_iter().map(AttrValue::Static).collect())],
        ));
    }
    vec![Block::Section(id, section)]
}
