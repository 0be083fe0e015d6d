//! The category, with every reason.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Headline, Item, Look, Meaning, Reason};
use crate::app::state::State;
use crate::present::category::{self, CAVEAT, CategoryView, OverlayView, RuleView};
use crate::present::name::field_id;
use crate::present::rules::changed;

use super::reasons::{inside, meaning, source};
use super::{bullets, heading, overruled, small, subheading, text};

/// The category page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let view = category::view(&state.worked.evaluation, state.words());
    // Where the result does not stand beside the form, this is the way back to it.
    let back = Button::new("see-figures", "Change the figures", Look::Bar);
    let mut blocks = vec![Block::Buttons(vec![back]), headline(&view)];
    if state.draft.phase.is_none() {
        blocks.push(super::choose_phase());
    }
    // In a part of its own: what comes and goes must not move the box below in which the reason is typed.
    let warnings = category::overruled(state.words()).into_iter().chain(changed(&state.framework));
    blocks.push(Block::Reading(warnings.map(|words| Block::Warning(AttrValue::from(words))).collect()));
    open(&view, &mut blocks);
    if !view.because.is_empty() {
        blocks.push(heading(if view.headline.is_decided {
            "What decided it"
        } else {
            "Why it is not decided"
        }));
        blocks.push(bullets(&view.because));
    }
    if !view.nearest.is_empty() {
        blocks.push(heading("The descriptions that come nearest"));
    }
    for near in &view.nearest {
        blocks.extend([
            subheading(near.title.clone()),
            text("What stands in the way:"),
            bullets(&near.unmet),
        ]);
    }
    rules(&view, &mut blocks);
    changes(&view, &mut blocks);
    follows(&view, &mut blocks);
    view.overlays.iter().for_each(|view| overlay(view, &mut blocks));
    blocks.extend([
        heading("If you see it otherwise"),
        text(
            "The explanation holds every rule with its figures, thresholds, clauses and assumptions: to keep, or to send \
             to the council with a representation.",
        ),
    ]);
    if !state.own.contact.is_empty() {
        blocks.push(text(format!("Whom to ask at the council: {}.", state.own.contact)));
    }
    blocks.push(overruled::form(state));
    blocks.push(Block::Buttons(vec![
        Button::new("save-explanation", "Save the explanation", Look::Secondary),
        Button::new("save-trace", "Save it as data (JSON)", Look::Secondary),
        Button::new("print", "Print this page", Look::Secondary),
    ]));
    blocks
}

fn headline(view: &CategoryView) -> Block {
    let tag = view.stability.as_ref().map(|stability| {
        if stability.is_stable {
            (AttrValue::Static("Stable"), Meaning::Information)
        } else {
            (AttrValue::Static("One pupil would change it"), Meaning::Caution)
        }
    });
    let headline = &view.headline;
    let mut said = vec![text(headline.sentence.clone())];
    if !view.meaning.is_empty() {
        said.push(text(view.meaning.clone()));
    }
    said.push(text(CAVEAT));
    Block::Headline(Headline {
        id: "outcome",
        label: AttrValue::from(headline.label.clone()),
        number: AttrValue::from(headline.number.clone()),
        name: AttrValue::from(headline.name.clone()),
        tag,
        is_compact: false,
        blocks: said,
    })
}

fn open(view: &CategoryView, blocks: &mut Vec<Block>) {
    if view.open.is_empty() {
        return;
    }
    let is_one = view.open.len() == 1;
    blocks.push(heading(if is_one {
        "What would settle it"
    } else {
        "What would settle it, taken together"
    }));
    let items = view.open.iter().map(|open| {
        let mut under = vec![bullets(&open.cases)];
        if let Some(field) = &open.field {
            let go = Button::new(format!("go-{}", field_id(field)), "Enter it", Look::Link);
            under.push(Block::Buttons(vec![go.hidden(open.text.clone())]));
        }
        Item { text: AttrValue::from(open.text.clone()), blocks: under }
    });
    blocks.push(Block::Items(items.collect()));
    if !view.also.is_empty() {
        blocks.push(text(view.also.clone()));
    }
}

fn rules(view: &CategoryView, blocks: &mut Vec<Block>) {
    if view.rules.is_empty() {
        return;
    }
    blocks.extend([
        heading("Every rule, in the order in which they are read"),
        text(
            "The first rule that fits decides. Open a rule to see each part, the figure and threshold behind it, and the \
             clause it comes from.",
        ),
        Block::Reasons(view.rules.iter().map(rule).collect()),
        Block::Details(AttrValue::Static("Where the order comes from"), None, vec![source(&view.order)]),
    ]);
}

fn rule(rule: &RuleView) -> Reason {
    let mut blocks = Vec::new();
    if !rule.reason.parts.is_empty() {
        blocks.push(small(format!("{}:", rule.reason.claim)));
    }
    blocks.extend(inside(&rule.reason));
    blocks.push(source(&rule.source));
    Reason {
        id: Some(AttrValue::from(format!("rule-{}", rule.id))),
        claim: AttrValue::from(rule.title.clone()),
        verdict: AttrValue::Static(rule.said),
        meaning: meaning(rule.verdict),
        blocks,
    }
}

fn changes(view: &CategoryView, blocks: &mut Vec<Block>) {
    if view.pupils.is_empty() && view.answers.is_empty() {
        return;
    }
    blocks.push(heading("What would change it"));
    blocks.extend(view.stability.iter().map(|stability| text(stability.text.clone())));
    for (title, sentences) in [("Pupils", &view.pupils), ("Answers", &view.answers)] {
        if !sentences.is_empty() {
            blocks.extend([subheading(title), bullets(sentences)]);
        }
    }
}

fn follows(view: &CategoryView, blocks: &mut Vec<Block>) {
    if view.follows.is_empty() && view.support.rows.is_empty() {
        return;
    }
    blocks.push(heading("What follows"));
    let items = view.follows.iter().map(|follow| Item {
        text: AttrValue::from(follow.text.clone()),
        blocks: vec![source(&follow.source)],
    });
    blocks.push(Block::Items(items.collect()));
    blocks.push(Block::Table(AttrValue::Static("support"), view.support.clone()));
}

fn overlay(overlay: &OverlayView, blocks: &mut Vec<Block>) {
    blocks.extend([
        heading(overlay.label.clone()),
        Block::Strong(AttrValue::from(overlay.result.clone())),
        text(overlay.note.clone()),
    ]);
    if !overlay.candidates_for.is_empty() {
        blocks.extend([text("A school at this level is a candidate for:"), bullets(&overlay.candidates_for)]);
    }
    blocks.push(Block::Reasons(overlay.levels.iter().map(rule).collect()));
}
