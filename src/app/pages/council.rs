//! The officer's area: a council's own copy, step by step. A control's id is `pack` and its place in the pack.

use std::rc::Rc;

use yew::virtual_dom::AttrValue;

use crate::app::components::{
    Block, Button, Cell, Choice, Grid, GridRow, Look, Radios, Takes, TextArea, TextBox, Tick,
};
use crate::app::council::{Embedding, Making, PERMISSIONS, national_place};
use crate::app::page::Step;
use crate::app::state::State;
use crate::domain::Plan;
use crate::domain::fault::FaultKind;
use crate::domain::framework::{Condition, Framework, ThresholdValue};
use crate::domain::school::Phase;
use crate::format::{Entry, Kind, OTHER};
use crate::present::embedding::{Permission, snippet};
use crate::present::name::{self, upper_first};
use crate::present::number::{date, number};
use crate::present::pack::{beside, contrast, faults_at, label, word};
use crate::present::reason::Words;

use super::{bullets, heading, small, subheading, text};

/// A page of the area: its heading and its blocks.
pub(super) fn show(state: &State, step: Step) -> (String, Vec<Block>) {
    let Some(making) = &state.making else {
        return ("Make your council’s own copy".to_owned(), begin(state));
    };
    if !making.at.is_empty() && !matches!(step, Step::Copy | Step::National | Step::Look | Step::Finish) {
        return entry_page(state, making);
    }
    let (title, mut blocks) = match step {
        Step::Copy => ("Your council’s own copy", copy(state, making)),
        Step::Words => ("Words", words(state, making)),
        Step::Numbers => ("Numbers of the rules", numbers(state, making)),
        Step::Measures => ("Measures", measures(state, making)),
        Step::Targets => {
            let mut blocks = lists(state, making, &["targets", "calendars"]);
            blocks.push(on("national", "National figures"));
            ("Targets and dates", blocks)
        }
        Step::National => ("National figures", national(state, making)),
        Step::Rules => ("Rules", rules(state, making)),
        Step::Look => ("Logo and colours", look(making)),
        Step::Finish => ("Check and download", finish(state, making)),
    };
    blocks.insert(0, Block::Status(AttrValue::Static(making.said)));
    (title.to_owned(), blocks)
}

/// The area before a copy is begun.
fn begin(state: &State) -> Vec<Block> {
    let mut blocks = vec![
        Block::Lead(AttrValue::Static(
            "For council officers. Put your council’s scheme, figures, words, logo and colours into the planner, and \
             download it as one file that works wherever it is opened.",
        )),
        text(
            "No developer and no other program is needed. What you change here is about your copy; the figures of schools \
             are not in it, and nothing leaves this device.",
        ),
        heading("How it goes"),
        Block::Numbered(
            [
                "Begin with the scheme that is nearest to yours.",
                "Change its words, numbers, measures, targets and dates, national figures and rules, as far as you need.",
                "Add your logo and colours.",
                "Check it, look at it as a school will see it, and download your planner.html.",
            ]
            .map(AttrValue::Static)
            .to_vec(),
        ),
    ];
    if let Some((pack, _)) = &state.shipped.pack {
        blocks.push(Block::Buttons(vec![Button::new(
            "pack_begin-this",
            format!("Go on with this copy of {}", pack.council),
            Look::Primary,
        )]));
    }
    blocks.push(heading("Begin with the scheme of"));
    let schemes = state.frameworks.iter().enumerate().map(|(place, known)| {
        let name = format!("{} {}", known.framework.council, known.framework.year);
        Button::new(format!("pack_begin-{place}"), name, Look::Secondary)
    });
    blocks.push(Block::Buttons(schemes.collect()));
    blocks.push(heading("Or go on with work that you saved"));
    blocks.push(Block::Buttons(vec![Button::new("pack_open", "Open work that you saved", Look::Secondary)]));
    blocks
}

/// The words of the first fault at exactly this place.
fn error(making: &Making, place: &str) -> Option<AttrValue> {
    let found = making.faults().iter().find(|fault| fault.place == place);
    found.map(|fault| AttrValue::from(beside(fault)))
}

/// The id of the control for a place.
fn id(verb: &str, place: &str) -> AttrValue {
    AttrValue::from([verb, &place.replace('/', "-")].concat())
}

/// A box for a text at a place.
fn text_box(making: &Making, place: &str, words: &str, hint: &str, is_figure: bool) -> Block {
    Block::TextBox(boxed(making, place, words, hint, is_figure))
}

fn boxed(making: &Making, place: &str, words: &str, hint: &str, is_figure: bool) -> TextBox {
    TextBox {
        id: id("pack", place),
        label: AttrValue::from(words.to_owned()),
        hint: AttrValue::from(hint.to_owned()),
        error: error(making, place),
        value: AttrValue::from(making.draft.text(place)),
        is_figure,
    }
}

