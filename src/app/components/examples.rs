//! Examples of every component: ordinary, with a hint, with an error, empty, with long words, with many items.
//!
//! They are what the gallery for developers shows (`cargo xtask gallery`), and the fixtures of the components' tests:
//! `tests/it/gallery.rs` keeps the markup of each, `tests/e2e/tests/gallery.rs` goes through them in a browser. They are
//! compiled natively alone, with the feature `render`: nothing of them is in the page that ships.

use std::rc::Rc;

use yew::virtual_dom::{AttrValue, VNode};
use yew::{Html, Properties, component};

use crate::app::markup::{all, classed, el};
use crate::present::chart::Chart;
use crate::present::table::{Column, Table};
use crate::present::what_if::{Fact, Row};

use super::{
    Block, Button, Cell, Choice, DateBoxes, Grid, GridRow, Header, Headline, Item, Look, Meaning, NavItem,
    Radios, Reason, Stepper, Takes, Task, TextArea, TextBox, Tick, draw, error_summary, footer, header, join,
    navigation, notice, pagination, skip_link,
};

/// A component in one of its states.
pub struct Example {
    /// The kind of block, as its variant is called, or the part of the frame around every page.
    pub kind: &'static str,
    /// What this example shows.
    pub name: &'static str,
    /// Drawn.
    pub(super) shown: VNode,
}

/// The kinds of block, all of them: the match has no other arm, so a new kind does not compile without a line here, and
/// without an example of it a test fails.
macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        /// Every kind of block, as its variant is called.
        pub const KINDS: &[&str] = &[$(stringify!($kind)),*];

        fn kind(block: &Block) -> &'static str {
            match block {
                $(Block::$kind(..) => stringify!($kind),)*
            }
        }
    };
}

kinds!(
    Heading, Lead, Text, Strong, Small, Status, Hint, Bullets, Items, Inset, Warning, Panel, Details, Table,
    Chart, Reasons, Headline, Tasks, Buttons, Radios, TextBox, TextArea, Date, Tick, Grid, Columns, Section,
    Reading, Numbered, Stepper, Boxed, Picture, Named, Fieldset,
);

/// The parts of the frame around every page.
pub const FRAME: [&str; 7] =
    ["Skip link", "Header", "Navigation", "Notice", "Error summary", "Pagination", "Footer"];

/// The header's last button.
const SAVE: (&str, &str, &str) = ("save", "Save to a file", "Control+S");

/// A picture of two by one pixels, red and blue.
const LOGO: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGM4wQAEJwAFfwGRzv1XIQAAAABJRU5ErkJggg==";

/// Words that are as long as words get, with one that cannot be broken at a space. No page of the planner says them.
const LONG: &str = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Church in Wales Voluntary Aided \
                    Infant, Nursery and Junior School with Specially Resourced Provision";

fn words(text: &'static str) -> AttrValue {
    AttrValue::Static(text)
}

fn text(text: &'static str) -> Block {
    Block::Text(words(text))
}

/// Every example, in the order of the gallery: the frame of a page first.
pub fn examples() -> Vec<Example> {
    let mut examples = frame();
    let blocks = [shown(), opening(), tables(), results(), controls(), grids(), steppers(), places()]
        .into_iter()
        .flatten();
    examples.extend(blocks.map(|(name, block)| Example { kind: kind(&block), name, shown: draw(&[block]) }));
    examples
}

