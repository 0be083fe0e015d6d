//! What the planner is, and what it does with figures.

use yew::prelude::*;

use crate::app::PageProps;
use crate::app::components::*;
use crate::present::table::Table;

use super::tables::table;
use super::{heading, paragraph};

/// The about page.
pub(super) fn view(props: &PageProps) -> Html {
    let state = &props.state;
    let framework = &state.framework;
    let mut documents = Table::new(
        "Documents that the rules come from",
        &[("Document", false), ("Scheme", false), ("Kept in the project as", false)],
    );
    for document in &framework.documents {
        documents.push(
            document.title.clone(),
            vec![format!("{} {}", framework.council, framework.year), document.file.clone()],
        );
    }
    html! {
        <div class="planner-reading">
            { heading(state, "About this planner") }
            <h2 class="govuk-heading-m">{ "Privacy, and how to check it" }</h2>
            { paragraph("Everything you enter stays on this device. There is no server, no account, no cookie and no \
                         counting of visits. The page carries a content security policy that forbids it to connect to \
                         anything, and your browser enforces it.") }
            { paragraph("To check it yourself: open your browser’s developer tools, choose Network, reload this page, and \
                         use it. In the single file nothing at all is requested after it has opened. Or disconnect from \
                         the network first: everything works.") }
            { paragraph(if props.keeping == crate::app::keeping::Keeping::On {
                "The plan is kept in this browser’s own storage on this device. Clearing the site’s data in the browser’s \
                 settings removes it."
            } else {
                "Nothing is kept in this browser at present. Save your plan to a file to keep it."
            }) }
            { paragraph("The planner takes counts and percentages only. Do not enter names or anything else about single \
                         pupils.") }
            <h2 class="govuk-heading-m">{ "What a category here is" }</h2>
            { paragraph("A self-assessment by the council’s printed rules. The council decides the category after \
                         moderation. Every rule says whether the council published it or the planner assumed it; nothing \
                         assumed is shown as the council’s.") }
            { paragraph(framework.note.clone()) }
            <h2 class="govuk-heading-m">{ "Method" }</h2>
            <ul class="govuk-list govuk-list--bullet">
                <li>{ "A gap is the school’s figure less the national figure of the same measure, year and pupils." }</li>
                <li>{ "Pupils are counted, never rounded: the pupils needed are the fewest whose percentage reaches the \
                       figure." }</li>
                <li>{ "What is not known is never taken as no, and a missing figure is never taken as zero." }</li>
                <li>{ "Results of different tests are never joined: levels to 2014/15 and standards from 2015/16 are two \
                       scales." }</li>
                <li>{ "A path goes in equal steps from year to year, and within a year in proportion to the time since 1 \
                       September." }</li>
                <li>{ "Chance is judged by the 95% Wilson score interval." }</li>
            </ul>
            <h2 class="govuk-heading-m">{ "Sources" }</h2>
            { table("documents", &documents) }
            { paragraph(format!(
                "National figures: {} of them, to {}, from the Department for Education and Ofsted, or as printed in the \
                 council’s document. Contains public sector information licensed under the Open Government Licence v3.0.",
                state.shipped.reference.len(),
                state.shipped.reference.latest_year().map_or_else(String::new, |year| year.to_string()),
            )) }
            <h2 class="govuk-heading-m">{ "Accessibility" }</h2>
            { paragraph("The planner is built to WCAG 2.2 AA. It works by keyboard alone, with a screen reader, at 400% zoom \
                         and on paper.") }
            <h2 class="govuk-heading-m">{ "Version" }</h2>
            { paragraph(format!(
                "Attainment planner {}. Rules: {} {}, for results of {}.",
                env!("CARGO_PKG_VERSION"),
                framework.council,
                framework.year,
                framework.latest_results,
            )) }
            { yew::props!(InsetTextProps {
                children: html! { "The planner is free software, under the MIT or Apache 2.0 licence as you choose." },
            }).view() }
        </div>
    }
}
