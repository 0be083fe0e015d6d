//! The parts that pages are made of, as data: a page is a list of blocks, and each kind of block has one way to be drawn.
//!
//! The markup is that of the GOV.UK Design System, without its brand. No block hears events: the app listens once, at
//! its root, and knows a control by its id (`app::mod`).

#[cfg(feature = "render")]
pub mod examples;
mod field;
mod frame;
mod shown;
mod stepper;

use std::rc::Rc;

use yew::virtual_dom::{AttrValue, VComp, VNode};
use yew::{Component, Context, Properties};

use crate::present::chart::Chart;
use crate::present::table::Table;

use super::markup::{all, classed, keyed};

pub(super) use field::{Cell, Choice, DateBoxes, Grid, GridRow, Radios, Takes, TextArea, TextBox, Tick};
pub(super) use frame::{
    Header, NavItem, error_summary, footer, header, navigation, notice, pagination, skip_link,
};
pub(super) use shown::{Headline, Item, Meaning, Reason, Task};
pub(super) use stepper::Stepper;

/// One part of a page.
pub(super) enum Block {
    /// A heading of level 2 or 3, with an id where something refers to it.
    Heading(u8, AttrValue, Option<AttrValue>),
    /// A first paragraph, in larger type.
    Lead(AttrValue),
    /// A paragraph.
    Text(AttrValue),
    /// A paragraph that weighs more.
    Strong(AttrValue),
    /// A paragraph in smaller type.
    Small(AttrValue),
    /// How something went, announced when it comes; there is a place for it before.
    Status(AttrValue),
    /// Words that explain a form.
    Hint(AttrValue),
    /// A bulleted list.
    Bullets(Vec<AttrValue>),
    /// A list in order.
    Numbered(Vec<AttrValue>),
    /// A bulleted list whose items hold more than a sentence.
    Items(Vec<Item>),
    /// Words set apart.
    Inset(Vec<Block>),
    /// A caution.
    Warning(AttrValue),
    /// A quiet box.
    Panel(Vec<Block>),
    /// Something that opens: its summary, its id, and what is in it.
    Details(AttrValue, Option<AttrValue>, Vec<Block>),
    /// A table with its id; nothing is drawn of one without rows.
    Table(AttrValue, Table),
    /// A picture: its `data:` address, and what it says.
    Picture(AttrValue, AttrValue),
    /// A chart with its id.
    Chart(AttrValue, Box<Chart>),
    /// Reasons that open.
    Reasons(Vec<Reason>),
    /// The result.
    Headline(Headline),
    /// What is to be done, page by page.
    Tasks(Vec<Task>),
    /// Buttons side by side.
    Buttons(Vec<Button>),
    /// One of several answers.
    Radios(Radios),
    /// A line of text.
    TextBox(TextBox),
    /// The same with names to choose from: each with what it stands for.
    Named(TextBox, Vec<(AttrValue, AttrValue)>),
    /// Several lines of text.
    TextArea(TextArea),
    /// A date in three boxes.
    Date(DateBoxes),
    /// A box to tick.
    Tick(Tick),
    /// Controls that belong together, under the words for them all.
    Fieldset(AttrValue, Vec<Block>),
    /// A table of boxes to fill in.
    Grid(Grid),
    /// Two columns: the page, and what stands beside it under a name.
    Columns(Vec<Block>, &'static str, Vec<Block>),
    /// A part of the page with the id of its heading.
    Section(AttrValue, Vec<Block>),
    /// Text in a column no wider than is good to read.
    Reading(Vec<Block>),
    /// A figure that is moved by steps.
    Stepper(Box<Stepper>),
    /// A part of the page with a class of its own, such as what is for the screen alone.
    Boxed(&'static str, Vec<Block>),
}

/// A button.
pub(super) struct Button {
    /// Its id.
    pub(super) id: AttrValue,
    /// What it says.
    pub(super) text: AttrValue,
    /// What it says besides to those who cannot see what it stands by.
    pub(super) hidden: Option<AttrValue>,
    /// How it looks.
    pub(super) look: Look,
}

/// How a button looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The one to press to go on.
    Primary,
    /// Another.
    Secondary,
    /// Another, small.
    Small,
    /// Like a link.
    Link,
    /// Like a link across the page, where the screen is too narrow for the result to stand beside the form.
    Bar,
}

impl Button {
    /// A button without hidden words.
    pub(super) fn new(id: impl Into<AttrValue>, text: impl Into<AttrValue>, look: Look) -> Self {
        Self { id: id.into(), text: text.into(), hidden: None, look }
    }

