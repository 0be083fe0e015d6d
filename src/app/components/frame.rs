//! The frame around every page: header, navigation, messages, way on, footer.

use yew::virtual_dom::{AttrValue, VNode};

use crate::app::markup::{all, classed, el, heading};

use super::shown::{hidden, with_hidden};
use super::{Block, Part, draw, join, part};

/// The first link of the page, for those who come by keyboard.
pub(crate) fn skip_link() -> VNode {
    classed("a", "govuk-skip-link").attr("href", "#main").say("Skip to main content").node()
}

/// What the header says and holds.
pub(crate) struct Header<'a> {
    /// Whose scheme it is, or what area.
    pub(crate) council: &'a str,
    /// A picture and what it says; both may be empty.
    pub(crate) logo: (&'a str, &'a str),
    /// Whether the plan is kept.
    pub(crate) kept: &'static str,
    /// What undo would take back.
    pub(crate) undo: Option<AttrValue>,
    /// What redo would do again.
    pub(crate) redo: Option<AttrValue>,
    /// The last button: its id, its words and its key.
    pub(crate) last: (&'static str, &'static str, &'static str),
}

/// The header: the planner's name, the council's, and undo, redo and save.
pub(crate) fn header(header: Header<'_>) -> VNode {
    let Header { council, logo, kept, undo, redo, last } = header;
    let mut names = classed("div", "planner-header__names")
        .with(classed("span", "planner-header__name").say("Attainment planner").node())
        .with(classed("span", "planner-header__council").say(council.to_owned()).node())
        .node();
    if !logo.0.is_empty() {
        let picture = classed("img", "planner-header__logo")
            .attr("src", logo.0.to_owned())
            .attr("alt", logo.1.to_owned())
            .node();
        names = all(vec![picture, names]);
    }
    let tools = classed("div", "planner-toolbar")
        .attr("role", "group")
        .attr("aria-label", "Undo and save")
        .with(classed("span", "planner-toolbar__kept").say(kept).node())
        .with(tool("undo", "Undo", "Control+Z", undo.is_none(), undo.as_ref()))
        .with(tool("redo", "Redo", "Control+Y", redo.is_none(), redo.as_ref()))
        .with(tool(last.0, last.1, last.2, false, None))
        .node();
    let inner = classed("div", "govuk-width-container planner-header__container")
        .with(classed("div", "planner-header__identity").with(names).node())
        .with(tools)
        .node();
    classed("header", "planner-header").with(inner).node()
}

/// A button with nothing to do stays where the keyboard finds it.
fn tool(
    id: &'static str,
    words: &'static str,
    shortcut: &'static str,
    is_idle: bool,
    of_what: Option<&AttrValue>,
) -> VNode {
    let button = classed("button", "govuk-button govuk-button--secondary planner-button--small")
        .attr("type", "button")
        .attr("id", id)
        .attr_if("aria-keyshortcuts", (!shortcut.is_empty()).then_some(shortcut))
        .attr_if("aria-disabled", is_idle.then_some("true"))
        .say(words);
    with_hidden(button, of_what).node()
}

