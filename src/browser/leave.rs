//! Leaving with unsaved work, and coming back by Back.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{BeforeUnloadEvent, HtmlElement, PageTransitionEvent};

use super::{Unavailable, document, window};

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

/// A browser may hold a page that is left as it stands, and show it again by Back: also where everything was cleared
/// meanwhile. So such a page is hidden when it is left and loaded again when it comes back, where `is_kept` says that
/// nothing is lost by that. Stops when the answer is dropped.
pub fn load_again_on_return(is_kept: impl Fn() -> bool + 'static) -> Result<[EventListener; 2], Unavailable> {
    let window = window()?;
    let page: HtmlElement = document()?
        .get_element_by_id("planner")
        .and_then(|page| page.dyn_into().ok())
        .ok_or(Unavailable::Missing)?;
    let left = page.clone();
    let is_held = |event: &web_sys::Event| {
        event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted)
    };
    Ok([
        EventListener::new(&window, "pagehide", move |event| {
            if is_held(event) && is_kept() {
                left.set_hidden(true);
            }
        }),
        EventListener::new(&window.clone(), "pageshow", move |event| {
            if is_held(event) && page.hidden() {
                let _ = window.location().reload();
            }
        }),
    ])
}
