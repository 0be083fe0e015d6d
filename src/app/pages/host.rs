//! What the page says of the page around it: what that asks for, what it gets, and how to take it back.

use crate::app::components::{Block, Button, Look};
use crate::app::hosting::{Figures, Request};
use crate::app::state::State;
use crate::format::Ask;

use super::{plan_name, text};

fn small_button(id: &'static str, words: &'static str) -> Button {
    Button::new(id, words, Look::Small)
}

/// The page around the planner, by its origin.
fn who(state: &State) -> String {
    match &state.hosting.origin {
        Some(origin) => format!("The page around the planner ({origin})"),
        None => "The page around the planner (it has no address of its own)".to_owned(),
    }
}

/// What the person is asked.
pub(in crate::app) fn question(state: &State) -> Option<(String, Vec<Block>)> {
    let Request { ask, .. } = state.hosting.asked.as_deref()?;
    Some(match ask {
        Ask::Load(draft) => {
            let words = format!(
                "It would take the place of the plan that is open. Undo brings that back. The new plan: {}.",
                plan_name(draft.name.trim()),
            );
            let buttons =
                vec![small_button("host-open", "Open it"), small_button("host-keep", "Keep this plan")];
            (format!("{} asks to open another plan", who(state)), vec![text(words), Block::Buttons(buttons)])
        }
        ask => {
            let mut words = "It would get everything in the plan: the school’s name, its figures, answers and targets. The \
                             planner cannot know what becomes of them there."
                .to_owned();
            let mut buttons = vec![small_button("host-once", "Send once"), small_button("host-no", "No")];
            if matches!(ask, Ask::Get { follow: true }) {
                words.push_str(
                    " To send them whenever they change holds for every plan that you open here, until you stop it or \
                     close this page.",
                );
                buttons.insert(1, small_button("host-always", "Send whenever they change"));
            }
            (
                format!("{} asks for this plan’s figures. Send them?", who(state)),
                vec![text(words), Block::Buttons(buttons)],
            )
        }
    })
}

/// What stands on every page for as long as it is so.
pub(in crate::app) fn standing(state: &State) -> Vec<Block> {
    let mut blocks = Vec::new();
    if state.hosting.is_read_only {
        blocks.push(text(
            "This plan is here to be read. The page around the planner does not let it be changed.",
        ));
    }
    if state.hosting.figures == Figures::Follow {
        blocks.push(text(format!(
            "{} gets the figures of the plan that is open here, whenever they change.",
            who(state)
        )));
        blocks.push(Block::Buttons(vec![small_button("host-stop", "Stop sending")]));
    }
    if blocks.is_empty() { blocks } else { vec![Block::Boxed("planner-screen planner-panel", blocks)] }
}

/// What leaves the device: the words that the page has for it as long as nothing does.
pub(in crate::app) fn promise(state: &State, usual: &'static str) -> &'static str {
    if state.hosting.figures == Figures::Follow {
        "What you enter leaves this device only for the page around the planner, as you agreed."
    } else {
        usual
    }
}

/// What the person said of it, for the page about the planner.
pub(super) fn said(state: &State) -> Vec<Block> {
    match state.hosting.figures {
        Figures::Unsaid => vec![],
        Figures::Follow => vec![text(
            "There is one exception, which you agreed to: the page around the planner gets your figures whenever they \
                 change. The words at the top of every page say so, and the button there stops it.",
        )],
        Figures::Refused => vec![
            text(format!(
                "{} asked for your figures. You said no, and it gets no other answer until you let it ask again or close this \
                 page.",
                who(state)
            )),
            Block::Buttons(vec![small_button("host-ask", "Let it ask again")]),
        ],
    }
}
