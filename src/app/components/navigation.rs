//! The planner's pages, always in view at the top: where you are, and what is still missing.
//!
//! Accessibility: a `nav` with a name; the page in view has `aria-current="page"`; how a page stands is said in words
//! that screen readers hear and drawn as a shape, not by colour alone. It wraps on a narrow screen and never sticks, so
//! that it cannot cover what has the keyboard.

use yew::html::ImplicitClone;
use yew::prelude::*;

use super::IArray;
use super::button::hidden;
use super::field::id_handler;

/// How a page of the planner stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is asked on it.
    #[default]
    Plain,
    /// Everything asked is answered.
    Done,
    /// Something is still missing.
    Missing,
    /// Something is wrong.
    Problem,
}

impl ImplicitClone for Progress {}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// The id of its button, unique on the page; `on_go` is told it.
    pub id: AttrValue,
    /// Its name.
    pub text: AttrValue,
    /// How it stands.
    pub progress: Progress,
}

impl ImplicitClone for NavItem {}

impl NavItem {
    /// A page and how it stands.
    pub fn new(id: impl Into<AttrValue>, text: impl Into<AttrValue>, progress: Progress) -> Self {
        Self { id: id.into(), text: text.into(), progress }
    }
}

/// What a [`Navigation`] is told.
#[derive(Properties, PartialEq)]
pub struct NavigationProps {
    /// The pages, in order.
    pub items: IArray<NavItem>,
    /// The id of the page in view.
    pub current: AttrValue,
    /// The name of the navigation.
    #[prop_or_else(|| AttrValue::Static("Planner pages"))]
    pub label: AttrValue,
    /// Called with a page's id when it is pressed.
    #[prop_or_default]
    pub on_go: Callback<AttrValue>,
}

/// The planner's pages.
#[component]
pub fn Navigation(props: &NavigationProps) -> Html {
    props.view()
}

impl NavigationProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <nav class="planner-nav" aria-label={self.label.clone()}>
                <div class="govuk-width-container">
                    <ul class="planner-nav__list">
                        { for self.items.iter().map(|item| {
                            let current = item.id == self.current;
                            html! {
                                <li key={item.id.to_string()} class="planner-nav__item">
                                    <button
                                        type="button"
                                        class="planner-nav__link"
                                        id={item.id.clone()}
                                        aria-current={current.then_some("page")}
                                        onclick={id_handler::<MouseEvent>(&item.id, &self.on_go)}
                                    >
                                        { marker(item.progress) }
                                        <span class="planner-nav__text">{ &item.text }</span>
                                        { hidden(words(item.progress).map(AttrValue::Static).as_ref()) }
                                    </button>
                                </li>
                            }
                        }) }
                    </ul>
                </div>
            </nav>
        }
    }
}

fn words(progress: Progress) -> Option<&'static str> {
    match progress {
        Progress::Plain => None,
        Progress::Done => Some("(complete)"),
        Progress::Missing => Some("(something is missing)"),
        Progress::Problem => Some("(there is a problem)"),
    }
}

/// A tick in a disc, a ring, or an exclamation mark in a disc.
fn marker(progress: Progress) -> Html {
    let shape = match progress {
        Progress::Plain => return Html::default(),
        Progress::Done => html! {
            <>
                <circle class="planner-nav__disc" cx="8" cy="8" r="8" />
                <path class="planner-nav__sign" d="m4.2 8.3 2.6 2.6 5-5.4" />
            </>
        },
        Progress::Missing => html! { <circle class="planner-nav__ring" cx="8" cy="8" r="6.75" /> },
        Progress::Problem => html! {
            <>
                <circle class="planner-nav__disc planner-nav__disc--problem" cx="8" cy="8" r="8" />
                <path class="planner-nav__sign" d="M8 3.6v5.2m0 2.2v1.6" />
            </>
        },
    };
    html! {
        <svg class="planner-nav__marker" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            { shape }
        </svg>
    }
}

/// The navigation, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![(
        "all pages",
        html! {
            <Navigation current="nav-figures" items={IArray::from(vec![
                NavItem::new("nav-start", "Start", Progress::Plain),
                NavItem::new("nav-school", "School", Progress::Done),
                NavItem::new("nav-figures", "Figures", Progress::Problem),
                NavItem::new("nav-judgements", "Judgements", Progress::Missing),
                NavItem::new("nav-category", "Category", Progress::Plain),
                NavItem::new("nav-gap", "Gap to national", Progress::Plain),
                NavItem::new("nav-trajectory", "Trajectory", Progress::Plain),
                NavItem::new("nav-what-if", "What if", Progress::Plain),
                NavItem::new("nav-report", "Report", Progress::Plain),
                NavItem::new("nav-about", "About", Progress::Plain),
            ])} />
        },
    )]
}
