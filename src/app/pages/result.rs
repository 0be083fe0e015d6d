//! The result so far, beside the forms: it moves as figures are typed.

use yew::prelude::*;

use crate::app::Shown;
use crate::app::components::*;
use crate::present::category::{self, CAVEAT};
use crate::present::gap;
use crate::present::reason::Words;

/// The category, and the headline gaps.
pub(super) fn view(state: &Shown) -> Html {
    let worked = &state.worked;
    let words =
        Words { framework: &state.framework, catalogue: &state.shipped.catalogue, plan: &worked.plan };
    let headline = category::headline(&worked.evaluation, words);
    let open = category::open(&worked.evaluation, words);
    let gaps = gap::headlines(&worked.evaluation, &worked.plan, &state.framework, &state.shipped.catalogue);
    html! {
        <>
            { yew::props!(HeadlineProps {
                id: "result",
                label: headline.label.clone(),
                number: headline.number.clone(),
                name: (!headline.name.is_empty()).then(|| AttrValue::from(headline.name.clone())),
                compact: true,
                children: html! {
                    <>
                        <p class="govuk-body-s">{ &headline.sentence }</p>
                        if !open.is_empty() {
                            <p class="govuk-body-s">{ "What would settle it:" }</p>
                            <ul class="govuk-list govuk-list--bullet govuk-body-s">
                                { for open.iter().map(|open| html! { <li>{ &open.text }</li> }) }
                            </ul>
                        }
                        <p class="govuk-body-s">{ CAVEAT }</p>
                    </>
                },
            }).view() }
            { for gaps.iter().map(|gap| html! {
                <div class="planner-panel" key={gap.title.clone()}>
                    <h2 class="govuk-heading-s">{ &gap.title }</h2>
                    { for gap.sentences.iter().map(|sentence| html! { <p class="govuk-body-s">{ sentence }</p> }) }
                </div>
            }) }
        </>
    }
}
