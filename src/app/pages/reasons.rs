//! Reasons and sources of `present`, as blocks.

use yew::virtual_dom::AttrValue;

use crate::app::components::{self, Block, Meaning};
use crate::present::reason::{Reason, Source, Verdict};

use super::small;

/// Whether something holds, as a tag's meaning. A rule that fits is neither good nor bad.
pub(super) fn meaning(verdict: Verdict) -> Meaning {
    match verdict {
        Verdict::Yes => Meaning::Information,
        Verdict::No | Verdict::LeftOut => Meaning::Neutral,
        Verdict::NotKnown => Meaning::Caution,
    }
}

/// Where something comes from, and whether the council printed it.
pub(super) fn source(source: &Source) -> Block {
    small(source.said())
}

/// What a reason found, where it comes from, and its parts.
pub(super) fn inside(reason: &Reason) -> Vec<Block> {
    let found = reason.found.iter().map(|found| small(found.clone()));
    let parts = Block::Reasons(reason.parts.iter().map(shown).collect());
    found.chain(reason.source.as_ref().map(source)).chain([parts]).collect()
}

fn shown(reason: &Reason) -> components::Reason {
    components::Reason {
        id: None,
        claim: AttrValue::from(reason.claim.clone()),
        verdict: AttrValue::Static(reason.verdict.words()),
        meaning: meaning(reason.verdict),
        blocks: inside(reason),
    }
}