/// Whose copy it is, and its schemes.
fn copy(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![
        text_box(making, "/council", "Council, in the header", "", false),
        text_box(making, "/contact", "Whom a school asks about this copy", label("contact").1, false),
        text_box(
            making,
            "/id",
            "Short name of the copy",
            "Small letters, digits and hyphens. Plans that schools keep in their browsers belong to this name. Keep it from year to year, so that next year’s \
             copy finds them",
            false,
        ),
        heading("Schemes in the copy"),
        small(
            "The first is chosen when a school begins. Keep last year’s beside the new one, so that last year’s plans still open with it.",
        ),
    ];
    let count = making.draft.count("/schemes");
    if count > 1 {
        let choices = (0..count).map(|place| Choice::new(place.to_string(), scheme_name(making, place)));
        blocks.push(Block::Radios(Radios {
            id: AttrValue::Static("pack_scheme"),
            legend: AttrValue::Static("Scheme that the next pages are about"),
            hint: AttrValue::Static(""),
            error: None,
            choices: choices.collect(),
            value: AttrValue::from(making.scheme.to_string()),
        }));
    }
    let scheme = making.scheme_place();
    let at = |key: &str| [&*scheme, "/", key].concat();
    let mut fields = vec![subheading(scheme_name(making, making.scheme))];
    for key in ["council", "title", "year", "latest_results", "id", "contact", "note"] {
        fields.extend(field_of(state, making, &at(key), key));
    }
    fields.extend(grades(state, making, &at("grades")));
    let mut buttons =
        vec![Button::new("pack_next", "Add next year’s scheme, made from this one", Look::Secondary)];
    if count > 1 {
        buttons.push(Button::new(id("pack_remove", &scheme), "Remove this scheme", Look::Secondary));
    }
    fields.push(Block::Buttons(buttons));
    blocks.push(Block::Reading(fields));
    let others = state.frameworks.iter().enumerate().map(|(place, known)| {
        let name = format!("{} {}", known.framework.council, known.framework.year);
        Button::new(format!("pack_take-{place}"), name, Look::Small)
    });
    blocks.push(Block::Details(
        AttrValue::Static("Add another scheme"),
        Some(AttrValue::Static("pack-more-schemes")),
        vec![
            small("One that you opened from a file on the Schemes and rules page is among them."),
            Block::Buttons(others.collect()),
        ],
    ));
    blocks.push(tick(making, "/others", "others"));
    blocks.push(on("words", "Words"));
    blocks.push(Block::Details(
        AttrValue::Static("Start again from nothing"),
        Some(AttrValue::Static("pack-anew")),
        vec![
            small("This takes the copy away that is being made here. Save your work to a file first, if you may want it again."),
            Block::Buttons(vec![
                Button::new("pack_file", "Save your work to a file", Look::Small),
                Button::new("pack_open-1", "Open work that you saved", Look::Small),
                Button::new("pack_drop", "Throw this work away", Look::Small),
            ]),
        ],
    ));
    blocks
}

fn scheme_name(making: &Making, scheme: usize) -> String {
    let text = |key: &str| making.draft.text(&format!("/schemes/{scheme}/{key}"));
    format!("{} {}", text("council"), text("year"))
}

/// The button for the next step.
fn on(step: &str, words: &str) -> Block {
    Block::Buttons(vec![Button::new(format!("see-copy-{step}"), format!("Carry on: {words}"), Look::Primary)])
}

fn tick(making: &Making, place: &str, key: &str) -> Block {
    let (words, hint) = label(key);
    Block::Tick(Tick {
        id: id("pack", place),
        label: AttrValue::Static(words),
        hint: AttrValue::Static(hint),
        is_ticked: making.draft.flag(place),
    })
}

/// The field of a key that may not be there yet.
fn field_of(state: &State, making: &Making, place: &str, key: &str) -> Vec<Block> {
    let (parent, _) = place.rsplit_once('/').unwrap_or_default();
    let entries = making.draft.entries(parent);
    entries.iter().find(|entry| entry.key == key).map_or_else(Vec::new, |entry| field(state, making, entry))
}

fn grades(state: &State, making: &Making, place: &str) -> Vec<Block> {
    vec![Block::Details(
        AttrValue::Static("Inspection grades that it knows"),
        Some(id("pack_more", place)),
        field_of(state, making, place, "grades"),
    )]
}

/// The lists that hold the scheme's words.
fn words(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![small(
        "Everything that a school reads of your scheme. Choose what to change; a step back is the Undo button at the top.",
    )];
    blocks.extend(lists(state, making, &["categories", "questions", "support", "overlays", "documents"]));
    blocks.extend(action_plan(state, making));
    blocks.push(on("numbers", "Numbers"));
    blocks
}