fn frame() -> Vec<Example> {
    let example = |kind, name, shown| Example { kind, name, shown };
    let nav = |id: &str, title, state, is_current| NavItem {
        id: format!("example-nav-{id}"),
        title,
        state,
        is_current,
    };
    let page = |id: &str, title| Some((format!("example-turn-{id}"), title));
    let problem = |id: &str, words: &str| (id.to_owned(), words.to_owned());
    vec![
        example("Skip link", "Seen when it has the keyboard", skip_link()),
        example(
            "Header",
            "Nothing to undo, kept in this browser",
            header(Header {
                council: "Doncaster",
                logo: ("", ""),
                kept: "Kept in this browser",
                undo: None,
                redo: None,
                last: SAVE,
            }),
        ),
        example(
            "Header",
            "Something to undo and to redo, not kept, a long name and a logo",
            header(Header {
                council: LONG,
                logo: (LOGO, "The council’s arms"),
                kept: "Not kept in this browser: save your plan to a file",
                undo: Some(words("the change of a figure")),
                redo: Some(words("the answer to a question")),
                last: SAVE,
            }),
        ),
        example(
            "Navigation",
            "Every mark, and the page in view",
            navigation(
                "Planner pages",
                [
                    nav("start", "Start", None, false),
                    nav("school", "School", Some(("(complete)", '✓')), false),
                    nav("figures", "Figures", Some(("(something is missing)", '○')), true),
                    nav("judgements", "Judgements", Some(("(there is a problem)", '!')), false),
                ]
                .into_iter(),
            ),
        ),
        example(
            "Notice",
            "That something went well",
            notice(
                "notice",
                true,
                "The plan is open",
                &[Block::Buttons(vec![small("notice", "Close this message")])],
            ),
        ),
        example(
            "Notice",
            "That something is to be known",
            notice(
                "notice",
                false,
                "The file was not opened, and your plan is as it was",
                &[Block::Bullets(vec![words("It is not a plan of the planner’s."), words(LONG)])],
            ),
        ),
        example("Error summary", "Nothing is wrong", error_summary(&[])),
        example(
            "Error summary",
            "One problem",
            error_summary(&[problem("example-text-error", "Enter a number, such as 62.3 or 18 of 30")]),
        ),
        example(
            "Error summary",
            "Several problems",
            error_summary(&[
                problem("example-text-error", "Enter a number, such as 62.3 or 18 of 30"),
                problem("example-radios-error", "Choose the school’s phase"),
                problem("example-date-error-day", LONG),
            ]),
        ),
        example("Pagination", "The first page", pagination(None, page("school", "School"))),
        example(
            "Pagination",
            "A page in the middle",
            pagination(page("start", "Start"), page("figures", "Gap to national")),
        ),
        example("Pagination", "The last page", pagination(page("rules", "Schemes and rules"), None)),
        example(
            "Footer",
            "Three sentences",
            footer(vec![
                words("Everything you enter stays on this device."),
                words("This is a self-assessment."),
                words("Contains public sector information licensed under the Open Government Licence v3.0."),
            ]),
        ),
    ]
}

