//! The scheme's own questions, each with "not known yet".

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Choice, Look, Radios, TextBox};
use crate::app::state::State;
use crate::domain::Field;
use crate::domain::framework::Question;
use crate::present::name::{self, field_id};

use super::{error, small, text};

/// The judgements page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let first = text(format!(
        "{} scheme asks these questions of people, not of figures. Answer those you can: “not known yet” is never \
         taken as no.",
        name::upper_first(&name::whose(&state.framework.council)),
    ));
    let questions = state.framework.questions.iter().flat_map(|asked| question(state, asked));
    [first].into_iter().chain(questions).collect()
}

fn question(state: &State, question: &Question) -> Vec<Block> {
    let field = Field::Answer(question.id.clone());
    let given = state.draft.scheme(&state.own.id).answers.get(&question.id);
    let value = AttrValue::from(given.map_or_else(String::new, ToString::to_string));
    if let Some(range) = &question.number {
        let number = Block::TextBox(TextBox {
            id: AttrValue::from(field_id(&field)),
            label: AttrValue::from(question.text.clone()),
            hint: AttrValue::from(format!("{} In {}.", question.help, range.unit)),
            error: error(state, &field),
            value,
            is_figure: true,
        });
        return vec![number, small(name::clause(&question.clause))];
    }
    let choices =
        question.options.iter().map(|option| Choice::new(option.id.to_string(), option.label.clone()));
    let mut blocks = vec![Block::Radios(Radios {
        id: AttrValue::from(field_id(&field)),
        legend: AttrValue::from(question.text.clone()),
        hint: AttrValue::from(question.help.clone()),
        error: error(state, &field),
        choices: choices.chain([Choice::new("", "Not known yet")]).collect(),
        value,
    })];
    // What the figures suggest stays a suggestion until the person takes it.
    let proposals = &state.worked.evaluation.proposals;
    let proposed =
        proposals.iter().find(|(id, _)| *id == question.id).and_then(|(_, answer)| question.option(answer));
    if let Some(option) = proposed {
        let take = Button::new(format!("use-{}", field_id(&field)), "Use this answer", Look::Small)
            .hidden(format!("to {}", question.text));
        blocks.push(Block::Inset(vec![
            text(format!("Your figures suggest “{}”. It counts only if you choose it.", option.label)),
            Block::Buttons(vec![take]),
        ]));
    }
    if !question.checklist.is_empty() {
        blocks.push(Block::Details(
            AttrValue::Static("Things to look at before you answer"),
            None,
            vec![super::bullets(&question.checklist)],
        ));
    }
    blocks.push(small(name::clause(&question.clause)));
    blocks
}