    /// With words for those who cannot see what it stands by.
    pub(super) fn hidden(self, words: impl Into<AttrValue>) -> Self {
        Self { hidden: Some(words.into()), ..self }
    }
}

/// A part that is drawn again only when its data change. Yew skips a component whose properties are as they were, and
/// nothing else: so a key press draws the row that it changed, and not every table and the navigation. One component
/// for all of them, because each costs a kilobyte of the page.
#[derive(PartialEq)]
enum Part {
    /// A row of a table of boxes; whether they may not be changed, and how often they were to be drawn anew.
    Row(Rc<GridRow>, (bool, u32)),
    /// A page in the navigation.
    NavItem(NavItem),
    /// The pages before and after this one.
    Pagination(Option<(String, &'static str)>, Option<(String, &'static str)>),
    /// What stands under every page.
    Footer(Vec<AttrValue>),
}

impl Properties for Part {
    type Builder = ();

    fn builder() -> Self::Builder {}
}

struct Drawn;

impl Component for Drawn {
    type Message = ();
    type Properties = Part;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> VNode {
        match context.props() {
            Part::Row(row, _) => field::grid_row(row),
            Part::NavItem(item) => frame::nav_item(item),
            Part::Pagination(previous, next) => frame::drawn_pagination(previous.as_ref(), next.as_ref()),
            Part::Footer(sentences) => frame::drawn_footer(sentences),
        }
    }
}

/// A part, told from its neighbours by a key.
fn part(key: &str, part: Part) -> VNode {
    VComp::new::<Drawn>(Rc::new(part), Some(key.into())).into()
}

/// Blocks, drawn.
pub(super) fn draw(blocks: &[Block]) -> VNode {
    // Yew pairs children that have no keys from the end. A block that comes or goes would then make the boxes before it
    // anew, and take the keyboard out of the one that is typed in.
    all(blocks.iter().enumerate().map(|(place, shown)| keyed(place, block(shown))).collect())
}

fn block(block: &Block) -> VNode {
    match block {
        Block::Heading(level, words, id) => shown::heading(*level, words, id.as_ref()),
        Block::Lead(words) => shown::paragraph("govuk-body-l", words),
        Block::Text(words) => shown::paragraph("govuk-body", words),
        Block::Strong(words) => shown::strong(words),
        Block::Small(words) => shown::paragraph("govuk-body-s", words),
        Block::Status(words) => classed("p", "govuk-body").attr("role", "status").say(words.clone()).node(),
        Block::Hint(words) => shown::paragraph("govuk-hint", words),
        Block::Bullets(items) => shown::list("ul", "govuk-list govuk-list--bullet", items),
        Block::Numbered(items) => shown::list("ol", "govuk-list govuk-list--number", items),
        Block::Items(items) => shown::items(items),
        Block::Inset(blocks) => shown::boxed("govuk-inset-text", blocks),
        Block::Warning(words) => shown::warning(words),
        Block::Panel(blocks) => shown::boxed("planner-panel", blocks),
        Block::Details(summary, id, blocks) => shown::details(summary, None, id.as_ref(), blocks),
        Block::Table(id, table) => shown::table(id, table),
        Block::Picture(address, words) => {
            classed("img", "planner-picture").attr("src", address.clone()).attr("alt", words.clone()).node()
        }
        Block::Chart(id, chart) => shown::chart(id, chart),
        Block::Reasons(reasons) => shown::reasons(reasons),
        Block::Headline(headline) => shown::headline(headline),
        Block::Tasks(tasks) => shown::tasks(tasks),
        Block::Buttons(buttons) => shown::buttons(buttons),
        Block::Radios(radios) => field::radios(radios),
        Block::TextBox(text_box) => field::text_box(text_box, &[]),
        Block::Named(text_box, names) => field::text_box(text_box, names),
        Block::TextArea(area) => field::text_area(area),
        Block::Date(date) => field::date(date),
        Block::Tick(tick) => field::tick(tick),
        Block::Fieldset(legend, blocks) => field::together(legend, blocks),
        Block::Grid(grid) => field::grid(grid),
        Block::Columns(main, label, aside) => shown::columns(main, label, aside),
        Block::Section(heading, blocks) => shown::section(heading, blocks),
        Block::Reading(blocks) => shown::boxed("planner-reading", blocks),
        Block::Stepper(one) => stepper::stepper(one),
        Block::Boxed(class, blocks) => shown::boxed(class, blocks),
    }
}

/// An id made of two parts.
fn join(id: &str, end: &str) -> AttrValue {
    AttrValue::from([id, end].concat())
}
