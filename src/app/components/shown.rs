//! What is shown: words, lists, tables, charts, reasons, the result.

use yew::virtual_dom::{AttrValue, VNode};

use crate::app::markup::{self, El, classed, el, text};
use crate::present::chart::Chart;
use crate::present::table::Table;

use super::{Block, Button, Look, draw, join};

/// What a tag or a status means; it always says so in words too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Neither good nor bad.
    Neutral,
    /// Something to know.
    Information,
    /// As it should be.
    Good,
    /// Something to look at.
    Caution,
    /// Something to put right.
    Bad,
}

/// The result in short.
pub(crate) struct Headline {
    /// Its id.
    pub(crate) id: &'static str,
    /// What the number is.
    pub(crate) label: AttrValue,
    /// The number or letter; may be empty.
    pub(crate) number: AttrValue,
    /// The name; may be empty.
    pub(crate) name: AttrValue,
    /// A remark with what it means.
    pub(crate) tag: Option<(AttrValue, Meaning)>,
    /// Whether it stands beside a form, and is small.
    pub(crate) is_compact: bool,
    /// What is said under it.
    pub(crate) blocks: Vec<Block>,
}

/// A reason that opens.
pub(crate) struct Reason {
    /// Its id, where something refers to it.
    pub(crate) id: Option<AttrValue>,
    /// The claim.
    pub(crate) claim: AttrValue,
    /// Whether it holds, in words.
    pub(crate) verdict: AttrValue,
    /// What that means.
    pub(crate) meaning: Meaning,
    /// What stands behind it.
    pub(crate) blocks: Vec<Block>,
}

/// An item of a list that holds more than a sentence.
pub(crate) struct Item {
    /// The sentence.
    pub(crate) text: AttrValue,
    /// What stands under it.
    pub(crate) blocks: Vec<Block>,
}

/// Something to be done.
pub(crate) struct Task {
    /// The id of its button.
    pub(crate) id: AttrValue,
    /// What.
    pub(crate) title: AttrValue,
    /// How it stands, in words.
    pub(crate) status: AttrValue,
    /// How it stands.
    pub(crate) meaning: Meaning,
}

pub(super) fn heading(level: u8, words: &AttrValue, id: Option<&AttrValue>) -> VNode {
    let class = if level == 2 { "govuk-heading-m" } else { "govuk-heading-s" };
    // What can be referred to can have the keyboard too.
    let tabindex = id.map(|_| "-1");
    markup::heading(level, class)
        .attr_if("id", id.cloned())
        .attr_if("tabindex", tabindex)
        .say(words.clone())
        .node()
}

pub(super) fn paragraph(class: &'static str, words: &AttrValue) -> VNode {
    classed("p", class).say(words.clone()).node()
}

pub(super) fn strong(words: &AttrValue) -> VNode {
    classed("p", "govuk-body").with(el("strong").say(words.clone()).node()).node()
}

pub(super) fn boxed(class: &'static str, blocks: &[Block]) -> VNode {
    classed("div", class).with(draw(blocks)).node()
}

pub(super) fn section(heading: &AttrValue, blocks: &[Block]) -> VNode {
    el("section").key(heading).attr("aria-labelledby", heading.clone()).with(draw(blocks)).node()
}

pub(super) fn list(tag: &'static str, class: &'static str, items: &[AttrValue]) -> VNode {
    if items.is_empty() {
        return VNode::default();
    }
    let items = items.iter().map(|words| el("li").say(words.clone()).node()).collect();
    classed(tag, class).with_all(items).node()
}

pub(super) fn items(items: &[Item]) -> VNode {
    let items =
        items.iter().map(|item| el("li").say(item.text.clone()).with(draw(&item.blocks)).node()).collect();
    classed("ul", "govuk-list govuk-list--bullet govuk-list--spaced").with_all(items).node()
}

pub(super) fn warning(words: &AttrValue) -> VNode {
    let icon = classed("span", "govuk-warning-text__icon").attr("aria-hidden", "true").say("!").node();
    let words =
        classed("strong", "govuk-warning-text__text").with(hidden("Warning ")).say(words.clone()).node();
    classed("div", "govuk-warning-text").with(icon).with(words).node()
}

/// Words for those who cannot see what they stand by.
pub(super) fn hidden(words: impl Into<AttrValue>) -> VNode {
    classed("span", "govuk-visually-hidden").say(words).node()
}

