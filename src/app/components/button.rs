//! Buttons: one that acts, a row of them, and one that looks like a link.
//!
//! Accessibility: a real `button` of type `button`; at least 24 px high; the focus ring is GOV.UK's. A button that can
//! do nothing now stays focusable and says so with `aria-disabled`, so that the keyboard is not thrown to the top of
//! the page when, say, the last step has been undone.

use yew::prelude::*;

/// How much a button matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The page's main act; one a page.
    #[default]
    Primary,
    /// Every other act.
    Secondary,
    /// An act that removes something (and can be undone).
    Warning,
}

/// What a [`Button`] is told.
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// The words on the button.
    pub text: AttrValue,
    /// Words for screen readers only, read after `text`: "Remove" + "reading 2014".
    #[prop_or_default]
    pub hidden_text: Option<AttrValue>,
    /// How much it matters.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// The id of the element.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Set in the size of table text, for tool bars and tables.
    #[prop_or_default]
    pub small: bool,
    /// Whether it can do nothing now; pressing it then calls nothing.
    #[prop_or_default]
    pub unavailable: bool,
    /// `aria-describedby`.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// `aria-controls`.
    #[prop_or_default]
    pub controls: Option<AttrValue>,
    /// `aria-expanded`, for a button that opens something.
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// `aria-pressed`, for a button that stays on.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// `aria-keyshortcuts`: `Control+Z`.
    #[prop_or_default]
    pub shortcut: Option<AttrValue>,
    /// Called when pressed.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
}

/// A button that acts.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    props.view()
}

impl ButtonProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let kind = match self.kind {
            ButtonKind::Primary => None,
            ButtonKind::Secondary => Some("govuk-button--secondary"),
            ButtonKind::Warning => Some("govuk-button--warning"),
        };
        let onclick = (!self.unavailable).then(|| self.onclick.clone());
        html! {
            <button
                type="button"
                class={classes!("govuk-button", kind, self.small.then_some("planner-button--small"))}
                id={self.id.clone()}
                aria-disabled={self.unavailable.then_some("true")}
                aria-describedby={self.described_by.clone()}
                aria-controls={self.controls.clone()}
                aria-expanded={self.expanded.map(truth)}
                aria-pressed={self.pressed.map(truth)}
                aria-keyshortcuts={self.shortcut.clone()}
                {onclick}
            >
                { &self.text }{ hidden(self.hidden_text.as_ref()) }
            </button>
        }
    }
}

/// What a [`ButtonGroup`] is told.
#[derive(Properties, PartialEq)]
pub struct ButtonGroupProps {
    /// Buttons and link buttons.
    pub children: Html,
}

/// Buttons side by side, under one another on a narrow screen.
#[component]
pub fn ButtonGroup(props: &ButtonGroupProps) -> Html {
    props.view()
}

impl ButtonGroupProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! { <div class="govuk-button-group">{ self.children.clone() }</div> }
    }
}

/// What a [`LinkButton`] is told.
#[derive(Properties, PartialEq)]
pub struct LinkButtonProps {
    /// The words of the link.
    pub text: AttrValue,
    /// Words for screen readers only, read after `text`.
    #[prop_or_default]
    pub hidden_text: Option<AttrValue>,
    /// The id of the element; also what `on_press` is told.
    #[prop_or_default]
    pub id: AttrValue,
    /// `aria-describedby`.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Called with `id` when pressed.
    #[prop_or_default]
    pub on_press: Callback<AttrValue>,
}

/// A button that looks like a link. Moving between the planner's pages is a change of state, not of address.
#[component]
pub fn LinkButton(props: &LinkButtonProps) -> Html {
    props.view()
}

impl LinkButtonProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let id = (!self.id.is_empty()).then(|| self.id.clone());
        html! {
            <button
                type="button"
                class={classes!("planner-link", self.class.clone())}
                {id}
                aria-describedby={self.described_by.clone()}
                onclick={super::field::id_handler(&self.id, &self.on_press)}
            >
                { &self.text }{ hidden(self.hidden_text.as_ref()) }
            </button>
        }
    }
}

/// Words for screen readers only, after a space.
pub(super) fn hidden(words: Option<&AttrValue>) -> Html {
    words.map_or_else(Html::default, |words| {
        html! { <span class="govuk-visually-hidden">{ " " }{ words }</span> }
    })
}

/// A truth in the words that ARIA wants.
pub(super) fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

/// Each kind of button, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        ("primary", html! { <Button text="Continue" id="button-continue" /> }),
        ("secondary", html! { <Button text="Open a file" kind={ButtonKind::Secondary} /> }),
        ("warning", html! { <Button text="Remove" hidden_text="reading 2014" kind={ButtonKind::Warning} /> }),
        (
            "small, and nothing to do",
            html! { <Button text="Undo" kind={ButtonKind::Secondary} small=true unavailable=true /> },
        ),
        (
            "group",
            html! {
                <ButtonGroup>
                    <Button text="Continue" />
                    <Button text="Load the worked example" kind={ButtonKind::Secondary} />
                    <LinkButton text="Skip for now" id="button-skip" />
                </ButtonGroup>
            },
        ),
        ("link", html! { <LinkButton text="Change" hidden_text="phase" id="button-change-phase" /> }),
    ]
}