fn action_plan(state: &State, making: &Making) -> Vec<Block> {
    let place = [&making.scheme_place(), "/action_plan"].concat();
    let mut blocks = vec![heading(label("action_plan").0)];
    if making.draft.has(&place) {
        blocks.extend(group(state, making, &place));
        blocks.push(Block::Buttons(vec![Button::new(id("pack_remove", &place), "Remove it", Look::Small)]));
    } else {
        blocks.push(small("The council’s name for the action plan whose table the planner fills in."));
        blocks.push(Block::Buttons(vec![Button::new(
            id("pack_add", &place),
            "Add an action plan",
            Look::Small,
        )]));
    }
    blocks
}

/// Lists of the scheme in view, each entry with what can be done to it.
fn lists(state: &State, making: &Making, keys: &[&str]) -> Vec<Block> {
    let mut blocks = vec![];
    for key in keys {
        let place = format!("{}/{key}", making.scheme_place());
        blocks.push(Block::Reading(list(state, making, &place, key, 2)));
    }
    blocks
}

fn list(state: &State, making: &Making, place: &str, key: &str, level: u8) -> Vec<Block> {
    let heading_id = id("pack_list", place);
    let (words, hint) = label(key);
    let mut blocks = vec![Block::Heading(level, AttrValue::Static(words), Some(heading_id))];
    if !hint.is_empty() {
        blocks.push(Block::Hint(AttrValue::Static(hint)));
    }
    let Some(Entry { kind: Kind::List(entries), .. }) = entry_of(making, place) else { return blocks };
    for (index, (place, title)) in entries.iter().enumerate() {
        let title = match said_at(state, making, place) {
            Some(words) => words,
            None if title.is_empty() => format!("{words} {}", index + 1),
            None => upper_first(&word_or(title)),
        };
        let mut row = vec![Block::Text(AttrValue::from(title.clone()))];
        let faults = faults_at(making.faults(), place).count();
        if faults > 0 {
            row.push(small(match faults {
                1 => "One thing in it has to be put right.".to_owned(),
                _ => format!("{faults} things in it have to be put right."),
            }));
        }
        let button = |verb: &'static str, words: &'static str| {
            Button::new(id(verb, place), words, Look::Small).hidden(title.clone())
        };
        let mut buttons = vec![button("pack_edit", "Change")];
        if index > 0 {
            buttons.push(button("pack_raise", "Move up"));
        }
        buttons.push(button("pack_remove", "Remove"));
        let row =
            vec![Block::Reading(row), Block::Boxed("planner-entry__deeds", vec![Block::Buttons(buttons)])];
        blocks.push(Block::Boxed("planner-entry", row));
    }
    let add = Button::new(id("pack_add", place), "Add one", Look::Secondary).hidden(words);
    blocks.push(Block::Reading(vec![Block::Buttons(vec![add])]));
    blocks
}

/// What stands at a place.
fn entry_of(making: &Making, place: &str) -> Option<Entry> {
    let (parent, key) = place.rsplit_once('/')?;
    making.draft.entries(parent).into_iter().find(|entry| entry.key == key)
}

/// The words of a kind of condition, where a title is one; otherwise the title.
fn word_or(title: &str) -> String {
    let (words, _) = label(title);
    if words.is_empty() { title.to_owned() } else { words.to_owned() }
}

/// One entry of a list, with everything in it.
fn entry_page(state: &State, making: &Making) -> (String, Vec<Block>) {
    let place = &making.at;
    let title = entry_of(making, place.rsplit_once('/').map_or("", |(list, _)| list));
    let list = title.map_or("", |entry| label(&entry.key).0);
    let mut blocks = vec![
        Block::Buttons(vec![Button::new("pack_back", "Back to the list", Look::Link)]),
        Block::Status(AttrValue::Static(making.said)),
    ];
    // Above a part of a rule, what it is a part of.
    if let Some(above) = parent_entry(making, place) {
        blocks.push(Block::Buttons(vec![Button::new(
            id("pack_edit", &above),
            "Back to what this is a part of",
            Look::Link,
        )]));
    }
    blocks.extend(sentence(state, making, place));
    blocks.extend(group(state, making, place));
    blocks.push(Block::Buttons(vec![Button::new("pack_back", "Done", Look::Primary)]));
    let title = match making.draft.title(place) {
        title if title.is_empty() => "a new one".to_owned(),
        title => upper_first(&word_or(&title)),
    };
    (format!("{list}: {title}"), blocks)
}

/// The nearest entry of a list around a place, if it is inside one.
fn parent_entry(making: &Making, place: &str) -> Option<String> {
    let mut above = place.rsplit_once('/')?.0;
    // `/schemes/0/rules/2` is four parts long; what is nearer to the beginning is a list of the scheme.
    while above.split('/').count() > 5 {
        above = above.rsplit_once('/')?.0;
        let last = above.rsplit_once('/')?.1;
        if last.parse::<usize>().is_ok() && making.draft.has(above) {
            return Some(above.to_owned());
        }
    }
    None
}

