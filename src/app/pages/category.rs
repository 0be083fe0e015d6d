//! The category, with every reason.

use yew::prelude::*;

use crate::app::components::*;
use crate::app::{PageProps, deeds};
use crate::domain::Field;
use crate::present::category::{self, CAVEAT, CategoryView, OverlayView, RuleView, Stability};
use crate::present::name::field_id;
use crate::present::reason::{Verdict, Words};

use super::tables::{found, meaning, parts, source, table};
use super::{bullets, go_to_field, heading, paragraph};

/// The category page.
pub(super) fn view(props: &PageProps) -> Html {
    let state = &props.state;
    let worked = &state.worked;
    let words =
        Words { framework: &state.framework, catalogue: &state.shipped.catalogue, plan: &worked.plan };
    let view = category::view(&worked.evaluation, words);
    html! {
        <>
            { heading(state, &format!("Category under {}’s scheme", state.framework.council)) }
            { headline(&view) }
            { open(props, &view) }
            { because(&view) }
            { nearest(&view) }
            { rules(&view) }
            { changes(&view) }
            { consequences(&view) }
            { for view.overlays.iter().map(overlay) }
            { print() }
        </>
    }
}

fn headline(view: &CategoryView) -> Html {
    let headline = &view.headline;
    let tag = view.stability.as_ref().map(|Stability { is_stable, .. }| {
        let (text, meaning) = if *is_stable {
            ("Stable", Meaning::Information)
        } else {
            ("One pupil would change it", Meaning::Caution)
        };
        yew::props!(TagProps { text, meaning }).view()
    });
    yew::props!(HeadlineProps {
        id: "outcome",
        label: headline.label.clone(),
        number: headline.number.clone(),
        name: (!headline.name.is_empty()).then(|| AttrValue::from(headline.name.clone())),
        tag,
        children: html! {
            <>
                <p class="govuk-body">{ &headline.sentence }</p>
                if !view.meaning.is_empty() {
                    <p class="govuk-body">{ &view.meaning }</p>
                }
                <p class="govuk-body">{ CAVEAT }</p>
            </>
        },
    })
    .view()
}

fn open(props: &PageProps, view: &CategoryView) -> Html {
    if view.open.is_empty() {
        return Html::default();
    }
    let fields: Vec<Field> = view.open.iter().filter_map(|open| open.field.clone()).collect();
    let go = go_to_field(&props.act, fields);
    let what =
        if view.open.len() == 1 { "What would settle it" } else { "What would settle it, taken together" };
    html! {
        <>
            <h2 class="govuk-heading-m">{ what }</h2>
            <ul class="govuk-list govuk-list--bullet">
                { for view.open.iter().map(|open| html! {
                    <li>
                        { &open.text }{ ". " }
                        { for open.field.iter().map(|field| yew::props!(LinkButtonProps {
                            text: "Enter it",
                            hidden_text: Some(AttrValue::from(format!(": {}", open.text))),
                            id: AttrValue::from(format!("go-{}", field_id(field))),
                            on_press: go.clone(),
                        }).view()) }
                        { bullets(&open.cases) }
                    </li>
                }) }
            </ul>
        </>
    }
}

fn because(view: &CategoryView) -> Html {
    if view.because.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2 class="govuk-heading-m">{ "What decided it" }</h2>
            { bullets(&view.because) }
        </>
    }
}

fn nearest(view: &CategoryView) -> Html {
    if view.nearest.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2 class="govuk-heading-m">{ "The descriptions that come nearest" }</h2>
            { for view.nearest.iter().map(|near| html! {
                <>
                    <h3 class="govuk-heading-s">{ &near.title }</h3>
                    { paragraph("What stands in the way:") }
                    { bullets(&near.unmet) }
                </>
            }) }
        </>
    }
}

fn rules(view: &CategoryView) -> Html {
    if view.rules.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2 class="govuk-heading-m">{ "Every rule, in the order in which they are read" }</h2>
            { paragraph("The first rule that fits decides. Open a rule to see each part, the figure and threshold behind it, \
                         and the clause it comes from.") }
            <div class="planner-reasons">{ for view.rules.iter().map(rule) }</div>
            { yew::props!(DetailsProps {
                summary: "Where the order comes from",
                children: source(&view.order),
            }).view() }
        </>
    }
}

fn rule(rule: &RuleView) -> Html {
    let verdict = match (rule.decides, rule.verdict) {
        (true, _) => "Fits, and decides",
        (false, Verdict::Yes) => "Fits, but a rule above decides",
        (false, Verdict::No) => "Does not fit",
        (false, Verdict::NotKnown) => "Not known yet",
    };
    let inner = &rule.reason;
    yew::props!(ReasonProps {
        text: rule.title.clone(),
        verdict,
        meaning: meaning(rule.verdict),
        id: Some(AttrValue::from(format!("rule-{}", rule.id))),
        figure: None::<AttrValue>,
        children: html! {
            <>
                if !inner.parts.is_empty() {
                    <p class="govuk-body-s">{ &inner.claim }{ ":" }</p>
                }
                { found(inner) }
                { parts(inner) }
                { source(&rule.source) }
            </>
        },
    })
    .view()
}

fn changes(view: &CategoryView) -> Html {
    if view.pupils.is_empty() && view.answers.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2 class="govuk-heading-m">{ "What would change it" }</h2>
            { for view.stability.iter().map(|stability| paragraph(stability.text.clone())) }
            if !view.pupils.is_empty() {
                <h3 class="govuk-heading-s">{ "Pupils" }</h3>
                { bullets(&view.pupils) }
            }
            if !view.answers.is_empty() {
                <h3 class="govuk-heading-s">{ "Answers" }</h3>
                { bullets(&view.answers) }
            }
        </>
    }
}

fn consequences(view: &CategoryView) -> Html {
    if view.follows.is_empty() && view.support.rows.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2 class="govuk-heading-m">{ "What follows" }</h2>
            <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
                { for view.follows.iter().map(|follow| html! {
                    <li>
                        { &follow.text }
                        if follow.is_open {
                            { " (If it applies: who maintains the school is not entered yet.)" }
                        }
                        { source(&follow.source) }
                    </li>
                }) }
            </ul>
            { table("support", &view.support) }
        </>
    }
}

fn overlay(overlay: &OverlayView) -> Html {
    html! {
        <>
            <h2 class="govuk-heading-m">{ &overlay.label }</h2>
            <p class="govuk-body"><strong>{ &overlay.result }</strong></p>
            { paragraph(overlay.note.clone()) }
            if !overlay.candidates_for.is_empty() {
                { paragraph("A school at this level is a candidate for:") }
                { bullets(&overlay.candidates_for) }
            }
            <div class="planner-reasons">{ for overlay.levels.iter().map(rule) }</div>
        </>
    }
}

fn print() -> Html {
    yew::props!(ButtonProps {
        text: "Print this page",
        kind: ButtonKind::Secondary,
        id: Some(AttrValue::Static("print")),
        onclick: Callback::from(|_: MouseEvent| deeds::print()),
    })
    .view()
}
