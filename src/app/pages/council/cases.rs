//! The officer's area, "Try your rules": schools that stand in the scheme's own file, and what comes out for each.

use yew::virtual_dom::AttrValue;

use crate::app::components::{Block, Button, Look};
use crate::app::council::Making;
use crate::app::pages::{bullets, heading, small, text};
use crate::app::state::State;
use crate::domain::Framework;
use crate::present::cases::{Tried, called, counts, expected, now, school, table, why};

use super::form::{id, text_box};
use super::on;

/// How the schools come out, in a sentence; `None` where there is none to try.
pub(super) fn in_short(state: &State, making: &Making) -> Option<String> {
    let tried = state.tried(making);
    (!tried.is_empty()).then(|| ["Try your rules: ", &counts(&tried)].concat())
}

/// The page.
pub(super) fn blocks(state: &State, making: &Making) -> Vec<Block> {
    let mut blocks = vec![small(
        "The scheme’s file holds schools, and what its rules are to say of each. They are tried here with your rules, numbers \
         and national figures as they are now, so that you see what a change does before a school does.",
    )];
    let framework = making.read.as_ref().ok().and_then(|pack| pack.schemes.get(making.scheme));
    let Some(framework) = framework else {
        blocks.push(text(
            "They can be tried once everything in the copy is right. The page Check and download says what is not.",
        ));
        blocks.push(on("finish", "Check and download"));
        return blocks;
    };
    let tried = state.tried(making);
    blocks.push(if tried.is_empty() {
        text("There is no school to try yet. Open one in the planner whose category you know, and add it below.")
    } else {
        Block::Strong(AttrValue::from(counts(&tried)))
    });
    let [otherwise, as_before, own] = each(state, making, framework, &tried);
    blocks.push(Block::Reading(otherwise));
    blocks.push(Block::Table(
        AttrValue::Static("pack-cases"),
        table(&tried, framework, &state.shipped.catalogue),
    ));
    blocks.push(Block::Details(
        AttrValue::Static("What is known of each school that comes out as before"),
        Some(AttrValue::Static("pack-known")),
        as_before,
    ));
    blocks.push(heading("Schools of your own"));
    blocks.push(Block::Reading(own));
    blocks.push(Block::Reading(in_view(state)));
    blocks.push(on("look", "Logo and colours"));
    blocks
}

/// The schools, each in one of three lists: those that do not come out as before, those that do, and those of the
/// officer's own that do, which can be given another name.
fn each(state: &State, making: &Making, framework: &Framework, tried: &[Tried]) -> [Vec<Block>; 3] {
    let catalogue = &state.shipped.catalogue;
    let mut lists: [Vec<Block>; 3] = Default::default();
    let mut changed = 0;
    for (place, one) in tried.iter().enumerate() {
        let (case, trial) = one;
        let place = format!("{}/cases/{place}", making.scheme_place());
        let button = |verb, words| Button::new(id(verb, &place), words, Look::Small).hidden(called(case));
        let mut facts = vec![expected(one, framework, catalogue)];
        let mut buttons = vec![];
        let (mut list, mut reasons) = (0, vec![]);
        match trial {
            Ok(trial) if trial.is_as_expected => list = if case.clause.is_some() { 1 } else { 2 },
            Ok(trial) => {
                changed += 1;
                reasons.push(Block::Details(
                    AttrValue::Static("Why it comes out so"),
                    Some(id("pack_why", &place)),
                    vec![bullets(&why(trial, framework, catalogue))],
                ));
                buttons.push(button("pack_expect", "This is right: expect it from now on"));
            }
            Err(_) => {}
        }
        if list == 0 {
            facts.push(now(one, framework, catalogue));
        }
        buttons.push(button("pack_remove", "Remove this school"));
        let mut blocks = vec![if case.clause.is_some() {
            Block::Strong(AttrValue::from(called(case)))
        } else {
            let hint = "It goes into your copy, so not the name of a school";
            text_box(making, &[&*place, "/name"].concat(), "What you call it", hint, false)
        }];
        blocks.push(bullets(&facts));
        blocks.extend(reasons);
        blocks.push(small(school(&case.school, framework, catalogue)));
        blocks.push(Block::Buttons(buttons));
        lists[list].push(Block::Inset(blocks));
    }
    if changed > 1 {
        let words = format!("All {changed} changes are right: expect them from now on");
        lists[0].push(Block::Buttons(vec![Button::new("pack_expect-all", words, Look::Secondary)]));
    }
    lists
}

/// The plan that is open in the planner, to be added.
fn in_view(state: &State) -> Vec<Block> {
    if state.draft.phase.is_none() {
        return vec![text(
            "Open or fill in a plan in the planner, of a school whose category you know. It can be added here then.",
        )];
    }
    let name = match state.draft.name.trim() {
        "" => "without a name".to_owned(),
        name => ["“", name, "”"].concat(),
    };
    vec![
        text(format!("The plan that is open in the planner now: {name}.")),
        small(
            "Its phase, status, grade, and the figures and answers that your rules look at, go into your copy, where everybody who \
             has the copy can read them. Its name does not. Add only figures that you may hand out, or change them a little first.",
        ),
        Block::Buttons(vec![Button::new("pack_case", "Add the school in view", Look::Secondary)]),
    ]
}