/// What the condition at or in a place says as a sentence, once everything in the scheme is right.
fn said_at(state: &State, making: &Making, place: &str) -> Option<String> {
    let pack = making.read.as_ref().ok()?;
    let parts: Vec<&str> = place.split('/').collect();
    let [_, _, scheme, list, entry, rest @ ..] = parts.as_slice() else { return None };
    let framework = pack.schemes.get(scheme.parse::<usize>().ok()?)?;
    let entry = entry.parse::<usize>().ok()?;
    let when = match *list {
        "rules" => &framework.rules.get(entry)?.when,
        "indicators" => &framework.indicators.get(entry)?.when,
        _ => return None,
    };
    // The entry itself is known by its name; what is inside, by what it says.
    let condition = match rest {
        ["when", inside @ ..] if !inside.is_empty() => part_of(when, inside)?,
        _ => return None,
    };
    Some(upper_first(&words_of(state, framework, &spoken_of(state, framework)).short(condition)))
}

/// The part of a condition that the rest of a place names: `any/0/all/1`.
fn part_of<'c>(condition: &'c Condition, place: &[&str]) -> Option<&'c Condition> {
    let (parts, rest) = match (condition, place) {
        (_, []) => return Some(condition),
        (Condition::All(parts), ["all", rest @ ..])
        | (Condition::Any(parts), ["any", rest @ ..])
        | (Condition::None(parts), ["none", rest @ ..])
        | (Condition::AtLeast { of: parts, .. }, ["at_least", "of", rest @ ..]) => (parts, rest),
        _ => return None,
    };
    let (index, rest) = rest.split_first()?;
    part_of(parts.get(index.parse::<usize>().ok()?)?, rest)
}

/// What the entry in view says as a sentence.
fn sentence(state: &State, making: &Making, place: &str) -> Vec<Block> {
    if !["/rules/", "/indicators/"].iter().any(|list| place.contains(list)) {
        return vec![];
    }
    let parts: Vec<&str> = place.split('/').collect();
    let framework = making.read.as_ref().ok().and_then(|pack| pack.schemes.get(making.scheme));
    let Some(framework) = framework else {
        return vec![small("What it says as a sentence is shown once everything in the scheme is right.")];
    };
    let plan = spoken_of(state, framework);
    let words = words_of(state, framework, &plan);
    let whole = match parts.as_slice() {
        [_, _, _, "rules", entry] => {
            entry.parse().ok().and_then(|entry: usize| framework.rules.get(entry)).map(|rule| {
                let category = name::category_id(&rule.category, framework);
                let when = name::lower_first(&words.short(&rule.when));
                format!("{category}, if: {when}.")
            })
        }
        [_, _, _, "indicators", entry] => {
            let found = entry.parse().ok().and_then(|entry: usize| framework.indicators.get(entry));
            found.map(|indicator| upper_first(&words.short(&indicator.when)))
        }
        _ => said_at(state, making, place),
    };
    whole.map_or_else(Vec::new, |words| vec![Block::Inset(vec![text(words), spoken_for(&plan)])])
}

/// A plan of the phase for which rules are put into words: that of the plan in view, or the first that a scheme covers
/// with a headline measure, primary before others.
fn spoken_of(state: &State, framework: &Framework) -> Plan {
    let covered =
        |phase: Phase| framework.measures(phase).is_some_and(|measures| !measures.headline.is_empty());
    let first = || [Phase::Primary].into_iter().chain(Phase::ALL).find(|phase| covered(*phase));
    let mut plan = state.worked.plan.clone();
    plan.school.phase = plan.school.phase.filter(|phase| covered(*phase)).or_else(first);
    plan
}

/// What puts the rules of a scheme into words, for such a plan.
fn words_of<'a>(state: &'a State, framework: &'a Framework, plan: &'a Plan) -> Words<'a> {
    Words { framework, catalogue: &state.shipped.catalogue, plan }
}

/// For which phase the rules are put into words.
fn spoken_for(plan: &Plan) -> Block {
    let phase = plan.school.phase.map_or("", name::phase);
    small(format!("Measures are named as for the phase: {}.", name::lower_first(phase)))
}

/// Everything in something with entries of its own.
fn group(state: &State, making: &Making, place: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some((kinds, chosen)) = making.draft.kinds(place) {
        let choices = kinds.iter().map(|kind| {
            let words = match label(kind).0 {
                "" => word(kind),
                _ if *kind == OTHER => "Something else".to_owned(),
                words => words.to_owned(),
            };
            Choice::new(*kind, words)
        });
        let now = match kinds.iter().find(|kind| **kind == chosen) {
            Some(&OTHER) | None => String::new(),
            Some(kind) if label(kind).0.is_empty() => word(kind),
            Some(kind) => label(kind).0.to_owned(),
        };
        let radios = Block::Radios(Radios {
            id: id("pack_kind", place),
            legend: AttrValue::Static("What it is"),
            hint: AttrValue::Static("Choosing another takes away what it holds now"),
            error: None,
            choices: choices.collect(),
            value: AttrValue::from(chosen),
        });
        // The error has its place even where there is none: what is below must not move under the keyboard.
        let wrong = error(making, place).map(Block::Warning).into_iter().collect();
        blocks.push(Block::Reading(wrong));
        blocks.push(Block::Strong(AttrValue::from(now)));
        blocks.push(Block::Details(
            AttrValue::Static("Make it something else"),
            Some(id("pack_kinds", place)),
            vec![radios],
        ));
    } else if let Some(words) = error(making, place) {
        blocks.push(Block::Warning(words));
    }
    for entry in making.draft.entries(place) {
        blocks.extend(field(state, making, &entry));
    }
    blocks
}

