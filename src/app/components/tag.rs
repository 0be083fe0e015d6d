//! A word or two that say how something stands.
//!
//! Accessibility: the words carry the meaning, the colour repeats it; contrast is at least 4.5 to 1; with forced
//! colours the words turn bold.

use yew::html::ImplicitClone;
use yew::prelude::*;

/// What a tag's colour stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Neither good nor bad: not known, not started, assumed. Grey.
    #[default]
    Neutral,
    /// Worth knowing: published, in progress. Blue.
    Information,
    /// Met, done, above. Green.
    Good,
    /// Watch this: unstable, old figures, something missing. Yellow.
    Caution,
    /// Not met, below, a problem. Red.
    Bad,
}

impl ImplicitClone for Meaning {}

/// What a [`Tag`] is told.
#[derive(Properties, PartialEq)]
pub struct TagProps {
    /// The words.
    pub text: AttrValue,
    /// What the colour stands for.
    #[prop_or_default]
    pub meaning: Meaning,
}

/// A word or two that say how something stands.
#[component]
pub fn Tag(props: &TagProps) -> Html {
    props.view()
}

impl TagProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! { <strong class={tag_class(self.meaning)}>{ &self.text }</strong> }
    }
}

/// The class for a meaning.
pub(super) fn tag_class(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Neutral => "govuk-tag govuk-tag--grey",
        Meaning::Information => "govuk-tag",
        Meaning::Good => "govuk-tag govuk-tag--green",
        Meaning::Caution => "govuk-tag govuk-tag--yellow",
        Meaning::Bad => "govuk-tag govuk-tag--red",
    }
}

/// A tag of each meaning, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        ("neutral", html! { <Tag text="Not known" /> }),
        ("information", html! { <Tag text="Published" meaning={Meaning::Information} /> }),
        ("good", html! { <Tag text="Met" meaning={Meaning::Good} /> }),
        ("caution", html! { <Tag text="One pupil would change it" meaning={Meaning::Caution} /> }),
        ("bad", html! { <Tag text="Not met" meaning={Meaning::Bad} /> }),
    ]
}
