//! The way to the page before and the page after.
//!
//! Accessibility: a `nav` with a name; each button says its direction and the page's title; arrows are hidden from
//! screen readers.

use yew::html::ImplicitClone;
use yew::prelude::*;

use super::field::id_handler;

/// A page to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// What `on_go` is told.
    pub id: AttrValue,
    /// The page's title.
    pub title: AttrValue,
}

impl ImplicitClone for PageLink {}

impl PageLink {
    /// The page `id` with its title.
    pub fn new(id: impl Into<AttrValue>, title: impl Into<AttrValue>) -> Self {
        Self { id: id.into(), title: title.into() }
    }
}

/// What a [`Pagination`] is told.
#[derive(Properties, PartialEq)]
pub struct PaginationProps {
    /// The page before.
    #[prop_or_default]
    pub previous: Option<PageLink>,
    /// The page after.
    #[prop_or_default]
    pub next: Option<PageLink>,
    /// The name of the navigation; unlike any other on the page.
    #[prop_or_else(|| AttrValue::Static("Previous and next page"))]
    pub label: AttrValue,
    /// Called with the page's id.
    #[prop_or_default]
    pub on_go: Callback<AttrValue>,
}

/// The way to the page before and the page after.
#[component]
pub fn Pagination(props: &PaginationProps) -> Html {
    props.view()
}

impl PaginationProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let previous = self.previous.as_ref().map(|page| {
        link(page, &self.on_go, "govuk-pagination__prev", "Previous",
            html! {
                <svg class="govuk-pagination__icon govuk-pagination__icon--prev" height="13" width="15" aria-hidden="true"
                    focusable="false" viewBox="0 0 15 13">
                    <path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z" />
                </svg>
            })
    });
        let next = self.next.as_ref().map(|page| {
        link(page, &self.on_go, "govuk-pagination__next", "Next",
            html! {
                <svg class="govuk-pagination__icon govuk-pagination__icon--next" height="13" width="15" aria-hidden="true"
                    focusable="false" viewBox="0 0 15 13">
                    <path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z" />
                </svg>
            })
    });
        html! {
            <nav class="govuk-pagination govuk-pagination--block" aria-label={self.label.clone()}>
                { for previous }
                { for next }
            </nav>
        }
    }
}

fn link(
    page: &PageLink,
    on_go: &Callback<AttrValue>,
    class: &'static str,
    way: &'static str,
    arrow: Html,
) -> Html {
    html! {
        <div {class}>
            <button type="button" class="planner-link govuk-pagination__link"
                onclick={id_handler::<MouseEvent>(&page.id, on_go)}>
                { arrow }
                <span class="govuk-pagination__link-title">{ way }</span>
                <span class="govuk-visually-hidden">{ ": " }</span>
                <span class="govuk-pagination__link-label">{ &page.title }</span>
            </button>
        </div>
    }
}

/// Pagination, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "both",
            html! {
                <Pagination label="Previous and next page, both" previous={PageLink::new("figures", "Figures")}
                    next={PageLink::new("category", "Category")} />
            },
        ),
        (
            "next only",
            html! { <Pagination label="Next page only" next={PageLink::new("school", "School")} /> },
        ),
    ]
}