/// The fields of one entry.
fn field(state: &State, making: &Making, entry: &Entry) -> Vec<Block> {
    let Entry { place, key, is_optional, kind } = entry;
    let (words, hint) = label(key);
    let words = if words.is_empty() { upper_first(key) } else { words.to_owned() };
    let words = if *is_optional && matches!(kind, Kind::Text(_) | Kind::Lines(_)) {
        format!("{words} (optional)")
    } else {
        words
    };
    match kind {
        Kind::Text(value) => {
            let list = match key.as_str() {
                "threshold" | "points" | "count" | "known" | "at_least" => "thresholds",
                "question" => "questions",
                "indicator" => "indicators",
                "of" => "scores",
                "category" => "categories",
                "document" => "documents",
                _ => "",
            };
            if !list.is_empty() {
                let names = making.draft.names(place, list).into_iter();
                let names = names.map(|(name, words)| (AttrValue::from(name), AttrValue::from(words)));
                let hint = "Choose one by its short name";
                return vec![Block::Named(boxed(making, place, &words, hint, false), names.collect())];
            }
            if matches!(key.as_str(), "text" | "help" | "meaning" | "note" | "otherwise") {
                return vec![Block::TextArea(TextArea {
                    id: id("pack", place),
                    label: AttrValue::from(words),
                    hint: AttrValue::Static(hint),
                    value: AttrValue::from(value.clone()),
                    is_read_only: false,
                })];
            }
            let is_short =
                matches!(key.as_str(), "value" | "days" | "lowest" | "highest" | "year" | "years" | "date");
            vec![text_box(making, place, &words, hint, is_short)]
        }
        Kind::Flag(_) => vec![tick(making, place, key)],
        Kind::Word(choices, value) => {
            let mut all: Vec<Choice> =
                choices.iter().map(|choice| Choice::new(*choice, word(choice))).collect();
            if *is_optional {
                all.insert(0, Choice::new("", "Not said"));
            }
            vec![Block::Radios(Radios {
                id: id("pack", place),
                legend: AttrValue::from(words),
                hint: AttrValue::Static(hint),
                error: error(making, place),
                choices: all,
                value: AttrValue::from(value.clone()),
            })]
        }
        Kind::Words(choices, chosen) => {
            let mut blocks = vec![Block::Strong(AttrValue::from(words))];
            blocks.extend(choices.iter().map(|choice| {
                Block::Tick(Tick {
                    id: AttrValue::from([&*id("pack_tick", place), ":", choice].concat()),
                    label: AttrValue::from(word(choice)),
                    hint: AttrValue::Static(""),
                    is_ticked: chosen.iter().any(|one| one == choice),
                })
            }));
            blocks
        }
        Kind::Lines(lines) => {
            let mut blocks = vec![Block::TextArea(TextArea {
                id: id("pack", place),
                label: AttrValue::from(words),
                hint: AttrValue::Static(hint),
                value: AttrValue::from(lines.clone()),
                is_read_only: false,
            })];
            blocks.extend(
                faults_at(making.faults(), place).map(|fault| Block::Warning(AttrValue::from(beside(fault)))),
            );
            blocks
        }
        Kind::List(_) => list(state, making, place, key, 2),
        Kind::Group => {
            let mut blocks = vec![Block::Strong(AttrValue::from(words))];
            blocks.push(Block::Inset(group(state, making, place)));
            if *is_optional {
                let remove = Button::new(id("pack_remove", place), "Remove this part", Look::Small);
                blocks.push(Block::Buttons(vec![remove.hidden(label(key).0)]));
            }
            blocks
        }
        Kind::Absent => {
            let add = Button::new(id("pack_add", place), format!("Add: {words}"), Look::Small);
            vec![Block::Buttons(vec![add])]
        }
    }
}

