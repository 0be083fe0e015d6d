//! A figure that is moved by steps, and what follows from it.

use yew::virtual_dom::{AttrValue, VNode};

use crate::app::markup::{classed, el, heading, is_fixed};
use crate::present::what_if::{Fact, Row};

use super::{Block, draw, join};

/// A figure with a button on either side and the keys of a spin button, and what follows from it.
pub(crate) struct Stepper {
    /// What it is known by in ids.
    pub(crate) slug: String,
    /// What it shows.
    pub(crate) row: Row,
    /// What stands under it.
    pub(crate) blocks: Vec<Block>,
}

pub(super) fn stepper(stepper: &Stepper) -> VNode {
    let Stepper { slug, row, blocks } = stepper;
    let title_id = format!("title-{slug}");
    let button = |verb: &str, word: &str, sign: &'static str, can: bool| {
        classed("button", "planner-stepper__button")
            .attr("type", "button")
            .attr("id", format!("suppose-{verb}-{slug}"))
            .attr("aria-label", format!("{} {word} in {}", row.step, row.title))
            .attr_if("aria-disabled", (!can || is_fixed(slug)).then_some("true"))
            .say(sign)
            .node()
    };
    let said =
        if row.value.is_empty() { row.change.clone() } else { format!("{}, {}", row.value, row.change) };
    let mut figure = classed("div", "planner-stepper__figure")
        .attr("id", join("count-", slug))
        .attr("role", "spinbutton")
        .attr("tabindex", "0")
        .attr("aria-labelledby", title_id.clone())
        .attr("aria-valuetext", said);
    if let Some([now, least, most]) = &row.numbers {
        figure = figure
            .attr("aria-valuenow", now.clone())
            .attr("aria-valuemin", least.clone())
            .attr("aria-valuemax", most.clone());
    }
    if !row.value.is_empty() {
        figure = figure.with(classed("span", "planner-stepper__value").say(row.value.clone()).node());
    }
    let figure =
        figure.with(classed("span", "planner-stepper__change").say(row.change.clone()).node()).node();
    let control = classed("div", "planner-stepper__control")
        .attr("id", join("suppose-", slug))
        .with(button("fewer", "fewer", "\u{2212}", row.can_move[0]))
        .with(figure)
        .with(button("more", "more", "+", row.can_move[1]))
        .node();
    let heading = heading(2, "govuk-heading-m").attr("id", title_id.clone()).say(row.title.clone()).node();
    let facts = classed("dl", "planner-stepper__facts").with_all(row.facts.iter().map(fact).collect()).node();
    let grid = classed("div", "planner-stepper__grid").with(control).with(facts).node();
    classed("section", "planner-stepper")
        .attr("aria-labelledby", title_id)
        .with(heading)
        .with(grid)
        .with(draw(blocks))
        .node()
}

fn fact(fact: &Fact) -> VNode {
    let of = |class, words: &str| classed("dd", class).say(AttrValue::from(words.to_owned())).node();
    let mut shown = classed("div", "planner-stepper__fact")
        .with(el("dt").say(fact.label.clone()).node())
        .with(of("planner-stepper__then", &fact.then));
    if !fact.now.is_empty() {
        shown = shown.with(of("planner-stepper__now", &fact.now));
    }
    shown.node()
}