/// Something that opens; `of_what` it tells only those who cannot see what it stands by.
pub(super) fn details(
    summary: &AttrValue,
    of_what: Option<&AttrValue>,
    id: Option<&AttrValue>,
    blocks: &[Block],
) -> VNode {
    let words = classed("span", "govuk-details__summary-text").say(summary.clone());
    let summary =
        classed("summary", "govuk-details__summary").with(with_hidden(words, of_what).node()).node();
    classed("details", "govuk-details")
        .attr_if("id", id.cloned())
        .with(summary)
        .with(boxed("govuk-details__text", blocks))
        .node()
}

pub(super) fn reasons(reasons: &[Reason]) -> VNode {
    if reasons.is_empty() {
        return VNode::default();
    }
    classed("div", "planner-reasons").with_all(reasons.iter().map(reason).collect()).node()
}

fn reason(reason: &Reason) -> VNode {
    let words = classed("span", "planner-reason__words").say(reason.claim.clone()).node();
    let summary = classed("summary", "planner-reason__summary")
        .with(classed("span", "planner-reason__text").with(words).node())
        .with(tag(&reason.verdict, reason.meaning))
        .node();
    classed("details", "planner-reason")
        .attr_if("id", reason.id.clone())
        .with(summary)
        .with(boxed("planner-reason__detail", &reason.blocks))
        .node()
}

fn tag(words: &AttrValue, meaning: Meaning) -> VNode {
    let class = match meaning {
        Meaning::Neutral => "govuk-tag govuk-tag--grey",
        Meaning::Information => "govuk-tag",
        Meaning::Good => "govuk-tag govuk-tag--green",
        Meaning::Caution => "govuk-tag govuk-tag--yellow",
        Meaning::Bad => "govuk-tag govuk-tag--red",
    };
    classed("strong", class).say(words.clone()).node()
}

pub(super) fn headline(headline: &Headline) -> VNode {
    let heading_id = join(headline.id, "-heading");
    let mut heading = markup::heading(2, "planner-headline__heading")
        .attr("id", heading_id.clone())
        .with(classed("span", "planner-headline__label").say(headline.label.clone()).node());
    if !headline.number.is_empty() {
        heading = heading
            .with(hidden(": "))
            .with(classed("span", "planner-headline__number").say(headline.number.clone()).node());
    }
    if !headline.name.is_empty() {
        heading = heading
            .with(hidden(", "))
            .with(classed("span", "planner-headline__name").say(headline.name.clone()).node());
    }
    let class =
        if headline.is_compact { "planner-headline planner-headline--compact" } else { "planner-headline" };
    let mut section = classed("section", class)
        .attr("id", headline.id)
        .attr("aria-labelledby", heading_id)
        .with(heading.node());
    if let Some((words, meaning)) = &headline.tag {
        section = section.with(classed("div", "planner-headline__tag").with(tag(words, *meaning)).node());
    }
    section.with(boxed("planner-headline__words", &headline.blocks)).node()
}

pub(super) fn tasks(tasks: &[Task]) -> VNode {
    let items = tasks.iter().map(|task| {
        let status_id = join(&task.id, "-status");
        let name = classed("button", "planner-link govuk-task-list__link")
            .attr("type", "button")
            .attr("id", task.id.clone())
            .attr("aria-describedby", status_id.clone())
            .say(task.title.clone())
            .node();
        // As GOV.UK has it, what is done is said in plain words, so that what is left stands out.
        let status = if task.meaning == Meaning::Good {
            text(task.status.clone())
        } else {
            tag(&task.status, task.meaning)
        };
        classed("li", "govuk-task-list__item govuk-task-list__item--with-link")
            .with(classed("div", "govuk-task-list__name-and-hint").with(name).node())
            .with(classed("div", "govuk-task-list__status").attr("id", status_id).with(status).node())
            .node()
    });
    classed("ul", "govuk-task-list").with_all(items.collect()).node()
}

pub(super) fn buttons(buttons: &[Button]) -> VNode {
    match buttons {
        [one] => button(one),
        many => classed("div", "govuk-button-group").with_all(many.iter().map(button).collect()).node(),
    }
}

pub(super) fn button(button: &Button) -> VNode {
    let class = match button.look {
        Look::Primary => "govuk-button",
        Look::Secondary => "govuk-button govuk-button--secondary",
        Look::Small => "govuk-button govuk-button--secondary planner-button--small",
        Look::Link => "planner-link",
        Look::Bar => "planner-link planner-bar",
    };
    with_hidden(
        classed("button", class)
            .attr("type", "button")
            .attr("id", button.id.clone())
            .say(button.text.clone()),
        button.hidden.as_ref(),
    )
    .node()
}