/// Every number that rules use, in one table.
fn numbers(state: &State, making: &Making) -> Vec<Block> {
    let scheme = making.scheme_place();
    let scheme_id = [&*scheme, "/id"].concat();
    let mut rows = Vec::new();
    let catalogue = &state.shipped.catalogue;
    for threshold in 0..making.draft.count(&[&*scheme, "/thresholds"].concat()) {
        let place = format!("{scheme}/thresholds/{threshold}");
        let at = |key: &str| making.draft.text(&[&*place, "/", key].concat());
        for value in 0..making.draft.count(&[&*place, "/values"].concat()) {
            let of = |key: &str| making.draft.text(&format!("{place}/values/{value}/{key}"));
            let mut heading = upper_first(&at("label"));
            let measure = of("measure");
            if !measure.is_empty() {
                heading += &format!(", {}", name::measure_in_sentence(&measure.as_str().into(), catalogue));
            }
            if !of("year").is_empty() {
                heading += &format!(", {}", of("year"));
            }
            let number = format!("{place}/values/{value}/value");
            let basis = format!("{place}/values/{value}/clause/basis");
            let source = format!("{}: {}", word(&making.draft.text(&basis)), of("clause/place"));
            let is_same = [[&*place, "/id"].concat(), scheme_id.clone()]
                .iter()
                .all(|id| making.began.text(id) == making.draft.text(id));
            let before = making.began.text(&number);
            let note = if is_same && !before.is_empty() && before != making.draft.text(&number) {
                format!("Was {before}. Say below where the new value comes from. Now it says: {source}")
            } else {
                source
            };
            rows.push(Rc::new(GridRow {
                heading: AttrValue::from(format!("{heading} ({})", at("unit"))),
                note: AttrValue::from(note),
                cells: vec![Cell::Box {
                    id: id("pack", &number),
                    label: AttrValue::from(heading),
                    value: AttrValue::from(making.draft.text(&number)),
                    error: error(making, &number),
                    takes: Takes::Count,
                }],
            }));
        }
    }
    let mut blocks = vec![
        small(
            "Every number that a rule of your scheme compares with. Where the planner assumed one and your council has its \
             own, put that in, and say where it comes from under “Change”.",
        ),
        Block::Grid(Grid {
            id: AttrValue::Static("pack-numbers"),
            caption: AttrValue::Static("Numbers of the rules"),
            columns: vec!["Number".to_owned(), "Value".to_owned()],
            rows,
        }),
    ];
    blocks.push(Block::Details(
        AttrValue::Static("Change names, years and sources of numbers, or add one"),
        Some(AttrValue::Static("pack-thresholds")),
        lists(state, making, &["thresholds"]),
    ));
    blocks.push(on("measures", "Measures"));
    blocks
}

/// What is asked for in each phase.
fn measures(state: &State, making: &Making) -> Vec<Block> {
    let scheme = making.scheme_place();
    let mut blocks = vec![small(
        "Which measures the table of figures asks for in each phase, and which of them your rules mean by “headline”, \
         “progress” and “teacher assessment”.",
    )];
    for phase in 0..making.draft.count(&[&*scheme, "/phases"].concat()) {
        let place = format!("{scheme}/phases/{phase}");
        let of = |key: &str| -> Vec<String> { making.draft.texts(&[&*place, "/", key].concat()) };
        let phases: Vec<String> = of("phases").iter().map(|phase| word(phase)).collect();
        let title = name::list(&phases, "and");
        let asked = of("measures");
        let lists = [
            ("headline", "Headline"),
            ("progress", "Progress"),
            ("teacher", "Teacher too"),
            ("groups", "Disadvantaged too"),
        ];
        let row = |measure: &crate::domain::measure::Measure, is_asked: bool| {
            let tick = |key: &str, words: &'static str| {
                let id = AttrValue::from(
                    [&*id("pack_tick", &[&*place, "/", key].concat()), ":", measure.id.as_str()].concat(),
                );
                let is_ticked = of(key).iter().any(|one| one == measure.id.as_str());
                Cell::Tick(
                    id,
                    AttrValue::Static(words),
                    AttrValue::from(format!("{}: ", measure.label)),
                    is_ticked,
                )
            };
            let mut cells = vec![tick("measures", "Asked for")];
            if is_asked {
                cells.extend(lists.map(|(key, words)| tick(key, words)));
            }
            Rc::new(GridRow {
                heading: AttrValue::from(measure.label.clone()),
                note: AttrValue::from(measure.key_stage.clone()),
                cells,
            })
        };
        let rows = asked.iter().filter_map(|id| state.shipped.catalogue.get(&id.as_str().into()));
        let columns =
            ["Measure", "In the table", "Headline", "Progress", "Teacher assessment", "Disadvantaged"];
        let mut inner = vec![Block::Grid(Grid {
            id: id("pack-measures", &place),
            caption: AttrValue::from(format!("Measures of: {title}")),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.map(|measure| row(measure, true)).collect(),
        })];
        let served: Vec<Phase> = making.draft.phases(&place);
        let others = state.shipped.catalogue.iter().filter(|measure| {
            !asked.iter().any(|id| id == measure.id.as_str())
                && measure.phases.iter().any(|phase| served.contains(phase))
        });
        inner.push(Block::Grid(Grid {
            id: id("pack-others", &place),
            caption: AttrValue::Static("Measures that can be added"),
            columns: vec!["Measure".to_owned(), "In the table".to_owned()],
            rows: others.map(|measure| row(measure, false)).collect(),
        }));
        blocks.push(Block::Details(
            AttrValue::from(format!("{title} ({})", super::counted(asked.len(), "measure"))),
            Some(id("pack-phase", &place)),
            inner,
        ));
    }
    blocks.push(on("targets", "Targets and dates"));
    blocks
}

