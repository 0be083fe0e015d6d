//! The gap to national, in points and in pupils.

use yew::prelude::*;

use crate::app::PageProps;
use crate::app::components::*;
use crate::present::chart::gap_chart;
use crate::present::gap;

use super::tables::{chart, table};
use super::{heading, paragraph};

/// The gap page.
pub(super) fn view(props: &PageProps) -> Html {
    let state = &props.state;
    let worked = &state.worked;
    let view = gap::view(&worked.evaluation, &worked.plan, &state.framework, &state.shipped.catalogue);
    if view.table.rows.is_empty() {
        return html! {
            <>
                { heading(state, "Gap to national") }
                { paragraph(format!(
                    "No results of {} are entered yet. Enter one on the figures page, and its gap stands here.",
                    state.framework.latest_results,
                )) }
            </>
        };
    }
    html! {
        <>
            { heading(state, "Gap to national") }
            { for view.headlines.iter().map(|headline| html! {
                <div class="planner-reading">
                    <h2 class="govuk-heading-m">{ &headline.title }</h2>
                    <p class="govuk-body-l">{ headline.sentences.join(" ") }</p>
                </div>
            }) }
            { for gap_chart("gap-chart", &view.charted, &state.shipped.catalogue).iter().map(|c| chart("gap-chart", c)) }
            { table("gaps", &view.table) }
            { yew::props!(DetailsProps {
                summary: "How chance is judged",
                children: paragraph(view.method),
            }).view() }
            { table("changes", &view.changes) }
            { table("cross-checks", &view.cross_checks) }
            { yew::props!(DetailsProps {
                summary: "Where the national figures come from",
                children: html! {
                    <>
                        { table("sources", &view.sources) }
                        { paragraph("Contains public sector information licensed under the Open Government Licence v3.0.") }
                    </>
                },
            }).view() }
        </>
    }
}
