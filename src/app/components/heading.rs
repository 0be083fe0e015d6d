//! The heading of a page.
//!
//! Accessibility: the page's one `h1`; it takes the keyboard when the page in view changes, so that the page is read
//! from its top.

use yew::prelude::*;

use super::field::{Size, use_focus};

/// What a [`Heading`] is told.
#[derive(Properties, PartialEq)]
pub struct HeadingProps {
    /// The words.
    pub text: AttrValue,
    /// A line above, smaller: the section or the school.
    #[prop_or_default]
    pub caption: Option<AttrValue>,
    /// The id of the element.
    #[prop_or_else(|| AttrValue::Static("page-heading"))]
    pub id: AttrValue,
    /// How large it is.
    #[prop_or(Size::L)]
    pub size: Size,
    /// Another number than before, and than 0, moves the keyboard here: count the changes of page.
    #[prop_or_default]
    pub focus: u32,
}

/// The heading of a page.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    let node = use_focus(props.focus);
    html! {
        <h1 class={classes!(props.size.heading_class(), "planner-heading")} id={props.id.clone()} tabindex="-1" ref={node}>
            if let Some(caption) = &props.caption {
                <span class="planner-heading__caption">{ caption }</span>
            }
            { &props.text }
        </h1>
    }
}

/// Headings, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        ("plain", html! { <Heading id="heading-figures" text="Figures" /> }),
        (
            "with a caption",
            html! { <Heading id="heading-category" text="Category" caption="Sample pyramid, 2014 to 2015" /> },
        ),
    ]
}
