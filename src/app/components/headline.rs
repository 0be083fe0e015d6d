//! The result in large type: the category's number, its name, and what to make of it.
//!
//! Accessibility: a section named by its heading; number and name are one sentence to a screen reader; large enough for
//! a projector; neutral in colour, as a category is not a mark.

use yew::prelude::*;

use super::field::join;

/// What a [`Headline`] is told.
#[derive(Properties, PartialEq)]
pub struct HeadlineProps {
    /// The id of the section, unique on the page; the heading's is `{id}-heading`.
    pub id: AttrValue,
    /// What the result is: "Likely category".
    pub label: AttrValue,
    /// The result: "3", "2 or 3", "62.3%".
    pub number: AttrValue,
    /// Its name: "Requires support".
    #[prop_or_default]
    pub name: Option<AttrValue>,
    /// A tag beside the label: "Unstable".
    #[prop_or_default]
    pub tag: Option<Html>,
    /// The smaller form, for the panel beside a form.
    #[prop_or_default]
    pub compact: bool,
    /// What to make of it.
    #[prop_or_default]
    pub children: Html,
}

/// The result in large type.
#[component]
pub fn Headline(props: &HeadlineProps) -> Html {
    props.view()
}

impl HeadlineProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let heading_id = join(&self.id, "-heading");
        html! {
            <section
                class={classes!("planner-headline", self.compact.then_some("planner-headline--compact"))}
                id={self.id.clone()}
                aria-labelledby={heading_id.clone()}
            >
                <h2 class="planner-headline__heading" id={heading_id}>
                    <span class="planner-headline__label">{ &self.label }</span>
                    <span class="govuk-visually-hidden">{ ": " }</span>
                    <span class="planner-headline__number">{ &self.number }</span>
                    if let Some(name) = &self.name {
                        <span class="govuk-visually-hidden">{ ", " }</span>
                        <span class="planner-headline__name">{ name }</span>
                    }
                </h2>
                if let Some(tag) = &self.tag {
                    <div class="planner-headline__tag">{ tag.clone() }</div>
                }
                <div class="planner-headline__words">{ self.children.clone() }</div>
            </section>
        }
    }
}

/// Headlines, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "category",
            html! {
                <Headline id="headline-category" label="Likely category" number="3" name="Targeted support"
                    tag={html! { <super::Tag text="One pupil would change it" meaning={super::Meaning::Caution} /> }}>
                    <p class="govuk-body">{ "Attainment is 17.7 percentage points below national: 6 of 30 pupils." }</p>
                    <p class="govuk-body">{ "The council decides the category after moderation." }</p>
                </Headline>
            },
        ),
        (
            "compact, not settled",
            html! {
                <Headline id="headline-compact" label="Likely category" number="2 or 3" compact=true>
                    <p class="govuk-body-s">{ "One judgement would settle it." }</p>
                </Headline>
            },
        ),
    ]
}
