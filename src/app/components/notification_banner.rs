//! Something to know that is not about this page's fields: a file was opened, work is not kept, figures are old.
//!
//! Accessibility: a region named by its title. Good news is also announced (role `alert`, as GOV.UK has it); anything
//! else is read where it stands. It takes the keyboard when `focus` changes.

use yew::prelude::*;

use super::field::{join, use_focus};

/// What kind of news a banner brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BannerKind {
    /// Worth knowing before going on.
    #[default]
    Important,
    /// What was asked for has been done.
    Success,
}

/// What a [`NotificationBanner`] is told.
#[derive(Properties, PartialEq)]
pub struct NotificationBannerProps {
    /// The id of the element, unique on the page.
    pub id: AttrValue,
    /// What kind of news.
    #[prop_or_default]
    pub kind: BannerKind,
    /// The title; "Important" or "Success" unless told.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The news in a sentence.
    pub heading: AttrValue,
    /// Another number than before, and than 0, moves the keyboard here.
    #[prop_or_default]
    pub focus: u32,
    /// More words, and what can be done.
    #[prop_or_default]
    pub children: Html,
}

/// Something to know.
#[component]
pub fn NotificationBanner(props: &NotificationBannerProps) -> Html {
    let node = use_focus(props.focus);
    let success = props.kind == BannerKind::Success;
    let title = props.title.clone().unwrap_or(if success { "Success".into() } else { "Important".into() });
    let title_id = join(&props.id, "-title");
    html! {
        <div
            class={classes!("govuk-notification-banner", success.then_some("govuk-notification-banner--success"))}
            id={props.id.clone()}
            role={if success { "alert" } else { "region" }}
            aria-labelledby={title_id.clone()}
            tabindex="-1"
            ref={node}
        >
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id={title_id}>{ title }</h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">{ &props.heading }</p>
                { props.children.clone() }
            </div>
        </div>
    }
}

/// A banner of each kind, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "important",
            html! {
                <NotificationBanner id="banner-storage" heading="Your work is not kept in this browser">
                    <p class="govuk-body">{ "Save your plan to a file before you leave." }</p>
                </NotificationBanner>
            },
        ),
        (
            "success",
            html! {
                <NotificationBanner id="banner-opened" kind={BannerKind::Success} heading="The plan was opened" />
            },
        ),
        (
            "own title",
            html! {
                <NotificationBanner id="banner-year" title="Older figures"
                    heading="National figures are for 2014, your figures are for 2015" />
            },
        ),
    ]
}
