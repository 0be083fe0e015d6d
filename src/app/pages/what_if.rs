//! Other results supposed, for meetings: what stands in the place of what, at each press.

use yew::virtual_dom::AttrValue;

use crate::app::components::{
    Block, Button, Choice, Headline, Item, Look, Meaning, Radios, Stepper, TextBox, Tick,
};
use crate::app::state::State;
use crate::domain::category::{NotApplicable, Outcome};
use crate::domain::draft::{MOST_WHAT_IFS, TargetKey};
use crate::domain::figure::FigureKey;
use crate::domain::what_if::Unmovable;
use crate::domain::{Evaluation, Field, Measure, Plan};
use crate::present::category::{self, CAVEAT};
use crate::present::chart::trajectory_chart;
use crate::present::name::{field_id, target_slug};
use crate::present::reason::Words;
use crate::present::rules::changed;
use crate::present::trajectory::title;
use crate::present::what_if::{self, Compared};

use super::{small, subheading, text};

/// The outcomes of the scenarios that the buttons do not move.
const OUTCOMES: [&str; MOST_WHAT_IFS] = ["outcome-1", "outcome-2", "outcome-3"];

/// The what-if page.
pub(super) fn blocks(state: &State) -> Vec<Block> {
    let headline = &state.worked.headline;
    match &state.worked.evaluation.outcome {
        Outcome::NotApplicable(NotApplicable::NoPhase) => {
            return vec![
                text("Choose the school’s phase first: it decides which results can be moved here."),
                super::choose_phase(),
            ];
        }
        Outcome::NotApplicable(NotApplicable::PhaseNotCovered) => {
            return vec![text(headline.sentence.clone())];
        }
        _ => {}
    }
    let meeting = &state.meeting;
    let schools: Vec<(Plan, Evaluation)> = (0..MOST_WHAT_IFS).map(|place| state.supposed(place)).collect();
    let of: Vec<Compared<'_>> =
        schools.iter().enumerate().map(|(place, school)| state.compared(place, school)).collect();
    let (name, then) = (state.what_if_name(meeting.chosen), of[meeting.chosen]);
    let mut blocks = vec![bar(state)];
    blocks.push(Block::Boxed(
        "planner-what-if__outcomes",
        [
            vec![outcome(state, "outcome-now", "As it is", then, false)],
            of.iter()
                .zip(OUTCOMES)
                .enumerate()
                .map(|(place, (side, id))| {
                    let id = if place == meeting.chosen { "outcome-then" } else { id };
                    outcome(state, id, &state.what_if_name(place), *side, true)
                })
                .collect(),
        ]
        .into_iter()
        .flatten()
        .collect(),
    ));
    let caveats = std::iter::once(CAVEAT.to_owned()).chain(changed(&state.framework));
    blocks.push(Block::Reading(caveats.map(small).collect()));
    blocks.push(Block::Boxed("planner-what-if__sentence", vec![Block::Text(then.sentence(&name).into())]));
    let keys = state.supposable();
    let mut in_view = Vec::new();
    for key in &keys {
        // Each has its place, whether it is in view or not: what is pressed must stay where it is.
        let is_in_view = match &meeting.alone {
            Some(alone) => alone == key,
            None => state.is_supposing(key),
        };
        if !is_in_view {
            blocks.push(Block::Reading(vec![]));
            continue;
        }
        in_view.push(key.clone());
        let class = match meeting.alone {
            Some(_) => "planner-what-if__row planner-what-if__row--alone",
            None => "planner-what-if__row",
        };
        blocks.push(Block::Boxed(class, row(state, then, &schools[meeting.chosen], key)));
    }
    if in_view.is_empty() {
        blocks.push(text(
            "No measure is in view. This scheme names no headline measure for this phase: choose one below.",
        ));
    }
    measures(state, &keys, &mut blocks);
    let sides: Vec<(String, Compared<'_>)> =
        of.iter().enumerate().map(|(place, side)| (state.what_if_name(place), *side)).collect();
    let table = what_if::table(then, &sides, &in_view);
    blocks.push(Block::Table(AttrValue::Static("side-by-side"), table));
    scenario(state, &name, &mut blocks);
    blocks.push(Block::Details(
        AttrValue::Static("What moves here, and what does not"),
        None,
        vec![text(what_if::LEFT_ALONE)],
    ));
    blocks
}

/// What is chosen before anything is pressed: the scenario, whether figures are shown, the screen.
fn bar(state: &State) -> Block {
    let meeting = &state.meeting;
    let choices = (0..MOST_WHAT_IFS).map(|place| Choice::new(place.to_string(), state.what_if_name(place)));
    let scenarios = Block::Radios(Radios {
        id: AttrValue::Static("what-if-place"),
        legend: AttrValue::Static("Scenario that the buttons move"),
        hint: AttrValue::Static(""),
        error: None,
        choices: choices.collect(),
        value: meeting.chosen.to_string().into(),
    });
    let hide = if meeting.hides { "Show figures again" } else { "Show categories only" };
    let fill = if meeting.is_large { "Leave full screen" } else { "Full screen" };
    let mut buttons = Vec::new();
    // The header with its own is away. It comes before the others, which stay the same elements and keep the keyboard.
    if meeting.is_large {
        buttons.push(Button::new("what-if-undo", "Undo", Look::Secondary));
    }
    buttons.push(Button::new("what-if-hide", hide, Look::Secondary));
    buttons.push(Button::new("full-screen", fill, Look::Secondary));
    Block::Boxed(
        "planner-what-if__bar",
        vec![
            scenarios,
            Block::Boxed(
                "planner-what-if__tools",
                vec![Block::Buttons(buttons), Block::Status(AttrValue::Static(meeting.said))],
            ),
        ],
    )
}

/// A category in large type: as it is, or as it would be.
fn outcome(state: &State, id: &'static str, whose: &str, of: Compared<'_>, is_then: bool) -> Block {
    let side = if is_then { of.then } else { of.now };
    let words = Words { framework: &state.framework, catalogue: &state.shipped.catalogue, plan: side.plan };
    let headline = category::headline(side.evaluation, words);
    let tag = match (is_then, of.is_changed()) {
        (false, _) => ("Now", Meaning::Neutral),
        (true, false) => ("As now", Meaning::Neutral),
        (true, true) => ("Changed", Meaning::Information),
    };
    Block::Headline(Headline {
        id,
        label: format!("{whose}: {}", crate::present::name::lower_first(&headline.label)).into(),
        number: headline.number.into(),
        name: headline.name.into(),
        tag: Some((AttrValue::Static(tag.0), tag.1)),
        is_compact: false,
        blocks: vec![],
    })
}

/// A measure: how its result is moved and what follows, or what to enter first.
fn row(state: &State, of: Compared<'_>, school: &(Plan, Evaluation), key: &TargetKey) -> Vec<Block> {
    let slug = target_slug(key);
    let Some(measure) = state.shipped.catalogue.get(&key.measure) else { return vec![] };
    let movable = state.movable(key);
    let Some(row) = of.row(key) else {
        let why = movable.err().unwrap_or(Unmovable::NoResult);
        let name = title(key, &state.shipped.catalogue);
        return vec![
            Block::Heading(2, name.clone().into(), None),
            text(what_if::unmovable(why, &state.framework)),
            go(&format!("go-{}", field_id(&missing(state, key, measure, why))), "Enter it", &name),
        ];
    };
    let is_alone = state.meeting.alone.is_some();
    let mut under: Vec<Block> = row.notes.iter().map(|note| small(note.clone())).collect();
    let mut hints = Vec::new();
    for (nearest, verb) in row.nearest.iter().zip(["reach", "fall"]) {
        // Each has its place, whether it is there or not.
        hints.push(Block::Boxed(
            "planner-what-if__hint",
            nearest.as_ref().map_or_else(Vec::new, |nearest| {
                let button =
                    Button::new(format!("suppose-{verb}-{slug}"), nearest.button.clone(), Look::Small);
                vec![button_in(button, &row.title), text(nearest.text.clone())]
            }),
        ));
    }
    if of.hangs_on(key) == Some(false) {
        let words = if of.then.evaluation.category().is_some() {
            "No number of pupils in this measure alone changes the category from here."
        } else {
            "No number of pupils in this measure alone decides the category from here."
        };
        hints.push(text(words));
    }
    // Of what the category does not hang on there is nothing to say.
    let class = if of.hangs_on(key).is_some() { "planner-what-if__hints" } else { "planner-reading" };
    under.push(Block::Boxed(class, hints));
    let back = Button::new(format!("suppose-now-{slug}"), "Back to as it is", Look::Small);
    under.push(button_in(back, &row.title));
    let id = format!("suppose-alone-{slug}");
    if is_alone {
        under.push(Block::Buttons(vec![Button::new(id, "Show the other measures", Look::Small)]));
    } else {
        under.push(button_in(Button::new(id, "Show this measure alone", Look::Small), &row.title));
    }
    let path = school.1.trajectories().iter().find(|path| path.key() == *key);
    if is_alone && !of.hides {
        let id = "what-if-path";
        let chart = path.and_then(|path| trajectory_chart(id, path, &school.0, measure));
        under.extend(chart.map(|chart| Block::Chart(AttrValue::Static(id), Box::new(chart))));
    }
    if state.is_headline(key) && path.is_none_or(|path| path.to_target.is_none()) {
        under.push(go(&format!("plan-{slug}"), "Set a target, to see the path move too", &row.title));
    }
    vec![Block::Stepper(Box::new(Stepper { slug, row, blocks: under }))]
}

/// A button of a measure, whose name stands above it.
fn button_in(button: Button, title: &str) -> Block {
    Block::Buttons(vec![button.hidden(format!("in {title}"))])
}

/// Where it is entered what a result lacks.
fn missing(state: &State, key: &TargetKey, measure: &Measure, why: Unmovable) -> Field {
    let year = state.framework.latest_results;
    match (why, measure.cohort_group()) {
        (Unmovable::NoCohort, Some(group)) => Field::Cohort(group, year),
        _ => Field::Figure(FigureKey { group: key.group, ..FigureKey::result(key.measure.clone(), year) }),
    }
}

/// A link to where something is entered.
fn go(id: &str, words: &'static str, hidden: &str) -> Block {
    Block::Buttons(vec![Button::new(id.to_owned(), words, Look::Link).hidden(hidden.to_owned())])
}

/// The measures that can be in view: those with a result.
fn measures(state: &State, keys: &[TargetKey], blocks: &mut Vec<Block>) {
    let mut inside = Vec::new();
    for key in keys {
        if state.is_headline(key) || !matches!(state.movable(key), Err(Unmovable::NoResult)) {
            inside.push(Block::Tick(Tick {
                id: format!("suppose-show-{}", target_slug(key)).into(),
                label: title(key, &state.shipped.catalogue).into(),
                hint: AttrValue::Static(""),
                is_ticked: state.is_supposing(key),
            }));
        }
    }
    let shown = if state.meeting.alone.is_some() { vec![] } else { inside };
    // Its place stays, so that what comes after it does.
    let details = Block::Details(
        AttrValue::Static("Choose which measures are in view"),
        Some(AttrValue::Static("what-if-measures")),
        shown,
    );
    blocks.push(Block::Reading(if state.meeting.alone.is_some() { vec![] } else { vec![details] }));
}

/// What can be done with the scenario in view, and what would settle an outcome that is still open.
fn scenario(state: &State, name: &str, blocks: &mut Vec<Block>) {
    let chosen = state.meeting.chosen;
    let mut inside = vec![subheading(format!("The scenario in view: {name}"))];
    if !state.meeting.hides {
        inside.push(Block::TextBox(TextBox {
            id: field_id(&Field::WhatIfName(chosen)).into(),
            label: AttrValue::Static("Its name"),
            hint: AttrValue::Static("Such as “After the booster classes”"),
            error: None,
            value: state.draft.what_ifs[chosen].name.clone().into(),
            is_figure: false,
        }));
    }
    let mut buttons = vec![Button::new("what-if-reset", "Set it back to as it is", Look::Secondary)];
    for place in (0..MOST_WHAT_IFS).filter(|place| *place != chosen) {
        let words = format!("Copy it into {}", state.what_if_name(place));
        buttons.push(Button::new(format!("what-if-copy-{place}"), words, Look::Secondary));
    }
    inside.push(Block::Buttons(buttons));
    let mut open = Vec::new();
    for one in category::open(&state.worked.evaluation, state.words()) {
        let id = one.field.as_ref().map(|field| format!("go-{}", field_id(field)));
        let go = id.map(|id| go(&id, "Enter it", &one.text));
        open.push(Item { text: one.text.into(), blocks: vec![Block::Reading(go.into_iter().collect())] });
    }
    if !open.is_empty() {
        inside.extend([subheading("Not known yet, and the outcome depends on it"), Block::Items(open)]);
    }
    blocks.push(Block::Boxed("planner-what-if__scenario", inside));
}
