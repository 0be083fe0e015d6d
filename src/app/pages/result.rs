//! The result so far, beside the forms: it moves as figures are typed.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Headline};
use crate::app::state::State;
use crate::present::category::{self, CAVEAT};
use crate::present::gap;

use super::{bullets, small, subheading};

/// The category, and the headline gaps.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let worked = &state.worked;
    let words = state.words();
    let headline = worked.headline.clone();
    let open: Vec<String> =
        category::open(&worked.evaluation, words).into_iter().map(|open| open.text).collect();
    let mut said = vec![small(headline.sentence)];
    if !open.is_empty() {
        said.push(small("What would settle it:"));
        said.push(bullets(&open));
    }
    said.push(small(CAVEAT));
    let mut blocks = vec![Block::Headline(Headline {
        id: "result",
        label: AttrValue::from(headline.label),
        number: AttrValue::from(headline.number),
        name: AttrValue::from(headline.name),
        tag: None,
        is_compact: true,
        blocks: said,
    })];
    let gaps = gap::headlines(&worked.evaluation, &worked.plan, &state.framework, &state.shipped.catalogue);
    blocks.extend(gaps.into_iter().map(|gap| {
        let sentences = gap.sentences.into_iter().map(small);
        Block::Panel([subheading(gap.title)].into_iter().chain(sentences).collect())
    }));
    blocks
}