/// A name, and the block that it shows.
type Named = (&'static str, Block);

fn shown() -> Vec<Named> {
    vec![
        ("Level 2", Block::Heading(2, words("What stands in this part"), None)),
        (
            "Level 3, with an id",
            Block::Heading(3, words("A part of the part"), Some(words("example-heading"))),
        ),
        ("Level 2, long", Block::Heading(2, words(LONG), None)),
        ("Ordinary", Block::Lead(words("What this page does, in a sentence in larger type."))),
        ("Ordinary", text("A sentence of ordinary words. A second one.")),
        ("Long words", text(LONG)),
        ("Ordinary", Block::Strong(words("The one sentence to remember."))),
        ("Ordinary", Block::Small(words("A source: Key stage 2 tests, 2014/15, final."))),
        ("Before anything went any way", Block::Status(words(""))),
        ("Said", Block::Status(words("Copied: paste it where it is to go."))),
        ("A logo", Block::Picture(words(LOGO), words("The council’s arms"))),
        ("Ordinary", Block::Hint(words("Enter what is known; the rest can wait."))),
        ("Three, one long", Block::Numbered(vec![words("The first"), words(LONG), words("The third")])),
        ("None", Block::Bullets(Vec::new())),
        ("Three, one long", Block::Bullets(vec![words("One thing"), words(LONG), words("A third thing")])),
        (
            "One with more under it",
            Block::Items(vec![
                Item { text: words("A sentence alone"), blocks: Vec::new() },
                Item {
                    text: words("A sentence with more under it"),
                    blocks: vec![
                        Block::Small(words("What stands behind it.")),
                        Block::Buttons(vec![small("item", "Take this")]),
                    ],
                },
            ]),
        ),
        ("Ordinary", Block::Inset(vec![text("Nothing you enter leaves this device.")])),
        ("Ordinary", Block::Warning(words("The results of 2016 come from other tests than those of 2015."))),
        ("Long words", Block::Warning(words(LONG))),
        (
            "A heading and words",
            Block::Panel(vec![
                Block::Heading(2, words("Keeping your plan"), None),
                Block::Small(words("What you type is kept in this browser.")),
            ]),
        ),
    ]
}

fn opening() -> Vec<Named> {
    let reason = |id, claim, verdict, meaning| Reason {
        id,
        claim: words(claim),
        verdict: words(verdict),
        meaning,
        blocks: vec![Block::Small(words("Appendix 3, section 6."))],
    };
    vec![
        (
            "Closed until it is pressed",
            Block::Details(
                words("How this was worked out"),
                Some(words("example-details")),
                vec![text("The figure of the school, less the national figure.")],
            ),
        ),
        ("Long words", Block::Details(words(LONG), None, vec![text(LONG)])),
        ("None", Block::Reasons(Vec::new())),
        (
            "Every meaning, and one inside another",
            Block::Reasons(vec![
                reason(Some(words("example-reason")), "The result is below 65%", "Holds", Meaning::Good),
                reason(None, "Progress is below the median", "Does not hold", Meaning::Bad),
                reason(None, "Last year’s result", "Not known", Meaning::Caution),
                reason(None, "Leadership", "Not asked", Meaning::Neutral),
                Reason {
                    id: None,
                    claim: words(LONG),
                    verdict: words("For information"),
                    meaning: Meaning::Information,
                    blocks: vec![Block::Reasons(vec![reason(
                        None,
                        "One of its parts",
                        "Holds",
                        Meaning::Good,
                    )])],
                },
            ]),
        ),
    ]
}

fn tables() -> Vec<Named> {
    let table =
        |caption: &str| Table::new(caption, &[("Measure", false), ("2013/14", true), ("2014/15", true)]);
    let filled = |caption: &str, rows: &[(&str, [&str; 2])]| {
        rows.iter().fold(table(caption), |mut table, (heading, cells)| {
            table.push(*heading, cells.map(str::to_owned).to_vec());
            table
        })
    };
    let wide = {
        let mut table = Table { caption: "Wider than most screens".to_owned(), ..Table::default() };
        table.columns.push(Column::words("Measure"));
        table.columns.extend((2001..=2016).map(|year| Column::number(format!("31 August {year}"))));
        table.push(LONG, (2001..=2016).map(|year| format!("{}.5%", year - 1950)).collect());
        table
    };
    let many =
        (1..=40).fold(Table::new("Many rows", &[("Pupil", false), ("Points", true)]), |mut table, row| {
            table.push(format!("Number {row}"), vec![(row * 3).to_string()]);
            table
        });
    let chart = Chart {
        title: "Reading and mathematics, 2014/15".to_owned(),
        sentence: "Reading is 74.0% and mathematics 62.3%, 11.7 percentage points lower.".to_owned(),
        svg: "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 640 60\" aria-labelledby=\"example-chart-title\">\
              <title id=\"example-chart-title\">Reading and mathematics, 2014/15</title>\
              <rect x=\"120\" y=\"8\" width=\"370\" height=\"16\" fill=\"#12436D\"/>\
              <rect x=\"120\" y=\"34\" width=\"312\" height=\"16\" fill=\"#801650\"/>\
              <text x=\"4\" y=\"21\">Reading</text><text x=\"4\" y=\"47\">Mathematics</text>\
              <text x=\"500\" y=\"21\">74.0%</text><text x=\"442\" y=\"47\">62.3%</text></svg>"
            .to_owned(),
        table: filled("Reading and mathematics", &[("Reading", ["70.0%", "74.0%"]), ("Mathematics", ["–", "62.3%"])]),
    };
    vec![
        ("Without rows: nothing is drawn", Block::Table(words("example-table-none"), table("No rows"))),
        (
            "Two rows, one figure missing",
            Block::Table(
                words("example-table"),
                filled(
                    "Two subjects",
                    &[("Reading", ["70.0%", "74.0%"]), ("Writing", ["not known", "68.2%"])],
                ),
            ),
        ),
        ("Wide, in a region that scrolls", Block::Table(words("example-table-wide"), wide)),
        ("Many rows", Block::Table(words("example-table-many"), many)),
        ("Its sentence, its drawing, its figures", Block::Chart(words("example-chart"), Box::new(chart))),
    ]
}

fn results() -> Vec<Named> {
    let headline = |id, number, name, tag, is_compact| {
        Block::Headline(Headline {
            id,
            label: words("Category"),
            number: words(number),
            name: words(name),
            tag,
            is_compact,
            blocks: vec![text("The first rule that holds decides.")],
        })
    };
    let tag = |text, meaning| Some((words(text), meaning));
    let task = |id, title, status, meaning| Task {
        id: words(id),
        title: words(title),
        status: words(status),
        meaning,
    };
    vec![
        (
            "Number, name and remark",
            headline("example-headline", "4", "School of Concern", tag("Settled", Meaning::Good), false),
        ),
        (
            "Open",
            headline("example-headline-open", "3 or 4", "", tag("Not settled", Meaning::Caution), false),
        ),
        ("Without number or name", headline("example-headline-none", "", "", None, false)),
        (
            "Compact, beside a form, with a long name",
            headline("example-headline-compact", "1a", LONG, tag("Against you", Meaning::Bad), true),
        ),
        (
            "Every meaning",
            Block::Tasks(vec![
                task("example-task-1", "School", "Done", Meaning::Good),
                task("example-task-2", "Figures", "3 of 24 entered", Meaning::Information),
                task("example-task-3", "Judgements", "There is a problem", Meaning::Bad),
                task("example-task-4", "Trajectory", "If you like", Meaning::Neutral),
                task("example-task-5", LONG, "Look again", Meaning::Caution),
            ]),
        ),
        ("One to go on", Block::Buttons(vec![Button::new("example-button", "Continue", Look::Primary)])),
        (
            "Every look, side by side",
            Block::Buttons(vec![
                Button::new("example-button-1", "Start a plan", Look::Primary),
                Button::new("example-button-2", "Open a saved plan", Look::Secondary),
                small("button-3", "Copy the table"),
                Button::new("example-button-4", "Remove", Look::Link).hidden("the target of reading"),
            ]),
        ),
        (
            "Long words",
            Block::Buttons(vec![
                Button::new("example-button-long", LONG, Look::Secondary),
                Button::new("example-button-link", LONG, Look::Link),
            ]),
        ),
    ]
}

fn small(id: &'static str, text: &'static str) -> Button {
    Button::new(join("example-", id), text, Look::Small)
}

fn controls() -> Vec<Named> {
    let radios = |id, hint, error, value, choices| {
        Block::Radios(Radios {
            id: words(id),
            legend: words("Phase"),
            hint: words(hint),
            error,
            choices,
            value: words(value),
        })
    };
    let choices = || vec![Choice::new("primary", "Primary"), Choice::new("secondary", "Secondary")];
    let hinted = || {
        let mut choices = choices();
        choices.push(Choice { hint: words(LONG), ..Choice::new("special", "Special") });
        choices.push(Choice::new("unknown", "Not known yet"));
        choices
    };
    let text_box = |id, label, hint, error, value, is_figure| {
        Block::TextBox(TextBox {
            id: words(id),
            label: words(label),
            hint: words(hint),
            error,
            value: words(value),
            is_figure,
        })
    };
    let named = |id, error| {
        let names = [("floor", "The floor standard"), ("gap", "A wide gap")];
        Block::Named(
            TextBox {
                id: words(id),
                label: words("Compared with"),
                hint: words("Choose one by its short name"),
                error,
                value: words("floor"),
                is_figure: false,
            },
            names.map(|(name, said)| (words(name), words(said))).to_vec(),
        )
    };
    let area = |id, hint, value, is_read_only| {
        Block::TextArea(TextArea {
            id: words(id),
            label: words("Text of a plan"),
            hint: words(hint),
            error: None,
            value: words(value),
            is_read_only,
        })
    };
    let date = |id, error, parts: [&'static str; 3]| {
        Block::Date(DateBoxes {
            id: words(id),
            legend: words("Date of the last inspection"),
            hint: words("For example 12 3 2014"),
            error,
            parts: parts.map(words),
        })
    };
    let tick = |id, hint, is_ticked| {
        Block::Tick(Tick {
            id: words(id),
            label: words("Leave out small groups"),
            hint: words(hint),
            is_ticked,
        })
    };
    let number = "Enter a number, such as 62.3 or 18 of 30";
    vec![
        ("With names to choose from", named("example-named", None)),
        (
            "With an error",
            named("example-named-error", Some(words("“flor” stands for nothing that is known"))),
        ),
        ("Not answered", radios("example-radios", "", None, "", choices())),
        (
            "Answered, with hints",
            radios("example-radios-hint", "See the register.", None, "special", hinted()),
        ),
        (
            "With an error",
            radios("example-radios-error", "", Some(words("Choose the school’s phase")), "", choices()),
        ),
        (
            "Many answers",
            radios(
                "example-radios-many",
                "",
                None,
                "7",
                (1..=15).map(|year| Choice::new(year.to_string(), format!("Year {year}"))).collect(),
            ),
        ),
        ("Empty", text_box("example-text", "Name of the school", "", None, "", false)),
        (
            "A figure, with a hint",
            text_box("example-text-figure", "Result, %", "From the school’s report.", None, "62.3", true),
        ),
        (
            "With an error",
            text_box("example-text-error", "Result, %", "", Some(words(number)), "sixty", true),
        ),
        ("Long words", text_box("example-text-long", LONG, LONG, Some(words(LONG)), LONG, false)),
        ("Empty, with a hint", area("example-area", "Paste it here.", "", false)),
        (
            "To be copied",
            area("example-area-copy", "", "{\n  \"kind\": \"attainment-planner plan\"\n}", true),
        ),
        ("Empty", date("example-date", None, [""; 3])),
        (
            "With an error",
            date("example-date-error", Some(words("Enter a date that there is")), ["31", "2", "2014"]),
        ),
        (
            "With an error",
            Block::TextArea(TextArea {
                id: words("example-area-error"),
                label: words("Wording"),
                hint: words("As a school reads it"),
                error: Some(words("Enter some words")),
                value: words(""),
                is_read_only: false,
            }),
        ),
        (
            "Several that belong together",
            Block::Fieldset(
                words("Inspection grades"),
                vec![tick("example-together", "", false), tick("example-together-2", "", true)],
            ),
        ),
        ("Not ticked", tick("example-tick", "", false)),
        ("Ticked, with a hint", tick("example-tick-hint", "Groups of five pupils or fewer.", true)),
    ]
}

fn grids() -> Vec<Named> {
    let cell = |id: &str, label: &'static str, value, error, takes| Cell::Box {
        id: AttrValue::from(["example-cell-", id].concat()),
        label: words(label),
        value: words(value),
        error,
        takes,
    };
    let row = |heading, note, cells| Rc::new(GridRow { heading: words(heading), note: words(note), cells });
    let columns = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let takes = [
        ("count", "Count", Takes::Count, "231"),
        ("figure", "Figure", Takes::Figure, "18 of 30"),
        ("share", "Share", Takes::Share, "150 of 231"),
        ("date", "Date", Takes::Date, "31 December 2015"),
    ];
    let wide = |end: &'static str, error: Option<&'static str>| {
        takes
            .iter()
            .map(|(id, label, takes, value)| Cell::Box {
                id: AttrValue::from(["example-cell-", id, end].concat()),
                label: AttrValue::from([*label, end].concat()),
                value: words(value),
                error: error.map(words),
                takes: *takes,
            })
            .collect()
    };
    let many = (1..=12).map(|number| {
        Rc::new(GridRow {
            heading: AttrValue::from(format!("Measure {number}")),
            note: words(""),
            cells: (2012..=2016)
                .map(|year| Cell::Box {
                    id: AttrValue::from(format!("example-cell-{number}-{year}")),
                    label: AttrValue::from(format!("Measure {number}, {year}, %")),
                    value: words(""),
                    error: None,
                    takes: Takes::Figure,
                })
                .collect(),
        })
    });
    let grid = |id, caption, columns, rows| {
        Block::Grid(Grid { id: words(id), caption: words(caption), columns, rows })
    };
    vec![
        (
            "Figures to be ticked",
            grid(
                "example-grid-ticks",
                "What will be filled in",
                columns(&["Measure", "2012/13", "2013/14", "2014/15"]),
                vec![row(
                    "Reading",
                    "disadvantaged pupils",
                    vec![
                        Cell::Tick(words("example-tick-1"), words("70"), words("Reading, 2012/13: "), true),
                        Cell::Tick(
                            words("example-tick-2"),
                            words("71.4 for 70"),
                            words("Reading, 2013/14: "),
                            false,
                        ),
                        Cell::Words(words("")),
                    ],
                )],
            ),
        ),
        (
            "Words, an empty box, one filled in, one wrong",
            grid(
                "example-grid",
                "Results",
                columns(&["Measure", "Unit", "2012/13", "2013/14", "2014/15"]),
                vec![row(
                    "Reading",
                    "Level 4 or above",
                    vec![
                        Cell::Words(words("%")),
                        cell("empty", "Reading, 2012/13, %", "", None, Takes::Figure),
                        cell("filled", "Reading, 2013/14, %", "70.0", None, Takes::Figure),
                        cell(
                            "wrong",
                            "Reading, 2014/15, %",
                            "seventy",
                            Some(words("Enter a number, such as 62.3 or 18 of 30")),
                            Takes::Figure,
                        ),
                    ],
                )],
            ),
        ),
        (
            "Everything that a box takes, right and wrong",
            grid(
                "example-grid-takes",
                "What a box takes",
                columns(&["Row", "Count", "Figure", "Share", "Date"]),
                vec![
                    row("Right", "", wide("", None)),
                    row("Wrong", "", wide("-wrong", Some("Enter what this box takes"))),
                ],
            ),
        ),
        (
            "Many rows and columns",
            grid(
                "example-grid-many",
                "Many measures",
                columns(&["Measure", "2012", "2013", "2014", "2015", "2016"]),
                many.collect(),
            ),
        ),
    ]
}

