//! One reason of an outcome: a line with its verdict, opening on the figures, threshold and clause behind it.
//!
//! Accessibility: the browser's own `details` and `summary`; the verdict is a tag with words and is read with the line;
//! reasons stand in a list under one another and are printed open.

use yew::prelude::*;

use super::tag::{Meaning, TagProps};

/// What a [`Reason`] is told.
#[derive(Properties, PartialEq)]
pub struct ReasonProps {
    /// The line: what was asked.
    pub text: AttrValue,
    /// The verdict in a word or two: "Met", "Not met", "Not known".
    pub verdict: AttrValue,
    /// What the verdict means, for its colour.
    #[prop_or_default]
    pub meaning: Meaning,
    /// A second line that shows without opening: the figure and the threshold.
    #[prop_or_default]
    pub figure: Option<AttrValue>,
    /// The id of the element.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Whether it starts open.
    #[prop_or_default]
    pub open: bool,
    /// What stands behind it.
    pub children: Html,
}

/// One reason of an outcome. Put several into an element of class `planner-reasons`.
#[component]
pub fn Reason(props: &ReasonProps) -> Html {
    props.view()
}

impl ReasonProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <details class="planner-reason" id={self.id.clone()} open={self.open}>
                <summary class="planner-reason__summary">
                    <span class="planner-reason__text">
                        <span class="planner-reason__words">{ &self.text }</span>
                        if let Some(figure) = &self.figure {
                            <span class="planner-reason__figure">{ figure }</span>
                        }
                    </span>
                    { yew::props!(TagProps { meaning: self.meaning, text: self.verdict.clone() }).view() }
                </summary>
                <div class="planner-reason__detail">{ self.children.clone() }</div>
            </details>
        }
    }
}

/// Reasons, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "three verdicts",
        html! {
            <div class="planner-reasons">
                <Reason text="Attainment is at or above national" figure="62.3% against 80.0%" verdict="Not met"
                    meaning={Meaning::Bad} open=true>
                    <p class="govuk-body">{ "Clause 3.2 of the council's scheme, published." }</p>
                </Reason>
                <Reason text="Progress is at or above the floor" figure="94% against 91%" verdict="Met"
                    meaning={Meaning::Good}>
                    <p class="govuk-body">{ "Clause 3.4 of the council's scheme, published." }</p>
                </Reason>
                <Reason text="Leaders can improve the school without help" verdict="Not known"
                    meaning={Meaning::Neutral}>
                    <p class="govuk-body">{ "Answer it on the Judgements page." }</p>
                </Reason>
            </div>
        },
    )]
}