/// A page in the navigation.
#[derive(PartialEq)]
pub(crate) struct NavItem {
    /// The id of its button.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: &'static str,
    /// How it stands: in words, and as the mark to draw.
    pub(crate) state: Option<(&'static str, char)>,
    /// Whether it is the page in view.
    pub(crate) is_current: bool,
}

/// The navigation: pages, each with what is to be known of it.
pub(crate) fn navigation(label: &'static str, items: impl Iterator<Item = NavItem>) -> VNode {
    let items = items.map(|item| part(item.title, Part::NavItem(item)));
    let list = classed("ul", "planner-nav__list").with_all(items.collect()).node();
    classed("nav", "planner-nav")
        .attr("aria-label", label)
        .with(classed("div", "govuk-width-container").with(list).node())
        .node()
}

pub(super) fn nav_item(NavItem { id, title, state, is_current }: &NavItem) -> VNode {
    let mut button = classed("button", "planner-nav__link")
        .attr("type", "button")
        .attr("id", id.clone())
        .attr_if("aria-current", is_current.then_some("page"));
    if let Some((_, mark)) = state {
        button = button.with(marker(*mark));
    }
    button = button.with(classed("span", "planner-nav__text").say(*title).node());
    if let Some((words, _)) = state {
        button = button.with(hidden(join(" ", words)));
    }
    classed("li", "planner-nav__item").with(button.node()).node()
}

/// A tick in a disc, a ring, or an exclamation mark in a disc.
fn marker(mark: char) -> VNode {
    let circle = |class: &'static str, radius: &'static str| {
        classed("circle", class).attr("cx", "8").attr("cy", "8").attr("r", radius).node()
    };
    let path = |d: &'static str| classed("path", "planner-nav__sign").attr("d", d).node();
    let shape = match mark {
        '✓' => vec![circle("planner-nav__disc", "8"), path("m4.2 8.3 2.6 2.6 5-5.4")],
        '!' => {
            vec![circle("planner-nav__disc planner-nav__disc--problem", "8"), path("M8 3.6v5.2m0 2.2v1.6")]
        }
        _ => vec![circle("planner-nav__ring", "6.75")],
    };
    classed("svg", "planner-nav__marker")
        .attr("viewBox", "0 0 16 16")
        .attr("width", "16")
        .attr("height", "16")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .with_all(shape)
        .node()
}

/// What is wrong with the page, each with the id of its control.
pub(crate) fn error_summary(problems: &[(String, String)]) -> VNode {
    if problems.is_empty() {
        return VNode::default();
    }
    let items = problems.iter().map(|(id, words)| {
        el("li").with(el("a").attr("href", join("#", id)).say(words.clone()).node()).node()
    });
    let list = classed("ul", "govuk-list govuk-error-summary__list").with_all(items.collect()).node();
    let alert = el("div")
        .attr("role", "alert")
        .with(heading(2, "govuk-error-summary__title").say("There is a problem").node())
        .with(classed("div", "govuk-error-summary__body").with(list).node())
        .node();
    classed("div", "govuk-error-summary")
        .attr("id", "error-summary")
        .attr("tabindex", "-1")
        .with(alert)
        .node()
}

/// What the person is told about files and the like, or asked.
pub(crate) fn notice(id: &'static str, is_success: bool, words: &str, blocks: &[Block]) -> VNode {
    let class = if is_success {
        "govuk-notification-banner govuk-notification-banner--success"
    } else {
        "govuk-notification-banner"
    };
    let title_id = join(id, "-title");
    let title = heading(2, "govuk-notification-banner__title")
        .attr("id", title_id.clone())
        .say(if is_success { "Success" } else { "Important" })
        .node();
    let words = classed("p", "govuk-notification-banner__heading").say(words.to_owned()).node();
    classed("div", class)
        .attr("id", id)
        .attr("role", "alert")
        .attr("aria-labelledby", title_id)
        .attr("tabindex", "-1")
        .with(classed("div", "govuk-notification-banner__header").with(title).node())
        .with(classed("div", "govuk-notification-banner__content").with(words).with(draw(blocks)).node())
        .node()
}

/// The pages before and after this one, each by id and title.
pub(crate) fn pagination(
    previous: Option<(String, &'static str)>,
    next: Option<(String, &'static str)>,
) -> VNode {
    part("pagination", Part::Pagination(previous, next))
}

pub(super) fn drawn_pagination(
    previous: Option<&(String, &'static str)>,
    next: Option<&(String, &'static str)>,
) -> VNode {
    let mut nav = classed("nav", "govuk-pagination govuk-pagination--block")
        .attr("aria-label", "Page before and after");
    let ways = [
        (
            previous,
            "govuk-pagination__prev",
            "Previous",
            "govuk-pagination__icon govuk-pagination__icon--prev",
            PREVIOUS,
        ),
        (next, "govuk-pagination__next", "Next", "govuk-pagination__icon govuk-pagination__icon--next", NEXT),
    ];
    for (page, class, way, icon, arrow) in ways {
        let Some((id, title)) = page else { continue };
        let arrow = classed("svg", icon)
            .attr("width", "15")
            .attr("height", "13")
            .attr("viewBox", "0 0 15 13")
            .attr("aria-hidden", "true")
            .attr("focusable", "false")
            .with(el("path").attr("d", arrow).node())
            .node();
        let button = classed("button", "planner-link govuk-pagination__link")
            .attr("type", "button")
            .attr("id", id.clone())
            .with(arrow)
            .with(classed("span", "govuk-pagination__link-title").say(way).node())
            .with(hidden(": "))
            .with(classed("span", "govuk-pagination__link-label").say(*title).node())
            .node();
        nav = nav.with(classed("div", class).with(button).node());
    }
    nav.node()
}

const PREVIOUS: &str = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
const NEXT: &str = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

/// The footer: sentences, and links to the page about the planner and to the officer's area.
pub(crate) fn footer(sentences: Vec<AttrValue>) -> VNode {
    part("footer", Part::Footer(sentences))
}

pub(super) fn drawn_footer(sentences: &[AttrValue]) -> VNode {
    let words = sentences.iter().map(|words| classed("p", "planner-footer__text").say(words.clone()).node());
    let links = [
        ("task-about", "About, privacy and method"),
        ("see-copy", "For council officers: make your own copy"),
    ];
    let links = links.map(|(id, words)| {
        let link = classed("button", "planner-link").attr("type", "button").attr("id", id).say(words).node();
        el("li").with(link).node()
    });
    let links = classed("ul", "planner-footer__links").with_all(links.into()).node();
    let inner = classed("div", "govuk-width-container").with_all(words.collect()).with(links).node();
    classed("footer", "planner-footer").with(inner).node()
}