fn steppers() -> Vec<Named> {
    let fact = |label: &str, then: &str, now: &str| Fact {
        label: label.to_owned(),
        then: then.to_owned(),
        now: now.to_owned(),
    };
    let row = Row {
        title: "Reading, 2014/15".to_owned(),
        value: "146 of 231 pupils".to_owned(),
        change: "2 more than now".to_owned(),
        numbers: Some(["146", "0", "231"].map(str::to_owned)),
        step: "One pupil",
        can_move: [true, true],
        facts: vec![fact("Result", "63.2%", "62.3% now"), fact("Gap", "−16.8 percentage points", "")],
        notes: Vec::new(),
        nearest: [None, None],
    };
    let hidden = Row {
        title: LONG.to_owned(),
        value: String::new(),
        change: "As it is now".to_owned(),
        numbers: None,
        can_move: [false, true],
        facts: vec![fact("Category", "4, School of Concern", "")],
        ..row.clone()
    };
    let stepper = |slug: &str, row, blocks| {
        Block::Stepper(Box::new(Stepper { slug: ["example-", slug].concat(), row, blocks }))
    };
    vec![
        ("Moved by two", stepper("moved", row, vec![Block::Small(words("Counted in whole pupils."))])),
        ("Figures hidden, at its lowest, long words", stepper("hidden", hidden, Vec::new())),
    ]
}

