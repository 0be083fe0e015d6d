//! The result so far, beside the forms: it moves as figures are typed.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Headline, Item, Look};
use crate::app::state::State;
use crate::present::category::{self, CAVEAT};
use crate::present::gap;
use crate::present::name::{field_id, lower_first};

use super::{small, subheading};

/// The most things beside a form that would settle the category: the category page names them all.
const MOST: usize = 3;

/// The category, and the headline gaps.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let worked = &state.worked;
    let gaps = gap::headlines(&worked.evaluation, &worked.plan, &state.framework, &state.shipped.catalogue);
    let gaps = gaps.into_iter().map(|gap| {
        let sentences = gap.sentences.into_iter().map(small);
        Block::Panel([subheading(gap.title)].into_iter().chain(sentences).collect())
    });
    category(state).into_iter().chain(gaps).collect()
}

/// The category so far, with links to what would settle it.
pub(super) fn category(state: &State) -> Vec<Block> {
    let headline = state.worked.headline.clone();
    let open = category::open(&state.worked.evaluation, state.words());
    let mut said = vec![small(headline.sentence)];
    if !open.is_empty() {
        said.push(small("What would settle it:"));
        let items = open.iter().take(MOST).map(|open| match &open.field {
            Some(field) => {
                let go = Button::new(format!("go-{}", field_id(field)), open.text.clone(), Look::Link);
                Item { text: AttrValue::Static(""), blocks: vec![Block::Buttons(vec![go])] }
            }
            None => Item { text: AttrValue::from(open.text.clone()), blocks: vec![] },
        });
        said.push(Block::Items(items.collect()));
        if open.len() > MOST {
            said.push(small(format!("And {} more.", open.len() - MOST)));
        }
    }
    if state.draft.phase.is_some() {
        let all = Button::new("task-category", "See every reason", Look::Link);
        said.push(Block::Buttons(vec![all]));
    }
    said.push(small(CAVEAT));
    vec![Block::Headline(Headline {
        id: "result",
        label: AttrValue::from(headline.label),
        number: AttrValue::from(headline.number),
        name: AttrValue::from(headline.name),
        tag: None,
        is_compact: true,
        blocks: said,
    })]
}

/// The way to it in one line, for where it does not stand beside the form.
pub(super) fn bar(state: &State) -> Block {
    let headline = &state.worked.headline;
    let words = format!("Result so far: {} {}", lower_first(&headline.label), headline.number);
    Block::Buttons(vec![Button::new("see-category", words.trim_end().to_owned(), Look::Bar)])
}
