//! The browser's Back and Forward: each page of the planner is an entry with a short text as its state.
//!
//! The address never changes. On `file://` and in `srcdoc` a changed address throws, even one with only a hash; a page
//! in view is state. Where history cannot be used at all the planner goes without it.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::PopStateEvent;

use super::{Unavailable, window};

/// Adds an entry after the present one.
pub fn push(state: &str) -> Result<(), Unavailable> {
    Ok(window()?.history()?.push_state(&JsValue::from(state), "")?)
}

/// Gives the present entry another state: the first page, on starting.
pub fn replace(state: &str) -> Result<(), Unavailable> {
    Ok(window()?.history()?.replace_state(&JsValue::from(state), "")?)
}

/// The state of the present entry, if it has one of ours.
pub fn current() -> Result<Option<String>, Unavailable> {
    Ok(window()?.history()?.state()?.as_string())
}

/// Calls back with the state of the entry that Back or Forward came to. Stops when the answer is dropped.
pub fn on_travel(came_to: impl Fn(Option<String>) + 'static) -> Result<EventListener, Unavailable> {
    Ok(EventListener::new(&window()?.into(), "popstate", move |event| {
        came_to(event.dyn_ref::<PopStateEvent>().and_then(|event| event.state().as_string()));
    }))
}