/// The years for which national figures can be typed: those that the scheme's rules look at, and the two after them.
fn national(state: &State, making: &Making) -> Vec<Block> {
    let scheme = making.scheme_place();
    let latest = making.draft.text(&[&*scheme, "/latest_results"].concat());
    let Ok(latest) = crate::domain::AcademicYear::parse(&latest) else {
        return vec![text(
            "Enter the year of the results that the scheme judges first, on the page Your copy.",
        )];
    };
    let years: Vec<_> =
        [latest.back(2), latest.back(1), Some(latest), latest.on(1)].into_iter().flatten().collect();
    let catalogue = &state.shipped.catalogue;
    let mut asked: Vec<String> = Vec::new();
    for phase in 0..making.draft.count(&[&*scheme, "/phases"].concat()) {
        for measure in making.draft.texts(&format!("{scheme}/phases/{phase}/measures")) {
            if !asked.contains(&measure) {
                asked.push(measure);
            }
        }
    }
    let measures = asked.iter().filter_map(|id| catalogue.get(&id.as_str().into()));
    let rows = measures.map(|measure| {
        let held = |year| {
            let held = state.shipped.reference.national(&measure.id, year, Default::default(), None)?;
            Some(number(held.value.exact(), held.decimals))
        };
        let cells = years.iter().map(|year| {
            let own = national_place(&making.draft, measure.id.as_str(), &year.to_string());
            let place = own.map(|place| [&*place, "/value"].concat());
            if !measure.exists_in(*year) && place.is_none() {
                return Cell::Words(AttrValue::Static("Not in this year"));
            }
            let value = place.as_ref().map_or_else(String::new, |place| making.draft.text(place));
            let ships = held(*year).map_or_else(String::new, |held| format!(", {held} if left empty"));
            Cell::Box {
                id: AttrValue::from(format!("pack_national-{}:{year}", measure.id)),
                label: AttrValue::from(format!("{}, {year}{ships}", measure.label)),
                value: AttrValue::from(value),
                error: place.and_then(|place| error(making, &place)),
                takes: Takes::Count,
            }
        });
        let shipped = years.iter().filter_map(|year| Some(format!("{year}: {}", held(*year)?)));
        let shipped: Vec<String> = shipped.collect();
        let note = if shipped.is_empty() {
            format!("{}. None in this planner", measure.id)
        } else {
            format!("{}. Already in this planner: {}", measure.id, shipped.join("; "))
        };
        Rc::new(GridRow {
            heading: AttrValue::from(measure.label.clone()),
            note: AttrValue::from(note),
            cells: cells.collect(),
        })
    });
    let rows = rows.collect();
    let columns = std::iter::once("Measure".to_owned()).chain(years.iter().map(ToString::to_string));
    let mut blocks = vec![
        small(
            "The planner holds the published national figures up to the day when it was made. Type those of a new year, or \
             a better one, for all pupils; an empty box leaves the planner’s own. A table can be pasted into any box, and a \
             file of comma-separated values with the columns measure (its short name), year, value and source fills them at once.",
        ),
        Block::Buttons(vec![Button::new("pack_national-file", "Fill them from a file", Look::Secondary)]),
        Block::Grid(Grid {
            id: AttrValue::Static("pack-national"),
            caption: AttrValue::Static("National figures of the scheme’s measures"),
            columns: columns.collect(),
            rows,
        }),
    ];
    let own = making.draft.count("/national");
    if own > 0 {
        let mut inner =
            vec![small("Where each of your own figures comes from. A school reads this beside the figure.")];
        for place in 0..own {
            let at = |key: &str| format!("/national/{place}/{key}");
            let measure = making.draft.text(&at("measure"));
            let measure = name::measure_in_sentence(&measure.as_str().into(), catalogue);
            let words = format!("Source of: {measure}, {}", making.draft.text(&at("year")));
            inner.push(text_box(making, &at("source"), &words, "", false));
        }
        let title = format!("Sources of your own {}", super::counted(own, "figure"));
        blocks.push(Block::Details(AttrValue::from(title), Some(AttrValue::Static("pack-sources")), inner));
    }
    blocks.push(on("rules", "Rules"));
    blocks
}

