//! Tables and reasons of `present` in the components' form.

use yew::prelude::*;

use crate::app::components::{self, *};
use crate::present::reason::{Reason, Source, Verdict};
use crate::present::table::Table as Shown;

/// A table; nothing of one without rows.
pub(super) fn table(id: &str, table: &Shown) -> Html {
    if table.rows.is_empty() {
        return Html::default();
    }
    let columns: IArray<Column> = table
        .columns
        .iter()
        .map(|column| {
            let heading = column.heading.clone();
            if column.is_number { Column::number(heading) } else { Column::text(heading) }
        })
        .collect();
    let rows: IArray<Row> =
        table.rows.iter().map(|row| Row::words(row.heading.clone(), row.cells.clone())).collect();
    html! { <Table id={id.to_owned()} caption={table.caption.clone()} caption_size={Size::S} {columns} {rows} /> }
}

/// Whether something holds, as a tag's meaning. A rule that fits is neither good nor bad.
pub(super) fn meaning(verdict: Verdict) -> Meaning {
    match verdict {
        Verdict::Yes => Meaning::Information,
        Verdict::No => Meaning::Neutral,
        Verdict::NotKnown => Meaning::Caution,
    }
}

/// Where something comes from, and whether the council printed it.
pub(super) fn source(source: &Source) -> Html {
    html! {
        <p class="govuk-body-s">
            { &source.text }
            if !source.note.is_empty() {
                { " " }{ &source.note }
            }
        </p>
    }
}

/// A reason with everything in it.
pub(super) fn reason(reason: &Reason) -> Html {
    yew::props!(ReasonProps {
        text: reason.claim.clone(),
        verdict: reason.verdict.words(),
        meaning: meaning(reason.verdict),
        figure: None::<AttrValue>,
        children: html! { <>{ found(reason) }{ parts(reason) }</> },
    })
    .view()
}

/// The parts of a reason.
pub(super) fn parts(reason: &Reason) -> Html {
    if reason.parts.is_empty() {
        return Html::default();
    }
    html! { <div class="planner-reasons">{ for reason.parts.iter().map(self::reason) }</div> }
}

/// What a reason found, and where it comes from.
pub(super) fn found(reason: &Reason) -> Html {
    html! {
        <>
            { for reason.found.iter().map(|found| html! { <p class="govuk-body-s">{ found }</p> }) }
            { for reason.source.iter().map(source) }
        </>
    }
}

/// A chart of `present`: its sentence, its picture and its table.
pub(super) fn chart(id: &str, chart: &crate::present::chart::Chart) -> Html {
    html! {
        <components::Chart id={id.to_owned()} sentence={chart.sentence.clone()} svg={chart.svg.clone()}>
            { table(&format!("{id}-table"), &chart.table) }
        </components::Chart>
    }
}