/// An element with words for those who cannot see what it stands by.
pub(super) fn with_hidden(element: El, words: Option<&AttrValue>) -> El {
    match words {
        Some(words) => element.with(hidden(join(" ", words))),
        None => element,
    }
}

/// A table's frame: the region that scrolls, the caption and the headings of columns, each with whether it holds numbers.
pub(super) fn frame<'a>(
    id: &AttrValue,
    caption: &AttrValue,
    columns: impl Iterator<Item = (&'a str, bool)>,
    rows: Vec<VNode>,
) -> VNode {
    let caption_id = join(id, "-caption");
    let headings = columns.map(|(heading, is_number)| {
        let class = if is_number {
            "govuk-table__header govuk-table__header--numeric"
        } else {
            "govuk-table__header"
        };
        classed("th", class).attr("scope", "col").say(heading.to_owned()).node()
    });
    let caption = classed("caption", "govuk-table__caption govuk-table__caption--m")
        .attr("id", caption_id.clone())
        .with(classed("span", "planner-table__caption").say(caption.clone()).node())
        .node();
    let head = classed("tr", "govuk-table__row").with_all(headings.collect()).node();
    let table = classed("table", "govuk-table planner-table")
        .attr("id", id.clone())
        .with(caption)
        .with(classed("thead", "govuk-table__head").with(head).node())
        .with(classed("tbody", "govuk-table__body").with_all(rows).node())
        .node();
    classed("div", "planner-scroll")
        .attr("role", "region")
        .attr("aria-labelledby", caption_id)
        .attr("tabindex", "0")
        .with(table)
        .node()
}

/// A row's heading.
pub(super) fn row_heading(words: VNode) -> VNode {
    classed("th", "govuk-table__header").attr("scope", "row").with(words).node()
}

/// A cell.
pub(super) fn cell(is_number: bool, inner: VNode) -> VNode {
    let class = if is_number { "govuk-table__cell govuk-table__cell--numeric" } else { "govuk-table__cell" };
    classed("td", class).with(inner).node()
}

pub(super) fn table(id: &AttrValue, table: &Table) -> VNode {
    if table.rows.is_empty() {
        return VNode::default();
    }
    let rows = table.rows.iter().map(|row| {
        let cells = row
            .cells
            .iter()
            .zip(table.columns.iter().skip(1))
            .map(|(words, column)| cell(column.is_number, text(words.clone())));
        classed("tr", "govuk-table__row")
            .with(row_heading(text(row.heading.clone())))
            .with_all(cells.collect())
            .node()
    });
    let columns = table.columns.iter().map(|column| (column.heading.as_str(), column.is_number));
    frame(id, &AttrValue::from(table.caption.clone()), columns, rows.collect())
}

pub(super) fn chart(id: &AttrValue, chart: &Chart) -> VNode {
    let sentence_id = join(id, "-sentence");
    // The one place where text becomes markup. The text is made by our own `present` room, which escapes every name and
    // figure that it puts in.
    let drawing = VNode::from_html_unchecked(AttrValue::from(chart.svg.clone()));
    classed("figure", "planner-chart")
        .attr("id", id.clone())
        .attr("aria-labelledby", sentence_id.clone())
        .with(
            classed("figcaption", "planner-chart__sentence")
                .attr("id", sentence_id.clone())
                .say(chart.sentence.clone())
                .node(),
        )
        .with(
            classed("div", "planner-chart__drawing")
                .attr("role", "group")
                .attr("aria-labelledby", sentence_id)
                .attr("tabindex", "0")
                .with(drawing)
                .node(),
        )
        .with(details(
            &AttrValue::Static("Show the figures as a table"),
            Some(&AttrValue::from(chart.title.clone())),
            None,
            &[Block::Table(join(id, "-table"), chart.table.clone())],
        ))
        .node()
}

pub(super) fn columns(main: &[Block], label: &'static str, aside: &[Block]) -> VNode {
    classed("div", "planner-columns planner-columns--follow")
        .with(classed("div", "planner-columns__main").with(draw(main)).node())
        .with(classed("aside", "planner-columns__aside").attr("aria-label", label).with(draw(aside)).node())
        .node()
}
