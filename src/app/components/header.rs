//! The top of the page: the planner's name, and the council's.
//!
//! Accessibility: the page's `banner` landmark; a logo says the council's name unless the name stands beside it.

use yew::prelude::*;

/// What a [`Header`] is told.
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The council's name; empty in the planner as it comes.
    #[prop_or_default]
    pub council: AttrValue,
    /// The council's logo as a `data:` address; nothing else can load.
    #[prop_or_default]
    pub logo: Option<AttrValue>,
    /// The planner's name.
    #[prop_or_else(|| AttrValue::Static("Attainment planner"))]
    pub name: AttrValue,
    /// What stands at the right: the tool bar.
    #[prop_or_default]
    pub children: Html,
}

/// The top of the page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    props.view()
}

impl HeaderProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        html! {
            <header class="planner-header">
                <div class="govuk-width-container planner-header__container">
                    <div class="planner-header__identity">
                        if let Some(logo) = &self.logo {
                            <img class="planner-header__logo" src={logo.clone()} alt={self.council.clone()} />
                        }
                        <div class="planner-header__names">
                            <span class="planner-header__name">{ &self.name }</span>
                            if !self.council.is_empty() && self.logo.is_none() {
                                <span class="planner-header__council">{ &self.council }</span>
                            }
                        </div>
                    </div>
                    { self.children.clone() }
                </div>
            </header>
        }
    }
}

/// Headers, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        ("as it comes", html! { <Header /> }),
        ("with a council", html! { <Header council="Doncaster Council" /> }),
        (
            "with a logo",
            html! {
                <Header council="Example Council" logo="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' \
                    viewBox='0 0 120 40'%3E%3Crect width='120' height='40' rx='6' fill='%23fff'/%3E%3Ccircle cx='20' \
                    cy='20' r='12' fill='%2312436D'/%3E%3Crect x='40' y='15' width='70' height='10' fill='%2312436D'/%3E%3C/svg%3E" />
            },
        ),
    ]
}
