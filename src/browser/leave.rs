//! Leaving with unsaved work.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::BeforeUnloadEvent;

use super::{Unavailable, window};

/// Makes the browser ask before the page is left, for as long as the answer is held. The words are the browser's own;
/// it asks only a person who has used the page, and never in a sandboxed frame without `allow-modals`.
pub fn warn() -> Result<EventListener, Unavailable> {
    let options = EventListenerOptions::enable_prevent_default();
    Ok(EventListener::new_with_options(&window()?.into(), "beforeunload", options, |event| {
        event.prevent_default();
        // For browsers from before 2023.
        if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
            event.set_return_value("unsaved");
        }
    }))
}
