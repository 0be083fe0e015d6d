//! The officer's area, "Check and download": what is wrong, the preview, what can be downloaded, and the frame for the
//! intranet.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Look, TextArea, TextBox, Tick};
use crate::app::council::{Embedding, Making, PERMISSIONS, place_of_fault};
use crate::app::pages::{bullets, heading, small, text};
use crate::app::state::State;
use crate::domain::framework::{Framework, ThresholdValue};
use crate::present::embedding::{Permission, snippet};
use crate::present::name::{self, upper_first};
use crate::present::number::date;

use super::form::id;
use super::{MOST_TOLD, cases, scheme_name, told};

/// What is wrong, the preview, and what can be downloaded.
pub(super) fn finish(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = Vec::new();
    match &making.read {
        Err(faults) => {
            blocks.push(heading("This has to be put right first"));
            let ways = faults.iter().take(MOST_TOLD).map(|fault| {
                let words = told(state, making, fault, &making.scheme_place());
                Block::Buttons(vec![Button::new(id("pack_way", &place_of_fault(fault)), words, Look::Link)])
            });
            blocks.push(Block::Reading(ways.collect()));
        }
        Ok(pack) => {
            blocks.push(text(
                "Everything in it can be read, and every name stands for something. Whether the rules are your council’s, only \
                 you can say: look at it as a school will, and try schools whose category you know.",
            ));
            let schemes: Vec<String> =
                (0..pack.schemes.len()).map(|place| scheme_name(making, place)).collect();
            let mut facts = vec![
                format!("Whose it is: {}", pack.council),
                format!("Schemes: {}", name::list(&schemes, "and")),
                format!("National figures of your own: {}", pack.national.len()),
            ];
            if let Some(until) = pack.good_until() {
                let day = date(until);
                facts.push(if state.today > until {
                    format!("Out of date already: its last year ended on {day}. Add next year’s scheme on the first page")
                } else {
                    format!("Out of date after {day}, and then it says so")
                });
            }
            facts.extend(cases::in_short(state, making));
            blocks.push(bullets(&facts));
            let missing: Vec<String> =
                pack.schemes.iter().flat_map(|scheme| without_value(state, scheme)).collect();
            if !missing.is_empty() {
                blocks.push(heading("No value for the year that is judged"));
                blocks.push(small("A test against one of these does not hold. Add a value on the page Numbers, if there is one."));
                blocks.push(bullets(&missing));
            }
            blocks.push(Block::Buttons(vec![Button::new(
                "pack_preview",
                "Look at it as a school will",
                Look::Secondary,
            )]));
            blocks.push(heading("Download"));
            blocks.push(text(
                "The file planner.html holds everything and works wherever it is opened: from a disk or a shared drive, on a \
                 web server, in a frame of your intranet. It can make further copies.",
            ));
            blocks.push(Block::Buttons(vec![
                Button::new("pack_download", "Download your planner.html", Look::Primary),
                Button::new("pack_framework", "Download the scheme alone", Look::Secondary),
            ]));
        }
    }
    blocks.push(heading("Your work as a file"));
    blocks.push(text(
        "Everything that you changed here, also where something still has to be put right. Open it again on the first page of \
         this area, here or in a newer planner.",
    ));
    blocks.push(Block::Buttons(vec![Button::new("pack_file", "Save your work to a file", Look::Secondary)]));
    blocks.extend(embedding(making));
    blocks
}

/// The HTML of a frame with the copy in it.
pub(in crate::app) fn snippet_of(making: &Making) -> String {
    let Embedding { address, permissions, .. } = &making.embedding;
    let height = making.embedding.pixels().unwrap_or(900);
    let address = if address.trim().is_empty() { "https://…/planner.html" } else { address.trim() };
    let council = making.draft.text("/council");
    snippet(address, height, &format!("Attainment planner, {council}"), permissions)
}

/// How the copy is put into a page of the intranet.
fn embedding(making: &Making) -> Vec<Block> {
    let embedding = &making.embedding;
    let field =
        |name: &str, words: &'static str, hint: &'static str, value: &str, error: Option<&'static str>| {
            Block::TextBox(TextBox {
                id: AttrValue::from(["pack_embed-", name].concat()),
                label: AttrValue::Static(words),
                hint: AttrValue::Static(hint),
                error: error.map(AttrValue::Static),
                value: AttrValue::from(value.to_owned()),
                is_figure: name == "height",
            })
        };
    let wrong = embedding.pixels().is_none().then_some("Enter a whole number from 200 to 10,000");
    let mut blocks = vec![
        heading("On a page of your intranet"),
        text(
            "Put the file that you downloaded on a web server of the council, named planner.html, and this into the page. With \
             nothing ticked the planner does its whole job, and every figure stays in it; each tick adds one thing.",
        ),
        field(
            "address",
            "Address of planner.html",
            "Such as https://intranet.example.org/planner.html",
            &embedding.address,
            None,
        ),
        field(
            "height",
            "Height of the frame",
            "In pixels. What does not fit scrolls inside it",
            &embedding.height,
            wrong,
        ),
    ];
    let ticks = PERMISSIONS.iter().map(|(name, permission)| {
        let (words, hint) = match permission {
            Permission::Downloads => ("Save files", "Without it the planner shows the text, to be copied"),
            Permission::Modals => ("Print, and ask before the page is closed", ""),
            Permission::Keeping => (
                "Keep plans in the browser",
                "Only where planner.html is on another host name than the page around it",
            ),
            Permission::FullScreen => ("Fill the screen", "For meetings"),
            Permission::Clipboard => ("Copy tables", ""),
        };
        Block::Tick(Tick {
            id: AttrValue::from(["pack_embed-", name].concat()),
            label: AttrValue::Static(words),
            hint: AttrValue::Static(hint),
            is_ticked: embedding.permissions.contains(permission),
        })
    });
    blocks.push(Block::Fieldset(AttrValue::Static("The frame lets the planner"), ticks.collect()));
    blocks.push(Block::TextArea(TextArea {
        id: AttrValue::Static("pack_snippet"),
        label: AttrValue::Static("HTML for the page"),
        hint: AttrValue::Static("For the editor of your intranet that takes HTML or an embed code"),
        error: None,
        value: AttrValue::from(snippet_of(making)),
        is_read_only: true,
    }));
    blocks.push(Block::Buttons(vec![Button::new("pack_copy-snippet", "Copy the HTML", Look::Secondary)]));
    blocks.push(Block::Status(AttrValue::Static(embedding.said)));
    blocks
}

/// The numbers of a scheme that have values for single years, and none for the year that it judges.
fn without_value(state: &State, scheme: &Framework) -> Vec<String> {
    let mut found = Vec::new();
    for threshold in &scheme.thresholds {
        for value in &threshold.values {
            let fits = |other: &&ThresholdValue| {
                other.measure == value.measure && other.year.is_none_or(|year| year == scheme.latest_results)
            };
            let mut words = upper_first(&threshold.label);
            if let Some(measure) = &value.measure {
                words += &format!(", {}", name::measure_in_sentence(measure, &state.shipped.catalogue));
            }
            let words = format!("{words}, {}", scheme.latest_results);
            if !threshold.values.iter().any(|other| fits(&other)) && !found.contains(&words) {
                found.push(words);
            }
        }
    }
    found
}