fn places() -> Vec<Named> {
    vec![
        (
            "A form, and what stands beside it",
            Block::Columns(
                vec![text("The page.")],
                "Result of the example",
                vec![Block::Panel(vec![text("What stands beside it.")])],
            ),
        ),
        (
            "A part with its heading",
            Block::Section(
                words("example-section"),
                vec![
                    Block::Heading(2, words("A part of the page"), Some(words("example-section"))),
                    text("What is in it."),
                ],
            ),
        ),
        ("For the screen alone, say", Block::Boxed("planner-example-box", vec![text("What has the class.")])),
        ("No wider than is good to read", Block::Reading(vec![text(LONG), text("A second paragraph.")])),
    ]
}

/// Which example to draw alone.
#[derive(PartialEq, Properties)]
pub struct SampleProps {
    /// Its place among [`examples`].
    pub place: usize,
}

/// One example, as it stands on a page.
#[component]
pub fn Sample(props: &SampleProps) -> Html {
    examples().into_iter().nth(props.place).map_or_else(Html::default, |example| example.shown)
}

/// The gallery: a list of contents, and every example under its kind and name.
#[component]
pub fn Gallery() -> Html {
    let mut kinds: Vec<(&'static str, Vec<Example>)> = Vec::new();
    for example in examples() {
        match kinds.last_mut() {
            Some((kind, examples)) if *kind == example.kind => examples.push(example),
            _ => kinds.push((example.kind, vec![example])),
        }
    }
    let id = |kind: &str| ["kind-", &kind.to_lowercase().replace(' ', "-")].concat();
    let contents = kinds.iter().map(|(kind, examples)| {
        let link = classed("a", "govuk-link").attr("href", ["#", &id(kind)].concat()).say(*kind).node();
        el("li").with(link).say(format!(" ({})", examples.len())).node()
    });
    let contents = classed("nav", "planner-reading")
        .attr("aria-label", "Contents")
        .with(classed("ul", "govuk-list govuk-list--bullet").with_all(contents.collect()).node())
        .node();
    let mut parts = vec![
        classed("h1", "govuk-heading-l").say("Components, each by its own examples").node(),
        classed("p", "govuk-body")
            .say(
                "For those who build the planner. The examples are in src/app/components/examples.rs; the tests of the \
                 components are made of the same. Nothing here listens.",
            )
            .node(),
        contents,
    ];
    for (kind, examples) in kinds {
        parts.push(classed("h2", "govuk-heading-l").attr("id", id(kind)).say(kind).node());
        for (place, example) in examples.into_iter().enumerate() {
            // By the place the browser's tests take one of each kind, because the frame's ids are the same each time.
            parts.push(
                el("section")
                    .attr("data-place", place.to_string())
                    .attr("data-kind", kind)
                    .with(classed("h3", "govuk-heading-s").say(example.name).node())
                    .with(el("div").attr("class", "planner-example").with(example.shown).node())
                    .node(),
            );
        }
    }
    classed("div", "govuk-width-container")
        .with(
            classed("main", "govuk-main-wrapper")
                .attr("id", "main")
                .attr("tabindex", "-1")
                .with(all(parts))
                .node(),
        )
        .node()
}
