//! What is printed, copied and signed.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Choice, Headline, Item, Look, Meaning, Radios, TextArea, Tick};
use crate::app::state::State;
use crate::domain::Field;
use crate::present::document::Part;
use crate::present::explanation::Line;
use crate::present::name::field_id;
use crate::present::number::thousands;
use crate::present::report::{Kind, Of, Report, report};

use super::{action_plan, bullets, small, text};

/// The report in view.
pub(super) fn view_of(state: &State) -> Report {
    let worked = &state.worked;
    let of = Of {
        evaluation: &worked.evaluation,
        words: state.words(),
        draft: &state.draft,
        reference: &state.reference,
        today: state.today,
        with_small: state.with_small,
    };
    report(state.report, of)
}

/// The report page: its heading and its parts.
pub(super) fn show(state: &State) -> (String, Vec<Block>) {
    let report = view_of(state);
    let class = match state.report {
        Kind::Summary => "planner-report planner-report--summary",
        Kind::Full | Kind::ActionPlan => "planner-report",
    };
    let paper = report.parts.iter().enumerate().map(|(place, part)| shown(state, place, part));
    let blocks = vec![
        Block::Boxed("planner-screen", choices(state, &report)),
        Block::Boxed(class, paper.collect()),
        Block::Boxed("planner-screen", vec![link(state)]),
    ];
    (report.title, blocks)
}

/// What is chosen, and what can be done with it.
fn choices(state: &State, report: &Report) -> Vec<Block> {
    let kinds = Kind::ALL.map(|(word, kind)| {
        let words = match kind {
            Kind::Summary => "One page for governors",
            Kind::Full => "Full report, with every rule, the action plan and the sign-off",
            Kind::ActionPlan => "Action plan for the council",
        };
        Choice::new(word, words)
    });
    let mut blocks = vec![Block::Radios(Radios {
        id: AttrValue::Static("report-kind"),
        legend: AttrValue::Static("What do you need?"),
        hint: AttrValue::Static(""),
        error: None,
        choices: kinds.into(),
        value: AttrValue::Static(state.report.word()),
    })];
    // What comes and goes stands in a part of its own.
    let mut inside = Vec::new();
    if report.leaves_out || state.with_small {
        inside.push(Block::Tick(Tick {
            id: AttrValue::Static("with-small"),
            label: AttrValue::Static("Put in groups of 5 or fewer pupils too"),
            hint: AttrValue::Static(
                "Only for those who may see them. It holds until another plan is opened.",
            ),
            is_ticked: state.with_small,
        }));
    }
    blocks.push(Block::Reading(inside));
    blocks.push(Block::Buttons(vec![
        Button::new("print", "Print", Look::Primary),
        Button::new("copy-report", "Copy with its tables", Look::Secondary),
        Button::new("save-report", "Save as text", Look::Secondary),
    ]));
    blocks.push(Block::Status(AttrValue::Static(state.table_copied)));
    let form = if state.report == Kind::Summary { vec![] } else { vec![action_plan::form(state)] };
    blocks.push(Block::Reading(form));
    blocks
}

/// A link that carries the plan, for who asks for it.
fn link(state: &State) -> Block {
    let mut blocks = vec![
        text("The link opens this plan in the planner: in this copy, on any device that can open this page."),
        Block::Warning(AttrValue::Static(
            "Your figures are then in the address itself. Whoever has the link can read them, and browsers, e-mail and \
             chat programs keep addresses. Where that is not right, save the plan to a file instead.",
        )),
        Block::Buttons(vec![Button::new("make-link", "Make the link", Look::Secondary)]),
    ];
    let mut made = Vec::new();
    if !state.link.is_empty() {
        let length = thousands(state.link.len() as u64);
        made.push(Block::TextArea(TextArea {
            id: AttrValue::Static("link"),
            label: AttrValue::Static("Link with your plan"),
            hint: AttrValue::from(format!("It has {length} characters. Some programs cut long links short.")),
            error: None,
            value: AttrValue::Rc(state.link.clone()),
            is_read_only: true,
        }));
        made.push(Block::Buttons(vec![Button::new("copy-link", "Copy the link", Look::Secondary)]));
    }
    blocks.push(Block::Reading(made));
    blocks.push(Block::Status(AttrValue::Static(state.link_said)));
    Block::Details(
        AttrValue::Static("Send this plan as a link"),
        Some(AttrValue::Static("send-link")),
        blocks,
    )
}

fn shown(state: &State, place: usize, part: &Part) -> Block {
    match part {
        Part::Heading(level, words) => Block::Heading(*level, AttrValue::from(words.clone()), None),
        Part::Text(words) => text(words.clone()),
        Part::Note(words) => small(words.clone()),
        Part::Bullets(items) => bullets(items),
        Part::Numbered(items) => Block::Numbered(items.iter().cloned().map(AttrValue::from).collect()),
        Part::Outline(lines) => outline(&mut lines.iter().peekable(), 0),
        Part::Table(table) => Block::Table(AttrValue::from(format!("report-{place}")), table.clone()),
        Part::Outcome(headline, remark) => Block::Headline(Headline {
            id: "outcome",
            label: AttrValue::from(headline.label.clone()),
            number: AttrValue::from(headline.number.clone()),
            name: AttrValue::from(headline.name.clone()),
            tag: (!remark.is_empty()).then_some((AttrValue::Static(remark), Meaning::Caution)),
            is_compact: true,
            blocks: vec![text(headline.sentence.clone())],
        }),
        Part::Written(words) => written(state, words),
    }
}

/// On the screen a box to write in; on paper the words, or ruled lines.
fn written(state: &State, words: &str) -> Block {
    let paper = if words.is_empty() { "planner-paper planner-ruled" } else { "planner-paper" };
    let box_to_write_in = Block::TextArea(TextArea {
        id: AttrValue::from(field_id(&Field::Disagreement)),
        label: AttrValue::Static("Where the school, its governors and its adviser do not agree"),
        hint: AttrValue::Static("What, and why. It is saved with the plan. Do not name pupils."),
        error: None,
        value: AttrValue::from(state.draft.disagreement.clone()),
        is_read_only: false,
    });
    Block::Reading(vec![
        Block::Boxed("planner-screen", vec![box_to_write_in]),
        Block::Boxed(paper, words.lines().map(|line| text(line.to_owned())).collect()),
    ])
}

/// The lines from here on that are at least as deep, as lists in lists.
fn outline<'l>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'l Line>>, depth: u8) -> Block {
    let mut items: Vec<Item> = Vec::new();
    while let Some(line) = lines.next_if(|line| line.depth >= depth) {
        let mut blocks = Vec::new();
        if lines.peek().is_some_and(|next| next.depth > depth) {
            blocks.push(outline(lines, depth + 1));
        }
        items.push(Item { text: AttrValue::from(line.text.clone()), blocks });
    }
    Block::Items(items)
}