/// The rules as sentences, each of which can be changed.
fn rules(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![small(
        "Rules are read from the top, and the first that holds gives the category. Each is made of a few kinds of tests. What \
         a rule says is shown as a sentence, also while you change it.",
    )];
    if let Ok(pack) = &making.read
        && let Some(framework) = pack.schemes.get(making.scheme)
    {
        let plan = spoken_of(state, framework);
        let words = words_of(state, framework, &plan);
        let sentences = framework.rules.iter().map(|rule| {
            let category = name::category_id(&rule.category, framework);
            AttrValue::from(format!("{category}, if: {}.", name::lower_first(&words.short(&rule.when))))
        });
        blocks.push(Block::Details(
            AttrValue::Static("All the rules as sentences"),
            Some(AttrValue::Static("pack-sentences")),
            vec![spoken_for(&plan), Block::Numbered(sentences.collect())],
        ));
    }
    blocks.extend(lists(state, making, &["rules", "indicators", "scores"]));
    let order = [&making.scheme_place(), "/order"].concat();
    blocks.push(Block::Details(
        AttrValue::Static(label("order").0),
        Some(id("pack-order", &order)),
        group(state, making, &order),
    ));
    blocks.push(on("look", "Logo and colours"));
    blocks
}

/// Logo and colours.
fn look(making: &Making) -> Vec<Block> {
    let mut blocks = vec![heading("Logo")];
    let logo = making.draft.text("/brand/logo");
    if logo.is_empty() {
        blocks.push(small(
            "A picture (PNG, JPEG, GIF, WebP or SVG). It is made small enough for the header and stored as a PNG inside your \
             copy.",
        ));
        blocks.push(Block::Buttons(vec![Button::new("pack_logo", "Choose a picture", Look::Secondary)]));
    } else {
        blocks.push(Block::Picture(
            AttrValue::from(logo),
            AttrValue::from(making.draft.text("/brand/logo_text")),
        ));
        blocks.push(text_box(making, "/brand/logo_text", label("logo_text").0, label("logo_text").1, false));
        blocks.push(Block::Buttons(vec![
            Button::new("pack_logo", "Choose another picture", Look::Secondary),
            Button::new(id("pack_remove", "/brand/logo"), "Remove the logo", Look::Secondary),
        ]));
    }
    blocks.push(heading("Colours"));
    for key in ["main", "on_main", "link"] {
        let (words, hint) = label(key);
        blocks.push(text_box(making, &["/brand/", key].concat(), words, hint, true));
    }
    let contrasts: Vec<String> =
        making.draft.brand().contrasts().into_iter().map(|(pair, ratio)| contrast(pair, ratio)).collect();
    blocks.push(subheading("Contrast"));
    blocks.push(small(
        "Text must stand out from what is behind it by at least 4.5 to 1, or many people cannot read it.",
    ));
    blocks.push(bullets(&contrasts));
    let low =
        faults_at(making.faults(), "/brand").filter(|fault| matches!(fault.kind, FaultKind::LowContrast(..)));
    blocks.push(Block::Reading(low.map(|fault| Block::Warning(AttrValue::from(beside(fault)))).collect()));
    blocks.push(on("finish", "Check and download"));
    blocks
}

/// What is wrong, the preview, and what can be downloaded.
fn finish(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = Vec::new();
    match &making.read {
        Err(faults) => {
            blocks.push(heading("This has to be put right first"));
            blocks.push(Block::Reading(
                faults
                    .iter()
                    .take(30)
                    .map(|fault| Block::Buttons(vec![way_to(making, &fault.place, &beside(fault))]))
                    .collect(),
            ));
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
        Block::Strong(AttrValue::Static("The frame lets the planner")),
    ];
    blocks.extend(PERMISSIONS.iter().map(|(name, permission)| {
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
    }));
    blocks.push(Block::TextArea(TextArea {
        id: AttrValue::Static("pack_snippet"),
        label: AttrValue::Static("HTML for the page"),
        hint: AttrValue::Static("For the editor of your intranet that takes HTML or an embed code"),
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

/// A button that leads to the place of a fault.
fn way_to(making: &Making, place: &str, words: &str) -> Button {
    let parts: Vec<&str> = place.split('/').collect();
    let entry = match parts.as_slice() {
        [_, "schemes", _, list, entry, ..] => {
            let place = parts[..5].join("/");
            let title =
                match making.draft.entries(&parts[..4].join("/")).get(entry.parse::<usize>().unwrap_or(0)) {
                    Some(_) => making.draft.title(&place),
                    None => String::new(),
                };
            return Button::new(
                id("pack_way", &place),
                format!("{}, {title}: {words}", label(list).0),
                Look::Link,
            );
        }
        [_, "schemes", _, key] => label(key).0,
        [_, "brand", ..] => "Logo and colours",
        [_, "national", ..] => "National figures",
        [_, key, ..] => label(key).0,
        _ => "The file",
    };
    Button::new(id("pack_way", place), format!("{entry}: {words}"), Look::Link)
}
