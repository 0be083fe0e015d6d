//! The scheme's own questions, each with "not known yet".

use yew::prelude::*;

use crate::app::PageProps;
use crate::app::components::{Typed, *};
use crate::app::state::Action;
use crate::domain::Field;
use crate::domain::framework::Question;
use crate::present::name::{self, field_id};

use super::{asking, go_on, heading, paragraph};

/// The judgements page.
#[component]
pub(super) fn JudgementsPage(props: &PageProps) -> Html {
    let (state, act) = (&props.state, &props.act);
    let framework = state.framework.clone();
    let typed = use_callback((act.clone(), framework.id.clone()), move |typed: Typed, (act, _)| {
        let asked = framework.questions.iter().map(|question| Field::Answer(question.id.clone()));
        for field in asked.filter(|field| field_id(field) == typed.id.as_str()) {
            act.emit(Action::Type(field, typed.value.clone()));
        }
    });
    asking(
        state,
        html! {
            <>
                { heading(state, "Judgements") }
                { paragraph(format!(
                    "{}’s scheme asks these questions of people, not of figures. Answer those you can: an answer of “not \
                     known yet” is never taken as no.",
                    state.framework.council,
                )) }
                { for state.framework.questions.iter().map(|asked| question(props, asked, &typed)) }
                { go_on(act) }
            </>
        },
    )
}

fn question(props: &PageProps, question: &Question, typed: &Callback<Typed>) -> Html {
    let state = &props.state;
    let field = Field::Answer(question.id.clone());
    let given = state.draft.answers.get(&question.id);
    let choices: IArray<Choice> = question
        .options
        .iter()
        .map(|option| Choice::new(option.id.to_string(), option.label.clone()))
        .chain([Choice::new("", "Not known yet")])
        .collect();
    html! {
        <div key={question.id.to_string()}>
            { yew::props!(RadiosProps {
                id: field_id(&field),
                legend: question.text.clone(),
                legend_size: Size::M,
                legend_level: 2,
                hint: Some(AttrValue::from(question.help.clone())),
                error: state.error(&field).map(AttrValue::from),
                choices,
                value: AttrValue::from(given.map_or_else(String::new, ToString::to_string)),
                small: true,
                on_change: typed.clone(),
            }).view() }
            { proposal(props, question) }
            if !question.checklist.is_empty() {
                { yew::props!(DetailsProps {
                    summary: "Things to look at before you answer",
                    children: html! {
                        <ul class="govuk-list govuk-list--bullet">
                            { for question.checklist.iter().map(|item| html! { <li>{ item }</li> }) }
                        </ul>
                    },
                }).view() }
            }
            <p class="govuk-body-s">{ name::clause(&question.clause) }</p>
        </div>
    }
}

/// What the figures suggest: it stays a suggestion until the person takes it.
fn proposal(props: &PageProps, question: &Question) -> Html {
    let proposals = &props.state.worked.evaluation.proposals;
    let proposed =
        proposals.iter().find(|(id, _)| *id == question.id).and_then(|(_, answer)| question.option(answer));
    let Some(option) = proposed else { return Html::default() };
    let take = {
        let (act, field, answer) =
            (props.act.clone(), Field::Answer(question.id.clone()), option.id.to_string());
        Callback::from(move |_: MouseEvent| act.emit(Action::Type(field.clone(), answer.clone())))
    };
    yew::props!(InsetTextProps {
        children: html! {
            <>
                <p class="govuk-body">
                    { format!("Your figures suggest “{}”. It counts only if you choose it.", option.label) }
                </p>
                { yew::props!(ButtonProps {
                    text: "Use this answer",
                    hidden_text: Some(AttrValue::from(format!("to {}", question.label))),
                    kind: ButtonKind::Secondary,
                    small: true,
                    id: Some(AttrValue::from(format!("use-{}", question.id))),
                    onclick: take,
                }).view() }
            </>
        },
    })
    .view()
}
