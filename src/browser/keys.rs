//! Keys pressed anywhere on the page, for undo and redo.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{Unavailable, document};

/// A key that was pressed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KeyPress {
    /// The key, as the browser names it: `z`, `Z`, `Enter`.
    pub key: String,
    /// Whether Ctrl is held, or Command on a Mac.
    pub command: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether text is being edited, where a key such as Ctrl+Z is the browser's.
    pub in_field: bool,
}

/// Calls back for every key press that no part of the page has used. If the answer is `true`, the browser does nothing
/// more with it. Stops when the answer is dropped.
pub fn on_key(pressed: impl Fn(KeyPress) -> bool + 'static) -> Result<EventListener, Unavailable> {
    let options = EventListenerOptions::enable_prevent_default();
    Ok(EventListener::new_with_options(&document()?.into(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // While an input method composes a character, its keys are not commands.
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let press = KeyPress {
            key: event.key(),
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
            in_field: event.target().is_some_and(|target| is_field(target.unchecked_ref())),
        };
        if pressed(press) {
            event.prevent_default();
        }
    }))
}

/// Whether text can be typed into an element.
fn is_field(element: &HtmlElement) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(
            input.type_().as_str(),
            "button" | "checkbox" | "color" | "file" | "image" | "radio" | "range" | "reset" | "submit"
        ),
        None => element.has_type::<web_sys::HtmlTextAreaElement>() || element.is_content_editable(),
    }
}
