//! Every example of every component, rendered to text: what must hold of each, and what each looks like.
//!
//! Run with `cargo test --features render`; `INSTA_UPDATE=always` takes the text of today as the one to compare with.

use std::collections::{BTreeMap, BTreeSet};

use attainment_planner::app::components::gallery;
use yew::prelude::*;
use yew::virtual_dom::VNode;

#[derive(Properties, PartialEq)]
struct ShowProps {
    html: Html,
}

#[component]
fn Show(props: &ShowProps) -> Html {
    props.html.clone()
}

/// The text of `html`, with a line for each element so that a change shows as a few lines.
fn render(html: VNode) -> String {
    let renderer = yew::LocalServerRenderer::<Show>::with_props(ShowProps { html }).hydratable(false);
    pollster::block_on(renderer.render())
}

/// Every example as `component/name` and its text.
fn rendered() -> Vec<(String, String)> {
    gallery::entries()
        .into_iter()
        .flat_map(|entry| {
            entry
                .examples
                .into_iter()
                .map(move |(name, html)| (format!("{}/{name}", entry.component), render(html)))
        })
        .collect()
}

#[track_caller]
fn check_snapshot(name: &str, html: &str) {
    let lines = html.replace("><", ">\n<");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, lines));
}

/// An opening tag: its name and attributes.
struct Element<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Element<'a> {
    fn get(&self, attribute: &str) -> Option<&'a str> {
        self.attributes.get(attribute).copied()
    }

    fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split(' ').any(|each| each == class))
    }
}

/// The opening tags of `html` in order. Enough of HTML for what Yew and our drawings write: quoted attributes, no
/// comments, no raw text elements.
fn elements(html: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with(['/', '!']) {
            continue;
        }
        let name_end = rest.find([' ', '>', '/']).expect("a tag ends");
        let name = &rest[..name_end];
        rest = &rest[name_end..];
        let mut attributes = BTreeMap::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
                rest = after;
                break;
            }
            let name_end = rest.find(['=', ' ', '>']).expect("an attribute ends");
            let attribute = &rest[..name_end];
            rest = &rest[name_end..];
            let value = if let Some(quoted) = rest.strip_prefix("=\"") {
                let value_end = quoted.find('"').expect("a quoted value ends");
                rest = &quoted[value_end + 1..];
                &quoted[..value_end]
            } else {
                ""
            };
            attributes.insert(attribute, value);
        }
        found.push(Element { name, attributes });
    }
    found
}

#[test]
fn each_example_looks_as_it_did() {
    for (name, html) in rendered() {
        check_snapshot(&name.replace('/', "__").replace([' ', ',', '\''], "_"), &html);
    }
}

#[test]
fn example_names_are_unique() {
    let names: Vec<_> = rendered().into_iter().map(|(name, _)| name).collect();
    let unique: BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
}

#[test]
fn ids_are_unique_over_the_whole_gallery() {
    let mut seen = BTreeMap::new();
    for (name, html) in rendered() {
        for element in elements(&html) {
            if let Some(id) = element.get("id") {
                assert!(!id.is_empty() && !id.contains(' '), "{name}: id {id:?}");
                let other = seen.insert(id.to_owned(), name.clone());
                assert!(other.is_none(), "{name}: id {id:?} also in {other:?}");
            }
        }
    }
}

#[test]
fn every_id_that_is_named_exists_in_its_example() {
    for (name, html) in rendered() {
        let elements = elements(&html);
        let ids: BTreeSet<_> = elements.iter().filter_map(|element| element.get("id")).collect();
        for element in &elements {
            for attribute in ["aria-describedby", "aria-labelledby", "for"] {
                for id in element.get(attribute).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{name}: {attribute} of {} names {id:?}", element.name);
                }
            }
            if let Some(id) = element.get("href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains(id), "{name}: a link goes to {id:?}");
            }
        }
    }
}

#[test]
fn every_control_has_one_label() {
    for (name, html) in rendered() {
        let elements = elements(&html);
        for control in elements.iter().filter(|e| ["input", "select", "textarea"].contains(&e.name)) {
            let id = control.get("id").unwrap_or_else(|| panic!("{name}: a control without an id"));
            let labels = elements.iter().filter(|e| e.name == "label" && e.get("for") == Some(id)).count();
            assert_eq!(labels, 1, "{name}: labels of {id:?}");
        }
    }
}

