//! What the planner is, and what it does with figures.

use yew::virtual_dom::AttrValue;

use crate::app::components::Block;
use crate::app::keeping::Keeping;
use crate::app::state::State;
use crate::present::table::Table;
use crate::present::terms::{TERMS, Term};

use super::{heading, text};

/// The about page.
pub(super) fn blocks(state: &State, keeping: Keeping) -> Vec<Block> {
    let framework = &state.framework;
    let mut documents =
        Table::new("Documents that the rules come from", &[("Document", false), ("Scheme", false)]);
    for document in &framework.documents {
        let scheme = format!("{} {}", framework.council, framework.year);
        documents.push(document.title.clone(), vec![scheme]);
    }
    let latest = state.shipped.reference.latest_year().map_or_else(String::new, |year| year.to_string());
    vec![
        heading("Privacy, and how to check it"),
        text(
            "Everything you enter stays on this device. There is no server, no account, no cookie and no counting of \
             visits. The page carries a content security policy that forbids it to connect to any other place, and your \
             browser enforces it.",
        ),
        Block::Details(
            AttrValue::Static("How to check this yourself, for a data-protection officer"),
            Some(AttrValue::Static("check-privacy")),
            vec![
                text("None of this needs trust in the people who made the planner."),
                Block::Bullets(
                    [
                        "Disconnect this device from the network, open the planner’s file, planner.html, and use all of it: \
                         everything works, because everything is inside.",
                        "Open your browser’s developer tools (F12), choose Network, load this page again and use it. With the \
                         single file nothing is requested after it has opened; the hosted planner loads its own few files \
                         from the same server once, and nothing after that.",
                        "Open the file in a text editor, or choose View page source. Near its beginning stands its content \
                         security policy: default-src 'none' forbids everything that is not named after it, connect-src \
                         'none' every connection, form-action 'none' every form. The sha256 values name the only scripts and \
                         styles that the browser may run, so a script that someone added would not run. (The hosted planner \
                         has 'self' in the place of 'none': its own server.)",
                        "Compare the file’s SHA-256 with the one that was published with it, in SHA256SUMS. On Windows: \
                         certutil -hashfile planner.html SHA256. On Linux: sha256sum planner.html. On a Mac: shasum -a 256 \
                         planner.html. Anyone can build the same file from the source, byte for byte.",
                        "What leaves this device, leaves it by your own hand: a file that you save, text that you copy, paper \
                         that you print, a link to your plan if you ask for one, and what a page around the planner asks for if \
                         you agree. The figures are then in what you send.",
                    ]
                    .map(AttrValue::Static)
                    .to_vec(),
                ),
            ],
        ),
        Block::Reading(super::host::said(state)),
        text(match keeping {
            Keeping::On | Keeping::Changed | Keeping::TooMany => {
                "Your plans, and schemes that you opened from files, are kept in this browser’s own storage on this \
                 device (IndexedDB). While a page is being closed, a last copy of the plan may stand in its local \
                 storage, and each tab remembers which plan it has open until it is closed. Anyone who uses this browser under the \
                 same account on this computer can open them."
            }
            Keeping::Never => {
                "You asked that nothing is ever kept in this browser. Only that word is, in its local storage."
            }
            _ => "Nothing is kept in this browser at present. Save your plan to a file to keep it.",
        }),
        Block::Reading(super::start::clearing(keeping)),
        text(
            "The planner takes counts and percentages only. Do not enter names or anything else about single pupils.",
        ),
        heading("What a category here is"),
        text(
            "A self-assessment by the council’s printed rules. The council decides the category after moderation. Every \
             rule says whether the council published it or the planner assumed it; nothing assumed is shown as the \
             council’s.",
        ),
        text(framework.note.clone()),
        heading("Method"),
        Block::Bullets(
            [
                "A gap is the school’s figure less the national figure of the same measure, year and pupils.",
                "Pupils are counted, never rounded: the pupils needed are the fewest whose percentage reaches the figure.",
                "What is not known is never taken as no, and a missing figure is never taken as zero.",
                "Results of different tests are never joined: levels to 2014/15 and standards from 2015/16 are two scales.",
                "A path goes in equal steps from year to year, and within a year in proportion to the time since 1 \
                 September.",
                "Chance is judged by the 95% Wilson score interval.",
            ]
            .map(AttrValue::Static)
            .to_vec(),
        ),
        Block::Details(
            AttrValue::Static("What the words of the planner mean"),
            Some(AttrValue::Static("words")),
            vec![super::bullets(&TERMS.iter().map(Term::said).collect::<Vec<_>>())],
        ),
        heading("Sources"),
        Block::Table(AttrValue::Static("documents"), documents),
        text(format!(
            "National figures: {} of them, to {latest}, from the Department for Education and Ofsted, or as printed in the \
             council’s document. Contains public sector information licensed under the Open Government Licence v3.0.",
            state.shipped.reference.len(),
        )),
        heading("Accessibility"),
        text(
            "The planner is built to the Web Content Accessibility Guidelines 2.2 at level AA. Every part works by keyboard \
             alone, every chart has a sentence and a table, and a new outcome is told to screen readers.",
        ),
        text(
            "Every page is tested by axe-core in Chromium, Firefox and WebKit: at 400% zoom, with text spaced out, in forced \
             colours and without motion. Nobody who uses assistive technology has tried it yet, so no claim of conformance \
             is made. If something stands in your way, tell the people who gave you this copy.",
        ),
        heading("Version"),
        text(format!(
            "Attainment planner {}. Rules: {} {}, for results of {}.",
            env!("CARGO_PKG_VERSION"),
            framework.council,
            framework.year,
            framework.latest_results,
        )),
        text("The planner is free software, under the MIT or the Apache 2.0 licence as you choose."),
    ]
}
