//! The form of the officer's area: whatever stands in a pack, from the shape of its file.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Choice, Look, Radios, TextArea, TextBox, Tick};
use crate::app::council::{Making, entry_around, id_of};
use crate::app::pages::{small, text};
use crate::app::state::State;
use crate::domain::Plan;
use crate::domain::framework::{Condition, Framework};
use crate::domain::school::Phase;
use crate::format::{Entry, Kind, OTHER};
use crate::present::name::{self, upper_first};
use crate::present::pack::{beside, faults_at, label, word};
use crate::present::reason::Words;

use super::said;

/// The words of the first fault at exactly this place.
pub(super) fn error(making: &Making, place: &str) -> Option<AttrValue> {
    // Nobody has had the time to fill in what is new.
    if making.is_new && !making.is_checked && place.starts_with(&making.at) {
        return None;
    }
    let found = making.faults().iter().find(|fault| fault.place == place);
    found.map(|fault| AttrValue::from(beside(fault)))
}

/// The id of the control for a place.
pub(super) fn id(verb: &str, place: &str) -> AttrValue {
    AttrValue::from(id_of(verb, place))
}

/// A box for a text at a place.
pub(super) fn text_box(making: &Making, place: &str, words: &str, hint: &str, is_figure: bool) -> Block {
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

pub(super) fn tick(making: &Making, place: &str, key: &str) -> Block {
    let (words, hint) = label(key);
    Block::Tick(Tick {
        id: id("pack", place),
        label: AttrValue::Static(words),
        hint: AttrValue::Static(hint),
        is_ticked: making.draft.flag(place),
    })
}

/// The field of a key that may not be there yet.
pub(super) fn field_of(state: &State, making: &Making, place: &str, key: &str) -> Vec<Block> {
    let (parent, _) = place.rsplit_once('/').unwrap_or_default();
    let entries = making.draft.entries(parent);
    entries.iter().find(|entry| entry.key == key).map_or_else(Vec::new, |entry| field(state, making, entry))
}

pub(super) fn grades(state: &State, making: &Making, place: &str) -> Vec<Block> {
    vec![Block::Details(
        AttrValue::Static("Inspection grades that it knows"),
        Some(id("pack_more", place)),
        field_of(state, making, place, "grades"),
    )]
}

/// Lists of the scheme in view, each entry with what can be done to it.
pub(super) fn lists(state: &State, making: &Making, keys: &[&str]) -> Vec<Block> {
    let mut blocks = vec![];
    for key in keys {
        let place = format!("{}/{key}", making.scheme_place());
        blocks.push(Block::Reading(list(state, making, &place, key, 2)));
    }
    blocks
}

pub(super) fn list(state: &State, making: &Making, place: &str, key: &str, level: u8) -> Vec<Block> {
    let heading_id = id("pack_list", place);
    let (words, hint) = label(key);
    let mut blocks = vec![Block::Heading(level, AttrValue::Static(words), Some(heading_id))];
    if !hint.is_empty() {
        blocks.push(Block::Hint(AttrValue::Static(hint)));
    }
    blocks.push(wrong(making, place));
    let Some(Entry { kind: Kind::List(entries), .. }) = entry_of(making, place) else { return blocks };
    let mut titles: Vec<String> = Vec::new();
    for (index, (place, _)) in entries.iter().enumerate() {
        let mut title = said_at(state, making, place).unwrap_or_else(|| entry_title(state, making, place));
        if title.is_empty() {
            title = format!("Number {}, without a name", index + 1);
        }
        // Two buttons of one name cannot be told apart.
        if titles.contains(&title) {
            title = format!("{title} (number {})", index + 1);
        }
        titles.push(title.clone());
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
    let add = Button::new(id("pack_add", place), "Add one", Look::Secondary).hidden(["to: ", words].concat());
    blocks.push(Block::Reading(vec![Block::Buttons(vec![add])]));
    blocks
}

/// What is wrong with what stands at a place; it has its room even where there is nothing: what is below must not move under
/// the keyboard.
fn wrong(making: &Making, place: &str) -> Block {
    Block::Reading(error(making, place).map(Block::Warning).into_iter().collect())
}

/// What an entry of a list is called; empty where it has no name yet.
pub(super) fn entry_title(state: &State, making: &Making, place: &str) -> String {
    // Of numbers and national figures: of what, for which year, and how much.
    if place.contains("/values/") || place.starts_with("/national/") {
        let of = |key: &str| making.draft.text(&[place, "/", key].concat());
        let measure = of("measure");
        if !measure.is_empty() {
            let measure = name::measure(&measure.as_str().into(), &state.shipped.catalogue);
            let words = [measure, of("year"), of("value")];
            return words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
        }
    }
    upper_first(&word_or(&making.draft.title(place)))
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
pub(super) fn entry_page(state: &State, making: &Making) -> (String, Vec<Block>) {
    let place = &making.at;
    let title = entry_of(making, place.rsplit_once('/').map_or("", |(list, _)| list));
    let list = title.map_or("", |entry| label(&entry.key).0);
    let above = entry_around(&making.draft, place.rsplit_once('/').map_or("", |(list, _)| list));
    let back = match entry_title(state, making, above) {
        _ if above.is_empty() => "Back to the list".to_owned(),
        title if title.is_empty() => "Back to what this is a part of".to_owned(),
        title => format!("Back to: {title}"),
    };
    let mut blocks = vec![Block::Buttons(vec![Button::new("pack_back", back, Look::Link)]), said(making)];
    blocks.extend(sentence(state, making, place));
    blocks.extend(group(state, making, place));
    blocks.push(Block::Buttons(vec![Button::new("pack_done", "Done", Look::Primary)]));
    let title = match entry_title(state, making, place) {
        title if title.is_empty() => "a new one".to_owned(),
        title => title,
    };
    (format!("{list}: {title}"), blocks)
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
                let category = upper_first(&name::category(&rule.category, framework));
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
pub(super) fn spoken_of(state: &State, framework: &Framework) -> Plan {
    let covered =
        |phase: Phase| framework.measures(phase).is_some_and(|measures| !measures.headline.is_empty());
    let first = || [Phase::Primary].into_iter().chain(Phase::ALL).find(|phase| covered(*phase));
    let mut plan = state.worked.plan.clone();
    plan.school.phase = plan.school.phase.filter(|phase| covered(*phase)).or_else(first);
    plan
}

/// What puts the rules of a scheme into words, for such a plan.
pub(super) fn words_of<'a>(state: &'a State, framework: &'a Framework, plan: &'a Plan) -> Words<'a> {
    Words { framework, catalogue: &state.shipped.catalogue, plan }
}

/// For which phase the rules are put into words.
pub(super) fn spoken_for(plan: &Plan) -> Block {
    let phase = plan.school.phase.map_or("", name::phase);
    small(format!("Measures are named as for the phase: {}.", name::lower_first(phase)))
}

/// Everything in something with entries of its own.
pub(super) fn group(state: &State, making: &Making, place: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some((kinds, chosen)) = making.draft.kinds(place) {
        // The same word asks for an answer and for a number of tests.
        let label = |kind: &str| {
            label(if place.ends_with("/answer") && kind == "at_least" { "at_least_answer" } else { kind })
        };
        let choices = kinds.iter().map(|kind| {
            let words = match label(kind).0 {
                _ if *kind == OTHER => "Something else".to_owned(),
                "" => word(kind),
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
            value: AttrValue::from(chosen.clone()),
        });
        blocks.push(wrong(making, place));
        if making.is_new && making.at == place {
            blocks.push(radios);
        } else {
            // Of a list of tests the heading says it.
            let is_list = |entry: &Entry| entry.key == chosen && matches!(entry.kind, Kind::List(_));
            let now = if making.draft.entries(place).iter().any(is_list) { String::new() } else { now };
            blocks.push(Block::Strong(AttrValue::from(now)));
            blocks.push(Block::Details(
                AttrValue::Static("Make it something else"),
                Some(id("pack_kinds", place)),
                vec![radios],
            ));
        }
    } else {
        blocks.push(wrong(making, place));
    }
    for entry in making.draft.entries(place) {
        blocks.extend(field(state, making, &entry));
    }
    blocks
}

/// The fields of one entry.
pub(super) fn field(state: &State, making: &Making, entry: &Entry) -> Vec<Block> {
    let Entry { place, key, is_optional, kind } = entry;
    let of_answer = place.ends_with("/answer/at_least");
    let (words, hint) = label(if of_answer { "at_least_answer" } else { key });
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
                "rule" => "rules",
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
                    error: error(making, place),
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
            let ticks = choices.iter().map(|choice| {
                Block::Tick(Tick {
                    id: AttrValue::from([&*id("pack_tick", place), ":", choice].concat()),
                    label: AttrValue::from(word(choice)),
                    hint: AttrValue::Static(""),
                    is_ticked: chosen.iter().any(|one| one == choice),
                })
            });
            let inner = std::iter::once(wrong(making, place)).chain(ticks).collect();
            vec![Block::Fieldset(AttrValue::from(words), inner)]
        }
        Kind::Lines(lines) => {
            // What is wrong with one line is said of them all.
            let fault = faults_at(making.faults(), place).next().map(|fault| fault.place.as_str());
            vec![Block::TextArea(TextArea {
                id: id("pack", place),
                label: AttrValue::from(words),
                hint: AttrValue::Static(hint),
                error: fault.and_then(|place| error(making, place)),
                value: AttrValue::from(lines.clone()),
                is_read_only: false,
            })]
        }
        Kind::List(_) => list(state, making, place, key, 2),
        Kind::Group => {
            let inner = vec![Block::Inset(group(state, making, place))];
            let mut blocks = vec![Block::Fieldset(AttrValue::from(words), inner)];
            if *is_optional {
                let remove = Button::new(id("pack_remove", place), "Remove this part", Look::Small);
                blocks.push(Block::Buttons(vec![remove.hidden(label(key).0)]));
            }
            blocks
        }
        Kind::Absent => {
            let add = Button::new(id("pack_add", place), format!("Add: {words}"), Look::Small);
            vec![Block::Boxed("planner-part", vec![Block::Buttons(vec![add])])]
        }
    }
}
