//! Undo, redo and save, at hand on every page.
//!
//! Accessibility: a group with a name; each button tells its key through `aria-keyshortcuts` and what it would undo in
//! words; a button with nothing to do keeps the keyboard. The page binds the keys: inside a field Ctrl+Z is the
//! browser's own.

use yew::prelude::*;

use super::button::{ButtonKind, ButtonProps};

/// What a [`ToolBar`] is told.
#[derive(Properties, PartialEq)]
pub struct ToolBarProps {
    /// What Undo would take back ("typing in Reading 2014"); `None` when there is nothing.
    #[prop_or_default]
    pub undo: Option<AttrValue>,
    /// What Redo would do again; `None` when there is nothing.
    #[prop_or_default]
    pub redo: Option<AttrValue>,
    /// Whether work is kept, in a few words: "Kept in this browser".
    #[prop_or_default]
    pub kept: Option<AttrValue>,
    /// Called by Undo.
    #[prop_or_default]
    pub on_undo: Callback<MouseEvent>,
    /// Called by Redo.
    #[prop_or_default]
    pub on_redo: Callback<MouseEvent>,
    /// Called by Save to a file.
    #[prop_or_default]
    pub on_save: Callback<MouseEvent>,
}

/// Undo, redo and save.
#[component]
pub fn ToolBar(props: &ToolBarProps) -> Html {
    props.view()
}

impl ToolBarProps {
    /// The same as plain markup, without a component of its own.
    pub fn view(&self) -> Html {
        let button = |text: &'static str,
                      hidden: &Option<AttrValue>,
                      shortcut: &'static str,
                      unavailable,
                      onclick: &Callback<MouseEvent>| {
            yew::props!(ButtonProps {
                text,
                hidden_text: hidden.clone(),
                kind: ButtonKind::Secondary,
                small: true,
                unavailable,
                shortcut,
                onclick: onclick.clone(),
            })
            .view()
        };
        html! {
            <div class="planner-toolbar" role="group" aria-label="Undo and save">
                if let Some(kept) = &self.kept {
                    <span class="planner-toolbar__kept">{ kept }</span>
                }
                { button("Undo", &self.undo, "Control+Z", self.undo.is_none(), &self.on_undo) }
                { button("Redo", &self.redo, "Control+Y", self.redo.is_none(), &self.on_redo) }
                { button("Save to a file", &None, "Control+S", false, &self.on_save) }
            </div>
        }
    }
}

/// Tool bars, by name.
pub fn examples() -> Vec<(&'static str, Html)> {
    vec![
        (
            "something to undo",
            html! { <ToolBar undo="typing in Reading 2014" kept="Kept in this browser" /> },
        ),
        (
            "in the header",
            html! {
                <super::Header council="Doncaster Council">
                    <ToolBar undo="typing in Reading 2014" kept="Kept in this browser" />
                </super::Header>
            },
        ),
    ]
}
