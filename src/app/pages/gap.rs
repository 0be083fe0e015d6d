//! The gap to national, in points and in pupils.

use yew::virtual_dom::AttrValue;

use crate::app::components::Block;
use crate::app::state::State;
use crate::present::chart::gap_chart;
use crate::present::gap;

use super::{heading, text};

/// The gap page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let worked = &state.worked;
    let view = gap::view(&worked.evaluation, &worked.plan, &state.framework, &state.shipped.catalogue);
    if view.table.rows.is_empty() {
        return vec![text(format!(
            "No results of {} are entered yet. Enter one on the figures page, and its gap stands here.",
            state.framework.latest_results,
        ))];
    }
    let mut blocks = Vec::new();
    for headline in &view.headlines {
        let sentences = Block::Lead(AttrValue::from(headline.sentences.join(" ")));
        blocks.push(Block::Reading(vec![heading(headline.title.clone()), sentences]));
    }
    if let Some(chart) = gap_chart("gap-chart", &view.charted, &state.shipped.catalogue) {
        blocks.push(Block::Chart(AttrValue::Static("gap-chart"), Box::new(chart)));
    }
    blocks.extend([
        Block::Table(AttrValue::Static("gaps"), view.table),
        Block::Details(AttrValue::Static("How chance is judged"), None, vec![text(view.method)]),
        Block::Table(AttrValue::Static("changes"), view.changes),
        Block::Table(AttrValue::Static("cross-checks"), view.cross_checks),
        Block::Details(
            AttrValue::Static("Where the national figures come from"),
            None,
            vec![
                Block::Table(AttrValue::Static("sources"), view.sources),
                text("Contains public sector information licensed under the Open Government Licence v3.0."),
            ],
        ),
    ]);
    blocks
}