#[test]
fn every_control_that_is_wrong_has_its_error_in_words() {
    let mut wrong = 0;
    for (name, html) in rendered() {
        let elements = elements(&html);
        for control in elements.iter().filter(|e| e.get("aria-invalid").is_some()) {
            wrong += 1;
            let id = control.get("id").expect("a control has an id");
            // A date's error belongs to the box round its three fields.
            let described = elements
                .iter()
                .filter(|e| e.get("id") == Some(id) || e.name == "fieldset")
                .filter_map(|e| e.get("aria-describedby"))
                .flat_map(str::split_whitespace)
                .any(|describing| describing.ends_with("-error"));
            assert!(described, "{name}: {id:?} is wrong without words");
        }
        if elements.iter().any(|e| e.has_class("govuk-error-message")) {
            assert!(html.contains("<span class=\"govuk-visually-hidden\">Error: </span>"), "{name}");
        }
    }
    assert!(wrong > 4, "the examples show errors");
}

#[test]
fn tables_have_a_caption_and_scoped_headers_and_scroll_in_a_named_region() {
    let mut tables = 0;
    for (name, html) in rendered() {
        let elements = elements(&html);
        let count = |tag: &str| elements.iter().filter(|e| e.name == tag).count();
        tables += count("table");
        assert_eq!(count("table"), count("caption"), "{name}");
        for header in elements.iter().filter(|e| e.name == "th") {
            let scope = header.get("scope").unwrap_or_default();
            assert!(["col", "row", "colgroup", "rowgroup"].contains(&scope), "{name}: scope {scope:?}");
        }
        for (at, element) in elements.iter().enumerate() {
            if element.name == "table" {
                let region = &elements[at - 1];
                assert_eq!(region.get("role"), Some("region"), "{name}");
                assert_eq!(region.get("tabindex"), Some("0"), "{name}");
                assert!(region.get("aria-labelledby").is_some(), "{name}");
            }
        }
    }
    assert!(tables > 3);
}

#[test]
fn nothing_that_the_security_policy_or_a_sandbox_would_drop() {
    for (name, html) in rendered() {
        for element in elements(&html) {
            assert!(element.get("style").is_none(), "{name}: a style attribute on {}", element.name);
            assert!(
                !["form", "script", "style", "iframe"].contains(&element.name),
                "{name}: {}",
                element.name
            );
            assert!(!element.attributes.keys().any(|attribute| attribute.starts_with("on")), "{name}");
            if element.name == "button" {
                assert_eq!(element.get("type"), Some("button"), "{name}: a button that could submit");
            }
            if element.name == "input" {
                assert_ne!(element.get("type"), Some("number"), "{name}");
            }
            if let Some(href) = element.get("href") {
                assert!(href.starts_with('#'), "{name}: a link away, {href:?}");
            }
        }
    }
}

#[test]
fn drawings_are_named_or_hidden() {
    for (name, html) in rendered() {
        for svg in elements(&html).iter().filter(|e| e.name == "svg") {
            let hidden = svg.get("aria-hidden") == Some("true");
            assert!(hidden || svg.get("aria-labelledby").is_some(), "{name}: a drawing without a name");
        }
    }
}

#[test]
fn links_are_inside_the_navigation_and_say_where_they_are() {
    let current = rendered()
        .iter()
        .filter(|(name, _)| name.starts_with("navigation/"))
        .flat_map(|(_, html)| {
            elements(html).iter().filter_map(|e| e.get("aria-current")).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    assert_eq!(current, ["page"]);
}

/// Writes the gallery as one page when `PLANNER_GALLERY` names a file: to look at, not to compare.
#[test]
fn gallery_page_for_looking_at() {
    let Ok(path) = std::env::var("PLANNER_GALLERY") else { return };
    let css = std::env::var("PLANNER_CSS")
        .map(|css| std::fs::read_to_string(css).expect("the style sheet"))
        .unwrap_or_default();
    let body = render(html! { <gallery::Gallery /> });
    let page = format!(
        "<!doctype html><html lang=\"en-GB\" class=\"govuk-template\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Gallery</title><style>{css}</style></head><body \
         class=\"govuk-template__body\"><main id=\"main\" class=\"govuk-width-container\"><h1 \
         class=\"govuk-heading-xl\">Gallery</h1>{body}</main></body></html>"
    );
    std::fs::write(path, page).expect("the gallery is written");
}
